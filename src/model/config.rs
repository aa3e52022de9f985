//! `site.yaml`: what the site says of itself.

use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level, nearest};
use crate::base::id::Key;
use crate::base::slip::slip;
use crate::base::text::{Span, Spanned};
use crate::syntax::fields::{Field, Shape, Table};
use crate::syntax::kind::Kind;
use crate::syntax::pieces::Pieces;
use crate::syntax::read::{Dialect, Fields, Got, Holds, OwnField, OwnWord, Reader, Text, Written};
use crate::syntax::yaml::{self, Node};

use super::head::LinkEvery;
use super::record::table;
use super::{actor, briefing, claim, event, place, source};

/// Fields of `site.yaml`.
pub static TABLE: Table = Table {
    what: "site",
    groups: &[&[
        Field::new("title", Shape::Text, "the site's name"),
        Field::new("description", Shape::Text, "one sentence about it"),
        Field::new("base_url", Shape::Url, "its address; derived if left out"),
        Field::new("theme", Shape::Text, "the folder in themes/"),
        Field::new("lang", Shape::Text, "its language: `en`"),
        Field::new("languages", Shape::Texts, "all its languages").later(),
        Field::new("nav", Shape::Texts, "the menu: `[briefings, actors, timeline, claims, sources]`"),
        Field::new("as_of", Shape::Date, "fixes \"today\""),
        Field::new("previews", Shape::Any, "previews of names").later(),
        Field::new("edit_url", Shape::Text, "where a page is edited: `https://…/{path}`"),
        Field::new("strip_metadata", Shape::Flag, "removes positions from pictures").later(),
        Field::new("house_spelling", Shape::Any, "how words are spelled in the site's own prose: `{Kiev: Kyiv}`"),
        Field::new("resolve", Shape::Meanings, "whom words stand for on all pages"),
        Field::new("html", Shape::Word(&["escaped", "sanitized", "trusted"], "site.html"), "what becomes of HTML in content"),
        Field::new("autolink", Shape::One(&AUTOLINK), "how names are linked on all pages"),
        Field::new("lints", Shape::Any, "levels of rules: `{orphan: \"off\"}`"),
        Field::new("fields", Shape::Any, "the site's own fields by kind"),
        Field::new("vocabularies", Shape::Any, "the site's own words"),
    ]],
};

static AUTOLINK: Table = Table {
    what: "map of `autolink`",
    groups: &[&[
        Field::new("per", Shape::Word(&["page", "section", "all"], "autolink.per"), "once a `page`, once a `section`, or `all`"),
        Field::new("skip", Shape::Texts, "names that are not linked anywhere"),
    ]],
};

/// What a rule is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lint {
    /// Reported at this level.
    At(Level),
    /// Not reported.
    Off,
}

/// A site's configuration. Every key is optional.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One sentence, may be empty.
    pub description: String,
    /// Its address, where it is written in site.yaml.
    pub base_url: Option<Text>,
    /// The theme's folder.
    pub theme: Spanned<String>,
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// The menu, as written; `None` for our own.
    pub nav: Option<Vec<Text>>,
    /// Fixes "today".
    pub as_of: Option<Spanned<Date>>,
    /// Where a page is edited, with `{path}`.
    pub edit_url: Option<String>,
    /// Spellings of others, and the site's own.
    pub house_spelling: Vec<(Text, String)>,
    /// Whom words stand for on all pages.
    pub resolve: Vec<(Text, Written)>,
    /// How often names are linked.
    pub link_every: LinkEvery,
    /// Names that are never linked, folded.
    pub link_skip: Vec<String>,
    /// Levels of rules.
    pub lints: Vec<(String, Lint)>,
    /// Own fields and words, for the reader.
    pub dialect: Dialect,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            title: "A whowhen site".to_owned(),
            description: String::new(),
            base_url: None,
            theme: Spanned::new("default".to_owned(), Span::whole(Key::new("site.yaml"))),
            lang: "en".to_owned(),
            nav: None,
            as_of: None,
            edit_url: None,
            house_spelling: Vec::new(),
            resolve: Vec::new(),
            link_every: LinkEvery::Section,
            link_skip: Vec::new(),
            lints: Vec::new(),
            dialect: Dialect::default(),
        }
    }
}

impl Config {
    /// Reads `site.yaml`. What is wrong is reported under `invalid-config`, except for YAML's own mistakes; what can't be read keeps its
    /// default. `known_rules` are the names that `lints` may set.
    pub fn read(file: Key, text: &str, known_rules: &[&str]) -> (Config, Vec<Diagnostic>) {
        let empty = Dialect::default();
        let mut reader = Reader::new(text, &empty, table);
        let range = if text.starts_with('\u{feff}') { 3..text.len() } else { 0..text.len() };
        let Some(root) = yaml::parse(file, text, range, &mut reader.diagnostics) else {
            // A file without a value is no mistake; after one, the site's own fields and words are not known.
            let dialect = Dialect { lost: !reader.diagnostics.is_empty(), ..Dialect::default() };
            return (Config { dialect, ..Config::default() }, reader.diagnostics);
        };
        let fields = reader.fields(&TABLE, None, &root);
        let mut diagnostics = reader.diagnostics;
        let is_yaml = |rule: &str| {
            matches!(
                rule,
                "invalid-yaml" | "unquoted-colon" | "tab-in-yaml" | "duplicate-key" | "nesting-too-deep" | "too-many-items"
            )
        };
        let ours =
            |found: &&mut Diagnostic| (found.level == Level::Error && !is_yaml(found.rule)) || found.rule == "unknown-value";
        for diagnostic in diagnostics.iter_mut().filter(ours) {
            diagnostic.rule = "invalid-config";
            diagnostic.level = Level::Error;
        }
        let config = Config::from_fields(&fields, known_rules, &mut diagnostics);
        (config, diagnostics)
    }

    fn from_fields(fields: &Fields, known_rules: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Config {
        let default = Config::default();
        let text = |name: &str| fields.text(name).map(|text| text.text);
        let autolink = fields.records("autolink").first();
        if let Some(html) = fields.word("html").filter(|html| matches!(html.text.as_str(), "sanitized" | "trusted")) {
            diagnostics.push(
                Diagnostic::error("invalid-config", html.span, format!("`html: {}` is not built yet", html.text))
                    .label("HTML in content is shown as text")
                    .help("remove the line, or write `html: escaped`"),
            );
        }
        for name in ["lang", "languages"] {
            let tags = fields.text(name).into_iter().chain(fields.texts(name));
            for tag in tags.filter(|tag| !is_language_tag(&tag.text)) {
                let message = format!("`{}` is not the tag of a language", tag.text);
                diagnostics.push(invalid(
                    tag.span,
                    message,
                    "write two or three letters, maybe with a region: `en`, `uk`, `pt-BR`",
                ));
            }
        }
        let is_shown = |url: &Text| url.text.starts_with("https://") || url.text.starts_with("http://");
        if let Some(url) = fields.text("edit_url").filter(|url| !is_shown(url) || !url.text.contains("{path}")) {
            let help = "write a full one, with `{path}` for the file: `https://github.com/OWNER/REPO/edit/main/{path}`";
            diagnostics.push(invalid(url.span, "`edit_url` is no address of a file".to_owned(), help));
        }
        if let Some(url) = fields.text("base_url").filter(|url| url.text.contains(['?', '#'])) {
            let message = "the address of a site has neither a query nor an anchor".to_owned();
            diagnostics.push(invalid(url.span, message, "leave out what begins with `?` or `#`"));
        }
        let words = own_words(any(fields, "vocabularies"), diagnostics);
        Config {
            title: text("title").unwrap_or(default.title),
            description: text("description").unwrap_or_default(),
            base_url: fields.text("base_url"),
            theme: fields.text("theme").map_or(default.theme, |theme| Spanned::new(theme.text, theme.span)),
            lang: text("lang").unwrap_or(default.lang),
            nav: fields.has("nav").then(|| fields.texts("nav")),
            as_of: fields.date("as_of"),
            edit_url: text("edit_url"),
            house_spelling: house_spelling(any(fields, "house_spelling"), diagnostics),
            resolve: fields.meanings("resolve"),
            link_every: autolink.and_then(|map| map.word("per")).and_then(|per| LinkEvery::of(&per.text)).unwrap_or_default(),
            link_skip: autolink
                .map(|map| map.texts("skip"))
                .unwrap_or_default()
                .iter()
                .map(|name| crate::base::fold::fold(&name.text))
                .collect(),
            lints: lints(any(fields, "lints"), known_rules, diagnostics),
            dialect: Dialect { fields: own_fields(any(fields, "fields"), diagnostics), words, lost: false },
        }
    }

    /// The site's own word, if it is one.
    pub fn own_word(&self, vocabulary: &str, word: &str) -> Option<&OwnWord> {
        self.dialect.own_word(vocabulary, word)
    }

    /// What a rule is set to.
    pub fn lint(&self, rule: &str) -> Option<Lint> {
        self.lints.iter().find(|(name, _)| name == rule).map(|(_, lint)| *lint)
    }
}

fn any<'f>(fields: &'f Fields, name: &str) -> Option<&'f Node> {
    match fields.get(name)? {
        Got::Any(node) => Some(node),
        _ => None,
    }
}

fn invalid(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::error("invalid-config", span, message).help(help)
}

/// The entries of a map; anything else but nothing is told.
fn entries<'n>(
    node: Option<&'n Node>,
    what: &str,
    help: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> &'n [(Spanned<String>, Node)] {
    let Some(node) = node else { return &[] };
    if !matches!(node.value, yaml::Value::Map(_) | yaml::Value::Null) {
        let message = format!("{what} is written as a map");
        diagnostics.push(invalid(node.span, message, help).label(format!("this is {}", node.describe())));
    }
    node.entries()
}

/// `en`, `pt-BR`, `zh-Hant`: the form of a language's tag (RFC 5646), as far as anybody writes it.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    is_letters && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn house_spelling(node: Option<&Node>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Text, String)> {
    let help = "write the spelling of others and the site's own: `house_spelling: {Kiev: Kyiv}`";
    let mut words = Vec::new();
    for (word, house) in entries(node, "`house_spelling`", help, diagnostics) {
        match house.scalar().filter(|house| !house.text.trim().is_empty()) {
            Some(house) => {
                let text = Text { text: word.value.clone(), span: word.span, verbatim: None, pieces: Pieces::default() };
                words.push((text, house.text.trim().to_owned()));
            }
            None => diagnostics.push(invalid(house.span, format!("`{}` has no spelling of the site's", word.value), help)),
        }
    }
    words
}

fn lints(node: Option<&Node>, known: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Lint)> {
    let mut lints = Vec::new();
    for (rule, level) in entries(node, "`lints`", "write each rule with its level: `lints: {orphan: \"off\"}`", diagnostics) {
        if !known.contains(&rule.value.as_str()) {
            let found = Diagnostic::warning("unknown-key", rule.span, format!("no rule is called `{}`", rule.value));
            diagnostics.push(match nearest(&rule.value, known.iter().copied()) {
                Some(near) => {
                    let asked = found.help(format!("did you mean `{near}`?"));
                    meant_key(asked, rule, known)
                }
                None => found.help("the rules are listed in the manual"),
            });
            continue;
        }
        let lint = match level.scalar().map(|scalar| scalar.text.as_str()) {
            Some("error") => Lint::At(Level::Error),
            Some("warning") => Lint::At(Level::Warning),
            Some("note") => Lint::At(Level::Note),
            Some("off" | "false") => Lint::Off,
            _ => {
                diagnostics.push(invalid(
                    level.span,
                    format!("`{}` has no such level", rule.value),
                    "write `error`, `warning`, `note` or `\"off\"`",
                ));
                continue;
            }
        };
        lints.push((rule.value.clone(), lint));
    }
    lints
}

/// With the fix of a mistyped key that stands without quotation marks.
fn meant_key(asked: Diagnostic, key: &Spanned<String>, known: &[&str]) -> Diagnostic {
    let is_plain = key.span.range().len() == key.value.len();
    match slip(&key.value, known.iter().map(|known| (*known, *known))).filter(|_| is_plain) {
        Some(meant) => asked.fix(key.span, meant),
        None => asked,
    }
}

fn own_fields(node: Option<&Node>, diagnostics: &mut Vec<Diagnostic>) -> Vec<OwnField> {
    let mut fields = Vec::new();
    let help = "own fields are declared by kind: `event: {lanes: {type: list}}`";
    for (kind, declared) in entries(node, "`fields`", help, diagnostics) {
        let Some(kind) = Kind::of_word(&kind.value) else {
            diagnostics.push(invalid(kind.span, format!("`{}` is not a kind of record", kind.value), help));
            continue;
        };
        for (name, about) in entries(Some(declared), &format!("`{kind}`"), help, diagnostics) {
            if table(kind).find(&name.value).is_some() {
                let message = format!("{} has a field `{}` already", kind.a(), name.value);
                diagnostics.push(invalid(name.span, message, "choose another name"));
                continue;
            }
            let label = about
                .get("label")
                .and_then(Node::scalar)
                .map_or_else(|| name.value.replace(['_', '-'], " "), |it| it.text.clone());
            let holds = own_type(about, diagnostics);
            let filter = own_filter(about, diagnostics);
            let (name, label) = (Key::new(&name.value).as_str(), Key::new(&label).as_str());
            fields.push(OwnField { kind, name, holds, label, filter });
        }
    }
    fields
}

/// Whether `filter: true` is said.
fn own_filter(about: &Node, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let Some(node) = about.get("filter") else { return false };
    match node.scalar().map(|scalar| scalar.text.as_str()) {
        Some("true") => true,
        Some("false") => false,
        _ => {
            diagnostics.push(invalid(node.span, "`filter` is `true` or `false`".to_owned(), "write `filter: true`"));
            false
        }
    }
}

/// `{type: list}`, or `list` alone; text where nothing is said.
fn own_type(about: &Node, diagnostics: &mut Vec<Diagnostic>) -> Holds {
    for (key, _) in about.entries().iter().filter(|(key, _)| !matches!(key.value.as_str(), "type" | "label" | "filter")) {
        let message = format!("a field of your own has no `{}`", key.value);
        diagnostics.push(invalid(key.span, message, "it has `type`, `label` and `filter`"));
    }
    let declared = about.get("type").or_else(|| about.scalar().map(|_| about));
    let Some((node, word)) = declared.and_then(|node| Some((node, node.scalar()?))) else { return Holds::default() };
    Holds::of(&word.text).unwrap_or_else(|| {
        let help = match nearest(&word.text, Holds::WORDS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", Holds::WORDS.join(", ")),
        };
        diagnostics.push(invalid(node.span, format!("there is no type `{}`", word.text), &help));
        Holds::default()
    })
}

/// Vocabularies that a site may add words to, each with our words in it.
const VOCABULARIES: &[(&str, &[&str])] = &[
    ("actor.kind", actor::KINDS),
    ("event.status", event::STATUSES),
    ("claim.status", claim::STATUSES),
    ("claim.stance", claim::STANCES),
    ("source.type", source::TYPES),
    ("change.kind", briefing::CHANGES),
    ("place.precision", place::PRECISIONS),
    // Any word may stand here; a site's own have a label for readers.
    ("event.type", &[]),
    ("relation.type", &[]),
];

fn own_words(node: Option<&Node>, diagnostics: &mut Vec<Diagnostic>) -> Vec<OwnWord> {
    let mut words = Vec::new();
    let help = "own words are declared by vocabulary: `claim.status: {ruling: {label: Court ruling, like: confirmed}}`";
    for (vocabulary, declared) in entries(node, "`vocabularies`", help, diagnostics) {
        let Some((_, ours)) = VOCABULARIES.iter().find(|(name, _)| *name == vocabulary.value) else {
            let names: Vec<&str> = VOCABULARIES.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no vocabulary `{}`", vocabulary.value);
            diagnostics.push(match nearest(&vocabulary.value, names.iter().copied()) {
                Some(near) => {
                    let asked = invalid(vocabulary.span, message, &format!("did you mean `{near}`?"));
                    meant_key(asked, vocabulary, &names)
                }
                None => invalid(vocabulary.span, message, &format!("there are {}", names.join(", "))),
            });
            continue;
        };
        for (word, about) in entries(Some(declared), &format!("`{}`", vocabulary.value), help, diagnostics) {
            for (key, _) in about.entries().iter().filter(|(key, _)| !matches!(key.value.as_str(), "label" | "like")) {
                let message = format!("a word of your own has no `{}`", key.value);
                diagnostics.push(invalid(key.span, message, "it has `label` and `like`"));
            }
            let text = |key: &str| about.get(key).and_then(Node::scalar).map(|scalar| scalar.text.clone());
            words.push(OwnWord {
                vocabulary: vocabulary.value.clone(),
                word: word.value.clone(),
                label: text("label").or_else(|| about.scalar().map(|scalar| scalar.text.clone())),
                like: like(about, ours, diagnostics),
            });
        }
    }
    words
}

/// The word of ours that an own word is like: another would change nothing, and a denial in the site's own words would be none.
fn like(about: &Node, ours: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let node = about.get("like")?;
    let word = node.scalar().map(|scalar| scalar.text.as_str()).unwrap_or_default();
    if ours.contains(&word) {
        return Some(word.to_owned());
    }
    let help = match nearest(word, ours.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ours.is_empty() => "this vocabulary has no words of ours: leave `like` out".to_owned(),
        None => format!("there are {}", ours.join(", ")),
    };
    diagnostics.push(invalid(node.span, format!("`{word}` is not one of the words that another can be like"), &help));
    None
}
