//! `rename`.

use super::*;

/// A site with an actor who is named in several files.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("site.yaml", "title: A site\nresolve: {the minister: kuleba}   # as everybody says\n");
    desk.write("content/actors/kuleba.md", "---\nname: Dmytro Kuleba   # the name\n---\nText.\n\n## Role\n\nMinister.\n");
    desk.write(
        "content/briefings/one.md",
        "---\ntitle: One\ndate: 2022-01-19\nactors: [kuleba]\nsources:\n  - {id: ap, title: AP, lang: en}\n---\n\
         [[kuleba|He]] was there, [says](../actors/kuleba.md#role) Dmytro Kuleba [@ap].\n",
    );
    desk
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let desk = desk();
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["rename", "kuleba", "dmytro-kuleba", "--dry-run"]).to_string(),
        str![[r#"
1| diff --git a/content/actors/kuleba.md b/content/actors/dmytro-kuleba.md
1| rename from content/actors/kuleba.md
1| rename to content/actors/dmytro-kuleba.md
1| --- a/content/actors/kuleba.md
1| +++ b/content/actors/dmytro-kuleba.md
1| @@ -1,5 +1,6 @@
1|  ---
1|  name: Dmytro Kuleba   # the name
1| +redirect_from: [kuleba]
1|  ---
1|  Text.
1|
1| diff --git a/content/briefings/one.md b/content/briefings/one.md
1| --- a/content/briefings/one.md
1| +++ b/content/briefings/one.md
1| @@ -1,8 +1,8 @@
1|  ---
1|  title: One
1|  date: 2022-01-19
1| -actors: [kuleba]
1| +actors: [dmytro-kuleba]
1|  sources:
1|    - {id: ap, title: AP, lang: en}
1|  ---
1| -[[kuleba|He]] was there, [says](../actors/kuleba.md#role) Dmytro Kuleba [@ap].
1| +[[dmytro-kuleba|He]] was there, [says](../actors/dmytro-kuleba.md#role) Dmytro Kuleba [@ap].
1| diff --git a/site.yaml b/site.yaml
1| --- a/site.yaml
1| +++ b/site.yaml
1| @@ -1,2 +1,2 @@
1|  title: A site
1| -resolve: {the minister: kuleba}   # as everybody says
1| +resolve: {the minister: dmytro-kuleba}   # as everybody says
2|  Dry run actor kuleba -> dmytro-kuleba   4 references
2|          content/actors/kuleba.md -> content/actors/dmytro-kuleba.md
2|          content/briefings/one.md
2|          site.yaml
exit 0

"#]]
    );
    assert_eq!(desk.tree(), before);
}

#[test]
fn a_record_gets_another_id_everywhere() {
    let desk = desk();
    assert_data_eq!(
        desk.run(&["rename", "kuleba", "dmytro-kuleba"]).to_string(),
        str![[r#"
2|  Renamed actor kuleba -> dmytro-kuleba   4 references
2|          content/actors/kuleba.md -> content/actors/dmytro-kuleba.md
2|          content/briefings/one.md
2|          site.yaml
exit 0

"#]]
    );
    assert_data_eq!(
        desk.read("content/actors/dmytro-kuleba.md"),
        str![[r#"
---
name: Dmytro Kuleba   # the name
redirect_from: [kuleba]
---
Text.

## Role

Minister.

"#]]
    );
    assert!(!desk.folder().join("content/actors/kuleba.md").exists());
    assert_data_eq!(
        desk.read("content/briefings/one.md"),
        str![[r#"
---
title: One
date: 2022-01-19
actors: [dmytro-kuleba]
sources:
  - {id: ap, title: AP, lang: en}
---
[[dmytro-kuleba|He]] was there, [says](../actors/dmytro-kuleba.md#role) Dmytro Kuleba [@ap].

"#]]
    );
    desk.is_clean();
    assert_data_eq!(
        desk.run(&["rename", "actor:dmytro-kuleba", "kuleba", "-q"]).to_string(),
        str![[r#"
exit 0

"#]]
    );
    assert_data_eq!(
        desk.run(&["rename", "source:ap", "ap-2022-01-19"]).to_string(),
        str![[r#"
2|  Renamed source ap -> ap-2022-01-19   1 reference
2|          content/briefings/one.md
exit 0

"#]]
    );
    desk.is_clean();
}

#[test]
fn what_can_not_be_is_refused() {
    let desk = desk();
    desk.write("content/places/kuleba.md", "---\nname: Kuleba's\n---\nA place.\n");
    desk.write("content/actors/lavrov.md", "---\nname: Sergei Lavrov\n---\nA minister.\n");
    assert_data_eq!(
        desk.refused(&["rename", "kulebo", "x"]).to_string(),
        str![[r#"
2| error: no record is called `kulebo`; nothing was written
2| help: did you mean `kuleba` (content/actors/kuleba.md)?
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["rename", "kuleba", "x"]).to_string(),
        str![[r#"
2| error: `kuleba` fits 2 records; nothing was written
2|   --> content/actors/kuleba.md:1:1: this actor
2|   --> content/places/kuleba.md:1:1: this place
2| help: write `whowhen rename actor:kuleba x` or `whowhen rename place:kuleba x`
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["rename", "actor:kuleba", "lavrov"]).to_string(),
        str![[r#"
2| error: an actor has the id `lavrov` already; nothing was written
2|   --> content/actors/lavrov.md:1:1: this actor
2| help: choose another id, such as `lavrov-2`
exit 2

"#]]
    );
    assert_data_eq!(
        desk.refused(&["rename", "lavrov", "Foreign Minister"]).to_string(),
        str![[r#"
2| error: `Foreign Minister` can't be an id; nothing was written
2| help: small letters, digits and hyphens, such as `foreign-minister`
exit 2

"#]]
    );
    desk.write("content/about.md", "---\ntitle: About\n---\n[[minister]]\n");
    desk.write("content/places/ministry.md", "---\nname: Ministry\naliases: [minister]\n---\nA house.\n");
    assert_data_eq!(
        desk.refused(&["rename", "lavrov", "minister"]).to_string(),
        str![[r#"
2| error: a reference would no longer mean what it means; nothing was written
2|   --> content/about.md:4:1: `[[minister]]` means place:ministry here, and would mean actor:lavrov
2| help: write the reference in another way, or choose another id; then run the command again
exit 2

"#]]
    );
}

#[test]
fn a_file_that_can_not_be_read_may_name_it_too() {
    let desk = desk();
    desk.write("content/about.md", "---\ntitle: \"About\n---\n[[kuleba]]\n");
    let before = desk.tree();
    assert_data_eq!(
        desk.run(&["rename", "kuleba", "x"]).to_string(),
        str![[r#"
2| error: what the site refers to can't be told while this is wrong; nothing was written
2|
2| error[invalid-yaml]: this quotation mark is never closed
2|  --> content/about.md:2:8
2|   |
2| 2 | title: "About
2|   |        ^ opened here
2|   |
2|   = help: write `"` at the end of the text (`whowhen check --fix` does)
2| help: mend it, then run the command again
exit 1

"#]]
    );
    assert_eq!(desk.tree(), before);
}

/// A link in a file's place, and one in a folder's, lead out of the site.
#[test]
fn nothing_is_written_through_a_link() {
    cage::run("rename::nothing_is_written_through_a_link", |top| {
        let desk = Desk::at(top);
        desk.write("content/actors/ada.md", "---\nname: Ada\n---\nX.\n");
        fs::create_dir_all(top.join("elsewhere")).unwrap();
        fs::write(top.join("elsewhere/b.md"), "---\nactors: [ada]\n---\n").unwrap();
        fs::create_dir_all(desk.folder().join("content/briefings")).unwrap();
        std::os::unix::fs::symlink(top.join("elsewhere/b.md"), desk.folder().join("content/briefings/b.md")).unwrap();
        let before = desk.tree();
        let said = desk.run(&["rename", "ada", "orvan"]);
        assert_eq!(said.exit, 1, "{said}");
        assert!(said.err.contains("symbolic-link"), "{said}");
        assert_eq!(desk.tree(), before);
    });
}

/// Where one file can't be written, none is.
#[test]
fn a_file_that_is_read_only_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let one = desk.folder().join("content/briefings/one.md");
    fs::set_permissions(&one, fs::Permissions::from_mode(0o444)).unwrap();
    let before = desk.tree();
    let said = desk.run(&["rename", "kuleba", "x"]);
    assert_eq!(said.exit, 4, "{said}");
    assert!(said.err.contains("it is read-only"), "{said}");
    assert_eq!(desk.tree(), before);
}
