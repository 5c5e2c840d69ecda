//! Each kind of fault gets its class and its words, within its limits and in bounded memory, and what was
//! asked is unchecked: never absent, never a finding.

use super::faults::{KINDS, Kind};
use crate::double::desk::Desk;
use crate::double::registries::{Class, Script, with_own_process};
use claimbook::http::{
    Authority, Failure, Fault, Live, Pace, Patience, Polite, ReachLimit, RedirectFollower, Request, Response, Transport,
};
use claimbook::model::{Doi, Service, Settings};
use claimbook::refresh::{ExistenceReply, Plan, ServiceOutcome, ask_existence};
use claimbook::registry::{Bases, SERVICES, doi_org};
use serde_json::Value;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

/// How long a request may take here.
const LIMIT: Duration = Duration::from_millis(500);

/// By how much it may take longer: half a second.
const GRACE: Duration = Duration::from_millis(500);

/// Makes every request short of time, and sees that it keeps to it.
struct Hasty<T>(T);

impl<T: Transport> Transport for Hasty<T> {
    async fn send(&self, mut request: Request) -> Result<Response, Failure> {
        request.limits.time = LIMIT;
        let began = std::time::Instant::now();
        let answer = self.0.send(request).await;
        SLOWEST.fetch_max(began.elapsed().as_millis() as u64, SeqCst);
        answer
    }
}

/// The longest that a request took, in milliseconds.
static SLOWEST: AtomicU64 = AtomicU64::new(0);

/// Asks a host of this kind about a DOI.
fn ask(kind: &Kind) -> ServiceOutcome {
    let scene = (kind.stage)();
    let mut settings = Settings::default();
    settings.services.insert("doi.org".into(), Service { url: Some(scene.base.clone()), pace_off: Some("f".into()) });
    let base = Bases::from_settings(&settings, SERVICES).unwrap().get(&doi_org::SERVICE).unwrap().clone();
    let authority: Authority = base.authority.clone();
    let reach =
        ReachLimit { configured: [authority.clone()].into(), names: scene.names.clone(), ..ReachLimit::default() };
    let patience = Patience { tries: 1, ..Patience::default() };
    let net = Hasty(RedirectFollower::new(Polite::new(Live::new(reach), [(authority, Pace::OFF)].into(), patience)));
    let plan = Plan::new(base, "2026-11-22T12:00:00Z".parse().unwrap());
    let doi: Doi = "10.5555/a".parse().unwrap();
    let mut sink = |heard: Vec<ExistenceReply>| -> Result<(), Infallible> { panic!("{}: heard {heard:?}", kind.name) };
    ask_existence([doi], &plan, net, &mut sink).unwrap()
}

#[test]
fn forty_kinds_of_fault_each_in_its_class_and_its_words() {
    assert!(KINDS.len() >= 40, "{}", KINDS.len());
    let judge = |kind: &Kind| {
        let outcome = ask(kind);
        let [open] = outcome.unchecked.as_slice() else { return Some(format!("{}: {outcome:?}", kind.name)) };
        if open.fault == Fault::Tls && open.reason.starts_with("this machine ") {
            println!("skipped: {}: this machine has no certificates at all", kind.name);
            return None;
        }
        let told = open.reason.starts_with("127.0.0.1 ") || open.reason.starts_with("registry.example ");
        let right = open.fault == kind.fault && open.reason.contains(kind.words) && told;
        let clean = !open.reason.chars().any(|c| c.is_control() || c == '\u{202e}');
        (!right || !clean).then(|| format!("{}: {:?}, {:?}", kind.name, open.fault, open.reason))
    };
    // At once: what some wait for is the same half second.
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = KINDS.iter().map(|kind| scope.spawn(move || judge(kind))).collect();
        all.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The most memory that this process has had, in KiB; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn eight_at_once_of_each_kind_keep_to_their_time_and_32_mebibytes() {
    // Its own process: the peak of this one is every other test's too.
    with_own_process("http::classes::eight_at_once_of_each_kind_keep_to_their_time_and_32_mebibytes", &[], |_| {
        // Once before, so that what the program itself takes is not counted.
        KINDS.iter().filter(|kind| matches!(kind.name, "500" | "hang at TLS")).for_each(|kind| drop(ask(kind)));
        let Some(before) = peak() else {
            return println!("skipped: this system does not tell a process's peak of memory");
        };
        for kind in KINDS {
            let within_limits = || {
                SLOWEST.store(0, SeqCst);
                std::thread::scope(|scope| {
                    (0..8).for_each(|_| drop(scope.spawn(|| assert_eq!(ask(kind).unchecked.len(), 1))))
                });
                Duration::from_millis(SLOWEST.load(SeqCst)) <= LIMIT + GRACE
            };
            // Again where the machine had other things to do.
            assert!((0..3).any(|_| within_limits()), "{}: a request took {SLOWEST:?} ms", kind.name);
        }
        let grown = peak().unwrap() - before;
        println!("{} kinds, eight of each at once: {grown} KiB more than before", KINDS.len());
        assert!(grown <= 32 * 1024, "{grown} KiB");
    });
}

/// One kind of each class that ends by itself: from there on the class is all that is known of a fault.
fn one_of_each() -> Vec<&'static Kind> {
    let mut classes = BTreeSet::new();
    let all: Vec<&Kind> = KINDS.iter().filter(|kind| kind.quick && classes.insert(kind.fault)).collect();
    assert!(all.len() >= 12, "{}", all.len());
    all
}

/// Judges each of them, all at once, and shows what was wrong.
fn each(judge: impl Fn(&Kind) -> Option<String> + Sync) {
    let judge = &judge;
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = one_of_each().into_iter().map(|kind| scope.spawn(move || judge(kind))).collect();
        all.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs `check` with these services at these addresses; gives its exit code and its report.
fn check(services: &[(&str, &str)], only: &str) -> (u8, Value) {
    let mut desk = Desk::new();
    let named = |name: &str| SERVICES.iter().find(|s| s.name == name).unwrap().variable.to_owned();
    desk.terminal.environment.extend(services.iter().map(|(name, url)| (named(name), (*url).to_owned())));
    let run = desk.run(&["check", "--only", only, "--format", "json"]);
    (run.exit, serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err)))
}

/// Whether a source's checks are open, all for a reason with these words, and nothing is denied.
fn open_because(report: &Value, source: &str, words: &str) -> bool {
    let open = crate::double::reports::unchecked(report).iter().filter(|u| u["source"] == source);
    let told = open.clone().count() > 0 && open.clone().all(|u| u["reason"].as_str().unwrap().contains(words));
    told && !report["findings"].as_array().unwrap().iter().any(|f| f["severity"] == "deny")
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_fault_of_doi_org_is_a_finding_and_every_one_is_told() {
    each(|kind| {
        let scene = (kind.stage)();
        let (exit, report) = check(&[("doi.org", &scene.base)], "doi");
        let right = exit == 3 && open_because(&report, "doi.org", kind.words);
        (!right).then(|| format!("{}: exit {exit}, {}", kind.name, report["unchecked"]))
    });
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_fault_of_an_agency_is_a_finding_and_what_doi_org_said_holds() {
    for (service, agency) in [("crossref", "Crossref"), ("datacite", "DataCite")] {
        let classes = ["10.5555/jfr.2019.045", "10.5555/ijsm.8.2.e1190"].map(|doi| (doi, Class::Agency(agency)));
        let doi_org = Script::of(&classes).start();
        each(|kind| {
            let scene = (kind.stage)();
            let services = [("doi.org", doi_org.url()), (service, scene.base.clone())];
            let services: Vec<(&str, &str)> = services.iter().map(|(name, url)| (*name, url.as_str())).collect();
            let (exit, report) = check(&services, "doi,metadata,notices");
            let exist = report["works"].as_array().unwrap().iter().filter(|w| w["doi_state"] == "exists").count();
            // A page that says "not found" is none of the agency's words.
            let right = exit == 0 && exist == 2 && open_because(&report, service, kind.words);
            (!right).then(|| format!("{service}, {}: exit {exit}, {exist} exist, {}", kind.name, report["unchecked"]))
        });
    }
}
