//! The tags of plain elements.

use crate::syntax::markdown::{Align, Element};

/// What opens and what closes an element that needs no attribute of an author's; nothing if it does.
pub(super) fn plain(element: &Element) -> Option<(&'static str, &'static str)> {
    Some(match element {
        Element::Paragraph => ("<p>", "</p>\n"),
        Element::Quote => ("<blockquote>\n", "</blockquote>\n"),
        Element::List(None) => ("<ul>\n", "</ul>\n"),
        Element::Item => ("<li>", "</li>\n"),
        Element::DefinitionList => ("<dl>\n", "</dl>\n"),
        Element::Term => ("<dt>", "</dt>\n"),
        Element::Definition => ("<dd>", "</dd>\n"),
        Element::TableHead => ("<thead><tr>", "</tr></thead>\n"),
        Element::TableBody => ("<tbody>\n", "</tbody>\n"),
        Element::Row => ("<tr>", "</tr>\n"),
        Element::Cell { head: true, align } => (head(*align), "</th>"),
        Element::Cell { head: false, align } => (cell(*align), "</td>"),
        Element::Figure => ("<figure>", "</figure>\n"),
        Element::Caption => ("<figcaption>", "</figcaption>"),
        Element::Emphasis => ("<em>", "</em>"),
        Element::Strong => ("<strong>", "</strong>"),
        Element::Strikethrough => ("<del>", "</del>"),
        Element::Plain => ("", ""),
        _ => return None,
    })
}

fn head(align: Align) -> &'static str {
    match align {
        Align::Start => "<th scope=\"col\">",
        Align::Center => "<th scope=\"col\" class=\"center\">",
        Align::End => "<th scope=\"col\" class=\"end\">",
    }
}

fn cell(align: Align) -> &'static str {
    match align {
        Align::Start => "<td>",
        Align::Center => "<td class=\"center\">",
        Align::End => "<td class=\"end\">",
    }
}
