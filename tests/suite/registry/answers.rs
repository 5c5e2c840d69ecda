//! What registries answer, read: one test for each trap, bodies that are damaged, and every recorded answer that is here.

mod bodies;
mod others;
mod recorded;

use claimbook::compare::metadata::compare_metadata;
use claimbook::http::{Failure, Fault, Replay, Response};
use claimbook::model::*;
use claimbook::registry::{
    Base, Bases, SERVICES, Service, crossref, datacite, europe_pmc, pmc, pubmed, retraction_watch as watch,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn base(service: &Service) -> Base {
    Bases::from_settings(&Settings::default(), SERVICES).unwrap().get(service).unwrap().clone()
}

fn doi(text: &str) -> Doi {
    text.parse().unwrap()
}

/// An answer of Crossref's to a request for one work.
fn answer(status: u16, body: &str) -> Response {
    let request = crossref::build_record_request(&base(&crossref::SERVICE), &doi("10.5555/knee.1"), None);
    Replay::respond(&request, status, &[], body)
}

/// A fixture of ours, in the shapes of the registries.
fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/http").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Crossref's record with these fields.
fn crossref_work(fields: Value) -> WorkRecord {
    let mut work = json!({"DOI": "10.5555/knee.1", "type": "journal-article"});
    work.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    let body = json!({"status": "ok", "message-type": "work", "message": work}).to_string();
    crossref::read_record(&doi("10.5555/knee.1"), &answer(200, &body)).unwrap().unwrap()
}

fn kinds(notices: &[RegisteredNotice]) -> Vec<(NoticeKind, &str)> {
    notices.iter().map(|n| (n.kind, n.source.as_str())).collect()
}

#[test]
fn a_whole_record_of_crossref() {
    let record =
        crossref::read_record(&doi("10.5555/KNEE.1"), &answer(200, &fixture("crossref/work.json"))).unwrap().unwrap();
    let metadata = &record.metadata;
    assert_eq!(metadata.alias_of, None);
    assert_eq!(metadata.item.title.as_deref(), Some("Walking & knee pain: a systematic review"));
    assert_eq!(
        metadata.item.author.iter().map(Name::short_name).collect::<Vec<_>>(),
        ["Alder", "van der Oak", "Knee Group"]
    );
    assert_eq!(metadata.item.container_title.as_deref(), Some("Journal of Women's Knees"));
    assert_eq!((metadata.item.volume.as_deref(), metadata.item.issue.as_deref()), (Some("12"), Some("Suppl 1")));
    assert_eq!((metadata.item.page.as_deref(), metadata.item.number.as_deref()), (Some("53-64"), Some("e3811")));
    assert_eq!(metadata.years().into_iter().collect::<Vec<_>>(), [2022, 2023]);
    assert_eq!(metadata.item.issn.as_deref(), Some("1471-2393, 2673-561X"));
    assert_eq!(record.abstract_text.as_deref(), Some("Background\nKnees hurt.\nResults\nWalking helps (p < 0.05)."));
    let stored = serde_json::to_string(&metadata).unwrap();
    assert!(stored.len() < 1_500 && !stored.contains("Knees hurt") && !stored.contains("ref1"), "{stored}");
    assert_eq!(&serde_json::from_str::<MetadataAnswer>(&stored).unwrap(), metadata);
    let notices = serde_json::to_string(&record.notices).unwrap();
    assert_eq!(serde_json::from_str::<NoticesAnswer>(&notices).unwrap(), record.notices);
}

#[test]
fn not_found_is_no_record_and_no_verdict() {
    let asked = doi("10.5555/knee.1");
    assert_eq!(crossref::read_record(&asked, &answer(404, "Resource not found.")).unwrap(), None);
    let failed = r#"{"status":"failed","message-type":"resource-failure","message":[{"type":"x","message":"no"}]}"#;
    assert_eq!(crossref::read_record(&asked, &answer(404, failed)).unwrap(), None);
    let request = crossref::build_record_request(&base(&crossref::SERVICE), &asked, None);
    let labelled = [("content-type", "application/json;charset=utf-8")];
    let mislabelled = Replay::respond(&request, 404, &labelled, "Resource not found.\n");
    assert_eq!(crossref::read_record(&asked, &mislabelled).unwrap(), None);
    for (status, body, fault) in [
        (404, "<html>captive portal</html>", Fault::NotJson),
        (404, "", Fault::NotJson),
        (200, "<html>log in</html>", Fault::NotJson),
        (200, r#"{"status":"ok","message":{"DOI":"10.5555/kn"#, Fault::NotJson),
        (200, r#"{"status":"ok","message":{}}"#, Fault::Unexpected),
        (200, "[]", Fault::Unexpected),
        (500, r#"{"status":"error","message-type":"exception","message":{}}"#, Fault::ServerError),
    ] {
        assert_eq!(crossref::read_record(&asked, &answer(status, body)).unwrap_err().fault, fault, "{status} {body}");
    }
}

#[test]
fn a_refusal_is_told_in_crossrefs_words() {
    let body = r#"{"status":"failed","message-type":"validation-failure","message":[{"type":"select-not-available","value":"x","message":"There is no such select."}]}"#;
    let failure = crossref::read_list(&[doi("10.5555/a")], &answer(400, body)).unwrap_err();
    assert_eq!(failure.fault, Fault::Unexpected);
    assert_eq!(failure.to_string(), "api.crossref.org refused the request: There is no such select. (HTTP 400)");
}

#[test]
fn aliases_and_lists_that_are_short_and_in_another_order() {
    let body = json!({"message": {"DOI": "10.5555/prime", "title": ["Knees"]}}).to_string();
    let record = crossref::read_record(&doi("10.5555/second-name"), &answer(200, &body)).unwrap().unwrap();
    assert_eq!(record.metadata.alias_of, Some(doi("10.5555/prime")));

    let body = json!({"message": {"items": [{"DOI": "10.5555/C"}, {"DOI": "10.9999/x"}, 3, {"DOI": "10.5555/a"}]}});
    let asked = [doi("10.5555/A"), doi("10.5555/b"), doi("10.5555/c")];
    let answers = crossref::read_list(&asked, &answer(200, &body.to_string())).unwrap();
    let found: Vec<Option<String>> = answers.into_iter().map(|a| a.and_then(|r| r.metadata.item.doi)).collect();
    assert_eq!(found, [Some("10.5555/a".into()), None, Some("10.5555/c".into())]);
}

#[test]
fn lists_are_no_longer_than_a_request_may_be() {
    let many: Vec<Doi> = (0..250).map(|n| doi(&format!("10.5555/{n}"))).chain([doi("10.5555/a,b")]).collect();
    let (lists, alone) = crossref::split_into_lists(many);
    assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), [200, 50]);
    assert_eq!(alone, [doi("10.5555/a,b")]);
    let long: Vec<Doi> = (0..90).map(|n| doi(&format!("10.5555/{n}{}", "x".repeat(100)))).collect();
    let lengths: Vec<usize> =
        crossref::split_into_lists(long).0.iter().map(|l| l.iter().map(|d| d.key().len() + 5).sum()).collect();
    assert!(lengths.len() > 1 && lengths.iter().all(|l| *l <= 5_200), "{lengths:?}");
}

#[test]
fn requests_are_well_formed() {
    let at = base(&crossref::SERVICE);
    let single = crossref::build_record_request(&at, &doi("10.5555/a#b?c&d"), Some("me+you@example.org"));
    assert_eq!(
        single.url.as_str(),
        "https://api.crossref.org/works/10.5555/a%23b%3Fc%26d?mailto=me%2Byou%40example.org"
    );
    let sici = doi("10.1002/(SICI)1522-2594(199911)42:5<952::AID-MRM16>3.0.CO;2-S");
    let list = crossref::build_list_request(&at, &[sici, doi("10.5555/a&b")], None);
    let query: Vec<(String, String)> = list.url.query_pairs().into_owned().collect();
    assert_eq!(query[0].1, "doi:10.1002/(sici)1522-2594(199911)42:5<952::aid-mrm16>3.0.co;2-s,doi:10.5555/a&b");
    assert_eq!(query[1], ("rows".into(), "2".into()));
    assert!(!query[2].1.split(',').any(|name| matches!(name, "language" | "subtype" | "published-other")));
    let search = crossref::build_search_request(&at, "Alder  B.\n Knees & more", Some("me@example.org"));
    assert!(search.url.query().unwrap().starts_with("query.bibliographic=Alder+B.+Knees+%26+more&rows=5"));
    let brief = crossref::build_brief_request(&at, &[doi("10.5555/a")], None);
    assert_eq!(
        brief.url.query(),
        Some("filter=doi%3A10.5555%2Fa&rows=1&select=DOI%2Cresource"),
        "no more than whether it is there, and where it points"
    );
    let brief = datacite::build_brief_request(&base(&datacite::SERVICE), &[doi("10.5281/a")], None);
    assert!(brief.url.query().unwrap().ends_with("&fields%5Bdois%5D=doi%2Curl%2Cstate%2CisActive"));
    let list = datacite::build_list_request(&base(&datacite::SERVICE), &[doi("10.5281/a")], None);
    assert_eq!(list.url.as_str(), "https://api.datacite.org/dois?ids=10.5281%2Fa&page%5Bsize%5D=1");
    let one = europe_pmc::build_request(&base(&europe_pmc::SERVICE), &[Identifier::Doi(doi("10.5555/a"))]);
    assert!(one.url.as_str().contains("/rest/search?query=DOI%3A%2210.5555%2Fa%22&format=json&resultType=core"));
    let ids = pmc::build_request(&base(&pmc::SERVICE), &["10.5555/a"], Some("me@example.org"));
    assert_eq!(ids.url.path(), "/tools/idconv/api/v1/articles/");
    let fetch = pubmed::build_records_request(&base(&pubmed::SERVICE), &["1", "2"], None);
    assert!(fetch.url.query().unwrap().contains("id=1%2C2&retmode=xml"));
}

#[test]
fn dates_of_every_precision() {
    for (fields, expected) in [
        (json!({"issued": {"date-parts": [[null]]}}), vec![]),
        (json!({"issued": {"date-parts": [[]]}}), vec![]),
        (json!({"issued": {"date-parts": []}}), vec![]),
        (json!({"issued": {"date-parts": [[2023, 5]]}}), vec!["issued 2023-05"]),
        (
            json!({"issued": {"date-parts": [[2022, 11, 3]]}, "published-online": {"date-parts": [[2022, 11, 3]]},
                "journal-issue": {"published-print": {"date-parts": [[2023]]}}}),
            vec!["print 2023", "online 2022-11-03", "issued 2022-11-03"],
        ),
    ] {
        let dates = crossref_work(fields).metadata.dates;
        assert_eq!(dates.iter().map(|d| format!("{} {}", d.way, d.on)).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn titles_of_crossref() {
    for (fields, expected) in [
        (json!({"title": []}), None),
        (json!({}), None),
        (json!({"title": null}), None),
        (json!({"title": "Knees"}), Some("Knees")),
        (json!({"title": ["Knees", "Knie"]}), Some("Knees")),
        (json!({"title": ["A <i>B</i> &amp; C\n          of knees"], "subtitle": [""]}), Some("A B & C of knees")),
        (json!({"title": ["Knees"], "subtitle": ["A review"]}), Some("Knees: A review")),
        (json!({"title": ["Knees: a review"], "subtitle": ["A review"]}), Some("Knees: a review")),
    ] {
        assert_eq!(crossref_work(fields.clone()).metadata.item.title.as_deref(), expected, "{fields}");
    }
    assert_eq!(crossref_work(json!({"title": ["Knees", "Knie"]})).metadata.other_titles, ["Knie"]);
}

#[test]
fn names_and_numbers_of_any_type() {
    let record = crossref_work(
        json!({"author": [{"name": "Group", "sequence": "first"}, {"family": "Oak"}, {"given": null}, [], 3,
        {"family": "Elm", "given": "E", "suffix": "Jr", "affiliation": "x"}], "volume": 23, "issue": "Suppl 1", "page": "e42010",
        "article-number": 42010}),
    );
    let item = record.metadata.item;
    assert_eq!(item.author.iter().map(Name::short_name).collect::<Vec<_>>(), ["Group", "Oak", "3", "Elm"]);
    assert_eq!((item.volume.as_deref(), item.issue.as_deref()), (Some("23"), Some("Suppl 1")));
    assert_eq!((item.page.as_deref(), item.number.as_deref()), (Some("e42010"), Some("42010")));
}

#[test]
fn abstracts_in_any_markup_and_none() {
    for (text, expected) in [
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", Some("One.\nTwo.")),
        ("<p>One.</p>", Some("One.")),
        (
            "<ns3:sec><ns3:title>Aim</ns3:title><ns3:p>I<mml:math><mml:mn>2</mml:mn></mml:math> &lt; 5</ns3:p></ns3:sec>",
            Some("Aim\nI2 < 5"),
        ),
        ("", None),
    ] {
        assert_eq!(crossref_work(json!({ "abstract": text })).abstract_text.as_deref(), expected);
    }
    assert_eq!(crossref_work(json!({})).abstract_text, None);
}

fn update(doi: &str, kind: &str, source: &str, parts: [i32; 3], record: &str) -> Value {
    json!({"DOI": doi, "type": kind, "label": kind, "source": source, "updated": {"date-parts": [parts]}, "record-id": record})
}

#[test]
fn notices_are_counted_once_and_contradictions_named() {
    let twice = json!({"updated-by": [
        update("10.5555/notice", "retraction", "retraction-watch", [2023, 5, 6], "7"),
        update("10.5555/NOTICE", "retraction", "publisher", [2023, 5, 7], ""),
        update("10.5555/concern", "expression_of_concern", "publisher", [2022, 1, 2], ""),
        update("10.5555/concern", "expression_of_concern", "publisher", [2022, 3, 4], ""),
        update("10.5555/other", "err", "publisher", [2021, 1, 1], "")]});
    let notices = crossref_work(twice).notices;
    let found: Vec<String> =
        notices.notices.iter().map(|n| format!("{} {} {}", n.kind, n.source, n.on.unwrap())).collect();
    assert_eq!(
        found,
        ["other crossref 2021-01-01", "concern crossref 2022-01-02", "retraction retraction-watch 2023-05-06"]
    );
    assert_eq!(notices.notices[0].label.as_deref(), Some("err"));
    assert_eq!(crossref_work(json!({"updated-by": []})).notices, NoticesAnswer::default());
    assert_eq!(crossref_work(json!({"updated-by": null, "update-to": {}})).notices.notices, []);

    let both = crossref_work(json!({"updated-by": [
        update("10.5555/n", "retraction", "retraction-watch", [1999, 1, 1], "9"),
        update("10.5555/n", "expression_of_concern", "retraction-watch", [1999, 1, 1], "9")]}));
    assert_eq!(both.notices.contradictions, ["Retraction Watch record 9 is registered as retraction and as concern"]);
    assert_eq!(both.notices.notices.len(), 2);
}

#[test]
fn a_work_that_updates_itself_and_a_notice() {
    let itself = |kind: &str| {
        let own = update("10.5555/knee.1", kind, "publisher", [2023, 5, 6], "");
        crossref_work(json!({"update-to": [own], "updated-by": [own]})).notices
    };
    assert_eq!(kinds(&itself("retraction").notices), [(NoticeKind::Retraction, "crossref")]);
    assert_eq!(itself("retraction").about, []);
    assert_eq!(itself("new_version"), NoticesAnswer::default());

    let notice = crossref_work(json!({"title": ["Retraction: Knees"],
        "update-to": [update("10.5555/article", "retraction", "publisher", [2023, 5, 6], "")]}));
    assert_eq!(notice.notices.notices, []);
    assert_eq!(notice.notices.about[0].doi, Some(doi("10.5555/article")));
    assert_eq!(notice.notices.about.len(), 1);
}

#[test]
fn cochranes_withdrawal_is_a_newer_version() {
    let body = |own: &str, notice: &str, source: &str, kind: &str| {
        let work = json!({"DOI": own, "updated-by": [update(notice, kind, source, [2015, 9, 30], "")]});
        let body = json!({ "message": work }).to_string();
        let record = crossref::read_record(&doi(own), &answer(200, &body)).unwrap().unwrap();
        record.notices.notices[0].kind
    };
    let (third, fourth) = ("10.1002/14651858.CD001139.pub3", "10.1002/14651858.CD001139.pub4");
    assert_eq!(body(third, fourth, "publisher", "withdrawal"), NoticeKind::NewVersion);
    assert_eq!(body(third, fourth, "retraction-watch", "retraction"), NoticeKind::NewVersion);
    assert_eq!(body(third, fourth, "publisher", "retraction"), NoticeKind::Retraction);
    assert_eq!(body(fourth, fourth, "publisher", "withdrawal"), NoticeKind::Withdrawal);
    assert_eq!(body("10.5555/a", "10.5555/b", "publisher", "withdrawal"), NoticeKind::Withdrawal);
}

#[test]
fn a_retraction_in_one_place_only() {
    let by_watch = update("10.5555/n", "retraction", "retraction-watch", [2020, 1, 1], "3");
    assert_eq!(
        kinds(&crossref_work(json!({"updated-by": [by_watch]})).notices.notices),
        [(NoticeKind::Retraction, "retraction-watch")]
    );
    let by_title = |title: &str| {
        kinds(&crossref_work(json!({ "title": [title] })).notices.notices)
            .into_iter()
            .map(|(k, _)| k)
            .collect::<Vec<_>>()
    };
    assert_eq!(by_title("RETRACTED ARTICLE: Knees"), [NoticeKind::Retraction]);
    assert_eq!(by_title("[RETRACTED] Knees"), [NoticeKind::Retraction]);
    assert_eq!(by_title("WITHDRAWN: Knees"), [NoticeKind::Withdrawal]);
    assert_eq!(by_title("Retracted tendons of the knee"), []);
}

#[test]
fn unknown_fields_and_types_never_fail() {
    let strange = json!({"DOI": "10.5555/knee.1", "type": "hologram", "new-field": {"a": [1]}, "title": [["x"]], "issued": "soon",
        "author": {"family": "Oak"}, "container-title": 7, "updated-by": [{"type": 3}, null, "x"], "relation": [], "ISSN": "1471-2393"});
    let record = crossref_work(strange);
    assert_eq!(record.metadata.types, ["hologram"]);
    assert_eq!(record.metadata.item.author[0].short_name(), "Oak");
    assert_eq!(record.metadata.item.issn.as_deref(), Some("1471-2393"));
    assert!(record.notices.notices.iter().all(|n| n.kind == NoticeKind::Other));
}

proptest! {
    /// Bodies that were cut, or in which bytes were changed, are read or refused, and never crash.
    #[test]
    fn damaged_bodies(cut in 0_usize..2500, at in 0_usize..2500, byte: u8, status in prop::sample::select(vec![200_u16, 404, 400, 500])) {
        let asked = doi("10.5555/knee.1");
        for name in ["crossref/work.json", "datacite/doi.json", "europe-pmc/search.json", "pubmed/record.xml"] {
            let mut response = answer(status, "");
            response.body = fixture(name).into_bytes();
            if let Some(b) = response.body.get_mut(at) { *b = byte; }
            response.body.truncate(cut);
            let _ = crossref::read_record(&asked, &response);
            let _ = crossref::read_list(std::slice::from_ref(&asked), &response);
            let _ = datacite::read_record(&asked, &response);
            let _ = europe_pmc::read_records(&[Identifier::Doi(asked.clone())], &response);
            let _ = pubmed::read_records(&["19008416"], &response);
            let _ = pmc::read_identifiers(&response);
        }
        let mut file = fixture("retraction-watch/rows.csv").into_bytes();
        if let Some(b) = file.get_mut(at) { *b = byte; }
        file.truncate(cut);
        if let Ok(rows) = watch::read_rows(file.as_slice()) { rows.for_each(drop); }
    }
}
