//! What is told of one payment: its way with the time of each hop, its terminal held against the
//! binding element by element, the rules that were considered, its entries and its reversal.

use super::desk::Error;
use super::model::PaymentState;
use super::store::{self, Filter, Rest};
use super::view::{
    BindingCheckView, ConsideredTarget, ConsideredView, ElementOutcome, ElementView, EntryView,
    HopView, PaymentDetail, PaymentSummary, RoutingView,
};
use crate::Context;
use crate::terminals::{
    self, Binding, BindingCheck, CheckVerdict, DeviceType, Difference, Element, Reaction,
};
use chrono::{DateTime, TimeDelta, Utc};
use identity::Actor;
use identity::institutions::{self, Institution};
use kernel::{InstitutionId, LinkId, PaymentId, RouteId};
use serde::Deserialize;

/// The decision as `road` kept it with the payment.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Kept {
    binding: Option<BindingCheck>,
    routing: RoutingKept,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RoutingKept {
    acquirer: Option<InstitutionId>,
    link: Option<LinkId>,
    considered: Vec<ConsideredKept>,
}

#[derive(Deserialize)]
struct ConsideredKept {
    route: Option<RouteId>,
    name: String,
    acquirer: InstitutionId,
    outcome: String,
    reason: String,
    #[serde(default)]
    target: Option<ConsideredTarget>,
}

/// One payment with all that is known of it.
pub async fn payment(
    context: &Context,
    actor: &Actor,
    id: PaymentId,
) -> Result<PaymentDetail, Error> {
    let mut tx = context.read(actor).await?;
    let next = PaymentId(uuid::Uuid::from_u128(id.0.as_u128().saturating_add(1)));
    let filter = Filter { from: Some(id), until: Some(next), ..Filter::default() };
    let mut rows = store::payments(&mut tx, &filter, 1).await?;
    let summary = rows.pop().ok_or(Error::PaymentMissing(id))?;
    let institution = summary.institution_id;
    let rest = store::payment_rest(&mut tx, institution, id).await?;
    let rest = rest.ok_or(Error::PaymentMissing(id))?;
    let kept: Kept = serde_json::from_str(&rest.decision).unwrap_or_default();
    let binding = terminals::binding_at(&mut tx, summary.terminal_id, summary.received_at).await?;
    let reversals = store::reversals(&mut tx, (None, Some(id)), None, 10).await?;
    let undone_by = store::undoing(&mut tx, institution, id).await?;
    let mut entries = store::entries(&mut tx, institution, id).await?;
    drop(tx);
    let names = institutions::list(&context.db).await?;
    for entry in &mut entries {
        for side in [&mut entry.debit, &mut entry.credit] {
            side.owner_name = owner_name(&side.owner, &summary, &names);
        }
    }
    Ok(PaymentDetail {
        hops: hops(&summary, &rest, &entries),
        binding_check: held(kept.binding, |element| {
            bound(element, binding.as_ref()?, (&summary, rest.device_type.as_ref()))
        }),
        routing: routing(kept.routing, &names),
        original_payment_id: rest.original_id,
        undone_by,
        store_name: rest.store_name,
        entry_mode: rest.entry_mode,
        reversals,
        entries,
        summary,
    })
}

/// Whose account it is, by name, where the payment itself tells.
fn owner_name(owner: &str, summary: &PaymentSummary, names: &[Institution]) -> Option<String> {
    if owner == summary.merchant_id.to_string() {
        return Some(summary.merchant_name.clone());
    }
    let id = owner.parse().map(InstitutionId).ok()?;
    name(id, names)
}

fn name(id: InstitutionId, names: &[Institution]) -> Option<String> {
    let found = names.iter().find(|institution| institution.id == id);
    found.map(|institution| institution.short_name.clone())
}

fn routing(kept: RoutingKept, names: &[Institution]) -> RoutingView {
    let line = |line: ConsideredKept| ConsideredView {
        route: line.route,
        name: line.name,
        acquirer_name: name(line.acquirer, names),
        acquirer: line.acquirer,
        outcome: line.outcome,
        reason: line.reason,
        target: line.target,
    };
    RoutingView {
        acquirer_name: kept.acquirer.and_then(|acquirer| name(acquirer, names)),
        acquirer: kept.acquirer,
        link: kept.link,
        considered: kept.considered.into_iter().map(line).collect(),
    }
}

/// The time line: receipt, the hops that were kept, and the entry in the books.
fn hops(summary: &PaymentSummary, rest: &Rest, entries: &[EntryView]) -> Vec<HopView> {
    let kept: Vec<(String, i64)> =
        rest.hops.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut hops = vec![HopView {
        at: summary.received_at,
        ms: 0,
        us: 0,
        hop: "received".to_owned(),
        detail: format!("终端 {} · 商户 {}", summary.terminal_code, summary.merchant_code),
    }];
    let decided_us = kept.last().map_or(0, |(_, us)| *us);
    let mut before_us = 0;
    let mut pass = |hop: String, us: i64, detail: String| {
        hops.push(HopView {
            at: summary.received_at + TimeDelta::microseconds(us),
            ms: (us - before_us) / 1000,
            us: us - before_us,
            hop,
            detail,
        });
        before_us = us;
    };
    for (hop, us) in kept {
        let detail = match hop.as_str() {
            "sent" => summary.acquirer_name.clone(),
            "answered" => summary.response_code.clone().unwrap_or_default(),
            _ => String::new(),
        };
        pass(hop, us, detail);
    }
    if let Some(us) = booked_us(summary, entries).filter(|us| decided_us <= *us) {
        pass("booked".to_owned(), us, String::new());
    }
    hops
}

/// When a payment that was approved was booked, microseconds after it came. Entries of a payment
/// that was found after a crash, or that undo it, are no part of its way to the terminal.
fn booked_us(summary: &PaymentSummary, entries: &[EntryView]) -> Option<i64> {
    let approved = summary.state == PaymentState::Approved;
    let first = entries.first().filter(|_| approved)?;
    let answered_at: DateTime<Utc> = summary.answered_at?;
    let soon = first.at - answered_at < TimeDelta::seconds(60);
    (first.at - summary.received_at).num_microseconds().filter(|_| soon)
}

/// An element as it was bound, as it may be shown.
fn bound(
    element: Element,
    binding: &Binding,
    (summary, device_type): (&PaymentSummary, Option<&DeviceType>),
) -> Option<String> {
    Some(match element {
        Element::Serial => summary.serial.clone(),
        Element::AcquirerCode => binding.acquirer_code.clone(),
        Element::MerchantCode => binding.merchant_code.to_string(),
        Element::TerminalCode => binding.terminal_code.to_string(),
        Element::CreditCode => binding.owner.shown().to_owned(),
        Element::SettlementAccount => binding.settlement_masked.clone(),
        Element::Place => binding.place.to_string(),
        Element::DeviceType => device_type?.to_string(),
    })
}

/// Each element with what is bound, what was said, and what came of it. Without knowing what was
/// said (a payment from before that was kept), only what differs.
fn held(kept: Option<BindingCheck>, bound: impl Fn(Element) -> Option<String>) -> BindingCheckView {
    let check = kept.unwrap_or(BindingCheck::UNCHECKED);
    let one = |element: &Element| -> Option<ElementView> {
        let difference = check.differences.iter().find(|row| row.element == *element);
        let outcome = outcome(*element, &check, difference)?;
        let papers = is_of_papers(*element);
        let sent = match difference {
            Some(difference) => Some(difference.sent.clone()).filter(|sent| !sent.is_empty()),
            None if outcome == ElementOutcome::Same && !papers && *element != Element::Place => {
                bound(*element)
            }
            None => None,
        };
        Some(ElementView {
            element: *element,
            bound: difference
                .filter(|_| !papers)
                .map(|row| row.bound.clone())
                .or_else(|| bound(*element)),
            sent: sent.filter(|_| !papers),
            outcome,
        })
    };
    BindingCheckView {
        verdict: check.verdict,
        distance_m: check.distance_m,
        elements: Element::ALL.iter().filter_map(one).collect(),
    }
}

/// No transaction says it: the merchant's papers of the time do.
fn is_of_papers(element: Element) -> bool {
    matches!(element, Element::CreditCode | Element::SettlementAccount)
}

fn outcome(
    element: Element,
    check: &BindingCheck,
    difference: Option<&Difference>,
) -> Option<ElementOutcome> {
    if let Some(difference) = difference {
        return Some(match difference.action {
            Reaction::Refuse => ElementOutcome::Refused,
            Reaction::Flag | Reaction::Ignore => ElementOutcome::Flagged,
        });
    }
    let said = check.said.filter(|_| check.verdict != CheckVerdict::Unchecked)?;
    let compared = said.has(element) || is_of_papers(element);
    Some(match (compared, check.ignored.has(element)) {
        (true, true) => ElementOutcome::Ignored,
        (true, false) => ElementOutcome::Same,
        (false, _) => ElementOutcome::NotSent,
    })
}
