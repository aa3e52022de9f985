//! Every page of whole sites, read as a browser reads it: nothing leads nowhere, nothing is loaded from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;
use whowhen::base::date::Day;
use whowhen::engine::workspace::Options;
use whowhen::input::files::{Disk, Files, Memory};
use whowhen::model::build::Publish;

use super::freeform;
use super::leaf::{Leaf, Tag};
use super::support::{Built, snapshot};

const ADDRESSES: [Option<&str>; 3] = [None, Some("https://record.example/"), Some("https://town.example/repo/")];

fn at(files: impl Files + 'static, base_url: Option<&str>) -> Built {
    Built(snapshot(files, Options { base_url: base_url.map(str::to_owned), ..Options::default() }))
}

fn demo(base_url: Option<&str>) -> Built {
    at(Disk::new(env!("CARGO_MANIFEST_DIR")), base_url)
}

fn made_up(base_url: Option<&str>) -> Built {
    let mut memory = Memory::default();
    freeform::site(40).iter().for_each(|(path, text)| memory.write(path, text));
    memory.write("content/briefings/harbour map.md", BRIEFING);
    memory.write("content/briefings/map (1).png", "GIF89a");
    memory.write("static/custom.css", "/* ours */");
    at(memory, base_url)
}

/// A briefing that brings what the events do not: pictures, footnotes, headings that collide, names with odd letters.
const BRIEFING: &str = "---\ntitle: A harbour & its <map>\ndate: 2020-01-01\ntags: [Sea & land, <b>]\nredirect_from: [/harbour/, /old/harbour.html]\nactors: [Straße & Söhne, \"О'Hara <b>\", con]\n\
    sources: [{title: A \"quoted\" <source>, url: \"https://press.example/?a=1&b=2#c\"}]\n---\n\n# Sources\n\n\
    ![The map](<map (1).png> \"A caption\")\n\n## Sources\n\n## Sources\n\nStraße & Söhne said so.[^1] See [above](#sources-2).\n\n\
    | A |\n|---|\n| b |\n\n- [x] done\n\n[^1]: A note.\n";

/// The sites at each of their addresses.
pub(super) fn all() -> impl Iterator<Item = (String, Option<&'static str>, Built)> {
    let named = |name: &str, base: Option<&str>| format!("{name} at {}", base.unwrap_or("no address"));
    let demos = ADDRESSES.iter().map(move |base| (named("the demo", *base), *base, demo(*base)));
    let edition = Publish { as_of: Some(Day::parse("2022-01-17").unwrap()), ..Publish::default() };
    let edition = Options { publish: edition, ..Options::default() };
    let edition = Built(snapshot(Disk::new(env!("CARGO_MANIFEST_DIR")), edition));
    let demos = demos.chain(std::iter::once(("the demo as of 17 January 2022".to_owned(), None, edition)));
    demos.chain(ADDRESSES.iter().map(move |base| (named("the made-up site", *base), *base, made_up(*base))))
}

/// A site's output, its pages read.
pub(super) struct Crawled {
    pub(super) files: BTreeSet<String>,
    pub(super) pages: BTreeMap<String, Leaf>,
}

impl Crawled {
    pub(super) fn of(site: &Built) -> Crawled {
        let files = site.0.output.keys().cloned().collect();
        let redirects = site.0.output.iter().filter(|(_, planned)| {
            matches!(planned.content, whowhen::engine::snapshot::Content::Beside(whowhen::site::beside::Beside::Redirect(..)))
        });
        let paths = site.pages().into_iter().chain(redirects.map(|(path, _)| path.as_str()));
        let pages = paths.map(|path| (path.to_owned(), Leaf::read(&site.page(path)))).collect();
        Crawled { files, pages }
    }
}

/// The addresses that a tag names: what it is for, and the address.
fn addresses(tag: &Tag) -> Vec<(&'static str, &str)> {
    let mut found = Vec::new();
    let rel = tag.get("rel").unwrap_or_default();
    for (attribute, is_link) in
        [("href", matches!(tag.name.as_str(), "a" | "area")), ("src", false), ("srcset", false), ("data", false)]
    {
        if let Some(address) = tag.get(attribute) {
            let loaded = !(is_link || tag.name == "link" && matches!(rel, "canonical" | "alternate"));
            found.push((
                if rel == "canonical" {
                    "canonical"
                } else if loaded {
                    "load"
                } else {
                    "link"
                },
                address,
            ));
        }
    }
    found
}

fn is_outside(address: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:", "//"].iter().any(|start| address.starts_with(start))
}

/// The file that a relative address leads to from a page.
pub(super) fn target(page: &str, address: &str) -> Result<String, String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or("it leads out of the site")?;
            }
            part => parts.push(part),
        }
    }
    let path = decoded(&parts.join("/"));
    let is_folder =
        address.is_empty() && page.ends_with("index.html") || address.ends_with('/') || address.ends_with("..") || address == ".";
    Ok(match (is_folder, path.is_empty()) {
        (true, true) => "index.html".to_owned(),
        (true, false) => format!("{path}/index.html"),
        _ if address.is_empty() => page.to_owned(),
        _ => path,
    })
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let code = (byte == b'%').then(|| [rest.next(), rest.next()].map(|digit| char::from(digit.unwrap_or(b'?'))));
        bytes.push(code.map_or(byte, |digits| u8::from_str_radix(&digits.iter().collect::<String>(), 16).unwrap()));
    }
    String::from_utf8(bytes).unwrap()
}

/// What is wrong with the addresses of a page.
fn lost(site: &Crawled, page: &str, base_path: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (what, address) in site.pages[page].tags.iter().flat_map(addresses) {
        let mut complain = |why: &str| wrong.push(format!("{page}: {what} {address:?}: {why}"));
        if what == "canonical" {
            continue;
        }
        if is_outside(address) {
            if what == "load" {
                complain("it is loaded from elsewhere");
            }
            continue;
        }
        if address.contains(':') && !address.contains('/') {
            complain("an unknown scheme");
            continue;
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let file = match (page, path) {
            (_, "") => Ok(page.to_owned()),
            // Served at any depth, so that its addresses can't be relative.
            ("404.html", path) => match path.strip_prefix(base_path) {
                Some(inner) => target("index.html", if inner.is_empty() { "." } else { inner }),
                None => Err("not an absolute path under the base".to_owned()),
            },
            (_, path) if path.starts_with('/') => Err("an absolute path".to_owned()),
            (_, path) => target(page, path),
        };
        match file {
            Err(why) => complain(&why),
            Ok(file) if !site.files.contains(&file) => complain(&format!("there is no {file}")),
            Ok(file) if !fragment.is_empty() => {
                if site.pages.get(&file).is_none_or(|leaf| !leaf.ids().contains(&decoded(fragment).as_str())) {
                    complain(&format!("{file} has no such id"));
                }
            }
            Ok(_) => {}
        }
    }
    wrong
}

fn base_path(base_url: Option<&str>) -> String {
    let path = base_url.and_then(|url| url.split_once("://")?.1.split_once('/')).map_or("", |(_, path)| path);
    format!("/{path}")
}

#[track_caller]
pub(super) fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}

#[test]
fn every_address_leads_somewhere_and_nothing_is_loaded_from_elsewhere() {
    let mut wrong = Vec::new();
    for (name, base_url, site) in all() {
        let crawled = Crawled::of(&site);
        assert!(crawled.pages.len() > 60, "{name} has only {} pages", crawled.pages.len());
        for page in crawled.pages.keys() {
            wrong.extend(lost(&crawled, page, &base_path(base_url)).into_iter().map(|line| format!("{name}: {line}")));
        }
    }
    assert_none(&wrong);
}

/// The crawl itself must see what it is there to see.
#[test]
fn the_crawl_sees_what_is_wrong() {
    let html = |body: &str| Leaf::read(&format!("<!doctype html><html><body>{body}</body></html>"));
    for (body, seen) in [
        ("<a href=\"../gone/\">x</a>", "there is no gone/index.html"),
        ("<a href=\"../../../x/\">x</a>", "it leads out of the site"),
        ("<a href=\"/a/\">x</a>", "an absolute path"),
        ("<a href=\"#nowhere\">x</a>", "has no such id"),
        ("<img src=\"https://other.example/x.png\">", "it is loaded from elsewhere"),
        ("<link rel=stylesheet href=\"//other.example/x.css\">", "it is loaded from elsewhere"),
        ("<a href=\"javascript:x\">x</a>", "an unknown scheme"),
    ] {
        let page = "a/index.html".to_owned();
        let site = Crawled { files: BTreeSet::from([page.clone()]), pages: BTreeMap::from([(page.clone(), html(body))]) };
        let wrong = lost(&site, &page, "/");
        assert!(wrong.len() == 1 && wrong[0].contains(seen), "{body}: {wrong:?}");
    }
    assert_eq!(Leaf::read("<p><b>x</p></b>").faults.len(), 2);
}

#[test]
fn every_page_is_sound_html_with_one_heading_one_main_a_title_and_a_language() {
    let mut wrong = Vec::new();
    for (name, base_url, site) in all() {
        for (page, leaf) in &Crawled::of(&site).pages {
            let mut complain = |why: String| wrong.push(format!("{name}: {page}: {why}"));
            // A drawing has a title of its own, which is named by the drawing and so has an id.
            let titles = leaf.tags.iter().filter(|tag| tag.name == "title" && tag.get("id").is_none()).count();
            for (element, count) in
                [("h1", leaf.count("h1")), ("main", leaf.count("main")), ("title", titles), ("html", leaf.count("html"))]
            {
                if count != 1 {
                    complain(format!("{count} <{element}>"));
                }
            }
            let drawings = leaf.tags.iter().filter(|tag| tag.name == "svg" && tag.get("role").is_some());
            for drawing in drawings {
                let named = drawing.get("aria-labelledby").unwrap_or_default().split_whitespace();
                named
                    .filter(|id| !leaf.ids().contains(id))
                    .for_each(|id| complain(format!("a drawing is named by `{id}`, which is nowhere")));
            }
            let html = leaf.tags.iter().find(|tag| tag.name == "html");
            if html.and_then(|tag| tag.get("lang")).is_none_or(str::is_empty) {
                complain("no language".to_owned());
            }
            let ids = leaf.ids();
            let mut seen = BTreeSet::new();
            ids.iter().filter(|id| !seen.insert(**id)).for_each(|id| complain(format!("two have the id `{id}`")));
            leaf.faults.iter().for_each(|fault| complain(fault.clone()));
            let canonical = leaf.tags.iter().any(|tag| tag.get("rel") == Some("canonical"));
            if canonical != (base_url.is_some() && page != "404.html") {
                complain("a canonical address that is not known, or none that is".to_owned());
            }
        }
    }
    assert_none(&wrong);
}

/// The texts and `href`s of elements of an XML file, which must be well-formed.
fn xml(site: &Built, path: &str, wanted: &str) -> Vec<String> {
    let text = site.page(path);
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut found, mut inside, mut depth) = (Vec::new(), false, 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
            Event::Start(tag) => {
                depth += 1;
                inside = tag.name().as_ref() == wanted;
            }
            Event::End(_) => {
                depth -= 1;
                inside = false;
            }
            Event::Text(words) if inside => found.push(words.to_string()),
            Event::Empty(tag) if tag.name().as_ref() == wanted => {
                let href = tag.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == "href").unwrap();
                found.push(href.value.into_owned());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{path} ends too early");
    found
}

#[test]
fn feed_and_sitemap_are_well_formed_and_lead_to_pages() {
    for (name, base_url, site) in all() {
        let base = base_url.unwrap_or_default();
        let is_there = |address: &String| {
            let inner = address.strip_prefix(base).unwrap_or_else(|| panic!("{name}: {address} is not in the site"));
            let file = target("index.html", if inner.is_empty() { "." } else { inner }).unwrap();
            assert!(site.has(&file), "{name}: {address} leads to no file");
        };
        let links = xml(&site, "feed.xml", "link");
        // The site, the feed itself, the briefings: of the day of the edition there is none yet.
        assert_eq!(links.len(), 2 + site.below("briefings").len(), "{name}: {links:?}");
        links.iter().for_each(is_there);
        assert_eq!(site.has("sitemap.xml"), base_url.is_some(), "{name}");
        if base_url.is_some() {
            let places = xml(&site, "sitemap.xml", "loc");
            places.iter().for_each(is_there);
            // All pages but the one for what is not found.
            assert_eq!(places.len(), site.pages().len() - 1, "{name}");
        }
    }
}

/// A denial is never apart from what it denies: not even in the feed, a description or a list.
#[test]
fn a_denied_claim_never_stands_without_its_denial() {
    let site = demo(Some("https://record.example/"));
    let model = &site.0.facts.model;
    let denied = model.claims.iter().filter(|(id, _)| site.0.facts.ledger[id.index()].denied);
    let denied: Vec<(&str, Vec<&str>)> = denied
        .map(|(_, claim)| {
            let deniers = claim.responses.iter().filter(|answer| answer.denies()).filter_map(|answer| answer.by.as_ref());
            (claim.words.as_str(), deniers.filter_map(|by| Some(model.actors[model.actor(by)?].head.title.as_str())).collect())
        })
        .collect();
    assert!(!denied.is_empty(), "the demo has no denied claim");
    let mut shown = 0;
    for (path, leaf) in Crawled::of(&site).pages {
        for (text, deniers) in &denied {
            let places = leaf.text.match_indices(text).count();
            shown += places;
            let said = leaf.text.to_lowercase().matches("denie").count();
            assert!(
                places == 0 || said > 0 && deniers.iter().any(|name| leaf.text.contains(name)),
                "{path} hides a denial of: {text}"
            );
        }
    }
    assert!(shown > 3, "a denied claim is shown {shown} times only");
}
