//! `deploy --setup`.

use std::os::unix::fs::PermissionsExt;

use super::*;

/// A `gh` that is logged in, writes down what it is asked, and answers with these exit codes, one a request.
fn fake_gh(desk: &Desk, codes: &str) {
    let bin = desk.top.join("bin");
    let script = format!(
        "#!/bin/sh\nprintf '%s ' \"$@\" >> {0}/asked\necho >> {0}/asked\n[ \"$1\" = auth ] && exit 0\nfor code in {codes}; do\n  \
         if [ ! -e {0}/done-$code ]; then : > {0}/done-$code; [ $code = 0 ] || echo \"gh: no ($code)\" >&2; exit $code; fi\ndone\nexit 9\n",
        bin.display()
    );
    fs::write(bin.join("gh"), script).unwrap();
    fs::set_permissions(bin.join("gh"), fs::Permissions::from_mode(0o755)).unwrap();
}

fn asked(desk: &Desk) -> String {
    fs::read_to_string(desk.top.join("bin/asked")).unwrap()
}

#[test]
fn a_project_page() {
    let desk = Desk::with_site();
    desk.git("git@github.com:Town/record.git");
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|     Next open https://github.com/Town/record/settings/pages and choose "Source: GitHub Actions"
2|  Address https://town.github.io/record/   (from the git remote `origin`)
2|     Next `git add .`, `git commit -m "Publish"`, `git push -u origin main`: each push to main publishes the site
exit 0

"#]]
    );
    assert_data_eq!(
        desk.read(".github/workflows/pages.yml"),
        str![[r##"
# Checks each pull request, and publishes each push to GitHub Pages. Written by `whowhen deploy --setup`; yours to change.
name: pages
on:
  push: {branches: ["main"]}
  pull_request:
  workflow_dispatch:
  # For pages with `publish_at:` take away the `#`, and let the build below say: whowhen build $STRANGER --today "$(date -u +%F)"
  # schedule: [{cron: "17 5 * * *"}]
permissions: {contents: read}
jobs:
  build:
    runs-on: ubuntu-latest
    env: {STRANGER: "${{ github.event_name == 'pull_request' && '--untrusted' || '' }}"}
    steps:
      - uses: actions/checkout@v7
        # With the commit before, which shows what changed for readers.
        with: {persist-credentials: false, fetch-depth: 2}
      - uses: taiki-e/install-action@v2
        continue-on-error: true
        with: {tool: "whowhen@0.1.0"}
      - run: command -v whowhen || cargo install --locked whowhen --version 0.1.0
      - run: whowhen check $STRANGER
      - run: whowhen build $STRANGER
      - {if: github.event_name == 'pull_request', run: whowhen diff HEAD^ --markdown >> "$GITHUB_STEP_SUMMARY"}
      - {if: github.event_name != 'pull_request', uses: actions/upload-pages-artifact@v5, with: {path: output}}
  deploy:
    if: github.event_name != 'pull_request'
    needs: build
    runs-on: ubuntu-latest
    permissions: {pages: write, id-token: write}
    concurrency: {group: pages, cancel-in-progress: false}
    environment: {name: github-pages, url: "${{ steps.deploy.outputs.page_url }}"}
    steps:
      - uses: actions/configure-pages@v6
      - {uses: actions/deploy-pages@v5, id: deploy}

"##]]
    );
}

#[test]
fn a_user_page() {
    let desk = Desk::with_site();
    desk.git("https://github.com/Town/town.github.io");
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|     Next open https://github.com/Town/town.github.io/settings/pages and choose "Source: GitHub Actions"
2|  Address https://town.github.io/   (from the git remote `origin`)
2|     Next `git add .`, `git commit -m "Publish"`, `git push -u origin main`: each push to main publishes the site
exit 0

"#]]
    );
}

#[test]
fn a_domain_of_its_own() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    desk.write("CNAME", "record.example.org\n");
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|     Next open https://github.com/town/record/settings/pages and choose "Source: GitHub Actions"
2|  Address https://record.example.org/   (from the file CNAME)
2|     Next enter record.example.org under "Custom domain" at https://github.com/town/record/settings/pages
2|     Next `git add .`, `git commit -m "Publish"`, `git push -u origin main`: each push to main publishes the site
exit 0

"#]]
    );
}

#[test]
fn an_address_that_the_site_says() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    desk.write("site.yaml", "base_url: https://example.org/record\n");
    let said = desk.run(&["deploy", "--setup"]);
    assert!(said.err.contains("Address https://example.org/record/   (from `base_url:` in site.yaml)"), "{said}");
}

#[test]
fn without_a_repository_it_says_what_to_do() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|     Note no repository at GitHub is known for this folder, so nobody publishes it yet
2|     Next `git init -b main`, `git add .`, `git commit -m "Begin"`
2|     Next make an empty repository at https://github.com/new
2|     Next `git remote add origin https://github.com/OWNER/NAME.git`, `git push -u origin HEAD`
2|     Next `whowhen deploy --setup` again: it says where the site will be, and turns Pages on
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|     Kept .github/workflows/pages.yml: it is as this version writes it
2|     Note no repository at GitHub is known for this folder, so nobody publishes it yet
2|     Next `git init -b main`, `git add .`, `git commit -m "Begin"`
2|     Next make an empty repository at https://github.com/new
2|     Next `git remote add origin https://github.com/OWNER/NAME.git`, `git push -u origin HEAD`
2|     Next `whowhen deploy --setup` again: it says where the site will be, and turns Pages on
exit 0

"#]]
    );
}

#[test]
fn the_default_branch_is_published() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    desk.write(".git/HEAD", "ref: refs/heads/fix-typo\n");
    desk.write(".git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n");
    assert_eq!(desk.run(&["deploy", "--setup"]).exit, 0);
    assert!(desk.read(".github/workflows/pages.yml").contains("push: {branches: [\"trunk\"]}"));
}

#[test]
fn an_editors_workflow_stays() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    assert_eq!(desk.run(&["deploy", "--setup"]).exit, 0);
    let path = ".github/workflows/pages.yml";
    let ours = desk.read(path);
    desk.write(path, &ours.replace("# schedule", "schedule"));
    assert_data_eq!(
        desk.refused(&["deploy", "--setup"]).to_string(),
        str![[r#"
2| error: .github/workflows/pages.yml is there already and differs; nothing was written
2|
2| --- .github/workflows/pages.yml (as it is)
2| +++ .github/workflows/pages.yml (as it would be)
2| @@ -6,5 +6,5 @@
2|    workflow_dispatch:
2|    # For pages with `publish_at:` take away the `#`, and let the build below say: whowhen build $STRANGER --today "$(date -u +%F)"
2| -  schedule: [{cron: "17 5 * * *"}]
2| +  # schedule: [{cron: "17 5 * * *"}]
2|  permissions: {contents: read}
2|  jobs:
2|
2| help: `--force` overwrites: the lines with `-` go, those with `+` come
exit 2

"#]]
    );
    assert_eq!(desk.run(&["deploy", "--setup", "--force"]).exit, 0);
    assert_eq!(desk.read(path), ours);
}

#[test]
fn gh_turns_pages_on() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    fake_gh(&desk, "0");
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|   Asking GitHub, through `gh`, to turn Pages on for town/record
2|    Pages on: published by GitHub Actions
2|  Address https://town.github.io/record/   (from the git remote `origin`)
2|     Next `git add .`, `git commit -m "Publish"`, `git push -u origin main`: each push to main publishes the site
exit 0

"#]]
    );
    assert_data_eq!(
        asked(&desk),
        str![[r#"
auth status --hostname github.com 
api --silent --method POST repos/town/record/pages -f build_type=workflow 

"#]]
    );
}

#[test]
fn gh_changes_pages_that_are_on() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    fake_gh(&desk, "1 0");
    assert!(desk.run(&["deploy", "--setup"]).err.contains("Pages on: published by GitHub Actions"));
    assert!(asked(&desk).contains("--method PUT"), "{}", asked(&desk));
}

#[test]
fn where_gh_is_refused_the_page_and_the_click_are_named() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    fake_gh(&desk, "1 2");
    assert_data_eq!(
        desk.run(&["deploy", "--setup"]).to_string(),
        str![[r#"
2|    Wrote .github/workflows/pages.yml
2|   Asking GitHub, through `gh`, to turn Pages on for town/record
2|     Note GitHub did not turn Pages on: gh: no (2)
2|     Next open https://github.com/town/record/settings/pages and choose "Source: GitHub Actions"
2|  Address https://town.github.io/record/   (from the git remote `origin`)
2|     Next `git add .`, `git commit -m "Publish"`, `git push -u origin main`: each push to main publishes the site
exit 0

"#]]
    );
}

#[test]
fn nothing_else_ever_starts_gh() {
    let desk = Desk::with_site();
    desk.git("https://github.com/town/record");
    fake_gh(&desk, "0");
    for words in [&["doctor"][..], &["build"], &["check"], &["init", "other"], &["new", "actor", "One"], &["deploy"]] {
        desk.run(words);
    }
    assert!(!desk.top.join("bin/asked").exists());
}

#[test]
fn without_setup_it_says_so() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.refused(&["deploy"]).to_string(),
        str![[r#"
2| error: `deploy` by itself does nothing: GitHub publishes the site on each push
2| help: `whowhen deploy --setup` writes the workflow that does it
exit 2

"#]]
    );
}

#[test]
fn a_site_inside_a_repository_is_refused() {
    let desk = Desk::new();
    desk.git("https://github.com/town/record");
    assert_eq!(desk.run(&["init", "-q", "site"]).exit, 0);
    assert_data_eq!(
        desk.refused(&["-r", "site", "deploy", "--setup"]).to_string(),
        str![[r#"
2| error: the site is inside the git repository [TOP]/desk, and GitHub reads workflows only at its top
2| help: give the site a repository of its own, or write the workflow there by hand
exit 2

"#]]
    );
}

#[test]
fn a_folder_without_a_site_is_left_alone() {
    let desk = Desk::new();
    desk.git("https://github.com/town/record");
    desk.refused(&["deploy", "--setup"]);
}
