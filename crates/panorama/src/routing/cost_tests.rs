//! Rules that go by the least fee.

use super::super::decision::{Question, TargetReason, Verdict};
use super::super::targets::Strategy;
use super::Table;
use super::tests::{
    HOME, OTHER, THIRD, contract_with, link_of, links, question, shared, target_lines, up, up_but,
    uuid,
};
use crate::clearing::fees::cards::CardBook;
use crate::clearing::fees::{BasisPoints, FeeBook, FeeChange, FeeKind, FeeVersion, Pricing};
use chrono::NaiveDate;
use kernel::{InstitutionId, PaymentId};
use std::sync::Arc;

#[test]
fn a_rule_by_cost_takes_the_least_fee_and_draws_among_equals() {
    let contracts = [contract_with(HOME), contract_with(OTHER), contract_with(THIRD)];
    let price = |acquirer: InstitutionId, rate| pricing_of(acquirer, rate);
    let book = vec![price(HOME, 6000), price(OTHER, 3800), price(THIRD, 5500)];
    let priced = |book: Vec<FeeVersion>| {
        let day = question().at.date_naive();
        let pricing = Pricing::new(&FeeBook::new(book).on(day), &CardBook::default(), day);
        let rule = shared(Strategy::Cost, [1, 1, 1]);
        Table::new(vec![rule], links()).with_pricing(Arc::new(pricing))
    };
    let table = priced(book);
    assert!(table.needs_pricing());
    let decision = table.decide(&question(), &contracts, up).unwrap();
    assert_eq!(
        target_lines(&decision.considered),
        "2: outranked other_target of 1 fee 60 higher_fee\n\
         3: chosen longest_bin of 1 fee 38 least_fee\n\
         4: outranked other_target of 1 fee 55 higher_fee"
    );
    let decision = table.decide(&question(), &contracts, up_but(link_of(OTHER))).unwrap();
    assert_eq!(decision.acquirer, THIRD);
    let even = priced(vec![price(HOME, 6000), price(OTHER, 3800), price(THIRD, 3800)]);
    let mut counts = [0; 3];
    for number in 0..400 {
        let question = Question { payment: PaymentId(uuid(number)), ..question() };
        let decision = even.decide(&question, &contracts, up).unwrap();
        counts[usize::try_from(decision.acquirer.0).unwrap() - 2] += 1;
        let why = decision.considered.iter().find(|line| line.outcome == Verdict::Chosen).unwrap();
        let why = why.target.as_ref().unwrap().reason;
        assert_eq!(why, Some(TargetReason::SameFeeShare));
    }
    assert!(counts[0] == 0 && 150 < counts[1] && 150 < counts[2], "{counts:?}");
}

fn pricing_of(acquirer: InstitutionId, rate: i64) -> FeeVersion {
    FeeVersion {
        institution_id: acquirer,
        rule_id: kernel::FeeRuleId(uuid(acquirer.0.unsigned_abs().into())),
        version: 1,
        change: FeeChange::Create,
        kind: FeeKind::Merchant,
        name: String::new(),
        card_class: None,
        contract_id: None,
        mccs: Vec::new(),
        rate_bp: Some(BasisPoints::of(rate)),
        cap_fen: None,
        source: String::new(),
        from_day: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        requested_by: String::new(),
        approved_by: String::new(),
        at: chrono::DateTime::UNIX_EPOCH,
    }
}
