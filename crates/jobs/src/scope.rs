//! The scope of a transaction as a parameter of its queries.

use kernel::InstitutionId;
use storage::{Scope, Tx};

/// The institution of the scope; none for the network. Row-level security keeps the others out
/// anyway; said in the query it lets the index find the rows.
pub(crate) fn only(tx: &Tx) -> Option<InstitutionId> {
    match tx.scope() {
        Scope::Institution(institution) => Some(institution),
        Scope::Network => None,
    }
}
