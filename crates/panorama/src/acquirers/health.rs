//! How the links are doing: in memory where they run, in the database for everybody else.

use super::store;
use chrono::{DateTime, TimeDelta, Utc};
use connect::acquirer::link::{LinkHealth, LinkPhase};
use kernel::{InstitutionId, LinkId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use storage::Db;

/// A node that has said nothing for so long is not believed any more.
pub const BELIEVED_FOR: TimeDelta = TimeDelta::seconds(30);

/// What a node says of one of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkReport {
    /// The acquirer.
    pub institution: InstitutionId,
    /// The link.
    pub link: LinkId,
    /// The node of the switch that has the connection.
    pub node: i32,
    /// Reversals that wait for this link.
    pub saf_depth: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The rest.
    pub health: LinkHealth,
}

/// What this process knows of its links. Clones share it. The switch reports to it; routing
/// asks it; [`LinkHealthBoard::save`] keeps it for the console and for other nodes.
#[derive(Clone, Debug, Default)]
pub struct LinkHealthBoard(Arc<RwLock<HashMap<LinkId, LinkReport>>>);

impl LinkHealthBoard {
    /// Nothing known.
    pub fn new() -> LinkHealthBoard {
        LinkHealthBoard::default()
    }

    /// Takes a newer report in place of the one before.
    pub fn report(&self, report: LinkReport) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(report.link, report);
    }

    /// Forgets a link that this node no longer runs.
    pub fn forget(&self, link: LinkId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&link);
    }

    /// The last report of a link.
    pub fn get(&self, link: LinkId) -> Option<LinkReport> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&link).cloned()
    }

    /// All reports, by link.
    pub fn all(&self) -> Vec<LinkReport> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<LinkReport> = known.values().cloned().collect();
        all.sort_unstable_by_key(|report| report.link);
        all
    }

    /// Whether payments may pass. A link that nobody here has reported counts as up: then the
    /// sending itself will tell.
    pub fn is_up(&self, link: LinkId) -> bool {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&link).is_none_or(|report| report.health.state == LinkPhase::Up)
    }

    /// Writes all reports to the database, where the console reads them.
    pub async fn save(&self, db: &Db) -> sqlx::Result<()> {
        let all = self.all();
        if all.is_empty() {
            return Ok(());
        }
        let mut tx = db.network().begin().await?;
        store::put_health(&mut tx, &all).await?;
        tx.commit().await
    }
}

/// Reports of nodes that were heard lately.
pub fn believed(reports: &[LinkReport], now: DateTime<Utc>) -> Vec<&LinkReport> {
    reports.iter().filter(|report| now - BELIEVED_FOR <= report.at).collect()
}

/// Links that every node which was heard lately calls down.
pub fn down(reports: &[LinkReport], now: DateTime<Utc>) -> Vec<LinkId> {
    let mut up: HashMap<LinkId, bool> = HashMap::new();
    for report in believed(reports, now) {
        *up.entry(report.link).or_default() |= report.health.state == LinkPhase::Up;
    }
    up.into_iter().filter(|(_, up)| !up).map(|(link, _)| link).collect()
}
