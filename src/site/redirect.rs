//! Former addresses: a small page at each leads on to where the record is now.

use crate::base::slug::{is_portable, is_reserved, slug};
use crate::model::registry::RecordId;
use crate::syntax::kind::Kind;
use crate::syntax::markdown::decode;

use super::html::escape;
use super::view::compose::Site;

/// The file at a former id of a record of some kind, or at a former path of its page.
///
/// # Errors
/// Why it can't be an address of this site.
pub fn file(kind: Kind, written: &str) -> Result<String, &'static str> {
    let written = written.trim();
    if written.contains("://") || written.starts_with("//") {
        return Err("it names another site");
    }
    if written.contains(['?', '#']) {
        return Err("a query or an anchor is not part of a page's address");
    }
    let is_page = |text: &str| [".html", ".htm"].iter().any(|ending| text.ends_with(ending));
    let path = match written.contains('/') || is_page(written) {
        true => decode(written.trim_matches('/')),
        false => {
            let id = if is_portable(written) { written.to_owned() } else { slug(written) };
            match kind {
                _ if id.is_empty() => return Err("it has no letter that an address can hold"),
                Kind::Page => id,
                kind => format!("{}/{id}", kind.plural()),
            }
        }
    };
    if let Some(problem) = path.split('/').find_map(flaw) {
        return Err(problem);
    }
    Ok(if is_page(&path) { path } else { format!("{path}/index.html") })
}

/// What keeps a name out of a path that everybody can have on a disk.
fn flaw(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("a folder in it has no name"),
        "." | ".." => Some("it climbs out of its folder"),
        _ if name.starts_with('.') => Some("names that begin with a dot are left alone"),
        _ if name.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) || name.contains(char::is_control) => {
            Some("it has a character that not every disk can hold")
        }
        _ if name.ends_with([' ', '.']) || is_reserved(name) => Some("it has a name that Windows keeps for itself"),
        _ if name.len() > 200 => Some("a name in it is too long"),
        _ => None,
    }
}

/// The bytes of the page at a former address.
pub fn page(site: &Site<'_>, record: RecordId, file: &str) -> Vec<u8> {
    let path = site.directory.paths.get(&record).map_or("", |path| path.as_str());
    let href = escape(&format!("{}{path}", "../".repeat(file.matches('/').count())));
    let canonical = site.base_url.map(|base| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&format!("{base}{path}"))));
    let lang = escape(&site.facts.config.lang);
    let canonical = canonical.unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>This page has moved</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n{canonical}</head>\n<body>\n\
         <main>\n<h1>This page has moved</h1>\n<p><a href=\"{href}\">Go to where it is now</a></p>\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_paths_become_files() {
        for (kind, written, expected) in [
            (Kind::Actor, "s-lavrov", Ok("actors/s-lavrov/index.html")),
            (Kind::Actor, "S. Lavrov", Ok("actors/s-lavrov/index.html")),
            (Kind::Page, "impressum", Ok("impressum/index.html")),
            (Kind::Briefing, "/2022/01/kyiv/", Ok("2022/01/kyiv/index.html")),
            (Kind::Briefing, "2022/01/kyiv.html", Ok("2022/01/kyiv.html")),
            (Kind::Briefing, "kyiv.html", Ok("kyiv.html")),
            (Kind::Briefing, "/%C3%BCber/uns/", Ok("über/uns/index.html")),
            (Kind::Briefing, "../../etc/passwd", Err("it climbs out of its folder")),
            (Kind::Briefing, "/a/%2e%2e/b/", Err("it climbs out of its folder")),
            (Kind::Briefing, "/a//b", Err("a folder in it has no name")),
            (Kind::Briefing, "/", Err("a folder in it has no name")),
            (Kind::Briefing, "/.git/hooks", Err("names that begin with a dot are left alone")),
            (Kind::Briefing, "/con/x/", Err("it has a name that Windows keeps for itself")),
            (Kind::Briefing, "https://other.example/x", Err("it names another site")),
            (Kind::Briefing, "/x?id=1", Err("a query or an anchor is not part of a page's address")),
            (Kind::Briefing, "a\\b/c", Err("it has a character that not every disk can hold")),
            (Kind::Briefing, "!!!", Err("it has no letter that an address can hold")),
        ] {
            assert_eq!(file(kind, written).as_deref(), expected.as_ref().copied(), "{written}");
        }
    }
}
