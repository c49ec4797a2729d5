//! `shancheng set-up`: the network branch and its first administrator, once.

use crate::Trouble;
use crate::config::Config;
use crate::database::Database;
use crate::node::open_vault;
use clap::Args;
use identity::Secrets;
use identity::people::{self, SetUp as Input};
use kernel::{Clock, Masked};
use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

/// Makes the network branch and its first administrator, whose password is read from standard
/// input. Changes nothing when there is an administrator already.
#[derive(Debug, Args)]
pub struct SetUp {
    /// Code of the network branch, 8 digits.
    #[arg(long, value_name = "CODE")]
    branch_code: String,
    /// Its name.
    #[arg(long, value_name = "NAME")]
    branch_name: String,
    /// Its short name.
    #[arg(long, value_name = "NAME")]
    branch_short_name: String,
    /// Name the first administrator signs in with.
    #[arg(long)]
    login: String,
    /// His name.
    #[arg(long)]
    name: String,
}

/// Runs it; the status is 1 when there is an administrator already.
pub async fn run(config: &Config, arguments: SetUp) -> Result<ExitCode, Trouble> {
    let password = Masked::new(password()?);
    let database = Database::open(config).await?;
    let secrets = Secrets::new(Arc::new(open_vault(config, &database.db).await?));
    let input = Input {
        institution_code: arguments.branch_code,
        institution_name: arguments.branch_name,
        institution_short_name: arguments.branch_short_name,
        login: arguments.login,
        name: arguments.name,
        password,
    };
    let made = people::set_up(&database.db, &secrets, input, Clock::system().now()).await;
    database.close().await;
    match made? {
        Some(person) => {
            println!("`{}` may sign in now; turn one-time codes on there", person.login);
            Ok(ExitCode::SUCCESS)
        }
        None => {
            eprintln!("there is an administrator already: nothing was changed");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// One line of standard input. Never an argument: those are seen by everybody on the machine.
fn password() -> Result<String, Trouble> {
    let input = std::io::stdin();
    let _silent = input.is_terminal().then(|| {
        eprint!("password of the first administrator (not shown): ");
        // Without its line the question is still asked.
        let _ = std::io::stderr().flush();
        Silent::begin()
    });
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// While it lives, the terminal does not show what is typed.
struct Silent(Option<libc::termios>);

impl Silent {
    fn begin() -> Silent {
        // SAFETY: an all-zero termios is valid and is filled before it is read.
        let mut before: libc::termios = unsafe { std::mem::zeroed() };
        // SAFETY: the pointer lives through the call.
        if unsafe { libc::tcgetattr(libc::STDIN_FILENO, &mut before) } != 0 {
            return Silent(None);
        }
        let mut silent = before;
        silent.c_lflag &= !libc::ECHO;
        // SAFETY: the pointer lives through the call.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &silent) };
        Silent(Some(before))
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        if let Some(before) = self.0 {
            // SAFETY: the pointer lives through the call.
            unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &before) };
            eprintln!();
        }
    }
}
