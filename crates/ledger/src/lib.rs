//! The ledger 账务核心: accounts, transfers between them, and what can be asked of both.
//!
//! An account has four counters (debits and credits, pending and posted) and never a net balance.
//! A transfer moves an amount from one account to another inside one institution: at once, or
//! reserved first and then posted (in part), voided or expired. Linked transfers are booked
//! together or not at all. The transfer's id is the key against booking twice.
//!
//! Architecture invariants
//! - The journal `ledger_transfer` is the truth, append-only; all else can be computed from it,
//!   and [`verify`] does.
//! - Only the two database functions of the migration write; they recompute what rules need, so
//!   the database refuses what a rule forbids even to a faulty caller.
//! - One posting writer per shard decides in order in memory (`book`) and writes a
//!   batch by one call; nobody is answered before his row is durable.
//! - Money between institutions is two transfers over clearing accounts, never one.
//!
//! Why it is built so: `docs/decisions/0002-ledger-journal.md`.

#![deny(clippy::float_arithmetic)]

pub mod accounts;
mod book;
mod entry;
mod error;
pub mod model;
mod outcome;
pub mod reads;
mod rules;
mod service;
mod store;
mod verify;
mod writer;

pub use entry::PendingState;
pub use error::Error;
pub use model::{
    AccountKind, AccountOutcome, Counters, Field, Kind, NewAccount, Rules, SAME_ACCOUNT,
    TRANSFERS_MAX, Transfer, TransferKind, code,
};
pub use outcome::{Posted, Reason, TransferOutcome};
pub use reads::{Account, AccountsQuery, Balance, StatementLine, StatementQuery, TrialBalance};
pub use service::{Config, Ledger};
pub use verify::{Difference, Report, verify};
