//! Out through our writers and in again: what a format can hold comes back as it went, and what has come back once is a
//! fixed point, for what we made and for every case of the tables.

use super::{cases, read, tables};
use crate::read::reference_files::written;
use claimbook::model::{CslDate, Item, Name, PartialDate};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Out and in again, without the key that the writer gave it.
fn again(format: &str, item: &Item) -> Item {
    let file = written(format, item);
    let mut read = read(&file);
    assert_eq!((read.references.len(), read.refused.len()), (1, 0), "{file}{:?}", read.refused);
    let noted: Vec<_> =
        read.notes.iter().filter(|note| !note.message.contains("is not a known type of entry")).collect();
    assert!(noted.is_empty(), "{file}{noted:?}");
    let mut item = read.references.remove(0).parsed.item;
    item.other.remove("id");
    item
}

/// Words with everything that means something in LaTeX.
fn words() -> impl Strategy<Value = String> {
    "[A-Za-zéβ][A-Za-z0-9éβ膝₂.,:;&<>()'’“”#$%_^~{}\\\\`\"?!/=@+*|\\[\\] –—-]{0,30}[A-Za-zéß]"
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        // Entities are those of registries, in a file too.
        .prop_filter("an entity or a tag", |text| !(text.contains('&') && text.contains(';') || has_tag(text)))
}

/// Whether something in it is like a tag, which is markup and no text.
fn has_tag(text: &str) -> bool {
    let tag =
        |rest: &str| rest.split_once('>').is_some_and(|(name, _)| name.chars().all(|c| c.is_alphabetic() || c == '/'));
    text.split('<').skip(1).any(tag)
}

fn name() -> impl Strategy<Value = Name> {
    let person = (
        // "Snow Jnr" is a family name with its suffix.
        "[A-Z][a-zéøß]{2,8}([- ][A-Z][a-z]{2,6})?".prop_filter("a suffix", |name| !name.ends_with("nr")),
        "([A-Z][a-zé]{2,6}|[A-Z]\\.)([ -][A-Z]\\.)?",
        of("(van|de la|von der)"),
        of(prop_oneof![Just("Jr."), Just("III")]),
        any::<bool>(),
    );
    prop_oneof![
        4 => person.prop_map(|(family, given, particle, suffix, drops)| {
            let name = Name { suffix: suffix.map(str::to_owned), ..Name::person(&family, Some(&given)) };
            if drops { Name { dropping_particle: particle, ..name } } else { Name { non_dropping_particle: particle, ..name } }
        }),
        1 => "[A-Z][a-z]{2,8}( (and|of|&|Health|Group|2020)){1,3} [A-Z][a-z,]{1,6}[a-z]".prop_map(|group| Name::group(&group)),
    ]
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1900..2099_i64, of(1..=12_i64), of(1..=28_i64))
        .prop_map(|(y, m, d)| PartialDate::from_parts(Some(y), m, d).unwrap())
}

fn others() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    const TEXTS: [&str; 14] = [
        "keyword",
        "collection-title",
        "title-short",
        "annote",
        "number-of-pages",
        "event-title",
        "event-place",
        "version",
        "original-title",
        "number-of-volumes",
        "groups",
        "my_field",
        "addendum",
        "bibtex-status",
    ];
    let text = proptest::sample::subsequence(TEXTS.to_vec(), 0..4);
    (text, proptest::collection::vec(words(), 4), of(date()), of(name()), of("[0-9]{2}0[1-9]\\.[0-9]{5}")).prop_map(
        |(names, texts, date, translator, arxiv)| {
            let mut all: Vec<(&str, Value)> = names.into_iter().zip(texts.into_iter().map(Value::from)).collect();
            all.extend(date.map(|date| ("original-date", json!({ "date-parts": [date.parts()] }))));
            all.extend(translator.map(|name| ("translator", json!([name]))));
            all.extend(arxiv.filter(|id| id.as_str() > "1501").map(|id| ("arXiv", id.into())));
            all
        },
    )
}

/// Whether it says that there is no publisher or no place, as catalogues write it: `sn`, `s.l`.
pub(in crate::read) fn says_none(text: &str) -> bool {
    matches!(
        text.to_lowercase().replace(['.', ' ', ',', ':', ';', '[', ']', '(', ')', '<', '>'], "").as_str(),
        "sn" | "sl"
    )
}

prop_compose! {
    fn item()(
        kind in proptest::sample::select(vec![
            "article-journal", "article-magazine", "book", "chapter", "report", "thesis", "webpage", "paper-conference",
            "pamphlet", "manuscript", "dataset", "software", "standard", "legal_case", "motion_picture", "interview",
            "entry-encyclopedia", "post-weblog",
        ]),
        (author, et_al, editor) in (proptest::collection::vec(name(), 0..4), any::<bool>(), proptest::collection::vec(name(), 0..2)),
        (title, container, short) in (words(), of(words()), of(words())),
        (issued, until, accessed) in (of(date()), of(1..9_i64), of(date())),
        (volume, issue, number) in (of("[1-9][0-9]{0,2}"), of("[1-9][0-9]?"), of("[a-z]?[0-9]{2,6}")),
        (first, more) in (100..900_u32, 1..90_u32),
        (publisher, place, edition, genre, status) in (
            of(words().prop_filter("no publisher", |text| !says_none(text))),
            of(words().prop_filter("no place", |text| !says_none(text))),
            of("[1-9]"), of(words()), of(words()),
        ),
        (doi, pmid, pmcid) in (of("10\\.5555/[a-z0-9_.:;()<>-]{1,12}[a-z0-9]"), of("[1-9][0-9]{5,7}"), of("PMC[1-9][0-9]{5}")),
        url in of("https://[a-z]{3,8}\\.example/[a-z0-9/_~#%?=&+-]{0,12}[a-z]"),
        note in of(words()),
        others in others(),
    ) -> Item {
        let mut item = Item {
            kind: kind.into(), et_al: et_al && !author.is_empty(), author, editor, title: Some(title),
            // A book, a report and a thesis have no container but a series; in howpublished, an address is an address.
            container_title: container.filter(|c| !["book", "report", "thesis"].contains(&kind) && !c.contains("://")),
            container_title_short: short,
            issued: issued.map(CslDate), accessed: accessed.map(CslDate),
            volume, issue, page: Some(format!("{first}-{}", first + more)),
            number, edition, publisher, publisher_place: place, genre, status, doi, pmid, pmcid, url, note,
            issn: (kind == "article-journal").then(|| "1471-2393".to_owned()),
            isbn: (kind == "book").then(|| "978-1-4731-4227-5".to_owned()),
            language: Some("en".to_owned()),
            ..Item::default()
        };
        item.other.extend(others.into_iter().map(|(name, value)| (name.to_owned(), value)));
        if let (Some(date), Some(years)) = (issued, until) {
            let end = PartialDate::from_parts(Some(i64::from(date.year()) + years), None, None).unwrap();
            item.other.insert("issued-until".to_owned(), json!({ "date-parts": [end.parts()] }));
        }
        item
    }
}

/// Without what BibTeX cannot say: where a particle goes, what sort of thesis it is if none is said.
fn plain(mut item: Item) -> Item {
    for name in item.author.iter_mut().chain(&mut item.editor) {
        let particle = name.dropping_particle.take();
        name.non_dropping_particle = name.non_dropping_particle.take().or(particle);
    }
    // Its only thesis without a word for it is a doctor's.
    if item.kind == "thesis" {
        item.genre.get_or_insert_with(|| "PhD thesis".to_owned());
    }
    if let Some(translator) = item.other.get_mut("translator") {
        let mut names: Vec<Name> = serde_json::from_value(translator.take()).unwrap();
        names.iter_mut().for_each(|name| {
            let particle = name.dropping_particle.take();
            name.non_dropping_particle = name.non_dropping_particle.take().or(particle);
        });
        *translator = json!(names);
    }
    item
}

proptest! {
    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn biblatex_comes_back(item in item()) {
        let once = again("biblatex", &item);
        prop_assert_eq!(&once, &item, "{}", written("biblatex", &item));
        prop_assert_eq!(again("biblatex", &once), once);
    }

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn bibtex_comes_back(item in item()) {
        let item = plain(item);
        let once = again("bibtex", &item);
        prop_assert_eq!(&once, &item, "{}", written("bibtex", &item));
        prop_assert_eq!(again("bibtex", &once), once);
    }
}

/// Cases that are written otherwise than they came: `812--9` is 812 to 819.
const RESPELT: &[&str] = &["pages cut short"];

/// Import, export, import. The first export may spell a thing otherwise; nothing may be lost or changed by it.
#[test]
fn every_case_of_the_tables_comes_back() {
    for path in tables() {
        let table = std::fs::read_to_string(path).unwrap();
        for (case, file) in cases(&table) {
            for entry in read(file).references {
                let mut item = entry.parsed.item;
                // Abstracts stay out of exports unless they are asked for, and so do the keys of parents that are not there.
                ["id", "abstract", "crossref"].iter().for_each(|name| _ = item.other.remove(*name));
                item.et_al &= !item.author.is_empty();
                let once = again("biblatex", &item);
                let as_it_was = once == item || RESPELT.contains(&case);
                assert!(as_it_was, "{case}: {once:?}\n{item:?}\n{}", written("biblatex", &item));
                assert_eq!(again("biblatex", &once), once, "{case}");
                let once = again("bibtex", &plain(item));
                assert_eq!(again("bibtex", &once), once, "{case}: {}", written("bibtex", &once));
            }
        }
    }
}
