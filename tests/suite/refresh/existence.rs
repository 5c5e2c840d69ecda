//! Existence from end to end against the double: verdicts, faults, memory, and what is sent.

mod paces;

use crate::double::registries::{Answer, Class, Double, Script};
use claimbook::http::{Fault, Live, Pace, Patience, Polite, Proxies, ReachLimit, RedirectFollower, Replay, Transport};
use claimbook::model::{Doi, DoiState, ExistsAnswer, Service, Settings};
use claimbook::refresh::{ExistenceReply, Freshness, Known, Plan, ServiceOutcome, ask_existence, connect};
use claimbook::registry::{Bases, SERVICES, doi_org};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

const NOW: &str = "2026-11-22T12:00:00Z";

fn bases(url: &str, pace_off: bool) -> Bases {
    let mut settings = Settings::default();
    settings.services.insert(
        "doi.org".into(),
        Service { url: Some(url.to_owned()), pace_off: pace_off.then(|| "f:3:8".to_owned()) },
    );
    Bases::from_settings(&settings, SERVICES).unwrap()
}

fn plan(url: &str) -> Plan {
    Plan::new(bases(url, true).get(&doi_org::SERVICE).unwrap().clone(), NOW.parse().unwrap())
}

fn dois<S: AsRef<str>>(list: impl IntoIterator<Item = S>) -> Vec<Doi> {
    list.into_iter().map(|d| d.as_ref().parse().unwrap()).collect()
}

/// Runs a plan over the real network code; gives what was heard, by DOI.
fn run(list: &[Doi], plan: &Plan, url: &str) -> (BTreeMap<Doi, ExistenceReply>, ServiceOutcome) {
    run_over(list, plan, connect(&bases(url, true), &BTreeMap::new(), None, Proxies::default()))
}

/// The same, but a request that fails is not sent again: for faults that last.
fn run_once(list: &[Doi], plan: &Plan) -> (BTreeMap<Doi, ExistenceReply>, ServiceOutcome) {
    let authority = plan.doi_org.authority.clone();
    let reach = ReachLimit { configured: [authority.clone()].into(), ..ReachLimit::default() };
    let patience = Patience { tries: 1, ..Patience::default() };
    run_over(
        list,
        plan,
        RedirectFollower::new(Polite::new(Live::new(reach), [(authority, Pace::OFF)].into(), patience)),
    )
}

fn run_over(
    list: &[Doi],
    plan: &Plan,
    net: impl Transport + 'static,
) -> (BTreeMap<Doi, ExistenceReply>, ServiceOutcome) {
    let mut heard = BTreeMap::new();
    let mut sink = |batch: Vec<ExistenceReply>| -> Result<(), Infallible> {
        assert!((1..=500).contains(&batch.len()));
        for h in batch {
            assert!(heard.insert(h.doi.clone(), h).is_none(), "one answer for each DOI");
        }
        Ok(())
    };
    let outcome = ask_existence(list.to_vec(), plan, net, &mut sink).unwrap();
    assert_eq!(outcome.answered, heard.len());
    assert_eq!(outcome.asked, if plan.offline { 0 } else { outcome.answered + outcome.unchecked.len() });
    (heard, outcome)
}

fn states(heard: &BTreeMap<Doi, ExistenceReply>) -> BTreeMap<&str, DoiState> {
    heard.iter().map(|(doi, h)| (doi.key(), h.answer.state)).collect()
}

fn faults(outcome: &ServiceOutcome) -> BTreeMap<&str, Fault> {
    outcome.unchecked.iter().map(|u| (u.id.doi().expect("a DOI").key(), u.fault)).collect()
}

/// DOIs of every class that is no fault, with the state each must get; `targets` tells what only the record shows.
const VERDICTS: &[(&str, Class, DoiState, DoiState)] = &[
    ("10.1000/there", Class::Exists, DoiState::Exists, DoiState::Exists),
    ("10.1000/Other(1)<2>#3", Class::Agency("Somebody New"), DoiState::Exists, DoiState::Exists),
    ("10.1000/a,b", Class::Exists, DoiState::Exists, DoiState::Exists),
    ("10.1000//double", Class::Exists, DoiState::Exists, DoiState::Exists),
    ("10.1000/absent", Class::Absent, DoiState::Absent, DoiState::Absent),
    ("10.1000/absent,too", Class::Absent, DoiState::Absent, DoiState::Absent),
    ("10.1000/new", Class::AbsentInCache, DoiState::Exists, DoiState::Exists),
    ("10.1000/deleted", Class::Deleted, DoiState::Exists, DoiState::Deleted),
    ("10.1000/nowhere", Class::NoUrl, DoiState::Exists, DoiState::NoTarget),
    ("10.1000/second-name", Class::Alias("10.1000/there"), DoiState::Exists, DoiState::Alias),
    ("10.1000/invalid", Class::Invalid, DoiState::Malformed, DoiState::Malformed),
    ("10.1000/unknown", Class::UnknownAgency, DoiState::Exists, DoiState::Exists),
    ("10.1000/left-out", Class::LeftOut, DoiState::Exists, DoiState::Exists),
];

fn verdicts() -> (Script, Vec<Doi>) {
    let classes: Vec<(&str, Class)> = VERDICTS.iter().map(|(doi, class, ..)| (*doi, class.clone())).collect();
    (Script::of(&classes), dois(VERDICTS.iter().map(|(doi, ..)| doi)))
}

#[test]
fn every_class_gets_its_verdict_with_and_without_targets() {
    let (script, list) = verdicts();
    for targets_up_to in [0, 100] {
        let double = script.clone().start();
        let (heard, outcome) = run(&list, &Plan { targets_up_to, ..plan(&double.url()) }, &double.url());
        assert_eq!(outcome.unchecked, []);
        for (doi, _, by_list, by_record) in VERDICTS {
            let doi: Doi = doi.parse().unwrap();
            let expected = if targets_up_to == 0 { by_list } else { by_record };
            assert_eq!(heard[&doi].answer.state, *expected, "{doi}, targets up to {targets_up_to}");
        }
        let of = |doi: &str| &heard[&doi.parse::<Doi>().unwrap()];
        assert_eq!(of("10.1000/other(1)<2>#3").answer.agency.as_deref(), Some("Somebody New"));
        let there = of("10.1000/there");
        assert_eq!(there.answer.target.is_some(), targets_up_to > 0);
        assert_eq!((there.service, there.body_sha256.len()), ("doi.org", 64));
        assert!(there.asked_at >= NOW.parse().unwrap());
        assert_eq!(double.asked_below("/doiRA/").len(), 1, "one request for the list");
    }
}

#[test]
fn absent_is_asked_twice_the_second_time_past_the_caches() {
    let double = Script::of(&[("10.1000/absent", Class::Absent)]).start();
    run(&dois(["10.1000/absent"]), &plan(&double.url()), &double.url());
    let queries: Vec<String> = double.asked_below("/api/handles/").into_iter().map(|a| a.query).collect();
    assert_eq!(queries, ["type=URL&type=HS_ALIAS", "type=URL&type=HS_ALIAS&auth=true"]);
}

#[test]
fn lists_that_are_refused_are_asked_one_by_one_with_the_same_verdicts() {
    let (script, list) = verdicts();
    for class in [
        Class::Status(403),
        Class::Status(404),
        Class::Html(200),
        Class::Html(403),
        Class::Wire(Answer::redirect("http://portal.example/")),
    ] {
        let double = Script { lists: Some(class.clone()), ..script.clone() }.start();
        let (heard, outcome) = run(&list, &plan(&double.url()), &double.url());
        assert_eq!(outcome.unchecked, [], "{class:?}");
        for (doi, _, _, by_record) in VERDICTS {
            let (doi, state) = (doi.parse::<Doi>().unwrap(), *by_record);
            // What doiRA calls invalid, the handle system simply does not have.
            let state = if state == DoiState::Malformed { DoiState::Absent } else { state };
            assert_eq!(heard[&doi].answer.state, state, "{doi} with {class:?}");
        }
        assert!(double.asked_below("/doiRA/").len() <= 3, "the list and its halves, {class:?}");
    }
}

#[test]
fn a_server_with_short_urls_gets_shorter_lists() {
    let double = Script { longest_target: 200, ..Script::default() }.start();
    let list = dois((0..50).map(|n| format!("10.1000/number.{n}")).chain([format!("10.1000/{}", "x".repeat(300))]));
    let (heard, outcome) = run(&list, &Plan { targets_up_to: 0, ..plan(&double.url()) }, &double.url());
    assert_eq!((heard.len(), outcome.unchecked.len()), (50, 1));
    assert_eq!(outcome.unchecked[0].fault, Fault::UrlTooLong);
}

#[test]
fn faults_leave_a_doi_unchecked_with_its_reason_and_never_absent() {
    let faults_of = [
        ("10.1000/html-404", Class::Html(404), Fault::NotJson),
        ("10.1000/html-500", Class::Html(500), Fault::ServerError),
        ("10.1000/html-200", Class::Html(200), Fault::NotJson),
        ("10.1000/code-2", Class::ServerError, Fault::ServerError),
    ];
    let mut classes: Vec<(&str, Class)> = faults_of.iter().map(|(d, c, _)| (*d, c.clone())).collect();
    classes.extend([("10.1000/gone", Class::Absent), ("10.1000/here", Class::Exists)]);
    let double = Script::of(&classes).start();
    let list = dois(classes.iter().map(|(d, _)| d));
    let (heard, outcome) = run_once(&list, &plan(&double.url()));
    assert_eq!(
        states(&heard),
        BTreeMap::from([("10.1000/gone", DoiState::Absent), ("10.1000/here", DoiState::Exists)])
    );
    let expected: BTreeMap<&str, Fault> = faults_of.iter().map(|(d, _, f)| (*d, *f)).collect();
    assert_eq!(faults(&outcome), expected);
    assert!(outcome.unchecked.iter().all(|u| u.reason.starts_with("127.0.0.1 ")), "{:?}", outcome.unchecked);
}

#[test]
fn a_service_that_fails_on_the_wire_leaves_everything_unchecked() {
    for (answer, expected) in [
        (Answer::Reset, Fault::Reset),
        (Answer::Truncated, Fault::Truncated),
        (Answer::BadGzip, Fault::Undecodable),
        (Answer::Endless, Fault::TooLarge),
        (Answer::html(200), Fault::NotJson),
        (Answer::redirect("http://portal.example/login"), Fault::RedirectedAway),
        (Answer::redirect("http://127.0.0.2/"), Fault::RedirectedAway),
    ] {
        let double = Script { all: Some(Class::Wire(answer.clone())), ..Script::default() }.start();
        let list = dois((0..3).map(|n| format!("10.1000/{n}")));
        let (heard, outcome) = run_once(&list, &plan(&double.url()));
        assert_eq!((heard.len(), outcome.unchecked.len()), (0, 3), "{answer:?}");
        assert!(outcome.unchecked.iter().all(|u| u.fault == expected), "{answer:?}: {:?}", outcome.unchecked);
    }
}

#[test]
fn a_captive_portal_is_not_asked_about_every_doi() {
    let double = Script { all: Some(Class::Html(200)), ..Script::default() }.start();
    let list = dois((0..5_000).map(|n| format!("10.1000/{n}")));
    let (heard, outcome) = run(&list, &plan(&double.url()), &double.url());
    assert_eq!((heard.len(), outcome.unchecked.len()), (0, 5_000));
    assert!(double.asked().len() < 600, "asked {} times", double.asked().len());
}

#[test]
fn busy_for_a_moment_is_waited_for_and_busy_for_ever_is_unchecked() {
    let busy = Script::of(&[("10.1000/a", Class::Busy(Some("1"), 1))]).start();
    let (heard, _) = run(&dois(["10.1000/a", "10.1000/b"]), &plan(&busy.url()), &busy.url());
    assert_eq!(heard.len(), 2);

    let closed = Script { all: Some(Class::Busy(Some("600"), usize::MAX)), ..Script::default() }.start();
    let list = dois((0..200).map(|n| format!("10.1000/{n}")));
    let (heard, outcome) = run(&list, &plan(&closed.url()), &closed.url());
    assert_eq!((heard.len(), outcome.unchecked.len()), (0, 200));
    assert!(outcome.unchecked.iter().all(|u| u.fault == Fault::RateLimited));
    assert!(closed.asked().len() <= 8, "lists under way at once, and none asked again");
}

#[test]
fn the_built_in_pace_is_kept_on_the_wire() {
    let double = Script { latency: Duration::from_millis(300), ..Script::default() }.start();
    let paced = bases(&double.url(), false);
    let plan = Plan { list: 1, targets_up_to: 0, ..plan(&double.url()) };
    let list = dois((0..6).map(|n| format!("10.1000/{n}")));
    let mut sink = |_: Vec<ExistenceReply>| Ok::<(), Infallible>(());
    let outcome = ask_existence(
        list,
        &plan,
        connect(&paced, &BTreeMap::new(), Some("me@example.org"), Proxies::default()),
        &mut sink,
    )
    .unwrap();
    assert_eq!(outcome.answered, 6);
    assert!(double.peak() <= 2, "{} at once", double.peak());
    assert!(double.asked().iter().all(|a| a.user_agent.ends_with("(mailto:me@example.org)")));
}

#[test]
fn offline_and_fresh_open_no_connection() {
    let double = Script::default().start();
    let list = dois(["10.1000/a", "10.1000/b"]);
    let (_, outcome) = run(&list, &Plan { offline: true, ..plan(&double.url()) }, &double.url());
    assert_eq!((outcome.asked, outcome.unchecked.len()), (0, 2));
    assert!(outcome.unchecked.iter().all(|u| u.fault == Fault::Offline));

    let now = NOW.parse().unwrap();
    let answer = ExistsAnswer { state: DoiState::Exists, agency: None, target: None, alias_of: None };
    let known: Known = list.iter().map(|d| (d.clone(), (answer.clone(), now))).collect();
    let fresh = Plan { known: known.into(), ..plan(&double.url()) };
    let (_, outcome) = run(&list, &fresh, &double.url());
    assert_eq!((outcome.fresh, outcome.asked), (2, 0));
    assert_eq!(double.connections(), 0);

    let again = Plan { freshness: Freshness::at_most(jiff::SignedDuration::ZERO), ..fresh };
    let (heard, outcome) = run(&list, &again, &double.url());
    assert_eq!((heard.len(), outcome.fresh), (2, 0));
}

#[test]
fn without_a_network_everything_is_unchecked_and_soon() {
    let gone = "http://127.0.0.1:1"; // a port that nobody listens on
    let list = dois((0..1_000).map(|n| format!("10.1000/{n}")));
    let (heard, outcome) = run(&list, &plan(gone), gone);
    assert_eq!((heard.len(), outcome.unchecked.len()), (0, 1_000));
    assert!(outcome.unchecked.iter().all(|u| u.fault == Fault::Refused));

    let nobody = Rc::new(Replay::unreachable());
    let mut sink = |_: Vec<ExistenceReply>| Ok::<(), Infallible>(());
    let outcome = ask_existence(list, &plan("http://doi.example"), nobody.clone(), &mut sink).unwrap();
    assert_eq!(outcome.unchecked.len(), 1_000);
    assert_eq!(nobody.asked().len(), 40, "lists only: nobody there is not asked one by one");
}

#[test]
fn a_run_that_is_cut_off_resumes_where_it_was() {
    let double = Script::default().start();
    let list = dois((0..1_200).map(|n| format!("10.1000/{n}")));
    let mut stored = Known::new();
    let mut calls = 0;
    let mut sink = |batch: Vec<ExistenceReply>| {
        calls += 1;
        if calls == 2 {
            return Err("the disk is full");
        }
        stored.extend(batch.into_iter().map(|h| (h.doi, (h.answer, h.asked_at))));
        Ok(())
    };
    let net = connect(&bases(&double.url(), true), &BTreeMap::new(), None, Proxies::default());
    let error = ask_existence(list.clone(), &plan(&double.url()), net, &mut sink).unwrap_err();
    assert_eq!((error.to_string().as_str(), stored.len()), ("the disk is full", 500));

    let later = "2026-11-22T12:10:00Z".parse().unwrap();
    let (heard, outcome) = run(&list, &Plan { known: stored.into(), now: later, ..plan(&double.url()) }, &double.url());
    assert_eq!((outcome.fresh, heard.len()), (500, 700));
}

#[test]
fn a_thousand_dois_in_a_mix_of_faults_no_false_verdict() {
    let mix = [
        (Class::Exists, 820, Some(DoiState::Exists)),
        (Class::Absent, 60, Some(DoiState::Absent)),
        (Class::AbsentInCache, 20, Some(DoiState::Exists)),
        (Class::Agency("DataCite"), 30, Some(DoiState::Exists)),
        (Class::LeftOut, 20, Some(DoiState::Exists)),
        (Class::Invalid, 10, Some(DoiState::Malformed)),
        (Class::Html(404), 20, None),
        (Class::ServerError, 10, None),
        (Class::UnknownAgency, 10, Some(DoiState::Exists)),
    ];
    let mut all: Vec<(String, Class, Option<DoiState>)> = Vec::new();
    for (kind, (class, count, state)) in mix.iter().enumerate() {
        // The multiplier spreads the classes over the lists.
        all.extend((0..*count).map(|n| (format!("10.1000/{:04}.{kind}", n * 7919 % 997), class.clone(), *state)));
    }
    let classes: Vec<(&str, Class)> = all.iter().map(|(d, c, _)| (d.as_str(), c.clone())).collect();
    let double = Script::of(&classes).start();
    let (heard, outcome) = run_once(&dois(all.iter().map(|(d, ..)| d)), &plan(&double.url()));
    for (doi, class, state) in &all {
        let doi: Doi = doi.parse().unwrap();
        assert_eq!(heard.get(&doi).map(|h| h.answer.state), *state, "{doi} {class:?}");
    }
    assert_eq!(outcome.unchecked.len(), 30);
}

#[test]
fn recorded_answers_of_doi_org_are_read() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/registry-answers"));
    if !folder.exists() {
        println!("skipped: ../shared is not here");
        return;
    }
    let base = bases("https://doi.org", false).get(&doi_org::SERVICE).unwrap().clone();
    let doi: Doi = "10.5438/mcnv-ga6n".parse().unwrap();
    let request = doi_org::build_record_request(&base, &doi, false);
    let read = |file: &str, status| {
        let body = std::fs::read_to_string(folder.join(file)).unwrap();
        doi_org::read_record(&Replay::respond(&request, status, &[], &body))
            .map(|r| r.answer(None))
            .map_err(|f| f.fault)
    };
    let found = read("handle-api/200_10.5438_MCNV_GA6N_index_1.json", 200).unwrap();
    assert_eq!(
        (found.state, found.target.as_deref()),
        (DoiState::Exists, Some("https://blog.datacite.org/re3data-science-europe/"))
    );
    let error = read("handle-api/500_https_handle.test.datacite.org_api_handles_pageSize_0_prefix_10.70001.json", 500);
    assert_eq!(error, Err(Fault::ServerError));
    assert_eq!(read("doi-resolve/404_10.1126_foo.html", 404), Err(Fault::NotJson));

    let mut names = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(folder.join("doi-ra")).unwrap() {
        let body = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // They answer for bare prefixes, which are no DOIs: complete them, as if a DOI had been asked.
        let prefix = body.split('"').nth(3).unwrap().to_owned();
        let asked = dois([format!("{prefix}/x")]);
        let response = Replay::respond(&request, 200, &[], &body.replace(&prefix, &format!("{prefix}/X")));
        match doi_org::read_agencies(&asked, &response).unwrap().remove(0) {
            doi_org::Agency::Registered(name) => names.insert(name),
            other => panic!("{prefix}: {other:?}"),
        };
    }
    assert!(names.contains("Crossref") && names.contains("DataCite") && names.contains("KISTI"), "{names:?}");
}

#[test]
fn doubles_end_when_dropped() {
    let double: Double = Script::default().start();
    let url = double.url();
    drop(double);
    std::thread::sleep(Duration::from_millis(50));
    assert!(std::net::TcpStream::connect(url.trim_start_matches("http://")).is_err());
}
