//! The database: an embedded or an outside PostgreSQL, connections, transactions with a scope,
//! migrations, group commit, holds, the vault, and test databases.
//!
//! Architecture invariant: the program works as the role `shancheng_app`, which owns nothing,
//! and every transaction states whose rows it may see ([`Scope`]). Row-level security in the
//! database enforces it; a transaction without a scope sees no row.
//!
//! Architecture invariant: a transaction begins through [`Db::begin`] or [`Db::read`] only.

mod db;
pub mod embedded;
pub mod group;
mod hold;
pub mod lint;
pub mod migrate;
pub mod testing;
pub mod vault;

pub use db::{Db, PoolConfig, Scope, Tx};
pub use hold::Hold;
