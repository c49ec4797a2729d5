//! Sessions of terminals: batch number, signed in or not, wrong MACs in a row.

use crate::switch::store;
use kernel::{InstitutionId, TerminalId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use storage::Db;

/// Wrong MACs in a row after which a terminal must sign in anew.
pub const WRONG_MACS_MAX: u32 = 3;
/// Most sessions held in memory; beyond that all are dropped and read again.
const SESSIONS_MAX: usize = 200_000;

/// One terminal's session.
#[derive(Debug)]
pub struct Session {
    batch_no: AtomicI32,
    signed_in: AtomicBool,
    wrong_macs: AtomicU32,
}

impl Session {
    fn new(batch_no: i32, signed_in: bool) -> Session {
        Session {
            batch_no: AtomicI32::new(batch_no),
            signed_in: AtomicBool::new(signed_in),
            wrong_macs: AtomicU32::new(0),
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

    /// New keys and a new batch.
    pub fn sign_in(&self, batch_no: i32) {
        self.batch_no.store(batch_no, Ordering::Release);
        self.wrong_macs.store(0, Ordering::Release);
        self.signed_in.store(true, Ordering::Release);
    }

    /// Nothing more until the next sign-in.
    pub fn sign_out(&self) {
        self.signed_in.store(false, Ordering::Release);
    }

    /// Wrong MACs in a row so far.
    pub fn wrong_macs(&self) -> u32 {
        self.wrong_macs.load(Ordering::Acquire)
    }

    /// Carries the count over to a session that was read anew.
    pub fn set_wrong_macs(&self, count: u32) {
        self.wrong_macs.store(count, Ordering::Release);
    }

    /// A MAC held.
    pub fn right_mac(&self) {
        if self.wrong_macs.load(Ordering::Relaxed) != 0 {
            self.wrong_macs.store(0, Ordering::Release);
        }
    }

    /// A MAC did not hold; true when that was once too often.
    pub fn wrong_mac(&self) -> bool {
        WRONG_MACS_MAX <= self.wrong_macs.fetch_add(1, Ordering::AcqRel) + 1
    }
}

/// The sessions of this node, read from the database when first used.
pub struct Sessions {
    db: Db,
    held: RwLock<HashMap<TerminalId, Arc<Session>>>,
}

impl Sessions {
    /// Sessions kept in `db` (in network scope).
    pub fn new(db: Db) -> Sessions {
        Sessions { db, held: RwLock::default() }
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
        let (batch_no, signed_in) = stored.unwrap_or((0, false));
        let session = Arc::new(Session::new(batch_no, signed_in));
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        if SESSIONS_MAX <= held.len() {
            held.clear();
        }
        held.insert(terminal, session.clone());
        Ok(session)
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
        let session = Session::new(1, true);
        assert_eq!([session.wrong_mac(), session.wrong_mac()], [false, false]);
        session.right_mac();
        assert_eq!(
            [session.wrong_mac(), session.wrong_mac(), session.wrong_mac()],
            [false, false, true]
        );
        session.sign_in(2);
        assert!(session.is_signed_in() && !session.wrong_mac());
    }
}
