//! The acquirers' hosts, in this process: they outlive the server and remember every request.

use connect::acquirer::standin::{Act, Asked, Entry, Rule, Standin, StandinConfig};
use serde::Deserialize;

/// A host as the program describes it.
#[derive(Clone, Debug, Deserialize)]
pub struct HostKnown {
    pub temper: String,
    pub mac_key: String,
}

/// The running hosts.
pub struct Hosts {
    pub addresses: Vec<String>,
    standins: Vec<Standin>,
}

impl Hosts {
    /// One for each that the program knows, under the keys that it knows them by.
    pub async fn start(known: &[HostKnown], seed: u64) -> Hosts {
        let mut hosts = Hosts { addresses: Vec::new(), standins: Vec::new() };
        for host in known {
            let (latency_ms, rules) = temper(&host.temper);
            let config = StandinConfig {
                mac_key: Some(host.mac_key.clone()),
                seed,
                latency_ms,
                rules,
                ..StandinConfig::default()
            };
            let standin = Standin::start(config).await.unwrap();
            hosts.addresses.push(standin.address.to_string());
            hosts.standins.push(standin);
        }
        hosts
    }

    /// Every request that any host has booked.
    pub fn entries(&self) -> Vec<Entry> {
        self.standins.iter().flat_map(Standin::entries).collect()
    }
}

/// Slow enough that a blow meets many payments between the acquirer and the ending.
fn temper(name: &str) -> ((u64, u64), Vec<Rule>) {
    let rare = |times, then| Rule {
        asked: Some(Asked::Sale),
        permille: Some(30),
        times: Some(times),
        then: Some(then),
        ..Rule::default()
    };
    let poor = Rule {
        asked: Some(Asked::Sale),
        amount_ends: Some("51".to_owned()),
        then: Some(Act::Decline { code: "51".to_owned() }),
        ..Rule::default()
    };
    match name {
        "fast" => ((0, 4), vec![poor]),
        "slow" => ((40, 160), vec![poor, rare(2, Act::Never)]),
        _ => (
            (5, 60),
            vec![
                poor,
                rare(2, Act::Lose),
                rare(2, Act::HangUp),
                rare(3, Act::BadMac),
                rare(3, Act::Twice),
                rare(2, Act::Late { ms: 6_000 }),
            ],
        ),
    }
}
