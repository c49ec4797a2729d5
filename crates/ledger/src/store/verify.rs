//! Reads for the check of the whole books, all in one transaction that sees one moment.

use super::CountersRow;
use super::read::Standing;
use crate::model::Counters;
use kernel::{AccountId, InstitutionId, TransferId};
use sqlx::{AssertSqlSafe, FromRow};
use storage::Tx;

/// Rows read at a time.
pub(crate) const ROWS: i64 = 10_000;
/// Findings of one kind that are listed.
pub(crate) const FINDINGS: i64 = 100;

/// From here on the transaction sees one moment.
pub(crate) async fn hold_still(tx: &mut Tx) -> sqlx::Result<()> {
    sqlx::query("set transaction isolation level repeatable read").execute(&mut **tx).await?;
    Ok(())
}

#[derive(FromRow)]
struct SnapshotRow {
    account_id: AccountId,
    seq: i64,
    entry_seq: i64,
    #[sqlx(flatten)]
    counters: CountersRow,
}

/// Opens the cursor over an institution's snapshots, in the order of the journal.
pub(crate) async fn open_snapshots(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<()> {
    // A number is all that goes into the text: a cursor takes no parameters.
    let statement = format!(
        "declare ledger_snapshots no scroll cursor for
         select account_id, seq, entry_seq, debits_pending_fen, debits_posted_fen,
           credits_pending_fen, credits_posted_fen
         from ledger_snapshot where institution_id = {} order by seq",
        institution.0
    );
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut **tx).await?;
    Ok(())
}

/// The next snapshots of the cursor, with the place each is of.
pub(crate) async fn next_snapshots(tx: &mut Tx) -> sqlx::Result<Vec<(i64, Standing)>> {
    let statement = format!("fetch {ROWS} from ledger_snapshots");
    let rows: Vec<SnapshotRow> =
        sqlx::query_as(AssertSqlSafe(statement)).persistent(false).fetch_all(&mut **tx).await?;
    let standing = |row: SnapshotRow| {
        let standing =
            Standing { id: row.account_id, entry: row.entry_seq, counters: row.counters.into() };
        (row.seq, standing)
    };
    Ok(rows.into_iter().map(standing).collect())
}

pub(crate) async fn close_snapshots(tx: &mut Tx) -> sqlx::Result<()> {
    sqlx::query("close ledger_snapshots").execute(&mut **tx).await?;
    Ok(())
}

/// Ids of an institution's accounts after `after`, in order.
pub(crate) async fn account_ids(
    tx: &mut Tx,
    institution: InstitutionId,
    after: AccountId,
) -> sqlx::Result<Vec<AccountId>> {
    sqlx::query_scalar(
        "select id from ledger_account
         where institution_id = $1 and id > $2
         order by id
         limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(ROWS)
    .fetch_all(&mut **tx)
    .await
}

#[derive(FromRow)]
struct InPlaceRow {
    account_id: AccountId,
    #[sqlx(flatten)]
    counters: CountersRow,
}

/// Counters of the accounts with rules, as the database holds them in place.
pub(crate) async fn in_place(
    tx: &mut Tx,
    institution: InstitutionId,
    after: AccountId,
) -> sqlx::Result<Vec<(AccountId, Counters)>> {
    let rows: Vec<InPlaceRow> = sqlx::query_as(
        "select account_id, debits_pending_fen, debits_posted_fen, credits_pending_fen,
           credits_posted_fen
         from ledger_rule
         where institution_id = $1 and account_id > $2
         order by account_id
         limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(ROWS)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id, row.counters.into())).collect())
}

/// The sums of the whole journal by account, by SQL alone.
pub(crate) async fn sums(
    tx: &mut Tx,
    institution: InstitutionId,
    from: AccountId,
    to: AccountId,
) -> sqlx::Result<Vec<(AccountId, Counters)>> {
    let rows: Vec<InPlaceRow> = sqlx::query_as(
        "with entry as (
           select debit_account_id, credit_account_id,
             case kind when 'single' then 0 when 'pending' then amount_fen
               else -pending_fen end as pending,
             case when kind in ('single', 'post') then amount_fen else 0 end as posted
           from ledger_transfer where institution_id = $1
         ), side (account_id, debits_pending, debits_posted, credits_pending, credits_posted) as (
           select debit_account_id, pending, posted, 0, 0 from entry
           union all
           select credit_account_id, 0, 0, pending, posted from entry
         )
         select account_id, sum(debits_pending)::bigint as debits_pending_fen,
           sum(debits_posted)::bigint as debits_posted_fen,
           sum(credits_pending)::bigint as credits_pending_fen,
           sum(credits_posted)::bigint as credits_posted_fen
         from side
         where account_id > $2 and account_id <= $3
         group by account_id
         limit $4",
    )
    .bind(institution)
    .bind(from)
    .bind(to)
    .bind(ROWS)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id, row.counters.into())).collect())
}

/// Pending transfers whose row does not tell what the journal tells.
pub(crate) async fn wrong_pendings(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Vec<TransferId>> {
    sqlx::query_scalar(
        "select coalesce(p.id, t.id)
         from (
           select institution_id, id, debit_account_id, credit_account_id, amount_fen, state,
             resolved_by
           from ledger_pending where institution_id = $1
         ) p
         full join (
           select id, debit_account_id, credit_account_id, amount_fen
           from ledger_transfer where institution_id = $1 and kind = 'pending'
         ) t on t.id = p.id
         left join ledger_transfer r on r.institution_id = $1 and r.id = p.resolved_by
         where p.id is null or t.id is null or p.amount_fen <> t.amount_fen
           or p.debit_account_id <> t.debit_account_id
           or p.credit_account_id <> t.credit_account_id
           or p.state is distinct from case r.kind
             when 'post' then 'posted' when 'void' then 'voided' when 'expire' then 'expired'
             else 'open' end
           or r.pending_id <> p.id
         limit $2",
    )
    .bind(institution)
    .bind(FINDINGS)
    .fetch_all(&mut **tx)
    .await
}

/// Ends of batches that do not join, or whose time is not that of their transfers.
pub(crate) async fn wrong_batches(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(
        "select b.last_seq
         from (
           select last_seq, first_seq, watermark, at,
             lag(last_seq, 1, 0::bigint) over (order by last_seq) as before,
             lag(at) over (order by last_seq) as at_before
           from ledger_batch where institution_id = $1
         ) b
         left join ledger_transfer f on f.institution_id = $1 and f.seq = b.first_seq
         left join ledger_transfer l on l.institution_id = $1 and l.seq = b.last_seq
         where b.first_seq <> b.before + 1 or b.at < b.at_before or b.watermark > b.last_seq
           or f.at is distinct from b.at or l.at is distinct from b.at
         limit $2",
    )
    .bind(institution)
    .bind(FINDINGS)
    .fetch_all(&mut **tx)
    .await
}
