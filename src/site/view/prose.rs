//! Passages as HTML: links decided here, written by `site::html`, remembered by what they depend on (memo 3).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::analysis::autolink::{Fate, fates};
use crate::analysis::link::{Goal, goals};
use crate::analysis::scan::Sighting;
use crate::analysis::wording::{called_in_text, title};
use crate::base::fingerprint::Fingerprint;
use crate::base::memo::Memo;
use crate::model::head::Head;
use crate::model::passage::Passage;
use crate::model::registry::{Found, RecordId};
use crate::site::html::{self, Block, Decision, Decisions, Gap, MentionLink};
use crate::site::markup::Html;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::{CodeBlock, Heading, InText, ReferenceKind};

use super::body::{Body, Part};
use super::card::TocItem;
use super::compose::Composer;

/// Remembered HTML: by passage and by what was decided about its references and mentions; and highlighted code.
pub type FragmentMemo = Memo<(Fingerprint, Fingerprint), Fragment>;

/// The HTML of a text in pieces, and the gaps between them.
#[derive(Clone, Debug)]
pub struct Fragment {
    pieces: Arc<[Html]>,
    gaps: Arc<[Gap]>,
}

impl Fragment {
    fn of(passage: &Passage, decisions: &Decisions) -> Fragment {
        let (pieces, gaps) = html::pieces(&passage.prose, decisions);
        Fragment { pieces: pieces.into_iter().map(Html::new).collect(), gaps: gaps.into() }
    }

    /// All of it where there are no gaps.
    fn whole(&self) -> Html {
        self.pieces.first().cloned().unwrap_or_default()
    }
}

impl<'m> Composer<'m> {
    /// The HTML of one of a record's texts that are no bodies: links set, citations numbered.
    fn prose(&self, owner: Option<(RecordId, &'m Head)>, passage: &'m Passage) -> Html {
        let references = goals(self.model(), passage).into_iter().map(|goal| self.decision(goal)).collect();
        let decisions = Decisions { references, mentions: self.mention_links(owner, passage), ..Decisions::default() };
        self.fragment(passage, &decisions).whole()
    }

    fn fragment(&self, passage: &Passage, decisions: &Decisions) -> Fragment {
        let key = (passage.hash, Fingerprint::of(decisions));
        self.site.fragments.get(key, || Fragment::of(passage, decisions))
    }

    /// A body of the record whose head is given: its HTML, and what stands in its places.
    pub fn parts(&self, owner: Option<(RecordId, &'m Head)>, passage: &'m Passage) -> Body<'m> {
        // The page's title is its one heading of level 1.
        let heading_shift = u8::from(top_headings(owner, passage).next().is_some());
        let (references, code_blocks, callouts, mut fills) = self.decide(passage, heading_shift);
        let decisions = Decisions {
            references,
            mentions: self.mention_links(owner, passage),
            code_blocks,
            callouts,
            skip_first_h1: owner.is_some_and(|(_, head)| head.title_from_body),
            heading_shift,
        };
        let fragment = self.fragment(passage, &decisions);
        let mut parts = Vec::with_capacity(fragment.pieces.len() + fragment.gaps.len());
        for (at, piece) in fragment.pieces.iter().enumerate() {
            if !piece.is_empty() {
                parts.push(Part::Html(piece.clone()));
            }
            parts.extend(fragment.gaps.get(at).and_then(|gap| fills.remove(gap)));
        }
        parts
    }

    /// The body of the page's record.
    pub fn body(&self, id: RecordId) -> Body<'m> {
        let head = self.model().head(id);
        head.body.as_ref().map(|body| self.parts(Some((id, head)), body)).unwrap_or_default()
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
                .zip(&passage.prose.references)
                .map(|(goal, reference)| match (goal, &reference.kind) {
                    (Goal::Cite(source, _), ReferenceKind::Bare { .. }) => {
                        Decision::Link { href: String::new(), text: Some(self.short_name(source).to_owned()) }
                    }
                    (Goal::Cite(..), _) => Decision::Hidden,
                    (goal, _) => self.decision(goal),
                })
                .collect(),
            ..Decisions::default()
        };
        self.fragment(passage, &decisions).whole()
    }

    /// What becomes of a body's references, code blocks and callouts, decided in order of the text, so that sources are numbered by where
    /// they are first cited.
    fn decide(&self, passage: &'m Passage, shift: u8) -> (Vec<Decision>, Vec<Block>, Vec<Block>, FxHashMap<Gap, Part<'m>>) {
        let prose = &passage.prose;
        let mut goals = goals(self.model(), passage);
        let mut references = vec![Decision::Plain; goals.len()];
        let mut code = vec![Block::AsWritten; prose.code_blocks.len()];
        let mut callouts = vec![Block::AsWritten; prose.callouts.len()];
        let mut fills = FxHashMap::default();
        // Below the page's title, as long as no heading comes.
        let mut level = 2;
        for place in prose.places() {
            match place {
                InText::Heading(index) => level = (prose.headings[index].level + shift + 1).clamp(2, 4),
                InText::Reference { index, alone } => match std::mem::replace(&mut goals[index], Goal::Plain) {
                    Goal::Record(id, None) if alone && self.record() != Some(id) => {
                        references[index] = Decision::Gap;
                        fills.insert(Gap::Embed(index), self.embedded(id, level));
                    }
                    goal => references[index] = self.decision(goal),
                },
                InText::Code(index) => match passage.placed.queries.iter().find(|(block, _)| *block == index) {
                    Some((_, query)) => {
                        code[index] = Block::Gap;
                        fills.extend(self.answer_to(query, level).map(|answer| (Gap::Code(index), answer)));
                    }
                    None => code[index] = self.code(&prose.code_blocks[index]),
                },
                InText::Callout(index) => {
                    let Some((_, claim)) = passage.placed.claims.iter().find(|(callout, _)| *callout == index) else { continue };
                    match self.model().find(claim, &[Kind::Claim]) {
                        Found::One(RecordId::Claim(id)) if self.record() != Some(RecordId::Claim(id)) => {
                            callouts[index] = Block::Gap;
                            fills.insert(Gap::Callout(index), Part::Claim { level, card: self.claim_card(id) });
                        }
                        // What is kept back leaves nothing behind.
                        Found::Held => callouts[index] = Block::Gap,
                        _ => {}
                    }
                }
            }
        }
        (references, code, callouts, fills)
    }

    /// A code block in colours.
    fn code(&self, block: &CodeBlock) -> Block {
        if block.language().is_none() {
            return Block::AsWritten;
        }
        let key = (Fingerprint::of("code"), Fingerprint::of(&(&block.info, &block.text)));
        let highlight = || Fragment { pieces: html::highlight(block).into_iter().map(Html::new).collect(), gaps: [].into() };
        match self.site.fragments.get(key, highlight).pieces.first() {
            Some(html) => Block::Html(html.as_str().to_owned()),
            None => Block::AsWritten,
        }
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
                Decision::Link { href, text: Some(called_in_text(self.model(), id).into_owned()) }
            }
            Goal::List(kind, anchor) => Decision::Link { href: link(&format!("{}/", kind.plural()), anchor), text: None },
            Goal::Home(anchor) => Decision::Link { href: link("", anchor), text: None },
            Goal::Special(name, anchor) => Decision::Link { href: link(&format!("{name}/"), anchor), text: None },
            Goal::Here(anchor) => Decision::Link { href: format!("#{anchor}"), text: None },
            Goal::Asset(path) => {
                Decision::Image { src: link(&encoded(path.as_str()), None), size: self.model().sizes.get(&path).copied() }
            }
            Goal::Cite(source, _) => {
                // The writer of the HTML says the locator itself.
                let cite = self.cite(source, None);
                let id = Some(self.cite_anchor(source));
                Decision::Cite {
                    number: cite.number,
                    href: cite.href().to_string(),
                    label: cite.label().to_string(),
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
        let owner = owner.map(|(id, _)| id);
        let Some(scan) = facts.scans.of(owner, passage) else { return Vec::new() };
        let link = |(sighting, fate): (&Sighting, Fate)| match fate {
            Fate::Linked(to) => {
                let mention = &sighting.mention;
                Some(MentionLink { run: mention.run, range: mention.range.clone(), href: self.page_of(to).to_string() })
            }
            Fate::Plain(_) => None,
        };
        scan.mentions.iter().zip(fates(facts, owner, self.record(), passage)).filter_map(link).collect()
    }

    /// The headings of a body that its page shows at level 2, for the table of contents.
    pub fn headings(&self, passage: &'m Passage) -> Vec<TocItem> {
        let owner = self.record().map(|id| (id, self.model().head(id)));
        let mut top = top_headings(owner, passage).peekable();
        let listed: Vec<&Heading> = match top.peek() {
            Some(_) => top.collect(),
            None => passage.prose.headings.iter().filter(|heading| heading.level == 2).collect(),
        };
        let goals = goals(self.model(), passage);
        let label = |heading: &Heading| {
            let run = passage.prose.place_of(&heading.range).map(|(run, _)| &passage.prose.runs[run])?;
            Some(run.worded(|reference| title(self.model(), goals.get(reference)?)))
        };
        let item = |heading: &Heading| TocItem {
            label: label(heading).unwrap_or_else(|| heading.text.clone()),
            href: format!("#{}", heading.id),
        };
        listed.into_iter().map(item).collect()
    }
}

/// The headings of level 1 but for the one that is the page's title.
fn top_headings<'p>(owner: Option<(RecordId, &Head)>, passage: &'p Passage) -> impl Iterator<Item = &'p Heading> + use<'p> {
    let title = passage.prose.first_h1.filter(|_| owner.is_some_and(|(_, head)| head.title_from_body));
    let all = passage.prose.headings.iter().enumerate();
    all.filter(move |(at, heading)| heading.level == 1 && Some(*at) != title).map(|(_, heading)| heading)
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
