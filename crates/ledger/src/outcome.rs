//! What becomes of a transfer.

use crate::model::{Counters, Field};
use chrono::{DateTime, Utc};

/// A booked transfer, with the counters of its accounts right after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Place in the institution's journal, from 1 without a gap.
    pub seq: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
    /// Counters of the debited account after it.
    pub debit: Counters,
    /// Counters of the credited account after it.
    pub credit: Counters,
}

/// What became of one transfer.
///
/// Precedence: a transfer that is booked already answers [`TransferOutcome::Exists`] or
/// `ExistsWithDifferent` before anything else is looked at; then its form (id, amount, time-out),
/// then the pending transfer, the accounts, the rules of the debited account, those of the
/// credited one, and overflow. In a linked group the first member that is refused keeps its
/// reason and the others answer [`Reason::LinkedFailed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferOutcome {
    /// Booked by this call, durably.
    Posted(Posted),
    /// Booked earlier, the same in every field.
    Exists,
    /// Not booked.
    Refused(Reason),
}

impl TransferOutcome {
    /// In the books, by this call or an earlier one.
    pub const fn is_booked(&self) -> bool {
        matches!(self, TransferOutcome::Posted(_) | TransferOutcome::Exists)
    }

    /// Not booked now, but the same transfer may be booked later, when the balances, accounts
    /// or pending transfers have changed.
    pub const fn transient(&self) -> bool {
        match self {
            TransferOutcome::Refused(reason) => reason.transient(),
            _ => false,
        }
    }
}

/// Why a transfer was not booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The id is booked with another value in this field.
    ExistsWithDifferent(Field),
    /// The id is nil.
    IdNil,
    /// The amount is not above zero.
    AmountNotPositive,
    /// A time-out of zero seconds, or more than 31 bits hold.
    TimeoutInvalid,
    /// Debit and credit are the same account.
    SameAccount,
    /// There is no such pending transfer.
    PendingMissing,
    /// The pending transfer is between other accounts.
    PendingDifferentAccount,
    /// The pending transfer was posted already.
    PendingPosted,
    /// The pending transfer was voided already.
    PendingVoided,
    /// The pending transfer's time is over.
    PendingExpired,
    /// The pending transfer's time is not over yet.
    NotDue,
    /// More than the pending transfer reserved (or, in a void, another amount).
    ExceedsPending,
    /// The debited account does not exist.
    DebitMissing,
    /// The credited account does not exist.
    CreditMissing,
    /// The debited account takes credits only.
    CreditsOnly,
    /// The debited account may not pay the credited one.
    NotAllowedTo,
    /// The debited account would fall below zero.
    ExceedsCredits,
    /// The credited account's credits would exceed its debits.
    ExceedsDebits,
    /// A counter would exceed what 63 bits hold.
    Overflow,
    /// Another transfer of the linked group was refused.
    LinkedFailed,
    /// The last transfer of a call is linked with a next one that is not there.
    LinkedOpen,
    /// A linked group spans institutions.
    LinkedAcross,
}

impl Reason {
    /// Stable word in snake case.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::ExistsWithDifferent(field) => match field {
                Field::Amount => "exists_with_different_amount",
                Field::Debit => "exists_with_different_debit",
                Field::Credit => "exists_with_different_credit",
                Field::Kind => "exists_with_different_kind",
                Field::Pending => "exists_with_different_pending",
                Field::Timeout => "exists_with_different_timeout",
                Field::Linked => "exists_with_different_linked",
                Field::Code => "exists_with_different_code",
                Field::Reference => "exists_with_different_reference",
            },
            Reason::IdNil => "id_nil",
            Reason::AmountNotPositive => "amount_not_positive",
            Reason::TimeoutInvalid => "timeout_invalid",
            Reason::SameAccount => "same_account",
            Reason::PendingMissing => "pending_missing",
            Reason::PendingDifferentAccount => "pending_different_account",
            Reason::PendingPosted => "pending_posted",
            Reason::PendingVoided => "pending_voided",
            Reason::PendingExpired => "pending_expired",
            Reason::NotDue => "not_due",
            Reason::ExceedsPending => "exceeds_pending",
            Reason::DebitMissing => "debit_missing",
            Reason::CreditMissing => "credit_missing",
            Reason::CreditsOnly => "credits_only",
            Reason::NotAllowedTo => "not_allowed_to",
            Reason::ExceedsCredits => "exceeds_credits",
            Reason::ExceedsDebits => "exceeds_debits",
            Reason::Overflow => "overflow",
            Reason::LinkedFailed => "linked_failed",
            Reason::LinkedOpen => "linked_open",
            Reason::LinkedAcross => "linked_across",
        }
    }

    /// The same transfer may be booked later.
    pub const fn transient(self) -> bool {
        matches!(
            self,
            Reason::PendingMissing
                | Reason::NotDue
                | Reason::DebitMissing
                | Reason::CreditMissing
                | Reason::ExceedsCredits
                | Reason::ExceedsDebits
                | Reason::LinkedFailed
        )
    }
}
