//! How the host of a sandbox answers: by the amount, so that a till's developer can make happen
//! what a shop sees once a year.

use super::script::{Act, Asked, Rule};

/// One amount and what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestAmount {
    /// Of which request.
    pub asked: Asked,
    /// Last two digits of the amount in fen.
    pub ends: &'static str,
    /// What the host does.
    pub deed: Deed,
}

/// What the host of a sandbox does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Says no with this response code.
    Decline(&'static str),
    /// Books it and never answers: it is taken back.
    Silent,
    /// Books it and answers when nobody waits any more: it is taken back.
    Late,
}

const fn sale(ends: &'static str, deed: Deed) -> TestAmount {
    TestAmount { asked: Asked::Sale, ends, deed }
}

/// All amounts that are not simply approved.
pub const TEST_AMOUNTS: &[TestAmount] = &[
    sale("51", Deed::Decline("51")),
    sale("61", Deed::Decline("61")),
    sale("05", Deed::Decline("05")),
    sale("96", Deed::Decline("96")),
    sale("97", Deed::Late),
    sale("98", Deed::Silent),
    TestAmount { asked: Asked::Refund, ends: "61", deed: Deed::Decline("61") },
];

/// Milliseconds after which a late answer comes: after every time-out.
const LATE_MS: u64 = 9_000;

/// The rules of [`TEST_AMOUNTS`].
pub fn rules() -> Vec<Rule> {
    let rule = |amount: &TestAmount| Rule {
        asked: Some(amount.asked),
        amount_ends: Some(amount.ends.to_owned()),
        then: Some(match amount.deed {
            Deed::Decline(code) => Act::Decline { code: code.to_owned() },
            Deed::Silent => Act::Never,
            Deed::Late => Act::Late { ms: LATE_MS },
        }),
        ..Rule::default()
    };
    TEST_AMOUNTS.iter().map(rule).collect()
}
