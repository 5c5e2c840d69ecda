//! How sure anchors are: thousands of seeded edits of articles, and what became of the claim that each one touched. An edit of the
//! meaning that is carried over is the worst error that can be made; a question after a harmless one costs a reviewer a minute.

#![allow(clippy::ptr_arg, reason = "every edit has one shape, also those that keep the number of lines")]

use super::prose::{self, Dice};
use super::{Failed, Measure};
use claimbook::model::OccurrenceState;
use claimbook::read::article::{ReadArticle, read_article};
use claimbook::text::anchor::{AnchoringText, HeadingIndex, describe_turns};
use std::collections::BTreeMap;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--anchors",
    takes: None,
    about: "what becomes of claims in ten thousand edits of articles",
    run: |_| measure(),
};

/// So many edits are drawn.
pub(crate) const EDITS: usize = 10_000;
/// How many articles they are drawn over.
const ARTICLES: usize = 24;
/// Paragraphs of an article, each with one claim.
const PARAGRAPHS: usize = 40;

/// What an edit does to an article.
struct Edit {
    name: &'static str,
    /// The claim says the same afterwards.
    harmless: bool,
    /// Edits the paragraph at that place; none where it holds nothing to edit.
    make: fn(&mut Vec<Line>, usize, &mut Dice) -> Option<()>,
}

/// A line of an article: a heading or a paragraph.
#[derive(Clone)]
struct Line {
    words: String,
    /// The number of the claim that it holds.
    claim: Option<usize>,
}

#[rustfmt::skip]
const EDITS_OF: &[Edit] = &[
    Edit { name: "moved within its section", harmless: true, make: move_paragraph },
    Edit { name: "paragraphs put in around it", harmless: true, make: insert_around },
    Edit { name: "its neighbour deleted", harmless: true, make: delete_neighbour },
    Edit { name: "typography: quotes, dashes, blanks", harmless: true, make: change_typography },
    Edit { name: "markers renumbered", harmless: true, make: renumber },
    Edit { name: "lines wrapped anew", harmless: true, make: wrap_lines },
    Edit { name: "a word set in bold", harmless: true, make: embolden },
    Edit { name: "a look-alike put in elsewhere", harmless: true, make: insert_look_alike },
    Edit { name: "a digit", harmless: false, make: change_digit },
    Edit { name: "a negation", harmless: false, make: negate },
    Edit { name: "a unit", harmless: false, make: |lines, at, _| exchange(lines, at, UNITS) },
    Edit { name: "a comparator", harmless: false, make: |lines, at, _| exchange(lines, at, COMPARATORS) },
    Edit { name: "a direction", harmless: false, make: |lines, at, _| exchange(lines, at, DIRECTIONS) },
    Edit { name: "a population", harmless: false, make: |lines, at, _| exchange(lines, at, POPULATIONS) },
    Edit { name: "a treatment or disease", harmless: false, make: |lines, at, _| exchange(lines, at, NOUNS) },
    Edit { name: "reworded with a reservation", harmless: false, make: reserve },
    Edit { name: "deleted, a look-alike left", harmless: false, make: leave_look_alike },
    Edit { name: "deleted", harmless: false, make: delete },
];

#[rustfmt::skip]
const UNITS: &[(&str, &str)] = &[(" weeks", " days"), (" hours", " minutes"), (" mg", " g"), ("%", " points"), (" months", " weeks"), (" minutes", " hours")];
#[rustfmt::skip]
const COMPARATORS: &[(&str, &str)] = &[("more than", "less than"), ("About", "At least"), ("Between", "Outside"), ("at least", "at most"), ("Up to", "Over"), ("Most", "Few")];
#[rustfmt::skip]
const DIRECTIONS: &[(&str, &str)] = &[
    ("reduced", "increased"), ("reduces", "increases"), ("lowers", "raises"), ("lower", "higher"), ("improves", "worsens"), ("eases", "provokes"),
    ("relieves", "causes"), ("raises", "lowers"), ("increases", "decreases"), ("helps", "harms"), ("prevents", "causes"), ("less", "more"), ("better", "worse"),
];
#[rustfmt::skip]
const POPULATIONS: &[(&str, &str)] = &[
    ("adults over 60", "adults under 60"), ("pregnant people", "people who are not pregnant"), ("office workers", "retired workers"),
    ("runners", "swimmers"), ("people with diabetes", "people without diabetes"), ("women after childbirth", "men"), ("nurses", "teachers"),
    ("people who smoke", "people who never smoked"),
];
#[rustfmt::skip]
const NOUNS: &[(&str, &str)] = &[
    ("low back pain", "upper back pain"), ("knee osteoarthritis", "hip osteoarthritis"), ("neck pain", "jaw pain"), ("hip pain", "heel pain"),
    ("yoga", "surgery"), ("heat", "cold"), ("acupuncture", "cupping"), ("regular walking", "regular sitting"), ("strength training", "bed rest"),
    ("sciatica", "gout"), ("wrist pain", "ankle pain"), ("a pelvic belt", "a neck brace"), ("chronic fatigue", "chronic cough"),
];

/// What became of the edits of a kind.
#[derive(Default)]
struct Tally {
    edits: usize,
    states: BTreeMap<&'static str, usize>,
    wrong: usize,
}

/// Prints the confusion table.
fn measure() -> Result<(), Failed> {
    let mut dice = Dice::new(20_261_129);
    let articles: Vec<Vec<Line>> = (0..ARTICLES).map(|_| write_article(&mut dice)).collect();
    let read_once = articles.iter().map(|lines| Text::read(lines)).collect::<Result<Vec<Text>, Failed>>()?;
    let mut tallies: Vec<Tally> = EDITS_OF.iter().map(|_| Tally::default()).collect();
    let mut drawn = 0;
    while drawn < EDITS {
        let which = drawn % EDITS_OF.len();
        let drawn_article = dice.below(articles.len());
        let (article, text) = articles.get(drawn_article).zip(read_once.get(drawn_article)).ok_or("an article")?;
        let places: Vec<usize> =
            (0..article.len()).filter(|at| article.get(*at).is_some_and(|l| l.claim.is_some())).collect();
        let at = *places.get(dice.below(places.len())).ok_or("a place")?;
        let (Some(edit), Some(tally)) = (EDITS_OF.get(which), tallies.get_mut(which)) else { break };
        let mut edited = article.clone();
        if (edit.make)(&mut edited, at, &mut dice).is_none() {
            continue;
        }
        drawn += 1;
        let (state, is_right_place) = judge((article, text), &edited, at)?;
        tally.edits += 1;
        *tally.states.entry(state).or_default() += 1;
        let is_carried = state == CARRIED;
        tally.wrong += usize::from(is_carried && !(edit.harmless && is_right_place));
    }
    print(&tallies);
    Ok(())
}

const CARRIED: &str = "carried over";

/// A text made ready for anchoring.
struct Text {
    read: ReadArticle,
    anchoring: AnchoringText,
}

impl Text {
    fn read(lines: &[Line]) -> Result<Self, Failed> {
        let text: String = lines.iter().map(|line| format!("{}\n\n", line.words)).collect();
        let read = read_article(text.as_bytes(), "a.md", None, u64::MAX)?;
        let anchoring = AnchoringText::with_marks(&read.text, read.blocks.marks());
        Ok(Self { read, anchoring })
    }

    fn headings_over(&self, start: u32, end: u32) -> String {
        HeadingIndex::new(&self.read.text, &self.read.blocks).headings_over(start, end)
    }
}

/// What became of the claim in the paragraph at `at`: the state, and whether a place that was carried over is its own.
fn judge((before, old): (&[Line], &Text), after: &[Line], at: usize) -> Result<(&'static str, bool), Failed> {
    let line = before.get(at).ok_or("a line")?;
    let new = Text::read(after)?;
    let (start, end) = place(&old.read, before, line.claim).ok_or_else(|| format!("“{}” is lost", line.words))?;
    let found = new.anchoring.reanchor(&old.anchoring.capture(start, end), Some(&old.anchoring));
    let is_carried = matches!(found.state, OccurrenceState::Exact | OccurrenceState::Moved);
    let turned = || describe_turns(&old.headings_over(start, end), &new.headings_over(found.start, found.end));
    Ok(match found.state {
        _ if is_carried && turned().is_empty() => {
            let own = place(&new.read, after, line.claim);
            (CARRIED, own.is_some_and(|(from, to)| from <= found.start && found.end <= to))
        }
        OccurrenceState::Ambiguous => ("ambiguous", false),
        OccurrenceState::Orphaned => ("orphaned", false),
        _ => ("changed", false),
    })
}

/// The block of the paragraph that holds a claim; paragraphs and blocks stand in one order.
fn place(read: &ReadArticle, lines: &[Line], claim: Option<usize>) -> Option<(u32, u32)> {
    let at = lines.iter().position(|line| line.claim == claim)?;
    read.blocks.0.get(at).map(|block| (block.start, block.end))
}

fn write_article(dice: &mut Dice) -> Vec<Line> {
    let mut lines = vec![Line { words: "# A guide".to_owned(), claim: None }];
    for n in 0..PARAGRAPHS {
        if n % 10 == 0 {
            let heading = ["## First part", "## Second part", "## Third part", "## Fourth part"].get(n / 10).copied();
            lines.push(Line { words: heading.unwrap_or("## More").to_owned(), claim: None });
        }
        // No sentence stands twice: which of two equal ones is meant, nobody could say.
        let is_new = |words: &String| !lines.iter().any(|line| line.words.starts_with(words.trim_end_matches('.')));
        let words = std::iter::repeat_with(|| prose::claim(dice).1).find(is_new).unwrap_or_default();
        let marker = if dice.percent(50) { format!(" [{}]", dice.between(1, 40)) } else { String::new() };
        let bare = words.trim_end_matches('.');
        lines.push(Line { words: format!("{bare}{marker}."), claim: Some(n) });
    }
    lines
}

fn at_mut(lines: &mut [Line], at: usize) -> Option<&mut String> {
    lines.get_mut(at).map(|line| &mut line.words)
}

fn move_paragraph(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let to = lines.iter().enumerate().skip(at + 1).take_while(|(_, line)| line.claim.is_some()).last()?.0;
    let line = lines.remove(at);
    lines.insert(to, line);
    Some(())
}

fn insert_around(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let line = |words: &str| Line { words: words.to_owned(), claim: None };
    lines.insert(at + 1, line("The next words were written by somebody else later on."));
    lines.insert(at, line("An editor put this paragraph here to lead in what follows."));
    Some(())
}

fn delete_neighbour(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    lines.get(at + 1).filter(|line| line.claim.is_some())?;
    lines.remove(at + 1);
    Some(())
}

fn change_typography(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let changed =
        words.replace('%', " %").replace(" weeks", "\u{a0}weeks").replace('\'', "’").replace("1,", "1\u{202f}");
    (changed != *words).then(|| *words = changed)
}

fn renumber(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let open = words.find(" [")?;
    let close = open + words.get(open..)?.find(']')?;
    words.replace_range(open..=close, " [7,9]");
    Some(())
}

fn wrap_lines(lines: &mut Vec<Line>, at: usize, dice: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let blanks: Vec<usize> = words.match_indices(' ').map(|(i, _)| i).collect();
    let blank = *blanks.get(dice.below(blanks.len()))?;
    // A line that begins with a digit or a mark would be another block.
    words.get(blank + 1..)?.starts_with(char::is_alphabetic).then(|| words.replace_range(blank..=blank, "\n"))
}

fn embolden(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let word = words.split(' ').find(|word| word.len() > 5 && word.chars().all(char::is_alphabetic))?.to_owned();
    *words = words.replacen(&word, &format!("**{word}**"), 1);
    Some(())
}

/// The claim with another figure, as another paragraph.
fn look_alike(lines: &[Line], at: usize) -> Option<Line> {
    let words = lines.get(at)?.words.clone();
    let end = words.find(" [").unwrap_or(words.len());
    let digit = words.get(..end)?.find(|c: char| c.is_ascii_digit())?;
    let mut other = words.clone();
    other.replace_range(digit..=digit, if words.get(digit..=digit) == Some("7") { "8" } else { "7" });
    Some(Line { words: other, claim: None })
}

fn insert_look_alike(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let other = look_alike(lines, at)?;
    lines.push(other);
    Some(())
}

fn leave_look_alike(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let other = look_alike(lines, at)?;
    lines.remove(at);
    lines.push(other);
    Some(())
}

fn change_digit(lines: &mut Vec<Line>, at: usize, dice: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let end = words.find(" [").unwrap_or(words.len());
    let digits: Vec<usize> =
        words.get(..end)?.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
    let digit = *digits.get(dice.below(digits.len()))?;
    let was = words.get(digit..=digit)?.to_owned();
    let now = if was == "3" { "4" } else { "3" };
    words.replace_range(digit..=digit, now);
    Some(())
}

fn negate(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let verbs = [" is ", " are ", " can ", " may ", " should ", " does ", " will ", " has ", " have "];
    let (verb, place) = verbs.iter().find_map(|verb| Some((verb, words.find(verb)?)))?;
    words.insert_str(place + verb.len(), "not ");
    Some(())
}

fn exchange(lines: &mut [Line], at: usize, pairs: &[(&str, &str)]) -> Option<()> {
    let words = at_mut(lines, at)?;
    let (from, to) = pairs.iter().find(|(from, _)| words.contains(from))?;
    *words = words.replacen(from, to, 1);
    Some(())
}

fn reserve(lines: &mut Vec<Line>, at: usize, dice: &mut Dice) -> Option<()> {
    let words = at_mut(lines, at)?;
    let first = words.chars().next()?;
    let rest: String = first.to_lowercase().chain(words.chars().skip(1)).collect();
    let begins = ["It is a myth that", "Nobody has shown that", "A single small study says that", "Unless it hurts,"];
    *words = format!("{} {rest}", dice.of(&begins));
    Some(())
}

fn delete(lines: &mut Vec<Line>, at: usize, _: &mut Dice) -> Option<()> {
    lines.remove(at);
    Some(())
}

fn print(tallies: &[Tally]) {
    println!("{EDITS} seeded edits of {ARTICLES} articles with {PARAGRAPHS} claims each\n");
    println!(
        "| edit | changes the meaning | edits | carried over | changed | ambiguous | orphaned | carried over wrongly |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let (mut asked, mut harmless, mut wrong) = (0, 0, 0);
    for (edit, tally) in EDITS_OF.iter().zip(tallies) {
        let of = |state: &str| tally.states.get(state).copied().unwrap_or_default();
        let meaning = if edit.harmless { "no" } else { "yes" };
        println!(
            "| {} | {meaning} | {} | {} | {} | {} | {} | {} |",
            edit.name,
            tally.edits,
            of(CARRIED),
            of("changed"),
            of("ambiguous"),
            of("orphaned"),
            tally.wrong
        );
        wrong += tally.wrong;
        if edit.harmless {
            harmless += tally.edits;
            asked += tally.edits - of(CARRIED);
        }
    }
    let share = 100.0 * asked as f64 / harmless.max(1) as f64;
    println!(
        "\nCarried over wrongly: {wrong} (must be 0). Asked after harmless edits: {asked} of {harmless}, {share:.2}% (at most 0.5%)."
    );
}
