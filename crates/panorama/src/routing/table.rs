//! The compiled rules, and the decision. Pure and immutable; the hot path of the switch.

use super::decision::{
    ConsideredTarget, Contract, Decision, LinkEntry, NoRoute, Question, Reason, TargetReason,
    Verdict, obstacle,
};
use super::facts::Facts;
use super::model::{Route, RouteState};
use super::rules::{Entry, Rules};
use super::targets::{self, Strategy, Target};
use super::walk::{Walk, Way};
use crate::acquirers::Standing;
use crate::clearing::fees::Pricing;
use kernel::{InstitutionId, LinkId};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The network branch, whose rules hold for the merchants of every institution.
pub const NETWORK: InstitutionId = InstitutionId(1);
/// Reasons kept with a decision at most; the dry run keeps all.
pub const CONSIDERED_MAX: usize = 8;

/// All rules, links and prices, ready to decide. Made anew on every change, never changed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The rules for merchants of each institution that has rules of its own.
    own: HashMap<InstitutionId, Rules>,
    /// The rules for all others: the network's.
    network: Rules,
    links: HashMap<LinkId, LinkEntry>,
    /// Links of each acquirer, oldest first.
    by_acquirer: HashMap<InstitutionId, Vec<LinkId>>,
    pricing: Arc<Pricing>,
    routes: usize,
    needs_pricing: bool,
}

impl Table {
    /// Compiles the active rules. The order of the input does not matter.
    pub fn new(routes: Vec<Route>, links: Vec<LinkEntry>) -> Table {
        let mut table = Table::default();
        for link in links {
            table.by_acquirer.entry(link.acquirer).or_default().push(link.id);
            table.links.insert(link.id, link);
        }
        table.by_acquirer.values_mut().for_each(|links| links.sort_unstable());
        let mut entries: HashMap<InstitutionId, Vec<Entry>> = HashMap::new();
        for route in routes.into_iter().filter(|route| route.state == RouteState::Active) {
            table.routes += 1;
            table.needs_pricing |= needs_pricing(&route);
            entries.entry(route.institution).or_default().extend(Entry::of(route));
        }
        let network = entries.remove(&NETWORK).unwrap_or_default();
        for (institution, mut own) in entries {
            own.extend(network.iter().cloned());
            table.own.insert(institution, Rules::new(own));
        }
        table.network = Rules::new(network);
        table
    }

    /// The same with the prices and card classes of a day.
    pub fn with_pricing(self, pricing: Arc<Pricing>) -> Table {
        Table { pricing, ..self }
    }

    /// How many rules are active.
    pub fn routes(&self) -> usize {
        self.routes
    }

    /// Whether some rule asks for fees or card classes.
    pub fn needs_pricing(&self) -> bool {
        self.needs_pricing
    }

    /// The prices and card classes it decides by.
    pub fn pricing(&self) -> &Arc<Pricing> {
        &self.pricing
    }

    /// Decides, with the reasons that matter. Stops at the first rule that fits and can be used.
    /// `contracts` are the merchant's active ones, oldest first.
    pub fn decide(
        &self,
        question: &Question<'_>,
        contracts: &[Contract],
        standing: impl Fn(LinkId) -> Standing,
    ) -> Result<Decision, NoRoute> {
        let facts = Facts::of(question, contracts, &self.pricing);
        let case = Case { table: self, question, facts: &facts, standing: &standing };
        let mut walk = Walk::new(false);
        // Whether it was stopped is what the walk itself knows.
        let _ = self.rules(question).visit(question, &facts, |entry| {
            if entry.fits_rest(question, &facts).is_ok() {
                case.follow(entry, &mut walk);
            }
            if walk.is_over() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        case.defaults(&mut walk);
        walk.end()
    }

    /// Decides the same and says of every rule what became of it.
    pub fn explain(
        &self,
        question: &Question<'_>,
        contracts: &[Contract],
        standing: impl Fn(LinkId) -> Standing,
    ) -> Result<Decision, NoRoute> {
        let facts = Facts::of(question, contracts, &self.pricing);
        let case = Case { table: self, question, facts: &facts, standing: &standing };
        let mut walk = Walk::new(true);
        for entry in self.rules(question).all() {
            match entry.fits(question, &facts) {
                Ok(()) => case.follow(entry, &mut walk),
                Err(reason) => {
                    let first = entry.route.targets.first().map(|target| target.acquirer_id);
                    let acquirer = first.unwrap_or(entry.route.institution);
                    walk.note(Some(entry), acquirer, (Verdict::NotMatching, reason), None);
                }
            }
        }
        case.defaults(&mut walk);
        walk.end()
    }

    fn rules(&self, question: &Question<'_>) -> &Rules {
        self.own.get(&question.institution).unwrap_or(&self.network)
    }
}

fn needs_pricing(route: &Route) -> bool {
    let compares = route.strategy == Strategy::Cost && 1 < route.targets.len();
    compares || !route.conditions.card_classes.is_empty()
}

/// One question to one table.
struct Case<'a, F> {
    table: &'a Table,
    question: &'a Question<'a>,
    facts: &'a Facts<'a>,
    standing: &'a F,
}

impl<'a, F: Fn(LinkId) -> Standing> Case<'a, F> {
    /// A rule that fits: goes to one of its targets, if one can be used.
    fn follow(&self, entry: &Entry, walk: &mut Walk) {
        let route = &entry.route;
        let reason = if 0 < entry.bin_digits { Reason::LongestBin } else { Reason::FirstMatching };
        if let [target] = route.targets[..] {
            return match self.way(&target) {
                Ok(way) => walk.take(Some(entry), way, reason, None),
                Err(why) => walk.refuse(Some(entry), target.acquirer_id, why, None),
            };
        }
        let ways: Vec<_> = route.targets.iter().map(|target| self.way(target)).collect();
        let fees: Vec<Option<i64>> = ways.iter().map(|way| self.fee(route.strategy, way)).collect();
        let (chosen, why) = match choose(self.question, route, &ways, &fees) {
            Some((place, why)) => (Some(place), Some(why)),
            None => (None, None),
        };
        for (place, (target, way)) in route.targets.iter().zip(&ways).enumerate() {
            let told = |reason| {
                let (weight, fee_fen) = (target.weight, fees[place]);
                Some(ConsideredTarget { link: target.link_id, weight, fee_fen, reason })
            };
            match way {
                Err(why) => walk.refuse(Some(entry), target.acquirer_id, *why, told(None)),
                Ok(way) if Some(place) == chosen => {
                    walk.take(Some(entry), *way, reason, told(why));
                }
                Ok(_) => {
                    let verdict = (Verdict::Outranked, Reason::OtherTarget);
                    let reason = not_chosen(route.strategy, fees[place], chosen.map(|at| fees[at]));
                    walk.note(Some(entry), target.acquirer_id, verdict, told(Some(reason)));
                }
            }
        }
    }

    /// Without a rule: the home institution's own contract, then the others, oldest first; links
    /// that are left out for a while only when there is nothing else.
    fn defaults(&self, walk: &mut Walk) {
        let is_home = |contract: &&Contract| contract.acquirer == self.question.institution;
        let contracts = self.facts.contracts;
        for last_resort in [false, true] {
            let home = contracts.iter().filter(is_home);
            let others = contracts.iter().filter(|contract| !is_home(contract));
            for found in home.chain(others) {
                if walk.is_over() || (last_resort && walk.has_chosen()) {
                    return;
                }
                let way = self
                    .facts
                    .in_force(found, self.question)
                    .and_then(|()| Ok((found, self.any_link(found.acquirer, last_resort)?)));
                let reason = match last_resort {
                    true => Reason::LastResort,
                    false if is_home(&found) => Reason::DefaultHome,
                    false => Reason::DefaultContract,
                };
                match way {
                    Ok(way) => walk.take(None, way, reason, None),
                    // What cannot be used at all has been told in the first round.
                    Err(_) if last_resort => (),
                    Err(why) => walk.refuse(None, found.acquirer, why, None),
                }
            }
        }
    }

    /// The contract and link of a target, where both can be used.
    fn way(&self, target: &Target) -> Result<Way<'a>, Reason> {
        let contract = self.facts.contract(self.question, target.acquirer_id)?;
        Ok((contract, self.link(target.acquirer_id, target.link_id, false)?))
    }

    /// What the merchant would pay, where the rule compares fees.
    fn fee(&self, strategy: Strategy, way: &Result<Way<'_>, Reason>) -> Option<i64> {
        let (contract, link) = way.as_ref().ok().filter(|_| strategy == Strategy::Cost)?;
        let (class, amount_fen) = (self.facts.class, self.question.amount_fen);
        self.table.pricing.merchant_fee_fen(link.acquirer, contract.id, class, amount_fen)
    }

    fn link(
        &self,
        acquirer: InstitutionId,
        link: LinkId,
        last_resort: bool,
    ) -> Result<&'a LinkEntry, Reason> {
        let entry = self.table.links.get(&link).filter(|entry| entry.acquirer == acquirer);
        let entry = entry.ok_or(Reason::LinkMissing)?;
        if !entry.active {
            return Err(Reason::LinkInactive);
        }
        match obstacle((self.standing)(link), last_resort) {
            Some(why) => Err(why),
            None => Ok(entry),
        }
    }

    /// The oldest usable link of an acquirer, or what is wrong with the one nearest to being so.
    fn any_link(
        &self,
        acquirer: InstitutionId,
        last_resort: bool,
    ) -> Result<&'a LinkEntry, Reason> {
        let mut why = Reason::LinkMissing;
        for link in self.table.by_acquirer.get(&acquirer).into_iter().flatten() {
            match self.link(acquirer, *link, last_resort) {
                Ok(link) => return Ok(link),
                Err(reason) if hope(why) <= hope(reason) => why = reason,
                Err(_) => (),
            }
        }
        Err(why)
    }
}

/// The more telling of several reasons is that of the link which could be used the soonest.
fn hope(why: Reason) -> u8 {
    match why {
        Reason::LinkEliminated => 4,
        Reason::LinkBroken => 3,
        Reason::LinkDown => 2,
        Reason::LinkInactive => 1,
        _ => 0,
    }
}

/// Which of the targets that can be used, and why that one.
fn choose(
    question: &Question<'_>,
    route: &Route,
    ways: &[Result<Way<'_>, Reason>],
    fees: &[Option<i64>],
) -> Option<(usize, TargetReason)> {
    let usable = |place: &usize| ways[*place].is_ok();
    let order = || targets::order(question.payment, route.id, &route.targets);
    match route.strategy {
        Strategy::InOrder => {
            (0..ways.len()).find(usable).map(|place| (place, TargetReason::FirstInOrder))
        }
        Strategy::Weight => order().iter().find(usable).map(|place| {
            let has_share = 0 < route.targets[place].weight;
            (place, if has_share { TargetReason::Share } else { TargetReason::Backup })
        }),
        Strategy::Cost => {
            // A fee beyond what an amount can be is the highest.
            let fee = |place: usize| fees[place].unwrap_or(i64::MAX);
            let least = (0..ways.len()).filter(usable).map(fee).min()?;
            let equal = |place: &usize| usable(place) && fee(*place) == least;
            let several = 1 < (0..ways.len()).filter(equal).count();
            let why = if several { TargetReason::SameFeeShare } else { TargetReason::LeastFee };
            order().iter().find(equal).map(|place| (place, why))
        }
    }
}

/// Why a target that can be used was not chosen.
fn not_chosen(strategy: Strategy, fee: Option<i64>, chosen: Option<Option<i64>>) -> TargetReason {
    match strategy {
        Strategy::InOrder => TargetReason::LaterInOrder,
        Strategy::Cost if chosen != Some(fee) => TargetReason::HigherFee,
        Strategy::Cost | Strategy::Weight => TargetReason::OtherShare,
    }
}

#[cfg(test)]
#[path = "cost_tests.rs"]
mod cost_tests;
#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
