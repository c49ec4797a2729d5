//! Accounts, transfers and their outcomes: the words of the ledger, without any I/O.

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
        /// What was lost by differences 差错损失.
        Loss = "loss",
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
        Rules { debits_must_not_exceed_credits: true, ..Rules::default() }
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
        self.credits_posted.minus(self.debits_posted).unwrap_or(Money::ZERO)
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
        Transfer { kind, ..Transfer::single(institution, debit, credit, amount) }
    }

    /// Moves `amount` of what `pending` reserved and frees the rest.
    pub fn post(institution: InstitutionId, pending: TransferId, amount: Money) -> Transfer {
        let kind = Kind::Post { pending };
        Transfer { kind, ..Transfer::single(institution, SAME_ACCOUNT, SAME_ACCOUNT, amount) }
    }

    /// Frees what `pending` reserved.
    pub fn void(institution: InstitutionId, pending: TransferId) -> Transfer {
        let kind = Kind::Void { pending };
        Transfer { kind, ..Transfer::single(institution, SAME_ACCOUNT, SAME_ACCOUNT, Money::ZERO) }
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
        TransferId(derived_id(&[b"transfer", reference.as_bytes(), leg.as_bytes()]))
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
