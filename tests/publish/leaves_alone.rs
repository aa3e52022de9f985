//! What is not ours stays as it is; what can't be published changes nothing.

use super::*;

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
        fn paths(&self) -> Vec<String> {
            vec!["index.html".to_owned()]
        }
        fn hash(&self, _: &str) -> Fingerprint {
            Fingerprint::default()
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
