//! `shancheng bench ledger`: durable transfers per second through the ledger's public call,
//! against pgbench's TPC-B-like transaction on the same cluster in the same run.
//!
//! Each of the callers in flight posts one transfer a call and waits for its outcome, as a
//! payment does. "Hot": every transfer debits one account that may not fall below zero and
//! credits one of 10,000; "uniform": both accounts are drawn from the 10,000. Three rounds, each
//! with pgbench before and after the hot runs; medians are told.

use kernel::{Clock, InstitutionId, Money};
use ledger::{AccountKind, Config, Ledger, NewAccount, Rules, Transfer, TransferOutcome};
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use storage::migrate::{self, Migration};
use storage::{Db, PoolConfig};

use super::peer::{DATABASE_PEER, Peer, median, recreate, rounded};
use crate::Trouble;

const BOOKS: InstitutionId = InstitutionId(1);
const ACCOUNTS: usize = 10_000;
const ROUNDS: usize = 3;
const IN_FLIGHT: [usize; 3] = [8192, 1024, 64];
const DATABASE_LEDGER: &str = "shancheng_bench_ledger";

/// One run of the ledger.
struct Run {
    per_second: f64,
    /// Latencies of the calls in microseconds, sorted.
    latencies: Vec<u32>,
}

impl Run {
    fn percentile_ms(&self, percent: usize) -> f64 {
        let index = (self.latencies.len() * percent / 100).min(self.latencies.len() - 1);
        f64::from(self.latencies[index]) / 1000.0
    }
}

/// Measures for about `seconds` a run and answers the line to print. Makes two databases of its
/// own on the server and drops them at the end.
pub async fn run(
    server: &PgConnectOptions,
    migrations: &[Migration],
    seconds: u64,
) -> Result<Value, Trouble> {
    let mut admin = server.connect().await?;
    for name in [DATABASE_LEDGER, DATABASE_PEER] {
        recreate(&mut admin, name, true).await?;
    }
    let ours = server.clone().database(DATABASE_LEDGER);
    migrate::run(&ours, migrations).await?;
    let db = Db::connect(ours, &PoolConfig::default());
    let outcome = measure(server, db.clone(), Duration::from_secs(seconds)).await;
    db.pool().close().await;
    for name in [DATABASE_LEDGER, DATABASE_PEER] {
        recreate(&mut admin, name, false).await?;
    }
    admin.close().await?;
    outcome
}

async fn measure(server: &PgConnectOptions, db: Db, time: Duration) -> Result<Value, Trouble> {
    let peer = Peer::fill(server).await?;
    let ledger = Ledger::open(db.clone(), Clock::system(), Config::default())?;
    let accounts = Arc::new(open_books(&ledger).await?);
    let mut runs: Vec<(String, Vec<Run>)> = Vec::new();
    for hot in [true, false] {
        for in_flight in IN_FLIGHT {
            runs.push((name_of(hot, in_flight), Vec::new()));
        }
    }
    let mut peers = Vec::new();
    let mut posted = 1;
    for round in 1..=ROUNDS {
        let mut index = 0;
        for hot in [true, false] {
            peers.push(peer.tps(time).await?);
            eprintln!("round {round}: pgbench {:.0}/s", peers[peers.len() - 1]);
            for in_flight in IN_FLIGHT {
                let run = post(&ledger, &accounts, hot, in_flight, time).await?;
                eprintln!("round {round}: {} {:.0}/s", runs[index].0, run.per_second);
                posted += run.latencies.len();
                runs[index].1.push(run);
                index += 1;
            }
        }
    }
    let report = ledger::verify(&db).await?;
    if !report.good() || report.transfers != posted as i64 {
        return Err(format!("{posted} were answered as booked, but: {report:?}").into());
    }
    Ok(line(runs, peers, report.transfers))
}

fn name_of(hot: bool, in_flight: usize) -> String {
    format!("{}_{in_flight}", if hot { "hot" } else { "uniform" })
}

/// The hot account first, with more than can be spent, then the others.
async fn open_books(ledger: &Ledger) -> Result<Vec<NewAccount>, Trouble> {
    let plain = |owner: usize| {
        NewAccount::of(BOOKS, AccountKind::MerchantPayable, &owner.to_string(), "bench")
    };
    let hot = NewAccount::of(BOOKS, AccountKind::Clearing, "hot", "bench");
    let mut accounts = vec![hot.with(Rules::not_below_zero())];
    accounts.extend((1..=ACCOUNTS).map(plain));
    for part in accounts.chunks(ledger::TRANSFERS_MAX) {
        ledger.create_accounts(part.to_vec()).await?;
    }
    let fund = Transfer::single(BOOKS, accounts[1].id, accounts[0].id, Money::from_fen(1 << 60));
    match ledger.post(vec![fund]).await?.as_slice() {
        [TransferOutcome::Posted(_)] => Ok(accounts),
        other => Err(format!("funding: {other:?}").into()),
    }
}

async fn post(
    ledger: &Ledger,
    accounts: &Arc<Vec<NewAccount>>,
    hot: bool,
    in_flight: usize,
    time: Duration,
) -> Result<Run, Trouble> {
    let over = Arc::new(AtomicBool::new(false));
    let started = Instant::now();
    let caller = |_| {
        let (ledger, accounts, over) = (ledger.clone(), accounts.clone(), over.clone());
        tokio::spawn(async move {
            let mut latencies = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let transfer = draw(&accounts, hot);
                let sent = Instant::now();
                match ledger.post(vec![transfer]).await?.as_slice() {
                    [TransferOutcome::Posted(_)] => (),
                    other => return Err(Trouble::from(format!("not booked: {other:?}"))),
                }
                latencies.push(u32::try_from(sent.elapsed().as_micros())?);
            }
            Ok(latencies)
        })
    };
    let callers: Vec<_> = (0..in_flight).map(caller).collect();
    tokio::time::sleep(time).await;
    over.store(true, Ordering::Relaxed);
    let mut latencies: Vec<u32> = Vec::new();
    for caller in callers {
        latencies.extend(caller.await??);
    }
    let per_second = latencies.len() as f64 / started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    Ok(Run { per_second, latencies })
}

fn draw(accounts: &[NewAccount], hot: bool) -> Transfer {
    let credit = rand::random_range(1..accounts.len());
    let debit = match rand::random_range(1..accounts.len() - 1) {
        _ if hot => 0,
        other if other >= credit => other + 1,
        other => other,
    };
    let amount = Money::from_fen(rand::random_range(1..100_000));
    let transfer = Transfer::single(BOOKS, accounts[debit].id, accounts[credit].id, amount);
    let reference = transfer.id.0;
    Transfer { reference, ..transfer.code(ledger::code::SALE) }
}

fn line(mut runs: Vec<(String, Vec<Run>)>, peers: Vec<f64>, transfers: i64) -> Value {
    let peer = median(peers.clone());
    let mut levels = serde_json::Map::new();
    for (name, runs) in &mut runs {
        runs.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        let middle = &runs[runs.len() / 2];
        let level = json!({
            "value": middle.per_second.round(),
            "ratio": rounded(middle.per_second / peer),
            "p50_ms": rounded(middle.percentile_ms(50)),
            "p95_ms": rounded(middle.percentile_ms(95)),
            "p99_ms": rounded(middle.percentile_ms(99)),
            "runs": runs.iter().map(|run| run.per_second.round()).collect::<Vec<f64>>(),
        });
        levels.insert(name.clone(), level);
    }
    let main = levels["hot_8192"].clone();
    let of = |level: &str, field: &str| levels[level][field].clone();
    json!({
        "name": "ledger",
        "value": main["value"],
        "unit": "durable transfers/s, one hot account, 8192 in flight",
        "peer": "pgbench TPC-B-like, scale 10, 16 clients, prepared",
        "peer_value": peer.round(),
        "ratio": main["ratio"],
        "p50_ms": main["p50_ms"],
        "p95_ms": main["p95_ms"],
        "p99_ms": main["p99_ms"],
        "runs": ROUNDS,
        "ratio_1024": of("hot_1024", "ratio"),
        "ratio_64": of("hot_64", "ratio"),
        "ratio_uniform": of("uniform_8192", "ratio"),
        "ratio_uniform_1024": of("uniform_1024", "ratio"),
        "ratio_uniform_64": of("uniform_64", "ratio"),
        "peer_runs": peers.iter().map(|tps| tps.round()).collect::<Vec<f64>>(),
        "verified_transfers": transfers,
        "levels": levels,
    })
}
