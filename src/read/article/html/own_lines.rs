//! Lines in which a page tells about its article alone: its authors in a row, how to cite it. They claim nothing and cite
//! nothing.

use super::head::Head;
use crate::model::BlockKind;
use crate::read::list::headings::is_heading;
use crate::read::piece::Piece;

/// The longest of such lines, in bytes.
const LONGEST: usize = 600;

/// Marks them.
pub(super) fn mark(pieces: &mut [Piece], head: &Head) {
    let names: Vec<&str> = head.people.iter().map(|person| person.name.as_str()).collect();
    let before_list = pieces.iter_mut().take_while(|piece| piece.kind == BlockKind::Title || !is_heading(piece.text()));
    for piece in before_list.filter(|piece| piece.kind == BlockKind::Paragraph && piece.text().len() <= LONGEST) {
        let cites = |doi: &String| piece.text().to_ascii_lowercase().contains(doi);
        if head.doi.as_ref().is_some_and(cites) || holds_names_alone(piece.text(), &names) {
            piece.kind = BlockKind::About;
        }
    }
}

/// Whether a line is nothing but the names of these people, with the signs of their notes.
fn holds_names_alone(text: &str, names: &[&str]) -> bool {
    let mut rest = text.to_owned();
    for name in names {
        rest = rest.replace(name, " ");
    }
    let words = rest.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    rest.len() < text.len() && words.into_iter().all(|word| matches!(word, "and" | "by" | "By" | "a" | "b" | "c" | "d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_names() {
        let names = ["Yuki Tanaka", "José Ñáñez"];
        for (text, want) in [
            ("Yuki Tanaka1, José Ñáñez2,*", true),
            ("By Yuki Tanaka and José Ñáñez", true),
            ("Yuki Tanaka slept for 20 minutes", false),
            ("Naps help", false),
            ("1, 2", false),
        ] {
            assert_eq!(holds_names_alone(text, &names), want, "{text}");
        }
    }
}
