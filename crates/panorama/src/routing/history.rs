//! What a change of the rules would have done to the payments of the past 历史回放: each is decided
//! twice, by the rules as they are and as they would be. Nothing is written, no link is asked.
//!
//! Both times the contracts, links and fees are those of today and every link counts as healthy,
//! so that what differs is the rules' doing alone.

use super::decision::{Contract, Decision, NoRoute, Question};
use super::model::{Route, RouteDraft, RouteState, RoutedKind, RoutedProduct};
use super::router::Router;
use super::store::{self, Narrow, PastPayment};
use super::table::Table;
use super::{Error, one};
use crate::Context;
use crate::acquirers::Standing;
use crate::clearing::fees::{self, Pricing};
use crate::switch;
use chrono::{DateTime, Utc};
use identity::{Actor, Right};
use kernel::{InstitutionId, LinkId, MerchantId, PaymentId, RouteId, Rule, RuleWord};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// Payments of a replay at most.
pub const REPLAYED_MAX: i64 = 20_000;
/// Payments that are shown one by one at most.
const EXAMPLES_MAX: usize = 20;
/// Ways from one target to another that are shown at most.
const MOVES_MAX: usize = 100;

/// Which payments, and what would be different.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The newest so many, 1 to 20,000.
    pub payments: i64,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
    /// Only of this merchant.
    pub merchant: Option<MerchantId>,
    /// The rule that would be another, or gone.
    pub route: Option<RouteId>,
    /// What it would be, or what would be added; none is the end of `route`.
    pub draft: Option<RouteDraft>,
}

/// Payments and what they came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReplaySum)]
pub struct Sum {
    /// Payments.
    pub payments: u64,
    /// Their amounts, fen.
    pub amount_fen: i64,
    /// What the merchants would pay for the sales among them, fen, by today's prices.
    pub fee_fen: i64,
}

/// Where a payment would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(as = ReplayPlace)]
pub struct Place {
    /// The acquirer.
    pub acquirer: InstitutionId,
    /// Over this link.
    pub link: LinkId,
}

/// What a target has by both sets of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReplayShare)]
pub struct Share {
    /// The target.
    #[serde(flatten)]
    pub place: Place,
    /// By the rules as they are.
    pub now: Sum,
    /// By the rules as they would be.
    pub then: Sum,
}

/// Payments that would go another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReplayMove)]
pub struct Move {
    /// From here; absent where they go nowhere now.
    pub from: Option<Place>,
    /// To there; absent where they would go nowhere.
    pub to: Option<Place>,
    /// How many, how much, and by how much the fees of the sales differ: above zero is dearer.
    #[serde(flatten)]
    pub sum: Sum,
}

/// A payment that would go another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReplayExample)]
pub struct Example {
    /// The payment.
    pub payment: PaymentId,
    /// When it was received.
    pub at: DateTime<Utc>,
    /// Fen.
    pub amount_fen: i64,
    /// Where it goes by the rules as they are.
    pub from: Option<Place>,
    /// By this rule.
    pub from_route: Option<RouteId>,
    /// Where it would go.
    pub to: Option<Place>,
    /// By this rule; absent for a rule that does not exist yet and for contracts.
    pub to_route: Option<RouteId>,
}

/// What a change of the rules would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReplayAnswer)]
pub struct Replayed {
    /// All payments, with the fees by the rules as they are.
    pub all: Sum,
    /// Those that would go another way; the fee is the difference, above zero is dearer.
    pub changed: Sum,
    /// Payments that go nowhere now.
    pub nowhere_now: u64,
    /// Payments that would go nowhere.
    pub nowhere_then: u64,
    /// Payments whose card can no longer be opened and which are left out.
    pub unreadable: u64,
    /// When the oldest of them was received.
    pub oldest: Option<DateTime<Utc>>,
    /// When the newest was received.
    pub newest: Option<DateTime<Utc>>,
    /// Each target's part, by acquirer.
    pub shares: Vec<Share>,
    /// The ways from one target to another, the most frequent first.
    pub moves: Vec<Move>,
    /// Some of those that would go another way, the newest first.
    pub examples: Vec<Example>,
}

/// Decides past payments by the rules as they are and as they would be.
pub async fn replay(
    context: &Context,
    router: &Router,
    actor: &Actor,
    replay: Replay,
) -> Result<Replayed, Error> {
    actor.may(Right::RoutesRead)?;
    if !(1..=REPLAYED_MAX).contains(&replay.payments) {
        let rule = Rule::new(RuleWord::Between, format!("is 1 to {REPLAYED_MAX}"));
        return Err(Error::broken("payments", rule.from_to(1, REPLAYED_MAX)));
    }
    let mut tx = context.read(actor).await?;
    let old = match replay.route {
        Some(id) => Some(one(&mut tx, id).await?),
        None => None,
    };
    let narrow = store::Past {
        from: replay.from.map(switch::first_id),
        until: replay.until.map(switch::first_id),
        merchant: replay.merchant,
    };
    let payments = store::past_payments(&mut tx, &narrow, replay.payments).await?;
    drop(tx);
    let changed = changed(context, actor, old, replay.draft).await?;
    router.refresh().await?;
    let mut tx = context.db.network().read().await?;
    let active = Narrow { state: Some(RouteState::Active), ..Narrow::default() };
    let routes = store::list(&mut tx, &active, super::ROUTES_MAX).await?;
    let pricing = Arc::new(fees::pricing_at(&mut tx, context.clock.now()).await?);
    drop(tx);
    let table = |routes| Table::new(routes, router.link_entries()).with_pricing(pricing.clone());
    let then = routes.iter().filter(|route| Some(route.id) != replay.route).cloned();
    let (now, then) = (table(routes.clone()), table(then.chain(changed).collect()));
    let side = Sides { now, then, pricing: pricing.clone() };
    let (vault, router) = (context.vault.clone(), router.clone());
    // Thousands of cards are opened and decided twice: not on the threads that serve requests.
    let work = move || {
        side.replay(
            payments,
            |id, sealed| open(&vault, id, sealed),
            |merchant| router.contracts(merchant),
        )
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Interrupted)
}

/// The rule as it would be; none when it would end.
async fn changed(
    context: &Context,
    actor: &Actor,
    old: Option<Route>,
    draft: Option<RouteDraft>,
) -> Result<Option<Route>, Error> {
    let Some(draft) = draft else {
        let rule = Rule::new(RuleWord::Required, "is needed where no `route` is named");
        return if old.is_some() { Ok(None) } else { Err(Error::broken("draft", rule)) };
    };
    super::check(context, actor, &draft).await?;
    let at = context.clock.now();
    Ok(Some(Route {
        institution: old.as_ref().map_or(actor.institution, |old| old.institution),
        id: old.as_ref().map_or_else(RouteId::new, |old| old.id),
        name: draft.name,
        priority: draft.priority,
        state: RouteState::Active,
        conditions: draft.conditions,
        strategy: draft.strategy,
        targets: draft.targets,
        version: old.as_ref().map_or(0, |old| old.version),
        created_by: actor.who.to_string(),
        approved_by: None,
        created_at: old.as_ref().map_or(at, |old| old.created_at),
        changed_at: at,
    }))
}

/// The first digits of a card, as many as a rule can name.
fn open(
    vault: &storage::vault::Vault,
    payment: PaymentId,
    sealed: &[u8],
) -> Option<Zeroizing<String>> {
    let card = vault.open(&switch::card_context(payment), sealed).ok()?;
    let digits = &card[..card.len().min(super::Conditions::BIN_DIGITS_MAX)];
    Some(Zeroizing::new(std::str::from_utf8(digits).ok()?.to_owned()))
}

/// The rules as they are and as they would be.
struct Sides {
    now: Table,
    then: Table,
    pricing: Arc<Pricing>,
}

impl Sides {
    fn replay(
        &self,
        payments: Vec<PastPayment>,
        card: impl Fn(PaymentId, &[u8]) -> Option<Zeroizing<String>>,
        contracts: impl Fn(MerchantId) -> Arc<[Contract]>,
    ) -> Replayed {
        let mut tally = Tally::default();
        for payment in payments {
            let Some(card) = card(payment.id, &payment.card_sealed) else {
                tally.answer.unreadable += 1;
                continue;
            };
            let contracts = contracts(payment.merchant_id);
            let by_code = switch::is_code_entry(&payment.entry_mode);
            let product = if by_code { RoutedProduct::Qr } else { RoutedProduct::Card };
            let question = Question {
                payment: payment.id,
                institution: payment.institution_id,
                merchant: payment.merchant_id,
                kind: payment.kind,
                product: product.as_str(),
                card: &card,
                mcc: payment.mcc,
                amount_fen: payment.amount_fen,
                at: payment.received_at,
            };
            let side = |table: &Table| {
                let decided = table.decide(&question, &contracts, |_| Standing::Up);
                let fee = |decision: &Decision| self.fee(&question, decision);
                Side::of(&decided, fee)
            };
            tally.add(&payment, side(&self.now), side(&self.then));
        }
        tally.end()
    }

    /// What the merchant would pay for a sale.
    fn fee(&self, question: &Question<'_>, decision: &Decision) -> i64 {
        if question.kind != RoutedKind::Sale {
            return 0;
        }
        let (class, amount_fen) = (self.pricing.class(question.card), question.amount_fen);
        let (acquirer, contract) = (decision.acquirer, decision.contract);
        self.pricing.merchant_fee_fen(acquirer, contract, class, amount_fen).unwrap_or(0)
    }
}

/// Where a payment goes by one set of rules, and what it costs there.
struct Side {
    place: Option<Place>,
    route: Option<RouteId>,
    fee_fen: i64,
}

impl Side {
    fn of(decided: &Result<Decision, NoRoute>, fee: impl Fn(&Decision) -> i64) -> Side {
        match decided {
            Ok(decision) => Side {
                place: Some(Place { acquirer: decision.acquirer, link: decision.link }),
                route: decision.route,
                fee_fen: fee(decision),
            },
            Err(_) => Side { place: None, route: None, fee_fen: 0 },
        }
    }
}

#[derive(Default)]
struct Tally {
    answer: Replayed,
    shares: HashMap<Place, (Sum, Sum)>,
    moves: HashMap<(Option<Place>, Option<Place>), Sum>,
}

impl Tally {
    fn add(&mut self, payment: &PastPayment, now: Side, then: Side) {
        let (amount, at) = (payment.amount_fen, payment.received_at);
        let answer = &mut self.answer;
        answer.all.add(amount, now.fee_fen);
        answer.oldest = Some(answer.oldest.map_or(at, |oldest| oldest.min(at)));
        answer.newest = answer.newest.max(Some(at));
        answer.nowhere_now += u64::from(now.place.is_none());
        answer.nowhere_then += u64::from(then.place.is_none());
        if let Some(place) = now.place {
            self.shares.entry(place).or_default().0.add(amount, now.fee_fen);
        }
        if let Some(place) = then.place {
            self.shares.entry(place).or_default().1.add(amount, then.fee_fen);
        }
        if now.place == then.place {
            return;
        }
        // What goes nowhere costs nothing: that is no saving.
        let both = now.place.is_some() && then.place.is_some();
        let difference = if both { then.fee_fen.saturating_sub(now.fee_fen) } else { 0 };
        answer.changed.add(amount, difference);
        self.moves.entry((now.place, then.place)).or_default().add(amount, difference);
        if answer.examples.len() < EXAMPLES_MAX {
            answer.examples.push(Example {
                payment: payment.id,
                at,
                amount_fen: amount,
                from: now.place,
                from_route: now.route,
                to: then.place,
                to_route: then.route,
            });
        }
    }

    fn end(self) -> Replayed {
        let share = |(place, (now, then))| Share { place, now, then };
        let mut shares: Vec<Share> = self.shares.into_iter().map(share).collect();
        shares.sort_unstable_by_key(|share| share.place);
        let moved = |((from, to), sum)| Move { from, to, sum };
        let mut moves: Vec<Move> = self.moves.into_iter().map(moved).collect();
        moves.sort_unstable_by_key(|one| (std::cmp::Reverse(one.sum.payments), one.from, one.to));
        moves.truncate(MOVES_MAX);
        Replayed { shares, moves, ..self.answer }
    }
}

impl Sum {
    /// Sums of at most 20,000 payments; one that would overflow stays at its limit.
    fn add(&mut self, amount_fen: i64, fee_fen: i64) {
        self.payments += 1;
        self.amount_fen = self.amount_fen.saturating_add(amount_fen);
        self.fee_fen = self.fee_fen.saturating_add(fee_fen);
    }
}
