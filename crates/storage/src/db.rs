//! A pool with a scope, and the transactions it begins.

use kernel::InstitutionId;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres};
use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

/// Whose rows a transaction may see and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of one institution (and what others let it read).
    Institution(InstitutionId),
    /// Those of all: the network branch, the engines, the jobs.
    Network,
}

/// How a pool is sized.
#[derive(Clone, Debug)]
pub struct PoolConfig {
    /// Connections at most.
    pub connections_max: u32,
    /// How long a caller waits for a free connection.
    pub acquire_timeout: Duration,
    /// How long one statement may run, in milliseconds; 0 is no limit.
    pub statement_timeout_ms: u32,
}

impl Default for PoolConfig {
    fn default() -> PoolConfig {
        PoolConfig {
            connections_max: 20,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout_ms: 60_000,
        }
    }
}

/// A pool of connections and the scope that its transactions get. Clones share the pool.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
    scope: Scope,
}

impl Db {
    /// Opens a pool in the scope of the network. Connects when first used; each connection
    /// becomes the role `shancheng_app`.
    pub fn connect(options: PgConnectOptions, config: &PoolConfig) -> Db {
        let options = options.application_name("shancheng").statement_cache_capacity(512);
        let set_up = format!(
            "set role shancheng_app; set statement_timeout = {}; set jit = off; \
             set timezone = 'UTC'; set citus.propagate_set_commands = 'local'",
            config.statement_timeout_ms
        );
        let pool = PgPoolOptions::new()
            .max_connections(config.connections_max)
            .acquire_timeout(config.acquire_timeout)
            // A ping before each use costs a third of the throughput; a connection that died
            // is found out by its first statement and leaves the pool.
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let set_up = set_up.clone();
                Box::pin(async move {
                    sqlx::raw_sql(AssertSqlSafe(set_up)).execute(connection).await?;
                    Ok(())
                })
            })
            .connect_lazy_with(options);
        Db { pool, scope: Scope::Network }
    }

    /// The same pool in the scope of one institution.
    pub fn within(&self, institution: InstitutionId) -> Db {
        Db { pool: self.pool.clone(), scope: Scope::Institution(institution) }
    }

    /// The same pool in the scope of the network: sees the rows of all institutions.
    pub fn network(&self) -> Db {
        Db { pool: self.pool.clone(), scope: Scope::Network }
    }

    /// The scope that transactions get.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The pool itself. What runs on it outside a transaction has no scope and sees no row.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Begins a transaction in this scope. One round trip.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        self.start("begin").await
    }

    /// Begins a transaction in this scope that cannot write. One round trip.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        self.start("begin read only").await
    }

    /// A read-only transaction that sees one moment throughout, however long it takes.
    pub async fn read_still(&self) -> sqlx::Result<Tx> {
        self.start("begin isolation level repeatable read read only").await
    }

    /// Runs in a task of its own: when the caller is cancelled between `begin` and its answer,
    /// the task still gets the answer and rolls back. Otherwise the pool would hand out a
    /// connection with an open transaction, and the next user's writes would be lost with it.
    async fn start(&self, begin: &'static str) -> sqlx::Result<Tx> {
        let pool = self.pool.clone();
        let scope = self.scope;
        let task = tokio::spawn(async move {
            let statement = match scope {
                Scope::Network => format!("{begin}; set local app.institution = '*'"),
                Scope::Institution(id) => {
                    format!("{begin}; set local app.institution = '{}'", id.0)
                }
            };
            begin_on_a_live_connection(&pool, statement).await
        });
        let transaction = task.await.map_err(|_| sqlx::Error::WorkerCrashed)??;
        Ok(Tx { transaction, scope })
    }
}

/// Begins; a connection that turns out dead is thrown away and the next one tried. Nothing was
/// asked of the server yet, so that trying again is safe: a restart of the server costs its
/// clients a wait, not an error. Bounded by the pool's time to acquire a connection.
async fn begin_on_a_live_connection(
    pool: &PgPool,
    statement: String,
) -> sqlx::Result<sqlx::Transaction<'static, Postgres>> {
    let deadline = Instant::now() + pool.options().get_acquire_timeout();
    let mut pause = Duration::from_millis(1);
    loop {
        match pool.begin_with(AssertSqlSafe(statement.clone())).await {
            Err(error) if is_dead(&error) && Instant::now() < deadline => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(50));
            }
            outcome => return outcome,
        }
    }
}

/// The connection or the server went away: an I/O error, or a shutdown (57P01), a crash
/// (57P02) or a start in progress (57P03) told by the server.
fn is_dead(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        _ => matches!(kernel::fault::sqlstate(error).as_deref(), Some("57P01" | "57P02" | "57P03")),
    }
}

/// An open transaction; rolls back when dropped.
///
/// It stands for its connection: `query.fetch_all(&mut *tx)`.
#[derive(Debug)]
pub struct Tx {
    transaction: sqlx::Transaction<'static, Postgres>,
    scope: Scope,
}

impl Tx {
    /// Makes everything written durable. When this returns an error the outcome is unknown to
    /// the caller; a repeated command must be idempotent.
    pub async fn commit(self) -> sqlx::Result<()> {
        self.transaction.commit().await
    }

    /// Undoes everything written.
    pub async fn rollback(self) -> sqlx::Result<()> {
        self.transaction.rollback().await
    }

    /// Whose rows this transaction may see.
    pub fn scope(&self) -> Scope {
        self.scope
    }
}

impl Deref for Tx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    async fn setting(tx: &mut Tx) -> (Option<i32>, bool) {
        sqlx::query_as("select app_institution(), app_network()")
            .fetch_one(&mut **tx)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_transaction_has_its_scope_and_leaves_none_behind() {
        let test = testing::database().await;
        let mut tx = test.db.begin().await.unwrap();
        assert_eq!(setting(&mut tx).await, (None, true));
        tx.rollback().await.unwrap();
        let mut tx = test.db.within(InstitutionId(7)).read().await.unwrap();
        assert_eq!(setting(&mut tx).await, (Some(7), false));
        drop(tx);
        let bare: (Option<i32>, bool) = sqlx::query_as("select app_institution(), app_network()")
            .fetch_one(test.db.pool())
            .await
            .unwrap();
        assert_eq!(bare, (None, false));
    }

    #[tokio::test]
    async fn a_read_transaction_cannot_write_and_the_program_owns_nothing() {
        let test = testing::database().await;
        test.institutions().await;
        let mut tx = test.db.read().await.unwrap();
        let refused = sqlx::query("update institution set name = name where id = 1")
            .execute(&mut *tx)
            .await
            .unwrap_err();
        assert_eq!(kernel::fault::sqlstate(&refused).as_deref(), Some("25006"));
        drop(tx);
        let mut tx = test.db.begin().await.unwrap();
        let refused = sqlx::query("alter table institution add column x int")
            .execute(&mut *tx)
            .await
            .unwrap_err();
        assert_eq!(kernel::fault::sqlstate(&refused).as_deref(), Some("42501"));
    }

    #[tokio::test]
    async fn a_cancelled_begin_leaves_no_open_transaction_in_the_pool() {
        let test = testing::database().await;
        test.institutions().await;
        let one = Db::connect(
            test.options.clone(),
            &PoolConfig { connections_max: 1, ..PoolConfig::default() },
        );
        let started = Instant::now();
        for round in 0..200_u32 {
            // Polled once or a few times and then dropped, at a different point each round.
            let begin = one.begin();
            tokio::select! {
                biased;
                _ = async { for _ in 0..round % 7 { tokio::task::yield_now().await } } => (),
                tx = begin => drop(tx),
            }
            sqlx::query("select set_config('app.institution', '*', false)")
                .execute(one.pool())
                .await
                .unwrap();
            let name = format!("round {round}");
            sqlx::query("update institution set name = $1 where id = 2")
                .bind(&name)
                .execute(one.pool())
                .await
                .unwrap();
            let (seen,): (String,) = sqlx::query_as("select name from institution where id = 2")
                .fetch_one(&test.owner_pool)
                .await
                .unwrap();
            assert_eq!(seen, name, "an acknowledged write was lost");
            assert!(started.elapsed() < Duration::from_secs(60));
        }
    }
}
