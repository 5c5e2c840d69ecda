//! Relative figures, and the absolute ones that make sense of them.

use claimbook::compare::{find_relative_figures, gives_absolute_figure};

#[test]
fn a_relative_figure_is_told_from_a_share() {
    for (text, expected) in [
        ("It halves the risk of a fall.", Some("halves")),
        ("The risk doubled.", Some("doubled")),
        ("It doubles the risk of clots.", Some("doubles")),
        ("Smokers are twice as likely to cough.", Some("twice")),
        ("They had a 30% lower risk.", Some("30%")),
        ("They reported 67% less pain.", Some("67%")),
        ("It reduces the risk by 40%.", Some("by 40%")),
        ("It cuts deaths by 12%.", Some("by 12%")),
        ("A 25% reduction in falls was seen.", Some("25%")),
        ("Falls were 20% more common.", Some("20%")),
        ("The risk was 2.6 times as high.", Some("2.6 times")),
        ("The risk rose 3-fold.", Some("3-fold")),
        ("It increases the odds by 15%.", Some("by 15%")),
        ("They had 18% fewer relapses.", Some("18%")),
        ("There was a 50% increase in strokes.", Some("50%")),
        ("The relative risk was 0.7 (RR 0.7).", Some("0.7")),
        ("Back pain affects 40% of adults.", None),
        ("1 in 4 adults has back pain.", None),
        ("Two-thirds of women have it.", None),
        ("Take 200 mg twice a day.", None),
        ("It lasts 4 to 6 weeks.", None),
        ("Up to 86% have pain.", None),
        ("The trial was double-blind.", None),
        ("In 2019, 5 women fell.", None),
    ] {
        let found = find_relative_figures(text).into_iter().next().map(|q| q.text);
        let fits = match (&found, expected) {
            (Some(found), Some(expected)) => found.contains(expected) || expected.contains(found.as_str()),
            (found, expected) => found.is_none() && expected.is_none(),
        };
        assert!(fits, "{text}: {found:?}");
    }
}

#[test]
fn an_absolute_figure_is_a_share_or_said_in_words() {
    for (text, expected) in [
        ("It halves the risk, from 4 in 100 women to 2 in 100.", true),
        ("It halves the risk. Without it, 10% fall.", true),
        ("It lowers the absolute risk.", true),
        ("It lowers it by 5 percentage points.", true),
        ("Of 1,000 women, 3 in 1,000 had it.", true),
        ("It halves the risk.", false),
        ("They had 30% less pain and a 20% lower risk.", false),
        ("They walked for 12 weeks.", false),
    ] {
        assert_eq!(gives_absolute_figure(text), expected, "{text}");
    }
}
