//! What the program's database says, held against what the terminals were told and what the
//! acquirers' hosts have booked.

use super::program::Folder;
use super::till::Deal;
use connect::acquirer::standin::Entry;
use kernel::TerminalId;
use ledger::code;
use sqlx::{ConnectOptions, Connection};
use std::collections::{HashMap, HashSet};

/// What a terminal calls a payment: itself, batch and trace number.
pub type Number = (TerminalId, u32, u32);
/// What a host calls a payment: merchant, terminal, batch and trace number.
type HostNumber = (String, String, u32, u32);

/// A payment in the database, with the codes of its entries in the ledger.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Payment {
    terminal_id: TerminalId,
    batch_no: i32,
    trace_no: i32,
    acquirer_merchant_code: String,
    terminal_code: String,
    kind: String,
    amount_fen: i64,
    outcome: Option<String>,
    response_code: Option<String>,
    reversal: Option<String>,
    entries: Vec<i32>,
    entries_fen: Vec<i64>,
}

impl Payment {
    /// Approved and not undone by a reversal.
    fn stands(&self) -> bool {
        let approved = self.outcome.as_deref() == Some("approved");
        assert_eq!(approved, self.response_code.as_deref() == Some("00"), "{self:?}");
        approved && self.reversal.is_none()
    }

    /// The entries that it must have: its own once, and their undoing once.
    fn wanted(&self) -> Vec<i32> {
        let own = if self.kind == "void" { code::VOID } else { code::SALE };
        let all = match (self.outcome.as_deref(), &self.reversal) {
            (Some("approved"), None) => vec![own],
            (Some("approved"), Some(_)) => vec![own, code::REVERSAL],
            _ => vec![],
        };
        all.into_iter().map(i32::from).collect()
    }
}

/// Everything that the database says about payments.
pub struct Books {
    pub payments: HashMap<Number, Payment>,
    transfers: i64,
}

impl Books {
    pub async fn read(folder: &Folder) -> Books {
        let mut server = folder.database().connect().await.unwrap();
        let rows: Vec<Payment> = sqlx::query_as(
            "select p.terminal_id, p.batch_no, p.trace_no, p.acquirer_merchant_code,
                p.terminal_code, p.kind, p.amount_fen, o.state as outcome, o.response_code,
                r.state as reversal, t.codes as entries, t.amounts as entries_fen
             from payment p
             left join payment_outcome o
                on o.institution_id = p.institution_id and o.payment_id = p.id
             left join reversal r on r.institution_id = p.institution_id and r.payment_id = p.id
             cross join lateral (
                select coalesce(array_agg(code order by seq), '{}') as codes,
                    coalesce(array_agg(amount_fen order by seq), '{}') as amounts
                from ledger_transfer
                where institution_id = p.institution_id and reference = p.id) t",
        )
        .fetch_all(&mut server)
        .await
        .unwrap();
        let transfers = sqlx::query_scalar("select count(*) from ledger_transfer")
            .fetch_one(&mut server)
            .await
            .unwrap();
        server.close().await.unwrap();
        let count = rows.len();
        let number = |row: &Payment| (row.terminal_id, part(row.batch_no), part(row.trace_no));
        let payments: HashMap<_, _> = rows.into_iter().map(|row| (number(&row), row)).collect();
        assert_eq!(payments.len(), count, "two payments of one number");
        Books { payments, transfers }
    }

    /// Payments that are not at their end.
    pub fn open(&self) -> Vec<&Payment> {
        let ended = |row: &Payment| {
            row.outcome.is_some()
                && row.entries == row.wanted()
                && row.reversal.as_deref().is_none_or(|state| state == "acknowledged")
        };
        self.payments.values().filter(|row| !ended(row)).collect()
    }

    pub fn stands(&self, number: Number) -> bool {
        self.payments.get(&number).is_some_and(Payment::stands)
    }

    pub fn reversed(&self) -> usize {
        self.payments.values().filter(|row| row.reversal.is_some()).count()
    }

    /// Database, ledger, terminals and hosts tell one story.
    pub fn check(&self, deals: &[&Deal], hosts: &[Entry]) {
        self.check_ledger();
        self.check_terminals(deals);
        self.check_hosts(hosts);
    }

    fn check_ledger(&self) {
        for row in self.payments.values() {
            assert_eq!(row.entries, row.wanted(), "{row:?}");
            assert!(row.entries_fen.iter().all(|fen| *fen == row.amount_fen), "{row:?}");
            let unknown = row.outcome.as_deref() == Some("unknown");
            assert!(!unknown || row.reversal.is_some(), "unknown and not reversed: {row:?}");
        }
        let ours: usize = self.payments.values().map(|row| row.entries.len()).sum();
        assert_eq!(self.transfers, ours as i64, "the ledger has entries of no payment");
    }

    fn check_terminals(&self, deals: &[&Deal]) {
        let mut known = HashSet::new();
        for deal in deals {
            assert!(known.insert(deal.number()), "the test numbered two requests alike");
            let row = self.payments.get(&deal.number());
            let stands = row.is_some_and(Payment::stands);
            match &deal.answer {
                Some(code) if code == "00" => assert!(stands, "lost: {deal:?} {row:?}"),
                Some(_) => assert!(!stands, "refused, and stands: {deal:?} {row:?}"),
                None if deal.reversed.is_some() => {
                    assert!(!stands, "reversed, and stands: {deal:?} {row:?}");
                }
                None => {}
            }
            let reversed = deal.reversed.as_deref();
            assert!(matches!(reversed, None | Some("00" | "25")), "{deal:?} {row:?}");
        }
        for (number, row) in &self.payments {
            assert!(known.contains(number), "nobody asked for {row:?}");
        }
    }

    fn check_hosts(&self, hosts: &[Entry]) {
        let number = |row: &Payment| -> HostNumber {
            let (merchant, terminal) = (row.acquirer_merchant_code.clone(), &row.terminal_code);
            (merchant, terminal.clone(), part(row.batch_no), part(row.trace_no))
        };
        let rows: HashMap<_, _> = self.payments.values().map(|row| (number(row), row)).collect();
        let mut seen = HashSet::new();
        for entry in hosts {
            let of = (
                entry.merchant.clone(),
                entry.terminal.clone(),
                entry.batch.parse().unwrap(),
                entry.trace.parse().unwrap(),
            );
            let row = rows.get(&of);
            assert!(row.is_some(), "an acquirer was asked for what is not written: {entry:?}");
            assert!(seen.insert(of), "two acquirers were asked: {entry:?} {row:?}");
            assert_eq!(entry.seen, 1, "an acquirer was asked twice: {entry:?} {row:?}");
            let agreed = entry.code == "00" && !entry.reversed;
            assert_eq!(agreed, row.is_some_and(|row| row.stands()), "{entry:?} {row:?}");
        }
        for (of, row) in rows.iter().filter(|(_, row)| row.stands()) {
            assert!(seen.contains(of), "no acquirer knows of {row:?}");
        }
    }

    /// After the terminals have reversed what they had no answer to.
    pub fn check_unanswered_are_undone(&self, deals: &[&Deal]) {
        for deal in deals.iter().filter(|deal| deal.answer.is_none()) {
            assert!(!self.stands(deal.number()), "unanswered, and stands: {deal:?}");
        }
    }
}

fn part(number: i32) -> u32 {
    u32::try_from(number).unwrap()
}
