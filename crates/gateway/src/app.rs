//! What every handler can reach.

use axum::extract::FromRef;
use identity::{Approvals, Secrets};
use jobs::webhooks::WebhookConfig;
use kernel::Clock;
use ledger::Ledger;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use storage::Db;
use storage::vault::Vault;

use crate::limits::Limits;

/// How the gateway behaves.
#[derive(Clone, Debug)]
pub struct Config {
    /// `https://host` that callers see, when a proxy stands before the server. Signatures cover
    /// it. Without it the scheme is [`Config::tls`]'s and the host is the request's.
    pub public_origin: Option<String>,
    /// Callers come by TLS: cookies are `Secure`, browsers are told to stay on TLS.
    pub tls: bool,
    /// Take the caller's address from `X-Forwarded-For`; only behind a proxy that sets it.
    pub trust_proxy: bool,
    /// How long a caller waits for an answer. The work itself goes on.
    pub timeout: Duration,
    /// Token that `/metrics` asks for as `Authorization: Bearer`; open when absent.
    pub metrics_token: Option<String>,
    /// Folder of the database on this machine, whose free space `/readyz` watches; none with an
    /// outside server.
    pub data: Option<PathBuf>,
    /// Bytes that must be free there.
    pub data_free_min: u64,
    /// Where webhooks may lead.
    pub webhooks: WebhookConfig,
    /// All data is made up, and the console says so.
    pub demo: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            public_origin: None,
            tls: false,
            trust_proxy: false,
            timeout: Duration::from_secs(60),
            metrics_token: None,
            data: None,
            data_free_min: 0,
            webhooks: WebhookConfig::default(),
            demo: false,
        }
    }
}

/// The state of the application. Clones share it.
#[derive(Clone)]
pub struct App {
    /// The database in the scope of the network; handlers take `actor.db(&app.db)`.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Seals what must be opened again.
    pub vault: Arc<Vault>,
    /// The password hasher, and the vault.
    pub secrets: Secrets,
    /// The books.
    pub ledger: Ledger,
    /// What approvals do.
    pub approvals: Arc<Approvals>,
    /// How the gateway behaves.
    pub config: Arc<Config>,
    pub(crate) limits: Arc<Limits>,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Seals what must be opened again.
    pub vault: Arc<Vault>,
    /// The books.
    pub ledger: Ledger,
    /// What approvals do.
    pub approvals: Approvals,
    /// How the gateway behaves.
    pub config: Config,
}

impl App {
    /// The application of these parts.
    pub fn new(parts: Parts) -> App {
        App {
            db: parts.db.network(),
            clock: parts.clock,
            secrets: Secrets::new(parts.vault.clone()),
            vault: parts.vault,
            ledger: parts.ledger,
            approvals: Arc::new(parts.approvals),
            config: Arc::new(parts.config),
            limits: Arc::default(),
        }
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Db {
        app.db.clone()
    }
}

impl FromRef<App> for Clock {
    fn from_ref(app: &App) -> Clock {
        app.clock.clone()
    }
}
