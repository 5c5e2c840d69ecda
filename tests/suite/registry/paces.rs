//! How politely each service is asked, held against what the services ask of their clients (our notes of 2026): built-in
//! paces may be slower than these, never faster.

use super::{dois, plan, run_over};
use crate::double::Script;
use claimbook::http::{Follow, Live, Pace, Patience, Polite, Reach};
use claimbook::refresh::{Plan, REGISTRARS};
use claimbook::registry::{SERVICES, crossref, datacite, doi_org, europe_pmc, pmc, pubmed};
use std::time::Duration;

/// The shortest gap in milliseconds and the most requests at once that a service allows, with the pace we keep.
#[test]
fn built_in_paces_are_no_faster_than_the_services_allow() {
    let list =
        |agency: &str, identified| (REGISTRARS.iter().find(|r| r.agency == agency).unwrap().keeper.pace)(identified);
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

#[test]
fn t24_a_concurrency_header_serialises_what_the_double_receives() {
    let headers = vec![("x-concurrency-limit".into(), "1".into()), ("x-rate-limit-limit".into(), "9999".into())];
    let double = Script { headers, latency: Duration::from_millis(20), ..Script::default() }.start();
    let plan = Plan { list: 1, targets_up_to: 0, ..plan(&double.url()) };
    let (authority, pace) = (plan.doi_org.authority.clone(), Pace { gap: Duration::ZERO, at_once: 3 });
    let reach = Reach { configured: [authority.clone()].into(), ..Reach::default() };
    let net = Follow::new(Polite::new(Live::new(reach), [(authority, pace)].into(), Patience::default()));
    let (heard, _) = run_over(&dois((0..12).map(|n| format!("10.1000/{n}"))), &plan, net);
    assert_eq!(heard.len(), 12);
    // Three leave before the first answer is heard; the rest one by one, once those are back.
    let opens = double.opens();
    assert!(opens.iter().skip(3).all(|now| *now <= 2) && opens.iter().skip(5).all(|now| *now == 1), "{opens:?}");
}
