//! The front that terminals speak to: ISO 8583 over TCP in the dialect of UnionPay's POS
//! terminals.
//!
//! One connection may carry one terminal or, behind a concentrator, many; requests of a
//! connection are worked on at the same time and answered as they are ready. What a connection
//! may ask of us has limits ([`FrontConfig`]), so that none can stall the others; and when all
//! connections are taken, one on which no terminal we know has spoken makes room.

mod connection;
mod front;
mod quiet;
mod session;

pub(super) use front::Front;
pub(super) use quiet::Noise;
pub(super) use session::{SeenTerminal, Session, Sessions};

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
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
    /// A connection is closed when no message of a terminal we know has come for so long after
    /// it was opened.
    pub stranger_timeout: Duration,
    /// A connection is closed when a message is not whole so long after its first byte.
    pub frame_timeout: Duration,
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
            stranger_timeout: Duration::from_secs(30),
            frame_timeout: Duration::from_secs(10),
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
    let mut strangers = Strangers::default();
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
        let Some(place) = place(&places, &mut strangers).await else {
            if let Some(kept_back) = front.0.noise.peers.tell(peer.ip()) {
                tracing::warn!(%peer, kept_back, "too many connections: closed");
            }
            continue;
        };
        let line = Arc::new(connection::Line::new(peer, &config));
        strangers.came(&line, config.connections_max);
        let (front, config, stop) = (front.clone(), config.clone(), stop.clone());
        let working = tasks.clone();
        tasks.spawn(async move {
            connection::serve(socket, line, front, &config, working, stop).await;
            drop(place);
        });
    }
}

/// A place for one more connection, if need be that of the stranger who has been here longest.
async fn place(places: &Arc<Semaphore>, strangers: &mut Strangers) -> Option<OwnedSemaphorePermit> {
    if let Ok(place) = places.clone().try_acquire_owned() {
        return Some(place);
    }
    if !strangers.send_one_away() {
        return None;
    }
    tokio::time::timeout(ROOM_AFTER_MAX, places.clone().acquire_owned()).await.ok()?.ok()
}

/// How long making room may take.
const ROOM_AFTER_MAX: Duration = Duration::from_millis(100);

/// Connections on which no terminal we know has spoken yet, oldest first, and some that have ended.
#[derive(Default)]
struct Strangers(VecDeque<Weak<connection::Line>>);

impl Strangers {
    fn came(&mut self, line: &Arc<connection::Line>, connections_max: usize) {
        if 2 * connections_max <= self.0.len() {
            let stays = |line: Arc<connection::Line>| !line.is_known();
            self.0.retain(|line| line.upgrade().is_some_and(stays));
        }
        self.0.push_back(Arc::downgrade(line));
    }

    fn send_one_away(&mut self) -> bool {
        while let Some(line) = self.0.pop_front() {
            if let Some(line) = line.upgrade().filter(|line| !line.is_known()) {
                line.send_away();
                return true;
            }
        }
        false
    }
}
