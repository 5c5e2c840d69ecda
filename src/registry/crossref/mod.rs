//! Crossref's REST API (<https://api.crossref.org>): one work ([`read_record`]), many in one request ([`read_list`]), and the works
//! most like a printed reference ([`read_candidates`]).

mod updates;
mod work;

use super::keeper::cut_into_lists;
use super::{Base, RecordKeeper, Role, Service, SingleRequest, fail_unexpected, parse_json};
use crate::http::{Failure, Fault, Limits, Pace, Request, Response};
use crate::model::{Doi, Subject, WorkRecord};
use serde_json::Value;
use std::collections::BTreeMap;
use url::form_urlencoded;

/// The descriptor (limits of 2026-07-21): single works and lists are counted apart, and those whom Crossref can write to may
/// ask more often.
pub const SERVICE: Service = Service {
    name: "crossref",
    base: "https://api.crossref.org",
    variable: "CLAIMBOOK_CROSSREF",
    pace: Pace::per_second(5, 1).with_lists(1),
    identified: Some(Pace::per_second(10, 3).with_lists(3)),
    is_told: "the DOIs, or the printed references that have none; your address if you set mailto",
    answers: &[(Subject::Metadata, 0), (Subject::Notices, 0)],
    role: Role::Agency {
        name: "Crossref",
        keeper: RecordKeeper {
            batches: split_into_lists,
            list_request: build_list_request,
            list: read_list,
            // Left out: an alias perhaps, or moved to another agency. Asked alone before anything is said of it.
            alone: Some(SingleRequest { request: build_record_request, record: read_record }),
        },
        brief: build_brief_request,
    },
};

/// The most DOIs in one list; 200 are known to be answered.
const MOST: usize = 200;
/// The longest filter in bytes, as it stands in the URL: with what is selected and an address this stays below the 6,300 beyond
/// which the answer is 414.
const LONGEST_FILTER: usize = 5_200;
/// A comma as it stands in the URL.
const COMMA: usize = 3;

/// What a list asks for. Only selectable names: one that is not (`language`, `subtype`) makes Crossref refuse the whole list.
const SELECT: &[&str] = &[
    "DOI",
    "ISBN",
    "ISSN",
    "abstract",
    "article-number",
    "author",
    "container-title",
    "editor",
    "issue",
    "issued",
    "original-title",
    "page",
    "posted",
    "published-online",
    "published-print",
    "publisher",
    "relation",
    "resource",
    "short-container-title",
    "short-title",
    "subtitle",
    "title",
    "type",
    "update-to",
    "updated-by",
    "volume",
];

/// The request for one work. An alias is answered by a redirect to the prime DOI's record.
pub fn build_record_request(base: &Base, doi: &Doi, mailto: Option<&str>) -> Request {
    build_request("works", base, &format!("works/{}", doi.encoded()), &[], mailto)
}

/// What the answer says of one DOI: its record, or none where Crossref keeps none. That says nothing about the DOI: another
/// agency may have registered it.
///
/// # Errors
/// A [`Failure`] when the answer is none of Crossref's; of a refused request, with Crossref's own words.
pub fn read_record(asked: &Doi, response: &Response) -> Result<Option<WorkRecord>, Failure> {
    if is_not_found(response) {
        return Ok(None);
    }
    let answer = parse_json(response)?;
    let work = read_message(&answer, response)?;
    match work.get("DOI").is_some() {
        true => Ok(Some(work::read(work, Some(asked)))),
        false => Err(fail_unexpected(response, "answered with something that is not a work")),
    }
}

/// Cuts DOIs into lists for one request each: at most 200, and no filter too long. A comma separates filters and cannot be
/// escaped, so a DOI that holds one is handed back to be asked alone.
pub fn split_into_lists(dois: impl IntoIterator<Item = Doi>) -> (Vec<Vec<Doi>>, Vec<Doi>) {
    let (alone, listed): (Vec<Doi>, Vec<Doi>) = dois.into_iter().partition(|doi| doi.key().contains(','));
    (cut_into_lists(listed, (MOST, LONGEST_FILTER), |doi| form_length(&format_filter(doi)) + COMMA), alone)
}

/// The request for a list of DOIs.
pub fn build_list_request(base: &Base, dois: &[Doi], mailto: Option<&str>) -> Request {
    select_of_list(base, dois, SELECT, mailto)
}

/// The request for no more than whether each of a list is kept, and where it points.
pub fn build_brief_request(base: &Base, dois: &[Doi], mailto: Option<&str>) -> Request {
    select_of_list(base, dois, &["DOI", "resource"], mailto)
}

fn select_of_list(base: &Base, dois: &[Doi], select: &[&str], mailto: Option<&str>) -> Request {
    let filters: Vec<String> = dois.iter().map(format_filter).collect();
    let query = [("filter", filters.join(",")), ("rows", dois.len().to_string()), ("select", select.join(","))];
    Request { many: true, ..build_request("works lists", base, "works", &query, mailto) }
}

/// What the answer says of each DOI asked, in the order asked, matched by name. None where the list leaves one out: it may
/// be an alias or another agency's, so it is to be asked alone before anything is said of it.
///
/// # Errors
/// A [`Failure`] when the answer is none of Crossref's.
pub fn read_list(asked: &[Doi], response: &Response) -> Result<Vec<Option<WorkRecord>>, Failure> {
    let answer = parse_json(response)?;
    let items = read_items(&answer, response)?;
    let name = |work: &Value| work.get("DOI").and_then(Value::as_str).map(str::to_ascii_lowercase);
    let by_name: BTreeMap<String, &Value> = items.iter().filter_map(|w| Some((name(w)?, w))).collect();
    Ok(asked.iter().map(|doi| by_name.get(doi.key()).map(|work| work::read(work, Some(doi)))).collect())
}

/// The request for the works most like a printed reference.
pub fn build_search_request(base: &Base, printed: &str, mailto: Option<&str>) -> Request {
    let printed: String = printed.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect();
    let query = [("query.bibliographic", printed), ("rows", "5".to_owned()), ("select", SELECT.join(","))];
    Request { many: true, ..build_request("works searches", base, "works", &query, mailto) }
}

/// The works that a search found, best first by Crossref's score, which is no confidence: components, reviews and other
/// people's papers rank high. To be compared, and then suggested, never taken.
///
/// # Errors
/// A [`Failure`] when the answer is none of Crossref's.
pub fn read_candidates(response: &Response) -> Result<Vec<WorkRecord>, Failure> {
    let answer = parse_json(response)?;
    Ok(read_items(&answer, response)?.iter().map(|work| work::read(work, None)).collect())
}

/// How long a text is as a value in the query of a URL.
fn form_length(text: &str) -> usize {
    form_urlencoded::byte_serialize(text.as_bytes()).map(str::len).sum()
}

fn format_filter(doi: &Doi) -> String {
    format!("doi:{}", doi.key())
}

/// A request; what identifies us is a query parameter like any other, so it cannot slip into the path.
fn build_request(
    lane: &'static str,
    base: &Base,
    path: &str,
    query: &[(&str, String)],
    mailto: Option<&str>,
) -> Request {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(query);
    if let Some(address) = mailto {
        form.append_pair("mailto", address);
    }
    let query = Some(form.finish()).filter(|q| !q.is_empty());
    // A single record comes with its whole reference list; nothing selects less.
    let limits = Limits { body: 8 * 1024 * 1024, ..Limits::default() };
    Request { limits, ..Request::json(lane, base.join(path, query.as_deref())) }
}

/// "Resource not found." in plain text, whatever the header calls it, or a JSON failure. An HTML page says nothing.
fn is_not_found(response: &Response) -> bool {
    let body = response.body.trim_ascii();
    response.status == 404 && (body.eq_ignore_ascii_case(b"resource not found.") || has_failed(body))
}

fn has_failed(body: &[u8]) -> bool {
    let answer = serde_json::from_slice::<Value>(body).unwrap_or_default();
    answer.get("status").and_then(Value::as_str) == Some("failed")
}

/// What stands in the envelope: an object on success, a list of complaints on failure.
fn read_message<'a>(answer: &'a Value, response: &Response) -> Result<&'a Value, Failure> {
    let message = answer.get("message").unwrap_or(&Value::Null);
    let complaints: Vec<&str> =
        super::values::list_elements(Some(message)).iter().filter_map(|m| m.get("message")?.as_str()).collect();
    match (response.status, message) {
        (200, Value::Object(_)) => Ok(message),
        (500.., _) => Err(Failure::from_answer(Fault::ServerError, response, "reports an error of its own")),
        _ if complaints.is_empty() => Err(fail_unexpected(response, "gave an answer that Crossref does not give")),
        _ => Err(fail_unexpected(response, &format!("refused the request: {}", complaints.join(" ")))),
    }
}

fn read_items<'a>(answer: &'a Value, response: &Response) -> Result<&'a [Value], Failure> {
    match read_message(answer, response)?.get("items") {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(fail_unexpected(response, "answered a list with something else")),
    }
}
