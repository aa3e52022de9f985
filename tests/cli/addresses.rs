//! Where a site will be, as a repository says: a project page, a user page, a domain of its own.

use super::*;

/// A site in a repository that git made, with this remote.
fn cloned(remote: &str) -> Desk {
    let desk = Desk::with_site();
    for words in [&["init", "--quiet", "-b", "main"][..], &["remote", "add", "origin", remote]] {
        let mut git = Command::new("git");
        git.args(words).current_dir(desk.folder()).env("HOME", desk.top.join("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        assert!(git.status().unwrap().success(), "{words:?}");
    }
    desk
}

/// Builds, and expects all absolute addresses to begin with `base` and the page that is served at any depth to use `path`.
#[track_caller]
fn is_at(desk: &Desk, base: &str, path: &str) {
    let said = desk.run(&["build", "-v"]);
    assert_eq!(said.exit, 0, "{said}");
    assert!(said.err.contains(&format!("Address {base}\n")), "{said}");
    let said = desk.run(&["deploy", "--setup"]);
    assert!(said.err.contains(&format!("Address {base}   (from ")), "{said}");
    let between = |file: &str, before: &str, after: &str| -> Vec<String> {
        let text = desk.read(&format!("output/{file}"));
        text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap().to_owned()).collect()
    };
    for (page, own) in
        [("index.html", ""), ("about/index.html", "about/"), ("actors/ada-okafor/index.html", "actors/ada-okafor/")]
    {
        assert_eq!(between(page, "<link rel=\"canonical\" href=\"", "\""), [format!("{base}{own}")]);
        assert_eq!(between(page, "<meta property=\"og:url\" content=\"", "\""), [format!("{base}{own}")]);
        // All else on a page holds wherever the site is.
        let absolute = |address: &String| address.starts_with('/');
        assert!(!between(page, "href=\"", "\"").iter().chain(&between(page, "src=\"", "\"")).any(absolute));
    }
    let places = between("sitemap.xml", "<loc>", "</loc>");
    assert_eq!(places[..2], [base.to_owned(), format!("{base}about/")]);
    assert!(places.iter().all(|place| place.starts_with(base)), "{places:?}");
    let feed = between("feed.xml", "href=\"", "\"");
    assert!(feed.contains(&format!("{base}feed.xml")) && feed.iter().all(|link| link.starts_with(base)), "{feed:?}");
    let links = between("404.html", "href=\"", "\"");
    assert!(links.contains(&path.to_owned()) && links.contains(&format!("{path}about/")), "{links:?}");
    let own = |link: &&String| !link.starts_with('#');
    let fetched = between("404.html", "src=\"", "\"");
    assert!(links.iter().filter(own).chain(&fetched).all(|link| link.starts_with(path) && !link.starts_with("//")), "{links:?}");
}

#[test]
fn a_project_page() {
    for remote in ["git@github.com:Town/Record.git", "https://github.com/Town/Record"] {
        is_at(&cloned(remote), "https://town.github.io/Record/", "/Record/");
    }
}

#[test]
fn a_user_page() {
    is_at(&cloned("https://github.com/Town/Town.github.io.git"), "https://town.github.io/", "/");
}

#[test]
fn a_domain_of_its_own() {
    for place in ["CNAME", "static/CNAME"] {
        let desk = cloned("https://github.com/town/record");
        desk.write(place, "record.example.org\n");
        is_at(&desk, "https://record.example.org/", "/");
        assert_eq!(desk.read("output/CNAME"), "record.example.org\n");
    }
}

#[test]
fn a_domain_that_is_said_twice() {
    let desk = cloned("https://github.com/town/record");
    desk.write("CNAME", "record.example.org\n");
    desk.write("static/CNAME", "record.example.org\n");
    is_at(&desk, "https://record.example.org/", "/");
    assert_eq!(desk.read("output/CNAME"), "record.example.org\n");
    desk.write("static/CNAME", "other.example.org\n");
    let said = desk.run(&["build"]);
    assert_eq!(said.exit, 1, "{said}");
    assert!(said.err.contains("error[url-collision]: two things want the address `/CNAME`\n"), "{said}");
}

#[test]
fn an_action_says_what_it_runs_for() {
    let mut desk = cloned("https://github.com/somebody/fork");
    desk.variables.insert("GITHUB_REPOSITORY".to_owned(), "Town/record".to_owned());
    is_at(&desk, "https://town.github.io/record/", "/record/");
}

#[test]
fn what_is_typed_or_written_counts_more() {
    let mut desk = cloned("https://github.com/town/record");
    desk.write("CNAME", "record.example.org\n");
    desk.write("site.yaml", "title: A record\nbase_url: https://example.org/town\n");
    is_at(&desk, "https://example.org/town/", "/town/");
    desk.variables.insert("WHOWHEN_BASE_URL".to_owned(), "https://example.net/x/".to_owned());
    is_at(&desk, "https://example.net/x/", "/x/");
    desk.run(&["build", "--base-url", "https://example.com"]);
    assert!(desk.read("output/sitemap.xml").contains("<loc>https://example.com/about/</loc>"));
    // The domain is the host's business, whatever the addresses are.
    assert_eq!(desk.read("output/CNAME"), "record.example.org\n");
}

#[test]
fn elsewhere_no_address_is_invented() {
    let desk = cloned("https://example.org/town/record.git");
    let said = desk.run(&["build", "-v"]);
    assert!(said.err.contains("Address not known\n"), "{said}");
    assert!(!desk.folder().join("output/sitemap.xml").exists());
    assert!(!desk.read("output/index.html").contains("canonical"));
    assert!(desk.read("output/404.html").contains("href=\"/about/\""));
}
