//! One connection: frames in, answers out, limits kept.

use super::FrontConfig;
use super::front::Front;
use connect::acquirer::wire::{Incoming, Outgoing};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;
use tokio_util::task::TaskTracker;

pub(super) async fn serve(
    socket: TcpStream,
    line: Arc<Line>,
    front: Front,
    config: &FrontConfig,
    tasks: TaskTracker,
    mut stop: watch::Receiver<bool>,
) {
    if socket.set_nodelay(true).is_err() {
        return;
    }
    let (mut from, mut to) = socket.into_split();
    tokio::select! {
        () = listen(&mut from, &line, &front, config, &tasks) => {}
        ended = line.outgoing.drain(&mut to) => {
            if let Err(error) = ended {
                tracing::debug!(peer = %line.peer, %error, "connection failed");
            }
            return;
        }
        _ = stop.wait_for(|stop| *stop) => {}
    }
    // What is being worked on is still answered, as long as the other side reads.
    let finish = async {
        let all = u32::try_from(config.in_flight_max).unwrap_or(u32::MAX);
        let _ = line.places.acquire_many(all).await;
        line.outgoing.close();
    };
    let _ = tokio::time::timeout(config.idle_timeout, async {
        tokio::join!(finish, line.outgoing.drain(&mut to))
    })
    .await;
}

/// What the tasks of one connection share.
pub(super) struct Line {
    outgoing: Outgoing,
    places: Arc<Semaphore>,
    malformed: AtomicU32,
    known: AtomicBool,
    peer: SocketAddr,
}

impl Line {
    pub fn new(peer: SocketAddr, config: &FrontConfig) -> Line {
        Line {
            outgoing: Outgoing::new(config.unread_bytes_max),
            places: Arc::new(Semaphore::new(config.in_flight_max)),
            malformed: AtomicU32::new(0),
            known: AtomicBool::new(false),
            peer,
        }
    }

    /// A terminal we know has spoken.
    pub fn is_known(&self) -> bool {
        self.known.load(Ordering::Relaxed)
    }

    /// Ends the connection.
    pub fn send_away(&self) {
        tracing::debug!(peer = %self.peer, "makes room for others: closed");
        self.outgoing.close();
    }
}

async fn listen(
    from: &mut OwnedReadHalf,
    line: &Arc<Line>,
    front: &Front,
    config: &FrontConfig,
    tasks: &TaskTracker,
) {
    let mut incoming = Incoming::new(config.message_bytes_max);
    let stranger_until = Instant::now() + config.stranger_timeout;
    // When the message that has begun must be whole.
    let mut whole_until = None;
    loop {
        let mut until = Instant::now() + config.idle_timeout;
        if !line.is_known() {
            until = until.min(stranger_until);
        }
        if incoming.is_partial() {
            until = until.min(*whole_until.get_or_insert(Instant::now() + config.frame_timeout));
        } else {
            whole_until = None;
        }
        match tokio::time::timeout_at(until, incoming.fill(from)).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false) | Err(_)) => return,
            // It may have become known while we waited for it as for a stranger.
            Err(_) if whole_until.is_none() && line.is_known() && until == stranger_until => {}
            Err(_) => {
                tracing::debug!(peer = %line.peer, "connection idle: closed");
                return;
            }
        }
        loop {
            let frame = match incoming.take() {
                Ok(Some(frame)) => frame,
                Ok(None) => break,
                Err(error) => {
                    if let Some(kept_back) = front.0.noise.peers.tell(line.peer.ip()) {
                        tracing::warn!(peer = %line.peer, kept_back, %error, "connection closed");
                    }
                    return;
                }
            };
            // Some terminals keep the line open with empty frames.
            if frame.is_empty() {
                continue;
            }
            whole_until = None;
            let frame = frame.to_vec();
            let Ok(place) = line.places.clone().acquire_owned().await else {
                return;
            };
            let (line, front) = (line.clone(), front.clone());
            let malformed_max = config.malformed_max;
            tasks.spawn(async move {
                work(&line, &front, &frame, malformed_max).await;
                drop(place);
            });
        }
    }
}

async fn work(line: &Line, front: &Front, frame: &[u8], malformed_max: u32) {
    match front.answer(frame).await {
        Ok(Some(reply)) => {
            if reply.is_known() {
                line.known.store(true, Ordering::Relaxed);
            }
            if let Err(why) = line.outgoing.push(|into| front.write(reply, into)) {
                tracing::warn!(peer = %line.peer, ?why, "answer not delivered");
                if why == connect::acquirer::wire::NotPushed::Full {
                    line.outgoing.close();
                }
            }
        }
        Ok(None) => {}
        Err(error) => {
            let (peer, bytes) = (line.peer, frame.len());
            if let Some(kept_back) = front.0.noise.peers.tell(peer.ip()) {
                tracing::warn!(%peer, kept_back, %error, bytes, "unreadable message");
            }
            if malformed_max <= line.malformed.fetch_add(1, Ordering::Relaxed) + 1 {
                tracing::debug!(%peer, "too many unreadable messages: closed");
                line.outgoing.close();
            }
        }
    }
}
