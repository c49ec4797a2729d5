//! A trickle of payments for the demo: many tills, each on a connection of its own, mostly
//! purchases, now and then a void, a refund, a balance query, a declined card, and through slow
//! acquirers an answer that does not come, which the till then reverses.

mod draw;
mod till;

pub use till::Tally;

use crate::terminal::Config;
use draw::Dice;
use std::sync::Arc;
use std::time::Duration;
use till::Till;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Most tills that are open at one time, each with a connection.
pub const TILLS_MAX: usize = 200;
/// Most payments a second that a trickle may have.
pub const RATE_MAX_PER_S: f64 = 500.0;
/// Customers that wait at one till; more go away.
const QUEUE_MAX: usize = 2;
/// Tills that work at one time in a burst.
const BURST_TILLS: usize = 32;
/// How long tills may finish what they have begun.
const FINISH: Duration = Duration::from_secs(5);

/// One terminal in so many is left to people who try the front by hand, and to the wire tests:
/// two tills that use one terminal take the keys from each other at every sign-in.
const LEFT_FREE_EVERY: usize = 10;

/// Whether the terminal at this place in a plan's list is left alone.
pub const fn is_left_free(index: usize) -> bool {
    index % LEFT_FREE_EVERY == LEFT_FREE_EVERY - 1
}

/// What traffic there shall be.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The terminals, but for those that [`is_left_free`]. Of more than [`TILLS_MAX`] as many are
    /// taken, spread over the list.
    pub terminals: Vec<Config>,
    /// Payments a second on average, up to [`RATE_MAX_PER_S`].
    pub rate_per_s: f64,
    /// Seed of all that is drawn.
    pub seed: u64,
}

impl Plan {
    fn tills(&self) -> Vec<Till> {
        let every = (0..).zip(&self.terminals).filter(|(index, _)| !is_left_free(*index));
        let step = self.terminals.len().div_ceil(TILLS_MAX).max(1);
        let chosen = every.step_by(step).map(|(_, config)| config.clone());
        chosen.enumerate().map(|(index, config)| Till::new(config, self.seed, index)).collect()
    }

    /// Pause before the next customer: half to one and a half of the mean.
    fn pause(&self, dice: &mut Dice) -> Duration {
        let rate = self.rate_per_s.clamp(0.001, RATE_MAX_PER_S);
        Duration::from_secs_f64(f64::from(500 + dice.below(1000)) / 1000.0 / rate)
    }
}

/// Lets customers come until `shutdown`; then what has begun is finished, for a few seconds.
/// The front may come and go meanwhile: tills try again, ever less often, at most once a minute.
pub async fn run(plan: Plan, shutdown: CancellationToken) -> Arc<Tally> {
    let tally = Arc::new(Tally::default());
    let mut open = JoinSet::new();
    let mut queues = Vec::new();
    for mut till in plan.tills() {
        let (queue, mut customers) = mpsc::channel::<()>(QUEUE_MAX);
        queues.push(queue);
        let tally = tally.clone();
        open.spawn(async move {
            while customers.recv().await.is_some() {
                till.serve(&tally).await;
            }
        });
    }
    if queues.is_empty() {
        tracing::warn!("no terminals: no traffic");
        return tally;
    }
    let mut dice = Dice::new(plan.seed, u64::MAX);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = sleep(plan.pause(&mut dice)) => {}
        }
        // Whoever finds a queue goes away: the traffic never falls behind itself.
        let _ = queues[dice.pick(queues.len())].try_send(());
    }
    drop(queues);
    let _ = timeout(FINISH, async { while open.join_next().await.is_some() {} }).await;
    tally
}

/// Has `count` customers served as fast as the tills can, so that there is something to see.
pub async fn burst(plan: Plan, count: usize) -> Arc<Tally> {
    let tally = Arc::new(Tally::default());
    let mut tills = plan.tills();
    tills.truncate(BURST_TILLS);
    let open = tills.len().max(1);
    let mut working = JoinSet::new();
    for (index, mut till) in tills.into_iter().enumerate() {
        let customers = count / open + usize::from(index < count % open);
        let tally = tally.clone();
        working.spawn(async move {
            for _ in 0..customers {
                till.serve(&tally).await;
            }
        });
    }
    while working.join_next().await.is_some() {}
    tracing::info!(count = tally.count(), approved = ?tally.approved, "the demo has had customers");
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(count: usize) -> Plan {
        let tmk = iso8583::Key::new(&[1; 16]).unwrap();
        let one = |index| {
            let code = format!("{index:08}");
            Config::new("127.0.0.1:1", "002653058120001", &code, "SCSIM00000000001", tmk.clone())
        };
        Plan { terminals: (0..count).map(one).collect(), rate_per_s: 2.0, seed: 1 }
    }

    #[test]
    fn tills_are_bounded_and_leave_some_terminals_alone() {
        for (terminals, tills) in [(0, 0), (9, 9), (10, 9), (100, 90), (200, 180), (5_000, 180)] {
            assert_eq!(plan(terminals).tills().len(), tills, "{terminals} terminals");
        }
        assert!(is_left_free(9) && !is_left_free(10));
    }

    #[test]
    fn customers_come_at_the_rate_asked_for() {
        let (plan, mut dice) = (plan(1), Dice::new(1, 1));
        let whole: Duration = (0..2_000).map(|_| plan.pause(&mut dice)).sum();
        assert!((970..1_030).contains(&whole.as_secs()), "2,000 at 2 a second: {whole:?}");
    }

    #[tokio::test]
    async fn a_front_that_is_not_there_is_asked_ever_less_often() {
        let plan = plan(1);
        let tally = burst(plan.clone(), 50).await;
        assert_eq!(
            (tally.failed.load(std::sync::atomic::Ordering::Relaxed), tally.count()),
            (1, 1)
        );
        let stop = CancellationToken::new();
        stop.cancel();
        assert_eq!(run(plan, stop).await.count(), 0);
    }
}
