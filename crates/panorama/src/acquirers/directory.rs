//! What a node knows of acquirers without asking the database: links and policies.

use super::model::{Link, LinkState};
use super::store;
use crate::terminals::Policy;
use identity::institutions;
use kernel::{InstitutionId, LinkId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use storage::Db;
use tokio::sync::watch;

/// Links that a node reads at most.
pub const LINKS_MAX: i64 = 10_000;

/// Links and policies at one moment; never changed, replaced as a whole.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// All links, also those paused and retired, by acquirer and age.
    pub links: Vec<Arc<Link>>,
    codes: HashMap<InstitutionId, Arc<str>>,
    names: HashMap<InstitutionId, Arc<str>>,
    policies: HashMap<InstitutionId, Arc<Policy>>,
    default_policy: Arc<Policy>,
}

impl Snapshot {
    /// Links to run.
    pub fn active(&self) -> impl Iterator<Item = &Arc<Link>> {
        self.links.iter().filter(|link| link.state == LinkState::Active)
    }

    /// One link.
    pub fn link(&self, id: LinkId) -> Option<&Arc<Link>> {
        self.links.iter().find(|link| link.id == id)
    }

    /// What an acquirer wants done about differences.
    pub fn policy(&self, acquirer: InstitutionId) -> Arc<Policy> {
        Arc::clone(self.policies.get(&acquirer).unwrap_or(&self.default_policy))
    }

    /// Eight digits of an institution; empty when there is no such institution.
    pub fn code(&self, institution: InstitutionId) -> Arc<str> {
        self.codes.get(&institution).cloned().unwrap_or_default()
    }

    /// Short name of an institution.
    pub fn name(&self, institution: InstitutionId) -> Arc<str> {
        self.names.get(&institution).cloned().unwrap_or_default()
    }
}

/// The read model of one node. Clones share it.
#[derive(Clone)]
pub struct Directory(Arc<Inner>);

struct Inner {
    db: Db,
    now: RwLock<Arc<Snapshot>>,
    seen: tokio::sync::Mutex<Vec<(InstitutionId, i64)>>,
    changes: watch::Sender<u64>,
}

impl Directory {
    /// Knows nothing yet.
    pub fn new(db: &Db) -> Directory {
        Directory(Arc::new(Inner {
            db: db.network(),
            now: RwLock::default(),
            seen: tokio::sync::Mutex::default(),
            changes: watch::Sender::new(0),
        }))
    }

    /// Reads everything.
    pub async fn load(db: &Db) -> sqlx::Result<Directory> {
        let directory = Directory::new(db);
        directory.reload_now().await?;
        Ok(directory)
    }

    /// Reads everything, changed or not.
    pub(crate) async fn reload_now(&self) -> sqlx::Result<()> {
        let mut seen = self.0.seen.lock().await;
        self.reload(&mut seen).await
    }

    /// Reads everything again when any institution's counter has moved; says whether it had.
    pub async fn refresh(&self) -> sqlx::Result<bool> {
        let mut seen = self.0.seen.lock().await;
        let mut tx = self.0.db.read().await?;
        let versions = store::versions(&mut tx).await?;
        drop(tx);
        if versions == *seen {
            return Ok(false);
        }
        self.reload(&mut seen).await?;
        Ok(true)
    }

    /// The present state. Costs a lock and a count.
    pub fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Tells of every replacement of the snapshot.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    async fn reload(&self, seen: &mut Vec<(InstitutionId, i64)>) -> sqlx::Result<()> {
        let mut tx = self.0.db.read().await?;
        // The counters first: what changes after them is seen as a change at the next look.
        let versions = store::versions(&mut tx).await?;
        let links = store::links(&mut tx, None, None, LINKS_MAX).await?;
        let policies = store::policies(&mut tx, None, LINKS_MAX).await?;
        drop(tx);
        let institutions = institutions::list(&self.0.db).await?;
        let text = |text: &str| Arc::<str>::from(text);
        let snapshot = Snapshot {
            links: links.into_iter().map(Arc::new).collect(),
            codes: institutions.iter().map(|one| (one.id, text(&one.code))).collect(),
            names: institutions.iter().map(|one| (one.id, text(&one.short_name))).collect(),
            policies: policies
                .into_iter()
                .map(|(acquirer, version)| (acquirer, Arc::new(version.policy)))
                .collect(),
            default_policy: Arc::default(),
        };
        *self.0.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        *seen = versions;
        self.0.changes.send_modify(|count| *count += 1);
        Ok(())
    }
}
