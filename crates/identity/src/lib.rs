//! Who may do what: institutions, people, sessions, partners, the audit trail and four-eyes.
//!
//! * [`actor`]: who acts, in which roles, and the one table of what each role may.
//! * [`institutions`]: the network branch, acquirers, banks, payment institutions, vendors.
//! * [`people`]: those who sign in; passwords and one-time codes.
//! * [`sessions`]: sign-in with lock-out, sessions that can be listed and revoked.
//! * [`partners`]: programs that sign their requests with registered public keys.
//! * [`approvals`]: what moves money or rules is asked by one and decided by another.
//! * [`audit`]: the trail of what was done, which cannot be edited.
//!
//! Architecture invariant: nothing here knows HTTP. The gateway turns cookies and signatures
//! into an [`Actor`]; everything else takes the [`Actor`] as its first argument.

pub mod actor;
pub mod approvals;
pub mod audit;
pub mod institutions;
mod list;
pub mod partners;
pub mod people;
mod secrets;
pub mod sessions;

pub use actor::{Actor, Denied, Right, Role, Who, rights};
pub use approvals::Approvals;
pub use list::ListError;
pub use secrets::Secrets;
