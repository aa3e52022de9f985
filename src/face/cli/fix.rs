//! `check --fix`: the fixes that findings carry, written into the editor's own files.

use std::path::Path;
use std::sync::Arc;

use crate::engine::mend::{Mended, MendedFile, mend};
use crate::engine::snapshot::Snapshot;
use crate::face::args::{Check, Common, Format};
use crate::face::write;
use crate::input::files::Disk;
use crate::site::words::{count, thousands};

use super::progress::Progress;
use super::{Exit, fail, put, say, site};

/// How many files are named, unless more are asked for.
const NAMED: usize = 8;

/// What was written.
pub(super) struct Fixed {
    /// The files, in order.
    files: Vec<MendedFile>,
    /// Why others were not: `Fine` if there was nothing to keep them from it.
    pub(super) ended: Exit,
}

impl Fixed {
    /// How many findings were mended in each file.
    pub(super) fn by_file(&self) -> serde_json::Value {
        self.files.iter().map(|file| (file.path.as_str().to_owned(), serde_json::Value::from(file.findings))).collect()
    }
}

/// Mends what can be mended, and returns the site as it is then.
pub(super) fn run(common: &Common, check: &Check, root: &Path) -> Result<(Arc<Snapshot>, Fixed), Exit> {
    site::check_inputs(common, root)?;
    let options = site::options(common, &check.build.reading, root);
    let progress = Progress::begin("Fixing", common.quiet);
    let disk = Arc::new(Disk::new(root).with_config(&options.config));
    let mended = mend(disk, options).map_err(|error| {
        fail(&error.to_string(), &["check that the file can be read, then run the command again"]);
        Exit::Machine
    });
    drop(progress);
    let Mended { snapshot, files } = mended?;
    let mut fixed = Fixed { files: Vec::new(), ended: Exit::Fine };
    for file in files {
        match write::replace(root, file.path.as_str(), &file.before, &file.after) {
            Ok(()) => fixed.files.push(file),
            Err(error) => fixed.ended = put::refused(&error),
        }
    }
    if !common.quiet && !common.format.is_some_and(Format::is_document) {
        say("Fixed", &summary(&fixed, common.verbose));
    }
    match fixed.ended {
        Exit::Fine => Ok((snapshot, fixed)),
        // Not all is as it was worked out: what is left is read from the disk.
        _ => Ok((site::open(common, &check.build.reading, root)?, fixed)),
    }
}

/// "3 findings in 2 files   content/briefings/kyiv.md 2 · site.yaml 1"
fn summary(fixed: &Fixed, all: bool) -> String {
    if fixed.files.is_empty() {
        let why = if fixed.ended == Exit::Fine { ": there is nothing that a machine can mend" } else { "" };
        return format!("nothing{why}");
    }
    let findings = fixed.files.iter().map(|file| file.findings).sum();
    let most = if all { usize::MAX } else { NAMED };
    let mut named: Vec<String> = fixed.files.iter().take(most).map(|file| format!("{} {}", file.path, file.findings)).collect();
    if fixed.files.len() > most {
        named.push(format!("{} more", thousands(fixed.files.len() - most)));
    }
    format!("{} in {}   {}", count(findings, "finding", "findings"), count(fixed.files.len(), "file", "files"), named.join(" · "))
}
