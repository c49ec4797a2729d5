//! The log: gives pending leaves their places and signs checkpoints.

use crate::Error;
use crate::note::{Checkpoint, NoteSigner, VerifierKey};
use crate::proofs::{empty_root, leaf_hash};
use crate::store;
use crate::tiles::{self, Frontier, TILE_WIDTH, TileId};
use kernel::{Clock, InstitutionId, LeafId};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use storage::vault::Vault;
use storage::{Db, Tx};
use tokio_util::sync::CancellationToken;

/// What the log's key is sealed for.
const KEY_CONTEXT: &str = "evidence:log";

/// How the log polls.
#[derive(Clone, Copy, Debug)]
pub struct LogConfig {
    /// Leaves sequenced in one transaction.
    pub rows_max: i64,
    /// Shortest pause between two looks that found nothing.
    pub poll_min: Duration,
    /// Longest pause.
    pub poll_max: Duration,
}

impl Default for LogConfig {
    fn default() -> LogConfig {
        LogConfig {
            rows_max: 1000,
            poll_min: Duration::from_millis(100),
            poll_max: Duration::from_millis(500),
        }
    }
}

/// The one log. Several nodes may run it: the lock of its row lets one at a time grow it.
#[derive(Clone)]
pub struct Log {
    db: Db,
    clock: Clock,
    config: LogConfig,
    signer: Arc<NoteSigner>,
}

fn unsealed(vault: &Vault, sealed: &[u8]) -> Result<[u8; 32], Error> {
    let seed = vault.open(KEY_CONTEXT, sealed).ok();
    seed.and_then(|seed| <[u8; 32]>::try_from(seed.as_slice()).ok()).ok_or(Error::Sealed)
}

impl Log {
    /// Opens the log, beginning it under `origin` with a new key when there is none. The origin
    /// is the log's name for good: like an address without its scheme, e.g.
    /// `chongqing.example/evidence`. The key lies in the database, sealed by the vault.
    pub async fn open(db: &Db, clock: Clock, vault: &Vault, origin: &str) -> Result<Log, Error> {
        let db = db.network();
        let mut tx = db.read().await?;
        let known = store::log(&mut tx).await?;
        drop(tx);
        let Some(known) = known else {
            let seed: [u8; 32] = rand::random();
            let sealed = vault.seal(KEY_CONTEXT, &seed);
            if let Some(log) = Log::begin(&db, &clock, origin, &seed, Some(&sealed)).await? {
                return Ok(log);
            }
            // Another node was faster; its key counts.
            return Box::pin(Log::open(&db, clock, vault, origin)).await;
        };
        let seed = unsealed(vault, &known.key_sealed.ok_or(Error::Sealed)?)?;
        Log::resume(db, clock, (&known.origin, &known.verifier_key), origin, &seed)
    }

    /// Fails with [`Error::Sealed`] where the log's key was sealed under another master key: then
    /// nothing else in the database opens either. A log that has not begun says nothing.
    pub async fn try_key(db: &Db, vault: &Vault) -> Result<(), Error> {
        let mut tx = db.network().read().await?;
        let known = store::log(&mut tx).await?;
        match known.and_then(|known| known.key_sealed) {
            Some(sealed) => unsealed(vault, &sealed).map(|_| ()),
            None => Ok(()),
        }
    }

    /// The same as [`Log::open`] with the key's 32-byte seed given, which is then not kept in the database.
    pub async fn with_seed(
        db: &Db,
        clock: Clock,
        origin: &str,
        seed: &[u8; 32],
    ) -> Result<Log, Error> {
        let db = db.network();
        if let Some(log) = Log::begin(&db, &clock, origin, seed, None).await? {
            return Ok(log);
        }
        let mut tx = db.read().await?;
        let known = store::log(&mut tx).await?.ok_or(Error::NoLog)?;
        drop(tx);
        Log::resume(db, clock, (&known.origin, &known.verifier_key), origin, seed)
    }

    fn resume(
        db: Db,
        clock: Clock,
        (known_origin, known_key): (&str, &str),
        origin: &str,
        seed: &[u8; 32],
    ) -> Result<Log, Error> {
        let other = |known: &str, given: String| Error::OtherLog { known: known.to_owned(), given };
        if known_origin != origin {
            return Err(other(known_origin, origin.to_owned()));
        }
        let signer = NoteSigner::try_new(origin, seed)?;
        let key = signer.verifier_key().to_string();
        if key != known_key {
            return Err(other(known_key, key));
        }
        Ok(Log { db, clock, config: LogConfig::default(), signer: Arc::new(signer) })
    }

    /// Begins the log with the checkpoint of the empty tree; none when there is one already.
    async fn begin(
        db: &Db,
        clock: &Clock,
        origin: &str,
        seed: &[u8; 32],
        sealed: Option<&[u8]>,
    ) -> Result<Option<Log>, Error> {
        let signer = NoteSigner::try_new(origin, seed)?;
        let key = signer.verifier_key().to_string();
        let now = clock.now();
        let mut tx = db.begin().await?;
        if !store::begin_log(&mut tx, origin, &key, sealed, now).await? {
            return Ok(None);
        }
        let empty = Checkpoint { origin: origin.to_owned(), size: 0, root: empty_root() };
        let note = empty.sign(&signer)?;
        store::put_checkpoint(&mut tx, 0, &empty.root, &note, now).await?;
        tx.commit().await?;
        Ok(Some(Log {
            db: db.clone(),
            clock: clock.clone(),
            config: LogConfig::default(),
            signer: Arc::new(signer),
        }))
    }

    /// Another way of polling.
    pub fn config(mut self, config: LogConfig) -> Log {
        self.config = config;
        self
    }

    /// The key that checks the log's checkpoints; its written form is what to publish.
    pub fn verifier_key(&self) -> VerifierKey {
        self.signer.verifier_key()
    }

    /// Gives pending leaves their places until told to stop.
    pub async fn run(&self, shutdown: CancellationToken) {
        let mut pause = self.config.poll_min;
        while !shutdown.is_cancelled() {
            pause = match self.integrate().await {
                Ok(0) => (pause * 2).min(self.config.poll_max),
                Ok(_) => self.config.poll_min,
                Err(error) => {
                    tracing::error!(%error, "evidence: leaves could not be sequenced");
                    self.config.poll_max * 4
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => (),
                () = tokio::time::sleep(pause) => (),
            }
        }
    }

    /// Gives up to `rows_max` pending leaves their places; gives how many. None when there are
    /// none or another node is at it.
    pub async fn integrate(&self) -> Result<usize, Error> {
        // A look without a lock first, so that an idle log writes nothing.
        let mut tx = self.db.read().await?;
        let idle = store::pending(&mut tx, 1).await?.is_empty();
        drop(tx);
        if idle {
            return Ok(0);
        }
        let mut tx = self.db.begin().await?;
        let count = self.grow(&mut tx).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Gives every pending leaf its place; gives how many.
    pub async fn integrate_all(&self) -> Result<usize, Error> {
        let mut all = 0;
        loop {
            let count = self.integrate().await?;
            if count == 0 {
                return Ok(all);
            }
            all += count;
        }
    }

    /// All that one round writes. Everything depends on the commit that follows: indexes, tiles,
    /// size and checkpoint become visible together or not at all.
    pub(crate) async fn grow(&self, tx: &mut Tx) -> Result<usize, Error> {
        let Some(size) = store::lock_log(tx).await? else {
            return Ok(0);
        };
        let leaves = store::pending(tx, self.config.rows_max).await?;
        if leaves.is_empty() {
            return Ok(0);
        }
        let start = u64::try_from(size).map_err(|_| Error::Corrupt("size below 0".to_owned()))?;
        let edge: Vec<TileId> = Frontier::tiles(start).into_iter().map(|(id, _)| id).collect();
        let mut frontier = Frontier::new(start, &store::tiles(tx, &edge).await?)?;
        let mut bundles = BTreeMap::new();
        if !start.is_multiple_of(TILE_WIDTH as u64) {
            let index = start / TILE_WIDTH as u64;
            let held = store::bundle(tx, index).await?;
            let held = held.ok_or_else(|| Error::Corrupt(format!("no entries tile {index}")))?;
            bundles.insert(index, held);
        }
        for (_, id, content) in &leaves {
            let bundle = bundles.entry(frontier.size() / TILE_WIDTH as u64);
            if !tiles::push_entry(bundle.or_default(), content.as_bytes()) {
                return Err(Error::Corrupt(format!("leaf {id} is longer than an entry")));
            }
            frontier.push(leaf_hash(content.as_bytes()));
        }
        self.write(tx, size, &leaves, &frontier, &bundles).await?;
        Ok(leaves.len())
    }

    async fn write(
        &self,
        tx: &mut Tx,
        size: i64,
        leaves: &[(InstitutionId, LeafId, String)],
        frontier: &Frontier,
        bundles: &BTreeMap<u64, Vec<u8>>,
    ) -> Result<(), Error> {
        let mut at = size;
        for group in leaves.chunk_by(|one, next| one.0 == next.0) {
            let ids: Vec<LeafId> = group.iter().map(|(_, id, _)| *id).collect();
            let indexes: Vec<i64> = (at..).take(ids.len()).collect();
            at += indexes.len() as i64;
            let changed = store::set_indexes(tx, group[0].0, &ids, &indexes).await?;
            if changed != ids.len() as u64 {
                return Err(Error::Corrupt("a leaf got its place elsewhere".to_owned()));
            }
        }
        for (tile, hashes) in frontier.changed() {
            store::put_tile(tx, *tile, hashes).await?;
        }
        for (index, entries) in bundles {
            store::put_bundle(tx, *index, entries).await?;
        }
        if !store::set_size(tx, size, at).await? {
            return Err(Error::Corrupt("the size changed under the lock".to_owned()));
        }
        let checkpoint = Checkpoint {
            origin: self.verifier_key().name().to_owned(),
            size: frontier.size(),
            root: frontier.root(),
        };
        let note = checkpoint.sign(&self.signer)?;
        store::put_checkpoint(tx, at, &checkpoint.root, &note, self.clock.now()).await?;
        Ok(())
    }
}
