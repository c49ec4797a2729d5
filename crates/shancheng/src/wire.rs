//! Who listens to whom: the one place that knows all modules.

use crate::config::Config;
use evidence::Log;
use gateway::{App, OpenApiRouter};
use identity::Approvals;
use jobs::queue::{KindConfig, Schedule, When};
use jobs::webhooks::WebhookConfig;
use jobs::{Failure, Relay, Webhooks, Worker};
use kernel::{Clock, InstitutionId};
use ledger::Ledger;
use panorama::acquirers::LinkHealthBoard;
use panorama::clearing::cut::ClearingState;
use panorama::clearing::reconciliation::{self, ReconState};
use panorama::clearing::{cut, fees, settlement};
use panorama::prepaid::PrepaidState;
use panorama::routing::{Router, RoutingState};
use panorama::sandbox::SandboxState;
use panorama::switch::counter::Counter;
use panorama::switch::keys::{KeyStore, KeysState, SoftwareKeys, custody};
use panorama::switch::{Feed, PaymentsState};
use panorama::tills::TillsState;
use panorama::tills::codes::CodesState;
use panorama::{
    Context, acquirers, imports, merchants, prepaid, routing, sandbox, switch, terminals, tills,
};
use serde_json::{Value, json};
use std::sync::Arc;
use storage::Db;
use storage::vault::Vault;
use utoipa::openapi::OpenApi;

const NETWORK: InstitutionId = InstitutionId(1);

/// Where keys lie: in software, sealed by the vault.
pub fn keys(context: &Context) -> Arc<dyn KeyStore> {
    let Context { db, clock, vault } = context.clone();
    Arc::new(SoftwareKeys::new(db.network(), vault, clock))
}

/// What approvals do when they are given.
pub fn approvals(context: &Context, keys: &Arc<dyn KeyStore>) -> Approvals {
    let approvals = routing::register(Approvals::new());
    let approvals = acquirers::register(approvals);
    let approvals = fees::register(approvals);
    let approvals = settlement::holds::register(approvals);
    let approvals = custody::register(approvals, keys.clone());
    let approvals = reconciliation::settle::approve(approvals, context.clone());
    terminals::approvals(approvals, context.clone())
}

/// What the platforms' routes reach beside the application.
pub struct Faces {
    /// Database, clock, vault.
    pub context: Context,
    /// The rules in force on this node.
    pub router: Router,
    /// Keys of terminals and links.
    pub keys: Arc<dyn KeyStore>,
    /// What happens on this node's switch; empty without one.
    pub feed: Feed,
    /// The way to this node's switch; none without one.
    pub counter: Option<Counter>,
    /// The books.
    pub ledger: Ledger,
    /// The wallet's page that gives payers a code for one payment.
    pub wallet: Arc<str>,
    /// The acquirer of sandboxes; none where none are opened.
    pub sandbox_acquirer: Option<InstitutionId>,
}

/// The routes of the platforms.
pub fn modules(faces: Faces) -> OpenApiRouter {
    let Faces { context, router, keys, feed, counter, ledger, wallet, sandbox_acquirer } = faces;
    let codes = CodesState {
        context: context.clone(),
        counter: counter.clone(),
        acquirers: router.acquirers().clone(),
        wallet,
    };
    let sandboxes = SandboxState { context: context.clone(), acquirer: sandbox_acquirer };
    let clearing = ClearingState { context: context.clone(), ledger: ledger.clone() };
    let prepaid_cards = PrepaidState { context: context.clone(), ledger: ledger.clone() };
    let reconciled = ReconState { context: context.clone(), ledger };
    let routing = RoutingState { context: context.clone(), router };
    let payments = PaymentsState { context: context.clone(), feed };
    let tills = TillsState { context: context.clone(), counter };
    let keys = KeysState { context: context.clone(), keys };
    OpenApiRouter::new()
        .merge(acquirers::routes().with_state(context.clone()))
        .merge(routing::routes().with_state(routing))
        .merge(merchants::routes().with_state(context.clone()))
        .merge(terminals::routes().with_state(context.clone()))
        .merge(imports::routes().with_state(context.clone()))
        .merge(fees::routes().with_state(context.clone()))
        .merge(settlement::statements::routes().with_state(context))
        .merge(cut::routes().with_state(clearing.clone()))
        .merge(settlement::routes().with_state(clearing))
        .merge(reconciliation::routes().with_state(reconciled))
        .merge(switch::routes().with_state(payments))
        .merge(switch::keys::routes().with_state(keys))
        .merge(tills::routes().with_state(tills))
        .merge(tills::codes::routes().with_state(codes))
        .merge(sandbox::routes().with_state(sandboxes))
        .merge(prepaid::routes().with_state(prepaid_cards))
}

/// What [`modules`] serves, described.
pub fn description() -> OpenApi {
    let parts = [
        acquirers::routes().into_openapi(),
        routing::routes().into_openapi(),
        merchants::routes().into_openapi(),
        terminals::routes().into_openapi(),
        imports::routes().into_openapi(),
        fees::routes().into_openapi(),
        cut::routes().into_openapi(),
        settlement::routes().into_openapi(),
        settlement::statements::routes().into_openapi(),
        reconciliation::routes().into_openapi(),
        switch::routes().into_openapi(),
        switch::keys::routes().into_openapi(),
        tills::routes().into_openapi(),
        tills::codes::routes().into_openapi(),
        sandbox::routes().into_openapi(),
        prepaid::routes().into_openapi(),
    ];
    parts.into_iter().fold(OpenApi::default(), |mut whole, part| {
        whole.merge(part);
        whole
    })
}

/// Where webhooks may lead: the same when one is added and when it is called.
pub fn webhooks(config: &Config) -> WebhookConfig {
    WebhookConfig { allow_private: config.webhooks.allow_private_addresses, ..Default::default() }
}

/// Background work of the worker role.
pub struct Background {
    /// The queue.
    pub worker: Worker,
    /// The outbox.
    pub relay: Relay,
    /// Deliveries to partners.
    pub webhooks: Webhooks,
    /// The evidence log.
    pub log: Log,
}

/// Everything that runs by the clock or by events.
pub async fn background(
    config: &Config,
    app: &App,
    context: &Context,
    vault: &Vault,
) -> Result<Background, crate::Trouble> {
    let (db, clock) = (app.db.network(), app.clock.clone());
    let webhooks = Webhooks::try_new(db.clone(), clock.clone(), vault.clone(), webhooks(config))?;
    let log = Log::open(&db, clock.clone(), vault, &config.evidence.origin).await?;
    let relay = Relay::new(db.clone(), clock.clone()).subscribe(webhooks.subscriber());
    let worker = jobs::retention::register(
        Worker::new(db.clone(), clock.clone()),
        jobs::retention::Retention::default(),
    );
    let worker = merchants::worker(worker, context.clone());
    let worker = terminals::worker(worker, context.clone());
    let worker = cut::worker(worker, context.clone(), app.ledger.clone());
    let worker = settlement::worker(worker, context.clone());
    let folder = &config.settlement.bank_folder;
    let ledger = app.ledger.clone();
    let worker = settlement::bank::worker(worker, context.clone(), ledger, folder);
    let worker = reconciliation::worker(worker, context.clone(), app.ledger.clone());
    let worker = chores(worker, db, clock, app.ledger.clone());
    Ok(Background { worker, relay, webhooks, log })
}

/// Small things that must be done again and again, once over all nodes.
fn chores(worker: Worker, db: Db, clock: Clock, ledger: Ledger) -> Worker {
    let every = |name: &str, seconds| Schedule {
        name: name.to_owned(),
        when: When::EverySeconds(seconds),
        institution: NETWORK,
        kind: name.to_owned(),
        payload: json!({}),
    };
    let (expiry_clock, expiry) = (clock.clone(), ledger);
    worker
        .on_with("ledger.expire", KindConfig::default(), move |_| {
            let (ledger, now) = (expiry.clone(), expiry_clock.now());
            async move {
                let expired = ledger.expire_due(now).await;
                let expired = expired.map_err(|error| Failure::retry(error.to_string()))?;
                Ok(told("expired", expired as u64))
            }
        })
        .schedule(every("ledger.expire", 5))
        .on_with("gateway.housekeeping", KindConfig::default(), move |_| {
            let (db, now) = (db.clone(), clock.now());
            async move {
                let touched = gateway::housekeeping::run(&db, now).await;
                let touched = touched.map_err(|error| Failure::retry(error.to_string()))?;
                Ok(told("touched", touched))
            }
        })
        .schedule(every("gateway.housekeeping", 3600))
}

/// What a chore has done; null, which leaves no trace of it, when that is nothing.
fn told(what: &str, count: u64) -> Value {
    if count == 0 { Value::Null } else { json!({ what: count }) }
}

/// The board on which a node's switch tells which links are up.
pub fn board() -> LinkHealthBoard {
    LinkHealthBoard::default()
}

#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
