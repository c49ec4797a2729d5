//! The migrations, embedded: `(file name, SQL)` in the order of their names.
//!
//! A crate of its own, used by the program only, so that a change of a migration does not build
//! every crate anew. Tests read the folder instead (`storage::testing`).

include!(concat!(env!("OUT_DIR"), "/all.rs"));
