//! A running cluster, for those who use it.

use super::keeper::{self, Launch, Shared};
use super::settings::{self, BadSetting};
use super::{Programs, ServerUser, initialise, programs};
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Name of the database in the cluster.
pub const DATABASE: &str = "shancheng";

/// Longest path of a unix socket, in bytes.
const SOCKET_PATH_MAX: usize = 107;
/// How long a shutdown may take before the server is told to stop at once.
const STOP_MAX: Duration = Duration::from_secs(60);

/// What a cluster is started with.
#[derive(Clone, Debug)]
pub struct ClusterConfig {
    /// Folder of everything that belongs to the cluster; made where missing.
    pub folder: PathBuf,
    /// Folder with unpacked server binaries, looked at after the installed ones.
    pub unpacked: Option<PathBuf>,
    /// Connections at most.
    pub connections_max: u32,
    /// Memory to plan with, in bytes; `None`: the machine's.
    pub memory_bytes: Option<u64>,
    /// Settings of postgresql.conf that go before ours. fsync cannot be turned off.
    pub settings: BTreeMap<String, String>,
    /// How long a start, with recovery, may take.
    pub ready_max: Duration,
}

impl ClusterConfig {
    /// The usual, in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> ClusterConfig {
        ClusterConfig {
            folder: folder.into(),
            unpacked: None,
            connections_max: 100,
            memory_bytes: None,
            settings: BTreeMap::new(),
            ready_max: Duration::from_secs(300),
        }
    }
}

/// How the server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// On its way for the first time.
    Starting,
    /// Takes connections.
    Ready,
    /// Ended by itself and is being started again.
    Restarting,
    /// Stopped on request.
    Stopped,
    /// Cannot be started; why.
    Failed(String),
}

/// Why there is no cluster.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No usable server programs.
    #[error(transparent)]
    Programs(#[from] programs::Error),
    /// The folder is another program's, right now.
    #[error("{} is in use by process {process}; stop it or name another folder",
        folder.display())]
    InUse {
        /// Which folder.
        folder: PathBuf,
        /// Who has it.
        process: String,
    },
    /// The data was written by another major version.
    #[error("{} holds data of PostgreSQL {has}, and {} is PostgreSQL {}; install version {has}, \
        or dump and load the data", data.display(), found.folder.display(), found.version)]
    OtherVersion {
        /// The data folder.
        data: PathBuf,
        /// What it says.
        has: String,
        /// What was found.
        found: Programs,
    },
    /// There is something else where the data should be.
    #[error("{} is not empty and holds no PostgreSQL data", .0.display())]
    NotADataFolder(PathBuf),
    /// The server's user may not enter.
    #[error("we are root and the server runs as `{user}`, who may not enter {}; \
        name a folder that he can reach, or start as a normal user", folder.display())]
    Unreachable {
        /// As whom the server would run.
        user: String,
        /// The first folder that is closed to him.
        folder: PathBuf,
    },
    /// A setting is not allowed.
    #[error(transparent)]
    Setting(#[from] BadSetting),
    /// initdb failed.
    #[error("initdb failed: {0}")]
    Initialise(String),
    /// The server did not start.
    #[error("the database server did not start: {0}")]
    Start(String),
    /// A step with files or processes failed.
    #[error("{step}: {source}")]
    Io {
        /// What was being done.
        step: &'static str,
        /// Why not.
        source: io::Error,
    },
    /// The server runs and refuses us.
    #[error("making the database {DATABASE}")]
    Database(#[from] sqlx::Error),
}

/// A running server of our own. Dropping it stops the server.
pub struct Cluster {
    shared: Arc<Shared>,
    keeper: Option<std::thread::JoinHandle<()>>,
    sockets: PathBuf,
    /// Keeps the folder ours.
    _lock: File,
}

impl Cluster {
    /// Starts the cluster of a folder, initialising it first where needed, and waits until it
    /// takes connections. Recovers after a crash of the server, of this program or of both.
    pub async fn start(config: ClusterConfig) -> Result<Cluster, Error> {
        let cluster = tokio::task::spawn_blocking(move || launch(config))
            .await
            .map_err(|error| Error::Start(error.to_string()))??;
        let mut state = cluster.state();
        let settled = state
            .wait_for(|state| !matches!(state, State::Starting | State::Restarting))
            .await
            .map(|state| state.clone());
        match settled {
            Ok(State::Ready) => (),
            Ok(State::Failed(why)) => return Err(Error::Start(why)),
            other => return Err(Error::Start(format!("{other:?}"))),
        }
        cluster.make_database().await?;
        Ok(cluster)
    }

    /// How to connect, as the user that may do anything; `Db::connect` steps down from it.
    pub fn options(&self) -> PgConnectOptions {
        options(&self.sockets)
    }

    /// How to connect to the server that another process runs in a folder. Only who runs it, and
    /// root, may pass the folder of its socket.
    pub fn beside(folder: &Path) -> Result<PgConnectOptions, Error> {
        let canonical = folder.canonicalize();
        let folder = canonical
            .map_err(|source| Error::Io { step: "finding the cluster's folder", source })?;
        Ok(options(&socket_folder(&folder)))
    }

    /// Follows the server's state.
    pub fn state(&self) -> watch::Receiver<State> {
        self.shared.state.subscribe()
    }

    /// Process id of the server, while there is one.
    pub fn process_id(&self) -> Option<i32> {
        *self.shared.server()
    }

    /// Stops the server cleanly: sessions are ended, everything is written.
    pub async fn stop(mut self) -> State {
        let keeper = self.keeper.take();
        let shared = Arc::clone(&self.shared);
        let finished = tokio::task::spawn_blocking(move || finish(&shared, keeper)).await;
        finished.unwrap_or_else(|error| State::Failed(error.to_string()))
    }

    async fn make_database(&self) -> Result<(), Error> {
        let mut server = self.options().database("postgres").connect().await?;
        let (exists,): (bool,) =
            sqlx::query_as("select exists (select from pg_database where datname = $1)")
                .bind(DATABASE)
                .fetch_one(&mut server)
                .await?;
        if !exists {
            sqlx::raw_sql("create database shancheng").execute(&mut server).await?;
        }
        Ok(server.close().await?)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        finish(&self.shared, self.keeper.take());
    }
}

/// `preferred`, or a folder under /var/lib where we are root and the server's user could not
/// reach it (as root's own home is closed to others).
pub fn reachable_folder(preferred: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(preferred)?;
    let user = ServerUser::choose()?;
    if user.reaches(&absolute.join("pg")).is_ok() {
        return Ok(absolute);
    }
    Ok(Path::new("/var/lib/shancheng").join(short_hash(&absolute)))
}

/// Nobody has the cluster in `folder` right now; the error says who has it.
pub fn check_unused(folder: &Path) -> Result<(), Error> {
    if folder.join("lock").exists() {
        lock(folder)?;
    }
    Ok(())
}

fn options(sockets: &Path) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(sockets)
        .port(5432)
        .username("postgres")
        .database(DATABASE)
}

fn finish(shared: &Shared, keeper: Option<std::thread::JoinHandle<()>>) -> State {
    if let Some(keeper) = keeper {
        shared.ask_to_stop();
        let begun = Instant::now();
        let mut pressed = false;
        while !keeper.is_finished() {
            if !pressed && STOP_MAX < begun.elapsed() {
                tracing::error!("the database server does not shut down; stopping it at once");
                shared.signal(libc::SIGQUIT);
                pressed = true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        // A panic of the keeper ended the server by its death signal.
        let _ = keeper.join();
    }
    shared.state.borrow().clone()
}

fn launch(config: ClusterConfig) -> Result<Cluster, Error> {
    let io = |step| move |source| Error::Io { step, source };
    let memory = config.memory_bytes.unwrap_or_else(settings::memory_bytes);
    let settings = settings::settings(memory, config.connections_max, &config.settings)?;
    if !config.folder.exists() {
        fs::create_dir_all(&config.folder).map_err(io("making the cluster's folder"))?;
        // The server's user passes through, whatever mask we were started with.
        fs::set_permissions(&config.folder, fs::Permissions::from_mode(0o711))
            .map_err(io("opening the cluster's folder"))?;
    }
    let folder = config.folder.canonicalize().map_err(io("finding the cluster's folder"))?;
    let lock = lock(&folder)?;
    let user = ServerUser::choose().map_err(io("choosing the server's user"))?;
    let data = folder.join("pg");
    user.reaches(&data).map_err(|closed| Error::Unreachable {
        user: user.name().unwrap_or_default().to_owned(),
        folder: closed,
    })?;
    let programs = initialise::programs_for(&data, config.unpacked.as_deref())?;
    // Binaries that were unpacked under root's own home are closed to the server's user.
    user.reaches(&programs.program("initdb")).map_err(|closed| Error::Unreachable {
        user: user.name().unwrap_or_default().to_owned(),
        folder: closed,
    })?;
    initialise::initialise(&programs, &user, &data)?;
    let sockets = sockets(&folder, &user).map_err(io("making the socket's folder"))?;
    let launch = Launch {
        programs,
        user,
        data,
        sockets: sockets.clone(),
        log: folder.join("postgres.log"),
        settings,
        ready_max: config.ready_max,
    };
    let shared = Arc::new(Shared::new());
    let keeper =
        keeper::start(launch, Arc::clone(&shared)).map_err(io("starting the keeper's thread"))?;
    Ok(Cluster { shared, keeper: Some(keeper), sockets, _lock: lock })
}

/// Takes the folder for this process until it ends, however it ends.
fn lock(folder: &Path) -> Result<File, Error> {
    let io = |source| Error::Io { step: "locking the cluster's folder", source };
    let path = folder.join("lock");
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(io)?;
    // SAFETY: the descriptor is open for as long as `file` lives.
    if unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } != 0 {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::WouldBlock {
            return Err(io(error));
        }
        let mut owner = String::new();
        file.read_to_string(&mut owner).map_err(io)?;
        return Err(Error::InUse {
            folder: folder.to_path_buf(),
            process: owner.trim().to_owned(),
        });
    }
    file.rewind()
        .and_then(|()| file.set_len(0))
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .map_err(io)?;
    Ok(file)
}

/// `run` in the folder; where that is too long for a socket, a folder of ours under /tmp.
fn socket_folder(folder: &Path) -> PathBuf {
    let sockets = folder.join("run");
    if SOCKET_PATH_MAX < sockets.join(".s.PGSQL.5432.lock").as_os_str().len() {
        return Path::new("/tmp").join(format!("shancheng-{}", short_hash(folder)));
    }
    sockets
}

/// Makes the socket's folder, and makes sure that it is ours alone.
fn sockets(folder: &Path, user: &ServerUser) -> io::Result<PathBuf> {
    let sockets = socket_folder(folder);
    match fs::create_dir(&sockets) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => (),
    }
    let about = fs::symlink_metadata(&sockets)?;
    // SAFETY: geteuid has no preconditions and cannot fail.
    let ours = [unsafe { libc::geteuid() }, user.id()].contains(&about.uid());
    if !about.is_dir() || !ours {
        let whose = format!("{} belongs to somebody else", sockets.display());
        return Err(io::Error::other(whose));
    }
    fs::set_permissions(&sockets, fs::Permissions::from_mode(0o700))?;
    user.own(&sockets)?;
    Ok(sockets)
}

fn short_hash(path: &Path) -> String {
    hex::encode(&Sha256::digest(path.as_os_str().as_encoded_bytes())[..6])
}
