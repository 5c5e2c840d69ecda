//! A workbook looked at before it is opened. It is an archive, and a few bytes of it can unpack to any number; its reader
//! makes room for as many texts as it says that it has, and holds each cell whole. So all of it is unpacked here first, in
//! pieces, and what would take more room than a limit is refused.

use super::SheetLimits;
use crate::read::archive::{self, Fault, describe_damage};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

/// The most bytes of one tag or stretch of text. Excel's longest cell has 32,767 characters.
const MOST_AT_ONCE: usize = 4 << 20;
/// The most bytes of text in one cell, however many stretches it comes in.
const MOST_IN_A_CELL: usize = 1 << 20;
/// The most bytes of a part that is no XML, such as a picture, and of the text outside cells in one that is.
const MOST_OTHERWISE: u64 = 64 << 20;
/// The most elements that are no part of sheets: formats, names, relations.
const MOST_ELEMENTS: usize = 1_000_000;
/// The deepest nesting of elements.
const DEEPEST: usize = 128;
/// What a text takes beside its own bytes.
const A_TEXT: usize = 48;

/// Refuses what goes beyond a limit. What the archive says of its sizes is not believed.
pub(super) fn survey_workbook(bytes: &[u8], limits: SheetLimits) -> Result<(), Fault> {
    let mut archive = archive::open(bytes, limits.parts)?;
    if archive.index_for_name("content.xml").is_some() {
        return Err(Fault::Broken("it is an OpenDocument sheet".to_owned()));
    }
    let held = limits.most_text(bytes.len());
    let (mut left, mut elements, mut texts) = (limits.unpacked, MOST_ELEMENTS, held);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|e| describe_damage(&e))?;
        let name = part.name().map_err(|e| describe_damage(&e))?.to_lowercase();
        let of_sheets = ["worksheets/", "sharedstrings", "pivotcache/"].iter().any(|n| name.contains(n));
        let read = Cell::new(0);
        let mut source = Bounded::new(Counted { part: part.take(left.saturating_add(1)), read: &read });
        let is_xml = [".xml", ".rels"].iter().any(|end| name.ends_with(end));
        let seen = count_parts(&mut source, is_xml, if of_sheets { usize::MAX } else { elements });
        let drained = io::copy(&mut source.inner, &mut io::sink()).map_err(|e| describe_damage(&e));
        let Some(rest) = left.checked_sub(read.get()) else {
            return Err(Fault::TooMuch(limits.unpacked, "bytes when it is unpacked"));
        };
        left = rest;
        drained?;
        let seen = match seen {
            Ok(seen) => seen,
            Err(SurveyFailure::TooMuch(limit, what)) => return Err(Fault::TooMuch(limit, what)),
            // A picture, or XML that is broken: whoever reads it all the same finds little.
            Err(SurveyFailure::NoXml(seen)) if read.get() <= MOST_OTHERWISE => seen,
            Err(SurveyFailure::NoXml(_)) => {
                return Err(Fault::TooMuch(MOST_OTHERWISE, "bytes in a part that is not XML"));
            }
        };
        if !of_sheets {
            elements = elements.saturating_sub(seen.elements);
        }
        if seen.declared > seen.texts.saturating_mul(2).saturating_add(1024) {
            let reason = format!("it says that it holds {} texts, and it holds {}", seen.declared, seen.texts);
            return Err(Fault::Broken(reason));
        }
        let holds = seen.text_bytes.saturating_add(seen.texts.saturating_mul(A_TEXT));
        texts = texts.checked_sub(holds).ok_or(Fault::TooMuch(held as u64, "bytes of text"))?;
    }
    Ok(())
}

/// What was seen in a part.
#[derive(Debug, Default)]
struct PartCounts {
    elements: usize,
    /// Shared texts that it says it holds.
    declared: usize,
    /// Shared texts that it holds, and their bytes.
    texts: usize,
    text_bytes: usize,
}

enum SurveyFailure {
    TooMuch(u64, &'static str),
    NoXml(PartCounts),
}

/// Goes over the XML of a part as its reader will, and counts.
fn count_parts<R: Read>(
    source: &mut Bounded<R>,
    is_xml: bool,
    most_elements: usize,
) -> Result<PartCounts, SurveyFailure> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().expand_empty_elements = true;
    let (mut seen, mut buffer) = (PartCounts::default(), Vec::new());
    // Where the cell began that is being read, and the bytes of text in it and outside any.
    let (mut depth, mut cell, mut in_cell, mut loose) = (0_usize, None, 0_usize, 0_u64);
    let over = |limit: usize, what| Err(SurveyFailure::TooMuch(limit as u64, what));
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let text = match &event {
            Err(_) if reader.get_ref().left == 0 && is_xml => return over(MOST_AT_ONCE, "bytes in one cell or tag"),
            Err(_) => return Err(SurveyFailure::NoXml(seen)),
            Ok(Event::DocType(_)) => return over(0, "document types"),
            Ok(Event::Eof) if depth > 0 || seen.elements == 0 => return Err(SurveyFailure::NoXml(seen)),
            Ok(Event::Eof) => return Ok(seen),
            Ok(Event::Start(tag)) => {
                depth += 1;
                seen.elements += 1;
                if depth > DEEPEST {
                    return over(DEEPEST, "elements in one another");
                }
                if seen.elements > most_elements {
                    return over(MOST_ELEMENTS, "formats, names and relations");
                }
                let name = tag.local_name();
                match (depth, name.as_ref()) {
                    (_, "sst") => seen.declared = seen.declared.max(read_declared_count(tag)),
                    (2, "si") => {
                        seen.texts += 1;
                        (cell, in_cell) = (Some(depth), 0);
                    }
                    (4, "c") => (cell, in_cell) = (Some(depth), 0),
                    _ => {}
                }
                0
            }
            Ok(Event::End(_)) => {
                if cell == Some(depth) {
                    cell = None;
                    seen.text_bytes += if depth == 2 { in_cell } else { 0 };
                }
                depth = depth.saturating_sub(1);
                0
            }
            Ok(Event::Text(text)) => text.len(),
            Ok(Event::CData(text)) => text.len(),
            Ok(Event::GeneralRef(name)) => name.len() + 2,
            Ok(_) => 0,
        };
        match cell {
            Some(_) => in_cell += text,
            None => loose += text as u64,
        }
        if in_cell > MOST_IN_A_CELL {
            return over(MOST_IN_A_CELL, "bytes in one cell");
        }
        if loose > MOST_OTHERWISE {
            return over(MOST_OTHERWISE as usize, "bytes of text outside its cells");
        }
        reader.get_mut().reset();
    }
}

/// How many texts a table of shared texts says it has; one that is no plain number is taken for the worst.
fn read_declared_count(tag: &BytesStart<'_>) -> usize {
    let count = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == "uniqueCount");
    count.map_or(0, |count| count.value.trim().parse().unwrap_or(usize::MAX))
}

/// A source that gives no more than so much without being asked anew.
struct Bounded<R> {
    inner: BufReader<R>,
    left: usize,
}

impl<R: Read> Bounded<R> {
    fn new(inner: R) -> Self {
        Self { inner: BufReader::with_capacity(64 * 1024, inner), left: MOST_AT_ONCE }
    }

    fn reset(&mut self) {
        self.left = MOST_AT_ONCE;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let given = self.fill_buf()?;
        let n = given.len().min(into.len());
        into.iter_mut().zip(given).for_each(|(to, byte)| *to = *byte);
        self.consume(n);
        Ok(n)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("too long"));
        }
        let given = self.inner.fill_buf()?;
        Ok(given.get(..given.len().min(self.left)).unwrap_or(given))
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n);
        self.inner.consume(n);
    }
}

/// A source that counts what it gives.
struct Counted<'c, R> {
    part: R,
    read: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.part.read(into)?;
        self.read.set(self.read.get() + n as u64);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// A part's name, and what writes it.
    type Part<'a> = (&'a str, &'a dyn Fn(&mut dyn Write));

    /// A workbook of these parts.
    fn packed(parts: &[Part<'_>]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, fill) in parts {
            archive.start_file(*name, options).unwrap();
            fill(&mut archive);
        }
        archive.finish().unwrap().into_inner()
    }

    fn refused(parts: &[Part<'_>]) -> String {
        match survey_workbook(&packed(parts), SheetLimits { most_held: 1 << 20, ..SheetLimits::default() }) {
            Ok(()) => "nothing".to_owned(),
            Err(Fault::Broken(reason)) => reason,
            Err(Fault::TooMuch(limit, what)) => format!("more than {limit} {what}"),
        }
    }

    fn repeat(out: &mut dyn Write, before: &str, again: &str, times: usize, after: &str) {
        out.write_all(before.as_bytes()).unwrap();
        let many = again.repeat(1000);
        (0..times / 1000).for_each(|_| out.write_all(many.as_bytes()).unwrap());
        out.write_all(after.as_bytes()).unwrap();
    }

    #[test]
    fn bombs_are_refused_for_what_they_are() {
        const SHEET: &str = "xl/worksheets/sheet1.xml";
        const CELL: &str = "<worksheet><sheetData><row><c r=\"A1\" t=\"inlineStr\"><is><t>";
        const END: &str = "</t></is></c></row></sheetData></worksheet>";
        type Fill = fn(&mut dyn Write);
        let cases: &[(&str, Fill, &str)] = &[
            (SHEET, |out| repeat(out, CELL, "x", 6_000_000, END), "bytes in one cell or tag"),
            (SHEET, |out| repeat(out, CELL, "x&amp;", 300_000, END), "bytes in one cell"),
            (SHEET, |out| repeat(out, CELL, "<c>xxxxxxxxxx</c>", 150_000, END), "bytes in one cell"),
            (SHEET, |out| repeat(out, CELL, "<![CDATA[xxxxxxxxxx]]>", 150_000, END), "bytes in one cell"),
            (
                SHEET,
                |out| repeat(out, "<worksheet><!-- ", "<", 6_000_000, " --></worksheet>"),
                "bytes in one cell or tag",
            ),
            (SHEET, |out| repeat(out, "<worksheet a=\"", "x>", 6_000_000, "\"/>"), "bytes in one cell or tag"),
            (SHEET, |out| repeat(out, "<worksheet>", "<a>", 1_000_000, ""), "128 elements in one another"),
            (SHEET, |out| repeat(out, "<!DOCTYPE a [", "", 0, "]><worksheet/>"), "document types"),
            (
                "xl/sharedStrings.xml",
                |out| repeat(out, "<sst uniqueCount=\"99999999999\">", "<si/>", 1000, "</sst>"),
                "it says that it holds 99999999999 texts, and it holds 1000",
            ),
            (
                "xl/x.xml",
                |out| repeat(out, "<x:sst count=\"1\" uniqueCount=\"1e9\"/>", "", 0, ""),
                "it says that it holds",
            ),
            (
                "xl/sharedStrings.xml",
                |out| {
                    repeat(
                        out,
                        "<sst>",
                        "<si><t>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</t></si>",
                        20_000,
                        "</sst>",
                    )
                },
                "bytes of text",
            ),
            (
                "xl/styles.xml",
                |out| repeat(out, "<styleSheet><cellXfs>", "<xf/>", 1_002_000, "</cellXfs></styleSheet>"),
                "formats, names and relations",
            ),
            // Harmless ones.
            (SHEET, |out| repeat(out, CELL, "x", 32_000, END), "nothing"),
            (
                SHEET,
                |out| {
                    repeat(
                        out,
                        "<worksheet><sheetData>",
                        "<row><c r=\"A1\"><v>1</v></c></row>",
                        100_000,
                        "</sheetData></worksheet>",
                    )
                },
                "nothing",
            ),
            (
                "xl/sharedStrings.xml",
                |out| repeat(out, "<sst count=\"900000\" uniqueCount=\"1000\">", "<si><t>a</t></si>", 1000, "</sst>"),
                "nothing",
            ),
            ("xl/media/image1.png", |out| repeat(out, "PNG", "x<y\u{1}", 100_000, ""), "nothing"),
            ("xl/media/image2.bmp", |out| repeat(out, "BM", "\0", 6_000_000, ""), "nothing"),
        ];
        for (name, fill, says) in cases {
            let said = refused(&[(name, fill)]);
            assert!(said.contains(says), "{name}, {says}: {said}");
        }
    }
}
