//! Codes that merchants show: what they are, and what payers are told. No I/O.

use super::super::model::{
    AMOUNT_MAX_FEN, MERCHANT_REFERENCE_MAX, Owner, SERIAL_MAX, check_amount, check_length,
    check_reference,
};
use super::super::{Error, given};
use crate::switch::model::{Outcome, PaymentState, ReversalState, response_text, state};
use chrono::{DateTime, TimeDelta, Utc};
use emvqr::mpm::{Account, Draft, Initiation, Label, LocalName, UnionPayAccount};
use emvqr::unionpay::MerchantCode;
use kernel::{GivenPlace, InstitutionId, MerchantId, PaymentId, Place, Rule, RuleWord, TerminalId};
use serde::{Deserialize, Serialize};

/// Seconds that a dynamic code is good for, when the till does not say.
const GOOD_FOR_S: u32 = 300;
/// Fewest and most of them.
const GOOD_FOR_RANGE_S: (u32, u32) = (30, 86_400);
/// Longest reason for a place on the white list, in characters.
const REASON_MAX: usize = 200;
/// Most payments of a board that is on the white list.
const USES_MAX: u32 = 1_000_000;
/// Digits after the first two.
const RANDOM_DIGITS: usize = 24;

kernel::words! {
    /// What a merchant's code is for 收款码类型.
    pub enum CodeKind {
        /// One order of a till 动态码.
        Dynamic = "dynamic",
        /// Printed once, for any payment 静态码牌.
        Board = "board",
    }
}

kernel::words! {
    /// Where a code stands 收款码状态.
    pub enum CodeState {
        /// May be paid.
        Open = "open",
        /// A payment of it is under way.
        Busy = "busy",
        /// Its order is paid.
        Paid = "paid",
        /// Its time is over.
        Expired = "expired",
        /// Closed by whoever made it.
        Closed = "closed",
    }
}

/// A code for one order, to be shown on a till's screen 动态收款码.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// The till's own name for this order: 1 to 32 letters, digits, `_` or `-`, never used for
    /// another. The same order again is the same code.
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
    /// Seconds that it may be paid, 30 to 86400; 300 when absent.
    #[schema(minimum = 30, maximum = 86_400)]
    pub good_for_s: Option<u32>,
    /// Where the till is, as it measures it.
    pub place: Option<GivenPlace>,
}

/// A board to be printed and put up 静态收款码牌. Its terminal is an auxiliary one, device type 11.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBoard {
    /// The board: an active terminal of device type 11.
    pub terminal_id: TerminalId,
    /// What the shop calls it, 1 to 64 characters.
    #[schema(min_length = 1, max_length = 64)]
    pub name: String,
    /// Most fen of one payment.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub amount_max_fen: Option<i64>,
    /// Most fen of a calendar day in China.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub day_max_fen: Option<i64>,
    /// Puts a micro merchant's board on the white list of those that may be paid from afar.
    pub remote: Option<Remote>,
}

/// Why and how far a micro merchant's board may be paid from afar 白名单: 银发〔2021〕259号 allows it
/// by exception, with criteria of admission, a term, a number of payments and limits of amount.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Remote {
    /// By which criterion, 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub reason: String,
    /// When the board ends.
    pub expires_at: DateTime<Utc>,
    /// After so many payments it ends.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub uses_max: u32,
}

/// A payment by whoever scanned a code.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScanPayment {
    /// What the payer's wallet gives out for one payment: 19 digits beginning with 62. The same
    /// again is the same payment.
    #[schema(min_length = 16, max_length = 512)]
    pub auth_code: String,
    /// Fen, where the code does not fix it.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub amount_fen: Option<i64>,
    /// Where the payer is.
    pub place: Option<GivenPlace>,
}

impl NewCode {
    pub(super) fn check(&self) -> Result<Option<Place>, Error> {
        check_reference("order_reference", &self.order_reference)?;
        check_amount("amount_fen", self.amount_fen)?;
        check_length("serial", &self.serial, SERIAL_MAX)?;
        if let Some(reference) = &self.merchant_reference {
            check_length("merchant_reference", reference, MERCHANT_REFERENCE_MAX)?;
        }
        let (least, most) = GOOD_FOR_RANGE_S;
        if self.good_for_s.is_some_and(|seconds| !(least..=most).contains(&seconds)) {
            let rule = Rule::new(RuleWord::Between, format!("{least} to {most} seconds"));
            return Err(Error::Field("good_for_s", rule.from_to(least, most)));
        }
        place("place", self.place)
    }

    pub(super) fn expires_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::seconds(i64::from(self.good_for_s.unwrap_or(GOOD_FOR_S)))
    }
}

impl NewBoard {
    pub(super) fn check(&self, now: DateTime<Utc>) -> Result<(), Error> {
        check_length("name", &self.name, MERCHANT_REFERENCE_MAX)?;
        for (field, amount) in
            [("amount_max_fen", self.amount_max_fen), ("day_max_fen", self.day_max_fen)]
        {
            amount.map_or(Ok(()), |fen| check_amount(field, fen))?;
        }
        let Some(remote) = &self.remote else { return Ok(()) };
        check_length("remote.reason", &remote.reason, REASON_MAX)?;
        if remote.expires_at <= now {
            return Err(Error::Field(
                "remote.expires_at",
                Rule::new(RuleWord::Future, "a time to come"),
            ));
        }
        if !(1..=USES_MAX).contains(&remote.uses_max) {
            let rule = Rule::new(RuleWord::Between, format!("1 to {USES_MAX}"));
            return Err(Error::Field("remote.uses_max", rule.from_to(1, USES_MAX)));
        }
        for (field, amount) in
            [("amount_max_fen", self.amount_max_fen), ("day_max_fen", self.day_max_fen)]
        {
            if amount.is_none() {
                let rule = Rule::new(RuleWord::GivenWith, "given together with `remote`");
                return Err(Error::Field(field, rule.with("other", "remote")));
            }
        }
        Ok(())
    }
}

impl ScanPayment {
    /// What is to be paid of a code, and where the payer is.
    pub(super) fn check(&self, code: &Code) -> Result<(i64, Option<Place>), Error> {
        if !crate::switch::is_payment_code(&self.auth_code) {
            let text = "a payment code that the payer's wallet gives out";
            return Err(Error::Field("auth_code", Rule::new(RuleWord::PaymentCode, text)));
        }
        let amount_fen = match (code.amount_fen, self.amount_fen) {
            (Some(fixed), None) => fixed,
            (Some(fixed), Some(given)) if fixed == given => fixed,
            (Some(fixed), Some(_)) => {
                let rule = Rule::new(RuleWord::Between, format!("what the code says: {fixed}"));
                return Err(Error::Field("amount_fen", rule.from_to(fixed, fixed)));
            }
            (None, given) => given.unwrap_or(0),
        };
        check_amount("amount_fen", amount_fen)?;
        let most = code.amount_max_fen.unwrap_or(AMOUNT_MAX_FEN);
        if most < amount_fen {
            let rule = Rule::new(RuleWord::Between, format!("from 1 to {most} fen"));
            return Err(Error::Field("amount_fen", rule.from_to(1, most)));
        }
        Ok((amount_fen, place("place", self.place)?))
    }
}

fn place(field: &'static str, place: Option<GivenPlace>) -> Result<Option<Place>, Error> {
    given(place).map_err(|error| Error::Field(field, Rule::new(RuleWord::PlaceForm, error)))
}

/// New digits that nobody can guess. The first two are those seen on the mainland's codes.
pub(super) fn digits(kind: CodeKind) -> String {
    let first = match kind {
        CodeKind::Dynamic => "62",
        CodeKind::Board => "01",
    };
    let random = (0..RANDOM_DIGITS).map(|_| char::from(b'0' + rand::random_range(0..10_u8)));
    first.chars().chain(random).collect()
}

/// A code as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub owner: Owner,
    pub digits: String,
    pub kind: CodeKind,
    pub order_reference: Option<String>,
    /// Eight digits.
    pub acquirer_code: String,
    pub terminal: (InstitutionId, TerminalId),
    pub merchant: MerchantId,
    pub name: Option<String>,
    pub serial: String,
    pub place: Option<Place>,
    pub amount_fen: Option<i64>,
    pub amount_max_fen: Option<i64>,
    pub day_max_fen: Option<i64>,
    pub uses_max: Option<i32>,
    pub face_to_face: bool,
    pub remote_reason: Option<String>,
    pub expires_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// What came of the tries to pay a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    /// Paid, and not taken back.
    pub paid: i64,
    /// Nobody knows yet.
    pub open: i64,
    /// Fen of both that were begun on this calendar day in China.
    pub day_fen: i64,
    /// Failed within the last ten minutes.
    pub failed_lately: i64,
}

impl CodeKind {
    /// Failed tries within ten minutes after which a code rests. A board hangs in the street: as
    /// few as an order allows would let anybody shut a shop.
    pub(super) const fn failed_max(self) -> i64 {
        match self {
            CodeKind::Dynamic => 20,
            CodeKind::Board => 200,
        }
    }
}

impl Code {
    /// Where it stands, after what became of its tries.
    pub fn state(&self, tally: &Tally, now: DateTime<Utc>) -> CodeState {
        let used_up = self.uses_max.is_some_and(|most| i64::from(most) <= tally.paid);
        match self.kind {
            CodeKind::Dynamic if 0 < tally.paid => CodeState::Paid,
            CodeKind::Dynamic if 0 < tally.open => CodeState::Busy,
            _ if self.closed_at.is_some() => CodeState::Closed,
            _ if used_up || self.expires_at.is_some_and(|end| end <= now) => CodeState::Expired,
            _ => CodeState::Open,
        }
    }

    /// Whether another payment of so much may begin.
    pub(super) fn admits(
        &self,
        tally: &Tally,
        amount_fen: i64,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        match self.state(tally, now) {
            CodeState::Open => {}
            other => return Err(Error::Code(other)),
        }
        let uses = tally.paid + tally.open;
        if self.kind.failed_max() <= tally.failed_lately
            || self.uses_max.is_some_and(|most| i64::from(most) <= uses)
        {
            return Err(Error::Code(CodeState::Busy));
        }
        match self.day_max_fen {
            Some(most) if most < tally.day_fen.saturating_add(amount_fen) => {
                Err(Error::DayLimit(most))
            }
            _ => Ok(()),
        }
    }

    /// The address that a wallet reads, as UnionPay's mainland codes are written.
    pub fn address(&self) -> String {
        let code = MerchantCode::new(&self.acquirer_code, &self.digits);
        code.map(|code| code.to_string()).unwrap_or_default()
    }

    /// The same for wallets that read EMVCo's form: object 15 names the merchant, and the
    /// reference label leads back here.
    pub fn emvco(&self, merchant_code: &str, name: &str, mcc: &str) -> Option<String> {
        let ascii = name.is_ascii() && !name.is_empty() && name.len() <= 25;
        let shown = if ascii { name.to_owned() } else { format!("MERCHANT {merchant_code}") };
        let mut draft = Draft::cny(mcc, &shown, "CHONGQING");
        draft.initiation = Some(match self.kind {
            CodeKind::Dynamic => Initiation::Dynamic,
            CodeKind::Board => Initiation::Static,
        });
        draft.amount = self.amount_fen;
        let (acquirer, merchant) = (self.acquirer_code.as_str(), merchant_code);
        let account = UnionPayAccount::new(acquirer, acquirer, merchant).ok()?;
        draft.accounts = vec![Account::UnionPay(account)];
        draft.labels = vec![(Label::Reference, self.digits.get(2..)?.to_owned())];
        if !ascii && name.chars().count() <= 25 {
            draft.local_name = Some(LocalName::new("zh", name, Some("重庆")));
        }
        draft.build().ok().map(|code| code.to_string())
    }
}

/// A code as its maker sees it 收款码.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PaymentCode {
    /// 26 digits; they name it.
    pub digits: String,
    /// What it is for.
    pub kind: CodeKind,
    /// Where it stands.
    pub state: CodeState,
    /// The text to show as a QR code: `https://qr.95516.com/<acquirer>/<digits>`.
    pub address: String,
    /// The same as EMVCo's merchant-presented code, for wallets of other countries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emvco: Option<String>,
    /// The page that payers see, on this server.
    pub page: String,
    /// Of a dynamic code: the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_reference: Option<String>,
    /// What the shop calls it, or writes on its bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The till or board.
    pub terminal_id: TerminalId,
    /// Its merchant.
    pub merchant_id: MerchantId,
    /// The merchant's name on the slip.
    pub merchant_name: String,
    /// Fen, where it is fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    /// Most fen of one payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_max_fen: Option<i64>,
    /// Most fen of a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_max_fen: Option<i64>,
    /// Payments that it takes at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uses_max: Option<i32>,
    /// The payer must stand before it.
    pub face_to_face: bool,
    /// By which criterion it may be paid from afar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_reason: Option<String>,
    /// Payments so far, those taken back not counted.
    pub paid: i64,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

/// What whoever scans a code is told.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ScannedCode {
    /// Number of the acquirer, 8 digits.
    pub institution: String,
    /// The code, 26 digits.
    pub digits: String,
    /// What it is for.
    pub kind: CodeKind,
    /// Whether it may be paid.
    pub state: CodeState,
    /// Who is paid.
    pub merchant_name: String,
    /// What the shop calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Fen; where absent, the payer enters it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<i64>,
    /// Most fen that may be entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount_max_fen: Option<i64>,
    /// The payer must say where he is.
    pub place_needed: bool,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// The wallet's page that gives out a code for one payment; it comes back to `redirectUrl`.
    pub wallet: String,
}

/// A payment of a scanned code, as the payer sees it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct ScanPaid {
    /// Where it stands.
    pub state: PaymentState,
    /// Fen.
    pub amount_fen: i64,
    /// Always CNY.
    pub currency: &'static str,
    /// Who was paid.
    pub merchant_name: String,
    /// The acquirer's reference number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_no: Option<String>,
    /// The acquirer's answer, field 39.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<String>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_text: Option<&'static str>,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
}

/// A try to pay a code, with the payment that came of it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Attempt {
    pub batch_no: i32,
    pub trace_no: i32,
    pub amount_fen: i64,
    pub void: bool,
    pub payment_id: Option<PaymentId>,
    pub outcome: Option<Outcome>,
    pub reversal: Option<ReversalState>,
    pub reference_no: Option<String>,
    pub response_code: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
}

impl Attempt {
    /// What the payer is told of it.
    pub(super) fn shown(self, merchant_name: &str) -> ScanPaid {
        let of_payment = state(self.outcome, self.reversal);
        ScanPaid {
            state: match (self.payment_id, self.void) {
                (Some(_), _) => of_payment,
                (None, true) => PaymentState::Failed,
                (None, false) => PaymentState::Sent,
            },
            amount_fen: self.amount_fen,
            currency: "CNY",
            merchant_name: merchant_name.to_owned(),
            reference_no: self.reference_no,
            response_text: self.response_code.as_deref().map(response_text),
            response_code: self.response_code,
            answered_at: self.answered_at,
        }
    }
}
