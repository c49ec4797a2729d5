//! Settlement on a real database.

use super::calendar::{self, WorkingDay};
use super::holds::{self, HoldDraft, HoldFilter};
use super::payouts::{payout_file, send, take_results};
use super::statements::{Of, entries};
use super::*;
use crate::imports::{ImportKind, Upload};
use crate::testing::{BANK, NETWORK, OTHER, World, world};
use chrono::{DateTime, Utc};
use gateway::export::Format;
use identity::approvals::{Approval, Decision};
use identity::{Approvals, Role, Who};
use kernel::{ApprovalId, Fault, PersonId};
use ledger::accounts::id_for;
use ledger::{AccountKind, Ledger};
use zeroize::Zeroizing;

fn person(institution: InstitutionId) -> Actor {
    Actor {
        institution,
        who: Who::Person(PersonId::new()),
        name: "李雷".to_owned(),
        roles: vec![Role::Operations],
        network: institution == NETWORK,
    }
}

fn day(text: &str) -> NaiveDate {
    format!("2026-{text}").parse().unwrap()
}

fn upload(text: &str) -> Upload {
    Upload {
        kind: ImportKind::Merchants,
        file_name: "file.csv".to_owned(),
        format: Format::Csv,
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
        dry_run: false,
    }
}

fn advance_to(world: &World, to: &str) {
    let to: DateTime<Utc> = format!("2026-{to}:00+08:00").parse().unwrap();
    world.context.clock.advance(to - world.context.clock.now());
}

fn books(world: &World) -> Ledger {
    let context = &world.context;
    Ledger::open(context.db.clone(), context.clock.clone(), ledger::Config::default()).unwrap()
}

/// A line of clearing of a merchant of the bank, on a day that is cut.
async fn cleared(world: &World, merchant: MerchantId, on: &str, amount_fen: i64, fee_fen: i64) {
    let (pool, at) = (&world.test.owner_pool, world.context.clock.now());
    sqlx::query(
        "insert into clearing_item (institution_id, business_date, id, booking, payment_id, kind,
           acquirer_id, merchant_id, merchant_code, acquirer_merchant_code, store_id,
           terminal_id, terminal_code, mcc, batch_no, trace_no, card_mask, card_class, amount_fen,
           merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at)
         select 2, $1, u, 'payment', u, 'sale', 3, $2, '002653058120001', '', u, u, '', '5812', 1,
           1, '', 'credit', $3, $4, 0, 0, $4, $5 from gen_random_uuid() u",
    )
    .bind(day(on))
    .bind(merchant)
    .bind(amount_fen)
    .bind(fee_fen)
    .bind(at)
    .execute(pool)
    .await
    .unwrap();
    sqlx::query(
        "insert into clearing_day (institution_id, business_date, state, cut_at, booked_at,
           changed_at) values (2, $1, 'cut', $2, $2, $2) on conflict do nothing",
    )
    .bind(day(on))
    .bind(at)
    .execute(pool)
    .await
    .unwrap();
}

async fn made(world: &World, on: &str) -> SettlementBatch {
    make(&world.context, &person(BANK), BANK, day(on)).await.unwrap()
}

async fn lines_of(world: &World, batch: &SettlementBatch) -> Vec<SettlementLine> {
    lines(&world.context, &person(BANK), batch.id, None, (None, None)).await.unwrap().items
}

async fn approve(world: &World, id: ApprovalId) -> Result<Approval, String> {
    let (db, at) = (&world.test.db, world.context.clock.now());
    let approvals = holds::register(Approvals::new());
    let decided = approvals.decide(db, &person(BANK), id, Decision::Approve, "", at).await;
    decided.map_err(|error| error.code().to_owned())
}

/// What the merchant and the bank account show.
async fn balances(ledger: &Ledger, merchant: MerchantId) -> (i64, i64) {
    let mut all = Vec::new();
    for (kind, owner) in [
        (AccountKind::MerchantPayable, merchant.to_string()),
        (AccountKind::Bank, BANK.to_string()),
    ] {
        let balance = ledger.balance(BANK, id_for(BANK, kind, &owner), None).await;
        all.push(balance.map_or(0, |balance| balance.net_fen.fen()));
    }
    (all[0], all[1])
}

#[tokio::test]
async fn a_batch_takes_up_what_is_due_and_carries_on_what_it_cannot_pay() {
    let world = world().await;
    let owes = world.merchant(1, &[OTHER]).await.merchant.id;
    let good = world.merchant(2, &[OTHER]).await.merchant.id;
    // Friday's, Saturday's and Monday's.
    cleared(&world, good, "11-20", 100_000, 600).await;
    cleared(&world, good, "11-21", 10_000, 60).await;
    cleared(&world, owes, "11-21", -5_000, -30).await;
    cleared(&world, owes, "11-23", 20_000, 120).await;
    let sunday = make(&world.context, &person(BANK), BANK, day("11-22")).await.unwrap_err();
    assert_eq!(sunday.code(), "settlement_day_off");
    let early = make(&world.context, &person(BANK), BANK, day("11-23")).await.unwrap_err();
    assert_eq!(early.code(), "settlement_day_to_come");
    advance_to(&world, "11-23T09:30");
    let monday = made(&world, "11-23").await;
    assert_eq!((monday.lines, monday.payouts), (2, 1));
    assert_eq!((monday.gross_fen, monday.fee_fen), (105_000, 630));
    assert_eq!((monday.payout_fen, monday.carried_fen), (109_340, -4_970));
    assert_eq!(made(&world, "11-23").await, monday, "made once");
    advance_to(&world, "11-24T09:30");
    let tuesday = made(&world, "11-24").await;
    let line = &lines_of(&world, &tuesday).await[0];
    assert_eq!((line.carried_in_fen, line.payout_fen, line.carried_out_fen), (-4_970, 14_910, 0));
    advance_to(&world, "11-25T09:30");
    let nothing = make(&world.context, &person(BANK), BANK, day("11-25")).await.unwrap_err();
    assert_eq!(nothing.code(), "settlement_nothing_due");
    let settled: i64 = sqlx::query_scalar(
        "select count(*) from clearing_day where state = 'settled' and settled_by is not null",
    )
    .fetch_one(&world.test.owner_pool)
    .await
    .unwrap();
    assert_eq!(settled, 3);
    let narrow = Filter { limit: Some(1), ..Filter::default() };
    let page = list(&world.context, &person(BANK), narrow).await.unwrap();
    assert_eq!(page.items, [tuesday]);
    let rest = Filter { cursor: page.next, ..Filter::default() };
    let second = list(&world.context, &person(BANK), rest).await.unwrap().items;
    assert_eq!((second.len(), second[0].id), (1, monday.id));
    let of = Of { merchant: owes, from: day("11-20"), until: day("11-30") };
    let first = entries(&world.context, &person(BANK), of, None, Some(1)).await.unwrap();
    assert_eq!(
        (first.items[0].settle_date, first.items[0].carried_out_fen),
        (day("11-23"), -4_970)
    );
    let next = entries(&world.context, &person(BANK), of, first.next.as_ref(), None).await.unwrap();
    assert_eq!((next.items.len(), next.items[0].payout_fen), (1, 14_910));
    let hidden = entries(&world.context, &person(crate::testing::THIRD), of, None, None).await;
    assert_eq!(hidden.unwrap_err().code(), "merchant_missing");
    let paper = statements::pdf(&world.context, &person(BANK), of).await.unwrap();
    assert!(paper.starts_with(b"%PDF-") && paper.ends_with(b"%%EOF"));
    let hidden = statements::pdf(&world.context, &person(crate::testing::THIRD), of).await;
    assert_eq!(hidden.unwrap_err().code(), "merchant_missing");
    let turned = Of { from: of.until, until: of.from, ..of };
    let turned = entries(&world.context, &person(BANK), turned, None, None).await.unwrap_err();
    assert_eq!(turned.field(), Some("until"));
    // An acquirer sees the lines of what it acquired, and no batch; another sees nothing.
    let seen = lines(&world.context, &person(OTHER), monday.id, None, (None, None)).await;
    assert_eq!(seen.unwrap().items.len(), 2);
    let hidden = find(&world.context, &person(OTHER), monday.id).await.unwrap_err();
    assert_eq!(hidden.code(), "settlement_missing");
    let stranger = person(crate::testing::THIRD);
    let hidden = lines(&world.context, &stranger, monday.id, None, (None, None)).await;
    assert_eq!(hidden.unwrap_err().code(), "settlement_missing");
}

#[tokio::test]
async fn the_bank_pays_refuses_and_sends_back() {
    let world = world().await;
    let ledger = books(&world);
    let mut merchants = Vec::new();
    for number in 1..=3 {
        let merchant = world.merchant(number, &[OTHER]).await.merchant.id;
        cleared(&world, merchant, "11-20", 10_000, 60).await;
        merchants.push(merchant);
    }
    advance_to(&world, "11-23T09:30");
    let batch = made(&world, "11-23").await;
    let (context, actor) = (&world.context, person(BANK));
    let unsent = payout_file(context, &actor, batch.id).await.unwrap_err();
    assert_eq!(unsent.code(), "settlement_state");
    let results = |text: String| {
        let ledger = &ledger;
        let actor = &actor;
        async move { take_results(context, ledger, actor, batch.id, &upload(&text)).await }
    };
    let head = "line_id,result,bank_reference,reason\n";
    assert_eq!(results(head.to_owned()).await.unwrap_err().code(), "settlement_state");
    let sent = send(context, &actor, batch.id).await.unwrap();
    assert_eq!(sent.state, BatchState::Sent);
    assert_eq!(send(context, &actor, batch.id).await.unwrap(), sent, "sent once");
    let text = String::from_utf8(payout_file(context, &actor, batch.id).await.unwrap()).unwrap();
    assert_eq!(text.lines().count(), 5);
    assert!(text.contains(",6222021234500000001,"), "{text}");
    use sha2::Digest;
    assert_eq!(sent.file_sha256, Some(hex::encode(sha2::Sha256::digest(text.as_bytes()))));
    let reader = Actor { roles: vec![Role::Auditor], ..person(BANK) };
    let denied = payout_file(context, &reader, batch.id).await.unwrap_err();
    assert_eq!(denied.code(), "not_allowed");

    let ids: Vec<_> = lines_of(&world, &batch).await.iter().map(|line| line.id).collect();
    let bad = format!("{head}{},sent,1,\n{},returned,1,\n{},paid,,\n", ids[0], ids[1], ids[2]);
    let refused = results(bad).await.unwrap();
    let faults: Vec<_> =
        refused.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
    assert_eq!(faults, [(2, "result"), (3, "result"), (4, "bank_reference")]);
    let good = format!(
        "{head}{},paid,B1,\n{},rejected,B2,户名不符\n{},paid,B3,\n",
        ids[0], ids[1], ids[2]
    );
    assert_eq!(results(good.clone()).await.unwrap().taken, 3);
    assert_eq!(results(good.clone()).await.unwrap().taken, 0, "taken once");
    assert_eq!(find(context, &actor, batch.id).await.unwrap().state, BatchState::Done);
    let back = format!("{head}{},returned,B4,账户已销户\n", ids[2]);
    assert_eq!(results(back).await.unwrap().taken, 1);
    assert_eq!(results(good).await.unwrap().taken, 0, "an old file changes nothing");
    // Fees and payments are not booked here: a payable shows payouts only.
    let shown = lines_of(&world, &batch).await;
    let of = |at: usize| shown.iter().find(|line| line.id == ids[at]).unwrap();
    assert_eq!(balances(&ledger, of(0).merchant_id).await, (-9_940, 9_940));
    assert_eq!(balances(&ledger, of(1).merchant_id).await.0, 0);
    assert_eq!(balances(&ledger, of(2).merchant_id).await.0, 0);

    // Both wait under a hold; the next batch keeps them back until two have released them.
    let held = holds::list(context, &actor, HoldFilter::default()).await.unwrap().items;
    assert_eq!(held.len(), 2);
    advance_to(&world, "11-24T09:30");
    let next = made(&world, "11-24").await;
    assert_eq!((next.payouts, next.carried_fen), (0, 19_880));
    let (_, approval) = holds::release(context, &actor, held[0].id, "账户已更正").await.unwrap();
    approve(&world, approval).await.unwrap();
    advance_to(&world, "11-25T09:30");
    let third = made(&world, "11-25").await;
    assert_eq!((third.payouts, third.payout_fen, third.carried_fen), (1, 9_940, 9_940));

    let pool = &world.test.owner_pool;
    let told = async |sql: &'static str| {
        sqlx::raw_sql(sql).execute(pool).await.unwrap();
        let found = crate::clearing::verify(&context.db).await.unwrap().findings;
        let words = found.into_iter().map(|finding| finding.what.replace(' ', "_"));
        words.collect::<Vec<_>>().join(" ")
    };
    // The lines were made without a cut, so the day and its fees are put right first.
    let whole = "update clearing_day set payments = 3, amount_fen = 30000,
        merchant_fee_fen = 180, acquirer_fee_fen = 180, booked_at = null";
    assert_eq!(told(whole).await, "");
    let carried = told(
        "update settlement_carry set amount_fen = amount_fen + 1
        where cause = 'returned'",
    )
    .await;
    assert!(carried.contains("-1_fen_carried_on") && carried.contains("batch_stl_"), "{carried}");
    let paid = told(
        "update settlement_carry set amount_fen = amount_fen - 1
        where cause = 'returned';
        update settlement_line set state = 'paid' where state = 'rejected';
        delete from settlement_carry where cause = 'rejected'",
    )
    .await;
    assert!(paid.contains("is_not_in_the_books"), "{paid}");
}

#[tokio::test]
async fn files_go_to_the_bank_and_its_results_come_back() {
    let world = world().await;
    let (context, ledger, actor) = (&world.context, books(&world), person(BANK));
    let folder = std::env::temp_dir().join(format!("bank-{}", uuid::Uuid::now_v7()));
    for (number, fen) in [(1, 10_000), (2, 20_013), (3, 30_014)] {
        let merchant = world.merchant(number, &[OTHER]).await.merchant.id;
        cleared(&world, merchant, "11-20", fen, 0).await;
    }
    advance_to(&world, "11-23T09:30");
    let batch = made(&world, "11-23").await;
    let exchange = async || bank::exchange(context, &ledger, &folder).await.unwrap();
    assert_eq!(exchange().await, 0, "nothing is sent");
    send(context, &actor, batch.id).await.unwrap();
    assert_eq!(exchange().await, 1);
    assert_eq!(exchange().await, 0, "handed in once");
    let place = folder.join(crate::testing::BANK_CODE);
    let config = connect::bank::standin::BankConfig::new(place.clone());
    assert_eq!(connect::bank::standin::Bank::new(config).look().unwrap(), 1);
    std::fs::write(place.join("out/odd.csv"), "?").unwrap();
    assert_eq!(exchange().await, 2, "results and returns; what names no batch stays");
    let mut states: Vec<_> =
        lines_of(&world, &batch).await.iter().map(|line| (line.payout_fen, line.state)).collect();
    states.sort_unstable();
    use LineState::{Paid, Rejected, Returned};
    assert_eq!(states, [(10_000, Paid), (20_013, Rejected), (30_014, Returned)]);
    assert_eq!(find(context, &actor, batch.id).await.unwrap().state, BatchState::Done);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_hold_is_placed_by_one_and_released_by_two() {
    let world = world().await;
    let merchant = world.merchant(1, &[OTHER]).await.merchant.id;
    let (context, actor) = (&world.context, person(BANK));
    let draft = |amount_fen, reason: &str| HoldDraft {
        merchant_id: merchant,
        amount_fen,
        reason: reason.to_owned(),
    };
    for (draft, field) in [(draft(Some(0), "核查"), "amount_fen"), (draft(None, " "), "reason")] {
        let refused = holds::place(context, &actor, draft).await.unwrap_err();
        assert_eq!(refused.field(), Some(field));
    }
    let foreign = holds::place(context, &person(OTHER), draft(None, "核查")).await.unwrap_err();
    assert_eq!(foreign.code(), "merchant_missing");
    let hold = holds::place(context, &actor, draft(Some(4_000), "疑似套现")).await.unwrap();
    cleared(&world, merchant, "11-20", 10_000, 0).await;
    advance_to(&world, "11-23T09:30");
    let batch = made(&world, "11-23").await;
    let line = lines_of(&world, &batch).await.remove(0);
    assert_eq!((line.held_fen, line.payout_fen, line.carried_out_fen), (4_000, 6_000, 4_000));

    let (still, approval) = holds::release(context, &actor, hold.id, "已核实").await.unwrap();
    assert_eq!(still.state, HoldState::Active);
    let (_, second) = holds::release(context, &actor, hold.id, "再次").await.unwrap();
    let own = holds::register(Approvals::new())
        .decide(&world.test.db, &actor, approval, Decision::Approve, "", context.clock.now())
        .await;
    assert_eq!(own.unwrap_err().code(), "approval_own_request");
    approve(&world, approval).await.unwrap();
    assert_eq!(approve(&world, second).await.unwrap_err(), "hold_released");
    let late = holds::release(context, &actor, hold.id, "再次").await.unwrap_err();
    assert_eq!(late.code(), "hold_released");
    let other = holds::list(context, &person(OTHER), HoldFilter::default()).await.unwrap();
    assert!(other.items.is_empty());
    let mine = HoldFilter { merchant: Some(merchant), ..HoldFilter::default() };
    let mine = holds::list(context, &actor, mine).await.unwrap().items;
    assert_eq!((mine.len(), mine[0].state), (1, HoldState::Released));
    advance_to(&world, "11-24T09:30");
    let next = made(&world, "11-24").await;
    assert_eq!((next.payout_fen, next.carried_fen), (4_000, 0));
}

#[tokio::test]
async fn a_holiday_moves_settlement_and_a_bad_row_leaves_the_calendar_as_it_is() {
    let world = world().await;
    let (context, branch) = (&world.context, person(NETWORK));
    let import = async |by: &Actor, text: &str| calendar::import(context, by, &upload(text)).await;
    let head = "day,works,name\n";
    let foreign = import(&person(BANK), head).await.unwrap_err();
    assert_eq!(foreign.code(), "calendar_of_network");
    let bad = format!("{head}2026-13-01,no,节\n2026-11-23,maybe,节\n2026-11-24,no,\n");
    let refused = import(&branch, &bad).await.unwrap();
    let faults: Vec<_> =
        refused.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
    assert_eq!(faults, [(2, "day"), (3, "works"), (4, "name")]);
    let twice = format!("{head}2026-11-23,no,节\n2026-11-23,yes,节\n");
    assert_eq!(import(&branch, &twice).await.unwrap().errors[0].code, "row_repeated");
    let good = format!("{head}2026-11-23,否,节日\n2026-11-22,是,调休\n");
    assert_eq!(import(&branch, &good).await.unwrap().taken, 2);
    let known = calendar::list(context, &person(BANK), None, None).await.unwrap().items;
    let days: Vec<(NaiveDate, bool)> =
        known.iter().map(|day: &WorkingDay| (day.day, day.works)).collect();
    assert_eq!(days, [(day("11-22"), true), (day("11-23"), false)]);

    let merchant = world.merchant(1, &[OTHER]).await.merchant.id;
    cleared(&world, merchant, "11-20", 10_000, 0).await;
    cleared(&world, merchant, "11-22", 5_000, 0).await;
    // The made-up Sunday settles Friday; Sunday's own is paid after the holiday.
    assert_eq!(made(&world, "11-22").await.payout_fen, 10_000);
    advance_to(&world, "11-24T09:30");
    let off = make(context, &person(BANK), BANK, day("11-23")).await.unwrap_err();
    assert_eq!(off.code(), "settlement_day_off");
    assert_eq!(super::jobs::make_due(context).await.unwrap(), 1);
    assert_eq!(made(&world, "11-24").await.payout_fen, 5_000);
}
