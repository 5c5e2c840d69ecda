//! Which references are suggested for a claim: the shared article, and the cited places of real medical summaries.

use claimbook::model::{CslDate, Item, Kind, Name, PartialDate, Strength};
use claimbook::suggest::{CandidateWork, ClaimText, Suggestion, SuggestionIndex};
use claimbook::text::{CharIndex, split_sentences};
use std::collections::BTreeMap;

fn item(authors: &[&str], year: i64, title: &str, container: &str) -> Item {
    Item {
        author: authors.iter().map(|a| Name::person(a, None)).collect(),
        issued: PartialDate::from_parts(Some(year), None, None).ok().map(CslDate),
        title: Some(title.to_owned()),
        container_title: (!container.is_empty()).then(|| container.to_owned()),
        ..Item::default()
    }
}

/// The reference list of the shared article: first author, year, title.
fn article_list() -> Vec<Item> {
    vec![
        item(
            &["Alsayari"],
            2024,
            "COVID-19 and Its Impact on Back Pain in the Eastern Province of Saudi Arabia",
            "Cureus",
        ),
        item(&[], 2020, "Back Pain During Pregnancy", "Www.acog.org"),
        item(
            &["Belogolovsky"],
            2015,
            "The Effectiveness of Exercise in Treatment of Pregnancy-Related Lumbar and Pelvic Girdle Pain",
            "Journal of Women's Health Physical Therapy",
        ),
        item(
            &["Daneau"],
            2021,
            "Mechanisms Underlying Lumbopelvic Pain During Pregnancy: A Proposed Model",
            "Frontiers in pain research",
        ),
        item(
            &["Kandru"],
            2023,
            "Effects of Conventional Exercises on Lower Back Pain and/or Pelvic Girdle Pain in Pregnancy: A Systematic Review and Meta-Analysis",
            "Cureus",
        ),
        item(
            &["Liddle", "Pennick"],
            2015,
            "Interventions for preventing and treating low-back and pelvic pain during pregnancy",
            "Cochrane Database of Systematic Reviews",
        ),
        item(
            &[],
            2021,
            "Maternal sleep position during pregnancy: Antenatal care: Evidence review W",
            "National Institute for Health and Care Excellence",
        ),
        item(&[], 2020, "Back pain in pregnancy", "Nhs.uk"),
        item(
            &["Quintero Rodriguez", "Troynikov"],
            2019,
            "The Effect of Maternity Support Garments on Alleviation of Pains and Discomforts during Pregnancy: A Systematic Review",
            "Journal of Pregnancy",
        ),
        item(
            &["Salari"],
            2023,
            "The global prevalence of low back pain in pregnancy: a comprehensive systematic review and meta-analysis",
            "BMC pregnancy and childbirth",
        ),
    ]
}

fn index_of(items: &[Item]) -> SuggestionIndex {
    SuggestionIndex::new(&items.iter().map(|item| CandidateWork { item, abstract_text: None }).collect::<Vec<_>>())
}

fn ranked(items: &[Item], statement: &str, context: &str, kind: Kind) -> Vec<Suggestion> {
    index_of(items).rank(&ClaimText { statement, context, section: "", kind })
}

fn position(found: &[Suggestion], candidate: usize) -> Option<usize> {
    found.iter().position(|s| s.candidate == candidate)
}

#[test]
fn claims_of_the_first_article_find_their_references() {
    let list = article_list();
    for (statement, context, kind, expected, within) in [
        ("More than 40% of pregnant women have back pain while pregnant.", "", Kind::Prevalence, 9, 1),
        (
            "A 2023 review found that regular exercise can help with low back pain in pregnancy.",
            "",
            Kind::SourceDescription,
            4,
            1,
        ),
        ("Many providers recommend sleeping on your side after about 20 weeks.", "", Kind::Recommendation, 6, 1),
        (
            "These are worn low and may help support the bump.",
            "Consider a belly band. These are worn low and may help support the bump.",
            Kind::Benefit,
            8,
            3,
        ),
        ("A higher level of relaxin is linked to low back and pelvic pain in pregnancy.", "", Kind::Mechanism, 3, 3),
        ("Targeted exercises strengthen the back and relieve pain in pregnancy.", "", Kind::Benefit, 2, 3),
    ] {
        let found = ranked(&list, statement, context, kind);
        let at = position(&found, expected);
        assert!(at.is_some_and(|at| at < within), "{statement}: {found:#?}");
        assert!(
            found.len() <= 5 && found.iter().all(|s| (0.0..=1.0).contains(&s.score) && !s.because.is_empty()),
            "{found:#?}"
        );
    }
}

#[test]
fn reasons_name_what_a_person_can_check() {
    let list = article_list();
    let because = |statement: &str, kind, at: usize| {
        let found = ranked(&list, statement, "", kind);
        found.iter().find(|s| s.candidate == at).map(|s| s.because.join("; ")).unwrap_or_default()
    };
    let review = because("A 2023 review found that exercise eases back pain.", Kind::SourceDescription, 4);
    assert!(
        review.contains("names a 2023 review") && review.contains("of 2023") && review.contains("“exercise”"),
        "{review}"
    );
    let band = because("A belly band may ease pain.", Kind::Benefit, 8);
    assert!(band.contains("what the text calls “belly band” the title calls “maternity support”"), "{band}");
    let named = because("Salari et al. found much the same.", Kind::SourceDescription, 9);
    assert!(named.contains("names Salari"), "{named}");
    let prevalence = because("Low back pain is common.", Kind::Prevalence, 9);
    assert!(prevalence.contains("“prevalence”"), "{prevalence}");
}

#[test]
fn identifiers_and_figures_of_abstracts_count() {
    let mut list = article_list();
    list[5].doi = Some("10.1000/xyz.123".to_owned());
    let candidates: Vec<CandidateWork> = list
        .iter()
        .enumerate()
        .map(|(i, item)| CandidateWork {
            item,
            abstract_text: (i == 3).then_some("Up to 86% have pain in the third trimester."),
        })
        .collect();
    let index = SuggestionIndex::new(&candidates);
    let rank = |statement| index.rank(&ClaimText { statement, context: "", section: "", kind: Kind::Prevalence });
    assert_eq!(rank("See https://doi.org/10.1000/XYZ.123 for more.")[0].candidate, 5);
    let by_figure = rank("The number could be as high as 86%.");
    assert_eq!(by_figure[0].candidate, 3);
    assert!(by_figure[0].because.iter().any(|b| b.contains("86%")), "{by_figure:?}");
}

#[test]
fn what_shares_nothing_is_not_suggested() {
    let list = article_list();
    assert_eq!(ranked(&list, "Cats sleep.", "", Kind::Context).iter().filter(|s| s.candidate != 6).count(), 0);
    assert_eq!(ranked(&[], "Heat helps.", "", Kind::Benefit), []);
    assert_eq!(ranked(&list, "", "", Kind::Benefit), []);
}

/// From the text of the shared article to suggestions, as an import does it.
#[test]
fn claims_detected_in_the_shared_article_find_their_references() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/back-pain-during-pregnancy.txt");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared is not here");
        return;
    };
    let (list, blocks, places) = (article_list(), crate::detect::claims::blocks(&text), CharIndex::new(&text));
    let index = index_of(&list);
    let claims = claimbook::detect::detect_claims(&text, &blocks, "en");
    for (words, expected, within) in [
        ("more than 40%", 9, 1),
        ("2023 review", 4, 1),
        ("about 20 weeks", 6, 1),
        ("support your bump", 8, 3),
        ("belly band", 8, 3),
        ("relaxin levels", 3, 3),
        ("yoga, swimming, and walking can help", 4, 5),
    ] {
        let claim =
            claims.iter().find(|c| c.statement.contains(words)).unwrap_or_else(|| panic!("no claim holds {words}"));
        let block = blocks.block_at(claim.start).unwrap();
        let context = places.slice(block.start, block.end);
        let found =
            index.rank(&ClaimText { statement: &claim.statement, context, section: &claim.section, kind: claim.kind });
        assert!(position(&found, expected).is_some_and(|at| at < within), "{}: {found:#?}", claim.statement);
    }
}

/// A cited place of the shared samples.
struct Cited {
    document: String,
    statement: String,
    paragraph: String,
    section: String,
    right: Vec<String>,
}

fn read(name: &str) -> Option<Vec<serde_json::Value>> {
    let path = format!("{}/../shared/samples/claim-links/{name}", env!("CARGO_MANIFEST_DIR"));
    let lines = std::fs::read_to_string(path).ok()?;
    lines.lines().map(|l| serde_json::from_str(l).ok()).collect()
}

fn text_of(value: &serde_json::Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

fn cited_places(paragraphs: &[serde_json::Value]) -> Vec<Cited> {
    let mut cited = Vec::new();
    for paragraph in paragraphs {
        let text = text_of(paragraph, "text");
        let (places, spans) = (CharIndex::new(&text), split_sentences(&text, "en"));
        for citation in paragraph["citations"].as_array().into_iter().flatten() {
            let at = citation["offset"].as_u64().unwrap_or_default() as u32;
            let Some(span) = spans.iter().rev().find(|s| s.start < at) else { continue };
            cited.push(Cited {
                document: text_of(paragraph, "doc"),
                statement: places.slice(span.start, span.end).to_owned(),
                paragraph: text.clone(),
                section: text_of(paragraph, "section"),
                right: citation["refs"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|r| r.as_str())
                    .map(str::to_owned)
                    .collect(),
            });
        }
    }
    cited
}

/// Per cited place: is the first suggestion, or one of five, a reference that the marker names? Candidates are all
/// references of the document, from title, year and first author alone. Lists there restart by section, so one work
/// has several entries: "as an entry" wants the very entry, "as a work" is content with its twin of the same title.
/// BM25 on titles alone was measured at 28.9 % and 53.0 %.
#[test]
fn cited_places_of_medical_summaries_find_their_references() {
    let (Some(paragraphs), Some(references)) = (read("paragraphs.jsonl"), read("references.jsonl")) else {
        println!("skipped: ../shared is not here");
        return;
    };
    let mut lists: BTreeMap<String, Vec<(String, Item)>> = BTreeMap::new();
    for r in &references {
        let title = Some(text_of(r, "title")).filter(|t| !t.is_empty()).unwrap_or_else(|| text_of(r, "raw"));
        let year = text_of(r, "year").parse().unwrap_or(1);
        lists
            .entry(text_of(r, "doc"))
            .or_default()
            .push((text_of(r, "key"), item(&[&text_of(r, "first_author")], year, &title, "")));
    }
    let indexes: BTreeMap<&String, SuggestionIndex> = lists
        .iter()
        .map(|(doc, list)| (doc, index_of(&list.iter().map(|l| l.1.clone()).collect::<Vec<_>>())))
        .collect();
    let places = cited_places(&paragraphs);
    let (mut entry, mut work, mut strong) = ([0.0, 0.0], [0.0, 0.0], [0.0, 0.0]);
    for cited in &places {
        let list = &lists[&cited.document];
        let claim = ClaimText {
            statement: &cited.statement,
            context: &cited.paragraph,
            section: &cited.section,
            kind: Kind::Context,
        };
        let found = indexes[&cited.document].rank(&claim);
        let right_titles: Vec<_> = list.iter().filter(|l| cited.right.contains(&l.0)).map(|l| &l.1.title).collect();
        let is_entry = |s: &Suggestion| cited.right.contains(&list[s.candidate].0);
        let is_work = |s: &Suggestion| right_titles.contains(&&list[s.candidate].1.title);
        for (n, reach) in [1, 5].into_iter().enumerate() {
            entry[n] += f64::from(found.iter().take(reach).any(is_entry));
            work[n] += f64::from(found.iter().take(reach).any(is_work));
        }
        if let Some(first) = found.first().filter(|s| s.strength == Strength::Strong) {
            strong[0] += 1.0;
            strong[1] += f64::from(is_work(first));
        }
    }
    let of = places.len() as f64;
    let per_cent = |n: f64| 100.0 * n / of;
    println!(
        "{of} cited places; as an entry: first {:.1} %, first five {:.1} %",
        per_cent(entry[0]),
        per_cent(entry[1])
    );
    println!("as a work: first {:.1} %, first five {:.1} %", per_cent(work[0]), per_cent(work[1]));
    println!("strong: {} of which right {:.1} %", strong[0], 100.0 * strong[1] / f64::max(strong[0], 1.0));
    assert!(
        per_cent(entry[0]) > 30.5 && per_cent(entry[1]) > 53.0 && per_cent(work[0]) > 33.5 && per_cent(work[1]) > 58.5
    );
}
