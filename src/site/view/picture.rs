//! The picture of a record.

use serde::Serialize;

use crate::analysis::picture::{Picture, picture};
use crate::model::registry::RecordId;

use super::card::OutsideLink;
use super::compose::Composer;
use super::prose::encoded;
use super::shell::Href;

/// A picture with what is said of it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PictureView<'m> {
    /// The file; none where the picture is at another site.
    pub src: Option<Href<'m>>,
    /// A picture at another site: a link to it, since pages load nothing from elsewhere.
    pub link: Option<OutsideLink<'m>>,
    /// Width in pixels, where it is known.
    pub width: Option<u32>,
    /// Height in pixels, where it is known.
    pub height: Option<u32>,
    /// What it shows; empty where nobody says so.
    pub alt: &'m str,
    /// Whose picture it is.
    pub credit: Option<&'m str>,
}

impl<'m> Composer<'m> {
    /// The picture of a record.
    pub fn picture(&self, id: RecordId) -> Option<PictureView<'m>> {
        let head = self.model().head(id);
        let image = head.image.as_ref()?;
        let mut view = PictureView {
            src: None,
            link: None,
            width: None,
            height: None,
            alt: image.alt.as_ref().map_or("", |alt| alt.text.trim()),
            credit: image.credit.as_ref().map(|credit| credit.text.as_str()),
        };
        match picture(self.model(), head, image) {
            Picture::File(file) => {
                let size = self.model().sizes.get(&file);
                view.src = Some(self.href(crate::base::id::Key::new(&encoded(file.as_str())).as_str()));
                (view.width, view.height) = (size.map(|size| size.0), size.map(|size| size.1));
            }
            Picture::Elsewhere(href) => view.link = Some(OutsideLink::of(href)),
            Picture::Missing => return None,
        }
        Some(view)
    }
}
