//! Floor 1: the outside world as values.
