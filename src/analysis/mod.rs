//! Floor 4: what follows from what the briefings say.

pub mod mention;
