//! All SQL of acquirers.

use super::breaker::{BreakerReport, BreakerState, HealthSettings};
use super::health::LinkReport;
use super::model::{CutOffSet, Dialect, Link, LinkSettings, LinkState, MacProfile, PolicyVersion};
use crate::clearing::day::CutOff;
use crate::terminals::Policy;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use connect::acquirer::link::LinkHealth;
use kernel::{ApprovalId, InstitutionId, LinkId};
use sqlx::types::Json;
use storage::Tx;

#[derive(sqlx::FromRow)]
struct LinkRow {
    institution_id: InstitutionId,
    id: LinkId,
    name: String,
    address: String,
    dialect: Dialect,
    mac_profile: MacProfile,
    terminal_code: String,
    merchant_code: String,
    reply_timeout_ms: i32,
    connect_timeout_ms: i32,
    echo_after_ms: i32,
    in_flight_max: i32,
    health: Json<HealthSettings>,
    state: LinkState,
    version: i32,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

impl From<LinkRow> for Link {
    fn from(row: LinkRow) -> Link {
        Link {
            institution: row.institution_id,
            id: row.id,
            settings: LinkSettings {
                name: row.name,
                address: row.address,
                dialect: row.dialect,
                mac_profile: row.mac_profile,
                terminal_code: row.terminal_code,
                merchant_code: row.merchant_code,
                reply_timeout_ms: row.reply_timeout_ms,
                connect_timeout_ms: row.connect_timeout_ms,
                echo_after_ms: row.echo_after_ms,
                in_flight_max: row.in_flight_max,
                health: row.health.0,
            },
            state: row.state,
            version: row.version,
            created_at: row.created_at,
            changed_at: row.changed_at,
        }
    }
}

pub async fn insert_link(tx: &mut Tx, link: &Link) -> sqlx::Result<()> {
    let settings = &link.settings;
    sqlx::query(
        "insert into acquirer_link (institution_id, id, name, address, dialect, mac_profile,
           terminal_code, merchant_code, reply_timeout_ms, connect_timeout_ms, echo_after_ms,
           in_flight_max, health, state, version, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    )
    .bind(link.institution)
    .bind(link.id)
    .bind(&settings.name)
    .bind(&settings.address)
    .bind(settings.dialect)
    .bind(settings.mac_profile)
    .bind(&settings.terminal_code)
    .bind(&settings.merchant_code)
    .bind(settings.reply_timeout_ms)
    .bind(settings.connect_timeout_ms)
    .bind(settings.echo_after_ms)
    .bind(settings.in_flight_max)
    .bind(Json(settings.health))
    .bind(link.state)
    .bind(link.version)
    .bind(link.created_at)
    .bind(link.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a changed link over the version before it; false when that is no longer there.
pub async fn update_link(tx: &mut Tx, link: &Link) -> sqlx::Result<bool> {
    let settings = &link.settings;
    let done = sqlx::query(
        "update acquirer_link set name = $3, address = $4, dialect = $5, mac_profile = $6,
           terminal_code = $7, merchant_code = $8, reply_timeout_ms = $9,
           connect_timeout_ms = $10, echo_after_ms = $11, in_flight_max = $12, health = $13,
           state = $14, version = $15, changed_at = $16
         where institution_id = $1 and id = $2 and version = $15 - 1",
    )
    .bind(link.institution)
    .bind(link.id)
    .bind(&settings.name)
    .bind(&settings.address)
    .bind(settings.dialect)
    .bind(settings.mac_profile)
    .bind(&settings.terminal_code)
    .bind(&settings.merchant_code)
    .bind(settings.reply_timeout_ms)
    .bind(settings.connect_timeout_ms)
    .bind(settings.echo_after_ms)
    .bind(settings.in_flight_max)
    .bind(Json(settings.health))
    .bind(link.state)
    .bind(link.version)
    .bind(link.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Links that the transaction may see, of one acquirer or all, by age; one by its id.
pub async fn links(
    tx: &mut Tx,
    acquirer: Option<InstitutionId>,
    id: Option<LinkId>,
    limit: i64,
) -> sqlx::Result<Vec<Link>> {
    let rows: Vec<LinkRow> = sqlx::query_as(
        "select institution_id, id, name, address, dialect, mac_profile, terminal_code,
           merchant_code, reply_timeout_ms, connect_timeout_ms, echo_after_ms, in_flight_max,
           health, state, version, created_at, changed_at
         from acquirer_link
         where ($1::int is null or institution_id = $1) and ($2::uuid is null or id = $2)
         order by institution_id, id limit $3",
    )
    .bind(acquirer)
    .bind(id)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Link::from).collect())
}

#[derive(sqlx::FromRow)]
struct PolicyRow {
    institution_id: InstitutionId,
    version: i32,
    policy: Json<Policy>,
    changed_by: String,
    changed_at: DateTime<Utc>,
}

/// Current policies that the transaction may see, of one acquirer or all.
pub async fn policies(
    tx: &mut Tx,
    acquirer: Option<InstitutionId>,
    limit: i64,
) -> sqlx::Result<Vec<(InstitutionId, PolicyVersion)>> {
    let rows: Vec<PolicyRow> = sqlx::query_as(
        "select distinct on (institution_id) institution_id, version, policy, changed_by,
           changed_at
         from acquirer_policy
         where $1::int is null or institution_id = $1
         order by institution_id, version desc limit $2",
    )
    .bind(acquirer)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let policy = |row: PolicyRow| {
        let policy = PolicyVersion {
            version: row.version,
            policy: row.policy.0,
            changed_by: row.changed_by,
            changed_at: Some(row.changed_at),
        };
        (row.institution_id, policy)
    };
    Ok(rows.into_iter().map(policy).collect())
}

/// Adds a version; of two at once the second meets the primary key.
pub async fn insert_policy(
    tx: &mut Tx,
    acquirer: InstitutionId,
    policy: &PolicyVersion,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into acquirer_policy (institution_id, version, policy, changed_by, changed_at)
         values ($1, $2, $3, $4, $5)",
    )
    .bind(acquirer)
    .bind(policy.version)
    .bind(Json(&policy.policy))
    .bind(&policy.changed_by)
    .bind(policy.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CutOffRow {
    institution_id: InstitutionId,
    from_day: NaiveDate,
    cut_off: NaiveTime,
    requested_by: String,
    approved_by: String,
    at: DateTime<Utc>,
}

/// Cut-offs that the transaction may see, of one acquirer or all, the latest day first.
pub async fn cut_offs(
    tx: &mut Tx,
    acquirer: Option<InstitutionId>,
    limit: i64,
) -> sqlx::Result<Vec<CutOffSet>> {
    let rows: Vec<CutOffRow> = sqlx::query_as(
        "select institution_id, from_day, cut_off, requested_by, approved_by, at
         from acquirer_cut_off
         where $1::int is null or institution_id = $1
         order by from_day desc, institution_id limit $2",
    )
    .bind(acquirer)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let set = |row: CutOffRow| CutOffSet {
        institution_id: row.institution_id,
        from_day: row.from_day,
        cut_off: CutOff(row.cut_off),
        requested_by: row.requested_by,
        approved_by: row.approved_by,
        at: row.at,
    };
    Ok(rows.into_iter().map(set).collect())
}

/// Adds a cut-off; false when another begins on the same day.
pub async fn insert_cut_off(
    tx: &mut Tx,
    set: &CutOffSet,
    approval: ApprovalId,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into acquirer_cut_off (institution_id, from_day, cut_off, requested_by,
           approved_by, approval_id, at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
    )
    .bind(set.institution_id)
    .bind(set.from_day)
    .bind(set.cut_off.0)
    .bind(&set.requested_by)
    .bind(&set.approved_by)
    .bind(approval)
    .bind(set.at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells every node that links, a policy or rules of the institution have changed.
pub async fn bump(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<()> {
    sqlx::query(
        "insert into routing_version as v (institution_id, version) values ($1, 1)
         on conflict (institution_id) do update set version = v.version + 1",
    )
    .bind(institution)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The counters of all institutions.
pub async fn versions(tx: &mut Tx) -> sqlx::Result<Vec<(InstitutionId, i64)>> {
    sqlx::query_as(
        "select institution_id, version from routing_version order by institution_id limit 10000",
    )
    .fetch_all(&mut **tx)
    .await
}

#[derive(sqlx::FromRow)]
struct HealthRow {
    institution_id: InstitutionId,
    link_id: LinkId,
    node: i32,
    name: String,
    state: connect::acquirer::link::LinkPhase,
    in_flight: i64,
    sent: i64,
    answered: i64,
    unanswered: i64,
    late: i64,
    unmatched: i64,
    rate_milli: i64,
    p50_ms: i64,
    p95_ms: i64,
    approval_rate_permille: i32,
    saf_depth: i64,
    last_error: Option<String>,
    breaker: BreakerState,
    open_until: Option<DateTime<Utc>>,
    eliminated_until: Option<DateTime<Utc>>,
    window_calls: i64,
    window_failures: i64,
    reported_at: DateTime<Utc>,
}

/// What the nodes last said of the links that the transaction may see.
pub async fn health(
    tx: &mut Tx,
    link: Option<LinkId>,
    limit: i64,
) -> sqlx::Result<Vec<LinkReport>> {
    let rows: Vec<HealthRow> = sqlx::query_as(
        "select h.institution_id, h.link_id, h.node, l.name, h.state, h.in_flight, h.sent,
           h.answered, h.unanswered, h.late, h.unmatched, h.rate_milli, h.p50_ms, h.p95_ms,
           h.approval_rate_permille, h.saf_depth, h.last_error, h.breaker, h.open_until,
           h.eliminated_until, h.window_calls, h.window_failures, h.reported_at
         from link_health h join acquirer_link l
           on l.institution_id = h.institution_id and l.id = h.link_id
         where $1::uuid is null or h.link_id = $1
         order by h.institution_id, h.link_id, h.node limit $2",
    )
    .bind(link)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let report = |row: HealthRow| LinkReport {
        institution: row.institution_id,
        link: row.link_id,
        node: row.node,
        saf_depth: row.saf_depth,
        breaker: BreakerReport {
            state: row.breaker,
            open_until: row.open_until,
            eliminated_until: row.eliminated_until,
            calls: count(row.window_calls),
            failures: count(row.window_failures),
        },
        at: row.reported_at,
        health: LinkHealth {
            name: row.name,
            state: row.state,
            in_flight: usize::try_from(row.in_flight).unwrap_or(0),
            sent: count(row.sent),
            answered: count(row.answered),
            unanswered: count(row.unanswered),
            late: count(row.late),
            unmatched: count(row.unmatched),
            rate_milli: count(row.rate_milli),
            p50_ms: count(row.p50_ms),
            p95_ms: count(row.p95_ms),
            approval_rate_permille: u32::try_from(row.approval_rate_permille).unwrap_or(0),
            last_error: row.last_error,
        },
    };
    Ok(rows.into_iter().map(report).collect())
}

/// Writes what a node says of its links.
pub async fn put_health(tx: &mut Tx, reports: &[LinkReport]) -> sqlx::Result<()> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let column = |of: &dyn Fn(&LinkReport) -> i64| reports.iter().map(of).collect::<Vec<i64>>();
    sqlx::query(
        "insert into link_health (institution_id, link_id, node, state, in_flight, sent,
           answered, unanswered, late, unmatched, rate_milli, p50_ms, p95_ms,
           approval_rate_permille, saf_depth, last_error, breaker, open_until,
           eliminated_until, window_calls, window_failures, reported_at)
         select * from unnest($1::int[], $2::uuid[], $3::int[], $4::text[], $5::bigint[],
           $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
           $11::bigint[], $12::bigint[], $13::bigint[], $14::int[], $15::bigint[], $16::text[],
           $17::text[], $18::timestamptz[], $19::timestamptz[], $20::bigint[], $21::bigint[],
           $22::timestamptz[])
         on conflict (institution_id, link_id, node) do update set state = excluded.state,
           in_flight = excluded.in_flight, sent = excluded.sent, answered = excluded.answered,
           unanswered = excluded.unanswered, late = excluded.late,
           unmatched = excluded.unmatched, rate_milli = excluded.rate_milli,
           p50_ms = excluded.p50_ms, p95_ms = excluded.p95_ms,
           approval_rate_permille = excluded.approval_rate_permille,
           saf_depth = excluded.saf_depth, last_error = excluded.last_error,
           breaker = excluded.breaker, open_until = excluded.open_until,
           eliminated_until = excluded.eliminated_until,
           window_calls = excluded.window_calls, window_failures = excluded.window_failures,
           reported_at = excluded.reported_at",
    )
    .bind(reports.iter().map(|one| one.institution).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.link).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.node).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.health.state).collect::<Vec<_>>())
    .bind(column(&|one| i64::try_from(one.health.in_flight).unwrap_or(i64::MAX)))
    .bind(column(&|one| count(one.health.sent)))
    .bind(column(&|one| count(one.health.answered)))
    .bind(column(&|one| count(one.health.unanswered)))
    .bind(column(&|one| count(one.health.late)))
    .bind(column(&|one| count(one.health.unmatched)))
    .bind(column(&|one| count(one.health.rate_milli)))
    .bind(column(&|one| count(one.health.p50_ms)))
    .bind(column(&|one| count(one.health.p95_ms)))
    .bind(
        reports
            .iter()
            .map(|one| i32::try_from(one.health.approval_rate_permille).unwrap_or(0))
            .collect::<Vec<_>>(),
    )
    .bind(column(&|one| one.saf_depth))
    .bind(reports.iter().map(|one| one.health.last_error.clone()).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.breaker.state).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.breaker.open_until).collect::<Vec<_>>())
    .bind(reports.iter().map(|one| one.breaker.eliminated_until).collect::<Vec<_>>())
    .bind(column(&|one| count(one.breaker.calls)))
    .bind(column(&|one| count(one.breaker.failures)))
    .bind(reports.iter().map(|one| one.at).collect::<Vec<_>>())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
