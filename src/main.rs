//! The `whowhen` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(whowhen::face::cli::run() as u8)
}
