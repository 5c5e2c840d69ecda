//! The Brazilian standard ABNT: names in capitals, and labels before the numbers: `SILVA, J. C. Title. Revista, São Paulo, v.
//! 12, n. 3, p. 45-59, jul. 2019.`

use super::Style;
use crate::model::{CslDate, Item, Name};
use crate::read::printed::dates::dates;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{as_written, capitals, group};
use crate::read::printed::numbers::numbers;
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::publishers::publisher;
use crate::read::printed::source::loose_date;
use crate::read::printed::title::{bare_title, split_title};
use crate::read::printed::title_and_source::title_and_source;
use crate::read::printed::words::is_year;

pub(super) const STYLE: Style = Style {
    name: "Brazilian (ABNT)",
    examples: &[(
        "VALE, Ida; MOTA, R. T. Dor no cotovelo. Revista Fict de Saúde, Recife, v. 4, n. 2, p. 11-19, mar. 2017.",
        &[
            ("author", "Vale; Mota"),
            ("title", "Dor no cotovelo"),
            ("container-title", "Revista Fict de Saúde"),
            ("issued", "2017-03"),
            ("volume", "4"),
            ("issue", "2"),
            ("page", "11-19"),
        ],
    )],
    propose,
};

fn propose(entry: &Entry<'_>) -> Vec<Item> {
    let (text, item) = (entry.text, entry.known);
    // Nothing is in capitals in most entries.
    if !text.chars().take(40).filter(|c| c.is_alphabetic()).take(2).all(char::is_uppercase) {
        return Vec::new();
    }
    let mut item = item.clone();
    let behind = if let Some(head) = capitals(text) {
        head.list.put(&mut item);
        text.get(head.end..)
    } else if let Some((author, end)) = organisation(text) {
        item.author = vec![Name::group(&author)];
        text.get(end..)
    } else {
        return Vec::new();
    };
    let behind = without_gaps(behind.unwrap_or_default().trim_start_matches([' ', '.', ',']));
    let role = ["(org.).", "(orgs.).", "(Org.).", "(Orgs.).", "(coord.).", "(ed.).", "(eds.)."].iter();
    let edited = role.clone().find_map(|role| Some(behind.strip_prefix(role)?.trim_start().to_owned()));
    if edited.is_some() {
        item.editor = item.author.clone();
    }
    let behind = edited.unwrap_or(behind);
    let (behind, edition) = without_edition(&behind);
    item.edition = edition.or(item.edition);
    let read = article(&behind, &item).or_else(|| thesis(&behind, &item));
    let read = read.or_else(|| newspaper(&behind, &item)).or_else(|| book(&behind, &item));
    let plain = |mut read: Item| {
        for editor in &mut read.editor {
            editor.family = editor.family.take().map(|family| as_written(&family));
        }
        read
    };
    read.into_iter().map(plain).collect()
}

/// `BRASIL. Ministério da Saúde.`: a group in capitals, with the office under it.
fn organisation(text: &str) -> Option<(String, usize)> {
    let (name, end) = group(text)?;
    let behind = text.get(end..)?;
    let office = behind.split(". ").next().filter(|office| behind.len() > office.len() && is_organisation(office));
    let offices = ["Ministério", "Secretaria", "Agência", "Conselho", "Departamento", "Instituto", "Ministry"];
    let office =
        office.or_else(|| behind.split(". ").next().filter(|o| offices.iter().any(|begin| o.starts_with(begin))));
    let few = !name.contains(' ');
    // "NICE. Knees. London: NICE; 2019" is in another style: what is one word alone is not enough.
    let labelled = [", v.", ", n.", ", p."].iter().any(|label| text.contains(label));
    let comma = text.trim_end_matches('.').rsplit_once(", ").is_some_and(|(_, year)| is_year(year));
    match office {
        Some(office) if few => {
            let written = if name.chars().count() > 5 { as_written(name) } else { name.to_owned() };
            // "BRASIL. Ministério da Saúde. Secretaria de Atenção.": an office within the office.
            let rest = behind.get(office.len() + 2..).and_then(|rest| rest.split(". ").next());
            let within = rest.filter(|o| offices.iter().any(|begin| o.starts_with(begin)));
            let office =
                within.map_or(office, |within| behind.get(..office.len() + 2 + within.len()).unwrap_or(office));
            Some((format!("{written}. {office}"), end + office.len()))
        }
        _ if few && matches!(name, "BRASIL" | "PORTUGAL") => Some((as_written(name), end)),
        _ if few => (labelled || comma && text.contains(": ")).then(|| (name.to_owned(), end)),
        _ => Some((as_written(name), end)),
    }
}

/// Without `[s. l.]` and `[s. n.]`, which stand for a place and a publisher that are not known, and without the number of a
/// chapter.
fn without_gaps(text: &str) -> String {
    let mut text = text.to_owned();
    for gap in ["[s. l.]", "[S. l.]", "[s.l.]", "[S.l.]", "[s. n.]", "[S. n.]", "[s.n.]", "[S.n.]"] {
        for behind in [", ", ": ", ""] {
            text = text.replace(&format!("{gap}{behind}"), "");
        }
    }
    for kind in [" E-book.", " E-book", " (E-book)"] {
        text = text.replace(kind, "");
    }
    let chapter = text.find(" cap. ").and_then(|at| {
        let behind = text.get(at + 6..)?;
        let number = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        behind.get(number..)?.starts_with(", ").then_some((at, at + 6 + number + 1))
    });
    if let Some((from, to)) = chapter {
        text.replace_range(from..to, "");
    }
    text
}

/// `Title. 2. ed. São Paulo: Editora, 2015`: without the edition.
fn without_edition(text: &str) -> (String, Option<String>) {
    let found = [" ed. ", " ed. rev. ", " ed., "].iter().find_map(|mark| {
        let at = text.find(mark)?;
        let (before, number) = text.get(..at)?.rsplit_once(' ')?;
        let plain = number.trim_end_matches(['.', 'ª', 'º', 'a']);
        let figures = (1..=2).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
        let rest = text.get(at + mark.len()..)?;
        figures.then(|| (format!("{} {rest}", before.trim_end_matches(',')), number.trim_end_matches('.').to_owned()))
    });
    found.map_or((text.to_owned(), None), |(text, edition)| (text, Some(edition)))
}

/// `Title. Journal, Place, v. 12, n. 3, p. 45-59, jul. 2019`.
fn article(text: &str, item: &Item) -> Option<Item> {
    let label = |at: usize, mark: &str| {
        let behind = text.get(at + mark.len()..).unwrap_or_default().trim_start();
        behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'e' | 'X' | 'V' | 'I' | 's' | 'S'))
    };
    let marks = [", v.", ", vol.", ", n.", ", ano "];
    let at = marks.iter().filter_map(|mark| text.find(mark).filter(|at| label(*at, mark))).min()?;
    let (words, figures) = text.split_at_checked(at)?;
    if words.contains(". In: ") {
        return None;
    }
    let (title, container) = split_title(words);
    let mut read = item.clone();
    bare_title(title?, &mut read);
    let container = container?;
    let place = container.rsplit_once(", ").filter(|(_, place)| place.split(' ').count() <= 3 && is_name(place));
    read.container_title = Some(place.map_or(container, |(journal, _)| journal).to_owned());
    read.publisher_place = place.map(|(_, place)| place.to_owned());
    for part in figures.trim_end_matches(['.', ' ']).split(", ").filter(|part| !part.is_empty()) {
        figure(part.trim_start_matches(','), &mut read);
    }
    Some(read)
}

/// Whether every word but the small ones has a capital, as places have.
fn is_name(text: &str) -> bool {
    let small = |word: &str| matches!(word, "de" | "do" | "da" | "dos" | "das" | "e");
    text.split(' ').all(|word| small(word) || reads_like_name(word))
}

/// One of the parts between commas: `v. 12`, `n. 3`, `p. 45-59`, `e123`, `jul. 2019`.
fn figure(part: &str, item: &mut Item) {
    let labelled = |labels: &[&str]| {
        labels.iter().find_map(|label| Some(part.trim_start().strip_prefix(label)?.trim_start().to_owned()))
    };
    let plain = part.trim();
    if let Some(volume) = labelled(&["v.", "vol."]) {
        match volume.split_once('(') {
            Some(_) => numbers(&volume, item),
            None => item.volume = Some(volume),
        }
    } else if let Some(pages) = labelled(&["p.", "pp."]) {
        item.page = Some(pages);
    } else if let Some(issue) = labelled(&["n.", "no.", "nº"]) {
        item.issue = Some(issue);
    } else if plain.starts_with("supl") {
        item.issue = Some(plain.to_owned());
    } else if let Some(number) = labelled(&["art."]) {
        item.number = Some(number);
    } else if plain.starts_with("ano ") {
        // How old the journal is.
    } else if let Some(found) = dates(plain).last() {
        item.issued.get_or_insert(CslDate(found.date));
    } else if plain.starts_with('e') && plain.chars().skip(1).all(|c| c.is_ascii_digit()) {
        item.number = Some(plain.to_owned());
    }
}

/// `Title. 2016. 120 f. Dissertação (Mestrado em Saúde) – Universidade, São Paulo, 2016`.
fn thesis(text: &str, item: &Item) -> Option<Item> {
    let kinds =
        ["Dissertação (", "Tese (", "Monografia (", "Trabalho de Conclusão de Curso (", "Dissertação de ", "Tese de "];
    let at = kinds.iter().filter_map(|kind| text.find(kind)).min()?;
    let (before, behind) = text.split_at_checked(at)?;
    let before = before.trim_end_matches([' ', '.', 'f']).trim_end_matches(|c: char| c.is_ascii_digit());
    let before = before.trim_end_matches([' ', '.']);
    let year = before.rsplit_once(". ").filter(|(_, year)| is_year(year));
    let mut read = item.clone();
    bare_title(year.map_or(before, |(title, _)| title), &mut read);
    read.issued = read.issued.or_else(|| loose_date(behind)).or_else(|| year.and_then(|(_, year)| loose_date(year)));
    let (genre, place) = [" – ", " - ", " — ", "). "].iter().find_map(|mark| behind.split_once(mark))?;
    read.genre =
        Some(if genre.contains('(') && !genre.ends_with(')') { format!("{genre})") } else { genre.to_owned() });
    let mut parts = place.trim_end_matches('.').split(", ").filter(|part| dates(part).is_empty());
    let school = parts.by_ref().collect::<Vec<_>>();
    let (city, school) = school
        .split_last()
        .filter(|(_, school)| !school.is_empty())
        .map_or((None, school.as_slice()), |(city, school)| (Some(*city), school));
    read.publisher = Some(school.join(", ")).filter(|name| !name.is_empty());
    read.publisher_place = city.map(str::to_owned);
    Some(read)
}

/// `Title. Jornal, São Paulo, 12 May 2015. Caderno Saúde, p. 4`.
fn newspaper(text: &str, item: &Item) -> Option<Item> {
    let found = *dates(text).last().filter(|found| found.date.day().is_some())?;
    let (title, container) = split_title(text.get(..found.start)?.trim_end_matches([',', ' ']));
    let (journal, place) = container?.rsplit_once(", ").filter(|(_, place)| is_name(place) && !place.contains(": "))?;
    let mut read = item.clone();
    bare_title(title?, &mut read);
    read.container_title = Some(journal.to_owned());
    read.publisher_place = Some(place.to_owned());
    read.issued = read.issued.or(Some(CslDate(found.date)));
    let pages = text.get(found.end..)?.rsplit_once("p. ").map(|(_, pages)| pages.trim_end_matches('.').to_owned());
    read.page = pages.filter(|pages| pages.contains(|c: char| c.is_ascii_digit()));
    Some(read)
}

/// `Title: subtitle. São Paulo: Editora, 2015`, and chapters behind `In:`.
fn book(text: &str, item: &Item) -> Option<Item> {
    let mut read = item.clone();
    if !text.contains(". In: ")
        && let Some((title, place)) = text.rsplit_once(". ").filter(|(_, place)| place.contains(": "))
        && let Some((published, year)) =
            place.trim_end_matches('.').rsplit_once(", ").filter(|(_, year)| !dates(year).is_empty())
    {
        bare_title(title, &mut read);
        publisher(published, &mut read);
        read.issued = read.issued.or_else(|| loose_date(year));
        return Some(read);
    }
    title_and_source(text, &mut read);
    Some(read)
}
