//! A link that fails is left alone, tried, and taken again.

use super::road::{CARD, Road, ZONE_KEY, add_link, admin, road};
use crate::acquirers::{self, BreakerState, HealthSettings, LinkPatch};
use crate::switch::story;
use crate::testing::{BANK, OTHER};
use connect::acquirer::standin::{Act, Asked, Rule, Standin, StandinConfig};
use connect::terminal::{Line, Terminal};
use kernel::InstitutionId;
use std::time::{Duration, Instant};

fn says(amount_ends: &str, code: &str, times: u32) -> Rule {
    Rule {
        amount_ends: Some(amount_ends.to_owned()),
        asked: Some(Asked::Sale),
        times: Some(times),
        then: Some(Act::Decline { code: code.to_owned() }),
        ..Rule::default()
    }
}

/// The code that the terminal is told, and who acquired the payment.
async fn pay(road: &Road, till: (&mut Terminal, &mut Line), fen: i64) -> (String, InstitutionId) {
    let sale = till.0.sale(CARD, fen);
    let reply = till.1.pay(till.0, sale).await.unwrap().0;
    let code = reply.get(39).unwrap_or_default().to_owned();
    (code, road.payments().await.last().unwrap().acquirer_id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_host_is_left_alone_and_tried_again_while_another_takes_its_payments() {
    let mut road = road(vec![says("51", "51", 9), says("96", "96", 2)]).await;
    let config = StandinConfig { mac_key: Some(ZONE_KEY.to_owned()), ..Default::default() };
    let second = Standin::start(config).await.unwrap();
    add_link(&road.world, OTHER, second.address).await;
    let (context, actor) = (road.world.context.clone(), admin(BANK));
    let own = acquirers::links(&context, &actor, Some(BANK)).await.unwrap().remove(0);
    let health = HealthSettings {
        calls_min: 4,
        failure_permille: 300,
        open_s: 1,
        probes: 1,
        ..HealthSettings::default()
    };
    let patch = LinkPatch { health: Some(health), ..LinkPatch::default() };
    acquirers::change_link(&context, &actor, own.id, patch).await.unwrap();
    road.stop().await;
    road.refreshed().await;
    road.start().await;
    let (mut terminal, mut line) = road.signed_in().await;

    for _ in 0..4 {
        let told = pay(&road, (&mut terminal, &mut line), 1051).await;
        assert_eq!(told, ("51".to_owned(), BANK), "a card without money says nothing of the host");
    }
    for _ in 0..2 {
        let told = pay(&road, (&mut terminal, &mut line), 1096).await;
        assert_eq!(told, ("96".to_owned(), BANK));
    }
    let asked = road.host.totals().requests;
    let told = pay(&road, (&mut terminal, &mut line), 1001).await;
    assert_eq!(told, ("00".to_owned(), OTHER));
    assert_eq!(road.host.totals().requests, asked, "the host that fails is left alone");
    let last = road.payments().await.pop().unwrap();
    let detail = story::payment(&context, &actor, last.id).await.unwrap();
    let reasons: Vec<String> = detail
        .routing
        .considered
        .iter()
        .map(|line| format!("{} {} {}", line.acquirer, line.outcome, line.reason))
        .collect();
    assert_eq!(reasons, ["2 not_eligible link_broken", "3 chosen default_contract"]);

    let started = Instant::now();
    while pay(&road, (&mut terminal, &mut line), 1002).await.1 != BANK {
        assert!(started.elapsed() < Duration::from_secs(10), "never tried again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let told = pay(&road, (&mut terminal, &mut line), 1003).await;
    assert_eq!(told, ("00".to_owned(), BANK), "one good probe was enough");
    let report = road.breaker(own.id);
    assert_eq!((report.state, report.failures), (BreakerState::Closed, 0));
    road.stop().await;
}
