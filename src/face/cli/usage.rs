//! What was typed and can't be: in an editor's words, with the next step.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use crate::base::diagnostic::nearest;
use crate::face::args::Whowhen;

use super::{Exit, fail};

/// Says what is wrong with the arguments; of a call for help, the help.
pub(super) fn say(error: &clap::Error) -> Exit {
    let mut whole = Whowhen::command();
    whole.build();
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match mistake(error, &whole, command(&whole, &words), &words) {
        Some((message, help)) => {
            fail(&message, &help.iter().map(String::as_str).collect::<Vec<_>>());
            Exit::Usage
        }
        None => {
            let _ = error.print();
            if error.use_stderr() { Exit::Usage } else { Exit::Fine }
        }
    }
}

/// The command that was typed, as far as there is one.
fn command<'a>(whole: &'a Command, words: &[String]) -> &'a Command {
    let mut command = whole;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word.starts_with('-') {
            match takes_next(command, word) {
                Some(true) => _ = words.next(),
                Some(false) => {}
                None => break,
            }
        } else if let Some(found) = command.find_subcommand(word) {
            command = found;
        } else {
            break;
        }
    }
    command
}

/// Whether a flag's value is the next word; `None` of a flag that there is not.
fn takes_next(command: &Command, word: &str) -> Option<bool> {
    let find = |flag: &str| command.get_arguments().find(|arg| named(arg, flag)).map(|arg| arg.get_action().takes_values());
    match word.split_once('=') {
        Some((flag, _)) => find(flag).and(Some(false)),
        None if word.starts_with("--") => find(word),
        // of `-qr` the last one
        None => find(&format!("-{}", word.chars().next_back()?)),
    }
}

fn named(arg: &clap::Arg, flag: &str) -> bool {
    match flag.strip_prefix("--") {
        Some(long) => arg.get_long() == Some(long) || arg.get_all_aliases().is_some_and(|aliases| aliases.contains(&long)),
        None => arg.get_short().is_some_and(|short| flag.strip_prefix('-').is_some_and(|rest| rest.chars().eq([short]))),
    }
}

/// The message and the next steps.
fn mistake(error: &clap::Error, whole: &Command, command: &Command, words: &[String]) -> Option<(String, Vec<String>)> {
    let path = command.get_bin_name().unwrap_or("whowhen");
    let verb = path.strip_prefix("whowhen ").unwrap_or(path);
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let arg = text(ContextKind::InvalidArg).unwrap_or_default();
    let flag = arg.split([' ', '=']).next().unwrap_or_default();
    let see = format!("`{path} --help` says what it takes");
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = text(ContextKind::InvalidSubcommand)?;
            let path = path.replacen(" help", "", 1);
            let before = path.strip_prefix("whowhen").unwrap_or(&path).trim_start();
            let parent = whole.find_subcommand(before).unwrap_or(whole);
            let full = |word: &str| format!("{before} {word}").trim_start().to_owned();
            let help = match nearest(word, parent.get_subcommands().map(Command::get_name)) {
                Some(near) => format!("did you mean `{}`?", full(near)),
                None => format!("`{path} --help` lists the commands"),
            };
            (format!("there is no command `{}`", full(word)), vec![help])
        }
        ErrorKind::UnknownArgument if flag.starts_with('-') => {
            let takers = whole.get_subcommands().filter(|command| command.get_arguments().any(|arg| named(arg, flag)));
            let takers: Vec<String> = takers.map(|command| format!("`{}`", command.get_name())).collect();
            let help = match text(ContextKind::SuggestedArg) {
                _ if path == "whowhen" && !takers.is_empty() => {
                    format!("it is a flag of {}, and stands after the command", listed(&takers, "and"))
                }
                Some(near) => format!("did you mean `{near}`?"),
                None if verb == "new" => "a name that begins with a hyphen stands after ` -- `".to_owned(),
                None => format!("`{path} --help` lists the flags"),
            };
            (format!("`{verb}` has no flag `{flag}`"), vec![help])
        }
        ErrorKind::UnknownArgument => {
            let help = match () {
                () if verb == "new" => "a name of several words stands in quotation marks".to_owned(),
                () if command.get_positionals().next().is_none() => {
                    format!("`{verb}` is about the whole site, whose folder `--root DIR` names")
                }
                () => see,
            };
            (format!("`{arg}` is one word too many for `{verb}`"), vec![help])
        }
        ErrorKind::InvalidValue => {
            let value = text(ContextKind::InvalidValue)?;
            let known = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(known)) => known.as_slice(),
                _ => &[],
            };
            let message = match (value, flag.starts_with('-')) {
                ("", _) => format!("`{flag}` needs a value"),
                (_, true) => format!("`{flag}` can't be `{value}`"),
                (_, false) => format!("`{verb}` knows no `{value}`"),
            };
            let near = nearest(value, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
            let choice = if known.is_empty() { see } else { format!("it is {}", one_of(known)) };
            (message, near.into_iter().chain([choice]).collect())
        }
        ErrorKind::ValueValidation => {
            let value = text(ContextKind::InvalidValue)?;
            let why = error.source()?;
            let variable = command.get_arguments().find(|arg| named(arg, flag)).and_then(clap::Arg::get_env);
            let message = match variable {
                Some(name) if !words.iter().any(|word| word == value || !value.is_empty() && word.ends_with(value)) => {
                    format!("`{}` in the environment can't be `{value}`: {why}", name.display())
                }
                _ if flag.starts_with('-') => format!("`{flag}` can't be `{value}`: {why}"),
                _ => format!("`{verb}` can't take `{value}`: {why}"),
            };
            (message, vec![see])
        }
        ErrorKind::MissingRequiredArgument => {
            let Some(ContextValue::Strings(missing)) = error.get(ContextKind::InvalidArg) else { return None };
            let missing: Vec<&str> = missing.iter().map(|name| bare(name)).collect();
            let usage = error.get(ContextKind::Usage)?.to_string();
            let mut help = vec![format!("write `{}`", usage.trim().trim_start_matches("Usage: ").replace(['<', '>'], ""))];
            for arg in command.get_positionals() {
                let names: Vec<&str> = arg.get_value_names().into_iter().flatten().map(|name| name.as_str()).collect();
                let known: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
                if !known.is_empty() && names.iter().any(|name| missing.contains(name)) {
                    help.push(format!("{} is {}", names.concat(), one_of(&known)));
                }
            }
            (format!("`{verb}` needs {}", missing.join(" and ")), help)
        }
        ErrorKind::MissingSubcommand => {
            (format!("`{verb}` needs a command after it"), vec![format!("`{path} --help` lists the commands")])
        }
        ErrorKind::ArgumentConflict => {
            let other = match error.get(ContextKind::PriorArg)? {
                ContextValue::String(other) => other.as_str(),
                ContextValue::Strings(others) => others.first()?,
                _ => return None,
            };
            let other = other.split(' ').next().unwrap_or_default();
            match other == flag {
                true => (format!("`{flag}` stands there twice"), vec!["leave one of them out".to_owned()]),
                false => (
                    format!("`{}` and `{}` don't go together", bare(flag), bare(other)),
                    vec!["leave one of them out".to_owned()],
                ),
            }
        }
        ErrorKind::TooManyValues => (format!("`{flag}` takes no value"), vec![format!("write `{flag}` alone")]),
        _ => return None,
    })
}

/// `<KIND>` and `[KIND]` are `KIND` in a sentence.
fn bare(name: &str) -> &str {
    name.trim_start_matches(['<', '[']).trim_end_matches(['>', ']'])
}

fn one_of(known: &[String]) -> String {
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("one of {}", listed(&known, "or"))
}

fn listed(words: &[String], last: &str) -> String {
    match words {
        [most @ .., end] if !most.is_empty() => format!("{} {last} {end}", most.join(", ")),
        _ => words.concat(),
    }
}
