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
    ("content/a.md", "---\ntitle: T\nlinks: x.org/y\n---\n", "---\ntitle: T\nlinks: https://x.org/y\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: 19.1.2022\n---\n", "---\ntitle: E\nwhen: 2022-01-19\n---\n"),
    ("content/events/e.md", "---\ntitle: E\nwhen: c. 2022\n---\n", "---\ntitle: E\nwhen: 2022~\n---\n"),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022-01-13/2022-01-10\n---\n",
        "---\ntitle: E\nwhen: 2022-01-10/2022-01-13\n---\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nstatus: ocurred\n---\n",
        "---\ntitle: E\nwhen: 2022\nstatus: occurred\n---\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nactors: [Lavrof]\n---\n",
        "---\ntitle: E\nwhen: 2022\nactors: [Lavrov]\n---\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nactors: [\"Lavrof\"]\n---\n",
        "---\ntitle: E\nwhen: 2022\nactors: [Lavrov]\n---\n",
    ),
    (
        "content/events/e.md",
        "---\ntitle: E\nwhen: 2022\nresponds_to: tlaks\n---\n",
        "---\ntitle: E\nwhen: 2022\nresponds_to: talks\n---\n",
    ),
    ("content/a.md", "Київ [[lavrof|him]].\n", "Київ [[lavrov|him]].\n"),
    ("content/a.md", "Київ [@ap-1, p. 2].\n", "Київ [@ap-2, p. 2].\n"),
    ("content/a.md", "[lavrov.md](lavrov.md)\n", "[lavrov.md](actors/lavrov.md)\n"),
    ("content/b/a.md", "[him](../actors/lavrof.md#life)\n", "[him](../actors/lavrov.md#life)\n"),
    ("content/a.md", "[him](actors/lavrov.md#lief)\n", "[him](actors/lavrov.md#life)\n"),
    ("content/a.md", "[list](files/lists.txt)\n", "[list](files/list.txt)\n"),
];

const BESIDE: &str = "\
-- content/actors/lavrov.md --
---
name: Lavrov
---
# Life
-- content/events/talks.md --
---
title: The talks
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

fn applied(text: &str, fix: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in fix.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}
