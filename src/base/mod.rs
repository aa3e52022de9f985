//! Floor 0: what every floor above speaks in. Knows nothing of briefings, files or pages.

pub mod date;
pub mod diagnostic;
pub mod each_once;
pub mod ending;
pub mod fingerprint;
pub mod fold;
pub mod id;
pub mod memo;
pub mod near;
pub mod slip;
pub mod slug;
pub mod text;
