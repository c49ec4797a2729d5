//! Orders of tills, and what can go wrong with them. No I/O.

use super::codes::CodeState;
use crate::switch::model::{Outcome, PaymentState, ReversalState, response_text, state};
use crate::terminals::Refusal;
use chrono::{DateTime, Utc};
use identity::{Actor, Denied};
use kernel::fault::database_kind;
use kernel::{
    Fault, GivenPlace, InstitutionId, Kind, PaymentId, Place, Rule, RuleWord, TerminalId,
};
use serde::{Deserialize, Serialize};

/// Most characters of an order reference.
const ORDER_REFERENCE_MAX: usize = 32;
/// Most characters of a merchant's reference.
pub(super) const MERCHANT_REFERENCE_MAX: usize = 64;
/// Twelve digits of fen.
pub(super) const AMOUNT_MAX_FEN: i64 = 999_999_999_999;
/// Most characters of a code and of a serial number.
const CODE_MAX: usize = 512;
pub(super) const SERIAL_MAX: usize = 50;
/// Numbers of a batch.
const TRACES: i64 = 999_999;
/// Batches that orders may use, from the highest down; sign-ins count from 1 up.
const BATCHES: i64 = 500_000;

kernel::words! {
    /// What an order is 订单类型.
    pub enum OrderKind {
        /// A payment by a scanned code 收款.
        Sale = "sale",
        /// Money given back 退款.
        Refund = "refund",
    }
}

/// A payment to be made by what the till has scanned 付款码收款.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    /// The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
    /// another. The same order again is the same payment.
    #[schema(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    pub order_reference: String,
    /// What the shop writes on its bill, 1 to 64 characters. Several orders may have the same.
    #[schema(min_length = 1, max_length = 64)]
    pub merchant_reference: Option<String>,
    /// The till: an active terminal.
    pub terminal_id: TerminalId,
    /// Its serial number, as the device says itself; held against the register.
    #[schema(min_length = 1, max_length = 50)]
    pub serial: String,
    /// Fen.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub amount_fen: i64,
    /// What the consumer shows: 19 digits of UnionPay beginning with 62, 18 of WeChat beginning
    /// with 10 to 15, 16 to 24 of Alipay beginning with 25 to 30.
    #[schema(min_length = 16, max_length = 512)]
    pub code: String,
    /// Where the till is, as it measures it.
    pub place: Option<GivenPlace>,
}

/// Money to be given back 退款.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// The till's own name for this refund, as of an order.
    #[schema(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    pub order_reference: String,
    /// Fen.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub amount_fen: i64,
}

pub(super) fn check_reference(field: &'static str, text: &str) -> Result<(), Error> {
    let good = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if good && (1..=ORDER_REFERENCE_MAX).contains(&text.len()) {
        return Ok(());
    }
    let text = "1 to 32 letters, digits, `_` or `-`";
    let rule = Rule::new(RuleWord::LettersDigits, text).from_to(1, ORDER_REFERENCE_MAX);
    Err(Error::Field(field, rule))
}

pub(super) fn check_amount(field: &'static str, amount_fen: i64) -> Result<(), Error> {
    if (1..=AMOUNT_MAX_FEN).contains(&amount_fen) {
        return Ok(());
    }
    let text = format!("from 1 to {AMOUNT_MAX_FEN} fen");
    let rule = Rule::new(RuleWord::Between, text).from_to(1, AMOUNT_MAX_FEN);
    Err(Error::Field(field, rule))
}

pub(super) fn check_length(field: &'static str, text: &str, max: usize) -> Result<(), Error> {
    let length = text.chars().count();
    if (1..=max).contains(&length) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let text = format!("1 to {max} characters, none of them a control character");
    Err(Error::Field(field, Rule::new(RuleWord::TextLength, text).from_to(1, max)))
}

impl NewOrder {
    /// Checks it; where the till says it is.
    pub(super) fn check(&self) -> Result<Option<Place>, Error> {
        check_reference("order_reference", &self.order_reference)?;
        check_amount("amount_fen", self.amount_fen)?;
        check_length("code", &self.code, CODE_MAX)?;
        if !crate::switch::is_payment_code(&self.code) {
            let text = "a payment code that a consumer shows: UnionPay, WeChat or Alipay";
            return Err(Error::Field("code", Rule::new(RuleWord::PaymentCode, text)));
        }
        check_length("serial", &self.serial, SERIAL_MAX)?;
        if !self.serial.is_ascii() {
            let rule = Rule::new(RuleWord::LettersDigits, "letters and digits");
            return Err(Error::Field("serial", rule.from_to(1, SERIAL_MAX)));
        }
        if let Some(reference) = &self.merchant_reference {
            check_length("merchant_reference", reference, MERCHANT_REFERENCE_MAX)?;
        }
        super::given(self.place).map_err(|error| {
            let rule = Rule::new(RuleWord::PlaceForm, error);
            Error::Field("place", rule)
        })
    }
}

impl NewRefund {
    pub(super) fn check(&self) -> Result<(), Error> {
        check_reference("order_reference", &self.order_reference)?;
        check_amount("amount_fen", self.amount_fen)
    }
}

/// Whose orders: each caller has references of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub institution: InstitutionId,
    /// Written id of the partner, or of the person who tries it.
    pub caller: String,
}

impl Owner {
    pub(super) fn of(actor: &Actor) -> Owner {
        Owner { institution: actor.institution, caller: actor.who.to_string() }
    }
}

/// An order as it is stored.
#[derive(Clone, Debug)]
pub struct Order {
    pub owner: Owner,
    pub order_reference: String,
    pub kind: OrderKind,
    pub merchant_reference: Option<String>,
    pub original_reference: Option<String>,
    pub terminal_institution: InstitutionId,
    pub terminal: TerminalId,
    /// Batch and trace number of its payment.
    pub number: (i32, i32),
    pub amount_fen: i64,
    pub body_hash: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// Batch and trace number of a terminal's n-th order; none when all are used, after some 10^11.
pub(super) fn number(used: i64) -> Option<(i32, i32)> {
    let (batch, trace) = ((used - 1) / TRACES, (used - 1) % TRACES + 1);
    if used < 1 || BATCHES <= batch {
        return None;
    }
    Some((i32::try_from(TRACES - batch).ok()?, i32::try_from(trace).ok()?))
}

/// An order and its payment as they stand 订单.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TillPayment {
    /// The till's own name for it.
    pub order_reference: String,
    /// What the shop wrote on its bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_reference: Option<String>,
    /// A payment or a refund.
    pub kind: OrderKind,
    /// Of a refund: the order it gives back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_reference: Option<String>,
    /// The payment; none where the order was refused or never came so far: send it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_id: Option<PaymentId>,
    /// Where it stands; `received` without a payment.
    pub state: PaymentState,
    /// Fen.
    pub amount_fen: i64,
    /// Always CNY.
    pub currency: &'static str,
    /// Given back so far, fen.
    pub refunded_fen: i64,
    /// The till.
    pub terminal_id: TerminalId,
    /// The acquirer's reference number, for the slip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<String>,
    /// The acquirer's answer, field 39.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_text: Option<&'static str>,
    /// When the order came.
    pub created_at: DateTime<Utc>,
    /// When the payment was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    /// When the code that was shown for it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    #[serde(skip)]
    pub(super) outcome: Option<Outcome>,
}

/// A row of [`TillPayment`].
#[derive(sqlx::FromRow)]
pub(super) struct TillRow {
    order_reference: String,
    merchant_reference: Option<String>,
    kind: OrderKind,
    original_reference: Option<String>,
    payment_id: Option<PaymentId>,
    amount_fen: i64,
    refunded_fen: i64,
    terminal_id: TerminalId,
    outcome: Option<Outcome>,
    reversal: Option<ReversalState>,
    reference_no: Option<String>,
    response_code: Option<String>,
    created_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl From<TillRow> for TillPayment {
    fn from(row: TillRow) -> TillPayment {
        let of_payment = state(row.outcome, row.reversal);
        TillPayment {
            order_reference: row.order_reference,
            merchant_reference: row.merchant_reference,
            kind: row.kind,
            original_reference: row.original_reference,
            state: row.payment_id.map_or(PaymentState::Received, |_| of_payment),
            payment_id: row.payment_id,
            amount_fen: row.amount_fen,
            currency: "CNY",
            refunded_fen: row.refunded_fen,
            terminal_id: row.terminal_id,
            reference_no: row.reference_no,
            response_text: row.response_code.as_deref().map(response_text),
            response_code: row.response_code,
            created_at: row.created_at,
            answered_at: row.answered_at,
            closed_at: row.closed_at,
            outcome: row.outcome,
        }
    }
}

/// What can go wrong at a till.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field breaks a rule.
    #[error("{0} must be {1}")]
    Field(&'static str, Rule),
    /// No such order of the caller's.
    #[error("you have no such order")]
    Missing,
    /// The reference was used for another order.
    #[error("the order reference was used for another order: it names what it named first")]
    Taken,
    /// A code cannot be paid, or closed, as it stands.
    #[error("the code is {0}")]
    Code(CodeState),
    /// No such code.
    #[error("there is no such code")]
    NoCode,
    /// A board takes no more money today.
    #[error("the code takes no more than {0} fen a day")]
    DayLimit(i64),
    /// The payer must stand before a board, within so many metres.
    #[error("the code is paid by whoever stands before it, within {0} m")]
    Afar(u32),
    /// No such terminal, or not one of the caller's.
    #[error("there is no such terminal")]
    NoTerminal,
    /// The terminal may not pay just now.
    #[error("the terminal may not pay: {0}")]
    Terminal(Refusal),
    /// The payment does not allow it; the code is that of field 39.
    #[error("refused with {0}: {text}", text = response_text(.0))]
    Refused(&'static str),
    /// A payment is cancelled on its own business day.
    #[error("the business day of the payment is over: refund it")]
    TooLate,
    /// Nobody knows how it ended.
    #[error("nobody knows yet how it ended: ask for the order, or send the same again")]
    Unknown,
    /// This node has no switch.
    #[error("this node takes no payments: ask one that has the role switch")]
    NotHere,
    /// The terminal has used up its numbers.
    #[error("the terminal has no number left for another order")]
    Numbers,
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error("orders cannot be read or written")]
    Database(#[from] sqlx::Error),
}

impl Error {
    /// A refusal of the switch by its response code.
    pub(super) fn refused(code: &str) -> Error {
        const KNOWN: [&str; 12] =
            ["03", "12", "13", "14", "25", "30", "40", "58", "61", "91", "92", "94"];
        let known = KNOWN.into_iter().find(|known| *known == code);
        known.map_or(Error::Unknown, Error::Refused)
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Field(..) | Error::Cursor => Kind::Invalid,
            Error::Missing | Error::NoTerminal | Error::NoCode => Kind::Missing,
            Error::Code(_) | Error::DayLimit(_) | Error::Afar(_) => Kind::Conflict,
            Error::Taken | Error::Terminal(_) | Error::Refused(_) | Error::TooLate => {
                Kind::Conflict
            }
            Error::Unknown | Error::NotHere | Error::Numbers => Kind::Unavailable,
            Error::Denied(denied) => denied.kind(),
            Error::Database(error) => database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Field(..) => "field_invalid",
            Error::Missing => "order_missing",
            Error::Taken => "order_reference_taken",
            Error::Code(CodeState::Open | CodeState::Busy) => "code_busy",
            Error::Code(CodeState::Paid) => "code_paid",
            Error::Code(CodeState::Expired) => "code_expired",
            Error::Code(CodeState::Closed) => "code_closed",
            Error::NoCode => "code_missing",
            Error::DayLimit(_) => "code_day_limit",
            Error::Afar(_) => "code_afar",
            Error::NoTerminal => "terminal_missing",
            Error::Terminal(_) => "till_not_admitted",
            Error::Refused(_) => "payment_refused",
            Error::TooLate => "cancel_too_late",
            Error::Unknown => "payment_unknown",
            Error::NotHere => "switch_not_here",
            Error::Numbers => "till_numbers_used_up",
            Error::Cursor => "cursor_invalid",
            Error::Denied(denied) => denied.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Field(field, _) => Some(field),
            Error::Cursor => Some("cursor"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Field(_, rule) => Some(rule),
            _ => None,
        }
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn each_order_of_a_terminal_has_a_number_of_its_own() {
        assert_eq!(number(1), Some((999_999, 1)));
        assert_eq!(number(999_999), Some((999_999, 999_999)));
        assert_eq!(number(1_000_000), Some((999_998, 1)));
        assert_eq!((number(0), number(500_000 * 999_999 + 1)), (None, None));
    }

    #[test]
    fn what_a_till_sends_is_checked_field_by_field() {
        let good = NewOrder {
            order_reference: "A-1".to_owned(),
            merchant_reference: Some("桌 7".to_owned()),
            terminal_id: TerminalId::new(),
            serial: "SN1".to_owned(),
            amount_fen: 1,
            code: "6212345678901234567".to_owned(),
            place: None,
        };
        assert!(good.check().is_ok());
        type Change = fn(&mut NewOrder);
        let bad: [(&str, Change); 7] = [
            ("order_reference", |order| order.order_reference = "a b".to_owned()),
            ("order_reference", |order| order.order_reference = "x".repeat(33)),
            ("amount_fen", |order| order.amount_fen = 0),
            ("amount_fen", |order| order.amount_fen = AMOUNT_MAX_FEN + 1),
            ("code", |order| order.code = "123".to_owned()),
            ("serial", |order| order.serial = "序列".to_owned()),
            ("merchant_reference", |order| order.merchant_reference = Some(String::new())),
        ];
        for (field, change) in bad {
            let mut order = good.clone();
            change(&mut order);
            let error = order.check().unwrap_err();
            assert_eq!(error.field(), Some(field), "{error}");
        }
    }
}
