//! Floor 7: the only code that talks to people and machines.

pub mod args;
pub mod report;
pub mod publish;
pub mod write;
pub mod scaffold;
pub mod serve;
pub mod cli;
