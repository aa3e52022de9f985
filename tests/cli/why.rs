//! `why`: what was decided about a name where it stands, and what can be done about it.

use serde_json::Value;

use super::*;

const ACTORS: &str = "\
okafor:
  name: Ada Okafor
  weak: [the engineer]
council:
  name: Town Council
  aliases: [{text: TC, case: exact}]
  metonyms: [the Tower]
  misspellings: [Towne Council]
first: {name: North Bank}
second: {name: North Bank}
";

/// Lines 4 and on: what the page of the bridge has no place for.
const ABOUT: &str = "\
---
title: About
---
The engineer came, then Ada Okafor; the Zeitung wrote of the closing of the bridge and of the North Bank.

<b>Ada Okafor</b>

> [!note] Ada Okafor
> Town Council met. <https://example.org/TC>
";

const PAGE: &str = "\
---
title: The bridge
summary: \"Ada Okafor \\u2013 who built it.\"
actors: [Gazette]
dates: [{title: The closing of the bridge, when: 2024-03-01, id: closing}]
autolink: {skip: [Towne Council]}
---
The engineer is not heard. Ada Okafor is. Ada Okafor again: the engineer.

## What Ada Okafor says

`Ada Okafor`, [Ada Okafor]{.nolink}, [ask Ada Okafor](https://example.org/), [[okafor|she]] and Town Councils.
The Tower, the Towne Council, North Bank, tC and the Gazette. Town *Council* and Ada Okafar. ÄÖ Okafor, closing, bridge.

```
Ada Okafor
```
";

impl Desk {
    fn with_names() -> Desk {
        let desk = Desk::new();
        desk.write("content/actors.yaml", ACTORS);
        desk.write("content/briefings/bridge.md", PAGE);
        desk.write("content/about.md", ABOUT);
        desk.write("content/actors/ada.md", "---\nname: Ada Lee\n---\nAda Lee builds bridges.\n");
        desk
    }

    /// Asks about the `nth` (from 0) place of some words on the page.
    fn why(&self, words: &str, nth: usize) -> Said {
        let at = PAGE.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words}")).0;
        let line = PAGE[..at].lines().count().max(1) + usize::from(PAGE[..at].ends_with('\n'));
        let column = PAGE[..at].rsplit('\n').next().unwrap().chars().count() + 1;
        self.run(&["why", &format!("content/briefings/bridge.md:{line}:{column}")])
    }
}

#[test]
fn a_link_says_whom_it_means() {
    assert_data_eq!(
        Desk::with_names().why("engineer is not", 0).to_string(),
        str![[r#"
1| note: `The engineer` is linked: it means the actor `Ada Okafor`
1|  --> content/briefings/bridge.md:8:1
1|   |
1| 8 | The engineer is not heard. Ada Okafor is. Ada Okafor again: the engineer.
1|   | ^^^^^^^^^^^^
1|   |
1|  ::: content/actors.yaml:2:9
1|   |
1| 2 |   name: Ada Okafor
1|   |         ---------- the actor `Ada Okafor` is defined here
1|   |
1|   = help: `[The engineer]{.nolink}` leaves this place alone
1|   = help: `autolink: {skip: [The engineer]}` in the front matter leaves the page alone, in site.yaml the site
exit 0

"#]]
    );
}

#[test]
fn a_second_mention_shows_the_first() {
    assert_data_eq!(
        Desk::with_names().why("Ada Okafor again", 0).to_string(),
        str![[r#"
1| note: `Ada Okafor` is not linked: it means the actor `Ada Okafor`, and the section links it before
1|  --> content/briefings/bridge.md:8:43
1|   |
1| 8 | The engineer is not heard. Ada Okafor is. Ada Okafor again: the engineer.
1|   | ------------ this one is linked           ^^^^^^^^^^
1|   |
1|  ::: content/actors.yaml:2:9
1|   |
1| 2 |   name: Ada Okafor
1|   |         ---------- the actor `Ada Okafor` is defined here
1|   |
1|   = help: `autolink: {per: all}` in the front matter links each mention, in site.yaml on all pages
1|   = help: `[[okafor|Ada Okafor]]` links it here
exit 0

"#]]
    );
}

#[test]
fn each_reason_has_its_words_and_its_next_step() {
    let desk = Desk::with_names();
    let told = |words: &str, nth: usize| {
        let said = desk.why(words, nth);
        assert_eq!((said.exit, said.err.as_str()), (0, ""), "{words}");
        let kept = said.out.lines().filter(|line| line.starts_with("note") || line.contains("--> ") || line.contains("= help"));
        kept.map(|line| format!("{}\n", line.trim())).collect::<String>()
    };
    let asked = [
        ("engineer is not", 0),
        ("engineer.", 0),
        ("Ada Okafor says", 0),
        ("Okafor`", 0),
        ("Okafor]{", 0),
        ("ask Ada", 0),
        ("Okafor](", 0),
        ("she", 0),
        ("Councils", 0),
        ("Tower,", 0),
        ("Towne", 1),
        ("North", 0),
        ("tC", 0),
        ("Gazette.", 0),
        ("*Council*", 0),
        ("Okafar", 0),
        ("Okafor, closing", 0),
        ("closing, bridge", 0),
        ("bridge.\n\n```", 0),
        ("Ada Okafor\n```", 0),
        ("Okafor \\u", 0),
        ("title", 0),
    ];
    let all: String = asked.iter().map(|(words, nth)| format!("{}\n{}\n", words.escape_debug(), told(words, *nth))).collect();
    assert_data_eq!(
        all,
        str![[r#"
engineer is not
note: `The engineer` is linked: it means the actor `Ada Okafor`
--> content/briefings/bridge.md:8:1
= help: `[The engineer]{.nolink}` leaves this place alone
= help: `autolink: {skip: [The engineer]}` in the front matter leaves the page alone, in site.yaml the site

engineer.
note: `the engineer` is not linked: it means the actor `Ada Okafor`, and the section links it before
--> content/briefings/bridge.md:8:61
= help: `autolink: {per: all}` in the front matter links each mention, in site.yaml on all pages
= help: `[[okafor|the engineer]]` links it here

Ada Okafor says
note: `Ada Okafor` is not linked: no links are set in headings and titles
--> content/briefings/bridge.md:10:9
= help: the first mention in the text below is linked

Okafor`
note: `Ada Okafor` is not linked: no name is looked for in code
--> content/briefings/bridge.md:12:1
= help: take the backticks away, if it is no code

Okafor]{
note: `Ada Okafor` is not linked: `{.nolink}` leaves it alone
--> content/briefings/bridge.md:12:16
= help: take the brackets and `{.nolink}` away

ask Ada
note: `ask` is not linked: no actor or place is called so, or nearly so
--> content/briefings/bridge.md:12:39
= help: names are `name`, `aliases`, `variants`, `misspellings`, `weak` and `metonyms` of actors and places
= help: `whowhen new actor "NAME"` begins a new one

Okafor](
note: `Ada Okafor` is not linked: no name is looked for inside a link
--> content/briefings/bridge.md:12:43
= help: end the link before the name

she
note: `[[okafor|she]]` is a link of yours, to the actor `Ada Okafor`
--> content/briefings/bridge.md:12:78
= help: no name is looked for inside of it

Councils
note: `Town Council` is not linked: it is a part of a longer word
--> content/briefings/bridge.md:12:97
= help: if the longer word is a name too, make it one of the `aliases`

Tower,
note: `The Tower` is not linked: it may stand for somebody, and nothing says for whom
--> content/briefings/bridge.md:13:1
= help: for Town Council write `resolve: {The Tower: council}` in the front matter
= help: in `_defaults.yaml` or site.yaml the line holds for a folder or all pages; `[The Tower]{.nolink}` leaves one place alone

Towne
note: `Towne Council` is not linked: it means the actor `Town Council`, and the page's `autolink: skip` has the name
--> content/briefings/bridge.md:13:16
= help: take it from `autolink: skip` in the front matter, or in the `_defaults.yaml` of a folder above
= help: `[[council|Towne Council]]` links it here

North
note: `North Bank` is not linked: more than one is called so
--> content/briefings/bridge.md:13:31
= help: for the actor `North Bank` write `resolve: {North Bank: first}` in the front matter
= help: for the actor `North Bank` write `resolve: {North Bank: second}` in the front matter

tC
note: `tC` is not linked: the actor `Town Council` is called `TC`, which counts only in just these letters
--> content/briefings/bridge.md:13:43
= help: write `TC`, or make `tC` one of its `aliases`

Gazette.
note: `Gazette` is not linked: the actor `Gazette` is defined nowhere, and a single word might be any
--> content/briefings/bridge.md:13:54
= help: `whowhen new actor "Gazette"` defines it
= help: `[[gazette|Gazette]]` links it here

*Council*
note: `Town Council` is linked: it means the actor `Town Council`
--> content/briefings/bridge.md:13:63
= help: `[Town Council]{.nolink}` leaves this place alone
= help: `autolink: {skip: [Town Council]}` in the front matter leaves the page alone, in site.yaml the site

Okafar
note: `Ada Okafar` is not linked: no actor or place is called so; did you mean `Ada Okafor`?
--> content/briefings/bridge.md:13:82
= help: write `Ada Okafor`, or make `Ada Okafar` one of the `variants` or `misspellings` of the actor `Ada Okafor`

Okafor, closing
note: `Okafor` is not linked: it is only a part of the name of the actor `Ada Okafor`
--> content/briefings/bridge.md:13:97
= help: if it means that wherever it stands, write `aliases: [Okafor]` there

closing, bridge
note: `closing` is not linked: no actor or place is called so, or nearly so
--> content/briefings/bridge.md:13:105
= help: names are `name`, `aliases`, `variants`, `misspellings`, `weak` and `metonyms` of actors and places
= help: `whowhen new actor "NAME"` begins a new one

bridge./n/n```
note: `bridge` is not linked: no actor or place is called so, or nearly so
--> content/briefings/bridge.md:13:114
= help: names are `name`, `aliases`, `variants`, `misspellings`, `weak` and `metonyms` of actors and places
= help: `whowhen new actor "NAME"` begins a new one

Ada Okafor/n```
note: `Ada` is not linked: no name is looked for in code
--> content/briefings/bridge.md:16:1
= help: name it in the text

Okafor //u
note: `Ada Okafor` is linked: it means the actor `Ada Okafor`
--> content/briefings/bridge.md:3:11
= help: `[Ada Okafor]{.nolink}` leaves this place alone
= help: `autolink: {skip: [Ada Okafor]}` in the front matter leaves the page alone, in site.yaml the site

title
note: no prose stands here, and names are looked for in prose only
--> content/briefings/bridge.md:2:1
= help: prose is the text of a page, its title and summary, and the notes, claims and quotations in front matter


"#]]
    );
}

#[test]
fn so_have_those_that_the_site_decides() {
    let desk = Desk::with_names();
    desk.write(
        "site.yaml",
        "house_spelling: {Zeitung: Gazette}\nautolink: {skip: [Town Council], per: page}\nresolve: {North Bank: second}\n",
    );
    let told = |place: &str| {
        let said = desk.run(&["why", &format!("content/about.md:{place}"), "--format", "json"]);
        let answer: Value = serde_json::from_str(&said.out).unwrap();
        format!("{} {}: {}\n", place, answer["reason"].as_str().unwrap(), answer["message"].as_str().unwrap())
    };
    let asked = ["4:5", "4:25", "4:42", "4:65", "4:98", "6:5", "8:14", "9:4", "9:41", "9:2"];
    assert_data_eq!(
        asked.map(told).concat(),
        str![[r#"
4:5 weak: `The engineer` is not linked: it means the actor `Ada Okafor` only after the page has named it
4:25 linked: `Ada Okafor` is linked: it means the actor `Ada Okafor`
4:42 house-spelling: `Zeitung` is nobody's name: `house_spelling` in site.yaml has it
4:65 no-name: `closing` is not linked: no actor or place is called so, or nearly so
4:98 linked: `North Bank` is linked: it means the actor `North Bank`
6:5 already-linked: `Ada Okafor` is not linked: it means the actor `Ada Okafor`, and the text links it before
8:14 caption: `Ada Okafor` is not linked: no links are set in captions and titles
9:4 skipped: `Town Council` is not linked: it means the actor `Town Council`, and `autolink: skip` in site.yaml has the name
9:41 no-name: `org` is not linked: no actor or place is called so, or nearly so
9:2 no-word: no word stands here

"#]]
    );
}

#[test]
fn a_page_is_not_linked_to_itself() {
    assert_data_eq!(
        Desk::with_names().run(&["why", "content/actors/ada.md:4:5"]).to_string(),
        str![[r#"
1| note: `Ada Lee` is not linked: it means the actor `Ada Lee`, whose page this is
1|  --> content/actors/ada.md:4:1
1|   |
1| 2 | name: Ada Lee
1|   |       ------- the actor `Ada Lee` is defined here
1| 3 | ---
1| 4 | Ada Lee builds bridges.
1|   | ^^^^^^^
1|   |
1|   = help: on all other pages it is
exit 0

"#]]
    );
}

#[test]
fn machines_are_told_the_reason_in_a_word() {
    let desk = Desk::with_names();
    let said = desk.run(&["why", "content/briefings/bridge.md:8:28", "--format", "json"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
1| {
1|   "version": 1,
1|   "file": "content/briefings/bridge.md",
1|   "line": 8,
1|   "column": 28,
1|   "end_line": 8,
1|   "end_column": 38,
1|   "words": "Ada Okafor",
1|   "linked": false,
1|   "reason": "already-linked",
1|   "records": [
1|     {
1|       "kind": "actor",
1|       "id": "okafor",
1|       "title": "Ada Okafor",
1|       "file": "content/actors.yaml"
1|     }
1|   ],
1|   "message": "`Ada Okafor` is not linked: it means the actor `Ada Okafor`, and the section links it before",
1|   "help": [
1|     "`autolink: {per: all}` in the front matter links each mention, in site.yaml on all pages",
1|     "`[[okafor|Ada Okafor]]` links it here"
1|   ]
1| }
exit 0

"#]]
    );
    let answer: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(answer["records"][0]["id"], "okafor");
    let short = desk.run(&["why", "content/briefings/bridge.md:8:43", "--format", "short"]);
    assert_data_eq!(
        short.to_string(),
        str![[r#"
1| content/briefings/bridge.md:8:43: note: `Ada Okafor` is not linked: it means the actor `Ada Okafor`, and the section links it before
exit 0

"#]]
    );
}

#[test]
fn the_file_is_called_from_the_sites_folder_or_from_this_one() {
    let desk = Desk::with_names();
    let expected = desk.run(&["why", "content/briefings/bridge.md:8:28"]).to_string();
    let full = format!("{}:8:28", desk.folder().join("content/briefings/bridge.md").display());
    assert_eq!(desk.run(&["why", &full]).to_string(), expected);
    assert_eq!(desk.run_in("content/briefings", &["why", "bridge.md:8:28", "-r", "../.."]).to_string(), expected);
    assert_eq!(desk.run_in("content", &["why", "content/briefings/bridge.md:8:28", "-r", ".."]).to_string(), expected);
    // A caret behind the last letter is on the word.
    assert_eq!(desk.run(&["why", "content/briefings/bridge.md:8:38"]).to_string(), expected);
}

#[test]
fn what_is_no_place_in_content_is_refused() {
    let desk = Desk::with_names();
    desk.write("site.yaml", "title: Bridges\n");
    desk.write("notes.md", "Ada Okafor\n");
    let asked = [
        "content/briefings/bridge.md",
        "content/briefings/bridge.md:8",
        "content/briefings/bridge.md:0:1",
        "content/briefings/bridge.md:8:0",
        "content/briefings/bridge.md:99:1",
        "content/briefings/bridge.md:8:99",
        "content/briefings/brigde.md:8:1",
        "content/briefings:1:1",
        "nowhere.md:1:1",
        "site.yaml:1:1",
        "notes.md:1:1",
        "/etc/hostname:1:1",
    ];
    let said = |place: &&str| {
        let before = desk.tree();
        let said = desk.run(&["why", place]);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{place}: {said}");
        assert_eq!(desk.tree(), before);
        format!("{place}\n{}\n", said.err.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
    };
    assert_data_eq!(
        asked.iter().map(said).collect::<String>(),
        str![[r#"
content/briefings/bridge.md
error: `why` can't take `content/briefings/bridge.md`: write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters
help: `whowhen why --help` says what it takes
content/briefings/bridge.md:8
error: `why` can't take `content/briefings/bridge.md:8`: write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters
help: `whowhen why --help` says what it takes
content/briefings/bridge.md:0:1
error: `why` can't take `content/briefings/bridge.md:0:1`: write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters
help: `whowhen why --help` says what it takes
content/briefings/bridge.md:8:0
error: `why` can't take `content/briefings/bridge.md:8:0`: write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters
help: `whowhen why --help` says what it takes
content/briefings/bridge.md:99:1
error: content/briefings/bridge.md has 17 lines
help: lines count from 1
content/briefings/bridge.md:8:99
error: line 8 of content/briefings/bridge.md has 73 characters
help: columns count from 1, in characters
content/briefings/brigde.md:8:1
error: there is no file content/briefings/brigde.md
help: did you mean `content/briefings/bridge.md`?
content/briefings:1:1
error: there is no file content/briefings
help: write its path from the site's folder, such as content/about.md, or from this one
nowhere.md:1:1
error: there is no file nowhere.md
help: write its path from the site's folder, such as content/about.md, or from this one
site.yaml:1:1
error: site.yaml is not content of the site
help: name a text below content/: names are looked for in these only
notes.md:1:1
error: notes.md is not content of the site
help: name a text below content/: names are looked for in these only
/etc/hostname:1:1
error: /etc/hostname is not content of the site
help: name a text below content/: names are looked for in these only

"#]]
    );
}
