//! DataCite's REST API (<https://support.datacite.org/docs/api>): one DOI ([`read_record`]) or many ([`read_list`]).

use super::doi_org::is_tombstone;
use super::keeper::cut_into_lists;
use super::notices::{add_from_title, settle_notices};
use super::values::{join_values, list_elements, make_item, read_date, read_field, read_text, with_subtitle};
use super::{Base, RecordKeeper, Role, Service, SingleRequest, fail_unexpected, parse_json};
use crate::http::{Failure, Fault, Limits, Pace, Request, Response};
use crate::model::{
    CslDate, Doi, Item, MetadataAnswer, Name, NoticeKind, NoticesAnswer, PartialDate, Published, RegisteredNotice,
    Subject, Way, WorkRecord,
};
use crate::text::markup::to_plain;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;
use url::form_urlencoded;

/// The descriptor. 500 requests in 5 minutes for everybody; with an address 1,000.
pub const SERVICE: Service = Service {
    name: "datacite",
    base: "https://api.datacite.org",
    variable: "CLAIMBOOK_DATACITE",
    pace: Pace { gap: Duration::from_millis(600), at_once: 2, ..Pace::OFF },
    identified: Some(Pace::per_second(3, 2)),
    is_told: "the DOIs; your address if you set mailto",
    answers: &[(Subject::Metadata, 1), (Subject::Notices, 1)],
    role: Role::Agency {
        name: "DataCite",
        keeper: RecordKeeper {
            batches: split_into_lists,
            list_request: build_list_request,
            list: read_list,
            alone: Some(SingleRequest { request: build_record_request, record: read_record }),
        },
        brief: build_brief_request,
    },
};

/// The most DOIs in one list. A page may hold 1,000; the URL is what ends a list first.
const MOST: usize = 200;
/// The longest list in bytes, as it stands in the URL: no limit is published, and this is below what servers commonly accept.
const LONGEST_LIST: usize = 5_200;
/// A comma as it stands in the URL.
const COMMA: usize = 3;

/// The request for one DOI.
pub fn build_record_request(base: &Base, doi: &Doi, mailto: Option<&str>) -> Request {
    build_request("dois", base, &format!("dois/{}", doi.encoded()), &[], mailto)
}

/// What the answer says of one DOI: its record, or none where DataCite keeps none.
///
/// # Errors
/// A [`Failure`] when the answer is none of DataCite's; of a refused request, with DataCite's own words.
pub fn read_record(asked: &Doi, response: &Response) -> Result<Option<WorkRecord>, Failure> {
    let answer = parse_json(response)?;
    match (response.status, answer.get("data")) {
        (200, Some(Value::Object(data))) => Ok(data.get("attributes").map(|a| read(a, Some(asked)))),
        (404, _) if answer.get("errors").is_some() => Ok(None),
        _ => Err(read_refusal(&answer, response)),
    }
}

/// Cuts DOIs into lists for one request each. A comma separates DOIs, so one that holds it is handed back to be asked
/// alone.
pub fn split_into_lists(dois: impl IntoIterator<Item = Doi>) -> (Vec<Vec<Doi>>, Vec<Doi>) {
    let (alone, listed): (Vec<Doi>, Vec<Doi>) = dois.into_iter().partition(|doi| doi.key().contains(','));
    let length = |doi: &Doi| form_urlencoded::byte_serialize(doi.key().as_bytes()).map(str::len).sum::<usize>() + COMMA;
    (cut_into_lists(listed, (MOST, LONGEST_LIST), length), alone)
}

/// The request for a list of DOIs.
pub fn build_list_request(base: &Base, dois: &[Doi], mailto: Option<&str>) -> Request {
    build_request("dois lists", base, "dois", &query_for(dois), mailto)
}

/// The request for no more than whether each of a list is kept, and where it points.
pub fn build_brief_request(base: &Base, dois: &[Doi], mailto: Option<&str>) -> Request {
    let fields = [("fields[dois]", "doi,url,state,isActive".to_owned())];
    build_request("dois lists", base, "dois", &[query_for(dois).as_slice(), &fields].concat(), mailto)
}

fn query_for(dois: &[Doi]) -> [(&'static str, String); 2] {
    let ids: Vec<&str> = dois.iter().map(Doi::key).collect();
    [("ids", ids.join(",")), ("page[size]", dois.len().to_string())]
}

/// What the answer says of each DOI asked, in the order asked; none where the list leaves one out.
///
/// # Errors
/// A [`Failure`] when the answer is none of DataCite's.
pub fn read_list(asked: &[Doi], response: &Response) -> Result<Vec<Option<WorkRecord>>, Failure> {
    let answer = parse_json(response)?;
    let (200, Some(Value::Array(all))) = (response.status, answer.get("data")) else {
        return Err(read_refusal(&answer, response));
    };
    let attributes = all.iter().filter_map(|entry| entry.get("attributes"));
    let by_name: BTreeMap<String, &Value> =
        attributes.filter_map(|a| Some((a.get("doi")?.as_str()?.to_ascii_lowercase(), a))).collect();
    Ok(asked.iter().map(|doi| by_name.get(doi.key()).map(|a| read(a, Some(doi)))).collect())
}

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
    let limits = Limits { body: 4 * 1024 * 1024, ..Limits::default() };
    Request { limits, ..Request::json(lane, base.join(path, query.as_deref())) }
}

fn read_refusal(answer: &Value, response: &Response) -> Failure {
    let said: Vec<String> = list_elements(answer.get("errors")).iter().filter_map(|e| read_field(e, "title")).collect();
    match (response.status, said.is_empty()) {
        (500.., _) => Failure::from_answer(Fault::ServerError, response, "reports an error of its own"),
        (_, true) => fail_unexpected(response, "gave an answer that DataCite does not give"),
        (_, false) => fail_unexpected(response, &format!("refused the request: {}", said.join(" "))),
    }
}

fn read(of: &Value, asked: Option<&Doi>) -> WorkRecord {
    let doi: Option<Doi> = read_field(of, "doi").and_then(|d| d.parse().ok());
    let alias_of = doi.clone().filter(|doi| asked.is_some_and(|a| a != doi));
    let titled = |kind: Option<&str>| -> Vec<String> {
        let all = list_elements(of.get("titles")).iter();
        all.filter(|t| t.get("titleType").and_then(Value::as_str) == kind)
            .filter_map(|t| read_field(t, "title"))
            .collect()
    };
    let mut titles = titled(None).into_iter();
    let main = titles.next();
    let dates = read_dates(of);
    let container = of.get("container").unwrap_or(&Value::Null);
    let pages = [read_field(container, "firstPage"), read_field(container, "lastPage")];
    let item = Item {
        title: with_subtitle(main, titled(Some("Subtitle")).into_iter().next()),
        author: list_elements(of.get("creators")).iter().filter_map(read_creator).collect(),
        container_title: read_field(container, "title"),
        issued: dates.first().map(|d| CslDate(d.on)),
        volume: read_field(container, "volume"),
        issue: read_field(container, "issue"),
        page: join_values(pages.into_iter().flatten().collect()).map(|p| p.replace(", ", "-")),
        publisher: read_field(of, "publisher").or_else(|| read_text(of.pointer("/publisher/name"))),
        doi: doi.map(|d| d.key().to_owned()),
        issn: read_field(container, "identifier")
            .filter(|_| read_field(container, "identifierType").as_deref() == Some("ISSN")),
        language: read_field(of, "language"),
        ..make_item(&read_text(of.pointer("/types/citeproc")).unwrap_or_default())
    };
    let target = read_field(of, "url");
    // Registered, and no longer to be found: its owner hid it. What is hidden and not registered is a draft.
    let is = |state: &str| read_field(of, "state").is_some_and(|s| s.eq_ignore_ascii_case(state));
    let hidden = is("registered") || of.get("isActive") == Some(&Value::Bool(false)) && of.get("state").is_none();
    let types = ["/types/resourceTypeGeneral", "/types/resourceType"];
    let metadata = MetadataAnswer {
        terms: Vec::new(),
        alias_of,
        other_titles: titles.chain(titled(Some("TranslatedTitle"))).chain(titled(Some("AlternativeTitle"))).collect(),
        other_containers: Vec::new(),
        dates,
        types: types.into_iter().filter_map(|place| read_text(of.pointer(place))).collect(),
        nbk: None,
        published_as: None,
        deleted: hidden || target.as_deref().is_some_and(is_tombstone),
        target,
        item,
    };
    let descriptions = list_elements(of.get("descriptions")).iter();
    let mut abstracts = descriptions.filter(|d| read_field(d, "descriptionType").as_deref() == Some("Abstract"));
    let abstract_text = abstracts.find_map(|d| d.get("description")?.as_str()).map(to_plain).filter(|a| !a.is_empty());
    WorkRecord { notices: read_notices(of, metadata.item.title.as_deref()), metadata, abstract_text }
}

/// Dates: `Issued` before `publicationYear`, `Available` as on line. DataCite allows ranges, of which the year stays.
fn read_dates(of: &Value) -> Vec<Published> {
    let ways = [("Issued", Way::Issued), ("Available", Way::Online)];
    let dated = ways.into_iter().filter_map(|(kind, way)| {
        let mut all =
            list_elements(of.get("dates")).iter().filter(|d| read_field(d, "dateType").as_deref() == Some(kind));
        Some(Published { way, on: all.find_map(|d| read_date(d.get("date")))? })
    });
    let year = read_text(of.get("publicationYear")).and_then(|y| y.parse::<PartialDate>().ok());
    dated.chain(year.map(|on| Published { way: Way::Other, on })).collect()
}

/// A person, or an organisation; `Doe, Jane` is split only where DataCite says that it is a person.
fn read_creator(of: &Value) -> Option<Name> {
    if let Some(family) = read_field(of, "familyName") {
        return Some(Name::person(&family, read_field(of, "givenName").as_deref()));
    }
    let name = read_field(of, "name")?;
    match name.split_once(", ") {
        Some((family, given)) if read_field(of, "nameType").as_deref() == Some("Personal") => {
            Some(Name::person(family, Some(given)))
        }
        _ => Some(Name::group(&name)),
    }
}

/// DataCite has no flag for retractions: a date of withdrawal, a newer version, or a state that is new to us.
fn read_notices(of: &Value, title: Option<&str>) -> NoticesAnswer {
    let mut answer = NoticesAnswer::default();
    let withdrawn =
        list_elements(of.get("dates")).iter().find(|d| read_field(d, "dateType").as_deref() == Some("Withdrawn"));
    if let Some(date) = withdrawn {
        let on = read_date(date.get("date"));
        answer.notices.push(RegisteredNotice { on, ..RegisteredNotice::new(NoticeKind::Withdrawal, SERVICE.name) });
    }
    for related in list_elements(of.get("relatedIdentifiers")) {
        if read_field(related, "relationType").as_deref() == Some("IsObsoletedBy") {
            let doi = read_field(related, "relatedIdentifier").and_then(|d| d.parse().ok());
            let label = Some("IsObsoletedBy".to_owned());
            let notice = RegisteredNotice::new(NoticeKind::NewVersion, SERVICE.name);
            answer.notices.push(RegisteredNotice { doi, label, ..notice });
        }
    }
    if let Some(state) = read_field(of, "state").filter(|s| !matches!(s.as_str(), "findable" | "draft" | "registered"))
    {
        let label = Some(format!("state {state}"));
        answer.notices.push(RegisteredNotice { label, ..RegisteredNotice::new(NoticeKind::Other, SERVICE.name) });
    }
    add_from_title(title, &mut answer);
    settle_notices(&mut answer);
    answer
}
