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
    /// What each block stands right under: a heading or the title.
    parents: Vec<Option<usize>>,
    /// Beside that, the row that names the columns of a row; of an item, the item it stands under, or the paragraph that leads
    /// in its list.
    leads: Vec<Option<usize>>,
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
        Self { places: Places::new(text), blocks, parents, leads: leads(blocks) }
    }

    /// The lines that stand over a place, from the title down, in one string.
    pub fn over(&self, start: u32, end: u32) -> String {
        let Some(at) = self.blocks.partition_point(|b| b.start <= start).checked_sub(1) else { return String::new() };
        let Some(block) = self.blocks.get(at) else { return String::new() };
        let words = |b: &Block| {
            let end = b.end.min(b.start.saturating_add(LONGEST));
            without_marks(self.places.slice(b.start, end), b.start, &b.marks)
        };
        let chain = |parents: &[Option<usize>]| {
            let parent = |at: &usize| parents.get(*at).copied().flatten();
            let mut over: Vec<&Block> =
                std::iter::successors(parent(&at), parent).filter_map(|at| self.blocks.get(at)).collect();
            over.reverse();
            over
        };
        let mut over: Vec<String> = chain(&self.parents).into_iter().map(words).collect();
        match block.kind {
            BlockKind::Row => {
                let cells = |start: u32, end: u32| self.places.slice(start, end).matches(CELL).count();
                let first = cells(block.start, start.max(block.start));
                let span = (first, first + cells(start, end), cells(block.start, block.end));
                over.extend(chain(&self.leads).last().map(|head| columns(&words(head), span)));
            }
            BlockKind::Item => over.extend(chain(&self.leads).into_iter().map(|b| lead_in(&words(b)))),
            _ => {}
        }
        over.retain(|line| !line.is_empty());
        over.join(JOINT)
    }
}

/// What parts the cells of a row.
const CELL: &str = " | ";

/// The most code points of a line that are kept: every occurrence under it has a copy.
const LONGEST: u32 = 300;

/// What leads in each row and item, by its place among the blocks. The head of a table is the last row that the format marks as
/// one, or its first.
fn leads(blocks: &[Block]) -> Vec<Option<usize>> {
    let mut head: Option<usize> = None;
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut leads = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        if block.kind != BlockKind::Row {
            head = None;
        }
        if block.kind == BlockKind::Item {
            // A paragraph has level 0 here, so that it stays open below every item.
            while open.last().is_some_and(|(_, level)| *level > 0 && *level >= block.level) {
                open.pop();
            }
        } else {
            open.clear();
        }
        leads.push(match block.kind {
            BlockKind::Row if block.level == 0 => head,
            BlockKind::Item => open.last().map(|(over, _)| *over),
            _ => None,
        });
        match block.kind {
            BlockKind::Row if block.level > 0 || head.is_none() => head = Some(at),
            BlockKind::Item => open.push((at, block.level.max(1))),
            BlockKind::Paragraph => open.push((at, 0)),
            _ => {}
        }
    }
    leads
}

/// The heads of the columns from the first to the last, of a row that has so many joints.
fn columns(head: &str, (first, last, joints): (usize, usize, usize)) -> String {
    let cells: Vec<&str> = head.split(CELL).collect();
    // A head whose corner is empty has one cell less.
    let empty = (joints + 1).saturating_sub(cells.len());
    let (first, after) = (first.saturating_sub(empty), (last + 1).saturating_sub(empty).min(cells.len()));
    cells.get(first..after).unwrap_or_default().join(CELL)
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

/// The turning words that came or went between what stood over words and what stands there now, or changed places, in words.
pub fn turned(before: &str, now: &str) -> Vec<String> {
    let (was, is) = (turning_words(before), turning_words(now));
    let named = |words: &BTreeSet<String>, other: &BTreeSet<String>, what: &str| {
        words.difference(other).map(|word| format!("“{word}” {what}")).collect::<Vec<_>>()
    };
    let mut turned = [named(&was, &is, "went"), named(&is, &was, "came")].concat();
    if turned.is_empty() {
        let pairs = before.split(JOINT).zip(now.split(JOINT));
        turned.extend(pairs.filter_map(|(before, now)| changed_places(before, now)));
    }
    turned
}

/// The turning words of what stands over a claim, each once.
pub fn turning_words(over: &str) -> BTreeSet<String> {
    turning(over).into_iter().collect()
}

/// Words of a line that stand in another order where order tells: in the heads of columns, and beside "not" or "before".
fn changed_places(before: &str, now: &str) -> Option<String> {
    let (was, is) = (turning(before), turning(now));
    let order_tells =
        || before.contains(CELL) || was.iter().any(|w| matches!(w.as_str(), "not" | "except" | "before" | "after"));
    let moved = was.iter().zip(&is).find(|(was, is)| was != is)?;
    order_tells().then(|| format!("“{}” and “{}” changed places", moved.0, moved.1))
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
    ("good", &["good", "healthy"]),
    ("bad", &["bad", "unhealthy"]),
    ("pros", &["pro", "pros", "advantage", "advantages", "upside", "upsides"]),
    ("cons", &["con", "cons", "disadvantage", "disadvantages", "downside", "downsides", "drawback", "drawbacks"]),
    ("yes", &["yes"]),
    ("placebo", &["placebo", "sham"]),
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

/// The turning words of a line in their order, each where it stands first.
fn turning(over: &str) -> Vec<String> {
    let words: Vec<String> =
        one_spelling(&Plain::new(over, &[]).words()).into_iter().map(|w| w.text.to_lowercase()).collect();
    let at = |i: usize| words.get(i).map_or("", String::as_str);
    let mut found: Vec<String> = Vec::new();
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
        let turns = if is_figure && is_measured {
            Some(format!("{word} {}", if MEASURED.contains(&next) { next } else { before }).trim().to_owned())
        } else if word.ends_with("n't") || word == "don'ts" {
            Some("not".to_owned())
        } else if !(is_place || is_cause || is_idiom) {
            TURNING.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(name, _)| (*name).to_owned())
        } else {
            None
        };
        found.extend(turns.filter(|word| !found.contains(word)));
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
            ("Pros", "Cons", true),
            ("Exercise", "Placebo", true),
            ("Good foods", "Bad foods", true),
            ("Medicine | Adults | Children", "Medicine | Children | Adults", true),
            ("Take before meals, not after", "Take after meals, not before", true),
            ("Do's", "Don'ts", true),
            ("Exercise in pregnancy: benefits", "Benefits of exercise in pregnancy", false),
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
