//! One entry for a till 收银台 that has scanned something.

use std::fmt;

use crate::mask::{self, Digits, is_digits};
use crate::{cpm, mpm, unionpay};

/// The most characters looked at: no QR symbol holds more.
pub const MOST_CHARS: usize = 4_296;

/// What a till has scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// 19 digits that begin with 62: a consumer's code of UnionPay 银联付款码.
    UnionPayConsumer(unionpay::ConsumerCode),
    /// A consumer's code in EMVCo's form.
    EmvConsumer(cpm::Code),
    /// 18 digits that begin with 10 to 15: WeChat Pay 微信付款码.
    WeChat(PaymentCode),
    /// 16 to 24 digits that begin with 25 to 30: Alipay 支付宝付款码.
    Alipay(PaymentCode),
    /// An address of UnionPay's: a merchant's code.
    UnionPayMerchant(unionpay::MerchantCode),
    /// A merchant's code in EMVCo's form.
    EmvMerchant(mpm::Code),
}

/// A payment code 付款码 of a wallet: digits that pay, of which nothing else is known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentCode(Digits);

impl PaymentCode {
    /// The digits, hidden until revealed.
    #[must_use]
    pub fn digits(&self) -> &Digits {
        &self.0
    }
}

/// Who shows a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 被扫: the till scans what the consumer shows.
    Consumer,
    /// 主扫: the consumer scans what the merchant shows.
    Merchant,
}

impl Recognised {
    /// Who shows such a code.
    #[must_use]
    pub const fn side(&self) -> Side {
        match self {
            Recognised::UnionPayConsumer(_)
            | Recognised::EmvConsumer(_)
            | Recognised::WeChat(_)
            | Recognised::Alipay(_) => Side::Consumer,
            Recognised::UnionPayMerchant(_) | Recognised::EmvMerchant(_) => Side::Merchant,
        }
    }

    /// A stable word for programs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Recognised::UnionPayConsumer(_) => "union_pay_consumer",
            Recognised::EmvConsumer(_) => "emv_consumer",
            Recognised::WeChat(_) => "wechat",
            Recognised::Alipay(_) => "alipay",
            Recognised::UnionPayMerchant(_) => "union_pay_merchant",
            Recognised::EmvMerchant(_) => "emv_merchant",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Recognised::UnionPayConsumer(_) => "UnionPay consumer's code",
            Recognised::EmvConsumer(_) => "EMV consumer's code",
            Recognised::WeChat(_) => "WeChat payment code",
            Recognised::Alipay(_) => "Alipay payment code",
            Recognised::UnionPayMerchant(_) => "UnionPay merchant's code",
            Recognised::EmvMerchant(_) => "EMV merchant's code",
        }
    }

    /// The random factor 随机因子: the last six digits of what UnionPay's consumer shows.
    #[must_use]
    pub fn random_factor(&self) -> Option<String> {
        match self {
            Recognised::UnionPayConsumer(code) => Some(code.digits().last_six().to_owned()),
            Recognised::EmvConsumer(code) => {
                code.account().map(|account| account.last_six().to_owned())
            }
            _ => None,
        }
    }
}

/// Why what was scanned is not acceptable. Never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{looks_like}: {why}")]
pub struct Refused {
    /// What it seems to be.
    pub looks_like: LooksLike,
    /// What is wrong with it.
    pub why: Why,
}

/// What a text seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LooksLike {
    /// 62 and digits.
    UnionPayConsumer,
    /// `85 05 "CPV"` in base64.
    EmvConsumer,
    /// 10 to 15 and digits.
    WeChat,
    /// 25 to 30 and digits.
    Alipay,
    /// An address at qr.95516.com.
    UnionPayAddress,
    /// Begins with object 00, or ends with 63.
    EmvMerchant,
    /// 13 to 19 digits with a right check digit.
    CardNumber,
    /// 8, 12, 13 or 14 digits with a right check digit: goods have them.
    Goods,
    /// An address of WeChat 微信.
    WeChatAddress,
    /// An address of Alipay 支付宝.
    AlipayAddress,
    /// Another address.
    Address,
    /// Other digits.
    Digits,
    /// Other text.
    Text,
    /// Nothing at all.
    Nothing,
}

impl LooksLike {
    /// A stable word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            LooksLike::UnionPayConsumer => "union_pay_consumer",
            LooksLike::EmvConsumer => "emv_consumer",
            LooksLike::WeChat => "wechat",
            LooksLike::Alipay => "alipay",
            LooksLike::UnionPayAddress => "union_pay_address",
            LooksLike::EmvMerchant => "emv_merchant",
            LooksLike::CardNumber => "card_number",
            LooksLike::Goods => "goods",
            LooksLike::WeChatAddress => "wechat_address",
            LooksLike::AlipayAddress => "alipay_address",
            LooksLike::Address => "address",
            LooksLike::Digits => "digits",
            LooksLike::Text => "text",
            LooksLike::Nothing => "nothing",
        }
    }
}

impl fmt::Display for LooksLike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LooksLike::UnionPayConsumer => "looks like a UnionPay consumer's code",
            LooksLike::EmvConsumer => "looks like an EMV consumer's code",
            LooksLike::WeChat => "looks like a WeChat payment code",
            LooksLike::Alipay => "looks like an Alipay payment code",
            LooksLike::UnionPayAddress => "looks like an address of UnionPay's",
            LooksLike::EmvMerchant => "looks like an EMV merchant's code",
            LooksLike::CardNumber => "looks like a card number",
            LooksLike::Goods => "looks like the barcode of goods",
            LooksLike::WeChatAddress => "looks like an address of WeChat",
            LooksLike::AlipayAddress => "looks like an address of Alipay",
            LooksLike::Address => "looks like an address",
            LooksLike::Digits => "is digits",
            LooksLike::Text => "is a text",
            LooksLike::Nothing => "is empty",
        })
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Another number of digits.
    Length { digits: usize, least: usize, most: usize },
    /// Of a merchant's code.
    EmvMerchant(mpm::Error),
    /// Of a consumer's code.
    EmvConsumer(cpm::Error),
    /// Of an address.
    UnionPay(unionpay::Error),
    /// It tells who a user is.
    UserAuth,
    /// A till takes codes and no card numbers.
    CardNumber,
    /// No code that pays.
    NoPayment,
    /// Above [`MOST_CHARS`].
    Long { chars: usize },
}

impl Why {
    /// A stable word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Why::Length { .. } => "length",
            Why::EmvMerchant(error) => error.rule.word(),
            Why::EmvConsumer(error) => error.rule.word(),
            Why::UnionPay(_) => "union_pay",
            Why::UserAuth => "user_auth",
            Why::CardNumber => "card_number",
            Why::NoPayment => "no_payment",
            Why::Long { .. } => "long",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Length { digits, least, most } if least == most => {
                write!(f, "{digits} digits, it has {most}")
            }
            Why::Length { digits, least, most } => {
                write!(f, "{digits} digits, it has {least} to {most}")
            }
            Why::EmvMerchant(error) => error.fmt(f),
            Why::EmvConsumer(error) => error.fmt(f),
            Why::UnionPay(error) => error.fmt(f),
            Why::UserAuth => write!(f, "the page tells who a user is and pays nothing"),
            Why::CardNumber => write!(f, "a till takes codes, not card numbers"),
            Why::NoPayment => write!(f, "no code that pays"),
            Why::Long { chars } => write!(f, "{chars} characters are above {MOST_CHARS}"),
        }
    }
}

/// Says what a till has scanned. Blanks and line ends around it, which scanners add, do not count.
///
/// ```
/// # use emvqr::{Recognised, recognise};
/// assert!(matches!(recognise("134567890123456789"), Ok(Recognised::WeChat(_))));
/// let refused = recognise("13456789012345678").unwrap_err();
/// assert_eq!(refused.to_string(), "looks like a WeChat payment code: 17 digits, it has 18");
/// ```
///
/// # Errors
/// What it looks like, and why it is not that.
pub fn recognise(text: &str) -> Result<Recognised, Refused> {
    let text = text.trim_matches([' ', '\t', '\r', '\n', '\u{FEFF}']);
    let refuse = |looks_like, why| Err(Refused { looks_like, why });
    if text.is_empty() {
        return refuse(LooksLike::Nothing, Why::NoPayment);
    }
    if MOST_CHARS < text.len() && MOST_CHARS < text.chars().count() {
        return refuse(LooksLike::Text, Why::Long { chars: text.chars().count() });
    }
    // Object 00 begins like no wallet's digits, and a merchant's code is never digits alone.
    if is_digits(text) && !text.starts_with("0002") {
        return digits(text);
    }
    if text.starts_with("hQVDUF") {
        let code = cpm::Code::parse(text).map(Recognised::EmvConsumer);
        let looks_like = LooksLike::EmvConsumer;
        return code.map_err(|error| Refused { looks_like, why: Why::EmvConsumer(error) });
    }
    if text.starts_with("00020") || ends_with_check(text) {
        let code = mpm::Code::parse(text).map(Recognised::EmvMerchant);
        let looks_like = LooksLike::EmvMerchant;
        return code.map_err(|error| Refused { looks_like, why: Why::EmvMerchant(error) });
    }
    address(text)
}

/// Whether object 63 seems to end the text.
fn ends_with_check(text: &str) -> bool {
    let before = text.len().checked_sub(8).and_then(|start| text.get(start..));
    text.starts_with(|first: char| first.is_ascii_digit())
        && before.is_some_and(|end| end.starts_with("6304"))
}

fn digits(text: &str) -> Result<Recognised, Refused> {
    let count = text.len();
    let begin = text.get(..2).and_then(|begin| begin.parse::<u8>().ok());
    let payment_code = || PaymentCode(Digits::new(text));
    match (begin, count) {
        (Some(10..=15), 18) => return Ok(Recognised::WeChat(payment_code())),
        (Some(25..=30), 16..=24) => return Ok(Recognised::Alipay(payment_code())),
        _ => {}
    }
    if let Ok(code) = unionpay::ConsumerCode::parse(text) {
        return Ok(Recognised::UnionPayConsumer(code));
    }
    let length = |least, most| Why::Length { digits: count, least, most };
    // What has a right check digit is more likely the number it fits than a code cut short.
    let (looks_like, why) = match begin {
        _ if is_goods(text) => (LooksLike::Goods, Why::NoPayment),
        Some(31..=69) if mask::could_be_card(text) && mask::luhn(text) => {
            (LooksLike::CardNumber, Why::CardNumber)
        }
        Some(62) => {
            let most = unionpay::CONSUMER_DIGITS;
            (LooksLike::UnionPayConsumer, length(most, most))
        }
        Some(10..=15) => (LooksLike::WeChat, length(18, 18)),
        Some(25..=30) => (LooksLike::Alipay, length(16, 24)),
        _ => (LooksLike::Digits, Why::NoPayment),
    };
    Err(Refused { looks_like, why })
}

/// Whether the last digit is the check of the goods' number before it (GTIN-8, 12, 13, 14).
fn is_goods(digits: &str) -> bool {
    let weighted = digits.bytes().rev().enumerate().map(|(place, byte)| {
        let digit = u32::from(byte - b'0');
        if place % 2 == 0 { digit } else { digit * 3 }
    });
    matches!(digits.len(), 8 | 12..=14) && weighted.sum::<u32>().is_multiple_of(10)
}

fn address(text: &str) -> Result<Recognised, Refused> {
    let refuse = |looks_like, why| Err(Refused { looks_like, why });
    let lower = text.to_ascii_lowercase();
    let Some((scheme, rest)) = lower.split_once("://") else {
        return refuse(LooksLike::Text, Why::NoPayment);
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let of = |domain: &str| host == domain || host.ends_with(&format!(".{domain}"));
    if host == "qr.95516.com" {
        let looks_like = LooksLike::UnionPayAddress;
        return match unionpay::Address::parse(text) {
            Ok(unionpay::Address::Merchant(code)) => Ok(Recognised::UnionPayMerchant(code)),
            Ok(unionpay::Address::UserAuth(_)) => refuse(looks_like, Why::UserAuth),
            Err(error) => refuse(looks_like, Why::UnionPay(error)),
        };
    }
    let looks_like = match scheme {
        "wxp" | "weixin" => LooksLike::WeChatAddress,
        "alipays" | "alipayqr" => LooksLike::AlipayAddress,
        _ if of("wechat.com") || of("weixin.qq.com") => LooksLike::WeChatAddress,
        _ if of("alipay.com") => LooksLike::AlipayAddress,
        _ => LooksLike::Address,
    };
    refuse(looks_like, Why::NoPayment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str) {
        let seen = match recognise(text) {
            Ok(code) => code.name().to_owned(),
            Err(refused) => {
                // No word of what was scanned, neither in the sentence nor in `Debug`.
                let said = format!("{refused} {refused:?}");
                let shown = text.trim();
                assert!(shown.len() < 8 || !said.contains(shown), "{said}");
                refused.to_string()
            }
        };
        assert_eq!(seen, wanted, "{text}");
    }

    #[test]
    fn what_a_till_scans() {
        check("6212345678901234567", "UnionPay consumer's code");
        check("\t6212345678901234567\r\n", "UnionPay consumer's code");
        check("hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=", "EMV consumer's code");
        check("100000000000000000", "WeChat payment code");
        check("159999999999999999", "WeChat payment code");
        check("2500000000000000", "Alipay payment code");
        check("309999999999999999999999", "Alipay payment code");
        check(
            "https://qr.95516.com/00010000/01116734936470044423094034227630",
            "UnionPay merchant's code",
        );
        check(
            "00020101021129260011com.zeropay0107ZP-M0015204581253034105802KR5918Seoul Noodle House6005Seoul63040B08",
            "EMV merchant's code",
        );
    }

    #[test]
    fn what_it_looks_like_and_why_not() {
        let code = "looks like a UnionPay consumer's code";
        check("621234567890123456", &format!("{code}: 18 digits, it has 19"));
        check("62123456789012345678", &format!("{code}: 20 digits, it has 19"));
        check("10000000000000000", "looks like a WeChat payment code: 17 digits, it has 18");
        check("250000000000000", "looks like an Alipay payment code: 15 digits, it has 16 to 24");
        check("4111111111111111", "looks like a card number: a till takes codes, not card numbers");
        check("6901234567892", "looks like the barcode of goods: no code that pays");
        check("160000000000000000", "is digits: no code that pays");
        check("1", "is digits: no code that pays");
        check("1000000000000000０", "is a text: no code that pays");
        check(" \r\n", "is empty: no code that pays");
        check("洪崖洞", "is a text: no code that pays");
        check("wxp://f2f0abcdef", "looks like an address of WeChat: no code that pays");
        check(
            "weixin://wxpay/bizpayurl?pr=abc",
            "looks like an address of WeChat: no code that pays",
        );
        check(
            "https://qr.alipay.com/fkx00000",
            "looks like an address of Alipay: no code that pays",
        );
        check("https://notalipay.com/fkx00000", "looks like an address: no code that pays");
        check("https://example.com/qr.95516.com/", "looks like an address: no code that pays");
        let address = "looks like an address of UnionPay's";
        let host = "the address begins with https://qr.95516.com/";
        check(
            "http://qr.95516.com/00010000/62028489073949969691921655610979",
            &format!("{address}: {host}"),
        );
        check(
            "https://qr.95516.com/00010000/1234",
            &format!("{address}: the code has 26 to 34 digits, not 4 characters"),
        );
        check(
            &unionpay::UserAuth::to("https://example.com").to_string(),
            &format!("{address}: the page tells who a user is and pays nothing"),
        );
        check(
            "hQVDUFYwMmEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=",
            "looks like an EMV consumer's code: byte 2, 85: the version is CPV01",
        );
        check(
            "00020101021163040000",
            "looks like an EMV merchant's code: character 16, 63: the check is 0000, the text gives AD0A",
        );
        // Digits alone may be a wallet's that happens to end like a check.
        check("01021163040000", "is digits: no code that pays");
        check(&"重".repeat(4_297), "is a text: 4297 characters are above 4296");
    }
}
