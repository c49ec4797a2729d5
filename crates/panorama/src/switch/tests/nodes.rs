//! Nodes and their numbers.

use super::road::{CARD, road};
use crate::switch::StartError;
use connect::acquirer::standin::{Act, Rule};
use sqlx::ConnectOptions;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_node_with_the_number_does_not_start_and_ends_nothing() {
    let late = Rule {
        amount_ends: Some("02".to_owned()),
        then: Some(Act::Late { ms: 60 }),
        ..Rule::default()
    };
    let mut road = road(vec![late]).await;
    let (mut terminal, mut line) = road.signed_in().await;
    let sale = terminal.sale(CARD, 1002);
    let (answer, second) = tokio::join!(line.pay(&terminal, sale), async {
        // The first payment is on its way.
        while road.payments().await.is_empty() {
            tokio::task::yield_now().await;
        }
        road.try_node(1).await
    });
    let refused = second.map(drop).unwrap_err();
    assert!(matches!(refused, StartError::NumberTaken(1)), "{refused}");
    assert!(refused.to_string().contains("switch.node"), "{refused}");
    assert_eq!(answer.unwrap().0.get(39), Some("00"), "it was left alone");
    assert_eq!(road.states().await, ["sale approved 00"]);
    assert!(road.reversals().await.is_empty());
    // Another number is another node, and a number that was given back is free.
    road.node(2).await.stop().await;
    road.stop().await;
    road.start().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_whose_number_was_taken_takes_no_payment_until_it_has_it_back() {
    let mut road = road(Vec::new()).await;
    let (mut terminal, mut line) = road.signed_in().await;
    // As when the server was away and another node was quicker: it is next in the queue when
    // the connection that holds the number ends.
    let mut server = road.world.test.options.connect().await.unwrap();
    let mut other = road.world.test.options.connect().await.unwrap();
    let waiting = tokio::spawn(async move {
        let lock = "select pg_advisory_lock(1852793957, 1)";
        sqlx::query(lock).execute(&mut other).await.unwrap();
        other
    });
    while !said(&mut server, &holders("count(*) = 1", "not l.granted")).await {
        tokio::task::yield_now().await;
    }
    let end = holders("bool_and(pg_terminate_backend(l.pid, 10000))", "l.granted");
    assert!(said(&mut server, &end).await);
    let mut other = waiting.await.unwrap();
    until_told(&mut terminal, &mut line, "96").await;
    let before = road.payments().await.len();
    let sale = terminal.sale(CARD, 100);
    assert_eq!(line.pay(&terminal, sale).await.unwrap().0.get(39), Some("96"));
    assert_eq!(road.payments().await.len(), before);
    assert!(said(&mut other, "select pg_advisory_unlock(1852793957, 1)").await);
    until_told(&mut terminal, &mut line, "00").await;
}

async fn said(server: &mut sqlx::PgConnection, statement: &str) -> bool {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    sqlx::query_scalar(statement).fetch_one(server).await.unwrap()
}

/// Of those who hold or want the number 1.
fn holders(what: &str, those: &str) -> String {
    format!(
        "select {what} from pg_locks l join pg_database d on d.oid = l.database
         where l.locktype = 'advisory' and l.classid = 1852793957 and l.objid = 1 and {those}
            and d.datname = current_database()"
    )
}

/// Pays until the answer is the one that is wanted.
async fn until_told(
    terminal: &mut connect::terminal::Terminal,
    line: &mut connect::terminal::Line,
    code: &str,
) {
    let started = Instant::now();
    loop {
        let sale = terminal.sale(CARD, 100);
        let (reply, _) = line.pay(terminal, sale).await.unwrap();
        if reply.get(39) == Some(code) {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", reply.get(39));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
