//! `sources.bib`, for BibLaTeX and what reads it (Zotero, JabRef, pandoc). Titles stand in double braces, so that no style changes their
//! capitals; dates are BibLaTeX's, which are EDTF too, but for those that it can't say: they are given as exactly as it can.

use crate::analysis::wording::wording;
use crate::base::date::{Date, Precision};
use crate::base::id::Id;
use crate::model::registry::RecordId;
use crate::model::source::Source;
use crate::site::say;
use crate::site::view::compose::Site;

use super::record::{date, text};

/// All sources, in order of id.
pub(super) fn bib(site: &Site<'_>) -> Vec<u8> {
    let entries: Vec<String> = site.facts.model.sources.ids().map(|id| entry(site, id)).collect();
    entries.join("\n").into_bytes()
}

fn entry(site: &Site<'_>, id: Id<Source>) -> String {
    let model = &site.facts.model;
    let source = &model.sources[id];
    let (kind, holder) = mapped(source.kind.as_ref().map_or("", |kind| &kind.means), source.url.is_some());
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !source.authors.is_empty() {
        let names: Vec<String> = source.authors.iter().map(|author| person(say::person(model, author))).collect();
        fields.push(("author", names.join(" and ")));
    }
    fields.push(("title", format!("{{{}}}", escape(&source.head.title))));
    if let Some(publisher) = &source.publisher {
        fields.push((holder, format!("{{{}}}", escape(say::actor(model, publisher)))));
    }
    if let Some(published) = date(&source.published) {
        if let Some(written) = dated(published) {
            fields.push(("date", written));
        }
        if published.one_of() {
            fields.push(("addendum", escape(&format!("published {}", published.text()))));
        }
    }
    if let Some(word) = text(&source.kind) {
        fields.push(("entrysubtype", escape(word)));
    }
    if let Some(url) = text(&source.url) {
        fields.push(("url", address(url)));
    }
    if let Some(accessed) = date(&source.accessed).and_then(dated) {
        fields.push(("urldate", accessed));
    }
    if let Some(copy) = source.archived.as_ref().and_then(|copy| text(&copy.url)) {
        fields.push(("archiveurl", address(copy)));
    }
    if let Some(lang) = &source.head.lang {
        fields.push(("langid", escape(lang)));
    }
    if !source.head.tags.is_empty() {
        let tags: Vec<String> = source.head.tags.iter().map(|tag| escape(&tag.text)).collect();
        fields.push(("keywords", tags.join(", ")));
    }
    if let Some(note) = &source.note {
        fields.push(("note", escape(&wording(model, note))));
    }
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@{kind}{{{},\n{}}}\n", model.head(RecordId::Source(id)).id, fields.concat())
}

/// The entry's type, and the field that holds who published it.
fn mapped(kind: &str, online: bool) -> (&'static str, &'static str) {
    match kind {
        "article" | "wire" | "opinion" => ("article", "journaltitle"),
        "report" => ("report", "institution"),
        "book" => ("book", "publisher"),
        "dataset" => ("dataset", "publisher"),
        "law" => ("legislation", "organization"),
        "broadcast" => ("video", "organization"),
        _ if online => ("online", "organization"),
        _ => ("misc", "organization"),
    }
}

/// A date as BibLaTeX reads it.
fn dated(date: &Date) -> Option<String> {
    let edtf = date.edtf();
    let sayable = !date.one_of() && date.precision() != Precision::Week && !edtf.contains('T');
    if sayable {
        // An open side is `..` in EDTF and nothing in BibLaTeX.
        return Some(edtf.replace("..", ""));
    }
    let (first, last) = (date.earliest().day(), date.latest().day());
    let year = format!("{:04}", first.year());
    match (first == last, first.year() == last.year(), first.month() == last.month()) {
        (true, ..) => Some(first.to_string()),
        (_, true, true) => Some(format!("{year}-{:02}", first.month())),
        (_, true, false) => Some(year),
        _ => None,
    }
}

/// A name; one that is no person's ("The Editors", "Reuters staff") can't be told apart, so only what has a comma is parted by BibTeX.
fn person(name: &str) -> String {
    match name.contains(',') {
        true => escape(name).replace(" and ", " {and} "),
        // Family names come last in most names; in braces what holds the word that parts names.
        false if name.contains(" and ") => format!("{{{}}}", escape(name)),
        false => escape(name),
    }
}

/// Text in which nothing is a command.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    // Readers count braces without looking at what stands before them.
    let out = out.replace("\\{", "\\textbraceleft{}").replace("\\}", "\\textbraceright{}");
    // Two of these would become a dash or a quotation mark.
    ["-", "'", "`"].iter().fold(out, |out, sign| {
        let (two, apart) = (sign.repeat(2), format!("{sign}{{}}{sign}"));
        out.replace(&two, &apart).replace(&two, &apart)
    })
}

/// An address: read as it stands, but for the signs that would end the field.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(char::is_whitespace, "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command() {
        assert_eq!(escape("R&D 5% #1 a_b $x ~y ^z"), "R\\&D 5\\% \\#1 a\\_b \\$x \\textasciitilde{}y \\textasciicircum{}z");
        assert_eq!(escape("{\\input x}"), "\\textbraceleft{}\\textbackslash{}input x\\textbraceright{}");
        assert_eq!(escape("a -- b --- c ''d''"), "a -{}- b -{}-{}- c '{}'d'{}'");
        assert_eq!(address("https://x.example/{a}?b=%20&c_d"), "https://x.example/%7Ba%7D?b=%20&c_d");
        assert_eq!(person("Smith and Sons"), "{Smith and Sons}");
    }

    #[test]
    fn dates_are_as_exact_as_the_format_allows() {
        for (written, expected) in [
            ("2022-01-19", Some("2022-01-19")),
            ("2022-01", Some("2022-01")),
            ("2022-01-14~", Some("2022-01-14~")),
            ("2022-01-10/2022-01-13", Some("2022-01-10/2022-01-13")),
            ("2022-01-10/..", Some("2022-01-10/")),
            ("198X", Some("198X")),
            ("2022-21", Some("2022-21")),
            ("2022-01-19T14:30Z", Some("2022-01-19")),
            ("[2022-01-13,2022-01-14]", Some("2022-01")),
            ("[2022-01-30..2022-02-02]", Some("2022")),
            ("[2021-12-30..2022-01-02]", None),
            ("2022-W03", Some("2022-01")),
        ] {
            assert_eq!(dated(&Date::parse(written).unwrap()).as_deref(), expected, "{written}");
        }
    }
}
