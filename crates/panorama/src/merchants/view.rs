//! What the switch keeps of a merchant in memory.

use super::model::MerchantState;
use kernel::{InstitutionId, Mcc, MerchantCode, MerchantId};
use std::hash::{DefaultHasher, Hasher};

/// A merchant as the hot path sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MerchantView {
    /// Home institution.
    pub institution: InstitutionId,
    /// Id.
    pub id: MerchantId,
    /// Merchant number.
    pub code: MerchantCode,
    /// Name on the slip.
    pub short_name: Box<str>,
    /// Category.
    pub mcc: Mcc,
    /// Where it stands.
    pub state: MerchantState,
    /// Counts the changes.
    pub version: i32,
    /// Short digest of the credit code or the responsible person in its papers.
    pub owner_mark: u64,
    /// Short digest of the settlement account in its papers.
    pub settlement_mark: u64,
}

impl MerchantView {
    /// Of what the store reads. `credit_code` or `person` (a token) is empty.
    pub(super) fn new(
        (institution, id, code): (InstitutionId, MerchantId, MerchantCode),
        short_name: String,
        (mcc, state, version): (Mcc, MerchantState, i32),
        credit_code: &[u8],
        person: &[u8],
        settlement_token: &[u8],
    ) -> MerchantView {
        let owner = if credit_code.is_empty() { person } else { credit_code };
        MerchantView {
            institution,
            id,
            code,
            short_name: short_name.into_boxed_str(),
            mcc,
            state,
            version,
            owner_mark: mark(owner),
            settlement_mark: mark(settlement_token),
        }
    }
}

/// A short digest for comparing inside this process; never stored.
pub fn mark(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
