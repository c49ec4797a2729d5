//! `shancheng bench reconcile`: a daily file of so many lines taken in and held against as many
//! of ours through the module's public call, on a real PostgreSQL with durable commits, against
//! the same load and join in DuckDB in the same run.
//!
//! One line of a thousand is faulty: missing, told with another amount or another fee, told
//! twice, or strange. Every planted fault must be found and none invented, or the run fails.
//! Three rounds, each of ours and of the peer's; medians are told. The peer keeps its tables in
//! a file, has our lines already, as we have, and its own process and start-up do not count.

use super::peer::{median, recreate, rounded};
use crate::Trouble;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use identity::Actor;
use kernel::{Clock, InstitutionId};
use panorama::Context;
use panorama::clearing::reconciliation::file::{self, Head, Line};
use panorama::clearing::reconciliation::{self, FileTaken, ReconSource, ReconStatus, Upload};
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;
use storage::migrate::{self, Migration};
use storage::vault::{self, Vault};
use storage::{Db, PoolConfig};
use tokio::process::Command;

const DATABASE: &str = "shancheng_bench_reconcile";
const BOOKS: InstitutionId = InstitutionId(2);
const ACQUIRER_CODE: &str = "48026530";
const DATE: &str = "2026-11-22";
const ROUNDS: usize = 3;
/// Of so many lines, five are faulty, one of each kind.
const FAULTY_EVERY: usize = 5_000;
const PEER: &str = include_str!("reconcile_peer.py");

/// A line as both sides have it.
struct Row {
    merchant: String,
    terminal: String,
    trace: i32,
    reference: String,
    amount_fen: i64,
    fee_fen: i64,
    card: String,
    at: DateTime<Utc>,
}

fn row(number: usize, begin: DateTime<Utc>) -> Row {
    let amount_fen = 100 + (number % 100_000) as i64;
    Row {
        merchant: format!("M{:06}", number % 997),
        terminal: format!("{:08}", number % 9_973),
        trace: (number % 1_000_000) as i32,
        reference: format!("{number:012}"),
        amount_fen,
        fee_fen: amount_fen * 38 / 10_000,
        card: format!("622202******{:04}", number % 10_000),
        at: begin + TimeDelta::milliseconds(number as i64 * 80 / 1_000 * 1_000),
    }
}

/// The same lines as [`row`] makes, without a way through this process.
const OURS: &str = "
insert into clearing_item (institution_id, business_date, id, booking, payment_id, kind,
  acquirer_id, merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
  terminal_code, mcc, batch_no, trace_no, reference_no, card_mask, card_class, amount_fen,
  merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at)
select 2, '2026-11-22', gen_random_uuid(), 'payment', gen_random_uuid(), 'sale', 2,
  '01900000-0000-7000-8000-000000000001', '002653058120001', 'M' || lpad((n % 997)::text, 6, '0'),
  '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000003',
  lpad((n % 9973)::text, 8, '0'), '5812', 1 + n / 1000000, n % 1000000,
  lpad(n::text, 12, '0'), '622202******' || lpad((n % 10000)::text, 4, '0'), 'debit',
  100 + n % 100000, (100 + n % 100000) * 38 / 10000, 0, 0, (100 + n % 100000) * 38 / 10000,
  $2::timestamptz + n * 80 / 1000 * interval '1 second'
from generate_series(1, $1::int) n";

/// How many of each kind are planted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
struct Faults {
    expected: i64,
    amount_over: i64,
    fee_mismatch: i64,
    duplicate: i64,
    unexpected: i64,
    matched: i64,
}

/// Their file, with its faults.
fn theirs(lines: usize, begin: DateTime<Utc>) -> (String, Faults) {
    let rows: Vec<Row> = (1..=lines).map(|number| row(number, begin)).collect();
    let stranger = |number: usize| row(lines * 2 + number, begin);
    let strangers: Vec<Row> = (0..lines / FAULTY_EVERY).map(stranger).collect();
    let mut planted = Faults::default();
    let mut told = Vec::with_capacity(lines + lines / FAULTY_EVERY);
    for (index, row) in rows.iter().enumerate() {
        let mut line = line(row, 1 + ((index + 1) / 1_000_000) as i32);
        match index % FAULTY_EVERY {
            7 => planted.expected += 1,
            1_007 => {
                line.amount_fen += 1;
                planted.amount_over += 1;
                told.push(line);
            }
            2_007 => {
                line.fee_fen = line.fee_fen.map(|fee| fee + 1);
                planted.fee_mismatch += 1;
                told.push(line);
            }
            3_007 => {
                told.extend([line.clone(), line]);
                planted.duplicate += 1;
                planted.matched += 1;
            }
            _ => {
                told.push(line);
                planted.matched += 1;
            }
        }
    }
    planted.unexpected = strangers.len() as i64;
    // No batch of ours has this number, so that a stranger shares no key with anybody.
    told.extend(strangers.iter().map(|row| line(row, 900_000)));
    let head = Head {
        source: ReconSource::Acquirer,
        acquirer_code: ACQUIRER_CODE,
        business_date: begin.date_naive(),
        lines: 0,
        amount_fen: 0,
        fee_fen: Some(0),
    };
    (file::write(&head, &told), planted)
}

fn line(row: &Row, batch: i32) -> Line<'_> {
    Line {
        line_no: 0,
        merchant: &row.merchant,
        terminal: &row.terminal,
        batch,
        trace: row.trace,
        reference: Some(&row.reference),
        kind: "sale",
        amount_fen: row.amount_fen,
        fee_fen: Some(row.fee_fen),
        card: &row.card,
        at: row.at,
        code: "00",
        duplicate_of: None,
        alone: false,
    }
}

/// Our lines for the peer, with the columns of their file.
fn ours_for_peer(lines: usize, begin: DateTime<Utc>) -> String {
    let mut text = String::with_capacity(lines * 110);
    for number in 1..=lines {
        let row = row(number, begin);
        let at = row.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let batch = 1 + number / 1_000_000;
        let _ = writeln!(
            text,
            "{},{},{batch},{},{},sale,{},{},{},{at}",
            row.merchant,
            row.terminal,
            row.trace,
            row.reference,
            row.amount_fen,
            row.fee_fen,
            row.card
        );
    }
    text
}

/// Measures and answers the line to print. Makes a database of its own and drops it at the end.
pub async fn run(
    server: &PgConnectOptions,
    migrations: &[Migration],
    folder: &Path,
    lines: usize,
) -> Result<Value, Trouble> {
    let mut admin = server.connect().await?;
    recreate(&mut admin, DATABASE, true).await?;
    let database = server.clone().database(DATABASE);
    migrate::run(&database, migrations).await?;
    let mut owner = database.clone().connect().await?;
    let db = Db::connect(database, &PoolConfig::default());
    let outcome = measure(&mut owner, db.clone(), folder, lines).await;
    owner.close().await?;
    db.pool().close().await;
    recreate(&mut admin, DATABASE, false).await?;
    admin.close().await?;
    outcome
}

async fn measure(
    owner: &mut PgConnection,
    db: Db,
    folder: &Path,
    lines: usize,
) -> Result<Value, Trouble> {
    let begin = DATE.parse::<NaiveDate>()?.and_time(chrono::NaiveTime::MIN).and_utc();
    let (text, planted) = theirs(lines, begin);
    std::fs::write(folder.join("theirs.csv"), &text)?;
    std::fs::write(folder.join("ours.csv"), ours_for_peer(lines, begin))?;
    std::fs::write(folder.join("peer.py"), PEER)?;
    let version = peer(folder, "fill").await?;
    fill(owner, lines, begin).await?;
    let vault = Vault::from_text(&vault::generate())?;
    let context = Context { db, clock: Clock::system(), vault };
    let whole = Upload { file_name: "daily.csv".to_owned(), bytes: text.into(), dry_run: false };
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let upload = whole.clone();
        let actor = Actor::system(BOOKS, "bench");
        let started = Instant::now();
        let taken = reconciliation::take(&context, &actor, BOOKS, upload).await?;
        ours.push(started.elapsed().as_secs_f64());
        eprintln!("round {round}: ours {:.2} s", ours[round - 1]);
        hold(found(&taken), planted, "ours")?;
        forget(owner).await?;
        let told = peer(folder, "match").await?;
        let seconds = told["seconds"].as_f64().ok_or("the peer told no seconds")?;
        eprintln!("round {round}: DuckDB {seconds:.2} s");
        peers.push(seconds);
        hold(serde_json::from_value(told["found"].clone())?, planted, "DuckDB")?;
    }
    let (mine, theirs) = (median(ours.clone()), median(peers.clone()));
    Ok(json!({
        "name": "reconcile",
        "value": (lines as f64 / mine).round(),
        "unit": "lines/s taken in, kept and matched against as many of ours",
        "peer": format!("DuckDB {}: the same load and joins", version["version"].as_str().unwrap_or("")),
        "peer_value": (lines as f64 / theirs).round(),
        "ratio": rounded(theirs / mine),
        "lines": lines,
        "seconds": rounded(mine),
        "peer_seconds": rounded(theirs),
        "runs": ours.iter().map(|seconds| rounded(*seconds)).collect::<Vec<f64>>(),
        "peer_runs": peers.iter().map(|seconds| rounded(*seconds)).collect::<Vec<f64>>(),
        "planted": lines / FAULTY_EVERY * 5,
        "all_found_none_invented": true,
    }))
}

async fn fill(owner: &mut PgConnection, lines: usize, begin: DateTime<Utc>) -> Result<(), Trouble> {
    let institutions = "insert into institution (id, code, name, short_name, kind, state,
        created_at) values (2, '48026530', '山城银行', '山城银行', 'bank', 'active', now())";
    sqlx::raw_sql(institutions).execute(&mut *owner).await?;
    sqlx::query(OURS).bind(i32::try_from(lines)?).bind(begin).execute(&mut *owner).await?;
    sqlx::raw_sql("vacuum analyze clearing_item").execute(owner).await?;
    Ok(())
}

/// Empties what a round has left, so that each begins alike.
async fn forget(owner: &mut PgConnection) -> Result<(), Trouble> {
    let tables = "truncate recon_day, recon_file, recon_line, recon_run, recon_pair, recon_result";
    sqlx::raw_sql(tables).execute(&mut *owner).await?;
    sqlx::raw_sql("checkpoint").execute(owner).await?;
    Ok(())
}

fn found(taken: &FileTaken) -> Faults {
    let of = |status: ReconStatus| {
        let count = taken.counts.iter().find(|count| count.status == status);
        count.map_or(0, |count| count.lines)
    };
    Faults {
        // The day is long past: what has not come is late.
        expected: of(ReconStatus::Expected) + of(ReconStatus::Missing),
        amount_over: of(ReconStatus::AmountOver),
        fee_mismatch: of(ReconStatus::FeeMismatch),
        duplicate: of(ReconStatus::Duplicate),
        unexpected: of(ReconStatus::Unexpected),
        matched: of(ReconStatus::Matched),
    }
}

fn hold(found: Faults, planted: Faults, who: &str) -> Result<(), Trouble> {
    if found == planted {
        return Ok(());
    }
    Err(format!("{who}: found {found:?}, planted {planted:?}").into())
}

/// Runs the peer's program; it needs the Python package `duckdb`.
async fn peer(folder: &Path, step: &str) -> Result<Value, Trouble> {
    let output = Command::new("python3")
        .arg(folder.join("peer.py"))
        .args([step, &folder.display().to_string()])
        .kill_on_drop(true)
        .output()
        .await?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the peer (run under tools/peers.sh): {error}").into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
