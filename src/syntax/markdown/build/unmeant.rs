//! Marks that the parser took for text, or for more than they should be.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, LinkType};

use super::Builder;
use crate::base::ending;
use crate::syntax::markdown::{Event, Place, Run, Slip, Unmeant};

/// Remarks in brackets that stand beside another pair in quotations and transcripts.
const REMARKS: &[&str] =
    &["sic", "applause", "laughter", "laughs", "crosstalk", "inaudible", "unintelligible", "pause", "redacted", "emphasis"];

/// How many open brackets of a block are looked at: in a text of nothing else each is compared with all that follow.
const MOST: usize = 16;

/// Links by a label that nothing defines: where, and by which.
pub(super) type Undefined = RefCell<Vec<(Range<usize>, String)>>;

/// Notes a link by a label that no line defines, if it surely is one: neighbours in brackets are also remarks, or numbers of sources.
pub(super) fn undefined_label(text: &str, link: &BrokenLink<'_>, found: &Undefined) {
    let whole = &text[link.span.clone()];
    let Some((words, label)) =
        whole.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).and_then(|rest| rest.rsplit_once("]["))
    else {
        return;
    };
    let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
    let is_label = match link.link_type {
        LinkType::Collapsed | LinkType::CollapsedUnknown => return,
        _ => has_letters(label) && label.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.')),
    };
    let after_word =
        text[..link.span.start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | '[' | '\\'));
    let is_remark = |text: &str| REMARKS.iter().any(|remark| text.to_lowercase().starts_with(remark));
    if is_label && words.contains(' ') && has_letters(words) && !after_word && !is_remark(words) && !is_remark(label) {
        found.borrow_mut().push((link.span.clone(), label.to_owned()));
    }
}

impl Builder<'_> {
    pub(super) fn unmeant(&mut self, range: Range<usize>, slip: Slip) {
        self.prose.unmeant.push(Unmeant { range, slip });
    }

    /// A block of code that goes on to the end of the text since no line closes it.
    pub(super) fn open_fence(&mut self, range: &Range<usize>) -> bool {
        let block = &self.text[range.clone()];
        let mark = block.trim_start();
        let Some(letter) = mark.chars().next().filter(|c| matches!(c, '`' | '~')) else { return false };
        let fence = &mark[..mark.len() - mark.trim_start_matches(letter).len()];
        let last = block.trim_end().lines().last().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
        let is_closed = block.trim_end().contains('\n') && last.len() >= fence.len() && last.chars().all(|c| c == letter);
        if is_closed || !self.text[range.end..].trim().is_empty() {
            return false;
        }
        let start = range.start + block.len() - mark.len();
        let place = self.source(start..start + mark.lines().next().unwrap_or_default().trim_end().len());
        self.unmeant(place, Slip::OpenFence);
        true
    }

    /// Looks through all that is shown as text, once it is whole.
    pub(super) fn find_unmeant(&mut self) {
        let runs = std::mem::take(&mut self.prose.runs);
        for run in runs.iter().filter(|run| run.place != Place::Raw) {
            if run.text.contains('[') {
                self.open_brackets(run);
                self.undefined_notes(run);
                self.spaces_in_addresses(run);
            }
            if run.place == Place::Text && run.paragraph && !self.inline && run.text.contains("##") {
                self.headings_without_space(run);
            }
        }
        self.prose.runs = runs;
        // the first of them hides or shows the others
        if let Some(at) = self.origins.open_comments.iter().min().copied() {
            let start = at.saturating_sub(self.prefix);
            self.unmeant(start..start + "<!--".len(), Slip::OpenComment);
        }
        self.prose.unmeant.sort_by_key(|found| found.range.start);
        self.prose.unmeant.dedup();
    }

    /// Notes that nothing points at; after they are counted.
    pub(super) fn uncalled_notes(&mut self) {
        let mut labels: Vec<(usize, String)> = self.notes.iter().map(|(label, note)| (*note, label.clone())).collect();
        labels.sort_unstable();
        let call = |event: &Event| if let Event::FootnoteReference { note, .. } = event { Some(*note) } else { None };
        let called: HashSet<usize> = self.prose.events.iter().filter_map(call).collect();
        let uncalled: Vec<_> = labels
            .into_iter()
            .filter_map(|(note, label)| Some((self.note_places.get(note)?.clone()?, label, note)))
            .filter(|(.., note)| !called.contains(note))
            .collect();
        for (place, label, _) in uncalled {
            self.unmeant(place, Slip::UncalledNote(label));
        }
    }

    /// Where a part of a run was written, if it stands there just so and no backslash says that it is text.
    fn verbatim(&self, run: &Run, range: Range<usize>) -> Option<Range<usize>> {
        if !run.is_wording(&range) {
            return None;
        }
        let source = run.source(range.clone());
        let parsed = self.origins.parsed(source.start + self.prefix);
        let is_so = self.text[parsed..].starts_with(&run.text[range]);
        (is_so && !self.text[..parsed].ends_with('\\')).then_some(source)
    }

    fn open_brackets(&mut self, run: &Run) {
        for (at, _) in run.text.match_indices("[[").take(MOST) {
            let rest = &run.text[at + 2..];
            if rest.starts_with("]]") {
                if let Some(place) = self.verbatim(run, at..at + 4) {
                    self.unmeant(place, Slip::EmptyWikilink);
                }
                continue;
            }
            let open = run.text[at..].matches('[').count() > run.text[at..].matches(']').count();
            if !open || rest.contains("]]") || !rest.starts_with(char::is_alphabetic) {
                continue;
            }
            let name = rest.find(['[', ']']).filter(|end| rest[*end..].starts_with(']')).map_or("", |end| &rest[..end]);
            let end = at + 2 + name.len() + usize::from(!name.is_empty());
            if let Some(place) = self.verbatim(run, at..end) {
                self.unmeant(place, Slip::OpenWikilink(name.to_owned()));
            }
        }
    }

    fn undefined_notes(&mut self, run: &Run) {
        for (at, _) in run.text.match_indices("[^") {
            let rest = &run.text[at + 2..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'));
            let Some(label) = end.filter(|end| rest[*end..].starts_with(']')).map(|end| &rest[..end]) else { continue };
            // `[^a-z]` says which characters are not to be found
            let is_class = matches!(label.as_bytes(), [_, b'-', _] | [b'a'..=b'z' | b'A'..=b'Z']);
            if !label.is_empty()
                && !is_class
                && let Some(place) = self.verbatim(run, at..at + label.len() + 3)
            {
                self.unmeant(place, Slip::UndefinedNote(label.to_owned()));
            }
        }
    }

    fn spaces_in_addresses(&mut self, run: &Run) {
        let Some(first) = run.text.find('[') else { return };
        for (at, _) in run.text.match_indices("](").filter(|(at, _)| first < *at) {
            let rest = &run.text[at + 2..];
            let Some(address) =
                rest.find([')', '(', '<', '[']).filter(|end| rest[*end..].starts_with(')')).map(|end| &rest[..end])
            else {
                continue;
            };
            let starts = ["http://", "https://", "/", "./", "../", "www."];
            let is_address = starts.iter().any(|start| address.trim_start().starts_with(start))
                || ending::is_published(address.trim_end())
                || address.trim_end().ends_with(".md");
            if !is_address || !address.trim().contains(' ') || self.verbatim(run, at..at + 2).is_none() {
                continue;
            }
            let place = run.source(at + 2..at + 2 + address.len());
            self.unmeant(place, Slip::SpaceInAddress(address.trim().to_owned()));
        }
    }

    fn headings_without_space(&mut self, run: &Run) {
        for (at, _) in run.text.match_indices("##") {
            if at > 0 && !run.text[..at].ends_with(' ') {
                continue;
            }
            let rest = run.text[at..].trim_start_matches('#');
            let marks = run.text.len() - at - rest.len();
            if marks > 6 || !rest.starts_with(char::is_alphabetic) {
                continue;
            }
            let Some(place) = self.verbatim(run, at..at + marks) else { continue };
            let before = &self.text[..self.origins.parsed(place.start)];
            let line = before.trim_end_matches(' ');
            if (line.is_empty() || line.ends_with(['\n', '\r'])) && before.len() - line.len() < 4 {
                self.unmeant(place, Slip::NoSpaceInHeading(marks));
            }
        }
    }
}
