//! `import --as retractions`: the file is kept as answers that the rules consult offline, and works are screened against it.

use crate::double::desk::Desk;
use serde_json::Value;

const HEAD: &str = "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI,RetractionPubMedID,Reason\n";
const RETRACTED: &str =
    "7,Strength,10.5555/IJSM.8.2.e1190,0,Retraction,2/6/2022 0:00,10.5555/notice.7,0,+Unreliable Results;\n";
const OTHERS: &str = "1,None,Unavailable,0,Retraction,1/1/2020 0:00,unavailable,0,\n\
    2,Other,10.5555/other,12345,Expression of concern,1/2/2020 0:00,10.5555/notice.2,0,\n";

fn import(desk: &Desk, rows: &str) -> Value {
    std::fs::write(desk.terminal.folder.join("rw.csv"), format!("\u{feff}{HEAD}{rows}")).unwrap();
    desk.json(&["import", "--as", "retractions", "rw.csv"])["imported"][0].clone()
}

fn retracted(desk: &Desk) -> Vec<String> {
    let report = desk.json(&["audit"]);
    let found = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "work-retracted");
    found.map(|f| f["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_work_in_the_file_is_named_and_the_audit_fails_offline() {
    let desk = Desk::new();
    let screened = import(&desk, &[OTHERS, RETRACTED].concat());
    assert_eq!((&screened["rows"], &screened["unnamed"], &screened["works"]), (&2.into(), &1.into(), &4.into()));
    let named = screened["named"].as_array().unwrap();
    assert_eq!((named.len(), &named[0]["notices"][0]), (1, &"retraction of 2022-02-06".into()), "{screened:#}");
    assert!(!named[0]["claims"].as_array().unwrap().is_empty());
    let messages = retracted(&desk);
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("retraction-watch") && messages[0].contains("2022-02-06"), "{messages:?}");
    let noticed = desk.json(&["works", "--noticed"]);
    assert_eq!(noticed.as_array().unwrap().len(), 1, "{noticed:#}");
    let marked: Vec<String> = desk.ok(&["works"]).lines().map(|l| l.split('\t').nth(5).unwrap().to_owned()).collect();
    assert_eq!(marked.concat(), "retraction", "the list marks it, and no other: {marked:?}");
    let used = desk.run(&["where-used", noticed[0]["key"].as_str().unwrap()]);
    assert!(used.err.contains("retraction of 2022-02-06, says retraction-watch (10.5555/notice.7)"), "{}", used.err);
    assert!(used.out.contains("sore-knees.txt:"), "{}", used.out);
}

#[test]
fn the_same_file_again_writes_nothing_and_a_paper_that_left_it_is_let_go() {
    let mut desk = Desk::new();
    import(&desk, &[OTHERS, RETRACTED].concat());
    let events = desk.json(&["history"]).as_array().unwrap().len();
    assert_eq!(import(&desk, &[OTHERS, RETRACTED].concat())["changed"], 0);
    assert_eq!(desk.json(&["history"]).as_array().unwrap().len(), events);
    desk.terminal.now += jiff::SignedDuration::from_hours(24);
    let screened = import(&desk, OTHERS);
    assert_eq!((&screened["changed"], screened["named"].as_array().unwrap().len()), (&1.into(), 0), "{screened:#}");
    assert_eq!(retracted(&desk), Vec::<String>::new());
    desk.terminal.now += jiff::SignedDuration::from_hours(24);
    assert_eq!(import(&desk, &[OTHERS, RETRACTED].concat())["changed"], 1);
    assert_eq!(retracted(&desk).len(), 1);
    let history = desk.terminal.ok(&["history", "10.5555/ijsm.8.2.e1190"]);
    for told in [
        "notices: retraction of 2022-02-06",
        "retraction of 2022-02-06 → no record",
        "no record → retraction of 2022-02-06",
    ] {
        assert!(history.contains(told), "{told}: {history}");
    }
}

#[test]
fn a_later_reinstatement_outranks_a_retraction() {
    let desk = Desk::new();
    let again = RETRACTED.replace("Retraction,2/6/2022", "Reinstatement,3/6/2023");
    import(&desk, &[RETRACTED, &again].concat());
    assert_eq!(retracted(&desk), Vec::<String>::new());
    assert_eq!(desk.json(&["works", "--noticed"]).as_array().unwrap().len(), 1, "what happened is still shown");
}

#[test]
fn a_work_known_by_pubmed_alone_is_found() {
    let desk = Desk::new();
    desk.terminal.ok(&["add", "reference", "Tallow G. Stairs and rest. Stairs J. 2011;4(1):1-9. PMID: 12345"]);
    let screened = import(&desk, OTHERS);
    assert_eq!(screened["named"].as_array().unwrap().len(), 1, "{screened:#}");
    let report = desk.json(&["audit"]);
    assert!(report["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "work-concern"), "{report:#}");
}

#[test]
fn what_is_no_such_file_is_refused_and_a_dry_run_stores_nothing() {
    let desk = Desk::new();
    let run = desk.run(&["import", "--as", "retractions", "sore-knees.txt"]);
    assert_eq!(run.exit, 2, "{}", run.out);
    assert!(
        run.err.contains("is not a Retraction Watch file") && run.err.contains("Nothing was stored"),
        "{}",
        run.err
    );
    std::fs::write(desk.terminal.folder.join("rw.csv"), format!("{HEAD}{RETRACTED}")).unwrap();
    let run = desk.run(&["import", "--as", "retractions", "--dry-run", "rw.csv"]);
    assert!(run.exit == 0 && run.out.contains("1 named in it"), "{}", run.out);
    assert_eq!(desk.json(&["works", "--noticed"]).as_array().unwrap().len(), 0);
}

#[test]
fn the_text_form_keeps_it_to_the_byte() {
    let desk = Desk::new();
    import(&desk, &[OTHERS, RETRACTED].concat());
    desk.terminal.ok(&["dump", "one"]);
    desk.terminal.ok(&["--catalogue", "two.db", "init"]);
    desk.terminal.ok(&["--catalogue", "two.db", "load", "one"]);
    desk.terminal.ok(&["--catalogue", "two.db", "dump", "two"]);
    let read = |folder: &str| std::fs::read(desk.terminal.folder.join(folder).join("observations.csv")).unwrap();
    assert!(read("one") == read("two") && !read("one").is_empty());
}
