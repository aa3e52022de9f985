//! The file that a record begins with: quoted front matter, and remarks that say what may be added.

use crate::base::date::Day;
use crate::base::fold::fold;
use crate::base::slug::{is_portable, short_hash, slug};
use crate::syntax::kind::Kind;

/// The most letters of a name: more is a text.
pub const LONGEST: usize = 1000;

/// What is wrong with a name, if it can't be one.
pub fn problem(name: &str) -> Option<&'static str> {
    let breaks_a_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    match name {
        "" => Some("a name has at least one letter"),
        name if name.chars().any(breaks_a_line) => Some("a name is one line, without tabs and control characters"),
        name if name.chars().count() > LONGEST => Some("a name has at most 1,000 letters"),
        _ => None,
    }
}

/// The id of a record with this name: what a stub of that name has too, so that addresses stay when a file is made for it.
pub fn id(kind: Kind, name: &str) -> String {
    let slug = slug(name);
    match slug.as_str() {
        "" => format!("{}-{}", kind.word(), short_hash(&fold(name))),
        // `index.md` is the text of the list.
        "index" => format!("{}-index", kind.word()),
        id if is_portable(id) => slug,
        id => format!("{}-{id}", kind.word()),
    }
}

/// The text of the file.
pub fn text(kind: Kind, name: &str, day: Day) -> String {
    let name_line = match kind {
        Kind::Actor | Kind::Place => format!("name: {}", quoted(name)),
        Kind::Claim => format!("text: {}", quoted(name)),
        Kind::Source if is_address(name) => format!("url: {}\narchived: {{status: wanted}}", quoted(name)),
        _ => format!("title: {}", quoted(name)),
    };
    let (dated, remarks, body) = match kind {
        Kind::Briefing => (format!("date: \"{day}\"\n"), BRIEFING, BRIEFING_BODY),
        Kind::Event => (format!("when: \"{day}\" # or as much as is known: 2022, 2022-01, 2022-01-10/2022-01-13\n"), EVENT, ""),
        Kind::Source => (format!("accessed: \"{day}\"\n"), SOURCE, ""),
        Kind::Claim => (String::new(), CLAIM, ""),
        _ => (String::new(), ACTOR, ""),
    };
    format!("---\n{name_line}\n{dated}{remarks}---\n{body}")
}

/// The text of an actor's file.
pub fn actor(name: &str) -> String {
    format!("---\nname: {}\n{ACTOR}---\n", quoted(name))
}

/// The text of the file of a source that prose links to. When it was read nobody knows; the words of the link are its title only if they
/// look like one.
pub fn linked_source(url: &str, words: &str, file: &str) -> String {
    let is_title = words.split_whitespace().nth(2).is_some() && words.starts_with(char::is_uppercase);
    let title = match words {
        "" => "# title: \"its headline\"\n".to_owned(),
        words if is_title => {
            format!("title: {} # the words of the link in {file}: look whether it is called so\n", quoted(words))
        }
        words => format!("# title: \"its headline\"   (the link in {file} says {})\n", quoted(words)),
    };
    let remarks: String = SOURCE.lines().filter(|line| !line.starts_with("# url:")).flat_map(|line| [line, "\n"]).collect();
    format!("---\n{title}url: {}\narchived: {{status: wanted}}\n{remarks}---\n", quoted(url))
}

/// Whether a source is named by its address.
pub fn is_address(name: &str) -> bool {
    name.contains("://") && crate::syntax::read::url_problem(name).is_none()
}

/// A text between quotation marks: JSON's are YAML's.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

const BRIEFING: &str = "\
# summary: \"one sentence, for cards and search results\"
# actors: [A person, An office]
# dates:
#   - {when: 2022-01-10, title: \"what happened\", actors: [A person], sources: [an-id]}
# sources:
#   - {id: an-id, title: \"its headline\", publisher: A newspaper, published: 2022-01-10, url: \"https://…\"}
# claims:
#   - {id: another-id, text: \"one sentence\", by: A person, source: an-id, denied_by: An office}
";
const BRIEFING_BODY: &str =
    "<!-- What happened, and according to whom. The names above link by themselves; [@an-id] cites a source. -->\n";
const ACTOR: &str = "\
# kind: person   (organization, government, ministry, office, alliance, party, company, newspaper …)
# role: \"what the actor is, in a few words\"
# aliases: [other names]
# part_of: A larger body
";
const EVENT: &str = "\
# at: A place
# actors: [A person, An office]
# status: occurred   (planned, announced, reported, alleged, disputed, confirmed …)
# sources: [an-id]
";
const SOURCE: &str = "\
# publisher: A newspaper
# authors: [A person]
# published: 2022-01-10
# url: \"https://…\"
# type: article   (wire, statement, document, report, interview, social, broadcast …)
";
const CLAIM: &str = "\
# by: who says so
# date: 2022-01-10
# source: an-id
# denied_by: who denies it
# about: [an-id]
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_an_id_that_can_be_a_file() {
        let long = "я".repeat(300);
        for name in
            ["Kyiv: what now?", "con", "AUX", "Index", "…!?", "🔥", "Київ", &long, "a/b\\c", "..", "-", "nul.txt", "\"q\""]
        {
            let id = id(Kind::Briefing, name);
            assert!(is_portable(&id) && id != "index", "{name}: {id}");
        }
        assert_eq!(id(Kind::Actor, "Con"), "actor-con");
        assert_eq!(id(Kind::Event, "index"), "event-index");
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for name in ["", "a\nb", "a\tb", "\u{1b}[2J", "a\u{2028}b"] {
            assert!(problem(name).is_some(), "{name:?}");
        }
        assert_eq!(problem(&"x".repeat(LONGEST)), None);
        assert!(problem(&"x".repeat(LONGEST + 1)).is_some());
    }
}
