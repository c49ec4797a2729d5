//! What goes as it should.

use super::road::{CARD, road};
use crate::terminals;
use crate::testing::{BANK, manager};
use connect::acquirer::standin::{Act, Rule};
use std::time::{Duration, Instant};

fn decline(code: &str) -> Rule {
    Rule {
        amount_ends: Some(code.to_owned()),
        then: Some(Act::Decline { code: code.to_owned() }),
        ..Rule::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_travels_to_the_acquirer_and_back_and_is_booked() {
    let mut road = road(vec![decline("51")]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (mut message, slip) = terminal.sale(CARD, 12_300);
    assert!(terminal.enter_pin(&mut message, "123456"));
    let (reply, slip) = line.pay(&terminal, (message, slip)).await.unwrap();
    assert_eq!((reply.mti.as_str(), reply.get(39)), ("0210", Some("00")));
    assert_eq!(slip.reference_no.as_deref(), Some("000000000001"));
    let sale = terminal.sale(CARD, 12_351);
    let (reply, _) = line.pay(&terminal, sale).await.unwrap();
    assert_eq!(reply.get(39), Some("51"));
    assert_eq!(road.states().await, ["sale approved 00", "sale declined 51"]);
    assert_eq!(road.owed_fen().await, 12_300);
    let entry = &road.host.entries()[0];
    assert_eq!((entry.amount_fen, entry.stands()), (12_300, true));
    let payment = &road.payments().await[0];
    assert_eq!(payment.card, "622202*********0123");
    assert_eq!(payment.reference_no, slip.reference_no);
    road.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_must_not_lie_in_clear_does_not() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (mut message, slip) = terminal.sale(CARD, 100);
    assert!(terminal.enter_pin(&mut message, "123456"));
    let block = hex::encode(message.bytes(52).unwrap());
    line.pay(&terminal, (message, slip)).await.unwrap();
    for table in ["payment", "payment_outcome", "outbox", "terminal_key", "link_key"] {
        let sql = format!("select coalesce(string_agg(t::text, ' '), '') from {table} t");
        let (rows,): (String,) = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_one(&road.world.test.owner_pool)
            .await
            .unwrap();
        assert!(!rows.is_empty(), "{table}");
        for secret in [CARD, &block, super::road::ZONE_KEY, super::road::MASTER_KEY] {
            assert!(!rows.to_lowercase().contains(&secret.to_lowercase()), "{table}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repetition_gets_the_first_answer_and_another_body_is_refused() {
    let mut road = road(vec![Rule {
        amount_ends: Some("77".to_owned()),
        then: Some(Act::Late { ms: 80 }),
        ..Rule::default()
    }])
    .await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (message, slip) = terminal.sale(CARD, 500);
    let (first, _) = line.pay(&terminal, (message.clone(), slip.clone())).await.unwrap();
    let (again, _) = line.pay(&terminal, (message.clone(), slip.clone())).await.unwrap();
    assert_eq!((again.get(39), again.get(37)), (first.get(39), first.get(37)));
    let mut other = message.clone();
    other.set(4, "000000000501");
    let (refused, _) = line.pay(&terminal, (other, slip.clone())).await.unwrap();
    assert_eq!(refused.get(39), Some("94"));
    // While the first is still under way, the second waits for its answer.
    let (message, _) = terminal.sale(CARD, 577);
    let mut second = road.line().await;
    line.send(&terminal, message.clone()).await.unwrap();
    second.send(&terminal, message).await.unwrap();
    let (one, _) = line.receive(&terminal).await.unwrap();
    let (two, _) = second.receive(&terminal).await.unwrap();
    assert_eq!((one.get(39), one.get(37)), (Some("00"), two.get(37)));
    assert_eq!(road.host.totals().requests, 2);
    assert_eq!(road.owed_fen().await, 1077);
    // After a restart the answer is still the first.
    road.stop().await;
    road.start().await;
    let (message, slip) = (terminal_message(&mut terminal, slip.trace_no), slip);
    let mut line = road.line().await;
    let (later, _) = line.pay(&terminal, (message, slip)).await.unwrap();
    assert_eq!((later.get(39), later.get(37)), (first.get(39), first.get(37)));
}

fn terminal_message(terminal: &mut connect::terminal::Terminal, trace: u32) -> iso8583::Message {
    terminal.set_next_trace(trace);
    terminal.sale(CARD, 500).0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_query_moves_nothing() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let query = terminal.balance(CARD);
    let (reply, _) = line.pay(&terminal, query).await.unwrap();
    assert_eq!(reply.get(39), Some("00"));
    assert_eq!(reply.get(54), Some("1002156C000001234567"));
    assert_eq!(road.states().await, ["balance_query approved 00"]);
    assert_eq!(road.owed_fen().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_test_transaction_passes_the_test_of_a_terminal_on_trial() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal_on_trial().await;
    let mut line = road.line().await;
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("58"), "no money on trial");
    let query = terminal.balance(CARD);
    assert_eq!(line.pay(&terminal, query).await.unwrap().0.get(39), Some("00"));
    let (context, actor) = (road.world.context.clone(), manager(BANK));
    // The answer does not wait for it.
    let activated = async {
        while terminals::activate(&context, &actor, id, "").await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), activated).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn echo_and_sign_off_and_every_sign_in_begins_a_new_batch() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    assert_eq!(terminal.batch_no(), 1);
    let echo = terminal.echo();
    let reply = line.exchange(&terminal, echo).await.unwrap();
    assert_eq!((reply.mti.as_str(), reply.get(39)), ("0830", Some("00")));
    let old = terminal.clone();
    for action in ["001", "003", "004"] {
        let request = terminal.sign_in(action);
        let reply = line.exchange(&terminal, request).await.unwrap();
        terminal.signed_in(&reply).unwrap();
    }
    assert_eq!(terminal.batch_no(), 4);
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
    // The keys of before do not hold any more.
    let mut old = old;
    let sale = old.sale(CARD, 100);
    assert_eq!(line.pay(&old, sale).await.unwrap().0.get(39), Some("A0"));
    let off = terminal.sign_off();
    assert_eq!(line.exchange(&terminal, off).await.unwrap().get(39), Some("00"));
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("77"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_terminals_pay_at_the_same_time_and_every_fen_is_booked_once() {
    let mut road = road(Vec::new()).await;
    let mut lines = Vec::new();
    for _ in 0..8 {
        lines.push(road.signed_in().await);
    }
    let started = Instant::now();
    let pay = lines.into_iter().map(|(mut terminal, mut line)| {
        tokio::spawn(async move {
            for amount_fen in 1..=25 {
                let sale = terminal.sale(CARD, amount_fen);
                let (reply, _) = line.pay(&terminal, sale).await.unwrap();
                assert_eq!(reply.get(39), Some("00"));
            }
        })
    });
    for done in futures::future::join_all(pay).await {
        done.unwrap();
    }
    assert!(started.elapsed() < Duration::from_secs(60));
    assert_eq!(road.owed_fen().await, 8 * 25 * 26 / 2);
    let totals = road.host.totals();
    assert_eq!((totals.approved, totals.net_fen), (200, 8 * 25 * 26 / 2));
}
