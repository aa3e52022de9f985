//! Passages as HTML: links decided here, written by `site::html`, remembered by what they depend on (memo 3).

use rustc_hash::FxHashSet;

use crate::analysis::backlink::meant;
use crate::analysis::link::{Goal, goals};
use crate::base::fingerprint::Fingerprint;
use crate::base::fold::fold;
use crate::base::memo::Memo;
use crate::model::head::{Head, LinkEvery};
use crate::model::passage::Passage;
use crate::model::registry::RecordId;
use crate::site::html::{self, Decision, Decisions, MentionLink};
use crate::site::markup::Html;
use crate::syntax::markdown::Heading;

use super::card::TocItem;
use super::compose::Composer;

/// Remembered HTML: by passage and by what was decided about its references and mentions.
pub type FragmentMemo = Memo<(Fingerprint, Fingerprint), Html>;

impl<'m> Composer<'m> {
    /// The HTML of a passage of the record whose head is given: links set, citations numbered.
    pub fn prose(&self, owner: Option<(RecordId, &'m Head)>, passage: &'m Passage) -> Html {
        let decisions = Decisions {
            references: goals(self.model(), passage).into_iter().map(|goal| self.decision(goal)).collect(),
            mentions: self.mention_links(owner, passage),
            skip_first_h1: owner.is_some_and(|(_, head)| head.title_from_body),
            // The page's title is its one heading of level 1.
            heading_shift: u8::from(top_headings(owner, passage).next().is_some()),
            ..Decisions::default()
        };
        let key = (passage.hash, Fingerprint::of(&decisions));
        self.site.fragments.get(key, || Html::new(html::render(&passage.prose, &decisions)))
    }

    /// The HTML of the body of the page's record.
    pub fn body(&self, id: RecordId) -> Html {
        let head = self.model().head(id);
        head.body.as_ref().map(|body| self.prose(Some((id, head)), body)).unwrap_or_default()
    }

    /// The HTML of a text of the page's record.
    pub fn text(&self, id: RecordId, passage: &'m Passage) -> Html {
        self.prose(Some((id, self.model().head(id))), passage)
    }

    /// A note in a list of sources: its citations are left out, since the list it stands in is the list of citations.
    pub fn plain_note(&self, passage: &'m Passage) -> Html {
        let decisions = Decisions {
            references: goals(self.model(), passage)
                .into_iter()
                .map(|goal| if matches!(goal, Goal::Cite(..)) { Decision::Hidden } else { self.decision(goal) })
                .collect(),
            ..Decisions::default()
        };
        let key = (passage.hash, Fingerprint::of(&decisions));
        self.site.fragments.get(key, || Html::new(html::render(&passage.prose, &decisions)))
    }

    fn decision(&self, goal: Goal) -> Decision {
        let link = |path: &str, anchor: Option<String>| {
            let root = if self.root().is_empty() && path.is_empty() { "./" } else { self.root() };
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            format!("{root}{path}{anchor}")
        };
        match goal {
            Goal::Record(id, anchor) => {
                let path = self.site.directory.paths.get(&id).map_or("", |path| path.as_str());
                let href = match &anchor {
                    Some(anchor) if self.record() == Some(id) => format!("#{anchor}"),
                    _ => link(path, anchor),
                };
                Decision::Link { href, text: Some(self.model().head(id).title.clone()) }
            }
            Goal::List(kind, anchor) => Decision::Link { href: link(&format!("{}/", kind.plural()), anchor), text: None },
            Goal::Home(anchor) => Decision::Link { href: link("", anchor), text: None },
            Goal::Special(name, anchor) => Decision::Link { href: link(&format!("{name}/"), anchor), text: None },
            Goal::Here(anchor) => Decision::Link { href: format!("#{anchor}"), text: None },
            Goal::Asset(path) => Decision::Image { src: link(&encoded(path.as_str()), None), size: None },
            Goal::Cite(source, _) => {
                // The writer of the HTML says the locator itself.
                let cite = self.cite(source, None);
                let id = Some(self.cite_anchor(source));
                Decision::Cite {
                    number: cite.number,
                    href: cite.href,
                    label: cite.label,
                    id,
                    text: Some(self.short_name(source).to_owned()),
                }
            }
            Goal::Plain => Decision::Plain,
            Goal::Hidden => Decision::Hidden,
        }
    }

    /// The mentions that become links: the first of each record in each section, page, or all, as the page and the site say.
    fn mention_links(&self, owner: Option<(RecordId, &'m Head)>, passage: &'m Passage) -> Vec<MentionLink> {
        let facts = self.facts();
        let Some(scan) = facts.scans.get(&passage.hash) else { return Vec::new() };
        let every = owner.and_then(|(_, head)| head.link_every).unwrap_or(facts.config.link_every);
        let skip: &[String] = owner.map(|(_, head)| head.link_skip.as_slice()).unwrap_or_default();
        let page = self.record();
        let mut seen: FxHashSet<(usize, RecordId)> = FxHashSet::default();
        let mut links = Vec::new();
        for sighting in &scan.mentions {
            let mention = &sighting.mention;
            let Some(run) = passage.prose.runs.get(mention.run).filter(|run| run.place.allows_links()) else { continue };
            let words = run.text.get(mention.range.clone()).unwrap_or_default();
            let Some(to) = meant(&facts.model, &facts.names, owner.map(|(_, head)| head), &mention.targets, words) else {
                continue;
            };
            if Some(to) == page || is_skipped(words, skip) || is_skipped(words, &facts.config.link_skip) {
                continue;
            }
            let group = match every {
                LinkEvery::Page => 0,
                LinkEvery::Section => run.section,
                LinkEvery::All => links.len() + 1,
            };
            if every == LinkEvery::All || seen.insert((group, to)) {
                links.push(MentionLink { run: mention.run, range: mention.range.clone(), href: self.page_of(to).to_string() });
            }
        }
        links
    }

    /// The headings of a body that its page shows at level 2, for the table of contents.
    pub fn headings(&self, passage: &'m Passage) -> Vec<TocItem> {
        let owner = self.record().map(|id| (id, self.model().head(id)));
        let mut top = top_headings(owner, passage).peekable();
        let listed: Vec<&Heading> = match top.peek() {
            Some(_) => top.collect(),
            None => passage.prose.headings.iter().filter(|heading| heading.level == 2).collect(),
        };
        listed.into_iter().map(|heading| TocItem { label: heading.text.clone(), href: format!("#{}", heading.id) }).collect()
    }
}

/// The headings of level 1 but for the one that is the page's title.
fn top_headings<'p>(owner: Option<(RecordId, &Head)>, passage: &'p Passage) -> impl Iterator<Item = &'p Heading> + use<'p> {
    let title = passage.prose.first_h1.filter(|_| owner.is_some_and(|(_, head)| head.title_from_body));
    let all = passage.prose.headings.iter().enumerate();
    all.filter(move |(at, heading)| heading.level == 1 && Some(*at) != title).map(|(_, heading)| heading)
}

fn is_skipped(words: &str, skip: &[String]) -> bool {
    !skip.is_empty() && skip.contains(&fold(words))
}

/// A path with what may not stand in an address percent-encoded; slashes stay.
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
