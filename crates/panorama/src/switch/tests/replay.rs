//! A change of the routing rules, tried on payments that have been.

use super::road::{CARD, ZONE_KEY, add_link, admin, road};
use crate::acquirers;
use crate::routing::{
    BinRange, Conditions, Filter, Place, Replay, RouteDraft, Strategy, Sum, Target, list, replay,
};
use crate::testing::{BANK, OTHER};
use connect::acquirer::standin::{Standin, StandinConfig};
use kernel::Fault;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_tells_what_a_rule_would_have_changed_and_changes_nothing() {
    let mut road = road(vec![]).await;
    let config = StandinConfig { mac_key: Some(ZONE_KEY.to_owned()), ..Default::default() };
    let second = Standin::start(config).await.unwrap();
    let other = add_link(&road.world, OTHER, second.address).await;
    let (context, actor) = (road.world.context.clone(), admin(BANK));
    let own = acquirers::links(&context, &actor, Some(BANK)).await.unwrap().remove(0).id;
    let (mut terminal, mut line) = road.signed_in().await;
    for fen in [1_000, 2_000, 30_000] {
        let sale = terminal.sale(CARD, fen);
        assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("00"));
    }
    // Eight digits: more than the masked number shows.
    let range = BinRange { low: CARD[..8].to_owned(), high: CARD[..8].to_owned() };
    let conditions = Conditions {
        bin_ranges: vec![range],
        amount_max_fen: Some(5_000),
        ..Conditions::default()
    };
    let draft = RouteDraft {
        name: "小额走他行".to_owned(),
        priority: 10,
        conditions,
        strategy: Strategy::Weight,
        targets: vec![Target::new(OTHER, other)],
    };
    let asked = |draft| Replay {
        payments: 100,
        from: None,
        until: None,
        merchant: None,
        route: None,
        draft,
    };
    let router = road.router();
    let found = replay(&context, router, &actor, asked(Some(draft.clone()))).await.unwrap();
    let sum = |payments, amount_fen, fee_fen| Sum { payments, amount_fen, fee_fen };
    assert_eq!(found.all, sum(3, 33_000, 198), "0.60 %, where no price is set");
    assert_eq!(found.changed, sum(2, 3_000, 0), "it costs the same there");
    assert_eq!((found.nowhere_now, found.nowhere_then, found.unreadable), (0, 0, 0));
    let place = |acquirer, link| Place { acquirer, link };
    let shares: Vec<_> = found.shares.iter().map(|one| (one.place, one.now, one.then)).collect();
    assert_eq!(
        shares,
        [
            (place(BANK, own), sum(3, 33_000, 198), sum(1, 30_000, 180)),
            (place(OTHER, other), Sum::default(), sum(2, 3_000, 18)),
        ]
    );
    assert_eq!((found.moves[0].from, found.moves[0].to), (Some(shares[0].0), Some(shares[1].0)));
    let amounts: Vec<i64> = found.examples.iter().map(|one| one.amount_fen).collect();
    assert_eq!(amounts, [2_000, 1_000], "the newest first");

    let last = asked(Some(draft.clone()));
    let last = replay(&context, router, &actor, Replay { payments: 1, ..last }).await.unwrap();
    assert_eq!((last.all.payments, last.changed.payments), (1, 0));
    let early = Replay { until: found.oldest, ..asked(Some(draft.clone())) };
    let early = replay(&context, router, &actor, early).await.unwrap();
    assert_eq!(early.all.payments, 0);
    let theirs = replay(&context, router, &admin(OTHER), asked(Some(draft))).await.unwrap();
    assert_eq!(theirs.all.payments, 0, "the payments of others are nobody else's");
    let nothing = replay(&context, router, &actor, asked(None)).await.unwrap_err();
    assert_eq!(nothing.field(), Some("draft"));
    let none = replay(&context, router, &actor, Replay { payments: 0, ..asked(None) }).await;
    assert_eq!(none.unwrap_err().field(), Some("payments"));
    assert!(list(&context, &actor, Filter::default()).await.unwrap().items.is_empty());
    assert_eq!(road.payments().await.len(), 3);
    road.stop().await;
}
