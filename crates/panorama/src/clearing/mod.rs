//! Clearing 清算: what a business day's payments come to, for merchants, acquirers, issuers and
//! the network.
//!
//! A [`Item`] is one entry of one payment on one business day. Items only grow: what undoes a
//! payment is an item of the day on which it was undone. Whatever is settled, stated or
//! reconciled is a sum over items.
//!
//! * [`fees`]: who gets how much of what a merchant pays, by dated rules.
//! * [`cut`]: a day's payments become items, and its fees go into the ledger.
//! * [`settlement`]: what merchants are paid on the next working day.

pub mod cut;
pub mod day;
pub mod fees;
mod model;
pub mod reconciliation;
pub mod settlement;
pub(crate) mod store;
mod verify;

pub use model::{Booking, CardClass, Item};
pub use verify::{ClearingReport, verify};
