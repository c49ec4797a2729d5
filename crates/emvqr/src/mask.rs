//! What of a code people may see. Card numbers, tokens and payment codes that stand for one show
//! their first 6 and last 4 digits, as everywhere in the system.

use std::fmt;

use zeroize::Zeroizing;

/// Stands for a value of which nothing is shown, whatever its length.
pub(crate) const HIDDEN: &str = "***";

/// Whether secrets are in what is made for people or programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Hidden.
    #[default]
    Masked,
    /// All in clear.
    Clear,
}

/// Digits that pay: a card number 卡号, a token that stands for one, or a payment code 付款码.
/// `Debug` and `Display` hide them, the memory is wiped, [`Digits::reveal`] is the one way to them.
#[derive(Clone, PartialEq, Eq)]
pub struct Digits(Zeroizing<String>);

impl Digits {
    pub(crate) fn new(digits: impl Into<String>) -> Digits {
        Digits(Zeroizing::new(digits.into()))
    }

    /// The digits in clear. Every caller is a place to look at in a review.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The form that may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        digits(&self.0)
    }

    /// As asked.
    #[must_use]
    pub fn shown(&self, show: Show) -> String {
        match show {
            Show::Masked => self.masked(),
            Show::Clear => self.0.to_string(),
        }
    }

    /// The last six digits: the random factor 随机因子 that a terminal reports of a code payment.
    #[must_use]
    pub fn last_six(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(6)..).unwrap_or_default()
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// First 6 and last 4 digits; nothing of what is too short to hide anything.
pub(crate) fn digits(text: &str) -> String {
    let count = text.len();
    if count < 13 || !text.is_ascii() {
        return HIDDEN.to_owned();
    }
    format!("{}{}{}", &text[..6], "*".repeat(count - 10), &text[count - 4..])
}

/// First 3 and last 4 characters of a phone number.
pub(crate) fn phone(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let Some(hidden) = letters.len().checked_sub(7).filter(|hidden| 0 < *hidden) else {
        return HIDDEN.to_owned();
    };
    let kept = |part: &[char]| part.iter().collect::<String>();
    format!("{}{}{}", kept(&letters[..3]), "*".repeat(hidden), kept(&letters[3 + hidden..]))
}

/// Whether a text could be a card number: 13 to 19 digits. Some cards carry no check digit.
pub(crate) fn could_be_card(text: &str) -> bool {
    (13..=19).contains(&text.len()) && is_digits(text)
}

pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the last of these digits is the Luhn check digit of those before it.
pub(crate) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0')) % 10;
            let doubled = digit * 2;
            if place % 2 == 0 { digit } else { doubled / 10 + doubled % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_by_chance() {
        let code = Digits::new("6212345678901234567");
        assert_eq!(format!("{code:?} {code}"), "621234*********4567 621234*********4567");
        assert_eq!((code.last_six(), code.shown(Show::Clear).len()), ("234567", 19));
        assert_eq!(Digits::new("12345").to_string(), HIDDEN);
        assert_eq!(
            (phone("13800138000").as_str(), phone("1234567").as_str()),
            ("138****8000", HIDDEN)
        );
        assert!(luhn("4111111111111111") && !luhn("4111111111111112"));
    }
}
