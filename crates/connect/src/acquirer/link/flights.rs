//! What is in flight on a link, and which answer belongs to which request.

use iso8583::Message;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Most requests remembered after they were given up.
const EXPIRED_MAX: usize = 50_000;

/// What an answer is known by: class of the message type, terminal (F41), merchant (F42) and
/// trace number (F11). A reversal that shares the trace number of its purchase has another
/// class, so the two never meet; a repeat (0401) has the class of what it repeats.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FlightKey {
    class: [u8; 3],
    trace: [u8; 6],
    terminal: [u8; 8],
    merchant: [u8; 15],
}

impl FlightKey {
    /// The key of a request or of its answer; `None` when field 11 is missing. Absent F41 and
    /// F42 are taken as blank.
    pub fn of(message: &Message) -> Option<FlightKey> {
        let mti = message.mti.as_str().as_bytes();
        // Request and answer differ in the lowest bit of the third digit.
        let class = [mti[0], mti[1], mti[2] & !1];
        Some(FlightKey {
            class,
            trace: padded(message.bytes(11).filter(|trace| trace.len() == 6)?),
            terminal: padded(message.bytes(41).unwrap_or_default()),
            merchant: padded(message.bytes(42).unwrap_or_default()),
        })
    }
}

fn padded<const N: usize>(value: &[u8]) -> [u8; N] {
    let mut out = [b' '; N];
    let length = value.len().min(N);
    out[..length].copy_from_slice(&value[..length]);
    out
}

impl fmt::Display for FlightKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end().to_owned();
        write!(
            f,
            "class={} terminal={} merchant={} trace={}",
            text(&self.class),
            text(&self.terminal),
            text(&self.merchant),
            text(&self.trace)
        )
    }
}

impl fmt::Debug for FlightKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How a flight ends.
pub(super) enum Landing {
    Answer(Message),
    BadMac,
    ConnectionLost,
}

/// Why a flight cannot begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grounded {
    Full,
    Busy,
}

struct Flight {
    landing: oneshot::Sender<Landing>,
}

#[derive(Default)]
struct Table {
    flying: HashMap<FlightKey, Flight>,
    expired: HashMap<FlightKey, Instant>,
    order: VecDeque<(FlightKey, Instant)>,
}

/// The flights of one link.
pub(super) struct Flights {
    table: Mutex<Table>,
    limit: usize,
    expired_keep: Duration,
}

/// Where an answer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landed {
    Expected,
    /// Somebody asked, and has given up since.
    Late,
    Unmatched,
}

impl Flights {
    pub fn new(limit: usize, expired_keep: Duration) -> Flights {
        Flights { table: Mutex::default(), limit, expired_keep }
    }

    pub fn len(&self) -> usize {
        self.lock().flying.len()
    }

    pub fn take_off(&self, key: FlightKey) -> Result<oneshot::Receiver<Landing>, Grounded> {
        let mut table = self.lock();
        if self.limit <= table.flying.len() {
            return Err(Grounded::Full);
        }
        if table.flying.contains_key(&key) {
            return Err(Grounded::Busy);
        }
        table.expired.remove(&key);
        let (landing, receiver) = oneshot::channel();
        table.flying.insert(key, Flight { landing });
        Ok(receiver)
    }

    /// An answer has come.
    pub fn land(&self, key: FlightKey, landing: Landing) -> (Landed, Option<Landing>) {
        let mut table = self.lock();
        if let Some(flight) = table.flying.remove(&key) {
            drop(table);
            return match flight.landing.send(landing) {
                Ok(()) => (Landed::Expected, None),
                Err(landing) => (Landed::Late, Some(landing)),
            };
        }
        let known = table.expired.remove(&key).is_some_and(|at| at.elapsed() < self.expired_keep);
        let landed = if known { Landed::Late } else { Landed::Unmatched };
        (landed, Some(landing))
    }

    /// Nothing was sent: forget it.
    pub fn cancel(&self, key: FlightKey) {
        self.lock().flying.remove(&key);
    }

    /// The asker gives up; an answer that still comes is late.
    pub fn give_up(&self, key: FlightKey) {
        let mut table = self.lock();
        table.flying.remove(&key);
        remember(&mut table, key, self.expired_keep);
    }

    /// The connection is gone: every asker is told so.
    pub fn lose_all(&self) {
        let lost: Vec<(FlightKey, Flight)> = {
            let mut table = self.lock();
            let lost: Vec<_> = table.flying.drain().collect();
            for (key, _) in &lost {
                remember(&mut table, *key, self.expired_keep);
            }
            lost
        };
        for (_, flight) in lost {
            // An asker that has gone meanwhile needs no telling.
            let _ = flight.landing.send(Landing::ConnectionLost);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn remember(table: &mut Table, key: FlightKey, keep: Duration) {
    let now = Instant::now();
    table.expired.insert(key, now);
    table.order.push_back((key, now));
    while let Some((old, at)) = table.order.front().copied() {
        if table.order.len() <= EXPIRED_MAX && now.duration_since(at) < keep {
            break;
        }
        table.order.pop_front();
        // The same key may have been given up again since.
        if table.expired.get(&old) == Some(&at) {
            table.expired.remove(&old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iso8583::{Header, Mti};

    fn key(mti: &str, trace: &str) -> FlightKey {
        let header = Header::pos("6000030000", "603100310100").unwrap();
        let mut message = Message::new(header, Mti::parse(mti).unwrap());
        message.set(11, trace).set(41, "10000001").set(42, "898500000000001");
        FlightKey::of(&message).unwrap()
    }

    #[test]
    fn an_answer_has_the_key_of_its_request_and_a_reversal_another() {
        for (one, other) in [("0200", "0210"), ("0220", "0230"), ("0400", "0410"), ("0401", "0410")]
        {
            assert_eq!(key(one, "000001"), key(other, "000001"), "{one}");
        }
        assert_ne!(key("0200", "000001"), key("0400", "000001"));
        assert_ne!(key("0200", "000001"), key("0220", "000001"));
        assert_ne!(key("0200", "000001"), key("0200", "000002"));
    }

    #[test]
    fn an_answer_is_expected_late_or_unmatched() {
        let flights = Flights::new(2, Duration::from_secs(120));
        let (one, two, three) =
            (key("0200", "000001"), key("0200", "000002"), key("0200", "000003"));
        let mut first = flights.take_off(one).unwrap();
        let second = flights.take_off(two).unwrap();
        assert_eq!(flights.take_off(three).err(), Some(Grounded::Full));
        assert_eq!(flights.land(one, Landing::BadMac).0, Landed::Expected);
        assert!(first.try_recv().is_ok());
        assert_eq!(flights.take_off(two).err(), Some(Grounded::Busy));
        drop(second);
        flights.give_up(two);
        assert_eq!(flights.land(two, Landing::BadMac).0, Landed::Late);
        assert_eq!(flights.land(two, Landing::BadMac).0, Landed::Unmatched);
        assert_eq!(flights.land(three, Landing::BadMac).0, Landed::Unmatched);
        assert_eq!(flights.len(), 0);
    }

    #[test]
    fn a_lost_connection_tells_all_and_makes_their_answers_late() {
        let flights = Flights::new(2, Duration::from_secs(120));
        let one = key("0200", "000001");
        let mut waiting = flights.take_off(one).unwrap();
        flights.lose_all();
        assert!(matches!(waiting.try_recv(), Ok(Landing::ConnectionLost)));
        assert_eq!(flights.land(one, Landing::BadMac).0, Landed::Late);
    }
}
