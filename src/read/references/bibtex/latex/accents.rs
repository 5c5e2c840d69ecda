//! Accents: a command, and the mark that it puts on the letter behind it.

/// The mark of an accent that is named by a sign.
pub(super) fn find_mark(sign: char) -> Option<char> {
    Some(match sign {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '"' => '\u{308}',
        '=' => '\u{304}',
        '.' => '\u{307}',
        _ => return None,
    })
}

/// The mark of an accent that is named by letters, in text or in math.
pub(super) fn find_accent(word: &str) -> Option<char> {
    Some(match word {
        "u" | "breve" => '\u{306}',
        "v" | "check" => '\u{30c}',
        "H" => '\u{30b}',
        "t" => '\u{361}',
        "c" => '\u{327}',
        "d" => '\u{323}',
        "b" => '\u{331}',
        "r" | "mathring" => '\u{30a}',
        "k" => '\u{328}',
        "h" => '\u{309}',
        "G" => '\u{30f}',
        "U" => '\u{30e}',
        "f" => '\u{311}',
        "hat" | "widehat" => '\u{302}',
        "tilde" | "widetilde" => '\u{303}',
        "bar" => '\u{304}',
        "overline" => '\u{305}',
        "vec" => '\u{20d7}',
        "dot" => '\u{307}',
        "ddot" => '\u{308}',
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "textcommabelow" => '\u{326}',
        _ => return None,
    })
}

/// The text with a mark on its first letter; a mark on nothing is the sign itself.
pub(super) fn add_mark(text: &str, mark: char) -> String {
    let below = matches!(mark, '\u{323}'..='\u{331}');
    let Some(first) = text.chars().next() else { return find_spacing_mark(mark).to_owned() };
    let letter = match first {
        'ı' if !below => 'i',
        'ȷ' if !below => 'j',
        letter => letter,
    };
    let behind = text.get(first.len_utf8()..).unwrap_or_default();
    if mark == '\u{305}' {
        return [letter].into_iter().chain(behind.chars()).flat_map(|letter| [letter, mark]).collect();
    }
    // A second mark stands on the first one.
    let marks = behind.find(|c| !matches!(c, '\u{300}'..='\u{36f}')).unwrap_or(behind.len());
    let (marks, rest) = behind.split_at_checked(marks).unwrap_or((behind, ""));
    format!("{letter}{marks}{mark}{rest}")
}

fn find_spacing_mark(mark: char) -> &'static str {
    match mark {
        '\u{300}' => "`",
        '\u{301}' => "´",
        '\u{302}' => "^",
        '\u{303}' => "~",
        '\u{308}' => "¨",
        '\u{304}' => "¯",
        '\u{306}' => "˘",
        '\u{30c}' => "ˇ",
        '\u{30a}' => "˚",
        '\u{327}' => "¸",
        '\u{328}' => "˛",
        _ => "",
    }
}
