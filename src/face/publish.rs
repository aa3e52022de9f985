//! Writing the site: whole or not at all.
