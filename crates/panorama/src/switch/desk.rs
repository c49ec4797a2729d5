//! What staff and partners see of payments and do about reversals.

use super::feed::{Feed, SLOT_S, Seen};
use super::model::{PaymentKind, ReversalState};
use super::store::{self, Filter};
use super::view::{AcquirerHealth, Overview, PaymentSummary, ReversalView, SeriesPoint};
use crate::Context;
use crate::acquirers;
use chrono::{DateTime, Utc};
use connect::acquirer::link::LinkPhase;
use identity::{Actor, Denied, audit};
use kernel::fault::database_kind;
use kernel::{Cursor, Fault, InstitutionId, Kind, Page, PaymentId, ReversalId, TerminalId};
use serde_json::json;

/// Most minutes that an overview covers.
pub const OVERVIEW_MINUTES_MAX: i64 = 60;
/// Most points of an overview's series.
const SERIES_POINTS_MAX: i64 = 90;
/// Steps that a series may have, in seconds. Each divides a minute and is whole slots of the
/// feed: a step of one and a half slots would show every second slot twice.
const STEPS_S: [i64; 4] = [SLOT_S, 2 * SLOT_S, 3 * SLOT_S, 6 * SLOT_S];
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
    /// Of a refund, which no host reverses.
    #[error("reversal {0} is of a refund, which is never sent: ask the acquirer, then resolve it")]
    NotSendable(ReversalId),
    /// No such settlement of a batch, or not for this actor's eyes.
    #[error("batch {1} of terminal {0} is not settled")]
    BatchMissing(TerminalId, i32),
    /// It balances, or is resolved already.
    #[error("batch {1} of terminal {0} differs in nothing, or is resolved")]
    BatchEnded(TerminalId, i32),
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
            Error::PaymentMissing(_) | Error::ReversalMissing(_) | Error::BatchMissing(..) => {
                Kind::Missing
            }
            Error::ReversalEnded(_) | Error::NotSendable(_) | Error::BatchEnded(..) => {
                Kind::Conflict
            }
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
            Error::NotSendable(_) => "reversal_not_sendable",
            Error::BatchMissing(..) => "batch_missing",
            Error::BatchEnded(..) => "batch_ended",
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
    let kind = store::kind_of(&mut tx, key).await?;
    if deed == Deed::Retry && !kind.is_some_and(PaymentKind::is_reversible) {
        return Err(Error::NotSendable(id));
    }
    let at = context.clock.now();
    let by = actor.who.to_string();
    if !store::move_reversal(&mut tx, key, to, (note, &by, &actor.name), at).await? {
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
    let span = Span::of(minutes, now.timestamp());
    let (from_s, until_s) = (span.from_s, span.until_s());
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
        since: feed.since().max(at_second(from_s)),
        step_s: span.step_s,
        series: series(feed, seen, span),
        acquirers: acquirer_health(context, actor, feed, (from_s, until_s), now).await?,
        recent: feed.recent(seen),
    })
}

/// What an overview covers, cut into equal steps; the last is the running one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from_s: i64,
    step_s: i64,
    points: i64,
}

impl Span {
    /// The last `minutes` of a second `now_s`. Steps begin on round times, so that a point once
    /// shown stays what it is, and the same payments are counted in the sum as in the points.
    fn of(minutes: i64, now_s: i64) -> Span {
        let fits = |step_s: &i64| minutes * 60 / step_s <= SERIES_POINTS_MAX;
        let step_s = STEPS_S.into_iter().find(fits).unwrap_or(STEPS_S[3]);
        let until_s = (now_s.div_euclid(step_s) + 1) * step_s;
        Span { from_s: until_s - minutes * 60, step_s, points: minutes * 60 / step_s }
    }

    fn until_s(self) -> i64 {
        self.from_s + self.points * self.step_s
    }
}

fn at_second(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or_default()
}

fn series(feed: &Feed, seen: Seen, span: Span) -> Vec<SeriesPoint> {
    let point = |index: i64| {
        let start_s = span.from_s + index * span.step_s;
        let tally = feed.between(seen, None, (start_s, start_s + span.step_s));
        SeriesPoint {
            at: at_second(start_s),
            count: tally.count,
            approved: tally.approved,
            p95_ms: (!tally.times.is_empty()).then(|| tally.times.quantile_us(950).div_ceil(1000)),
        }
    };
    (0..span.points).map(point).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use connect::acquirer::window::Ending;
    use proptest::prelude::*;

    #[test]
    fn steps_are_whole_slots_and_few() {
        for (minutes, step_s, points) in
            [(1, 10, 6), (15, 10, 90), (16, 20, 48), (30, 20, 90), (45, 30, 90), (60, 60, 60)]
        {
            let span = Span::of(minutes, 1_700_000_007);
            assert_eq!((span.step_s, span.points), (step_s, points), "{minutes} minutes");
        }
    }

    proptest! {
        #[test]
        fn every_payment_is_in_one_point_and_none_in_two(
            minutes in 1..=OVERVIEW_MINUTES_MAX,
            now_s in 1_700_000_000..1_700_010_000_i64,
            mut ages_s in proptest::collection::vec(0..3_600_i64, 0..60),
        ) {
            let feed = Feed::new();
            let span = Span::of(minutes, now_s);
            let mut expected = vec![0; usize::try_from(span.points).unwrap()];
            // Time only goes forward.
            ages_s.sort_unstable_by(|a, b| b.cmp(a));
            for age_s in ages_s {
                let at_s = now_s - age_s;
                if let Ok(index) = usize::try_from((at_s - span.from_s).div_euclid(span.step_s)) {
                    expected[index] += 1;
                }
                feed.count((InstitutionId(2), InstitutionId(3)), Ending::Approved(900), at_s);
            }
            let points = series(&feed, Seen::Network, span);
            let counts: Vec<u64> = points.iter().map(|point| point.count).collect();
            prop_assert_eq!(&counts, &expected);
            let all = feed.between(Seen::Network, None, (span.from_s, span.until_s()));
            prop_assert_eq!(all.count, counts.iter().sum::<u64>());
            let (last, minute) = (points[points.len() - 1].at.timestamp(), minutes * 60);
            prop_assert!(last <= now_s && now_s < last + span.step_s);
            prop_assert!(now_s - span.from_s < minute && minute - span.step_s <= now_s - span.from_s);
        }
    }
}
