//! What the columns of a table of references are called by the programs and databases that write such tables.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Heading {
    Id,
    Type,
    Author,
    /// Names in full, beside those in short.
    AuthorInFull,
    Group,
    Editor,
    /// A list of people that is only kept, by its name in CSL.
    People(&'static str),
    Title,
    Container,
    ContainerShort,
    /// A container where no other column holds one: a database may stand there, too.
    Source,
    Year,
    Date,
    /// A day of the month, beside columns of its year and its month.
    Day,
    Accessed,
    Volume,
    Issue,
    Pages,
    FirstPage,
    LastPage,
    ArticleNumber,
    /// The issue, or the work's own number where another column holds the issue.
    Number,
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
    /// PubMed's line of journal, date, volume and pages.
    Citation,
    /// A variable of CSL that is only kept.
    Variable(&'static str),
    /// What the program keeps for itself: it is kept under its name, and nobody need be told.
    Aside,
    /// The entry as it is printed, in our own export.
    Printed,
    /// Its number in the list, in our own export.
    ListNumber,
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
    ("key", Id), ("citationkey", Id), ("citekey", Id), ("bibtexkey", Id), ("id", Id), ("label", Id), ("lensid", Aside),
    ("itemtype", Type), ("referencetype", Type), ("type", Type), ("publicationtype", Type), ("documenttype", Type),
    ("contenttype", Type), ("articletype", Type), ("doctype", Type), ("pubtype", Type), ("documentidentifier", Type), ("entrytype", Type),
    ("author", Author), ("authors", Author), ("authorstring", Author), ("authornames", Author), ("authornamess", Author),
    ("creator", Author), ("creators", Author), ("primaryauthors", Author), ("inventors", Author),
    ("authorfullnames", AuthorInFull), ("authorfullname", AuthorInFull), ("authorsfullnames", AuthorInFull),
    ("groupauthors", Group), ("corporateauthor", Group), ("corporateauthors", Group), ("collectivename", Group),
    ("editor", Editor), ("editors", Editor), ("bookeditors", Editor),
    ("translator", People("translator")), ("translators", People("translator")), ("serieseditor", People("collection-editor")),
    ("bookauthor", People("container-author")), ("bookauthors", People("container-author")), ("contributor", People("contributor")),
    ("interviewer", People("interviewer")), ("recipient", People("recipient")), ("reviewedauthor", People("reviewed-author")),
    ("composer", People("composer")),
    ("title", Title), ("articletitle", Title), ("itemtitle", Title), ("documenttitle", Title), ("primarytitle", Title),
    ("publicationtitle", Container), ("journal", Container), ("journalbook", Container), ("secondarytitle", Container),
    ("sourcetitle", Container), ("container", Container), ("containertitle", Container), ("booktitle", Container),
    ("journaltitle", Container), ("journalname", Container), ("pubtitle", Container), ("periodical", Container),
    ("anthologytitle", Container), ("publicationname", Container), ("source", Source),
    ("publication", Container), ("venue", Container), ("publicationvenue", Container), ("fulljournal", Container),
    // OpenAlex has the path of each field.
    ("displayname", Title), ("authorshipsauthordisplayname", Author), ("primarylocationsourcedisplayname", Container),
    ("bibliovolume", Volume), ("biblioissue", Issue), ("bibliofirstpage", FirstPage), ("bibliolastpage", LastPage),
    ("idspmid", Pmid), ("idspmcid", Pmcid), ("idsdoi", Doi), ("authorshipsrawauthorname", Aside),
    ("journalabbreviation", ContainerShort), ("alternatejournal", ContainerShort), ("abbreviatedsourcetitle", ContainerShort),
    ("journalisoabbreviation", ContainerShort), ("shortjournal", ContainerShort),
    ("series", Variable("collection-title")), ("seriestitle", Variable("collection-title")),
    ("tertiarytitle", Variable("collection-title")), ("bookseriestitle", Variable("collection-title")),
    ("seriesnumber", Variable("collection-number")),
    ("year", Year), ("publicationyear", Year), ("pubyear", Year), ("publishedyear", Year), ("yearofpublication", Year),
    ("date", Date), ("publicationdate", Date), ("dateofpublication", Date), ("pubdate", Date), ("datepublished", Date),
    ("publisheddate", Date), ("issuedate", Date), ("coverdate", Date), ("earlyaccessdate", Date), ("publishedmonth", Date),
    ("month", Date), ("day", Day),
    ("dateaccessed", Accessed), ("accessdate", Accessed), ("accessed", Accessed), ("lastchecked", Accessed),
    ("volume", Volume), ("journalvolume", Volume), ("volumenumber", Volume), ("vol", Volume),
    ("issue", Issue), ("journalissue", Issue), ("issuenumber", Issue), ("number", Number), ("partnumber", Variable("part-number")),
    ("pages", Pages), ("page", Pages), ("pageinfo", Pages), ("pagination", Pages), ("pagerange", Pages), ("pagesrange", Pages),
    ("pagestart", FirstPage), ("startpage", FirstPage), ("firstpage", FirstPage), ("beginningpage", FirstPage), ("spage", FirstPage),
    ("pageend", LastPage), ("endpage", LastPage), ("lastpage", LastPage), ("endingpage", LastPage), ("epage", LastPage),
    ("articlenumber", ArticleNumber), ("artno", ArticleNumber), ("artnumber", ArticleNumber), ("elocationid", ArticleNumber),
    ("edition", Edition), ("typeofwork", Genre), ("genre", Genre), ("thesistype", Genre), ("reporttype", Genre),
    ("publisher", Publisher), ("bookpublisher", Publisher), ("publishername", Publisher), ("repository", Publisher),
    ("institution", Publisher), ("university", Publisher),
    ("place", Place), ("placepublished", Place), ("city", Place), ("placeofpublication", Place), ("publishercity", Place),
    ("doi", Doi), ("itemdoi", Doi), ("digitalobjectidentifier", Doi), ("articledoi", Doi), ("doilink", Doi), ("doinumber", Doi),
    ("pmid", Pmid), ("pubmedid", Pmid), ("medlinepmid", Pmid), ("pmcid", Pmcid),
    ("isbn", Isbn), ("isbns", Isbn), ("eisbn", Isbn), ("isbnissn", Isbn), ("issn", Issn), ("issns", Issn), ("eissn", Issn),
    ("journalissn", Issn), ("journaleissn", Issn), ("onlineissn", Issn), ("printissn", Issn),
    ("url", Url), ("link", Url), ("urls", Url), ("articleurl", Url), ("documenturl", Url), ("fulltextlink", Url), ("externalurl", Url),
    ("plink", Url), ("permalink", Url), ("sourceurls", Url),
    ("accessionnumber", Accession), ("uniqueid", Accession), ("identifier", Id), ("identifiers", Accession), ("ids", Accession), ("externalids", Accession),
    ("otherids", Accession), ("bibliographytype", Aside), ("howpublished", Aside), ("school", Publisher),
    ("language", Language), ("articlelanguage", Language),
    ("languageoforiginaldocument", Language), ("languages", Language),
    ("extra", Note), ("notes", Note), ("note", Note), ("abstract", Abstract), ("abstractnote", Abstract), ("summary", Abstract),
    ("keywords", Keyword), ("manualtags", Keyword), ("automatictags", Keyword), ("authorkeywords", Keyword), ("tags", Keyword),
    ("keyword", Keyword), ("meshterms", Keyword), ("citation", Citation),
    ("shorttitle", Variable("title-short")), ("titleshort", Variable("title-short")), ("numpages", Variable("number-of-pages")),
    ("numberofpages", Variable("number-of-pages")), ("pagecount", Variable("number-of-pages")),
    ("numberofvolumes", Variable("number-of-volumes")), ("meetingname", Variable("event-title")),
    ("conferencename", Variable("event-title")), ("conferencetitle", Variable("event-title")),
    ("conferencelocation", Variable("event-place")), ("conferenceplace", Variable("event-place")), ("section", Variable("section")),
    ("version", Variable("version")), ("medium", Variable("medium")), ("scale", Variable("scale")),
    ("callnumber", Variable("call-number")), ("archivelocation", Variable("archive_location")), ("archive", Variable("archive")),
    ("librarycatalog", Variable("source")), ("originaltitle", Variable("original-title")), ("originaldate", Variable("original-date")),
    ("originalpublicationdate", Variable("original-date")), ("originalyear", Variable("original-date")),
    // What programs keep for themselves.
    ("dateadded", Aside), ("datemodified", Aside), ("fileattachments", Aside), ("linkattachments", Aside), ("rights", Aside),
    ("seriestext", Aside), ("firstauthor", Aside), ("createdate", Aside), ("nihmsid", Aside), ("authorsid", Aside), ("citedby", Aside),
    ("affiliations", Aside), ("authorswithaffiliations", Aside), ("indexkeywords", Aside), ("publicationstage", Aside),
    ("openaccess", Aside), ("eid", Aside), ("authoraffiliations", Aside), ("dateaddedtoxplore", Aside), ("pdflink", Aside),
    ("ieeeterms", Aside), ("articlecitationcount", Aside), ("referencecount", Aside), ("license", Aside), ("fundinginformation", Aside),
];

/// The tags of Web of Science, which head its tables, too.
#[rustfmt::skip]
const TAGS: &[(&str, Heading)] = &[
    ("PT", Type), ("AU", Author), ("AF", AuthorInFull), ("CA", Group), ("GP", Group), ("BE", Editor), ("BA", Aside), ("BF", Aside),
    ("TI", Title), ("SO", Container), ("J9", Aside), ("JI", ContainerShort), ("SE", Variable("collection-title")), ("LA", Language),
    ("DT", Type), ("DE", Keyword), ("ID", Aside), ("AB", Abstract), ("CT", Variable("event-title")), ("CL", Variable("event-place")),
    ("PU", Publisher), ("PI", Place), ("PD", Date), ("EA", Date), ("PY", Year), ("VL", Volume), ("IS", Issue), ("BP", FirstPage),
    ("EP", LastPage), ("AR", ArticleNumber), ("DI", Doi), ("D2", Aside), ("PM", Pmid), ("SN", Issn), ("EI", Issn), ("BN", Isbn),
    ("UT", Accession), ("PG", Variable("number-of-pages")),
];

/// A heading in small letters, without blanks and marks.
pub(super) fn fold_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Columns that only our own exports have.
const OURS: &[(&str, Heading)] = &[
    ("printed", Printed),
    ("number", ListNumber),
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
pub(super) fn read_heading(name: &str, own: bool) -> Heading {
    let plain = fold_name(name);
    let ours = OURS.iter().filter(|_| own);
    ours.chain(HEADINGS).find(|(known, _)| *known == plain).map_or(Unknown, |(_, heading)| *heading)
}

/// What the columns of a table hold. Some names mean one thing alone and another beside others.
pub(super) fn read_headings(names: &[String], own: bool) -> Vec<Heading> {
    let tagged = ["PT", "AU", "TI"].iter().all(|tag| names.iter().any(|name| name == tag));
    let of = |name: &String| match tagged {
        true => TAGS.iter().find(|(tag, _)| tag == name).map_or(Unknown, |(_, heading)| *heading),
        false => read_heading(name, own),
    };
    let mut all: Vec<Heading> = names.iter().map(of).collect();
    let has = |all: &[Heading], wanted: Heading| all.contains(&wanted);
    let typed = names.iter().any(|name| fold_name(name) == "itemtype" || fold_name(name) == "contenttype");
    let issued = has(&all, Issue);
    let contained = has(&all, Container);
    for (heading, name) in all.iter_mut().zip(names) {
        *heading = match *heading {
            // Beside the type of the item, it is the type of a report or a thesis.
            Type if typed && fold_name(name) == "type" => Genre,
            Number if issued => ArticleNumber,
            Number => Issue,
            Source if contained => Aside,
            other => other,
        };
    }
    all
}

/// Whether columns are those of a table of references: a title or a printed entry, and either half of the headings are known
/// and three at least, or so many of those that say where a work is to be found that it does not matter how many others
/// there are.
pub(super) fn are_of_references(headings: &[Heading]) -> bool {
    let known: std::collections::BTreeSet<Heading> =
        headings.iter().copied().filter(|h| !matches!(h, Unknown | Aside | Ours)).collect();
    let titled = known.contains(&Title) || known.contains(&Printed);
    let listed = headings.iter().filter(|h| **h != Unknown).count();
    let telling = [Container, ContainerShort, Doi, Pmid, Pmcid, Volume, Isbn, Issn].iter().any(|h| known.contains(h));
    let places = [
        Author,
        AuthorInFull,
        Year,
        Date,
        Container,
        Doi,
        Pmid,
        Volume,
        Issue,
        Pages,
        FirstPage,
        Isbn,
        Issn,
        Publisher,
    ];
    let placed = places.iter().filter(|h| known.contains(h)).count();
    titled && known.len() >= 3 && (listed * 2 >= headings.len() || telling && placed >= 4)
}
