//! The kinds of callouts: those of GitHub and of Obsidian.

/// How a kind of callout looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The kind that it is, or is another name of.
    pub(super) kind: &'static str,
    /// The colour, as of a status.
    pub(super) tone: &'static str,
    /// The drawing in the theme's sprite.
    pub(super) icon: &'static str,
}

/// Each kind with its other names.
const KINDS: &[(&[&str], Look)] = &[
    (&["note"], Look { kind: "note", tone: "reported", icon: "info" }),
    (&["abstract", "summary", "tldr"], Look { kind: "abstract", tone: "reported", icon: "list" }),
    (&["info"], Look { kind: "info", tone: "reported", icon: "info" }),
    (&["todo"], Look { kind: "todo", tone: "reported", icon: "reported" }),
    (&["tip", "hint", "important"], Look { kind: "tip", tone: "confirmed", icon: "tip" }),
    (&["success", "check", "done"], Look { kind: "success", tone: "confirmed", icon: "confirmed" }),
    (&["question", "help", "faq"], Look { kind: "question", tone: "disputed", icon: "unresolved" }),
    (&["warning", "caution", "attention"], Look { kind: "warning", tone: "disputed", icon: "warn" }),
    (&["failure", "fail", "missing"], Look { kind: "failure", tone: "denied", icon: "denies" }),
    (&["danger", "error"], Look { kind: "danger", tone: "denied", icon: "warn" }),
    (&["bug"], Look { kind: "bug", tone: "denied", icon: "denies" }),
    (&["example"], Look { kind: "example", tone: "reported", icon: "list" }),
    (&["quote", "cite"], Look { kind: "quote", tone: "reported", icon: "says" }),
];

/// How a callout with this word looks; one that nobody knows is a note.
pub(super) fn look(word: &str) -> Look {
    let known = KINDS.iter().find(|(names, _)| names.contains(&word));
    known.map_or(KINDS[0].1, |(_, look)| *look)
}

/// The word as a title: `false-flag` is "False flag".
pub(super) fn title(word: &str) -> String {
    match word {
        "tldr" | "faq" => word.to_uppercase(),
        "todo" => "To do".to_owned(),
        _ => {
            let words = word.replace(['-', '_'], " ");
            let mut letters = words.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::KINDS;
    use crate::syntax::markdown::CALLOUTS;

    #[test]
    fn the_words_that_are_asked_for_are_those_that_look_like_something() {
        let shown = KINDS.iter().flat_map(|(names, _)| names.iter().copied());
        let mut shown: Vec<&str> = shown.chain(["claim"]).collect();
        let mut asked = CALLOUTS.to_vec();
        shown.sort_unstable();
        asked.sort_unstable();
        assert_eq!(shown, asked);
    }
}
