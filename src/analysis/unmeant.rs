//! What a text holds that Markdown takes otherwise than it was surely meant.

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::slip::slip;
use crate::model::claim::ANYTHING;
use crate::model::passage::Passage;
use crate::model::query::Asks;
use crate::model::registry::{Found, Model};
use crate::syntax::markdown::{CALLOUTS, CodeBlock, Slip, Unmeant};
use crate::syntax::read::{Written, clip};

/// Complains about marks that came to nothing, or to more than they should.
pub fn check(model: &Model, passage: &Passage, found: &mut Vec<Diagnostic>) {
    let queries: Vec<_> = passage.placed.queries.iter().map(|(_, query)| query.word).collect();
    for unmeant in &passage.prose.unmeant {
        let fence = passage.span(unmeant.range.clone());
        // of a query the query itself speaks
        if !queries.iter().any(|word| fence.file == word.file && fence.start <= word.start && word.end <= fence.end) {
            found.push(told(model, passage, unmeant));
        }
    }
    passage.prose.code_blocks.iter().filter_map(|block| mistyped_query(passage, block)).for_each(|one| found.push(one));
    callouts(passage, found);
}

fn told(model: &Model, passage: &Passage, unmeant: &Unmeant) -> Diagnostic {
    let span = passage.span(unmeant.range.clone());
    match &unmeant.slip {
        Slip::OpenFence => Diagnostic::warning("raw-html", span, "this block of code is never closed")
            .label("all that follows is shown as code")
            .help("write the marks that open it once more, on a line below the code"),
        Slip::OpenComment => Diagnostic::warning("raw-html", span, "this comment is never closed")
            .help("write `-->` where it ends: until then what follows is left out, or the remark is shown to readers"),
        Slip::EmptyWikilink => Diagnostic::error("broken-link", span, "this wikilink names nothing")
            .label("shown as it is written")
            .help("write the id or a name of a record between the brackets, or put them between backticks"),
        Slip::OpenWikilink(name) => {
            let opened =
                Diagnostic::warning("broken-link", span, "this wikilink is never closed").label("shown as it is written");
            let is_known = matches!(model.find(&Written::new(name, span), ANYTHING), Found::One(_));
            if name.is_empty() {
                return opened.help("write `]]` behind the name");
            }
            let end = passage.span(unmeant.range.end..unmeant.range.end);
            let place = passage.text.verbatim.filter(|_| is_known).map(|_| end);
            opened.help(format!("write `[[{}]]`", clip(name))).fix_at(place, "]")
        }
        Slip::SpaceInAddress(address) => Diagnostic::error("broken-link", span, "a space stands in the address of this link")
            .label("the link is shown as it is written")
            .help(match address.starts_with("http") || address.starts_with("www.") {
                true => "write `%20` for a space, or put words about the link between `\"` and `\"`".to_owned(),
                false => format!("put the address between `<` and `>`: `(<{}>)`", clip(address)),
            }),
        Slip::UndefinedLabel(label) => {
            Diagnostic::warning("broken-link", span, format!("no line says what the label `{}` leads to", clip(label)))
                .label("shown as it is written")
                .help(format!("write `[{}]: address` on a line of its own, or the address itself in `(` and `)`", clip(label)))
        }
        Slip::UndefinedNote(label) => {
            Diagnostic::error("unresolved-reference", span, format!("there is no footnote `{}`", clip(label)))
                .label("shown as it is written")
                .help(format!("write `[^{}]: …` on a line of its own in the text of the page", clip(label)))
        }
        Slip::UncalledNote(label) => {
            Diagnostic::note("orphan", span, format!("nothing points at the footnote `{}`", clip(label))).help(format!(
                "write `[^{}]` in the text where it belongs, or remove it; until then it stands below",
                clip(label)
            ))
        }
        Slip::NoteTwice(label, first) => {
            Diagnostic::error("duplicate-id", span, format!("the footnote `{}` is written twice", clip(label)))
                .label("again here; its words stand in the text")
                .also(passage.span(first.clone()), "first here")
                .help("give one of them another label, and the mark that points at it")
        }
        Slip::NoSpaceInHeading(marks) => {
            let end = passage.span(unmeant.range.end..unmeant.range.end);
            Diagnostic::warning("heading-jump", span, "without a space behind its marks this is no heading")
                .label("shown as text")
                .help(format!("write a space behind `{}`", "#".repeat(*marks)))
                .fix_at(passage.text.verbatim.map(|_| end), " ")
        }
        Slip::CellsLeftOut { row, head } => {
            let message = format!("this row has {row} cells, and the head of its table {head}");
            Diagnostic::warning("raw-html", span, message)
                .label("not shown")
                .help("give the head as many cells, or write `\\|` for a bar that belongs to the text")
        }
        Slip::NoTableLine(cells) => Diagnostic::warning("raw-html", span, "a table needs a line below its head")
            .label("shown as text, bars and all")
            .help(format!("write `|{}` on a line of its own below this one", "---|".repeat(*cells))),
        Slip::TableLine { head, line } => {
            let message = format!("the head of this table has {head} cells, and the line below it {line}");
            Diagnostic::warning("raw-html", span, message)
                .label("shown as text, bars and all")
                .help(format!("write `|{}` below it", "---|".repeat(*head)))
        }
        Slip::AnchorTaken(name) => {
            Diagnostic::warning("broken-fragment", span, format!("another place of this page is called `#{}`", clip(name)))
                .label("links with this name lead there")
                .help("choose another name, and write it in the links that lead here")
        }
    }
}

/// A block of code that was surely to be a query: its word is nearly one of ours, and it holds fields of that query and nothing else.
fn mistyped_query(passage: &Passage, block: &CodeBlock) -> Option<Diagnostic> {
    let word = block.language()?;
    let near = nearest(word, Asks::WORDS.iter().copied()).filter(|near| *near != word)?;
    let table = Asks::of(near)?.table();
    let keys: Option<Vec<&str>> = block
        .text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with([' ', '-', '#']))
        .map(|line| line.split_once(':').map(|(key, _)| key.trim()))
        .collect();
    let keys = keys.filter(|keys| !keys.is_empty())?;
    keys.iter().all(|key| table.fields().any(|field| field.name == *key || field.aliases.contains(key))).then_some(())?;
    let start = passage.text.text.get(..block.range.start)?.rfind(word)?;
    let place = passage.span(start..start + word.len());
    let known = Asks::WORDS.iter().map(|word| (*word, *word));
    let meant = slip(word, known).filter(|_| passage.text.verbatim.is_some());
    let asked = Diagnostic::error("unknown-query", place, format!("there is no query `{}`", clip(word)))
        .label("the block is shown as code")
        .help(format!("did you mean `{near}`?"));
    Some(match meant {
        Some(meant) => asked.fix(place, meant),
        None => asked,
    })
}

/// A callout whose word is nearly a known one; any other word is its editor's own.
fn callouts(passage: &Passage, found: &mut Vec<Diagnostic>) {
    for callout in passage.prose.callouts.iter().filter(|callout| !CALLOUTS.contains(&callout.kind.as_str())) {
        let Some(near) = nearest(&callout.kind, CALLOUTS.iter().copied()) else { continue };
        let written = passage.text.text.get(callout.range.clone()).unwrap_or_default();
        let Some(at) = written.find("[!").map(|at| callout.range.start + at + 2) else { continue };
        let place = passage.span(at..at + written[at - callout.range.start..].find(']').unwrap_or_default());
        let meant = slip(&callout.kind, CALLOUTS.iter().map(|known| (*known, *known)));
        let place_of_fix = passage.text.verbatim.filter(|_| meant.is_some()).map(|_| place);
        found.push(
            Diagnostic::warning("unknown-value", place, format!("`{}` is not a known kind of callout", clip(&callout.kind)))
                .label("it looks like a note")
                .help(format!("did you mean `{near}`?"))
                .fix_at(place_of_fix, meant.unwrap_or(near)),
        );
    }
}
