//! PostgreSQL is killed in mid-run, again and again: the writer comes back, what was answered as
//! booked is booked, nothing is booked twice.

mod support;

use kernel::{Clock, TransferId};
use ledger::{AccountKind, Config, Ledger, NewAccount, Rules, Transfer, TransferOutcome};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use storage::embedded::{Cluster, ClusterConfig};
use storage::{Db, PoolConfig, migrate};
use support::{INSTITUTION, fen};

const KILLS: usize = 3;
const CALLERS: usize = 40;
const ACCOUNTS: usize = 20;

fn account(index: usize) -> NewAccount {
    let rules = if index == 0 { Rules::not_below_zero() } else { Rules::default() };
    NewAccount::of(INSTITUTION, AccountKind::Clearing, &index.to_string(), "").with(rules)
}

async fn until(what: &str, met: impl Fn() -> bool) {
    let begun = Instant::now();
    while !met() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

struct Load {
    ledger: Ledger,
    accounts: Vec<NewAccount>,
    over: AtomicBool,
    answered: AtomicUsize,
}

impl Load {
    async fn start(db: &Db) -> Arc<Load> {
        let ledger = Ledger::open(db.clone(), Clock::system(), Config::default()).unwrap();
        let accounts: Vec<NewAccount> = (0..ACCOUNTS).map(account).collect();
        ledger.create_accounts(accounts.clone()).await.unwrap();
        let (from, to) = (accounts[1].id, accounts[0].id);
        let fund = Transfer::single(INSTITUTION, from, to, fen(1 << 40));
        ledger.post(vec![fund]).await.unwrap();
        Arc::new(Load {
            ledger,
            accounts,
            over: AtomicBool::new(false),
            answered: AtomicUsize::new(0),
        })
    }

    /// Books pairs until it is over; answers the ids that were answered as booked.
    async fn call(self: Arc<Load>, mut turn: usize) -> Vec<TransferId> {
        let mut booked = Vec::new();
        while !self.over.load(Ordering::Relaxed) {
            turn += 1;
            let hot = self.accounts[0].id;
            let credit = self.accounts[1 + turn % (ACCOUNTS - 1)].id;
            let pair = vec![
                Transfer::single(INSTITUTION, hot, credit, fen(3)).linked(),
                Transfer::pending(INSTITUTION, hot, credit, fen(2), Some(1)),
            ];
            let ids = [pair[0].id, pair[1].id];
            // An unknown outcome is asked again with the same ids until it is known.
            let outcomes = loop {
                match self.ledger.post(pair.clone()).await {
                    Ok(outcomes) => break outcomes,
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            };
            assert!(outcomes.iter().all(TransferOutcome::is_booked), "{outcomes:?}");
            booked.extend(ids);
            self.answered.fetch_add(1, Ordering::Relaxed);
        }
        booked
    }

    async fn progress(&self) {
        let before = self.answered.load(Ordering::Relaxed);
        let met = || self.answered.load(Ordering::Relaxed) > before + 200;
        until("calls are answered", met).await;
    }
}

async fn kill(cluster: &Cluster) {
    let process = cluster.process_id().expect("the server runs");
    // SAFETY: the process is the server that this test started; kill takes two numbers.
    assert_eq!(unsafe { libc::kill(process, libc::SIGKILL) }, 0);
    let back = || cluster.process_id().is_some_and(|now| now != process);
    until("the server comes back", back).await;
}

async fn booked_in(db: &Db) -> HashSet<TransferId> {
    let mut tx = db.read().await.unwrap();
    let ids: Vec<TransferId> = sqlx::query_scalar(
        "select id from ledger_transfer where institution_id = $1 and kind <> 'expire'",
    )
    .bind(INSTITUTION)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    ids.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_kill_9() {
    let folder = std::env::temp_dir().join(format!("ledger-crash-{}", std::process::id()));
    let config = ClusterConfig::new(storage::embedded::reachable_folder(&folder).unwrap());
    let place = config.folder.clone();
    let cluster = Cluster::start(config).await.unwrap();
    let migrations = migrate::read_folder(&storage::testing::migrations_folder()).unwrap();
    migrate::run(&cluster.options(), &migrations).await.unwrap();
    let db = Db::connect(cluster.options(), &PoolConfig::default());
    let load = Load::start(&db).await;
    let caller = |number| tokio::spawn(load.clone().call(number));
    let callers: Vec<_> = (0..CALLERS).map(caller).collect();
    for _ in 0..KILLS {
        load.progress().await;
        kill(&cluster).await;
    }
    load.progress().await;
    load.over.store(true, Ordering::Relaxed);
    let mut booked = Vec::new();
    for caller in callers {
        booked.extend(caller.await.unwrap());
    }
    // Another process, which knows nothing but the database.
    let other = Ledger::open(db.clone(), Clock::system(), Config::default()).unwrap();
    other.expire_due(Clock::system().now()).await.unwrap();
    let report = ledger::verify(&db).await.unwrap();
    assert!(report.good(), "{report:#?}");
    let there = booked_in(&db).await;
    assert!(booked.len() > 2 * 200 * KILLS);
    for id in &booked {
        assert!(there.contains(id), "{id} was answered as booked and is not there");
    }
    // Every caller waited for each answer: nothing else was booked but the funding.
    assert_eq!(there.len(), booked.len() + 1);
    db.pool().close().await;
    cluster.stop().await;
    std::fs::remove_dir_all(place).unwrap();
}
