//! Settings: defaults from `config.default.toml`, then a file, then the environment.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The defaults, as a file that explains each setting.
pub const DEFAULT: &str = include_str!("../config.default.toml");

/// All settings of a node.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder for the embedded database, key files and logs.
    pub data: PathBuf,
    pub database: Database,
    pub http: Http,
    pub switch: Switch,
    pub keys: Keys,
    pub webhooks: Webhooks,
    pub evidence: Evidence,
    pub codes: Codes,
    pub settlement: Settlement,
    pub sandbox: Sandbox,
    pub log: Log,
    /// All data is made up: set by `shancheng demo` alone, so that no file can say it by mistake.
    #[serde(skip)]
    pub demo: bool,
}

/// Where the database is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// An outside server; empty for the embedded cluster.
    pub url: String,
    /// Connections of the pool.
    pub connections_max: u32,
}

/// The HTTP side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Address to listen on.
    pub listen: String,
    /// Address as browsers see it.
    pub public_url: String,
    /// Whether the caller's address is the last of `X-Forwarded-For`.
    pub trust_proxy: bool,
    /// What `/metrics` asks for; empty for nothing.
    pub metrics_token: String,
    /// `address:port` of `/healthz`, `/readyz` and `/metrics` alone; empty for none.
    pub health_listen: String,
    /// MiB that must be free where the embedded database lies, or `/readyz` says no.
    pub data_free_min_mib: u64,
    /// Connections at most, on each of the addresses.
    pub connections_max: usize,
    /// Seconds within which a request's header must be whole, and a connection be asked again.
    pub header_timeout_s: u64,
    /// Seconds that a request's body may be silent.
    pub body_timeout_s: u64,
}

/// The POS front end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// Address to listen on.
    pub listen: String,
    /// Terminals' connections at most.
    pub connections_max: usize,
    /// Number of the node; two running nodes never have the same.
    pub node: i32,
    /// Seconds that a connection may stay silent.
    pub idle_timeout_s: u64,
    /// Codes of the acquirers whose terminals make MACs by ANSI X9.19.
    pub x919_acquirers: Vec<String>,
    /// Most percent of a pre-authorisation that its completion may take.
    pub completion_percent_max: u32,
}

/// Master keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// File with the master keys; empty for `master.key` in the data folder.
    pub master_file: PathBuf,
}

/// Webhooks out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// Whether private addresses may be called.
    pub allow_private_addresses: bool,
}

/// The evidence log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Name of the log for good, once it has begun.
    pub origin: String,
}

/// Codes that merchants show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The wallet's page that gives payers a code for one payment.
    pub wallet_url: String,
}

/// Settlement with the bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// Folder shared with the settlement bank; empty without one.
    pub bank_folder: PathBuf,
}

/// Sandboxes of system vendors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandbox {
    /// Code of the acquirer whose host is a stand-in; empty where none are opened.
    pub acquirer: String,
}

/// Logs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Filter of levels.
    pub filter: String,
    /// `text` or `json`.
    pub format: String,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("settings file {0}: {1}")]
    Read(PathBuf, std::io::Error),
    #[error("settings file {0}: {1}")]
    Parse(PathBuf, toml::de::Error),
    #[error("environment variable {0}: `{1}` does not fit: {2}")]
    Environment(String, String, String),
}

impl Config {
    /// Reads the settings that are in force.
    pub fn load(file: Option<&Path>) -> Result<Config, Error> {
        Config::from_parts(file, |name| std::env::var(name).ok())
    }

    fn from_parts(
        file: Option<&Path>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Config, Error> {
        let built_in = PathBuf::from("config.default.toml");
        let mut table: toml::Table =
            DEFAULT.parse().map_err(|error| Error::Parse(built_in.clone(), error))?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Error::Read(path.to_owned(), error))?;
            let own: toml::Table =
                text.parse().map_err(|error| Error::Parse(path.to_owned(), error))?;
            merge(&mut table, own);
        }
        overlay(&mut table, "SHANCHENG", &environment)?;
        let place = file.map_or(built_in, Path::to_owned);
        let mut config: Config = table.try_into().map_err(|error| Error::Parse(place, error))?;
        if let Some(url) = environment("DATABASE_URL") {
            config.database.url = url;
        }
        Ok(config)
    }

    /// File of the master keys.
    pub fn master_file(&self) -> PathBuf {
        if self.keys.master_file.as_os_str().is_empty() {
            self.data.join("master.key")
        } else {
            self.keys.master_file.clone()
        }
    }
}

fn merge(base: &mut toml::Table, own: toml::Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(own)) => merge(inner, own),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

fn overlay(
    table: &mut toml::Table,
    prefix: &str,
    environment: &impl Fn(&str) -> Option<String>,
) -> Result<(), Error> {
    for (key, value) in table.iter_mut() {
        let name = format!("{prefix}_{}", key.to_uppercase());
        if let toml::Value::Table(inner) = value {
            overlay(inner, &name, environment)?;
            continue;
        }
        let Some(text) = environment(&name) else {
            continue;
        };
        let bad = |why: String| Error::Environment(name.clone(), text.clone(), why);
        *value = match value {
            toml::Value::Integer(_) => toml::Value::Integer(
                text.parse().map_err(|error: std::num::ParseIntError| bad(error.to_string()))?,
            ),
            toml::Value::Boolean(_) => toml::Value::Boolean(
                text.parse().map_err(|error: std::str::ParseBoolError| bad(error.to_string()))?,
            ),
            toml::Value::Array(_) => {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                toml::Value::Array(parts.map(|part| part.to_owned().into()).collect())
            }
            _ => toml::Value::String(text.clone()),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_defaults() {
        let config = Config::from_parts(None, |name| match name {
            "SHANCHENG_HTTP_LISTEN" => Some("0.0.0.0:1".to_owned()),
            "SHANCHENG_DATABASE_CONNECTIONS_MAX" => Some("3".to_owned()),
            "SHANCHENG_SWITCH_X919_ACQUIRERS" => Some("48026530, 48016531".to_owned()),
            "DATABASE_URL" => Some("postgres://somewhere".to_owned()),
            _ => None,
        })
        .unwrap();
        assert_eq!(config.http.listen, "0.0.0.0:1");
        assert_eq!(config.database.connections_max, 3);
        assert_eq!(config.switch.x919_acquirers, ["48026530", "48016531"]);
        assert_eq!(config.database.url, "postgres://somewhere");
        assert_eq!(config.master_file(), PathBuf::from("data/master.key"));
    }

    #[test]
    fn a_setting_that_does_not_fit_is_named() {
        let error = Config::from_parts(None, |name| {
            (name == "SHANCHENG_SWITCH_IDLE_TIMEOUT_S").then(|| "soon".to_owned())
        })
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "environment variable SHANCHENG_SWITCH_IDLE_TIMEOUT_S: `soon` does not fit: \
             invalid digit found in string"
        );
    }
}
