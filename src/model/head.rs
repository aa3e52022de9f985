//! What all records have: who they are, where they stand, how they are found.

use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::slug::{is_portable, slug};
use crate::base::text::{Span, Spanned};
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::read::{Fields, NameForm, Own, Text, Written};

use super::passage::Passage;

/// The title of most records.
pub const TITLE: &[Field] = &[Field::new("title", Shape::Text, "what the page is called").or(&["name"])];
/// The name of actors and places.
pub const NAME: &[Field] = &[Field::new("name", Shape::Text, "the name in the site's language").or(&["title"])];
/// What all records may have beside it.
pub const COMMON: &[Field] = &[
    Field::new("id", Shape::Text, "the short name in addresses and references; the file's name if left out"),
    Field::new("summary", Shape::Prose, "one sentence of at most 300 characters: what cards and search results show"),
    Field::new(
        "aliases",
        Shape::Names,
        "other names, for references; those of actors and places are linked in prose; `{text: US, case: exact}` for one of exact case",
    ),
    Field::new("tags", Shape::Texts, "words to group pages by"),
    Field::new("image", Shape::Text, "a picture beside the file, or its path below content/"),
    Field::new("image_alt", Shape::Text, "what the picture shows, for those who can't see it"),
    Field::new("image_credit", Shape::Text, "whose picture it is"),
    Field::new("links", Shape::Many(&LINK, Some("url")), "addresses of further reading"),
    Field::new("wikidata", Shape::Text, "the record's id at Wikidata: Q…"),
    Field::new("lang", Shape::Text, "the language of the page, if it is not the site's"),
    Field::new("draft", Shape::Flag, "`true` keeps it out of everything that is published"),
    Field::new("publish_at", Shape::Date, "the day from which it is published"),
    Field::new(
        "redirect_from",
        Shape::Texts,
        "former ids of the record, or paths of its page: readers who ask there are led here",
    ),
    Field::new("noindex", Shape::Flag, "`true` asks search engines to leave the page out"),
    Field::new("resolve", Shape::Meanings, "whom a word stands for on this page: `{Moscow: russian-government}`"),
    Field::new("autolink", Shape::One(&AUTOLINK), "how names in this page's prose are linked"),
    Field::new("extra", Shape::Any, "anything else; kept, not shown"),
];

static LINK: Table = Table {
    what: "link",
    groups: &[&[
        Field::new("url", Shape::Url, "the address").required(),
        Field::new("title", Shape::Text, "what the link says").or(&["label", "text"]),
    ]],
};

static AUTOLINK: Table = Table {
    what: "map of `autolink`",
    groups: &[&[
        Field::new(
            "per",
            Shape::Word(&["page", "section", "all"], "autolink.per"),
            "how often a name is linked: once a `page`, once a `section`, or `all`",
        ),
        Field::new("skip", Shape::Texts, "names that are not linked here"),
    ]],
};

/// A way out to another site.
#[derive(Clone, Debug)]
pub struct Link {
    /// The address.
    pub url: Text,
    /// What it says.
    pub title: Option<Text>,
}

/// How names in a page's prose are linked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LinkEvery {
    /// The first on the page.
    Page,
    /// The first in each section.
    #[default]
    Section,
    /// Each one.
    All,
}

impl LinkEvery {
    /// The setting with this word.
    pub fn of(word: &str) -> Option<LinkEvery> {
        match word {
            "page" => Some(LinkEvery::Page),
            "section" => Some(LinkEvery::Section),
            "all" => Some(LinkEvery::All),
            _ => None,
        }
    }
}

/// The picture of a record.
#[derive(Clone, Debug)]
pub struct Image {
    /// A path, relative to the record's file or to content/, or an address at another site.
    pub path: Text,
    /// What it shows.
    pub alt: Option<Text>,
    /// Whose picture it is.
    pub credit: Option<Text>,
}

/// Whether a record is kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Published.
    None,
    /// A draft.
    Draft,
    /// Published from this day on.
    Until(Date),
}

/// What all records have.
#[derive(Clone, Debug)]
pub struct Head {
    /// Kind of the record.
    pub kind: Kind,
    /// Public id, unique within the kind once the model is whole.
    pub id: Key,
    /// The id as written, where that was not portable: it resolves too.
    pub written_id: Option<Key>,
    /// Whether an editor chose the id, by key, file name or map key.
    pub chosen_id: bool,
    /// Title or name.
    pub title: String,
    /// Whether an editor gave it: else it is the id, or of a source the address.
    pub titled: bool,
    /// Where the title stands.
    pub title_span: Span,
    /// Whether the title is the body's first heading, which is then not repeated.
    pub title_from_body: bool,
    /// Where the record begins: what duplicates and did-you-means point at.
    pub span: Span,
    /// All of the record, with what stands inline in it.
    pub extent: Span,
    /// Place among the file's inline records; the file's main record has none.
    pub inline: Option<u32>,
    /// Whether the record is defined only if nothing else has its name.
    pub slight: bool,
    /// The title as it is written, where it may name somebody: a name names nobody else.
    pub title_passage: Option<Passage>,
    /// One sentence.
    pub summary: Option<Passage>,
    /// Strong names beside the title.
    pub aliases: Vec<NameForm>,
    /// All names, folded: what references are looked up by.
    pub folded: Vec<Key>,
    /// Tags.
    pub tags: Vec<Text>,
    /// Its picture.
    pub image: Option<Image>,
    /// Further reading.
    pub links: Vec<Link>,
    /// Wikidata id.
    pub wikidata: Option<Text>,
    /// Language of the page.
    pub lang: Option<String>,
    /// Whether it is kept back.
    pub hold: Hold,
    /// Former ids of the record, and former paths of its page.
    pub redirect_from: Vec<Text>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Whom words stand for on this page.
    pub resolve: Vec<(Text, Written)>,
    /// Of an inline record: whom words stand for by the front matter that it stands in.
    pub resolve_around: Vec<(Text, Written)>,
    /// How often names are linked on this page.
    pub link_every: Option<LinkEvery>,
    /// Names that are not linked on this page, folded.
    pub link_skip: Vec<String>,
    /// What it says in fields of the site's own, in the order of the file.
    pub own: Vec<Own>,
    /// The text of its page.
    pub body: Option<Passage>,
    /// Whether nobody defined it: an actor that is only named.
    pub stub: bool,
}

/// A tag without the mark that other programs write before it.
fn tag(written: Text) -> Text {
    match written.text.strip_prefix('#') {
        Some(bare) if !bare.is_empty() => {
            Text { text: bare.to_owned(), verbatim: written.verbatim.map(|start| start + 1), ..written }
        }
        _ => written,
    }
}

impl Head {
    /// The file that holds the record.
    pub fn file(&self) -> Key {
        self.span.file
    }

    /// Reads the head of a record. `stem` is the file's name without its ending or the key in a map of records.
    pub fn read(kind: Kind, fields: &Fields, stem: Option<&Spanned<String>>, body: Option<Passage>) -> Head {
        let title_key = if matches!(kind, Kind::Actor | Kind::Place) { "name" } else { "title" };
        let title = fields.text(title_key);
        let title_span = title.as_ref().map_or(fields.span, |title| title.span);
        let title_passage = title.clone().filter(|_| title_key == "title").map(Passage::title);
        let heading = if title.is_none() { body.as_ref().and_then(|body| body.prose.first_h1()) } else { None };
        let explicit = fields.text("id").map(|id| Spanned::new(id.text, id.span));
        let chosen = explicit.as_ref().or(stem);
        let named = title.as_ref().map(|title| title.text.clone()).or_else(|| heading.clone());
        let raw = chosen.map(|id| id.value.clone()).or_else(|| named.clone()).unwrap_or_default();
        let portable = chosen.is_some() && is_portable(&raw);
        let id = if portable { raw.clone() } else { slug(&raw) };
        let hold = match (fields.flag("draft"), fields.date("publish_at")) {
            (Some(true), _) => Hold::Draft,
            (_, Some(date)) => Hold::Until(date.value),
            _ => Hold::None,
        };
        let autolink = fields.records("autolink").first();
        let title = named.clone().unwrap_or_else(|| if raw.is_empty() { id.clone() } else { raw.clone() });
        let aliases = fields.names("aliases");
        let names = std::iter::once(title.as_str()).chain(aliases.iter().map(|form| form.text.text.as_str()));
        let folded = names.map(|name| Key::new(&fold(name))).collect();
        Head {
            kind,
            written_id: (chosen.is_some() && !portable).then(|| Key::new(&raw)),
            chosen_id: chosen.is_some(),
            title_span,
            titled: named.is_some(),
            title_from_body: heading.is_some(),
            title,
            title_passage,
            folded,
            id: Key::new(&id),
            extent: fields.span,
            span: explicit.map(|id| id.span).or_else(|| fields.key.as_ref().map(|key| key.span)).unwrap_or(start_of(fields.span)),
            inline: None,
            slight: fields.slight,
            summary: fields.text("summary").map(Passage::inline),
            aliases,
            tags: fields.texts("tags").into_iter().map(tag).collect(),
            image: fields.text("image").map(|path| Image {
                path,
                alt: fields.text("image_alt"),
                credit: fields.text("image_credit"),
            }),
            links: links(fields),
            wikidata: fields.text("wikidata"),
            lang: fields.text("lang").map(|lang| lang.text),
            hold,
            redirect_from: fields.texts("redirect_from"),
            noindex: fields.flag("noindex").unwrap_or(false),
            resolve: fields.meanings("resolve"),
            resolve_around: Vec::new(),
            link_every: autolink.and_then(|map| map.word("per")).and_then(|per| LinkEvery::of(&per.text)),
            link_skip: autolink.map(|map| map.texts("skip")).unwrap_or_default().iter().map(|name| fold(&name.text)).collect(),
            own: fields.own.clone(),
            body,
            stub: false,
        }
    }

    /// The head of an actor whom nobody defined.
    pub fn stub(id: Key, name: &str, span: Span) -> Head {
        let mut fields = Fields::empty(span);
        fields.slight = true;
        let mut head = Head::read(Kind::Actor, &fields, None, None);
        head.id = id;
        head.title = name.to_owned();
        head.titled = true;
        head.folded = vec![Key::new(&fold(name))];
        head.stub = true;
        head
    }

    /// Title, summary and body, in the order of reading: the passages that all records may have.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.title_passage.iter().chain(&self.summary).chain(&self.body)
    }

    /// Whether a passage of the record is its title.
    pub fn is_title(&self, passage: &Passage) -> bool {
        self.title_passage.as_ref().is_some_and(|title| std::ptr::eq(title, passage))
    }
}

fn start_of(span: Span) -> Span {
    Span { end: span.start, ..span }
}

fn links(fields: &Fields) -> Vec<Link> {
    let read = |link: &Fields| Some(Link { url: link.text("url")?, title: link.text("title") });
    fields.records("links").iter().filter_map(read).collect()
}
