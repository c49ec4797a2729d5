//! What staff see of payments and do about reversals.

use super::road::{CARD, admin, road};
use crate::routing::{From as Subject, RoutedKind, RoutedProduct, Trial, dry_run};
use crate::switch::desk::{self, Deed, Error};
use crate::switch::model::ReversalState;
use crate::switch::story;
use crate::switch::view::{ElementOutcome, ReversalDeed};
use crate::testing::BANK;
use connect::acquirer::standin::{Act, Asked, Rule};
use kernel::ReversalId;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_is_shown_with_its_hops_its_route_and_its_entries() {
    let mut road = road(Vec::new()).await;
    let (id, mut terminal) = road.terminal().await;
    let mut line = road.line().await;
    line.sign_in(&mut terminal).await.unwrap();
    let sale = terminal.sale(CARD, 12_300);
    line.pay(&terminal, sale).await.unwrap();
    let payment = road.payments().await.remove(0);
    let context = &road.world.context;
    let shown = story::payment(context, &admin(BANK), payment.id).await.unwrap();
    let hops: Vec<&str> = shown.hops.iter().map(|hop| hop.hop.as_str()).collect();
    assert_eq!((hops.first(), hops.contains(&"sent")), (Some(&"received"), true), "{hops:?}");
    assert_eq!(hops.last(), Some(&"booked"), "{hops:?}");
    assert!(shown.hops.iter().all(|hop| 0 <= hop.us), "{:?}", shown.hops);
    let entry = shown.entries.first().unwrap();
    assert_eq!((entry.amount_fen, entry.reason), (12_300, "sale"));
    assert_eq!(entry.debit.owner_name.as_ref(), Some(&payment.acquirer_name));
    assert_eq!(entry.credit.owner_name.as_ref(), Some(&payment.merchant_name));
    let check = &shown.binding_check;
    assert_eq!(check.elements.len(), crate::terminals::Element::ALL.len(), "{check:?}");
    for one in &check.elements {
        let good = matches!(one.outcome, ElementOutcome::Same | ElementOutcome::NotSent);
        assert!(good && one.bound.is_some(), "{one:?}");
    }
    let chosen = shown.routing.considered.iter().find(|line| line.outcome == "chosen").unwrap();
    assert_eq!(chosen.acquirer_name, shown.routing.acquirer_name);
    assert!(shown.reversals.is_empty());
    let feed = road.switch().feed();
    let overview = desk::overview(context, &admin(BANK), &feed, 5).await.unwrap();
    let told = serde_json::to_value(&overview).unwrap();
    assert_eq!(told["acquirers"][0]["saf_depth"], 0, "{told}");
    // The same question as a dry run ends at the same acquirer.
    let router = crate::routing::Router::load(&context.db, &context.clock, Default::default())
        .await
        .unwrap();
    let trial = Trial {
        from: Subject::Terminal(id),
        card: CARD.to_owned(),
        amount_fen: 12_300,
        kind: RoutedKind::Sale,
        product: RoutedProduct::Card,
        mcc: None,
        at: None,
    };
    let chosen = dry_run(context, &router, &admin(BANK), trial).await.unwrap().unwrap();
    assert!(chosen.considered.iter().any(|line| line.acquirer == payment.acquirer_id));
    road.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_retry_a_reversal_and_end_it_by_a_note_once() {
    let never = |asked| Rule {
        asked: Some(asked),
        then: Some(Act::Decline { code: "96".to_owned() }),
        ..Rule::default()
    };
    let silent = Rule { asked: Some(Asked::Sale), then: Some(Act::Never), ..Rule::default() };
    let mut road = road(vec![never(Asked::Reversal), silent]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 700);
    line.pay(&terminal, sale).await.unwrap();
    until_staff(&road).await;
    let payment = road.payments().await.remove(0).id;
    let (context, staff) = (&road.world.context, admin(BANK));
    let id = ReversalId(payment.0);
    let again = desk::settle(context, &staff, id, Deed::Retry).await.unwrap();
    assert_eq!((again.state, again.tries), (ReversalState::Pending, 0));
    let last = again.steps.last().unwrap();
    assert_eq!((last.step, last.by.as_ref()), (ReversalDeed::Retried, Some(&staff.name)));
    let tries = &again.steps[..again.steps.len() - 1];
    assert!(tries.iter().all(|step| step.code.as_deref() == Some("96")), "{tries:?}");
    until_staff(&road).await;
    let empty = desk::settle(context, &staff, id, Deed::Resolve(" ".to_owned())).await;
    assert!(matches!(empty, Err(Error::Note)));
    let note = || Deed::Resolve("差错处理单 7".to_owned());
    let ended = desk::settle(context, &staff, id, note()).await.unwrap();
    assert_eq!(ended.state, ReversalState::Resolved);
    assert!(ended.tries > 0, "how often it was tried is not forgotten");
    let twice = desk::settle(context, &staff, id, note()).await;
    assert!(matches!(twice, Err(Error::ReversalEnded(_))));
    let missing = desk::settle(context, &staff, ReversalId::new(), Deed::Retry).await;
    assert!(matches!(missing, Err(Error::ReversalMissing(_))));
    road.stop().await;
}

async fn until_staff(road: &super::road::Road) {
    let started = std::time::Instant::now();
    while !road.reversals().await.iter().any(|one| one.state == ReversalState::Staff) {
        assert!(started.elapsed().as_secs() < 15, "{:?}", road.reversals().await);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
