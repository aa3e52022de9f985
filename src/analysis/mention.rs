//! Names found in prose.
