//! What the worker cleans up for the gateway and for identity, once an hour or so.

use chrono::{DateTime, Utc};
use storage::Db;

use crate::{sandbox, store};

/// Most rows of one table and one institution that one call removes.
pub const CLEAN_MAX: i64 = 5000;

/// Removes idempotency keys and nonces that are not known any more, sessions that ended long
/// ago, requests of sandboxes that are a week old, and closes approvals that nobody decided in
/// time. Returns how many rows it touched.
pub async fn run(db: &Db, at: DateTime<Utc>) -> sqlx::Result<u64> {
    let db = db.network();
    let mut touched = 0;
    for institution in identity::institutions::list(&db).await? {
        let mut tx = db.within(institution.id).begin().await?;
        touched += store::clean_keys(&mut tx, institution.id, at, CLEAN_MAX).await?;
        touched += store::clean_nonces(&mut tx, institution.id, at, CLEAN_MAX).await?;
        tx.commit().await?;
        if institution.sandbox {
            touched += sandbox::clean(&db, institution.id, at, CLEAN_MAX).await?;
        }
    }
    touched += identity::sessions::clean(&db, at).await?;
    touched += identity::approvals::expire(&db, at).await?;
    Ok(touched)
}
