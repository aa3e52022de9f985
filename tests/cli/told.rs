//! What `build` and `check` tell of a site, and what the program tells of itself.

use super::*;

/// A site with one mistake of each level.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: The bridge\nbase_url: https://example.org/\n");
    desk.write(
        "content/briefings/bridge.md",
        "---\ntitle: The bridge\ndate: 2022-02-30\npublisher: Herald\n---\nThe toll of the <b>bridge</b>.\n",
    );
    desk
}

/// The first lines of what went to stdout.
fn head(said: &Said, lines: usize) -> String {
    assert_eq!((said.exit, said.err.as_str()), (0, ""), "{said}");
    said.out.lines().take(lines).map(|line| format!("{}\n", line.trim_end())).collect()
}

/// How long it took is of no interest here.
fn timeless(said: &Said) -> String {
    let words = said.to_string();
    let Some((before, rest)) = words.split_once(" pages in ") else { return words };
    let (_, rest) = rest.split_once("   ").unwrap();
    format!("{before} pages in [TIME]   {rest}")
}

#[test]
fn a_build() {
    let desk = Desk::with_site();
    desk.write("site.yaml", "base_url: https://example.org/\n");
    assert_data_eq!(
        timeless(&desk.run(&["build"])),
        str![[r#"
2|    Built 16 pages in [TIME]   1 briefing · 3 actors · 1 event · 1 source · 1 claim   [..] kB -> output/
exit 0

"#]]
    );
    assert_data_eq!(
        timeless(&desk.run(&["build", "--format", "short", "-o", "elsewhere"])),
        str![[r#"
2|    Built 16 pages in [TIME]   1 briefing · 3 actors · 1 event · 1 source · 1 claim   [..] kB -> elsewhere/
exit 0

"#]]
    );
    assert_eq!(desk.run(&["build", "-q"]).to_string(), "exit 0\n");
}

#[test]
fn a_build_of_a_site_with_mistakes() {
    let desk = desk();
    assert_data_eq!(
        timeless(&desk.run(&["build"])),
        str![[r#"
2| error[invalid-date]: February 2022 has 28 days
2|  --> content/briefings/bridge.md:3:15
2|   |
2| 3 | date: 2022-02-30
2|   |               ^^
2|   |
2|   = help: did you mean `2022-02-28`? see what the source says
2|
2| error: nothing was published: the content has 1 error, 1 warning, 1 note
2| help: mend it and build again; a site that was built before is as it was
exit 1

"#]]
    );
    assert!(!desk.folder().join("output").exists());
    desk.write("content/briefings/bridge.md", "---\ntitle: The bridge\npublisher: Herald\n---\nThe toll.\n");
    assert_data_eq!(
        timeless(&desk.run(&["build"])),
        str![[r#"
2|    Built 9 pages in [TIME]   1 briefing   [..] kB -> output/
2| Warnings 1   run `whowhen check` for details
exit 0

"#]]
    );
    assert_data_eq!(
        timeless(&desk.run(&["build", "--strict"])),
        str![[r#"
2| error[unknown-key]: a briefing has no field `publisher`
2|  --> content/briefings/bridge.md:3:1
2|   |
2| 3 | publisher: Herald
2|   | ^^^^^^^^^ not a known field
2|   |
2|   = help: did you mean `publish_at`?
2|
2| error: nothing was published: the content has 1 error
2| help: mend it and build again; a site that was built before is as it was
exit 1

"#]]
    );
}

#[test]
fn a_check() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.run(&["check"]).to_string(),
        str![[r#"
2|  Checked 48 files of the site   nothing to complain of
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--format", "short"]).to_string(),
        str![[r#"
2|  Checked 48 files of the site   nothing to complain of
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--format", "json"]).to_string(),
        str![[r#"
1| {
1|   "version": 1,
1|   "diagnostics": [],
1|   "counts": {
1|     "error": 0,
1|     "warning": 0,
1|     "note": 0
1|   }
1| }
exit 0

"#]]
    );
    assert_eq!(desk.run(&["check", "-q"]).to_string(), "exit 0\n");
}

#[test]
fn a_check_of_a_site_with_mistakes() {
    let desk = desk();
    assert_data_eq!(
        desk.run(&["check"]).to_string(),
        str![[r#"
1| error[invalid-date]: February 2022 has 28 days
1|  --> content/briefings/bridge.md:3:15
1|   |
1| 3 | date: 2022-02-30
1|   |               ^^
1|   |
1|   = help: did you mean `2022-02-28`? see what the source says
1|
1| warning[unknown-key]: a briefing has no field `publisher`
1|  --> content/briefings/bridge.md:4:1
1|   |
1| 4 | publisher: Herald
1|   | ^^^^^^^^^ not a known field
1|   |
1|   = help: did you mean `publish_at`?
1|
1| note[raw-html]: `<b>` is HTML, and is shown as text
1|  --> content/briefings/bridge.md:6:17
1|   |
1| 6 | The toll of the <b>bridge</b>.
1|   |                 ^^^
1|   |
1|   = help: write Markdown instead, or put it between backticks if it is meant to be read
1|   = help: there is one piece more in this text
1|
2|  Checked 39 files of the site   1 error, 1 warning, 1 note
exit 1

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--format", "short"]).to_string(),
        str![[r#"
1| content/briefings/bridge.md:3:15: error[invalid-date]: February 2022 has 28 days
1| content/briefings/bridge.md:4:1: warning[unknown-key]: a briefing has no field `publisher`
1| content/briefings/bridge.md:6:17: note[raw-html]: `<b>` is HTML, and is shown as text
2|  Checked 39 files of the site   1 error, 1 warning, 1 note
exit 1

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--format", "json"]).to_string(),
        str![[r#"
1| {
1|   "version": 1,
1|   "diagnostics": [
1|     {
1|       "rule": "invalid-date",
1|       "level": "error",
1|       "message": "February 2022 has 28 days",
1|       "file": "content/briefings/bridge.md",
1|       "line": 3,
1|       "column": 15,
1|       "end_line": 3,
1|       "end_column": 17,
1|       "labels": [],
1|       "help": [
1|         "did you mean `2022-02-28`? see what the source says"
1|       ],
1|       "fix": []
1|     },
1|     {
1|       "rule": "unknown-key",
1|       "level": "warning",
1|       "message": "a briefing has no field `publisher`",
1|       "file": "content/briefings/bridge.md",
1|       "line": 4,
1|       "column": 1,
1|       "end_line": 4,
1|       "end_column": 10,
1|       "labels": [
1|         {
1|           "message": "not a known field",
1|           "file": "content/briefings/bridge.md",
1|           "line": 4,
1|           "column": 1,
1|           "end_line": 4,
1|           "end_column": 10
1|         }
1|       ],
1|       "help": [
1|         "did you mean `publish_at`?"
1|       ],
1|       "fix": []
1|     },
1|     {
1|       "rule": "raw-html",
1|       "level": "note",
1|       "message": "`<b>` is HTML, and is shown as text",
1|       "file": "content/briefings/bridge.md",
1|       "line": 6,
1|       "column": 17,
1|       "end_line": 6,
1|       "end_column": 20,
1|       "labels": [],
1|       "help": [
1|         "write Markdown instead, or put it between backticks if it is meant to be read",
1|         "there is one piece more in this text"
1|       ],
1|       "fix": []
1|     }
1|   ],
1|   "counts": {
1|     "error": 1,
1|     "warning": 1,
1|     "note": 1
1|   }
1| }
exit 1

"#]]
    );
}

#[test]
fn a_rule() {
    assert_data_eq!(
        head(&Desk::new().run(&["explain", "raw-html"]), 12),
        str![[r#"
# raw-html
Level: note; a site may set another under `lints:` in site.yaml.
A text holds HTML. Readers see the tags as they are written.

Content is Markdown, so that nothing in it can run in a reader's browser, whoever wrote it. Comments (`<!-- … -->`) are left out of pages.

A comment without its end hides what follows or shows the remark to readers, and a block of code without its end shows the rest of the page as
code: both are warnings. So are tables of which readers see less, or more, than was drawn: words of a row beyond the cells of the head are not shown,
and without a fitting line below the head all of it is text.

## tags in a line, and a block
`content/briefings/kyiv.md`:

"#]]
    );
    assert_data_eq!(
        head(&Desk::new().run(&["explain"]), 6),
        str![[r#"
Reading a file:
  invalid-yaml               error
  unquoted-colon             error
  tab-in-yaml                error
  missing-front-matter-end   error
  not-utf8                   error

"#]]
    );
}

#[test]
fn the_help() {
    assert_data_eq!(
        head(&Desk::new().run(&["--help"]), 80),
        str![[r#"
Static sites that say who, when, and according to whom

Usage: whowhen [OPTIONS] <COMMAND>

Commands:
  build        Build the site: content/ and themes/ into output/
  serve        Preview the site in a browser, live while you write; write nothing
  check        Say everything that is wrong, at once; mend what a machine can mend, if asked
  explain      Explain a rule of `check`, with examples; without a name, list all rules
  why          Say why a name is, or is not, linked where it stands
  schema       Print the JSON Schema of front matter, or of site.yaml, with the site's own fields
               and words
  list         List records, or what waits for an editor: drafts, orphans, what is due
  report       Say what waits for an editor: weak evidence, dates that have passed, sources without
               a copy, names without a page
  diff         Say what changed for a reader: from one day to another, or against another folder
               with the site
  suggest      Suggest what an editor may want to write: days, links, actors, sources; write it, if
               asked
  clean        Remove the cache, `.whowhen/` in the site's folder, and nothing else
  init         Begin a site: site.yaml, a first briefing, an about page, .gitignore
  new          Begin a record's file with the right front matter; prints its path
  merge        Make one record of two that are the same thing: what the first says is carried over
               to the second
  promote      Give a record that stands among others a file of its own; its id is left where it
               stood
  rename       Give a record another id, in every reference too; its former address leads on
  deploy       Set up publishing on GitHub Pages
  theme        Change how pages look: copy files of the default theme, see what their templates see
  doctor       Say what is found, and what is missing, for publishing and previewing
  completions  Print the completions for a shell
  help         Print this message or the help of the given subcommand(s)

Options:
  -r, --root <DIR>
          The site's folder: the one with content/

          [default: .]

  -c, --config <FILE>
          The configuration file

          [default: site.yaml]

  -q, --quiet
          Say only what is wrong

  -v, --verbose
          Say more

      --color <WHEN>
          When to use colours

          Possible values:
          - auto:   On a terminal
          - always: Always
          - never:  Never

          [default: auto]

      --format <FORMAT>
          How findings are printed [default: human; of `build` and `check` in GitHub Actions both
          human and github]

          Possible values:
          - human:  With the lines that they are about
          - short:  One line each: `file:line:column: level[rule]: message`
          - json:   One JSON object
          - sarif:  One log in the Static Analysis Results Interchange Format 2.1.0
          - github: Workflow commands of GitHub Actions: annotations on the lines

  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Exit: 0 fine · 1 the content has errors · 2 usage · 3 configuration or theme · 4 the machine

"#]]
    );
    assert_data_eq!(
        head(&Desk::new().run(&["serve", "--help"]), 60),
        str![[r#"
Preview the site in a browser, live while you write; write nothing

Usage: whowhen serve [OPTIONS]

Options:
  -u, --base-url <URL>
          The site's address, to see it under that path [default: the preview's own]

  -D, --drafts
          Drafts too

  -F, --future
          What is to be published after today too

      --today <DATE>
          The day to take for today, since no clock is read [default: `as_of` in site.yaml, else the
          newest date in the content]

      --as-of <DATE>
          The site as it could have been written on that day: without what was published or said
          later

      --untrusted
          For content by strangers, such as pull requests: the levels of findings are ours, whatever
          site.yaml says

  -p, --port <PORT>
          The port; the next free one if it is taken, any if it is 0

          [default: 8000]

  -i, --host <ADDRESS>
          The address to listen on; 0.0.0.0 lets everyone on the network read

          [default: 127.0.0.1]

  -O, --open
          Open the site in the browser

      --follow
          Let the browser go to the page of the file that was saved

  -r, --root <DIR>
          The site's folder: the one with content/

          [default: .]

  -c, --config <FILE>
          The configuration file

          [default: site.yaml]

  -q, --quiet
          Say only what is wrong

  -v, --verbose
          Say more

      --color <WHEN>
          When to use colours

"#]]
    );
}

#[test]
fn the_beginning_of_each_shells_completions() {
    let desk = Desk::new();
    let shells = ["bash", "zsh", "fish", "powershell", "elvish"];
    let heads = shells.map(|shell| format!("$ completions {shell}\n{}", head(&desk.run(&["completions", shell]), 4)));
    assert_data_eq!(
        heads.join("\n"),
        str![[r#"
$ completions bash
_whowhen() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then

$ completions zsh
#compdef whowhen

autoload -U is-at-least


$ completions fish
# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_whowhen_global_optspecs
    string join /n r/root= c/config= q/quiet v/verbose color= format= h/help V/version
end

$ completions powershell

using namespace System.Management.Automation
using namespace System.Management.Automation.Language


$ completions elvish

use builtin;
use str;


"#]]
    );
}

#[test]
fn a_schema() {
    assert_data_eq!(
        head(&Desk::new().run(&["schema", "place"]), 12),
        str![[r##"
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Front matter of a place of whowhen",
  "$ref": "#/$defs/place",
  "$defs": {
    "text": {
      "anyOf": [
        {
          "type": [
            "string",
            "number",
            "boolean",

"##]]
    );
}
