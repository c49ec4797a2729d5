//! All SQL of sandboxes.

use super::model::Kept;
use kernel::InstitutionId;
use storage::Tx;

/// The sandbox of an institution.
pub async fn find(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<Option<Kept>> {
    sqlx::query_as(
        "select institution_id, merchant_id, terminal_id, partner_id, opened_at from sandbox
         where institution_id = $1",
    )
    .bind(institution)
    .fetch_optional(&mut **tx)
    .await
}

/// Writes a sandbox, unless there is one.
pub async fn insert(tx: &mut Tx, kept: &Kept) -> sqlx::Result<()> {
    sqlx::query(
        "insert into sandbox (institution_id, merchant_id, terminal_id, partner_id, opened_at)
         values ($1, $2, $3, $4, $5) on conflict (institution_id) do nothing",
    )
    .bind(kept.institution_id)
    .bind(kept.merchant_id)
    .bind(kept.terminal_id)
    .bind(kept.partner_id)
    .bind(kept.opened_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}
