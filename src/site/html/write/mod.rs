//! The walk over a text's events.

mod citation;
mod picture;

use std::borrow::Cow;
use std::ops::Range;

use super::callout;
use super::decision::{Block, Decision, Decisions, Gap, MentionLink};
use super::escape::{address_into, escape_into};
use super::nest::{self, Close};
use super::tag;
use crate::syntax::markdown::{Element, Event, Prose, Run};

pub(super) struct Writer<'a> {
    prose: &'a Prose,
    decisions: &'a Decisions,
    out: String,
    open: Vec<Open>,
    /// Links within links are not set.
    links: usize,
    run: Option<&'a Run>,
    /// What is left of the run's mentions.
    mentions: std::iter::Peekable<std::vec::IntoIter<&'a MentionLink>>,
    close: Option<Close>,
    tables: usize,
    /// Where the gaps are.
    gaps: Vec<(usize, Gap)>,
}

struct Open {
    tag: Cow<'static, str>,
    link: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(prose: &'a Prose, decisions: &'a Decisions) -> Writer<'a> {
        Writer {
            prose,
            decisions,
            out: String::new(),
            open: Vec::new(),
            links: 0,
            run: None,
            mentions: Vec::new().into_iter().peekable(),
            close: None,
            tables: 0,
            gaps: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Gap>) {
        self.events(0..self.prose.events.len());
        self.footnotes();
        if self.gaps.is_empty() {
            return (vec![self.out], Vec::new());
        }
        let ends = self.gaps.iter().map(|(at, _)| *at).chain([self.out.len()]);
        let mut start = 0;
        let pieces = ends.map(|end| self.out[std::mem::replace(&mut start, end)..end].to_owned()).collect();
        (pieces, self.gaps.into_iter().map(|(_, gap)| gap).collect())
    }

    fn gap(&mut self, gap: Gap) {
        self.fresh_line();
        self.gaps.push((self.out.len(), gap));
    }

    /// Whether the last thing written is a gap, so that nothing before it may be taken back.
    fn after_gap(&self) -> bool {
        self.gaps.last().is_some_and(|(at, _)| *at == self.out.len())
    }

    fn events(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.event(at);
        }
    }

    /// Writes one event; the index of the next one.
    fn event(&mut self, index: usize) -> usize {
        let prose = self.prose;
        match &prose.events[index] {
            Event::Start(element) => {
                if matches!(element, Element::Emphasis | Element::Strong | Element::Strikethrough) {
                    self.open_mention_before(index);
                }
                if self.start(index, element) {
                    return self.after(index);
                }
            }
            Event::End => {
                self.pop();
                if self.close == Some(Close::After(index)) {
                    self.close_mention();
                }
            }
            Event::Anchor(block) => {
                self.out.push_str("<span");
                self.attribute("id", &format!("^{}", prose.blocks[*block].id));
                self.out.push_str("></span>");
            }
            Event::Run(run) => self.begin_run(*run),
            Event::Text(range) => self.text(index, range.clone()),
            Event::Literal(range) => self.literal(range),
            Event::Code(range) => {
                self.out.push_str("<code>");
                self.literal(range);
                self.out.push_str("</code>");
            }
            Event::SoftBreak(_) => self.out.push('\n'),
            Event::HardBreak(_) => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::Task(done) => self.out.push_str(match done {
                true => "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> ",
                false => "<input type=\"checkbox\" disabled aria-label=\"To do\"> ",
            }),
            Event::CodeBlock(block) => self.code_block(*block),
            Event::Image { reference } => self.image(*reference),
            Event::RemoteImage { href, alt, title } => self.remote_image(href, alt, title),
            Event::Embed { reference, block } => self.embed(*reference, *block),
            Event::Cite(group) => self.cite(group.clone()),
            Event::BareCite { reference, range } => self.bare_cite(*reference, range),
            Event::FootnoteReference { note, nth } => self.footnote_reference(*note, *nth),
        }
        index + 1
    }

    /// The index after the end of the element that event `index` starts.
    fn after(&self, index: usize) -> usize {
        let mut depth = 0usize;
        for (at, event) in self.prose.events.iter().enumerate().skip(index) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.prose.events.len()
    }

    fn decision(&self, reference: usize) -> &'a Decision {
        self.decisions.references.get(reference).unwrap_or(&Decision::Plain)
    }

    // ---- elements

    /// Opens the element of an event; true if it is to be passed over.
    fn start(&mut self, event: usize, element: &'a Element) -> bool {
        if let Some((open, close)) = tag::plain(element) {
            if matches!(element, Element::Quote | Element::List(_) | Element::DefinitionList | Element::Paragraph) {
                self.fresh_line();
            }
            self.push(open, close);
            return false;
        }
        match element {
            Element::Heading(index) => return self.heading(*index),
            Element::Callout(index) => self.callout(event, *index),
            Element::CalloutTitle(index) => self.callout_title(*index),
            Element::List(first) => {
                self.fresh_line();
                let open = match first {
                    None | Some(1) => "<ol>\n".to_owned(),
                    Some(first) => format!("<ol start=\"{first}\">\n"),
                };
                self.push(&open, "</ol>\n");
            }
            // written at the end
            Element::Footnote(_) => return true,
            Element::Table => {
                self.tables += 1;
                let label = if self.tables == 1 { "Table".to_owned() } else { format!("Table {}", self.tables) };
                self.fresh_line();
                let open = format!("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\n");
                self.push(&open, "</table></div>\n");
            }
            Element::Link { href, title } => self.link(href, title, ""),
            Element::Reference { index, title, labelled } => match self.decision(*index) {
                Decision::Link { href, text } => {
                    self.link(href, title, "");
                    if let Some(text) = text.as_ref().filter(|_| !labelled) {
                        self.typeset(text);
                        self.pop();
                        return true;
                    }
                }
                // a link to a file that is published as it is
                Decision::Image { src, .. } => self.link(src, title, ""),
                _ => self.push("", ""),
            },
            _ => self.push("", ""),
        }
        false
    }

    fn push(&mut self, open: &str, close: &'static str) {
        self.out.push_str(open);
        self.open.push(Open { tag: close.into(), link: false });
    }

    /// Blocks begin on a line of their own, also those within a list's item.
    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', '>']) {
            self.out.push('\n');
        }
    }

    fn link(&mut self, href: &str, title: &str, class: &str) {
        if self.links > 0 || self.close.is_some() {
            return self.push("", "");
        }
        self.out.push_str("<a");
        if !class.is_empty() {
            self.out.push_str(&format!(" class=\"{class}\""));
        }
        self.out.push_str(" href=\"");
        address_into(&mut self.out, href);
        self.out.push('"');
        self.title(title);
        self.out.push('>');
        self.links += 1;
        self.open.push(Open { tag: "</a>".into(), link: true });
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    fn heading(&mut self, index: usize) -> bool {
        if self.decisions.skip_first_h1 && self.prose.first_h1 == Some(index) {
            return true;
        }
        let heading = &self.prose.headings[index];
        let level = heading.level.saturating_add(self.decisions.heading_shift).min(6);
        self.fresh_line();
        self.out.push_str(&format!("<h{level}"));
        self.attribute("id", &heading.id);
        if !heading.classes.is_empty() {
            self.attribute("class", &heading.classes.join(" "));
        }
        self.out.push('>');
        self.open.push(Open { tag: format!("</h{level}>\n").into(), link: false });
        false
    }

    fn callout(&mut self, event: usize, index: usize) {
        if self.decisions.callouts.get(index) == Some(&Block::Gap) {
            self.gap(Gap::Callout(index));
            return self.push("", "");
        }
        let callout = &self.prose.callouts[index];
        let look = callout::look(&callout.kind);
        let label = self.callout_label(event, index);
        self.fresh_line();
        let (element, close) = match callout.foldable {
            Some(_) => ("details", "</details>\n"),
            None => ("aside", "</aside>\n"),
        };
        self.out.push('<');
        self.out.push_str(element);
        let named = if callout.kind == look.kind { String::new() } else { format!(" {}", callout.kind) };
        self.attribute("class", &format!("callout {}{named} {}", look.kind, look.tone));
        match callout.foldable {
            Some(true) => self.out.push_str(" open"),
            Some(false) => {}
            None => {
                self.out.push_str(" role=\"note\"");
                self.attribute("aria-label", &label);
            }
        }
        self.out.push_str(">\n");
        self.open.push(Open { tag: close.into(), link: false });
        if callout.title.is_empty() || callout.kind == "claim" {
            self.callout_title(index);
            escape_into(&mut self.out, &label);
            self.pop();
        }
    }

    /// The callout's title in plain words, else what its kind is called.
    fn callout_label(&self, event: usize, index: usize) -> String {
        let callout = &self.prose.callouts[index];
        if let [_, Event::Start(Element::CalloutTitle(_)), Event::Run(run), ..] = &self.prose.events[event..] {
            let words = self.prose.runs[*run].worded(|reference| match self.decision(reference) {
                Decision::Link { text, .. } => text.clone(),
                _ => None,
            });
            if !words.trim().is_empty() {
                return words.trim().to_owned();
            }
        }
        match callout.kind.as_str() {
            "claim" if !callout.title.is_empty() => Prose::typeset(&callout.title),
            kind => Prose::typeset(&callout::title(kind)),
        }
    }

    /// Opens the line with the callout's title.
    fn callout_title(&mut self, index: usize) {
        let callout = &self.prose.callouts[index];
        let (open, close) = match callout.foldable {
            Some(_) => ("<summary class=\"callout-title\">", "</summary>\n"),
            None => ("<p class=\"callout-title\">", "</p>\n"),
        };
        self.push(open, close);
        let icon = callout::look(&callout.kind).icon;
        self.out.push_str(&format!("<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-{icon}\"></use></svg>"));
    }

    fn code_block(&mut self, index: usize) {
        match self.decisions.code_blocks.get(index) {
            Some(Block::Html(html)) => {
                self.fresh_line();
                return self.out.push_str(html);
            }
            Some(Block::Gap) => return self.gap(Gap::Code(index)),
            _ => {}
        }
        let block = &self.prose.code_blocks[index];
        self.fresh_line();
        self.out.push_str("<pre><code");
        if let Some(language) = block.language() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        escape_into(&mut self.out, &block.text);
        self.out.push_str("</code></pre>\n");
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop() {
            self.links -= usize::from(open.link);
            self.out.push_str(&open.tag);
        }
    }

    // ---- running text

    fn literal(&mut self, range: &Range<usize>) {
        let text = self.run.and_then(|run| run.text.get(range.clone())).unwrap_or_default();
        escape_into(&mut self.out, text);
    }

    fn begin_run(&mut self, index: usize) {
        let run = &self.prose.runs[index];
        self.run = Some(run);
        let all = &self.decisions.mentions;
        let first = all.partition_point(|mention| mention.run < index);
        let here = all[first..].iter().take_while(|mention| mention.run == index);
        let mentions: Vec<&MentionLink> = here.filter(|mention| run.place.allows_links() && sound(run, &mention.range)).collect();
        self.mentions = mentions.into_iter().peekable();
    }

    fn text(&mut self, index: usize, range: Range<usize>) {
        let mut at = range.start;
        loop {
            if let Some(Close::Within(event, end)) = self.close {
                if event != index {
                    break;
                }
                self.piece(at..end);
                at = end;
                self.close_mention();
            }
            if self.close.is_some() {
                break;
            }
            // a mention that could not be opened where it begins is past
            while self.mentions.next_if(|mention| mention.range.start < at).is_some() {}
            let Some(mention) = self.mentions.next_if(|mention| mention.range.start < range.end) else { break };
            let free = self.links == 0 && self.run.is_some_and(|run| run.open_to_names(&mention.range));
            let Some(close) = nest::close(&self.prose.events, index, &mention.range).filter(|_| free) else { continue };
            self.piece(at..mention.range.start);
            at = mention.range.start;
            self.open_mention(mention, close);
        }
        self.piece(at..range.end);
    }

    /// A mention that begins with emphasis, as in `*Antony* Blinken`, is opened before it.
    fn open_mention_before(&mut self, index: usize) {
        if self.close.is_some() || self.links > 0 {
            return;
        }
        let Some(start) = nest::first_text(&self.prose.events, index) else { return };
        while self.mentions.next_if(|mention| mention.range.start < start).is_some() {}
        let Some(mention) = self.mentions.peek().copied().filter(|mention| mention.range.start == start) else { return };
        if !self.run.is_some_and(|run| run.open_to_names(&mention.range)) {
            return;
        }
        if let Some(close) = nest::close(&self.prose.events, index, &mention.range) {
            self.mentions.next();
            self.open_mention(mention, close);
        }
    }

    fn open_mention(&mut self, mention: &MentionLink, close: Close) {
        self.out.push_str("<a class=\"m\" href=\"");
        address_into(&mut self.out, &mention.href);
        self.out.push_str("\">");
        self.close = Some(close);
    }

    fn close_mention(&mut self) {
        self.out.push_str("</a>");
        self.close = None;
    }

    fn piece(&mut self, range: Range<usize>) {
        let Some(run) = self.run else { return };
        let out = &mut self.out;
        run.typeset_into(range, &mut |piece| escape_into(out, piece));
    }

    fn typeset(&mut self, text: &str) {
        escape_into(&mut self.out, &Prose::typeset(text));
    }
}

fn sound(run: &Run, range: &Range<usize>) -> bool {
    range.start < range.end && run.text.get(range.clone()).is_some()
}
