//! Sessions of terminals: batch number, signed in or not, wrong MACs in a row.

use crate::switch::store::{self, ChangedSession};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, TerminalId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use storage::Db;

/// Wrong MACs in a row after which a terminal must sign in anew.
pub const WRONG_MACS_MAX: u32 = 3;
/// Most sessions held in memory; beyond that all are dropped and read again.
const SESSIONS_MAX: usize = 200_000;
/// That a terminal was seen is noted at most once in so many seconds.
const SEEN_EVERY_S: i64 = 60;

/// A terminal that was seen, of which institution, and when.
pub type SeenTerminal = (InstitutionId, TerminalId, DateTime<Utc>);

/// One terminal's session.
#[derive(Debug)]
pub struct Session {
    batch_no: AtomicI32,
    signed_in: AtomicBool,
    settled: AtomicBool,
    /// Shared with whatever replaces this session in the same batch, so that reading it anew
    /// forgets no try, however many are under way at once.
    wrong_macs: Arc<AtomicU32>,
    /// When it was last noted that the terminal was seen, in seconds of Unix time.
    seen_s: AtomicI64,
}

impl Session {
    fn new(batch_no: i32, signed_in: bool, before: Option<&Session>) -> Session {
        let same = before.filter(|before| before.batch_no() == batch_no);
        Session {
            batch_no: AtomicI32::new(batch_no),
            signed_in: AtomicBool::new(signed_in),
            settled: AtomicBool::new(false),
            wrong_macs: same.map(|before| before.wrong_macs.clone()).unwrap_or_default(),
            seen_s: AtomicI64::new(0),
        }
    }

    /// The batch number in use, 0 before the first sign-in.
    pub fn batch_no(&self) -> i32 {
        self.batch_no.load(Ordering::Acquire)
    }

    /// Financial requests are taken.
    pub fn is_signed_in(&self) -> bool {
        self.signed_in.load(Ordering::Acquire)
    }

    /// The batch has been settled: nothing more is taken in it.
    pub fn is_settled(&self) -> bool {
        self.settled.load(Ordering::Acquire)
    }

    /// The batch is settled now.
    pub fn settle(&self) {
        self.settled.store(true, Ordering::Release);
    }

    /// New keys and a new batch.
    pub fn sign_in(&self, batch_no: i32) {
        self.settled.store(false, Ordering::Release);
        self.batch_no.store(batch_no, Ordering::Release);
        self.wrong_macs.store(0, Ordering::Release);
        self.signed_in.store(true, Ordering::Release);
    }

    /// Nothing more until the next sign-in.
    pub fn sign_out(&self) {
        self.signed_in.store(false, Ordering::Release);
    }

    /// So many wrong MACs in a row that no further one is looked at in this batch.
    pub fn is_spent(&self) -> bool {
        WRONG_MACS_MAX <= self.wrong_macs.load(Ordering::Acquire)
    }

    /// A MAC held.
    pub fn right_mac(&self) {
        if self.wrong_macs.load(Ordering::Relaxed) != 0 {
            self.wrong_macs.store(0, Ordering::Release);
        }
    }

    /// A MAC did not hold; how many in a row that makes.
    pub fn wrong_mac(&self) -> u32 {
        self.wrong_macs.fetch_add(1, Ordering::AcqRel).saturating_add(1)
    }
}

impl Session {
    /// The terminal was seen; true when that is to be noted.
    fn is_news(&self, at: DateTime<Utc>) -> bool {
        let (now, before) = (at.timestamp(), self.seen_s.load(Ordering::Relaxed));
        if now - before < SEEN_EVERY_S {
            return false;
        }
        self.seen_s.compare_exchange(before, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

/// The sessions of this node, read from the database when first used.
pub struct Sessions {
    db: Db,
    held: RwLock<HashMap<TerminalId, Arc<Session>>>,
    /// Seen and not written yet: each terminal at most once a minute.
    seen: Mutex<Vec<SeenTerminal>>,
}

impl Sessions {
    /// Sessions kept in `db` (in network scope).
    pub fn new(db: Db) -> Sessions {
        Sessions { db, held: RwLock::default(), seen: Mutex::default() }
    }

    /// The session of a terminal.
    pub async fn of(
        &self,
        institution: InstitutionId,
        terminal: TerminalId,
    ) -> sqlx::Result<Arc<Session>> {
        if let Some(session) = self.held(terminal) {
            return Ok(session);
        }
        self.read(institution, terminal).await
    }

    /// As [`Sessions::of`], but read anew: another node may have signed the terminal in since.
    pub async fn read(
        &self,
        institution: InstitutionId,
        terminal: TerminalId,
    ) -> sqlx::Result<Arc<Session>> {
        let mut tx = self.db.read().await?;
        let stored = store::terminal_session(&mut tx, institution, terminal).await?;
        drop(tx);
        let (batch_no, signed_in) =
            stored.map_or((0, false), |stored| (stored.batch_no, stored.signed_in));
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let before = held.get(&terminal).map(Arc::as_ref);
        let session = Arc::new(Session::new(batch_no, signed_in, before));
        if stored.is_some_and(|stored| stored.settled) {
            session.settle();
        }
        if SESSIONS_MAX <= held.len() {
            held.clear();
        }
        held.insert(terminal, session.clone());
        Ok(session)
    }

    /// Drops a session that is not what is stored; true when nothing is held of the terminal now.
    pub fn drop_stale(&self, stored: &ChangedSession) -> bool {
        let Some(held) = self.held(stored.terminal_id) else {
            return true;
        };
        let same = held.batch_no() == stored.session.batch_no
            && held.is_signed_in() == stored.session.signed_in
            && held.is_settled() == stored.session.settled;
        if !same {
            let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
            held.remove(&stored.terminal_id);
        }
        !same
    }

    /// The terminal has proven who it is.
    pub fn seen(&self, session: &Session, seen: SeenTerminal) {
        if session.is_news(seen.2) {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
        }
    }

    /// Takes what is to be written.
    pub fn take_seen(&self) -> Vec<SeenTerminal> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn held(&self, terminal: TerminalId) -> Option<Arc<Session>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).get(&terminal).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_wrong_mac_in_a_row_is_one_too_many() {
        let session = Session::new(1, true, None);
        assert_eq!([session.wrong_mac(), session.wrong_mac()], [1, 2]);
        session.right_mac();
        assert_eq!([session.wrong_mac(), session.wrong_mac()], [1, 2]);
        assert!(!session.is_spent());
        assert_eq!((session.wrong_mac(), session.is_spent()), (3, true));
        session.sign_in(2);
        assert!(session.is_signed_in() && !session.is_spent());
    }

    #[test]
    fn a_session_read_anew_keeps_the_count_of_its_batch() {
        let session = Session::new(1, true, None);
        session.wrong_mac();
        let again = Session::new(1, true, Some(&session));
        assert_eq!((again.wrong_mac(), session.wrong_mac()), (2, 3));
        let next = Session::new(2, true, Some(&session));
        assert!(session.is_spent() && !next.is_spent());
    }

    #[test]
    fn that_a_terminal_was_seen_is_news_once_a_minute() {
        let session = Session::new(1, true, None);
        let at = |seconds: i64| DateTime::from_timestamp(1_764_000_000 + seconds, 0).unwrap();
        let news = [0, 1, 59, 60, 61, 200].map(|seconds| session.is_news(at(seconds)));
        assert_eq!(news, [true, false, false, true, false, true]);
    }
}
