//! The fees of a day in the ledger, all within the home institution of the merchant, one entry
//! for each merchant, acquirer and part:
//!
//! | what | debit | credit |
//! | --- | --- | --- |
//! | issuers' part | `merchant_payable` of the merchant | `clearing` of `issuers.<acquirer>` |
//! | network's part | `merchant_payable` | `clearing` of `network.<acquirer>` |
//! | acquirer's part | `merchant_payable` | `fee_income` of the acquirer |
//! | a part below zero | the opposite | |
//!
//! With the switch's own entries (`crate::switch::books`) a merchant's payable is then what is to be
//! paid out: amounts less fees. What `clearing` shows is what an acquirer owes to issuers and to
//! the network out of what it has collected.
//!
//! A transfer's id is derived from merchant, acquirer, day and part, and a day is booked only when
//! no line is added to it any more: booking again changes nothing.

use super::model::DaySum;
use chrono::NaiveDate;
use kernel::{InstitutionId, Money};
use ledger::accounts::id_for;
use ledger::{AccountKind, NewAccount, Transfer, code};

/// Who gets a part of the fees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The card issuers.
    Issuers,
    /// The network.
    Network,
    /// The acquirer itself.
    Acquirer,
}

impl Part {
    const ALL: [Part; 3] = [Part::Issuers, Part::Network, Part::Acquirer];

    const fn word(self) -> &'static str {
        match self {
            Part::Issuers => "issuers",
            Part::Network => "network",
            Part::Acquirer => "acquirer",
        }
    }

    /// Kind, owner and name of the account that a part goes to.
    fn account(self, acquirer: InstitutionId, named: &str) -> (AccountKind, String, String) {
        match self {
            Part::Issuers => {
                let owner = format!("issuers.{acquirer}");
                (AccountKind::Clearing, owner, format!("应付发卡行 · {named}"))
            }
            Part::Network => {
                let owner = format!("network.{acquirer}");
                (AccountKind::Clearing, owner, format!("应付网络服务费 · {named}"))
            }
            Part::Acquirer => (AccountKind::FeeIncome, acquirer.to_string(), named.to_owned()),
        }
    }

    const fn of(self, sum: &DaySum) -> i64 {
        match self {
            Part::Issuers => sum.issuer_fee_fen,
            Part::Network => sum.network_fee_fen,
            Part::Acquirer => sum.acquirer_fee_fen,
        }
    }
}

/// The accounts that a sum's entries need; `named` says who the acquirer is.
pub fn accounts(sum: &DaySum, named: &str) -> Vec<NewAccount> {
    let institution = sum.institution_id;
    let of = |part: Part| {
        let (kind, owner, name) = part.account(sum.acquirer_id, named);
        NewAccount::of(institution, kind, &owner, &name)
    };
    let merchant = sum.merchant_id.to_string();
    let payable =
        NewAccount::of(institution, AccountKind::MerchantPayable, &merchant, &sum.merchant_code);
    std::iter::once(payable).chain(Part::ALL.map(of)).collect()
}

/// The entries of a sum.
pub fn transfers(day: NaiveDate, sum: &DaySum) -> Vec<Transfer> {
    let institution = sum.institution_id;
    let owner = sum.merchant_id.to_string();
    let payable = id_for(institution, AccountKind::MerchantPayable, &owner);
    let entry = |part: Part| {
        let fen = part.of(sum);
        let (kind, owner, _) = part.account(sum.acquirer_id, "");
        let other = id_for(institution, kind, &owner);
        let (debit, credit) = if 0 < fen { (payable, other) } else { (other, payable) };
        let amount = Money::from_fen(fen.checked_abs()?);
        let leg = format!("fee.{}.{}.{day}", part.word(), sum.acquirer_id);
        let entry = Transfer::single(institution, debit, credit, amount);
        let entry = entry.about(sum.merchant_id.0, &leg).code(code::FEE);
        (fen != 0).then_some(entry)
    };
    Part::ALL.into_iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::MerchantId;

    #[test]
    fn entries_have_the_direction_of_their_part_and_always_the_same_ids() {
        let sum = DaySum {
            institution_id: InstitutionId(2),
            acquirer_id: InstitutionId(3),
            merchant_id: MerchantId::new(),
            merchant_code: "002653058120001".to_owned(),
            lines: 1,
            amount_fen: 100_000,
            merchant_fee_fen: 350,
            issuer_fee_fen: 350,
            network_fee_fen: 0,
            acquirer_fee_fen: -33,
        };
        let day = "2026-11-24".parse().unwrap();
        let entries = transfers(day, &sum);
        let payable = accounts(&sum, "嘉陵")[0].id;
        assert_eq!(entries.len(), 2, "a part of nothing has no entry");
        assert_eq!((entries[0].debit, entries[0].amount.fen()), (payable, 350));
        assert_eq!((entries[1].credit, entries[1].amount.fen()), (payable, 33));
        let ids = |entries: &[Transfer]| entries.iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids(&entries), ids(&transfers(day, &sum)));
        let later = transfers(day.succ_opt().unwrap(), &sum);
        assert_ne!(ids(&entries), ids(&later));
    }
}
