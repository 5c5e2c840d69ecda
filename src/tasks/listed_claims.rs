//! Claims of somebody's own sheet become proposed claims of an article, each citing the sources that its row names.

use super::{Failure, addresses, by_hand};
use crate::catalogue::Writing;
use crate::import;
use crate::model::{Article, Citation, CitationOrigin, CitationState, Claim, Doi, Kind, Reasons, Reference, Uid, Word};
use crate::read::entry::PrintedEntry;
use crate::read::printed;
use crate::read::sheet::claims::{self, ClaimColumns};
use crate::read::sheet::{Row, Sheet};
use crate::text::normalise;
use serde::Serialize;
use std::collections::BTreeSet;

/// What became of a sheet. Field names are contracts.
#[derive(Debug, Default, Serialize)]
pub struct ListedClaims {
    /// Which heading was taken for what.
    pub columns: Vec<(&'static str, String)>,
    /// Addresses of the claims that are new.
    pub added: Vec<String>,
    /// Rows whose statement is a claim of the article already.
    pub there_already: usize,
    /// Citations that the rows' sources gave.
    pub cited: usize,
    /// Addresses of references that a source was added as.
    pub references: Vec<String>,
    /// Headings of columns that no field takes; what they say is kept with the claim.
    pub kept_beside: BTreeSet<String>,
    /// Rows that were not taken, and why.
    pub refused: Vec<(u32, String)>,
}

/// Stores the rows of a sheet; without an article in the row, `article` names it.
pub fn store_listed_claims(
    writing: &mut Writing<'_>,
    sheet: &Sheet,
    columns: &ClaimColumns,
    article: Option<&str>,
) -> Result<ListedClaims, Failure> {
    let mut listed = ListedClaims { columns: columns.describe(sheet), ..ListedClaims::default() };
    for row in &sheet.rows {
        match store_row(writing, (sheet, columns, row), article, &mut listed) {
            Ok(()) => {}
            Err(Failure::Usage(reason)) => listed.refused.push((row.number, reason)),
            Err(other) => return Err(other),
        }
    }
    Ok(listed)
}

fn store_row(
    writing: &mut Writing<'_>,
    (sheet, columns, row): (&Sheet, &ClaimColumns, &Row),
    article: Option<&str>,
    listed: &mut ListedClaims,
) -> Result<(), Failure> {
    let Some(statement) = columns.cell(row, claims::STATEMENT) else {
        return Err(Failure::usage("it has no statement"));
    };
    let article = addresses::find_article(writing.view(), columns.cell(row, claims::ARTICLE).or(article))?;
    let others = columns.list_others(sheet, row);
    let mut because = vec![format!("listed in a sheet, row {}", row.number)];
    // A word of theirs for the kind that is none of ours is kept as they wrote it.
    let own_kind = columns.cell(row, claims::KIND);
    let kind = own_kind.and_then(|word| Kind::parse(&word.to_lowercase()).ok());
    let unknown_kind = own_kind.filter(|_| kind.is_none()).map(|word| (claims::KIND.name, word));
    for (heading, words) in others.into_iter().chain(unknown_kind) {
        listed.kept_beside.insert(heading.to_owned());
        because.push(format!("{heading}: {words}"));
    }
    let known = writing.view().claims_of(article.uid)?;
    let claim = match known.iter().find(|claim| claim.article == article.uid && claim.statement == statement) {
        Some(claim) => {
            listed.there_already += 1;
            claim.uid
        }
        None => {
            let section = columns.cell(row, claims::SECTION).unwrap_or_default();
            let kind = kind.unwrap_or(Kind::Context);
            let address = by_hand::add_proposed_claim(writing, &article, statement, kind, section)?;
            let (_, claim) = addresses::find_claim(writing.view(), &address)?;
            writing.edit(&Claim { because: Reasons(because), ..claim.clone() })?;
            listed.added.push(address);
            claim.uid
        }
    };
    for source in read_sources(columns, row) {
        let reference = find_or_add(writing, &article, &source, listed)?;
        listed.cited += usize::from(cite(writing, claim, reference)?);
    }
    Ok(())
}

/// The sources of a row, each as one entry: what is written, and the identifiers beside it.
fn read_sources(columns: &ClaimColumns, row: &Row) -> Vec<String> {
    let cell = |field| columns.cell(row, field);
    let written: Vec<&str> = cell(claims::SOURCE).into_iter().flat_map(split_sources).collect();
    let identifiers = [
        cell(claims::DOI).map(|doi| format!("doi:{}", doi.trim_start_matches("doi:").trim())),
        cell(claims::PMID).map(|pmid| format!("PMID: {pmid}")),
        cell(claims::URL).map(str::to_owned),
    ];
    let identifiers = identifiers.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match written.as_slice() {
        [] if identifiers.is_empty() => Vec::new(),
        [] => vec![identifiers],
        // Identifiers stand for the one source; of several, nobody knows which one they belong to.
        [one] => vec![format!("{one} {identifiers}").trim().to_owned()],
        several => {
            let mut all: Vec<String> = several.iter().map(|s| (*s).to_owned()).collect();
            all.extend((!identifiers.is_empty()).then_some(identifiers));
            all
        }
    }
}

/// The sources of a cell: one a line, or parted by semicolons before a capital or a number in brackets. Those inside an entry,
/// `2020;1(1):2-5`, part nothing.
fn split_sources(cell: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for line in cell.lines() {
        let mut from = 0;
        for (at, _) in line.match_indices("; ") {
            let behind = line.get(at + 2..).unwrap_or_default().trim_start();
            if behind.starts_with(|c: char| c.is_uppercase() || c == '[') {
                parts.push(line.get(from..at).unwrap_or_default());
                from = at + 2;
            }
        }
        parts.push(line.get(from..).unwrap_or_default());
    }
    parts.into_iter().map(str::trim).filter(|source| says_source(source)).collect()
}

/// Whether a cell names a source: `none`, `TBD` and the like say that there is none.
fn says_source(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let none = ["none", "no", "no source", "n/a", "na", "tbd", "todo", "missing", "unknown", "to do", "needed"];
    !bare.is_empty() && !none.contains(&bare.as_str())
}

/// The entry of the list that a source means, added where none is meant.
fn find_or_add(
    writing: &mut Writing<'_>,
    article: &Article,
    source: &str,
    listed: &mut ListedClaims,
) -> Result<Reference, Failure> {
    let parsed = printed::parse(source);
    let list = writing.view().references_of(article.uid)?;
    let of_list = list.into_iter().filter(Reference::is_listed);
    let meant: Vec<Reference> = of_list.filter(|reference| is_meant(reference, source, &parsed.item)).collect();
    if let [reference] = meant.as_slice() {
        return Ok(reference.clone());
    }
    let entry = PrintedEntry {
        number: None,
        section: String::new(),
        printed: normalise::normalise_text(source),
        line: 1,
        column: 1,
        parsed,
    };
    let reference = import::store_reference(writing, article, &entry)?;
    listed.references.push(reference.address(article));
    Ok(reference)
}

/// Whether a source means an entry: by its DOI or PubMed id, its very words, its number, or by the first author's name and the year.
fn is_meant(reference: &Reference, source: &str, item: &crate::model::Item) -> bool {
    let same_doi = |doi: &String| {
        let read = |doi: &str| doi.parse::<Doi>().ok();
        reference.given_doi().is_some_and(|given| read(given).is_some() && read(given) == read(doi))
    };
    if let Some(doi) = &item.doi {
        return same_doi(doi);
    }
    if let Some(pmid) = &item.pmid {
        return reference.csl.pmid.as_ref() == Some(pmid);
    }
    let number = source.trim_matches(['[', ']', '(', ')', '.', ' ', '#']);
    if number.chars().all(|c| c.is_ascii_digit()) {
        return reference.number.as_deref() == Some(number);
    }
    if reference.printed == normalise::normalise_text(source) {
        return true;
    }
    let words = source.split_whitespace().count();
    let year = reference.csl.year().map(|year| year.to_string());
    let family = reference.csl.author.first().and_then(|name| name.family.as_deref().or(name.literal.as_deref()));
    let holds = |part: &str| {
        let bare = |text: &str| text.to_lowercase();
        !part.is_empty() && bare(source).split(|c: char| !c.is_alphanumeric() && c != '-').any(|w| w == bare(part))
    };
    words <= 8
        && year.is_some_and(|year| holds(&year))
        && family.is_some_and(|family| family.split_whitespace().all(holds))
}

/// Asserts that a claim rests on a reference; whether that is new.
fn cite(writing: &mut Writing<'_>, claim: Uid, reference: Reference) -> Result<bool, Failure> {
    let (origin, state) = (CitationOrigin::Person, CitationState::Asserted);
    Ok(match writing.view().citation(claim, reference.uid)? {
        // What a person rejected stays rejected.
        Some(known) if known.state != CitationState::Suggested => false,
        Some(known) => writing.edit(&Citation { origin, state, ..known })?,
        None => {
            writing.add(&Citation {
                uid: writing.uid(),
                claim,
                reference: reference.uid,
                origin,
                state,
                score: None,
                strength: None,
                because: Reasons::default(),
                note: None,
                merged_into: None,
            })?;
            true
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_a_cell_are_parted_where_one_ends() {
        for (cell, parts) in [
            ("Poe 2024", &["Poe 2024"][..]),
            ("Poe 2024; Roe 2020", &["Poe 2024", "Roe 2020"]),
            ("[1]; [2]", &["[1]", "[2]"]),
            ("Roe B. Rest. Hip Lett. 2020;1(1):2-5.", &["Roe B. Rest. Hip Lett. 2020;1(1):2-5."]),
            (
                "Roe B. Rest. Hip Lett. 2020; 1(1):2-5.\nPoe 2024",
                &["Roe B. Rest. Hip Lett. 2020; 1(1):2-5.", "Poe 2024"],
            ),
            ("NO SOURCE", &[]),
            ("n/a; tbd", &["n/a; tbd"]),
            ("none", &[]),
        ] {
            assert_eq!(split_sources(cell), parts, "{cell}");
        }
    }
}
