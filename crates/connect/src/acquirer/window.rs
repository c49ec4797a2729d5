//! Counts and times of the last seconds, in constant memory: one slot a second, and in each a
//! histogram whose steps are a quarter of a power of two (an error below 19 %).

/// Slots of a histogram: four a power of two, from 64 µs to about 67 s.
const STEPS: usize = 80;
/// Times below this many microseconds fall into the first slot.
const FLOOR_US: u64 = 64;

/// How many times fell into each step.
#[derive(Clone, Debug)]
pub struct Histogram {
    steps: [u32; STEPS],
}

impl Default for Histogram {
    fn default() -> Self {
        Histogram { steps: [0; STEPS] }
    }
}

impl Histogram {
    /// Counts one time.
    pub fn add(&mut self, us: u64) {
        self.steps[step(us)] += 1;
    }

    /// Nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.steps.iter().all(|count| *count == 0)
    }

    /// Adds all that another has counted.
    pub fn merge(&mut self, other: &Histogram) {
        for (to, from) in self.steps.iter_mut().zip(other.steps) {
            *to += from;
        }
    }

    /// The time in microseconds that `permille` of all do not exceed; 0 when there are none.
    pub fn quantile_us(&self, permille: u64) -> u64 {
        let all: u64 = self.steps.iter().map(|count| u64::from(*count)).sum();
        if all == 0 {
            return 0;
        }
        let wanted = (all * permille).div_ceil(1000).max(1);
        let mut seen = 0;
        for (index, count) in self.steps.iter().enumerate() {
            seen += u64::from(*count);
            if wanted <= seen {
                return ceiling_us(index);
            }
        }
        ceiling_us(STEPS - 1)
    }
}

fn step(us: u64) -> usize {
    let ratio = us.max(FLOOR_US);
    let power = ratio.ilog2();
    // The two bits below the highest one say which quarter.
    let quarter = (ratio >> (power - 2)) & 3;
    let index = u64::from(power - FLOOR_US.ilog2()) * 4 + quarter;
    usize::try_from(index).unwrap_or(STEPS).min(STEPS - 1)
}

/// The upper edge of a step.
fn ceiling_us(index: usize) -> u64 {
    let index = index as u64 + 1;
    (FLOOR_US << (index / 4)) + ((FLOOR_US << (index / 4)) / 4) * (index % 4)
}

/// What happened within one second, or a sum of such seconds.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The second since the epoch, 0 when the slot is empty.
    second: i64,
    /// All that came to an end.
    pub count: u64,
    /// Of these, how many were approved.
    pub approved: u64,
    /// Of these, how many were declined.
    pub declined: u64,
    /// Of these, how many ended without an answer.
    pub unknown: u64,
    /// How long the answered ones took.
    pub times: Histogram,
}

impl Tally {
    /// Adds all that another has counted.
    pub fn merge(&mut self, other: &Tally) {
        self.count += other.count;
        self.approved += other.approved;
        self.declined += other.declined;
        self.unknown += other.unknown;
        self.times.merge(&other.times);
    }

    /// Approved of answered, in thousandths; 1000 when nothing was answered.
    pub fn approval_permille(&self) -> u32 {
        let answered = self.approved + self.declined;
        if answered == 0 {
            return 1000;
        }
        u32::try_from(self.approved * 1000 / answered).unwrap_or(1000)
    }
}

/// How something ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Answered with yes, after so many microseconds.
    Approved(u64),
    /// Answered with no, after so many microseconds.
    Declined(u64),
    /// Not answered.
    Unknown,
}

/// A ring of seconds.
#[derive(Clone, Debug)]
pub struct Window {
    slots: Vec<Tally>,
}

impl Window {
    /// Remembers the last `seconds`.
    pub fn new(seconds: usize) -> Window {
        Window { slots: vec![Tally::default(); seconds.max(1)] }
    }

    /// Counts one ending in the second `now_s`.
    pub fn add(&mut self, now_s: i64, ending: Ending) {
        let index = self.index(now_s);
        let slot = &mut self.slots[index];
        if slot.second != now_s {
            *slot = Tally { second: now_s, ..Tally::default() };
        }
        slot.count += 1;
        match ending {
            Ending::Approved(us) => {
                slot.approved += 1;
                slot.times.add(us);
            }
            Ending::Declined(us) => {
                slot.declined += 1;
                slot.times.add(us);
            }
            Ending::Unknown => slot.unknown += 1,
        }
    }

    /// The sum of the seconds from `from_s` up to and without `until_s`.
    pub fn sum(&self, from_s: i64, until_s: i64) -> Tally {
        let mut sum = Tally::default();
        for slot in &self.slots {
            if from_s <= slot.second && slot.second < until_s && 0 < slot.count {
                sum.merge(slot);
            }
        }
        sum
    }

    fn index(&self, second: i64) -> usize {
        let length = self.slots.len() as i64;
        usize::try_from(second.rem_euclid(length)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_within_a_quarter_of_the_truth() {
        let mut times = Histogram::default();
        for us in 1..=100_000 {
            times.add(us);
        }
        for (permille, truth) in [(500, 50_000), (950, 95_000), (990, 99_000)] {
            let told = times.quantile_us(permille);
            assert!(truth <= told && told <= truth * 5 / 4, "{permille}: {told}");
        }
        assert_eq!(Histogram::default().quantile_us(500), 0);
    }

    #[test]
    fn a_second_is_forgotten_when_its_slot_comes_round_again() {
        let mut window = Window::new(60);
        window.add(1000, Ending::Approved(1000));
        window.add(1000, Ending::Declined(1000));
        window.add(1001, Ending::Unknown);
        let sum = window.sum(1000, 1002);
        assert_eq!((sum.count, sum.approved, sum.declined, sum.unknown), (3, 1, 1, 1));
        assert_eq!(sum.approval_permille(), 500);
        assert_eq!(window.sum(1001, 1002).count, 1);
        window.add(1060, Ending::Unknown);
        assert_eq!(window.sum(1000, 1061).count, 2);
    }
}
