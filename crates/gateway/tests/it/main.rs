//! The gateway and the routes below the platforms, on a real database, through the router.

mod access;
mod approvals;
mod audit;
mod idempotency;
mod people;
mod problems;
mod sandbox;
mod sign_in;
mod signatures;
mod surface;
