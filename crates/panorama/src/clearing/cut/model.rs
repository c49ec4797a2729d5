//! A business day, and which lines a payment leaves on which day. No I/O.

use crate::clearing::day::CutOffs;
use crate::clearing::{Booking, CardClass};
use crate::switch::model::PaymentKind;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{InstitutionId, MerchantId};
use serde::Serialize;

kernel::words! {
    /// How far a business day has got 清算日状态.
    pub enum DayState {
        /// Lines may still be added.
        Open = "open",
        /// No line is added any more 已日切.
        Cut = "cut",
        /// Its lines are in settlement batches 已结算.
        Settled = "settled",
        /// Every fen of it is explained 已关账.
        Closed = "closed",
    }
}

/// A business day of an institution 清算日.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct ClearingDay {
    /// Whose merchants.
    pub institution_id: InstitutionId,
    /// Which day.
    pub business_date: NaiveDate,
    /// How far it has got.
    pub state: DayState,
    /// Lines of payments.
    pub payments: i64,
    /// Lines of their undoing.
    pub reversals: i64,
    /// Sum of the lines, fen.
    pub amount_fen: i64,
    /// What merchants pay, fen.
    pub merchant_fee_fen: i64,
    /// What of it issuers get, fen.
    pub issuer_fee_fen: i64,
    /// What of it the network gets, fen.
    pub network_fee_fen: i64,
    /// What of it stays with acquirers, fen.
    pub acquirer_fee_fen: i64,
    /// Lines whose card is in no range; they count as credit cards.
    pub unknown_cards: i64,
    /// Lines that cost their acquirer more than the merchant pays.
    pub below_cost: i64,
    /// Payments of the day that are no line of it, for their reversal had not ended.
    pub open_payments: i64,
    /// Their sum, fen.
    pub open_fen: i64,
    /// When it was cut.
    pub cut_at: Option<DateTime<Utc>>,
    /// When its fees were in the ledger.
    pub booked_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// What a day's lines come to for one merchant at one acquirer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct DaySum {
    /// Home institution of the merchant.
    pub institution_id: InstitutionId,
    /// Who acquired.
    pub acquirer_id: InstitutionId,
    /// The merchant.
    pub merchant_id: kernel::MerchantId,
    /// Its number.
    pub merchant_code: String,
    /// Lines.
    pub lines: i64,
    /// Fen.
    pub amount_fen: i64,
    /// Fen.
    pub merchant_fee_fen: i64,
    /// Fen.
    pub issuer_fee_fen: i64,
    /// Fen.
    pub network_fee_fen: i64,
    /// Fen.
    pub acquirer_fee_fen: i64,
}

/// What a day's lines come to at one acquirer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct AcquirerSum {
    /// Who acquired.
    pub acquirer_id: InstitutionId,
    /// Merchants with a line.
    pub merchants: i64,
    /// Lines.
    pub lines: i64,
    /// Fen.
    pub amount_fen: i64,
    /// Fen.
    pub merchant_fee_fen: i64,
    /// Fen.
    pub issuer_fee_fen: i64,
    /// Fen.
    pub network_fee_fen: i64,
    /// Fen.
    pub acquirer_fee_fen: i64,
}

/// What a list of lines may be narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct ItemFilter {
    /// Only this merchant's.
    pub merchant: Option<MerchantId>,
    /// Only what this one acquired.
    pub acquirer: Option<InstitutionId>,
    /// Only of this kind.
    pub kind: Option<PaymentKind>,
    /// Only what stands for this.
    pub booking: Option<Booking>,
    /// Only of this class of card.
    pub card_class: Option<CardClass>,
}

/// When an approved payment was answered, and when its reversal was asked for and ended.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// When it was answered.
    pub answered_at: DateTime<Utc>,
    /// When its reversal was asked for.
    pub reversed_at: Option<DateTime<Utc>>,
    /// When the reversal ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// On which days a payment and its undoing are lines. As they are told from times alone, it makes
/// no difference when, how often or in which order days are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// Of the payment's line; none while its reversal is under way.
    pub payment: Option<NaiveDate>,
    /// Of the line that undoes it.
    pub reversal: Option<NaiveDate>,
}

/// A payment is a line of the day of its answer, unless the day ended while its reversal was
/// under way: then both lines are of the day on which the reversal ended.
pub fn days(cut_offs: &CutOffs, times: Times) -> Days {
    let own = cut_offs.day_of(times.answered_at);
    let (_, until) = cut_offs.span(own);
    let reversal = times.ended_at.map(|ended| cut_offs.day_of(ended).max(own));
    let waits = times.reversed_at.is_some_and(|asked| asked < until)
        && times.ended_at.is_none_or(|ended| until <= ended);
    Days { payment: if waits { reversal } else { Some(own) }, reversal }
}

/// The sign of a payment's line: above zero in favour of the merchant.
pub const fn sign(kind: PaymentKind) -> i64 {
    if kind.gives_back() { -1 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversal_under_way_at_the_cut_takes_the_payment_with_it() {
        let at = |text: &str| format!("2026-11-{text}:00+08:00").parse::<DateTime<Utc>>().unwrap();
        let day = |text: &str| format!("2026-11-{text}").parse::<NaiveDate>().ok();
        for (answered, asked, ended, payment, reversal) in [
            // No reversal.
            ("24T12:00", None, None, day("24"), None),
            // Undone on the same day.
            ("24T12:00", Some("24T12:01"), Some("24T12:02"), day("24"), day("24")),
            // Under way at the cut, and for as long as it is.
            ("24T12:00", Some("24T12:01"), None, None, None),
            ("24T12:00", Some("24T12:01"), Some("26T09:00"), day("26"), day("26")),
            ("24T22:59", Some("24T22:59"), Some("24T23:00"), day("25"), day("25")),
            // Asked for after the cut: the payment's line is there already.
            ("24T22:59", Some("24T23:00"), Some("25T09:00"), day("24"), day("25")),
            ("24T22:59", Some("24T23:00"), None, day("24"), None),
        ] {
            let times = Times {
                answered_at: at(answered),
                reversed_at: asked.map(at),
                ended_at: ended.map(at),
            };
            let told = days(&CutOffs::default(), times);
            assert_eq!(told, Days { payment, reversal }, "{answered} {asked:?} {ended:?}");
        }
    }

    #[test]
    fn a_refund_takes_from_the_merchant() {
        assert_eq!((sign(PaymentKind::Sale), sign(PaymentKind::Completion)), (1, 1));
        assert_eq!((sign(PaymentKind::Void), sign(PaymentKind::Refund)), (-1, -1));
    }
}
