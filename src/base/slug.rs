//! Public ids and address segments from names.

use unicode_normalization::UnicodeNormalization;

/// The most bytes of an id or an address segment that we derive.
pub const LONGEST: usize = 100;

/// A name in lower-case ASCII letters and digits with single hyphens between, at most [`LONGEST`] bytes, cut at a hyphen where
/// there is one. Empty if nothing of the name can be written so.
///
/// Ukrainian is romanised by resolution 55 of the Cabinet of Ministers of 27 January 2010. Cyrillic text counts as Ukrainian
/// if it has what only Ukrainian has: a letter (`і ї є ґ`), an apostrophe within a word, or the suffix `-ськ-`, `-цьк-`, `-зьк-`; other Cyrillic text is read as
/// Russian, in the plain spelling of news agencies: `ё` is `e`, soft and hard signs are dropped, `-ий` and `-ый` end in `y`. All else is
/// `deunicode`'s. Apostrophes within words are dropped.
pub fn slug(text: &str) -> String {
    let letters: Vec<char> = text.nfc().collect();
    let ukrainian = is_ukrainian(&letters);
    let mut slug = String::new();
    let mut gap = false;
    for (n, letter) in letters.iter().copied().enumerate() {
        let within = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
        let before = n.checked_sub(1).and_then(|n| letters.get(n));
        if is_apostrophe(letter) && within(before) && within(letters.get(n + 1)) {
            continue;
        }
        let place =
            Place { initial: !before.is_some_and(|c| c.is_alphabetic() || is_apostrophe(*c)), before, after: &letters[n + 1..] };
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let cyrillic = if ukrainian { ukrainian_letter(lower, &place) } else { None }.or_else(|| russian_letter(lower, &place));
        let written = cyrillic.or_else(|| deunicode::deunicode_char(letter));
        match written {
            Some(latin) => append(&mut slug, &mut gap, latin, letter.is_alphabetic()),
            None => gap = true,
        }
    }
    shortened(slug)
}

/// Appends what is a letter or digit; anything else is a gap, or nothing where it spells a letter.
fn append(slug: &mut String, gap: &mut bool, latin: &str, is_letter: bool) {
    for c in latin.chars() {
        if c.is_ascii_alphanumeric() {
            if *gap && !slug.is_empty() {
                slug.push('-');
            }
            *gap = false;
            slug.push(c.to_ascii_lowercase());
        } else if !is_letter || c == ' ' {
            *gap = true;
        }
    }
}

fn shortened(mut slug: String) -> String {
    if slug.len() > LONGEST {
        let at_word = slug[..=LONGEST].rfind('-').unwrap_or(LONGEST);
        slug.truncate(at_word);
    }
    slug
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '`' | '´' | '＇')
}

fn is_ukrainian(letters: &[char]) -> bool {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    let own = letters.iter().any(|c| matches!(c, 'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ'));
    let suffix = |three: &[char]| matches!(three, ['с' | 'ц' | 'з' | 'С' | 'Ц' | 'З', 'ь' | 'Ь', 'к' | 'К']);
    own || letters.windows(3).any(suffix)
        || letters.windows(3).any(|three| is_cyrillic(three[0]) && is_apostrophe(three[1]) && is_cyrillic(three[2]))
}

/// Where a letter stands in its word.
struct Place<'a> {
    initial: bool,
    before: Option<&'a char>,
    after: &'a [char],
}

/// Resolution 55 of 2010; `None` for letters that Ukrainian lacks.
fn ukrainian_letter(letter: char, place: &Place) -> Option<&'static str> {
    Some(match letter {
        'є' => {
            if place.initial {
                "ye"
            } else {
                "ie"
            }
        }
        'ї' => {
            if place.initial {
                "yi"
            } else {
                "i"
            }
        }
        'й' => {
            if place.initial {
                "y"
            } else {
                "i"
            }
        }
        'ю' => {
            if place.initial {
                "yu"
            } else {
                "iu"
            }
        }
        'я' => {
            if place.initial {
                "ya"
            } else {
                "ia"
            }
        }
        // зг is zgh, to tell it from ж, zh
        'г' if matches!(place.before, Some('з' | 'З')) => "gh",
        'г' => "h",
        'ґ' => "g",
        'и' => "y",
        'і' => "i",
        _ => return None,
    })
}

fn russian_letter(letter: char, place: &Place) -> Option<&'static str> {
    let ends_word = |after: &[char]| !after.first().is_some_and(|c| c.is_alphanumeric());
    let before_final_short_i = || matches!(place.after, ['й' | 'Й', rest @ ..] if ends_word(rest));
    Some(match letter {
        'и' | 'ы' if before_final_short_i() && !place.initial => "",
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Whether an id can stand in an address and in a file's name everywhere: `[a-z0-9._-]`, at most [`LONGEST`] bytes, a letter or
/// digit at both ends, not reserved.
pub fn is_portable(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let ends = |byte: Option<u8>| byte.is_some_and(plain);
    id.len() <= LONGEST
        && ends(id.bytes().next())
        && ends(id.bytes().last())
        && id.bytes().all(|b| plain(b) || matches!(b, b'-' | b'_' | b'.'))
        && !is_reserved(id)
}

/// Whether Windows keeps a file's name for a device, with any extension and in any case (Microsoft, "Naming files, paths, and
/// namespaces").
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") {
        return true;
    }
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    port.is_some_and(|number| matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"))
}

/// Six hexadecimal digits that tell two names apart which slug alike: the beginning of the text's BLAKE3 hash.
pub fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..6].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_slugs() {
        let table = [
            ("Antony Blinken", "antony-blinken"),
            ("  The   U.S. – Russia talks!  ", "the-u-s-russia-talks"),
            ("Зеленський", "zelenskyi"),
            ("ЗЕЛЕНСЬКИЙ", "zelenskyi"),
            ("Володимир Зеленський", "volodymyr-zelenskyi"),
            ("Хмельницький", "khmelnytskyi"),
            ("Київ", "kyiv"),
            ("Єнакієве", "yenakiieve"),
            ("Їжакевич, Кадиївка", "yizhakevych-kadyivka"),
            ("Йосипівка і Стрий", "yosypivka-i-stryi"),
            ("Юрій Крюківка", "yurii-kriukivka"),
            ("Яготин і Ічня", "yahotyn-i-ichnia"),
            ("Згурський, Розгін і Ґалаґан", "zghurskyi-rozghin-i-galagan"),
            ("Знам'янка", "znamianka"),
            ("Мар’яна", "mariana"),
            ("Щербухи, Гоща, Гаращенко і Харків", "shcherbukhy-hoshcha-harashchenko-i-kharkiv"),
            ("Кореспондент-Уніан", "korespondent-unian"),
            ("Лавров", "lavrov"),
            ("Сергей Лавров", "sergey-lavrov"),
            ("Дмитрий Медведев", "dmitry-medvedev"),
            ("Алексей Навальный", "aleksey-navalny"),
            ("Горбачёв", "gorbachev"),
            ("Горбаче\u{308}в", "gorbachev"),
            ("Подъезд, Эхо, Юрий", "podezd-ekho-yury"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("é e\u{301}", "e-e"),
            ("Łódź", "lodz"),
            ("O'Brien", "obrien"),
            ("O’Brien", "obrien"),
            ("the 'quoted' word", "the-quoted-word"),
            ("北京", "bei-jing"),
            ("24/7", "24-7"),
            ("a_b.c", "a-b-c"),
            ("—", ""),
            ("", ""),
            ("🇺🇦…", "ua"),
            ("Луцьк", "lutsk"),
        ];
        let wrong: Vec<_> = table
            .iter()
            .map(|(name, expected)| (name, slug(name), expected))
            .filter(|(_, got, expected)| got != *expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn long_names_are_cut_at_a_hyphen() {
        let words = "word ".repeat(40);
        assert_eq!(slug(&words), ["word"; 20].join("-"));
        assert_eq!(slug(&"x".repeat(300)), "x".repeat(100));
        assert_eq!(slug(&format!("{} yy", "x".repeat(100))), "x".repeat(100));
        assert_eq!(slug(&format!("ab {}", "x".repeat(200))), "ab");
    }

    #[test]
    fn ids_are_portable_or_not() {
        for id in ["kyiv", "2022", "a", "us-intelligence", "a_b.c", "com", "com10", "console", "lpt", "nulls.txt"] {
            assert!(is_portable(id), "{id}");
        }
        let long = "a".repeat(101);
        for id in
            ["", "-a", "a-", ".a", "a.", "_", "Kyiv", "київ", "a b", "a/b", "con", "nul.txt", "aux.a.b", "com1", "lpt9.md", &long]
        {
            assert!(!is_portable(id), "{id}");
        }
    }

    #[test]
    fn windows_reserves_names_in_any_case() {
        assert!(["CON", "Nul.TXT", "com¹", "aux .md"].into_iter().all(is_reserved));
        assert!(!["", "com0", "com", "conference", "a.con"].into_iter().any(is_reserved));
    }

    #[test]
    fn hashes_are_short_and_tell_names_apart() {
        assert_eq!(short_hash("").as_str(), "af1349");
        assert_ne!(short_hash("a"), short_hash("b"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

        #[test]
        fn slugs_are_portable_or_empty_or_reserved_and_stay_as_they_are(text in any::<String>()) {
            let once = slug(&text);
            prop_assert!(once.is_empty() || is_reserved(&once) || is_portable(&once), "{}", once);
            prop_assert!(!once.contains("--"), "{}", once);
            prop_assert_eq!(slug(&once), once);
        }
    }
}
