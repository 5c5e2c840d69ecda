//! Policy, waivers and formats: what becomes of findings after the rules.

use crate::double::snapshots::{Case, TODAY};
use claimbook::model::*;
use claimbook::report::*;
use jiff::civil::{Date, date};
use snapbox::assert_data_eq;
use std::collections::BTreeMap;

fn run() -> RunInfo {
    let repository = Repository { folder: String::new(), catalogue: "claimbook.db".into() };
    RunInfo {
        claimbook: "0.1.0".into(),
        catalogue: "claimbook.db".into(),
        today: TODAY,
        repository,
        log_heads: Vec::new(),
    }
}

pub(super) fn report_of(cases: &[&Case], policy: &Policy, waivers: &Waivers) -> Report {
    let settings = Settings::default();
    let mut gathering = ReportBuilder::new(run(), policy, &settings);
    cases.iter().for_each(|case| gathering.add_article(&case.s).unwrap());
    gathering.finish(waivers).unwrap()
}

pub(super) fn plain(case: &Case) -> Report {
    report_of(&[case], &Policy::new(&Settings::default()), &Waivers::default())
}
pub(super) fn list_found(report: &Report) -> Vec<ReportedFinding> {
    report.findings.to_vec().unwrap()
}

pub(super) fn rendered(report: &Report, format: &str, view: RenderOptions) -> String {
    let mut out = Vec::new();
    (find_renderer(format).unwrap().render)(report, &view, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(super) const PLAIN: RenderOptions = RenderOptions {
    width: 80,
    colour: false,
    verbose: false,
    wrapped: false,
    explain: false,
    ending: Ending {
        exit: Exit::Clean,
        strict: false,
        program: std::borrow::Cow::Borrowed("claimbook"),
        without_catalogue: None,
    },
};

/// An article with something of everything: figures without a source and against it, a dead DOI, a proposal, a waiver.
pub(super) fn spoilt() -> Case {
    let mut case = Case::sound();
    case.claim(Kind::Outcome, "Members of our programme report 67% less knee pain after twelve weeks.");
    case.reviewed(Kind::Prevalence, "Knee pain affects 46% of adults.", "Knee pain affected 25% of adults.");
    let long = "After a long walk on uneven ground, and in particular after walking downhill with a heavy rucksack, most people \
                find that putting ice on the knee is safe, which is why we tell everybody who walks with us to keep some at home.";
    case.reviewed(Kind::Harm, long, "Ice did no harm.");
    case.claim(Kind::Benefit, "Walking eases stiffness.");
    case.s.claims.last_mut().unwrap().status = Status::Proposed;
    case.work("brown2011", 2011, "Brown K. Knees. Knee J. 2011. doi:10.5555/knee.2");
    case.heard("10.5555/knee.2", DoiState::Absent);
    case.work("green2022", 2022, "Green A. Walking. Knee J. 2022. doi:10.5555/knee.3");
    let heard = std::mem::take(&mut case.s.observations).into_iter();
    case.s.observations = heard.filter(|o| o.identifier != "10.5555/knee.3").collect();
    case
}

pub(super) fn waiver(case: &mut Case, rule: &str, address: &str, expires_on: Date) -> Waivers {
    let person = case.s.people[0].1.uid;
    let (rule, address, reason) = (rule.to_owned(), address.to_owned(), "Agreed with the clinic.".to_owned());
    let waiver = Waiver {
        uid: case.uid(),
        rule,
        address,
        reason,
        person,
        waived_on: date(2024, 1, 1),
        expires_on,
        record: None,
        retired_on: None,
        fingerprint: None,
    };
    Waivers { list: vec![waiver], people: BTreeMap::from([(person, "A. Reviewer".into())]), whole: true }
}

fn ids(report: &Report) -> Vec<&str> {
    list_found(report).into_iter().map(|r| r.finding.rule).collect()
}

#[test]
fn people_see_the_worst_first_and_what_was_not_checked() {
    let mut case = spoilt();
    let waivers = waiver(&mut case, "reference-uncited", "knee-pain/r3", date(2025, 1, 1));
    let report = report_of(&[&case], &Policy::new(&Settings::default()), &waivers);
    assert_data_eq!(rendered(&report, "human", PLAIN), snapbox::file!["../../fixtures/report/human.txt"].raw());
    let verbose = RenderOptions { width: 120, verbose: true, ..PLAIN };
    assert_data_eq!(
        rendered(&report, "human", verbose),
        snapbox::file!["../../fixtures/report/human-verbose.txt"].raw()
    );
}

#[test]
fn programs_see_the_contract() {
    let mut case = spoilt();
    let waivers = waiver(&mut case, "reference-uncited", "knee-pain/r3", date(2025, 1, 1));
    let report = report_of(&[&case], &Policy::new(&Settings::default()), &waivers);
    assert_data_eq!(rendered(&report, "json", PLAIN), snapbox::file!["../../fixtures/report/report.json"].raw());
    assert_data_eq!(rendered(&report, "jsonl", PLAIN), snapbox::file!["../../fixtures/report/report.jsonl"].raw());
}

#[test]
fn the_contract_names_its_fields() {
    let json: serde_json::Value = serde_json::from_str(&rendered(&plain(&spoilt()), "json", PLAIN)).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&json),
        "schema claimbook catalogue today log_heads findings counts unchecked unchecked_by_reason waived baseline works"
    );
    assert_eq!(json["schema"], "claimbook.report/2");
    assert_eq!(
        keys(&json["counts"]),
        "by_severity by_rule articles claims references works rules unchecked waived baseline earlier"
    );
    assert_eq!(keys(&json["counts"]["by_severity"]), "deny warn note");
    assert_eq!(keys(&json["counts"]["by_rule"][0]), "rule deny warn note");
    assert_eq!(
        keys(&json["findings"][0]),
        "rule severity address message quote sentence help standard file line column fingerprint related cause"
    );
    assert_eq!(keys(&json["unchecked"][0]), "rule address source reason");
    assert_eq!(keys(&json["unchecked_by_reason"][0]), "source reason rules addresses");
    assert_eq!(keys(&json["works"][0]), "key references doi doi_state agency compared notices source asked_at");
}

#[test]
fn severities_stack_rule_settings_flags() {
    let severity = |policy: &Policy| {
        let report = report_of(&[&spoilt()], policy, &Waivers::default());
        list_found(&report).into_iter().find(|r| r.finding.rule == "claim-figure-uncited").map(|r| r.finding.severity)
    };
    let mut settings = Settings::default();
    assert_eq!(severity(&Policy::new(&settings)), Some(Severity::Deny));
    settings.severities.insert("claim-figure-uncited".into(), Severity::Note);
    assert_eq!(severity(&Policy::new(&settings)), Some(Severity::Note));
    let mut policy = Policy::new(&settings);
    policy.set_severity("claim-figure-uncited", Severity::Warn).unwrap();
    assert_eq!(severity(&policy), Some(Severity::Warn));
    policy.set_severity("claim-figure-uncited", Severity::Allow).unwrap();
    assert_eq!(severity(&policy), None);
    assert!(!policy.list_rules().iter().any(|r| r.id == "claim-figure-uncited"), "what is allowed does not run");
    let wrong = policy.set_severity("claim-figure-uncitd", Severity::Warn).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "there is no rule “claim-figure-uncitd”, did you mean claim-figure-uncited?; `claimbook rules` lists them"
    );
}

#[test]
fn policy_lowers_what_matters_less_and_never_raises_it() {
    let severity = |set: Severity, verdict| {
        let mut case = Case::sound();
        case.s.reviews[0].verdict = verdict;
        let mut settings = Settings::default();
        settings.severities.insert("claim-evidence-missing".into(), set);
        let report = report_of(&[&case], &Policy::new(&settings), &Waivers::default());
        list_found(&report).into_iter().find(|r| r.finding.rule == "claim-evidence-missing").map(|r| r.finding.severity)
    };
    for (set, missing, partly) in [
        (Severity::Deny, Some(Severity::Deny), Some(Severity::Warn)),
        (Severity::Warn, Some(Severity::Warn), Some(Severity::Warn)),
        (Severity::Note, Some(Severity::Note), Some(Severity::Note)),
        (Severity::Allow, None, None),
    ] {
        assert_eq!(severity(set, Verdict::NotEnoughEvidence), missing, "{set}");
        assert_eq!(severity(set, Verdict::Partly), partly, "{set}");
    }
}

#[test]
fn only_some_rules_run() {
    let mut policy = Policy::new(&Settings::default());
    policy.only = vec!["doi".into(), "work-old".into()];
    let report = report_of(&[&spoilt()], &policy, &Waivers::default());
    assert_eq!(ids(&report), ["doi-not-found", "work-old"]);
    assert_eq!(report.checked.rules, 6);
}

#[test]
fn a_waiver_lives_expires_and_is_left_over() {
    let policy = Policy::new(&Settings::default());
    let with = |case: &mut Case, rule: &str, address: &str, until: Date| {
        let waivers = waiver(case, rule, address, until);
        report_of(&[case], &policy, &waivers)
    };
    let mut case = Case::sound();
    case.heard("10.5555/knee.1", DoiState::Absent);

    let living = with(&mut case, "doi-not-found", "knee-pain/r1", TODAY);
    assert_eq!((ids(&living), living.waived.len()), (vec![], 1));
    assert_eq!(
        (living.waived[0].by.as_str(), living.waived[0].reason.as_str()),
        ("A. Reviewer", "Agreed with the clinic.")
    );

    let expired = with(&mut case, "doi-not-found", "knee-pain/r1", date(2024, 6, 29));
    assert_eq!((ids(&expired), expired.waived.len()), (vec!["doi-not-found", "waiver-expired"], 0));
    assert_eq!(
        list_found(&expired)[1].finding.message,
        "the waiver of doi-not-found ended on 2024-06-29; it no longer covers 1 finding (its reason: “Agreed with the clinic.”)"
    );

    let elsewhere = with(&mut case, "doi-not-found", "knee-pain/r9", TODAY);
    assert_eq!(ids(&elsewhere), ["doi-not-found", "waiver-unmatched"]);

    case.heard("10.5555/knee.1", DoiState::Exists);
    assert_eq!(ids(&with(&mut case, "doi-not-found", "knee-pain/r1", TODAY)), ["waiver-unmatched"]);
    assert_eq!(ids(&with(&mut case, "doi-not-found", "knee-pain/r1", date(2024, 1, 1))), ["waiver-expired"]);

    case.s.observations = Observations::default();
    let unasked = with(&mut case, "doi-not-found", "knee-pain/r1", TODAY);
    assert!(ids(&unasked).is_empty(), "a rule that could not look leaves the waiver alone");
}

#[test]
fn waivers_outside_the_run_are_left_alone() {
    let mut case = Case::sound();
    let mut waivers = waiver(&mut case, "claim-uncited", "another-article/c1", TODAY);
    let mut policy = Policy::new(&Settings::default());
    assert_eq!(ids(&report_of(&[&case], &policy, &waivers)), ["waiver-unmatched"]);
    waivers.whole = false;
    assert!(report_of(&[&case], &policy, &waivers).findings.is_empty());
    waivers = waiver(&mut case, "claim-uncited", "knee-pain/c1", TODAY);
    policy.only = vec!["doi".into(), "waiver".into()];
    assert!(report_of(&[&case], &policy, &waivers).findings.is_empty(), "its rule did not run");
}

#[test]
fn a_renewed_waiver_replaces_the_expired_one() {
    let mut case = Case::sound();
    case.heard("10.5555/knee.1", DoiState::Absent);
    let mut waivers = waiver(&mut case, "doi-not-found", "knee-pain/r1", date(2024, 1, 31));
    waivers.list.extend(waiver(&mut case, "doi-not-found", "knee-pain/r1", date(2025, 1, 31)).list);
    let report = report_of(&[&case], &Policy::new(&Settings::default()), &waivers);
    assert_eq!((ids(&report), report.waived.len()), (vec![], 1));
}

#[test]
fn a_claim_that_two_articles_word_is_found_once() {
    let case = spoilt();
    let mut other = case.clone();
    let (home, elsewhere) = (other.article(), other.uid());
    let article = other.s.article.as_mut().unwrap();
    (article.uid, article.key) = (elsewhere, "knee-braces".into());
    other.s.articles.insert(elsewhere, "knee-braces".into());
    other.s.foreign_references = std::mem::take(&mut other.s.references);
    assert_eq!(other.s.articles.get(&home).map(String::as_str), Some("knee-pain"));
    let policy = Policy::new(&Settings::default());
    let one = report_of(&[&case], &policy, &Waivers::default());
    let both = report_of(&[&case, &other], &policy, &Waivers::default());
    let of_claims = |r: &Report| list_found(r).iter().filter(|f| f.finding.address.starts_with("knee-pain/c")).count();
    assert_eq!(of_claims(&both), of_claims(&one));
    assert_eq!((both.checked.articles, both.checked.claims), (2, one.checked.claims));
}

#[test]
fn colours_are_the_callers_choice() {
    let report = plain(&spoilt());
    assert!(!rendered(&report, "human", PLAIN).contains('\u{1b}'));
    assert!(rendered(&report, "human", RenderOptions { colour: true, ..PLAIN }).contains("\u{1b}["));
}

#[test]
fn words_are_wrapped_at_a_terminal() {
    let report = plain(&spoilt());
    for width in [40, 60, 80, 120, 500] {
        for colour in [false, true] {
            let text =
                rendered(&report, "human", RenderOptions { width, colour, wrapped: true, verbose: true, ..PLAIN });
            let bare = text.replace('\u{1b}', "");
            let long: Vec<&str> = bare.lines().filter(|l| !colour && l.chars().count() > width).collect();
            // Only what is one word, such as a key, may be wider.
            assert!(
                long.iter().all(|l| l.split_whitespace().any(|w| w.chars().count() > width / 2)),
                "{width}: {long:#?}"
            );
            assert!(text.contains("deny["), "{text}");
        }
    }
}

#[test]
fn a_finding_carries_the_sentence_that_it_is_about() {
    let report = plain(&spoilt());
    let json: serde_json::Value = serde_json::from_str(&rendered(&report, "json", PLAIN)).unwrap();
    let found = json["findings"].as_array().unwrap();
    let first = (found[0]["quote"].as_str().unwrap(), found[0]["sentence"].as_str().unwrap());
    assert_eq!(first, ("67%", "Members of our programme report 67% less knee pain after twelve weeks."));
    let sentence = found.iter().filter_map(|f| f["sentence"].as_str()).max_by_key(|s| s.len()).unwrap().to_owned();
    assert!(sentence.contains(' '), "{sentence}");
    let start: String = sentence.chars().take(20).collect();
    for format in ["jsonl", "sarif", "junit", "gitlab"] {
        assert!(
            rendered(&report, format, RenderOptions { verbose: true, width: 200, ..PLAIN }).contains(&start),
            "{format}: {start}"
        );
    }
    let is_told = |r: &ReportedFinding| r.finding.severity > Severity::Note && r.sentence.is_some();
    let beside = list_found(&report).into_iter().find(is_told).unwrap();
    let start: String = beside.sentence.as_deref().unwrap().chars().take(12).collect();
    for format in ["github", "markdown"] {
        assert!(rendered(&report, format, PLAIN).contains(&start), "{format}: {start}");
    }
}

/// Escape sequences, C1, line breaks, bidi, invisible characters: none may reach a terminal from data.
pub(super) const HOSTILE: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\link",
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}P1;1|pq\u{1b}\\",
    "\u{9b}31m\u{9d}0;t\u{9c}",
    "a\rb",
    "a\u{8}b\u{7f}",
    "a\nb",
    "\u{202e}gnp.exe\u{2066}x\u{2069}",
    "zero\u{200b}width\u{feff}",
    "tag\u{e0041}",
];

/// A report in which every text from data holds this one.
pub(super) fn hostile(payload: &str) -> Report {
    let mut case = spoilt();
    let bad = |text: &str| format!("{text} {payload} end");
    case.s.article.as_mut().unwrap().key = bad("knee");
    case.s.articles.values_mut().for_each(|key| *key = bad("knee"));
    case.s.version.as_mut().unwrap().source = Some(bad("file"));
    let text = &mut case.s.version.as_mut().unwrap().text;
    *text = text.replacen("Members of our", payload, 1);
    case.s.claims.iter_mut().for_each(|c| c.statement = bad(&c.statement));
    case.s.occurrences.iter_mut().for_each(|o| o.exact = bad(&o.exact));
    case.s.occurrences[0].state = OccurrenceState::Orphaned;
    case.s.people.iter_mut().for_each(|(_, p)| (p.name, p.credentials) = (bad("A"), None));
    case.s.persons.values_mut().for_each(|p| p.name = bad("A"));
    case.s.works.values_mut().for_each(|w| w.key = bad("smith"));
    case.s.references[0].doi_printed = Some(bad("10.1000"));
    case.s.readings.iter_mut().for_each(|r| r.quote = Some(bad("Knee pain affected 25% of adults.")));
    case.s.reviews.iter_mut().for_each(|r| (r.verdict, r.note) = (Verdict::Contradicted, Some(bad("no"))));
    let heard = std::mem::take(&mut case.s.observations).into_iter();
    case.s.observations = heard.map(|o| Observation { service: bad("doi.org"), ..o }).collect();
    let waivers = waiver(&mut case, "work-old", &bad("knee/c9"), date(2024, 1, 1));
    let report = report_of(&[&case], &Policy::new(&Settings::default()), &waivers);
    assert!(report.findings.len() > 10);
    report
}

#[test]
fn hostile_text_in_any_field_reaches_no_terminal() {
    for payload in HOSTILE {
        let report = hostile(payload);
        let shown = rendered(&report, "human", RenderOptions { verbose: true, ..PLAIN });
        let steering = |c: char| c != '\n' && claimbook::text::visible::is_hidden(c);
        let line = shown.lines().find(|l| l.contains(steering));
        assert_eq!(line, None, "{payload:?}");
        let json: serde_json::Value = serde_json::from_str(&rendered(&report, "json", PLAIN)).unwrap();
        assert!(json["findings"][0]["address"].as_str().unwrap().contains(payload), "JSON keeps the data as it is");
    }
}

#[test]
fn every_service_that_is_asked_can_be_set() {
    for service in claimbook::registry::SERVICES {
        let text = format!("[services.\"{}\"]\nurl = \"http://localhost:1\"\npace = \"off\"\n", service.name);
        let settings = parse_settings(&text, "claimbook.toml").unwrap();
        assert!(settings.services[service.name].pace_off.is_some(), "{}", service.name);
    }
}

proptest::proptest! {
    #[test]
    fn fingerprints_stay_when_lines_move(above in 0_usize..20, statement in "[a-z ]{1,40}") {
        let prints = |blocks: usize| -> Vec<(String, Option<u32>)> {
            let mut case = Case::empty();
            (0..blocks).for_each(|_| _ = case.block(BlockKind::Paragraph, "Something else."));
            case.claim(Kind::Harm, &format!("Braces {statement} hurt 5% of runners."));
            let report = plain(&case);
            list_found(&report).into_iter().map(|r| (r.fingerprint.to_string(), r.finding.place.line)).collect()
        };
        let (before, after) = (prints(0), prints(above));
        let only = |list: &[(String, Option<u32>)]| list.iter().map(|p| p.0.clone()).collect::<Vec<_>>();
        proptest::prop_assert_eq!(only(&before), only(&after));
        proptest::prop_assert_eq!(before == after, above == 0);
    }
}
