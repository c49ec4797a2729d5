//! Work that is not done while somebody waits: the job queue 作业, the schedule, the outbox of
//! events 事件 and the webhooks 回调 that carry them to partners.
//!
//! A job is enqueued, and an event published, in the transaction of the fact itself: both exist
//! exactly when the fact does. Everything after that happens at least once and may be
//! repeated; handlers are idempotent, by the job's or the event's id.
//!
//! Architecture invariant: nobody holds a transaction open while work runs. What is being worked
//! on carries a lease (a column), and a lease that runs out is taken over by another node.
//!
//! Architecture invariant: no `NOTIFY`. In one process a hint wakes the relay; everything else
//! polls, every 50 to 200 ms.

pub mod error;
pub mod outbox;
pub mod queue;
pub mod retention;
mod scope;
pub mod signature;
pub mod testing;
pub mod webhooks;

pub use error::Error;
pub use outbox::{Relay, Subscriber, Tail, publish, publish_many};
pub use queue::{Context, Failure, JobState, KindConfig, NewJob, Schedule, When, Worker, enqueue};
pub use webhooks::Webhooks;
