//! For the tests of jobs: the node dies after each step, and the job is run again.

use crate::queue::{Crash, Worker};
use chrono::TimeDelta;
use kernel::Clock;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use storage::Db;

/// Most steps that a job under test may have.
const STEPS_MAX: usize = 1000;

/// Runs a job once undisturbed, then once for each of its steps with the node dying right after
/// that step and another node taking over when the lease has run out. Every run must leave the
/// same state. A step is a call of [`crate::Context::progress`].
///
/// `fresh` makes a world with the job queued: whatever must stay alive, its database, and a
/// manual clock that is not before the job's time. `register` adds the handlers to a worker.
/// `state` reads what the job leaves behind, without times and random ids. Gives the number of
/// steps.
///
/// # Panics
/// When a run leaves another state, or the database fails.
pub async fn crash_at_each_step<World, State: PartialEq + Debug>(
    fresh: impl AsyncFn() -> (World, Db, Clock),
    register: impl Fn(Worker) -> Worker,
    state: impl AsyncFn(&Db) -> State,
) -> usize {
    let (world, db, clock) = fresh().await;
    let count = Arc::new(Crash::default());
    let worker = register(Worker::new(db.clone(), clock)).crash(Arc::clone(&count));
    worker.run_due().await.expect("the database answers");
    let wanted = state(&db).await;
    let steps = count.steps.load(Ordering::SeqCst);
    assert!((1..=STEPS_MAX).contains(&steps), "the job has {steps} steps");
    drop((db, world));
    for at in 1..=steps {
        let (world, db, clock) = fresh().await;
        let crash = Arc::new(Crash { at, ..Crash::default() });
        let dying = register(Worker::new(db.clone(), clock.clone())).crash(crash);
        dying.run_due().await.expect("the database answers");
        clock.advance(TimeDelta::days(1));
        let next = register(Worker::new(db.clone(), clock));
        next.run_due().await.expect("the database answers");
        let left = state(&db).await;
        assert_eq!(left, wanted, "after dying at step {at} of {steps}");
        drop((db, world));
    }
    steps
}
