//! Each rule fires where it should and is silent next to that; one cause gives one finding; what a rule lacks makes it
//! unchecked. Besides: ids, files and pages keep step.

use super::pairs::pairs;
use crate::double::snapshots::{Case, TODAY, article};
use claimbook::model::*;
use claimbook::rules::{self, Check, Context, Outcome, RULES, Rule};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn run(case: &Case) -> Outcome {
    rules::run(&Context::new(&case.s, &case.settings, TODAY), RULES)
}

#[test]
fn each_rule_fires_alone_and_is_silent_next_to_it() {
    let mut wrong = Vec::new();
    let sound = run(&Case::sound()).unchecked;
    for pair in pairs() {
        let mut case = Case::sound();
        (pair.fires)(&mut case);
        let outcome = run(&case);
        let found: Vec<String> =
            outcome.findings.iter().map(|f| format!("{} {}: {}", f.rule, f.address, f.message)).collect();
        let expected = format!("{} {}", pair.rule, pair.finds);
        // Where the table ends in the middle, the reason is another module's.
        let as_expected =
            |found: &String| *found == expected || expected.ends_with(' ') && found.starts_with(&expected);
        if found.len() != 1 || !found.iter().all(as_expected) {
            wrong.push(format!("{} fires: {found:#?}", pair.rule));
        }
        let mut case = Case::sound();
        (pair.silent)(&mut case);
        let outcome = run(&case);
        // Silent because it looked and found nothing: no rule may lack more here than in the sound case.
        if !outcome.findings.is_empty() || outcome.unchecked != sound {
            wrong.push(format!("{} silent: {:?} {:?}", pair.rule, outcome.findings, outcome.unchecked));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_pair() {
    let ids = |check: fn(&Check) -> bool| -> BTreeSet<&str> {
        RULES.iter().filter(|r| check(&r.check)).map(|r| r.id).collect()
    };
    let paired: BTreeSet<&str> = pairs().map(|p| p.rule).collect();
    assert_eq!(paired, ids(|check| matches!(check, Check::Article(_))));
    assert_eq!(ids(|check| matches!(check, Check::Baseline(_))), BTreeSet::from(["baseline-unmatched"]));
    assert_eq!(ids(|check| matches!(check, Check::Waiver(_))), BTreeSet::from(["waiver-expired", "waiver-unmatched"]));
}

#[test]
fn a_sound_article_and_an_empty_one_are_clean() {
    for case in [Case::sound(), Case::empty()] {
        assert_eq!(run(&case), Outcome::default());
    }
    let nothing = Snapshot::default();
    let outcome = rules::run(&Context::new(&nothing, &Settings::default(), TODAY), RULES);
    assert!(outcome.findings.is_empty());
}

#[test]
fn dismissed_and_retired_claims_produce_nothing() {
    for status in [Status::Dismissed, Status::Retired] {
        for pair in pairs().filter(|p| p.rule.starts_with("claim-") || p.rule.starts_with("occurrence-")) {
            let mut case = Case::sound();
            (pair.fires)(&mut case);
            case.s.claims.iter_mut().for_each(|c| c.status = status);
            let about_claims = run(&case).findings.into_iter().filter(|f| f.address.contains("/c"));
            assert_eq!(about_claims.count(), 0, "{} {status}", pair.rule);
        }
    }
}

#[test]
fn what_becomes_of_a_mere_proposal_in_the_text_refuses_nothing() {
    let placed = |state: OccurrenceState, is_judged: bool| {
        let mut case = Case::sound();
        case.s.claims[0].status = Status::Proposed;
        case.o1().state = state;
        if !is_judged {
            case.s.reviews.clear();
        }
        let found = run(&case).findings.into_iter().filter(|found| found.rule.starts_with("occurrence-"));
        found.map(|found| (found.rule.to_string(), found.at_most)).collect::<Vec<_>>()
    };
    let (changed, orphaned) = ("occurrence-changed".to_owned(), "occurrence-orphaned".to_owned());
    assert_eq!(placed(OccurrenceState::Changed, false), [(changed.clone(), Severity::Note)]);
    assert_eq!(placed(OccurrenceState::Changed, true), [(changed, Severity::Deny)]);
    assert_eq!(placed(OccurrenceState::Orphaned, false), []);
    assert_eq!(placed(OccurrenceState::Orphaned, true), [(orphaned, Severity::Deny)]);
}

#[test]
fn one_missing_citation_is_one_finding() {
    let statement = "Research shows that braces reduce pain by 30%.";
    for (kind, expected) in [
        (Kind::Benefit, Some("claim-figure-uncited")),
        (Kind::Mechanism, Some("claim-figure-uncited")),
        (Kind::Context, Some("claim-vague-source")),
    ] {
        let mut case = Case::sound();
        case.claim(kind, statement);
        let rules: Vec<&str> = run(&case).findings.iter().map(|f| f.rule).collect();
        assert_eq!(rules, Vec::from_iter(expected), "{kind}");
    }
}

#[test]
fn what_a_rule_lacks_makes_it_unchecked() {
    let reasons = |case: &Case, rule: &str| -> Vec<String> {
        let unchecked = run(case).unchecked.into_iter().filter(|u| u.rule == rule);
        unchecked.map(|u| format!("{} {}: {}", u.address, u.source, u.reason)).collect()
    };
    let mut unasked = Case::sound();
    unasked.s.observations = Observations::default();
    assert_eq!(
        reasons(&unasked, "doi-not-found"),
        ["knee-pain/r1 doi.org: not asked yet; run `claimbook check --only doi`"]
    );

    let mut silent = Case::sound();
    silent.heard("10.5555/knee.1", DoiState::Unchecked);
    assert_eq!(
        reasons(&silent, "doi-not-found"),
        ["knee-pain/r1 doi.org: asked, but there was no answer; run `claimbook check --only doi` again"]
    );

    let mut german = Case::sound();
    article(&mut german).language = "de".into();
    german.claim(Kind::Harm, "Kniebandagen sind safe.");
    let reason = "knee-pain wording: the language of the article is de, and this rule only knows English";
    assert_eq!(reasons(&german, "claim-absolute-word"), [reason]);
    assert!(run(&german).findings.iter().any(|f| f.rule == "claim-uncited"), "the other rules still look");

    let mut gone = Case::sound();
    gone.s.source = SourceState::Missing("no such file".into());
    assert_eq!(reasons(&gone, "occurrence-orphaned"), ["knee-pain articles/knee-pain.md: no such file"]);

    let mut dateless = Case::sound();
    article(&mut dateless).updated_on = None;
    article(&mut dateless).last_reviewed_on = None;
    assert_eq!(
        reasons(&dateless, "article-review-overdue"),
        ["knee-pain article: the article has no date to count from"]
    );

    let mut wordless = Case::sound();
    wordless.reviewed(Kind::Prevalence, "Knee pain affects 25% of adults.", "");
    let reason = "knee-pain/c2 evidence: no words of the evidence are stored to compare “25%” with";
    assert_eq!(reasons(&wordless, "claim-figure-mismatch"), [reason]);

    let mut undated = Case::sound();
    undated.reviewed(Kind::SourceDescription, "A 2019 review found that walking helps.", "Walking helps.");
    undated.smith().csl.issued = None;
    undated.r1().csl.issued = None;
    let reason = "knee-pain/c2 metadata: the year of the work that “2019 review” cites is not known";
    assert_eq!(reasons(&undated, "claim-source-mismatch"), [reason]);
}

#[test]
fn findings_point_at_their_place_and_name_what_rests_on_a_work() {
    let mut case = Case::sound();
    case.reviewed(Kind::Harm, "Ice on the knee is safe.", "Ice did no harm.");
    case.heard("10.5555/knee.1", DoiState::Absent);
    let outcome = run(&case);
    let found = |rule: &str| outcome.findings.iter().find(|f| f.rule == rule).unwrap();
    let word = &found("claim-absolute-word").place;
    assert_eq!((word.file.as_deref(), word.line, word.column), (Some("articles/knee-pain.md"), Some(7), Some(20)));
    let doi = found("doi-not-found");
    assert_eq!(doi.related, ["knee-pain/c1", "knee-pain/c2"]);
    assert_eq!(doi.place.line, Some(5));
}

#[test]
fn a_suggestion_is_no_citation_but_help() {
    let mut case = Case::sound();
    let claim = case.claim(Kind::Benefit, "Walking eases stiffness.");
    let citation = case.cite(claim, case.s.references[0].uid);
    let suggestion = case.s.citations.iter_mut().find(|c| c.uid == citation).unwrap();
    (suggestion.state, suggestion.score) = (CitationState::Suggested, Some(0.7));
    let found = run(&case).findings;
    assert_eq!(found.iter().map(|f| f.rule).collect::<Vec<_>>(), ["claim-uncited"]);
    assert!(found[0].help.contains("claimbook link knee-pain/c2 knee-pain/r1"), "{}", found[0].help);
}

#[test]
fn a_new_occurrence_is_unreviewed_and_makes_nothing_stale() {
    let mut case = Case::sound();
    let claim = case.s.claims[0].uid;
    case.occurrence(claim, "There is no blood in cartilage.");
    let found: Vec<(&str, String)> = run(&case).findings.into_iter().map(|f| (f.rule, f.message)).collect();
    assert_eq!(
        found,
        [("claim-unreviewed", "its sentence 2 in the article was added after the review of 2024-04-01".to_owned())]
    );
}

#[test]
fn ids_files_and_pages_keep_step() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stems = |folder: &str, extension: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path());
        let files = entries.filter(|p| p.extension().is_some_and(|e| e == extension));
        files.map(|p| p.file_stem().unwrap().to_str().unwrap().replace('_', "-")).filter(|s| s != "mod").collect()
    };
    let ids: BTreeSet<String> = RULES.iter().map(|r| r.id.to_owned()).collect();
    assert_eq!(ids.len(), RULES.len(), "two rules share an id");
    assert_eq!(stems("src/rules", "rs"), ids);
    assert_eq!(stems("docs/rules", "md"), ids);
    for rule in RULES {
        let file = root.join("src/rules").join(rule.id.replace('-', "_")).with_extension("rs");
        assert!(std::fs::read_to_string(&file).unwrap().lines().count() <= 120, "{} is long", rule.id);
        page_is_whole(rule);
    }
}

fn page_is_whole(rule: &Rule) {
    let headings: Vec<&str> = rule.page.lines().filter(|l| l.starts_with('#')).collect();
    let expected = ["## What it finds", "## Why it matters", "## Example", "## What to do"];
    assert_eq!(headings[0], format!("# {}", rule.id));
    assert_eq!(headings[1..], expected, "{}", rule.id);
    let flat = rule.page.replace('\n', " ");
    assert!(flat.contains(&format!("From: {}.", rule.standard)), "{}: the page names another standard", rule.id);
    assert!(!rule.summary.is_empty() && !rule.help.is_empty(), "{}", rule.id);
}

#[test]
fn figures_are_shown_beside_those_of_the_evidence() {
    let found = |statement: &str, note: &str| -> Vec<String> {
        let mut case = Case::sound();
        let claim = case.claim(Kind::Prevalence, statement);
        let citation = case.cite(claim, case.s.references[0].uid);
        case.s.citations.iter_mut().find(|c| c.uid == citation).unwrap().note = Some(note.to_owned());
        let figures = run(&case).findings.into_iter().filter(|f| f.rule.starts_with("claim-figure-"));
        figures.map(|f| format!("{} {}", f.rule, f.message)).collect()
    };
    for (statement, note, expected) in [
        (
            "Sleeping on your side is best after about 20 weeks.",
            "Going to sleep on the back was linked with stillbirth after 28 weeks.",
            "claim-figure-mismatch the claim says “after about 20 weeks”, its evidence says “after 28 weeks”",
        ),
        (
            "Back pain affects more than 40% of pregnant women.",
            "Pooled prevalence of back pain in pregnancy was 40.5% (95% CI 33 to 48.4) in 28 studies.",
            "claim-figure-remark ",
        ),
        (
            "Back pain in pregnancy may be as high as 86%.",
            "Up to 86% of pregnant women have lumbopelvic pain in the third trimester.",
            "claim-figure-remark ",
        ),
    ] {
        let found = found(statement, note);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{statement}: {found:#?}");
    }
}
