//! esummary's JSON.

use super::super::europe_pmc::{typed, without_stop};
use super::super::notices::{in_title, settle};
use super::super::values::{date_text, each, field, item, joined, text, texts};
use super::super::{json, unexpected};
use super::SERVICE;
use crate::http::{Failure, Fault, Response};
use crate::model::{CslDate, Doi, Item, MetadataAnswer, Name, NoticesAnswer, Published, Way, WorkRecord};
use serde_json::Value;

/// What the answer says of each PubMed identifier asked, in the order asked; none where PubMed has none of that number.
///
/// # Errors
/// A [`Failure`] when the answer is none of esummary's. "Too fast" comes with status 429 or 200.
pub fn summaries(asked: &[&str], response: &Response) -> Result<Vec<Option<WorkRecord>>, Failure> {
    let answer = json(response)?;
    if let Some(said) = field(&answer, "error") {
        let fault = if said.contains("rate limit") { Fault::RateLimited } else { Fault::Unexpected };
        return Err(Failure::from_answer(fault, response, format!("answered: {said}")));
    }
    let (200, Some(Value::Object(result))) = (response.status, answer.get("result")) else {
        return Err(unexpected(response, "gave an answer that esummary does not give"));
    };
    let known = |pmid: &&str| result.get(*pmid).filter(|r| r.get("error").is_none() && r.is_object());
    Ok(asked.iter().map(|pmid| known(pmid).map(|r| read(pmid, r))).collect())
}

fn read(pmid: &str, of: &Value) -> WorkRecord {
    let dates = [(Way::Print, "pubdate"), (Way::Online, "epubdate")];
    let dates: Vec<Published> =
        dates.into_iter().filter_map(|(way, name)| Some(Published { way, on: date_text(of.get(name))? })).collect();
    let id = |kinds: &[&str]| {
        let mut ids = each(of.get("articleids")).iter();
        ids.find(|i| field(i, "idtype").is_some_and(|t| kinds.contains(&t.as_str()))).and_then(|i| field(i, "value"))
    };
    let doi: Option<Doi> = id(&["doi"])
        .or_else(|| field(of, "elocationid").and_then(|e| Some(e.split_once("doi:")?.1.trim().to_owned())))
        .and_then(|d| d.parse().ok());
    let issns: Vec<String> = ["issn", "essn"].into_iter().filter_map(|n| field(of, n)).collect();
    let item = Item {
        title: field(of, "title").map(|t| without_stop(&t)),
        author: each(of.get("authors")).iter().filter_map(author).collect(),
        container_title: field(of, "fulljournalname"),
        container_title_short: field(of, "source"),
        issued: dates.first().map(|d| CslDate(d.on)),
        volume: field(of, "volume"),
        issue: field(of, "issue"),
        page: field(of, "pages"),
        doi: doi.map(|d| d.key().to_owned()),
        pmid: Some(pmid.to_owned()),
        pmcid: id(&["pmc"]).filter(|p| p.starts_with("PMC")),
        issn: joined(issns),
        language: text(of.pointer("/lang/0")),
        ..item("article-journal")
    };
    let types = texts(of.get("pubtype"));
    let mut notices = NoticesAnswer::default();
    typed(&types, SERVICE.name, &mut notices);
    in_title(item.title.as_deref(), &mut notices);
    settle(&mut notices);
    let nbk = id(&["bookaccession"]);
    let metadata = MetadataAnswer { item, dates, types, nbk, ..MetadataAnswer::default() };
    WorkRecord { metadata, notices, abstract_text: None }
}

/// `Varambally S` is family name and initials, `van der Berg JA` too; a collective name is a group's.
fn author(of: &Value) -> Option<Name> {
    let name = field(of, "name")?;
    if field(of, "authtype").is_some_and(|t| t.eq_ignore_ascii_case("CollectiveName")) {
        return Some(Name::group(&name));
    }
    let initials = |t: &str| (1..=4).contains(&t.chars().count()) && t.chars().all(|c| c.is_uppercase() || c == '-');
    Some(match name.rsplit_once(' ') {
        Some((family, given)) if initials(given) => Name::person(family, Some(given)),
        _ => Name::group(&name),
    })
}
