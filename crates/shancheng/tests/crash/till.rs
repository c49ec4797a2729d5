//! The load: terminals that pay one payment after the other, lose their connection, come back,
//! and remember what they were told.

use super::books::{Books, Number};
use super::program::{Ready, TerminalKnown};
use connect::terminal::{Line, Slip, Terminal, TerminalConfig};
use iso8583::{Key, MacProfile, Message};
use kernel::TerminalId;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long an answer is awaited: longer than the server takes to give up.
const PATIENCE: Duration = Duration::from_secs(25);
/// Longest time without the answers that are waited for.
const PROGRESS_MAX: Duration = Duration::from_secs(90);
/// The first is of the bank whose rule sends its own cards to its own host.
const CARDS: [&str; 3] = ["6222021234567890123", "6228480402564890018", "6217001234567890"];

/// A request, and what its terminal knows of it.
#[derive(Clone, Debug)]
pub struct Deal {
    pub terminal: TerminalId,
    pub slip: Slip,
    /// F39 of the answer; `None`: there was none.
    pub answer: Option<String>,
    /// F39 of the answer to the terminal's own reversal.
    pub reversed: Option<String>,
}

impl Deal {
    pub fn number(&self) -> Number {
        (self.terminal, self.slip.batch_no, self.slip.trace_no)
    }

    pub fn is_acknowledged(&self) -> bool {
        self.answer.as_deref() == Some("00")
    }
}

/// What a terminal does about an unanswered request when it is back.
enum Owed {
    /// Reverses it, under new keys.
    Reversal(usize),
    /// Sends the same request again, under the keys it has.
    Repetition(usize, Box<Message>),
}

/// A terminal with its only connection.
pub struct Till {
    pub deals: Vec<Deal>,
    id: TerminalId,
    terminal: Terminal,
    line: Option<Line>,
    signed_in: bool,
    owed: Option<Owed>,
    /// Approved sales that may be voided.
    open: Vec<usize>,
    dice: StdRng,
}

/// All tills at work.
pub struct Load {
    shared: Arc<Shared>,
    working: Vec<JoinHandle<Till>>,
}

struct Shared {
    address: watch::Sender<SocketAddr>,
    over: AtomicBool,
    answered: AtomicUsize,
}

impl Load {
    /// Tills at terminals spread over the program's list.
    pub fn start(ready: &Ready, tills: usize, seed: u64) -> Load {
        let shared = Arc::new(Shared {
            address: watch::Sender::new(ready.pos),
            over: AtomicBool::new(false),
            answered: AtomicUsize::new(0),
        });
        let step = (ready.terminals.len() / tills).max(1);
        let chosen = ready.terminals.iter().step_by(step).take(tills);
        let working = (1u64..).zip(chosen).map(|(number, known)| {
            let till = Till::new(known, StdRng::seed_from_u64(seed.wrapping_add(number)));
            tokio::spawn(till.work(shared.clone()))
        });
        let working = working.collect();
        Load { shared, working }
    }

    /// Waits for so many more answers.
    pub async fn until_answered(&self, more: usize) {
        let (begun, answered) = (Instant::now(), &self.shared.answered);
        let wanted = answered.load(Ordering::Relaxed) + more;
        while answered.load(Ordering::Relaxed) < wanted {
            assert!(begun.elapsed() < PROGRESS_MAX, "payments are not answered any more");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// The server listens elsewhere now.
    pub fn moved_to(&self, address: SocketAddr) {
        self.shared.address.send_replace(address);
    }

    /// Lets every till finish what it is at.
    pub async fn end(self) -> Vec<Till> {
        self.shared.over.store(true, Ordering::Relaxed);
        let mut tills = Vec::new();
        for working in self.working {
            tills.push(working.await.unwrap());
        }
        tills
    }
}

impl Till {
    fn new(known: &TerminalKnown, dice: StdRng) -> Till {
        let terminal = Terminal::new(TerminalConfig {
            merchant_code: known.merchant_code.clone(),
            terminal_code: known.terminal_code.clone(),
            serial: Some(known.serial.clone()),
            device_type: "04".to_owned(),
            place: None,
            master_key: Key::from_hex(&known.tmk).unwrap(),
            mac_profile: MacProfile::CupEcb,
        });
        Till {
            deals: Vec::new(),
            id: known.id,
            terminal,
            line: None,
            signed_in: false,
            owed: None,
            open: Vec::new(),
            dice,
        }
    }

    async fn work(mut self, shared: Arc<Shared>) -> Till {
        let over = || shared.over.load(Ordering::Relaxed);
        while !over() || self.owed.is_some() {
            let address = *shared.address.borrow();
            if !self.reach(address).await {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
            let answered = match self.owed.take() {
                Some(Owed::Reversal(deal)) => self.reverse(deal).await,
                Some(Owed::Repetition(deal, message)) => self.repeat(deal, *message).await,
                None => self.deal().await,
            };
            if answered {
                shared.answered.fetch_add(1, Ordering::Relaxed);
            }
        }
        self
    }

    /// Connects and signs in where that is missing.
    async fn reach(&mut self, address: SocketAddr) -> bool {
        if self.line.is_none() {
            self.line = Line::connect(address, PATIENCE).await.ok();
        }
        let Some(line) = &mut self.line else {
            return false;
        };
        if !self.signed_in {
            self.signed_in = line.sign_in(&mut self.terminal).await.is_ok();
            if !self.signed_in {
                self.line = None;
            }
        }
        self.signed_in
    }

    /// One exchange; `None` is no answer, and the end of the connection.
    async fn exchange(&mut self, message: Message) -> Option<Message> {
        let reply = self.line.as_mut()?.exchange(&self.terminal, message).await;
        assert!(
            !matches!(reply, Err(connect::terminal::LineError::BadMac)),
            "an approval without its MAC"
        );
        let Ok(reply) = reply else {
            self.line = None;
            return None;
        };
        // Sign in anew, A0: the MAC did not hold, 77: another batch.
        if matches!(reply.get(39), Some("77" | "A0")) {
            self.signed_in = false;
        }
        Some(reply)
    }

    /// A sale, or now and then a void of an earlier one.
    async fn deal(&mut self) -> bool {
        let void = !self.open.is_empty() && self.dice.random_range(0..6) == 0;
        let (message, slip) = if void {
            let at = self.dice.random_range(0..self.open.len());
            let sale = self.deals[self.open.swap_remove(at)].slip.clone();
            self.terminal.void(&sale)
        } else {
            let card = CARDS[self.dice.random_range(0..CARDS.len())];
            self.terminal.sale(card, self.dice.random_range(100..30_000))
        };
        let (terminal, deal) = (self.id, self.deals.len());
        self.deals.push(Deal { terminal, slip, answer: None, reversed: None });
        let again = message.clone();
        match self.exchange(message).await {
            Some(reply) => {
                self.take(deal, &reply);
                true
            }
            None => {
                self.lost(deal, again);
                false
            }
        }
    }

    fn take(&mut self, deal: usize, reply: &Message) {
        let taken = &mut self.deals[deal];
        taken.answer = Some(reply.get(39).unwrap_or("none").to_owned());
        taken.slip.reference_no = reply.get(37).map(str::to_owned);
        taken.slip.date = reply.get(13).unwrap_or("0000").to_owned();
        if taken.is_acknowledged() && taken.slip.kind == "22" {
            self.open.push(deal);
        }
    }

    /// A third reverses, a third asks again, a third has forgotten: there only the server can
    /// put things right.
    fn lost(&mut self, deal: usize, message: Message) {
        match self.dice.random_range(0..3) {
            0 => {
                self.signed_in = false;
                self.owed = Some(Owed::Reversal(deal));
            }
            1 => self.owed = Some(Owed::Repetition(deal, Box::new(message))),
            _ => self.signed_in = false,
        }
    }

    async fn repeat(&mut self, deal: usize, message: Message) -> bool {
        match self.exchange(message).await {
            // It was not looked at: to the terminal it is as unanswered as before.
            Some(reply) if matches!(reply.get(39), Some("77" | "A0")) => false,
            Some(reply) => {
                self.take(deal, &reply);
                true
            }
            None => false,
        }
    }

    /// A reversal is sent until the server takes it.
    async fn reverse(&mut self, deal: usize) -> bool {
        let message = self.terminal.reversal(&self.deals[deal].slip, "98");
        let code = self.exchange(message).await.and_then(|reply| reply.get(39).map(str::to_owned));
        match code.as_deref() {
            None | Some("77" | "A0" | "96") => {
                self.owed = Some(Owed::Reversal(deal));
                false
            }
            Some(_) => {
                self.deals[deal].reversed = code;
                true
            }
        }
    }

    /// Reverses every unanswered request that stands in the books; how many.
    pub async fn reverse_what_stands(&mut self, books: &Books, address: SocketAddr) -> usize {
        let unanswered = |deal: &Deal| deal.answer.is_none() && books.stands(deal.number());
        let all: Vec<usize> =
            (0..self.deals.len()).filter(|deal| unanswered(&self.deals[*deal])).collect();
        for deal in &all {
            assert!(self.reach(address).await, "the terminal does not reach the server");
            self.reverse(*deal).await;
            let told = self.deals[*deal].reversed.as_deref();
            assert_eq!(told, Some("00"), "{:?}", self.deals[*deal]);
        }
        all.len()
    }
}
