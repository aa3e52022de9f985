//! `serve`: a live preview; writes nothing.

use std::sync::Arc;
use std::time::Duration;

use crate::base::diagnostic::Level;
use crate::face::args::{Common, Format, Reading, Serve};
use crate::face::report::Counts;
use crate::face::serve::{self, News, Preview};
use crate::site::words::count;

use super::{Exit, environment, fail, late, say, site};

/// Runs the command.
pub(super) fn run(common: &Common, typed: &Serve) -> Exit {
    match try_run(common, typed) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn try_run(common: &Common, typed: &Serve) -> Result<Exit, Exit> {
    let root = site::root(common)?;
    site::check_inputs(common, &root)?;
    let listening = serve::listen(typed.host, typed.port).map_err(|error| {
        fail(&error.to_string(), &["`--port` names another port, `--host` an address of this machine"]);
        Exit::Machine
    })?;
    // The site stands at the server's own root, whatever address it has when it is published, unless one is typed.
    let base_url = typed.reading.base_url.clone().unwrap_or_else(|| listening.url());
    let base_path = path_of(&base_url);
    let url = format!("{}{}", listening.url().trim_end_matches('/'), base_path);
    if !common.quiet {
        let who = if listening.is_local() { "only on this computer" } else { "for everyone on the network" };
        let taken = listening.taken.map(|port| format!("   port {port} was taken")).unwrap_or_default();
        say("Serving", &format!("{url}   {who}; Ctrl-C ends it{taken}"));
    }
    if typed.open
        && let Err(error) = open::that_detached(&url)
    {
        fail(&format!("can't open a browser: {error}"), &[&format!("open {url} yourself")]);
    }
    let reading = Reading { base_url: Some(base_url), ..typed.reading.clone() };
    let options = site::options(common, &reading, &root);
    let make = {
        let root = root.clone();
        Box::new(move || site::workspace(&root, options.clone()))
    };
    let tell = {
        // Nobody waits for a preview's annotations.
        let common = Common { format: common.format.or(Some(Format::Human)), ..common.clone() };
        Arc::new(move |news: News<'_>| tell(news, &common))
    };
    let config = site::config(common);
    let editor = environment::editor().filter(|_| listening.is_local());
    let editor = editor.and_then(|command| serve::editor_address(&command, &root));
    let preview = Preview { listening, root, config, base_path, follow: typed.follow, editor, make, tell };
    match serve::run(preview) {
        Ok(()) => Ok(Exit::Fine),
        Err(error) => {
            fail(&format!("the preview can't go on: {error}"), &[]);
            Ok(Exit::Machine)
        }
    }
}

/// The path of an address, with a slash at both ends.
fn path_of(url: &str) -> String {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let path = path.trim_matches('/');
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

fn tell(news: News<'_>, common: &Common) {
    let duration = |took: Duration| match took.as_millis() {
        milliseconds @ 0..1000 => format!("{milliseconds} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    };
    match news {
        News::Ready { pages, took } if !common.quiet => {
            say("Ready", &format!("{} in {}", count(pages, "page", "pages"), duration(took)));
        }
        News::Rebuilt { pages: 0, files, took } if !common.quiet => {
            say("Rebuilt", &format!("{} in {}", count(files, "file", "files"), duration(took)));
        }
        News::Rebuilt { pages, took, .. } if !common.quiet => {
            say("Rebuilt", &format!("{} in {}", count(pages, "page", "pages"), duration(took)));
        }
        News::Ready { .. } | News::Rebuilt { .. } => {}
        News::Found { snapshot, found, troubles } => {
            troubles.iter().for_each(|trouble| fail(trouble, &[]));
            if let Some(snapshot) = snapshot {
                site::print(found, snapshot, common, false, Level::Error);
            }
            if common.quiet || common.format.is_some_and(Format::is_document) {
                return;
            }
            let counts = Counts::of(found);
            if counts.error == 0 && troubles.is_empty() && counts.warning == 0 {
                say("Fine", "nothing is wrong now");
            } else if counts.warning > 0 {
                say("Warnings", &format!("{}   run `whowhen check` for details", counts.warning));
            }
        }
        News::Late(why) => late(common, why),
        News::Unwatched(why) => fail(
            &format!("can't watch the site's folder, so changes will not be seen: {why}"),
            &["end the preview and begin it anew"],
        ),
    }
}
