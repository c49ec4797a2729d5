//! The rules of a transfer's form, of two phases, and of counters. Pure.

use crate::entry::{Pending, PendingState};
use crate::model::{Counters, Kind, SAME_ACCOUNT, Transfer};
use crate::outcome::Reason;
use chrono::{DateTime, Utc};
use kernel::{AccountId, Money};

pub(crate) fn check_form(transfer: &Transfer) -> Result<(), Reason> {
    if transfer.id.0.is_nil() {
        return Err(Reason::IdNil);
    }
    let frees = matches!(transfer.kind, Kind::Void { .. } | Kind::Expire { .. });
    let zero = frees && transfer.amount == Money::ZERO;
    if !transfer.amount.is_positive() && !zero {
        return Err(Reason::AmountNotPositive);
    }
    if let Kind::Pending { timeout_s: Some(s) } = transfer.kind
        && (s == 0 || i32::try_from(s).is_err())
    {
        return Err(Reason::TimeoutInvalid);
    }
    let given = transfer.kind.resolves().is_none() || transfer.debit != SAME_ACCOUNT;
    if given && transfer.debit == transfer.credit {
        return Err(Reason::SameAccount);
    }
    Ok(())
}

pub(crate) fn check_pending(
    transfer: &Transfer,
    pending: &Pending,
    at: DateTime<Utc>,
) -> Result<(), Reason> {
    match pending.state {
        PendingState::Open => (),
        PendingState::Posted => return Err(Reason::PendingPosted),
        PendingState::Voided => return Err(Reason::PendingVoided),
        PendingState::Expired => return Err(Reason::PendingExpired),
    }
    let same = |here: AccountId, there: AccountId| here == SAME_ACCOUNT || here == there;
    if !same(transfer.debit, pending.debit) || !same(transfer.credit, pending.credit) {
        return Err(Reason::PendingDifferentAccount);
    }
    let over = pending.expires_at.is_some_and(|end| end <= at);
    match transfer.kind {
        Kind::Expire { .. } if !over => return Err(Reason::NotDue),
        Kind::Post { .. } | Kind::Void { .. } if over => return Err(Reason::PendingExpired),
        _ => (),
    }
    let fits = match transfer.kind {
        Kind::Post { .. } => transfer.amount <= pending.amount,
        _ => transfer.amount == Money::ZERO || transfer.amount == pending.amount,
    };
    if fits { Ok(()) } else { Err(Reason::ExceedsPending) }
}

/// Debits, pending ones too, are covered by posted credits.
pub(crate) fn covered(counters: &Counters) -> bool {
    counters
        .debits_pending
        .plus(counters.debits_posted)
        .is_some_and(|debits| debits <= counters.credits_posted)
}

/// Debits for credits and credits for debits.
pub(crate) fn turned(counters: &Counters) -> Counters {
    Counters {
        debits_pending: counters.credits_pending,
        debits_posted: counters.credits_posted,
        credits_pending: counters.debits_pending,
        credits_posted: counters.debits_posted,
    }
}
