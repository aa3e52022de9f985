//! `promote`.

use super::*;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A site\n");
    desk.write(
        "content/briefings/one.md",
        "---\ntitle: One\ndate: 2022-01-19\nactors: [Dmytro Kuleba]\nsources:\n  # what was read\n  - id: ap   # the wire\n    title: \"AP: a wire\"\n    \
         lang: en\n---\nSo [@ap].\n",
    );
    desk
}

#[test]
fn a_record_gets_a_file_of_its_own() {
    let desk = desk();
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["promote", "ap", "--dry-run"]).to_string(),
        str![[r#"
1| diff --git a/content/sources/ap.md b/content/sources/ap.md
1| new file mode 100644
1| --- /dev/null
1| +++ b/content/sources/ap.md
1| @@ -0,0 +1,5 @@
1| +---
1| +id: ap   # the wire
1| +title: "AP: a wire"
1| +lang: en
1| +---
1| diff --git a/content/briefings/one.md b/content/briefings/one.md
1| --- a/content/briefings/one.md
1| +++ b/content/briefings/one.md
1| @@ -4,8 +4,6 @@
1|  actors: [Dmytro Kuleba]
1|  sources:
1|    # what was read
1| -  - id: ap   # the wire
1| -    title: "AP: a wire"
1| -    lang: en
1| +  - ap
1|  ---
1|  So [@ap].
2|  Dry run source ap -> content/sources/ap.md
2|          content/sources/ap.md (new)
2|          content/briefings/one.md
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
    assert_data_eq!(
        desk.run(&["promote", "source:ap"]).to_string(),
        str![[r#"
2| Promoted source ap -> content/sources/ap.md
2|          content/sources/ap.md (new)
2|          content/briefings/one.md
exit 0

"#]]
    );
    assert_data_eq!(
        desk.read("content/sources/ap.md"),
        str![[r#"
---
id: ap   # the wire
title: "AP: a wire"
lang: en
---

"#]]
    );
    assert_data_eq!(
        desk.read("content/briefings/one.md"),
        str![[r#"
---
title: One
date: 2022-01-19
actors: [Dmytro Kuleba]
sources:
  # what was read
  - ap
---
So [@ap].

"#]]
    );
    assert_data_eq!(
        desk.run(&["promote", "Dmytro Kuleba"]).to_string(),
        str![[r#"
2| Promoted actor dmytro-kuleba -> content/actors/dmytro-kuleba.md
2|          content/actors/dmytro-kuleba.md (new)
exit 0

"#]]
    );
    assert_data_eq!(
        desk.read("content/actors/dmytro-kuleba.md"),
        str![[r#"
---
name: "Dmytro Kuleba"
---

"#]]
    );
    desk.is_clean();
}

#[test]
fn what_can_not_be_is_refused() {
    let desk = desk();
    desk.write("content/actors/lavrov.md", "---\nname: Sergei Lavrov\n---\nA minister.\n");
    assert_data_eq!(
        desk.refused(&["promote", "lavrov"]).to_string(),
        str![[r#"
2| error: actor:lavrov has a file of its own already; nothing was written
2|   --> content/actors/lavrov.md:2:1: here
2| help: edit it there
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["promote", "lavrow"]).to_string(),
        str![[r#"
2| error: no record is called `lavrow`; nothing was written
2| help: did you mean `lavrov` (content/actors/lavrov.md)?
exit 2

"#]]
    );
    desk.write("content/about.md", "---\ntitle: \"x\n---\n");
    let before = desk.tree();
    let said = desk.run(&["promote", "ap"]);
    assert_eq!(said.exit, 1, "{said}");
    assert_eq!(desk.tree(), before);
}

#[test]
fn nothing_is_written_through_a_link() {
    cage::run("promote::nothing_is_written_through_a_link", |top| {
        let desk = Desk::at(top);
        desk.write("content/briefings/one.md", "---\ntitle: One\nsources: [{id: ap, title: AP}]\n---\n[@ap]\n");
        fs::create_dir_all(top.join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(top.join("elsewhere"), desk.folder().join("content/sources")).unwrap();
        let before = desk.tree();
        let said = desk.run(&["promote", "ap"]);
        assert_ne!(said.exit, 0, "{said}");
        assert!(said.err.contains("symbolic link"), "{said}");
        assert_eq!(desk.tree(), before);
    });
}
