//! The console's files are put into the program: built anew, they make it be built anew.

fn main() {
    println!("cargo::rerun-if-changed=../../web/console/dist");
}
