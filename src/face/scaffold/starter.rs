//! The first files of a site: they build without a complaint, and teach by their remarks.

use crate::face::write::Draft;

/// What git leaves out: the built site, the cache, and what a killed build leaves.
const IGNORED: [&str; 3] = ["output/", ".whowhen/", ".output.whowhen-*"];

/// The files of a new site. A list of what git leaves out may be there already: its lines stay.
pub fn files(gitignore: Option<&str>) -> Vec<Draft> {
    let draft = |path: &str, text: &str| Draft { path: path.to_owned(), text: text.to_owned() };
    vec![
        draft("site.yaml", include_str!("starter/site.yaml")),
        draft("content/about.md", include_str!("starter/about.md")),
        draft("content/briefings/welcome.md", include_str!("starter/welcome.md")),
        draft(".gitignore", &with_ignored(gitignore.unwrap_or_default())),
    ]
}

/// The lines of ours that a list of what git leaves out lacks.
pub fn not_ignored(gitignore: &str) -> Vec<&'static str> {
    let bare = |line: &str| line.trim().trim_start_matches('/').trim_end_matches("/*").trim_end_matches('/').to_owned();
    IGNORED.into_iter().filter(|ours| !gitignore.lines().any(|line| bare(line) == bare(ours))).collect()
}

fn with_ignored(gitignore: &str) -> String {
    let mut text = gitignore.to_owned();
    for line in not_ignored(gitignore) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_ignores_stays_ignored() {
        assert_eq!(with_ignored(""), "output/\n.whowhen/\n.output.whowhen-*\n");
        assert_eq!(with_ignored("*.bak\n/output/*"), "*.bak\n/output/*\n.whowhen/\n.output.whowhen-*\n");
        let whole = "/output\n.whowhen\n.output.whowhen-*\n# ours\n";
        assert_eq!(with_ignored(whole), whole);
    }
}
