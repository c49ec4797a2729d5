//! Starting and stopping a switch.

use super::books::{Books, Names};
use super::core::Core;
use super::counter::Counter;
use super::feed::Feed;
use super::keys::KeyStore;
use super::links::Links;
use super::model::COMPLETION_PERCENT_MAX;
use super::pos::{Front, FrontConfig, Noise, Sessions, accept};
use super::saf::{Saf, SafConfig};
use super::{follow, number, recovery, road, writers};
use crate::routing::Router;
use crate::terminals::Directory;
use iso8583::MacProfile;
use kernel::{Clock, InstitutionId};
use ledger::Ledger;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use storage::Db;
use storage::group::GroupConfig;
use storage::vault::Vault;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

/// How a switch is set up.
#[derive(Clone, Debug)]
pub struct SwitchConfig {
    /// Number of this node: it recovers its own payments after a crash. Two running nodes never
    /// have the same.
    pub node: i32,
    /// How long a start waits for the number while another has it.
    pub number_wait: Duration,
    /// The front for terminals.
    pub front: FrontConfig,
    /// How reversals are tried.
    pub saf: SafConfig,
    /// Acquirers whose terminals make MACs by ANSI X9.19; all others by UnionPay's ECB. A link
    /// has its own setting.
    pub x919_acquirers: HashSet<InstitutionId>,
    /// Most percent of a hold that a completion may take.
    pub completion_percent_max: u32,
    /// Writer of intents.
    pub intents: GroupConfig,
    /// Writer of endings.
    pub endings: GroupConfig,
    /// How long stopping waits for what is under way.
    pub drain_timeout: Duration,
}

impl Default for SwitchConfig {
    fn default() -> Self {
        SwitchConfig {
            node: 1,
            number_wait: Duration::from_secs(20),
            front: FrontConfig::default(),
            saf: SafConfig::default(),
            x919_acquirers: HashSet::new(),
            completion_percent_max: COMPLETION_PERCENT_MAX,
            intents: GroupConfig::default(),
            endings: GroupConfig::default(),
            drain_timeout: Duration::from_secs(30),
        }
    }
}

impl SwitchConfig {
    /// How terminals bound to an acquirer make MACs.
    pub fn mac_profile(&self, acquirer: InstitutionId) -> MacProfile {
        if self.x919_acquirers.contains(&acquirer) { MacProfile::X919 } else { MacProfile::CupEcb }
    }
}

/// What a switch stands on.
pub struct Parts {
    /// The database; taken in the network's scope.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Seals card numbers.
    pub vault: Vault,
    /// Keys of terminals and links.
    pub keys: Arc<dyn KeyStore>,
    /// Where payments are booked.
    pub ledger: Ledger,
    /// The terminals; whoever made it also refreshes it.
    pub directory: Directory,
    /// Rules, contracts, policies and links; whoever made it also refreshes it.
    pub router: Router,
}

/// Why a switch does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address of the front.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The database.
    #[error("the switch cannot read its set-up")]
    Database(#[from] sqlx::Error),
    /// Another node has the number.
    #[error(
        "another running switch has the node number {0}; two nodes with one number would end each \
         other's payments: stop it, or give this node a number of its own with switch.node \
         (SHANCHENG_SWITCH_NODE)"
    )]
    NumberTaken(i32),
    /// What a crash left could not be brought to its end.
    #[error("recovery failed")]
    Recovery(#[from] recovery::Error),
}

/// A running switch.
pub struct Switch {
    core: Arc<Core>,
    address: SocketAddr,
    stop_front: watch::Sender<bool>,
    stop_rest: watch::Sender<bool>,
    front: TaskTracker,
    rest: TaskTracker,
    number: TaskTracker,
    stop_number: watch::Sender<bool>,
}

impl Switch {
    /// Takes the node's number, recovers what a crash left, connects to the acquirers, and serves
    /// terminals. The front listens when this returns; links may still be signing on.
    pub async fn start(config: SwitchConfig, parts: Parts) -> Result<Switch, StartError> {
        let listen = config.front.listen;
        let listener =
            TcpListener::bind(listen).await.map_err(|error| StartError::Listen(listen, error))?;
        let address = listener.local_addr().map_err(|error| StartError::Listen(listen, error))?;
        let front_config = config.front.clone();
        let core = Arc::new(core(config, parts));
        core.feed.begin(core.clock.now());
        let node = core.config.node;
        let hold = number::take(&core.db, node, core.config.number_wait).await?;
        let hold = hold.ok_or(StartError::NumberTaken(node))?;
        recovery::at_start(&core).await?;
        let (number, stop_number) = (TaskTracker::new(), watch::Sender::new(false));
        number.spawn(number::keep(core.clone(), hold, stop_number.subscribe()));
        let (stop_front, stop_rest) = (watch::Sender::new(false), watch::Sender::new(false));
        let (front, rest) = (TaskTracker::new(), TaskTracker::new());
        road::refresh_links(&core, &rest, &stop_rest.subscribe()).await?;
        rest.spawn(road::run(core.clone(), rest.clone(), stop_rest.subscribe()));
        rest.spawn(recovery::run(core.clone(), stop_rest.subscribe()));
        rest.spawn(follow::run(core.clone(), stop_rest.subscribe()));
        rest.spawn(follow::note_seen(core.clone(), stop_rest.subscribe()));
        let accepting = accept(
            listener,
            Front(core.clone()),
            front_config,
            front.clone(),
            stop_front.subscribe(),
        );
        front.spawn(accepting);
        tracing::info!(%address, "the switch serves terminals");
        Ok(Switch { core, address, stop_front, stop_rest, stop_number, front, rest, number })
    }

    /// Where terminals reach it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The way in for what is not a POS terminal.
    pub fn counter(&self) -> Counter {
        Counter::new(self.core.clone(), self.front.clone())
    }

    /// What is happening now.
    pub fn feed(&self) -> Feed {
        self.core.feed.clone()
    }

    /// The links of this node.
    pub fn links(&self) -> Links {
        self.core.links.clone()
    }

    /// Takes no new requests, answers those under way, signs off from the acquirers, and
    /// returns when all is written. A payment that does not end in time is found by the next
    /// start.
    pub async fn stop(self) {
        self.stop_front.send_replace(true);
        self.front.close();
        let drained = tokio::time::timeout(self.core.config.drain_timeout, self.front.wait());
        if drained.await.is_err() {
            tracing::warn!(under_way = self.core.flights.len(), "stopping with payments under way");
        }
        self.stop_rest.send_replace(true);
        futures::future::join_all(self.core.links.all().iter().map(|link| link.link.stop())).await;
        self.rest.close();
        self.rest.wait().await;
        self.core.intents.stop().await;
        self.core.endings.stop().await;
        // Last: nothing of this node is under way any more.
        self.stop_number.send_replace(true);
        self.number.close();
        self.number.wait().await;
    }
}

fn core(config: SwitchConfig, parts: Parts) -> Core {
    let db = parts.db.network();
    let names = Names { directory: parts.directory.clone(), router: parts.router.clone() };
    Core {
        intents: writers::intents(db.clone(), config.intents.clone()),
        endings: writers::endings(db.clone(), parts.clock.clone(), config.endings.clone()),
        books: Books::new(parts.ledger, names),
        sessions: Sessions::new(db.clone()),
        feed: Feed::new(),
        links: Links::default(),
        flights: super::flights::Flights::default(),
        saf: Saf::default(),
        noise: Noise::default(),
        directory: parts.directory,
        router: parts.router,
        has_number: std::sync::atomic::AtomicBool::new(true),
        unbooked: std::sync::Mutex::default(),
        keys: parts.keys,
        config,
        db,
        clock: parts.clock,
        vault: parts.vault,
    }
}
