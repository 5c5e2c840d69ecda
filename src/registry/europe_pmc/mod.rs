//! Europe PMC's search (<https://europepmc.org/RestfulWebService>): abstract, publication types, identifiers and notices
//! of works in PubMed, PubMed Central and preprint servers. Absence here says nothing about a work.

pub mod full_text;

use super::keeper::cut_into_lists;
use super::notices::{add_from_title, parse_kind, read_for, settle_notices};
use super::values::{join_values, list_elements, make_item, read_date, read_field, read_text, read_texts};
use super::{Base, RecordKeeper, Role, Service, fail_unexpected, parse_json};
use crate::http::{Failure, Limits, Pace, Request, Response};
use crate::model::{
    CslDate, Doi, Identifier, Item, MetadataAnswer, Name, NoticeKind, NoticesAnswer, Published, RegisteredNotice,
    Subject, Way, WorkRecord,
};
use crate::text::markup::to_plain;
use serde_json::Value;
use url::form_urlencoded;

/// The descriptor. No limit is published; 2 requests a second is what its users keep to.
pub const SERVICE: Service = Service {
    name: "europe-pmc",
    base: "https://www.ebi.ac.uk/europepmc/webservices/rest",
    variable: "CLAIMBOOK_EUROPE_PMC",
    pace: Pace::per_second(2, 2),
    identified: None,
    is_told: "the DOIs and PubMed identifiers",
    answers: &[(Subject::Metadata, 3), (Subject::Notices, 3)],
    role: Role::Index(RecordKeeper {
        batches: |all| (cut_into_lists(all, (MOST, LONGEST_QUERY), length_of), Vec::new()),
        list_request: |base, asked, _| build_request(base, asked),
        list: read_records,
        alone: None,
    }),
};

/// The most identifiers in one request: 50 keep the answer, with abstracts and authors, below what we read.
const MOST: usize = 50;
/// The longest query in bytes, as it stands in the URL: no limit is published, and this is below what servers commonly accept.
const LONGEST_QUERY: usize = 5_200;

/// How much of a query's URL one takes, with the word that joins it to the next.
fn length_of(identifier: &Identifier) -> usize {
    let query = format_query(identifier).unwrap_or_default();
    form_urlencoded::byte_serialize(query.as_bytes()).chain(["+OR+"]).map(str::len).sum()
}

/// What finds a work; none for what Europe PMC knows no work by.
fn format_query(identifier: &Identifier) -> Option<String> {
    match identifier {
        Identifier::Doi(doi) => Some(format!("DOI:\"{}\"", doi.key().replace(['"', '\\'], "?"))),
        Identifier::Pmid(pmid) => Some(format!("(EXT_ID:{pmid} AND SRC:MED)")),
        Identifier::Pmcid(pmcid) => Some(format!("PMCID:{pmcid}")),
        _ => None,
    }
}

/// Whether a result is of the work with this identifier.
fn is_of(result: &Value, identifier: &Identifier) -> bool {
    let is = |name: &str, wanted: &str| read_field(result, name).is_some_and(|v| v.eq_ignore_ascii_case(wanted));
    match identifier {
        Identifier::Doi(doi) => read_field(result, "doi").and_then(|d| d.parse::<Doi>().ok()).as_ref() == Some(doi),
        Identifier::Pmid(pmid) => is("pmid", pmid.as_str()) || is("source", "MED") && is("id", pmid.as_str()),
        Identifier::Pmcid(pmcid) => is("pmcid", pmcid.as_str()),
        _ => false,
    }
}

/// The request for some works at once.
pub fn build_request(base: &Base, asked: &[Identifier]) -> Request {
    let query: Vec<String> = asked.iter().filter_map(format_query).collect();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("query", &query.join(" OR "));
    form.append_pair("format", "json").append_pair("resultType", "core");
    // A work may have a preprint's record and a paper's under one DOI.
    form.append_pair("pageSize", &(asked.len() * 2).clamp(2, 1000).to_string());
    let limits = Limits { body: 8 * 1024 * 1024, ..Limits::default() };
    Request { limits, ..Request::json("search", base.join("search", Some(&form.finish()))) }
}

/// What the answer says of each work asked, in the order asked; none where there is no record that names it.
///
/// # Errors
/// A [`Failure`] when the answer is none of Europe PMC's. Its errors come as JSON or XML, both with status 200.
pub fn read_records(asked: &[Identifier], response: &Response) -> Result<Vec<Option<WorkRecord>>, Failure> {
    let answer = parse_json(response)?;
    if let Some(said) = read_field(&answer, "errMsg") {
        return Err(fail_unexpected(response, &format!("refused the request: {said}")));
    }
    let (200, Some(list)) = (response.status, answer.get("resultList")) else {
        return Err(fail_unexpected(response, "gave an answer that Europe PMC does not give"));
    };
    let results = list_elements(list.get("result"));
    // PubMed's own record first, then the full text's, then a preprint's.
    let rank = |result: &&Value| match read_field(result, "source").as_deref() {
        Some("MED") => 0,
        Some("PMC") => 1,
        Some("PPR") => 3,
        _ => 2,
    };
    Ok(asked.iter().map(|a| results.iter().filter(|r| is_of(r, a)).min_by_key(rank).map(read)).collect())
}

fn read(of: &Value) -> WorkRecord {
    let journal = of.pointer("/journalInfo/journal").unwrap_or(&Value::Null);
    let year = read_date(of.pointer("/journalInfo/yearOfPublication")).or_else(|| read_date(of.get("pubYear")));
    let first = read_date(of.get("firstPublicationDate"));
    let dates = [(Way::Issued, year), (Way::Online, first)];
    let dates: Vec<Published> = dates.into_iter().filter_map(|(way, on)| Some(Published { way, on: on? })).collect();
    let types = read_texts(of.pointer("/pubTypeList/pubType"));
    let preprint = read_field(of, "source").as_deref() == Some("PPR");
    let issns: Vec<String> = ["issn", "essn"].into_iter().filter_map(|n| read_field(journal, n)).collect();
    let item = Item {
        title: read_field(of, "title").map(|t| strip_stop(&t)),
        author: list_elements(of.pointer("/authorList/author")).iter().filter_map(read_author).collect(),
        container_title: read_field(journal, "title")
            .or_else(|| read_text(of.pointer("/bookOrReportDetails/publisher"))),
        container_title_short: read_field(journal, "medlineAbbreviation"),
        issued: dates.first().map(|d| CslDate(d.on)),
        volume: read_text(of.pointer("/journalInfo/volume")),
        issue: read_text(of.pointer("/journalInfo/issue")),
        page: read_field(of, "pageInfo"),
        doi: read_field(of, "doi").and_then(|d| d.parse::<Doi>().ok()).map(|d| d.key().to_owned()),
        pmid: read_field(of, "pmid"),
        pmcid: read_field(of, "pmcid"),
        issn: join_values(issns),
        language: read_field(of, "language"),
        ..make_item(if preprint { "article" } else { "article-journal" })
    };
    let notices = read_notices(of, &types, item.title.as_deref());
    let preprint_in = list_elements(of.pointer("/commentCorrectionList/commentCorrection")).iter();
    let mut preprint_in =
        preprint_in.filter(|c| read_field(c, "type").is_some_and(|t| t.eq_ignore_ascii_case("preprint of")));
    let published_as = preprint_in.find_map(|c| read_field(c, "id")?.parse().ok());
    let mut terms: Vec<String> = list_elements(of.pointer("/meshHeadingList/meshHeading"))
        .iter()
        .filter_map(|heading| read_field(heading, "descriptorName"))
        .collect();
    terms.extend(read_texts(of.pointer("/keywordList/keyword")));
    let metadata = MetadataAnswer { item, dates, types, terms, published_as, ..MetadataAnswer::default() };
    let abstract_text = of.get("abstractText").and_then(Value::as_str).map(to_plain).filter(|a| !a.is_empty());
    WorkRecord { metadata, notices, abstract_text }
}

/// PubMed's titles end with a full stop, and a translated one stands in brackets.
pub(super) fn strip_stop(title: &str) -> String {
    let title = title.trim();
    let title = title.strip_suffix('.').filter(|t| !t.ends_with('.')).unwrap_or(title);
    title.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(title).to_owned()
}

fn read_author(of: &Value) -> Option<Name> {
    let given = read_field(of, "firstName").or_else(|| read_field(of, "initials"));
    match (read_field(of, "lastName"), read_field(of, "collectiveName").or_else(|| read_field(of, "fullName"))) {
        (Some(family), _) => Some(Name::person(&family, given.as_deref())),
        (None, Some(group)) => Some(Name::group(&group)),
        (None, None) => None,
    }
}

/// From `commentCorrectionList` and the publication types: there is no flag.
fn read_notices(of: &Value, types: &[String], title: Option<&str>) -> NoticesAnswer {
    let mut answer = NoticesAnswer::default();
    for entry in list_elements(of.pointer("/commentCorrectionList/commentCorrection")) {
        let word = read_field(entry, "type").unwrap_or_default();
        let pmid = read_field(entry, "id").filter(|_| read_field(entry, "source").as_deref() == Some("MED"));
        let on = read_field(entry, "reference").and_then(|r| find_year(&r));
        let notice = |kind| RegisteredNotice { pmid: pmid.clone(), on, ..RegisteredNotice::new(kind, SERVICE.name) };
        match parse_kind(&word) {
            NoticeKind::Other => match word.to_lowercase().as_str() {
                "retraction of" => answer.about.push(notice(NoticeKind::Retraction)),
                "expression of concern for" => answer.about.push(notice(NoticeKind::Concern)),
                "erratum for" => answer.about.push(notice(NoticeKind::Correction)),
                _ => {} // comments, summaries, associated data
            },
            known => answer.notices.push(read_for(None, notice(known), &word)),
        }
    }
    add_notices_of_types(types, SERVICE.name, &mut answer);
    add_from_title(title, &mut answer);
    settle_notices(&mut answer);
    answer
}

/// What publication types say: the victim is a "Retracted Publication", the notice a "Retraction of Publication". A type
/// adds a notice only where none with more detail is there.
pub(super) fn add_notices_of_types(types: &[String], source: &str, answer: &mut NoticesAnswer) {
    let is = |name: &str| types.iter().any(|t| t.eq_ignore_ascii_case(name));
    let lacks = |list: &[RegisteredNotice], kind| !list.iter().any(|n| n.kind == kind);
    if is("Retracted Publication") && lacks(&answer.notices, NoticeKind::Retraction) {
        answer.notices.push(RegisteredNotice::new(NoticeKind::Retraction, source));
    }
    for (name, kind) in [
        ("Retraction of Publication", NoticeKind::Retraction),
        ("Published Erratum", NoticeKind::Correction),
        ("Expression of Concern", NoticeKind::Concern),
    ] {
        if is(name) && lacks(&answer.about, kind) {
            answer.about.push(RegisteredNotice::new(kind, source));
        }
    }
}

/// The year in `Lancet. 2010 Feb 6;375(9713):445`: the first that can be one of a notice.
pub(super) fn find_year(reference: &str) -> Option<crate::model::PartialDate> {
    let numbers = reference.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
    let year = numbers.filter_map(|n| n.parse::<i64>().ok()).find(|y| (1900..=2199).contains(y));
    crate::model::PartialDate::from_parts(year, None, None).ok()
}
