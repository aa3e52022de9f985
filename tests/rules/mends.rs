//! What `check --fix` makes of a site: its fixes and nothing else, never a worse file, and nothing the second time.

use whowhen::base::diagnostic::{Diagnostic, Edit, Level};
use whowhen::engine::mend::{Mended, mend};
use whowhen::engine::snapshot::Snapshot;
use whowhen::engine::workspace::Options;

use crate::site::{Site, line};
use crate::{broken, markdown};

fn mended(site: &Site) -> (Mended, Site) {
    let mended = mend(site.memory(), Options::default()).expect("files in memory can be read");
    let after = mended.files.iter().fold(site.clone(), |site, file| site.with(file.path.as_str(), &*file.after));
    (mended, after)
}

/// Mends a site, looks at what came of it, and returns it.
pub(crate) fn check_mended(site: &Site) -> Site {
    let before = site.snapshot();
    before.diagnostics.iter().for_each(is_in_order);
    let (result, after) = mended(site);
    assert_eq!(after.diagnostics(), result.snapshot.diagnostics, "what is left is what the mended files have");
    for file in &result.files {
        let was = site.files().find(|(path, _)| *path == file.path.as_str()).unwrap().1;
        assert_eq!(&*file.before, was);
        assert_ne!(file.before, file.after);
        assert!(file.findings > 0);
    }
    let again = mended(&after).0;
    assert!(again.files.is_empty(), "the second time changes {:?}", again.files);
    after
}

/// The edits of a finding are in its own file, in order, and apart.
fn is_in_order(found: &Diagnostic) {
    assert!(found.fix.iter().all(|edit| edit.span.file == found.span.file), "{found:?}");
    assert!(found.fix.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{found:?}");
}

fn errors(snapshot: &Snapshot, file: &str) -> usize {
    snapshot.diagnostics.iter().filter(|found| found.level == Level::Error && found.span.file.as_str() == file).count()
}

/// The same by hand: the first fix of the first file that has one, again and again.
fn one_after_the_other(site: &Site) -> Site {
    let mut site = site.clone();
    for _ in 0..200 {
        let found = site.diagnostics();
        let Some(found) = found.iter().find(|found| !found.fix.is_empty()) else { return site };
        let path = found.span.file.as_str();
        let bytes = site.files().find(|(known, _)| *known == path).unwrap().1;
        let mut text = std::str::from_utf8(bytes).unwrap().to_owned();
        let edits: Vec<&Edit> = found.fix.iter().rev().collect();
        edits.into_iter().for_each(|edit| text.replace_range(edit.span.range(), &edit.text));
        site = site.clone().with(path, text);
    }
    panic!("there is always something left to mend");
}

#[test]
fn nothing_but_the_fixes_is_changed_and_no_file_is_worse() {
    let sites = markdown::cases().into_iter().chain([broken::site()]);
    let mut fixed = 0;
    for site in sites {
        let after = check_mended(&site);
        let by_hand = one_after_the_other(&site);
        for (path, bytes) in after.files() {
            let other = by_hand.files().find(|(known, _)| *known == path).unwrap().1;
            assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(other), "{path}");
        }
        let (before, after) = (site.snapshot(), after.snapshot());
        for (path, _) in site.files() {
            assert!(errors(&after, path) <= errors(&before, path), "{path}: {:#?}", after.diagnostics);
        }
        // What a mended record lacks comes to light with it: only what a machine can mend is counted.
        let open = |snapshot: &Snapshot| snapshot.diagnostics.iter().filter(|found| !found.fix.is_empty()).count();
        fixed += open(&before) - open(&after).min(open(&before));
    }
    assert!(fixed > 40, "only {fixed} findings are gone");
}

/// A file of a site in which it is the only one with findings, after all its fixes; and how many they were.
#[track_caller]
fn becomes(site: &str, path: &str, after: &str, findings: usize) -> Vec<String> {
    let (result, site) = mended(&Site::of(site));
    let text = site.files().find(|(known, _)| *known == path).unwrap().1;
    assert_eq!(String::from_utf8_lossy(text), after);
    assert_eq!(result.files.iter().map(|file| file.findings).collect::<Vec<_>>(), [findings]);
    result.snapshot.diagnostics.iter().map(|found| line(&result.snapshot, found)).collect()
}

#[test]
fn many_mistakes_of_one_file_are_mended_one_behind_the_other() {
    let broken: String = (0..60).map(|n| format!("s{n}: {{title: AP: report {n}, url: x.org/{n}}}\n")).collect();
    let right: String = (0..60).map(|n| format!("s{n}: {{title: \"AP: report {n}\", url: https://x.org/{n}}}\n")).collect();
    let site =
        format!("-- site.yaml --\nlints: {{orphan: \"off\", source-unarchived: \"off\"}}\n-- content/sources.yaml --\n{broken}");
    let left = becomes(&site, "content/sources.yaml", &right, 120);
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn a_fix_that_makes_a_file_worse_is_left_out_and_the_others_are_made() {
    let left = becomes(
        "-- content/briefings/a.md --\n---\ntitel: T\nsumary: [a, b]\ndraft: No\ndate: 19.1.2022\n---\nText.\n",
        "content/briefings/a.md",
        "---\ntitle: T\nsumary: [a, b]\ndraft: false\ndate: 2022-01-19\n---\nText.\n",
        3,
    );
    assert_eq!(left, ["content/briefings/a.md:3:1: warning[unknown-key]: a briefing has no field `sumary`"]);
}

#[test]
fn what_comes_to_light_and_can_be_mended_too_is_mended() {
    let left = becomes(
        "-- content/briefings/a.md --\n---\ntitle: T\nsorces: [{title: AP: the talks, url: apnews.com/x}]\n---\nText.\n",
        "content/briefings/a.md",
        "---\ntitle: T\nsources: [{title: \"AP: the talks\", url: https://apnews.com/x}]\n---\nText.\n",
        3,
    );
    assert_eq!(left, ["content/briefings/a.md:3:41: note[source-unarchived]: `AP: the talks` has no archived copy"]);
}

#[test]
fn what_a_site_has_turned_off_is_not_mended() {
    let (result, _) =
        mended(&Site::of("-- site.yaml --\nlints: {unknown-key: \"off\"}\n-- content/a.md --\n---\ntitle: T\nsumary: x\n---\n"));
    assert_eq!(result.files, []);
}

#[test]
fn errors_that_come_to_light_are_no_reason_to_leave_a_file_unread() {
    let left = becomes(
        "-- content/events/e.md --\n---\ntitle: Kyiv: what now\nwhen: 2022-02-30\nstatus: [a]\n---\n",
        "content/events/e.md",
        "---\ntitle: \"Kyiv: what now\"\nwhen: 2022-02-30\nstatus: [a]\n---\n",
        1,
    );
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_an_alias_repeats_is_mended_where_it_stands_for_itself() {
    let site = "-- content/events/talks.md --\n---\ntitle: The talks\nwhen: 2022\n---\n\
                -- content/events/e.md --\n---\ntitle: E\nwhen: 2022\nsummary: &s tlaks\nresponds_to: *s\n---\n";
    let (result, _) = mended(&Site::of(site));
    assert_eq!(result.files, []);
}
