//! Pages on their way out: with the preview's script, and the page that stands in while there is none.

use crate::site::html::escape;

/// Where the preview's own files are: a file of the site at one of these addresses would not be seen in the preview.
pub(super) const SCRIPT: &str = "/-/live.js";
pub(super) const STYLE: &str = "/-/live.css";
pub(super) const CHANNEL: &str = "/-/live";

/// What the script must know of the page that it is in.
pub(super) struct Tag<'a> {
    /// The version of the site that the page is of.
    pub(super) version: &'a str,
    /// The page's file in the output: the one that was asked for, also where there is none.
    pub(super) page: &'a str,
    /// Where the site's root is: `/` or `/repo/`.
    pub(super) root: &'a str,
    /// Whether the page was asked for in vain.
    pub(super) missing: bool,
}

impl Tag<'_> {
    fn html(&self, more: &str) -> String {
        let Tag { version, page, root, missing } = self;
        let missing = if *missing { " data-missing" } else { "" };
        let (page, root) = (escape(page), escape(root));
        format!(
            "<script src=\"{SCRIPT}\" data-version=\"{version}\" data-page=\"{page}\" data-root=\"{root}\"{missing}{more} defer></script>"
        )
    }
}

/// The page with the preview's script just before the end of its body.
pub(super) fn inject(html: &[u8], tag: &Tag<'_>) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = html.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(html.len());
    let tag = tag.html("");
    let mut page = Vec::with_capacity(html.len() + tag.len());
    page.extend_from_slice(&html[..at]);
    page.extend_from_slice(tag.as_bytes());
    page.extend_from_slice(&html[at..]);
    page
}

/// The page that is shown while there is nothing else, with the errors if they are the reason. It goes by itself.
pub(super) fn waiting(card: Option<(&str, &str)>, tag: &Tag<'_>) -> Vec<u8> {
    let (title, text) = card.unwrap_or(("The site is being built", "This page turns into it by itself."));
    let (title, text) = (escape(title), escape(text));
    let script = tag.html(" data-waiting");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n</head>\n<body class=\"whowhen-waiting\">\n<h1>{title}</h1>\n<pre>{text}</pre>\n\
         {script}</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let tag = Tag { version: "1-1", page: "a&b/index.html", root: "/", missing: false };
        let page = String::from_utf8(inject(b"<body><pre>&lt;/body></pre></BODY></html>", &tag)).unwrap();
        let (before, after) = page.split_once("<script").unwrap();
        assert_eq!(before, "<body><pre>&lt;/body></pre>");
        assert!(after.contains("data-page=\"a&amp;b/index.html\"") && after.ends_with("</script></BODY></html>"), "{after}");
    }
}
