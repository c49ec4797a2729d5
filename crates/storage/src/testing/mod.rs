//! A database a test: a clone of a migrated template, dropped when the test ends.
//!
//! The clones live in one throw-away cluster per user and machine under the system's folder for
//! temporary files, without fsync, which the first test that needs it starts and all others
//! find. `SHANCHENG_TEST_DATABASE_URL` names another server instead; its user must be allowed
//! to create roles and databases.

mod cluster;
mod template;

use crate::migrate;
use crate::{Db, PoolConfig};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool};
use std::path::PathBuf;

pub use cluster::server;

/// Environment variable that names another server for the tests.
pub const SERVER_VARIABLE: &str = "SHANCHENG_TEST_DATABASE_URL";

/// One test's database. Dropping it drops the database.
#[derive(Debug)]
pub struct TestDatabase {
    /// The program's view, in the scope of the network.
    pub db: Db,
    /// Connections as `shancheng_owner`, whom row-level security does not bind.
    pub owner_pool: PgPool,
    /// How to connect, as the user that may do anything.
    pub options: PgConnectOptions,
    name: String,
}

impl TestDatabase {
    /// Adds five institutions: 1 the network branch, 2 a bank, 3 a payment institution, 4 an
    /// acquirer, 5 a system vendor.
    pub async fn institutions(&self) {
        let file = migrations_folder().join("data/20261122090000_storage_base.sql");
        let sql = std::fs::read_to_string(file).expect("the data of the first migration is there");
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&self.owner_pool)
            .await
            .expect("the institutions fit the schema");
    }

    /// Name of the database.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let options = self.options.clone().database("postgres");
        let drop = format!("drop database if exists {} with (force)", self.name);
        // A thread with a runtime of its own: the test's may be single and about to end.
        let work = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut server = options.connect().await?;
                sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut server).await?;
                server.close().await
            })
        });
        // What could not be dropped now is dropped as stale by a later run.
        let _ = work.join();
    }
}

/// A new database with all migrations applied and no rows.
///
/// # Panics
/// When no server can be had or a migration fails: the test cannot go on.
pub async fn database() -> TestDatabase {
    let migrations = migrate::read_folder(&migrations_folder()).expect("the migrations are there");
    let server = server().await;
    let template = template::ready(&server, &migrations).await;
    create(&server, Some(&template)).await
}

/// A new database with nothing in it, for tests of the migrations themselves.
///
/// # Panics
/// When no server can be had.
pub async fn empty_database() -> TestDatabase {
    create(&server().await, None).await
}

async fn create(server: &PgConnectOptions, template: Option<&str>) -> TestDatabase {
    let name =
        format!("t_{}_{}", std::process::id(), &uuid::Uuid::now_v7().simple().to_string()[8..]);
    let statement = match template {
        Some(template) => format!("create database {name} template {template}"),
        None => format!("create database {name} template template0"),
    };
    execute(server, statement).await;
    let options = server.clone().database(&name);
    let owner_pool = PgPoolOptions::new()
        .max_connections(4)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // In an empty database of a new server the role may not exist yet.
                become_owner(connection).await
            })
        })
        .connect_lazy_with(options.clone());
    let config = PoolConfig {
        connections_max: 10,
        acquire_timeout: std::time::Duration::from_secs(20),
        ..PoolConfig::default()
    };
    TestDatabase { db: Db::connect(options.clone(), &config), owner_pool, options, name }
}

async fn become_owner(connection: &mut PgConnection) -> sqlx::Result<()> {
    let (exists,): (bool,) =
        sqlx::query_as("select exists (select from pg_roles where rolname = 'shancheng_owner')")
            .fetch_one(&mut *connection)
            .await?;
    if exists {
        sqlx::raw_sql("set role shancheng_owner").execute(connection).await?;
    }
    Ok(())
}

async fn execute(server: &PgConnectOptions, statement: String) {
    let mut connection = server.connect().await.expect("the test server answers");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await
        .expect("the test server makes databases");
    let _ = connection.close().await;
}

/// The folder of the migrations: the nearest one above the tested crate.
///
/// # Panics
/// When there is none.
pub fn migrations_folder() -> PathBuf {
    let start = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| std::env::current_dir().expect("a current folder"), PathBuf::from);
    start
        .ancestors()
        .map(|folder| folder.join("migrations"))
        .find(|folder| folder.join("data").is_dir())
        .expect("a folder `migrations` stands above the tested crate")
}
