//! Full texts of works: which are to be asked for, and where in them a reviewer may want to read.

use super::Failure;
use crate::catalogue::{Catalogue, View};
use crate::import;
use crate::model::{Article, Claim, FullTextAnswer, Identifier, Pmcid, Subject, TextPassage, Work};
use crate::refresh::{FULL_TEXT_HOLD, is_within};
use crate::registry::europe_pmc;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The full texts that may be asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueTexts {
    /// Those that are due.
    pub due: BTreeSet<Pmcid>,
    /// How many were asked for before, and what was heard holds.
    pub fresh: usize,
    /// How many works of the articles are not known to be in PubMed Central.
    pub elsewhere: usize,
}

/// Which full texts of the works that these articles rest on are due. One that is open is due as well where its paragraphs are not
/// kept here, as after loading a dump.
pub fn find_due(
    catalogue: &Catalogue,
    articles: &[Article],
    (now, max_age): (Timestamp, Option<SignedDuration>),
) -> Result<DueTexts, Failure> {
    let view = catalogue.view();
    let heard = view.last_heard(europe_pmc::SERVICE.name, Subject::FullText)?;
    let heard: BTreeMap<String, (Timestamp, bool)> =
        heard.into_iter().map(|(_, id, at, is_open)| (id, (at, is_open))).collect();
    let kept = view.kept_full_texts()?;
    let holds = max_age.unwrap_or(FULL_TEXT_HOLD);
    let is_fresh = |pmcid: &Pmcid| {
        let id = Identifier::Pmcid(pmcid.clone());
        let known = heard.get(&*id.value());
        known.is_some_and(|(at, is_open)| is_within(*at, now, holds) && (!is_open || kept.contains(pmcid.base())))
    };
    let (mut found, mut asked) = (DueTexts::default(), BTreeSet::new());
    for article in articles {
        for work in view.works_of(article.uid)?.iter().filter(|work| work.merged_into.is_none()) {
            let pmcid = work.pmcid.as_deref().and_then(|pmcid| pmcid.parse::<Pmcid>().ok());
            match pmcid {
                Some(pmcid) if !asked.insert(pmcid.clone()) => {}
                Some(pmcid) if is_fresh(&pmcid) => found.fresh += 1,
                Some(pmcid) => _ = found.due.insert(pmcid),
                None => found.elsewhere += 1,
            }
        }
    }
    Ok(found)
}

/// Where in a work to read for a claim, as far as its words are kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeptWords {
    /// The paragraph of the full text that comes nearest, as far as words tell.
    Nearest(NearestPassage),
    /// Of an open full text, where nothing in it shares a word with the claim.
    NothingNear,
    /// The abstract, and no full text.
    AbstractOnly,
    /// Neither.
    Nothing,
}

/// The paragraph of a full text that comes nearest to a claim. It is no evidence: nobody has said that it backs the claim.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NearestPassage {
    /// The heading it stands under; empty before the first.
    pub section: String,
    /// Its number there, from 1.
    pub paragraph: u32,
    /// Its words.
    pub words: String,
    /// Under which licence the text is open, as it says itself.
    pub licence: Option<String>,
}

impl NearestPassage {
    /// `Results, paragraph 4`.
    pub fn place(&self) -> String {
        match self.section.as_str() {
            "" => format!("paragraph {}", self.paragraph),
            section => format!("{section}, paragraph {}", self.paragraph),
        }
    }
}

impl KeptWords {
    /// What is kept of a work, and where in it to read for a claim.
    pub fn find(view: View<'_>, work: Option<&Work>, claim: &Claim) -> Result<Self, Failure> {
        let pmcid = work.and_then(|work| work.pmcid.as_deref());
        let answer = pmcid.map(|pmcid| find_answer(view, pmcid)).transpose()?.flatten();
        if let Some(answer) = answer {
            let nearest = import::find_nearest_passage(view, pmcid, (&claim.statement, claim.kind))?;
            let is_kept = nearest.is_some() || answer.paragraphs > 0;
            if is_kept {
                return Ok(nearest.map_or(Self::NothingNear, |passage| Self::Nearest(from_passage(passage, answer))));
            }
        }
        let has_abstract = work.is_some_and(|work| work.abstract_text.is_some());
        Ok(if has_abstract { Self::AbstractOnly } else { Self::Nothing })
    }

    /// Where to read, in a few words: `Results, paragraph 4`, `abstract only`.
    pub fn name_place(&self) -> String {
        match self {
            Self::Nearest(passage) => passage.place(),
            Self::NothingNear => "nothing near".to_owned(),
            Self::AbstractOnly => "abstract only".to_owned(),
            Self::Nothing => "not read".to_owned(),
        }
    }

    /// A line about it, and the words of the passage: never that a source backs a claim. Where others' readings are withheld, it
    /// is only said what whoever looks has read.
    pub fn describe(&self, is_withheld: bool) -> (String, Option<&str>) {
        let unread = if is_withheld { "not read by you" } else { "not read by a person" };
        match self {
            Self::Nearest(passage) => (format!("{}; full text, {unread}", passage.place()), Some(&passage.words)),
            Self::NothingNear => (format!("nothing in the full text is near the claim; {unread}"), None),
            Self::AbstractOnly => ("abstract only; no full text is kept".to_owned(), None),
            Self::Nothing => ("not read: neither abstract nor full text is kept".to_owned(), None),
        }
    }
}

fn from_passage(passage: TextPassage, answer: FullTextAnswer) -> NearestPassage {
    let TextPassage { section, paragraph, text } = passage;
    NearestPassage { section, paragraph, words: text, licence: answer.licence }
}

/// What was last heard of a full text; none where it is not open, or nobody asked.
fn find_answer(view: View<'_>, pmcid: &str) -> Result<Option<FullTextAnswer>, Failure> {
    let Ok(pmcid) = pmcid.parse::<Pmcid>() else { return Ok(None) };
    let id = Identifier::Pmcid(pmcid);
    let heard = view.observations_of(id.scheme(), &id.value())?;
    let newest = heard.into_iter().rfind(|said| said.subject == Subject::FullText);
    Ok(newest.and_then(|said| serde_json::from_str::<Option<FullTextAnswer>>(&said.answer).ok().flatten()))
}
