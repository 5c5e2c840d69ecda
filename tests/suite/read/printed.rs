//! Printed entries of reference lists: how many are read right, by the measure of `cargo bench --bench measures --
//! --printed` and docs/accuracy.md.

mod corpus;
mod lists;
mod samples;
pub(crate) mod score;

use claimbook::read::printed::{explain, find_places, parse, styles};
use score::{DECIDING, Score, tuning};

/// The shared samples; none, and a word about it, where the folder is not beside the crate.
pub(crate) fn shared(path: &str) -> Option<String> {
    let found = samples::shared(path);
    if found.is_none() {
        println!("skipped: ../shared is not here");
    }
    found
}

/// Every entry of ours is read right: first author, year and title; and of all the fields together no more than one in
/// fifty is not. A set that nothing was mended for says itself how many must be.
#[test]
#[ignore = "long: .ci/run runs it"]
fn entries_of_our_own() {
    let groups = corpus::groups();
    let entries: usize = groups.iter().map(|(_, _, told)| told.len()).sum();
    assert!(entries >= 150, "only {entries} entries");
    for (style, floor, told) in groups {
        let score = Score::of(&told);
        assert!(score.rate() >= floor, "{style}: {} of {}: {:#?}", score.right, score.of, score.missed);
        assert_eq!(score.identifiers.0, score.identifiers.1, "{style}: an identifier that is not printed");
        if floor < 1.0 {
            continue;
        }
        let wrong: Vec<&String> = score.missed.iter().filter(|m| m.starts_with('✗')).collect();
        assert!(wrong.is_empty(), "{style}: {wrong:#?}");
        let (right, all) =
            score.fields.values().fold((0, 0), |(right, all), f| (right + f.right, all + f.right + f.missed));
        assert!(right * 50 >= all * 49, "{style}: {right} of {all} fields: {:#?}", score.missed);
    }
}

/// Every field that is read out of an entry of ours has its place in the printed string.
#[test]
#[ignore = "long: .ci/run runs it"]
fn fields_stand_where_they_were_read() {
    let mut lost = Vec::new();
    for told in corpus::groups().iter().flat_map(|(_, _, told)| told) {
        let item = parse(&told.printed).item;
        let placeless = find_places(&told.printed, &item).into_iter().filter(|place| place.start.is_none());
        lost.extend(placeless.map(|place| format!("{}: {}", place.field, told.printed)));
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// What must be reached on the samples is reached on both halves: on the one that the parser is tuned on and on the other.
#[test]
#[ignore = "long: .ci/run runs it"]
fn entries_of_the_samples() {
    let groups = samples::groups();
    if groups.is_empty() {
        println!("skipped: ../shared is not here");
    }
    for (name, floor, told) in groups {
        for half in [true, false] {
            let score = Score::of(told.iter().filter(|t| tuning(&t.printed) == half));
            println!("{name}: {} of {}, by field {:?}", score.right, score.of, score.fields);
            assert!(score.rate() >= floor, "{name}: {:.3} is below {floor}", score.rate());
            assert_eq!(score.identifiers.0, score.identifiers.1, "{name}: an identifier that is not printed");
        }
    }
}

/// The measure can fail: a wrong year, a year that must not be read, a first author that is missing.
#[test]
fn the_measure_finds_what_is_wrong() {
    let entry = "Okafor N. Warm knees. J Fict Rheumatol. 2017;10(1):45-52. Accessed May 3, 2019.";
    let score = |field: &'static str, value: Option<&str>| {
        let fields = [(field, value.map(str::to_owned))].into();
        Score::of([&score::Told { printed: entry.to_owned(), fields }])
    };
    assert!(DECIDING.iter().all(|field| score(field, None).right == 0));
    assert_eq!((score("year", Some("2017")).right, score("year", Some("2019")).right), (1, 0));
    assert_eq!((score("title", Some("WARM KNEES.")).right, score("title", Some("Warm knee")).right), (1, 0));
    let pages = score("pages", Some("9")).fields["pages"];
    assert_eq!((pages.right, pages.wrong, pages.missed, pages.f1()), (0, 1, 1, 0.0));
}

/// A list that was written in Markdown is read without its marks, and where a link leads is kept.
#[test]
fn a_list_in_markdown() {
    let list = "1. [Vale I, Marsh O. Elbows at work. *Fict Care* 2017;4:11.](https://pubmed.ncbi.nlm.nih.gov/99999904)\n\
                2. Marsh, O., & Vale, I. (2018). Wrists at work. *Journal of Fictive Care, 5*(2), 11-19. https://doi.org/10.5555/jfc.5\n";
    let printed = claimbook::read::references::find_reader("printed");
    let read = claimbook::read::references::read_references(list.as_bytes(), "list.md", printed, u64::MAX).unwrap();
    let told = |at: usize| {
        let item = &read.references[at].parsed.item;
        (item.first_author(), item.title.clone(), item.container_title.clone(), item.volume.clone(), item.pmid.clone())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told(0),
        (some("Vale"), some("Elbows at work"), some("Fict Care"), some("4"), some("99999904")),
        "{:?}",
        read.references
    );
    assert_eq!(told(1), (some("Marsh"), some("Wrists at work"), some("Journal of Fictive Care"), some("5"), None));
}

/// Every style wins somewhere among our own entries, and every one of its examples; `-- --nocapture` prints which style won
/// each entry.
#[test]
#[ignore = "long: .ci/run runs it"]
fn every_style_wins_its_entries() {
    let won = |printed: &str| explain(printed).first().map_or("nobody", |best| best.style);
    let mut wins = std::collections::BTreeMap::<&str, usize>::new();
    for (set, _, told) in corpus::groups() {
        for one in &told {
            let style = won(&one.printed);
            println!("{set}: {style}: {}", one.printed);
            *wins.entry(style).or_default() += 1;
        }
    }
    println!("{wins:#?}");
    for (style, examples) in styles() {
        assert!(wins.contains_key(style), "{style} wins no entry: {wins:?}");
        for (example, _) in examples {
            assert_eq!(won(example), style, "{example}");
        }
    }
}

/// An explanation names what was read, and adds up.
#[test]
fn readings_are_explained() {
    for told in corpus::groups().iter().flat_map(|(_, _, told)| told.iter().take(3)) {
        let candidates = explain(&told.printed);
        let read = parse(&told.printed).item;
        let best = candidates.first().unwrap();
        assert_eq!(best.item.author, read.author, "{}", told.printed);
        assert_eq!(best.item.title, read.title, "{}", told.printed);
        for candidate in &candidates {
            let sum: f32 = candidate.features.iter().map(|(_, points)| points).sum();
            assert!((sum - candidate.judged).abs() < 1e-4, "{}: {candidate:?}", told.printed);
        }
    }
}

/// One entry of our own for each shape; the golden file holds what is read, field by field.
#[test]
fn every_style() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/printed");
    let entries = std::fs::read_to_string(format!("{folder}/styles.txt")).unwrap();
    let mut out = String::new();
    for entry in entries.lines() {
        let parsed = parse(entry);
        let csl = serde_json::to_string(&parsed.item).unwrap();
        out +=
            &format!("{entry}\n  {csl}\n  confident {}, DOI as printed {:?}\n", parsed.confident, parsed.doi_printed);
        for note in &parsed.notes {
            out += &format!("  note: {note}\n");
        }
    }
    let golden = snapbox::Data::read_from(std::path::Path::new(&format!("{folder}/styles.txt.read")), None);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(out, golden);
}
