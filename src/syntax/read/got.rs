//! What was read: texts with their places, references as words, the fields of a record.

use crate::base::date::Date;
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned};
use crate::syntax::pieces::Pieces;

use super::super::kind::Kind;
use super::super::yaml::Node;
use super::own::Own;

/// A text, with its place to the character where it stands in the file as it reads.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where, quotation marks included.
    pub span: Span,
    /// Where its first character stands, if the file has it exactly as in `text`.
    pub verbatim: Option<u32>,
    /// Where the parts of any other stand.
    pub pieces: Pieces,
}

impl Text {
    /// The place of some bytes of the text; all of it where they can't be told apart.
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        match self.verbatim {
            Some(start) => Span::new(self.span.file, start as usize + range.start..start as usize + range.end),
            None => self.pieces.place(&range).map_or(self.span, |place| Span::new(self.span.file, place)),
        }
    }

    /// The byte of the text that stands at a byte of its file.
    pub fn byte_at(&self, place: usize) -> Option<usize> {
        match self.verbatim {
            Some(start) => place.checked_sub(start as usize).filter(|at| *at <= self.text.len()),
            None => self.pieces.byte_at(place),
        }
    }

    /// The place of the text alone, where the file has it exactly so: what a fix may replace.
    pub fn place(&self) -> Option<Span> {
        // What an alias repeats stands elsewhere, and may mean another thing there.
        self.verbatim.filter(|start| self.span.range().contains(&(*start as usize))).map(|_| self.part(0..self.text.len()))
    }
}

/// A word of a vocabulary.
#[derive(Clone, Debug)]
pub struct Word {
    /// As written.
    pub text: String,
    /// Where, quotation marks included.
    pub span: Span,
    /// What it means in words of ours: of a word of the site's own the one that it is like. What depends on a word asks this.
    pub means: String,
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// A reference as written: a name, an id, an alias, a wikilink.
#[derive(Clone, Debug)]
pub struct Written {
    /// The name, without the brackets of a wikilink and without a kind.
    pub text: String,
    /// The kind, where it was said: `claim:false-flag-plan`.
    pub kind: Option<Kind>,
    /// The name as a key, for looking up ids.
    pub key: Key,
    /// The name folded, for looking up names.
    pub folded: Key,
    /// Where.
    pub span: Span,
    /// Where the name alone stands, if the file has it exactly so: what a fix may replace.
    pub place: Option<Span>,
    /// In which part: `{actor, as: role}`.
    pub role: Option<String>,
    /// Number of the file's inline record that stands in the reference's place.
    pub inline: Option<u32>,
}

/// What a text shows that may be a wikilink: its label, else its target; all of it if it is none.
pub fn words_of_link(text: &str) -> &str {
    let Some(inner) = text.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else { return text };
    inner.rsplit('|').next().unwrap_or(inner).trim()
}

impl Written {
    /// A reference by name.
    pub fn new(text: &str, span: Span) -> Written {
        let text = text.trim();
        let text = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).unwrap_or(text);
        let text = text.split_once('|').map_or(text, |(target, _)| target).trim();
        let (kind, name) = match text.split_once(':') {
            Some((word, name)) if !name.starts_with(' ') && !name.is_empty() => match Kind::of_word(word) {
                Some(kind) => (Some(kind), name.trim()),
                None => (None, text),
            },
            _ => (None, text),
        };
        Written {
            text: name.to_owned(),
            kind,
            key: Key::new(name),
            folded: Key::new(&fold(name)),
            span,
            place: None,
            role: None,
            inline: None,
        }
    }

    /// A reference by a name that the file has as it reads, from `start` on.
    pub fn verbatim(text: &str, span: Span, start: Option<u32>) -> Written {
        let mut written = Written::new(text, span);
        // What stands before the name is brackets and a kind, what stands after it brackets and a label.
        let name = text.find(&*written.text).filter(|_| written.kind.is_none());
        let start = start.filter(|start| span.range().contains(&(*start as usize)));
        written.place = start.zip(name).map(|(start, name)| {
            let start = start as usize + name;
            Span::new(span.file, start..start + written.text.len())
        });
        written
    }
}

/// One of the names of an actor or place.
#[derive(Clone, Debug)]
pub struct NameForm {
    /// As written in prose.
    pub text: Text,
    /// Matches only in this case.
    pub exact: bool,
    /// Its language.
    pub lang: Option<String>,
}

/// What was read for one field.
#[derive(Clone, Debug)]
pub enum Got {
    /// A text or an address.
    Text(Text),
    /// A word of a vocabulary.
    Word(Word),
    /// Words of a vocabulary.
    Words(Vec<Word>),
    /// Texts or addresses.
    Texts(Vec<Text>),
    /// A date.
    Date(Spanned<Date>),
    /// Yes or no.
    Flag(bool),
    /// A number, with its digits as written.
    Number(f64, Text),
    /// References.
    Refs(Vec<Written>),
    /// Maps.
    Records(Vec<Fields>),
    /// Names.
    Names(Vec<NameForm>),
    /// What words stand for.
    Meanings(Vec<(Text, Written)>),
    /// Latitude, longitude.
    Coordinates(f64, f64),
    /// As written.
    Any(Node),
}

/// What was read of one record.
#[derive(Clone, Debug)]
pub struct Fields {
    /// Where the record stands.
    pub span: Span,
    /// The fields that were given, by canonical name.
    pub(super) got: Vec<(&'static str, Got)>,
    /// The site's own fields.
    pub own: Vec<Own>,
    /// Key of the record in a map of records.
    pub key: Option<Spanned<String>>,
    /// The fields that were written, if anything stands in them, by canonical name: also those that could not be read.
    pub written: Vec<&'static str>,
    /// Whether it holds no more than `id` and `name`: then it is only a definition if nothing has that name.
    pub slight: bool,
}

impl Fields {
    /// A record that says nothing.
    pub fn empty(span: Span) -> Fields {
        Fields { span, got: Vec::new(), own: Vec::new(), key: None, written: Vec::new(), slight: false }
    }

    /// What was given for a field.
    pub fn get(&self, name: &str) -> Option<&Got> {
        self.got.iter().find(|(known, _)| *known == name).map(|(_, got)| got)
    }

    /// Whether a field was given.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text of a field.
    pub fn text(&self, name: &str) -> Option<Text> {
        match self.get(name)? {
            Got::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The word of a field.
    pub fn word(&self, name: &str) -> Option<Word> {
        match self.get(name)? {
            Got::Word(word) => Some(word.clone()),
            _ => None,
        }
    }

    /// The words of a field.
    pub fn words(&self, name: &str) -> Vec<Word> {
        match self.get(name) {
            Some(Got::Words(words)) => words.clone(),
            _ => Vec::new(),
        }
    }

    /// The texts of a field.
    pub fn texts(&self, name: &str) -> Vec<Text> {
        match self.get(name) {
            Some(Got::Texts(texts)) => texts.clone(),
            Some(Got::Text(text)) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    /// The date of a field.
    pub fn date(&self, name: &str) -> Option<Spanned<Date>> {
        match self.get(name)? {
            Got::Date(date) => Some(date.clone()),
            _ => None,
        }
    }

    /// The flag of a field.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Got::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The number of a field.
    pub fn number(&self, name: &str) -> Option<(f64, Text)> {
        match self.get(name)? {
            Got::Number(number, text) => Some((*number, text.clone())),
            _ => None,
        }
    }

    /// The references of a field.
    pub fn refs(&self, name: &str) -> Vec<Written> {
        match self.get(name) {
            Some(Got::Refs(refs)) => refs.clone(),
            _ => Vec::new(),
        }
    }

    /// The one reference of a field.
    pub fn reference(&self, name: &str) -> Option<Written> {
        self.refs(name).into_iter().next()
    }

    /// The maps of a field.
    pub fn records(&self, name: &str) -> &[Fields] {
        match self.get(name) {
            Some(Got::Records(records)) => records,
            _ => &[],
        }
    }

    /// The names of a field.
    pub fn names(&self, name: &str) -> Vec<NameForm> {
        match self.get(name) {
            Some(Got::Names(names)) => names.clone(),
            _ => Vec::new(),
        }
    }

    /// The meanings of a field.
    pub fn meanings(&self, name: &str) -> Vec<(Text, Written)> {
        match self.get(name) {
            Some(Got::Meanings(meanings)) => meanings.clone(),
            _ => Vec::new(),
        }
    }

    /// Sets a field, replacing what was given.
    pub fn set(&mut self, name: &'static str, got: Got) {
        self.got.retain(|(known, _)| *known != name);
        self.got.push((name, got));
    }

    /// Takes over what a record's defaults say and it does not. What words stand for is joined, its own meaning of a word first.
    pub fn fill(&mut self, defaults: &Fields) {
        for (name, got) in &defaults.got {
            match (self.got.iter_mut().find(|(known, _)| known == name), got) {
                (Some((_, Got::Meanings(own))), Got::Meanings(further)) => own.extend(further.iter().cloned()),
                (Some(_), _) => {}
                // A field that is there and empty, or wrong, is the record's own.
                (None, _) if self.written.contains(name) => {}
                (None, _) => self.got.push((name, got.clone())),
            }
        }
        let further: Vec<Own> =
            defaults.own.iter().filter(|own| self.own.iter().all(|known| known.name != own.name)).cloned().collect();
        self.own.extend(further);
    }

    /// The names of the fields that were given.
    pub fn names_given(&self) -> impl Iterator<Item = &'static str> {
        self.got.iter().map(|(name, _)| *name)
    }
}
