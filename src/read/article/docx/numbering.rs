//! Numbered lists: Word stores that a paragraph is numbered, not which number it has. The numbers that are printed are counted
//! here, as Word counts them.

use crate::read::xml::Element;
use crate::text::citing::print_roman;
use std::collections::{BTreeMap, BTreeSet};

const LEVELS: usize = 9;

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    Bullet,
    /// The number as printed, without brackets and stop.
    Number(String),
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2`: the numbers of the levels.
    text: String,
    /// The level behind which it begins anew; 0 never.
    restart: Option<usize>,
}

#[derive(Debug, Default)]
struct List {
    shape: String,
    /// Where a level begins in this list, whatever its shape says.
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    shapes: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(part: Option<&Element>) -> Self {
        let Some(part) = part else { return Self::default() };
        let mut numbering = Self::default();
        let value =
            |element: &Element, name: &str| element.child(name).and_then(|e| e.attribute("val")).map(str::to_owned);
        let (mut named, mut linked) = (BTreeMap::new(), Vec::new());
        for shape in part.all("abstractNum") {
            let Some(id) = shape.attribute("abstractNumId").map(str::to_owned) else { continue };
            value(shape, "styleLink").into_iter().for_each(|style| _ = named.insert(style, id.clone()));
            value(shape, "numStyleLink").into_iter().for_each(|style| linked.push((id.clone(), style)));
            numbering.shapes.insert(id, shape.all("lvl").filter_map(read_level).collect());
        }
        // A shape may only say which style has it.
        for (id, style) in linked {
            if let Some(levels) = named.get(&style).and_then(|shape| numbering.shapes.get(shape)).cloned() {
                numbering.shapes.insert(id, levels);
            }
        }
        for list in part.all("num") {
            let Some(id) = list.attribute("numId").map(str::to_owned) else { continue };
            let overridden = || list.all("lvlOverride").filter_map(|e| Some((read_index(e)?, e)));
            let start = |e: &Element| value(e, "startOverride")?.parse().ok();
            let own = List {
                shape: value(list, "abstractNumId").unwrap_or_default(),
                starts: overridden().filter_map(|(at, e)| Some((at, start(e)?))).collect(),
                levels: overridden().filter_map(|(_, e)| read_level(e.child("lvl")?)).collect(),
            };
            numbering.lists.insert(id, own);
        }
        numbering
    }

    /// What stands before the next paragraph of a list, at a depth from 0; none where that is nothing.
    pub(super) fn next_label(&mut self, list: &str, depth: u8) -> Option<Label> {
        let at = usize::from(depth).min(LEVELS - 1);
        let Some(own) = self.lists.get(list) else { return Some(Label::Bullet) };
        let shape = self.shapes.get(&own.shape);
        let level_at = |at: usize| own.levels.get(&at).or_else(|| shape?.get(&at));
        let Some(level) = level_at(at) else { return Some(Label::Bullet) };
        let counts = self.counts.entry(own.shape.clone()).or_default();
        // The first paragraph of a list that says where it begins, begins there.
        let anew = own.starts.get(&at).filter(|_| self.begun.insert((list.to_owned(), at)));
        let start = own.starts.get(&at).copied().unwrap_or(level.start);
        let own_count = counts.get_mut(at)?;
        let number = match (anew, *own_count) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => start,
        };
        *own_count = Some(number);
        for deeper in at + 1..LEVELS {
            let restarts =
                level_at(deeper).and_then(|level| level.restart).is_none_or(|behind| behind > at && behind != 0);
            if restarts {
                counts.iter_mut().skip(deeper).take(1).for_each(|count| *count = None);
            }
        }
        if level.format == "bullet" || level.text.is_empty() && level.format != "none" {
            return Some(Label::Bullet);
        }
        if level.format == "none" {
            return None;
        }
        let mut printed = level.text.clone();
        for n in 0..LEVELS {
            let mark = format!("%{}", n + 1);
            if printed.contains(&mark) {
                let (count, format) = (counts.get(n).copied().flatten(), level_at(n));
                let count = count.or(format.map(|f| f.start)).unwrap_or(1);
                printed = printed.replace(&mark, &write(count, format.map_or("decimal", |f| f.format.as_str())));
            }
        }
        let bare = printed.trim_matches(|c: char| !c.is_alphanumeric());
        Some(if bare.is_empty() { Label::Bullet } else { Label::Number(bare.to_owned()) })
    }
}

fn read_index(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)
}

fn read_level(element: &Element) -> Option<(usize, Level)> {
    let value = |name: &str| element.child(name).and_then(|e| e.attribute("val"));
    let level = Level {
        start: value("start").and_then(|val| val.parse().ok()).unwrap_or(1),
        format: value("numFmt").unwrap_or("decimal").to_owned(),
        text: value("lvlText").unwrap_or_default().to_owned(),
        restart: value("lvlRestart").and_then(|val| val.parse().ok()),
    };
    Some((read_index(element)?, level))
}

/// A number as a format writes it.
pub(super) fn write(n: u32, format: &str) -> String {
    let small = |text: String| text.to_lowercase();
    match format {
        "lowerLetter" => small(to_letters(n)),
        "upperLetter" => to_letters(n),
        "lowerRoman" => print_roman(n),
        "upperRoman" => print_roman(n).to_uppercase(),
        "decimalZero" if n < 10 => format!("0{n}"),
        "none" => String::new(),
        _ => n.to_string(),
    }
}

/// A to Z, then AA, BB.
fn to_letters(n: u32) -> String {
    let Some(n) = n.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'A' + u8::try_from(n % 26).unwrap_or_default());
    std::iter::repeat_n(letter, (n / 26 + 1).min(20) as usize).collect()
}
