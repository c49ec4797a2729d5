//! Settlement of terminals' batches.

use super::road::{CARD, Road, admin, road};
use crate::switch::batch::{self, TerminalBatch, TerminalBatchState};
use crate::testing::{BANK, OTHER};
use connect::terminal::{Line, Slip, Terminal};
use iso8583::Message;

type Till = (Terminal, Line);

async fn sale((terminal, line): &mut Till, fen: i64) -> Slip {
    let asked = terminal.sale(CARD, fen);
    let (reply, slip) = line.pay(terminal, asked).await.unwrap();
    assert_eq!(reply.get(39), Some("00"));
    slip
}

async fn say((terminal, line): &mut Till, message: Message) -> (String, String) {
    let reply = line.exchange(terminal, message).await.unwrap();
    let get = |field| reply.get(field).unwrap_or("-").to_owned();
    (get(39), get(48))
}

/// F39 and the answer in F48 of a settlement.
async fn settle(till: &mut Till, debit: (i64, u32), credit: (i64, u32)) -> (String, String) {
    let message = till.0.settlement(debit, credit);
    let (code, sums) = say(till, message).await;
    (code, sums.get(30..31).unwrap_or("-").to_owned())
}

fn told(code: &str, answer: &str) -> (String, String) {
    (code.to_owned(), answer.to_owned())
}

async fn batches(road: &Road) -> Vec<TerminalBatch> {
    let page = batch::list(&road.world.context, &admin(BANK), (None, None), None, 50).await;
    page.unwrap().items
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_balances_is_closed_and_the_next_begins_with_a_sign_in() {
    let mut road = road(Vec::new()).await;
    let mut till = road.signed_in().await;
    let first = sale(&mut till, 1000).await;
    sale(&mut till, 500).await;
    let void = till.0.void(&first);
    till.1.pay(&till.0, void).await.unwrap();
    assert_eq!(settle(&mut till, (1500, 2), (1000, 1)).await, told("00", "1"));
    // The answer was lost: the same again gets it again, other sums are refused.
    assert_eq!(settle(&mut till, (1500, 2), (1000, 1)).await, told("00", "1"));
    assert_eq!(settle(&mut till, (1500, 2), (0, 0)).await, told("94", "3"));
    let end = till.0.upload_end(0);
    assert_eq!(say(&mut till, end).await.0, "00");
    let late = till.0.sale(CARD, 1);
    assert_eq!(till.1.pay(&till.0, late).await.unwrap().0.get(39), Some("77"));
    till.1.sign_in(&mut till.0).await.unwrap();
    sale(&mut till, 70).await;
    assert_eq!(settle(&mut till, (70, 1), (0, 0)).await, told("00", "1"));
    let states: Vec<_> = batches(&road).await.iter().map(|one| (one.batch_no, one.state)).collect();
    assert_eq!(states, [(2, TerminalBatchState::Balanced), (1, TerminalBatchState::Balanced)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_differs_is_found_from_the_upload_and_waits_for_a_person() {
    let mut road = road(Vec::new()).await;
    let mut till = road.signed_in().await;
    let one = sale(&mut till, 1000).await;
    sale(&mut till, 500).await;
    assert_eq!(settle(&mut till, (1001, 1), (0, 0)).await, told("00", "2"));
    let mut wrong = one.clone();
    wrong.amount_fen = 1001;
    let mut invented = one.clone();
    invented.trace_no = 900;
    for _ in 0..2 {
        let upload = till.0.upload(&[&wrong, &invented]);
        assert_eq!(say(&mut till, upload).await, told("00", "02"));
    }
    let changed = till.0.upload(&[&one]);
    assert_eq!(say(&mut till, changed).await.0, "94");
    let short = till.0.upload_end(3);
    assert_eq!(say(&mut till, short).await.0, "30");
    for _ in 0..2 {
        let end = till.0.upload_end(2);
        assert_eq!(say(&mut till, end).await, told("00", "0002"));
    }
    let upload = till.0.upload(&[&wrong]);
    assert_eq!(say(&mut till, upload).await.0, "12");
    let found = batches(&road).await.remove(0);
    assert_eq!(found.state, TerminalBatchState::Differing);
    let kinds: Vec<_> = found.differences.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["amount", "missing_there", "missing_here"]);
    assert_eq!((found.our_sums.debit_fen, found.terminal_sums.debit_fen), (1500, 1001));

    let context = &road.world.context;
    let which = (found.terminal_id, found.batch_no);
    // Another institution neither sees nor closes it; a note is asked for.
    assert!(batch::get(context, &admin(OTHER), which.0, which.1).await.is_err());
    assert!(batch::resolve(context, &admin(OTHER), which, "why").await.is_err());
    assert!(batch::resolve(context, &admin(BANK), which, "  ").await.is_err());
    let done = batch::resolve(context, &admin(BANK), which, "typed twice").await.unwrap();
    assert_eq!((done.state, done.note.as_str()), (TerminalBatchState::Resolved, "typed twice"));
    assert!(batch::resolve(context, &admin(BANK), which, "again").await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_is_what_we_have_balances_after_all() {
    let mut road = road(Vec::new()).await;
    let mut till = road.signed_in().await;
    let slips = [sale(&mut till, 100).await, sale(&mut till, 200).await];
    assert_eq!(settle(&mut till, (299, 2), (0, 0)).await, told("00", "2"));
    let upload = till.0.upload(&[&slips[0], &slips[1]]);
    say(&mut till, upload).await;
    let end = till.0.upload_end(2);
    assert_eq!(say(&mut till, end).await.0, "00");
    assert_eq!(batches(&road).await[0].state, TerminalBatchState::Balanced);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_node_knows_that_a_batch_is_settled() {
    let mut road = road(Vec::new()).await;
    let other = road.node(2).await;
    let mut till = road.signed_in().await;
    sale(&mut till, 100).await;
    // The other node has the session as it was before.
    let mut there =
        Line::connect(other.address(), std::time::Duration::from_secs(15)).await.unwrap();
    let before = till.0.sale(CARD, 5);
    assert_eq!(there.pay(&till.0, before).await.unwrap().0.get(39), Some("00"));
    assert_eq!(settle(&mut till, (105, 2), (0, 0)).await, told("00", "1"));
    let started = std::time::Instant::now();
    loop {
        let late = till.0.sale(CARD, 7);
        if there.pay(&till.0, late).await.unwrap().0.get(39) == Some("77") {
            break;
        }
        assert!(started.elapsed().as_secs() < 15);
    }
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_or_is_of_no_batch_is_refused() {
    let mut road = road(Vec::new()).await;
    let mut till = road.signed_in().await;
    let mut bad = till.0.settlement((1, 1), (0, 0));
    bad.set(48, "12");
    assert_eq!(say(&mut till, bad).await.0, "30");
    let mut other = till.0.settlement((0, 0), (0, 0));
    other.set(60, "00000009201");
    assert_eq!(say(&mut till, other).await.0, "77");
    let mut unknown = till.0.settlement((0, 0), (0, 0));
    unknown.set(60, "00000001206");
    assert_eq!(say(&mut till, unknown).await.0, "40");
    let end = till.0.upload_end(0);
    assert_eq!(say(&mut till, end).await.0, "25");
    assert!(batches(&road).await.is_empty());
}
