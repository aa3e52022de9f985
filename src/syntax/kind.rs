//! The kinds of record, and the words for them.

use std::fmt;

/// A kind of record. The order is that of menus and of ties in sorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A telling with prose, naming the others.
    Briefing,
    /// Whoever acts or speaks.
    Actor,
    /// What happened, or was to happen.
    Event,
    /// A document that carries statements.
    Source,
    /// One statement that somebody makes.
    Claim,
    /// Where.
    Place,
    /// An editorial telling over events.
    Arc,
    /// Any other page.
    Page,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 8] =
        [Kind::Briefing, Kind::Actor, Kind::Event, Kind::Source, Kind::Claim, Kind::Place, Kind::Arc, Kind::Page];

    /// Singular: as in `kind:id`, `new`, `schema`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Briefing => "briefing",
            Kind::Actor => "actor",
            Kind::Event => "event",
            Kind::Source => "source",
            Kind::Claim => "claim",
            Kind::Place => "place",
            Kind::Arc => "arc",
            Kind::Page => "page",
        }
    }

    /// Plural: the folder under content/, the list's address, the menu's word.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Briefing => "briefings",
            Kind::Actor => "actors",
            Kind::Event => "events",
            Kind::Source => "sources",
            Kind::Claim => "claims",
            Kind::Place => "places",
            Kind::Arc => "arcs",
            Kind::Page => "pages",
        }
    }

    /// With its article, for messages: "an actor".
    pub fn a(self) -> &'static str {
        match self {
            Kind::Briefing => "a briefing",
            Kind::Actor => "an actor",
            Kind::Event => "an event",
            Kind::Source => "a source",
            Kind::Claim => "a claim",
            Kind::Place => "a place",
            Kind::Arc => "an arc",
            Kind::Page => "a page",
        }
    }

    /// The anchors that a page of this kind has for its own sections: an author's heading never takes one of them.
    pub fn anchors(self) -> &'static [&'static str] {
        match self {
            Kind::Briefing => &[
                "main",
                "at-a-glance",
                "known",
                "unknown",
                "actors",
                "claims",
                "timeline",
                "sources",
                "changes",
                "cite",
                "mentions",
            ],
            Kind::Actor => &["main", "positions", "relations", "timeline", "roles", "holders", "together", "sources", "mentions"],
            Kind::Event => &["main", "accounts", "figures", "history", "before", "after", "sources", "mentions"],
            Kind::Source => &["main", "chain", "used-for", "others", "cite", "sources", "mentions"],
            Kind::Claim => &[
                "main",
                "history",
                "asserted",
                "asserted-label",
                "responses",
                "responses-label",
                "verdict",
                "figures",
                "chain",
                "sources",
                "mentions",
            ],
            Kind::Place | Kind::Arc => &["main", "timeline", "sources", "mentions"],
            Kind::Page => &["main", "at-a-glance", "actors", "sources", "mentions"],
        }
    }

    /// The kind whose folder another one of content/ was surely to be: `event`, `Events`.
    pub fn meant_by_folder(name: &str) -> Option<Kind> {
        let lower = name.to_lowercase();
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Page && kind.plural() != name);
        kinds.into_iter().find(|kind| kind.plural() == lower || kind.word() == lower)
    }

    /// The kind whose folder or data file has this name; pages have none.
    pub fn of_folder(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| *kind != Kind::Page && kind.plural() == name)
    }

    /// The kind with this singular word.
    pub fn of_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
