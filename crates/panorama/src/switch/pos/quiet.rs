//! What outsiders can make us log has a limit: of one source one line a minute, with how many
//! there were.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kernel::TerminalId;

/// How long a source is silent after a line.
const SILENCE: Duration = Duration::from_secs(60);
/// Sources told apart; the rest share a line.
const SOURCES_MAX: usize = 1024;

/// Lines about what comes from outside, by where it comes from.
#[derive(Default)]
pub struct Noise {
    /// Connections and what is unreadable on them.
    pub peers: Quiet<IpAddr>,
    /// MACs that do not hold.
    pub macs: Quiet<TerminalId>,
    /// Terminals that are not served, by the number they give.
    pub refused: Quiet<String>,
}

/// Counts what happens, and says when to tell.
pub struct Quiet<K>(Mutex<HashMap<Option<K>, Told>>);

struct Told {
    at: Instant,
    /// Since then, not told.
    kept_back: u64,
}

impl<K> Default for Quiet<K> {
    fn default() -> Quiet<K> {
        Quiet(Mutex::default())
    }
}

impl<K: Eq + Hash> Quiet<K> {
    /// Something happened: `Some` when it is to be told, with how many were not since the last.
    pub fn tell(&self, source: K) -> Option<u64> {
        self.tell_at(source, Instant::now())
    }

    fn tell_at(&self, source: K, now: Instant) -> Option<u64> {
        let mut sources = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut source = Some(source);
        if !sources.contains_key(&source) && SOURCES_MAX <= sources.len() {
            // Who was silent for a minute has nothing kept back that is news.
            sources.retain(|_, told| now < told.at + SILENCE);
            if SOURCES_MAX <= sources.len() {
                source = None;
            }
        }
        match sources.get_mut(&source) {
            Some(told) if now < told.at + SILENCE => {
                told.kept_back += 1;
                None
            }
            Some(told) => Some(std::mem::replace(told, Told { at: now, kept_back: 0 }).kept_back),
            None => {
                sources.insert(source, Told { at: now, kept_back: 0 });
                Some(0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_told_once_a_minute_with_the_number() {
        let (quiet, start) = (Quiet::default(), Instant::now());
        let tell = |source, s| quiet.tell_at(source, start + Duration::from_secs(s));
        assert_eq!((tell(1, 0), tell(1, 0), tell(1, 59)), (Some(0), None, None));
        assert_eq!(tell(2, 30), Some(0), "another has a line of his own");
        assert_eq!((tell(1, 60), tell(1, 61), tell(1, 121)), (Some(2), None, Some(1)));
    }

    #[test]
    fn many_sources_share_a_line_and_no_more_memory() {
        let (quiet, start) = (Quiet::default(), Instant::now());
        let told = (0..5000).filter(|source| quiet.tell_at(*source, start).is_some()).count();
        assert_eq!(told, SOURCES_MAX + 1);
        assert_eq!(quiet.0.lock().unwrap().len(), SOURCES_MAX + 1);
        assert_eq!(quiet.tell_at(4999, start + SILENCE), Some(0), "there is room again");
    }
}
