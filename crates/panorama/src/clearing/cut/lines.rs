//! From payments to lines: the price of each. No I/O.

use super::model::{Times, days, sign};
use super::store::{Candidate, ContractSpan};
use crate::clearing::day::CutOffBook;
use crate::clearing::fees::cards::CardBook;
use crate::clearing::fees::{Case, FeeBook, FeeTable, Refund, refunded, split};
use crate::clearing::{Booking, CardClass, Item};
use crate::switch::model::{Booking as Entry, PaymentKind, transfer_id};
use chrono::NaiveDate;
use kernel::{ContractId, InstitutionId, Money, PaymentId};
use std::collections::HashMap;

/// What prices lines: the rules, the card ranges and the contracts with a price of their own.
/// Answers are kept, so that each day and each card is looked up once.
pub struct Pricer {
    cut_offs: CutOffBook,
    fees: FeeBook,
    cards: CardBook,
    contracts: Vec<ContractSpan>,
    tables: HashMap<NaiveDate, FeeTable>,
    classes: HashMap<(String, NaiveDate), Option<CardClass>>,
}

/// An amount that no account holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fees of payment {0} are more than an account holds")]
pub struct TooMuch(pub PaymentId);

impl Pricer {
    /// Of everything that was ever published.
    pub fn new(
        cut_offs: CutOffBook,
        fees: FeeBook,
        cards: CardBook,
        contracts: Vec<ContractSpan>,
    ) -> Pricer {
        let (tables, classes) = (HashMap::new(), HashMap::new());
        Pricer { cut_offs, fees, cards, contracts, tables, classes }
    }

    /// The lines that a payment leaves on a day: its own, that of its undoing, both or none.
    pub fn lines(
        &mut self,
        institution: InstitutionId,
        day: NaiveDate,
        payment: &Candidate,
    ) -> Result<Vec<Item>, TooMuch> {
        let times = Times {
            answered_at: payment.answered_at,
            reversed_at: payment.reversed_at,
            ended_at: payment.ended_at,
        };
        let on = days(self.cut_offs.of(payment.acquirer_id), times);
        let mut lines = Vec::new();
        if on.payment == Some(day) {
            lines.push(self.line(institution, day, payment, Booking::Payment)?);
        }
        if on.reversal == Some(day) {
            lines.push(self.line(institution, day, payment, Booking::Reversal)?);
        }
        Ok(lines)
    }

    /// Voids, refunds and reversals are priced by the rules of the day of what they undo, so that
    /// what was taken is given back.
    fn line(
        &mut self,
        institution: InstitutionId,
        day: NaiveDate,
        payment: &Candidate,
        booking: Booking,
    ) -> Result<Item, TooMuch> {
        let priced_at = payment.original_at.unwrap_or(payment.answered_at);
        let priced_on = self.cut_offs.of(payment.acquirer_id).day_of(priced_at);
        let class = self.class(&payment.card_mask, priced_on).unwrap_or(CardClass::Credit);
        let contract = self.contract(payment);
        let fees = &self.fees;
        let table = self.tables.entry(priced_on).or_insert_with(|| fees.on(priced_on));
        let case = Case { acquirer: payment.acquirer_id, contract, mcc: &payment.mcc, class };
        let terms = table.explain(&case).terms();
        let signed_fen = payment.amount_fen * sign(payment.kind);
        let parts = match payment.original_fen {
            Some(original_fen) if payment.kind == PaymentKind::Refund => {
                refunded(original_fen, &refunds(payment), &terms)
            }
            _ => split(Money::from_fen(signed_fen), &terms),
        };
        let parts = parts.ok_or(TooMuch(payment.id))?;
        let (amount_fen, parts, entry, at) = match booking {
            Booking::Payment => (signed_fen, parts, Entry::Payment, payment.answered_at),
            Booking::Reversal => {
                let at = payment.ended_at.unwrap_or(payment.answered_at);
                (-signed_fen, parts.undone(), Entry::Reversal, at)
            }
        };
        Ok(Item {
            institution_id: institution,
            business_date: day,
            id: transfer_id(payment.id, entry),
            booking,
            payment_id: payment.id,
            kind: payment.kind,
            acquirer_id: payment.acquirer_id,
            merchant_id: payment.merchant_id,
            merchant_code: payment.merchant_code.clone(),
            acquirer_merchant_code: payment.acquirer_merchant_code.clone(),
            store_id: payment.store_id,
            terminal_id: payment.terminal_id,
            terminal_code: payment.terminal_code.clone(),
            mcc: payment.mcc.clone(),
            batch_no: payment.batch_no,
            trace_no: payment.trace_no,
            reference_no: payment.reference_no.clone(),
            card_mask: payment.card_mask.clone(),
            card_class: class,
            amount_fen,
            merchant_fee_fen: parts.merchant_fen,
            issuer_fee_fen: parts.issuer_fen,
            network_fee_fen: parts.network_fen,
            acquirer_fee_fen: parts.acquirer_fen,
            at,
        })
    }

    fn class(&mut self, card: &str, day: NaiveDate) -> Option<CardClass> {
        let digits = card.get(..6).unwrap_or(card);
        let cards = &self.cards;
        let key = (digits.to_owned(), day);
        *self.classes.entry(key).or_insert_with(|| cards.class(digits, day))
    }

    /// The contract under which it was paid, where it has a price of its own.
    fn contract(&self, payment: &Candidate) -> Option<ContractId> {
        let at = payment.original_at.unwrap_or(payment.answered_at);
        let held = |span: &&ContractSpan| {
            span.merchant_id == payment.merchant_id
                && span.acquirer_id == payment.acquirer_id
                && span.created_at <= at
                && span.ended_at.is_none_or(|ended| at < ended)
        };
        self.contracts.iter().find(held).map(|span| span.id)
    }
}

/// A refund and those of the same payment before it, by time.
fn refunds(payment: &Candidate) -> Vec<Refund> {
    let amounts = payment.earlier_fen.iter().flatten().copied();
    let times = payment.earlier_at.iter().flatten().copied();
    let ends = payment.earlier_undone_at.iter().flatten().copied();
    let earlier = amounts.zip(times).zip(ends);
    let own = Refund { amount_fen: payment.amount_fen, at: payment.answered_at, undone_at: None };
    earlier
        .map(|((amount_fen, at), undone_at)| Refund { amount_fen, at, undone_at })
        .chain([own])
        .collect()
}
