use chrono::{DateTime, Utc};
use kernel::{Fault, InstitutionId, Kind, Rule, RuleWord, fault};

use crate::actor::Denied;

/// The network branch.
pub const NETWORK_BRANCH: InstitutionId = InstitutionId(1);

kernel::words! {
    /// What an institution is 机构类型.
    pub enum InstitutionKind {
        /// The branch of the card network 网络分公司.
        NetworkBranch = "network_branch",
        /// Acquires for merchants 收单机构.
        Acquirer = "acquirer",
        /// A bank 银行.
        Bank = "bank",
        /// A licensed payment institution 支付机构.
        PaymentInstitution = "payment_institution",
        /// Makes or integrates systems and terminals 系统商.
        SystemVendor = "system_vendor",
    }
}

kernel::words! {
    /// State of an institution 机构状态.
    pub enum InstitutionState {
        /// Works.
        Active = "active",
        /// Nobody of it signs in, none of its partners is answered.
        Suspended = "suspended",
        /// Left for good.
        Closed = "closed",
    }
}

/// An institution 机构.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Institution {
    /// Its number.
    pub id: InstitutionId,
    /// Institution code, 8 digits.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// What it is.
    pub kind: InstitutionKind,
    /// Where it stands.
    pub state: InstitutionState,
    /// Whether it has a sandbox: what its partners ask of the API is kept for it to see.
    #[serde(skip_serializing_if = "is_not")]
    #[schema(required = false)]
    pub sandbox: bool,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
}

fn is_not(set: &bool) -> bool {
    !set
}

/// An institution to add.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInstitution {
    /// Institution code, 8 digits.
    #[schema(pattern = "^[0-9]{8}$")]
    pub code: String,
    /// Full name, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Short name, 1 to 40 characters.
    #[schema(min_length = 1, max_length = 40)]
    pub short_name: String,
    /// What it is.
    pub kind: InstitutionKind,
}

/// What to change; absent fields stay.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstitutionChange {
    /// Full name, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// Short name, 1 to 40 characters.
    #[schema(min_length = 1, max_length = 40)]
    pub short_name: Option<String>,
    /// Where it stands.
    pub state: Option<InstitutionState>,
}

/// What can go wrong with an institution.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such institution.
    #[error("there is no institution {0}")]
    Missing(InstitutionId),
    /// He may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another has the code.
    #[error("institution code {0} is taken")]
    CodeTaken(String),
    /// A field breaks its rule.
    #[error("{0}: {1}")]
    Field(&'static str, Rule),
    /// There is one network branch, and it stays.
    #[error("there is one network branch; it can be neither added again nor suspended")]
    NetworkBranch,
    /// A closed institution stays closed.
    #[error("institution {0} is closed for good")]
    Closed(InstitutionId),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) => Kind::Missing,
            Error::Denied(_) => Kind::Denied,
            Error::CodeTaken(_) | Error::NetworkBranch | Error::Closed(_) => Kind::Conflict,
            Error::Field(..) => Kind::Invalid,
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "institution_missing",
            Error::Denied(denied) => denied.code(),
            Error::CodeTaken(_) => "institution_code_taken",
            Error::Field(..) => "field_invalid",
            Error::NetworkBranch => "network_branch_is_one",
            Error::Closed(_) => "institution_closed",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::CodeTaken(_) => Some("code"),
            Error::Field(field, _) => Some(field),
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

/// Whether a text for people has `1..=max` characters, none of them a control character.
pub(crate) fn is_name(text: &str, max: usize) -> bool {
    let length = text.chars().count();
    (1..=max).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}

fn check_name(name: &str) -> Result<(), Error> {
    if is_name(name, 100) { Ok(()) } else { Err(Error::Field("name", Rule::name(100))) }
}

fn check_short_name(name: &str) -> Result<(), Error> {
    if is_name(name, 40) { Ok(()) } else { Err(Error::Field("short_name", Rule::name(40))) }
}

impl NewInstitution {
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.kind == InstitutionKind::NetworkBranch {
            return Err(Error::NetworkBranch);
        }
        self.check_texts()
    }

    pub(crate) fn check_texts(&self) -> Result<(), Error> {
        if self.code.len() != 8 || !self.code.bytes().all(|byte| byte.is_ascii_digit()) {
            let rule = Rule::new(RuleWord::Digits, "exactly 8 digits").from_to(8, 8);
            return Err(Error::Field("code", rule));
        }
        check_name(&self.name)?;
        check_short_name(&self.short_name)
    }
}

impl Institution {
    pub(super) fn changed(&self, change: &InstitutionChange) -> Result<Institution, Error> {
        let mut after = self.clone();
        if let Some(name) = &change.name {
            check_name(name)?;
            after.name.clone_from(name);
        }
        if let Some(name) = &change.short_name {
            check_short_name(name)?;
            after.short_name.clone_from(name);
        }
        if let Some(state) = change.state {
            if self.id == NETWORK_BRANCH && state != InstitutionState::Active {
                return Err(Error::NetworkBranch);
            }
            if self.state == InstitutionState::Closed && state != InstitutionState::Closed {
                return Err(Error::Closed(self.id));
            }
            after.state = state;
        }
        Ok(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank() -> Institution {
        Institution {
            id: InstitutionId(2),
            code: "48026530".into(),
            name: "山城银行".into(),
            short_name: "山城".into(),
            kind: InstitutionKind::Bank,
            state: InstitutionState::Active,
            sandbox: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_closed_institution_stays_closed_and_the_branch_stays_open() {
        let state = |state| InstitutionChange { state: Some(state), ..Default::default() };
        let closed = bank().changed(&state(InstitutionState::Closed)).unwrap();
        let back = closed.changed(&state(InstitutionState::Active)).unwrap_err();
        assert_eq!(back.code(), "institution_closed");
        let branch = Institution { id: NETWORK_BRANCH, ..bank() };
        let shut = branch.changed(&state(InstitutionState::Suspended)).unwrap_err();
        assert_eq!(shut.code(), "network_branch_is_one");
    }

    #[test]
    fn a_code_is_eight_digits_and_names_are_names() {
        let new = |code: &str, name: &str| NewInstitution {
            code: code.into(),
            name: name.into(),
            short_name: "x".into(),
            kind: InstitutionKind::Bank,
        };
        assert!(new("12345678", "山城银行").check().is_ok());
        for (code, name, field) in [
            ("1234567", "a", "code"),
            ("1234567x", "a", "code"),
            ("１２３４５６７８", "a", "code"),
            ("12345678", "", "name"),
            ("12345678", " a", "name"),
            ("12345678", "a\nb", "name"),
        ] {
            assert_eq!(new(code, name).check().unwrap_err().field(), Some(field), "{code} {name}");
        }
    }
}
