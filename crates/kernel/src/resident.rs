//! The resident id number 公民身份号码 of a person (GB 11643-1999).
//!
//! Eighteen characters: division (6), date of birth (8), sequence (3, odd for men), check (1).

use crate::division;
use crate::mask::{IdentityNumber, Mask};
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroize;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// Check character by the weighted sum modulo 11.
const CHECKS: &[u8; 11] = b"10X98765432";
/// Nobody alive was born before.
const BORN_YEAR_MIN: i32 = 1850;

/// A well-formed resident id number. `Debug` and `Display` hide all but the first three and
/// the last four characters; [`ResidentId::reveal`] is the one way to the whole.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentId([u8; 18]);

/// Why a text is not a resident id number. Never repeats the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadResidentId {
    /// Not eighteen characters.
    #[error("a resident id number has 18 characters, not {0}")]
    Length(usize),
    /// Something else than 17 digits and a digit or X.
    #[error("a resident id number is 17 digits and a digit or X")]
    Letter,
    /// The first two digits name no province.
    #[error("the first two digits of a resident id number are those of a province")]
    Region,
    /// Digits 7 to 14 are no date.
    #[error("digits 7 to 14 of a resident id number are a date of birth")]
    Birth,
    /// The last character should be another.
    #[error("the check character of the resident id number is wrong")]
    Check,
}

impl ResidentId {
    /// Reads and checks a number. A small x is taken for X; white space round it is dropped.
    pub fn parse(text: &str) -> Result<ResidentId, BadResidentId> {
        let text = text.trim();
        let mut number: [u8; 18] =
            text.as_bytes().try_into().map_err(|_| BadResidentId::Length(text.chars().count()))?;
        number[17] = number[17].to_ascii_uppercase();
        let digits_only = number[..17].iter().all(u8::is_ascii_digit);
        if !digits_only || !(number[17].is_ascii_digit() || number[17] == b'X') {
            return Err(BadResidentId::Letter);
        }
        // 83 is the residence permit of people from Taiwan; 71, 81 and 82 are provinces.
        if !division::is_province(&text[..2]) && &text[..2] != "83" {
            return Err(BadResidentId::Region);
        }
        let id = ResidentId(number);
        match id.date() {
            Some(born) if born.year() >= BORN_YEAR_MIN => {}
            _ => return Err(BadResidentId::Birth),
        }
        if id.0[17] != check_character(&id.0[..17]) {
            return Err(BadResidentId::Check);
        }
        Ok(id)
    }

    /// Makes the number of the first 17 digits by adding the check character.
    pub fn complete(first_17: &str) -> Result<ResidentId, BadResidentId> {
        if first_17.len() != 17 {
            return Err(BadResidentId::Length(first_17.chars().count() + 1));
        }
        let check = check_character(first_17.as_bytes()) as char;
        ResidentId::parse(&format!("{first_17}{check}"))
    }

    /// The number in clear. Every caller is a place to look at in a review.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).expect("parse admits ASCII only")
    }

    /// The form that may be shown.
    pub fn masked(&self) -> String {
        IdentityNumber::masked(self.reveal())
    }

    /// Day of birth.
    pub fn born(&self) -> NaiveDate {
        self.date().expect("parse admits real dates only")
    }

    /// Whole years on a day; `None` before birth.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.born())
    }

    fn date(&self) -> Option<NaiveDate> {
        let number = |range: std::ops::Range<usize>| {
            self.0[range].iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        };
        let year = i32::try_from(number(6..10)).ok()?;
        NaiveDate::from_ymd_opt(year, number(10..12), number(12..14))
    }
}

/// Check character of 17 digits.
fn check_character(first_17: &[u8]) -> u8 {
    let sum: u32 = first_17
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

impl Drop for ResidentId {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl FromStr for ResidentId {
    type Err = BadResidentId;
    fn from_str(text: &str) -> Result<ResidentId, BadResidentId> {
        ResidentId::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_standards_own_examples_are_accepted() {
        // Both stand in the text of GB 11643-1999.
        let id = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(id.born(), NaiveDate::from_ymd_opt(1949, 12, 31).unwrap());
        assert_eq!(id.age_on(NaiveDate::from_ymd_opt(2026, 12, 30).unwrap()), Some(76));
        let id = ResidentId::parse("440524188001010014").unwrap();
        assert_eq!(id.born().year(), 1880);
        assert!(ResidentId::parse("11010519491231002x").is_ok());
    }

    #[test]
    fn each_broken_rule_has_its_name() {
        for (text, error) in [
            ("1101051949123100", BadResidentId::Length(16)),
            ("1101051949123100２X", BadResidentId::Length(18)),
            ("A1010519491231002X", BadResidentId::Letter),
            ("11010519491231002Y", BadResidentId::Letter),
            ("00010519491231002X", BadResidentId::Region),
            ("11010519490231002X", BadResidentId::Birth),
            ("110105190002290021", BadResidentId::Birth),
            ("110105000001010021", BadResidentId::Birth),
            ("110105194912310021", BadResidentId::Check),
        ] {
            assert_eq!(ResidentId::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn nothing_shows_by_chance() {
        let id = ResidentId::parse("11010519491231002X").unwrap();
        assert_eq!(format!("{id:?} {id}"), "110***********002X 110***********002X");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_found(
            sequence in 0_u32..1000, place in 14_usize..17, other in 0_u8..10,
        ) {
            let good = ResidentId::complete(&format!("50010319900307{sequence:03}")).unwrap();
            let mut bytes = good.reveal().as_bytes().to_vec();
            prop_assume!(bytes[place] != b'0' + other);
            bytes[place] = b'0' + other;
            let text = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(ResidentId::parse(&text), Err(BadResidentId::Check));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = ResidentId::parse(&text);
        }
    }
}
