//! The unified social credit code 统一社会信用代码 of an organisation (GB 32100-2015).
//!
//! Eighteen characters: registration department (1), category (1), administrative division (6),
//! organisation code (9), check character (1). The letters I, O, S, V and Z are never used.

use crate::division;
use std::fmt;
use std::str::FromStr;

/// The 31 characters of GB 32100, each standing for its place.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weight of each of the first 17 characters: 3^(i-1) mod 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Registration departments of GB 32100 table 1 and its later supplements.
const DEPARTMENTS: &[u8] = b"123456789ANY";

/// A well-formed unified social credit code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc([u8; 18]);

/// Why a text is not a unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadUscc {
    /// Not eighteen characters.
    #[error("a unified social credit code has 18 characters, not {0}")]
    Length(usize),
    /// A character outside the alphabet, lower case included.
    #[error("`{0}` is not a character of a unified social credit code")]
    Letter(char),
    /// The first character names no registration department.
    #[error("`{0}` is not a registration department")]
    Department(char),
    /// Characters 3 to 8 are not a division of a known province.
    #[error("`{0}` is not a division code of a known province")]
    Division(String),
    /// The last character should be another.
    #[error("the check character is `{found}`, it should be `{expected}`")]
    Check {
        /// What the text ends with.
        found: char,
        /// What the first 17 characters ask for.
        expected: char,
    },
}

impl Uscc {
    /// Reads and checks a code. White space round it is dropped, nothing else is mended.
    pub fn parse(text: &str) -> Result<Uscc, BadUscc> {
        let text = text.trim();
        let count = text.chars().count();
        if count != 18 {
            return Err(BadUscc::Length(count));
        }
        if let Some(letter) = text.chars().find(|letter| value(*letter).is_none()) {
            return Err(BadUscc::Letter(letter));
        }
        let code: [u8; 18] = text.as_bytes().try_into().map_err(|_| BadUscc::Length(text.len()))?;
        if !DEPARTMENTS.contains(&code[0]) {
            return Err(BadUscc::Department(code[0] as char));
        }
        if !code[2..8].iter().all(u8::is_ascii_digit) || !division::is_province(&text[2..4]) {
            return Err(BadUscc::Division(text[2..8].to_owned()));
        }
        let expected = check_character(&code[..17]);
        if code[17] != expected {
            return Err(BadUscc::Check { found: code[17] as char, expected: expected as char });
        }
        Ok(Uscc(code))
    }

    /// Makes the code of the first 17 characters by adding the check character.
    pub fn complete(first_17: &str) -> Result<Uscc, BadUscc> {
        let count = first_17.chars().count();
        if count != 17 {
            return Err(BadUscc::Length(count + 1));
        }
        if let Some(letter) = first_17.chars().find(|letter| value(*letter).is_none()) {
            return Err(BadUscc::Letter(letter));
        }
        let check = check_character(first_17.as_bytes()) as char;
        Uscc::parse(&format!("{first_17}{check}"))
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("parse admits ASCII only")
    }

    /// The six digits of the division that registered the organisation.
    pub fn division(&self) -> &str {
        &self.as_str()[2..8]
    }

    /// True when the organisation code inside keeps its own check digit (GB 11714). Not part of
    /// [`Uscc::parse`]: codes given to organisations that moved from older registers may break it.
    pub fn organization_code_is_valid(&self) -> bool {
        const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
        let digits = self.0[8..16].iter().map(|byte| (*byte as char).to_digit(36));
        let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit.unwrap_or(0) * weight).sum();
        self.0[16] == b"0X987654321"[(sum % 11) as usize]
    }
}

/// Position of a character in the alphabet.
fn value(letter: char) -> Option<u32> {
    let found = ALPHABET.iter().position(|known| *known as char == letter)?;
    u32::try_from(found).ok()
}

/// Check character of 17 characters of the alphabet.
fn check_character(first_17: &[u8]) -> u8 {
    let sum: u32 = first_17
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| value(*byte as char).unwrap_or(0) * weight)
        .sum();
    ALPHABET[((31 - sum % 31) % 31) as usize]
}

impl fmt::Debug for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Uscc {
    type Err = BadUscc;
    fn from_str(text: &str) -> Result<Uscc, BadUscc> {
        Uscc::parse(text)
    }
}

crate::text_value!(Uscc, "^[1-9ANY][0-9A-Z]{17}$");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn public_codes_are_accepted() {
        for code in [
            "91110108551385082Q",
            "9144030071526726XG",
            "914403001922038216",
            "91330100799655058B",
            "91350100M000100Y43",
        ] {
            let parsed = Uscc::parse(code).unwrap();
            assert_eq!(parsed.as_str(), code);
            assert!(parsed.organization_code_is_valid(), "{code}");
        }
    }

    #[test]
    fn each_broken_rule_has_its_name() {
        for (code, error) in [
            ("", BadUscc::Length(0)),
            ("91110108551385082", BadUscc::Length(17)),
            ("91110108551385082q", BadUscc::Letter('q')),
            ("9111010855138508ＱQ", BadUscc::Letter('Ｑ')),
            ("9111010855138508OQ", BadUscc::Letter('O')),
            ("01110108551385082Q", BadUscc::Department('0')),
            ("91990108551385082Q", BadUscc::Division("990108".into())),
            ("911101085513850821", BadUscc::Check { found: '1', expected: 'Q' }),
        ] {
            assert_eq!(Uscc::parse(code), Err(error), "{code}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_found(
            body in "915001[0-9]{2}[0-9A-HJ-NP-RTUWXY]{9}",
            place in 8_usize..18,
            other in 0_usize..31,
        ) {
            let good = Uscc::complete(&body).unwrap();
            let mut bytes = good.as_str().as_bytes().to_vec();
            prop_assume!(bytes[place] != ALPHABET[other]);
            bytes[place] = ALPHABET[other];
            prop_assert!(Uscc::parse(std::str::from_utf8(&bytes).unwrap()).is_err());
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
            if let Ok(code) = Uscc::parse(&text) {
                prop_assert_eq!(code.as_str(), text.trim());
            }
        }
    }
}
