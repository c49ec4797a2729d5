//! The front that terminals speak to: ISO 8583 over TCP in the dialect of UnionPay's POS
//! terminals.
//!
//! One connection may carry one terminal or, behind a concentrator, many; requests of a
//! connection are worked on at the same time and answered as they are ready. What a connection
//! may ask of us has limits ([`FrontConfig`]), so that none can stall the others.

mod connection;
mod front;
mod session;

pub(super) use front::Front;
pub(super) use session::{SeenTerminal, Session, Sessions};

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio_util::task::TaskTracker;

/// Limits of the front.
#[derive(Clone, Debug)]
pub struct FrontConfig {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Most connections at one time; more are closed at once.
    pub connections_max: usize,
    /// Most requests of one connection being worked on; beyond that it is not read from.
    pub in_flight_max: usize,
    /// A connection without a byte for so long is closed.
    pub idle_timeout: Duration,
    /// Longest message, bytes.
    pub message_bytes_max: usize,
    /// Unreadable messages after which a connection is closed.
    pub malformed_max: u32,
    /// Most bytes of answers that a connection may leave unread.
    pub unread_bytes_max: usize,
}

impl Default for FrontConfig {
    fn default() -> Self {
        FrontConfig {
            listen: SocketAddr::from(([0, 0, 0, 0], 8583)),
            connections_max: 10_000,
            in_flight_max: 256,
            idle_timeout: Duration::from_secs(600),
            message_bytes_max: 4096,
            malformed_max: 10,
            unread_bytes_max: 256 * 1024,
        }
    }
}

/// Accepts connections until `stop`.
pub(super) async fn accept(
    listener: TcpListener,
    front: Front,
    config: FrontConfig,
    tasks: TaskTracker,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(config.connections_max));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file handles, for the most part: wait for some to be given back.
                tracing::warn!(%error, "cannot accept a terminal's connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            tracing::warn!(%peer, "too many connections: closed");
            continue;
        };
        let (front, config, stop) = (front.clone(), config.clone(), stop.clone());
        let working = tasks.clone();
        tasks.spawn(async move {
            connection::serve(socket, peer, front, &config, working, stop).await;
            drop(place);
        });
    }
}
