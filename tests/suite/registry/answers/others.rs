//! The registries beside Crossref, and the Retraction Watch file.

use super::*;

#[test]
fn the_retraction_watch_file() {
    let file = fixture("retraction-watch/rows.csv");
    let read = |bytes: Vec<u8>| watch::read_rows(bytes.as_slice()).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    let rows = read(file.clone().into_bytes());
    let shown: Vec<String> = rows
        .iter()
        .map(|r| {
            let id = r.doi.as_ref().map_or_else(|| r.pmid.clone().unwrap(), Doi::to_string);
            let on = r.notice.on.map(|d| d.to_string()).unwrap_or_default();
            format!("{} {id} {} {on}", r.record, r.notice.kind)
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1 10.5555/knee.1 retraction 2020-03-17",
            "4 123456 concern 2021-12-01",
            "5 10.5555/knee.1 reinstatement 2022-02-03",
            "6 10.1002/14651858.cd001139 new-version 2013-08-01",
            "7 10.5555/knee.7 correction 2019-01-31",
        ]
    );
    assert_eq!(rows[0].notice.reasons, ["Duplication of Data", "Date of Retraction/Other Unknown"]);
    assert_eq!(rows[0].notice.doi, Some(doi("10.5555/notice.1")));
    assert_eq!(rows[1].notice.doi, None);

    let with_mark = read([b"\xef\xbb\xbf".as_slice(), file.as_bytes()].concat());
    assert_eq!(with_mark, rows);
    let latin = file.replace("Müller", "M\u{1}ller").into_bytes().into_iter().map(|b| if b == 1 { 0xfc } else { b });
    assert_eq!(read(latin.collect()), rows);
    let mut unnamed = watch::read_rows(file.as_bytes()).unwrap();
    unnamed.by_ref().for_each(drop);
    assert_eq!(unnamed.unnamed, 2);
    let error = watch::read_rows("Title,Author\n".as_bytes()).err().unwrap().to_string();
    assert_eq!(error, "this is not a Retraction Watch file: its first line has no column Record ID");
}

#[test]
fn datacite_in_its_odd_shapes() {
    let read = |name: &str, asked: &str| {
        let request = datacite::build_record_request(&base(&datacite::SERVICE), &doi(asked), None);
        datacite::read_record(&doi(asked), &Replay::respond(&request, 200, &[], &fixture(name))).unwrap().unwrap()
    };
    let record = read("datacite/doi.json", "10.5281/zenodo.1");
    let item = &record.metadata.item;
    assert_eq!(item.title.as_deref(), Some("Gait data: Knees in winter"));
    assert_eq!(record.metadata.other_titles, ["Gangdaten", "Winter knees"]);
    let names: Vec<(String, bool)> = item.author.iter().map(|n| (n.short_name(), n.family.is_some())).collect();
    assert_eq!(names, [("Doe".into(), true), ("Knee Institute, Berlin".into(), false), ("Roe".into(), true)]);
    assert_eq!((item.container_title.as_deref(), item.publisher.as_deref()), (None, Some("Zenodo")));
    assert_eq!(record.metadata.years().into_iter().collect::<Vec<_>>(), [2024]);
    assert_eq!(kinds(&record.notices.notices), [(NoticeKind::NewVersion, "datacite")]);
    assert_eq!(record.abstract_text.as_deref(), Some("Steps."));

    let asked = doi("10.5281/zenodo.1");
    let request = datacite::build_record_request(&base(&datacite::SERVICE), &asked, None);
    let said = |status, body: &str| datacite::read_record(&asked, &Replay::respond(&request, status, &[], body));
    let missing = r#"{"errors":[{"status":"404","title":"The resource you are looking for doesn't exist."}]}"#;
    assert_eq!(said(404, missing).unwrap(), None);
    assert_eq!(said(404, "<html>").unwrap_err().fault, Fault::NotJson);
    assert_eq!(said(401, r#"{"errors":[{"title":"Bad credentials."}]}"#).unwrap_err().fault, Fault::Unexpected);
    let listed = r#"{"data":[{"attributes":{"doi":"10.5281/ZENODO.1"}}]}"#;
    let answers =
        datacite::read_list(&[doi("10.5281/b"), asked.clone()], &Replay::respond(&request, 200, &[], listed)).unwrap();
    assert!(answers[0].is_none() && answers[1].is_some());
}

fn pubmed_answer(status: u16, body: &str) -> Response {
    Replay::respond(&pubmed::build_records_request(&base(&pubmed::SERVICE), &["1"], None), status, &[], body)
}

#[test]
fn pubmed_records() {
    let asked = ["19008416", "999"];
    let records = pubmed::read_records(&asked, &pubmed_answer(200, &fixture("pubmed/record.xml"))).unwrap();
    let record = records[0].as_ref().unwrap();
    assert_eq!(record.metadata.item.title.as_deref(), Some("Knee pain & walking in H2O"));
    assert_eq!(record.abstract_text.as_deref(), Some("AIM: Knees & hips.\nRESULTS: p < 0.05."));
    assert_eq!(record.metadata.years().into_iter().collect::<Vec<_>>(), [2018, 2019]);
    assert_eq!(
        kinds(&record.notices.notices),
        [(NoticeKind::Correction, "pubmed"), (NoticeKind::Retraction, "pubmed")]
    );
    assert_eq!(record.notices.notices[1].pmid.as_deref(), Some("31000000"));
    assert_eq!(records[1], None);
    let book = pubmed::read_records(&["30000001"], &pubmed_answer(200, &fixture("pubmed/record.xml"))).unwrap();
    assert_eq!(book[0].as_ref().unwrap().metadata.nbk.as_deref(), Some("NBK573947"));

    let empty = "<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet><PubmedArticleSet></PubmedArticleSet>";
    assert_eq!(pubmed::read_records(&asked, &pubmed_answer(200, empty)).unwrap(), [None, None]);
    for body in ["", "<html></html>", "<PubmedArticleSet><PubmedArticle>", "{}"] {
        assert_eq!(
            pubmed::read_records(&asked, &pubmed_answer(200, body)).unwrap_err().fault,
            Fault::NotJson,
            "{body}"
        );
    }
}

#[test]
fn europe_pmc_with_two_hits_one_hit_and_errors() {
    let asked = [
        Identifier::Doi(doi("10.5555/knee.1")),
        Identifier::Pmid("7".parse().unwrap()),
        Identifier::Doi(doi("10.5555/absent")),
    ];
    let request = europe_pmc::build_request(&base(&europe_pmc::SERVICE), &asked);
    let said = |body: &str| europe_pmc::read_records(&asked, &Replay::respond(&request, 200, &[], body));
    let answers = said(&fixture("europe-pmc/search.json")).unwrap();
    let record = answers[0].as_ref().unwrap();
    assert_eq!(record.metadata.item.pmid.as_deref(), Some("38042815"), "PubMed's record, not the preprint's");
    assert_eq!(record.metadata.types, ["Systematic Review", "Retracted Publication"]);
    assert_eq!(
        kinds(&record.notices.notices),
        [(NoticeKind::Concern, "europe-pmc"), (NoticeKind::Retraction, "europe-pmc")]
    );
    assert_eq!(record.abstract_text.as_deref(), Some("Background\nKnees."));
    assert_eq!((answers[1].is_none(), answers[2].is_none()), (true, true));

    let one = r#"{"hitCount":1,"resultList":{"result":{"id":"7","source":"MED","title":"[Knie].","pubTypeList":{"pubType":"Letter"}}}}"#;
    let record = said(one).unwrap()[1].clone().unwrap();
    assert_eq!(record.metadata.item.title.as_deref(), Some("Knie"));
    assert_eq!(record.metadata.types, ["Letter"]);
    assert_eq!(said(r#"{"hitCount":0,"resultList":{"result":[]}}"#).unwrap(), [None, None, None]);
    assert_eq!(said(r#"{"errCode":404,"errMsg":"no such query"}"#).unwrap_err().fault, Fault::Unexpected);
    assert_eq!(said("<errorBean><errCode>404</errCode></errorBean>").unwrap_err().fault, Fault::NotJson);
}

#[test]
fn what_indexers_and_authors_say_a_work_is_about() {
    let asked = [Identifier::Pmid("7".parse().unwrap())];
    let request = europe_pmc::build_request(&base(&europe_pmc::SERVICE), &asked);
    let body = r#"{"resultList":{"result":[{"id":"7","source":"MED","title":"Knees",
        "meshHeadingList":{"meshHeading":[{"majorTopic_YN":"Y","descriptorName":"Knee Joint"},{"descriptorName":"Walking"}]},
        "keywordList":{"keyword":["stairs"]}}]}}"#;
    let found = europe_pmc::read_records(&asked, &Replay::respond(&request, 200, &[], body)).unwrap();
    assert_eq!(found[0].as_ref().unwrap().metadata.terms, ["Knee Joint", "Walking", "stairs"]);
    let body = "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>Knees</ArticleTitle></Article>\
        <MeshHeadingList><MeshHeading><DescriptorName UI=\"D1\">Knee Joint</DescriptorName><QualifierName>injuries</QualifierName>\
        </MeshHeading></MeshHeadingList><KeywordList><Keyword>stairs</Keyword></KeywordList></MedlineCitation>\
        </PubmedArticle></PubmedArticleSet>";
    let found = pubmed::read_records(&["7"], &answer(200, body)).unwrap();
    assert_eq!(found[0].as_ref().unwrap().metadata.terms, ["Knee Joint", "stairs"]);
    assert!(!serde_json::to_string(&MetadataAnswer::default()).unwrap().contains("terms"));
}

#[test]
fn the_identifier_converter() {
    let request = pmc::build_request(&base(&pmc::SERVICE), &["10.5555/a"], None);
    let said = |body: &str| pmc::read_identifiers(&Replay::respond(&request, 200, &[], body));
    let body = r#"{"status":"ok","records":[{"doi":"10.5555/a","pmcid":"PMC1","pmid":123,"requested-id":"10.5555/a"},
        {"doi":"10.5555/b","pmid":"124","requested-id":"10.5555/b"},
        {"requested-id":"10.5555/c","status":"error","errmsg":"Identifier not found in PMC"}]}"#;
    let known = said(body).unwrap();
    assert_eq!(
        known.iter().map(|k| (k.pmid.as_deref(), k.pmcid.as_deref())).collect::<Vec<_>>(),
        [(Some("123"), Some("PMC1")), (Some("124"), None)]
    );
    assert_eq!(
        said(r#"{"status":"error","message":"wants an address"}"#).unwrap_err().detail,
        "wants an address (HTTP 200)"
    );
}
