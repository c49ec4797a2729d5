//! The cut 日切: a business day's payments become lines, and their fees go into the ledger.
//!
//! Every approved payment of the day is a line, and so is every reversal that ended on it; what
//! was being reversed when the day ended is counted as open and comes with the day on which its
//! reversal ends ([`model::days`]). Lines are made in pages, each one transaction; a page made
//! again adds nothing, so a cut that broke off is simply begun anew. A day may be cut while it
//! runs, to see what it comes to so far; it is cut for good ([`DayState::Cut`]) by the first cut
//! that begins [`LATE`] after its end, and then its fees are booked ([`books`]).
//!
//! When a day ends is each acquirer's to say ([`crate::acquirers::set_cut_off`]): a payment's day
//! is that of its acquirer, and a day is over when it is over at all of them.
//!
//! Invariants: no line is added to a day that is cut; fees are booked only then, under ids that
//! are always the same; a day's sums are those of its lines.

pub mod books;
mod error;
mod http;
mod jobs;
mod lines;
mod model;
mod store;

pub use error::Error;
pub use http::{ClearingState, routes};
pub use jobs::worker;
pub use model::{AcquirerSum, ClearingDay, DayState, DaySum, Days, ItemFilter, Times, days};

use super::day::CutOffBook;
use super::{Item, fees};
use crate::Context;
use crate::acquirers;
use crate::switch::first_id;
use chrono::{DateTime, Days as CalendarDays, NaiveDate, TimeDelta, Utc};
use identity::{Actor, Right, audit, institutions};
use kernel::{ContractId, Cursor, InstitutionId, Page, Rule, RuleWord};
use ledger::{Ledger, TransferOutcome};
use lines::Pricer;
use serde_json::json;
use store::{Candidate, Narrow, Span};

/// After the end of a day so much time passes until it is cut for good: whatever was answered
/// before the end is durable by then.
pub const LATE: TimeDelta = TimeDelta::minutes(3);
/// A payment is answered within this time of its receipt, or not at all.
const ANSWER_MAX: TimeDelta = TimeDelta::minutes(10);
/// Payments of a page.
const PAGE_ROWS: i64 = 5_000;
/// Sums of merchants booked in one call of the ledger; each is three transfers at most.
const SUMS_ROWS: i64 = 2_000;
/// Acquirers of a day that are shown at most.
const ACQUIRERS_MAX: i64 = 10_000;
/// Days that one run of the job cuts for an institution.
const DAYS_MAX: usize = 62;

/// Cuts a business day of an institution, as far as it has got; repeated, it adds what has come
/// since, and nothing once the day is cut for good.
pub async fn cut(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    institution: InstitutionId,
    day: NaiveDate,
) -> Result<ClearingDay, Error> {
    actor.may(Right::ClearingSettle)?;
    let now = context.clock.now();
    institutions::find(&context.db.network(), institution).await?;
    let mut tx = context.begin(actor).await?;
    let target = format!("{institution}/{day}");
    audit::record(&mut tx, actor, "clearing.cut", &target, json!({ "at": now }), now).await?;
    tx.commit().await?;
    run(context, ledger, institution, day).await
}

/// Cuts without asking who.
async fn run(
    context: &Context,
    ledger: &Ledger,
    institution: InstitutionId,
    day: NaiveDate,
) -> Result<ClearingDay, Error> {
    let cut_offs = acquirers::cut_off_book(&context.db).await?;
    let (from, until) = cut_offs.widest(day);
    let now = context.clock.now();
    if now < from {
        return Err(Error::NotBegun(day));
    }
    let db = context.db.within(institution);
    let mut tx = db.begin().await?;
    store::open(&mut tx, institution, day, now).await?;
    tx.commit().await?;
    let span = Span {
        institution,
        from,
        until,
        first: first_id(from - ANSWER_MAX),
        beyond: first_id(until),
        usual: cut_offs.usual(day),
        own: cut_offs.spans(day),
    };
    if fill(context, cut_offs, &span, day).await? {
        let ended = (until + LATE <= now).then_some(now);
        finish(context, &span, day, ended).await?;
    }
    book(context, ledger, institution).await?;
    one(context, institution, day).await
}

/// Makes the lines of a day, page by page; false when it is cut already.
async fn fill(
    context: &Context,
    cut_offs: CutOffBook,
    span: &Span,
    day: NaiveDate,
) -> Result<bool, Error> {
    let mut pricer = pricer(context, cut_offs, span.institution).await?;
    for reversals in [false, true] {
        let mut after = None;
        loop {
            let mut tx = context.db.within(span.institution).begin().await?;
            let state = store::lock(&mut tx, span.institution, day).await?;
            if state != Some(DayState::Open) {
                return Ok(false);
            }
            let rows = if reversals {
                store::reversed(&mut tx, span, after, PAGE_ROWS).await?
            } else {
                store::answered(&mut tx, span, after, PAGE_ROWS).await?
            };
            let items = priced(&mut pricer, span.institution, day, &rows)?;
            super::store::insert_items(&mut tx, &items).await?;
            tx.commit().await?;
            after = rows.last().map(|row| row.id);
            if (rows.len() as i64) < PAGE_ROWS {
                break;
            }
        }
    }
    Ok(true)
}

fn priced(
    pricer: &mut Pricer,
    institution: InstitutionId,
    day: NaiveDate,
    rows: &[Candidate],
) -> Result<Vec<Item>, Error> {
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.extend(pricer.lines(institution, day, row)?);
    }
    Ok(items)
}

/// The rules of every acquirer are asked, so the network's eyes read them.
async fn pricer(
    context: &Context,
    cut_offs: CutOffBook,
    institution: InstitutionId,
) -> Result<Pricer, Error> {
    let mut tx = context.db.network().read_still().await?;
    let rules = fees::book(&mut tx, None).await?;
    let cards = fees::card_book(&mut tx).await?;
    let ids: Vec<ContractId> = rules.contracts();
    let contracts = store::contracts(&mut tx, institution, &ids).await?;
    Ok(Pricer::new(cut_offs, rules, cards, contracts))
}

async fn finish(
    context: &Context,
    span: &Span,
    day: NaiveDate,
    ended: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let (institution, now) = (span.institution, context.clock.now());
    let mut tx = context.db.within(institution).begin().await?;
    if store::lock(&mut tx, institution, day).await? == Some(DayState::Open) {
        let waiting = store::waiting(&mut tx, span).await?;
        store::sum_up(&mut tx, institution, day, waiting, (ended, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Books the fees of every day that is cut and not booked: also of one whose cut broke off before
/// it came to that.
async fn book(context: &Context, ledger: &Ledger, institution: InstitutionId) -> Result<(), Error> {
    let mut tx = context.db.within(institution).read().await?;
    let waiting = store::unbooked(&mut tx, institution, DAYS_MAX as i64).await?;
    drop(tx);
    for day in waiting {
        book_day(context, ledger, institution, day).await?;
        let mut tx = context.db.within(institution).begin().await?;
        store::set_booked(&mut tx, institution, day, context.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn book_day(
    context: &Context,
    ledger: &Ledger,
    institution: InstitutionId,
    day: NaiveDate,
) -> Result<(), Error> {
    let names = names(context).await?;
    let mut after = None;
    loop {
        let mut tx = context.db.within(institution).read().await?;
        let sums = store::sums(&mut tx, institution, day, after, SUMS_ROWS).await?;
        drop(tx);
        let Some(last) = sums.last() else {
            return Ok(());
        };
        after = Some((last.merchant_id, last.acquirer_id));
        let named = |sum: &DaySum| names(sum.acquirer_id);
        let accounts: Vec<_> =
            sums.iter().flat_map(|sum| books::accounts(sum, &named(sum))).collect();
        ledger.ensure(&accounts).await?;
        let transfers: Vec<_> = sums.iter().flat_map(|sum| books::transfers(day, sum)).collect();
        let ids: Vec<_> = transfers.iter().map(|transfer| transfer.id).collect();
        for (id, outcome) in ids.into_iter().zip(ledger.post(transfers).await?) {
            if let TransferOutcome::Refused(reason) = outcome {
                tracing::error!(transfer = %id, ?reason, "the ledger refuses the fees of a day");
                return Err(Error::Refused(id));
            }
        }
    }
}

/// Short name and code of every institution.
async fn names(context: &Context) -> Result<impl Fn(InstitutionId) -> String + use<>, Error> {
    let all = institutions::list(&context.db.network()).await?;
    Ok(move |id: InstitutionId| {
        let known = all.iter().find(|institution| institution.id == id);
        known.map_or_else(String::new, |it| format!("{} · {}", it.short_name, it.code))
    })
}

/// Cuts whatever has ended and is not cut, of every institution; how many days.
pub async fn cut_due(context: &Context, ledger: &Ledger) -> Result<usize, Error> {
    let cut_offs = acquirers::cut_off_book(&context.db).await?;
    let now = context.clock.now();
    // The day that runs `LATE` ago at any acquirer is the first that is not cut for good now.
    let running = cut_offs.first_day_of(now - LATE);
    let mut done = 0;
    for institution in institutions::list(&context.db.network()).await? {
        let mut tx = context.db.within(institution.id).read().await?;
        let (last, first) = store::next_to_cut(&mut tx, institution.id).await?;
        drop(tx);
        let next = last.and_then(|last| last.checked_add_days(CalendarDays::new(1)));
        let Some(mut day) = next.or(first.map(|at| cut_offs.first_day_of(at))) else {
            continue;
        };
        for _ in 0..DAYS_MAX {
            if running <= day {
                break;
            }
            run(context, ledger, institution.id, day).await?;
            done += 1;
            day = day.checked_add_days(CalendarDays::new(1)).unwrap_or(day);
        }
        book(context, ledger, institution.id).await?;
    }
    Ok(done)
}

/// What a list of days may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Whose.
    pub institution: Option<InstitutionId>,
    /// Which day.
    pub day: Option<NaiveDate>,
    /// How far it has got.
    pub state: Option<DayState>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// Business days that the actor may see, the latest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: Filter,
) -> Result<Page<ClearingDay>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(filter.limit);
    let before = filter.cursor.as_ref().map(|cursor| {
        let (day, institution) = cursor.0.split_once('.')?;
        Some((day.parse().ok()?, InstitutionId(institution.parse().ok()?)))
    });
    let before = before.map(|place| place.ok_or_else(foreign)).transpose()?;
    let (institution, day) = (filter.institution, filter.day);
    let narrow = Narrow { institution, day, state: filter.state, before };
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, &narrow, limit + 1).await?;
    Ok(Page::cut(rows, limit, |day| format!("{}.{}", day.business_date, day.institution_id)))
}

/// What a day comes to for each merchant at each acquirer. An acquirer sees what it acquired.
pub async fn sums(
    context: &Context,
    actor: &Actor,
    (institution, day): (InstitutionId, NaiveDate),
    cursor: Option<Cursor>,
    limit: Option<i64>,
) -> Result<Page<DaySum>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(limit);
    let after = cursor.map(|cursor| {
        let (merchant, acquirer) = cursor.0.split_once('.')?;
        Some((merchant.parse().ok()?, InstitutionId(acquirer.parse().ok()?)))
    });
    let after = after.map(|place| place.ok_or_else(foreign)).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::sums(&mut tx, institution, day, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |sum| format!("{}.{}", sum.merchant_id, sum.acquirer_id)))
}

/// What a day comes to at each acquirer. An acquirer sees what it acquired.
pub async fn acquirer_sums(
    context: &Context,
    actor: &Actor,
    (institution, day): (InstitutionId, NaiveDate),
) -> Result<Vec<AcquirerSum>, Error> {
    actor.may(Right::ClearingRead)?;
    let mut tx = context.read(actor).await?;
    Ok(store::acquirer_sums(&mut tx, institution, day, ACQUIRERS_MAX).await?)
}

/// Lines of a day. An acquirer sees what it acquired.
pub async fn items(
    context: &Context,
    actor: &Actor,
    (institution, day): (InstitutionId, NaiveDate),
    filter: &ItemFilter,
    (cursor, limit): (Option<Cursor>, Option<i64>),
) -> Result<Page<Item>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(limit);
    let after = cursor.map(|cursor| cursor.0.parse().map_err(|_| foreign())).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::items(&mut tx, (institution, day), filter, after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |item| item.id.to_string()))
}

async fn one(
    context: &Context,
    institution: InstitutionId,
    day: NaiveDate,
) -> Result<ClearingDay, Error> {
    let narrow = Narrow { institution: Some(institution), day: Some(day), ..Narrow::default() };
    let mut tx = context.db.within(institution).read().await?;
    let found = store::list(&mut tx, &narrow, 1).await?;
    found.into_iter().next().ok_or(Error::Missing(institution, day))
}

fn foreign() -> Error {
    let rule = Rule::new(RuleWord::CursorForeign, "is not one that a list has given");
    Error::Broken("cursor", rule)
}

#[cfg(test)]
mod tests;
