//! The handle that others hold.

use crate::accounts;
use crate::error::Error;
use crate::model::{AccountOutcome, Kind, NewAccount, TRANSFERS_MAX, Transfer, code};
use crate::outcome::{Reason, TransferOutcome};
use crate::reads::{self, Balance, StatementLine, StatementQuery, TrialBalance};
use crate::store::append as store;
use crate::writer::{Call, Writer};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AccountId, Clock, InstitutionId, Page};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use storage::Db;
use tokio::sync::{Semaphore, TryAcquireError, mpsc, oneshot};

/// Accounts known to exist that are remembered, so that `ensure` asks the database once.
const ENSURED_MAX: usize = 100_000;
/// Pending transfers of one institution that one call of `expire_due` looks at.
const DUE_MAX: i64 = 1000;

/// How the ledger is sized.
#[derive(Clone, Debug)]
pub struct Config {
    /// Posting writers; an institution belongs to the one of its id modulo this.
    pub shards: usize,
    /// Transfers that may wait in one shard; more are answered [`Error::Busy`].
    pub queue_max: usize,
    /// Accounts of one institution held in memory (about 250 bytes each). More are held while
    /// they have entries that no snapshot covers yet.
    pub accounts_max: usize,
    /// How long a batch waits for a database that does not answer.
    pub patience: Duration,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            shards: 4,
            queue_max: 65_536,
            accounts_max: 100_000,
            patience: Duration::from_secs(30),
        }
    }
}

struct Shard {
    inbox: mpsc::UnboundedSender<Call>,
    /// One permit a transfer: this bounds the inbox.
    places: Arc<Semaphore>,
}

/// The ledger 账务核心. Clones share its posting writers, which end with the last of them.
#[derive(Clone)]
pub struct Ledger {
    db: Db,
    clock: Clock,
    shards: Arc<[Shard]>,
    ensured: Arc<Mutex<HashSet<AccountId>>>,
}

impl Ledger {
    /// Starts the posting writers. Books are read when they are first posted to. Must be called
    /// inside a Tokio runtime.
    pub fn open(db: Db, clock: Clock, config: Config) -> Result<Ledger, Error> {
        if config.shards == 0 || config.queue_max < TRANSFERS_MAX {
            return Err(Error::Invalid {
                field: "ledger",
                rule: "needs a shard and a queue of at least 8192",
            });
        }
        let db = db.network();
        let start = |_| {
            let (inbox, outlet) = mpsc::unbounded_channel();
            let writer = Writer {
                db: db.clone(),
                clock: clock.clone(),
                accounts_max: config.accounts_max,
                patience: config.patience,
                inbox: outlet,
                waiting: VecDeque::new(),
                books: HashMap::new(),
            };
            tokio::spawn(writer.run());
            Shard { inbox, places: Arc::new(Semaphore::new(config.queue_max)) }
        };
        Ok(Ledger {
            shards: (0..config.shards).map(start).collect(),
            ensured: Arc::default(),
            db,
            clock,
        })
    }

    /// Makes accounts; idempotent by id, one outcome for each, in order.
    pub async fn create_accounts(
        &self,
        new: Vec<NewAccount>,
    ) -> Result<Vec<AccountOutcome>, Error> {
        accounts::create(&self.db, &self.clock, &new).await
    }

    /// Makes the accounts that are missing. Cheap when they were ensured before.
    pub async fn ensure(&self, new: &[NewAccount]) -> Result<(), Error> {
        let lock = || self.ensured.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<NewAccount> = {
            let known = lock();
            let unknown = |account: &&NewAccount| !known.contains(&account.id);
            new.iter().filter(unknown).cloned().collect()
        };
        if missing.is_empty() {
            return Ok(());
        }
        let ids: Vec<AccountId> = missing.iter().map(|account| account.id).collect();
        let outcomes = self.create_accounts(missing).await?;
        if outcomes.contains(&AccountOutcome::ExistsWithDifferent) {
            return Err(Error::Invalid {
                field: "account",
                rule: "exists with another kind, owner or rules",
            });
        }
        let mut known = lock();
        if known.len() + ids.len() > ENSURED_MAX {
            known.clear();
        }
        known.extend(ids);
        Ok(())
    }

    /// Books transfers, each with an outcome of its own, in order. What is answered as booked is
    /// durable. At most [`TRANSFERS_MAX`] in one call. After an error, repeating the call with
    /// the same ids books nothing twice.
    pub async fn post(&self, transfers: Vec<Transfer>) -> Result<Vec<TransferOutcome>, Error> {
        if transfers.len() > TRANSFERS_MAX {
            return Err(Error::TooMany(transfers.len()));
        }
        let Some(first) = transfers.first() else {
            return Ok(Vec::new());
        };
        let institution = first.institution;
        if transfers.iter().all(|t| t.institution == institution) {
            return self.submit(institution, transfers)?.answer().await;
        }
        self.post_apart(transfers).await
    }

    /// Transfers of several institutions are posted side by side, one call each.
    async fn post_apart(&self, transfers: Vec<Transfer>) -> Result<Vec<TransferOutcome>, Error> {
        let across = groups_across(&transfers);
        let mut outcomes = vec![TransferOutcome::Refused(Reason::LinkedAcross); transfers.len()];
        let mut apart: BTreeMap<InstitutionId, (Vec<usize>, Vec<Transfer>)> = BTreeMap::new();
        for (index, transfer) in transfers.into_iter().enumerate() {
            if !across[index] {
                let (places, calls) = apart.entry(transfer.institution).or_default();
                places.push(index);
                calls.push(transfer);
            }
        }
        let mut open = Vec::new();
        for (institution, (places, calls)) in apart {
            open.push((places, self.submit(institution, calls)?));
        }
        for (places, answer) in open {
            for (place, outcome) in places.into_iter().zip(answer.answer().await?) {
                outcomes[place] = outcome;
            }
        }
        Ok(outcomes)
    }

    fn submit(
        &self,
        institution: InstitutionId,
        transfers: Vec<Transfer>,
    ) -> Result<Answer, Error> {
        let index = institution.0.unsigned_abs() as usize % self.shards.len();
        let shard = &self.shards[index];
        // At most TRANSFERS_MAX, which a u32 holds.
        let places = transfers.len() as u32;
        let place = match shard.places.clone().try_acquire_many_owned(places) {
            Ok(place) => place,
            Err(TryAcquireError::NoPermits) => return Err(Error::Busy),
            Err(TryAcquireError::Closed) => return Err(Error::Stopped),
        };
        let (reply, outlet) = oneshot::channel();
        let call = Call { institution, transfers, reply, place };
        shard.inbox.send(call).map_err(|_| Error::Stopped)?;
        Ok(Answer(outlet))
    }

    /// Ends the pending transfers whose time is over, at most 1000 an institution; answers how
    /// many. To be called every few seconds; calling it twice does no harm.
    pub async fn expire_due(&self, now: DateTime<Utc>) -> Result<usize, Error> {
        let mut tx = self.db.read().await?;
        let institutions = store::institutions(&mut tx).await?;
        drop(tx);
        let mut ended = 0;
        for institution in institutions {
            let mut tx = self.db.read().await?;
            let due = store::due(&mut tx, institution, now, DUE_MAX).await?;
            drop(tx);
            let expiry = |pending| {
                let kind = Kind::Expire { pending };
                let transfer = Transfer { kind, ..Transfer::void(institution, pending) };
                transfer.about(pending.0, "expire").code(code::EXPIRY)
            };
            let outcomes = self.post(due.into_iter().map(expiry).collect()).await?;
            let booked = |outcome: &&TransferOutcome| matches!(outcome, TransferOutcome::Posted(_));
            ended += outcomes.iter().filter(booked).count();
        }
        Ok(ended)
    }

    /// Counters of an account now, or as they were at a time.
    pub async fn balance(
        &self,
        institution: InstitutionId,
        account: AccountId,
        at: Option<DateTime<Utc>>,
    ) -> Result<Balance, Error> {
        reads::balance(&self.db, institution, account, at).await
    }

    /// A page of an account's entries, newest first, each with the counters after it.
    pub async fn statement(
        &self,
        institution: InstitutionId,
        account: AccountId,
        query: &StatementQuery,
    ) -> Result<Page<StatementLine>, Error> {
        reads::statement(&self.db, institution, account, query).await
    }

    /// The books of an institution at the end of a day in China.
    pub async fn trial_balance(
        &self,
        institution: InstitutionId,
        day: NaiveDate,
    ) -> Result<TrialBalance, Error> {
        reads::trial_balance(&self.db, institution, day).await
    }
}

struct Answer(oneshot::Receiver<Result<Vec<TransferOutcome>, Error>>);

impl Answer {
    async fn answer(self) -> Result<Vec<TransferOutcome>, Error> {
        self.0.await.map_err(|_| Error::Stopped)?
    }
}

/// Which transfers belong to a linked group that spans institutions.
fn groups_across(transfers: &[Transfer]) -> Vec<bool> {
    let mut across = vec![false; transfers.len()];
    let mut start = 0;
    for index in 0..transfers.len() {
        if transfers[index].linked && index + 1 < transfers.len() {
            continue;
        }
        let group = &transfers[start..=index];
        let mixed = group.iter().any(|transfer| transfer.institution != group[0].institution);
        across[start..=index].fill(mixed);
        start = index + 1;
    }
    across
}
