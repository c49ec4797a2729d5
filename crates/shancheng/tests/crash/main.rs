//! The whole program under load, and `kill -9` of its server, of PostgreSQL and of both: no
//! acknowledged payment is missing, none is booked twice, every unanswered one is reversed, the
//! acquirers' own books agree, and `shancheng verify` finds nothing.
//!
//! The acquirers' hosts live in this process, so they remember what they were asked through
//! every death of the server. `SHANCHENG_SEED` repeats the draws.

mod books;
mod hosts;
mod month;
mod program;
mod till;

use books::Books;
use hosts::Hosts;
use program::{Folder, Program};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::time::{Duration, Instant};
use till::{Load, Till};

/// Terminals that pay at the same time, one payment each.
const TILLS: usize = 24;
/// Answers between two blows, drawn from these.
const ANSWERS: std::ops::Range<usize> = 100..300;

/// What is killed.
#[derive(Clone, Copy, Debug)]
enum Blow {
    Server,
    Postgres,
    /// As when the power fails.
    Both,
}

const BLOWS: [Blow; 6] =
    [Blow::Server, Blow::Postgres, Blow::Server, Blow::Postgres, Blow::Both, Blow::Server];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_no_payment_and_books_none_twice() {
    let seed = seed();
    let mut dice = StdRng::seed_from_u64(seed);
    let folder = Folder::new();
    // The first start fills the folder, plays the hosts itself and says under which keys.
    let mut program = Program::start(&folder, &[]).await;
    let hosts = Hosts::start(&program.ready.hosts, seed).await;
    program.kill().await;
    program = Program::start(&folder, &hosts.addresses).await;
    let load = Load::start(&program.ready, TILLS, seed);
    for blow in BLOWS {
        load.until_answered(dice.random_range(ANSWERS)).await;
        eprintln!("killing: {blow:?}");
        if matches!(blow, Blow::Postgres | Blow::Both) {
            folder.kill_postgres();
        }
        if matches!(blow, Blow::Server | Blow::Both) {
            program.kill().await;
            program = Program::start(&folder, &hosts.addresses).await;
            load.moved_to(program.ready.pos);
        }
    }
    load.until_answered(ANSWERS.end).await;
    let mut tills = load.end().await;

    // What the server made of it by itself.
    let before = settled(&folder).await;
    before.check(&deals(&tills), &hosts.entries());
    // An answer that was lost on its way to a terminal is one that only the terminal can miss:
    // by the rules of the trade it reverses the payment when it is back.
    let mut missed = 0;
    for till in &mut tills {
        missed += till.reverse_what_stands(&before, program.ready.pos).await;
    }
    let after = settled(&folder).await;
    after.check(&deals(&tills), &hosts.entries());
    after.check_unanswered_are_undone(&deals(&tills));
    report(&after, &tills, missed);
    program.stop().await;
    program::verify(&folder).await;
}

fn seed() -> u64 {
    let given = std::env::var("SHANCHENG_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(rand::random);
    eprintln!("SHANCHENG_SEED={seed}");
    seed
}

fn deals(tills: &[Till]) -> Vec<&till::Deal> {
    tills.iter().flat_map(|till| &till.deals).collect()
}

/// The books once every payment has its ending and no reversal waits.
async fn settled(folder: &Folder) -> Books {
    let begun = Instant::now();
    loop {
        let books = Books::read(folder).await;
        let open = books.open();
        if open.is_empty() {
            return books;
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "still open: {open:#?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn report(books: &Books, tills: &[Till], missed: usize) {
    let deals = deals(tills);
    let count = |of: &dyn Fn(&till::Deal) -> bool| deals.iter().filter(|deal| of(deal)).count();
    let unanswered = count(&|deal| deal.answer.is_none());
    eprintln!(
        "{} requests: {} approved, {unanswered} unanswered; {} payments in the books, {} reversed; \
         {missed} approvals had not reached their terminal",
        deals.len(),
        count(&|deal| deal.answer.as_deref() == Some("00")),
        books.payments.len(),
        books.reversed(),
    );
    assert!(0 < unanswered, "nobody was cut off: the test has tested nothing");
}
