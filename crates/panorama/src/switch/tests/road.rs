//! A road to test on: a bank with its host, a merchant, terminals, and a running switch.

use crate::acquirers::{self, BreakerReport, LinkSettings};
use crate::merchants::Shown;
use crate::routing::Router;
use crate::switch::keys::{KeyOwner, KeyPurpose, KeyRef, KeyStore, SoftwareKeys, custody};
use crate::switch::model::ReversalState;
use crate::switch::store::{self, Filter};
use crate::switch::view::{PaymentSummary, ReversalView};
use crate::switch::{Parts, SafConfig, StartError, Switch, SwitchConfig};
use crate::terminals::{self, DeviceType, Directory, NewTerminal, TestResult};
use crate::testing::{self, BANK, BANK_CODE, OTHER, World, manager};
use connect::acquirer::standin::{Rule, Standin, StandinConfig};
use connect::terminal::{Line, Terminal, TerminalConfig};
use identity::approvals::{Approvals, Decision};
use identity::{Actor, Role};
use iso8583::{Key, MacProfile};
use kernel::{Clock, InstitutionId, LinkId, TerminalId};
use ledger::Ledger;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

pub const ZONE_KEY: &str = "0123456789ABCDEFFEDCBA9876543210";
pub const MASTER_KEY: &str = "1123456789ABCDEFFEDCBA9876543210";
pub const CARD: &str = "6222021234567890123";
/// Connections that a node of a road takes.
pub const CONNECTIONS_MAX: usize = 64;
/// Longest wait for something that happens in the background.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct Road {
    pub world: World,
    pub merchant: Shown,
    pub host: Standin,
    pub ledger: Ledger,
    switch: Option<Switch>,
    directory: Directory,
    router: Router,
    stop: watch::Sender<bool>,
    terminals: u32,
}

pub fn admin(institution: InstitutionId) -> Actor {
    Actor {
        roles: vec![Role::InstitutionAdmin, Role::Operations, Role::NetworkAdmin],
        ..manager(institution)
    }
}

/// A road whose host follows `rules` and answers are awaited for 250 ms.
pub async fn road(rules: Vec<Rule>) -> Road {
    let mut world = testing::world().await;
    world.context.clock = Clock::system();
    let merchant = world.merchant(1, &[BANK, OTHER]).await;
    let config = StandinConfig { mac_key: Some(ZONE_KEY.to_owned()), rules, ..Default::default() };
    let host = Standin::start(config).await.unwrap();
    add_link(&world, BANK, host.address).await;
    let directory = Directory::load(&world.context.db, &world.context.clock).await.unwrap();
    let router =
        Router::load(&world.context.db, &world.context.clock, Default::default()).await.unwrap();
    let context = &world.context;
    let ledger = Ledger::open(context.db.clone(), context.clock.clone(), Default::default());
    let mut road = Road {
        ledger: ledger.unwrap(),
        switch: None,
        stop: watch::Sender::new(false),
        terminals: 0,
        world,
        merchant,
        host,
        directory,
        router,
    };
    let (directory, router) = (road.directory.clone(), road.router.clone());
    let (one, two) = (road.stop.subscribe(), road.stop.subscribe());
    tokio::spawn(async move { directory.run(one).await });
    tokio::spawn(async move { router.run(two).await });
    road.start().await;
    road
}

/// A link of an acquirer to a host, with its keys.
pub async fn add_link(world: &World, acquirer: InstitutionId, host: SocketAddr) -> LinkId {
    let settings = json!({
        "name": "host", "address": host.to_string(), "mac_profile": "cup_ecb",
        "reply_timeout_ms": 250,
    });
    let settings: LinkSettings = serde_json::from_value(settings).unwrap();
    let context = &world.context;
    let link = acquirers::add_link(context, &admin(acquirer), acquirer, settings).await.unwrap();
    for purpose in [KeyPurpose::Zak, KeyPurpose::Zpk] {
        provide(world, acquirer, KeyRef { owner: KeyOwner::Link(link.id), purpose }, ZONE_KEY)
            .await;
    }
    link.id
}

/// A key store of a node's own.
pub fn keys(world: &World) -> Arc<dyn KeyStore> {
    let context = &world.context;
    let (db, vault) = (context.db.clone(), context.vault.clone());
    Arc::new(SoftwareKeys::new(db, vault, context.clock.clone()))
}

async fn provide(world: &World, institution: InstitutionId, of: KeyRef, key: &str) {
    let (db, at, key) = (&world.context.db, world.context.clock.now(), hex::decode(key).unwrap());
    custody::provide(db, &*keys(world), (institution, of), &key, at).await.unwrap();
}

impl Road {
    /// Starts the switch; waits until the links are up.
    pub async fn start(&mut self) {
        self.switch = Some(self.node(1).await);
    }

    /// A switch on the same database, as another node has it.
    pub async fn node(&self, node: i32) -> Switch {
        let switch = self.try_node(node).await.unwrap();
        for link in switch.links().all() {
            assert!(link.link.wait_up(PATIENCE).await);
        }
        switch
    }

    /// The same, which may not start.
    pub async fn try_node(&self, node: i32) -> Result<Switch, StartError> {
        let number_wait = Duration::from_millis(10);
        let mut config = SwitchConfig { node, number_wait, ..SwitchConfig::default() };
        config.front.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        config.front.connections_max = CONNECTIONS_MAX;
        config.front.frame_timeout = Duration::from_millis(500);
        config.saf = SafConfig {
            pause: Duration::from_millis(50),
            look_every: Duration::from_millis(50),
            tries_max: 3,
        };
        let context = &self.world.context;
        let parts = Parts {
            db: context.db.clone(),
            clock: context.clock.clone(),
            vault: context.vault.clone(),
            keys: keys(&self.world),
            ledger: self.ledger.clone(),
            directory: self.directory.clone(),
            router: self.router.clone(),
        };
        Switch::start(config, parts).await
    }

    /// Reads links, rules and contracts again now.
    pub async fn refreshed(&self) {
        self.router.refresh().await.unwrap();
    }

    pub fn router(&self) -> &Router {
        &self.router
    }

    /// What a link's breaker says.
    pub fn breaker(&self, link: LinkId) -> BreakerReport {
        self.router.board().breaker_report(link, self.world.context.clock.now())
    }

    /// Stops the switch in good order.
    pub async fn stop(&mut self) {
        self.switch.take().unwrap().stop().await;
    }

    pub fn switch(&self) -> &Switch {
        self.switch.as_ref().unwrap()
    }

    /// An active terminal with its master key, known to the switch, not signed in.
    pub async fn terminal(&mut self) -> (TerminalId, Terminal) {
        let (id, terminal) = self.terminal_without_key().await;
        let of = KeyRef { owner: KeyOwner::Terminal(id), purpose: KeyPurpose::Tmk };
        provide(&self.world, BANK, of, MASTER_KEY).await;
        (id, terminal)
    }

    /// An active terminal that the switch has no key of.
    pub async fn terminal_without_key(&mut self) -> (TerminalId, Terminal) {
        self.terminals += 1;
        let number = self.terminals;
        let bound = self.world.active_terminal(number, &self.merchant, BANK_CODE).await;
        self.till(number, bound).await
    }

    /// An active terminal of another kind, of a merchant of the bank, known to the switch.
    pub async fn device(&mut self, device_type: DeviceType, merchant: &Shown) -> TerminalId {
        self.terminals += 1;
        let number = self.terminals;
        let (context, actor) = (&self.world.context, manager(BANK));
        let new = NewTerminal { device_type, ..testing::new_terminal(number) };
        let id = terminals::register(context, &actor, BANK, new).await.unwrap().id;
        let draft = testing::binding_draft(merchant, BANK_CODE);
        terminals::bind(context, &actor, id, draft).await.unwrap();
        terminals::test(context, &actor, id, (TestResult::Passed, "")).await.unwrap();
        let bound = terminals::activate(context, &actor, id, "").await.unwrap();
        self.router.refresh().await.unwrap();
        self.till_of(number, bound, merchant).await.0
    }

    /// A terminal that is being tested, with its master key.
    pub async fn terminal_on_trial(&mut self) -> (TerminalId, Terminal) {
        self.terminals += 1;
        let number = self.terminals;
        let (context, actor) = (&self.world.context, manager(BANK));
        let id = self.world.terminal(number).await.id;
        let draft = testing::binding_draft(&self.merchant, BANK_CODE);
        terminals::bind(context, &actor, id, draft).await.unwrap();
        let begun = (TestResult::Started, "");
        let bound = terminals::test(context, &actor, id, begun).await.unwrap();
        let of = KeyRef { owner: KeyOwner::Terminal(id), purpose: KeyPurpose::Tmk };
        provide(&self.world, BANK, of, MASTER_KEY).await;
        self.till(number, bound).await
    }

    /// The same device with another merchant of the bank, active again.
    pub async fn moved(&self, id: TerminalId, number: u32, to: &Shown) -> Terminal {
        let (context, actor) = (&self.world.context, manager(BANK));
        let draft = testing::binding_draft(to, BANK_CODE);
        let asked = terminals::request_rebind(context, &actor, id, draft).await.unwrap();
        let all = terminals::approvals(Approvals::new(), context.clone());
        let (other, at) = (manager(BANK), context.clock.now());
        all.decide(&context.db, &other, asked, Decision::Approve, "", at).await.unwrap();
        terminals::test(context, &actor, id, (TestResult::Passed, "")).await.unwrap();
        let bound = terminals::activate(context, &actor, id, "").await.unwrap();
        self.till_of(number, bound, to).await.1
    }

    async fn till(&self, number: u32, bound: terminals::Terminal) -> (TerminalId, Terminal) {
        self.till_of(number, bound, &self.merchant).await
    }

    async fn till_of(
        &self,
        number: u32,
        bound: terminals::Terminal,
        merchant: &Shown,
    ) -> (TerminalId, Terminal) {
        self.directory.refresh(chrono::TimeDelta::seconds(60)).await.unwrap();
        let binding = bound.binding.unwrap();
        let terminal = Terminal::new(TerminalConfig {
            merchant_code: merchant.merchant.code.to_string(),
            terminal_code: binding.terminal_code.as_str().to_owned(),
            serial: Some(testing::serial(number)),
            device_type: "04".to_owned(),
            place: Some("+29.557700/+106.577000".to_owned()),
            master_key: Key::from_hex(MASTER_KEY).unwrap(),
            mac_profile: MacProfile::CupEcb,
        });
        (bound.id, terminal)
    }

    /// A terminal that has signed in, and its connection.
    pub async fn signed_in(&mut self) -> (Terminal, Line) {
        let (_, mut terminal) = self.terminal().await;
        let mut line = self.line().await;
        line.sign_in(&mut terminal).await.unwrap();
        (terminal, line)
    }

    pub async fn line(&self) -> Line {
        Line::connect(self.switch().address(), PATIENCE).await.unwrap()
    }

    /// All payments, oldest first.
    pub async fn payments(&self) -> Vec<PaymentSummary> {
        let mut tx = self.world.context.db.read().await.unwrap();
        let mut all = store::payments(&mut tx, &Filter::default(), 200).await.unwrap();
        all.reverse();
        all
    }

    /// State and code of every payment, oldest first.
    pub async fn states(&self) -> Vec<String> {
        let all = self.payments().await;
        let line = |payment: &PaymentSummary| {
            let code = payment.response_code.as_deref().unwrap_or("-");
            format!("{} {} {code}", payment.kind, payment.state)
        };
        all.iter().map(line).collect()
    }

    pub async fn reversals(&self) -> Vec<ReversalView> {
        let mut tx = self.world.context.db.read().await.unwrap();
        store::reversals(&mut tx, (None, None), None, 200).await.unwrap()
    }

    /// Waits until the payments stand as told.
    pub async fn until_states(&self, wanted: &[&str]) {
        let started = Instant::now();
        loop {
            let states = self.states().await;
            if states == wanted {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "{states:?}, wanted {wanted:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the acquirer has acknowledged every reversal.
    pub async fn until_reversals_end(&self) {
        let started = Instant::now();
        while self.reversals().await.iter().any(|one| one.state != ReversalState::Acknowledged) {
            assert!(started.elapsed() < PATIENCE, "{:?}", self.reversals().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What is owed to the merchant, fen, from the ledger.
    pub async fn owed_fen(&self) -> i64 {
        let owner = self.merchant.merchant.id.to_string();
        let kind = ledger::AccountKind::MerchantPayable;
        let account = ledger::accounts::id_for(BANK, kind, &owner);
        match self.ledger.balance(BANK, account, None).await {
            Ok(balance) => balance.counters.net().fen(),
            Err(ledger::Error::AccountMissing(_)) => 0,
            Err(error) => panic!("{error}"),
        }
    }

    /// Closes a terminal as staff do.
    pub async fn close_terminal(&self, id: TerminalId) {
        terminals::close(&self.world.context, &manager(BANK), id, "").await.unwrap();
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}
