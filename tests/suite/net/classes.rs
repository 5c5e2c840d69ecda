//! T27, T28: each kind of fault gets its class and its words, within its limits and in bounded memory, and what was
//! asked is unchecked: never absent, never a finding.

use super::faults::{KINDS, Kind};
use crate::double::with_own_process;
use crate::session::Desk;
use claimbook::http::{
    Authority, Failure, Fault, Follow, Live, Pace, Patience, Polite, Reach, Request, Response, Transport,
};
use claimbook::model::{Doi, Service, Settings};
use claimbook::refresh::{Heard, Outcome, Plan, existence};
use claimbook::registry::{Bases, doi_org};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;

/// Makes every request short of time.
struct Hasty<T>(T);

impl<T: Transport> Transport for Hasty<T> {
    async fn send(&self, mut request: Request) -> Result<Response, Failure> {
        request.limits.time = Duration::from_millis(500);
        self.0.send(request).await
    }
}

/// Asks a host of this kind about a DOI.
fn ask(kind: &Kind) -> Outcome {
    let scene = (kind.stage)();
    let mut settings = Settings::default();
    settings.services.insert("doi.org".into(), Service { url: Some(scene.base.clone()), pace_off: true });
    let base = Bases::from_settings(&settings).unwrap().get(&doi_org::SERVICE).unwrap().clone();
    let authority: Authority = base.authority.clone();
    let reach = Reach { configured: [authority.clone()].into(), names: scene.names.clone(), ..Reach::default() };
    let patience = Patience { tries: 1, ..Patience::default() };
    let net = Hasty(Follow::new(Polite::new(Live::new(reach), [(authority, Pace::OFF)].into(), patience)));
    let plan = Plan::new(base, "2026-11-22T12:00:00Z".parse().unwrap());
    let doi: Doi = "10.5555/a".parse().unwrap();
    let mut sink = |heard: Vec<Heard>| -> Result<(), Infallible> { panic!("{}: heard {heard:?}", kind.name) };
    existence([doi], &plan, net, &mut sink).unwrap()
}

#[test]
fn t28_forty_kinds_of_fault_each_in_its_class_and_its_words() {
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
fn t27_eight_at_once_of_each_kind_stay_within_32_mebibytes() {
    // Its own process: the peak of this one is every other test's too.
    with_own_process("net::classes::t27_eight_at_once_of_each_kind_stay_within_32_mebibytes", &[], |_| {
        // Once before, so that what the program itself takes is not counted.
        KINDS.iter().filter(|kind| matches!(kind.name, "500" | "hang at TLS")).for_each(|kind| drop(ask(kind)));
        let Some(before) = peak() else {
            return println!("skipped: this system does not tell a process's peak of memory");
        };
        for kind in KINDS {
            std::thread::scope(|scope| {
                (0..8).for_each(|_| drop(scope.spawn(|| assert_eq!(ask(kind).unchecked.len(), 1))))
            });
        }
        let grown = peak().unwrap() - before;
        println!("{} kinds, eight of each at once: {grown} KiB more than before", KINDS.len());
        assert!(grown <= 32 * 1024, "{grown} KiB");
    });
}

#[test]
fn t28_no_fault_is_a_finding_and_every_one_is_told() {
    let judge = |kind: &Kind| {
        let scene = (kind.stage)();
        let mut desk = Desk::new();
        for variable in ["CLAIMBOOK_DOI_ORG", "CLAIMBOOK_CROSSREF", "CLAIMBOOK_DATACITE"] {
            desk.terminal.environment.push((variable.into(), scene.base.clone()));
        }
        let run = desk.run(&["check", "--only", "doi", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let open = report["unchecked"].as_array().unwrap();
        let of_doi_org: Vec<_> = open.iter().filter(|u| u["source"] == "doi.org").collect();
        let told =
            !of_doi_org.is_empty() && of_doi_org.iter().all(|u| u["reason"].as_str().unwrap().contains(kind.words));
        let found = report["findings"].as_array().unwrap().iter().any(|f| f["rule"] == "doi-not-found");
        let right = run.exit == 3 && told && !found && scene.is_served() == (kind.name != "refused");
        (!right).then(|| format!("{}: exit {}, {of_doi_org:?}", kind.name, run.exit))
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        // One of each class is enough here: from there on the class is all that is known of a fault.
        let mut classes = BTreeSet::new();
        let quick: Vec<&Kind> = KINDS.iter().filter(|kind| kind.quick && classes.insert(kind.fault)).collect();
        assert!(quick.len() >= 12, "{}", quick.len());
        let all: Vec<_> = quick.into_iter().map(|kind| scope.spawn(move || judge(kind))).collect();
        all.into_iter().filter_map(|one| one.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
