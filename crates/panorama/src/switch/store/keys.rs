//! Keys, sealed, and the sessions of terminals.

use chrono::{DateTime, Utc};
use kernel::{InstitutionId, LinkId, TerminalId};
use storage::Tx;

/// A key as it lies in the database.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedKey {
    pub purpose: String,
    pub sealed: Vec<u8>,
    pub check_value: String,
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

/// Writes or replaces a key shared with an acquirer.
pub async fn put_link_key(
    tx: &mut Tx,
    institution: InstitutionId,
    link: LinkId,
    key: &SealedKey,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into link_key (institution_id, link_id, purpose, sealed, check_value, made_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (institution_id, link_id, purpose) do update
            set sealed = excluded.sealed, check_value = excluded.check_value,
                made_at = excluded.made_at",
    )
    .bind(institution)
    .bind(link)
    .bind(&key.purpose)
    .bind(&key.sealed)
    .bind(&key.check_value)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
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

/// Batch number of a terminal, and whether it is signed in.
pub async fn terminal_session(
    tx: &mut Tx,
    institution: InstitutionId,
    terminal: TerminalId,
) -> sqlx::Result<Option<(i32, bool)>> {
    sqlx::query_as(
        "select batch_no, signed_in from terminal_session
         where institution_id = $1 and terminal_id = $2",
    )
    .bind(institution)
    .bind(terminal)
    .fetch_optional(&mut **tx)
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
                changed_at = excluded.changed_at
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
