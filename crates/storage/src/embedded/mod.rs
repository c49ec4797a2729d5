//! A PostgreSQL of our own: found on the machine, initialised, started, supervised, stopped.
//!
//! One folder holds all of it: `pg` (the data), `run` (the unix socket, mode 0700; the server
//! listens nowhere else), `postgres.log`, `lock`. The server is a direct child with a death
//! signal, so it shuts down cleanly when this program is killed; when the server dies it is
//! started again and recovers, and the pool reconnects. As root the server runs as `postgres`
//! or `nobody`.

mod cluster;
mod initialise;
mod keeper;
mod processes;
mod programs;
mod server_user;
mod settings;

pub use cluster::{Cluster, ClusterConfig, DATABASE, Error, State, check_unused, reachable_folder};
pub(crate) use processes::is_ready;
pub use programs::{Error as ProgramsError, Programs, VERSION_MIN};
pub use server_user::ServerUser;
