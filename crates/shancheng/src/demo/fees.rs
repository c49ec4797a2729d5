//! Fee rules and card ranges of the demo, asked by one and approved by another as every rule is.
//! Without them the published tariff holds; with them the console shows where each price is from.

use super::people;
use crate::Trouble;
use crate::node::Node;
use gateway::export::Format;
use identity::approvals::Decision;
use panorama::clearing::CardClass;
use panorama::clearing::day::CutOff;
use panorama::clearing::fees::{self, FeeKind, FeeRuleDraft, Filter};
use panorama::imports::{ImportKind, Upload};

/// Where the published fees are from.
const REFORM: &str = "银行卡刷卡手续费定价机制调整，2016-09-06 起执行";
/// The test cards' ranges; the issuer is invented.
const CARDS: &[(&str, &str)] =
    &[("622202", "debit"), ("621700", "debit"), ("625965", "credit"), ("622588", "debit")];

/// Kind, name, card, basis points, cap in fen.
type Row = (FeeKind, &'static str, Option<CardClass>, &'static str, Option<i64>);

const RULES: &[Row] = &[
    (FeeKind::Issuer, "发卡行服务费 借记卡", Some(CardClass::Debit), "35", Some(1300)),
    (FeeKind::Issuer, "发卡行服务费 贷记卡", Some(CardClass::Credit), "45", None),
    (FeeKind::Network, "网络服务费 收单侧", None, "3.25", Some(325)),
    (FeeKind::Merchant, "商户标准价 借记卡", Some(CardClass::Debit), "50", Some(2000)),
    (FeeKind::Merchant, "商户标准价 贷记卡", Some(CardClass::Credit), "60", None),
];

/// Adds the rules and the ranges when there are none.
pub async fn load(node: &Node) -> Result<(), Trouble> {
    let asks = people::acting(&node.app, "ops@network").await?;
    let approves = people::acting(&node.app, "risk@network").await?;
    let there = fees::list(&node.context, &asks, Filter::default()).await?;
    if !there.items.is_empty() {
        return Ok(());
    }
    let now = node.app.clock.now();
    let today = CutOff::default().day_of(now);
    let mut drafts = Vec::new();
    for (kind, name, card_class, rate, cap_fen) in RULES {
        drafts.push(FeeRuleDraft {
            kind: *kind,
            name: (*name).to_owned(),
            card_class: *card_class,
            contract_id: None,
            mccs: Vec::new(),
            rate_bp: Some(rate.parse()?),
            cap_fen: *cap_fen,
            source: if kind.is_tariff() { REFORM } else { "演示数据：全网指导价" }.to_owned(),
            from_day: today,
        });
    }
    drafts.push(FeeRuleDraft {
        kind: FeeKind::Waiver,
        name: "非营利性医院减免".to_owned(),
        card_class: None,
        contract_id: None,
        mccs: vec!["8062".parse()?],
        rate_bp: None,
        cap_fen: None,
        source: "演示数据：非营利性医疗机构名单".to_owned(),
        from_day: today,
    });
    for draft in drafts {
        let (_, approval) = fees::create(&node.context, &asks, draft).await?;
        let (db, note) = (&node.app.db, "演示数据");
        let decided =
            node.app.approvals.decide(db, &approves, approval, Decision::Approve, note, now);
        decided.await?;
    }
    let mut text = "low,high,card_class,issuer,from_day\n".to_owned();
    for (bin, class) in CARDS {
        text.push_str(&format!("{bin},{bin},{class},示例银行,{today}\n"));
    }
    let upload = Upload {
        kind: ImportKind::Merchants,
        file_name: "card-bins.csv".to_owned(),
        format: Format::Csv,
        bytes: text.into_bytes().into(),
        dry_run: false,
    };
    fees::import_card_bins(&node.context, &asks, &upload).await?;
    Ok(())
}
