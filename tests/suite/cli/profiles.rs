//! A profile on the command line and in the settings.

use crate::double::desk::Desk;

fn severity(desk: &Desk, arguments: &[&str]) -> String {
    let report = desk.json(&[&["--example", "audit"], arguments].concat());
    let found = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "claim-absolute-word");
    found.unwrap()["severity"].as_str().unwrap().to_owned()
}

#[test]
fn a_profile_is_named_on_the_command_line_or_in_the_settings() {
    let desk = Desk::new();
    assert_eq!(severity(&desk, &[]), "warn");
    assert_eq!(severity(&desk, &["--profile", "pif"]), "deny");
    assert_eq!(severity(&desk, &["--profile", "pif", "--warn", "claim-absolute-word"]), "warn");

    let of_rule = || {
        let rules = desk.json(&["rules"]);
        let rule = rules.as_array().unwrap().iter().find(|r| r["id"] == "article-dates-missing").unwrap().clone();
        (rule["severity"].as_str().unwrap().to_owned(), rule["default_severity"].as_str().unwrap().to_owned())
    };
    assert_eq!(of_rule(), ("warn".to_owned(), "warn".to_owned()));
    std::fs::write(desk.path().join("claimbook.toml"), "profile = \"nhs\"\n").unwrap();
    assert_eq!(of_rule(), ("deny".to_owned(), "warn".to_owned()));
}

#[test]
fn a_profile_that_is_not_there_is_answered_with_those_that_are() {
    let desk = Desk::new();
    for command in ["audit", "check", "baseline"] {
        let run = desk.run(&[command, "--profile", "journal"]);
        assert_eq!(run.exit, 2, "{command}: {}", run.err);
        assert!(["default", "nhs", "pif"].iter().all(|name| run.err.contains(name)), "{command}: {}", run.err);
    }
    std::fs::write(desk.path().join("claimbook.toml"), "profile = \"hon\"\n").unwrap();
    let run = desk.run(&["audit"]);
    assert_eq!(run.exit, 2, "{}", run.err);
    assert!(run.err.contains("there is no profile “hon”; there are default, nhs, pif"), "{}", run.err);
}
