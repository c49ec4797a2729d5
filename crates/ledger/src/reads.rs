//! What people ask of the books. Every function reads in the scope of the `Db` it is given.

use crate::entry::{Entry, PendingState};
use crate::error::Error;
use crate::model::{AccountKind, Counters, Rules, TransferKind, code};
use crate::store::read::{self, AccountFilter, AccountRow, Point, TransferRow};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use kernel::page::limit_rows;
use kernel::{AccountId, Cursor, InstitutionId, Money, Page, TransferId};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use storage::{Db, Tx};
use uuid::Uuid;

/// Most transfers that one reference lists.
pub const REFERENCE_ROWS_MAX: i64 = 200;

/// Counters of an account at a time 余额.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Balance {
    /// Place in the journal up to which it counts.
    pub seq: i64,
    /// The four counters.
    #[serde(flatten)]
    pub counters: Counters,
    /// Posted credits less posted debits.
    pub net_fen: Money,
}

impl Balance {
    fn of(seq: i64, counters: Counters) -> Balance {
        Balance { seq, net_fen: counters.net(), counters }
    }
}

/// An account with its balance 账户.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Account {
    /// Whose books.
    pub institution_id: InstitutionId,
    /// Id.
    pub id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// Written id of whose money it is.
    pub owner: String,
    /// Name for people.
    pub name: String,
    /// What it allows.
    pub rules: Rules,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Its counters.
    pub balance: Balance,
}

/// Which accounts to list.
#[derive(Clone, Debug, Default)]
pub struct AccountsQuery {
    /// Of one institution; none: of all that the scope sees.
    pub institution: Option<InstitutionId>,
    /// Of one owner.
    pub owner: Option<String>,
    /// Of one kind.
    pub kind: Option<AccountKind>,
    /// Part of the name or the owner.
    pub q: Option<String>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

/// Which entries of an account to list, newest first.
#[derive(Clone, Debug, Default)]
pub struct StatementQuery {
    /// Not before this time.
    pub from: Option<DateTime<Utc>>,
    /// Not after this time.
    pub to: Option<DateTime<Utc>>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows of the page.
    pub limit: Option<i64>,
}

kernel::words! {
    /// Side of an entry 借贷方向.
    pub enum Side {
        /// 借.
        Debit = "debit",
        /// 贷.
        Credit = "credit",
    }
}

/// One entry of an account 明细, with the counters right after it.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct StatementLine {
    /// The transfer.
    pub transfer_id: TransferId,
    /// Its place in the journal.
    pub seq: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
    /// What it does.
    pub kind: TransferKind,
    /// Side on which this account stands.
    pub side: Side,
    /// The account on the other side.
    pub other: AccountId,
    /// Moved, reserved or freed.
    pub amount_fen: Money,
    /// Reserved before by the pending transfer that it resolves.
    pub pending_fen: Option<Money>,
    /// Why.
    pub code: i32,
    /// Why, as a word.
    pub reason: String,
    /// What it is about.
    pub reference: Uuid,
    /// Counters after it.
    pub after: Balance,
}

/// A transfer of the journal 记账分录.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TransferView {
    /// Whose books.
    pub institution_id: InstitutionId,
    /// Id.
    pub transfer_id: TransferId,
    /// Place in the journal.
    pub seq: i64,
    /// When it was booked.
    pub at: DateTime<Utc>,
    /// What it does.
    pub kind: TransferKind,
    /// Account debited.
    pub debit: AccountId,
    /// Account credited.
    pub credit: AccountId,
    /// Moved, reserved or freed.
    pub amount_fen: Money,
    /// The pending transfer that it resolves.
    pub pending_id: Option<TransferId>,
    /// What that one had reserved.
    pub pending_fen: Option<Money>,
    /// Linked with the next.
    pub linked: bool,
    /// Why.
    pub code: i32,
    /// Why, as a word.
    pub reason: String,
    /// What it is about.
    pub reference: Uuid,
    /// What became of it, when it is a pending one.
    pub pending_state: Option<PendingState>,
    /// The transfer that resolved it.
    pub resolved_by: Option<TransferId>,
}

/// One kind of account in a trial balance.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TrialLine {
    /// Kind of the accounts.
    pub kind: AccountKind,
    /// How many there are.
    pub accounts: i64,
    /// Sums of their counters.
    #[serde(flatten)]
    pub counters: Counters,
    /// Posted credits less posted debits.
    pub net_fen: Money,
}

/// All accounts of an institution at the end of a day 试算平衡表.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct TrialBalance {
    /// Whose books.
    pub institution_id: InstitutionId,
    /// Day in China (UTC+8).
    pub day: NaiveDate,
    /// Place in the journal at its end.
    pub seq: i64,
    /// By kind.
    pub lines: Vec<TrialLine>,
    /// Sums of all.
    pub total: Counters,
    /// Debits equal credits, pending and posted.
    pub balanced: bool,
}

/// Counters of an account now, or as they were at a time.
pub async fn balance(
    db: &Db,
    institution: InstitutionId,
    account: AccountId,
    at: Option<DateTime<Utc>>,
) -> Result<Balance, Error> {
    let mut tx = db.read().await?;
    let point = point(&mut tx, institution, at).await?;
    balance_at(&mut tx, institution, account, point).await
}

async fn balance_at(
    tx: &mut Tx,
    institution: InstitutionId,
    account: AccountId,
    point: Point,
) -> Result<Balance, Error> {
    let found = read::standings(tx, institution, &[account], point).await?;
    let standing = found.first().ok_or(Error::AccountMissing(account))?;
    Ok(Balance::of(point.seq, standing.counters))
}

async fn point(
    tx: &mut Tx,
    institution: InstitutionId,
    at: Option<DateTime<Utc>>,
) -> Result<Point, Error> {
    let found = match at {
        None => read::point_now(tx, institution).await?,
        Some(at) => read::point_at(tx, institution, at).await?,
    };
    Ok(found.unwrap_or_default())
}

/// A page of an account's entries, newest first, each with the counters after it.
pub async fn statement(
    db: &Db,
    institution: InstitutionId,
    account: AccountId,
    query: &StatementQuery,
) -> Result<Page<StatementLine>, Error> {
    let limit = limit_rows(query.limit);
    let mut tx = db.read().await?;
    let point = match &query.cursor {
        None => point(&mut tx, institution, query.to).await?,
        Some(cursor) => {
            let seq = cursor.0.parse().map_err(|_| Error::Invalid {
                field: "cursor",
                rule: "is not one of a statement",
            })?;
            let watermark = read::watermark_at(&mut tx, institution, seq).await?;
            Point { seq, watermark: watermark.unwrap_or(0) }
        }
    };
    let found = read::standings(&mut tx, institution, &[account], point).await?;
    let standing = found.first().ok_or(Error::AccountMissing(account))?;
    let start = standing.entry;
    let entries = read::walk(&mut tx, institution, account, start, query.from, limit + 1).await?;
    Ok(lines(account, &entries, standing.counters, limit))
}

fn lines(
    account: AccountId,
    entries: &[Entry],
    newest: Counters,
    limit: i64,
) -> Page<StatementLine> {
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut after = newest;
    let mut items = Vec::with_capacity(entries.len().min(limit));
    for entry in entries.iter().take(limit) {
        let debit = entry.debit == account;
        items.push(StatementLine {
            transfer_id: entry.id,
            seq: entry.seq,
            at: entry.at,
            kind: entry.kind,
            side: if debit { Side::Debit } else { Side::Credit },
            other: if debit { entry.credit } else { entry.debit },
            amount_fen: entry.amount,
            pending_fen: entry.pending_amount,
            code: entry.code,
            reason: word(entry.code),
            reference: entry.reference,
            after: Balance::of(entry.seq, after),
        });
        let (pending, posted) = entry.moves();
        // What was added to a counter can be taken from it.
        after = after.with(debit, -pending, -posted).unwrap_or(after);
    }
    let next = entries.get(limit).map(|entry| Cursor(entry.seq.to_string()));
    Page { items, next }
}

fn word(code: i32) -> String {
    u16::try_from(code).map_or("other", code::word).to_owned()
}

/// A page of accounts with their balances now.
pub async fn accounts(db: &Db, query: &AccountsQuery) -> Result<Page<Account>, Error> {
    let limit = limit_rows(query.limit);
    let after = query.cursor.as_ref().map(place).transpose()?;
    let filter = AccountFilter {
        institution: query.institution,
        ids: None,
        owner: query.owner.as_deref(),
        kind: query.kind,
        text: query.q.as_deref(),
        after,
        limit: limit + 1,
    };
    let mut tx = db.read().await?;
    let rows = read::accounts(&mut tx, &filter).await?;
    let page = Page::cut(rows, limit, |row| format!("{}.{}", row.institution_id, row.id));
    let items = with_balances(&mut tx, page.items, None).await?;
    Ok(Page { items, next: page.next })
}

fn place(cursor: &Cursor) -> Result<(InstitutionId, AccountId), Error> {
    let parse = || {
        let (institution, id) = cursor.0.split_once('.')?;
        Some((institution.parse().ok()?, id.parse().ok()?))
    };
    parse().ok_or(Error::Invalid { field: "cursor", rule: "is not one of a list of accounts" })
}

/// An account with its balance now, or as it was at a time.
pub async fn account(db: &Db, id: AccountId, at: Option<DateTime<Utc>>) -> Result<Account, Error> {
    let filter = AccountFilter {
        institution: None,
        ids: Some(vec![id.0]),
        owner: None,
        kind: None,
        text: None,
        after: None,
        limit: 1,
    };
    let mut tx = db.read().await?;
    let rows = read::accounts(&mut tx, &filter).await?;
    let mut found = with_balances(&mut tx, rows, at).await?;
    found.pop().ok_or(Error::AccountMissing(id))
}

async fn with_balances(
    tx: &mut Tx,
    rows: Vec<AccountRow>,
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Account>, Error> {
    let mut groups: BTreeMap<InstitutionId, Vec<AccountId>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.institution_id).or_default().push(row.id);
    }
    let mut balances = HashMap::new();
    for (institution, ids) in groups {
        let point = point(tx, institution, at).await?;
        for standing in read::standings(tx, institution, &ids, point).await? {
            let balance = Balance::of(point.seq, standing.counters);
            balances.insert((institution, standing.id), balance);
        }
    }
    let account = |row: AccountRow| Account {
        rules: row.rules(),
        balance: balances
            .get(&(row.institution_id, row.id))
            .copied()
            .unwrap_or(Balance::of(0, Counters::default())),
        institution_id: row.institution_id,
        id: row.id,
        kind: row.kind,
        owner: row.owner,
        name: row.name,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(account).collect())
}

/// A transfer by its id.
pub async fn transfer(db: &Db, id: TransferId) -> Result<TransferView, Error> {
    let mut tx = db.read().await?;
    let row = read::transfer(&mut tx, id).await?;
    row.map(view).ok_or(Error::TransferMissing(id))
}

/// The transfers about something, oldest first, at most [`REFERENCE_ROWS_MAX`].
pub async fn by_reference(db: &Db, reference: Uuid) -> Result<Vec<TransferView>, Error> {
    let mut tx = db.read().await?;
    let rows = read::by_reference(&mut tx, reference, REFERENCE_ROWS_MAX).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Those of an institution's transfers that have these ids, for whoever holds his own records
/// against the books; in the caller's transaction, so that both are of one moment.
pub async fn by_ids(
    tx: &mut Tx,
    institution: InstitutionId,
    ids: &[TransferId],
) -> Result<Vec<TransferView>, Error> {
    let rows = read::by_ids(tx, institution, ids).await?;
    Ok(rows.into_iter().map(view).collect())
}

/// How many of an institution's transfers have one of these codes and are about something whose
/// id sorts before `before`.
pub async fn count_about(
    tx: &mut Tx,
    institution: InstitutionId,
    codes: &[u16],
    before: Uuid,
) -> Result<i64, Error> {
    let codes: Vec<i32> = codes.iter().copied().map(i32::from).collect();
    Ok(read::count_about(tx, institution, &codes, before).await?)
}

fn view(row: TransferRow) -> TransferView {
    let entry = Entry::from(row.entry);
    TransferView {
        institution_id: row.institution_id,
        transfer_id: entry.id,
        seq: entry.seq,
        at: entry.at,
        kind: entry.kind,
        debit: entry.debit,
        credit: entry.credit,
        amount_fen: entry.amount,
        pending_id: entry.pending,
        pending_fen: entry.pending_amount,
        linked: entry.linked,
        code: entry.code,
        reason: word(entry.code),
        reference: entry.reference,
        pending_state: row.state,
        resolved_by: row.resolved_by,
    }
}

/// The books of an institution at the end of a day in China.
pub async fn trial_balance(
    db: &Db,
    institution: InstitutionId,
    day: NaiveDate,
) -> Result<TrialBalance, Error> {
    let end = end_of(day).ok_or(Error::Invalid { field: "day", rule: "is out of the calendar" })?;
    let mut tx = db.read().await?;
    let point = point(&mut tx, institution, Some(end)).await?;
    let rows = read::sums_by_kind(&mut tx, institution, point).await?;
    let mut total = Counters::default();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let counters = row.counters();
        total = sum(&total, &counters).ok_or_else(|| {
            Error::Broken(format!("the sums of institution {institution} overflow"))
        })?;
        lines.push(TrialLine {
            kind: row.kind,
            accounts: row.accounts,
            net_fen: counters.net(),
            counters,
        });
    }
    Ok(TrialBalance {
        institution_id: institution,
        day,
        seq: point.seq,
        lines,
        balanced: total.debits_pending == total.credits_pending
            && total.debits_posted == total.credits_posted,
        total,
    })
}

/// The last microsecond of a day at UTC+8.
fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    let china = FixedOffset::east_opt(8 * 3600)?;
    let next = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    let start = next.and_local_timezone(china).single()?;
    Some(start.with_timezone(&Utc) - TimeDelta::microseconds(1))
}

fn sum(left: &Counters, right: &Counters) -> Option<Counters> {
    Some(Counters {
        debits_pending: left.debits_pending.plus(right.debits_pending)?,
        debits_posted: left.debits_posted.plus(right.debits_posted)?,
        credits_pending: left.credits_pending.plus(right.credits_pending)?,
        credits_posted: left.credits_posted.plus(right.credits_posted)?,
    })
}
