//! Following the log from now on, on every node by itself: live screens, caches.

use super::model::matches;
use super::store;
use kernel::InstitutionId;
use kernel::event::Event;
use std::collections::HashMap;
use storage::Db;

/// Events read of one institution in one look.
const ROWS_MAX: i64 = 500;

/// A cursor in memory over the events that the scope of its `Db` sees, beginning now. Nothing
/// is kept of it: what happens while nobody reads is seen at the next look, what happens before
/// it was made or after it was dropped is not.
#[derive(Debug)]
pub struct Tail {
    db: Db,
    patterns: Vec<String>,
    positions: HashMap<InstitutionId, i64>,
}

impl Tail {
    /// Follows the events whose names match one of `patterns`.
    pub async fn from_now(db: Db, patterns: &[&str]) -> sqlx::Result<Tail> {
        let mut tx = db.read().await?;
        let positions = store::heads(&mut tx).await?.into_iter().collect();
        drop(tx);
        Ok(Tail {
            db,
            patterns: patterns.iter().map(|text| (*text).to_owned()).collect(),
            positions,
        })
    }

    /// What has been relayed since the last call, at most 500 events of each institution, in
    /// order per institution. One small query when there is nothing: call it every 50 to
    /// 200 ms.
    pub async fn next(&mut self) -> sqlx::Result<Vec<Event>> {
        let mut tx = self.db.read().await?;
        let mut events = Vec::new();
        for (institution, head) in store::heads(&mut tx).await? {
            let position = self.positions.entry(institution).or_insert(0);
            if *position >= head {
                continue;
            }
            for row in store::read(&mut tx, institution, *position, ROWS_MAX).await? {
                *position = row.position;
                let mut patterns = self.patterns.iter();
                if patterns.any(|pattern| matches(pattern, &row.name)) {
                    events.push(row.event(institution));
                }
            }
        }
        Ok(events)
    }
}
