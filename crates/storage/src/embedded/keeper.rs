//! The thread that owns the server process.
//!
//! The death signal of a child fires when the *thread* that made it ends, so the server is
//! made by a thread of its own that lives exactly as long as the server should.

use super::cluster::State;
use super::{Programs, ServerUser, processes};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Failed starts in a row after which the keeper gives up.
const FAILURES_MAX: u32 = 20;
const BACK_OFF_MAX: Duration = Duration::from_secs(5);
/// How long processes of a killed server may take to go away.
const LEAVE_MAX: Duration = Duration::from_secs(60);
const LOG_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Everything that a start needs.
pub struct Launch {
    pub programs: Programs,
    pub user: ServerUser,
    pub data: PathBuf,
    pub sockets: PathBuf,
    pub log: PathBuf,
    pub settings: BTreeMap<String, String>,
    pub ready_max: Duration,
}

/// What the keeper and its cluster both know.
pub struct Shared {
    pub state: watch::Sender<State>,
    stopping: AtomicBool,
    /// Process id of the running server. Held while the process is reaped, so that a signal
    /// never meets a number that was given away.
    server: Mutex<Option<i32>>,
}

impl Shared {
    pub fn new() -> Shared {
        Shared {
            state: watch::Sender::new(State::Starting),
            stopping: AtomicBool::new(false),
            server: Mutex::new(None),
        }
    }

    pub fn server(&self) -> MutexGuard<'_, Option<i32>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a fast shutdown: sessions are ended, everything is written.
    pub fn ask_to_stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        self.signal(libc::SIGINT);
    }

    pub fn signal(&self, signal: i32) {
        if let Some(id) = *self.server() {
            processes::signal(id, signal);
        }
    }

    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

/// Starts the thread.
pub fn start(launch: Launch, shared: Arc<Shared>) -> io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name("postgres-keeper".to_owned()).spawn(move || {
        let last = keep(&launch, &shared);
        shared.state.send_replace(last);
    })
}

/// Runs the server again and again until it is told to stop or cannot start.
fn keep(launch: &Launch, shared: &Shared) -> State {
    let mut failures = 0;
    let mut was_ready = false;
    loop {
        let ended = match processes::wait_until_left(&launch.data, LEAVE_MAX) {
            Ok(()) => run_once(launch, shared),
            Err(error) => Err(error),
        };
        if shared.is_stopping() {
            return State::Stopped;
        }
        let why = match ended {
            Ok(why) => {
                was_ready = true;
                failures = 0;
                why
            }
            // Before it was ever ready the cause is one that waiting does not mend.
            Err(error) if !was_ready => return State::Failed(error.to_string()),
            Err(error) => error.to_string(),
        };
        failures += 1;
        tracing::error!(failures, why, "the database server ended; starting it again");
        if FAILURES_MAX < failures {
            return State::Failed(why);
        }
        shared.state.send_replace(State::Restarting);
        let back_off = Duration::from_millis(50 << (failures - 1).min(8)).min(BACK_OFF_MAX);
        let begun = Instant::now();
        while begun.elapsed() < back_off && !shared.is_stopping() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// One life of the server. `Ok` says how it ended after it had been ready.
fn run_once(launch: &Launch, shared: &Shared) -> io::Result<String> {
    forget_stale_locks(launch)?;
    let mut child = command(launch)?.spawn()?;
    let id = i32::try_from(child.id()).map_err(io::Error::other)?;
    *shared.server() = Some(id);
    if shared.is_stopping() {
        shared.signal(libc::SIGINT);
    }
    let ready = wait_ready(launch, &mut child, id);
    if ready.is_ok() {
        shared.state.send_replace(State::Ready);
    } else {
        shared.signal(libc::SIGQUIT);
    }
    wait_for_end(id);
    let status = {
        let mut server = shared.server();
        *server = None;
        child.wait()?
    };
    ready?;
    Ok(status.to_string())
}

/// The pid file and the socket's lock of a server that was killed. Their number may belong to
/// somebody else by now, or to a dead process that nobody has reaped; the server would take
/// either for alive.
fn forget_stale_locks(launch: &Launch) -> io::Result<()> {
    let inside = processes::inside(&launch.data);
    if !inside.sure || !inside.ids.is_empty() {
        // The server's own look at the files and at its shared memory decides.
        return Ok(());
    }
    let socket_lock = launch.sockets.join(".s.PGSQL.5432.lock");
    for file in [launch.data.join("postmaster.pid"), socket_lock] {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => (),
        }
    }
    Ok(())
}

fn command(launch: &Launch) -> io::Result<Command> {
    let log = log_file(&launch.log)?;
    let mut command = Command::new(launch.programs.program("postgres"));
    command
        .arg("-D")
        .arg(&launch.data)
        .arg("-k")
        .arg(&launch.sockets)
        .args(["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"])
        .args(["-c", "port=5432"])
        .current_dir("/")
        // A group of its own: Ctrl-C at the terminal is for the program, which stops the
        // server when it has finished with it.
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log);
    for (name, value) in &launch.settings {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    launch.user.become_in(&mut command);
    let parent = i32::try_from(std::process::id()).map_err(io::Error::other)?;
    // SAFETY: prctl and getppid are async-signal-safe. After the change of user, which would
    // clear the death signal.
    unsafe {
        command.pre_exec(move || {
            if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) != 0 {
                return Err(io::Error::last_os_error());
            }
            if libc::getppid() != parent {
                return Err(io::Error::other("the program ended meanwhile"));
            }
            Ok(())
        });
    }
    Ok(command)
}

fn log_file(path: &Path) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|about| LOG_BYTES_MAX < about.len()) {
        fs::rename(path, path.with_extension("log.1"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

fn wait_ready(launch: &Launch, child: &mut Child, id: i32) -> io::Result<()> {
    let begun = Instant::now();
    while begun.elapsed() < launch.ready_max {
        if has_ended(child) {
            return Err(io::Error::other(last_words(&launch.log)));
        }
        if processes::is_ready(&launch.data, id) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(io::Error::other(format!(
        "not ready after {} s: {}",
        launch.ready_max.as_secs(),
        last_words(&launch.log)
    )))
}

/// Looks without reaping.
fn has_ended(child: &Child) -> bool {
    wait(child.id(), libc::WEXITED | libc::WNOWAIT | libc::WNOHANG)
}

/// Blocks until the process has ended, without reaping it.
fn wait_for_end(id: i32) {
    while !wait(id.unsigned_abs(), libc::WEXITED | libc::WNOWAIT) {
        if io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return;
        }
    }
}

fn wait(id: u32, options: i32) -> bool {
    // SAFETY: an all-zero siginfo_t is valid and the pointer lives through the call.
    unsafe {
        let mut about: libc::siginfo_t = std::mem::zeroed();
        libc::waitid(libc::P_PID, id, &mut about, options) == 0 && about.si_pid() != 0
    }
}

/// The end of the server's log, for an error message.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text[text.len().saturating_sub(4096)..]).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(4)..].join("; ")
}
