//! The server's settings, by the memory of the machine.

use std::collections::BTreeMap;
use std::path::Path;

const MIB: u64 = 1024 * 1024;

/// Settings that a payment system does not turn off, whatever the configuration says.
const KEPT_ON: &[&str] = &["fsync", "full_page_writes"];
/// Settings that the launcher owns.
const OURS: &[&str] = &[
    "listen_addresses",
    "unix_socket_directories",
    "unix_socket_permissions",
    "port",
    "data_directory",
];

/// Memory that this program may use, in bytes: the machine's, or the limit of its group.
pub fn memory_bytes() -> u64 {
    let machine = std::fs::read_to_string("/proc/meminfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("MemTotal:"))?;
            let kib = line.split_whitespace().nth(1)?;
            kib.parse::<u64>().ok()
        })
        .map_or(2048 * MIB, |kib| kib * 1024);
    let group = ["memory.max", "memory/memory.limit_in_bytes"]
        .iter()
        .filter_map(|name| std::fs::read_to_string(Path::new("/sys/fs/cgroup").join(name)).ok())
        .filter_map(|text| text.trim().parse::<u64>().ok())
        .min();
    group.map_or(machine, |limit| limit.min(machine))
}

/// The name and rule of a setting that may not be given.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the setting `{0}` {1}")]
pub struct BadSetting(String, &'static str);

/// The settings for a machine with `memory` bytes, overridden by `given`.
pub fn settings(
    memory: u64,
    connections_max: u32,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, BadSetting> {
    let mib = |bytes: u64| format!("{}MB", bytes / MIB);
    let share = |part: u64, low: u64, high: u64| mib((memory / part).clamp(low * MIB, high * MIB));
    let mut all: BTreeMap<String, String> = [
        ("fsync", "on".to_owned()),
        ("synchronous_commit", "on".to_owned()),
        ("full_page_writes", "on".to_owned()),
        ("max_connections", connections_max.to_string()),
        ("shared_buffers", share(4, 64, 8192)),
        ("effective_cache_size", share(2, 128, 65536)),
        ("maintenance_work_mem", share(32, 32, 1024)),
        ("work_mem", share(512, 4, 32)),
        ("wal_buffers", "16MB".to_owned()),
        ("min_wal_size", "256MB".to_owned()),
        ("max_wal_size", "2GB".to_owned()),
        ("checkpoint_timeout", "15min".to_owned()),
        ("checkpoint_completion_target", "0.9".to_owned()),
        ("random_page_cost", "1.1".to_owned()),
        ("jit", "off".to_owned()),
        ("autovacuum_vacuum_scale_factor", "0.05".to_owned()),
        ("autovacuum_analyze_scale_factor", "0.05".to_owned()),
        ("timezone", "UTC".to_owned()),
        ("log_timezone", "UTC".to_owned()),
        // No statement and no parameter is ever logged: they may hold what must not be seen.
        ("log_min_error_statement", "panic".to_owned()),
        ("log_parameter_max_length", "0".to_owned()),
        ("log_parameter_max_length_on_error", "0".to_owned()),
        ("log_line_prefix", "%m [%p] ".to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    for (name, value) in given {
        let bad = |rule| BadSetting(name.chars().take(64).collect(), rule);
        if !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.') {
            return Err(bad("is not a name of small letters, `_` and `.`"));
        }
        if OURS.contains(&name.as_str()) {
            return Err(bad("belongs to the launcher"));
        }
        let off = !["on", "true", "yes", "1"].contains(&value.as_str());
        if KEPT_ON.contains(&name.as_str()) && off {
            return Err(bad("stays on: without it a power cut loses payments"));
        }
        all.insert(name.clone(), value.clone());
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let own = |(name, value): &(&str, &str)| (name.to_string(), value.to_string());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn memory_decides_the_buffers_and_the_configuration_overrides() {
        let small = settings(512 * MIB, 100, &given(&[])).unwrap();
        assert_eq!(small["shared_buffers"], "128MB");
        let large = settings(512 * 1024 * MIB, 100, &given(&[("work_mem", "99MB")])).unwrap();
        assert_eq!(large["shared_buffers"], "8192MB");
        assert_eq!(large["work_mem"], "99MB");
        assert_eq!(large["max_connections"], "100");
    }

    #[test]
    fn durability_and_the_socket_cannot_be_configured_away() {
        let refused = |name, value| settings(MIB, 10, &given(&[(name, value)])).is_err();
        assert!(refused("fsync", "off"));
        assert!(refused("full_page_writes", "0"));
        assert!(refused("listen_addresses", "*"));
        assert!(refused("work_mem=1;x", "1"));
        assert!(!refused("fsync", "on"));
    }
}
