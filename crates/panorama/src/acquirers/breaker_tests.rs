use super::*;
use proptest::prelude::*;
use std::collections::VecDeque;

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::milliseconds(ms)
}

fn settings() -> HealthSettings {
    HealthSettings {
        window_s: 10,
        calls_min: 4,
        failure_permille: 500,
        open_s: 5,
        probes: 2,
        eliminate_below_permille: 900,
        eliminate_window_s: 60,
        eliminate_calls_min: 10,
        cooling_s: 20,
    }
}

#[test]
fn it_opens_probes_and_closes_again() {
    let mut breaker = Breaker::new(settings());
    for ms in [0, 100] {
        breaker.record(at(ms), at(ms), true);
    }
    breaker.record(at(200), at(200), false);
    assert_eq!(breaker.standing(at(200)), Standing::Up, "too few to judge");
    breaker.record(at(300), at(300), false);
    assert_eq!(breaker.standing(at(300)), Standing::Broken);
    assert_eq!(breaker.report(at(300)).open_until, Some(at(5_300)));
    assert!(!breaker.claim(at(5_299)));
    assert_eq!(breaker.standing(at(5_300)), Standing::Probing);
    assert_eq!(breaker.report(at(5_300)).state, BreakerState::HalfOpen);
    assert!(breaker.claim(at(5_300)) && breaker.claim(at(5_301)));
    assert!(!breaker.claim(at(5_302)), "two probes are under way");
    breaker.record(at(290), at(5_400), false);
    assert_eq!(breaker.report(at(5_400)).state, BreakerState::HalfOpen, "it left before");
    breaker.record(at(5_300), at(5_400), true);
    assert_eq!(breaker.standing(at(5_400)), Standing::Broken, "the second is still out");
    breaker.record(at(5_301), at(5_500), true);
    assert_eq!(breaker.standing(at(5_500)), Standing::Up);
    assert_eq!(breaker.report(at(5_500)), BreakerReport::NEW);
}

#[test]
fn each_failed_probe_doubles_the_pause_up_to_a_limit() {
    let mut breaker = Breaker::new(settings());
    let mut now = 0;
    for _ in 0..4 {
        breaker.record(at(now), at(now), false);
    }
    for pause_s in [5, 10, 20, 40, 80, 160, 160] {
        assert_eq!(breaker.standing(at(now + pause_s * 1000 - 1)), Standing::Broken);
        now += pause_s * 1000;
        assert!(breaker.claim(at(now)), "after {pause_s} s");
        breaker.record(at(now), at(now), false);
    }
}

#[test]
fn a_lost_probe_does_not_keep_the_link_away_for_ever() {
    let mut breaker = Breaker::new(settings());
    for _ in 0..4 {
        breaker.record(at(0), at(0), false);
    }
    assert!(breaker.claim(at(5_000)) && breaker.claim(at(5_000)));
    assert!(!breaker.claim(at(94_999)));
    assert!(breaker.claim(at(95_000)), "nothing was heard of the two");
    assert!(breaker.claim(at(95_000)));
    assert!(!breaker.claim(at(95_000)));
}

#[test]
fn old_failures_leave_the_window() {
    let mut breaker = Breaker::new(settings());
    for _ in 0..3 {
        breaker.record(at(0), at(0), false);
    }
    breaker.record(at(10_000), at(10_000), false);
    assert_eq!(breaker.standing(at(10_000)), Standing::Up);
    assert_eq!((breaker.report(at(10_000)).calls, breaker.report(at(10_000)).failures), (1, 1));
}

#[test]
fn too_few_successes_in_the_long_run_eliminate_for_the_cooling_time() {
    let mut breaker = Breaker::new(settings());
    for second in 0..9 {
        breaker.record(at(second * 3_000), at(second * 3_000), true);
    }
    breaker.record(at(27_000), at(27_000), false);
    assert_eq!(breaker.standing(at(27_000)), Standing::Up, "nine of ten are enough");
    breaker.record(at(27_001), at(27_001), false);
    assert_eq!(breaker.standing(at(27_001)), Standing::Eliminated);
    assert_eq!(breaker.report(at(27_001)).standing(true, at(27_001)), Standing::Eliminated);
    assert!(breaker.claim(at(27_002)), "it may be used for want of another");
    assert_eq!(breaker.standing(at(47_001)), Standing::Up);
    let never = HealthSettings { eliminate_below_permille: 0, calls_min: 1000, ..settings() };
    let mut breaker = Breaker::new(never);
    for second in 0..20 {
        breaker.record(at(second), at(second), false);
    }
    assert_eq!(breaker.standing(at(20)), Standing::Up);
}

#[test]
fn settings_name_the_field_that_breaks_its_rule() {
    assert_eq!(HealthSettings::default().broken(), None);
    let bad = HealthSettings { probes: 0, ..HealthSettings::default() };
    assert_eq!(bad.broken().map(|(field, _)| field), Some("health.probes"));
    let read: HealthSettings = serde_json::from_str(r#"{"open_s": 7}"#).unwrap();
    assert_eq!(read, HealthSettings { open_s: 7, ..HealthSettings::default() });
}

/// The same machine the slow way: all endings are kept, and every question counts them anew.
struct Model {
    endings: VecDeque<(i64, bool)>,
    state: ModelState,
    openings: u32,
    cooling: Option<i64>,
    cooled_from: usize,
}

enum ModelState {
    Closed,
    Open(i64),
    Half { since: i64, claims: Vec<i64>, well: i32 },
}

impl Model {
    fn count(&self, now: i64, window_s: i32, from: usize) -> (usize, usize) {
        let part = i64::from(window_s) * 1000 / PARTS as i64;
        let base = at(0).timestamp_millis();
        let number = |ms: i64| (base + ms).div_euclid(part);
        let within = |ms: i64| number(now) - (PARTS as i64) < number(ms);
        let kept: Vec<bool> =
            self.endings.iter().skip(from).filter(|e| within(e.0)).map(|e| e.1).collect();
        (kept.len(), kept.iter().filter(|well| !**well).count())
    }

    fn standing(&self, now: i64, s: &HealthSettings) -> Standing {
        match &self.state {
            ModelState::Open(until) if now < *until => Standing::Broken,
            ModelState::Open(_) => Standing::Probing,
            ModelState::Half { claims, well, .. } => {
                let lost = claims.last().is_some_and(|last| last + 90_000 <= now);
                let out = claims.len() as i32;
                if lost || out + well < s.probes { Standing::Probing } else { Standing::Broken }
            }
            ModelState::Closed if self.cooling.is_some_and(|until| now < until) => {
                Standing::Eliminated
            }
            ModelState::Closed => Standing::Up,
        }
    }

    fn claim(&mut self, now: i64, s: &HealthSettings) -> bool {
        match self.standing(now, s) {
            Standing::Broken | Standing::Down => return false,
            Standing::Up | Standing::Eliminated => return true,
            Standing::Probing => (),
        }
        if let ModelState::Open(_) | ModelState::Closed = self.state {
            self.state = ModelState::Half { since: now, claims: Vec::new(), well: 0 };
        }
        if let ModelState::Half { claims, .. } = &mut self.state {
            if claims.last().is_some_and(|last| last + 90_000 <= now) {
                claims.clear();
            }
            claims.push(now);
        }
        true
    }

    fn open(&mut self, now: i64, s: &HealthSettings) {
        let longer = 2_i64.pow(self.openings.min(5));
        self.state = ModelState::Open(now + i64::from(s.open_s) * 1000 * longer);
        self.openings += 1;
        self.endings.clear();
        (self.cooling, self.cooled_from) = (None, 0);
    }

    fn record(&mut self, sent: i64, now: i64, ok: bool, s: &HealthSettings) {
        match &mut self.state {
            ModelState::Open(_) => (),
            ModelState::Half { since, .. } if sent < *since => (),
            ModelState::Half { .. } if !ok => self.open(now, s),
            ModelState::Half { claims, well, .. } => {
                // The last claim tells when a probe is lost, so that the first is taken off.
                if !claims.is_empty() {
                    claims.remove(0);
                }
                *well += 1;
                if s.probes <= *well {
                    self.state = ModelState::Closed;
                    self.openings = 0;
                    self.endings.clear();
                    (self.cooling, self.cooled_from) = (None, 0);
                }
            }
            ModelState::Closed => {
                self.endings.push_back((now, ok));
                if ok {
                    return;
                }
                let (calls, failed) = self.count(now, s.window_s, 0);
                if s.calls_min as usize <= calls
                    && s.failure_permille as usize * calls <= failed * 1000
                {
                    return self.open(now, s);
                }
                let (calls, failed) = self.count(now, s.eliminate_window_s, self.cooled_from);
                let low = (calls - failed) * 1000 < s.eliminate_below_permille as usize * calls;
                let cooling = self.cooling.is_some_and(|until| now < until);
                if s.eliminate_calls_min as usize <= calls && low && !cooling {
                    self.cooling = Some(now + i64::from(s.cooling_s) * 1000);
                    self.cooled_from = self.endings.len();
                }
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Pay { ok: bool },
    Late { ok: bool, ago: i64 },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (1_i64..400).prop_map(Step::Wait),
        1 => (1_000_i64..8_000).prop_map(Step::Wait),
        1 => (80_000_i64..100_000).prop_map(Step::Wait),
        8 => prop::bool::weighted(0.6).prop_map(|ok| Step::Pay { ok }),
        1 => (any::<bool>(), 1_i64..9_000).prop_map(|(ok, ago)| Step::Late { ok, ago }),
    ]
}

proptest! {
    #[test]
    fn it_does_what_the_slow_model_does(
        steps in prop::collection::vec(any_step(), 0..160),
        probes in 1_i32..4,
        failure_permille in 200_i32..900,
    ) {
        let settings = HealthSettings { probes, failure_permille, ..settings() };
        let mut breaker = Breaker::new(settings);
        let mut model = Model {
            endings: VecDeque::new(),
            state: ModelState::Closed,
            openings: 0,
            cooling: None,
            cooled_from: 0,
        };
        let mut now = 0;
        for step in steps {
            match step {
                Step::Wait(ms) => now += ms,
                Step::Pay { ok } => {
                    let passes = breaker.claim(at(now));
                    prop_assert_eq!(passes, model.claim(now, &settings));
                    if passes {
                        breaker.record(at(now), at(now), ok);
                        model.record(now, now, ok, &settings);
                    }
                }
                Step::Late { ok, ago } => {
                    breaker.record(at(now - ago), at(now), ok);
                    model.record(now - ago, now, ok, &settings);
                }
            }
            let standing = breaker.standing(at(now));
            prop_assert_eq!(standing, model.standing(now, &settings));
            let told = breaker.report(at(now)).standing(true, at(now));
            // The report does not say how many probes are out.
            if told != Standing::Probing {
                prop_assert_eq!(told, standing);
            }
            prop_assert_eq!(breaker.report(at(now - 1)).standing(false, at(now)), Standing::Down);
        }
    }
}
