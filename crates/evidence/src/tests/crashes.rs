use super::testing::{Cutter, run_script};
use super::*;
use crate::{reader, store, verify};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use storage::embedded::{Cluster, ClusterConfig};
use storage::{PoolConfig, migrate};

#[tokio::test]
async fn a_round_that_is_not_committed_leaves_no_trace() {
    let (test, log) = world().await;
    add_many(&test.db, BANK, 300).await;
    log.integrate_all().await.unwrap();
    let before = reader::checkpoint(&test.db).await.unwrap();
    add_many(&test.db, BANK, 300).await;
    for _ in 0..3 {
        let mut tx = test.db.begin().await.unwrap();
        assert_eq!(log.grow(&mut tx).await.unwrap(), 300);
        drop(tx);
        assert_eq!(reader::checkpoint(&test.db).await.unwrap(), before);
        let report = verify(&test.db).await.unwrap();
        assert!(report.good(), "{report:?}");
        assert_eq!((report.leaves, report.pending), (300, 300));
    }
    assert_eq!(log.integrate_all().await.unwrap(), 300);
    let report = verify(&test.db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!((report.leaves, report.pending), (600, 0));
}

#[tokio::test]
async fn connections_cut_at_any_moment_do_no_harm() {
    let (test, log) = world().await;
    let log = log.config(crate::LogConfig { rows_max: 20, ..crate::LogConfig::default() });
    add_many(&test.db, BANK, 400).await;
    let cutting = Arc::new(AtomicBool::new(true));
    let cutter = {
        let cutting = cutting.clone();
        let name = test.name().to_owned();
        let options = test.options.clone();
        tokio::spawn(async move {
            let cutter = Cutter::connect(options).await;
            let mut cuts = 0_i64;
            while cutting.load(Ordering::Relaxed) {
                let cut = cutter.cut(&name).await;
                cuts += cut;
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            cuts
        })
    };
    let begun = Instant::now();
    let mut failures = 0;
    while begun.elapsed() < Duration::from_secs(4) {
        match log.integrate().await {
            Ok(0) => break,
            Ok(_) => (),
            Err(_) => failures += 1,
        }
    }
    cutting.store(false, Ordering::Relaxed);
    let cuts = cutter.await.unwrap();
    assert!(cuts > 0 && failures > 0, "{cuts} cuts, {failures} failures");
    // The pool may still hold connections that were cut.
    for _ in 0..30 {
        if log.integrate_all().await.is_ok() {
            break;
        }
    }
    let report = verify(&test.db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!((report.leaves, report.pending), (400, 0));
}

/// A cluster of its own, with fsync, in a folder that is removed at the end.
struct Own {
    folder: PathBuf,
    cluster: Cluster,
}

impl Own {
    async fn start() -> Own {
        let folder = PathBuf::from("/tmp").join(format!("shancheng-ev-{}", std::process::id()));
        let mut config = ClusterConfig::new(&folder);
        config.memory_bytes = Some(512 << 20);
        let cluster = Cluster::start(config).await.unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
        let migrations = migrate::read_folder(&here).unwrap();
        migrate::run(&cluster.options(), &migrations).await.unwrap();
        let data = here.join("data/20261122090000_storage_base.sql");
        let sql = std::fs::read_to_string(data).unwrap();
        run_script(cluster.options(), sql).await;
        Own { folder, cluster }
    }

    /// `kill -9` of the server, whose children die with it.
    fn kill(&self) {
        if let Some(id) = self.cluster.process_id() {
            let done = std::process::Command::new("kill").args(["-9", &id.to_string()]).status();
            assert!(done.unwrap().success());
        }
    }
}

#[tokio::test]
async fn a_killed_server_loses_no_acknowledged_leaf_and_tears_nothing() {
    let own = Own::start().await;
    let db = Db::connect(own.cluster.options(), &PoolConfig::default());
    let log = Log::with_seed(&db, Clock::system(), ORIGIN, &SEED).await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let integrator = {
        let (log, stop) = (log.clone(), stop.clone());
        tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let _ = log.integrate().await;
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        })
    };
    let writer = {
        let (db, stop) = (db.clone(), stop.clone());
        tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                acknowledged.extend(try_add(&db).await);
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            acknowledged
        })
    };
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        wait_for_growth(&db).await;
        own.kill();
        wait_for_growth(&db).await;
    }
    stop.store(true, Ordering::Relaxed);
    let acknowledged = writer.await.unwrap();
    integrator.await.unwrap();
    while log.integrate_all().await.is_err() {}
    let report = verify(&db).await.unwrap();
    assert!(report.good(), "{report:?}");
    assert_eq!(report.pending, 0);
    assert!(report.leaves >= acknowledged.len() as u64);
    for id in acknowledged {
        assert!(reader::proof(&db, id).await.unwrap().is_some(), "{id}");
    }
    drop(db);
    own.cluster.stop().await;
    std::fs::remove_dir_all(&own.folder).unwrap();
}

async fn try_add(db: &Db) -> Option<LeafId> {
    let mut tx = db.begin().await.ok()?;
    let now = Clock::system().now();
    let id = append(&mut tx, InstitutionId(1), "test.crash", "x", &body(1), now).await;
    let id = id.ok()?;
    tx.commit().await.ok()?;
    Some(id)
}

/// Waits until the log has grown twice from now on, at most a minute.
async fn wait_for_growth(db: &Db) {
    let begun = Instant::now();
    let mut sizes = Vec::new();
    while sizes.len() < 3 {
        assert!(begun.elapsed() < Duration::from_secs(60), "the log is stuck");
        tokio::time::sleep(Duration::from_millis(5)).await;
        let Ok(mut tx) = db.read().await else {
            continue;
        };
        if let Ok(Some(log)) = store::log(&mut tx).await
            && sizes.last() != Some(&log.size)
        {
            sizes.push(log.size);
        }
    }
}
