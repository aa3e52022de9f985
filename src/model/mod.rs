//! Floor 3: what the briefings say.
