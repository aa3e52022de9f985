//! The `whowhen` program.

fn main() {}
