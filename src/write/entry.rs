//! A bibliographic record on its way into a reference format: the item, with the identifiers of its columns, and a count
//! of what the format has no place for.

use super::markup::strip_markup;
use super::{FieldLosses, RecordSubject};
use crate::model::{Item, Name};
use serde_json::Value;
use std::io;

/// The item of a record, named by the record's first field. Identifiers stand in the record's columns; they win over
/// what the item itself says.
pub(super) fn read_entry(
    columns: &[&str],
    fields: &[Option<&str>],
    about: RecordSubject<'_>,
) -> io::Result<(String, Item)> {
    let RecordSubject::Item(item) = about else { return Err(io::Error::other("a record without bibliographic item")) };
    let mut item = item.clone();
    for (column, field) in columns.iter().zip(fields) {
        let place = match *column {
            "doi" => &mut item.doi,
            "pmid" => &mut item.pmid,
            "pmcid" => &mut item.pmcid,
            "isbn" => &mut item.isbn,
            "url" => &mut item.url,
            _ => continue,
        };
        if let Some(text) = field.filter(|text| !text.is_empty()) {
            *place = Some(text.to_owned());
        }
    }
    let id = fields.first().copied().flatten().unwrap_or_default();
    Ok((id.to_owned(), item))
}

/// Text on one line: controls, which would end a field or a record, are spaces.
pub(super) fn join_lines(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim().to_owned()
}

/// The family name with every particle that stands before it.
pub(super) fn family_name(name: &Name) -> Option<String> {
    let parts = [&name.dropping_particle, &name.non_dropping_particle, &name.family];
    name.family.as_ref()?;
    Some(parts.into_iter().flatten().map(|part| join_lines(part)).collect::<Vec<_>>().join(" "))
}

/// `Family, Given, Suffix`: the order in which reference managers hand names over. A comma behind it makes a name a group's, and where that has a
/// comma itself, two in its place (<https://docs.endnote.com/docs/endnote/2025/v1/windows/en/content/03editref/author_and_editor_names.htm>).
pub(super) fn invert_name(name: &Name) -> String {
    let Some(family) = family_name(name) else {
        let group = name.short_name();
        return if group.contains(',') { group.replacen(',', ",,", 1) } else { format!("{group},") };
    };
    let given = name.given.as_deref().map(join_lines);
    match (given, name.suffix.as_deref().map(join_lines)) {
        (Some(given), Some(suffix)) => format!("{family}, {given}, {suffix}"),
        (Some(given), None) => format!("{family}, {given}"),
        (None, Some(suffix)) => format!("{family}, , {suffix}"),
        (None, None) => family,
    }
}

/// The authors as a cell of a table holds them: `Vale, Ivan; Sable Health Group; et al.`
pub fn format_authors(item: &Item) -> Option<String> {
    // Initials at its end would make a group a person again.
    let plain = |group: &str| {
        !group.contains([',', ';']) && group.rsplit(' ').next().is_some_and(|word| word.contains(char::is_lowercase))
    };
    let cell = |name: &Name| match &name.literal {
        Some(group) if name.family.is_none() && plain(group) => join_lines(group),
        _ => invert_name(name).replace(';', ","),
    };
    let others = item.et_al.then(|| "et al.".to_owned());
    let names: Vec<String> = item.author.iter().map(cell).chain(others).collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// Whether a particle cannot be told again once it stands before its family name: one that is dropped there, or that is not
/// written small.
pub(super) fn has_lost_particle(name: &Name) -> bool {
    let large = |particle: &String| particle.contains(char::is_uppercase);
    name.dropping_particle.is_some() || name.non_dropping_particle.as_ref().is_some_and(large)
}

/// Counts a field that is there and that the format has no place for.
pub(super) fn note_loss(losses: &mut FieldLosses, what: &str, there: bool) {
    if there {
        *losses.entry(what.to_owned()).or_default() += 1;
    }
}

/// Counts the variables that claimbook only keeps, but for those that the format holds.
pub(super) fn lose_others(losses: &mut FieldLosses, item: &Item, held: &[&str]) {
    let lost = item.other.keys().filter(|name| !held.contains(&name.as_str()));
    lost.for_each(|name| note_loss(losses, name, true));
}

/// A variable that claimbook only keeps, as texts: one, or those of a list.
pub(super) fn list_other<'i>(item: &'i Item, name: &str) -> Vec<&'i str> {
    match item.other.get(name) {
        Some(Value::String(text)) => vec![text],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Text on one line without markup; what of it is lost is counted.
pub(super) fn strip_line(losses: &mut FieldLosses, text: &str) -> String {
    let (text, lost) = strip_markup(text);
    note_loss(losses, "how parts of its texts are set (italics and the like)", lost);
    join_lines(&text)
}

/// The first and the last page, where that is another; it is completed where it was printed short (`830-5` is 830 to 835).
pub(super) fn split_pages(page: &str) -> (String, Option<String>) {
    let Some((first, last)) = page.split_once(['-', '–', '—', '‐', '‑', '‒', '−']) else {
        return (join_lines(page), None);
    };
    let (first, last) = (join_lines(first), join_lines(last.trim_start_matches(['-', '–', '—'])));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let short = digits(&first) && digits(&last) && last.len() < first.len();
    let head = first.get(..first.len().saturating_sub(last.len())).filter(|_| short).unwrap_or_default();
    let last = format!("{head}{last}");
    // A single page is told once: readers of the format take `2` to `2` for one page, too.
    let last = Some(last).filter(|last| !last.is_empty() && *last != first);
    (first, last)
}
