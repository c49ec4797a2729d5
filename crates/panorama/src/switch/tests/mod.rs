//! Stories of payments: a real database, the stand-in acquirer and terminals over real sockets.

mod batches;
mod breaker;
mod codes;
mod desk;
mod holds;
mod keys;
mod nodes;
mod replay;
pub(crate) mod road;
mod stories;
mod undoing;
mod unhappy;
mod verify;
