//! Prepaid cards and their entries. No I/O.

use chrono::{DateTime, Utc};
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, MerchantId, Rule, RuleWord};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most characters of a card number and of a reference.
pub const REFERENCE_MAX: usize = 32;
/// Most characters of a holder's name.
pub const HOLDER_MAX: usize = 60;
/// Most fen of one entry: 10,000 yuan.
pub const AMOUNT_MAX_FEN: i64 = 1_000_000;

kernel::words! {
    /// What an entry does to a card 预付卡交易.
    pub enum EntryKind {
        /// Money comes onto the card 充值.
        TopUp = "top_up",
        /// The card pays 消费.
        Payment = "payment",
        /// A payment is given back, whole or in part 退款.
        Refund = "refund",
    }
}

kernel::words! {
    /// How an entry stands.
    pub enum EntryState {
        /// Written, not known to be booked: send it again.
        Begun = "begun",
        /// Booked.
        Done = "done",
        /// There was not enough on the card.
        Refused = "refused",
    }
}

/// A card to be issued 开卡.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrepaidCard {
    /// The issuer's own number of the card: 1 to 32 letters, digits, `_` or `-`.
    #[schema(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    pub card_no: String,
    /// The merchant that issues it and where alone it pays.
    pub merchant_id: MerchantId,
    /// Whose it is, 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub holder: String,
}

/// A top-up, a payment or a refund to be made.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrepaidEntry {
    /// The till's own name for it, of this card: 1 to 32 letters, digits, `_` or `-`. The same
    /// again is done once.
    #[schema(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    pub reference: String,
    /// What it does.
    pub kind: EntryKind,
    /// Fen, at most 1,000,000.
    #[schema(minimum = 1, maximum = 1000000)]
    pub amount_fen: i64,
    /// Of a refund: the payment it gives back.
    #[schema(pattern = "^[0-9A-Za-z_-]{1,32}$")]
    pub original_reference: Option<String>,
}

/// A prepaid card 预付卡.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PrepaidCard {
    /// Its number.
    pub card_no: String,
    /// The merchant that issued it.
    pub merchant_id: MerchantId,
    /// Whose it is.
    pub holder: String,
    /// What is on it, fen.
    pub balance_fen: i64,
    /// Always CNY.
    pub currency: &'static str,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// An entry of a card 预付卡交易.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PrepaidEntry {
    /// The till's name for it.
    pub reference: String,
    /// What it does.
    pub kind: EntryKind,
    /// Fen.
    pub amount_fen: i64,
    /// Of a refund: the payment it gives back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_reference: Option<String>,
    /// How it stands.
    pub state: EntryState,
    /// What was on the card when it had ended, fen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance_fen: Option<i64>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// A row of a card.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct CardRow {
    pub institution_id: InstitutionId,
    pub card_no: String,
    pub merchant_id: MerchantId,
    pub holder: String,
    pub created_at: DateTime<Utc>,
}

/// A row of an entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct EntryRow {
    pub institution_id: InstitutionId,
    pub card_no: String,
    pub id: Uuid,
    pub reference: String,
    pub kind: EntryKind,
    pub amount_fen: i64,
    pub original_reference: Option<String>,
    pub state: EntryState,
    pub balance_fen: Option<i64>,
    pub created_at: DateTime<Utc>,
}

impl EntryRow {
    /// Whether it is the same entry.
    pub fn is(&self, new: &NewPrepaidEntry) -> bool {
        self.kind == new.kind
            && self.amount_fen == new.amount_fen
            && self.original_reference == new.original_reference
    }

    pub fn shown(self) -> PrepaidEntry {
        PrepaidEntry {
            reference: self.reference,
            kind: self.kind,
            amount_fen: self.amount_fen,
            original_reference: self.original_reference,
            state: self.state,
            balance_fen: self.balance_fen,
            created_at: self.created_at,
        }
    }
}

fn check_reference(field: &'static str, text: &str) -> Result<(), Error> {
    let good = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if good && (1..=REFERENCE_MAX).contains(&text.len()) {
        return Ok(());
    }
    let text = "1 to 32 letters, digits, `_` or `-`";
    Err(Error::Field(field, Rule::new(RuleWord::LettersDigits, text).from_to(1, REFERENCE_MAX)))
}

impl NewPrepaidCard {
    pub(super) fn check(&self) -> Result<(), Error> {
        check_reference("card_no", &self.card_no)?;
        let trimmed = self.holder.trim() == self.holder && !self.holder.contains('\0');
        if trimmed && (1..=HOLDER_MAX).contains(&self.holder.chars().count()) {
            return Ok(());
        }
        Err(Error::Field("holder", Rule::name(HOLDER_MAX)))
    }
}

impl NewPrepaidEntry {
    pub(super) fn check(&self) -> Result<(), Error> {
        check_reference("reference", &self.reference)?;
        if !(1..=AMOUNT_MAX_FEN).contains(&self.amount_fen) {
            let text = format!("from 1 to {AMOUNT_MAX_FEN} fen");
            let rule = Rule::new(RuleWord::Between, text).from_to(1, AMOUNT_MAX_FEN);
            return Err(Error::Field("amount_fen", rule));
        }
        match (self.kind, &self.original_reference) {
            (EntryKind::Refund, Some(original)) => check_reference("original_reference", original),
            (EntryKind::Refund, None) => check_reference("original_reference", ""),
            (_, None) => Ok(()),
            (_, Some(_)) => Err(Error::NotOfRefund),
        }
    }
}

/// What can go wrong with a prepaid card.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field breaks a rule.
    #[error("{0} must be {1}")]
    Field(&'static str, Rule),
    /// Only a refund names another entry.
    #[error("only a refund names an original")]
    NotOfRefund,
    /// No such card.
    #[error("there is no such card")]
    Missing,
    /// No such merchant of the institution.
    #[error("there is no such merchant")]
    NoMerchant,
    /// The number is another card's.
    #[error("the card number is taken by a card of another merchant or holder")]
    CardTaken,
    /// The reference was used for another entry.
    #[error("the reference was used for another entry of this card")]
    Taken,
    /// There is no payment to give back.
    #[error("the original is no payment of this card")]
    NoPayment,
    /// More than was paid.
    #[error("of the payment only {0} fen are left to give back")]
    RefundExceeds(i64),
    /// Not enough on the card.
    #[error("there is not enough on the card")]
    Short,
    /// The ledger refuses for a reason that cannot be.
    #[error("the ledger refuses the entry")]
    Books,
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// The database.
    #[error("prepaid cards cannot be read or written")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Field(..) | Error::NotOfRefund | Error::Cursor => Kind::Invalid,
            Error::Missing | Error::NoMerchant => Kind::Missing,
            Error::CardTaken
            | Error::Taken
            | Error::NoPayment
            | Error::RefundExceeds(_)
            | Error::Short => Kind::Conflict,
            Error::Books => Kind::Bug,
            Error::Ledger(error) => error.kind(),
            Error::Database(error) => database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Field(..) | Error::NotOfRefund => "field_invalid",
            Error::Missing => "prepaid_card_missing",
            Error::NoMerchant => "merchant_missing",
            Error::CardTaken => "prepaid_card_taken",
            Error::Taken => "prepaid_reference_taken",
            Error::NoPayment => "prepaid_payment_missing",
            Error::RefundExceeds(_) => "prepaid_refund_exceeds",
            Error::Short => "prepaid_balance_short",
            Error::Books => "internal",
            Error::Cursor => "cursor_invalid",
            Error::Ledger(error) => error.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Field(field, _) => Some(field),
            Error::NotOfRefund => Some("original_reference"),
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
