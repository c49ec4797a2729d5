//! Reads for people: accounts, states at a place in the journal, statements, trial balances.

use super::{CountersRow, EntryRow};
use crate::entry::{Entry, PendingState};
use crate::model::{AccountKind, Counters, NewAccount, Rules};
use chrono::{DateTime, Utc};
use kernel::{AccountId, InstitutionId, TransferId};
use sqlx::FromRow;
use storage::Tx;
use uuid::Uuid;

/// A place in the journal, and a bound below which every entry is in a snapshot not after it.
#[derive(Clone, Copy, Debug, Default, FromRow)]
pub(crate) struct Point {
    pub seq: i64,
    pub watermark: i64,
}

/// The end of the journal.
pub(crate) async fn point_now(
    tx: &mut Tx,
    institution: InstitutionId,
) -> sqlx::Result<Option<Point>> {
    sqlx::query_as("select seq, watermark from ledger_head where institution_id = $1")
        .bind(institution)
        .fetch_optional(&mut **tx)
        .await
}

/// The last batch at or before a time.
pub(crate) async fn point_at(
    tx: &mut Tx,
    institution: InstitutionId,
    at: DateTime<Utc>,
) -> sqlx::Result<Option<Point>> {
    sqlx::query_as(
        "select last_seq as seq, watermark from ledger_batch
         where institution_id = $1 and at <= $2
         order by at desc, last_seq desc
         limit 1",
    )
    .bind(institution)
    .bind(at)
    .fetch_optional(&mut **tx)
    .await
}

/// The watermark of the last batch that ended at or before `seq`.
pub(crate) async fn watermark_at(
    tx: &mut Tx,
    institution: InstitutionId,
    seq: i64,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(
        "select watermark from ledger_batch
         where institution_id = $1 and last_seq <= $2
         order by last_seq desc
         limit 1",
    )
    .bind(institution)
    .bind(seq)
    .fetch_optional(&mut **tx)
    .await
}

/// An account's state at a point: counters and last entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    pub id: AccountId,
    pub entry: i64,
    pub counters: Counters,
}

#[derive(FromRow)]
struct StandingRow {
    id: AccountId,
    entry_seq: i64,
    #[sqlx(flatten)]
    counters: CountersRow,
}

/// The states of accounts at a point: the snapshot before it and what came after that.
pub(crate) async fn standings(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[AccountId],
    point: Point,
) -> sqlx::Result<Vec<Standing>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<StandingRow> = sqlx::query_as(
        "with snapshot as materialized (
           select a.id, coalesce(s.seq, 0) as seq, coalesce(s.entry_seq, 0) as entry_seq,
             coalesce(s.debits_pending_fen, 0) as debits_pending_fen,
             coalesce(s.debits_posted_fen, 0) as debits_posted_fen,
             coalesce(s.credits_pending_fen, 0) as credits_pending_fen,
             coalesce(s.credits_posted_fen, 0) as credits_posted_fen
           from ledger_account a
           left join lateral (
             select s.seq, s.entry_seq, s.debits_pending_fen, s.debits_posted_fen,
               s.credits_pending_fen, s.credits_posted_fen
             from ledger_snapshot s
             where s.institution_id = $1 and s.account_id = a.id and s.seq <= $3
             order by s.seq desc limit 1
           ) s on true
           where a.institution_id = $1 and a.id = any ($2)
         ), entry as (
           select t.seq, t.debit_account_id, t.credit_account_id,
             case t.kind when 'single' then 0 when 'pending' then t.amount_fen
               else -t.pending_fen end as pending,
             case when t.kind in ('single', 'post') then t.amount_fen else 0 end as posted
           from ledger_transfer t
           where t.institution_id = $1 and t.seq > $4 and t.seq <= $3
             and (t.debit_account_id = any ($2) or t.credit_account_id = any ($2))
         ), side as (
           select debit_account_id as id, seq, pending as debits_pending, posted as debits_posted,
             0 as credits_pending, 0 as credits_posted
           from entry
           union all
           select credit_account_id, seq, 0, 0, pending, posted from entry
         ), later as (
           select s.id, max(s.seq) as entry_seq, sum(s.debits_pending)::bigint as debits_pending,
             sum(s.debits_posted)::bigint as debits_posted,
             sum(s.credits_pending)::bigint as credits_pending,
             sum(s.credits_posted)::bigint as credits_posted
           from side s join snapshot n on n.id = s.id and s.seq > n.seq
           group by s.id
         )
         select n.id, coalesce(l.entry_seq, n.entry_seq) as entry_seq,
           n.debits_pending_fen + coalesce(l.debits_pending, 0) as debits_pending_fen,
           n.debits_posted_fen + coalesce(l.debits_posted, 0) as debits_posted_fen,
           n.credits_pending_fen + coalesce(l.credits_pending, 0) as credits_pending_fen,
           n.credits_posted_fen + coalesce(l.credits_posted, 0) as credits_posted_fen
         from snapshot n left join later l on l.id = n.id
         limit $5",
    )
    .bind(institution)
    .bind(&ids)
    .bind(point.seq)
    .bind(point.watermark)
    .bind(ids.len() as i64)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Standing { id: row.id, entry: row.entry_seq, counters: row.counters.into() })
        .collect())
}

/// Entries of an account from `start` backwards along its chain, not before `from`.
pub(crate) async fn walk(
    tx: &mut Tx,
    institution: InstitutionId,
    account: AccountId,
    start: i64,
    from: Option<DateTime<Utc>>,
    limit: i64,
) -> sqlx::Result<Vec<Entry>> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "with recursive chain as (
           select 1::bigint as step, t.id, t.seq, t.kind, t.debit_account_id, t.credit_account_id,
             t.amount_fen, t.pending_id, t.pending_fen, t.timeout_s, t.linked, t.code, t.reference,
             t.debit_previous_seq, t.credit_previous_seq, t.at
           from ledger_transfer t
           where t.institution_id = $1 and t.seq = $3
           union all
           select c.step + 1, t.id, t.seq, t.kind, t.debit_account_id, t.credit_account_id,
             t.amount_fen, t.pending_id, t.pending_fen, t.timeout_s, t.linked, t.code, t.reference,
             t.debit_previous_seq, t.credit_previous_seq, t.at
           from chain c join ledger_transfer t
             on t.institution_id = $1
               and t.seq = case when c.debit_account_id = $2 then c.debit_previous_seq
                 else c.credit_previous_seq end
           where c.step < $5
         )
         select id, seq, kind, debit_account_id, credit_account_id, amount_fen, pending_id,
           pending_fen, timeout_s, linked, code, reference, debit_previous_seq,
           credit_previous_seq, at
         from chain
         where $4::timestamptz is null or at >= $4
         order by step
         limit $5",
    )
    .bind(institution)
    .bind(account)
    .bind(start)
    .bind(from)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

#[derive(FromRow)]
pub(crate) struct AccountRow {
    pub institution_id: InstitutionId,
    pub id: AccountId,
    pub kind: AccountKind,
    pub owner: String,
    pub name: String,
    debits_must_not_exceed_credits: bool,
    credits_must_not_exceed_debits: bool,
    credits_only: bool,
    only_to: Vec<Uuid>,
    pub created_at: DateTime<Utc>,
}

impl AccountRow {
    pub fn rules(&self) -> Rules {
        Rules {
            debits_must_not_exceed_credits: self.debits_must_not_exceed_credits,
            credits_must_not_exceed_debits: self.credits_must_not_exceed_debits,
            credits_only: self.credits_only,
            only_to: self.only_to.iter().copied().map(AccountId).collect(),
        }
    }
}

/// Accounts by filters, ordered by institution and id, after a place.
pub(crate) struct AccountFilter<'a> {
    pub institution: Option<InstitutionId>,
    pub ids: Option<Vec<Uuid>>,
    pub owner: Option<&'a str>,
    pub kind: Option<AccountKind>,
    pub text: Option<&'a str>,
    pub after: Option<(InstitutionId, AccountId)>,
    pub limit: i64,
}

pub(crate) async fn accounts(
    tx: &mut Tx,
    filter: &AccountFilter<'_>,
) -> sqlx::Result<Vec<AccountRow>> {
    let pattern = filter.text.map(|text| {
        let quoted = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        format!("%{quoted}%")
    });
    sqlx::query_as(
        "select a.institution_id, a.id, a.kind, a.owner, a.name, a.created_at,
           coalesce(r.debits_must_not_exceed_credits, false) as debits_must_not_exceed_credits,
           coalesce(r.credits_must_not_exceed_debits, false) as credits_must_not_exceed_debits,
           coalesce(r.credits_only, false) as credits_only,
           array(
             select o.to_account_id from ledger_only_to o
             where o.institution_id = a.institution_id and o.account_id = a.id
           ) as only_to
         from ledger_head h
         join ledger_account a on a.institution_id = h.institution_id
         left join ledger_rule r on r.institution_id = a.institution_id and r.account_id = a.id
         where ($1::int is null or h.institution_id = $1)
           and ($2::uuid[] is null or a.id = any ($2))
           and ($3::text is null or a.owner = $3)
           and ($4::text is null or a.kind = $4)
           and ($5::text is null or a.name ilike $5 or a.owner ilike $5)
           and ($6::int is null or (a.institution_id, a.id) > ($6, $7::uuid))
         order by a.institution_id, a.id
         limit $8",
    )
    .bind(filter.institution)
    .bind(&filter.ids)
    .bind(filter.owner)
    .bind(filter.kind)
    .bind(pattern)
    .bind(filter.after.map(|(institution, _)| institution))
    .bind(filter.after.map(|(_, id)| id))
    .bind(filter.limit)
    .fetch_all(&mut **tx)
    .await
}

/// How accounts are defined, for comparison with a repeated request.
pub(crate) async fn definitions(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[AccountId],
) -> sqlx::Result<Vec<NewAccount>> {
    let filter = AccountFilter {
        institution: Some(institution),
        ids: Some(ids.iter().map(|id| id.0).collect()),
        owner: None,
        kind: None,
        text: None,
        after: None,
        limit: ids.len() as i64,
    };
    let rows = accounts(tx, &filter).await?;
    Ok(rows
        .into_iter()
        .map(|row| NewAccount {
            rules: row.rules(),
            id: row.id,
            institution,
            kind: row.kind,
            owner: row.owner,
            name: row.name,
        })
        .collect())
}

#[derive(FromRow)]
pub(crate) struct TransferRow {
    pub institution_id: InstitutionId,
    #[sqlx(flatten)]
    pub entry: EntryRow,
    pub state: Option<PendingState>,
    pub resolved_by: Option<TransferId>,
}

/// A transfer, wherever the scope of the transaction may see it.
pub(crate) async fn transfer(tx: &mut Tx, id: TransferId) -> sqlx::Result<Option<TransferRow>> {
    sqlx::query_as(
        "select t.institution_id, t.id, t.seq, t.kind, t.debit_account_id, t.credit_account_id,
           t.amount_fen, t.pending_id, t.pending_fen, t.timeout_s, t.linked, t.code, t.reference,
           t.debit_previous_seq, t.credit_previous_seq, t.at, p.state, p.resolved_by
         from ledger_head h
         join ledger_transfer t on t.institution_id = h.institution_id and t.id = $1
         left join ledger_pending p on p.institution_id = t.institution_id and p.id = t.id
         limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// The transfers about something, oldest first.
pub(crate) async fn by_reference(
    tx: &mut Tx,
    reference: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<TransferRow>> {
    sqlx::query_as(
        "select t.institution_id, t.id, t.seq, t.kind, t.debit_account_id, t.credit_account_id,
           t.amount_fen, t.pending_id, t.pending_fen, t.timeout_s, t.linked, t.code, t.reference,
           t.debit_previous_seq, t.credit_previous_seq, t.at, p.state, p.resolved_by
         from ledger_transfer t
         left join ledger_pending p on p.institution_id = t.institution_id and p.id = t.id
         where t.reference = $1
         order by t.at, t.institution_id, t.seq
         limit $2",
    )
    .bind(reference)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Those of an institution's transfers that have these ids.
pub(crate) async fn by_ids(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[TransferId],
) -> sqlx::Result<Vec<TransferRow>> {
    sqlx::query_as(
        "select t.institution_id, t.id, t.seq, t.kind, t.debit_account_id, t.credit_account_id,
           t.amount_fen, t.pending_id, t.pending_fen, t.timeout_s, t.linked, t.code, t.reference,
           t.debit_previous_seq, t.credit_previous_seq, t.at, p.state, p.resolved_by
         from ledger_transfer t
         left join ledger_pending p on p.institution_id = t.institution_id and p.id = t.id
         where t.institution_id = $1 and t.id = any($2)",
    )
    .bind(institution)
    .bind(ids)
    .fetch_all(&mut **tx)
    .await
}

/// How many of an institution's transfers have one of these codes and are about something that
/// sorts before `before`.
pub(crate) async fn count_about(
    tx: &mut Tx,
    institution: InstitutionId,
    codes: &[i32],
    before: Uuid,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from ledger_transfer
         where institution_id = $1 and code = any($2) and reference < $3",
    )
    .bind(institution)
    .bind(codes)
    .bind(before)
    .fetch_one(&mut **tx)
    .await
}

#[derive(FromRow)]
pub(crate) struct KindRow {
    pub kind: AccountKind,
    pub accounts: i64,
    #[sqlx(flatten)]
    counters: CountersRow,
}

impl KindRow {
    pub fn counters(&self) -> Counters {
        self.counters.into()
    }
}

/// Counters at a point, summed by kind of account.
pub(crate) async fn sums_by_kind(
    tx: &mut Tx,
    institution: InstitutionId,
    point: Point,
) -> sqlx::Result<Vec<KindRow>> {
    sqlx::query_as(
        "with snapshot as materialized (
           select a.id, a.kind, coalesce(s.seq, 0) as seq,
             coalesce(s.debits_pending_fen, 0) as debits_pending,
             coalesce(s.debits_posted_fen, 0) as debits_posted,
             coalesce(s.credits_pending_fen, 0) as credits_pending,
             coalesce(s.credits_posted_fen, 0) as credits_posted
           from ledger_account a
           left join lateral (
             select s.seq, s.debits_pending_fen, s.debits_posted_fen, s.credits_pending_fen,
               s.credits_posted_fen
             from ledger_snapshot s
             where s.institution_id = $1 and s.account_id = a.id and s.seq <= $2
             order by s.seq desc limit 1
           ) s on true
           where a.institution_id = $1
         ), entry as (
           select t.seq, t.debit_account_id, t.credit_account_id,
             case t.kind when 'single' then 0 when 'pending' then t.amount_fen
               else -t.pending_fen end as pending,
             case when t.kind in ('single', 'post') then t.amount_fen else 0 end as posted
           from ledger_transfer t
           where t.institution_id = $1 and t.seq > $3 and t.seq <= $2
         ), side (id, seq, debits_pending, debits_posted, credits_pending, credits_posted) as (
           select debit_account_id, seq, pending, posted, 0, 0 from entry
           union all
           select credit_account_id, seq, 0, 0, pending, posted from entry
         ), part as (
           select kind, 1 as one, debits_pending, debits_posted, credits_pending, credits_posted
           from snapshot
           union all
           select n.kind, 0, s.debits_pending, s.debits_posted, s.credits_pending,
             s.credits_posted
           from side s join snapshot n on n.id = s.id and s.seq > n.seq
         )
         select kind, sum(one)::bigint as accounts,
           sum(debits_pending)::bigint as debits_pending_fen,
           sum(debits_posted)::bigint as debits_posted_fen,
           sum(credits_pending)::bigint as credits_pending_fen,
           sum(credits_posted)::bigint as credits_posted_fen
         from part group by kind order by kind
         limit 100",
    )
    .bind(institution)
    .bind(point.seq)
    .bind(point.watermark)
    .fetch_all(&mut **tx)
    .await
}
