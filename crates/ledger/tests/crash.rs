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
    let rules = if index == 0 {
        Rules::not_below_zero()
    } else {
        Rules::default()
    };
    NewAccount::of(INSTITUTION, AccountKind::Clearing, &index.to_string(), "").with(rules)
}

async fn until(what: &str, met: impl Fn() -> bool) {
    let begun = Instant::now();
    while !met() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
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
    let open = || Ledger::open(db.clone(), Clock::system(), Config::default()).unwrap();
    let ledger = open();
    let accounts: Arc<Vec<NewAccount>> = Arc::new((0..ACCOUNTS).map(account).collect());
    ledger.create_accounts(accounts.to_vec()).await.unwrap();
    let fund = Transfer::single(INSTITUTION, accounts[1].id, accounts[0].id, fen(1 << 40));
    ledger.post(vec![fund]).await.unwrap();

    let over = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(AtomicUsize::new(0));
    let caller = |number: usize| {
        let (ledger, accounts) = (ledger.clone(), accounts.clone());
        let (over, answered) = (over.clone(), answered.clone());
        tokio::spawn(async move {
            let mut booked = Vec::new();
            let mut turn = number;
            while !over.load(Ordering::Relaxed) {
                turn += 1;
                let credit = accounts[1 + turn % (ACCOUNTS - 1)].id;
                let pair = vec![
                    Transfer::single(INSTITUTION, accounts[0].id, credit, fen(3)).linked(),
                    Transfer::pending(INSTITUTION, accounts[0].id, credit, fen(2), Some(1)),
                ];
                let ids = [pair[0].id, pair[1].id];
                // An unknown outcome is asked again with the same ids until it is known.
                let outcomes = loop {
                    match ledger.post(pair.clone()).await {
                        Ok(outcomes) => break outcomes,
                        Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                    }
                };
                assert!(
                    outcomes.iter().all(TransferOutcome::is_booked),
                    "{outcomes:?}"
                );
                booked.extend(ids);
                answered.fetch_add(1, Ordering::Relaxed);
            }
            booked
        })
    };
    let callers: Vec<_> = (0..CALLERS).map(caller).collect();
    for kill in 0..KILLS {
        let before = answered.load(Ordering::Relaxed);
        until("calls are answered", || {
            answered.load(Ordering::Relaxed) > before + 200
        })
        .await;
        let process = cluster.process_id().expect("the server runs");
        // SAFETY: the process is the server that this test started; kill takes two numbers.
        assert_eq!(unsafe { libc::kill(process, libc::SIGKILL) }, 0);
        until(&format!("comes back after kill {kill}"), || {
            cluster.process_id().is_some_and(|now| now != process)
        })
        .await;
    }
    let before = answered.load(Ordering::Relaxed);
    until("calls are answered at last", || {
        answered.load(Ordering::Relaxed) > before + 200
    })
    .await;
    over.store(true, Ordering::Relaxed);
    let mut booked: Vec<TransferId> = Vec::new();
    for caller in callers {
        booked.extend(caller.await.unwrap());
    }
    // Another process, which knows nothing but the database.
    let other = open();
    other.expire_due(Clock::system().now()).await.unwrap();
    let report = ledger::verify(&db).await.unwrap();
    assert!(report.good(), "{report:#?}");
    let mut tx = db.read().await.unwrap();
    let there: Vec<TransferId> = sqlx::query_scalar(
        "select id from ledger_transfer where institution_id = $1 and kind <> 'expire'",
    )
    .bind(INSTITUTION)
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    let there: HashSet<TransferId> = there.into_iter().collect();
    assert!(booked.len() > 2 * 200 * KILLS);
    for id in &booked {
        assert!(
            there.contains(id),
            "{id} was answered as booked and is not there"
        );
    }
    // Every caller waited for each answer: nothing else was booked but the funding.
    assert_eq!(there.len(), booked.len() + 1);
    drop(tx);
    db.pool().close().await;
    cluster.stop().await;
    std::fs::remove_dir_all(place).unwrap();
}
