//! Routing rules of the demo, asked by one and approved by another as every rule is.

use super::people::{self, JIALING_PAY, LIANGJIANG, SHANCHENG_BANK};
use crate::Trouble;
use crate::node::Node;
use identity::approvals::Decision;
use kernel::InstitutionId;
use panorama::acquirers;
use panorama::routing::{self, BinRange, Conditions, Filter, RouteDraft, Strategy, Target};

/// Adds the rules when there are none.
pub async fn load(node: &Node) -> Result<(), Trouble> {
    let asks = people::acting(&node.app, "ops@network").await?;
    let approves = people::acting(&node.app, "risk@network").await?;
    let there = routing::list(&node.context, &asks, Filter::default()).await?;
    if !there.items.is_empty() {
        return Ok(());
    }
    for (name, priority, shares, conditions) in rules()? {
        let mut targets = Vec::new();
        for (acquirer, weight) in shares {
            let links = acquirers::links(&node.context, &asks, Some(*acquirer)).await?;
            let link = links.first();
            targets.extend(
                link.map(|link| Target { weight: *weight, ..Target::new(*acquirer, link.id) }),
            );
        }
        if targets.is_empty() {
            continue;
        }
        let draft = RouteDraft {
            name: name.to_owned(),
            priority,
            conditions,
            strategy: Strategy::Weight,
            targets,
        };
        let (_, approval) = routing::create(&node.context, &asks, draft).await?;
        let now = node.app.clock.now();
        let (db, note) = (&node.app.db, "演示数据");
        let decided =
            node.app.approvals.decide(db, &approves, approval, Decision::Approve, note, now);
        decided.await?;
    }
    Ok(())
}

/// Name, priority, acquirers with their shares, conditions.
type Rule = (&'static str, i32, &'static [(InstitutionId, u32)], Conditions);

fn rules() -> Result<Vec<Rule>, Trouble> {
    let own_cards = Conditions {
        bin_ranges: vec![BinRange { low: "622202".parse()?, high: "622202".parse()? }],
        ..Conditions::default()
    };
    let small = Conditions { amount_max_fen: Some(10_000), ..Conditions::default() };
    let shops =
        Conditions { mccs: vec!["5411".parse()?, "5311".parse()?], ..Conditions::default() };
    Ok(vec![
        ("山城银行卡走本行", 100, &[(SHANCHENG_BANK, 100)], own_cards),
        ("超市百货多走嘉陵支付", 200, &[(JIALING_PAY, 80), (SHANCHENG_BANK, 20)], shops),
        ("百元以下走两江商服", 300, &[(LIANGJIANG, 100)], small),
    ])
}
