//! People 人员: those who sign in, with a password and, when they turn it on, a one-time code.
//!
//! A login name is unique in the whole system (table `login_claim`). A new person gets a
//! password made by the system and has to choose his own at the first sign-in. Nobody changes
//! his own roles or state. Suspending a person, resetting him, or a new password ends his
//! sessions.

mod model;
pub mod password;
mod store;
pub mod totp;

pub(crate) use model::check_roles;
pub use model::{
    Error, Filter, FirstPassword, NewPerson, Person, PersonChange, PersonState, TotpBegun, login,
};
pub(crate) use store::{find as find_in, lock_secrets, set_totp_step, use_recovery_code};

use chrono::{DateTime, Utc};
use kernel::mask::Secret;
use kernel::{Cursor, InstitutionId, Masked, Page, PersonId, Rule, RuleWord, SessionId};
use rand::Rng;
use serde_json::json;
use storage::{Db, Tx};

use crate::institutions::{self, Institution, NETWORK_BRANCH};
use crate::{Actor, ListError, Right, Role, Secrets, audit, sessions};

/// One page of people, in the order they were added.
pub async fn list(db: &Db, filter: &Filter) -> Result<Page<Person>, ListError> {
    let after = filter.cursor.as_ref().map(Cursor::place).transpose()?;
    let mut tx = db.read().await?;
    let limit = kernel::page::limit_rows(filter.limit);
    let rows = store::list(&mut tx, filter, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()))
}

/// One person.
pub async fn find(db: &Db, id: PersonId) -> Result<Person, Error> {
    let mut tx = db.read().await?;
    store::find(&mut tx, id).await?.ok_or(Error::Missing(id))
}

/// Adds a person and gives him a first password, which is shown once.
pub async fn create(
    db: &Db,
    secrets: &Secrets,
    actor: &Actor,
    new: NewPerson,
    at: DateTime<Utc>,
) -> Result<(Person, FirstPassword), Error> {
    actor.may(Right::PeopleWrite)?;
    let db = actor.db(db);
    let institution = new.institution.unwrap_or(actor.institution);
    if institution != actor.institution && !actor.network {
        return Err(Error::NoInstitution(institution));
    }
    let institution = institution_of(&db, institution).await?;
    let first = first_password();
    let hash = secrets.hasher.hash(first.0.clone()).await?;
    let mut tx = db.begin().await?;
    let person = add(&mut tx, &institution, &new, (&hash, true), at).await?;
    let detail = json!({ "login": person.login, "roles": person.roles, "of": institution.id });
    audit::record(&mut tx, actor, "person.create", &person.id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok((person, first))
}

/// Changes name, roles or state of another person.
pub async fn change(
    db: &Db,
    actor: &Actor,
    id: PersonId,
    change: PersonChange,
    at: DateTime<Utc>,
) -> Result<Person, Error> {
    actor.may(Right::PeopleWrite)?;
    let own = actor.person() == Some(id);
    if own && (change.roles.is_some() || change.state.is_some()) {
        return Err(Error::OwnAccount);
    }
    let db = actor.db(db);
    let before = find(&db, id).await?;
    let institution = institution_of(&db, before.institution).await?;
    let mut tx = db.begin().await?;
    let before = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let after = before.changed(&change, institution.kind)?;
    store::update(&mut tx, &after).await?;
    if after.state == PersonState::Suspended {
        sessions::revoke_all(&mut tx, &after, None, "suspended", at).await?;
    }
    let detail = json!({ "before": before, "after": after });
    audit::record(&mut tx, actor, "person.change", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Gives another person a new first password, turns his one-time codes off and ends all his
/// sessions.
pub async fn reset(
    db: &Db,
    secrets: &Secrets,
    actor: &Actor,
    id: PersonId,
    at: DateTime<Utc>,
) -> Result<FirstPassword, Error> {
    actor.may(Right::PeopleWrite)?;
    if actor.person() == Some(id) {
        return Err(Error::OwnAccount);
    }
    let db = actor.db(db);
    find(&db, id).await?;
    let first = first_password();
    let hash = secrets.hasher.hash(first.0.clone()).await?;
    let mut tx = db.begin().await?;
    let person = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    store::set_password(&mut tx, &person, &hash, true, at).await?;
    store::clear_totp(&mut tx, &person).await?;
    sessions::revoke_all(&mut tx, &person, None, "reset", at).await?;
    audit::record(&mut tx, actor, "person.reset", &id.to_string(), json!({}), at).await?;
    tx.commit().await?;
    Ok(first)
}

/// A person chooses a new password. His other sessions end; `keep` goes on.
pub async fn change_password(
    db: &Db,
    secrets: &Secrets,
    actor: &Actor,
    change: (Masked<Secret>, Masked<Secret>),
    keep: SessionId,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let (current, new) = change;
    let id = actor.person().ok_or(Error::OwnAccount)?;
    let db = actor.db(db);
    let mut tx = db.read().await?;
    let kept = store::secrets(&mut tx, actor.institution, id).await?.ok_or(Error::Missing(id))?;
    drop(tx);
    if !secrets.hasher.verify(current, Some(kept.password_hash)).await? {
        return Err(Error::WrongPassword);
    }
    password::check(new.reveal(), &kept.person.login)?;
    let hash = secrets.hasher.hash(new).await?;
    let mut tx = db.begin().await?;
    let person = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    store::set_password(&mut tx, &person, &hash, false, at).await?;
    sessions::revoke_all(&mut tx, &person, Some(keep), "password", at).await?;
    audit::record(&mut tx, actor, "person.password", &id.to_string(), json!({}), at).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a secret for an authenticator. It counts only once [`confirm_totp`] has seen a code.
pub async fn begin_totp(db: &Db, secrets: &Secrets, actor: &Actor) -> Result<TotpBegun, Error> {
    let id = actor.person().ok_or(Error::OwnAccount)?;
    let mut tx = actor.db(db).begin().await?;
    let person = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    if person.totp {
        return Err(Error::TotpOn);
    }
    let secret = totp::new_secret();
    let sealed = secrets.seal_totp(id, &secret)?;
    store::set_new_totp(&mut tx, &person, &sealed).await?;
    tx.commit().await?;
    Ok(TotpBegun {
        secret: totp::written(&secret),
        otpauth_url: totp::address(&secret, &person.login),
    })
}

/// Turns one-time codes on, after the first right one. Returns recovery codes, shown once.
pub async fn confirm_totp(
    db: &Db,
    secrets: &Secrets,
    actor: &Actor,
    code: &str,
    at: DateTime<Utc>,
) -> Result<Vec<String>, Error> {
    let id = actor.person().ok_or(Error::OwnAccount)?;
    let mut tx = actor.db(db).begin().await?;
    let kept = lock_secrets(&mut tx, actor.institution, id).await?.ok_or(Error::Missing(id))?;
    if kept.person.totp {
        return Err(Error::TotpOn);
    }
    let sealed = kept.totp_new_sealed.as_deref().ok_or(Error::TotpNotBegun)?;
    let secret = secrets.open_totp(id, sealed)?;
    let step = totp::step_of(&secret, code, at.timestamp()).ok_or(Error::WrongCode)?;
    let codes = totp::recovery_codes();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| totp::recovery_hash(code)).collect();
    store::turn_totp_on(&mut tx, &kept.person, step, at).await?;
    store::set_recovery_codes(&mut tx, &kept.person, &hashes, at).await?;
    audit::record(&mut tx, actor, "person.totp", &id.to_string(), json!({}), at).await?;
    tx.commit().await?;
    Ok(codes)
}

/// What the first set-up needs to know.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// Code of the network branch, 8 digits.
    pub institution_code: String,
    /// Its name.
    pub institution_name: String,
    /// Its short name.
    pub institution_short_name: String,
    /// Login of the first administrator.
    pub login: String,
    /// His name.
    pub name: String,
    /// His password.
    pub password: Masked<Secret>,
}

/// Makes the network branch, unless it exists, and its first administrator. Works once: as soon
/// as the branch has an administrator it answers `None` and changes nothing.
pub async fn set_up(
    db: &Db,
    secrets: &Secrets,
    input: SetUp,
    at: DateTime<Utc>,
) -> Result<Option<Person>, Error> {
    let login = login(&input.login)?;
    password::check(input.password.reveal(), &login)?;
    let hash = secrets.hasher.hash(input.password).await?;
    let mut tx = db.network().begin().await?;
    let branch = institutions::ensure_branch(
        &mut tx,
        &input.institution_code,
        &input.institution_name,
        &input.institution_short_name,
        at,
    )
    .await
    .map_err(|error| match error {
        institutions::Error::Database(error) => Error::Database(error),
        _ => {
            let text = "a code of 8 digits, a name and a short name";
            Error::Field("institution", Rule::new(RuleWord::Required, text))
        }
    })?;
    if store::holds_role(&mut tx, NETWORK_BRANCH, Role::NetworkAdmin).await? {
        return Ok(None);
    }
    let new =
        NewPerson { institution: None, login, name: input.name, roles: vec![Role::NetworkAdmin] };
    let person = add(&mut tx, &branch, &new, (&hash, false), at).await?;
    let actor = Actor::system(NETWORK_BRANCH, "set-up");
    let detail = json!({ "login": person.login });
    audit::record(&mut tx, &actor, "person.set_up", &person.id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(Some(person))
}

/// Adds a person whose password is chosen by the caller and need not be changed: for demo data
/// and tests, in the scope of the network.
pub async fn seed(
    db: &Db,
    secrets: &Secrets,
    new: NewPerson,
    password: Masked<Secret>,
    at: DateTime<Utc>,
) -> Result<Person, Error> {
    let institution = new.institution.unwrap_or(NETWORK_BRANCH);
    let institution = institution_of(&db.network(), institution).await?;
    let hash = secrets.hasher.hash(password).await?;
    let mut tx = db.network().begin().await?;
    let person = add(&mut tx, &institution, &new, (&hash, false), at).await?;
    tx.commit().await?;
    Ok(person)
}

/// Claims the login and writes the person; `password` is the hash and whether it must change.
async fn add(
    tx: &mut Tx,
    institution: &Institution,
    new: &NewPerson,
    password: (&str, bool),
    at: DateTime<Utc>,
) -> Result<Person, Error> {
    let login = login(&new.login)?;
    model::check_name(&new.name)?;
    check_roles(&new.roles, institution.kind)?;
    let person = Person {
        id: PersonId::new(),
        institution: institution.id,
        login,
        name: new.name.clone(),
        roles: new.roles.clone(),
        state: PersonState::Active,
        totp: false,
        must_change_password: password.1,
        version: 1,
        created_at: at,
    };
    if !store::claim_login(tx, &person).await? {
        return Err(Error::LoginTaken(person.login));
    }
    store::insert(tx, &person, password.0).await?;
    Ok(person)
}

async fn institution_of(db: &Db, id: InstitutionId) -> Result<Institution, Error> {
    institutions::find(db, id).await.map_err(|error| match error {
        institutions::Error::Database(error) => Error::Database(error),
        _ => Error::NoInstitution(id),
    })
}

/// 20 letters and digits that are not mistaken for each other: about 98 bits.
fn first_password() -> FirstPassword {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567895";
    let mut bytes = [0u8; 20];
    rand::rng().fill_bytes(&mut bytes);
    let text: String =
        bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    FirstPassword(Masked::new(text))
}
