//! What the conditions ask of a payment, worked out once a question. Pure.

use super::decision::{Contract, Question, Reason};
use super::model::Conditions;
use crate::clearing::CardClass;
use crate::clearing::fees::Pricing;
use chrono::{Datelike, Days, FixedOffset, NaiveDate, Timelike};
use kernel::{Brand, InstitutionId};

/// What the conditions ask of the time and the card.
pub(super) struct Facts<'a> {
    pub contracts: &'a [Contract],
    pub brand: Option<Brand>,
    pub class: Option<CardClass>,
    /// Monday is 1.
    pub weekday: u8,
    pub minute: u16,
    day: NaiveDate,
    /// The number made of the first n digits of the card, at index n; `None` beyond its length.
    bins: [Option<u64>; Conditions::BIN_DIGITS_MAX + 1],
}

impl<'a> Facts<'a> {
    pub fn of(question: &Question<'_>, contracts: &'a [Contract], pricing: &Pricing) -> Facts<'a> {
        // Eight hours are within the day that an offset may have.
        let china = FixedOffset::east_opt(8 * 3600).expect("8 hours are an offset");
        let at = question.at.with_timezone(&china);
        let mut bins = [None; Conditions::BIN_DIGITS_MAX + 1];
        let mut number = 0;
        for (index, digit) in question.card.bytes().take(Conditions::BIN_DIGITS_MAX).enumerate() {
            if !digit.is_ascii_digit() {
                break;
            }
            number = number * 10 + u64::from(digit - b'0');
            bins[index + 1] = Some(number);
        }
        Facts {
            contracts,
            brand: Brand::of(question.card),
            class: pricing.class(question.card),
            weekday: u8::try_from(at.weekday().number_from_monday()).unwrap_or(1),
            minute: u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0),
            day: at.date_naive(),
            bins,
        }
    }

    /// The number made of the first digits of the card, where it has as many.
    pub fn first_digits(&self, digits: u8) -> Option<u64> {
        self.bins.get(usize::from(digits)).copied().flatten()
    }

    /// The contract under which the acquirer may take the payment.
    pub fn contract(
        &self,
        question: &Question<'_>,
        acquirer: InstitutionId,
    ) -> Result<&'a Contract, Reason> {
        let mut why = Reason::NoContract;
        for found in self.contracts.iter().filter(|one| one.acquirer == acquirer) {
            match self.in_force(found, question) {
                Ok(()) => return Ok(found),
                Err(reason) => why = reason,
            }
        }
        Err(why)
    }

    /// Whether the contract holds on the day and for the product.
    pub fn in_force(&self, found: &Contract, question: &Question<'_>) -> Result<(), Reason> {
        let after = found.until_day.and_then(|day| day.checked_add_days(Days::new(1)));
        if self.day < found.from_day || after.is_some_and(|after| after <= self.day) {
            return Err(Reason::ContractNotInForce);
        }
        if !found.products.iter().any(|product| product == question.product) {
            return Err(Reason::ProductNotContracted);
        }
        Ok(())
    }
}
