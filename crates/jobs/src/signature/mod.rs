//! HTTP Message Signatures (RFC 9421) and Content-Digest (RFC 9530), pure: webhooks sign with
//! it, the gateway checks requests with it.
//!
//! Signing covers the components that the caller names, builds the signature base of RFC 9421
//! §2.5 and gives the two headers. Checking parses the two headers, rebuilds the base from the
//! request as received, and checks the signature under the key that `keyid` names. What the
//! module leaves to the caller: which key a `keyid` means, which components must be covered
//! ([`Parsed::require`]), how old a signature may be ([`Parsed::check_window`]), and that a
//! nonce is used once.

mod base;
mod fields;
mod keys;
#[cfg(test)]
mod vectors;

pub use base::Request;
pub use fields::{Bare, HEADER_BYTES_MAX, InnerList, Item, Parameters};
pub use keys::{Algorithm, RSA_BITS_MAX, RSA_BITS_MIN, SM2_USER_ID, SigningKey, VerifyingKey};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use kernel::{Fault, Kind};
use sha2::{Digest, Sha256, Sha512};

/// Why a signature is not good, or cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A header that does not parse.
    #[error("signature header, byte {at}: expected {expected}")]
    Malformed {
        /// Offset in the header.
        at: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// `Signature-Input` and `Signature` do not name the same label.
    #[error("there is no signature labelled `{0}` in both headers")]
    MissingLabel(String),
    /// A covered component that the request does not have.
    #[error("the signature covers `{0}`, which the request does not have")]
    MissingComponent(String),
    /// A component named twice, or of a kind that is not supported.
    #[error("component {0} is covered twice or not supported")]
    BadComponent(String),
    /// A component that must be covered is not.
    #[error("the signature must cover `{0}`")]
    NotCovered(String),
    /// A parameter that must be given is missing or of the wrong type.
    #[error("signature parameter `{0}` is missing or of the wrong type")]
    BadParameter(&'static str),
    /// `alg` is given and is not the key's.
    #[error("`alg` says `{said}`, the key is for {key}")]
    WrongAlgorithm {
        /// What the parameter says.
        said: String,
        /// What the key is for.
        key: Algorithm,
    },
    /// Outside of the time window.
    #[error("the signature was made or expires outside of the time window of {0} s")]
    OutOfWindow(i64),
    /// The bytes do not match.
    #[error("the signature does not match the request and the key")]
    Mismatch,
    /// The body is not the one that Content-Digest names.
    #[error("Content-Digest does not match the body")]
    DigestMismatch,
    /// No digest that is supported.
    #[error("Content-Digest has neither sha-256 nor sha-512")]
    NoDigest,
    /// Not a key of that algorithm.
    #[error("the key is not {0}")]
    BadKey(&'static str),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::BadKey(_) => Kind::Invalid,
            _ => Kind::Denied,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Malformed { .. } | Error::MissingLabel(_) => "signature_malformed",
            Error::MissingComponent(_) => "signature_component_missing",
            Error::BadComponent(_) => "signature_component_unsupported",
            Error::NotCovered(_) => "signature_component_not_covered",
            Error::BadParameter(_) => "signature_parameter_missing",
            Error::WrongAlgorithm { .. } => "signature_algorithm_wrong",
            Error::OutOfWindow(_) => "signature_out_of_window",
            Error::Mismatch => "signature_mismatch",
            Error::DigestMismatch | Error::NoDigest => "content_digest_mismatch",
            Error::BadKey(_) => "signature_key_invalid",
        }
    }

    fn field(&self) -> Option<&str> {
        matches!(self, Error::BadKey(_)).then_some("public_key")
    }
}

/// What to say about a signature beside what it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// When it was made.
    pub created: Option<DateTime<Utc>>,
    /// Until when it is good.
    pub expires: Option<DateTime<Utc>>,
    /// Which key made it.
    pub keyid: Option<String>,
    /// Key against replay.
    pub nonce: Option<String>,
    /// State the algorithm in `alg`; checkers take it from the key anyway.
    pub alg: bool,
    /// Which use of signatures this is.
    pub tag: Option<String>,
}

/// The values of the two headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    /// Value of `Signature-Input`.
    pub signature_input: String,
    /// Value of `Signature`.
    pub signature: String,
}

/// Signs a request: `components` are names such as `@method` or `content-digest`.
pub fn sign(
    request: &Request<'_>,
    label: &str,
    components: &[&str],
    stamp: &Stamp,
    key: &SigningKey,
) -> Result<Headers, Error> {
    let text = |name: &str, value: &Option<String>| {
        let value = value.clone()?;
        Some((name.to_owned(), Bare::Text(value)))
    };
    let time = |name: &str, value: Option<DateTime<Utc>>| {
        Some((name.to_owned(), Bare::Integer(value?.timestamp())))
    };
    let algorithm = stamp.alg.then(|| key.algorithm().to_string());
    let parameters = [
        time("created", stamp.created),
        time("expires", stamp.expires),
        text("keyid", &stamp.keyid),
        text("alg", &algorithm),
        text("nonce", &stamp.nonce),
        text("tag", &stamp.tag),
    ];
    let covered = InnerList {
        items: components
            .iter()
            .map(|name| Item { name: (*name).to_owned(), parameters: Vec::new() })
            .collect(),
        parameters: parameters.into_iter().flatten().collect(),
    };
    let signature = key.sign(base::build(request, &covered)?.as_bytes())?;
    Ok(Headers {
        signature_input: format!("{label}={covered}"),
        signature: format!("{label}=:{}:", STANDARD.encode(signature)),
    })
}

/// One signature as received, parsed but not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// Its label.
    pub label: String,
    /// What it covers and its parameters.
    pub covered: InnerList,
    /// Its bytes.
    pub signature: Vec<u8>,
}

/// Reads the two headers. With no label given, the request must carry exactly one signature.
pub fn parse(signature_input: &str, signature: &str, label: Option<&str>) -> Result<Parsed, Error> {
    let inputs = fields::inner_lists(signature_input)?;
    let signatures = fields::byte_sequences(signature)?;
    if label.is_none() && inputs.len() != 1 {
        return Err(Error::Malformed { at: 0, expected: "exactly one signature" });
    }
    let (label, covered) = inputs
        .into_iter()
        .find(|(known, _)| label.is_none_or(|label| label == known))
        .ok_or_else(|| Error::MissingLabel(label.unwrap_or_default().to_owned()))?;
    let signature = signatures
        .into_iter()
        .find_map(|(known, bytes)| (known == label).then_some(bytes))
        .ok_or_else(|| Error::MissingLabel(label.clone()))?;
    Ok(Parsed { label, covered, signature })
}

impl Parsed {
    fn parameter(&self, name: &str) -> Option<&Bare> {
        let found = self.covered.parameters.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        match self.parameter(name) {
            None => Ok(None),
            Some(Bare::Text(text)) => Ok(Some(text)),
            Some(_) => Err(Error::BadParameter(name)),
        }
    }

    fn time(&self, name: &'static str) -> Result<Option<DateTime<Utc>>, Error> {
        match self.parameter(name) {
            None => Ok(None),
            Some(Bare::Integer(seconds)) => {
                DateTime::from_timestamp(*seconds, 0).map(Some).ok_or(Error::BadParameter(name))
            }
            Some(_) => Err(Error::BadParameter(name)),
        }
    }

    /// Which key made it.
    pub fn keyid(&self) -> Result<&str, Error> {
        self.text("keyid")?.ok_or(Error::BadParameter("keyid"))
    }

    /// Key against replay.
    pub fn nonce(&self) -> Result<&str, Error> {
        self.text("nonce")?.ok_or(Error::BadParameter("nonce"))
    }

    /// When it was made.
    pub fn created(&self) -> Result<DateTime<Utc>, Error> {
        self.time("created")?.ok_or(Error::BadParameter("created"))
    }

    /// Until when it is good, when it says so.
    pub fn expires(&self) -> Result<Option<DateTime<Utc>>, Error> {
        self.time("expires")
    }

    /// Refuses a signature that leaves out one of these components.
    pub fn require(&self, components: &[&str]) -> Result<(), Error> {
        let covers = |name: &str| {
            let mut items = self.covered.items.iter();
            items.any(|item| item.name == name && item.parameters.is_empty())
        };
        match components.iter().find(|name| !covers(name)) {
            Some(name) => Err(Error::NotCovered((*name).to_owned())),
            None => Ok(()),
        }
    }

    /// Refuses a signature made more than `window_s` seconds before or after `now`, or expired.
    pub fn check_window(&self, now: DateTime<Utc>, window_s: i64) -> Result<(), Error> {
        let age_s = (now - self.created()?).num_seconds();
        let expired = self.expires()?.is_some_and(|expires| expires <= now);
        if age_s.abs() > window_s || expired {
            return Err(Error::OutOfWindow(window_s));
        }
        Ok(())
    }

    /// Checks the signature against the request under `key`.
    pub fn verify(&self, request: &Request<'_>, key: &VerifyingKey) -> Result<(), Error> {
        if let Some(said) = self.text("alg")?
            && said != key.algorithm().as_str()
        {
            return Err(Error::WrongAlgorithm {
                said: said.chars().take(32).collect(),
                key: key.algorithm(),
            });
        }
        let base = base::build(request, &self.covered)?;
        key.verify(base.as_bytes(), &self.signature)
    }
}

/// Value of the `Content-Digest` header for a body (SHA-256).
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))
}

/// Checks a `Content-Digest` header against the body: every digest of a kind that is supported
/// must match, and there must be at least one.
pub fn check_content_digest(header: &str, body: &[u8]) -> Result<(), Error> {
    let mut supported = 0;
    for (algorithm, digest) in fields::byte_sequences(header)? {
        let right = match algorithm.as_str() {
            "sha-256" => digest == Sha256::digest(body)[..],
            "sha-512" => digest == Sha512::digest(body)[..],
            _ => continue,
        };
        if !right {
            return Err(Error::DigestMismatch);
        }
        supported += 1;
    }
    if supported == 0 { Err(Error::NoDigest) } else { Ok(()) }
}

/// The signature base of RFC 9421 §2.5: what is signed. For tests and for people who look for
/// the difference between two bases.
pub fn signature_base(request: &Request<'_>, covered: &InnerList) -> Result<String, Error> {
    base::build(request, covered)
}
