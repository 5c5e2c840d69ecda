//! How a figure is bounded, and how it is placed in time: the words right before and after it.

use super::lex::{Piece, PieceKind};
use crate::model::Comparator;

/// What the words before a number say.
#[derive(Debug, Clone, Copy)]
pub(super) struct BoundBefore {
    pub(super) comparator: Comparator,
    pub(super) lead: &'static str,
    /// The first piece of those words; the number's own where there are none.
    pub(super) first: usize,
}

/// Reads backwards from a number: "after about", "as high as", "more than a".
pub(super) fn read_before(pieces: &[Piece], at: usize) -> BoundBefore {
    let mut found = BoundBefore { comparator: Comparator::Exactly, lead: "", first: at };
    let mut end = at;
    for _ in 0..4 {
        if let Some((comparator, length)) = read_comparator(pieces, end) {
            if found.comparator == Comparator::Exactly || found.comparator == Comparator::About {
                found.comparator = comparator;
            }
            end -= length;
        } else if let Some(lead) = word_before(pieces, end).and_then(find_lead) {
            found.lead = lead;
            end -= 1;
        } else if word_before(pieces, end)
            .is_some_and(|w| matches!(w, "the" | "a" | "an" | "age" | "ages" | "average" | "of" | "mean" | "total"))
            || end
                .checked_sub(1)
                .and_then(|i| pieces.get(i))
                .is_some_and(|p| matches!(p.what, PieceKind::Mark('$' | '£' | '€')))
        {
            end -= 1;
            continue;
        } else {
            break;
        }
        found.first = end;
    }
    found
}

fn word_before(pieces: &[Piece], at: usize) -> Option<&str> {
    at.checked_sub(1).and_then(|i| pieces.get(i)).and_then(Piece::word)
}

/// The comparator whose words end right before a piece, and how many they are.
fn read_comparator(pieces: &[Piece], at: usize) -> Option<(Comparator, usize)> {
    if let Some(PieceKind::Mark(c)) = at.checked_sub(1).and_then(|i| pieces.get(i)).map(|p| &p.what) {
        return Some((find_comparator(*c)?, 1));
    }
    let said = |(back, pattern): (usize, &&str)| {
        word_before(pieces, at.wrapping_sub(back)).is_some_and(|word| is_word(pattern, word))
    };
    COMPARATORS.iter().find_map(|(phrase, comparator)| {
        let fits = phrase.len() <= at && phrase.iter().rev().enumerate().all(said);
        fits.then_some((*comparator, phrase.len()))
    })
}

/// `-er` stands for any comparative: "older than", "longer than".
fn is_word(pattern: &str, word: &str) -> bool {
    pattern == word || (pattern == "-er" && word.ends_with("er") && word.len() > 3)
}

fn find_comparator(c: char) -> Option<Comparator> {
    Some(match c {
        '>' => Comparator::MoreThan,
        '≥' => Comparator::AtLeast,
        '<' => Comparator::LessThan,
        '≤' => Comparator::UpTo,
        '~' | '≈' | '∼' => Comparator::About,
        _ => return None,
    })
}

/// Longer phrases before the words they end in.
const COMPARATORS: [(&[&str], Comparator); 43] = [
    (&["no", "more", "than"], Comparator::UpTo),
    (&["not", "more", "than"], Comparator::UpTo),
    (&["no", "less", "than"], Comparator::AtLeast),
    (&["no", "fewer", "than"], Comparator::AtLeast),
    (&["not", "less", "than"], Comparator::AtLeast),
    (&["as", "high", "as"], Comparator::UpTo),
    (&["as", "many", "as"], Comparator::UpTo),
    (&["as", "much", "as"], Comparator::UpTo),
    (&["as", "long", "as"], Comparator::UpTo),
    (&["as", "low", "as"], Comparator::AtLeast),
    (&["as", "few", "as"], Comparator::AtLeast),
    (&["as", "little", "as"], Comparator::AtLeast),
    (&["a", "maximum", "of"], Comparator::UpTo),
    (&["a", "minimum", "of"], Comparator::AtLeast),
    (&["close", "to"], Comparator::About),
    (&["in", "excess", "of"], Comparator::MoreThan),
    (&["well", "over"], Comparator::MoreThan),
    (&["more", "than"], Comparator::MoreThan),
    (&["greater", "than"], Comparator::MoreThan),
    (&["less", "than"], Comparator::LessThan),
    (&["fewer", "than"], Comparator::LessThan),
    (&["younger", "than"], Comparator::LessThan),
    (&["shorter", "than"], Comparator::LessThan),
    (&["lower", "than"], Comparator::LessThan),
    (&["smaller", "than"], Comparator::LessThan),
    (&["earlier", "than"], Comparator::LessThan),
    (&["-er", "than"], Comparator::MoreThan),
    (&["at", "least"], Comparator::AtLeast),
    (&["at", "most"], Comparator::UpTo),
    (&["up", "to"], Comparator::UpTo),
    (&["over"], Comparator::MoreThan),
    (&["above"], Comparator::MoreThan),
    (&["exceeding"], Comparator::MoreThan),
    (&["under"], Comparator::LessThan),
    (&["below"], Comparator::LessThan),
    (&["about"], Comparator::About),
    (&["around"], Comparator::About),
    (&["approximately"], Comparator::About),
    (&["roughly"], Comparator::About),
    (&["nearly"], Comparator::About),
    (&["almost"], Comparator::About),
    (&["some"], Comparator::About),
    (&["circa"], Comparator::About),
];

fn find_lead(word: &str) -> Option<&'static str> {
    const LEADS: [(&str, &str); 13] = [
        ("after", "after"),
        ("past", "after"),
        ("from", "after"),
        ("beyond", "after"),
        ("before", "before"),
        ("within", "within"),
        ("first", "within"),
        ("for", "for"),
        ("by", "by"),
        ("until", "until"),
        ("till", "until"),
        ("every", "every"),
        ("each", "every"),
    ];
    LEADS.iter().find(|(w, _)| *w == word).map(|(_, lead)| *lead)
}

/// "or more", "and older", "+": a bound that follows the figure, and the piece after it.
pub(super) fn read_after(pieces: &[Piece], at: usize) -> Option<(Comparator, usize)> {
    if pieces.get(at).is_some_and(|p| p.is_mark('+') && p.glued) {
        return Some((Comparator::AtLeast, at + 1));
    }
    let joint = pieces.get(at)?.word().filter(|w| matches!(*w, "or" | "and"))?;
    let comparator = match pieces.get(at + 1)?.word()? {
        "more" | "older" | "greater" | "higher" | "over" | "above" | "longer" | "later" | "up" => Comparator::AtLeast,
        "less" | "fewer" | "younger" | "under" | "below" | "lower" | "shorter" if joint == "or" => Comparator::UpTo,
        _ => return None,
    };
    Some((comparator, at + 2))
}
