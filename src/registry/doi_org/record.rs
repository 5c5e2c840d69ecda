//! The handle API: one DOI's record. `GET /api/handles/10.…?type=URL&type=HS_ALIAS`.

use super::path;
use super::tombstones::is_tombstone;
use crate::http::{Failure, Fault, Refusal, Request, Response};
use crate::model::{Doi, DoiState, ExistsAnswer};
use crate::registry::{Base, fail_unexpected, parse_json};
use serde_json::Value;

/// What the handle system says of one DOI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Registered.
    Registered {
        /// Where it points, if anywhere.
        target: Option<String>,
        /// The DOI it is another name of.
        alias_of: Option<String>,
    },
    /// Not there. To be believed only when it is said by the handle server itself, not by a cache.
    Absent,
}

impl Record {
    /// The verdict, with the agency where doiRA named one.
    pub fn answer(self, agency: Option<String>) -> ExistsAnswer {
        let (state, target, alias_of) = match self {
            Self::Absent => (DoiState::Absent, None, None),
            Self::Registered { target, alias_of: Some(of) } => (DoiState::Alias, target, Some(of)),
            Self::Registered { target: None, .. } => (DoiState::NoTarget, None, None),
            Self::Registered { target: Some(t), .. } if is_tombstone(&t) => (DoiState::Deleted, Some(t), None),
            Self::Registered { target, .. } => (DoiState::Exists, target, None),
        };
        ExistsAnswer { state, agency, target, alias_of }
    }
}

/// The request for one record; `past_caches` asks the handle server itself.
pub fn build_record_request(base: &Base, doi: &Doi, past_caches: bool) -> Request {
    let query = if past_caches { "type=URL&type=HS_ALIAS&auth=true" } else { "type=URL&type=HS_ALIAS" };
    // The two ways to ask doi.org stand in for each other.
    Request {
        refusal: Refusal::Family,
        ..Request::json("handles", base.join(&format!("api/handles/{}", path(doi)), Some(query)))
    }
}

/// What the answer says.
///
/// # Errors
/// A [`Failure`] for everything but the three answers that mean something: success, "no such value" (both 200), and
/// "handle not found" (404 **and** code 100). An HTML 404 says nothing about the DOI.
pub fn read_record(response: &Response) -> Result<Record, Failure> {
    let answer = parse_json(response)?;
    match (response.status, read_number(answer.get("responseCode"))) {
        (200, Some(1)) => {
            Ok(Record::Registered { target: find_value(&answer, "URL"), alias_of: find_value(&answer, "HS_ALIAS") })
        }
        (200, Some(200)) => Ok(Record::Registered { target: None, alias_of: None }),
        (404, Some(100)) => Ok(Record::Absent),
        (_, Some(2)) => {
            Err(Failure::from_answer(Fault::ServerError, response, "reports an error of its own (handle code 2)"))
        }
        _ => Err(fail_unexpected(response, "gave an answer that the handle system does not give")),
    }
}

/// An integer, also where it is sent as text.
fn read_number(value: Option<&Value>) -> Option<i64> {
    let value = value?;
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// The first value of a type that is text: administrative values are objects, and stand first.
fn find_value(answer: &Value, kind: &str) -> Option<String> {
    let values = answer.get("values")?.as_array()?;
    let texts = values.iter().filter(|v| v.get("type").and_then(Value::as_str) == Some(kind));
    let mut texts = texts.filter_map(|v| v.get("data")?.get("value")?.as_str()).map(str::trim);
    texts.find(|t| !t.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::base;
    use super::*;
    use crate::http::Replay;
    use proptest::prelude::*;

    const ADMIN: &str = r#"{"index":100,"type":"HS_ADMIN","data":{"format":"admin","value":{"handle":"10.1000/admin","index":200}},"ttl":"2030-01-01T00:00:00Z"}"#;

    fn read(status: u16, body: &str) -> Result<ExistsAnswer, Fault> {
        let request = build_record_request(&base(), &"10.1000/a".parse().unwrap(), false);
        read_record(&Replay::respond(&request, status, &[], body)).map(|r| r.answer(None)).map_err(|f| f.fault)
    }

    fn found(values: &str) -> String {
        format!(r#"{{"responseCode":1,"handle":"10.1000/a","values":[{values}]}}"#)
    }

    fn text(kind: &str, value: &str) -> String {
        format!(r#"{{"index":1,"type":"{kind}","data":{{"format":"string","value":"{value}"}},"ttl":86400}}"#)
    }

    #[test]
    fn requests() {
        let doi: Doi = "10.1000/A(1)".parse().unwrap();
        let plain = build_record_request(&base(), &doi, false);
        assert_eq!(plain.url.as_str(), "http://127.0.0.1:9/api/handles/10.1000/a(1)?type=URL&type=HS_ALIAS");
        assert!(build_record_request(&base(), &doi, true).url.as_str().ends_with("&auth=true"));
    }

    #[test]
    fn the_states_that_doi_org_can_tell_of() {
        let url = "https://pub.example/a";
        let table: &[(u16, String, Result<DoiState, Fault>)] = &[
            (200, found(&text("URL", url)), Ok(DoiState::Exists)),
            (200, found(&format!("{ADMIN},{}", text("URL", url))), Ok(DoiState::Exists)),
            (200, found(ADMIN), Ok(DoiState::NoTarget)),
            (200, found(""), Ok(DoiState::NoTarget)),
            (200, found(&text("URL", " ")), Ok(DoiState::NoTarget)),
            (200, r#"{"responseCode":1,"handle":"10.1000/a"}"#.into(), Ok(DoiState::NoTarget)),
            (200, r#"{"responseCode":"1","values":null}"#.into(), Ok(DoiState::NoTarget)),
            (200, r#"{"responseCode":200,"handle":"10.1000/a"}"#.into(), Ok(DoiState::NoTarget)),
            (200, found(&text("HS_ALIAS", "10.1000/b")), Ok(DoiState::Alias)),
            (200, found(&text("URL", "http://www.crossref.org/deleted_DOI.html")), Ok(DoiState::Deleted)),
            (200, found(&text("URL", "https://x.example/?p=deleted_DOI.html")), Ok(DoiState::Exists)),
            (404, r#"{"responseCode":100,"handle":"10.1000/a"}"#.into(), Ok(DoiState::Absent)),
            (404, "<html>DOI Not Found</html>".into(), Err(Fault::NotJson)),
            (500, r#"{"responseCode":2,"message":"x"}"#.into(), Err(Fault::ServerError)),
            (200, r#"{"responseCode":100,"handle":"10.1000/a"}"#.into(), Err(Fault::Unexpected)),
            (404, r#"{"responseCode":1,"values":[]}"#.into(), Err(Fault::Unexpected)),
            (404, r#"{"error":"not found"}"#.into(), Err(Fault::Unexpected)),
            (200, r#"{"responseCode":1e99}"#.into(), Err(Fault::Unexpected)),
            (200, "[]".into(), Err(Fault::Unexpected)),
            (200, "null".into(), Err(Fault::Unexpected)),
            (200, "<html>Please log in</html>".into(), Err(Fault::NotJson)),
            (200, "\u{0}".into(), Err(Fault::NotJson)),
            (200, "[".repeat(100_000), Err(Fault::NotJson)),
        ];
        for (status, body, expected) in table {
            let shown: String = body.chars().take(80).collect();
            assert_eq!(&read(*status, body).map(|a| a.state), expected, "{status} {shown}");
        }
    }

    #[test]
    fn the_answer_keeps_target_alias_and_agency() {
        let target = "https://pub.example/a?b=1&c=2";
        assert_eq!(read(200, &found(&text("URL", target))).unwrap().target.as_deref(), Some(target));
        assert_eq!(read(200, &found(&text("HS_ALIAS", "10.1000/b"))).unwrap().alias_of.as_deref(), Some("10.1000/b"));
        let record = Record::Registered { target: None, alias_of: None };
        assert_eq!(record.answer(Some("mEDRA".into())).agency.as_deref(), Some("mEDRA"));
    }

    proptest! {
        /// A body that was cut, or in which bytes were changed, never panics, and never turns a registered DOI into an
        /// absent one.
        #[test]
        fn damaged_bodies(cut in 0_usize..300, at in 0_usize..300, byte: u8, status in prop::sample::select(vec![200_u16, 404, 500, 202])) {
            let mut body = found(&format!("{ADMIN},{}", text("URL", "https://pub.example/a"))).into_bytes();
            if let Some(b) = body.get_mut(at) { *b = byte; }
            body.truncate(cut);
            let request = build_record_request(&base(), &"10.1000/a".parse().unwrap(), false);
            let mut response = Replay::respond(&request, status, &[], "");
            response.body = body;
            prop_assert!(read_record(&response) != Ok(Record::Absent));
            let asked = ["10.1000/a".parse().unwrap()];
            let _ = super::super::read_agencies(&asked, &response);
        }
    }
}
