//! Rules that an input can break, each with a stable word and what the rule counts with, so that
//! a front end says it in the reader's language. The text beside them is English, for whoever
//! knows no words.

use crate::card::BadPan;
use crate::division::BadDivision;
use crate::id::BadId;
use crate::mcc::BadMcc;
use crate::merchant_code::BadMerchantCode;
use crate::phone::BadMobile;
use crate::place::BadPlace;
use crate::resident::BadResidentId;
use crate::uscc::BadUscc;
use crate::words::UnknownWord;
use std::collections::BTreeMap;
use std::fmt;

crate::words! {
    /// What an input must be 规则; names in braces are what the rule counts with.
    pub enum RuleWord {
        /// Number of an account: {min} to {max} digits 账号.
        AccountNumber = "account_number",
        /// An institution that acquires and works 收单机构.
        AcquirerUnknown = "acquirer_unknown",
        /// `host:port` 主机地址.
        Address = "address",
        /// At most {max} of them 数量上限.
        AtMost = "at_most",
        /// A number from {min} to {max} 取值范围.
        Between = "between",
        /// A terminal of device type 11 码牌终端.
        BoardTerminal = "board_terminal",
        /// A card number 卡号.
        CardNumber = "card_number",
        /// What is closed stays closed 已关闭.
        ClosedStays = "closed_stays",
        /// A cursor that this list gave 游标.
        CursorForeign = "cursor_foreign",
        /// A day of the calendar 日期.
        Day = "day",
        /// Degrees with at most six decimals 度数.
        Degrees = "degrees",
        /// {min} to {max} digits 数字位数.
        Digits = "digits",
        /// A known division code of six digits 行政区划代码.
        DivisionUnknown = "division_unknown",
        /// Each once, of {allowed} 不重复.
        EachOnce = "each_once",
        /// 1 to {max} names of events 事件名称.
        EventNames = "event_names",
        /// A time to come 将来时间.
        Future = "future",
        /// Given together with {other} 须同时填写.
        GivenWith = "given_with",
        /// An id that begins with {prefix} 编号格式.
        Id = "id",
        /// A latitude 纬度.
        Latitude = "latitude",
        /// {min} to {max} letters and digits 字母数字.
        LettersDigits = "letters_digits",
        /// A link of the acquirer itself 通道属于其他机构.
        LinkOfAnother = "link_of_another",
        /// A link that is not retired 通道已停用.
        LinkRetired = "link_retired",
        /// A link that exists 通道不存在.
        LinkUnknown = "link_unknown",
        /// A name to sign in with, {min} to {max} characters 用户名.
        Login = "login",
        /// A longitude 经度.
        Longitude = "longitude",
        /// A known category of four digits 商户类别码.
        MccUnknown = "mcc_unknown",
        /// A merchant number of 15 digits 商户编号.
        MerchantCode = "merchant_code",
        /// A merchant that one may see 商户不存在.
        MerchantUnknown = "merchant_unknown",
        /// A micro merchant has none 小微商户不填.
        MicroHasNone = "micro_has_none",
        /// A micro merchant needs one 小微商户必填.
        MicroNeedsOne = "micro_needs_one",
        /// Only a micro merchant has one 仅小微商户填写.
        MicroOnly = "micro_only",
        /// A code that a merchant shows 收款码.
        MerchantsCode = "merchants_code",
        /// A mobile number of 11 digits 手机号.
        Mobile = "mobile",
        /// Not named twice 重复.
        NamedTwice = "named_twice",
        /// Not before {other} 不早于.
        NotBefore = "not_before",
        /// Not below {other} 不小于.
        NotBelow = "not_below",
        /// This or {other}, not both 二选一.
        NotBoth = "not_both",
        /// Not negative 不能为负.
        NotNegative = "not_negative",
        /// Not the same as {other} 不能相同.
        NotSameAs = "not_same_as",
        /// An enterprise or sole trader needs one 企业必填.
        OrganisationNeedsOne = "organisation_needs_one",
        /// A code that a consumer shows to pay 付款码.
        PaymentCode = "payment_code",
        /// A place of the form `+29.563/+106.551` 位置格式.
        PlaceForm = "place_form",
        /// Something must stand there 必填.
        Required = "required",
        /// Digits 7 to 14 of an id number are a date of birth 身份证出生日期.
        ResidentBirth = "resident_birth",
        /// The last character of an id number is its check 身份证校验位.
        ResidentCheck = "resident_check",
        /// An id number has 18 characters, not {found} 身份证位数.
        ResidentLength = "resident_length",
        /// An id number is 17 digits and a digit or X 身份证字符.
        ResidentLetter = "resident_letter",
        /// An id number begins with a province 身份证地区.
        ResidentRegion = "resident_region",
        /// Roles that fit the kind of institution 角色与机构类型不符.
        RolesFit = "roles_fit",
        /// At least one role, each once 角色.
        RolesOnce = "roles_once",
        /// It stands in row {row} already 与前行重复.
        RowRepeated = "row_repeated",
        /// As many digits as {other} 位数相同.
        SameLengthAs = "same_length_as",
        /// The merchant has a store of this code already 门店编号重复.
        StoreRepeated = "store_repeated",
        /// {min} to {max} characters, none of them a control character 文字长度.
        TextLength = "text_length",
        /// {min} to {max} characters without spaces around 文字长度，首尾无空格.
        TextTrimmed = "text_trimmed",
        /// A day or a time 时间格式.
        Time = "time",
        /// A URL without a user, a password or a fragment 网址附带内容.
        UrlExtra = "url_extra",
        /// A web address 网址.
        UrlForm = "url_form",
        /// At most {max} characters of a URL 网址过长.
        UrlLong = "url_long",
        /// A public address, not {address} 非公网地址.
        UrlPrivate = "url_private",
        /// A URL that begins with https 须为 https.
        UrlScheme = "url_scheme",
        /// The check character should be {expected}, not {found} 信用代码校验位.
        UsccCheck = "uscc_check",
        /// {letter} is no registration department 信用代码登记部门.
        UsccDepartment = "uscc_department",
        /// {code} is no division of a known province 信用代码地区.
        UsccDivision = "uscc_division",
        /// A credit code has 18 characters, not {found} 信用代码位数.
        UsccLength = "uscc_length",
        /// {letter} is no character of a credit code 信用代码字符.
        UsccLetter = "uscc_letter",
        /// One of {allowed} 可选值.
        WordUnknown = "word_unknown",
    }
}

/// A rule that an input breaks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct Rule {
    /// Which.
    pub word: RuleWord,
    /// What the rule counts with, by name.
    pub params: BTreeMap<String, String>,
    #[serde(skip)]
    text: String,
}

impl Rule {
    /// A rule and what it says in English.
    pub fn new(word: RuleWord, text: impl Into<String>) -> Rule {
        Rule { word, params: BTreeMap::new(), text: text.into() }
    }

    /// The same rule with something that it counts with.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Rule {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// A name of 1 to `max` characters without spaces around.
    pub fn name(max: usize) -> Rule {
        let text = format!("1 to {max} characters without spaces around");
        Rule::new(RuleWord::TextTrimmed, text).from_to(1, max)
    }

    /// The same rule from a least to a most.
    #[must_use]
    pub fn from_to(self, min: impl fmt::Display, max: impl fmt::Display) -> Rule {
        self.with("min", min).with("max", max)
    }
}

/// In English.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An error that is a broken rule.
pub trait Ruled: fmt::Display {
    /// The rule.
    fn rule(&self) -> Rule;
}

impl Ruled for Rule {
    fn rule(&self) -> Rule {
        self.clone()
    }
}

macro_rules! ruled {
    ($error:ty, $found:ident => $rule:expr) => {
        impl Ruled for $error {
            fn rule(&self) -> Rule {
                let $found = self;
                let rule: Rule = $rule;
                Rule { text: self.to_string(), ..rule }
            }
        }
    };
}

fn named(word: RuleWord) -> Rule {
    Rule::new(word, "")
}

ruled!(BadPan, _found => named(RuleWord::CardNumber));
ruled!(BadDivision, _found => named(RuleWord::DivisionUnknown));
ruled!(BadId, bad => named(RuleWord::Id).with("prefix", bad.prefix));
ruled!(BadMcc, _found => named(RuleWord::MccUnknown));
ruled!(BadMerchantCode, _found => named(RuleWord::MerchantCode));
ruled!(BadMobile, _found => named(RuleWord::Mobile));
ruled!(BadPlace, bad => named(match bad {
    BadPlace::Latitude(_) => RuleWord::Latitude,
    BadPlace::Longitude(_) => RuleWord::Longitude,
    BadPlace::Form(_) => RuleWord::PlaceForm,
}));
ruled!(BadResidentId, bad => match bad {
    BadResidentId::Length(found) => named(RuleWord::ResidentLength).with("found", found),
    BadResidentId::Letter => named(RuleWord::ResidentLetter),
    BadResidentId::Region => named(RuleWord::ResidentRegion),
    BadResidentId::Birth => named(RuleWord::ResidentBirth),
    BadResidentId::Check => named(RuleWord::ResidentCheck),
});
ruled!(BadUscc, bad => match bad {
    BadUscc::Length(found) => named(RuleWord::UsccLength).with("found", found),
    BadUscc::Letter(letter) => named(RuleWord::UsccLetter).with("letter", letter),
    BadUscc::Department(letter) => named(RuleWord::UsccDepartment).with("letter", letter),
    BadUscc::Division(code) => named(RuleWord::UsccDivision).with("code", code),
    BadUscc::Check { found, expected } => {
        named(RuleWord::UsccCheck).with("found", found).with("expected", expected)
    }
});
ruled!(UnknownWord, bad => named(RuleWord::WordUnknown).with("allowed", bad.allowed.join(", ")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_word_what_it_counts_with_and_english() {
        let bad = crate::Uscc::parse("91110108551385082A").unwrap_err();
        let rule = bad.rule();
        assert_eq!(rule.word, RuleWord::UsccCheck);
        assert_eq!(rule.params["expected"], "Q");
        assert_eq!(rule.to_string(), "the check character is `A`, it should be `Q`");
        let json = serde_json::to_value(Rule::new(RuleWord::Between, "is 1 to 9").from_to(1, 9));
        let wanted = serde_json::json!({ "word": "between", "params": { "max": "9", "min": "1" } });
        assert_eq!(json.unwrap(), wanted);
    }
}
