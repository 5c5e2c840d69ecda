//! The Brazilian standard ABNT: names in capitals, and labels before the numbers: `SILVA, J. C. Title. Revista, São Paulo, v.
//! 12, n. 3, p. 45-59, jul. 2019.`

use super::Style;
use crate::read::printed::dates::find_dates;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{as_written, read_capitals, read_group_in_capitals};
use crate::read::printed::numbers::{Numbers, read_numbers};
use crate::read::printed::organisations::{is_organisation, reads_like_name};
use crate::read::printed::publishers::read_publisher;
use crate::read::printed::title::{read_title, split_title};
use crate::read::printed::title_and_source::add_title_and_source;
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

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let text = entry.text;
    // Nothing is in capitals in most entries.
    if !text.chars().take(40).filter(|c| c.is_alphabetic()).take(2).all(char::is_uppercase) {
        return Vec::new();
    }
    let (draft, end) = if let Some(head) = read_capitals(text) {
        (entry.draft().with_authors(head.list), head.end)
    } else if let Some((author, end)) = read_organisation(text) {
        (entry.draft().with_group(&author), end)
    } else {
        return Vec::new();
    };
    let behind = entry.text_behind(end).trim_start_matches([' ', '.', ',']);
    // A year behind names is Harvard's, whose names stand in capitals in some programs.
    if behind.trim_start_matches('(').get(..4).is_some_and(is_year) {
        return Vec::new();
    }
    let behind = without_gaps(behind);
    let role = ["(org.).", "(orgs.).", "(Org.).", "(Orgs.).", "(coord.).", "(ed.).", "(eds.)."].iter();
    let edited = role.clone().find_map(|role| Some(behind.strip_prefix(role)?.trim_start().to_owned()));
    let editors = if edited.is_some() { draft.authors.clone() } else { draft.editors };
    let behind = edited.unwrap_or(behind);
    let (behind, edition) = without_edition(&behind);
    let draft = Draft { editors, edition, ..draft };
    let read = read_article(&behind, &draft).or_else(|| read_thesis(&behind, &draft));
    let read = read.or_else(|| read_newspaper(&behind, &draft));
    let mut read = read.unwrap_or_else(|| read_book(&behind, draft));
    for editor in &mut read.editors {
        editor.family = editor.family.take().map(|family| as_written(&family));
    }
    vec![read]
}

/// `BRASIL. Ministério da Saúde.`: a group in capitals, with the office under it.
fn read_organisation(text: &str) -> Option<(String, usize)> {
    let (name, end) = read_group_in_capitals(text)?;
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
fn read_article<'e>(text: &str, draft: &Draft<'e>) -> Option<Draft<'e>> {
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
    let (title, container) = (title?, container?);
    let place = container.rsplit_once(", ").filter(|(_, place)| place.split(' ').count() <= 3 && is_name(place));
    let journal = place.map_or(container, |(journal, _)| journal);
    let draft = Draft {
        container: Some(journal.to_owned()),
        place: place.map(|(_, place)| place.to_owned()),
        ..draft.clone().with_title(read_title(title))
    };
    let parts = figures.trim_end_matches(['.', ' ']).split(", ").filter(|part| !part.is_empty());
    Some(parts.fold(draft, |draft, part| {
        let numbers = read_figure(part.trim_start_matches(','), journal);
        draft.with_numbers(numbers)
    }))
}

/// Whether every word but the small ones has a capital, as places have.
fn is_name(text: &str) -> bool {
    let small = |word: &str| matches!(word, "de" | "do" | "da" | "dos" | "das" | "e");
    text.split(' ').all(|word| small(word) || reads_like_name(word))
}

/// One of the parts between commas: `v. 12`, `n. 3`, `p. 45-59`, `e123`, `jul. 2019`.
fn read_figure(part: &str, journal: &str) -> Numbers {
    let labelled = |labels: &[&str]| {
        labels.iter().find_map(|label| Some(part.trim_start().strip_prefix(label)?.trim_start().to_owned()))
    };
    let plain = part.trim();
    let mut numbers = Numbers::default();
    if let Some(volume) = labelled(&["v.", "vol."]) {
        if volume.contains('(') {
            return read_numbers(&volume, Some(journal), None);
        }
        numbers.volume = Some(volume);
    } else if let Some(pages) = labelled(&["p.", "pp."]) {
        numbers.page = Some(pages);
    } else if let Some(issue) = labelled(&["n.", "no.", "nº"]) {
        numbers.issue = Some(issue);
    } else if plain.starts_with("supl") {
        numbers.issue = Some(plain.to_owned());
    } else if let Some(number) = labelled(&["art."]) {
        numbers.number = Some(number);
    } else if plain.starts_with("ano ") {
        // How old the journal is.
    } else if let Some(found) = find_dates(plain).last() {
        numbers.issued = Some(found.date);
    } else if plain.starts_with('e') && plain.chars().skip(1).all(|c| c.is_ascii_digit()) {
        numbers.number = Some(plain.to_owned());
    }
    numbers
}

/// `Title. 2016. 120 f. Dissertação (Mestrado em Saúde) – Universidade, São Paulo, 2016`.
fn read_thesis<'e>(text: &str, draft: &Draft<'e>) -> Option<Draft<'e>> {
    let kinds =
        ["Dissertação (", "Tese (", "Monografia (", "Trabalho de Conclusão de Curso (", "Dissertação de ", "Tese de "];
    let at = kinds.iter().filter_map(|kind| text.find(kind)).min()?;
    let (before, behind) = text.split_at_checked(at)?;
    let before = before.trim_end_matches([' ', '.', 'f']).trim_end_matches(|c: char| c.is_ascii_digit());
    let before = before.trim_end_matches([' ', '.']);
    let year = before.rsplit_once(". ").filter(|(_, year)| is_year(year));
    let title = read_title(year.map_or(before, |(title, _)| title));
    let draft = draft.clone().with_title(title).with_date_within(behind);
    let draft = draft.with_date_within(year.map_or("", |(_, year)| year));
    let (genre, place) = [" – ", " - ", " — ", "). "].iter().find_map(|mark| behind.split_once(mark))?;
    let is_open = genre.contains('(') && !genre.ends_with(')');
    let mut parts = place.trim_end_matches('.').split(", ").filter(|part| find_dates(part).is_empty());
    let school = parts.by_ref().collect::<Vec<_>>();
    let (city, school) = school
        .split_last()
        .filter(|(_, school)| !school.is_empty())
        .map_or((None, school.as_slice()), |(city, school)| (Some(*city), school));
    Some(Draft {
        genre: Some(if is_open { format!("{genre})") } else { genre.to_owned() }),
        publisher: Some(school.join(", ")).filter(|name| !name.is_empty()),
        place: city.map(str::to_owned),
        ..draft
    })
}

/// `Title. Jornal, São Paulo, 12 May 2015. Caderno Saúde, p. 4`.
fn read_newspaper<'e>(text: &str, draft: &Draft<'e>) -> Option<Draft<'e>> {
    let found = *find_dates(text).last().filter(|found| found.date.day().is_some())?;
    let (title, container) = split_title(text.get(..found.start)?.trim_end_matches([',', ' ']));
    let (journal, place) = container?.rsplit_once(", ").filter(|(_, place)| is_name(place) && !place.contains(": "))?;
    let pages = text.get(found.end..)?.rsplit_once("p. ").map(|(_, pages)| pages.trim_end_matches('.').to_owned());
    Some(Draft {
        container: Some(journal.to_owned()),
        place: Some(place.to_owned()),
        page: pages.filter(|pages| pages.contains(|c: char| c.is_ascii_digit())),
        ..draft.clone().with_title(read_title(title?)).with_date(Some(found.date))
    })
}

/// `Title: subtitle. São Paulo: Editora, 2015`, and chapters behind `In:`.
fn read_book<'e>(text: &str, draft: Draft<'e>) -> Draft<'e> {
    if !text.contains(". In: ")
        && let Some((title, place)) = text.rsplit_once(". ").filter(|(_, place)| place.contains(": "))
        && let Some((published, year)) =
            place.trim_end_matches('.').rsplit_once(", ").filter(|(_, year)| !find_dates(year).is_empty())
    {
        return draft.with_title(read_title(title)).with_publisher(read_publisher(published)).with_date_within(year);
    }
    add_title_and_source(text, draft)
}
