use chrono::{DateTime, Utc};
use kernel::mask::Secret;
use kernel::{Cursor, Fault, InstitutionId, Kind, Masked, PersonId, Rule, RuleWord, fault};

use super::password::{Busy, Weak};
use crate::actor::{Denied, Role};
use crate::institutions::{InstitutionKind, is_name};

kernel::words! {
    /// State of a person 人员状态.
    pub enum PersonState {
        /// May sign in.
        Active = "active",
        /// May not.
        Suspended = "suspended",
    }
}

/// A person who signs in 人员.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// For which institution he works.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Name to sign in with, of the whole system.
    pub login: String,
    /// Name to show.
    pub name: String,
    /// Jobs he does.
    pub roles: Vec<Role>,
    /// Whether he may sign in.
    pub state: PersonState,
    /// Asked for a one-time code when he signs in.
    pub totp: bool,
    /// Has to choose a password of his own first.
    pub must_change_password: bool,
    /// Rises by one with each change.
    pub version: i32,
    /// Since when he is known.
    pub created_at: DateTime<Utc>,
}

/// A person to add.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// For which institution; that of the caller when absent.
    #[serde(rename = "institution_id")]
    pub institution: Option<InstitutionId>,
    /// 3 to 64 of `a-z 0-9 . _ - @`.
    #[schema(pattern = "^[a-z0-9._@-]{3,64}$")]
    pub login: String,
    /// 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// Jobs he does, 1 to 8.
    #[schema(min_items = 1, max_items = 8)]
    pub roles: Vec<Role>,
}

/// What to change; absent fields stay.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: Option<String>,
    /// Jobs he does, 1 to 8.
    #[schema(min_items = 1, max_items = 8)]
    pub roles: Option<Vec<Role>>,
    /// Whether he may sign in.
    pub state: Option<PersonState>,
    /// Refuse when the person has changed since; absent to change whatever is there.
    pub version: Option<i32>,
}

/// What to list; empty fields do not filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of login or name.
    pub q: Option<String>,
    /// Of this institution.
    pub institution: Option<InstitutionId>,
    /// In this state.
    pub state: Option<PersonState>,
    /// Go on after.
    pub cursor: Option<Cursor>,
    /// Rows of a page.
    pub limit: Option<i64>,
}

/// What can go wrong with a person.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such person, or not one of the caller's institution.
    #[error("there is no person {0}")]
    Missing(PersonId),
    /// No such institution.
    #[error("there is no institution {0}")]
    NoInstitution(InstitutionId),
    /// He may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another has the login.
    #[error("login `{0}` is taken")]
    LoginTaken(String),
    /// A field breaks its rule.
    #[error("{0}: {1}")]
    Field(&'static str, Rule),
    /// The role does not fit the institution.
    #[error("role `{0}` does not exist in an institution of kind {1}")]
    RoleUnfit(Role, InstitutionKind),
    /// Nobody changes his own roles or state.
    #[error("nobody changes his own roles or state; another administrator must")]
    OwnAccount,
    /// Somebody else was quicker.
    #[error("the person was changed meanwhile, to version {0}; read it again")]
    Changed(i32),
    /// The old password is wrong.
    #[error("the current password is wrong")]
    WrongPassword,
    /// The new password breaks a rule.
    #[error(transparent)]
    Weak(#[from] Weak),
    /// A code is already asked for at sign-in.
    #[error("one-time codes are already on; an administrator can reset them")]
    TotpOn,
    /// Confirmed before it was begun.
    #[error("begin first: there is no new secret to confirm")]
    TotpNotBegun,
    /// The code does not fit the secret.
    #[error("the code does not fit; check the clock of the device")]
    WrongCode,
    /// Too many hashings.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// A sealed secret does not open.
    #[error("vault: {0}")]
    Vault(String),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) => Kind::Missing,
            Error::Denied(_) | Error::OwnAccount => Kind::Denied,
            Error::LoginTaken(_) | Error::Changed(_) | Error::TotpOn | Error::TotpNotBegun => {
                Kind::Conflict
            }
            Error::NoInstitution(_)
            | Error::Field(..)
            | Error::RoleUnfit(..)
            | Error::WrongPassword
            | Error::Weak(_)
            | Error::WrongCode => Kind::Invalid,
            Error::Busy(_) => Kind::Unavailable,
            Error::Vault(_) => Kind::Bug,
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "person_missing",
            Error::NoInstitution(_) => "institution_missing",
            Error::Denied(denied) => denied.code(),
            Error::LoginTaken(_) => "login_taken",
            Error::Field(..) => "field_invalid",
            Error::RoleUnfit(..) => "role_unfit",
            Error::OwnAccount => "own_account",
            Error::Changed(_) => "version_changed",
            Error::WrongPassword => "password_wrong",
            Error::Weak(Weak::Length) => "password_length",
            Error::Weak(Weak::Common) => "password_common",
            Error::Weak(Weak::Repeated) => "password_repeated",
            Error::Weak(Weak::Guessable) => "password_guessable",
            Error::TotpOn => "totp_already_on",
            Error::TotpNotBegun => "totp_not_begun",
            Error::WrongCode => "code_wrong",
            Error::Busy(_) => "sign_in_busy",
            Error::Vault(_) => "vault",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::NoInstitution(_) => Some("institution_id"),
            Error::LoginTaken(_) => Some("login"),
            Error::Field(field, _) => Some(field),
            Error::RoleUnfit(..) => Some("roles"),
            Error::WrongPassword => Some("current"),
            Error::Weak(_) => Some("new"),
            Error::WrongCode => Some("code"),
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

/// A login as it is kept: lower case, without spaces around.
pub fn login(text: &str) -> Result<String, Error> {
    let login = text.trim().to_ascii_lowercase();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte);
    if !(3..=64).contains(&login.len()) || !login.bytes().all(allowed) {
        let rule = Rule::new(RuleWord::Login, "3 to 64 of `a-z 0-9 . _ - @`").from_to(3, 64);
        return Err(Error::Field("login", rule));
    }
    Ok(login)
}

pub(crate) fn check_roles(roles: &[Role], kind: InstitutionKind) -> Result<(), Error> {
    let mut once = roles.to_vec();
    once.sort_unstable();
    once.dedup();
    if roles.is_empty() || once.len() != roles.len() {
        let rule = Rule::new(RuleWord::RolesOnce, "at least one role, each once");
        return Err(Error::Field("roles", rule));
    }
    match roles.iter().find(|role| !role.fits(kind)) {
        Some(role) => Err(Error::RoleUnfit(*role, kind)),
        None => Ok(()),
    }
}

pub(super) fn check_name(name: &str) -> Result<(), Error> {
    if is_name(name, 60) { Ok(()) } else { Err(Error::Field("name", Rule::name(60))) }
}

impl Person {
    /// The person after `change`, made in an institution of `kind`.
    pub(super) fn changed(
        &self,
        change: &PersonChange,
        kind: InstitutionKind,
    ) -> Result<Person, Error> {
        if change.version.is_some_and(|version| version != self.version) {
            return Err(Error::Changed(self.version));
        }
        let mut after = Person { version: self.version + 1, ..self.clone() };
        if let Some(name) = &change.name {
            check_name(name)?;
            after.name.clone_from(name);
        }
        if let Some(roles) = &change.roles {
            check_roles(roles, kind)?;
            after.roles.clone_from(roles);
        }
        after.state = change.state.unwrap_or(self.state);
        Ok(after)
    }
}

/// What a person needs to set up an authenticator, shown once.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub struct TotpBegun {
    /// The secret in base 32, to type.
    pub secret: String,
    /// The same as an address for a QR code.
    pub otpauth_url: String,
}

/// A password made by the system, shown once, to be changed at the first sign-in.
#[derive(Clone, Debug)]
pub struct FirstPassword(pub Masked<Secret>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_is_lower_case_and_plain() {
        assert_eq!(login(" Ops@JiaLing ").unwrap(), "ops@jialing");
        for text in ["ab", "a b c", "操作员", &"x".repeat(65)] {
            assert_eq!(login(text).unwrap_err().field(), Some("login"), "{text}");
        }
    }

    #[test]
    fn roles_fit_the_institution_and_come_once() {
        use InstitutionKind::{Bank, NetworkBranch, SystemVendor};
        assert!(check_roles(&[Role::Operations, Role::Auditor], Bank).is_ok());
        for (roles, kind, code) in [
            (vec![], Bank, "field_invalid"),
            (vec![Role::Auditor, Role::Auditor], Bank, "field_invalid"),
            (vec![Role::NetworkAdmin], Bank, "role_unfit"),
            (vec![Role::InstitutionAdmin], NetworkBranch, "role_unfit"),
            (vec![Role::Operations], SystemVendor, "role_unfit"),
        ] {
            assert_eq!(check_roles(&roles, kind).unwrap_err().code(), code, "{roles:?}");
        }
    }
}
