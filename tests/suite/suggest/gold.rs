//! The shared first article: its list, and what each claim that has a source there rests on.

use super::places::item;
use claimbook::model::{Item, Kind, Name};

/// Its list: first authors, year, title, journal or site.
pub(crate) fn list() -> Vec<Item> {
    let rows: [(&[&str], i64, &str, &str); 10] = [
        (&["Alsayari"], 2024, "COVID-19 and Its Impact on Back Pain in the Eastern Province of Saudi Arabia", "Cureus"),
        (&[], 2020, "Back Pain During Pregnancy", "Www.acog.org"),
        (
            &["Belogolovsky"],
            2015,
            "The Effectiveness of Exercise in Treatment of Pregnancy-Related Lumbar and Pelvic Girdle Pain",
            "Journal of Women's Health Physical Therapy",
        ),
        (
            &["Daneau"],
            2021,
            "Mechanisms Underlying Lumbopelvic Pain During Pregnancy: A Proposed Model",
            "Frontiers in pain research",
        ),
        (
            &["Kandru"],
            2023,
            "Effects of Conventional Exercises on Lower Back Pain and/or Pelvic Girdle Pain in Pregnancy: A Systematic Review and Meta-Analysis",
            "Cureus",
        ),
        (
            &["Liddle", "Pennick"],
            2015,
            "Interventions for preventing and treating low-back and pelvic pain during pregnancy",
            "Cochrane Database of Systematic Reviews",
        ),
        (
            &["National Guideline Alliance (UK)"],
            2021,
            "Maternal sleep position during pregnancy: Antenatal care: Evidence review W",
            "National Institute for Health and Care Excellence",
        ),
        (&["NHS"], 2020, "Back pain in pregnancy", "Nhs.uk"),
        (
            &["Quintero Rodriguez", "Troynikov"],
            2019,
            "The Effect of Maternity Support Garments on Alleviation of Pains and Discomforts during Pregnancy: A Systematic Review",
            "Journal of Pregnancy",
        ),
        (
            &["Salari"],
            2023,
            "The global prevalence of low back pain in pregnancy: a comprehensive systematic review and meta-analysis",
            "BMC pregnancy and childbirth",
        ),
    ];
    let made = |(authors, year, title, container): (&[&str], i64, &str, &str)| Item {
        author: authors.iter().map(|author| Name::person(author, None)).collect(),
        container_title: Some(container.to_owned()),
        ..item("", Some(year), title)
    };
    rows.into_iter().map(made).collect()
}

/// Words by which a claim of the article is known, its kind, and the entries that it can rest on, by their numbers; none for a claim that
/// nothing in the list backs.
pub(crate) const GOLD: &[(&str, Kind, &[usize])] = &[
    ("in the second and third trimester", Kind::Prevalence, &[10]),
    ("more than 40%", Kind::Prevalence, &[10]),
    ("as high as 86%", Kind::Prevalence, &[4]),
    ("increased levels of the hormone relaxin", Kind::Mechanism, &[4, 2]),
    ("relaxin can affect", Kind::Mechanism, &[4]),
    ("higher relaxin levels", Kind::Risk, &[4]),
    ("center of gravity moves", Kind::Mechanism, &[4]),
    ("core muscles along the front", Kind::Mechanism, &[4, 2]),
    ("regular exercise such as yoga", Kind::Benefit, &[3, 5, 6]),
    ("2023 review", Kind::SourceDescription, &[5]),
    ("Targeted exercises can strengthen", Kind::Benefit, &[3, 5, 6]),
    ("about 20 weeks", Kind::Recommendation, &[7]),
    ("Sleeping on your back", Kind::Risk, &[7]),
    ("support your bump", Kind::Benefit, &[9]),
    ("increasing weight of your uterus", Kind::Benefit, &[9]),
    ("Acetaminophen may be used", Kind::Harm, &[]),
    ("Acetaminophen (Tylenol)", Kind::Harm, &[]),
    ("avoid NSAIDs (non", Kind::Harm, &[]),
    ("67% reduction", Kind::Outcome, &[]),
];
