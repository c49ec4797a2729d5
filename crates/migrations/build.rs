//! Lists `migrations/*.sql` so that a new file is picked up without being named anywhere.

use std::fmt::Write;
use std::path::Path;

fn main() {
    // Asked when it runs: a target folder may have been copied from another clone, and the script
    // with it.
    let crate_folder = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let folder = Path::new(&crate_folder).join("../../migrations");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<String> = std::fs::read_dir(&folder)
        .expect("the migrations folder stands beside crates/")
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.into_string().expect("names are ASCII"))
        .filter(|name| name.ends_with(".sql") && name.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    files.sort();
    let mut code = String::from("pub static ALL: &[(&str, &str)] = &[\n");
    for file in files {
        let path = folder.join(&file);
        writeln!(code, "    ({file:?}, include_str!({path:?})),").expect("a String takes all");
    }
    code.push_str("];\n");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("all.rs"), code).expect("OUT_DIR can be written");
}
