//! `--as-of`: what the commands say of it. What it leaves out: `tests/site/editions.rs`.

use super::*;

#[test]
fn a_build_says_that_it_is_an_edition() {
    let desk = Desk::with_site();
    let said = desk.run(&["build", "--as-of", "2024-01-31"]);
    assert_eq!(said.exit, 0, "{said}");
    assert!(
        said.err.contains("Note this is the site as it was known on 2024-01-31; without `--as-of` it is the site as it is"),
        "{said}"
    );
    let page = fs::read_to_string(desk.folder().join("output/index.html")).unwrap();
    assert!(page.contains("As it was known on") && page.contains("31 January 2024"), "{page}");

    let said = desk.run(&["build"]);
    assert!(!said.err.contains("as it was known"), "{said}");
    assert_eq!(desk.run(&["check", "--as-of", "2024-01-31"]).exit, 0);
}

#[test]
fn the_day_must_be_one() {
    let desk = Desk::with_site();
    for day in ["yesterday", "2024-02-30", "2024-01", "20240131", ""] {
        let before = desk.tree();
        let said = desk.run(&["build", "--as-of", day]);
        assert_eq!(said.exit, 2, "{day}: {said}");
        assert!(said.err.contains("--as-of"), "{day}: {said}");
        assert_eq!(desk.tree(), before);
    }
}
