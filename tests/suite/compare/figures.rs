//! A claim's figures beside its evidence's: the table of `tests/fixtures/detect/figures.tsv`.

use super::pairs::{Score, score};
use claimbook::compare::compare_figures;
use claimbook::model::FigureMatch;

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let table = include_str!("../../fixtures/detect/figures.tsv");
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
        let found = compare_figures(claim, &[evidence]);
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
fn figures_of_the_table_are_compared_right() {
    let (scores, missed) = score();
    let (later, mended): (Vec<_>, Vec<_>) = scores.iter().partition(|(kind, _)| **kind == "later");
    let sum = |scores: Vec<(&&str, &Score)>| {
        let mut sum = Score::default();
        scores.into_iter().for_each(|(_, score)| sum.add(score));
        sum
    };
    let (all, later) = (sum(mended), sum(later));
    let missed = missed.join("\n");
    assert!(all.rows + all.hard >= 600, "{all:?}");
    assert_eq!(all.wrong_agrees + later.wrong_agrees, 0, "a figure is said to agree that does not:\n{missed}");
    assert!(all.rate() >= 0.97, "only {:.3} are right:\n{missed}", all.rate());
    assert!(later.rate() >= 0.88, "only {:.3} of those written later are right:\n{missed}", later.rate());
    // No kind may be lost for the others.
    let least = scores.iter().min_by(|a, b| a.1.rate().total_cmp(&b.1.rate()));
    assert!(least.is_some_and(|(_, score)| score.rate() >= 0.7), "{least:?}\n{missed}");
}

#[test]
fn the_best_of_several_sources_is_shown() {
    let found = compare_figures(
        "More than 40% of pregnant women have back pain.",
        &[
            "Back pain was found in 10.1% of adults.",
            "Back pain was found in 40.5% (95% CI 33–48.4) of pregnant women.",
        ],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source.as_deref(), Some("40.5% (33–48.4)"));
    assert_eq!(compare_figures("More than 40% have pain.", &[])[0].source, None);
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_it(claim in "([0-9]{1,4}[.,%]? ?|weeks |more than |in |of |pain |\\PC){0,20}", evidence in "([0-9]{1,4}[.,%–]? ?|weeks |up to |CI |\\(|\\)|pain |\\PC){0,30}") {
        let found = compare_figures(&claim, &[&evidence, ""]);
        proptest::prop_assert!(found.iter().all(|m| !m.claim.is_empty()));
    }
}

/// The same amount in two ways, with another that is neither; words that count it stand in the sentences.
const SAME: [(&str, &str, &str); 46] = [
    ("One in 3", "33.3%", "45%"),
    ("One in 3", "a third", "half"),
    ("1 in 4", "25%", "31%"),
    ("one in 4", "a quarter", "a third"),
    ("5 in 1,000", "5/1000", "9/1000"),
    ("5 in 1000", "5/1,000", "7/1,000"),
    ("5 per 1,000", "0.5%", "0.8%"),
    ("1 out of 10", "10%", "20%"),
    ("two in five", "40%", "50%"),
    ("2 in 5", "two-fifths", "three-fifths"),
    ("Half", "50%", "40%"),
    ("three quarters", "75%", "65%"),
    ("104 °F", "40 °C", "39 °C"),
    ("100.4 °F", "38.0 °C", "38.9 °C"),
    ("100.4 degrees Fahrenheit", "38 degrees Celsius", "40 degrees Celsius"),
    ("98.6°F", "37°C", "36°C"),
    ("150 lb", "68 kg", "80 kg"),
    ("150 pounds", "68 kilograms", "75 kilograms"),
    ("10 stone", "63.5 kg", "70 kg"),
    ("2 inches", "5.1 cm", "6 cm"),
    ("12 inches", "30 cm", "40 cm"),
    ("6 feet", "1.83 m", "1.5 m"),
    ("6 ft", "1.8 metres", "2.2 metres"),
    ("10 miles", "16 km", "20 km"),
    ("100 yards", "91 metres", "120 metres"),
    ("8 fl oz", "240 ml", "300 ml"),
    ("8 fluid ounces", "0.24 litres", "0.5 litres"),
    ("500 mg", "0.5 g", "0.7 g"),
    ("400 µg", "0.4 mg", "4 mg"),
    ("400 micrograms", "0.4 milligrams", "0.6 milligrams"),
    ("1,500 ml", "1.5 litres", "2.5 litres"),
    ("2 mol", "2,000 mmol", "3,000 mmol"),
    ("100 mg/dL", "1 g/L", "2 g/L"),
    ("12 g/dL", "120 g/L", "150 g/L"),
    ("20 ng/mL", "20 µg/L", "30 µg/L"),
    ("12 months", "365 days", "300 days"),
    ("24 months", "2 years", "3 years"),
    ("6 weeks", "42 days", "52 days"),
    ("3 months", "12 weeks", "20 weeks"),
    ("9 months", "40 weeks", "30 weeks"),
    ("90 minutes", "1.5 hours", "2.5 hours"),
    ("two dozen patients", "24 patients", "30 patients"),
    ("a dozen patients", "12 patients", "18 patients"),
    ("1.2 million people", "1,200,000 people", "1,500,000 people"),
    ("180 seconds", "3 minutes", "5 minutes"),
    ("1 kg", "1,000 g", "900 g"),
];

/// The result for the first figure of a claim.
fn result(claim: &str, evidence: &str) -> String {
    compare_figures(claim, &[evidence]).first().map_or("none".to_owned(), |found| found.result.to_string())
}

#[test]
fn the_same_amount_agrees_in_any_unit_and_another_disagrees() {
    let mut wrong = Vec::new();
    for (one, same, other) in &SAME {
        let said = |amount: &str| format!("In the swallowing trial, the soup gargled measured {amount}.");
        for (claim, evidence, expected) in
            [(one, same, "agrees"), (same, one, "agrees"), (one, other, "disagrees"), (other, one, "disagrees")]
        {
            let found = result(&said(claim), &said(evidence));
            if found != expected {
                wrong.push(format!("{claim} beside {evidence}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_change_agrees_with_the_ratio_that_it_is() {
    for (claim, evidence, expected) in [
        ("The risk of gout was 30% lower.", "For the risk of gout, the relative risk was 0.70.", "agrees"),
        ("It cut the risk of gout by 30%.", "Risk of gout: hazard ratio 0.7.", "agrees"),
        ("The risk of gout is 40% higher.", "For the risk of gout, the relative risk was 1.4.", "agrees"),
        ("The risk of gout doubled.", "The risk of gout was 100% higher.", "agrees"),
        ("Twice the risk of gout was seen.", "A 2-fold risk of gout was seen.", "agrees"),
        ("The risk of gout doubled.", "The risk of gout was 2.0 times higher.", "agrees"),
        ("The risk of gout was halved.", "For the risk of gout, the relative risk was 0.5.", "agrees"),
        ("The risk of gout tripled.", "A 2-fold risk of gout was seen.", "disagrees"),
        // A ratio says by how much less: half is not 30% lower.
        ("The risk of gout was 30% lower.", "For the risk of gout, the relative risk was 0.50.", "disagrees"),
        // What cannot be compared is no mismatch.
        ("Gout was found in 30% of men.", "The relative risk of gout was 0.7.", "not-found"),
        ("The fever of 39 degrees passed.", "The fever of 105 °F passed.", "not-found"),
        ("The fever of 39 degrees passed.", "The fever of 102 °F passed.", "agrees"),
        ("A glucose of 5 mmol/L was seen.", "A glucose of 90 mg/dL was seen.", "not-found"),
        ("It rose by 2 °C.", "It rose by 3.6 °F.", "agrees"),
    ] {
        assert_eq!(result(claim, evidence), expected, "{claim} beside {evidence}");
    }
}

proptest::proptest! {
    #[test]
    fn an_amount_agrees_with_itself_in_another_unit(amount in 2u32..2000, pair in 0usize..10, off in 20u32..80) {
        const PAIRS: [(&str, &str, f64); 10] = [
            ("kg", "g", 1000.0), ("mg", "mcg", 1000.0), ("weeks", "days", 7.0), ("hours", "minutes", 60.0), ("miles", "km", 1.609_344),
            ("lb", "kg", 0.453_592), ("inches", "cm", 2.54), ("litres", "ml", 1000.0), ("g/L", "mg/dL", 100.0), ("fl oz", "ml", 29.5735),
        ];
        let (one, other, factor) = PAIRS[pair];
        let claim = format!("The soup gargled measured {amount} {one}.");
        let evidence = |share: f64| format!("The soup gargled measured {:.2} {other}.", f64::from(amount) * factor * share);
        proptest::prop_assert_eq!(result(&claim, &evidence(1.0)), "agrees");
        proptest::prop_assert_eq!(result(&claim, &evidence(1.0 + f64::from(off) / 100.0)), "disagrees");
    }
}
