//! Floor 4: what follows from what the briefings say.

pub mod mention;
pub mod names;
pub mod relative;
pub mod unattributed;
pub mod scan;
pub mod spelling;
pub mod link;
pub mod picture;
pub mod timeline;
pub mod asof;
pub mod edition;
pub mod ledger;
pub mod evidence;
pub mod unmatched;
pub mod backlink;
pub mod facts;
pub mod autolink;
pub mod why;
pub mod wording;
pub mod placed;
pub mod rules;
pub mod report;
pub mod suggest;
