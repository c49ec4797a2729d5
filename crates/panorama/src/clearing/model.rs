//! A line of clearing. No I/O.

use crate::switch::model::PaymentKind;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{InstitutionId, MerchantId, PaymentId, StoreId, TerminalId, TransferId};

kernel::words! {
    /// What a line stands for.
    pub enum Booking {
        /// The payment itself.
        Payment = "payment",
        /// Its undoing by a reversal.
        Reversal = "reversal",
    }
}

kernel::words! {
    /// What the card is to the fee tables 卡种.
    pub enum CardClass {
        /// Debit card 借记卡.
        Debit = "debit",
        /// Credit card 贷记卡.
        Credit = "credit",
    }
}

/// One entry of one payment on one business day 清算明细. Amounts and fees are fen, above zero in
/// favour of the merchant, below zero what is taken back;
/// `merchant_fee = issuer_fee + network_fee + acquirer_fee`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema, sqlx::FromRow)]
#[schema(as = ClearingItem)]
pub struct Item {
    pub institution_id: InstitutionId,
    pub business_date: NaiveDate,
    /// The transfer that the line stands for.
    pub id: TransferId,
    pub booking: Booking,
    pub payment_id: PaymentId,
    pub kind: PaymentKind,
    pub acquirer_id: InstitutionId,
    pub merchant_id: MerchantId,
    pub merchant_code: String,
    /// The merchant's number with the acquirer.
    pub acquirer_merchant_code: String,
    pub store_id: StoreId,
    pub terminal_id: TerminalId,
    pub terminal_code: String,
    pub mcc: String,
    pub batch_no: i32,
    pub trace_no: i32,
    pub reference_no: Option<String>,
    pub card_mask: String,
    pub card_class: CardClass,
    pub amount_fen: i64,
    pub merchant_fee_fen: i64,
    pub issuer_fee_fen: i64,
    pub network_fee_fen: i64,
    pub acquirer_fee_fen: i64,
    /// When the payment was answered, or its reversal acknowledged.
    pub at: DateTime<Utc>,
}
