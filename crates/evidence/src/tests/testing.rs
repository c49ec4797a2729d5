//! The statements of these tests: damage, cuts, and what the program is not allowed.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, PgPool};
use storage::Tx;
use storage::testing::TestDatabase;

/// Runs a statement as the owner of the tables.
pub async fn run(test: &TestDatabase, statement: String) {
    let done = sqlx::query(AssertSqlSafe(statement)).execute(&test.owner_pool).await;
    done.unwrap();
}

/// Runs a statement as the program; gives how many rows it changed.
pub async fn run_as_program(tx: &mut Tx, statement: &'static str) -> sqlx::Result<u64> {
    let done = sqlx::query(statement).execute(&mut **tx).await?;
    Ok(done.rows_affected())
}

/// Runs many statements as the user that may do anything.
pub async fn run_script(options: PgConnectOptions, script: String) {
    let pool = PgPool::connect_with(options).await.unwrap();
    let done = sqlx::raw_sql(AssertSqlSafe(script)).execute(&pool).await;
    done.unwrap();
    pool.close().await;
}

/// Cuts the program's connections that are at work.
pub struct Cutter(PgPool);

impl Cutter {
    pub async fn connect(options: PgConnectOptions) -> Cutter {
        Cutter(PgPool::connect_with(options).await.unwrap())
    }

    /// Cuts those to this database; gives how many.
    pub async fn cut(&self, database: &str) -> i64 {
        sqlx::query_scalar(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity
             where datname = $1 and application_name = 'shancheng' and state <> 'idle'",
        )
        .bind(database)
        .fetch_one(&self.0)
        .await
        .unwrap()
    }
}
