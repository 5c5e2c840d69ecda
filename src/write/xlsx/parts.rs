//! The XML of a workbook's parts.

use std::fmt::Write as _;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The styles of cells, by their places in `styles.xml`.
pub(super) const HEAD: u8 = 1;
pub(super) const WRAPPED: u8 = 2;
pub(super) const DAY: u8 = 3;

/// The parts that are the same in every workbook; the first tells programs what the file is.
pub(super) const FIXED: [(&str, &str); 2] = [
    (
        "_rels/.rels",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" ",
            "Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ),
    (
        "xl/styles.xml",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
            "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts>",
            "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
            "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>",
            "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
            "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
            "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
            "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
            "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
            "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">",
            "<alignment vertical=\"top\" wrapText=\"1\"/></xf>",
            "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\">",
            "<alignment vertical=\"top\"/></xf></cellXfs>",
            "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
        ),
    ),
];

/// The parts that name the sheets.
pub(super) fn write_workbook_parts(sheets: &[String]) -> [(&'static str, String); 3] {
    let [mut types, mut relations, mut names] = [const { String::new() }; 3];
    for (n, name) in (1..).zip(sheets) {
        // Writing into a string cannot fail.
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        names.push_str("<sheet name=\"");
        escape(&mut names, name);
        let _ = write!(names, "\" sheetId=\"{n}\" r:id=\"rId{n}\"/>");
    }
    let workbook = format!(
        "{DECLARATION}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"
    );
    let relations = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}\
         <Relationship Id=\"rId0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" \
         Target=\"styles.xml\"/></Relationships>"
    );
    let types = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
         {types}</Types>"
    );
    [("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations), ("[Content_Types].xml", types)]
}

/// What stands before the rows of a sheet: its head line stays in sight.
pub(super) fn write_sheet_begin(columns: usize, first: bool) -> String {
    let selected = if first { " tabSelected=\"1\"" } else { "" };
    format!(
        "{DECLARATION}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetViews><sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
         state=\"frozen\"/></sheetView></sheetViews><cols><col min=\"1\" max=\"{}\" width=\"24\" customWidth=\"1\"/></cols><sheetData>",
        columns.max(1)
    )
}

/// What stands behind them: a filter over all, and lists to choose from where a column holds one of a few words.
pub(super) fn write_sheet_end(columns: &[&str], rows: u32, choices: &[(&str, &[&str])], most_rows: u32) -> String {
    let mut lists = String::new();
    let mut count = 0;
    for (at, name) in columns.iter().enumerate() {
        let Some((_, words)) = choices.iter().find(|(column, _)| column == name) else { continue };
        let column = to_letters(at);
        let _ = write!(
            lists,
            "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" \
             sqref=\"{column}2:{column}{most_rows}\"><formula1>\"{}\"</formula1></dataValidation>",
            words.join(",")
        );
        count += 1;
    }
    let last = to_letters(columns.len().saturating_sub(1));
    let lists = match count {
        0 => String::new(),
        count => format!("<dataValidations count=\"{count}\">{lists}</dataValidations>"),
    };
    format!("</sheetData><autoFilter ref=\"A1:{last}{}\"/>{lists}</worksheet>", rows.max(1))
}

/// The letters of a column: A, B … Z, AA …
pub(super) fn to_letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The rest of a cell of text.
pub(super) fn write_text(xml: &mut String, style: u8, text: &str) {
    let _ = write!(xml, "s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    escape(xml, text);
    xml.push_str("</t></is></c>");
}

/// Text in XML. Characters that XML has no room for, and carriage returns, which it would change, are written as `_x000D_`
/// and the like; where a text has that itself, its first `_` is.
fn escape(xml: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if text.get(at..).is_some_and(reads_as_escape) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => _ = write!(xml, "_x{:04X}_", u32::from(c)),
            c => xml.push(c),
        }
    }
}

/// Whether a text begins with `_x`, four hexadecimal digits and `_`.
fn reads_as_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    digits.and_then(|d| d.strip_suffix('_')).is_some_and(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_characters_have_their_names() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(to_letters(at), name);
        }
        for (text, xml) in [
            ("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;"),
            ("a\r\n\tb\0", "a_x000D_\n\tb_x0000_"),
            ("_x000D_ _x0D_ __x0041_", "_x005F_x000D_ _x0D_ __x005F_x0041_"),
        ] {
            let mut escaped = String::new();
            escape(&mut escaped, text);
            assert_eq!(escaped, xml);
        }
    }
}
