//! Accounts, transfers and their outcomes: the words of the ledger, without any I/O.

use chrono::{DateTime, Utc};
use kernel::{AccountId, InstitutionId, Money, TransferId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Most transfers one call of [`crate::Ledger::post`] may carry, and one batch may hold.
pub const TRANSFERS_MAX: usize = 8192;

kernel::words! {
    /// What an account 账户 is for.
    pub enum AccountKind {
        /// What is owed to a merchant 应付商户款.
        MerchantPayable = "merchant_payable",
        /// What an acquirer has collected and not yet settled 应收收单机构款.
        AcquirerReceivable = "acquirer_receivable",
        /// Between institutions, until they settle 清算往来.
        Clearing = "clearing",
        /// Fees earned 手续费收入.
        FeeIncome = "fee_income",
        /// What cannot be placed yet 挂账.
        Suspense = "suspense",
        /// Money held for a stated purpose under rules 监管账户.
        Supervised = "supervised",
        /// Money at a bank 银行存款.
        Bank = "bank",
        /// Taxes withheld and due 应交税费.
        TaxPayable = "tax_payable",
        /// What is owed to a worker 应付劳动报酬.
        WorkerPayable = "worker_payable",
    }
}

kernel::words! {
    /// What a transfer does, as written in the journal.
    pub enum TransferKind {
        /// Moves at once 直接记账.
        Single = "single",
        /// Reserves an amount 预留.
        Pending = "pending",
        /// Moves what was reserved, or a part, and frees the rest 确认.
        Post = "post",
        /// Frees what was reserved 撤销预留.
        Void = "void",
        /// Frees what was reserved too long ago 预留过期.
        Expire = "expire",
    }
}

kernel::words! {
    /// A field in which a repeated transfer differs from the one that is booked.
    pub enum Field {
        /// The amount.
        Amount = "amount",
        /// The debited account.
        Debit = "debit",
        /// The credited account.
        Credit = "credit",
        /// Single, pending, post, void or expire.
        Kind = "kind",
        /// The pending transfer it resolves.
        Pending = "pending",
        /// Seconds until a pending transfer expires.
        Timeout = "timeout",
        /// Whether it is linked with the next.
        Linked = "linked",
        /// The reason code.
        Code = "code",
        /// The reference.
        Reference = "reference",
    }
}

/// Why money moved: the codes of [`Transfer::code`]. Others are free for the caller.
pub mod code {
    /// Not stated.
    pub const NONE: u16 = 0;
    /// A sale 消费.
    pub const SALE: u16 = 1;
    /// A sale undone the same day 消费撤销.
    pub const VOID: u16 = 2;
    /// A refund 退货.
    pub const REFUND: u16 = 3;
    /// A reversal 冲正.
    pub const REVERSAL: u16 = 4;
    /// A fee 手续费.
    pub const FEE: u16 = 5;
    /// Settlement between institutions 清算.
    pub const SETTLEMENT: u16 = 6;
    /// A correction by staff 调账.
    pub const CORRECTION: u16 = 7;
    /// Money paid out 出款.
    pub const PAYOUT: u16 = 8;
    /// The end of a pending transfer's time, written by the ledger itself.
    pub const EXPIRY: u16 = 9;

    /// The word for a code, `other` for those of callers.
    pub const fn word(code: u16) -> &'static str {
        match code {
            NONE => "none",
            SALE => "sale",
            VOID => "void",
            REFUND => "refund",
            REVERSAL => "reversal",
            FEE => "fee",
            SETTLEMENT => "settlement",
            CORRECTION => "correction",
            PAYOUT => "payout",
            EXPIRY => "expiry",
            _ => "other",
        }
    }
}

/// What an account allows 记账规则. Set when it is made, never widened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Rules {
    /// Debits, pending ones too, never exceed posted credits: not below zero.
    pub debits_must_not_exceed_credits: bool,
    /// Credits, pending ones too, never exceed posted debits.
    pub credits_must_not_exceed_debits: bool,
    /// Only credits are allowed.
    pub credits_only: bool,
    /// When not empty, a debit may only go to one of these accounts.
    pub only_to: Vec<AccountId>,
}

impl Rules {
    /// Not below zero 不得透支.
    pub fn not_below_zero() -> Rules {
        Rules {
            debits_must_not_exceed_credits: true,
            ..Rules::default()
        }
    }

    /// Any rule at all.
    pub fn any(&self) -> bool {
        self.debits_must_not_exceed_credits
            || self.credits_must_not_exceed_debits
            || self.credits_only
            || !self.only_to.is_empty()
    }
}

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Id; [`crate::accounts::id_for`] derives one.
    pub id: AccountId,
    /// Whose books it is in.
    pub institution: InstitutionId,
    /// What it is for.
    pub kind: AccountKind,
    /// Written id of whose money it is, 1 to 64 characters.
    pub owner: String,
    /// Name for people, at most 128 characters.
    pub name: String,
    /// What it allows.
    pub rules: Rules,
}

/// What became of an account to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountOutcome {
    /// Made now.
    Created,
    /// There already, the same.
    Exists,
    /// There already with another kind, owner or other rules; it stays as it was.
    ExistsWithDifferent,
}

/// The four counters of an account 四项计数, in fen. They only grow, save the pending ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counters {
    /// Debits reserved.
    #[serde(rename = "debits_pending_fen")]
    pub debits_pending: Money,
    /// Debits moved.
    #[serde(rename = "debits_posted_fen")]
    pub debits_posted: Money,
    /// Credits reserved.
    #[serde(rename = "credits_pending_fen")]
    pub credits_pending: Money,
    /// Credits moved.
    #[serde(rename = "credits_posted_fen")]
    pub credits_posted: Money,
}

impl Counters {
    /// Posted credits less posted debits: what is owed to the owner.
    pub fn net(&self) -> Money {
        // Both are sums of amounts above zero and never negative: the difference cannot overflow.
        self.credits_posted
            .minus(self.debits_posted)
            .unwrap_or(Money::ZERO)
    }

    /// Counters with an entry added; `None` on overflow.
    pub(crate) fn with(&self, debit: bool, pending: i64, posted: i64) -> Option<Counters> {
        let mut next = *self;
        let (held, moved) = if debit {
            (&mut next.debits_pending, &mut next.debits_posted)
        } else {
            (&mut next.credits_pending, &mut next.credits_posted)
        };
        *held = held.plus(Money::from_fen(pending))?;
        *moved = moved.plus(Money::from_fen(posted))?;
        Some(next)
    }
}

/// What a transfer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Moves at once.
    Single,
    /// Reserves; expires after `timeout_s` seconds when given (at least 1).
    Pending {
        /// Seconds to live; none: until resolved.
        timeout_s: Option<u32>,
    },
    /// Moves what `pending` reserved, or a part; the rest is freed.
    Post {
        /// The pending transfer.
        pending: TransferId,
    },
    /// Frees what `pending` reserved.
    Void {
        /// The pending transfer.
        pending: TransferId,
    },
    /// Frees what `pending` reserved, once its time is over. Made by
    /// [`crate::Ledger::expire_due`].
    Expire {
        /// The pending transfer.
        pending: TransferId,
    },
}

impl Kind {
    /// The word in the journal.
    pub const fn word(self) -> TransferKind {
        match self {
            Kind::Single => TransferKind::Single,
            Kind::Pending { .. } => TransferKind::Pending,
            Kind::Post { .. } => TransferKind::Post,
            Kind::Void { .. } => TransferKind::Void,
            Kind::Expire { .. } => TransferKind::Expire,
        }
    }

    /// The pending transfer it resolves.
    pub const fn resolves(self) -> Option<TransferId> {
        match self {
            Kind::Post { pending } | Kind::Void { pending } | Kind::Expire { pending } => {
                Some(pending)
            }
            _ => None,
        }
    }
}

/// No account: in a transfer that resolves a pending one it means "as there".
pub const SAME_ACCOUNT: AccountId = AccountId(Uuid::nil());

/// A movement of money 记账 from `debit` to `credit` inside one institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Made by the caller; the key against booking twice.
    pub id: TransferId,
    /// Whose books.
    pub institution: InstitutionId,
    /// Account debited; [`SAME_ACCOUNT`] in post, void and expire.
    pub debit: AccountId,
    /// Account credited; [`SAME_ACCOUNT`] in post, void and expire.
    pub credit: AccountId,
    /// Above zero. In void and expire zero, or the amount of the pending transfer.
    pub amount: Money,
    /// What it does.
    pub kind: Kind,
    /// Linked with the next transfer of the same call: both are booked, or none.
    pub linked: bool,
    /// Why: see [`code`].
    pub code: u16,
    /// What it is about: the id of a payment or the like; nil when nothing.
    pub reference: Uuid,
}

impl Transfer {
    /// Moves `amount` at once, under a new id.
    pub fn single(
        institution: InstitutionId,
        debit: AccountId,
        credit: AccountId,
        amount: Money,
    ) -> Transfer {
        Transfer {
            id: TransferId::new(),
            institution,
            debit,
            credit,
            amount,
            kind: Kind::Single,
            linked: false,
            code: code::NONE,
            reference: Uuid::nil(),
        }
    }

    /// Reserves `amount`, for `timeout_s` seconds when given.
    pub fn pending(
        institution: InstitutionId,
        debit: AccountId,
        credit: AccountId,
        amount: Money,
        timeout_s: Option<u32>,
    ) -> Transfer {
        let kind = Kind::Pending { timeout_s };
        Transfer {
            kind,
            ..Transfer::single(institution, debit, credit, amount)
        }
    }

    /// Moves `amount` of what `pending` reserved and frees the rest.
    pub fn post(institution: InstitutionId, pending: TransferId, amount: Money) -> Transfer {
        let kind = Kind::Post { pending };
        Transfer {
            kind,
            ..Transfer::single(institution, SAME_ACCOUNT, SAME_ACCOUNT, amount)
        }
    }

    /// Frees what `pending` reserved.
    pub fn void(institution: InstitutionId, pending: TransferId) -> Transfer {
        let kind = Kind::Void { pending };
        Transfer {
            kind,
            ..Transfer::single(institution, SAME_ACCOUNT, SAME_ACCOUNT, Money::ZERO)
        }
    }

    /// The same under the id that [`Transfer::id_for`] gives, with `reference` set.
    pub fn about(mut self, reference: Uuid, leg: &str) -> Transfer {
        self.reference = reference;
        self.id = Transfer::id_for(reference, leg);
        self
    }

    /// The same, linked with the next one.
    pub fn linked(mut self) -> Transfer {
        self.linked = true;
        self
    }

    /// The same with a reason code.
    pub fn code(mut self, code: u16) -> Transfer {
        self.code = code;
        self
    }

    /// Id of the transfer `leg` (a word such as `sale` or `fee`) of what `reference` names:
    /// always the same, so that a repeated command books nothing twice.
    pub fn id_for(reference: Uuid, leg: &str) -> TransferId {
        TransferId(derived_id(&[
            b"transfer",
            reference.as_bytes(),
            leg.as_bytes(),
        ]))
    }
}

/// UUIDv8 (RFC 9562 §5.8) from SHA-256 over the parts, each led by its length. The first six
/// bytes of a UUIDv7 among the parts are not kept: derived ids do not sort by time.
pub(crate) fn derived_id(parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

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

/// A transfer as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id.
    pub id: TransferId,
    /// Place in the journal.
    pub seq: i64,
    /// What it does.
    pub kind: TransferKind,
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// Moved (single, post), reserved (pending) or freed (void, expire).
    pub amount: Money,
    /// The pending transfer it resolves.
    pub pending: Option<TransferId>,
    /// What that one had reserved.
    pub pending_amount: Option<Money>,
    /// Seconds to live, of a pending one.
    pub timeout_s: Option<i32>,
    /// Linked with the next.
    pub linked: bool,
    /// Why.
    pub code: i32,
    /// What it is about.
    pub reference: Uuid,
    /// The debited account's entry before it, 0 when none.
    pub debit_previous: i64,
    /// The credited account's entry before it, 0 when none.
    pub credit_previous: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
}

impl Entry {
    /// What it adds to the pending and to the posted counters of both its accounts, in fen.
    pub fn moves(&self) -> (i64, i64) {
        let held = self.pending_amount.map_or(0, Money::fen);
        match self.kind {
            TransferKind::Single => (0, self.amount.fen()),
            TransferKind::Pending => (self.amount.fen(), 0),
            TransferKind::Post => (-held, self.amount.fen()),
            TransferKind::Void | TransferKind::Expire => (-held, 0),
        }
    }

    /// How a repeated transfer compares: nothing, or the first field that differs.
    pub fn differs(&self, again: &Transfer) -> Option<Field> {
        let resolves = again.kind.resolves();
        let timeout = match again.kind {
            Kind::Pending { timeout_s } => timeout_s.map(i64::from),
            _ => None,
        };
        let frees = matches!(self.kind, TransferKind::Void | TransferKind::Expire);
        let same_account = |there: AccountId, here: AccountId| {
            there == here || (resolves.is_some() && here == SAME_ACCOUNT)
        };
        if self.kind != again.kind.word() {
            Some(Field::Kind)
        } else if self.pending != resolves {
            Some(Field::Pending)
        } else if !(self.amount == again.amount || (frees && again.amount == Money::ZERO)) {
            Some(Field::Amount)
        } else if !same_account(self.debit, again.debit) {
            Some(Field::Debit)
        } else if !same_account(self.credit, again.credit) {
            Some(Field::Credit)
        } else if self.timeout_s.map(i64::from) != timeout {
            Some(Field::Timeout)
        } else if self.linked != again.linked {
            Some(Field::Linked)
        } else if self.code != i32::from(again.code) {
            Some(Field::Code)
        } else if self.reference != again.reference {
            Some(Field::Reference)
        } else {
            None
        }
    }
}

kernel::words! {
    /// State of a pending transfer 预留.
    pub enum PendingState {
        /// Still reserved.
        Open = "open",
        /// Moved, wholly or in part.
        Posted = "posted",
        /// Freed.
        Voided = "voided",
        /// Freed because its time was over.
        Expired = "expired",
    }
}

/// A pending transfer and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// What it reserves.
    pub amount: Money,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// What became of it.
    pub state: PendingState,
}
