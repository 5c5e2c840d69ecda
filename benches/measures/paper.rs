//! Articles and works on paper: what an article's file holds, how it prints a reference, and a work's metadata.

use crate::prose::{self, Dice};
use claimbook::model::{CslDate, Item, Name, PartialDate};

/// Sections of an article.
pub(crate) const SECTIONS: usize = 5;

/// An article of `claims` sentences with `references` entries, in Markdown.
pub(crate) fn markdown(dice: &mut Dice, claims: &[String], entries: &[String]) -> String {
    let title = prose::article_title(dice);
    let (updated, reviewed) = (dice.between(2023, 2026), dice.between(2022, 2025));
    let mut text = format!(
        "---\ntitle: \"{title}\"\nauthor: {} Vale, PT\nreviewed: {reviewed}-02-01\nupdated: {updated}-01-15\nlang: en\n---\n# {title}\n",
        prose::family(dice)
    );
    for (at, sentences) in claims.chunks(claims.len().div_ceil(SECTIONS).max(1)).enumerate() {
        let body = sentences.join(" ");
        text += &format!("\n## {}\n\n{} {body}\n\n{}\n", prose::heading(at), prose::filler(dice), prose::filler(dice));
    }
    text += "\n## References\n\n";
    for (at, entry) in entries.iter().enumerate() {
        text += &format!("{}. {entry}\n", at + 1);
    }
    text
}

/// A reference as an article prints it.
pub(crate) fn printed(item: &Item) -> String {
    let authors: Vec<String> =
        item.author.iter().map(|a| format!("{} {}", a.cited(), a.given.as_deref().unwrap_or_default())).collect();
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
