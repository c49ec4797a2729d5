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
        /// Tried as often as allowed: a person must look.
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
            PaymentKind::BalanceQuery => ("0200", "310000", "00", "01"),
        }
    }

    /// The kind that a message type and a processing code ask for.
    pub fn of(mti: &str, processing: &str) -> Option<PaymentKind> {
        PaymentKind::ALL
            .iter()
            .copied()
            .find(|kind| (kind.request().0, kind.request().1) == (mti, processing))
    }

    /// True where money moves.
    pub const fn moves_money(self) -> bool {
        !matches!(self, PaymentKind::BalanceQuery)
    }

    /// True where the payment undoes another.
    pub const fn undoes(self) -> bool {
        matches!(self, PaymentKind::Void | PaymentKind::Refund)
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
    /// Keyed hash of the card.
    pub card_token: Vec<u8>,
    /// Keyed hash of what was asked.
    pub content_token: Vec<u8>,
    /// The acquirer's reference number, where it answered.
    pub reference_no: Option<String>,
    /// How it ended, where it has.
    pub outcome: Option<Outcome>,
    /// Where its reversal stands, where there is one.
    pub reversal: Option<ReversalState>,
}

/// A void or refund of the same original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// Void or refund.
    pub kind: PaymentKind,
    /// Fen.
    pub amount_fen: i64,
    /// How it ended, where it has.
    pub outcome: Option<Outcome>,
    /// Where its reversal stands, where there is one.
    pub reversal: Option<ReversalState>,
}

impl Sibling {
    /// Counts, unless it surely came to nothing. One that is under way or unknown counts: what
    /// may have been given back must not be given back again.
    fn stands(&self) -> bool {
        !matches!(
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
    /// More than is left, or not the whole where the whole is asked.
    #[error("the amount is above what is left of the original payment")]
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

/// Whether `kind` over `amount_fen` may undo `original`, given what others have undone already.
pub fn may_undo(
    original: &Original,
    siblings: &[Sibling],
    kind: PaymentKind,
    amount_fen: i64,
) -> Result<(), Refused> {
    let approved = state(original.outcome, original.reversal) == PaymentState::Approved;
    if original.kind != PaymentKind::Sale || !approved {
        return Err(Refused::Forbidden);
    }
    let standing = || siblings.iter().filter(|sibling| sibling.stands());
    if standing().any(|sibling| sibling.kind == PaymentKind::Void) {
        return Err(Refused::Forbidden);
    }
    let returned: i64 = standing().map(|sibling| sibling.amount_fen).sum();
    match kind {
        PaymentKind::Void if 0 < returned => Err(Refused::Forbidden),
        PaymentKind::Void if amount_fen != original.amount_fen => Err(Refused::Amount),
        PaymentKind::Refund if amount_fen <= 0 => Err(Refused::Amount),
        PaymentKind::Refund if original.amount_fen - returned < amount_fen => Err(Refused::Amount),
        PaymentKind::Void | PaymentKind::Refund => Ok(()),
        PaymentKind::Sale | PaymentKind::BalanceQuery => Err(Refused::Forbidden),
    }
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
        (PaymentKind::BalanceQuery | PaymentKind::Refund, ..) => Reversing::Forbidden,
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
            card_token: Vec::new(),
            content_token: Vec::new(),
            reference_no: None,
            outcome,
            reversal,
        }
    }

    fn sibling(kind: PaymentKind, amount_fen: i64, outcome: Option<Outcome>) -> Sibling {
        Sibling { kind, amount_fen, outcome, reversal: None }
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
            let (mti, processing, ..) = kind.request();
            assert_eq!(PaymentKind::of(mti, processing), Some(*kind));
        }
        assert_eq!(PaymentKind::of("0100", "000000"), None);
    }
}
