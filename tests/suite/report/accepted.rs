//! Findings that are accepted in the text, by a comment, and by their fingerprint.

use crate::double::terminal::Terminal;
use serde_json::Value;
use std::path::Path;

const COMMENT: &str =
    "<!-- claimbook: allow claim-uncited by A. Editor until 2027-01-31 because the trial is in print by May -->";

/// A folder with an article of this text under this name, whose settings allow comments for `claim-uncited`.
fn desk(file: &str, text: &str) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), file, text);
    write(folder.path(), "claimbook.toml", "proposed = \"deny\"\ninline-allow = [\"claim-uncited\"]\n");
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    terminal.ok(&["import", file]);
    (folder, terminal)
}

fn write(folder: &Path, file: &str, text: &str) {
    std::fs::write(folder.join(file), text).unwrap();
}

fn audit(terminal: &Terminal, more: &[&str]) -> Value {
    let run = terminal.run(&[&["--today", "2026-12-01", "audit", "--format", "json"], more].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err))
}

/// The sentences of a group whose rule is this one.
fn about(report: &Value, group: &str, rule: &str) -> Vec<String> {
    let of = report[group].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    of.map(|f| f["sentence"].as_str().unwrap_or_default().to_owned()).collect()
}

const FIRST: &str = "Garlic cures arthritis of the knee.";
const SECOND: &str = "Ginger relieves pain in sore knees.";

#[test]
fn a_comment_accepts_what_is_found_in_its_block() {
    let page = |body: &str| format!("<html><body><h1>Knees</h1>{body}</body></html>");
    for (file, text, waived) in [
        ("a.md", format!("# Knees\n\n{COMMENT}\n\n{FIRST}\n\n{SECOND}\n"), FIRST),
        ("a.md", format!("# Knees\n\n{COMMENT}\n{FIRST}\n\n{SECOND}\n"), FIRST),
        ("a.md", format!("# Knees\r\n\r\n{FIRST}\r\n\r\n{SECOND} {COMMENT}\r\n"), SECOND),
        ("a.md", format!("# Knees\n\n- {FIRST} {COMMENT}\n- {SECOND}\n"), FIRST),
        ("a.html", page(&format!("<p>{FIRST}</p>\n{COMMENT}\n<p>{SECOND}</p>")), SECOND),
        ("a.html", page(&format!("<p>{FIRST} {COMMENT}</p><p>{SECOND}</p>")), FIRST),
        ("a.html", page(&format!("<p>{FIRST}</p>{COMMENT}<p>{SECOND}</p>")), SECOND),
    ] {
        let (_folder, terminal) = desk(file, &text);
        for stored in [&[][..], &["--stored"]] {
            let report = audit(&terminal, stored);
            let left = if waived == FIRST { SECOND } else { FIRST };
            assert_eq!(about(&report, "waived", "claim-uncited"), [waived], "{text}");
            assert_eq!(about(&report, "findings", "claim-uncited"), [left], "{text}");
            let one = &report["waived"][0];
            assert_eq!(
                (&one["by"], &one["expires_on"], &one["from"]),
                (&"A. Editor".into(), &"2027-01-31".into(), &"text".into())
            );
            assert_eq!(one["reason"], "the trial is in print by May");
        }
    }
}

#[test]
fn a_comment_that_has_no_effect_is_found() {
    let said = |settings: &str, text: &str, today: &str| {
        let (folder, terminal) = desk("a.md", text);
        write(folder.path(), "claimbook.toml", settings);
        let run = terminal.run(&["--today", today, "audit", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.out).unwrap();
        let of_waivers = |f: &&Value| f["rule"].as_str().unwrap().starts_with("waiver-");
        let found = report["findings"].as_array().unwrap().iter().filter(of_waivers);
        let found: Vec<String> = found
            .map(|f| format!("{}: {} {}", f["line"], f["rule"].as_str().unwrap(), f["message"].as_str().unwrap()))
            .collect();
        (found.join("\n"), report["waived"].as_array().unwrap().len())
    };
    let allowed = "inline-allow = [\"claim-uncited\"]";
    let article = |comment: &str| format!("# Knees\n\n{comment}\n\n{FIRST}\n");
    assert_eq!(
        said("", &article(COMMENT), "2026-12-01"),
        ("3: waiver-unmatched a comment accepts claim-uncited here, but inline-allow in the settings does not name that rule, so it has no effect".to_owned(), 0)
    );
    assert_eq!(
        said(allowed, &article(COMMENT), "2027-02-01").0,
        "3: waiver-expired the comment that accepts claim-uncited here ended on 2027-01-31; it no longer covers 1 finding \
         (its reason: “the trial is in print by May”)"
    );
    let beside = format!("# Knees\n\n{FIRST}\n\n{COMMENT}\n\nOur desk is open on Mondays.\n");
    assert_eq!(
        said(allowed, &beside, "2026-12-01").0,
        "5: waiver-unmatched a comment accepts claim-uncited here, and the rule finds nothing (its reason: “the trial is in print by May”)"
    );
    let unknown = COMMENT.replace("claim-uncited", "claim-uncitd");
    assert_eq!(
        said(allowed, &article(&unknown), "2026-12-01").0,
        "3: waiver-unmatched a comment accepts findings of claim-uncitd, but there is no such rule; did you mean claim-uncited?"
    );
    assert_eq!(
        said(allowed, &article("<!-- claimbook: allow claim-uncited -->"), "2026-12-01").0,
        "3: waiver-unmatched a comment for claimbook cannot be read, and accepts nothing: expected `claimbook: allow RULE by NAME until YYYY-MM-DD because REASON`"
    );
    assert_eq!(said(allowed, &article(COMMENT), "2026-12-01"), (String::new(), 1));
}

#[test]
fn what_only_the_file_has_is_accepted_by_its_fingerprint() {
    let (folder, terminal) = desk("a.md", &format!("# Knees\n\n{FIRST}\n"));
    write(folder.path(), "a.md", &format!("# Knees\n\n{FIRST}\n\n{SECOND}\n"));
    let report = audit(&terminal, &[]);
    let new = report["findings"].as_array().unwrap().iter().find(|f| f["sentence"] == SECOND).unwrap();
    let old = report["findings"].as_array().unwrap().iter().find(|f| f["sentence"] == FIRST).unwrap();
    let print = new["fingerprint"].as_str().unwrap();
    let help = new["help"].as_str().unwrap();
    assert!(help.contains(&format!("`claimbook waive --fingerprint {print} --until YYYY-MM-DD --reason …`")), "{help}");
    assert!(help.starts_with("`claimbook import a.md` first, then "), "{help}");
    assert!(!old["help"].as_str().unwrap().contains("--fingerprint"), "{old:#}");

    let screen = terminal.run(&["--today", "2026-12-01", "audit"]).out;
    assert!(
        screen.contains("`claimbook import a.md` first, then "),
        "what only the file has cannot be shown: {screen}"
    );

    let words = ["--until", "2027-06-30", "--reason", "as agreed", "--by", "A. Editor"];
    let waive =
        |print: &str| terminal.run(&[&["--today", "2026-12-01", "waive", "--fingerprint", print][..], &words].concat());
    assert_eq!(waive("0123").exit, 2);
    assert!(waive("0123456789").err.contains("no finding has the fingerprint 0123456789"));
    let said = waive(&print[..12]);
    assert!(said.exit == 0 && !said.err.contains("takes the place"), "{}", said.err);
    let again = waive(&print[..12]).err;
    assert!(again.contains("It takes the place of the waiver until 2027-06-30."), "{again}");
    assert_eq!(about(&audit(&terminal, &[]), "waived", "claim-uncited"), [SECOND]);
    // It stays with the claim once that is imported, and by what it is known in another catalogue.
    terminal.ok(&["import", "a.md"]);
    assert_eq!(about(&audit(&terminal, &[]), "waived", "claim-uncited"), [SECOND]);
    assert_eq!(about(&audit(&terminal, &[]), "findings", "claim-uncited"), [FIRST]);
    terminal.ok(&["dump", "kept"]);
    let kept = audit(&terminal, &["--catalogue", "kept", "--stored"]);
    assert_eq!(about(&kept, "waived", "claim-uncited"), [SECOND]);

    write(folder.path(), "a.md", &format!("# Knees\n\n{FIRST}\n"));
    terminal.ok(&["import", "a.md"]);
    terminal.ok(&["retire", "a/c2"]);
    let left = audit(&terminal, &[]);
    let unmatched = left["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "waiver-unmatched");
    let help = unmatched.unwrap_or_else(|| panic!("{left:#}"))["help"].as_str().unwrap().to_owned();
    assert_eq!(help, format!("end it: `claimbook waive --fingerprint {print} --end`"));
    terminal.ok(&["waive", "--fingerprint", print, "--end"]);
    assert!(about(&audit(&terminal, &[]), "findings", "waiver-unmatched").is_empty());
}
