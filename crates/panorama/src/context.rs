//! What every use case of this crate is given first.

use identity::Actor;
use kernel::Clock;
use storage::vault::Vault;
use storage::{Db, Tx};

/// The database, the clock and the vault. Clones share them.
#[derive(Clone, Debug)]
pub struct Context {
    /// In the scope of the network; [`Context::begin`] narrows it to the actor's.
    pub db: Db,
    /// Where the time comes from.
    pub clock: Clock,
    /// Seals what must not lie in the database in clear.
    pub vault: Vault,
}

impl Context {
    /// Of the application's state.
    pub fn of(app: &gateway::App) -> Context {
        Context { db: app.db.clone(), clock: app.clock.clone(), vault: (*app.vault).clone() }
    }

    /// A transaction that sees and writes what the actor may.
    pub async fn begin(&self, actor: &Actor) -> sqlx::Result<Tx> {
        actor.db(&self.db).begin().await
    }

    /// A transaction that sees what the actor may and cannot write.
    pub async fn read(&self, actor: &Actor) -> sqlx::Result<Tx> {
        actor.db(&self.db).read().await
    }
}
