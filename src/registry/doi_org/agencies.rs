//! doiRA: which agency registered each of a list of DOIs. `GET /doiRA/a,b,c` answers 200 with an array, also when
//! none exists; an entry has either an `RA` or a `status`.

use super::path;
use crate::http::{Failure, Refusal, Request, Response};
use crate::model::Doi;
use crate::registry::keeper::cut_into_lists;
use crate::registry::{Base, fail_unexpected, parse_json};
use serde_json::Value;
use std::collections::BTreeMap;

/// The longest list in a URL, in bytes: well below what servers commonly accept.
const LONGEST_LIST: usize = 4_000;

/// What doiRA says of one DOI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agency {
    /// Registered, by the agency of this name, as it names itself.
    Registered(String),
    /// "DOI does not exist".
    Absent,
    /// "Invalid DOI".
    Invalid,
    /// "Unknown", something new, or nothing at all: to be asked elsewhere.
    Unknown,
}

/// Cuts DOIs into lists for one request each: at most `most` DOIs, and no URL too long.
pub fn split_into_lists(dois: impl IntoIterator<Item = Doi>, most: usize) -> Vec<Vec<Doi>> {
    cut_into_lists(dois, (most, LONGEST_LIST), |doi| path(doi).len() + 1)
}

/// The request for a list of DOIs.
pub fn build_agencies_request(base: &Base, dois: &[Doi]) -> Request {
    let list: Vec<String> = dois.iter().map(path).collect();
    // The two ways to ask doi.org stand in for each other.
    Request {
        refusal: Refusal::Family,
        ..Request::json("doiRA", base.join(&format!("doiRA/{}", list.join(",")), None))
    }
}

/// What the answer says of each DOI asked, in the order asked. Entries are matched by name, not by place, so an
/// answer in another order, or one too short, never gives a DOI somebody else's verdict.
///
/// # Errors
/// A [`Failure`] when the answer as a whole is none of doiRA's.
pub fn read_agencies(asked: &[Doi], response: &Response) -> Result<Vec<Agency>, Failure> {
    let answer = parse_json(response)?;
    let (200, Value::Array(entries)) = (response.status, &answer) else {
        return Err(fail_unexpected(response, "answered a list of DOIs with something else"));
    };
    let mut said: BTreeMap<String, Agency> = BTreeMap::new();
    for entry in entries {
        if let Some(doi) = entry.get("DOI").and_then(Value::as_str) {
            said.entry(doi.to_ascii_lowercase()).or_insert_with(|| read_agency(entry));
        }
    }
    Ok(asked.iter().map(|doi| said.get(doi.key()).cloned().unwrap_or(Agency::Unknown)).collect())
}

fn read_agency(entry: &Value) -> Agency {
    let text = |name| entry.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    match (text("RA"), text("status").map(str::to_ascii_lowercase).as_deref()) {
        (Some(name), _) => Agency::Registered(name.to_owned()),
        (None, Some("doi does not exist")) => Agency::Absent,
        (None, Some("invalid doi")) => Agency::Invalid,
        _ => Agency::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::super::base;
    use super::*;
    use crate::http::{Fault, Replay};

    fn dois(list: &[&str]) -> Vec<Doi> {
        list.iter().map(|d| d.parse().unwrap()).collect()
    }

    fn read_answer(asked: &[&str], status: u16, body: &str) -> Result<Vec<Agency>, Fault> {
        let asked = dois(asked);
        let request = build_agencies_request(&base(), &asked);
        read_agencies(&asked, &Replay::respond(&request, status, &[], body)).map_err(|f| f.fault)
    }

    #[test]
    fn status_in_place_of_ra_and_any_agency_name() {
        let body = r#"[{"DOI":"10.1000/A","RA":"Crossref"},{"DOI":"10.1000/b","RA":"A New One"},
            {"DOI":"10.1000/c","status":"DOI does not exist"},{"DOI":"10.1000/d","status":"Invalid DOI"},
            {"DOI":"10.1000/e","status":"Unknown"},{"DOI":"10.1000/f","status":7},{"DOI":"10.1000/g","RA":""},{"DOI":"10.1000/h"}]"#;
        let asked =
            ["10.1000/a", "10.1000/b", "10.1000/C", "10.1000/d", "10.1000/e", "10.1000/f", "10.1000/g", "10.1000/h"];
        let registered = |name: &str| Agency::Registered(name.to_owned());
        let expected = vec![
            registered("Crossref"),
            registered("A New One"),
            Agency::Absent,
            Agency::Invalid,
            Agency::Unknown,
            Agency::Unknown,
            Agency::Unknown,
            Agency::Unknown,
        ];
        assert_eq!(read_answer(&asked, 200, body), Ok(expected));
    }

    #[test]
    fn a_comma_is_escaped_and_every_doi_asked_has_an_answer() {
        let asked = dois(&["10.1000/a,b", "10.1000/c"]);
        assert_eq!(build_agencies_request(&base(), &asked).url.path(), "/doiRA/10.1000/a%2Cb,10.1000/c");
        let body = r#"[{"DOI":"10.1000/a,b","RA":"Crossref"},{"DOI":"10.1000/c","RA":"DataCite"}]"#;
        assert_eq!(read_answer(&["10.1000/a,b", "10.1000/c"], 200, body).unwrap().len(), 2);
    }

    #[test]
    fn another_order_a_short_answer_and_strangers_never_swap_verdicts() {
        let body =
            r#"[{"DOI":"10.1000/b","status":"DOI does not exist"},{"DOI":"10.9999/x","RA":"X"},{"RA":"Y"},3,null]"#;
        assert_eq!(read_answer(&["10.1000/a", "10.1000/b"], 200, body), Ok(vec![Agency::Unknown, Agency::Absent]));
        assert_eq!(read_answer(&["10.1000/a"], 200, "[]"), Ok(vec![Agency::Unknown]));
    }

    #[test]
    fn what_is_no_answer_of_doira_is_a_failure() {
        let table = [
            (200, "<html>log in</html>", Fault::NotJson),
            (200, "", Fault::NotJson),
            (200, r#"[{"DOI":"10.1000/a","RA":"Cros"#, Fault::NotJson),
            (200, r#"{"responseCode":1}"#, Fault::Unexpected),
            (404, "[]", Fault::Unexpected),
            (404, "<html>", Fault::NotJson),
            (202, "[]", Fault::Unexpected),
        ];
        for (status, body, fault) in table {
            assert_eq!(read_answer(&["10.1000/a"], status, body), Err(fault), "{status} {body}");
        }
    }

    #[test]
    fn batches_keep_to_the_count_and_to_the_length_of_a_url() {
        let many: Vec<Doi> = (0..60).map(|n| format!("10.1000/{n}").parse().unwrap()).collect();
        assert_eq!(split_into_lists(many.clone(), 25).iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
        assert_eq!(split_into_lists(many, 0).len(), 60);
        let long: Vec<Doi> = (0..4).map(|n| format!("10.1000/{n}{}", "x".repeat(1_500)).parse().unwrap()).collect();
        assert_eq!(split_into_lists(long, 25).iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(split_into_lists(dois(&[&format!("10.1000/{}", "x".repeat(9_000))]), 25).len(), 1);
    }
}
