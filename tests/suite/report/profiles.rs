//! Profiles: where they stand among severities, and what their pages tell.

use claimbook::model::*;
use claimbook::report::{PROFILES, Policy};

#[test]
fn a_profile_stands_between_the_rules_and_the_settings() {
    let of = |profile: &str, rule: &str, set: Option<Severity>| {
        let mut settings = Settings { profile: Some(profile.to_owned()), ..Settings::default() };
        settings.severities.extend(set.map(|severity| (rule.to_owned(), severity)));
        Policy::new(&settings).find_severity(claimbook::rules::find_rule(rule).unwrap())
    };
    for (profile, rule, set, expected) in [
        ("default", "claim-overstated", None, Severity::Warn),
        ("nhs", "claim-overstated", None, Severity::Warn),
        ("pif", "claim-overstated", None, Severity::Deny),
        ("pif", "claim-overstated", Some(Severity::Note), Severity::Note),
        ("nhs", "article-dates-missing", None, Severity::Deny),
        ("nhs", "reference-detail", None, Severity::Note),
        ("pif", "doi-not-found", None, Severity::Deny),
    ] {
        assert_eq!(of(profile, rule, set), expected, "{profile} {rule} {set:?}");
    }
}

#[test]
fn each_profile_has_a_page_that_tells_its_severities() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for profile in PROFILES.iter().filter(|profile| profile.name != "default") {
        let page = std::fs::read_to_string(root.join(format!("docs/profiles/{}.md", profile.name))).unwrap();
        assert!(page.contains("## What no machine can check"), "{}", profile.name);
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
        for (rule, severity) in profile.severities() {
            let quoted = format!("`{rule}`");
            let told = rows.iter().find_map(|row| row.split_once(&quoted)).map(|(_, behind)| behind);
            // The first severity behind a rule is its own: several in a row may share one.
            let words = told.map(|behind| behind.split(|c: char| !c.is_ascii_lowercase()).collect::<Vec<_>>());
            let first =
                words.and_then(|words| words.into_iter().find(|w| ["deny", "warn", "note", "allow"].contains(w)));
            assert_eq!(first, Some(severity.token()), "{}: {rule}", profile.name);
        }
    }
}
