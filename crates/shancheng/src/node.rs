//! One node: the roles that it plays, started in order and stopped in the other.

use crate::Trouble;
use crate::config::Config;
use crate::console;
use crate::database::Database;
use crate::listen::{self, Limits};
use crate::wire;
use gateway::App;
use kernel::{Clock, InstitutionId};
use ledger::Ledger;
use panorama::Context;
use panorama::routing::Router;
use panorama::switch::keys::KeyStore;
use panorama::switch::{self, Feed, Switch, SwitchConfig};
use panorama::terminals::Directory;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use storage::Db;
use storage::vault::Vault;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long open connections and background work may take to end.
const STOP_MAX: Duration = Duration::from_secs(10);

kernel::words! {
    /// What a node does.
    pub enum NodeRole {
        /// Console and API.
        Http = "http",
        /// POS front end and links to acquirers.
        Switch = "switch",
        /// Jobs, events, webhooks, evidence.
        Worker = "worker",
    }
}

/// A running node.
pub struct Node {
    /// The application's state.
    pub app: App,
    /// What panorama's use cases take.
    pub context: Context,
    /// Keys of terminals and links.
    pub keys: Arc<dyn KeyStore>,
    /// Where the console and the API are.
    pub http: Option<SocketAddr>,
    /// Where its health and metrics are besides.
    pub health: Option<SocketAddr>,
    /// The switch, when the node has one.
    pub switch: Option<Switch>,
    shutdown: CancellationToken,
    refresh: watch::Sender<bool>,
    tasks: TaskTracker,
}

impl Node {
    /// Starts the roles, by a clock that is the machine's in production.
    pub async fn start(
        config: &Config,
        database: &Database,
        roles: &[NodeRole],
        clock: Clock,
    ) -> Result<Node, Trouble> {
        let vault = open_vault(config, &database.db).await?;
        let db = database.db.network();
        let ledger = Ledger::open(db.clone(), clock.clone(), ledger::Config::default())?;
        let context = Context { db: db.clone(), clock: clock.clone(), vault: vault.clone() };
        let keys = wire::keys(&context);
        let app = App::new(gateway::Parts {
            db: db.clone(),
            clock: clock.clone(),
            vault: Arc::new(vault.clone()),
            ledger: ledger.clone(),
            approvals: wire::approvals(&context, &keys),
            config: gateway::Config {
                tls: config.http.public_url.starts_with("https://"),
                public_origin: Some(config.http.public_url.clone())
                    .filter(|url| url.starts_with("https://")),
                demo: config.demo,
                trust_proxy: config.http.trust_proxy,
                metrics_token: Some(config.http.metrics_token.clone())
                    .filter(|token| !token.is_empty()),
                data: config.database.url.is_empty().then(|| config.data.clone()),
                data_free_min: config.http.data_free_min_mib.saturating_mul(1024 * 1024),
                webhooks: wire::webhooks(config),
                ..gateway::Config::default()
            },
        });
        let (shutdown, tasks) = (CancellationToken::new(), TaskTracker::new());
        let refresh = watch::Sender::new(false);
        let router = Router::load(&db, &app.clock, wire::board()).await?;
        let routing = router.clone();
        let stop = refresh.subscribe();
        tasks.spawn(async move { routing.run(stop).await });
        let (http, health, switch) = (None, None, None);
        let mut node = Node { app, context, keys, http, health, switch, shutdown, refresh, tasks };
        if roles.contains(&NodeRole::Switch) {
            node.switch = Some(node.switch(config, &router, ledger).await?);
        }
        if roles.contains(&NodeRole::Worker) {
            node.background(config, &vault).await?;
        }
        if roles.contains(&NodeRole::Http) {
            node.http = Some(node.http(config, router).await?);
        }
        if !config.http.health_listen.is_empty() {
            let health = gateway::observe::alone(node.app.clone());
            let address = config.http.health_listen.as_str();
            node.health = Some(node.serve(config, address, health).await?);
        }
        Ok(node)
    }

    /// Takes no new work, ends what is under way, and returns when all of it is written.
    pub async fn stop(self) {
        self.shutdown.cancel();
        if let Some(switch) = self.switch {
            switch.stop().await;
        }
        self.refresh.send_replace(true);
        self.tasks.close();
        // A browser that listens to the stream would hold the server open for ever.
        let ended = tokio::time::timeout(STOP_MAX, self.tasks.wait()).await;
        if ended.is_err() {
            tracing::warn!("stopped with connections open");
        }
    }

    async fn switch(
        &self,
        config: &Config,
        router: &Router,
        ledger: Ledger,
    ) -> Result<Switch, Trouble> {
        let directory = Directory::load(&self.app.db, &self.app.clock).await?;
        let (refreshed, stop) = (directory.clone(), self.refresh.subscribe());
        self.tasks.spawn(async move { refreshed.run(stop).await });
        let mut settings = SwitchConfig { node: config.switch.node, ..SwitchConfig::default() };
        settings.completion_percent_max = config.switch.completion_percent_max;
        let x919 = &config.switch.x919_acquirers;
        settings.x919_acquirers = numbers_of(&self.app.db, "switch.x919_acquirers", x919).await?;
        settings.front.listen = config.switch.listen.parse()?;
        settings.front.connections_max = config.switch.connections_max;
        settings.front.idle_timeout = Duration::from_secs(config.switch.idle_timeout_s);
        let parts = switch::Parts {
            db: self.app.db.clone(),
            clock: self.app.clock.clone(),
            vault: self.context.vault.clone(),
            keys: self.keys.clone(),
            ledger,
            directory,
            router: router.clone(),
        };
        Ok(Switch::start(settings, parts).await?)
    }

    async fn background(&self, config: &Config, vault: &Vault) -> Result<(), Trouble> {
        let work = wire::background(config, &self.app, &self.context, vault).await?;
        let token = || self.shutdown.child_token();
        self.tasks.spawn(work.worker.run(token()));
        self.tasks.spawn(work.relay.run(token()));
        let stop = token();
        self.tasks.spawn(async move { work.webhooks.run(stop).await });
        let stop = token();
        self.tasks.spawn(async move { work.log.run(stop).await });
        Ok(())
    }

    async fn http(&self, config: &Config, router: Router) -> Result<SocketAddr, Trouble> {
        let feed = self.switch.as_ref().map_or_else(Feed::new, Switch::feed);
        let counter = self.switch.as_ref().map(Switch::counter);
        let (context, keys) = (self.context.clone(), self.keys.clone());
        let ledger = self.app.ledger.clone();
        let wallet = config.codes.wallet_url.as_str().into();
        let sandbox = Some(config.sandbox.acquirer.clone()).filter(|code| !code.is_empty());
        let sandbox = match sandbox {
            Some(code) => numbers_of(&self.app.db, "sandbox.acquirer", &[code]).await?,
            None => HashSet::new(),
        };
        let sandbox_acquirer = sandbox.into_iter().next();
        let faces =
            wire::Faces { context, router, keys, feed, counter, ledger, wallet, sandbox_acquirer };
        let built = gateway::build(self.app.clone(), wire::modules(faces), Some(console::files()))?;
        self.serve(config, &config.http.listen, built.router).await
    }

    /// Serves routes until the node stops.
    async fn serve(
        &self,
        config: &Config,
        listen: &str,
        routes: axum::Router,
    ) -> Result<SocketAddr, Trouble> {
        let listener =
            TcpListener::bind(listen).await.map_err(|error| format!("{listen}: {error}"))?;
        let address = listener.local_addr()?;
        let stop = self.shutdown.child_token();
        let limits = Limits {
            connections_max: config.http.connections_max,
            header_timeout: Duration::from_secs(config.http.header_timeout_s),
            body_timeout: Duration::from_secs(config.http.body_timeout_s),
        };
        self.tasks.spawn(listen::serve(listener, routes, limits, stop, self.tasks.clone()));
        Ok(address)
    }
}

/// Institutions by their codes.
async fn numbers_of(
    db: &Db,
    setting: &str,
    codes: &[String],
) -> Result<HashSet<InstitutionId>, Trouble> {
    if codes.is_empty() {
        return Ok(HashSet::new());
    }
    let all = identity::institutions::list(db).await?;
    let number = |code: &String| {
        let found = all.iter().find(|institution| institution.code == *code);
        found
            .map(|institution| institution.id)
            .ok_or_else(|| Trouble::from(format!("{setting}: no institution has the code {code}")))
    };
    codes.iter().map(number).collect()
}

/// The master key from the environment, or from its file, made on the first start. A key that
/// is lost is never replaced by a new one: what is sealed would be out of reach and not missed.
pub async fn open_vault(config: &Config, db: &Db) -> Result<Vault, Trouble> {
    let vault = if std::env::var_os(storage::vault::KEY_VARIABLE).is_some() {
        Vault::load(None)?
    } else {
        let file = config.master_file();
        if !file.exists() && !identity::institutions::list(db).await?.is_empty() {
            let missing = format!("the master key {} is not there", file.display());
            return Err(format!("{missing}, and the database is in use: put the key back").into());
        }
        std::fs::create_dir_all(&config.data)?;
        Vault::from_file_or_generate(&file)?
    };
    let opens = evidence::Log::try_key(db, &vault).await;
    opens.map_err(|error| format!("{error}: this is another database's master key"))?;
    Ok(vault)
}
