//! Payments being worked on in this process: by their number, so that a repetition waits for
//! the first answer, and by what the acquirer knows them as, so that a late answer is told from
//! a stranger.

use super::answer::Told;
use chrono::{DateTime, Utc};
use connect::acquirer::link::FlightKey;
use kernel::{InstitutionId, PaymentId, TerminalId};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Repetitions of one payment that may wait for its answer.
const WAITERS_MAX: usize = 8;
/// Payments given up that are remembered for their late answers.
const GIVEN_UP_MAX: usize = 50_000;

/// Terminal, batch number and trace number: the same three are the same payment.
pub type Number = (TerminalId, i32, i32);

struct Flight {
    content: [u8; 16],
    since: DateTime<Utc>,
    waiters: Vec<oneshot::Sender<Told>>,
}

#[derive(Default)]
struct GivenUp {
    by_key: HashMap<FlightKey, (InstitutionId, PaymentId)>,
    order: VecDeque<FlightKey>,
}

/// What is under way.
#[derive(Default)]
pub struct Flights {
    flying: Mutex<HashMap<Number, Flight>>,
    given_up: Mutex<GivenUp>,
}

/// What there is under a number.
pub enum Begun {
    /// Nothing: go on, and [`Flights::land`] in the end.
    First,
    /// The same request is being worked on; its answer comes here.
    Same(oneshot::Receiver<Told>),
    /// Another request under the same number, or too many repetitions.
    Other,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Flights {
    /// Begins a payment, or finds that it has begun.
    pub fn begin(&self, number: Number, content: [u8; 16], since: DateTime<Utc>) -> Begun {
        let mut flying = lock(&self.flying);
        if let Some(flight) = flying.get_mut(&number) {
            if flight.content != content || WAITERS_MAX <= flight.waiters.len() {
                return Begun::Other;
            }
            let (tell, told) = oneshot::channel();
            flight.waiters.push(tell);
            return Begun::Same(told);
        }
        flying.insert(number, Flight { content, since, waiters: Vec::new() });
        Begun::First
    }

    /// The payment is over; without an answer those who wait hear nothing either.
    pub fn land(&self, number: Number, told: Option<&Told>) {
        let Some(flight) = lock(&self.flying).remove(&number) else {
            return;
        };
        for waiter in flight.waiters {
            if let Some(told) = told {
                // A waiter that has gone needs no telling.
                let _ = waiter.send(told.clone());
            }
        }
    }

    /// When the oldest payment under way was received.
    pub fn oldest(&self) -> Option<DateTime<Utc>> {
        lock(&self.flying).values().map(|flight| flight.since).min()
    }

    /// How many are under way.
    pub fn len(&self) -> usize {
        lock(&self.flying).len()
    }

    /// The acquirer's answer was not there in time.
    pub fn give_up(&self, key: FlightKey, payment: (InstitutionId, PaymentId)) {
        let mut given_up = lock(&self.given_up);
        given_up.by_key.insert(key, payment);
        given_up.order.push_back(key);
        if GIVEN_UP_MAX < given_up.order.len()
            && let Some(oldest) = given_up.order.pop_front()
        {
            given_up.by_key.remove(&oldest);
        }
    }

    /// The payment that a late answer belongs to.
    pub fn late(&self, key: &FlightKey) -> Option<(InstitutionId, PaymentId)> {
        lock(&self.given_up).by_key.remove(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_repetition_waits_for_the_first_answer_and_another_request_does_not() {
        let flights = Flights::default();
        let number = (TerminalId::new(), 1, 1);
        let at = Utc::now();
        assert!(matches!(flights.begin(number, [1; 16], at), Begun::First));
        let Begun::Same(told) = flights.begin(number, [1; 16], at) else {
            panic!("the same request is the same payment");
        };
        assert!(matches!(flights.begin(number, [2; 16], at), Begun::Other));
        assert_eq!(flights.oldest(), Some(at));
        flights.land(number, Some(&Told::code("00")));
        assert_eq!(told.await.unwrap().code, "00");
        assert_eq!((flights.oldest(), flights.len()), (None, 0));
        assert!(matches!(flights.begin(number, [2; 16], at), Begun::First));
    }
}
