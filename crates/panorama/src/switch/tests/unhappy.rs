//! What goes wrong, and how it ends well.

use super::road::{CARD, CONNECTIONS_MAX, add_link, admin, road};
use crate::acquirers;
use crate::switch::model::{ReversalReason, ReversalState};
use crate::terminals::Policy;
use crate::testing::{BANK, OTHER};
use connect::acquirer::standin::{Act, Asked, Rule, Standin, StandinConfig};
use connect::terminal::LineError;
use std::time::{Duration, Instant};

fn rule(amount_ends: &str, then: Act) -> Rule {
    Rule { amount_ends: Some(amount_ends.to_owned()), then: Some(then), ..Rule::default() }
}

fn sale_rule(amount_ends: &str, then: Act) -> Rule {
    Rule { asked: Some(Asked::Sale), ..rule(amount_ends, then) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_is_told_as_no_answer_and_reversed_until_acknowledged() {
    let silent = Rule { asked: Some(Asked::Reversal), times: Some(2), ..rule("01", Act::Never) };
    let mut road = road(vec![sale_rule("01", Act::Never), silent]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1001);
    let (reply, _) = line.pay(&terminal, sale).await.unwrap();
    assert_eq!(reply.get(39), Some("98"));
    road.until_states(&["sale reversed 98"]).await;
    let reversal = road.reversals().await.remove(0);
    assert_eq!((reversal.state, reversal.tries), (ReversalState::Acknowledged, 3));
    assert_eq!(reversal.reason, ReversalReason::NoAnswer);
    let entry = road.host.entries().remove(0);
    assert!(entry.reversed && entry.seen == 1, "never sent a second time");
    assert_eq!((road.owed_fen().await, road.host.totals().net_fen), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_approval_is_reversed_exactly_once() {
    let mut road = road(vec![sale_rule("02", Act::Late { ms: 400 })]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1002);
    let (reply, _) = line.pay(&terminal, sale).await.unwrap();
    assert_eq!(reply.get(39), Some("98"));
    let started = Instant::now();
    let noted = loop {
        let reversal = road.reversals().await.remove(0);
        if reversal.late_at.is_some() && reversal.state == ReversalState::Acknowledged {
            break reversal;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{reversal:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!((noted.late_code.as_deref(), noted.tries), (Some("00"), 1));
    assert_eq!(road.host.entries()[0].reversals, 1);
    assert_eq!(road.owed_fen().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_under_a_wrong_mac_is_no_answer() {
    let mut road = road(vec![sale_rule("03", Act::BadMac)]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1003);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("98"));
    road.until_states(&["sale reversed 98"]).await;
    assert_eq!(road.reversals().await[0].reason, ReversalReason::BadMac);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reversal_nobody_acknowledges_is_handed_to_staff_and_others_follow() {
    let refuse =
        Rule { asked: Some(Asked::Reversal), ..rule("01", Act::Decline { code: "96".to_owned() }) };
    let mut road =
        road(vec![refuse, sale_rule("01", Act::Never), sale_rule("02", Act::Never)]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    for amount_fen in [1, 2] {
        let sale = terminal.sale(CARD, amount_fen);
        assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("98"));
    }
    road.until_states(&["sale reversal_pending 98", "sale reversed 98"]).await;
    let states: Vec<_> = road.reversals().await.iter().map(|one| (one.state, one.tries)).collect();
    assert_eq!(states, [(ReversalState::Acknowledged, 1), (ReversalState::Staff, 3)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_wrong_macs_in_a_row_force_a_new_sign_in() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let bad = |message: &iso8583::Message| {
        let mut bytes = Vec::new();
        let mut message = message.clone();
        assert!(terminal.clone().put(&mut message, &mut bytes));
        *bytes.last_mut().unwrap() ^= 1;
        bytes
    };
    let (message, _) = terminal.clone().sale(CARD, 100);
    let wrong = bad(&message);
    let mut codes = Vec::new();
    for _ in 0..2 {
        line.send_raw(&wrong).await.unwrap();
        codes.push(line.receive(&terminal).await.unwrap().0.get(39).unwrap().to_owned());
    }
    // A right one in between begins the count anew.
    let sale = terminal.sale(CARD, 100);
    codes.push(line.pay(&terminal, sale).await.unwrap().0.get(39).unwrap().to_owned());
    for _ in 0..3 {
        line.send_raw(&wrong).await.unwrap();
        codes.push(line.receive(&terminal).await.unwrap().0.get(39).unwrap().to_owned());
    }
    let sale = terminal.sale(CARD, 100);
    codes.push(line.pay(&terminal, sale).await.unwrap().0.get(39).unwrap().to_owned());
    assert_eq!(codes, ["A0", "A0", "00", "A0", "A0", "A0", "77"]);
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
    assert_eq!(road.host.totals().requests, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_wrong_macs_at_once_are_no_more_than_three_tries() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, _) = road.signed_in().await;
    let mut wrong = Vec::new();
    assert!(terminal.clone().put(&mut terminal.clone().sale(CARD, 100).0, &mut wrong));
    *wrong.last_mut().unwrap() ^= 1;
    let mut lines = Vec::new();
    for _ in 0..10 {
        let mut line = road.line().await;
        line.send_raw(&wrong.repeat(20)).await.unwrap();
        lines.push(line);
    }
    let mut tries = 0;
    for line in &mut lines {
        for _ in 0..20 {
            let (reply, _) = line.receive(&terminal).await.unwrap();
            match reply.get(39) {
                Some("A0") => tries += 1,
                code => assert_eq!(code, Some("77")),
            }
        }
    }
    assert!((1..=3).contains(&tries), "{tries} tries");
    let line = &mut lines[0];
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("77"));
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_terminal_is_refused_within_a_second() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal().await;
    let mut line = road.line().await;
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
    road.close_terminal(id).await;
    let closed = Instant::now();
    loop {
        let sale = terminal.sale(CARD, 100);
        let (reply, _) = line.pay(&terminal, sale).await.unwrap();
        if reply.get(39) == Some("97") {
            break;
        }
        assert!(closed.elapsed() < Duration::from_secs(1));
    }
    // What was paid before can still be reversed.
    let mut last = terminal.sale(CARD, 100).1;
    last.trace_no = 2;
    let reversal = terminal.reversal(&last, "98");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_difference_from_the_binding_is_refused_or_flagged_as_the_acquirer_wants() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let with_serial = |terminal: &mut connect::terminal::Terminal| {
        let (mut message, slip) = terminal.sale(CARD, 100);
        let field = b"A2024010020402012SN0000009999";
        message.set_bytes(59, field);
        (message, slip)
    };
    let sale = with_serial(&mut terminal);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("58"));
    let policy = Policy { serial: crate::terminals::Reaction::Flag, ..Policy::default() };
    acquirers::set_policy(&road.world.context, &admin(BANK), BANK, policy).await.unwrap();
    let started = Instant::now();
    loop {
        let sale = with_serial(&mut terminal);
        let (reply, _) = line.pay(&terminal, sale).await.unwrap();
        if reply.get(39) == Some("00") {
            break;
        }
        assert!(started.elapsed() < Duration::from_secs(2));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let payments = road.payments().await;
    let mut tx = road.world.context.db.read().await.unwrap();
    let mut verdicts = Vec::new();
    for payment in [&payments[0], &payments[payments.len() - 1]] {
        let rest = crate::switch::store::payment_rest(&mut tx, BANK, payment.id);
        let decision: serde_json::Value =
            serde_json::from_str(&rest.await.unwrap().unwrap().decision).unwrap();
        verdicts.push(decision["binding"]["verdict"].as_str().unwrap().to_owned());
    }
    assert_eq!(verdicts, ["refused", "flagged"]);
    assert_eq!(road.host.totals().requests, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_left_without_an_ending_is_reversed_at_the_next_start() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 100);
    line.pay(&terminal, sale).await.unwrap();
    road.stop().await;
    // As a crash leaves it: sent or not, nobody knows.
    let mut tx = road.world.context.db.begin().await.unwrap();
    sqlx::query(
        "insert into payment select institution_id, $1, node, kind, acquirer_id, link_id, 777,
            merchant_id, merchant_code, acquirer_merchant_code, store_id, terminal_id,
            terminal_code, serial, mcc, batch_no, 77, entry_mode, card_token, card_sealed,
            card_mask, content_token, original_id, decision, received_at from payment",
    )
    .bind(kernel::PaymentId::new())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    road.start().await;
    let states = road.states().await;
    assert_eq!(states[0], "sale approved 00");
    assert!(states[1].ends_with("98"), "{states:?}");
    assert_eq!(road.reversals().await.len(), 1);
    assert_eq!(road.owed_fen().await, 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approved_payment_that_was_not_booked_is_booked_at_the_next_start() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 100);
    line.pay(&terminal, sale).await.unwrap();
    road.stop().await;
    for table in ["ledger_transfer", "ledger_batch", "ledger_snapshot"] {
        let sql = format!("truncate {table}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&road.world.test.owner_pool).await.unwrap();
    }
    sqlx::raw_sql("update ledger_head set seq = 0, watermark = 0")
        .execute(&road.world.test.owner_pool)
        .await
        .unwrap();
    let context = &road.world.context;
    road.ledger =
        ledger::Ledger::open(context.db.clone(), context.clock.clone(), Default::default())
            .unwrap();
    assert_eq!(road.owed_fen().await, 0);
    road.start().await;
    assert_eq!(road.owed_fen().await, 100);
    road.stop().await;
    road.start().await;
    assert_eq!(road.owed_fen().await, 100, "booked once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_is_away_is_told_at_once_and_nothing_is_reversed() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    road.host = Standin::start(StandinConfig::default()).await.unwrap();
    let started = Instant::now();
    loop {
        let sale = terminal.sale(CARD, 100);
        let code = line.pay(&terminal, sale).await.unwrap().0.get(39).unwrap().to_owned();
        if code == "91" {
            break;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{code}");
    }
    let states = road.states().await;
    assert_eq!(states.last().unwrap(), "sale failed 91");
    // Another acquirer of the merchant takes over when the first has no link that is up.
    let other = Standin::start(StandinConfig {
        mac_key: Some(super::road::ZONE_KEY.to_owned()),
        ..StandinConfig::default()
    })
    .await
    .unwrap();
    add_link(&road.world, OTHER, other.address).await;
    let started = Instant::now();
    loop {
        let sale = terminal.sale(CARD, 100);
        let (reply, _) = line.pay(&terminal, sale).await.unwrap();
        if reply.get(39) == Some("00") {
            break;
        }
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(other.totals().approved, 1);
    assert_eq!(road.payments().await.last().unwrap().acquirer_id, OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_on_one_connection_stalls_no_other() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let mut nonsense = road.line().await;
    for bytes in [&b"\0\x05hello"[..], b"\0\0", b"\0\x0b\x60\0\0\0\0\0\0\0\0\0\0"] {
        nonsense.send_raw(bytes).await.unwrap();
    }
    let mut slow = road.line().await;
    slow.send_raw(b"\x01").await.unwrap();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
    for _ in 0..20 {
        // The connection may be closed under our hands: that is what is wanted.
        let _ = nonsense.send_raw(b"\0\x03xyz").await;
    }
    assert!(matches!(
        nonsense.receive(&terminal).await,
        Err(LineError::Closed | LineError::Socket(_))
    ));
    let mut huge = road.line().await;
    huge.send_raw(&[0xFF; 64]).await.unwrap();
    assert!(matches!(huge.receive(&terminal).await, Err(LineError::Closed | LineError::Socket(_))));
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_comes_drop_by_drop_ends_its_connection() {
    let mut road = road(Vec::new()).await;
    let (terminal, mut line) = road.signed_in().await;
    let started = Instant::now();
    line.send_raw(b"\0\x40\x60").await.unwrap();
    let mut open = true;
    while open && started.elapsed() < Duration::from_secs(5) {
        tokio::time::sleep(Duration::from_millis(100)).await;
        open = line.send_raw(b"\0").await.is_ok();
    }
    assert!(!open, "every byte began the time anew");
    assert!(line.receive(&terminal).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_on_all_connections_make_room_for_a_terminal() {
    let mut road = road(Vec::new()).await;
    let (mut known, mut first) = road.signed_in().await;
    let mut strangers = Vec::new();
    for _ in 0..2 * CONNECTIONS_MAX {
        let mut stranger = road.line().await;
        stranger.send_raw(b"\0\0").await.unwrap();
        strangers.push(stranger);
    }
    let (mut terminal, mut line) = road.signed_in().await;
    for (terminal, line) in [(&mut terminal, &mut line), (&mut known, &mut first)] {
        let sale = terminal.sale(CARD, 100);
        assert_eq!(line.pay(terminal, sale).await.unwrap().0.get(39), Some("00"));
    }
}
