//! What becomes of the records: works that are new, or that are there and get what they lack; never two works as one.

use crate::double::terminal::{Run, Terminal};
use serde_json::{Value, json};

struct Desk(tempfile::TempDir, Terminal);

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["init"]);
        Self(folder, terminal)
    }

    fn run(&self, items: &Value, more: &[&str]) -> Run {
        std::fs::write(self.0.path().join("refs.json"), items.to_string()).unwrap();
        self.1.run(&[&["import", "refs.json", "--format", "json"], more].concat())
    }

    fn import(&self, items: &Value) -> Value {
        let run = self.run(items, &[]);
        assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
        let told: Value = serde_json::from_str(&run.out).unwrap();
        told["imported"][0].clone()
    }

    fn work(&self, key: &str) -> Value {
        serde_json::from_str::<Value>(&self.1.ok(&["show", key, "--format", "json"])).unwrap()
    }
}

fn base(more: &Value) -> Value {
    let mut item = json!({
        "type": "article-journal", "title": "Stairs and sore knees in hikers", "container-title": "Imag J",
        "author": [{ "family": "Okafor", "given": "Ngozi" }], "issued": { "date-parts": [[2021]] }
    });
    for (name, value) in more.as_object().unwrap() {
        item[name] = value.clone();
    }
    item
}

/// Pairs of records, and whether they are one work.
#[test]
#[ignore = "long: .ci/run runs it"]
fn two_different_works_never_merge() {
    let cases = [
        (
            "the same DOI, other spellings",
            json!({"DOI": "10.5555/a"}),
            json!({"DOI": "https://doi.org/10.5555/A", "title": "Stairs and knees"}),
            true,
        ),
        ("the same words", json!({}), json!({"title": "Stairs and sore knees in hikers."}), true),
        ("a year apart, online and in print", json!({}), json!({"issued": {"date-parts": [[2022]]}}), true),
        ("one has a DOI", json!({"DOI": "10.5555/a"}), json!({}), true),
        ("the same PMID", json!({"PMID": "31234567"}), json!({"PMID": "31234567", "title": "Stairs, knees"}), true),
        ("two years apart", json!({}), json!({"issued": {"date-parts": [[2023]]}}), false),
        ("no year", json!({}), json!({"issued": null}), false),
        ("other DOIs", json!({"DOI": "10.5555/a"}), json!({"DOI": "10.5555/b"}), false),
        ("a DOI that goes on", json!({"DOI": "10.5555/a"}), json!({"DOI": "10.5555/a.1"}), false),
        ("another first author", json!({}), json!({"author": [{"family": "Berg", "given": "P"}]}), false),
        ("another given name", json!({}), json!({"author": [{"family": "Okafor", "given": "Tobi"}]}), false),
        ("no author", json!({}), json!({"author": []}), false),
        (
            "type 1, type 2",
            json!({"title": "Sore knees in diabetes of type 1"}),
            json!({"title": "Sore knees in diabetes of type 2"}),
            false,
        ),
        (
            "women, men",
            json!({"title": "Stairs and sore knees in women"}),
            json!({"title": "Stairs and sore knees in men"}),
            false,
        ),
        (
            "is, is not",
            json!({"title": "Pain is associated with stairs"}),
            json!({"title": "Pain is not associated with stairs"}),
            false,
        ),
        (
            "parts",
            json!({"title": "Stairs and sore knees part I"}),
            json!({"title": "Stairs and sore knees part II"}),
            false,
        ),
        ("a correction", json!({}), json!({"title": "Correction to: Stairs and sore knees in hikers"}), false),
        ("a reply", json!({}), json!({"title": "Stairs and sore knees in hikers: authors' reply"}), false),
        (
            "a short title",
            json!({"title": "Editorial", "issue": "1"}),
            json!({"title": "Editorial", "issue": "2"}),
            false,
        ),
        (
            "a short title in one year only",
            json!({"title": "Editorial"}),
            json!({"title": "Editorial", "issued": null}),
            false,
        ),
        ("a short title, and all else the same", json!({"title": "Editorial"}), json!({"title": "Editorial"}), true),
        ("no year, and all else the same", json!({"issued": null}), json!({"issued": null}), true),
        ("other volumes", json!({"volume": "44"}), json!({"volume": "45"}), false),
        ("other pages", json!({"page": "1-9"}), json!({"page": "11-19"}), false),
        (
            "a book and its chapter",
            json!({"type": "book", "ISBN": "9781473142275"}),
            json!({"type": "chapter", "ISBN": "9781473142275", "title": "A chapter on sore knees"}),
            false,
        ),
        ("a talk and a paper", json!({"type": "paper-conference"}), json!({}), false),
        (
            "a DOI by mistake",
            json!({"DOI": "10.5555/a"}),
            json!({"DOI": "10.5555/a", "title": "Vitamin E for elbows", "author": [{"family": "Low"}]}),
            false,
        ),
        (
            "a DOI by mistake, and a title with some of the same words",
            json!({"DOI": "10.5555/a", "issued": {"date-parts": [[2019]]}}),
            json!({"DOI": "10.5555/a", "title": "Stairs and other causes of sore knees in cooks", "author": [{"family": "Low"}], "issued": {"date-parts": [[2004]]}}),
            false,
        ),
        (
            "a DOI, and a title that was cut at its colon",
            json!({"DOI": "10.5555/a", "title": "Sore knees on stairs: a cohort", "issued": {"date-parts": [[2019]]}}),
            json!({"DOI": "10.5555/a", "title": "Sore knees on stairs", "author": [{"family": "Low"}], "issued": {"date-parts": [[2020]]}}),
            true,
        ),
        (
            "a PMID by mistake, and no author",
            json!({"PMID": "31234567"}),
            json!({"PMID": "31234567", "title": "Vitamin E for elbows", "author": []}),
            false,
        ),
        (
            "a PMID by mistake",
            json!({"DOI": "10.5555/a", "PMID": "31234567"}),
            json!({"DOI": "10.5555/b", "PMID": "31234567", "title": "Vitamin E for elbows"}),
            false,
        ),
        (
            "pages of one site",
            json!({"type": "webpage", "URL": "https://k.example/", "title": "Knees"}),
            json!({"type": "webpage", "URL": "https://k.example/", "title": "Hips"}),
            false,
        ),
        (
            "the same page",
            json!({"type": "webpage", "URL": "https://k.example/", "title": "Knees"}),
            json!({"type": "webpage", "URL": "https://k.example/", "title": "Knees"}),
            true,
        ),
    ];
    for (what, first, second, one) in cases {
        let desk = Desk::new();
        let told = desk.import(&json!([base(&first), base(&second)]));
        assert_eq!(told["works"]["joined"].as_array().unwrap().len(), usize::from(one), "{what}: {told:#}");
    }
}

#[test]
fn a_work_gets_what_it_lacks_and_keeps_what_it_has() {
    let desk = Desk::new();
    desk.import(&json!([base(&json!({"id": "okafor", "DOI": "10.5555/a", "volume": "8"}))]));
    let told = desk.import(&json!([base(&json!({
        "id": "other", "DOI": "10.5555/a", "volume": "9", "issue": "2", "PMID": "31234567", "abstract": "Knees hurt.",
        "publication-types": ["Review"], "custom": "kept"
    }))]));
    assert_eq!(told["works"]["joined"], json!(["okafor"]));
    let note = told["notes"][0]["message"].as_str().unwrap();
    assert!(note.contains("volume is “8” here and “9” in the file"), "{note}");
    let work = desk.work("okafor");
    let csl = &work["csl"];
    assert_eq!(
        (&csl["volume"], &csl["issue"], &work["pmid"], &csl["custom"]),
        (&json!("8"), &json!("2"), &json!("31234567"), &json!("kept")),
        "{work:#}"
    );
    assert_eq!(
        (&csl["abstract"], &csl["id"], &work["abstract"]),
        (&Value::Null, &Value::Null, &json!(true)),
        "{work:#}"
    );
}

#[test]
fn the_files_own_key_is_the_works_where_it_can_be() {
    let desk = Desk::new();
    let item = |id: &str, title: &str| json!({"id": id, "type": "book", "title": title, "author": [{"family": "Poe"}], "issued": {"date-parts": [[2001]]}});
    let told = desk.import(&json!([
        item("mine", "A"),
        item("mine", "B"),
        item("c3", "C"),
        item("http://zotero.org/1", "D"),
        item("12", "E")
    ]));
    assert_eq!(told["works"]["added"], json!(["mine", "minea", "poe2001", "poe2001a", "poe2001b"]), "{told:#}");
    assert_eq!(told["notes"].as_array().unwrap().len(), 1, "{told:#}");
}

#[test]
fn with_an_article_the_entries_join_its_list() {
    let desk = Desk::new();
    desk.1.ok(&["add", "article", "knees", "--title", "Knees"]);
    let items = json!([
        base(&json!({"id": "okafor", "DOI": "10.5555/a", "abstract": "Secret."})),
        base(&json!({"title": "Editorial", "DOI": "10.5555/e1"})),
        base(&json!({"title": "Editorial", "DOI": "10.5555/e2"})),
        base(&json!({"title": null})),
    ]);
    let run = desk.run(&items, &["--article", "knees"]);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let told = &told["imported"][0];
    assert_eq!(
        (&told["references"]["added"], &told["read"]),
        (&json!(["knees/r1", "knees/r2", "knees/r3"]), &json!(3)),
        "{told:#}"
    );
    assert_eq!(told["refused"][0]["line"], 1);
    let again: Value = serde_json::from_str(&desk.run(&items, &["--article", "knees"]).out).unwrap();
    assert_eq!(
        (&again["imported"][0]["references"]["kept"], &again["imported"][0]["references"]["added"]),
        (&json!(3), &json!([]))
    );
    let exported = desk.1.ok(&["export", "references", "--to", "csl-json"]);
    assert!(!exported.contains("Secret") && exported.contains("10.5555/e2"), "{exported}");
}

#[test]
fn a_record_of_an_entry_that_is_there_completes_its_work_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let text = "# Knees\n\nAbout 40% of adults have knee pain [1].\n\n## References\n\n\
        1. Poe A, Roe B. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a\n\n\
        2. Low D. Hips in pools. J Fict Med. 2004;4(2):7-8. doi:10.5555/d\n";
    std::fs::write(folder.path().join("knees.md"), text).unwrap();
    terminal.ok(&["import", "knees.md"]);
    let work = |key: &str| -> Value { serde_json::from_str(&terminal.ok(&["show", key, "--format", "json"])).unwrap() };
    let before = (work("poe2001"), work("low2004"));
    let ris = "TY  - JOUR\nAU  - Poe, Ada\nAU  - Roe, Bea\nTI  - Knees on stairs\nPY  - 2001\nDO  - 10.5555/a\nAN  - 12345678\nDB  - PubMed\nAB  - Stairs hurt.\nER  - \n";
    std::fs::write(folder.path().join("library.ris"), ris).unwrap();
    let told = terminal.ok(&["import", "--article", "knees", "library.ris"]);
    assert!(told.contains("0 references added, 1 there already"), "{told}");
    assert!(told.contains("of which 1 got what it lacked"), "{told}");
    let after = work("poe2001");
    assert_eq!((&before.0["abstract"], &after["abstract"]), (&json!(false), &json!(true)));
    assert_eq!((&before.0["csl"]["PMID"], &after["csl"]["PMID"]), (&Value::Null, &json!("12345678")));
    assert_eq!(work("low2004"), before.1);
    let again = terminal.ok(&["import", "--article", "knees", "library.ris"]);
    assert!(!again.contains("lacked"), "{again}");
}

#[test]
fn one_bad_file_does_not_cost_the_others_and_nothing_stored_is_2() {
    let desk = Desk::new();
    std::fs::write(desk.0.path().join("good.ris"), "TY  - JOUR\nTI  - Knees\nER  - \n").unwrap();
    std::fs::write(desk.0.path().join("bad.ris"), "TY  - JOUR\nAU  - Poe, A.\nER  - \n").unwrap();
    let both = desk.1.run(&["import", "bad.ris", "good.ris"]);
    assert!(
        both.exit == 0 && both.err.contains("Left out: bad.ris") && both.err.contains("line 1, column 1"),
        "{}{}",
        both.out,
        both.err
    );
    assert_eq!(desk.1.run(&["import", "bad.ris"]).exit, 2);
    let dry = desk.1.ok(&["import", "--dry-run", "--as", "ris", "good.ris"]);
    assert!(dry.contains("would be added"), "{dry}");
}

#[test]
fn entries_that_share_a_doi_and_nothing_else_are_kept_apart_and_told() {
    let desk = Desk::new();
    desk.1.ok(&["add", "article", "knees", "--title", "Knees"]);
    let list = "1. Okafor N. Stairs and sore knees in cooks. J Fict Med. 2019;1(2):1-2. doi:10.5555/a\n\n\
        2. Low B. Hills and sore knees in hikers. J Fict Med. 2004;9(2):3-4. doi:10.5555/a\n";
    std::fs::write(desk.1.folder.join("list.txt"), list).unwrap();
    let told = desk.1.ok(&["import", "--article", "knees", "--as", "printed", "list.txt"]).replace("\n ", "");
    assert!(told.contains("2 references added") && told.contains("which is another work"), "{told}");
    let works: Value = serde_json::from_str(&desk.1.ok(&["works", "--format", "json"])).unwrap();
    assert_eq!(works.as_array().unwrap().len(), 2, "{works:#}");
}
