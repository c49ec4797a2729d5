//! Whose mark a card bears 卡品牌, by the first digits of its number.
//!
//! The ranges are the public ones of ISO/IEC 7812: 62 (and 81) UnionPay, 4 Visa, 51 to 55 and
//! 2221 to 2720 Mastercard, 3528 to 3589 JCB, 34 and 37 American Express, 300 to 305, 36, 38 and 39
//! Diners Club, 6011, 644 to 649 and 65 Discover. A card of two marks is that of its number.

crate::words! {
    /// Mark of a card 卡品牌.
    pub enum Brand {
        /// China UnionPay 银联.
        UnionPay = "unionpay",
        /// Visa.
        Visa = "visa",
        /// Mastercard 万事达.
        Mastercard = "mastercard",
        /// JCB.
        Jcb = "jcb",
        /// American Express 美国运通.
        Amex = "amex",
        /// Diners Club 大来.
        Diners = "diners",
        /// Discover.
        Discover = "discover",
    }
}

impl Brand {
    /// The mark of a card by its number or first digits; `None` where they are of no brand, or
    /// too few to tell.
    pub fn of(card: &str) -> Option<Brand> {
        let first = |digits: usize| -> Option<u16> {
            let text = card.get(..digits)?;
            text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
        };
        match first(1)? {
            4 => return Some(Brand::Visa),
            2 | 3 | 5 | 6 | 8 => (),
            _ => return None,
        }
        match first(2)? {
            34 | 37 => return Some(Brand::Amex),
            36 | 38 | 39 => return Some(Brand::Diners),
            51..=55 => return Some(Brand::Mastercard),
            62 | 81 => return Some(Brand::UnionPay),
            65 => return Some(Brand::Discover),
            _ => (),
        }
        match first(3)? {
            300..=305 => return Some(Brand::Diners),
            644..=649 => return Some(Brand::Discover),
            _ => (),
        }
        match first(4)? {
            2221..=2720 => Some(Brand::Mastercard),
            3528..=3589 => Some(Brand::Jcb),
            6011 => Some(Brand::Discover),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_digits_tell_the_brand() {
        for (card, brand) in [
            ("6222021234567890128", Some(Brand::UnionPay)),
            ("62", Some(Brand::UnionPay)),
            ("8171999900000000", Some(Brand::UnionPay)),
            ("4", Some(Brand::Visa)),
            ("5555555555554444", Some(Brand::Mastercard)),
            ("2221", Some(Brand::Mastercard)),
            ("2720", Some(Brand::Mastercard)),
            ("2721", None),
            ("378282246310005", Some(Brand::Amex)),
            ("3528", Some(Brand::Jcb)),
            ("3590", None),
            ("305", Some(Brand::Diners)),
            ("306", None),
            ("36", Some(Brand::Diners)),
            ("6011", Some(Brand::Discover)),
            ("644", Some(Brand::Discover)),
            ("643", None),
            ("64", None),
            ("9", None),
            ("6", None),
            ("", None),
            ("6x22", None),
            ("卡号", None),
        ] {
            assert_eq!(Brand::of(card), brand, "{card}");
        }
    }
}
