//! All SQL of routing.

use super::decision::Contract;
use super::model::{Conditions, Route, RouteChange, RouteState, RoutedKind};
use super::targets::{Strategy, Target};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ApprovalId, ContractId, InstitutionId, LeafId, LinkId, Mcc, MerchantId, PaymentId, RouteId,
    TerminalId,
};
use sqlx::types::Json;
use std::sync::Arc;
use storage::Tx;

#[derive(sqlx::FromRow)]
struct RouteRow {
    institution_id: InstitutionId,
    id: RouteId,
    name: String,
    priority: i32,
    state: RouteState,
    conditions: Json<Conditions>,
    acquirer_id: InstitutionId,
    link_id: LinkId,
    strategy: Strategy,
    targets: Json<Vec<Target>>,
    version: i32,
    created_by: String,
    approved_by: Option<String>,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

impl From<RouteRow> for Route {
    fn from(row: RouteRow) -> Route {
        // A row of the program before this one has none: it knows one target only.
        let one = || vec![Target::new(row.acquirer_id, row.link_id)];
        let targets = if row.targets.0.is_empty() { one() } else { row.targets.0 };
        Route {
            institution: row.institution_id,
            id: row.id,
            name: row.name,
            priority: row.priority,
            state: row.state,
            conditions: row.conditions.0,
            strategy: row.strategy,
            targets,
            version: row.version,
            created_by: row.created_by,
            approved_by: row.approved_by,
            created_at: row.created_at,
            changed_at: row.changed_at,
        }
    }
}

/// The columns that the program before this one reads: the first target.
fn first(route: &Route) -> (Option<InstitutionId>, Option<LinkId>) {
    let first = route.targets.first();
    (first.map(|target| target.acquirer_id), first.map(|target| target.link_id))
}

pub async fn insert(tx: &mut Tx, route: &Route) -> sqlx::Result<()> {
    let (acquirer, link) = first(route);
    sqlx::query(
        "insert into route (institution_id, id, name, priority, state, conditions, acquirer_id,
           link_id, strategy, targets, version, created_by, approved_by, created_at, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(route.institution)
    .bind(route.id)
    .bind(&route.name)
    .bind(route.priority)
    .bind(route.state)
    .bind(Json(&route.conditions))
    .bind(acquirer)
    .bind(link)
    .bind(route.strategy)
    .bind(Json(&route.targets))
    .bind(route.version)
    .bind(&route.created_by)
    .bind(&route.approved_by)
    .bind(route.created_at)
    .bind(route.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes a published rule over the version it was asked for; false when that is gone.
pub async fn publish(tx: &mut Tx, route: &Route) -> sqlx::Result<bool> {
    let (acquirer, link) = first(route);
    let done = sqlx::query(
        "update route set name = $3, priority = $4, state = $5, conditions = $6,
           acquirer_id = $7, link_id = $8, strategy = $9, targets = $10, version = $11,
           created_by = $12, approved_by = $13, changed_at = $14
         where institution_id = $1 and id = $2 and version = $11 - 1 and state <> 'retired'",
    )
    .bind(route.institution)
    .bind(route.id)
    .bind(&route.name)
    .bind(route.priority)
    .bind(route.state)
    .bind(Json(&route.conditions))
    .bind(acquirer)
    .bind(link)
    .bind(route.strategy)
    .bind(Json(&route.targets))
    .bind(route.version)
    .bind(&route.created_by)
    .bind(&route.approved_by)
    .bind(route.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a published version for good.
pub async fn insert_version(
    tx: &mut Tx,
    route: &Route,
    change: RouteChange,
    approval: ApprovalId,
    leaf: LeafId,
) -> sqlx::Result<()> {
    let (acquirer, link) = first(route);
    sqlx::query(
        "insert into route_version (institution_id, route_id, version, change, name, priority,
           conditions, acquirer_id, link_id, strategy, targets, requested_by, approved_by,
           approval_id, leaf_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(route.institution)
    .bind(route.id)
    .bind(route.version)
    .bind(change)
    .bind(&route.name)
    .bind(route.priority)
    .bind(Json(&route.conditions))
    .bind(acquirer)
    .bind(link)
    .bind(route.strategy)
    .bind(Json(&route.targets))
    .bind(&route.created_by)
    .bind(route.approved_by.as_deref().unwrap_or_default())
    .bind(approval)
    .bind(leaf)
    .bind(route.changed_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a list of rules may be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    pub id: Option<RouteId>,
    pub state: Option<RouteState>,
    pub acquirer: Option<InstitutionId>,
    /// Priority and id of the last rule of the page before.
    pub after: Option<(i32, RouteId)>,
}

/// Rules that the transaction may see, by priority and age.
pub async fn list(tx: &mut Tx, narrow: &Narrow, limit: i64) -> sqlx::Result<Vec<Route>> {
    let rows: Vec<RouteRow> = sqlx::query_as(
        "select institution_id, id, name, priority, state, conditions, acquirer_id, link_id,
           strategy, targets, version, created_by, approved_by, created_at, changed_at
         from route
         where ($1::uuid is null or id = $1) and ($2::text is null or state = $2)
           and ($3::int is null or acquirer_id = $3
             or targets @> jsonb_build_array(jsonb_build_object('acquirer_id', $3)))
           and ($4::int is null or (priority, id) > ($4, $5))
         order by priority, id limit $6",
    )
    .bind(narrow.id)
    .bind(narrow.state)
    .bind(narrow.acquirer)
    .bind(narrow.after.map(|after| after.0))
    .bind(narrow.after.map(|after| after.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(Route::from).collect())
}

/// How many rules that are not retired an institution has.
pub async fn count(tx: &mut Tx, institution: InstitutionId) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from route where institution_id = $1 and state <> 'retired'",
    )
    .bind(institution)
    .fetch_one(&mut **tx)
    .await
}

/// A contract as the book keeps it.
#[derive(Clone, Debug)]
pub struct ContractRow {
    pub merchant: MerchantId,
    pub active: bool,
    pub changed_at: DateTime<Utc>,
    pub contract: Contract,
}

#[derive(sqlx::FromRow)]
struct RawContract {
    merchant_id: MerchantId,
    id: ContractId,
    acquirer_id: InstitutionId,
    acquirer_merchant_code: String,
    products: Vec<String>,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
    state: String,
    changed_at: DateTime<Utc>,
}

impl From<RawContract> for ContractRow {
    fn from(row: RawContract) -> ContractRow {
        ContractRow {
            merchant: row.merchant_id,
            active: row.state == "active",
            changed_at: row.changed_at,
            contract: Contract {
                id: row.id,
                acquirer: row.acquirer_id,
                acquirer_merchant_code: Arc::from(row.acquirer_merchant_code),
                products: row.products,
                from_day: row.from_day,
                until_day: row.until_day,
            },
        }
    }
}

/// Active contracts of all institutions, in pages by institution and id.
pub async fn active_contracts(
    tx: &mut Tx,
    after: Option<ContractId>,
    limit: i64,
) -> sqlx::Result<Vec<ContractRow>> {
    let rows: Vec<RawContract> = sqlx::query_as(
        "select merchant_id, id, acquirer_id, acquirer_merchant_code, products, from_day,
           until_day, state, created_at as changed_at
         from merchant_contract
         where state = 'active' and ($1::uuid is null or id > $1)
         order by id limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(ContractRow::from).collect())
}

/// Contracts made or ended since.
pub async fn changed_contracts(
    tx: &mut Tx,
    since: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<Vec<ContractRow>> {
    let rows: Vec<RawContract> = sqlx::query_as(
        "select merchant_id, id, acquirer_id, acquirer_merchant_code, products, from_day,
           until_day, state, coalesce(ended_at, created_at) as changed_at
         from merchant_contract
         where created_at >= $1 or ended_at >= $1
         order by coalesce(ended_at, created_at), id limit $2",
    )
    .bind(since)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(ContractRow::from).collect())
}

/// A merchant or terminal of the dry run, as the transaction may see it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SubjectRow {
    pub institution_id: InstitutionId,
    pub merchant_id: MerchantId,
    pub mcc: Mcc,
}

pub async fn merchant(tx: &mut Tx, id: MerchantId) -> sqlx::Result<Option<SubjectRow>> {
    sqlx::query_as(
        "select institution_id, id as merchant_id, mcc from merchant where id = $1 limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

pub async fn terminal(tx: &mut Tx, id: TerminalId) -> sqlx::Result<Option<SubjectRow>> {
    sqlx::query_as(
        "select t.institution_id, t.merchant_id, coalesce(s.mcc, m.mcc) as mcc
         from terminal t
         join merchant m on m.institution_id = t.institution_id and m.id = t.merchant_id
         left join store s on s.institution_id = t.institution_id and s.id = t.store_id
         where t.id = $1 limit 1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Which past payments.
#[derive(Clone, Copy, Debug, Default)]
pub struct Past {
    /// Ids from this one.
    pub from: Option<PaymentId>,
    /// Ids below this one.
    pub until: Option<PaymentId>,
    pub merchant: Option<MerchantId>,
}

/// A payment that has looked for its way.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PastPayment {
    pub id: PaymentId,
    pub institution_id: InstitutionId,
    pub kind: RoutedKind,
    pub merchant_id: MerchantId,
    pub mcc: Mcc,
    pub amount_fen: i64,
    pub entry_mode: String,
    pub card_sealed: Vec<u8>,
    pub received_at: DateTime<Utc>,
}

/// The newest payments that looked for their way, as the transaction may see them. Read per
/// institution, as the primary key is.
pub async fn past_payments(tx: &mut Tx, past: &Past, limit: i64) -> sqlx::Result<Vec<PastPayment>> {
    sqlx::query_as(
        "select x.id, x.institution_id, x.kind, x.merchant_id, x.mcc, x.amount_fen, x.entry_mode,
           x.card_sealed, x.received_at
         from institution i
         cross join lateral (
           select p.id, p.institution_id, p.kind, p.merchant_id, p.mcc, p.amount_fen,
             p.entry_mode, p.card_sealed, p.received_at
           from payment p
           where p.institution_id = i.id and p.kind in ('sale', 'preauth', 'balance_query')
             and ($1::uuid is null or p.id >= $1) and ($2::uuid is null or p.id < $2)
             and ($3::uuid is null or p.merchant_id = $3)
           order by p.id desc limit $4
         ) x
         order by x.id desc limit $4",
    )
    .bind(past.from)
    .bind(past.until)
    .bind(past.merchant)
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}

/// A merchant's active contracts as the transaction may see them, oldest first.
pub async fn contracts_of(tx: &mut Tx, merchant: MerchantId) -> sqlx::Result<Vec<Contract>> {
    let rows: Vec<RawContract> = sqlx::query_as(
        "select merchant_id, id, acquirer_id, acquirer_merchant_code, products, from_day,
           until_day, state, created_at as changed_at
         from merchant_contract
         where merchant_id = $1 and state = 'active' order by id limit 1000",
    )
    .bind(merchant)
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| ContractRow::from(row).contract).collect())
}
