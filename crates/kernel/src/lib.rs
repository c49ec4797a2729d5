//! The vocabulary that every other crate speaks: money in fen, typed ids, state words, the
//! clock, pages, masks, places, events and the national code systems.
//!
//! Architecture invariant: nothing here does I/O, and nothing here knows a platform. The sqlx
//! and utoipa dependencies are for type descriptions only.

#![deny(clippy::float_arithmetic)]

pub mod brand;
pub mod card;
pub mod clock;
pub mod division;
pub mod event;
pub mod fault;
pub mod id;
pub mod mask;
pub mod mcc;
pub mod merchant_code;
pub mod money;
pub mod page;
pub mod phone;
#[allow(clippy::float_arithmetic)] // coordinates, never money
pub mod place;
pub mod resident;
pub mod rule;
pub mod text;
pub mod uscc;
pub mod words;

pub use brand::Brand;
pub use card::Pan;
pub use clock::Clock;
pub use division::Division;
pub use fault::{Fault, Kind};
pub use id::*;
pub use mask::Masked;
pub use mcc::Mcc;
pub use merchant_code::MerchantCode;
pub use money::Money;
pub use page::{Cursor, CursorForeign, Page};
pub use phone::Mobile;
pub use place::{Datum, GivenPlace, KeptPlace, Place};
pub use resident::ResidentId;
pub use rule::{Rule, RuleWord, Ruled};
pub use uscc::Uscc;

#[doc(hidden)]
pub use {serde, sqlx, utoipa};
