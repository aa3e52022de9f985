//! `clean`: the cache goes, and nothing else.

use std::os::unix::fs::symlink;

use super::*;

#[test]
fn the_cache_goes_and_nothing_else() {
    let desk = Desk::with_site();
    assert_eq!(desk.run(&["build"]).exit, 0);
    let before = desk.tree();
    desk.write(".whowhen/a/b", "kept from before");
    assert_data_eq!(
        desk.run(&["clean"]).to_string(),
        str![[r#"
2|  Removed .whowhen/, the cache; it is made anew when it is needed
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
    assert_data_eq!(
        desk.run(&["clean"]).to_string(),
        str![[r#"
2|    Clean nothing to remove: there is no cache .whowhen/
exit 0

"#]]
    );
    assert_eq!(desk.run(&["clean", "-q"]).err, "");
    assert_eq!(desk.tree(), before);
}

#[test]
fn a_folder_that_is_no_site_is_left() {
    let desk = Desk::new();
    desk.write(".whowhen/a", "of somebody else");
    assert!(desk.refused(&["clean"]).err.contains("there is no folder content/"));
    let desk = Desk::with_site();
    desk.write(".whowhen", "a file");
    assert_data_eq!(
        desk.refused(&["clean"]).to_string(),
        str![[r#"
2| error: `.whowhen` is no folder, so it is no cache of ours; it is left
2| help: move it elsewhere
exit 2

"#]]
    );
}

#[test]
fn no_link_is_followed() {
    cage::run("clean::no_link_is_followed", |folder| {
        let desk = Desk::at(folder);
        assert_eq!(desk.run(&["init", "-q"]).exit, 0);
        let elsewhere = desk.top.join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("precious"), "not ours").unwrap();
        let cache = desk.folder().join(".whowhen");

        symlink(&elsewhere, &cache).unwrap();
        assert_data_eq!(
            desk.refused(&["clean"]).to_string(),
            str![[r#"
2| error: `.whowhen` is a symbolic link; it is left, and so is what it leads to
2| help: remove the link yourself if you don't need it
exit 2

"#]]
        );
        fs::remove_file(&cache).unwrap();

        let before = desk.tree();
        fs::create_dir_all(cache.join("deep")).unwrap();
        symlink(&elsewhere, cache.join("deep/folder")).unwrap();
        symlink(elsewhere.join("precious"), cache.join("file")).unwrap();
        symlink("..", cache.join("up")).unwrap();
        symlink("nowhere", cache.join("dangling")).unwrap();
        let said = desk.run(&["clean"]);
        assert_eq!(said.exit, 0, "{said}");
        assert_eq!(desk.tree(), before);
    });
}
