//! Institutions 机构: the network branch, acquirers, banks, payment institutions and vendors.
//!
//! There are few and everybody may know them, so they are a reference table with small numbers.
//! Institution 1 is the network branch; its people see all institutions. A suspended institution
//! keeps its data, but nobody of it can sign in and none of its partners is answered.

mod model;
mod store;

pub use model::{
    Error, Institution, InstitutionChange, InstitutionKind, InstitutionState, NETWORK_BRANCH,
    NewInstitution,
};

pub(crate) use model::is_name;
pub(crate) use store::find as find_in;

use chrono::{DateTime, Utc};
use kernel::InstitutionId;
use serde_json::json;
use storage::{Db, Tx};

use crate::{Actor, Right, audit};

/// Most institutions there can be.
pub const INSTITUTIONS_MAX: i64 = 1000;

/// All institutions, by number. There are at most [`INSTITUTIONS_MAX`].
pub async fn list(db: &Db) -> sqlx::Result<Vec<Institution>> {
    let mut tx = db.read().await?;
    store::list(&mut tx, INSTITUTIONS_MAX).await
}

/// One institution.
pub async fn find(db: &Db, id: InstitutionId) -> Result<Institution, Error> {
    let mut tx = db.read().await?;
    store::find(&mut tx, id).await?.ok_or(Error::Missing(id))
}

/// Adds an institution with the next number.
pub async fn create(
    db: &Db,
    actor: &Actor,
    new: NewInstitution,
    at: DateTime<Utc>,
) -> Result<Institution, Error> {
    actor.may(Right::InstitutionsWrite)?;
    new.check()?;
    let mut tx = actor.db(db).begin().await?;
    let created = add(&mut tx, &new, at).await?;
    let detail = json!({ "code": created.code, "kind": created.kind, "name": created.name });
    let target = created.id.to_string();
    audit::record(&mut tx, actor, "institution.create", &target, detail, at).await?;
    tx.commit().await?;
    Ok(created)
}

/// Changes names or state.
pub async fn change(
    db: &Db,
    actor: &Actor,
    id: InstitutionId,
    change: InstitutionChange,
    at: DateTime<Utc>,
) -> Result<Institution, Error> {
    actor.may(Right::InstitutionsWrite)?;
    let mut tx = actor.db(db).begin().await?;
    let before = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
    let after = before.changed(&change)?;
    store::update(&mut tx, &after).await?;
    let detail = json!({ "before": before, "after": after });
    audit::record(&mut tx, actor, "institution.change", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Marks an institution as one that has a sandbox, in a transaction of the network's.
pub async fn mark_sandbox(tx: &mut Tx, id: InstitutionId) -> sqlx::Result<()> {
    store::mark_sandbox(tx, id).await
}

/// Adds an institution in the caller's transaction.
pub(crate) async fn add(
    tx: &mut Tx,
    new: &NewInstitution,
    at: DateTime<Utc>,
) -> Result<Institution, Error> {
    store::lock_numbers(tx).await?;
    if store::code_taken(tx, &new.code).await? {
        return Err(Error::CodeTaken(new.code.clone()));
    }
    let created = Institution {
        id: InstitutionId(store::last_number(tx).await? + 1),
        code: new.code.clone(),
        name: new.name.clone(),
        short_name: new.short_name.clone(),
        kind: new.kind,
        state: InstitutionState::Active,
        sandbox: false,
        created_at: at,
    };
    store::insert(tx, &created).await?;
    Ok(created)
}

/// The network branch, made when it does not exist yet, and locked so that set-ups queue.
pub(crate) async fn ensure_branch(
    tx: &mut Tx,
    code: &str,
    name: &str,
    short_name: &str,
    at: DateTime<Utc>,
) -> Result<Institution, Error> {
    store::lock_numbers(tx).await?;
    if let Some(branch) = store::lock(tx, NETWORK_BRANCH).await? {
        return Ok(branch);
    }
    let new = NewInstitution {
        code: code.to_owned(),
        name: name.to_owned(),
        short_name: short_name.to_owned(),
        kind: InstitutionKind::NetworkBranch,
    };
    new.check_texts()?;
    let branch = Institution {
        id: NETWORK_BRANCH,
        code: new.code,
        name: new.name,
        short_name: new.short_name,
        kind: new.kind,
        state: InstitutionState::Active,
        sandbox: false,
        created_at: at,
    };
    store::insert(tx, &branch).await?;
    Ok(branch)
}
