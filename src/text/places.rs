//! Places in a text, counted in Unicode code points as the catalogue stores them, turned into slices of the text.

/// A place in a file, as people are told it: `knees.md:12:3`. A Word document has no lines; there it is the number of the
/// paragraph: `knees.docx, paragraph 12`.
pub fn name_place(file: &str, line: u32, column: u32) -> String {
    match has_paragraphs(file) {
        true => format!("{file}, paragraph {line}"),
        false => format!("{file}:{line}:{column}"),
    }
}

/// The same without the file, by its name or its reader's: `line 12, column 3`, `paragraph 12`.
pub fn name_position(source: &str, line: u32, column: u32) -> String {
    match has_paragraphs(source) {
        true => format!("paragraph {line}"),
        false => format!("line {line}, column {column}"),
    }
}

/// The same without the column: `line 12`, `paragraph 12`.
pub fn name_line(source: &str, line: u32) -> String {
    format!("{} {line}", if has_paragraphs(source) { "paragraph" } else { "line" })
}

/// Whether the lines that are counted in a file are paragraphs, told by its name or by its reader's.
fn has_paragraphs(source: &str) -> bool {
    let (_, extension) = source.rsplit_once('.').unwrap_or(("", source));
    extension.eq_ignore_ascii_case("docx") || extension.eq_ignore_ascii_case("docm")
}

/// How many code points lie between two remembered places.
const STRIDE: usize = 64;

/// A text with an index of its code points, so that a place deep inside it is found without counting from the start.
#[derive(Debug)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Where the two counts are one, nothing needs to be looked up.
    ascii: bool,
    /// The byte at which every 64th code point begins; empty for ASCII.
    bytes: Vec<usize>,
}

impl<'t> CharIndex<'t> {
    /// Indexes a text.
    pub fn new(text: &'t str) -> Self {
        let ascii = text.is_ascii();
        let bytes =
            if ascii { Vec::new() } else { text.char_indices().step_by(STRIDE).map(|(byte, _)| byte).collect() };
        Self { text, ascii, bytes }
    }

    /// The byte of a code point; the text's length for a place at or past its end.
    pub fn byte(&self, at: u32) -> usize {
        let at = at as usize;
        if self.ascii {
            return at.min(self.text.len());
        }
        let Some(near) = self.bytes.get(at / STRIDE) else { return self.text.len() };
        let rest = self.text.get(*near..).unwrap_or_default();
        rest.char_indices().nth(at % STRIDE).map_or(self.text.len(), |(byte, _)| near + byte)
    }

    /// The text between two code points; empty where they do not enclose any.
    pub fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_documents_count_paragraphs() {
        for (source, line, position) in [
            ("knees.md", "line 12", "line 12, column 3"),
            ("html", "line 12", "line 12, column 3"),
            ("a/Knees.DOCX", "paragraph 12", "paragraph 12"),
            ("docx", "paragraph 12", "paragraph 12"),
        ] {
            assert_eq!(
                (name_line(source, 12).as_str(), name_position(source, 12, 3).as_str()),
                (line, position),
                "{source}"
            );
        }
    }

    #[test]
    fn slices_by_code_points() {
        let text = "é—x".repeat(100);
        let places = CharIndex::new(&text);
        assert_eq!(places.slice(0, 3), "é—x");
        assert_eq!(places.slice(197, 201), "xé—x".trim_start_matches('-').get(0..).unwrap());
        assert_eq!(places.slice(298, 400), "—x");
        assert_eq!(places.slice(5, 2), "");
        assert_eq!(CharIndex::new("plain").slice(1, 3), "la");
    }

    proptest::proptest! {
        #[test]
        fn every_slice_is_what_counting_gives(text in "\\PC{0,200}", start in 0u32..220, length in 0u32..80) {
            let counted: String = text.chars().skip(start as usize).take(length as usize).collect();
            proptest::prop_assert_eq!(CharIndex::new(&text).slice(start, start + length), counted);
        }
    }
}
