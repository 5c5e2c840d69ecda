//! Sources that a sentence names, and those that it only hints at.

use claimbook::text::wording::{find_named_source, find_vague_sources};

#[test]
fn a_source_without_a_name_is_found_whatever_it_is_called() {
    for (text, expected) in [
        ("Research shows that walking helps.", Some("research shows")),
        ("Studies have found a link.", Some("studies have found")),
        ("Experts recommend eight glasses a day.", Some("experts recommend")),
        ("Scientists say that it works.", Some("scientists say")),
        ("It is well known that sugar harms teeth.", Some("it is well known")),
        ("Growing evidence points to sleep.", Some("growing evidence")),
        ("One study found less pain.", Some("one study")),
        ("Many doctors recommend rest.", Some("many doctors recommend")),
        ("It has been shown to work.", Some("has been shown")),
        ("Massage has been linked with better sleep.", Some("has been linked")),
        ("Data suggest that falls are rarer.", Some("data suggest")),
        ("Statistics show more falls.", Some("statistics show")),
        ("A recent study disagrees.", Some("a recent study")),
        ("Clinically proven relief.", Some("clinically proven")),
        ("There is evidence for it.", Some("there is evidence")),
        ("Researchers believe that it helps.", Some("researchers believe")),
        ("Numerous studies agree.", Some("numerous studies")),
        ("Doctors say that rest helps.", Some("doctors say")),
        ("Evidence indicates a risk.", Some("evidence indicates")),
        ("Other research disagrees.", Some("other research")),
        ("A 2019 study found less pain.", None),
        ("A study from 2019 found less pain.", None),
        ("A study published in 2020 showed more.", None),
        ("We study muscles.", None),
        ("The evidence is thin.", None),
        ("Ask an expert.", None),
        ("Her research took years.", None),
        ("The trial was small.", None),
        ("Study the label.", None),
        ("Doctors are busy.", None),
        ("The data are old.", None),
        ("Show your doctor the rash.", None),
        ("Experts in white coats smiled.", None),
    ] {
        let found = find_vague_sources(text).into_iter().next().map(|w| w.word);
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_source_with_a_name_has_its_kind_and_its_year() {
    for (text, expected) in [
        ("A 2021 meta-analysis pooled ten trials.", Some((Some(2021), "meta-analysis"))),
        ("A randomised trial of 90 women found less pain.", Some((None, "trial"))),
        ("The guideline advises rest.", Some((None, "guideline"))),
        ("A survey of nurses found more.", Some((None, "survey"))),
        ("A 2018 cohort study followed them.", Some((Some(2018), "cohort"))),
        ("A 2020 case series described six.", Some((Some(2020), "case-report"))),
        ("A Cochrane review found little.", Some((None, "review"))),
        ("A review from 2017 found little.", Some((Some(2017), "review"))),
        ("Trials found little.", None),
        ("Reviews disagree.", None),
        ("They study hard.", None),
        ("Studies suggest more.", None),
        ("Research shows more.", None),
        ("Walking helps.", None),
    ] {
        let found = find_named_source(text).map(|s| (s.year, s.kind));
        assert_eq!(found, expected, "{text}");
    }
}
