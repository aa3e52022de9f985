//! The frame of a page: head, menu, breadcrumb, foot; and the three-part line under its head.

use serde::Serialize;

use crate::base::id::Key;
use crate::model::registry::RecordId;
use crate::site::calendar;
use crate::site::feed;
use crate::site::html::{escape, inline_text};
use crate::site::linked;
use crate::site::markup::Html;
use crate::site::route::{LISTS, Subject};
use crate::site::words::capital;
use crate::syntax::kind::Kind;

use super::card::{DateView, Name};
use super::compose::Composer;
use super::shell::{Alternate, Assets, Crumb, Href, NavItem, Shell};

/// The three-part line under every head: who, when, according to whom. Each part is inline HTML, made here so that it links.
#[derive(Clone, Debug, Hash, Serialize, Default)]
pub struct WhoWhen {
    /// Who.
    pub who: Html,
    /// When.
    pub when: Html,
    /// According to whom; its label is `according to`, on a source `how we know it`.
    pub according: Html,
}

/// What the frame must be told of a page.
pub struct About {
    /// The page's title.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Words of the last step of the breadcrumb, if not the title.
    pub crumb: Option<String>,
}

impl<'m> Composer<'m> {
    /// The frame of the page.
    pub fn shell(&self, about: About) -> Shell<'m> {
        let config = &self.facts().config;
        let head = self.record().map(|id| self.model().head(id));
        let lang = head.and_then(|head| head.lang.as_deref()).unwrap_or(&config.lang);
        let home = self.route.subject == Subject::Home;
        let path = self.route.path.as_str();
        let title = if home || about.title == config.title {
            about.title.clone()
        } else {
            format!("{} – {}", about.title, config.title)
        };
        let called = about.crumb.unwrap_or(about.title);
        let crumbs = if home { Vec::new() } else { self.crumbs(&called) };
        let nav = self.nav();
        let told = linked::Page { root: self.root(), crumbs: &crumbs, called: &called, cited: &self.cited() };
        Shell {
            lang,
            dir: direction(lang),
            root: if self.root().is_empty() { "./" } else { self.root() },
            title,
            description: clip(&about.description),
            site_title: &config.title,
            site_description: &config.description,
            home: self.href(""),
            more: self.more(&nav),
            nav,
            json_ld: linked::graph(self.site, self.route, &told),
            crumbs,
            canonical: self.site.base_url.filter(|_| self.route.subject != Subject::NotFound).map(|base| format!("{base}{path}")),
            og_type: if matches!(self.record(), Some(RecordId::Briefing(_))) { "article" } else { "website" },
            feed: self.href("feed.xml"),
            calendar: self.href("calendar.ics"),
            alternates: self.alternates(),
            tags: self.tags_of_page(),
            picture: self.record().and_then(|id| self.picture(id)),
            as_of: self.today().and_then(|day| self.day(day)),
            edition: self.model().edition.and_then(|day| self.day(day)),
            // An old edition must not be found for the site as it is.
            noindex: head.is_some_and(|head| head.noindex)
                || self.route.subject == Subject::NotFound
                || self.model().edition.is_some(),
            custom_css: self.model().assets.contains(&Key::new("custom.css")),
            assets: self.assets(),
        }
    }

    fn alternates(&self) -> Vec<Alternate<'m>> {
        let config = &self.facts().config;
        let mut all = Vec::new();
        if let Some(RecordId::Actor(id)) = self.record() {
            let (title, page) = (self.model().actors[id].head.title.as_str(), self.route.path);
            let own = |file: &str| self.href(Key::new(&format!("{page}{file}")).as_str());
            if feed::has_entries(self.site, id) {
                all.push(Alternate { kind: "application/atom+xml", title, href: own("feed.xml") });
            }
            if calendar::has_events(self.site, Some(id)) {
                all.push(Alternate { kind: "text/calendar", title, href: own("calendar.ics") });
            }
        }
        if self.route.subject == Subject::Corrections {
            all.push(Alternate { kind: "application/atom+xml", title: "Corrections", href: self.href("corrections/feed.xml") });
        }
        let title = config.title.as_str();
        for (kind, path) in
            [("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"), ("text/calendar", "calendar.ics")]
        {
            all.push(Alternate { kind, title, href: self.href(path) });
        }
        all
    }

    fn tags_of_page(&self) -> Vec<NavItem<'m>> {
        let written = self.record().map(|id| self.model().head(id).tags.as_slice()).unwrap_or_default();
        let mut tags: Vec<NavItem<'m>> = Vec::new();
        for tag in written.iter().filter_map(|tag| self.site.directory.tags.called(&tag.text)) {
            if !tags.iter().any(|known| known.href.path == tag.path.as_str()) {
                tags.push(NavItem { label: &tag.label, href: self.href(tag.path.as_str()), current: None });
            }
        }
        tags
    }

    fn assets(&self) -> Assets<'m> {
        Assets {
            css: self.theme_file("style.css"),
            disk_js: self.theme_file("disk.js"),
            then_js: None,
            icon: self.theme_file("icon.svg"),
            custom: self.href("custom.css"),
            filters: None,
        }
    }

    /// The address of a file of the theme.
    pub(super) fn theme_file(&self, name: &str) -> Href<'m> {
        let found = self.site.theme_files.iter().find(|(known, _)| known == name);
        self.href(found.map_or("", |(_, path)| path.as_str()))
    }

    /// The menu: as site.yaml says, else what the site has; then the pages that ask for a place in it.
    fn nav(&self) -> Vec<NavItem<'m>> {
        let model = self.model();
        let mut items: Vec<(&'m str, &'m str, Option<&'static str>)> = Vec::new();
        let lists: Vec<(&'static str, &'static str, Subject)> = LISTS
            .iter()
            .filter(|kind| model.has_list(**kind))
            .map(|kind| (kind.plural(), list_path(*kind), Subject::List(*kind)))
            .chain(std::iter::once(("timeline", "timeline/", Subject::Timeline)))
            .chain(self.site.directory.has_corrections.then_some(("corrections", "corrections/", Subject::Corrections)))
            .chain((!self.site.directory.tags.all.is_empty()).then_some(("tags", "tags/", Subject::Tags)))
            .collect();
        let add_list = |items: &mut Vec<(&'m str, &'m str, Option<&'static str>)>, name: &str| {
            if let Some((word, path, subject)) = lists.iter().find(|(word, _, _)| *word == name) {
                items.push((menu_word(word), path, self.current(*subject)));
            }
        };
        match &self.facts().config.nav {
            Some(names) => {
                for name in names {
                    if lists.iter().any(|(word, _, _)| *word == name.text) {
                        add_list(&mut items, &name.text);
                    } else if let Some(page) = page_called(self, &name.text) {
                        items.push(page);
                    }
                }
            }
            None => {
                let filled = [
                    ("briefings", model.briefings.len()),
                    ("actors", model.actors.len()),
                    ("timeline", model.events.len()),
                    ("claims", model.claims.len()),
                    ("sources", model.sources.len()),
                ];
                filled.iter().filter(|(_, number)| *number > 0).for_each(|(name, _)| add_list(&mut items, name));
            }
        }
        for id in &self.site.directory.menu {
            let path = self.site.directory.paths.get(&RecordId::Page(*id)).map_or("", |path| path.as_str());
            if !items.iter().any(|(_, known, _)| *known == path) {
                items.push((&model.pages[*id].head.title, path, self.current(Subject::Record(RecordId::Page(*id)))));
            }
        }
        items.into_iter().map(|(label, path, current)| NavItem { label, href: self.href(path), current }).collect()
    }

    /// The value of `aria-current` of a menu's entry.
    fn current(&self, subject: Subject) -> Option<&'static str> {
        let below = match (subject, self.record().map(RecordId::kind)) {
            (Subject::List(kind), Some(own)) => kind == own,
            (Subject::Tags, _) => matches!(self.route.subject, Subject::Tag(_)),
            (Subject::Timeline, Some(own)) => own == Kind::Event && !self.in_nav("events"),
            _ => false,
        };
        match self.route.subject == subject {
            true => Some("page"),
            false => below.then_some("true"),
        }
    }

    fn in_nav(&self, name: &str) -> bool {
        self.facts().config.nav.as_ref().is_some_and(|nav| nav.iter().any(|item| item.text == name))
    }

    fn crumbs(&self, last: &str) -> Vec<Crumb<'m>> {
        let mut crumbs = vec![Crumb { label: "Home".to_owned(), href: Some(self.href("")) }];
        if let Some(kind) = self.record().map(RecordId::kind).filter(|kind| *kind != Kind::Page) {
            crumbs.push(Crumb { label: capital(kind.plural()), href: Some(self.href(list_path(kind))) });
        }
        if matches!(self.route.subject, Subject::Tag(_)) {
            crumbs.push(Crumb { label: "Tags".to_owned(), href: Some(self.href("tags/")) });
        }
        crumbs.push(Crumb { label: clip_to(last, 24), href: None });
        crumbs
    }

    /// Ways out of the foot: pages without a place in the menu, and lists that the menu leaves out.
    fn more(&self, nav: &[NavItem<'_>]) -> Vec<NavItem<'m>> {
        let model = self.model();
        let mut items: Vec<(&'m str, &'m str)> = Vec::new();
        items.extend(model.pages.iter().filter(|(_, page)| page.nav.is_none()).take(12).map(|(id, page)| {
            (page.head.title.as_str(), self.site.directory.paths.get(&RecordId::Page(id)).map_or("", |path| path.as_str()))
        }));
        let lists = [
            ("Events", "events/", model.events.len()),
            ("Places", "places/", model.places.len()),
            ("Arcs", "arcs/", model.arcs.len()),
            ("Corrections", "corrections/", usize::from(self.site.directory.has_corrections)),
            ("Tags", "tags/", self.site.directory.tags.all.len()),
        ];
        items.extend(lists.iter().filter(|(_, _, number)| *number > 0).map(|(label, path, _)| (*label, *path)));
        items.retain(|(_, path)| !nav.iter().any(|item| item.href.path == *path));
        items.into_iter().map(|(label, path)| NavItem { label, href: self.href(path), current: None }).collect()
    }

    /// A name as inline HTML.
    pub fn name_html(&self, name: &Name<'_>) -> String {
        let text = inline_text(name.text);
        match &name.href {
            Some(href) => format!("<a class=\"m\" href=\"{}\">{text}</a>", escape(&href.to_string())),
            None => text,
        }
    }

    /// At most `most` names as inline HTML, then "and 26 more".
    pub fn names_html(&self, names: &[Name<'_>], most: usize) -> String {
        let mut shown: Vec<String> = names.iter().take(most).map(|name| self.name_html(name)).collect();
        let more = names.len().saturating_sub(most);
        if more > 0 {
            return format!("{} and {more} more", shown.join(", "));
        }
        let last = shown.pop().unwrap_or_default();
        if shown.is_empty() { last } else { format!("{} and {last}", shown.join(", ")) }
    }

    /// A link as inline HTML.
    pub fn link_html(&self, href: &Href<'_>, text: &str) -> String {
        format!("<a class=\"m\" href=\"{}\">{}</a>", escape(&href.to_string()), inline_text(text))
    }
}

/// A date as inline HTML.
pub fn date_html(date: &DateView) -> String {
    match &date.datetime {
        Some(machine) => format!("<time datetime=\"{}\">{}</time>", escape(machine.as_str()), inline_text(date.text.as_str())),
        None => inline_text(date.text.as_str()),
    }
}

/// The path of a kind's list.
pub fn list_path(kind: Kind) -> &'static str {
    match kind {
        Kind::Briefing => "briefings/",
        Kind::Actor => "actors/",
        Kind::Event => "events/",
        Kind::Source => "sources/",
        Kind::Claim => "claims/",
        Kind::Place => "places/",
        Kind::Arc => "arcs/",
        Kind::Page => "",
    }
}

fn menu_word(name: &str) -> &'static str {
    match name {
        "briefings" => "Briefings",
        "actors" => "Actors",
        "events" => "Events",
        "sources" => "Sources",
        "claims" => "Claims",
        "places" => "Places",
        "arcs" => "Arcs",
        "tags" => "Tags",
        "corrections" => "Corrections",
        _ => "Timeline",
    }
}

fn page_called<'m>(composer: &Composer<'m>, name: &str) -> Option<(&'m str, &'m str, Option<&'static str>)> {
    let id = composer.model().by_id(Kind::Page, crate::base::id::Key::new(name))?;
    let path = composer.site.directory.paths.get(&id)?.as_str();
    Some((&composer.model().head(id).title, path, composer.current(Subject::Record(id))))
}

/// `rtl` for languages written from right to left.
pub fn direction(lang: &str) -> &'static str {
    match lang.split('-').next() {
        Some("ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv" | "ckb" | "sd" | "ug") => "rtl",
        _ => "ltr",
    }
}

/// A description of at most 300 characters, in one line.
fn clip(text: &str) -> String {
    clip_to(text, 300)
}

/// A text in one line of at most so many characters, cut at a word.
pub fn clip_to(text: &str, most: usize) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        // More characters than there is room for, whatever the script.
        if line.len() > 4 * most {
            break;
        }
    }
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let cut = &line[..end];
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ':', '.']))
}
