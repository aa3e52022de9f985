//! BibTeX and BibLaTeX as entries in which every value knows where it was written.
//!
//! `biblatex` reads, but each entry and each field for itself, so that a mistake costs no more than where it stands. What the library would
//! follow without an end is settled before: abbreviations that name themselves, braces thousands deep. Entries inherit nothing.

use biblatex::{
    Bibliography, Chunk, Chunks, ChunksExt, Pair, ParseError, ParseErrorKind, Person, RawBibliography, RawChunk, RawEntry, Token,
};
use rustc_hash::FxHashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned, floor_boundary};

use super::yaml::{MAX_DEPTH, MAX_ITEMS};

/// How many pieces and how many bytes a value may have once its abbreviations are written out.
const MAX_PIECES: usize = 1000;
const MAX_BYTES: usize = 100_000;

/// An entry.
#[derive(Debug)]
pub struct Entry {
    /// By what it is cited.
    pub key: Spanned<String>,
    /// Its type, in lower case.
    pub kind: String,
    /// Where it stands.
    pub span: Span,
    /// Its fields, in the order written; names are distinct.
    pub fields: Vec<Field>,
    /// Whether one of its fields can't be read.
    pub has_lost: bool,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Its name, in lower case.
    pub name: String,
    /// Its text: accents made, commands and braces taken off.
    pub text: String,
    /// Where the text stands, without the braces or quotation marks around it.
    pub span: Span,
    /// Where the text begins in the file, if it stands there exactly as in `text`.
    pub verbatim: Option<u32>,
    chunks: Chunks,
}

/// What a file says.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The entries that can be read.
    pub entries: Vec<Entry>,
    /// The keys of those that can't.
    pub lost: Vec<String>,
}

impl Entry {
    /// The first of some fields that the entry has.
    pub fn first(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| self.fields.iter().find(|field| field.name == *name))
    }
}

impl Field {
    /// The address in it, without `\url{…}` around it.
    pub fn address(&self) -> Option<&str> {
        let is_address = |text: &&str| text.starts_with("http://") || text.starts_with("https://");
        self.chunks.iter().map(|chunk| chunk.v.get()).find(is_address)
    }

    /// The names in it, each as it is spoken: given name first. `and others` is nobody.
    pub fn people(&self) -> Vec<String> {
        let mut people: Vec<Chunks> = vec![Vec::new()];
        for chunk in &self.chunks {
            let put = |people: &mut Vec<Chunks>, v: Chunk| {
                if let Some(person) = people.last_mut() {
                    person.push(biblatex::Spanned::new(v, chunk.span.clone()));
                }
            };
            match &chunk.v {
                Chunk::Normal(text) => {
                    for (number, part) in text.split(" and ").enumerate() {
                        if number > 0 {
                            people.push(Vec::new());
                        }
                        put(&mut people, Chunk::Normal(part.to_owned()));
                    }
                }
                other => put(&mut people, other.clone()),
            }
        }
        let names = people.iter().map(spoken);
        names.filter(|name| !name.is_empty() && name != "others").collect()
    }
}

/// A name with its parts in the order of speech.
fn spoken(chunks: &Chunks) -> String {
    let parted = chunks.iter().any(|chunk| matches!(&chunk.v, Chunk::Normal(text) if text.contains([',', '='])));
    if !parted {
        return chunks.format_verbatim().trim().to_owned();
    }
    let person = Person::parse(chunks);
    let parts = [person.given_name, person.prefix, person.name, person.suffix];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Parses a file. Of its fields only those are read that are wanted.
pub fn parse(file: Key, text: &str, wanted: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    let mut parsed = Parsed::default();
    let mut read: Vec<(usize, RawBibliography<'_>)> = Vec::new();
    match RawBibliography::parse(text) {
        Ok(raw) => read.push((0, raw)),
        Err(error) => {
            for (from, piece) in pieces(text) {
                match RawBibliography::parse(piece) {
                    Ok(raw) => read.push((from, raw)),
                    Err(error) => {
                        parsed.lost.extend(key(piece));
                        diagnostics.push(broken(file, from, piece, &error));
                    }
                }
            }
            if diagnostics.is_empty() {
                diagnostics.push(broken(file, 0, text, &error));
            }
        }
    }
    let defined = read.iter().flat_map(|(_, raw)| &raw.abbreviations);
    let short: Short<'_, '_> = defined.map(|pair| (pair.key.v.to_lowercase(), &pair.value.v)).collect();
    for (from, raw) in &read {
        for entry in &raw.entries {
            if parsed.entries.len() == MAX_ITEMS {
                let message = format!("this file has more than {MAX_ITEMS} entries");
                diagnostics.push(
                    Diagnostic::error(
                        "too-many-items",
                        Span::new(file, from + entry.span.start..from + entry.span.start),
                        message,
                    )
                    .help("split it into several files in content/sources/"),
                );
                return parsed;
            }
            parsed.entries.push(Reading { file, from: *from, text, wanted, short: &short }.entry(
                &entry.v,
                &entry.span,
                diagnostics,
            ));
        }
    }
    parsed
}

/// The file in pieces, each from a line that begins with `@` to the next.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|pair| (pair[0], &text[pair[0]..pair[1]])).collect()
}

/// The key of a piece that can't be read.
fn key(piece: &str) -> Option<String> {
    let (_, rest) = piece.split_once('{')?;
    let key = rest.split([',', '\n', '}', '=']).next()?.trim();
    (!key.is_empty()).then(|| key.to_owned())
}

fn broken(file: Key, from: usize, piece: &str, error: &ParseError) -> Diagnostic {
    let at = floor_boundary(piece, error.span.start);
    let found = |at: usize, message: &str| {
        let line = piece[at..].split(['\n', '\r']).next().unwrap_or_default().trim_end();
        Diagnostic::error("invalid-yaml", Span::new(file, from + at..from + at + line.len()), message)
    };
    let at_its_end = at >= piece.trim_end().len();
    match error.kind {
        ParseErrorKind::UnexpectedEof | ParseErrorKind::Expected(_) if at_its_end => {
            found(piece.len() - piece.trim_start().len(), "this entry is never closed")
                .help("write `}` after its last field; each `{` needs its `}`, each `\"` another")
        }
        ParseErrorKind::UnexpectedEof => {
            found(at, "a value begins with a brace or a quotation mark").help("write it as `title = {…},`")
        }
        ParseErrorKind::Expected(Token::Comma) => {
            found(at, "a comma is missing before this").help("write a comma after the entry's key and after each field")
        }
        ParseErrorKind::Expected(Token::Equals) => {
            found(at, "`=` is missing between a field's name and its value").help("write it as `title = {…},`")
        }
        ParseErrorKind::Expected(Token::Identifier) => found(at, "here the name of a field or of a type of entry is missing")
            .help("write it as `@article{key, title = {…}}`"),
        ref kind => found(at, &format!("this entry can't be read: {kind}")).help("write it as `@article{key, title = {…}}`"),
    }
}

type Short<'a, 's> = FxHashMap<String, &'a biblatex::Field<'s>>;

struct Reading<'a, 's> {
    file: Key,
    /// Where the piece begins whose places the library counts.
    from: usize,
    text: &'s str,
    wanted: &'a [&'a str],
    short: &'a Short<'a, 's>,
}

impl<'s> Reading<'_, 's> {
    fn span(&self, bytes: &std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.from + bytes.start..self.from + bytes.end)
    }

    fn entry(&self, entry: &RawEntry<'s>, span: &std::ops::Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Entry {
        let mut fields: Vec<(Span, Field)> = Vec::new();
        let mut has_lost = false;
        for pair in &entry.fields {
            let name = pair.key.v.to_lowercase();
            if !self.wanted.contains(&name.as_str()) {
                continue;
            }
            let name_span = self.span(&pair.key.span);
            if let Some((first, _)) = fields.iter().find(|(_, field)| field.name == name) {
                diagnostics.push(
                    Diagnostic::error("duplicate-key", name_span, format!("`{name}` is written twice here"))
                        .label("again here; this one is left out")
                        .also(*first, "first here")
                        .help("keep one of them"),
                );
                continue;
            }
            match self.field(name, pair) {
                Ok(field) if field.text.is_empty() => {}
                Ok(field) => fields.push((name_span, field)),
                Err(found) => {
                    diagnostics.push(*found);
                    has_lost = true;
                }
            }
        }
        Entry {
            key: Spanned::new(entry.key.v.to_owned(), self.span(&entry.key.span)),
            kind: entry.kind.v.to_lowercase(),
            span: self.span(span),
            fields: fields.into_iter().map(|(_, field)| field).collect(),
            has_lost,
        }
    }

    fn field(&self, name: String, pair: &Pair<'s>) -> Result<Field, Box<Diagnostic>> {
        let mut whole = self.span(&pair.value.span);
        let written = self.text.get(whole.range()).unwrap_or_default();
        whole.end = whole.start + written.split(['\n', '\r']).next().unwrap_or_default().trim_end().len() as u32;
        let mut raw = Vec::new();
        self.write_out(&pair.value.v, 0, &mut raw)
            .map_err(|(rule, message, help)| Box::new(Diagnostic::error(rule, whole, message).help(help)))?;
        let is_plain = matches!(name.as_str(), "url" | "archiveurl" | "doi" | "howpublished" | "date" | "urldate" | "year");
        let chunks = match is_plain {
            true => plain(&raw.concat()),
            false => resolve(&raw).map_err(|error| Box::new(unreadable(whole, &error)))?,
        };
        let text = chunks.format_verbatim().trim().to_owned();
        let (span, verbatim) = self.place(pair, &text);
        Ok(Field { name, text, span, verbatim, chunks })
    }

    /// Where a value stands within its braces, and whether it is there as it reads.
    fn place(&self, pair: &Pair<'s>, text: &str) -> (Span, Option<u32>) {
        let [only] = pair.value.v.as_slice() else { return (self.span(&pair.value.span), None) };
        let span = self.span(&only.span);
        let written = self.text.get(span.range()).unwrap_or_default();
        let bare = |c: char| c.is_whitespace() || matches!(c, '{' | '}');
        let before = written.len() - written.trim_start_matches(bare).len();
        let inner = written.trim_matches(bare);
        if inner != text {
            return (span, None);
        }
        let span = span.part(before..before + inner.len());
        (span, Some(span.start))
    }

    /// A value with its abbreviations written out, in pieces.
    fn write_out(&self, field: &biblatex::Field<'s>, depth: usize, out: &mut Vec<String>) -> Result<(), Mistake> {
        for piece in field {
            let text = match piece.v {
                RawChunk::Normal(text) => text.to_owned(),
                RawChunk::Abbreviation(name) => match self.short.get(&name.to_lowercase()) {
                    Some(_) if depth >= MAX_DEPTH => {
                        let message = format!("`{name}` stands for itself");
                        return Err((
                            "invalid-yaml",
                            message,
                            format!("write `@string{{{name} = {{…}}}}` with its text in braces"),
                        ));
                    }
                    Some(field) => {
                        self.write_out(field, depth + 1, out)?;
                        continue;
                    }
                    None if is_month(name) => name.to_owned(),
                    None => {
                        let message = format!("`{name}` stands for nothing");
                        let help = format!(
                            "write the text in braces: `{{{name}}}`; or say what it stands for: `@string{{{name} = {{…}}}}`"
                        );
                        return Err(("invalid-yaml", message, help));
                    }
                },
            };
            if is_deep(&text) {
                let message = format!("braces are nested more than {MAX_DEPTH} deep here");
                return Err(("nesting-too-deep", message, "remove those that say nothing".to_owned()));
            }
            out.push(text);
            if out.len() > MAX_PIECES || depth > 0 && out.iter().map(String::len).sum::<usize>() > MAX_BYTES {
                return Err((
                    "too-many-items",
                    "abbreviations make too much of this value".to_owned(),
                    "write it out".to_owned(),
                ));
            }
        }
        Ok(())
    }
}

type Mistake = (&'static str, String, String);

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

/// Whether a word is one of the abbreviations that all styles define.
fn is_month(name: &str) -> bool {
    let name = name.to_lowercase();
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].contains(&name.as_str())
}

/// The text of some pieces, with its accents made.
fn resolve(pieces: &[String]) -> Result<Chunks, ParseError> {
    use biblatex::Spanned;
    let nowhere = || 0..0;
    let pieces: Vec<String> = pieces.iter().map(|piece| unmarked(piece)).collect();
    let value = pieces.iter().map(|piece| Spanned::new(RawChunk::Normal(piece), nowhere())).collect();
    let field = Pair::new(Spanned::new("title", nowhere()), Spanned::new(value, nowhere()));
    let entry = RawEntry { key: Spanned::new("key", nowhere()), kind: Spanned::new("misc", nowhere()), fields: vec![field] };
    let entries = vec![Spanned::new(entry, nowhere())];
    let read = Bibliography::from_raw(RawBibliography { preamble: String::new(), entries, abbreviations: Vec::new() })?;
    Ok(read.into_iter().next().and_then(|mut entry| entry.fields.remove("title")).unwrap_or_default())
}

/// An address or a date, in which braces and the backslashes that older programs write say nothing. (The library makes dashes of two
/// hyphens in addresses too.)
fn plain(text: &str) -> Chunks {
    let signs = ["_", "%", "&", "#", "~", "$"];
    let text = signs.iter().fold(text.to_owned(), |text, sign| text.replace(&format!("\\{sign}"), sign));
    let chunk = |part: &str| biblatex::Spanned::new(Chunk::Verbatim(part.to_owned()), 0..0);
    text.split(['{', '}']).filter(|part| !part.is_empty()).map(chunk).collect()
}

/// Text without the commands that only change its looks, with quotation marks for what makes them, and a plain space for one that holds a
/// line together.
fn unmarked(text: &str) -> String {
    let mut out = text.replace("``", "“").replace("''", "”");
    for command in ["\\emph{", "\\textit{", "\\textbf{", "\\textsc{", "\\textrm{", "\\textsf{", "\\texttt{", "\\mkbibquote{"] {
        out = out.replace(command, "{");
    }
    let mut before = '\0';
    let plain = out.chars().map(|c| {
        let plain = if c == '~' && before != '\\' { ' ' } else { c };
        before = c;
        plain
    });
    plain.collect()
}

fn unreadable(span: Span, error: &ParseError) -> Diagnostic {
    let (message, help) = match &error.kind {
        ParseErrorKind::Unexpected(Token::ClosingBrace) => ("a `}` closes nothing in this value".to_owned(), "remove it"),
        ParseErrorKind::UnexpectedEof => {
            ("something is opened and never closed in this value".to_owned(), "write `\\$` for a dollar sign, `\\{` for a brace")
        }
        kind => (format!("this value can't be read: {kind}"), "write it in plain words, in braces"),
    };
    Diagnostic::error("invalid-yaml", span, message).help(help)
}
