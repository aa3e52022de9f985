//! The site itself, and its data.

use serde::Serialize;

use crate::site::export::EXPORTS;
use crate::site::view::compose::Site;

use super::{Node, Ref, address};

#[derive(Serialize)]
pub(super) struct WebSite<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'m str,
    #[serde(rename = "inLanguage")]
    lang: &'m str,
}

#[derive(Serialize)]
pub(super) struct Dataset<'m> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'m str,
    description: String,
    #[serde(rename = "inLanguage")]
    lang: &'m str,
    #[serde(rename = "isAccessibleForFree")]
    is_free: bool,
    #[serde(rename = "isPartOf")]
    part_of: Ref,
    distribution: Vec<Download>,
}

#[derive(Serialize)]
struct Download {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(rename = "contentUrl")]
    address: String,
    #[serde(rename = "encodingFormat")]
    format: &'static str,
}

/// The site, and the files below `data/`.
pub(super) fn nodes<'m>(site: &Site<'m>) -> Vec<Node<'m>> {
    let config = &site.facts.config;
    let (name, lang) = (config.title.as_str(), config.lang.as_str());
    let home = address(site, "");
    let download = |path: String, about: String| Download {
        kind: "DataDownload",
        name: about,
        format: match path.rsplit('.').next() {
            Some("csv") => "text/csv",
            Some("bib") => "application/x-bibtex",
            _ => "application/json",
        },
        address: address(site, &path),
    };
    vec![
        Node::WebSite(WebSite { kind: "WebSite", id: home.clone(), name, description: &config.description, lang }),
        Node::Dataset(Dataset {
            kind: "Dataset",
            id: address(site, "data/site.json"),
            name,
            description: format!(
                "The actors, events, sources and claims of “{name}”, each claim with who says so and who answers."
            ),
            lang,
            is_free: true,
            part_of: Ref { id: home },
            distribution: EXPORTS.into_iter().map(|export| download(export.path(), export.about())).collect(),
        }),
    ]
}
