//! The works that the articles share, as registries and reference lists give them.

use crate::prose::{self, Dice};
use claimbook::catalogue::{Catalogue, Deed, Error, Writing};
use claimbook::model::*;
use std::path::{Path, PathBuf};

/// A reference as an article prints it.
pub(crate) fn printed(item: &Item) -> String {
    let authors: Vec<String> =
        item.author.iter().map(|a| format!("{} {}", a.short_name(), a.given.as_deref().unwrap_or_default())).collect();
    let field = |of: &Option<String>| of.clone().unwrap_or_default();
    format!(
        "{}. {}. {}. {};{}({}):{}. doi:{}",
        authors.join(", "),
        field(&item.title),
        field(&item.container_title),
        item.year().unwrap_or_default(),
        field(&item.volume),
        field(&item.issue),
        field(&item.page),
        field(&item.doi)
    )
}

/// The metadata of the nth work.
pub(crate) fn item(dice: &mut Dice, n: usize) -> Item {
    let authors = dice.between(1, 6);
    let first = dice.between(1, 900);
    Item {
        kind: "article-journal".into(),
        author: (0..authors)
            .map(|_| Name::person(prose::family(dice), Some(dice.of(&["AB", "C", "JL", "MT"]))))
            .collect(),
        title: Some(prose::work_title(dice, n)),
        container_title: Some(prose::journal(dice).into()),
        issued: PartialDate::from_parts(Some(dice.between(2008, 2025) as i64), None, None).ok().map(CslDate),
        volume: Some(dice.between(1, 60).to_string()),
        issue: Some(dice.between(1, 12).to_string()),
        page: Some(format!("{first}-{}", first + 9)),
        doi: Some(format!("10.5555/measure.{n}")),
        ..Item::default()
    }
}

/// A catalogue of this many works and nothing else, in a folder; the file.
pub(crate) fn alone(folder: &Path, count: usize) -> Result<PathBuf, Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join("claimbook.db");
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let at: jiff::Timestamp = "2026-02-01T08:00:00Z".parse()?;
    let mut catalogue = Catalogue::create(&file, at)?;
    let deed = Deed { who: "generator".into(), command: "generate".into(), at, reason: None };
    let mut dice = Dice::new(13);
    catalogue.write(&deed, |writing| store(writing, &mut dice, count))?;
    Ok(file)
}

/// A work as the articles refer to it.
pub(crate) struct Known {
    pub(crate) uid: Uid,
    pub(crate) item: Item,
}

/// Stores this many works, with what doi.org answered about nine of ten.
pub(crate) fn store(writing: &mut Writing<'_>, dice: &mut Dice, count: usize) -> Result<Vec<Known>, Error> {
    let mut works = Vec::new();
    let mut heard = Vec::new();
    for n in 0..count {
        let item = item(dice, n);
        let doi = item.doi.as_deref().and_then(|d| d.parse::<Doi>().ok());
        let work = Work {
            uid: writing.uid(),
            key: format!("work{n}"),
            doi,
            pmid: dice.percent(60).then(|| (30_000_000 + n).to_string()),
            pmcid: None,
            isbn: None,
            nbk: None,
            arxiv: None,
            url: None,
            csl: item.clone(),
            abstract_text: dice
                .percent(50)
                .then(|| (0..5).map(|_| prose::quotation(dice)).collect::<Vec<_>>().join(". ")),
            publication_types: dice.percent(50).then(|| "Randomized Controlled Trial".into()),
            level: None,
            level_reason: None,
            seminal: false,
            superseded_by: None,
            merged_into: None,
        };
        writing.add(&work)?;
        if let Some(doi) = work.doi.as_ref().filter(|_| dice.percent(90)) {
            heard.push(answer(writing, doi, if dice.percent(2) { DoiState::Absent } else { DoiState::Exists }));
        }
        if dice.percent(1) {
            let notice = Notice {
                uid: writing.uid(),
                work: work.uid,
                kind: NoticeKind::Correction,
                source: "crossref".into(),
                noticed_on: None,
                doi: None,
                label: None,
            };
            writing.add(&notice)?;
        }
        works.push(Known { uid: work.uid, item });
    }
    writing.observe(&heard)?;
    Ok(works)
}

fn answer(writing: &Writing<'_>, doi: &Doi, state: DoiState) -> Observation {
    let answer = ExistsAnswer { state, agency: Some("Crossref".into()), target: None, alias_of: None };
    Observation {
        uid: writing.uid(),
        service: "doi.org".into(),
        subject: Subject::Exists,
        scheme: "doi".into(),
        identifier: doi.key().to_owned(),
        answer: serde_json::to_string(&answer).unwrap_or_default(),
        body_sha256: None,
        first_asked_at: writing.time(),
        asked_at: writing.time(),
    }
}
