//! What the fields of reference managers say, whatever the format calls them: values on their way into an item. A value
//! that is not what its field promises is kept under the field's own name, never dropped.

use super::printed::is_organisation;
use crate::model::{ArxivId, CslDate, Doi, Isbn, Issn, Item, Name, PartialDate, Pmcid, Pmid};
use serde_json::Value;

/// Where the types of publication of a record are kept until it becomes a work.
pub(crate) const PUBLICATION_TYPES: &str = "publication-types";

/// Keeps a value under its own name; the same name again makes a list.
pub(super) fn keep(item: &mut Item, name: &str, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match item.other.get_mut(name) {
        None => drop(item.other.insert(name.to_owned(), text.into())),
        Some(Value::Array(all)) => all.push(text.into()),
        Some(one) => *one = Value::Array(vec![one.take(), text.into()]),
    }
}

/// Puts text into a field that is empty; otherwise keeps it under its own name. Line breaks become spaces.
pub(super) fn put(item: &mut Item, field: fn(&mut Item) -> &mut Option<String>, name: &str, text: &str) {
    let line = one_line(text);
    if line.is_empty() {
        return;
    }
    match field(item) {
        Some(has) if *has == line => {}
        Some(_) => keep(item, name, text),
        place => *place = Some(line),
    }
}

/// Text on one line, with single spaces where it was broken.
pub(super) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// Adds a remark behind those that are there.
pub(super) fn note(item: &mut Item, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    identifiers_in_note(item, text);
    match &mut item.note {
        Some(note) => *note = format!("{note}\n{text}"),
        none => *none = Some(text.to_owned()),
    }
}

/// `PMID: 38042815` alone on a line of a note, as reference managers keep what they have no field for.
pub(super) fn identifiers_in_note(item: &mut Item, text: &str) {
    for line in text.lines() {
        match line.split_once(':').map(|(label, value)| (label.trim(), value.trim())) {
            Some(("PMID", value)) if item.pmid.is_none() => {
                item.pmid = value.parse::<Pmid>().ok().map(|id| id.to_string())
            }
            Some(("PMCID", value)) if item.pmcid.is_none() => {
                item.pmcid = value.parse::<Pmcid>().ok().map(|id| id.to_string());
            }
            Some(("DOI", value)) if item.doi.is_none() => {
                item.doi = value.parse::<Doi>().ok().map(|doi| doi.printed().to_owned());
            }
            _ => {}
        }
    }
}

/// A DOI in any spelling, bare; what is no DOI stays as it came, for a rule to name.
pub(super) fn doi(item: &mut Item, text: &str) {
    let bare = text.parse::<Doi>().map_or_else(|_| one_line(text), |doi| doi.printed().to_owned());
    put(item, |i| &mut i.doi, "DOI", &bare);
}

/// A PubMed identifier; what is none is kept under the field's name.
pub(super) fn pmid(item: &mut Item, name: &str, text: &str) {
    match text.parse::<Pmid>() {
        Ok(id) => put(item, |i| &mut i.pmid, name, id.as_str()),
        Err(_) => keep(item, name, text),
    }
}

/// Whether a record's database, in small letters, is PubMed.
pub(super) fn is_pubmed(provider: &str) -> bool {
    ["pubmed", "medline", "nlm"].iter().any(|name| provider.contains(name))
}

/// A PubMed Central identifier; what is none is kept under the field's name.
pub(super) fn pmcid(item: &mut Item, name: &str, text: &str) {
    match text.parse::<Pmcid>() {
        Ok(id) => put(item, |i| &mut i.pmcid, name, id.as_str()),
        Err(_) => keep(item, name, text),
    }
}

/// An address, or several between semicolons or white space: the first is the work's, unless it only repeats an identifier
/// that the record lacks. Others are kept under the field's name.
pub(super) fn url(item: &mut Item, name: &str, text: &str) {
    for one in text.split([';', ' ', '\n', '\t']).map(str::trim).filter(|one| !one.is_empty()) {
        // A semicolon may belong to the address before it.
        let one = if text.trim().contains("://") && !one.contains("://") { text.trim() } else { one };
        identified(item, one);
        put(item, |i| &mut i.url, name, one);
        if one.len() == text.trim().len() {
            break;
        }
    }
}

/// What an address says of identifiers that the record does not give itself.
fn identified(item: &mut Item, url: &str) {
    let lower = url.to_ascii_lowercase();
    if item.doi.is_none() && lower.contains("doi.org/") {
        item.doi = url.parse::<Doi>().ok().map(|doi| doi.printed().to_owned());
    } else if item.pmid.is_none() && lower.contains("pubmed") {
        item.pmid = url.parse::<Pmid>().ok().map(|id| id.to_string());
    } else if item.pmcid.is_none() && lower.contains("/articles/pmc") {
        item.pmcid = url.parse::<Pmcid>().ok().map(|id| id.to_string());
    } else if lower.contains("arxiv.org/")
        && let Ok(id) = url.parse::<ArxivId>()
    {
        item.other.entry("arXiv".to_owned()).or_insert_with(|| id.base().into());
    }
}

/// ISSNs and ISBNs, told apart by their check digits, whatever stands between or behind them (`2325-9671 (electronic)`).
/// What is neither goes where the type of the record says.
pub(super) fn serial_numbers(item: &mut Item, text: &str, book: bool) {
    for one in text.split([';', ',', '\n', '\r', '\t']).map(str::trim).filter(|one| !one.is_empty()) {
        let number = one.split('(').next().unwrap_or(one).trim();
        let (issn, isbn) = (number.parse::<Issn>(), number.parse::<Isbn>());
        match (issn, isbn) {
            (Ok(issn), _) => joined(&mut item.issn, issn.as_str()),
            (_, Ok(isbn)) => joined(&mut item.isbn, isbn.printed()),
            _ if book => joined(&mut item.isbn, number),
            _ => joined(&mut item.issn, number),
        }
    }
}

fn joined(place: &mut Option<String>, one: &str) {
    match place {
        Some(has) if has.split(", ").any(|known| known == one) => {}
        Some(has) => *has = format!("{has}, {one}"),
        none => *none = Some(one.to_owned()),
    }
}

/// When it was published; words that are no date (`n.d.`, `in press`) are kept as they are.
pub(super) fn issued(item: &mut Item, text: &str) {
    let words = text.trim();
    match read_date(words) {
        Some(date) => item.issued = Some(CslDate(date)),
        None if words.is_empty() => {}
        None if ["in press", "forthcoming", "to appear", "ahead of print"].contains(&words.to_lowercase().as_str()) => {
            item.status = Some(words.to_owned());
        }
        None => {
            item.other.insert("issued".to_owned(), serde_json::json!({ "literal": words }));
        }
    }
}

/// When it was read.
pub(super) fn accessed(item: &mut Item, name: &str, text: &str) {
    match read_date(text.trim()) {
        Some(date) => item.accessed = Some(CslDate(date)),
        None => keep(item, name, text),
    }
}

/// A date as `2023/05/12/`, `2023//`, `2023-05-12` or in words.
pub(super) fn read_date(text: &str) -> Option<PartialDate> {
    let figures: Vec<&str> = text.split('/').map(str::trim).collect();
    let number = |at: usize| figures.get(at).and_then(|part| part.parse::<i64>().ok());
    match figures.first() {
        Some(year) if year.len() == 4 && figures.len() > 1 && number(0).is_some() => {
            let whole = PartialDate::from_parts(number(0), number(1), number(2));
            whole.or_else(|_| PartialDate::from_parts(number(0), None, None)).ok()
        }
        _ => PartialDate::loose(text.trim_matches('/')),
    }
}

/// First and last page; one of them alone may be a range already, or an article number.
pub(super) fn pages(item: &mut Item, first: &str, last: &str) {
    match (one_line(first), one_line(last)) {
        (first, last) if first.is_empty() && last.is_empty() => {}
        (first, last) if last.is_empty() || first == last || first.contains(['-', '–']) => page(item, &first),
        (first, last) if first.is_empty() => page(item, &last),
        (first, last) => page(item, &format!("{first}-{last}")),
    }
}

/// Pages, or an article number such as `e42010`, which has a place of its own.
pub(super) fn page(item: &mut Item, text: &str) {
    let text = one_line(text);
    let article = text.strip_prefix(['e', 'E']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let field: fn(&mut Item) -> &mut Option<String> =
        if article && item.number.is_none() { |i| &mut i.number } else { |i| &mut i.page };
    put(item, field, "page", &text);
}

/// An author or editor in the order `Family, Given, Suffix`, or a group; none for "et al." and its like.
pub(super) fn name(text: &str) -> Option<Name> {
    let text = one_line(text);
    let text = text.trim_end_matches(';').trim();
    let lower = text.trim_end_matches('.').to_lowercase();
    if text.is_empty() || ["others", "et al", "and others"].contains(&lower.as_str()) {
        return None;
    }
    if let Some((before, after)) = text.split_once(",,") {
        // So EndNote is told that a comma belongs to an organisation's name.
        return Some(Name::group(&format!("{before},{after}")));
    }
    let mut parts = text.splitn(3, ',').map(str::trim);
    let family = parts.next().unwrap_or_default();
    let some = |part: Option<&str>| part.filter(|p| !p.is_empty()).map(str::to_owned);
    match (parts.next(), parts.next()) {
        _ if family.is_empty() => Some(Name::group(text.trim_matches([',', ' ']))),
        (None, _) => Some(undivided(text)),
        // `Mayo Clinic,`: so a program is told that this is no person.
        (Some(""), None) => Some(Name::group(family)),
        (Some(given), Some(rest)) if !is_suffix(rest) && is_suffix(given) => {
            Some(Name { suffix: some(Some(given)), ..person(family, some(Some(rest)).as_deref()) })
        }
        (Some(_), Some(rest)) if is_organisation(text) && !is_suffix(rest) => Some(Name::group(text)),
        (Some(given), suffix) => Some(Name { suffix: some(suffix), ..person(family, some(Some(given)).as_deref()) }),
    }
}

/// A name without a comma: `Lloyd AC` and `Fanning E.` are people, all else is a group.
pub(super) fn undivided(text: &str) -> Name {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = |word: &&str| {
        let letters: Vec<char> = word.chars().filter(|c| !matches!(c, '.' | '-')).collect();
        (1..=3).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase())
    };
    let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let shouted = |word: &&str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let (suffix, rest) = match words.split_last() {
        Some((last, rest)) if is_suffix(last) && rest.len() > 1 => (Some((*last).to_owned()), rest),
        _ => (None, words.as_slice()),
    };
    match rest.split_last() {
        Some((last, family))
            if initials(last)
                && !family.is_empty()
                && !is_organisation(text)
                && family.iter().filter(|w| !small(w)).count() <= 2
                && !family.iter().all(shouted) =>
        {
            Name { suffix, ..person(&family.join(" "), Some(last)) }
        }
        _ => Name::group(text),
    }
}

/// A person by family and given name. Small words before the family name are its particle, as they are in BibTeX and in
/// printed lists: `van der Berg`, `'t Hooft`.
fn person(family: &str, given: Option<&str>) -> Name {
    let words: Vec<&str> = family.split_whitespace().collect();
    let small = |word: &&&str| word.contains(char::is_alphabetic) && !word.contains(char::is_uppercase);
    let particles = words.iter().take(words.len().saturating_sub(1)).take_while(small).count();
    let (particle, rest) = words.split_at_checked(particles).unwrap_or_default();
    let non_dropping_particle = Some(particle.join(" ")).filter(|particle| !particle.is_empty());
    Name { non_dropping_particle, ..Name::person(&rest.join(" "), given) }
}

/// `Jr.`, `III`, `2nd`.
pub(super) fn is_suffix(text: &str) -> bool {
    matches!(
        text.trim_end_matches('.').to_lowercase().as_str(),
        "jr" | "sr" | "ii" | "iii" | "iv" | "2nd" | "3rd" | "4th"
    )
}

/// Adds an author; one that stands for others says that the list is cut short.
pub(super) fn author(item: &mut Item, text: &str) {
    match name(text) {
        Some(name) => item.author.push(name),
        None => item.et_al |= !text.trim().is_empty(),
    }
}

/// Adds a name to a list that claimbook only keeps, such as `translator`.
pub(super) fn other_name(item: &mut Item, role: &str, name: Option<Name>) {
    let Some(name) = name.and_then(|name| serde_json::to_value(name).ok()) else { return };
    match item.other.get_mut(role) {
        Some(Value::Array(all)) => all.push(name),
        _ => drop(item.other.insert(role.to_owned(), Value::Array(vec![name]))),
    }
}

/// Adds words that say what it is about, `; ` between two.
pub(super) fn keyword(item: &mut Item, text: &str) {
    let text = one_line(text);
    match item.other.get_mut("keyword") {
        Some(Value::String(all)) => {
            all.push_str("; ");
            all.push_str(&text);
        }
        _ => keep(item, "keyword", &text),
    }
}
