//! Prose: one Markdown text, parsed and owned.
