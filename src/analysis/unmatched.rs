//! Names in prose that nobody has a record of: capitalised words that recur and match nothing.
//!
//! A list that cries wolf is not read, so what may be no name is left out: words that are only met where a sentence begins, headings and
//! labels, offices, days and months, and single words that a language writes with a capital for another reason.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::base::fold::fold;
use crate::base::text::Span;
use crate::syntax::markdown::{Place, Run};

use super::facts::{Facts, Look};
use super::scan::Sighting;

/// How often a name of several words must stand somewhere to be one, and how often a single word must.
const RECURS: (usize, usize) = (2, 3);

/// A longer row of capitals is a title or a list.
const LONGEST: usize = 6;

/// Small words within a name: "Bank of England", "Charles de Gaulle".
const JOINING: &str = "of the for de du des la van von der den di da del della dos bin ibn al el";

/// What stands before a name and is none of it; alone it is an office, and nobody's name.
const TITLES: &str = "Mr Mrs Ms Mx Dr Sir Prof Professor President Presidents Minister Ministers Chancellor Premier Secretary Ambassador \
    Senator Governor Mayor Chairman Chairwoman Director Colonel Captain Admiral Sergeant Judge Justice Pope Spokesman Spokeswoman \
    Spokesperson Representative";

/// What has a capital in English and is nobody.
const CALENDAR: &str = "January February March April May June July August September October November December Monday Tuesday Wednesday \
    Thursday Friday Saturday Sunday Christmas Easter Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun";

/// Endings of words that English writes with a capital though they are no names: "Russian", "Swedish", "Chinese".
const ADJECTIVES: [&str; 6] = ["an", "ans", "ish", "ese", "i", "is"];

/// Such words with other endings, and the writer.
const MORE_ADJECTIVES: &str =
    "French Dutch Greek Greeks Czech Czechs Swiss Welsh Thai Serb Serbs Turk Turks Pole Poles Dane Danes I OK";

/// What whoever has a will of their own does.
const DEEDS: &str = "said says told tells denied denies accused accuses announced announces warned warns claimed claims called calls \
    demanded demands asked asks replied answered rejected rejects insisted insists declined refused refuses promised promises offered \
    proposed agreed argued argues stated states confirmed confirms condemned condemns threatened threatens met wrote writes tweeted \
    vowed testified ordered urged urges signed resigned visited spoke believes believed decided";

/// What may stand between a name and a deed.
const BEFORE_A_VERB: &str = "also has had have then later again repeatedly publicly flatly immediately";

/// What stands before the name of somebody who hears.
const SPOKEN_TO: &str = "told asked urged accused warned";

/// Names that only end as these words do.
const NAMES_AFTER_ALL: &str =
    "Iran Japan Sudan Taiwan Jordan Oman Bhutan Vatican Milan Paris Tunis Helsinki Delhi Tbilisi Nairobi Abu";

/// Languages that write all nouns with a capital: there a single word says nothing.
const NOUNS_HAVE_CAPITALS: [&str; 2] = ["de", "lb"];

/// A name that recurs and has no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// As it is written first.
    pub name: String,
    /// Everywhere it stands, in order of the site.
    pub places: Vec<Span>,
    /// In how many of them it speaks or acts, or is spoken to. English.
    pub acts: usize,
}

/// All such names, by their folded form.
pub fn find(facts: &Facts) -> BTreeMap<String, Unmatched> {
    let mut seen = Seen::default();
    facts.for_each_scan(|look| seen.passage(look));
    seen.names()
}

/// Words of a text in a row, each with a capital or joining two that have one.
#[derive(Debug)]
struct Row {
    words: Vec<String>,
    spans: Vec<Span>,
    /// Whether it stands where any word has a capital.
    begins: bool,
    /// Whether the words around it say that it speaks or acts.
    acts: bool,
}

impl Row {
    fn name(&self) -> String {
        self.words.join(" ")
    }

    /// Without its first words.
    fn without(&self, words: usize) -> Row {
        Row { words: self.words[words..].to_vec(), spans: self.spans[words..].to_vec(), begins: false, acts: self.acts }
    }

    fn span(&self) -> Option<Span> {
        let (first, last) = (self.spans.first()?, self.spans.last()?);
        Some(Span { end: last.end.max(first.end), ..*first })
    }
}

/// One word of a run.
struct Word<'r> {
    text: &'r str,
    range: Range<usize>,
    possessive: bool,
    kind: WordKind,
}

#[derive(Clone, Copy, PartialEq)]
enum WordKind {
    Capital,
    Joining,
    /// A name that is known, or a part of a text in which none is looked for.
    Taken,
    Other,
}

/// What was met on the way through a site.
#[derive(Default)]
struct Seen {
    rows: Vec<Row>,
    /// Words that also stand somewhere in lower case, folded.
    lower: BTreeSet<String>,
}

impl Seen {
    fn passage(&mut self, look: &Look<'_>) {
        let language = look.lang.split(['-', '_']).next().unwrap_or_default();
        let nouns = NOUNS_HAVE_CAPITALS.contains(&language);
        for (index, run) in look.passage.prose.runs.iter().enumerate() {
            let words = words(look, index, run);
            let is_prose = |word: &Word<'_>| word.text.chars().next().is_some_and(char::is_lowercase);
            // A label, a cell, a line in capitals: there all words may have one.
            if !matches!(run.place, Place::Text | Place::Quote) || !words.iter().any(is_prose) {
                continue;
            }
            self.lower.extend(words.iter().filter(|word| is_prose(word)).map(|word| fold(word.text)));
            for range in rows(&run.text, &words) {
                let span = |word: &Word<'_>| look.passage.span(run.source(word.range.clone()));
                let row = Row {
                    words: range.clone().map(|at| written(&run.text, &words, at)).collect(),
                    spans: words[range.clone()].iter().map(span).collect(),
                    begins: begins(&run.text[..words[range.start].range.start]),
                    acts: acts(&run.text, &words[range.start].range, &words[range.end - 1]),
                };
                self.rows.extend(
                    without_titles(row).into_iter().filter(|row| !nouns || row.words.len() > 1 || is_acronym(&row.words[0])),
                );
            }
        }
    }

    fn names(self) -> BTreeMap<String, Unmatched> {
        let is_sure = |row: &&Row| !row.begins || (row.words.len() == 1 && is_acronym(&row.words[0]));
        let sure: BTreeSet<String> = self.rows.iter().filter(is_sure).map(|row| fold(&row.name())).collect();
        let mut found: BTreeMap<String, Unmatched> = BTreeMap::new();
        for row in &self.rows {
            // Where a sentence begins, the first word may be any word: "When Security Council members met".
            let rest = (row.words.len() > 1).then(|| row.without(1));
            let Some(row) = [Some(row), rest.as_ref()].into_iter().flatten().find(|row| sure.contains(&fold(&row.name()))) else {
                continue;
            };
            let Some(span) = row.span() else { continue };
            let name = row.name();
            let entry = found.entry(fold(&name)).or_insert_with(|| Unmatched { name, places: Vec::new(), acts: 0 });
            entry.places.push(span);
            entry.acts += usize::from(row.acts);
        }
        found.retain(|folded, it| match it.name.contains(' ') {
            true => it.places.len() >= RECURS.0 && !it.name.split(' ').all(is_of_no_one),
            false => it.places.len() >= RECURS.1 && !self.lower.contains(folded) && !is_of_no_one(&it.name),
        });
        found
    }
}

/// Words that are never a name alone.
fn is_of_no_one(word: &str) -> bool {
    let ends_so = || {
        let is_name = listed(NAMES_AFTER_ALL, word) || word.ends_with("stan") || is_acronym(word);
        !is_name && ADJECTIVES.iter().any(|ending| word.ends_with(ending))
    };
    word.chars().count() < 2 || listed(CALENDAR, word) || listed(MORE_ADJECTIVES, word) || ends_so()
}

fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// "OSCE", "G7", "U.S".
fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() + word.chars().filter(char::is_ascii_digit).count() > 1
        && !word.chars().any(char::is_lowercase)
}

/// Whether any word that follows has a capital: at the beginning, behind a full stop, a colon, a quotation mark.
fn begins(before: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    !last.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ')' | ']' | '\'' | '’' | '-' | '%'))
}

/// Whether the words around a row say that it speaks or acts, or is spoken to: "Clerk also said", "told Clerk".
fn acts(text: &str, first: &Range<usize>, last: &Word<'_>) -> bool {
    let mut next = text[last.range.end..].split(|c: char| !c.is_alphanumeric()).skip_while(|word| word.is_empty());
    let is_joined = text[last.range.end..].starts_with(' ') && !last.possessive;
    let verb = next.by_ref().find(|word| !listed(BEFORE_A_VERB, word)).unwrap_or_default();
    let before = text[..first.start].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    (is_joined && listed(DEEDS, verb)) || listed(SPOKEN_TO, before)
}

/// The words of a run, those that a hyphen joins as one.
fn words<'r>(look: &Look<'_>, index: usize, run: &'r Run) -> Vec<Word<'r>> {
    let text = run.text.as_str();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        let range = start..start + word.len();
        match ranges.last_mut() {
            Some(last) if matches!(&text[last.end..start], "-" | "‑") => last.end = range.end,
            _ => ranges.push(range),
        }
    }
    let all = &look.scan.mentions;
    let of_run = |it: &Sighting| it.mention.run <= index;
    let mentions = &all[all.partition_point(|it| it.mention.run < index)..all.partition_point(of_run)];
    let word = |range: Range<usize>| {
        let whole = &text[range.clone()];
        let bare = ["'s", "’s", "'", "’"].iter().find_map(|ending| whole.strip_suffix(ending));
        let word = bare.unwrap_or(whole);
        let is_capital = |part: &str| part.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        let next = mentions.partition_point(|it| it.mention.range.end <= range.start);
        let is_taken = mentions.get(next).is_some_and(|it| it.mention.range.start < range.end) || !run.open_to_names(&range);
        let kind = match () {
            () if is_taken => WordKind::Taken,
            () if word.starts_with(char::is_uppercase) && word.split(['-', '‑']).all(is_capital) => WordKind::Capital,
            () if listed(JOINING, word) => WordKind::Joining,
            () => WordKind::Other,
        };
        Word { text: word, range: range.start..range.start + word.len(), possessive: bare.is_some(), kind }
    };
    ranges.into_iter().map(word).collect()
}

/// A word as it is written: with the stop of an initial.
fn written(text: &str, words: &[Word<'_>], at: usize) -> String {
    let word = &words[at];
    let has_stop = word.text.chars().count() == 1 && text[word.range.end..].starts_with(". ");
    if has_stop { format!("{}.", word.text) } else { word.text.to_owned() }
}

/// The words with capitals that stand beside each other, with what joins them. What touches a known name is a part of a longer one, or an
/// office: "Foreign Minister Sergey Lavrov".
fn rows(text: &str, words: &[Word<'_>]) -> Vec<Range<usize>> {
    let touch = |one: usize| {
        let (Some(one), Some(other)) = (words.get(one), words.get(one + 1)) else { return false };
        let between = &text[one.range.end..other.range.start];
        let is_initial = one.text.chars().count() == 1 && one.kind == WordKind::Capital;
        !one.possessive && (between == " " || (is_initial && between == ". "))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words[at].kind != WordKind::Capital {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        while touch(at) {
            at += 1;
            match words[at].kind {
                WordKind::Capital => end = at + 1,
                WordKind::Joining => {}
                WordKind::Taken | WordKind::Other => break,
            }
        }
        at = at.max(end);
        if is_whole(text, words, &(start..end), &touch) {
            found.push(start..end);
        }
    }
    found
}

/// Whether a row of words is a name of its own: no part of a known one, of a list, or of a measure.
fn is_whole(text: &str, words: &[Word<'_>], row: &Range<usize>, touch: &dyn Fn(usize) -> bool) -> bool {
    let (before, next) = (row.start.checked_sub(1), words.get(row.end));
    let before = before.filter(|before| touch(*before)).map(|before| &words[before]);
    let is_taken = |word: &Word<'_>| word.kind == WordKind::Taken;
    if before.is_some_and(is_taken) || (touch(row.end - 1) && next.is_some_and(is_taken)) {
        return false;
    }
    // "the Quad of Australia, India and Japan" has no name of three words.
    let is_joined = words[row.clone()].iter().any(|word| word.kind == WordKind::Joining);
    let goes_on =
        next.is_some_and(|next| next.kind != WordKind::Other && text[words[row.end - 1].range.end..next.range.start] == *", ");
    // "8 MB" is a measure.
    let is_measured = before.is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    let is_unit = row.len() == 1 && words[row.start].text.len() <= 3;
    row.len() <= LONGEST && !(is_joined && goes_on) && !(is_measured && is_unit)
}

/// The row without offices and days before it; `None` where nothing else is left.
fn without_titles(row: Row) -> Option<Row> {
    let title = row.words.iter().rposition(|word| listed(TITLES, word));
    let mut first = title.map_or(0, |title| title + 1);
    let is_of_title = |word: &String| word == "State" || word == "General" || listed(JOINING, word);
    let is_no_name = |at: usize, word: &String| (title.is_some() && is_of_title(word)) || (at == 0 && listed(CALENDAR, word));
    while row.words.get(first).is_some_and(|word| is_no_name(first, word)) {
        first += 1;
    }
    match first {
        0 => Some(row),
        first if first < row.words.len() => Some(row.without(first)),
        _ => None,
    }
}
