//! Lists narrowed by fields of the site's own: buttons on the list's page, rules in a stylesheet beside it, classes on the rows.

use whowhen::base::diagnostic::Level;

use super::leaf::Leaf;
use super::support::{Built, site};

/// The buttons of a page: name and value, and the words beside each.
fn buttons(page: &str) -> Vec<(String, String)> {
    let leaf = Leaf::read(page);
    assert_eq!(leaf.faults, [""; 0], "{page}");
    let inputs = leaf.tags.iter().filter(|tag| tag.name == "input" || tag.name == "option");
    inputs.map(|tag| (tag.get("name").unwrap_or_default().to_owned(), tag.get("value").unwrap_or_default().to_owned())).collect()
}

/// The classes of the element that holds a text, the one that begins last before it and has the class `item`.
#[track_caller]
fn classes<'p>(page: &'p str, words: &str) -> &'p str {
    let main = page.split_once("<main").expect("a main part").1;
    let at = main.find(words).unwrap_or_else(|| panic!("no {words} in {main}"));
    let before = &main[..at];
    let class = before.rfind("item ").max(before.rfind("item\"")).unwrap_or_else(|| panic!("no row before {words} in {main}"));
    main[class..].split('"').next().unwrap_or_default()
}

fn sheets(built: &Built) -> Vec<&str> {
    built.0.output.keys().map(String::as_str).filter(|path| path.starts_with("theme/filters.")).collect()
}

const SITE: &str = "\
-- site.yaml --
title: Lanes
fields:
  event:
    lanes: {type: list, label: capture lanes, filter: true}
    checked: {type: flag, filter: true}
    dead: {type: number, filter: true}
    desk: {type: text}
    none: {type: text, filter: true}
-- content/events.yaml --
a: {title: Ay, when: 2022-01-01, lanes: [South, north], checked: true, dead: 10, desk: X}
b: {title: Bee, when: 2022-01-02, lanes: [north], checked: false, dead: 9}
c: {title: Cee, when: 2022-02-03}
";

#[test]
fn what_occurs_can_be_chosen_and_rows_carry_what_they_have() {
    let built = site(SITE).sound();
    let page = built.page("events/");
    let expected = ["f1 ", "f1 f1-1", "f1 f1-2", "f2 ", "f2 f2-1", "f2 f2-2", "f3 ", "f3 f3-1", "f3 f3-2"];
    let found: Vec<String> = buttons(&page).iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(found, expected);
    let text = Leaf::read(&page).text;
    for words in
        ["Capture lanes all 3 north (2) South (1)", "Checked all 3 yes (1) no (1)", "Dead all 3 9 (1) 10 (1)", "Show all"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(classes(&page, ">Ay<"), "item f1-2 f1-1 f2-1 f3-2");
    assert_eq!(classes(&page, ">Bee<"), "item f1-1 f2-2 f3-1");
    assert_eq!(classes(&page, ">Cee<"), "item");

    let [sheet] = sheets(&built)[..] else { panic!("one stylesheet of filters") };
    assert!(page.contains(&format!("<link rel=\"stylesheet\" href=\"../{sheet}\">")), "{page}");
    let rules = built.page(sheet);
    for value in ["f1-1", "f1-2", "f2-1", "f2-2", "f3-1", "f3-2"] {
        let rule = format!(
            "main:has(.filters [value={value}]:checked) :is(.item:not(.{value}),.items:not(:has(.{value}))){{display:none}}\n"
        );
        assert!(rules.contains(&rule), "{value}: {rules}");
    }
    for other in ["", "actors/", "timeline/", "events/a/"] {
        let page = built.page(other);
        assert!(!page.contains("filters.") && !built.main(other).contains("item"), "{other}: {page}");
    }
}

#[test]
fn every_kind_of_list_can_be_narrowed() {
    let kinds = [
        ("briefing", "briefings", "title"),
        ("actor", "actors", "name"),
        ("event", "events", "when: 2022, title"),
        ("source", "sources", "title"),
        ("claim", "claims", "text"),
        ("place", "places", "name"),
        ("arc", "arcs", "title"),
    ];
    for (kind, plural, title) in kinds {
        let text = format!(
            "-- site.yaml --\nfields:\n  {kind}: {{desk: {{filter: true}}}}\n\
             -- content/{plural}.yaml --\na: {{{title}: Alpha, desk: East}}\nb: {{{title}: Beta, desk: West}}\n"
        );
        let built = site(&text);
        assert_eq!(built.findings(Level::Error), [""; 0], "{kind}");
        let page = built.page(&format!("{plural}/"));
        assert_eq!(buttons(&page).iter().filter(|(name, _)| name == "f1").count(), 3, "{kind}: {page}");
        assert!(classes(&page, "Alpha").starts_with("item f1-1"), "{kind}: {page}");
        assert!(classes(&page, "Beta").starts_with("item f1-2"), "{kind}: {page}");
    }
}

#[test]
fn many_values_are_a_menu_and_no_filter_means_no_stylesheet() {
    let rows: String = (10..33).map(|day| format!("e{day}: {{title: E{day}, when: 2022, desk: D{day}}}\n")).collect();
    let with = |declared: &str| site(&format!("-- site.yaml --\n{declared}-- content/events.yaml --\n{rows}")).page("events/");
    let page = with("fields: {event: {desk: {filter: true}}}\n");
    assert!(page.contains("<label>Desk <select name=\"f1\"><option value=\"\">all 23</option>"), "{page}");
    assert!(page.contains("<option value=\"f1-23\">D32 (1)</option></select></label>"), "{page}");

    let plain = "fields: {event: {desk: {filter: false}}}\n";
    assert!(!with(plain).contains("filter"), "{}", with(plain));
    let built = site(&format!("-- site.yaml --\n{plain}-- content/events.yaml --\n{rows}"));
    assert_eq!(sheets(&built), [""; 0]);
    let wrong =
        site(&format!("-- site.yaml --\nfields: {{event: {{desk: {{filter: maybe}}}}}}\n-- content/events.yaml --\n{rows}"));
    assert_eq!(wrong.findings(Level::Error), ["invalid-config: `filter` is `true` or `false`"]);
}
