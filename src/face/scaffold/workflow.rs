//! The workflow that publishes a site on GitHub Pages.

use crate::face::write::Draft;

/// Where GitHub looks for it.
pub const PATH: &str = ".github/workflows/pages.yml";

/// The actions that it and our own workflows use, each pinned to a major: the one list that the workflows are tested against.
pub const ACTIONS: [&str; 7] = [
    "actions/checkout@v7",
    "actions/configure-pages@v6",
    "actions/deploy-pages@v5",
    "actions/download-artifact@v8",
    "actions/upload-artifact@v7",
    "actions/upload-pages-artifact@v5",
    "taiki-e/install-action@v2",
];

/// The workflow for the repository's default branch, with this version of the program.
pub fn file(branch: &str) -> Draft {
    let text = include_str!("starter/pages.yml")
        .replace("BRANCH", &super::record::quoted(&pattern(branch)))
        .replace("VERSION", env!("CARGO_PKG_VERSION"));
    Draft { path: PATH.to_owned(), text }
}

/// The pattern that matches this branch alone: GitHub takes some signs that git allows in names for wildcards.
fn pattern(branch: &str) -> String {
    let mut pattern = String::new();
    for c in branch.chars() {
        if matches!(c, '*' | '+' | '?' | '!' | '[' | ']' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn uses(text: &str) -> Vec<String> {
        let workflow: Value = serde_yaml::from_str(text).unwrap();
        let steps = workflow["jobs"].as_object().unwrap().values().filter_map(|job| job["steps"].as_array()).flatten();
        steps.filter_map(|step| step["uses"].as_str()).map(str::to_owned).collect()
    }

    #[test]
    fn it_is_yaml_of_at_most_35_lines_with_the_pinned_actions() {
        let text = file("main").text;
        assert!(text.lines().count() <= 35, "{} lines", text.lines().count());
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(workflow["on"]["push"]["branches"], json!(["main"]));
        assert!(workflow["on"].as_object().unwrap().contains_key("pull_request"));
        assert_eq!(workflow["permissions"], json!({"contents": "read"}));
        let build = &workflow["jobs"]["build"];
        assert_eq!(build.get("permissions"), None);
        assert_eq!(build["steps"][0]["with"]["persist-credentials"], false);
        assert_eq!(build["env"]["STRANGER"], "${{ github.event_name == 'pull_request' && '--untrusted' || '' }}");
        let steps: Vec<&str> = build["steps"].as_array().unwrap().iter().filter_map(|step| step["run"].as_str()).collect();
        let changed = "whowhen diff HEAD^ --markdown >> \"$GITHUB_STEP_SUMMARY\"";
        assert_eq!(steps[1..], ["whowhen check $STRANGER", "whowhen build $STRANGER", changed]);
        assert_eq!(build["steps"][0]["with"]["fetch-depth"], 2);
        let deploy = &workflow["jobs"]["deploy"];
        assert_eq!(deploy["permissions"], json!({"pages": "write", "id-token": "write"}));
        assert_eq!(deploy["concurrency"]["group"], "pages");
        assert_eq!(deploy["if"], "github.event_name != 'pull_request'");
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(build["steps"][1]["with"]["tool"], format!("whowhen@{version}"));
    }

    #[test]
    fn a_schedule_is_legal_once_its_sign_is_taken_away() {
        let text = file("main").text.replace("# schedule:", "schedule:");
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(workflow["on"]["schedule"], json!([{"cron": "17 5 * * *"}]));
    }

    #[test]
    fn a_branch_may_have_any_name() {
        for (branch, pattern) in [
            ("gh-pages", "gh-pages"),
            ("it's-\"ours\"", "it's-\"ours\""),
            ("реліз/1", "реліз/1"),
            ("#1,{x}", "#1,{x}"),
            ("c++!", "c\\+\\+\\!"),
        ] {
            let workflow: Value = serde_yaml::from_str(&file(branch).text).unwrap();
            assert_eq!(workflow["on"]["push"]["branches"], json!([pattern]));
        }
    }

    #[test]
    fn all_workflows_use_the_actions_of_the_list() {
        let ours = [
            include_str!("../../../.github/workflows/ci.yml"),
            include_str!("../../../.github/workflows/pages.yml"),
            include_str!("../../../.github/workflows/release.yml"),
        ];
        let written = file("main").text;
        let mut used: Vec<String> = ours.into_iter().chain([written.as_str()]).flat_map(uses).collect();
        used.sort();
        used.dedup();
        assert_eq!(used, ACTIONS);
    }
}
