//! Typed values of a merchant's code.

use std::fmt;

use super::error::{Error, Path, Rule};
use crate::mask::is_digits;

/// Whether the same code is shown to all (01).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initiation {
    /// 静态码: printed once, paid many times.
    Static,
    /// 动态码: made for one payment.
    Dynamic,
}

impl Initiation {
    /// `11` or `12`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Initiation::Static => "11",
            Initiation::Dynamic => "12",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Initiation> {
        [Initiation::Static, Initiation::Dynamic].into_iter().find(|one| one.as_str() == text)
    }
}

/// A currency by its ISO 4217 number, 0 to 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(u16);

impl Currency {
    /// 人民币, 156.
    pub const CNY: Currency = Currency(156);

    /// The currency of a number; none above 999.
    #[must_use]
    pub const fn new(number: u16) -> Option<Currency> {
        if number < 1000 { Some(Currency(number)) } else { None }
    }

    pub(super) fn parse(text: &str) -> Option<Currency> {
        (text.len() == 3 && is_digits(text)).then(|| text.parse().ok().map(Currency))?
    }

    /// The ISO 4217 number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// Decimals of an amount, from ISO 4217: 2 but for those it lists with 0, 3 or 4.
    #[must_use]
    pub const fn exponent(self) -> usize {
        match self.0 {
            108 | 152 | 174 | 262 | 324 | 352 | 392 | 410 | 548 | 600 | 646 | 704 | 800 | 940
            | 950 | 952 | 953 => 0,
            48 | 368 | 400 | 414 | 434 | 512 | 788 => 3,
            927 | 990 => 4,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// An amount, above zero, in the smallest unit of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Fen 分 where the currency is CNY.
    pub minor: i64,
    /// In which currency.
    pub currency: Currency,
}

impl Amount {
    /// The amount in fen; none in another currency.
    #[must_use]
    pub fn fen(self) -> Option<i64> {
        (self.currency == Currency::CNY).then_some(self.minor)
    }

    /// Reads the text of object 54 or 56. Zeros below the smallest unit are no fault.
    pub(super) fn parse(text: &str, currency: Currency) -> Result<Amount, Rule> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if !is_digits(whole) || !(part.is_empty() || is_digits(part)) {
            return Err(Rule::AmountForm);
        }
        let most = currency.exponent();
        let needed = part.trim_end_matches('0');
        if most < needed.len() {
            return Err(Rule::Decimals { decimals: needed.len(), most });
        }
        // An object of 13 characters has at most 13 digits, and 4 more fit an i64.
        let minor: i64 =
            format!("{whole}{needed:0<most$}").parse().map_err(|_| Rule::AmountForm)?;
        if minor == 0 { Err(Rule::AmountZero) } else { Ok(Amount { minor, currency }) }
    }
}

/// The decimal form with all decimals of the currency: `88.50`, `5000`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let exponent = self.currency.exponent();
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let (whole, part) = digits.split_at(digits.len() - exponent);
        let point = if exponent == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

/// What a consumer adds to the amount (55 to 57).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tip {
    /// The consumer is asked for a tip 小费.
    Asked,
    /// A fixed fee, in the currency's smallest unit.
    Fixed(i64),
    /// A share of the amount, in hundredths of a percent: 150 is 1.50 %.
    Percentage(u16),
}

/// Hundredths of a percent, 1 to 9,999, from digits with at most one point.
pub(super) fn percentage(text: &str) -> Result<u16, Rule> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_form = is_digits(whole) && whole.len() < 3 && part.len() < 3;
    if !is_form || !(part.is_empty() || is_digits(part)) {
        return Err(Rule::Percentage);
    }
    let hundredths = format!("{whole}{part:0<2}").parse().map_err(|_| Rule::Percentage)?;
    if hundredths == 0 { Err(Rule::Percentage) } else { Ok(hundredths) }
}

/// A merchant's account with UnionPay 银联 (15, and 16 for a second one): 31 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionPayAccount {
    acquirer: String,
    forwarder: String,
    merchant: String,
}

impl UnionPayAccount {
    /// From the number of the acquirer 收单机构 and of the forwarding institution 转发机构, 8 digits
    /// each, and the merchant number 商户编号, 15 letters or digits.
    ///
    /// # Errors
    /// [`Rule::UnionPay`], at object 15.
    pub fn new(acquirer: &str, forwarder: &str, merchant: &str) -> Result<UnionPayAccount, Error> {
        let is_institution = |text: &str| text.len() == 8 && is_digits(text);
        let is_merchant =
            merchant.len() == 15 && merchant.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_institution(acquirer) || !is_institution(forwarder) || !is_merchant {
            return Err(Path::ROOT.then(15).at(0, Rule::UnionPay));
        }
        let [acquirer, forwarder, merchant] = [acquirer, forwarder, merchant].map(str::to_owned);
        Ok(UnionPayAccount { acquirer, forwarder, merchant })
    }

    pub(super) fn parse(text: &str) -> Option<UnionPayAccount> {
        let (acquirer, rest) = text.split_at_checked(8)?;
        let (forwarder, merchant) = rest.split_at_checked(8)?;
        UnionPayAccount::new(acquirer, forwarder, merchant).ok()
    }

    /// Number of the acquirer, 8 digits.
    #[must_use]
    pub fn acquirer(&self) -> &str {
        &self.acquirer
    }

    /// Number of the forwarding institution, 8 digits.
    #[must_use]
    pub fn forwarder(&self) -> &str {
        &self.forwarder
    }

    /// Merchant number, 15 letters or digits.
    #[must_use]
    pub fn merchant(&self) -> &str {
        &self.merchant
    }
}

/// As object 15 holds it.
impl fmt::Display for UnionPayAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.acquirer, self.forwarder, self.merchant)
    }
}

/// The merchant in the language of its customers (64).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalName {
    /// ISO 639, two letters.
    pub language: String,
    /// 商户名称, at most 25 characters.
    pub name: String,
    /// 城市, at most 15 characters.
    pub city: Option<String>,
}

impl LocalName {
    /// A name and perhaps a city in a language.
    #[must_use]
    pub fn new(language: &str, name: &str, city: Option<&str>) -> LocalName {
        let [language, name] = [language, name].map(str::to_owned);
        LocalName { language, name, city: city.map(str::to_owned) }
    }
}

/// An object of the additional data template (62).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Label {
    /// 账单号.
    BillNumber = 1,
    /// 手机号.
    MobileNumber = 2,
    /// 门店.
    Store = 3,
    /// 会员号.
    LoyaltyNumber = 4,
    /// 参考号.
    Reference = 5,
    /// 客户.
    Customer = 6,
    /// 终端号.
    Terminal = 7,
    /// 用途.
    Purpose = 8,
    /// Which of address, mobile number and e-mail the consumer is asked for: of `A`, `M`, `E`.
    ConsumerData = 9,
    /// 税号.
    MerchantTaxId = 10,
    /// Where the code is shown, three characters.
    MerchantChannel = 11,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_by_the_currency() {
        let yen = Currency::new(392).unwrap();
        let dinar = Currency::new(48).unwrap();
        for (text, currency, wanted, again) in [
            ("23.72", Currency::CNY, Ok(2372), "23.72"),
            ("98.", Currency::CNY, Ok(9800), "98.00"),
            ("0.5", Currency::CNY, Ok(50), "0.50"),
            ("1.500", Currency::CNY, Ok(150), "1.50"),
            ("9999999999999", dinar, Ok(9_999_999_999_999_000), "9999999999999.000"),
            ("5000", yen, Ok(5000), "5000"),
            ("5000.00", yen, Ok(5000), "5000"),
            ("5000.5", yen, Err(Rule::Decimals { decimals: 1, most: 0 }), ""),
            ("0.005", Currency::CNY, Err(Rule::Decimals { decimals: 3, most: 2 }), ""),
            ("0.00", Currency::CNY, Err(Rule::AmountZero), ""),
            (".5", Currency::CNY, Err(Rule::AmountForm), ""),
            ("1.2.3", Currency::CNY, Err(Rule::AmountForm), ""),
            ("1,00", Currency::CNY, Err(Rule::AmountForm), ""),
            ("-1", Currency::CNY, Err(Rule::AmountForm), ""),
            ("１", Currency::CNY, Err(Rule::AmountForm), ""),
            ("", Currency::CNY, Err(Rule::AmountForm), ""),
        ] {
            let amount = Amount::parse(text, currency);
            assert_eq!(amount.map(|amount| amount.minor), wanted, "{text}");
            assert_eq!(amount.map_or(String::new(), |amount| amount.to_string()), again);
        }
    }

    #[test]
    fn percentages() {
        for (text, wanted) in [("01.50", 150), ("1.5", 150), ("00.01", 1), ("99.99", 9999)] {
            assert_eq!(percentage(text), Ok(wanted), "{text}");
        }
        for text in ["00.00", "0", "100", "1.234", "1%", "", ".5", "1.-"] {
            assert_eq!(percentage(text), Err(Rule::Percentage), "{text}");
        }
    }
}
