//! A claim's figures beside its evidence's: the table of `tests/fixtures/detect/figures.tsv`.

use claimbook::compare::compare;
use claimbook::model::FigureMatch;

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let table = include_str!("../fixtures/detect/figures.tsv");
    table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// Whether a match is what the table expects: the result, and a remark that holds the words in brackets (`[]`: none).
fn is_expected(found: &FigureMatch, expected: &str) -> bool {
    let (result, remark) = expected.split_once(" [").unwrap_or((expected, ""));
    let remark = remark.trim_end_matches(']');
    let remark_fits = if expected.ends_with("[]") { found.remark.is_empty() } else { found.remark.contains(remark) };
    found.result.to_string() == result && remark_fits
}

#[test]
fn figures_agree_disagree_or_are_not_found() {
    let mut wrong = Vec::new();
    for row in rows() {
        let [claim, evidence, expected] = row.as_slice() else { panic!("{row:?}") };
        let found = compare(claim, &[evidence]);
        let expected: Vec<&str> = expected.split(" | ").filter(|e| !e.is_empty()).collect();
        let fits = found.len() == expected.len() && found.iter().zip(&expected).all(|(f, e)| is_expected(f, e));
        if !fits {
            wrong.push(format!("{claim} ← {evidence}\n    expected {expected:?}\n    found {found:?}"));
        }
    }
    assert!(rows().count() >= 60);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_best_of_several_sources_is_shown() {
    let found = compare(
        "More than 40% of pregnant women have back pain.",
        &["Back pain was found in 10.1% of adults.", "In pregnant women it was 40.5% (95% CI 33–48.4)."],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source.as_deref(), Some("40.5% (33–48.4)"));
    assert_eq!(compare("More than 40% have pain.", &[])[0].source, None);
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_it(claim in "([0-9]{1,4}[.,%]? ?|weeks |more than |in |of |pain |\\PC){0,20}", evidence in "([0-9]{1,4}[.,%–]? ?|weeks |up to |CI |\\(|\\)|pain |\\PC){0,30}") {
        let found = compare(&claim, &[&evidence, ""]);
        proptest::prop_assert!(found.iter().all(|m| !m.claim.is_empty()));
    }
}
