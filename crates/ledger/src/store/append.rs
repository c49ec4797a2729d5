//! What the writer needs: accounts and pending transfers in sets, the tail, and the append.

use super::{CountersRow, EntryRow, PendingRow};
use crate::book::{Slice, State};
use crate::entry::{Entry, Pending};
use crate::model::{NewAccount, Rules, TransferKind};
use chrono::{DateTime, Utc};
use kernel::{AccountId, InstitutionId, TransferId};
use sqlx::FromRow;
use storage::Tx;
use uuid::Uuid;

/// Rows of the journal read at a time.
pub(crate) const TAIL_ROWS: i64 = 10_000;

/// Where an institution's journal stands.
#[derive(Clone, Copy, Debug, FromRow)]
pub(crate) struct Head {
    pub seq: i64,
    pub watermark: i64,
    pub at: DateTime<Utc>,
}

pub(crate) async fn head(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<Option<Head>> {
    sqlx::query_as("select seq, watermark, at from ledger_head where institution_id = $1")
        .bind(institution)
        .fetch_optional(&mut **tx)
        .await
}

/// Whether the batch `id` that ended at `last` is in the journal.
pub(crate) async fn landed(
    tx: &mut Tx,
    institution: InstitutionId,
    last: i64,
    id: Uuid,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (
           select from ledger_batch where institution_id = $1 and last_seq = $2 and id = $3
         )",
    )
    .bind(institution)
    .bind(last)
    .bind(id)
    .fetch_one(&mut **tx)
    .await
}

/// The next [`TAIL_ROWS`] entries after `after`, in order.
pub(crate) async fn tail(
    tx: &mut Tx,
    institution: InstitutionId,
    after: i64,
) -> sqlx::Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select id, seq, kind, debit_account_id, credit_account_id, amount_fen, pending_id,
           pending_fen, timeout_s, linked, code, reference, debit_previous_seq,
           credit_previous_seq, at
         from ledger_transfer
         where institution_id = $1 and seq > $2
         order by seq
         limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(TAIL_ROWS)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// Those of `ids` that are booked.
pub(crate) async fn booked(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[TransferId],
) -> sqlx::Result<Vec<Entry>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select id, seq, kind, debit_account_id, credit_account_id, amount_fen, pending_id,
           pending_fen, timeout_s, linked, code, reference, debit_previous_seq,
           credit_previous_seq, at
         from ledger_transfer
         where institution_id = $1 and id = any ($2)
         limit $3",
    )
    .bind(institution)
    .bind(&ids)
    .bind(ids.len() as i64)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// Those of `ids` that are pending transfers, with what became of them.
pub(crate) async fn pendings(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[TransferId],
) -> sqlx::Result<Vec<(TransferId, Pending)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<PendingRow> = sqlx::query_as(
        "select id, debit_account_id, credit_account_id, amount_fen, expires_at, state
         from ledger_pending
         where institution_id = $1 and id = any ($2)
         limit $3",
    )
    .bind(institution)
    .bind(&ids)
    .bind(ids.len() as i64)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.iter().map(|row| (row.id, row.pending())).collect())
}

#[derive(FromRow)]
struct AccountRow {
    id: AccountId,
    debits_must_not_exceed_credits: bool,
    credits_must_not_exceed_debits: bool,
    credits_only: bool,
    only_to: Vec<Uuid>,
    seq: i64,
    entry_seq: i64,
    #[sqlx(flatten)]
    counters: CountersRow,
}

/// Those of `ids` that are accounts, with their rules and latest snapshots.
pub(crate) async fn accounts(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[AccountId],
) -> sqlx::Result<Vec<(AccountId, Rules, State)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<AccountRow> = sqlx::query_as(
        "select a.id,
           coalesce(r.debits_must_not_exceed_credits, false) as debits_must_not_exceed_credits,
           coalesce(r.credits_must_not_exceed_debits, false) as credits_must_not_exceed_debits,
           coalesce(r.credits_only, false) as credits_only,
           case when a.only_to then array(
             select o.to_account_id from ledger_only_to o
             where o.institution_id = $1 and o.account_id = a.id
           ) else '{}' end as only_to,
           coalesce(s.seq, 0) as seq, coalesce(s.entry_seq, 0) as entry_seq,
           coalesce(s.debits_pending_fen, 0) as debits_pending_fen,
           coalesce(s.debits_posted_fen, 0) as debits_posted_fen,
           coalesce(s.credits_pending_fen, 0) as credits_pending_fen,
           coalesce(s.credits_posted_fen, 0) as credits_posted_fen
         from ledger_account a
         left join ledger_rule r
           on a.ruled and r.institution_id = $1 and r.account_id = a.id
         left join lateral (
           select s.seq, s.entry_seq, s.debits_pending_fen, s.debits_posted_fen,
             s.credits_pending_fen, s.credits_posted_fen
           from ledger_snapshot s
           where s.institution_id = $1 and s.account_id = a.id
           order by s.seq desc limit 1
         ) s on true
         where a.institution_id = $1 and a.id = any ($2)
         limit $3",
    )
    .bind(institution)
    .bind(&ids)
    .bind(ids.len() as i64)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(account).collect())
}

fn account(row: AccountRow) -> (AccountId, Rules, State) {
    let rules = Rules {
        debits_must_not_exceed_credits: row.debits_must_not_exceed_credits,
        credits_must_not_exceed_debits: row.credits_must_not_exceed_debits,
        credits_only: row.credits_only,
        only_to: row.only_to.into_iter().map(AccountId).collect(),
    };
    let state =
        State { counters: row.counters.into(), entry: row.entry_seq, known: row.seq, dirty: 0 };
    (row.id, rules, state)
}

/// One batch, as it goes into the journal.
pub(crate) struct Batch<'a> {
    pub institution: InstitutionId,
    /// Made for this attempt; tells afterwards whether it landed.
    pub id: Uuid,
    /// Head it was decided upon.
    pub expected: i64,
    pub at: DateTime<Utc>,
    pub watermark: i64,
    pub rows: &'a [Entry],
    pub slices: &'a [Slice],
}

/// Appends a batch. SQLSTATE 40001: the head has moved; 23505: a transfer is booked already.
pub(crate) async fn append(tx: &mut Tx, batch: &Batch<'_>) -> sqlx::Result<i64> {
    let rows = batch.rows;
    // Arrays that would say the same of every transfer are left empty.
    let unless = |none: fn(&Entry) -> bool| if rows.iter().all(none) { &[] } else { rows };
    let resolving = unless(|row| row.pending.is_none());
    let timing = unless(|row| row.timeout_s.is_none());
    let linking = unless(|row| !row.linked);
    let two_phase = unless(|row| row.kind == TransferKind::Single);
    let kinds: Vec<&str> = two_phase.iter().map(|row| row.kind.as_str()).collect();
    let slices = batch.slices;
    let counter = |read: fn(&Slice) -> i64| slices.iter().map(read).collect::<Vec<i64>>();
    sqlx::query_scalar(
        "select ledger_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
           $16, $17, $18, $19, $20, $21, $22, $23, $24)",
    )
    .bind(batch.institution)
    .bind(batch.expected)
    .bind(batch.at)
    .bind(batch.id)
    .bind(batch.watermark)
    .bind(column(rows, |row| row.id.0))
    .bind(kinds)
    .bind(column(rows, |row| row.debit.0))
    .bind(column(rows, |row| row.credit.0))
    .bind(column(rows, |row| row.amount.fen()))
    .bind(column(resolving, |row| row.pending.map(|id| id.0)))
    .bind(column(resolving, |row| row.pending_amount))
    .bind(column(timing, |row| row.timeout_s))
    .bind(column(linking, |row| row.linked))
    .bind(column(rows, |row| row.code))
    .bind(column(rows, |row| row.reference))
    .bind(column(rows, |row| row.debit_previous))
    .bind(column(rows, |row| row.credit_previous))
    .bind(slices.iter().map(|s| s.account.0).collect::<Vec<Uuid>>())
    .bind(counter(|s| s.entry))
    .bind(counter(|s| s.counters.debits_pending.fen()))
    .bind(counter(|s| s.counters.debits_posted.fen()))
    .bind(counter(|s| s.counters.credits_pending.fen()))
    .bind(counter(|s| s.counters.credits_posted.fen()))
    .fetch_one(&mut **tx)
    .await
}

fn column<T>(rows: &[Entry], read: impl Fn(&Entry) -> T) -> Vec<T> {
    rows.iter().map(read).collect()
}

/// Makes the accounts of one institution that are not there; answers which it made.
pub(crate) async fn create_accounts(
    tx: &mut Tx,
    institution: InstitutionId,
    at: DateTime<Utc>,
    accounts: &[&NewAccount],
) -> sqlx::Result<Vec<Uuid>> {
    let mut sources = Vec::new();
    let mut targets = Vec::new();
    for account in accounts {
        for target in &account.rules.only_to {
            sources.push(account.id.0);
            targets.push(target.0);
        }
    }
    let flag = |read: fn(&Rules) -> bool| -> Vec<bool> {
        accounts.iter().map(|a| read(&a.rules)).collect()
    };
    let texts =
        |read: fn(&NewAccount) -> &str| -> Vec<&str> { accounts.iter().map(|a| read(a)).collect() };
    sqlx::query_scalar(
        "select ledger_create_accounts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(institution)
    .bind(at)
    .bind(accounts.iter().map(|a| a.id.0).collect::<Vec<Uuid>>())
    .bind(texts(|a| a.kind.as_str()))
    .bind(texts(|a| &a.owner))
    .bind(texts(|a| &a.name))
    .bind(flag(|r| r.debits_must_not_exceed_credits))
    .bind(flag(|r| r.credits_must_not_exceed_debits))
    .bind(flag(|r| r.credits_only))
    .bind(sources)
    .bind(targets)
    .fetch_one(&mut **tx)
    .await
}

/// Open pending transfers whose time is over, oldest first, at most `limit` an institution.
pub(crate) async fn due(
    tx: &mut Tx,
    institution: InstitutionId,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<TransferId>> {
    sqlx::query_scalar(
        "select id from ledger_pending
         where institution_id = $1 and state = 'open' and expires_at <= $2
         order by expires_at
         limit $3",
    )
    .bind(institution)
    .bind(now)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Institutions that have books.
pub(crate) async fn institutions(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar("select institution_id from ledger_head order by institution_id limit 10000")
        .fetch_all(&mut **tx)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountKind, Config, Ledger, NewAccount, Transfer};
    use kernel::{Clock, Money};

    #[tokio::test]
    async fn a_batch_has_landed_under_its_own_id_only() {
        let test = storage::testing::database().await;
        let ledger = Ledger::open(test.db.clone(), Clock::system(), Config::default()).unwrap();
        let institution = InstitutionId(2);
        let account = |name| NewAccount::of(institution, AccountKind::Clearing, name, "");
        let (from, to) = (account("1"), account("2"));
        ledger.ensure(&[from.clone(), to.clone()]).await.unwrap();
        let transfer = Transfer::single(institution, from.id, to.id, Money::from_fen(1));
        ledger.post(vec![transfer]).await.unwrap();
        let (id, last): (Uuid, i64) =
            sqlx::query_as("select id, last_seq from ledger_batch where institution_id = $1")
                .bind(institution)
                .fetch_one(&test.owner_pool)
                .await
                .unwrap();
        let mut tx = test.db.read().await.unwrap();
        assert!(landed(&mut tx, institution, last, id).await.unwrap());
        assert!(!landed(&mut tx, institution, last, Uuid::now_v7()).await.unwrap());
        assert!(!landed(&mut tx, institution, last + 1, id).await.unwrap());
    }
}
