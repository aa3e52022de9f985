//! Prose to HTML.
