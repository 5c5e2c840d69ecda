//! Decisions on rows that the command line alone cannot make.

use crate::double::clock;
use claimbook::catalogue::{Catalogue, Deed, Writing};
use claimbook::model::*;
use claimbook::tasks::Failure;
use claimbook::tasks::decisions::{ReadingWords, record_reading};
use claimbook::tasks::persons;

fn article(writing: &mut Writing<'_>) -> Article {
    let article = Article {
        uid: writing.uid(),
        key: "knees".into(),
        title: "Knees".into(),
        url: None,
        publisher: None,
        language: "en".into(),
        updated_on: None,
        last_reviewed_on: None,
        retired_on: None,
    };
    writing.add(&article).unwrap();
    article
}

fn claim(writing: &mut Writing<'_>, home: &Article) -> Claim {
    let claim = Claim {
        uid: writing.uid(),
        article: home.uid,
        serial: 1,
        statement: "Knees ache.".into(),
        kind: Kind::Harm,
        status: Status::Accepted,
        section: String::new(),
        because: Reasons::default(),
        confidence: None,
        merged_into: None,
    };
    writing.add(&claim).unwrap();
    claim
}

/// An entry behind which no work is known.
fn reference(writing: &mut Writing<'_>, home: &Article) -> Reference {
    let reference = Reference {
        uid: writing.uid(),
        article: home.uid,
        serial: 1,
        number: None,
        section: String::new(),
        printed: "A leaflet".into(),
        doi_printed: None,
        csl: Item::default(),
        work: None,
        last_version: None,
        retired_on: None,
    };
    writing.add(&reference).unwrap();
    reference
}

#[test]
fn a_locator_without_a_work_is_kept_and_said() {
    let mut catalogue = Catalogue::in_memory(clock::now()).unwrap();
    let deed = Deed { who: "A. Reviewer".into(), command: "verify".into(), at: clock::now(), reason: None };
    let person = persons::parse("A. Reviewer, PT").unwrap();
    let said = catalogue.write(&deed, |writing| {
        let home = article(writing);
        let (claim, reference) = (claim(writing, &home), reference(writing, &home));
        writing.add(&Citation {
            uid: writing.uid(),
            claim: claim.uid,
            reference: reference.uid,
            origin: CitationOrigin::Person,
            state: CitationState::Asserted,
            score: None,
            strength: None,
            because: Reasons::default(),
            note: None,
            merged_into: None,
        })?;
        let words = ReadingWords {
            stance: Stance::Background,
            quote: None,
            finding: None,
            locator: Some("p. 3".into()),
            read_as: None,
        };
        record_reading(writing, &person, (&home, &claim), (&home, &reference), words)
    });
    let said = said.map_err(|failure: Failure| format!("{failure:?}")).unwrap().join("\n");
    assert!(said.contains("Kept, with a doubt: no work is known for knees/r1"), "{said}");
}
