//! `diff` from commit to commit, in repositories as git itself makes them.

use whowhen::input::files::{EntryKind, Files};
use whowhen::input::git::{GitError, Repository};

use super::*;

/// Runs git in the desk's folder, or in another one beside it.
fn git_in(desk: &Desk, folder: &str, words: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "protocol.file.allow=always", "-c", "advice.detachedHead=false"]).args(words);
    git.current_dir(desk.folder().join(folder)).env("HOME", desk.top.join("home"));
    git.env("GIT_CONFIG_NOSYSTEM", "1").env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), "Desk").env(format!("GIT_{who}_EMAIL"), "desk@example.org");
        git.env(format!("GIT_{who}_DATE"), "2024-03-02T12:00:00Z");
    }
    let output = git.output().unwrap();
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn git(desk: &Desk, words: &[&str]) -> String {
    git_in(desk, ".", words)
}

fn commit(desk: &Desk, message: &str) {
    git(desk, &["add", "-A"]);
    git(desk, &["commit", "-q", "-m", message]);
}

/// What a claim says, on whose word, and the figure of an event.
fn write_site(desk: &Desk, folder: &str, status: &str, figure: u32) {
    desk.write(&format!("{folder}site.yaml"), "title: A bridge\n");
    desk.write(
        &format!("{folder}content/claims.yaml"),
        &format!("cracks:\n  text: The council hid the cracks.\n  by: Ada Okafor\n  date: 2024-03-01\n  status: {status}\n"),
    );
    desk.write(
        &format!("{folder}content/events/closure.md"),
        &format!(
            "---\ntitle: The bridge is closed\nwhen: 2024-03-01\nquantity: {{n: {figure}, unit: lorries}}\n---\nIt rained.\n"
        ),
    );
}

/// Three commits of a site, the second one with a tag, and a working tree that differs from the last.
fn with_history(folder: &str) -> Desk {
    let desk = Desk::new();
    git(&desk, &["init", "-q", "-b", "main"]);
    write_site(&desk, folder, "asserted", 10);
    commit(&desk, "One");
    write_site(&desk, folder, "disputed", 10);
    commit(&desk, "Two");
    git(&desk, &["tag", "-a", "v1.0", "-m", "As printed"]);
    git(&desk, &["branch", "printed"]);
    write_site(&desk, folder, "disputed", 12);
    commit(&desk, "Three");
    write_site(&desk, folder, "corroborated", 12);
    desk
}

#[test]
fn from_a_commit_on_what_changed_is_told() {
    let desk = with_history("");
    assert_data_eq!(
        desk.run(&["diff", "HEAD~2"]).to_string(),
        str![[r#"
1| Claims (1)
1|   changed  content/claims.yaml:1  The council hid the cracks.
1|       status: asserted → corroborated
1|
1| Events (1)
1|   changed  content/events/closure.md:1  The bridge is closed
1|       figure: 10 lorries → 12 lorries
2|    Found 2 changes from HEAD~2 (0e1bb2a) to the site as it is
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["diff", "printed..HEAD"]).to_string(),
        str![[r#"
1| Events (1)
1|   changed  content/events/closure.md:1  The bridge is closed
1|       figure: 10 lorries → 12 lorries
2|    Found 1 change from printed (cdc022a) to HEAD (34c7946)
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["diff", "HEAD..v1.0", "--markdown"]).to_string(),
        str![[r#"
1| ### What changed for a reader
1|
1| <p><code>1 change from HEAD (34c7946) to v1.0 (cdc022a)</code></p>
1| <h4>Events (1)</h4>
1| <ul>
1| <li>changed: <code>The bridge is closed</code> <code>content/events/closure.md:1</code>
1| <ul>
1| <li>figure: <code>12 lorries</code> → <code>10 lorries</code></li>
1| </ul>
1| </li>
1| </ul>
1|
2|    Found 1 change from HEAD (34c7946) to v1.0 (cdc022a)
exit 0

"#]]
    );
}

#[test]
fn however_a_commit_is_called_it_is_found() {
    let desk = with_history("");
    let one = git(&desk, &["rev-parse", "HEAD~2"]).trim().to_owned();
    git(&desk, &["update-ref", "refs/remotes/origin/main", &one]);
    git(&desk, &["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
    let upper = one.to_ascii_uppercase();
    let names = [
        one.as_str(),
        &one[..7],
        &one[..4],
        &upper[..9],
        "HEAD~2",
        "HEAD^^",
        "@~2",
        "~2",
        "main~~",
        "refs/heads/main~2",
        "heads/main^1~1",
        "printed^",
        "v1.0^",
        "v1.0^{commit}^",
        "tags/v1.0~1",
        "origin/main",
        "remotes/origin/main",
        "origin",
        "origin^0",
    ];
    for packed in [false, true] {
        if packed {
            git(&desk, &["gc", "-q", "--aggressive"]);
            assert!(!desk.folder().join(".git/refs/heads/main").exists(), "nothing was packed");
        }
        for name in names {
            let said = desk.run(&["diff", &format!("{name}..")]);
            let found = format!("Found 2 changes from {name} ({}) to the site as it is", &one[..7]);
            assert!(said.err.contains(&found) && said.exit == 0, "{name}: {said}");
        }
    }
}

#[test]
fn wherever_a_repository_keeps_its_objects_they_are_found() {
    let expected = with_history("").run(&["diff", "HEAD~1"]).out;
    assert!(expected.contains("12 lorries"), "{expected}");
    // A site below the top of its repository.
    let desk = with_history("desks/bridge/");
    assert_eq!(desk.run_in("desks/bridge", &["diff", "HEAD~1"]).out, expected);
    assert_eq!(desk.run(&["-r", "desks/bridge", "diff", "HEAD~1"]).out, expected);
    // A second working tree; a copy that borrows objects; one that was cut short and packed.
    let desk = with_history("");
    let working = |folder: &str| {
        let claims = desk.read("content/claims.yaml");
        desk.write(&format!("{folder}/content/claims.yaml"), &claims);
    };
    git(&desk, &["worktree", "add", "-q", "../second", "main~0"]);
    git(&desk, &["clone", "-q", "--shared", ".", "../borrower"]);
    let here = format!("file://{}", desk.folder().display());
    git(&desk, &["clone", "-q", "--depth", "2", &here, "../short"]);
    for folder in ["../second", "../borrower", "../short"] {
        working(folder);
        let said = desk.run_in(folder, &["diff", "HEAD~1"]);
        assert_eq!((said.out.as_str(), said.exit), (expected.as_str(), 0), "{folder}: {said}");
    }
    assert_data_eq!(
        desk.run_in("../short", &["diff", "HEAD~2"]).to_string(),
        str![[r#"
2| error: nothing is known of what was before `cdc022a`
2| help: of a copy that was cut short, `git fetch --unshallow` fetches the rest; in a workflow `fetch-depth: 0` below `actions/checkout`
exit 2

"#]]
    );
}

#[test]
fn what_is_no_commit_is_told_with_what_to_write() {
    let desk = with_history("");
    write_site(&desk, "../elsewhere/", "asserted", 10);
    git(&desk, &["checkout", "-q", "--orphan", "empty"]);
    git(&desk, &["rm", "-rfq", "."]);
    desk.write("README.md", "Nothing yet.\n");
    commit(&desk, "Empty");
    git(&desk, &["checkout", "-q", "main"]);
    let mut said = String::new();
    for words in [
        "mian",
        "HEAD~3",
        "HEAD^2",
        "HEAD~x",
        "v2..main",
        "main...printed",
        "..main",
        "main..2024-03-01",
        "2024-03-01..main",
        "main@{1}",
        "HEAD:content",
        "../../etc/passwd",
        "-x",
        "abcdef1",
        "empty",
        "main --against ../elsewhere",
        "main --as-of 2024-03-01",
        "-r ../elsewhere main",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        said += &format!("$ {}\n{}\n", words.join(" "), desk.refused(&[&["diff"], words.as_slice()].concat()));
    }
    assert_data_eq!(
        said,
        str![[r#"
$ mian
2| error: the repository has no commit, branch or tag `mian`
2| help: did you mean `main`?
exit 2

$ HEAD~3
2| error: nothing is known of what was before `0e1bb2a`
2| help: of a copy that was cut short, `git fetch --unshallow` fetches the rest; in a workflow `fetch-depth: 0` below `actions/checkout`
exit 2

$ HEAD^2
2| error: nothing is known of what was before `34c7946`
2| help: of a copy that was cut short, `git fetch --unshallow` fetches the rest; in a workflow `fetch-depth: 0` below `actions/checkout`
exit 2

$ HEAD~x
2| error: the repository has no commit, branch or tag `HEAD~x`
2| help: `git log --oneline` and `git branch --all` list what there is
exit 2

$ v2..main
2| error: the repository has no commit, branch or tag `v2`
2| help: `git log --oneline` and `git branch --all` list what there is
exit 2

$ main...printed
2| error: `main...printed` asks for where two branches parted, which is not read
2| help: two full stops compare the one with the other: `main..printed`
exit 2

$ ..main
2| error: `..main` has no first commit
2| help: write what to compare with: `HEAD~1..main`
exit 2

$ main..2024-03-01
2| error: `main..2024-03-01` names a day and a commit
2| help: compare two days or two commits; `2024-03-01` is a day
exit 2

$ 2024-03-01..main
2| error: `2024-03-01..main` names a day and a commit
2| help: compare two days or two commits; `2024-03-01` is a day
exit 2

$ main@{1}
2| error: `@{` in the name of a commit is not read
2| help: `git worktree add ../before main@{1}` puts it into a folder, with which `--against` compares
exit 2

$ HEAD:content
2| error: `:` in the name of a commit is not read
2| help: `git worktree add ../before HEAD:content` puts it into a folder, with which `--against` compares
exit 2

$ ../../etc/passwd
2| error: `../../etc/passwd` has no first commit
2| help: write what to compare with: `HEAD~1../../etc/passwd`
exit 2

$ -x
2| error: `diff` has no flag `-x`
2| help: `whowhen diff --help` lists the flags
exit 2

$ abcdef1
2| error: the repository has no commit, branch or tag `abcdef1`
2| help: `git log --oneline` and `git branch --all` list what there is
exit 2

$ empty
2| error: at `empty` there was no folder content/ here
2| help: name a commit that has the site in the same folder, or compare with another folder: `--against DIR`
exit 2

$ main --against ../elsewhere
2| error: `REV|DATE..DATE` and `--against` don't go together
2| help: leave one of them out
exit 2

$ main --as-of 2024-03-01
2| error: `REV|DATE..DATE` and `--as-of` don't go together
2| help: leave one of them out
exit 2

$ -r ../elsewhere main
2| error: `main` is no day, and ../elsewhere is in no git repository
2| help: days are written `2022-01-19`, two of them `2022-01-19..2022-01-21`
2| help: `--against DIR` compares with another folder that holds the site
exit 2


"#]]
    );
}

#[test]
fn forms_of_repositories_that_are_not_read_are_named() {
    let mut said = String::new();
    for form in ["--object-format=sha256", "--ref-format=reftable"] {
        let desk = Desk::new();
        git(&desk, &["init", "-q", "-b", "main", form]);
        write_site(&desk, "", "asserted", 10);
        commit(&desk, "One");
        said += &format!("$ {form}\n{}\n", desk.refused(&["diff", "main"]));
    }
    let desk = Desk::new();
    write_site(&desk, "", "asserted", 10);
    git(&desk, &["init", "-q", "-b", "main"]);
    said += &format!("$ without a commit\n{}\n", desk.refused(&["diff", "HEAD"]));
    assert_data_eq!(
        said,
        str![[r#"
$ --object-format=sha256
2| error: the repository names its objects by SHA-256, which is not read
2| help: `git worktree add ../before main` puts it into a folder, with which `--against` compares
exit 2

$ --ref-format=reftable
2| error: the repository keeps its branches as a reftable, which is not read
2| help: `git worktree add ../before main` puts it into a folder, with which `--against` compares
exit 2

$ without a commit
2| error: nothing is committed in the repository yet
2| help: commit the site as it is, and compare with that from then on
exit 2


"#]]
    );
}

fn packed_index(desk: &Desk) -> String {
    let packs = fs::read_dir(desk.folder().join(".git/objects/pack")).unwrap().map(|entry| entry.unwrap().path());
    packs.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "idx")).unwrap().display().to_string()
}

/// What `check` says of changes without a note.
fn unnoted(desk: &Desk, words: &[&str]) -> String {
    let said = desk.run(&[&["check", "--format", "short"], words].concat());
    said.out.lines().filter(|line| line.contains("changed-without-note")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_changed_since_the_last_commit_is_to_be_noted() {
    let desk = with_history("");
    assert_eq!(unnoted(&desk, &[]), "", "no briefing shows it");
    let briefing = "---\ntitle: Who closed the bridge?\ndates: [closure]\n";
    desk.write("content/briefings/bridge.md", &format!("{briefing}---\n"));
    commit(&desk, "Four");
    assert_eq!(unnoted(&desk, &[]), "", "the page is new");
    // Not yet committed.
    write_site(&desk, "", "corroborated", 14);
    let warning = "content/events/closure.md:1:1: warning[changed-without-note]: `The bridge is closed` gave `12 lorries` and gives \
                   `14 lorries`, and no page notes the change\n";
    assert_eq!(unnoted(&desk, &[]), warning);
    assert_eq!(desk.run(&["check", "--strict"]).exit, 1);
    // Nor once it is.
    commit(&desk, "Five");
    assert_eq!(unnoted(&desk, &[]), warning);
    // A site may turn it off; an edition of a former day is compared with nothing.
    assert_eq!(unnoted(&desk, &["--as-of", "2024-03-02"]), "");
    desk.write("site.yaml", "title: A bridge\nlints: {changed-without-note: off}\n");
    assert_eq!(unnoted(&desk, &[]), "");
    desk.write("site.yaml", "title: A bridge\n");
    // A note in the next commit, before it is committed and after.
    desk.write(
        "content/briefings/bridge.md",
        &format!("{briefing}changes: [{{date: 2024-03-02, text: Two lorries more.}}]\n---\n"),
    );
    assert_eq!(unnoted(&desk, &[]), "");
    commit(&desk, "Six");
    assert_eq!(unnoted(&desk, &[]), "");
    // Ends of lines are git's affair.
    let claims = desk.read("content/claims.yaml");
    desk.write("content/claims.yaml", &claims.replace('\n', "\r\n"));
    assert_eq!(unnoted(&desk, &[]), "");
    // What can't be read is no fault of the content's.
    fs::remove_dir_all(desk.folder().join(".git/objects")).unwrap();
    let said = desk.run(&["check", "-v"]);
    assert_eq!(said.exit, 0, "{said}");
    assert!(said.err.contains("nothing is compared with what was committed: "), "{said}");
    assert!(!desk.run(&["check"]).err.contains("committed"));
}

/// The files of a site at a commit, as git gives them.
fn as_git_has_it(desk: &Desk, commit: &str) -> BTreeMap<String, String> {
    let listed = git(desk, &["ls-tree", "-r", "--name-only", "-z", commit]);
    listed.split_terminator('\0').map(|path| (path.to_owned(), git(desk, &["show", &format!("{commit}:{path}")]))).collect()
}

#[test]
fn objects_are_read_as_git_reads_them_loose_and_packed() {
    let desk = Desk::new();
    git(&desk, &["init", "-q", "-b", "main"]);
    desk.write("site.yaml", "title: A bridge\n");
    // Texts that grow, shrink and move, so that packs hold chains of differences; one longer than what one copy of a delta may take.
    let line = |n: u32| format!("Line {n} of {}, which says that {} lorries crossed.\n", n * 7919 % 1009, n * 31 % 97);
    for round in 0..12 {
        for file in 0..4 {
            let lines = (0..40 + round * 10).filter(|n| (n + file) % (round + 3) != 0).map(line);
            desk.write(&format!("content/briefings/b{file}.md"), &lines.collect::<String>());
        }
        let long: String = (0..4000 + round).map(line).chain([line(round)]).collect();
        desk.write("content/long.md", &long);
        desk.write(&format!("content/actors/a{round}.md"), "---\nname: Ada Okafor\n---\n");
        commit(&desk, "More");
    }
    let expected: Vec<_> = (0..12).map(|n| as_git_has_it(&desk, &format!("HEAD~{n}"))).collect();
    for packed in [false, true] {
        if packed {
            git(&desk, &["repack", "-q", "-a", "-d", "--depth=50", "--window=50"]);
            let packs = git(&desk, &["verify-pack", "-s", &packed_index(&desk)]);
            assert!(packs.contains("chain length = 4"), "no chain of differences: {packs}");
        }
        let repository = Repository::around(&desk.folder()).unwrap().unwrap();
        for (n, expected) in expected.iter().enumerate() {
            let commit = repository.commit(&format!("HEAD~{n}")).unwrap();
            assert_eq!(commit.day.unwrap().to_string(), "2024-03-02");
            let site = repository.site(&commit, "site.yaml").unwrap().unwrap();
            let read = |entry: whowhen::input::files::Entry| {
                let bytes = site.read(entry.path.as_str()).unwrap();
                assert_eq!(entry.kind, EntryKind::File(bytes.len() as u64), "{}", entry.path);
                (entry.path.to_string(), String::from_utf8(bytes.to_vec()).unwrap())
            };
            let found: BTreeMap<String, String> = site.list().unwrap().into_iter().map(read).collect();
            assert!(found == *expected, "HEAD~{n}, packed: {packed}");
        }
    }
}

/// All of a site at HEAD is read, or why not is said.
fn try_all(folder: &Path) -> Result<(), GitError> {
    let Some(repository) = Repository::around(folder)? else { return Ok(()) };
    let commit = repository.commit("HEAD")?;
    if let Some(site) = repository.site(&commit, "site.yaml")? {
        for entry in site.list().unwrap() {
            let _ = site.read(entry.path.as_str());
        }
    }
    repository.before(&commit).map(|_| ())
}

#[test]
fn damage_is_told_and_never_a_panic() {
    let desk = with_history("");
    git(&desk, &["repack", "-q", "-a", "-d"]);
    write_site(&desk, "", "unresolved", 14);
    commit(&desk, "Four");
    try_all(&desk.folder()).unwrap();
    let files: Vec<PathBuf> = walkdir::WalkDir::new(desk.folder().join(".git"))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file() && !path.components().any(|part| part.as_os_str() == "hooks"))
        .collect();
    let mut refused = 0;
    for path in files {
        let whole = fs::read(&path).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o644);
        fs::set_permissions(&path, permissions).unwrap();
        // Cut short at several places, and with each of some bytes turned around.
        let cuts = [0, 1, whole.len() / 2, whole.len().saturating_sub(1)].map(|end| whole[..end].to_vec());
        let step = (whole.len() / 150).max(1);
        let flips = (0..whole.len()).step_by(step).flat_map(|at| [1, 0x80, 0xff].map(|mask| (at, mask)));
        let flipped = flips.map(|(at, mask)| {
            let mut bytes = whole.clone();
            bytes[at] ^= mask;
            bytes
        });
        for damaged in cuts.into_iter().chain(flipped) {
            fs::write(&path, damaged).unwrap();
            refused += usize::from(try_all(&desk.folder()).is_err());
        }
        fs::write(&path, whole).unwrap();
    }
    assert!(refused > 100, "{refused} were refused");
    try_all(&desk.folder()).unwrap();
}

#[test]
fn a_claim_that_is_known_by_its_words_is_the_same_in_other_words() {
    let desk = with_history("");
    let briefing = |words: &str, day: &str, denied: &str| {
        format!(
            "---\ntitle: A dam\ndate: 2024-03-01\n---\n> [!claim] The dam lost {words} metres.\n> by: Ada Orvan\n> date: {day}\n{denied}"
        )
    };
    desk.write("content/briefings/dam.md", &briefing("five", "2024-03-01", "> denied by: Bo Tellis\n"));
    commit(&desk, "A dam");
    assert_eq!(unnoted(&desk, &[]), "");
    let line = |what: &str, words: &str| {
        format!(
            "content/briefings/dam.md:5:12: warning[changed-without-note]: `The dam lost {words} metres.` {what}, and no page notes the change\n"
        )
    };
    for (words, day, denied, what) in [
        ("nine", "2024-03-01", "> denied by: Bo Tellis\n", "said `The dam lost five metres.`"),
        ("five", "2024-03-01", "", "has an answer less (`Bo Tellis denies`)"),
        ("five", "2024-02-27", "> denied by: Bo Tellis\n", "was said on `2024-03-01` and is on `2024-02-27`"),
    ] {
        desk.write("content/briefings/dam.md", &briefing(words, day, denied));
        assert_eq!(unnoted(&desk, &[]), line(what, words));
    }
}
