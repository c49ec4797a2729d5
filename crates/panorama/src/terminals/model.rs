//! What a terminal is, what it may become, and what can go wrong.

use chrono::{DateTime, Utc};
use kernel::{
    BadId, BindingId, Datum, Fault, InstitutionId, Kind, LeafId, MerchantCode, MerchantId, Place,
    Rule, RuleWord, StoreId, TerminalId,
};

use super::device::{DeviceType, Serial, TerminalCode};
use kernel::place::BadPlace;

kernel::words! {
    /// Where a terminal stands in its life 终端状态.
    pub enum TerminalState {
        /// Known by its serial number, bound to nothing.
        Registered = "registered",
        /// Bound by the five elements, not tried out.
        Bound = "bound",
        /// Being tried out, or tried out and waiting to be activated.
        Testing = "testing",
        /// Takes payments.
        Active = "active",
        /// Held for a time; takes none.
        Suspended = "suspended",
        /// Ended. The serial number may be registered anew, as another terminal.
        Closed = "closed",
    }
}

kernel::words! {
    /// What was done to a terminal 变更. Each is a row of its history.
    pub enum Change {
        /// Its serial number became known.
        Registered = "registered",
        /// The five elements were tied to it.
        Bound = "bound",
        /// A trial began.
        TestStarted = "test_started",
        /// A test transaction came through, or staff say the trial was good.
        TestPassed = "test_passed",
        /// Staff say the trial was not.
        TestFailed = "test_failed",
        /// It takes payments from now on.
        Activated = "activated",
        /// Another place, store or settlement account of the same merchant and acquirer 移机.
        Moved = "moved",
        /// Another merchant or acquirer; it must be tried out again.
        Rebound = "rebound",
        /// Held for a time.
        Suspended = "suspended",
        /// Held no longer.
        Resumed = "resumed",
        /// Ended.
        Closed = "closed",
    }
}

impl TerminalState {
    /// The state after `change`; `tested` says whether the last trial was good. Asking for what
    /// already is answers the same state, so that a command repeated changes nothing.
    pub fn next(self, change: Change, tested: bool) -> Result<TerminalState, Error> {
        use TerminalState::{Active, Bound, Closed, Registered, Suspended, Testing};
        match (self, change) {
            (Registered, Change::Registered) => Ok(Registered),
            (Registered, Change::Bound) => Ok(Bound),
            (Bound | Testing, Change::TestStarted | Change::TestPassed) => Ok(Testing),
            (Bound | Testing, Change::TestFailed) => Ok(Bound),
            (Testing, Change::Activated) if tested => Ok(Active),
            (Bound | Testing, Change::Activated) => Err(Error::NotTested),
            (Active, Change::Activated | Change::Resumed) => Ok(Active),
            (Active | Suspended, Change::Suspended) => Ok(Suspended),
            (Suspended, Change::Resumed) => Ok(Active),
            (Bound | Testing | Active | Suspended, Change::Moved) => Ok(self),
            (Bound | Testing | Active | Suspended, Change::Rebound) => Ok(Bound),
            (_, Change::Closed) => Ok(Closed),
            (state, change) => Err(Error::Illegal { state, change }),
        }
    }

    /// Bound by the five elements.
    pub const fn is_bound(self) -> bool {
        use TerminalState::{Active, Bound, Suspended, Testing};
        matches!(self, Bound | Testing | Active | Suspended)
    }
}

/// A terminal 终端, without its keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Terminal {
    /// Home institution.
    pub institution: InstitutionId,
    /// Id.
    pub id: TerminalId,
    /// Serial number.
    pub serial: Serial,
    /// Kind.
    pub device_type: DeviceType,
    /// Who made it.
    pub maker: String,
    /// Model, in the maker's words.
    pub model: String,
    /// Where it stands in its life.
    pub state: TerminalState,
    /// The last trial was good.
    pub tested: bool,
    /// Counts the changes; the last row of the history has the same number.
    pub version: i32,
    /// When it was registered.
    pub opened_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// When a transaction of it was last seen.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// What it is bound to; after closing, what it was bound to last.
    pub binding: Option<Binding>,
    /// Name of the merchant, where it was read to be shown.
    pub merchant_name: Option<String>,
    /// Name of the store, where it was read to be shown.
    pub store_name: Option<String>,
}

impl Terminal {
    /// A terminal that is registered now.
    pub fn register(new: NewTerminal, institution: InstitutionId, at: DateTime<Utc>) -> Terminal {
        Terminal {
            institution,
            id: TerminalId::new(),
            serial: new.serial,
            device_type: new.device_type,
            maker: new.maker,
            model: new.model,
            state: TerminalState::Registered,
            tested: false,
            version: 1,
            opened_at: at,
            closed_at: None,
            last_seen_at: None,
            binding: None,
            merchant_name: None,
            store_name: None,
        }
    }

    /// Applies a change: the new state, one version up. `None` when it changes nothing.
    pub fn change(&self, change: Change, at: DateTime<Utc>) -> Result<Option<Terminal>, Error> {
        let state = self.state.next(change, self.tested)?;
        let tested = match change {
            Change::TestPassed => true,
            Change::TestStarted | Change::TestFailed | Change::Rebound => false,
            _ => self.tested,
        };
        let rewrites = matches!(change, Change::Moved | Change::Rebound);
        if state == self.state && tested == self.tested && !rewrites {
            return Ok(None);
        }
        let closed_at = (state == TerminalState::Closed).then_some(at);
        Ok(Some(Terminal { state, tested, version: self.version + 1, closed_at, ..self.clone() }))
    }
}

/// A terminal to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTerminal {
    /// Serial number.
    pub serial: Serial,
    /// Kind.
    pub device_type: DeviceType,
    /// Who made it.
    pub maker: String,
    /// Model, in the maker's words.
    pub model: String,
}

/// Longest name of a maker or model, in characters.
const NAME_MAX: usize = 64;

impl NewTerminal {
    /// Checks what its types do not.
    pub fn check(&self) -> Result<(), Error> {
        for (field, text) in [("maker", &self.maker), ("model", &self.model)] {
            let count = text.chars().count();
            if !(1..=NAME_MAX).contains(&count) || text.chars().any(char::is_control) {
                let text = format!("1 to {NAME_MAX} characters");
                let rule = Rule::new(RuleWord::TextLength, text).from_to(1, NAME_MAX);
                return Err(Error::BadText { field, rule });
            }
        }
        Ok(())
    }
}

/// The five elements 五要素 as they were tied to a terminal: acquirer code, merchant number,
/// credit code (or the responsible person's id number), settlement account, place.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// Id.
    pub id: BindingId,
    /// Acquirer.
    pub acquirer: InstitutionId,
    /// Element 1: the acquirer's institution code 收单机构代码, eight digits.
    pub acquirer_code: String,
    /// Merchant.
    pub merchant: MerchantId,
    /// Element 2: the merchant's number 特约商户编码.
    pub merchant_code: MerchantCode,
    /// Store the terminal stands in.
    pub store: StoreId,
    /// Number of the terminal with this acquirer.
    pub terminal_code: TerminalCode,
    /// Element 3: credit code, or the responsible person's id number for a micro merchant.
    pub owner: Owner,
    /// Element 4, the settlement account 收单结算账户, as it may be shown.
    pub settlement_masked: String,
    /// Element 4, keyed digest for comparing.
    pub settlement_token: [u8; 32],
    /// Element 5: place 布放地理位置, in WGS-84.
    pub place: Place,
    /// Datum in which the place was given.
    pub datum: Datum,
    /// Mixed into the digest of element 3 in the evidence log, when that is a person's.
    pub owner_salt: [u8; 32],
    /// Mixed into the digest of element 4 in the evidence log.
    pub settlement_salt: [u8; 32],
    /// Leaf of the evidence log that says so.
    pub leaf: LeafId,
    /// Since when.
    pub bound_at: DateTime<Utc>,
    /// Until when, once it has ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Binding {
    /// The same five elements and store, whatever the ids and times.
    pub fn ties_same(&self, other: &Binding) -> bool {
        self.acquirer == other.acquirer
            && self.merchant == other.merchant
            && self.store == other.store
            && self.owner == other.owner
            && self.settlement_token == other.settlement_token
            && self.place == other.place
    }

    /// What it is to put `other` in the place of this binding.
    pub fn change_to(&self, other: &Binding) -> Change {
        if self.acquirer == other.acquirer && self.merchant == other.merchant {
            Change::Moved
        } else {
            Change::Rebound
        }
    }
}

/// Whose business it is: an organisation by its credit code, or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Unified social credit code 统一社会信用代码.
    CreditCode(String),
    /// Responsible person of a micro merchant 小微商户负责人, by the id number.
    Person {
        /// Keyed digest of the id number.
        token: [u8; 32],
        /// The id number as it may be shown.
        masked: String,
    },
}

impl Owner {
    /// What may be shown.
    pub fn shown(&self) -> &str {
        match self {
            Owner::CreditCode(code) => code,
            Owner::Person { masked, .. } => masked,
        }
    }
}

/// What can go wrong with terminals.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such terminal, or not one that the caller may see.
    #[error("there is no terminal {0}")]
    Missing(TerminalId),
    /// Not a serial number.
    #[error("serial `{0}` is not 8 to 50 letters and digits")]
    BadSerial(String),
    /// Not a terminal number.
    #[error("terminal_code `{0}` is not 8 letters and digits")]
    BadTerminalCode(String),
    /// A text is too long or empty.
    #[error("{field}: {rule}")]
    BadText {
        /// Which.
        field: &'static str,
        /// How long it may be.
        rule: Rule,
    },
    /// An open terminal has the serial number already, here or at another institution.
    #[error("serial `{0}` is registered already; a terminal belongs to one merchant")]
    SerialTaken(Serial),
    /// The acquirer has given the number to another terminal.
    #[error("terminal_code `{0}` is in use with this acquirer")]
    TerminalCodeTaken(TerminalCode),
    /// The state forbids it.
    #[error("a terminal that is {state} cannot be {change}")]
    Illegal {
        /// Where it stands.
        state: TerminalState,
        /// What was asked.
        change: Change,
    },
    /// Activation before a good trial.
    #[error("the terminal has not passed a test yet")]
    NotTested,
    /// Bound already, to something else.
    #[error("the terminal is bound already; moving it needs approval")]
    BoundOtherwise,
    /// The binding asked for is the one that is.
    #[error("the terminal is bound exactly so already")]
    BoundSo,
    /// No such merchant, or none that takes new terminals.
    #[error("there is no active merchant {0}")]
    NoMerchant(String),
    /// No such store of that merchant.
    #[error("the merchant has no active store {0}")]
    NoStore(String),
    /// No such acquirer.
    #[error("there is no acquirer {0}")]
    NoAcquirer(String),
    /// The merchant has no contract with the acquirer.
    #[error("the merchant has no active contract with acquirer {0}")]
    NoContract(String),
    /// An element was stated and differs from the merchant's papers.
    #[error("{0} is not the one in the merchant's papers")]
    ElementDiffers(&'static str),
    /// A place that is none.
    #[error(transparent)]
    BadPlace(BadPlace),
    /// Another institution's: to be read, not written.
    #[error("the terminal belongs to another institution, which alone may change it")]
    NotHome,
    /// No such binding of the terminal.
    #[error("the terminal has no binding {0}")]
    NoBinding(String),
    /// Somebody else changed the terminal in between.
    #[error("terminal {0} was changed by another at the same time; read it again")]
    Changed(TerminalId),
    /// The merchants' part refused.
    #[error(transparent)]
    Merchants(#[from] crate::merchants::Error),
    /// The evidence log refused.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// An approved payload cannot be read.
    #[error("reading what was approved")]
    Payload(#[source] serde_json::Error),
    /// A text in the database is no id.
    #[error(transparent)]
    BadId(#[from] BadId),
    /// The database refused.
    #[error("reading or writing terminals")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) | Error::NoBinding(_) => Kind::Missing,
            Error::BadSerial(_)
            | Error::BadTerminalCode(_)
            | Error::BadText { .. }
            | Error::NoMerchant(_)
            | Error::NoStore(_)
            | Error::NoAcquirer(_)
            | Error::ElementDiffers(_)
            | Error::BadPlace(_)
            | Error::BadId(_) => Kind::Invalid,
            Error::SerialTaken(_)
            | Error::TerminalCodeTaken(_)
            | Error::Illegal { .. }
            | Error::NotTested
            | Error::BoundOtherwise
            | Error::BoundSo
            | Error::NoContract(_)
            | Error::Changed(_) => Kind::Conflict,
            Error::NotHome => Kind::Denied,
            Error::Merchants(inner) => inner.kind(),
            Error::Evidence(inner) => inner.kind(),
            Error::Payload(_) => Kind::Bug,
            Error::Database(inner) => kernel::fault::database_kind(inner),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "terminal_missing",
            Error::BadSerial(_) => "terminal_serial_invalid",
            Error::BadTerminalCode(_) => "terminal_code_invalid",
            Error::BadText { .. } => "text_invalid",
            Error::SerialTaken(_) => "terminal_serial_taken",
            Error::TerminalCodeTaken(_) => "terminal_code_taken",
            Error::Illegal { .. } => "terminal_state_forbids",
            Error::NotTested => "terminal_not_tested",
            Error::BoundOtherwise => "terminal_bound_otherwise",
            Error::BoundSo => "terminal_bound_so",
            Error::NoMerchant(_) => "terminal_merchant_missing",
            Error::NoStore(_) => "terminal_store_missing",
            Error::NoAcquirer(_) => "terminal_acquirer_missing",
            Error::NoContract(_) => "terminal_contract_missing",
            Error::ElementDiffers(_) => "terminal_element_differs",
            Error::NoBinding(_) => "terminal_binding_missing",
            Error::Changed(_) => "terminal_changed",
            Error::BadPlace(_) => "place_invalid",
            Error::NotHome => "terminal_not_yours",
            Error::Merchants(inner) => inner.code(),
            Error::Evidence(inner) => inner.code(),
            Error::BadId(_) => "id_invalid",
            Error::Payload(_) => "terminals_failed",
            Error::Database(inner) => inner.code(),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::BadSerial(_) | Error::SerialTaken(_) => Some("serial"),
            Error::BadTerminalCode(_) | Error::TerminalCodeTaken(_) => Some("terminal_code"),
            Error::BadText { field, .. } | Error::ElementDiffers(field) => Some(field),
            Error::BadPlace(_) => Some("place"),
            Error::BadId(_) => Some("cursor"),
            Error::NoMerchant(_) => Some("merchant_id"),
            Error::NoStore(_) => Some("store_id"),
            Error::NoAcquirer(_) | Error::NoContract(_) => Some("acquirer_code"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::BadText { rule, .. } => Some(rule),
            Error::Merchants(inner) => inner.rule(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_change() -> impl Strategy<Value = Change> {
        proptest::sample::select(Change::ALL)
    }

    fn any_state() -> impl Strategy<Value = TerminalState> {
        proptest::sample::select(TerminalState::ALL)
    }

    #[test]
    fn a_terminal_lives_from_registration_to_closing() {
        let mut state = TerminalState::Registered;
        for (change, after) in [
            (Change::Bound, "bound"),
            (Change::TestStarted, "testing"),
            (Change::TestPassed, "testing"),
            (Change::Activated, "active"),
            (Change::Moved, "active"),
            (Change::Suspended, "suspended"),
            (Change::Resumed, "active"),
            (Change::Rebound, "bound"),
            (Change::TestFailed, "bound"),
            (Change::Closed, "closed"),
        ] {
            state = state.next(change, true).unwrap();
            assert_eq!(state.as_str(), after, "{change}");
        }
    }

    #[test]
    fn nothing_is_activated_untested() {
        for state in [TerminalState::Bound, TerminalState::Testing] {
            let refused = state.next(Change::Activated, false);
            assert!(matches!(refused, Err(Error::NotTested)), "{state}");
        }
        let registered = TerminalState::Registered.next(Change::Activated, true);
        assert!(matches!(registered, Err(Error::Illegal { .. })));
    }

    proptest! {
        #[test]
        fn a_closed_terminal_stays_closed(changes in prop::collection::vec(any_change(), 0..20)) {
            for change in changes {
                match TerminalState::Closed.next(change, true) {
                    Ok(state) => prop_assert_eq!(state, TerminalState::Closed),
                    Err(error) => prop_assert_eq!(error.code(), "terminal_state_forbids"),
                }
            }
        }

        #[test]
        fn a_command_repeated_changes_nothing(
            state in any_state(), change in any_change(), tested: bool,
        ) {
            if let Ok(once) = state.next(change, tested) {
                // A good trial repeated stays good; binding anew is not the same command.
                if change != Change::Bound {
                    let tested = tested || change == Change::TestPassed;
                    prop_assert_eq!(once.next(change, tested).unwrap(), once);
                }
            }
        }

        #[test]
        fn only_the_bound_and_tested_come_to_life(
            changes in prop::collection::vec(any_change(), 0..40),
        ) {
            let (mut state, mut tested, mut bound) = (TerminalState::Registered, false, false);
            for change in changes {
                let Ok(next) = state.next(change, tested) else { continue };
                if next == TerminalState::Active && state != TerminalState::Suspended {
                    prop_assert!(bound && tested, "{state} became active by {change}");
                }
                bound = bound || change == Change::Bound;
                tested = match change {
                    Change::TestPassed => true,
                    Change::TestStarted | Change::TestFailed | Change::Rebound => false,
                    _ => tested,
                };
                prop_assert_eq!(next.is_bound(), bound && next != TerminalState::Closed);
                state = next;
            }
        }
    }
}
