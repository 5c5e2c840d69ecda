//! What an editor decides about a claim as they look at it: its words and its kind, who is asked to review it, that it is another
//! claim; and what a reader takes back. Each is what the command does that is named by an address.

use crate::catalogue::Writing;
use crate::model::{Article, Citation, Claim, Kind, Reading, Uid, Word};
use crate::tasks::addresses::AddressedRecord;
use crate::tasks::merge::merge_records;
use crate::tasks::persons::{TypedPerson, format_whole_address};
use crate::tasks::{Failure, discussion, fields, readings};

/// What a claim says from now on; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimEdit {
    /// The proposition, in a sentence.
    pub statement: Option<String>,
    /// What kind of proposition it is.
    pub kind: Option<Kind>,
    /// Why.
    pub reason: Option<String>,
}

/// Who is asked to review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPerson {
    /// The person.
    pub person: Uid,
    /// Whether they are asked for the whole article, and not for the claim alone.
    pub is_whole_article: bool,
}

impl AskedPerson {
    pub(super) fn assign(
        self,
        writing: &mut Writing<'_>,
        by: &TypedPerson,
        home: &Article,
        claim: &Claim,
    ) -> Result<Vec<String>, Failure> {
        let whom = format_whole_address(self.person);
        discussion::assign(writing, &self.address(home, claim), &whom, Some(by)).map(|said| vec![said])
    }

    pub(super) fn end(self, writing: &mut Writing<'_>, home: &Article, claim: &Claim) -> Result<Vec<String>, Failure> {
        let whom = format_whole_address(self.person);
        discussion::end_assignment(writing, &self.address(home, claim), &whom).map(|said| vec![said])
    }

    fn address(self, home: &Article, claim: &Claim) -> String {
        if self.is_whole_article { home.key.clone() } else { claim.address(home) }
    }
}

pub(super) fn edit_claim(
    writing: &mut Writing<'_>,
    home: Article,
    claim: Claim,
    edit: &ClaimEdit,
) -> Result<Vec<String>, Failure> {
    let statement = edit.statement.as_deref().map(|statement| ("statement", statement));
    let kind = edit.kind.map(|kind| ("kind", kind.token()));
    let fields: Vec<(&str, &str)> = statement.into_iter().chain(kind).collect();
    fields::edit_record(writing, AddressedRecord::Claim(home, claim), &fields).map(|said| vec![said])
}

/// Says that what one found counts no more.
pub(super) fn retire_reading(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    claim: &Claim,
    reading: Uid,
) -> Result<Vec<String>, Failure> {
    let gone = || Failure::usage("The reading is no longer there. Nothing was changed");
    let view = writing.view();
    let reading = view.get::<Reading>(reading)?.ok_or_else(gone)?;
    let citation = view.get::<Citation>(reading.citation)?.filter(|citation| citation.claim == claim.uid);
    let address = citation.map(|_| readings::name_reading(view, &reading)).transpose()?.flatten().ok_or_else(gone)?;
    let today = writing.today();
    readings::retire_own(writing, Some(person), (&address, reading), Some(today)).map(|said| vec![said])
}

/// Says that a claim is another one, which is kept.
pub(super) fn merge_into(
    writing: &mut Writing<'_>,
    kept: Uid,
    home: &Article,
    claim: &Claim,
) -> Result<Vec<String>, Failure> {
    let gone = || Failure::usage("The other claim is no longer there. Nothing was changed");
    let kept = writing.view().get::<Claim>(kept)?.ok_or_else(gone)?;
    let kept_home = writing.view().get::<Article>(kept.article)?.ok_or_else(gone)?;
    merge_records(writing, [&kept.address(&kept_home), &claim.address(home)]).map(|said| vec![said])
}
