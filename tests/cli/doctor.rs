//! `doctor`.

use super::*;

/// What the doctor says, but for the limit of this machine.
fn doctor(desk: &Desk) -> String {
    let before = desk.tree();
    let said = desk.run(&["doctor"]);
    assert_eq!(desk.tree(), before, "the doctor changed something");
    let lines = said.to_string();
    lines.lines().filter(|line| !line.contains(" preview ")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn an_empty_folder() {
    assert_data_eq!(
        doctor(&Desk::new()),
        str![[r#"
1|  missing site folder    no content/ that can be read
1|                         -> `whowhen init` begins a site; `--root DIR` names another folder
1|       ok configuration  no site.yaml: the defaults hold
1|  missing git remote     not a git repository
1|                         -> `git init -b main`, then `whowhen deploy --setup` says the rest
1|  missing address        not known: no sitemap, no canonical addresses
1|                         -> a git remote at GitHub gives it, or `base_url:` in site.yaml
1|  missing branch         none
1|                         -> `git init -b main`
1|       ok own domain     no file CNAME: none is needed at github.io
1|  missing workflow       no .github/workflows/pages.yml
1|                         -> `whowhen deploy --setup` writes it
1|  missing .gitignore     the built site could be committed
1|                         -> add the lines: output/  .whowhen/  .output.whowhen-*
1|       ok theme          default, as it comes
1|       ok output         output/ is not there yet: `whowhen build` makes it
exit 0

"#]]
    );
}

#[test]
fn all_is_well() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    assert_eq!(desk.run(&["deploy", "--setup"]).exit, 0);
    assert_eq!(desk.run(&["build"]).exit, 0);
    desk.write("themes/default/templates/home.html", "{% extends \"base.html\" %}");
    assert_data_eq!(
        doctor(&desk),
        str![[r#"
1|       ok site folder    content/ with 1 briefing, 7 other records
1|       ok configuration  site.yaml
1|       ok git remote     github.com/town/record
1|       ok address        https://town.github.io/record/ (from the git remote `origin`)
1|       ok branch         main
1|       ok own domain     no file CNAME: none is needed at github.io
1|       ok workflow       .github/workflows/pages.yml
1|       ok .gitignore     leaves the built site out
1|       ok theme          themes/default replaces templates/home.html
1|       ok output         output/ is ours
1|       ok file system    a new site takes the old one's place in one step
exit 0

"#]]
    );
}

#[test]
fn much_is_wrong() {
    let desk = Desk::new();
    desk.write("content/a.md", "---\ntitle: a: b\n---\n");
    desk.write("CNAME", "https://example.org/\n");
    desk.write("output/mine.txt", "mine");
    desk.write(".git/HEAD", "0123456789abcdef\n");
    desk.write(".git/config", "[core]\n");
    assert_data_eq!(
        doctor(&desk),
        str![[r#"
1|    wrong site folder    content/ with 0 briefings, 0 other records, and 1 error
1|                         -> `whowhen check` shows each
1|       ok configuration  no site.yaml: the defaults hold
1|  missing git remote     no remote `origin` at GitHub
1|                         -> https://github.com/new, then `git remote add origin https://github.com/OWNER/NAME.git`
1|  missing address        not known: no sitemap, no canonical addresses
1|                         -> a git remote at GitHub gives it, or `base_url:` in site.yaml
1|  missing branch         none is checked out
1|                         -> `git switch main`
1|    wrong own domain     CNAME holds no domain
1|                         -> one line with the domain alone: `record.example.org`
1|  missing workflow       no .github/workflows/pages.yml
1|                         -> `whowhen deploy --setup` writes it
1|  missing .gitignore     the built site could be committed
1|                         -> add the lines: output/  .whowhen/  .output.whowhen-*
1|       ok theme          default, as it comes
1|    wrong output         the output `[TOP]/desk/output` holds files that whowhen didn't write, such as `[TOP]/desk/output/mine.txt`
1|                         -> choose an empty or a new folder with `--output`, or empty this one yourself
1|       ok file system    a new site takes the old one's place in one step
exit 0

"#]]
    );
}

#[test]
fn a_folder_that_is_not_there() {
    assert_eq!(Desk::new().run(&["-r", "nowhere", "doctor"]).exit, 2);
}
