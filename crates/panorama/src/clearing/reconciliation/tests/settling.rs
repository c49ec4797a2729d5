//! Stories of the work list: ways out, their entries, what takes them back, and the closing.

use super::super::settle::{self, Asked, Settled, Sheet};
use super::super::view::{self, DayFilter, Filter, ReconResult};
use super::super::*;
use super::{head, item, line_of, ours, taken};
use crate::clearing::Item;
use crate::testing::{BANK, OTHER, World, manager, world};
use ::jobs::Worker;
use file::write;
use identity::approvals::Decision as Say;
use identity::{Approvals, Role};
use kernel::{Cursor, Fault, ReconDayId, ReconResultId};
use ledger::accounts::id_for;
use ledger::{AccountKind, Ledger};

/// A world whose day has one result of each kind that staff decide on.
struct Desk {
    world: World,
    ledger: Ledger,
    actor: Actor,
    day: ReconDayId,
}

/// Sums of the day: ours, theirs.
async fn desk() -> Desk {
    let world = world().await;
    let context = &world.context;
    let ledger = Ledger::open(context.db.clone(), context.clock.clone(), Default::default());
    let mut all: Vec<Item> = (1..=6).map(item).collect();
    all[4].amount_fen = 500_000;
    ours(&world, &all).await;
    let strange = item(90);
    let mut lines: Vec<_> = [0, 1, 2].map(|at| line_of(&all[at], 0)).to_vec();
    lines[1].amount_fen -= 2;
    lines[2].fee_fen = Some(4);
    lines.push(line_of(&strange, 0));
    let answer = taken(&world, &write(&head(super::date()), &lines)).await;
    assert_eq!(answer.errors, []);
    let actor = manager(BANK);
    let page = view::days(context, &actor, &DayFilter::default()).await.unwrap();
    let day = page.items[0].id;
    Desk { ledger: ledger.unwrap(), actor, day, world }
}

impl Desk {
    fn context(&self) -> &Context {
        &self.world.context
    }

    /// The result of a status whose own amounts are these.
    async fn find(&self, status: ReconStatus, ours: i64, theirs: i64) -> ReconResult {
        let page = view::list(self.context(), &self.actor, &Filter::default()).await.unwrap();
        let fits = |row: &&ReconResult| {
            (row.status, row.ours_fen, row.theirs_fen) == (status, ours, theirs)
        };
        page.items.iter().find(fits).unwrap_or_else(|| panic!("{status}: {page:?}")).clone()
    }

    async fn now(&self, id: ReconResultId) -> ReconResult {
        view::get(self.context(), &self.actor, id).await.unwrap().result
    }

    async fn ask(&self, result: &ReconResult, way: ReconWay) -> Result<Settled, Error> {
        self.put(asked(result, way)).await
    }

    async fn put(&self, asked: Asked) -> Result<Settled, Error> {
        settle::settle(self.context(), &self.ledger, &self.actor, asked).await
    }

    async fn done(&self, asked: Asked) -> ReconResult {
        match self.put(asked).await.unwrap() {
            Settled::Done(entry) => (*entry).into(),
            Settled::Asked(id) => panic!("{id} is asked"),
        }
    }

    async fn sheet(&self) -> Sheet {
        settle::sheet(self.context(), &self.actor, self.day).await.unwrap()
    }

    async fn close(&self) -> Result<Sheet, Error> {
        settle::close(self.context(), &self.ledger, &self.actor, self.day).await
    }

    /// Net of an account of a kind, fen; above zero is a credit.
    async fn net(&self, kind: AccountKind, owner: &str) -> i64 {
        let id = id_for(BANK, kind, owner);
        match self.ledger.balance(BANK, id, None).await {
            Ok(balance) => balance.net_fen.fen(),
            Err(_) => 0,
        }
    }

    async fn receivable(&self) -> i64 {
        self.net(AccountKind::AcquirerReceivable, "2").await
    }
}

fn asked(result: &ReconResult, way: ReconWay) -> Asked {
    let (id, version) = (result.id, result.version);
    Asked {
        id, version, way, amount_fen: None, until: None, other: None, note: "核对".to_owned()
    }
}

#[tokio::test]
async fn each_way_out_is_an_entry_and_the_day_closes_when_every_fen_is_explained() {
    let desk = desk().await;
    let sheet = desk.sheet().await;
    assert_eq!((sheet.unbalanced_fen, sheet.behind, sheet.day.open_lines), (0, false, 6));
    assert_eq!(sheet.difference_fen, -2 - 104 - 500_000 - 106 + 190);
    let refused = desk.close().await.unwrap_err();
    let open = 2 + 1 + 104 + 500_000 + 106 + 190;
    assert_eq!(refused.to_string(), format!("6 results of {open} fen together are not explained"));

    // They keep one fen more as a fee; it is lost.
    let fee = desk.find(ReconStatus::FeeMismatch, 103, 103).await;
    assert_eq!((fee.difference_fen, fee.open_fen), (-1, -1));
    let lost = desk.done(asked(&fee, ReconWay::WriteOff)).await;
    assert_eq!((lost.status, lost.open_fen, lost.version), (ReconStatus::Matched, 0, 2));
    assert_eq!(desk.net(AccountKind::Loss, "2:acquirer").await, -1);
    assert_eq!(desk.receivable().await, 1);

    // A part is lost, the rest is claimed.
    let under = desk.find(ReconStatus::AmountUnder, 102, 100).await;
    let part = Asked { amount_fen: Some(1), ..asked(&under, ReconWay::WriteOff) };
    let part = desk.done(part).await;
    assert_eq!((part.status, part.open_fen), (ReconStatus::PartiallyReconciled, -1));
    let stale = desk.ask(&under, ReconWay::AcceptOurs).await.unwrap_err();
    assert!(matches!(stale, Error::Changed(_)));
    let claimed = desk.done(asked(&part, ReconWay::AcceptOurs)).await;
    assert_eq!(claimed.status, ReconStatus::Matched);
    assert_eq!(desk.net(AccountKind::Suspense, "2:acquirer:claim").await, -1);

    // What stands alone on their side stands; nobody knows yet whose it is.
    let alone = desk.find(ReconStatus::Unexpected, 0, 190).await;
    desk.done(asked(&alone, ReconWay::AcceptTheirs)).await;
    assert_eq!(desk.net(AccountKind::Suspense, "2:acquirer:unplaced").await, 190);

    // One waits, and is then neither open nor in the way of closing.
    let waiting = desk.find(ReconStatus::Expected, 104, 0).await;
    let until = Some("2026-11-25".parse().unwrap());
    desk.done(Asked { until, ..asked(&waiting, ReconWay::Wait) }).await;
    let too_late = Some("2027-11-25".parse().unwrap());
    let other = desk.find(ReconStatus::Expected, 106, 0).await;
    let refused = desk.put(Asked { until: too_late, ..asked(&other, ReconWay::Wait) }).await;
    assert_eq!(refused.unwrap_err().code(), "reconciliation_wait_invalid");
    desk.done(asked(&other, ReconWay::AcceptOurs)).await;

    let large = desk.find(ReconStatus::Expected, 500_000, 0).await;
    let approvals = settle::approve(Approvals::new(), desk.context().clone());
    let Settled::Asked(id) = desk.ask(&large, ReconWay::AcceptOurs).await.unwrap() else {
        panic!("5,000 yuan need another pair of eyes");
    };
    assert_eq!(desk.now(large.id).await.status, ReconStatus::Expected);
    let officer = Actor { roles: vec![Role::Operations], ..manager(BANK) };
    let (db, now) = (&desk.context().db, desk.context().clock.now());
    approvals.decide(db, &officer, id, Say::Approve, "", now).await.unwrap();
    assert_eq!(desk.now(large.id).await.status, ReconStatus::Matched);
    assert_eq!(desk.net(AccountKind::Suspense, "2:acquirer:claim").await, -107);
    // The job books what the approval has decided, once, and the others stay as they are.
    let jobs = Worker::new(desk.context().db.clone(), desk.context().clock.clone());
    let jobs = worker(jobs, desk.context().clone(), desk.ledger.clone());
    jobs.run_due().await.unwrap();
    assert_eq!(desk.net(AccountKind::Suspense, "2:acquirer:claim").await, -500_107);
    assert_eq!(desk.receivable().await, 500_107 + 1 + 1 - 190);

    let closed = desk.close().await.unwrap();
    assert_eq!((closed.day.state.as_str(), closed.unexplained_fen), ("closed", 0));
    let again = desk.close().await.unwrap();
    assert_eq!(again, closed, "closing twice is the same as closing once");
    let late = desk.ask(&desk.now(alone.id).await, ReconWay::Undo).await.unwrap_err();
    assert!(matches!(late, Error::Closed(_)), "{late}");
    // What waits is decided later all the same.
    let waiting = desk.now(waiting.id).await;
    desk.done(asked(&waiting, ReconWay::AcceptOurs)).await;
}

#[tokio::test]
async fn what_was_decided_is_taken_back_by_a_counter_entry() {
    let desk = desk().await;
    let under = desk.find(ReconStatus::AmountUnder, 102, 100).await;
    let none = desk.ask(&under, ReconWay::Undo).await.unwrap_err();
    assert!(matches!(none, Error::NothingTaken(_)));
    let part = desk.done(Asked { amount_fen: Some(1), ..asked(&under, ReconWay::WriteOff) }).await;
    let noted =
        settle::note(desk.context(), &desk.actor, (part.id, part.version), "已电话核实").await;
    let noted: ReconResult = noted.unwrap().into();
    assert_eq!((noted.transfer_id, noted.open_fen), (None, -1));
    let whole = desk.done(asked(&noted, ReconWay::AcceptTheirs)).await;
    let back = desk.done(asked(&whole, ReconWay::Undo)).await;
    assert_eq!((back.status, back.open_fen), (ReconStatus::PartiallyReconciled, -1));
    assert_eq!(desk.net(AccountKind::Suspense, "2:acquirer:unplaced").await, 0);
    assert_eq!(desk.net(AccountKind::Loss, "2:acquirer").await, -1);
    let back = desk.done(asked(&back, ReconWay::Undo)).await;
    assert_eq!((back.status, back.open_fen), (ReconStatus::AmountUnder, -2));
    assert_eq!((desk.net(AccountKind::Loss, "2:acquirer").await, desk.receivable().await), (0, 0));
    assert!(matches!(desk.ask(&back, ReconWay::Undo).await, Err(Error::NothingTaken(_))));
    let detail = view::get(desk.context(), &desk.actor, under.id).await.unwrap();
    let ways: Vec<_> = detail.versions.iter().filter_map(|row| row.way).collect();
    use ReconWay::{AcceptTheirs, Undo, WriteOff};
    assert_eq!(ways, [Undo, Undo, AcceptTheirs, WriteOff, WriteOff]);
    // Both sides are there to be looked at beside each other.
    let (ours, theirs) = (detail.ours.unwrap(), detail.theirs.unwrap());
    assert_eq!((ours.amount_fen, theirs.amount_fen), (102, 100));
    assert_eq!(detail.result.fields, [ReconField::Amount]);
    // A decision that stands is not forgotten by another file; a note is.
    let taken = desk.done(asked(&back, ReconWay::AcceptTheirs)).await;
    let key = view::day(desk.context(), &desk.actor, desk.day).await.unwrap();
    let refused = again(desk.context(), &desk.actor, &key).await.unwrap_err();
    assert!(matches!(refused, Error::Decided(1)));
    desk.done(asked(&taken, ReconWay::Undo)).await;
    again(desk.context(), &desk.actor, &key).await.unwrap();
    let archived = desk.ask(&desk.now(taken.id).await, ReconWay::AcceptTheirs).await.unwrap_err();
    assert!(matches!(archived, Error::Changed(_)), "{archived}");
}

#[tokio::test]
async fn two_lines_are_put_together_by_hand() {
    let desk = desk().await;
    let alone = desk.find(ReconStatus::Unexpected, 0, 190).await;
    let mine = desk.find(ReconStatus::Expected, 104, 0).await;
    let assigned =
        settle::assign(desk.context(), &desk.actor, (mine.id, mine.version)).await.unwrap();
    let list = async |filter| view::list(desk.context(), &desk.actor, &filter).await.unwrap().items;
    let filter = Filter { mine: true, ..Filter::default() };
    assert_eq!(list(filter).await.len(), 1);
    let mine: ReconResult = assigned.into();
    let wrong = Asked { other: Some(mine.id), ..asked(&mine, ReconWay::ByHand) };
    assert_eq!(desk.put(wrong).await.unwrap_err().code(), "reconciliation_no_pair");
    let pair = Asked { other: Some(mine.id), ..asked(&alone, ReconWay::ByHand) };
    let left = desk.done(pair).await;
    assert_eq!((left.status, left.open_fen), (ReconStatus::PartiallyReconciled, 86));
    let settled = desk.now(mine.id).await;
    assert_eq!((settled.status, settled.other_id), (ReconStatus::Matched, Some(alone.id)));
    assert_eq!(settled.assigned_to, Some(desk.actor.who.to_string()));
    assert_eq!(desk.receivable().await, 0, "both are on one account already");
    let back = desk.done(asked(&settled, ReconWay::Undo)).await;
    assert_eq!((back.status, back.open_fen), (ReconStatus::Expected, -104));
    assert_eq!(desk.now(alone.id).await.open_fen, 190);
    // The lists page, narrow and go out as rows.
    let limit = Some(4);
    let filter = Filter { open: true, limit, day: Some(desk.day), ..Filter::default() };
    let first = view::list(desk.context(), &desk.actor, &filter).await.unwrap();
    let filter = Filter { cursor: first.next.clone(), ..filter };
    let second = view::list(desk.context(), &desk.actor, &filter).await.unwrap();
    assert_eq!((first.items.len(), second.items.len(), second.next), (4, 2, None));
    let late = Filter { age_days: Some(2), ..Filter::default() };
    assert_eq!(list(late).await, []);
    let broken = Filter { cursor: Some(Cursor("x".to_owned())), ..Filter::default() };
    let broken = view::list(desk.context(), &desk.actor, &broken).await.unwrap_err();
    assert_eq!((broken.code(), broken.field()), ("cursor_invalid", Some("cursor")));
    assert_eq!(view::cells(back).len(), view::HEAD.len());
}

#[tokio::test]
async fn lines_that_come_later_are_seen_before_a_day_closes_and_strangers_see_none() {
    let desk = desk().await;
    ours(&desk.world, &[item(7)]).await;
    assert!(desk.sheet().await.behind);
    assert!(matches!(desk.close().await, Err(Error::Behind)));
    let stranger = manager(OTHER);
    let days = view::days(desk.context(), &stranger, &DayFilter::default()).await.unwrap();
    assert_eq!(days.items, []);
    let result = desk.find(ReconStatus::Expected, 104, 0).await;
    let missing = view::get(desk.context(), &stranger, result.id).await.unwrap_err();
    assert!(matches!(missing, Error::Missing(_)));
    let asked = asked(&result, ReconWay::AcceptTheirs);
    let refused = settle::settle(desk.context(), &desk.ledger, &stranger, asked).await;
    assert!(matches!(refused, Err(Error::Missing(_))));
    let refused = settle::close(desk.context(), &desk.ledger, &stranger, desk.day).await;
    assert!(matches!(refused, Err(Error::DayMissing(_))));
    // Late ones are missing, and in the list of those.
    desk.context().clock.advance(TimeDelta::days(5));
    let late = Filter { status: Some(ReconStatus::Missing), ..Filter::default() };
    let late = view::list(desk.context(), &desk.actor, &late).await.unwrap();
    assert_eq!(late.items.len(), 3);
    assert_eq!(desk.now(late.items[0].id).await.status, ReconStatus::Missing);
}
