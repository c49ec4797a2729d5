//! UnionPay's own codes on the mainland 银联二维码.
//!
//! A merchant shows an address, `https://qr.95516.com/<institution>/<code>`; a consumer shows 19
//! digits that begin with 62. Neither says what it means: the network looks it up.

use std::fmt;

use crate::mask::{Digits, is_digits};

/// How every address begins.
pub const HOST: &str = "https://qr.95516.com/";
/// The page that tells a merchant's page who the user of the wallet is.
const USER_AUTH: &str = "qrcGtwWeb-web/api/userAuth";
/// Digits of an institution's number.
const INSTITUTION_DIGITS: usize = 8;
/// Fewest and most digits of a merchant's code.
const CODE_DIGITS: (usize, usize) = (26, 34);
/// Digits of a consumer's code.
pub(crate) const CONSUMER_DIGITS: usize = 19;

/// Why a text is none of these. Never repeats a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The address begins otherwise.
    #[error("the address begins with {HOST}")]
    Host,
    /// The institution.
    #[error("the institution has 8 digits")]
    Institution,
    /// The code after it.
    #[error("the code has 26 to 34 digits, not {0} characters")]
    Code(usize),
    /// Something after the code.
    #[error("nothing follows the code")]
    Left,
    /// The page is another one.
    #[error("the page is neither a merchant's code nor userAuth")]
    Page,
    /// `version` or `redirectUrl` of a userAuth page.
    #[error("userAuth wants version and an encoded redirectUrl")]
    UserAuth,
    /// A consumer's code.
    #[error("a consumer's code has 19 digits and begins with 62")]
    Consumer,
}

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A merchant's code.
    Merchant(MerchantCode),
    /// The page that tells who the user is, and goes on from there.
    UserAuth(UserAuth),
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(text: &str) -> Result<Address, Error> {
        let rest = text.strip_prefix(HOST).ok_or(Error::Host)?;
        match rest.strip_prefix(USER_AUTH) {
            Some(query) => UserAuth::query(query).map(Address::UserAuth),
            None => MerchantCode::rest(rest).map(Address::Merchant),
        }
    }
}

/// A merchant's code 商户收款码 as an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MerchantCode {
    institution: String,
    code: String,
}

/// What the first two digits of a merchant's code seem to say. The network publishes no such rule:
/// this is inferred from codes seen, so show it and decide nothing by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 62: for one payment.
    Dynamic,
    /// 01: printed once.
    Static,
    /// Any other.
    Unknown,
}

impl MerchantCode {
    /// Of an institution's number, 8 digits, and its code, 26 to 34 digits.
    ///
    /// # Errors
    /// When one of them is not so.
    pub fn new(institution: &str, code: &str) -> Result<MerchantCode, Error> {
        if institution.len() != INSTITUTION_DIGITS || !is_digits(institution) {
            return Err(Error::Institution);
        }
        let digits = code.bytes().take_while(u8::is_ascii_digit).count();
        if code[digits..].starts_with(['/', '?', '#']) {
            return Err(Error::Left);
        }
        if digits != code.len() || !(CODE_DIGITS.0..=CODE_DIGITS.1).contains(&digits) {
            return Err(Error::Code(code.chars().count()));
        }
        Ok(MerchantCode { institution: institution.to_owned(), code: code.to_owned() })
    }

    /// Reads an address that must be a merchant's.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn parse(text: &str) -> Result<MerchantCode, Error> {
        match Address::parse(text)? {
            Address::Merchant(code) => Ok(code),
            Address::UserAuth(_) => Err(Error::Page),
        }
    }

    fn rest(rest: &str) -> Result<MerchantCode, Error> {
        let (institution, code) = rest.split_once('/').ok_or(Error::Page)?;
        MerchantCode::new(institution, code)
    }

    /// Number of the institution 机构代码 that gave the code out.
    #[must_use]
    pub fn institution(&self) -> &str {
        &self.institution
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What it seems to be.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.code.as_bytes() {
            [b'6', b'2', ..] => Kind::Dynamic,
            [b'0', b'1', ..] => Kind::Static,
            _ => Kind::Unknown,
        }
    }
}

impl fmt::Display for MerchantCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HOST}{}/{}", self.institution, self.code)
    }
}

/// The page that tells a merchant's page who the user of the wallet is 用户授权. Nothing is paid
/// by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserAuth {
    /// As in `1.0.0`.
    pub version: String,
    /// Where the wallet goes on, with `userAuthCode` added.
    pub redirect_url: String,
}

impl UserAuth {
    /// A jump over version 1.0.0 of the page.
    #[must_use]
    pub fn to(redirect_url: &str) -> UserAuth {
        UserAuth { version: "1.0.0".to_owned(), redirect_url: redirect_url.to_owned() }
    }

    fn query(query: &str) -> Result<UserAuth, Error> {
        let query = query.strip_prefix('?').ok_or(Error::UserAuth)?;
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value);
            values.next().filter(|value| !value.is_empty() && values.next().is_none())
        };
        let version = value("version").ok_or(Error::UserAuth)?;
        let redirect = value("redirectUrl").and_then(percent_decoded).ok_or(Error::UserAuth)?;
        Ok(UserAuth { version: version.to_owned(), redirect_url: redirect })
    }
}

impl fmt::Display for UserAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HOST}{USER_AUTH}?version={}&redirectUrl=", self.version)?;
        self.redirect_url.bytes().try_for_each(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                write!(f, "{}", byte as char)
            }
            _ => write!(f, "%{byte:02X}"),
        })
    }
}

/// `%41` is `A`; none where a `%` is no such pair, or the bytes are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, after @ ..] = rest else {
            return None;
        };
        let digit =
            |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        bytes.push(digit(*high)? << 4 | digit(*low)?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// A consumer's code 付款码: 19 digits that begin with 62. It pays: it is hidden where it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsumerCode(Digits);

impl ConsumerCode {
    /// Reads a code. A card number of 19 digits that begins with 62 looks the same.
    ///
    /// # Errors
    /// When it is not 19 digits that begin with 62.
    pub fn parse(text: &str) -> Result<ConsumerCode, Error> {
        let is_form = text.len() == CONSUMER_DIGITS && is_digits(text) && text.starts_with("62");
        if is_form { Ok(ConsumerCode(Digits::new(text))) } else { Err(Error::Consumer) }
    }

    /// The code, hidden until revealed; [`Digits::last_six`] is its random factor 随机因子.
    #[must_use]
    pub fn digits(&self) -> &Digits {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merchants_codes_seen_in_the_world() {
        for (address, institution, kind) in [
            (
                "https://qr.95516.com/00010000/62028489073949969691921655610979",
                "00010000",
                Kind::Dynamic,
            ),
            (
                "https://qr.95516.com/00010000/62218665561638921293902872223251",
                "00010000",
                Kind::Dynamic,
            ),
            (
                "https://qr.95516.com/00010000/01116734936470044423094034227630",
                "00010000",
                Kind::Static,
            ),
            (
                "https://qr.95516.com/00010002/01043133953019401045844206133530",
                "00010002",
                Kind::Static,
            ),
            ("https://qr.95516.com/48020000/42171909246221001152996469", "48020000", Kind::Unknown),
        ] {
            let code = MerchantCode::parse(address).unwrap();
            assert_eq!((code.institution(), code.kind()), (institution, kind));
            assert_eq!(code.to_string(), address);
        }
    }

    #[test]
    fn what_is_no_code_of_a_merchant() {
        let digits = "6".repeat(26);
        for (rest, wanted) in [
            (format!("00010000/{}", &digits[1..]), Error::Code(25)),
            (format!("00010000/{digits}123456789"), Error::Code(35)),
            (format!("00010000/{digits}重"), Error::Code(27)),
            (format!("0001000/{digits}"), Error::Institution),
            (format!("0001000x/{digits}"), Error::Institution),
            (format!("００010000/{digits}"), Error::Institution),
            (format!("00010000/{digits}?a=1"), Error::Left),
            (format!("00010000/{digits}/"), Error::Left),
            ("00010000".to_owned(), Error::Page),
            ("03095810/unifiedNative?mchNo=1".to_owned(), Error::Code(21)),
            ("qrcGtwWeb-web/api/userAuth".to_owned(), Error::UserAuth),
            ("qrcGtwWeb-web/api/userAuth?version=1.0.0".to_owned(), Error::UserAuth),
            (
                "qrcGtwWeb-web/api/userAuth?version=1.0.0&redirectUrl=%E9%".to_owned(),
                Error::UserAuth,
            ),
        ] {
            assert_eq!(Address::parse(&format!("{HOST}{rest}")), Err(wanted), "{rest}");
        }
        for begin in
            ["http://qr.95516.com/", "https://qr.95516.com.evil.example/", "HTTPS://qr.95516.com/"]
        {
            assert_eq!(Address::parse(&format!("{begin}00010000/{digits}")), Err(Error::Host));
        }
    }

    #[test]
    fn a_jump_over_the_user_page() {
        let jump = UserAuth::to("https://商户.example/pay?table=7&a=%20");
        let text = jump.to_string();
        assert!(text.starts_with("https://qr.95516.com/qrcGtwWeb-web/api/userAuth?version=1.0.0&redirectUrl=https%3A%2F%2F%E5"));
        assert_eq!(Address::parse(&text), Ok(Address::UserAuth(jump)));
        assert_eq!(MerchantCode::parse(&text), Err(Error::Page));
    }

    #[test]
    fn a_consumers_code_hides_itself() {
        let code = ConsumerCode::parse("6223456789012345678").unwrap();
        assert_eq!(code.digits().last_six(), "345678");
        assert!(!format!("{code:?}").contains("6223456789012345678"));
        for wrong in [
            "622345678901234567",
            "62234567890123456789",
            "6123456789012345678",
            "62２3456789012345",
            "",
        ] {
            assert_eq!(ConsumerCode::parse(wrong), Err(Error::Consumer), "{wrong}");
        }
    }
}
