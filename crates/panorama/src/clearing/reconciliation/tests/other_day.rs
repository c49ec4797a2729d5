//! Stories of lines that are on one day with us and on another with them.

use super::super::view::{self, Filter, ReconResult};
use super::super::*;
use super::{day, head, item, line_of, ours, taken, told};
use crate::clearing::Item;
use crate::testing::{BANK, World, manager, world};
use file::write;
use kernel::Fault;

fn next() -> NaiveDate {
    super::date().succ_opt().unwrap()
}

/// Results by day, status and way.
async fn found(world: &World) -> Vec<(NaiveDate, ReconStatus, Option<ReconWay>)> {
    let filter = Filter::default();
    let page = view::list(&world.context, &manager(BANK), &filter).await.unwrap();
    let one = |row: &ReconResult| (row.business_date, row.status, row.way);
    let mut all: Vec<_> = page.items.iter().map(one).collect();
    all.sort();
    all
}

/// Four lines of ours on the first day, one on the second; near the cut-off theirs differ.
async fn sides(world: &World) -> Vec<Item> {
    let mut all: Vec<Item> = (1..=5).map(item).collect();
    all[4].business_date = next();
    // Told by its numbers alone.
    all[2].reference_no = None;
    ours(world, &all).await;
    all
}

#[tokio::test]
async fn what_waits_from_an_earlier_day_is_found_in_a_later_file() {
    let world = world().await;
    let all = sides(&world).await;
    // Of the first day they have one line, and one that is ours of the next day.
    let first = [line_of(&all[0], 0), line_of(&all[4], 0)];
    let answer = taken(&world, &write(&head(super::date()), &first)).await;
    let alone = [("expected", 3, 306 + 3, 0), ("matched", 1, 101, 101), ("unexpected", 1, 0, 105)];
    assert_eq!(told(&answer.counts), alone);
    // The others come with the next day; one with another amount, which nobody may guess.
    let mut second = [line_of(&all[1], 0), line_of(&all[2], 0), line_of(&all[3], 0)];
    second[2].amount_fen += 7;
    let text = write(&head(next()), &second);
    let answer = taken(&world, &text).await;
    // Two of theirs, and the one of ours that they had a day before.
    assert_eq!(told(&answer.counts), [("matched", 3, 105, 205), ("unexpected", 1, 0, 111)]);
    let (day_1, day_2, by_itself) = (super::date(), next(), Some(ReconWay::OtherDay));
    let wanted = [
        (day_1, ReconStatus::Expected, None),
        (day_1, ReconStatus::Matched, by_itself),
        (day_1, ReconStatus::Matched, by_itself),
        (day_1, ReconStatus::Matched, by_itself),
        (day_2, ReconStatus::Unexpected, None),
        (day_2, ReconStatus::Matched, by_itself),
        (day_2, ReconStatus::Matched, by_itself),
        (day_2, ReconStatus::Matched, by_itself),
    ];
    assert_eq!(found(&world).await, wanted);
    assert!(taken(&world, &text).await.already);

    // Held against ours again, and after another file that does not have the line, it is as if
    // the former had not been.
    again(&world.context, &manager(BANK), &day(next())).await.unwrap();
    assert_eq!(found(&world).await, wanted);
    taken(&world, &write(&head(next()), &second[1..])).await;
    let waits = found(&world).await.iter().filter(|one| one.1 == ReconStatus::Expected).count();
    assert_eq!(waits, 2);
    let none = taken(&world, &write(&head(next()), &[])).await;
    assert_eq!(told(&none.counts), [("matched", 1, 105, 0)]);
}

#[tokio::test]
async fn staff_take_a_pair_of_two_days_apart_and_make_none_that_comes_by_itself() {
    let world = world().await;
    let all = sides(&world).await;
    taken(&world, &write(&head(super::date()), &[line_of(&all[0], 0)])).await;
    taken(&world, &write(&head(next()), &[line_of(&all[1], 0)])).await;
    let context = &world.context;
    let ledger =
        ledger::Ledger::open(context.db.clone(), context.clock.clone(), Default::default());
    let ledger = ledger.unwrap();
    let page = view::list(context, &manager(BANK), &Filter::default()).await.unwrap();
    let pair = page.items.iter().find(|row| row.way == Some(ReconWay::OtherDay)).unwrap();
    let asked = |way| settle::Asked {
        id: pair.id,
        version: pair.version,
        way,
        amount_fen: None,
        until: None,
        other: None,
        note: "核对".to_owned(),
    };
    let actor = manager(BANK);
    let refused = settle::settle(context, &ledger, &actor, asked(ReconWay::OtherDay)).await;
    assert_eq!(refused.unwrap_err().code(), "reconciliation_by_itself");
    settle::settle(context, &ledger, &actor, asked(ReconWay::Undo)).await.unwrap();
    let ways: Vec<_> = found(&world).await.into_iter().map(|one| one.2).collect();
    assert_eq!(ways.iter().filter(|way| **way == Some(ReconWay::OtherDay)).count(), 0);
    assert_eq!(ways.iter().filter(|way| **way == Some(ReconWay::Undo)).count(), 2);
}
