use super::super::decision::Considered;
use super::super::model::{BinRange, Conditions, Minute, RoutedKind, RoutedProduct};
use super::super::targets::Strategy as Choice;
use super::*;
use crate::clearing::CardClass;
use chrono::{NaiveDate, TimeZone, Utc};
use kernel::{Brand, ContractId, Mcc, MerchantId, PaymentId, RouteId};
use proptest::prelude::*;
use proptest::strategy::Strategy;
use std::cmp::Reverse;

pub const HOME: InstitutionId = InstitutionId(2);
pub const OTHER: InstitutionId = InstitutionId(3);
pub const THIRD: InstitutionId = InstitutionId(4);

pub fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn mcc(text: &str) -> Mcc {
    text.parse().unwrap()
}

fn link(acquirer: InstitutionId) -> LinkEntry {
    LinkEntry {
        id: link_of(acquirer),
        acquirer,
        acquirer_code: Arc::from(format!("4800653{acquirer}")),
        active: true,
    }
}

pub fn link_of(acquirer: InstitutionId) -> LinkId {
    LinkId(uuid(acquirer.0.unsigned_abs().into()))
}

pub fn links() -> Vec<LinkEntry> {
    vec![link(HOME), link(OTHER), link(THIRD)]
}

pub fn contract_with(acquirer: InstitutionId) -> Contract {
    Contract {
        id: ContractId(uuid(acquirer.0.unsigned_abs().into())),
        acquirer,
        acquirer_merchant_code: Arc::from(format!("m{acquirer}")),
        products: vec!["card".to_owned()],
        from_day: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        until_day: None,
    }
}

fn target(acquirer: InstitutionId, weight: u32) -> Target {
    Target { acquirer_id: acquirer, link_id: link_of(acquirer), weight }
}

fn route(number: u128, acquirer: InstitutionId, bins: &[&str]) -> Route {
    let at = Utc.with_ymd_and_hms(2026, 11, 1, 0, 0, 0).unwrap();
    let range = |bin: &&str| BinRange { low: (*bin).to_owned(), high: (*bin).to_owned() };
    Route {
        institution: HOME,
        id: RouteId(uuid(number)),
        name: format!("rule {number}"),
        priority: 10,
        state: RouteState::Active,
        conditions: Conditions {
            bin_ranges: bins.iter().map(range).collect(),
            ..Conditions::default()
        },
        strategy: Choice::Weight,
        targets: vec![target(acquirer, 100)],
        version: 1,
        created_by: String::new(),
        approved_by: None,
        created_at: at,
        changed_at: at,
    }
}

/// A Sunday noon in China.
pub fn question() -> Question<'static> {
    Question {
        payment: PaymentId(uuid(77)),
        institution: HOME,
        merchant: MerchantId(uuid(7)),
        kind: RoutedKind::Sale,
        product: "card",
        card: "6222021234567890123",
        mcc: mcc("5812"),
        amount_fen: 10_000,
        at: Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap(),
    }
}

fn lines(considered: &[Considered]) -> String {
    let line = |line: &Considered| {
        let name = if line.name.is_empty() { "contract" } else { &line.name };
        format!("{name} -> {}: {} {}", line.acquirer, line.outcome, line.reason)
    };
    considered.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub fn up(_: LinkId) -> Standing {
    Standing::Up
}

pub fn up_but(gone: LinkId) -> impl Fn(LinkId) -> Standing {
    move |link| if link == gone { Standing::Down } else { Standing::Up }
}

#[test]
fn the_longest_card_range_wins_whatever_the_priority() {
    let contracts = [contract_with(HOME), contract_with(OTHER), contract_with(THIRD)];
    let mut first = route(1, HOME, &[]);
    first.priority = 1;
    let mut short = route(2, OTHER, &["6222"]);
    short.priority = 1;
    let long = route(3, THIRD, &["622202", "99"]);
    let table = Table::new(vec![first, short, long], links());
    let decision = table.explain(&question(), &contracts, up).unwrap();
    assert_eq!((decision.acquirer, decision.link), (THIRD, link_of(THIRD)));
    assert_eq!(&*decision.acquirer_merchant_code, "m4");
    assert_eq!(&*decision.acquirer_code, "48006534");
    assert_eq!(
        lines(&decision.considered),
        "rule 3 -> 4: chosen longest_bin\n\
         rule 2 -> 3: outranked outranked\n\
         rule 3 -> 4: not_matching other_bin\n\
         rule 1 -> 2: outranked outranked\n\
         contract -> 2: outranked outranked\n\
         contract -> 3: outranked outranked\n\
         contract -> 4: outranked outranked"
    );
}

#[test]
fn what_cannot_be_used_is_passed_over_and_the_reason_kept() {
    let mut ended = contract_with(OTHER);
    ended.until_day = NaiveDate::from_ymd_opt(2026, 11, 21);
    let contracts = [contract_with(HOME), ended];
    let mut paused = link(HOME);
    paused.id = LinkId(uuid(99));
    paused.active = false;
    let mut over_paused = route(3, HOME, &["6222"]);
    over_paused.targets[0].link_id = paused.id;
    let table = Table::new(
        vec![route(1, THIRD, &["622202"]), route(2, OTHER, &["62220"]), over_paused],
        [links(), vec![paused]].concat(),
    );
    let decision = table.decide(&question(), &contracts, up).unwrap();
    assert_eq!(
        lines(&decision.considered),
        "rule 1 -> 4: not_eligible no_contract\n\
         rule 2 -> 3: not_eligible contract_not_in_force\n\
         rule 3 -> 2: not_eligible link_inactive\n\
         contract -> 2: chosen default_home"
    );
    assert_eq!((decision.acquirer, decision.route), (HOME, None));
}

#[test]
fn without_a_rule_the_home_contract_comes_first_and_then_the_oldest_that_works() {
    let contracts = [contract_with(OTHER), contract_with(HOME)];
    let table = Table::new(vec![], links());
    let acquirer = |standing: &dyn Fn(LinkId) -> Standing| {
        table.decide(&question(), &contracts, standing).map(|decision| decision.acquirer)
    };
    assert_eq!(acquirer(&up), Ok(HOME));
    assert_eq!(acquirer(&up_but(link_of(HOME))), Ok(OTHER));
    assert_eq!(acquirer(&|_| Standing::Down).unwrap_err().reason, Reason::LinkDown);
    assert_eq!(acquirer(&|_| Standing::Broken).unwrap_err().reason, Reason::LinkBroken);
}

#[test]
fn nowhere_to_go_says_why() {
    let why = |contracts: &[Contract], links: Vec<LinkEntry>, product: &str| {
        let question = Question { product, ..question() };
        let none = Table::new(vec![], links).decide(&question, contracts, up).unwrap_err();
        (none.reason, none.to_string())
    };
    let home = [contract_with(HOME)];
    let no_contract = why(&[], links(), "card");
    assert_eq!(no_contract.0, Reason::NoContract);
    assert_eq!(no_contract.1, "the merchant has no contract with an acquirer");
    assert_eq!(why(&home, links(), "qr").0, Reason::ProductNotContracted);
    assert_eq!(why(&home, vec![], "card").0, Reason::LinkMissing);
    let mut future = contract_with(HOME);
    future.from_day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    assert_eq!(why(&[future], links(), "card").0, Reason::ContractNotInForce);
}

#[test]
fn each_condition_is_held_against_the_payment() {
    type Change = fn(&mut Conditions);
    let contracts = [contract_with(HOME), contract_with(OTHER)];
    let cases: &[(Option<Reason>, Change)] = &[
        (None, |_| ()),
        (None, |c| c.merchant_id = Some(MerchantId(uuid(7)))),
        (Some(Reason::OtherMerchant), |c| c.merchant_id = Some(MerchantId(uuid(8)))),
        (Some(Reason::OtherMcc), |c| c.mccs = vec![mcc("5411")]),
        (None, |c| c.mccs = vec![mcc("5411"), mcc("5812")]),
        (Some(Reason::OtherKind), |c| c.kinds = vec![RoutedKind::BalanceQuery]),
        (Some(Reason::OtherProduct), |c| c.products = vec![RoutedProduct::Qr]),
        (None, |c| c.products = vec![RoutedProduct::Qr, RoutedProduct::Card]),
        (Some(Reason::OtherBrand), |c| c.brands = vec![Brand::Visa, Brand::Jcb]),
        (None, |c| c.brands = vec![Brand::UnionPay]),
        (Some(Reason::OtherCardClass), |c| c.card_classes = vec![CardClass::Debit]),
        (None, |c| c.amount_min_fen = Some(10_000)),
        (Some(Reason::AmountTooLow), |c| c.amount_min_fen = Some(10_001)),
        (None, |c| c.amount_max_fen = Some(10_000)),
        (Some(Reason::AmountTooHigh), |c| c.amount_max_fen = Some(9_999)),
        (None, |c| c.weekdays = vec![7]),
        (Some(Reason::OtherDay), |c| c.weekdays = vec![1, 2, 3, 4, 5, 6]),
        (None, |c| set_time(c, 12 * 60, 13 * 60)),
        (Some(Reason::OtherTime), |c| set_time(c, 11 * 60, 12 * 60)),
        (Some(Reason::OtherTime), |c| set_time(c, 22 * 60, 6 * 60)),
        (None, |c| set_time(c, 22 * 60, 12 * 60 + 1)),
    ];
    for (index, (reason, change)) in cases.iter().enumerate() {
        let mut rule = route(1, OTHER, &[]);
        change(&mut rule.conditions);
        let decision =
            Table::new(vec![rule], links()).explain(&question(), &contracts, up).unwrap();
        let line = &decision.considered[0];
        match reason {
            None => assert_eq!(line.reason, Reason::FirstMatching, "case {index}"),
            Some(reason) => {
                assert_eq!((line.outcome, line.reason), (Verdict::NotMatching, *reason));
                assert_eq!(decision.acquirer, HOME);
            }
        }
    }
}

fn set_time(conditions: &mut Conditions, from: u16, until: u16) {
    conditions.from_time = Some(Minute(from));
    conditions.until_time = Some(Minute(until));
}

#[test]
fn hours_past_midnight_belong_to_the_day_they_began_on() {
    let contracts = [contract_with(HOME), contract_with(OTHER)];
    let mut rule = route(1, OTHER, &[]);
    set_time(&mut rule.conditions, 22 * 60, 6 * 60);
    rule.conditions.weekdays = vec![6];
    let table = Table::new(vec![rule], links());
    let at = |day, hour| {
        // China is eight hours ahead.
        let at = Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap();
        let question = Question { at, ..question() };
        table.decide(&question, &contracts, up).unwrap().acquirer == OTHER
    };
    assert!(at(21, 15), "Saturday 23:00");
    assert!(at(21, 21), "Sunday 05:00, the night of Saturday");
    assert!(!at(20, 21), "Saturday 05:00, the night of Friday");
    assert!(!at(21, 22), "Sunday 06:00");
}

#[test]
fn rules_of_the_network_hold_for_all_and_those_of_an_institution_for_its_own() {
    let contracts = [contract_with(HOME), contract_with(OTHER), contract_with(THIRD)];
    let mut network = route(1, OTHER, &[]);
    network.institution = NETWORK;
    let own = route(2, THIRD, &[]);
    let table = Table::new(vec![network, own], links());
    assert_eq!(table.routes(), 2);
    let of = |institution| {
        let question = Question { institution, ..question() };
        table.decide(&question, &contracts, up).unwrap().acquirer
    };
    assert_eq!(of(HOME), THIRD, "its own goes before the network's of the same rank");
    assert_eq!(of(InstitutionId(9)), OTHER);
}

#[test]
fn drafts_and_retired_rules_decide_nothing() {
    let contracts = [contract_with(HOME), contract_with(OTHER)];
    for state in [RouteState::Draft, RouteState::Retired] {
        let rule = Route { state, ..route(1, OTHER, &[]) };
        let table = Table::new(vec![rule], links());
        assert_eq!(table.decide(&question(), &contracts, up).unwrap().acquirer, HOME);
    }
}

#[test]
fn a_short_card_number_fits_no_longer_range() {
    let contracts = [contract_with(HOME), contract_with(OTHER)];
    let table = Table::new(vec![route(1, OTHER, &["622202"])], links());
    for (card, acquirer) in [("62220", HOME), ("622202", OTHER), ("6222x2", HOME), ("", HOME)] {
        let question = Question { card, ..question() };
        assert_eq!(table.decide(&question, &contracts, up).unwrap().acquirer, acquirer, "{card}");
    }
}

fn any_route() -> impl Strategy<Value = Route> {
    let bins = prop::collection::vec("62[0-9]{0,3}", 0..4);
    let acquirer = 2_i32..6;
    let owner = prop_oneof![Just(NETWORK), Just(HOME), Just(OTHER)];
    let parts = (1_u128..1_000_000, acquirer, bins, 1_i32..4, owner, 0_i64..3);
    parts.prop_map(|(number, acquirer, bins, priority, institution, least)| {
        let bins: Vec<&str> = bins.iter().map(String::as_str).collect();
        let mut route = route(number, InstitutionId(acquirer), &bins);
        route.priority = priority;
        route.institution = institution;
        route.conditions.amount_min_fen = Some(least * 9_000);
        route
    })
}

/// A rule that leads to all three acquirers.
pub fn shared(strategy: Choice, weights: [u32; 3]) -> Route {
    let targets = [HOME, OTHER, THIRD].into_iter().zip(weights);
    Route {
        strategy,
        targets: targets.map(|(acquirer, weight)| target(acquirer, weight)).collect(),
        ..route(1, HOME, &["6222"])
    }
}

pub fn target_lines(considered: &[Considered]) -> String {
    let line = |line: &Considered| {
        let target = line.target.as_ref().unwrap();
        let fee = target.fee_fen.map_or_else(String::new, |fee| format!(" fee {fee}"));
        let why = target.reason.map_or_else(String::new, |reason| format!(" {reason}"));
        let (to, of) = (line.acquirer, target.weight);
        format!("{to}: {} {} of {of}{fee}{why}", line.outcome, line.reason)
    };
    considered.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_rule_with_shares_sends_each_target_its_own_and_says_so() {
    let contracts = [contract_with(HOME), contract_with(OTHER), contract_with(THIRD)];
    let table = Table::new(vec![shared(Choice::Weight, [70, 30, 0])], links());
    let mut counts = [0; 3];
    for number in 0..2_000 {
        let question = Question { payment: PaymentId(uuid(number)), ..question() };
        let decision = table.decide(&question, &contracts, up).unwrap();
        counts[usize::try_from(decision.acquirer.0).unwrap() - 2] += 1;
    }
    assert!((1_300..1_500).contains(&counts[0]) && counts[2] == 0, "{counts:?}");
    let decision = table.decide(&question(), &contracts, up).unwrap();
    assert_eq!(
        target_lines(&decision.considered),
        "2: chosen longest_bin of 70 share\n\
         3: outranked other_target of 30 other_share\n\
         4: outranked other_target of 0 other_share"
    );
    let only_backup = |link| {
        if link == link_of(THIRD) { Standing::Up } else { Standing::Broken }
    };
    let decision = table.decide(&question(), &contracts, only_backup).unwrap();
    assert_eq!(
        target_lines(&decision.considered),
        "2: not_eligible link_broken of 70\n\
         3: not_eligible link_broken of 30\n\
         4: chosen longest_bin of 0 backup"
    );
    // Who was not at the lost target stays where he was.
    let without = up_but(link_of(HOME));
    for number in 0..200 {
        let question = Question { payment: PaymentId(uuid(number)), ..question() };
        let before = table.decide(&question, &contracts, up).unwrap().acquirer;
        let after = table.decide(&question, &contracts, &without).unwrap().acquirer;
        assert_eq!(after, if before == HOME { OTHER } else { before });
    }
}

#[test]
fn a_rule_in_order_takes_the_first_that_can_be_used() {
    let contracts = [contract_with(HOME), contract_with(OTHER), contract_with(THIRD)];
    let table = Table::new(vec![shared(Choice::InOrder, [0, 1, 2])], links());
    let decision = table.decide(&question(), &contracts, up_but(link_of(HOME))).unwrap();
    assert_eq!(
        target_lines(&decision.considered),
        "2: not_eligible link_down of 0\n\
         3: chosen longest_bin of 1 first_in_order\n\
         4: outranked other_target of 2 later_in_order"
    );
}

#[test]
fn a_left_out_link_is_the_last_resort_and_a_broken_one_none() {
    let contracts = [contract_with(HOME), contract_with(OTHER)];
    let table = Table::new(vec![route(1, OTHER, &["6222"])], links());
    let stands = |home, other| move |link| if link == link_of(HOME) { home } else { other };
    let eliminated = stands(Standing::Eliminated, Standing::Up);
    let decision = table.decide(&question(), &[contract_with(HOME)], eliminated).unwrap();
    assert_eq!(
        lines(&decision.considered),
        "rule 1 -> 3: not_eligible no_contract\n\
         contract -> 2: not_eligible link_eliminated\n\
         contract -> 2: chosen last_resort"
    );
    // What is healthy goes before the home institution that is not.
    let none = Table::new(vec![], links());
    let decision = none.decide(&question(), &contracts, eliminated).unwrap();
    assert_eq!(decision.acquirer, OTHER);
    let broken = stands(Standing::Broken, Standing::Eliminated);
    let decision = table.decide(&question(), &contracts, broken).unwrap();
    assert_eq!((decision.acquirer, decision.route), (OTHER, None));
    let nothing = stands(Standing::Broken, Standing::Down);
    assert!(table.decide(&question(), &contracts, nothing).is_err());
}

/// The rule as the issue words it, without any cleverness: of the rules that fit and can be
/// used, the one with the longest fitting range; then the smallest priority.
fn naive<'a>(
    routes: &'a [Route],
    question: &Question<'_>,
    contracts: &[Contract],
    down: i32,
) -> Option<&'a Route> {
    let fits = |route: &Route| {
        let owner = route.institution == NETWORK || route.institution == question.institution;
        let amount = route.conditions.amount_min_fen.unwrap_or(0) <= question.amount_fen;
        let contract = contracts.iter().any(|one| one.acquirer == acquirer_of(route));
        // Institution 5 has no link.
        let link = acquirer_of(route).0 != down && acquirer_of(route).0 != 5;
        owner && amount && contract && link && longest(route, question).is_some()
    };
    let rank = |route: &&Route| {
        let length = longest(route, question).unwrap();
        (Reverse(length), route.priority, route.institution == NETWORK, route.id)
    };
    routes.iter().filter(|route| fits(route)).min_by_key(rank)
}

fn acquirer_of(route: &Route) -> InstitutionId {
    route.targets[0].acquirer_id
}

fn longest(route: &Route, question: &Question<'_>) -> Option<usize> {
    let ranges = &route.conditions.bin_ranges;
    if ranges.is_empty() {
        return Some(0);
    }
    let fitting = ranges.iter().filter(|range| question.card.starts_with(&range.low));
    fitting.map(|range| range.low.len()).max()
}

proptest! {
    #[test]
    fn the_decision_is_eligible_the_longest_and_the_same_in_any_order(
        mut routes in prop::collection::vec(any_route(), 0..30),
        with in prop::collection::btree_set(2_i32..6, 0..4),
        card in "62[0-9]{4}",
        amount_fen in 0_i64..30_000,
        down in 2_i32..6,
        turn in 0_usize..30,
    ) {
        routes.sort_by_key(|route| route.id);
        routes.dedup_by_key(|route| route.id);
        let contracts: Vec<Contract> =
            with.iter().map(|id| contract_with(InstitutionId(*id))).collect();
        let question = Question { card: &card, amount_fen, ..question() };
        let gone = link_of(InstitutionId(down));
        let is_up = up_but(gone);
        let decision = Table::new(routes.clone(), links()).decide(&question, &contracts, &is_up);
        let wanted = naive(&routes, &question, &contracts, down);
        match &decision {
            Ok(decision) => {
                prop_assert!(with.contains(&decision.acquirer.0));
                prop_assert!(decision.link != gone);
                prop_assert_eq!(decision.link, link_of(decision.acquirer));
                prop_assert_eq!(decision.route, wanted.map(|route| route.id));
                let chosen = decision.considered.iter().filter(|l| l.outcome == Verdict::Chosen);
                prop_assert_eq!(chosen.count(), 1);
                prop_assert!(decision.considered.len() <= CONSIDERED_MAX + 1);
            }
            Err(_) => {
                prop_assert_eq!(wanted, None);
                prop_assert!(!with.iter().any(|id| *id != down && *id != 5));
            }
        }
        let places = routes.len().max(1);
        routes.rotate_left(turn % places);
        let again = Table::new(routes.clone(), links());
        prop_assert_eq!(&again.decide(&question, &contracts, &is_up), &decision);
        let explained = again.explain(&question, &contracts, &is_up).map(|one| (one.acquirer, one.link, one.route));
        let decided = decision.map(|one| (one.acquirer, one.link, one.route));
        prop_assert_eq!(explained.ok(), decided.ok());
    }

    #[test]
    fn what_cannot_be_used_is_never_chosen(
        rules in prop::collection::vec(any_shared(), 0..12),
        with in prop::collection::btree_set(2_i32..5, 0..4),
        standings in prop::collection::vec(0_usize..5, 3),
        payment in any::<u128>(),
        card in "62[0-9]{4}",
    ) {
        let contracts: Vec<Contract> =
            with.iter().map(|id| contract_with(InstitutionId(*id))).collect();
        let question = Question { payment: PaymentId(uuid(payment)), card: &card, ..question() };
        let stands = |acquirer: InstitutionId| {
            Standing::ALL[standings[usize::try_from(acquirer.0).unwrap() - 2]]
        };
        let standing = |link: LinkId| {
            let of = [HOME, OTHER, THIRD].into_iter().find(|one| link_of(*one) == link);
            of.map_or(Standing::Down, stands)
        };
        let passes = |acquirer: InstitutionId, last_resort: bool| {
            with.contains(&acquirer.0) && obstacle(stands(acquirer), last_resort).is_none()
        };
        let table = Table::new(rules.clone(), links());
        let decision = table.decide(&question, &contracts, standing);
        prop_assert_eq!(&table.decide(&question, &contracts, standing), &decision, "the same again");
        match decision {
            Ok(decision) => {
                prop_assert!(passes(decision.acquirer, decision.route.is_none()));
                let rule = rules.iter().find(|rule| Some(rule.id) == decision.route);
                if let Some(rule) = rule {
                    let to = |target: &Target| target.link_id == decision.link;
                    prop_assert!(rule.targets.iter().any(to));
                    let chosen = rule.targets.iter().find(|target| to(target)).unwrap();
                    let weighted = |target: &Target| {
                        0 < target.weight && passes(target.acquirer_id, false)
                    };
                    if rule.strategy == Choice::Weight && chosen.weight == 0 {
                        prop_assert!(!rule.targets.iter().any(weighted));
                    }
                }
            }
            Err(_) => prop_assert!(![HOME, OTHER, THIRD].into_iter().any(|one| passes(one, true))),
        }
    }
}

fn any_shared() -> impl Strategy<Value = Route> {
    let weights = prop::array::uniform3(prop_oneof![Just(0_u32), 1_u32..1000]);
    let strategy = prop::sample::select(Choice::ALL);
    let bins = prop::collection::vec("62[0-9]{0,2}", 0..3);
    (weights, strategy, 1_usize..4, any::<u64>(), bins).prop_map(
        |(weights, strategy, count, number, bins)| {
            let bins: Vec<&str> = bins.iter().map(String::as_str).collect();
            let mut rule = Route {
                conditions: route(1, HOME, &bins).conditions,
                id: RouteId(uuid(number.into())),
                ..shared(strategy, weights)
            };
            rule.targets.truncate(count);
            rule
        },
    )
}
