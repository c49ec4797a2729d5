//! The outside world: one folder per kind of outside party, each with the client that speaks the
//! party's public protocol and the stand-in that answers it in tests, demos and benches.
//!
//! Architecture invariant: nothing here knows a platform, and nothing here touches the database.
//! A party's state that must survive a crash belongs to the platform that talks to it.

pub mod acquirer;
pub mod bank;
pub mod terminal;
pub mod wallet;
