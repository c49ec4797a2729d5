//! What a leaf holds: canonical JSON without personal data. Pure.

use crate::Error;
use chrono::{DateTime, SecondsFormat, Utc};
use kernel::{InstitutionId, LeafId};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Longest content of a leaf, in bytes.
pub const CONTENT_BYTES_MAX: usize = 16 * 1024;
/// Deepest nesting of a body.
const DEPTH_MAX: usize = 16;
/// Greatest integer that every reader of JSON keeps exactly.
const INTEGER_MAX: i64 = (1 << 53) - 1;
/// Said before salt and value, so that a salted hash is never mistaken for another.
const SALTED: &[u8] = b"shancheng/salted/v1\n";

/// A salt: 32 random bytes, kept with the clear value by whoever may know it.
pub type Salt = [u8; 32];

/// A new salt.
pub fn new_salt() -> Salt {
    rand::random()
}

/// Stands for a value in a leaf without telling it: `sha256:` and the hex of
/// SHA-256("shancheng/salted/v1\n" || salt || value).
///
/// Whoever holds value and salt can show both later ("open" the field): the bundle then carries
/// them beside the leaf, and [`crate::verify_bundle`] computes the hash anew and compares it
/// with what the leaf has held since. Whoever holds neither learns nothing, not even by trying
/// all phone numbers. Two fields never share a salt. Deleting value and salt makes the leaf
/// say nothing about the person any more, while the log stays whole.
pub fn salted(value: &str, salt: &Salt) -> String {
    let hash = Sha256::new().chain_update(SALTED).chain_update(salt).chain_update(value).finalize();
    format!("sha256:{}", hex::encode(hash))
}

/// The parts of a leaf.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Its id.
    pub id: LeafId,
    /// Whose fact it is.
    pub institution: InstitutionId,
    /// What happened: dotted words in the past tense.
    pub kind: &'a str,
    /// Written id of what it happened to.
    pub subject: &'a str,
    /// When.
    pub at: DateTime<Utc>,
    /// The fact; no personal data, [`salted`] hashes instead.
    pub body: &'a Value,
}

/// The leaf as canonical JSON: keys sorted, no space, integers only.
pub fn content(parts: &Parts<'_>) -> Result<String, Error> {
    if !parts.body.is_object() {
        return Err(Error::Body("the body is not an object"));
    }
    let whole = json!({
        "id": parts.id,
        "institution": parts.institution,
        "kind": parts.kind,
        "subject": parts.subject,
        "at": parts.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "body": parts.body,
    });
    let text = canonical(&whole)?;
    if text.len() > CONTENT_BYTES_MAX {
        return Err(Error::Body("the leaf is longer than 16 KiB"));
    }
    Ok(text)
}

/// Canonical JSON: keys sorted by code point, no space, no float, integers within 2^53, strings
/// escaped only where JSON asks for it. (RFC 8785, without floats.)
pub fn canonical(value: &Value) -> Result<String, Error> {
    let mut text = String::new();
    write(&mut text, value, 0)?;
    Ok(text)
}

fn write(out: &mut String, value: &Value, depth: usize) -> Result<(), Error> {
    if depth > DEPTH_MAX {
        return Err(Error::Body("nested deeper than 16 levels"));
    }
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => {
            let _ = write!(out, "{value}");
        }
        Value::Number(number) => {
            let integer = number
                .as_i64()
                .filter(|n| (-INTEGER_MAX..=INTEGER_MAX).contains(n))
                .ok_or(Error::Body("a number is not an integer within 2^53"))?;
            let _ = write!(out, "{integer}");
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(out, item, depth + 1)?;
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for (place, key) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                write(out, &fields[key], depth + 1)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_written_one_way() {
        let value = json!({"b": [1, {"z": null, "a": true}], "a": "引\"\n\u{1}", "é": -5});
        assert_eq!(
            canonical(&value).unwrap(),
            "{\"a\":\"引\\\"\\n\\u0001\",\"b\":[1,{\"a\":true,\"z\":null}],\"é\":-5}"
        );
    }

    #[test]
    fn floats_great_integers_and_deep_nests_are_refused() {
        for bad in [json!(1.5), json!(1e3), json!(1_i64 << 53), json!(u64::MAX)] {
            assert!(canonical(&bad).is_err(), "{bad}");
        }
        let mut deep = json!(1);
        for _ in 0..20 {
            deep = json!([deep]);
        }
        assert!(canonical(&deep).is_err());
    }

    #[test]
    fn a_salted_hash_is_what_it_says() {
        // printf 'shancheng/salted/v1\n' ; 32 bytes of 0x01 ; printf 13800138000 | sha256sum
        assert_eq!(
            salted("13800138000", &[1; 32]),
            "sha256:2c20ac120bd7607b08b090b4154c8570a266e3ab131194ceef76683a197a6a3b"
        );
        assert_ne!(salted("a", &[1; 32]), salted("a", &[2; 32]));
        assert_ne!(new_salt(), new_salt());
    }
}
