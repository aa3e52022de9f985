//! Pictures of records: `image`, `image_alt`, `image_credit`.

use whowhen::base::diagnostic::Level;
use whowhen::engine::workspace::Options;

use super::leaf::Leaf;
use super::support::{Built, files, snapshot};

/// A picture of 40 by 30 pixels.
const GIF: &[u8] = b"GIF89a\x28\0\x1e\0\0\0\0;";

fn with_pictures(text: &str, pictures: &[&str]) -> Built {
    let mut files = files(text);
    pictures.iter().for_each(|path| files.write(path, GIF));
    Built(snapshot(files, Options::default()))
}

/// The pictures of a page, their `src`, `alt`, width and height.
fn shown(built: &Built, address: &str) -> Vec<[String; 4]> {
    let leaf = Leaf::read(&built.page(address));
    assert_eq!(leaf.faults, [""; 0], "{address}");
    let get = |tag: &super::leaf::Tag, name: &str| tag.get(name).unwrap_or_default().to_owned();
    let pictures = leaf.tags.iter().filter(|tag| tag.name == "img");
    pictures
        .map(|tag| {
            assert_eq!((tag.get("loading"), tag.get("decoding")), (Some("lazy"), Some("async")));
            ["src", "alt", "width", "height"].map(|name| get(tag, name))
        })
        .collect()
}

#[test]
fn records_of_every_kind_show_their_picture() {
    let kinds = [
        ("briefings", "title: X"),
        ("actors", "name: X"),
        ("events", "title: X\nwhen: 2022"),
        ("sources", "title: X"),
        ("claims", "text: X"),
        ("places", "name: X"),
        ("arcs", "title: X"),
    ];
    for (folder, title) in kinds {
        let about = "image_alt: What it \"shows\"\nimage_credit: A <Press>\n";
        for (image, path, src) in [
            ("a b.gif", format!("content/{folder}/a b.gif"), format!("../../{folder}/a%20b.gif")),
            ("pictures/x.gif", "content/pictures/x.gif".to_owned(), "../../pictures/x.gif".to_owned()),
            ("/pictures/x.gif", "content/pictures/x.gif".to_owned(), "../../pictures/x.gif".to_owned()),
            ("../pictures/x.gif", "content/pictures/x.gif".to_owned(), "../../pictures/x.gif".to_owned()),
        ] {
            let text = format!("-- content/{folder}/x.md --\n---\n{title}\nimage: {image}\n{about}---\n");
            let built = with_pictures(&text, &[&path]);
            assert_eq!(built.findings(Level::Error), [""; 0], "{folder}: {image}");
            let address = format!("{folder}/x/");
            let expected = [src, "What it \"shows\"".to_owned(), "40".to_owned(), "30".to_owned()];
            assert_eq!(shown(&built, &address), [expected], "{address}");
            assert!(built.page(&address).contains("<figcaption class=\"meta\">Picture: A &lt;Press&gt;</figcaption>"));
        }
    }
}

#[test]
fn a_picture_at_another_site_is_a_link_and_one_that_is_missing_nothing() {
    let about = "image_alt: A portrait\nimage_credit: A Press\n";
    let text = format!(
        "-- content/actors/ada.md --\n---\nname: Ada\nimage: https://press.example/a.jpg\n{about}---\n\
         -- content/actors/bo.md --\n---\nname: Bo\nimage: bo.gif\n{about}---\n"
    );
    let built = with_pictures(&text, &[]);
    assert_eq!(built.findings(Level::Warning), ["missing-asset: there is no file `bo.gif`"]);
    let page = built.main("actors/ada/");
    let link =
        "<a href=\"https://press.example/a.jpg\">A portrait</a> <span class=\"meta\">at press.example; picture: A Press</span>";
    assert!(page.contains(link) && !page.contains("<img"), "{page}");
    assert!(!built.main("actors/bo/").contains("<figure"));
    let data = built.page("data/actors.json");
    let exported = "\"image\":\"https://press.example/a.jpg\",\"image_alt\":\"A portrait\",\"image_credit\":\"A Press\"";
    assert!(data.contains(exported) && !data.contains("bo.gif"), "{data}");
}

#[test]
fn a_data_file_s_pictures_are_below_content() {
    let text = "-- content/actors.yaml --\nada: {name: Ada, image: actors/ada.gif, image_alt: Ada}\n";
    let built = with_pictures(text, &["content/actors/ada.gif"]).sound();
    assert_eq!(shown(&built, "actors/ada/")[0][0], "../../actors/ada.gif");
    assert!(built.page("data/actors.json").contains("\"image\":\"actors/ada.gif\",\"image_alt\":\"Ada\""));
}
