//! Holds: pre-authorisations, their completion, and the undoing of either.

use super::road::{CARD, Road, road};
use connect::acquirer::standin::{Act, Asked, Rule};
use connect::terminal::{Line, Slip, Terminal};

type Till = (Terminal, Line);

/// Asks and wants a code; the slip of what was asked.
async fn ask(
    (terminal, line): &mut Till,
    make: impl FnOnce(&mut Terminal) -> (iso8583::Message, Slip),
    code: &str,
) -> Slip {
    let asked = make(terminal);
    let (reply, slip) = line.pay(terminal, asked).await.unwrap();
    assert_eq!(reply.get(39), Some(code));
    slip
}

async fn reverse((terminal, line): &mut Till, slip: &Slip, code: &str) {
    let reversal = terminal.reversal(slip, "98");
    assert_eq!(line.exchange(terminal, reversal).await.unwrap().get(39), Some(code));
}

async fn hold(road: &mut Road) -> (Till, Slip) {
    let mut till = road.signed_in().await;
    let hold = ask(&mut till, |t| t.preauth(CARD, 1000), "00").await;
    assert!(hold.authorization_code.is_some());
    (till, hold)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hold_moves_no_money_and_its_completion_does() {
    let mut road = road(Vec::new()).await;
    let (mut till, hold) = hold(&mut road).await;
    assert_eq!(road.owed_fen().await, 0);
    ask(&mut till, |t| t.completion(&hold, 1151), "61").await;
    let completion = ask(&mut till, |t| t.completion(&hold, 1150), "00").await;
    assert_eq!(road.owed_fen().await, 1150);
    // Once only, and what is completed is not given up.
    ask(&mut till, |t| t.completion(&hold, 1), "12").await;
    ask(&mut till, |t| t.preauth_void(&hold), "12").await;
    // Goods of a completed hold may be returned.
    ask(&mut till, |t| t.refund(&completion, 150), "00").await;
    assert_eq!(road.owed_fen().await, 1000);
    assert_eq!(road.host.totals().net_fen, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_terminal_of_the_merchant_completes_a_hold_and_nobody_elses() {
    let mut road = road(Vec::new()).await;
    let (_, hold) = hold(&mut road).await;
    let mut other = road.signed_in().await;
    let mut wrong = hold.clone();
    wrong.authorization_code = Some("999999".to_owned());
    ask(&mut other, |t| t.completion(&wrong, 1000), "25").await;
    let mut wrong = hold.clone();
    wrong.card = "6222021234567890999".to_owned();
    ask(&mut other, |t| t.completion(&wrong, 1000), "25").await;
    wrong = hold.clone();
    wrong.authorization_code = None;
    ask(&mut other, |t| t.completion(&wrong, 1000), "30").await;
    ask(&mut other, |t| t.completion(&hold, 1000), "00").await;
    assert_eq!(road.owed_fen().await, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_voided_completion_leaves_the_hold_to_be_completed_anew() {
    let mut road = road(Vec::new()).await;
    let (mut till, hold) = hold(&mut road).await;
    let first = ask(&mut till, |t| t.completion(&hold, 1000), "00").await;
    ask(&mut till, |t| t.void(&first), "12").await;
    let void = ask(&mut till, |t| t.completion_void(&first), "00").await;
    assert_eq!(road.owed_fen().await, 0);
    let second = ask(&mut till, |t| t.completion(&hold, 800), "00").await;
    // The void cannot be undone any more: the hold would be taken twice.
    reverse(&mut till, &void, "12").await;
    assert_eq!(road.owed_fen().await, 800);
    ask(&mut till, |t| t.completion_void(&second), "00").await;
    ask(&mut till, |t| t.preauth_void(&hold), "00").await;
    ask(&mut till, |t| t.completion(&hold, 1), "12").await;
    assert_eq!(road.owed_fen().await, 0);
    assert_eq!(road.host.totals().net_fen, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_the_family_is_reversed_as_a_sale_is() {
    let mut road = road(Vec::new()).await;
    let (mut till, first) = hold(&mut road).await;
    let completion = ask(&mut till, |t| t.completion(&first, 900), "00").await;
    reverse(&mut till, &first, "12").await;
    reverse(&mut till, &completion, "00").await;
    road.until_states(&["preauth approved 00", "completion reversed 00"]).await;
    assert_eq!(road.owed_fen().await, 0);
    // The hold stands again, at the host as with us.
    let void = ask(&mut till, |t| t.preauth_void(&first), "00").await;
    reverse(&mut till, &void, "00").await;
    road.until_states(&[
        "preauth approved 00",
        "completion reversed 00",
        "preauth_void reversed 00",
    ])
    .await;
    let completion = ask(&mut till, |t| t.completion(&first, 900), "00").await;
    let void = ask(&mut till, |t| t.completion_void(&completion), "00").await;
    reverse(&mut till, &void, "00").await;
    road.until_reversals_end().await;
    assert_eq!(road.owed_fen().await, 900);
    assert_eq!(road.host.totals().net_fen, 900);
    ask(&mut till, |t| t.completion(&first, 900), "12").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hold_without_an_answer_is_reversed() {
    let mut road =
        road(vec![Rule { asked: Some(Asked::Preauth), then: Some(Act::Never), ..Rule::default() }])
            .await;
    let mut till = road.signed_in().await;
    ask(&mut till, |t| t.preauth(CARD, 1000), "98").await;
    road.until_states(&["preauth reversed 98"]).await;
    assert!(road.host.entries()[0].reversed);
    assert_eq!(road.owed_fen().await, 0);
}
