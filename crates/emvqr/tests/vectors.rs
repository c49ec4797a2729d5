//! Codes seen in the world: those that hold read, and write the same again; those that do not are
//! refused for the reason they should be.

use emvqr::mpm::{Amount, Code, Initiation, LocalName};
use emvqr::{Recognised, Show, describe, json, recognise};
use serde_json::Value;

const MERCHANT: &str = include_str!("data/merchant.json");

fn vectors(kind: &str) -> Vec<(String, String, String)> {
    let all: Value = serde_json::from_str(MERCHANT).unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let vectors = all[kind].as_array().unwrap().iter();
    vectors.map(|one| (text(one, "name"), text(one, "code"), text(one, "why"))).collect()
}

fn code(name: &str) -> Code {
    let vectors = vectors("good");
    let (_, code, _) = vectors.iter().find(|vector| vector.0 == name).unwrap();
    Code::parse(code).unwrap()
}

#[test]
fn good_codes_read_and_write_the_same_again() {
    let vectors = vectors("good");
    assert_eq!(vectors.len(), 8);
    for (name, text, _) in vectors {
        let code = Code::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(code.to_string(), text, "{name}");
        assert_eq!(recognise(&text), Ok(Recognised::EmvMerchant(code)), "{name}");
    }
}

#[test]
fn broken_codes_are_refused_for_what_they_are() {
    for (name, text, why) in vectors("bad") {
        assert_eq!(Code::parse(&text).unwrap_err().to_string(), why, "{name}");
    }
}

#[test]
fn what_they_say() {
    let beijing = code("emvco_annex_b");
    assert_eq!(beijing.amount().and_then(Amount::fen), Some(2372));
    assert_eq!(beijing.local_name(), Some(LocalName::new("ZH", "最佳运输", Some("北京"))));
    assert_eq!(beijing.within(91, 7), Some("12345678"));
    let panama = code("unionpay_panama");
    let account = panama.union_pay().next().unwrap();
    assert_eq!((account.acquirer(), account.forwarder()), ("34270591", "00020344"));
    assert_eq!(
        (account.merchant(), panama.initiation()),
        ("000000000000096", Some(Initiation::Static))
    );
    let khqr = code("khqr");
    assert_eq!(khqr.union_pay().next().unwrap().merchant(), "ABCDEFGHIJKLMNO");
    assert_eq!(khqr.local_name(), Some(LocalName::new("km", "ចន ស្មីន", Some("ភ្នំពេញ"))));
    assert_eq!(khqr.amount().map(|amount| amount.minor), Some(10_000));
    let korea = code("korea_dynamic");
    assert_eq!(korea.amount().map(|amount| (amount.minor, amount.fen())), Some((3251, None)));
    assert_eq!(korea.initiation(), Some(Initiation::Dynamic));
}

#[test]
fn a_merchants_code_for_people() {
    let (_, text, _) = vectors("good").remove(3);
    let lines = [
        "what                                         EMV merchant's code",
        "00    version                                01",
        "01    initiation                             12 (dynamic)",
        "15    account, UnionPay                      1234567812345678ABCDEFGHIJKLMNO (acquirer 12345678, forwarder 12345678, merchant ABCDEFGHIJKLMNO)",
        "29    account",
        "29.00 identifier of the system               john_smith@devb",
        "29.01                                        85512233455",
        "29.02                                        Dev Bank",
        "52    merchant category                      1234",
        "53    currency                               116",
        "54    amount                                 100 (10000 in the smallest unit)",
        "58    country                                KH",
        "59    merchant name                          John Smith",
        "60    city                                   PHNOM PENH",
        "62    additional data",
        "62.01 bill number                            #12345",
        "62.02 mobile number                          855****3455",
        "62.03 store                                  Coffee Shop",
        "62.07 terminal                               Cashier_1",
        "62.08 purpose                                Buy coffee",
        "64    in the merchant's language",
        "64.00 language                               km",
        "64.01 merchant name                          ចន ស្មីន",
        "64.02 city                                   ភ្នំពេញ",
        "99    unreserved",
        "99.00 identifier of the system               174591***8053",
        "99.01                                        410135***7000",
    ];
    let shown = describe(&recognise(&text).unwrap(), Show::Masked);
    assert_eq!(shown.lines().map(str::trim_end).collect::<Vec<_>>(), lines);
}

#[test]
fn a_consumers_code_for_people() {
    let text = "hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRIT0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw==";
    let code = recognise(text).unwrap();
    let lines = [
        "what                                         EMV consumer's code",
        "85         version                           CPV01",
        "61         application",
        "61.4F      identifier                        A0000000555555",
        "61.50      label                             Product1",
        "61         application",
        "61.4F      identifier                        A0000000666666",
        "61.50      label                             Product2",
        "62         common data",
        "62.5A      card number                       ***",
        "62.5F20    holder                            ***",
        "62.5F2D    languages                         ruesdeen",
        "62.64      chip data, common",
        "62.64.9F10 issuer's data                     ***",
        "62.64.9F26 cryptogram                        ***",
        "62.64.9F36 counter                           ***",
        "62.64.9F37 unpredictable number              ***",
        "UnionPay                                     no",
        "account                                      123456******3458",
        "random factor                                **3458",
    ];
    let shown = describe(&code, Show::Masked);
    let shown: Vec<_> = shown.lines().map(str::trim_end).collect();
    assert_eq!(shown, lines);
    let clear = describe(&code, Show::Clear);
    assert!(clear.contains("1234567890123458") && clear.contains("584FD385FA234BCC"), "{clear}");
    for masked in [shown.join("\n"), json::to_json(&code, Show::Masked).to_string()] {
        for secret in ["1234567890123458", "CARDHOLDER", "584FD385", "123458"] {
            assert!(!masked.contains(secret), "{secret} in {masked}");
        }
    }
}

#[test]
fn digits_and_addresses_for_people() {
    let shown = |text: &str| describe(&recognise(text).unwrap(), Show::Masked);
    let consumer = shown("6212345678901234567");
    assert!(
        consumer.contains(" 621234*********4567\n") && consumer.contains(" **4567\n"),
        "{consumer}"
    );
    let merchant = shown("https://qr.95516.com/00010000/01116734936470044423094034227630");
    assert!(merchant.contains("static, printed once"), "{merchant}");
    assert!(!shown("134567890123456789").contains("134567890123456789"));
    let clear = json::to_json(&recognise("134567890123456789").unwrap(), Show::Clear);
    assert_eq!(
        clear.to_string(),
        r#"{"kind":"wechat","side":"consumer","code":"134567890123456789"}"#
    );
}
