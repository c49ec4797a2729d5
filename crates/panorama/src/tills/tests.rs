//! Orders over the whole road: a real database, a running switch, the stand-in acquirer.

use super::*;
use crate::switch::model::PaymentState;
use crate::switch::tests::road::{Road, road};
use crate::testing::{BANK, OTHER, manager, serial};
use connect::acquirer::standin::{Act, Asked, Rule};
use kernel::{Fault, TerminalId};

const CODE: &str = "6212345678901234567";

struct Till {
    road: Road,
    terminal: TerminalId,
    counter: Counter,
    vendor: Actor,
}

async fn till(rules: Vec<Rule>) -> Till {
    let mut road = road(rules).await;
    let (terminal, _) = road.terminal().await;
    let counter = road.switch().counter();
    Till { road, terminal, counter, vendor: manager(BANK) }
}

impl Till {
    fn order(&self, reference: &str, amount_fen: i64) -> NewOrder {
        NewOrder {
            order_reference: reference.to_owned(),
            merchant_reference: None,
            terminal_id: self.terminal,
            serial: serial(1),
            amount_fen,
            code: CODE.to_owned(),
            place: Some(crate::testing::center()),
        }
    }

    async fn pay(&self, order: &NewOrder) -> Result<TillPayment, Error> {
        pay(&self.road.world.context, Some(&self.counter), &self.vendor, order).await
    }

    async fn refund(&self, of: &str, reference: &str, fen: i64) -> Result<TillPayment, Error> {
        let wanted = NewRefund { order_reference: reference.to_owned(), amount_fen: fen };
        let context = &self.road.world.context;
        refund(context, Some(&self.counter), &self.vendor, of, &wanted).await
    }

    async fn cancel(&self, reference: &str) -> Result<TillPayment, Error> {
        cancel(&self.road.world.context, Some(&self.counter), &self.vendor, reference).await
    }

    async fn get(&self, reference: &str) -> TillPayment {
        get(&self.road.world.context, &self.vendor, reference).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_one_payment_however_often_it_is_sent() {
    let till = till(Vec::new()).await;
    let order = till.order("A1", 1000);
    let first = till.pay(&order).await.unwrap();
    assert_eq!(first.state, PaymentState::Approved);
    let again = till.pay(&order).await.unwrap();
    assert_eq!((again.payment_id, again.reference_no), (first.payment_id, first.reference_no));
    let taken = till.pay(&till.order("A1", 1001)).await.unwrap_err();
    assert_eq!(taken.code(), "order_reference_taken");
    // Ten at once are one.
    let order = till.order("A2", 500);
    let many = futures::future::join_all((0..10).map(|_| till.pay(&order))).await;
    let mut ids: Vec<_> =
        many.into_iter().filter_map(Result::ok).map(|one| one.payment_id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(till.road.owed_fen().await, 1500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_orders_under_one_bill_are_two_payments() {
    let till = till(Vec::new()).await;
    for reference in ["A1", "A2"] {
        let mut order = till.order(reference, 300);
        order.merchant_reference = Some("桌 7".to_owned());
        assert_eq!(till.pay(&order).await.unwrap().state, PaymentState::Approved);
    }
    till.pay(&till.order("A3", 1)).await.unwrap();
    let context = &till.road.world.context;
    let page = list(context, &till.vendor, Some("桌 7"), None, 1).await.unwrap();
    assert_eq!(page.items[0].order_reference, "A2");
    let next = page.next.as_ref();
    let rest = list(context, &till.vendor, Some("桌 7"), next, 10).await.unwrap();
    assert_eq!((rest.items.len(), rest.items[0].order_reference.as_str()), (1, "A1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refunds_in_parts_never_sum_to_more_than_was_paid() {
    let till = till(Vec::new()).await;
    till.pay(&till.order("A1", 1000)).await.unwrap();
    let first = till.refund("A1", "R1", 400).await.unwrap();
    assert_eq!((first.state, first.kind), (PaymentState::Approved, OrderKind::Refund));
    let again = till.refund("A1", "R1", 400).await.unwrap();
    assert_eq!(again.payment_id, first.payment_id);
    let other = till.refund("A1", "R1", 401).await.unwrap_err();
    assert_eq!(other.code(), "order_reference_taken");
    let much = till.refund("A1", "R2", 601).await.unwrap_err();
    assert_eq!(much.code(), "payment_refused");
    till.refund("A1", "R3", 600).await.unwrap();
    assert_eq!(till.get("A1").await.refunded_fen, 1000);
    assert_eq!(till.road.owed_fen().await, 0);
    // What was refunded is not cancelled, and a refund is no payment to refund.
    assert_eq!(till.cancel("A1").await.unwrap_err().code(), "payment_refused");
    assert_eq!(till.refund("R1", "R4", 1).await.unwrap_err().code(), "order_missing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_cancelled_whether_or_not_it_went_through() {
    let silent = Rule {
        asked: Some(Asked::Sale),
        amount_ends: Some("98".to_owned()),
        then: Some(Act::Never),
        ..Rule::default()
    };
    let till = till(vec![silent]).await;
    till.pay(&till.order("A1", 1000)).await.unwrap();
    let unknown = till.pay(&till.order("A2", 98)).await.unwrap();
    assert_eq!(unknown.response_code.as_deref(), Some("98"));
    for reference in ["A1", "A2"] {
        for _ in 0..2 {
            let done = till.cancel(reference).await.unwrap();
            let undone =
                matches!(done.state, PaymentState::Reversed | PaymentState::ReversalPending);
            assert!(undone, "{reference} {}", done.state);
        }
    }
    till.road.until_states(&["sale reversed 00", "sale reversed 98"]).await;
    assert_eq!(till.road.owed_fen().await, 0);
    assert_eq!(till.cancel("A9").await.unwrap_err().code(), "order_missing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_till_is_held_against_its_binding_and_seen_by_its_own() {
    let till = till(Vec::new()).await;
    let mut order = till.order("A1", 1000);
    order.serial = serial(9);
    let refused = till.pay(&order).await.unwrap();
    assert_eq!(
        (refused.state, refused.response_code.as_deref()),
        (PaymentState::Failed, Some("58"))
    );
    let context = &till.road.world.context;
    let order = till.order("A2", 1000);
    let stranger = pay(context, Some(&till.counter), &manager(crate::testing::THIRD), &order).await;
    assert_eq!(stranger.unwrap_err().code(), "terminal_missing");
    // Each caller has references of its own.
    let colleague = manager(OTHER);
    assert!(get(context, &colleague, "A1").await.is_err());
    let nowhere = pay(context, None, &till.vendor, &order).await.unwrap_err();
    assert_eq!(nowhere.code(), "switch_not_here");
    till.road.close_terminal(till.terminal).await;
    let started = std::time::Instant::now();
    let order = till.order("A3", 1);
    loop {
        match till.pay(&order).await {
            Err(error) => break assert_eq!(error.code(), "till_not_admitted"),
            Ok(_) => assert!(started.elapsed().as_secs() < 15),
        }
    }
}
