//! What a file seems to be that holds neither claims nor references: a word for whoever named it by mistake.

use crate::read;

/// Whether the beginning of a file shows something: its extension, its text.
type KindSign = fn(&str, &str) -> bool;

/// A letter to somebody.
pub(super) const MAIL: &str = "a mail";

/// What a file may be, each with whether its beginning shows it.
const SEEMINGS: &[(&str, KindSign)] = &[
    (MAIL, |_, text| text.lines().take(12).filter(|line| is_mail_header(line)).count() >= 2),
    ("a settings file", |extension, text| {
        is_one_of(extension, &["toml", "yaml", "yml", "ini", "cfg", "conf", "json"]) || is_settings(text)
    }),
    ("a program", |extension, text| {
        text.starts_with("#!")
            || is_one_of(extension, &["py", "js", "ts", "rs", "sh", "rb", "php", "java", "c", "css", "sql"])
    }),
    ("a table", |extension, text| is_one_of(extension, &["csv", "tsv"]) || is_table(text)),
    ("a list of notes or links", |_, text| {
        holds_for_most_lines(text, |line| line.starts_with(['-', '*', '•']) || line.contains("://"))
    }),
];

/// What a file seems to be; none where nothing shows it.
pub(super) fn describe_file(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let text = read::decode_beginning(bytes);
    SEEMINGS.iter().find(|(_, shows)| shows(&extension, text.trim_start())).map(|(what, _)| *what)
}

fn is_one_of(extension: &str, known: &[&str]) -> bool {
    known.contains(&extension)
}

fn is_mail_header(line: &str) -> bool {
    const HEADERS: [&str; 8] = ["From", "To", "Cc", "Subject", "Date", "Sent", "Reply-To", "Message-ID"];
    line.split_once(':').is_some_and(|(name, value)| HEADERS.contains(&name) && value.starts_with(' '))
}

/// Whether more than half of the lines that say something are of a kind.
fn holds_for_most_lines(text: &str, is_of_kind: impl Fn(&str) -> bool) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.len() > 1 && lines.iter().filter(|line| is_of_kind(line)).count() * 2 > lines.len()
}

/// `key = value` and `[section]` lines.
fn is_settings(text: &str) -> bool {
    holds_for_most_lines(text, |line| {
        let key = line.split_once('=').map(|(key, _)| key.trim());
        let is_key = |key: &str| !key.is_empty() && !key.contains(' ');
        key.is_some_and(is_key) || line.starts_with('[') && line.ends_with(']') || line.starts_with('#')
    })
}

/// Lines with the same number of tabs or semicolons, two at least.
fn is_table(text: &str) -> bool {
    [',', ';', '\t'].into_iter().any(|mark| {
        let first = text.lines().next().map_or(0, |line| line.matches(mark).count());
        first >= 2 && holds_for_most_lines(text, |line| line.matches(mark).count() == first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_articles_are_named() {
        for (name, text, what) in [
            ("a.toml", "[me]\nname = \"Ada\"\n", Some("a settings file")),
            ("a.txt", "host = a.example\nport = 80\n", Some("a settings file")),
            ("a.txt", "From: Ann\nTo: Ben\nSubject: Knees\n\nHello Ben,", Some("a mail")),
            ("a.txt", "#!/bin/sh\nls\n", Some("a program")),
            ("a.txt", "a;b;c\n1;2;3\n4;5;6\n", Some("a table")),
            ("a.txt", "- milk\n- bread\n- tea\n", Some("a list of notes or links")),
            ("a.txt", "The office is closed on Monday.\nWe wish you a good week.", None),
        ] {
            assert_eq!(describe_file(name, text.as_bytes()), what, "{text}");
        }
    }
}
