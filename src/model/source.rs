//! Sources: the documents that carry statements.

use crate::base::date::Date;
use crate::base::id::Key;
use crate::base::slug::slug;
use crate::base::text::Spanned;
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, Text, Word, Written};

use super::head::{COMMON, Head, TITLE};
use super::passage::Passage;

/// What a source may be.
pub const TYPES: &[&str] = &[
    "article",
    "wire",
    "statement",
    "briefing",
    "document",
    "report",
    "interview",
    "social",
    "broadcast",
    "dataset",
    "law",
    "book",
    "opinion",
];

/// Fields of a source.
pub static TABLE: Table = Table {
    what: "source",
    groups: &[
        TITLE,
        COMMON,
        &[
            Field::new("publisher", Shape::Ref(&[Kind::Actor]), "who published it").or(&["outlet"]),
            Field::new("authors", Shape::Texts, "who wrote it").or(&["by", "author"]).naming(&[Kind::Actor]),
            Field::new("published", Shape::Date, "when it was published").or(&["date"]),
            Field::new("accessed", Shape::Date, "when it was read"),
            Field::new("url", Shape::Url, "its address"),
            Field::new("type", Shape::Word(TYPES, "source.type"), "article, wire, statement …"),
            Field::new("archived", Shape::Many(&ARCHIVED, Some("url")), "the archived copy: `{url, date, status}`")
                .or(&["archive_url"]),
            Field::new(
                "held",
                Shape::Word(&["true", "via", "false"], "source.held"),
                "`true` if it was read, `via` if only through another source, `false` if not",
            ),
            Field::new("via", Shape::Ref(&[Kind::Source]), "the source through which it is known"),
            Field::new("replaces", Shape::Ref(&[Kind::Source]), "the earlier version that it replaces"),
            Field::new("syndicates", Shape::Ref(&[Kind::Source]), "the source of which it is a copy"),
            Field::new(
                "quotes",
                Shape::Many(&QUOTE, Some("text")),
                "what it says in its own words: `{text, locator, translated}`",
            ),
            Field::new("note", Shape::Prose, "a word about it"),
        ],
    ],
};

static ARCHIVED: Table = Table {
    what: "archived copy",
    groups: &[&[
        Field::new("url", Shape::Url, "its address"),
        Field::new("date", Shape::Date, "when it was made"),
        Field::new(
            "status",
            Shape::Word(&["live", "dead", "changed", "usurped", "wanted"], "source.archived"),
            "how the original stands",
        ),
    ]],
};

static QUOTE: Table = Table {
    what: "quotation",
    groups: &[&[
        Field::new("text", Shape::Prose, "the words").required(),
        Field::new("locator", Shape::Text, "where in the source: `para. 4`"),
        Field::new("translated", Shape::Rendering, "`true` where it is a translation; or a translation of it"),
    ]],
};

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    /// What all records have.
    pub head: Head,
    /// Its address in the form in which two sources are the same.
    pub normal_url: Option<Key>,
    /// The id that it has where nobody chose one.
    pub own_words: Key,
    /// Who published it.
    pub publisher: Option<Written>,
    /// Who wrote it.
    pub authors: Vec<Text>,
    /// When it was published.
    pub published: Option<Spanned<Date>>,
    /// When it was read.
    pub accessed: Option<Spanned<Date>>,
    /// Its address.
    pub url: Option<Text>,
    /// What it is.
    pub kind: Option<Word>,
    /// The archived copy.
    pub archived: Option<Archived>,
    /// `true`, `via` or `false`, where it was said.
    pub held: Option<Word>,
    /// Through which source it is known.
    pub via: Option<Written>,
    /// What it replaces.
    pub replaces: Option<Written>,
    /// What it copies.
    pub syndicates: Option<Written>,
    /// Its own words.
    pub quotes: Vec<Quote>,
    /// A word about it.
    pub note: Option<Passage>,
}

/// An archived copy.
#[derive(Clone, Debug)]
pub struct Archived {
    /// Its address.
    pub url: Option<Text>,
    /// When it was made.
    pub date: Option<Spanned<Date>>,
    /// How the original stands.
    pub status: Option<Word>,
}

/// A quotation.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The words.
    pub text: Passage,
    /// Where in the source.
    pub locator: Option<Text>,
    /// Whether it is a translation.
    pub translated: bool,
    /// The words in another language: a translation beside the original.
    pub translation: Option<Text>,
}

impl Source {
    /// Reads a source's own fields.
    pub fn read(head: Head, fields: &Fields) -> Source {
        let archived = fields.records("archived").first();
        let quote = |quote: &Fields| {
            Some(Quote {
                text: Passage::inline(quote.text("text")?),
                locator: quote.text("locator"),
                translated: quote.flag("translated").unwrap_or(false),
                translation: quote.text("translated"),
            })
        };
        let mut source = Source {
            normal_url: fields.text("url").map(|url| Key::new(&normal_url(&url.text))),
            own_words: head.id,
            publisher: fields.reference("publisher"),
            authors: fields.texts("authors"),
            published: fields.date("published"),
            accessed: fields.date("accessed"),
            url: fields.text("url"),
            kind: fields.word("type"),
            archived: archived.map(|copy| Archived {
                url: copy.text("url"),
                date: copy.date("date"),
                status: copy.word("status"),
            }),
            held: fields.word("held"),
            via: fields.reference("via"),
            replaces: fields.reference("replaces"),
            syndicates: fields.reference("syndicates"),
            quotes: fields.records("quotes").iter().filter_map(quote).collect(),
            note: fields.text("note").map(Passage::inline),
            head,
        };
        if !source.head.chosen_id {
            source.own_words = Key::new(&source.made_of_its_words());
            source.head.id = source.own_words;
        }
        source
    }

    /// The id that a source without one gets: a slug of publisher, date and title; of a source that is an address only, of its host and the
    /// last part of its path.
    pub fn made_of_its_words(&self) -> String {
        let publisher = self.publisher.as_ref().map(|publisher| publisher.text.as_str());
        let published = self.published.as_ref().map(|date| date.value.edtf());
        let title = Some(self.head.title.as_str()).filter(|_| self.head.titled);
        let parts: Vec<&str> = [publisher, published.as_deref(), title].into_iter().flatten().collect();
        if title.is_some() || parts.len() > 1 {
            return slug(&parts.join(" "));
        }
        let url = self.url.as_ref().map(|url| url.text.as_str()).unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let last = path.rsplit('/').next().filter(|last| !last.contains(host(url)) && !last.is_empty()).unwrap_or_default();
        slug(&format!("{} {}", host(url), last.split('.').next().unwrap_or_default()))
    }

    /// Takes over what another definition of the same source says and this one doesn't; returns the names of the fields in which the
    /// two differ.
    pub fn merge(&mut self, other: &Source) -> Vec<&'static str> {
        let mut conflicts = Vec::new();
        let word = |word: &Word| word.text.clone();
        let date = |date: &Spanned<Date>| date.value.edtf();
        let name = |written: &Written| written.folded.as_str().to_owned();
        fill(&mut self.publisher, &other.publisher, "publisher", name, &mut conflicts);
        fill(&mut self.published, &other.published, "published", date, &mut conflicts);
        fill(&mut self.accessed, &other.accessed, "accessed", date, &mut Vec::new());
        fill(&mut self.url, &other.url, "url", |_| String::new(), &mut conflicts);
        fill(&mut self.kind, &other.kind, "type", word, &mut conflicts);
        fill(&mut self.held, &other.held, "held", word, &mut conflicts);
        fill(&mut self.via, &other.via, "via", name, &mut conflicts);
        fill(&mut self.replaces, &other.replaces, "replaces", name, &mut conflicts);
        fill(&mut self.syndicates, &other.syndicates, "syndicates", name, &mut conflicts);
        fill(
            &mut self.archived,
            &other.archived,
            "archived",
            |copy| copy.url.as_ref().map(|url| url.text.clone()).unwrap_or_default(),
            &mut conflicts,
        );
        fill(&mut self.note, &other.note, "note", |_| String::new(), &mut conflicts);
        fill(&mut self.head.summary, &other.head.summary, "summary", |_| String::new(), &mut conflicts);
        fill(&mut self.head.body, &other.head.body, "body", |_| String::new(), &mut conflicts);
        if self.authors.is_empty() {
            self.authors.clone_from(&other.authors);
        }
        let further = other.head.own.iter().filter(|own| self.head.own.iter().all(|known| known.name != own.name));
        let further: Vec<_> = further.cloned().collect();
        self.head.own.extend(further);
        if self.quotes.is_empty() {
            self.quotes.clone_from(&other.quotes);
        }
        match (self.head.titled, other.head.titled) {
            (false, true) => {
                self.head.title.clone_from(&other.head.title);
                self.head.title_span = other.head.title_span;
                self.head.title_passage.clone_from(&other.head.title_passage);
                self.head.titled = true;
                self.head.folded.clone_from(&other.head.folded);
            }
            (true, true) if self.head.title != other.head.title => conflicts.push("title"),
            _ => {}
        }
        conflicts
    }
}

fn fill<T: Clone>(
    mine: &mut Option<T>,
    other: &Option<T>,
    name: &'static str,
    shown: impl Fn(&T) -> String,
    conflicts: &mut Vec<&'static str>,
) {
    match (&*mine, other) {
        (None, Some(theirs)) => *mine = Some(theirs.clone()),
        (Some(ours), Some(theirs)) if shown(ours) != shown(theirs) => conflicts.push(name),
        _ => {}
    }
}

/// An address in the form in which two sources are the same: lower-case scheme and host, no default port, fragment, final slash or
/// tracking parameters, http as https.
pub fn normal_url(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').map_or((rest, ""), |(place, query)| (place, query));
    let (host, path) = place.split_once('/').map_or((place, ""), |(host, path)| (host, path));
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    let tracking = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        !(name.starts_with("utm_") || name.starts_with("mc_") || matches!(name, "gclid" | "fbclid" | ""))
    };
    let kept: Vec<&str> = query.split('&').filter(tracking).collect();
    let mut normal = format!("https://{host}/{path}");
    while normal.ends_with('/') {
        normal.pop();
    }
    if !kept.is_empty() {
        normal.push('?');
        normal.push_str(&kept.join("&"));
    }
    normal
}

/// The host of an address, for readers.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_in_many_spellings() {
        let normal = "https://example.org/a/b?id=1";
        for url in [
            "https://example.org/a/b?id=1",
            "http://EXAMPLE.org/a/b?id=1#top",
            "https://example.org:443/a/b/?utm_source=x&id=1&fbclid=y",
            "HTTP://example.org:80/a/b?id=1&mc_cid=2",
        ] {
            assert_eq!(normal_url(url), normal, "{url}");
        }
        assert_eq!(normal_url("https://example.org/"), normal_url("http://example.org"));
        assert_ne!(normal_url("https://example.org/A"), normal_url("https://example.org/a"));
        assert_eq!(host("https://www.state.gov/x"), "state.gov");
    }
}
