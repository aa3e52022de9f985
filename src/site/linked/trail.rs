//! The way down to a page.

use serde::Serialize;

use crate::site::view::compose::Site;
use crate::site::view::shell::Crumb;

use super::{Node, Ref, address};

#[derive(Serialize)]
pub(super) struct Trail {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: String,
    /// The page itself needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Ref>,
}

/// The breadcrumb, the last step under its whole name; home has none.
pub(super) fn node<'m>(site: &Site<'_>, crumbs: &[Crumb<'_>], called: &str) -> Option<Node<'m>> {
    let step = |(at, crumb): (usize, &Crumb<'_>)| Step {
        kind: "ListItem",
        position: at + 1,
        name: if crumb.href.is_some() { crumb.label.clone() } else { called.to_owned() },
        item: crumb.href.as_ref().map(|href| Ref { id: address(site, href.path) }),
    };
    let steps: Vec<Step> = crumbs.iter().enumerate().map(step).collect();
    (!steps.is_empty()).then_some(Node::Trail(Trail { kind: "BreadcrumbList", steps }))
}
