//! `explain`: a rule in an editor's words, with the cases that are its test.

use std::io::Write;

use crate::analysis::rules::{ALL, Group, Rule};
use crate::base::diagnostic::nearest;

use super::{Exit, fail};

/// Runs the command.
pub(super) fn run(name: Option<&str>) -> Exit {
    let Some(name) = name else { return print(&list()) };
    match ALL.iter().find(|rule| rule.name == name) {
        Some(rule) => print(&text(rule)),
        None => {
            let near = nearest(name, ALL.iter().map(|rule| rule.name)).map(|near| format!("did you mean `{near}`?"));
            fail(
                &format!("no rule is called `{name}`"),
                &[&near.unwrap_or_else(|| "`whowhen explain` lists all rules".to_owned())],
            );
            Exit::Usage
        }
    }
}

/// The rule's Markdown, with its level under the heading.
fn text(rule: &Rule) -> String {
    let (heading, rest) = rule.text.split_once('\n').unwrap_or((rule.text, ""));
    format!("{heading}\nLevel: {}; a site may set another under `lints:` in site.yaml.\n{rest}", rule.level.word())
}

fn list() -> String {
    let mut groups: Vec<Group> = ALL.iter().map(|rule| rule.group).collect();
    groups.sort();
    groups.dedup();
    let mut lines = Vec::new();
    for group in groups {
        lines.push(format!("{}:", title(group)));
        lines.extend(
            ALL.iter().filter(|rule| rule.group == group).map(|rule| format!("  {:<26} {}", rule.name, rule.level.word())),
        );
    }
    lines.join("\n") + "\n"
}

fn title(group: Group) -> &'static str {
    match group {
        Group::Reading => "Reading a file",
        Group::Records => "Records",
        Group::Prose => "Prose",
        Group::Evidence => "Evidence",
        Group::Time => "Dates",
        Group::Site => "Site and theme",
    }
}

fn print(text: &str) -> Exit {
    // Whoever closes the pipe has read enough.
    let _ = anstream::stdout().write_all(text.as_bytes());
    Exit::Fine
}
