//! What stands over words and can turn them: the title and headings, the head of their column in a table, the line that
//! leads in their list. "Ibuprofen, 400 mg" says one thing under *Medicines to avoid* and another under *Medicines that
//! are safe*.

use crate::model::{Block, BlockKind, Blocks};
use crate::text::Places;
use crate::text::marks::without_marks;
use crate::text::spelling::one_spelling;
use crate::text::words::Plain;
use std::collections::BTreeSet;

/// What parts one of the lines from the next.
const JOINT: &str = " › ";

/// A text with what stands over each of its blocks; made once, asked for every occurrence.
#[derive(Debug)]
pub struct Heads<'t> {
    places: Places<'t>,
    blocks: &'t [Block],
    /// The heading or title that each block stands right under.
    parents: Vec<Option<usize>>,
}

impl<'t> Heads<'t> {
    /// Of a text and its blocks.
    pub fn new(text: &'t str, blocks: &'t Blocks) -> Self {
        let blocks = blocks.0.as_slice();
        let mut open: Vec<(usize, &Block)> = Vec::new();
        let mut parents = Vec::with_capacity(blocks.len());
        for (at, block) in blocks.iter().enumerate() {
            let is_heading = block.kind == BlockKind::Heading;
            if is_heading {
                open.retain(|(_, over)| over.kind == BlockKind::Title || over.level < block.level);
            }
            parents.push(open.last().map(|(over, _)| *over));
            if is_heading || block.kind == BlockKind::Title {
                open.push((at, block));
            }
        }
        Self { places: Places::new(text), blocks, parents }
    }

    /// The lines that stand over a place, from the title down, in one string.
    pub fn over(&self, start: u32, end: u32) -> String {
        let Some(at) = self.blocks.partition_point(|b| b.start <= start).checked_sub(1) else { return String::new() };
        let (Some(block), Some(before)) = (self.blocks.get(at), self.blocks.get(..at)) else { return String::new() };
        let words = |b: &Block| without_marks(self.places.slice(b.start, b.end), b.start, &b.marks);
        let parent = |at: &usize| self.parents.get(*at).copied().flatten();
        let mut over: Vec<String> =
            std::iter::successors(parent(&at), parent).filter_map(|at| self.blocks.get(at)).map(words).collect();
        over.reverse();
        match block.kind {
            BlockKind::Row => {
                let cells = |start: u32, end: u32| self.places.slice(start, end).matches(CELL).count();
                let first = cells(block.start, start.max(block.start));
                let span = (first, first + cells(start, end), cells(block.start, block.end));
                over.extend(table_head(before, block).map(words).map(|head| columns(&head, span)));
            }
            BlockKind::Item => over.extend(leading(before, block).into_iter().map(|b| lead_in(&words(b)))),
            _ => {}
        }
        over.retain(|line| !line.is_empty());
        over.join(JOINT)
    }
}

/// What parts the cells of a row.
const CELL: &str = " | ";

/// The row that names the columns: the last one that the format marks as a head, or the first of the table.
fn table_head<'b>(before: &'b [Block], row: &Block) -> Option<&'b Block> {
    let rows = before.iter().rev().take_while(|b| b.kind == BlockKind::Row);
    if row.level > 0 {
        return None;
    }
    rows.clone().find(|b| b.level > 0).or_else(|| rows.last())
}

/// The heads of the columns from the first to the last, of a row that has so many joints.
fn columns(head: &str, (first, last, joints): (usize, usize, usize)) -> String {
    let cells: Vec<&str> = head.split(CELL).collect();
    // A head whose corner is empty has one cell less.
    let empty = (joints + 1).saturating_sub(cells.len());
    let (first, after) = (first.saturating_sub(empty), (last + 1).saturating_sub(empty).min(cells.len()));
    cells.get(first..after).unwrap_or_default().join(CELL)
}

/// The items that an item stands under, and the paragraph that leads in the list.
fn leading<'b>(before: &'b [Block], item: &Block) -> Vec<&'b Block> {
    let mut level = item.level;
    let mut over = Vec::new();
    for block in before.iter().rev() {
        match block.kind {
            BlockKind::Item if block.level < level => {
                level = block.level;
                over.push(block);
            }
            BlockKind::Item => {}
            BlockKind::Paragraph => {
                over.push(block);
                break;
            }
            _ => break,
        }
    }
    over.reverse();
    over
}

/// What of the words before a list leads it in: the sentence that ends in a colon, or a short line.
fn lead_in(words: &str) -> String {
    const SHORT: usize = 12;
    let last =
        words.rmatch_indices(['.', '!', '?']).find(|(at, _)| words.get(at + 1..).is_some_and(|w| w.starts_with(' ')));
    let last = last.map_or(words, |(at, _)| words.get(at + 1..).unwrap_or_default()).trim();
    if last.ends_with(':') {
        last.to_owned()
    } else if words.split_whitespace().count() <= SHORT {
        words.to_owned()
    } else {
        String::new()
    }
}

/// The turning words that came or went between what stood over words and what stands there now, in words.
pub fn turned(before: &str, now: &str) -> Vec<String> {
    let (before, now) = (turning(before), turning(now));
    let named = |words: &BTreeSet<String>, other: &BTreeSet<String>, what: &str| {
        words.difference(other).map(|word| format!("“{word}” {what}")).collect::<Vec<_>>()
    };
    [named(&before, &now, "went"), named(&now, &before, "came")].concat()
}

/// Words that turn what stands under them, each under one name: what is negated, advised or warned of, for whom, when.
#[rustfmt::skip]
const TURNING: &[(&str, &[&str])] = &[
    ("not", &["not", "cannot", "never", "no", "none", "without", "neither", "nor", "non", "myth", "myths", "false", "wrong", "untrue"]),
    ("except", &["except", "excluding", "unless"]),
    ("only", &["only"]),
    ("avoid", &["avoid", "avoided", "avoids", "avoiding", "avoidance"]),
    ("safe", &["safe", "safely", "safer", "safest", "harmless"]),
    ("unsafe", &["unsafe", "dangerous", "danger", "dangers", "harmful", "harm", "harms", "hazard", "hazards", "toxic", "poisonous"]),
    ("risk", &["risk", "risks", "risky"]),
    ("side effect", &["adverse", "unwanted"]),
    ("benefit", &["benefit", "benefits", "beneficial"]),
    ("stop", &["stop", "stopped", "stopping", "quit", "discontinue", "discontinued"]),
    ("forbidden", &["forbidden", "banned", "prohibited", "contraindicated", "contraindication", "contraindications", "limit", "limited"]),
    ("allowed", &["allowed", "permitted", "okay", "ok", "suitable"]),
    ("unsuitable", &["unsuitable", "inappropriate", "ineffective", "unproven", "useless"]),
    ("caution", &["caution", "cautions", "warning", "warnings", "beware", "careful"]),
    ("recommended", &["recommended", "recommend", "recommendation", "recommendations", "preferred"]),
    ("increase", &["increase", "increases", "increased", "increasing", "raise", "raises", "raised", "raising", "rise", "rises", "rising", "higher", "high"]),
    ("decrease", &["decrease", "decreases", "decreased", "decreasing", "reduce", "reduces", "reduced", "reducing", "reduction", "lower", "lowers", "lowering", "low", "less", "fewer", "fall", "falls"]),
    ("worse", &["worse", "worsen", "worsens", "worsening", "worst", "aggravate", "aggravates"]),
    ("highest", &["highest", "maximum"]),
    ("lowest", &["lowest", "minimum"]),
    ("before", &["before", "until"]),
    ("after", &["after", "since", "post"]),
    ("over", &["over", "above"]),
    ("under", &["under", "below"]),
    ("women", &["women", "woman", "female", "females", "girl", "girls"]),
    ("men", &["men", "man", "male", "males", "boy", "boys"]),
    ("children", &["child", "children", "kid", "kids", "pediatric"]),
    ("babies", &["baby", "babies", "infant", "infants", "newborn", "newborns", "toddler", "toddlers", "neonates"]),
    ("teenagers", &["teenager", "teenagers", "teens", "adolescent", "adolescents"]),
    ("adults", &["adult", "adults"]),
    ("older people", &["older", "elderly", "seniors"]),
    ("younger people", &["younger", "young"]),
    ("pregnancy", &["pregnant", "pregnancy", "pregnancies", "antenatal", "prenatal"]),
    ("after birth", &["postpartum", "postnatal"]),
    ("breastfeeding", &["breastfeeding", "breastfed", "nursing", "lactation"]),
    ("menopause", &["menopause", "menopausal", "postmenopausal", "premenopausal"]),
    ("smokers", &["smoker", "smokers"]),
    ("nonsmokers", &["nonsmoker", "nonsmokers"]),
    ("diabetes", &["diabetic", "diabetics", "diabetes"]),
    ("athletes", &["athlete", "athletes", "runners"]),
    ("animals", &["animal", "animals", "rat", "rats", "mice", "dogs", "cats"]),
    ("mild", &["mild"]),
    ("severe", &["severe"]),
    ("acute", &["acute"]),
    ("chronic", &["chronic"]),
];

/// Words beside a figure that make it say for whom or when; other figures of a heading number or count.
#[rustfmt::skip]
const MEASURED: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "hour", "hours", "minute", "minutes", "trimester", "trimesters", "mg", "g", "μg",
    "ml", "%", "age", "ages", "aged", "type", "stage", "grade", "phase", "dose", "doses", "over", "under", "−", "<", ">", "≤", "≥", "mmol", "kg", "mcg", "iu",
];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth"];

fn turning(over: &str) -> BTreeSet<String> {
    let words: Vec<String> =
        one_spelling(&Plain::new(over, &[]).words()).into_iter().map(|w| w.text.to_lowercase()).collect();
    let at = |i: usize| words.get(i).map_or("", String::as_str);
    let mut found = BTreeSet::new();
    for (i, word) in words.iter().enumerate() {
        let (before, next) = (if i == 0 { "" } else { at(i - 1) }, at(i + 1));
        // The lower back is a place, a risk factor a cause, and what is over the counter is above nothing.
        let is_place = matches!(word.as_str(), "low" | "lower" | "high" | "higher")
            && matches!(
                next,
                "back"
                    | "limb"
                    | "limbs"
                    | "leg"
                    | "legs"
                    | "body"
                    | "abdomen"
                    | "school"
                    | "spine"
                    | "intensity"
                    | "impact"
            );
        let is_cause = word.starts_with("risk") && next.starts_with("factor");
        let is_idiom = word == "over" && matches!(next, "the" | "time");
        let is_measured =
            MEASURED.contains(&before) || MEASURED.contains(&next) || MEASURED.contains(&at(i + 2)) && next == "−";
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit()) || ORDINALS.contains(&word.as_str());
        if is_figure && is_measured {
            found.insert(format!("{word} {}", if MEASURED.contains(&next) { next } else { before }).trim().to_owned());
        } else if word.ends_with("n't") {
            found.insert("not".to_owned());
        } else if !(is_place || is_cause || is_idiom) {
            found.extend(
                TURNING.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(name, _)| (*name).to_owned()),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Blocks, Origin};

    #[test]
    fn turning_words_are_seen_and_other_edits_are_not() {
        for (before, now, turns) in [
            ("Medicines to avoid", "Medicines that are safe", true),
            ("Medicines to avoid", "Medicines", true),
            ("Foods you can eat", "Foods you can't eat", true),
            ("Dose for adults", "Dose for children", true),
            ("In pregnancy", "After birth", true),
            ("What lowers the risk", "What raises the risk", true),
            ("First trimester", "Second trimester", true),
            ("From week 20", "From week 28", true),
            ("Before surgery", "After surgery", true),
            ("Everyone except smokers", "Everyone", true),
            ("Benefits", "Risks", true),
            ("Type 1 diabetes", "Type 2 diabetes", true),
            ("Highest dose", "Lowest dose", true),
            ("Treatment", "How it is treated", false),
            ("Dose for an adult", "Doses for adults", false),
            ("5 exercises to try", "7 exercises to try", false),
            ("3. Exercise", "4. Exercise", false),
            ("Lower back pain", "Back pain", false),
            ("Causes", "Causes and risk factors", false),
            ("Back pain in pregnancy", "Back pain during pregnancy", false),
            ("How common it is", "How common is it?", false),
            ("Medicines to avoid", "Medicines to be avoided", false),
            ("Paediatric doses", "Pediatric doses", false),
            ("What helps", "Helpful things to try", false),
        ] {
            assert_eq!(!turned(before, now).is_empty(), turns, "{before} / {now}: {:?}", turned(before, now));
        }
        assert_eq!(turned("Medicines to avoid", "Medicines that are safe"), ["“avoid” went", "“safe” came"]);
    }

    fn laid_out(lines: &[(BlockKind, u8, &str)]) -> (String, Blocks) {
        let (mut text, mut blocks, mut at) = (String::new(), Vec::new(), 0);
        for (kind, level, line) in lines {
            let end = at + line.chars().count() as u32;
            blocks.push(Block {
                kind: *kind,
                level: *level,
                section: String::new(),
                start: at,
                end,
                from: vec![Origin(at, 1, 1)],
                marks: Vec::new(),
            });
            text += line;
            text += "\n\n";
            at = end + 2;
        }
        (text, Blocks(blocks))
    }

    #[test]
    fn headings_columns_and_lead_ins_stand_over_words() {
        use BlockKind::{Heading, Item, Paragraph, Row, Title};
        let (text, blocks) = laid_out(&[
            (Title, 1, "Pain relief"),
            (Heading, 2, "Medicines"),
            (Heading, 3, "To avoid"),
            (Paragraph, 0, "Never take these:"),
            (Item, 1, "Ibuprofen after 20 weeks"),
            (Item, 1, "In the last weeks"),
            (Item, 2, "Aspirin"),
            (Heading, 2, "Doses"),
            (Row, 1, "Medicine | Adults | Children"),
            (Row, 0, "Paracetamol | 4,000 mg | 60 mg per kg"),
        ]);
        for (words, over) in [
            ("Ibuprofen", "Pain relief › Medicines › To avoid › Never take these:"),
            ("Aspirin", "Pain relief › Medicines › To avoid › Never take these: › In the last weeks"),
            ("4,000 mg", "Pain relief › Doses › Adults"),
            ("60 mg", "Pain relief › Doses › Children"),
            ("4,000 mg | 60 mg", "Pain relief › Doses › Adults | Children"),
        ] {
            let start = text.find(words).unwrap() as u32;
            assert_eq!(Heads::new(&text, &blocks).over(start, start + words.len() as u32), over, "{words}");
        }
    }
}
