//! What is printed beside what is registered: the traps of titles, names, years, containers, pages and DOIs, and the ten
//! references of the first article.

use claimbook::compare::metadata::compare_metadata;
use claimbook::compare::names_another_work;
use claimbook::compare::titles::{TitleComparison, compare_titles};
use claimbook::model::*;
use claimbook::read::printed::parse;
use serde_json::{Value, json};

fn registered(item: Value) -> MetadataAnswer {
    MetadataAnswer { item: serde_json::from_value(item).unwrap(), ..MetadataAnswer::default() }
}

fn result(results: &[FieldResult], field: Field) -> &FieldResult {
    results.iter().find(|r| r.field == field).unwrap()
}

/// The result of one field, both sides given as CSL.
fn state(field: Field, printed: Value, answer: &MetadataAnswer) -> FieldState {
    let printed: Item = serde_json::from_value(printed).unwrap();
    result(&compare_metadata("", &printed, answer), field).result
}

use FieldState::{Differs, NotCompared, Same};

#[test]
fn fifteen_pairs_of_titles() {
    let exercise = "Exercise for low back pain in pregnancy";
    let long = format!("{exercise}: a systematic review and meta-analysis");
    let table: &[(&str, &str, bool)] = &[
        ("A randomised trial of hospitalised women", "A randomized trial of hospitalized women", true),
        (exercise, &long, true),
        (exercise, &format!("RETRACTED: {exercise}"), true),
        ("Calcium & H2O in <i>Candida albicans</i>", "Calcium &amp; H<sub>2</sub>O in Candida albicans", true),
        ("β-blockers in heart failure", "Beta-blockers in heart failure", true),
        ("Back pain in pregnancy: A review of causes", "Back Pain in Pregnancy – a review of causes", true),
        ("Exercise training in type 1 diabetes", "Exercise training in type 2 diabetes", false),
        ("Vitamin D and fracture risk in adults", "Vitamin E and fracture risk in adults", false),
        ("Migraine with aura and stroke in women", "Migraine with aura and stroke in men", false),
        ("Caffeine is associated with low birth weight", "Caffeine is not associated with low birth weight", false),
        ("Mechanisms of pelvic girdle pain: Part I", "Mechanisms of pelvic girdle pain: Part II", false),
        (&format!("Correction to: {exercise}"), exercise, false),
        (exercise, &format!("{exercise}: authors' reply"), false),
        ("Global burden of back pain, 1990-2016", "Global burden of back pain, 1990-2019", false),
        ("Bleeding with apixaban in atrial fibrillation", "Bleeding with edoxaban in atrial fibrillation", false),
    ];
    let mut wrong = Vec::new();
    for (a, b, same) in table {
        for (printed, other) in [(a, b), (b, a)] {
            let found = compare_titles(printed, other);
            if matches!(found, TitleComparison::Same | TitleComparison::Subtitle | TitleComparison::Slip(_)) != *same {
                wrong.push(format!("{printed} / {other}: {found:?}"));
            }
            // The same by way of a whole entry, where the title is looked for.
            let entry = format!("Alder B, Oak C. {printed}. J Knee. 2020;3(2):1-9.");
            let field = compare_metadata(&entry, &Item::default(), &registered(json!({ "title": other })));
            let field = result(&field, Field::Title);
            if (field.result == Same) != *same {
                wrong.push(format!("aligned: {printed} / {other}: {field:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn titles_in_odd_shapes() {
    for (printed, other, expected) in [
        ("Women's health in Nairobi slums", "Women’s health in Nairobi slums", true),
        ("Follow-up of low-back pain", "Follow‑up of low‑back pain", true),
        ("Trailing dot of a title", "Trailing dot of a title.", true),
        ("Low-back pain and work", "Low back pain and work", true),
        ("The effect of exercise on back pain", "Effect of exercise on back pain", true),
        (
            "Interventions for preventing back pain in pregnancy",
            "Interventions for preventig back pain in pregnancy",
            true,
        ),
        ("Treatment of hypertension in pregnant women", "Treatment of hypotension in pregnant women", false),
        ("Paracetamol use and asthma", "Ibuprofen use and asthma", false),
    ] {
        let found = compare_titles(printed, other);
        assert_eq!(
            matches!(found, TitleComparison::Same | TitleComparison::Slip(_)),
            expected,
            "{printed} / {other}: {found:?}"
        );
    }
    let two = MetadataAnswer {
        other_titles: vec!["Rückenschmerzen in der Schwangerschaft".into()],
        ..registered(json!({"title": "Back pain in pregnancy"}))
    };
    assert_eq!(state(Field::Title, json!({"title": "Rückenschmerzen in der Schwangerschaft"}), &two), Same);
    assert_eq!(state(Field::Title, json!({"title": "Anything"}), &MetadataAnswer::default()), NotCompared);
}

#[test]
fn any_registered_year_will_do() {
    let dated = |parts: &[(Way, &str)]| MetadataAnswer {
        dates: parts.iter().map(|(way, on)| Published { way: *way, on: on.parse().unwrap() }).collect(),
        ..registered(json!({"DOI": "10.5555/knee.2019.3"}))
    };
    let year = |y: i64| json!({"issued": {"date-parts": [[y]]}});
    let both = dated(&[(Way::Print, "2023-02"), (Way::Online, "2021-11-30")]);
    for (printed, expected) in
        [(2023, Same), (2021, Same), (2022, Same), (2024, Same), (2025, Differs), (2018, Differs)]
    {
        assert_eq!(state(Field::Year, year(printed), &both), expected, "{printed}");
    }
    assert_eq!(state(Field::Year, year(2019), &both), Same, "the DOI names the printed year");
    assert_eq!(state(Field::Year, year(2023), &dated(&[])), NotCompared);
    let remark = compare_metadata("", &serde_json::from_value(year(2024)).unwrap(), &both);
    assert!(result(&remark, Field::Year).remark.is_some(), "a year apart is told");
}

#[test]
fn authors() {
    let answer = registered(json!({"author": [
        {"family": "Quintero Rodriguez", "given": "Carolina"}, {"family": "Müller"}, {"name": "Knee Group"}]}));
    let first = |author: Value| state(Field::FirstAuthor, json!({ "author": author }), &answer);
    assert_eq!(first(json!([{"family": "Rodriguez", "given": "CQ"}])), Same);
    assert_eq!(first(json!([{"family": "Carolina", "given": "Quintero Rodriguez"}])), Same);
    assert_eq!(first(json!([{"family": "Smith", "given": "J"}])), Differs);
    assert_eq!(first(json!([{"literal": "Knee Group"}])), NotCompared);
    assert_eq!(first(json!([])), NotCompared);

    let three = registered(json!({"author": [{"family": "Alder"}, {"family": "Oak"}, {"family": "Elm"}]}));
    let all = |names: &[&str], et_al: bool| {
        let author: Vec<Value> = names.iter().map(|n| json!({ "family": n })).collect();
        let printed: Item = serde_json::from_value(json!({"author": author, "et-al": et_al})).unwrap();
        let results = compare_metadata("", &printed, &three);
        let field = result(&results, Field::Authors);
        (field.result, field.remark.clone().unwrap_or_default())
    };
    assert_eq!(all(&["Alder", "Oak", "Elm"], false), (Same, String::new()));
    assert_eq!(all(&["Alder"], true), (Same, String::new()));
    assert_eq!(all(&["Alder", "Oak"], false), (Differs, "left out: Elm".into()));
    assert_eq!(all(&["Alder", "Oak", "Elm", "Yew"], false), (Differs, "not registered: Yew".into()));
    assert_eq!(all(&["Oak", "Alder", "Elm"], false), (Same, "in another order".into()));
}

#[test]
fn volumes_and_issues() {
    let cochrane = registered(json!({"volume": "2015", "issue": "9"}));
    assert_eq!(state(Field::Volume, json!({"volume": "9"}), &cochrane), Same, "Cochrane's issue printed as a volume");
    assert_eq!(state(Field::Volume, json!({"volume": 2015}), &cochrane), Same);
    assert_eq!(state(Field::Volume, json!({"volume": "12"}), &cochrane), Differs);
    assert_eq!(state(Field::Volume, json!({}), &cochrane), NotCompared);
    for (printed, other, expected) in [
        ("Suppl 1", "Supplement 1", Same),
        ("Suppl. 1", "S1", Same),
        ("3–4", "3-4", Same),
        ("03", "3", Same),
        ("3", "4", Differs),
    ] {
        assert_eq!(state(Field::Issue, json!({ "issue": printed }), &registered(json!({ "issue": other }))), expected);
    }
}

#[test]
fn places() {
    let answer =
        registered(json!({"container-title": "BMC Pregnancy and Childbirth", "container-title-short": "BMC Preg Ch",
        "ISSN": ["1471-2393"], "number": "830", "publisher": "Springer Science and Business Media LLC"}));
    assert_eq!(state(Field::Container, json!({"container-title": "BMC Preg Ch"}), &answer), Same);
    assert_eq!(state(Field::Container, json!({"container-title": "Another", "ISSN": "1471-2393"}), &answer), Same);
    assert_eq!(state(Field::Container, json!({"container-title": "BMC Pediatrics"}), &answer), Differs);
    assert_eq!(state(Field::Pages, json!({"page": "830"}), &answer), Same);
    assert_eq!(state(Field::Pages, json!({"page": "1–12"}), &answer), Differs);
    assert_eq!(state(Field::Pages, json!({}), &answer), NotCompared);
    let renamed = compare_metadata("", &serde_json::from_value(json!({"publisher": "Cureus Inc."})).unwrap(), &answer);
    assert!(renamed.iter().all(|r| r.result != Differs), "a publisher's name is never compared");
    let aligned = compare_metadata("Oak B. Knees. BMC Pregnancy and Childbirth. 2020.", &Item::default(), &answer);
    assert_eq!(result(&aligned, Field::Container).result, Same);
    let other = compare_metadata(
        "Oak B. Knees. JAMA Netw Open. 2020.",
        &Item::default(),
        &registered(json!({"container-title": "JAMA"})),
    );
    assert_eq!(result(&other, Field::Container).result, NotCompared);
}

#[test]
fn dois_in_every_spelling() {
    let answer = registered(json!({"DOI": "10.1016/s0140-6736(97)11096-0"}));
    let sici = registered(json!({"DOI": "10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s"}));
    for (printed, answer, expected) in [
        ("https://dx.doi.org/10.1016/S0140-6736(97)11096-0", &answer, Same),
        ("www.doi.org/10.1016/S0140-6736(97)11096-0", &answer, Same),
        ("doi:10.1016/S0140-6736(97)11096-0", &answer, Same),
        ("urn:doi:10.1016:S0140-6736(97)11096-0", &answer, Same),
        ("10.1016/S0140-6736(97)11096-0.", &answer, Same),
        ("10.1016/S0140-6736(97)11096-0),", &answer, Same),
        ("https://doi.org/10.1016%2FS0140-6736(97)11096-0", &answer, Same),
        ("https://doi.org/10.1016/S0140-6736(97)11096-0?cookieSet=1", &answer, Same),
        ("10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S", &sici, Same),
        ("https://doi.org/10.1002/(SICI)1522-2594(199911)42:5%3C952::AID-MRM16%3E3.0.CO;2-S", &sici, Same),
        ("10.1016/s0140-6736(97)11096", &answer, Differs), // a prefix is another DOI
        ("10/abc123", &answer, NotCompared),
    ] {
        assert_eq!(state(Field::Doi, json!({ "DOI": printed }), answer), expected, "{printed}");
    }
    let latex = registered(json!({"DOI": "10.1007/978-3-662-46370-3_13"}));
    assert_eq!(state(Field::Doi, json!({"DOI": r"10.1007/978-3-662-46370-3\_13"}), &latex), Same);
}

#[test]
fn the_doi_of_another_version_is_another_doi() {
    let fourth = registered(json!({"DOI": "10.1002/14651858.cd001139.pub4"}));
    assert_eq!(state(Field::Doi, json!({"DOI": "10.1002/14651858.CD001139.pub3"}), &fourth), Differs);
    let alias = MetadataAnswer { alias_of: "10.1002/14651858.cd001139.pub4".parse().ok(), ..fourth };
    assert_eq!(state(Field::Doi, json!({"DOI": "10.1002/14651858.CD001139.pub3"}), &alias), Same);
}

#[test]
fn the_best_hit_of_a_search_may_be_another_work() {
    let printed = "Alder B. Relaxin and pelvic pain. J Knee. 2012;3:1-9.";
    let reference = parse(printed).item;
    let hit = registered(
        json!({"title": "Relaxin and pelvic pain", "author": [{"family": "Birch"}], "issued": {"date-parts": [[1998]]}}),
    );
    let results = compare_metadata(printed, &reference, &hit);
    assert!(names_another_work(&results), "{results:#?}");
    assert_eq!(result(&results, Field::Year).result, Differs);
}

#[test]
fn a_title_registered_in_another_language_is_no_other_work_where_all_else_agrees() {
    let work = |pages: &str, family: &str, title: &str| {
        registered(json!({"title": title, "author": [{"family": family}], "volume": "3", "page": pages,
            "issued": {"date-parts": [[2012]]}, "DOI": "10.5555/a"}))
    };
    let printed = "Alder B. Relaxin and pelvic pain in pregnancy. J Knee. 2012;3:11-19. doi:10.5555/a";
    let german = "Relaxin und Beckenschmerzen in der Schwangerschaft";
    for (pages, family, title, another) in [
        ("11-19", "Alder", german, false),
        ("21-29", "Alder", german, true),
        ("11-19", "Birch", german, true),
        ("11-19", "Alder", "Relaxin and pelvic pain in men", true), // what tells two works apart still does
    ] {
        let results = compare_metadata(printed, &parse(printed).item, &work(pages, family, title));
        assert_eq!(names_another_work(&results), another, "{pages} {family} {title}: {results:#?}");
        assert_eq!(result(&results, Field::Title).result, Differs);
    }
}

/// The list of the first article in our own words' shapes: what is printed, and what registered as far as it is known.
fn ten() -> Vec<(&'static str, Option<Value>)> {
    let people = |names: &[&str]| Value::from(names.iter().map(|n| json!({ "family": n })).collect::<Vec<_>>());
    let on = |parts: &[i64]| json!({ "date-parts": [parts] });
    vec![
        (
            "Alsayari, B. M., Alshehri, S. M., Almulhim, A. Y., Alzakry, L. M., Alzuraiq, A. A., Binshalhoub, F. H., Banjer, H. M., Alkhediwi, L. M. A., Rasdwi, K. M., & Khan, A. S. (2024). COVID-19 and Its Impact on Back Pain in the Eastern Province of Saudi Arabia. Cureus, 16(4), e57475. doi:10.7759/cureus.57475",
            Some(
                json!({"title": "COVID-19 and Its Impact on Back Pain in the Eastern Province of Saudi Arabia", "container-title": "Cureus",
                "DOI": "10.7759/cureus.57475", "issued": on(&[2024, 4, 2]), "author": people(&["Alsayari", "Alshehri", "Almulhim", "Alzakry", "Alzuraiq", "Binshalhoub", "Banjer", "Alkhediwi", "Rasdwi", "Khan"])}),
            ),
        ),
        (
            "Back Pain During Pregnancy. (2020, May). Www.acog.org. https://www.acog.org/womens-health/faqs/back-pain-during-pregnancy",
            None,
        ),
        (
            "Belogolovsky, I., Katzman, W., Christopherson, N., Rivera, M., & Allen, D. D. (2015). The Effectiveness of Exercise in Treatment of Pregnancy-Related Lumbar and Pelvic Girdle Pain. Journal of Womenʼs Health Physical Therapy, 39(2), 53–64. doi:10.1097/jwh.0000000000000032",
            Some(
                json!({"title": "The Effectiveness of Exercise in Treatment of Pregnancy-Related Lumbar and Pelvic Girdle Pain: A Meta-Analysis and Evidence-Based Review",
                "container-title": "Journal of Women's Health Physical Therapy", "volume": "39", "issue": "2", "page": "53-64", "DOI": "10.1097/jwh.0000000000000032",
                "issued": on(&[2015]), "author": people(&["Belogolovsky", "Katzman", "Christopherson", "Rivera", "Allen"])}),
            ),
        ),
        (
            "Daneau, C., Abboud, J., Marchand, A. A., Houle, M., Pasquier, M., Ruchat, S. M., & Descarreaux, M. (2021). Mechanisms Underlying Lumbopelvic Pain During Pregnancy: A Proposed Model. Frontiers in pain research (Lausanne, Switzerland), 2, 773988. doi:10.3389/fpain.2021.773988",
            Some(
                json!({"title": "Mechanisms Underlying Lumbopelvic Pain During Pregnancy: A Proposed Model", "container-title": "Frontiers in Pain Research",
                "volume": "2", "number": "773988", "DOI": "10.3389/fpain.2021.773988", "issued": on(&[2021, 12, 2]),
                "author": people(&["Daneau", "Abboud", "Marchand", "Houle", "Pasquier", "Ruchat", "Descarreaux"])}),
            ),
        ),
        (
            "Kandru, M., Zallipalli, S. N., Dendukuri, N. K., Linga, S., Jeewa, L., Jeewa, A., & Sunar, S. B. (2023). Effects of Conventional Exercises on Lower Back Pain and/or Pelvic Girdle Pain in Pregnancy: A Systematic Review and Meta-Analysis. Cureus, 15(7), e42010. doi:10.7759/cureus.42010",
            Some(
                json!({"title": "Effects of Conventional Exercises on Lower Back Pain and/or Pelvic Girdle Pain in Pregnancy: A Systematic Review and Meta-Analysis",
                "container-title": "Cureus", "volume": "15", "issue": "7", "page": "e42010", "DOI": "10.7759/cureus.42010", "issued": on(&[2023, 7, 17]),
                "author": people(&["Kandru", "Zallipalli", "Dendukuri", "Linga", "Jeewa", "Jeewa", "Sunar"])}),
            ),
        ),
        (
            "Liddle, S. D., & Pennick, V. (2015). Interventions for preventing and treating low-back and pelvic pain during pregnancy. Cochrane Database of Systematic Reviews, 9. doi:10.1002/14651858.cd001139.pub4",
            Some(
                json!({"title": "Interventions for preventing and treating low-back and pelvic pain during pregnancy", "issue": "9",
                "container-title": "Cochrane Database of Systematic Reviews", "DOI": "10.1002/14651858.cd001139.pub4", "issued": on(&[2015]),
                "author": people(&["Liddle", "Pennick"])}),
            ),
        ),
        (
            "National Guideline Alliance (UK). (2021). Maternal sleep position during pregnancy: Antenatal care: Evidence review W. In PubMed. National Institute for Health and Care Excellence (NICE). https://www.ncbi.nlm.nih.gov/books/NBK573947/",
            None,
        ),
        (
            "NHS. (2020, December 3). Back pain in pregnancy. Nhs.uk. https://www.nhs.uk/pregnancy/related-conditions/common-symptoms/back-pain/",
            None,
        ),
        (
            "Quintero Rodriguez, C., & Troynikov, O. (2019). The Effect of Maternity Support Garments on Alleviation of Pains and Discomforts during Pregnancy: A Systematic Review. Journal of Pregnancy, 2019, 1–21. doi:10.1155/2019/2163790",
            Some(
                json!({"title": "The Effect of Maternity Support Garments on Alleviation of Pains and Discomforts during Pregnancy: A Systematic Review",
                "container-title": "Journal of Pregnancy", "volume": "2019", "number": "2163790", "DOI": "10.1155/2019/2163790", "issued": on(&[2019]),
                "author": [{"family": "Quintero Rodriguez"}, {"family": "Troynikov"}]}),
            ),
        ),
        (
            "Salari, N., Mohammadi, A., Hemmati, M., Hasheminezhad, R., Kani, S., Shohaimi, S., & Mohammadi, M. (2023). The global prevalence of low back pain in pregnancy: a comprehensive systematic review and meta-analysis. BMC pregnancy and childbirth, 23(1), 830. doi:10.1186/s12884-023-06151-x",
            Some(
                json!({"title": "The global prevalence of low back pain in pregnancy: a comprehensive systematic review and meta-analysis",
                "container-title": "BMC Pregnancy and Childbirth", "volume": "23", "issue": "1", "DOI": "10.1186/s12884-023-06151-x", "issued": on(&[2023, 12, 2]),
                "author": people(&["Salari", "Mohammadi", "Hemmati", "Hasheminezhad", "Kani", "Shohaimi", "Mohammadi"])}),
            ),
        ),
    ]
}

#[test]
fn of_the_ten_references_only_known_remarks_show() {
    let mut said = Vec::new();
    for (at, (printed, item)) in ten().into_iter().enumerate() {
        let Some(item) = item else { continue };
        for field in compare_metadata(printed, &parse(printed).item, &registered(item)) {
            match (field.result, field.remark) {
                (Differs, remark) => said.push(format!(
                    "r{} {} differs: {} / {} {remark:?}",
                    at + 1,
                    field.field,
                    field.printed,
                    field.registered
                )),
                (Same, Some(remark)) => said.push(format!("r{} {}: {remark}", at + 1, field.field)),
                _ => {}
            }
        }
    }
    assert_eq!(
        said,
        ["r3 title: the registered subtitle is not printed", "r6 volume: printed as a volume, registered as an issue"]
    );
}

#[test]
fn no_reference_passes_for_another() {
    for (a, (printed, _)) in ten().into_iter().enumerate() {
        for (b, (_, other)) in ten().into_iter().enumerate().filter(|(b, _)| *b != a) {
            let Some(other) = other else { continue };
            let results = compare_metadata(printed, &parse(printed).item, &registered(other));
            assert!(names_another_work(&results), "r{} passes for r{}: {results:#?}", a + 1, b + 1);
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_entry_is_compared(printed in "\\PC{0,80}", title in "\\PC{0,40}") {
        let answer = registered(json!({"title": title, "container-title": title, "author": [{"family": title}]}));
        let results = compare_metadata(&printed, &parse(&printed).item, &answer);
        proptest::prop_assert_eq!(results.len(), Field::ALL.len());
    }
}
