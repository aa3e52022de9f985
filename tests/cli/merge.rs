//! `merge`.

use super::*;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A site\n");
    desk.write("content/actors/kuleba.md", "---\nname: D. Kuleba\nrole: minister\n---\nHe came.\n");
    desk.write("content/actors/dmytro-kuleba.md", "---\nname: Dmytro Kuleba\nrole: Foreign Minister\n---\nText.\n");
    desk.write("content/briefings/one.md", "---\ntitle: One\ndate: 2022-01-19\nactors: [kuleba, dmytro-kuleba]\n---\nText.\n");
    desk
}

#[test]
fn two_records_become_one() {
    let desk = desk();
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["merge", "kuleba", "dmytro-kuleba", "--dry-run"]).to_string(),
        str![[r#"
1| diff --git a/content/actors/dmytro-kuleba.md b/content/actors/dmytro-kuleba.md
1| --- a/content/actors/dmytro-kuleba.md
1| +++ b/content/actors/dmytro-kuleba.md
1| @@ -1,5 +1,9 @@
1|  ---
1|  name: Dmytro Kuleba
1|  role: Foreign Minister
1| +aliases: ["D. Kuleba"]
1| +redirect_from: [kuleba]
1|  ---
1|  Text.
1| +
1| +He came.
1| diff --git a/content/briefings/one.md b/content/briefings/one.md
1| --- a/content/briefings/one.md
1| +++ b/content/briefings/one.md
1| @@ -1,6 +1,6 @@
1|  ---
1|  title: One
1|  date: 2022-01-19
1| -actors: [kuleba, dmytro-kuleba]
1| +actors: [dmytro-kuleba, dmytro-kuleba]
1|  ---
1|  Text.
1| diff --git a/content/actors/kuleba.md b/content/actors/kuleba.md
1| deleted file mode 100644
1| --- a/content/actors/kuleba.md
1| +++ /dev/null
1| @@ -1,5 +0,0 @@
1| ----
1| -name: D. Kuleba
1| -role: minister
1| ----
1| -He came.
2|  Dry run actor kuleba -> dmytro-kuleba   1 reference
2|          content/actors/dmytro-kuleba.md
2|          content/briefings/one.md
2|          content/actors/kuleba.md (gone)
2| warning: `role` stays `Foreign Minister`; `kuleba` said `minister`
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
    assert_data_eq!(
        desk.run(&["merge", "kuleba", "dmytro-kuleba"]).to_string(),
        str![[r#"
2|   Merged actor kuleba -> dmytro-kuleba   1 reference
2|          content/actors/dmytro-kuleba.md
2|          content/briefings/one.md
2|          content/actors/kuleba.md (gone)
2| warning: `role` stays `Foreign Minister`; `kuleba` said `minister`
exit 0

"#]]
    );
    assert_data_eq!(
        desk.read("content/actors/dmytro-kuleba.md"),
        str![[r#"
---
name: Dmytro Kuleba
role: Foreign Minister
aliases: ["D. Kuleba"]
redirect_from: [kuleba]
---
Text.

He came.

"#]]
    );
    assert!(!desk.folder().join("content/actors/kuleba.md").exists());
    desk.is_clean();
}

#[test]
fn what_can_not_be_is_refused() {
    let desk = desk();
    assert_data_eq!(
        desk.refused(&["merge", "kuleba", "one"]).to_string(),
        str![[r#"
2| error: actor:kuleba and briefing:one are of two kinds; nothing was written
2| help: only two of a kind can be the same thing
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["merge", "kuleba", "kuleba"]).to_string(),
        str![[r#"
2| error: both are actor:kuleba; nothing was written
2| help: name two records
exit 2

"#]]
    );
}

#[test]
fn two_of_which_one_is_something_to_the_other_are_two() {
    let desk = desk();
    desk.write("content/relations.yaml", "- {from: kuleba, to: dmytro-kuleba, type: adviser}\n");
    assert_data_eq!(
        desk.refused(&["merge", "kuleba", "dmytro-kuleba"]).to_string(),
        str![[r#"
2| error: this says what kuleba and dmytro-kuleba are to each other, and one can't be that to itself; nothing was written
2|   --> content/relations.yaml:1:22: here
2| help: take it out, if the two are one; then merge
exit 2

"#]]
    );
    desk.write("content/relations.yaml", "[]\n");
    desk.write("content/actors/dmytro-kuleba.md", "---\nname: Dmytro Kuleba\nroles: [{title: Aide, of: D. Kuleba}]\n---\n");
    assert_data_eq!(
        desk.refused(&["merge", "kuleba", "dmytro-kuleba"]).to_string(),
        str![[r#"
2| error: this says what kuleba and dmytro-kuleba are to each other, and one can't be that to itself; nothing was written
2|   --> content/actors/dmytro-kuleba.md:3:27: here
2| help: take it out, if the two are one; then merge
exit 2

"#]]
    );
}

#[test]
fn a_file_that_somebody_linked_is_left() {
    cage::run("merge::a_file_that_somebody_linked_is_left", |top| {
        let desk = Desk::at(top);
        desk.write("content/actors/a.md", "---\nname: A\n---\nX.\n");
        fs::create_dir_all(top.join("elsewhere")).unwrap();
        fs::write(top.join("elsewhere/b.md"), "---\nname: B\n---\n").unwrap();
        std::os::unix::fs::symlink(top.join("elsewhere/b.md"), desk.folder().join("content/actors/b.md")).unwrap();
        let before = desk.tree();
        let said = desk.run(&["merge", "a", "b"]);
        assert_ne!(said.exit, 0, "{said}");
        assert_eq!(desk.tree(), before);
    });
}
