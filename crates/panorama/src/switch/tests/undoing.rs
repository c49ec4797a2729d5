//! Voids, refunds and reversals.

use super::road::{CARD, admin, road};
use crate::switch::desk::{self, Deed, Error};
use crate::switch::model::ReversalState;
use crate::switch::verify;
use crate::testing::BANK;
use connect::acquirer::standin::{Act, Asked, Rule};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_void_takes_back_a_purchase_once() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let void = terminal.void(&sale);
    let (reply, _) = line.pay(&terminal, void.clone()).await.unwrap();
    assert_eq!(reply.get(39), Some("00"));
    assert_eq!(road.owed_fen().await, 0);
    // The same void again gets the same answer; another one is refused, and so is a refund.
    let (again, _) = line.pay(&terminal, void).await.unwrap();
    assert_eq!((again.get(39), again.get(37)), (Some("00"), reply.get(37)));
    let another = terminal.void(&sale);
    assert_eq!(line.pay(&terminal, another).await.unwrap().0.get(39), Some("12"));
    let refund = terminal.refund(&sale, 100);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("12"));
    // What was voided cannot be reversed.
    let reversal = terminal.reversal(&sale, "98");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("12"));
    assert_eq!(road.states().await, ["sale approved 00", "void approved 00"]);
    assert!(road.host.entries()[0].voided);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unanswered_refund_is_not_reversed_but_goes_to_staff() {
    let silent = Rule { asked: Some(Asked::Refund), then: Some(Act::Never), ..Rule::default() };
    let mut road = road(vec![silent]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let refund = terminal.refund(&sale, 600);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("98"));
    let one = road.reversals().await.remove(0);
    assert_eq!((one.state, one.tries), (ReversalState::Staff, 0));
    assert!(one.note.contains("ask the acquirer"), "{}", one.note);
    assert_eq!(road.states().await, ["sale approved 00", "refund reversal_pending 98"]);
    // It may have been done: its amount is not returned again.
    let again = terminal.refund(&sale, 600);
    assert_eq!(line.pay(&terminal, again).await.unwrap().0.get(39), Some("61"));
    let (context, staff) = (&road.world.context, admin(BANK));
    let refused = desk::settle(context, &staff, one.id, Deed::Retry).await.unwrap_err();
    assert!(matches!(refused, Error::NotSendable(_)), "{refused}");
    let asked = Deed::Resolve("收单机构未收到".to_owned());
    let after = desk::settle(context, &staff, one.id, asked).await.unwrap();
    assert_eq!((after.state, after.note.as_str()), (ReversalState::Resolved, "收单机构未收到"));
    assert_eq!(road.owed_fen().await, 1000);
    road.stop().await;
    // Nothing was ever sent for it, and the books hold.
    assert_eq!(road.host.entries().iter().map(|entry| entry.reversals).sum::<u32>(), 0);
    let later = "update switch_mark set settled_before = now() + interval '1 minute'";
    sqlx::query(later).execute(&road.world.test.owner_pool).await.unwrap();
    let report = verify(&road.world.context.db).await.unwrap();
    assert!(report.good(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_in_parts_never_sum_to_more_than_was_paid() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    for (amount_fen, code) in [(300, "00"), (701, "61"), (300, "00"), (401, "61")] {
        let refund = terminal.refund(&sale, amount_fen);
        let (reply, _) = line.pay(&terminal, refund).await.unwrap();
        assert_eq!(reply.get(39), Some(code), "{amount_fen}");
    }
    assert_eq!(road.owed_fen().await, 400);
    // Ten at once over what is left: as many as fit pass, no more.
    let mut tasks = Vec::new();
    for _ in 0..10 {
        let refund = terminal.refund(&sale, 100);
        let (terminal, mut line) = (terminal.clone(), road.line().await);
        tasks.push(tokio::spawn(async move {
            let (reply, _) = line.pay(&terminal, refund).await.unwrap();
            reply.get(39).unwrap().to_owned()
        }));
    }
    let mut codes = Vec::new();
    for task in tasks {
        codes.push(task.await.unwrap());
    }
    assert_eq!(codes.iter().filter(|code| *code == "00").count(), 4, "{codes:?}");
    assert_eq!(road.owed_fen().await, 0);
    assert_eq!(road.host.entries()[0].refunded_fen, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_names_no_payment_of_this_card_is_not_undone() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let mut other = sale.clone();
    other.trace_no = 999;
    let void = terminal.void(&other);
    assert_eq!(line.pay(&terminal, void).await.unwrap().0.get(39), Some("25"));
    let mut other = sale.clone();
    other.card = "6222021234567890999".to_owned();
    let refund = terminal.refund(&other, 1);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("25"));
    let mut other = sale.clone();
    other.reference_no = Some("999999999999".to_owned());
    let refund = terminal.refund(&other, 1);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("25"));
    let mut other = sale;
    other.trace_no = 998;
    let reversal = terminal.reversal(&other, "98");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("25"));
    assert_eq!(road.owed_fen().await, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminals_reversal_undoes_once_at_the_acquirer_and_in_the_books() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    for _ in 0..2 {
        let reversal = terminal.reversal(&sale, "96");
        assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("00"));
    }
    road.until_states(&["sale reversed 00"]).await;
    assert_eq!(road.owed_fen().await, 0);
    let entry = road.host.entries().remove(0);
    assert!(entry.reversed && entry.reversals == 1);
    // A declined payment needs none.
    road.host.set_rules(vec![Rule {
        then: Some(Act::Decline { code: "51".to_owned() }),
        ..Rule::default()
    }]);
    let sale = terminal.sale(CARD, 100);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let reversal = terminal.reversal(&sale, "98");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("00"));
    assert_eq!(road.reversals().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reversal_that_overtakes_the_answer_wins() {
    let mut road = road(vec![Rule {
        asked: Some(Asked::Sale),
        then: Some(Act::Late { ms: 150 }),
        ..Rule::default()
    }])
    .await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (message, slip) = terminal.sale(CARD, 1000);
    line.send(&terminal, message).await.unwrap();
    // Its intent is durable before it is sent; then the terminal loses patience.
    road.until_states(&["sale sent -"]).await;
    let mut second = road.line().await;
    let reversal = terminal.reversal(&slip, "98");
    assert_eq!(second.exchange(&terminal, reversal).await.unwrap().get(39), Some("00"));
    let (reply, _) = line.receive(&terminal).await.unwrap();
    assert_eq!(reply.get(39), Some("98"));
    road.until_states(&["sale reversed 98"]).await;
    assert_eq!(road.owed_fen().await, 0);
    assert_eq!(road.host.totals().net_fen, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_reversed_before_it_came_never_leaves() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (message, slip) = terminal.sale(CARD, 1000);
    let reversal = terminal.reversal(&slip, "98");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("25"));
    assert_eq!(line.exchange(&terminal, message).await.unwrap().get(39), Some("94"));
    assert_eq!(road.states().await, ["sale failed 94"]);
    assert_eq!((road.owed_fen().await, road.host.totals().requests), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reversal_on_the_heels_of_its_payment_leaves_nothing_standing() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    for amount_fen in 1..=30 {
        let (mut sale, slip) = terminal.sale(CARD, amount_fen);
        let mut reversal = terminal.reversal(&slip, "98");
        let mut both = Vec::new();
        assert!(terminal.put(&mut sale, &mut both) && terminal.put(&mut reversal, &mut both));
        line.send_raw(&both).await.unwrap();
        for _ in 0..2 {
            let (reply, _) = line.receive(&terminal).await.unwrap();
            let undone = ["00", "25"].contains(&reply.get(39).unwrap_or_default());
            assert!(undone || reply.mti.as_str() != "0410", "{:?}", reply.get(39));
        }
    }
    let started = std::time::Instant::now();
    while road.states().await.iter().any(|state| state.contains("pending")) {
        assert!(started.elapsed() < std::time::Duration::from_secs(10));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let states = road.states().await;
    let standing = |state: &&String| !state.contains("reversed") && !state.contains("failed");
    assert_eq!(states.iter().find(standing), None);
    assert_eq!((road.owed_fen().await, road.host.totals().net_fen), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_that_was_reversed_is_not_told_as_approved_again() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let (message, slip) = terminal.sale(CARD, 1000);
    let first = line.exchange(&terminal, message.clone()).await.unwrap();
    assert_eq!(first.get(39), Some("00"));
    let reversal = terminal.reversal(&slip, "96");
    assert_eq!(line.exchange(&terminal, reversal).await.unwrap().get(39), Some("00"));
    assert_eq!(line.exchange(&terminal, message).await.unwrap().get(39), Some("94"));
    assert_eq!(road.owed_fen().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_that_was_moved_takes_no_money_from_its_new_merchant() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal().await;
    let mut line = road.line().await;
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 1000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let other = road.world.merchant(2, &[BANK]).await;
    let mut moved = road.moved(id, 1, &other).await;
    line.sign_in(&mut moved).await.unwrap();
    for undoing in [moved.void(&sale), moved.refund(&sale, 1)] {
        assert_eq!(line.pay(&moved, undoing).await.unwrap().0.get(39), Some("25"));
    }
    assert_eq!(road.owed_fen().await, 1000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_refund_is_overlooked_however_many_there_are() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 10_000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    // 1,200 of one fen each, under way.
    sqlx::query(
        "insert into payment select institution_id, gen_random_uuid(), node, 'refund',
            acquirer_id, link_id, 1, merchant_id, merchant_code, acquirer_merchant_code, store_id,
            terminal_id, terminal_code, serial, mcc, batch_no + 1, number, entry_mode, card_token,
            card_sealed, card_mask, content_token, id, decision, received_at
         from payment, generate_series(1, 1200) as number",
    )
    .execute(&road.world.test.owner_pool)
    .await
    .unwrap();
    let refund = terminal.refund(&sale, 8_801);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("61"));
    let refund = terminal.refund(&sale, 8_800);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("00"));
}
