//! Who used the processor: time by party, read from `/proc`, so that a figure can be told apart
//! into what the terminals, the server, the hosts and the database cost.

use std::collections::HashMap;
use std::fs;

/// Processor time used so far, in clock ticks of 10 ms, those of ended children included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// This process: the terminals.
    pub terminals: u64,
    /// The server.
    pub server: u64,
    /// Its children: the acquirers' hosts.
    pub hosts: u64,
    /// The database server and its backends.
    pub database: u64,
}

/// Clock ticks a second on Linux (`USER_HZ`), the same on every architecture in use.
const TICKS_A_SECOND: u64 = 100;

impl Used {
    /// Reads `/proc`; `server` and `postmaster` are process ids.
    pub fn now(server: u32, postmaster: u32) -> Used {
        let all = processes();
        let mut used = Used::default();
        for (id, process) in &all {
            let of = if *id == std::process::id() {
                &mut used.terminals
            } else if *id == server {
                &mut used.server
            } else if process.parent == server {
                &mut used.hosts
            } else if *id == postmaster || process.parent == postmaster {
                &mut used.database
            } else {
                continue;
            };
            *of += process.ticks;
        }
        used
    }

    /// What was used since `before`.
    pub fn since(self, before: Used) -> Used {
        Used {
            terminals: self.terminals.saturating_sub(before.terminals),
            server: self.server.saturating_sub(before.server),
            hosts: self.hosts.saturating_sub(before.hosts),
            database: self.database.saturating_sub(before.database),
        }
    }

    /// Microseconds of processor time for each of `count`, by party.
    pub fn us_each(self, count: usize) -> serde_json::Value {
        let each = |ticks: u64| ticks * (1_000_000 / TICKS_A_SECOND) / (count.max(1) as u64);
        serde_json::json!({
            "terminals": each(self.terminals),
            "server": each(self.server),
            "hosts": each(self.hosts),
            "database": each(self.database),
        })
    }
}

struct Process {
    parent: u32,
    ticks: u64,
}

fn processes() -> HashMap<u32, Process> {
    let Ok(folder) = fs::read_dir("/proc") else {
        return HashMap::new();
    };
    let ids = folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter_map(|id: u32| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        Some((id, process(&stat)?))
    })
    .collect()
}

/// Parent, and user and system time, own and of children waited for (proc(5), fields 4 and 14
/// to 17). The name in field 2 may hold anything, a bracket included.
fn process(stat: &str) -> Option<Process> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    let ticks = number(11)? + number(12)? + number(13)? + number(14)?;
    Some(Process { parent: fields.get(1)?.parse().ok()?, ticks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_proc_is_read_whatever_the_process_is_called() {
        let line = "77 (a) b) S 12 1 1 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 1 0 5 6 7";
        let read = process(line).unwrap();
        assert_eq!((read.parent, read.ticks), (12, 127));
    }

    #[test]
    fn our_own_time_is_counted_as_the_terminals() {
        assert!(processes().contains_key(&std::process::id()));
        let before = Used { terminals: 10, server: 5, hosts: 1, database: 7 };
        let now = Used { terminals: 30, server: 25, hosts: 1, database: 8 };
        let each = now.since(before).us_each(1000);
        assert_eq!(each["server"], 200);
        assert_eq!(each["hosts"], 0);
    }
}
