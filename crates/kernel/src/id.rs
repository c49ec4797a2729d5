//! Every id of the system, in one alphabetical list.
//!
//! An id is a UUIDv7 made in the program (so ids sort by time) and is written as
//! `<prefix>_<26 characters of Crockford base 32>`, for example `trm_01jx6q3v0gehs8sfm4n6dxk2rz`.
//! In the database it is a plain `uuid`. Institutions are few and shared by every row, so they
//! carry a small number instead.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A text that is not the id it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id of the form {prefix}_ and 26 characters")]
pub struct BadId {
    /// Prefix that was expected.
    pub prefix: &'static str,
    /// What was given, cut to 64 characters.
    pub text: String,
}

fn encode(id: Uuid, prefix: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bits = id.as_u128();
    f.write_str(prefix)?;
    f.write_str("_")?;
    for place in (0..26).rev() {
        let digit = (bits >> (place * 5)) & 31;
        write!(f, "{}", ALPHABET[digit as usize] as char)?;
    }
    Ok(())
}

fn decode(text: &str, prefix: &'static str) -> Result<Uuid, BadId> {
    let bad = || BadId { prefix, text: text.chars().take(64).collect() };
    let body = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or_else(bad)?;
    if body.len() != 26 {
        return Err(bad());
    }
    let mut bits: u128 = 0;
    for (index, byte) in body.bytes().enumerate() {
        let digit = ALPHABET
            .iter()
            .position(|letter| *letter == byte.to_ascii_lowercase())
            .ok_or_else(bad)?;
        // 26 characters hold 130 bits: the first may use only three of its five.
        if index == 0 && digit > 7 {
            return Err(bad());
        }
        bits = (bits << 5) | digit as u128;
    }
    Ok(Uuid::from_u128(bits))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
        #[sqlx(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Prefix of the written form.
            pub const PREFIX: &'static str = $prefix;

            /// A new id; later ids sort after earlier ones.
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                encode(self.0, $prefix, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                encode(self.0, $prefix, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                decode(text, $prefix).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-7][0-9a-hjkmnp-tv-z]{25}$")))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }
    )*};
}

ids! {
    /// An account of the ledger 账户.
    AccountId = "acc",
    /// A four-eyes approval 复核.
    ApprovalId = "apr",
    /// An entry of the audit trail 审计.
    AuditId = "aud",
    /// A binding of a terminal by the five elements 绑定关系.
    BindingId = "bnd",
    /// A contract between a merchant and an acquirer 受理协议.
    ContractId = "ctr",
    /// A delivery of an event to a webhook 回调投递.
    DeliveryId = "dlv",
    /// An event of the outbox 事件.
    EventId = "evt",
    /// A dated fee rule 费率规则.
    FeeRuleId = "fee",
    /// A hold on a merchant's money 暂缓结算.
    HoldId = "hld",
    /// A bulk import 批量导入.
    ImportId = "imp",
    /// A job of the queue 作业.
    JobId = "job",
    /// A partner's API key 接口密钥.
    KeyId = "key",
    /// A leaf of the evidence log 存证.
    LeafId = "lea",
    /// A link to an acquirer's host 通道.
    LinkId = "lnk",
    /// A merchant 特约商户.
    MerchantId = "mer",
    /// A partner that calls the API 合作方.
    PartnerId = "par",
    /// A payment 交易.
    PaymentId = "pay",
    /// A person who signs in 人员.
    PersonId = "per",
    /// A business day of another party that is reconciled 对账日.
    ReconDayId = "rcy",
    /// A file of the other side for reconciliation 对账文件.
    ReconFileId = "rcf",
    /// What reconciliation has found and staff work on 对账差异.
    ReconResultId = "rcd",
    /// One comparison of a file with our own lines 对账批次.
    ReconRunId = "rcr",
    /// A makers' report 厂商报备.
    ReportId = "rep",
    /// A reversal in store-and-forward 冲正.
    ReversalId = "rev",
    /// A routing rule 路由规则.
    RouteId = "rte",
    /// A sign-in session 会话.
    SessionId = "ses",
    /// A settlement batch 结算批次.
    SettlementId = "stl",
    /// A line of a settlement batch 结算明细.
    SettlementLineId = "sln",
    /// A store of a merchant 门店.
    StoreId = "sto",
    /// A terminal 终端.
    TerminalId = "trm",
    /// A transfer of the ledger 记账.
    TransferId = "tra",
    /// A webhook subscription 回调.
    WebhookId = "whk",
}

/// An institution 机构: the network branch, an acquirer, a bank, a payment institution or a
/// system vendor. First column of every key of what grows.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
    utoipa::ToSchema,
)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct InstitutionId(pub i32);

impl fmt::Display for InstitutionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for InstitutionId {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes() {
        let id = TerminalId::new();
        assert_eq!(id.to_string().parse::<TerminalId>(), Ok(id));
        assert_eq!(id.to_string().to_uppercase().replace("TRM", "trm").parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = MerchantId::new().to_string();
        assert!(text.parse::<TerminalId>().is_err());
        assert!("trm_".parse::<TerminalId>().is_err());
        assert!("trm_zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<TerminalId>().is_err());
        assert!("trm_0000000000000000000000000é".parse::<TerminalId>().is_err());
    }

    #[test]
    fn ids_sort_by_time() {
        let ids: Vec<PaymentId> = (0..100).map(|_| PaymentId::new()).collect();
        let mut texts: Vec<String> = ids.iter().map(PaymentId::to_string).collect();
        texts.sort();
        assert_eq!(texts, ids.iter().map(PaymentId::to_string).collect::<Vec<_>>());
    }
}
