//! `check --fix`.

use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use super::*;

const MESSY: &str = "---\ntitel: Kyiv: what now\ndate: 19 January 2022\ndraft: No\n---\nText.\n";

/// Bytes and time of the last change of each file.
fn stamps(desk: &Desk) -> BTreeMap<String, (Vec<u8>, i64, i64)> {
    let files = walkdir::WalkDir::new(desk.folder()).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let stamp = |path: &Path| {
        let data = fs::metadata(path).unwrap();
        (fs::read(path).unwrap(), data.mtime(), data.mtime_nsec())
    };
    files.map(|entry| (entry.path().display().to_string(), stamp(entry.path()))).collect()
}

/// A second run changes no byte and no time.
#[track_caller]
fn nothing_is_left(desk: &Desk) {
    let before = stamps(desk);
    let said = desk.run(&["check", "--fix"]);
    assert!(said.err.contains("   Fixed nothing: there is nothing that a machine can mend\n"), "{said}");
    assert_eq!(stamps(desk), before);
}

#[test]
fn what_can_be_mended_is() {
    let desk = Desk::new();
    desk.write("content/briefings/kyiv.md", MESSY);
    desk.write("site.yaml", "title: A site\nbase_url: example.org\n");
    assert_data_eq!(
        desk.run(&["check"]).err,
        str![[r#"
 Checked 36 files of the site   2 errors   2 of them `whowhen check --fix` mends

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--fix"]).to_string(),
        str![[r#"
2|    Fixed 5 findings in 2 files   content/briefings/kyiv.md 4 · site.yaml 1
2|  Checked 39 files of the site   nothing to complain of
exit 0

"#]]
    );
    assert_eq!(
        desk.read("content/briefings/kyiv.md"),
        "---\ntitle: \"Kyiv: what now\"\ndate: 2022-01-19\ndraft: false\n---\nText.\n"
    );
    assert_eq!(desk.read("site.yaml"), "title: A site\nbase_url: https://example.org\n");
    nothing_is_left(&desk);
    desk.is_clean();
}

#[test]
fn what_only_a_person_can_decide_is_left_and_told() {
    let desk = Desk::new();
    desk.write("content/events/talks.md", "---\ntitle: Kyiv: what now\nwhen: 2022-02-30\n---\n");
    assert_data_eq!(
        desk.run(&["check", "--fix"]).to_string(),
        str![[r#"
1| error[invalid-date]: February 2022 has 28 days
1|  --> content/events/talks.md:3:15
1|   |
1| 3 | when: 2022-02-30
1|   |               ^^
1|   |
1|   = help: did you mean `2022-02-28`? see what the source says
1|
2|    Fixed 1 finding in 1 file   content/events/talks.md 1
2|  Checked 37 files of the site   1 error
exit 1

"#]]
    );
    nothing_is_left(&desk);
    assert_data_eq!(
        desk.run(&["check"]).err,
        str![[r#"
 Checked 37 files of the site   1 error

"#]]
    );
}

#[test]
fn a_clean_site_is_not_touched() {
    let desk = Desk::with_site();
    let before = stamps(&desk);
    assert_data_eq!(
        desk.run(&["check", "--fix"]).to_string(),
        str![[r#"
2|    Fixed nothing: there is nothing that a machine can mend
2|  Checked 48 files of the site   nothing to complain of
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["check", "--fix", "--quiet"]).to_string(),
        str![[r#"
exit 0

"#]]
    );
    assert_eq!(stamps(&desk), before);
}

#[test]
fn line_ends_a_byte_order_mark_and_the_mode_stay() {
    let desk = Desk::new();
    desk.write("content/a.md", "\u{feff}---\r\ntitle: Київ: що далі\r\ndraft: No\r\n---\r\nText\tand tabs.  \r\n");
    desk.write("content/b.md", "---\rtitle: A: b\r---\rText.");
    fs::set_permissions(desk.folder().join("content/a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(desk.run(&["check", "--fix", "-q"]).to_string(), "exit 0\n");
    assert_eq!(
        desk.read("content/a.md"),
        "\u{feff}---\r\ntitle: \"Київ: що далі\"\r\ndraft: false\r\n---\r\nText\tand tabs.  \r\n"
    );
    assert_eq!(desk.read("content/b.md"), "---\rtitle: \"A: b\"\r---\rText.");
    assert_eq!(fs::metadata(desk.folder().join("content/a.md")).unwrap().mode() & 0o777, 0o640);
    nothing_is_left(&desk);
}

#[test]
fn a_file_that_is_read_only_is_left_and_named_and_the_others_are_mended() {
    let desk = Desk::new();
    desk.write("content/a.md", MESSY);
    desk.write("content/b.md", "---\ntitle: A: b\n---\n");
    fs::set_permissions(desk.folder().join("content/a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let said = desk.run(&["check", "--fix"]);
    assert_data_eq!(
        said.to_string(),
        str![[r#"
1| error[unquoted-colon]: this text needs quotation marks
1|  --> content/a.md:2:12
1|   |
1| 2 | titel: Kyiv: what now
1|   |            ^ a colon and a space start a new field
1|   |
1|   = help: write `titel: "Kyiv: what now"` (`whowhen check --fix` does)
1|
2| error: can't write `[TOP]/desk/content/a.md`: it is read-only
2| help: check who may write there and that the disk has room, then run the command again
2|    Fixed 1 finding in 1 file   content/b.md 1
2|  Checked 37 files of the site   1 error
exit 4

"#]]
    );
    assert_eq!(desk.read("content/a.md"), MESSY);
    assert_eq!(desk.read("content/b.md"), "---\ntitle: \"A: b\"\n---\n");
    assert_eq!(fs::metadata(desk.folder().join("content/a.md")).unwrap().mode() & 0o777, 0o444);
}

#[test]
fn nothing_is_written_through_a_link() {
    cage::run("fix::nothing_is_written_through_a_link", |folder| {
        let desk = Desk::at(folder);
        let outside = folder.join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("a.md"), MESSY).unwrap();
        fs::write(outside.join("site.yaml"), "base_url: example.org\n").unwrap();
        desk.write("content/b.md", "Text.\n");
        symlink(outside.join("a.md"), desk.folder().join("content/a.md")).unwrap();
        symlink(&outside, desk.folder().join("content/all")).unwrap();
        symlink(outside.join("site.yaml"), desk.folder().join("site.yaml")).unwrap();
        let before = desk.tree();
        let said = desk.run(&["check", "--fix"]);
        assert_ne!(said.exit, 0, "{said}");
        assert!(said.err.contains("Fixed nothing"), "{said}");
        assert_eq!(desk.tree(), before, "{said}");
    });
}

#[test]
fn a_full_disk_is_named_and_costs_no_byte() {
    let options = |folder: &Path| {
        let content = folder.join("desk/content");
        fs::create_dir_all(&content).unwrap();
        vec!["--size".into(), "16384".into(), "--tmpfs".into(), content.into()]
    };
    cage::run_with("fix::a_full_disk_is_named_and_costs_no_byte", options, |folder| {
        let desk = Desk::at(folder);
        let long = format!("{MESSY}{}", "Words. ".repeat(1000));
        desk.write("content/a.md", &long);
        desk.write("site.yaml", "base_url: example.org\n");
        while fs::write(desk.folder().join(format!("content/.filler-{}", desk.tree().len())), [0; 4096]).is_ok() {}
        let content = |desk: &Desk| desk.tree().into_iter().filter(|(path, _)| path.contains("content")).collect::<Vec<_>>();
        let before = content(&desk);
        let said = desk.run(&["check", "--fix", "--format", "short"]);
        assert_eq!(said.exit, 4, "{said}");
        assert!(said.err.contains("error: can't write `[TOP]/desk/content/a.md`: No space left on device"), "{said}");
        assert!(said.err.contains("   Fixed 1 finding in 1 file   site.yaml 1\n"), "{said}");
        assert!(said.out.contains("content/a.md:2:12: error[unquoted-colon]"), "what is left is told: {said}");
        assert_eq!(content(&desk), before, "{said}");
        assert_eq!(desk.read("site.yaml"), "base_url: https://example.org\n", "there is room for this one");
    });
}

#[test]
fn for_machines_there_is_one_object_with_what_was_mended() {
    let desk = Desk::new();
    desk.write("content/briefings/kyiv.md", MESSY);
    desk.write("content/events/talks.md", "---\ntitle: Talks\nwhen: 2022-02-30\n---\n");
    let report = |words: &[&str]| {
        let said = desk.run(words);
        assert_eq!(said.err, "");
        (serde_json::from_str::<serde_json::Value>(&said.out).unwrap(), said.exit)
    };
    let (before, exit) = report(&["check", "--format", "json"]);
    assert_eq!((before.get("fixed"), exit), (None, 1));
    let (report, exit) = report(&["check", "--fix", "--format", "json"]);
    assert_eq!(exit, 1);
    assert_eq!(report["fixed"], serde_json::json!({"content/briefings/kyiv.md": 4}));
    assert_eq!(report["counts"]["error"], 1);
    assert_eq!(report["diagnostics"][0]["fix"], serde_json::json!([]));
}

#[test]
fn another_configuration_file_is_mended_too() {
    let desk = Desk::new();
    desk.write("content/a.md", "Text.\n");
    desk.write("site.yaml", "title: A: b\n");
    for path in ["test.yaml", "./test.yaml"] {
        desk.write("test.yaml", "title: A: b\n");
        assert_eq!(desk.run(&["check", "-q", "-c", path]).exit, 3, "{path}");
        assert_eq!(desk.run(&["check", "--fix", "-q", "-c", path]).exit, 0, "{path}");
        assert_eq!(desk.read("test.yaml"), "title: \"A: b\"\n");
    }
    assert_eq!(desk.read("site.yaml"), "title: A: b\n");
}

#[test]
fn levels_and_strictness_count_for_what_is_left() {
    let desk = Desk::new();
    desk.write("content/a.md", "---\ntitle: T\nsumary: x\nentirely_new: y\n---\n");
    assert_eq!(desk.run(&["check", "--fix", "-q", "--strict"]).exit, 1);
    assert_eq!(desk.read("content/a.md"), "---\ntitle: T\nsummary: x\nentirely_new: y\n---\n");
}

#[test]
fn watching_and_mending_do_not_go_together() {
    let desk = Desk::new();
    desk.write("content/a.md", MESSY);
    assert_data_eq!(
        desk.refused(&["check", "--fix", "--watch"]).to_string(),
        str![[r#"
2| error: `--fix` and `--watch` don't go together: no file may change under the hands of whoever writes it
2| help: run `whowhen check --fix` once, then `whowhen check --watch`
exit 2

"#]]
    );
    for words in [&["build", "--fix"][..], &["serve", "--fix"], &["check", "--fixx"], &["check", "--fix=no"]] {
        let before = desk.tree();
        let said = desk.run(words);
        assert_eq!(said.exit, 2, "{said}");
        assert_eq!(desk.tree(), before);
    }
    assert!(desk.run(&["check", "--fixx"]).err.contains("`--fix`"));
}
