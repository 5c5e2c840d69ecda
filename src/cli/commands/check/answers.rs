//! What came of asking: what was left open and for which rules, and how it is told.

use crate::model::{Identifier, Unchecked};
use crate::refresh::{CheckOutcome, FULL_TEXTS, LANDING_PAGES, ServiceOutcome};
use crate::registry::{Service, crossref, page};
use crate::tasks::audit::AuditContext;
use crate::tasks::check::{CheckSubject, CitedSubjects};
use crate::text::format_count;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What was asked of whom, a line for each service that there was something to ask.
pub(super) fn describe_outcome(check_outcome: &CheckOutcome) -> Vec<String> {
    let services = check_outcome
        .services
        .iter()
        .filter_map(|(service, outcome)| describe_service(service, "asked about", noun_for(service), outcome));
    let search =
        describe_service("crossref, for entries without identifier", "searched for", "work", &check_outcome.search);
    let lines: Vec<String> = services.chain(search).collect();
    if lines.is_empty() { vec!["nothing to ask about".to_owned()] } else { lines }
}

/// What came of asking for full texts; `fresh` were known from before.
pub(super) fn describe_full_texts(check_outcome: &CheckOutcome, fresh: usize) -> Option<String> {
    let outcome = check_outcome.services.iter().find(|(service, _)| *service == FULL_TEXTS)?;
    describe_service(FULL_TEXTS, "asked for", "text", &ServiceOutcome { fresh, ..outcome.1.clone() })
}

/// What this means for the rules and for the verdict.
pub(super) fn summarize_for_audit(
    services: &[Service],
    check_outcome: &CheckOutcome,
    cited: &CitedSubjects,
    wanted: &[CheckSubject],
) -> AuditContext {
    let mut unchecked = Vec::new();
    let mut leave = |id: &Identifier, rules: Vec<&'static str>, source: &str, reason: &str| {
        let others = id
            .doi()
            .into_iter()
            .flat_map(|doi| check_outcome.stand_ins.originals_of(doi))
            .cloned()
            .map(Identifier::Doi);
        let ids: Vec<Identifier> = std::iter::once(id.clone()).chain(others).collect();
        let addresses: BTreeSet<&String> = ids.iter().filter_map(|id| cited.by.get(id)).flatten().collect();
        for address in addresses {
            unchecked.extend(rules.iter().map(|rule| Unchecked {
                rule: Cow::Borrowed(*rule),
                address: address.clone(),
                source: source.to_owned().into(),
                reason: reason.to_owned().into(),
            }));
        }
    };
    let search = (crossref::SERVICE.name, check_outcome.search.clone());
    for (service, outcome) in check_outcome.services.iter().chain([&search]) {
        for open in &outcome.unchecked {
            leave(&open.id, CheckSubject::list_left_open(services, service, &open.id, wanted), service, &open.reason);
        }
    }
    let of_agencies = CheckSubject::list_left_open_without_agency(services, wanted);
    for without in &check_outcome.without_agency {
        leave(&Identifier::Doi(without.doi.clone()), of_agencies.clone(), &without.source, &without.reason);
    }
    let asked: usize = check_outcome.services.iter().map(|(_, o)| o.asked).sum();
    let known: usize = check_outcome.services.iter().map(|(_, o)| o.answered + o.fresh).sum();
    AuditContext {
        incomplete: asked > 0 && known == 0,
        asked: wanted.iter().filter_map(|what| what.verdict()).collect(),
        unchecked,
    }
}

/// `doi.org: asked about 10 works, 9 answered, 1 unchecked`; none where there was nothing.
fn describe_service(service: &str, did: &str, noun: &str, outcome: &ServiceOutcome) -> Option<String> {
    let asked = (outcome.asked > 0)
        .then(|| format!("{did} {}, {} answered", format_count(outcome.asked, noun), outcome.answered));
    let fresh = (outcome.fresh > 0).then(|| match outcome.asked {
        0 => format!("{} known from before", format_count(outcome.fresh, noun)),
        _ => format!("{} known from before", outcome.fresh),
    });
    let open = outcome.unchecked.len();
    let open = (open > 0).then(|| match outcome.asked + outcome.fresh {
        0 => format!("{} unchecked", format_count(open, noun)),
        _ => format!("{open} unchecked"),
    });
    let parts: Vec<String> = [asked, fresh, open].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{service}: {}", parts.join(", ")))
}

/// What a service is asked about.
fn noun_for(service: &str) -> &'static str {
    if service == page::NAME || service == LANDING_PAGES { "page" } else { "work" }
}
