//! Forward-only migrations: each file once, in the order of its name, in a transaction of its
//! own, under a lock, as the role that owns everything.

use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::borrow::Cow;
use std::path::Path;

/// Key of the advisory lock that one migrating program holds: "shanchen" in ASCII.
const LOCK_KEY: i64 = 0x7368_616e_6368_656e;

/// One file of the ordered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// File name without `.sql`: `<YYYYMMDDhhmmss>_<area>_<verb>`.
    pub name: Cow<'static, str>,
    /// What it does.
    pub sql: Cow<'static, str>,
}

impl Migration {
    /// SHA-256 of the SQL in hex: an applied migration must not change.
    pub fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }
}

/// Why the migrations stopped. What was applied before stays applied.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server cannot be reached or refused a step of the bookkeeping.
    #[error("migrating: {step}")]
    Database {
        /// What was being done.
        step: &'static str,
        /// The database's answer.
        source: sqlx::Error,
    },
    /// One migration failed and was undone.
    #[error("migration {name} failed at line {line} and was undone: {source}")]
    Failed {
        /// Which.
        name: String,
        /// Line of the file, 1 when the database did not say.
        line: usize,
        /// The database's answer.
        source: sqlx::Error,
    },
    /// An applied migration differs from the file of the same name.
    #[error("migration {0} was changed after it had been applied; add a new one instead")]
    Changed(String),
    /// The database has a migration that this program does not know.
    #[error("the database has migration {0}, which this program does not know: it is older")]
    Unknown(String),
    /// A new migration sorts before one that is applied.
    #[error("migration {name} sorts before {applied}, which is applied; give it a later time")]
    OutOfOrder {
        /// The new one.
        name: String,
        /// The last applied.
        applied: String,
    },
    /// A file's name is not of the stated form.
    #[error("`{0}` is not a migration's name of the form <14 digits>_<area>_<verb>.sql")]
    BadName(String),
    /// The folder cannot be read.
    #[error("reading the migrations in {folder}")]
    Folder {
        /// Where.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Names applied now, in order.
    pub applied: Vec<String>,
    /// How many had been applied before.
    pub before: usize,
}

/// Turns the embedded `(file name, SQL)` list into migrations.
pub fn list(files: &[(&'static str, &'static str)]) -> Result<Vec<Migration>, Error> {
    let mut all = files
        .iter()
        .map(|(file, sql)| {
            Ok(Migration { name: Cow::Borrowed(stem(file)?), sql: Cow::Borrowed(sql) })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

/// Reads the migrations from a folder, in order.
pub fn read_folder(folder: &Path) -> Result<Vec<Migration>, Error> {
    let trouble = |source| Error::Folder { folder: folder.display().to_string(), source };
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let file = entry.map_err(trouble)?.file_name();
        let file = file.to_string_lossy();
        if !file.ends_with(".sql") || file == "schema.sql" {
            continue;
        }
        all.push(Migration {
            name: Cow::Owned(stem(&file)?.to_owned()),
            sql: Cow::Owned(std::fs::read_to_string(folder.join(&*file)).map_err(trouble)?),
        });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(all)
}

/// Applies what is missing. Several programs may call it at once: one works, the others wait.
pub async fn run(options: &PgConnectOptions, all: &[Migration]) -> Result<Report, Error> {
    let mut connection = options.connect().await.map_err(at("connecting"))?;
    sqlx::query("select pg_advisory_lock($1)")
        .bind(LOCK_KEY)
        .execute(&mut connection)
        .await
        .map_err(at("waiting for the lock"))?;
    let outcome = apply(&mut connection, all).await;
    // The lock ends with the connection, whatever happened.
    let closed = connection.close().await;
    let report = outcome?;
    closed.map_err(at("disconnecting"))?;
    Ok(report)
}

/// Names of the migrations that are not applied yet; nothing is changed. Fails like [`run`]
/// where the database and the list do not go together.
pub async fn pending(options: &PgConnectOptions, all: &[Migration]) -> Result<Vec<String>, Error> {
    let mut connection = options.connect().await.map_err(at("connecting"))?;
    let looked = async {
        let begun = has_begun(&mut connection).await?;
        let applied = if begun { applied(&mut connection).await? } else { Vec::new() };
        let names = missing(all, &applied)?.into_iter().map(|migration| migration.name.to_string());
        Ok(names.collect())
    };
    let names = looked.await;
    connection.close().await.map_err(at("disconnecting"))?;
    names
}

async fn apply(connection: &mut PgConnection, all: &[Migration]) -> Result<Report, Error> {
    sqlx::raw_sql("set client_min_messages = warning")
        .execute(&mut *connection)
        .await
        .map_err(at("keeping notices away"))?;
    // Asked first, so that a node whose login may make nothing starts where nothing is missing.
    if !has_begun(connection).await? {
        let list = "create table schema_migration \
            (name text primary key, checksum text not null, applied_at timestamptz not null)";
        sqlx::raw_sql(list)
            .execute(&mut *connection)
            .await
            .map_err(at("making the list of applied migrations"))?;
    }
    let applied = applied(connection).await?;
    let missing = missing(all, &applied)?;
    let mut report = Report { applied: Vec::new(), before: applied.len() };
    for migration in missing {
        apply_one(connection, migration).await?;
        tracing::info!(name = %migration.name, "migration applied");
        report.applied.push(migration.name.to_string());
    }
    Ok(report)
}

/// Whether there is a list of applied migrations.
async fn has_begun(connection: &mut PgConnection) -> Result<bool, Error> {
    let (begun,): (bool,) = sqlx::query_as("select to_regclass('schema_migration') is not null")
        .fetch_one(&mut *connection)
        .await
        .map_err(at("looking for the list of applied migrations"))?;
    Ok(begun)
}

async fn applied(connection: &mut PgConnection) -> Result<Vec<(String, String)>, Error> {
    sqlx::query_as("select name, checksum from schema_migration order by name limit 10000")
        .fetch_all(&mut *connection)
        .await
        .map_err(at("reading the list of applied migrations"))
}

/// The migrations not yet applied, after checking that the applied ones are as they were.
fn missing<'a>(
    all: &'a [Migration],
    applied: &[(String, String)],
) -> Result<Vec<&'a Migration>, Error> {
    for (name, checksum) in applied {
        match all.iter().find(|migration| migration.name == *name) {
            None => return Err(Error::Unknown(name.clone())),
            Some(known) if known.checksum() != *checksum => {
                return Err(Error::Changed(name.clone()));
            }
            Some(_) => (),
        }
    }
    let last = applied.last().map(|(name, _)| name.as_str());
    let missing: Vec<&Migration> = all
        .iter()
        .filter(|migration| !applied.iter().any(|(name, _)| *name == migration.name))
        .collect();
    match (missing.first(), last) {
        (Some(first), Some(last)) if *first.name < *last => {
            Err(Error::OutOfOrder { name: first.name.to_string(), applied: last.to_owned() })
        }
        _ => Ok(missing),
    }
}

async fn apply_one(connection: &mut PgConnection, migration: &Migration) -> Result<(), Error> {
    let mut tx = connection.begin().await.map_err(at("beginning a migration"))?;
    let (owner_exists,): (bool,) =
        sqlx::query_as("select exists (select from pg_roles where rolname = 'shancheng_owner')")
            .fetch_one(&mut *tx)
            .await
            .map_err(at("looking for the role shancheng_owner"))?;
    let first = migration.name.contains("_storage_base");
    if owner_exists && !first {
        sqlx::query("set local role shancheng_owner")
            .execute(&mut *tx)
            .await
            .map_err(at("becoming shancheng_owner"))?;
    }
    sqlx::raw_sql(AssertSqlSafe(migration.sql.to_string())).execute(&mut *tx).await.map_err(
        |source| Error::Failed {
            name: migration.name.to_string(),
            line: line_of(&migration.sql, &source),
            source,
        },
    )?;
    sqlx::query("insert into schema_migration (name, checksum, applied_at) values ($1, $2, $3)")
        .bind(&*migration.name)
        .bind(migration.checksum())
        .bind(chrono::Utc::now())
        .execute(&mut *tx)
        .await
        .map_err(at("noting a migration as applied"))?;
    tx.commit().await.map_err(at("committing a migration"))
}

fn line_of(sql: &str, error: &sqlx::Error) -> usize {
    use sqlx::postgres::{PgDatabaseError, PgErrorPosition};
    let position = match error {
        sqlx::Error::Database(inner) => {
            inner.try_downcast_ref::<PgDatabaseError>().and_then(PgDatabaseError::position)
        }
        _ => None,
    };
    match position {
        Some(PgErrorPosition::Original(characters)) => {
            let before = sql.chars().take(characters.saturating_sub(1));
            before.filter(|letter| *letter == '\n').count() + 1
        }
        _ => 1,
    }
}

fn stem(file: &str) -> Result<&str, Error> {
    let bad = || Error::BadName(file.chars().take(100).collect());
    let stem = file.strip_suffix(".sql").ok_or_else(bad)?;
    let (time, rest) = stem.split_once('_').ok_or_else(bad)?;
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let good = time.len() == 14
        && time.bytes().all(|b| b.is_ascii_digit())
        && rest.contains('_')
        && rest.chars().all(word);
    if good { Ok(stem) } else { Err(bad()) }
}

fn at(step: &'static str) -> impl Fn(sqlx::Error) -> Error {
    move |source| Error::Database { step, source }
}
