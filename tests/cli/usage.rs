//! What can't be typed: what is wrong with it, and what to type instead.

use super::*;

/// The transcripts of some commands, one under the other; each was refused and changed nothing.
fn refused(desk: &Desk, commands: &[&[&str]]) -> String {
    let transcript = |words: &&[&str]| format!("$ {}\n{}", words.join(" "), desk.refused(words));
    commands.iter().map(transcript).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_command_that_there_is_not() {
    let commands: [&[&str]; 7] =
        [&["biuld"], &["frobnicate"], &["-q"], &["help", "biuld"], &["theme", "ejct"], &["theme", "-q"], &["manual", "nothing"]];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ biuld
2| error: there is no command `biuld`
2| help: did you mean `build`?
exit 2

$ frobnicate
2| error: there is no command `frobnicate`
2| help: `whowhen --help` lists the commands
exit 2

$ -q
2| error: `whowhen` needs a command after it
2| help: `whowhen --help` lists the commands
exit 2

$ help biuld
2| error: there is no command `biuld`
2| help: did you mean `build`?
exit 2

$ theme ejct
2| error: there is no command `theme ejct`
2| help: did you mean `theme eject`?
exit 2

$ theme -q
2| error: `theme` needs a command after it
2| help: `whowhen theme --help` lists the commands
exit 2

$ manual nothing
2| error: there is no command `nothing`
2| help: `whowhen help` lists the commands
exit 2

"#]]
    );
}

#[test]
fn a_flag_that_there_is_not() {
    let commands: [&[&str]; 8] = [
        &["build", "--strct"],
        &["serve", "--prot", "1"],
        &["check", "--links"],
        &["new", "claim", "-5 degrees"],
        &["--strict", "build"],
        &["-r", "check", "-D", "build"],
        &["--root=.", "-qr", ".", "doctor", "--now"],
        &["--verison"],
    ];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ build --strct
2| error: `build` has no flag `--strct`
2| help: did you mean `--strict`?
exit 2

$ serve --prot 1
2| error: `serve` has no flag `--prot`
2| help: did you mean `--port`?
exit 2

$ check --links
2| error: `check` has no flag `--links`
2| help: `whowhen check --help` lists the flags
exit 2

$ new claim -5 degrees
2| error: `new` has no flag `-5`
2| help: a name that begins with a hyphen stands after ` -- `
exit 2

$ --strict build
2| error: `whowhen` has no flag `--strict`
2| help: it is a flag of `build` and `check`, and stands after the command
exit 2

$ -r check -D build
2| error: `whowhen` has no flag `-D`
2| help: it is a flag of `build`, `serve`, `check`, `list`, `report` and `diff`, and stands after the command
exit 2

$ --root=. -qr . doctor --now
2| error: `doctor` has no flag `--now`
2| help: `whowhen doctor --help` lists the flags
exit 2

$ --verison
2| error: `whowhen` has no flag `--verison`
2| help: did you mean `--version`?
exit 2

"#]]
    );
}

#[test]
fn flags_that_do_not_go_together() {
    let commands: [&[&str]; 4] =
        [&["-q", "-v", "build"], &["check", "--strict", "--strict"], &["list", "actors", "--json=yes"], &["clean", "--root"]];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ -q -v build
2| error: `--quiet` and `--verbose` don't go together
2| help: leave one of them out
exit 2

$ check --strict --strict
2| error: `--strict` stands there twice
2| help: leave one of them out
exit 2

$ list actors --json=yes
2| error: `--json` takes no value
2| help: write `--json` alone
exit 2

$ clean --root
2| error: `--root` needs a value
2| help: `whowhen clean --help` says what it takes
exit 2

"#]]
    );
}

#[test]
fn a_value_that_can_not_be() {
    let commands: [&[&str]; 11] = [
        &["build", "--color", "sometimes"],
        &["check", "--format", "jsn"],
        &["check", "--today", "soon"],
        &["build", "--as-of", "19.01.2022"],
        &["list", "due", "--today", "2022-02-30"],
        &["build", "-u", "example.org"],
        &["serve", "-p", "many"],
        &["serve", "-p", "70000"],
        &["serve", "-i", "example.org"],
        &["new", "event", "The talks", "--date", "2022-01"],
        &["why", "content/about.md"],
    ];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ build --color sometimes
2| error: `--color` can't be `sometimes`
2| help: it is one of `auto`, `always` or `never`
exit 2

$ check --format jsn
2| error: `--format` can't be `jsn`
2| help: did you mean `json`?
2| help: it is one of `human`, `short`, `json`, `sarif` or `github`
exit 2

$ check --today soon
2| error: `--today` can't be `soon`: `soon` depends on the day it was written; a date can't be relative
2| help: `whowhen check --help` says what it takes
exit 2

$ build --as-of 19.01.2022
2| error: `--as-of` can't be `19.01.2022`: a date is written year first, with hyphens; did you mean `2022-01-19`?
2| help: `whowhen build --help` says what it takes
exit 2

$ list due --today 2022-02-30
2| error: `--today` can't be `2022-02-30`: February 2022 has 28 days; did you mean `2022-02-28`?
2| help: `whowhen list --help` says what it takes
exit 2

$ build -u example.org
2| error: `--base-url` can't be `example.org`: it begins with neither `https://` nor `http://`
2| help: `whowhen build --help` says what it takes
exit 2

$ serve -p many
2| error: `--port` can't be `many`: a port is a number from 0 to 65535
2| help: `whowhen serve --help` says what it takes
exit 2

$ serve -p 70000
2| error: `--port` can't be `70000`: a port is a number from 0 to 65535
2| help: `whowhen serve --help` says what it takes
exit 2

$ serve -i example.org
2| error: `--host` can't be `example.org`: this must be an address such as 127.0.0.1, 0.0.0.0 or ::1
2| help: `whowhen serve --help` says what it takes
exit 2

$ new event The talks --date 2022-01
2| error: `--date` can't be `2022-01`: a single day is wanted here, such as `2022-01-19`
2| help: `whowhen new --help` says what it takes
exit 2

$ why content/about.md
2| error: `why` can't take `content/about.md`: write FILE:LINE:COLUMN, such as content/about.md:12:5; both count from 1, columns in characters
2| help: `whowhen why --help` says what it takes
exit 2

"#]]
    );
}

#[test]
fn a_variable_that_can_not_be() {
    let mut desk = Desk::with_site();
    desk.variables.insert("WHOWHEN_BASE_URL".to_owned(), "example.org".to_owned());
    assert_data_eq!(
        desk.refused(&["build", "-q"]).to_string(),
        str![[r#"
2| error: `WHOWHEN_BASE_URL` in the environment can't be `example.org`: it begins with neither `https://` nor `http://`
2| help: `whowhen build --help` says what it takes
exit 2

"#]]
    );
    desk.variables.insert("WHOWHEN_BASE_URL".to_owned(), String::new());
    assert!(desk.refused(&["build", "-q"]).err.contains("`WHOWHEN_BASE_URL` in the environment can't be ``"));
    assert_eq!(desk.run(&["build", "-q", "-u", "https://example.org/"]).exit, 0);
}

#[test]
fn a_word_that_is_not_known() {
    let commands: [&[&str]; 5] = [
        &["new", "person", "Ada Orvan"],
        &["list", "actor"],
        &["schema", "breifing"],
        &["completions", "tcsh"],
        &["explain", "invaliddate"],
    ];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ new person Ada Orvan
2| error: `new` knows no `person`
2| help: it is one of `briefing`, `actor`, `event`, `source` or `claim`
exit 2

$ list actor
2| error: `list` knows no `actor`
2| help: did you mean `actors`?
2| help: it is one of `actors`, `events`, `sources`, `claims`, `drafts`, `orphans` or `due`
exit 2

$ schema breifing
2| error: `schema` knows no `breifing`
2| help: did you mean `briefing`?
2| help: it is one of `briefing`, `actor`, `event`, `source`, `claim`, `place`, `arc`, `page` or `site`
exit 2

$ completions tcsh
2| error: `completions` knows no `tcsh`
2| help: it is one of `bash`, `elvish`, `fish`, `powershell` or `zsh`
exit 2

$ explain invaliddate
2| error: no rule is called `invaliddate`
2| help: did you mean `invalid-date`?
exit 2

"#]]
    );
}

#[test]
fn a_word_that_is_missing() {
    let commands: [&[&str]; 7] =
        [&["new"], &["new", "briefing"], &["list"], &["schema"], &["completions"], &["why"], &["theme", "data"]];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ new
2| error: `new` needs KIND and NAME
2| help: write `whowhen new KIND NAME`
2| help: KIND is one of `briefing`, `actor`, `event`, `source` or `claim`
exit 2

$ new briefing
2| error: `new` needs NAME
2| help: write `whowhen new KIND NAME`
exit 2

$ list
2| error: `list` needs KIND
2| help: write `whowhen list KIND`
2| help: KIND is one of `actors`, `events`, `sources`, `claims`, `drafts`, `orphans` or `due`
exit 2

$ schema
2| error: `schema` needs KIND
2| help: write `whowhen schema KIND`
2| help: KIND is one of `briefing`, `actor`, `event`, `source`, `claim`, `place`, `arc`, `page` or `site`
exit 2

$ completions
2| error: `completions` needs SHELL
2| help: write `whowhen completions SHELL`
2| help: SHELL is one of `bash`, `elvish`, `fish`, `powershell` or `zsh`
exit 2

$ why
2| error: `why` needs FILE:LINE:COLUMN
2| help: write `whowhen why FILE:LINE:COLUMN`
exit 2

$ theme data
2| error: `theme data` needs PAGE
2| help: write `whowhen theme data PAGE`
exit 2

"#]]
    );
}

#[test]
fn a_word_too_many() {
    let commands: [&[&str]; 7] = [
        &["build", "site"],
        &["check", "content/about.md"],
        &["serve", "site"],
        &["clean", "everything"],
        &["doctor", "now"],
        &["new", "briefing", "The", "talks"],
        &["explain", "orphan", "raw-html"],
    ];
    assert_data_eq!(
        refused(&Desk::new(), &commands),
        str![[r#"
$ build site
2| error: `site` is one word too many for `build`
2| help: `build` is about the whole site, whose folder `--root DIR` names
exit 2

$ check content/about.md
2| error: `content/about.md` is one word too many for `check`
2| help: `check` is about the whole site, whose folder `--root DIR` names
exit 2

$ serve site
2| error: `site` is one word too many for `serve`
2| help: `serve` is about the whole site, whose folder `--root DIR` names
exit 2

$ clean everything
2| error: `everything` is one word too many for `clean`
2| help: `clean` is about the whole site, whose folder `--root DIR` names
exit 2

$ doctor now
2| error: `now` is one word too many for `doctor`
2| help: `doctor` is about the whole site, whose folder `--root DIR` names
exit 2

$ new briefing The talks
2| error: `talks` is one word too many for `new`
2| help: a name of several words stands in quotation marks
exit 2

$ explain orphan raw-html
2| error: `raw-html` is one word too many for `explain`
2| help: `whowhen explain --help` says what it takes
exit 2

"#]]
    );
}

/// Each command that needs a site, about a folder that is not there, one that is none, and one without content/.
#[test]
fn a_folder_that_is_no_site() {
    let desk = Desk::new();
    desk.write("file", "");
    desk.write("empty/notes.txt", "");
    let commands: [&[&str]; 10] = [
        &["build"],
        &["check"],
        &["check", "--fix"],
        &["serve"],
        &["list", "actors"],
        &["why", "content/about.md:1:1"],
        &["theme", "eject"],
        &["theme", "data", "about/"],
        &["new", "actor", "Ada Orvan"],
        &["deploy", "--setup"],
    ];
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for command in commands {
        for root in ["nowhere", "file", "empty"] {
            let said = desk.refused(&[command, &["-r", root]].concat());
            answers.entry(said.to_string()).or_default().push(command.join(" "));
        }
    }
    let answers: Vec<String> = answers.iter().map(|(said, commands)| format!("{}\n{said}", commands.join(", "))).collect();
    assert_data_eq!(
        answers.join("\n"),
        str![[r#"
build, check, check --fix, serve, list actors, why content/about.md:1:1, theme eject, theme data about/, new actor Ada Orvan, deploy --setup
2| error: file is not a folder
2| help: `--root` names the folder that holds content/
exit 2

new actor Ada Orvan
2| error: there is no folder content/ in empty
2| help: `whowhen init` begins a site there; `--root DIR` names another folder
exit 2

build, check, check --fix, serve, list actors, why content/about.md:1:1, theme eject, theme data about/, deploy --setup
2| error: there is no folder content/ in empty
2| help: run the command in the site's folder, or name it with `--root DIR`
exit 2

build, check, check --fix, serve, list actors, why content/about.md:1:1, theme eject, theme data about/, new actor Ada Orvan, deploy --setup
2| error: there is no folder nowhere
2| help: `--root` names the folder that holds content/
exit 2

"#]]
    );
    let others: [&[&str]; 6] = [
        &["clean", "-r", "nowhere"],
        &["clean", "-r", "file"],
        &["schema", "actor", "-r", "nowhere"],
        &["doctor", "-r", "file"],
        &["init", "file"],
        &["build", "-c", "sites.yaml", "-r", "empty"],
    ];
    assert_data_eq!(
        refused(&desk, &others),
        str![[r#"
$ clean -r nowhere
2| error: there is no folder nowhere
2| help: `--root` names the folder that holds content/
exit 2

$ clean -r file
2| error: file is not a folder
2| help: `--root` names the folder that holds content/
exit 2

$ schema actor -r nowhere
2| error: there is no folder nowhere
2| help: `--root` names the folder that holds content/
exit 2

$ doctor -r file
2| error: file is not a folder
2| help: `--root` names the folder that holds content/
exit 2

$ init file
2| error: something else is in the way at `file`
2| help: move it away, or choose another folder
exit 2

$ build -c sites.yaml -r empty
2| error: there is no folder content/ in empty
2| help: run the command in the site's folder, or name it with `--root DIR`
exit 2

"#]]
    );
}
