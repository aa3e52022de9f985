//! The publisher, from outside: what it writes, what it leaves alone, what it refuses, and what a kill leaves.

#![allow(clippy::disallowed_methods, reason = "tests make the files they look at")]
#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![cfg(unix)]

#[path = "support/cage.rs"]
mod cage;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use tempfile::TempDir;
use whowhen::base::fingerprint::Fingerprint;
use whowhen::face::publish::{Pages, PublishError, Refusal, Report, Site, check_output, publish};

const MANIFEST: &str = ".whowhen-manifest.json";

/// A site held in memory, which remembers what was rendered.
#[derive(Default)]
struct Pile {
    pages: BTreeMap<String, String>,
    broken: BTreeSet<String>,
    rendered: Mutex<Vec<String>>,
}

#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this page is broken")
    }
}

impl std::error::Error for Broken {}

impl Pile {
    fn of(pages: &[(&str, &str)]) -> Pile {
        let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Pile { pages, ..Pile::default() }
    }

    fn rendered(&self) -> Vec<String> {
        let mut rendered = std::mem::take(&mut *self.rendered.lock().unwrap());
        rendered.sort();
        rendered
    }
}

impl Pages for Pile {
    type Error = Broken;

    fn paths(&self) -> Vec<(String, Fingerprint)> {
        self.pages.iter().map(|(path, text)| (path.clone(), Fingerprint::of_bytes(text.as_bytes()))).collect()
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Broken> {
        self.rendered.lock().unwrap().push(path.to_owned());
        if self.broken.contains(path) { Err(Broken) } else { Ok(self.pages[path].clone().into_bytes()) }
    }
}

fn small() -> Pile {
    Pile::of(&[("index.html", "home"), ("actors/blinken.html", "Blinken"), ("assets/site.css", "body {}")])
}

/// A project on disk, with an output that is not there yet.
struct Project {
    root: PathBuf,
    output: PathBuf,
    inputs: Vec<PathBuf>,
    home: PathBuf,
}

impl Project {
    fn in_folder(folder: &Path) -> Project {
        let (root, home) = (folder.join("home/project"), folder.join("home"));
        for (path, text) in [("content/a.md", "words"), ("themes/mine/page.html", "{{ x }}"), ("static/logo.svg", "<svg/>")] {
            write(&root.join(path), text);
        }
        write(&root.join("site.yaml"), "title: A site\n");
        let inputs = ["content", "themes", "static", "site.yaml"].map(|name| root.join(name)).to_vec();
        Project { output: root.join("output"), root, inputs, home }
    }

    fn site(&self) -> Site<'_> {
        Site { root: &self.root, output: &self.output, inputs: &self.inputs, home: Some(self.home.clone()) }
    }

    fn publish(&self, pages: &Pile) -> Result<Report, PublishError<Broken>> {
        publish(&self.site(), pages)
    }

    fn published(&self, pages: &Pile) -> Report {
        self.publish(pages).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    fn refused(&self, pages: &Pile) -> Refusal {
        match self.publish(pages) {
            Err(PublishError::Refused(refusal)) => {
                assert!(refusal.to_string().contains("\nhelp: "), "{refusal}");
                refusal
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    /// The names in the project's folder that neither the project nor the output explains.
    fn litter(&self) -> Vec<String> {
        let known = ["content", "themes", "static", "site.yaml", "output"];
        names(&self.root).into_iter().filter(|name| !known.contains(&name.as_str())).collect()
    }
}

fn fresh() -> (TempDir, Project) {
    let folder = tempfile::tempdir().unwrap();
    let project = Project::in_folder(&folder.path().canonicalize().unwrap());
    (folder, project)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Everything that can be seen of a tree: kind and mode, inode, time, bytes or target.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (u32, u64, i64, i64, Vec<u8>)> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let (path, found) = (entry.path().to_owned(), entry.path().symlink_metadata().unwrap());
            let bytes = match found.file_type() {
                kind if kind.is_file() => fs::read(&path).unwrap(),
                kind if kind.is_symlink() => fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes(),
                _ => Vec::new(),
            };
            // A folder's time tells of a lock that came and went, which is no change.
            let is_file = found.is_file();
            let (seconds, nanos) = if is_file { (found.mtime(), found.mtime_nsec()) } else { (0, 0) };
            (path, (found.mode(), found.ino(), seconds, nanos, bytes))
        })
        .collect()
}

/// The texts of the output's files, but for the manifest.
fn texts(output: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(output)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST)
        .map(|entry| {
            let path = entry.path().strip_prefix(output).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn inode(path: &Path) -> u64 {
    path.symlink_metadata().unwrap().ino()
}

// ---- what it writes

#[test]
fn the_first_site_is_written_whole() {
    let (_folder, project) = fresh();
    let report = project.published(&small());
    assert_eq!((report.written, report.unchanged, report.removed, report.bytes), (3, 0, 0, 18));
    assert!(report.at_once);
    assert_eq!(texts(&project.output), small().pages);
    assert_eq!(names(&project.output), [MANIFEST, "actors", "assets", "index.html"]);
    assert_eq!(project.litter(), [""; 0]);
}

#[test]
fn folders_around_the_output_are_made_and_go_again_if_nothing_comes_of_it() {
    let (_folder, mut project) = fresh();
    project.output = project.root.join("build/public/site");
    let mut broken = small();
    broken.broken.insert("index.html".to_owned());
    assert!(project.publish(&broken).is_err());
    assert!(!project.root.join("build").exists());
    project.published(&small());
    assert_eq!(texts(&project.output), small().pages);
}

#[test]
fn the_same_site_again_renders_and_writes_nothing() {
    let (_folder, project) = fresh();
    project.published(&small());
    let before = tree(&project.root);
    let pages = small();
    let report = project.published(&pages);
    assert_eq!((report.written, report.unchanged, report.removed), (0, 3, 0));
    assert_eq!(pages.rendered(), [""; 0]);
    assert_eq!(tree(&project.root), before);
}

#[test]
fn only_what_has_changed_is_rendered_and_the_rest_keeps_inode_and_time() {
    let (_folder, project) = fresh();
    for foreign in [false, true] {
        project.published(&small());
        if foreign {
            write(&project.output.join("notes.txt"), "mine");
        }
        let before = tree(&project.output);
        let mut pages = small();
        pages.pages.insert("index.html".to_owned(), "new home".to_owned());
        let report = project.published(&pages);
        assert_eq!((report.written, report.unchanged, report.at_once), (1, 2, !foreign));
        assert_eq!(pages.rendered(), ["index.html"]);
        let after = tree(&project.output);
        for path in ["actors/blinken.html", "assets/site.css"] {
            assert_eq!(after[&project.output.join(path)], before[&project.output.join(path)]);
        }
        assert_eq!(fs::read_to_string(project.output.join("index.html")).unwrap(), "new home");
    }
}

#[test]
fn a_page_of_a_new_hash_and_the_old_bytes_keeps_inode_and_time() {
    struct Rehashed(Pile);
    impl Pages for Rehashed {
        type Error = Broken;
        fn paths(&self) -> Vec<(String, Fingerprint)> {
            self.0.pages.keys().map(|path| (path.clone(), Fingerprint::of(path))).collect()
        }
        fn bytes(&self, path: &str) -> Result<Vec<u8>, Broken> {
            self.0.bytes(path)
        }
    }
    let (_folder, project) = fresh();
    project.published(&small());
    let mut before = tree(&project.output);
    let pages = Rehashed(small());
    let report = publish(&project.site(), &pages).unwrap();
    assert_eq!((report.written, report.unchanged, pages.0.rendered().len()), (0, 3, 3));
    let mut after = tree(&project.output);
    for tree in [&mut before, &mut after] {
        tree.remove(&project.output.join(MANIFEST));
    }
    assert_eq!(after, before);
    publish(&project.site(), &pages).unwrap();
    assert_eq!(pages.0.rendered(), [""; 0], "the new hash is known now");
}

#[test]
fn a_page_that_somebody_edited_is_written_again() {
    let (_folder, project) = fresh();
    project.published(&small());
    write(&project.output.join("index.html"), "HOME");
    let report = project.published(&small());
    assert_eq!((report.written, report.unchanged), (1, 2));
    assert_eq!(texts(&project.output), small().pages);
}

#[test]
fn what_another_version_made_is_rendered_again() {
    let (_folder, project) = fresh();
    project.published(&small());
    let manifest = fs::read_to_string(project.output.join(MANIFEST)).unwrap();
    let other = manifest.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"0.0.0\"");
    assert_ne!(other, manifest);
    write(&project.output.join(MANIFEST), &other);
    let pages = small();
    let report = project.published(&pages);
    assert_eq!((report.written, report.unchanged, pages.rendered().len()), (0, 3, 3));
    assert_eq!(fs::read_to_string(project.output.join(MANIFEST)).unwrap(), manifest);
}

#[test]
fn a_page_that_is_no_more_goes_with_its_empty_folder() {
    for foreign in [false, true] {
        let (_folder, project) = fresh();
        project.published(&small());
        if foreign {
            write(&project.output.join("notes.txt"), "mine");
        }
        let report = project.published(&Pile::of(&[("index.html", "home")]));
        assert_eq!((report.written, report.unchanged, report.removed, report.at_once), (0, 1, 2, !foreign));
        assert!(!project.output.join("actors").exists() && !project.output.join("assets").exists());
        assert_eq!(project.output.join("notes.txt").exists(), foreign);
    }
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let (file, folders) = (Pile::of(&[("a", "file"), ("z.html", "z")]), Pile::of(&[("a/b/c", "1"), ("a/b/d/e", "2")]));
    for foreign in [false, true] {
        let (_folder, project) = fresh();
        project.published(&file);
        if foreign {
            write(&project.output.join("notes/mine.txt"), "mine");
        }
        for pages in [&folders, &file, &folders, &file] {
            assert_eq!(project.published(pages).at_once, !foreign);
            let mut texts = texts(&project.output);
            assert_eq!(texts.remove("notes/mine.txt").is_some(), foreign);
            assert_eq!(texts, pages.pages);
        }
    }
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    const FOLDER: &str = "WHOWHEN_TEST_UMASK";
    let expect_modes = |output: &Path| {
        for (path, (mode, ..)) in tree(output) {
            let is_folder = path.is_dir();
            assert_eq!(mode & 0o7777, if is_folder { 0o755 } else { 0o644 }, "{}", path.display());
        }
    };
    if let Some(folder) = std::env::var_os(FOLDER) {
        let mut project = Project::in_folder(Path::new(&folder));
        project.output = project.root.join("new/output");
        project.published(&small());
        expect_modes(&project.root.join("new"));
        write(&project.output.join("notes.txt"), "mine");
        let mut pages = small();
        pages.pages.insert("new/page.html".to_owned(), "new".to_owned());
        assert!(!project.published(&pages).at_once);
        fs::remove_file(project.output.join("notes.txt")).unwrap();
        expect_modes(&project.output);
        fs::set_permissions(project.output.join("index.html"), fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(project.published(&pages).written, 0);
        expect_modes(&project.output);
        return;
    }
    for umask in ["000", "077", "027"] {
        let folder = tempfile::tempdir().unwrap();
        let script = format!("umask {umask}; exec \"$@\"");
        let prefix = ["sh", "-c", &script, "sh"].map(OsString::from);
        let name = "modes_do_not_depend_on_the_umask";
        cage::expect_pass(name, &cage::again(name, &prefix, &[(FOLDER, folder.path())]).output().unwrap());
    }
}

// ---- what it leaves alone

#[test]
fn what_is_not_ours_stays() {
    let (_folder, project) = fresh();
    project.published(&small());
    write(&project.output.join("CNAME"), "example.org");
    write(&project.output.join("actors/photo.jpg"), "a photo");
    fs::create_dir(project.output.join("empty")).unwrap();
    symlink("/nowhere", project.output.join("link")).unwrap();
    let before = tree(&project.output);
    let report = project.published(&Pile::of(&[("index.html", "new"), ("other/page.html", "other")]));
    assert_eq!((report.written, report.removed, report.at_once), (2, 2, false));
    let after = tree(&project.output);
    for path in ["CNAME", "actors/photo.jpg", "empty", "link"] {
        assert_eq!(after[&project.output.join(path)], before[&project.output.join(path)]);
    }
    assert_eq!(names(&project.output.join("actors")), ["photo.jpg"]);
    assert_eq!(names(&project.output), [MANIFEST, "CNAME", "actors", "empty", "index.html", "link", "other"]);
}

#[test]
fn what_git_needs_is_carried_over() {
    let (_folder, project) = fresh();
    write(&project.output.join(".gitkeep"), "");
    write(&project.output.join(".gitignore"), "*");
    let kept = inode(&project.output.join(".gitkeep"));
    assert!(project.published(&small()).at_once, "files are in both folders at once");
    assert!(project.published(&Pile::of(&[("index.html", "new")])).at_once);
    assert_eq!(inode(&project.output.join(".gitkeep")), kept);
    assert_eq!(names(&project.output), [".gitignore", ".gitkeep", MANIFEST, "index.html"]);
    assert_eq!(project.litter(), [""; 0]);
}

#[test]
fn a_repository_in_the_output_is_carried_over() {
    let (_folder, project) = fresh();
    write(&project.output.join(".git/HEAD"), "ref: refs/heads/gh-pages");
    let before = tree(&project.output.join(".git"));
    assert!(!project.published(&small()).at_once);
    project.published(&Pile::of(&[("index.html", "new")]));
    assert_eq!(tree(&project.output.join(".git")), before);
    assert_eq!(names(&project.output), [".git", MANIFEST, "index.html"]);
}

#[test]
fn an_edited_page_that_is_no_more_stays_and_is_reported() {
    let (_folder, project) = fresh();
    project.published(&small());
    let edited = project.output.join("actors/blinken.html");
    write(&edited, "my words");
    let report = project.published(&Pile::of(&[("index.html", "home")]));
    assert_eq!((report.removed, report.kept), (1, vec!["actors/blinken.html".to_owned()]));
    assert_eq!(fs::read_to_string(&edited).unwrap(), "my words");
    assert_eq!(project.published(&Pile::of(&[("index.html", "home")])).kept, [""; 0], "it is no longer ours");
    assert!(matches!(project.refused(&small()), Refusal::Collision { foreign, .. } if foreign == edited));
}

#[test]
fn a_page_does_not_overwrite_what_is_not_ours() {
    let pages = Pile::of(&[("index.html", "home"), ("about/us.html", "us")]);
    type Block = fn(&Path);
    let blocks: [(&str, Block); 6] = [
        ("about/us.html", |output| write(&output.join("about/us.html"), "mine")),
        ("about", |output| write(&output.join("about"), "mine")),
        ("about", |output| symlink("/tmp", output.join("about")).unwrap()),
        ("about/us.html", |output| write(&output.join("about/us.html/deep/mine.txt"), "mine")),
        ("about/us.html", |output| {
            fs::create_dir(output.join("about")).unwrap();
            symlink("/nowhere", output.join("about/us.html")).unwrap();
        }),
        ("index.html", |output| {
            fs::remove_file(output.join("index.html")).unwrap();
            write(&output.join("index.html/mine.txt"), "mine");
        }),
    ];
    for (at, block) in blocks {
        let (_folder, project) = fresh();
        project.published(&Pile::of(&[("index.html", "home")]));
        block(&project.output);
        let before = tree(&project.root);
        let refusal = project.refused(&pages);
        assert!(
            matches!(&refusal, Refusal::Collision { foreign, .. } if foreign.starts_with(project.output.join(at))),
            "{refusal}"
        );
        assert_eq!(tree(&project.root), before);
        assert_eq!(pages.rendered(), [""; 0]);
    }
}

#[test]
fn a_page_that_can_not_be_rendered_leaves_the_old_site() {
    for foreign in [false, true] {
        let (_folder, project) = fresh();
        project.published(&small());
        if foreign {
            write(&project.output.join("notes.txt"), "mine");
        }
        let before = tree(&project.root);
        let mut pages = Pile::of(&[("index.html", "1"), ("a.html", "2"), ("b.html", "3"), ("c.html", "4")]);
        pages.broken.extend(["a.html".to_owned(), "c.html".to_owned()]);
        match project.publish(&pages) {
            Err(PublishError::Render(broken)) => {
                assert_eq!(broken.iter().map(|page| page.path.as_str()).collect::<Vec<_>>(), ["a.html", "c.html"]);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(tree(&project.root), before);
    }
}

#[test]
fn a_panic_leaves_the_old_site() {
    struct Panics;
    impl Pages for Panics {
        type Error = Broken;
        fn paths(&self) -> Vec<(String, Fingerprint)> {
            vec![("index.html".to_owned(), Fingerprint::default())]
        }
        fn bytes(&self, _: &str) -> Result<Vec<u8>, Broken> {
            panic!("a bug")
        }
    }
    let (_folder, project) = fresh();
    project.published(&small());
    let before = tree(&project.root);
    let site = project.site();
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| publish(&site, &Panics))).is_err());
    assert_eq!(tree(&project.root), before);
}

#[test]
fn paths_that_could_leave_the_output_are_refused() {
    let (_folder, project) = fresh();
    for path in ["../x", "a/../../x", "", "/x", "a\\b", "a\0b", "a//b", ".git/hooks/post-commit", MANIFEST] {
        let before = tree(&project.root);
        let pages = Pile::of(&[(path, "x"), ("index.html", "home")]);
        assert!(matches!(project.refused(&pages), Refusal::BadPath { path: named, .. } if named == path));
        assert_eq!(tree(&project.root), before);
    }
}

#[test]
fn a_manifest_that_is_not_one_is_refused() {
    let hash = "0".repeat(32);
    let outside = format!(
        r#"{{"whowhen": 1, "program": "0.1.0", "files": {{"../content/a.md": {{"page": "{hash}", "bytes": "{hash}", "size": 1}}}}}}"#
    );
    for text in ["", "{}", r#"{"whowhen": 99}"#, "<<<<<<< HEAD", &outside] {
        let (_folder, project) = fresh();
        project.published(&small());
        write(&project.output.join(MANIFEST), text);
        let before = tree(&project.root);
        assert!(matches!(project.refused(&small()), Refusal::BadManifest { .. }));
        assert_eq!(tree(&project.root), before);
    }
}

// ---- what a kill leaves

#[test]
fn what_a_killed_run_left_beside_the_output_goes() {
    let (_folder, project) = fresh();
    project.published(&small());
    let left = project.root.join(".output.whowhen-stage-12-0");
    write(&left.join("whowhen-staging"), "");
    write(&left.join("site/index.html"), "half");
    fs::create_dir(project.root.join(".output.whowhen-stage-13-0")).unwrap();
    let (unmarked, other) = (project.root.join(".output.whowhen-stage-14-0"), project.root.join(".output.whowhen-stage-mine"));
    write(&unmarked.join("mine.txt"), "mine");
    write(&other.join("whowhen-staging"), "");
    write(&project.root.join(".output.whowhen-lock"), "12\n");
    project.published(&small());
    assert_eq!(project.litter(), [".output.whowhen-stage-14-0", ".output.whowhen-stage-mine"]);
    assert_eq!(names(&unmarked), ["mine.txt"]);
}

#[test]
fn what_came_into_the_old_site_at_the_last_moment_is_saved() {
    let (_folder, project) = fresh();
    project.published(&small());
    let stage = project.root.join(".output.whowhen-stage-12-0");
    write(&stage.join("whowhen-staging"), "");
    fs::create_dir(stage.join("site")).unwrap();
    for path in [MANIFEST, "index.html"] {
        fs::copy(project.output.join(path), stage.join("site").join(path)).unwrap();
    }
    write(&stage.join("site/notes/mine.txt"), "mine");
    project.published(&small());
    assert_eq!(fs::read_to_string(project.output.join("notes/mine.txt")).unwrap(), "mine");
    assert_eq!(project.litter(), [""; 0]);

    write(&stage.join("whowhen-staging"), "");
    fs::create_dir(stage.join("site")).unwrap();
    fs::copy(project.output.join(MANIFEST), stage.join("site").join(MANIFEST)).unwrap();
    write(&stage.join("site/notes/mine.txt"), "other");
    let report = project.published(&small());
    assert_eq!(report.left, std::slice::from_ref(&stage));
    assert_eq!(fs::read_to_string(stage.join("site/notes/mine.txt")).unwrap(), "other");
    assert_eq!(fs::read_to_string(project.output.join("notes/mine.txt")).unwrap(), "mine");
}

fn journal(steps: &str) -> String {
    format!(r#"{{"whowhen": 1, "steps": [{steps}]}}"#)
}

#[test]
fn a_journal_is_completed_by_the_next_run() {
    let hash = |text: &str| Fingerprint::of_bytes(text.as_bytes());
    let (_folder, project) = fresh();
    project.published(&small());
    write(&project.output.join("notes.txt"), "mine");
    let stage = project.output.join(".whowhen-stage");
    write(&stage.join("whowhen-staging"), "");
    write(&stage.join("0"), "new home");
    // Number 1 is in its place already.
    write(&project.output.join("b/c.html"), "new page");
    let (new, page, old) = (hash("new home"), hash("new page"), hash("home"));
    let steps = [
        format!(r#"{{"Place": {{"staged": 1, "path": "b/c.html", "bytes": "{page}", "over": null}}}}"#),
        format!(r#"{{"Place": {{"staged": 0, "path": "index.html", "bytes": "{new}", "over": "{old}"}}}}"#),
        format!(r#"{{"Remove": {{"path": "actors/blinken.html", "bytes": "{}"}}}}"#, hash("Blinken")),
    ];
    let entry = |text: &str| format!(r#"{{"page": "{0}", "bytes": "{0}", "size": {1}}}"#, hash(text), text.len());
    let files = format!(
        r#""index.html": {}, "b/c.html": {}, "assets/site.css": {}"#,
        entry("new home"),
        entry("new page"),
        entry("body {}")
    );
    write(
        &stage.join("manifest"),
        &format!(r#"{{"whowhen": 1, "program": "{}", "files": {{{files}}}}}"#, env!("CARGO_PKG_VERSION")),
    );
    write(&stage.join("journal.json"), &journal(&steps.join(",")));

    // Even a build that comes to nothing completes it.
    let mut broken = small();
    broken.broken.insert("actors/blinken.html".to_owned());
    assert!(matches!(project.publish(&broken), Err(PublishError::Render(_))));
    let expected = [("assets/site.css", "body {}"), ("b/c.html", "new page"), ("index.html", "new home"), ("notes.txt", "mine")];
    assert_eq!(texts(&project.output), Pile::of(&expected).pages);
    assert!(!project.output.join("actors").exists() && !stage.exists());

    let pages = Pile::of(&expected[..3]);
    let report = project.published(&pages);
    assert_eq!((report.written, report.unchanged, report.recovered, pages.rendered().len()), (0, 3, false, 0));
}

#[test]
fn a_journal_does_not_overwrite_what_came_later_nor_leave_the_output() {
    let hash = Fingerprint::of_bytes(b"ours");
    let place = |path: &str| format!(r#"{{"Place": {{"staged": 0, "path": "{path}", "bytes": "{hash}", "over": null}}}}"#);
    let remove = |path: &str| format!(r#"{{"Remove": {{"path": "{path}", "bytes": "{}"}}}}"#, Fingerprint::of_bytes(b"words"));
    for step in [place("index.html"), place("../content/a.md"), remove("../content/a.md"), place("link/a.md")] {
        let (_folder, project) = fresh();
        project.published(&small());
        symlink(project.root.join("content"), project.output.join("link")).unwrap();
        let stage = project.output.join(".whowhen-stage");
        write(&stage.join("whowhen-staging"), "");
        write(&stage.join("0"), "ours");
        write(&stage.join("journal.json"), &journal(&step));
        let before = tree(&project.root);
        assert!(matches!(project.publish(&small()), Err(PublishError::Disk(_))), "{step}");
        assert_eq!(tree(&project.root), before);
    }
    let (_folder, project) = fresh();
    project.published(&small());
    symlink(project.root.join("content"), project.output.join("link")).unwrap();
    let stage = project.output.join(".whowhen-stage");
    write(&stage.join("whowhen-staging"), "");
    write(&stage.join("journal.json"), &journal(&remove("link/a.md")));
    project.published(&small());
    assert_eq!(fs::read_to_string(project.root.join("content/a.md")).unwrap(), "words");
}

/// A site of many pages, all of which tell which site they are of; `odd` pages are only in one of the two.
fn lettered(letter: &str) -> Pile {
    let page = |number: usize| (format!("part-{}/{number}.html", number % 5), format!("{letter}{number}").repeat(2_000));
    let mut pile = Pile { pages: (0..60).map(page).collect(), ..Pile::default() };
    pile.pages.insert(format!("only-{letter}/page.html"), letter.repeat(10_000));
    pile.pages.insert("both.css".to_owned(), "body {}".to_owned());
    pile
}

#[test]
fn a_kill_leaves_one_site_or_the_other() {
    const FOLDER: &str = "WHOWHEN_TEST_KILL";
    let (one, other) = (lettered("a"), lettered("b"));
    if let Some(folder) = std::env::var_os(FOLDER) {
        let project = Project::in_folder(Path::new(&folder));
        loop {
            project.published(&other);
            project.published(&one);
        }
    }
    for foreign in [false, true] {
        let (folder, project) = fresh();
        project.published(&one);
        if foreign {
            write(&project.output.join("notes.txt"), "mine");
        }
        for round in 0..15 {
            let prefix = ["env".into()];
            let mut command = cage::again("a_kill_leaves_one_site_or_the_other", &prefix, &[(FOLDER, folder.path())]);
            let mut child = command.stdout(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(40 + round * 7));
            assert_eq!(child.try_wait().unwrap(), None, "the child should still be publishing");
            child.kill().unwrap();
            child.wait().unwrap();
            let mut now = texts(&project.output);
            now.retain(|path, _| !path.starts_with(".whowhen-stage/"));
            assert_eq!(now.remove("notes.txt").is_some(), foreign);
            if foreign {
                for (path, text) in &now {
                    assert!(one.pages.get(path) == Some(text) || other.pages.get(path) == Some(text), "{path} is torn");
                }
            } else {
                assert!(now == one.pages || now == other.pages, "neither the old site nor the new one");
            }
            let mut broken = Pile::of(&[("new.html", "new")]);
            broken.broken.insert("new.html".to_owned());
            assert!(project.publish(&broken).is_err());
            now = texts(&project.output);
            now.remove("notes.txt");
            assert!(now == one.pages || now == other.pages, "the next run did not complete what was begun");
            assert_eq!(project.litter(), [""; 0]);
        }
        project.published(&one);
        let mut now = texts(&project.output);
        now.remove("notes.txt");
        assert_eq!(now, one.pages);
    }
}

#[test]
fn a_kill_at_any_call_to_the_system_leaves_one_site_or_the_other() {
    const FOLDER: &str = "WHOWHEN_TEST_KILL_AT";
    const CALLS: [&str; 12] =
        ["mkdir", "write", "chmod", "fchmod", "linkat", "fsync", "syncfs", "rename", "renameat2", "unlink", "unlinkat", "rmdir"];
    let name = "a_kill_at_any_call_to_the_system_leaves_one_site_or_the_other";
    let one = Pile::of(&[("index.html", "one"), ("same/page.html", "same"), ("gone/page.html", "gone"), ("clash", "file")]);
    let other =
        Pile::of(&[("index.html", "other"), ("same/page.html", "same"), ("new/page.html", "new"), ("clash/page.html", "x")]);
    if let Some(folder) = std::env::var_os(FOLDER) {
        let project = Project::in_folder(Path::new(&folder));
        project.published(&other);
        return;
    }
    for foreign in [false, true] {
        let (folder, project) = fresh();
        let (mut kills, mut half_done) = (0, 0);
        for call in CALLS {
            for count in 1.. {
                project.published(&one);
                if foreign {
                    write(&project.output.join("notes.txt"), "mine");
                }
                let inject = format!("inject={call}:signal=KILL:when={count}");
                let trace = format!("trace={call}");
                // strace counts for each thread: with one worker, each count is one moment of the run.
                let prefix = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject, "-E", "RAYON_NUM_THREADS=1"];
                let mut command = cage::again(name, &prefix.map(OsString::from), &[(FOLDER, folder.path())]);
                let ended = command.output().unwrap_or_else(|error| {
                    panic!("this test needs strace ({error}), and fails without it: `apt install strace`")
                });
                if ended.status.success() {
                    break;
                }
                kills += 1;
                let whole = || {
                    let mut now = texts(&project.output);
                    now.retain(|path, _| !path.starts_with(".whowhen-stage/") && path != "notes.txt");
                    now == one.pages || now == other.pages
                };
                assert!(foreign || whole(), "killed at {call} {count}: neither the old site nor the new one");
                half_done += usize::from(!whole());
                // Whatever else the next run does, it completes this one.
                let mut broken = Pile::of(&[("new.html", "new")]);
                broken.broken.insert("new.html".to_owned());
                assert!(matches!(project.publish(&broken), Err(PublishError::Render(_))), "killed at {call} {count}");
                assert!(whole(), "killed at {call} {count}: not completed by the next run");
                assert_eq!(project.litter(), [""; 0], "killed at {call} {count}");
                assert!(!project.output.join(".whowhen-stage").exists());
            }
        }
        assert!(kills > 20, "only {kills} kills");
        assert_eq!(half_done > 0, foreign, "a run in place is seen half done");
    }
}

#[test]
fn two_builds_at_once_the_second_says_who_holds_the_lock() {
    struct Nested<'a>(&'a Project, Mutex<Option<PublishError<Broken>>>);
    impl Pages for Nested<'_> {
        type Error = Broken;
        fn paths(&self) -> Vec<(String, Fingerprint)> {
            vec![("index.html".to_owned(), Fingerprint::default())]
        }
        fn bytes(&self, _: &str) -> Result<Vec<u8>, Broken> {
            *self.1.lock().unwrap() = self.0.publish(&small()).err();
            Ok(b"first".to_vec())
        }
    }
    let (_folder, project) = fresh();
    let pages = Nested(&project, Mutex::new(None));
    publish(&project.site(), &pages).unwrap();
    match pages.1.into_inner().unwrap() {
        Some(PublishError::Held(held)) => {
            assert_eq!(held.process, Some(std::process::id()));
            assert!(held.to_string().contains(&format!("process {}", std::process::id())), "{held}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(texts(&project.output), Pile::of(&[("index.html", "first")]).pages);
    assert_eq!(project.litter(), [""; 0]);
}

// ---- what it refuses: as if it obeyed, so in a cage

/// Asks for an output inside the cage's folder, and expects a refusal that changes nothing.
#[track_caller]
fn expect_refusal(folder: &Path, output: &Path, expected: fn(&Refusal) -> bool) {
    let mut project = Project::in_folder(folder);
    project.output = output.to_owned();
    let before = tree(folder);
    let asked = check_output(&project.site()).expect_err("`check_output` should refuse");
    assert!(expected(&asked), "another refusal than expected: {asked}");
    assert_eq!(project.refused(&small()), asked);
    assert_eq!(tree(folder), before, "something has changed");
}

#[test]
fn the_root_of_the_file_system_is_refused() {
    cage::run("the_root_of_the_file_system_is_refused", |folder| {
        for output in ["/", "//", "/usr/..", "/tmp/../.", "/../.."] {
            expect_refusal(folder, Path::new(output), |refusal| matches!(refusal, Refusal::FilesystemRoot));
        }
    });
}

#[test]
fn the_home_folder_and_what_is_around_it_is_refused() {
    cage::run("the_home_folder_and_what_is_around_it_is_refused", |folder| {
        let expect = |home: PathBuf, output: PathBuf| {
            let mut project = Project::in_folder(&folder.join("elsewhere"));
            (project.home, project.output) = (home, output);
            let before = tree(folder);
            assert!(matches!(project.refused(&small()), Refusal::HoldsHome { .. }));
            assert_eq!(tree(folder), before);
        };
        fs::create_dir_all(folder.join("users/me")).unwrap();
        symlink(folder.join("users"), folder.join("link")).unwrap();
        for home in ["users/me", "link/me"] {
            for output in ["users/me", "users", "link/me", "users/me/../me/", "link/me/no/../.."] {
                expect(folder.join(home), folder.join(output));
            }
        }
    });
}

#[test]
fn the_project_and_what_is_around_it_is_refused() {
    cage::run("the_project_and_what_is_around_it_is_refused", |folder| {
        Project::in_folder(folder);
        symlink(folder.join("home"), folder.join("link")).unwrap();
        let outputs =
            ["home/project", "home/project/", "home/project/.", "home/project/content/..", "home", "", "link/project", "link/.."];
        for output in outputs {
            expect_refusal(folder, &folder.join(output), |refusal| matches!(refusal, Refusal::HoldsProject { .. }));
        }
    });
}

#[test]
fn what_the_site_is_built_from_is_refused() {
    cage::run("what_the_site_is_built_from_is_refused", |folder| {
        let project = Project::in_folder(folder);
        fs::create_dir(project.root.join("content/empty")).unwrap();
        symlink(project.root.join("content"), project.root.join("link")).unwrap();
        let outputs =
            ["content", "themes", "static", "content/empty", "content/new/deep", "themes/mine", "link/new", "content/no/../x"];
        for output in outputs {
            expect_refusal(folder, &project.root.join(output), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
        }
        // A file is refused as a file, even before it is refused as an input.
        expect_refusal(folder, &project.root.join("site.yaml"), |refusal| matches!(refusal, Refusal::NotAFolder { .. }));
    });
}

#[test]
fn what_is_around_an_input_is_refused() {
    cage::run("what_is_around_an_input_is_refused", |folder| {
        let mut project = Project::in_folder(folder);
        for input in ["shared/content", "shared/site.yaml"] {
            project.inputs = vec![folder.join(input)];
            for exists in [false, true] {
                if exists {
                    write(&folder.join(input).join("a.md"), "words");
                }
                project.output = folder.join("shared");
                let before = tree(folder);
                assert!(matches!(project.refused(&small()), Refusal::TouchesInput { .. }));
                assert_eq!(tree(folder), before);
            }
        }
    });
}

#[test]
fn a_link_as_the_output_is_refused() {
    cage::run("a_link_as_the_output_is_refused", |folder| {
        fs::create_dir_all(folder.join("elsewhere")).unwrap();
        for (name, target) in [("out", "elsewhere"), ("dangling", "nowhere"), ("loop", "loop"), ("usr", "/usr")] {
            symlink(folder.join(target), folder.join(name)).unwrap();
            for written in [name.to_owned(), format!("{name}/"), format!("{name}/.")] {
                expect_refusal(folder, &folder.join(written), |refusal| matches!(refusal, Refusal::SymbolicLink { .. }));
            }
        }
        expect_refusal(folder, &folder.join("dangling/site"), |refusal| matches!(refusal, Refusal::Unseen { .. }));
    });
}

#[test]
fn a_folder_of_somebody_elses_files_is_refused() {
    cage::run("a_folder_of_somebody_elses_files_is_refused", |folder| {
        for (number, path) in
            ["photo.jpg", "deep/er/photo.jpg", ".hidden", ".whowhen-stage/x", "a/.gitkeep"].into_iter().enumerate()
        {
            let output = folder.join(format!("pictures-{number}"));
            write(&output.join(path), "mine");
            write(&output.join(".gitkeep"), "");
            expect_refusal(folder, &output, |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        }
        let output = folder.join("folder");
        fs::create_dir_all(output.join("empty")).unwrap();
        expect_refusal(folder, &output, |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        expect_refusal(folder, Path::new("/usr"), |refusal| matches!(refusal, Refusal::NotOurs { .. }));
        expect_refusal(folder, Path::new("/etc"), |refusal| matches!(refusal, Refusal::NotOurs { .. }));
    });
}

#[test]
fn what_is_neither_a_folder_nor_nothing_is_refused() {
    cage::run("what_is_neither_a_folder_nor_nothing_is_refused", |folder| {
        write(&folder.join("file"), "mine");
        let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
        for name in ["file", "socket"] {
            expect_refusal(folder, &folder.join(name), |refusal| matches!(refusal, Refusal::NotAFolder { .. }));
        }
        expect_refusal(folder, &folder.join("file/site"), |_| true);
        expect_refusal(folder, Path::new(""), |refusal| matches!(refusal, Refusal::Unseen { .. }));
    });
}

#[test]
fn a_bind_mount_of_an_input_is_refused() {
    let mounts = |folder: &Path| {
        let project = Project::in_folder(folder);
        fs::create_dir(folder.join("mount")).unwrap();
        vec!["--bind".into(), project.root.join("content").into(), folder.join("mount").into()]
    };
    cage::run_with("a_bind_mount_of_an_input_is_refused", mounts, |folder| {
        expect_refusal(folder, &folder.join("mount"), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
        expect_refusal(folder, &folder.join("mount/new"), |refusal| matches!(refusal, Refusal::TouchesInput { .. }));
    });
}

#[test]
fn links_under_our_own_names_are_not_followed() {
    cage::run("links_under_our_own_names_are_not_followed", |folder| {
        let project = Project::in_folder(folder);
        write(&folder.join("victim"), "mine");
        write(&folder.join("victims/whowhen-staging"), "mine");
        symlink(folder.join("victim"), project.root.join(".output.whowhen-lock")).unwrap();
        assert!(matches!(project.publish(&small()), Err(PublishError::Disk(_))));
        fs::remove_file(project.root.join(".output.whowhen-lock")).unwrap();
        symlink(folder.join("victims"), project.root.join(".output.whowhen-stage-1-0")).unwrap();
        project.published(&small());
        symlink(folder.join("victims"), project.output.join(".whowhen-stage")).unwrap();
        assert!(matches!(project.publish(&small()), Err(PublishError::Disk(_))));
        assert_eq!(fs::read_to_string(folder.join("victim")).unwrap(), "mine");
        assert_eq!(names(&folder.join("victims")), ["whowhen-staging"]);
    });
}

// ---- where folders can't be exchanged; in a cage for its mounts

fn expect_updates_in_place(project: &Project) {
    let mut pages = small();
    assert!(!project.published(&pages).at_once);
    pages.pages.insert("index.html".to_owned(), "new home".to_owned());
    pages.pages.remove("actors/blinken.html");
    let kept = inode(&project.output.join("assets/site.css"));
    let report = project.published(&pages);
    assert_eq!((report.written, report.unchanged, report.removed, report.at_once), (1, 1, 1, false));
    assert_eq!(texts(&project.output), pages.pages);
    assert_eq!(inode(&project.output.join("assets/site.css")), kept);
    assert_eq!(names(&project.output), [MANIFEST, "assets", "index.html"]);
    assert_eq!(project.litter(), [""; 0]);
}

fn output_in(folder: &Path) -> PathBuf {
    let project = Project::in_folder(folder);
    fs::create_dir_all(&project.output).unwrap();
    project.output
}

#[test]
fn a_mount_point_is_updated_in_place() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        vec!["--bind".into(), output.clone().into(), output.into()]
    };
    cage::run_with("a_mount_point_is_updated_in_place", mounts, |folder| expect_updates_in_place(&Project::in_folder(folder)));
}

#[test]
fn another_disk_is_updated_in_place() {
    let mounts = |folder: &Path| vec!["--tmpfs".into(), output_in(folder).into()];
    cage::run_with("another_disk_is_updated_in_place", mounts, |folder| expect_updates_in_place(&Project::in_folder(folder)));
}

#[test]
fn a_project_that_can_only_be_read_is_published_to_an_output_that_can_be_written() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        let root = output.parent().unwrap();
        vec!["--ro-bind".into(), root.into(), root.into(), "--bind".into(), output.clone().into(), output.into()]
    };
    let name = "a_project_that_can_only_be_read_is_published_to_an_output_that_can_be_written";
    cage::run_with(name, mounts, |folder| {
        let root = folder.join("home/project");
        let inputs = ["content", "themes", "static", "site.yaml"].map(|name| root.join(name)).to_vec();
        expect_updates_in_place(&Project { output: root.join("output"), root, inputs, home: folder.join("home") });
    });
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let mounts = |folder: &Path| {
        let output = output_in(folder);
        fs::create_dir(folder.join("disk")).unwrap();
        let disk = |at: PathBuf| ["--size".into(), "2097152".into(), "--tmpfs".into(), at.into_os_string()];
        disk(output).into_iter().chain(disk(folder.join("disk"))).collect()
    };
    cage::run_with("a_full_disk_leaves_the_old_site", mounts, |folder| {
        let mut project = Project::in_folder(folder);
        for output in [project.output.clone(), folder.join("disk/output")] {
            project.output = output;
            project.published(&small());
            let before = tree(&project.output);
            let mut pages = small();
            pages.pages.insert("index.html".to_owned(), "new home".to_owned());
            for number in 0..40 {
                pages.pages.insert(format!("{number}.html"), "x".repeat(100_000));
            }
            match project.publish(&pages) {
                Err(PublishError::Disk(error)) => {
                    assert!(!error.half_done);
                    let text = error.to_string();
                    assert!(text.contains("free some space") && text.contains(error.path.to_str().unwrap()), "{text}");
                }
                other => panic!("{other:?}"),
            }
            assert_eq!(tree(&project.output), before);
            assert_eq!(names(project.output.parent().unwrap()).iter().filter(|name| name.contains("whowhen")).count(), 0);
        }
    });
}
