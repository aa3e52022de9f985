//! The theme: templates and static files, those of the site over those in the binary, file by file.

use std::io::Write;

use include_dir::{Dir, DirEntry, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::base::diagnostic::Diagnostic;
use crate::base::fingerprint::Fingerprint;
use crate::base::id::Key;
use crate::base::near::nearest;
use crate::base::text::Span;

mod builtin;
mod fault;

use fault::{Fault, as_ours, faults, next_step};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The largest page, in bytes; a template that writes more is stopped.
pub const MAX_PAGE: usize = 16 << 20;
/// How a writer's "too large" comes back through the template engine, which keeps only the kind of a machine's error.
const TOO_LARGE: std::io::ErrorKind = std::io::ErrorKind::FileTooLarge;

/// A file of the site's own theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Path below the site's root: `themes/NAME/templates/actor.html`.
    pub path: Key,
    /// Its bytes.
    pub bytes: std::sync::Arc<[u8]>,
}

/// A theme, ready to render.
pub struct Theme {
    tera: Tera,
    /// Source texts of the site's own templates by Tera's name, for messages.
    sources: Vec<(String, Key, String)>,
    /// Static files: name in the theme, path in the site, bytes.
    pub files: Vec<(String, Key, Vec<u8>)>,
    /// Name in the theme and path in the site of each static file.
    pub addresses: Vec<(String, Key)>,
    /// Stands for all of it.
    pub fingerprint: Fingerprint,
}

/// A page could not be rendered.
#[derive(Debug)]
pub struct RenderError {
    /// What is wrong, where, and what to do.
    pub diagnostic: Box<Diagnostic>,
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for RenderError {}

impl Theme {
    /// Loads the theme `name` from the site's files over the embedded default. What is wrong is reported under `template-error` or
    /// `template-missing`; the theme is `None` then.
    pub fn load(name: &str, own: &[ThemeFile]) -> (Option<Theme>, Vec<Diagnostic>) {
        let mut templates: Vec<(String, Key, String)> = Vec::new();
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut diagnostics = Vec::new();
        for (path, bytes) in embedded(&DEFAULT) {
            if let Some(inner) = path.strip_prefix("templates/") {
                let text = String::from_utf8_lossy(bytes).into_owned();
                templates.push((format!("default/{inner}"), Key::new(&format!("themes/default/{path}")), text));
            } else if let Some(inner) = path.strip_prefix("static/") {
                let is_sheet = inner.ends_with(".css");
                files.push((inner.to_owned(), if is_sheet { lean(bytes) } else { bytes.to_vec() }));
            }
        }
        let prefix = format!("themes/{name}/");
        for file in own {
            let Some(inner) = file.path.as_str().strip_prefix(&prefix) else { continue };
            if let Some(template) = inner.strip_prefix("templates/") {
                match std::str::from_utf8(&file.bytes) {
                    Ok(text) => templates.push((format!("theme/{template}"), file.path, text.to_owned())),
                    Err(_) => diagnostics.push(
                        Diagnostic::error("template-error", Span::whole(file.path), "this template is not UTF-8 text")
                            .help("save it as UTF-8"),
                    ),
                }
            } else if let Some(own) = inner.strip_prefix("static/") {
                // A copy that nobody has changed is the program's own file.
                if DEFAULT.get_file(inner).is_some_and(|ours| ours.contents() == &*file.bytes) {
                    continue;
                }
                files.retain(|(known, _)| known != own);
                files.push((own.to_owned(), file.bytes.to_vec()));
            }
        }
        files.sort();
        let mut hashed = templates.iter().map(|(name, _, text)| (name.clone(), text.clone().into_bytes())).collect::<Vec<_>>();
        hashed.extend(files.iter().cloned());
        let fingerprint = Fingerprint::of(&(env!("CARGO_PKG_VERSION"), &hashed));
        let addressed = files.iter().map(|(name, bytes)| (name.clone(), address(name, bytes)));
        let addresses: Vec<(String, Key)> = addressed.collect();
        let files = files.into_iter().zip(&addresses).map(|((name, bytes), (_, path))| (name, *path, bytes)).collect();
        let mut theme = Theme { tera: engine(), sources: templates, files, addresses, fingerprint };
        let raw: Vec<(String, String)> = theme.sources.iter().map(|(name, _, text)| (name.clone(), text.clone())).collect();
        if let Err(error) = theme.tera.add_raw_templates(raw) {
            diagnostics.extend(theme.diagnostics(&error, None));
        }
        let usable = diagnostics.is_empty();
        (usable.then_some(theme), diagnostics)
    }

    /// Renders a page. `about` names the document that the page is of, for messages.
    pub fn render<S: Serialize, P: Serialize>(
        &self,
        template: &str,
        shell: &S,
        page: &P,
        about: &str,
    ) -> Result<Vec<u8>, RenderError> {
        let mut context = Context::new();
        context.insert_value("shell", Value::from_serializable(shell));
        context.insert_value("page", Value::from_serializable(page));
        let mut writer = Bounded(Vec::with_capacity(16 << 10));
        match self.tera.render_to(template, &context, &mut writer) {
            Ok(()) => Ok(writer.0),
            Err(error) => {
                let found = self.diagnostics(&error, Some((template, about)));
                let bare = || Diagnostic::error("template-error", Span::whole(Key::new(template)), as_ours(&error.to_string()));
                Err(RenderError { diagnostic: Box::new(found.into_iter().next().unwrap_or_else(bare)) })
            }
        }
    }

    /// A template engine's error in an editor's terms: one finding for each fault.
    fn diagnostics(&self, error: &tera::Error, page: Option<(&str, &str)>) -> Vec<Diagnostic> {
        let rendering = page.map(|(template, about)| format!("it was rendering `{template}` for {about}"));
        if let ErrorKind::Io(TOO_LARGE) = error.kind() {
            let template = page.map_or("", |(template, _)| template);
            let span = Span::whole(
                self.path_of(&format!("theme/{template}"))
                    .or(self.path_of(&format!("default/{template}")))
                    .unwrap_or(Key::new(template)),
            );
            let message = format!("a page grew over {} MiB and was stopped", MAX_PAGE >> 20);
            let diagnostic = Diagnostic::error("template-error", span, message);
            return vec![with_help(diagnostic, rendering, "look for a loop that repeats itself")];
        }
        let fault = |fault: Fault| {
            let path = self.path_of(&fault.template).unwrap_or_else(|| Key::new(&format!("themes/{}", fault.template)));
            let span = Span::new(path, fault.range);
            match &fault.missing {
                Some(missing) => {
                    let help = match nearest(missing, self.templates()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => {
                            "the theme's own stand in its `templates/`; `whowhen theme eject` writes the default theme's there"
                                .to_owned()
                        }
                    };
                    let message = format!("there is no template `{missing}`");
                    with_help(Diagnostic::error("template-missing", span, message), rendering.clone(), &help)
                }
                None => {
                    let message = as_ours(&fault.message);
                    let help = next_step(&message);
                    with_help(Diagnostic::error("template-error", span, message), rendering.clone(), help)
                }
            }
        };
        faults(error, |name| self.sources.iter().find(|(known, _, _)| known == name).map(|(_, _, text)| text.as_str()))
            .into_iter()
            .map(fault)
            .collect()
    }

    /// The names of all templates, as templates call each other.
    fn templates(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().filter_map(|(name, _, _)| name.split_once('/')).map(|(_, name)| name)
    }

    fn path_of(&self, name: &str) -> Option<Key> {
        self.sources.iter().find(|(known, _, _)| known == name).map(|(_, path, _)| *path)
    }

    /// The text of a template by its path, for showing the place of an error; embedded ones included.
    pub fn text_of(&self, path: Key) -> Option<&str> {
        // The site's own come last: one that stands in place of an embedded one has the same path.
        self.sources.iter().rev().find(|(_, known, _)| *known == path).map(|(_, _, text)| text.as_str())
    }
}

fn with_help(diagnostic: Diagnostic, rendering: Option<String>, help: &str) -> Diagnostic {
    let diagnostic = diagnostic.help(help);
    match rendering {
        Some(rendering) => diagnostic.help(rendering),
        None => diagnostic,
    }
}

fn engine() -> Tera {
    let mut tera = Tera::default();
    // Every name ends in "": nothing is printed unescaped but what is `Html` already.
    tera.autoescape_on([""]);
    let _ = tera.set_fallback_prefixes(["theme/", "default/"]);
    builtin::register(&mut tera);
    tera
}

/// The files of the default theme, as they are in the binary: path in the theme, bytes.
pub fn default_files() -> Vec<(&'static str, &'static [u8])> {
    embedded(&DEFAULT)
}

/// Files of a folder in the binary, with their paths.
fn embedded(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    let mut files = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => files.extend(embedded(folder)),
            DirEntry::File(file) => files.extend(file.path().to_str().map(|path| (path, file.contents()))),
        }
    }
    files
}

/// Our stylesheet without what only its writers read: remarks and indentation. None of its texts holds either.
fn lean(css: &[u8]) -> Vec<u8> {
    let css = String::from_utf8_lossy(css);
    let mut lean = String::with_capacity(css.len());
    let mut parts = css.split("/*");
    lean.push_str(parts.next().unwrap_or_default());
    parts.for_each(|part| lean.push_str(part.split_once("*/").map_or("", |(_, after)| after)));
    let lines = lean.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes()
}

/// The address of a static file: its hash is in the name, so that caches never serve an old one.
fn address(name: &str, bytes: &[u8]) -> Key {
    let hash = Fingerprint::of_bytes(bytes).to_string();
    let named = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("theme/{stem}.{}.{ending}", &hash[..10]),
        None => format!("theme/{name}.{}", &hash[..10]),
    };
    Key::new(&named)
}

/// Stops a page that grows without end.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_PAGE {
            return Err(TOO_LARGE.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> String {
        let file = DEFAULT.get_file("static/style.css").expect("the theme has a stylesheet");
        String::from_utf8(lean(file.contents())).expect("it is text")
    }

    #[test]
    fn the_stylesheet_keeps_within_its_budget() {
        let bytes = sheet().len();
        assert!(bytes <= 16 << 10, "{bytes} bytes; 16 KiB are the most");
    }

    #[test]
    fn the_scripts_keep_within_their_budget() {
        let bytes: usize = default_files().iter().filter(|(path, _)| path.ends_with(".js")).map(|(_, bytes)| bytes.len()).sum();
        assert!(bytes <= 4 << 10, "{bytes} bytes; 4 KiB are the most");
    }

    /// The contrast of two colours (WCAG 2).
    fn contrast(a: &str, b: &str) -> f64 {
        let light = |hex: &str| {
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_stand_out_on_both_grounds() {
        let sheet = sheet();
        let token = |name: &str| -> Vec<String> {
            let (_, rest) = sheet.split_once(&format!("--{name}:light-dark(")).expect(name);
            rest.split_once(')').expect(name).0.split(',').map(str::to_owned).collect()
        };
        for name in ["text", "muted", "link", "visited", "confirmed", "reported", "disputed", "denied", "retracted"] {
            for ground in ["bg", "surface"] {
                for (word, ground) in token(name).iter().zip(token(ground)) {
                    assert!(contrast(word, &ground) >= 4.5, "--{name}: {word} on {ground}: {}", contrast(word, &ground));
                }
            }
        }
    }
}
