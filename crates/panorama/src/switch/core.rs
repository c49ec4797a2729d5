//! What all parts of the switch share.

use super::books::Books;
use super::feed::Feed;
use super::flights::Flights;
use super::keys::KeyStore;
use super::links::Links;
use super::pos::{Noise, Sessions};
use super::saf::Saf;
use super::store::Intent;
use super::writers::{Ended, Intended, Written};
use super::{SwitchConfig, books::Booked};
use crate::Context;
use crate::routing::Router;
use crate::terminals::Directory;
use chrono::{DateTime, Utc};
use kernel::Clock;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use storage::Db;
use storage::group::GroupCommit;
use storage::vault::Vault;

/// One switch of one process.
pub struct Core {
    pub config: SwitchConfig,
    /// In network scope.
    pub db: Db,
    pub clock: Clock,
    pub vault: Vault,
    pub keys: Arc<dyn KeyStore>,
    pub directory: Directory,
    pub router: Router,
    pub sessions: Sessions,
    pub links: Links,
    pub books: Books,
    pub feed: Feed,
    pub flights: Flights,
    pub intents: GroupCommit<Intent, Intended>,
    pub endings: GroupCommit<Ended, Written>,
    pub saf: Saf,
    pub noise: Noise,
    /// Whether this node's number is held: without it no payment is taken.
    pub has_number: AtomicBool,
    /// Approved payments that the ledger did not take yet, with when they were received.
    pub unbooked: Mutex<Vec<(DateTime<Utc>, Booked)>>,
}

impl Core {
    /// What use cases of other modules want.
    pub fn context(&self) -> Context {
        Context { db: self.db.clone(), clock: self.clock.clone(), vault: self.vault.clone() }
    }

    /// Whether payments may be taken: no other node may end them as its own.
    pub fn has_number(&self) -> bool {
        self.has_number.load(Ordering::Acquire)
    }

    /// Keeps what could not be booked, for the sweep.
    pub fn keep_unbooked(&self, received_at: DateTime<Utc>, booked: Booked) {
        let mut unbooked = self.unbooked.lock().unwrap_or_else(PoisonError::into_inner);
        unbooked.push((received_at, booked));
    }

    /// Takes what is to be booked again.
    pub fn take_unbooked(&self) -> Vec<(DateTime<Utc>, Booked)> {
        std::mem::take(&mut *self.unbooked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// When the oldest payment that is not booked yet was received.
    pub fn oldest_unbooked(&self) -> Option<DateTime<Utc>> {
        let unbooked = self.unbooked.lock().unwrap_or_else(PoisonError::into_inner);
        unbooked.iter().map(|(at, _)| *at).min()
    }
}

/// The way of one payment: when it came, and when it passed each hop.
#[derive(Clone, Debug)]
pub struct TimeLine {
    /// When the whole request was there.
    pub at: DateTime<Utc>,
    start: Instant,
    hops: [(&'static str, u32); TimeLine::HOPS_MAX],
    count: usize,
}

impl TimeLine {
    const HOPS_MAX: usize = 8;

    /// Begins now.
    pub fn new(clock: &Clock) -> TimeLine {
        TimeLine {
            at: clock.now(),
            start: Instant::now(),
            hops: [("", 0); TimeLine::HOPS_MAX],
            count: 0,
        }
    }

    /// A hop is passed.
    pub fn mark(&mut self, hop: &'static str) {
        if self.count < TimeLine::HOPS_MAX {
            self.hops[self.count] = (hop, u32::try_from(self.elapsed_us()).unwrap_or(u32::MAX));
            self.count += 1;
        }
    }

    /// Microseconds since it came.
    pub fn elapsed_us(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// As it is stored: `[["checked",120],…]`.
    pub fn to_json(&self) -> String {
        let mut json = String::with_capacity(160);
        json.push('[');
        for (index, (hop, us)) in self.hops[..self.count].iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            // Writing to a text cannot fail, and hops are plain words.
            let _ = write!(json, "{comma}[\"{hop}\",{us}]");
        }
        json.push(']');
        json
    }
}
