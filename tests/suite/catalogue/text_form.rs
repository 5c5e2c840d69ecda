//! The text form: what is dumped can be loaded, to the byte both ways; a broken row loads nothing; two catalogues that
//! went their own ways are joined, or told apart by name.

mod broken;
mod made;
mod merge;

use claimbook::catalogue::text_form::{DumpOptions, MARKER, TextFormFiles, append_observations, load_observations};
use claimbook::catalogue::{Catalogue, Deed, Error, Record, TABLES, Writing};
use claimbook::files::{Output, ProtectedPaths};
use claimbook::model::*;
use made::{Words, filled, words};
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

fn loaded(files: &dyn TextFormFiles) -> Catalogue {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    catalogue.load_files(files, &deed("load")).unwrap();
    catalogue
}

fn dumped(catalogue: &Catalogue, abstracts: bool) -> BTreeMap<String, Vec<u8>> {
    catalogue.dump_files(DumpOptions { abstracts }).unwrap()
}

fn render(files: &BTreeMap<String, Vec<u8>>) -> String {
    files.iter().map(|(name, bytes)| format!("== {name}\n{}\n", String::from_utf8_lossy(bytes))).collect()
}

/// Every row of every table, by table.
fn rows(catalogue: &Catalogue) -> Vec<String> {
    fn of<R: Record + std::fmt::Debug>(catalogue: &Catalogue) -> Vec<String> {
        let events = catalogue.view().newest_events(None).unwrap();
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
        Waiver,
        Note,
        Assignment,
        PersonKey,
        Conflict,
        Withdrawn
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
    #[ignore = "long: .ci/run runs it"]
    fn a_dump_of_what_was_loaded_is_the_same_to_the_byte(words in words()) {
        let catalogue = filled(&words);
        prop_assert_eq!(catalogue.verify().unwrap().damage, vec![]);
        for abstracts in [true, false] {
            let text = dumped(&catalogue, abstracts);
            let again = loaded(&text);
            prop_assert_eq!(render(&dumped(&again, abstracts)), render(&text));
            prop_assert_eq!(again.verify().unwrap().damage, vec![]);
            if abstracts {
                prop_assert_eq!(rows(&again), rows(&catalogue));
                prop_assert_eq!(again.view().newest_events(None).unwrap(), catalogue.view().newest_events(None).unwrap());
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
    assert_eq!(renamed.removed, first.files / 2 - 5, "the article's own files: {renamed:?} of {first:?}");
    let left: Vec<_> = std::fs::read_dir(to.join("knee")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["notes.md"]);
    assert_eq!(std::fs::read_to_string(to.join("README.md")).unwrap(), "mine");
    let opened = Catalogue::open_folder(&to, now()).unwrap();
    assert_eq!(render(&dumped(&opened, false)), render(&dumped(&catalogue, false)));
}

#[test]
fn a_file_that_differs_anywhere_is_put_anew() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("text");
    let catalogue = plain();
    catalogue.dump(&to, DumpOptions::default()).unwrap();
    let whole = render(&dumped(&catalogue, false));
    let changes: [fn(&mut Vec<u8>); 4] =
        [|bytes| bytes.truncate(bytes.len() - 1), |bytes| bytes.push(b'\n'), |bytes| bytes[3] ^= 1, Vec::clear];
    for name in dumped(&catalogue, false).into_keys().filter(|name| name != MARKER && name != "heads.csv") {
        for change in changes {
            let mut bytes = std::fs::read(to.join(&name)).unwrap();
            change(&mut bytes);
            std::fs::write(to.join(&name), bytes).unwrap();
            let report = catalogue.dump(&to, DumpOptions::default()).unwrap();
            assert_eq!((report.written, report.removed), (2, 0), "{name}, and the heads, which go while it is put");
            assert_eq!(render(&dumped(&Catalogue::open_folder(&to, now()).unwrap(), false)), whole, "{name}");
        }
    }
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
    std::fs::write(folder.path().join(MARKER), "format = 3\n").unwrap();
    let refused = Catalogue::open_folder(folder.path(), now()).err().unwrap();
    assert!(refused.to_string().contains("format 3"), "{refused}");
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
    assert_eq!(render(&dumped(&again, false)), render(&dumped(&catalogue, false)));
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
    let output = |path: &Path| Output::from_path(path, &ProtectedPaths::default()).unwrap();
    let path = folder.path().join("observations.csv");
    append_observations(&output(&path), &[heard("10.1000/a"), heard("10.1000/b")]).unwrap();
    let identifiers: Vec<String> = load_observations(&path).unwrap().into_iter().map(|o| o.identifier).collect();
    assert_eq!(identifiers, ["eta", "10.1000/a", "10.1000/b"]);
    let opened = Catalogue::open_folder(folder.path(), now()).unwrap();
    assert_eq!(opened.view().observations_of("doi", "10.1000/b").unwrap().len(), 1);
    assert_eq!(opened.verify().unwrap().damage, []);

    let cache = folder.path().join("cache.csv");
    let one = heard("=10.1000/c");
    append_observations(&output(&cache), std::slice::from_ref(&one)).unwrap();
    assert_eq!(load_observations(&cache).unwrap(), std::slice::from_ref(&one));
    let later = Observation { asked_at: "2026-12-01T00:00:00Z".parse().unwrap(), ..one.clone() };
    append_observations(&output(&cache), &[Observation { uid: Uid::new(now()), ..later.clone() }]).unwrap();
    assert_eq!(load_observations(&cache).unwrap(), [later], "an identical answer adds only its time");
    for empty in ["", "\n"] {
        std::fs::write(&cache, empty).unwrap();
        assert_eq!(load_observations(&cache).unwrap(), [], "none yet");
        append_observations(&output(&cache), std::slice::from_ref(&one)).unwrap();
        assert_eq!(load_observations(&cache).unwrap(), std::slice::from_ref(&one));
    }
    std::fs::write(&cache, "something else\n").unwrap();
    assert!(append_observations(&output(&cache), &[heard("10.1000/d")]).is_err());
    assert_eq!(std::fs::read_to_string(&cache).unwrap(), "something else\n");
}
