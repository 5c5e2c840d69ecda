//! PubMed's E-utilities (<https://www.ncbi.nlm.nih.gov/books/NBK25497/>): whole records as XML ([`read_records`]), with
//! abstracts and notices.

mod record;

pub use record::read_records;

use super::{Base, RecordKeeper, Role, Service};
use crate::http::{Limits, Pace, Request};
use crate::model::{Pmid, Subject};
use url::form_urlencoded;

/// The descriptor: 3 requests a second without a key.
pub const SERVICE: Service = Service {
    name: "pubmed",
    base: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
    variable: "CLAIMBOOK_PUBMED",
    pace: Pace::per_second(3, 1),
    identified: None,
    is_told: "the PubMed identifiers; your address if you set mailto",
    answers: &[(Subject::Metadata, 2), (Subject::Notices, 2)],
    role: Role::Reserve(RecordKeeper {
        batches: |all| (all.chunks(MOST).map(<[Pmid]>::to_vec).collect(), Vec::new()),
        list_request: |base, asked, mailto| build_records_request(base, &as_texts(asked), mailto),
        list: |asked, response| read_records(&as_texts(asked), response),
        alone: None,
    }),
};

fn as_texts(pmids: &[Pmid]) -> Vec<&str> {
    pmids.iter().map(Pmid::as_str).collect()
}

/// The most identifiers in one request.
pub const MOST: usize = 200;

/// The request for whole records of up to [`MOST`] PubMed identifiers.
pub fn build_records_request(base: &Base, pmids: &[&str], mailto: Option<&str>) -> Request {
    let query = [("id", pmids.join(",")), ("retmode", "xml".to_owned()), ("rettype", "abstract".to_owned())];
    let query = query.each_ref().map(|(name, value)| (*name, value.as_str()));
    Request { accept: "application/xml", ..build_request(base, "efetch.fcgi", &query, mailto) }
}

fn build_request(base: &Base, path: &str, query: &[(&str, &str)], mailto: Option<&str>) -> Request {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("db", "pubmed").extend_pairs(query).append_pair("tool", "claimbook");
    if let Some(address) = mailto {
        form.append_pair("email", address);
    }
    let limits = Limits { body: 16 * 1024 * 1024, ..Limits::default() };
    Request { limits, ..Request::json("eutils", base.join(path, Some(&form.finish()))) }
}
