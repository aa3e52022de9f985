//! `suggest`: what an editor may want to write, told, shown as a patch, and written.

use serde_json::Value;

use super::*;

/// A site with something of each kind.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A bridge\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: Who closed the bridge?\ndate: 2024-03-01\nactors: [council]\nsources:\n  - gazette\n---\n\
         The Quay closed it last week, Bo Clerk said. On Monday the Quay told Reuters more.\n\n\
         We asked Bo Clerk and [the Harbour Office](https://harbour.example/notes/7), as\n\
         [A full account of it](https://post.example/account) has it. The Tower was silent.\n",
    );
    desk.write(
        "content/actors.yaml",
        "council: {name: Town Council, kind: government, metonyms: [the Tower]}\n\
         harbour: {name: Harbour Board, kind: office, metonyms: [the Quay]}\n",
    );
    desk.write("content/places.yaml", "quay: {name: the Quay}\n");
    desk.write("content/sources.yaml", "gazette: {title: Notice, publisher: Town Gazette, url: \"https://gazette.example/1\"}\n");
    desk
}

#[test]
fn what_may_be_written_is_told_kind_by_kind() {
    assert_data_eq!(
        desk().run(&["suggest"]).to_string(),
        str![[r#"
1| Relative dates (2)
1|   These words mean another day to whoever reads them later.
1|   last week  content/briefings/bridge.md:8:20
1|       write the date: counted from 1 March 2024 it is 19–25 February 2024
1|       write  in the week of 19–25 February 2024
1|   On Monday  content/briefings/bridge.md:8:46
1|       write the date: counted from 1 March 2024 it is 26 February 2024, or 4 March 2024 if it lay ahead
1|
1| Unlinked mentions (2)
1|   Say whom these names mean, or let them lead somewhere.
1|   The Quay  content/briefings/bridge.md:8:1
1|       may be the actor `Harbour Board` or the place `the Quay`: nothing says which
1|       paste  resolve: {the Quay: harbour}
1|       or     resolve: {the Quay: quay}
1|   The Tower  content/briefings/bridge.md:11:62
1|       may stand for the actor `Town Council`, and nothing says so
1|       write  resolve: {the Tower: council}
1|
1| New actors (1)
1|   These names recur and have no record.
1|   Bo Clerk  content/briefings/bridge.md:8:31
1|       named 2 times, speaks or acts, and matches nothing
1|       write  content/actors/bo-clerk.md
1|
1| New sources (3)
1|   These are named or linked, and recorded nowhere.
1|   Reuters  content/briefings/bridge.md:8:70
1|       is named as where it was said, and the page has no source of theirs
1|       paste  sources: [{title: "…", publisher: Reuters, url: "https://…"}]
1|   https://harbour.example/notes/7  content/briefings/bridge.md:10:24
1|       is linked here, and no source
1|       write  content/sources/harbour-example-notes-7.md
1|   https://post.example/account  content/briefings/bridge.md:11:2
1|       is linked here, and no source
1|       write  content/sources/post-example-account.md
2|    Found 8 suggestions   5 of them `whowhen suggest --write` writes, and `--patch` shows how
exit 0

"#]]
    );
    assert_data_eq!(
        desk().run(&["suggest", "--only", "relative-date", "--only", "new-actor"]).to_string(),
        str![[r#"
1| Relative dates (2)
1|   These words mean another day to whoever reads them later.
1|   last week  content/briefings/bridge.md:8:20
1|       write the date: counted from 1 March 2024 it is 19–25 February 2024
1|       write  in the week of 19–25 February 2024
1|   On Monday  content/briefings/bridge.md:8:46
1|       write the date: counted from 1 March 2024 it is 26 February 2024, or 4 March 2024 if it lay ahead
1|
1| New actors (1)
1|   These names recur and have no record.
1|   Bo Clerk  content/briefings/bridge.md:8:31
1|       named 2 times, speaks or acts, and matches nothing
1|       write  content/actors/bo-clerk.md
2|    Found 3 suggestions   2 of them `whowhen suggest --write` writes, and `--patch` shows how
exit 0

"#]]
    );
}

#[test]
fn the_patch_is_all_that_would_be_written() {
    let desk = desk();
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["suggest", "--patch"]).to_string(),
        str![[r#"
1| diff --git a/content/actors/bo-clerk.md b/content/actors/bo-clerk.md
1| new file mode 100644
1| --- /dev/null
1| +++ b/content/actors/bo-clerk.md
1| @@ -0,0 +1,7 @@
1| +---
1| +name: "Bo Clerk"
1| +# kind: person   (organization, government, ministry, office, alliance, party, company, newspaper …)
1| +# role: "what the actor is, in a few words"
1| +# aliases: [other names]
1| +# part_of: A larger body
1| +---
1| diff --git a/content/sources/harbour-example-notes-7.md b/content/sources/harbour-example-notes-7.md
1| new file mode 100644
1| --- /dev/null
1| +++ b/content/sources/harbour-example-notes-7.md
1| @@ -0,0 +1,9 @@
1| +---
1| +# title: "its headline"   (the link in content/briefings/bridge.md says "the Harbour Office")
1| +url: "https://harbour.example/notes/7"
1| +archived: {status: wanted}
1| +# publisher: A newspaper
1| +# authors: [A person]
1| +# published: 2022-01-10
1| +# type: article   (wire, statement, document, report, interview, social, broadcast …)
1| +---
1| diff --git a/content/sources/post-example-account.md b/content/sources/post-example-account.md
1| new file mode 100644
1| --- /dev/null
1| +++ b/content/sources/post-example-account.md
1| @@ -0,0 +1,9 @@
1| +---
1| +title: "A full account of it" # the words of the link in content/briefings/bridge.md: look whether it is called so
1| +url: "https://post.example/account"
1| +archived: {status: wanted}
1| +# publisher: A newspaper
1| +# authors: [A person]
1| +# published: 2022-01-10
1| +# type: article   (wire, statement, document, report, interview, social, broadcast …)
1| +---
1| diff --git a/content/briefings/bridge.md b/content/briefings/bridge.md
1| --- a/content/briefings/bridge.md
1| +++ b/content/briefings/bridge.md
1| @@ -4,8 +4,11 @@
1|  actors: [council]
1|  sources:
1|    - gazette
1| +  - harbour-example-notes-7
1| +  - post-example-account
1| +resolve: {the Tower: council}
1|  ---
1| -The Quay closed it last week, Bo Clerk said. On Monday the Quay told Reuters more.
1| +The Quay closed it in the week of 19–25 February 2024, Bo Clerk said. On Monday the Quay told Reuters more.
1|
1|  We asked Bo Clerk and [the Harbour Office](https://harbour.example/notes/7), as
1|  [A full account of it](https://post.example/account) has it. The Tower was silent.
2|    Found 8 suggestions   5 of them in the patch, 4 files
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
}

#[test]
fn what_is_written_is_what_the_patch_shows_and_a_second_time_nothing_is() {
    let desk = desk();
    let patch = desk.run(&["suggest", "--patch", "-q"]).out;
    let errors = |desk: &Desk| desk.run(&["check", "--format", "short"]).out.matches(": error[").count();
    assert_eq!(errors(&desk), 0);
    assert_data_eq!(
        desk.run(&["suggest", "--write"]).to_string(),
        str![[r#"
2|    Wrote 5 of 8 suggestions in 4 files
2|          content/actors/bo-clerk.md (new)
2|          content/sources/harbour-example-notes-7.md (new)
2|          content/sources/post-example-account.md (new)
2|          content/briefings/bridge.md
exit 0

"#]]
    );
    for line in patch.lines().filter_map(|line| line.strip_prefix('+')).filter(|line| !line.starts_with("++ ")) {
        assert!(desk.tree().values().any(|text| text.contains(line)), "{line}");
    }
    assert_eq!(errors(&desk), 0);
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["suggest", "--write"]).to_string(),
        str![[r#"
2|    Wrote nothing: there is nothing to write; 3 suggestions are for you to decide
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
    assert_eq!(desk.run(&["suggest", "--patch", "-q"]).to_string(), "exit 0\n");
    assert_data_eq!(
        desk.run(&["suggest"]).to_string(),
        str![[r#"
1| Relative dates (1)
1|   These words mean another day to whoever reads them later.
1|   On Monday  content/briefings/bridge.md:11:71
1|       write the date: counted from 1 March 2024 it is 26 February 2024, or 4 March 2024 if it lay ahead
1|
1| Unlinked mentions (1)
1|   Say whom these names mean, or let them lead somewhere.
1|   The Quay  content/briefings/bridge.md:11:1
1|       may be the actor `Harbour Board` or the place `the Quay`: nothing says which
1|       paste  resolve: {the Quay: harbour}
1|       or     resolve: {the Quay: quay}
1|
1| New actors: none
1|
1| New sources (1)
1|   These are named or linked, and recorded nowhere.
1|   Reuters  content/briefings/bridge.md:11:95
1|       is named as where it was said, and the page has no source of theirs
1|       paste  sources: [{title: "…", publisher: Reuters, url: "https://…"}]
2|    Found 3 suggestions
exit 0

"#]]
    );
}

#[test]
fn for_programs_each_has_its_own_patch() {
    let said = desk().run(&["suggest", "--json", "-q"]);
    assert_eq!((said.err.as_str(), said.exit), ("", 0));
    assert_data_eq!(said.out, snapbox::file!["suggest.json": Text]);
}

#[test]
fn ten_of_a_kind_are_shown_and_all_if_asked_for() {
    let desk = Desk::new();
    let prose: String = (0..12).map(|_| "He left on Monday. ").collect();
    desk.write("content/briefings/b.md", &format!("---\ntitle: B\ndate: 2024-03-01\n---\n{prose}\n"));
    let few = desk.run(&["suggest"]).out;
    assert!(few.contains("Relative dates (12)") && few.contains("\n  … 2 more; `--all` shows them\n"), "{few}");
    assert_eq!(few.matches("  on Monday  ").count() + few.matches("  On Monday  ").count(), 10);
    let all = desk.run(&["suggest", "--all"]).out;
    assert!(!all.contains("more; `--all`") && all.matches("  on Monday  ").count() == 12, "{all}");
    let whole: Value = serde_json::from_str(&desk.run(&["suggest", "--json"]).out).unwrap();
    assert_eq!(whole["suggest"]["count"], 12);
}

#[test]
fn an_empty_site_has_nothing_to_suggest() {
    let desk = Desk::new();
    fs::create_dir_all(desk.folder().join("content")).unwrap();
    assert_data_eq!(
        desk.run(&["suggest"]).to_string(),
        str![[r#"
1| Relative dates: none
1| Unlinked mentions: none
1| New actors: none
1| New sources: none
2|    Found nothing to suggest
exit 0

"#]]
    );
    assert_eq!(desk.run(&["suggest", "--patch", "-q"]).to_string(), "exit 0\n");
    assert!(Desk::new().refused(&["suggest"]).err.contains("there is no folder content/"));
    let begun = Desk::with_site();
    assert!(begun.run(&["suggest"]).err.contains("nothing to suggest"), "what `init` makes is in order");
}

#[test]
fn where_the_content_is_broken_what_can_be_read_is_told_and_nothing_is_written() {
    let desk = desk();
    desk.write("content/events/talks.md", "---\ntitle: Talks: the first\nwhen: 2024-03-01\n---\n");
    let said = desk.run(&["suggest", "--only", "relative-date"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
1| Relative dates (2)
1|   These words mean another day to whoever reads them later.
1|   last week  content/briefings/bridge.md:8:20
1|       write the date: counted from 1 March 2024 it is 19–25 February 2024
1|       write  in the week of 19–25 February 2024
1|   On Monday  content/briefings/bridge.md:8:46
1|       write the date: counted from 1 March 2024 it is 26 February 2024, or 4 March 2024 if it lay ahead
2|    Found 2 suggestions   1 of them `whowhen suggest --write` writes, and `--patch` shows how
2| warning: the content has 1 error, so something may be missing here, or be recorded already
2| help: `whowhen check` shows what is wrong
exit 1

"#]]
    );
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["suggest", "--write"]).to_string(),
        str![[r#"
2| error: the content has 1 error; nothing was written
2| help: `whowhen check` shows what is wrong; mend it, then run the command again
exit 1

"#]]
    );
    assert_eq!(desk.tree(), before);
}

#[test]
fn what_is_typed_wrongly_is_refused() {
    let desk = desk();
    assert_data_eq!(
        desk.refused(&["suggest", "--only", "new-actors"]).to_string(),
        str![[r#"
2| error: `--only` can't be `new-actors`
2| help: did you mean `new-actor`?
2| help: it is one of `relative-date`, `unlinked-mention`, `new-actor` or `new-source`
exit 2

"#]]
    );
    desk.refused(&["suggest", "--write", "--patch"]);
    desk.refused(&["suggest", "--write", "--json"]);
}

#[test]
fn all_is_written_or_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let file = desk.folder().join("content/briefings/bridge.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let before = desk.tree();
    let said = desk.run(&["suggest", "--write"]);
    assert_eq!(said.exit, 4, "{said}");
    assert!(said.err.contains("it is read-only"), "{said}");
    assert_eq!(desk.tree(), before);
}
