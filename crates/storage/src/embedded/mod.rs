//! A PostgreSQL of our own: found on the machine, initialised, started, supervised, stopped.

mod programs;
mod server_user;

pub use programs::{Programs, VERSION_MIN};
pub use server_user::ServerUser;
