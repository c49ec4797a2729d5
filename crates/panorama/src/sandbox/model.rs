//! What a sandbox is, and what can be tried in it. No I/O.

use crate::switch::model::response_text;
use crate::{merchants, terminals};
use ::jobs::signature::SigningKey;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use connect::acquirer::standin::Asked;
use connect::acquirer::standin::sandbox::{Deed, TEST_AMOUNTS};
use identity::{institutions, partners};
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, KeyId, Kind, MerchantId, PartnerId, Rule, TerminalId};
use serde::{Deserialize, Serialize};

/// What is kept of a sandbox.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Kept {
    pub institution_id: InstitutionId,
    pub merchant_id: MerchantId,
    pub terminal_id: TerminalId,
    pub partner_id: PartnerId,
    pub opened_at: DateTime<Utc>,
}

/// A sandbox 沙箱.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Sandbox {
    /// Whose it is, and in whose books its payments are.
    pub institution_id: InstitutionId,
    /// Its merchant.
    pub merchant_id: MerchantId,
    /// The merchant's number.
    pub merchant_code: String,
    /// Its till: what orders name as `terminal_id`.
    pub terminal_id: TerminalId,
    /// The till's number.
    pub terminal_code: String,
    /// The till's serial number: what orders name as `serial`.
    pub serial: String,
    /// The partner that its keys belong to.
    pub partner_id: PartnerId,
    /// Since when it is there.
    pub opened_at: DateTime<Utc>,
    /// Codes to scan.
    pub codes: Vec<TestCode>,
    /// Amounts that are not simply approved.
    pub amounts: Vec<TestAmountView>,
}

/// How a sandbox is opened.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenSandbox {
    /// Your Ed25519 public key, PEM or 32 bytes in base 64; a pair is made when absent.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub public_key: Option<String>,
}

/// A sandbox and a new key for it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct SandboxKey {
    /// What signatures name as `keyid`.
    pub key_id: KeyId,
    /// The private key that was made, PEM (PKCS#8). It is shown once and kept nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
    /// The sandbox.
    #[serde(flatten)]
    pub sandbox: Sandbox,
}

/// A code to scan 测试付款码.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TestCode {
    /// Whose wallet it is from: `unionpay`, `wechat`, `alipay`.
    pub wallet: &'static str,
    /// What the scanner reads.
    pub code: &'static str,
}

/// An amount and what the acquirer's host does with it 测试金额.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TestAmountView {
    /// `sale` or `refund`.
    pub asked: &'static str,
    /// Last two digits of the amount in fen.
    pub ends: &'static str,
    /// `decline`, `silent` or `late`.
    pub then: &'static str,
    /// The response code of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<&'static str>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_text: Option<&'static str>,
}

pub(super) fn codes() -> Vec<TestCode> {
    vec![
        TestCode { wallet: "unionpay", code: "6212345678901234567" },
        TestCode { wallet: "wechat", code: "134567890123456789" },
        TestCode { wallet: "alipay", code: "2812345678901234" },
    ]
}

pub(super) fn amounts() -> Vec<TestAmountView> {
    let view = |amount: &connect::acquirer::standin::sandbox::TestAmount| {
        let (then, response_code) = match amount.deed {
            Deed::Decline(code) => ("decline", Some(code)),
            Deed::Silent => ("silent", None),
            Deed::Late => ("late", None),
        };
        let asked = if amount.asked == Asked::Refund { "refund" } else { "sale" };
        let response_text = response_code.map(response_text);
        TestAmountView { asked, ends: amount.ends, then, response_code, response_text }
    };
    TEST_AMOUNTS.iter().map(view).collect()
}

/// A new Ed25519 pair: the private key as PEM (PKCS#8, RFC 8410), the public one in base 64.
pub(super) fn made_key() -> Result<(String, String), Error> {
    /// What stands before the 32 bytes in PKCS#8 of an Ed25519 key.
    const HEAD: [u8; 16] = [0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let seed: [u8; 32] = rand::random();
    let SigningKey::Ed25519(key) = SigningKey::ed25519(&seed) else {
        return Err(Error::Setup);
    };
    let text = STANDARD.encode([&HEAD[..], &seed[..]].concat());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n");
    Ok((pem, STANDARD.encode(key.verifying_key().to_bytes())))
}

/// What can go wrong with a sandbox.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// None was opened.
    #[error("your institution has no sandbox yet: open one with POST /sandbox")]
    Missing,
    /// The operator has named no acquirer for sandboxes.
    #[error("this installation opens no sandboxes: its operator names an acquirer for them first")]
    Unavailable,
    /// Sandboxes are for system vendors.
    #[error("a sandbox is for people of a system vendor")]
    VendorsOnly,
    /// Our own data break a rule.
    #[error("the sandbox's own data break a rule")]
    Setup,
    /// The institution.
    #[error(transparent)]
    Institution(#[from] institutions::Error),
    /// The merchant.
    #[error(transparent)]
    Merchant(#[from] merchants::Error),
    /// The till.
    #[error(transparent)]
    Terminal(#[from] terminals::Error),
    /// The partner or its key.
    #[error(transparent)]
    Partner(#[from] partners::Error),
    /// The database.
    #[error("sandboxes cannot be read or written")]
    Database(#[from] sqlx::Error),
}

impl Error {
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Error::Institution(inner) => Some(inner),
            Error::Merchant(inner) => Some(inner),
            Error::Terminal(inner) => Some(inner),
            Error::Partner(inner) => Some(inner),
            _ => None,
        }
    }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Missing => Kind::Missing,
            Error::Unavailable => Kind::Unavailable,
            Error::VendorsOnly => Kind::Denied,
            Error::Database(error) => database_kind(error),
            _ => self.inner().map_or(Kind::Bug, Fault::kind),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Missing => "sandbox_missing",
            Error::Unavailable => "sandbox_unavailable",
            Error::VendorsOnly => "sandbox_vendors_only",
            Error::Database(_) => "database",
            _ => self.inner().map_or("internal", Fault::code),
        }
    }

    fn field(&self) -> Option<&str> {
        self.inner().and_then(Fault::field)
    }

    fn rule(&self) -> Option<&Rule> {
        self.inner().and_then(Fault::rule)
    }
}
