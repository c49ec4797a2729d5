//! `shancheng bench road`: payments a second from the terminal to the acquirer and back, over
//! real ISO 8583 sockets, against pgbench on the same database server in the same run.
//!
//! Server and acquirers' hosts are processes of their own (`shancheng demo` without its traffic);
//! the terminals are in this one. Each payment is a purchase under a MAC: decoded, held against
//! the terminal's binding, routed, its intent durable before it is sent to the host, its outcome
//! and the ledger's entry durable before it is answered. A line has one payment under way, as a
//! terminal has. Three rounds of pgbench and of the road at its top rate; then the road at 70 %
//! of that, each payment at its appointed time, latency counted from that time.

use super::peer::{DATABASE_PEER, Peer, median, recreate, rounded};
use super::processor::Used;
use crate::Trouble;
use connect::terminal::{Line, Terminal, TerminalConfig};
use iso8583::{Key, MacProfile};
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use storage::embedded::Cluster;
use storage::{Db, PoolConfig};
use tokio::process::{Child, Command};

const ROUNDS: usize = 3;
const DATABASE_ROAD: &str = "shancheng_bench_road";
/// The acquirer whose stand-in answers at once.
const FAST: &str = "48026530";
/// A card that the demo's routes send to the fast acquirer, whose host declines 15 of 1,000.
const CARD: &str = "6222021234567890123";
/// Trace numbers that a line has for itself: lines of one terminal share its keys.
const TRACES: u32 = 900_000;
const PATIENCE: Duration = Duration::from_secs(20);
const AMOUNT_FEN: i64 = 12_300;

#[derive(Deserialize)]
struct Ready {
    pos: SocketAddr,
    terminals: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    merchant_code: String,
    terminal_code: String,
    serial: String,
    acquirer_code: String,
    place: Place,
    tmk: String,
}

#[derive(Deserialize)]
struct Place {
    latitude_e6: i32,
    longitude_e6: i32,
}

impl Place {
    /// As terminals send it: `+29.557700/+106.577000`.
    fn written(&self) -> String {
        let degrees = |e6: i32| format!("{:+}.{:06}", e6 / 1_000_000, (e6 % 1_000_000).abs());
        format!("{}/{}", degrees(self.latitude_e6), degrees(self.longitude_e6))
    }
}

/// A connection of a signed-in terminal.
struct Till {
    line: Line,
    terminal: Terminal,
}

/// What a run came to.
#[derive(Default)]
struct Run {
    per_second: f64,
    /// Microseconds, sorted.
    latencies: Vec<u32>,
    /// Answers other than an approval, by response code.
    others: BTreeMap<String, usize>,
    /// Processor time, by party.
    used: Used,
}

impl Run {
    fn percentile_ms(&self, percent: usize) -> f64 {
        let index = (self.latencies.len() * percent / 100).min(self.latencies.len().max(1) - 1);
        self.latencies.get(index).map_or(0.0, |us| f64::from(*us) / 1000.0)
    }

    fn answered(&self) -> usize {
        self.latencies.len() + self.others.values().sum::<usize>()
    }
}

/// What is measured: the server and the database's server, by process id.
#[derive(Clone, Copy)]
struct Watched {
    server: u32,
    postmaster: u32,
}

/// Measures for about `seconds` a run and answers the line to print.
pub async fn run(
    cluster: &Cluster,
    folder: &Path,
    seconds: u64,
    lines: usize,
) -> Result<Value, Trouble> {
    let server = &cluster.options();
    let mut admin = server.connect().await?;
    for name in [DATABASE_ROAD, DATABASE_PEER] {
        recreate(&mut admin, name, true).await?;
    }
    admin.close().await?;
    let peer = Peer::fill(server).await?;
    let database = server.clone().database(DATABASE_ROAD);
    let mut process = start(&database, folder)?;
    let postmaster = cluster.process_id().and_then(|id| u32::try_from(id).ok());
    let watched = Watched {
        server: process.id().ok_or("the server has ended")?,
        postmaster: postmaster.ok_or("the database server has ended")?,
    };
    let ready = ready(&mut process, folder).await?;
    let outcome = measure(&peer, watched, &ready, Duration::from_secs(seconds), lines).await;
    stop(process).await;
    let (line, approved) = outcome?;
    // What was answered as approved is in the books, and the books hold.
    let db = Db::connect(database, &PoolConfig::default());
    let report = ledger::verify(&db).await?;
    db.pool().close().await;
    if !report.good() || report.transfers < approved as i64 {
        return Err(format!("{approved} were approved, but the books say {report:?}").into());
    }
    Ok(line)
}

fn start(database: &PgConnectOptions, folder: &Path) -> Result<Child, Trouble> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args(["demo", "--rate", "0", "--history", "0", "--http", "127.0.0.1:0"])
        .args(["--pos", "127.0.0.1:0", "--standins-from", "0"])
        .arg("--data")
        .arg(folder.join("server"))
        .arg("--ready")
        .arg(folder.join("ready.json"))
        .env("DATABASE_URL", database.to_url_lossy().as_str())
        .env("SHANCHENG_LOG_FILTER", "warn")
        .stdout(Stdio::null())
        .kill_on_drop(true);
    Ok(command.spawn()?)
}

async fn stop(mut process: Child) {
    if let Some(id) = process.id().and_then(|id| i32::try_from(id).ok()) {
        // SAFETY: kill takes two numbers; the child has not been waited for, so the id is its own.
        unsafe { libc::kill(id, libc::SIGINT) };
    }
    if tokio::time::timeout(PATIENCE, process.wait()).await.is_err() {
        let _ = process.kill().await;
    }
}

async fn ready(process: &mut Child, folder: &Path) -> Result<Ready, Trouble> {
    let file = folder.join("ready.json");
    let begun = Instant::now();
    while !file.exists() {
        if let Some(status) = process.try_wait()? {
            return Err(format!("the server ended before it was ready: {status}").into());
        }
        if begun.elapsed() > Duration::from_secs(120) {
            return Err("the server was not ready in 120 s".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}

async fn measure(
    peer: &Peer<'_>,
    watched: Watched,
    ready: &Ready,
    time: Duration,
    lines: usize,
) -> Result<(Value, usize), Trouble> {
    let tills = sign_in(ready, lines).await?;
    let (mut peers, mut runs, mut approved) = (Vec::new(), Vec::new(), 0);
    // Not counted: caches fill, connections open.
    let (mut tills, warm) = road(tills, Duration::from_secs(3), None).await?;
    approved += warm.latencies.len();
    for round in 1..=ROUNDS {
        peers.push(peer.tps(time).await?);
        let before = Used::now(watched.server, watched.postmaster);
        let (back, mut run) = road(tills, time, None).await?;
        run.used = Used::now(watched.server, watched.postmaster).since(before);
        tills = back;
        eprintln!("round {round}: pgbench {:.0}/s, road {:.0}/s", peers[round - 1], run.per_second);
        approved += run.latencies.len();
        runs.push(run);
    }
    peers.push(peer.tps(time).await?);
    runs.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    let top = runs.swap_remove(runs.len() / 2);
    let (_, paced) = road(tills, time, Some(top.per_second * 0.7)).await?;
    approved += paced.latencies.len();
    let mut others = BTreeMap::new();
    for run in runs.iter().chain([&top, &paced]) {
        add(&mut others, run.others.clone());
    }
    let peer_tps = median(peers.clone());
    let mut rates: Vec<f64> = runs.iter().map(|run| run.per_second.round()).collect();
    rates.push(top.per_second.round());
    let line = json!({
        "name": "road",
        "value": top.per_second.round(),
        "unit": format!("approved payments/s, {lines} lines with one payment under way each"),
        "peer": "pgbench TPC-B-like, scale 10, 16 clients, prepared",
        "peer_value": peer_tps.round(),
        "ratio": rounded(top.per_second / peer_tps),
        "p50_ms": rounded(top.percentile_ms(50)),
        "p95_ms": rounded(top.percentile_ms(95)),
        "p99_ms": rounded(top.percentile_ms(99)),
        "at_70_percent": {
            "value": paced.per_second.round(),
            "p50_ms": rounded(paced.percentile_ms(50)),
            "p95_ms": rounded(paced.percentile_ms(95)),
            "p99_ms": rounded(paced.percentile_ms(99)),
        },
        "server_memory_mib": memory_mib(watched.server),
        "processor_us_a_payment": top.used.us_each(top.answered()),
        "not_approved": others,
        "runs": rates,
        "peer_runs": peers.iter().map(|tps| tps.round()).collect::<Vec<f64>>(),
    });
    Ok((line, approved))
}

fn add(all: &mut BTreeMap<String, usize>, more: impl IntoIterator<Item = (String, usize)>) {
    for (code, count) in more {
        *all.entry(code).or_default() += count;
    }
}

/// Most memory that the server process ever had resident, MiB.
fn memory_mib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib / 1024)
}

/// Terminals of the fast acquirer sign in once each; their lines share the keys.
async fn sign_in(ready: &Ready, lines: usize) -> Result<Vec<Till>, Trouble> {
    let known: Vec<&Known> = ready.terminals.iter().filter(|t| t.acquirer_code == FAST).collect();
    if known.is_empty() {
        return Err("the demo has no terminal of the fast acquirer".into());
    }
    let lines_each = lines.div_ceil(known.len()).max(1);
    let traces_each = TRACES / u32::try_from(lines_each)?;
    let mut tills = Vec::new();
    for one in known {
        let mut terminal = Terminal::new(TerminalConfig {
            merchant_code: one.merchant_code.clone(),
            terminal_code: one.terminal_code.clone(),
            serial: Some(one.serial.clone()),
            device_type: "04".to_owned(),
            place: Some(one.place.written()),
            master_key: Key::from_hex(&one.tmk).ok_or("ready.json holds no key")?,
            mac_profile: MacProfile::CupEcb,
        });
        let mut first = Some(Line::connect(ready.pos, PATIENCE).await?);
        if let Some(line) = &mut first {
            line.sign_in(&mut terminal).await?;
        }
        for (number, _) in (0u32..).zip(0..lines_each) {
            let line = match first.take() {
                Some(line) => line,
                None => Line::connect(ready.pos, PATIENCE).await?,
            };
            let mut terminal = terminal.clone();
            terminal.set_next_trace(1 + number * traces_each);
            tills.push(Till { line, terminal });
        }
    }
    tills.truncate(lines);
    Ok(tills)
}

/// Payments for `time`: as fast as answers come, or `rate` a second over all lines.
async fn road(
    tills: Vec<Till>,
    time: Duration,
    rate: Option<f64>,
) -> Result<(Vec<Till>, Run), Trouble> {
    let begun = tokio::time::Instant::now();
    let pause = rate.map(|rate| Duration::from_secs_f64(tills.len() as f64 / rate));
    let count = tills.len().max(1) as u32;
    let working: Vec<_> = (0u32..)
        .zip(tills)
        .map(|(number, mut till)| {
            tokio::spawn(async move {
                let mut run = Run::default();
                // Lines take turns within the pause.
                let mut due = begun + pause.unwrap_or_default() * number / count;
                while begun.elapsed() < time {
                    match pause {
                        Some(pause) => {
                            tokio::time::sleep_until(due).await;
                            if begun.elapsed() >= time {
                                break;
                            }
                            pay(&mut till, due, &mut run).await?;
                            due += pause;
                        }
                        None => pay(&mut till, tokio::time::Instant::now(), &mut run).await?,
                    }
                }
                Ok::<_, Trouble>((till, run))
            })
        })
        .collect();
    let (mut tills, mut all) = (Vec::new(), Run::default());
    for one in working {
        let (till, run) = one.await??;
        tills.push(till);
        all.latencies.extend(run.latencies);
        add(&mut all.others, run.others);
    }
    all.per_second = all.latencies.len() as f64 / begun.elapsed().as_secs_f64();
    all.latencies.sort_unstable();
    Ok((tills, all))
}

async fn pay(till: &mut Till, since: tokio::time::Instant, run: &mut Run) -> Result<(), Trouble> {
    let sale = till.terminal.sale(CARD, AMOUNT_FEN);
    let (reply, _) = till.line.pay(&till.terminal, sale).await?;
    if reply.get(39) == Some("00") {
        run.latencies.push(u32::try_from(since.elapsed().as_micros())?);
    } else {
        let code = reply.get(39).unwrap_or("none").to_owned();
        add(&mut run.others, [(code, 1)]);
    }
    Ok(())
}
