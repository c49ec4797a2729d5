//! All SQL of the outbox.

use super::model::{Parked, ParkedState};
use crate::scope::only;
use chrono::{DateTime, Utc};
use kernel::event::Event;
use kernel::{EventId, InstitutionId};
use serde_json::Value;
use std::collections::HashMap;
use storage::Tx;
use uuid::Uuid;

/// Institutions that one look finds.
const INSTITUTIONS_MAX: i64 = 1000;

/// Writes events in one statement.
pub async fn insert(tx: &mut Tx, events: &[Event]) -> sqlx::Result<()> {
    let rows = events.len();
    let mut institutions = Vec::with_capacity(rows);
    let mut ids = Vec::with_capacity(rows);
    let mut names = Vec::with_capacity(rows);
    let mut aggregates = Vec::with_capacity(rows);
    let mut times = Vec::with_capacity(rows);
    let mut data = Vec::with_capacity(rows);
    for event in events {
        institutions.push(event.institution.0);
        ids.push(event.id.0);
        names.push(event.name.as_str());
        aggregates.push(event.aggregate.as_str());
        times.push(event.at);
        data.push(event.data.to_string());
    }
    sqlx::query(
        "insert into outbox (institution_id, id, name, aggregate, at, data)
         select e.institution_id, e.id, e.name, e.aggregate, e.at, e.data::json
         from unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
           as e (institution_id, id, name, aggregate, at, data)",
    )
    .bind(&institutions[..])
    .bind(&ids[..])
    .bind(&names[..])
    .bind(&aggregates[..])
    .bind(&times[..])
    .bind(&data[..])
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes events of one institution straight to the end of its log, in their order. The head
/// stays locked until the transaction ends.
pub async fn append(
    tx: &mut Tx,
    institution: InstitutionId,
    events: &[&Event],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let column = |read: fn(&Event) -> &str| events.iter().map(|event| read(event)).collect();
    let names: Vec<&str> = column(|event| &event.name);
    let aggregates: Vec<&str> = column(|event| &event.aggregate);
    sqlx::query(
        "with head as (
           insert into outbox_head as h (institution_id, position)
           values ($1, cardinality($2::uuid[]))
           on conflict (institution_id) do update set position = h.position + excluded.position
           returning position
         )
         insert into outbox_log
           (institution_id, position, id, name, aggregate, at, data, relayed_at)
         select $1, head.position - cardinality($2::uuid[]) + e.nth, e.id, e.name, e.aggregate,
           e.at, e.data::json, $7
         from head, unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
           with ordinality as e (id, name, aggregate, at, data, nth)",
    )
    .bind(institution)
    .bind(events.iter().map(|event| event.id.0).collect::<Vec<Uuid>>())
    .bind(names)
    .bind(aggregates)
    .bind(events.iter().map(|event| event.at).collect::<Vec<DateTime<Utc>>>())
    .bind(events.iter().map(|event| event.data.to_string()).collect::<Vec<String>>())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Known institutions that have events to move: one index probe each, whatever the backlog.
pub async fn with_events(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar(
        "select i.id from institution i
         where exists (select 1 from outbox o where o.institution_id = i.id)
         order by i.id limit $1",
    )
    .bind(INSTITUTIONS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// Institutions that have events to move, known or not. Asked only when those known have none,
/// so that there is little to read.
pub async fn with_events_unknown(tx: &mut Tx) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar("select distinct institution_id from outbox order by 1 limit $1")
        .bind(INSTITUTIONS_MAX)
        .fetch_all(&mut **tx)
        .await
}

/// Locks the head of an institution's log and gives its position. Whoever holds it lets go
/// within one short transaction, so that waiting is better than coming back.
pub async fn lock_head(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<i64> {
    sqlx::query(
        "insert into outbox_head (institution_id, position) values ($1, 0)
         on conflict (institution_id) do nothing",
    )
    .bind(institution)
    .execute(&mut **tx)
    .await?;
    sqlx::query_scalar("select position from outbox_head where institution_id = $1 for update")
        .bind(institution)
        .fetch_one(&mut **tx)
        .await
}

/// Moves up to `limit` events to the log after `position`; gives how many. The head is locked.
pub async fn move_events(
    tx: &mut Tx,
    institution: InstitutionId,
    position: i64,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "with batch as (
           select id from outbox where institution_id = $1 order by id limit $3
         ), taken as (
           delete from outbox o using batch
           where o.institution_id = $1 and o.id = batch.id
           returning o.id, o.name, o.aggregate, o.at, o.data
         ), moved as (
           insert into outbox_log
             (institution_id, position, id, name, aggregate, at, data, relayed_at)
           select $1, $2 + row_number() over (order by id), id, name, aggregate, at, data, $4
           from taken returning 1
         ), counted as (
           select count(*) as moved from moved
         ), advanced as (
           update outbox_head set position = $2 + counted.moved from counted
           where institution_id = $1
         )
         select moved from counted",
    )
    .bind(institution)
    .bind(position)
    .bind(limit)
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}

/// Where the log of each institution stands.
pub async fn heads(tx: &mut Tx) -> sqlx::Result<Vec<(InstitutionId, i64)>> {
    let only = only(tx);
    sqlx::query_as(
        "select institution_id, position from outbox_head
         where ($1::int is null or institution_id = $1) order by institution_id limit $2",
    )
    .bind(only)
    .bind(INSTITUTIONS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// An event and its position.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Logged {
    pub position: i64,
    pub id: EventId,
    pub name: String,
    pub aggregate: String,
    pub at: DateTime<Utc>,
    pub data: Value,
}

impl Logged {
    pub fn event(&self, institution: InstitutionId) -> Event {
        Event {
            id: self.id,
            institution,
            name: self.name.clone(),
            aggregate: self.aggregate.clone(),
            at: self.at,
            data: self.data.clone(),
        }
    }
}

/// Events after a position, in order.
pub async fn read(
    tx: &mut Tx,
    institution: InstitutionId,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<Logged>> {
    sqlx::query_as(
        "select position, id, name, aggregate, at, data from outbox_log
         where institution_id = $1 and position > $2 order by position limit $3",
    )
    .bind(institution)
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Institutions where a subscriber has something to take and nobody is at it.
pub async fn behind(
    tx: &mut Tx,
    subscriber: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<InstitutionId>> {
    sqlx::query_scalar(
        "select h.institution_id from outbox_head h
         left join outbox_cursor c
           on c.institution_id = h.institution_id and c.subscriber = $1
         where (c.lease_until is null or c.lease_until <= $2)
           and (c.position is null or c.position < h.position or exists (
             select 1 from outbox_parked p where p.institution_id = h.institution_id
               and p.subscriber = $1 and p.state = 'waiting' and p.due_at <= $2))
         order by h.institution_id limit $3",
    )
    .bind(subscriber)
    .bind(now)
    .bind(INSTITUTIONS_MAX)
    .fetch_all(&mut **tx)
    .await
}

/// A subscriber's cursor held under a lease.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    pub institution: InstitutionId,
    pub subscriber: &'a str,
    pub lease: Uuid,
}

/// Takes a cursor until `until`, making it at `start` when new; gives its position, none when
/// another node has it.
pub async fn take_cursor(
    tx: &mut Tx,
    held: Held<'_>,
    start: i64,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(
        "insert into outbox_cursor (institution_id, subscriber, position, lease, lease_until)
         values ($1, $2, $4, $3, $6)
         on conflict (institution_id, subscriber) do update
         set lease = excluded.lease, lease_until = excluded.lease_until
         where outbox_cursor.lease_until <= $5 or outbox_cursor.lease = excluded.lease
         returning position",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(held.lease)
    .bind(start)
    .bind(now)
    .bind(until)
    .fetch_optional(&mut **tx)
    .await
}

/// Moves a held cursor and sets the end of its lease; false when the lease was lost.
pub async fn advance(
    tx: &mut Tx,
    held: Held<'_>,
    position: i64,
    until: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update outbox_cursor set position = $4, lease_until = $5
         where institution_id = $1 and subscriber = $2 and lease = $3",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(held.lease)
    .bind(position)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Which of these aggregates have an event parked before.
pub async fn blocked(
    tx: &mut Tx,
    held: Held<'_>,
    aggregates: &[String],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select distinct aggregate from outbox_parked
         where institution_id = $1 and subscriber = $2 and aggregate = any($3)
           and state = 'waiting' limit $4",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(aggregates)
    .bind(i64::try_from(aggregates.len()).unwrap_or(i64::MAX))
    .fetch_all(&mut **tx)
    .await
}

/// An event to be parked.
#[derive(Clone, Debug)]
pub struct ToPark {
    pub position: i64,
    pub event: EventId,
    pub aggregate: String,
    pub state: ParkedState,
    pub tries: i32,
    pub due_at: DateTime<Utc>,
    pub error: Option<String>,
}

/// Parks an event that comes by for the first time.
pub async fn park(
    tx: &mut Tx,
    held: Held<'_>,
    row: &ToPark,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into outbox_parked (institution_id, subscriber, position, event_id, aggregate,
           state, tries, due_at, error, parked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (institution_id, subscriber, position) do nothing",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(row.position)
    .bind(row.event)
    .bind(&row.aggregate)
    .bind(row.state)
    .bind(row.tries)
    .bind(row.due_at)
    .bind(&row.error)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Parked events that are due and first of their aggregate, with the tries made. Asked in two
/// steps: nearly always there are none, and the log is long.
pub async fn due_parked(
    tx: &mut Tx,
    held: Held<'_>,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<(i32, Logged)>> {
    let due: Vec<(i64, i32)> = sqlx::query_as(
        "select p.position, p.tries
         from outbox_parked p
         where p.institution_id = $1 and p.subscriber = $2 and p.state = 'waiting'
           and p.due_at <= $3
           and not exists (
             select 1 from outbox_parked e where e.institution_id = $1 and e.subscriber = $2
               and e.aggregate = p.aggregate and e.state = 'waiting' and e.position < p.position)
         order by p.position limit $4",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(now)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let positions: Vec<i64> = due.iter().map(|(position, _)| *position).collect();
    let rows: Vec<Logged> = sqlx::query_as(
        "select position, id, name, aggregate, at, data from outbox_log
         where institution_id = $1 and position = any($2) order by position limit $3",
    )
    .bind(held.institution)
    .bind(&positions)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let tries: HashMap<i64, i32> = due.into_iter().collect();
    let with_tries = |row: Logged| (tries.get(&row.position).copied().unwrap_or(0), row);
    Ok(rows.into_iter().map(with_tries).collect())
}

/// Lets a parked event go: it was taken.
pub async fn unpark(tx: &mut Tx, held: Held<'_>, position: i64) -> sqlx::Result<()> {
    sqlx::query(
        "delete from outbox_parked
         where institution_id = $1 and subscriber = $2 and position = $3 and state = 'waiting'",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(position)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes down a failed try of a parked event.
pub async fn repark(tx: &mut Tx, held: Held<'_>, row: &ToPark) -> sqlx::Result<()> {
    sqlx::query(
        "update outbox_parked set state = $4, tries = $5, due_at = $6, error = $7
         where institution_id = $1 and subscriber = $2 and position = $3 and state = 'waiting'",
    )
    .bind(held.institution)
    .bind(held.subscriber)
    .bind(row.position)
    .bind(row.state)
    .bind(row.tries)
    .bind(row.due_at)
    .bind(&row.error)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Parked events, newest position last, for staff.
pub async fn list_parked(
    tx: &mut Tx,
    state: Option<ParkedState>,
    after: Option<(InstitutionId, String, i64)>,
    limit: i64,
) -> sqlx::Result<Vec<Parked>> {
    let only = only(tx);
    let (institution, subscriber, position) = after.unwrap_or((InstitutionId(0), String::new(), 0));
    sqlx::query_as(
        "select institution_id, subscriber, position, event_id, aggregate, state, tries, due_at,
           error, parked_at
         from outbox_parked
         where ($1::int is null or institution_id = $1) and ($2::text is null or state = $2)
           and (institution_id, subscriber, position) > ($3, $4, $5)
         order by institution_id, subscriber, position limit $6",
    )
    .bind(only)
    .bind(state)
    .bind(institution)
    .bind(subscriber)
    .bind(position)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// Lets a dead event be tried again; none when it is not dead.
pub async fn revive_parked(
    tx: &mut Tx,
    institution: InstitutionId,
    subscriber: &str,
    position: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Parked>> {
    sqlx::query_as(
        "update outbox_parked set state = 'waiting', tries = 0, due_at = $4
         where institution_id = $1 and subscriber = $2 and position = $3 and state = 'dead'
         returning institution_id, subscriber, position, event_id, aggregate, state, tries,
           due_at, error, parked_at",
    )
    .bind(institution)
    .bind(subscriber)
    .bind(position)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await
}

/// Sets a subscriber's cursor back, so that it gets the events after `position` again; false
/// when it has no cursor or a smaller one.
pub async fn rewind(
    tx: &mut Tx,
    institution: InstitutionId,
    subscriber: &str,
    position: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update outbox_cursor set position = $3, lease = null
         where institution_id = $1 and subscriber = $2 and position >= $3",
    )
    .bind(institution)
    .bind(subscriber)
    .bind(position)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes up to `limit` events that were relayed before `before`, that every cursor has passed
/// and nobody has parked. A cursor that nobody has held since `gone` is of a subscriber that is
/// no more.
pub async fn delete_old(
    tx: &mut Tx,
    institution: InstitutionId,
    before: DateTime<Utc>,
    gone: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "delete from outbox_log where institution_id = $1 and position in (
           select l.position from outbox_log l
           where l.institution_id = $1 and l.relayed_at < $2
             and l.position <= coalesce((select min(c.position) from outbox_cursor c
                                         where c.institution_id = $1
                                           and c.lease_until >= $4), l.position)
             and not exists (select 1 from outbox_parked p
                             where p.institution_id = $1 and p.position = l.position)
           order by l.position limit $3)",
    )
    .bind(institution)
    .bind(before)
    .bind(limit)
    .bind(gone)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}
