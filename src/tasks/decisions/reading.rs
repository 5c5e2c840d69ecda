//! What a person found on reading a source for a claim.

use super::{date_judgement, refuse_set_aside};
use crate::catalogue::Writing;
use crate::model::{Article, CitationState, Claim, ReadAs, Reading, Reference, Stance, Work};
use crate::tasks::Failure;
use crate::tasks::persons::TypedPerson;
use crate::text::quoting::holds_quote;
use crate::text::visible::is_blank;

/// What is recorded of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingWords {
    /// What the source says about the claim.
    pub stance: Stance,
    /// The source's own words.
    pub quote: Option<String>,
    /// What was found, in the reader's own words.
    pub finding: Option<String>,
    /// Where in the source.
    pub locator: Option<String>,
    /// How much of it was read.
    pub read_as: Option<ReadAs>,
}

impl ReadingWords {
    /// Refuses words that are there and say nothing.
    fn refuse_empty(&self) -> Result<(), Failure> {
        let said = [
            (&self.quote, "quote", "a quote is the source's own words"),
            (&self.finding, "finding", "a finding says in your own words what you found"),
            (&self.locator, "locator", "a locator says where in the source, such as “Results” or “p. 12”"),
        ];
        for (words, what, meaning) in said {
            if words.as_ref().is_some_and(|words| is_blank(words)) {
                return Err(Failure::usage(format!(
                    "the {what} is empty: {meaning}. Nothing was recorded; give the words, or leave the {what} out"
                )));
            }
        }
        Ok(())
    }
}

/// Records a reading of a reference that the claim cites.
pub fn record_reading(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, &Claim),
    (article, reference): (&Article, &Reference),
    words: ReadingWords,
) -> Result<Vec<String>, Failure> {
    words.refuse_empty()?;
    refuse_set_aside(home, claim)?;
    let today = date_judgement(writing)?;
    let (address, cited) = (claim.address(home), reference.address(article));
    let citation = writing.view().citation(claim.uid, reference.uid)?;
    let Some(citation) = citation.filter(|citation| citation.state == CitationState::Asserted) else {
        return Err(Failure::usage(format!(
            "{address} does not cite {cited} yet: first run claimbook link {address} {cited}"
        )));
    };
    let row = person.find_or_add(writing)?;
    let mut said = vec![format!("Recorded: {} read {cited} for {address} on {today}: {}.", person.name, words.stance)];
    said.extend(row.namesakes);
    said.extend(describe_doubts(writing, reference, &cited, &words)?);
    writing.add(&Reading {
        uid: writing.uid(),
        citation: citation.uid,
        person: row.uid,
        read_on: today,
        stance: words.stance,
        quote: words.quote,
        finding: words.finding,
        locator: words.locator,
        read_as: words.read_as,
        retired_on: None,
    })?;
    Ok(said)
}

/// What is kept as it was given, and is said.
fn describe_doubts(
    writing: &Writing<'_>,
    reference: &Reference,
    cited: &str,
    words: &ReadingWords,
) -> Result<Vec<String>, Failure> {
    let work = reference.work.map(|work| writing.view().get::<Work>(work)).transpose()?.flatten();
    let mut doubts = Vec::new();
    if work.is_none() && words.locator.is_some() {
        doubts.push(format!(
            "Kept, with a doubt: no work is known for {cited}, so it is not clear to what the locator refers."
        ));
    }
    let work = work.map(|work| writing.view().find_surviving_work(work)).transpose()?;
    let quote = words.quote.as_deref().filter(|_| words.read_as != Some(ReadAs::FullText));
    let stored = work.as_ref().and_then(|work| work.abstract_text.as_deref().map(|text| (&work.key, text)));
    if let (Some(quote), Some((key, text))) = (quote, stored)
        && !holds_quote(text, quote)
    {
        doubts.push(match words.read_as {
            Some(_) => format!("Kept, with a doubt: the quote is not in the stored abstract of {key}."),
            None => format!("The quote is not in the stored abstract of {key}; it may be from the full text."),
        });
    }
    Ok(doubts)
}
