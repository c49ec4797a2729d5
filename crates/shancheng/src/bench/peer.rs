//! The peer that every figure is told against: pgbench's TPC-B-like transaction, scale 10, 16
//! clients, prepared statements, on the same server in the same run.

use crate::Trouble;
use sqlx::AssertSqlSafe;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use std::path::PathBuf;
use std::time::Duration;
use storage::embedded::Programs;
use tokio::process::Command;

/// Rows of pgbench: 100,000 accounts a unit of scale.
const SCALE: &str = "10";
const CLIENTS: &str = "16";
/// Its database.
pub const DATABASE_PEER: &str = "shancheng_bench_pgbench";

/// Drops a database where it is there, and makes it anew.
pub async fn recreate(admin: &mut PgConnection, name: &str, create: bool) -> Result<(), Trouble> {
    let drop = format!("drop database if exists {name} with (force)");
    sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *admin).await?;
    if create {
        let create = format!("create database {name} template template0");
        sqlx::raw_sql(AssertSqlSafe(create)).execute(admin).await?;
    }
    Ok(())
}

/// pgbench on the server that is measured.
pub struct Peer<'a> {
    server: &'a PgConnectOptions,
    program: PathBuf,
}

impl<'a> Peer<'a> {
    /// Fills its tables; its database is there and empty.
    pub async fn fill(server: &'a PgConnectOptions) -> Result<Peer<'a>, Trouble> {
        let peer = Peer { server, program: Programs::find(None)?.program("pgbench") };
        peer.call(&["-i", "-q", "-s", SCALE]).await?;
        Ok(peer)
    }

    async fn call(&self, arguments: &[&str]) -> Result<String, Trouble> {
        let host = match self.server.get_socket() {
            Some(folder) => folder.display().to_string(),
            None => self.server.get_host().to_owned(),
        };
        let output = Command::new(&self.program)
            .args(arguments)
            .args(["-h", &host, "-p", &self.server.get_port().to_string()])
            .args(["-U", self.server.get_username(), DATABASE_PEER])
            .kill_on_drop(true)
            .output()
            .await?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let error = String::from_utf8_lossy(&output.stderr);
            return Err(format!("pgbench {arguments:?}: {error}").into());
        }
        Ok(said)
    }

    /// Transactions a second over `time`.
    pub async fn tps(&self, time: Duration) -> Result<f64, Trouble> {
        let seconds = time.as_secs().max(1).to_string();
        let said =
            self.call(&["-n", "-M", "prepared", "-c", CLIENTS, "-j", "2", "-T", &seconds]).await?;
        let tps = said.lines().find_map(|line| line.strip_prefix("tps = "));
        let number = tps.and_then(|rest| rest.split(' ').next());
        let number = number.ok_or_else(|| format!("pgbench said {said}"))?;
        Ok(number.parse()?)
    }
}

/// The middle.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        numbers[middle]
    } else {
        (numbers[middle - 1] + numbers[middle]) / 2.0
    }
}

/// To two places.
pub fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
