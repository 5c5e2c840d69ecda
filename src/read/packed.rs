//! What a file is that is no text but a container: an archive, as office programs write today, or the older form of them.

use super::ReadError;

const ZIP: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06"];
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";
/// So many bytes show what a container holds, at its beginning and at its end.
const LOOKED_AT: usize = 64 * 1024;

/// A kind of container: what shows it, what it is, and what to do with it.
type PackedKind = (&'static [&'static [u8]], &'static str, &'static str);

const AS_DOCX: &str = "Open it in Word, LibreOffice or Google Docs, save it as .docx, and import that";
const UNLOCK: &str = "Open it with its password, take the password off, save it again, and import that";

/// The words of an archive that holds none of those before it.
const UNNAMED: &[&[u8]] = &[b""];

/// The first whose words an archive holds names it.
const ARCHIVES: &[PackedKind] = &[
    (&[b"opendocument.text"], "an OpenDocument text (.odt)", AS_DOCX),
    (
        &[b"opendocument."],
        "an OpenDocument file",
        "Save its text as .docx, or its sheet as .xlsx or CSV, and import that",
    ),
    (&[b"application/epub+zip"], "an e-book (EPUB)", "Save the chapter’s text as plain text or .docx and import that"),
    (
        &[b"word/document", b"word/_rels"],
        "a Word document (.docx)",
        "Import it as an article: claimbook import --as article FILE",
    ),
    (
        &[b"xl/workbook", b"xl/worksheets", b"xl/_rels"],
        "a workbook (.xlsx)",
        "If it is a sheet of claims or references: claimbook import FILE; if it is an article, save its text as .docx",
    ),
    (&[b"ppt/"], "a presentation (.pptx)", "Save its text as plain text or .docx and import that"),
    (
        &[b"Index/Document.iwa", b"Index.zip"],
        "a Pages document",
        "Export it from Pages as Word (.docx) and import that",
    ),
    (
        UNNAMED,
        "a ZIP archive",
        "Unpack it and import the files that it holds. If it should be a Word document, it is damaged: open it in Word, save it \
         again, and import that",
    ),
];

/// The same for the older form; its names are in UTF-16.
const OLDER: &[PackedKind] = &[
    (&[b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"], "a document that is protected with a password", UNLOCK),
    (&[b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"], "an old Word document (.doc)", AS_DOCX),
    (&[b""], "an old Office file", AS_DOCX),
];

/// Whether the bytes begin as an archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    ZIP.iter().any(|start| bytes.starts_with(start))
}

/// Whether the bytes are a Word document, whole or cut off.
pub(super) fn is_word(bytes: &[u8]) -> bool {
    detect_kind(bytes).is_some_and(|(_, what, _)| what.contains(".docx"))
}

/// Whether a file is called as Word documents are.
pub(super) fn is_called_word(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    name.ends_with(".docx") || name.ends_with(".docm")
}

/// A file that is called a Word document and cannot be opened as one.
pub(super) fn report_damaged_word(file: &str, reason: &str) -> ReadError {
    ReadError::Damaged {
        file: file.to_owned(),
        what: "a Word document",
        reason: reason.to_owned(),
        next: "Open it in Word, LibreOffice or Google Docs, save it again, and import that",
    }
}

/// Refuses a container.
///
/// # Errors
/// What it is, and what to do with it.
pub(super) fn refuse(bytes: &[u8], file: &str) -> Result<(), ReadError> {
    match detect_kind(bytes) {
        Some((words, ..)) if *words == UNNAMED && is_archive(bytes) && is_called_word(file) => {
            Err(report_damaged_word(file, "it is a ZIP archive without the parts of such a document, perhaps cut off"))
        }
        Some((_, what, next)) => Err(ReadError::Unread { file: file.to_owned(), what, next }),
        None => Ok(()),
    }
}

/// Refuses a container that is not the one that a reader takes.
pub(super) fn refuse_unless(takes: fn(&[u8]) -> bool, bytes: &[u8], file: &str) -> Result<(), ReadError> {
    if takes(bytes) { Ok(()) } else { refuse(bytes, file) }
}

fn detect_kind(bytes: &[u8]) -> Option<&'static PackedKind> {
    let kinds = match () {
        () if is_archive(bytes) => ARCHIVES,
        () if bytes.starts_with(OLE) => OLDER,
        () => return None,
    };
    // An archive lists its parts at its end, the older form its streams anywhere.
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let tail = bytes.get(bytes.len().saturating_sub(LOOKED_AT)..).unwrap_or_default();
    let holds = |word: &&[u8]| {
        let within = |part: &[u8]| word.is_empty() || part.windows(word.len()).any(|at| at == *word);
        within(head) || within(tail) || !is_archive(bytes) && within(bytes)
    };
    kinds.iter().find(|(words, ..)| words.iter().any(holds))
}
