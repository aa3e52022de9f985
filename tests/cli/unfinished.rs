//! A change of many files that is killed on the way.

use super::*;

const COMMAND: [&str; 4] = ["rename", "kuleba", "dmytro-kuleba", "-q"];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("content/actors/kuleba.md", "---\nname: Dmytro Kuleba\n---\nText.\n");
    for name in ["one", "two"] {
        desk.write(
            &format!("content/briefings/{name}.md"),
            "---\ntitle: A title\nactors: [kuleba]\n---\n[[kuleba|He]] was there.\n",
        );
    }
    desk
}

/// What an editor has: all below content/.
fn content(desk: &Desk) -> BTreeMap<String, String> {
    desk.tree().into_iter().filter(|(path, text)| path.starts_with("desk/") && !text.is_empty()).collect()
}

#[test]
fn a_kill_at_any_call_to_the_system_leaves_the_old_site_the_new_one_or_the_way_on() {
    const CALLS: [&str; 10] =
        ["mkdir", "write", "fchmod", "linkat", "fsync", "rename", "renameat", "renameat2", "unlink", "rmdir"];
    let old = content(&desk());
    let renamed = desk();
    assert_eq!(renamed.run(&COMMAND).exit, 0);
    let new = content(&renamed);
    assert!(!renamed.folder().join(".whowhen").exists(), "nothing is kept of a change that is whole");
    let (mut kills, mut halves) = (0, 0);
    for call in CALLS {
        for count in 1.. {
            let desk = desk();
            let (trace, inject) = (format!("trace={call}"), format!("inject={call}:signal=KILL:when={count}"));
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject, "-E", "RAYON_NUM_THREADS=1"]);
            command.arg(env!("CARGO_BIN_EXE_whowhen")).args(COMMAND).current_dir(desk.folder());
            let ended = command
                .output()
                .unwrap_or_else(|error| panic!("this test needs strace ({error}), and fails without it: `apt install strace`"));
            if ended.status.success() {
                break;
            }
            kills += 1;
            let place = format!("killed at {call} {count}");
            let now: BTreeMap<String, String> =
                content(&desk).into_iter().filter(|(path, _)| !path.contains("/.whowhen")).collect();
            let checked = desk.run(&["check"]);
            if now != old && now != new {
                halves += 1;
                assert!(
                    checked.err.contains("help: run `whowhen rename kuleba dmytro-kuleba` again, and it is finished"),
                    "{checked}"
                );
            }
            if now != new || desk.folder().join(".whowhen/unfinished.json").exists() {
                let again = desk.run(&COMMAND);
                assert_eq!(again.exit, 0, "{place}: {again}");
            }
            assert_eq!(content(&desk), new, "{place}");
            assert!(!desk.run(&["check"]).err.contains("stopped"), "{place}");
        }
    }
    assert!(kills > 15 && halves > 3, "only {kills} kills, {halves} of them halfway");
}

/// A desk at which `rename` was stopped when it had written one file.
fn stopped() -> Desk {
    let desk = desk();
    let inject = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat", "-e", "inject=renameat:signal=KILL:when=3"];
    let mut command = Command::new("strace");
    command.args(inject).arg(env!("CARGO_BIN_EXE_whowhen")).args(COMMAND).current_dir(desk.folder());
    assert!(!command.output().unwrap().status.success());
    assert!(desk.folder().join(".whowhen/unfinished.json").exists());
    desk
}

#[test]
fn what_was_changed_meanwhile_is_not_overwritten() {
    let desk = stopped();
    desk.write("content/briefings/two.md", "---\ntitle: Another title\nactors: [kuleba]\n---\n");
    assert_data_eq!(
        desk.refused(&COMMAND).to_string(),
        str![[r#"
2| error: `content/briefings/two.md` was changed after `whowhen rename kuleba dmytro-kuleba` was stopped halfway; nothing was written
2| help: undo what was changed in that file, and run the command again: it finishes the others
2| help: or remove `.whowhen/unfinished.json`, and write the rest yourself: `git diff` shows what is done
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["clean"]).to_string(),
        str![[r#"
2| warning: `whowhen rename kuleba dmytro-kuleba` was stopped before its end; what is said here may come from that
2| help: run `whowhen rename kuleba dmytro-kuleba` again, and it is finished
2| error: a change that was stopped halfway is kept there; nothing was removed
2| help: `whowhen rename kuleba dmytro-kuleba` finishes it, and leaves nothing behind
exit 2

"#]]
    );
}

#[test]
fn another_command_that_changes_files_finishes_the_first() {
    let desk = stopped();
    assert_data_eq!(
        desk.run(&["rename", "one", "first"]).to_string(),
        str![[r#"
2| Finished `whowhen rename kuleba dmytro-kuleba`, which had been stopped
2|  Renamed briefing one -> first
2|          content/briefings/one.md -> content/briefings/first.md
exit 0

"#]]
    );
    desk.is_clean();
}

#[test]
fn what_a_folder_from_elsewhere_holds_there_leads_nowhere_else() {
    let desk = desk();
    let elsewhere = r#"{"command":"rename a b","changes":[{"path":"../home/x","before":null,"after":"x"}]}"#;
    desk.write(".whowhen/unfinished.json", elsewhere);
    assert_data_eq!(
        desk.refused(&COMMAND).to_string(),
        str![[r#"
2| error: `.whowhen/unfinished.json` should tell of a change that was stopped, and can't be read: `../home/x` is no file of a site
2| help: look at your files with `git status`, remove `.whowhen/unfinished.json`, and run the command again
exit 2

"#]]
    );
}
