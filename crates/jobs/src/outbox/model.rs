//! Parked events, name patterns and settings.

use chrono::{DateTime, Utc};
use kernel::{EventId, InstitutionId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

kernel::words! {
    /// State of an event that a subscriber could not take 滞留状态.
    pub enum ParkedState {
        /// Will be tried again, or waits behind one of the same aggregate.
        Waiting = "waiting",
        /// Failed as often as it may; waits for staff.
        Dead = "dead",
    }
}

/// An event that a subscriber could not take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Parked {
    /// Whose event it is.
    pub institution_id: InstitutionId,
    /// Who could not take it.
    pub subscriber: String,
    /// Its position in the institution's log.
    pub position: i64,
    /// The event.
    pub event_id: EventId,
    /// What it is about.
    pub aggregate: String,
    /// Where it stands.
    pub state: ParkedState,
    /// Tries made; none for one that waits behind another.
    pub tries: i32,
    /// When it is tried again.
    pub due_at: DateTime<Utc>,
    /// What the last try said.
    pub error: Option<String>,
    /// Since when it is parked.
    pub parked_at: DateTime<Utc>,
}

/// How the relay polls and retries.
#[derive(Clone, Copy, Debug)]
pub struct RelayConfig {
    /// Shortest pause between two looks that found nothing.
    pub poll_min: Duration,
    /// Longest pause.
    pub poll_max: Duration,
    /// Events moved to the log in one transaction.
    pub move_rows: i64,
    /// Events that a subscriber is given from the log in one go.
    pub read_rows: i64,
    /// How long a node that says nothing keeps a cursor, in seconds. A handler gets a third.
    pub lease_s: i64,
    /// An event is dead after so many tries.
    pub tries_max: i32,
    /// Longest pause between two tries, in seconds.
    pub backoff_max_s: i64,
}

impl Default for RelayConfig {
    fn default() -> RelayConfig {
        RelayConfig {
            poll_min: Duration::from_millis(50),
            poll_max: Duration::from_millis(200),
            move_rows: 2000,
            read_rows: 500,
            lease_s: 60,
            tries_max: 10,
            backoff_max_s: 600,
        }
    }
}

/// Whether an event's name is meant by a pattern: the name itself, `payment.*` for all that
/// begin with `payment.`, or `*` for all.
pub fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start) && (start.is_empty() || start.ends_with('.')),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_name_a_family_or_all() {
        for (pattern, name, meant) in [
            ("payment.approved", "payment.approved", true),
            ("payment.approved", "payment.approved.late", false),
            ("payment.*", "payment.approved", true),
            ("payment.*", "payments.approved", false),
            ("pay*", "payment.approved", false),
            ("*", "payment.approved", true),
            ("", "payment.approved", false),
        ] {
            assert_eq!(matches(pattern, name), meant, "{pattern} {name}");
        }
    }
}
