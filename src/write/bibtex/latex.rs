//! Text inside a BibTeX field.

/// Text with LaTeX's special characters escaped, on one line. Braces are written by name, since BibTeX counts braces
/// whether or not a backslash stands before them. Two hyphens or apostrophes that are meant are held apart.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '-' | '\'' if escaped.ends_with(c) => escaped.extend(['{', '}', c]),
            '`' => escaped.push_str("\\textasciigrave{}"),
            c if c.is_control() => escaped.push(' '),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address or a DOI, which goes in as it is: escapes would become part of it. Only braces, which could end the field
/// early, and blanks are percent-encoded.
pub(super) fn verbatim(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '{' => plain.push_str("%7B"),
            '}' => plain.push_str("%7D"),
            c if c.is_control() || c.is_whitespace() => plain.push_str("%20"),
            c => plain.push(c),
        }
    }
    plain
}

/// A title, escaped, with braces round the words whose capitals a style must leave: those with a capital beyond the first
/// letter (`GLP-1`, `pH`), and, where the title is in sentence case, every other capitalised word (`Crohn`).
pub(super) fn title(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let long: Vec<&&str> = words.iter().skip(1).filter(|word| word.chars().count() > 3).collect();
    let capitalised = long.iter().filter(|word| begins_large(word)).count();
    let in_sentence_case = capitalised * 2 < long.len().max(1);
    let mut at_start = true;
    let mut titled = Vec::with_capacity(words.len());
    for word in words {
        let mixed = word.chars().skip_while(|c| !c.is_alphanumeric()).skip(1).any(char::is_uppercase);
        let kept = mixed || (in_sentence_case && !at_start && begins_large(word));
        titled.push(if kept { format!("{{{}}}", escaped(word)) } else { escaped(word) });
        at_start = word.ends_with([':', '.', '?', '!']);
    }
    titled.join(" ")
}

fn begins_large(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}
