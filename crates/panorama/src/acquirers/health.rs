//! How the links are doing: in memory where they run, in the database for everybody else.

use super::breaker::{Breaker, BreakerReport, HealthSettings, Standing};
use super::store;
use chrono::{DateTime, TimeDelta, Utc};
use connect::acquirer::link::{LinkHealth, LinkPhase};
use kernel::{InstitutionId, LinkId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
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
    /// Its breaker at that node.
    pub breaker: BreakerReport,
    /// When.
    pub at: DateTime<Utc>,
    /// The rest.
    pub health: LinkHealth,
}

/// What this process knows of its links. Clones share it. The switch reports to it; routing
/// asks it; [`LinkHealthBoard::save`] keeps it for the console and for other nodes.
#[derive(Clone, Debug, Default)]
pub struct LinkHealthBoard(Arc<Board>);

#[derive(Debug, Default)]
struct Board {
    reports: RwLock<HashMap<LinkId, LinkReport>>,
    breakers: RwLock<HashMap<LinkId, Arc<Mutex<Breaker>>>>,
}

impl LinkHealthBoard {
    /// Nothing known.
    pub fn new() -> LinkHealthBoard {
        LinkHealthBoard::default()
    }

    /// Takes a newer report in place of the one before.
    pub fn report(&self, report: LinkReport) {
        let mut known = self.0.reports.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(report.link, report);
    }

    /// Forgets a link that this node no longer runs.
    pub fn forget(&self, link: LinkId) {
        self.0.reports.write().unwrap_or_else(PoisonError::into_inner).remove(&link);
        self.0.breakers.write().unwrap_or_else(PoisonError::into_inner).remove(&link);
    }

    /// Keeps a breaker for a link that goes by these settings; other settings begin anew.
    pub fn watch(&self, link: LinkId, settings: HealthSettings) {
        if let Some(breaker) = self.breaker(link)
            && *lock(&breaker).settings() == settings
        {
            return;
        }
        let breaker = Arc::new(Mutex::new(Breaker::new(settings)));
        self.0.breakers.write().unwrap_or_else(PoisonError::into_inner).insert(link, breaker);
    }

    /// How a link stands for the next payment, where it is connected or not.
    pub fn standing(&self, link: LinkId, connected: bool, now: DateTime<Utc>) -> Standing {
        if !connected {
            return Standing::Down;
        }
        self.breaker(link).map_or(Standing::Up, |breaker| lock(&breaker).standing(now))
    }

    /// A payment is about to take the link. False when its last probe has been taken meanwhile.
    pub fn claim(&self, link: LinkId, now: DateTime<Utc>) -> bool {
        self.breaker(link).is_none_or(|breaker| lock(&breaker).claim(now))
    }

    /// A payment that left at `sent` has come back well, or something was wrong with its way.
    pub fn record(&self, link: LinkId, sent: DateTime<Utc>, now: DateTime<Utc>, well: bool) {
        let Some(breaker) = self.breaker(link) else { return };
        let (before, after) = {
            let mut breaker = lock(&breaker);
            let before = breaker.report(now);
            breaker.record(sent, now, well);
            (before, breaker.report(now))
        };
        if before.state != after.state {
            tracing::warn!(%link, from = %before.state, to = %after.state, "a link's breaker");
        }
        if before.eliminated_until.is_none() && after.eliminated_until.is_some() {
            tracing::warn!(%link, "too few payments succeed over a link: left out for a while");
        }
    }

    /// What a link's breaker says of itself.
    pub fn breaker_report(&self, link: LinkId, now: DateTime<Utc>) -> BreakerReport {
        self.breaker(link).map_or(BreakerReport::NEW, |breaker| lock(&breaker).report(now))
    }

    fn breaker(&self, link: LinkId) -> Option<Arc<Mutex<Breaker>>> {
        self.0.breakers.read().unwrap_or_else(PoisonError::into_inner).get(&link).cloned()
    }

    /// The last report of a link.
    pub fn get(&self, link: LinkId) -> Option<LinkReport> {
        self.0.reports.read().unwrap_or_else(PoisonError::into_inner).get(&link).cloned()
    }

    /// All reports, by link.
    pub fn all(&self) -> Vec<LinkReport> {
        let known = self.0.reports.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<LinkReport> = known.values().cloned().collect();
        all.sort_unstable_by_key(|report| report.link);
        all
    }

    /// Whether payments may pass. A link that nobody here has reported counts as up: then the
    /// sending itself will tell.
    pub fn is_up(&self, link: LinkId) -> bool {
        let known = self.0.reports.read().unwrap_or_else(PoisonError::into_inner);
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

/// How the links stand by the nodes that were heard lately: as the node says that sees it best.
pub fn standings(reports: &[LinkReport], now: DateTime<Utc>) -> HashMap<LinkId, Standing> {
    let mut best: HashMap<LinkId, Standing> = HashMap::new();
    for report in believed(reports, now) {
        let connected = report.health.state == LinkPhase::Up;
        let standing = report.breaker.standing(connected, now);
        let known = best.entry(report.link).or_insert(standing);
        *known = standing.min(*known);
    }
    best
}

fn lock(breaker: &Mutex<Breaker>) -> std::sync::MutexGuard<'_, Breaker> {
    breaker.lock().unwrap_or_else(PoisonError::into_inner)
}
