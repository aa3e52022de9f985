//! In GitHub Actions: annotations on the lines, and the summary.

use super::*;

/// A desk in an action's step, with a site that has an error and a warning.
fn step(folder: &str) -> Desk {
    let mut desk = Desk::new();
    desk.variables.insert("GITHUB_ACTIONS".to_owned(), "true".to_owned());
    desk.variables.insert("GITHUB_STEP_SUMMARY".to_owned(), desk.folder().join("summary.md").display().to_string());
    desk.write(&format!("{folder}content/b.md"), "---\ntitle: B\nmood: grim\n---\n");
    desk.write(&format!("{folder}content/briefings/c.md"), "---\ntitle: C\ndate: soon\n---\n");
    desk
}

#[test]
fn the_log_has_the_lines_and_github_its_commands() {
    let desk = step("");
    assert_data_eq!(
        desk.run(&["check"]).to_string(),
        str![[r#"
1| ::error file=content/briefings/c.md,line=3,col=7,endLine=3,endColumn=11,title=invalid-date::`soon` depends on the day it was written; a date can't be relative%0Ahelp: dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about
1| ::warning file=content/b.md,line=3,col=1,endLine=3,endColumn=5,title=unknown-key::a page has no field `mood`%0Ahelp: remove it; a field of your own is declared in site.yaml under `fields: page:`
2| warning[unknown-key]: a page has no field `mood`
2|  --> content/b.md:3:1
2|   |
2| 3 | mood: grim
2|   | ^^^^ not a known field; it is left out
2|   |
2|   = help: remove it; a field of your own is declared in site.yaml under `fields: page:`
2|
2| error[invalid-date]: `soon` depends on the day it was written; a date can't be relative
2|  --> content/briefings/c.md:3:7
2|   |
2| 3 | date: soon
2|   |       ^^^^
2|   |
2|   = help: dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about
2|
2|  Checked 38 files of the site   1 error, 1 warning
exit 1

"#]]
    );
    assert_data_eq!(
        desk.read("summary.md"),
        str![[r#"
### whowhen check

<p>38 files of the site: 1 error, 1 warning</p>
<table>
<tr><th>Level</th><th>Rule</th><th>Place</th><th>Message</th></tr>
<tr><td>error</td><td><code>invalid-date</code></td><td><code>content/briefings/c.md:3</code></td><td><code>`soon` depends on the day it was written; a date can&#39;t be relative</code></td></tr>
<tr><td>warning</td><td><code>unknown-key</code></td><td><code>content/b.md:3</code></td><td><code>a page has no field `mood`</code></td></tr>
</table>


"#]]
    );
}

#[test]
fn a_typed_format_is_all_there_is() {
    let desk = step("");
    assert_data_eq!(
        desk.run(&["check", "--format", "github"]).to_string(),
        str![[r#"
1| ::error file=content/briefings/c.md,line=3,col=7,endLine=3,endColumn=11,title=invalid-date::`soon` depends on the day it was written; a date can't be relative%0Ahelp: dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about
1| ::warning file=content/b.md,line=3,col=1,endLine=3,endColumn=5,title=unknown-key::a page has no field `mood`%0Ahelp: remove it; a field of your own is declared in site.yaml under `fields: page:`
2|  Checked 38 files of the site   1 error, 1 warning
exit 1

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "-q", "--format", "short"]).to_string(),
        str![[r#"
1| content/b.md:3:1: warning[unknown-key]: a page has no field `mood`
1| content/briefings/c.md:3:7: error[invalid-date]: `soon` depends on the day it was written; a date can't be relative
exit 1

"#]]
    );
}

#[test]
fn a_build_that_fails_says_so_in_the_summary_too() {
    let desk = step("");
    assert_data_eq!(
        desk.run(&["build"]).to_string(),
        str![[r#"
1| ::error file=content/briefings/c.md,line=3,col=7,endLine=3,endColumn=11,title=invalid-date::`soon` depends on the day it was written; a date can't be relative%0Ahelp: dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about
2| error[invalid-date]: `soon` depends on the day it was written; a date can't be relative
2|  --> content/briefings/c.md:3:7
2|   |
2| 3 | date: soon
2|   |       ^^^^
2|   |
2|   = help: dates are written as 2022-01-19, 2022-01, 2022, 2022-01-10/2022-01-13, or with `~` for about
2|
2| error: nothing was published: the content has 1 error, 1 warning
2| help: mend it and build again; a site that was built before is as it was
exit 1

"#]]
    );
    assert_data_eq!(
        desk.read("summary.md"),
        str![[r#"
### whowhen build: nothing was published

<p>38 files of the site: 1 error, 1 warning</p>
<table>
<tr><th>Level</th><th>Rule</th><th>Place</th><th>Message</th></tr>
<tr><td>error</td><td><code>invalid-date</code></td><td><code>content/briefings/c.md:3</code></td><td><code>`soon` depends on the day it was written; a date can&#39;t be relative</code></td></tr>
<tr><td>warning</td><td><code>unknown-key</code></td><td><code>content/b.md:3</code></td><td><code>a page has no field `mood`</code></td></tr>
</table>


"#]]
    );
}

#[test]
fn a_build_that_succeeds_leaves_the_rest_to_check() {
    let desk = step("");
    desk.write("content/briefings/c.md", "---\ntitle: C\n---\n");
    let said = desk.run(&["build"]);
    assert_eq!((said.exit, said.out.as_str()), (0, ""), "{said}");
    assert!(said.err.contains("run `whowhen check` for details"), "{said}");
    assert!(!desk.folder().join("summary.md").exists());
    let said = desk.run(&["build", "-q", "--format", "github"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
1| ::warning file=content/b.md,line=3,col=1,endLine=3,endColumn=5,title=unknown-key::a page has no field `mood`%0Ahelp: remove it; a field of your own is declared in site.yaml under `fields: page:`
exit 0

"#]]
    );
}

#[test]
fn paths_begin_at_the_repositorys_top() {
    let desk = step("docs/site/");
    let places = |said: &Said| -> Vec<String> {
        let files = said.out.lines().filter_map(|line| line.split("file=").nth(1)?.split(',').next());
        files.map(str::to_owned).collect()
    };
    let expected = ["docs/site/content/briefings/c.md", "docs/site/content/b.md"];
    // An archive of a repository has no .git: then the step's folder is the top.
    assert_eq!(places(&desk.run(&["check", "-q", "--root", "docs/site"])), expected);
    desk.write(".git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(places(&desk.run(&["check", "-q", "--root", "docs/site"])), expected);
    assert_eq!(places(&desk.run_in("docs", &["check", "-q", "--root", "site"])), expected);
    assert_eq!(places(&desk.run_in("docs/site", &["check", "-q"])), expected);
    assert!(desk.read("summary.md").contains("<code>docs/site/content/briefings/c.md:3</code>"));
    desk.write("docs/site/.git/HEAD", "ref: refs/heads/main\n");
    assert_eq!(places(&desk.run_in("docs/site", &["check", "-q"])), ["content/briefings/c.md", "content/b.md"]);
}

#[test]
fn summaries_are_appended() {
    let desk = step("");
    desk.write("summary.md", "What another command said.\n\n");
    desk.run(&["check", "-q"]);
    let once = desk.read("summary.md");
    assert!(once.starts_with("What another command said.\n\n### whowhen check\n"), "{once}");
    desk.run(&["check", "-q"]);
    assert_eq!(desk.read("summary.md").matches("### whowhen check\n").count(), 2);
}

#[test]
fn a_summary_that_cant_be_written_changes_nothing() {
    let mut desk = step("");
    let summary = desk.folder().join("no/such/folder").display().to_string();
    desk.variables.insert("GITHUB_STEP_SUMMARY".to_owned(), summary);
    desk.write("content/briefings/c.md", "---\ntitle: C\n---\n");
    let said = desk.run(&["check", "-q"]);
    assert_eq!(said.exit, 0, "{said}");
    let warning = "warning: the summary can't be written to [TOP]/desk/no/such/folder: No such file or directory (os error 2)";
    assert!(said.err.ends_with(&format!("{warning}\n")), "{said}");
}

#[test]
fn elsewhere_there_is_neither() {
    let mut desk = step("");
    desk.variables.insert("GITHUB_ACTIONS".to_owned(), "false".to_owned());
    let said = desk.run(&["check", "-q"]);
    assert!(said.out.starts_with("warning[unknown-key]: a page has no field `mood`\n") && said.err.is_empty(), "{said}");
    assert!(!desk.folder().join("summary.md").exists());
}

#[test]
fn a_stranger_gives_github_no_orders() {
    let desk = step("");
    let order = "##[error]mine ::error::mine @user ![x](y.png) <img src=x> | a";
    desk.write("content/b.md", &format!("---\ntitle: B\n\"{order}\": 1\ndate: \"{order}\"\n---\n::error::mine\n"));
    for words in [&["check"][..], &["check", "--format", "short"], &["check", "--format", "human"], &["build"]] {
        let said = desk.run(words);
        let ours = |line: &&str| !line.starts_with("::error file=") && !line.starts_with("::warning file=");
        for line in said.out.lines().chain(said.err.lines()).filter(ours) {
            assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
        }
    }
    let summary = desk.read("summary.md");
    assert!(summary.contains("@user") && !summary.contains("<img"), "{summary}");
    let outside: String = summary.split("<code>").map(|part| part.rsplit("</code>").next().unwrap()).collect();
    assert!(!outside.contains('@') && !outside.contains('!'), "{outside}");
}

#[test]
fn only_ten_notes_of_a_rule_are_told() {
    let desk = step("");
    let briefing = |number: usize| format!("---\ntitle: B {number}\nactors: [A{number}, B{number}]\n---\n");
    (0..15).for_each(|number| desk.write(&format!("content/briefings/{number}.md"), &briefing(number)));
    let notices = |words: &[&str]| desk.run(words).out.matches("::notice ").count();
    let all = notices(&["check", "-v"]);
    assert!(all >= 30, "{all}");
    assert_eq!(notices(&["check"]), 10);
    let said = desk.run(&["check"]);
    let levels: Vec<&str> = said.out.lines().filter_map(|line| line.strip_prefix("::")?.split(' ').next()).collect();
    assert!(levels.is_sorted_by_key(|level| ["error", "warning", "notice"].iter().position(|known| known == level)), "{said}");
}
