//! Word documents and workbooks around what is repeated: the parts that their readers ask for, and no more.

use crate::Failed;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A Word document with this in its body.
pub(super) fn document(body: &str) -> Result<Vec<u8>, Failed> {
    let main = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    pack(&[("_rels/.rels", &relate("officeDocument", "word/document.xml")), ("word/document.xml", &main)])
}

/// A workbook with these rows on its only sheet.
pub(super) fn workbook(rows: &str) -> Result<Vec<u8>, Failed> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheets = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    pack(&[
        ("_rels/.rels", &relate("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &sheets),
        ("xl/_rels/workbook.xml.rels", &relate("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn relate(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn pack(parts: &[(&str, &str)]) -> Result<Vec<u8>, Failed> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
