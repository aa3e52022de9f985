//! The default theme is embedded: a new file in it must trigger a build, which `include_dir!` alone does not see to.

fn main() {
    println!("cargo:rerun-if-changed=themes");
}
