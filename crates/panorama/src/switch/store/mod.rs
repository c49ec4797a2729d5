//! All SQL of the switch. What is written for every payment is written for many at once, from
//! arrays; what is rare (undoing, keys, staff) is written one at a time.

mod batch;
mod intent;
mod keys;
mod outcome;
mod read;
mod recovery;
mod reversal;
mod verify;

pub(super) use batch::*;
pub(super) use intent::{Intent, insert_intents, insert_new_intents};
pub(super) use keys::*;
pub(super) use outcome::{Ending, insert_new_outcomes, insert_outcomes, outcome_of};
pub(super) use read::*;
pub(crate) use recovery::first_id;
pub(super) use recovery::*;
pub(super) use reversal::*;
pub(super) use verify::*;

/// One column of a batch.
fn column<'a, Row, T>(rows: &'a [Row], of: impl Fn(&'a Row) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}
