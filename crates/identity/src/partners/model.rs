use chrono::{DateTime, Utc};
use jobs::signature::{self, Algorithm, VerifyingKey};
use kernel::{Cursor, Fault, InstitutionId, KeyId, Kind, PartnerId, Rule, RuleWord, fault};
use sha2::{Digest, Sha256};

use crate::actor::{Actor, Denied, Role};
use crate::institutions::is_name;

/// Requests a second a partner may be given at most.
pub const RATE_MAX: i32 = 10_000;
/// Requests at once a partner may be given at most.
pub const BURST_MAX: i32 = 100_000;

kernel::words! {
    /// State of a partner 合作方状态.
    pub enum PartnerState {
        /// Is answered.
        Active = "active",
        /// Is not.
        Suspended = "suspended",
    }
}

kernel::words! {
    /// State of a partner's key 密钥状态.
    pub enum KeyState {
        /// Good.
        Active = "active",
        /// Good until its date; a newer one takes over.
        Retired = "retired",
        /// Good for nothing.
        Revoked = "revoked",
    }
}

/// A partner 合作方.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Partner {
    /// Its id.
    pub id: PartnerId,
    /// For which institution it acts.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Name to show.
    pub name: String,
    /// Jobs it does.
    pub roles: Vec<Role>,
    /// Whether it is answered.
    pub state: PartnerState,
    /// Requests a second, on each node.
    pub rate_per_s: i32,
    /// Requests at once after a pause.
    pub burst: i32,
    /// Rises by one with each change.
    pub version: i32,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
}

/// A partner to add.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPartner {
    /// For which institution; that of the caller when absent.
    #[serde(rename = "institution_id")]
    pub institution: Option<InstitutionId>,
    /// 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: String,
    /// Jobs it does.
    #[schema(min_items = 1, max_items = 8)]
    pub roles: Vec<Role>,
    /// Requests a second, 1 to 10,000; 20 when absent.
    #[schema(minimum = 1, maximum = 10000)]
    pub rate_per_s: Option<i32>,
    /// Requests at once, 1 to 100,000; twice the rate when absent.
    #[schema(minimum = 1, maximum = 100000)]
    pub burst: Option<i32>,
}

/// What to change; absent fields stay.
#[derive(Clone, Debug, Default, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerChange {
    /// 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub name: Option<String>,
    /// Jobs it does.
    #[schema(min_items = 1, max_items = 8)]
    pub roles: Option<Vec<Role>>,
    /// Whether it is answered.
    pub state: Option<PartnerState>,
    /// Requests a second.
    #[schema(minimum = 1, maximum = 10000)]
    pub rate_per_s: Option<i32>,
    /// Requests at once.
    #[schema(minimum = 1, maximum = 100000)]
    pub burst: Option<i32>,
    /// Refuse when the partner has changed since.
    pub version: Option<i32>,
}

/// A public key of a partner 公钥.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct PartnerKey {
    /// What a signature names as `keyid`.
    pub id: KeyId,
    /// Of which institution.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Of which partner.
    pub partner_id: PartnerId,
    /// What people call it.
    pub label: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// The key as it was registered.
    pub public_key: String,
    /// SHA-256 of the key as it was registered, hexadecimal.
    pub fingerprint: String,
    /// Where it stands.
    pub state: KeyState,
    /// Not good from then on.
    pub valid_until: Option<DateTime<Utc>>,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
    /// When it was retired.
    pub retired_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A public key to register.
#[derive(Clone, Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// 1 to 60 characters.
    #[schema(min_length = 1, max_length = 60)]
    pub label: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// `SubjectPublicKeyInfo` in PEM; for `ed25519` and `sm2-sm3` also the bare key in base 64.
    #[schema(max_length = 4096)]
    pub public_key: String,
    /// Not good from then on; always when absent.
    pub valid_until: Option<DateTime<Utc>>,
}

/// What to do with a key.
#[derive(Clone, Copy, Debug)]
pub enum KeyChange {
    /// Good until then, as a newer one takes over.
    Retire(DateTime<Utc>),
    /// Good for nothing from now on.
    Revoke,
}

/// What to list; empty fields do not filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name.
    pub q: Option<String>,
    /// In this state.
    pub state: Option<PartnerState>,
    /// Go on after.
    pub cursor: Option<Cursor>,
    /// Rows of a page.
    pub limit: Option<i64>,
}

/// Who signs with a key, and what checks it.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Who acts.
    pub actor: Actor,
    /// The partner with its limits.
    pub partner: Partner,
    /// The key.
    pub key: PartnerKey,
    /// The key, read.
    pub public_key: VerifyingKey,
    /// Of an institution that has a sandbox.
    pub sandbox: bool,
}

/// What can go wrong with a partner or its keys.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such partner, or not one of the caller's institution.
    #[error("there is no partner {0}")]
    Missing(PartnerId),
    /// No such key.
    #[error("there is no key {0}")]
    NoKey(KeyId),
    /// No such institution.
    #[error("there is no institution {0}")]
    NoInstitution(InstitutionId),
    /// He may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A field breaks its rule.
    #[error("{0}: {1}")]
    Field(&'static str, Rule),
    /// Not a public key of its algorithm.
    #[error(transparent)]
    BadKey(#[from] signature::Error),
    /// The same key again.
    #[error("this public key is registered already")]
    KeyKnown,
    /// Enough.
    #[error("a partner has at most {} keys that are not revoked", super::KEYS_MAX)]
    TooManyKeys,
    /// Revoked for good.
    #[error("key {0} is revoked and stays so")]
    KeyRevoked(KeyId),
    /// Retired and past its date, or revoked.
    #[error("key {0} is not good any more")]
    KeyNotGood(KeyId),
    /// Partner or institution.
    #[error("this partner or its institution is suspended")]
    Suspended,
    /// Somebody else was quicker.
    #[error("the partner was changed meanwhile, to version {0}; read it again")]
    Changed(i32),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing(_) | Error::NoKey(_) => Kind::Missing,
            Error::Denied(_) | Error::KeyNotGood(_) | Error::Suspended => Kind::Denied,
            Error::NoInstitution(_) | Error::Field(..) | Error::BadKey(_) => Kind::Invalid,
            Error::KeyKnown | Error::TooManyKeys | Error::KeyRevoked(_) | Error::Changed(_) => {
                Kind::Conflict
            }
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing(_) => "partner_missing",
            Error::NoKey(_) => "partner_key_missing",
            Error::NoInstitution(_) => "institution_missing",
            Error::Denied(denied) => denied.code(),
            Error::Field(..) => "field_invalid",
            Error::BadKey(error) => error.code(),
            Error::KeyKnown => "partner_key_known",
            Error::TooManyKeys => "partner_keys_too_many",
            Error::KeyRevoked(_) => "partner_key_revoked",
            Error::KeyNotGood(_) => "partner_key_not_good",
            Error::Suspended => "account_suspended",
            Error::Changed(_) => "version_changed",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::NoInstitution(_) => Some("institution_id"),
            Error::Field(field, _) => Some(field),
            Error::BadKey(_) | Error::KeyKnown => Some("public_key"),
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

impl Partner {
    fn check(&self) -> Result<(), Error> {
        if !is_name(&self.name, 60) {
            return Err(Error::Field("name", Rule::name(60)));
        }
        if !(1..=RATE_MAX).contains(&self.rate_per_s) {
            let rule = Rule::new(RuleWord::Between, "1 to 10000").from_to(1, RATE_MAX);
            return Err(Error::Field("rate_per_s", rule));
        }
        if !(1..=BURST_MAX).contains(&self.burst) {
            let rule = Rule::new(RuleWord::Between, "1 to 100000").from_to(1, BURST_MAX);
            return Err(Error::Field("burst", rule));
        }
        Ok(())
    }

    pub(super) fn changed(&self, change: &PartnerChange) -> Result<Partner, Error> {
        if change.version.is_some_and(|version| version != self.version) {
            return Err(Error::Changed(self.version));
        }
        let after = Partner {
            name: change.name.clone().unwrap_or_else(|| self.name.clone()),
            roles: change.roles.clone().unwrap_or_else(|| self.roles.clone()),
            state: change.state.unwrap_or(self.state),
            rate_per_s: change.rate_per_s.unwrap_or(self.rate_per_s),
            burst: change.burst.unwrap_or(self.burst),
            version: self.version + 1,
            ..self.clone()
        };
        after.check()?;
        Ok(after)
    }
}

impl NewPartner {
    pub(super) fn partner(
        &self,
        institution: InstitutionId,
        at: DateTime<Utc>,
    ) -> Result<Partner, Error> {
        let rate_per_s = self.rate_per_s.unwrap_or(20);
        let partner = Partner {
            id: PartnerId::new(),
            institution,
            name: self.name.clone(),
            roles: self.roles.clone(),
            state: PartnerState::Active,
            rate_per_s,
            burst: self.burst.unwrap_or(rate_per_s.saturating_mul(2)),
            version: 1,
            created_at: at,
        };
        partner.check()?;
        Ok(partner)
    }
}

impl NewKey {
    pub(super) fn key(&self, partner: &Partner, at: DateTime<Utc>) -> Result<PartnerKey, Error> {
        if !is_name(&self.label, 60) {
            return Err(Error::Field("label", Rule::name(60)));
        }
        if self.valid_until.is_some_and(|until| until <= at) {
            let rule = Rule::new(RuleWord::Future, "a time to come");
            return Err(Error::Field("valid_until", rule));
        }
        let public_key = self.public_key.trim().to_owned();
        VerifyingKey::parse(self.algorithm, &public_key)?;
        let plain: String = public_key.split_whitespace().collect();
        Ok(PartnerKey {
            id: KeyId::new(),
            institution: partner.institution,
            partner_id: partner.id,
            label: self.label.clone(),
            algorithm: self.algorithm,
            fingerprint: hex::encode(Sha256::digest(plain)),
            public_key,
            state: KeyState::Active,
            valid_until: self.valid_until,
            created_at: at,
            retired_at: None,
            revoked_at: None,
        })
    }
}

impl PartnerKey {
    /// Whether a signature of this moment counts.
    pub fn good(&self, at: DateTime<Utc>) -> bool {
        self.state != KeyState::Revoked && self.valid_until.is_none_or(|until| at < until)
    }

    pub(super) fn changed(
        &self,
        change: &KeyChange,
        at: DateTime<Utc>,
    ) -> Result<PartnerKey, Error> {
        match change {
            KeyChange::Revoke if self.state == KeyState::Revoked => Ok(self.clone()),
            KeyChange::Revoke => {
                Ok(PartnerKey { state: KeyState::Revoked, revoked_at: Some(at), ..self.clone() })
            }
            KeyChange::Retire(_) if self.state == KeyState::Revoked => {
                Err(Error::KeyRevoked(self.id))
            }
            KeyChange::Retire(until) => Ok(PartnerKey {
                state: KeyState::Retired,
                retired_at: Some(at),
                valid_until: Some(self.valid_until.map_or(*until, |old| old.min(*until))),
                ..self.clone()
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    fn partner() -> Partner {
        let new = NewPartner {
            institution: None,
            name: "云桥网关".into(),
            roles: vec![Role::Vendor],
            rate_per_s: Some(5),
            burst: None,
        };
        new.partner(InstitutionId(5), now()).unwrap()
    }

    fn key() -> PartnerKey {
        let public_key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=".to_owned();
        let new = NewKey {
            label: "2026".into(),
            algorithm: Algorithm::Ed25519,
            public_key,
            valid_until: None,
        };
        new.key(&partner(), now()).unwrap()
    }

    #[test]
    fn a_retired_key_is_good_until_its_date_and_a_revoked_one_never_again() {
        let until = now() + TimeDelta::days(7);
        let retired = key().changed(&KeyChange::Retire(until), now()).unwrap();
        assert!(retired.good(until - TimeDelta::seconds(1)) && !retired.good(until));
        let later = KeyChange::Retire(until + TimeDelta::days(30));
        let again = retired.changed(&later, now()).unwrap();
        assert_eq!(again.valid_until, Some(until), "a date is not moved back");
        let revoked = retired.changed(&KeyChange::Revoke, now()).unwrap();
        assert!(!revoked.good(now()));
        let back = revoked.changed(&later, now()).unwrap_err();
        assert_eq!(back.code(), "partner_key_revoked");
    }

    #[test]
    fn limits_have_limits_and_a_burst_of_twice_the_rate() {
        assert_eq!(partner().burst, 10);
        let change = |rate| PartnerChange { rate_per_s: Some(rate), ..Default::default() };
        assert_eq!(partner().changed(&change(0)).unwrap_err().field(), Some("rate_per_s"));
        assert_eq!(partner().changed(&change(50)).unwrap().version, 2);
        let stale = PartnerChange { version: Some(9), ..Default::default() };
        assert_eq!(partner().changed(&stale).unwrap_err().code(), "version_changed");
    }

    #[test]
    fn what_is_no_key_is_refused_with_its_field() {
        let new = NewKey {
            label: "x".into(),
            algorithm: Algorithm::RsaPssSha512,
            public_key: "not a key".into(),
            valid_until: None,
        };
        let error = new.key(&partner(), now()).unwrap_err();
        assert_eq!((error.code(), error.field()), ("signature_key_invalid", Some("public_key")));
    }
}
