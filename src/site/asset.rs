//! Files that are published as they are: which ones, and which are unsafe.

use std::io::Cursor;

use crate::base::diagnostic::Diagnostic;
use crate::base::id::Key;
use crate::base::text::Span;
use crate::syntax::kind::Kind;

/// A file whose type is left out.
pub fn left_out(path: Key) -> Diagnostic {
    Diagnostic::warning(
        "unsafe-asset",
        Span::whole(path),
        format!("files like `{}` are not published", path.as_str().rsplit('/').next().unwrap_or_default()),
    )
    .label("left out of the site")
    .help(
        was_to_be_read(path.as_str())
            .unwrap_or_else(|| "put it into static/ if readers must have it, or outside of content/ if not".to_owned()),
    )
}

/// What to do with a file that nobody reads since its name is not quite that of a text or of records.
fn was_to_be_read(path: &str) -> Option<String> {
    let inner = path.strip_prefix("content/")?;
    let (stem, ending) = inner.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkd" => {
            let name = stem.rsplit('/').next().unwrap_or(stem);
            Some(format!("texts are read from files that end in `.md`: rename it to `{name}.md`"))
        }
        "yaml" | "yml" => {
            let kind = Kind::meant_by_folder(stem.split('/').next().unwrap_or(stem))?.plural();
            Some(format!("{kind} are read from `content/{kind}.yaml` and from the folder `content/{kind}/`"))
        }
        _ => None,
    }
}

/// Why a file beside content must not be published, if so: an SVG that runs or loads something, a picture that says where it was taken.
pub fn unsafe_because(path: Key, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = path.as_str().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let (message, help) = match ending.as_str() {
        "svg" => (svg_problem(bytes)?, "save the drawing as plain SVG without scripts and links to other files"),
        "jpg" | "jpeg" | "png" | "webp" | "avif" if has_position(bytes) => (
            "this picture says where it was taken, which can give away a source".to_owned(),
            "remove the position from the file, for instance by exporting the picture anew without metadata",
        ),
        _ => return None,
    };
    Some(Diagnostic::error("unsafe-asset", Span::whole(path), message).help(help))
}

/// Whether a file that is named as a picture is none: readers would see an empty frame.
pub fn no_picture(path: Key, bytes: &[u8]) -> Option<Diagnostic> {
    let ending = path.as_str().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let is_picture = match ending.as_str() {
        "svg" => bytes.windows(4).any(|part| part == b"<svg") || bytes.windows(5).any(|part| part == b":svg "),
        ending if crate::base::ending::is_picture(&format!(".{ending}")) => imagesize::image_type(bytes).is_ok(),
        _ => return None,
    };
    let help = if bytes.starts_with(b"version https://git-lfs") {
        "Git LFS has the picture, and this only stands for it: `git lfs pull` fetches it, in a workflow `lfs: true` below `actions/checkout`"
    } else if bytes.is_empty() {
        "the file is empty; save the picture anew"
    } else {
        "open the file to see what it is, and save the picture itself in its place"
    };
    let name = path.as_str().rsplit('/').next().unwrap_or_default();
    let found = Diagnostic::warning("missing-asset", Span::whole(path), format!("`{name}` holds no picture"));
    (!is_picture).then(|| found.label("readers see an empty frame").help(help))
}

/// Width and height at which a picture is shown, in pixels, read from its head.
pub fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let (width, height) = match ending.as_str() {
        "svg" => svg_size(bytes)?,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => {
            let size = imagesize::blob_size(bytes).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            if lies_on_its_side(bytes) { (height, width) } else { (width, height) }
        }
        _ => return None,
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// Whether a camera was held so that the picture is shown turned by a quarter.
fn lies_on_its_side(bytes: &[u8]) -> bool {
    let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return false };
    let turned = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY);
    turned.and_then(|field| field.value.get_uint(0)).is_some_and(|turned| (5..=8).contains(&turned))
}

/// The size that a drawing gives itself, in plain numbers or pixels, else that of its view box.
fn svg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(bytes).ok()?);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => break tag,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != "svg" {
        return None;
    }
    let pixels =
        |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|size| (1.0..=65_535.0).contains(size));
    let (mut width, mut height, mut view) = (None, None, None);
    for attribute in root.attributes().flatten() {
        let value = attribute.value.to_string();
        match attribute.key.as_ref() {
            "width" => width = pixels(&value),
            "height" => height = pixels(&value),
            "viewBox" => {
                let numbers: Vec<f64> =
                    value.split([' ', ',']).filter(|number| !number.is_empty()).filter_map(pixels_or_less).collect();
                view = if let [_, _, width, height] = numbers[..] { Some((width, height)) } else { None };
            }
            _ => {}
        }
    }
    let (width, height) = width.zip(height).or(view)?;
    (width >= 1.0 && height >= 1.0).then_some((width.round() as u32, height.round() as u32))
}

fn pixels_or_less(number: &str) -> Option<f64> {
    number.parse::<f64>().ok().filter(|number| number.abs() <= 65_535.0)
}

fn has_position(bytes: &[u8]) -> bool {
    let Ok(exif) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return false };
    exif.fields().any(|field| matches!(field.tag, exif::Tag::GPSLatitude | exif::Tag::GPSLongitude))
}

/// Looks at an SVG as a list of tags: any script, event handler, foreign content, or reference to elsewhere is a problem.
fn svg_problem(bytes: &[u8]) -> Option<String> {
    use quick_xml::events::Event;
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("this SVG is not UTF-8 text".to_owned()) };
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
            Ok(Event::DocType(_)) => continue,
            Ok(Event::PI(instruction)) if instruction.starts_with("xml-stylesheet") => {
                return Some("this SVG loads a stylesheet".to_owned());
            }
            Ok(_) => continue,
            Err(_) => return Some("this SVG is not well-formed".to_owned()),
        };
        let name = tag.local_name().as_ref().to_lowercase();
        if matches!(name.as_str(), "script" | "foreignobject" | "iframe" | "embed" | "object" | "handler" | "listener") {
            return Some(format!("this SVG holds `<{name}>`, which can run code"));
        }
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else { return Some("this SVG is not well-formed".to_owned()) };
            let key = attribute.key.local_name().as_ref().to_lowercase();
            let value = attribute.value.to_lowercase();
            let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            if key.starts_with("on") {
                return Some(format!("this SVG has a handler `{key}`, which runs code"));
            }
            if matches!(key.as_str(), "href" | "src")
                && name != "a"
                && !value.starts_with('#')
                && !value.starts_with("data:image/")
            {
                return Some(format!("this SVG loads something from elsewhere (`{key}`)"));
            }
            if matches!(key.as_str(), "href") && (value.starts_with("javascript:") || value.contains("&#")) {
                return Some("this SVG has a link that runs code".to_owned());
            }
            let own: usize = ["url(#", "url('#", "url(&quot;#"].iter().map(|form| value.matches(form).count()).sum();
            if value.matches("url(").count() > own {
                return Some("this SVG loads something from elsewhere".to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_may_draw_and_nothing_else() {
        let problem = |svg: &str| svg_problem(svg.as_bytes()).is_some();
        for harmless in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\" fill=\"url(#g)\"/><a href=\"https://example.org/\"><text>x</text></a></svg>",
            "<svg><use href=\"#a\"/><image href=\"data:image/png;base64,AAAA\"/></svg>",
        ] {
            assert!(!problem(harmless), "{harmless}");
        }
        for harmful in [
            "<svg><script>x</script></svg>",
            "<svg onload=\"x()\"/>",
            "<svg><image href=\"https://example.org/x.png\"/></svg>",
            "<svg><use xlink:href=\"other.svg#a\"/></svg>",
            "<svg><a href=\"java&#115;cript:x\"/></svg>",
            "<svg><a href=\" JavaScript:x\"/></svg>",
            "<svg><rect fill=\"url(https://example.org/x)\"/></svg>",
            "<svg><foreignObject/></svg>",
            "<?xml-stylesheet href=\"x.css\"?><svg/>",
            "<svg><g></svg>",
        ] {
            assert!(problem(harmful), "{harmful}");
        }
    }

    #[test]
    fn sizes_are_read_from_the_head() {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 1, 0, 0, 0, 0, 3], b"\x08\x02\0\0\0"].concat();
        assert_eq!(size("content/a.PNG", &png), Some((256, 3)));
        assert_eq!(size("content/a.gif", b"GIF89a\x04\0\x05\0\0\0\0;"), Some((4, 5)));
        for (svg, expected) in [
            ("<?xml version=\"1.0\"?><!-- x --><svg width=\"40px\" height=\"30\" viewBox=\"0 0 1 1\"/>", Some((40, 30))),
            ("<svg width=\"100%\" height=\"50%\" viewBox=\"0,0,38.4 16\"><g/></svg>", Some((38, 16))),
            ("<svg viewBox=\"0 0 0 0\"/>", None),
            ("<svg viewBox=\"a\"/>", None),
            ("<g width=\"1\" height=\"1\"/>", None),
            ("", None),
        ] {
            assert_eq!(size("static/a.svg", svg.as_bytes()), expected, "{svg}");
        }
        assert_eq!(size("content/a.png", b"no picture"), None);
        assert_eq!(size("content/a.pdf", &png), None);
    }
}
