//! What was scanned as a JSON object: the form of the `emvqr decode` command.
//!
//! ```json
//! {"kind":"emv_merchant","side":"merchant","initiation":"12","amount_minor":2372,"currency":"156",
//!  "mcc":"4111","country":"CN","name":"BEST TRANSPORT","city":"BEIJING",
//!  "objects":[{"id":"00","value":"01"},{"id":"64","objects":[{"id":"00","value":"ZH"}]}]}
//! ```
//!
//! Masked, what could be a card number shows its first 6 and last 4 digits, phone numbers their
//! first 3 and last 4, chip data nothing.

use serde_json::{Map, Value, json};

use crate::cpm::{self, tag};
use crate::mask::{self, Show};
use crate::mpm::{self, Label};
use crate::{Recognised, Refused, Side, cpm::Tlv};

/// The object of a code.
#[must_use]
pub fn to_json(code: &Recognised, show: Show) -> Value {
    let mut object = Map::new();
    object.insert("kind".into(), code.word().into());
    let side = match code.side() {
        Side::Consumer => "consumer",
        Side::Merchant => "merchant",
    };
    object.insert("side".into(), side.into());
    match code {
        Recognised::UnionPayConsumer(code) => {
            object.insert("code".into(), code.digits().shown(show).into());
        }
        Recognised::WeChat(code) | Recognised::Alipay(code) => {
            object.insert("code".into(), code.digits().shown(show).into());
        }
        Recognised::UnionPayMerchant(code) => {
            let kind = format!("{:?}", code.kind()).to_lowercase();
            object.insert("institution".into(), code.institution().into());
            object.insert("code".into(), code.code().into());
            object.insert("seems".into(), kind.into());
        }
        Recognised::EmvConsumer(code) => consumer(&mut object, code, show),
        Recognised::EmvMerchant(code) => merchant(&mut object, code, show),
    }
    if let Some(factor) = code.random_factor() {
        object.insert("random_factor".into(), shown_factor(factor, show).into());
    }
    Value::Object(object)
}

/// The last four of the six digits are the last four of the number, which may be shown.
pub(crate) fn shown_factor(factor: String, show: Show) -> String {
    match show {
        Show::Clear => factor,
        Show::Masked => factor.char_indices().map(|(at, c)| if at < 2 { '*' } else { c }).collect(),
    }
}

/// The object of a refusal.
#[must_use]
pub fn refused(refused: &Refused) -> Value {
    json!({
        "refused": refused.why.word(),
        "looks_like": refused.looks_like.word(),
        "why": refused.to_string(),
    })
}

fn merchant(object: &mut Map<String, Value>, code: &mpm::Code, show: Show) {
    if let Some(initiation) = code.initiation() {
        object.insert("initiation".into(), initiation.as_str().into());
    }
    if let Some(amount) = code.amount() {
        object.insert("amount_minor".into(), amount.minor.into());
    }
    let known = [
        ("mcc", code.mcc().to_owned()),
        ("currency", code.currency().to_string()),
        ("country", code.country().to_owned()),
        ("name", code.name().to_owned()),
        ("city", code.city().to_owned()),
    ];
    object.extend(known.map(|(name, value)| (name.to_owned(), value.into())));
    let objects = code.objects().iter().map(|one| object_of(one, None, show));
    object.insert("objects".into(), objects.collect());
}

fn object_of(one: &mpm::Object, template: Option<u8>, show: Show) -> Value {
    let id = format!("{:02}", one.id);
    match one.as_text() {
        Some(text) => json!({ "id": id, "value": shown_text(text, template, one.id, show) }),
        None => {
            let inside = one.objects().iter().map(|inner| object_of(inner, Some(one.id), show));
            json!({ "id": id, "objects": inside.collect::<Vec<_>>() })
        }
    }
}

/// The text of an object of a merchant's code as people may see it.
pub(crate) fn shown_text(text: &str, template: Option<u8>, id: u8, show: Show) -> String {
    let is_phone = template == Some(62) && id == Label::MobileNumber as u8 && text != "***";
    match show {
        Show::Masked if is_phone => mask::phone(text),
        Show::Masked if mask::could_be_card(text) => mask::digits(text),
        Show::Masked | Show::Clear => text.to_owned(),
    }
}

fn consumer(object: &mut Map<String, Value>, code: &cpm::Code, show: Show) {
    object.insert("union_pay".into(), code.is_union_pay().into());
    if let Some(account) = code.account() {
        object.insert("account".into(), account.shown(show).into());
    }
    let objects = code.objects().iter().map(|tlv| tlv_of(tlv, show));
    object.insert("objects".into(), objects.collect());
}

fn tlv_of(tlv: &Tlv, show: Show) -> Value {
    let tag = format!("{:02X}", tlv.tag);
    match tlv.as_bytes() {
        Some(bytes) => json!({ "tag": tag, "value": shown_bytes(tlv.tag, bytes, show) }),
        None => {
            let inside = tlv.objects().iter().map(|inner| tlv_of(inner, show));
            json!({ "tag": tag, "objects": inside.collect::<Vec<_>>() })
        }
    }
}

/// An object of a consumer's code as people may see it: text as text, bytes as hex.
pub(crate) fn shown_bytes(name: u32, bytes: &[u8], show: Show) -> String {
    let is_text = [tag::VERSION, tag::LABEL, tag::LANGUAGES, tag::ISSUER_URL].contains(&name);
    let is_plain = is_text || name == tag::AID || name == tag::APPLICATION_VERSION;
    match show {
        Show::Masked if !is_plain => mask::HIDDEN.to_owned(),
        _ if is_text => String::from_utf8_lossy(bytes).into_owned(),
        _ => cpm::hex(bytes),
    }
}
