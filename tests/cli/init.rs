//! `init`.

use std::os::unix::fs::symlink;

use super::*;

#[test]
fn an_empty_folder_becomes_a_site_without_a_complaint() {
    let desk = Desk::new();
    assert_data_eq!(
        desk.run(&["init", "record"]).to_string(),
        str![[r#"
2|    Wrote record/site.yaml
2|    Wrote record/content/about.md
2|    Wrote record/content/briefings/welcome.md
2|    Wrote record/.gitignore
2|     Next cd record
2|     Next change content/briefings/welcome.md to your own story
2|     Next `whowhen serve --open` shows it while you write
2|     Next `whowhen deploy --setup` publishes it on GitHub Pages
exit 0

"#]]
    );
    let said = desk.run_in("record", &["check", "--strict"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
2|  Checked 48 files of the site   nothing to complain of
exit 0

"#]]
    );
    let said = desk.run_in("record", &["build"]);
    assert_eq!(said.exit, 0, "{said}");
    let page = desk.read("record/output/briefings/welcome/index.html");
    for words in ["Ada Okafor", "denies", "closure-notice"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn here_is_a_folder_too() {
    let desk = Desk::new();
    desk.write("content/briefings/old.md", "Written before.\n");
    desk.write("notes.txt", "mine");
    assert_data_eq!(
        desk.run(&["init"]).to_string(),
        str![[r#"
2|    Wrote site.yaml
2|    Wrote content/about.md
2|    Wrote content/briefings/welcome.md
2|    Wrote .gitignore
2|     Next change content/briefings/welcome.md to your own story
2|     Next `whowhen serve --open` shows it while you write
2|     Next `whowhen deploy --setup` publishes it on GitHub Pages
exit 0

"#]]
    );
    assert_eq!((desk.read("content/briefings/old.md").as_str(), desk.read("notes.txt").as_str()), ("Written before.\n", "mine"));
    desk.is_clean();
}

#[test]
fn twice_is_refused_and_says_what_differs() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.refused(&["init"]).to_string(),
        str![[r#"
2| error: there is a site in . already, as `init` would write it
2| help: `whowhen new briefing "TITLE"` begins the next briefing
exit 2

"#]]
    );
    desk.write("site.yaml", &desk.read("site.yaml").replace("Our public record", "The bridge"));
    desk.write("content/about.md", "We.\n");
    assert_data_eq!(
        desk.refused(&["init"]).to_string(),
        str![[r#"
2| error: site.yaml, content/about.md are there already and differ; nothing was written
2|
2| --- site.yaml (as it is)
2| +++ site.yaml (as it would be)
2| @@ -1,5 +1,5 @@
2|  # What the site says of itself. Every key is optional; a line that begins with `#` is a remark.
2|
2| -title: The bridge
2| +title: Our public record
2|  description: Who, when, and according to whom
2|  lang: en
2|
2| --- content/about.md (as it is)
2| +++ content/about.md (as it would be)
2| @@ -1 +1,5 @@
2| -We.
2| +---
2| +title: About this site
2| +nav: 6
2| +---
2| +Who writes this record, how we work, and how to reach us with a correction: say it here.
2|
2| help: `--force` overwrites: the lines with `-` go, those with `+` come
exit 2

"#]]
    );
}

#[test]
fn files_have_the_mode_of_any_other_and_nothing_is_left_beside_them() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_site();
    desk.write("ordinary", "");
    let mode = |path: &str| desk.folder().join(path).metadata().unwrap().permissions().mode();
    for path in ["site.yaml", "content/briefings/welcome.md", ".gitignore"] {
        assert_eq!(mode(path), mode("ordinary"), "{path}");
    }
    let names: Vec<String> = desk.tree().into_keys().filter(|path| path.starts_with("desk/")).collect();
    assert_data_eq!(
        names.join("\n"),
        str![[r#"
desk/.gitignore
desk/content
desk/content/about.md
desk/content/briefings
desk/content/briefings/welcome.md
desk/ordinary
desk/site.yaml
"#]]
    );
}

#[test]
fn no_name_is_no_folder() {
    let desk = Desk::new();
    let before = desk.tree();
    assert_eq!(desk.run(&["init", ""]).exit, 2);
    assert_eq!(desk.tree(), before);
}

#[test]
fn force_overwrites_these_files_and_no_others() {
    let desk = Desk::with_site();
    let whole = desk.tree();
    desk.write("site.yaml", "title: Mine\n");
    desk.write("content/briefings/mine.md", "Mine.\n");
    assert_data_eq!(
        desk.run(&["init", "--force"]).to_string(),
        str![[r#"
2| Replaced site.yaml
2|     Next change content/briefings/welcome.md to your own story
2|     Next `whowhen serve --open` shows it while you write
2|     Next `whowhen deploy --setup` publishes it on GitHub Pages
exit 0

"#]]
    );
    let mut after = desk.tree();
    assert_eq!(after.remove("desk/content/briefings/mine.md").as_deref(), Some("Mine.\n"));
    assert_eq!(after, whole);
}

#[test]
fn what_an_editor_has_git_ignore_stays_even_by_force() {
    let desk = Desk::new();
    desk.write(".gitignore", "*.bak\n/output\n");
    assert_data_eq!(
        desk.refused(&["init"]).to_string(),
        str![[r#"
2| error: .gitignore is there already and differs; nothing was written
2|
2| --- .gitignore (as it is)
2| +++ .gitignore (as it would be)
2| @@ -1,2 +1,4 @@
2|  *.bak
2|  /output
2| +.whowhen/
2| +.output.whowhen-*
2|
2| help: `--force` overwrites: the lines with `-` go, those with `+` come
exit 2

"#]]
    );
    assert_eq!(desk.run(&["init", "--force"]).exit, 0);
    assert_eq!(desk.read(".gitignore"), "*.bak\n/output\n.whowhen/\n.output.whowhen-*\n");
}

#[test]
fn other_line_endings_are_no_difference() {
    let desk = Desk::with_site();
    desk.write("site.yaml", &desk.read("site.yaml").replace('\n', "\r\n"));
    assert!(desk.refused(&["init"]).err.contains("as `init` would write it"));
}

#[test]
fn with_github_the_workflow_is_added() {
    let desk = Desk::new();
    desk.git("https://github.com/town/record.git");
    assert_eq!(desk.run(&["init", "--github"]).exit, 0);
    assert!(desk.read(".github/workflows/pages.yml").contains("branches: [\"main\"]"));
    assert!(desk.refused(&["init", "inside", "--github"]).err.contains("inside the git repository"));
}

#[test]
fn files_in_the_way_are_named() {
    let desk = Desk::new();
    desk.write("content", "a file");
    assert_data_eq!(
        desk.refused(&["init"]).to_string(),
        str![[r#"
2| error: something else is in the way at `./content`
2| help: move it away, or choose another folder
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["init", "content"]).to_string(),
        str![[r#"
2| error: something else is in the way at `content`
2| help: move it away, or choose another folder
exit 2

"#]]
    );
}

#[test]
fn nothing_is_written_through_a_link() {
    cage::run("init::nothing_is_written_through_a_link", |folder| {
        let desk = Desk::at(folder);
        fs::create_dir(folder.join("elsewhere")).unwrap();
        symlink("../elsewhere", desk.folder().join("link")).unwrap();
        symlink("nowhere", desk.folder().join("dangling")).unwrap();
        for asked in ["link", "link/", "link/.", "dangling"] {
            assert!(desk.refused(&["init", asked]).err.contains("is a symbolic link"), "{asked}");
            assert!(desk.refused(&["init", asked, "--force"]).err.contains("is a symbolic link"), "{asked}");
        }
        for path in ["content", "site.yaml", ".gitignore", "content/briefings", "content/briefings/welcome.md"] {
            let site = desk.folder().join("site");
            let _ = fs::remove_dir_all(&site);
            fs::create_dir_all(site.join(path).parent().unwrap()).unwrap();
            for target in [folder.join("elsewhere"), folder.join("elsewhere/new.md"), PathBuf::from("/etc/hostname")] {
                let _ = fs::remove_file(site.join(path));
                symlink(target, site.join(path)).unwrap();
                assert!(desk.refused(&["init", "site", "--force"]).err.contains("is a symbolic link"), "{path}");
            }
        }
    });
}

#[test]
fn the_disk_and_the_home_folder_are_no_sites() {
    cage::run("init::the_disk_and_the_home_folder_are_no_sites", |folder| {
        let desk = Desk::at(folder);
        symlink("/", desk.folder().join("root")).unwrap();
        for asked in ["/", "//", "/usr/..", "root/", "../home", "..", "root/."] {
            let said = desk.refused(&["init", asked, "--force"]);
            assert!(said.err.contains("is not a folder for a site"), "{asked}: {said}");
        }
    });
}

#[test]
fn a_folder_that_may_not_be_written_is_the_machines_matter() {
    let desk = Desk::new();
    // Nobody may write below /proc, not even root.
    let said = desk.run(&["init", "/proc/whowhen"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
2| error: can't make the folder `/proc/whowhen`: No such file or directory (os error 2)
2| help: check who may write there and that the disk has room, then run the command again
exit 4

"#]]
    );
}
