//! Figures side by side: which records give figures for the same thing, in which order, and never a denied one without its denial. How they
//! are shown stands in `tests/sites/march/`.

use super::support::{Built, site};

/// The figures of a page, row by row: figure, status and answers.
#[track_caller]
fn figures(site: &Built, address: &str) -> Vec<String> {
    let main = site.main(address);
    let Some((_, rest)) = main.split_once("id=\"figures\"") else { return Vec::new() };
    let section = rest.split("<h2").next().unwrap();
    let rows = section.split("<tr><td>").skip(1);
    rows.map(|row| {
        let mut text = String::new();
        let mut inside = false;
        for c in row.split("</tr>").next().unwrap().chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
    .collect()
}

fn claims(lines: &str) -> Built {
    site(&format!(
        "\
-- content/actors.yaml --
ada: {{name: Ada}}
bo: {{name: Bo}}
-- content/events.yaml --
march: {{title: March, when: 2024-06-01, claims: [one]}}
rally: {{title: Rally, when: 2024-06-02}}
-- content/claims.yaml --
{lines}"
    ))
}

#[test]
fn figures_for_one_thing_stand_side_by_side_and_others_do_not() {
    let one = "one: {text: One, by: ada, quantity: {n: 1, unit: people}";
    for (case, first, second, expected) in [
        ("listed by the event, and about it", "about: [ada]", "about: [march], quantity: {n: 2, unit: people}", true),
        ("the same about, in another order", "about: [ada, bo]", "about: [bo, ada], quantity: {n: 2, unit: people}", true),
        ("about one of two only", "about: [ada, bo]", "about: [ada], quantity: {n: 2, unit: people}", false),
        ("about another event", "about: [ada]", "about: [rally], quantity: {n: 2, unit: people}", false),
        ("about nothing", "title: A", "title: B, quantity: {n: 2, unit: people}", false),
        ("the unit in capitals", "about: [march]", "about: [march], quantity: {n: 2, unit: People}", true),
        ("another unit", "about: [march]", "about: [march], quantity: {n: 2, unit: ships}", false),
        ("no unit", "about: [march]", "about: [march], quantity: {n: 2}", false),
        ("no number", "about: [march]", "about: [march], quantity: {unit: people}", false),
        ("no figure", "about: [march]", "about: [march]", false),
    ] {
        let built = claims(&format!("{one}, {first}}}\ntwo: {{text: Two, by: bo, {second}}}\n"));
        let there = [figures(&built, "claims/one/").len(), figures(&built, "claims/two/").len()];
        assert_eq!(there, if expected { [2, 2] } else { [0, 0] }, "{case}");
    }
}

#[test]
fn one_record_has_no_rival_in_itself() {
    let built = claims(
        "one: {text: One, by: ada, quantity: [{n: 1, unit: people, as_of: 2024-01}, {n: 2, unit: people, as_of: 2024-02}]}\n",
    );
    assert_eq!((figures(&built, "claims/one/"), figures(&built, "events/march/")), (vec![], vec![]));
}

#[test]
fn the_newest_comes_first_and_each_with_its_denial() {
    let built = site(
        "\
-- content/events.yaml --
march: {title: March, when: 2024-06-01, status: occurred, quantity: {n: 4, unit: people}, claims: [one, two, three]}
-- content/claims.yaml --
one:
  text: One
  by: Ada
  date: 2024-06-03
  responses: [{by: Bo, stance: denies}, {by: Bo, stance: denies}, {by: Cy, stance: sidesteps}]
  status: disputed
  quantity: {n: 1, about: true, unit: people}
two: {text: Two, hedge: allegedly, quantity: {at_least: 2, unit: people, as_of: 2024-06-04}}
three: {text: Three, by: Ada, quantity: [{n: 3, unit: people, as_of: 2024-05}, {n: 9, unit: ships}]}
",
    );
    let expected = [
        "at least 2 people as of 4 June 2024 nobody by name; allegedly not given",
        "about 1 people said 3 June 2024 Ada Disputed Denied by Bo",
        "4 people as of 1 June 2024 March (event) Occurred",
        "3 people as of May 2024 Ada not given",
    ];
    for page in ["events/march/", "claims/one/", "claims/two/", "claims/three/"] {
        assert_eq!(figures(&built, page), expected, "{page}");
    }
}
