//! Clearing 清算: what a business day's payments come to, for merchants, acquirers, issuers and
//! the network.
//!
//! A [`Item`] is one entry of one payment on one business day. Items only grow: what undoes a
//! payment is an item of the day on which it was undone. Whatever is settled, stated or
//! reconciled is a sum over items.

pub mod day;
mod model;
pub(crate) mod store;

pub use model::{Booking, CardClass, Item};
