//! Routing as a node runs it: the table and the contracts in memory, refreshed several times a
//! second, and the question answered without the database.

use super::decision::{Contract, Decision, LinkEntry, NoRoute, Question};
use super::model::RouteState;
use super::store::{self, ContractRow, Narrow};
use super::table::Table;
use crate::acquirers::{self, Directory, LinkHealthBoard, LinkState, Standing};
use crate::clearing::day::CutOff;
use crate::clearing::fees;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Clock, ContractId, InstitutionId, LinkId, MerchantId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use storage::Db;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

/// Pause between two looks for changes: a change is in force on every node within a second.
pub const REFRESH_EVERY: Duration = Duration::from_millis(250);
/// Rules of all institutions that a node reads at most.
pub const ROUTES_MAX: i64 = 10_000;
/// A contract becomes visible at its commit, which may be later than the time it carries.
const LOOK_BACK: TimeDelta = TimeDelta::seconds(10);
/// Every fortieth look goes back further than any statement may run.
const LOOK_FAR_BACK: TimeDelta = TimeDelta::seconds(300);
const LOOK_FAR_BACK_EVERY: u32 = 40;
const PAGE_ROWS: i64 = 10_000;
/// Looks for a way when each time another payment takes the last probe of the link.
const CLAIM_TRIES: usize = 3;

/// Routing of one node. Clones share it.
#[derive(Clone)]
pub struct Router(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    acquirers: Directory,
    board: LinkHealthBoard,
    table: RwLock<Arc<Table>>,
    book: RwLock<Book>,
    seen: tokio::sync::Mutex<Seen>,
}

/// The active contracts of every merchant, oldest first.
#[derive(Default)]
struct Book(HashMap<MerchantId, Arc<[Contract]>>);

#[derive(Default)]
struct Seen {
    versions: Vec<(InstitutionId, i64)>,
    contracts_at: Option<DateTime<Utc>>,
    round: u32,
}

impl Router {
    /// Knows nothing yet; the first look reads everything that has changed since the beginning.
    /// `board` tells which links are down; it may stay empty.
    pub fn new(db: &Db, clock: &Clock, board: LinkHealthBoard) -> Router {
        Router(Arc::new(Inner {
            db: db.network(),
            clock: clock.clone(),
            acquirers: Directory::new(db),
            board,
            table: RwLock::default(),
            book: RwLock::default(),
            seen: tokio::sync::Mutex::default(),
        }))
    }

    /// Like [`Router::new`], and reads everything.
    pub async fn load(db: &Db, clock: &Clock, board: LinkHealthBoard) -> sqlx::Result<Router> {
        let router = Router::new(db, clock, board);
        router.0.acquirers.reload_now().await?;
        let mut seen = router.0.seen.lock().await;
        router.read_all_contracts(&mut seen).await?;
        router.read_table(&mut seen).await?;
        drop(seen);
        Ok(router)
    }

    /// Looks for changes every [`REFRESH_EVERY`] until `stop` turns true or its sender is gone.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut ticks = interval(REFRESH_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => (),
                changed = stop.changed() => {
                    if changed.is_err() || *stop.borrow() {
                        return;
                    }
                }
            }
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "refreshing the routing table failed, trying again");
            }
        }
    }

    /// Looks for changes once.
    pub async fn refresh(&self) -> sqlx::Result<()> {
        let mut seen = self.0.seen.lock().await;
        self.0.acquirers.refresh().await?;
        let mut tx = self.0.db.read().await?;
        let versions = acquirers::versions(&mut tx).await?;
        drop(tx);
        if versions != seen.versions {
            self.read_table(&mut seen).await?;
        } else if self.is_priced_for_another_day() {
            self.reprice().await?;
        }
        self.read_changed_contracts(&mut seen).await
    }

    /// Links, policies and codes of the acquirers.
    pub fn acquirers(&self) -> &Directory {
        &self.0.acquirers
    }

    /// Where the links' states are told.
    pub fn board(&self) -> &LinkHealthBoard {
        &self.0.board
    }

    /// Where a payment goes, and why, by the links that the board calls up. Some microseconds,
    /// without the database.
    pub fn decide(&self, question: &Question<'_>) -> Result<Decision, NoRoute> {
        self.decide_over(question, |link| self.0.board.is_up(link))
    }

    /// Where a payment goes, and why, over the links that are connected. A payment that goes over
    /// a link on trial is one of its probes from here on.
    pub fn decide_over(
        &self,
        question: &Question<'_>,
        connected: impl Fn(LinkId) -> bool,
    ) -> Result<Decision, NoRoute> {
        let (table, contracts) = (self.table(), self.contracts(question.merchant));
        let (board, at) = (&self.0.board, question.at);
        let standing = |link| board.standing(link, connected(link), at);
        for _ in 0..CLAIM_TRIES {
            let decision = table.decide(question, &contracts, standing)?;
            if board.claim(decision.link, at) {
                return Ok(decision);
            }
        }
        // Others were quicker each time: leave the probing to them.
        table.decide(question, &contracts, |link| match standing(link) {
            Standing::Probing => Standing::Broken,
            standing => standing,
        })
    }

    /// The table in force.
    pub fn table(&self) -> Arc<Table> {
        Arc::clone(&self.0.table.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What a table needs to know of the links.
    pub(super) fn link_entries(&self) -> Vec<LinkEntry> {
        let snapshot = self.0.acquirers.now();
        let entry = |link: &Arc<acquirers::Link>| LinkEntry {
            id: link.id,
            acquirer: link.institution,
            acquirer_code: snapshot.code(link.institution),
            active: link.state == LinkState::Active,
        };
        snapshot.links.iter().map(entry).collect()
    }

    /// The active contracts of a merchant, oldest first.
    pub fn contracts(&self, merchant: MerchantId) -> Arc<[Contract]> {
        let book = self.0.book.read().unwrap_or_else(PoisonError::into_inner);
        book.0.get(&merchant).cloned().unwrap_or_else(|| Arc::from([]))
    }

    async fn read_table(&self, seen: &mut Seen) -> sqlx::Result<()> {
        let mut tx = self.0.db.read().await?;
        // The counters first: what changes after them is seen as a change at the next look.
        let versions = acquirers::versions(&mut tx).await?;
        let active = Narrow { state: Some(RouteState::Active), ..Narrow::default() };
        let routes = store::list(&mut tx, &active, ROUTES_MAX).await?;
        let mut table = Table::new(routes, self.link_entries());
        if table.needs_pricing() {
            let pricing = fees::pricing_at(&mut tx, self.0.clock.now()).await?;
            table = table.with_pricing(Arc::new(pricing));
        }
        drop(tx);
        self.put(table);
        seen.versions = versions;
        Ok(())
    }

    /// Prices and card classes are those of a business day.
    fn is_priced_for_another_day(&self) -> bool {
        let table = self.table();
        let today = CutOff::default().day_of(self.0.clock.now());
        table.needs_pricing() && table.pricing().day() != Some(today)
    }

    async fn reprice(&self) -> sqlx::Result<()> {
        let mut tx = self.0.db.read().await?;
        let pricing = fees::pricing_at(&mut tx, self.0.clock.now()).await?;
        drop(tx);
        self.put(Table::clone(&self.table()).with_pricing(Arc::new(pricing)));
        Ok(())
    }

    fn put(&self, table: Table) {
        *self.0.table.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(table);
    }

    async fn read_all_contracts(&self, seen: &mut Seen) -> sqlx::Result<()> {
        let mut after = None;
        let mut tx = self.0.db.read().await?;
        loop {
            let rows = store::active_contracts(&mut tx, after, PAGE_ROWS).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = Some(last.contract.id);
            self.apply(rows, seen);
        }
    }

    async fn read_changed_contracts(&self, seen: &mut Seen) -> sqlx::Result<()> {
        seen.round = seen.round.wrapping_add(1);
        let far = seen.round.is_multiple_of(LOOK_FAR_BACK_EVERY);
        let back = if far { LOOK_FAR_BACK } else { LOOK_BACK };
        let since = seen.contracts_at.map_or(DateTime::UNIX_EPOCH, |at| at - back);
        let mut tx = self.0.db.read().await?;
        let rows = store::changed_contracts(&mut tx, since, PAGE_ROWS).await?;
        drop(tx);
        // More than a page at one look: somebody imports. Reading all is then the shorter way.
        if rows.len() as i64 == PAGE_ROWS {
            self.read_all_contracts(seen).await?;
        }
        self.apply(rows, seen);
        Ok(())
    }

    fn apply(&self, rows: Vec<ContractRow>, seen: &mut Seen) {
        let mut book = self.0.book.write().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            seen.contracts_at = seen.contracts_at.max(Some(row.changed_at));
            book.apply(row);
        }
    }
}

impl Book {
    /// Applying a row twice changes nothing, and a contract that has ended never comes back.
    fn apply(&mut self, row: ContractRow) {
        let known = self.0.get(&row.merchant);
        let at = known.map(|known| place(known, row.contract.id));
        match (row.active, at) {
            (true, Some(Ok(_))) | (false, None | Some(Err(_))) => (),
            (true, None) => {
                self.0.insert(row.merchant, Arc::from([row.contract]));
            }
            (true, Some(Err(at))) => {
                let mut contracts = known.map_or_else(Vec::new, |known| known.to_vec());
                contracts.insert(at, row.contract);
                self.0.insert(row.merchant, Arc::from(contracts));
            }
            (false, Some(Ok(at))) => {
                let mut contracts = known.map_or_else(Vec::new, |known| known.to_vec());
                contracts.remove(at);
                if contracts.is_empty() {
                    self.0.remove(&row.merchant);
                } else {
                    self.0.insert(row.merchant, Arc::from(contracts));
                }
            }
        }
    }
}

/// Ids are made from the time, so their order is by age.
fn place(contracts: &[Contract], id: ContractId) -> Result<usize, usize> {
    contracts.binary_search_by_key(&id, |contract| contract.id)
}
