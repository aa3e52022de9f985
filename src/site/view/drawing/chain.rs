//! How a statement reached its readers: from the origin (a filled dot) by those who passed it on (rings) to the documents that were read.
//! Ways that begin alike are drawn as one until they part.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::view::card::Name;

/// The lines of a label are this many pixels apart.
const LINE: usize = 16;
/// A label breaks after so many characters: four columns then fit on a phone.
const WIDTH: usize = 11;
/// Longer ways are told in words alone: their labels would run into each other on a phone.
const COLUMNS: usize = 6;
/// More ways are told in words alone.
const WAYS: usize = 12;
/// A label has no more lines than this; the words beside the drawing have the whole name.
const LINES: usize = 3;

/// One way from an origin to a reader.
#[derive(Clone, Debug)]
pub struct Way<'m> {
    /// From the origin on.
    pub hops: Vec<Name<'m>>,
    /// Whether it is an answer that denies.
    pub denial: bool,
    /// Whether nobody owns its beginning.
    pub unowned: bool,
}

/// The drawing.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct ChainDrawing<'m> {
    /// In pixels.
    pub height: usize,
    /// What it shows, in one plain sentence a way.
    pub words: String,
    /// From dot to dot.
    pub lines: Vec<Line>,
    /// The dots.
    pub dots: Vec<Dot<'m>>,
    /// Where "the denial" stands above its lines, in pixels, if something is denied: colour is never the only sign.
    pub denial: Option<usize>,
}

/// A straight line.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Line {
    /// Percentages of the width, with their sign.
    pub x1: String,
    /// Pixels from the top.
    pub y1: usize,
    /// As `x1`.
    pub x2: String,
    /// As `y1`.
    pub y2: usize,
    /// Whether it belongs to a denial.
    pub denial: bool,
}

/// Somebody through whom a statement went.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Dot<'m> {
    /// Percentage of the width, with its sign.
    pub x: String,
    /// Pixels from the top.
    pub y: usize,
    /// `origin`, `passed` or `nobody`.
    pub kind: &'static str,
    /// Whether it belongs to a denial.
    pub denial: bool,
    /// Who.
    pub name: Name<'m>,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Where the label's text stands: at the edges not below the dot's middle.
    pub label_x: String,
    /// The name, broken into lines, each with its height in pixels.
    pub label: Vec<(usize, String)>,
}

/// A hop with all that follows it.
struct Hop<'m> {
    name: Name<'m>,
    column: usize,
    row: usize,
    next: Vec<Hop<'m>>,
}

/// Draws ways from origins to readers; nothing where none has two hops.
pub fn draw<'m>(ways: &[Way<'m>]) -> Option<ChainDrawing<'m>> {
    let ways: Vec<&Way<'m>> = ways.iter().filter(|way| way.hops.len() <= COLUMNS).take(WAYS).collect();
    let columns = ways.iter().map(|way| way.hops.len()).max().filter(|longest| *longest > 1)?;
    let mut drawing = ChainDrawing { words: in_words(&ways), ..ChainDrawing::default() };
    let mut top = 0;
    for (denial, unowned) in [(false, false), (false, true), (true, false), (true, true)] {
        let alike = ways.iter().filter(|way| way.denial == denial && way.unowned == unowned && !way.hops.is_empty());
        let mut roots: Vec<Hop<'m>> = Vec::new();
        for way in alike {
            grow(&mut roots, &way.hops, 0);
        }
        if denial && !roots.is_empty() && drawing.denial.is_none() {
            drawing.denial = Some(top + 16);
            top += 26;
        }
        let mut rows = 0;
        roots.iter_mut().for_each(|root| lay(root, &mut rows));
        let heights = heights(&roots, rows, top);
        top = heights.last().map_or(top, |row| row.bottom);
        for root in &roots {
            put(root, columns, &heights, (denial, unowned), &mut drawing);
        }
    }
    drawing.height = top;
    Some(drawing)
}

fn grow<'m>(hops: &mut Vec<Hop<'m>>, rest: &[Name<'m>], column: usize) {
    let Some(first) = rest.first() else { return };
    let at = hops.iter().position(|hop| hop.name.text == first.text).unwrap_or_else(|| {
        hops.push(Hop { name: first.clone(), column, row: 0, next: Vec::new() });
        hops.len() - 1
    });
    grow(&mut hops[at].next, &rest[1..], column + 1);
}

/// A hop stands in the row of the first that follows it, so that what follows parts downwards only.
fn lay(hop: &mut Hop, rows: &mut usize) {
    hop.row = *rows;
    if hop.next.is_empty() {
        *rows += 1;
    }
    hop.next.iter_mut().for_each(|next| lay(next, rows));
}

/// Where a row's dots stand, and where it ends, in pixels.
struct Row {
    dots: usize,
    bottom: usize,
}

fn heights(roots: &[Hop], rows: usize, mut top: usize) -> Vec<Row> {
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    let mut below: BTreeMap<usize, usize> = BTreeMap::new();
    let mut open: Vec<&Hop> = roots.iter().collect();
    while let Some(hop) = open.pop() {
        let side = if parts(hop) { &mut above } else { &mut below };
        let lines = side.entry(hop.row).or_default();
        *lines = (*lines).max(broken(hop.name.text).len());
        open.extend(&hop.next);
    }
    let lines = |side: &BTreeMap<usize, usize>, row| side.get(&row).copied().unwrap_or_default() * LINE;
    (0..rows)
        .map(|row| {
            let dots = top + lines(&above, row) + 14;
            top = dots + lines(&below, row) + 18;
            Row { dots, bottom: top }
        })
        .collect()
}

/// What parts has its label above: the line goes down below it.
fn parts(hop: &Hop) -> bool {
    hop.next.len() > 1
}

fn put<'m>(hop: &Hop<'m>, columns: usize, rows: &[Row], (denial, unowned): (bool, bool), drawing: &mut ChainDrawing<'m>) {
    let y = rows[hop.row].dots;
    let x = percent(hop.column, columns);
    let last = hop.column + 1 == columns;
    let lines = broken(hop.name.text);
    let first = if parts(hop) { (y - 12).saturating_sub(lines.len().saturating_sub(1) * LINE) } else { y + 22 };
    drawing.dots.push(Dot {
        y,
        kind: if hop.column > 0 {
            "passed"
        } else if unowned {
            "nobody"
        } else {
            "origin"
        },
        denial,
        name: hop.name.clone(),
        anchor: if hop.column == 0 {
            "start"
        } else if last {
            "end"
        } else {
            "middle"
        },
        label_x: if hop.column == 0 {
            "0".to_owned()
        } else if last {
            "100%".to_owned()
        } else {
            x.clone()
        },
        label: lines.into_iter().enumerate().map(|(n, line)| (first + n * LINE, line)).collect(),
        x: x.clone(),
    });
    for next in &hop.next {
        let (to, below) = (percent(next.column, columns), rows[next.row].dots);
        let line = |x1: &str, y1, x2: &str, y2| Line { x1: x1.to_owned(), y1, x2: x2.to_owned(), y2, denial };
        drawing.lines.push(line(&x, below, &to, below));
        put(next, columns, rows, (denial, unowned), drawing);
    }
    if let Some(next) = hop.next.last().filter(|next| next.row > hop.row) {
        drawing.lines.push(Line { x1: x.clone(), y1: y, x2: x, y2: rows[next.row].dots, denial });
    }
}

/// The dots of the first and last column stay whole: 3 % of a phone's column are ten pixels.
fn percent(column: usize, columns: usize) -> String {
    let tenths = 30 + column * 940 / (columns - 1);
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// A name in lines of a label's width.
fn broken(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines[LINES - 1].push('…');
    }
    for line in &mut lines {
        if line.chars().count() > WIDTH + 3 {
            *line = line.chars().take(WIDTH + 2).chain(['…']).collect();
        }
    }
    lines
}

fn in_words(ways: &[&Way]) -> String {
    let sentence = |way: &&Way| {
        let names: Vec<&str> = way.hops.iter().map(|hop| hop.text).collect();
        format!("{}: {}.", if way.denial { "Denial" } else { "Assertion" }, names.join(", then "))
    };
    ways.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way<'m>(hops: &[&'m str], denial: bool) -> Way<'m> {
        Way { hops: hops.iter().map(|text| Name { text, href: None, note: None }).collect(), denial, unowned: false }
    }

    #[test]
    fn ways_are_one_until_they_part() {
        let ways = [
            way(&["Intelligence", "White House", "AP"], false),
            way(&["Intelligence", "White House", "Politico", "Summary"], false),
            way(&["Lavrov", "AP"], true),
        ];
        let drawing = draw(&ways).expect("a drawing");
        let dots: Vec<String> =
            drawing.dots.iter().map(|dot| format!("{} {} {} {} {}", dot.name.text, dot.x, dot.y, dot.kind, dot.anchor)).collect();
        assert_eq!(
            dots,
            [
                "Intelligence 3% 30 origin start",
                "White House 34.3% 30 passed middle",
                "AP 65.6% 30 passed middle",
                "Politico 65.6% 78 passed middle",
                "Summary 97% 78 passed end",
                "Lavrov 3% 152 origin start",
                "AP 34.3% 152 passed middle",
            ]
        );
        assert_eq!((drawing.lines.len(), drawing.height, drawing.denial), (6, 186, Some(128)));
        // what parts has its name above, the others below
        assert_eq!((drawing.dots[1].label[0].0, drawing.dots[2].label[0].0), (18, 52));
        assert!(drawing.words.ends_with("Denial: Lavrov, then AP."), "{}", drawing.words);
    }

    #[test]
    fn nothing_is_drawn_of_a_single_voice() {
        assert!(draw(&[way(&["Lavrov"], false)]).is_none());
        assert!(draw(&[]).is_none());
        assert!(draw(&[way(&["a", "b", "c", "d", "e", "f", "g"], false)]).is_none(), "too long for a phone");
    }

    #[test]
    fn long_names_break_and_end() {
        assert_eq!(broken("News summary of the January 2022 crisis"), ["News", "summary of", "the January…"]);
        assert_eq!(broken("Bundesverfassungsgericht"), ["Bundesverfass…"]);
        assert!(broken("").is_empty());
        let nameless = draw(&[way(&[" ", "AP"], false), way(&[" ", "TASS"], false)]);
        assert_eq!(nameless.map(|drawing| drawing.dots.len()), Some(3));
    }
}
