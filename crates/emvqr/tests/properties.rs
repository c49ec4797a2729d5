//! What holds for any code: it comes back from its text, and its text from it; a changed character
//! is found; and no text whatever makes a reader panic or tell a secret.

use emvqr::lines::{self, Work};
use emvqr::mpm::{
    Account, Code, Draft, Initiation, Label, LocalName, Object, Tip, UnionPayAccount,
};
use emvqr::{Recognised, Show, cpm, describe, json, mpm, recognise, unionpay};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn accounts() -> impl Strategy<Value = Vec<Account>> {
    let union_pay = ("[0-9]{8}", "[0-9]{8}", "[0-9A-Za-z]{15}");
    let system = ("[!-~]{1,32}", option::of("[ -~洪崖洞ភ្នំ나이]{1,20}"));
    (union_pay, option::of(system), option::of("[0-9]{16}")).prop_map(|(three, system, scheme)| {
        let account = UnionPayAccount::new(&three.0, &three.1, &three.2).unwrap();
        let mut accounts = vec![Account::UnionPay(account)];
        accounts.extend(system.map(|(name, more)| Account::System {
            id: 29,
            name,
            more: more.into_iter().map(|more| (1, more)).collect(),
        }));
        accounts.extend(scheme.map(|value| Account::Scheme { id: 2, value }));
        accounts
    })
}

fn tip() -> impl Strategy<Value = Tip> {
    prop_oneof![
        Just(Tip::Asked),
        (1..=9_999_999_999_i64).prop_map(Tip::Fixed),
        (1..=9_999_u16).prop_map(Tip::Percentage),
    ]
}

prop_compose! {
    fn draft()(
        initiation in option::of(prop_oneof![Just(Initiation::Static), Just(Initiation::Dynamic)]),
        accounts in accounts(),
        amount in option::of(1..=9_999_999_999_i64),
        tip in option::of(tip()),
        name in "[ -~]{1,25}",
        city in "[ -~]{1,15}",
        bill in option::of("[ -~]{1,25}"),
        local in option::of(("[a-z]{2}", "[a-z一-龥가-힣ក-អ]{1,25}", option::of("[一-龥]{1,15}"))),
        more in option::of("[ -~一-龥]{1,40}"),
    ) -> Draft {
        let mut draft = Draft::cny("5812", &name, &city);
        draft.initiation = initiation;
        draft.accounts = accounts;
        draft.amount = amount;
        draft.tip = tip;
        draft.labels = bill.into_iter().map(|bill| (Label::BillNumber, bill)).collect();
        draft.local_name = local.map(|(language, name, city)| {
            LocalName::new(&language, &name, city.as_deref())
        });
        draft.more = more.into_iter().map(|more| Object::text(80, more)).collect();
        draft
    }
}

/// Reads a text every way there is; what is read is written the same again.
fn any_text(text: &str) -> Result<(), TestCaseError> {
    if let Ok(code) = Code::parse(text) {
        prop_assert_eq!(code.to_string(), text);
    }
    if let Ok(code) = cpm::Code::parse(text) {
        let again = code.reveal();
        prop_assert_eq!(again.as_str(), text);
    }
    match unionpay::Address::parse(text) {
        Ok(unionpay::Address::Merchant(code)) => prop_assert_eq!(code.to_string(), text),
        Ok(unionpay::Address::UserAuth(jump)) => {
            let again = unionpay::Address::parse(&jump.to_string());
            prop_assert_eq!(again, Ok(unionpay::Address::UserAuth(jump)));
        }
        Err(_) => {}
    }
    match recognise(text) {
        Ok(code) => {
            let said = format!(
                "{code:?} {} {}",
                describe(&code, Show::Masked),
                json::to_json(&code, Show::Masked)
            );
            let secret = match &code {
                Recognised::UnionPayConsumer(code) => Some(code.digits().clone()),
                Recognised::WeChat(code) | Recognised::Alipay(code) => Some(code.digits().clone()),
                Recognised::EmvConsumer(code) => {
                    code.account().filter(|account| 13 <= account.reveal().len())
                }
                _ => None,
            };
            prop_assert!(secret.is_none_or(|secret| !said.contains(secret.reveal())));
        }
        Err(refused) => {
            let said = format!("{refused:?} {refused} {}", json::refused(&refused));
            prop_assert!(text.trim().len() < 12 || !said.contains(text.trim()), "{}", said);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_draft_comes_back(draft in draft()) {
        match draft.build() {
            Ok(code) => {
                let text = code.to_string();
                let read = Code::parse(&text).unwrap();
                prop_assert_eq!(&read, &code);
                prop_assert_eq!(read.name(), draft.name);
                prop_assert_eq!(read.amount().map(|amount| amount.minor), draft.amount);
                prop_assert_eq!(read.tip(), draft.tip);
                prop_assert_eq!(read.initiation(), draft.initiation);
                prop_assert_eq!(read.local_name(), draft.local_name);
                prop_assert_eq!(recognise(&text), Ok(Recognised::EmvMerchant(code)));
                any_text(&text)?;
            }
            // Random texts may make it too long as a whole, and nothing else.
            Err(error) => {
                prop_assert!(matches!(error.rule, mpm::Rule::Long { most: 512, .. }), "{}", error);
            }
        }
    }

    /// A CRC finds every burst of up to 16 bits, so every change inside one ASCII character.
    #[test]
    fn a_changed_character_is_found(draft in draft(), at in any::<prop::sample::Index>(), other in 0x20..0x7F_u8) {
        let Ok(code) = draft.build() else { return Ok(()) };
        let mut bytes = code.to_string().into_bytes();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at].is_ascii() && bytes[at] != other);
        bytes[at] = other;
        let text = String::from_utf8(bytes).unwrap();
        prop_assert!(Code::parse(&text).is_err(), "{}", text);
    }

    #[test]
    fn a_lost_or_doubled_character_is_no_trouble(draft in draft(), at in any::<prop::sample::Index>()) {
        let Ok(code) = draft.build() else { return Ok(()) };
        let letters: Vec<char> = code.to_string().chars().collect();
        let at = at.index(letters.len());
        let lost: String = [&letters[..at], &letters[at + 1..]].concat().into_iter().collect();
        let doubled: String = [&letters[..=at], &letters[at..]].concat().into_iter().collect();
        any_text(&lost)?;
        any_text(&doubled)?;
    }

    #[test]
    fn any_texts(text in any::<String>()) {
        any_text(&text)?;
    }

    #[test]
    fn texts_of_objects(parts in vec((0..=99_u8, 0..=12_u8, "[0-9重a]{0,12}"), 0..12)) {
        let objects = parts.iter().map(|(id, length, value)| format!("{id:02}{length:02}{value}"));
        any_text(&format!("000201{}", objects.collect::<String>()))?;
    }

    #[test]
    fn digits(text in "[0-9]{0,40}") {
        any_text(&text)?;
    }

    #[test]
    fn consumers_bytes(bytes in vec(any::<u8>(), 0..80)) {
        use base64::Engine as _;
        let whole = [&b"\x85\x05CPV01\x61"[..], &bytes].concat();
        any_text(&base64::engine::general_purpose::STANDARD.encode(whole))?;
    }

    #[test]
    fn addresses(rest in "[0-9]{7,9}/[0-9]{25,35}", jump in any::<String>()) {
        any_text(&format!("{}{rest}", unionpay::HOST))?;
        any_text(&unionpay::UserAuth::to(&jump).to_string())?;
    }

    #[test]
    fn lines_of_anything(input in vec(any::<u8>(), 0..200)) {
        for work in [Work::Describe, Work::Decode] {
            let (mut output, mut errors) = (Vec::new(), Vec::new());
            lines::run(work, Show::Masked, &mut &input[..], &mut output, &mut errors).unwrap();
        }
    }
}
