//! The texts that `init`, `new` and `deploy` begin a site, a record or a workflow with. Nothing here reads or writes.

pub mod difference;
pub mod record;
pub mod starter;
pub mod workflow;
