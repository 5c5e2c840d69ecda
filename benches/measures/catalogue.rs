//! Makes a catalogue of any size through the library's own writing: articles read by the Markdown reader, claims with
//! exact anchors, references to shared works, citations, readings, signed reviews, and what doi.org answered.

use crate::prose::{self, Dice};
use crate::works::{self, Known, printed};
use claimbook::catalogue::{Catalogue, Deed, Error, Writing};
use claimbook::evidence;
use claimbook::import;
use claimbook::model::*;
use claimbook::read;
use claimbook::text::anchor::AnchoringText;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};

/// The day on which every measured command believes to run.
pub(crate) const TODAY: &str = "2026-03-01";
const CLAIMS_AN_ARTICLE: usize = 20;
const REFERENCES_AN_ARTICLE: usize = 12;
const CLAIMS_A_WORK: usize = 5;
const SECTIONS: usize = 5;
const REVIEWERS: usize = 12;
/// Articles stored in one change.
const BATCH: usize = 250;

/// A catalogue on disk, with its articles' source files beside it.
pub(crate) struct Made {
    pub(crate) file: PathBuf,
    pub(crate) articles: usize,
    pub(crate) claims: usize,
    pub(crate) works: usize,
}

type Failed = Box<dyn std::error::Error>;

/// Makes a catalogue with this many claims in a new folder.
pub(crate) fn make(folder: &Path, claims: usize) -> Result<Made, Failed> {
    make_in_articles(folder, claims, CLAIMS_AN_ARTICLE)
}

/// The same, with so many claims in each article.
pub(crate) fn make_in_articles(folder: &Path, claims: usize, claims_an_article: usize) -> Result<Made, Failed> {
    std::fs::create_dir_all(folder.join("articles"))?;
    let file = folder.join("claimbook.db");
    let at: jiff::Timestamp = "2026-02-01T08:00:00Z".parse()?;
    let mut catalogue = Catalogue::create(&file, at)?;
    let deed = Deed { who: "generator".into(), command: "generate".into(), at, reason: None };
    let articles = claims.div_ceil(claims_an_article);
    let works = (claims / CLAIMS_A_WORK).max(REFERENCES_AN_ARTICLE);
    let mut dice = Dice::new(claims as u64);
    let people = catalogue.write(&deed, store_reviewers)?;
    let works = catalogue.write(&deed, |writing| works::store(writing, &mut dice, works))?;
    let mut left = claims;
    let mut stored = 0;
    while stored < articles {
        let batch = BATCH.min(articles - stored);
        catalogue.write(&deed, |writing| {
            for n in stored..stored + batch {
                let wanted = claims_an_article.min(left);
                left -= wanted;
                let mut making = Making { writing, dice: &mut dice, people: &people, works: &works };
                making.article(folder, n, wanted)?;
            }
            Ok::<_, Failed>(())
        })?;
        stored += batch;
    }
    Ok(Made { file, articles, claims, works: works.len() })
}

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

fn store_reviewers(writing: &mut Writing<'_>) -> Result<Vec<Uid>, Error> {
    (0..REVIEWERS)
        .map(|n| import::find_person(writing, &format!("Reviewer {}", n + 1), Some("PT, DPT"), None))
        .collect()
}

/// What storing an article needs.
struct Making<'m, 'c> {
    writing: &'m mut Writing<'c>,
    dice: &'m mut Dice,
    people: &'m [Uid],
    works: &'m [Known],
}

impl Making<'_, '_> {
    fn article(&mut self, folder: &Path, n: usize, claims: usize) -> Result<(), Failed> {
        let said: Vec<(Kind, String)> = (0..claims).map(|_| prose::claim(self.dice)).collect();
        let works = self.works;
        let listed: Vec<&Known> =
            (0..REFERENCES_AN_ARTICLE).filter_map(|_| works.get(self.dice.below(works.len()))).collect();
        let entries: Vec<String> = listed.iter().map(|w| printed(&w.item)).collect();
        let sentences: Vec<String> = said.iter().map(|(_, s)| s.clone()).collect();
        let text = markdown(self.dice, &sentences, &entries);
        let path = format!("articles/guide-{n:05}.md");
        std::fs::write(folder.join(&path), &text)?;
        let read = read::article::read_article(text.as_bytes(), &path, None, u64::MAX)?;
        let (article, version) = self.head(n, path, text, &read)?;
        let references = self.list(&article, &read, &listed)?;
        self.claims(&article, &version, &said, &references)?;
        self.reviews(&article)?;
        Ok(())
    }

    fn head(
        &mut self,
        n: usize,
        path: String,
        text: String,
        read: &read::article::ReadArticle,
    ) -> Result<(Article, Version), Error> {
        let article = Article {
            uid: self.writing.uid(),
            key: format!("guide-{n:05}"),
            title: read.title.clone().unwrap_or_default(),
            url: None,
            publisher: Some("Kneewell Press".into()),
            language: "en".into(),
            updated_on: read.updated_on,
            last_reviewed_on: read.last_reviewed_on,
            retired_on: None,
        };
        self.writing.add(&article)?;
        let version = Version {
            uid: self.writing.uid(),
            article: article.uid,
            n: 1,
            sha256: sha256(text.as_bytes()),
            text_sha256: sha256(read.text.as_bytes()),
            imported_at: self.writing.time(),
            source: Some(path),
            reader: read.reader.to_owned(),
            encoding: read.encoding.clone(),
            original: text.into_bytes(),
            text: read.text.clone(),
            blocks: read.blocks.clone(),
        };
        self.writing.add(&version)?;
        if let Some(person) = self.people.get(n % self.people.len()).copied() {
            let part = ArticlePerson {
                uid: self.writing.uid(),
                article: article.uid,
                person,
                role: Role::Reviewer,
                position: 1,
            };
            self.writing.add(&part)?;
        }
        Ok((article, version))
    }

    fn list(
        &mut self,
        article: &Article,
        read: &read::article::ReadArticle,
        listed: &[&Known],
    ) -> Result<Vec<Uid>, Error> {
        let mut uids = Vec::new();
        for (at, (entry, work)) in read.references.iter().zip(listed).enumerate() {
            let reference = Reference {
                uid: self.writing.uid(),
                article: article.uid,
                serial: at as u32 + 1,
                number: entry.number.clone(),
                section: entry.section.clone(),
                printed: entry.printed.clone(),
                doi_printed: entry.parsed.doi_printed.clone(),
                csl: entry.parsed.item.clone(),
                work: Some(work.uid),
                last_version: None,
                retired_on: None,
            };
            self.writing.add(&reference)?;
            uids.push(reference.uid);
        }
        Ok(uids)
    }

    fn claims(
        &mut self,
        article: &Article,
        version: &Version,
        said: &[(Kind, String)],
        references: &[Uid],
    ) -> Result<(), Error> {
        let text = AnchoringText::new(&version.text);
        let (mut from, mut before) = (0, 0);
        for (at, (kind, statement)) in said.iter().enumerate() {
            let claim = Claim {
                uid: self.writing.uid(),
                article: article.uid,
                serial: at as u32 + 1,
                statement: statement.clone(),
                kind: *kind,
                status: if self.dice.percent(80) { Status::Accepted } else { Status::Proposed },
                section: prose::heading(at * SECTIONS / said.len()).to_owned(),
                because: Reasons(vec!["says what helps or harms".into()]),
                confidence: None,
                merged_into: None,
            };
            self.writing.add(&claim)?;
            let rest = version.text.get(from..).unwrap_or_default();
            let Some(found) = rest.find(statement.as_str()) else { continue };
            let start = before + rest.get(..found).unwrap_or_default().chars().count();
            let end = start + statement.chars().count();
            let place = (start as u32, end as u32);
            let occurrence = import::build_occurrence(self.writing.uid(), &claim, article, version, &text, place);
            self.writing.add(&occurrence)?;
            (from, before) = (from + found + statement.len(), end);
            self.citations(&claim, references)?;
        }
        Ok(())
    }

    /// Three of ten claims are uncited, of which half have a suggestion.
    fn citations(&mut self, claim: &Claim, references: &[Uid]) -> Result<(), Error> {
        let first = self.dice.below(references.len());
        let (count, state) = match self.dice.below(20) {
            0..3 => (0, CitationState::Asserted),
            3..6 => (1, CitationState::Suggested),
            6..15 => (1, CitationState::Asserted),
            _ => (2, CitationState::Asserted),
        };
        for n in 0..count {
            let Some(reference) = references.get((first + n) % references.len()) else { continue };
            let suggested = state == CitationState::Suggested;
            let citation = Citation {
                uid: self.writing.uid(),
                claim: claim.uid,
                reference: *reference,
                origin: if suggested { CitationOrigin::Tool } else { CitationOrigin::Article },
                state,
                score: suggested.then_some(0.62),
                strength: suggested.then_some(Strength::Fair),
                because: Reasons(if suggested { vec!["shares rare words with the title".into()] } else { Vec::new() }),
                note: None,
                merged_into: None,
            };
            self.writing.add(&citation)?;
            if !suggested && self.dice.percent(50) {
                let reading = Reading {
                    uid: self.writing.uid(),
                    citation: citation.uid,
                    person: self.reviewer(),
                    read_on: self.day(),
                    stance: if self.dice.percent(90) { Stance::Supports } else { Stance::Partly },
                    quote: Some(self.quotation(&claim.statement)),
                    finding: None,
                    locator: self.dice.percent(80).then(|| "p. 4".into()),
                    read_as: Some(if self.dice.percent(70) { ReadAs::FullText } else { ReadAs::Abstract }),
                    retired_on: None,
                };
                self.writing.add(&reading)?;
            }
        }
        Ok(())
    }

    /// Two of five claims are reviewed; one review in twenty signed another wording, so its claim is stale.
    fn reviews(&mut self, article: &Article) -> Result<(), Error> {
        let snapshot = self.writing.view().snapshot(article)?;
        for claim in snapshot.claims.iter().filter(|c| c.status == Status::Accepted) {
            if !self.dice.percent(50) {
                continue;
            }
            let mut signature = evidence::build_signature(claim, &snapshot);
            if self.dice.percent(5) {
                signature.statement = "0".repeat(64);
            }
            let review = Review {
                uid: self.writing.uid(),
                claim: claim.uid,
                person: self.reviewer(),
                reviewed_on: self.day(),
                verdict: if self.dice.percent(90) { Verdict::Supported } else { Verdict::Partly },
                note: None,
                due_on: None,
                signature,
                settles: None,
                signed: None,
            };
            self.writing.add(&review)?;
        }
        Ok(())
    }

    /// What a reviewer copied out of the source: in six of seven readings it says what the claim says.
    fn quotation(&mut self, statement: &str) -> String {
        if self.dice.percent(85) { format!("In sum: {statement}") } else { prose::quotation(self.dice) }
    }

    fn reviewer(&mut self) -> Uid {
        let at = self.dice.below(self.people.len());
        self.people.get(at).copied().unwrap_or_else(|| self.writing.uid())
    }

    /// A day of the two years before [`TODAY`].
    fn day(&mut self) -> Date {
        let first = date(2024, 3, 1);
        first.checked_add(jiff::Span::new().days(self.dice.between(0, 720) as i64)).unwrap_or(first)
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
