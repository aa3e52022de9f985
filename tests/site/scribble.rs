//! Files of every kind out of few words, so that names collide and references meet often. The fewer and smaller the throws, the plainer
//! the file: what proptest shrinks to can be read.

use std::collections::BTreeMap;

/// The files that edits touch.
pub(crate) const PATHS: &[&str] = &[
    "content/briefings/one.md",
    "content/briefings/two.md",
    "content/briefings/deep/three.md",
    "content/briefings/_defaults.yaml",
    "content/actors/ada.md",
    "content/actors/bo.md",
    "content/actors.yaml",
    "content/events/talks.md",
    "content/events/visit.md",
    "content/events.yaml",
    "content/sources/wire.md",
    "content/sources.yaml",
    "content/claims.yaml",
    "content/claims/plan.md",
    "content/places.yaml",
    "content/arcs/crisis.md",
    "content/relations.yaml",
    "content/index.md",
    "content/about.md",
    "content/actors/_index.md",
    "content/briefings/map.png",
    "static/custom.css",
    "static/about/index.html",
    "themes/default/templates/actor.html",
    "themes/default/templates/components/name.html",
    "themes/default/static/style.css",
    "site.yaml",
    "CNAME",
];

/// Throws of the dice; all further ones are 0.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn throw(&mut self) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte))
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.throw() % from.len()]
    }

    /// `{key}: {value}`, or nothing for an empty value.
    fn field(&mut self, lines: &mut Vec<String>, key: &str, values: &[&str]) {
        let value = self.pick(values);
        if !value.is_empty() {
            lines.push(format!("{key}: {value}"));
        }
    }
}

const NAMES: &[&str] = &["", "Ada Orvan", "Bo Tellis", "Cyra Menn", "the Tower", "Lumen", "ORV", "Die Straße", "ada"];
const IDS: &[&str] = &["", "", "ada", "bo", "talks", "plan", "Big One", "wire", "lumen"];
const ALIASES: &[&str] = &["", "[Orvan]", "[Tellis, Orvan]", "[{text: ORV, case: exact}]", "[\"the Tower\"]", "[Cyra Menn]"];
const ACTORS: &[&str] =
    &["", "[ada]", "[Bo Tellis, ada]", "[\"[[Ada Orvan]]\"]", "[Dee Vandt]", "[Tellis, Cyra Menn]", "[{actor: bo, as: host}]"];
const ACTOR: &[&str] = &["", "ada", "Bo Tellis", "\"[[bo]]\"", "Dee Vandt", "Orvan", "Wire Service"];
const SOURCES: &[&str] =
    &["", "[wire]", "[paper, wire]", "[{url: \"https://a.example/x\", title: X}]", "[\"[[wire]]\"]", "[gone]"];
const EVENTS: &[&str] = &["", "[talks]", "[visit, talks]", "[{title: A new one, when: 2022-01-05}]", "[gone]"];
const CLAIMS: &[&str] = &["", "[plan]", "[{text: Ada Orvan left., by: ada, source: wire}]", "[gone]"];
const PLACES: &[&str] = &["", "lumen", "Lumen", "a back room", "\"[[Lumen]]\""];
const DATES: &[&str] =
    &["", "2022-01-10", "2022-01", "\"2022-01-14~\"", "2022-01-10/2022-01-13", "2023-05-01T10:30Z", "2022-13-40"];
const SUMMARIES: &[&str] = &["", "Ada Orvan and Bo Tellis, in short.", "As Orvan said [@wire].", "In [[Lumen]], perhaps."];
const YES: &[&str] = &["", "", "", "true"];
const TEXTS: &[&str] = &["", "[\"Ada Orvan went to Lumen. [@wire]\"]", "[One., \"Bo said [[talks]].\"]"];
const BLOCKS: &[&str] = &[
    "",
    "Ada Orvan met Bo Tellis in Lumen. Then Orvan left.",
    "[[ada]] and [[Bo Tellis|Bo]] spoke [@wire].",
    "## Background\n\nOrvan said so [@paper, p. 3], and [@wire] did.",
    "See [the talks](../events/talks.md) and [Bo](/actors/bo/#mentions).",
    "![A map](map.png)",
    "> The Tower denied it, Cyra Menn wrote.",
    "More in [[talks#sources]] and [[plan]].",
    "Dee Vandt came, whom nobody knows.",
    "[[Nobody]] was there.",
    "## Sources\n\nThe Wire Service, as ever; @wire says so.",
    "> [!claim] plan",
    "`Ada Orvan` and **Bo Tellis**, ORV.",
    "The chair left Ada Orvan, then the chair came. Orwan and Telis (Менн) said what Menn wrote; ada was at the tower.",
    "# A heading of its own",
    "- Lumen\n- the Tower\n\n| A | B |\n|---|---|\n| Ada Orvan | Tellis |",
];

fn body(dice: &mut Dice<'_>) -> String {
    let blocks: Vec<&str> = (0..3).map(|_| dice.pick(BLOCKS)).filter(|block| !block.is_empty()).collect();
    blocks.join("\n\n")
}

/// The keys of a record of a folder's kind.
fn record(folder: &str, dice: &mut Dice<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let title = if matches!(folder, "actors" | "places") { "name" } else { "title" };
    dice.field(&mut lines, title, NAMES);
    dice.field(&mut lines, "id", IDS);
    match folder {
        "briefings" => {
            dice.field(&mut lines, "date", DATES);
            dice.field(&mut lines, "actors", ACTORS);
            dice.field(&mut lines, "dates", EVENTS);
            dice.field(&mut lines, "sources", SOURCES);
            dice.field(&mut lines, "claims", CLAIMS);
            dice.field(&mut lines, "known", TEXTS);
            dice.field(&mut lines, "at_a_glance", TEXTS);
            dice.field(&mut lines, "key", &["", "[ada, talks]", "[plan]"]);
            dice.field(&mut lines, "resolve", &["", "{the Tower: ada}", "{Lumen: \"place:lumen\"}"]);
            dice.field(&mut lines, "arcs", &["", "[crisis]"]);
            dice.field(&mut lines, "publish_at", &["", "", "2030-01-01"]);
            dice.field(&mut lines, "changes", &["", "[{date: 2022-01-11, kind: correction, text: Tellis was misspelt.}]"]);
            dice.field(&mut lines, "autolink", &["", "{per: all}", "{skip: [Orvan]}"]);
        }
        "actors" => {
            dice.field(&mut lines, "aliases", ALIASES);
            dice.field(&mut lines, "metonyms", &["", "[\"the Tower\"]", "[Lumen]"]);
            dice.field(&mut lines, "weak", &["", "[the chair]", "[{text: the Chair, case: exact}, Orvan]", "[Lumen]"]);
            dice.field(&mut lines, "variants", &["", "[Orwan]", "[Tellis, Menn]"]);
            dice.field(&mut lines, "misspellings", &["", "[Orwan]", "[Cyra Menn, Telis]"]);
            dice.field(&mut lines, "native_name", &["", "Менн", "Orwan"]);
            dice.field(&mut lines, "kind", &["", "person", "ministry", "wizard"]);
            dice.field(&mut lines, "role", &["", "host", "head of the Tower"]);
            dice.field(&mut lines, "roles", &["", "[{title: chair, of: bo, since: 2021, until: 2022-01-11}]"]);
            dice.field(&mut lines, "part_of", ACTOR);
            dice.field(&mut lines, "relations", &["", "[{to: bo, type: ally, source: wire}]", "[{to: Dee Vandt, note: Lumen}]"]);
        }
        "events" => {
            dice.field(&mut lines, "when", DATES);
            dice.field(&mut lines, "at", PLACES);
            dice.field(&mut lines, "actors", ACTORS);
            dice.field(&mut lines, "sources", SOURCES);
            dice.field(&mut lines, "claims", CLAIMS);
            dice.field(&mut lines, "status", &["", "planned", "[{is: alleged, as_of: 2022-01-11, source: wire}]"]);
            dice.field(&mut lines, "responds_to", &["", "talks", "visit"]);
            dice.field(&mut lines, "lanes", &["", "[north, south]"]);
        }
        "sources" => {
            dice.field(&mut lines, "url", &["", "\"https://a.example/x\"", "\"http://a.example/x/?utm_source=y\"", "nonsense"]);
            dice.field(&mut lines, "publisher", ACTOR);
            dice.field(&mut lines, "published", DATES);
            dice.field(&mut lines, "syndicates", &["", "wire", "paper"]);
            dice.field(&mut lines, "note", SUMMARIES);
        }
        "claims" => {
            dice.field(&mut lines, "text", &["", "Ada Orvan sold the Tower.", "Bo Tellis was in Lumen [@wire]."]);
            dice.field(&mut lines, "about", &["", "[ada, talks]", "[lumen]", "[wire]"]);
            dice.field(&mut lines, "asserted", &["", "[{by: ada, when: 2022-01-03, source: wire, chain: [bo, ada, wire]}]"]);
            dice.field(&mut lines, "responses", &["", "[{by: Bo Tellis, stance: denies, when: 2022-01-04, source: paper}]"]);
            dice.field(
                &mut lines,
                "status",
                &["", "disputed", "[{is: asserted, as_of: 2022-01-03}, {is: refuted, as_of: 2023}]"],
            );
        }
        "places" => {
            dice.field(&mut lines, "aliases", ALIASES);
            dice.field(&mut lines, "variants", &["", "[Orwan]", "[the chair]"]);
            dice.field(&mut lines, "stands_for", &["", "[ada]", "[Dee Vandt]"]);
            dice.field(&mut lines, "part_of", PLACES);
        }
        "arcs" => {
            dice.field(&mut lines, "slots", &["", "[{title: First, events: [talks, visit]}]", "[{title: Then, events: [gone]}]"])
        }
        _ => dice.field(&mut lines, "nav", &["", "1", "2"]),
    }
    dice.field(&mut lines, "summary", SUMMARIES);
    dice.field(&mut lines, "draft", YES);
    lines
}

fn data(folder: &str, dice: &mut Dice<'_>) -> String {
    let keys = match folder {
        "actors" => ["ada", "bo", "cyra"],
        "events" => ["talks", "visit", "vote"],
        "sources" => ["wire", "paper", "leaflet"],
        "claims" => ["plan", "sale", "visit"],
        _ => ["lumen", "tower", "ada"],
    };
    let mut text = String::new();
    for _ in 0..=dice.throw() % 3 {
        let key = dice.pick(&keys);
        let lines = record(folder, dice);
        let inner: String = lines.iter().map(|line| format!("  {line}\n")).collect();
        text.push_str(&if inner.is_empty() { format!("{key}: {{}}\n") } else { format!("{key}:\n{inner}") });
    }
    text
}

fn config(dice: &mut Dice<'_>) -> String {
    let mut lines = Vec::new();
    dice.field(&mut lines, "title", &["", "A site", "Ada Orvan"]);
    dice.field(&mut lines, "base_url", &["", "https://a.example/", "https://a.example/repo"]);
    dice.field(&mut lines, "as_of", &["", "2022-01-12", "2024"]);
    dice.field(&mut lines, "nav", &["", "[actors, about]", "[timeline, nonsense]"]);
    dice.field(&mut lines, "resolve", &["", "{the Tower: ada}", "{Lumen: bo}"]);
    dice.field(&mut lines, "autolink", &["", "{per: page}", "{per: all}", "{skip: [Tellis]}"]);
    dice.field(
        &mut lines,
        "lints",
        &["", "{undefined-actor: error}", "{unresolved-reference: warning}", "{broken-link: \"off\"}"],
    );
    dice.field(&mut lines, "fields", &["", "{event: {lanes: {type: list, label: Lanes}}}"]);
    dice.field(&mut lines, "house_spelling", &["", "{Orwan: Orvan}", "{chair: Chair}"]);
    dice.field(&mut lines, "theme", &["", "", "", "default", "missing"]);
    dice.field(&mut lines, "lang", &["", "en", "uk"]);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The bytes of a file of this path.
pub(crate) fn scribble(path: &str, throws: &[u8]) -> Vec<u8> {
    let mut dice = Dice(throws.iter());
    let text = match path {
        "site.yaml" => config(&mut dice),
        "CNAME" => format!("{}\n", dice.pick(&["", "b.example", "no host"])),
        "content/briefings/_defaults.yaml" => record("briefings", &mut dice).iter().map(|line| format!("{line}\n")).collect(),
        "content/relations.yaml" => {
            let lines: Vec<&str> =
                (0..2).map(|_| dice.pick(&["- {from: ada, to: bo, type: ally}", "- {from: Dee Vandt, to: Cyra Menn}"])).collect();
            lines.join("\n")
        }
        "themes/default/templates/actor.html" => dice
            .pick(&[
                "{% extends \"base.html\" %}\n{% block content %}<h1>{{ page.title }}</h1>{% endblock %}",
                "<h1>{{ shell.title }}</h1>{% for item in shell.nav %}{{ item.label }} {% endfor %}",
                "{% if %}",
                "{{ page.nothing.at.all }}",
                "{% include \"nowhere.html\" %}",
            ])
            .to_owned(),
        "themes/default/templates/components/name.html" => dice.pick(&["", "{% if", "{{ name.text }}"]).to_owned(),
        _ if !path.starts_with("content/") || path.ends_with(".png") => {
            format!("{}\n", dice.pick(&["", "one", "/* Ada Orvan */", "GIF89a"]))
        }
        _ => {
            let inner = path.trim_start_matches("content/");
            let folder = inner.split(['/', '.']).next().unwrap_or_default();
            match inner.ends_with(".yaml") {
                true => data(folder, &mut dice),
                false => {
                    let head: String = record(folder, &mut dice).iter().map(|line| format!("{line}\n")).collect();
                    format!("---\n{head}---\n\n{}\n", body(&mut dice))
                }
            }
        }
    };
    text.into_bytes()
}

/// A site with something of everything; the theme is the program's own, and one file of [`PATHS`] in six is yet to be written.
pub(crate) fn starting_site() -> BTreeMap<&'static str, Vec<u8>> {
    let texts = [
        (
            "content/briefings/one.md",
            "---\ntitle: Talks in Lumen\ndate: 2022-01-10\nactors: [ada, Bo Tellis, Dee Vandt]\ndates: [talks]\nsources: [wire]\n\
             claims: [plan, {text: Ada Orvan left., by: ada, source: wire}]\n---\n\nAda Orvan met Bo Tellis [@wire].\n\n## Then\n\n\
             Tellis and Dee Vandt left Lumen [@paper].\n\n## Last\n\nThe chair, Orwan and Telis met Менн in the Tower.\n",
        ),
        (
            "content/briefings/two.md",
            "---\ntitle: Afterwards\ndate: 2022-01-12\n---\n\nCyra Menn, and [[plan]]. See [[one|the talks]].\n",
        ),
        (
            "content/actors/ada.md",
            "---\nname: Ada Orvan\naliases: [Orvan]\nmetonyms: [the Tower]\n---\n\nShe heads the Tower with Bo Tellis.\n",
        ),
        ("content/actors.yaml", "bo:\n  name: Bo Tellis\n  aliases: [Tellis]\n  weak: [the chair]\n  part_of: ada\n"),
        (
            "content/events/talks.md",
            "---\ntitle: The talks\nwhen: 2022-01-10\nat: lumen\nactors: [ada, bo]\nsources: [wire]\n---\n\nOrvan spoke.\n",
        ),
        ("content/events.yaml", "visit:\n  title: The visit\n  when: 2022-01-11\n  actors: [Dee Vandt]\n  responds_to: talks\n"),
        (
            "content/sources.yaml",
            "wire:\n  title: On the talks\n  url: \"https://a.example/x\"\n  publisher: Wire Service\npaper:\n  title: A paper\n",
        ),
        (
            "content/claims.yaml",
            "plan:\n  text: Ada Orvan sold the Tower.\n  about: [ada]\n  asserted: [{by: bo, source: wire}]\n  \
             responses: [{by: ada, stance: denies, source: paper}]\n",
        ),
        ("content/places.yaml", "lumen:\n  name: Lumen\n"),
        ("content/arcs/crisis.md", "---\ntitle: The crisis\nslots: [{title: First, events: [talks, visit]}]\n---\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nOf Ada Orvan and Lumen.\n"),
        ("content/about.md", "---\ntitle: About\nnav: 1\n---\n\nBy Bo Tellis.\n"),
        ("content/briefings/map.png", "not a picture\n"),
        ("static/custom.css", "/* ours */\n"),
        ("site.yaml", "title: A site\nresolve: {the Tower: ada}\n"),
    ];
    texts.into_iter().map(|(path, text)| (path, text.as_bytes().to_vec())).collect()
}
