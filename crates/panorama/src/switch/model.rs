//! What a payment is, what states it has, and what may undo it. No I/O.

use kernel::{InstitutionId, LinkId, MerchantId, PaymentId, StoreId, TerminalId, TransferId};
use uuid::Uuid;

kernel::words! {
    /// What a terminal asks for 交易类型.
    pub enum PaymentKind {
        /// A purchase 消费.
        Sale = "sale",
        /// The cashier takes a purchase back, whole and on the same day 消费撤销.
        Void = "void",
        /// Goods are returned, in whole or in part 退货.
        Refund = "refund",
        /// An amount is held on the card for later 预授权.
        Preauth = "preauth",
        /// The hold is given up 预授权撤销.
        PreauthVoid = "preauth_void",
        /// What is due is taken from the hold 预授权完成.
        Completion = "completion",
        /// A completion is taken back, whole and on the same day 预授权完成撤销.
        CompletionVoid = "completion_void",
        /// How much is on the card 余额查询.
        BalanceQuery = "balance_query",
    }
}

kernel::words! {
    /// Where a payment stands 交易状态.
    pub enum PaymentState {
        /// Read, not yet durable; never stored.
        Received = "received",
        /// Durable, and handed to the acquirer or about to be.
        Sent = "sent",
        /// The acquirer said yes.
        Approved = "approved",
        /// The acquirer said no.
        Declined = "declined",
        /// The acquirer may have it and did not answer.
        Unknown = "unknown",
        /// A reversal waits for the acquirer's word.
        ReversalPending = "reversal_pending",
        /// The acquirer has undone it.
        Reversed = "reversed",
        /// It surely never left the house.
        Failed = "failed",
    }
}

kernel::words! {
    /// How a payment ended; the first ending written is the one 交易结果.
    pub enum Outcome {
        /// The acquirer said yes.
        Approved = "approved",
        /// The acquirer said no.
        Declined = "declined",
        /// The acquirer may have it and did not answer.
        Unknown = "unknown",
        /// It surely never left the house.
        Failed = "failed",
    }
}

kernel::words! {
    /// Where a reversal stands 冲正状态.
    pub enum ReversalState {
        /// To be sent until the acquirer acknowledges it.
        Pending = "pending",
        /// The acquirer has acknowledged it.
        Acknowledged = "acknowledged",
        /// Tried as often as allowed, or of a refund, which is not sent: a person must look.
        Staff = "staff",
        /// A person has settled it with the acquirer.
        Resolved = "resolved",
    }
}

kernel::words! {
    /// Why a payment is reversed: F39 of the 0400 冲正原因.
    pub enum ReversalReason {
        /// No answer in time.
        NoAnswer = "98",
        /// Approved, but the terminal failed.
        TerminalFault = "96",
        /// The MAC of the answer did not hold.
        BadMac = "A0",
        /// Another.
        Other = "06",
    }
}

impl PaymentKind {
    /// Message type, processing code (F3), condition code (F25) and type (F60.1) of a request.
    pub const fn request(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            PaymentKind::Sale => ("0200", "000000", "00", "22"),
            PaymentKind::Void => ("0200", "200000", "00", "23"),
            PaymentKind::Refund => ("0220", "200000", "00", "25"),
            PaymentKind::Preauth => ("0100", "030000", "06", "10"),
            PaymentKind::PreauthVoid => ("0100", "200000", "06", "11"),
            PaymentKind::Completion => ("0200", "000000", "06", "20"),
            PaymentKind::CompletionVoid => ("0200", "200000", "06", "21"),
            PaymentKind::BalanceQuery => ("0200", "310000", "00", "01"),
        }
    }

    /// The kind that a message type, a processing code and a type (F60.1) ask for.
    pub fn of(mti: &str, processing: &str, code: &str) -> Option<PaymentKind> {
        let asks = |kind: &PaymentKind| {
            let (of_mti, of_processing, _, of_code) = kind.request();
            (of_mti, of_processing, of_code) == (mti, processing, code)
        };
        PaymentKind::ALL.iter().copied().find(asks)
    }

    /// True where it is about an amount: then an unknown ending gets a reversal.
    pub const fn has_amount(self) -> bool {
        !matches!(self, PaymentKind::BalanceQuery)
    }

    /// Where the reversal of an unknown one begins. A refund is never reversed towards a host (the
    /// specification names reversals for types 10, 11 and 20 to 23 only): whether it was done
    /// is for a person to ask.
    pub const fn reversal_begins(self) -> ReversalState {
        if self.is_reversible() { ReversalState::Pending } else { ReversalState::Staff }
    }

    /// What is noted for staff where a reversal begins with them.
    pub const fn reversal_note(self) -> &'static str {
        if self.is_reversible() {
            return "";
        }
        "退货不能冲正，未发往收单机构：请向收单机构核实是否已退货。 \
         A refund is not reversed and nothing was sent: ask the acquirer whether it was done."
    }

    /// True where a host takes a reversal of it.
    pub const fn is_reversible(self) -> bool {
        !matches!(self, PaymentKind::BalanceQuery | PaymentKind::Refund)
    }

    /// True where money moves, which is booked. A hold moves none.
    pub const fn moves_money(self) -> bool {
        self.pays() || self.gives_back()
    }

    /// True where the merchant gets money.
    pub const fn pays(self) -> bool {
        matches!(self, PaymentKind::Sale | PaymentKind::Completion)
    }

    /// True where the merchant gives money back.
    pub const fn gives_back(self) -> bool {
        matches!(self, PaymentKind::Void | PaymentKind::CompletionVoid | PaymentKind::Refund)
    }

    /// True where it stands on an earlier payment and goes where that went.
    pub const fn follows(self) -> bool {
        self.gives_back() || self.follows_hold()
    }

    /// True where it stands on a hold, which it names by the authorisation code (F38): it may
    /// come days later and from another terminal of the merchant.
    pub const fn follows_hold(self) -> bool {
        matches!(self, PaymentKind::PreauthVoid | PaymentKind::Completion)
    }
}

/// Where a payment stands, from what is written of it.
pub fn state(outcome: Option<Outcome>, reversal: Option<ReversalState>) -> PaymentState {
    match (outcome, reversal) {
        (_, Some(ReversalState::Pending | ReversalState::Staff)) => PaymentState::ReversalPending,
        (_, Some(ReversalState::Acknowledged | ReversalState::Resolved)) => PaymentState::Reversed,
        (None, None) => PaymentState::Sent,
        (Some(Outcome::Approved), None) => PaymentState::Approved,
        (Some(Outcome::Declined), None) => PaymentState::Declined,
        (Some(Outcome::Unknown), None) => PaymentState::Unknown,
        (Some(Outcome::Failed), None) => PaymentState::Failed,
    }
}

/// Which transfer of a payment; the number makes its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booking {
    /// An approved payment.
    Payment = 100,
    /// The undoing of an approved payment by a reversal.
    Reversal = 101,
}

/// The transfer of a payment, derived from its id: whoever books it, and however often, it is
/// the same transfer. Only the last byte differs from the payment's id, so transfers lie in the
/// order of time as payments do.
pub fn transfer_id(payment: PaymentId, booking: Booking) -> TransferId {
    let mut bytes = *payment.0.as_bytes();
    bytes[15] ^= booking as u8;
    TransferId(Uuid::from_bytes(bytes))
}

/// A payment that another refers to, as far as undoing it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its id.
    pub id: PaymentId,
    /// Whose it is.
    pub institution: InstitutionId,
    /// What it was.
    pub kind: PaymentKind,
    /// Its amount, fen.
    pub amount_fen: i64,
    /// The acquirer it went to.
    pub acquirer: InstitutionId,
    /// The link it went over.
    pub link: LinkId,
    /// Merchant of the payment.
    pub merchant: MerchantId,
    /// Store of the payment.
    pub store: StoreId,
    /// Its merchant code at the acquirer.
    pub acquirer_merchant_code: String,
    /// Terminal of the payment.
    pub terminal: TerminalId,
    /// F22.
    pub entry_mode: String,
    /// Keyed hash of the card, or of the payment code.
    pub card_token: Vec<u8>,
    /// The card sealed for this payment.
    pub card_sealed: Vec<u8>,
    /// The card masked.
    pub card_mask: String,
    /// Keyed hash of what was asked.
    pub content_token: Vec<u8>,
    /// Batch and trace number it was asked under.
    pub number: (i32, i32),
    /// The acquirer's reference number, where it answered.
    pub reference_no: Option<String>,
    /// How it ended, where it has.
    pub outcome: Option<Outcome>,
    /// Where its reversal stands, where there is one.
    pub reversal: Option<ReversalState>,
}

/// What else stands on the same original, of one kind and state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// What it is.
    pub kind: PaymentKind,
    /// Fen, of all of them.
    pub amount_fen: i64,
    /// How they ended, where they have.
    pub outcome: Option<Outcome>,
    /// Where their reversals stand, where there are any.
    pub reversal: Option<ReversalState>,
    /// It was voided itself, surely.
    pub voided: bool,
}

impl Sibling {
    /// Counts, unless it surely came to nothing. One that is under way or unknown counts: what
    /// may have been given back must not be given back again.
    fn stands(&self) -> bool {
        !self.voided
            && !matches!(
                state(self.outcome, self.reversal),
                PaymentState::Declined | PaymentState::Failed | PaymentState::Reversed
            )
    }
}

/// Why a payment may not be undone; the word is the response code (F39).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such payment, or the card or reference number is another.
    #[error("no such original payment")]
    NotFound,
    /// Its state forbids it: not approved, reversed, voided, partly returned.
    #[error("the original payment cannot be undone any more")]
    Forbidden,
    /// More than is left or allowed, or not the whole where the whole is asked.
    #[error("the amount is above what the original payment allows")]
    Amount,
}

impl Refused {
    /// F39 of the answer.
    pub const fn code(self) -> &'static str {
        match self {
            Refused::NotFound => "25",
            Refused::Forbidden => "12",
            Refused::Amount => "61",
        }
    }
}

/// Most percent of a hold that a completion may take where nothing else is set: what the
/// scheme's rule is known to be; it is a setting because no text of the rule is at hand.
pub const COMPLETION_PERCENT_MAX: u32 = 115;

/// Whether `kind` over `amount_fen` may follow `original`, given what else stands on it. A
/// completion takes `percent_max` of the hold at most.
pub fn may_follow(
    original: &Original,
    siblings: &[Sibling],
    (kind, amount_fen): (PaymentKind, i64),
    percent_max: u32,
) -> Result<(), Refused> {
    use PaymentKind::{Completion, CompletionVoid, Preauth, PreauthVoid, Refund, Sale, Void};
    let approved = state(original.outcome, original.reversal) == PaymentState::Approved;
    let fits = matches!(
        (kind, original.kind),
        (Void, Sale)
            | (CompletionVoid, Completion)
            | (Refund, Sale | Completion)
            | (PreauthVoid | Completion, Preauth)
    );
    if !approved || !fits {
        return Err(Refused::Forbidden);
    }
    let standing = || siblings.iter().filter(|sibling| sibling.stands());
    if standing().any(|sibling| sibling.kind != Refund) {
        return Err(Refused::Forbidden);
    }
    let returned: i64 = standing().map(|sibling| sibling.amount_fen).sum();
    match kind {
        Refund | Completion if amount_fen <= 0 => Err(Refused::Amount),
        Refund if original.amount_fen - returned < amount_fen => Err(Refused::Amount),
        Completion if above(amount_fen, original.amount_fen, percent_max) => Err(Refused::Amount),
        Refund | Completion => Ok(()),
        _ if 0 < returned => Err(Refused::Forbidden),
        _ if amount_fen != original.amount_fen => Err(Refused::Amount),
        _ => Ok(()),
    }
}

/// True where an amount is more than so many percent of another; both of 12 digits at most.
fn above(amount_fen: i64, of_fen: i64, percent: u32) -> bool {
    i128::from(of_fen) * i128::from(percent) < i128::from(amount_fen) * 100
}

/// What a terminal's own reversal does to the payment it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversing {
    /// Nothing stands: it is reversed already, or never was approved.
    Nothing,
    /// A reversal must be sent; entries are undone when the payment was approved.
    Send,
    /// It cannot be reversed: a balance query, a refund, or it was voided or partly returned.
    Forbidden,
}

/// Decides a terminal's reversal. The caller has written the ending `unknown` first if there was
/// none, so that an answer still under way cannot become an approval.
pub fn reversing(original: &Original, siblings: &[Sibling]) -> Reversing {
    match (original.kind, original.outcome, original.reversal) {
        (kind, ..) if !kind.is_reversible() => Reversing::Forbidden,
        (_, _, Some(_)) | (_, Some(Outcome::Declined | Outcome::Failed), None) => {
            Reversing::Nothing
        }
        _ if siblings.iter().any(Sibling::stands) => Reversing::Forbidden,
        _ => Reversing::Send,
    }
}

/// What a response code means, for people.
pub fn response_text(code: &str) -> &'static str {
    match code {
        "00" => "交易成功",
        "03" => "商户未登记",
        "12" => "无效交易",
        "13" => "无效金额",
        "14" => "无效卡号",
        "25" => "未找到原交易",
        "30" => "报文格式错误",
        "40" => "不支持的交易",
        "51" => "余额不足",
        "54" => "卡已过期",
        "55" => "密码错误",
        "58" => "终端不允许此交易",
        "61" => "金额超限",
        "65" => "超出取款次数限制",
        "68" => "响应超时",
        "77" => "请重新签到",
        "91" => "收单机构不可用",
        "92" => "找不到路由",
        "94" => "重复交易",
        "96" => "系统异常",
        "97" => "终端未登记",
        "98" => "收单机构无应答",
        "A0" => "校验错，请重新签到",
        _ => "交易失败",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn original(outcome: Option<Outcome>, reversal: Option<ReversalState>) -> Original {
        Original {
            id: PaymentId::new(),
            institution: InstitutionId(2),
            kind: PaymentKind::Sale,
            amount_fen: 1000,
            acquirer: InstitutionId(2),
            link: LinkId::new(),
            merchant: MerchantId::new(),
            store: StoreId::new(),
            acquirer_merchant_code: "898500000000001".to_owned(),
            terminal: TerminalId::new(),
            entry_mode: "012".to_owned(),
            card_token: Vec::new(),
            card_sealed: Vec::new(),
            card_mask: String::new(),
            content_token: Vec::new(),
            reference_no: None,
            number: (1, 1),
            outcome,
            reversal,
        }
    }

    fn sibling(kind: PaymentKind, amount_fen: i64, outcome: Option<Outcome>) -> Sibling {
        Sibling { kind, amount_fen, outcome, reversal: None, voided: false }
    }

    fn may_undo(
        original: &Original,
        siblings: &[Sibling],
        kind: PaymentKind,
        amount_fen: i64,
    ) -> Result<(), Refused> {
        may_follow(original, siblings, (kind, amount_fen), COMPLETION_PERCENT_MAX)
    }

    #[test]
    fn only_what_was_approved_and_stands_is_undone() {
        let approved = Some(Outcome::Approved);
        for (outcome, reversal, wanted) in [
            (approved, None, Ok(())),
            (None, None, Err(Refused::Forbidden)),
            (Some(Outcome::Declined), None, Err(Refused::Forbidden)),
            (approved, Some(ReversalState::Pending), Err(Refused::Forbidden)),
            (approved, Some(ReversalState::Acknowledged), Err(Refused::Forbidden)),
        ] {
            let original = original(outcome, reversal);
            assert_eq!(may_undo(&original, &[], PaymentKind::Void, 1000), wanted);
        }
    }

    #[test]
    fn refunds_never_sum_to_more_than_was_paid() {
        let sale = original(Some(Outcome::Approved), None);
        let mut siblings = vec![
            sibling(PaymentKind::Refund, 300, Some(Outcome::Approved)),
            sibling(PaymentKind::Refund, 300, Some(Outcome::Declined)),
            sibling(PaymentKind::Refund, 200, None),
        ];
        let refund =
            |siblings: &[Sibling], fen| may_undo(&sale, siblings, PaymentKind::Refund, fen);
        assert_eq!(refund(&siblings, 500), Ok(()));
        assert_eq!(refund(&siblings, 501), Err(Refused::Amount));
        assert_eq!(refund(&siblings, 0), Err(Refused::Amount));
        let void = may_undo(&sale, &siblings, PaymentKind::Void, 1000);
        assert_eq!(void, Err(Refused::Forbidden));
        siblings[2].outcome = Some(Outcome::Unknown);
        siblings[2].reversal = Some(ReversalState::Pending);
        assert_eq!(refund(&siblings, 501), Err(Refused::Amount));
        siblings[2].reversal = Some(ReversalState::Acknowledged);
        assert_eq!(refund(&siblings, 700), Ok(()));
        siblings.push(sibling(PaymentKind::Void, 1000, None));
        assert_eq!(refund(&siblings, 1), Err(Refused::Forbidden));
    }

    #[test]
    fn a_void_takes_back_the_whole() {
        let sale = original(Some(Outcome::Approved), None);
        assert_eq!(may_undo(&sale, &[], PaymentKind::Void, 999), Err(Refused::Amount));
    }

    #[test]
    fn a_hold_is_completed_or_given_up_once_and_a_little_above_it() {
        let approved = Some(Outcome::Approved);
        let mut hold = original(approved, None);
        hold.kind = PaymentKind::Preauth;
        for (fen, wanted) in [
            (1, Ok(())),
            (1000, Ok(())),
            (1150, Ok(())),
            (1151, Err(Refused::Amount)),
            (0, Err(Refused::Amount)),
        ] {
            assert_eq!(may_undo(&hold, &[], PaymentKind::Completion, fen), wanted, "{fen}");
        }
        let void = |siblings: &[Sibling]| may_undo(&hold, siblings, PaymentKind::PreauthVoid, 1000);
        assert_eq!(void(&[]), Ok(()));
        assert_eq!(may_undo(&hold, &[], PaymentKind::Refund, 1), Err(Refused::Forbidden));
        assert_eq!(may_undo(&hold, &[], PaymentKind::Void, 1000), Err(Refused::Forbidden));
        let mut completion = sibling(PaymentKind::Completion, 900, None);
        assert_eq!(void(&[completion]), Err(Refused::Forbidden), "it may be under way");
        completion.outcome = approved;
        assert_eq!(void(&[completion]), Err(Refused::Forbidden));
        completion.voided = true;
        assert_eq!(void(&[completion]), Ok(()), "the completion was taken back");
        let mut completed = original(approved, None);
        completed.kind = PaymentKind::Completion;
        let undo = |kind, fen| may_undo(&completed, &[], kind, fen);
        assert_eq!(undo(PaymentKind::CompletionVoid, 1000), Ok(()));
        assert_eq!(undo(PaymentKind::CompletionVoid, 999), Err(Refused::Amount));
        assert_eq!(undo(PaymentKind::Void, 1000), Err(Refused::Forbidden));
        assert_eq!(undo(PaymentKind::Refund, 400), Ok(()));
    }

    #[test]
    fn a_reversal_of_what_is_reversed_changes_nothing() {
        let approved = Some(Outcome::Approved);
        let unknown = Some(Outcome::Unknown);
        let pending = Some(ReversalState::Pending);
        let of = |outcome, reversal| reversing(&original(outcome, reversal), &[]);
        assert_eq!(of(approved, None), Reversing::Send);
        assert_eq!(of(unknown, None), Reversing::Send);
        assert_eq!(of(unknown, pending), Reversing::Nothing);
        assert_eq!(of(Some(Outcome::Declined), None), Reversing::Nothing);
        let void = sibling(PaymentKind::Void, 1000, approved);
        assert_eq!(reversing(&original(approved, None), &[void]), Reversing::Forbidden);
    }

    #[test]
    fn transfers_of_a_payment_are_always_the_same_and_apart() {
        let payment = PaymentId::new();
        let booked = transfer_id(payment, Booking::Payment);
        assert_eq!(booked, transfer_id(payment, Booking::Payment));
        assert_ne!(booked, transfer_id(payment, Booking::Reversal));
        assert_ne!(booked.0, payment.0);
    }

    #[test]
    fn each_request_is_of_the_kind_it_was_made_for() {
        for kind in PaymentKind::ALL {
            let (mti, processing, _, code) = kind.request();
            assert_eq!(PaymentKind::of(mti, processing, code), Some(*kind));
        }
        assert_eq!(PaymentKind::of("0100", "000000", "10"), None);
    }
}
