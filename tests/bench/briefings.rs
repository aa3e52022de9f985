//! A site of briefings in the format of the content model: for each 100, 20 actors, 50 events, 50 sources and 25 claims; some 830 words
//! a briefing, which name sixteen actors or so and cite their sources.

use std::fmt::Write;

use super::freeform::File;
use super::made_up::{Dice, day, outlet, person, sentence, sentence_about, slug, title};

/// How many records of each kind there are.
struct Size {
    briefings: usize,
    actors: usize,
    events: usize,
    sources: usize,
}

/// The files of a site of so many briefings.
pub(crate) fn site(briefings: usize) -> Vec<File> {
    let size = Size { briefings, actors: briefings.div_ceil(5), events: briefings.div_ceil(2), sources: briefings.div_ceil(2) };
    let mut files = vec![(
        "site.yaml".to_owned(),
        "title: A made-up record\nbase_url: https://record.example/\nas_of: 2025-01-01\n".to_owned(),
    )];
    files.extend((0..size.actors).map(actor));
    files.extend((0..size.events).map(|number| event(number, &size)));
    files.extend((0..size.sources).map(source));
    files.extend((0..size.briefings).map(|number| briefing(number, &size)));
    files
}

/// The path of a briefing.
pub(crate) fn path(number: usize) -> String {
    format!("content/briefings/briefing-{number:05}.md")
}

fn actor(number: usize) -> File {
    let mut dice = Dice::new(1_000_000 + number as u64);
    let name = person(number);
    let last = name.split(' ').next_back().unwrap_or_default();
    let text = format!(
        "---\nname: {name}\nkind: person\nrole: keeper of matter {number}\naliases: [{last}, Minister {last}]\n---\n\n{} {} {}\n",
        sentence(&mut dice),
        sentence(&mut dice),
        sentence(&mut dice)
    );
    (format!("content/actors/{}.md", slug(&name)), text)
}

fn event(number: usize, size: &Size) -> File {
    let mut dice = Dice::new(2_000_000 + number as u64);
    let actors: Vec<usize> = distinct(&mut dice, 2, 5, size.actors);
    let named: Vec<String> = actors.iter().map(|number| slug(&person(*number))).collect();
    let mut text = format!(
        "---\ntitle: \"{}\"\nwhen: {}\nactors: [{}]\nsources: [{}]\nimportance: {}\n---\n\n",
        title(&mut dice, number),
        day(number),
        named.join(", "),
        source_id(number % size.sources),
        dice.between(1, 10)
    );
    for number in actors {
        let _ = write!(text, "{} {} ", sentence_about(&mut dice, &person(number)), sentence(&mut dice));
    }
    text.push('\n');
    (format!("content/events/{}.md", event_id(number)), text)
}

fn event_id(number: usize) -> String {
    format!("event-{number:05}")
}

fn source_id(number: usize) -> String {
    format!("source-{number:05}")
}

fn source(number: usize) -> File {
    let mut dice = Dice::new(3_000_000 + number as u64);
    let text = format!(
        "---\ntitle: \"{}\"\npublisher: {}\npublished: {}\nurl: https://press.example/{number}\ntype: article\nnote: {}\n---\n",
        title(&mut dice, number),
        outlet(number % 8),
        day(number),
        sentence(&mut dice)
    );
    (format!("content/sources/{}.md", source_id(number)), text)
}

fn briefing(number: usize, size: &Size) -> File {
    let mut dice = Dice::new(4_000_000 + number as u64);
    let actors = distinct(&mut dice, 12, 20, size.actors);
    let events = near(&mut dice, number, size.briefings, size.events);
    let sources = near(&mut dice, number, size.briefings, size.sources);
    let listed = |ids: Vec<String>| ids.join(", ");
    let cast: Vec<String> = actors.iter().take(6).map(|number| slug(&person(*number))).collect();
    let mut text = format!(
        "---\ntitle: \"{}\"\ndate: {}\nsummary: {}\nactors: [{}]\ndates: [{}]\nsources: [{}]\n",
        title(&mut dice, number),
        day(number),
        sentence(&mut dice),
        listed(cast.clone()),
        listed(events.iter().map(|number| event_id(*number)).collect()),
        listed(sources.iter().map(|number| source_id(*number)).collect()),
    );
    if number.is_multiple_of(4) {
        let _ = write!(
            text,
            "claims:\n  - id: claim-{number:05}\n    text: {}\n    asserted: [{{by: {}, source: {}}}]\n",
            sentence(&mut dice),
            cast[0],
            source_id(sources[0])
        );
        if dice.below(10) < 3 {
            let _ = writeln!(text, "    responses: [{{by: {}, stance: denies, source: {}}}]", cast[1], source_id(sources[0]));
        }
    }
    text.push_str("---\n\n");
    for section in 0..6 {
        if section > 0 {
            let _ = writeln!(text, "## What part {section} is about\n");
        }
        for paragraph in 0..3 {
            for _ in 0..3 {
                let _ = write!(text, "{} ", sentence(&mut dice));
            }
            let name = person(actors[(section * 3 + paragraph) % actors.len()]);
            let shown = if section % 2 == 0 { name.as_str() } else { name.split(' ').next_back().unwrap_or_default() };
            let _ = writeln!(text, "{}\n", sentence_about(&mut dice, shown).replace(".", &cited(&mut dice, &sources)));
        }
    }
    let _ = writeln!(text, "> {}\n\nMore on [[{}|what happened then]].\n", sentence(&mut dice), event_id(events[0]));
    let _ = writeln!(text, "| Item | Tonnes |\n|---|---:|\n| {} | 39 |", dice.pick(&["Coal", "Grain"]));
    (path(number), text)
}

fn cited(dice: &mut Dice, sources: &[usize]) -> String {
    if dice.below(3) == 0 { format!(" [@{}].", source_id(sources[dice.below(sources.len())])) } else { ".".to_owned() }
}

/// Different numbers, low ones more often.
fn distinct(dice: &mut Dice, least: usize, most: usize, of: usize) -> Vec<usize> {
    let wanted = dice.between(least, most).min(of);
    let mut chosen = Vec::new();
    while chosen.len() < wanted {
        let number = dice.early(of);
        if !chosen.contains(&number) {
            chosen.push(number);
        }
    }
    chosen
}

/// A few numbers around the place that a briefing has in time.
fn near(dice: &mut Dice, number: usize, briefings: usize, of: usize) -> Vec<usize> {
    let middle = number * of / briefings;
    let mut chosen: Vec<usize> = (0..dice.between(2, 5)).map(|_| (middle + dice.below(12)) % of).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
