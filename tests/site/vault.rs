//! The habits of a vault that was written in Obsidian: it is a site as it stands.

use std::fmt::Write as _;

use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;

use super::support::{Built, files, snapshot};

/// A PNG's head, as far as its size is read.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 0, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

/// A site with pictures and a document in a folder for them.
fn vault(text: &str) -> Built {
    let mut files = files(text);
    files.write("content/attachments/harbour map.png", png(640, 480));
    files.write("content/attachments/north/quay.png", png(64, 48));
    files.write("content/attachments/south/quay.png", png(32, 24));
    files.write("content/attachments/report.pdf", b"%PDF-1.4\n%%EOF\n");
    Built(snapshot(files, Options::default()))
}

fn note(body: &str) -> Built {
    vault(&format!("-- content/notes/A note.md --\n---\ntitle: A note\n---\n{body}\n"))
}

#[track_caller]
fn assert_holds(page: &str, pieces: &[&str]) {
    let mut rest = page;
    for piece in pieces {
        rest = rest.split_once(piece).unwrap_or_else(|| panic!("not on the page, in this order: {piece}\n{page}")).1;
    }
}

#[test]
fn pictures_are_embedded_by_the_name_of_their_file() {
    let sized = |words: &str, attributes: &str| {
        let page = note(&format!("![[harbour map.png{words}]]")).main("notes/a-note/");
        let expected = format!(
            "<figure><img src=\"../../attachments/harbour%20map.png\" {attributes} loading=\"lazy\" decoding=\"async\"></figure>"
        );
        assert_holds(&page, &[&expected]);
    };
    sized("", "alt=\"\" width=\"640\" height=\"480\"");
    sized("|300", "alt=\"\" width=\"300\" height=\"225\"");
    sized("|300x100", "alt=\"\" width=\"300\" height=\"100\"");
    sized("|The quay & *more*", "alt=\"The quay &amp; more\" width=\"640\" height=\"480\"");
    sized("|The quay|64", "alt=\"The quay\" width=\"64\" height=\"48\"");
    for path in ["attachments/harbour map.png", "../attachments/harbour map.png", "Harbour Map.PNG"] {
        assert_holds(&note(&format!("![[{path}|A map]]")).sound().main("notes/a-note/"), &["harbour%20map.png\" alt=\"A map\""]);
    }
    let line = note("Before ![[harbour map.png|a map]] after.").sound().main("notes/a-note/");
    assert_holds(&line, &["<p>Before <img src=", "alt=\"a map\"", "> after.</p>"]);
    let table = note("| a |\n|---|\n| ![[harbour map.png\\|a map]] |").sound().main("notes/a-note/");
    assert_holds(&table, &["<td><img src=", "alt=\"a map\""]);
}

#[test]
fn other_files_are_linked_by_their_name() {
    let page = note("![[report.pdf]]\n\nSee [[report.pdf]], [[report.pdf|the report]] and [[harbour map.png]].").sound();
    let link = "<a href=\"../../attachments/report.pdf\">";
    let (bare, named) = (format!("<p>{link}report.pdf</a></p>"), format!("{link}the report</a> and "));
    assert_holds(
        &page.main("notes/a-note/"),
        &[&bare, link, "report.pdf</a>", &named, "<a href=\"../../attachments/harbour%20map.png\">harbour map.png</a>"],
    );
}

#[test]
fn files_that_are_not_there_or_twice_there_are_asked_about() {
    let told = |body: &str| {
        let built = note(body);
        let mut said = String::new();
        for found in built.0.diagnostics.iter().filter(|found| found.level <= Level::Warning) {
            let _ = writeln!(said, "{}: {}; {}", found.rule, found.message, found.help.join("; "));
        }
        said
    };
    assert_eq!(
        told("![[quay.png|The quay]]"),
        "ambiguous-reference: `quay.png` fits 2 files; write `attachments/north/quay.png` or `attachments/south/quay.png`\n"
    );
    assert_eq!(told("![[north/quay.png|The quay]]"), "");
    assert_eq!(
        told("![[harbor map.png|A map]]"),
        "missing-asset: there is no file `harbor map.png`; did you mean `harbour map.png`?\n"
    );
    assert_eq!(
        told("![[x.pdf]]"),
        "missing-asset: there is no file `x.pdf`; put the file anywhere below content/, or write its name as it is there\n"
    );
    assert_eq!(
        told("![[harbour map.png]]"),
        "missing-alt: nothing says what the picture `harbour map.png` shows; write it after a bar: `![[harbour map.png|What it \
         shows]]`\n"
    );
}

const NOTES: &str = "\
-- content/.obsidian/app.json --
{}
-- content/briefings/2022/Visit to the Port.md --
---
title: Visit to the Port
aliases:
  - The harbour visit
date: 2022-01-19
tags:
  - north/harbour
actors:
  - \"[[Ada Orvan]]\"
  - \"[[actors/Bo Tellis|Tellis]]\"
sources:
  - \"[[Wire report]]\"
---
[[Ada Orvan]] met [[Bo Tellis|the *chief* negotiator]]. #talks

See [[#Next steps]], [[Ada Orvan#Early roles]] and [the steps](#next-steps).

> [!quote]- What was said
> We will talk again.

%%ask the desk again%%

Said at 100%% of the talks, and %%not to be read%% written down.%%nor this%%

%%
a block

```
of code
```
%%

`%%code%%` stays.

![[Ada Orvan]]

## Next steps

- [ ] call the port
-- content/actors/Ada Orvan.md --
---
aliases: [A. Orvan, the envoy]
kind: person
---
## Early roles

Envoy.
-- content/actors/Bo Tellis.md --
---
aliases: Tellis
---
-- content/sources/Wire report.md --
---
url: https://example.org/wire
published: 2022-01-19
---
-- content/notes/Index of notes.md --
[[Visit to the Port]], [[briefings/2022/Visit to the Port|by path]], [[Visit to the Port.md]], [[The harbour visit]],
[[Visit to the Port#Next steps|steps]], [[Visit to the Port#Visit#Next steps|inner]]
";

#[test]
fn a_vault_builds_as_it_stands() {
    let built = vault(NOTES).sound();
    let page = built.main("briefings/visit-to-the-port/");
    assert_holds(
        &page,
        &[
            "<a class=\"m\" href=\"../../actors/ada-orvan/\">Ada Orvan</a> and <a class=\"m\" href=\"../../actors/bo-tellis/\">",
            "<p><a href=\"../../actors/ada-orvan/\">Ada Orvan</a> met <a href=\"../../actors/bo-tellis/\">the <em>chief</em> \
             negotiator</a>. #talks</p>",
            "<a href=\"#next-steps\">Next steps</a>, <a href=\"../../actors/ada-orvan/#early-roles\">",
            "<details class=\"callout quote",
            "We will talk again.",
            "<p>Said at 100%% of the talks, and written down.</p>",
            "<code>%%code%%</code> stays.",
            "<ul class=\"who\">",
            "Ada Orvan",
            "Next steps</h2>",
            "<input type=\"checkbox\" disabled aria-label=\"To do\"> call the port",
            "Tagged",
            "north/harbour",
        ],
    );
    for hidden in ["ask the desk", "not to be read", "nor this", "a block", "of code"] {
        assert!(!page.contains(hidden), "{hidden}\n{page}");
    }
    assert!(!built.has("actors/actors-bo-tellis/index.html"));
    assert!(!built.0.output.keys().any(|path| path.contains("obsidian")));
    let links = built.main("notes/index-of-notes/");
    let to = "<a href=\"../../briefings/visit-to-the-port/\">";
    let steps = "<a href=\"../../briefings/visit-to-the-port/#next-steps\">";
    assert_holds(&links, &[to, to, "by path</a>", to, to, steps, "steps</a>", steps, "inner</a>"]);
}
