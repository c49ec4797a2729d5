//! Acquirers 收单机构: the links to their hosts, how those are doing, and what each acquirer
//! wants done when a terminal differs from its binding (PN1, PN9).
//!
//! A link is active, paused or retired; only an active one is connected. A policy is never
//! changed, it gets a new version. Links and policies belong to the acquiring institution, which
//! alone (and the network branch) may change them; every node takes a change within a second.
//! A link over which payments fail for technical reasons is left alone for a while: each node
//! keeps a [`Breaker`] for each of its links, by the link's own settings.

mod breaker;
mod cut_offs;
mod directory;
mod health;
mod http;
mod model;
mod store;

pub use breaker::{Breaker, BreakerReport, BreakerState, HealthSettings, Standing};
pub use cut_offs::{cut_off_book, cut_off_book_in, register, set_cut_off};
pub use directory::{Directory, LINKS_MAX, Snapshot};
pub use health::{BELIEVED_FOR, LinkHealthBoard, LinkReport, believed, standings};
pub use http::routes;
pub use model::{
    CutOffSet, DISTANCE_MAX_M, Dialect, Error, Link, LinkPatch, LinkSettings, LinkState,
    MacProfile, PolicyVersion,
};
pub(crate) use store::{bump, versions};

use crate::Context;
use crate::clearing::day::CutOff;
use crate::terminals::Policy;
use identity::institutions::{self, Institution, InstitutionKind};
use identity::{Actor, Right, audit};
use kernel::fault::is_unique_violation;
use kernel::{InstitutionId, LinkId};
use serde_json::json;
use storage::{Db, Tx};

/// Links of one acquirer at most.
pub const LINKS_PER_ACQUIRER_MAX: i64 = 100;
/// Nodes whose reports of one link are shown at most.
const NODES_MAX: i64 = 200;

/// An institution that acquires, as it is shown.
#[derive(Clone, Debug)]
pub struct Acquirer {
    /// The institution.
    pub institution: Institution,
    /// Its links. Those of others are shown by name and state only.
    pub links: Vec<Link>,
    /// Its policy; `None` where the actor may not see it.
    pub policy: Option<PolicyVersion>,
    /// When its business day ends now.
    pub cut_off: CutOff,
    /// What was set of that, the latest day first; `None` where the actor may not see it.
    pub cut_offs: Option<Vec<CutOffSet>>,
}

/// True for kinds of institutions that acquire.
pub fn acquires(kind: InstitutionKind) -> bool {
    matches!(
        kind,
        InstitutionKind::Acquirer | InstitutionKind::Bank | InstitutionKind::PaymentInstitution
    )
}

/// All acquirers. What belongs to others is there by name only.
pub async fn list(context: &Context, actor: &Actor) -> Result<Vec<Acquirer>, Error> {
    actor.may(Right::AcquirersRead)?;
    let institutions = institutions::list(&context.db).await?;
    // In the network's scope: every institution needs the names of links to route to them.
    let mut tx = context.db.network().read().await?;
    let links = store::links(&mut tx, None, None, LINKS_MAX).await?;
    let policies = store::policies(&mut tx, None, LINKS_MAX).await?;
    let cut_offs = store::cut_offs(&mut tx, None, cut_offs::CUT_OFFS_MAX).await?;
    let book = cut_off_book_in(&mut tx).await?;
    let now = context.clock.now();
    let acquirer = |institution: Institution| {
        let id = institution.id;
        let policy = policies.iter().find(|(acquirer, _)| *acquirer == id);
        let policy = policy.map_or_else(PolicyVersion::default_one, |(_, policy)| policy.clone());
        Acquirer {
            links: links.iter().filter(|link| link.institution == id).cloned().collect(),
            policy: is_own(actor, id).then_some(policy),
            cut_off: book.of(id).at(book.of(id).day_of(now)),
            cut_offs: is_own(actor, id)
                .then(|| cut_offs.iter().filter(|set| set.institution_id == id).cloned().collect()),
            institution,
        }
    };
    let all = institutions.into_iter().filter(|institution| acquires(institution.kind));
    Ok(all.map(acquirer).collect())
}

/// One acquirer.
pub async fn find(context: &Context, actor: &Actor, id: InstitutionId) -> Result<Acquirer, Error> {
    let all = list(context, actor).await?;
    let found = all.into_iter().find(|acquirer| acquirer.institution.id == id);
    found.ok_or(Error::NotAnAcquirer(id))
}

/// Sets an acquirer's policy: a new version. Setting the same again changes nothing.
pub async fn set_policy(
    context: &Context,
    actor: &Actor,
    acquirer: InstitutionId,
    policy: Policy,
) -> Result<PolicyVersion, Error> {
    actor.may(Right::AcquirersWrite)?;
    own_acquirer(context, actor, acquirer).await?;
    model::check_policy(&policy)?;
    let mut tx = context.begin(actor).await?;
    let before = store::policies(&mut tx, Some(acquirer), 1).await?;
    let before = before.into_iter().next().map(|(_, policy)| policy);
    let before = before.unwrap_or_else(PolicyVersion::default_one);
    if before.policy == policy {
        return Ok(before);
    }
    let at = context.clock.now();
    let after = PolicyVersion {
        version: before.version + 1,
        policy,
        changed_by: actor.who.to_string(),
        changed_at: Some(at),
    };
    store::insert_policy(&mut tx, acquirer, &after).await?;
    store::bump(&mut tx, acquirer).await?;
    let detail = json!({ "before": before.policy, "after": after.policy });
    let target = acquirer.to_string();
    audit::record(&mut tx, actor, "acquirer.policy", &target, detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Adds a link to an acquirer's host.
pub async fn add_link(
    context: &Context,
    actor: &Actor,
    acquirer: InstitutionId,
    settings: LinkSettings,
) -> Result<Link, Error> {
    actor.may(Right::AcquirersWrite)?;
    own_acquirer(context, actor, acquirer).await?;
    settings.check()?;
    let mut tx = context.begin(actor).await?;
    let links = store::links(&mut tx, Some(acquirer), None, LINKS_PER_ACQUIRER_MAX).await?;
    if LINKS_PER_ACQUIRER_MAX <= i64::try_from(links.len()).unwrap_or(i64::MAX) {
        return Err(Error::TooMany(LINKS_PER_ACQUIRER_MAX));
    }
    let at = context.clock.now();
    let link = Link {
        institution: acquirer,
        id: LinkId::new(),
        settings,
        state: LinkState::Active,
        version: 1,
        created_at: at,
        changed_at: at,
    };
    store::insert_link(&mut tx, &link).await.map_err(taken)?;
    store::bump(&mut tx, acquirer).await?;
    let target = link.id.to_string();
    audit::record(&mut tx, actor, "link.create", &target, json!(link.settings), at).await?;
    tx.commit().await?;
    Ok(link)
}

/// Changes a link: its settings, or whether it is used.
pub async fn change_link(
    context: &Context,
    actor: &Actor,
    id: LinkId,
    patch: LinkPatch,
) -> Result<Link, Error> {
    actor.may(Right::AcquirersWrite)?;
    let mut tx = context.begin(actor).await?;
    let before = visible_link(&mut tx, id).await?;
    let at = context.clock.now();
    let after = before.changed(patch, at)?;
    if !store::update_link(&mut tx, &after).await.map_err(taken)? {
        return Err(Error::Stale(after.version));
    }
    store::bump(&mut tx, after.institution).await?;
    let detail = json!({
        "before": before.settings, "from_state": before.state,
        "after": after.settings, "to_state": after.state,
    });
    audit::record(&mut tx, actor, "link.change", &id.to_string(), detail, at).await?;
    tx.commit().await?;
    Ok(after)
}

/// Links that the actor may see, with their settings, by acquirer and age.
pub async fn links(
    context: &Context,
    actor: &Actor,
    acquirer: Option<InstitutionId>,
) -> Result<Vec<Link>, Error> {
    actor.may(Right::AcquirersRead)?;
    let mut tx = context.read(actor).await?;
    Ok(store::links(&mut tx, acquirer, None, LINKS_MAX).await?)
}

/// What every node last said of a link.
pub async fn health(
    context: &Context,
    actor: &Actor,
    id: LinkId,
) -> Result<(Link, Vec<LinkReport>), Error> {
    actor.may(Right::AcquirersRead)?;
    let mut tx = context.read(actor).await?;
    let link = visible_link(&mut tx, id).await?;
    let reports = store::health(&mut tx, Some(id), NODES_MAX).await?;
    Ok((link, reports))
}

/// What all nodes last said of all links, for the overview and for routing on nodes without a
/// switch.
pub async fn all_health(db: &Db) -> sqlx::Result<Vec<LinkReport>> {
    let mut tx = db.read().await?;
    store::health(&mut tx, None, LINKS_MAX).await
}

/// A link that the transaction may see, which is to say change.
pub(crate) async fn visible_link(tx: &mut Tx, id: LinkId) -> Result<Link, Error> {
    let found = store::links(tx, None, Some(id), 1).await?;
    found.into_iter().next().ok_or(Error::NoLink(id))
}

/// A link of whatever acquirer, for a rule that leads to it.
pub(crate) async fn link_of_any(db: &Db, id: LinkId) -> sqlx::Result<Option<Link>> {
    let mut tx = db.network().read().await?;
    Ok(store::links(&mut tx, None, Some(id), 1).await?.into_iter().next())
}

fn is_own(actor: &Actor, acquirer: InstitutionId) -> bool {
    actor.network || actor.institution == acquirer
}

async fn own_acquirer(
    context: &Context,
    actor: &Actor,
    acquirer: InstitutionId,
) -> Result<(), Error> {
    let institution = institutions::find(&context.db, acquirer).await;
    if !institution.is_ok_and(|institution| acquires(institution.kind)) {
        return Err(Error::NotAnAcquirer(acquirer));
    }
    if !is_own(actor, acquirer) {
        return Err(Error::NotYours(acquirer));
    }
    Ok(())
}

fn taken(error: sqlx::Error) -> Error {
    if is_unique_violation(&error) { Error::NameTaken } else { Error::Database(error) }
}

#[cfg(test)]
pub(crate) mod tests;
