//! `schema` prints what `build` publishes.

use super::*;

#[test]
fn a_schema_is_the_one_that_is_published() {
    let desk = Desk::with_site();
    assert_eq!(desk.run(&["build"]).exit, 0);
    for kind in ["briefing", "actor", "event", "source", "claim", "place", "arc", "page", "site"] {
        let said = desk.run(&["schema", kind]);
        assert_eq!((said.exit, said.err.as_str()), (0, ""));
        assert_eq!(said.out, desk.read(&format!("output/data/schema/{kind}.json")), "{kind}");
    }
}

#[test]
fn outside_of_a_site_it_is_the_one_of_every_site() {
    let desk = Desk::new();
    let said = desk.run(&["schema", "claim"]);
    assert_eq!((said.exit, said.err.as_str()), (0, ""));
    assert!(said.out.contains("\"denied_by\"") && said.out.contains("\"corroborated\""), "{said}");
    let said = desk.run(&["schema", "clam"]);
    assert!(said.exit == 2 && said.err.contains("did you mean `claim`?"), "{said}");
}
