//! Names with credentials: `Dr Ann Poe MBBS MRCGP`, `Ann Poe (RN) and Jane Roe, MD, PhD`.

use crate::model::Role;
use crate::read::article::PrintedPerson;
use crate::text::is_name_particle;
use crate::text::lexicon::{BYLINES, WordSet};
use std::sync::LazyLock;

/// What stands before a name and is no part of it.
const TITLES: &[&str] = &[
    "la Dra. ",
    "la Dra ",
    "el Dr. ",
    "el Dr ",
    "le Dr ",
    "la Dre ",
    "Dre ",
    "Dott.ssa ",
    "Dott. ",
    "Dr. ",
    "Dra. ",
    "Dra ",
    "Dr ",
    "med. ",
    "Prof. ",
    "Prof ",
    "Professor ",
    "Mr ",
    "Mr. ",
    "Mrs ",
    "Mrs. ",
    "Ms ",
    "Ms. ",
    "Sr ",
    "Sr. ",
    "Sister ",
];

/// Words of groups, posts and places of work, which no name of a person has.
static NO_NAMES: LazyLock<WordSet> = LazyLock::new(|| BYLINES.words("no names"));

/// People in a string.
pub(in crate::read::article) fn read_people(text: &str, role: Role) -> Vec<PrintedPerson> {
    let mut out: Vec<PrintedPerson> = Vec::new();
    // "Ann Poe MD - Family Medicine"
    let text = text.split(" - ").next().unwrap_or(text);
    let is_joined = |part: &str| ["and ", "& ", "; "].iter().any(|joint| text.contains(&format!("{joint}{part}")));
    let plain = text.replace(" and ", ", ").replace(" & ", ", ").replace([';', '('], ",").replace(')', "");
    let mut parts = plain.split(',').map(str::trim).peekable();
    let mut behind_credentials = false;
    while let Some(part) = parts.next() {
        if is_credential(part) {
            behind_credentials = true;
            if let Some(last) = out.last_mut() {
                add_credential(last, part);
            }
        } else if let Some((name, credentials)) = split_credentials(part) {
            // What somebody does, or where, is printed like a name: "Ann Poe, MD, Pain Management".
            let has_own = credentials.is_some() || parts.peek().is_some_and(|next| is_credential(next));
            if std::mem::take(&mut behind_credentials) && !has_own && !is_joined(part) {
                break;
            }
            out.push(PrintedPerson { name, credentials, role });
        } else if !part.is_empty() {
            break;
        }
    }
    out
}

fn add_credential(person: &mut PrintedPerson, credential: &str) {
    let before = person.credentials.take();
    person.credentials = Some(before.map_or_else(|| credential.to_owned(), |b| format!("{b}, {credential}")));
}

/// A name, and the credentials that stand behind it without a comma.
fn split_credentials(part: &str) -> Option<(String, Option<String>)> {
    let mut bare = part;
    while let Some(rest) = TITLES.iter().find_map(|title| bare.strip_prefix(title)) {
        bare = rest.trim_start();
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let is_shouted = words.iter().all(|word| !word.contains(char::is_lowercase));
    let credentials = match is_shouted {
        true => 0,
        false => words.iter().skip(2).rev().take_while(|word| is_credential(word)).count(),
    };
    let (name, behind) = words.split_at(words.len() - credentials);
    let name = name.join(" ");
    // Who had a title needs no given name.
    let is_named =
        is_name(&name) || bare != part && name.split_whitespace().count() == 1 && name.starts_with(char::is_uppercase);
    is_named.then(|| (name, (!behind.is_empty()).then(|| behind.join(", "))))
}

/// A line that is one name with credentials.
pub(super) fn read_credentialled_person(text: &str, role: Role) -> Option<PrintedPerson> {
    let (name, credentials) = text.split_once(',')?;
    let all = credentials.split(',').all(|c| is_credential(c.trim()));
    (all && split_credentials(name).is_some()).then(|| read_people(text, role)).and_then(|p| p.into_iter().next())
}

/// `PT`, `DPT`, `PhD`, `M.D.`, `FACP`, `MSc`.
pub(in crate::read::article) fn is_credential(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let words = text.split_whitespace().count();
    capitals >= 2
        && words <= 2
        && text.chars().count() <= 14
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ' ' | '/' | '(' | ')'))
        && text.split_whitespace().all(|w| {
            // "PharmD" ends with its degree.
            let is_degree = w.starts_with(char::is_uppercase) && w.ends_with(char::is_uppercase);
            is_degree
                || w.chars().filter(|c| c.is_uppercase()).count() * 2 >= w.chars().filter(|c| c.is_alphabetic()).count()
        })
}

/// Two to four capitalised words, perhaps with initials and particles between.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.len())
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && words.iter().all(|w| capital(w) || is_name_particle(w))
        && words.iter().all(|w| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')))
        && !words.iter().any(|w| NO_NAMES.contains(&w.to_lowercase()))
}

/// Whether a line behind a name says what somebody does.
pub(super) fn is_occupation(text: &str) -> bool {
    const OCCUPATIONS: [&str; 14] = [
        "therapist",
        "physician",
        "doctor",
        "nurse",
        "reviewer",
        "author",
        "editor",
        "writer",
        "surgeon",
        "dietitian",
        "psychologist",
        "professor",
        "pharmacist",
        "midwife",
    ];
    let lower = text.to_lowercase();
    OCCUPATIONS.iter().any(|o| lower.contains(o))
}
