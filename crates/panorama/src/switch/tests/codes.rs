//! Payments by a scanned code.

use super::road::road;
use connect::acquirer::standin::{Act, Asked, Rule};

const CODE: &str = "6212345678901234567";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_pays_as_a_card_does_and_is_given_back_by_its_reference_number() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.code_sale(CODE, 1000);
    let (reply, slip) = line.pay(&terminal, sale.clone()).await.unwrap();
    assert_eq!(reply.get(39), Some("00"));
    // The same again is answered the same; another code under the number is another payment.
    let (again, _) = line.pay(&terminal, sale.clone()).await.unwrap();
    assert_eq!((again.get(39), again.get(37)), (Some("00"), reply.get(37)));
    let other = (terminal.by_code(sale.0, Some("6212345678901234568")), sale.1);
    assert_eq!(line.pay(&terminal, other).await.unwrap().0.get(39), Some("94"));
    assert_eq!(road.owed_fen().await, 1000);
    let payment = road.payments().await.remove(0);
    assert_eq!(payment.card, "621234*********4567");

    // No code and no reference number names nothing; a wrong number neither.
    for reference in [None, Some("999999999999".to_owned())] {
        let mut unnamed = slip.clone();
        unnamed.reference_no = reference;
        let (refund, out) = terminal.refund(&unnamed, 400);
        let refund = (terminal.by_code(refund, None), out);
        assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("25"));
    }
    let (refund, out) = terminal.refund(&slip, 400);
    let refund = (terminal.by_code(refund, None), out);
    assert_eq!(line.pay(&terminal, refund).await.unwrap().0.get(39), Some("00"));
    assert_eq!(road.owed_fen().await, 600);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unanswered_code_is_reversed_with_the_code() {
    let mut road =
        road(vec![Rule { asked: Some(Asked::Sale), then: Some(Act::Never), ..Rule::default() }])
            .await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.code_sale(CODE, 1000);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("98"));
    road.until_states(&["sale reversed 98"]).await;
    assert!(road.host.entries()[0].reversed);
    assert_eq!(road.owed_fen().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_payment_code_is_refused() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    for code in ["123", "https://qr.95516.com/00010000/620", "9999999999999999999"] {
        let sale = terminal.code_sale(code, 1000);
        assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("14"), "{code}");
    }
}
