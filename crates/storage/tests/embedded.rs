//! The embedded cluster: its whole life, on real server processes.

use sqlx::{ConnectOptions, Connection, PgConnection};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use storage::embedded::{Cluster, ClusterConfig, Error, State};
use storage::{Db, PoolConfig};

/// A folder that others can pass through, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let name = format!("sc-{}", &uuid::Uuid::now_v7().simple().to_string()[20..]);
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Folder(path)
    }

    fn cluster(&self) -> PathBuf {
        self.0.join("cluster")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn config(folder: &Path) -> ClusterConfig {
    ClusterConfig {
        connections_max: 20,
        memory_bytes: Some(256 * 1024 * 1024),
        ..ClusterConfig::new(folder)
    }
}

async fn connect(cluster: &Cluster) -> PgConnection {
    cluster.options().connect().await.unwrap()
}

async fn text(connection: &mut PgConnection, query: &'static str) -> String {
    let (text,): (String,) = sqlx::query_as(query).fetch_one(connection).await.unwrap();
    text
}

async fn write(connection: &mut PgConnection) {
    sqlx::raw_sql("create table kept (n int); insert into kept values (42)")
        .execute(connection)
        .await
        .unwrap();
}

async fn is_kept(connection: &mut PgConnection) -> bool {
    text(connection, "select n::text from kept").await == "42"
}

#[tokio::test]
async fn it_is_initialised_started_stopped_and_started_again_with_its_data() {
    let folder = Folder::new();
    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    let mut connection = connect(&cluster).await;
    for (query, value) in [
        ("show fsync", "on"),
        ("show synchronous_commit", "on"),
        ("show full_page_writes", "on"),
        ("show data_checksums", "on"),
        ("show listen_addresses", ""),
        ("show max_connections", "20"),
        ("show server_encoding", "UTF8"),
    ] {
        assert_eq!(text(&mut connection, query).await, value, "{query}");
    }
    let run = fs::metadata(folder.cluster().join("run")).unwrap();
    assert_eq!(run.permissions().mode() & 0o777, 0o700);
    write(&mut connection).await;
    connection.close().await.unwrap();
    assert_eq!(cluster.stop().await, State::Stopped);
    assert!(!folder.cluster().join("pg/postmaster.pid").exists());

    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    assert!(is_kept(&mut connect(&cluster).await).await);
}

#[tokio::test]
async fn a_second_start_on_the_same_folder_says_who_has_it() {
    let folder = Folder::new();
    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    let refused = Cluster::start(config(&folder.cluster())).await.err().unwrap();
    let path = folder.cluster().canonicalize().unwrap();
    assert_eq!(
        refused.to_string(),
        format!(
            "{} is in use by process {}; stop it or name another folder",
            path.display(),
            std::process::id()
        )
    );
    assert_eq!(*cluster.state().borrow(), State::Ready);
}

#[tokio::test]
async fn who_only_looks_finds_the_running_server_by_its_folder() {
    let folder = Folder::new();
    assert!(Cluster::beside(&folder.cluster()).is_err(), "there is no such folder");
    let _cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    let mut beside = Cluster::beside(&folder.cluster()).unwrap().connect().await.unwrap();
    assert_eq!(text(&mut beside, "select current_database()").await, "shancheng");
}

#[tokio::test]
async fn a_killed_server_comes_back_with_its_data_and_the_pool_reconnects() {
    let folder = Folder::new();
    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    let mut connection = connect(&cluster).await;
    write(&mut connection).await;
    sqlx::raw_sql("create role shancheng_app; grant select on kept to shancheng_app")
        .execute(&mut connection)
        .await
        .unwrap();
    let pool = PoolConfig {
        connections_max: 5,
        acquire_timeout: Duration::from_secs(60),
        ..PoolConfig::default()
    };
    let db = Db::connect(cluster.options(), &pool);
    // Several connections lie idle in the pool when the server dies.
    let open = futures::future::join_all((0..5).map(|_| db.begin())).await;
    drop(open);
    let before = cluster.process_id().unwrap();
    kill(before);
    let begun = Instant::now();
    while [None, Some(before)].contains(&cluster.process_id()) {
        assert!(begun.elapsed() < Duration::from_secs(60));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    for _ in 0..10 {
        let mut tx = db.read().await.expect("a restart costs a wait, not an error");
        assert!(is_kept(&mut tx).await);
    }
    assert_ne!(cluster.process_id(), Some(before));
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert_eq!(cluster.stop().await, State::Stopped);
}

#[tokio::test]
async fn a_killed_program_takes_the_server_with_it_and_nothing_is_lost() {
    let folder = Folder::new();
    let mut child = Program::start(&folder.cluster(), None);
    child.0.kill().unwrap();
    child.0.wait().unwrap();
    // At once, while the old server may still be shutting down.
    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    assert!(is_kept(&mut connect(&cluster).await).await);
}

#[tokio::test]
async fn both_killed_at_once_lose_nothing_either() {
    let folder = Folder::new();
    let mut child = Program::start(&folder.cluster(), None);
    let pid = fs::read_to_string(folder.cluster().join("pg/postmaster.pid")).unwrap();
    kill(pid.lines().next().unwrap().parse().unwrap());
    child.0.kill().unwrap();
    child.0.wait().unwrap();
    let cluster = Cluster::start(config(&folder.cluster())).await.unwrap();
    assert!(is_kept(&mut connect(&cluster).await).await);
}

#[tokio::test]
async fn a_normal_user_runs_it_as_himself() {
    // SAFETY: geteuid has no preconditions and cannot fail.
    if unsafe { libc::geteuid() } != 0 {
        return; // Every other test of this file is run by a normal user then.
    }
    let folder = Folder::new();
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o777)).unwrap();
    // The test's own program may lie where others cannot go.
    let program = folder.0.join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let mut child = Program::start(&folder.cluster(), Some(&program));
    let owner = std::os::unix::fs::MetadataExt::uid(
        &fs::metadata(folder.cluster().join("pg/PG_VERSION")).unwrap(),
    );
    assert_eq!(owner, NOBODY);
    child.stop();
    assert!(!folder.cluster().join("pg/postmaster.pid").exists());
}

#[tokio::test]
async fn data_of_another_version_is_refused_with_the_way_out() {
    let folder = Folder::new();
    fs::create_dir_all(folder.cluster().join("pg")).unwrap();
    fs::write(folder.cluster().join("pg/PG_VERSION"), "9\n").unwrap();
    let refused = Cluster::start(config(&folder.cluster())).await.err().unwrap();
    assert!(matches!(refused, Error::OtherVersion { .. }), "{refused}");
    let said = refused.to_string();
    assert!(said.contains("holds data of PostgreSQL 9"), "{said}");
    assert!(said.contains("install version 9, or dump and load"), "{said}");
}

#[tokio::test]
async fn what_is_not_a_data_folder_is_left_alone() {
    let folder = Folder::new();
    let precious = folder.cluster().join("pg/precious");
    fs::create_dir_all(precious.parent().unwrap()).unwrap();
    fs::write(&precious, "x").unwrap();
    let refused = Cluster::start(config(&folder.cluster())).await.err().unwrap();
    assert!(matches!(refused, Error::NotADataFolder(_)), "{refused}");
    assert!(precious.exists());
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() {
    let folder = Folder::new();
    let mut config = config(&folder.cluster());
    let wrong = ("shared_buffers".to_owned(), "a lot".to_owned());
    config.settings.extend([wrong]);
    let refused = Cluster::start(config).await.err().unwrap().to_string();
    assert!(refused.contains("invalid value for parameter"), "{refused}");
}

const NOBODY: u32 = 65534;
const CHILD: &str = "SHANCHENG_TEST_CHILD_FOLDER";

fn kill(process: i32) {
    // SAFETY: kill has no memory effects; the process is a server that this test started.
    assert_eq!(unsafe { libc::kill(process, libc::SIGKILL) }, 0);
}

/// This test program again, as one that starts a cluster, writes a row and waits.
struct Program(Child);

impl Program {
    fn start(folder: &Path, as_nobody: Option<&Path>) -> Program {
        let own = std::env::current_exe().unwrap();
        let mut command = Command::new(as_nobody.unwrap_or(&own));
        command
            .args(["--exact", "the_program_that_is_killed", "--nocapture"])
            .env(CHILD, folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if as_nobody.is_some() {
            command.current_dir("/").uid(NOBODY).gid(NOBODY);
        }
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let ready = lines.any(|line| line.unwrap().ends_with("written"));
        assert!(ready, "the program ended before it had written");
        Program(child)
    }

    fn stop(&mut self) {
        self.0.stdin.take().unwrap().write_all(b"stop\n").unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_program_that_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return; // Run as a test: nothing to do. It is the body of `Program`.
    };
    let cluster = Cluster::start(config(Path::new(&folder))).await.unwrap();
    write(&mut connect(&cluster).await).await;
    println!("written");
    let wait = || std::io::stdin().read_line(&mut String::new());
    tokio::task::spawn_blocking(wait).await.unwrap().unwrap();
    assert_eq!(cluster.stop().await, State::Stopped);
}
