//! `check --corrections`: what registries say otherwise is written as a diff that can be applied, and silences what it corrects.

use crate::double::registries::{Double, Script};
use crate::double::terminal::Terminal;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const LIST: &[&str] = &[
    "Marlowe TR, Roe P. How common is knee pain? A survey of four towns. J Fict Rheum. 2011;12(3):45–58. doi:10.5555/jfr.2019.045",
    "Okafor N, Brandt LE. Strength training for sore knees: a systematic review. Imaginary J Sports Med. 2021;9(2):11-19. doi:10.5555/ijsm.8.2",
    "Sable Q. Hips of the north. J Fict Rheum. 2018;4(1):1-9. doi:10.5555/other.1",
];

fn work(doi: &str, title: &str, authors: &[(&str, &str)], place: &[(&str, &str)], year: i32) -> Value {
    let authors: Vec<Value> = authors.iter().map(|(family, given)| json!({"family": family, "given": given})).collect();
    let mut work = json!({
        "DOI": doi, "type": "journal-article", "title": [title], "author": authors, "issued": {"date-parts": [[year]]},
    });
    place.iter().for_each(|(field, value)| work[*field] = (*value).into());
    work
}

fn works() -> Vec<Value> {
    let knee = ("How common is knee pain? A survey of four towns", &[("Marlowe", "T R"), ("Roe", "P")]);
    let strength = "Strength training for sore knees: a systematic review";
    vec![
        work("10.5555/jfr.2019.045", knee.0, knee.1, &[("volume", "13"), ("issue", "3"), ("page", "54-58")], 2019),
        work(
            "10.5555/ijsm.8.2",
            strength,
            &[("Okafor", "N"), ("Brandt", "L E")],
            &[("volume", "8"), ("issue", "2"), ("page", "11-19")],
            2021,
        ),
        work("10.5555/other.1", "Elbows of the south", &[("Vale", "I")], &[("volume", "7")], 2001),
    ]
}

fn article(file: &str) -> String {
    let all = LIST.iter().zip(1..);
    match file {
        "a.html" => {
            let list: Vec<String> =
                all.map(|(entry, _)| format!("<li>{}</li>", entry.replace("J Fict", "<i>J</i> Fict"))).collect();
            format!(
                "<html><body><h1>Knees</h1>\n<p>Knee pain is common.</p>\n<h2>References</h2>\n<ol>\n{}\n</ol></body></html>\n",
                list.join("\n")
            )
        }
        "a.md" => {
            let list: Vec<String> =
                all.map(|(entry, n)| format!("{n}. {}", entry.replace("J Fict", "*J* Fict"))).collect();
            format!("# Knees\n\nKnee pain is common.[1]\n\n## References\n\n{}\n", list.join("\n"))
        }
        _ => {
            let list: Vec<String> = all.map(|(entry, n)| format!("{n}. {entry}")).collect();
            format!("Knees\r\n\r\nKnee pain is common.[1]\r\n\r\nReferences\r\n\r\n{}\r\n", list.join("\r\n\r\n"))
        }
    }
}

/// A folder of git with an article, whose registries are a double.
fn desk(file: &str, text: &str, script: Script) -> (tempfile::TempDir, Terminal, Double) {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), "git", &["init", "--quiet"]);
    std::fs::write(folder.path().join(file), text).unwrap();
    let double = script.start();
    let mut terminal = Terminal::piped(folder.path());
    for variable in ["DOI_ORG", "CROSSREF", "EUROPE_PMC", "PUBMED", "PMC"] {
        terminal.environment.push((format!("CLAIMBOOK_{variable}"), double.url()));
    }
    terminal.ok(&["init"]);
    terminal.ok(&["import", file, "--as", "article"]);
    (folder, terminal, double)
}

fn details(terminal: &Terminal) -> Vec<String> {
    found(terminal, "reference-detail")
}

fn found(terminal: &Terminal, rule: &str) -> Vec<String> {
    let run = terminal.run(&["audit", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let of = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    of.map(|f| format!("{} {}", f["address"].as_str().unwrap(), f["message"].as_str().unwrap())).collect()
}

fn run(folder: &Path, program: &str, arguments: &[&str]) {
    let ran = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    assert!(
        ran.status.success(),
        "{program} {arguments:?}: {}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_a_diff_corrects_is_found_no_more() {
    for file in ["a.md", "a.html", "a.txt"] {
        let (folder, terminal, _double) = desk(file, &article(file), Script::default().with_works(&works()));
        let before = std::fs::read(folder.path().join(file)).unwrap();
        terminal.run(&["check", "--only", "doi,metadata,notices", "--corrections", "mend.patch"]);
        assert_eq!(std::fs::read(folder.path().join(file)).unwrap(), before, "{file}: nothing is changed");
        let patch = std::fs::read_to_string(folder.path().join("mend.patch")).unwrap();
        assert_eq!(details(&terminal).len(), 2, "{file}: {patch}");
        for (what, printed, registered) in
            [("year", "2011", "2019"), ("volume", "12", "13"), ("pages", "45–58", "54-58"), ("volume", "9", "8")]
        {
            assert!(patch.contains(&format!("| {what} | {printed} | {registered} | crossref | 20")), "{file}: {patch}");
        }
        let (_, left) = patch.split_once("# For a person to look at:").unwrap();
        assert!(left.contains("| title | ") && left.contains("Elbows of the south"), "{file}: {patch}");
        assert!(!patch.contains("+3. Sable") && !patch.contains("+<li>Sable"), "{file}: another work corrects nothing");
        run(folder.path(), "git", &["apply", "mend.patch"]);
        let after = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(after.contains("2019;13(3):54–58") && after.contains("2021;8(2):11-19"), "{file}: {after}");
        assert_eq!(details(&terminal), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn a_file_of_corrections_replaces_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), article("a.md")).unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    terminal.ok(&["import", "a.md"]);
    let asked = |file: &str| terminal.run(&["check", "--offline", "--corrections", file]);
    assert!(asked("a.md").exit >= 2, "an article is no earlier file of corrections");
    assert!(asked("claimbook.db").exit >= 2);
    asked("mend.patch");
    let first = std::fs::read_to_string(folder.path().join("mend.patch")).unwrap();
    assert!(first.contains("# They correct nothing.\n"), "{first}");
    asked("mend.patch");
    assert_eq!(std::fs::read_to_string(folder.path().join("mend.patch")).unwrap(), first);
}

#[test]
fn a_missing_doi_is_added_behind_the_entry() {
    let record = json!({
        "id": "34000001", "source": "MED", "pmid": "34000001", "doi": "10.5555/ijsm.8.2", "pubYear": "2021",
        "title": "Strength training for sore knees: a systematic review.",
        "authorList": {"author": [{"lastName": "Okafor", "initials": "N"}, {"lastName": "Brandt", "initials": "LE"}]},
    });
    let entry = "Okafor N, Brandt LE. Strength training for sore knees: a systematic review. 2021. PMID: 34000001.";
    for (file, before, after) in
        [("a.md", "1. ", "\n"), ("a.txt", "1. ", "\r\n"), ("a.html", "<ol><li>", "</li></ol>\n")]
    {
        let text = match file {
            "a.html" => format!(
                "<html><body><h1>Knees</h1>\n<p>Knee pain is common.</p>\n<h2>References</h2>\n{before}{entry}{after}</body></html>\n"
            ),
            "a.md" => format!("# Knees\n\nKnee pain is common.[1]\n\n## References\n\n{before}{entry}{after}"),
            _ => format!("Knees\r\n\r\nKnee pain is common.[1]\r\n\r\nReferences\r\n\r\n{before}{entry}{after}"),
        };
        let (folder, terminal, _double) =
            desk(file, &text, Script::default().with_literature(std::slice::from_ref(&record)));
        terminal.run(&["check", "--only", "metadata", "--corrections", "mend.patch"]);
        assert_eq!(found(&terminal, "reference-doi-missing").len(), 1, "{file}");
        run(folder.path(), "git", &["apply", "mend.patch"]);
        let mended = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert_eq!(mended, text.replace(entry, &format!("{entry} doi:10.5555/ijsm.8.2")), "{file}");
        assert_eq!(found(&terminal, "reference-doi-missing"), Vec::<String>::new(), "{file}");
    }
}
