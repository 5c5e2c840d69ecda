//! The built-in catalogue: complete in the program, canonical on disk, sound, and saying exactly what its sources give
//! ground for.
//!
//! After editing `data/` by hand, run `CLAIMBOOK_REWRITE=1 cargo test --test suite example`: it fills in what `mend`
//! knows, logs what was changed, and writes the canonical form. Then list new files in
//! `src/catalogue/text_form/embedded.rs`, if there are any. To begin the log anew, delete `data/events` first.

mod mend;

use claimbook::catalogue::text_form::embedded::FILES;
use claimbook::catalogue::text_form::{DumpOptions, TextFormFiles, TextFormFolder};
use claimbook::catalogue::{Catalogue, CitationFilter, ClaimFilter, ClaimRow, Deed};
use claimbook::model::*;
use claimbook::tasks::states::renew_states;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const ARTICLE: &str = "back-pain-during-pregnancy";

fn now() -> jiff::Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))
}

fn on_disk() -> BTreeMap<String, Vec<u8>> {
    let folder = TextFormFolder::open(&folder()).unwrap();
    folder.names().map(|name| (name.to_owned(), folder.read(name).unwrap())).collect()
}

fn example() -> Catalogue {
    Catalogue::open_example(now()).unwrap()
}

#[test]
fn data_is_canonical_or_is_rewritten() {
    #[allow(clippy::disallowed_methods, reason = "asked for by the person who runs the tests, not part of the program")]
    let rewrite = std::env::var_os("CLAIMBOOK_REWRITE").is_some();
    let files = if rewrite { mend::mend(on_disk(), now()) } else { on_disk() };
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let deed = Deed { who: "claimbook".into(), command: "data".into(), at: now(), reason: None };
    let loaded = catalogue.load_files(&files, &deed).unwrap();
    if rewrite {
        catalogue.dump(&folder(), DumpOptions::default()).unwrap();
        return;
    }
    assert_eq!(loaded.by_hand, 0, "data/ was edited by hand: run the tests once with CLAIMBOOK_REWRITE=1");
    let dumped = catalogue.dump_files(DumpOptions::default()).unwrap();
    assert_eq!(dumped.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (name, bytes) in &files {
        assert!(dumped[name] == *bytes, "{name} is not in its canonical form: run with CLAIMBOOK_REWRITE=1");
    }
}

#[test]
fn every_file_of_data_is_in_the_program() {
    let in_program: BTreeMap<String, Vec<u8>> =
        FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    assert_eq!(in_program.keys().collect::<Vec<_>>(), on_disk().keys().collect::<Vec<_>>());
    assert!(in_program == on_disk());
}

#[test]
fn the_example_is_sound() {
    let verified = example().verify().unwrap();
    assert_eq!(verified.damage, []);
    assert_eq!(verified.events, verified.rows, "each row was added once");
}

#[test]
fn the_stored_text_is_what_the_reader_reads() {
    let catalogue = example();
    let article = catalogue.view().article(ARTICLE).unwrap();
    let version = catalogue.view().newest_version(article.uid).unwrap().unwrap();
    let original = FILES.iter().find(|(name, _)| name.ends_with("versions/1.md")).unwrap().1;
    let read = claimbook::read::article::read_article(original, "1.md", None, u64::MAX).unwrap();
    assert_eq!((read.reader, read.encoding.as_str()), (version.reader.as_str(), version.encoding.as_str()));
    assert_eq!(read.text, version.text);
    assert_eq!(read.blocks, version.blocks);
    assert_eq!(read.title.as_deref(), Some(article.title.as_str()));
    assert_eq!((read.publisher, read.updated_on), (article.publisher, article.updated_on));
}

#[test]
fn the_stored_references_are_what_the_reader_reads() {
    let catalogue = example();
    let article = catalogue.view().article(ARTICLE).unwrap();
    let references = catalogue.view().references_of(article.uid).unwrap();
    assert_eq!(references.len(), 10);
    for reference in references {
        let read = claimbook::read::printed::parse(&reference.printed);
        assert_eq!(read.item, reference.csl, "r{}", reference.serial);
        assert_eq!(read.doi_printed, reference.doi_printed, "r{}", reference.serial);
        let work = catalogue.view().get::<Work>(reference.work.unwrap()).unwrap().unwrap();
        assert_eq!(reference.doi(), work.doi, "r{}", reference.serial);
        assert_eq!(reference.csl.year(), work.csl.year(), "r{}", reference.serial);
        if !reference.csl.author.is_empty() {
            assert_eq!(reference.csl.author, work.csl.author, "r{}", reference.serial);
        }
    }
}

#[test]
fn the_article_names_its_reviewers_as_printed() {
    let catalogue = example();
    let article = catalogue.view().article(ARTICLE).unwrap();
    assert_eq!(article.publisher.as_deref(), Some("Hinge Health"));
    assert_eq!(article.updated_on.unwrap().to_string(), "2025-06-30");
    assert_eq!(article.last_reviewed_on, None);
    let people = catalogue.view().people_of(article.uid).unwrap();
    let named: Vec<_> =
        people.iter().map(|(part, p)| (p.name.as_str(), p.credentials.as_deref().unwrap(), part.role)).collect();
    assert_eq!(
        named,
        [("Bijal Toprani", "PT, DPT", Role::Reviewer), ("Samantha Charlotin", "PT, DPT", Role::Reviewer)]
    );
}

/// Words that tell a claim, its kind, and the references that it rests on.
const CLAIMS: &[(&str, Kind, &[u32])] = &[
    ("More than 40%", Kind::Prevalence, &[10]),
    ("as high as 86%", Kind::Prevalence, &[4]),
    ("second and third trimesters", Kind::Prevalence, &[10]),
    ("relaxin rises in pregnancy and loosens ligaments", Kind::Mechanism, &[4]),
    ("Higher levels of relaxin", Kind::Risk, &[4]),
    ("change of posture", Kind::Mechanism, &[4]),
    ("diastasis recti", Kind::Mechanism, &[]),
    ("Abdominal muscles become weaker", Kind::Mechanism, &[2]),
    ("Stress tightens", Kind::Mechanism, &[]),
    ("had back pain before", Kind::Risk, &[]),
    ("bring it on sooner", Kind::Risk, &[]),
    ("Carrying things differently", Kind::Risk, &[]),
    ("warning sign of preterm labour", Kind::Diagnosis, &[]),
    ("vaginal bleeding", Kind::Recommendation, &[]),
    ("A 2023 review found", Kind::SourceDescription, &[5]),
    ("Yoga, swimming and walking", Kind::Benefit, &[5]),
    ("Targeted exercises", Kind::Benefit, &[3, 6]),
    ("Heat from a bottle", Kind::Benefit, &[8]),
    ("directly on the belly", Kind::Recommendation, &[]),
    ("Prenatal massage", Kind::Benefit, &[8]),
    ("Acetaminophen", Kind::Harm, &[]),
    ("NSAIDs", Kind::Harm, &[]),
    ("67% less pelvic pain", Kind::Outcome, &[]),
    ("54% less urinary incontinence", Kind::Outcome, &[]),
    ("after about 20 weeks", Kind::Recommendation, &[7]),
    ("low heel and good arch support", Kind::Recommendation, &[8]),
    ("belly band", Kind::Benefit, &[9]),
];

#[test]
fn each_claim_rests_on_what_there_is_ground_for() {
    let catalogue = example();
    let view = catalogue.view();
    let article = view.article(ARTICLE).unwrap();
    let claims = view.claims_of(article.uid).unwrap();
    assert_eq!(claims.len(), CLAIMS.len());
    let serials: BTreeMap<Uid, u32> =
        view.references_of(article.uid).unwrap().iter().map(|r| (r.uid, r.serial)).collect();
    let snapshot = view.snapshot(&article).unwrap();
    let mut cited = BTreeSet::new();
    for (words, kind, references) in CLAIMS {
        let found: Vec<&Claim> = claims.iter().filter(|c| c.statement.contains(words)).collect();
        let [claim] = found.as_slice() else { panic!("{words}: {} claims", found.len()) };
        assert_eq!((claim.kind, claim.status), (*kind, Status::Accepted), "{words}");
        assert_ne!(claim.section, "", "{words}");
        let citations: Vec<&Citation> = snapshot.citations.iter().filter(|c| c.claim == claim.uid).collect();
        let on: BTreeSet<u32> = citations.iter().map(|c| serials[&c.reference]).collect();
        assert_eq!(on, references.iter().copied().collect(), "{words}");
        for citation in citations {
            assert_eq!((citation.origin, citation.state), (CitationOrigin::Catalogue, CitationState::Asserted));
            assert!(citation.note.as_ref().is_some_and(|note| note.len() > 40), "{words}: says what the work found");
        }
        cited.extend(on);
    }
    assert_eq!(cited, (2..=10).collect(), "only r1 backs nothing");
    assert_eq!(snapshot.citations.len(), 16);
    assert_eq!(view.citation_rows(&CitationFilter::default()).unwrap().len(), 16);
    let unsupported = ClaimFilter { unsupported: true, ..ClaimFilter::default() };
    assert_eq!(view.claim_rows(&unsupported).unwrap().len(), CLAIMS.iter().filter(|c| c.2.is_empty()).count());
}

#[test]
fn a_list_of_few_is_the_part_of_the_whole_list_that_fits() {
    let catalogue = example();
    let view = catalogue.view();
    let all = view.claim_rows(&ClaimFilter::default()).unwrap();
    let fits = |filter: ClaimFilter, fit: &dyn Fn(&ClaimRow) -> bool| {
        let expected: Vec<ClaimRow> = all.iter().filter(|row| fit(row)).cloned().collect();
        assert_eq!(view.claim_rows(&filter).unwrap(), expected, "{filter:?}");
        let two = ClaimFilter { most: Some(2), ..filter.clone() };
        assert_eq!(view.claim_rows(&two).unwrap()[..], expected[..expected.len().min(2)], "{two:?}");
    };
    let rest = ClaimFilter::default;
    for kind in Kind::ALL.iter().copied() {
        fits(ClaimFilter { kind: Some(kind), ..rest() }, &|row| row.kind == kind);
        let (kind, unsupported) = (Some(kind), true);
        fits(ClaimFilter { kind, unsupported, ..rest() }, &|row| Some(row.kind) == kind && row.asserted == 0);
    }
    for verdict in Verdict::ALL.iter().copied() {
        fits(ClaimFilter { verdict: Some(verdict), ..rest() }, &|row| row.verdict == Some(verdict));
    }
    for status in [Status::Proposed, Status::Accepted] {
        fits(ClaimFilter { status: Some(status), ..rest() }, &|row| row.status == status);
    }
    let confident = |row: &ClaimRow| view.get::<Claim>(row.uid).unwrap().unwrap().confidence;
    for confidence in [Confidence::Sure, Confidence::Likely] {
        fits(ClaimFilter { confidence: Some(confidence), ..rest() }, &|row| confident(row) == Some(confidence));
    }
    for _ in ["before states are derived", "after that"] {
        fits(ClaimFilter { unsupported: true, ..rest() }, &|row| row.asserted == 0);
        renew_states(view).unwrap();
    }
}

#[test]
fn each_claim_is_anchored_exactly_once() {
    let catalogue = example();
    let view = catalogue.view();
    let article = view.article(ARTICLE).unwrap();
    let text = view.newest_version(article.uid).unwrap().unwrap().text;
    let occurrences = view.occurrences_in(article.uid).unwrap();
    let statements: BTreeMap<Uid, String> =
        view.claims_of(article.uid).unwrap().into_iter().map(|c| (c.uid, c.statement)).collect();
    assert_eq!(occurrences.len(), statements.len());
    for occurrence in occurrences {
        let at = |from: u32, to: u32| text.chars().skip(from as usize).take((to - from) as usize).collect::<String>();
        let Occurrence { start, end, exact, prefix, suffix, .. } = &occurrence;
        assert_eq!(at(*start, *end), *exact);
        assert_eq!(*exact, statements[&occurrence.claim]);
        assert_eq!(at(start.saturating_sub(32), *start), *prefix);
        assert_eq!(at(*end, end + 32), *suffix);
        assert_eq!((occurrence.count, occurrence.state), (1, OccurrenceState::Exact));
    }
}

/// What a machine must not invent: nobody has read, reviewed or waived anything, no registry has been asked.
#[test]
fn nobody_has_judged_anything() {
    for file in ["readings.csv", "reviews.csv"] {
        let (_, bytes) = FILES.iter().find(|(name, _)| name.ends_with(file)).unwrap();
        assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1, "{file} holds its header alone");
    }
    for file in ["observations.csv", "notices.csv", "waivers.csv"] {
        let (_, bytes) = FILES.iter().find(|(name, _)| *name == file).unwrap();
        assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1, "{file} holds its header alone");
    }
    assert_eq!(example().view().persons().unwrap().len(), 2);
}

#[test]
fn works_say_what_kind_they_are() {
    let catalogue = example();
    for (key, types, year) in [
        ("alsayari2024", "Cross-Sectional Survey", 2024),
        ("acog2020", "Patient Information", 2020),
        ("belogolovsky2015", "Meta-Analysis", 2015),
        ("daneau2021", "Hypothesis and Theory", 2021),
        ("kandru2023", "Systematic Review; Meta-Analysis", 2023),
        ("liddle2015", "Systematic Review", 2015),
        ("nga2021", "Evidence Review", 2021),
        ("nhs2020", "Patient Information", 2020),
        ("quinterorodriguez2019", "Systematic Review", 2019),
        ("salari2023", "Systematic Review; Meta-Analysis", 2023),
    ] {
        let work = catalogue.view().work_by_key(key).unwrap().unwrap_or_else(|| panic!("no {key}"));
        assert_eq!((work.publication_types.as_deref(), work.csl.year()), (Some(types), Some(year)), "{key}");
        assert_eq!(work.abstract_text, None, "{key}: abstracts stay with their owners");
    }
}
