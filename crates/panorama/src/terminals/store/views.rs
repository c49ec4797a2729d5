//! SQL of what the switch keeps of terminals.

use super::super::device::{DeviceType, Serial, TerminalCode};
use super::super::model::TerminalState;
use chrono::{DateTime, Utc};
use kernel::{BindingId, InstitutionId, Mcc, MerchantId, Place, StoreId, TerminalId};
use storage::Tx;

/// A terminal as the switch reads it.
#[derive(sqlx::FromRow)]
pub struct ViewRow {
    pub institution_id: InstitutionId,
    pub id: TerminalId,
    pub serial: Serial,
    pub device_type: DeviceType,
    pub state: TerminalState,
    pub version: i32,
    pub changed_at: DateTime<Utc>,
    #[sqlx(flatten)]
    pub bound: BoundRow,
}

/// What it is bound to; all absent when it is bound to nothing.
#[derive(sqlx::FromRow)]
pub struct BoundRow {
    pub binding_id: Option<BindingId>,
    pub acquirer_id: Option<InstitutionId>,
    pub acquirer_code: Option<String>,
    pub merchant_id: Option<MerchantId>,
    pub store_id: Option<StoreId>,
    pub terminal_code: Option<TerminalCode>,
    pub credit_code: Option<String>,
    pub responsible_token: Option<[u8; 32]>,
    pub settlement_token: Option<[u8; 32]>,
    pub mcc: Option<Mcc>,
    pub latitude_e6: Option<i32>,
    pub longitude_e6: Option<i32>,
}

impl BoundRow {
    /// Place, when bound.
    pub fn place(&self) -> Option<Place> {
        Some(Place { latitude_e6: self.latitude_e6?, longitude_e6: self.longitude_e6? })
    }
}

/// Terminals changed at or after `since`, in order of change, after the place `after`. Closed
/// ones only when they were closed at or after `closed_since`.
pub async fn views(
    tx: &mut Tx,
    since: DateTime<Utc>,
    closed_since: DateTime<Utc>,
    after: Option<(DateTime<Utc>, TerminalId)>,
    limit: i64,
) -> sqlx::Result<Vec<ViewRow>> {
    sqlx::query_as(
        "select t.institution_id, t.id, t.serial, t.device_type, t.state, t.version,
           t.changed_at, b.id as binding_id, b.acquirer_id, b.acquirer_code, b.merchant_id,
           b.store_id, b.terminal_code, b.credit_code, b.responsible_token,
           b.settlement_token, s.mcc, b.latitude_e6, b.longitude_e6
         from terminal t
         left join terminal_binding b on b.institution_id = t.institution_id
           and b.id = t.binding_id
         left join store s on s.institution_id = t.institution_id and s.id = t.store_id
         where t.changed_at >= $1 and (t.closed_at is null or t.closed_at >= $2)
           and ($3::timestamptz is null or (t.changed_at, t.id) > ($3, $4))
         order by t.changed_at, t.id limit $5",
    )
    .bind(since)
    .bind(closed_since)
    .bind(after.map(|place| place.0))
    .bind(after.map(|place| place.1))
    .bind(limit)
    .fetch_all(&mut **tx)
    .await
}
