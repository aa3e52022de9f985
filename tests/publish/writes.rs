//! What is written, and what is not written again.

use super::*;

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
    for foreign in [false, true] {
        for changed in [&["index.html"][..], &["actors/blinken.html", "index.html"]] {
            let (_folder, project) = fresh();
            project.published(&small());
            if foreign {
                write(&project.output.join("notes.txt"), "mine");
            }
            let before = tree(&project.output);
            let mut pages = small();
            for path in changed {
                pages.pages.insert((*path).to_owned(), format!("new {path}"));
            }
            let report = project.published(&pages);
            assert_eq!((report.written, report.unchanged), (changed.len(), 3 - changed.len()));
            assert_eq!(report.at_once, !foreign || changed.len() == 1);
            assert_eq!(pages.rendered(), changed);
            let after = tree(&project.output);
            for path in small().pages.keys().filter(|path| !changed.contains(&path.as_str())) {
                assert_eq!(after[&project.output.join(path)], before[&project.output.join(path)]);
            }
            for path in changed {
                assert_eq!(fs::read_to_string(project.output.join(path)).unwrap(), format!("new {path}"));
            }
            assert_eq!(project.litter(), [""; 0]);
        }
    }
}

#[test]
fn a_page_of_a_new_hash_and_the_old_bytes_keeps_inode_and_time() {
    struct Rehashed(Pile);
    impl Pages for Rehashed {
        type Error = Broken;
        fn paths(&self) -> Vec<String> {
            self.0.paths()
        }
        fn hash(&self, path: &str) -> Fingerprint {
            Fingerprint::of(path)
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
        pages.pages.insert("new/er/page.html".to_owned(), "new".to_owned());
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
        let name = "writes::modes_do_not_depend_on_the_umask";
        cage::expect_pass(name, &cage::again(name, &prefix, &[(FOLDER, folder.path())]).output().unwrap());
    }
}

#[test]
fn a_site_that_as_a_whole_must_not_be_published_is_not() {
    /// A site that may have so many bytes.
    struct Weighed(Pile, u64);
    impl Pages for Weighed {
        type Error = Broken;
        fn paths(&self) -> Vec<String> {
            self.0.paths()
        }
        fn hash(&self, path: &str) -> Fingerprint {
            self.0.hash(path)
        }
        fn bytes(&self, path: &str) -> Result<Vec<u8>, Broken> {
            self.0.bytes(path)
        }
        fn weighed(&self, sizes: &[(&str, u64)]) -> Result<(), Broken> {
            assert_eq!(sizes, self.0.pages.iter().map(|(path, text)| (path.as_str(), text.len() as u64)).collect::<Vec<_>>());
            if sizes.iter().map(|(_, bytes)| bytes).sum::<u64>() > self.1 { Err(Broken) } else { Ok(()) }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let project = Project::in_folder(folder.path());
    let unwanted = |weighed: &Weighed| matches!(publish(&project.site(), weighed), Err(PublishError::Unwanted(Broken)));
    assert!(unwanted(&Weighed(small(), 17)));
    assert!(!project.output.exists());
    assert!(publish(&project.site(), &Weighed(small(), 18)).is_ok());
    let larger =
        Pile::of(&[("index.html", "home, sweet home"), ("actors/blinken.html", "Blinken"), ("assets/site.css", "body {}")]);
    assert!(unwanted(&Weighed(larger, 18)));
    assert_eq!(fs::read_to_string(project.output.join("index.html")).unwrap(), "home");
    // A site that is there already is weighed too.
    assert!(unwanted(&Weighed(small(), 17)));
    let beside: Vec<_> =
        fs::read_dir(project.output.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!beside.iter().any(|name| name.to_string_lossy().contains("stage")), "{beside:?}");
}
