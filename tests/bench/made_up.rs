//! Names, words and chance for sites that are made up. The same number gives the same site, on every machine.

/// Chance that repeats itself: SplitMix64.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    pub(crate) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    pub(crate) fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    /// A place in a list of `length` of which the first are chosen more often.
    pub(crate) fn early(&mut self, length: usize) -> usize {
        self.below(length).min(self.below(length))
    }
}

const ONSETS: [&str; 16] = ["b", "br", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
const CODAS: [&str; 8] = ["", "l", "m", "n", "r", "s", "sk", "th"];

/// The `number`th word of three syllables; no two are the same.
fn word(number: usize) -> String {
    let syllable = |number: usize, codas: &[&str]| {
        let (onset, rest) = (number % ONSETS.len(), number / ONSETS.len());
        format!("{}{}{}", ONSETS[onset], VOWELS[rest % VOWELS.len()], codas[rest / VOWELS.len() % codas.len()])
    };
    // Far steps, so that neighbours in number are none in spelling.
    let far = number * 7_919 % (80 * 80 * 640);
    let text = format!("{}{}{}", syllable(far % 80, &[""]), syllable(far / 80 % 80, &[""]), syllable(far / 6_400, &CODAS));
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The `number`th person's name, in two words.
pub(crate) fn person(number: usize) -> String {
    format!("{} {}", word(2 * number), word(2 * number + 1))
}

/// The `number`th outlet's name.
pub(crate) fn outlet(number: usize) -> String {
    let kind = ["Courier", "Ledger", "Dispatch", "Observer"][number % 4];
    format!("{} {kind}", word(30_011 + number))
}

/// The `number`th town's name.
pub(crate) fn town(number: usize) -> String {
    format!("{} Harbour", word(60_013 + number))
}

const WHAT: [&str; 16] = [
    "ferry plan",
    "harbour fee",
    "school budget",
    "bridge survey",
    "rail timetable",
    "market licence",
    "water report",
    "archive visit",
    "grain order",
    "tower repair",
    "bus contract",
    "park lease",
    "library vote",
    "power cut",
    "fishing quota",
    "coal delivery",
];
const DID: [&str; 12] = [
    "delays",
    "replaces",
    "questions",
    "supports",
    "covers",
    "blocks",
    "follows",
    "describes",
    "changes",
    "ends",
    "repeats",
    "answers",
];
const HOW: [&str; 10] = [
    "in the autumn",
    "after a long debate",
    "without a vote",
    "for the second time",
    "on short notice",
    "as agreed",
    "by letter",
    "in public",
    "before the deadline",
    "against advice",
];

/// A few words for a title; the number makes it one of its kind.
pub(crate) fn title(dice: &mut Dice, number: usize) -> String {
    let (one, other) = (dice.pick(&WHAT), dice.pick(&WHAT));
    let mut text = format!("the {one} {} the {other}, part {number}", dice.pick(&DID));
    text.replace_range(..1, "T");
    text
}

/// A sentence that means nothing.
pub(crate) fn sentence(dice: &mut Dice) -> String {
    let (one, other, third) = (dice.pick(&WHAT), dice.pick(&WHAT), dice.pick(&WHAT));
    let (did, how) = (dice.pick(&DID), dice.pick(&HOW));
    match dice.below(3) {
        0 => format!("The {one} {did} the {other} {how}."),
        1 => format!("The {one} {did} the {other} {how}, so that nobody {} the {third}.", dice.pick(&["knows", "pays", "sees"])),
        _ => format!("Nothing in the {one} {did} the {other}, and the {third} is what it was {how}."),
    }
}

/// A sentence that names somebody.
pub(crate) fn sentence_about(dice: &mut Dice, name: &str) -> String {
    let (one, did, other) = (dice.pick(&WHAT), dice.pick(&DID), dice.pick(&WHAT));
    match dice.below(3) {
        0 => format!("{name} said that the {one} {did} the {other}."),
        1 => format!("According to {name}, the {one} {did} the {other} {}.", dice.pick(&HOW)),
        _ => format!("The {one} is {name}'s idea, and it {did} the {other}."),
    }
}

/// A day, of some years.
pub(crate) fn day(number: usize) -> String {
    format!("{:04}-{:02}-{:02}", 2015 + number / 336 % 10, 1 + number / 28 % 12, 1 + number % 28)
}

/// Words as an address has them.
pub(crate) fn slug(text: &str) -> String {
    let plain = text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
