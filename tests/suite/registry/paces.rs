//! How politely each service is asked, held against what the services ask of their clients (our notes of 2026): built-in
//! paces may be slower than these, never faster.

use claimbook::http::Pace;
use claimbook::refresh::registrar;
use claimbook::registry::{SERVICES, crossref, datacite, doi_org, europe_pmc, pmc, pubmed};
use std::time::Duration;

/// The shortest gap in milliseconds and the most requests at once that a service allows, with the pace we keep.
#[test]
fn built_in_paces_are_no_faster_than_the_services_allow() {
    let list = |agency: &str, identified| (registrar(agency).unwrap().pace)(identified);
    let table: [(&str, Pace, u64, usize); 12] = [
        ("doi.org, which publishes no limit", doi_org::SERVICE.pace, 200, 2),
        ("Crossref, single", crossref::pace(false, false), 200, 1),
        ("Crossref, lists", crossref::pace(false, true), 1000, 1),
        ("Crossref, single, polite", crossref::pace(true, false), 100, 3),
        ("Crossref, lists, polite", crossref::pace(true, true), 333, 3),
        ("Crossref as it is asked in a run", list("Crossref", false), 1000, 1),
        ("Crossref as it is asked in a run, polite", list("Crossref", true), 333, 3),
        ("DataCite, 500 in five minutes", datacite::SERVICE.pace, 600, 2),
        ("DataCite as it is asked in a run", list("DataCite", true), 300, 2),
        ("Europe PMC", europe_pmc::SERVICE.pace, 500, 2),
        ("NCBI E-utilities", pubmed::SERVICE.pace, 333, 1),
        ("PMC's identifiers", pmc::SERVICE.pace, 333, 1),
    ];
    for (what, pace, gap, at_once) in table {
        assert!(pace.gap >= Duration::from_millis(gap), "{what}: a request every {:?}", pace.gap);
        assert!((1..=at_once).contains(&pace.at_once), "{what}: {} at once", pace.at_once);
    }
    assert_eq!(SERVICES.len(), 6, "a service that is not in the table");
}

#[test]
fn no_address_is_shipped_and_every_service_is_asked_over_https() {
    for service in SERVICES {
        assert!(service.base.starts_with("https://"), "{}", service.name);
        assert!(service.variable.starts_with("CLAIMBOOK_") && !service.told.is_empty(), "{}", service.name);
    }
    assert_eq!(claimbook::model::Settings::default().mailto, None);
    assert!(!claimbook::http::user_agent(None).contains('@'));
}
