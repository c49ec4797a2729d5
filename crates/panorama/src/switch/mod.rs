//! The switch 交易转接: from the terminal to the acquirer and back.
//!
//! A payment 交易 is received, becomes durable before it is sent, is approved, declined or
//! unknown, and is booked in the ledger before the terminal is told. An unknown one is reversed
//! 冲正 through store-and-forward. The article's "one network, one road": every acceptance
//! terminal reaches every contracted acquirer through here.
//!
//! * [`pos`]: the front that terminals speak to, ISO 8583 over TCP.
//! * `pipeline`: the course of a payment; `undo`: voids, refunds, reversals by the terminal.
//! * `links`, `saf`, `recovery`: acquirers, reversals on their way, what a crash left; `number`:
//!   whose payments a node may end.
//! * [`keys`]: PIN and MAC keys behind one trait, and how people load them. `follow`: keys and
//!   sessions that others have changed. `books`: entries in the ledger.
//! * [`feed`]: what is happening now, for the overview. [`verify`]: payments against the books.
//!
//! Invariants:
//! 1. Nothing leaves before its intent is durable.
//! 2. Nobody is told an ending that is not durable and booked.
//! 3. A payment has one ending: the first row in `payment_outcome`. An ending `unknown` comes
//!    with a reversal in the same transaction.
//! 4. What may have reached an acquirer is never sent a second time, to nobody.
//! 5. Card numbers are stored sealed, found by a keyed hash and shown masked; PIN blocks and
//!    tracks are not stored at all, and none of them is logged.

mod answer;
pub mod batch;
mod books;
mod core;
pub mod counter;
pub mod desk;
pub mod feed;
mod flights;
mod follow;
mod http;
pub mod keys;
pub mod links;
pub mod model;
mod number;
mod pipeline;
pub mod pos;
mod recovery;
mod request;
mod road;
mod saf;
mod start;
mod store;
mod story;
mod subject;
#[cfg(test)]
pub(crate) mod tests;
mod undo;
mod upstream;
mod verify;
pub mod view;
mod writers;

pub use answer::Told;
pub use feed::Feed;
pub use http::{PaymentsState, routes};
pub use links::Links;
pub(crate) use pipeline::card_context;
pub use pos::FrontConfig;
pub(crate) use request::is_code_entry;
pub use request::is_payment_code;
pub use saf::SafConfig;
pub use start::{Parts, StartError, Switch, SwitchConfig};
pub(crate) use store::first_id;
pub use verify::{PaymentsReport, verify};
