//! What every page has around its own content.

use std::fmt;

use serde::{Serialize, Serializer};

use super::card::DateView;
use super::picture::PictureView;

/// A relative address inside the site, put together only when it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Href<'m> {
    /// The way from the page to the site's root: `""` at the root, else `"../"` for each folder.
    pub root: &'m str,
    /// The target's path from the root: `"actors/lavrov/"`, `""` for home.
    pub path: &'m str,
    /// The anchor without `#`, or nothing.
    pub anchor: std::borrow::Cow<'m, str>,
}

impl fmt::Display for Href<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.root.is_empty() && self.path.is_empty() && self.anchor.is_empty() {
            return f.write_str("./");
        }
        f.write_str(self.root)?;
        f.write_str(self.path)?;
        if !self.anchor.is_empty() {
            write!(f, "#{}", self.anchor)?;
        }
        Ok(())
    }
}

impl Serialize for Href<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The frame of a page: head, menu, breadcrumb, foot.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Shell<'m> {
    /// Language of the page, a BCP 47 tag.
    pub lang: &'m str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The way to the site's root, with a final slash: `"../../"`; `"./"` at the root itself.
    pub root: &'m str,
    /// For `<title>`: the page's own title, with the site's where they differ.
    pub title: String,
    /// For the description: plain text, may be empty.
    pub description: String,
    /// The site's title.
    pub site_title: &'m str,
    /// The site's description, may be empty.
    pub site_description: &'m str,
    /// Address of the home page.
    pub home: Href<'m>,
    /// The menu.
    pub nav: Vec<NavItem<'m>>,
    /// The way down to this page, home first, the page itself last; empty on the home page.
    pub crumbs: Vec<Crumb<'m>>,
    /// Absolute address of the page, where a base URL is known.
    pub canonical: Option<String>,
    /// Kind for Open Graph: `website` or `article`.
    pub og_type: &'static str,
    /// The site's feed.
    pub feed: Href<'m>,
    /// The site's calendar.
    pub calendar: Href<'m>,
    /// Feeds and calendars for `<link rel="alternate">`: the page's own first, then the site's.
    pub alternates: Vec<Alternate<'m>>,
    /// The record's tags, each with its page.
    pub tags: Vec<NavItem<'m>>,
    /// The record's picture.
    pub picture: Option<PictureView<'m>>,
    /// The day as of which the site speaks.
    pub as_of: Option<DateView>,
    /// The day of which this is the edition: what was published or said later is left out.
    pub edition: Option<DateView>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Whether the site has a `static/custom.css`.
    pub custom_css: bool,
    /// The theme's stylesheet, script for reading from disk, icon.
    pub assets: Assets<'m>,
    /// JSON-LD of the page, safe inside a `<script>`.
    pub json_ld: super::super::markup::Html,
    /// Other pages for the foot: plain pages that are not in the menu.
    pub more: Vec<NavItem<'m>>,
}

/// Addresses of the theme's own files, with their hash so that caches never serve an old one.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Assets<'m> {
    /// The stylesheet.
    pub css: Href<'m>,
    /// The small script that makes pages work when opened from disk.
    pub disk_js: Href<'m>,
    /// The script that steps through the days of "What became known when", on the pages that tell it.
    pub then_js: Option<Href<'m>>,
    /// The site's icon.
    pub icon: Href<'m>,
    /// The site's own stylesheet; linked only where `custom_css` holds.
    pub custom: Href<'m>,
    /// The stylesheet of filters, on the lists that have any.
    pub filters: Option<Href<'m>>,
}

/// An entry of the menu.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NavItem<'m> {
    /// Its word.
    pub label: &'m str,
    /// Its address.
    pub href: Href<'m>,
    /// `page` on the page itself, `true` on pages below it, else nothing: the value of `aria-current`.
    pub current: Option<&'static str>,
}

/// A step of the breadcrumb.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Crumb<'m> {
    /// Its words.
    pub label: String,
    /// Its address; the page itself has none.
    pub href: Option<Href<'m>>,
}

/// The same in another format, for programs.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Alternate<'m> {
    /// Its content type.
    pub kind: &'static str,
    /// What it is of.
    pub title: &'m str,
    /// Its address.
    pub href: Href<'m>,
}
