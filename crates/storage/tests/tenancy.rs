//! Row-level security of every table that grows, on the rows of `migrations/data`.

use kernel::InstitutionId;
use sqlx::{AssertSqlSafe, ConnectOptions};
use std::collections::BTreeSet;
use std::fs;
use storage::testing::{self, TestDatabase};
use storage::{Db, Tx, migrate};

/// An institution that has no row anywhere.
const STRANGER: InstitutionId = InstitutionId(999_999);

struct Table {
    name: String,
    columns: String,
    institutions: Vec<i32>,
    /// What lets a second institution read a row, from the policies for select.
    shared: Vec<String>,
}

async fn database_with_data() -> TestDatabase {
    let test = testing::database().await;
    let folder = testing::migrations_folder();
    for migration in migrate::read_folder(&folder).unwrap() {
        let sql = fs::read_to_string(folder.join(format!("data/{}.sql", migration.name))).unwrap();
        let mut connection = test.options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    }
    test
}

async fn tables(test: &TestDatabase) -> Vec<Table> {
    let growing: Vec<(String, String)> = sqlx::query_as(
        "select c.relname::text, string_agg(quote_ident(a.attname), ', ' order by a.attnum)
         from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and not c.relispartition and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = '' and a.attidentity = ''
           and coalesce(obj_description(c.oid, 'pg_class'), '') !~ '^(reference|claim):'
         group by c.oid, c.relname order by c.relname limit 1000",
    )
    .fetch_all(&test.owner_pool)
    .await
    .unwrap();
    let mut tables = Vec::new();
    for (name, columns) in growing {
        let institutions: Vec<(i32,)> = sqlx::query_as(AssertSqlSafe(format!(
            "select distinct institution_id from {name} order by 1 limit 100"
        )))
        .fetch_all(&test.owner_pool)
        .await
        .unwrap();
        let shared: Vec<(String,)> = sqlx::query_as(
            "select pg_get_expr(polqual, polrelid) from pg_policy
             where polrelid = $1::regclass and polcmd = 'r' limit 100",
        )
        .bind(&name)
        .fetch_all(&test.owner_pool)
        .await
        .unwrap();
        tables.push(Table {
            name,
            columns,
            institutions: institutions.into_iter().map(|row| row.0).collect(),
            shared: shared.into_iter().map(|row| row.0).collect(),
        });
    }
    tables
}

async fn count(tx: &mut sqlx::PgConnection, query: String) -> i64 {
    let (count,): (i64,) = sqlx::query_as(AssertSqlSafe(query.clone()))
        .fetch_one(tx)
        .await
        .unwrap_or_else(|error| panic!("{query}: {error}"));
    count
}

#[tokio::test]
async fn an_institution_sees_its_own_rows_and_those_shared_with_it() {
    let test = database_with_data().await;
    let tables = tables(&test).await;
    let filled = tables.iter().filter(|table| !table.institutions.is_empty());
    assert!(10 < filled.count(), "the data of the migrations fills too few tables");
    let everyone: BTreeSet<i32> = tables.iter().flat_map(|t| t.institutions.clone()).collect();
    for table in &tables {
        let name = &table.name;
        for institution in &everyone {
            let mut owner = test.owner_pool.acquire().await.unwrap();
            let own = format!("select count(*) from {name} where institution_id = {institution}");
            let own = count(&mut owner, own).await;
            let mut tx = test.db.within(InstitutionId(*institution)).read().await.unwrap();
            let seen = format!("select count(*) from {name} where institution_id = {institution}");
            assert_eq!(count(&mut tx, seen).await, own, "{name} hides rows of {institution}");
            let shared = match table.shared.is_empty() {
                true => "false".to_owned(),
                false => format!("(({}))", table.shared.join(") or (")),
            };
            let others = format!(
                "select count(*) from {name} where institution_id <> {institution} and not {shared}"
            );
            assert_eq!(count(&mut tx, others).await, 0, "{name} shows {institution} others' rows");
        }
        let all = format!("select count(*) from {name}");
        let mut stranger = test.db.within(STRANGER).read().await.unwrap();
        assert_eq!(count(&mut stranger, all.clone()).await, 0, "{name} shows a stranger rows");
        let mut nobody = test.db.pool().acquire().await.unwrap();
        assert_eq!(count(&mut nobody, all).await, 0, "{name} shows rows without a scope");
    }
}

#[tokio::test]
async fn shared_rows_are_read_by_the_institution_that_a_column_names() {
    let test = database_with_data().await;
    let tables = tables(&test).await;
    for table in tables.iter().filter(|table| !table.shared.is_empty()) {
        for shared in &table.shared {
            // A policy that is no comparison of a column with the institution would share more.
            let narrow = shared.contains("app_institution()");
            assert!(narrow, "{}: {shared} does not name a reader", table.name);
        }
    }
}

#[tokio::test]
async fn nobody_writes_rows_of_another_institution() {
    let test = database_with_data().await;
    for table in tables(&test).await {
        for institution in &table.institutions {
            let db = test.db.within(InstitutionId(*institution));
            refuses(&db, &table, *institution).await;
        }
    }
}

async fn refuses(db: &Db, table: &Table, institution: i32) {
    let (name, columns) = (&table.name, &table.columns);
    let stranger = STRANGER.0;
    let taken = columns
        .split(", ")
        .map(|column| match column {
            "institution_id" => stranger.to_string(),
            other => other.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ");
    for statement in [
        format!(
            "insert into {name} ({columns}) select {taken} from {name} \
             where institution_id = {institution} limit 1"
        ),
        format!(
            "update {name} set institution_id = {stranger} where institution_id = {institution}"
        ),
    ] {
        let mut tx: Tx = db.begin().await.unwrap();
        let refused = sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut *tx).await;
        let code = refused.as_ref().err().and_then(kernel::fault::sqlstate);
        // 42501 stands for both: no right to write at all, and a row outside one's own.
        assert_eq!(code.as_deref(), Some("42501"), "{statement}: {refused:?}");
    }
    let mut tx = db.begin().await.unwrap();
    let others = format!(
        "update {name} set institution_id = institution_id where institution_id <> {institution}"
    );
    if let Ok(done) = sqlx::query(AssertSqlSafe(others)).execute(&mut *tx).await {
        assert_eq!(done.rows_affected(), 0, "{name}: {institution} changed others' rows");
    }
}
