//! All SQL of prepaid cards.

use super::model::{CardRow, EntryRow};
use kernel::{InstitutionId, MerchantId};
use storage::Tx;
use uuid::Uuid;

/// Whether an institution has a merchant.
pub async fn merchant_is_there(
    tx: &mut Tx,
    institution: InstitutionId,
    merchant: MerchantId,
) -> sqlx::Result<bool> {
    sqlx::query_scalar("select exists (select from merchant where institution_id = $1 and id = $2)")
        .bind(institution)
        .bind(merchant)
        .fetch_one(&mut **tx)
        .await
}

/// Writes a card, unless its number is taken.
pub async fn insert_card(tx: &mut Tx, card: &CardRow) -> sqlx::Result<()> {
    sqlx::query(
        "insert into prepaid_card (institution_id, card_no, merchant_id, holder, created_at)
         values ($1, $2, $3, $4, $5) on conflict (institution_id, card_no) do nothing",
    )
    .bind(card.institution_id)
    .bind(&card.card_no)
    .bind(card.merchant_id)
    .bind(&card.holder)
    .bind(card.created_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// A card.
pub async fn card(
    tx: &mut Tx,
    institution: InstitutionId,
    card_no: &str,
) -> sqlx::Result<Option<CardRow>> {
    sqlx::query_as(
        "select institution_id, card_no, merchant_id, holder, created_at from prepaid_card
         where institution_id = $1 and card_no = $2",
    )
    .bind(institution)
    .bind(card_no)
    .fetch_optional(&mut **tx)
    .await
}

/// A card, locked: one entry after another is written.
pub async fn lock_card(
    tx: &mut Tx,
    (institution, card_no): (InstitutionId, &str),
) -> sqlx::Result<Option<CardRow>> {
    sqlx::query_as(
        "select institution_id, card_no, merchant_id, holder, created_at from prepaid_card
         where institution_id = $1 and card_no = $2 for update",
    )
    .bind(institution)
    .bind(card_no)
    .fetch_optional(&mut **tx)
    .await
}

/// An entry by its reference.
pub async fn entry(
    tx: &mut Tx,
    (institution, card_no): (InstitutionId, &str),
    reference: &str,
) -> sqlx::Result<Option<EntryRow>> {
    sqlx::query_as(
        "select institution_id, card_no, id, reference, kind, amount_fen, original_reference,
           state, balance_fen, created_at
         from prepaid_entry where institution_id = $1 and card_no = $2 and reference = $3",
    )
    .bind(institution)
    .bind(card_no)
    .bind(reference)
    .fetch_optional(&mut **tx)
    .await
}

/// What is given back of a payment, or about to be, fen.
pub async fn refunded(
    tx: &mut Tx,
    (institution, card_no): (InstitutionId, &str),
    original: &str,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select coalesce(sum(amount_fen), 0)::bigint from prepaid_entry
         where institution_id = $1 and card_no = $2 and original_reference = $3
           and kind = 'refund' and state <> 'refused'",
    )
    .bind(institution)
    .bind(card_no)
    .bind(original)
    .fetch_one(&mut **tx)
    .await
}

/// Writes an entry.
pub async fn insert_entry(tx: &mut Tx, row: &EntryRow) -> sqlx::Result<()> {
    sqlx::query(
        "insert into prepaid_entry (institution_id, card_no, id, reference, kind, amount_fen,
           original_reference, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(row.institution_id)
    .bind(&row.card_no)
    .bind(row.id)
    .bind(&row.reference)
    .bind(row.kind)
    .bind(row.amount_fen)
    .bind(&row.original_reference)
    .bind(row.state)
    .bind(row.created_at)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Writes down how an entry ended; an ending stays.
pub async fn end_entry(tx: &mut Tx, row: &EntryRow) -> sqlx::Result<()> {
    sqlx::query(
        "update prepaid_entry set state = $4, balance_fen = $5
         where institution_id = $1 and card_no = $2 and reference = $3 and state = 'begun'",
    )
    .bind(row.institution_id)
    .bind(&row.card_no)
    .bind(&row.reference)
    .bind(row.state)
    .bind(row.balance_fen)
    .execute(&mut **tx)
    .await
    .map(drop)
}

/// Entries of a card, newest first, before one.
pub async fn entries(
    tx: &mut Tx,
    (institution, card_no): (InstitutionId, &str),
    before: Option<Uuid>,
    limit: i64,
) -> sqlx::Result<Vec<EntryRow>> {
    sqlx::query_as(
        "select institution_id, card_no, id, reference, kind, amount_fen, original_reference,
           state, balance_fen, created_at
         from prepaid_entry
         where institution_id = $1 and card_no = $2 and ($3::uuid is null or id < $3)
         order by id desc limit $4",
    )
    .bind(institution)
    .bind(card_no)
    .bind(before)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
