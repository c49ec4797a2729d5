//! The vocabulary that every other crate speaks: money in fen, typed ids, state words, the
//! clock, pages, masks, places, events and the national code systems.
//!
//! Architecture invariant: nothing here does I/O, and nothing here knows a platform. The sqlx
//! and utoipa dependencies are for type descriptions only.

pub mod clock;
pub mod event;
pub mod fault;
pub mod id;
pub mod mask;
pub mod money;
pub mod page;
pub mod place;
pub mod words;

pub use clock::Clock;
pub use fault::{Fault, Kind};
pub use id::*;
pub use mask::Masked;
pub use money::Money;
pub use page::{Cursor, Page};
pub use place::{Datum, Place};

#[doc(hidden)]
pub use {serde, sqlx, utoipa};
