//! `theme`: files of the default theme to change, and what templates see.

use serde_json::Value;

use super::*;

#[test]
fn a_file_is_taken_changed_and_used() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.run(&["theme", "eject", "actor.html", "static/style.css"]).to_string(),
        str![[r#"
2|    Wrote themes/default/templates/actor.html
2|    Wrote themes/default/static/style.css
2|     Next change them; a file that you don't change is better removed, so that it stays the program's own
exit 0

"#]]
    );
    desk.is_clean();
    let css = desk.read("themes/default/static/style.css");
    desk.write("themes/default/static/style.css", &format!("{css}/* ours */\n"));
    assert_eq!(desk.run(&["build"]).exit, 0);
    let theme = fs::read_dir(desk.folder().join("output/theme")).unwrap().map(|entry| entry.unwrap().path());
    let css = theme.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "css")).unwrap();
    assert!(fs::read_to_string(css).unwrap().ends_with("/* ours */\n"));

    assert!(desk.refused(&["theme", "eject", "style.css"]).err.contains("-/* ours */"));
    assert_eq!(desk.run(&["theme", "eject", "style.css", "--force"]).exit, 0);
    assert!(!desk.read("themes/default/static/style.css").contains("ours"));
}

#[test]
fn all_of_it_is_a_theme_that_builds_the_same() {
    let desk = Desk::with_site();
    let page = || {
        assert_eq!(desk.run(&["build"]).exit, 0);
        desk.read("output/briefings/welcome/index.html")
    };
    let before = page();
    assert_eq!(desk.run(&["theme", "eject", "-q"]).err, "");
    assert_eq!(page(), before);
    assert!(desk.read("themes/default/templates/components/name.html").contains("component"));
}

#[test]
fn it_goes_to_the_theme_that_the_site_uses() {
    let desk = Desk::with_site();
    desk.write("site.yaml", "theme: ours\n");
    desk.write("themes/ours/static/own.css", "");
    assert!(desk.run(&["theme", "eject", "base.html"]).err.contains("Wrote themes/ours/templates/base.html"));
}

#[test]
fn what_is_not_there_is_answered_with_the_nearest() {
    let desk = Desk::with_site();
    assert_data_eq!(
        desk.refused(&["theme", "eject", "actor.html", "styl.css"]).to_string(),
        str![[r#"
2| error: the default theme has no file `styl.css`
2| help: did you mean `style.css`?
exit 2

"#]]
    );
    assert!(desk.refused(&["theme", "eject", ""]).err.contains("help: it has "));
    assert_data_eq!(
        desk.refused(&["theme", "data", "briefings/welcom/"]).to_string(),
        str![[r#"
2| error: the site has no page `briefings/welcom/`
2| help: did you mean `briefings/welcome/`?
exit 2

"#]]
    );
}

#[test]
fn the_data_of_a_page_are_what_its_template_sees() {
    let desk = Desk::with_site();
    for page in ["briefings/welcome/", "/briefings/welcome", "briefings/welcome/index.html", "content/briefings/welcome.md"] {
        let said = desk.run(&["theme", "data", page]);
        assert_eq!((said.exit, said.err.trim()), (0, "Template briefing.html"), "{page}");
        let data: Value = serde_json::from_str(&said.out).unwrap();
        let keys: Vec<&String> = data.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["shell", "page"]);
        assert_eq!(data["shell"]["root"], "../../");
        assert_eq!(data["page"]["title"], "Welcome: who closed the bridge?");
    }
    for (page, template) in [("", "home.html"), ("/", "home.html"), ("404.html", "404.html"), ("timeline", "timeline.html")] {
        assert!(desk.run(&["theme", "data", page]).err.contains(template), "{page}");
    }
}
