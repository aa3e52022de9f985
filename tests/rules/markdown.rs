//! Runs every rule's Markdown.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use whowhen::analysis::rules::{ALL, Rule};
use whowhen::base::diagnostic::{Diagnostic, Level};
use whowhen::base::id::Key;
use whowhen::engine::snapshot::Snapshot;
use whowhen::face::report::Texts;

use crate::site::{Site, printed};

/// Rules about files as a whole, whose cases can't be written in Markdown: `files.rs` has them.
const ELSEWHERE: &[&str] = &["not-utf8", "symbolic-link", "file-too-large", "site-too-large"];

#[test]
fn every_rule_does_what_its_markdown_says() {
    let bless = std::env::var_os("WHOWHEN_BLESS").is_some();
    let mut problems = String::new();
    for rule in ALL {
        let page = Page::parse(rule.text);
        let ran = page.run(rule);
        if bless {
            std::fs::write(path(rule), &ran.blessed).unwrap();
        } else if ran.blessed != rule.text {
            problems += &difference(rule, rule.text, &ran.blessed);
        }
        for problem in page.problems(rule, &ran.levels) {
            let _ = writeln!(problems, "{}: {problem}", rule.name);
        }
    }
    assert!(problems.is_empty(), "\n{problems}\n`WHOWHEN_BLESS=1` rewrites what the rules' Markdown expects\n");
}

fn path(rule: &Rule) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/analysis/rules/{}.md", rule.name))
}

/// The lines that differ, `-` as written and `+` as it is.
fn difference(rule: &Rule, written: &str, found: &str) -> String {
    let (written, found): (Vec<&str>, Vec<&str>) = (written.lines().collect(), found.lines().collect());
    let same = written.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let tail = written[same..].iter().rev().zip(found[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut said = format!("{}.md:{}: finds something else\n", rule.name, same + 1);
    written[same..written.len() - tail].iter().for_each(|line| said += &format!("  - {line}\n"));
    found[same..found.len() - tail].iter().for_each(|line| said += &format!("  + {line}\n"));
    said
}

/// A rule's Markdown.
struct Page {
    parts: Vec<Part>,
}

enum Part {
    /// A line of text.
    Line(String),
    /// A fence, with the path of the file in it.
    Fence { open: String, path: Option<Named>, lines: Vec<String> },
}

/// The path of a file.
enum Named {
    /// Of the site.
    Now(String),
    /// Of a former state of it, which has all other files as they are now.
    Before(String),
}

struct Ran {
    /// The Markdown with what was found instead of what was expected.
    blessed: String,
    /// The levels at which the rule's own findings came.
    levels: Vec<Level>,
}

impl Page {
    fn parse(text: &str) -> Page {
        let mut parts = Vec::new();
        let mut lines = text.lines();
        let mut named = None;
        while let Some(line) = lines.next() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            if ticks >= 3 {
                let close = "`".repeat(ticks);
                let lines = lines.by_ref().take_while(|line| *line != close).map(str::to_owned).collect();
                parts.push(Part::Fence { open: line.to_owned(), path: named.take(), lines });
                continue;
            }
            let path = |end| line.strip_prefix('`').and_then(|rest| rest.strip_suffix(end)).map(str::to_owned);
            named = path("`:").map(Named::Now).or_else(|| path("`, as it was:").map(Named::Before));
            parts.push(Part::Line(line.to_owned()));
        }
        Page { parts }
    }

    /// The parts of each `## case`; first what stands before them.
    fn sections(&self) -> Vec<&[Part]> {
        self.parts.split_inclusive_before(|part| matches!(part, Part::Line(line) if line.starts_with("## ")))
    }

    fn run(&self, rule: &Rule) -> Ran {
        let mut ran = Ran { blessed: String::new(), levels: Vec::new() };
        for section in self.sections() {
            let snapshot = site(section).snapshot();
            let notes = rule.level == Level::Note || expectations(section).any(|line| line.contains("note: ["));
            let mut found = snapshot.diagnostics.clone();
            found.extend(snapshot.try_all().into_iter().map(|error| match error {
                whowhen::engine::snapshot::PageError::Theme(error) => *error.diagnostic,
                other => panic!("{}: {other}", rule.name),
            }));
            if let Some(former) = former(section) {
                found.extend(whowhen::engine::former::unnoted(&snapshot, &former.snapshot(), None));
            }
            found.retain(|found| notes || found.level != Level::Note);
            ran.levels.extend(found.iter().filter(|found| found.rule == rule.name).map(|found| found.level));
            write_section(&mut ran.blessed, section, &snapshot, &found);
        }
        ran
    }

    /// What the Markdown lacks.
    fn problems(&self, rule: &Rule, levels: &[Level]) -> Vec<String> {
        let mut problems = Vec::new();
        let sections = self.sections();
        let own = format!("[{}]", rule.name);
        let intro: String = lines(sections[0]);
        let cases = &sections[1..];
        if !intro.starts_with(&format!("# {}\n", rule.name)) || intro.lines().nth(1).is_none_or(str::is_empty) {
            problems.push("begins with `# name` and a sentence".to_owned());
        }
        let run: Vec<&&[Part]> = cases.iter().filter(|case| files(case).next().is_some()).collect();
        let failing = run.iter().any(|case| expectations(case).any(|line| line.contains(&own)));
        let harmless = run.iter().any(|case| expectations(case).next().is_none());
        let elsewhere = ELSEWHERE.contains(&rule.name);
        if !elsewhere && !failing {
            problems.push("has no case in which it finds something".to_owned());
        }
        if !harmless {
            problems.push("has no harmless case".to_owned());
        }
        let shown = self.parts.iter().any(|part| matches!(part, Part::Fence { open, .. } if open.ends_with("snapshot")));
        if !elsewhere && !shown {
            problems.push("shows no finding as it is printed".to_owned());
        }
        if !elsewhere && !levels.contains(&rule.level) {
            problems.push(format!("never comes as the {} that it is", rule.level.word()));
        }
        for level in levels.iter().filter(|level| **level != rule.level) {
            if !intro.contains(level.word()) {
                problems.push(format!("comes as {} too, which its text does not explain", level.word()));
            }
        }
        problems
    }
}

trait SplitBefore<T> {
    /// Splits before each element that begins a part.
    fn split_inclusive_before(&self, begins: impl Fn(&T) -> bool) -> Vec<&[T]>;
}

impl<T> SplitBefore<T> for [T] {
    fn split_inclusive_before(&self, begins: impl Fn(&T) -> bool) -> Vec<&[T]> {
        self.chunk_by(|_, next| !begins(next)).collect()
    }
}

/// The sites of all cases of all rules.
pub(crate) fn cases() -> Vec<Site> {
    let of = |rule: &Rule| Page::parse(rule.text).sections().into_iter().map(site).collect::<Vec<_>>();
    ALL.iter().flat_map(of).filter(|site| site.files().next().is_some()).collect()
}

/// The site of a case.
fn site(section: &[Part]) -> Site {
    files(section).fold(Site::default(), |site, (path, lines)| {
        let kept: String = lines.iter().filter(|line| !is_expectation(line)).map(|line| format!("{line}\n")).collect();
        site.with(path, kept)
    })
}

fn files(section: &[Part]) -> impl Iterator<Item = (&str, &[String])> {
    section.iter().filter_map(|part| match part {
        Part::Fence { path: Some(Named::Now(path)), lines, .. } => Some((path.as_str(), lines.as_slice())),
        _ => None,
    })
}

/// The former state of a case's site, if it has one.
fn former(section: &[Part]) -> Option<Site> {
    let before: Vec<_> = section
        .iter()
        .filter_map(|part| match part {
            Part::Fence { path: Some(Named::Before(path)), lines, .. } => Some((path, lines)),
            _ => None,
        })
        .collect();
    let text = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    (!before.is_empty()).then(|| before.iter().fold(site(section), |site, (path, lines)| site.with(path, text(lines))))
}

fn expectations(section: &[Part]) -> impl Iterator<Item = &String> {
    files(section).flat_map(|(_, lines)| lines).filter(|line| is_expectation(line))
}

fn lines(section: &[Part]) -> String {
    section.iter().map(|part| if let Part::Line(line) = part { format!("{line}\n") } else { String::new() }).collect()
}

fn is_expectation(line: &str) -> bool {
    ["# ", "<!-- "]
        .iter()
        .filter_map(|mark| line.strip_prefix(mark))
        .any(|rest| ["error: [", "warning: [", "note: ["].iter().any(|level| rest.starts_with(level)))
}

/// Writes a section as it should be: each finding below the line that it is about.
fn write_section(out: &mut String, section: &[Part], snapshot: &Snapshot, found: &[Diagnostic]) {
    let text = |file: Key| snapshot.text(file);
    let texts = Texts::new(&text);
    let mut by_place: BTreeMap<(&str, usize), Vec<String>> = BTreeMap::new();
    for found in found {
        let (start, _) = texts.place(found.span);
        let said = format!("{}: [{}] {}:{} {}", found.level.word(), found.rule, start.line, start.column, found.message);
        by_place.entry((found.span.file.as_str(), start.line)).or_default().push(said);
    }
    for part in section {
        match part {
            Part::Line(line) => *out += &format!("{line}\n"),
            Part::Fence { open, path, lines } => {
                let ticks = &open[..open.len() - open.trim_start_matches('`').len()];
                *out += &format!("{open}\n");
                match path {
                    Some(Named::Now(path)) => write_file(out, path, lines, &mut by_place),
                    None if open.ends_with("snapshot") => {
                        let all: Vec<String> = found.iter().map(|found| trimmed(&printed(snapshot, found))).collect();
                        *out += &format!("{}\n", all.join("\n\n"));
                    }
                    Some(Named::Before(_)) | None => lines.iter().for_each(|line| *out += &format!("{line}\n")),
                }
                *out += &format!("{ticks}\n");
            }
        }
    }
    // A finding in a file that the case does not show: a template in the binary, a file without lines.
    for ((file, _), said) in by_place {
        said.iter().for_each(|said| *out += &format!("{file}: {said}\n"));
    }
}

fn write_file(out: &mut String, path: &str, lines: &[String], by_place: &mut BTreeMap<(&str, usize), Vec<String>>) {
    let kept: Vec<&String> = lines.iter().filter(|line| !is_expectation(line)).collect();
    let fences: Vec<usize> = kept.iter().enumerate().filter(|(_, line)| line.as_str() == "---").map(|(n, _)| n).collect();
    let yaml_until = match (path.ends_with(".md"), kept.first().map(|line| line.as_str()), fences.get(1)) {
        (false, ..) if path.ends_with(".yaml") => usize::MAX,
        (true, Some("---"), end) => end.copied().unwrap_or(usize::MAX),
        _ => 0,
    };
    for (n, line) in kept.iter().enumerate() {
        *out += &format!("{line}\n");
        let last = n + 1 == kept.len();
        let here: Vec<(&str, usize)> =
            by_place.keys().copied().filter(|(file, at)| *file == path && (*at == n + 1 || (last && *at > n + 1))).collect();
        for said in here.into_iter().filter_map(|place| by_place.remove(&place)).flatten() {
            *out += &if n < yaml_until { format!("# {said}\n") } else { format!("<!-- {said} -->\n") };
        }
    }
}

/// Without white space at the ends of lines and of the whole.
fn trimmed(text: &str) -> String {
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
