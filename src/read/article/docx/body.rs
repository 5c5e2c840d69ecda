//! The text of a document, paragraph by paragraph: what stands in runs, fields, links and content controls.

use super::field::{Field, FieldMeaning};
use super::managers::{self, CitationField};
use super::open_paragraph::OpenParagraph;
use super::styles::{Look, is_on};
use super::symbols;
use super::writing::{NoteKind, Writing};
use crate::read::xml::{Element, Node};

/// Elements that hold no text of the document.
#[rustfmt::skip]
const PASSED: &[&str] = &[
    "pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delText", "delInstrText", "del", "moveFrom",
    "rt", "ctrlPr", "annotationRef", "footnoteRef", "endnoteRef", "fldData", "customXmlPr", "smartTagPr",
];

impl Writing<'_> {
    /// Writes a paragraph.
    pub(super) fn read_paragraph(&mut self, element: &Element, footnote: Option<&str>) {
        self.number += 1;
        self.column = 1;
        let properties = element.child("pPr");
        let style = properties.and_then(|p| p.child("pStyle")).and_then(|e| e.attribute("val"));
        let goes_on = self.open.take_if(|open| open.goes_on);
        let mut open = match goes_on {
            Some(before) => OpenParagraph { goes_on: false, ..before },
            None => self.open_paragraph(properties, style, footnote),
        };
        // The mark at its end was deleted: it and the next are one.
        open.goes_on = properties.and_then(|p| p.find(&["rPr", "del"])).is_some();
        open.parts_at_breaks = parts_at_breaks(element);
        if open.goes_on {
            self.left.tracked.push(self.number);
        }
        self.look = self.styles.look(style);
        self.open = Some(open);
        self.read_inline(element);
        if self.open.as_ref().is_some_and(|open| !open.goes_on) {
            self.close_paragraph();
        }
    }

    /// Writes what stands in an element of a line.
    pub(super) fn read_inline(&mut self, element: &Element) {
        for child in element.elements() {
            match child.name.as_str() {
                "r" => self.run(child),
                "hyperlink" => self.read_hyperlink(child),
                "fldSimple" => {
                    let mut field = Field::new(self.runs.end());
                    field.code = child.attribute("instr").unwrap_or_default().to_owned();
                    self.begin_result(&mut field);
                    self.fields.push(field);
                    self.read_inline(child);
                    self.end_field();
                }
                "ins" | "moveTo" => {
                    self.left.tracked.push(self.number);
                    self.read_inline(child);
                }
                "del" | "moveFrom" => self.left.tracked.push(self.number),
                "sdt" => self.read_content_control(child),
                "AlternateContent" => self.read_alternative(child),
                "bookmarkStart" => self.open_bookmark(child),
                "bookmarkEnd" => self.close_bookmark(child),
                "t" => self.push(&child.text()),
                "drawing" | "pict" | "object" => self.leave_out_boxes(child),
                passed if PASSED.contains(&passed) => {}
                _ => self.read_inline(child),
            }
        }
    }

    /// A content control: what it holds, and what a reference manager says by its tag.
    fn read_content_control(&mut self, element: &Element) {
        let tag = element.find(&["sdtPr", "tag"]).and_then(|e| e.attribute("val")).unwrap_or_default();
        let is_placeholder = element.find(&["sdtPr", "showingPlcHdr"]).is_some_and(is_on);
        let Some(content) = element.child("sdtContent").filter(|_| !is_placeholder) else { return };
        let from = self.runs.end();
        self.read_inline(content);
        self.cite(from, managers::read_tag(tag));
    }

    /// One of several ways to say the same: the first is the newest.
    fn read_alternative(&mut self, element: &Element) {
        if let Some(chosen) = element.child("Choice").or(element.child("Fallback")) {
            self.read_inline(chosen);
        }
    }

    /// A picture or drawing: text boxes in it are told of, and left out.
    fn leave_out_boxes(&mut self, element: &Element) {
        let boxes = element.find_descendants("txbxContent");
        if boxes.iter().any(|one| !one.words().is_empty()) {
            self.left.boxes.push(self.number);
        }
    }

    fn run(&mut self, element: &Element) {
        let properties = element.child("rPr");
        let character = properties.and_then(|p| p.child("rStyle")).and_then(|e| e.attribute("val"));
        let look = Look::read(properties).or(&self.styles.character(character)).or(&self.look);
        let has_text = element.elements().any(|child| matches!(child.name.as_str(), "t" | "sym"));
        let is_shown = self.is_shown();
        self.skipped = false;
        if has_text && look.hidden == Some(true) {
            self.skipped = true;
            self.left.hidden.extend(is_shown.then_some(self.number));
        } else if has_text && look.struck == Some(true) {
            self.skipped = true;
            self.left.struck.extend(is_shown.then_some(self.number));
        }
        if has_text && is_shown {
            self.raise(look.raised == Some(true));
        }
        self.weigh_run(&look, element);
        self.font = look.font;
        for child in element.elements() {
            self.run_part(child);
        }
        (self.skipped, self.font) = (false, None);
    }

    fn run_part(&mut self, child: &Element) {
        match child.name.as_str() {
            "t" => {
                let text = child.text();
                let shown = symbols::resolve(self.font.as_deref(), &text);
                self.push(shown.as_deref().unwrap_or(&text));
            }
            "tab" | "ptab" => self.add_tab(),
            "br" if matches!(child.attribute("type"), Some("page" | "column")) => self.push(" "),
            "br" | "cr" => self.add_line_break(),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = child.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let font = child.attribute("font").unwrap_or_default();
                let shown = code.and_then(|code| symbols::find(font, code));
                self.push(&shown.map(String::from).unwrap_or_default());
            }
            "fldChar" => self.read_field_part(child),
            "instrText" => self.read_field_code(&child.text()),
            "footnoteReference" => self.note_mark(NoteKind::Footnote, child),
            "endnoteReference" => self.note_mark(NoteKind::Endnote, child),
            "AlternateContent" => self.read_alternative(child),
            "drawing" | "pict" | "object" => self.leave_out_boxes(child),
            "ruby" => child.child("rubyBase").into_iter().for_each(|base| self.read_inline(base)),
            _ => {}
        }
    }

    fn read_field_part(&mut self, part: &Element) {
        match part.attribute("fldCharType") {
            Some("begin") => {
                let mut field = Field::new(self.runs.end());
                field.data = part.child("fldData").map(Element::text).unwrap_or_default();
                self.fields.push(field);
            }
            Some("separate") => {
                if let Some(mut field) = self.fields.pop() {
                    self.begin_result(&mut field);
                    self.fields.push(field);
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn read_field_code(&mut self, code: &str) {
        /// A longer code is none that a program wrote.
        const LONGEST: usize = 4 << 20;
        if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result && field.code.len() < LONGEST) {
            field.code.push_str(code);
        }
    }

    fn begin_result(&mut self, field: &mut Field) {
        field.is_result = true;
        field.run = self.runs.end();
        field.meaning = FieldMeaning::parse(&field.code, &field.data);
        if let FieldMeaning::Link(url) = &field.meaning
            && self.is_shown()
        {
            self.runs.open_link(url.clone());
        }
    }

    fn end_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        if !field.is_result {
            self.begin_result(&mut field);
        }
        match field.meaning {
            FieldMeaning::Link(_) if self.is_shown() => self.runs.close_link(),
            FieldMeaning::Carried(carried) if self.is_shown() => self.cite(field.run, carried),
            FieldMeaning::NoteMark => self.repeat_note(field.run),
            _ => {}
        }
    }

    fn read_hyperlink(&mut self, element: &Element) {
        let target = element.attribute("id").and_then(|id| self.targets.get(id)).cloned();
        let url = match (target, element.attribute("anchor")) {
            (Some(target), Some(anchor)) if !target.contains('#') => format!("{target}#{anchor}"),
            (Some(target), _) => target,
            (None, Some(anchor)) => format!("#{anchor}"),
            (None, None) => return self.read_inline(element),
        };
        // A document on its way between two programs carries its citations as words of links.
        let words = if url.contains("zotero.org") { element.text() } else { String::new() };
        let carried = managers::read_code(&words, "");
        match carried {
            CitationField::Nothing => {
                self.open_url(super::field::unwrap_redirect(&url));
                self.read_inline(element);
                self.close_url();
            }
            CitationField::Citation(items, printed) => {
                let from = self.runs.end();
                self.push(printed.as_deref().unwrap_or_default());
                self.cite(from, CitationField::Citation(items, None));
            }
            CitationField::Bibliography => {}
            CitationField::Broken(_) => self.cite(self.runs.end(), carried),
        }
    }
}

/// Whether the lines of a paragraph are blocks of their own: short ones, as bylines are, or items with typed numbers.
fn parts_at_breaks(element: &Element) -> bool {
    let mut lines = vec![String::new()];
    collect_lines(element, &mut lines);
    lines.iter_mut().for_each(|line| *line = line.trim().to_owned());
    lines.retain(|line| !line.is_empty());
    let Some((_, before)) = lines.split_last().filter(|(_, before)| !before.is_empty()) else { return false };
    let numbered = lines.iter().filter(|line| super::paragraph::find_typed(line).is_some()).count();
    before.iter().all(|line| line.len() < 120) || numbered >= 2
}

fn collect_lines(element: &Element, lines: &mut Vec<String>) {
    for node in &element.nodes {
        let Node::Element(child) = node else { continue };
        match child.name.as_str() {
            "t" => lines.iter_mut().rev().take(1).for_each(|line| line.push_str(&child.text())),
            "tab" => lines.iter_mut().rev().take(1).for_each(|line| line.push(' ')),
            "br" if child.attribute("type").is_none_or(|kind| kind == "textWrapping") => lines.push(String::new()),
            "cr" => lines.push(String::new()),
            passed if PASSED.contains(&passed) => {}
            _ => collect_lines(child, lines),
        }
    }
}
