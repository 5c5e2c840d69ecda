//! What a paragraph is, and the piece that it becomes: title, heading, item, entry or text.

use super::field::FieldMeaning;
use super::managers::CitationField;
use super::numbering::Label;
use super::open_paragraph::OpenParagraph;
use super::styles::{Look, Role, list_of, outline_of};
use super::writing::Writing;
use crate::model::BlockKind;
use crate::read::list::row::{Bullet, Row};
use crate::read::piece::{Piece, reads_like_heading};
use crate::read::xml::Element;
use crate::text::normalise::count_chars;

impl Writing<'_> {
    /// What a paragraph is by its properties and its style.
    pub(super) fn open_paragraph(
        &mut self,
        properties: Option<&Element>,
        style: Option<&str>,
        footnote: Option<&str>,
    ) -> OpenParagraph {
        let role = match (self.styles.role(style), outline_of(properties)) {
            (Role::Other, Some(Some(level))) => Role::Heading(level),
            (Role::Heading(_), Some(None)) => Role::Other,
            (role, _) => role,
        };
        let (own, styled) = (list_of(properties), self.styles.list(style));
        let (own_list, own_depth) = own.unwrap_or_default();
        let list = own_list.or(styled.0).filter(|list| list != "0");
        let depth = own_depth.or(styled.1).unwrap_or_default();
        let label = list.as_ref().and_then(|list| self.numbering.next_label(list, depth));
        let number = match &label {
            Some(Label::Number(number)) => Some(number.clone()),
            _ => None,
        };
        OpenParagraph {
            role,
            list: label.map(|_| depth.saturating_add(1)),
            number,
            footnote: footnote.map(str::to_owned),
            goes_on: false,
            parts_at_breaks: false,
            gap: true,
            typed: None,
            bold: 0,
            large: 0,
        }
    }

    /// Counts how a run looks.
    pub(super) fn weigh_run(&mut self, look: &Look, run: &Element) {
        if self.skipped || !self.is_shown() {
            return;
        }
        let length: u32 = run.all("t").map(|t| count_chars(t.text().trim())).sum();
        let larger = look.size.is_some_and(|size| size >= self.styles.body_size() + 4);
        if let Some(open) = &mut self.open {
            open.bold += if look.bold == Some(true) { length } else { 0 };
            open.large += if larger { length } else { 0 };
        }
        if let Some(language) = &look.language {
            *self.languages.entry(language.clone()).or_default() += u64::from(length);
        }
    }

    /// A tab. A number before it, alone in the paragraph so far, is the number of an item.
    pub(super) fn add_tab(&mut self) {
        let words = self.runs.join_words_from(0);
        if let Some(open) = self.open.as_mut().filter(|open| open.typed.is_none() && is_number(words.trim())) {
            open.typed = Some(words.trim().to_owned());
        }
        self.push(" ");
    }

    /// A line that is broken by hand.
    pub(super) fn add_line_break(&mut self) {
        if self.skipped || !self.is_shown() {
            return;
        }
        if !self.open.as_ref().is_some_and(|open| open.parts_at_breaks) {
            return self.push(" ");
        }
        self.raise(false);
        let next = self.open.as_ref().map(|open| OpenParagraph {
            gap: false,
            typed: None,
            bold: 0,
            large: 0,
            number: None,
            ..open.clone()
        });
        self.close_paragraph();
        self.open = next;
        self.fields.iter_mut().for_each(|field| field.run = 0);
        if let Some(url) = self.url.clone() {
            self.runs.open_link(url);
        }
    }

    /// Makes a piece of the open paragraph.
    pub(super) fn close_paragraph(&mut self) {
        self.raise(false);
        let Some(open) = self.open.take() else { return };
        let in_field =
            |is: fn(&FieldMeaning) -> bool| self.fields.iter().any(|field| field.is_result && is(&field.meaning));
        let in_list =
            in_field(|m| matches!(m, FieldMeaning::Carried(CitationField::Bibliography))) || self.is_bibliography;
        let in_contents = in_field(|m| matches!(m, FieldMeaning::Contents));
        // What is open goes on in the next block.
        let from = self.runs.end();
        let again = self.fields.iter().rev().find_map(|field| match &field.meaning {
            FieldMeaning::Link(url) if field.is_result => Some(url.clone()),
            _ => None,
        });
        if again.is_some() && from > 0 {
            self.runs.close_link();
        }
        let closed = self.runs.close(BlockKind::Paragraph);
        self.fields.iter_mut().for_each(|field| field.run = 0);
        again.into_iter().for_each(|url| self.runs.open_link(url));
        let Some(mut piece) = closed else { return };
        (piece.gap, piece.footnote) = (open.gap, open.footnote.clone());
        if in_contents || open.role == Role::Contents {
            piece.kind = BlockKind::Navigation;
        } else if in_list {
            piece.kind = BlockKind::Reference;
            piece.number = open.number.clone().or_else(|| take_number(&mut piece, open.typed.as_deref()));
        } else {
            self.set_kind(&mut piece, open);
        }
        self.pieces.push(piece);
    }

    fn set_kind(&mut self, piece: &mut Piece, open: OpenParagraph) {
        let length = count_chars(piece.text());
        match open.role {
            Role::Title if !self.titled && open.footnote.is_none() => {
                (piece.kind, piece.level, piece.marked) = (BlockKind::Title, 1, true);
                self.titled = true;
            }
            Role::Title => (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, 1, true),
            Role::Heading(level) => (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, level, true),
            Role::Caption => piece.kind = BlockKind::Caption,
            Role::Quote => piece.kind = BlockKind::Quote,
            Role::Contents => piece.kind = BlockKind::Navigation,
            Role::Other if open.list.is_some() => {
                (piece.kind, piece.level, piece.number) = (BlockKind::Item, open.list.unwrap_or(1), open.number);
            }
            Role::Other => {
                let is_large = (open.bold.max(open.large)) + 2 >= length && reads_like_heading(piece.text());
                if is_large && piece.footnote.is_none() {
                    (piece.kind, piece.level, piece.marked) = (BlockKind::Heading, 6, true);
                } else if piece.footnote.is_none() {
                    take_typed(piece, open.typed.as_deref());
                }
            }
        }
    }
}

/// One to three digits.
fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// The bullet or the number with its stop that a paragraph begins with, where its author typed it.
pub(super) fn find_typed(text: &str) -> Option<Bullet> {
    Row::from_text(text).into_iter().next().and_then(|row| row.bullet)
}

/// Takes a typed bullet or number off the front of a piece, which is an item then.
fn take_typed(piece: &mut Piece, typed: Option<&str>) {
    let is_bullet = find_typed(piece.text()).is_some();
    let number = take_number(piece, typed);
    if is_bullet || number.is_some() {
        (piece.kind, piece.level, piece.number) = (BlockKind::Item, 1, number);
    }
}

/// The number that was typed before the words, which is taken off them.
fn take_number(piece: &mut Piece, typed: Option<&str>) -> Option<String> {
    if let Some(bullet) = find_typed(piece.text()) {
        piece.cut_front(bullet.bytes);
        return bullet.number;
    }
    let typed = typed.filter(|typed| piece.text().len() > typed.len() && piece.text().starts_with(typed))?;
    piece.cut_front(typed.len());
    Some(typed.to_owned())
}
