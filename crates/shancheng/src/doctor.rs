//! `shancheng doctor`: what is in force, and what is wrong with it.

use crate::config::{Config, DEFAULT};
use crate::database::Database;
use crate::{Trouble, chain};
use clap::Args;
use std::process::ExitCode;
use storage::vault::Vault;

/// Looks at settings, keys and database and says what is wrong.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Prints the settings file with every default and its meaning, and ends.
    #[arg(long)]
    defaults: bool,
}

/// Runs the checks; the status is 1 when one of them finds something.
pub async fn run(config: &Config, arguments: Doctor) -> Result<ExitCode, Trouble> {
    if arguments.defaults {
        print!("{DEFAULT}");
        return Ok(ExitCode::SUCCESS);
    }
    let mut well = true;
    let mut say = |what: &str, outcome: Result<String, String>| match outcome {
        Ok(detail) => println!("ok      {what}: {detail}"),
        Err(why) => {
            well = false;
            println!("WRONG   {what}: {why}");
        }
    };
    say("data folder", Ok(config.data.display().to_string()));
    say("http", Ok(format!("{} as {}", config.http.listen, config.http.public_url)));
    say("switch", Ok(config.switch.listen.clone()));
    let master_file = config.master_file();
    let vault = Vault::load(Some(&master_file));
    say(
        "master key",
        vault
            .as_ref()
            .map(|vault| format!("version {}", vault.version()))
            .map_err(|error| format!("{error}; `shancheng serve` makes it on first start")),
    );
    match Database::look(config).await {
        Ok(database) => {
            let version = version(&database).await;
            say("database", version.map_err(|error| chain(&error)));
            if let Ok(vault) = &vault {
                let opens = evidence::Log::try_key(&database.db, vault).await;
                say(
                    "sealed values",
                    opens.map(|()| "the master key opens them".to_owned()).map_err(|e| chain(&e)),
                );
            }
            let mut connection = database.db.pool().acquire().await?;
            let findings = storage::lint::catalog(&mut connection).await?;
            drop(connection);
            let rules = match findings.len() {
                0 => Ok("every table keeps the rules".to_owned()),
                _ => Err(findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
            };
            say("schema", rules);
            database.close().await;
        }
        Err(error) => say("database", Err(chain(error.as_ref()))),
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn version(database: &Database) -> sqlx::Result<String> {
    let (version,): (String,) =
        sqlx::query_as("select version()").fetch_one(database.db.pool()).await?;
    Ok(version)
}
