//! A page, composed and rendered: a pure function of its view and the theme.

use std::sync::OnceLock;

use serde::Serialize;

use crate::base::fingerprint::Fingerprint;
use crate::model::registry::RecordId;

use super::route::{Route, Subject};
use super::theme::{RenderError, Theme};
use super::view::compose::{Composer, Site};
use super::view::shell::Shell;
use super::view::{actor, arc, briefing, claim, corrections, event, home, list, not_found, place, plain, source, tag, timeline};

/// The view of a page of any kind.
#[derive(Hash, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "one at a time, on the stack of its composer")]
pub enum View<'m> {
    /// Home.
    Home(home::Home<'m>),
    /// A list.
    List(list::ListPage<'m>),
    /// A briefing.
    Briefing(briefing::BriefingPage<'m>),
    /// An actor.
    Actor(actor::ActorPage<'m>),
    /// An event.
    Event(event::EventPage<'m>),
    /// A source.
    Source(source::SourcePage<'m>),
    /// A claim.
    Claim(claim::ClaimPage<'m>),
    /// A place.
    Place(place::PlacePage<'m>),
    /// An arc.
    Arc(arc::ArcPage<'m>),
    /// A plain page.
    Plain(plain::PlainPage<'m>),
    /// The timeline.
    Timeline(timeline::TimelinePage<'m>),
    /// What changed.
    Corrections(corrections::CorrectionsPage<'m>),
    /// All tags.
    Tags(tag::TagsPage<'m>),
    /// What carries a tag.
    Tag(tag::TagPage<'m>),
    /// What is not there.
    NotFound(not_found::NotFound<'m>),
}

impl View<'_> {
    /// The template that renders it.
    pub fn template(&self) -> &'static str {
        match self {
            View::Home(_) => "home.html",
            View::List(_) => "list.html",
            View::Briefing(_) => "briefing.html",
            View::Actor(_) => "actor.html",
            View::Event(_) => "event.html",
            View::Source(_) => "source.html",
            View::Claim(_) => "claim.html",
            View::Place(_) => "place.html",
            View::Arc(_) => "arc.html",
            View::Plain(_) => "page.html",
            View::Timeline(_) => "timeline.html",
            View::Corrections(_) => "corrections.html",
            View::Tags(_) => "tags.html",
            View::Tag(_) => "tag.html",
            View::NotFound(_) => "404.html",
        }
    }
}

/// Composes a page: its frame and its view.
pub fn compose<'m>(site: &'m Site<'m>, route: Route) -> (Shell<'m>, View<'m>) {
    let composer = Composer::new(site, route);
    match route.subject {
        Subject::Home => with(composer.home(), View::Home),
        Subject::List(kind) => with(composer.list(kind), View::List),
        Subject::Timeline => with(composer.timeline(), View::Timeline),
        Subject::Corrections => with(composer.corrections(), View::Corrections),
        Subject::Tags => with(composer.tags(), View::Tags),
        Subject::Tag(at) => with(composer.tag(at), View::Tag),
        Subject::NotFound => with(composer.not_found(), View::NotFound),
        Subject::Record(id) => match id {
            RecordId::Briefing(id) => with(composer.briefing(id), View::Briefing),
            RecordId::Actor(id) => with(composer.actor(id), View::Actor),
            RecordId::Event(id) => with(composer.event(id), View::Event),
            RecordId::Source(id) => with(composer.source(id), View::Source),
            RecordId::Claim(id) => with(composer.claim(id), View::Claim),
            RecordId::Place(id) => with(composer.place(id), View::Place),
            RecordId::Arc(id) => with(composer.arc(id), View::Arc),
            RecordId::Page(id) => with(composer.plain(id), View::Plain),
        },
    }
}

fn with<'m, P>((shell, page): (Shell<'m>, P), view: impl Fn(P) -> View<'m>) -> (Shell<'m>, View<'m>) {
    (shell, view(page))
}

/// What stands for a page's bytes: its view and the theme.
pub fn fingerprint<'m>(site: &'m Site<'m>, route: Route, theme: &Theme) -> Fingerprint {
    let (shell, view) = compose(site, route);
    fingerprint_of(&shell, &view, theme)
}

fn fingerprint_of(shell: &Shell<'_>, view: &View<'_>, theme: &Theme) -> Fingerprint {
    Fingerprint::of(&(theme.fingerprint, view.template(), shell, view))
}

/// The bytes of a page, and what stands for them unless that is known.
pub fn render<'m>(
    site: &'m Site<'m>,
    route: Route,
    theme: &Theme,
    known: &OnceLock<Fingerprint>,
) -> Result<Vec<u8>, RenderError> {
    let (shell, view) = compose(site, route);
    known.get_or_init(|| fingerprint_of(&shell, &view, theme));
    let about = match route.subject {
        Subject::Record(id) => site.facts.model.head(id).file().to_string(),
        _ => format!("`/{}`", route.path),
    };
    theme.render(view.template(), &shell, &view, &about)
}
