//! How many files and sockets the process may have open.

/// Raises what the process may have open to what it is allowed to raise it to: shells give 1,024,
/// which a tenth of the terminals that a node serves use up, and then the console and the
/// database's connections with them. Gives what is in force now.
pub fn raise_limit() -> std::io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the call fills in the structure it is given.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) } != 0 {
        return Err(std::io::Error::last_os_error());
    }
    limit.rlim_cur = limit.rlim_max;
    // SAFETY: the call reads the structure it is given.
    if unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) } != 0 {
        return Err(std::io::Error::last_os_error());
    }
    Ok(limit.rlim_cur)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn more_files_can_be_open_than_a_shell_gives() {
        let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        // SAFETY: both calls use the structure they are given.
        unsafe {
            libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit);
            libc::setrlimit(libc::RLIMIT_NOFILE, &libc::rlimit { rlim_cur: 64, ..limit });
        }
        let open = || (0..100).map(|_| File::open("/dev/null")).collect::<Result<Vec<_>, _>>();
        assert!(open().is_err());
        assert_eq!(raise_limit().unwrap(), limit.rlim_max);
        assert!(open().is_ok());
    }
}
