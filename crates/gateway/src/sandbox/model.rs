use chrono::{DateTime, Utc};
use kernel::fault::database_kind;
use kernel::{Cursor, Fault, InstitutionId, KeyId, Kind, PartnerId};
use serde_json::Value;

use super::SHOWN_MAX;

kernel::words! {
    /// How the signature of a request was held 验签结果.
    pub enum SignatureResult {
        /// It was right.
        Good = "good",
        /// It was not, or what it covers was not.
        Refused = "refused",
        /// There was none: the console sent the request again.
        Console = "console",
    }
}

/// A request of a sandbox's partner, as a list shows it 沙箱请求.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct SandboxRequestRow {
    /// Its id here.
    pub id: String,
    /// Whose it is.
    pub institution_id: InstitutionId,
    /// When it came.
    pub at: DateTime<Utc>,
    /// Which partner asked.
    pub partner_id: PartnerId,
    /// Under which key.
    pub key_id: KeyId,
    /// `POST` etc.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The id that the answer carried.
    pub request_id: String,
    /// HTTP status of the answer.
    pub status: i32,
    /// Code of the problem, where it was one.
    pub problem_code: Option<String>,
    /// How the signature was held.
    pub signature: SignatureResult,
    /// The idempotency key that came with it.
    pub idempotency_key: Option<String>,
    /// The answer was that of an earlier request under the key.
    pub replayed: bool,
    /// How long the answer took, in milliseconds.
    pub duration_ms: i32,
    /// The request that this one repeats.
    pub replay_of: Option<String>,
}

/// A request with its bodies.
#[derive(Clone, Debug, serde::Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct SandboxRequest {
    /// The request.
    #[serde(flatten)]
    #[sqlx(flatten)]
    pub row: SandboxRequestRow,
    /// The signature base that the server made, where the signature was refused: compare it with
    /// yours line by line.
    pub signature_base: Option<String>,
    /// The header `signature-input`, where the signature was refused.
    pub signature_input: Option<String>,
    /// The body as it came, masked, cut to 16 KiB.
    pub request_body: String,
    /// The answer's body, masked, cut to 16 KiB.
    pub response_body: String,
    /// Whether it can be sent again: its body was not too large.
    pub repeatable: bool,
    #[serde(skip)]
    pub(super) body_sealed: Option<Vec<u8>>,
}

/// What a list may be narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub text: Option<String>,
    pub refused: Option<bool>,
    pub signature: Option<SignatureResult>,
    pub cursor: Option<Cursor>,
    pub limit: Option<i64>,
}

/// What can go wrong with a kept request.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such request, or not kept any more.
    #[error("there is no such request; requests are kept for a week")]
    Missing,
    /// Its body was too large to keep.
    #[error("its body was too large to be kept: send it again yourself")]
    TooLarge,
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// What was sealed does not open.
    #[error("the body kept for it does not open")]
    Sealed,
    /// The database.
    #[error("requests cannot be read or written")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing => Kind::Missing,
            Error::TooLarge => Kind::Conflict,
            Error::Cursor => Kind::Invalid,
            Error::Sealed => Kind::Bug,
            Error::Database(error) => database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing => "sandbox_request_missing",
            Error::TooLarge => "sandbox_request_too_large",
            Error::Cursor => "cursor_invalid",
            Error::Sealed => "internal",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        matches!(self, Error::Cursor).then_some("cursor")
    }
}

/// Members whose value is hidden whole.
const SECRET: &[&str] =
    &["private_key", "password", "current_password", "secret", "tmk", "pin", "track2"];
/// Members of which the beginning and the end stay.
const MASKED: &[&str] =
    &["code", "card", "card_no", "pan", "settlement_account", "responsible_id", "phone"];

/// A body as it may be shown: secrets hidden, numbers of cards, codes and accounts masked,
/// wherever they stand; cut to [`SHOWN_MAX`].
pub(crate) fn shown(body: &[u8]) -> String {
    let text = match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            mask(&mut value, None);
            serde_json::to_string_pretty(&value).unwrap_or_default()
        }
        Err(_) => without_cards(&String::from_utf8_lossy(body)),
    };
    match text.char_indices().find(|(at, one)| SHOWN_MAX < at + one.len_utf8()) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
    // The database takes no NUL in a text.
    .replace('\0', "�")
}

fn mask(value: &mut Value, name: Option<&str>) {
    match value {
        Value::String(text) if name.is_some_and(|name| SECRET.contains(&name)) => {
            *text = "***".to_owned();
        }
        Value::String(text) if name.is_some_and(|name| MASKED.contains(&name)) => {
            *text = middle_hidden(text);
        }
        Value::String(text) => *text = without_cards(text),
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, name)),
        Value::Object(members) => {
            members.iter_mut().for_each(|(name, item)| mask(item, Some(name)))
        }
        _ => {}
    }
}

/// Digits of 11 and more: the first six and the last four stay, or three and three of a phone.
/// A word, such as a problem's `code`, has no so many digits.
fn middle_hidden(text: &str) -> String {
    let length = text.chars().count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < 11 {
        return text.to_owned();
    }
    let (front, back) = if length < 14 { (3, 3) } else { (6, 4) };
    let hidden = |(place, one)| if place < front || length <= place + back { one } else { '*' };
    text.chars().enumerate().map(hidden).collect()
}

/// Hides runs of 13 to 19 digits that are card numbers by their check digit.
fn without_cards(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|one: char| one.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|one: char| !one.is_ascii_digit()).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        out.push_str(before);
        let is_card = (13..=19).contains(&run.len()) && luhn(run);
        if is_card {
            out.push_str(&middle_hidden(run))
        } else {
            out.push_str(run)
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            if 9 < digit { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_seen_is_hidden_wherever_it_stands() {
        let body = br#"{"code":"6212345678901234567","order_reference":"20261125120000123",
            "note":"card 6222020000000000018","nested":[{"private_key":"x","phone":"13800138000"}]}"#;
        let text = shown(body);
        for kept in ["621234*********4567", "20261125120000123", "622202*********0018"] {
            assert!(text.contains(kept), "{kept} in {text}");
        }
        assert!(text.contains("138*****000") && text.contains("\"***\""), "{text}");
        assert_eq!(shown(br#"{"code":"field_invalid"}"#), "{\n  \"code\": \"field_invalid\"\n}");
        assert_eq!(shown(b"not json 6222020000000000018\0"), "not json 622202*********0018�");
    }

    #[test]
    fn a_long_body_is_cut_between_characters() {
        let text = shown("山".repeat(SHOWN_MAX).as_bytes());
        assert!(text.len() <= SHOWN_MAX + '…'.len_utf8() && text.ends_with("山…"));
    }
}
