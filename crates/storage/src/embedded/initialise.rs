//! Making a data folder, or refusing one.

use super::cluster::Error;
use super::{Programs, ServerUser};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The programs for the data folder: of its own version where it exists, else the newest.
pub fn programs_for(data: &Path, unpacked: Option<&Path>) -> Result<Programs, Error> {
    let file = data.join("PG_VERSION");
    let Ok(text) = fs::read_to_string(&file) else {
        return Ok(Programs::find(unpacked)?);
    };
    let has = text.trim().parse::<u32>().ok();
    let programs = Programs::find_version(unpacked, has)?;
    if Some(programs.version) == has {
        return Ok(programs);
    }
    Err(Error::OtherVersion {
        data: data.to_path_buf(),
        has: text.trim().chars().take(16).collect(),
        found: programs,
    })
}

/// Initialises `data` where it does not exist: beside it first, so that an interrupted run
/// leaves nothing that looks finished.
pub fn initialise(programs: &Programs, user: &ServerUser, data: &Path) -> Result<(), Error> {
    if data.join("PG_VERSION").is_file() {
        return Ok(());
    }
    let io = |step| move |source| Error::Io { step, source };
    if data.exists() {
        let mut inside = fs::read_dir(data).map_err(io("looking into the data folder"))?;
        if inside.next().is_some() {
            return Err(Error::NotADataFolder(data.to_path_buf()));
        }
        fs::remove_dir(data).map_err(io("replacing an empty data folder"))?;
    }
    let draft = data.with_extension("new");
    if draft.exists() {
        fs::remove_dir_all(&draft).map_err(io("removing an unfinished data folder"))?;
    }
    // Made by us: the server's user may not write into the folder above.
    fs::create_dir(&draft).map_err(io("making the data folder"))?;
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o700))
        .map_err(io("closing the data folder"))?;
    user.own(&draft).map_err(io("giving the data folder away"))?;
    let mut command = Command::new(programs.program("initdb"));
    command
        .args(["--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8"])
        // Who can enter the socket's folder is in already; nobody else reaches the server.
        .args(["--auth-local=trust", "--auth-host=reject"])
        .args(["--username=postgres", "--pgdata"])
        .arg(&draft)
        .current_dir("/")
        .stdin(Stdio::null());
    user.become_in(&mut command);
    let output = command.output().map_err(io("running initdb"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Error::Initialise(said));
    }
    fs::rename(&draft, data).map_err(io("putting the data folder in place"))
}
