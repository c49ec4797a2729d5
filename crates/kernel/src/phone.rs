//! Mobile telephone numbers of the mainland 手机号: eleven digits, the first 1, the second 3 to 9.

use crate::mask::{Mask, PhoneNumber};
use std::fmt;
use std::str::FromStr;

/// A mainland mobile number. `Debug` and `Display` hide the middle.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mobile(String);

/// A text that is not a mainland mobile number. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a mobile number is 11 digits, the first 1 and the second 3 to 9")]
pub struct BadMobile;

impl Mobile {
    /// Reads a number; a leading +86 and spaces or hyphens between groups are dropped.
    pub fn parse(text: &str) -> Result<Mobile, BadMobile> {
        if text.len() > 32 {
            return Err(BadMobile);
        }
        let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = plain.strip_prefix("+86").unwrap_or(&plain);
        let bytes = digits.as_bytes();
        let shaped = bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]);
        if !shaped || !bytes.iter().all(u8::is_ascii_digit) {
            return Err(BadMobile);
        }
        Ok(Mobile(digits.to_owned()))
    }

    /// The number in clear. Every caller is a place to look at in a review.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The form that may be shown.
    pub fn masked(&self) -> String {
        PhoneNumber::masked(&self.0)
    }
}

impl fmt::Debug for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for Mobile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl FromStr for Mobile {
    type Err = BadMobile;
    fn from_str(text: &str) -> Result<Mobile, BadMobile> {
        Mobile::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles_are_read_and_hidden() {
        for text in ["13800138000", "+86 138 0013 8000", "138-0013-8000"] {
            let phone = Mobile::parse(text).unwrap();
            assert_eq!(phone.reveal(), "13800138000");
            assert_eq!(format!("{phone:?}"), "138****8000");
        }
        for text in
            ["", "12800138000", "1380013800", "138001380000", "+8513800138000", "1３800138000"]
        {
            assert_eq!(Mobile::parse(text), Err(BadMobile), "{text}");
        }
    }
}
