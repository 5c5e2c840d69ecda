//! What the columns of a table of references mean.

use crate::model::Item;
use crate::read::references::fields;
use crate::read::references::ris::types;
use crate::read::sheet::looks_like_a_day;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Id,
    Type,
    Author,
    Editor,
    Translator,
    Title,
    Container,
    ContainerShort,
    Series,
    Year,
    Date,
    Accessed,
    Volume,
    Issue,
    Pages,
    ArticleNumber,
    Edition,
    Genre,
    Publisher,
    Place,
    Doi,
    Pmid,
    Pmcid,
    Isbn,
    Issn,
    Url,
    Accession,
    Language,
    Note,
    Abstract,
    Keyword,
    /// The entry as it is printed, in our own export.
    Printed,
    /// Its number in the list, in our own export.
    Number,
    /// CSL's type, in our own export.
    CslType,
    /// What we work out ourselves, and do not take back from a table.
    Ours,
    Unknown,
}

use Heading::*;

/// Headings, in small letters without blanks and marks.
#[rustfmt::skip]
const HEADINGS: &[(&str, Heading)] = &[
    ("key", Id), ("citationkey", Id), ("citekey", Id), ("bibtexkey", Id), ("id", Id), ("label", Id),
    ("itemtype", Type), ("referencetype", Type), ("type", Type), ("publicationtype", Type), ("documenttype", Type),
    ("author", Author), ("authors", Author), ("authorfullnames", Author), ("editor", Editor), ("editors", Editor),
    ("translator", Translator), ("title", Title), ("articletitle", Title),
    ("publicationtitle", Container), ("journal", Container), ("journalbook", Container), ("secondarytitle", Container),
    ("sourcetitle", Container), ("container", Container), ("containertitle", Container), ("booktitle", Container),
    ("journalabbreviation", ContainerShort), ("alternatejournal", ContainerShort), ("abbreviatedsourcetitle", ContainerShort),
    ("series", Series), ("seriestitle", Series), ("tertiarytitle", Series),
    ("year", Year), ("publicationyear", Year), ("date", Date), ("dateaccessed", Accessed), ("accessdate", Accessed),
    ("volume", Volume), ("issue", Issue), ("number", Issue), ("pages", Pages), ("page", Pages),
    ("articlenumber", ArticleNumber), ("artno", ArticleNumber), ("edition", Edition), ("typeofwork", Genre),
    ("publisher", Publisher), ("place", Place), ("placepublished", Place), ("city", Place),
    ("doi", Doi), ("pmid", Pmid), ("pubmedid", Pmid), ("pmcid", Pmcid), ("isbn", Isbn), ("issn", Issn), ("isbnissn", Isbn),
    ("url", Url), ("link", Url), ("accessionnumber", Accession), ("language", Language),
    ("extra", Note), ("notes", Note), ("note", Note), ("abstract", Abstract), ("abstractnote", Abstract),
    ("keywords", Keyword), ("manualtags", Keyword), ("automatictags", Keyword), ("authorkeywords", Keyword),
];

/// Zotero's names of types that are no words of RIS, and CSL's.
#[rustfmt::skip]
const TYPES: &[(&str, &str)] = &[
    ("journalarticle", "article-journal"), ("booksection", "chapter"), ("webpage", "webpage"), ("conferencepaper", "paper-conference"),
    ("preprint", "article"), ("blogpost", "post-weblog"), ("magazinearticle", "article-magazine"),
    ("newspaperarticle", "article-newspaper"), ("document", "document"), ("article", "article-journal"), ("review", "article-journal"),
    ("computerprogram", "software"), ("encyclopediaarticle", "entry-encyclopedia"), ("dictionaryentry", "entry-dictionary"),
    ("presentation", "speech"), ("videorecording", "motion_picture"), ("bookchapter", "chapter"),
];

/// A heading in small letters, without blanks and marks.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Columns that only our own exports have.
const OURS: &[(&str, Heading)] = &[
    ("printed", Printed),
    ("number", Number),
    ("type", CslType),
    ("work", Id),
    ("reference", Ours),
    ("doistate", Ours),
    ("notices", Ours),
    ("listed", Ours),
    ("claims", Ours),
    ("cited", Ours),
];

/// What a column of that name holds, in our own export or in anybody's.
pub(super) fn heading(name: &str, own: bool) -> Heading {
    let plain = plain(name);
    let ours = OURS.iter().filter(|_| own);
    ours.chain(HEADINGS).find(|(known, _)| *known == plain).map_or(Unknown, |(_, heading)| *heading)
}

/// Takes a cell.
pub(super) fn take(item: &mut Item, heading: Heading, name: &str, text: &str) {
    match heading {
        Id => fields::keep(item, "id", text),
        Type => kind(item, name, text),
        CslType => text.clone_into(&mut item.kind),
        Author if item.author.is_empty() => people(text).iter().for_each(|one| fields::author(item, one)),
        Author => fields::keep(item, name, text),
        Editor => item.editor = people(text).iter().filter_map(|one| fields::name(one)).collect(),
        Translator => people(text).iter().for_each(|one| fields::other_name(item, "translator", fields::name(one))),
        Title => item.title = Some(fields::one_line(text)),
        Container => over(&mut item.container_title, text),
        ContainerShort => over(&mut item.container_title_short, text),
        Series => fields::keep(item, "collection-title", text),
        Year if item
            .issued
            .is_some_and(|date| fields::read_date(text).is_some_and(|year| year.year() == date.0.year())) => {}
        Year | Date => fields::issued(item, text),
        Accessed => fields::accessed(item, name, text),
        Volume => over(&mut item.volume, text),
        Issue => over(&mut item.issue, text),
        Pages => fields::page(item, text),
        ArticleNumber => over(&mut item.number, text),
        Edition => over(&mut item.edition, text),
        Genre => over(&mut item.genre, text),
        Publisher => over(&mut item.publisher, text),
        Place => over(&mut item.publisher_place, text),
        Doi => replaced(item, |i| i.doi = None, |i| fields::doi(i, text)),
        Pmid => replaced(item, |i| i.pmid = None, |i| fields::pmid(i, name, text)),
        Pmcid => replaced(item, |i| i.pmcid = None, |i| fields::pmcid(i, name, text)),
        Isbn => replaced(item, |i| i.isbn = None, |i| fields::serial_numbers(i, text, true)),
        Issn => fields::serial_numbers(item, text, false),
        Url => replaced(item, |i| i.url = None, |i| fields::url(i, name, text)),
        Accession => fields::keep(item, "accession-number", text),
        Language => over(&mut item.language, text),
        Note => fields::note(item, text),
        Abstract => fields::keep(item, "abstract", text),
        Keyword => fields::keyword(item, text),
        Printed | Number | Ours => {}
        Unknown => fields::keep(item, name, text),
    }
}

/// What a cell says goes before what was read out of the printed entry.
fn over(place: &mut Option<String>, text: &str) {
    *place = Some(fields::one_line(text));
}

fn replaced(item: &mut Item, clear: fn(&mut Item), put: impl FnOnce(&mut Item)) {
    clear(item);
    put(item);
}

/// The type of an item by its name in Zotero, in RIS or in words.
pub(in crate::read::references) fn kind(item: &mut Item, name: &str, text: &str) {
    let plain = plain(text);
    let known = TYPES.iter().find(|(theirs, _)| *theirs == plain).map(|(_, csl)| *csl).or_else(|| types::csl(text));
    match known {
        Some(kind) => kind.clone_into(&mut item.kind),
        None => fields::keep(item, name, text),
    }
}

/// The names of a cell: `Salari, Nader; Mohammadi, A`, a line each, or `Salari N, Mohammadi A`.
fn people(text: &str) -> Vec<String> {
    let split = |signs: &[&str]| -> Option<Vec<String>> {
        let sign = signs.iter().find(|sign| text.contains(**sign))?;
        Some(text.split(sign).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect())
    };
    if let Some(names) = split(&[";", "//", "\n", "|"]) {
        return names;
    }
    let commas: Vec<String> = text.trim_end_matches('.').split(',').map(|one| one.trim().to_owned()).collect();
    let all_short = commas.iter().all(|one| fields::undivided(one).family.is_some());
    if commas.len() > 1 && all_short { commas } else { vec![text.to_owned()] }
}

/// What a spreadsheet made of a number, a range of pages or an identifier, if it did.
pub(super) fn mangled(heading: Heading, name: &str, text: &str) -> Option<String> {
    match heading {
        Volume | Issue | Pages | ArticleNumber | Number if looks_like_a_day(text) => Some(format!(
            "{name} “{text}” looks like a date that a spreadsheet made of a number or a range; it was kept, mend it"
        )),
        Pmid | Isbn | Issn if text.to_lowercase().contains("e+") => Some(format!(
            "{name} “{text}” is a number that a spreadsheet cut short; it was kept under the column's name"
        )),
        _ => None,
    }
}
