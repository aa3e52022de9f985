//! Event files as timeline projects keep them, of which none was written for this program: they build as they are.

use std::collections::BTreeSet;

use whowhen::base::diagnostic::Level;
use whowhen::base::slug::slug;
use whowhen::engine::workspace::Options;
use whowhen::input::files::Memory;

use super::freeform;
use super::support::{Built, snapshot};

#[test]
fn free_event_files_build_unchanged() {
    let files = freeform::site(60);
    let mut memory = Memory::default();
    files.iter().for_each(|(path, text)| memory.write(path, text));
    let site = Built(snapshot(memory, Options::default()));
    assert_eq!(site.findings(Level::Warning), [""; 0]);

    let lines = |start: &str| -> Vec<String> {
        let all = files.iter().flat_map(|(_, text)| text.lines());
        all.filter_map(|line| line.trim().strip_prefix(start)).map(str::to_owned).collect()
    };
    let ids: BTreeSet<String> = lines("id: ").iter().map(|id| id.trim_matches('"').to_owned()).collect();
    assert_eq!(ids.len(), 60);
    assert_eq!(site.below("events").into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), ids);

    let lists = lines("actors: ");
    let cast = lists.iter().flat_map(|list| list.trim_matches(['[', ']']).split(", "));
    let names: BTreeSet<String> = cast.map(str::to_owned).chain(lines("outlet: ")).collect();
    assert!(names.len() > 20);
    let pages: BTreeSet<&str> = site.below("actors").into_iter().collect();
    assert_eq!(pages.len(), names.len());
    for name in &names {
        assert!(pages.contains(slug(name).as_str()), "{name} has no page");
        assert!(site.page(&format!("actors/{}/", slug(name))).contains(name));
    }

    let (urls, all) = (lines("url: ").into_iter().collect::<BTreeSet<_>>(), lines("url: ").len());
    assert!(urls.len() < all, "no two events lean on one text");
    assert_eq!(site.below("sources").len(), urls.len());
}
