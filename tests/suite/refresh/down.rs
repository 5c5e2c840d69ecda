//! Each service is asked for what it knows, whatever became of another: a retraction that one of them knows is found while any
//! other is down.

use crate::double::desk::Desk;
use crate::double::registries::{Answer, Class, Double, Script};
use claimbook::registry::{SERVICES, Service, crossref, datacite, doi_org, europe_pmc, pubmed};
use serde_json::{Value, json};

const DOI: &str = "10.5555/bracing";
const PMID: &str = "34000009";
const ENTRY: &str = "Tester A, Prover B. Bracing for sore knees. Journal of Testing. 2018;12(3):100-109. doi:10.5555/bracing PMID: 34000009";

const IN_PUBMED: &str = r#"<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">34000009</PMID><Article>
<Journal><Title>Journal of Testing</Title></Journal><ArticleTitle>Bracing for sore knees.</ArticleTitle>
<PublicationTypeList><PublicationType UI="D016441">Retracted Publication</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Test. 2020;1:1</RefSource>
<PMID Version="1">35000009</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>"#;

fn in_crossref(retracted: bool) -> Value {
    let mut work = json!({
        "DOI": DOI, "type": "journal-article", "title": ["Bracing for sore knees"], "issued": {"date-parts": [[2018]]},
        "author": [{"family": "Tester", "given": "Ann"}, {"family": "Prover", "given": "Bo"}],
        "container-title": ["Journal of Testing"], "volume": "12", "issue": "3", "page": "100-109",
    });
    if retracted {
        work["updated-by"] = json!([{"DOI": "10.5555/notice", "type": "retraction", "source": "publisher",
            "updated": {"date-parts": [[2020, 5, 6]]}}]);
    }
    work
}

fn in_datacite() -> Value {
    json!({"doi": DOI, "titles": [{"title": "Bracing for sore knees"}], "publicationYear": 2018, "state": "findable",
        "creators": [{"familyName": "Tester", "givenName": "Ann"}, {"familyName": "Prover", "givenName": "Bo"}],
        "dates": [{"date": "2020-05-06", "dateType": "Withdrawn"}]})
}

fn in_europe_pmc() -> Value {
    json!({"id": PMID, "source": "MED", "pmid": PMID, "doi": DOI, "title": "Bracing for sore knees.", "pubYear": "2018",
        "commentCorrectionList": {"commentCorrection": [{"id": "35000009", "source": "MED", "type": "Retraction in"}]}})
}

/// Who alone knows of the retraction, what the registries keep then, and the agency of the DOI.
fn worlds() -> [(&'static Service, Script); 4] {
    let by = |agency| Script::of(&[(DOI, Class::Agency(agency))]);
    [
        (&crossref::SERVICE, by("Crossref").with_works(&[in_crossref(true)])),
        (&datacite::SERVICE, Script { datasets: vec![in_datacite()], ..by("DataCite") }),
        (&europe_pmc::SERVICE, by("Crossref").with_works(&[in_crossref(false)]).with_literature(&[in_europe_pmc()])),
        (&pubmed::SERVICE, Script { pubmed: vec![IN_PUBMED], ..by("Crossref").with_works(&[in_crossref(false)]) }),
    ]
}

/// A desk with the entry, all of whose registries are this double, but for one that is down.
fn desk(world: &Double, down: &Service, fault: &Double) -> Desk {
    let mut desk = Desk::new();
    let url = |s: &Service| if s.name == down.name { fault.url() } else { world.url() };
    desk.terminal.environment.extend(SERVICES.iter().map(|s| (s.variable.to_owned(), url(s))));
    desk.ok(&["add", "reference", ENTRY]);
    desk
}

fn check(desk: &Desk, arguments: &[&str]) -> (u8, Value) {
    let run = desk.run(&[&["check", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}\n{}{}", run.out, run.err));
    (run.exit, report)
}

fn retracted(report: &Value) -> Vec<&str> {
    let all = report["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "work-retracted");
    all.map(|f| f["address"].as_str().unwrap()).collect()
}

fn faulty(class: Class) -> Double {
    Script { all: Some(class), ..Script::default() }.start()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_one_service_knows_is_found_while_any_other_is_down() {
    let fault = faulty(Class::Html(403));
    for (knows, script) in worlds() {
        let world = script.start();
        for down in SERVICES.iter().filter(|s| s.name != knows.name) {
            let desk = desk(&world, down, &fault);
            let (exit, report) = check(&desk, &["--only", "notices"]);
            assert_eq!(
                (exit, retracted(&report)),
                (1, vec!["sore-knees/r5"]),
                "{} knows, {} is down",
                knows.name,
                down.name
            );
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn doi_org_down_in_any_way_blinds_nobody_and_its_own_rules_are_counted() {
    let faults = [
        Class::Html(403),
        Class::Html(503),
        Class::Html(200),
        Class::ServerError,
        Class::Wire(Answer::redirect("/loop")),
        Class::Wire(Answer::Reset),
    ];
    for (class, world) in faults.into_iter().zip(worlds().into_iter().cycle()) {
        let ((knows, script), fault) = (world, faulty(class.clone()));
        let world = script.start();
        let desk = desk(&world, &doi_org::SERVICE, &fault);
        let (exit, report) = check(&desk, &["--only", "doi,metadata,notices"]);
        assert_eq!((exit, retracted(&report)), (1, vec!["sore-knees/r5"]), "{} knows; {class:?}", knows.name);
        let open = |rule: &str| {
            let all = crate::double::reports::unchecked(&report).iter();
            all.filter(|u| u["address"] == "sore-knees/r5" && u["rule"] == rule).count()
        };
        // Whoever has a record of it says that it exists; where it leads, this record does not say.
        let open = [open("doi-not-found"), open("doi-no-target"), open("work-retracted")];
        assert_eq!(open, [0, 1, 0], "{class:?}: {:#}", report["unchecked"]);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_service_that_is_down_itself_leaves_its_question_open() {
    let fault = faulty(Class::Html(403));
    for (knows, script) in worlds() {
        let world = script.start();
        let desk = desk(&world, knows, &fault);
        let (exit, report) = check(&desk, &["--only", "notices"]);
        let open = crate::double::reports::unchecked(&report).iter();
        let open = open.filter(|u| u["address"] == "sore-knees/r5" && u["rule"] == "work-retracted").count();
        // PubMed is asked about what Europe PMC has not, which decides for itself.
        let expected = usize::from(knows.name != pubmed::SERVICE.name);
        assert_eq!((exit, retracted(&report).len(), open >= expected), (0, 0, true), "{}: {report:#}", knows.name);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn where_no_agency_is_named_crossref_is_asked_and_then_datacite() {
    let script = Script { datasets: vec![in_datacite()], ..Script::default() };
    let (world, fault) = (script.start(), faulty(Class::Html(403)));
    let desk = desk(&world, &doi_org::SERVICE, &fault);
    check(&desk, &["--only", "metadata"]);
    let asked = |path: &str| world.asked().iter().position(|a| a.path.starts_with(path));
    assert!(asked("/works").unwrap() < asked("/dois").unwrap());
    assert_eq!(world.asked_below("/dois/10.5555/bracing").len(), 0, "the list has it");
    // What DataCite keeps is no open question to Crossref; the others of the list are.
    let (_, report) = check(&desk, &["--only", "metadata"]);
    let of = |u: &&Value| u["address"] == "sore-knees/r5" && u["rule"] == "reference-mismatch";
    assert_eq!(crate::double::reports::unchecked(&report).iter().filter(of).count(), 0, "{report:#}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn whoever_keeps_a_record_that_still_holds_is_the_agency() {
    for (script, other) in [
        (Script::default().with_works(&[in_crossref(false)]), "/dois"),
        (Script { datasets: vec![in_datacite()], ..Script::default() }, "/works"),
    ] {
        let (world, fault) = (script.start(), faulty(Class::Html(403)));
        let desk = desk(&world, &doi_org::SERVICE, &fault);
        check(&desk, &["--only", "metadata"]);
        let before = world.asked().len();
        let (_, report) = check(&desk, &["--only", "metadata"]);
        let about: Vec<String> = world.asked().split_off(before).into_iter().map(|a| a.path).collect();
        let asked = about.iter().filter(|path| path.starts_with(other) && path.contains("bracing"));
        assert_eq!(asked.count(), 0, "{about:?}");
        let open = crate::double::reports::unchecked(&report).iter();
        assert_eq!(open.filter(|u| u["address"] == "sore-knees/r5" && u["rule"] == "reference-mismatch").count(), 0);
    }
}
