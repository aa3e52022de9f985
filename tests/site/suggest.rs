//! What is suggested, of which sort and why, and what it would write.

use std::sync::Arc;

use whowhen::analysis::suggest::{New, Sort};
use whowhen::base::diagnostic::Level;
use whowhen::base::slug::slug;
use whowhen::engine::refactor::suggest::{Begun, Proposed, propose};
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Files, Memory};

use super::support::{files, snapshot};

/// What all sites of these tests have beside the text.
const REST: &str = "\
-- content/actors.yaml --
okafor: {name: Ada Okafor, kind: person, weak: [the engineer]}
council: {name: Town Council, kind: government, metonyms: [the Tower], aliases: [the Board]}
guild: {name: Guild of Masons, aliases: [the Board]}
harbour: {name: Harbour Office, kind: office, metonyms: [the Quay]}
gazette: {name: Town Gazette, kind: newspaper}
-- content/places.yaml --
quay: {name: the Quay}
-- content/sources.yaml --
notice: {title: Notice, publisher: gazette, date: 2024-02-28, url: \"https://gazette.example/notice\"}
";

fn begin(new: &New) -> Begun {
    let id = slug(new.name.trim_start_matches("https://"));
    let text = match &new.linked {
        Some((words, file)) => format!("---\nurl: {}\n# {words}, {file}\n---\n", new.name),
        None => format!("---\nname: {}\n---\n", new.name),
    };
    Begun { id, text }
}

fn proposed(files: &Memory) -> Proposed {
    propose(Arc::new(files.clone()), Options::default(), &|_| true, &begin).unwrap()
}

/// A briefing of 20 January 2022, a Thursday.
fn briefing(head: &str, prose: &str) -> Memory {
    files(&format!("{REST}-- content/briefings/b.md --\n---\ntitle: A bridge\ndate: 2022-01-20\n{head}---\n{prose}\n"))
}

/// Each suggestion in a line: its sort, its words, `->` where it is written and `?` where it is told, and what is to be pasted.
fn lines(files: &Memory) -> Vec<String> {
    let line = |it: &whowhen::engine::refactor::suggest::Proposal| {
        let mark = if it.changes.is_empty() { "?" } else { "->" };
        format!("{} {} {mark} {}", it.suggestion.sort.word(), it.suggestion.words, it.suggestion.paste.join(" | "))
    };
    proposed(files).all.iter().map(|it| line(it).trim_end().to_owned()).collect()
}

/// The files once all is written: no error is new, and nothing is left to write.
#[track_caller]
fn written(files: &Memory) -> Memory {
    let mut after = files.clone();
    for change in proposed(files).changes {
        assert_eq!(change.before.as_deref(), files.read(change.path.as_str()).ok().as_deref(), "{}", change.path);
        after.write(change.path.as_str(), change.after.expect("nothing is removed"));
    }
    let errors = |files: &Memory| {
        let site = snapshot(files.clone(), Options::default());
        let all = site.diagnostics.iter().filter(|found| found.level == Level::Error);
        all.map(|found| format!("{}: {}", found.rule, found.message)).collect::<Vec<_>>()
    };
    assert_eq!(errors(&after), errors(files));
    let again = proposed(&after);
    let left: Vec<&str> = again.all.iter().filter(|it| !it.changes.is_empty()).map(|it| &*it.suggestion.words).collect();
    assert_eq!((left, again.changes.len()), (Vec::new(), 0));
    after
}

fn text(files: &Memory, path: &str) -> String {
    files.read(path).map_or_else(|_| String::new(), |bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

#[test]
fn a_list_of_the_page_s_own_takes_along_what_its_folder_gave_it() {
    let mut site = briefing("", "Ada Okafor said. Ada Okafor spoke. Okafor and Ada Okafor. [@notice]");
    site.write("content/briefings/_defaults.yaml", "actors: [Town Council, guild]\n");
    let after = text(&written(&site), "content/briefings/b.md");
    assert!(after.contains("\nactors: [\"Town Council\", guild, okafor]\n"), "{after}");
}

#[test]
fn a_relative_date_becomes_the_day_that_is_meant() {
    // What is written, and what stands there afterwards; the same where an editor has to decide.
    let table = [
        ("He left yesterday.", "He left on 19 January 2022."),
        ("Yesterday he left.", "On 19 January 2022 he left."),
        ("They meet tomorrow, says he.", "They meet on 21 January 2022, says he."),
        ("He left last night.", "He left on the night of 19 January 2022."),
        ("He has been away since yesterday.", "He has been away since 19 January 2022."),
        ("He left last week.", "He left in the week of 10–16 January 2022."),
        ("He is away until next week.", "He is away until the week of 24–30 January 2022."),
        ("He left earlier this month.", "He left earlier in January 2022."),
        ("Late last year he left.", "Late in 2021 he left."),
        ("It is to end by next month.", "It is to end by February 2022."),
        ("He left last Monday.", "He left on 17 January 2022."),
        ("They meet next Monday.", "They meet on 24 January 2022."),
        ("They meet on Thursday.", "They meet on 20 January 2022."),
        ("He left\nlast\nweek.", "He left\nin the week of 10–16 January 2022."),
        ("> He said so.\n\n- He *left yesterday*.", "> He said so.\n\n- He *left on 19 January 2022*."),
        // Monday was, or will be.
        ("He left on Monday.", "He left on Monday."),
        // The sentence would be forgotten.
        ("He came on Monday and left yesterday.", "He came on Monday and left yesterday."),
        ("He came last week and left yesterday.", "He came in the week of 10–16 January 2022 and left on 19 January 2022."),
        ("Yesterday was cold.", "Yesterday was cold."),
        ("He left two days ago.", "He left on 18 January 2022."),
        ("3 weeks ago he left.", "In the week of 27 December 2021 – 2 January 2022 he left."),
        ("He came twenty-two days ago.", "He came on 29 December 2021."),
        ("He came twenty two days ago and left 1 day ago.", "He came on 29 December 2021 and left on 19 January 2022."),
        (
            "She came, 25 days ago, home (30 days ago); 100 days ago too.",
            "She came, on 26 December 2021, home (on 21 December 2021); on 12 October 2021 too.",
        ),
        ("12 days ago he came.", "On 8 January 2022 he came."),
        (
            "He came a hundred and two days ago, one hundred two days ago.",
            "He came a hundred and two days ago, one hundred two days ago.",
        ),
        (
            "He came 1,5 days ago, 2-3 days ago, 1.5 weeks ago, two–three weeks ago.",
            "He came 1,5 days ago, 2-3 days ago, 1.5 weeks ago, two–three weeks ago.",
        ),
        ("He left more than two weeks ago, about a month ago.", "He left more than two weeks ago, about a month ago."),
        (
            "He came this morning and knew the day before yesterday.",
            "He came on the morning of 20 January 2022 and knew on 18 January 2022.",
        ),
        ("He left yesterday morning.", "He left yesterday morning."),
        ("He is here from yesterday to tomorrow.", "He is here from yesterday to tomorrow."),
        ("Between last week and next week he was away.", "Between last week and next week he was away."),
        ("It was at last year's end.", "It was at last year's end."),
        ("It is the yesterday-today rule.", "It is the yesterday-today rule."),
        ("> He left\n> last\n> week.", "> He left\n> last\n> week."),
        ("“He left yesterday,” she said.", "“He left yesterday,” she said."),
        ("He left on Monday, 17 January, not last week.", "He left on Monday, 17 January, not last week."),
    ];
    for (before, after) in table {
        let site = briefing("", before);
        let (_, body) = text(&written(&site), "content/briefings/b.md")
            .rsplit_once("---\n")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        assert_eq!(body.trim_end(), after, "{before}");
    }
    // In front matter and data files, wherever the file has the words as they read.
    let records = "summary: He left yesterday.\nat_a_glance: [\"He left last year.\", \"He \\\"left\\\" last month.\"]\n";
    let mut site = briefing(records, "");
    site.write("content/events.yaml", "- {id: left, when: 2022-01-01, title: He left, summary: He came last month.}\n");
    let after = written(&site);
    assert!(text(&after, "content/briefings/b.md").contains(
        "summary: He left on 19 January 2022.\nat_a_glance: [\"He left in 2021.\", \"He \\\"left\\\" last month.\"]\n"
    ));
    assert!(text(&after, "content/events.yaml").ends_with(" summary: He came in December 2021.}\n"));
    assert_eq!(lines(&briefing("", "He left on Monday.")), ["relative-date on Monday ?"]);
    assert_eq!(
        lines(&files("-- content/about.md --\n---\ntitle: About\n---\nHe left yesterday.\n")),
        ["relative-date yesterday ?"]
    );
    assert_eq!(
        proposed(&briefing("", "He left on Monday.")).all[0].suggestion.why,
        "write the date: counted from 20 January 2022 it is 17 January 2022, or 24 January 2022 if it lay ahead"
    );
}

#[test]
fn whom_a_name_means_is_asked_and_written_only_where_one_record_says_it() {
    let table: &[(&str, &str, &[&str])] = &[
        ("one has the word", "It came from the Tower.", &["unlinked-mention the Tower -> resolve: {the Tower: council}"]),
        (
            "a place has it too",
            "It came from the Quay.",
            &["unlinked-mention the Quay ? resolve: {the Quay: harbour} | resolve: {the Quay: quay}"],
        ),
        (
            "two are called so",
            "It came from the Board.",
            &["unlinked-mention the Board ? resolve: {the Board: council} | resolve: {the Board: guild}"],
        ),
        (
            "a description before the name",
            "So said the engineer. Ada Okafor left.",
            &["unlinked-mention the engineer ? [[okafor|the engineer]]"],
        ),
        ("a description behind it", "Ada Okafor left. So said the engineer.", &[]),
        ("a description without a name", "So said the engineer.", &[]),
        ("left alone", "It came from [the Tower]{.nolink}.", &[]),
    ];
    for (what, prose, expected) in table {
        assert_eq!(lines(&briefing("", prose)), *expected, "{what}");
    }
    assert_eq!(lines(&briefing("autolink: {skip: [the Board]}\n", "It came from the Board.")), [""; 0]);
    assert_eq!(lines(&briefing("resolve: {the Quay: quay, the Board: guild}\n", "The Quay and the Board.")), [""; 0]);
}

#[test]
fn a_meaning_is_written_in_the_style_of_the_front_matter() {
    for (before, after) in [
        ("", "resolve: {the Tower: council}\n"),
        ("resolve:\n", "resolve: {the Tower: council}\n"),
        ("resolve: {}\n", "resolve: {the Tower: council}\n"),
        ("resolve: {the Quay: quay} # so\n", "resolve: {the Tower: council, the Quay: quay} # so\n"),
        ("resolve:\n  the Quay: quay\n", "resolve:\n  the Tower: council\n  the Quay: quay\n"),
    ] {
        let after_all = text(&written(&briefing(before, "It came from the Tower.")), "content/briefings/b.md");
        assert_eq!(
            after_all,
            format!("---\ntitle: A bridge\ndate: 2022-01-20\n{after}---\nIt came from the Tower.\n"),
            "{before}"
        );
    }
    let bare = files(&format!("{REST}-- content/briefings/b.md --\n# A bridge\n\nIt came from the Tower.\n"));
    let after = text(&written(&bare), "content/briefings/b.md");
    assert_eq!(after, "---\nresolve: {the Tower: council}\n---\n# A bridge\n\nIt came from the Tower.\n");
}

#[test]
fn whom_a_briefing_speaks_of_again_and_again_is_put_into_its_list() {
    let prose = "Ada Okafor came. Ada Okafor saw it. Ada Okafor left.";
    for (before, after) in [
        ("actors: [council]\n", "actors: [council, okafor]\n"),
        ("actors:\n  - council # so\n", "actors:\n  - council # so\n  - okafor\n"),
        ("actors: Town Council\n", "actors: [Town Council, okafor]\n"),
        ("actors:\n- {id: ned, name: Ned High}\n", "actors:\n- {id: ned, name: Ned High}\n- okafor\n"),
    ] {
        let after_all = text(&written(&briefing(before, prose)), "content/briefings/b.md");
        assert_eq!(after_all, format!("---\ntitle: A bridge\ndate: 2022-01-20\n{after}---\n{prose}\n"));
    }
    let silent = [
        ("actors: [council, Ada Okafor]\n", prose),
        // Who has no list does without one.
        ("", prose),
        ("actors: [council]\n", "Ada Okafor came. Ada Okafor saw it."),
        ("actors: [council]\n", "Town Gazette came. Town Gazette saw it. Town Gazette left."),
        ("actors: [council]\n", "Ada Okafor came. Ada Okafor left.\n\n> Ada Okafor was there."),
    ];
    for (head, prose) in silent {
        assert_eq!(lines(&briefing(head, prose)), [""; 0], "{head}{prose}");
    }
}

#[test]
fn a_name_that_recurs_and_acts_gets_a_record() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "it speaks",
            "So said Bo Clerk. We met Bo Clerk, and Bo Clerk denied it.",
            &["new-actor Bo Clerk -> whowhen new actor \"Bo Clerk\""],
        ),
        ("it is only there", "We saw Long Hill, and again Long Hill.", &[]),
        ("a thing", "The Bridge Treaty said so; see Bridge Treaty.", &[]),
        ("a town", "Lagos said no. In Lagos, near Lagos, by Lagos.", &[]),
        (
            "a single word that acts",
            "then Masud said no, and Masud also said so; with Masud",
            &["new-actor Masud -> whowhen new actor \"Masud\""],
        ),
        (
            "part of a known name",
            "then Okafor said so; Okafor left; with Okafor",
            &["unlinked-mention Okafor ? aliases: [Okafor]"],
        ),
        ("once", "So Bo Clerk denied it.", &[]),
    ];
    for (what, prose, expected) in table {
        assert_eq!(lines(&briefing("", prose)), *expected, "{what}");
    }
    let site =
        briefing("actors: [Ned High]\nauthors: [Me]\nclaims: [{text: So., by: Ned High, source: notice}]\n", "We met Ned High.");
    assert_eq!(lines(&site), ["new-actor Ned High -> whowhen new actor \"Ned High\""]);
    assert_eq!(text(&written(&site), "content/actors/ned-high.md"), "---\nname: Ned High\n---\n");
}

#[test]
fn what_a_new_record_brings_with_it_is_written_too() {
    // A single name links only once it is defined, and then stands in the text three times.
    let elsewhere = "-- content/briefings/c.md --\n---\ntitle: C\ndate: 2022-01-20\nactors: [Masud]\nclaims: [{text: So., by: Masud, source: notice}]\n\
                     dates: [{when: 2022-01-01, title: It began, actors: [Masud]}]\n---\n";
    let mut site = briefing("actors: [council]\n", "We met Masud. Then Masud left. Nobody saw Masud.");
    site.write("content/briefings/c.md", elsewhere.split_once(" --\n").unwrap().1);
    let after = written(&site);
    assert_eq!(text(&after, "content/actors/masud.md"), "---\nname: Masud\n---\n");
    assert!(text(&after, "content/briefings/b.md").contains("\nactors: [council, masud]\n"));
}

#[test]
fn a_document_that_is_linked_becomes_a_source_of_the_page() {
    let site =
        briefing("", "See [the talks in full](https://post.example/talks?utm_source=x), and <https://post.example/talks>.");
    assert_eq!(
        lines(&site),
        ["new-source https://post.example/talks?utm_source=x -> whowhen new source https://post.example/talks?utm_source=x"]
    );
    let after = written(&briefing("sources: [notice]\n", "See [the talks](https://post.example/talks)."));
    assert_eq!(
        text(&after, "content/sources/post-example-talks.md"),
        "---\nurl: https://post.example/talks\n# the talks, content/briefings/b.md\n---\n"
    );
    assert!(text(&after, "content/briefings/b.md").contains("\nsources: [notice, post-example-talks]\n"));
    for prose in [
        "[recorded](http://gazette.example/notice#top)",
        "[a front page](https://post.example/)",
        "[explained](https://en.wikipedia.org/wiki/Bridge)",
        "[a picture](https://post.example/a.jpg)",
        "[within](../about.md)",
        "> [quoted](https://post.example/talks)",
        "[mail](mailto:a@post.example)",
    ] {
        let of_links: Vec<String> =
            lines(&briefing("", prose)).into_iter().filter(|line| line.starts_with("new-source")).collect();
        assert_eq!(of_links, [""; 0], "{prose}");
    }
    let about = files("-- content/about.md --\n---\ntitle: About\n---\nMade with [this](https://post.example/tool).\n");
    assert_eq!(lines(&about), [""; 0]);
}

#[test]
fn an_outlet_that_is_named_without_a_source_is_told() {
    let line = |name: &str| format!("new-source {name} ? sources: [{{title: \"…\", publisher: {name}, url: \"https://…\"}}]");
    for (prose, name) in [
        ("She told Reuters so.", "Reuters"),
        ("According to the Financial Times, it fell.", "Financial Times"),
        ("The Town Gazette reported it.", "Town Gazette"),
    ] {
        assert_eq!(lines(&briefing("", prose)), [line(name)], "{prose}");
    }
    for (head, prose) in [
        ("", "She told Reuters so. [@notice]"),
        ("", "She told Reuters so. It fell. [@notice]"),
        ("", "She reads Reuters. The Guardians said so."),
        ("", "“She told Reuters so.”"),
        ("sources: [notice]\n", "The Town Gazette reported it."),
        ("sources: [{title: A, publisher: The Financial Times}]\n", "According to the Financial Times, it fell."),
    ] {
        assert_eq!(lines(&briefing(head, prose)), [""; 0], "{head}{prose}");
    }
}

#[test]
fn what_would_be_an_error_is_told_and_not_written() {
    // The file that the record would have is there, and is something else.
    let mut site = briefing("", "So said Bo Clerk. We met Bo Clerk, and Bo Clerk denied it. He left yesterday.");
    site.write("content/actors/bo-clerk.md", "---\nname: Somebody\n---\n");
    assert_eq!(
        lines(&site),
        ["relative-date yesterday -> on 19 January 2022", "new-actor Bo Clerk ? whowhen new actor \"Bo Clerk\""]
    );
    written(&site);
    assert_eq!(Sort::ALL.map(Sort::word), ["relative-date", "unlinked-mention", "new-actor", "new-source"]);
}

#[test]
fn a_relative_date_is_left_alone_where_one_must_guess() {
    for prose in [
        "They sang the song Yesterday by the river.",
        "They met last Tuesday and Wednesday.",
        "On this day last year it rained.",
        "They met last week after week.",
        "It began two days ago today.",
    ] {
        let told = lines(&briefing("", prose));
        assert!(told.iter().all(|line| !line.contains("->")), "{prose}: {told:?}");
    }
    assert!(lines(&briefing("", "They left yesterday after the talks.")).iter().any(|line| line.contains("->")));
}
