//! Results in their versions, and days as a list.

use super::super::model::{Day, Entry, ReconDayState, ReconSource, ReconStatus};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{InstitutionId, ReconDayId, ReconFileId, ReconResultId, ReconRunId};
use serde::Serialize;
use storage::Tx;

/// What a list of results may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The day.
    pub day: Option<ReconDayId>,
    /// Status.
    pub status: Option<ReconStatus>,
    /// The acquirer.
    pub acquirer: Option<InstitutionId>,
    /// Written id of who works on it.
    pub assigned_to: Option<String>,
    /// Only what waits for staff.
    pub open: bool,
    /// Business days up to this one: what is at least so old.
    pub until: Option<NaiveDate>,
    /// Where the page goes on: after this day and id.
    pub after: Option<(NaiveDate, ReconResultId)>,
    /// Today in China.
    pub today: NaiveDate,
}

/// Results as they stand, the newest day first.
pub async fn list(tx: &mut Tx, search: &Search, limit: i64) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as(
        "select id, institution_id, version, run_id, source, acquirer_id, business_date, status,
           item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen,
           way, explained_fen, other_id, transfer_id, booked_fen, booked_way, wait_until,
           assigned_to, assigned_name, actor, actor_name, note, at
         from (
           select r.id, r.institution_id, r.version, r.run_id, r.source, r.acquirer_id,
             r.business_date, case when r.status = 'expected' and u.due_on < $7 then 'missing'
               else r.status end as status,
             r.item_id, r.line_no, r.rule, r.fields, r.ours_fen, r.theirs_fen, r.ours_fee_fen,
             r.theirs_fee_fen, r.way, r.explained_fen, r.other_id, r.transfer_id, r.booked_fen,
             r.booked_way, r.wait_until, r.assigned_to, r.assigned_name, r.actor, r.actor_name,
             r.note, r.at
           from recon_result r
           join recon_run u on u.institution_id = r.institution_id and u.id = r.run_id
           join recon_day d on d.institution_id = r.institution_id and d.run_id = r.run_id
           where ($1::uuid is null or d.id = $1) and ($3::int is null or r.acquirer_id = $3)
             and ($4::text is null or r.assigned_to = $4)
             and ($6::date is null or r.business_date <= $6)
             and ($8::date is null or (r.business_date, r.id) < ($8, $9::uuid))
             and r.status <> 'archived' and not exists (
               select from recon_result n where n.institution_id = r.institution_id
                 and n.id = r.id and n.version > r.version)
         ) as r
         where ($2::text is null or status = $2)
           and (not $5 or (status not in ('matched', 'void')
             and (way is distinct from 'wait' or wait_until < $7)))
         order by business_date desc, id desc limit $10",
    )
    .bind(search.day)
    .bind(search.status)
    .bind(search.acquirer)
    .bind(&search.assigned_to)
    .bind(search.open)
    .bind(search.until)
    .bind(search.today)
    .bind(search.after.map(|(date, _)| date))
    .bind(search.after.map(|(_, id)| id))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// All versions of a result, the newest first, at most 500.
pub async fn versions(tx: &mut Tx, id: ReconResultId) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as(
        "select id, institution_id, version, run_id, source, acquirer_id, business_date, status,
           item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen,
           way, explained_fen, other_id, transfer_id, booked_fen, booked_way, wait_until,
           assigned_to, assigned_name, actor, actor_name, note, at
         from recon_result where id = $1 order by version desc limit 500",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await
}

/// Adds a version of a result; of two at once the key refuses one.
pub async fn insert(tx: &mut Tx, entry: &Entry) -> sqlx::Result<()> {
    sqlx::query(
        "insert into recon_result (institution_id, id, version, run_id, source, acquirer_id,
           business_date, status, item_id, line_no, rule, fields, ours_fen, theirs_fen,
           ours_fee_fen, theirs_fee_fen, way, explained_fen, other_id, transfer_id, booked_fen,
           booked_way, wait_until, assigned_to, assigned_name, actor, actor_name, note, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
           $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)",
    )
    .bind(entry.institution_id)
    .bind(entry.id)
    .bind(entry.version)
    .bind(entry.run_id)
    .bind(entry.source)
    .bind(entry.acquirer_id)
    .bind(entry.business_date)
    .bind(match entry.status {
        // What is missing is what is expected and late; only a reader's clock knows.
        ReconStatus::Missing => ReconStatus::Expected,
        other => other,
    })
    .bind(entry.item_id)
    .bind(entry.line_no)
    .bind(entry.rule)
    .bind(entry.fields)
    .bind(entry.ours_fen)
    .bind(entry.theirs_fen)
    .bind(entry.ours_fee_fen)
    .bind(entry.theirs_fee_fen)
    .bind(entry.way)
    .bind(entry.explained_fen)
    .bind(entry.other_id)
    .bind(entry.transfer_id)
    .bind(entry.booked_fen)
    .bind(entry.booked_way)
    .bind(entry.wait_until)
    .bind(&entry.assigned_to)
    .bind(&entry.assigned_name)
    .bind(&entry.actor)
    .bind(&entry.actor_name)
    .bind(&entry.note)
    .bind(entry.at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Versions of a run that have an entry in the ledger.
pub async fn booked(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
) -> sqlx::Result<Vec<Entry>> {
    sqlx::query_as(
        "select id, institution_id, version, run_id, source, acquirer_id, business_date, status,
           item_id, line_no, rule, fields, ours_fen, theirs_fen, ours_fee_fen, theirs_fee_fen,
           way, explained_fen, other_id, transfer_id, booked_fen, booked_way, wait_until,
           assigned_to, assigned_name, actor, actor_name, note, at
         from recon_result
         where institution_id = $1 and run_id = $2 and transfer_id is not null",
    )
    .bind(institution)
    .bind(run)
    .fetch_all(&mut **tx)
    .await
}

/// Results of a run on which a decision stands that a new run would forget.
pub async fn decided(
    tx: &mut Tx,
    institution: InstitutionId,
    run: ReconRunId,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from recon_result r
         where institution_id = $1 and run_id = $2
           and way in ('accept_theirs', 'accept_ours', 'write_off', 'by_hand')
           and not exists (
             select from recon_result n where n.institution_id = $1 and n.id = r.id
               and n.version > r.version)",
    )
    .bind(institution)
    .bind(run)
    .fetch_one(&mut **tx)
    .await
}

/// The last day on which what is expected is not missing yet.
pub async fn due_on(tx: &mut Tx, entry: &Entry) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar("select due_on from recon_run where institution_id = $1 and id = $2")
        .bind(entry.institution_id)
        .bind(entry.run_id)
        .fetch_optional(&mut **tx)
        .await
}

/// A line of ours or theirs, side by side with the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
#[schema(as = ReconSide)]
pub struct Side {
    /// The merchant's number with the acquirer.
    pub merchant_code: String,
    /// Terminal number.
    pub terminal_code: String,
    /// Batch.
    pub batch_no: i32,
    /// Trace number.
    pub trace_no: i32,
    /// Reference number.
    pub reference_no: Option<String>,
    /// What it was.
    pub kind: String,
    /// Fen.
    pub amount_fen: i64,
    /// Fee, fen.
    pub fee_fen: Option<i64>,
    /// Masked card.
    pub card_mask: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The payment, of ours.
    pub payment_id: Option<kernel::PaymentId>,
}

/// Our side of a result.
pub async fn ours(tx: &mut Tx, entry: &Entry) -> sqlx::Result<Option<Side>> {
    sqlx::query_as(
        "select acquirer_merchant_code as merchant_code, terminal_code, batch_no, trace_no,
           reference_no, case booking when 'reversal' then booking else kind end as kind,
           amount_fen, merchant_fee_fen as fee_fen, card_mask, at, payment_id
         from clearing_item where institution_id = $1 and business_date = $2 and id = $3",
    )
    .bind(entry.institution_id)
    .bind(entry.business_date)
    .bind(entry.item_id)
    .fetch_optional(&mut **tx)
    .await
}

/// Their side of a result.
pub async fn theirs(tx: &mut Tx, entry: &Entry) -> sqlx::Result<Option<Side>> {
    sqlx::query_as(
        "select l.merchant_code, l.terminal_code, l.batch_no, l.trace_no, l.reference_no, l.kind,
           l.amount_fen, l.fee_fen, l.card_mask, l.at, null::uuid as payment_id
         from recon_run u
         join recon_line l on l.institution_id = u.institution_id and l.file_id = u.file_id
         where u.institution_id = $1 and u.id = $2 and l.line_no = $3",
    )
    .bind(entry.institution_id)
    .bind(entry.run_id)
    .bind(entry.line_no)
    .fetch_optional(&mut **tx)
    .await
}

/// A business day of another party 对账日.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct ReconDay {
    /// Id.
    pub id: ReconDayId,
    /// Whose books.
    pub institution_id: InstitutionId,
    /// Whose file.
    pub source: ReconSource,
    /// The acquirer whose payments they are.
    pub acquirer_id: InstitutionId,
    /// The business day.
    pub business_date: NaiveDate,
    /// Where it stands.
    pub state: ReconDayState,
    /// The file that counts.
    pub file_id: ReconFileId,
    /// Number of that file.
    pub file_version: i32,
    /// Lines of theirs.
    pub theirs_lines: i32,
    /// Sum of theirs, fen.
    pub theirs_fen: i64,
    /// Lines of ours when it was held against them.
    pub ours_lines: i32,
    /// Sum of ours, fen.
    pub ours_fen: i64,
    /// Results that wait for staff.
    pub open_lines: i64,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Written id of who closed it.
    pub closed_by: Option<String>,
    #[serde(skip)]
    #[schema(ignore)]
    pub run_id: ReconRunId,
}

impl ReconDay {
    /// Its key.
    pub fn day(&self) -> Day {
        Day {
            institution: self.institution_id,
            source: self.source,
            acquirer: self.acquirer_id,
            date: self.business_date,
        }
    }
}

/// What a list of days may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct DaySearch {
    /// One day.
    pub id: Option<ReconDayId>,
    /// Where they stand.
    pub state: Option<ReconDayState>,
    /// The acquirer.
    pub acquirer: Option<InstitutionId>,
    /// Where the page goes on: after this day and id.
    pub after: Option<(NaiveDate, ReconDayId)>,
}

/// Days, the newest first.
pub async fn days(
    tx: &mut Tx,
    search: &DaySearch,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ReconDay>> {
    sqlx::query_as(
        "select d.id, d.institution_id, d.source, d.acquirer_id, d.business_date, d.state,
           d.file_id, d.file_version, f.lines as theirs_lines, f.amount_fen as theirs_fen,
           u.ours_lines, u.ours_fen, d.closed_at, d.closed_by, d.run_id, (
             select count(*) from recon_result r
             where r.institution_id = d.institution_id and r.run_id = d.run_id
               and r.status not in ('matched', 'void', 'archived')
               and (r.way is distinct from 'wait' or r.wait_until < $6) and not exists (
                 select from recon_result n where n.institution_id = r.institution_id
                   and n.id = r.id and n.version > r.version)
           ) as open_lines
         from recon_day d
         join recon_file f on f.institution_id = d.institution_id and f.id = d.file_id
         join recon_run u on u.institution_id = d.institution_id and u.id = d.run_id
         where ($1::uuid is null or d.id = $1) and ($2::text is null or d.state = $2)
           and ($3::int is null or d.acquirer_id = $3)
           and ($4::date is null or (d.business_date, d.id) < ($4, $5::uuid))
         order by d.business_date desc, d.id desc limit $7",
    )
    .bind(search.id)
    .bind(search.state)
    .bind(search.acquirer)
    .bind(search.after.map(|(date, _)| date))
    .bind(search.after.map(|(_, id)| id))
    .bind(today)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Lines and sum of ours as they are now.
pub async fn ours_now(tx: &mut Tx, day: &Day) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select count(*), coalesce(sum(amount_fen), 0)::bigint from clearing_item
         where institution_id = $1 and acquirer_id = $2 and business_date = $3",
    )
    .bind(day.institution)
    .bind(day.acquirer)
    .bind(day.date)
    .fetch_one(&mut **tx)
    .await
}

/// Closes a day that is open.
pub async fn close(tx: &mut Tx, day: &Day, who: &str, at: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update recon_day set state = 'closed', closed_at = $5, closed_by = $6
         where institution_id = $1 and source = $2 and acquirer_id = $3 and business_date = $4
           and state = 'open'",
    )
    .bind(day.institution)
    .bind(day.source)
    .bind(day.acquirer)
    .bind(day.date)
    .bind(at)
    .bind(who)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
