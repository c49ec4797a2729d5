//! The migrations: each on data that was valid before it, and together what schema.sql says.

use sqlx::{AssertSqlSafe, ConnectOptions};
use std::fs;
use std::process::Command;
use storage::embedded::Programs;
use storage::migrate::{self, Migration};
use storage::testing::{self, TestDatabase};

fn migrations() -> Vec<Migration> {
    migrate::read_folder(&testing::migrations_folder()).unwrap()
}

/// Applies all, with the rows of `data/` put in after each migration.
async fn migrated_with_data() -> TestDatabase {
    let test = testing::empty_database().await;
    let all = migrations();
    for (index, migration) in all.iter().enumerate() {
        let report = migrate::run(&test.options, &all[..=index]).await;
        let report = report.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(report.applied, [migration.name.to_string()]);
        let file = format!("data/{}.sql", migration.name);
        let sql = fs::read_to_string(testing::migrations_folder().join(&file))
            .unwrap_or_else(|_| panic!("migrations/{file} is missing; it may be a comment only"));
        let mut connection = test.options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("migrations/{file}: {error}"));
    }
    test
}

#[tokio::test]
async fn each_applies_on_the_data_that_was_valid_before_it() {
    let test = migrated_with_data().await;
    let again = migrate::run(&test.options, &migrations()).await.unwrap();
    assert_eq!(again.applied, Vec::<String>::new());
    assert_eq!(again.before, migrations().len());
}

#[tokio::test]
async fn two_programs_may_migrate_at_once() {
    let test = testing::empty_database().await;
    let all = migrations();
    let run = || migrate::run(&test.options, &all);
    let (one, two) = tokio::join!(run(), run());
    assert_eq!(one.unwrap().applied.len() + two.unwrap().applied.len(), all.len());
}

#[tokio::test]
async fn a_login_that_may_make_nothing_runs_where_nothing_is_missing() {
    let test = testing::empty_database().await;
    let all = migrations();
    let pending = migrate::pending(&test.options, &all).await.unwrap();
    assert_eq!(pending, all.iter().map(|one| one.name.to_string()).collect::<Vec<_>>());
    migrate::run(&test.options, &all[..all.len() - 1]).await.unwrap();
    let pending = migrate::pending(&test.options, &all).await.unwrap();
    assert_eq!(pending, [all.last().unwrap().name.to_string()]);
    migrate::run(&test.options, &all).await.unwrap();

    let login = format!("plain_{}", uuid::Uuid::now_v7().simple());
    let mut owner = test.options.connect().await.unwrap();
    let made = format!("create role {login} login; grant shancheng_app to {login}");
    sqlx::raw_sql(AssertSqlSafe(made)).execute(&mut owner).await.unwrap();
    let plain = test.options.clone().username(&login);
    assert_eq!(migrate::run(&plain, &all).await.unwrap().applied, Vec::<String>::new());
    assert_eq!(migrate::pending(&plain, &all).await.unwrap(), Vec::<String>::new());
    let gone = AssertSqlSafe(format!("drop role {login}"));
    sqlx::raw_sql(gone).execute(&mut owner).await.unwrap();
}

#[tokio::test]
async fn a_changed_an_unknown_and_a_late_migration_are_refused() {
    let test = testing::empty_database().await;
    let all = migrations();
    migrate::run(&test.options, &all).await.unwrap();
    let said = async |changed: Vec<Migration>| {
        migrate::run(&test.options, &changed).await.unwrap_err().to_string()
    };
    let mut changed = all.clone();
    changed[0].sql = "select 1".into();
    assert_eq!(
        said(changed).await,
        "migration 20261122090000_storage_base was changed after it had been applied; \
         add a new one instead"
    );
    let last = &all.last().unwrap().name;
    assert_eq!(
        said(all[..all.len() - 1].to_vec()).await,
        format!("the database has migration {last}, which this program does not know: it is older")
    );
    let mut late = all.clone();
    late.insert(1, named("20261122090001_test_late", "select 1"));
    assert_eq!(
        said(late).await,
        format!(
            "migration 20261122090001_test_late sorts before {last}, which is applied; \
             give it a later time"
        )
    );
}

#[tokio::test]
async fn a_failed_migration_is_undone_and_names_its_line() {
    let test = testing::empty_database().await;
    let mut all = migrations();
    let sql = "create table half (id int);\n\ninsert into nowhere values (1);";
    all.push(named("29990101000000_test_fails", sql));
    let said = migrate::run(&test.options, &all).await.unwrap_err().to_string();
    assert!(
        said.starts_with("migration 29990101000000_test_fails failed at line 3 and was undone"),
        "{said}"
    );
    let half: (Option<String>,) = sqlx::query_as("select to_regclass('half')::text")
        .fetch_one(&test.owner_pool)
        .await
        .unwrap();
    assert_eq!(half.0, None);
}

fn named(name: &'static str, sql: &'static str) -> Migration {
    Migration { name: name.into(), sql: sql.into() }
}

#[test]
fn file_names_tell_time_and_area() {
    for bad in ["20261122_area_verb.sql", "20261122090000_area.sql", "20261122090000_A_b.sql"] {
        assert!(migrate::list(&[(bad, "")]).is_err(), "{bad}");
    }
    assert!(migrate::list(&[("20261122090000_area_verb.sql", "")]).is_ok());
}

/// `SHANCHENG_UPDATE=1` writes the file anew.
#[tokio::test]
async fn schema_sql_is_what_the_migrations_make() {
    if std::env::var_os(testing::SERVER_VARIABLE).is_some() {
        return; // Another server may have another version, whose dump reads differently.
    }
    let test = testing::database().await;
    let socket = test.options.get_socket().expect("our own test server");
    let output = Command::new(Programs::find(None).unwrap().program("pg_dump"))
        .args(["--schema-only", "--no-comments", "--username=postgres", "--port=5432"])
        .arg("--host")
        .arg(socket)
        .arg(test.name())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let made = normalised(&String::from_utf8(output.stdout).unwrap());
    let file = testing::migrations_folder().join("schema.sql");
    if std::env::var_os("SHANCHENG_UPDATE").is_some() {
        fs::write(&file, &made).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let first = made.lines().zip(kept.lines()).position(|(made, kept)| made != kept);
    assert!(
        made == kept,
        "migrations/schema.sql differs from line {}; run this test with SHANCHENG_UPDATE=1",
        first.unwrap_or(0) + 1
    );
}

/// Without what differs from dump to dump: comments, settings, the restriction key.
fn normalised(dump: &str) -> String {
    let head = "-- The whole schema, made from the migrations by a test. Do not edit.\n";
    let mut text = head.to_owned();
    for line in dump.lines() {
        let noise = line.is_empty()
            || ["--", "SET ", "SELECT pg_catalog.set_config", "\\restrict", "\\unrestrict"]
                .iter()
                .any(|start| line.starts_with(start));
        if !noise {
            text.push_str(line);
            text.push('\n');
            if line.ends_with(';') && !line.starts_with(' ') {
                text.push('\n');
            }
        }
    }
    text
}
