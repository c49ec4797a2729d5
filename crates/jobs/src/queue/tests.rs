//! What the queue promises, on a real database.

use super::*;
use crate::testing::crash_at_each_step;
use chrono::{NaiveTime, TimeDelta};
use kernel::Clock;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use storage::testing::{self, TestDatabase};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const BANK: InstitutionId = InstitutionId(2);
const PAYMENTS: InstitutionId = InstitutionId(3);

async fn world() -> (TestDatabase, Clock) {
    let test = testing::database().await;
    test.institutions().await;
    let clock = Clock::manual("2026-11-22T00:00:00Z".parse().unwrap());
    (test, clock)
}

async fn queue(db: &Db, job: NewJob) -> JobId {
    let mut tx = db.begin().await.unwrap();
    let id = enqueue(&mut tx, job).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn job(clock: &Clock, kind: &str) -> NewJob {
    NewJob::new(BANK, kind, json!({"n": 1}), clock.now())
}

async fn state(db: &Db, id: JobId) -> JobState {
    get(db, id).await.unwrap().job.state
}

#[tokio::test]
async fn a_job_exists_exactly_when_its_fact_does_and_its_result_is_kept() {
    let (test, clock) = world().await;
    let mut tx = test.db.begin().await.unwrap();
    let undone = enqueue(&mut tx, job(&clock, "sum")).await.unwrap();
    drop(tx);
    let id = queue(&test.db.within(BANK), job(&clock, "sum")).await;
    let later = NewJob { run_at: clock.now() + TimeDelta::seconds(1), ..job(&clock, "sum") };
    let later = queue(&test.db, later).await;
    let worker = Worker::new(test.db.clone(), clock.clone()).on("sum", |context| async move {
        let n = context.payload["n"].as_i64().unwrap_or_default();
        context.progress(1, Some(2)).await?;
        Ok(json!({"sum": n + 1}))
    });
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert!(matches!(get(&test.db, undone).await, Err(Error::Missing { .. })));
    assert_eq!(state(&test.db, later).await, JobState::Queued);
    let seen = get(&test.db, id).await.unwrap();
    assert_eq!(seen.job.state, JobState::Done);
    assert_eq!(seen.result, Some(json!({"sum": 2})));
    assert_eq!((seen.job.steps_done, seen.job.steps_total), (1, Some(2)));
    assert_eq!(seen.tries_log.len(), 1);
    assert_eq!(seen.tries_log[0].outcome, TryOutcome::Done);
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(state(&test.db, later).await, JobState::Done);
}

#[tokio::test]
async fn a_key_is_unique_while_queued_and_a_failed_try_makes_way() {
    let (test, clock) = world().await;
    let new = || job(&clock, "sync").once("bank-2");
    let first = queue(&test.db, new()).await;
    assert_eq!(queue(&test.db, new()).await, first);
    let other = NewJob { institution: PAYMENTS, ..new() };
    assert_ne!(queue(&test.db, other).await, first);
    let (db, again, changed) = (test.db.clone(), new(), Arc::new(AtomicUsize::new(0)));
    let worker = Worker::new(test.db.clone(), clock.clone()).on("sync", move |context| {
        let (db, again, changed) = (db.clone(), again.clone(), changed.clone());
        async move {
            if context.institution == BANK && changed.fetch_add(1, Ordering::SeqCst) == 0 {
                // Something changes while the job runs: it is queued anew, and then this fails.
                let mut tx = db.begin().await?;
                let id = enqueue(&mut tx, again).await?;
                tx.commit().await?;
                assert_ne!(id, context.id);
                return Err(Failure::retry("half way"));
            }
            Ok(Value::Null)
        }
    });
    let mut tx = test.db.begin().await.unwrap();
    let claimed = store::due(&mut tx, &["sync".to_owned()], clock.now()).await;
    assert_eq!(claimed.unwrap().len(), 2);
    drop(tx);
    assert_eq!(worker.run_due().await.unwrap(), 3);
    assert_eq!(state(&test.db, first).await, JobState::Superseded);
    let filter =
        Filter { state: Some(JobState::Done), kind: Some("sync".to_owned()), ..Filter::default() };
    let page = list(&test.db, &filter, None, None).await.unwrap();
    let mut owners: Vec<i32> = page.items.iter().map(|job| job.institution_id.0).collect();
    owners.sort_unstable();
    assert_eq!(owners, [2, 3]);
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_and_then_for_staff() {
    let (test, clock) = world().await;
    let good = Arc::new(AtomicUsize::new(0));
    let mended = Arc::clone(&good);
    let config = KindConfig { tries_max: 4, ..KindConfig::default() };
    let worker = Worker::new(test.db.clone(), clock.clone())
        .on_with("flaky", config, move |context| {
            let mended = Arc::clone(&mended);
            async move {
                match (mended.load(Ordering::SeqCst), context.tries) {
                    (0, 2) => panic!("boom"),
                    (0, _) => Err(std::io::Error::other("no line").into()),
                    _ => Ok(json!("well")),
                }
            }
        })
        .on("hopeless", |_| async { Err(Failure::Final("no such merchant".to_owned())) });
    let id = queue(&test.db, job(&clock, "flaky")).await;
    let hopeless = queue(&test.db, job(&clock, "hopeless")).await;
    let mut pauses = Vec::new();
    for _ in 0..4 {
        worker.run_due().await.unwrap();
        let seen = get(&test.db, id).await.unwrap().job;
        if seen.state == JobState::Queued {
            pauses.push((seen.due_at - clock.now()).num_milliseconds());
            assert_eq!(worker.run_due().await.unwrap(), 0, "not before its time");
            clock.advance(seen.due_at - clock.now());
        }
    }
    for (pause, n) in pauses.iter().zip(1..) {
        let plain = 1000_i64 << n;
        assert!((plain * 8 / 10..=plain * 12 / 10).contains(pause), "{pauses:?}");
    }
    assert_eq!(pauses.len(), 3);
    let dead = get(&test.db, id).await.unwrap();
    assert_eq!((dead.job.state, dead.job.tries), (JobState::Dead, 4));
    assert_eq!(dead.job.error.as_deref(), Some("no line"));
    assert!(dead.tries_log[1].error.as_deref().unwrap().contains("panicked"));
    assert_eq!(state(&test.db, hopeless).await, JobState::Dead);
    let filter = Filter { state: Some(JobState::Dead), ..Filter::default() };
    let page = list(&test.db, &filter, None, Some(1)).await.unwrap();
    assert_eq!(page.items[0].id, hopeless);
    let page = list(&test.db, &filter, page.next.as_ref(), Some(1)).await.unwrap();
    assert_eq!((page.items[0].id, page.next), (id, None));

    good.store(1, Ordering::SeqCst);
    let foreign = test.db.within(PAYMENTS);
    let mut tx = foreign.begin().await.unwrap();
    let refused = rerun(&mut tx, id, clock.now()).await;
    assert!(matches!(refused, Err(Error::Missing { .. })));
    drop(tx);
    let mut tx = test.db.within(BANK).begin().await.unwrap();
    let again = rerun(&mut tx, id, clock.now()).await.unwrap();
    assert_eq!((again.state, again.tries), (JobState::Queued, 0));
    let twice = rerun(&mut tx, id, clock.now()).await;
    assert!(matches!(twice, Err(Error::NotDead { .. })));
    tx.commit().await.unwrap();
    worker.run_due().await.unwrap();
    let done = get(&test.db, id).await.unwrap();
    assert_eq!(done.job.state, JobState::Done);
    assert_eq!(done.tries_log.len(), 5);
}

#[tokio::test]
async fn a_dead_job_is_not_run_again_beside_another_with_its_key() {
    let (test, clock) = world().await;
    let worker = Worker::new(test.db.clone(), clock.clone())
        .on("k", |_| async { Err(Failure::Final("no".to_owned())) });
    let dead = queue(&test.db, job(&clock, "k").once("one")).await;
    worker.run_due().await.unwrap();
    queue(&test.db, job(&clock, "k").once("one")).await;
    let mut tx = test.db.begin().await.unwrap();
    let refused = rerun(&mut tx, dead, clock.now()).await;
    assert!(matches!(refused, Err(Error::AlreadyQueued { .. })));
}

#[tokio::test]
async fn a_lease_that_runs_out_is_taken_over_and_its_holder_shut_out() {
    let (test, clock) = world().await;
    let id = queue(&test.db, job(&clock, "long")).await;
    let lease = Uuid::new_v4();
    let claim = store::Claim {
        institution: BANK,
        kind: "long",
        rows: 5,
        lease,
        now: clock.now(),
        until: clock.now() + TimeDelta::seconds(60),
    };
    let mut tx = test.db.begin().await.unwrap();
    let claimed = store::claim(&mut tx, &claim).await.unwrap();
    store::begin_tries(&mut tx, BANK, &claimed, clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let worker =
        Worker::new(test.db.clone(), clock.clone()).on("long", |_| async { Ok(json!("second")) });
    assert_eq!(worker.run_due().await.unwrap(), 0);
    clock.advance(TimeDelta::seconds(60));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    let held = store::Held { institution: BANK, id, lease };
    let mut tx = test.db.begin().await.unwrap();
    let now = clock.now();
    assert!(!store::renew(&mut tx, held, None, now).await.unwrap());
    assert!(!store::finish(&mut tx, held, &json!("first"), now).await.unwrap());
    drop(tx);
    let seen = get(&test.db, id).await.unwrap();
    assert_eq!(seen.result, Some(json!("second")));
    let outcomes: Vec<TryOutcome> = seen.tries_log.iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [TryOutcome::Lost, TryOutcome::Done]);
}

#[tokio::test]
async fn a_job_that_kills_its_node_every_time_ends_dead() {
    let (test, clock) = world().await;
    let id = queue(&test.db, job(&clock, "poison")).await;
    let config = KindConfig { tries_max: 2, ..KindConfig::default() };
    for _ in 0..4 {
        let crash = Arc::new(Crash { at: 1, ..Crash::default() });
        let worker = Worker::new(test.db.clone(), clock.clone())
            .on_with("poison", config, |context| async move {
                context.progress(0, None).await?;
                Ok(Value::Null)
            })
            .crash(crash);
        worker.run_due().await.unwrap();
        clock.advance(TimeDelta::minutes(5));
    }
    let seen = get(&test.db, id).await.unwrap();
    assert_eq!(seen.job.state, JobState::Dead);
    assert!(seen.job.error.unwrap().contains("died"));
}

#[tokio::test]
async fn two_nodes_share_the_work_each_job_once_and_not_too_many_at_once() {
    let (test, clock) = world().await;
    for number in 0..60 {
        let institution = if number % 3 == 0 { BANK } else { PAYMENTS };
        let job = NewJob { institution, ..job(&clock, "work") };
        queue(&test.db, job).await;
    }
    let (now, most, runs) = <(Arc<AtomicUsize>, Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
    let config = KindConfig { concurrency: 2, ..KindConfig::default() };
    let stop = CancellationToken::new();
    let mut nodes = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (now, most, runs) = (now.clone(), most.clone(), runs.clone());
        let worker =
            Worker::new(test.db.clone(), clock.clone()).on_with("work", config, move |_| {
                let (now, most, runs) = (now.clone(), most.clone(), runs.clone());
                async move {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    now.fetch_sub(1, Ordering::SeqCst);
                    runs.fetch_add(1, Ordering::SeqCst);
                    Ok(Value::Null)
                }
            });
        nodes.spawn(worker.run(stop.clone()));
    }
    let begun = Instant::now();
    let filter = Filter { state: Some(JobState::Done), ..Filter::default() };
    loop {
        let page = list(&test.db, &filter, None, Some(200)).await.unwrap();
        if page.items.len() == 60 {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.cancel();
    while nodes.join_next().await.is_some() {}
    assert_eq!(runs.load(Ordering::SeqCst), 60);
    assert!((2..=4).contains(&most.load(Ordering::SeqCst)), "{most:?}");
}

#[tokio::test]
async fn a_worker_that_stops_lets_jobs_end_and_gives_back_the_rest() {
    let (test, clock) = world().await;
    let short = queue(&test.db, job(&clock, "short")).await;
    let endless = queue(&test.db, job(&clock, "endless")).await;
    let stop = CancellationToken::new();
    let config = WorkerConfig { grace: Duration::from_millis(300), ..WorkerConfig::default() };
    let worker = Worker::new(test.db.clone(), clock.clone())
        .config(config)
        .on("short", |_| async {
            tokio::time::sleep(Duration::from_millis(40)).await;
            Ok(Value::Null)
        })
        .on("endless", |_| std::future::pending());
    let running = tokio::spawn(worker.run(stop.clone()));
    while state(&test.db, endless).await != JobState::Running
        || state(&test.db, short).await == JobState::Queued
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stop.cancel();
    running.await.unwrap();
    assert_eq!(state(&test.db, short).await, JobState::Done);
    let back = get(&test.db, endless).await.unwrap();
    assert_eq!((back.job.state, back.job.tries), (JobState::Queued, 0));
    assert_eq!(back.tries_log[0].outcome, TryOutcome::Lost);
}

#[tokio::test]
async fn a_schedule_runs_once_over_all_nodes_and_once_for_all_it_missed() {
    let (test, clock) = world().await;
    let schedule = |name: &str, when| Schedule {
        name: name.to_owned(),
        when,
        institution: InstitutionId(1),
        kind: name.to_owned(),
        payload: json!({}),
    };
    let runs = Arc::new(AtomicUsize::new(0));
    let node = || {
        let runs = runs.clone();
        let count = move |_| {
            let runs = runs.clone();
            async move {
                runs.fetch_add(1, Ordering::SeqCst);
                Ok(Value::Null)
            }
        };
        let daily = NaiveTime::from_hms_opt(8, 30, 0).unwrap();
        Worker::new(test.db.clone(), clock.clone())
            .on("minutely", count.clone())
            .on("daily", count)
            .schedule(schedule("minutely", When::EverySeconds(60)))
            .schedule(schedule("daily", When::DailyAt(daily)))
    };
    let (one, two) = (node(), node());
    let both = || async {
        let (a, b) = tokio::join!(one.run_due(), two.run_due());
        a.unwrap() + b.unwrap()
    };
    // Midnight in Greenwich is eight in the morning in Chongqing.
    assert_eq!(both().await, 0);
    clock.advance(TimeDelta::seconds(60));
    assert_eq!(both().await, 1);
    assert_eq!(both().await, 0);
    clock.advance(TimeDelta::minutes(10));
    assert_eq!(both().await, 1, "ten minutes missed are made up for once");
    clock.advance(TimeDelta::minutes(20));
    assert_eq!(both().await, 2);
    assert_eq!(runs.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_run_of_the_clock_that_did_nothing_leaves_no_job() {
    let (test, clock) = world().await;
    let chore = |name: &str| Schedule {
        name: name.to_owned(),
        when: When::EverySeconds(60),
        institution: BANK,
        kind: name.to_owned(),
        payload: json!({}),
    };
    let worker = Worker::new(test.db.clone(), clock.clone())
        .on("idle", |_| async { Ok(Value::Null) })
        .on("busy", |_| async { Ok(json!({ "done": 3 })) })
        .on("shaky", |context| async move {
            if context.tries == 1 { Err(Failure::retry("no line")) } else { Ok(Value::Null) }
        })
        .on("dead", |_| async { Err(Failure::Final("no use".to_owned())) })
        .schedule(chore("idle"))
        .schedule(chore("busy"))
        .schedule(chore("shaky"))
        .schedule(chore("dead"));
    worker.run_due().await.unwrap();
    clock.advance(TimeDelta::seconds(60));
    assert_eq!(worker.run_due().await.unwrap(), 4);
    clock.advance(TimeDelta::seconds(10));
    assert_eq!(worker.run_due().await.unwrap(), 1, "the shaky one comes back");
    // What nobody scheduled stays, whatever it gives back.
    queue(&test.db, job(&clock, "idle")).await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    let kinds = async |no_routine| {
        let filter = Filter { no_routine, ..Filter::default() };
        let page = list(&test.db, &filter, None, None).await.unwrap();
        let mut all: Vec<_> = page.items.into_iter().map(|job| (job.kind, job.scheduled)).collect();
        all.sort_unstable();
        all
    };
    let row = |kind: &str, scheduled| (kind.to_owned(), scheduled);
    assert_eq!(kinds(true).await, [row("dead", true), row("idle", false)]);
    let all = [row("busy", true), row("dead", true), row("idle", false), row("shaky", true)];
    assert_eq!(kinds(false).await, all, "what went wrong at first is kept");
}

#[tokio::test]
async fn an_institution_sees_its_own_jobs_only() {
    let (test, clock) = world().await;
    let id = queue(&test.db.within(BANK), job(&clock, "k")).await;
    let foreign = test.db.within(PAYMENTS);
    assert!(matches!(get(&foreign, id).await, Err(Error::Missing { .. })));
    let none = list(&foreign, &Filter::default(), None, None).await.unwrap();
    assert!(none.items.is_empty());
    let own = list(&test.db.within(BANK), &Filter::default(), None, None).await;
    assert_eq!(own.unwrap().items[0].id, id);
    let mut tx = foreign.begin().await.unwrap();
    assert!(enqueue(&mut tx, job(&clock, "k")).await.is_err());
    let bad = Cursor("nonsense".to_owned());
    let refused = list(&test.db, &Filter::default(), Some(&bad), None).await;
    assert!(matches!(refused, Err(Error::Invalid { .. })));
}

/// Ten children are queued in two steps each; the last step and the job's end are one.
async fn spread(context: Context) -> Result<Value, Failure> {
    for number in 0..5_i64 {
        let now = context.clock.now();
        let mut tx = context.db.begin().await?;
        let child = NewJob::new(context.institution, "child", json!(number), now);
        enqueue(&mut tx, child.once(number.to_string())).await?;
        tx.commit().await?;
        context.progress(number + 1, Some(5)).await?;
    }
    let result = json!({"children": 5});
    let mut tx = context.db.begin().await?;
    context.finish(&mut tx, &result).await?;
    tx.commit().await?;
    Ok(result)
}

#[tokio::test]
async fn a_job_whose_node_dies_at_any_step_leaves_the_same_in_the_end() {
    let steps = crash_at_each_step(
        async || {
            let (test, clock) = world().await;
            queue(&test.db, job(&clock, "spread")).await;
            let db = test.db.clone();
            (test, db, clock)
        },
        |worker| worker.on("spread", spread),
        async |db| {
            let page = list(db, &Filter::default(), None, None).await.unwrap();
            let mut left: Vec<(String, Option<String>, JobState)> =
                page.items.into_iter().map(|job| (job.kind, job.key, job.state)).collect();
            left.sort();
            left
        },
    )
    .await;
    assert_eq!(steps, 5);
}
