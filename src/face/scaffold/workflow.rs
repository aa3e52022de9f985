//! The workflow that publishes a site on GitHub Pages.

use crate::face::write::Draft;

/// Where GitHub looks for it.
pub const PATH: &str = ".github/workflows/pages.yml";

/// The actions that it uses, each pinned to a major: the one list that the workflows are tested against.
pub const ACTIONS: [&str; 5] = [
    "actions/checkout@v7",
    "actions/configure-pages@v6",
    "actions/deploy-pages@v5",
    "actions/upload-pages-artifact@v5",
    "taiki-e/install-action@v2",
];

/// The workflow for the repository's default branch, with this version of the program.
pub fn file(branch: &str) -> Draft {
    let text = include_str!("starter/pages.yml")
        .replace("BRANCH", &super::record::quoted(branch))
        .replace("VERSION", env!("CARGO_PKG_VERSION"));
    Draft { path: PATH.to_owned(), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn uses(text: &str) -> Vec<&str> {
        let mut uses: Vec<&str> =
            text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses: ")).collect();
        uses.sort();
        uses.dedup();
        uses
    }

    #[test]
    fn it_is_yaml_of_at_most_35_lines_with_the_pinned_actions() {
        let text = file("main").text;
        assert!(text.lines().count() <= 35, "{} lines", text.lines().count());
        assert_eq!(uses(&text), ACTIONS);
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(workflow["on"]["push"]["branches"], json!(["main"]));
        assert!(workflow["on"].as_object().unwrap().contains_key("pull_request"));
        assert_eq!(workflow["permissions"], json!({"contents": "read"}));
        assert_eq!(workflow["jobs"]["build"].get("permissions"), None);
        let deploy = &workflow["jobs"]["deploy"];
        assert_eq!(deploy["permissions"], json!({"pages": "write", "id-token": "write"}));
        assert_eq!(deploy["concurrency"]["group"], "pages");
        assert_eq!(deploy["if"], "github.event_name != 'pull_request'");
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(workflow["jobs"]["build"]["steps"][1]["with"]["tool"], format!("whowhen@{version}"));
    }

    #[test]
    fn a_schedule_is_legal_once_its_sign_is_taken_away() {
        let text = file("main").text.replace("# schedule:", "schedule:");
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(workflow["on"]["schedule"], json!([{"cron": "17 5 * * *"}]));
    }

    #[test]
    fn a_branch_may_have_any_name() {
        for branch in ["gh: pages", "it's \"ours\"", "реліз/1", "[x]"] {
            let workflow: Value = serde_yaml::from_str(&file(branch).text).unwrap();
            assert_eq!(workflow["on"]["push"]["branches"], json!([branch]));
        }
    }

    #[test]
    fn our_own_workflows_use_the_same_majors() {
        for text in [include_str!("../../../.github/workflows/ci.yml"), include_str!("../../../.github/workflows/pages.yml")] {
            serde_yaml::from_str::<Value>(text).unwrap();
            let strangers: Vec<&str> = uses(text).into_iter().filter(|action| !ACTIONS.contains(action)).collect();
            assert!(strangers.is_empty(), "{strangers:?}");
        }
    }
}
