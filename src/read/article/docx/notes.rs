//! Footnotes and endnotes: numbered in the order in which the text points at them, and written behind it.

use super::numbering;
use super::writing::{NoteKind, Writing};
use crate::read::xml::Element;

impl Writing<'_> {
    /// A mark in the text that points at a note.
    pub(super) fn note_mark(&mut self, kind: NoteKind, element: &Element) {
        let Some(id) = element.attribute("id").filter(|_| self.is_shown()) else { return };
        let label = self.assign_label(kind, id);
        self.raise(false);
        let own = matches!(element.attribute("customMarkFollows"), Some("1" | "true" | "on"));
        let place = (self.number, self.column);
        // The mark that an author typed follows, and is read as it stands.
        let words = if own { String::new() } else { format!("[{label}]") };
        self.runs.push_footnote_mark(&label, &words, place);
        self.column += u32::try_from(words.len()).unwrap_or_default();
    }

    /// The number of a note. Endnotes beside footnotes are numbered i, ii, as Word does.
    fn assign_label(&mut self, kind: NoteKind, id: &str) -> String {
        let known = self.notes.iter().filter(|(k, ..)| *k == kind);
        if let Some((.., label)) = known.clone().find(|(_, known, _)| known == id) {
            return label.clone();
        }
        let n = u32::try_from(known.count() + 1).unwrap_or(u32::MAX);
        let both = !self.footnotes.is_empty() && !self.endnotes.is_empty();
        let format = if both && kind == NoteKind::Endnote { "lowerRoman" } else { "decimal" };
        let label = numbering::write(n, format);
        self.notes.push((kind, id.to_owned(), label.clone()));
        label
    }

    /// The number of a note that is told of elsewhere in the text points at it again.
    pub(super) fn repeat_note(&mut self, run: usize) {
        let label = self.runs.join_words_from(run).trim().to_owned();
        if self.notes.iter().any(|(.., known)| *known == label) {
            self.runs.mark_footnote(run, &label);
        }
    }

    /// Writes the notes that the text points at, in their order.
    pub(super) fn write_notes(&mut self) {
        let mut at = 0;
        // A note may point at another one.
        while let Some((kind, id, label)) = self.notes.get(at).cloned() {
            let all = match kind {
                NoteKind::Footnote => self.footnotes,
                NoteKind::Endnote => self.endnotes,
            };
            if let Some(note) = all.get(&id) {
                for paragraph in note.find_descendants("p") {
                    self.read_paragraph(paragraph, Some(&label));
                }
                self.flush();
            }
            at += 1;
        }
    }
}
