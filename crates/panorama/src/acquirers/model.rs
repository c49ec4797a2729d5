//! Links, their states, and what is wrong with a draft. No I/O.

use super::breaker::HealthSettings;
use crate::clearing::day::CutOff;
use crate::terminals::Policy;
use chrono::{DateTime, NaiveDate, Utc};
use identity::Denied;
use kernel::fault::database_kind;
use kernel::{Fault, InstitutionId, Kind, LinkId, Rule, RuleWord};
use serde::{Deserialize, Serialize};

kernel::words! {
    /// Dialect of ISO 8583 that a host speaks 报文方言.
    pub enum Dialect {
        /// Terminal to acquirer: packed numbers, TPDU and header.
        Pos = "pos",
        /// Plain characters.
        Ascii = "ascii",
    }
}

kernel::words! {
    /// How the MAC of a message is made 报文鉴别算法.
    pub enum MacProfile {
        /// Messages carry none.
        None = "none",
        /// UnionPay's ECB.
        CupEcb = "cup_ecb",
        /// ANSI X9.19.
        X919 = "x9_19",
    }
}

kernel::words! {
    /// Whether a link is used 通道状态.
    pub enum LinkState {
        /// Connected, takes payments.
        Active = "active",
        /// Not connected for the time being.
        Paused = "paused",
        /// Never used again; kept for the payments that went over it.
        Retired = "retired",
    }
}

impl LinkState {
    /// The state after a change to `next`; a retired link stays retired.
    pub fn next(self, next: LinkState) -> Result<LinkState, Error> {
        match (self, next) {
            (LinkState::Retired, LinkState::Active | LinkState::Paused) => Err(Error::Retired),
            (_, next) => Ok(next),
        }
    }
}

/// A link to an acquirer's host 通道.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Link {
    /// The acquirer.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Id.
    pub id: LinkId,
    /// Settings.
    #[serde(flatten)]
    pub settings: LinkSettings,
    /// Whether it is used.
    pub state: LinkState,
    /// Counts the changes.
    pub version: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// How to reach and speak to a host 通道参数.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LinkSettings {
    /// Name, unique among the acquirer's links in use.
    #[schema(min_length = 1, max_length = 40)]
    pub name: String,
    /// `host:port`.
    #[schema(max_length = 260, example = "10.0.0.8:8583")]
    pub address: String,
    /// Dialect.
    #[serde(default = "defaults::dialect")]
    pub dialect: Dialect,
    /// MAC of the messages.
    #[serde(default = "defaults::mac_profile")]
    pub mac_profile: MacProfile,
    /// Field 41 of sign-on, echo and sign-off: 8 letters and digits.
    #[serde(default = "defaults::terminal_code")]
    #[schema(pattern = "^[0-9A-Za-z]{8}$")]
    pub terminal_code: String,
    /// Field 42 of sign-on, echo and sign-off: 15 letters and digits.
    #[serde(default = "defaults::merchant_code")]
    #[schema(pattern = "^[0-9A-Za-z]{15}$")]
    pub merchant_code: String,
    /// How long an answer is awaited, 100 to 60,000.
    #[serde(default = "defaults::reply_timeout_ms")]
    #[schema(minimum = 100, maximum = 60000)]
    pub reply_timeout_ms: i32,
    /// How long a connection may take, 100 to 60,000.
    #[serde(default = "defaults::connect_timeout_ms")]
    #[schema(minimum = 100, maximum = 60000)]
    pub connect_timeout_ms: i32,
    /// An echo is sent after so long without traffic, 1,000 to 600,000.
    #[serde(default = "defaults::echo_after_ms")]
    #[schema(minimum = 1000, maximum = 600000)]
    pub echo_after_ms: i32,
    /// Requests without an answer at most, 1 to 65,536.
    #[serde(default = "defaults::in_flight_max")]
    #[schema(minimum = 1, maximum = 65536)]
    pub in_flight_max: i32,
    /// When it is left alone because payments fail.
    #[serde(default)]
    pub health: HealthSettings,
}

mod defaults {
    use super::{Dialect, MacProfile};

    pub fn dialect() -> Dialect {
        Dialect::Pos
    }
    pub fn mac_profile() -> MacProfile {
        MacProfile::None
    }
    pub fn terminal_code() -> String {
        "00000000".to_owned()
    }
    pub fn merchant_code() -> String {
        "000000000000000".to_owned()
    }
    pub fn reply_timeout_ms() -> i32 {
        8_000
    }
    pub fn connect_timeout_ms() -> i32 {
        5_000
    }
    pub fn echo_after_ms() -> i32 {
        30_000
    }
    pub fn in_flight_max() -> i32 {
        8_192
    }
}

impl LinkSettings {
    /// A link with the usual settings.
    pub fn new(name: &str, address: &str) -> LinkSettings {
        LinkSettings {
            name: name.to_owned(),
            address: address.to_owned(),
            dialect: defaults::dialect(),
            mac_profile: defaults::mac_profile(),
            terminal_code: defaults::terminal_code(),
            merchant_code: defaults::merchant_code(),
            reply_timeout_ms: defaults::reply_timeout_ms(),
            connect_timeout_ms: defaults::connect_timeout_ms(),
            echo_after_ms: defaults::echo_after_ms(),
            in_flight_max: defaults::in_flight_max(),
            health: HealthSettings::default(),
        }
    }

    /// Holds every field against its rule.
    pub fn check(&self) -> Result<(), Error> {
        let name = self.name.trim();
        if name.is_empty() || 40 < name.chars().count() || name.chars().any(char::is_control) {
            let rule = Rule::new(RuleWord::TextLength, "is 1 to 40 characters");
            return Err(invalid("name", rule.from_to(1, 40)));
        }
        if !is_address(&self.address) {
            let text = "is host:port, the port 1 to 65535";
            return Err(invalid("address", Rule::new(RuleWord::Address, text)));
        }
        for (field, text, length) in
            [("terminal_code", &self.terminal_code, 8), ("merchant_code", &self.merchant_code, 15)]
        {
            if text.len() != length || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                let text = format!("is {length} letters and digits");
                let rule = Rule::new(RuleWord::LettersDigits, text).from_to(length, length);
                return Err(invalid(field, rule));
            }
        }
        for (field, value, least, most) in [
            ("reply_timeout_ms", self.reply_timeout_ms, 100, 60_000),
            ("connect_timeout_ms", self.connect_timeout_ms, 100, 60_000),
            ("echo_after_ms", self.echo_after_ms, 1_000, 600_000),
            ("in_flight_max", self.in_flight_max, 1, 65_536),
        ] {
            if !(least..=most).contains(&value) {
                let rule = Rule::new(RuleWord::Between, format!("is {least} to {most}"));
                return Err(invalid(field, rule.from_to(least, most)));
            }
        }
        match self.health.broken() {
            Some((field, rule)) => Err(invalid(field, rule)),
            None => Ok(()),
        }
    }

    /// Whether the connection of the one can serve the other: all but the health settings are
    /// the same.
    pub fn same_connection(&self, other: &LinkSettings) -> bool {
        let health = self.health;
        *self == LinkSettings { health, ..other.clone() }
    }
}

fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else {
        return false;
    };
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let good_host = match bare {
        Some(six) => six.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
            !host.is_empty() && host.len() <= 253 && host.bytes().all(letter)
        }
    };
    let digits = port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    good_host && digits && port.parse::<u16>().is_ok_and(|port| 0 < port)
}

/// A change of a link; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct LinkPatch {
    /// The version that the change was made on; another is refused.
    pub version: Option<i32>,
    /// Whether it is used.
    pub state: Option<LinkState>,
    pub name: Option<String>,
    pub address: Option<String>,
    pub dialect: Option<Dialect>,
    pub mac_profile: Option<MacProfile>,
    pub terminal_code: Option<String>,
    pub merchant_code: Option<String>,
    pub reply_timeout_ms: Option<i32>,
    pub connect_timeout_ms: Option<i32>,
    pub echo_after_ms: Option<i32>,
    pub in_flight_max: Option<i32>,
    /// Replaced as a whole.
    pub health: Option<HealthSettings>,
}

impl Link {
    /// The link after a change.
    pub fn changed(&self, patch: LinkPatch, at: DateTime<Utc>) -> Result<Link, Error> {
        if patch.version.is_some_and(|version| version != self.version) {
            return Err(Error::Stale(self.version));
        }
        if self.state == LinkState::Retired {
            return Err(Error::Retired);
        }
        let old = self.settings.clone();
        let settings = LinkSettings {
            name: patch.name.unwrap_or(old.name),
            address: patch.address.unwrap_or(old.address),
            dialect: patch.dialect.unwrap_or(old.dialect),
            mac_profile: patch.mac_profile.unwrap_or(old.mac_profile),
            terminal_code: patch.terminal_code.unwrap_or(old.terminal_code),
            merchant_code: patch.merchant_code.unwrap_or(old.merchant_code),
            reply_timeout_ms: patch.reply_timeout_ms.unwrap_or(old.reply_timeout_ms),
            connect_timeout_ms: patch.connect_timeout_ms.unwrap_or(old.connect_timeout_ms),
            echo_after_ms: patch.echo_after_ms.unwrap_or(old.echo_after_ms),
            in_flight_max: patch.in_flight_max.unwrap_or(old.in_flight_max),
            health: patch.health.unwrap_or(old.health),
        };
        settings.check()?;
        Ok(Link {
            settings,
            state: self.state.next(patch.state.unwrap_or(self.state))?,
            version: self.version + 1,
            changed_at: at,
            ..self.clone()
        })
    }
}

/// A version of an acquirer's policy.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PolicyVersion {
    /// Counts the changes; 0 is the default that nobody has changed.
    pub version: i32,
    /// What it says.
    pub policy: Policy,
    /// Who set it.
    pub changed_by: String,
    /// When.
    pub changed_at: Option<DateTime<Utc>>,
}

impl PolicyVersion {
    /// What holds where nobody has said anything.
    pub fn default_one() -> PolicyVersion {
        PolicyVersion {
            version: 0,
            policy: Policy::default(),
            changed_by: String::new(),
            changed_at: None,
        }
    }
}

/// A cut-off of an acquirer from a business day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CutOffSet {
    /// The acquirer.
    pub institution_id: InstitutionId,
    /// The first business day that ends by it.
    pub from_day: NaiveDate,
    /// When, in China.
    pub cut_off: CutOff,
    /// Who asked for it.
    pub requested_by: String,
    /// Who approved.
    pub approved_by: String,
    /// When it was approved.
    pub at: DateTime<Utc>,
}

/// Longest distance that a policy may allow, in metres.
pub const DISTANCE_MAX_M: u32 = 1_000_000;

/// Holds a policy against its rules.
pub fn check_policy(policy: &Policy) -> Result<(), Error> {
    if !(1..=DISTANCE_MAX_M).contains(&policy.distance_max_m) {
        let rule = Rule::new(RuleWord::Between, "is 1 to 1000000");
        return Err(invalid("distance_max_m", rule.from_to(1, DISTANCE_MAX_M)));
    }
    Ok(())
}

/// What can go wrong with acquirers and their links.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such link, or not one that the actor may see.
    #[error("there is no link {0}")]
    NoLink(LinkId),
    /// No such institution, or one that acquires nothing.
    #[error("institution {0} is not an acquirer")]
    NotAnAcquirer(InstitutionId),
    /// Somebody else's.
    #[error("only institution {0} and the network branch may change this")]
    NotYours(InstitutionId),
    /// The actor's roles do not allow it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input breaks a rule.
    #[error("{field}: {rule}")]
    Invalid {
        /// The field.
        field: String,
        /// What it must be.
        rule: Rule,
    },
    /// Two links of one name.
    #[error("another link of the acquirer has this name")]
    NameTaken,
    /// As many as there may be.
    #[error("an acquirer has at most {0} links")]
    TooMany(i64),
    /// It never comes back.
    #[error("the link is retired")]
    Retired,
    /// Changed since it was read.
    #[error("the link has changed meanwhile and is at version {0}")]
    Stale(i32),
    /// The business day has begun since it was asked for.
    #[error("the business day {0} has begun; ask for a later one")]
    CutOffPast(NaiveDate),
    /// Something is set from this day on.
    #[error("from {0} on a cut-off is set already; take another day")]
    CutOffTaken(NaiveDate),
    /// A payload is not what was written.
    #[error("reading a payload")]
    Payload(#[from] serde_json::Error),
    /// The database failed.
    #[error("the database")]
    Database(#[from] sqlx::Error),
}

fn invalid(field: &str, rule: Rule) -> Error {
    Error::Invalid { field: field.to_owned(), rule }
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::NoLink(_) | Error::NotAnAcquirer(_) => Kind::Missing,
            Error::NotYours(_) | Error::Denied(_) => Kind::Denied,
            Error::Invalid { .. } => Kind::Invalid,
            Error::NameTaken
            | Error::TooMany(_)
            | Error::Retired
            | Error::Stale(_)
            | Error::CutOffPast(_)
            | Error::CutOffTaken(_) => Kind::Conflict,
            Error::Payload(_) => Kind::Bug,
            Error::Database(source) => database_kind(source),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NoLink(_) => "link_missing",
            Error::NotAnAcquirer(_) => "acquirer_missing",
            Error::NotYours(_) => "acquirer_of_another",
            Error::Denied(denied) => denied.code(),
            Error::Invalid { .. } => "field_invalid",
            Error::NameTaken => "link_name_taken",
            Error::TooMany(_) => "links_too_many",
            Error::Retired => "link_retired",
            Error::Stale(_) => "link_changed_meanwhile",
            Error::CutOffPast(_) => "cut_off_past",
            Error::CutOffTaken(_) => "cut_off_taken",
            Error::Payload(_) => "acquirer_failed",
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Invalid { field, .. } => Some(field),
            Error::NameTaken => Some("name"),
            Error::Stale(_) => Some("version"),
            Error::CutOffPast(_) | Error::CutOffTaken(_) => Some("from_day"),
            _ => None,
        }
    }

    fn rule(&self) -> Option<&Rule> {
        match self {
            Error::Invalid { rule, .. } => Some(rule),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        Link {
            institution: InstitutionId(2),
            id: LinkId::new(),
            settings: LinkSettings::new("主机", "127.0.0.1:9081"),
            state: LinkState::Active,
            version: 3,
            created_at: DateTime::UNIX_EPOCH,
            changed_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn every_setting_is_held_against_its_rule() {
        type Change = fn(&mut LinkSettings);
        let cases: &[(&str, Change)] = &[
            ("name", |s| s.name = " ".to_owned()),
            ("address", |s| s.address = "host".to_owned()),
            ("address", |s| s.address = "host:0".to_owned()),
            ("address", |s| s.address = "host:+80".to_owned()),
            ("address", |s| s.address = "ho st:80".to_owned()),
            ("address", |s| s.address = "[::g]:80".to_owned()),
            ("terminal_code", |s| s.terminal_code = "1".to_owned()),
            ("merchant_code", |s| s.merchant_code = "é".repeat(15)),
            ("reply_timeout_ms", |s| s.reply_timeout_ms = 0),
            ("connect_timeout_ms", |s| s.connect_timeout_ms = 60_001),
            ("echo_after_ms", |s| s.echo_after_ms = 999),
            ("in_flight_max", |s| s.in_flight_max = 0),
            ("health.open_s", |s| s.health.open_s = 0),
        ];
        for (field, change) in cases {
            let mut settings = link().settings;
            change(&mut settings);
            assert_eq!(settings.check().unwrap_err().field(), Some(*field));
        }
        for address in ["10.0.0.8:8583", "pos.bank.example:1", "[::1]:65535"] {
            let settings = LinkSettings::new("主机", address);
            assert!(settings.check().is_ok(), "{address}");
        }
    }

    #[test]
    fn a_retired_link_never_comes_back_and_an_old_version_is_refused() {
        let at = DateTime::UNIX_EPOCH;
        let to = |link: &Link, state| {
            link.changed(LinkPatch { state: Some(state), ..LinkPatch::default() }, at)
        };
        let paused = to(&link(), LinkState::Paused).unwrap();
        assert_eq!((paused.state, paused.version), (LinkState::Paused, 4));
        let retired = to(&paused, LinkState::Retired).unwrap();
        assert!(matches!(to(&retired, LinkState::Active), Err(Error::Retired)));
        let stale = LinkPatch { version: Some(2), ..LinkPatch::default() };
        assert!(matches!(link().changed(stale, at), Err(Error::Stale(3))));
    }
}
