//! The preview, from outside: the program runs on a site of its own, and is asked over plain sockets.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at, and wait")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

#[path = "support/site.rs"]
pub mod site;
#[path = "serve/server.rs"]
mod server;
#[path = "serve/gate.rs"]
mod gate;
#[path = "serve/limits.rs"]
mod limits;
#[path = "serve/answers.rs"]
mod answers;
#[path = "serve/saves.rs"]
mod saves;
#[path = "serve/errors.rs"]
mod errors;
#[path = "serve/open.rs"]
mod open;
#[path = "serve/start.rs"]
mod start;
