//! What somebody hands in to become a merchant, a store or a contract, and the rules it must
//! keep. One set of rules for the API and for bulk import.

use super::model::{BadField, ContractMode, MerchantKind};
use chrono::NaiveDate;
use kernel::{
    Division, GivenPlace, KeptPlace, Mcc, MerchantCode, Mobile, ResidentId, Rule, RuleWord, Ruled,
    Uscc,
};
use serde::Deserialize;
use zeroize::Zeroizing;

/// Longest name, in characters.
pub const NAME_MAX: usize = 100;
/// Longest name on the slip, in characters: field 43 has 40.
pub const SHORT_NAME_MAX: usize = 40;
/// Longest address, in characters.
pub const ADDRESS_MAX: usize = 200;
/// Products a contract may name.
pub const PRODUCTS: &[&str] = &["card", "qr", "face", "instalment", "points"];

/// A merchant as it is handed in. Has no `Debug`: it holds clear values.
#[derive(Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MerchantDraft {
    /// Merchant number of 15 digits; made when absent.
    #[serde(default)]
    pub code: Option<String>,
    /// Name in the register, 1 to 100 characters.
    pub name: String,
    /// Name on the slip, at most 40 characters; the beginning of the name when absent.
    #[serde(default)]
    pub short_name: Option<String>,
    /// Kind.
    pub kind: MerchantKind,
    /// Credit code; required unless the kind is micro.
    #[serde(default)]
    pub uscc: Option<String>,
    /// Responsible person's id number; required when the kind is micro.
    #[serde(default)]
    pub responsible_id: Option<String>,
    /// Category, four digits.
    pub mcc: String,
    /// District or county, six digits.
    pub division_code: String,
    /// Address, 1 to 200 characters.
    pub address: String,
    /// Where it is.
    #[serde(default)]
    pub place: Option<GivenPlace>,
    /// Account that is paid, 8 to 32 digits.
    pub settlement_account: String,
    /// Bank that keeps the account.
    pub settlement_bank: String,
    /// Mobile number of the contact.
    pub phone: String,
}

/// A merchant that keeps the rules. Has no `Debug`: it holds clear values.
#[derive(Clone)]
pub struct NewMerchant {
    pub code: Option<MerchantCode>,
    pub name: String,
    pub short_name: String,
    pub kind: MerchantKind,
    pub owner: NewOwner,
    pub mcc: Mcc,
    pub division: Division,
    pub address: String,
    pub place: Option<KeptPlace>,
    pub settlement: SettlementAccount,
    pub settlement_bank: String,
    pub phone: Mobile,
}

/// Whose business it is.
#[derive(Clone)]
pub enum NewOwner {
    /// An organisation.
    CreditCode(Uscc),
    /// A person.
    Person(ResidentId),
}

/// Number of a settlement account 结算账户: 8 to 32 digits. Wiped when dropped.
#[derive(Clone)]
pub struct SettlementAccount(Zeroizing<String>);

impl SettlementAccount {
    /// Reads a number; spaces between groups are dropped.
    pub fn parse(text: &str) -> Result<SettlementAccount, Rule> {
        let digits: Zeroizing<String> =
            Zeroizing::new(text.chars().filter(|letter| *letter != ' ').collect());
        let good =
            (8..=32).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if good {
            Ok(SettlementAccount(digits))
        } else {
            let text = "an account number has 8 to 32 digits";
            Err(Rule::new(RuleWord::AccountNumber, text).from_to(8, 32))
        }
    }

    /// The number in clear. Every caller is a place to look at in a review.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The form that may be shown.
    pub fn masked(&self) -> String {
        use kernel::mask::{CardNumber, Mask};
        CardNumber::masked(&self.0)
    }
}

/// A change of a merchant's papers. What is absent stays. Has no `Debug`.
#[derive(Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MerchantPatch {
    /// Name in the register.
    pub name: Option<String>,
    /// Name on the slip.
    pub short_name: Option<String>,
    /// Category.
    pub mcc: Option<String>,
    /// District or county.
    pub division_code: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Where it is.
    pub place: Option<GivenPlace>,
    /// Account that is paid. Terminals bound to the old one are marked until they are rebound.
    pub settlement_account: Option<String>,
    /// Bank that keeps the account.
    pub settlement_bank: Option<String>,
    /// Mobile number of the contact.
    pub phone: Option<String>,
}

/// A store as it is handed in.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoreDraft {
    /// Store code, 1 to 16 letters and digits, unique within the merchant.
    pub code: String,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// District or county.
    pub division_code: String,
    /// Category; the merchant's when absent.
    #[serde(default)]
    pub mcc: Option<String>,
    /// Where it is.
    pub place: GivenPlace,
}

/// A store that keeps the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct NewStore {
    pub code: String,
    pub name: String,
    pub address: String,
    pub division: Division,
    pub mcc: Option<Mcc>,
    pub place: KeptPlace,
}

/// A change of a store. What is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StorePatch {
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// District or county.
    pub division_code: Option<String>,
    /// Category.
    pub mcc: Option<String>,
    /// Where it is.
    pub place: Option<GivenPlace>,
    /// `closed` closes it for good.
    pub state: Option<super::model::StoreState>,
}

/// A contract as it is handed in.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContractDraft {
    /// The acquirer.
    pub acquirer_id: kernel::InstitutionId,
    /// The merchant's number with the acquirer; the merchant's own when absent.
    #[serde(default)]
    pub acquirer_merchant_code: Option<String>,
    /// How the work is shared.
    pub mode: ContractMode,
    /// Products: card, qr, face, instalment, points. At least one.
    pub products: Vec<String>,
    /// First day; today when absent.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl MerchantDraft {
    /// Checks every rule and returns all that are broken.
    pub fn check(&self) -> Result<NewMerchant, Vec<BadField>> {
        let mut bad = Vec::new();
        let code = match self.code.as_deref() {
            None => None,
            Some(text) => keep("code", MerchantCode::parse(text), &mut bad),
        };
        let name = text("name", &self.name, NAME_MAX, &mut bad);
        let short_name = match self.short_name.as_deref() {
            Some(given) => text("short_name", given, SHORT_NAME_MAX, &mut bad),
            None => Some(self.name.trim().chars().take(SHORT_NAME_MAX).collect()),
        };
        let owner = self.owner(&mut bad);
        let mcc = keep("mcc", Mcc::parse(&self.mcc), &mut bad);
        let division = keep("division_code", Division::parse(&self.division_code), &mut bad);
        let address = text("address", &self.address, ADDRESS_MAX, &mut bad);
        let place = match self.place {
            None => None,
            Some(given) => keep("place", given.keep(), &mut bad),
        };
        let account = SettlementAccount::parse(&self.settlement_account);
        let settlement = keep("settlement_account", account, &mut bad);
        let settlement_bank = text("settlement_bank", &self.settlement_bank, NAME_MAX, &mut bad);
        let phone = keep("phone", Mobile::parse(&self.phone), &mut bad);
        let whole = || {
            Some(NewMerchant {
                code,
                name: name?,
                short_name: short_name?,
                kind: self.kind,
                owner: owner?,
                mcc: mcc?,
                division: division?,
                address: address?,
                place,
                settlement: settlement?,
                settlement_bank: settlement_bank?,
                phone: phone?,
            })
        };
        match whole() {
            Some(merchant) if bad.is_empty() => Ok(merchant),
            _ => Err(bad),
        }
    }

    fn owner(&self, bad: &mut Vec<BadField>) -> Option<NewOwner> {
        match (self.kind, self.uscc.as_deref(), self.responsible_id.as_deref()) {
            (MerchantKind::Micro, None, Some(id)) => {
                keep("responsible_id", ResidentId::parse(id), bad).map(NewOwner::Person)
            }
            (MerchantKind::Micro, Some(_), _) => {
                bad.push(rule("uscc", RuleWord::MicroHasNone, "a micro merchant has none"));
                None
            }
            (MerchantKind::Micro, None, None) => {
                bad.push(rule(
                    "responsible_id",
                    RuleWord::MicroNeedsOne,
                    "a micro merchant needs one",
                ));
                None
            }
            (_, Some(code), None) => keep("uscc", Uscc::parse(code), bad).map(NewOwner::CreditCode),
            (_, _, Some(_)) => {
                bad.push(rule(
                    "responsible_id",
                    RuleWord::MicroOnly,
                    "only a micro merchant has one",
                ));
                None
            }
            (_, None, None) => {
                bad.push(rule(
                    "uscc",
                    RuleWord::OrganisationNeedsOne,
                    "an enterprise or sole trader needs one",
                ));
                None
            }
        }
    }
}

impl StoreDraft {
    /// Checks every rule and returns all that are broken.
    pub fn check(&self) -> Result<NewStore, Vec<BadField>> {
        let mut bad = Vec::new();
        let code = store_code(&self.code, &mut bad);
        let name = text("name", &self.name, NAME_MAX, &mut bad);
        let address = text("address", &self.address, ADDRESS_MAX, &mut bad);
        let division = keep("division_code", Division::parse(&self.division_code), &mut bad);
        let mcc = match self.mcc.as_deref() {
            None => None,
            Some(text) => keep("mcc", Mcc::parse(text), &mut bad),
        };
        let place = keep("place", self.place.keep(), &mut bad);
        let whole = || {
            Some(NewStore {
                code: code?,
                name: name?,
                address: address?,
                division: division?,
                mcc,
                place: place?,
            })
        };
        match whole() {
            Some(store) if bad.is_empty() => Ok(store),
            _ => Err(bad),
        }
    }
}

impl ContractDraft {
    /// Checks what can be checked without knowing the merchant.
    pub fn check(&self) -> Result<(), BadField> {
        if self.products.is_empty() || self.products.len() > PRODUCTS.len() {
            return Err(products("name at least one product, each once"));
        }
        for (index, product) in self.products.iter().enumerate() {
            if !PRODUCTS.contains(&product.as_str()) || self.products[..index].contains(product) {
                return Err(products(&format!("each once of {}", PRODUCTS.join(", "))));
            }
        }
        if let Some(code) = self.acquirer_merchant_code.as_deref() {
            let good = (1..=15).contains(&code.len())
                && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !good {
                let rule = Rule::new(RuleWord::LettersDigits, "1 to 15 letters and digits");
                return Err(breaks("acquirer_merchant_code", rule.from_to(1, 15)));
            }
        }
        match (self.from, self.until) {
            (Some(from), Some(until)) if until < from => {
                let rule = Rule::new(RuleWord::NotBefore, "not before the first day");
                Err(breaks("until", rule.with("other", "from")))
            }
            _ => Ok(()),
        }
    }
}

fn store_code(code: &str, bad: &mut Vec<BadField>) -> Option<String> {
    let good =
        (1..=16).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if good {
        return Some(code.to_owned());
    }
    let asks = Rule::new(RuleWord::LettersDigits, "a store code has 1 to 16 letters and digits");
    bad.push(breaks("code", asks.from_to(1, 16)));
    None
}

fn products(text: &str) -> BadField {
    let rule = Rule::new(RuleWord::EachOnce, text).with("allowed", PRODUCTS.join(", "));
    breaks("products", rule)
}

/// A rule that `field` breaks and that counts with nothing.
pub fn rule(field: &'static str, word: RuleWord, text: &str) -> BadField {
    breaks(field, Rule::new(word, text))
}

/// A rule that `field` breaks.
pub fn breaks(field: &'static str, rule: Rule) -> BadField {
    BadField { field, rule }
}

/// Keeps a good value, notes a broken rule.
pub fn keep<T, E: Ruled>(
    field: &'static str,
    value: Result<T, E>,
    bad: &mut Vec<BadField>,
) -> Option<T> {
    match value {
        Ok(value) => Some(value),
        Err(error) => {
            bad.push(breaks(field, error.rule()));
            None
        }
    }
}

/// Keeps a text of 1 to `max` characters without control characters, trimmed.
pub fn text(
    field: &'static str,
    given: &str,
    max: usize,
    bad: &mut Vec<BadField>,
) -> Option<String> {
    let trimmed = given.trim();
    let count = trimmed.chars().count();
    if count == 0 || count > max || trimmed.chars().any(char::is_control) {
        let asks = format!("1 to {max} characters, none of them a control character");
        bad.push(breaks(field, Rule::new(RuleWord::TextLength, asks).from_to(1, max)));
        return None;
    }
    Some(trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> MerchantDraft {
        let json = r#"{
            "name": "山城老火锅", "kind": "enterprise", "uscc": "91110108551385082Q",
            "mcc": "5812", "division_code": "500103", "address": "渝中区民权路1号",
            "place": {"latitude_e6": 29557700, "longitude_e6": 106577000, "datum": "wgs84"},
            "settlement_account": "6222 0212 3456 7890 128", "settlement_bank": "山城银行",
            "phone": "13800138000"
        }"#;
        serde_json::from_str(json).unwrap()
    }

    fn broken(draft: &MerchantDraft) -> Vec<&'static str> {
        match draft.check() {
            Ok(_) => Vec::new(),
            Err(bad) => bad.iter().map(|field| field.field).collect(),
        }
    }

    #[test]
    fn a_good_draft_is_taken() {
        let merchant = draft().check().ok().unwrap();
        assert_eq!(merchant.short_name, "山城老火锅");
        assert_eq!(merchant.settlement.reveal(), "6222021234567890128");
        assert_eq!(merchant.settlement.masked(), "622202*********0128");
    }

    #[test]
    fn every_broken_rule_is_named_at_once() {
        let draft = MerchantDraft {
            name: " ".to_owned(),
            uscc: Some("91110108551385082X".to_owned()),
            mcc: "9998".to_owned(),
            division_code: "500199".to_owned(),
            phone: "12345".to_owned(),
            settlement_account: "12".to_owned(),
            ..draft()
        };
        let expected = ["name", "uscc", "mcc", "division_code", "settlement_account", "phone"];
        assert_eq!(broken(&draft), expected);
    }

    #[test]
    fn a_micro_merchant_has_a_person_instead_of_a_credit_code() {
        let micro = MerchantDraft {
            kind: MerchantKind::Micro,
            uscc: None,
            responsible_id: Some("11010519491231002X".to_owned()),
            ..draft()
        };
        assert!(matches!(micro.check().ok().unwrap().owner, NewOwner::Person(_)));
        let cases = [
            (MerchantKind::Micro, true, false, "uscc"),
            (MerchantKind::Micro, false, false, "responsible_id"),
            (MerchantKind::Enterprise, false, false, "uscc"),
            (MerchantKind::SoleTrader, true, true, "responsible_id"),
        ];
        for (kind, code, person, field) in cases {
            let draft = MerchantDraft {
                kind,
                uscc: draft().uscc.filter(|_| code),
                responsible_id: micro.responsible_id.clone().filter(|_| person),
                ..draft()
            };
            assert_eq!(broken(&draft), [field], "{kind}");
        }
    }

    #[test]
    fn a_contract_names_known_products_each_once() {
        let contract = |products: &[&str]| ContractDraft {
            acquirer_id: kernel::InstitutionId(2),
            acquirer_merchant_code: None,
            mode: ContractMode::Joint,
            products: products.iter().map(|product| (*product).to_owned()).collect(),
            from: None,
            until: None,
        };
        assert_eq!(contract(&["card", "qr"]).check(), Ok(()));
        for products in [&[][..], &["card", "card"], &["cheque"]] {
            assert_eq!(contract(products).check().unwrap_err().field, "products");
        }
    }
}
