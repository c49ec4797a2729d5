//! What the switch knows of terminals without asking the database.
//!
//! Every node keeps one [`Directory`]: loaded at start, then refreshed every 250 ms with what
//! has changed, so that closing a terminal takes effect on every node within a second (PN10).
//! A change becomes visible at its commit, which may be later than the time it carries, and the
//! clocks of nodes differ; so each refresh goes back some seconds before the last one that ended
//! well, and every tenth second minutes. Applying a row twice is harmless, an older version never
//! replaces a newer one.
//!
//! A million terminals take about 300 MB; nothing of a terminal is kept twice.

use super::check::{Bound, Refusal};
use super::device::{DeviceType, TerminalCode};
use super::model::TerminalState;
use super::store::{self, ViewRow};
use crate::merchants::{self, MerchantView, mark};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    BindingId, Clock, InstitutionId, Mcc, MerchantCode, MerchantId, Place, StoreId, TerminalId,
};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
use storage::Db;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval};

/// Pause between two refreshes.
pub const REFRESH_EVERY: Duration = Duration::from_millis(250);
/// How far a refresh looks back.
const LOOK_BACK: TimeDelta = TimeDelta::seconds(5);
/// How far every fortieth refresh looks back: longer than any statement may run.
const LOOK_FAR_BACK: TimeDelta = TimeDelta::seconds(300);
const LOOK_FAR_BACK_EVERY: u32 = 40;
/// How long a closed terminal is kept, to be refused as closed and not as unknown.
const CLOSED_KEPT: TimeDelta = TimeDelta::days(30);
/// Rows read at a time.
const PAGE_ROWS: i64 = 10_000;

/// A terminal as the hot path sees it, always one that is or was bound.
#[derive(Debug)]
pub struct TerminalView {
    /// Home institution, of the terminal and of its merchant.
    pub institution: InstitutionId,
    /// Id.
    pub id: TerminalId,
    /// Where it stands in its life.
    pub state: TerminalState,
    /// Kind.
    pub device_type: DeviceType,
    /// Serial number.
    pub serial: Box<str>,
    /// Number with its acquirer, field 41.
    pub terminal_code: TerminalCode,
    /// Acquirer it is bound to.
    pub acquirer: InstitutionId,
    /// Code of that acquirer.
    pub acquirer_code: Box<str>,
    /// Store it stands in.
    pub store: StoreId,
    /// Category of the store.
    pub mcc: Mcc,
    /// Place it is bound to.
    pub place: Place,
    /// The binding.
    pub binding: BindingId,
    /// Counts the changes.
    pub version: i32,
    owner_mark: u64,
    settlement_mark: u64,
    merchant: Arc<MerchantCell>,
}

impl TerminalView {
    /// Its merchant as it is now.
    pub fn merchant(&self) -> Arc<MerchantView> {
        self.merchant.get()
    }

    /// What a transaction is held against; see [`super::check()`].
    pub fn bound<'a>(&'a self, merchant: &MerchantView) -> Bound<'a> {
        Bound {
            serial: &self.serial,
            acquirer_code: &self.acquirer_code,
            merchant_code: merchant.code,
            terminal_code: self.terminal_code,
            device_type: self.device_type,
            place: self.place,
            owner_unchanged: self.owner_mark == merchant.owner_mark,
            settlement_unchanged: self.settlement_mark == merchant.settlement_mark,
        }
    }
}

/// A merchant shared by its terminals, replaced as a whole when it changes.
#[derive(Debug)]
struct MerchantCell(RwLock<Arc<MerchantView>>);

impl MerchantCell {
    fn get(&self) -> Arc<MerchantView> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, view: MerchantView) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.version <= view.version {
            *kept = Arc::new(view);
        }
    }
}

type Key = (MerchantCode, TerminalCode);

/// The read model of one node. Clones share it.
#[derive(Clone)]
pub struct Directory {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Clock,
    maps: RwLock<Maps>,
    refreshed: watch::Sender<Option<Instant>>,
}

#[derive(Default)]
struct Maps {
    merchants: HashMap<MerchantId, Arc<MerchantCell>>,
    by_code: HashMap<Key, Arc<TerminalView>>,
    by_id: HashMap<TerminalId, Key>,
    /// Terminals by the short digest of their serial number; compared in full when found.
    by_serial: HashMap<u64, TerminalId>,
    /// Digests of the serial numbers of terminals that are bound to nothing.
    unbound: HashSet<u64>,
    /// When the last refresh that ended well began; `None` before the first.
    read_at: Option<DateTime<Utc>>,
}

impl Directory {
    /// Loads every terminal that is not long closed. `db` is taken in the network's scope; `clock`
    /// is the one that changes are stamped by.
    pub async fn load(db: &Db, clock: &Clock) -> sqlx::Result<Directory> {
        let directory = Directory {
            inner: Arc::new(Inner {
                db: db.network(),
                clock: clock.clone(),
                maps: RwLock::default(),
                refreshed: watch::Sender::new(None),
            }),
        };
        directory.refresh(TimeDelta::zero()).await?;
        Ok(directory)
    }

    /// Refreshes every [`REFRESH_EVERY`] until `stop` turns true or its sender is gone. A refresh
    /// that fails is logged and tried again at the next tick.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut ticks = interval(REFRESH_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut round: u32 = 0;
        loop {
            tokio::select! {
                _ = ticks.tick() => (),
                changed = stop.changed() => {
                    if changed.is_err() || *stop.borrow() {
                        return;
                    }
                }
            }
            round = round.wrapping_add(1);
            let far = round.is_multiple_of(LOOK_FAR_BACK_EVERY);
            let back = if far { LOOK_FAR_BACK } else { LOOK_BACK };
            if let Err(error) = self.refresh(back).await {
                tracing::warn!(%error, "refreshing the terminal directory failed, trying again");
            }
        }
    }

    /// Finds a terminal by merchant and terminal number, or, when the two name none, by its
    /// serial number: then the check will say what differs.
    pub fn find(
        &self,
        merchant_code: &str,
        terminal_code: &str,
        serial: Option<&str>,
    ) -> Result<Arc<TerminalView>, Refusal> {
        let maps = self.maps();
        if let (Ok(merchant), Ok(terminal)) = (merchant_code.parse(), terminal_code.parse())
            && let Some(view) = maps.by_code.get(&(merchant, terminal))
        {
            return Ok(view.clone());
        }
        let serial = serial.ok_or(Refusal::Unknown)?;
        let digest = mark(serial.as_bytes());
        let by_serial = maps.by_serial.get(&digest).and_then(|id| maps.view(*id));
        match by_serial {
            Some(view) if &*view.serial == serial => Ok(view.clone()),
            _ if maps.unbound.contains(&digest) => Err(Refusal::Unbound),
            _ => Err(Refusal::Unknown),
        }
    }

    /// A terminal by its id.
    pub fn get(&self, id: TerminalId) -> Option<Arc<TerminalView>> {
        self.maps().view(id).cloned()
    }

    /// A merchant by its id.
    pub fn merchant(&self, id: MerchantId) -> Option<Arc<MerchantView>> {
        self.maps().merchants.get(&id).map(|cell| cell.get())
    }

    /// How many terminals are known.
    pub fn len(&self) -> usize {
        self.maps().by_id.len()
    }

    /// No terminal is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long ago the last refresh ended well; `None` before the first.
    pub fn age(&self) -> Option<Duration> {
        self.inner.refreshed.borrow().map(|at| at.elapsed())
    }

    /// Reads what changed since `back` before the last refresh that ended well, so that a quiet
    /// hour after a large import does not read the import again and again.
    pub async fn refresh(&self, back: TimeDelta) -> sqlx::Result<()> {
        let now = self.inner.clock.now();
        let since = self.maps().read_at.map(|at| at.min(now) - back);
        // Merchants first: a terminal needs its merchant.
        self.refresh_merchants(since).await?;
        self.refresh_terminals(since, now).await?;
        self.maps_mut().read_at = Some(now);
        self.inner.refreshed.send_replace(Some(Instant::now()));
        Ok(())
    }

    async fn refresh_merchants(&self, since: Option<DateTime<Utc>>) -> sqlx::Result<()> {
        let since = since.unwrap_or(DateTime::UNIX_EPOCH);
        let mut after = None;
        let mut tx = self.inner.db.read().await?;
        loop {
            let rows = merchants::views(&mut tx, since, after, PAGE_ROWS).await?;
            let full = rows.len() as i64 == PAGE_ROWS;
            after = rows.last().map(|(view, at)| (*at, view.id));
            let mut maps = self.maps_mut();
            for (view, _) in rows {
                maps.put_merchant(view);
            }
            if !full {
                return Ok(());
            }
        }
    }

    async fn refresh_terminals(
        &self,
        since: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> sqlx::Result<()> {
        let closed_since = match since {
            None => now - CLOSED_KEPT,
            Some(_) => DateTime::UNIX_EPOCH,
        };
        let since = since.unwrap_or(DateTime::UNIX_EPOCH);
        let mut after = None;
        let mut tx = self.inner.db.read().await?;
        loop {
            let rows = store::views(&mut tx, since, closed_since, after, PAGE_ROWS).await?;
            let full = rows.len() as i64 == PAGE_ROWS;
            after = rows.last().map(|row| (row.changed_at, row.id));
            let mut maps = self.maps_mut();
            for row in rows {
                maps.put_terminal(row);
            }
            if !full {
                return Ok(());
            }
        }
    }

    fn maps(&self) -> RwLockReadGuard<'_, Maps> {
        self.inner.maps.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn maps_mut(&self) -> std::sync::RwLockWriteGuard<'_, Maps> {
        self.inner.maps.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Maps {
    fn view(&self, id: TerminalId) -> Option<&Arc<TerminalView>> {
        self.by_code.get(self.by_id.get(&id)?)
    }

    fn put_merchant(&mut self, view: MerchantView) {
        match self.merchants.get(&view.id) {
            Some(cell) => cell.put(view),
            None => {
                let cell = MerchantCell(RwLock::new(Arc::new(view.clone())));
                self.merchants.insert(view.id, Arc::new(cell));
            }
        }
    }

    fn put_terminal(&mut self, row: ViewRow) {
        let digest = mark(row.serial.as_str().as_bytes());
        if let Some(known) = self.view(row.id)
            && (known.version > row.version
                || known.version == row.version && Some(known.mcc) == row.bound.mcc)
        {
            return;
        }
        let closed = row.state == TerminalState::Closed;
        let id = row.id;
        let Some(view) = self.make_view(row) else {
            if closed {
                self.unbound.remove(&digest);
            } else {
                self.unbound.insert(digest);
            }
            return;
        };
        self.unbound.remove(&digest);
        let key = (view.merchant().code, view.terminal_code);
        if let Some(old) = self.by_id.insert(id, key)
            && old != key
        {
            self.by_code.remove(&old);
        }
        // A serial number registered anew belongs to the newer terminal.
        let newest = self.by_serial.entry(digest).or_insert(id);
        *newest = id.max(*newest);
        self.by_code.insert(key, Arc::new(view));
    }

    fn make_view(&self, row: ViewRow) -> Option<TerminalView> {
        let place = row.bound.place()?;
        let bound = row.bound;
        let merchant = self.merchants.get(&bound.merchant_id?)?.clone();
        let person = bound.responsible_token;
        let owner_mark = match (&bound.credit_code, &person) {
            (Some(code), _) => mark(code.as_bytes()),
            (None, Some(token)) => mark(token),
            (None, None) => return None,
        };
        Some(TerminalView {
            institution: row.institution_id,
            id: row.id,
            state: row.state,
            device_type: row.device_type,
            serial: row.serial.as_str().into(),
            terminal_code: bound.terminal_code?,
            acquirer: bound.acquirer_id?,
            acquirer_code: bound.acquirer_code?.into_boxed_str(),
            store: bound.store_id?,
            mcc: bound.mcc?,
            place,
            binding: bound.binding_id?,
            version: row.version,
            owner_mark,
            settlement_mark: mark(&bound.settlement_token?),
            merchant,
        })
    }
}
