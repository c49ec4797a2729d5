//! Partners 合作方: programs that call the API and sign each request.
//!
//! A partner registers public keys; we never hold his private one. A key is active until it is
//! retired (still good until a date, so that a new one can be rolled out) or revoked (good for
//! nothing from that moment). Each partner has its own rate limit.

mod model;
mod store;

pub use model::{
    Error, Filter, KeyChange, KeyState, NewKey, NewPartner, Partner, PartnerChange, PartnerKey,
    PartnerState, Signer,
};

use chrono::{DateTime, Utc};
use jobs::signature::VerifyingKey;
use kernel::{Cursor, InstitutionId, KeyId, Page, PartnerId, Rule, RuleWord};
use serde_json::json;
use storage::Db;

use crate::institutions::{self, Institution, InstitutionState};
use crate::{Actor, ListError, Right, Who, audit, people};

/// Most keys of one partner that are not revoked.
pub const KEYS_MAX: usize = 10;
/// Most keys that are listed, revoked ones among them, newest first.
pub const KEYS_LISTED_MAX: i64 = 100;

/// One page of partners, in the order they were added.
pub async fn list(db: &Db, filter: &Filter) -> Result<Page<Partner>, ListError> {
    let after = filter.cursor.as_ref().map(Cursor::place).transpose()?;
    let mut tx = db.read().await?;
    let limit = kernel::page::limit_rows(filter.limit);
    let rows = store::list(&mut tx, filter, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()))
}

/// One partner.
pub async fn find(db: &Db, id: PartnerId) -> Result<Partner, Error> {
    let mut tx = db.read().await?;
    store::find(&mut tx, id).await?.ok_or(Error::Missing(id))
}

/// Adds a partner.
pub async fn create(
    db: &Db,
    actor: &Actor,
    new: NewPartner,
    at: DateTime<Utc>,
) -> Result<Partner, Error> {
    actor.may(Right::PartnersWrite)?;
    let institution = new.institution.unwrap_or(actor.institution);
    if institution != actor.institution && !actor.network {
        return Err(Error::NoInstitution(institution));
    }
    let db = actor.db(db);
    let kind = institution_of(&db, institution).await?.kind;
    let partner = new.partner(institution, at)?;
    check_roles(&partner, kind)?;
    let mut tx = db.begin().await?;
    store::insert(&mut tx, &partner).await?;
    let detail = json!({ "partner": partner });
    audit::record(&mut tx, actor, "partner.create", &partner.id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(partner)
}

/// Changes name, roles, state or limits.
pub async fn change(
    db: &Db,
    actor: &Actor,
    id: PartnerId,
    change: PartnerChange,
    at: DateTime<Utc>,
) -> Result<Partner, Error> {
    actor.may(Right::PartnersWrite)?;
    let db = actor.db(db);
    let before = find(&db, id).await?;
    let kind = institution_of(&db, before.institution).await?.kind;
    let mut tx = db.begin().await?;
    let before = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let after = before.changed(&change)?;
    check_roles(&after, kind)?;
    store::update(&mut tx, &after).await?;
    let detail = json!({ "before": before, "after": after });
    audit::record(&mut tx, actor, "partner.change", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// The keys of a partner, newest first.
pub async fn keys(db: &Db, id: PartnerId) -> Result<Vec<PartnerKey>, Error> {
    let mut tx = db.read().await?;
    let partner = store::find(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    Ok(store::keys(&mut tx, partner.institution, id, KEYS_LISTED_MAX).await?)
}

/// Registers a public key.
pub async fn add_key(
    db: &Db,
    actor: &Actor,
    id: PartnerId,
    new: NewKey,
    at: DateTime<Utc>,
) -> Result<PartnerKey, Error> {
    actor.may(Right::PartnersWrite)?;
    let mut tx = actor.db(db).begin().await?;
    let partner = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let key = new.key(&partner, at)?;
    let known = store::keys(&mut tx, partner.institution, id, KEYS_LISTED_MAX).await?;
    if known.iter().any(|other| other.fingerprint == key.fingerprint) {
        return Err(Error::KeyKnown);
    }
    let living = known.iter().filter(|other| other.state != KeyState::Revoked).count();
    if living >= KEYS_MAX {
        return Err(Error::TooManyKeys);
    }
    store::insert_key(&mut tx, &key).await?;
    let detail =
        json!({ "key": key.id, "algorithm": key.algorithm, "fingerprint": key.fingerprint });
    audit::record(&mut tx, actor, "partner_key.create", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(key)
}

/// Retires a key as of a date, or revokes it now. A revoked key stays revoked.
pub async fn change_key(
    db: &Db,
    actor: &Actor,
    ids: (PartnerId, KeyId),
    change: KeyChange,
    at: DateTime<Utc>,
) -> Result<PartnerKey, Error> {
    actor.may(Right::PartnersWrite)?;
    let (id, key) = ids;
    let mut tx = actor.db(db).begin().await?;
    let partner = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let keys = store::keys(&mut tx, partner.institution, id, KEYS_LISTED_MAX).await?;
    let before = keys.into_iter().find(|known| known.id == key).ok_or(Error::NoKey(key))?;
    let after = before.changed(&change, at)?;
    store::update_key(&mut tx, &after).await?;
    let detail = json!({ "key": key, "state": after.state, "valid_until": after.valid_until });
    audit::record(&mut tx, actor, "partner_key.change", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Who signs with a key, when he may at this moment. One round of reads, no cache: a key
/// revoked on one node is refused by all from the next request on.
pub async fn signer(db: &Db, key: KeyId, at: DateTime<Utc>) -> Result<Signer, Error> {
    let mut tx = db.network().read().await?;
    let (partner, key) = store::signer(&mut tx, key).await?.ok_or(Error::NoKey(key))?;
    let institution = institutions::find_in(&mut tx, partner.institution).await?;
    drop(tx);
    let institution = institution.ok_or(Error::NoInstitution(partner.institution))?;
    if partner.state != PartnerState::Active || institution.state != InstitutionState::Active {
        return Err(Error::Suspended);
    }
    if !key.good(at) {
        return Err(Error::KeyNotGood(key.id));
    }
    let public_key = VerifyingKey::parse(key.algorithm, &key.public_key)?;
    let actor = Actor {
        institution: partner.institution,
        who: Who::Partner(partner.id, key.id),
        name: partner.name.clone(),
        roles: partner.roles.clone(),
        network: institution.kind == institutions::InstitutionKind::NetworkBranch,
    };
    Ok(Signer { actor, partner, key, public_key, sandbox: institution.sandbox })
}

async fn institution_of(db: &Db, id: InstitutionId) -> Result<Institution, Error> {
    institutions::find(db, id).await.map_err(|error| match error {
        institutions::Error::Database(error) => Error::Database(error),
        _ => Error::NoInstitution(id),
    })
}

fn check_roles(partner: &Partner, kind: institutions::InstitutionKind) -> Result<(), Error> {
    people::check_roles(&partner.roles, kind).map_err(|error| match error {
        people::Error::RoleUnfit(..) => {
            let rule = Rule::new(RuleWord::RolesFit, "roles that fit the institution");
            Error::Field("roles", rule)
        }
        _ => {
            let rule = Rule::new(RuleWord::RolesOnce, "at least one role, each once");
            Error::Field("roles", rule)
        }
    })
}
