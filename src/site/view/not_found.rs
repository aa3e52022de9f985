//! What a reader sees who asks for a page that is not there.

use serde::Serialize;

use super::card::Name;
use super::compose::Composer;
use super::frame::About;
use super::shell::Shell;

/// `404.html`. Its addresses are absolute paths, since it is served at any depth.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NotFound<'m> {
    /// Where to go instead.
    pub ways: Vec<Name<'m>>,
}

impl<'m> Composer<'m> {
    /// The page for addresses that lead nowhere.
    pub fn not_found(&self) -> (Shell<'m>, NotFound<'m>) {
        let about = About { title: "Not found".to_owned(), description: String::new(), crumb: None };
        let shell = self.shell(about);
        let home = Name { text: "Home", href: Some(self.href("")), note: None };
        let ways = std::iter::once(home).chain(shell.nav.iter().map(|item| Name {
            text: item.label,
            href: Some(item.href.clone()),
            note: None,
        }));
        let view = NotFound { ways: ways.collect() };
        (shell, view)
    }
}
