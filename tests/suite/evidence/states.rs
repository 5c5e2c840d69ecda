//! Derived states: what makes a review stale and what does not, who disputes whom, which level a work has.

use crate::double::snapshots::Case;
use claimbook::evidence::*;
use claimbook::model::*;
use jiff::civil::date;

/// What is stale about `c1` after a change, in words.
fn stale_after(change: impl FnOnce(&mut Case)) -> Vec<String> {
    let mut case = Case::sound();
    change(&mut case);
    let stale = find_stale_parts(&case.s.reviews[0], &case.s.claims[0], &case.s);
    stale.into_iter().map(|part| part.change).collect()
}

#[test]
fn each_signed_part_that_changes_is_named() {
    type Change = fn(&mut Case);
    let cases: &[(Change, &str)] = &[
        (|c| c.s.claims[0].statement.push('!'), "the statement changed"),
        (|c| c.o1().exact.push('!'), "its sentence in the article was reworded"),
        (|c| c.o1().state = OccurrenceState::Changed, "its sentence in the article was reworded"),
        (|c| c.o1().state = OccurrenceState::Orphaned, "its sentence in the article is no longer found in the text"),
        (|c| c.o1().state = OccurrenceState::Ambiguous, "its sentence in the article could now be one of two places"),
        (
            |c| {
                let other = c.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2");
                _ = c.cite(c.s.claims[0].uid, other);
            },
            "citation of brown2022 was added",
        ),
        (|c| c.s.citations[0].state = CitationState::Rejected, "citation of smith2023 was removed"),
        (
            |c| c.notice("smith2023", NoticeKind::Retraction, "2024-05-02"),
            "a retraction of 2024-05-02 was noted on smith2023",
        ),
        (
            |c| {
                let newer = c.work("smith2024", 2024, "Smith J. Cartilage again. Knee J. 2024. doi:10.5555/knee.4");
                let newer = c.s.references.iter().find(|r| r.uid == newer).unwrap().work;
                c.smith().superseded_by = newer;
            },
            "smith2024 now replaces smith2023",
        ),
        (|c| c.s.readings[0].quote = Some("Else.".into()), "the words of evidence kept from smith2023 changed"),
        (|c| c.s.readings[0].stance = Stance::Partly, "the words of evidence kept from smith2023 changed"),
        (|c| c.s.citations[0].note = Some("n = 12".into()), "the words of evidence kept from smith2023 changed"),
    ];
    for (change, expected) in cases {
        assert_eq!(stale_after(change), [*expected]);
    }
}

#[test]
fn what_is_not_signed_makes_nothing_stale() {
    let cases: &[fn(&mut Case)] = &[
        |_| {},
        |c| (c.o1().start, c.o1().end) = (100, 142),
        |c| c.o1().state = OccurrenceState::Moved,
        |c| c.o1().state = OccurrenceState::Confirmed,
        |c| c.o1().prefix = "other".into(),
        |c| (c.r1().number, c.r1().serial) = (Some("9".into()), 9),
        |c| c.r1().printed.push_str(" Accessed today."),
        |c| c.s.claims[0].section = "Elsewhere".into(),
        |c| c.s.claims[0].kind = Kind::Benefit,
        |c| c.smith().key = "smith2023b".into(),
        |c| c.smith().abstract_text = Some("An abstract that was heard later.".into()),
        |c| c.heard("10.5555/knee.1", DoiState::Exists),
        |c| c.s.readings[0].locator = Some("p. 5".into()),
        |c| {
            let claim = c.s.claims[0].uid;
            _ = c.occurrence(claim, "No blood runs through cartilage.");
        },
        |c| {
            let suggested = c.cite(c.s.claims[0].uid, c.s.references[0].uid);
            c.s.citations.iter_mut().find(|k| k.uid == suggested).unwrap().state = CitationState::Suggested;
        },
    ];
    for (n, change) in cases.iter().enumerate() {
        assert_eq!(stale_after(change), [""; 0], "case {n}");
    }
}

#[test]
fn an_abstract_with_other_words_is_a_change_and_a_missing_one_is_not() {
    let mut case = Case::sound();
    case.smith().abstract_text = Some("Cartilage has no vessels.".into());
    case.review(case.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 5, 1));
    let stale = |case: &Case| find_stale_parts(&case.s.reviews[1], &case.s.claims[0], &case.s.clone());
    assert_eq!(stale(&case), []);
    case.smith().abstract_text = None;
    assert_eq!(stale(&case), []);
    case.smith().abstract_text = Some("Cartilage has vessels.".into());
    assert_eq!(stale(&case)[0].change, "the abstract of smith2023 changed");
}

#[test]
fn notices_are_told_apart_and_a_second_source_adds_nothing() {
    let doi: Option<Doi> = "10.5555/notice.1".parse().ok();
    let mut case = Case::sound();
    case.notice("smith2023", NoticeKind::Correction, "2024-01-01");
    case.s.notices[0].doi = doi.clone();
    case.review(case.s.claims[0].uid, "A. Reviewer", Verdict::Supported, date(2024, 5, 1));
    let stale = |case: &Case| -> Vec<String> {
        let fresh = case.s.clone();
        find_stale_parts(&fresh.reviews[1], &fresh.claims[0], &fresh).into_iter().map(|p| p.change).collect()
    };
    case.notice("smith2023", NoticeKind::Correction, "2024-01-03");
    assert_eq!(stale(&case), [""; 0], "another source for the same notice, without its DOI");
    case.s.notices[1].doi = doi;
    assert_eq!(stale(&case), [""; 0], "another source for the same notice, with its DOI");
    case.notice("smith2023", NoticeKind::Concern, "2024-06-02");
    assert_eq!(stale(&case), ["an expression of concern of 2024-06-02 was noted on smith2023"]);
    case.s.notices.clear();
    assert_eq!(stale(&case), ["the notices on smith2023 were taken back"]);
}

#[test]
fn what_check_hears_of_a_notice_is_signed_like_what_is_stored() {
    let told = |source: &str, kind: NoticeKind, on: &str, doi: &str| RegisteredNotice {
        on: on.parse().ok(),
        doi: doi.parse().ok(),
        ..RegisteredNotice::new(kind, source)
    };
    let hears = |case: &mut Case, service: &str, scheme: &str, identifier: &str, notices: &[RegisteredNotice]| {
        let answer = NoticesAnswer { notices: notices.to_vec(), ..NoticesAnswer::default() };
        case.observe(service, Subject::Notices, scheme, identifier, &answer);
    };
    let stale = |case: &Case| -> Vec<String> {
        let fresh = case.s.clone();
        let review = fresh.reviews.last().unwrap();
        find_stale_parts(review, &fresh.claims[0], &fresh).into_iter().map(|p| p.change).collect()
    };
    let mut case = Case::sound();
    case.smith().pmid = Some("77".into());
    let bare = told("europe-pmc", NoticeKind::Retraction, "", "");
    let whole = told("crossref", NoticeKind::Retraction, "2024-05-02", "10.5555/notice.1");
    hears(&mut case, "europe-pmc", "pmid", "77", std::slice::from_ref(&bare));
    assert_eq!(stale(&case), ["a retraction was noted on smith2023"], "heard by the work's other identifier");
    hears(&mut case, "crossref", "doi", "10.5555/knee.1", std::slice::from_ref(&whole));
    assert_eq!(stale(&case), ["a retraction of 2024-05-02 was noted on smith2023"], "two sources, one notice");

    // Signed as one source told it; then the other tells of it too, whichever comes first.
    for first_bare in [true, false] {
        let mut case = Case::sound();
        case.smith().pmid = Some("77".into());
        let europe_pmc = |case: &mut Case| hears(case, "europe-pmc", "pmid", "77", std::slice::from_ref(&bare));
        let crossref = |case: &mut Case| hears(case, "crossref", "doi", "10.5555/knee.1", std::slice::from_ref(&whole));
        if first_bare {
            europe_pmc(&mut case)
        } else {
            crossref(&mut case)
        }
        case.review(claim_of(&case), "A. Reviewer", Verdict::Supported, date(2024, 6, 1));
        if first_bare {
            crossref(&mut case)
        } else {
            europe_pmc(&mut case)
        }
        assert_eq!(stale(&case), [""; 0], "bare first: {first_bare}");
        let again = told("crossref", NoticeKind::Concern, "2024-06-03", "10.5555/notice.2");
        hears(&mut case, "crossref", "doi", "10.5555/knee.1", &[whole.clone(), again]);
        assert_eq!(stale(&case), ["an expression of concern of 2024-06-03 was noted on smith2023"]);
    }
}

#[test]
fn merging_works_is_no_change_of_evidence() {
    let mut case = Case::sound();
    let old = case.s.references[0].work.unwrap();
    let mut kept = case.s.works[&old].clone();
    (kept.uid, kept.key) = (case.uid(), "smith2023a".into());
    case.smith().merged_into = Some(kept.uid);
    case.s.works.insert(kept.uid, kept);
    assert_eq!(find_stale_parts(&case.s.reviews[0], &case.s.claims[0], &case.s), []);
}

#[test]
fn works_merged_in_a_ring_still_end() {
    let mut case = Case::sound();
    let first = case.s.references[0].work.unwrap();
    let mut second = case.s.works[&first].clone();
    (second.uid, second.merged_into) = (case.uid(), Some(first));
    case.smith().merged_into = Some(second.uid);
    case.s.works.insert(second.uid, second.clone());
    assert!([first, second.uid].contains(&case.s.canonical(first)));
}

#[test]
fn the_latest_word_of_each_person_stands() {
    let mut case = Case::sound();
    case.person("B. Second", Some("MD"), Role::Reviewer);
    let claim = case.s.claims[0].uid;
    for (by, verdict, day) in [
        ("B. Second", Verdict::NotSupported, date(2024, 5, 1)),
        ("A. Reviewer", Verdict::Partly, date(2024, 5, 2)),
        ("B. Second", Verdict::Partly, date(2024, 5, 2)),
    ] {
        case.review(claim, by, verdict, day);
    }
    let now = find_standing(&case.s.claims[0], &case.s);
    assert_eq!((now.current.len(), now.is_disputed(), now.verdict()), (2, false, Some(Verdict::Partly)));
    assert_eq!(now.latest().map(|r| r.uid), Some(case.s.reviews[3].uid), "on one day, the one recorded later");

    let mut case = Case::sound();
    case.person("B. Second", Some("MD"), Role::Reviewer);
    case.review(claim_of(&case), "B. Second", Verdict::NotSupported, date(2023, 1, 1));
    let now = find_standing(&case.s.claims[0], &case.s);
    assert_eq!((now.is_disputed(), now.verdict()), (true, Some(Verdict::NotSupported)), "recorded later");
}

#[test]
fn one_person_on_two_machines_is_asked_to_choose() {
    for (verdict, expected) in [(Verdict::NotSupported, 2), (Verdict::Supported, 1)] {
        let mut case = Case::sound();
        case.review(claim_of(&case), "A. Reviewer", verdict, date(2024, 5, 1));
        let [one, other] = [0, 1].map(|at| case.s.reviews[at].uid);
        case.s.concurrent.add(one, other);
        let now = find_standing(&case.s.claims[0], &case.s);
        let person = case.s.reviews[0].person;
        assert_eq!(
            (now.current.len(), now.is_disputed(), now.awaits_choice_of(person)),
            (expected, expected > 1, expected > 1)
        );
        case.review(claim_of(&case), "A. Reviewer", Verdict::Partly, date(2024, 5, 2));
        case.s.index = SnapshotIndex::default();
        let now = find_standing(&case.s.claims[0], &case.s);
        assert_eq!((now.current.len(), now.is_disputed(), now.verdict()), (1, false, Some(Verdict::Partly)));
    }
}

fn claim_of(case: &Case) -> Uid {
    case.s.claims[0].uid
}

#[test]
fn a_review_is_due_after_the_interval_or_when_its_reviewer_says() {
    let mut case = Case::sound();
    let settings = Settings::default();
    assert_eq!(find_review_due(&case.s.reviews[0], &settings), date(2027, 4, 1));
    case.s.reviews[0].due_on = "2024-12".parse().ok();
    assert_eq!(find_review_due(&case.s.reviews[0], &settings), date(2024, 12, 1));
}

#[test]
fn a_citation_is_verified_by_a_reading() {
    let mut case = Case::sound();
    assert!(is_verified(&case.s.citations[0], &case.s));
    assert_eq!(collect_evidence_words(&case.s.citations[0], &case.s), ["Cartilage is avascular."]);
    case.s.readings.clear();
    case.s.citations[0].note = Some("No vessels in 12 knees.".into());
    case.smith().abstract_text = Some("We looked for vessels.".into());
    let fresh = case.s.clone();
    assert!(!is_verified(&fresh.citations[0], &fresh));
    assert_eq!(
        collect_evidence_words(&fresh.citations[0], &fresh),
        ["No vessels in 12 knees.", "We looked for vessels."]
    );
}

#[test]
fn a_doi_is_what_is_printed_then_what_was_heard() {
    let state = |change: fn(&mut Case)| {
        let mut case = Case::sound();
        change(&mut case);
        let found = find_doi_standing(&case.s.references[0], &case.s)?;
        Some((found.state, found.doi.map(|d| d.key().to_owned()), found.agency, found.asked_at.is_some()))
    };
    let (key, agency) = (Some("10.5555/knee.1".to_owned()), Some("Crossref".to_owned()));
    assert_eq!(state(|_| {}), Some((DoiState::Exists, key.clone(), agency, true)));
    assert_eq!(
        state(|c| c.s.observations = Observations::default()),
        Some((DoiState::Unchecked, key.clone(), None, false))
    );
    assert_eq!(state(|c| c.r1().doi_printed = Some("knee.1".into())), Some((DoiState::Malformed, None, None, false)));
    let from_work: fn(&mut Case) = |c| {
        (c.r1().doi_printed, c.r1().csl.doi) = (None, None);
        c.s.observations = Observations::default();
    };
    assert_eq!(state(from_work), Some((DoiState::Unchecked, key, None, false)));
    let none: fn(&mut Case) = |c| {
        (c.r1().doi_printed, c.r1().csl.doi) = (None, None);
        c.smith().doi = None;
    };
    assert_eq!(state(none), None);
    let odd: fn(&mut Case) = |c| {
        let heard = std::mem::take(&mut c.s.observations).into_iter();
        c.s.observations = heard.map(|o| Observation { answer: "?".into(), ..o }).collect();
    };
    assert_eq!(state(odd).map(|s| s.0), Some(DoiState::Unchecked), "an answer that cannot be read is no answer");
}

#[test]
fn levels_follow_the_table_and_never_fall_for_a_missing_type() {
    let of = |types: &str, title: &str, year: &str, kind: Kind| {
        let mut case = Case::sound();
        let work = case.smith();
        work.publication_types = (!types.is_empty()).then(|| types.to_owned());
        work.csl.title = Some(title.into());
        work.csl.issued = Some(CslDate(year.parse().unwrap()));
        derive_level(work, kind).map(|l| l.value)
    };
    for (types, title, year, kind, expected) in [
        ("Journal Article; Meta-Analysis", "Knees", "2015", Kind::Benefit, Some(1)),
        ("Systematic Review", "Knees", "2021", Kind::Prevalence, Some(2)),
        ("Randomized Controlled Trial", "Knees", "2021", Kind::Benefit, Some(2)),
        ("Randomized Controlled Trial", "Knees", "2021", Kind::Risk, Some(3)),
        ("Observational Study", "Knees", "2021", Kind::Harm, Some(3)),
        ("Case Reports", "Knees", "2021", Kind::Harm, Some(4)),
        ("Editorial", "Knees", "2021", Kind::Benefit, Some(5)),
        ("Practice Guideline", "Knees", "2021", Kind::Recommendation, Some(1)),
        ("Practice Guideline", "Knees", "2021", Kind::Prevalence, None),
        ("", "Knees: a systematic review of randomised controlled trials", "2010", Kind::Benefit, Some(1)),
        ("", "Protocol for a systematic review of knees", "2020", Kind::Benefit, None),
        ("Review", "Knees", "2010", Kind::Benefit, None),
        ("Review", "Knees", "2022", Kind::Benefit, Some(5)),
        ("Review", "Knees: a systematic review", "2022", Kind::Benefit, Some(1)),
        ("Journal Article", "Knees", "2022", Kind::Benefit, None),
        ("Meta-Analysis", "Knees", "2015", Kind::Outcome, None),
    ] {
        assert_eq!(of(types, title, year, kind), expected, "{types} {title} {kind}");
    }
    let mut case = Case::sound();
    case.smith().publication_types = Some("Meta-Analysis".into());
    let derived = derive_level(case.smith(), Kind::Benefit).unwrap();
    assert_eq!(derived.reason, "publication type “Meta-Analysis”, for a claim of benefit (OCEBM 2011)");
    (case.smith().level, case.smith().level_reason) = (Some(3), Some("Small trials.".into()));
    let overruled = derive_level(case.smith(), Kind::Benefit).unwrap();
    assert_eq!((overruled.value, overruled.reason.as_str()), (3, "Small trials."));
}
