//! The check finds what is wrong, and nothing where all is well.

use super::road::{CARD, Road, road};
use crate::switch::verify;
use connect::acquirer::standin::{Act, Asked, Rule};

async fn found(road: &Road) -> Vec<String> {
    let report = verify(&road.world.context.db).await.unwrap();
    report.findings.into_iter().map(|finding| finding.what).collect()
}

async fn change(road: &Road, sql: &'static str) {
    sqlx::query(sql).execute(&road.world.test.owner_pool).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn payments_are_held_against_their_endings_and_the_books() {
    let silent = Rule {
        amount_ends: Some("02".to_owned()),
        asked: Some(Asked::Sale),
        then: Some(Act::Never),
        ..Rule::default()
    };
    let mut road = road(vec![silent]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1_000);
    let (_, sale) = line.pay(&terminal, sale).await.unwrap();
    let void = terminal.void(&sale);
    line.pay(&terminal, void).await.unwrap();
    let unknown = terminal.sale(CARD, 2_002);
    line.pay(&terminal, unknown).await.unwrap();
    let undone = terminal.sale(CARD, 3_000);
    let (_, undone) = line.pay(&terminal, undone).await.unwrap();
    let reversal = terminal.reversal(&undone, "98");
    line.exchange(&terminal, reversal).await.unwrap();
    let states = ["sale approved 00", "void approved 00", "sale reversed 98", "sale reversed 00"];
    road.until_states(&states).await;
    road.stop().await;

    // As the sweep does once all of it lies well behind.
    change(&road, "update switch_mark set settled_before = now() + interval '1 minute'").await;
    let report = verify(&road.world.context.db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!((report.payments, report.entries), (4, 4));

    change(&road, "update payment_outcome set state = 'declined' where response_code = '98'").await;
    assert_eq!(found(&road).await, ["is declined and reversed"]);
    change(&road, "update payment_outcome set state = 'unknown' where response_code = '98'").await;
    change(&road, "delete from reversal where reason = '98' and tries > 0").await;
    let told = found(&road).await;
    assert!(told.contains(&"is unknown and not reversed".to_owned()), "{told:?}");
    assert!(told.contains(&"its undoing is in the books without cause".to_owned()), "{told:?}");
    change(&road, "update payment set amount_fen = amount_fen + 1 where kind = 'void'").await;
    assert!(found(&road).await.contains(&"its entry in the books is another".to_owned()));
    change(&road, "delete from payment_outcome").await;
    let told = found(&road).await;
    assert_eq!(told.iter().filter(|what| *what == "has no ending").count(), 4);
    change(&road, "delete from payment").await;
    let told = found(&road).await;
    assert_eq!(told, ["4 entries of the ledger belong to no payment"]);
}
