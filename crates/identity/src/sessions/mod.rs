//! Sign-in and sessions 会话.
//!
//! An attempt is counted before the password is looked at, by login and by address, in a row
//! that the database locks: attempts made in parallel count like attempts made in a row, and the
//! waiting time grows with each failure. The password is checked before the one-time code is
//! asked for; a code is used once.
//!
//! A session is a random token of 256 bits. Only its hash is kept. It ends when idle for
//! [`IDLE`], [`ABSOLUTE`] after it began, when revoked, when the person or his institution is
//! suspended, and when his password changes (all but the one he changed it in).

mod model;
mod store;

pub use model::{ABSOLUTE, Attempt, Current, Error, IDLE, Session, SignedIn, Token};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::SessionId;
use serde_json::json;
use storage::{Db, Tx};

use crate::institutions::{self, InstitutionState};
use crate::people::{self, Person, PersonState, totp};
use crate::{Actor, Secrets, Who, audit};
use model::{ADDRESS, LOGIN, Throttle};

/// Most sessions that are listed, the newest first.
pub const LISTED_MAX: i64 = 100;
/// Most sessions of one institution that one call of [`clean`] removes.
pub const CLEAN_MAX: i64 = 5000;
/// How long ended sessions are kept.
pub const KEPT: TimeDelta = TimeDelta::days(90);
/// How often the time of last use is written.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(60);

/// Signs a person in.
pub async fn sign_in(
    db: &Db,
    secrets: &Secrets,
    attempt: &Attempt,
    at: DateTime<Utc>,
) -> Result<SignedIn, Error> {
    let db = db.network();
    let login = people::login(&attempt.login).map_err(|_| Error::Wrong)?;
    let keys = [format!("address:{}", attempt.address), format!("login:{login}")];
    reserve(&db, &keys, at).await?;

    let mut tx = db.read().await?;
    let claim = store::claim(&mut tx, &login).await?;
    drop(tx);
    let hash = claim.as_ref().map(|claim| claim.password_hash.clone());
    let right = secrets.hasher.verify(attempt.password.clone(), hash).await?;
    let Some(claim) = claim else {
        return Err(Error::Wrong);
    };

    let mut tx = db.begin().await?;
    let kept = people::lock_secrets(&mut tx, claim.institution, claim.person).await?;
    let kept = kept.ok_or(Error::Wrong)?;
    let person = &kept.person;
    // A password changed while the old one was being checked must not let anybody in.
    if !right || kept.password_hash != claim.password_hash {
        return refuse(tx, person, attempt, Error::Wrong, at).await;
    }
    let institution = institutions::find_in(&mut tx, person.institution).await?;
    let institution = institution.ok_or(Error::Wrong)?;
    if person.state != PersonState::Active || institution.state != InstitutionState::Active {
        return refuse(tx, person, attempt, Error::Suspended, at).await;
    }
    if let Some(sealed) = &kept.totp_sealed {
        let Some(code) = &attempt.code else {
            // The right password without a code is the ordinary first step, not a failure.
            forgive(&mut tx, &keys, at).await?;
            tx.commit().await?;
            return Err(Error::CodeRequired);
        };
        let secret = secrets.open_totp(person.id, sealed)?;
        if !check_code(&mut tx, person, &secret, code, at).await? {
            return refuse(tx, person, attempt, Error::WrongCode, at).await;
        }
    }
    let (token, session) = Session::begin(person, attempt, at);
    store::insert(&mut tx, &session, &token.hash()).await?;
    forgive(&mut tx, &keys[..1], at).await?;
    store::forget(&mut tx, &keys[1]).await?;
    let actor = model::actor_of(person, institution.kind);
    let detail = json!({ "address": attempt.address });
    audit::record(&mut tx, &actor, "session.begin", &session.id.to_string(), detail, at).await?;
    tx.commit().await?;
    let current = Current { actor, session, person: kept.person, institution };
    Ok(SignedIn { token, current })
}

/// Whom a token stands for, when its session is alive. Writes the time of last use now and then.
pub async fn resolve(db: &Db, token: &Token, at: DateTime<Utc>) -> sqlx::Result<Option<Current>> {
    let db = db.within(token.institution());
    let mut tx = db.read().await?;
    let Some(session) = store::by_token(&mut tx, token.institution(), &token.hash()).await? else {
        return Ok(None);
    };
    if !session.alive(at) {
        return Ok(None);
    }
    let person = people::find_in(&mut tx, session.person).await?;
    let institution = institutions::find_in(&mut tx, session.institution).await?;
    drop(tx);
    let (Some(person), Some(institution)) = (person, institution) else {
        return Ok(None);
    };
    if person.state != PersonState::Active || institution.state != InstitutionState::Active {
        return Ok(None);
    }
    if at - session.last_seen_at >= TOUCH_EVERY {
        let mut tx = db.begin().await?;
        store::touch(&mut tx, &session, at, session.idle_after(at)).await?;
        tx.commit().await?;
    }
    let actor = model::actor_of(&person, institution.kind);
    Ok(Some(Current { actor, session, person, institution }))
}

/// The living sessions of the acting person, newest first.
pub async fn list(db: &Db, actor: &Actor, at: DateTime<Utc>) -> Result<Vec<Session>, Error> {
    let person = actor.person().ok_or(Error::NotAPerson)?;
    let mut tx = actor.db(db).read().await?;
    let rows = store::of_person(&mut tx, actor.institution, person, LISTED_MAX).await?;
    Ok(rows.into_iter().filter(|session| session.alive(at)).collect())
}

/// Ends one of the acting person's sessions. Ending it twice is the same as ending it once.
pub async fn revoke(
    db: &Db,
    actor: &Actor,
    id: SessionId,
    why: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let person = actor.person().ok_or(Error::NotAPerson)?;
    let mut tx = actor.db(db).begin().await?;
    let owner = (actor.institution, person);
    if store::find_own(&mut tx, owner, id).await?.is_none() {
        return Err(Error::Missing(id));
    }
    store::revoke(&mut tx, owner, Some(id), None, (why, at)).await?;
    audit::record(&mut tx, actor, "session.end", &id.to_string(), json!({ "why": why }), at)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all sessions of a person but `keep`, in the caller's transaction.
pub(crate) async fn revoke_all(
    tx: &mut Tx,
    person: &Person,
    keep: Option<SessionId>,
    why: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<u64> {
    store::revoke(tx, (person.institution, person.id), None, keep, (why, at)).await
}

/// Removes sessions that ended [`KEPT`] ago, at most [`CLEAN_MAX`] of each institution, and
/// forgotten failures.
pub async fn clean(db: &Db, at: DateTime<Utc>) -> sqlx::Result<u64> {
    let db = db.network();
    let mut cleaned = 0;
    for institution in institutions::list(&db).await? {
        let mut tx = db.within(institution.id).begin().await?;
        cleaned += store::clean_sessions(&mut tx, institution.id, at - KEPT, CLEAN_MAX).await?;
        tx.commit().await?;
    }
    let mut tx = db.begin().await?;
    cleaned += store::clean_throttles(&mut tx, at - model::FORGET).await?;
    tx.commit().await?;
    Ok(cleaned)
}

/// Counts the attempt before anything is checked, and commits it.
async fn reserve(db: &Db, keys: &[String; 2], at: DateTime<Utc>) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    // Always in the same order, so that two attempts never wait for each other.
    for (key, limit) in keys.iter().zip([ADDRESS, LOGIN]) {
        let throttle = store::lock_throttle(&mut tx, key, at).await?;
        let next = throttle.reserve(limit, at).map_err(Error::Locked)?;
        store::set_throttle(&mut tx, key, &next).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes one counted attempt back.
async fn forgive(tx: &mut Tx, keys: &[String], at: DateTime<Utc>) -> sqlx::Result<()> {
    for key in keys {
        let throttle: Throttle = store::lock_throttle(tx, key, at).await?;
        store::set_throttle(tx, key, &throttle.forgiven(at)).await?;
    }
    Ok(())
}

/// Writes the refusal to the trail and commits it; the counted attempt stays counted.
async fn refuse(
    mut tx: Tx,
    person: &Person,
    attempt: &Attempt,
    error: Error,
    at: DateTime<Utc>,
) -> Result<SignedIn, Error> {
    let actor = Actor {
        institution: person.institution,
        who: Who::System("sign-in"),
        name: "sign-in".to_owned(),
        roles: Vec::new(),
        network: true,
    };
    let detail = json!({ "address": attempt.address, "why": kernel::Fault::code(&error) });
    let target = person.id.to_string();
    audit::record(&mut tx, &actor, "session.refuse", &target, detail, at).await?;
    tx.commit().await?;
    Err(error)
}

/// A one-time code of this minute that was not used before, or an unused recovery code.
async fn check_code(
    tx: &mut Tx,
    person: &Person,
    secret: &[u8],
    code: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    if let Some(step) = totp::step_of(secret, code.trim(), at.timestamp()) {
        return people::set_totp_step(tx, person, step).await;
    }
    people::use_recovery_code(tx, person, &totp::recovery_hash(code), at).await
}
