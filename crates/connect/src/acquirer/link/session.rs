//! The life of a link: connect, sign on, pass messages, echo when idle, and again after a pause.

use super::flights::{FlightKey, Landed, Landing};
use super::health::count;
use super::{Inner, LinkPhase, Stray};
use crate::acquirer::mac_holds;
use crate::acquirer::wire::{Incoming, Outgoing};
use iso8583::{Message, Mti};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Most bytes of one message from the host.
const MESSAGE_BYTES_MAX: usize = 8 * 1024;
/// Most bytes waiting for the host's socket.
const OUTGOING_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum Ended {
    #[error("connecting failed: {0}")]
    Connect(std::io::Error),
    #[error("no connection within the time allowed")]
    ConnectTimeout,
    #[error("the connection failed: {0}")]
    Socket(#[from] std::io::Error),
    #[error("the host closed the connection")]
    Closed,
    #[error(transparent)]
    Oversize(#[from] crate::acquirer::wire::Oversize),
    #[error("sign-on was refused with {0}")]
    SignOnRefused(String),
    #[error("sign-on: {0}")]
    SignOn(super::SendError),
    #[error("the echo was not answered")]
    EchoUnanswered,
    #[error("stopped")]
    Stopped,
}

pub(super) async fn run(inner: Arc<Inner>) {
    let mut stop = inner.stop.subscribe();
    let mut pause = inner.config.retry_min;
    while !*stop.borrow() {
        let mut was_up = false;
        let ended = connection(&inner, &mut was_up).await;
        close(&inner);
        if was_up {
            pause = inner.config.retry_min;
        }
        if matches!(ended, Ended::Stopped) || *stop.borrow() {
            break;
        }
        tracing::warn!(link = %inner.config.name, why = %ended, "acquirer link is down");
        inner.recent.failed(ended.to_string());
        // Spread over the second half of the pause, so that many links do not knock in step.
        let spread = pause.mul_f64(0.5 + rand::random::<f64>() / 2.0);
        tokio::select! {
            () = tokio::time::sleep(spread) => {}
            _ = stop.changed() => {}
        }
        pause = (pause * 2).min(inner.config.retry_max);
    }
    close(&inner);
}

fn close(inner: &Inner) {
    let outgoing = inner.outgoing.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(outgoing) = outgoing {
        outgoing.close();
    }
    inner.state.send_replace(LinkPhase::Down);
    inner.flights.lose_all();
}

async fn connection(inner: &Arc<Inner>, was_up: &mut bool) -> Ended {
    inner.state.send_replace(LinkPhase::Connecting);
    let connecting = TcpStream::connect(&inner.config.address);
    let socket = match tokio::time::timeout(inner.config.connect_timeout, connecting).await {
        Ok(Ok(socket)) => socket,
        Ok(Err(error)) => return Ended::Connect(error),
        Err(_) => return Ended::ConnectTimeout,
    };
    if let Err(error) = socket.set_nodelay(true) {
        return Ended::Socket(error);
    }
    let (mut from, mut to) = socket.into_split();
    let outgoing = Arc::new(Outgoing::new(OUTGOING_BYTES_MAX));
    *inner.outgoing.lock().unwrap_or_else(PoisonError::into_inner) = Some(outgoing.clone());
    inner.state.send_replace(LinkPhase::SigningOn);
    let heard = Heard::default();
    tokio::select! {
        ended = listen(inner, &outgoing, &mut from, &heard) => ended,
        ended = outgoing.drain(&mut to) => ended.map_or_else(Ended::Socket, |()| Ended::Stopped),
        ended = converse(inner, &heard, was_up) => ended,
    }
}

/// When the host was last heard.
struct Heard {
    start: Instant,
    ms: AtomicU64,
}

impl Default for Heard {
    fn default() -> Self {
        Heard { start: Instant::now(), ms: AtomicU64::new(0) }
    }
}

impl Heard {
    fn now(&self) {
        let ms = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.ms.store(ms, Ordering::Relaxed);
    }

    fn quiet_for(&self) -> Duration {
        let last = Duration::from_millis(self.ms.load(Ordering::Relaxed));
        self.start.elapsed().saturating_sub(last)
    }
}

/// Signs on, then echoes whenever it is quiet, until told to stop.
async fn converse(inner: &Inner, heard: &Heard, was_up: &mut bool) -> Ended {
    match inner.exchange(network_message(inner, "0800", "00", "003")).await {
        Ok(reply) => match reply.message.get(39) {
            Some("00") => {}
            other => return Ended::SignOnRefused(other.unwrap_or("nothing").to_owned()),
        },
        Err(error) => return Ended::SignOn(error),
    }
    *was_up = true;
    inner.state.send_replace(LinkPhase::Up);
    tracing::info!(link = %inner.config.name, "acquirer link is up");
    let mut stop = inner.stop.subscribe();
    stop.mark_changed();
    loop {
        let wait = inner.config.echo_after.saturating_sub(heard.quiet_for());
        tokio::select! {
            () = tokio::time::sleep(wait.max(Duration::from_millis(1))) => {}
            _ = stop.changed() => {}
        }
        if *stop.borrow_and_update() {
            return sign_off(inner).await;
        }
        if heard.quiet_for() < inner.config.echo_after {
            continue;
        }
        if inner.exchange(network_message(inner, "0820", "00", "301")).await.is_err() {
            return Ended::EchoUnanswered;
        }
    }
}

/// Awaits what is in flight, then says good-bye.
async fn sign_off(inner: &Inner) -> Ended {
    inner.state.send_replace(LinkPhase::Draining);
    let until = Instant::now() + inner.config.reply_timeout;
    while 0 < inner.flights.len() && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // The host may close without answering; either way we are done.
    let bye = inner.exchange(network_message(inner, "0820", "00", "002"));
    let _ = tokio::time::timeout(Duration::from_secs(1), bye).await;
    Ended::Stopped
}

/// A message of the link itself: sign-on 003, sign-off 002, echo 301 in F60.3.
fn network_message(inner: &Inner, mti: &str, kind: &str, action: &str) -> Message {
    // The types are written in this file and are four digits.
    let mti = Mti::parse(mti).expect("four digits");
    let mut message = Message::new(inner.config.header.clone(), mti);
    message
        .set(11, &inner.next_trace())
        .set(41, &inner.config.terminal)
        .set(42, &inner.config.merchant)
        .set(60, &format!("{kind}000000{action}"));
    message
}

async fn listen(
    inner: &Inner,
    outgoing: &Outgoing,
    socket: &mut tokio::net::tcp::OwnedReadHalf,
    heard: &Heard,
) -> Ended {
    let mut incoming = Incoming::new(MESSAGE_BYTES_MAX);
    loop {
        match incoming.fill(socket).await {
            Ok(true) => heard.now(),
            Ok(false) => return Ended::Closed,
            Err(error) => return Ended::Socket(error),
        }
        loop {
            match incoming.take() {
                Ok(Some(frame)) => received(inner, outgoing, frame),
                Ok(None) => break,
                Err(error) => return Ended::Oversize(error),
            }
        }
    }
}

fn received(inner: &Inner, outgoing: &Outgoing, frame: &[u8]) {
    if frame.is_empty() {
        return;
    }
    let link = &inner.config.name;
    let message = match inner.config.spec.decode(frame) {
        Ok(message) => message,
        Err(error) => {
            tracing::warn!(link = %link, %error, "unreadable message from the acquirer");
            return;
        }
    };
    if message.mti.is_request() {
        return answer_host(inner, outgoing, &message);
    }
    let Some(key) = FlightKey::of(&message) else {
        tracing::warn!(link = %link, mti = %message.mti, "answer without a trace number");
        count(&inner.counters.unmatched);
        return;
    };
    let landing = if mac_is_right(inner, &message, frame) {
        Landing::Answer(message)
    } else {
        tracing::warn!(link = %link, %key, "MAC of the answer does not hold");
        Landing::BadMac
    };
    let late = match inner.flights.land(key, landing) {
        (Landed::Expected, _) => return,
        (Landed::Late, Some(Landing::Answer(message))) => Stray { key, late: true, message },
        (Landed::Unmatched, Some(Landing::Answer(message))) => Stray { key, late: false, message },
        _ => return,
    };
    let counters = &inner.counters;
    count(if late.late { &counters.late } else { &counters.unmatched });
    let code = late.message.get(39).unwrap_or("none").to_owned();
    tracing::warn!(link = %link, key = %late.key, late = late.late, %code, "unmatched response");
    (inner.stray)(late);
}

/// Answers to payments carry a MAC where the link has a key; a refusal may come without one.
fn mac_is_right(inner: &Inner, message: &Message, frame: &[u8]) -> bool {
    let network = message.mti.as_str().starts_with("08");
    match &inner.config.mac {
        Some(mac) if !network && message.has(64) => mac_holds(inner.config.spec, frame, mac),
        Some(_) if !network => message.bytes(39) != Some(b"00"),
        _ => true,
    }
}

/// The host asks whether we are there.
fn answer_host(inner: &Inner, outgoing: &Outgoing, request: &Message) {
    if !request.mti.as_str().starts_with("08") {
        tracing::warn!(link = %inner.config.name, mti = %request.mti, "request from the acquirer");
        return;
    }
    let mut reply = request.reply(&[11, 41, 42, 60]);
    reply.set(39, "00");
    let pushed = outgoing
        .push(|into| crate::acquirer::put_frame(inner.config.spec, &mut reply, None, into).is_ok());
    if let Err(why) = pushed {
        tracing::warn!(link = %inner.config.name, ?why, "echo not answered");
    }
}
