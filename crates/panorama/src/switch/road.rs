//! Which way a request goes: the binding check under the acquirer's policy, then the rules. And
//! the links of this node, kept as the table of links says.

use super::core::{Core, TimeLine};
use super::keys::{KeyOwner, KeyPurpose, KeyRef};
use super::links::AcquirerLink;
use super::model::PaymentKind;
use super::request::{Asked, Says};
use super::saf;
use super::store;
use super::subject::{Plan, Route, Subject};
use crate::acquirers::{BreakerState, Dialect, Link as LinkRow, LinkReport, MacProfile};
use crate::routing::{Considered, ConsideredTarget, Decision, Question, Reason, RoutedKind};
use crate::terminals::BindingCheck;
use connect::acquirer::MacMaker;
use connect::acquirer::link::{Link, LinkConfig, LinkPhase, Stray};
use iso8583::Message;
use kernel::PaymentId;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

/// Reads links again after so long.
const REFRESH_EVERY: Duration = Duration::from_secs(2);

/// Why a payment goes where it goes, as it is kept with it.
#[derive(Serialize)]
struct Kept<'a> {
    binding: &'a BindingCheck,
    routing: RoutingKept<'a>,
}

#[derive(Serialize)]
struct RoutingKept<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    acquirer: Option<kernel::InstitutionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<kernel::LinkId>,
    considered: Vec<ConsideredKept<'a>>,
}

#[derive(Serialize)]
struct ConsideredKept<'a> {
    route: Option<kernel::RouteId>,
    name: &'a str,
    acquirer: kernel::InstitutionId,
    outcome: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetKept>,
}

/// Which of a rule's several targets.
#[derive(Serialize)]
struct TargetKept {
    link: kernel::LinkId,
    weight: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    fee_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn kept(all: &[Considered]) -> Vec<ConsideredKept<'_>> {
    fn one(one: &Considered) -> ConsideredKept<'_> {
        ConsideredKept {
            route: one.route,
            name: &one.name,
            acquirer: one.acquirer,
            outcome: one.outcome.as_str(),
            reason: one.reason.as_str(),
            target: one.target.as_ref().map(target),
        }
    }
    fn target(target: &ConsideredTarget) -> TargetKept {
        TargetKept {
            link: target.link,
            weight: target.weight,
            fee_fen: target.fee_fen,
            reason: target.reason.map(|reason| reason.as_str()),
        }
    }
    all.iter().map(one).collect()
}

impl Core {
    /// Holds a request against its terminal's binding and decides where it goes.
    pub fn plan(
        &self,
        message: &Message,
        subject: &Subject,
        (asked, payment): (&Asked, PaymentId),
        line: &mut TimeLine,
    ) -> Plan {
        let roads = self.router.acquirers().now();
        let presented = Says::of(message).presented(message);
        let verdict = subject.check(&roads.policy(subject.acquirer()), &presented);
        line.mark("checked");
        let nowhere = |considered| {
            let routing = RoutingKept { acquirer: None, link: None, considered: kept(considered) };
            json(&Kept { binding: &verdict, routing })
        };
        if !verdict.passes() {
            return Plan::Refuse("58", nowhere(&[]));
        }
        let kind = match asked.kind {
            PaymentKind::Sale => RoutedKind::Sale,
            PaymentKind::Preauth => RoutedKind::Preauth,
            PaymentKind::BalanceQuery => RoutedKind::BalanceQuery,
            PaymentKind::Void
            | PaymentKind::Refund
            | PaymentKind::PreauthVoid
            | PaymentKind::Completion
            | PaymentKind::CompletionVoid => return Plan::Follow(nowhere(&[])),
        };
        let question = Question {
            payment,
            institution: subject.institution(),
            merchant: subject.merchant(),
            kind,
            product: asked.product,
            // What looks for its way has one.
            card: asked.card.as_ref().map_or("", |card| card.reveal()),
            mcc: subject.mcc(),
            amount_fen: asked.amount_fen,
            at: line.at,
        };
        let decided = self.router.decide_over(&question, |link| self.links.is_up(link));
        line.mark("routed");
        match decided {
            Ok(decision) => send(&verdict, decision),
            Err(nothing) => {
                tracing::warn!(merchant = %subject.merchant(), why = %nothing, "no route");
                let down = nothing.considered.iter().any(|one| is_away(one.reason));
                let code = if down { "91" } else { "92" };
                Plan::Refuse(code, nowhere(&nothing.considered))
            }
        }
    }
}

/// The link is there, but nothing may pass for now.
fn is_away(reason: Reason) -> bool {
    matches!(reason, Reason::LinkDown | Reason::LinkBroken | Reason::LinkEliminated)
}

fn send(verdict: &BindingCheck, decision: Decision) -> Plan {
    let kept = Kept {
        binding: verdict,
        routing: RoutingKept {
            acquirer: Some(decision.acquirer),
            link: Some(decision.link),
            considered: kept(&decision.considered),
        },
    };
    let decided = json(&kept);
    let route = Route {
        acquirer: decision.acquirer,
        acquirer_code: decision.acquirer_code,
        link: decision.link,
        merchant_code: decision.acquirer_merchant_code.to_string(),
    };
    Plan::Send(route, decided)
}

fn json(kept: &Kept<'_>) -> String {
    // Words, numbers and ids: nothing in it can fail to be written.
    serde_json::to_string(kept).unwrap_or_else(|_| "{}".to_owned())
}

/// Keeps the links as the table says, until told to stop.
pub async fn run(core: Arc<Core>, tasks: TaskTracker, mut stop: watch::Receiver<bool>) {
    let links_stop = stop.clone();
    loop {
        tokio::select! {
            () = tokio::time::sleep(REFRESH_EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = refresh_links(&core, &tasks, &links_stop).await {
            tracing::warn!(%error, "links cannot be refreshed, trying again");
        }
    }
}

/// Starts, restarts and stops links, and tells the board how they are.
pub async fn refresh_links(
    core: &Arc<Core>,
    tasks: &TaskTracker,
    stop: &watch::Receiver<bool>,
) -> sqlx::Result<()> {
    let wanted = core.router.acquirers().now();
    for link in core.links.all() {
        let same = |row: &LinkRow| row.settings.same_connection(&link.settings);
        let stays = wanted.active().any(|row| row.id == link.id && same(row));
        if !stays && let Some(gone) = core.links.take(link.id) {
            tracing::info!(link = %gone.id, "link taken out of use");
            core.router.board().forget(gone.id);
            tasks.spawn(async move { gone.link.stop().await });
        }
    }
    for row in wanted.active() {
        core.router.board().watch(row.id, row.settings.health);
        if core.links.get(row.id).is_some() {
            continue;
        }
        if row.settings.dialect != Dialect::Pos {
            tracing::error!(link = %row.id, "the switch speaks the POS dialect only: not started");
            continue;
        }
        if let Err(error) = core.keys.reach(row.institution, KeyOwner::Link(row.id)).await {
            tracing::error!(link = %row.id, %error, "keys of a link cannot be read");
            continue;
        }
        let link = Arc::new(start(core, row));
        core.links.put(link.clone());
        tasks.spawn(saf::run(core.clone(), link, stop.clone()));
    }
    report(core).await
}

/// Tells the board how the links are, for routing and for the console on other nodes.
async fn report(core: &Core) -> sqlx::Result<()> {
    let mut tx = core.db.read().await?;
    let depths = store::reversal_depths(&mut tx).await?;
    drop(tx);
    let (board, now) = (core.router.board(), core.clock.now());
    for link in core.links.all() {
        let depth = depths.iter().find(|(id, _)| *id == link.id);
        let report = LinkReport {
            institution: link.acquirer,
            link: link.id,
            node: core.config.node,
            saf_depth: depth.map_or(0, |(_, count)| *count),
            breaker: board.breaker_report(link.id, now),
            at: now,
            health: link.link.health(),
        };
        measure(&report);
        board.report(report);
    }
    board.save(&core.db).await
}

/// Tells `/metrics` of a link.
fn measure(report: &LinkReport) {
    let labels = [("acquirer", report.institution.to_string()), ("link", report.link.to_string())];
    let up = if report.health.state == LinkPhase::Up { 1 } else { 0 };
    metrics::gauge!("link_up", &labels).set(up);
    let passes = if report.breaker.state == BreakerState::Closed { 0 } else { 1 };
    metrics::gauge!("link_breaker_open", &labels).set(passes);
    // A count far below 2^32.
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    metrics::gauge!("reversals_waiting", &labels).set(count(report.saf_depth));
    let total = |name, value| metrics::counter!(name, &labels).absolute(value);
    total("link_requests_total", report.health.sent);
    total("link_unanswered_total", report.health.unanswered);
    total("link_late_total", report.health.late);
    total("link_unmatched_total", report.health.unmatched);
}

fn start(core: &Arc<Core>, row: &LinkRow) -> AcquirerLink {
    let settings = &row.settings;
    let ms = |ms: i32| Duration::from_millis(u64::try_from(ms).unwrap_or(0));
    let mut config = LinkConfig::pos(&settings.name, &settings.address);
    config.reply_timeout = ms(settings.reply_timeout_ms);
    config.connect_timeout = ms(settings.connect_timeout_ms);
    config.echo_after = ms(settings.echo_after_ms);
    config.in_flight_max = usize::try_from(settings.in_flight_max).unwrap_or(1);
    config.terminal = settings.terminal_code.clone();
    config.merchant = settings.merchant_code.clone();
    let key = KeyRef { owner: KeyOwner::Link(row.id), purpose: KeyPurpose::Zak };
    let profile = match settings.mac_profile {
        MacProfile::None => None,
        MacProfile::CupEcb => Some(iso8583::MacProfile::CupEcb),
        MacProfile::X919 => Some(iso8583::MacProfile::X919),
    };
    let keys = core.keys.clone();
    config.mac = profile.map(|profile| -> MacMaker {
        Arc::new(move |data| {
            // Without its key the link's MACs are wrong and the host refuses: nothing passes.
            keys.mac(key, profile, data).unwrap_or_else(|error| {
                tracing::error!(%error, "a link has no MAC key");
                [0; 8]
            })
        })
    });
    // The handler must not keep the core alive, which holds the link.
    let weak = Arc::downgrade(core);
    let stray = Arc::new(move |stray: Stray| {
        if let Some(core) = weak.upgrade() {
            tokio::spawn(async move { core.late(stray).await });
        }
    });
    AcquirerLink {
        id: row.id,
        acquirer: row.institution,
        settings: settings.clone(),
        link: Link::start(config, stray),
    }
}

impl Core {
    /// An answer that nobody awaits any more. Its payment has its ending and its reversal; that
    /// the answer came is noted with the reversal. What we never asked is in the log only.
    async fn late(&self, stray: Stray) {
        let Some((institution, payment)) = self.flights.late(&stray.key) else {
            return;
        };
        let code = stray.message.get(39).unwrap_or_default();
        let note = async {
            let mut tx = self.db.begin().await?;
            store::note_late(&mut tx, institution, payment, code, self.clock.now()).await?;
            tx.commit().await
        };
        if let Err(error) = note.await {
            tracing::warn!(%payment, %error, "a late answer cannot be noted");
        }
    }
}
