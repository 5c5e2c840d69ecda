//! Base64, in which reference managers hide what they keep in documents.

/// The bytes that a text in base64 stands for; white space in it is passed over. None where it is no base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for c in text.bytes().filter(|c| !c.is_ascii_whitespace()) {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap_or_default());
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// Bytes in base64, on one line.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let held = three.iter().chain([&0, &0]).take(3).fold(0_u32, |held, byte| held << 8 | u32::from(*byte));
        for at in 0..4 {
            let digit = usize::try_from(held >> (18 - 6 * at) & 63).ok().and_then(|digit| DIGITS.get(digit));
            text.push(if at > three.len() { '=' } else { char::from(*digit.unwrap_or(&b'=')) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        for (text, want) in [
            ("", Some("")),
            ("S25lZXM=", Some("Knees")),
            ("S25l\n ZXM", Some("Knees")),
            ("w6k=", Some("é")),
            ("S2*", None),
        ] {
            if let Some(want) = want.filter(|_| !text.contains([' ', '*'])) {
                assert_eq!(encode(want.as_bytes()), text);
            }
            assert_eq!(decode(text).map(|b| String::from_utf8(b).unwrap()).as_deref(), want, "{text}");
        }
    }
}
