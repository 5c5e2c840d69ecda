//! Out through our writers and in again: a fixed point for every field that the format can hold.

use super::super::bibtex::round_trip::says_none;
use super::{items, written};
use claimbook::model::{CslDate, Item, Name, PartialDate};
use proptest::option::of;
use proptest::prelude::*;

/// Read, without the key that the writer gave it.
fn again(format: &str, item: &Item) -> Item {
    let mut found = items(format, &written(format, item));
    assert_eq!(found.len(), 1, "{}", written(format, item));
    let mut item = found.remove(0);
    item.other.remove("id");
    item
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zé][A-Za-z0-9é.,:;&<>()'’β -]{0,28}[A-Za-zé]"
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        (
            of(proptest::sample::select(vec!["van der", "de", "'t", "von und zu"])),
            "[A-Z][a-zé]{1,8}( [A-Z][a-z]{2,6})?",
            // Behind a family name, `Jr` is no given name.
            "[A-Z][a-z]{0,6}\\.?( [A-Z]\\.)?"
                .prop_filter("a suffix", |given| !given.starts_with(['J', 'S']) || given.get(1..2) != Some("r")),
            of(Just("Jr.".to_owned()))
        )
            .prop_map(|(particle, family, given, suffix)| Name {
                suffix,
                non_dropping_particle: particle.map(str::to_owned),
                ..Name::person(&family, Some(&given))
            }),
        Just(Name::group("Knee Study Group")),
        Just(Name::group("Institute of Sleep, Food and Rest")),
    ]
}

prop_compose! {
    fn item()(
        kind in prop_oneof![Just("article-journal"), Just("chapter"), Just("report"), Just("webpage"), Just("thesis"), Just("book")],
        author in proptest::collection::vec(name(), 0..4),
        title in words(),
        container in of(words()),
        (year, month, day) in (1900..2099_i64, of(1..=12_i64), of(1..=28_i64)),
        // Zeros are none.
        (volume, issue) in (of("[1-9][0-9]{0,2}"), of("[1-9][0-9]?")),
        (first, more) in (100..900_u32, 1..90_u32),
        number in of("e[0-9]{2,6}"),
        publisher in of(words().prop_filter("no publisher", |text| !says_none(text))),
        (doi, pmid, pmcid) in (of("10\\.5555/[a-z0-9.-]{1,12}[a-z0-9]"), of("[1-9][0-9]{5,7}"), of("PMC[1-9][0-9]{5}")),
        url in of("https://[a-z]{3,8}\\.example/[a-z0-9/_~%-]{0,12}[a-z]"),
        note in of(words()),
    ) -> Item {
        Item {
            kind: kind.into(), author, title: Some(title),
            // A book has no container, but a series, which RIS calls by the same tag.
            container_title: container.filter(|_| kind != "book"),
            issued: PartialDate::from_parts(Some(year), month, day).ok().map(CslDate),
            volume, issue, page: Some(format!("{first}-{}", first + more)), number, publisher, doi, pmid, pmcid, url, note,
            issn: (kind == "article-journal").then(|| "1471-2393".to_owned()),
            isbn: (kind == "book").then(|| "978-1-4731-4227-5".to_owned()),
            edition: (kind == "book").then(|| "2".to_owned()),
            language: Some("en".to_owned()),
            ..Item::default()
        }
    }
}

/// Everything that RIS has a tag for, in every type that it names.
fn whole() -> impl Strategy<Value = Item> {
    const KINDS: [&str; 27] = [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "chapter",
        "dataset",
        "entry-dictionary",
        "entry-encyclopedia",
        "graphic",
        "hearing",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "pamphlet",
        "paper-conference",
        "patent",
        "personal_communication",
        "post-weblog",
        "report",
        "software",
        "standard",
        "thesis",
        "webpage",
    ];
    let date = (1990..2030_i64, 1..=12_i64, 1..=28_i64);
    let texts = proptest::collection::vec(of(words()), 7);
    let names = proptest::collection::vec(proptest::collection::vec(name(), 0..3), 3);
    (item(), proptest::sample::select(KINDS.to_vec()), of(date), texts, names).prop_map(
        |(item, kind, accessed, texts, names)| {
            let of = |at: usize| texts[at].clone();
            let book = kind == "book";
            let mut item = Item {
                kind: kind.into(),
                container_title: item.container_title.filter(|_| !book),
                container_title_short: of(0),
                genre: of(1),
                publisher_place: of(2).filter(|text| !says_none(text)),
                accessed: accessed
                    .map(|(y, m, d)| CslDate(PartialDate::from_parts(Some(y), Some(m), Some(d)).unwrap())),
                edition: item.volume.clone(),
                editor: names[0].clone(),
                isbn: item.isbn.filter(|_| book),
                issn: item.issn.filter(|_| !book),
                ..item
            };
            let keywords: Vec<String> = texts[3..5].iter().flatten().map(|t| t.replace(';', "")).collect();
            let kept = [
                ("keyword", Some(keywords.join("; ")).filter(|all| !all.is_empty())),
                ("title-short", of(5).filter(|short| Some(short) != item.title.as_ref())),
                ("collection-title", of(6)),
            ];
            item.other.extend(kept.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
            for (role, names) in ["collection-editor", "translator"].iter().zip(&names[1..]) {
                if !names.is_empty() {
                    item.other.insert((*role).to_owned(), serde_json::to_value(names).unwrap());
                }
            }
            item
        },
    )
}

proptest! {
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn ris_comes_back_with_everything_that_it_has_a_tag_for(item in whole()) {
        let once = again("ris", &item);
        prop_assert_eq!(&once, &item, "{}", written("ris", &item));
        prop_assert_eq!(again("ris", &once), once);
    }

    #[test]
    fn ris_comes_back(item in item()) {
        let once = again("ris", &item);
        prop_assert_eq!(&once, &item);
        prop_assert_eq!(again("ris", &once), once);
    }

    /// What PubMed has no place for stays behind, and what is left is a fixed point.
    #[test]
    fn nbib_comes_back(item in item()) {
        let held = Item {
            kind: if matches!(item.kind.as_str(), "book" | "chapter") { item.kind.clone() } else { "article-journal".into() },
            number: None, url: None, note: None,
            ..item.clone()
        };
        // What has no book is a chapter of none.
        prop_assume!(held.kind != "chapter" || held.container_title.is_some());
        prop_assert_eq!(again("nbib", &held), held);
    }

    #[test]
    fn csl_json_comes_back(item in item()) {
        prop_assert_eq!(again("csl-json", &item), item);
    }
}

#[test]
fn a_table_of_works_comes_back_by_its_columns() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = crate::double::terminal::Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let text = "TY  - JOUR\nID  - poe2001\nTI  - =Knees on stairs\nT2  - Imag J\nPY  - 2001\nDO  - 10.5555/a\nSN  - 1471-2393\nER  - \n";
    std::fs::write(folder.path().join("a.ris"), text).unwrap();
    terminal.ok(&["import", "a.ris"]);
    let table = terminal.ok(&["export", "works", "--to", "csv"]);
    let found = items("csv", &table);
    let item = &found[0];
    assert_eq!(
        (item.title.as_deref(), item.container_title.as_deref(), item.year(), item.doi.as_deref()),
        (Some("=Knees on stairs"), Some("Imag J"), Some(2001), Some("10.5555/a"))
    );
    std::fs::write(folder.path().join("works.csv"), &table).unwrap();
    let told = terminal.ok(&["import", "works.csv"]);
    assert!(told.contains("0 added, 1 joined"), "{told}");
    assert_eq!(terminal.ok(&["export", "works", "--to", "csv"]), table, "nothing changed");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The cells of the works' table, through a catalogue of somebody else and back, as text and as a workbook.
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn a_table_of_any_works_is_a_fixed_point(items in proptest::collection::vec(whole(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let run = |catalogue: &str, args: &[&str]| {
            crate::double::terminal::Terminal::piped(folder.path()).ok(&[&["--catalogue", catalogue], args].concat())
        };
        let mut items = items;
        for (nth, item) in items.iter_mut().enumerate() {
            // Works are told apart by these, and by nothing that the table leaves out.
            item.doi = Some(format!("10.5555/table.{nth}"));
            (item.pmid, item.pmcid) = (Some(format!("9{nth:06}")), Some(format!("PMC9{nth:06}")));
            item.other.insert("id".to_owned(), format!("key{nth:02}").into());
        }
        std::fs::write(folder.path().join("a.json"), serde_json::to_vec(&items).unwrap()).unwrap();
        run("here.db", &["init"]);
        run("here.db", &["import", "a.json"]);
        let table = run("here.db", &["export", "works", "--to", "csv"]);
        for format in ["csv", "xlsx"] {
            let (file, there) = (format!("works.{format}"), format!("{format}.db"));
            run("here.db", &["export", "works", "--to", format, "--output", &file]);
            run(&there, &["init"]);
            run(&there, &["import", &file]);
            prop_assert_eq!(&run(&there, &["export", "works", "--to", "csv"]), &table, "{}", format);
        }
    }
}

#[test]
fn a_workbook_of_references_is_read_and_one_that_comes_back_is_a_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = crate::double::terminal::Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["Title", "Author", "Publication Year", "DOI", "Shelf"]).unwrap();
    sheet.write_row(1, 0, ["=Knees on stairs", "Poe, Ada; Roe, Ben", "", "10.5555/a", "B2"]).unwrap();
    sheet.write(1, 2, 2001).unwrap();
    sheet.write(2, 4, "nothing but a shelf").unwrap();
    workbook.save(folder.path().join("library.xlsx")).unwrap();
    let told = terminal.ok(&["import", "library.xlsx"]);
    for said in ["read as xlsx", "1 added", "line 3", "neither title nor identifier", "“shelf”"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let shown = terminal.ok(&["show", "poe2001", "--format", "json"]);
    for said in ["=Knees on stairs", "Roe", "2001", "B2"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    // Of a workbook with sheets that come back, the works' sheet is not taken for more.
    terminal.ok(&["export", "all", "--to", "xlsx", "--output", "all.xlsx"]);
    let told = terminal.ok(&["import", "all.xlsx"]);
    assert!(told.contains("works") && !told.contains("read as xlsx"), "{told}");
}
