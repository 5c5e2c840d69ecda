//! A registry is added as CONTRIBUTING says: one descriptor, and one more member of the slice. This one is made up; the run asks it
//! on loopback, stores what it says, and the rules believe it.

use crate::double::desk::Desk;
use crate::double::registries::{Class, Script};
use claimbook::catalogue::{Catalogue, Deed, OpenMode};
use claimbook::http::{Failure, Fault, Pace, Request, Response};
use claimbook::model::{
    Doi, Identifier, Item, MetadataAnswer, NoticeKind, NoticesAnswer, RegisteredNotice, Settings, Subject, WorkRecord,
};
use claimbook::refresh::{self, Unwatched, record};
use claimbook::registry::{
    RecordKeeper, Records, Role, Service, crossref, datacite, doi_org, europe_pmc, parse_json, pmc, pubmed,
};
use claimbook::tasks::check::{self, CheckSubject, CheckTerms, CitedSubjects};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

const TOWNS: &str = "10.5555/jfr.2019.045";

/// The descriptor: an index that is asked about every work, DOI by DOI.
const INVENTED: Service = Service {
    name: "invented",
    base: "https://invented.example/api",
    variable: "CLAIMBOOK_INVENTED",
    pace: Pace::OFF,
    identified: None,
    is_told: "the DOIs",
    answers: &[(Subject::Metadata, 4), (Subject::Notices, 4)],
    role: Role::Index(RecordKeeper {
        batches: |all| (all.into_iter().map(|one| vec![one]).collect(), Vec::new()),
        list_request: |base, asked, _| {
            let doi = asked.first().and_then(Identifier::doi).map(Doi::encoded).unwrap_or_default();
            Request::json("works", base.join(&format!("works/{doi}"), None))
        },
        list: read_works,
        alone: None,
    }),
};

static SERVICES: &[Service] = &[
    doi_org::SERVICE,
    crossref::SERVICE,
    datacite::SERVICE,
    europe_pmc::SERVICE,
    pubmed::SERVICE,
    pmc::SERVICE,
    INVENTED,
];

/// `{"title": …, "retracted": true}`, or `null`.
fn read_works(asked: &[Identifier], response: &Response) -> Result<Records, Failure> {
    let answer = parse_json(response)?;
    if response.status != 200 {
        return Err(Failure::from_answer(Fault::Unexpected, response, "gave no answer".to_owned()));
    }
    let item = Item { title: answer["title"].as_str().map(str::to_owned), ..Item::default() };
    let notices = answer["retracted"].as_bool().unwrap_or_default();
    let notices = notices.then(|| RegisteredNotice::new(NoticeKind::Retraction, INVENTED.name)).into_iter().collect();
    let work = WorkRecord {
        metadata: MetadataAnswer { item, ..MetadataAnswer::default() },
        notices: NoticesAnswer { notices, ..NoticesAnswer::default() },
        abstract_text: None,
    };
    Ok(asked.iter().map(|_| answer.is_object().then(|| work.clone())).collect())
}

/// The made-up registry: it knows one work, which was retracted. Gives its address, and the paths that it is asked.
fn start() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api", listener.local_addr().unwrap());
    let (asked, paths) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            let known = path.ends_with(TOWNS);
            let body = if known {
                r#"{"title": "How common is knee pain? A survey of four towns", "retracted": true}"#
            } else {
                "null"
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            if stream.write_all(answer.as_bytes()).is_err() || asked.send(path).is_err() {
                return;
            }
        }
    });
    (url, paths)
}

#[test]
fn one_more_descriptor_in_the_slice_is_one_more_registry() {
    let (url, paths) = start();
    // The others answer, and know of no retraction.
    let others = Script::of(&[(TOWNS, Class::Exists)]).start();
    let desk = Desk::new();
    let mut settings = Settings::default();
    for service in SERVICES {
        let own = if service.name == INVENTED.name { url.clone() } else { others.url() };
        let own = claimbook::model::Service { url: Some(own), pace_off: Some("f:1:1".to_owned()) };
        settings.services.insert(service.name.to_owned(), own);
    }
    let (now, environment) = ("2026-11-23T12:00:00Z".parse().unwrap(), BTreeMap::new());
    let terms = CheckTerms { settings: &settings, environment: &environment, services: SERVICES, offline: false, now };

    let mut catalogue = Catalogue::open(&desk.terminal.folder.join("claimbook.db"), OpenMode::Write).unwrap();
    let articles = catalogue.view().articles().unwrap();
    let cited = CitedSubjects::read_from(&mut catalogue, &articles).unwrap();
    let wanted = [CheckSubject::Doi, CheckSubject::Metadata, CheckSubject::Notices];
    let questions = cited.select_questions(&wanted, false);
    let plan = check::make_plan(&terms, &catalogue, &wanted, false, None).unwrap();
    let due: Vec<&str> = plan.count_due(&questions).iter().map(|(service, _)| service.name).collect();
    assert!(due.contains(&INVENTED.name), "{due:?}");
    let (transport, _) = check::build_transport(&terms, &plan);
    let deed = Deed { who: "A. Reviewer".into(), command: "check".into(), at: now, reason: None };
    let outcome = record::store_while_asking(&mut catalogue, deed, None, |sink| {
        refresh::ask(questions, &plan, transport, &mut Unwatched, sink)
    });
    let services = outcome.unwrap().services;
    let invented = services.iter().find(|(name, _)| *name == INVENTED.name).map(|(_, outcome)| outcome).unwrap();
    assert!(invented.answered > 0 && invented.unchecked.is_empty(), "{invented:?}");
    assert!(paths.try_iter().any(|path| path == format!("/api/works/{TOWNS}")), "it is asked below its base");
    drop(catalogue);

    let report = desk.json(&["audit"]);
    let findings = report["findings"].as_array().unwrap();
    let retracted = findings.iter().find(|finding| finding["rule"] == "work-retracted").expect("its word counts");
    assert_eq!(retracted["address"], "sore-knees/r1");
    assert!(retracted["message"].as_str().unwrap().contains("according to invented"), "{retracted:#}");
}
