//! A fix has the right bytes: with it, the finding is gone and nothing else has changed.

use whowhen::base::diagnostic::{Diagnostic, Edit, Level};

use crate::site::Site;

/// A file, and the same after the only fix that is offered for it. Beside it stand an actor, an event, a source and a file to be meant.
const FIXED: &[(&str, &str, &str)] = &[
    ("content/a.md", "---\ntitle: Kyiv: what now\n---\n", "---\ntitle: \"Kyiv: what now\"\n---\n"),
    ("content/a.md", "---\r\ntitle: Kyiv: what now\r\n---\r\n", "---\r\ntitle: \"Kyiv: what now\"\r\n---\r\n"),
    ("content/a.md", "\u{feff}---\ntitle: Київ: \"що\" далі\n---\n", "\u{feff}---\ntitle: 'Київ: \"що\" далі'\n---\n"),
    ("content/a.md", "---\ntitle: Kyiv: what # a comment\n---\n", "---\ntitle: \"Kyiv: what\" # a comment\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n  - He said: no\n---\n", "---\ntitle: T\ntags:\n  - \"He said: no\"\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n  - He said: no: no\n---\n", "---\ntitle: T\ntags:\n  - \"He said: no: no\"\n---\n"),
    ("content/sources.yaml", "ap: {title: AP: a, url: https://x.org/}\n", "ap: {title: \"AP: a\", url: https://x.org/}\n"),
    ("content/a.md", "---\ntitle: \"Hands off\" he says\n---\n", "---\ntitle: '\"Hands off\" he says'\n---\n"),
    ("content/a.md", "---\ntitle: 'Blinken's visit'\n---\n", "---\ntitle: \"Blinken's visit\"\n---\n"),
    ("content/a.md", "---\ntitle: \"C:\\files\\x\"\n---\n", "---\ntitle: 'C:\\files\\x'\n---\n"),
    ("content/a.md", "---\ntitle: @StateDept says no\n---\n", "---\ntitle: \"@StateDept says no\"\n---\n"),
    ("content/a.md", "---\ntitle: *Breaking* news\n---\n", "---\ntitle: \"*Breaking* news\"\n---\n"),
    ("content/a.md", "---\ntitle: %50 of it\n---\n", "---\ntitle: \"%50 of it\"\n---\n"),
    ("content/a.md", "---\ntitle: !new talks\n---\n", "---\ntitle: \"!new talks\"\n---\n"),
    ("content/a.md", "---\ntitle: `x`\n---\n", "---\ntitle: \"`x`\"\n---\n"),
    ("content/a.md", "---\ntitle: - what\n---\n", "---\ntitle: \"- what\"\n---\n"),
    ("content/a.md", "---\ntitle: | text\n---\n", "---\ntitle: \"| text\"\n---\n"),
    ("content/a.md", "---\ntitle: [Update] Kyiv\n---\n", "---\ntitle: \"[Update] Kyiv\"\n---\n"),
    ("content/a.md", "---\ntitle:Kyiv\nsummary: x\n---\n", "---\ntitle: Kyiv\nsummary: x\n---\n"),
    ("content/a.md", "---\ntitle:\u{a0}Kyiv\n---\n", "---\ntitle: Kyiv\n---\n"),
    ("content/a.md", "---\ntitle: T\n  summary: x\n---\n", "---\ntitle: T\nsummary: x\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n   - a\n  - b\n---\n", "---\ntitle: T\ntags:\n   - a\n   - b\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n\t- a\n---\n", "---\ntitle: T\ntags:\n  - a\n---\n"),
    ("content/a.md", "---\ntitle: T\n—\nText.\n", "---\ntitle: T\n---\nText.\n"),
    ("content/a.md", "\n\n---\ntitle: T\n---\nText.\n", "---\ntitle: T\n---\nText.\n"),
    ("content/a.md", "---\ntitle: T\nsumary: x\n---\n", "---\ntitle: T\nsummary: x\n---\n"),
    ("content/a.md", "---\ntitle: T\ndraft: Yes\n---\n", "---\ntitle: T\ndraft: true\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n  -a\n  -b\n---\n", "---\ntitle: T\ntags:\n  - a\n  - b\n---\n"),
    (
        "content/a.md",
        "---\r\ntitle: T\r\ntags:\r\n  -a\r\n  -b\r\n---\r\n",
        "---\r\ntitle: T\r\ntags:\r\n  - a\r\n  - b\r\n---\r\n",
    ),
    ("content/a.md", "---\ntitle: T\ntags: talks, the war\n---\n", "---\ntitle: T\ntags: [talks, the war]\n---\n"),
    ("content/a.md", "---\ntitle: T\nlinks: <https://x.org/y>\n---\n", "---\ntitle: T\nlinks: https://x.org/y\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 5. März 2022\n---\n", "---\ntitle: E\nwhen: 2022-03-05\n---\n"),
    ("content/a.md", "---\ntitle: T\nlinks: x.org/y\n---\n", "---\ntitle: T\nlinks: https://x.org/y\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 19.1.2022\n---\n", "---\ntitle: E\nwhen: 2022-01-19\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: c. 2022\n---\n", "---\ntitle: E\nwhen: 2022~\n---\n"),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nstatus: ocurred\n---\n",
        "---\ntitle: E\nwhen: 2022\nstatus: occurred\n---\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nresponds_to: tlaks\n---\n",
        "---\ntitle: E\nwhen: 2022\nresponds_to: talks\n---\n",
    ),
    ("content/a.md", "Київ [[lavrof|him]].\n", "Київ [[lavrov|him]].\n"),
    ("content/a.md", "[lavrov.md](lavrov.md)\n", "[lavrov.md](actors/lavrov.md)\n"),
    ("content/b/a.md", "[him](../actors/lavrof.md#life)\n", "[him](../actors/lavrov.md#life)\n"),
    ("content/a.md", "[list](files/lsit.txt)\n", "[list](files/list.txt)\n"),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nresponds_to: \"[[tlaks]]\"\n---\n",
        "---\ntitle: E\nwhen: 2022\nresponds_to: \"[[talks]]\"\n---\n",
    ),
    (
        "content/briefings/a.md",
        "---\ntitle: T\nknown:\n  - He said: no: never\n---\n",
        "---\ntitle: T\nknown:\n  - \"He said: no: never\"\n---\n",
    ),
    (
        "content/a.md",
        "---\ntitle: T\ntags: [Kyiv: what for: all, b]\n---\n",
        "---\ntitle: T\ntags: [\"Kyiv: what for: all\", b]\n---\n",
    ),
    ("content/a.md", "---\ntitle: \"Kyiv\nsummary: x\n---\n", "---\ntitle: \"Kyiv\"\nsummary: x\n---\n"),
    ("content/a.md", "---\ntags:\n  - \"a\n  - b\ntitle: T\n---\n", "---\ntags:\n  - \"a\"\n  - b\ntitle: T\n---\n"),
    ("content/a.md", "---\ntitle: \"Kyiv  \n---\n", "---\ntitle: \"Kyiv\"  \n---\n"),
    ("content/a.md", "[[Tlaks]] in Geneva.\n", "[[Talks]] in Geneva.\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n\t- a\n\t- b\n---\n", "---\ntitle: T\ntags:\n  - a\n  - b\n---\n"),
    ("content/sources.yaml", "ap: {\"titel\":\"A\",url: https://x.org/}\n", "ap: {\"title\":\"A\",url: https://x.org/}\n"),
    ("content/a.md", "---\ntitle: T\nlinks: [\"x.org/a,b\"]\n---\n", "---\ntitle: T\nlinks: [\"https://x.org/a,b\"]\n---\n"),
    ("content/a.md", "Text.\n\n##Life\n", "Text.\n\n## Life\n"),
    ("content/a.md", "The minister, [[lavrov], says no.\n", "The minister, [[lavrov]], says no.\n"),
    ("content/a.md", "[him](actors/lavrov.md#lief)\n", "[him](actors/lavrov.md#life)\n"),
];

/// A file with a finding that only a person can decide: what to write is said or asked, and nothing is offered.
const ASKED: &[(&str, &str)] = &[
    // Which figure of a date is wrong only its source knows.
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022-01-13/2022-01-10\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022-02-30\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022-13-01\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 202\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: Q1 2022\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: Friday, 19 January 2022\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 01/02/2022\n---\n"),
    // A name that is near another one is somebody's own name.
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nactors: [Lavrof]\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nactors: [\"Lavrof\"]\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nactors: [\"Lavrov\", Blinken: minister]\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nactors:\n  - Blinken: minister: US\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nactors: [Blinken: minister: US]\n---\n"),
    ("content/claims/c.md", "---\ntext: T\nby: Lavrov: minister\nsource: ap-2\n---\n"),
    // Another source is another fact, another file another exhibit.
    ("content/a.md", "Київ [@ap-1, p. 2].\n"),
    ("content/a.md", "[list](files/lists.txt)\n"),
    ("content/a.md", "[[lavrova]] said so.\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 2022\nresponds_to: talk\n---\n"),
    // The field is there already, or would be twice.
    ("content/a.md", "---\ntitle: T\nsummary: x\nsumary: y\n---\n"),
    ("content/a.md", "---\ntitle: T\nsumary: x\nsummry: y\n---\n"),
    // The words go on, on the next line or behind a sign that may be one of YAML's or of the editor's.
    ("content/a.md", "---\ntitle: Kyiv: what\n  the visit is for\n---\n"),
    ("content/a.md", "---\ntitle: Kyiv: the #1 question\n---\n"),
    ("content/a.md", "---\ntitle: \"Hands off\" he says # not for print\n---\n"),
    ("content/a.md", "---\ntitle: 'Blinken's ''visit'''\n---\n"),
    ("content/a.md", "---\ntitle: \"He said \\\"no\\\" at C:\\dir\"\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags: - a\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags: *team\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags: !!str 2022\n---\n"),
    ("content/sources.yaml", "ap: {title: Kyiv: what, when and why, url: https://x.org/}\n"),
    ("content/sources.yaml", "ap: {title: Kyiv, Moscow: the visits: a list}\n"),
    ("content/a.md", "---\ntitle: T\ntags: [said: no: never]\n---\n"),
    ("content/a.md", "---\ntitle: 'tis the season\nsummary: x\n---\n"),
    ("content/a.md", "---\ntitle: \"Kyiv\n  and more\nsummary: x\n---\n"),
    ("content/a.md", "---\ntitle: \"Kyiv # not for print\nsummary: x\n---\n"),
    // A sentence in two lines is no pair of fields.
    ("content/a.md", "---\ntitle: The visit\n  Kyiv: a view\n---\n"),
    ("content/a.md", "---\nsummary: They met at\n12:30 in Kyiv\n---\n"),
    ("content/a.md", "---\ntitle: T\ntags:\n  - a: b\n    - c\n---\n"),
    // What a tab is worth beside spaces can't be told; a line of dashes may stand under a heading.
    ("content/a.md", "---\ntitle: T\nautolink:\n    skip:\n\t\t- a\n---\n"),
    ("content/a.md", "---\ntitle: T\nA heading\n-----\nText.\n"),
];

const BESIDE: &str = "\
-- content/actors/lavrov.md --
---
name: Lavrov
---
# Life
-- content/events/talks.md --
---
title: Talks
when: 2022-01-10
---
-- content/sources/ap-2.md --
---
title: AP
---
-- content/files/list.txt --
x
";

#[test]
fn fixes_have_the_right_bytes() {
    for (path, before, after) in FIXED {
        let site = Site::of(BESIDE).with(path, before);
        let found: Vec<Diagnostic> = site.diagnostics().into_iter().filter(|found| found.level != Level::Note).collect();
        assert_eq!(found.len(), 1, "{before:?}: {found:#?}");
        assert_eq!(&applied(before, &found[0].fix), after, "{before:?}");
        let left: Vec<Diagnostic> = site.with(path, after).diagnostics();
        let left: Vec<&Diagnostic> = left.iter().filter(|found| found.level != Level::Note).collect();
        assert!(left.is_empty(), "{after:?}: {left:#?}");
    }
}

#[test]
fn what_only_a_person_can_decide_is_said_and_not_done() {
    for (path, text) in ASKED {
        let found = Site::of(BESIDE).with(path, text).diagnostics();
        assert!(found.iter().any(|found| found.level != Level::Note), "{text:?} is no mistake");
        for found in found {
            assert!(found.fix.is_empty(), "{text:?}: {found:#?}");
            assert!(!found.help.is_empty(), "{text:?}: {found:#?}");
        }
    }
}

fn applied(text: &str, fix: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in fix.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}
