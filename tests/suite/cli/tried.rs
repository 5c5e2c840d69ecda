//! What a newcomer tried and found wrong: reasons that are told of another version, input that nothing can be, numbers that
//! contradict each other, and words that are not true.

use crate::double::terminal::{Run, Terminal};
use serde_json::Value;

const KNEES: &str = "# Knees\n\n## Relief\n\nIce relieves pain by 30%.[1] Heat eases pain by 15%.[2]\n\n## References\n\n\
    1. Doe J. Ice in sore knees: a review. J Fict Med. 2024;4(2):11-19. doi:10.5555/jfm.4.2.11\n\
    2. Roe A. Heat in sore knees: a trial of warm packs. J Fict Med. 2025;5(1):1-9. doi:10.5555/jfm.5.1.1\n";

struct Desk {
    folder: tempfile::TempDir,
    terminal: Terminal,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::piped(folder.path());
        let desk = Self { folder, terminal };
        desk.ok(&["init"]);
        desk.import(KNEES);
        desk
    }

    fn import(&self, text: &str) -> String {
        std::fs::write(self.folder.path().join("knees.md"), text).unwrap();
        self.ok(&["import", "knees.md"])
    }

    fn ok(&self, arguments: &[&str]) -> String {
        self.terminal.ok(arguments)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.terminal.run(arguments)
    }

    fn says(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        format!("{}{}", run.out, run.err)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[arguments, &["--format", "json"]].concat())).unwrap()
    }

    /// The command is refused in these words, and changes nothing.
    fn refused(&self, arguments: &[&str], why: &str) {
        let before = self.ok(&["history"]);
        let run = self.run(arguments);
        assert!(run.exit == 2 && run.err.contains(why), "{arguments:?}: {}{}", run.out, run.err);
        assert_eq!(self.ok(&["history"]), before, "{arguments:?}");
    }

    fn review(&self, claim: &str) {
        self.ok(&["review", claim, "--verdict", "supported", "--by", "A. Reviewer"]);
    }
}

#[test]
fn reasons_say_what_the_article_prints_now() {
    let desk = Desk::new();
    assert!(desk.ok(&["show", "c2"]).contains("the article cites it here: [2]"));
    // The two entries change places, and their markers with them.
    let (head, list) = KNEES.split_once("1. Doe").unwrap();
    let (doe, roe) = list.split_once("2. Roe").unwrap();
    let swapped = head.replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]");
    desk.import(&format!("{swapped}1. Roe{}2. Doe{}", roe.trim_end().to_owned() + "\n", doe));
    let shown = desk.ok(&["show", "c2"]);
    assert!(shown.contains("the article cites it here: [1]") && !shown.contains("here: [2]"), "{shown}");
}

#[test]
fn a_marker_that_is_gone_is_told_of_and_stays_for_a_person_to_take_back() {
    let desk = Desk::new();
    desk.ok(&["verify", "c1", "r1", "--stance", "supports", "--quote", "Pain fell by 30%.", "--by", "A. Reviewer"]);
    let said = desk.import(&KNEES.replace("[1]", "").replace("[2]", ""));
    assert!(said.contains("c2 no longer cites r2 in the text"), "{said}");
    assert!(!said.contains("c1 no longer cites"), "somebody has read it: {said}");
    let shown = desk.ok(&["show", "c2"]);
    assert!(shown.contains("the article no longer cites it here") && !shown.contains("here: [2]"), "{shown}");
    let citation = &desk.json(&["show", "c2"])["citations"][0];
    assert_eq!((&citation["state"], &citation["reference"]), (&"asserted".into(), &"knees/r2".into()));
    // It is said once; and a marker that comes back says so again.
    let said = desk.import(&(KNEES.replace("[1]", "").replace("[2]", "") + "\n"));
    assert!(!said.contains("no longer cites"), "{said}");
    desk.import(KNEES);
    assert!(desk.ok(&["show", "c2"]).contains("the article cites it here: [2]"));
    // For programs, too.
    std::fs::write(desk.folder.path().join("knees.md"), KNEES.replace("[2]", "")).unwrap();
    let told = desk.json(&["import", "knees.md"]);
    assert_eq!(told["imported"][0]["claims"]["no_longer_cited"][0], "knees/c2 no longer cites r2 in the text");
}

#[test]
fn a_claim_stands_under_the_heading_of_today_unless_a_person_set_one() {
    let desk = Desk::new();
    desk.ok(&["edit", "c2", "section=Warmth"]);
    desk.import(&KNEES.replace("## Relief", "## What brings relief"));
    assert_eq!(desk.json(&["show", "c1"])["section"], "What brings relief");
    assert_eq!(desk.json(&["show", "c2"])["section"], "Warmth");
}

#[test]
fn reasons_follow_the_words_that_a_person_confirms() {
    let desk = Desk::new();
    assert!(desk.ok(&["show", "c2"]).contains("15%"));
    desk.import(&KNEES.replace("15%", "16%"));
    desk.ok(&["confirm", "c2"]);
    let claim = desk.json(&["show", "c2"]);
    let because = claim["because"].to_string();
    assert!(because.contains("16%") && !because.contains("15%"), "{because}");
    desk.ok(&["add", "claim", "Knees swell by 5%.", "--kind", "risk"]);
    assert_eq!(desk.json(&["show", "c3"])["because"][0], "added by hand");
}

#[test]
fn what_is_no_identifier_is_refused_with_what_was_expected() {
    let desk = Desk::new();
    let work = desk.json(&["works"])[0]["key"].as_str().unwrap().to_owned();
    for (field, why) in [
        ("pmid=abc", "pmid: “abc” is not a valid PMID: expected one to eight digits"),
        ("pmcid=12", "pmcid: “12” is not a valid PMCID: expected PMC and digits"),
        ("isbn=123", "isbn: “123” is not a valid ISBN"),
        ("url=foo", "url: “foo” is not a web address: expected one such as https://"),
        ("url=ftp://example.org", "is not a web address"),
        ("doi=foo", "doi: "),
    ] {
        desk.refused(&["edit", "r1", field], why);
        desk.refused(&["edit", &work, field], why);
    }
    desk.refused(&["edit", &work, "nbk=foo"], "nbk: ");
    desk.refused(&["edit", &work, "arxiv=foo"], "arxiv: ");
    desk.refused(&["edit", "knees", "url=foo"], "is not a web address");
    desk.ok(&[
        "edit",
        "r1",
        "pmid=PMID: 38042815",
        "isbn=978-1-4731-4227-5, 0-306-40615-2",
        "url=https://example.org/?token=1",
    ]);
    assert_eq!(desk.json(&["show", "r1"])["pmid"], "38042815");
    desk.ok(&["edit", "r1", "pmid=", "isbn=", "url="]);
    assert_eq!(desk.json(&["show", "r1"])["pmid"], Value::Null);
}

#[test]
fn what_is_empty_is_refused_in_words() {
    let desk = Desk::new();
    for empty in ["", "  "] {
        desk.refused(&["add", "claim", empty, "--kind", "risk"], "the statement is empty");
        desk.refused(&["add", "reference", empty], "the entry is empty");
    }
}

#[test]
fn no_command_tells_of_sql() {
    let desk = Desk::new();
    let works = desk.json(&["works"]);
    let key = |at: usize| works[at]["key"].as_str().unwrap().to_owned();
    let (one, other) = (key(0), key(1));
    desk.ok(&["add", "article", "hips", "--title", "Hips"]);
    desk.refused(&["add", "article", "toes", "--title", ""], "the title is empty");
    desk.refused(&["add", "article", "hips", "--title", "Hips"], "there is an article hips already");
    desk.refused(&["edit", &one, "level=9"], "“9” is not a level of evidence: expected 1 to 5");
    desk.refused(&["edit", &one, "seminal=perhaps"], "“perhaps” is neither yes nor no");
    let taken = format!("key={other}");
    for arguments in [
        &["edit", &one, &taken][..],
        &["edit", &one, "key=a/b"],
        &["edit", &one, "level=9"],
        &["edit", "hips", "key=knees"],
        &["add", "article", "knees", "--title", "Knees"],
        &["add", "article", "", "--title", "Knees"],
        &["add", "article", "toes", "--title", ""],
        &["add", "person", ""],
        &["edit", "knees/c1", "statement="],
        &["verify", "knees/c1", "r1", "--stance", "supports", "--quote", "", "--by", "A"],
        &["waive", "claim-uncited", "knees/c1", "--reason", "", "--until", "2027-01-01", "--by", "A"],
    ] {
        let said = desk.says(arguments);
        for raw in ["CHECK", "constraint", "UNIQUE", "SQL", "failed"] {
            assert!(!said.contains(raw), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn a_head_is_known_by_its_beginning() {
    let desk = Desk::new();
    let sound = desk.run(&["verify-catalogue"]);
    let head = sound.out.rsplit_once("Head: ").expect("the result goes to stdout").1.trim().to_owned();
    assert_eq!(head.len(), 64, "{}", sound.out);
    for known in [head.as_str(), &head[..8], &head[..20].to_uppercase(), &format!("{}…", &head[..12])] {
        assert_eq!(desk.run(&["verify-catalogue", "--head", known]).exit, 0, "{known}");
    }
    for wrong in ["3f9a", "nothing at all", &format!("{head}0")] {
        let run = desk.run(&["verify-catalogue", "--head", wrong]);
        assert_eq!(run.exit, 2, "{}", run.out);
        assert!(run.err.contains("a head is 64 hex digits, or its first 8 or more"), "{}", run.err);
    }
    let other = if head.starts_with('0') { "1".repeat(64) } else { "0".repeat(64) };
    let lost = desk.run(&["verify-catalogue", "--head", &other]);
    assert!(lost.exit == 1 && lost.out.starts_with("The log does not hold the head that was given, "), "{}", lost.out);
    // A catalogue that was only loaded has the head of whoever wrote it.
    desk.ok(&["dump", "text"]);
    desk.ok(&["--catalogue", "other.db", "load", "text"]);
    assert!(desk.ok(&["--catalogue", "other.db", "verify-catalogue"]).contains(&head));
}

#[test]
fn retired_claims_are_not_counted() {
    let desk = Desk::new();
    desk.review("c1");
    desk.review("c2");
    desk.ok(&["retire", "c2"]);
    assert_eq!(desk.json(&["articles"])[0]["counts"]["reviewed"], 1);
    assert_eq!(desk.json(&["show", "knees"])["counts"]["reviewed"], 1);
    assert_eq!(desk.json(&["coverage"])[0]["reviewed"], 1);
    desk.import(&KNEES.replace("## Relief", "## What helps\n\nKnees are joints.\n\n## Relief"));
    let said = desk.run(&["audit"]).out;
    assert!(said.contains("(1 reviewed claim)"), "{said}");
}

#[test]
fn a_reading_without_words_that_another_followed_can_be_retired_without_doubt() {
    let desk = Desk::new();
    desk.ok(&["verify", "c1", "r1", "--stance", "partly", "--by", "A. Reviewer"]);
    desk.ok(&["verify", "c1", "r1", "--stance", "supports", "--quote", "Pain fell by 30%.", "--by", "A. Reviewer"]);
    desk.review("c1");
    desk.ok(&["retire", "c1:r1:1", "--by", "A. Reviewer"]);
    assert_eq!(desk.json(&["claims", "--stale"]), Value::Array(Vec::new()));
    desk.ok(&["retire", "c1:r1:2", "--by", "A. Reviewer"]);
    assert_eq!(desk.json(&["claims", "--stale"])[0]["address"], "knees/c1", "its words were evidence");
}

#[test]
fn an_empty_list_says_what_is_true() {
    let desk = Desk::new();
    for (arguments, said) in [
        (&["claims", "--stale"][..], "No verdict is stale."),
        (&["claims", "--limit", "0"], "--limit 0 shows nothing."),
        (&["claims", "--kind", "harm"], "No claim fits these filters."),
        (&["references", "--retired"], "No reference fits these filters."),
        (&["articles", "--retired"], "No article is retired."),
    ] {
        let run = desk.run(arguments);
        assert_eq!((run.out.as_str(), run.err.trim()), ("", said), "{arguments:?}");
    }
    desk.review("c1");
    desk.review("c2");
    assert_eq!(desk.run(&["claims", "--unreviewed"]).err.trim(), "Every claim is reviewed.");
    desk.ok(&["retire", "knees"]);
    for list in ["claims", "references", "citations", "articles", "coverage"] {
        assert!(desk.run(&[list]).err.starts_with("Every article is retired."), "{list}");
    }
}

#[test]
fn a_review_is_not_due_before_it_is_given() {
    let desk = Desk::new();
    let due = |day: &str| ["review", "c1", "--verdict", "supported", "--by", "A", "--due", day].map(str::to_owned);
    let past = due("2020-01-01");
    desk.refused(&past.each_ref().map(String::as_str), "--due 2020-01-01 is in the past");
    // The year that it is, without a day, has not passed.
    for day in ["2026", "2026-11-23", "2027-06"] {
        assert_eq!(desk.run(&due(day).each_ref().map(String::as_str)).exit, 0, "{day}");
    }
}

#[test]
fn messages_are_plain_sentences() {
    let desk = Desk::new();
    desk.ok(&["backup", "copy.db"]);
    for (arguments, said) in [
        (&["edit", "c1", "foo=1"][..], "there is no field “foo” here; the fields are statement"),
        (&["edit", "c1", "kind=cause"], "there is no claim kind “cause”; use one of prevalence"),
        (&["explain", "stale"], "there is no rule “stale”; `claimbook rules` lists them"),
        (&["man", "zz"], "claimbook has no command “zz”; `claimbook --help` lists them"),
        (&["load", "nowhere"], "there is no folder"),
        (&["backup", "nowhere/b.db"], "there is no folder"),
        (&["backup", "copy.db"], "choose another name; a backup is never overwritten"),
        (&["edit", "c1", "section=Relief"], "Nothing to change: knees/c1 has these values already."),
        (&["add", "person", "Zoe Q, RDN"], "Added Zoe Q, RDN."),
        (&["add", "person", "Zoe Q, RDN"], "Zoe Q, RDN is in the catalogue already."),
        (&["confirm", "c1"], "There is nothing to confirm for knees/c1."),
    ] {
        let told = desk.says(arguments);
        assert!(told.contains(said), "{arguments:?}: {told}");
        assert!(!told.contains("os error"), "{arguments:?}: {told}");
    }
}

#[test]
fn messages_wrap_by_words_and_leave_commands_whole() {
    let desk = Desk::new();
    let narrow = Terminal::wide(desk.folder.path(), 60);
    let mut lines = Vec::new();
    for arguments in [
        &["baseline"][..],
        &["add", "claim", "Warm knees hurt less by a third in winter.", "--kind", "benefit"],
        &["check", "--list-hosts"],
        &["edit", "c1", "foo=1"],
        &["import", "knees.md", "--dry-run"],
    ] {
        let run = narrow.run(arguments);
        lines.extend(format!("{}{}", run.out, run.err).lines().map(str::to_owned));
    }
    assert!(lines.iter().any(|line| line == "  claimbook link knees/c3 REFERENCE"), "{lines:#?}");
    for line in lines {
        let is_one_word = !line.trim().contains(' ') || line.trim().starts_with("claimbook ");
        assert!(line.chars().count() <= 60 || is_one_word, "{line}");
    }
}

#[test]
fn a_claim_comes_back_as_it_was_retired() {
    let desk = Desk::new();
    desk.ok(&["accept", "c1"]);
    for (claim, status) in [("c1", "accepted"), ("c2", "proposed")] {
        assert!(desk.says(&["retire", claim]).contains(&format!("`claimbook retire --back knees/{claim}`")));
        assert!(desk.says(&["retire", claim, "--back"]).contains(&format!("is back, and {status} as before")));
        assert_eq!(desk.json(&["show", claim])["status"], status);
    }
    assert!(desk.says(&["retire", "c1", "--back"]).contains("knees/c1 was not retired."));
}

#[test]
fn people_can_be_shown_and_edited() {
    let desk = Desk::new();
    desk.ok(&["add", "person", "Luis Peña"]);
    assert!(desk.says(&["edit", "Luis Peña", "credentials=PharmD"]).contains("changed"));
    let shown = desk.json(&["show", "Luis Peña"]);
    assert_eq!((&shown["name"], &shown["credentials"]), (&"Luis Peña".into(), &"PharmD".into()));
    let address = shown["address"].as_str().unwrap();
    assert!(desk.ok(&["show", address]).contains("Luis Peña, PharmD"));
    assert!(desk.ok(&["history", address]).contains("credentials: nothing → PharmD"));
    assert_eq!(desk.run(&["edit", address, "id=x"]).exit, 2, "an id is declared, not given");
    let said = desk.says(&["retire", "Luis Peña, PharmD"]);
    assert!(
        said.contains("is retired: they can no longer give verdicts") && said.contains("--back \"Luis Peña, PharmD\""),
        "{said}"
    );
}

#[test]
fn what_is_set_aside_is_not_read_for() {
    let desk = Desk::new();
    desk.ok(&["link", "c1", "r1"]);
    desk.ok(&["dismiss", "c1"]);
    let run = desk.run(&["verify", "c1", "r1", "--stance", "partly", "--by", "A. Reviewer"]);
    assert!(run.exit == 2 && run.err.contains("is dismissed; first run claimbook accept"), "{}{}", run.out, run.err);
    desk.ok(&["accept", "c1"]);
    desk.ok(&["verify", "c1", "r1", "--stance", "partly", "--by", "A. Reviewer"]);
}

#[test]
fn words_that_show_nothing_are_no_words() {
    let desk = Desk::new();
    desk.ok(&["link", "c1", "r1"]);
    let verify = ["verify", "c1", "r1", "--stance", "partly", "--by", "A. Reviewer"];
    for nothing in ["\u{200b}", " \u{2060}\u{feff} ", "\u{2800}", "\u{3164}"] {
        for option in ["--quote", "--finding", "--locator"] {
            let run = desk.run(&[&verify[..], &[option, nothing]].concat());
            assert!(run.exit == 2 && run.err.contains("is empty"), "{option} {nothing:?}: {}{}", run.out, run.err);
        }
        for command in [
            &["note", "c1", nothing, "--by", "A. Reviewer"][..],
            &["add", "claim", nothing, "--kind", "benefit"],
            &["add", "reference", nothing],
        ] {
            let run = desk.run(command);
            assert!(run.exit == 2, "{command:?}: {}{}", run.out, run.err);
        }
    }
    for name in ["A\u{1b}[31m. B", "A. \u{202e}B", "A.\nB", "\u{200b}"] {
        let run = desk.run(&["add", "person", name]);
        assert!(run.exit == 2 && run.err.contains("cannot be seen"), "{name:?}: {}{}", run.out, run.err);
    }
}

#[test]
fn json_steers_no_terminal_and_says_the_same() {
    let desk = Desk::new();
    let words = "a\u{9b}31m\u{7f}\u{202e}b 👩\u{200d}🔬";
    desk.ok(&["note", "c1", words, "--by", "A. Reviewer"]);
    let printed = desk.ok(&["history", "--format", "json"]);
    assert!(!printed.contains(['\u{9b}', '\u{7f}', '\u{202e}']), "{printed}");
    let events: Value = serde_json::from_str(&printed).unwrap();
    assert!(events.as_array().unwrap().iter().any(|event| event["after"]["text"] == words), "{printed}");
}
