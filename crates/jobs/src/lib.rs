//! The queue, the outbox and webhooks.

pub mod signature;
