//! What a merchant, a store and a contract are, and what can go wrong.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ContractId, Division, Fault, InstitutionId, KeptPlace, Kind, Mcc, MerchantCode, MerchantId,
    Rule, StoreId,
};

kernel::words! {
    /// Kind of merchant 商户类型.
    pub enum MerchantKind {
        /// Company or other organisation 企业.
        Enterprise = "enterprise",
        /// Sole trader 个体工商户.
        SoleTrader = "sole_trader",
        /// Micro merchant 小微商户: a person without a business licence.
        Micro = "micro",
    }
}

kernel::words! {
    /// Where a merchant stands 商户状态.
    pub enum MerchantState {
        /// Its terminals take payments.
        Active = "active",
        /// Held for a time; its terminals take none.
        Suspended = "suspended",
        /// Ended.
        Closed = "closed",
    }
}

kernel::words! {
    /// What was done to a merchant 变更. Each is a row of its history.
    pub enum MerchantChange {
        /// It became known.
        Created = "created",
        /// Its papers changed.
        Changed = "changed",
        /// A store was added.
        StoreAdded = "store_added",
        /// A store was changed or closed.
        StoreChanged = "store_changed",
        /// A contract with an acquirer began.
        ContractAdded = "contract_added",
        /// A contract with an acquirer ended.
        ContractEnded = "contract_ended",
        /// Held for a time.
        Suspended = "suspended",
        /// Held no longer.
        Resumed = "resumed",
        /// Ended.
        Closed = "closed",
    }
}

impl MerchantState {
    /// The state after `change`. Asking for what already is answers the same state.
    pub fn next(self, change: MerchantChange) -> Result<MerchantState, Error> {
        use MerchantState::{Active, Closed, Suspended};
        match (self, change) {
            (Active | Suspended, MerchantChange::Suspended) => Ok(Suspended),
            (Active | Suspended, MerchantChange::Resumed) => Ok(Active),
            (_, MerchantChange::Closed) => Ok(Closed),
            (Closed, change) => Err(Error::Closed(change)),
            (state, _) => Ok(state),
        }
    }
}

kernel::words! {
    /// Where a store stands 门店状态.
    pub enum StoreState {
        /// Open.
        Active = "active",
        /// Ended.
        Closed = "closed",
    }
}

kernel::words! {
    /// How the acquirer and the bank share the work 收单模式.
    pub enum ContractMode {
        /// The acquirer brings devices and products, the bank settles 联合收单.
        Joint = "joint",
        /// The bank does both, with a technical provider 自行收单.
        Own = "own",
    }
}

kernel::words! {
    /// Where a contract stands 协议状态.
    pub enum ContractState {
        /// In force.
        Active = "active",
        /// Ended.
        Ended = "ended",
    }
}

/// A merchant 特约商户. What is sensitive is here only as it may be shown, and as keyed digests
/// for comparing.
#[derive(Clone, Debug, PartialEq)]
pub struct Merchant {
    /// Home institution.
    pub institution: InstitutionId,
    /// Id.
    pub id: MerchantId,
    /// Merchant number, fifteen digits, unique across institutions.
    pub code: MerchantCode,
    /// Name in the register.
    pub name: String,
    /// Name on the slip.
    pub short_name: String,
    /// Kind.
    pub kind: MerchantKind,
    /// Credit code; a micro merchant has none.
    pub uscc: Option<String>,
    /// The responsible person's id number of a micro merchant.
    pub responsible: Option<Kept>,
    /// Category.
    pub mcc: Mcc,
    /// District or county.
    pub division: Division,
    /// Address.
    pub address: String,
    /// Where it is, when that is known.
    pub place: Option<KeptPlace>,
    /// Account that is paid.
    pub settlement: Kept,
    /// Bank that keeps the account.
    pub settlement_bank: String,
    /// Mobile number of the contact.
    pub phone: Kept,
    /// Acquirers of its active contracts; they may read it.
    pub acquirers: Vec<InstitutionId>,
    /// Where it stands.
    pub state: MerchantState,
    /// Counts the changes; the last row of the history has the same number.
    pub version: i32,
    /// When it became known.
    pub created_at: DateTime<Utc>,
}

/// A sensitive value as the database shows it: what may be seen, and a keyed digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The form that may be shown.
    pub masked: String,
    /// Keyed digest; equal values have equal digests.
    pub token: [u8; 32],
}

/// A store 门店.
#[derive(Clone, Debug, PartialEq)]
pub struct Store {
    /// Home institution.
    pub institution: InstitutionId,
    /// Id.
    pub id: StoreId,
    /// Whose.
    pub merchant: MerchantId,
    /// Code 门店码, unique within the merchant.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// District or county.
    pub division: Division,
    /// Category.
    pub mcc: Mcc,
    /// Where it is.
    pub place: KeptPlace,
    /// Open or not.
    pub state: StoreState,
    /// Counts the changes.
    pub version: i32,
    /// When it became known.
    pub created_at: DateTime<Utc>,
}

/// A contract between a merchant and an acquirer 受理协议.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// Home institution of the merchant.
    pub institution: InstitutionId,
    /// Id.
    pub id: ContractId,
    /// Whose.
    pub merchant: MerchantId,
    /// With whom.
    pub acquirer: InstitutionId,
    /// Its short name.
    pub acquirer_name: String,
    /// The merchant's number with the acquirer, field 42 towards its host.
    pub acquirer_merchant_code: String,
    /// How the work is shared.
    pub mode: ContractMode,
    /// Products agreed, such as `card` and `qr`.
    pub products: Vec<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when one is agreed.
    pub until: Option<NaiveDate>,
    /// In force or not.
    pub state: ContractState,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// One input value that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {rule}")]
pub struct BadField {
    /// Name of the field.
    pub field: &'static str,
    /// The rule it breaks.
    pub rule: Rule,
}

/// What can go wrong with merchants.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such merchant, or not one that the caller may see.
    #[error("there is no merchant {0}")]
    Missing(MerchantId),
    /// No such store.
    #[error("there is no store {0}")]
    StoreMissing(StoreId),
    /// No such contract.
    #[error("there is no contract {0}")]
    ContractMissing(ContractId),
    /// Another institution's: to be read, not written.
    #[error("the merchant belongs to another institution, which alone may change it")]
    NotHome,
    /// A field breaks a rule.
    #[error(transparent)]
    Field(#[from] BadField),
    /// The institution has a merchant with this credit code.
    #[error("credit code {0} is registered already with this institution")]
    CreditCodeTaken(String),
    /// Some merchant has this number.
    #[error("merchant number {0} is in use")]
    CodeTaken(String),
    /// Every number of institution, region and category has been given.
    #[error("no merchant number is left under {0}")]
    CodesExhausted(String),
    /// The merchant has a store with this code.
    #[error("store code {0} is in use")]
    StoreCodeTaken(String),
    /// There is an active contract with this acquirer, or one with this number.
    #[error("there is an active contract with this acquirer or with this merchant number")]
    ContractTaken,
    /// A closed merchant does not change.
    #[error("a closed merchant cannot be {0}")]
    Closed(MerchantChange),
    /// Closing needs its terminals closed.
    #[error("the merchant has {0} terminals that are not closed")]
    HasTerminals(i64),
    /// Closing or ending needs the terminals there gone.
    #[error("terminals are still bound there")]
    TerminalsBound,
    /// The vault does not open or seal.
    #[error("sealing a value")]
    Vault(#[source] storage::vault::Error),
    /// The database refused.
    #[error("reading or writing merchants")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) | Error::StoreMissing(_) | Error::ContractMissing(_) => Kind::Missing,
            Error::NotHome => Kind::Denied,
            Error::Field(_) => Kind::Invalid,
            Error::CreditCodeTaken(_)
            | Error::CodeTaken(_)
            | Error::CodesExhausted(_)
            | Error::StoreCodeTaken(_)
            | Error::ContractTaken
            | Error::Closed(_)
            | Error::HasTerminals(_)
            | Error::TerminalsBound => Kind::Conflict,
            Error::Vault(_) => Kind::Bug,
            Error::Database(inner) => kernel::fault::database_kind(inner),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "merchant_missing",
            Error::StoreMissing(_) => "store_missing",
            Error::ContractMissing(_) => "contract_missing",
            Error::NotHome => "merchant_not_yours",
            Error::Field(_) => "field_invalid",
            Error::CreditCodeTaken(_) => "merchant_credit_code_taken",
            Error::CodeTaken(_) => "merchant_code_taken",
            Error::CodesExhausted(_) => "merchant_codes_exhausted",
            Error::StoreCodeTaken(_) => "store_code_taken",
            Error::ContractTaken => "contract_taken",
            Error::Closed(_) => "merchant_closed",
            Error::HasTerminals(_) => "merchant_has_terminals",
            Error::TerminalsBound => "terminals_bound",
            Error::Vault(_) => "merchants_failed",
            Error::Database(inner) => inner.code(),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Field(inner) => Some(inner.field),
            Error::CreditCodeTaken(_) => Some("uscc"),
            Error::CodeTaken(_) => Some("code"),
            Error::StoreCodeTaken(_) => Some("code"),
            Error::ContractTaken => Some("acquirer_id"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Field(inner) => Some(&inner.rule),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_merchant_is_held_released_and_closed_for_good() {
        let mut state = MerchantState::Active;
        for (change, after) in [
            (MerchantChange::Changed, "active"),
            (MerchantChange::Suspended, "suspended"),
            (MerchantChange::Suspended, "suspended"),
            (MerchantChange::Changed, "suspended"),
            (MerchantChange::Resumed, "active"),
            (MerchantChange::Closed, "closed"),
            (MerchantChange::Closed, "closed"),
        ] {
            state = state.next(change).unwrap();
            assert_eq!(state.as_str(), after, "{change}");
        }
        let refused = state.next(MerchantChange::Resumed).unwrap_err();
        assert_eq!(refused.code(), "merchant_closed");
    }

    proptest! {
        #[test]
        fn a_command_repeated_changes_nothing(
            state in proptest::sample::select(MerchantState::ALL),
            change in proptest::sample::select(MerchantChange::ALL),
        ) {
            if let Ok(once) = state.next(change) {
                prop_assert_eq!(once.next(change).unwrap(), once);
            } else {
                prop_assert_eq!(state, MerchantState::Closed);
            }
        }
    }
}
