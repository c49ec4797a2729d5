//! Group commit: requests in flight are gathered and written together, each gets its own reply.
//!
//! While one batch is being written the next gathers; when nothing is being written a lone
//! request goes at once. Nobody is answered before the batch that holds him has returned from
//! the writer, which returns only after its transaction is durable.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

/// Limits of a group commit.
#[derive(Clone, Debug)]
pub struct GroupConfig {
    /// Items of one batch at most.
    pub rows_max: usize,
    /// How long a batch that is not full may wait for more, when the one before it held more
    /// than one item. Zero, the usual: never, the time of the batch before is wait enough.
    pub wait: Duration,
    /// Items waiting at most; beyond that `submit` answers [`Error::Full`] at once.
    pub queue_max: usize,
    /// Batches being written at the same time. More than one only for independent batches:
    /// then the order between batches is not kept.
    pub writers: usize,
}

impl Default for GroupConfig {
    fn default() -> GroupConfig {
        GroupConfig { rows_max: 1_000, wait: Duration::ZERO, queue_max: 20_000, writers: 1 }
    }
}

/// Why an item has no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Too many are waiting; the item was not taken.
    #[error("too many requests are waiting to be written")]
    Full,
    /// Stopped; the item was not taken.
    #[error("the writer has stopped")]
    Stopped,
    /// The writer failed with the item's batch; whether it was written is not known.
    #[error("the writer failed with this batch")]
    Failed,
}

type Waiting<Item, Reply> = (Item, oneshot::Sender<Reply>);

/// A handle; clones share the queue. When the last is dropped what is queued is still written.
#[derive(Debug)]
pub struct GroupCommit<Item, Reply> {
    queue: mpsc::Sender<Waiting<Item, Reply>>,
    stop: Arc<watch::Sender<bool>>,
    done: watch::Receiver<bool>,
}

impl<Item, Reply> Clone for GroupCommit<Item, Reply> {
    fn clone(&self) -> Self {
        GroupCommit {
            queue: self.queue.clone(),
            stop: Arc::clone(&self.stop),
            done: self.done.clone(),
        }
    }
}

impl<Item: Send + 'static, Reply: Send + 'static> GroupCommit<Item, Reply> {
    /// Starts the gathering task. `writer` gets the items of a batch in the order of their
    /// submission and answers with one reply each, in the same order. A writer that panics or
    /// answers with another number of replies has failed: everyone of its batch gets
    /// [`Error::Failed`], and the next batch goes on.
    ///
    /// # Panics
    /// Outside a tokio runtime, or when `rows_max`, `queue_max` or `writers` is zero.
    pub fn start<Writer, Writing>(config: GroupConfig, writer: Writer) -> Self
    where
        Writer: FnMut(Vec<Item>) -> Writing + Send + 'static,
        Writing: Future<Output = Vec<Reply>> + Send + 'static,
    {
        assert!(
            config.rows_max > 0 && config.queue_max > 0 && config.writers > 0,
            "the limits of a group commit are at least one"
        );
        let (queue, waiting) = mpsc::channel(config.queue_max);
        let (stop, stopping) = watch::channel(false);
        let (finish, done) = watch::channel(false);
        let gatherer = Gatherer { config, waiting, stopping, running: JoinSet::new() };
        tokio::spawn(async move {
            gatherer.run(writer).await;
            finish.send_replace(true);
        });
        GroupCommit { queue, stop: Arc::new(stop), done }
    }

    /// Queues an item and waits for its reply. When the caller is cancelled after the item was
    /// queued it is written all the same and the reply is dropped.
    pub async fn submit(&self, item: Item) -> Result<Reply, Error> {
        // The queue itself closes only when the gatherer next looks.
        if *self.stop.borrow() {
            return Err(Error::Stopped);
        }
        let (reply, answer) = oneshot::channel();
        self.queue.try_send((item, reply)).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => Error::Full,
            mpsc::error::TrySendError::Closed(_) => Error::Stopped,
        })?;
        answer.await.map_err(|_| Error::Failed)
    }

    /// Items that wait for a batch right now.
    pub fn depth(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Takes no more items, writes those that are queued, and returns when all are answered.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        let mut done = self.done.clone();
        // An error means that the gatherer is gone, which is as good as done.
        let _ = done.wait_for(|done| *done).await;
    }
}

struct Gatherer<Item, Reply> {
    config: GroupConfig,
    waiting: mpsc::Receiver<Waiting<Item, Reply>>,
    stopping: watch::Receiver<bool>,
    running: JoinSet<()>,
}

impl<Item: Send + 'static, Reply: Send + 'static> Gatherer<Item, Reply> {
    async fn run<Writer, Writing>(mut self, mut writer: Writer)
    where
        Writer: FnMut(Vec<Item>) -> Writing + Send + 'static,
        Writing: Future<Output = Vec<Reply>> + Send + 'static,
    {
        let mut before = 0;
        loop {
            let batch = self.gather(before).await;
            before = batch.len();
            if batch.is_empty() {
                break;
            }
            let (items, replies): (Vec<Item>, Vec<oneshot::Sender<Reply>>) =
                batch.into_iter().unzip();
            // A panic drops `replies`, and that is what tells their owners.
            match std::panic::catch_unwind(AssertUnwindSafe(|| writer(items))) {
                Ok(writing) => {
                    self.running.spawn(write(writing, replies));
                }
                Err(_) => tracing::error!(items = replies.len(), "a group writer panicked"),
            }
            while self.running.len() >= self.config.writers {
                self.joined().await;
            }
        }
        while !self.running.is_empty() {
            self.joined().await;
        }
    }

    /// The next batch, empty only at the end.
    async fn gather(&mut self, before: usize) -> Vec<Waiting<Item, Reply>> {
        let rows_max = self.config.rows_max;
        let mut batch = Vec::new();
        loop {
            tokio::select! {
                biased;
                taken = self.waiting.recv_many(&mut batch, rows_max) => {
                    if taken == 0 {
                        return batch;
                    }
                    break;
                }
                stop = self.stopping.wait_for(|stop| *stop), if !self.waiting.is_closed() => {
                    // Closed, the queue still gives what it holds; a vanished handle is no
                    // order to stop, but then nobody can submit either.
                    drop(stop);
                    self.waiting.close();
                }
                Some(_) = self.running.join_next() => (),
            }
        }
        if before > 1 && !self.config.wait.is_zero() {
            let deadline = tokio::time::Instant::now() + self.config.wait;
            while batch.len() < rows_max {
                let room = rows_max - batch.len();
                let more = self.waiting.recv_many(&mut batch, room);
                match tokio::time::timeout_at(deadline, more).await {
                    Ok(taken) if taken > 0 => (),
                    _ => break,
                }
            }
        }
        batch
    }

    async fn joined(&mut self) {
        if let Some(Err(error)) = self.running.join_next().await {
            tracing::error!(%error, "a group writer panicked");
        }
    }
}

async fn write<Reply>(
    writing: impl Future<Output = Vec<Reply>>,
    owners: Vec<oneshot::Sender<Reply>>,
) {
    let replies = writing.await;
    if replies.len() != owners.len() {
        tracing::error!(
            items = owners.len(),
            replies = replies.len(),
            "a group writer did not answer each item once"
        );
        return;
    }
    for (owner, reply) in owners.into_iter().zip(replies) {
        // An owner who went away does not hear; his item is written all the same.
        let _ = owner.send(reply);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::future::join_all;
    use proptest::prelude::*;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::sync::Semaphore;

    fn config(rows_max: usize, queue_max: usize) -> GroupConfig {
        GroupConfig { rows_max, queue_max, ..GroupConfig::default() }
    }

    /// A writer that notes its batches and returns when the gate gives a permit.
    struct Bench {
        gate: Arc<Semaphore>,
        batches: Arc<Mutex<Vec<Vec<u32>>>>,
        group: GroupCommit<u32, u64>,
    }

    fn bench(config: GroupConfig, permits: usize) -> Bench {
        let gate = Arc::new(Semaphore::new(permits));
        let batches = Arc::new(Mutex::new(Vec::new()));
        let (held, noted) = (gate.clone(), batches.clone());
        let group = GroupCommit::start(config, move |items: Vec<u32>| {
            let (held, noted) = (held.clone(), noted.clone());
            async move {
                noted.lock().unwrap().push(items.clone());
                held.acquire().await.unwrap().forget();
                items.into_iter().map(|item| u64::from(item) * 10).collect()
            }
        });
        Bench { gate, batches, group }
    }

    async fn until(what: impl Fn() -> bool) {
        for _ in 0..10_000 {
            if what() {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("did not come to pass");
    }

    #[tokio::test]
    async fn a_lone_item_goes_at_once_and_the_rest_gathers_in_order() {
        let bench = bench(config(3, 100), 0);
        let all = (0..8).map(|item| {
            let group = bench.group.clone();
            tokio::spawn(async move { group.submit(item).await })
        });
        let all: Vec<_> = all.collect();
        until(|| bench.group.depth() == 5).await;
        bench.gate.add_permits(100);
        let replies: Vec<u64> =
            join_all(all).await.into_iter().map(|reply| reply.unwrap().unwrap()).collect();
        assert_eq!(replies, [0, 10, 20, 30, 40, 50, 60, 70]);
        let batches = bench.batches.lock().unwrap().clone();
        assert_eq!(batches.concat(), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert!(batches.iter().all(|batch| batch.len() <= 3), "{batches:?}");
    }

    #[tokio::test]
    async fn a_full_queue_says_so_at_once() {
        let bench = bench(config(1, 2), 0);
        let spawn = |item| {
            let group = bench.group.clone();
            tokio::spawn(async move { group.submit(item).await })
        };
        let first = spawn(1);
        until(|| bench.batches.lock().unwrap().len() == 1).await;
        let queued = [spawn(2), spawn(3)];
        until(|| bench.group.depth() == 2).await;
        assert_eq!(bench.group.submit(4).await, Err(Error::Full));
        bench.gate.add_permits(10);
        assert_eq!(first.await.unwrap(), Ok(10));
        for (queued, reply) in queued.into_iter().zip([20, 30]) {
            assert_eq!(queued.await.unwrap(), Ok(reply));
        }
    }

    #[tokio::test]
    async fn stop_answers_all_that_were_taken_and_takes_no_more() {
        let bench = bench(config(2, 100), 0);
        let all: Vec<_> = (0..7)
            .map(|item| {
                let group = bench.group.clone();
                tokio::spawn(async move { group.submit(item).await })
            })
            .collect();
        until(|| bench.group.depth() + bench.batches.lock().unwrap().concat().len() == 7).await;
        let group = bench.group.clone();
        let stopping = tokio::spawn(async move { group.stop().await });
        until(|| *bench.group.stop.borrow()).await;
        assert_eq!(bench.group.submit(99).await, Err(Error::Stopped));
        assert!(!stopping.is_finished());
        bench.gate.add_permits(100);
        stopping.await.unwrap();
        for (item, reply) in all.into_iter().enumerate() {
            assert_eq!(reply.await.unwrap(), Ok(item as u64 * 10));
        }
    }

    #[tokio::test]
    async fn a_failed_writer_tells_everyone_of_its_batch_and_the_next_goes_on() {
        let group = GroupCommit::start(config(10, 100), |items: Vec<u32>| {
            assert!(!items.contains(&1), "before the future");
            async move {
                assert!(!items.contains(&2), "inside the future");
                let short = usize::from(items.contains(&3));
                vec![(); items.len() - short]
            }
        });
        for bad in [1, 2, 3] {
            assert_eq!(group.submit(bad).await, Err(Error::Failed));
            assert_eq!(group.submit(9).await, Ok(()));
        }
        let both = join_all([group.submit(9), group.submit(2), group.submit(9)]).await;
        assert!(both.contains(&Err(Error::Failed)));
    }

    #[tokio::test]
    async fn several_writers_run_beside_each_other_but_not_more_than_stated() {
        let running = Arc::new(AtomicUsize::new(0));
        let most = Arc::new(AtomicUsize::new(0));
        let (now, top) = (running.clone(), most.clone());
        let config = GroupConfig { writers: 3, ..config(1, 100) };
        let group = GroupCommit::start(config, move |items: Vec<u32>| {
            let (now, top) = (now.clone(), top.clone());
            async move {
                top.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                for _ in 0..20 {
                    tokio::task::yield_now().await;
                }
                now.fetch_sub(1, Ordering::SeqCst);
                items
            }
        });
        let replies = join_all((0..50).map(|item| group.submit(item))).await;
        assert!((0..50).map(Ok).eq(replies));
        assert_eq!(most.load(Ordering::SeqCst), 3);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Nobody is answered before the writer has returned with his batch, everyone gets the
        /// reply to his own item, and one submitter's items keep their order.
        #[test]
        fn nobody_is_answered_before_his_batch_returned(
            rows_max in 1_usize..20,
            wait_us in 0_u64..300,
            submitters in prop::collection::vec(1_usize..30, 1..20),
            pauses in prop::collection::vec(0_usize..8, 16),
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let durable = Arc::new(Mutex::new(Vec::<(usize, usize)>::new()));
                let written = durable.clone();
                let mut round = 0;
                let config = GroupConfig {
                    wait: Duration::from_micros(wait_us),
                    ..config(rows_max, 1_000)
                };
                let group = GroupCommit::start(config, move |items: Vec<(usize, usize)>| {
                    round += 1;
                    let (written, pause) = (written.clone(), pauses[round % pauses.len()]);
                    async move {
                        for _ in 0..pause {
                            tokio::task::yield_now().await;
                        }
                        written.lock().unwrap().extend(items.iter().copied());
                        items
                    }
                });
                let tasks = submitters.iter().copied().enumerate().map(|(who, count)| {
                    let (group, durable) = (group.clone(), durable.clone());
                    tokio::spawn(async move {
                        for number in 0..count {
                            let item = (who, number);
                            assert_eq!(group.submit(item).await, Ok(item));
                            assert!(durable.lock().unwrap().contains(&item));
                        }
                    })
                });
                for task in tasks.collect::<Vec<_>>() {
                    task.await.unwrap();
                }
                let all = durable.lock().unwrap().clone();
                assert_eq!(all.len(), submitters.iter().sum::<usize>());
                for (who, count) in submitters.iter().enumerate() {
                    let own = all.iter().filter(|item| item.0 == who).map(|item| item.1);
                    assert!(own.eq(0..*count));
                }
            });
        }
    }
}
