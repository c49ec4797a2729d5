//! The entries of a payment in the ledger, all within the home institution of the merchant:
//!
//! | what | debit | credit |
//! | --- | --- | --- |
//! | sale or completion approved | `acquirer_receivable` of the acquirer | `merchant_payable` of the merchant |
//! | void, completion void or refund approved | `merchant_payable` | `acquirer_receivable` |
//! | any of them reversed | the opposite of its own entry | |
//!
//! Amounts only; fees come with clearing. A transfer's id is derived from the payment's
//! ([`super::model::transfer_id`]), so booking again what is booked is answered with `Exists`
//! and changes nothing: recovery may book whatever it is not sure of.

use super::model::{Booking, PaymentKind, transfer_id};
use crate::merchants::MerchantView;
use crate::routing::Router;
use crate::terminals::Directory;
use kernel::{AccountId, InstitutionId, MerchantId, Money, PaymentId};
use ledger::accounts::id_for;
use ledger::{AccountKind, Kind, Ledger, NewAccount, Transfer, TransferOutcome, code};
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// Most accounts remembered as made.
const KNOWN_MAX: usize = 500_000;
/// Characters of an owner's name in an account's name, which has 128 at most.
const OWNER_CHARS_MAX: usize = 80;

/// A payment to be booked.
#[derive(Clone, Copy, Debug)]
pub struct Booked {
    /// Home institution of the merchant.
    pub institution: InstitutionId,
    /// The payment.
    pub payment: PaymentId,
    /// What it was.
    pub kind: PaymentKind,
    /// Who acquired it.
    pub acquirer: InstitutionId,
    /// Whose money it is.
    pub merchant: MerchantId,
    /// Fen, above zero.
    pub amount_fen: i64,
    /// The payment itself or its reversal.
    pub booking: Booking,
}

/// Why something is not booked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The ledger does not answer.
    #[error("the ledger does not take entries")]
    Ledger(#[from] ledger::Error),
    /// The ledger refuses: a defect, for no rule stands on these accounts.
    #[error("the ledger refuses transfer {0}")]
    Refused(kernel::TransferId),
}

/// What this node knows of those who have accounts, to name them. Asked once an account.
pub struct Names {
    /// Merchants.
    pub directory: Directory,
    /// Acquirers.
    pub router: Router,
}

impl Names {
    /// Short name and number of a merchant.
    fn merchant(&self, id: MerchantId) -> String {
        let named =
            |merchant: Arc<MerchantView>| named(&merchant.short_name, merchant.code.as_str());
        self.directory.merchant(id).map_or_else(String::new, named)
    }

    /// Short name and code of an acquirer.
    fn acquirer(&self, id: InstitutionId) -> String {
        let acquirers = self.router.acquirers().now();
        named(&acquirers.name(id), &acquirers.code(id))
    }
}

fn named(name: &str, code: &str) -> String {
    format!("{} · {code}", name.chars().take(OWNER_CHARS_MAX).collect::<String>())
}

/// The switch's way to the ledger.
pub struct Books {
    ledger: Ledger,
    names: Names,
    known: RwLock<HashSet<AccountId>>,
}

impl Books {
    /// Books over `ledger`.
    pub fn new(ledger: Ledger, names: Names) -> Books {
        Books { ledger, names, known: RwLock::default() }
    }

    /// Makes sure that the accounts of a merchant at an acquirer are there.
    pub async fn prepare(
        &self,
        institution: InstitutionId,
        acquirer: InstitutionId,
        merchant: MerchantId,
    ) -> Result<(), Error> {
        let (payer, payee) = (acquirer.to_string(), merchant.to_string());
        let receivable = id_for(institution, AccountKind::AcquirerReceivable, &payer);
        let payable = id_for(institution, AccountKind::MerchantPayable, &payee);
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if known.contains(&receivable) && known.contains(&payable) {
                return Ok(());
            }
        }
        let ids = [receivable, payable];
        let of = |kind, owner: &str, name: &str| NewAccount::of(institution, kind, owner, name);
        let accounts = vec![
            of(AccountKind::AcquirerReceivable, &payer, &self.names.acquirer(acquirer)),
            of(AccountKind::MerchantPayable, &payee, &self.names.merchant(merchant)),
        ];
        self.ledger.create_accounts(accounts).await?;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if KNOWN_MAX <= known.len() {
            known.clear();
        }
        known.extend(ids);
        Ok(())
    }

    /// Books; durable when it returns. What is booked already stays as it is.
    pub async fn book(&self, all: &[Booked]) -> Result<(), Error> {
        let transfers = all.iter().filter(|booked| 0 < booked.amount_fen).map(transfer);
        let transfers: Vec<Transfer> = transfers.collect();
        if transfers.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = transfers.iter().map(|transfer| transfer.id).collect();
        let outcomes = self.ledger.post(transfers).await?;
        for (id, outcome) in ids.into_iter().zip(outcomes) {
            if let TransferOutcome::Refused(reason) = outcome {
                tracing::error!(transfer = %id, ?reason, "the ledger refuses a payment's entry");
                return Err(Error::Refused(id));
            }
        }
        Ok(())
    }
}

/// The entry of a payment or of its undoing.
pub fn transfer(booked: &Booked) -> Transfer {
    let id = |kind, owner: String| id_for(booked.institution, kind, &owner);
    let receivable = id(AccountKind::AcquirerReceivable, booked.acquirer.to_string());
    let payable = id(AccountKind::MerchantPayable, booked.merchant.to_string());
    let to_merchant = booked.kind.pays() == (booked.booking == Booking::Payment);
    let (debit, credit) = if to_merchant { (receivable, payable) } else { (payable, receivable) };
    Transfer {
        id: transfer_id(booked.payment, booked.booking),
        institution: booked.institution,
        debit,
        credit,
        amount: Money::from_fen(booked.amount_fen),
        kind: Kind::Single,
        linked: false,
        code: match (booked.booking, booked.kind) {
            (Booking::Reversal, _) => code::REVERSAL,
            (Booking::Payment, PaymentKind::Void | PaymentKind::CompletionVoid) => code::VOID,
            (Booking::Payment, PaymentKind::Refund) => code::REFUND,
            (Booking::Payment, _) => code::SALE,
        },
        reference: booked.payment.0,
    }
}
