//! What a text says on nobody's word: "experts say", words in quotation marks and figures, in paragraphs that cite nothing.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::syntax::markdown::{Ground, Place, Prose};

use super::figures::figures;
use super::mention::stands_alone;

/// By language: phrases that name nobody.
const WEASELS: &[(&str, &[&str])] = &[(
    "en",
    &[
        "according to analysts",
        "according to critics",
        "according to experts",
        "according to insiders",
        "according to media reports",
        "according to observers",
        "according to officials",
        "according to reports",
        "according to some",
        "according to sources",
        "analysts believe",
        "analysts say",
        "analysts suggest",
        "analysts think",
        "critics argue",
        "critics claim",
        "critics say",
        "experts agree",
        "experts believe",
        "experts say",
        "experts suggest",
        "experts think",
        "experts warn",
        "insiders say",
        "it has been claimed",
        "it has been reported",
        "it has been said",
        "it is alleged",
        "it is believed",
        "it is claimed",
        "it is reported",
        "it is said",
        "it is thought",
        "it is understood",
        "it is widely believed",
        "it is widely reported",
        "it is widely thought",
        "it was alleged",
        "it was claimed",
        "it was reported",
        "it was said",
        "many believe",
        "many say",
        "many think",
        "media reports say",
        "observers believe",
        "observers note",
        "observers say",
        "observers think",
        "officials claim",
        "officials say",
        "reports say",
        "reports suggest",
        "some argue",
        "some believe",
        "some say",
        "some think",
        "sources claim",
        "sources say",
        "supporters say",
    ],
)];

/// A quotation is reported from this many words on: fewer may be a word that is spoken about.
const WORDS_OF_A_QUOTATION: usize = 4;

/// Words in a text for which nobody answers.
#[derive(Clone, Debug)]
pub struct Unattributed {
    /// What it is.
    pub what: What,
    /// The run.
    pub run: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

/// What is said on nobody's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A phrase that names nobody, of the language with this code.
    Weasel(&'static str),
    /// Somebody's words.
    Quotation,
    /// What somebody counted.
    Figure,
}

/// All such phrases, ready to be looked for.
pub struct Attributions {
    automaton: Option<AhoCorasick>,
    languages: Vec<&'static str>,
}

impl Default for Attributions {
    fn default() -> Attributions {
        let known = || WEASELS.iter().flat_map(|(language, phrases)| phrases.iter().map(move |phrase| (*language, *phrase)));
        let words = known().map(|(_, phrase)| phrase);
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words);
        Attributions { automaton: automaton.ok(), languages: known().map(|(language, _)| language).collect() }
    }
}

impl Attributions {
    /// What a text says on nobody's word. A phrase is left alone if its sentence cites something, a quotation or
    /// a figure if its paragraph does.
    pub fn find(&self, prose: &Prose) -> Vec<Unattributed> {
        let mut found = Vec::new();
        let mut grounds: Option<Vec<Ground>> = None;
        for (index, run) in prose.runs.iter().enumerate().filter(|(_, run)| run.place == Place::Text) {
            let phrases = self.automaton.iter().flat_map(|automaton| automaton.find_iter(&run.text));
            let weasels = phrases.map(|hit| (What::Weasel(self.languages[hit.pattern().as_usize()]), hit.range()));
            let quotations = run.quotations().into_iter().map(|range| (What::Quotation, range));
            let figures = figures(&run.text).into_iter().map(|range| (What::Figure, range));
            for (what, range) in weasels.chain(quotations).chain(figures) {
                let counts = match what {
                    What::Weasel(_) => stands_alone(&run.text, &range) && !run.quoted(range.clone()),
                    What::Figure => !run.quoted(range.clone()),
                    What::Quotation => run.text[range.clone()].split_whitespace().count() >= WORDS_OF_A_QUOTATION,
                };
                if !counts || !run.is_wording(&range) {
                    continue;
                }
                let sentence = run.sentence(&range);
                let grounds = grounds.get_or_insert_with(|| prose.grounds());
                let is_cited = grounds.iter().any(|ground| {
                    let near = |ground: &Ground| !matches!(what, What::Weasel(_)) || stands_in(&run.text, &sentence, ground.at);
                    ground.run == index && near(ground)
                });
                if !is_cited {
                    found.push(Unattributed { what, run: index, range });
                }
            }
        }
        found
    }
}

/// Whether a citation belongs to a sentence: it stands in it or behind its last stop.
fn stands_in(text: &str, sentence: &Range<usize>, at: usize) -> bool {
    let is_within = (sentence.start < at || sentence.start == 0) && at <= sentence.end;
    is_within || text.get(sentence.end..at).is_some_and(|between| between.trim().is_empty())
}
