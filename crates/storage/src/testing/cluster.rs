//! The shared throw-away cluster.

use super::SERVER_VARIABLE;
use crate::embedded::{Programs, ServerUser, is_ready};
use sqlx::postgres::PgConnectOptions;
use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// Goes into the folder's name: another layout or other settings get another cluster.
const LAYOUT: &str = "2";
const START_MAX: Duration = Duration::from_secs(90);

/// How to connect to the test server's database `postgres`; starts the server where needed.
///
/// # Panics
/// When no server can be had.
pub async fn server() -> PgConnectOptions {
    if let Ok(url) = std::env::var(SERVER_VARIABLE) {
        return PgConnectOptions::from_str(&url).expect("SHANCHENG_TEST_DATABASE_URL is a URL");
    }
    let sockets = tokio::task::spawn_blocking(ensure)
        .await
        .expect("starting the test cluster does not panic")
        .expect("a test cluster can be started");
    PgConnectOptions::new_without_pgpass()
        .socket(sockets)
        .port(5432)
        .username("postgres")
        .database("postgres")
}

fn ensure() -> io::Result<PathBuf> {
    let user = ServerUser::choose()?;
    let programs = Programs::find(None).map_err(io::Error::other)?;
    let base = base_folder(programs.version);
    let sockets = base.join("s");
    fs::create_dir_all(&sockets)?;
    for folder in [&base, &sockets] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        user.own(folder)?;
    }
    let lock = File::create(base.join("lock"))?;
    // SAFETY: the descriptor is open for as long as `lock` lives.
    if unsafe { libc::flock(lock.as_raw_fd(), libc::LOCK_EX) } != 0 {
        return Err(io::Error::last_os_error());
    }
    if answers(&sockets) {
        return Ok(sockets);
    }
    let data = base.join("data");
    if data.join("initialised").exists() && start(&programs, &user, &base).is_ok() {
        return Ok(sockets);
    }
    // Never finished, or dead beyond starting: nothing in it is worth keeping.
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    initialise(&programs, &user, &data)?;
    start(&programs, &user, &base)?;
    Ok(sockets)
}

/// Short, because a unix socket's path has at most 107 bytes.
fn base_folder(version: u32) -> PathBuf {
    // SAFETY: geteuid has no preconditions and cannot fail.
    let uid = unsafe { libc::geteuid() };
    let name = format!("shancheng-test-{uid}-{version}-{LAYOUT}");
    let temp = std::env::temp_dir();
    if temp.as_os_str().len() + name.len() < 80 {
        temp.join(name)
    } else {
        Path::new("/tmp").join(name)
    }
}

fn answers(sockets: &Path) -> bool {
    UnixStream::connect(sockets.join(".s.PGSQL.5432")).is_ok()
}

fn initialise(programs: &Programs, user: &ServerUser, data: &Path) -> io::Result<()> {
    let mut command = Command::new(programs.program("initdb"));
    command
        .args(["--no-sync", "-A", "trust", "-U", "postgres"])
        .args(["-E", "UTF8", "--locale=C.UTF-8", "-D"])
        .arg(data)
        .current_dir("/")
        .stdin(Stdio::null());
    user.become_in(&mut command);
    let output = command.output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("initdb: {said}")));
    }
    fs::write(data.join("initialised"), "")
}

fn start(programs: &Programs, user: &ServerUser, base: &Path) -> io::Result<()> {
    // Appended to, so that emptying it while the server runs leaves no hole.
    let log = File::options().create(true).append(true).open(base.join("log"))?;
    let mut command = Command::new(programs.program("postgres"));
    command
        .arg("-D")
        .arg(base.join("data"))
        .arg("-k")
        .arg(base.join("s"))
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_connections=300",
        "shared_buffers=128MB",
        "max_wal_size=2GB",
        "checkpoint_timeout=1h",
        "jit=off",
        // What ran is compared with what the stores say, by `cargo xtask stores`.
        "log_statement=all",
        "log_parameter_max_length=0",
        "log_parameter_max_length_on_error=0",
    ] {
        command.arg("-c").arg(setting);
    }
    user.become_in(&mut command);
    detach(&mut command);
    let mut child = command.spawn()?;
    let begun = Instant::now();
    while begun.elapsed() < START_MAX {
        if let Some(status) = child.try_wait()? {
            let said = fs::read_to_string(base.join("log")).unwrap_or_default();
            return Err(io::Error::other(format!("postgres: {status}: {said}")));
        }
        // The socket opens before recovery is over; the "ready" line says that it is.
        if is_ready(&base.join("data"), i32::try_from(child.id()).map_err(io::Error::other)?) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(io::Error::other("postgres was not ready in time"))
}

/// The server outlives the test that started it: it gets a session of its own, and none of the
/// files that the test was itself started with. A lock among them would be held for as long as
/// the server lives.
fn detach(command: &mut Command) {
    // SAFETY: setsid and close_range are plain system calls, and async-signal-safe.
    unsafe {
        command.pre_exec(|| {
            libc::setsid();
            let (first, last): (libc::c_uint, _) = (3, libc::c_uint::MAX);
            // A kernel before 5.11 has no such call; then the files stay open, as they did.
            libc::syscall(libc::SYS_close_range, first, last, libc::CLOSE_RANGE_CLOEXEC);
            Ok(())
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_gets_no_file_of_who_started_it() {
        let path = std::env::current_exe().unwrap();
        let file = File::open(&path).unwrap();
        // SAFETY: the descriptor is open. Its copy is passed on to programs, as `file` is not.
        let copy = unsafe { libc::dup(file.as_raw_fd()) };
        let listing = |detached: bool| {
            let mut command = Command::new("ls");
            command.args(["-l", "/proc/self/fd"]);
            if detached {
                detach(&mut command);
            }
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        let name = path.to_str().unwrap();
        let (usual, detached) = (listing(false), listing(true));
        // SAFETY: it was opened above.
        unsafe { libc::close(copy) };
        assert!(usual.contains(name) && !detached.contains(name), "{usual}{detached}");
    }
}
