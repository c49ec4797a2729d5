//! The number of a merchant 商户编号 in field 42 of a card message: fifteen digits,
//! institution (3), region (4), merchant category (4), serial (4).

use crate::mcc::Mcc;
use std::fmt;
use std::str::FromStr;

/// Region of Chongqing in merchant numbers and institution codes.
pub const REGION_CHONGQING: u16 = 6530;

/// A merchant number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MerchantCode([u8; 15]);

/// A text that is not a merchant number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a merchant number of 15 digits")]
pub struct BadMerchantCode(pub String);

impl MerchantCode {
    /// Reads fifteen digits.
    pub fn parse(text: &str) -> Result<MerchantCode, BadMerchantCode> {
        let bad = || BadMerchantCode(text.chars().take(32).collect());
        let digits: [u8; 15] = text.as_bytes().try_into().map_err(|_| bad())?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(bad());
        }
        Ok(MerchantCode(digits))
    }

    /// Puts a number together; `None` when institution, region or serial have too many digits.
    pub fn compose(institution: u16, region: u16, mcc: Mcc, serial: u16) -> Option<MerchantCode> {
        if institution > 999 || region > 9_999 || serial > 9_999 {
            return None;
        }
        let text = format!("{institution:03}{region:04}{mcc}{serial:04}");
        MerchantCode::parse(&text).ok()
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("parse admits digits only")
    }

    /// Institution, three digits.
    pub fn institution(&self) -> &str {
        &self.as_str()[..3]
    }

    /// Region, four digits.
    pub fn region(&self) -> &str {
        &self.as_str()[3..7]
    }

    /// Merchant category, four digits, known or not.
    pub fn category(&self) -> &str {
        &self.as_str()[7..11]
    }

    /// Serial within the three before it.
    pub fn serial(&self) -> &str {
        &self.as_str()[11..]
    }
}

impl fmt::Debug for MerchantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for MerchantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for MerchantCode {
    type Err = BadMerchantCode;
    fn from_str(text: &str) -> Result<MerchantCode, BadMerchantCode> {
        MerchantCode::parse(text)
    }
}

crate::text_value!(MerchantCode, "^[0-9]{15}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_four_parts() {
        let mcc = Mcc::parse("5812").unwrap();
        let code = MerchantCode::compose(898, REGION_CHONGQING, mcc, 17).unwrap();
        assert_eq!(code.as_str(), "898653058120017");
        assert_eq!(code.institution(), "898");
        assert_eq!(code.region(), "6530");
        assert_eq!(code.category(), "5812");
        assert_eq!(code.serial(), "0017");
        assert_eq!(MerchantCode::compose(1000, 6530, mcc, 1), None);
        assert_eq!(MerchantCode::compose(1, 6530, mcc, 10_000), None);
        for text in ["", "89865305812001", "8986530581200171", "89865305812001A"] {
            assert!(MerchantCode::parse(text).is_err(), "{text}");
        }
    }
}
