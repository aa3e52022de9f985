//! Rules about files as a whole, whose cases can't be written in Markdown.

use std::path::Path;
use std::sync::Arc;

use whowhen::engine::workspace::{Change, Options, Workspace};
use whowhen::input::files::{Disk, Files};

use crate::site::{Site, line};

/// The findings of a site in short form, notes left out.
fn lines(site: &Site) -> Vec<String> {
    shown(&site.snapshot())
}

fn on_disk(folder: &Path) -> Vec<String> {
    let mut workspace = Workspace::new(Arc::new(Disk::new(folder)), Options::default());
    shown(&workspace.apply(&Change::All).unwrap())
}

fn shown(snapshot: &whowhen::engine::snapshot::Snapshot) -> Vec<String> {
    let lines = snapshot.diagnostics.iter().map(|found| line(snapshot, found));
    lines.filter(|line| !line.contains(": note[")).collect()
}

#[test]
fn not_utf8() {
    let site = Site::default()
        .with("content/actors/peron.md", b"---\nname: Per\xf3n\n---\n")
        .with("content/about.md", "---\ntitle: Київ\n---\n");
    assert_eq!(lines(&site), ["content/actors/peron.md:2:10: error[not-utf8]: this file is not UTF-8 text"]);
}

#[test]
fn file_too_large() {
    let at_the_limit = "x".repeat(8 << 20);
    let site = Site::default()
        .with("content/a.md", &at_the_limit)
        .with("content/b.md", format!("{at_the_limit}y"))
        .with("content/c.csv", format!("{at_the_limit}y"));
    assert_eq!(lines(&site), ["content/b.md:1:1: error[file-too-large]: this file is larger than 8 MiB, the most that is read"]);
}

/// Nobody keeps a gigabyte for a test: the limit is one of the rule's inputs.
#[test]
fn site_too_large() {
    let site = Site::default()
        .with("content/about.md", "---\ntitle: About\n---\n")
        .with("content/photos/a.jpg", "x".repeat(300_000))
        .with("content/photos/b.jpg", "x".repeat(300_000))
        .with("static/film.mp4", "x".repeat(500_000));
    let found = |limit: u64| -> Vec<String> {
        let snapshot = site.snapshot();
        let (mut sizes, errors) = snapshot.weigh();
        assert!(errors.is_empty());
        // What the theme weighs is no matter of this test.
        sizes.retain(|(path, _)| path.starts_with("photos/") || *path == "film.mp4");
        snapshot.too_large(&sizes, limit).iter().map(|found| line(&snapshot, found)).collect()
    };
    assert_eq!(found(1_375_000), [""; 0]);
    assert_eq!(
        found(1_374_000),
        ["site.yaml:1:1: warning[site-too-large]: the site has 1.1 MB, and GitHub Pages takes no more than 1.4 MB; \
          the most is in `photos/` with 600 kB, `film.mp4` with 500 kB"]
    );
}

#[test]
fn front_matter_too_large() {
    let head = |length: usize| format!("---\ntitle: \"{}\"\n---\nText.\n", "x".repeat(length - "title: \"\"\n".len()));
    let site = Site::default().with("content/a.md", head(64 << 10)).with("content/b.md", head((64 << 10) + 1));
    assert_eq!(
        lines(&site),
        ["content/b.md:1:1: error[file-too-large]: this front matter is 64 KiB long; at most 64 KiB are read"]
    );
}

#[test]
fn too_many_items() {
    let list = |length: usize| format!("---\ntitle: A\ntags:\n{}---\n", "  - x\n".repeat(length));
    let site = Site::default().with("content/a.md", list(10_000)).with("content/b.md", list(10_001));
    assert_eq!(lines(&site), ["content/b.md:4:3: error[too-many-items]: this list has more than 10000 items"]);
}

#[test]
#[cfg(unix)]
fn symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    Site::of("-- content/about.md --\nText.\n-- elsewhere/notes.md --\nPrivate.\n").write_to(folder.path());
    std::os::unix::fs::symlink("../elsewhere/notes.md", folder.path().join("content/notes.md")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("content/all")).unwrap();
    assert_eq!(
        on_disk(folder.path()),
        [
            "content/all:1:1: error[symbolic-link]: this is a symbolic link to `../elsewhere`",
            "content/notes.md:1:1: error[symbolic-link]: this is a symbolic link to `../elsewhere/notes.md`",
        ]
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    Site::of("-- content/about.md --\nText.\n").write_to(folder.path());
    std::fs::write(folder.path().join("content").join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "Text.").unwrap();
    assert_eq!(
        on_disk(folder.path()),
        ["content/caf\u{fffd}.md:1:1: error[non-portable-name]: this is not an ordinary file with a name in UTF-8"]
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_move_nothing() {
    let unix = "---\ntitle: Київ\nsummary: Що далі: ні\nwhen: 2022\n---\nБув [[Nobody]].\n";
    let plain = "---\ntitle: Київ\nsumary: x\n---\nБув [[Nobody]].\n";
    for (text, expected) in [
        (unix, vec!["content/a.md:3:17: error[unquoted-colon]: this summary needs quotation marks"]),
        (
            plain,
            vec![
                "content/a.md:3:1: warning[unknown-key]: a page has no field `sumary`",
                "content/a.md:5:7: error[unresolved-reference]: nothing is called `Nobody`",
            ],
        ),
    ] {
        for text in [
            text.to_owned(),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("\u{feff}{text}"),
            format!("\u{feff}{}", text.replace('\n', "\r\n")),
        ] {
            assert_eq!(lines(&Site::default().with("content/a.md", &text)), expected, "{text:?}");
        }
    }
}

/// What one path is, asked for by itself, is what the list of all says.
#[test]
#[cfg(unix)]
fn a_file_looked_at_alone_is_what_the_list_says() {
    let folder = tempfile::tempdir().unwrap();
    Site::of("-- site.yaml --\ntitle: A\n-- content/a.md --\nWords.\n-- content/deep/b.md --\nMore.\n").write_to(folder.path());
    std::os::unix::fs::symlink("a.md", folder.path().join("content/link.md")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("content/dangling.md")).unwrap();
    let disk = Disk::new(folder.path());
    let listed = disk.list().unwrap();
    assert_eq!(listed.len(), 5);
    for entry in listed {
        assert_eq!(disk.entry(entry.path.as_str()).unwrap(), Some(entry));
    }
    for nothing in ["content", "content/deep", "content/c.md", "content/a.md/c.md"] {
        assert_eq!(disk.entry(nothing).unwrap(), None, "{nothing}");
    }
}

/// A workspace that follows single files on a disk sees what becomes of them, also where it does not list them all again.
#[test]
#[cfg(unix)]
fn single_files_are_followed_through_all_that_can_become_of_them() {
    let folder = tempfile::tempdir().unwrap();
    Site::of("-- content/a.md --\n[B](deep/b.md)\n-- content/deep/b.md --\nMore.\n").write_to(folder.path());
    let at = |path: &str| folder.path().join(path);
    let mut workspace = Workspace::new(Arc::new(Disk::new(folder.path())), Options::default());
    assert_eq!(shown(&workspace.apply(&Change::All).unwrap()), [""; 0]);
    let mut after = |paths: &[&str]| {
        let change = Change::Files(paths.iter().map(|path| (*path).to_owned()).collect());
        shown(&workspace.apply(&change).unwrap())
    };
    std::fs::write(at("content/a.md"), "[C](deep/c.md)\n").unwrap();
    let broken = ["content/a.md:1:5: error[broken-link]: this link leads nowhere: `deep/c.md`"];
    assert_eq!(after(&["content/a.md", "content/a.md~"]), broken);
    std::fs::rename(at("content/deep/b.md"), at("content/deep/c.md")).unwrap();
    assert_eq!(after(&["content/deep/b.md", "content/deep/c.md"]), [""; 0]);
    std::fs::rename(at("content/deep"), at("content/deeper")).unwrap();
    assert_eq!(after(&["content/deep", "content/deeper"]), broken);
    std::fs::rename(at("content/deeper"), at("content/deep")).unwrap();
    assert_eq!(after(&["content/deep", "content/deeper"]), [""; 0]);
    std::fs::remove_file(at("content/deep/c.md")).unwrap();
    assert_eq!(after(&["content/deep/c.md"]), broken);
    std::os::unix::fs::symlink("../a.md", at("content/deep/c.md")).unwrap();
    assert_eq!(after(&["content/deep/c.md"]).len(), 2);
}
