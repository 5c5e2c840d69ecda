//! Characters that are named by their number.

/// The character whose number follows, `233`, `"E9`, `'351` or `{233}`, and the length of that number.
pub(super) fn read_number(rest: &str) -> Option<(char, usize)> {
    let (number, braces) = match rest.strip_prefix('{') {
        Some(inside) => (inside.split_once('}')?.0, 2),
        None => (rest, 0),
    };
    let (digits, base, mark) = match number.as_bytes().first()? {
        b'"' => (number.get(1..)?, 16, 1),
        b'\'' => (number.get(1..)?, 8, 1),
        _ => (number, 10, 0),
    };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(base)).count();
    if braces > 0 && digits.len() != length {
        return None;
    }
    let c = char::from_u32(u32::from_str_radix(digits.get(..length)?, base).ok()?)?;
    (!c.is_control()).then_some((c, length + mark + braces))
}

#[cfg(test)]
mod tests {
    use super::super::read_text;

    #[test]
    fn characters_are_named_by_number() {
        for (raw, want) in [
            ("caf\\char233", "café"),
            ("caf{\\char233}s", "cafés"),
            ("\\char\"E9 t\\char'351", "é té"),
            ("\\symbol{233}", "é"),
            ("\\char7 x", "\\char7 x"),
            ("\\char", "\\char"),
            ("\\symbol{233", "233"),
            ("\\symbol{233 x}", "233 x"),
        ] {
            assert_eq!(read_text(raw), want, "{raw}");
        }
    }
}
