//! The character set that a page declares for itself. It counts where the bytes are not UTF-8.

use encoding_rs::Encoding;

/// What a page's bytes say in the character set that it declares, that set's name, and whether some of them say nothing in
/// it; none where it declares none that is known, or UTF-8.
pub(super) fn decode_declared(bytes: &[u8]) -> Option<(String, &'static str, bool)> {
    let encoding = Encoding::for_label(find_declared_charset(bytes)?.as_bytes())?;
    if encoding == encoding_rs::UTF_8 || encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        return None;
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    Some((text.into_owned(), encoding.name(), broken))
}

/// The character set that a page declares in its first bytes: `<meta charset="windows-1251">`, `charset=iso-8859-2`,
/// `<?xml … encoding="…"?>`.
fn find_declared_charset(bytes: &[u8]) -> Option<String> {
    /// Browsers look no further.
    const BEGINNING: usize = 4_096;
    let head = String::from_utf8_lossy(bytes.get(..BEGINNING).unwrap_or(bytes)).to_ascii_lowercase();
    let in_meta = || {
        head.match_indices("<meta").find_map(|(at, _)| {
            let tag = head.get(at..)?.split('>').next()?;
            read_value(tag, "charset")
        })
    };
    let in_xml =
        || head.trim_start().strip_prefix("<?xml").and_then(|xml| read_value(xml.split("?>").next()?, "encoding"));
    in_meta().or_else(in_xml)
}

fn read_value(tag: &str, key: &str) -> Option<String> {
    let (_, rest) = tag.split_once(key)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let value = rest.split(['"', '\'', ' ', ';', '>', '/']).next()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets() {
        for (bytes, want) in [
            ("<meta charset=utf-8>", Some("utf-8")),
            ("<META http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-2\">", Some("iso-8859-2")),
            ("<?xml version=\"1.0\" encoding='koi8-r'?>", Some("koi8-r")),
            ("<meta name=a><meta charset=\"shift_jis\">", Some("shift_jis")),
            ("<p>charset=x", None),
        ] {
            assert_eq!(find_declared_charset(bytes.as_bytes()).as_deref(), want, "{bytes}");
        }
    }

    #[test]
    fn bytes_are_read_as_the_page_says() {
        let page = |charset: &str, bytes: &[u8]| [format!("<meta charset={charset}>").as_bytes(), bytes].concat();
        for (charset, bytes, want) in [
            ("windows-1251", &b"\xea\xee\xeb\xe5\xed\xee"[..], Some("колено")),
            ("iso-8859-2", b"\xb6ciana", Some("ściana")),
            ("iso-8859-1", b"40\x96", Some("40–")),
            ("shift_jis", b"\x95G", Some("膝")),
            ("utf-8", b"\xe9", None),
            ("unheard-of", b"\xe9", None),
        ] {
            let read =
                decode_declared(&page(charset, bytes)).map(|(text, ..)| text.split('>').nth(1).unwrap().to_owned());
            assert_eq!(read.as_deref(), want, "{charset}");
        }
    }
}
