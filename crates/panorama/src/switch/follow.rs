//! What this node holds of keys and sessions, kept as the database says: another node may have
//! signed a terminal in or off, or put a new key in force. And the other way round: which
//! terminals this node has seen.
//!
//! A change becomes visible at its commit, which may be later than the time it carries, and the
//! clocks of nodes differ; so each look goes back some seconds, and every tenth second minutes.
//! Seeing a change twice is harmless.

use super::core::Core;
use super::keys::{KeyError, KeyOwner, KeyPurpose};
use super::pos::SeenTerminal;
use super::store;
use super::subject::Subject;
use crate::Context;
use crate::terminals;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{InstitutionId, LinkId, TerminalId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Pause between two looks: a change is in force on every node within a second.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How far a look goes back.
const LOOK_BACK: TimeDelta = TimeDelta::seconds(5);
/// How far every fortieth look goes back: longer than any statement may run.
const LOOK_FAR_BACK: TimeDelta = TimeDelta::seconds(300);
const LOOK_FAR_BACK_EVERY: u32 = 40;
/// Rows read at a time.
const PAGE_ROWS: i64 = 10_000;
/// Pause between two notes of the terminals that were seen.
const NOTE_EVERY: Duration = Duration::from_secs(5);
/// Terminals noted by one statement.
const NOTE_ROWS: usize = 10_000;

/// How far this node has followed.
struct Followed {
    /// When the last look that ended well began.
    at: DateTime<Utc>,
    round: u32,
    /// When the keys of links that were read were made.
    links: LinkKeys,
}

type LinkKeys = HashMap<(LinkId, KeyPurpose), DateTime<Utc>>;

/// Looks until told to stop. A look that fails is made good by the next.
pub async fn run(core: Arc<Core>, mut stop: watch::Receiver<bool>) {
    // What was changed while the links were being started is looked at as well.
    let at = core.clock.now() - LOOK_FAR_BACK;
    let mut followed = Followed { at, round: 0, links: HashMap::new() };
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = look(&core, &mut followed).await {
            tracing::warn!(%error, "changes of keys and sessions cannot be read, trying again");
        }
    }
}

async fn look(core: &Core, followed: &mut Followed) -> Result<(), KeyError> {
    let now = core.clock.now();
    followed.round = followed.round.wrapping_add(1);
    let far = followed.round.is_multiple_of(LOOK_FAR_BACK_EVERY);
    let since = followed.at.min(now) - if far { LOOK_FAR_BACK } else { LOOK_BACK };
    follow_sessions(core, since).await?;
    follow_links(core, since, &mut followed.links).await?;
    followed.at = now;
    Ok(())
}

/// Drops what is held of terminals whose session is another by now; it is read anew when it is
/// used. Their keys changed with it.
async fn follow_sessions(core: &Core, since: DateTime<Utc>) -> sqlx::Result<()> {
    let mut after: Option<(DateTime<Utc>, TerminalId)> = None;
    loop {
        let mut tx = core.db.read().await?;
        let rows = store::sessions_changed(&mut tx, since, after, PAGE_ROWS).await?;
        drop(tx);
        for row in &rows {
            if core.sessions.drop_stale(row) {
                core.keys.expire(KeyOwner::Terminal(row.terminal_id));
            }
        }
        match rows.last() {
            Some(last) if rows.len() as i64 == PAGE_ROWS => {
                after = Some((last.session.changed_at, last.terminal_id));
            }
            _ => return Ok(()),
        }
    }
}

/// Reads the keys of links again when there are others. They stay in reach meanwhile: payments
/// are under way.
async fn follow_links(
    core: &Core,
    since: DateTime<Utc>,
    known: &mut LinkKeys,
) -> Result<(), KeyError> {
    let mut tx = core.db.read().await?;
    let rows = store::link_keys_made(&mut tx, since, PAGE_ROWS).await?;
    drop(tx);
    for row in rows {
        let key = (row.link_id, row.purpose);
        if known.get(&key) == Some(&row.made_at) {
            continue;
        }
        core.keys.refresh(row.institution_id, KeyOwner::Link(row.link_id)).await?;
        known.insert(key, row.made_at);
        tracing::info!(link = %row.link_id, purpose = %row.purpose, "a link has a new key");
    }
    Ok(())
}

/// A terminal on trial got a good answer: it has passed its test. The answer does not wait for
/// this, and where it fails staff state the result themselves.
pub async fn trial_passed(context: Context, subject: Subject) {
    let (institution, terminal) = (subject.institution(), subject.terminal());
    if let Err(error) = terminals::test_seen(&context, institution, terminal).await {
        tracing::warn!(%terminal, %error, "a passed test is not noted");
    }
}

/// Notes which terminals were seen until told to stop, and then once more. Never on the way of a
/// payment; what cannot be written is lost, for the terminal will be seen again.
pub async fn note_seen(core: Arc<Core>, mut stop: watch::Receiver<bool>) {
    loop {
        let stopped = tokio::select! {
            () = tokio::time::sleep(NOTE_EVERY) => false,
            _ = stop.wait_for(|stop| *stop) => true,
        };
        if let Err(error) = note(&core, core.sessions.take_seen()).await {
            tracing::warn!(%error, "terminals that were seen are not noted");
        }
        if stopped {
            return;
        }
    }
}

async fn note(core: &Core, seen: Vec<SeenTerminal>) -> sqlx::Result<()> {
    let mut of: BTreeMap<InstitutionId, Vec<(TerminalId, DateTime<Utc>)>> = BTreeMap::new();
    for (institution, terminal, at) in seen {
        of.entry(institution).or_default().push((terminal, at));
    }
    for (institution, seen) in of {
        for part in seen.chunks(NOTE_ROWS) {
            let mut tx = core.db.begin().await?;
            terminals::note_seen(&mut tx, institution, part).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
