//! What the outbox promises, on a real database.

use super::*;
use chrono::TimeDelta;
use kernel::Clock;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use storage::testing::{self, TestDatabase};
use tokio_util::sync::CancellationToken;

const BANK: InstitutionId = InstitutionId(2);
const PAYMENTS: InstitutionId = InstitutionId(3);

async fn world() -> (TestDatabase, Clock) {
    let test = testing::database().await;
    test.institutions().await;
    let clock = Clock::manual("2026-11-22T00:00:00Z".parse().unwrap());
    (test, clock)
}

fn event(clock: &Clock, aggregate: &str, number: u64) -> Event {
    let data = json!({ "n": number });
    Event::new(BANK, "payment.approved", aggregate, clock.now(), data)
}

async fn tell(db: &Db, events: &[Event]) {
    let mut tx = db.begin().await.unwrap();
    publish_many(&mut tx, events).await.unwrap();
    tx.commit().await.unwrap();
}

/// What a subscriber was given: aggregate and number, in order.
type Heard = Arc<Mutex<Vec<(String, u64)>>>;

fn listener(name: &str, heard: &Heard) -> Subscriber {
    let heard = heard.clone();
    Subscriber::new(name, &["payment.*"], move |event| {
        let heard = heard.clone();
        async move {
            let number = event.data["n"].as_u64().unwrap();
            heard.lock().unwrap().push((event.aggregate, number));
            Ok(())
        }
    })
}

fn numbers(heard: &Heard, aggregate: &str) -> Vec<u64> {
    let heard = heard.lock().unwrap();
    let mine = heard.iter().filter(|(name, _)| name == aggregate);
    mine.map(|(_, number)| *number).collect()
}

#[tokio::test]
async fn an_event_is_told_exactly_when_its_fact_is_committed() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(listener("a", &heard));
    let mut tx = test.db.begin().await.unwrap();
    publish(&mut tx, &event(&clock, "pay_1", 1)).await.unwrap();
    drop(tx);
    let mut tx = test.db.within(BANK).begin().await.unwrap();
    publish(&mut tx, &event(&clock, "pay_1", 2)).await.unwrap();
    let mut other = event(&clock, "pay_1", 3);
    other.name = "terminal.bound".to_owned();
    publish(&mut tx, &other).await.unwrap();
    let mut foreign = event(&clock, "pay_9", 9);
    foreign.institution = PAYMENTS;
    tx.commit().await.unwrap();
    let mut tx = test.db.within(BANK).begin().await.unwrap();
    assert!(publish(&mut tx, &foreign).await.is_err());
    drop(tx);
    assert_eq!(relay.run_due().await.unwrap(), 2);
    assert_eq!(numbers(&heard, "pay_1"), [2]);
    assert_eq!(relay.run_due().await.unwrap(), 0);
    assert_eq!(numbers(&heard, "pay_1"), [2]);
}

#[tokio::test]
async fn an_event_that_commits_late_is_not_lost() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(listener("a", &heard));
    let early = event(&clock, "pay_early", 1);
    let late = event(&clock, "pay_late", 2);
    assert!(early.id < late.id);
    let mut slow = test.db.begin().await.unwrap();
    publish(&mut slow, &early).await.unwrap();
    tell(&test.db, &[late]).await;
    assert_eq!(relay.run_due().await.unwrap(), 1);
    assert_eq!(numbers(&heard, "pay_late"), [2]);
    slow.commit().await.unwrap();
    assert_eq!(relay.run_due().await.unwrap(), 1);
    assert_eq!(numbers(&heard, "pay_early"), [1]);
}

#[tokio::test]
async fn a_failing_subscriber_holds_up_neither_others_nor_other_aggregates() {
    let (test, clock) = world().await;
    let (good, picky) = (Heard::default(), Heard::default());
    let broken = Arc::new(AtomicUsize::new(1));
    let (heard, is_broken) = (picky.clone(), broken.clone());
    let subscriber = Subscriber::batched("picky", &["*"], 100, move |events| {
        let (heard, is_broken) = (heard.clone(), is_broken.clone());
        async move {
            let refuse = is_broken.load(Ordering::SeqCst) == 1;
            if refuse && events.iter().any(|e| e.aggregate == "bad") {
                return Err("not this one".into());
            }
            let mut heard = heard.lock().unwrap();
            heard.extend(events.into_iter().map(|e| (e.aggregate, e.data["n"].as_u64().unwrap())));
            Ok(())
        }
    });
    let relay = Relay::new(test.db.clone(), clock.clone())
        .subscribe(subscriber)
        .subscribe(listener("good", &good));
    let mixed: Vec<Event> =
        (0..20).map(|n| event(&clock, if n % 2 == 0 { "bad" } else { "fine" }, n)).collect();
    tell(&test.db, &mixed).await;
    relay.run_due().await.unwrap();
    let odd: Vec<u64> = (0..20).filter(|n| n % 2 == 1).collect();
    let even: Vec<u64> = (0..20).filter(|n| n % 2 == 0).collect();
    assert_eq!(numbers(&good, "bad"), even);
    assert_eq!(numbers(&picky, "fine"), odd);
    assert_eq!(numbers(&picky, "bad"), [0_u64; 0]);
    let waiting = parked(&test.db, Some(ParkedState::Waiting), None, None).await;
    let waiting = waiting.unwrap().items;
    assert_eq!(waiting.len(), 10);
    let tries: Vec<i32> = waiting.iter().map(|row| row.tries).collect();
    assert_eq!(tries[..2], [1, 0], "only the first was tried");
    assert!(waiting[0].due_at > clock.now());
    // Later ones of the aggregate queue up behind, in order.
    tell(&test.db, &[event(&clock, "bad", 20)]).await;
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&picky, "bad"), [0_u64; 0]);
    broken.store(0, Ordering::SeqCst);
    clock.advance(TimeDelta::minutes(10));
    relay.run_due().await.unwrap();
    let all: Vec<u64> = even.iter().copied().chain([20]).collect();
    assert_eq!(numbers(&picky, "bad"), all);
    assert!(parked(&test.db, None, None, None).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn an_event_that_nobody_can_take_ends_with_staff_and_the_rest_goes_on() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let mended = Arc::new(AtomicUsize::new(0));
    let (listening, is_mended) = (heard.clone(), mended.clone());
    let subscriber = Subscriber::new("strict", &["payment.*"], move |event| {
        let (listening, is_mended) = (listening.clone(), is_mended.clone());
        async move {
            let number = event.data["n"].as_u64().unwrap();
            match (number, is_mended.load(Ordering::SeqCst)) {
                (1, 0) => panic!("cannot add it up"),
                _ => listening.lock().unwrap().push((event.aggregate, number)),
            }
            Ok(())
        }
    });
    let config = RelayConfig { tries_max: 3, ..RelayConfig::default() };
    let relay = Relay::new(test.db.clone(), clock.clone()).config(config).subscribe(subscriber);
    let events: Vec<Event> = (1..=3).map(|n| event(&clock, "pay_1", n)).collect();
    tell(&test.db, &events).await;
    for _ in 0..3 {
        relay.run_due().await.unwrap();
        clock.advance(TimeDelta::minutes(1));
    }
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [2, 3]);
    let page = parked(&test.db.within(BANK), Some(ParkedState::Dead), None, Some(1)).await;
    let dead = page.unwrap().items;
    assert_eq!((dead[0].event_id, dead[0].tries), (events[0].id, 3));
    assert!(dead[0].error.as_deref().unwrap().contains("panicked"));
    let foreign = parked(&test.db.within(PAYMENTS), None, None, None).await;
    assert!(foreign.unwrap().items.is_empty());
    mended.store(1, Ordering::SeqCst);
    let mut tx = test.db.begin().await.unwrap();
    let (position, now) = (dead[0].position, clock.now());
    rerun(&mut tx, BANK, "strict", position, now).await.unwrap();
    let twice = rerun(&mut tx, BANK, "strict", position, now).await;
    assert!(matches!(twice, Err(Error::Missing { .. })));
    tx.commit().await.unwrap();
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [2, 3, 1]);
}

#[tokio::test]
async fn two_nodes_and_many_writers_lose_nothing_and_keep_each_aggregate_in_order() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let stop = CancellationToken::new();
    let mut nodes = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let relay = Relay::new(test.db.clone(), Clock::system()).subscribe(listener("a", &heard));
        nodes.spawn(relay.run(stop.clone()));
    }
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..8_u64 {
        let (db, clock) = (test.db.clone(), clock.clone());
        writers.spawn(async move {
            for number in 0..50 {
                let mut tx = db.begin().await.unwrap();
                let own = event(&clock, &format!("pay_{writer}"), number);
                publish(&mut tx, &own).await.unwrap();
                if number % 7 == writer % 7 {
                    tokio::time::sleep(Duration::from_millis(3)).await;
                }
                tx.commit().await.unwrap();
                hint();
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let begun = Instant::now();
    while heard.lock().unwrap().len() < 400 {
        assert!(begun.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    stop.cancel();
    while nodes.join_next().await.is_some() {}
    for writer in 0..8 {
        let all: Vec<u64> = (0..50).collect();
        assert_eq!(numbers(&heard, &format!("pay_{writer}")), all);
    }
    let mut tx = test.db.read().await.unwrap();
    let rows = store::read(&mut tx, BANK, 0, 1000).await.unwrap();
    let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
    assert_eq!(positions, (1..=400).collect::<Vec<i64>>(), "no gap, none twice");
}

#[tokio::test]
async fn what_was_given_and_not_written_down_is_given_again() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(listener("a", &heard));
    tell(&test.db, &[event(&clock, "pay_1", 1)]).await;
    relay.move_events().await.unwrap();
    // Another node takes the cursor, is given the event and dies.
    let held = store::Held { institution: BANK, subscriber: "a", lease: uuid::Uuid::new_v4() };
    let until = clock.now() + TimeDelta::seconds(60);
    let mut tx = test.db.begin().await.unwrap();
    let taken = store::take_cursor(&mut tx, held, 0, clock.now(), until).await;
    assert_eq!(taken.unwrap(), Some(0));
    tx.commit().await.unwrap();
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [0_u64; 0]);
    clock.advance(TimeDelta::seconds(60));
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [1]);
    let mut tx = test.db.begin().await.unwrap();
    assert!(!store::advance(&mut tx, held, 7, until).await.unwrap());
}

#[tokio::test]
async fn a_new_subscriber_begins_where_it_says_and_can_be_set_back() {
    let (test, clock) = world().await;
    let (all, fresh) = (Heard::default(), Heard::default());
    tell(&test.db, &[event(&clock, "pay_1", 1)]).await;
    let relay = Relay::new(test.db.clone(), clock.clone())
        .subscribe(listener("all", &all))
        .subscribe(listener("fresh", &fresh).start(Start::Now));
    relay.run_due().await.unwrap();
    tell(&test.db, &[event(&clock, "pay_1", 2)]).await;
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&all, "pay_1"), [1, 2]);
    assert_eq!(numbers(&fresh, "pay_1"), [2]);
    let mut tx = test.db.begin().await.unwrap();
    replay(&mut tx, BANK, "fresh", 0).await.unwrap();
    assert!(replay(&mut tx, BANK, "nobody", 0).await.is_err());
    tx.commit().await.unwrap();
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&fresh, "pay_1"), [2, 1, 2]);
}

#[tokio::test]
async fn a_tail_follows_from_now_and_sees_its_scope_only() {
    let (test, clock) = world().await;
    let relay = Relay::new(test.db.clone(), clock.clone());
    tell(&test.db, &[event(&clock, "pay_1", 1)]).await;
    relay.run_due().await.unwrap();
    let mut tail = Tail::from_now(test.db.clone(), &["payment.*"]).await.unwrap();
    let foreign = test.db.within(PAYMENTS);
    let mut other = Tail::from_now(foreign, &["*"]).await.unwrap();
    assert!(tail.next().await.unwrap().is_empty());
    let mut unwanted = event(&clock, "pay_1", 2);
    unwanted.name = "terminal.bound".to_owned();
    let wanted = event(&clock, "pay_1", 3);
    tell(&test.db, &[unwanted, wanted.clone()]).await;
    assert!(tail.next().await.unwrap().is_empty(), "not relayed yet");
    relay.run_due().await.unwrap();
    assert_eq!(tail.next().await.unwrap(), [wanted]);
    assert!(tail.next().await.unwrap().is_empty());
    assert!(other.next().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_event_reaches_a_running_subscriber_soon() {
    let (test, _) = world().await;
    let clock = Clock::system();
    let heard = Heard::default();
    let stop = CancellationToken::new();
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(listener("a", &heard));
    let running = tokio::spawn(relay.run(stop.clone()));
    let mut waits = BTreeMap::new();
    for number in 0..10 {
        let begun = Instant::now();
        tell(&test.db, &[event(&clock, "pay_1", number)]).await;
        hint();
        while heard.lock().unwrap().len() as u64 <= number {
            assert!(begun.elapsed() < Duration::from_secs(5));
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        waits.insert(begun.elapsed(), number);
    }
    stop.cancel();
    running.await.unwrap();
    let middle = waits.keys().nth(5).unwrap();
    assert!(*middle < Duration::from_millis(500), "{waits:?}");
}

#[tokio::test]
async fn old_events_go_when_everybody_has_passed_them() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(listener("a", &heard));
    tell(&test.db, &[event(&clock, "pay_1", 1)]).await;
    relay.run_due().await.unwrap();
    tell(&test.db, &[event(&clock, "pay_1", 2)]).await;
    relay.move_events().await.unwrap();
    let keep = crate::retention::Retention::default();
    let run = |after| crate::retention::run(&test.db, keep, after);
    let soon = run(clock.now() + TimeDelta::days(29)).await.unwrap();
    assert_eq!(soon.events, 0);
    let later = clock.now() + TimeDelta::days(31);
    assert_eq!(run(later).await.unwrap().events, 1, "the second is not passed");
    relay.run_due().await.unwrap();
    assert_eq!(run(later).await.unwrap().events, 1);
    assert_eq!(numbers(&heard, "pay_1"), [1, 2]);
    // A subscriber that is gone for good does not hold the log for ever.
    tell(&test.db, &[event(&clock, "pay_1", 3)]).await;
    relay.move_events().await.unwrap();
    let much_later = clock.now() + TimeDelta::days(91);
    assert_eq!(run(much_later).await.unwrap().events, 1);
}

#[tokio::test]
async fn events_appended_straight_and_those_relayed_share_positions_without_gaps() {
    let (test, clock) = world().await;
    let relay = Arc::new(Relay::new(test.db.clone(), clock.clone()));
    let writers = (0..4_u64).map(|writer| {
        let (db, clock, relay) = (test.db.clone(), clock.clone(), relay.clone());
        tokio::spawn(async move {
            for round in 0..10 {
                let of = |institution, number| {
                    let mut one = event(&clock, &format!("pay_{writer}"), number);
                    one.institution = institution;
                    one
                };
                let number = round * 2;
                let mut tx = db.begin().await.unwrap();
                // Named in the order in which two writers would wait for each other.
                let both = [of(PAYMENTS, number), of(BANK, number), of(BANK, number + 1)];
                append_many(&mut tx, &both, clock.now()).await.unwrap();
                if round % 3 == 0 {
                    tx.rollback().await.unwrap();
                } else {
                    tx.commit().await.unwrap();
                }
                tell(&db, &[event(&clock, &format!("told_{writer}"), round)]).await;
                relay.move_events().await.unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    relay.run_due().await.unwrap();
    let counted: Vec<(i32, i64, i64, i64)> = sqlx::query_as(
        "select institution_id, count(*), min(position), max(position) from outbox_log
         group by 1 order by 1",
    )
    .fetch_all(&test.owner_pool)
    .await
    .unwrap();
    // Of ten rounds of four writers six were committed, with two events and one; ten were told.
    assert_eq!(counted, [(2, 88, 1, 88), (3, 24, 1, 24)]);
    let heard = Heard::default();
    let relay = Relay::new(test.db.clone(), clock).subscribe(listener("late", &heard));
    relay.run_due().await.unwrap();
    assert_eq!(
        numbers(&heard, "pay_0").len(),
        6 * 3,
        "both institutions' events were given, once each"
    );
}

#[tokio::test]
async fn who_is_not_interested_is_passed_by_and_hears_what_comes_after_it_is() {
    let (test, clock) = world().await;
    let heard = Heard::default();
    let interested = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let asked = interested.clone();
    let subscriber = listener("a", &heard).while_interested(move |_, institution| {
        assert_eq!(institution, BANK);
        let now = asked.load(Ordering::SeqCst);
        async move { Ok(now) }
    });
    let relay = Relay::new(test.db.clone(), clock.clone()).subscribe(subscriber);
    tell(&test.db, &[event(&clock, "pay_1", 1), event(&clock, "pay_1", 2)]).await;
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [0; 0]);
    interested.store(true, Ordering::SeqCst);
    tell(&test.db, &[event(&clock, "pay_1", 3)]).await;
    relay.run_due().await.unwrap();
    assert_eq!(numbers(&heard, "pay_1"), [3]);
}
