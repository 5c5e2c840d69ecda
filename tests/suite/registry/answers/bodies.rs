//! Whatever a registry's answer holds, it is read or refused. Nothing but the exact words of the handle system says
//! *absent*, and nothing but Crossref's, DataCite's and the others' own words says that they keep no record.

use super::*;
use claimbook::registry::doi_org;

/// What a reader made of a body: whether it said that what was asked is not there.
type Read = fn(&Response) -> Result<bool, Failure>;

const ASKED: &str = "10.5555/knee.1";

/// Every reader of an answer. True is: it is not there, or not in its records.
const READERS: &[(&str, Read)] = &[
    ("handles", |r| Ok(doi_org::read_record(r)? == doi_org::Record::Absent)),
    ("doiRA", |r| Ok(doi_org::read_agencies(&[doi(ASKED)], r)?.contains(&doi_org::Agency::Absent))),
    ("crossref", |r| Ok(crossref::read_record(&doi(ASKED), r)?.is_none())),
    ("crossref list", |r| crossref::read_list(&[doi(ASKED)], r).map(|_| false)),
    ("crossref search", |r| crossref::read_candidates(r).map(|_| false)),
    ("datacite", |r| Ok(datacite::read_record(&doi(ASKED), r)?.is_none())),
    ("datacite list", |r| datacite::read_list(&[doi(ASKED)], r).map(|_| false)),
    ("europe-pmc", |r| europe_pmc::read_records(&[Identifier::Doi(doi(ASKED))], r).map(|_| false)),
    ("pubmed records", |r| pubmed::read_records(&["19008416"], r).map(|_| false)),
    ("pmc", |r| pmc::read_identifiers(r).map(|_| false)),
];

fn response(status: u16, body: &[u8]) -> Response {
    Response { body: body.to_vec(), ..answer(status, "") }
}

#[test]
fn bodies_that_are_no_answer_are_no_verdict() {
    let bodies: &[(&str, Vec<u8>)] = &[
        ("nothing", Vec::new()),
        ("blanks", b" \r\n\t ".to_vec()),
        ("NUL", b"\0".to_vec()),
        ("many NULs", vec![0; 10_000]),
        ("invalid UTF-8", b"{\"responseCode\":100,\"handle\":\"\xff\xfe\"".to_vec()),
        ("a page of a captive portal", b"<!DOCTYPE html><html><title>Log in</title>DOI does not exist</html>".to_vec()),
        ("an XML error", b"<errorBean><errCode>404</errCode><errMsg>not found</errMsg></errorBean>".to_vec()),
        ("plain text", b"DOI does not exist".to_vec()),
        ("two numbers", b"100 100".to_vec()),
        ("a number", b"100".to_vec()),
        ("a text", b"\"DOI does not exist\"".to_vec()),
        ("true", b"true".to_vec()),
        ("null", b"null".to_vec()),
        ("a cut object", b"{\"responseCode\":100".to_vec()),
        ("an unknown object", b"{\"hello\":[1,2,3]}".to_vec()),
        ("code 100 as a part of another", b"{\"responseCode\":1001}".to_vec()),
        ("code 100 in a list", b"{\"responseCode\":[100]}".to_vec()),
        ("code 100 deeper down", b"{\"error\":{\"responseCode\":100}}".to_vec()),
        ("gzip that was not undone", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56\x2a".to_vec()),
        ("a hundred thousand brackets", vec![b'['; 100_000]),
        ("a hundred thousand elements", "<a>".repeat(100_000).into_bytes()),
        ("UTF-16", "{\"responseCode\":100}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a number without end", format!("{{\"responseCode\":{}}}", "9".repeat(5_000)).into_bytes()),
    ];
    for (name, read) in READERS {
        for (what, body) in bodies {
            for status in [200, 202, 203, 206, 300, 304, 400, 402, 404, 405, 410, 422, 500] {
                let said = read(&response(status, body));
                assert!(said.is_err(), "{name}: {what} with {status} was read as an answer: {said:?}");
                let told = said.unwrap_err().to_string();
                assert!(told.starts_with("api.crossref.org ") && told.len() < 300, "{name}: {what}: {told}");
            }
        }
    }
}

/// Pieces that answers are made of, so that what is thrown together comes near to one.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "100",
        "1",
        "200",
        "null",
        "\"responseCode\"",
        "\"handle\"",
        "\"values\"",
        "\"DOI\"",
        "\"10.5555/knee.1\"",
        "\"RA\"",
        "\"status\"",
        "\"DOI does not exist\"",
        "\"message\"",
        "\"items\"",
        "\"errors\"",
        "\"404\"",
        "\"data\"",
        "\"attributes\"",
        "\"result\"",
        "\"resultList\"",
        "\"hitCount\"",
        "\"records\"",
        "\"failed\"",
        "Resource not found.",
        "<PubmedArticleSet>",
        "</PubmedArticleSet>",
        "<PubmedArticle>",
        "<html>",
        "\0",
        " ",
    ]);
    let known = prop::collection::vec(piece, 0..24).prop_map(|all| all.concat().into_bytes());
    prop_oneof![known, prop::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// Any bytes are refused or read; absent is said where the exact words stand, and nowhere else.
    #[test]
    fn any_bytes_are_a_failure_or_an_answer(body in pieces(), status in prop::sample::select(vec![200_u16, 202, 400, 404, 410, 500])) {
        let given = response(status, &body);
        let json: Value = serde_json::from_slice(&body).unwrap_or_default();
        for (name, read) in READERS {
            if !matches!(read(&given), Ok(true)) {
                continue;
            }
            let exact = match *name {
                "handles" => status == 404 && json["responseCode"] == 100,
                "doiRA" => status == 200 && json.as_array().is_some_and(|all| all.iter().any(|one| {
                    one["status"] == "DOI does not exist" && one["DOI"] == ASKED
                })),
                "crossref" => status == 404 && (body.trim_ascii().eq_ignore_ascii_case(b"Resource not found.") || json["status"] == "failed"),
                "datacite" => status == 404 && json["errors"].is_array(),
                _ => false,
            };
            prop_assert!(exact, "{name}: {status} {}", String::from_utf8_lossy(&body));
        }
    }
}
