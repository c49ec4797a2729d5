//! Terminals 受理终端: their life from registration to closing (PN8 一致性, PN9 唯一性, PN10
//! 完整性; notice 259 of 2021, 银发〔2021〕259号).
//!
//! A terminal is registered by its serial number, bound by the five elements (acquirer code,
//! merchant number, credit code or responsible person, settlement account, place), tried out,
//! activated; it may be moved with approval, suspended and resumed; closed, its serial number may
//! be registered anew, as another terminal.
//!
//! Invariants: an open serial number belongs to one terminal, and a terminal to one merchant,
//! across all institutions (the key of `terminal_serial_claim`); a terminal number names one
//! terminal of an acquirer for ever (`terminal_code_claim`); every change is a row of the
//! history, numbered by the terminal's version; every change of a binding is a leaf of the
//! evidence log. A command repeated changes nothing and answers the same.
//!
//! [`Directory`] is what the switch knows of terminals, and [`check()`] holds a transaction
//! against a binding.

mod binding;
mod bulk;
#[cfg(test)]
mod bulk_tests;
mod check;
mod device;
mod directory;
mod elements;
mod http;
mod jobs;
mod model;
pub mod reports;
mod store;
#[cfg(test)]
mod tests;

pub use binding::{
    BindingDraft, REBIND, Rebinding, approvals, bind, bind_many, proof, request_rebind,
};
pub use bulk::{import, template};
pub use check::{
    BindingCheck, Bound, CheckVerdict, Difference, Element, Policy, Presented, Reaction, Refusal,
    admit, check,
};
pub use device::{DeviceType, Serial, TerminalCode};
pub use directory::{Directory, REFRESH_EVERY, TerminalView};
pub use elements::Elements;
pub use http::routes;
pub use jobs::worker;
pub use model::{Binding, Change, Error, NewTerminal, Owner, Terminal, TerminalState};
pub use store::HistoryRow;

use crate::Context;
use ::jobs::outbox;
use chrono::{DateTime, Utc};
use identity::{Actor, audit};
use kernel::event::Event;
use kernel::{Cursor, InstitutionId, MerchantId, Page, StoreId, TerminalId, page};
use serde_json::{Value, json};
use std::collections::HashSet;
use storage::Tx;
use store::{History, Search};

kernel::words! {
    /// What came of trying a terminal out 测试结果.
    pub enum TestResult {
        /// The trial begins.
        Started = "started",
        /// It was good.
        Passed = "passed",
        /// It was not.
        Failed = "failed",
    }
}

/// What a list of terminals may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A whole terminal or merchant number, or the beginning of a serial number.
    pub text: Option<String>,
    /// State.
    pub state: Option<TerminalState>,
    /// Merchant.
    pub merchant: Option<MerchantId>,
    /// Store.
    pub store: Option<StoreId>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// Which of many was not taken, and why.
#[derive(Debug)]
pub struct Rejected {
    /// Position in the list.
    pub index: usize,
    /// Why.
    pub error: Error,
}

impl<E: Into<Error>> From<E> for Rejected {
    fn from(error: E) -> Rejected {
        Rejected { index: 0, error: error.into() }
    }
}

/// Registers a terminal by its serial number. Of two at the same time one is refused, here or at
/// another institution: the database decides.
pub async fn register(
    context: &Context,
    actor: &Actor,
    institution: InstitutionId,
    new: NewTerminal,
) -> Result<Terminal, Error> {
    let mut tx = context.begin(actor).await?;
    let at = context.clock.now();
    let registered = register_many(&mut tx, (actor, institution), vec![new], at).await;
    let registered = registered.map_err(|rejected| rejected.error)?;
    let terminal = registered.into_iter().next().ok_or(sqlx::Error::RowNotFound)?;
    let detail = json!({ "serial": terminal.serial });
    audit(&mut tx, actor, Change::Registered, &terminal, detail, at).await?;
    tx.commit().await?;
    Ok(terminal)
}

/// Registers many in the caller's transaction: all of them, or the first that cannot be taken is
/// named and the transaction must not be committed.
pub async fn register_many(
    tx: &mut Tx,
    (actor, institution): (&Actor, InstitutionId),
    new: Vec<NewTerminal>,
    at: DateTime<Utc>,
) -> Result<Vec<Terminal>, Rejected> {
    for (index, terminal) in new.iter().enumerate() {
        terminal.check().map_err(|error| Rejected { index, error })?;
    }
    let terminals: Vec<Terminal> =
        new.into_iter().map(|new| Terminal::register(new, institution, at)).collect();
    let claims: Vec<_> = terminals.iter().map(|row| (row.serial.clone(), row.id)).collect();
    let mut free: HashSet<Serial> =
        store::claim_serials(tx, institution, &claims).await?.into_iter().collect();
    for (index, (serial, _)) in claims.into_iter().enumerate() {
        if !free.remove(&serial) {
            let error = Error::SerialTaken(serial);
            return Err(Rejected { index, error });
        }
    }
    store::insert(tx, institution, &terminals).await?;
    let changes: Vec<_> = terminals.iter().map(|after| (None, after)).collect();
    let said = Said::by(actor, "");
    note_changes(tx, institution, &changes, (Change::Registered, &said), at).await?;
    Ok(terminals)
}

/// Tries a terminal out, or says how the trial went.
pub async fn test(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    (result, note): (TestResult, &str),
) -> Result<Terminal, Error> {
    let change = match result {
        TestResult::Started => Change::TestStarted,
        TestResult::Passed => Change::TestPassed,
        TestResult::Failed => Change::TestFailed,
    };
    command(context, actor, id, (change, note)).await
}

/// Lets a tried terminal take payments.
pub async fn activate(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    note: &str,
) -> Result<Terminal, Error> {
    command(context, actor, id, (Change::Activated, note)).await
}

/// Holds a terminal for a time.
pub async fn suspend(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    note: &str,
) -> Result<Terminal, Error> {
    command(context, actor, id, (Change::Suspended, note)).await
}

/// Ends a suspension.
pub async fn resume(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    note: &str,
) -> Result<Terminal, Error> {
    command(context, actor, id, (Change::Resumed, note)).await
}

/// Closes a terminal for good; every node refuses it within a second. Closing twice is the same
/// as closing once.
pub async fn close(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    note: &str,
) -> Result<Terminal, Error> {
    command(context, actor, id, (Change::Closed, note)).await
}

/// The switch saw a test transaction of a bound terminal come through. Does nothing in any other
/// state.
pub async fn test_seen(
    context: &Context,
    institution: InstitutionId,
    id: TerminalId,
) -> Result<(), Error> {
    let actor = Actor::system(institution, "switch");
    let mut tx = context.begin(&actor).await?;
    let before = store::lock(&mut tx, institution, id).await?.ok_or(Error::Missing(id))?;
    if matches!(before.state, TerminalState::Bound | TerminalState::Testing) {
        let said = (Change::TestPassed, "a test transaction came through");
        apply(&mut tx, &actor, &before, said, context.clock.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Notes when transactions of terminals of one institution were last seen; any number at once.
pub async fn note_seen(
    tx: &mut Tx,
    institution: InstitutionId,
    seen: &[(TerminalId, DateTime<Utc>)],
) -> sqlx::Result<()> {
    store::note_seen(tx, institution, seen).await
}

/// One page of the terminals that the actor may see, newest first.
pub async fn list(
    context: &Context,
    actor: &Actor,
    filter: &Filter,
) -> Result<Page<Terminal>, Error> {
    let limit = page::limit_rows(filter.limit);
    let before = filter.cursor.as_ref().map(|cursor| cursor.0.parse()).transpose()?;
    let text = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let search = Search {
        text: text.map(str::to_owned),
        state: filter.state,
        merchant: filter.merchant,
        store: filter.store,
        before,
        ..Search::default()
    };
    let mut tx = context.read(actor).await?;
    let rows = store::list(&mut tx, &search, limit + 1).await?;
    Ok(Page::cut(rows, limit, |terminal| terminal.id.to_string()))
}

/// What a terminal was bound to at a moment, among its latest 100 bindings.
pub async fn binding_at(
    tx: &mut Tx,
    terminal: TerminalId,
    at: DateTime<Utc>,
) -> sqlx::Result<Option<Binding>> {
    let held = |binding: &Binding| {
        binding.bound_at <= at && binding.ended_at.is_none_or(|ended_at| at < ended_at)
    };
    Ok(store::bindings(tx, terminal).await?.into_iter().find(held))
}

/// One terminal.
pub async fn get(context: &Context, actor: &Actor, id: TerminalId) -> Result<Terminal, Error> {
    let mut tx = context.read(actor).await?;
    find(&mut tx, id).await
}

/// The changes of a terminal and of those that had its serial number before, newest first, at
/// most 500; and the bindings it has had, at most 100.
pub async fn history(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
) -> Result<(Vec<HistoryRow>, Vec<Binding>), Error> {
    let mut tx = context.read(actor).await?;
    let terminal = find(&mut tx, id).await?;
    let changes = store::history(&mut tx, &terminal.serial).await?;
    Ok((changes, store::bindings(&mut tx, id).await?))
}

/// Locks, changes, commits.
async fn command(
    context: &Context,
    actor: &Actor,
    id: TerminalId,
    said: (Change, &str),
) -> Result<Terminal, Error> {
    let mut tx = context.begin(actor).await?;
    let before = lock(&mut tx, actor, id).await?;
    let after = apply(&mut tx, actor, &before, said, context.clock.now()).await?;
    tx.commit().await?;
    Ok(after)
}

/// Changes a locked terminal, with all that goes with it.
async fn apply(
    tx: &mut Tx,
    actor: &Actor,
    before: &Terminal,
    (change, note): (Change, &str),
    at: DateTime<Utc>,
) -> Result<Terminal, Error> {
    let Some(mut after) = before.change(change, at)? else {
        return Ok(before.clone());
    };
    if change == Change::Closed {
        store::release_serial(tx, before.institution, &before.serial, before.id).await?;
        binding::end(tx, &mut after, at).await?;
    }
    let rows = std::slice::from_ref(&after);
    if store::update(tx, before.institution, rows, at).await? != 1 {
        return Err(Error::Changed(before.id));
    }
    let said = Said::by(actor, note);
    let changes = [(Some(before), &after)];
    note_changes(tx, before.institution, &changes, (change, &said), at).await?;
    audit(tx, actor, change, &after, json!({ "note": note }), at).await?;
    Ok(after)
}

/// Who changed something, in what words, and what belongs to it.
struct Said {
    actor: String,
    actor_name: String,
    note: String,
    detail: Value,
}

impl Said {
    fn by(actor: &Actor, note: &str) -> Said {
        Said {
            actor: actor.who.to_string(),
            actor_name: actor.name.clone(),
            note: note.chars().take(NOTE_MAX).collect(),
            detail: json!({}),
        }
    }
}

/// Longest note that the history keeps, in characters.
const NOTE_MAX: usize = 500;

/// Writes changes of terminals of one institution to the history and tells them to others.
async fn note_changes(
    tx: &mut Tx,
    institution: InstitutionId,
    changes: &[(Option<&Terminal>, &Terminal)],
    (change, said): (Change, &Said),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let rows: Vec<History<'_>> = changes
        .iter()
        .map(|(before, after)| (before.map(|terminal| terminal.state), *after))
        .map(|(from, terminal)| History {
            terminal,
            change,
            from,
            actor: said.actor.clone(),
            actor_name: said.actor_name.clone(),
            note: said.note.clone(),
            detail: said.detail.clone(),
            at,
        })
        .collect();
    store::insert_history(tx, institution, &rows).await?;
    let events: Vec<Event> =
        changes.iter().map(|(_, terminal)| event(terminal, change, at)).collect();
    outbox::publish_many(tx, &events).await
}

/// What others hear of a change.
fn event(terminal: &Terminal, change: Change, at: DateTime<Utc>) -> Event {
    let binding = terminal.binding.as_ref();
    let data = json!({
        "terminal_id": terminal.id,
        "serial": terminal.serial,
        "state": terminal.state,
        "version": terminal.version,
        "merchant_id": binding.map(|binding| binding.merchant),
        "acquirer_id": binding.map(|binding| binding.acquirer),
        "terminal_code": binding.map(|binding| binding.terminal_code),
    });
    Event::new(terminal.institution, &format!("terminal.{change}"), terminal.id, at, data)
}

/// Writes the audit trail; last, because it holds the head of the trail until the commit.
async fn audit(
    tx: &mut Tx,
    actor: &Actor,
    change: Change,
    terminal: &Terminal,
    detail: Value,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let action = format!("terminal.{change}");
    audit::record(tx, actor, &action, &terminal.id.to_string(), detail, at).await?;
    Ok(())
}

/// Locks a terminal of the actor's for a change.
pub(crate) async fn lock(tx: &mut Tx, actor: &Actor, id: TerminalId) -> Result<Terminal, Error> {
    let home = own_home(tx, actor, id).await?;
    store::lock(tx, home, id).await?.ok_or(Error::Missing(id))
}

/// Home institution of a terminal of the actor's. One that he may only read is another's.
pub(crate) async fn own_home(
    tx: &mut Tx,
    actor: &Actor,
    id: TerminalId,
) -> Result<InstitutionId, Error> {
    let home = store::home(tx, id).await?.ok_or(Error::Missing(id))?;
    if !actor.network && home != actor.institution {
        return Err(Error::NotHome);
    }
    Ok(home)
}

async fn find(tx: &mut Tx, id: TerminalId) -> Result<Terminal, Error> {
    let search = Search { ids: Some(vec![id]), ..Search::default() };
    let found = store::list(tx, &search, 1).await?;
    found.into_iter().next().ok_or(Error::Missing(id))
}
