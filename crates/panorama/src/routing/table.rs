//! The compiled rules, and the decision. Pure and immutable; the hot path of the switch.

use super::decision::{
    Considered, Contract, Decision, LinkEntry, NoRoute, Question, Reason, Verdict,
};
use super::model::{Conditions, Route, RouteState};
use chrono::{Datelike, Days, FixedOffset, NaiveDate, Timelike};
use kernel::{InstitutionId, LinkId, RouteId};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// The network branch, whose rules hold for the merchants of every institution.
pub const NETWORK: InstitutionId = InstitutionId(1);
/// Reasons kept with a decision at most; the dry run keeps all.
pub const CONSIDERED_MAX: usize = 8;

/// All rules and links, ready to decide. Made anew on every change, never changed.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The entries for merchants of each institution that has rules of its own.
    own: HashMap<InstitutionId, Vec<Entry>>,
    /// The entries for all others: the network's rules.
    network: Vec<Entry>,
    links: HashMap<LinkId, LinkEntry>,
    /// Links of each acquirer, oldest first.
    by_acquirer: HashMap<InstitutionId, Vec<LinkId>>,
    routes: usize,
}

/// One rule with the card ranges of one length. A rule with ranges of several lengths stands in
/// the table several times, so that the order of the entries is the order of precedence.
#[derive(Clone, Debug)]
struct Entry {
    bin_digits: u8,
    /// Bounds as numbers of `bin_digits` digits, sorted; empty fits every card.
    bins: Vec<(u64, u64)>,
    route: Arc<Route>,
    name: Arc<str>,
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
            entries.entry(route.institution).or_default().extend(Entry::of(route));
        }
        table.network = entries.remove(&NETWORK).unwrap_or_default();
        for (institution, mut own) in entries {
            own.extend(table.network.iter().cloned());
            own.sort_by_key(Entry::rank);
            table.own.insert(institution, own);
        }
        table.network.sort_by_key(Entry::rank);
        table
    }

    /// How many rules are active.
    pub fn routes(&self) -> usize {
        self.routes
    }

    /// Decides, with the reasons that matter. Stops at the first rule that fits and can be used.
    /// `contracts` are the merchant's active ones, oldest first.
    pub fn decide(
        &self,
        question: &Question<'_>,
        contracts: &[Contract],
        is_up: impl Fn(LinkId) -> bool,
    ) -> Result<Decision, NoRoute> {
        self.walk(question, contracts, &is_up, false)
    }

    /// Decides the same and says of every rule what became of it.
    pub fn explain(
        &self,
        question: &Question<'_>,
        contracts: &[Contract],
        is_up: impl Fn(LinkId) -> bool,
    ) -> Result<Decision, NoRoute> {
        self.walk(question, contracts, &is_up, true)
    }

    fn walk(
        &self,
        question: &Question<'_>,
        contracts: &[Contract],
        is_up: &impl Fn(LinkId) -> bool,
        all: bool,
    ) -> Result<Decision, NoRoute> {
        let facts = Facts::of(question, contracts);
        let entries = self.own.get(&question.institution).unwrap_or(&self.network);
        let mut walk = Walk { all, considered: Vec::new(), chosen: None, obstacle: None };
        for entry in entries {
            if walk.is_over() {
                break;
            }
            if let Err(reason) = entry.fits(question, &facts) {
                if all {
                    walk.note(Some(entry), entry.route.acquirer, Verdict::NotMatching, reason);
                }
                continue;
            }
            let route = &entry.route;
            let usable = contract(question, &facts, route.acquirer)
                .and_then(|found| Ok((found, self.usable(route.acquirer, route.link, is_up)?)));
            let reason =
                if entry.bin_digits > 0 { Reason::LongestBin } else { Reason::FirstMatching };
            walk.take(Some(entry), route.acquirer, usable, reason);
        }
        if !walk.is_over() {
            self.defaults(question, &facts, is_up, &mut walk);
        }
        walk.end()
    }

    /// Without a rule: the home institution's own contract, then the others, oldest first.
    fn defaults(
        &self,
        question: &Question<'_>,
        facts: &Facts<'_>,
        is_up: &impl Fn(LinkId) -> bool,
        walk: &mut Walk,
    ) {
        let is_home = |contract: &&Contract| contract.acquirer == question.institution;
        let home = facts.contracts.iter().filter(is_home);
        let others = facts.contracts.iter().filter(|contract| !is_home(contract));
        for found in home.chain(others) {
            if walk.is_over() {
                break;
            }
            let usable = in_force(found, question, facts)
                .and_then(|()| Ok((found, self.any_link(found.acquirer, is_up)?)));
            let reason =
                if is_home(&found) { Reason::DefaultHome } else { Reason::DefaultContract };
            walk.take(None, found.acquirer, usable, reason);
        }
    }

    fn usable(
        &self,
        acquirer: InstitutionId,
        link: LinkId,
        is_up: &impl Fn(LinkId) -> bool,
    ) -> Result<&LinkEntry, Reason> {
        match self.links.get(&link) {
            Some(entry) if entry.acquirer != acquirer => Err(Reason::LinkMissing),
            Some(entry) if !entry.active => Err(Reason::LinkInactive),
            Some(_) if !is_up(link) => Err(Reason::LinkDown),
            Some(entry) => Ok(entry),
            None => Err(Reason::LinkMissing),
        }
    }

    /// The oldest usable link of an acquirer, or what is wrong with the last one tried.
    fn any_link(
        &self,
        acquirer: InstitutionId,
        is_up: &impl Fn(LinkId) -> bool,
    ) -> Result<&LinkEntry, Reason> {
        let mut why = Reason::LinkMissing;
        for link in self.by_acquirer.get(&acquirer).into_iter().flatten() {
            match self.usable(acquirer, *link, is_up) {
                Ok(link) => return Ok(link),
                // A link that is down could come up again: the more telling of the reasons.
                Err(reason) if why != Reason::LinkDown => why = reason,
                Err(_) => (),
            }
        }
        Err(why)
    }
}

/// A decision on its way.
struct Walk {
    all: bool,
    considered: Vec<Considered>,
    chosen: Option<Decision>,
    /// What is wrong with the contract looked at last.
    obstacle: Option<Reason>,
}

impl Walk {
    fn is_over(&self) -> bool {
        self.chosen.is_some() && !self.all
    }

    fn note(
        &mut self,
        entry: Option<&Entry>,
        acquirer: InstitutionId,
        outcome: Verdict,
        reason: Reason,
    ) {
        // The chosen one is always told, however many there were before it.
        let full = CONSIDERED_MAX <= self.considered.len() && outcome != Verdict::Chosen;
        if full && !self.all {
            return;
        }
        self.considered.push(Considered {
            route: entry.map(|entry| entry.route.id),
            name: entry.map_or_else(|| Arc::from(""), |entry| Arc::clone(&entry.name)),
            acquirer,
            outcome,
            reason,
        });
    }

    fn take(
        &mut self,
        entry: Option<&Entry>,
        acquirer: InstitutionId,
        usable: Result<(&Contract, &LinkEntry), Reason>,
        reason: Reason,
    ) {
        let (contract, link) = match usable {
            Err(why) => {
                self.obstacle = Some(why);
                return self.note(entry, acquirer, Verdict::NotEligible, why);
            }
            Ok(_) if self.chosen.is_some() => {
                return self.note(entry, acquirer, Verdict::Outranked, Reason::Outranked);
            }
            Ok(found) => found,
        };
        self.note(entry, acquirer, Verdict::Chosen, reason);
        self.chosen = Some(Decision {
            acquirer,
            acquirer_code: Arc::clone(&link.acquirer_code),
            link: link.id,
            contract: contract.id,
            acquirer_merchant_code: Arc::clone(&contract.acquirer_merchant_code),
            route: entry.map(|entry| entry.route.id),
            considered: Vec::new(),
        });
    }

    fn end(self) -> Result<Decision, NoRoute> {
        let Walk { considered, chosen, obstacle, .. } = self;
        match chosen {
            Some(decision) => Ok(Decision { considered, ..decision }),
            None => Err(NoRoute { reason: obstacle.unwrap_or(Reason::NoContract), considered }),
        }
    }
}

/// What the conditions ask of the time and the card, worked out once a question.
struct Facts<'a> {
    contracts: &'a [Contract],
    day: NaiveDate,
    /// Monday is 1.
    weekday: u8,
    minute: u16,
    /// The number made of the first n digits of the card, at index n; `None` beyond its length.
    bins: [Option<u64>; Conditions::BIN_DIGITS_MAX + 1],
}

impl<'a> Facts<'a> {
    fn of(question: &Question<'_>, contracts: &'a [Contract]) -> Facts<'a> {
        // Eight hours are within the day that an offset may have.
        let china = FixedOffset::east_opt(8 * 3600).expect("8 hours are an offset");
        let at = question.at.with_timezone(&china);
        let mut bins = [None; Conditions::BIN_DIGITS_MAX + 1];
        let mut number = 0;
        for (index, digit) in question.card.bytes().take(Conditions::BIN_DIGITS_MAX).enumerate() {
            if !digit.is_ascii_digit() {
                break;
            }
            number = number * 10 + u64::from(digit - b'0');
            bins[index + 1] = Some(number);
        }
        Facts {
            contracts,
            day: at.date_naive(),
            weekday: u8::try_from(at.weekday().number_from_monday()).unwrap_or(1),
            minute: u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0),
            bins,
        }
    }
}

impl Entry {
    fn of(route: Route) -> Vec<Entry> {
        let mut by_digits: HashMap<u8, Vec<(u64, u64)>> = HashMap::new();
        for range in &route.conditions.bin_ranges {
            let (digits, low, high) = range.numbers();
            by_digits.entry(digits).or_default().push((low, high));
        }
        if by_digits.is_empty() {
            by_digits.insert(0, Vec::new());
        }
        let name: Arc<str> = Arc::from(route.name.as_str());
        let route = Arc::new(route);
        let entry = |(bin_digits, mut bins): (u8, Vec<(u64, u64)>)| {
            bins.sort_unstable();
            Entry { bin_digits, bins, route: Arc::clone(&route), name: Arc::clone(&name) }
        };
        by_digits.into_iter().map(entry).collect()
    }

    /// Longest card range first, then the smallest priority number, then the institution's own
    /// rule before the network's, then the oldest.
    fn rank(&self) -> (Reverse<u8>, i32, bool, RouteId) {
        let route = &self.route;
        (Reverse(self.bin_digits), route.priority, route.institution == NETWORK, route.id)
    }

    fn fits(&self, question: &Question<'_>, facts: &Facts<'_>) -> Result<(), Reason> {
        if self.bin_digits > 0 {
            let number = facts.bins[usize::from(self.bin_digits)].ok_or(Reason::OtherBin)?;
            // The ranges of a rule may overlap, so all that begin early enough are looked at.
            let early = self.bins.partition_point(|(low, _)| *low <= number);
            if !self.bins[..early].iter().any(|(_, high)| number <= *high) {
                return Err(Reason::OtherBin);
            }
        }
        let wanted = &self.route.conditions;
        if wanted.merchant_id.is_some_and(|merchant| merchant != question.merchant) {
            return Err(Reason::OtherMerchant);
        }
        if !wanted.kinds.is_empty() && !wanted.kinds.contains(&question.kind) {
            return Err(Reason::OtherKind);
        }
        if !wanted.mccs.is_empty() && !wanted.mccs.contains(&question.mcc) {
            return Err(Reason::OtherMcc);
        }
        if wanted.amount_min_fen.is_some_and(|least| question.amount_fen < least) {
            return Err(Reason::AmountTooLow);
        }
        if wanted.amount_max_fen.is_some_and(|most| most < question.amount_fen) {
            return Err(Reason::AmountTooHigh);
        }
        fits_time(wanted, facts)
    }
}

fn fits_time(wanted: &Conditions, facts: &Facts<'_>) -> Result<(), Reason> {
    let (mut weekday, minute) = (facts.weekday, facts.minute);
    if let (Some(from), Some(until)) = (wanted.from_time, wanted.until_time) {
        let (from, until) = (from.0, until.0);
        // The end is not within; hours that pass midnight belong to the day they began on.
        let after_midnight = until < from && minute < until;
        let within = if from < until {
            (from..until).contains(&minute)
        } else {
            after_midnight || from <= minute
        };
        if !within {
            return Err(Reason::OtherTime);
        }
        if after_midnight {
            weekday = if weekday == 1 { 7 } else { weekday - 1 };
        }
    }
    if !wanted.weekdays.is_empty() && !wanted.weekdays.contains(&weekday) {
        return Err(Reason::OtherDay);
    }
    Ok(())
}

/// The contract under which the acquirer may take the payment.
fn contract<'a>(
    question: &Question<'_>,
    facts: &Facts<'a>,
    acquirer: InstitutionId,
) -> Result<&'a Contract, Reason> {
    let mut why = Reason::NoContract;
    for found in facts.contracts.iter().filter(|one| one.acquirer == acquirer) {
        match in_force(found, question, facts) {
            Ok(()) => return Ok(found),
            Err(reason) => why = reason,
        }
    }
    Err(why)
}

fn in_force(found: &Contract, question: &Question<'_>, facts: &Facts<'_>) -> Result<(), Reason> {
    let after = found.until_day.and_then(|day| day.checked_add_days(Days::new(1)));
    if facts.day < found.from_day || after.is_some_and(|after| after <= facts.day) {
        return Err(Reason::ContractNotInForce);
    }
    if !found.products.iter().any(|product| product == question.product) {
        return Err(Reason::ProductNotContracted);
    }
    Ok(())
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
