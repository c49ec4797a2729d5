//! The compiled rules of one institution's merchants, in order of precedence, and which of them a
//! payment's card leads to. Pure.

use super::decision::{Question, Reason};
use super::facts::Facts;
use super::model::{Conditions, Route};
use super::table::NETWORK;
use kernel::{MerchantId, RouteId};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// One rule with the card ranges of one length. A rule with ranges of several lengths stands in
/// the list several times, so that the order of the entries is the order of precedence.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub bin_digits: u8,
    /// Bounds as numbers of `bin_digits` digits, sorted; empty fits every card.
    bins: Arc<[(u64, u64)]>,
    pub route: Arc<Route>,
    pub name: Arc<str>,
}

/// The rules of one institution's merchants.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// In order of precedence.
    entries: Vec<Entry>,
    /// The card ranges of all entries, the longest digits first.
    ranges: Vec<Ranges>,
    /// Entries for all cards and all merchants.
    open: Vec<u32>,
    /// Entries for all cards of one merchant.
    by_merchant: HashMap<MerchantId, Vec<u32>>,
}

/// Card ranges of one length, by their lower bounds.
#[derive(Clone, Debug, Default)]
struct Ranges {
    digits: u8,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    low: u64,
    high: u64,
    /// The highest upper bound of this span and all before it: where it is below a number, no
    /// span before holds the number either.
    reach: u64,
    entry: u32,
}

impl Rules {
    /// Of the entries of the institution and of the network, in any order.
    pub fn new(mut entries: Vec<Entry>) -> Rules {
        entries.sort_by_key(Entry::rank);
        let mut rules = Rules::default();
        let mut ranges: HashMap<u8, Vec<Span>> = HashMap::new();
        for (place, entry) in entries.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let span = |(low, high): &(u64, u64)| Span {
                low: *low,
                high: *high,
                reach: *high,
                entry: place,
            };
            match (entry.bin_digits, entry.route.conditions.merchant_id) {
                (0, None) => rules.open.push(place),
                (0, Some(merchant)) => rules.by_merchant.entry(merchant).or_default().push(place),
                (digits, _) => {
                    ranges.entry(digits).or_default().extend(entry.bins.iter().map(span))
                }
            }
        }
        rules.ranges =
            ranges.into_iter().map(|(digits, spans)| Ranges::new(digits, spans)).collect();
        rules.ranges.sort_unstable_by_key(|ranges| Reverse(ranges.digits));
        rules.entries = entries;
        rules
    }

    /// All entries.
    pub fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// Shows the entries whose cards and merchant are those of the payment, by precedence, until
    /// told to stop.
    pub fn visit(
        &self,
        question: &Question<'_>,
        facts: &Facts<'_>,
        mut show: impl FnMut(&Entry) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut found = Vec::new();
        for ranges in &self.ranges {
            let Some(number) = facts.first_digits(ranges.digits) else { continue };
            ranges.find(number, &mut found);
            for place in found.drain(..) {
                show(&self.entries[place as usize])?;
            }
        }
        let none = Vec::new();
        let own = self.by_merchant.get(&question.merchant).unwrap_or(&none);
        let (mut own, mut open) = (own.as_slice(), self.open.as_slice());
        loop {
            let next = match (own.first(), open.first()) {
                (Some(one), Some(other)) if one < other => &mut own,
                (Some(_), None) => &mut own,
                (_, Some(_)) => &mut open,
                (None, None) => return ControlFlow::Continue(()),
            };
            let place = next[0];
            *next = &next[1..];
            show(&self.entries[place as usize])?;
        }
    }
}

impl Ranges {
    fn new(digits: u8, mut spans: Vec<Span>) -> Ranges {
        spans.sort_unstable_by_key(|span| (span.low, span.high));
        let mut reach = 0;
        for span in &mut spans {
            reach = reach.max(span.high);
            span.reach = reach;
        }
        Ranges { digits, spans }
    }

    /// Entries with a range that holds the number, each once, by precedence.
    fn find(&self, number: u64, found: &mut Vec<u32>) {
        let early = self.spans.partition_point(|span| span.low <= number);
        let near = self.spans[..early].iter().rev().take_while(|span| number <= span.reach);
        found.extend(near.filter(|span| number <= span.high).map(|span| span.entry));
        found.sort_unstable();
        found.dedup();
    }
}

impl Entry {
    /// The entries of a rule.
    pub fn of(route: Route) -> Vec<Entry> {
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
            let (route, name) = (Arc::clone(&route), Arc::clone(&name));
            Entry { bin_digits, bins: Arc::from(bins), route, name }
        };
        by_digits.into_iter().map(entry).collect()
    }

    /// Longest card range first, then the smallest priority number, then the institution's own
    /// rule before the network's, then the oldest.
    fn rank(&self) -> (Reverse<u8>, i32, bool, RouteId) {
        let route = &self.route;
        (Reverse(self.bin_digits), route.priority, route.institution == NETWORK, route.id)
    }

    /// Whether the whole rule fits the payment; [`Rules::visit`] has looked at the cards already.
    pub fn fits(&self, question: &Question<'_>, facts: &Facts<'_>) -> Result<(), Reason> {
        if 0 < self.bin_digits {
            let number = facts.first_digits(self.bin_digits).ok_or(Reason::OtherBin)?;
            // The ranges of a rule may overlap, so all that begin early enough are looked at.
            let early = self.bins.partition_point(|(low, _)| *low <= number);
            if !self.bins[..early].iter().any(|(_, high)| number <= *high) {
                return Err(Reason::OtherBin);
            }
        }
        self.fits_rest(question, facts)
    }

    /// Whether what is not about card ranges fits the payment.
    pub fn fits_rest(&self, question: &Question<'_>, facts: &Facts<'_>) -> Result<(), Reason> {
        let wanted = &self.route.conditions;
        if wanted.merchant_id.is_some_and(|merchant| merchant != question.merchant) {
            return Err(Reason::OtherMerchant);
        }
        if !wanted.kinds.is_empty() && !wanted.kinds.contains(&question.kind) {
            return Err(Reason::OtherKind);
        }
        let product = |product: &super::RoutedProduct| product.as_str() == question.product;
        if !wanted.products.is_empty() && !wanted.products.iter().any(product) {
            return Err(Reason::OtherProduct);
        }
        if !among(&wanted.brands, facts.brand) {
            return Err(Reason::OtherBrand);
        }
        if !among(&wanted.card_classes, facts.class) {
            return Err(Reason::OtherCardClass);
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

/// What is not known is none of those that are named.
fn among<T: PartialEq>(named: &[T], found: Option<T>) -> bool {
    named.is_empty() || found.is_some_and(|found| named.contains(&found))
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
