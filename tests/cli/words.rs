//! Words that are nearly right, and what is made from the definitions of all words.

use super::*;

#[test]
fn typos_are_answered_with_the_nearest() {
    let desk = Desk::with_site();
    for (words, near) in [
        (&["biuld"][..], "`build`"),
        (&["inti"], "`init`"),
        (&["docter"], "`doctor`"),
        (&["new", "breifing", "One"], "`briefing`"),
        (&["deploy", "--setpu"], "`--setup`"),
        (&["init", "--gihub"], "`--github`"),
        (&["completions", "bahs"], "`bash`"),
        (&["manual", "buidl"], "`build`"),
    ] {
        let before = desk.tree();
        let said = desk.run(words);
        assert_eq!(said.exit, 2, "{words:?}: {said}");
        assert!(said.err.contains(&format!("did you mean {near}?")), "{words:?}: {said}");
        assert_eq!(desk.tree(), before);
    }
    assert_eq!(desk.run(&["new", "briefing"]).exit, 2);
    assert_eq!(desk.run(&["new", "briefing", "One", "--date", "soon"]).exit, 2);
}

#[test]
fn every_shell_has_completions() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = desk.run(&["completions", shell]);
        assert_eq!((said.exit, said.err.as_str()), (0, ""));
        for word in ["briefing", "deploy", "doctor", "base-url"] {
            assert!(said.out.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_manual_is_a_man_page() {
    let desk = Desk::new();
    let said = desk.run(&["manual"]);
    assert!(said.out.contains(".TH whowhen 1") && said.out.contains("doctor"), "{said}");
    let said = desk.run(&["manual", "new"]);
    assert!(said.out.contains(".TH whowhen-new 1") && said.out.contains("briefing"), "{said}");
    assert!(!desk.run(&["--help"]).out.contains("manual"));
}

#[test]
fn what_base_url_is_by_itself_is_said_where_it_differs() {
    let desk = Desk::new();
    let help = |verb: &str| desk.run(&[verb, "--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help("serve").contains("The site's address, to see it under that path [default: the preview's own]"));
    for verb in ["build", "check"] {
        let said = "The site's address, such as https://example.org/ [default: from site.yaml, CNAME or the repository]";
        assert!(help(verb).contains(said), "{verb}");
    }
}
