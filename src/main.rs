//! The `whowhen` program.

use std::process::ExitCode;

/// A build makes and drops very many small texts, for which allocators of C libraries are slow. How much faster it is, and what it costs in
/// memory: tests/bench/README.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(whowhen::face::cli::run() as u8)
}
