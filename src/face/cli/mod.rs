//! The commands, one file each.

mod again;
mod build;
mod check;
mod clean;
mod completions;
mod deploy;
mod diff;
mod doctor;
mod environment;
mod explain;
mod fix;
mod github;
mod history;
mod init;
mod list;
mod manual;
mod merge;
mod new;
mod pages;
mod patch;
mod progress;
mod promote;
mod put;
mod refactor;
mod rename;
mod report;
mod repository;
mod schema;
mod serve;
mod site;
mod suggest;
mod table;
mod theme;
mod unfinished;
mod usage;
pub mod why;

use clap::Parser;

use super::args::{Color, Command, Whowhen};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Fine.
    Fine = 0,
    /// The content has errors.
    Content = 1,
    /// Asked for what can't be done.
    Usage = 2,
    /// Configuration or theme.
    Setup = 3,
    /// The machine: disk, network, a bug of ours.
    Machine = 4,
}

/// Runs the program with the arguments of the process.
pub fn run() -> Exit {
    // A bug of ours is caught where it can be named and told in its own words; the panic's own message would only stand in between.
    std::panic::set_hook(Box::new(|_| {}));
    let args = match Whowhen::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::say(&error),
    };
    let choice = match args.common.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::AlwaysAnsi,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
    let command = || match &args.command {
        Command::Build(build) => again::run(&args.common, build.watch, || build::run(&args.common, build)),
        Command::Serve(serve) => serve::run(&args.common, serve),
        Command::Check(check) => check::run(&args.common, check),
        Command::Explain { rule } => explain::run(rule.as_deref()),
        Command::Why { place } => why::run(&args.common, place),
        Command::Schema { kind } => schema::run(&args.common, *kind),
        Command::List(list) => list::run(&args.common, list),
        Command::Report(report) => report::run(&args.common, report),
        Command::Diff(diff) => diff::run(&args.common, diff),
        Command::Suggest(asked) => suggest::run(&args.common, asked),
        Command::Clean => clean::run(&args.common),
        Command::Init(init) => init::run(&args.common, init),
        Command::New(new) => new::run(&args.common, new),
        Command::Merge(asked) => merge::run(&args.common, asked),
        Command::Promote(asked) => promote::run(&args.common, asked),
        Command::Rename(asked) => rename::run(&args.common, asked),
        Command::Deploy(deploy) => deploy::run(&args.common, deploy),
        Command::Theme { what } => theme::run(&args.common, what),
        Command::Doctor => doctor::run(&args.common),
        Command::Completions { shell } => completions::run(*shell),
        Command::Manual { command } => manual::run(command.as_deref()),
    };
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(command)) {
        Ok(exit) => exit,
        Err(panic) => {
            fail(
                &format!("a bug in whowhen made it stop with `{}`", crate::engine::snapshot::words_of(&*panic)),
                &["please report it, with the command and, if you can, the content"],
            );
            Exit::Machine
        }
    }
}

/// Says what went wrong with the program's surroundings.
fn fail(message: &str, help: &[&str]) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error{style:#}: {message}");
    for help in help {
        say_help(help);
    }
}

/// Says what did not go well, and changes nothing of how the command ends.
fn warn(message: &str) {
    let style = anstyle::AnsiColor::Yellow.on_default().bold();
    anstream::eprintln!("{style}warning{style:#}: {message}");
}

fn say_help(help: &str) {
    let style = anstyle::AnsiColor::Cyan.on_default().bold();
    anstream::eprintln!("{style}help{style:#}: {help}");
}

/// Says why changes are looked for instead of heard of, and what helps.
fn late(common: &crate::face::args::Common, why: &str) {
    if !common.quiet {
        say("Slower", &format!("changes are looked for every second, since the machine doesn't tell of all: {why}"));
        say_help("`whowhen doctor` says what limits it");
    }
}

/// Says something on the way; the label stands in a column of its own.
fn say(label: &str, text: &str) {
    let style = anstyle::AnsiColor::Green.on_default().bold();
    anstream::eprintln!("{style}{label:>8}{style:#} {text}");
}
