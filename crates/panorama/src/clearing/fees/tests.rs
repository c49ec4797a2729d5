//! Fee rules on a real database.

use super::cards::UnknownBin;
use super::*;
use crate::imports::ImportKind;
use crate::imports::Upload;
use crate::testing::{BANK, NETWORK as BRANCH, OTHER, World, world};
use gateway::export::Format;
use identity::approvals::Decision;
use identity::{Role, Who};
use kernel::{Fault, PersonId};
use zeroize::Zeroizing;

fn person(institution: InstitutionId) -> Actor {
    Actor {
        institution,
        who: Who::Person(PersonId::new()),
        name: "李雷".to_owned(),
        roles: vec![Role::Operations],
        network: institution == BRANCH,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn draft(kind: FeeKind, hundredths: i64, from: &str) -> FeeRuleDraft {
    FeeRuleDraft {
        kind,
        name: "标准价".to_owned(),
        card_class: (kind == FeeKind::Issuer).then_some(CardClass::Debit),
        contract_id: None,
        mccs: Vec::new(),
        rate_bp: Some(BasisPoints::of(hundredths)),
        cap_fen: kind.is_tariff().then_some(300),
        source: "收单机构公告".to_owned(),
        from_day: day(from),
    }
}

async fn approve(world: &World, by: InstitutionId, id: ApprovalId) -> Result<Approval, String> {
    let (db, at) = (&world.test.db, world.context.clock.now());
    let decided =
        register(Approvals::new()).decide(db, &person(by), id, Decision::Approve, "", at).await;
    decided.map_err(|error| error.code().to_owned())
}

async fn published(world: &World, by: InstitutionId, draft: FeeRuleDraft) -> FeeRule {
    let (rule, approval) = create(&world.context, &person(by), draft).await.unwrap();
    approve(world, by, approval).await.unwrap();
    rule
}

fn trial(day_: &str) -> Trial {
    Trial {
        acquirer: OTHER,
        merchant: None,
        mcc: Some("5812".to_owned()),
        card_bin: None,
        card_class: Some(CardClass::Debit),
        amount_fen: 100_000,
        day: day(day_),
    }
}

async fn merchant_fee(world: &World, trial: Trial) -> i64 {
    preview(&world.context, &person(BRANCH), trial).await.unwrap().split.merchant_fen
}

fn upload(text: &str) -> Upload {
    Upload {
        kind: ImportKind::Merchants,
        file_name: "bins.csv".to_owned(),
        format: Format::Csv,
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
        dry_run: false,
    }
}

/// A line of the bank's on a day, by a card.
async fn line(world: &World, day_: &str, card: &str) {
    let sql = "insert into clearing_item (institution_id, business_date, id, booking, payment_id,
           kind, acquirer_id, merchant_id, merchant_code, acquirer_merchant_code, store_id,
           terminal_id, terminal_code, mcc, batch_no, trace_no, card_mask, card_class, amount_fen,
           merchant_fee_fen, issuer_fee_fen, network_fee_fen, acquirer_fee_fen, at)
         select 2, $1, u, 'payment', u, 'sale', 3, u, '', '', u, u, '', '5812', 1, 1, $2, 'credit',
           100, 0, 0, 0, 0, $3 from gen_random_uuid() u";
    let at = world.context.clock.now();
    sqlx::query(sql)
        .bind(day(day_))
        .bind(card)
        .bind(at)
        .execute(&world.test.owner_pool)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_price_holds_from_its_day_on_after_a_second_person_has_approved_it() {
    let world = world().await;
    let asker = person(OTHER);
    let wanted = draft(FeeKind::Merchant, 5500, "2026-11-24");
    let (rule, approval) = create(&world.context, &asker, wanted.clone()).await.unwrap();
    assert_eq!((rule.state, rule.version), (FeeState::Draft, 0));
    assert_eq!(merchant_fee(&world, trial("2026-11-24")).await, 600, "a draft holds nothing");
    approve(&world, OTHER, approval).await.unwrap();
    assert_eq!(merchant_fee(&world, trial("2026-11-23")).await, 600);
    assert_eq!(merchant_fee(&world, trial("2026-11-24")).await, 550);

    let later = FeeRuleDraft {
        from_day: day("2026-11-26"),
        ..draft(FeeKind::Merchant, 3800, "2026-11-26")
    };
    let (_, one) = change(&world.context, &asker, rule.id, later).await.unwrap();
    let (_, two) = retire(&world.context, &asker, rule.id, day("2026-11-28")).await.unwrap();
    approve(&world, OTHER, one).await.unwrap();
    assert_eq!(approve(&world, OTHER, two).await.unwrap_err(), "fee_rule_changed_meanwhile");
    let (_, two) = retire(&world.context, &asker, rule.id, day("2026-11-28")).await.unwrap();
    approve(&world, OTHER, two).await.unwrap();
    for (on, fee) in [("2026-11-25", 550), ("2026-11-26", 380), ("2026-11-28", 600)] {
        assert_eq!(merchant_fee(&world, trial(on)).await, fee, "{on}");
    }
    let (rule, versions) = find(&world.context, &asker, rule.id).await.unwrap();
    assert_eq!((rule.state, rule.version), (FeeState::Retired, 3));
    let told: Vec<_> = versions.iter().map(|version| (version.version, version.change)).collect();
    assert_eq!(told, [(3, FeeChange::Retire), (2, FeeChange::Change), (1, FeeChange::Create)]);
    let ended = change(&world.context, &asker, rule.id, wanted).await.unwrap_err();
    assert_eq!(ended.code(), "fee_rule_retired");
    let leaves: i64 = sqlx::query_scalar(
        "select count(*) from evidence_leaf where kind = 'fee_rule.published' and subject = $1",
    )
    .bind(rule.id.to_string())
    .fetch_one(&world.test.owner_pool)
    .await
    .unwrap();
    assert_eq!(leaves, 3);
}

#[tokio::test]
async fn a_contracts_own_price_wins_over_the_acquirers() {
    let world = world().await;
    let shown = world.merchant(1, &[OTHER]).await;
    let contract = shown.contracts[0].id;
    published(&world, OTHER, draft(FeeKind::Merchant, 5500, "2026-11-22")).await;
    let own = FeeRuleDraft {
        contract_id: Some(contract),
        ..draft(FeeKind::Merchant, 3800, "2026-11-22")
    };
    published(&world, OTHER, own.clone()).await;
    let of_merchant = Trial { merchant: Some(shown.merchant.id), ..trial("2026-11-22") };
    assert_eq!(merchant_fee(&world, of_merchant.clone()).await, 380);
    assert_eq!(merchant_fee(&world, trial("2026-11-22")).await, 550);
    // Another acquirer has nothing to say about that contract, and does not see the merchant.
    let foreign = create(&world.context, &person(InstitutionId(4)), own).await.unwrap_err();
    assert_eq!(foreign.field(), Some("contract_id"));
    let hidden = preview(&world.context, &person(InstitutionId(4)), of_merchant).await;
    assert_eq!(hidden.unwrap_err().field(), Some("merchant_id"));
}

#[tokio::test]
async fn the_tariff_is_the_network_branchs_and_everybody_sees_it() {
    let world = world().await;
    let issuer = draft(FeeKind::Issuer, 3000, "2026-11-22");
    let refused = create(&world.context, &person(BANK), issuer.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "fee_rule_of_network");
    let tariff = published(&world, BRANCH, issuer).await;
    let price = published(&world, OTHER, draft(FeeKind::Merchant, 5500, "2026-11-22")).await;
    let seen = |of| {
        let (context, actor) = (world.context.clone(), person(of));
        async move {
            let page = list(&context, &actor, Filter::default()).await.unwrap();
            page.items.into_iter().map(|rule| rule.id).collect::<Vec<_>>()
        }
    };
    assert_eq!(seen(BANK).await, [tariff.id]);
    assert_eq!(seen(OTHER).await, [price.id, tariff.id]);
    assert_eq!(seen(BRANCH).await, [price.id, tariff.id]);
    let hidden = find(&world.context, &person(BANK), price.id).await.unwrap_err();
    assert_eq!(hidden.code(), "fee_rule_missing");
    let wanted = draft(FeeKind::Issuer, 2000, "2026-11-23");
    let other = change(&world.context, &person(OTHER), tariff.id, wanted.clone()).await;
    assert_eq!(other.unwrap_err().code(), "fee_rule_missing");
    let branch = change(&world.context, &person(BRANCH), price.id, wanted).await.unwrap_err();
    assert_eq!(branch.code(), "fee_rule_of_another");
    let bank = preview(&world.context, &person(BANK), trial("2026-11-22")).await.unwrap();
    assert_eq!((bank.explained.issuer.rule, bank.split.issuer_fen), (Some(tariff.id), 300));
    assert_eq!(bank.explained.merchant.rule, None, "another acquirer's price is its own affair");
}

#[tokio::test]
async fn the_past_never_changes() {
    let world = world().await;
    let actor = person(OTHER);
    let at = async |from: &str| {
        let draft = draft(FeeKind::Merchant, 5500, from);
        create(&world.context, &actor, draft).await
    };
    assert_eq!(at("2026-11-21").await.unwrap_err().field(), Some("from_day"));
    let (_, waits) = at("2026-11-22").await.unwrap();
    line(&world, "2026-11-22", "990000******0001").await;
    assert_eq!(at("2026-11-22").await.unwrap_err().field(), Some("from_day"));
    assert_eq!(approve(&world, OTHER, waits).await.unwrap_err(), "fee_rule_day_past");
    let (rule, tomorrow) = at("2026-11-23").await.unwrap();
    approve(&world, OTHER, tomorrow).await.unwrap();
    let early = retire(&world.context, &actor, rule.id, day("2026-11-22")).await.unwrap_err();
    assert_eq!(early.field(), Some("from_day"));
    let other = FeeRuleDraft {
        mccs: vec!["8062".parse().unwrap()],
        rate_bp: None,
        ..draft(FeeKind::Waiver, 0, "2026-11-24")
    };
    let turned = change(&world.context, &actor, rule.id, other).await.unwrap_err();
    assert_eq!(turned.field(), Some("kind"));
    let mut nobody = person(OTHER);
    nobody.roles.clear();
    let denied = list(&world.context, &nobody, Filter::default()).await.unwrap_err();
    assert_eq!(denied.code(), "not_allowed");
}

#[tokio::test]
async fn card_ranges_are_taken_in_whole_or_not_at_all() {
    let world = world().await;
    let (context, branch) = (&world.context, person(BRANCH));
    let head = "low,high,card_class,issuer,from_day\n";
    let good = format!(
        "{head}990000,990099,debit,示例银行,2026-11-22\n9901,9901,credit,示例银行,2026-11-23\n"
    );
    let other = import_card_bins(context, &person(BANK), &upload(&good)).await.unwrap_err();
    assert_eq!(other.code(), "fee_rule_of_network");
    let bad = format!(
        "{head}99000x,990099,debit,示例银行,2026-11-22\n990099,990000,gold,示例银行,2026-13-01\n\
         990000,99009,debit,,2026-11-22\n990000,990001,debit,示例银行,2026-11-21\n"
    );
    let taken = import_card_bins(context, &branch, &upload(&bad)).await.unwrap();
    let faults: Vec<_> =
        taken.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
    let wanted = [
        (2, "low"),
        (3, "high"),
        (3, "card_class"),
        (3, "from_day"),
        (4, "issuer"),
        (4, "high"),
        (5, "from_day"),
    ];
    assert_eq!((taken.added, &faults[..]), (0, &wanted[..]));
    assert_eq!(import_card_bins(context, &branch, &upload(&good)).await.unwrap().added, 2);
    assert_eq!(import_card_bins(context, &branch, &upload(&good)).await.unwrap().added, 0);
    let first = card_bins(context, &person(BANK), (None, None), (None, Some(1))).await.unwrap();
    assert_eq!(first.items[0].low, "990000");
    let second = card_bins(context, &person(BANK), (None, None), (first.next, None)).await.unwrap();
    assert_eq!(second.items.len(), 1);
    for (search, class, lows) in [
        (Some("示例"), None, vec!["990000", "9901"]),
        (Some(" 示例 "), Some(CardClass::Credit), vec!["9901"]),
        (Some("99010012"), None, vec!["9901"]),
        (Some("99"), None, vec!["990000", "9901"]),
        (Some("990050"), None, vec!["990000"]),
        (Some("另一"), None, vec![]),
    ] {
        let found = card_bins(context, &person(BANK), (search, class), (None, None)).await.unwrap();
        let found: Vec<&str> = found.items.iter().map(|bin| bin.low.as_str()).collect();
        assert_eq!(found, lows, "{search:?} {class:?}");
    }

    let known = |digits: &str| Trial {
        card_bin: Some(digits.to_owned()),
        card_class: None,
        ..trial("2026-11-22")
    };
    let debit = preview(context, &branch, known("99000012")).await.unwrap();
    assert_eq!((debit.card_class, debit.card_known), (CardClass::Debit, true));
    let unknown = preview(context, &branch, known("990100")).await.unwrap();
    assert_eq!((unknown.card_class, unknown.card_known), (CardClass::Credit, false));
    for card in ["990100******0001", "990000******0001", "990100******0002"] {
        line(&world, "2026-11-22", card).await;
    }
    let missing = unknown_card_bins(context, &person(OTHER), day("2026-11-22")).await.unwrap();
    let wanted = UnknownBin { digits: "990100".to_owned(), lines: 2, amount_fen: 200 };
    assert_eq!(missing, [wanted]);
    assert_eq!(unknown_card_bins(context, &person(OTHER), day("2026-11-23")).await.unwrap(), []);
}
