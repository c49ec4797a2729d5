//! A code for people, a line an object; what pays is hidden unless asked for.

use std::fmt::Write as _;

use crate::cpm::{Tlv, tag};
use crate::json::{shown_bytes, shown_factor, shown_text};
use crate::mask::Show;
use crate::mpm::{self, Object, Tip};
use crate::{Recognised, cpm, unionpay};

/// A text that grows by lines of a name and a value.
struct Page(String);

impl Page {
    fn line(&mut self, name: &str, value: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{name:<44} {value}");
    }
}

/// The code with the names of its objects. Masked it is fit for a console or a support ticket.
#[must_use]
pub fn describe(code: &Recognised, show: Show) -> String {
    let mut page = Page(String::new());
    page.line("what", code.name());
    match code {
        Recognised::UnionPayConsumer(code) => page.line("code", &code.digits().shown(show)),
        Recognised::WeChat(code) | Recognised::Alipay(code) => {
            page.line("code", &code.digits().shown(show));
        }
        Recognised::UnionPayMerchant(code) => {
            page.line("institution", code.institution());
            page.line("code", code.code());
            page.line(
                "seems",
                match code.kind() {
                    unionpay::Kind::Dynamic => "dynamic, for one payment",
                    unionpay::Kind::Static => "static, printed once",
                    unionpay::Kind::Unknown => "unknown",
                },
            );
        }
        Recognised::EmvConsumer(code) => consumer(&mut page, code, show),
        Recognised::EmvMerchant(code) => merchant(&mut page, code, show),
    }
    if let Some(factor) = code.random_factor() {
        page.line("random factor", &shown_factor(factor, show));
    }
    page.0
}

fn merchant(page: &mut Page, code: &mpm::Code, show: Show) {
    for object in code.objects() {
        let name = format!("{:02}    {}", object.id, root_name(object.id));
        match object.as_text() {
            Some(text) => page.line(&name, &root_value(code, object, text, show)),
            None => page.line(&name, ""),
        }
        for inner in object.objects() {
            let text = inner.as_text().unwrap_or_default();
            let name =
                format!("{:02}.{:02} {}", object.id, inner.id, inner_name(object.id, inner.id));
            page.line(&name, &shown_text(text, Some(object.id), inner.id, show));
        }
    }
}

/// The text, and what it means where that is not plain.
fn root_value(code: &mpm::Code, object: &Object, text: &str, show: Show) -> String {
    let text = shown_text(text, None, object.id, show);
    let meaning = match object.id {
        1 if text == "11" => "static".to_owned(),
        1 => "dynamic".to_owned(),
        15 | 16 => {
            // Where an account is read as one, its three parts are there.
            let parts = [text.get(..8), text.get(8..16), text.get(16..)];
            let [Some(acquirer), Some(forwarder), Some(merchant)] = parts else {
                return text;
            };
            format!("acquirer {acquirer}, forwarder {forwarder}, merchant {merchant}")
        }
        53 if text == "156" => "CNY".to_owned(),
        54 => format!("{} in the smallest unit", code.amount().map_or(0, |amount| amount.minor)),
        55 => match code.tip() {
            Some(Tip::Fixed(_)) => "a fixed fee".to_owned(),
            Some(Tip::Percentage(_)) => "a percentage".to_owned(),
            Some(Tip::Asked) | None => "the consumer is asked".to_owned(),
        },
        _ => return text,
    };
    format!("{text} ({meaning})")
}

fn root_name(id: u8) -> &'static str {
    match id {
        0 => "version",
        1 => "initiation",
        2 | 3 => "account, Visa",
        4 | 5 => "account, Mastercard",
        9 | 10 => "account, Discover",
        11 | 12 => "account, American Express",
        13 | 14 => "account, JCB",
        15 | 16 => "account, UnionPay",
        6..=8 | 17..=25 => "account, reserved",
        26..=51 => "account",
        52 => "merchant category",
        53 => "currency",
        54 => "amount",
        55 => "tip or fee",
        56 => "fixed fee",
        57 => "fee, percent",
        58 => "country",
        59 => "merchant name",
        60 => "city",
        61 => "postal code",
        62 => "additional data",
        64 => "in the merchant's language",
        65..=79 => "reserved",
        _ => "unreserved",
    }
}

fn inner_name(template: u8, id: u8) -> &'static str {
    match (template, id) {
        (26..=51 | 80..=99, 0) => "identifier of the system",
        (62, 1) => "bill number",
        (62, 2) => "mobile number",
        (62, 3) => "store",
        (62, 4) => "loyalty number",
        (62, 5) => "reference",
        (62, 6) => "customer",
        (62, 7) => "terminal",
        (62, 8) => "purpose",
        (62, 9) => "asked of the consumer",
        (62, 10) => "merchant's tax number",
        (62, 11) => "merchant's channel",
        (62, 50..) => "of a payment system",
        (64, 0) => "language",
        (64, 1) => "merchant name",
        (64, 2) => "city",
        _ => "",
    }
}

fn consumer(page: &mut Page, code: &cpm::Code, show: Show) {
    for object in code.objects() {
        tlv(page, object, "", show);
    }
    page.line("UnionPay", if code.is_union_pay() { "yes" } else { "no" });
    if let Some(account) = code.account() {
        page.line("account", &account.shown(show));
    }
}

fn tlv(page: &mut Page, object: &Tlv, before: &str, show: Show) {
    let path = format!("{before}{:02X}", object.tag);
    let name = format!("{path:<10} {}", tag_name(object.tag));
    match object.as_bytes() {
        Some(bytes) => page.line(&name, &shown_bytes(object.tag, bytes, show)),
        None => page.line(&name, ""),
    }
    for inner in object.objects() {
        tlv(page, inner, &format!("{path}."), show);
    }
}

fn tag_name(name: u32) -> &'static str {
    match name {
        tag::VERSION => "version",
        tag::APPLICATION => "application",
        tag::COMMON => "common data",
        0x63 => "chip data of the application",
        0x64 => "chip data, common",
        tag::AID => "identifier",
        tag::LABEL => "label",
        tag::TRACK_2 => "track 2",
        tag::ACCOUNT => "card number",
        tag::HOLDER => "holder",
        tag::LANGUAGES => "languages",
        tag::ISSUER_URL => "issuer's address",
        tag::APPLICATION_VERSION => "application version",
        tag::ISSUER_DATA => "issuer's data",
        tag::TOKEN_REQUESTOR => "token requestor",
        tag::ACCOUNT_REFERENCE => "account reference",
        tag::LAST_FOUR => "last four digits",
        tag::CRYPTOGRAM => "cryptogram",
        tag::COUNTER => "counter",
        tag::RANDOM => "unpredictable number",
        _ => "",
    }
}
