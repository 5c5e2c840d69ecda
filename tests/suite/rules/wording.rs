//! The rules that weigh wording and figures against evidence, beside each other and where something is not known.

use super::firing::run;
use crate::double::snapshots::Case;
use claimbook::model::*;

/// A reviewed claim on a work of one type; none where the type is empty.
fn on(publication_type: &str, kind: Kind, statement: &str) -> Case {
    let mut case = Case::sound();
    let known = (!publication_type.is_empty()).then(|| publication_type.to_owned());
    case.smith().publication_types = known;
    case.reviewed(kind, statement, "");
    case
}

/// The rules that find something about `c2`, with the wording that a finding gives.
fn found(case: &Case) -> Vec<(&'static str, String)> {
    let about = run(case).findings.into_iter().filter(|f| f.address == "knee-pain/c2");
    let about = about.filter(|f| f.rule.starts_with("claim-") || f.rule == "citation-level-low");
    let about = about.filter(|f| f.rule != "claim-single-primary");
    let fit = |help: &str| help.split(';').next().unwrap_or_default().to_owned();
    about.map(|f| (f.rule, fit(&f.help))).collect()
}

fn unchecked(case: &Case) -> Vec<&'static str> {
    let mut rules: Vec<String> = run(case).unchecked.into_iter().map(|u| u.rule.into_owned()).collect();
    rules.dedup();
    claimbook::rules::RULES.iter().map(|r| r.id).filter(|id| rules.iter().any(|rule| rule == id)).collect()
}

#[test]
fn the_wording_that_fits_follows_the_level() {
    let plain = "Ice damages the skin.";
    for (publication_type, statement, expected) in [
        ("Meta-Analysis", plain, vec![]),
        (
            "Randomized Controlled Trial",
            plain,
            vec![("claim-overstated", "write “probably damages” (moderate certainty)")],
        ),
        ("Observational Study", plain, vec![("claim-overstated", "write “may damage” (low certainty)")]),
        (
            "Case Reports",
            plain,
            vec![(
                "claim-overstated",
                "write “may damage”, or say that it is very uncertain whether it does (very low certainty)",
            )],
        ),
        ("Randomized Controlled Trial", "Ice probably damages the skin.", vec![]),
        (
            "Observational Study",
            "Ice probably damages the skin.",
            vec![("claim-overstated", "write “may damage” (low certainty)")],
        ),
        ("Case Reports", "Ice may damage the skin.", vec![]),
        (
            "Randomized Controlled Trial",
            "Ice is harmful to the skin.",
            vec![("claim-overstated", "write “is probably harmful” (moderate certainty)")],
        ),
        (
            "Randomized Controlled Trial",
            "Ice packs will damage the skin.",
            vec![("claim-overstated", "write “probably damage” (moderate certainty)")],
        ),
        (
            "Randomized Controlled Trial",
            "Ice causes sores.",
            vec![("claim-overstated", "write “probably causes” (moderate certainty)")],
        ),
        (
            "Observational Study",
            "Ice causes sores and damages the skin.",
            vec![("claim-causal-wording", "write “may cause”, or that the two are linked (“is linked with”)")],
        ),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(rule, help)| (rule, help.to_owned())).collect();
        assert_eq!(found(&on(publication_type, Kind::Harm, statement)), expected, "{publication_type}: {statement}");
    }
}

#[test]
fn an_unknown_level_is_unchecked_and_a_known_high_one_is_enough() {
    let mut unknown = on("", Kind::Harm, "Ice causes sores.");
    assert_eq!(found(&unknown), []);
    assert_eq!(unchecked(&unknown), ["claim-overstated", "claim-causal-wording", "citation-level-low"]);
    // A registry says what kind of study it is.
    let item = unknown.smith().csl.clone();
    let types = vec!["Meta-Analysis".to_owned()];
    unknown.registered("10.5555/knee.1", &MetadataAnswer { item, types, ..MetadataAnswer::default() });
    assert_eq!((found(&unknown), unchecked(&unknown)), (vec![], vec![]));

    let hedged = on("", Kind::Mechanism, "Ice may cause sores.");
    assert_eq!(unchecked(&hedged), Vec::<&str>::new(), "nothing asks for a level");

    let mut overruled = on("", Kind::Harm, "Ice causes sores.");
    (overruled.smith().level, overruled.smith().level_reason) = (Some(1), Some("Read in full.".into()));
    assert_eq!((found(&overruled), unchecked(&overruled)), (vec![], vec![]));
}

#[test]
fn an_uncited_claim_has_one_finding() {
    for (kind, statement, expected) in [
        (Kind::Harm, "Ice causes sores.", "claim-uncited"),
        (Kind::Benefit, "New research shows that ice halves the risk of sores.", "claim-figure-uncited"),
        (Kind::Mechanism, "Recent studies show that ice loosens muscles.", "claim-vague-source"),
    ] {
        let mut case = Case::sound();
        case.claim(kind, statement);
        let rules: Vec<&str> = found(&case).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(rules, [expected], "{statement}");
    }
}

#[test]
fn a_finding_points_at_its_words() {
    for (publication_type, kind, statement, rule, words) in [
        ("Case Reports", Kind::Harm, "The causes differ; ice damages the skin.", "claim-overstated", "damages"),
        ("Case Reports", Kind::Harm, "The main cause is cold, and ice causes sores.", "claim-causal-wording", "causes"),
        (
            "Meta-Analysis",
            Kind::Harm,
            "It has many causes, and ice doubles the risk.",
            "claim-relative-only",
            "doubles",
        ),
    ] {
        let case = on(publication_type, kind, statement);
        let outcome = run(&case);
        let Some(finding) = outcome.findings.iter().find(|f| f.rule == rule) else {
            panic!("{statement}: {:?}", outcome.findings)
        };
        let (start, end) = finding.place.span.unwrap();
        let text = &case.s.version.as_ref().unwrap().text;
        let marked: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(marked, words, "{statement}");
        let before: String = text.chars().take(start as usize).collect();
        let line = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(line, statement.rsplit_once(words).unwrap().0, "{statement}");
    }
}

#[test]
fn a_claim_of_another_article_is_compared_with_its_words_there() {
    let figures = |there: &str| {
        let mut case = Case::sound();
        let claim =
            case.reviewed(Kind::Prevalence, "Knee pain affects 25% of adults.", "Knee pain affected 25% of adults.");
        let home = case.uid();
        case.s.articles.insert(home, "joints".into());
        case.s.claims.iter_mut().find(|c| c.uid == claim).unwrap().article = home;
        case.s.home_words.insert(claim, (there.to_owned(), 0));
        case.sign_again();
        let found = run(&case).findings.into_iter().filter(|f| f.rule == "claim-conflicting-figures");
        found.map(|f| format!("{} {}", f.address, f.message)).collect::<Vec<_>>()
    };
    assert_eq!(figures("Knee pain affects 40% of adults."), ["joints/c2 this article says “25%”, joints says “40%”"]);
    assert_eq!(figures("Knee pain affects one in four adults."), Vec::<String>::new());
    assert_eq!(figures("Knee pain is common."), Vec::<String>::new());
}

#[test]
fn the_home_of_a_claim_finds_other_figures_elsewhere_too() {
    let figures = |there: &[&str]| {
        let mut case = Case::sound();
        let claim =
            case.reviewed(Kind::Prevalence, "Knee pain affects 25% of adults.", "Knee pain affected 25% of adults.");
        let places = there.iter().map(|words| ("joints".to_owned(), (*words).to_owned()));
        case.s.words_elsewhere.insert(claim, places.collect());
        let found = run(&case).findings.into_iter().filter(|f| f.rule == "claim-conflicting-figures");
        found.map(|f| format!("{} {}", f.message, f.related.join(" "))).collect::<Vec<_>>()
    };
    let same = "Knee pain affects one in four adults.";
    assert_eq!(
        figures(&[same, "Knee pain affects 40% of adults."]),
        ["this article says “25%”, joints says “40%” joints"]
    );
    assert_eq!(figures(&[same]), Vec::<String>::new());
    assert_eq!(figures(&[]), Vec::<String>::new());
}

#[test]
fn an_absolute_figure_in_the_next_sentence_is_enough() {
    let finds = |next: &str| {
        let mut case = Case::sound();
        let words = "Ice doubles the risk of sores.";
        let claim = case.stated(Kind::Harm, words);
        case.occurrence(claim, &format!("{words}{next}"));
        let uid = case.s.references[0].uid;
        case.cite(claim, uid);
        run(&case).findings.iter().any(|f| f.rule == "claim-relative-only")
    };
    assert!(finds(""));
    assert!(finds(" It lasts for 3 weeks."));
    assert!(!finds(" That is 2 in 1,000 people rather than 1 in 1,000 people."));
}

#[test]
fn minimum_levels_follow_the_settings() {
    let rules = |least: Option<u8>, publication_type: &str| {
        let mut settings = Settings::default();
        match least {
            Some(least) => _ = settings.minimum_levels.insert(Kind::Benefit, least),
            None => _ = settings.minimum_levels.remove(&Kind::Benefit),
        }
        let case = on(publication_type, Kind::Benefit, "Walking may relieve knee pain.");
        let context = claimbook::rules::Context::new(&case.s, &settings, crate::double::snapshots::TODAY);
        let outcome = claimbook::rules::run(&context, claimbook::rules::RULES);
        outcome.findings.iter().any(|f| f.rule == "citation-level-low")
    };
    for (least, publication_type, expected) in [
        (Some(1), "Meta-Analysis", false),
        (Some(1), "Randomized Controlled Trial", true),
        (Some(2), "Randomized Controlled Trial", false),
        (Some(2), "Observational Study", true),
        (Some(5), "Patient Information", false),
        (None, "Patient Information", false),
    ] {
        assert_eq!(rules(least, publication_type), expected, "{least:?} {publication_type}");
    }
}

#[test]
fn what_a_study_is_not_known_to_be_leaves_a_single_study_open() {
    let mut case = on("Randomized Controlled Trial", Kind::Benefit, "Walking may relieve knee pain.");
    let claim = case.s.claims[1].uid;
    let other = case.work("brown2022", 2022, "Brown K. Knees. Knee J. 2022. doi:10.5555/knee.2");
    case.cite(claim, other);
    let open = |case: &Case| unchecked(case).contains(&"claim-single-primary");
    let finds = |case: &Case| run(case).findings.iter().any(|f| f.rule == "claim-single-primary");
    assert_eq!((finds(&case), open(&case)), (false, true));
    let brown = |case: &mut Case, publication_type: &str| {
        let brown = case.s.works.values_mut().find(|w| w.key == "brown2022").unwrap();
        brown.publication_types = Some(publication_type.to_owned());
    };
    for (publication_type, expected) in
        [("Patient Information", true), ("Randomized Controlled Trial", false), ("Systematic Review", false)]
    {
        brown(&mut case, publication_type);
        assert_eq!((finds(&case), open(&case)), (expected, false), "{publication_type}");
    }
}

#[test]
fn a_source_that_is_called_something_else_gets_the_words_that_fit() {
    for (statement, expected) in [
        ("A 2019 review found that it helps.", Some("or write “a 2023 review” in its place")),
        ("A randomised trial found that it helps.", Some("or write “a review” in its place")),
        ("A 2023 trial found that it helps.", Some("or write “a 2023 review” in its place")),
        ("A 2020 trial found that it helps.", Some("or write “a 2023 review” in its place")),
        ("A 2023 review found that it helps.", None),
        ("A systematic review found that it helps.", None),
        ("A 2023 study found that it helps.", None),
    ] {
        let case = on("Systematic Review", Kind::SourceDescription, statement);
        let found = run(&case).findings.into_iter().find(|f| f.rule == "claim-source-mismatch");
        let help = found.map(|f| f.help.into_owned());
        assert!(
            match (&help, expected) {
                (Some(help), Some(expected)) => help.ends_with(expected),
                (help, expected) => help.is_none() && expected.is_none(),
            },
            "{statement}: {help:?}"
        );
    }
}

#[test]
fn a_vague_source_is_pointed_at() {
    let mut case = Case::sound();
    case.claim(Kind::Mechanism, "Of the kneecap, research shows that it glides.");
    let outcome = run(&case);
    let [found] = outcome.findings.as_slice() else { panic!("{:?}", outcome.findings) };
    let (start, end) = found.place.span.unwrap();
    let text = &case.s.version.as_ref().unwrap().text;
    let marked: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!((found.rule, marked.as_str()), ("claim-vague-source", "research shows"));
    assert!(found.help.starts_with("name it (“a 2023 review in …”), and cite a source"), "{}", found.help);
}

#[test]
fn an_absolute_word_gets_the_words_that_fit() {
    let help = |statement: &str| {
        let mut case = Case::sound();
        case.reviewed(Kind::Harm, statement, "");
        let found = run(&case).findings.into_iter().find(|f| f.rule == "claim-absolute-word");
        found.map(|f| f.help.into_owned()).unwrap_or_default()
    };
    for (statement, expected) in [
        ("Ice on the knee is safe.", "“considered safe when used as directed”"),
        ("Ice has no side effects.", "“few reported side effects”"),
        ("Ice cures a sore knee.", "“may relieve”"),
        ("Ice is guaranteed to help.", "say for whom, when and how certain it is; or waive it with a reason"),
    ] {
        assert!(help(statement).contains(expected), "{statement}: {}", help(statement));
    }
}
