//! A decision on its way: what was considered so far, and what was chosen.

use super::decision::{
    Considered, ConsideredTarget, Contract, Decision, LinkEntry, NoRoute, Reason, Verdict,
};
use super::rules::Entry;
use super::table::CONSIDERED_MAX;
use kernel::InstitutionId;
use std::sync::Arc;

/// A way that a payment could take.
pub(super) type Way<'a> = (&'a Contract, &'a LinkEntry);

/// A decision on its way.
pub(super) struct Walk {
    all: bool,
    considered: Vec<Considered>,
    chosen: Option<Decision>,
    /// What is wrong with the contract looked at last.
    obstacle: Option<Reason>,
}

impl Walk {
    /// Begins; `all` goes on after the choice and keeps every line.
    pub fn new(all: bool) -> Walk {
        Walk { all, considered: Vec::new(), chosen: None, obstacle: None }
    }

    /// Nothing more needs to be looked at.
    pub fn is_over(&self) -> bool {
        self.chosen.is_some() && !self.all
    }

    /// A way is chosen.
    pub fn has_chosen(&self) -> bool {
        self.chosen.is_some()
    }

    /// Keeps a line.
    pub fn note(
        &mut self,
        entry: Option<&Entry>,
        acquirer: InstitutionId,
        (outcome, reason): (Verdict, Reason),
        target: Option<ConsideredTarget>,
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
            target,
        });
    }

    /// Keeps a line of what cannot be used.
    pub fn refuse(
        &mut self,
        entry: Option<&Entry>,
        acquirer: InstitutionId,
        why: Reason,
        target: Option<ConsideredTarget>,
    ) {
        self.obstacle = Some(why);
        self.note(entry, acquirer, (Verdict::NotEligible, why), target);
    }

    /// Takes a way that can be used, unless one is taken already.
    pub fn take(
        &mut self,
        entry: Option<&Entry>,
        (contract, link): Way<'_>,
        reason: Reason,
        target: Option<ConsideredTarget>,
    ) {
        if self.has_chosen() {
            return self.note(
                entry,
                link.acquirer,
                (Verdict::Outranked, Reason::Outranked),
                target,
            );
        }
        self.note(entry, link.acquirer, (Verdict::Chosen, reason), target);
        self.chosen = Some(Decision {
            acquirer: link.acquirer,
            acquirer_code: Arc::clone(&link.acquirer_code),
            link: link.id,
            contract: contract.id,
            acquirer_merchant_code: Arc::clone(&contract.acquirer_merchant_code),
            route: entry.map(|entry| entry.route.id),
            considered: Vec::new(),
        });
    }

    /// What came of it.
    pub fn end(self) -> Result<Decision, NoRoute> {
        let Walk { considered, chosen, obstacle, .. } = self;
        match chosen {
            Some(decision) => Ok(Decision { considered, ..decision }),
            None => Err(NoRoute { reason: obstacle.unwrap_or(Reason::NoContract), considered }),
        }
    }
}
