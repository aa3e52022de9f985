//! Floor 6: time. A change comes in, a snapshot goes out.

mod bundle;
pub mod former;
pub mod mend;
pub mod refactor;
pub mod snapshot;
pub mod workspace;
