//! YAML as a tree in which every value knows where it was written.

use granit_parser::{Event, Parser, ScalarStyle};
use rustc_hash::FxHashMap;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::{Span, Spanned};
use crate::syntax::pieces::Pieces;

use super::{misread, mistake};

pub use super::colon::{no_space, takes_names, tight_colon};

/// How deep lists and maps may be nested.
pub const MAX_DEPTH: usize = 32;
/// How many items a list or map may have.
pub const MAX_ITEMS: usize = 10_000;
/// How many nodes aliases may add to a file.
const MAX_ALIASED: usize = 10_000;

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where; quotation marks included.
    pub span: Span,
}

/// A YAML value. Scalars stay text: whether `no` is a word or a boolean is decided where it is read.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `""`, `~` or `null`.
    Null,
    /// Text, a number, a date, a boolean.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written; keys are distinct.
    Map(Vec<(Spanned<String>, Node)>),
}

/// A scalar.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// After escapes and folding.
    pub text: String,
    /// Whether it was written without quotation marks.
    pub plain: bool,
    /// Where the text begins in the file, if it stands there exactly as in `text`; `None` after escapes or folding.
    pub verbatim: Option<u32>,
    /// Where the parts of any other stand.
    pub pieces: Pieces,
}

impl Node {
    /// What it is, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(scalar) if scalar.plain && matches!(scalar.text.as_str(), "true" | "false") => "yes or no",
            Value::Scalar(scalar) if scalar.plain && scalar.text.parse::<f64>().is_ok() => "a number",
            Value::Scalar(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map of fields",
        }
    }

    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The entries of a map; nothing of anything else.
    pub fn entries(&self) -> &[(Spanned<String>, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
    }

    fn weight(&self) -> usize {
        1 + match &self.value {
            Value::List(items) => items.iter().map(Node::weight).sum(),
            Value::Map(entries) => entries.iter().map(|(_, node)| node.weight()).sum(),
            _ => 0,
        }
    }
}

/// The range of a YAML file that is read: all of it but a byte order mark.
pub fn whole(text: &str) -> std::ops::Range<usize> {
    if text.starts_with('\u{feff}') { 3..text.len() } else { 0..text.len() }
}

/// Parses YAML that stands in `text[from..to]` of a file. `None` where it is empty or broken; what is broken is reported, once.
pub fn parse(file: Key, text: &str, range: std::ops::Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut builder = Builder {
        file,
        text,
        base: range.start,
        open: Vec::new(),
        anchors: FxHashMap::default(),
        aliased: 0,
        root: None,
        diagnostics,
    };
    // One level more than is allowed, so that the limit is reported with our words.
    let options = granit_parser::options! { flow_nesting_limit: 64, block_nesting_limit: 64 };
    let source = &text[range.clone()];
    for next in Parser::new_from_str_with_options(source, options) {
        match next {
            Ok((event, span)) => {
                let bytes = span.byte_range().unwrap_or(0..0);
                if !builder.event(event, bytes) {
                    return None;
                }
            }
            Err(error) => {
                builder.diagnostics.push(mistake::explain(file, range.start, source, &error));
                return None;
            }
        }
    }
    builder.root
}

struct Builder<'a> {
    file: Key,
    text: &'a str,
    base: usize,
    open: Vec<Open>,
    anchors: FxHashMap<usize, Node>,
    aliased: usize,
    root: Option<Node>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

struct Open {
    node: Node,
    anchor: usize,
    key: Option<Spanned<String>>,
    ignored: bool,
}

impl Builder<'_> {
    fn span(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + bytes.start..self.base + bytes.end)
    }

    fn error(&mut self, span: Span, message: &str, help: &str) {
        self.diagnostics.push(Diagnostic::error("invalid-yaml", span, message).help(help));
    }

    /// Takes an event; false if the rest is not worth reading.
    fn event(&mut self, event: Event<'_>, bytes: std::ops::Range<usize>) -> bool {
        let span = self.span(bytes);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.error(
                    span,
                    "a second YAML document begins here",
                    "keep one document a file, without a line `---` inside it",
                );
                return false;
            }
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    self.tag(span);
                    return false;
                }
                self.list_in_a_text(style, span);
                if style == ScalarStyle::Plain {
                    self.misread(span);
                }
                let node = self.scalar(text.into_owned(), style, span);
                return self.add(node, anchor);
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag)
                if tag.is_some() || self.open.len() >= MAX_DEPTH || (anchor > 0 && self.open.len() >= MAX_DEPTH) =>
            {
                if tag.is_some() {
                    self.tag(span);
                } else {
                    let message = format!("lists and maps are nested more than {MAX_DEPTH} deep here");
                    self.diagnostics.push(
                        Diagnostic::error("nesting-too-deep", span, message)
                            .help("no field needs more than five levels; look for a missing bracket"),
                    );
                }
                return false;
            }
            Event::SequenceStart(_, anchor, _) => self.open(Value::List(Vec::new()), span, anchor),
            Event::MappingStart(_, anchor, _) => self.open(Value::Map(Vec::new()), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut open) = self.open.pop() {
                    open.node.span.end = span.end.max(open.node.span.end);
                    let column = column(self.text, open.node.span.start as usize);
                    trim_remarks(&mut open.node.span, self.text, column);
                    return self.add(open.node, open.anchor);
                }
            }
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    self.error(span, "this alias stands inside what it repeats", "write the value out");
                    return false;
                };
                self.aliased += node.weight();
                if self.aliased > MAX_ALIASED {
                    let message = format!("aliases repeat more than {MAX_ALIASED} values in this file");
                    self.diagnostics.push(
                        Diagnostic::error("too-many-items", span, message)
                            .help("write each record once and refer to it by its id"),
                    );
                    return false;
                }
                node.span = span;
                return self.add(node, 0);
            }
            _ => {}
        }
        true
    }

    fn scalar(&self, text: String, style: ScalarStyle, span: Span) -> Node {
        let plain = style == ScalarStyle::Plain;
        // Programs that write front matter leave `""` where nobody filled a field in.
        if text.trim().is_empty() || plain && matches!(text.as_str(), "~" | "null" | "Null" | "NULL") {
            return Node { value: Value::Null, span };
        }
        let inner = span.start + u32::from(!plain);
        let source = self.text.get(inner as usize..).unwrap_or_default();
        let verbatim = (!text.is_empty() && source.starts_with(&text)).then_some(inner);
        let mut span = span;
        trim_span(&mut span, self.text);
        let pieces = match verbatim {
            Some(_) => Pieces::default(),
            None => Pieces::of(&text, &self.text[..span.end as usize], span.start as usize),
        };
        Node { value: Value::Scalar(Scalar { text, plain, verbatim, pieces }), span }
    }

    /// A word with `!` before a value: mostly the beginning of a text.
    fn tag(&mut self, span: Span) {
        let before = &self.text[..span.start as usize];
        let line = before.rfind(['\n', '\r']).map_or(0, |n| n + 1);
        let Some(mark) = before[line..].rfind(" !").map(|n| line + n + 1) else {
            return self.error(span, "YAML's tags are not used here", "remove the word that begins with `!`");
        };
        let text = self.text[mark..span.end as usize].lines().next().unwrap_or_default().trim_end();
        let word = text.split(' ').next().unwrap_or(text);
        if word.starts_with("!!") || word.contains(['/', ':', '<']) {
            let message = format!("`{word}` is one of YAML's tags, which are not used here");
            let span = Span::new(self.file, mark..mark + word.len());
            return self.error(span, &message, "remove it; the field itself says what kind of value it takes");
        }
        let meant = mistake::quoted(text);
        let found = Diagnostic::error(
            "invalid-yaml",
            Span::new(self.file, mark..mark + 1),
            "a text can't begin with `!` without quotation marks",
        )
        .help(format!("write `{meant}`"));
        // What a list or a comment goes on with is not the text's.
        let goes_on = self.text[mark + text.len()..].lines().nth(1).is_some_and(|next| next.starts_with(' '));
        let is_text = !goes_on && text.contains(' ') && !text.contains(" #") && !text.contains([',', ']', '}']);
        self.diagnostics.push(match is_text {
            true => found.fix(Span::new(self.file, mark..mark + text.len()), meant),
            false => found,
        });
    }

    /// An item in a column of its own goes on with the text of the item above, which nobody means.
    fn list_in_a_text(&mut self, style: ScalarStyle, span: Span) {
        let text = self.text.get(span.range()).unwrap_or_default();
        if style != ScalarStyle::Plain || !text.contains(['\n', '\r']) {
            return;
        }
        let mut from = 0;
        for line in text.split_inclusive(['\n', '\r']) {
            let dash = from + line.len() - line.trim_start().len();
            if from > 0 && line.trim_start().starts_with("- ") {
                let at = span.start as usize + dash;
                self.diagnostics.push(
                    Diagnostic::error(
                        "invalid-yaml",
                        Span::new(self.file, at..at + 1),
                        "this item begins in another column than the ones above",
                    )
                    .label("goes on with the text above")
                    .help("begin all items of a list in the same column"),
                );
                return;
            }
            from += line.len();
        }
    }

    /// A value that says less than was written; keys hide nothing.
    fn misread(&mut self, span: Span) {
        let mut span = span;
        trim_span(&mut span, self.text);
        let Some(open) = self.open.last() else { return };
        let key = match (&open.node.value, &open.key) {
            (Value::Map(_), Some(key)) => Some(key.value.as_str()),
            (Value::List(_), _) => None,
            _ => return,
        };
        let found = misread::tight_hyphens(self.text, span).or_else(|| misread::hidden_by_hash(self.text, span, key));
        self.diagnostics.extend(found);
    }

    fn open(&mut self, value: Value, span: Span, anchor: usize) {
        self.open.push(Open { node: Node { value, span }, anchor, key: None, ignored: false });
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node, anchor: usize) -> bool {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return true;
        };
        match &mut open.node.value {
            Value::List(items) => {
                items.push(node);
                if items.len() > MAX_ITEMS {
                    return self.too_many();
                }
            }
            Value::Map(entries) => match open.key.take() {
                Some(_) if std::mem::take(&mut open.ignored) => {}
                Some(key) => {
                    entries.push((key, node));
                    if entries.len() > MAX_ITEMS {
                        return self.too_many();
                    }
                }
                None => match node.value {
                    Value::Scalar(scalar) => {
                        if let Some((first, _)) = entries.iter().find(|(known, _)| known.value == scalar.text) {
                            open.ignored = true;
                            self.diagnostics.push(
                                Diagnostic::error("duplicate-key", node.span, format!("`{}` is written twice here", scalar.text))
                                    .label("again here; this one is left out")
                                    .also(first.span, "first here")
                                    .help("keep one of them; a list can hold several values"),
                            );
                        }
                        open.key = Some(Spanned::new(scalar.text, node.span));
                    }
                    _ => {
                        let (span, what) = (node.span, node.describe());
                        let message = format!("a field's name must be text; this is {what}");
                        self.error(
                            span,
                            &message,
                            "write `name: value`, the name in quotation marks if it has special characters",
                        );
                        return false;
                    }
                },
            },
            _ => {}
        }
        true
    }

    fn too_many(&mut self) -> bool {
        let span = self.open.last().map_or(Span::whole(self.file), |open| open.node.span);
        let span = Span { end: span.start, ..span };
        let message = format!("this list has more than {MAX_ITEMS} items");
        self.diagnostics
            .push(Diagnostic::error("too-many-items", span, message).help("split it into several files of the same folder"));
        false
    }
}

/// Leaves trailing white space out of a span: block scalars and collections end after their last line break.
fn trim_span(span: &mut Span, text: &str) {
    if let Some(inner) = text.get(span.range()) {
        span.end = span.start + inner.trim_end().len() as u32;
    }
}

/// Leaves remarks out of a collection that stand further left than it does: they are about what comes next.
fn trim_remarks(span: &mut Span, text: &str, column: usize) {
    loop {
        trim_span(span, text);
        let inner = text.get(span.range()).unwrap_or_default();
        let Some(line) = inner.rfind('\n').map(|at| at + 1) else { return };
        let last = &inner[line..];
        let is_remark = last.trim_start().starts_with('#') && last.len() - last.trim_start().len() < column;
        if !is_remark {
            return;
        }
        span.end = span.start + line as u32;
    }
}

/// How many bytes stand before a place on its line.
fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// A text as a word of a list or map in brackets: in quotation marks only where YAML would take it for something else.
pub fn word(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '/' | '(' | ')' | '\'' | '’' | '+' | '$' | '€');
    let is_whole = text.starts_with(char::is_alphabetic) && text.trim() == text && text.chars().all(is_plain);
    let is_other = matches!(text.to_lowercase().as_str(), "true" | "false" | "yes" | "no" | "null" | "on" | "off");
    if is_whole && !is_other { text.to_owned() } else { quote(text) }
}

/// A text as a YAML value in one line, in double quotation marks.
pub fn quote(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    let written = serde_yaml::to_string(&serde_yaml::DoubleQuoted(&line));
    written.map_or_else(|_| format!("{line:?}"), |written| written.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let node = parse(Key::new("a.yaml"), text, 0..text.len(), &mut found);
        (node, found)
    }

    #[test]
    fn a_remark_belongs_to_what_it_stands_above_or_within() {
        let text = "a:\n  name: A\n  # of a\n\n# of b\nb:\n  name: B\n  list:\n    - x\n  # of c\n  c: y\n# end\n";
        let node = tree(text).0.unwrap();
        let span = |node: &Node| &text[node.span.range()];
        assert_eq!(span(node.get("a").unwrap()), "name: A\n  # of a");
        let b = node.get("b").unwrap();
        assert_eq!(span(b), "name: B\n  list:\n    - x\n  # of c\n  c: y");
        assert_eq!(span(b.get("list").unwrap()), "- x");
    }

    #[test]
    fn scalars_stay_text_and_know_their_place() {
        let text = "name: Київ\ncountry: NO\nquoted: \"a\\tb\"\nwhen: 2022-01-19\nempty:\n";
        let (node, found) = tree(text);
        let node = node.unwrap();
        assert_eq!(found, []);
        let name = node.get("name").unwrap();
        assert_eq!(&text[name.span.range()], "Київ");
        assert_eq!(node.get("country").unwrap().scalar().unwrap().text, "NO");
        let quoted = node.get("quoted").unwrap().scalar().unwrap();
        assert_eq!((quoted.text.as_str(), quoted.verbatim), ("a\tb", None));
        assert!(matches!(node.get("empty").unwrap().value, Value::Null));
    }

    #[test]
    fn a_file_may_be_read_from_its_middle() {
        let text = "---\na: [x, y]\n---\n";
        let mut found = Vec::new();
        let node = parse(Key::new("a.md"), text, 4..14, &mut found).unwrap();
        assert_eq!(&text[node.get("a").unwrap().span.range()], "[x, y]");
    }

    #[test]
    fn each_mistake_has_its_rule_and_place() {
        for (text, rule, at) in [
            ("title: Blinken in Kyiv: what for\n", "unquoted-colon", ": what"),
            ("a: 1\na: 2\n", "duplicate-key", "a: 2"),
            ("a:\n\tb: 1\n", "tab-in-yaml", "\tb"),
            ("a: [1, 2\nb: 3\n", "invalid-yaml", ""),
            ("a: *x\n", "invalid-yaml", "*x"),
            ("a: !!str x\n", "invalid-yaml", "!!str"),
            ("a: !new plan\n", "invalid-yaml", "!new"),
            ("a:\n  - x\n   - y\n", "invalid-yaml", "- y"),
            ("a:\n   - x\n  - y\n", "invalid-yaml", "- y"),
            ("a: [x, y\nb: z\n", "invalid-yaml", "[x"),
            ("a: \"x\nb: z\n", "invalid-yaml", "\"x"),
            ("a: \"x\" y\n", "invalid-yaml", "y"),
            ("a: [x] y\n", "invalid-yaml", "[x"),
            ("a:b\nc: d\n", "invalid-yaml", ":b"),
            ("a: x\n  b: y\n", "invalid-yaml", "b: y"),
            ("a: {b: c: d}\n", "unquoted-colon", ": d"),
            ("a:\n  - He said: no: never\n", "unquoted-colon", ": no"),
            ("a: @x\n", "invalid-yaml", "@x"),
            ("a: 1\n---\nb: 2\n", "invalid-yaml", "---"),
        ] {
            let (_, found) = tree(text);
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!(found[0].rule, rule, "{text:?}: {found:?}");
            assert!(text[found[0].span.start as usize..].starts_with(at), "{text:?}: {found:?}");
            assert!(!found[0].help.is_empty());
        }
    }

    #[test]
    fn limits_hold() {
        let deep = |n: usize| format!("{}x{}", "[".repeat(n), "]".repeat(n));
        assert!(tree(&deep(MAX_DEPTH)).1.is_empty());
        assert_eq!(tree(&deep(MAX_DEPTH + 1)).1[0].rule, "nesting-too-deep");
        assert!(!tree(&deep(100_000)).1.is_empty());
        let wide = |n: usize| format!("[{}]", "x,".repeat(n));
        assert!(tree(&wide(MAX_ITEMS)).1.is_empty());
        assert_eq!(tree(&wide(MAX_ITEMS + 1)).1[0].rule, "too-many-items");
        let bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d]\n";
        assert_eq!(tree(bomb).1[0].rule, "too-many-items");
    }
}
