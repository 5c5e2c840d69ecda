//! From bytes to text: which encoding they are in, and what is no text at all.

use super::charset::decode_declared;
use super::eight_bits::guess_encoding;
use super::entry::Note;
use super::{ReadError, packed};
use std::borrow::Cow;

/// A file's text, and the encoding that was assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text without byte order mark; line breaks are `\n`. The bytes themselves, where they are that already.
    pub text: Cow<'b, str>,
    /// `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `macintosh`, or the name of the one that a page declares.
    pub encoding: &'static str,
    /// What was assumed or replaced.
    pub notes: Vec<Note>,
}

/// File signatures that are taken for articles by mistake.
const SIGNATURES: [(&[u8], &str); 8] = [
    (b"\xff\xfe\0\0", "it is in UTF-32"),
    (b"\0\0\xfe\xff", "it is in UTF-32"),
    (b"%PDF-", "it begins like a PDF"),
    (b"SQLite format 3\0", "it is a SQLite database"),
    (b"\x89PNG", "it begins like a PNG picture"),
    (b"\xff\xd8\xff", "it begins like a JPEG picture"),
    (b"\x1f\x8b", "it begins like a gzip archive"),
    (b"{\\rtf", "it begins like an RTF document"),
];

/// So many bytes of a file are looked at to tell what it is.
pub const BEGINNING: usize = 64 * 1024;

/// The beginning of a file as text, to tell what it is; what is no text in it becomes “\u{fffd}”. The whole is read by
/// [`decode`].
pub fn decode_beginning(bytes: &[u8]) -> String {
    let bytes = bytes.get(..BEGINNING).unwrap_or(bytes);
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes, &mut Vec::new()),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes, &mut Vec::new()),
        _ => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned(),
    };
    normalise_line_ends(Cow::Owned(text)).into_owned()
}

/// Decodes a file: by its byte order mark, as UTF-8, as a page declares, or else line by line as windows-1252 or Mac Roman, which is then noted. Refuses files that
/// are empty, larger than `max_bytes` or not text.
pub fn decode<'b>(bytes: &'b [u8], file: &str, max_bytes: u64) -> Result<Decoded<'b>, ReadError> {
    refuse_over_long(bytes, file, max_bytes)?;
    packed::refuse(bytes, file)?;
    let file = file.to_owned();
    if let Some((_, reason)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ReadError::Binary { file, reason, at: 0 });
    }
    let mut notes = Vec::new();
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (Cow::Owned(decode_utf16(rest, u16::from_le_bytes, &mut notes)), "utf-16le"),
        [0xfe, 0xff, rest @ ..] => (Cow::Owned(decode_utf16(rest, u16::from_be_bytes, &mut notes)), "utf-16be"),
        _ => decode_eight_bits(bytes, &file, &mut notes).map_err(|e| match e {
            ReadError::Binary { .. } if packed::is_called_word(&file) => {
                packed::report_damaged_word(&file, "it does not begin as such documents do, and is damaged or cut off")
            }
            other => other,
        })?,
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty { file });
    }
    Ok(Decoded { text: normalise_line_ends(text), encoding, notes })
}

/// Refuses a file of more bytes than the limit.
pub(super) fn refuse_over_long(bytes: &[u8], file: &str, max_bytes: u64) -> Result<(), ReadError> {
    let size = bytes.len() as u64;
    if size > max_bytes {
        return Err(ReadError::TooLarge { file: file.to_owned(), bytes: Some(size), limit: max_bytes });
    }
    Ok(())
}

/// UTF-8, and line by line an encoding of eight bits where it is not: files put together from several sources mix the two.
fn decode_eight_bits<'b>(
    bytes: &'b [u8],
    file: &str,
    notes: &mut Vec<Note>,
) -> Result<(Cow<'b, str>, &'static str), ReadError> {
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(ReadError::Binary { file: file.to_owned(), reason: "it holds a zero byte", at });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), "utf-8")),
        Err(e) => e.valid_up_to(),
    };
    let controls = bytes.iter().filter(|b| **b < 0x20 && !b.is_ascii_whitespace()).count();
    if controls * 20 > bytes.len() {
        return Err(ReadError::Binary { file: file.to_owned(), reason: "it holds many control characters", at });
    }
    if let Some((text, encoding, broken)) = decode_declared(bytes) {
        if broken {
            let said =
                format!("some bytes are none of {encoding}, which the page declares; they were read as “\u{fffd}”");
            notes.push(Note::new((1, 1), said));
        }
        return Ok((Cow::Owned(text), encoding));
    }
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|b| **b == b'\n').count() as u32 + 1;
    let column = before.rsplit(|b| *b == b'\n').next().map_or(0, |l| String::from_utf8_lossy(l).chars().count());
    let mut text = String::with_capacity(bytes.len());
    let (mut old, mut new) = (0, 0);
    let lines = || bytes.split_inclusive(|b| *b == b'\n');
    let others: Vec<u8> = lines().filter(|line| std::str::from_utf8(line).is_err()).flatten().copied().collect();
    let encoding = guess_encoding(&others);
    for line in lines() {
        match std::str::from_utf8(line) {
            Ok(line) => {
                new += usize::from(!line.is_ascii());
                text.push_str(line);
            }
            Err(_) => {
                old += 1;
                text.extend(line.iter().map(|b| (encoding.letter)(*b)));
            }
        }
    }
    let what = match (old, new) {
        (_, 0) => format!("not UTF-8 from here on: read as {}", encoding.words),
        (1, _) => format!("this line is not UTF-8 as the rest is: it was read as {}", encoding.words),
        _ => format!("{old} lines, this one first, are not UTF-8 as the rest is: they were read as {}", encoding.words),
    };
    let advice = "If letters look wrong, save the file as UTF-8 and import it again";
    notes.push(Note::new((line, column as u32 + 1), format!("{what}. {advice}")));
    Ok((Cow::Owned(text), encoding.name))
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, notes: &mut Vec<Note>) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut broken = !rest.is_empty();
    let text = char::decode_utf16(pairs.iter().map(|p| unit(*p)))
        .map(|c| {
            c.unwrap_or_else(|_| {
                broken = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    if broken {
        notes.push(Note::new((1, 1), "some of its UTF-16 is broken; those characters were read as “\u{fffd}”"));
    }
    text
}

/// CRLF and lone CR become LF, so that lines count alike everywhere.
fn normalise_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split('\r');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push('\n');
        plain.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    Cow::Owned(plain)
}

/// The letter of a byte in windows-1252, in which spreadsheets of the West save text.
pub fn decode_windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, &'static str), ReadError> {
        decode(bytes, "a.txt", 1000).map(|d| (d.text.into_owned(), d.encoding))
    }

    #[test]
    fn encodings() {
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb\rc").unwrap(), ("a\nb\nc".to_owned(), "utf-8"));
        assert_eq!(read(b"\xff\xfea\0\xe9\0").unwrap(), ("aé".to_owned(), "utf-16le"));
        assert_eq!(read(b"\xfe\xff\0a").unwrap(), ("a".to_owned(), "utf-16be"));
        let old = decode(b"one\ncaf\xe9 \x96 40%", "a.txt", 1000).unwrap();
        assert_eq!((&*old.text, old.encoding), ("one\ncafé – 40%", "windows-1252"));
        assert_eq!((old.notes[0].line, old.notes[0].column), (2, 4));
    }

    #[test]
    fn lines_of_another_encoding_do_not_cost_the_others() {
        let bytes = ["é\n".as_bytes(), b"caf\xe9\n"].concat();
        let mixed = decode(&bytes, "a", 1000).unwrap();
        assert_eq!((&*mixed.text, mixed.notes[0].line), ("é\ncafé\n", 2));
    }

    #[test]
    fn refusals_say_what_to_do() {
        assert!(matches!(read(b""), Err(ReadError::Empty { .. })));
        assert!(matches!(read(b" \n "), Err(ReadError::Empty { .. })));
        assert!(matches!(read(b"abc\0def"), Err(ReadError::Binary { at: 3, .. })));
        assert!(matches!(read(b"%PDF-1.7"), Err(ReadError::Binary { .. })));
        let large = read(&[b'a'; 1001]).unwrap_err().to_string();
        assert!(large.contains("1000") && large.contains("--max-bytes 1001"), "{large}");
    }
}
