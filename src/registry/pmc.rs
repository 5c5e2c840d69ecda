//! PubMed Central's identifier converter (<https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/>): DOI, PMID and PMCID of one
//! article from each other. It knows only articles in PMC, so "not found" says nothing about a work.

use super::values::{list_elements, read_field};
use super::{Base, RecordKeeper, Records, Role, Service, fail_unexpected, parse_json};
use crate::http::{Failure, Pace, Request, Response};
use crate::model::{Doi, Item, KnownIdentifiers, MetadataAnswer, WorkRecord};
use url::form_urlencoded;

/// The descriptor.
pub const SERVICE: Service = Service {
    name: "pmc",
    base: "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1",
    variable: "CLAIMBOOK_PMC",
    pace: Pace::per_second(3, 1),
    identified: None,
    is_told: "the identifiers; your address if you set mailto",
    // Identifiers alone, which it completes: that is no answer about a work.
    answers: &[],
    role: Role::Converter(RecordKeeper {
        // Commas separate identifiers there.
        batches: |all| {
            let all: Vec<Doi> = all.into_iter().filter(|doi| !doi.key().contains(',')).collect();
            (all.chunks(MOST).map(<[Doi]>::to_vec).collect(), Vec::new())
        },
        list_request: |base, asked, mailto| {
            build_request(base, &asked.iter().map(Doi::key).collect::<Vec<_>>(), mailto)
        },
        list: read_converted,
        alone: None,
    }),
};

/// The most identifiers in one request. All must be of one kind.
pub const MOST: usize = 200;

/// What the converter knows of each DOI asked: records that hold identifiers alone.
fn read_converted(asked: &[Doi], response: &Response) -> Result<Records, Failure> {
    let known = read_identifiers(response)?;
    let find = |doi: &Doi| {
        let found = known.iter().find(|k| k.doi.as_ref() == Some(doi))?;
        let item = Item { pmid: found.pmid.clone(), pmcid: found.pmcid.clone(), ..Item::default() };
        Some(WorkRecord { metadata: MetadataAnswer { item, ..MetadataAnswer::default() }, ..WorkRecord::default() })
    };
    Ok(asked.iter().map(find).collect())
}

/// The request for up to [`MOST`] identifiers of one kind.
pub fn build_request(base: &Base, ids: &[&str], mailto: Option<&str>) -> Request {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("ids", &ids.join(",")).append_pair("format", "json").append_pair("tool", "claimbook");
    if let Some(address) = mailto {
        form.append_pair("email", address);
    }
    Request::json("idconv", base.join("articles/", Some(&form.finish())))
}

/// What the answer says: one entry for each identifier that is in PMC; those that are not are left out.
///
/// # Errors
/// A [`Failure`] when the answer is none of the converter's.
pub fn read_identifiers(response: &Response) -> Result<Vec<KnownIdentifiers>, Failure> {
    let answer = parse_json(response)?;
    if read_field(&answer, "status").as_deref() != Some("ok") || answer.get("records").is_none() {
        let said =
            read_field(&answer, "message").unwrap_or_else(|| "gave an answer that the converter does not give".into());
        return Err(fail_unexpected(response, &said));
    }
    let found =
        list_elements(answer.get("records")).iter().filter(|r| read_field(r, "status").as_deref() != Some("error"));
    let read = |record: &serde_json::Value| KnownIdentifiers {
        asked: read_field(record, "requested-id").unwrap_or_default(),
        doi: read_field(record, "doi").and_then(|d| d.parse().ok()),
        pmid: read_field(record, "pmid"),
        pmcid: read_field(record, "pmcid"),
    };
    Ok(found.map(read).filter(|k| k.doi.is_some() || k.pmid.is_some() || k.pmcid.is_some()).collect())
}
