//! The picture of a record: the file that it means.

use crate::base::diagnostic::{Diagnostic, nearest};
use crate::base::ending;
use crate::base::id::Key;
use crate::model::head::{Head, Image};
use crate::model::registry::Model;
use crate::syntax::read::clip;

use super::link::{is_refused, join, relative};

/// What a record's `image` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture<'m> {
    /// A file that is published as it is, by its path in the site.
    File(Key),
    /// A picture at another site: pages load nothing from there.
    Elsewhere(&'m str),
    /// Nothing.
    Missing,
}

/// What a path in a record's file means: relative to the file, else to content/.
pub fn picture<'m>(model: &Model, head: &Head, image: &'m Image) -> Picture<'m> {
    let path = image.path.text.trim();
    if is_address(path) {
        return Picture::Elsewhere(path);
    }
    let beside = join(head.file().as_str(), path);
    let below = join("content/x", path);
    let published = |target: String| {
        let path = target.strip_prefix("content/").or_else(|| target.strip_prefix("static/")).unwrap_or(&target);
        Some(Key::new(path)).filter(|key| model.assets.contains(key) && ending::is_picture(path))
    };
    [beside, below].into_iter().flatten().find_map(published).map_or(Picture::Missing, Picture::File)
}

fn is_address(path: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| path.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Complains about pictures that are not there, and those of which nothing is said to readers who can't see them.
pub(super) fn check(model: &Model, head: &Head, found: &mut Vec<Diagnostic>) {
    let Some(image) = &head.image else { return };
    let (path, span) = (image.path.text.trim(), image.path.span);
    if is_refused(model, head.file(), path) {
        return;
    }
    if picture(model, head, image) == Picture::Missing {
        found.push(missing(model, head, image));
    } else if image.alt.as_ref().is_none_or(|alt| alt.text.trim().is_empty()) {
        let message = format!("nothing says what the picture `{}` shows", clip(path));
        found.push(Diagnostic::warning("missing-alt", span, message).help("write it into `image_alt:`"));
    }
}

fn missing(model: &Model, head: &Head, image: &Image) -> Diagnostic {
    let (path, span, file) = (image.path.text.trim(), image.path.span, head.file());
    if !path.is_empty() && !ending::is_picture(path) {
        let message = format!("`{}` is not a picture", clip(path));
        return Diagnostic::error("missing-asset", span, message).help(format!(
            "pictures end in {}",
            ending::PICTURES.iter().map(|ending| format!("`.{ending}`")).collect::<Vec<_>>().join(", ")
        ));
    }
    let asked = Diagnostic::error("missing-asset", span, format!("there is no file `{}`", clip(path)));
    let target = join(file.as_str(), path).unwrap_or_default();
    let target = target.strip_prefix("content/").unwrap_or(&target);
    let mut assets: Vec<&str> =
        model.assets.iter().map(|asset| asset.as_str()).filter(|asset| ending::is_picture(asset)).collect();
    assets.sort_unstable();
    match nearest(target, assets.iter().copied()).or_else(|| nearest(path, assets)) {
        Some(near) => asked.help(format!("did you mean `{}`?", relative(file.as_str(), &format!("content/{near}")))),
        None => asked.help("put the file beside this one, or write its path below content/"),
    }
}
