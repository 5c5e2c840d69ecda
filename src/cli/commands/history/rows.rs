//! Which rows tell a record's history.

use crate::catalogue::View;
use crate::model::{Identifier, PageUrl, Reference, Uid};
use crate::tasks::addresses::{self, AddressedRecord};
use crate::tasks::withdrawn::{find_withdrawn, with_withdrawn};
use crate::tasks::{Failure, persons};

/// The rows whose events tell a record's history: its own, and those of what belongs to it.
pub(in crate::cli::commands) fn find_rows(view: View<'_>, typed: &str) -> Result<Vec<Uid>, Failure> {
    if let Some(person) = persons::find_only_person(view, typed)? {
        return with_withdrawn(view, vec![person.uid]);
    }
    let named = match addresses::find_record(view, typed) {
        Ok(named) => named,
        Err(wrong) => {
            let found = find_withdrawn(view, typed)?.ok_or(wrong)?;
            return with_withdrawn(view, vec![found.withdrawn.uid]);
        }
    };
    let rows = match named {
        AddressedRecord::Claim(_, claim) => find_claim_rows(view, &[claim.uid])?,
        AddressedRecord::Reference(_, reference) => find_reference_rows(view, &reference)?,
        AddressedRecord::Article(article) => {
            let mut rows = vec![article.uid];
            rows.extend(view.version_heads(article.uid)?.iter().map(|version| version.uid));
            rows.extend(view.people_of(article.uid)?.iter().map(|(part, _)| part.uid));
            let claims = view.claims_of(article.uid)?.into_iter().filter(|claim| claim.article == article.uid);
            rows.extend(find_claim_rows(view, &claims.map(|claim| claim.uid).collect::<Vec<_>>())?);
            rows.extend(view.references_of(article.uid)?.iter().map(|reference| reference.uid));
            rows
        }
        AddressedRecord::Work(work) => {
            let mut rows = vec![work.uid];
            rows.extend(view.notices(work.uid)?.iter().map(|notice| notice.uid));
            let page = work.url.as_deref().and_then(|url| url.parse::<PageUrl>().ok());
            for known_as in work.identifiers().chain(page.map(Identifier::Url)) {
                let heard = view.observations_of(known_as.scheme(), &known_as.value())?;
                rows.extend(heard.iter().map(|heard| heard.uid));
            }
            rows
        }
    };
    with_withdrawn(view, rows)
}

fn find_claim_rows(view: View<'_>, claims: &[Uid]) -> Result<Vec<Uid>, Failure> {
    Ok(view.rows_of_claims(claims)?.into_iter().map(|(row, _)| row).collect())
}

fn find_reference_rows(view: View<'_>, reference: &Reference) -> Result<Vec<Uid>, Failure> {
    let mut rows = vec![reference.uid];
    rows.extend(view.citations_of_reference(reference.uid)?.iter().map(|citation| citation.uid));
    Ok(rows)
}
