//! As whom the server runs. PostgreSQL refuses to run as root.

use std::ffi::CString;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The user that the server's processes run as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUser {
    /// Present when we are root and must become somebody else.
    other: Option<Account>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl ServerUser {
    /// Ourselves; as root `postgres` or, where there is none, `nobody`.
    pub fn choose() -> io::Result<ServerUser> {
        // SAFETY: geteuid has no preconditions and cannot fail.
        if unsafe { libc::geteuid() } != 0 {
            return Ok(ServerUser { other: None });
        }
        let other = account("postgres").or_else(|| account("nobody"));
        let missing = "as root, a user `postgres` or `nobody` is needed to run the server";
        match other {
            Some(found) => Ok(ServerUser { other: Some(found) }),
            None => Err(io::Error::other(missing)),
        }
    }

    /// Name of the other user, when there is one.
    pub fn name(&self) -> Option<&str> {
        self.other.as_ref().map(|account| account.name.as_str())
    }

    /// Gives a file or folder to the user.
    pub fn own(&self, path: &Path) -> io::Result<()> {
        match &self.other {
            None => Ok(()),
            Some(account) => std::os::unix::fs::chown(path, Some(account.uid), Some(account.gid)),
        }
    }

    /// Makes the command run as the user, without our supplementary groups.
    pub fn become_in(&self, command: &mut Command) {
        if let Some(account) = &self.other {
            let (uid, gid) = (account.uid, account.gid);
            // SAFETY: setgroups, setgid and setuid are async-signal-safe system calls and
            // nothing is allocated between fork and exec.
            unsafe {
                command.pre_exec(move || {
                    let done = libc::setgroups(0, std::ptr::null()) == 0
                        && libc::setgid(gid) == 0
                        && libc::setuid(uid) == 0;
                    if done { Ok(()) } else { Err(io::Error::last_os_error()) }
                });
            }
            command.env("HOME", "/");
        }
    }

    /// Number of the user.
    pub fn id(&self) -> u32 {
        match &self.other {
            Some(account) => account.uid,
            // SAFETY: geteuid has no preconditions and cannot fail.
            None => unsafe { libc::geteuid() },
        }
    }

    /// Whether the user may enter every existing folder above `path`, by their modes. The
    /// error is the first folder that is closed to him.
    pub fn reaches(&self, path: &Path) -> Result<(), PathBuf> {
        let Some(account) = &self.other else {
            return Ok(());
        };
        for folder in path.ancestors().skip(1) {
            let Ok(about) = std::fs::metadata(folder) else {
                continue;
            };
            let needed = if about.uid() == account.uid {
                0o100
            } else if about.gid() == account.gid {
                0o010
            } else {
                0o001
            };
            if about.mode() & needed == 0 {
                return Err(folder.to_path_buf());
            }
        }
        Ok(())
    }
}

fn account(name: &str) -> Option<Account> {
    let text = CString::new(name).ok()?;
    let mut buffer = vec![0_u8; 4096];
    // SAFETY: an all-zero passwd is a valid value (null pointers and zero numbers).
    let mut entry: libc::passwd = unsafe { std::mem::zeroed() };
    let mut found = std::ptr::null_mut();
    // SAFETY: every pointer is valid for the call and `buffer` has the length stated.
    let code = unsafe {
        libc::getpwnam_r(
            text.as_ptr(),
            &mut entry,
            buffer.as_mut_ptr().cast(),
            buffer.len(),
            &mut found,
        )
    };
    if code != 0 || found.is_null() || entry.pw_uid == 0 {
        return None;
    }
    Some(Account { name: name.to_owned(), uid: entry.pw_uid, gid: entry.pw_gid })
}
