//! What staff and partners see of payments and do about reversals.

use super::feed::{Feed, Seen};
use super::model::ReversalState;
use super::store::{self, Filter, Rest};
use super::view::{
    AcquirerHealth, HopView, Overview, PaymentDetail, PaymentSummary, ReversalView, SeriesPoint,
};
use crate::Context;
use crate::acquirers;
use crate::terminals::BindingCheck;
use chrono::{DateTime, TimeDelta, Utc};
use connect::acquirer::link::LinkPhase;
use identity::{Actor, Denied, audit};
use kernel::fault::database_kind;
use kernel::{Cursor, Fault, InstitutionId, Kind, Page, PaymentId, ReversalId};
use serde_json::{Value, json};

/// Most minutes that an overview covers.
pub const OVERVIEW_MINUTES_MAX: i64 = 60;
/// Points of an overview's series.
const SERIES_POINTS: i64 = 60;
/// Shortest step of the series, seconds.
const STEP_MIN_S: i64 = 10;
/// Seconds of the rate shown.
const RATE_S: i64 = 10;
/// Longest note of staff, characters.
const NOTE_MAX: usize = 500;

/// What can go wrong at the desk.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such payment, or not for this actor's eyes.
    #[error("there is no payment {0}")]
    PaymentMissing(PaymentId),
    /// No such reversal, or not for this actor's eyes.
    #[error("there is no reversal {0}")]
    ReversalMissing(ReversalId),
    /// It is acknowledged or resolved already.
    #[error("reversal {0} is ended: it cannot be retried or resolved any more")]
    ReversalEnded(ReversalId),
    /// A note is 1 to 500 characters.
    #[error("note is 1 to 500 characters")]
    Note,
    /// A cursor that no list gave.
    #[error("cursor is `next` of the page before")]
    Cursor,
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error("payments cannot be read")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::PaymentMissing(_) | Error::ReversalMissing(_) => Kind::Missing,
            Error::ReversalEnded(_) => Kind::Conflict,
            Error::Note | Error::Cursor => Kind::Invalid,
            Error::Denied(denied) => denied.kind(),
            Error::Database(error) => database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::PaymentMissing(_) => "payment_missing",
            Error::ReversalMissing(_) => "reversal_missing",
            Error::ReversalEnded(_) => "reversal_ended",
            Error::Note => "note_invalid",
            Error::Cursor => "cursor_invalid",
            Error::Denied(denied) => denied.code(),
            Error::Database(_) => "payments_database",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Error::Note => Some("note"),
            Error::Cursor => Some("cursor"),
            _ => None,
        }
    }
}

/// Whose payments an actor sees.
pub fn seen(actor: &Actor) -> Seen {
    if actor.network { Seen::Network } else { Seen::Institution(actor.institution) }
}

/// Reads a cursor of payments.
pub fn cursor(cursor: Option<&Cursor>) -> Result<Option<PaymentId>, Error> {
    cursor.map(|cursor| cursor.0.parse().map_err(|_| Error::Cursor)).transpose()
}

/// Payments that the actor may see, newest first.
pub async fn payments(
    context: &Context,
    actor: &Actor,
    filter: &Filter,
    limit: i64,
) -> Result<Page<PaymentSummary>, Error> {
    let mut tx = context.read(actor).await?;
    let rows = store::payments(&mut tx, filter, limit + 1).await?;
    Ok(Page::cut(rows, limit, |payment| payment.id.to_string()))
}

/// One payment with all that is known of it.
pub async fn payment(
    context: &Context,
    actor: &Actor,
    id: PaymentId,
) -> Result<PaymentDetail, Error> {
    let mut tx = context.read(actor).await?;
    let next = PaymentId(uuid::Uuid::from_u128(id.0.as_u128().saturating_add(1)));
    let filter = Filter { from: Some(id), until: Some(next), ..Filter::default() };
    let missing = Error::PaymentMissing(id);
    let mut rows = store::payments(&mut tx, &filter, 1).await?;
    let summary = rows.pop().ok_or(missing)?;
    let institution = summary.institution_id;
    let rest = store::payment_rest(&mut tx, institution, id).await?;
    let rest = rest.ok_or(Error::PaymentMissing(id))?;
    let decision: Value = serde_json::from_str(&rest.decision).unwrap_or_default();
    let binding = serde_json::from_value(decision["binding"].clone());
    Ok(PaymentDetail {
        hops: hops(&summary, &rest),
        binding_check: binding.unwrap_or(BindingCheck::UNCHECKED),
        routing: decision["routing"].clone(),
        original_payment_id: rest.original_id,
        reversals: store::reversals(&mut tx, (None, Some(id)), None, 10).await?,
        entries: store::entries(&mut tx, institution, id).await?,
        summary,
    })
}

/// The time line: receipt, the hops that were kept, and the ending.
fn hops(summary: &PaymentSummary, rest: &Rest) -> Vec<HopView> {
    let kept: Vec<(String, i64)> =
        rest.hops.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut hops = vec![HopView {
        at: summary.received_at,
        ms: 0,
        us: 0,
        hop: "received".to_owned(),
        detail: format!("终端 {} · 商户 {}", summary.terminal_code, summary.merchant_code),
    }];
    let mut before_us = 0;
    for (hop, us) in kept {
        let detail = match hop.as_str() {
            "sent" => summary.acquirer_name.clone(),
            "answered" => summary.response_code.clone().unwrap_or_default(),
            _ => String::new(),
        };
        hops.push(HopView {
            at: summary.received_at + TimeDelta::microseconds(us),
            ms: (us - before_us) / 1000,
            us: us - before_us,
            hop,
            detail,
        });
        before_us = us;
    }
    hops
}

/// Reversals that the actor may see, newest first.
pub async fn reversals(
    context: &Context,
    actor: &Actor,
    state: Option<ReversalState>,
    before: Option<PaymentId>,
    limit: i64,
) -> Result<Page<ReversalView>, Error> {
    let mut tx = context.read(actor).await?;
    let rows = store::reversals(&mut tx, (state, None), before, limit + 1).await?;
    Ok(Page::cut(rows, limit, |reversal| reversal.payment_id.to_string()))
}

/// What staff do about a reversal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Try it again, from the first try.
    Retry,
    /// It was settled with the acquirer by other means.
    Resolve(String),
}

/// Does it; the audit trail keeps who did.
pub async fn settle(
    context: &Context,
    actor: &Actor,
    id: ReversalId,
    deed: Deed,
) -> Result<ReversalView, Error> {
    let (to, note, action) = match &deed {
        Deed::Retry => (ReversalState::Pending, "", "reversal.retry"),
        Deed::Resolve(note) => (ReversalState::Resolved, note.trim(), "reversal.resolve"),
    };
    let length = note.chars().count();
    if to == ReversalState::Resolved && !(1..=NOTE_MAX).contains(&length) {
        return Err(Error::Note);
    }
    let payment = PaymentId(id.0);
    let mut tx = context.begin(actor).await?;
    let found = store::reversals(&mut tx, (None, Some(payment)), None, 1).await?;
    let found = found.into_iter().next().ok_or(Error::ReversalMissing(id))?;
    let key = (found.institution_id, payment);
    let at = context.clock.now();
    let by = actor.who.to_string();
    if !store::move_reversal(&mut tx, key, to, (note, &by), at).await? {
        return Err(Error::ReversalEnded(id));
    }
    let detail = json!({"from_state": found.state, "to_state": to, "note": note});
    audit::record(&mut tx, actor, action, &id.to_string(), detail, at).await?;
    let after = store::reversals(&mut tx, (None, Some(payment)), None, 1).await?;
    tx.commit().await?;
    after.into_iter().next().ok_or(Error::ReversalMissing(id))
}

/// How the road is doing, of what the actor may see. `feed` is that of this process's switch.
pub async fn overview(
    context: &Context,
    actor: &Actor,
    feed: &Feed,
    minutes: i64,
) -> Result<Overview, Error> {
    let minutes = minutes.clamp(1, OVERVIEW_MINUTES_MAX);
    let (seen, now) = (seen(actor), context.clock.now());
    let until_s = now.timestamp();
    let from_s = until_s - minutes * 60;
    let all = feed.between(seen, None, (from_s, until_s));
    let ms = |permille| all.times.quantile_us(permille).div_ceil(1000);
    Ok(Overview {
        rate_per_s: rate(feed, seen, None, now),
        count: all.count,
        approved: all.approved,
        declined: all.declined,
        unknown: all.unknown,
        approval_rate_permille: all.approval_permille(),
        p50_ms: ms(500),
        p95_ms: ms(950),
        p99_ms: ms(990),
        series: series(feed, seen, from_s, minutes),
        acquirers: acquirer_health(context, actor, feed, (from_s, until_s), now).await?,
        recent: feed.recent(seen),
    })
}

fn series(feed: &Feed, seen: Seen, from_s: i64, minutes: i64) -> Vec<SeriesPoint> {
    let step_s = (minutes * 60 / SERIES_POINTS).max(STEP_MIN_S);
    let points = minutes * 60 / step_s;
    let point = |index: i64| {
        let start_s = from_s + index * step_s;
        let tally = feed.between(seen, None, (start_s, start_s + step_s));
        SeriesPoint {
            at: DateTime::from_timestamp(start_s, 0).unwrap_or_default(),
            count: tally.count,
            approved: tally.approved,
            p95_ms: tally.times.quantile_us(950).div_ceil(1000),
        }
    };
    (0..points).map(point).collect()
}

/// Payments a second, to a tenth; a figure for people, not for money.
#[allow(clippy::float_arithmetic)]
fn rate(feed: &Feed, seen: Seen, acquirer: Option<InstitutionId>, now: DateTime<Utc>) -> f64 {
    let count = feed.last_seconds(seen, acquirer, now, RATE_S).count;
    count as f64 / RATE_S as f64
}

async fn acquirer_health(
    context: &Context,
    actor: &Actor,
    feed: &Feed,
    (from_s, until_s): (i64, i64),
    now: DateTime<Utc>,
) -> Result<Vec<AcquirerHealth>, Error> {
    let seen = seen(actor);
    let mut tx = context.read(actor).await?;
    let depths = store::depth_by_acquirer(&mut tx).await?;
    drop(tx);
    let reports = acquirers::all_health(&actor.db(&context.db)).await?;
    let names = identity::institutions::list(&context.db).await?;
    let mut ids = feed.acquirers(seen);
    ids.extend(reports.iter().map(|report| report.institution));
    ids.extend(depths.iter().map(|(id, _)| *id));
    ids.sort_unstable();
    ids.dedup();
    let health = |id: InstitutionId| {
        let tally = feed.between(seen, Some(id), (from_s, until_s));
        let fresh = |report: &&acquirers::LinkReport| {
            report.institution == id && now - acquirers::BELIEVED_FOR <= report.at
        };
        let states = reports.iter().filter(fresh).map(|report| report.health.state);
        let state = states.max_by_key(|state| *state == LinkPhase::Up);
        let name = names.iter().find(|institution| institution.id == id);
        AcquirerHealth {
            id,
            name: name.map_or_else(String::new, |found| found.short_name.clone()),
            link_state: state.map_or("none", LinkPhase::as_str).to_owned(),
            rate_per_s: rate(feed, seen, Some(id), now),
            approval_rate_permille: tally.approval_permille(),
            p95_ms: tally.times.quantile_us(950).div_ceil(1000),
            saf_depth: depths.iter().find(|(own, _)| *own == id).map_or(0, |(_, depth)| *depth),
        }
    };
    Ok(ids.into_iter().map(health).collect())
}
