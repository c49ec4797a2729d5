//! Stories of files and of putting together, on a database; and the rules in memory held against
//! the statements on sides that nobody chose.

use super::file::{Head, Line, mark, write};
use super::rules::{Finding, Ours, reconcile};
use super::*;
use crate::clearing::{Booking, CardClass, Item, store as items};
use crate::switch::model::PaymentKind;
use crate::testing::{BANK, BANK_CODE, NETWORK, OTHER, World, manager, world};
use kernel::{MerchantId, PaymentId, StoreId, TerminalId, TransferId};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;
use uuid::Uuid;

mod other_day;
mod settling;

pub(super) const DATE: &str = "2026-11-22";

pub(super) fn date() -> NaiveDate {
    DATE.parse().unwrap()
}

pub(super) fn day(date: NaiveDate) -> Day {
    Day { institution: BANK, source: ReconSource::Acquirer, acquirer: BANK, date }
}

/// A sale of ours of one yuan and `number` fen.
pub(super) fn item(number: u32) -> Item {
    Item {
        institution_id: BANK,
        business_date: date(),
        id: TransferId(Uuid::from_u128((0x0190_0000 << 96) | (u128::from(number) + 1))),
        booking: Booking::Payment,
        payment_id: PaymentId(Uuid::from_u128(u128::from(number) + 1)),
        kind: PaymentKind::Sale,
        acquirer_id: BANK,
        merchant_id: MerchantId(Uuid::from_u128(1)),
        merchant_code: "002653058120001".to_owned(),
        acquirer_merchant_code: "002653058120001".to_owned(),
        store_id: StoreId(Uuid::from_u128(2)),
        terminal_id: TerminalId(Uuid::from_u128(3)),
        terminal_code: "00000001".to_owned(),
        mcc: "5812".to_owned(),
        batch_no: 1,
        trace_no: number as i32,
        reference_no: Some(format!("{number:012}")),
        card_mask: "622202******0001".to_owned(),
        card_class: CardClass::Debit,
        amount_fen: 100 + i64::from(number),
        merchant_fee_fen: 3,
        issuer_fee_fen: 1,
        network_fee_fen: 1,
        acquirer_fee_fen: 1,
        at: "2026-11-22T02:00:00Z".parse().unwrap(),
    }
}

/// The line of theirs that says the same.
pub(super) fn line_of(item: &Item, line_no: i32) -> Line<'_> {
    let reversal = item.booking == Booking::Reversal;
    Line {
        line_no,
        merchant: &item.acquirer_merchant_code,
        terminal: &item.terminal_code,
        batch: item.batch_no,
        trace: item.trace_no,
        reference: item.reference_no.as_deref(),
        kind: if reversal { file::REVERSAL } else { item.kind.as_str() },
        amount_fen: item.amount_fen,
        fee_fen: Some(item.merchant_fee_fen),
        card: &item.card_mask,
        at: item.at,
        code: "00",
        duplicate_of: None,
        alone: false,
    }
}

fn ours_of(item: &Item) -> Ours {
    let line = line_of(item, 0);
    Ours {
        id: item.id.0.as_u128(),
        payment: item.payment_id.0.as_u128(),
        merchant: line.merchant.to_owned(),
        terminal: line.terminal.to_owned(),
        batch: line.batch,
        trace: line.trace,
        reference: line.reference.map(str::to_owned),
        kind: line.kind.to_owned(),
        amount_fen: line.amount_fen,
        fee_fen: item.merchant_fee_fen,
        card: line.card.to_owned(),
        at: line.at,
    }
}

pub(super) fn head(date: NaiveDate) -> Head<'static> {
    Head {
        source: ReconSource::Acquirer,
        acquirer_code: BANK_CODE,
        business_date: date,
        lines: 0,
        amount_fen: 0,
        fee_fen: Some(0),
    }
}

pub(super) fn upload(text: String) -> Upload {
    Upload { file_name: "daily.csv".to_owned(), bytes: text.into(), dry_run: false }
}

pub(super) async fn ours(world: &World, rows: &[Item]) {
    let mut tx = world.context.db.begin().await.unwrap();
    items::insert_items(&mut tx, rows).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn taken(world: &World, text: &str) -> FileTaken {
    let upload = upload(text.to_owned());
    take(&world.context, &manager(BANK), BANK, upload).await.unwrap()
}

/// By status: how many, ours, theirs.
fn told(counts: &[StatusCount]) -> Vec<(&str, i64, i64, i64)> {
    let one = |count: &StatusCount| {
        (count.status.as_str(), count.lines, count.ours_fen, count.theirs_fen)
    };
    counts.iter().map(one).collect()
}

async fn count(world: &World, table: &str) -> i64 {
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
        .fetch_one(&world.test.owner_pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn each_fault_has_its_status() {
    let world = world().await;
    let mut all: Vec<Item> = (1..=8).map(item).collect();
    // Reversed on the same day; the other side has forgotten both.
    all[6].payment_id = all[5].payment_id;
    all[6].booking = Booking::Reversal;
    all[6].amount_fen = -all[5].amount_fen;
    (all[6].trace_no, all[6].reference_no) = (all[5].trace_no, all[5].reference_no.clone());
    (all[6].merchant_fee_fen, all[6].acquirer_fee_fen) = (-3, -1);
    (all[6].issuer_fee_fen, all[6].network_fee_fen) = (-1, -1);
    ours(&world, &all).await;
    let extra = item(90);
    let mut lines: Vec<Line<'_>> = [0, 1, 2, 3, 0, 7].map(|at| line_of(&all[at], 0)).to_vec();
    lines[1].amount_fen += 50;
    lines[2].fee_fen = Some(4);
    lines[3].terminal = "00000009";
    lines.push(line_of(&extra, 0));
    // Neither reference number nor trace number: card and time tell which it is.
    (lines[5].reference, lines[5].trace) = (None, 999);
    let answer = taken(&world, &write(&head(date()), &lines)).await;
    assert_eq!(answer.errors, []);
    let counts = told(&answer.counts);
    let expected = [
        ("amount_over", 1, 102, 152),
        ("data_mismatch", 2, 104 + 108, 104 + 108),
        ("duplicate", 1, 0, 101),
        ("expected", 1, 105, 0),
        ("fee_mismatch", 1, 103, 103),
        ("matched", 1, 101, 101),
        ("unexpected", 1, 0, 190),
        ("void", 2, 0, 0),
    ];
    assert_eq!(counts, expected);
    // Every fen of the difference is in some result.
    let file = answer.file.unwrap();
    let theirs: i64 = counts.iter().map(|(.., theirs)| theirs).sum();
    assert_eq!(theirs, file.amount_fen);
    // After three days what is expected is missing.
    world.context.clock.advance(TimeDelta::days(4));
    let later = taken(&world, &write(&head(date()), &lines)).await;
    assert!(later.already);
    assert!(told(&later.counts).contains(&("missing", 1, 105, 0)));
}

#[tokio::test]
async fn the_same_file_is_answered_again_and_another_replaces_it() {
    let world = world().await;
    let all: Vec<Item> = (1..=3).map(item).collect();
    ours(&world, &all).await;
    let lines: Vec<Line<'_>> = all.iter().map(|item| line_of(item, 0)).collect();
    let first = write(&head(date()), &lines[..2]);
    let answer = taken(&world, &first).await;
    assert_eq!(told(&answer.counts), [("expected", 1, 103, 0), ("matched", 2, 203, 203)]);
    let repeated = taken(&world, &first).await;
    assert!(repeated.already && !answer.already);
    assert_eq!((repeated.file, repeated.counts), (answer.file.clone(), answer.counts));
    let second = taken(&world, &write(&head(date()), &lines)).await;
    assert_eq!(second.file.as_ref().unwrap().version, 2);
    assert_eq!(told(&second.counts), [("matched", 3, 306, 306)]);
    // The former stays, and what was found with it is archived.
    assert_eq!(count(&world, "recon_file").await, 2);
    assert_eq!(count(&world, "recon_line").await, 5);
    assert_eq!(count(&world, "recon_result where status = 'archived'").await, 1);
    // A line that is cut later is found when the file is held against ours again.
    ours(&world, &[item(4)]).await;
    let counts = again(&world.context, &manager(BANK), &day(date())).await.unwrap();
    assert_eq!(told(&counts), [("expected", 1, 104, 0), ("matched", 3, 306, 306)]);
    let other = day("2026-11-21".parse().unwrap());
    let none = again(&world.context, &manager(BANK), &other).await.unwrap_err();
    assert!(matches!(none, Error::NoFile(_)));
}

#[tokio::test]
async fn a_broken_file_leaves_nothing() {
    let world = world().await;
    let all: Vec<Item> = (1..=3).map(item).collect();
    ours(&world, &all).await;
    let mut lines: Vec<Line<'_>> = all.iter().map(|item| line_of(item, 0)).collect();
    lines[1].card = "6222021234567890001";
    lines[2].kind = "refund";
    let refused = taken(&world, &write(&head(date()), &lines)).await;
    let faults: Vec<_> =
        refused.errors.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(faults, [(3, "card"), (4, "amount")]);
    assert_eq!(refused.errors[0].value, "", "a card number in clear is not told back");
    assert_eq!(refused.file, None);
    let good = write(&head(date()), &[line_of(&all[0], 0)]);
    let refuse = async |text: String| {
        let actor = manager(BANK);
        take(&world.context, &actor, BANK, upload(text)).await.unwrap_err().to_string()
    };
    let tampered = refuse(good.replace(",101,3,", ",102,3,")).await;
    assert_eq!(tampered, "line 3: sha256 is not that of the lines before: the file was changed");
    let unknown = Head { acquirer_code: "99999999", ..head(date()) };
    assert_eq!(refuse(write(&unknown, &[])).await, "there is no acquirer of code 99999999");
    let broke_off = good.lines().take(2).collect::<Vec<_>>().join("\n");
    assert!(refuse(broke_off).await.ends_with("the file broke off"));
    for table in ["recon_file", "recon_line", "recon_day", "recon_run", "recon_pair"] {
        assert_eq!(count(&world, table).await, 0, "{table}");
    }
    let dry = Upload { dry_run: true, ..upload(good.clone()) };
    let dry = take(&world.context, &manager(BANK), BANK, dry).await.unwrap();
    assert_eq!((dry.file, dry.errors_total), (None, 0));
    assert_eq!(count(&world, "recon_file").await, 0);
}

#[tokio::test]
async fn another_institution_sees_nothing_of_it() {
    let world = world().await;
    ours(&world, &[item(1)]).await;
    let text = write(&head(date()), &[line_of(&item(1), 0)]);
    taken(&world, &text).await;
    for table in ["recon_day", "recon_file", "recon_line", "recon_run", "recon_pair"] {
        for (institution, rows) in [(OTHER, 0), (BANK, 1), (NETWORK, 1)] {
            let mut tx = world.context.read(&manager(institution)).await.unwrap();
            let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            let seen: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
            assert_eq!(seen, rows, "{table} {institution}");
        }
    }
    // The same file for another institution's books is another day, with nothing of ours in it.
    let answer = take(&world.context, &manager(OTHER), OTHER, upload(text)).await.unwrap();
    assert_eq!(told(&answer.counts), [("unexpected", 1, 0, 101)]);
}

/// What the database has found, in the form of the rules in memory.
async fn found(world: &World, date: NaiveDate) -> Vec<Finding> {
    let rows: Vec<(String, Option<Uuid>, Option<i32>, Option<i16>, i16)> = sqlx::query_as(
        "select r.status, r.item_id, r.line_no, r.rule, r.fields from recon_result r
         join recon_day d on d.run_id = r.run_id where d.business_date = $1
         union all
         select 'matched', p.item_id, p.line_no, p.rule, p.fields from recon_pair p
         join recon_day d on d.run_id = p.run_id where d.business_date = $1 and p.fields = 0",
    )
    .bind(date)
    .fetch_all(&world.test.owner_pool)
    .await
    .unwrap();
    let finding = |(status, ours, theirs, rule, fields): (String, Option<Uuid>, _, _, _)| Finding {
        status: status.parse().unwrap(),
        ours: ours.map(|id| id.as_u128()),
        theirs,
        rule,
        fields,
    };
    let mut found: Vec<Finding> = rows.into_iter().map(finding).collect();
    found.sort();
    found
}

/// Lines that share much, so that keys collide.
fn drawn(random: &mut StdRng, date: NaiveDate, number: u32) -> Item {
    let mut item = item(number);
    let sign = if random.random_bool(0.3) { -1 } else { 1 };
    item.business_date = date;
    item.id = TransferId(Uuid::from_u128(random.random()));
    item.payment_id = PaymentId(Uuid::from_u128(random.random_range(1..12)));
    if sign < 0 {
        item.kind = PaymentKind::Refund;
        if random.random_bool(0.5) {
            item.booking = Booking::Reversal;
        }
    }
    item.acquirer_merchant_code = format!("M{}", random.random_range(0..2));
    item.terminal_code = format!("0000000{}", random.random_range(0..2));
    item.batch_no = 1;
    item.trace_no = random.random_range(1..8);
    let reference = random.random_range(0..10);
    item.reference_no = (2 < reference).then(|| format!("{reference:012}"));
    item.amount_fen = sign * random.random_range(1..3) * 100;
    item.card_mask = format!("622202******000{}", random.random_range(0..2));
    item.at += TimeDelta::seconds(random.random_range(0..4) * 400);
    item
}

fn altered<'a>(random: &mut StdRng, mut line: Line<'a>) -> Line<'a> {
    match random.random_range(0..10) {
        0 => line.reference = None,
        1 => line.terminal = "00000009",
        2 => line.fee_fen = Some(5),
        3 => line.at += TimeDelta::seconds(700),
        4 => line.amount_fen *= 2,
        5 => line.trace += 20,
        _ => (),
    }
    line
}

#[tokio::test]
async fn the_statements_find_what_the_rules_in_memory_find() {
    let world = world().await;
    let mut statuses = BTreeSet::new();
    let mut rules_seen = BTreeSet::new();
    for seed in 0..40_u64 {
        let mut random = StdRng::seed_from_u64(seed);
        let date = date() - TimeDelta::days(seed as i64);
        let size = random.random_range(0..30);
        let all: Vec<Item> = (0..size).map(|n| drawn(&mut random, date, n)).collect();
        let extra: Vec<Item> = (0..6).map(|n| drawn(&mut random, date, n)).collect();
        ours(&world, &all).await;
        let mut lines = Vec::new();
        for item in all.iter().chain(&extra) {
            if random.random_bool(0.85) {
                lines.push(altered(&mut random, line_of(item, 0)));
            }
            if random.random_bool(0.08) {
                lines.push(line_of(item, 0));
            }
        }
        let text = write(&head(date), &lines);
        let answer = taken(&world, &text).await;
        assert_eq!(answer.errors, [], "seed {seed}");
        for (index, line) in lines.iter_mut().enumerate() {
            line.line_no = index as i32 + 2;
        }
        mark(&mut lines);
        let ours: Vec<Ours> = all.iter().map(ours_of).collect();
        let expected = reconcile(&ours, &lines, &Policy::default());
        assert_eq!(found(&world, date).await, expected, "seed {seed}");
        // The lines read again from where they are kept give the same.
        again(&world.context, &manager(BANK), &day(date)).await.unwrap();
        assert_eq!(found(&world, date).await, expected, "seed {seed}, again");
        statuses.extend(expected.iter().map(|finding| finding.status));
        rules_seen.extend(expected.iter().filter_map(|finding| finding.rule));
        // Each line of either side once, and the difference of the sums is that of the findings.
        let mut of_ours: Vec<_> = expected.iter().filter_map(|finding| finding.ours).collect();
        let mut of_theirs: Vec<_> = expected.iter().filter_map(|finding| finding.theirs).collect();
        of_ours.sort_unstable();
        of_theirs.sort_unstable();
        let mut ids: Vec<_> = ours.iter().map(|line| line.id).collect();
        ids.sort_unstable();
        assert_eq!(of_ours, ids, "seed {seed}");
        assert_eq!(of_theirs, (2..lines.len() as i32 + 2).collect::<Vec<_>>(), "seed {seed}");
    }
    assert_eq!(rules_seen, BTreeSet::from([1, 2, 3]));
    assert_eq!(statuses.len(), 9, "{statuses:?}");
}

#[tokio::test]
async fn planted_faults_are_all_found_and_none_is_invented() {
    let world = world().await;
    let mut all: Vec<Item> = (1..=400).map(item).collect();
    for (number, item) in all.iter_mut().enumerate() {
        item.at += TimeDelta::seconds(number as i64 * 1_000);
    }
    ours(&world, &all).await;
    let mut random = StdRng::seed_from_u64(7);
    let mut lines: Vec<Line<'_>> = all.iter().map(|item| line_of(item, 0)).collect();
    let strange: Vec<Item> = (1_001..=1_005).map(item).collect();
    let (mut missing, mut over, mut fees) = (0, 0, 0);
    for at in (0..lines.len()).rev() {
        match random.random_range(0..40) {
            0 => {
                lines.remove(at);
                missing += 1;
            }
            1 => {
                lines[at].amount_fen += 1;
                over += 1;
            }
            2 => {
                lines[at].fee_fen = Some(9);
                fees += 1;
            }
            _ => (),
        }
    }
    lines.extend(strange.iter().map(|item| line_of(item, 0)));
    let answer = taken(&world, &write(&head(date()), &lines)).await;
    let of = |status| {
        let found = answer.counts.iter().find(|count| count.status == status);
        found.map_or(0, |count| count.lines)
    };
    assert!(0 < missing && 0 < over && 0 < fees);
    assert_eq!(of(ReconStatus::Expected), missing);
    assert_eq!(of(ReconStatus::AmountOver), over);
    assert_eq!(of(ReconStatus::FeeMismatch), fees);
    assert_eq!(of(ReconStatus::Unexpected), 5);
    assert_eq!(of(ReconStatus::Matched), 400 - missing - over - fees);
    assert_eq!(answer.counts.len(), 5, "{:?}", answer.counts);
}

#[tokio::test]
async fn the_stand_ins_file_is_one_that_is_read() {
    use connect::acquirer::standin::{Standin, StandinConfig};
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let control = Some("127.0.0.1:0".to_owned());
    let standin = Standin::start(StandinConfig { control, ..StandinConfig::default() });
    let standin = standin.await.unwrap();
    let mut line = tokio::net::TcpStream::connect(standin.control.unwrap()).await.unwrap();
    let wanted = format!("daily {{\"date\":\"{DATE}\",\"acquirer\":\"{BANK_CODE}\"}}\n");
    line.write_all(wanted.as_bytes()).await.unwrap();
    let mut told = String::new();
    BufReader::new(line).read_line(&mut told).await.unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let text = told["file"].as_str().unwrap();
    let daily = file::read(text.as_bytes()).unwrap().unwrap();
    assert_eq!((daily.head.acquirer_code, daily.head.business_date), (BANK_CODE, date()));
    assert_eq!((daily.lines.len(), told["lines"].as_u64()), (0, Some(0)));
}
