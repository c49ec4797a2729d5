//! Our side of an acquirer's host: one persistent connection, many requests in flight.
//!
//! States: down → connecting → signing on → up, and draining when stopped. A request is either
//! refused before anything could have left ([`SendError::NotSent`]: the payment may be declined
//! or go elsewhere) or it may have reached the host ([`SendError::Unknown`]: it must be reversed
//! and never sent a second time). Between the two the doubt goes to the second.
//!
//! Answers find their request by [`FlightKey`]. An answer that comes after its request was given
//! up, or that nobody asked for, goes to the handler given at the start and into the log by its
//! key, which holds no card data.

mod flights;
mod health;
mod session;

pub use flights::FlightKey;
pub use health::{LinkHealth, LinkPhase};

use super::window::Ending;
use super::wire::Outgoing;
use super::{MacMaker, put_frame};
use flights::{Flights, Grounded, Landing};
use health::{Counters, Recent, count};
use iso8583::{Header, Message, Spec};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{oneshot, watch};

/// How a link is set up.
#[derive(Clone)]
pub struct LinkConfig {
    /// Name for logs and health.
    pub name: String,
    /// `host:port` of the acquirer's host.
    pub address: String,
    /// Dialect spoken.
    pub spec: &'static Spec,
    /// Header put on every request.
    pub header: Header,
    /// F41 of sign-on, echo and sign-off, 8 characters.
    pub terminal: String,
    /// F42 of sign-on, echo and sign-off, 15 characters.
    pub merchant: String,
    /// Makes and checks F64; without it messages carry none.
    pub mac: Option<MacMaker>,
    /// Most requests without an answer at one time.
    pub in_flight_max: usize,
    /// How long an answer is awaited.
    pub reply_timeout: Duration,
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// An echo is sent after so long without traffic.
    pub echo_after: Duration,
    /// First pause before connecting again; doubled up to `retry_max`.
    pub retry_min: Duration,
    /// Longest pause before connecting again.
    pub retry_max: Duration,
    /// How long a request that was given up is remembered, so that its answer is called late.
    pub expired_keep: Duration,
}

impl LinkConfig {
    /// The POS dialect with the usual times: answers within 8 s (a terminal waits longer), echo
    /// after 30 s, reconnection after 0.1 to 5 s, 120 s of memory for late answers.
    pub fn pos(name: &str, address: &str) -> LinkConfig {
        LinkConfig {
            name: name.to_owned(),
            address: address.to_owned(),
            spec: iso8583::spec::pos(),
            header: Header::Pos {
                tpdu: [0x60, 0, 0, 0, 0],
                application: [0x60, 0x31, 0, 0x31, 1, 0],
            },
            terminal: "00000000".to_owned(),
            merchant: "000000000000000".to_owned(),
            mac: None,
            in_flight_max: 8192,
            reply_timeout: Duration::from_secs(8),
            connect_timeout: Duration::from_secs(5),
            echo_after: Duration::from_secs(30),
            retry_min: Duration::from_millis(100),
            retry_max: Duration::from_secs(5),
            expired_keep: Duration::from_secs(120),
        }
    }
}

/// An answer that no one awaits (any more).
#[derive(Debug)]
pub struct Stray {
    /// What it is known by.
    pub key: FlightKey,
    /// True when we asked and gave up; false when we never asked.
    pub late: bool,
    /// The answer.
    pub message: Message,
}

/// Is told of every late or unmatched answer. Must not block.
pub type StrayHandler = Arc<dyn Fn(Stray) + Send + Sync>;

/// An answer and how long it took.
#[derive(Debug)]
pub struct Reply {
    /// The answer.
    pub message: Message,
    /// From the moment the request was handed to the socket.
    pub latency: Duration,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nothing has left: the host cannot know of it.
    #[error("not sent: {0}")]
    NotSent(NotSent),
    /// The host may have it.
    #[error("sent, and {0}")]
    Unknown(Lost),
}

/// Why nothing has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// No signed-on connection.
    #[error("the link is not up")]
    LinkDown,
    /// As many in flight as allowed.
    #[error("too many requests in flight")]
    Full,
    /// A request with the same key is in flight.
    #[error("the same terminal and trace number are in flight")]
    Busy,
    /// The message cannot be written in the link's dialect or has no trace number.
    #[error("the message does not fit the dialect")]
    Unwritable,
}

/// Why the end is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The time allowed is over.
    #[error("no answer in time")]
    Timeout,
    /// The connection ended first.
    #[error("the connection was lost before the answer")]
    ConnectionLost,
    /// The answer does not carry the MAC it should.
    #[error("the answer's MAC does not hold")]
    BadMac,
}

/// A link. Clones share it.
#[derive(Clone)]
pub struct Link(Arc<Inner>);

struct Inner {
    config: LinkConfig,
    flights: Flights,
    state: watch::Sender<LinkPhase>,
    /// The connection in use, while there is one.
    outgoing: Mutex<Option<Arc<Outgoing>>>,
    counters: Counters,
    recent: Recent,
    stray: StrayHandler,
    stop: watch::Sender<bool>,
    trace: AtomicU32,
}

impl Link {
    /// Starts connecting in the background; `stray` is told of late and unmatched answers.
    pub fn start(config: LinkConfig, stray: StrayHandler) -> Link {
        let inner = Arc::new(Inner {
            flights: Flights::new(config.in_flight_max, config.expired_keep),
            state: watch::Sender::new(LinkPhase::Down),
            outgoing: Mutex::default(),
            counters: Counters::default(),
            recent: Recent::new(),
            stray,
            stop: watch::Sender::new(false),
            trace: AtomicU32::new(0),
            config,
        });
        tokio::spawn(session::run(inner.clone()));
        Link(inner)
    }

    /// Sends a request and waits for its answer. The header is the link's own, and so is F64.
    /// Dropping the future gives the request up: an answer is then late.
    pub async fn send(&self, message: Message) -> Result<Reply, SendError> {
        if *self.0.state.borrow() != LinkPhase::Up {
            return Err(SendError::NotSent(NotSent::LinkDown));
        }
        self.0.exchange(message).await
    }

    /// Waits until payments may pass, at most `patience`; `false` when they still may not.
    pub async fn wait_up(&self, patience: Duration) -> bool {
        let mut state = self.0.state.subscribe();
        let up = state.wait_for(|state| *state == LinkPhase::Up);
        matches!(tokio::time::timeout(patience, up).await, Ok(Ok(_)))
    }

    /// The state now.
    pub fn state(&self) -> LinkPhase {
        *self.0.state.borrow()
    }

    /// Tells of every change of state.
    pub fn states(&self) -> watch::Receiver<LinkPhase> {
        self.0.state.subscribe()
    }

    /// How the link is doing.
    pub fn health(&self) -> LinkHealth {
        let inner = &self.0;
        health::health(
            &inner.config.name,
            self.state(),
            inner.flights.len(),
            &inner.counters,
            &inner.recent,
        )
    }

    /// Takes nothing new, awaits what is in flight, signs off and closes. Returns when closed.
    pub async fn stop(&self) {
        self.0.stop.send_replace(true);
        let mut state = self.0.state.subscribe();
        // The sender lives in `self`, so waiting cannot fail.
        let _ = state.wait_for(|state| *state == LinkPhase::Down).await;
    }
}

impl Inner {
    /// Sends on the connection in use, whatever the state: sign-on needs it before `Up`.
    async fn exchange(&self, mut message: Message) -> Result<Reply, SendError> {
        let not_sent = |why| Err(SendError::NotSent(why));
        let outgoing = self.outgoing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(outgoing) = outgoing else {
            return not_sent(NotSent::LinkDown);
        };
        let Some(key) = FlightKey::of(&message) else {
            return not_sent(NotSent::Unwritable);
        };
        message.header = self.config.header.clone();
        let landing = match self.flights.take_off(key) {
            Ok(landing) => landing,
            Err(Grounded::Full) => return not_sent(NotSent::Full),
            Err(Grounded::Busy) => return not_sent(NotSent::Busy),
        };
        let mut flight = Airborne { inner: self, key, landed: false };
        let network = message.mti.as_str().starts_with("08");
        let mac = self.config.mac.as_ref().filter(|_| !network);
        let started = Instant::now();
        let pushed =
            outgoing.push(|into| put_frame(self.config.spec, &mut message, mac, into).is_ok());
        if let Err(why) = pushed {
            flight.landed = true;
            self.flights.cancel(key);
            return not_sent(match why {
                super::wire::NotPushed::Closed => NotSent::LinkDown,
                super::wire::NotPushed::Full => NotSent::Full,
                super::wire::NotPushed::Refused => NotSent::Unwritable,
            });
        }
        count(&self.counters.sent);
        flight.wait(landing, started, network).await
    }

    /// A trace number for the link's own messages.
    fn next_trace(&self) -> String {
        format!("{:06}", self.trace.fetch_add(1, Ordering::Relaxed) % 999_999 + 1)
    }
}

/// A request that may have left. Dropped without landing, it is given up.
struct Airborne<'a> {
    inner: &'a Inner,
    key: FlightKey,
    landed: bool,
}

impl Airborne<'_> {
    async fn wait(
        mut self,
        landing: oneshot::Receiver<Landing>,
        started: Instant,
        network: bool,
    ) -> Result<Reply, SendError> {
        let inner = self.inner;
        let landed = tokio::time::timeout(inner.config.reply_timeout, landing).await;
        let lost = match landed {
            Ok(Ok(Landing::Answer(message))) => {
                self.landed = true;
                let latency = started.elapsed();
                count(&inner.counters.answered);
                if !network {
                    let us = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
                    let approved = message.bytes(39) == Some(b"00");
                    let ending = if approved { Ending::Approved(us) } else { Ending::Declined(us) };
                    inner.recent.ended(ending);
                }
                return Ok(Reply { message, latency });
            }
            Ok(Ok(Landing::BadMac)) => Lost::BadMac,
            Ok(Ok(Landing::ConnectionLost) | Err(_)) => Lost::ConnectionLost,
            Err(_) => Lost::Timeout,
        };
        Err(SendError::Unknown(lost))
    }
}

impl Drop for Airborne<'_> {
    fn drop(&mut self) {
        if !self.landed {
            self.inner.flights.give_up(self.key);
            count(&self.inner.counters.unanswered);
            self.inner.recent.ended(Ending::Unknown);
        }
    }
}
