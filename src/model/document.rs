//! One file of content, read into records.

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned, floor_boundary};
use crate::syntax::bibtex;
use crate::syntax::kind::Kind;
use crate::syntax::pieces::Pieces;
use crate::syntax::read::{Dialect, Fields, Got, Reader, Text};
use crate::syntax::split::{MAX_HEAD, split};
use crate::syntax::yaml::{self, Node, Value};

use super::actor::{RELATION, Relation};
use super::bibliography;
use super::briefing::Page;
use super::broken::Broken;
use super::defaults::{self, Defaults};
use super::head::Head;
use super::passage::Passage;
use super::placed;
use super::record::{Record, table};

/// What a file under content/ is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A Markdown file with a record of this kind.
    Record(Kind),
    /// The text of a kind's list page.
    ListText(Kind),
    /// The home page's own text.
    Home,
    /// A data file with many records of this kind.
    Data(Kind),
    /// `relations.yaml`.
    Relations,
    /// Defaults for the files below its folder.
    Defaults,
    /// Sources in BibTeX.
    Bibliography,
    /// Anything else: copied.
    Asset,
}

/// The role of a file by its path, `content/` included.
pub fn role(path: &str) -> Role {
    let inner = path.strip_prefix("content/").unwrap_or(path);
    let (folder, rest) = inner.split_once('/').map_or((None, inner), |(folder, rest)| (Some(folder), rest));
    let name = inner.rsplit('/').next().unwrap_or(inner);
    if name == defaults::NAME {
        return Role::Defaults;
    }
    if inner == "sources.bib" || (folder == Some("sources") && name.ends_with(".bib")) {
        return Role::Bibliography;
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match (folder.and_then(Kind::of_folder), ending) {
        (None, "md") if inner == "index.md" => Role::Home,
        (Some(kind), "md") if matches!(rest, "_index.md" | "index.md") => Role::ListText(kind),
        (Some(_), "md") if name == "_index.md" => Role::Asset,
        (Some(kind), "md") => Role::Record(kind),
        (None, "md") => Role::Record(Kind::Page),
        (Some(kind), "yaml" | "yml") => Role::Data(kind),
        (None, "yaml" | "yml") if folder.is_none() && stem == "relations" => Role::Relations,
        (None, "yaml" | "yml") if folder.is_none() => Kind::of_folder(stem).map_or(Role::Asset, Role::Data),
        _ => Role::Asset,
    }
}

/// The id that a Markdown file's path gives its record.
pub fn stem(path: &str, kind: Kind) -> String {
    let inner = path.strip_prefix("content/").unwrap_or(path);
    let bare = inner.strip_suffix(".md").unwrap_or(inner);
    let bare = bare.strip_suffix("/index").or_else(|| bare.strip_suffix("/_index")).unwrap_or(bare);
    match kind {
        Kind::Page => bare.to_owned(),
        _ => bare.rsplit('/').next().unwrap_or(bare).to_owned(),
    }
}

/// What a file says.
#[derive(Debug, Default)]
pub struct Document {
    /// Its records: the main one of a Markdown file first, inline ones after it.
    pub records: Vec<Record>,
    /// Text of a list page.
    pub list_text: Option<(Kind, Page)>,
    /// Text of the home page.
    pub home: Option<Page>,
    /// Relations of `relations.yaml`.
    pub relations: Vec<Relation>,
    /// What it would define if its YAML could be read.
    pub broken: Option<Broken>,
    /// What is wrong with its form.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The head that a Markdown file's front matter gives.
    fn front(&self) -> Option<&Head> {
        let page = self.home.as_ref().or(self.list_text.as_ref().map(|(_, page)| page));
        page.map(|page| &page.head).or(self.records.first().map(Record::head))
    }
}

/// Reads a file. Pure: depends on nothing but its arguments; never fails.
/// `defaults` are those of all folders.
pub fn read(file: Key, text: &str, dialect: &Dialect, defaults: &Defaults) -> Document {
    let mut reader = Reader::new(text, dialect, table);
    let mut document = match role(file.as_str()) {
        Role::Record(kind) => markdown(file, text, kind, &mut reader, defaults),
        Role::ListText(kind) => {
            let page = page(file, text, &mut reader, defaults);
            Document {
                broken: page.as_ref().err().cloned(),
                list_text: page.ok().map(|page| (kind, page)),
                ..Document::default()
            }
        }
        Role::Home => {
            let page = page(file, text, &mut reader, defaults);
            Document { broken: page.as_ref().err().cloned(), home: page.ok(), ..Document::default() }
        }
        Role::Data(kind) => data(file, text, kind, &mut reader),
        Role::Relations => relations(file, text, &mut reader),
        Role::Bibliography => bibliography(file, text, &mut reader),
        // Defaults are read before all other files.
        Role::Defaults | Role::Asset => Document::default(),
    };
    let inline = std::mem::take(&mut reader.inline);
    // What front matter says of words holds for all that stands in it.
    let front = document.front().filter(|_| file.as_str().ends_with(".md"));
    let around = front.map(|front| (front.resolve.clone(), front.link_skip.clone()));
    for (number, (kind, fields)) in inline.into_iter().enumerate() {
        let mut head = Head::read(kind, &fields, fields.key.as_ref(), None);
        needs_a_title(&head, &fields, &mut reader.diagnostics);
        head.inline = Some(number as u32);
        if let Some((resolve, skip)) = &around {
            head.resolve_around.clone_from(resolve);
            head.link_skip.extend_from_slice(skip);
        }
        document.records.push(Record::read(head, &fields));
    }
    document.diagnostics.append(&mut reader.diagnostics);
    document
}

/// Front matter and body of a Markdown file; what it may define, where the front matter can't be read.
fn parts(
    file: Key,
    text: &str,
    kind: Kind,
    reader: &mut Reader<'_>,
    defaults: &Defaults,
) -> Result<(Fields, Option<Passage>), Broken> {
    let parts = split(file, text, &mut reader.diagnostics);
    let broken = |yaml: &str| Broken::guess(file, Some(&stem(file.as_str(), kind)), yaml);
    if !reader.diagnostics.is_empty() {
        return Err(broken(&text[..floor_boundary(text, MAX_HEAD)].lines().skip(1).collect::<Vec<_>>().join("\n")));
    }
    let head = match parts.head {
        None => None,
        Some(range) => match yaml::parse(file, text, range.clone(), &mut reader.diagnostics) {
            None if !reader.diagnostics.is_empty() => return Err(broken(&text[range])),
            Some(node) if matches!(node.value, Value::Scalar(_) | Value::List(_)) => {
                reader.diagnostics.push(not_fields(file, text, &node));
                return Err(broken(&text[range]));
            }
            head => head,
        },
    };
    let body = &text[parts.body.clone()];
    let mut body = (!body.trim().is_empty()).then(|| {
        let span = Span::new(file, parts.body.clone());
        Passage::body(kind, Text { text: body.to_owned(), span, verbatim: Some(span.start), pieces: Pieces::default() })
    });
    let mut whole = head.unwrap_or(Node { value: Value::Null, span: Span::whole(file) });
    // What concerns the record as a whole is said at the file's beginning.
    whole.span = Span::whole(file);
    let mut fields = reader.record(kind, &whole);
    defaults.fill(file, kind, &mut fields);
    if let Some(body) = &mut body {
        body.placed = placed::read(reader, file, body);
        // A claim in the text of a briefing or an event is one of its claims.
        if matches!(kind, Kind::Briefing | Kind::Event) && !body.placed.claims.is_empty() {
            let placed = body.placed.claims.iter().map(|(_, claim)| claim.clone());
            let claims = fields.refs("claims").into_iter().chain(placed).collect();
            fields.set("claims", Got::Refs(claims));
        }
    }
    Ok((fields, body))
}

/// Front matter that is a text or a list.
fn not_fields(file: Key, text: &str, node: &Node) -> Diagnostic {
    let all = &text[node.span.range()];
    let line = all.split(['\n', '\r']).next().unwrap_or_default().trim_end();
    if let Some(colon) = yaml::tight_colon(line) {
        return yaml::no_space(node.span, all, colon);
    }
    Diagnostic::error(
        "wrong-type",
        Span::new(file, node.span.start as usize..node.span.start as usize + line.len()),
        "front matter is written as fields",
    )
    .label(format!("this is {}", node.describe()))
    .help("write `title: …` and other fields, a line each, or move the text below the second `---`")
}

fn markdown(file: Key, text: &str, kind: Kind, reader: &mut Reader<'_>, defaults: &Defaults) -> Document {
    let (fields, body) = match parts(file, text, kind, reader, defaults) {
        Ok(parts) => parts,
        Err(broken) => return Document { broken: Some(broken), ..Document::default() },
    };
    let stem = Spanned::new(stem(file.as_str(), kind), Span::whole(file));
    let mut head = Head::read(kind, &fields, Some(&stem), body);
    needs_a_title(&head, &fields, &mut reader.diagnostics);
    if kind == Kind::Page && !fields.has("id") {
        page_id(&mut head, &stem.value);
    }
    Document { records: vec![Record::read(head, &fields)], ..Document::default() }
}

/// A source is found again by its title or its address.
fn needs_a_title(head: &Head, fields: &Fields, diagnostics: &mut Vec<Diagnostic>) {
    let named = head.title_from_body || ["title", "url"].iter().any(|name| fields.written.contains(name) || fields.has(name));
    if head.kind == Kind::Source && !named {
        diagnostics.push(
            Diagnostic::error("missing-field", Span { end: fields.span.start, ..fields.span }, "a source needs `title` or `url`")
                .help("add `title:`, what it is called, or `url:`, its address"),
        );
    }
}

/// Pages keep their folders: each segment of the path is an id of its own.
fn page_id(head: &mut Head, path: &str) {
    let segments: Vec<String> = path
        .split('/')
        .map(
            |segment| if crate::base::slug::is_portable(segment) { segment.to_owned() } else { crate::base::slug::slug(segment) },
        )
        .collect();
    head.id = Key::new(&segments.join("/"));
    head.written_id = (head.id.as_str() != path).then(|| Key::new(path));
}

fn page(file: Key, text: &str, reader: &mut Reader<'_>, defaults: &Defaults) -> Result<Page, Broken> {
    let (fields, body) = parts(file, text, Kind::Page, reader, defaults)?;
    let stem = Spanned::new(String::from("index"), Span::whole(file));
    Ok(Page::read(Head::read(Kind::Page, &fields, Some(&stem), body), &fields))
}

/// A data file: a map from ids to records, or a list of records.
fn data(file: Key, text: &str, kind: Kind, reader: &mut Reader<'_>) -> Document {
    let mut document = Document::default();
    let Some(root) = yaml::parse(file, text, yaml::whole(text), &mut reader.diagnostics) else {
        document.broken = (!reader.diagnostics.is_empty()).then(|| Broken::guess(file, None, text));
        return document;
    };
    match &root.value {
        Value::Map(entries) if entries.first().is_some_and(|(key, node)| reader.is_field_of(kind, key, node)) => {
            let fields = reader.record(kind, &root);
            let head = Head::read(kind, &fields, None, None);
            needs_a_title(&head, &fields, &mut reader.diagnostics);
            document.records.push(Record::read(head, &fields));
            reader.diagnostics.extend(entries.first().map(|(key, _)| one_record(text, kind, key)));
        }
        Value::Map(entries) => {
            for (key, node) in entries {
                let mut fields = reader.record(kind, node);
                fields.key = Some(key.clone());
                let head = Head::read(kind, &fields, Some(key), None);
                needs_a_title(&head, &fields, &mut reader.diagnostics);
                document.records.push(Record::read(head, &fields));
            }
        }
        Value::List(items) => {
            for node in items {
                let fields = reader.record(kind, node);
                let head = Head::read(kind, &fields, None, None);
                needs_a_title(&head, &fields, &mut reader.diagnostics);
                document.records.push(Record::read(head, &fields));
            }
        }
        Value::Null => {}
        Value::Scalar(_) => reader.diagnostics.push(
            Diagnostic::error(
                "wrong-type",
                Span::whole(file),
                format!("a file of {} holds a map or a list of them", kind.plural()),
            )
            .help("write `id:` and below it, indented, the fields of the record"),
        ),
    }
    document
}

/// The fields of one record where many are expected. It is read as what it is, so that nothing else is complained about.
fn one_record(text: &str, kind: Kind, first: &Spanned<String>) -> Diagnostic {
    let found =
        Diagnostic::error("wrong-type", first.span, format!("a file of {} holds many of them, and this is one", kind.plural()))
            .label(format!("a field of the {kind} itself"))
            .help("write `- ` before its first line and two spaces before the others; the next begins with `- ` again");
    let start = first.span.start as usize;
    if start > 0 && text.as_bytes().get(start - 1) != Some(&b'\n') {
        return found;
    }
    let ends = text.get(start..).unwrap_or_default().match_indices('\n').map(|(at, _)| start + at + 1);
    let lines = ends.filter(|at| text.get(*at..).is_some_and(|rest| !rest.starts_with(['\n', '\r']) && !rest.is_empty()));
    let place = |at: usize| Span::new(first.span.file, at..at);
    lines.fold(found.fix(place(start), "- "), |found, at| found.fix(place(at), "  "))
}

fn relations(file: Key, text: &str, reader: &mut Reader<'_>) -> Document {
    let mut document = Document::default();
    let Some(root) = yaml::parse(file, text, yaml::whole(text), &mut reader.diagnostics) else { return document };
    let Value::List(items) = &root.value else {
        reader.diagnostics.push(
            Diagnostic::error("wrong-type", Span::whole(file), "`relations.yaml` holds a list")
                .help("write each relation as `- {from: …, to: …, type: …}`"),
        );
        return document;
    };
    for node in items {
        let fields = reader.fields(&RELATION, None, node);
        if !fields.has("from") {
            let start = Span { end: node.span.start, ..node.span };
            reader.diagnostics.push(
                Diagnostic::error("missing-field", start, "a relation in this file needs `from`")
                    .help("add `from:`, the actor who relates"),
            );
        }
        document.relations.extend(Relation::read(&fields));
    }
    document
}

/// A bibliography: each entry as a record of a data file.
fn bibliography(file: Key, text: &str, reader: &mut Reader<'_>) -> Document {
    let parsed = bibtex::parse(file, text, bibliography::WANTED, &mut reader.diagnostics);
    let broken = (!parsed.lost.is_empty()).then_some(Broken { names: parsed.lost, file });
    let mut document = Document { broken, ..Document::default() };
    let own_types: Vec<&str> = reader.dialect.words_of("source.type").collect();
    for entry in parsed.entries.iter().filter(|entry| bibliography::is_source(entry)) {
        let node = bibliography::node(entry, &own_types, &mut reader.diagnostics);
        let mut fields = reader.record(Kind::Source, &node);
        let key = Some(&entry.key).filter(|key| !key.value.is_empty());
        fields.key = key.cloned();
        let head = Head::read(Kind::Source, &fields, key, None);
        if !entry.has_lost {
            needs_a_title(&head, &fields, &mut reader.diagnostics);
        }
        document.records.push(Record::read(head, &fields));
    }
    // A date may be put together from two fields, and most such files are another program's: nothing is written into them.
    reader.diagnostics.iter_mut().for_each(|found| found.fix.clear());
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_folder_decides() {
        for (path, expected) in [
            ("content/index.md", Role::Home),
            ("content/about.md", Role::Record(Kind::Page)),
            ("content/about/index.md", Role::Record(Kind::Page)),
            ("content/actors/lavrov.md", Role::Record(Kind::Actor)),
            ("content/actors/_index.md", Role::ListText(Kind::Actor)),
            ("content/actors/index.md", Role::ListText(Kind::Actor)),
            ("content/actors.yaml", Role::Data(Kind::Actor)),
            ("content/actors/more/many.yml", Role::Data(Kind::Actor)),
            ("content/briefings/kyiv/index.md", Role::Record(Kind::Briefing)),
            ("content/briefings/kyiv/map.png", Role::Asset),
            ("content/other/data.yaml", Role::Asset),
            ("content/relations.yaml", Role::Relations),
            ("content/sources.bib", Role::Bibliography),
            ("content/sources/press/zotero.bib", Role::Bibliography),
            ("content/briefings/kyiv/paper.bib", Role::Asset),
            ("content/_defaults.yaml", Role::Defaults),
            ("content/briefings/2022/_defaults.yaml", Role::Defaults),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
        assert_eq!(stem("content/briefings/2022/01/kyiv.md", Kind::Briefing), "kyiv");
        assert_eq!(stem("content/briefings/kyiv/index.md", Kind::Briefing), "kyiv");
        assert_eq!(stem("content/about/team.md", Kind::Page), "about/team");
    }
}
