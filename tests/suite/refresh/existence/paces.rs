//! How politely each service is asked, held against what the services ask of their clients (our notes of 2026): built-in
//! paces may be slower than these, never faster.

use super::{dois, plan, run_over};
use crate::double::registries::Script;
use claimbook::http::{Live, Pace, Patience, Polite, ReachLimit, RedirectFollower};
use claimbook::model::Settings;
use claimbook::refresh::Plan;
use claimbook::registry::{Bases, SERVICES, Service, crossref, datacite, doi_org, europe_pmc, pmc, pubmed};
use std::time::Duration;

/// The shortest gap in milliseconds, that between lists, and the most requests at once that a service allows, with the pace
/// we keep.
#[test]
fn built_in_paces_are_no_faster_than_the_services_allow() {
    let table: [(&Service, bool, u64, u64, usize); 9] = [
        (&doi_org::SERVICE, false, 200, 200, 2), // it publishes no limit
        (&crossref::SERVICE, false, 200, 1000, 1),
        (&crossref::SERVICE, true, 100, 333, 3),
        (&datacite::SERVICE, false, 600, 600, 2), // 500 in five minutes
        (&datacite::SERVICE, true, 300, 300, 2),
        (&europe_pmc::SERVICE, false, 500, 500, 2),
        (&pubmed::SERVICE, false, 333, 333, 1),
        (&pubmed::SERVICE, true, 333, 333, 1),
        (&pmc::SERVICE, false, 333, 333, 1),
    ];
    for (service, identified, gap, lists, at_once) in table {
        let settings = Settings { mailto: identified.then(|| "a@example.org".to_owned()), ..Settings::default() };
        let pace = Bases::from_settings(&settings, SERVICES).unwrap().get(service).unwrap().pace;
        let name = service.name;
        assert!(pace.gap >= Duration::from_millis(gap), "{name}: a request every {:?}", pace.gap);
        assert!(
            pace.lists.unwrap_or(pace.gap) >= Duration::from_millis(lists),
            "{name}: a list every {:?}",
            pace.lists
        );
        assert!((1..=at_once).contains(&pace.at_once), "{name}: {} at once", pace.at_once);
    }
    assert_eq!(SERVICES.len(), 6, "a service that is not in the table");
}

#[test]
fn no_address_is_shipped_and_every_service_is_asked_over_https() {
    for service in SERVICES {
        assert!(service.base.starts_with("https://"), "{}", service.name);
        assert!(service.variable.starts_with("CLAIMBOOK_") && !service.is_told.is_empty(), "{}", service.name);
    }
    assert_eq!(claimbook::model::Settings::default().mailto, None);
    assert!(!claimbook::http::user_agent(None).contains('@'));
}

#[test]
fn a_concurrency_header_serialises_what_the_double_receives() {
    let headers = vec![("x-concurrency-limit".into(), "1".into()), ("x-rate-limit-limit".into(), "9999".into())];
    let double = Script { headers, latency: Duration::from_millis(20), ..Script::default() }.start();
    let plan = Plan { list: 1, targets_up_to: 0, ..plan(&double.url()) };
    let (authority, pace) = (plan.doi_org.authority.clone(), Pace { at_once: 3, ..Pace::OFF });
    let reach = ReachLimit { configured: [authority.clone()].into(), ..ReachLimit::default() };
    let net = RedirectFollower::new(Polite::new(Live::new(reach), [(authority, pace)].into(), Patience::default()));
    let (heard, _) = run_over(&dois((0..12).map(|n| format!("10.1000/{n}"))), &plan, net);
    assert_eq!(heard.len(), 12);
    // Three leave before the first answer is heard; the rest one by one, once those are back.
    let opens = double.opens();
    assert!(opens.iter().skip(3).all(|now| *now <= 2) && opens.iter().skip(5).all(|now| *now == 1), "{opens:?}");
}
