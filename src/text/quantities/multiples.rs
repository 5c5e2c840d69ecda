//! Figures that are one word: "doubled", "twice as likely", "triple the risk", "halved".

use super::lex::Piece;
use super::numbers::{Form, Number};
use super::units::Unit;

/// How many times something is of another, and the piece behind the word that says it. "Twice a day" is how often, and
/// "double-blind" is no figure.
pub(super) fn read_multiple(pieces: &[Piece], at: usize) -> Option<(Number, Unit)> {
    let word = |at: usize| pieces.get(at).and_then(Piece::word);
    let compares = matches!(word(at + 1), Some("as" | "the" | "that"));
    let halves = word(at + 1).is_some_and(|w| !matches!(w, "of" | "and" | "or" | "were" | "are"));
    let (value, name) = match word(at)? {
        "doubled" => (2.0, "fold"),
        "tripled" | "trebled" => (3.0, "fold"),
        "quadrupled" => (4.0, "fold"),
        "twice" | "double" | "doubles" | "doubling" if compares => (2.0, "fold"),
        "thrice" | "triple" | "triples" | "trebles" | "tripling" if compares => (3.0, "fold"),
        "quadruple" | "quadruples" if compares => (4.0, "fold"),
        "halved" => (50.0, "%"),
        "halves" | "halving" | "halve" if halves => (50.0, "%"),
        "half" if word(at + 1) == Some("as") => match word(at + 3) {
            Some("again") => (1.5, "fold"),
            _ => (0.5, "fold"),
        },
        word if word.ends_with("fold") => (super::numbers::find_cardinal(word.strip_suffix("fold")?)?, "fold"),
        _ => return None,
    };
    let number = Number { low: value, high: value, decimals: 0, after: at + 1, form: Form::Words };
    // What it halves stays among the words around it, where it tells a change from a share.
    Some((number, Unit { name, after: at + 1 }))
}
