//! A settlement bank 结算银行: payout files go in, results come out, over a shared folder.
//!
//! The folder has two places: `in`, where a file `<name>.csv` is dropped, and `out`, where the
//! bank puts its results. A file is written under another name and then renamed, so that nobody
//! reads half of it. `docs/INTEGRATION.md` documents the form of both files.
//!
//! [`Drop`] is our side; [`standin`] plays the bank: it checks a file against its own trailer,
//! pays each line once however often it is handed in, and by rule refuses some and sends some
//! back later.

mod file;
pub mod standin;

pub use file::{BadFile, PayoutFile, PayoutLine, read};

use std::io;
use std::path::{Path, PathBuf};

/// Files of results that one look takes at most.
const FILES_MAX: usize = 1_000;

/// Our side of the folder.
#[derive(Clone, Debug)]
pub struct Drop {
    folder: PathBuf,
}

impl Drop {
    /// Over a folder; its two places are made when they are missing.
    pub fn open(folder: &Path) -> io::Result<Drop> {
        for place in ["in", "out"] {
            std::fs::create_dir_all(folder.join(place))?;
        }
        Ok(Drop { folder: folder.to_owned() })
    }

    /// Hands a payout file in; again is the same as once.
    pub fn put(&self, name: &str, text: &str) -> io::Result<()> {
        write_whole(&self.folder.join("in"), name, text)
    }

    /// Files of results by name, as they lie there.
    pub fn results(&self) -> io::Result<Vec<(String, String)>> {
        files(&self.folder.join("out"))
    }

    /// Takes a file of results away once it is worked through.
    pub fn done(&self, name: &str) -> io::Result<()> {
        std::fs::remove_file(self.folder.join("out").join(format!("{name}.csv")))
    }
}

/// Writes a file under another name first, so that nobody reads half of it.
fn write_whole(place: &Path, name: &str, text: &str) -> io::Result<()> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a name of letters and digits"));
    }
    let half = place.join(format!(".{name}.half"));
    std::fs::write(&half, text)?;
    std::fs::rename(half, place.join(format!("{name}.csv")))
}

/// Whole files of a place, by name.
fn files(place: &Path) -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(place)?.take(FILES_MAX) {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(name) = name.strip_suffix(".csv").filter(|name| !name.starts_with('.')) {
            found.push((name.to_owned(), std::fs::read_to_string(&path)?));
        }
    }
    found.sort();
    Ok(found)
}
