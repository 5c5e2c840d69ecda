//! The sample's sources: three works, and the article's list that names them.

use super::Sample;
use claimbook::model::*;

impl Sample<'_> {
    pub(super) fn works(&mut self) -> Vec<Work> {
        let works = [
            (
                "example2021",
                Some("10.5555/knee.2021.1"),
                "Knee pain in adults over 50: a cross-sectional study",
                "Journal of Invented Knees",
                2021,
                "Journal Article",
            ),
            (
                "sample2022",
                Some("10.5555/knee.2022.2"),
                "Strength training for painful knees: a systematic review and meta-analysis",
                "Reviews of Invented Exercise",
                2022,
                "Systematic Review; Meta-Analysis",
            ),
            ("fund2024", None, "Painkillers and your knees", "Invented Knee Fund", 2024, ""),
        ];
        let authors = [
            vec![Name::person("Example", Some("A.")), Name::person("Sample", Some("B. C."))],
            vec![Name::person("Sample", Some("B. C."))],
            vec![Name::group("Invented Knee Fund")],
        ];
        let abstracts = [
            None,
            Some(
                "Eleven trials with 1,204 people. Training two to three times a week for at least 8 weeks reduced pain in the knee.",
            ),
            None,
        ];
        let dress = self.dress;
        self.write("E. Editor", "import", "2026-11-20T09:00:01Z", |w| {
            let mut made = Vec::new();
            for (at, (key, doi, title, container, year, types)) in works.into_iter().enumerate() {
                let csl = Item {
                    kind: if doi.is_some() { "article-journal" } else { "webpage" }.into(),
                    author: authors[at].clone(),
                    title: Some(dress(title)),
                    container_title: Some(dress(container)),
                    issued: Some(CslDate(PartialDate::from_parts(Some(year), None, None).unwrap())),
                    doi: doi.map(str::to_owned),
                    ..Item::default()
                };
                let work = Work {
                    uid: w.uid(),
                    key: key.into(),
                    doi: doi.map(|d| d.parse().unwrap()),
                    pmid: None,
                    pmcid: None,
                    isbn: None,
                    nbk: None,
                    arxiv: None,
                    url: doi.is_none().then(|| "https://example.org/painkillers".into()),
                    csl,
                    abstract_text: abstracts[at].map(dress),
                    publication_types: (!types.is_empty()).then(|| types.into()),
                    level: None,
                    level_reason: None,
                    seminal: false,
                    superseded_by: None,
                    merged_into: None,
                };
                w.add(&work)?;
                made.push(work);
            }
            Ok(made)
        })
    }

    pub(super) fn references(&mut self, article: &Article, works: &[Work]) -> Vec<Reference> {
        let printed = [
            "Example A, Sample BC. Knee pain in adults over 50: a cross-sectional study. J Invented Knees. 2021;12(3):45-56. doi:10.5555/knee.2021.1",
            "Sample BC. Strength training for painful knees: a systematic review and meta-analysis. Rev Invented Exerc. 2022;7:e101. doi:10.5555/knee.2022.2",
            "Invented Knee Fund. Painkillers and your knees. 2024. https://example.org/painkillers",
        ];
        let dress = self.dress;
        self.write("E. Editor", "import", "2026-11-20T09:00:02Z", |w| {
            let mut made = Vec::new();
            for ((serial, printed), work) in (1..).zip(printed).zip(works) {
                let reference = Reference {
                    uid: w.uid(),
                    article: article.uid,
                    serial,
                    number: Some(serial.to_string()),
                    section: "References".into(),
                    printed: dress(printed),
                    doi_printed: work.doi.as_ref().map(Doi::to_string),
                    csl: work.csl.clone(),
                    work: Some(work.uid),
                    last_version: None,
                    retired_on: None,
                };
                w.add(&reference)?;
                made.push(reference);
            }
            Ok(made)
        })
    }
}
