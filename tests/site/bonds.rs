//! What an actor's page says of others: who holds its offices, what belongs to what, with whom it is often seen. How that is shown stands in
//! `tests/sites/march/`.

use super::support::{Built, site};

/// The text of a section of a page, by its anchor: words of tags left out, a line for each item or row.
#[track_caller]
fn section(built: &Built, address: &str, anchor: &str) -> Vec<String> {
    let main = built.main(address);
    let Some((_, rest)) = main.split_once(&format!("id=\"{anchor}\"")) else { return Vec::new() };
    let html = rest.split_once("</h2>").unwrap().1.split("<h2").next().unwrap().split("<dl").next().unwrap();
    let mut text = String::new();
    for piece in html.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        text.push_str(match tag.split(' ').next().unwrap() {
            "li" | "tr" | "h3" => "\n",
            "td" | "th" | "p" | "sup" | "span" => " ",
            _ => "",
        });
        text.push_str(words);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

#[test]
fn an_office_says_who_holds_it_who_did_and_who_is_to() {
    let built = site(
        "\
-- site.yaml --
as_of: 2024-03-01
-- content/actors.yaml --
house: {name: The House, kind: office}
ada: {name: Ada, roles: [{title: Speaker, of: house, since: 2020, until: 2022-12-31}, {title: Clerk, of: The House, since: 2015, until: 2019}]}
bo: {name: Bo, roles: [{title: Speaker, of: house, since: 2023}]}
cy: {name: Cy, roles: [{title: Speaker, of: house, since: 2024-06}, {title: Mayor, since: 2020}]}
dee: {name: An aide, kind: unnamed, roles: [{title: Aide, of: house}]}
eve: {name: Eve, roles: [{title: Envoy, of: The Court, until: 2021}]}
",
    );
    let rows = [
        "Offices of The House who from until",
        "Bo Speaker 2023 open",
        "An aide (unnamed) Aide not known open",
        "Cy (to come) Speaker June 2024 open",
        "Ada (former) Speaker 2020 31 December 2022",
        "Ada (former) Clerk 2015 2019",
    ];
    assert_eq!(section(&built, "actors/house/", "holders").join(" "), rows.join(" "));
    assert!(built.main("actors/house/").contains("Who holds office"));
    assert!(built.main("actors/the-court/").contains("Who held office"), "{}", built.main("actors/the-court/"));
    assert!(built.main("actors/eve/").contains("in office until <time datetime=\"2021\">2021</time>"));
}

#[test]
fn what_is_part_of_what_is_told_from_above_and_from_below() {
    let built = site(
        "\
-- content/actors.yaml --
state: {name: State}
ministry: {name: Ministry, part_of: state}
police: {name: Police, part_of: [ministry, council]}
river: {name: River Guard, part_of: police}
council: {name: Council, part_of: state, members: [ada]}
paper: {name: Paper, state_owned_by: state}
ada: {name: Ada}
",
    );
    // A part of two is told once.
    let whole = section(&built, "actors/state/", "relations");
    assert_eq!(whole, ["Paper is owned by State.", "its parts", "Council", "Police", "River Guard", "Ministry"]);
    assert_eq!(section(&built, "actors/river/", "relations"), ["part of", "State → Ministry → Police → River Guard"]);
    assert_eq!(section(&built, "actors/ministry/", "relations"), ["its parts", "Police", "River Guard"]);
    assert_eq!(section(&built, "actors/ada/", "relations"), ["Ada is a member of Council."]);
}

#[test]
fn a_loop_of_parts_ends() {
    let built = site("-- content/actors.yaml --\na: {name: A, part_of: b}\nb: {name: B, part_of: c}\nc: {name: C, part_of: a}\n");
    assert_eq!(section(&built, "actors/a/", "relations"), ["part of", "C → B → A", "its parts", "C", "B"]);
}

#[test]
fn relations_have_their_time_and_their_sources() {
    let built = site(
        "\
-- content/actors.yaml --
ada: {name: Ada, relations: [{to: bo, type: advised, since: 2020, until: 2021, source: paper, note: In *writing*.}]}
bo: {name: Bo}
-- content/relations.yaml --
- {from: bo, to: ada, type: sued, since: 2022-05-01, source: paper}
- {from: bo, to: bo, type: cites}
-- content/sources.yaml --
paper: {title: The paper}
",
    );
    let told = ["Ada advised Bo, from 2020 until 2021. 1 In writing.", "Bo sued Ada, 1 May 2022. 1", "Bo cites Bo."];
    assert_eq!(section(&built, "actors/ada/", "relations"), told[..2]);
    assert_eq!(section(&built, "actors/bo/", "relations"), told);
    assert!(built.main("actors/bo/").contains("id=\"source-paper\""));
}

#[test]
fn company_is_counted_where_it_is_more_than_chance() {
    let mut events = String::new();
    for n in 0..3 {
        events += &format!("e{n}: {{title: Event {n}, when: 2024, actors: [ada, bo, {{actor: ada, as: host}}]}}\n");
    }
    let many: Vec<String> = (0..9).map(|n| format!("Man {n}")).collect();
    let briefing =
        |n: usize, actors: &str| format!("-- content/briefings/b{n}.md --\n---\ntitle: B{n}\nactors: [{actors}]\n---\nWords.\n");
    let built = site(&format!(
        "-- content/actors.yaml --\nada: {{name: Ada}}\nbo: {{name: Bo}}\ncy: {{name: Cy}}\n-- content/events.yaml --\n{events}{}{}{}",
        briefing(1, "ada, bo, cy"),
        briefing(2, &many.join(", ")),
        briefing(3, &many.join(", ")),
    ));
    assert_eq!(section(&built, "actors/ada/", "together"), ["Bo 3 events, 1 briefing"]);
    assert_eq!(section(&built, "actors/cy/", "together"), [""; 0]);
    let expected: Vec<String> = (1..7).map(|n| format!("Man {n} 2 briefings")).collect();
    assert_eq!(section(&built, "actors/man-0/", "together"), expected);
}
