//! What the stand-in does with a request: a list of rules, of which the first that fits decides.

use serde::{Deserialize, Serialize};

kernel::words! {
    /// What is asked of the host.
    pub enum Asked {
        /// A purchase 消费.
        Sale = "sale",
        /// The undoing of a purchase by the cashier 消费撤销.
        Void = "void",
        /// A return of goods 退货.
        Refund = "refund",
        /// How much is on the card 余额查询.
        Balance = "balance_query",
        /// An amount held for later 预授权.
        Preauth = "preauth",
        /// The hold given up 预授权撤销.
        PreauthVoid = "preauth_void",
        /// What is due taken from the hold 预授权完成.
        Completion = "completion",
        /// A completion taken back 预授权完成撤销.
        CompletionVoid = "completion_void",
        /// The undoing of a request whose end is unknown 冲正.
        Reversal = "reversal",
    }
}

impl Asked {
    /// What an approval does to the merchant's money: 1 adds, -1 takes.
    pub const fn sign(self) -> i64 {
        match self {
            Asked::Sale | Asked::Completion => 1,
            Asked::Void | Asked::CompletionVoid | Asked::Refund => -1,
            Asked::Balance | Asked::Preauth | Asked::PreauthVoid | Asked::Reversal => 0,
        }
    }
}

/// What the host does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Says yes.
    Approve,
    /// Says no with this response code.
    Decline {
        /// Two characters of F39.
        code: String,
    },
    /// Books it and says nothing.
    Never,
    /// Does not even book it, and says nothing.
    Lose,
    /// Books it and says yes so much later.
    Late {
        /// Milliseconds.
        ms: u64,
    },
    /// Says yes twice.
    Twice,
    /// Books it and closes the connection.
    HangUp,
    /// Says yes under a wrong MAC.
    BadMac,
}

/// A condition and what follows; what is not given fits everything.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Last digits of the amount in fen.
    #[serde(default)]
    pub amount_ends: Option<String>,
    /// Last digits of the trace number.
    #[serde(default)]
    pub trace_ends: Option<String>,
    /// Only this kind of request.
    #[serde(default)]
    pub asked: Option<Asked>,
    /// In so many of a thousand cases, drawn from the seed.
    #[serde(default)]
    pub permille: Option<u16>,
    /// Fits so often and then no more.
    #[serde(default)]
    pub times: Option<u32>,
    /// What to do.
    #[serde(default)]
    pub then: Option<Act>,
}

/// Rules, the seed's state and how long an answer takes.
#[derive(Clone, Debug)]
pub struct Script {
    rules: Vec<Rule>,
    dice: Dice,
}

impl Script {
    /// A script that draws from `seed`.
    pub fn new(rules: Vec<Rule>, seed: u64) -> Script {
        Script { rules, dice: Dice(seed) }
    }

    /// What to do with a request; approval when no rule fits.
    pub fn decide(&mut self, asked: Asked, amount: &str, trace: &str) -> Act {
        let ends = |wanted: &Option<String>, text: &str| {
            wanted.as_deref().is_none_or(|end| text.ends_with(end))
        };
        for rule in &mut self.rules {
            let fits = rule.times != Some(0)
                && rule.asked.is_none_or(|kind| kind == asked)
                && ends(&rule.amount_ends, amount)
                && ends(&rule.trace_ends, trace)
                && rule.permille.is_none_or(|most| self.dice.below(1000) < u64::from(most));
            if fits {
                rule.times = rule.times.map(|left| left - 1);
                return rule.then.clone().unwrap_or(Act::Approve);
            }
        }
        Act::Approve
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, (from, to): (u64, u64)) -> u64 {
        if to <= from { from } else { from + self.dice.below(to - from + 1) }
    }
}

/// SplitMix64: small, and the same everywhere.
#[derive(Clone, Debug)]
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_fits_decides() {
        let rules: Vec<Rule> = serde_json::from_str(
            r#"[{"amount_ends":"51","then":{"act":"decline","code":"51"}},
                {"asked":"reversal","times":1,"then":{"act":"never"}},
                {"trace_ends":"7","then":{"act":"late","ms":9000}}]"#,
        )
        .unwrap();
        let mut script = Script::new(rules, 1);
        let declined = Act::Decline { code: "51".to_owned() };
        assert_eq!(script.decide(Asked::Sale, "000000000151", "000007"), declined);
        assert_eq!(script.decide(Asked::Sale, "000000000150", "000007"), Act::Late { ms: 9000 });
        assert_eq!(script.decide(Asked::Reversal, "000000000150", "000001"), Act::Never);
        assert_eq!(script.decide(Asked::Reversal, "000000000150", "000001"), Act::Approve);
    }

    #[test]
    fn a_share_is_about_as_large_as_asked_and_the_same_for_the_same_seed() {
        let rule = Rule { permille: Some(100), then: Some(Act::Never), ..Rule::default() };
        let count = |seed| {
            let mut script = Script::new(vec![rule.clone()], seed);
            let never = |_: &i32| script.decide(Asked::Sale, "1", "1") == Act::Never;
            (0..10_000).filter(never).count()
        };
        assert!((800..1200).contains(&count(7)), "{}", count(7));
        assert_eq!(count(7), count(7));
    }
}
