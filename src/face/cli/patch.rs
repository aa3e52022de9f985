//! A change of files as a unified diff, such as `git apply` takes.

use std::fmt::Write;

use similar::TextDiff;

use crate::engine::refactor::site::FileChange;

/// The diff of all files; one that goes while another comes is one that moves.
pub(super) fn text(changes: &[FileChange]) -> String {
    let gone = changes.iter().find(|change| change.after.is_none());
    let come = changes.iter().position(|change| change.before.is_none());
    let mut text = String::new();
    for (at, change) in changes.iter().enumerate() {
        let path = change.path.as_str();
        match (&change.before, &change.after, gone) {
            (None, after, Some(gone)) if Some(at) == come => {
                let _ = writeln!(text, "diff --git a/{} b/{path}\nrename from {}\nrename to {path}", gone.path, gone.path);
                let (old, new) = (format!("a/{}", gone.path), format!("b/{path}"));
                text += &lines(&old, &new, gone.before.as_deref(), after.as_deref());
            }
            (Some(before), Some(after), _) => {
                let _ = writeln!(text, "diff --git a/{path} b/{path}");
                text += &lines(&format!("a/{path}"), &format!("b/{path}"), Some(before), Some(after));
            }
            (None, after, _) => {
                let _ = writeln!(text, "diff --git a/{path} b/{path}\nnew file mode 100644");
                text += &lines("/dev/null", &format!("b/{path}"), None, after.as_deref());
            }
            // Shown where it went.
            (Some(_), None, Some(gone)) if come.is_some() && gone.path == change.path => {}
            (Some(before), None, _) => {
                let _ = writeln!(text, "diff --git a/{path} b/{path}\ndeleted file mode 100644");
                text += &lines(&format!("a/{path}"), "/dev/null", Some(before), None);
            }
        }
    }
    text
}

fn lines(old: &str, new: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> String {
    let text = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let (before, after) = (text(before), text(after));
    let diff = TextDiff::from_lines(&before, &after);
    diff.unified_diff().context_radius(3).header(old, new).to_string()
}
