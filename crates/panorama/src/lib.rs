//! Panorama 全景平台: stands between acceptance terminals and acquirers.
//!
//! * [`acquirers`]: links to the acquirers' hosts, and what each wants of terminals.
//! * [`merchants`]: merchants with their stores and their contracts with acquirers.
//! * [`routing`]: which acquirer takes a payment, with the reasons.
//! * [`terminals`]: their life from registration to closing, bound by five elements.
//! * [`clearing`]: what a business day comes to: lines, fees, settlement, reconciliation.
//! * [`tills`]: payments that tills make over HTTP.
//! * [`prepaid`]: prepaid cards of one merchant, accounts that cannot fall below zero.
//! * [`sandbox`]: a vendor's own merchant, till and keys, to try all that without money.
//! * [`imports`]: bulk import of either, all or nothing.
//!
//! Architecture invariant: every noun is a folder of one shape: `mod.rs` holds the use cases,
//! `model.rs` the rules without I/O, `store.rs` the SQL, `http.rs` the routes, `jobs.rs` what
//! runs in the background. Nobody outside a folder sees its `store` or `http`.

#![deny(clippy::float_arithmetic)]

pub mod acquirers;
pub mod clearing;
mod context;
pub mod imports;
pub mod merchants;
mod note;
pub mod prepaid;
pub mod routing;
pub mod sandbox;
pub mod switch;
pub mod terminals;
#[cfg(test)]
mod testing;
pub mod tills;

pub use context::Context;
pub use note::Note;
