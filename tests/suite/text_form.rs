//! The text form: what is dumped can be loaded, to the byte both ways; a broken row loads nothing; two catalogues that
//! went their own ways are joined, or told apart by name.

use claimbook::catalogue::text_form::{
    DumpOptions, Files, MARKER, TextFormError, append_observations, load_observations,
};
use claimbook::catalogue::{Catalogue, Deed, Error, EventFilter, Record, TABLES, Writing};
use claimbook::model::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

fn now() -> jiff::Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn deed(command: &str) -> Deed {
    Deed { who: "A. Reviewer".into(), command: command.into(), at: now(), reason: None }
}

fn change<T>(catalogue: &mut Catalogue, change: impl FnOnce(&mut Writing<'_>) -> Result<T, Error>) -> T {
    catalogue.write(&deed("test"), change).unwrap()
}

/// Texts that a careless format would lose: what a spreadsheet runs, what CSV, TOML or JSON quotes, what is empty.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9 ]{1,8}", "[='\\-+@,;\"#\\[\\]{}\\\\/ \t\r\nÄé😀%]{1,6}", Just("=1+1".to_owned())]
}

fn optional() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![text(), Just(String::new()), Just("'".to_owned())])
}

/// The texts a small catalogue is made of.
#[derive(Debug, Clone)]
struct Words {
    keys: Vec<String>,
    texts: Vec<String>,
    optional: Vec<Option<String>>,
    score: Option<f64>,
    bytes: Vec<u8>,
}

fn words() -> impl Strategy<Value = Words> {
    (
        proptest::collection::btree_set("[a-zA-Z. :%\\\\-]{1,5}", 1..4),
        proptest::collection::vec(text(), 8),
        proptest::collection::vec(optional(), 8),
        proptest::option::of(0.0..=1.0_f64),
        proptest::collection::vec(any::<u8>(), 0..40),
    )
        .prop_map(|(keys, texts, optional, score, bytes)| Words {
            keys: keys.into_iter().collect(),
            texts,
            optional,
            score,
            bytes,
        })
}

/// A catalogue with a row in every table, for each article.
fn filled(words: &Words) -> Catalogue {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let text = |at: usize| words.texts[at % words.texts.len()].clone();
    let perhaps = |at: usize| words.optional[at % words.optional.len()].clone();
    change(&mut catalogue, |w| {
        let person = Person { uid: w.uid(), name: text(0), credentials: perhaps(0), contact: perhaps(1) };
        w.add(&person)?;
        let work = |w: &Writing<'_>, key: String| Work {
            uid: w.uid(),
            key,
            doi: None,
            pmid: perhaps(2),
            pmcid: perhaps(3),
            isbn: perhaps(4),
            nbk: perhaps(5),
            arxiv: perhaps(6),
            url: perhaps(7),
            csl: Item {
                kind: "book".into(),
                title: perhaps(0),
                author: vec![Name::person(&text(1), None)],
                other: BTreeMap::from([("score".to_owned(), serde_json::json!([1.5, null, text(3)]))]),
                ..Item::default()
            },
            abstract_text: perhaps(1),
            publication_types: perhaps(2),
            level: Some(3),
            level_reason: perhaps(3),
            seminal: words.bytes.len() > 20,
            superseded_by: None,
            merged_into: None,
        };
        let newer = Work { doi: Some("10.1000/x".parse().unwrap()), ..work(w, "newer2020".into()) };
        w.add(&newer)?;
        let older =
            Work { superseded_by: Some(newer.uid), merged_into: Some(newer.uid), ..work(w, "older1990".into()) };
        w.add(&older)?;
        let odd = Work {
            csl: Item { other: BTreeMap::from([("id".to_owned(), "x".into())]), ..Item::default() },
            ..work(w, "odd".into())
        };
        w.add(&odd)?;
        w.add(&Notice {
            uid: w.uid(),
            work: older.uid,
            kind: NoticeKind::Retraction,
            source: text(4),
            noticed_on: Some("2020-05".parse().unwrap()),
            doi: Some("10.1000/n".parse().unwrap()),
            label: perhaps(5),
        })?;
        w.add(&Waiver {
            uid: w.uid(),
            rule: "work-old".into(),
            address: text(1),
            reason: text(2),
            person: person.uid,
            waived_on: "2026-01-01".parse().unwrap(),
            expires_on: "2027-01-01".parse().unwrap(),
        })?;
        w.add(&Observation {
            uid: w.uid(),
            service: "doi.org".into(),
            subject: Subject::Exists,
            scheme: "doi".into(),
            identifier: text(6),
            answer: r#"{"state":"exists"}"#.into(),
            body_sha256: perhaps(7),
            first_asked_at: now(),
            asked_at: now(),
        })?;
        for key in &words.keys {
            let article = Article {
                uid: w.uid(),
                key: key.clone(),
                title: text(0),
                url: perhaps(1),
                publisher: perhaps(2),
                language: "en".into(),
                updated_on: Some("2025".parse().unwrap()),
                last_reviewed_on: Some("2025-06-30".parse().unwrap()),
            };
            w.add(&article)?;
            w.add(&ArticlePerson {
                uid: w.uid(),
                article: article.uid,
                person: person.uid,
                role: Role::Reviewer,
                position: 1,
            })?;
            for (at, reader) in ["markdown", "text"].iter().enumerate() {
                let wording = text(at);
                w.add(&Version {
                    uid: w.uid(),
                    article: article.uid,
                    n: at as u32 + 1,
                    sha256: sha256(&words.bytes),
                    text_sha256: sha256(wording.as_bytes()),
                    imported_at: now(),
                    source: perhaps(at),
                    reader: (*reader).into(),
                    encoding: "utf-8".into(),
                    original: words.bytes.clone(),
                    text: wording,
                    blocks: Blocks(vec![Block {
                        kind: BlockKind::Paragraph,
                        level: at as u8,
                        section: text(4),
                        start: 0,
                        end: 1,
                        from: vec![Origin(0, 1, 1)],
                    }]),
                })?;
            }
            let claim = Claim {
                uid: w.uid(),
                article: article.uid,
                serial: 7,
                statement: text(1),
                kind: Kind::Harm,
                status: Status::Accepted,
                section: text(2),
                because: Reasons(vec![text(3)]),
            };
            w.add(&claim)?;
            w.add(&Occurrence {
                uid: w.uid(),
                claim: claim.uid,
                article: article.uid,
                version: 2,
                exact: text(4),
                prefix: perhaps(0).unwrap_or_default(),
                suffix: String::new(),
                start: 0,
                end: 9,
                count: 1,
                state: OccurrenceState::Moved,
            })?;
            let reference = Reference {
                uid: w.uid(),
                article: article.uid,
                serial: 3,
                number: perhaps(4),
                section: perhaps(5).unwrap_or_default(),
                printed: text(6),
                doi_printed: perhaps(6),
                csl: newer.csl.clone(),
                work: Some(newer.uid),
                last_version: Some(1),
            };
            w.add(&reference)?;
            let citation = Citation {
                uid: w.uid(),
                claim: claim.uid,
                reference: reference.uid,
                origin: CitationOrigin::Person,
                state: CitationState::Asserted,
                score: words.score,
                strength: Some(Strength::Fair),
                because: Reasons(vec![text(5)]),
                note: perhaps(6),
            };
            w.add(&citation)?;
            w.add(&Reading {
                uid: w.uid(),
                citation: citation.uid,
                person: person.uid,
                read_on: "2026-02-03".parse().unwrap(),
                stance: Stance::Partly,
                quote: perhaps(7),
                finding: perhaps(0),
                locator: perhaps(1),
                read_as: Some(ReadAs::Abstract),
            })?;
            w.add(&Review {
                uid: w.uid(),
                claim: claim.uid,
                person: person.uid,
                reviewed_on: "2026-02-03".parse().unwrap(),
                verdict: Verdict::Partly,
                note: perhaps(2),
                due_on: Some("2027-02".parse().unwrap()),
                signature: Signature { statement: text(7), ..Signature::default() },
            })?;
            w.edit(&Claim { statement: text(6), ..claim })?;
        }
        Ok(())
    });
    catalogue
}

/// A catalogue whose words are plain.
fn plain() -> Catalogue {
    filled(&Words {
        keys: vec!["knee".into(), "back".into()],
        texts: ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"].map(str::to_owned).to_vec(),
        optional: vec![Some("some".into()), None],
        score: Some(0.5),
        bytes: b"# Knee".to_vec(),
    })
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn loaded(files: &dyn Files) -> Catalogue {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    catalogue.load_files(files, &deed("load")).unwrap();
    catalogue
}

fn dumped(catalogue: &Catalogue, abstracts: bool) -> BTreeMap<String, Vec<u8>> {
    catalogue.dump_files(DumpOptions { abstracts }).unwrap()
}

fn shown(files: &BTreeMap<String, Vec<u8>>) -> String {
    files.iter().map(|(name, bytes)| format!("== {name}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}

/// Every row of every table, by table.
fn rows(catalogue: &Catalogue) -> Vec<String> {
    fn of<R: Record + std::fmt::Debug>(catalogue: &Catalogue) -> Vec<String> {
        let events = catalogue.view().events(&EventFilter::default()).unwrap();
        let uids: std::collections::BTreeSet<Uid> =
            events.iter().filter(|e| e.entity == R::TABLE.name).map(|e| e.row).collect();
        let rows = uids.into_iter().map(|uid| catalogue.view().get::<R>(uid).unwrap().unwrap());
        rows.map(|row| format!("{} {row:?}", R::TABLE.name)).collect()
    }
    macro_rules! every { ($($ty:ty),*) => { [$(of::<$ty>(catalogue)),*].concat() }; }
    let rows: Vec<String> = every!(
        Article,
        Person,
        ArticlePerson,
        Version,
        Claim,
        Occurrence,
        Work,
        Reference,
        Citation,
        Reading,
        Review,
        Observation,
        Notice,
        Waiver
    );
    for table in TABLES {
        assert!(rows.iter().any(|row| row.starts_with(&format!("{} ", table.name))), "{} is not tried", table.name);
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// A value written in any column of any table survives, and the two texts are the same to the byte.
    #[test]
    fn a_dump_of_what_was_loaded_is_the_same_to_the_byte(words in words()) {
        let catalogue = filled(&words);
        prop_assert_eq!(catalogue.verify().unwrap().damage, vec![]);
        for abstracts in [true, false] {
            let text = dumped(&catalogue, abstracts);
            let again = loaded(&text);
            prop_assert_eq!(shown(&dumped(&again, abstracts)), shown(&text));
            prop_assert_eq!(again.verify().unwrap().damage, vec![]);
            if abstracts {
                prop_assert_eq!(rows(&again), rows(&catalogue));
                let all = EventFilter::default();
                prop_assert_eq!(again.view().events(&all).unwrap(), catalogue.view().events(&all).unwrap());
            }
        }
    }
}

#[test]
fn abstracts_stay_out_unless_asked_for() {
    let catalogue = filled(&Words { optional: vec![Some("secret words".into())], ..plain_words() });
    let bare = dumped(&catalogue, false);
    let works = String::from_utf8(bare["works.json"].clone()).unwrap();
    assert!(works.contains(&format!("\"abstract_sha256\":\"{}\"", sha256(b"secret words"))), "{works}");
    assert!(!works.contains("\"abstract_text\""));
    let again = loaded(&bare);
    assert_eq!(again.view().work_by_key("newer2020").unwrap().unwrap().abstract_text, None);
    assert_eq!(again.verify().unwrap().damage, []);
    let full = String::from_utf8(dumped(&catalogue, true)["works.json"].clone()).unwrap();
    assert!(full.contains("\"abstract_text\":\"secret words\""));
}

fn plain_words() -> Words {
    Words {
        keys: vec!["knee".into()],
        texts: vec!["alpha".into()],
        optional: vec![None],
        score: None,
        bytes: b"# Knee".to_vec(),
    }
}

#[test]
fn a_dump_to_a_folder_of_ours_replaces_what_changed_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("text");
    let mut catalogue = plain();
    let first = catalogue.dump(&to, DumpOptions::default()).unwrap();
    assert_eq!((first.written, first.removed), (first.files, 0));
    let again = catalogue.dump(&to, DumpOptions::default()).unwrap();
    assert_eq!((again.files, again.written, again.removed), (first.files, 0, 0));

    std::fs::write(to.join("knee/notes.md"), "mine").unwrap();
    std::fs::write(to.join("README.md"), "mine").unwrap();
    let knee = catalogue.view().articles().unwrap().into_iter().find(|a| a.key == "knee").unwrap();
    change(&mut catalogue, |w| w.edit(&Article { key: "knees".into(), ..knee }));
    let renamed = catalogue.dump(&to, DumpOptions::default()).unwrap();
    assert_eq!(renamed.removed, first.files / 2 - 3, "the article's own files: {renamed:?} of {first:?}");
    let left: Vec<_> = std::fs::read_dir(to.join("knee")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.md"]);
    assert_eq!(std::fs::read_to_string(to.join("README.md")).unwrap(), "mine");
    let opened = Catalogue::open_folder(&to, now()).unwrap();
    assert_eq!(shown(&dumped(&opened, false)), shown(&dumped(&catalogue, false)));
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("README.md"), "mine").unwrap();
    let refused = plain().dump(folder.path(), DumpOptions::default()).unwrap_err();
    assert!(refused.to_string().contains("it has no catalogue.toml"), "{refused}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let refused = Catalogue::open_folder(folder.path(), now()).err().unwrap();
    assert!(refused.to_string().contains("it has no catalogue.toml"), "{refused}");
    std::fs::write(folder.path().join(MARKER), "format = 2\n").unwrap();
    let refused = Catalogue::open_folder(folder.path(), now()).err().unwrap();
    assert!(refused.to_string().contains("format 2"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_dump_follows_no_link() {
    let folder = tempfile::tempdir().unwrap();
    let (to, outside) = (folder.path().join("text"), folder.path().join("outside"));
    let catalogue = plain();
    catalogue.dump(&to, DumpOptions::default()).unwrap();
    std::fs::remove_dir_all(to.join("knee")).unwrap();
    std::fs::create_dir(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, to.join("knee")).unwrap();
    let refused = catalogue.dump(&to, DumpOptions::default()).unwrap_err();
    assert!(refused.to_string().contains("in the way"), "{refused}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn keys_of_articles_never_lead_out_of_the_folder() {
    let words =
        Words { keys: vec!["..".into(), "CON".into(), "Knee".into(), "knee".into(), "events".into()], ..plain_words() };
    let catalogue = filled(&words);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("text");
    catalogue.dump(&to, DumpOptions::default()).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let mut names: Vec<String> = std::fs::read_dir(&to)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap().to_lowercase())
        .filter(|n| !n.contains(".csv") && !n.contains(".json") && !n.contains(".toml"))
        .map(|n| if n.contains('%') && n.len() > 8 { n[..n.len() - 13].to_owned() } else { n })
        .collect();
    names.sort();
    assert_eq!(names, ["%2e%2e", "%43on", "events", "events", "knee", "knee"]);
    let again = Catalogue::open_folder(&to, now()).unwrap();
    assert_eq!(shown(&dumped(&again, false)), shown(&dumped(&catalogue, false)));
}

/// Changes one file of a dump as text.
fn with(catalogue: &Catalogue, file: &str, change: impl Fn(String) -> String) -> BTreeMap<String, Vec<u8>> {
    let mut files = dumped(catalogue, true);
    let bytes = files.get_mut(file).unwrap_or_else(|| panic!("no {file}"));
    *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
    files
}

fn broken(files: &dyn Files) -> Vec<String> {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let refused = catalogue.load_files(files, &deed("load"));
    assert_eq!(catalogue.view().articles().unwrap(), [], "something was loaded");
    assert!(catalogue.view().events(&EventFilter::default()).unwrap().is_empty(), "something was loaded");
    match refused {
        Err(TextFormError::Broken(broken)) => broken.iter().map(ToString::to_string).collect(),
        other => panic!("expected broken rows, got {other:?}"),
    }
}

#[test]
fn a_broken_row_is_named_by_file_line_column_and_reason_and_nothing_is_loaded() {
    let catalogue = plain();
    let swap = |from: &'static str, to: &'static str| {
        move |text: String| {
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1)
        }
    };
    for (file, change, expected) in [
        (
            "knee/claims.csv",
            swap("harm", "harms"),
            "knee/claims.csv:2: kind: claim kind is “harms”, expected one of prevalence",
        ),
        ("knee/claims.csv", swap(",7,", ",seven,"), "knee/claims.csv:2: serial: “seven” is no whole number"),
        ("knee/claims.csv", swap(",7,", ",-7,"), "knee/claims.csv:2: serial: -7 is out of range"),
        (
            "knee/claims.csv",
            swap("statement,", "sentence,"),
            "knee/claims.csv:1: statement: the header row does not have",
        ),
        ("knee/claims.csv", swap("accepted,", ""), "knee/claims.csv:2: the row has 7 cells, the header 8"),
        ("knee/reviews.csv", swap("2026-02-03", "2026-02-30"), "knee/reviews.csv:2: reviewed_on: "),
        (
            "knee/reviews.csv",
            swap("partly", "supported"),
            "knee/reviews.csv:2: this row was changed since it was logged",
        ),
        ("people.csv", swap("alpha", ""), "people.csv:2: name: CHECK constraint failed"),
        ("works.json", swap("\"seminal\":0", "\"seminal\":false"), "works.json:2: seminal: false is neither text nor"),
        ("works.json", swap("[\n", "[[\n"), "works.json:"),
        ("knee/article.toml", swap("language", "lingua"), "knee/article.toml:5: lingua: no such field is known here"),
        ("knee/article.toml", swap("title = \"alpha\"", "title = alpha"), "knee/article.toml:3: "),
        (
            "knee/versions/1.md",
            swap("# Knee", "# Kneecap"),
            "knee/article.toml:18: sha256: versions/1.md has another SHA-256",
        ),
        (
            "knee/versions/1.blocks.json",
            swap("paragraph", "para"),
            "knee/versions/1.blocks.json:2: these are no blocks",
        ),
    ] {
        let said = broken(&with(&catalogue, file, change));
        assert!(said.iter().any(|line| line.starts_with(expected)), "expected {expected}\n  got {said:#?}");
    }
}

#[test]
fn rows_that_name_nothing_and_rows_that_are_gone_are_refused() {
    let catalogue = plain();
    let without_people = with(&catalogue, "people.csv", |text| text.lines().next().unwrap().to_owned() + "\n");
    let said = broken(&without_people);
    assert!(said.iter().any(|s| s.starts_with("knee/reviews.csv:2: person: it names a record (person)")), "{said:#?}");
    assert!(said.iter().any(|s| s.starts_with("waivers.csv:2: person: ")), "{said:#?}");
    let without_waivers = with(&catalogue, "waivers.csv", |text| text.lines().next().unwrap().to_owned() + "\n");
    let said = broken(&without_waivers);
    assert!(said[0].contains("nothing is ever deleted"), "{said:#?}");
    let writer = dumped(&catalogue, true).into_keys().find(|name| name.starts_with("events/")).unwrap();
    let said = broken(&with(&catalogue, &writer, |text| text.replacen("A. Reviewer", "B. Reviewer", 1)));
    assert!(said[0].contains("hash: the event's fields do not give its hash"), "{said:#?}");
    let said = broken(&with(&catalogue, &writer, |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(3);
        lines.join("\n") + "\n"
    }));
    assert!(said[0].contains("an event must follow the last one of its writer"), "{said:#?}");
}

#[test]
fn every_broken_place_is_reported_in_one_go() {
    let mut files = with(&plain(), "knee/claims.csv", |text| text.replace("harm", "harms"));
    files.insert("back/claims.csv".into(), files["knee/claims.csv"].clone());
    let people = String::from_utf8(files["people.csv"].clone()).unwrap();
    let many: String = (0..30).map(|n| format!("not-a-uid-{n},x,,\n")).collect();
    files.insert("people.csv".into(), (people + &many).into_bytes());
    let said = broken(&files);
    assert_eq!(said.len(), 32);
    let error = Catalogue::in_memory(now()).unwrap().load_files(&files, &deed("load")).unwrap_err().to_string();
    assert_eq!(error.lines().count(), 22, "{error}");
    assert!(error.ends_with("and 12 more"), "{error}");
}

#[test]
fn what_was_edited_by_hand_is_taken_over_with_an_event() {
    let catalogue = plain();
    let mut files = with(&catalogue, "knee/claims.csv", |text| text.replace("harm", "risk"));
    let uid = Uid::new(now());
    let people = String::from_utf8(files["people.csv"].clone()).unwrap();
    files.insert("people.csv".into(), format!("{people}{uid},New Person,,\n").into_bytes());
    let mut again = Catalogue::in_memory(now()).unwrap();
    let loaded = again.load_files(&files, &deed("load")).unwrap();
    assert_eq!(loaded.by_hand, 2);
    assert_eq!(again.verify().unwrap().damage, []);
    let of_person = EventFilter { rows: Some(vec![uid]), most: None };
    assert_eq!(again.view().events(&of_person).unwrap()[0].action, Action::Add);
}

#[test]
fn loading_wants_an_empty_catalogue() {
    let files = dumped(&plain(), true);
    let mut catalogue = plain();
    let before = shown(&dumped(&catalogue, true));
    assert!(matches!(catalogue.load_files(&files, &deed("load")), Err(TextFormError::NotEmpty)));
    assert_eq!(shown(&dumped(&catalogue, true)), before);
}

/// Two catalogues that were the same a moment ago, and the folder the second will be dumped to.
fn two(folder: &Path) -> (Catalogue, Catalogue) {
    let first = plain();
    first.dump(folder, DumpOptions { abstracts: true }).unwrap();
    let second = Catalogue::open_folder(folder, now()).unwrap();
    (first, second)
}

fn claim(catalogue: &Catalogue) -> Claim {
    let article = catalogue.view().articles().unwrap().into_iter().find(|a| a.key == "knee").unwrap();
    catalogue.view().claim(article.uid, 7).unwrap().unwrap()
}

fn add_claim(catalogue: &mut Catalogue, statement: &str) -> Claim {
    let like = claim(catalogue);
    change(catalogue, |w| {
        let added = Claim { uid: w.uid(), serial: 8, statement: statement.into(), ..like };
        w.add(&added)?;
        Ok(added)
    })
}

#[test]
fn merging_takes_what_either_side_did_and_renumbers_what_clashes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let (here, there) = (add_claim(&mut first, "said here"), add_claim(&mut second, "said there"));
    let person = first.view().persons().unwrap().remove(0);
    change(&mut first, |w| w.edit(&Person { contact: Some("here".into()), ..person }));
    let edited = Claim { section: "there".into(), ..claim(&second) };
    change(&mut second, |w| w.edit(&edited));
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();

    let merged = first.load_merge(folder.path(), &deed("load")).unwrap();
    assert_eq!((merged.added, merged.changed, merged.events), (1, 1, 2));
    assert_eq!(merged.renumbered.len(), 1);
    assert_eq!((merged.renumbered[0].from.as_str(), merged.renumbered[0].to.as_str()), ("c8", "c9"));
    let get = |uid| first.view().get::<Claim>(uid).unwrap().unwrap();
    assert_eq!((get(here.uid).serial, get(there.uid).serial), (8, 9));
    assert_eq!(get(edited.uid).section, "there");
    assert_eq!(first.view().persons().unwrap()[0].contact.as_deref(), Some("here"));
    assert_eq!(first.verify().unwrap().damage, []);

    let before = shown(&dumped(&first, true));
    let again = first.load_merge(folder.path(), &deed("load")).unwrap();
    assert_eq!((again.added, again.changed, again.events, again.renumbered.len()), (0, 0, 0, 0));
    assert_eq!(shown(&dumped(&first, true)), before);
}

#[test]
fn merging_refuses_by_name_what_both_sides_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let base = claim(&first);
    change(&mut first, |w| w.edit(&Claim { statement: "here".into(), ..base.clone() }));
    change(&mut second, |w| w.edit(&Claim { statement: "there".into(), ..base }));
    add_claim(&mut second, "said there");
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();
    let before = shown(&dumped(&first, true));
    let refused = first.load_merge(folder.path(), &deed("load")).unwrap_err().to_string();
    assert!(refused.contains("both sides changed knee/c7 (statement)"), "{refused}");
    assert_eq!(shown(&dumped(&first, true)), before);
}

#[test]
fn merging_accepts_the_same_change_made_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = two(folder.path());
    let same = Claim { statement: "the same".into(), ..claim(&first) };
    change(&mut first, |w| w.edit(&same));
    change(&mut second, |w| w.edit(&same));
    second.dump(folder.path(), DumpOptions { abstracts: true }).unwrap();
    assert_eq!(first.load_merge(folder.path(), &deed("load")).unwrap().changed, 0);
    assert_eq!(first.verify().unwrap().damage, []);
}

#[test]
fn merging_keeps_an_abstract_that_the_folder_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = filled(&Words { optional: vec![Some("words".into())], ..plain_words() });
    first.dump(folder.path(), DumpOptions::default()).unwrap();
    let mut second = Catalogue::open_folder(folder.path(), now()).unwrap();
    let work = second.view().work_by_key("newer2020").unwrap().unwrap();
    change(&mut second, |w| w.edit(&Work { seminal: true, ..work.clone() }));
    second.dump(folder.path(), DumpOptions::default()).unwrap();
    assert_eq!(first.load_merge(folder.path(), &deed("load")).unwrap().changed, 1);
    let merged = first.view().work_by_key("newer2020").unwrap().unwrap();
    assert_eq!((merged.seminal, merged.abstract_text.as_deref()), (true, Some("words")));
    assert_eq!(first.verify().unwrap().damage, []);
}

#[test]
fn observations_are_appended_to_a_folder_or_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    plain().dump(folder.path(), DumpOptions::default()).unwrap();
    let heard = |identifier: &str| Observation {
        uid: Uid::new(now()),
        service: "doi.org".into(),
        subject: Subject::Exists,
        scheme: "doi".into(),
        identifier: identifier.into(),
        answer: r#"{"state":"absent"}"#.into(),
        body_sha256: None,
        first_asked_at: now(),
        asked_at: now(),
    };
    let path = folder.path().join("observations.csv");
    append_observations(&path, &[heard("10.1000/a"), heard("10.1000/b")]).unwrap();
    let identifiers: Vec<String> = load_observations(&path).unwrap().into_iter().map(|o| o.identifier).collect();
    assert_eq!(identifiers, ["eta", "10.1000/a", "10.1000/b"]);
    let opened = Catalogue::open_folder(folder.path(), now()).unwrap();
    assert_eq!(opened.view().observations_of("doi", "10.1000/b").unwrap().len(), 1);
    assert_eq!(opened.verify().unwrap().damage, []);

    let cache = folder.path().join("cache.csv");
    let one = heard("=10.1000/c");
    append_observations(&cache, std::slice::from_ref(&one)).unwrap();
    assert_eq!(load_observations(&cache).unwrap(), [one.clone()]);
    let later = Observation { asked_at: "2026-12-01T00:00:00Z".parse().unwrap(), ..one.clone() };
    append_observations(&cache, &[Observation { uid: Uid::new(now()), ..later.clone() }]).unwrap();
    assert_eq!(load_observations(&cache).unwrap(), [later], "an identical answer adds only its time");
    std::fs::write(&cache, "something else\n").unwrap();
    assert!(append_observations(&cache, &[heard("10.1000/d")]).is_err());
    assert_eq!(std::fs::read_to_string(&cache).unwrap(), "something else\n");
}
