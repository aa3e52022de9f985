//! Floor 6: time.
