//! What a text says on nobody's word: "experts say", words in quotation marks and figures, in paragraphs that cite nothing.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::syntax::markdown::{Ground, Place, Prose};

use super::figures::figures;
use super::mention::stands_alone;

/// The language of the phrases.
const LANGUAGE: &str = "en";

/// Those of whom nobody can be asked.
const NOBODY: [&str; 7] = ["analysts", "critics", "experts", "insiders", "observers", "officials", "sources"];

/// What they do.
const SAY: [&str; 14] = [
    "argue",
    "argued",
    "believe",
    "believed",
    "claim",
    "claimed",
    "said",
    "say",
    "suggest",
    "suggested",
    "think",
    "thought",
    "warn",
    "warned",
];

/// "it is widely believed"
const PASSIVE: [&str; 4] = ["it is", "it was", "it has been", "it had been"];

/// What is done to it.
const SAID: [&str; 8] = ["alleged", "believed", "claimed", "reported", "rumoured", "said", "thought", "understood"];

/// On whose word it is.
const ACCORDING_TO: [&str; 10] =
    ["analysts", "critics", "experts", "insiders", "media reports", "observers", "officials", "reports", "some", "sources"];

/// Further ones. "Some thought" may be given to something, and "many claims" are things.
const FURTHER: [&str; 17] = [
    "experts agree",
    "experts agreed",
    "many argue",
    "many argued",
    "many believe",
    "many believed",
    "many say",
    "many think",
    "media reports say",
    "reportedly",
    "reports say",
    "reports suggest",
    "some argue",
    "some believe",
    "some say",
    "some think",
    "supporters say",
];

/// Phrases that name nobody.
fn weasels() -> Vec<String> {
    let pairs = |first: &[&str], between: &str, then: &[&str]| -> Vec<String> {
        first.iter().flat_map(|one| then.iter().map(move |other| format!("{one}{between}{other}"))).collect()
    };
    let mut phrases = pairs(&NOBODY, " ", &SAY);
    phrases.extend(pairs(&PASSIVE, " ", &SAID));
    phrases.extend(pairs(&PASSIVE, " widely ", &SAID));
    phrases.extend(pairs(&["according to"], " ", &ACCORDING_TO));
    phrases.extend(FURTHER.map(str::to_owned));
    phrases
}

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
}

impl Default for Attributions {
    fn default() -> Attributions {
        let mut automaton = AhoCorasick::builder();
        automaton.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
        Attributions { automaton: automaton.build(weasels()).ok() }
    }
}

impl Attributions {
    /// What a text says on nobody's word. A phrase is left alone if its sentence cites something, a quotation or
    /// a figure if its paragraph does.
    pub fn find(&self, prose: &Prose) -> Vec<Unattributed> {
        let mut found = Vec::new();
        let mut grounds: Option<Vec<Ground>> = None;
        let sentences = prose.sentences();
        for (index, run) in prose.runs.iter().enumerate().filter(|(_, run)| run.place == Place::Text) {
            let phrases = self.automaton.iter().flat_map(|automaton| automaton.find_iter(&run.text));
            let weasels = phrases.map(|hit| (What::Weasel(LANGUAGE), hit.range()));
            let quotations = run.quotations().into_iter().map(|range| (What::Quotation, range));
            let figures = figures(&run.text).into_iter().map(|range| (What::Figure, range));
            for (what, range) in weasels.chain(quotations).chain(figures) {
                let counts = match what {
                    What::Weasel(_) => {
                        stands_alone(&run.text, &range) && !run.quoted(range.clone()) && !points_back(&run.text[..range.start])
                    }
                    What::Figure => !run.quoted(range.clone()),
                    What::Quotation => run.text[range.clone()].split_whitespace().count() >= WORDS_OF_A_QUOTATION,
                };
                if !counts || !run.is_wording(&range) {
                    continue;
                }
                let sentence = sentences.extent(index, &range);
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

/// Whether those who follow have been named: "the officials said", "both officials said".
fn points_back(before: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    ["the", "these", "those", "both", "two", "three"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether a citation belongs to a sentence: it stands in it or behind its last stop.
fn stands_in(text: &str, sentence: &Range<usize>, at: usize) -> bool {
    let is_within = (sentence.start < at || sentence.start == 0) && at <= sentence.end;
    is_within || text.get(sentence.end..at).is_some_and(|between| between.trim().is_empty())
}
