//! Code in colours: classes only, so that the theme says which.
//!
//! The grammars are those that Sublime Text had. Each word is given one of fifteen classes; what no grammar knows, and what is too long,
//! stays plain.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::escape::escape_into;
use crate::syntax::markdown::CodeBlock;

/// The longest block that is coloured, in bytes.
const MAX_BLOCK: usize = 256 << 10;
/// The longest line of it: grammars look at a line again and again.
const MAX_LINE: usize = 2_000;

/// Read when the first code of a site is shown; a site without code does not wait for it.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What the beginning of a scope's name says of the words in it; the first that fits a scope counts, and the innermost scope.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("comment", Some("c")),
    ("punctuation.definition.comment", Some("c")),
    ("constant.character.escape", Some("e")),
    ("punctuation.definition.string", Some("s")),
    ("string", Some("s")),
    ("constant.numeric", Some("n")),
    ("constant", Some("b")),
    ("support.constant", Some("b")),
    ("variable.language", Some("b")),
    ("support.function", Some("f")),
    ("entity.name.function", Some("f")),
    ("variable.function", Some("f")),
    ("entity.name.tag", Some("g")),
    ("entity.other.attribute-name", Some("a")),
    ("meta.attribute", Some("a")),
    ("entity.name.section", Some("h")),
    ("markup.heading", Some("h")),
    ("markup.inserted", Some("i")),
    ("markup.deleted", Some("d")),
    ("support.type", Some("t")),
    ("support.class", Some("t")),
    ("entity.name", Some("t")),
    ("storage.type", Some("k")),
    ("storage", Some("k")),
    ("keyword.operator", Some("o")),
    ("keyword", Some("k")),
    ("variable.parameter", Some("v")),
    ("variable.other", None),
    ("punctuation.section.embedded", None),
    ("meta.interpolation", None),
];

static SCOPES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    let scope = |(name, class): &(&str, Option<&'static str>)| Some((Scope::new(name).ok()?, *class));
    CLASSES.iter().filter_map(scope).collect()
});

/// A code block as HTML with classes; `None` where its language is not known, or there is too much of it.
pub fn highlight(block: &CodeBlock) -> Option<String> {
    let language = block.language()?;
    if block.text.len() > MAX_BLOCK || block.text.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let grammar = grammar(language)?;
    let mut out = String::with_capacity(block.text.len() * 2);
    out.push_str("<pre><code class=\"language-");
    escape_into(&mut out, language);
    out.push_str("\">");
    let (mut state, mut stack) = (ParseState::new(grammar), ScopeStack::new());
    let mut open = None;
    for line in block.text.split_inclusive('\n') {
        let changes = state.parse_line(line, &GRAMMARS).ok()?;
        let mut from = 0;
        for (at, change) in changes {
            write(&mut out, &mut open, class(&stack), &line[from..at]);
            stack.apply(&change).ok()?;
            from = at;
        }
        write(&mut out, &mut open, class(&stack), &line[from..]);
    }
    if open.is_some() {
        out.push_str("</span>");
    }
    out.push_str("</code></pre>\n");
    Some(out)
}

/// The grammar that is called so, or whose files end so. Plain text has none to speak of.
fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let also = match language.to_ascii_lowercase().as_str() {
        "text" | "plain" | "txt" => return None,
        "shell" | "console" | "zsh" => "sh",
        "jsonc" | "json5" | "geojson" => "json",
        "ts" | "typescript" | "jsx" | "mjs" => "js",
        "golang" => "go",
        "csharp" => "cs",
        "c++" => "cpp",
        "markdown" => "md",
        "patch" => "diff",
        _ => language,
    };
    GRAMMARS.find_syntax_by_token(also)
}

/// The class of what stands within these scopes.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    let known = |scope: &Scope| SCOPES.iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.as_slice().iter().rev().find_map(known).flatten()
}

/// Writes a piece of code; white space takes the class that is open, since it has no colour.
fn write(out: &mut String, open: &mut Option<&'static str>, class: Option<&'static str>, piece: &str) {
    if piece.is_empty() {
        return;
    }
    if *open != class && !piece.trim().is_empty() {
        if open.is_some() {
            out.push_str("</span>");
        }
        if let Some(class) = class {
            out.push_str("<span class=\"h-");
            out.push_str(class);
            out.push_str("\">");
        }
        *open = class;
    }
    escape_into(out, piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(info: &str, text: &str) -> Option<String> {
        highlight(&CodeBlock { info: info.to_owned(), text: text.to_owned(), range: 0..0, is_open: false })
    }

    #[test]
    fn too_much_code_stays_plain() {
        let line = |length: usize| format!("{}\n", "x".repeat(length));
        assert!(shown("rust", &line(MAX_LINE)).is_some());
        assert!(shown("rust", &line(MAX_LINE + 1)).is_none());
        let block = |length: usize| format!("{}\n", "\n".repeat(length - 1));
        assert!(shown("rust", &block(MAX_BLOCK)).is_some());
        assert!(shown("rust", &block(MAX_BLOCK + 1)).is_none());
    }

    #[test]
    fn what_is_shown_is_what_was_written() {
        let text = "fn main() { // <a> & \"b\"\n\tlet x: &str = r#\"é\n\"#;\n}\n";
        let html = shown("rust", text).expect("Rust is known");
        let mut plain = String::new();
        let mut inside = false;
        for c in html.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => plain.push(c),
                _ => {}
            }
        }
        let plain =
            plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        assert_eq!(plain, format!("{text}\n"));
    }

    #[test]
    fn every_class_has_a_colour() {
        let css = include_str!("../../../themes/default/static/style.css");
        for (_, class) in CLASSES {
            let Some(class) = class else { continue };
            assert!(css.contains(&format!(".h-{class}")), ".h-{class}");
        }
    }
}
