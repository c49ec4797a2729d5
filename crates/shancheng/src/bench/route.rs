//! `shancheng bench route`: routing decisions a second through the router that the switch asks.
//!
//! The table is as large as a real one: 500 rules of the network branch, approved one by one as
//! every rule is, with 20 card ranges of eight digits each, 10,000 in all; each rule leads to three
//! targets, nine of ten by weight and the tenth by the least fee. The questions are payments of
//! the demo's merchants, which have contracts with all three acquirers. Every decision asks the
//! breakers of the links and its outcome is told to them, as the switch does; one in a thousand
//! fails. Two threads ask at once, one on each of two processors.
//!
//! The peer, juspay's decision-engine, cannot be run here: its figures are those it publishes for
//! two processors, requests a second over HTTP. Ours are calls within the process, so the ratio
//! says what the switch pays for a decision in its own process and not over the network.

use super::peer::{median, recreate};
use crate::Trouble;
use crate::demo::{merchants as demo_merchants, people};
use chrono::{DateTime, Utc};
use identity::approvals::Decision;
use identity::{Actor, Approvals, Role, Secrets, Who};
use kernel::{Clock, InstitutionId, LinkId, Mcc, MerchantId, PaymentId, PersonId};
use panorama::Context;
use panorama::acquirers::{self, HealthSettings, LinkHealthBoard, LinkSettings};
use panorama::merchants::{self, ContractDraft, ContractMode, Filter};
use panorama::routing::{
    self, BinRange, Conditions, NETWORK, Question, RouteDraft, RoutedKind, Router, Strategy, Target,
};
use serde_json::{Value, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use storage::migrate::{self, Migration};
use storage::vault::{self, Vault};
use storage::{Db, PoolConfig};

const DATABASE_ROUTE: &str = "shancheng_bench_route";
const RULES: u32 = 500;
const RANGES_PER_RULE: u32 = 20;
const ROUNDS: usize = 3;
const THREADS: usize = 2;
const QUESTIONS: usize = 100_000;
/// Shares of a rule's targets.
const WEIGHTS: [u32; 3] = [70, 20, 10];
/// One payment in so many fails for a technical reason.
const FAILS_ONE_IN: u64 = 1_000;
/// Requests a second that the peer publishes for two processors in its benchmarks: routing by
/// success rate at its peak, and routing by rules.
const PEER_BY_HEALTH: f64 = 835.0;
const PEER_BY_RULES: f64 = 389.0;

/// A payment to be.
struct Ask {
    institution: InstitutionId,
    merchant: MerchantId,
    mcc: Mcc,
    card: String,
    amount_fen: i64,
}

/// What a thread did.
#[derive(Default)]
struct Run {
    /// Nanoseconds, sorted.
    latencies: Vec<u32>,
    /// Payments by the place of the target that was chosen, of rules by weight.
    firsts: [u64; 3],
    nowhere: u64,
}

/// Measures for about `seconds` a run and answers the line to print. Makes a database of its own
/// on the server and drops it at the end.
pub async fn run(
    server: &PgConnectOptions,
    migrations: &[Migration],
    seconds: u64,
) -> Result<Value, Trouble> {
    let mut admin = server.connect().await?;
    recreate(&mut admin, DATABASE_ROUTE, true).await?;
    let options = server.clone().database(DATABASE_ROUTE);
    migrate::run(&options, migrations).await?;
    let db = Db::connect(options, &PoolConfig::default()).network();
    let outcome = measure(&db, Duration::from_secs(seconds)).await;
    db.pool().close().await;
    recreate(&mut admin, DATABASE_ROUTE, false).await?;
    admin.close().await?;
    outcome
}

async fn measure(db: &Db, time: Duration) -> Result<Value, Trouble> {
    let vault = Vault::from_text(&vault::generate())?;
    let secrets = Secrets::new(Arc::new(vault.clone()));
    let context = Context { db: db.clone(), clock: Clock::system(), vault };
    people::load_institutions(db, &secrets, kernel::Clock::system().now()).await?;
    demo_merchants::load(&context).await?;
    let links = add_links(&context).await?;
    add_rules(&context, &links).await?;
    let asks = Arc::new(asks(&context).await?);
    let board = LinkHealthBoard::new();
    links.iter().for_each(|target| board.watch(target.link_id, HealthSettings::default()));
    let router = Router::load(db, &context.clock, board).await?;
    let routes = router.table().routes();
    eprintln!("{routes} rules, {} questions", asks.len());
    let (mut rates, mut alone, mut all) = (Vec::new(), Vec::new(), Run::default());
    for round in 1..=ROUNDS {
        alone.push(together(&router, &asks, (1, time), &mut Run::default())?);
        rates.push(together(&router, &asks, (THREADS, time), &mut all)?);
        eprintln!("round {round}: {:.0} decisions/s", rates[rates.len() - 1]);
    }
    if 0 < all.nowhere {
        return Err(format!("{} payments found no way", all.nowhere).into());
    }
    Ok(line(rates, alone, all, routes))
}

async fn add_links(context: &Context) -> Result<Vec<Target>, Trouble> {
    let mut links = Vec::new();
    let acquirers = [people::SHANCHENG_BANK, people::JIALING_PAY, people::LIANGJIANG];
    for (acquirer, weight) in acquirers.into_iter().zip(WEIGHTS) {
        let actor = Actor::system(acquirer, "bench");
        let settings = LinkSettings::new("bench", "127.0.0.1:9");
        let link = acquirers::add_link(context, &actor, acquirer, settings).await?;
        links.push(Target { acquirer_id: acquirer, link_id: link.id, weight });
    }
    Ok(links)
}

async fn add_rules(context: &Context, links: &[Target]) -> Result<(), Trouble> {
    let asks = Actor::system(NETWORK, "bench");
    // Only a person can decide.
    let decides =
        Actor { who: Who::Person(PersonId::new()), roles: vec![Role::RiskOfficer], ..asks.clone() };
    let approvals = routing::register(Approvals::new());
    for rule in 0..RULES {
        let range = |place: u32| {
            let digits = first_digits(rule * RANGES_PER_RULE + place);
            BinRange { low: digits.clone(), high: digits }
        };
        let draft = RouteDraft {
            name: format!("卡段 {rule}"),
            priority: 100,
            conditions: Conditions {
                bin_ranges: (0..RANGES_PER_RULE).map(range).collect(),
                ..Conditions::default()
            },
            strategy: if is_by_cost(rule) { Strategy::Cost } else { Strategy::Weight },
            targets: links.to_vec(),
        };
        let (_, approval) = routing::create(context, &asks, draft).await?;
        let now = context.clock.now();
        approvals.decide(&context.db, &decides, approval, Decision::Approve, "", now).await?;
    }
    Ok(())
}

fn is_by_cost(rule: u32) -> bool {
    rule % 10 == 9
}

/// Eight digits of the card range with this number.
fn first_digits(range: u32) -> String {
    format!("62{:06}", range * 97)
}

/// Payments of all merchants; four of five with a card that a rule names.
async fn asks(context: &Context) -> Result<Vec<Ask>, Trouble> {
    let mut all = Vec::new();
    for home in [people::SHANCHENG_BANK, people::JIALING_PAY, people::LIANGJIANG] {
        let actor = Actor { network: false, ..Actor::system(home, "bench") };
        let page = merchants::list(context, &actor, &Filter::default()).await?;
        for shown in page.items.into_iter().filter(|shown| shown.merchant.institution == home) {
            contract_with_all(context, &actor, &shown).await?;
            all.push(shown.merchant);
        }
    }
    if all.is_empty() {
        return Err("the demo has no merchants".into());
    }
    let ask = |number: usize| {
        let merchant = &all[number % all.len()];
        let range = rand::random_range(0..RULES * RANGES_PER_RULE * 5 / 4);
        Ask {
            institution: merchant.institution,
            merchant: merchant.id,
            mcc: merchant.mcc,
            card: format!("{}{:011}", first_digits(range), rand::random_range(0_u64..1 << 36)),
            amount_fen: rand::random_range(100..1_000_000),
        }
    };
    Ok((0..QUESTIONS).map(ask).collect())
}

async fn contract_with_all(
    context: &Context,
    actor: &Actor,
    shown: &merchants::Shown,
) -> Result<(), Trouble> {
    for acquirer in [people::SHANCHENG_BANK, people::JIALING_PAY, people::LIANGJIANG] {
        if shown.contracts.iter().any(|contract| contract.acquirer == acquirer) {
            continue;
        }
        let draft = ContractDraft {
            acquirer_id: acquirer,
            acquirer_merchant_code: None,
            mode: ContractMode::Joint,
            products: vec!["card".to_owned()],
            from: None,
            until: None,
        };
        merchants::add_contract(context, actor, shown.merchant.id, draft).await?;
    }
    Ok(())
}

/// Decisions a second of several threads.
fn together(
    router: &Router,
    asks: &Arc<Vec<Ask>>,
    (threads, time): (usize, Duration),
    sum: &mut Run,
) -> Result<f64, Trouble> {
    let over = AtomicBool::new(false);
    let started = Instant::now();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let thread = |number: usize| {
            let over = &over;
            scope.spawn(move || decide(router, asks, number * QUESTIONS / THREADS, over))
        };
        let running: Vec<_> = (0..threads).map(thread).collect();
        std::thread::sleep(time);
        over.store(true, Ordering::Relaxed);
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    if runs.len() < threads {
        return Err("a thread has failed".into());
    }
    let decided: usize = runs.iter().map(|run| run.latencies.len()).sum();
    let rate = decided as f64 / started.elapsed().as_secs_f64();
    for run in runs {
        sum.latencies.extend(run.latencies);
        sum.nowhere += run.nowhere;
        for (whole, part) in sum.firsts.iter_mut().zip(run.firsts) {
            *whole += part;
        }
    }
    Ok(rate)
}

fn decide(router: &Router, asks: &[Ask], start: usize, over: &AtomicBool) -> Run {
    let mut run = Run::default();
    let mut number = 0_u64;
    for ask in asks.iter().cycle().skip(start) {
        if over.load(Ordering::Relaxed) {
            return run;
        }
        let question = question(ask, Utc::now());
        let began = Instant::now();
        let decided = router.decide(&question);
        let took = began.elapsed().as_nanos();
        run.latencies.push(u32::try_from(took).unwrap_or(u32::MAX));
        number += 1;
        match decided {
            Ok(decision) => {
                tell(router, decision.link, number, question.at);
                let place = decision.considered.iter().position(|line| {
                    line.target.as_ref().is_some_and(|target| {
                        target.fee_fen.is_none() && target.link == decision.link
                    })
                });
                if let Some(place) = place.filter(|_| decision.considered.len() == WEIGHTS.len()) {
                    run.firsts[place] += 1;
                }
            }
            Err(_) => run.nowhere += 1,
        }
    }
    run
}

fn question(ask: &Ask, at: DateTime<Utc>) -> Question<'_> {
    Question {
        payment: PaymentId::new(),
        institution: ask.institution,
        merchant: ask.merchant,
        kind: RoutedKind::Sale,
        product: "card",
        card: &ask.card,
        mcc: ask.mcc,
        amount_fen: ask.amount_fen,
        at,
    }
}

fn tell(router: &Router, link: LinkId, number: u64, at: DateTime<Utc>) {
    router.board().record(link, at, at, !number.is_multiple_of(FAILS_ONE_IN));
}

fn line(rates: Vec<f64>, alone: Vec<f64>, mut all: Run, routes: usize) -> Value {
    all.latencies.sort_unstable();
    let percentile = |permille: usize| {
        let index = (all.latencies.len() * permille / 1000).min(all.latencies.len().max(1) - 1);
        all.latencies.get(index).map_or(0.0, |nanoseconds| f64::from(*nanoseconds))
    };
    let us = |permille: usize| (percentile(permille) / 10.0).round() / 100.0;
    let ms = |permille: usize| (percentile(permille) / 10.0).round() / 100_000.0;
    let value = median(rates.clone());
    let weighted: u64 = all.firsts.iter().sum();
    let shares = all.firsts.map(|first| (first * 1000).checked_div(weighted).unwrap_or(0));
    let rounded = |numbers: &[f64]| numbers.iter().map(|one| one.round()).collect::<Vec<f64>>();
    json!({
        "name": "route",
        "value": value.round(),
        "unit": "decisions/s within the process, two threads",
        "peer": "juspay decision-engine, routing by success rate, published: requests/s over HTTP \
                 on two processors; not run here",
        "peer_value": PEER_BY_HEALTH,
        "ratio": (value / PEER_BY_HEALTH).round(),
        "p50_ms": ms(500),
        "p95_ms": ms(950),
        "p99_ms": ms(990),
        "runs": ROUNDS,
        "peer_by_rules": PEER_BY_RULES,
        "ratio_by_rules": (value / PEER_BY_RULES).round(),
        "p50_us": us(500),
        "p95_us": us(950),
        "p99_us": us(990),
        "values": rounded(&rates),
        "one_thread": median(alone).round(),
        "rules": routes,
        "card_ranges": RULES * RANGES_PER_RULE,
        "shares_permille": shares,
        "weights": WEIGHTS,
    })
}
