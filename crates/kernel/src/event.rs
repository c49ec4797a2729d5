//! Events: how one module tells others what has happened, through the outbox.

use crate::{EventId, InstitutionId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Something that has happened. Written in the transaction of the fact itself, delivered at
/// least once, in order per aggregate; `id` is the key to drop a second delivery by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Event {
    /// Key against double delivery.
    pub id: EventId,
    /// Whose fact it is.
    pub institution: InstitutionId,
    /// Stable dotted name in the past tense, e.g. `payment.approved`.
    pub name: String,
    /// Written id of the thing it is about; events of one aggregate keep their order.
    pub aggregate: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened; never a card number, identity number or secret.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

impl Event {
    /// A new event with an id of its own.
    pub fn new(
        institution: InstitutionId,
        name: &str,
        aggregate: impl ToString,
        at: DateTime<Utc>,
        data: serde_json::Value,
    ) -> Event {
        Event {
            id: EventId::new(),
            institution,
            name: name.to_owned(),
            aggregate: aggregate.to_string(),
            at,
            data,
        }
    }
}
