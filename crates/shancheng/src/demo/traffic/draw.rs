//! What is drawn: how much people pay where, with which card, and what else happens at a till.
//! Pure; the same seed gives the same draws.

use crate::terminal::{Card, RANGES};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// Amounts by merchant category, yuan from and to. Categories that are not here take the last.
#[rustfmt::skip]
const AMOUNTS: &[(&str, i64, i64)] = &[
    ("4111",  2,    10), ("4121",  10,    80), ("4112", 20,   600), ("4131", 15,  180),
    ("4511", 300, 2600), ("4722", 100,  4000), ("4814", 30,   300), ("4900", 40,  600),
    ("5200", 40,  2500), ("5251",   8,   400), ("5311", 50,  2600), ("5411",  8,  420),
    ("5462",  6,   120), ("5499",   4,    90), ("5541", 100,  520), ("5542", 80,  480),
    ("5611", 90,  1500), ("5621",  90,  1600), ("5641", 60,   700), ("5651", 80, 1200),
    ("5661", 100,  900), ("5691",  80,  1500), ("5712", 300, 9000), ("5722", 200, 7000),
    ("5732", 150, 8000), ("5812",  25,   680), ("5813", 20,   500), ("5814",  9,   75),
    ("5912",  8,   320), ("5942",  15,   260), ("5944", 300, 18_000), ("5945", 20, 500),
    ("5977", 60,  1200), ("7011", 160,  1300), ("7216", 15,   160), ("7230", 30,  480),
    ("7298", 88,  1600), ("7523",   3,    40), ("7538", 80,  2200), ("7832", 32,  210),
    ("7991", 40,   360), ("8011",  20,   600), ("8062", 30,  2400), ("8211", 100, 3000),
    ("8220", 200, 6000), ("",       10,   300),
];
/// Last two digits that the stand-ins decline by their own rule; other amounts avoid them.
const DECLINED_ENDINGS: [i64; 5] = [51, 54, 55, 61, 65];
/// How many cards are about.
const CARDS: u32 = 5_000;

/// What happens at a till next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Somebody pays.
    Sale,
    /// The cashier takes the last sale back.
    Void,
    /// Somebody brings goods back.
    Refund,
    /// Somebody asks what is on his card.
    Balance,
}

/// A customer at the till.
#[derive(Clone, Debug)]
pub struct Customer {
    /// His card.
    pub card: Card,
    /// What he types; nobody asks for it on a credit card.
    pub pin: Option<&'static str>,
}

/// The dice of one till.
pub struct Dice(StdRng);

impl Dice {
    /// Dice of a seed; `apart` keeps tills of one seed apart.
    pub fn new(seed: u64, apart: u64) -> Dice {
        Dice(StdRng::seed_from_u64(seed ^ apart.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// What happens next, as far as the till can: a thousand deeds are about 905 sales, 40
    /// balance queries, 30 voids and 25 refunds.
    pub fn deed(&mut self, may_void: bool, may_refund: bool) -> Deed {
        match self.below(1000) {
            0..40 => Deed::Balance,
            40..70 if may_void => Deed::Void,
            70..95 if may_refund => Deed::Refund,
            _ => Deed::Sale,
        }
    }

    /// What somebody pays at a merchant of this category, in fen. About three in a hundred
    /// amounts end in 51, which acquirers decline for lack of money, and one in 55: wrong PIN.
    pub fn amount_fen(&mut self, category: &str) -> i64 {
        let (_, low, high) = AMOUNTS
            .iter()
            .find(|(known, ..)| *known == category || known.is_empty())
            .copied()
            .unwrap_or(("", 10, 300));
        // Small amounts are more frequent: the square of a uniform draw.
        let part = i64::from(self.below(1000));
        let yuan = low + (high - low) * part * part / 1_000_000;
        let cents = match self.below(1000) {
            0..30 => 51,
            30..40 => 55,
            40..600 => 0,
            600..800 => 10 * i64::from(self.below(10)),
            _ => i64::from(self.below(100)),
        };
        let by_chance = DECLINED_ENDINGS.contains(&cents) && !matches!(cents, 51 | 55);
        yuan * 100 + if by_chance { cents - 1 } else { cents }
    }

    /// Somebody who shows a code on a phone: about one payment in four.
    pub fn shows_code(&mut self) -> bool {
        self.below(4) == 0
    }

    /// A part of an amount, at least one fen and at most the whole; the whole every other time.
    pub fn part_of(&mut self, fen: i64) -> i64 {
        match self.below(2) {
            0 => fen,
            _ => (fen * i64::from(self.below(80) + 10) / 100).max(1),
        }
    }

    /// Somebody with a code on a phone, another each time.
    pub fn phone(&mut self) -> Card {
        Card::shown(self.below(u32::MAX))
    }

    /// Somebody with his card.
    pub fn customer(&mut self) -> Customer {
        let range = RANGES[self.pick(RANGES.len())];
        let card = Card::test(range, 1 + self.below(CARDS));
        let pins = ["246810", "135790", "112233", "908070"];
        let pin = range.debit.then(|| pins[self.pick(pins.len())]);
        Customer { card, pin }
    }

    /// One of `count`, which is not 0.
    pub fn pick(&mut self, count: usize) -> usize {
        self.0.random_range(0..count.max(1))
    }

    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.0.random_range(0..limit.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut dice = Dice::new(seed, 3);
            (0..50).map(|_| dice.amount_fen("5411")).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn amounts_are_those_of_the_trade() {
        let mut dice = Dice::new(7, 0);
        for (category, low, high) in AMOUNTS {
            for _ in 0..200 {
                let fen = dice.amount_fen(category);
                assert!((low * 100..=high * 100 + 99).contains(&fen), "{category} {fen}");
            }
        }
    }

    #[test]
    fn some_amounts_are_declined_and_most_are_not() {
        let mut dice = Dice::new(7, 0);
        let endings: Vec<i64> = (0..10_000).map(|_| dice.amount_fen("5812") % 100).collect();
        let count = |ending| endings.iter().filter(|one| **one == ending).count();
        assert!((200..500).contains(&count(51)), "{}", count(51));
        assert!((60..250).contains(&count(55)), "{}", count(55));
        assert_eq!([54, 61, 65].map(count), [0, 0, 0]);
    }

    #[test]
    fn deeds_are_mostly_sales_and_only_what_the_till_can_do() {
        let mut dice = Dice::new(7, 0);
        let count = |wanted, may, dice: &mut Dice| {
            (0..10_000).filter(|_| dice.deed(may, may) == wanted).count()
        };
        assert!((8_800..9_300).contains(&count(Deed::Sale, true, &mut dice)));
        assert_eq!(count(Deed::Void, false, &mut dice), 0);
        assert_eq!(count(Deed::Refund, false, &mut dice), 0);
    }

    #[test]
    fn parts_are_never_more_than_the_whole_and_never_nothing() {
        let mut dice = Dice::new(7, 0);
        for fen in [1, 2, 99, 12_345] {
            assert!((0..100).all(|_| (1..=fen).contains(&dice.part_of(fen))));
        }
    }
}
