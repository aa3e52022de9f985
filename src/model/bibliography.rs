//! Sources of a BibTeX file: each entry becomes the map of fields that an editor would have written in YAML, every value with its place in
//! the file. What a source has no field for is left out.

use crate::base::date::month_number;
use crate::base::diagnostic::Diagnostic;
use crate::base::text::{Span, Spanned};
use crate::syntax::bibtex::{Entry, Field};
use crate::syntax::pieces::Pieces;
use crate::syntax::yaml::{Node, Scalar, Value};

use super::source::TYPES;

/// The fields that are read.
pub const WANTED: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "journaltitle",
    "journal",
    "publisher",
    "organization",
    "institution",
    "school",
    "date",
    "year",
    "month",
    "day",
    "url",
    "doi",
    "howpublished",
    "urldate",
    "archiveurl",
    "langid",
    "language",
    "entrysubtype",
    "keywords",
    "note",
    "crossref",
    "xdata",
];

/// Entries that are no sources: they hold what others take over, or say how a list is printed.
pub fn is_source(entry: &Entry) -> bool {
    !matches!(entry.kind.as_str(), "xdata" | "set" | "control")
}

/// An entry as a source's fields. `own_types` are the site's own words for what a source is.
pub fn node(entry: &Entry, own_types: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut fields: Vec<(&str, Node)> = Vec::new();
    let mut put = |name, node: Option<Node>| fields.extend(node.map(|node| (name, node)));
    put("title", title(entry));
    put("authors", entry.first(&["author"]).map(|field| list(field, field.people())));
    let publisher = ["journaltitle", "journal", "publisher", "organization", "institution", "school"];
    put("publisher", entry.first(&publisher).map(as_it_is));
    put("published", published(entry));
    put("url", address(entry));
    put("accessed", entry.first(&["urldate"]).map(date));
    put("archived", entry.first(&["archiveurl"]).map(as_it_is));
    put("lang", language(entry));
    put("type", kind(entry, own_types));
    put("tags", entry.first(&["keywords"]).map(|field| list(field, words(&field.text))));
    put("note", entry.first(&["note"]).map(as_it_is));
    if let Some(heir) = entry.first(&["crossref", "xdata"]) {
        diagnostics.push(
            Diagnostic::warning("unknown-key", heir.span, format!("what `{}` inherits is not read", entry.key.value))
                .label(format!("`{}` is left out", heir.name))
                .help("write the fields that it takes from there into the entry"),
        );
    }
    let entries = fields.into_iter().map(|(name, node)| (Spanned::new(name.to_owned(), node.span), node));
    Node { value: Value::Map(entries.collect()), span: entry.span }
}

/// A text at a place where it may read otherwise.
fn said(text: String, span: Span) -> Node {
    Node { value: Value::Scalar(Scalar { text, plain: false, verbatim: None, pieces: Pieces::default() }), span }
}

fn as_it_is(field: &Field) -> Node {
    let scalar = Scalar { text: field.text.clone(), plain: false, verbatim: field.verbatim, pieces: Pieces::default() };
    Node { value: Value::Scalar(scalar), span: field.span }
}

/// Several texts of one field, each with its own place where it can be seen.
fn list(field: &Field, texts: Vec<String>) -> Node {
    let mut from = 0;
    let items = texts.into_iter().map(|text| {
        let at = field.verbatim.and_then(|_| field.text[from..].find(&text)).map(|n| from + n);
        let Some(at) = at else { return said(text, field.span) };
        from = at + text.len();
        let span = field.span.part(at..from);
        Node { value: Value::Scalar(Scalar { text, plain: false, verbatim: Some(span.start), pieces: Pieces::default() }), span }
    });
    Node { value: Value::List(items.collect()), span: field.span }
}

fn words(text: &str) -> Vec<String> {
    text.split([',', ';']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

fn title(entry: &Entry) -> Option<Node> {
    let title = entry.first(&["title"])?;
    Some(match entry.first(&["subtitle"]) {
        None => as_it_is(title),
        Some(more) if title.text.ends_with(['?', '!', '.', ':']) => said(format!("{} {}", title.text, more.text), title.span),
        Some(more) => said(format!("{}: {}", title.text, more.text), title.span),
    })
}

/// `date`, or what BibTeX has in its place: `year`, `month` and sometimes `day`.
fn published(entry: &Entry) -> Option<Node> {
    if let Some(field) = entry.first(&["date"]) {
        return Some(date(field));
    }
    let year = entry.first(&["year"])?;
    let Some(month) = entry.first(&["month"]).and_then(|field| month(&field.text)) else { return Some(date(year)) };
    let day = entry.first(&["day"]).and_then(|field| field.text.parse::<u8>().ok());
    let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
    Some(said(format!("{}-{month:02}{day}", year.text), year.span))
}

/// A date of BibLaTeX is one of ours, but that an open side is nothing there.
fn date(field: &Field) -> Node {
    match (field.text.strip_suffix('/'), field.text.strip_prefix('/')) {
        (Some(start), _) => said(format!("{start}/.."), field.span),
        (_, Some(end)) => said(format!("../{end}"), field.span),
        _ => as_it_is(field),
    }
}

fn month(text: &str) -> Option<u8> {
    let text = text.trim_end_matches('.').to_lowercase();
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    month_number(&text)
}

/// `url`; else the address that a DOI has, or the one in `howpublished`, where BibTeX puts it.
fn address(entry: &Entry) -> Option<Node> {
    if let Some(url) = entry.first(&["url"]) {
        let wrapped = url.address().filter(|address| *address != url.text);
        return Some(wrapped.map_or_else(|| as_it_is(url), |address| said(address.to_owned(), url.span)));
    }
    if let Some(doi) = entry.first(&["doi"]) {
        let address = doi.address().map_or_else(|| format!("https://doi.org/{}", doi.text), str::to_owned);
        return Some(said(address, doi.span));
    }
    let field = entry.first(&["howpublished"])?;
    field.address().map(|address| said(address.to_owned(), field.span))
}

/// The code of a language: as it is, or of the name by which LaTeX knows it. Any other name says nothing to a browser and is left out.
fn language(entry: &Entry) -> Option<Node> {
    let field = entry.first(&["langid", "language"])?;
    let name = field.text.to_lowercase();
    let code = match name.as_str() {
        "english" | "american" | "usenglish" | "british" | "ukenglish" | "canadian" | "australian" => "en",
        "german" | "ngerman" | "austrian" | "naustrian" | "swissgerman" | "nswissgerman" => "de",
        "french" | "acadian" | "canadien" => "fr",
        "ukrainian" => "uk",
        "russian" => "ru",
        "belarusian" => "be",
        "polish" => "pl",
        "spanish" => "es",
        "italian" => "it",
        "portuguese" | "portuges" | "brazilian" => "pt",
        "dutch" => "nl",
        "czech" => "cs",
        "slovak" => "sk",
        "hungarian" | "magyar" => "hu",
        "romanian" => "ro",
        "bulgarian" => "bg",
        "serbian" => "sr",
        "croatian" => "hr",
        "greek" => "el",
        "turkish" => "tr",
        "finnish" => "fi",
        "swedish" => "sv",
        "norwegian" | "norsk" => "no",
        "danish" => "da",
        "estonian" => "et",
        "latvian" => "lv",
        "lithuanian" => "lt",
        "arabic" => "ar",
        "hebrew" => "he",
        "persian" | "farsi" => "fa",
        "chinese" => "zh",
        "japanese" => "ja",
        "korean" => "ko",
        _ => {
            let (first, rest) = name.split_once('-').map_or((name.as_str(), None), |(first, rest)| (first, Some(rest)));
            let is_code = (2..=3).contains(&first.len())
                && first.chars().all(|c| c.is_ascii_lowercase())
                && rest.is_none_or(|rest| rest.split('-').all(|part| (1..=8).contains(&part.len()) && part.is_ascii()));
            return is_code.then(|| as_it_is(field));
        }
    };
    Some(said(code.to_owned(), field.span))
}

/// What a source is: our own word where `entrysubtype` has one, as our export writes it; else what the entry's type comes nearest to.
fn kind(entry: &Entry, own_types: &[&str]) -> Option<Node> {
    if let Some(field) = entry.first(&["entrysubtype"])
        && (TYPES.contains(&field.text.as_str()) || own_types.contains(&field.text.as_str()))
    {
        return Some(as_it_is(field));
    }
    let word = match entry.kind.as_str() {
        "article" | "suppperiodical" | "review" | "newspaper" | "inproceedings" | "conference" | "incollection"
        | "inreference" => "article",
        "report" | "techreport" => "report",
        "book" | "booklet" | "inbook" | "bookinbook" | "suppbook" | "mvbook" | "collection" | "mvcollection" | "proceedings"
        | "mvproceedings" | "reference" | "mvreference" => "book",
        "dataset" => "dataset",
        "legislation" => "law",
        "video" | "audio" | "movie" => "broadcast",
        "unpublished" | "letter" | "manual" | "patent" | "thesis" | "phdthesis" | "mastersthesis" | "jurisdiction"
        | "standard" => "document",
        _ => return None,
    };
    Some(said(word.to_owned(), Span { end: entry.span.start, ..entry.span }))
}
