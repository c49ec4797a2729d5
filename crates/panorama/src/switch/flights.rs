//! Payments being worked on in this process: by their number, so that a repetition waits for
//! the first answer, and by what the acquirer knows them as, so that a late answer is told from
//! a stranger.

use super::answer::Told;
use chrono::{DateTime, Utc};
use connect::acquirer::link::FlightKey;
use kernel::{InstitutionId, PaymentId, TerminalId};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Repetitions of one payment that may wait for its answer.
const WAITERS_MAX: usize = 8;
/// Numbers reversed before their request came that are remembered.
const REVERSED_FIRST_MAX: usize = 50_000;
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

/// Numbers that a terminal has reversed and no payment is known of.
#[derive(Default)]
struct ReversedFirst {
    numbers: HashSet<Number>,
    order: VecDeque<Number>,
}

/// What is under way.
#[derive(Default)]
pub struct Flights {
    flying: Mutex<HashMap<Number, Flight>>,
    given_up: Mutex<GivenUp>,
    reversed_first: Mutex<ReversedFirst>,
}

/// What there is under a number.
pub enum Begun {
    /// Nothing: go on, and [`Flights::land`] in the end.
    First,
    /// The same request is being worked on; its answer comes here.
    Same(oneshot::Receiver<Told>),
    /// Another request under the same number.
    Other,
    /// The same request, and too many wait for its answer already.
    Crowded,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Flights {
    /// Begins a payment, or finds that it has begun.
    pub fn begin(&self, number: Number, content: [u8; 16], since: DateTime<Utc>) -> Begun {
        let mut flying = lock(&self.flying);
        if let Some(flight) = flying.get_mut(&number) {
            if flight.content != content {
                return Begun::Other;
            }
            if WAITERS_MAX <= flight.waiters.len() {
                return Begun::Crowded;
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

    /// A terminal reverses this number. Said before the payment is looked for: one that is not
    /// found is then not sent either, for a payment asks [`Flights::is_reversed_first`] after its
    /// intent is durable and before it leaves.
    pub fn reverse_first(&self, number: Number) {
        let mut first = lock(&self.reversed_first);
        if first.numbers.insert(number) {
            first.order.push_back(number);
        }
        if REVERSED_FIRST_MAX < first.order.len()
            && let Some(oldest) = first.order.pop_front()
        {
            first.numbers.remove(&oldest);
        }
    }

    /// The payment of the number is known: its reversal is kept with it.
    pub fn is_known(&self, number: Number) {
        let mut first = lock(&self.reversed_first);
        // It is the latest for the most part.
        if first.numbers.remove(&number)
            && let Some(at) = first.order.iter().rposition(|other| *other == number)
        {
            first.order.remove(at);
        }
    }

    /// Whether the terminal has reversed this number before it was known.
    pub fn is_reversed_first(&self, number: Number) -> bool {
        lock(&self.reversed_first).numbers.contains(&number)
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

    #[tokio::test]
    async fn too_many_repetitions_are_told_apart_from_another_request() {
        let flights = Flights::default();
        let (number, at) = ((TerminalId::new(), 1, 1), Utc::now());
        assert!(matches!(flights.begin(number, [1; 16], at), Begun::First));
        let waiters: Vec<_> =
            (0..WAITERS_MAX).map(|_| flights.begin(number, [1; 16], at)).collect();
        assert!(waiters.iter().all(|begun| matches!(begun, Begun::Same(_))));
        assert!(matches!(flights.begin(number, [1; 16], at), Begun::Crowded));
    }

    #[test]
    fn what_is_reversed_first_is_remembered_until_it_is_known() {
        let flights = Flights::default();
        let number = |trace_no| (TerminalId(uuid::Uuid::nil()), 1, trace_no);
        for trace_no in 0..=50_000 {
            flights.reverse_first(number(trace_no));
        }
        let known = |trace_no| flights.is_reversed_first(number(trace_no));
        assert_eq!([known(0), known(1), known(50_000)], [false, true, true]);
        flights.is_known(number(50_000));
        assert_eq!([known(1), known(50_000)], [true, false]);
    }
}
