//! Looking at and signalling processes.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// Processes that work inside a data folder.
pub struct Inside {
    /// Their ids.
    pub ids: Vec<i32>,
    /// False when there are servers whose folder we may not see (root without the right to
    /// trace, as in some containers): one of them could be inside too.
    pub sure: bool,
}

/// Looks for a postmaster and its children, whose current folder is the data folder. Finds
/// also those that outlive a killed postmaster for a moment.
pub fn inside(data: &Path) -> Inside {
    let mut found = Inside { ids: Vec::new(), sure: true };
    let (Ok(data), Ok(all)) = (data.canonicalize(), fs::read_dir("/proc")) else {
        return found;
    };
    let known = postmaster(&data);
    // SAFETY: geteuid has no preconditions and cannot fail.
    let user = unsafe { libc::geteuid() };
    for entry in all.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        match fs::read_link(entry.path().join("cwd")) {
            Ok(folder) if folder == data => found.ids.push(id),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                // Who is not root runs the server as himself: other users' are none of ours.
                let owner = entry.metadata().map(|process| process.uid()).ok();
                if user != 0 && owner.is_some_and(|owner| owner != user) {
                    continue;
                }
                let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
                if !line.windows(8).any(|part| part == b"postgres") {
                    continue;
                }
                found.sure = false;
                let path = data.as_os_str().as_encoded_bytes();
                let names_it = line.split(|byte| *byte == 0).any(|word| word == path);
                if known == Some(id) && names_it {
                    found.ids.push(id);
                }
            }
            _ => (),
        }
    }
    found
}

/// Waits until nobody works inside the data folder. A postmaster left behind by a killed
/// program is asked to shut down fast; after half of the time whoever is left is asked to stop
/// at once, as after a crash.
pub fn wait_until_left(data: &Path, time: Duration) -> io::Result<()> {
    let begun = Instant::now();
    let mut pressed = false;
    if let Some(postmaster) = postmaster(data).filter(|id| inside(data).ids.contains(id)) {
        signal(postmaster, libc::SIGINT);
    }
    loop {
        let left = inside(data).ids;
        let Some(first) = left.first() else {
            return Ok(());
        };
        if time < begun.elapsed() {
            return Err(io::Error::other(format!(
                "process {first} still works in {}",
                data.display()
            )));
        }
        if !pressed && time / 2 < begun.elapsed() {
            left.iter().for_each(|id| signal(*id, libc::SIGQUIT));
            pressed = true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Process id in `postmaster.pid`.
pub fn postmaster(data: &Path) -> Option<i32> {
    let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

/// True when the server with that process id says that it takes connections. A server that was
/// killed leaves its file behind with the word in it, so the word of another process counts not.
pub fn is_ready(data: &Path, id: i32) -> bool {
    let text = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    let owner = lines.next().and_then(|line| line.trim().parse().ok());
    owner == Some(id) && lines.nth(6).is_some_and(|line| line.trim() == "ready")
}

/// Sends a signal; that the process is gone already is no error.
pub fn signal(id: i32, signal: i32) {
    // SAFETY: kill has no memory effects; a positive id names one process.
    if 0 < id {
        unsafe { libc::kill(id, signal) };
    }
}

#[cfg(test)]
mod tests {
    use super::is_ready;

    #[test]
    fn what_a_killed_server_left_behind_says_nothing_of_the_next() {
        let data = std::env::temp_dir().join(format!("ready-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir(&data).unwrap();
        let says = |text: &str| std::fs::write(data.join("postmaster.pid"), text).unwrap();
        assert!(!is_ready(&data, 77));
        says("76\n/data\n1\n5432\n/s\n\n1 2\nready   \n");
        assert!(is_ready(&data, 76));
        assert!(!is_ready(&data, 77));
        says("77\n/data\n1\n5432\n/s\n\n1 2\nstarting\n");
        assert!(!is_ready(&data, 77));
        std::fs::remove_dir_all(&data).unwrap();
    }
}
