//! Random transfers against a model in memory. The seed is printed; `SHANCHENG_SEED` repeats it.

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{AccountId, Clock, TransferId};
use ledger::{
    AccountKind, Config, Counters, Kind, Ledger, NewAccount, Rules, SAME_ACCOUNT, StatementQuery,
    Transfer, TransferOutcome,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use support::{INSTITUTION, Model, Verdict, fen};

const CALLS: usize = 400;

fn seed() -> u64 {
    let seed = std::env::var("SHANCHENG_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(rand::random);
    eprintln!("SHANCHENG_SEED={seed}");
    seed
}

fn account(index: usize) -> NewAccount {
    let owner = format!("owner {index}");
    let account = NewAccount::of(INSTITUTION, AccountKind::Clearing, &owner, "");
    let targets = [1, 2].map(|index| {
        let owner = format!("owner {index}");
        ledger::accounts::id_for(INSTITUTION, AccountKind::Clearing, &owner)
    });
    account.with(match index {
        3 | 4 => Rules::not_below_zero(),
        5 => Rules { credits_must_not_exceed_debits: true, ..Rules::default() },
        6 => Rules { credits_only: true, ..Rules::default() },
        7 => Rules { only_to: targets.to_vec(), ..Rules::not_below_zero() },
        _ => Rules::default(),
    })
}

struct World {
    rng: StdRng,
    accounts: Vec<AccountId>,
    sent: Vec<Transfer>,
    pendings: Vec<TransferId>,
}

impl World {
    fn any_account(&mut self) -> AccountId {
        if self.rng.random_range(0..60) == 0 {
            return AccountId::new();
        }
        self.accounts[self.rng.random_range(0..self.accounts.len())]
    }

    fn transfer(&mut self) -> Transfer {
        let choice = self.rng.random_range(0..100);
        if choice < 8 && !self.sent.is_empty() {
            return self.again();
        }
        let (debit, credit) = (self.any_account(), self.any_account());
        let amount = fen(self.rng.random_range(-1..200));
        let mut transfer = match choice {
            ..50 => Transfer::single(INSTITUTION, debit, credit, amount),
            50..70 => {
                let timeout = [None, Some(5), Some(60), Some(0)][self.rng.random_range(0..4)];
                Transfer::pending(INSTITUTION, debit, credit, amount, timeout)
            }
            _ => self.resolving(amount),
        };
        transfer.code = self.rng.random_range(0..3);
        transfer.linked = self.rng.random_range(0..6) == 0;
        if matches!(transfer.kind, Kind::Pending { .. }) {
            self.pendings.push(transfer.id);
        }
        self.sent.push(transfer.clone());
        transfer
    }

    fn resolving(&mut self, amount: kernel::Money) -> Transfer {
        let count = self.pendings.len();
        let pending = match count {
            0 => TransferId::new(),
            _ if self.rng.random_range(0..20) == 0 => TransferId::new(),
            // Mostly late ones, which are still open.
            _ => self.pendings[count - 1 - self.rng.random_range(0..count.min(12))],
        };
        let mut transfer = match self.rng.random_range(0..10) {
            0..6 => Transfer::post(INSTITUTION, pending, amount),
            6..9 => Transfer::void(INSTITUTION, pending),
            _ => {
                Transfer { kind: Kind::Expire { pending }, ..Transfer::void(INSTITUTION, pending) }
            }
        };
        if self.rng.random_range(0..20) == 0 {
            transfer.debit = self.any_account();
        }
        transfer
    }

    /// Sent before, the same or with one field changed.
    fn again(&mut self) -> Transfer {
        let mut transfer = self.sent[self.rng.random_range(0..self.sent.len())].clone();
        match self.rng.random_range(0..12) {
            0 => transfer.amount = fen(transfer.amount.fen() + 1),
            1 => transfer.debit = self.any_account(),
            2 => transfer.credit = SAME_ACCOUNT,
            3 => transfer.code += 1,
            4 => transfer.linked = !transfer.linked,
            5 => transfer.kind = Kind::Single,
            6 => transfer.reference = uuid::Uuid::now_v7(),
            7 => transfer.kind = Kind::Pending { timeout_s: Some(7) },
            _ => (),
        }
        transfer
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_does_what_the_model_says() {
    let test = storage::testing::database().await;
    let seed = seed();
    let clock = Clock::manual("2026-11-22T01:00:00Z".parse().unwrap());
    let config = Config { accounts_max: 5, ..Config::default() };
    let open = || Ledger::open(test.db.clone(), clock.clone(), config.clone()).unwrap();
    let mut ledger = open();
    let mut model = Model::default();
    let new: Vec<NewAccount> = (0..10).map(account).collect();
    ledger.create_accounts(new.clone()).await.unwrap();
    new.iter().for_each(|account| model.create(account));
    let mut world = World {
        rng: StdRng::seed_from_u64(seed),
        accounts: new.iter().map(|account| account.id).collect(),
        sent: Vec::new(),
        pendings: Vec::new(),
    };
    let mut past: Vec<(DateTime<Utc>, Vec<Counters>)> = Vec::new();
    for round in 0..CALLS {
        let size = world.rng.random_range(1..40);
        let call: Vec<Transfer> = (0..size).map(|_| world.transfer()).collect();
        let said = model.post(&call, clock.now());
        let done = ledger.post(call.clone()).await.unwrap();
        let done: Vec<Verdict> = done.iter().map(Verdict::from).collect();
        for (index, (said, done)) in said.iter().zip(&done).enumerate() {
            assert_eq!(said, done, "seed {seed} round {round} {index}: {call:#?}");
        }
        if world.rng.random_range(0..10) == 0 {
            ledger = open();
        }
        let all = world.accounts.iter().map(|id| model.counters[id]);
        past.push((clock.now(), all.collect()));
        clock.advance(TimeDelta::seconds(1));
        if world.rng.random_range(0..10) == 0 {
            expire(&ledger, &mut model, clock.now()).await;
        }
    }
    for (at, counters) in past.iter().step_by(37).chain(past.last()) {
        for (id, counters) in world.accounts.iter().zip(counters) {
            let balance = ledger.balance(INSTITUTION, *id, Some(*at)).await.unwrap();
            assert_eq!(balance.counters, *counters, "seed {seed}: {id} at {at}");
        }
    }
    for id in &world.accounts {
        check_statement(&ledger, *id, seed).await;
    }
    let report = ledger::verify(&test.db).await.unwrap();
    assert!(report.good(), "seed {seed}: {report:#?}");
    let posted = report.transfers;
    assert!(posted > 500, "seed {seed}: only {posted} were booked");
}

async fn expire(ledger: &Ledger, model: &mut Model, now: DateTime<Utc>) {
    let due = model.due(now);
    assert_eq!(ledger.expire_due(now).await.unwrap(), due.len());
    due.into_iter().for_each(|id| model.expire(id));
}

/// The pages of a statement join, and each line follows from the one below it.
async fn check_statement(ledger: &Ledger, account: AccountId, seed: u64) {
    let mut query = StatementQuery { limit: Some(50), ..StatementQuery::default() };
    let mut lines = Vec::new();
    loop {
        let page = ledger.statement(INSTITUTION, account, &query).await.unwrap();
        lines.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    let now = ledger.balance(INSTITUTION, account, None).await.unwrap();
    if let Some(newest) = lines.first() {
        assert_eq!(newest.after.counters, now.counters, "seed {seed}");
    }
    for (newer, older) in lines.iter().zip(&lines[1..]) {
        assert!(newer.seq > older.seq, "seed {seed}");
        assert_ne!(newer.after.counters, older.after.counters, "seed {seed}");
    }
    if let Some(oldest) = lines.last() {
        let sums = oldest.after.counters;
        let moved =
            [sums.debits_pending, sums.debits_posted, sums.credits_pending, sums.credits_posted];
        let moved = moved.iter().filter(|money| money.is_positive()).count();
        assert_eq!(moved, 1, "seed {seed}: the first entry moves one counter");
    }
}

/// Two processes on one database: both post to the same accounts, none loses or doubles.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_ledgers_post_to_the_same_books() {
    let test = storage::testing::database().await;
    let seed = seed();
    let clock = Clock::system();
    let open = || Ledger::open(test.db.clone(), clock.clone(), Config::default()).unwrap();
    let nodes = [open(), open()];
    let new: Vec<NewAccount> = (0..10).map(account).collect();
    nodes[0].create_accounts(new.clone()).await.unwrap();
    let ids: Vec<AccountId> = new.iter().map(|account| account.id).collect();
    let mut tasks = Vec::new();
    for task in 0..8_u64 {
        let ledger = nodes[task as usize % 2].clone();
        let mut world = World {
            rng: StdRng::seed_from_u64(seed.wrapping_add(task)),
            accounts: ids.clone(),
            sent: Vec::new(),
            pendings: Vec::new(),
        };
        tasks.push(tokio::spawn(async move {
            let mut booked = Vec::new();
            for _ in 0..40 {
                let size = world.rng.random_range(1..20);
                let call: Vec<Transfer> = (0..size).map(|_| world.transfer()).collect();
                let outcomes = ledger.post(call.clone()).await.unwrap();
                for (transfer, outcome) in call.into_iter().zip(outcomes) {
                    if let TransferOutcome::Posted(posted) = outcome {
                        booked.push((posted.seq, posted.at, transfer, posted));
                    }
                }
            }
            booked
        }));
    }
    let mut booked = Vec::new();
    for task in tasks {
        booked.extend(task.await.unwrap());
    }
    booked.sort_by_key(|(seq, ..)| *seq);
    // In the order of the journal, the model books every one of them too.
    let mut model = Model::default();
    new.iter().for_each(|account| model.create(account));
    for (index, (seq, at, transfer, posted)) in booked.iter().enumerate() {
        assert_eq!(*seq, index as i64 + 1, "seed {seed}: the journal has no gap");
        let alone = Transfer { linked: false, ..transfer.clone() };
        assert_eq!(model.post(&[alone], *at), [Verdict::Posted], "seed {seed}");
        if transfer.kind == Kind::Single {
            assert_eq!(model.counters[&transfer.debit], posted.debit, "seed {seed}");
        }
    }
    for ledger in &nodes {
        for id in &ids {
            let balance = ledger.balance(INSTITUTION, *id, None).await.unwrap();
            assert_eq!(balance.counters, model.counters[id], "seed {seed}: {id}");
        }
    }
    let report = ledger::verify(&test.db).await.unwrap();
    assert!(report.good(), "seed {seed}: {report:#?}");
}
