//! Floor 7: the only code that talks to people and machines.

pub mod publish;
