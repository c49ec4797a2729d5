//! Results and days as they are shown and listed.

use super::china_date;
use super::model::{Day, Entry, Error, ReconDayState, ReconField, ReconSource, ReconStatus};
use super::store::results::{self, DaySearch, ReconDay, Search, Side};
use super::ways::ReconWay;
use crate::Context;
use chrono::{DateTime, Days, NaiveDate, Utc};
use gateway::export::Cell;
use identity::Actor;
use kernel::{
    Cursor, InstitutionId, Money, Page, ReconDayId, ReconResultId, Rule, RuleWord, TransferId, page,
};
use serde::Serialize;

/// What reconciliation has found, as it stands or stood 对账差异.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReconResult {
    /// Id.
    pub id: ReconResultId,
    /// Whose.
    pub institution_id: InstitutionId,
    /// Counts the versions; give it with a decision.
    pub version: i32,
    /// Whose file.
    pub source: ReconSource,
    /// The acquirer.
    pub acquirer_id: InstitutionId,
    /// The business day.
    pub business_date: NaiveDate,
    /// What it is.
    pub status: ReconStatus,
    /// Line of their file.
    pub line_no: Option<i32>,
    /// The rule that made the pair, 1 to 3.
    pub rule: Option<i16>,
    /// What differs.
    pub fields: Vec<ReconField>,
    /// Our amount, fen; 0 without a line of ours.
    pub ours_fen: i64,
    /// Their amount, fen.
    pub theirs_fen: i64,
    /// Our fee, fen.
    pub ours_fee_fen: Option<i64>,
    /// Their fee, fen, where they tell it.
    pub theirs_fee_fen: Option<i64>,
    /// Theirs less ours, net of fees where a pair tells both, fen.
    pub difference_fen: i64,
    /// What no decision explains yet, fen.
    pub open_fen: i64,
    /// The way out that was taken last.
    pub way: Option<ReconWay>,
    /// The result that it was put together with by hand.
    pub other_id: Option<ReconResultId>,
    /// The entry of this version in the ledger.
    pub transfer_id: Option<TransferId>,
    /// Until when it may still come.
    pub wait_until: Option<NaiveDate>,
    /// Written id of who works on it.
    pub assigned_to: Option<String>,
    /// His name.
    pub assigned_name: Option<String>,
    /// Written id of who made this version.
    pub actor: String,
    /// His name.
    pub actor_name: String,
    /// In his words.
    pub note: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<Entry> for ReconResult {
    fn from(entry: Entry) -> ReconResult {
        ReconResult {
            id: entry.id,
            institution_id: entry.institution_id,
            version: entry.version,
            source: entry.source,
            acquirer_id: entry.acquirer_id,
            business_date: entry.business_date,
            status: entry.status,
            line_no: entry.line_no,
            rule: entry.rule,
            fields: ReconField::of(entry.fields),
            ours_fen: entry.ours_fen,
            theirs_fen: entry.theirs_fen,
            ours_fee_fen: entry.ours_fee_fen,
            theirs_fee_fen: entry.theirs_fee_fen,
            difference_fen: entry.difference_fen(),
            open_fen: entry.open_fen(),
            way: entry.way,
            other_id: entry.other_id,
            transfer_id: entry.transfer_id,
            wait_until: entry.wait_until,
            assigned_to: entry.assigned_to,
            assigned_name: entry.assigned_name,
            actor: entry.actor,
            actor_name: entry.actor_name,
            note: entry.note,
            at: entry.at,
        }
    }
}

/// A result with both sides and all its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReconDetail {
    /// As it stands.
    pub result: ReconResult,
    /// Our line.
    pub ours: Option<Side>,
    /// Their line.
    pub theirs: Option<Side>,
    /// The newest first, at most 500.
    pub versions: Vec<ReconResult>,
}

/// What a list of results may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The day.
    pub day: Option<ReconDayId>,
    /// Status.
    pub status: Option<ReconStatus>,
    /// The acquirer.
    pub acquirer: Option<InstitutionId>,
    /// Only what the actor works on.
    pub mine: bool,
    /// Only what waits for staff.
    pub open: bool,
    /// Business days at least so many days ago.
    pub age_days: Option<u32>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// One page of results as they stand, the newest day first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: &Filter,
) -> Result<Page<ReconResult>, Error> {
    let limit = page::limit_rows(filter.limit);
    let today = china_date(context.clock.now());
    let search = Search {
        day: filter.day,
        status: filter.status,
        acquirer: filter.acquirer,
        assigned_to: filter.mine.then(|| actor.who.to_string()),
        open: filter.open,
        until: filter.age_days.map(|days| today - Days::new(u64::from(days))),
        after: filter.cursor.as_ref().map(place).transpose()?,
        today,
    };
    let mut tx = context.read(actor).await?;
    let rows = results::list(&mut tx, &search, limit + 1).await?;
    let page = Page::cut(rows, limit, |entry| format!("{}.{}", entry.business_date, entry.id));
    Ok(page.map(ReconResult::from))
}

/// A day and an id, as a cursor of these lists holds them.
fn place<T: std::str::FromStr>(cursor: &Cursor) -> Result<(NaiveDate, T), Error> {
    let place = cursor.0.split_once('.');
    let place = place.and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    let rule = || Rule::new(RuleWord::CursorForeign, "is not one that a list has given");
    place.ok_or_else(|| Error::BadCursor(rule()))
}

/// One result with both sides.
pub async fn get(
    context: &Context,
    actor: &Actor,
    id: ReconResultId,
) -> Result<ReconDetail, Error> {
    let today = china_date(context.clock.now());
    let mut tx = context.read(actor).await?;
    let mut versions = results::versions(&mut tx, id).await?;
    let current = versions.first_mut().ok_or(Error::Missing(id))?;
    let late = results::due_on(&mut tx, current).await?.is_some_and(|due_on| due_on < today);
    if current.status == ReconStatus::Expected && late {
        current.status = ReconStatus::Missing;
    }
    let current = current.clone();
    Ok(ReconDetail {
        ours: results::ours(&mut tx, &current).await?,
        theirs: results::theirs(&mut tx, &current).await?,
        result: current.into(),
        versions: versions.into_iter().map(ReconResult::from).collect(),
    })
}

/// What a list of days may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct DayFilter {
    /// `open` or `closed`.
    pub state: Option<ReconDayState>,
    /// The acquirer.
    pub acquirer: Option<InstitutionId>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// One page of days, the newest first.
pub async fn days(
    context: &Context,
    actor: &Actor,
    filter: &DayFilter,
) -> Result<Page<ReconDay>, Error> {
    let limit = page::limit_rows(filter.limit);
    let search = DaySearch {
        id: None,
        state: filter.state,
        acquirer: filter.acquirer,
        after: filter.cursor.as_ref().map(place).transpose()?,
    };
    let today = china_date(context.clock.now());
    let mut tx = context.read(actor).await?;
    let rows = results::days(&mut tx, &search, today, limit + 1).await?;
    Ok(Page::cut(rows, limit, |day| format!("{}.{}", day.business_date, day.id)))
}

/// The key of a day that the actor may see.
pub async fn day(context: &Context, actor: &Actor, id: ReconDayId) -> Result<Day, Error> {
    let search = DaySearch { id: Some(id), ..DaySearch::default() };
    let today = china_date(context.clock.now());
    let mut tx = context.read(actor).await?;
    let found = results::days(&mut tx, &search, today, 1).await?.into_iter().next();
    found.map(|day| day.day()).ok_or(Error::DayMissing(id))
}

/// Names of the columns of an exported list.
pub const HEAD: &[&str] = &[
    "id",
    "business_date",
    "source",
    "acquirer_id",
    "status",
    "fields",
    "line_no",
    "ours",
    "theirs",
    "ours_fee",
    "theirs_fee",
    "difference",
    "open",
    "way",
    "wait_until",
    "assigned_to",
    "note",
    "at",
];

/// The row.
pub fn cells(result: ReconResult) -> Vec<Cell> {
    let money = |fen: i64| Cell::from(Money::from_fen(fen));
    let words: Vec<&str> = result.fields.iter().map(|field| field.as_str()).collect();
    vec![
        result.id.to_string().into(),
        result.business_date.to_string().into(),
        result.source.to_string().into(),
        result.acquirer_id.to_string().into(),
        result.status.to_string().into(),
        words.join(" ").into(),
        result.line_no.map(i64::from).into(),
        money(result.ours_fen),
        money(result.theirs_fen),
        result.ours_fee_fen.map(Money::from_fen).into(),
        result.theirs_fee_fen.map(Money::from_fen).into(),
        money(result.difference_fen),
        money(result.open_fen),
        result.way.map(|way| way.to_string()).into(),
        result.wait_until.map(|day| day.to_string()).into(),
        result.assigned_name.into(),
        result.note.into(),
        result.at.into(),
    ]
}
