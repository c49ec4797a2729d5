//! A ledger in memory, written the plain way, against which the real one is held.

#![allow(dead_code)]

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{AccountId, InstitutionId, Money, TransferId};
use ledger::{
    Counters, Field, Kind, NewAccount, Reason, Rules, SAME_ACCOUNT, Transfer, TransferOutcome,
};
use std::collections::HashMap;

pub const INSTITUTION: InstitutionId = InstitutionId(2);

pub fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

/// What the model says of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Posted,
    Exists,
    Refused(Reason),
}

impl From<&TransferOutcome> for Verdict {
    fn from(outcome: &TransferOutcome) -> Verdict {
        match outcome {
            TransferOutcome::Posted(_) => Verdict::Posted,
            TransferOutcome::Exists => Verdict::Exists,
            TransferOutcome::Refused(reason) => Verdict::Refused(*reason),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Posted,
    Voided,
    Expired,
}

#[derive(Clone, Debug)]
struct Reserved {
    debit: AccountId,
    credit: AccountId,
    amount: i64,
    end: Option<DateTime<Utc>>,
    fate: Fate,
}

/// Copied whole before each linked group, so that undoing one is putting the copy back.
#[derive(Clone, Default)]
pub struct Model {
    rules: HashMap<AccountId, Rules>,
    pub counters: HashMap<AccountId, Counters>,
    booked: HashMap<TransferId, Transfer>,
    reserved: HashMap<TransferId, Reserved>,
}

impl Model {
    pub fn create(&mut self, account: &NewAccount) {
        self.rules.insert(account.id, account.rules.clone());
        self.counters.insert(account.id, Counters::default());
    }

    /// Open pending transfers whose time is over.
    pub fn due(&self, now: DateTime<Utc>) -> Vec<TransferId> {
        let over = |reserved: &Reserved| {
            reserved.fate == Fate::Open && reserved.end.is_some_and(|end| end <= now)
        };
        let due = self.reserved.iter().filter(|(_, reserved)| over(reserved));
        due.map(|(id, _)| *id).collect()
    }

    pub fn expire(&mut self, id: TransferId) {
        let reserved = self.reserved.get_mut(&id).unwrap();
        reserved.fate = Fate::Expired;
        let reserved = reserved.clone();
        self.add(&reserved, -reserved.amount, 0);
    }

    pub fn post(&mut self, call: &[Transfer], at: DateTime<Utc>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut start = 0;
        while start < call.len() {
            let length = call[start..].iter().take_while(|t| t.linked).count();
            let end = start + length + 1;
            if end > call.len() {
                let last = call.len() - 1;
                for (index, transfer) in call.iter().enumerate().skip(start) {
                    let reason =
                        if index == last { Reason::LinkedOpen } else { Reason::LinkedFailed };
                    let there = self.repeated(transfer);
                    verdicts.push(there.unwrap_or(Verdict::Refused(reason)));
                }
                break;
            }
            self.group(&call[start..end], at, &mut verdicts);
            start = end;
        }
        verdicts
    }

    fn group(&mut self, group: &[Transfer], at: DateTime<Utc>, verdicts: &mut Vec<Verdict>) {
        let before = (group.len() > 1).then(|| self.clone());
        let mut own = Vec::new();
        for transfer in group {
            own.push(self.one(transfer, at));
            if matches!(own.last(), Some(Verdict::Refused(_))) {
                break;
            }
        }
        let failed = matches!(own.last(), Some(Verdict::Refused(_)));
        let mixed = own.contains(&Verdict::Posted) && own.contains(&Verdict::Exists);
        if let Some(before) = before
            && (failed || mixed)
        {
            *self = before;
            for verdict in &mut own {
                if *verdict == Verdict::Posted {
                    *verdict = Verdict::Refused(Reason::LinkedFailed);
                }
            }
            for transfer in &group[own.len()..] {
                let there = self.repeated(transfer);
                own.push(there.unwrap_or(Verdict::Refused(Reason::LinkedFailed)));
            }
        }
        verdicts.extend(own);
    }

    fn repeated(&self, again: &Transfer) -> Option<Verdict> {
        let there = self.booked.get(&again.id)?;
        let other = |field| Some(Verdict::Refused(Reason::ExistsWithDifferent(field)));
        if there.kind.word() != again.kind.word() {
            return other(Field::Kind);
        }
        if there.kind.resolves() != again.kind.resolves() {
            return other(Field::Pending);
        }
        let frees = matches!(again.kind, Kind::Void { .. } | Kind::Expire { .. });
        if there.amount != again.amount && !(frees && again.amount == Money::ZERO) {
            return other(Field::Amount);
        }
        let resolves = again.kind.resolves().is_some();
        if there.debit != again.debit && !(resolves && again.debit == SAME_ACCOUNT) {
            return other(Field::Debit);
        }
        if there.credit != again.credit && !(resolves && again.credit == SAME_ACCOUNT) {
            return other(Field::Credit);
        }
        if there.kind != again.kind {
            return other(Field::Timeout);
        }
        if there.linked != again.linked {
            return other(Field::Linked);
        }
        if there.code != again.code {
            return other(Field::Code);
        }
        if there.reference != again.reference {
            return other(Field::Reference);
        }
        Some(Verdict::Exists)
    }

    fn one(&mut self, transfer: &Transfer, at: DateTime<Utc>) -> Verdict {
        if let Some(verdict) = self.repeated(transfer) {
            return verdict;
        }
        let before = self.clone_small();
        match self.try_one(transfer, at) {
            Ok(booked) => {
                self.booked.insert(booked.id, booked);
                Verdict::Posted
            }
            Err(reason) => {
                self.counters = before.0;
                self.reserved = before.1;
                Verdict::Refused(reason)
            }
        }
    }

    fn clone_small(&self) -> (HashMap<AccountId, Counters>, HashMap<TransferId, Reserved>) {
        (self.counters.clone(), self.reserved.clone())
    }

    fn try_one(&mut self, transfer: &Transfer, at: DateTime<Utc>) -> Result<Transfer, Reason> {
        let resolves = transfer.kind.resolves();
        let frees = matches!(transfer.kind, Kind::Void { .. } | Kind::Expire { .. });
        if transfer.amount.fen() <= 0 && !(frees && transfer.amount == Money::ZERO) {
            return Err(Reason::AmountNotPositive);
        }
        if transfer.kind == (Kind::Pending { timeout_s: Some(0) }) {
            return Err(Reason::TimeoutInvalid);
        }
        if transfer.debit == transfer.credit
            && !(resolves.is_some() && transfer.debit == SAME_ACCOUNT)
        {
            return Err(Reason::SameAccount);
        }
        let mut booked = transfer.clone();
        let (pending, posted) = match transfer.kind {
            Kind::Single => (0, transfer.amount.fen()),
            Kind::Pending { .. } => (transfer.amount.fen(), 0),
            Kind::Post { pending } | Kind::Void { pending } | Kind::Expire { pending } => {
                let held = self.resolve(transfer, pending, at)?;
                booked.debit = held.debit;
                booked.credit = held.credit;
                if frees {
                    booked.amount = fen(held.amount);
                    (-held.amount, 0)
                } else {
                    (-held.amount, transfer.amount.fen())
                }
            }
        };
        let sides = self.move_under_rules(&booked, pending, posted)?;
        if let Kind::Pending { timeout_s } = transfer.kind {
            let end = timeout_s.map(|s| at + TimeDelta::seconds(s.into()));
            let reserved = Reserved { amount: transfer.amount.fen(), end, ..sides };
            self.reserved.insert(transfer.id, reserved);
        }
        Ok(booked)
    }

    fn move_under_rules(
        &mut self,
        booked: &Transfer,
        pending: i64,
        posted: i64,
    ) -> Result<Reserved, Reason> {
        let debit_rules = self.rules.get(&booked.debit).ok_or(Reason::DebitMissing)?;
        let credit_rules = self.rules.get(&booked.credit).ok_or(Reason::CreditMissing)?;
        if booked.kind.resolves().is_none() && debit_rules.credits_only {
            return Err(Reason::CreditsOnly);
        }
        if booked.kind.resolves().is_none()
            && !debit_rules.only_to.is_empty()
            && !debit_rules.only_to.contains(&booked.credit)
        {
            return Err(Reason::NotAllowedTo);
        }
        let debit_held = debit_rules.debits_must_not_exceed_credits;
        let credit_held = credit_rules.credits_must_not_exceed_debits;
        let sides = Reserved {
            debit: booked.debit,
            credit: booked.credit,
            amount: 0,
            end: None,
            fate: Fate::Open,
        };
        self.add(&sides, pending, posted);
        let of = |c: &Counters| {
            (
                c.debits_pending.fen() + c.debits_posted.fen(),
                c.debits_posted.fen(),
                c.credits_pending.fen() + c.credits_posted.fen(),
                c.credits_posted.fen(),
            )
        };
        let (debits, _, _, covered) = of(&self.counters[&booked.debit]);
        if debit_held && debits > covered {
            return Err(Reason::ExceedsCredits);
        }
        let (_, covered, credits, _) = of(&self.counters[&booked.credit]);
        if credit_held && credits > covered {
            return Err(Reason::ExceedsDebits);
        }
        Ok(sides)
    }

    fn resolve(
        &mut self,
        transfer: &Transfer,
        pending: TransferId,
        at: DateTime<Utc>,
    ) -> Result<Reserved, Reason> {
        let held = self.reserved.get_mut(&pending).ok_or(Reason::PendingMissing)?;
        match held.fate {
            Fate::Open => (),
            Fate::Posted => return Err(Reason::PendingPosted),
            Fate::Voided => return Err(Reason::PendingVoided),
            Fate::Expired => return Err(Reason::PendingExpired),
        }
        let other = |here, there| here != SAME_ACCOUNT && here != there;
        if other(transfer.debit, held.debit) || other(transfer.credit, held.credit) {
            return Err(Reason::PendingDifferentAccount);
        }
        let over = held.end.is_some_and(|end| end <= at);
        let amount = transfer.amount.fen();
        held.fate = match transfer.kind {
            Kind::Expire { .. } if !over => return Err(Reason::NotDue),
            Kind::Expire { .. } => Fate::Expired,
            _ if over => return Err(Reason::PendingExpired),
            Kind::Post { .. } if amount > held.amount => return Err(Reason::ExceedsPending),
            Kind::Post { .. } => Fate::Posted,
            _ if amount != 0 && amount != held.amount => return Err(Reason::ExceedsPending),
            _ => Fate::Voided,
        };
        Ok(held.clone())
    }

    fn add(&mut self, sides: &Reserved, pending: i64, posted: i64) {
        let plus = |money: &mut Money, fen: i64| *money = Money::from_fen(money.fen() + fen);
        if let Some(debit) = self.counters.get_mut(&sides.debit) {
            plus(&mut debit.debits_pending, pending);
            plus(&mut debit.debits_posted, posted);
        }
        if let Some(credit) = self.counters.get_mut(&sides.credit) {
            plus(&mut credit.credits_pending, pending);
            plus(&mut credit.credits_posted, posted);
        }
    }
}
