//! Who is asked about a DOI, in which order, and what that comes to: a table of worlds.

use super::*;
use crate::model::MetadataAnswer;
use crate::refresh::keepers::registrars;
use crate::registry::SERVICES;
use jiff::Timestamp;

/// What a registrar does when asked about the DOI.
#[derive(Clone, Copy, PartialEq)]
enum Keeps {
    /// It gives a record with a target.
    Whole,
    /// It gives one without.
    NoTarget,
    /// It gives one that shows a page for deleted DOIs.
    Deleted,
    /// Asked alone, it gives the record of another DOI.
    OfAnother,
    Nothing,
    Fails,
}

use Keeps::{Deleted, Fails, NoTarget, Nothing, OfAnother, Whole};

/// What the world knows of one DOI: Crossref, DataCite, doiRA, the handle API; none where it fails.
struct World(Keeps, Keeps, Option<Agency>, Option<Record>);

fn by(name: &str) -> Option<Agency> {
    Some(Agency::Registered(name.to_owned()))
}

fn there() -> Option<Record> {
    Some(Record::Registered { target: Some("https://a.example/".into()), alias_of: None })
}

fn record(keeps: Keeps) -> WorkRecord {
    let target = (keeps != NoTarget).then(|| "https://b.example/".to_owned());
    let alias_of = (keeps == OfAnother).then(|| "10.5555/other".parse().unwrap());
    let metadata = MetadataAnswer { target, alias_of, deleted: keeps == Deleted, ..MetadataAnswer::default() };
    WorkRecord { metadata, ..WorkRecord::default() }
}

/// Asks until nothing is left; gives the state and who settled it, and everything that was asked, in order.
fn inquire(world: &World, records: bool, likely: Option<usize>) -> (Option<(DoiState, &'static str)>, String) {
    let doi: Doi = "10.5555/a".parse().unwrap();
    let source = Source { asked_at: Timestamp::UNIX_EPOCH, body_sha256: String::new() };
    let opening = DoiOpening { existence: Existence::Open, likely, fresh: vec![false; 2], has_record: false };
    let wishes = Wishes { records, targets: true };
    let mut inquiry = Inquiry::new([(doi.clone(), opening)], registrars(SERVICES).collect(), wishes);
    let failure = Failure::new(Fault::Reset, "somebody", "did something");
    let mut asked = Vec::new();
    while inquiry.bell().is_some() {
        assert!(asked.len() < 20, "it asks for ever: {asked:?}");
        for ask in inquiry.take_for_doi_org() {
            match ask {
                AskDoiOrg::Agency(doi) => {
                    asked.push("doiRA");
                    match &world.2 {
                        Some(agency) => inquiry.note_agency(&doi, agency.clone(), &source),
                        None => inquiry.note_no_agency(&doi, &failure),
                    }
                }
                AskDoiOrg::Record(doi) => {
                    asked.push("handle");
                    match &world.3 {
                        Some(record) => inquiry.note_record(&doi, record.clone(), &source),
                        None => inquiry.note_no_handle(&doi, &failure),
                    }
                }
            }
        }
        for (at, keeps, names) in
            [(0, world.0, ["Crossref", "Crossref alone"]), (1, world.1, ["DataCite", "DataCite alone"])]
        {
            for ask in inquiry.take_for_registrar(at) {
                let is_alone = matches!(ask, AskRegistrar::Alone(_));
                asked.push(names[usize::from(is_alone)]);
                match keeps {
                    Fails => inquiry.note_failure(at, &doi),
                    Nothing if is_alone => inquiry.note_no_record(at, &doi),
                    OfAnother if is_alone => inquiry.take_record(at, &doi, &record(keeps), &source),
                    Nothing | OfAnother => inquiry.note_left_out(at, &doi),
                    keeps => inquiry.take_record(at, &doi, &record(keeps), &source),
                }
            }
        }
    }
    assert!(inquiry.replies.len() <= 1, "one answer for each DOI");
    (inquiry.replies.pop().map(|heard| (heard.answer.state, heard.service)), asked.join(", "))
}

#[test]
fn who_is_asked_about_a_doi_and_what_that_comes_to() {
    let exists = |by| Some((DoiState::Exists, by));
    let of_doi_org = |state| Some((state, "doi.org"));
    let absent = || Some(Record::Absent);
    let alias = || Some(Record::Registered { target: None, alias_of: Some("10.5555/other".into()) });
    let tombstone = || {
        Some(Record::Registered { target: Some("https://www.crossref.org/deleted_DOI.html".into()), alias_of: None })
    };
    // What each is asked when only existence is wanted, and what comes to it when records are.
    for (world, state, asked, more) in [
        (World(Whole, Nothing, None, None), exists("crossref"), "Crossref", ""),
        (World(NoTarget, Nothing, None, there()), exists("doi.org"), "Crossref, handle", ""),
        (World(NoTarget, Nothing, None, None), exists("crossref"), "Crossref, handle", ""),
        (World(Deleted, Nothing, None, tombstone()), of_doi_org(DoiState::Deleted), "Crossref, handle", ""),
        (World(Deleted, Nothing, None, None), Some((DoiState::Deleted, "crossref")), "Crossref, handle", ""),
        (World(Nothing, Whole, by("DataCite"), None), exists("datacite"), "Crossref, doiRA, DataCite", ""),
        (World(Nothing, Nothing, by("mEDRA"), there()), exists("doi.org"), "Crossref, doiRA, handle", ""),
        (
            World(Nothing, Nothing, Some(Agency::Absent), absent()),
            of_doi_org(DoiState::Absent),
            "Crossref, doiRA, handle",
            "",
        ),
        (World(Nothing, Nothing, Some(Agency::Invalid), None), of_doi_org(DoiState::Malformed), "Crossref, doiRA", ""),
        (World(Nothing, Nothing, by("Crossref"), alias()), of_doi_org(DoiState::Alias), "Crossref, doiRA, handle", ""),
        (
            World(OfAnother, Nothing, by("Crossref"), there()),
            exists("doi.org"),
            "Crossref, doiRA, handle",
            ", Crossref alone",
        ),
        (
            World(Nothing, Nothing, by("Crossref"), there()),
            exists("doi.org"),
            "Crossref, doiRA, handle",
            ", Crossref alone",
        ),
        // doiRA is silent, or does not know: that is no reason not to ask the next.
        (World(Nothing, Whole, None, None), exists("datacite"), "Crossref, doiRA, DataCite", ""),
        (World(Nothing, Whole, Some(Agency::Unknown), None), exists("datacite"), "Crossref, doiRA, DataCite", ""),
        (
            World(Nothing, Whole, Some(Agency::Absent), there()),
            exists("doi.org"),
            "Crossref, doiRA, handle",
            ", DataCite",
        ),
        (
            World(Nothing, Nothing, None, there()),
            exists("doi.org"),
            "Crossref, doiRA, DataCite, handle",
            ", Crossref alone, DataCite alone",
        ),
        (
            World(Nothing, Nothing, None, None),
            None,
            "Crossref, doiRA, DataCite, handle",
            ", Crossref alone, DataCite alone",
        ),
        // One that is down is no reason either.
        (World(Fails, Nothing, by("Crossref"), there()), exists("doi.org"), "Crossref, doiRA, handle", ""),
        (World(Fails, Nothing, by("Crossref"), None), exists("doi.org"), "Crossref, doiRA, handle", ""),
        (World(Fails, Whole, by("DataCite"), None), exists("datacite"), "Crossref, doiRA, DataCite", ""),
        (World(Fails, Whole, None, None), exists("datacite"), "Crossref, doiRA, DataCite", ""),
        (World(Fails, Fails, None, None), None, "Crossref, doiRA, DataCite, handle", ""),
        // Who names an agency and has no record of the DOI says nothing that can be believed.
        (World(Nothing, Nothing, by("Crossref"), absent()), None, "Crossref, doiRA, handle", ", Crossref alone"),
    ] {
        for records in [false, true] {
            let expected = format!("{asked}{}", if records { more } else { "" });
            assert_eq!(inquire(&world, records, Some(0)), (state, expected), "records: {records}");
        }
    }
}

#[test]
fn what_was_heard_before_says_whom_to_ask_first() {
    let world = World(Nothing, Whole, by("DataCite"), None);
    assert_eq!(inquire(&world, true, Some(1)).1, "DataCite");
    // It moved: asked in vain, doi.org says whose it is now.
    let world = World(Whole, Nothing, by("Crossref"), None);
    assert_eq!(inquire(&world, true, Some(1)).1, "DataCite, doiRA, Crossref");
    let world = World(Nothing, Nothing, by("mEDRA"), there());
    assert_eq!(inquire(&world, true, None).1, "doiRA, handle");
}
