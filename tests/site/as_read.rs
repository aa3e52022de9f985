//! HTML as a reader gets it, so that two writers of HTML can be compared: a line for each block, without what our pages add to all of
//! their texts – anchors of headings, lazy loading, typographic punctuation, pictures with their captions as figures.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use whowhen::syntax::markdown::decode;

const WITHIN_LINES: [&str; 8] = ["a", "code", "del", "em", "img", "input", "strong", "sup"];

pub(super) fn as_read(html: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reading = Reading::default();
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => reading.start(&tag),
            Token::EndTag(tag) => reading.end(text(&tag.name)),
            Token::String(words) => reading.words(text(&words)),
            Token::Comment(comment) => reading.out.push_str(&format!("<!--{}-->", text(&comment))),
            Token::Doctype(_) => reading.out.push_str("<!doctype>"),
            Token::Error(_) => {}
        }
    }
    reading.fresh_line();
    reading.out
}

#[derive(Default)]
struct Reading {
    out: String,
    /// How many `pre` and `code` are open: every character counts.
    exact: usize,
    /// A figure's caption is what a picture's title says elsewhere.
    caption: bool,
}

impl Reading {
    fn start(&mut self, tag: &StartTag<()>) {
        match text(&tag.name) {
            "figcaption" => {
                let before = self.out.trim_end_matches('>').len();
                self.out.truncate(before);
                self.out.push_str(" title=\"");
                self.caption = true;
            }
            "figure" => self.tag("p", "<p>"),
            name => {
                let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
                let mut written = format!("<{name}");
                for (key, value) in &tag.attributes {
                    match (text(key), text(value)) {
                        ("id", _) if heading => {}
                        ("loading" | "decoding", _) => {}
                        // as a browser reads it
                        (key @ ("href" | "src"), value) => written += &format!(" {key}=\"{}\"", escaped(&decode(value))),
                        (key, value) => written += &format!(" {key}=\"{}\"", escaped(value)),
                    }
                }
                self.tag(name, &format!("{written}>"));
                self.exact += usize::from(matches!(name, "pre" | "code"));
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "figcaption" => {
                self.out.push_str("\">");
                self.caption = false;
            }
            "figure" => self.tag("p", "</p>"),
            name => {
                self.exact -= usize::from(matches!(name, "pre" | "code"));
                self.tag(name, &format!("</{name}>"));
            }
        }
    }

    /// Spaces where a block begins or ends show as nothing.
    fn tag(&mut self, name: &str, written: &str) {
        if WITHIN_LINES.contains(&name) {
            return self.out.push_str(written);
        }
        self.fresh_line();
        self.out.push_str(written);
        if self.exact == 0 && name != "pre" || written.starts_with("</pre") {
            self.out.push('\n');
        }
    }

    fn fresh_line(&mut self) {
        if self.exact > 0 {
            return;
        }
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn words(&mut self, text: &str) {
        if self.exact > 0 {
            return self.out.push_str(&escaped(text));
        }
        for char in plain(text).chars() {
            match char {
                ' ' | '\t' | '\n' | '\r' => {
                    if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                        self.out.push(' ');
                    }
                }
                char => self.out.push_str(&escaped(&char.to_string())),
            }
        }
    }
}

/// Text without typography.
fn plain(text: &str) -> String {
    text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").replace('—', "---").replace('–', "--").replace('…', "...")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

#[test]
fn what_a_reader_sees_counts_and_nothing_else() {
    for (one, other) in [
        ("<h2 id=\"a\">A</h2>\n", "<h2>A</h2>"),
        ("<p>a\n“b” –  c</p>", "<p> a \"b\" -- c\n</p>\n"),
        (
            "<figure><img src=\"a%20b\" alt=\"\" loading=\"lazy\"><figcaption>C</figcaption></figure>",
            "<p><img src=\"a b\" alt=\"\" title=\"C\" /></p>",
        ),
        ("<li><p>a</p>\n</li>", "<li>\n<p>a</p></li>"),
    ] {
        assert_eq!(as_read(one), as_read(other));
    }
    for (one, other) in [
        ("<p>a b</p>", "<p>ab</p>"),
        ("<p>a</p>", "<p>&lt;p&gt;a</p>"),
        ("<p><code>a b</code></p>", "<p><code>a  b</code></p>"),
        ("<p><em>a</em> b</p>", "<p><em>a</em>b</p>"),
        ("<pre><code>a\n</code></pre>", "<pre><code>a</code></pre>"),
        ("<pre><code>\"</code></pre>", "<pre><code>“</code></pre>"),
        ("<a href=\"b\">a</a>", "<a href=\"c\">a</a>"),
        ("<li>a</li>", "<li><p>a</p></li>"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
    ] {
        assert_ne!(as_read(one), as_read(other));
    }
}
