//! Which old encoding text of eight bits is in: windows-1252, in which spreadsheets of the West save, or Mac Roman, in which
//! those of older Macs do. Nothing in a file says it; where its letters stand tells.

use super::decode_windows_1252;

/// An encoding of eight bits.
pub(super) struct Encoding {
    /// Its name.
    pub(super) name: &'static str,
    /// How it is called in a sentence.
    pub(super) words: &'static str,
    /// The letter of a byte.
    pub(super) letter: fn(u8) -> char,
}

const WINDOWS: Encoding = Encoding { name: "windows-1252", words: "windows-1252", letter: decode_windows_1252 };
const MACINTOSH: Encoding = Encoding { name: "macintosh", words: "Mac Roman", letter: decode_mac_roman };

/// So many letters are looked at.
const LOOKED_AT: usize = 4_000;

/// The encoding in which the letters of a text stand where letters stand. Windows-1252 where nothing tells.
pub(super) fn guess_encoding(bytes: &[u8]) -> Encoding {
    let score = |letter: fn(u8) -> char| -> i32 {
        let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(LOOKED_AT);
        let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).map_or(' ', |byte| letter(*byte));
        high.map(|(i, byte)| {
            fits(at(i.checked_sub(2)), at(i.checked_sub(1)), letter(*byte), [1, 2].map(|n| at(Some(i + n))))
        })
        .sum()
    };
    if score(decode_mac_roman) > score(decode_windows_1252) { MACINTOSH } else { WINDOWS }
}

/// How well a letter fits where it stands: what is before it, and what is behind.
fn fits(two_before: char, before: char, c: char, [next, second]: [char; 2]) -> i32 {
    let between_letters = before.is_alphabetic() && next.is_alphabetic();
    match c {
        '’' if between_letters => {
            // `don’t`, `we’re`, `O’Brien`; no other letters have one between them.
            let shortened =
                "stdm".contains(next) && !second.is_alphabetic() || "lrv".contains(next) && second.is_alphabetic();
            if shortened || !two_before.is_alphabetic() { 2 } else { -1 }
        }
        '“' | '‘' => {
            if !before.is_alphanumeric() && next.is_alphanumeric() {
                2
            } else {
                -1
            }
        }
        '”' | '’' => {
            if !next.is_alphanumeric() && !before.is_whitespace() {
                2
            } else {
                -1
            }
        }
        '–' | '—' => {
            if between_letters {
                -1
            } else {
                2
            }
        }
        '\u{80}'..='\u{9f}' => -3,
        c if c.is_lowercase() && (before.is_alphabetic() || next.is_alphabetic()) => 2,
        c if c.is_uppercase() && before.is_lowercase() => -2,
        c if c.is_uppercase() && next.is_lowercase() => 1,
        _ if between_letters => -3,
        _ => 0,
    }
}

/// The letter of a byte in Mac Roman.
fn decode_mac_roman(byte: u8) -> char {
    #[rustfmt::skip]
    const HIGH: [char; 128] = [
        'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è',
        'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü',
        '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø',
        '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø',
        '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«', '»', '…', '\u{a0}', 'À', 'Ã', 'Õ', 'Œ', 'œ',
        '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ',
        '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô',
        '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
    ];
    match byte.checked_sub(0x80) {
        Some(high) => HIGH.get(usize::from(high)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_their_encoding() {
        for (bytes, name) in [
            (&b"caf\x8e in Garc\x92a"[..], "macintosh"),
            (b"don\xd5t say \xd2yes\xd3 \xd0 ever", "macintosh"),
            (b"M\x9fller, J\x9arg", "macintosh"),
            (b"caf\xe9 \x96 40%", "windows-1252"),
            (b"don\x92t say \x93yes\x94", "windows-1252"),
            (b"M\xfcller, J\xf6rg; \xd6zer", "windows-1252"),
            (b"O\x92Brien and we\x92re", "windows-1252"),
            (b"5 \xb1 2", "windows-1252"),
        ] {
            let found = guess_encoding(bytes);
            let text: String = bytes.iter().map(|byte| (found.letter)(*byte)).collect();
            assert_eq!(found.name, name, "{text}");
        }
    }
}
