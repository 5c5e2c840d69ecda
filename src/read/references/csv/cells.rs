//! The cells of a row on their way into an item.

use super::headings::{Heading, fold_name};
use crate::model::{Item, Name};
use crate::read::references::fields;
use crate::read::references::ris::types;
use crate::read::references::web_of_science::set_low;
use crate::read::sheet::looks_like_a_day;
use Heading::*;

/// Names of types that are no words of RIS, and CSL's.
#[rustfmt::skip]
const TYPES: &[(&str, &str)] = &[
    ("journalarticle", "article-journal"), ("booksection", "chapter"), ("webpage", "webpage"), ("conferencepaper", "paper-conference"),
    ("preprint", "article"), ("blogpost", "post-weblog"), ("magazinearticle", "article-magazine"),
    ("newspaperarticle", "article-newspaper"), ("document", "document"), ("article", "article-journal"), ("review", "article-journal"),
    ("computerprogram", "software"), ("encyclopediaarticle", "entry-encyclopedia"), ("dictionaryentry", "entry-dictionary"),
    ("presentation", "speech"), ("videorecording", "motion_picture"), ("bookchapter", "chapter"), ("forumpost", "post"),
    ("radiobroadcast", "broadcast"), ("tvbroadcast", "broadcast"), ("podcast", "broadcast"), ("audiorecording", "song"),
    ("film", "motion_picture"), ("artwork", "graphic"), ("letter", "article-journal"), ("editorial", "article-journal"),
    ("note", "article-journal"), ("shortsurvey", "article-journal"), ("erratum", "article-journal"), ("retracted", "article-journal"),
    ("datapaper", "article-journal"), ("articleinpress", "article-journal"), ("proceedingspaper", "paper-conference"),
    ("conferenceabstract", "paper-conference"), ("meetingabstract", "article-journal"), ("conferencereview", "paper-conference"),
    ("referenceworkentry", "entry-encyclopedia"), ("conferenceproceedings", "book"), ("reviewarticle", "article-journal"),
    ("researcharticle", "article-journal"), ("ieeejournals", "article-journal"), ("ieeeconferences", "paper-conference"),
    ("ieeemagazines", "article-magazine"), ("ieeestandards", "standard"), ("dissertationthesis", "thesis"), ("instagram", "post"),
    ("academicjournal", "article-journal"), ("periodical", "article-journal"), ("j", "article-journal"), ("b", "book"), ("s", "chapter"),
    ("p", "patent"), ("hearing", "hearing"), ("interview", "interview"), ("monograph", "book"), ("ebook", "book"),
];

/// A cell: the name of its column, what that holds, and its text.
pub(super) type Cell<'r> = (&'r str, Heading, String);

/// Takes a cell. What several columns say together is taken by [`take_together`].
pub(super) fn take(item: &mut Item, heading: Heading, name: &str, text: &str) {
    match heading {
        Id => {
            fields::read_labelled_numbers(item, text);
            fields::keep_field(item, "id", text);
        }
        Type => set_kind(item, name, text),
        CslType => text.clone_into(&mut item.kind),
        // Such columns hold names as people have them.
        Author if item.author.is_empty() => {
            let natural = name.contains('/') || fold_name(name).contains("displayname");
            split_people_of(text, natural).iter().for_each(|one| fields::add_author(item, one));
        }
        Author => fields::keep_field(item, name, text),
        AuthorInFull => set_full_names(item, name, text),
        Group => item.author.extend(text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(Name::group)),
        Editor => item.editor = split_people(text).iter().flat_map(|one| fields::read_names(one)).collect(),
        People(role) => split_people(text).iter().for_each(|one| fields::add_other_names(item, role, one)),
        Title => overwrite(&mut item.title, text),
        // Scopus and others name themselves there.
        Source
            if ["scopus", "pubmed", "medline", "embase", "web of science"].contains(&text.to_lowercase().as_str()) =>
        {
            fields::keep_field(item, name, text);
        }
        Source | Container if fields::SourceLine::read(text).is_some() => {}
        Container | Source => overwrite(&mut item.container_title, text),
        ContainerShort => overwrite(&mut item.container_title_short, &text.replace('.', "")),
        Accessed => fields::set_accessed(item, name, text),
        Volume => overwrite(&mut item.volume, text),
        Issue | Number => overwrite(&mut item.issue, text),
        Pages => replace_field(item, |i| i.page = None, |i| fields::set_page(i, text)),
        ArticleNumber => overwrite(&mut item.number, text),
        Edition => overwrite(&mut item.edition, text),
        Genre => overwrite(&mut item.genre, text),
        Publisher => overwrite(&mut item.publisher, text),
        Place => overwrite(&mut item.publisher_place, text),
        Doi => replace_field(item, |i| i.doi = None, |i| fields::set_doi(i, text)),
        Pmid => replace_field(item, |i| i.pmid = None, |i| fields::set_pmid(i, name, text)),
        Pmcid => replace_field(item, |i| i.pmcid = None, |i| fields::set_pmcid(i, name, text)),
        Isbn => replace_field(item, |i| i.isbn = None, |i| fields::set_serial_numbers(i, text, true)),
        Issn => fields::set_serial_numbers(item, text, false),
        Url => replace_field(item, |i| i.url = None, |i| fields::set_url(i, name, text)),
        Accession => {
            fields::read_labelled_numbers(item, text);
            fields::keep_field(item, "accession-number", text);
        }
        Language => overwrite(&mut item.language, text),
        Note => fields::add_note(item, text),
        Abstract => fields::keep_field(item, "abstract", text),
        Keyword => fields::add_keyword(item, text),
        Variable("original-date") => fields::set_original_date(item, text),
        Variable(variable) => fields::keep_field(item, variable, text),
        Year | Date | Day | FirstPage | LastPage | Citation | Printed | ListNumber | Ours => {}
        Aside | Unknown => fields::keep_field(item, name, text),
    }
}

/// Takes what only several columns say together: the date, the pages, the journal as PubMed's citation has it.
pub(super) fn take_together(item: &mut Item, cells: &[Cell<'_>]) {
    let says = |wanted: Heading| {
        cells
            .iter()
            .filter(move |(_, h, text)| *h == wanted && !fields::says_nothing(text))
            .map(|(_, _, text)| text.as_str())
    };
    // A year of its own is the year of the issue; a day may stand apart from it, and so may a month and a day in figures.
    let year = says(Year).next().filter(|year| fields::read_date_words(year).is_some());
    let figures = |text: &&str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let month = year.zip(says(Date).find(figures)).map(|(year, month)| match says(Day).find(figures) {
        Some(day) => format!("{year}-{month:0>2}-{day:0>2}"),
        None => format!("{year}-{month:0>2}"),
    });
    let mut days: Vec<&str> = month.as_deref().into_iter().chain(says(Date)).collect();
    match year {
        Some(year) => {
            let day = days.iter().position(|day| fields::read_in_year(year, day).is_some());
            match day.map(|at| days.remove(at)).and_then(|day| fields::read_in_year(year, day)) {
                Some(said) => said.set_in(item),
                None if item.year().is_none_or(|known| known.to_string() != *year) => {
                    _ = fields::set_issued(item, year)
                }
                None => {}
            }
        }
        None => {
            if let Some(day) = days.first().copied().or(says(Year).next()) {
                fields::set_issued(item, day);
            }
        }
    }
    if let Some(first) = says(FirstPage).next().or_else(|| says(LastPage).next()) {
        let last = says(LastPage).next().unwrap_or_default();
        // ProQuest has `112` and, in another column, `112-119`; a number alone may be how many pages there are.
        let begins = |pages: &&str| last.is_empty() && pages.len() > first.len() && pages.starts_with(first);
        let pages = says(Pages).find(begins).filter(|pages| pages.contains(|c: char| !c.is_alphanumeric()));
        item.page = None;
        fields::set_pages(item, pages.unwrap_or(first), last);
    }
    for (name, heading, text) in cells.iter().filter(|(.., text)| !fields::says_nothing(text)) {
        match heading {
            Citation => read_citation_cell(item, name, text),
            Source | Container => _ = fields::SourceLine::read(text).map(|line| line.fill(item)),
            _ => {}
        }
    }
    if let (Some(container), Some(short)) = (&item.container_title, &item.container_title_short) {
        item.container_title = Some(set_low(container, short));
    }
}

/// PubMed's citation, or a column that holds the journal, the date and the place in one line: what no other column says.
fn read_citation_cell(item: &mut Item, name: &str, text: &str) {
    match fields::SourceLine::read(text) {
        Some(line) => line.fill(item),
        None => fields::keep_field(item, name, text),
    }
}

/// What a cell says goes before what was read out of the printed entry.
fn overwrite(place: &mut Option<String>, text: &str) {
    if !fields::says_nothing(text) {
        *place = Some(fields::join_lines(text));
    }
}

fn replace_field(item: &mut Item, clear: fn(&mut Item), put: impl FnOnce(&mut Item)) {
    clear(item);
    put(item);
}

/// The type of an item by its name in Zotero, in RIS or in words; of several between semicolons, the first that is known.
pub(in crate::read::references) fn set_kind(item: &mut Item, name: &str, text: &str) {
    let known = text.split(';').find_map(|one| {
        let plain = fold_name(one);
        let theirs = TYPES.iter().find(|(theirs, _)| *theirs == plain).map(|(_, csl)| *csl);
        theirs.or_else(|| types::find_csl_type(one)).filter(|kind| !kind.is_empty())
    });
    match known {
        // `Article` says less than `Book` did.
        Some("article-journal") if !item.kind.is_empty() => {}
        Some(kind) => kind.clone_into(&mut item.kind),
        None => fields::keep_field(item, name, text),
    }
}

/// The names of a cell: `Salari, Nader; Mohammadi, A`, a line each, or `Salari N, Mohammadi A`.
fn split_people(text: &str) -> Vec<String> {
    split_people_of(text, false)
}

/// The same, of a column that is known to hold names with the given name first.
fn split_people_of(text: &str, natural: bool) -> Vec<String> {
    let text = without_stop(text);
    let sign = [";", "//", "\n", "|"].iter().find(|sign| text.contains(**sign));
    let parts: Vec<&str> = match sign {
        Some(sign) => text.split(sign).map(str::trim).filter(|one| !one.is_empty()).collect(),
        None => vec![text],
    };
    match fields::invert_all(&parts, natural) {
        Some(names) => names,
        None => parts.into_iter().flat_map(fields::split_people).collect(),
    }
}

/// A list of names without the full stop with which PubMed ends it; that of an initial or of an abbreviation stays.
fn without_stop(text: &str) -> &str {
    let text = text.trim();
    let last = text.rsplit([' ', ',', ';']).next().unwrap_or_default().trim_end_matches('.');
    let spelt = last.chars().count() > 3 && last.contains(char::is_lowercase);
    let abbreviated = ["inc", "ltd", "corp", "bros"].contains(&last.to_lowercase().as_str());
    let initials = last.chars().count() > 1 && last.chars().all(|c| c.is_ascii_uppercase());
    let Some(rest) = text.strip_suffix('.').filter(|_| (spelt && !abbreviated) || initials) else { return text };
    // The given name of `Oakes, Tam.` keeps its stop.
    let piece = rest.rsplit(';').next().unwrap_or(rest);
    if piece.contains(',') && fields::split_people(piece).len() < 2 { text } else { rest }
}

/// Names in full go before those in short, if there are as many: `Oakes, Tamsin (57190000000); van der Berg, Ivo (571…)`.
fn set_full_names(item: &mut Item, name: &str, text: &str) {
    let numbered = |one: &str| match one.trim().rsplit_once('(') {
        Some((before, id)) if id.trim_end_matches(')').bytes().all(|b| b.is_ascii_digit()) => before.trim().to_owned(),
        _ => one.trim().to_owned(),
    };
    let mut full = Item::default();
    for one in text.split(';').map(numbered).flat_map(|one| split_people(&one)) {
        fields::add_author(&mut full, &one);
    }
    if full.author.len() >= item.author.len() && !full.author.is_empty() {
        item.author = full.author;
    } else {
        fields::keep_field(item, name, text);
    }
}

/// Names that stand one behind the other with nothing between, as Springer's tables have them: `Tamsin OakesIvo van der Berg`.
pub(super) fn run_together(text: &str) -> Option<String> {
    const GO_ON: [&str; 12] = ["Mc", "Mac", "De", "Di", "Da", "La", "Le", "Van", "Von", "Fitz", "Al", "Ben"];
    if text.contains([';', ',', '|', '\n']) {
        return None;
    }
    let mut names = String::with_capacity(text.len() + 16);
    let mut word = String::new();
    let mut parted = false;
    for c in text.chars() {
        let lower = word.chars().next_back().is_some_and(char::is_lowercase);
        if c.is_uppercase() && lower && !GO_ON.contains(&word.as_str()) {
            names.push_str("; ");
            word.clear();
            parted = true;
        }
        if c.is_whitespace() || c == '-' {
            word.clear();
        } else {
            word.push(c);
        }
        names.push(c);
    }
    let inverted = |name: &str| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let family = words.iter().position(|word| word.starts_with(char::is_lowercase)).filter(|at| *at > 0);
        let family = family.unwrap_or(words.len().saturating_sub(1));
        let (given, family) = words.split_at_checked(family).unwrap_or_default();
        if given.is_empty() { name.to_owned() } else { format!("{}, {}", family.join(" "), given.join(" ")) }
    };
    let few = names.split("; ").all(|name| (2..=6).contains(&name.split_whitespace().count()));
    (few && (parted || !names.is_empty())).then(|| names.split("; ").map(inverted).collect::<Vec<_>>().join("; "))
}

/// What a spreadsheet made of a number, a range of pages or an identifier, if it did.
pub(super) fn describe_mangling(heading: Heading, name: &str, text: &str) -> Option<String> {
    const FAULTS: [&str; 7] = ["#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#N/A"];
    match heading {
        _ if FAULTS.contains(&text) => {
            Some(format!("{name} holds “{text}”, by which a spreadsheet says that a formula failed; it was left out"))
        }
        Volume | Issue | Pages | ArticleNumber | ListNumber | Number | FirstPage | LastPage
            if looks_like_a_day(text) =>
        {
            Some(format!(
                "{name} “{text}” looks like a date that a spreadsheet made of a number or a range; it was kept, mend it"
            ))
        }
        Pmid | Isbn | Issn if text.to_lowercase().contains("e+") => Some(format!(
            "{name} “{text}” is a number that a spreadsheet cut short; it was kept under the column's name"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_run_together_are_taken_apart_at_capitals() {
        for (text, want) in [
            ("Tamsin OakesIvo van der BergBo Birch", Some("Oakes, Tamsin; van der Berg, Ivo; Birch, Bo")),
            ("Tamsin J. McOakes", Some("McOakes, Tamsin J.")),
            ("Oakes, Tamsin; Brandt, Ivo", None),
            ("WHO", None),
        ] {
            assert_eq!(run_together(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn lists_of_people() {
        for (text, want) in [
            ("Oakes T, van der Berg I; Knee Study Group.", "Oakes T|van der Berg I|Knee Study Group"),
            ("Oakes T, Smith JA.", "Oakes T|Smith JA"),
            ("Oakes T.; van der Berg I.", "Oakes T.|van der Berg I."),
            ("Oakes T., van der Berg I.", "Oakes T.|van der Berg I."),
            ("Oakes, T., van der Berg, I.", "Oakes, T.|van der Berg, I."),
            ("J. Oakes; K. L. Brandt", "J. Oakes|K. L. Brandt"),
            ("Oakes, Tamsin and Brandt, Ivo", "Oakes, Tamsin|Brandt, Ivo"),
            ("Robert and Sons, Inc.", "Robert and Sons, Inc."),
        ] {
            assert_eq!(split_people(text).join("|"), want, "{text}");
        }
    }
}
