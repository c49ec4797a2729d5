//! The migrated template, made once for each state of the migrations; and tidying up.

use crate::migrate::{self, Migration};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

/// One test at a time makes a template: "template" in ASCII.
const LOCK_KEY: i64 = 0x7465_6d70_6c61_7465;
/// Templates of earlier states that are kept, so that two work trees do not fight.
const KEPT: i64 = 4;

/// Name of a template database in which all migrations are applied.
pub async fn ready(server: &PgConnectOptions, migrations: &[Migration]) -> String {
    let name = name(migrations);
    let mut connection = server.connect().await.expect("the test server answers");
    if !exists(&mut connection, &name).await {
        sqlx::query("select pg_advisory_lock($1)")
            .bind(LOCK_KEY)
            .execute(&mut connection)
            .await
            .expect("the lock can be had");
        if !exists(&mut connection, &name).await {
            tidy(&mut connection).await;
            make(server, &mut connection, &name, migrations).await;
        }
    }
    let _ = connection.close().await;
    name
}

fn name(migrations: &[Migration]) -> String {
    let mut hash = Sha256::new();
    for migration in migrations {
        hash.update(migration.name.as_bytes());
        hash.update([0]);
        hash.update(migration.sql.as_bytes());
        hash.update([0]);
    }
    format!("tpl_{}", &hex::encode(hash.finalize())[..16])
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    let (found,): (bool,) =
        sqlx::query_as("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(connection)
            .await
            .expect("the catalog can be read");
    found
}

async fn make(
    server: &PgConnectOptions,
    connection: &mut PgConnection,
    name: &str,
    migrations: &[Migration],
) {
    let draft = format!("draft_{name}");
    execute(connection, format!("drop database if exists {draft} with (force)")).await;
    execute(connection, format!("create database {draft} template template0")).await;
    let options = server.clone().database(&draft);
    if let Err(error) = migrate::run(&options, migrations).await {
        panic!("the migrations do not apply: {error:#} {error:?}");
    }
    execute(connection, format!("alter database {draft} rename to {name}")).await;
}

/// Drops the databases of tests that are gone, and templates but the newest few.
async fn tidy(connection: &mut PgConnection) {
    let databases: Vec<(String,)> =
        sqlx::query_as("select datname from pg_database where datname like 't\\_%' limit 1000")
            .fetch_all(&mut *connection)
            .await
            .expect("the catalog can be read");
    for (name,) in databases {
        let process = name.split('_').nth(1).and_then(|id| id.parse::<u32>().ok());
        let alive = process.is_some_and(|id| std::path::Path::new(&format!("/proc/{id}")).exists());
        if !alive {
            drop_database(connection, &name).await;
        }
    }
    let templates: Vec<(String,)> = sqlx::query_as(
        "select datname from pg_database where datname like 'tpl\\_%' \
         order by oid desc offset $1 limit 1000",
    )
    .bind(KEPT)
    .fetch_all(&mut *connection)
    .await
    .expect("the catalog can be read");
    for (name,) in templates {
        drop_database(connection, &name).await;
    }
}

async fn drop_database(connection: &mut PgConnection, name: &str) {
    let statement = format!("drop database if exists {name} with (force)");
    // Another test may be cloning it this moment; then it stays until the next time.
    let _ = sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await;
}

async fn execute(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await
        .expect("the test server makes databases");
}
