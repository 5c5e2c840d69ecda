//! Dossiers: records in full, with what is derived from them, in the shape that JSON output promises. Field names are
//! contracts; `docs/data-model.md` explains each.

use super::*;
use serde::Serialize;

/// An article in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleDossier {
    /// The article's key.
    pub address: String,
    /// Title as published.
    pub title: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// BCP 47 language tag.
    pub language: String,
    /// The printed "last updated" date.
    pub updated_on: Option<PartialDate>,
    /// The printed "last reviewed" date.
    pub last_reviewed_on: Option<PartialDate>,
    /// Its people.
    pub people: Vec<PersonDossier>,
    /// Imports of its wording, oldest first.
    pub versions: Vec<VersionDossier>,
    /// What it holds, in numbers.
    pub counts: serde_json::Value,
}

/// A person's part in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonDossier {
    /// Name.
    pub name: String,
    /// What they did.
    pub role: Role,
    /// Credentials as printed.
    pub credentials: Option<String>,
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionDossier {
    /// Its number.
    pub n: u32,
    /// SHA-256 of the original bytes.
    pub sha256: String,
    /// When it was imported.
    pub imported_at: jiff::Timestamp,
    /// Where it came from.
    pub source: Option<String>,
}

/// A reference in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferenceDossier {
    /// `article/rN`.
    pub address: String,
    /// The number as printed.
    pub number: Option<String>,
    /// The whole entry as printed.
    pub printed: String,
    /// The work's citation key.
    pub work: Option<String>,
    /// DOI.
    pub doi: Option<String>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier.
    pub pmcid: Option<String>,
    /// ISBN.
    pub isbn: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// What is printed, as CSL-JSON.
    pub csl: Item,
}

/// A work in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkDossier {
    /// Citation key.
    pub key: String,
    /// DOI.
    pub doi: Option<Doi>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier.
    pub pmcid: Option<String>,
    /// ISBN.
    pub isbn: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Metadata, as CSL-JSON.
    pub csl: Item,
    /// What is known of its DOI.
    pub doi_state: DoiState,
    /// The registration agency.
    pub agency: Option<String>,
    /// The service whose metadata the printed entries were compared with.
    pub compared_with: Option<String>,
    /// Retractions, corrections and the like.
    pub notices: Vec<NoticeDossier>,
    /// Level of evidence, with its reason.
    pub evidence_level: Option<LevelDossier>,
    /// Whether an abstract is stored.
    #[serde(rename = "abstract")]
    pub has_abstract: bool,
    /// When a registry was last asked.
    pub asked_at: Option<jiff::Timestamp>,
}

/// A notice on a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeDossier {
    /// What happened.
    pub kind: NoticeKind,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: Option<PartialDate>,
    /// The notice's own DOI.
    pub doi: Option<Doi>,
}

/// A level of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelDossier {
    /// 1, the strongest, to 5.
    pub value: u8,
    /// Why.
    pub reason: String,
}

/// A claim in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimDossier {
    /// `article/cN`.
    pub address: String,
    /// The proposition.
    pub statement: String,
    /// The sentence before, where its subject is a pronoun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// What kind it is.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// The heading it was found under.
    pub section: String,
    /// Why it was proposed.
    pub because: Reasons,
    /// How sure the proposal is; none where a person put the claim in.
    pub confidence: Option<Confidence>,
    /// Where it is worded.
    pub occurrences: Vec<OccurrenceDossier>,
    /// What it rests on, or may rest on.
    pub citations: Vec<CitationDossier>,
    /// The verdict that stands.
    pub verdict: Option<Verdict>,
    /// Two people's latest verdicts differ.
    pub disputed: bool,
    /// When it was last reviewed.
    pub reviewed_on: Option<jiff::civil::Date>,
    /// When it is due again.
    pub review_due: Option<jiff::civil::Date>,
    /// What of the last review's signature has changed.
    pub stale_because: Vec<String>,
    /// How many people are wanted to judge it.
    pub opinions_wanted: usize,
    /// Whether others' verdicts and readings are withheld from whoever looks, whose own opinion is still to come.
    pub withheld: bool,
    /// The newest verdict of each person.
    pub opinions: Vec<OpinionDossier>,
    /// Who is asked to review it.
    pub assigned: Vec<String>,
    /// What people said about it.
    pub notes: Vec<NoteDossier>,
}

/// A person's newest verdict on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpinionDossier {
    /// Whose.
    pub person: String,
    /// The verdict.
    pub verdict: Verdict,
    /// When it was given.
    pub reviewed_on: jiff::civil::Date,
    /// Why, in their words.
    pub note: Option<String>,
    /// It decides between others that differed.
    pub settles: bool,
    /// Another one has decided between it and one that differs.
    pub settled: bool,
    /// It is signed with a key; `verify-catalogue` says whether that holds.
    pub signed: bool,
}

/// Something that a person said about a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteDossier {
    /// Its number among the claim's notes.
    pub number: usize,
    /// Whether it is a note, a question or an answer.
    pub kind: NoteKind,
    /// Who said it.
    pub person: String,
    /// When.
    pub noted_on: jiff::civil::Date,
    /// The words.
    pub text: String,
    /// The number of the question that it answers.
    pub answers: Option<usize>,
}

/// A place where a claim is worded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OccurrenceDossier {
    /// The article's key.
    pub article: String,
    /// The version that positions count in.
    pub version: u32,
    /// The words.
    pub exact: String,
    /// The words before.
    pub prefix: String,
    /// The words after.
    pub suffix: String,
    /// Begin, in code points of the version's text.
    pub start: u32,
    /// End, exclusive.
    pub end: u32,
    /// Line in the source.
    pub line: Option<u32>,
    /// Column in the source.
    pub column: Option<u32>,
    /// What became of it.
    pub state: OccurrenceState,
}

/// A claim's citation, with what is derived from its readings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CitationDossier {
    /// `article/rN`.
    pub reference: String,
    /// The work's citation key.
    pub work: Option<String>,
    /// The work's DOI.
    pub doi: Option<String>,
    /// Where it came from.
    pub origin: CitationOrigin,
    /// Whether it counts.
    pub state: CitationState,
    /// A person has read the work for the claim, and nothing has changed since.
    pub verified: bool,
    /// What the newest reading says.
    pub stance: Option<Stance>,
    /// A suggestion's score.
    pub score: Option<f64>,
    /// The same in a word.
    pub strength: Option<Strength>,
    /// Why it was suggested.
    pub because: Reasons,
    /// The claim's figures beside those of the evidence.
    pub figures: Vec<FigureMatch>,
    /// The source's own words.
    pub quote: Option<String>,
    /// The finding, in the reader's words; without a reading, the catalogue's note.
    pub finding: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// How much of it was read.
    pub read_as: Option<ReadAs>,
}
