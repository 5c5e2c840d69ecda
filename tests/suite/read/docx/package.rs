//! Word documents made in code, of the XML that Word, Google Docs and LibreOffice write.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// The parts of a document that a test says something of.
#[derive(Default, Clone)]
pub struct Document {
    /// What stands in `w:body`.
    pub body: String,
    /// What stands in `w:styles`.
    pub styles: String,
    /// What stands in `w:numbering`.
    pub numbering: String,
    /// What stands in `w:footnotes`.
    pub footnotes: String,
    /// What stands in `w:endnotes`.
    pub endnotes: String,
    /// Identifier, last word of the type, target.
    pub relations: Vec<(String, String, String)>,
    /// What stands in the core properties.
    pub core: String,
    /// Other parts: name, text.
    pub others: Vec<(String, String)>,
}

const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"wps\" xmlns:v=\"v\"";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl Document {
    /// A document with this body and the styles of Word.
    pub fn of(body: &str) -> Self {
        let heading = |n: u8| {
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"Heading{n}\"><w:name w:val=\"heading {n}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
                n - 1
            )
        };
        let styles = format!(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>\
             <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style>\
             <w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>{}{}{}",
            heading(1),
            heading(2),
            heading(3)
        );
        let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
             <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>\
             <w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl>\
             <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>\
             <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
        Self { body: body.to_owned(), styles, numbering: numbering.to_owned(), ..Self::default() }
    }

    /// The same with a link of this identifier.
    pub fn with_link(mut self, id: &str, url: &str) -> Self {
        self.relations.push((id.to_owned(), "hyperlink".to_owned(), url.to_owned()));
        self
    }

    /// The file.
    pub fn pack(&self) -> Vec<u8> {
        let part = |name: &str, inner: &str| format!("{HEAD}<w:{name} {NAMES}>{inner}</w:{name}>");
        let mut relations = String::new();
        let mut relate = |id: &str, kind: &str, target: &str| {
            let mode = if kind == "hyperlink" { " TargetMode=\"External\"" } else { "" };
            let target = target.replace('&', "&amp;");
            relations += &format!("<Relationship Id=\"{id}\" Type=\"{RELATED}/{kind}\" Target=\"{target}\"{mode}/>");
        };
        let mut parts =
            vec![("word/document.xml".to_owned(), part("document", &format!("<w:body>{}</w:body>", self.body)))];
        for (name, inner) in [
            ("styles", &self.styles),
            ("numbering", &self.numbering),
            ("footnotes", &self.footnotes),
            ("endnotes", &self.endnotes),
        ] {
            if !inner.is_empty() {
                relate(&format!("r-{name}"), name, &format!("{name}.xml"));
                parts.push((format!("word/{name}.xml"), part(name, inner)));
            }
        }
        self.relations.iter().for_each(|(id, kind, target)| relate(id, kind, target));
        let wrap = |inner: &str| {
            format!(
                "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
            )
        };
        parts.push(("word/_rels/document.xml.rels".to_owned(), wrap(&relations)));
        parts.push((
            "_rels/.rels".to_owned(),
            wrap(&format!(
                "<Relationship Id=\"rId1\" Type=\"{RELATED}/officeDocument\" Target=\"word/document.xml\"/>"
            )),
        ));
        if !self.core.is_empty() {
            let core = format!(
                "{HEAD}<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\">{}</cp:coreProperties>",
                self.core
            );
            parts.push(("docProps/core.xml".to_owned(), core));
        }
        parts.extend(self.others.iter().cloned());
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        pack(&parts)
    }
}

/// An archive of these parts.
pub fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        // So the kind of an OpenDocument can be told without unpacking.
        let is_plain = *name == "mimetype";
        let stored = options.compression_method(zip::CompressionMethod::Stored);
        archive.start_file(*name, if is_plain { stored } else { options }).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Text as XML holds it.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A run of text.
pub fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A run with properties.
pub fn styled(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A raised run.
pub fn raised(text: &str) -> String {
    styled("<w:vertAlign w:val=\"superscript\"/>", text)
}

/// A paragraph of runs, with properties.
pub fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A plain paragraph.
pub fn plain(text: &str) -> String {
    paragraph("", &run(text))
}

/// A paragraph of a style.
pub fn of_style(style: &str, text: &str) -> String {
    paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), &run(text))
}

/// An item of a list, at a depth from 0.
pub fn item(list: u8, depth: u8, text: &str) -> String {
    paragraph(&format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), &run(text))
}

/// A field whose code is split over runs, as Word splits it.
pub fn field(code: &str, data: &str, result: &str) -> String {
    let (a, b) = code.split_at(code.char_indices().nth(code.chars().count() / 2).map_or(0, |(at, _)| at));
    let data =
        if data.is_empty() { String::new() } else { format!("<w:fldData xml:space=\"preserve\">{data}</w:fldData>") };
    let code = |text: &str| format!("<w:r><w:instrText xml:space=\"preserve\">{}</w:instrText></w:r>", escape(text));
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\">{data}</w:fldChar></w:r>{}{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        code(a),
        code(b)
    )
}

/// Base64 of a text, as EndNote and Mendeley keep what they hide.
pub fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        let letter =
            |n: usize| if n <= bytes.len() { char::from(LETTERS[(bits >> (18 - 6 * n) & 63) as usize]) } else { '=' };
        (0..4).map(letter).collect::<String>()
    };
    text.as_bytes().chunks(3).map(group).collect()
}
