//! What a killed run leaves, and what two runs at once do.

use super::*;

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
            let mut command = cage::again("killed::a_kill_leaves_one_site_or_the_other", &prefix, &[(FOLDER, folder.path())]);
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
    let name = "killed::a_kill_at_any_call_to_the_system_leaves_one_site_or_the_other";
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

/// Long: `cargo test --test publish -- --ignored`.
#[test]
#[ignore = "long: four minutes"]
fn an_error_at_any_call_to_the_system_leaves_one_site_or_the_other() {
    const FOLDER: &str = "WHOWHEN_TEST_ERROR_AT";
    const CALLS: [&str; 14] = [
        "mkdir",
        "chmod",
        "fchmod",
        "linkat",
        "fsync",
        "syncfs",
        "rename",
        "renameat2",
        "unlink",
        "unlinkat",
        "rmdir",
        "flock",
        "openat",
        "getdents64",
    ];
    let name = "killed::an_error_at_any_call_to_the_system_leaves_one_site_or_the_other";
    let one = Pile::of(&[("index.html", "one"), ("same/page.html", "same"), ("gone/page.html", "gone"), ("clash", "file")]);
    let other =
        Pile::of(&[("index.html", "other"), ("same/page.html", "same"), ("new/page.html", "new"), ("clash/page.html", "x")]);
    if let Some(folder) = std::env::var_os(FOLDER) {
        let project = Project::in_folder(Path::new(&folder));
        let outcome = match project.publish(&other) {
            Ok(_) => "published".to_owned(),
            Err(error) => error.to_string(),
        };
        return write(&Path::new(&folder).join("outcome"), &outcome);
    }
    for (foreign, errno) in [false, true]
        .into_iter()
        .flat_map(|foreign| ["ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE", "EXDEV", "EBUSY"].map(|errno| (foreign, errno)))
    {
        let (folder, project) = fresh();
        let outcome = folder.path().join("outcome");
        let mut refused = 0;
        for call in CALLS {
            for count in 1.. {
                project.published(&one);
                if foreign {
                    write(&project.output.join("notes.txt"), "mine");
                }
                let _ = fs::remove_file(&outcome);
                let inject = format!("inject={call}:error={errno}:when={count}");
                let (trace, log) = (format!("trace={call}"), folder.path().join("log"));
                let mut prefix = ["strace", "-f", "-qq", "-e", &trace, "-e", &inject, "-E", "RAYON_NUM_THREADS=1", "-o"]
                    .map(OsString::from)
                    .to_vec();
                prefix.push(log.clone().into());
                let ended = cage::again(name, &prefix, &[(FOLDER, folder.path())]).output().unwrap();
                if !fs::read_to_string(&log).unwrap().contains("(INJECTED)") {
                    break;
                }
                let at = format!("{errno} at {call} {count}, foreign: {foreign}");
                let talk = String::from_utf8_lossy(&ended.stderr).into_owned();
                assert!(!talk.contains("src/face"), "{at}: {talk}");
                let text = fs::read_to_string(&outcome).unwrap_or_default();
                let mut now = texts(&project.output);
                now.retain(|path, _| !path.starts_with(".whowhen-stage/"));
                assert_eq!(now.remove("notes.txt").is_some(), foreign, "{at}");
                refused += usize::from(text.contains("help: "));
                if text.is_empty() {
                    // The test itself was hit, before or after.
                    assert!(now == one.pages || now == other.pages, "{at}");
                } else if text == "published" {
                    assert!(now == other.pages, "{at}: published, and it is not there");
                } else if text.contains("partly new") {
                    assert!(foreign, "{at}: {text}");
                } else {
                    assert!(now == one.pages, "{at}: the old site is not there: {text}");
                    assert!(text.contains("help: ") && text.contains(project.root.to_str().unwrap()), "{at}: {text}");
                }
                let mut broken = Pile::of(&[("new.html", "new")]);
                broken.broken.insert("new.html".to_owned());
                assert!(matches!(project.publish(&broken), Err(PublishError::Render(_))), "{at}");
                now = texts(&project.output);
                now.remove("notes.txt");
                assert!(now == one.pages || now == other.pages, "{at}: not completed by the next run");
                assert_eq!(project.litter(), [""; 0], "{at}");
            }
        }
        assert!(refused > 15, "{errno}: the publisher was hit only {refused} times");
    }
}

#[test]
fn two_builds_at_once_the_second_says_who_holds_the_lock() {
    struct Nested<'a>(&'a Project, Mutex<Option<PublishError<Broken>>>);
    impl Pages for Nested<'_> {
        type Error = Broken;
        fn paths(&self) -> Vec<String> {
            vec!["index.html".to_owned()]
        }
        fn hash(&self, _: &str) -> Fingerprint {
            Fingerprint::default()
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
