//! The cut on a real database.

use super::*;
use crate::clearing::{Booking, CardClass};
use crate::switch::model::PaymentKind;
use crate::testing::{BANK, NETWORK, OTHER, THIRD, World, world};
use identity::{Role, Who};
use kernel::{Fault, PaymentId, PersonId};
use ledger::AccountKind;
use ledger::accounts::id_for;
use uuid::Uuid;

const MERCHANT: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0201);

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
    text.parse().unwrap()
}

/// A time of day in China in November 2026, `22T10:00`.
fn at(text: &str) -> DateTime<Utc> {
    format!("2026-11-{text}:00+08:00").parse().unwrap()
}

/// A payment of the bank's merchant at another acquirer.
struct Pay<'a> {
    number: u128,
    kind: PaymentKind,
    amount_fen: i64,
    answered: &'a str,
    state: &'a str,
    original: Option<PaymentId>,
}

fn sale(number: u128, amount_fen: i64, answered: &str) -> Pay<'_> {
    let (kind, state) = (PaymentKind::Sale, "approved");
    Pay { number, kind, amount_fen, answered, state, original: None }
}

async fn pay(world: &World, pay: Pay<'_>) -> PaymentId {
    let answered = at(pay.answered);
    let received = answered - TimeDelta::seconds(2);
    let id = PaymentId(Uuid::from_u128(first_id(received).0.as_u128() | pay.number));
    sqlx::query(
        "insert into payment (institution_id, id, node, kind, acquirer_id, link_id, amount_fen,
           merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
           terminal_code, serial, mcc, batch_no, trace_no, entry_mode, card_token, card_sealed,
           card_mask, content_token, original_id, decision, received_at)
         values (2, $1, 1, $2, 3, $1, $3, $4, '002653058120001', '898500000000001', $1, $1,
           '00000001', 'SN', '5812', 1, $5, '051', '', '', '990000******0001', '', $6, '{}', $7)",
    )
    .bind(id)
    .bind(pay.kind)
    .bind(pay.amount_fen)
    .bind(MERCHANT)
    .bind(pay.number as i32)
    .bind(pay.original)
    .bind(received)
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
    if !pay.state.is_empty() {
        sqlx::query(
            "insert into payment_outcome (institution_id, payment_id, acquirer_id, state,
               response_code, latency_us, hops, answered_at)
             values (2, $1, 3, $2, '00', 1, '[]', $3)",
        )
        .bind(id)
        .bind(pay.state)
        .bind(answered)
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    }
    id
}

/// A reversal that was asked for and, perhaps, has ended.
async fn reverse(world: &World, payment: PaymentId, asked: &str, ended: Option<&str>) {
    sqlx::query(
        "insert into reversal (institution_id, payment_id, acquirer_id, link_id, reason, state,
           created_at, ended_at)
         values (2, $1, 3, $1, '98', case when $3 is null then 'pending' else 'acknowledged' end,
           $2, $3::timestamptz)
         on conflict (institution_id, payment_id) do update
           set state = excluded.state, ended_at = excluded.ended_at",
    )
    .bind(payment)
    .bind(at(asked))
    .bind(ended.map(at))
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
}

async fn debit_cards(world: &World) {
    sqlx::query(
        "insert into card_bin (low, high, from_day, card_class, issuer, added_by, added_at)
         values ('9900', '9900', '2026-01-01', 'debit', '示例银行', '', now())",
    )
    .execute(&world.test.owner_pool)
    .await
    .unwrap();
}

fn books(world: &World) -> Ledger {
    let context = &world.context;
    Ledger::open(context.db.clone(), context.clock.clone(), ledger::Config::default()).unwrap()
}

fn advance_to(world: &World, to: &str) {
    let clock = &world.context.clock;
    clock.advance(at(to) - clock.now());
}

async fn cut_by_bank(world: &World, ledger: &Ledger, on: &str) -> ClearingDay {
    cut(&world.context, ledger, &person(BANK), BANK, day(on)).await.unwrap()
}

/// What the accounts of issuers, network, acquirer and merchant show.
async fn balances(world: &World, ledger: &Ledger) -> Vec<i64> {
    let merchant = kernel::MerchantId(MERCHANT).to_string();
    let mut all = Vec::new();
    for (kind, owner) in [
        (AccountKind::Clearing, "issuers.3"),
        (AccountKind::Clearing, "network.3"),
        (AccountKind::FeeIncome, "3"),
        (AccountKind::MerchantPayable, merchant.as_str()),
    ] {
        let id = id_for(BANK, kind, owner);
        let balance = ledger.balance(BANK, id, None).await;
        all.push(balance.map_or(0, |balance| balance.counters.net().fen()));
    }
    let sum: i64 = all.iter().sum();
    assert_eq!(sum, 0, "{} {all:?}", world.test.name());
    all
}

async fn lines(world: &World, on: &str) -> Vec<(String, i64, i64)> {
    let (actor, of) = (person(BANK), (BANK, day(on)));
    let page =
        items(&world.context, &actor, of, &ItemFilter::default(), (None, None)).await.unwrap();
    let told = |item: Item| {
        (format!("{} {}", item.kind, item.booking), item.amount_fen, item.merchant_fee_fen)
    };
    let mut lines: Vec<_> = page.items.into_iter().map(told).collect();
    lines.sort();
    lines
}

fn line(what: &str, amount_fen: i64, fee_fen: i64) -> (String, i64, i64) {
    (what.to_owned(), amount_fen, fee_fen)
}

#[tokio::test]
async fn a_day_becomes_lines_and_its_fees_go_into_the_books_once() {
    let world = world().await;
    debit_cards(&world).await;
    let ledger = books(&world);
    let first = pay(&world, sale(1, 100_000, "22T10:00")).await;
    let refund =
        Pay { kind: PaymentKind::Refund, original: Some(first), ..sale(2, 20_000, "22T11:00") };
    pay(&world, refund).await;
    let undone = pay(&world, sale(3, 50_000, "22T12:00")).await;
    reverse(&world, undone, "22T12:01", Some("22T12:02")).await;
    let stuck = pay(&world, sale(4, 30_000, "22T13:00")).await;
    reverse(&world, stuck, "22T13:01", None).await;
    pay(&world, Pay { state: "declined", ..sale(5, 1_000, "22T14:00") }).await;
    pay(&world, Pay { state: "", ..sale(6, 7_000, "22T15:00") }).await;
    let asked = Pay { kind: PaymentKind::BalanceQuery, ..sale(7, 0, "22T15:00") };
    pay(&world, asked).await;
    pay(&world, sale(8, 100_000, "22T23:00")).await;
    advance_to(&world, "22T23:05");
    let cut = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!((cut.state, cut.payments, cut.reversals), (DayState::Cut, 3, 1));
    assert_eq!((cut.amount_fen, cut.open_payments, cut.open_fen), (80_000, 2, 37_000));
    let fees = (cut.merchant_fee_fen, cut.issuer_fee_fen, cut.network_fee_fen);
    // 600 - 120; 350 - 70; 33 - 7.
    assert_eq!((fees, cut.acquirer_fee_fen), ((480, 280, 26), 174));
    assert_eq!((cut.unknown_cards, cut.below_cost), (0, 0));
    let wanted = [
        line("refund payment", -20_000, -120),
        line("sale payment", 50_000, 300),
        line("sale payment", 100_000, 600),
        line("sale reversal", -50_000, -300),
    ];
    assert_eq!(lines(&world, "2026-11-22").await, wanted);
    assert_eq!(balances(&world, &ledger).await, [280, 26, 174, -480]);

    // Again, and once more as if the program had died before it noted that it had booked.
    assert_eq!(cut_by_bank(&world, &ledger, "2026-11-22").await, cut);
    sqlx::query("update clearing_day set booked_at = null")
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!(balances(&world, &ledger).await, [280, 26, 174, -480]);

    // The reversal that was under way ends on the next day, and both lines with it.
    reverse(&world, stuck, "22T13:01", Some("23T09:00")).await;
    pay(&world, sale(9, 5_000, "22T12:30")).await;
    advance_to(&world, "23T23:05");
    let next = cut_by_bank(&world, &ledger, "2026-11-23").await;
    assert_eq!((next.payments, next.reversals, next.amount_fen), (2, 1, 100_000));
    let late = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!(late.payments, 3, "nothing comes to a day that is cut");

    let report = crate::clearing::verify(&world.context.db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!((report.institutions, report.entries), (1, 6));
    let pool = &world.test.owner_pool;
    sqlx::raw_sql("delete from clearing_item where kind = 'refund'").execute(pool).await.unwrap();
    let found = crate::clearing::verify(&world.context.db).await.unwrap().findings;
    let found: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(found[0], "day 2026-11-22 is not the sum of its lines");
    assert_eq!(found.len(), 4, "three entries are others: {found:?}");
}

#[tokio::test]
async fn a_day_that_runs_is_cut_as_far_as_it_has_got_and_a_broken_cut_is_made_good() {
    let world = world().await;
    let ledger = books(&world);
    for number in 1..=3 {
        pay(&world, sale(number, 10_000, "22T09:00")).await;
    }
    let early = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!((early.state, early.payments, early.cut_at), (DayState::Open, 3, None));
    assert_eq!(early.unknown_cards, 3, "a card in no range counts as a credit card");
    assert_eq!((early.issuer_fee_fen, early.booked_at), (135, None));
    // Half of the lines and the day's row are all that a crash has left.
    sqlx::raw_sql("delete from clearing_item where trace_no = 2; delete from clearing_day;")
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
    pay(&world, sale(4, 10_000, "22T22:59")).await;
    advance_to(&world, "22T23:01");
    let waits = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!((waits.state, waits.payments), (DayState::Open, 4), "answers may still come");
    advance_to(&world, "22T23:03");
    let done = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!((done.state, done.payments, done.merchant_fee_fen), (DayState::Cut, 4, 240));
    assert_eq!(balances(&world, &ledger).await, [180, 12, 48, -240]);
    let future = cut(&world.context, &ledger, &person(BANK), BANK, day("2026-11-24")).await;
    assert_eq!(future.unwrap_err().code(), "clearing_day_not_begun");
}

#[tokio::test]
async fn what_is_undone_is_priced_as_it_was_paid() {
    let world = world().await;
    debit_cards(&world).await;
    let ledger = books(&world);
    let paid = pay(&world, sale(1, 100_000, "22T10:00")).await;
    let undone = pay(&world, sale(2, 100_000, "22T10:01")).await;
    let sql = "insert into fee_rule (institution_id, id, kind, name, rate_bp, source, from_day,
          state, version, created_by, approved_by, created_at, changed_at)
        values (3, $1, 'merchant', '新价', 38, '公告', '2026-11-23', 'active', 1, '', '', now(), now())";
    let rule = kernel::FeeRuleId::new();
    sqlx::query(sql).bind(rule).execute(&world.test.owner_pool).await.unwrap();
    let sql = "insert into fee_rule_version (institution_id, rule_id, version, change, kind, name,
          mccs, rate_bp, source, from_day, requested_by, approved_by, approval_id, leaf_id, at)
        values (3, $1, 1, 'create', 'merchant', '新价', '{}', 38, '公告', '2026-11-23', '', '',
          $1, $1, now())";
    sqlx::query(sql).bind(rule).execute(&world.test.owner_pool).await.unwrap();
    let refund =
        Pay { kind: PaymentKind::Refund, original: Some(paid), ..sale(3, 100_000, "23T10:00") };
    pay(&world, refund).await;
    pay(&world, sale(4, 100_000, "23T10:01")).await;
    reverse(&world, undone, "22T23:00", Some("23T08:00")).await;
    advance_to(&world, "23T23:05");
    assert_eq!(cut_due(&world.context, &ledger).await.unwrap(), 2);
    assert_eq!(cut_due(&world.context, &ledger).await.unwrap(), 0, "both are cut");
    let wanted = [
        line("refund payment", -100_000, -600),
        line("sale payment", 100_000, 380),
        line("sale reversal", -100_000, -600),
    ];
    assert_eq!(lines(&world, "2026-11-23").await, wanted);
    // Of the first day's 1200 the second has given everything back and taken 380 of its own.
    assert_eq!(balances(&world, &ledger).await, [350, 33, -3, -380]);
}

#[tokio::test]
async fn a_payment_belongs_to_the_day_of_its_acquirer_and_a_day_ends_with_the_last() {
    let world = world().await;
    let ledger = books(&world);
    // The acquirer's days end at 20:00 from the 22nd on, and at 02:00 of the next from the 23rd.
    let sql = "insert into acquirer_cut_off (institution_id, from_day, cut_off, requested_by,
          approved_by, approval_id, at)
        values (3, '2026-11-22', '20:00', 'a', 'b', $1, now()),
          (3, '2026-11-23', '02:00', 'a', 'b', $1, now())";
    let pool = &world.test.owner_pool;
    sqlx::query(sql).bind(MERCHANT).execute(pool).await.unwrap();
    for (number, answered) in [(1, "22T19:59"), (2, "22T20:00"), (3, "24T01:59"), (4, "24T02:00")] {
        pay(&world, sale(number, 1_000, answered)).await;
    }
    let asked = pay(&world, sale(5, 1_000, "22T19:58")).await;
    reverse(&world, asked, "22T19:59", None).await;
    // Others end at 23:00, and only then is the day over.
    advance_to(&world, "22T20:05");
    assert_eq!(cut_by_bank(&world, &ledger, "2026-11-22").await.state, DayState::Open);
    advance_to(&world, "22T23:05");
    let first = cut_by_bank(&world, &ledger, "2026-11-22").await;
    assert_eq!((first.state, first.payments, first.open_payments), (DayState::Cut, 1, 1));
    advance_to(&world, "23T23:05");
    let second = cut_by_bank(&world, &ledger, "2026-11-23").await;
    assert_eq!((second.state, second.payments), (DayState::Open, 2), "till two at night");
    advance_to(&world, "24T02:05");
    assert_eq!(cut_due(&world.context, &ledger).await.unwrap(), 1);
    let wanted = vec![line("sale payment", 1_000, 6); 2];
    assert_eq!(lines(&world, "2026-11-23").await, wanted);
    assert_eq!(cut_by_bank(&world, &ledger, "2026-11-24").await.payments, 1);
}

#[tokio::test]
async fn refunds_of_a_capped_payment_give_back_no_more_than_was_taken() {
    let world = world().await;
    debit_cards(&world).await;
    let ledger = books(&world);
    // The issuer's part of 20000.00 is capped at 13.00, the network's at 3.25.
    let paid = pay(&world, sale(1, 2_000_000, "22T10:00")).await;
    let refund = |number, answered| Pay {
        kind: PaymentKind::Refund,
        original: Some(paid),
        ..sale(number, 1_000_000, answered)
    };
    let undone = pay(&world, refund(2, "22T11:00")).await;
    reverse(&world, undone, "22T11:01", Some("22T11:02")).await;
    pay(&world, refund(3, "22T12:00")).await;
    advance_to(&world, "22T23:05");
    cut_by_bank(&world, &ledger, "2026-11-22").await;
    // Half of it is left, and its issuer's part is still the cap.
    assert_eq!(balances(&world, &ledger).await, [1300, 325, 4375, -6000]);
    pay(&world, refund(4, "23T09:00")).await;
    advance_to(&world, "23T23:05");
    cut_by_bank(&world, &ledger, "2026-11-23").await;
    assert_eq!(balances(&world, &ledger).await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn each_sees_what_is_his_and_cuts_his_own() {
    let world = world().await;
    let ledger = books(&world);
    pay(&world, sale(1, 10_000, "22T09:00")).await;
    pay(&world, sale(2, 20_000, "22T09:01")).await;
    advance_to(&world, "22T23:05");
    assert_eq!(cut_due(&world.context, &ledger).await.unwrap(), 1);
    let on = (BANK, day("2026-11-22"));
    for (who, sees, days) in [(BANK, 1, 1), (OTHER, 1, 0), (THIRD, 0, 0), (NETWORK, 1, 1)] {
        let (context, actor) = (&world.context, person(who));
        let sums = sums(context, &actor, on, None, None).await.unwrap().items;
        assert_eq!(sums.len(), sees, "{who}");
        assert!(sums.iter().all(|sum| (sum.lines, sum.amount_fen) == (2, 30_000)));
        let first =
            items(context, &actor, on, &ItemFilter::default(), (None, Some(1))).await.unwrap();
        assert_eq!(first.items.len(), sees, "{who}");
        if let Some(next) = first.next {
            let rest = items(context, &actor, on, &ItemFilter::default(), (Some(next), None))
                .await
                .unwrap();
            assert_eq!(rest.items.len(), 1);
        }
        let all = list(context, &actor, Filter::default()).await.unwrap().items;
        assert_eq!(all.len(), days, "{who}");
        let by_acquirer = acquirer_sums(context, &actor, on).await.unwrap();
        assert_eq!(by_acquirer.len(), sees, "{who}");
        assert!(by_acquirer.iter().all(|sum| (sum.merchants, sum.amount_fen) == (1, 30_000)));
        for (filter, lines) in [
            (ItemFilter { kind: Some(PaymentKind::Refund), ..ItemFilter::default() }, 0),
            (ItemFilter { booking: Some(Booking::Payment), ..ItemFilter::default() }, 2 * sees),
            (ItemFilter { acquirer: Some(BANK), ..ItemFilter::default() }, 0),
            (ItemFilter { card_class: Some(CardClass::Debit), ..ItemFilter::default() }, 0),
        ] {
            let some = items(context, &actor, on, &filter, (None, None)).await.unwrap().items;
            assert_eq!(some.len(), lines, "{who} {filter:?}");
        }
    }
    let mut reader = person(BANK);
    reader.roles = vec![Role::Auditor];
    let denied = cut(&world.context, &ledger, &reader, BANK, day("2026-11-22")).await.unwrap_err();
    assert_eq!(denied.code(), "not_allowed");
    let nowhere = InstitutionId(99);
    let unknown = cut(&world.context, &ledger, &person(NETWORK), nowhere, day("2026-11-22")).await;
    assert_eq!(unknown.unwrap_err().code(), "institution_missing");
    let bad = |text: &str| Some(Cursor(text.to_owned()));
    let foreign = list(&world.context, &reader, Filter { cursor: bad("x"), ..Filter::default() });
    assert_eq!(foreign.await.unwrap_err().field(), Some("cursor"));
    let foreign = sums(&world.context, &reader, on, bad("x.y"), None).await.unwrap_err();
    assert_eq!(foreign.field(), Some("cursor"));
}
