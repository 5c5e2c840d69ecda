//! The bibliographic variables that can be set by name, of an item that a reference or a work holds.

use super::values::{is_yes, parse_field, parse_identifier, parse_isbns, parse_optional, parse_web_address, show_yes};
use crate::model::{CslDate, FieldAccess, Item, ItemField, Name, Pmcid, Pmid};
use crate::tasks::Failure;

/// A variable that can be set by name.
pub(super) struct EditableField {
    /// What people call it.
    pub(super) name: &'static str,
    /// What a form says before it.
    pub(super) label: &'static str,
    field: ItemField,
    /// What a text may be; as it is where nothing is said.
    check: fn(&str, &str) -> Result<Option<String>, Failure>,
}

/// The variables that can be set by name; authors as `Family, Given; Family, Given`, a group without comma.
pub(super) const EDITABLE: &[EditableField] = &[
    editable("type", "Type, as CSL calls it", ItemField::TYPE),
    editable("title", "Title", ItemField::TITLE),
    editable("author", "Authors, as “Family, Given; Family, Given”", ItemField::AUTHOR),
    editable("year", "Year or date", ItemField::ISSUED),
    editable("container", "Journal, book or site", ItemField::CONTAINER_TITLE),
    editable("volume", "Volume", ItemField::VOLUME),
    editable("issue", "Issue", ItemField::ISSUE),
    editable("page", "Pages", ItemField::PAGE),
    editable("number", "Number", ItemField::NUMBER),
    editable("publisher", "Publisher", ItemField::PUBLISHER),
    editable("genre", "Genre", ItemField::GENRE),
    EditableField { check: parse_identifier::<Pmid>, ..editable("pmid", "PMID", ItemField::PMID) },
    EditableField { check: parse_identifier::<Pmcid>, ..editable("pmcid", "PMCID", ItemField::PMCID) },
    EditableField { check: parse_isbns, ..editable("isbn", "ISBN", ItemField::ISBN) },
    EditableField { check: parse_web_address, ..editable("url", "Web address", ItemField::URL) },
];

const fn editable(name: &'static str, label: &'static str, field: ItemField) -> EditableField {
    EditableField { name, label, field, check: |_, value| Ok(parse_optional(value)) }
}

fn find_editable(name: &str) -> Option<&'static EditableField> {
    EDITABLE.iter().find(|editable| editable.name == name)
}

/// Sets a variable; answers whether there is one of that name.
pub(super) fn set_variable(item: &mut Item, name: &str, value: &str) -> Result<bool, Failure> {
    let Some(EditableField { field, check, .. }) = find_editable(name) else { return Ok(false) };
    match field.access {
        FieldAccess::Type(access) => *(access.slot)(item) = value.to_owned(),
        FieldAccess::Text(access) | FieldAccess::Texts(access) => *(access.slot)(item) = check(name, value)?,
        FieldAccess::Date(access) => *(access.slot)(item) = parse_field(name, value)?.map(CslDate),
        FieldAccess::Flag(access) => *(access.slot)(item) = is_yes(name, value)?,
        FieldAccess::Names(access) => {
            let names = value.split(';').map(str::trim).filter(|n| !n.is_empty());
            *(access.slot)(item) = names.map(read_name).collect();
        }
    }
    Ok(true)
}

/// A variable as it is typed.
pub(super) fn show_variable(item: &Item, editable: &EditableField) -> String {
    match editable.field.access {
        FieldAccess::Type(access) => (access.get)(item).clone(),
        FieldAccess::Text(access) | FieldAccess::Texts(access) => (access.get)(item).clone().unwrap_or_default(),
        FieldAccess::Date(access) => (access.get)(item).map(|date| date.0.to_string()).unwrap_or_default(),
        FieldAccess::Flag(access) => show_yes(*(access.get)(item)),
        FieldAccess::Names(access) => (access.get)(item).iter().map(show_name).collect::<Vec<_>>().join("; "),
    }
}

/// A text or the year of an item, by the name under which it is edited; empty where the item has none.
pub fn show_item_field(item: &Item, name: &str) -> Option<String> {
    let field = if name == "doi" { ItemField::DOI } else { find_editable(name)?.field };
    match field.access {
        FieldAccess::Text(access) | FieldAccess::Texts(access) => Some((access.get)(item).clone().unwrap_or_default()),
        FieldAccess::Date(access) => Some((access.get)(item).map(|date| date.0.year().to_string()).unwrap_or_default()),
        FieldAccess::Type(access) => Some((access.get)(item).clone()),
        FieldAccess::Names(_) | FieldAccess::Flag(_) => None,
    }
}

fn read_name(typed: &str) -> Name {
    match typed.split_once(',') {
        Some((family, given)) => Name::person(family.trim(), Some(given.trim())),
        None => Name::group(typed),
    }
}

/// A name as it is typed. A family name alone keeps its comma, without which it would be a group's.
fn show_name(name: &Name) -> String {
    match (&name.family, &name.given) {
        (Some(_), Some(given)) => format!("{}, {given}", name.short_name()),
        (Some(_), None) => format!("{},", name.short_name()),
        (None, _) => name.short_name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_variable_sets_it_again() {
        let mut item = Item::default();
        let typed = [
            ("type", "book"),
            ("title", "Sleep; and how"),
            ("author", "Salari, Nader; World Health Organization"),
            ("year", "2023-12-02"),
            ("isbn", "9780306406157"),
            ("url", "https://example.org/a"),
        ];
        for (name, value) in typed {
            assert!(set_variable(&mut item, name, value).is_ok_and(|is_known| is_known), "{name}");
        }
        let mut again = Item::default();
        for editable in EDITABLE {
            let shown = show_variable(&item, editable);
            if let Some((_, value)) = typed.iter().find(|(name, _)| *name == editable.name) {
                assert_eq!(shown, *value);
            }
            assert!(set_variable(&mut again, editable.name, &shown).is_ok(), "{}", editable.name);
        }
        assert_eq!(again, item);
    }
}
