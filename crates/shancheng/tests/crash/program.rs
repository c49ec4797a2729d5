//! The program under test: `shancheng demo` on a folder of its own, killed and started again.

use super::hosts::HostKnown;
use kernel::TerminalId;
use serde::Deserialize;
use sqlx::postgres::PgConnectOptions;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// How long a start may take, with everything that a debug build and a busy machine add.
const START_MAX: Duration = Duration::from_secs(120);
const STOP_MAX: Duration = Duration::from_secs(60);
/// Lines of the server's log that are shown when the test fails.
const LOG_LINES: usize = 60;

/// What the program says when all is up.
#[derive(Clone, Debug, Deserialize)]
pub struct Ready {
    pub pos: SocketAddr,
    pub hosts: Vec<HostKnown>,
    pub terminals: Vec<TerminalKnown>,
}

/// A terminal as the program describes it.
#[derive(Clone, Debug, Deserialize)]
pub struct TerminalKnown {
    pub id: TerminalId,
    pub merchant_code: String,
    pub terminal_code: String,
    pub serial: String,
    pub tmk: String,
}

/// Everything on disk; removed when the test has passed.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        // Short, because a unix socket's path has at most 107 bytes.
        let folder = std::env::temp_dir().join(format!("shancheng-crash-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn data(&self) -> PathBuf {
        storage::embedded::reachable_folder(&self.0.join("data")).unwrap()
    }

    fn log(&self) -> PathBuf {
        self.0.join("server.log")
    }

    /// A line of the running server's `postmaster.pid`: 0 its process, 4 its socket's folder.
    fn postmaster(&self, line: usize) -> String {
        let file = self.data().join("postgres/pg/postmaster.pid");
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().nth(line).unwrap().trim().to_owned()
    }

    pub fn kill_postgres(&self) {
        let process: i32 = self.postmaster(0).parse().unwrap();
        // SAFETY: kill takes two numbers; the process is the postmaster of our own folder.
        assert_eq!(unsafe { libc::kill(process, libc::SIGKILL) }, 0);
    }

    pub fn database(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.postmaster(4))
            .port(5432)
            .username("postgres")
            .database(storage::embedded::DATABASE)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.log()).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            let last = &lines[lines.len().saturating_sub(LOG_LINES)..];
            eprintln!("{} is kept; the log ends:\n{}", self.0.display(), last.join("\n"));
            return;
        }
        let _ = std::fs::remove_dir_all(self.data());
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The running program.
pub struct Program {
    child: Child,
    pub ready: Ready,
}

impl Program {
    /// Starts it and waits until all is up. Without hosts it plays them itself.
    pub async fn start(folder: &Folder, hosts: &[String]) -> Program {
        Program::start_with(folder, hosts, &["--history", "0"], START_MAX).await
    }

    /// The same with other words, within a time of its own.
    pub async fn start_with(
        folder: &Folder,
        hosts: &[String],
        words: &[&str],
        within: Duration,
    ) -> Program {
        let ready = folder.0.join("ready.json");
        let _ = std::fs::remove_file(&ready);
        let mut command = command(folder);
        command
            .args(["demo", "--rate", "0", "--standins-from", "0"])
            .args(words)
            .args(["--http", "127.0.0.1:0", "--pos", "127.0.0.1:0"])
            .arg("--data")
            .arg(folder.0.join("data"))
            .arg("--ready")
            .arg(&ready);
        if !hosts.is_empty() {
            command.args(["--hosts", &hosts.join(",")]);
        }
        let begun = Instant::now();
        let mut child = command.spawn().unwrap();
        while !ready.exists() {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "the program ended before it was ready: {ended:?}");
            assert!(begun.elapsed() < within, "the program was not ready in {within:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        eprintln!("up after {:?}", begun.elapsed());
        Program { child, ready: read(&ready) }
    }

    /// `kill -9`.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Ends it as an operator does; it must say that all went well.
    pub async fn stop(mut self) {
        let process = i32::try_from(self.child.id().unwrap()).unwrap();
        // SAFETY: kill takes two numbers; the child has not been waited for, so the id is its own.
        unsafe { libc::kill(process, libc::SIGINT) };
        let ended = tokio::time::timeout(STOP_MAX, self.child.wait()).await;
        assert!(ended.unwrap().unwrap().success());
    }
}

/// `shancheng verify` on what the program left.
pub async fn verify(folder: &Folder) {
    let output = command(folder)
        .arg("verify")
        .env("SHANCHENG_DATA", folder.data())
        .stdout(Stdio::piped())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    eprintln!("{said}");
}

fn command(folder: &Folder) -> Command {
    let log = std::fs::File::options().create(true).append(true).open(folder.log()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_shancheng"));
    command
        .env_remove("DATABASE_URL")
        .env_remove("SHANCHENG_DATABASE_URL")
        .env("SHANCHENG_LOG_FILTER", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .kill_on_drop(true);
    command
}

fn read(ready: &Path) -> Ready {
    serde_json::from_slice(&std::fs::read(ready).unwrap()).unwrap()
}
