//! Four-eyes approvals 复核: what moves money or rules is asked for by one person and decided
//! by another.
//!
//! A module registers what an approval of its kind does ([`Approvals::on`]); a use case asks
//! ([`request`]); [`Approvals::decide`] writes the decision and runs the action in one
//! transaction, so an approval is either decided and done or neither.
//!
//! Invariants: the one who asked cannot decide (checked here, and by a check constraint of the
//! table); what was asked for cannot be changed afterwards (the program has no grant for it); a
//! request decided, or older than [`LIFE`], is never decided again; rejected ones are kept.

mod model;
mod store;

pub use model::{Approval, ApprovalState, Decision, Error, Failure, Filter};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{ApprovalId, Cursor, Page};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use storage::{Db, Tx};

use crate::{Actor, ListError, Right, audit, institutions};

/// How long a request waits for its second pair of eyes.
pub const LIFE: TimeDelta = TimeDelta::hours(72);
/// Member of a payload that holds what the vault has sealed, a key say: the action opens it, and
/// nobody is shown it.
pub const SEALED: &str = "sealed";
/// Longest note, in characters.
pub const NOTE_MAX: usize = 500;
/// Most requests of one institution that one call of [`expire`] closes.
pub const EXPIRE_MAX: i64 = 1000;

/// What an action returns.
pub type ActionFuture<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;
type Action = Arc<dyn for<'a> Fn(&'a mut Tx, &'a Approval) -> ActionFuture<'a> + Send + Sync>;

/// What the approval of each kind does. Filled once at start, then shared.
#[derive(Clone, Default)]
pub struct Approvals {
    actions: HashMap<&'static str, Action>,
}

/// Asks for an approval, in the caller's transaction. `kind` is a dotted verb for which an
/// action is registered, `payload` all that the action needs.
pub async fn request(
    tx: &mut Tx,
    actor: &Actor,
    kind: &str,
    target: &str,
    payload: Value,
    at: DateTime<Utc>,
) -> sqlx::Result<ApprovalId> {
    let approval = Approval {
        id: ApprovalId::new(),
        institution: actor.institution,
        kind: kind.to_owned(),
        target: target.to_owned(),
        payload,
        state: ApprovalState::Pending,
        requested_by: actor.who.to_string(),
        requested_name: actor.name.clone(),
        requested_at: at,
        expires_at: at + LIFE,
        decided_by: None,
        decided_name: None,
        decided_at: None,
        note: String::new(),
    };
    store::insert(tx, &approval).await?;
    let detail = json!({ "kind": kind, "target": target });
    audit::record(tx, actor, "approval.request", &approval.id.to_string(), detail, at).await?;
    Ok(approval.id)
}

/// One page of requests, newest first.
pub async fn list(db: &Db, filter: &Filter) -> Result<Page<Approval>, ListError> {
    let after = filter.cursor.as_ref().map(Cursor::place).transpose()?;
    let mut tx = db.read().await?;
    let limit = kernel::page::limit_rows(filter.limit);
    let rows = store::list(&mut tx, filter, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |row| row.id.to_string()))
}

/// One request.
pub async fn find(db: &Db, id: ApprovalId) -> Result<Approval, Error> {
    let mut tx = db.read().await?;
    store::find(&mut tx, id).await?.ok_or(Error::Missing(id))
}

/// Closes requests that nobody has decided in time; returns how many, at most [`EXPIRE_MAX`] of
/// each institution.
pub async fn expire(db: &Db, at: DateTime<Utc>) -> sqlx::Result<u64> {
    let db = db.network();
    let mut closed = 0;
    for institution in institutions::list(&db).await? {
        let mut tx = db.within(institution.id).begin().await?;
        closed += store::expire(&mut tx, institution.id, at, EXPIRE_MAX).await?;
        tx.commit().await?;
    }
    Ok(closed)
}

impl Approvals {
    /// None yet.
    pub fn new() -> Approvals {
        Approvals::default()
    }

    /// Says what the approval of `kind` does, in the transaction of the decision.
    ///
    /// ```ignore
    /// approvals.on("route.change", |tx, approval| Box::pin(async move {
    ///     Ok(routes::apply(tx, approval).await?)
    /// }))
    /// ```
    pub fn on<F>(mut self, kind: &'static str, action: F) -> Approvals
    where
        F: for<'a> Fn(&'a mut Tx, &'a Approval) -> ActionFuture<'a> + Send + Sync + 'static,
    {
        self.actions.insert(kind, Arc::new(action));
        self
    }

    /// Kinds with an action.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<_> = self.actions.keys().copied().collect();
        kinds.sort_unstable();
        kinds
    }

    /// Decides a request and, when it is approved, runs its action in the same transaction.
    /// The actor needs [`Right::ApprovalsDecide`] and must be another person than he who asked.
    pub async fn decide(
        &self,
        db: &Db,
        actor: &Actor,
        id: ApprovalId,
        decision: Decision,
        note: &str,
        at: DateTime<Utc>,
    ) -> Result<Approval, Error> {
        actor.may(Right::ApprovalsDecide)?;
        let mut tx = actor.db(db).begin().await?;
        let asked = store::lock(&mut tx, id).await?.ok_or(Error::Missing(id))?;
        let decided = asked.decide(actor, decision, note, at)?;
        store::decide(&mut tx, &decided).await?;
        if decision == Decision::Approve {
            let action = self.actions.get(decided.kind.as_str());
            let action = action.ok_or_else(|| Error::NoAction(decided.kind.clone()))?;
            action(&mut tx, &decided).await.map_err(Error::Action)?;
        }
        let detail =
            json!({ "kind": decided.kind, "target": decided.target, "note": decided.note });
        let name = format!("approval.{}", decision.as_str());
        audit::record(&mut tx, actor, &name, &id.to_string(), detail, at).await?;
        tx.commit().await?;
        Ok(decided)
    }
}
