//! XML as feeds and the sitemap write it.

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::writer::Writer;

/// A document that is being written.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with this root element, which is left open.
    pub(super) fn new(root: BytesStart<'_>) -> Xml {
        let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.write(Event::Start(root));
        xml
    }

    /// What is written within an element, indented as it stands there, to be [inserted](Xml::insert) into such an element of any document.
    pub(super) fn within(element: &str, write: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.open(element);
        let start = xml.0.get_ref().len();
        write(&mut xml);
        xml.0.into_inner().split_off(start)
    }

    /// Puts in what was written before.
    pub(super) fn insert(&mut self, part: &[u8]) {
        self.0.get_mut().extend_from_slice(part);
    }

    fn write(&mut self, event: Event<'_>) {
        // Writing to memory can't fail.
        let _ = self.0.write_event(event);
    }

    pub(super) fn open(&mut self, name: &str) {
        self.write(Event::Start(BytesStart::new(name)));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let attributes = attributes.iter().map(|(name, value)| (*name, clean(value)));
        let mut element = BytesStart::new(name);
        for (name, value) in attributes {
            element.push_attribute((name, value.as_ref()));
        }
        self.write(Event::Empty(element));
    }

    /// An element with text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        self.write(Event::Text(BytesText::new(&clean(text))));
        self.close(name);
    }

    /// Closes the root; the bytes.
    pub(super) fn finish(mut self, root: &str) -> Vec<u8> {
        self.close(root);
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}

/// Without control characters, which XML can't hold.
fn clean(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(is_bad) { Cow::from(text.replace(is_bad, "")) } else { Cow::from(text) }
}
