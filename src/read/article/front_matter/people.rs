//! People before a text: a name, a list of names, or a table for each with name, degrees and more.

use super::value::to_words;
use crate::model::Role;
use crate::read::article::{PrintedPerson, byline};
use serde_json::Value;

/// What the people do whom a key names. Who checks facts reviews nothing as a clinician does.
pub(super) fn role_of(key: &str) -> Option<Role> {
    Some(match key {
        "author" | "authors" | "written_by" | "writer" | "writers" | "byline" | "by" => Role::Author,
        "reviewer"
        | "reviewers"
        | "reviewed_by"
        | "medically_reviewed_by"
        | "medical_reviewer"
        | "medical_reviewers"
        | "clinically_reviewed_by"
        | "clinical_reviewer"
        | "clinical_reviewers"
        | "expert_reviewer"
        | "expert_reviewers"
        | "reviewer_name" => Role::Reviewer,
        "editor" | "editors" | "edited_by" | "approved_by" | "fact_checker" | "fact_checkers" | "fact_checked_by"
        | "factchecked_by" => Role::Editor,
        _ => return None,
    })
}

/// Everybody whom a value names.
pub(super) fn read(value: &Value, role: Role) -> Vec<PrintedPerson> {
    match value {
        Value::Array(all) => {
            // `[Jane Roe, PT, DPT]` is one person, whose degrees a list took apart.
            let plain: Vec<String> = all.iter().map(to_words).collect();
            let is_joined = plain.iter().skip(1).any(|word| byline::is_credential(word));
            match is_joined {
                true => read_named_people(&plain.join("; "), role),
                false => all.iter().flat_map(|one| read(one, role)).collect(),
            }
        }
        Value::Object(fields) => {
            let field = |names: &[&str]| {
                let found = fields.iter().find(|(key, _)| names.contains(&super::normalise_key(key).as_str()));
                found.map(|(_, value)| value)
            };
            if let Some(name) = field(&["name", "full_name", "display_name", "literal"]) {
                let mut people = read_named_people(&join_name(name), role);
                let degrees =
                    field(&["degrees", "degree", "credentials", "qualifications", "suffix", "honorific_suffix"]);
                let degrees = degrees.map(|degrees| super::list(degrees).join(", ")).filter(|d| !d.is_empty());
                people.iter_mut().take(1).for_each(|one| one.credentials = degrees.clone().or(one.credentials.take()));
                return people;
            }
            match field(&["family", "given", "first_name", "last_name"]) {
                Some(_) => read_named_people(&join_name(value), role),
                // `ann: {name: Ann Poe}`
                None => fields.values().filter(|one| one.is_object()).flat_map(|one| read(one, role)).collect(),
            }
        }
        one => read_named_people(&to_words(one), role),
    }
}

/// A name in one piece, or in the two of which it is made.
fn join_name(value: &Value) -> String {
    let part = |names: &[&str]| names.iter().find_map(|name| value.get(name)).map(to_words).unwrap_or_default();
    match value {
        Value::Object(_) => {
            let whole = part(&["literal", "full"]);
            let parts =
                format!("{} {}", part(&["given", "first_name", "first"]), part(&["family", "last_name", "last"]));
            if whole.is_empty() { parts.trim().to_owned() } else { whole }
        }
        one => to_words(one),
    }
}

/// People as in a byline; a name that is written otherwise, in two words or another script, is taken as it is.
fn read_named_people(said: &str, role: Role) -> Vec<PrintedPerson> {
    let people = byline::read_people(said, role);
    let is_name = said.contains(' ') || said.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let is_short = said.split_whitespace().count() <= 5 && !said.contains(['@', ':', '/', '{', ',']);
    if people.is_empty() && is_name && is_short {
        return vec![PrintedPerson { name: said.to_owned(), credentials: None, role }];
    }
    people
}
