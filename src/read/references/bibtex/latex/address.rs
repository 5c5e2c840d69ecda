//! Addresses, DOIs and other identifiers in a field: they are meant as they stand, without what LaTeX needs to print
//! them.

/// The address or identifier that a field holds.
pub(in super::super) fn read_verbatim(raw: &str) -> String {
    let raw = raw.trim();
    if !raw.contains(['\\', '{', '}', '$', '\n']) {
        return raw.to_owned();
    }
    let mut plain = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => rest = escape(rest, &mut plain),
            '{' | '}' | '\n' | '\t' => {}
            // `$\sim$`, `$<$`: the dollars print nothing. An address with a dollar has but one.
            '$' if rest.contains('$') || plain.ends_with(['~', '<', '>']) => {}
            c => plain.push(c),
        }
    }
    plain.trim().to_owned()
}

/// Writes what stands behind a backslash; answers what follows.
fn escape<'r>(rest: &'r str, plain: &mut String) -> &'r str {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, behind) = rest.split_at_checked(letters).unwrap_or(("", rest));
    let sign = match word {
        "" => {
            let Some(c) = rest.chars().next() else { return rest };
            match c {
                '-' | '/' => {}
                // The files of Windows, whose parts a backslash divides.
                '\\' => plain.push('\\'),
                c => plain.push(c),
            }
            return rest.get(c.len_utf8()..).unwrap_or_default();
        }
        "textasciitilde" | "sim" => "~",
        "textunderscore" => "_",
        "textless" | "lt" | "less" | "langle" => "<",
        "textgreater" | "gt" | "greater" | "rangle" => ">",
        "mathsemicolon" => ";",
        "textsemicolon" => ";",
        "textbackslash" => "\\",
        "textasciicircum" => "^",
        "textbraceleft" => "{",
        "textbraceright" => "}",
        "slash" => "/",
        "ldots" | "dots" => "...",
        "allowbreak" | "url" | "href" | "path" | "nolinkurl" | "texttt" | "relax" | "doi" => "",
        _ => {
            plain.push('\\');
            plain.push_str(word);
            return behind;
        }
    };
    plain.push_str(sign);
    behind.trim_start_matches(' ')
}
