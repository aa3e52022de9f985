//! Why a name is, or is not, linked where it stands: what was decided there, in an editor's words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::fold::fold;
use crate::base::id::Key;
use crate::base::text::{Span, floor_boundary};
use crate::model::head::LinkEvery;
use crate::model::registry::RecordId;
use crate::syntax::markdown::{Enclosure, Place};
use crate::syntax::read::clip;
use crate::syntax::yaml::word;

use super::autolink::{Fate, Reason, fates};
use super::facts::{Facts, Look};
use super::link::{Goal, resolve};
use super::mention::{Mention, NameEntry, NameKind, Overlooked};
use super::rules::unresolved_metonym;

/// What there is to say of a place in a text.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Whether a link stands there.
    pub linked: bool,
    /// The reason in a word, for machines.
    pub reason: &'static str,
    /// The words that it is about.
    pub words: String,
    /// The records that they mean or may mean.
    pub records: Vec<RecordId>,
    /// What people read: a finding of no rule.
    pub told: Diagnostic,
}

/// The longest names that are compared with what was written, in words.
const WORDS: usize = 4;

/// What there is to say of the byte `at` of a file of content.
pub fn why(facts: &Facts, file: Key, text: &str, at: usize) -> Answer {
    let at = on_a_word(text, at);
    let mut found: Option<(u32, Answer)> = None;
    facts.for_each_scan(|look| {
        let span = look.passage.text.span;
        let holds = span.file == file && span.start as usize <= at && at <= span.end as usize;
        let size = span.end - span.start;
        if holds && found.as_ref().is_none_or(|(least, _)| size < *least) {
            found = Some((size, Spot { facts, look, text, at }.answer()));
        }
    });
    found.map_or_else(|| no_prose(file, text, at), |(_, answer)| answer)
}

/// A caret behind the last letter of a word is on the word.
fn on_a_word(text: &str, at: usize) -> usize {
    let at = floor_boundary(text, at);
    let behind = text[..at].chars().next_back().filter(|c| c.is_alphanumeric());
    match behind {
        Some(letter) if !text[at..].starts_with(char::is_alphanumeric) => at - letter.len_utf8(),
        _ => at,
    }
}

fn no_prose(file: Key, text: &str, at: usize) -> Answer {
    let words = word_at(text, at);
    let span = Span::new(file, words.clone());
    let told = Diagnostic::note("", span, "no prose stands here, and names are looked for in prose only")
        .help("prose is the text of a page, its title and summary, and the notes, claims and quotations in front matter");
    Answer { linked: false, reason: "no-prose", words: text[words].to_owned(), records: Vec::new(), told }
}

/// The word at a byte of a text; nothing where there is none.
fn word_at(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].chars().rev().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let after = text[at..].chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    at - before..at + after
}

struct Spot<'s> {
    facts: &'s Facts,
    look: &'s Look<'s>,
    text: &'s str,
    at: usize,
}

impl Spot<'_> {
    fn answer(&self) -> Answer {
        self.mentioned()
            .or_else(|| self.aside())
            .or_else(|| self.reference())
            .or_else(|| self.overlooked())
            .or_else(|| self.code_block())
            .or_else(|| self.nearly())
            .unwrap_or_else(|| self.nobody())
    }

    /// Whether a stretch of the passage's runs is what is asked about.
    fn is_asked(&self, mention: &Mention) -> bool {
        match self.look.passage.text.byte_at(self.at) {
            Some(_) => self.look.span(mention).range().contains(&self.at),
            // Where the file says it otherwise than the text (escaped, in YAML's quotation marks), the word has to do.
            None => {
                let word = &self.text[word_at(self.text, self.at)];
                !word.is_empty() && self.look.words(mention).contains(word)
            }
        }
    }

    fn called(&self, id: RecordId) -> String {
        format!("the {} `{}`", id.kind(), clip(&self.facts.model.head(id).title))
    }

    /// The answer that a mention leads to, with where its records are defined.
    fn say(&self, reason: &'static str, mention: &Mention, records: Vec<RecordId>, message: &str) -> Answer {
        self.say_of(reason, self.look.span(mention), self.look.words(mention), records, message)
    }

    fn say_of(&self, reason: &'static str, span: Span, words: &str, records: Vec<RecordId>, message: &str) -> Answer {
        let mut told = Diagnostic::note("", span, format!("`{}` {message}", clip(words)));
        for id in records.iter().take(4) {
            let head = self.facts.model.head(*id);
            let place = if head.stub { "is named here, and defined nowhere" } else { "is defined here" };
            let span = if head.titled { head.title_span } else { head.span };
            told = told.also(span, format!("{} {place}", self.called(*id)));
        }
        Answer { linked: reason == "linked", reason, words: words.to_owned(), records, told }
    }

    fn mentioned(&self) -> Option<Answer> {
        let mentions = &self.look.scan.mentions;
        let number = mentions.iter().position(|sighting| self.is_asked(&sighting.mention))?;
        let fate = *fates(self.facts, self.look.owner, self.look.owner, self.look.passage).get(number)?;
        let mention = &mentions[number].mention;
        let words = clip(self.look.words(mention));
        let say = |reason, records: Vec<RecordId>, message: &str| self.say(reason, mention, records, message);
        let means = |id: RecordId| format!("means {}", self.called(id));
        Some(match fate {
            Fate::Linked(to) => say("linked", vec![to], &format!("is linked: it {}", means(to))).help_with([
                format!("`[{words}]{{.nolink}}` leaves this place alone"),
                format!(
                    "`autolink: {{skip: [{}]}}` in the front matter leaves the page alone, in site.yaml the site",
                    word(self.look.words(mention))
                ),
            ]),
            Fate::Plain(Reason::Place(place)) => {
                let (reason, what) =
                    if place == Place::Heading { ("heading", "headings and titles") } else { ("caption", "captions and titles") };
                say(reason, self.records(mention), &format!("is not linked: no links are set in {what}"))
                    .help_with(["the first mention in the text below is linked".to_owned()])
            }
            Fate::Plain(Reason::Unsettled) => {
                let candidates = unresolved_metonym::candidates(self.facts, mention);
                let message = "is not linked: it may stand for somebody, and nothing says for whom";
                let question = unresolved_metonym::question(self.facts, self.look.span(mention), &words, &candidates);
                say("metonym", candidates, message).help_with(question.help)
            }
            Fate::Plain(Reason::Ambiguous) if self.records(mention).is_empty() => say(
                "kept-back",
                Vec::new(),
                "is not linked: whoever is called so is kept back, as a draft or until a day to come",
            )
            .help_with(["once the record is published, the name is linked".to_owned()]),
            Fate::Plain(Reason::Ambiguous) => {
                let records = self.records(mention);
                let (place, _) = unresolved_metonym::where_it_is_said(self.look.span(mention));
                let resolve = |id: &RecordId| {
                    let id = *id;
                    format!(
                        "for {} write `resolve: {{{}: {}}}` {place}",
                        self.called(id),
                        word(self.look.words(mention)),
                        self.spelled(id)
                    )
                };
                let help: Vec<String> = records.iter().map(resolve).collect();
                say("ambiguous", records, "is not linked: more than one is called so").help_with(help)
            }
            Fate::Plain(Reason::Own(to)) => {
                say("own-page", vec![to], &format!("is not linked: it {}, whose page this is", means(to)))
                    .help_with(["on all other pages it is".to_owned()])
            }
            Fate::Plain(Reason::Skipped(to)) => {
                let message = format!("is not linked: it {}, and the page's `autolink: skip` has the name", means(to));
                let help = "take it from `autolink: skip` in the front matter, or in the `_defaults.yaml` of a folder above";
                say("skipped", vec![to], &message).help_with([help.to_owned(), self.own_link(to, &words)])
            }
            Fate::Plain(Reason::SkippedEverywhere(to)) => {
                let message = format!("is not linked: it {}, and `autolink: skip` in site.yaml has the name", means(to));
                say("skipped", vec![to], &message)
                    .help_with(["take it from `autolink: skip` in site.yaml".to_owned(), self.own_link(to, &words)])
            }
            Fate::Plain(Reason::Again(to, first, every)) => {
                let whole = if every == LinkEvery::Page { "text" } else { "section" };
                let message = format!("is not linked: it {}, and the {whole} links it before", means(to));
                let mut answer = say("already-linked", vec![to], &message);
                if let Some(first) = mentions.get(first) {
                    answer.told = answer.told.also(self.look.span(&first.mention), "this one is linked");
                }
                let all = "`autolink: {per: all}` in the front matter links each mention, in site.yaml on all pages";
                answer.help_with([all.to_owned(), self.own_link(to, &words)])
            }
        })
    }

    /// Everyone whom a mention may mean.
    fn records(&self, mention: &Mention) -> Vec<RecordId> {
        let mut records: Vec<RecordId> =
            mention.targets.iter().filter_map(|target| self.facts.names.records.get(&target.key)).copied().collect();
        records.sort_unstable();
        records.dedup();
        records
    }

    /// The record's id as a wikilink or `resolve` has it: with its kind where another has the id too.
    fn spelled(&self, id: RecordId) -> String {
        let head = self.facts.model.head(id);
        let is_taken = self.facts.model.ids().into_iter().any(|other| other != id && self.facts.model.head(other).id == head.id);
        if is_taken { format!("\"{}:{}\"", head.kind, head.id) } else { head.id.to_string() }
    }

    fn own_link(&self, to: RecordId, words: &str) -> String {
        // In a row of a table a bare bar would begin the next cell.
        let line = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let bar = if self.text[line..].trim_start().starts_with('|') { "\\|" } else { "|" };
        format!("`[[{}{bar}{words}]]` links it here", self.spelled(to).trim_matches('"'))
    }

    fn aside(&self) -> Option<Answer> {
        let mention =
            self.look.scan.aside.iter().filter(|mention| self.is_asked(mention)).max_by_key(|mention| mention.range.len())?;
        let weak = mention.targets.iter().find(|target| target.kind == NameKind::Weak);
        Some(match weak.and_then(|target| self.facts.names.records.get(&target.key)) {
            Some(to) => {
                let title = clip(&self.facts.model.head(*to).title);
                let message = format!("is not linked: it means {} only after the page has named it", self.called(*to));
                self.say("weak", mention, vec![*to], &message).help_with([
                    format!("name `{title}` before it, if it is meant here"),
                    self.own_link(*to, self.look.words(mention)),
                ])
            }
            None => self
                .say("house-spelling", mention, Vec::new(), "is nobody's name: `house_spelling` in site.yaml has it")
                .help_with(["`whowhen check` says how the site writes it".to_owned()]),
        })
    }

    fn reference(&self) -> Option<Answer> {
        let passage = self.look.passage;
        let at = passage.text.byte_at(self.at)?;
        let number = passage.prose.references.iter().position(|reference| reference.range.contains(&at))?;
        let range = passage.prose.references[number].range.clone();
        let words = passage.text.text.get(range.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let goal = resolve(&self.facts.model, passage, &mut found).into_iter().nth(number)?;
        let place = passage.span(range.clone());
        let is_complained_of = found.iter().any(|it| place.start <= it.span.start && it.span.end <= place.end);
        let (reason, records, message) = match goal {
            Goal::Record(id, _) => ("linked", vec![id], format!("is a link of yours, to {}", self.called(id))),
            Goal::Cite(source, _) => {
                let id = RecordId::Source(source);
                ("linked", vec![id], format!("is a citation of {}", self.called(id)))
            }
            Goal::Plain | Goal::Hidden if !is_complained_of => {
                ("kept-back", Vec::new(), "is a link or citation of yours to what is kept back".to_owned())
            }
            Goal::Plain | Goal::Hidden => ("broken", Vec::new(), "is a link or citation of yours that leads nowhere".to_owned()),
            _ => ("linked", Vec::new(), "is a link of yours".to_owned()),
        };
        let help = match reason {
            "broken" => "`whowhen check` says what is wrong with it",
            "kept-back" => "once the record is published, the link leads there",
            _ => "no name is looked for inside of it",
        };
        Some(self.say_of(reason, passage.span(range), words, records, &message).help_with([help.to_owned()]))
    }

    fn overlooked(&self) -> Option<Answer> {
        let all = self.facts.names.names.overlooked(&self.look.passage.prose);
        let asked = all.iter().filter(|overlooked| self.is_asked(&overlooked.mention));
        let best = asked.max_by_key(|overlooked| (!overlooked.within_a_word, overlooked.mention.range.len()))?;
        let Overlooked { mention, within_a_word } = best;
        let run = self.look.passage.prose.runs.get(mention.run)?;
        let records = self.records(mention);
        let (reason, message, help) = match self.look.passage.prose.enclosure(mention.run, &mention.range) {
            _ if run.place == Place::Raw => {
                ("raw-html", "HTML is shown as text, and no name is looked for in it", "write it in Markdown")
            }
            Some(Enclosure::Link) => ("link", "no name is looked for inside a link", "end the link before the name"),
            Some(Enclosure::Code) => ("code", "no name is looked for in code", "take the backticks away, if it is no code"),
            Some(Enclosure::Literal) => ("literal", "no name is looked for in addresses and tags", "name it in the text"),
            Some(Enclosure::NoLink) => ("nolink", "`{.nolink}` leaves it alone", "take the brackets and `{.nolink}` away"),
            None if *within_a_word => {
                ("within-word", "it is a part of a longer word", "if the longer word is a name too, make it one of the `aliases`")
            }
            None => ("mark", "a footnote, a citation or another mark stands in it", "move the mark behind the name"),
        };
        Some(self.say(reason, mention, records, &format!("is not linked: {message}")).help_with([help.to_owned()]))
    }

    fn code_block(&self) -> Option<Answer> {
        let passage = self.look.passage;
        let blocks = passage.prose.code_blocks.iter().map(|block| passage.span(block.range.clone()));
        let inside = blocks.filter(|span| passage.text.verbatim.is_some() && span.range().contains(&self.at)).count() > 0;
        inside.then(|| {
            let (span, words) = self.word();
            self.say_of("code", span, &words, Vec::new(), "is not linked: no name is looked for in code")
                .help_with(["name it in the text".to_owned()])
        })
    }

    /// The word that is asked about, for which there is no mention.
    fn word(&self) -> (Span, String) {
        let range = word_at(self.text, self.at);
        (Span::new(self.look.passage.text.span.file, range.clone()), self.text[range].to_owned())
    }

    /// The run that is asked about and a byte in it.
    fn place(&self) -> Option<(usize, usize)> {
        let passage = self.look.passage;
        match passage.text.byte_at(self.at) {
            Some(at) => {
                let (run, range) = passage.prose.place_of(&(at..at + 1))?;
                Some((run, range.start))
            }
            None => {
                let (_, word) = self.word();
                let runs = passage.prose.runs.iter().enumerate();
                runs.filter(|_| !word.is_empty()).find_map(|(index, run)| Some((index, run.text.find(&word)?)))
            }
        }
    }

    /// The words around the place as names might have them, the longest first.
    fn windows(&self) -> Vec<(usize, Range<usize>)> {
        let Some((run, at)) = self.place() else { return Vec::new() };
        let text = &self.look.passage.prose.runs[run].text;
        let words: Vec<Range<usize>> = text.unicode_word_indices().map(|(start, word)| start..start + word.len()).collect();
        let Some(here) = words.iter().position(|word| word.contains(&at)) else { return Vec::new() };
        let mut windows = Vec::new();
        for length in (1..=WORDS).rev() {
            for first in here.saturating_sub(length - 1)..=here {
                if let Some(last) = words.get(first + length - 1) {
                    windows.push((run, words[first].start..last.end));
                }
            }
        }
        windows
    }

    /// What is not a name as it is written, and nearly one.
    fn nearly(&self) -> Option<Answer> {
        let windows = self.windows();
        let mention = |(run, range): &(usize, Range<usize>)| Mention { run: *run, range: range.clone(), targets: [].into() };
        let entries = self.facts.names.names.entries();
        let owner = |entry: &NameEntry| self.facts.names.records.get(&entry.target).copied();
        for window in &windows {
            let mention = mention(window);
            let folded = fold(self.look.words(&mention));
            if let Some((entry, id)) =
                entries.iter().find_map(|entry| Some((entry, owner(entry)?)).filter(|_| fold(&entry.text) == folded))
            {
                let name = clip(&entry.text);
                let why = if entry.exact {
                    "counts only in just these letters"
                } else {
                    "counts only so, or with its first letter in the other case"
                };
                return Some(
                    self.say(
                        "spelling",
                        &mention,
                        vec![id],
                        &format!("is not linked: {} is called `{name}`, which {why}", self.called(id)),
                    )
                    .help_with([format!("write `{name}`, or make `{}` one of its `aliases`", clip(self.look.words(&mention)))]),
                );
            }
            if let Some(answer) = self.of_another_sort(&mention, &folded) {
                return Some(answer);
            }
        }
        let (span, word) = self.word();
        let folded = fold(&word);
        let is_part =
            |entry: &NameEntry| entry.kind == NameKind::Strong && entry.text.unicode_words().any(|part| fold(part) == folded);
        let mut whole: Vec<RecordId> = Vec::new();
        for id in entries.iter().filter(|entry| word.chars().count() > 2 && is_part(entry)).filter_map(owner) {
            if !whole.contains(&id) {
                whole.push(id);
            }
        }
        if word.starts_with(char::is_uppercase) && !whole.is_empty() {
            let names: Vec<String> = whole.iter().take(4).map(|id| self.called(*id)).collect();
            let message = format!("is not linked: it is only a part of the name of {}", names.join(" and of "));
            let which = if whole.len() == 1 { "that" } else { "one of them" };
            let help = format!("if it means {which} wherever it stands, write `aliases: [{}]` there", clip(&word));
            return Some(self.say_of("part-of-name", span, &word, whole, &message).help_with([help]));
        }
        for window in &windows {
            let mention = mention(window);
            let words = self.look.words(&mention).to_owned();
            let Some(near) = nearest(&words, entries.iter().map(|entry| entry.text.as_str())) else { continue };
            let Some(id) = entries.iter().find(|entry| entry.text == near).and_then(owner) else { continue };
            let message = format!("is not linked: no actor or place is called so; did you mean `{}`?", clip(near));
            let help = format!(
                "write `{}`, or make `{}` one of the `variants` or `misspellings` of {}",
                clip(near),
                clip(&words),
                self.called(id)
            );
            return Some(self.say("near", &mention, vec![id], &message).help_with([help]));
        }
        None
    }

    /// A record of that name whose name is not looked for.
    fn of_another_sort(&self, mention: &Mention, folded: &str) -> Option<Answer> {
        let model = &self.facts.model;
        let name = Key::new(folded);
        let id = model.ids().into_iter().find(|id| model.head(*id).folded.contains(&name))?;
        let words = clip(self.look.words(mention));
        Some(match id {
            RecordId::Actor(_) if model.head(id).stub => {
                let message = format!("is not linked: {} is defined nowhere, and a single word might be any", self.called(id));
                self.say("one-word", mention, vec![id], &message)
                    .help_with([format!("`whowhen new actor \"{words}\"` defines it"), self.own_link(id, &words)])
            }
            _ => {
                let message =
                    format!("is not linked: it is {}, and only names of actors and places are looked for", self.called(id));
                self.say("other-kind", mention, vec![id], &message).help_with([self.own_link(id, &words)])
            }
        })
    }

    fn nobody(&self) -> Answer {
        let (span, word) = self.word();
        if word.is_empty() {
            let told = Diagnostic::note("", span, "no word stands here").help("point at a letter of a name");
            return Answer { linked: false, reason: "no-word", words: word, records: Vec::new(), told };
        }
        self.say_of("no-name", span, &word, Vec::new(), "is not linked: no actor or place is called so, or nearly so").help_with(
            [
                "names are `name`, `aliases`, `variants`, `misspellings`, `weak` and `metonyms` of actors and places".to_owned(),
                "`whowhen new actor \"NAME\"` begins a new one".to_owned(),
            ],
        )
    }
}

impl Answer {
    fn help_with(mut self, help: impl IntoIterator<Item = String>) -> Answer {
        self.told.help.extend(help);
        self
    }
}
