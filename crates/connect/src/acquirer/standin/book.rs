//! What the stand-in remembers: every financial request and what became of it.

use chrono::{DateTime, Utc};
use iso8583::Message;
use kernel::mask::{CardNumber, Mask};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};

use super::script::Asked;

/// What a request is known by at the host: merchant, terminal, batch, trace number and class.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntryKey {
    merchant: String,
    terminal: String,
    batch: String,
    trace: String,
}

impl EntryKey {
    /// Key of the request itself.
    pub fn of(message: &Message) -> EntryKey {
        EntryKey {
            merchant: message.get(42).unwrap_or_default().to_owned(),
            terminal: message.get(41).unwrap_or_default().to_owned(),
            batch: part(message.get(60), 2..8),
            trace: message.get(11).unwrap_or_default().to_owned(),
        }
    }

    /// Key of the request that a void, a completion or a refund names in F61.
    pub fn original(message: &Message) -> EntryKey {
        EntryKey {
            batch: part(message.get(61), 0..6),
            trace: part(message.get(61), 6..12),
            ..EntryKey::of(message)
        }
    }
}

#[cfg(test)]
impl EntryKey {
    /// A key by its parts.
    pub fn named(merchant: &str, terminal: &str, batch: &str, trace: &str) -> EntryKey {
        EntryKey {
            merchant: merchant.to_owned(),
            terminal: terminal.to_owned(),
            batch: batch.to_owned(),
            trace: trace.to_owned(),
        }
    }
}

fn part(value: Option<&str>, range: std::ops::Range<usize>) -> String {
    value.and_then(|text| text.get(range)).unwrap_or_default().to_owned()
}

/// What a request tells beside its key.
#[derive(Clone, Debug)]
pub struct Told {
    /// Masked card number.
    pub card: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Told {
    /// Of a message that came now.
    pub fn of(message: &Message) -> Told {
        let track = message.get(35).and_then(|track| track.split(['D', '=']).next());
        let card = message.get(2).or(track).unwrap_or_default();
        Told { card: CardNumber::masked(card), at: Utc::now() }
    }
}

/// One request and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// F42.
    pub merchant: String,
    /// F41.
    pub terminal: String,
    /// F60.2.
    pub batch: String,
    /// F11.
    pub trace: String,
    /// What was asked.
    pub asked: Asked,
    /// Masked card number.
    pub card: String,
    /// When it was answered.
    pub at: DateTime<Utc>,
    /// When it was reversed, where that undid something.
    pub reversed_at: Option<DateTime<Utc>>,
    /// F4 in fen.
    pub amount_fen: i64,
    /// F39 of the answer (whether it was sent or not).
    pub code: String,
    /// F37.
    pub reference: String,
    /// F38.
    pub authorization: String,
    /// How often the request came.
    pub seen: u32,
    /// How many reversals came for it.
    pub reversals: u32,
    /// The request came after its reversal.
    pub reversed: bool,
    /// Undone by a void.
    pub voided: bool,
    /// Of a hold: what is due was taken, and not taken back.
    pub completed: bool,
    /// Of a completion: the authorisation code of its hold.
    pub hold: String,
    /// Returned so far, fen.
    pub refunded_fen: i64,
}

impl Entry {
    /// Counts for the merchant: approved and not undone.
    pub fn stands(&self) -> bool {
        self.code == "00" && !self.reversed && !self.voided
    }
}

/// Sums over the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Requests, reversals not counted.
    pub requests: u64,
    /// Of these, answered with 00.
    pub approved: u64,
    /// Of these, reversed.
    pub reversed: u64,
    /// Reversals received, repeats included.
    pub reversals: u64,
    /// Sum of sales and completions that stand, less what was returned, fen.
    pub net_fen: i64,
}

/// All entries, the oldest forgotten above a limit.
#[derive(Debug)]
pub struct Book {
    entries: HashMap<EntryKey, Entry>,
    order: VecDeque<EntryKey>,
    /// Holds by merchant and authorisation code.
    holds: HashMap<(String, String), EntryKey>,
    limit: usize,
    totals: Totals,
    next: u64,
}

impl Book {
    /// A book of at most `limit` entries.
    pub fn new(limit: usize) -> Book {
        Book {
            entries: HashMap::new(),
            order: VecDeque::new(),
            holds: HashMap::new(),
            limit: limit.max(1),
            totals: Totals::default(),
            next: 0,
        }
    }

    /// The hold of a merchant and card under an authorisation code.
    pub fn hold_mut(&mut self, merchant: &str, authorization: &str) -> Option<&mut Entry> {
        let key = self.holds.get(&(merchant.to_owned(), authorization.to_owned()))?;
        self.entries.get_mut(key)
    }

    /// The entry of a key.
    pub fn get_mut(&mut self, key: &EntryKey) -> Option<&mut Entry> {
        self.entries.get_mut(key)
    }

    /// Writes a request and its answer down.
    pub fn add(
        &mut self,
        key: EntryKey,
        asked: Asked,
        amount_fen: i64,
        code: &str,
        told: Told,
    ) -> &mut Entry {
        self.next += 1;
        self.totals.requests += 1;
        if code == "00" {
            self.totals.approved += 1;
            self.totals.net_fen += asked.sign() * amount_fen;
        }
        let entry = Entry {
            merchant: key.merchant.clone(),
            terminal: key.terminal.clone(),
            batch: key.batch.clone(),
            trace: key.trace.clone(),
            asked,
            card: told.card,
            at: told.at,
            reversed_at: None,
            amount_fen,
            code: code.to_owned(),
            reference: format!("{:012}", self.next % 1_000_000_000_000),
            authorization: format!("{:06}", self.next % 1_000_000),
            seen: 1,
            reversals: 0,
            reversed: false,
            voided: false,
            completed: false,
            hold: String::new(),
            refunded_fen: 0,
        };
        if self.limit <= self.order.len()
            && let Some(oldest) = self.order.pop_front()
        {
            let gone = self.entries.remove(&oldest);
            if let Some(entry) = gone.filter(|entry| entry.asked == Asked::Preauth) {
                self.holds.remove(&(entry.merchant, entry.authorization));
            }
        }
        if asked == Asked::Preauth {
            let name = (entry.merchant.clone(), entry.authorization.clone());
            self.holds.insert(name, key.clone());
        }
        self.order.push_back(key.clone());
        self.entries.entry(key).insert_entry(entry).into_mut()
    }

    /// A reversal has come for `key`; `None` when there is no such request.
    pub fn reverse(&mut self, key: &EntryKey, at: DateTime<Utc>) -> Option<Asked> {
        self.totals.reversals += 1;
        let entry = self.entries.get_mut(key)?;
        entry.reversals += 1;
        if !entry.reversed {
            if entry.code == "00" {
                entry.reversed_at = Some(at);
                self.totals.net_fen -= entry.asked.sign() * entry.amount_fen;
            }
            entry.reversed = true;
            self.totals.reversed += 1;
        }
        Some(entry.asked)
    }

    /// Sums.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Entries in the order they came.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.order.iter().filter_map(|key| self.entries.get(key))
    }
}
