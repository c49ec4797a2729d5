//! Keys, sealed, and the sessions of terminals.

use crate::switch::keys::{KeyMark, KeyPurpose, SealedKey};
use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, TerminalId};
use storage::Tx;

/// A terminal's session as it is stored.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct StoredSession {
    pub batch_no: i32,
    pub signed_in: bool,
    /// The batch has been settled.
    pub settled: bool,
    pub changed_at: DateTime<Utc>,
}

/// A session that has changed, and whose it is.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct ChangedSession {
    pub terminal_id: TerminalId,
    #[sqlx(flatten)]
    pub session: StoredSession,
}

/// Writes or replaces a key of a terminal.
pub async fn put_terminal_key(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
    key: &SealedKey,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into terminal_key (
            institution_id, terminal_id, purpose, sealed, check_value, made_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (institution_id, terminal_id, purpose) do update
            set sealed = excluded.sealed, check_value = excluded.check_value,
                made_at = excluded.made_at",
    )
    .bind(institution)
    .bind(terminal)
    .bind(&key.purpose)
    .bind(&key.sealed)
    .bind(&key.check_value)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All keys of a terminal: master key and working keys.
pub async fn terminal_keys(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<Vec<SealedKey>> {
    sqlx::query_as(
        "select purpose, sealed, check_value from terminal_key
         where institution_id = $1 and terminal_id = $2 order by purpose limit 10",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_all(&mut **tx)
    .await
}

/// The same for a sign-in: nobody changes the master key until the transaction ends.
pub async fn lock_terminal_keys(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<Vec<SealedKey>> {
    sqlx::query_as(
        "select purpose, sealed, check_value from terminal_key
         where institution_id = $1 and terminal_id = $2 order by purpose limit 10 for update",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_all(&mut **tx)
    .await
}

/// Destroys the working keys of a terminal.
pub async fn delete_working_keys(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<()> {
    sqlx::query(
        "delete from terminal_key
         where institution_id = $1 and terminal_id = $2 and purpose <> 'tmk'",
    )
    .bind(institution)
    .bind(terminal)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The keys of a terminal as they may be shown.
pub async fn terminal_key_marks(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<Vec<KeyMark>> {
    sqlx::query_as(
        "select purpose, check_value, made_at from terminal_key
         where institution_id = $1 and terminal_id = $2
         order by purpose <> 'tmk', purpose limit 10",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_all(&mut **tx)
    .await
}

/// The keys of a link as they may be shown.
pub async fn link_key_marks(
    tx: &mut Tx,
    institution: InstitutionId,
    link: LinkId,
) -> sqlx::Result<Vec<KeyMark>> {
    sqlx::query_as(
        "select purpose, check_value, made_at from link_key
         where institution_id = $1 and link_id = $2 order by purpose limit 10",
    )
    .bind(institution)
    .bind(link)
    .fetch_all(&mut **tx)
    .await
}

/// A key of a link that was made lately.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct MadeLinkKey {
    pub institution_id: InstitutionId,
    pub link_id: LinkId,
    pub purpose: KeyPurpose,
    pub made_at: DateTime<Utc>,
}

/// Keys of links that were made at this time or later.
pub async fn link_keys_made(
    tx: &mut Tx,
    since: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<MadeLinkKey>> {
    sqlx::query_as(
        "select institution_id, link_id, purpose, made_at from link_key
         where made_at >= $1 order by made_at desc limit $2",
    )
    .bind(since)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Writes a key shared with an acquirer where there is none, or where the one in force has this
/// check value; false where it is another by now.
pub async fn put_link_key(
    tx: &mut Tx,
    (institution, link): (InstitutionId, LinkId),
    key: &SealedKey,
    replaces: Option<&str>,
    at: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into link_key as k (institution_id, link_id, purpose, sealed, check_value, made_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (institution_id, link_id, purpose) do update
            set sealed = excluded.sealed, check_value = excluded.check_value,
                made_at = excluded.made_at
          where k.check_value = $7",
    )
    .bind(institution)
    .bind(link)
    .bind(&key.purpose)
    .bind(&key.sealed)
    .bind(&key.check_value)
    .bind(at)
    .bind(replaces)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The keys shared with an acquirer on a link.
pub async fn link_keys(
    tx: &mut Tx,
    institution: InstitutionId,
    link: LinkId,
) -> sqlx::Result<Vec<SealedKey>> {
    sqlx::query_as(
        "select purpose, sealed, check_value from link_key
         where institution_id = $1 and link_id = $2 order by purpose limit 10",
    )
    .bind(institution)
    .bind(link)
    .fetch_all(&mut **tx)
    .await
}

/// Batch number of a terminal, whether it is signed in, and since when it is so.
pub async fn terminal_session(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<Option<StoredSession>> {
    sqlx::query_as(
        "select batch_no, signed_in, settled, changed_at from terminal_session
         where institution_id = $1 and terminal_id = $2",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_optional(&mut **tx)
    .await
}

/// Sessions that have changed at this time or later, in the order of their changes, after one.
pub async fn sessions_changed(
    tx: &mut Tx,
    since: DateTime<Utc>,
    after: Option<(DateTime<Utc>, TerminalId)>,
    limit: i64,
) -> sqlx::Result<Vec<ChangedSession>> {
    let (after_at, after_id) = after.unzip();
    sqlx::query_as(
        "select terminal_id, batch_no, signed_in, settled, changed_at from terminal_session
         where changed_at >= $1
           and ($2::timestamptz is null or (changed_at, terminal_id) > ($2, $3))
         order by changed_at, terminal_id limit $4",
    )
    .bind(since)
    .bind(after_at)
    .bind(after_id)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Signs a terminal in under the next batch number, which is returned.
pub async fn sign_in(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
    at: DateTime<Utc>,
) -> sqlx::Result<i32> {
    sqlx::query_scalar(
        "insert into terminal_session (
            institution_id, terminal_id, batch_no, signed_in, changed_at)
         values ($1, $2, 1, true, $3)
         on conflict (institution_id, terminal_id) do update
            set batch_no = terminal_session.batch_no % 999999 + 1, signed_in = true,
                settled = false, changed_at = excluded.changed_at
         returning batch_no",
    )
    .bind(institution)
    .bind(terminal)
    .bind(at)
    .fetch_one(&mut **tx)
    .await
}

/// Ends a terminal's session: sign-off, or too many wrong MACs.
pub async fn sign_out(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update terminal_session set signed_in = false, changed_at = $3
         where institution_id = $1 and terminal_id = $2",
    )
    .bind(institution)
    .bind(terminal)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
