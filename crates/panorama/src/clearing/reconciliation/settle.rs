//! Use cases of the work list: settle, put together by hand, take back, note, assign, close.

use super::model::{Day, Entry, Error, ReconDayState, StatusCount};
use super::store::results::{self, DaySearch, ReconDay};
use super::ways::{Decision, FOUR_EYES_ABOVE_FEN, ReconWay};
use super::{china_date, store};
use crate::Context;
use ::jobs::{NewJob, enqueue, outbox};
use chrono::{DateTime, NaiveDate, Utc};
use identity::approvals::{self, Approval};
use identity::{Actor, Approvals, audit};
use kernel::event::Event;
use kernel::{ApprovalId, ReconDayId, ReconResultId, Rule, RuleWord};
use ledger::Ledger;
use serde::{Deserialize, Serialize};
use serde_json::json;
use storage::Tx;

/// Kind of the approval of a large way out.
pub const SETTLE: &str = "reconciliation.settle";
/// Kind of the job that books.
pub const BOOK: &str = "reconciliation.book";
/// Longest note, in characters.
pub const NOTE_MAX: usize = 500;

/// What staff ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Of which result.
    pub id: ReconResultId,
    /// The version that was read.
    pub version: i32,
    /// Which way.
    pub way: ReconWay,
    /// How much is written off, fen.
    pub amount_fen: Option<i64>,
    /// Until when it waits.
    pub until: Option<NaiveDate>,
    /// The result that it is put together with.
    pub other: Option<ReconResultId>,
    /// Why.
    pub note: String,
}

/// What came of it: a version, or an approval to wait for.
#[derive(Debug)]
pub enum Settled {
    /// It is done.
    Done(Box<Entry>),
    /// Another person must approve.
    Asked(ApprovalId),
}

/// Takes a way out, or asks another person when it moves much.
pub async fn settle(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    asked: Asked,
) -> Result<Settled, Error> {
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let before = hold(&mut tx, asked.id, Some(asked.version)).await?;
    note_holds(&asked.note, 0)?;
    let next = decided(&mut tx, &before, &asked, at).await?;
    if next.iter().any(|entry| FOUR_EYES_ABOVE_FEN < entry.booked_fen.abs()) {
        let target = asked.id.to_string();
        let payload = serde_json::to_value(&asked)?;
        let id = approvals::request(&mut tx, actor, SETTLE, &target, payload, at).await?;
        tx.commit().await?;
        return Ok(Settled::Asked(id));
    }
    let who = (actor.who.to_string(), actor.name.clone());
    let written = write(&mut tx, next, (&who, &asked.note), at).await?;
    let detail = json!({ "way": asked.way, "note": asked.note });
    let target = asked.id.to_string();
    audit::record(&mut tx, actor, "reconciliation.settle", &target, detail, at).await?;
    tx.commit().await?;
    book(ledger, &written).await?;
    let done = written.into_iter().next().ok_or(Error::Missing(asked.id))?;
    Ok(Settled::Done(Box::new(done)))
}

/// Says what the approval of a large way out does: it takes the way.
pub fn approve(approvals: Approvals, context: Context) -> Approvals {
    approvals.on(SETTLE, move |tx, approval| {
        let context = context.clone();
        Box::pin(async move { Ok(approved(tx, &context, approval).await?) })
    })
}

async fn approved(tx: &mut Tx, context: &Context, approval: &Approval) -> Result<(), Error> {
    let asked: Asked = serde_json::from_value(approval.payload.clone())?;
    let at = context.clock.now();
    let before = hold(tx, asked.id, Some(asked.version)).await?;
    let next = decided(tx, &before, &asked, at).await?;
    let who = (approval.requested_by.clone(), approval.requested_name.clone());
    write(tx, next, (&who, &asked.note), at).await?;
    Ok(())
}

/// The next versions by what was asked.
async fn decided(
    tx: &mut Tx,
    before: &Entry,
    asked: &Asked,
    at: DateTime<Utc>,
) -> Result<Vec<Entry>, Error> {
    let today = china_date(at);
    let decision = match asked.way {
        ReconWay::AcceptTheirs => Decision::AcceptTheirs,
        ReconWay::AcceptOurs => Decision::AcceptOurs,
        ReconWay::WriteOff => Decision::WriteOff(asked.amount_fen),
        ReconWay::Wait => Decision::Wait(asked.until.unwrap_or(today)),
        ReconWay::ByHand => {
            let other = asked.other.unwrap_or(asked.id);
            let other = hold(tx, other, None).await?;
            let pair = if before.item_id.is_some() {
                before.by_hand(&other)?
            } else {
                let (ours, theirs) = other.by_hand(before)?;
                (theirs, ours)
            };
            return Ok(vec![pair.0, pair.1]);
        }
        ReconWay::OtherDay => return Err(Error::ByItself(asked.way)),
        ReconWay::Undo => return taken_back(tx, before).await,
    };
    Ok(vec![before.decide(&decision, today)?])
}

/// The versions that take the latest decision back, on both sides of a pair by hand.
async fn taken_back(tx: &mut Tx, current: &Entry) -> Result<Vec<Entry>, Error> {
    let versions = results::versions(tx, current.id).await?;
    let (taken, before) = latest_taken(&versions).ok_or(Error::NothingTaken(current.id))?;
    let mut next = vec![current.undo(taken, before)];
    if let (Some(ReconWay::ByHand | ReconWay::OtherDay), Some(other)) = (taken.way, taken.other_id)
    {
        let other = hold(tx, other, None).await?;
        let versions = results::versions(tx, other.id).await?;
        let (taken, before) = latest_taken(&versions).ok_or(Error::NothingTaken(other.id))?;
        // A later decision on the other side must be taken back there first.
        if taken.other_id != Some(current.id) {
            return Err(Error::Changed(other.id));
        }
        next.push(other.undo(taken, before));
    }
    Ok(next)
}

/// Of versions, the newest first: the decision that stands, and the version before it.
pub(super) fn latest_taken(versions: &[Entry]) -> Option<(&Entry, &Entry)> {
    let mut undone = 0;
    for pair in versions.windows(2) {
        let [taken, before] = pair else { continue };
        let step = (taken.status, taken.explained_fen) != (before.status, before.explained_fen);
        match taken.way {
            Some(ReconWay::Undo) if step => undone += 1,
            Some(ReconWay::Undo | ReconWay::Wait) | None => (),
            Some(_) if step && 0 < undone => undone -= 1,
            Some(_) if step => return Some((taken, before)),
            Some(_) => (),
        }
    }
    None
}

/// Writes versions, and queues the booking of those that have an entry: durable before anybody
/// is told, and repeated by the job when this node dies in between.
pub(super) async fn write(
    tx: &mut Tx,
    next: Vec<Entry>,
    (who, note): (&(String, String), &str),
    at: DateTime<Utc>,
) -> Result<Vec<Entry>, Error> {
    let mut written = Vec::with_capacity(next.len());
    for entry in next {
        let (actor, actor_name) = who.clone();
        let entry = Entry { actor, actor_name, note: note.to_owned(), at, ..entry };
        match results::insert(tx, &entry).await {
            Err(error) if kernel::fault::is_unique_violation(&error) => {
                return Err(Error::Changed(entry.id));
            }
            other => other?,
        }
        if entry.transfer_id.is_some() {
            let payload = json!({ "id": entry.id, "version": entry.version });
            enqueue(tx, NewJob::new(entry.institution_id, BOOK, payload, at)).await?;
        }
        written.push(entry);
    }
    Ok(written)
}

/// Books the entries of versions; what is booked already stays as it is.
pub async fn book(ledger: &Ledger, versions: &[Entry]) -> Result<(), Error> {
    let (mut accounts, mut transfers) = (Vec::new(), Vec::new());
    for (needed, transfer) in versions.iter().filter_map(Entry::entry) {
        accounts.extend(needed);
        transfers.push(transfer);
    }
    if transfers.is_empty() {
        return Ok(());
    }
    accounts.sort_by_key(|account| account.id);
    accounts.dedup_by_key(|account| account.id);
    ledger.create_accounts(accounts).await?;
    for part in transfers.chunks(ledger::TRANSFERS_MAX) {
        let outcomes = ledger.post(part.to_vec()).await?;
        for (transfer, outcome) in part.iter().zip(outcomes) {
            if !outcome.is_booked() {
                tracing::error!(transfer = %transfer.id, ?outcome, "an entry is refused");
                return Err(Error::Refused(transfer.id));
            }
        }
    }
    Ok(())
}

/// Books one version, for its job.
pub async fn book_version(
    context: &Context,
    ledger: &Ledger,
    id: ReconResultId,
    version: i32,
) -> Result<bool, Error> {
    let mut tx = context.db.read().await?;
    let versions = results::versions(&mut tx, id).await?;
    drop(tx);
    let Some(entry) = versions.into_iter().find(|entry| entry.version == version) else {
        return Ok(false);
    };
    book(ledger, std::slice::from_ref(&entry)).await?;
    Ok(true)
}

/// Adds a note; the result stays as it is.
pub async fn note(
    context: &Context,
    actor: &Actor,
    (id, version): (ReconResultId, i32),
    note: &str,
) -> Result<Entry, Error> {
    let said = ("reconciliation.note", note, 1);
    change(context, actor, (id, version), said, |entry| entry).await
}

/// Takes a result over, to work on it.
pub async fn assign(
    context: &Context,
    actor: &Actor,
    (id, version): (ReconResultId, i32),
) -> Result<Entry, Error> {
    let who = Some(actor.who.to_string());
    change(context, actor, (id, version), ("reconciliation.assign", "", 0), |entry| Entry {
        assigned_to: who,
        assigned_name: Some(actor.name.clone()),
        ..entry
    })
    .await
}

async fn change(
    context: &Context,
    actor: &Actor,
    (id, version): (ReconResultId, i32),
    (action, note, least): (&str, &str, usize),
    to: impl FnOnce(Entry) -> Entry,
) -> Result<Entry, Error> {
    let at = context.clock.now();
    let mut tx = context.begin(actor).await?;
    let before = hold(&mut tx, id, Some(version)).await?;
    note_holds(note, least)?;
    let next = to(Entry { version: before.version + 1, ..before.plain() });
    let who = (actor.who.to_string(), actor.name.clone());
    let written = write(&mut tx, vec![next], (&who, note), at).await?;
    audit::record(&mut tx, actor, action, &id.to_string(), json!({ "note": note }), at).await?;
    tx.commit().await?;
    written.into_iter().next().ok_or(Error::Missing(id))
}

fn note_rule(least: usize) -> Rule {
    let text = format!("{least} to {NOTE_MAX} characters");
    Rule::new(RuleWord::TextLength, text).from_to(least, NOTE_MAX)
}

fn note_holds(note: &str, least: usize) -> Result<(), Error> {
    let length = note.trim().chars().count();
    let good = (least..=NOTE_MAX).contains(&length) && !note.contains('\0');
    if good { Ok(()) } else { Err(Error::BadNote(note_rule(least))) }
}

/// Reads a result of an open day as it stands and holds its day until the transaction ends.
async fn hold(tx: &mut Tx, id: ReconResultId, version: Option<i32>) -> Result<Entry, Error> {
    let first = results::versions(tx, id).await?;
    let seen = first.first().ok_or(Error::Missing(id))?;
    let day = Day {
        institution: seen.institution_id,
        source: seen.source,
        acquirer: seen.acquirer_id,
        date: seen.business_date,
    };
    let head = store::lock_day(tx, &day).await?.ok_or(Error::Missing(id))?;
    // What has happened before the lock was given is seen by reading again.
    let current = results::versions(tx, id).await?;
    let current = current.into_iter().next().ok_or(Error::Missing(id))?;
    // What waits is decided when its time has come, though its day is closed.
    if head.state == ReconDayState::Closed && current.way != Some(ReconWay::Wait) {
        return Err(Error::Closed(day.date));
    }
    if version.is_some_and(|version| version != current.version) || head.run_id != current.run_id {
        return Err(Error::Changed(id));
    }
    Ok(current)
}

/// The sheet of a day 对账单: what both sides come to, by status, and what is not explained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = ReconSheet)]
pub struct Sheet {
    /// The day.
    pub day: ReconDay,
    /// By status: lines, ours, theirs.
    pub counts: Vec<StatusCount>,
    /// Theirs less ours, fen.
    pub difference_fen: i64,
    /// Of it, what no result carries; always 0.
    pub unbalanced_fen: i64,
    /// Differences of the results that wait for staff, each without its sign, fen.
    pub unexplained_fen: i64,
    /// Our lines have changed since.
    pub behind: bool,
}

/// The sheet of a day.
pub async fn sheet(context: &Context, actor: &Actor, id: ReconDayId) -> Result<Sheet, Error> {
    let today = china_date(context.clock.now());
    let mut tx = context.read(actor).await?;
    sheet_in(&mut tx, id, today).await
}

/// Results that one sheet or closing looks at.
const OPEN_MAX: i64 = 1_000_000;

async fn sheet_in(tx: &mut Tx, id: ReconDayId, today: NaiveDate) -> Result<Sheet, Error> {
    let search = DaySearch { id: Some(id), ..DaySearch::default() };
    let found = results::days(tx, &search, today, 1).await?.into_iter().next();
    let day = found.ok_or(Error::DayMissing(id))?;
    let counts = store::counts(tx, day.institution_id, day.run_id, today).await?;
    let search = results::Search { day: Some(id), open: true, today, ..Default::default() };
    let open = results::list(tx, &search, OPEN_MAX).await?;
    let (ours_lines, ours_fen) = results::ours_now(tx, &day.day()).await?;
    let carried: i64 = counts.iter().map(|count| count.theirs_fen - count.ours_fen).sum();
    let difference_fen = day.theirs_fen - day.ours_fen;
    Ok(Sheet {
        counts,
        difference_fen,
        unbalanced_fen: difference_fen - carried,
        unexplained_fen: open.iter().map(|entry| entry.open_fen().abs()).sum(),
        behind: (ours_lines, ours_fen) != (i64::from(day.ours_lines), day.ours_fen),
        day,
    })
}

/// Closes a day on which every fen is explained, and says what is not. Closing twice is the same
/// as closing once.
pub async fn close(
    context: &Context,
    ledger: &Ledger,
    actor: &Actor,
    id: ReconDayId,
) -> Result<Sheet, Error> {
    let at = context.clock.now();
    let today = china_date(at);
    let mut tx = context.begin(actor).await?;
    let sheet = sheet_in(&mut tx, id, today).await?;
    let day = sheet.day.day();
    store::lock_day(&mut tx, &day).await?.ok_or(Error::DayMissing(id))?;
    let sheet = sheet_in(&mut tx, id, today).await?;
    if sheet.day.state == ReconDayState::Closed {
        return Ok(sheet);
    }
    if sheet.behind {
        return Err(Error::Behind);
    }
    if sheet.unbalanced_fen != 0 {
        return Err(Error::Unbalanced(sheet.unbalanced_fen));
    }
    if sheet.day.open_lines != 0 {
        let (lines, fen) = (sheet.day.open_lines, sheet.unexplained_fen);
        return Err(Error::Unexplained { lines, fen });
    }
    // Every entry is in the books before the day is said to be closed.
    let versions = results::booked(&mut tx, day.institution, sheet.day.run_id).await?;
    book(ledger, &versions).await?;
    results::close(&mut tx, &day, &actor.who.to_string(), at).await?;
    let data = json!({ "day_id": id, "source": day.source, "acquirer_id": day.acquirer,
        "business_date": day.date, "ours_fen": sheet.day.ours_fen,
        "theirs_fen": sheet.day.theirs_fen });
    let event = Event::new(day.institution, "reconciliation.closed", id, at, data.clone());
    outbox::publish_many(&mut tx, &[event]).await?;
    audit::record(&mut tx, actor, "reconciliation.close", &id.to_string(), data, at).await?;
    let closed = sheet_in(&mut tx, id, today).await?;
    tx.commit().await?;
    Ok(closed)
}
