//! What a merchant gets on a settlement day. No I/O.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{HoldId, InstitutionId, MerchantId, SettlementId, SettlementLineId};
use serde::Serialize;

kernel::words! {
    /// How far a batch has got 结算批次状态.
    pub enum BatchState {
        /// Nothing has gone out.
        Made = "made",
        /// Its payouts are with the bank.
        Sent = "sent",
        /// Every payout has its result.
        Done = "done",
    }
}

kernel::words! {
    /// What has become of a line's payout 出款状态.
    pub enum LineState {
        /// There is none: nothing is due, all is held, or the merchant owes.
        None = "none",
        /// To be sent.
        Payable = "payable",
        /// With the bank.
        Sent = "sent",
        /// The bank has paid.
        Paid = "paid",
        /// The bank has refused it.
        Rejected = "rejected",
        /// The bank had paid, and the money came back.
        Returned = "returned",
    }
}

kernel::words! {
    /// Where a hold stands 暂缓结算状态.
    pub enum HoldState {
        /// Keeps money back.
        Active = "active",
        /// Does so no more.
        Released = "released",
    }
}

/// Money of a merchant that is kept back 暂缓结算.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct SettlementHold {
    /// Home institution of the merchant.
    pub institution_id: InstitutionId,
    /// Id.
    pub id: HoldId,
    /// Whose money.
    pub merchant_id: MerchantId,
    /// So much of it, fen; all when absent.
    pub amount_fen: Option<i64>,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub state: HoldState,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: DateTime<Utc>,
    /// Who asked for its release.
    pub released_by: Option<String>,
    /// When it was released.
    pub released_at: Option<DateTime<Utc>>,
}

/// A settlement day's payouts of an institution's merchants 结算批次.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct SettlementBatch {
    /// Home institution of the merchants.
    pub institution_id: InstitutionId,
    /// Id.
    pub id: SettlementId,
    /// The working day on which it is paid.
    pub settle_date: NaiveDate,
    /// How far it has got.
    pub state: BatchState,
    /// Merchants at acquirers.
    pub lines: i32,
    /// Lines with a payout.
    pub payouts: i32,
    /// Sum of payments less refunds, fen.
    pub gross_fen: i64,
    /// Sum of fees, fen.
    pub fee_fen: i64,
    /// To be paid out, fen.
    pub payout_fen: i64,
    /// Left to the next batch, fen; below zero where merchants owe.
    pub carried_fen: i64,
    /// SHA-256 of the payout file, once it is sent.
    pub file_sha256: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When its file was made.
    pub sent_at: Option<DateTime<Utc>>,
    /// When the last result had come.
    pub done_at: Option<DateTime<Utc>>,
}

/// One merchant at one acquirer in a batch 结算明细:
/// `gross - fee + carried_in = payout + carried_out`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct SettlementLine {
    /// Home institution of the merchant.
    pub institution_id: InstitutionId,
    /// Its batch.
    pub batch_id: SettlementId,
    /// Id; the bank's results name it.
    pub id: SettlementLineId,
    /// The merchant.
    pub merchant_id: MerchantId,
    /// Its number.
    pub merchant_code: String,
    /// The acquirer.
    pub acquirer_id: InstitutionId,
    /// Lines of clearing in it.
    pub items: i32,
    /// Payments less refunds, fen.
    pub gross_fen: i64,
    /// Fees, fen.
    pub fee_fen: i64,
    /// What batches before left, fen.
    pub carried_in_fen: i64,
    /// Kept back by holds, fen; part of `carried_out_fen`.
    pub held_fen: i64,
    /// To be paid out, fen.
    pub payout_fen: i64,
    /// Left to the next batch, fen.
    pub carried_out_fen: i64,
    /// What has become of the payout.
    pub state: LineState,
    /// Why the bank refused it or sent it back.
    pub reason: String,
    /// The bank's number for it.
    pub bank_reference: Option<String>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// What is due to one merchant at one acquirer.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Due {
    pub merchant_id: MerchantId,
    pub merchant_code: String,
    pub acquirer_id: InstitutionId,
    pub items: i64,
    pub gross_fen: i64,
    pub fee_fen: i64,
    pub carried_in_fen: i64,
}

/// What holds keep back of a merchant: all, or so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// All of it.
    All,
    /// So much, fen, over all acquirers.
    Amount(i64),
}

/// What a due comes to: held, paid out, carried on. Takes from `held` what it keeps back, so that
/// a hold of an amount keeps it back once and not at each acquirer.
pub fn settle(due: &Due, held: &mut Held) -> Option<(i64, i64, i64)> {
    let net = due.gross_fen.checked_sub(due.fee_fen)?.checked_add(due.carried_in_fen)?;
    let available = net.max(0);
    let kept = match held {
        Held::All => available,
        Held::Amount(left) => {
            let kept = available.min(*left);
            *left -= kept;
            kept
        }
    };
    let payout = available - kept;
    Some((kept, payout, net - payout))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn due(gross_fen: i64, fee_fen: i64, carried_in_fen: i64) -> Due {
        Due {
            merchant_id: MerchantId::new(),
            merchant_code: String::new(),
            acquirer_id: InstitutionId(2),
            items: 1,
            gross_fen,
            fee_fen,
            carried_in_fen,
        }
    }

    #[test]
    fn what_cannot_be_paid_is_carried_on() {
        for (due, held, wanted) in [
            (due(1000, 6, 0), Held::Amount(0), (0, 994, 0)),
            // Refunds outweigh payments: the merchant owes, and the next batch takes it off.
            (due(-500, -3, 0), Held::Amount(0), (0, 0, -497)),
            (due(1000, 6, -497), Held::Amount(0), (0, 497, 0)),
            (due(1000, 6, 0), Held::Amount(300), (300, 694, 300)),
            (due(1000, 6, 0), Held::Amount(5000), (994, 0, 994)),
            (due(1000, 6, 300), Held::All, (1294, 0, 1294)),
            (due(-500, 0, 0), Held::All, (0, 0, -500)),
        ] {
            let mut held = held;
            assert_eq!(settle(&due, &mut held), Some(wanted), "{due:?}");
        }
    }

    #[test]
    fn a_held_amount_is_kept_back_once() {
        let mut held = Held::Amount(700);
        assert_eq!(settle(&due(500, 0, 0), &mut held), Some((500, 0, 500)));
        assert_eq!(settle(&due(500, 0, 0), &mut held), Some((200, 300, 200)));
        assert_eq!(settle(&due(500, 0, 0), &mut held), Some((0, 500, 0)));
    }

    proptest! {
        #[test]
        fn no_fen_is_lost(gross in -1_000_000_i64..1_000_000, fee in -10_000_i64..10_000,
            carried in -1_000_000_i64..1_000_000, amount in 0..1_000_000_i64, all: bool) {
            let mut held = if all { Held::All } else { Held::Amount(amount) };
            let (kept, payout, out) = settle(&due(gross, fee, carried), &mut held).unwrap();
            prop_assert_eq!(gross - fee + carried, payout + out);
            prop_assert!(0 <= payout && 0 <= kept);
            prop_assert!(payout == 0 || out == kept, "who owes is not paid");
        }
    }
}
