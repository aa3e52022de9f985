//! Event files as real timeline projects keep them, before they have heard of this program: names in free text, sources by their
//! addresses, keys of their own.

use std::fmt::Write;

use super::made_up::{Dice, day, outlet, person, sentence, sentence_about, slug, title, town};

/// A file's path and text.
pub(crate) type File = (String, String);

/// So many events, with a `site.yaml` that declares the keys of the project's own.
pub(crate) fn site(events: usize) -> Vec<File> {
    let mut files = vec![(
        "site.yaml".to_owned(),
        "title: A made-up chronicle\nfields:\n  event:\n    lanes: {type: list, label: Lanes}\n    \
         verified_by: {type: text, label: Verified by}\n"
            .to_owned(),
    )];
    files.extend((0..events).map(event));
    files
}

/// Whom events name: few, so that they meet again.
pub(crate) const PEOPLE: usize = 24;

fn event(number: usize) -> File {
    let mut dice = Dice::new(number as u64);
    let (day, title) = (day(number), title(&mut dice, number));
    let id = format!("{day}--{}", slug(&title));
    let mut actors: Vec<String> = Vec::new();
    for _ in 0..dice.between(1, 5) {
        let name = person(dice.early(PEOPLE));
        if !actors.contains(&name) {
            actors.push(name);
        }
    }
    let mut text =
        format!("---\nid: \"{id}\"\ndate: {day}\ntitle: \"{title}\"\nlocation: {}, the old pier\n", town(dice.below(9)));
    let _ = writeln!(text, "actors: [{}]", actors.join(", "));
    let _ = writeln!(text, "tags: [{}, {}]", dice.pick(&["ferries", "schools", "fees"]), dice.pick(&["archive", "votes"]));
    let _ = writeln!(text, "status: {}\nimportance: {}", dice.pick(&["confirmed", "reported", "alleged"]), dice.between(1, 10));
    text.push_str("sources:\n");
    for n in 0..dice.between(1, 3) {
        // Now and then two events lean on one text.
        let of = if n == 0 && dice.below(5) == 0 { number / 2 } else { number };
        let outlet = outlet((of + n) % 6);
        let _ = write!(
            text,
            "  - title: \"On matter {of}, {n}\"\n    url: https://{}.example/{of}-{n}\n    outlet: {outlet}\n    date: {}\n",
            slug(&outlet),
            super::made_up::day(of)
        );
    }
    let _ = writeln!(text, "lanes: [{}]\nverified_by: desk {}\n---\n", dice.pick(&["north", "south"]), dice.between(1, 4));
    let _ = writeln!(text, "{} {}\n\n## Background\n", sentence_about(&mut dice, &actors[0]), sentence(&mut dice));
    let _ = writeln!(text, "{} {}", sentence(&mut dice), sentence(&mut dice));
    (format!("content/events/{id}.md"), text)
}
