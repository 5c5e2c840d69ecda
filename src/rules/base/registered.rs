//! What rules about registered facts share: getting at what the registries last answered, and saying why it is not there.

use super::{Context, Findings};
use crate::evidence::{CutDoi, DatedAnswer, DoiStanding, KnownMetadata, KnownNotices, name_authority};
use crate::model::{DoiState, MetadataAnswer, NoticeKind, Reference, RegisteredNotice, Subject};
use std::borrow::Cow;

/// Why there is no answer.
const UNASKED: &str = "not asked yet; run `claimbook check`";

/// A reference's registered metadata; where there are none, the rule is unchecked for it. A DOI that is absent, malformed or
/// none of anybody's is another rule's finding, and a reference without an identifier has nothing to ask by.
pub(in crate::rules) fn find_registered<'c>(
    ctx: &'c Context,
    reference: &Reference,
    findings: &mut Findings,
) -> Option<&'c DatedAnswer<MetadataAnswer>> {
    let address = || ctx.snapshot.reference_address(reference);
    let doi = ctx.doi(reference);
    if is_hopeless(doi) {
        return None;
    }
    match ctx.metadata(reference)? {
        KnownMetadata::Held(heard) => return Some(heard),
        KnownMetadata::NoIdentifier => {}
        KnownMetadata::Unasked => findings.add_unchecked(address(), name_source(doi), UNASKED),
        KnownMetadata::NotHeld(by) => findings.add_unchecked(address(), by.join(" and "), describe_not_held(by, doi)),
        KnownMetadata::OtherAgency(agency) => {
            let reason = format!("registered with {agency}, whose metadata claimbook does not compare");
            findings.add_unchecked(address(), agency.clone(), reason);
        }
    }
    None
}

/// The notices on a reference's work; where nobody was asked and none is stored, the rule is unchecked for it.
pub(in crate::rules) fn find_notices<'c>(
    ctx: &'c Context,
    reference: &Reference,
    findings: &mut Findings,
) -> Option<&'c KnownNotices> {
    let doi = ctx.doi(reference);
    let found = ctx.notices(reference)?;
    if found.asked.is_empty() && found.notices.is_empty() {
        let address = ctx.snapshot.reference_address(reference);
        match found.silent.as_slice() {
            _ if is_hopeless(doi) => {}
            [] => findings.add_unchecked(address, name_source(doi), UNASKED),
            silent => findings.add_unchecked(address, silent.join(" and "), describe_not_held(silent, doi)),
        }
        return None;
    }
    Some(found)
}

/// What doi.org said of a reference's DOI, with where it points; where nobody was asked for that, the rule is unchecked.
pub(in crate::rules) fn find_doi_standing<'c>(
    ctx: &'c Context,
    reference: &Reference,
    findings: &mut Findings,
) -> Option<&'c DoiStanding> {
    let standing = ctx.doi(reference).filter(|standing| standing.cut != Some(CutDoi::None))?;
    let reason = match (standing.state, standing.asked_at) {
        (DoiState::Unchecked, None) => "not asked yet; run `claimbook check --only doi`",
        (DoiState::Unchecked, Some(_)) => "asked, but there was no answer; run `claimbook check --only doi` again",
        (DoiState::Exists, _) if standing.target.is_none() => {
            "claimbook asked whether it exists, but not where it points"
        }
        _ => return Some(standing),
    };
    findings.add_unchecked(ctx.snapshot.reference_address(reference), name_authorities(standing), reason);
    None
}

/// Who said what is known of a DOI, or would be asked.
pub(in crate::rules) fn name_authorities(standing: &DoiStanding) -> Cow<'static, str> {
    standing.service.clone().map_or_else(|| Cow::Borrowed(doi_authority()), Cow::Owned)
}

/// Who knows whether DOIs exist.
pub(in crate::rules) fn doi_authority() -> &'static str {
    name_authority(Subject::Exists, true)
}

/// How a work is called in messages: its citation key, or what is printed.
pub(in crate::rules) fn name_reference(ctx: &Context, reference: &Reference) -> String {
    let key = ctx.snapshot.work_behind(reference).map(|w| w.key.clone());
    key.unwrap_or_else(|| super::phrase::quote(&reference.printed))
}

/// What became of a work that such a notice takes back.
pub(in crate::rules) fn describe_taking_back(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::PartialRetraction => "was retracted in part",
        NoticeKind::Withdrawal => "was withdrawn",
        NoticeKind::Removal => "was removed",
        _ => "was retracted",
    }
}

/// Who reports it and where: `according to crossref on 2023-05-06 (10.5555/notice)`.
pub(in crate::rules) fn describe_notice(notice: &RegisteredNotice) -> String {
    let source = if notice.source == "title" { "its registered title" } else { notice.source.as_str() };
    let on = notice.on.map(|d| format!(" of {d}")).unwrap_or_default();
    let doi = notice.doi.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
    format!(
        "according to {source}{}",
        if on.is_empty() && doi.is_empty() { String::new() } else { format!(": notice{on}{doi}") }
    )
}

fn is_hopeless(doi: Option<&DoiStanding>) -> bool {
    doi.is_some_and(|d| matches!(d.state, DoiState::Absent | DoiState::Malformed) || d.cut == Some(CutDoi::None))
}

/// Why nobody's record can be read. That of the agency which registered the DOI ought to be there.
fn describe_not_held(by: &[String], doi: Option<&DoiStanding>) -> String {
    let agency = doi.and_then(|d| d.agency.as_deref());
    match agency.filter(|agency| by.iter().any(|silent| silent.eq_ignore_ascii_case(agency))) {
        Some(agency) => {
            format!(
                "it has no record of this DOI, although {} says that {agency} registered it: the record may be too \
                    new, or removed",
                doi_authority()
            )
        }
        None => "it has no record of it".to_owned(),
    }
}

/// Whom to ask: the agency that registered the DOI, where that is known.
fn name_source(doi: Option<&DoiStanding>) -> String {
    match doi {
        None => name_authority(Subject::Metadata, false).to_owned(),
        Some(standing) => {
            standing.agency.as_ref().map_or_else(|| "registration agency".to_owned(), |a| a.to_lowercase())
        }
    }
}
