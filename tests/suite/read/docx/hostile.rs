//! Documents that are broken, cut off, too much, or something else than their name says: one clear line each.

use super::*;
use claimbook::read::article::read_article;

fn refused(bytes: &[u8], name: &str) -> String {
    match read_article(bytes, name, None, 1 << 30) {
        Ok(read) => format!("read: {} blocks", read.blocks.0.len()),
        Err(e) => e.to_string(),
    }
}

fn document_of(xml: &str) -> Vec<u8> {
    pack(&[("word/document.xml", xml.as_bytes())])
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_cannot_be_read_is_told_in_a_line() {
    let good = Document::of(&(of_style("Title", "Knees") + &plain("They hurt."))).pack();
    let open = "<w:document xmlns:w=\"w\"><w:body>";
    let close = "</w:body></w:document>";
    let deep = |n: usize| document_of(&format!("{open}{}{}{close}", "<w:sdt>".repeat(n), "</w:sdt>".repeat(n)));
    let entities = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let parts: Vec<(String, Vec<u8>)> = (0..20_001).map(|n| (format!("word/media/{n}"), Vec::new())).collect();
    let mut many: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    many.push(("word/document.xml", b"<a/>"));
    let bomb = document_of(&(open.to_owned() + &" ".repeat(97 << 20) + close));
    let ole = |name: &str| {
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), name.encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat()
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut off", good[..good.len() / 2].to_vec(), "the archive is damaged or cut off"),
        ("without its text", pack(&[("word/_rels/document.xml.rels", b"<a/>")]), "it has no word/document.xml"),
        ("with broken XML", document_of(&format!("{open}<w:p></w:r>{close}")), "its text is damaged"),
        ("cut within its XML", document_of(open), "was cut off"),
        (
            "with a document type",
            document_of(&format!("{entities}{open}<w:p><w:r><w:t>&b;</w:t></w:r></w:p>{close}")),
            "document type",
        ),
        ("deep", deep(100_000), "256 deep"),
        ("of many parts", pack(&many), "more than 20000 parts"),
        ("a bomb", bomb, "more than"),
        ("of zeros", document_of(&format!("{open}<w:p>\0</w:p>{close}")), "zero byte"),
        ("nothing", document_of(&format!("{open}{close}")), "is empty"),
        (
            "OpenDocument",
            pack(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]),
            "OpenDocument",
        ),
        ("a presentation", pack(&[("ppt/presentation.xml", b"<a/>")]), "presentation"),
        ("hardly begun", b"PK\x03\x04 and no more".to_vec(), "cannot be read as a Word document: it is a ZIP archive"),
        ("an archive", pack(&[("a.txt", b"Knees hurt.")]), "ZIP archive"),
        ("in an archive", pack(&[("a.docx", &good)]), "ZIP archive"),
        ("with a password", ole("EncryptedPackage"), "protected with a password"),
        ("old", ole("WordDocument"), "old Word document (.doc)"),
        ("PDF", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("empty", Vec::new(), "is empty"),
    ];
    for (what, bytes, said) in cases {
        let told = refused(&bytes, "knees.docx");
        assert!(told.contains(said) && told.starts_with("knees.docx"), "{what}: {told}");
        assert!(!told.contains('\n') && told.len() < 400, "{what}: {told}");
    }
}

#[test]
fn content_and_not_the_name_says_what_a_file_is() {
    let good = Document::of(&(of_style("Title", "Knees") + &plain("They hurt."))).pack();
    for name in ["knees.txt", "knees.md", "knees.xlsx", "knees"] {
        assert_eq!(refused(&good, name), "read: 2 blocks", "{name}");
    }
    assert_eq!(refused(b"# Knees\n\nThey hurt.\n", "knees.docx"), "read: 2 blocks");
}

#[test]
fn what_is_broken_beside_the_text_costs_only_itself() {
    let mut document = Document::of(&(plain("Sore knees") + &plain("They hurt.")));
    document.styles = "<w:style".to_owned();
    let article = read(&document);
    assert_eq!(article.title.as_deref(), Some("Sore knees"));
    assert!(notes(&article).contains("word/styles.xml could not be read"), "{}", notes(&article));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_spoilt_document_panics() {
    let body =
        of_style("Title", "Knees") + &plain("They hurt.[1]") + &of_style("Heading1", "References") + &item(1, 0, ENTRY);
    let good = Document::of(&body).pack();
    for at in (0..good.len()).step_by(7) {
        let mut spoilt = good.clone();
        spoilt[at] ^= 0x5a;
        let _ = refused(&spoilt, "a.docx");
        let _ = refused(&good[..at], "a.docx");
    }
    // XML that is spoilt inside a sound archive.
    let whole = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    for at in (0..whole.len()).step_by(3) {
        for sign in ["<", ">", "&", "\"", "</w:p>", "<w:tbl>"] {
            if whole.is_char_boundary(at) {
                let (before, behind) = whole.split_at(at);
                let _ = refused(&document_of(&format!("{before}{sign}{behind}")), "a.docx");
            }
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn time_grows_with_the_text_alone() {
    let long: String = (0..20_000)
        .map(|n| plain(&format!("Sentence {n} says that about {n}% of adults have knee pain [1].")))
        .collect();
    let body = of_style("Title", "Knees") + &long + &of_style("Heading1", "References") + &item(1, 0, ENTRY);
    let article = read(&Document::of(&body));
    assert_eq!(article.markers.len(), 20_000);
}

/// Pictures make a document larger than any text of its length.
#[test]
fn documents_may_be_larger_than_texts() {
    for (name, texts, most) in [
        ("a.docx", 10, 50 << 20),
        ("b/A.DOCX", 1 << 30, 1 << 30),
        ("a.md", 10, 10),
        ("a.xml", 10, 10),
        ("docx", 10, 10),
    ] {
        assert_eq!(claimbook::read::article::find_most_bytes(name, texts), most, "{name}");
    }
}
