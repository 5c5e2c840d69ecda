//! Europe PMC's full texts (`/PMC…/fullTextXML`): JATS XML of the articles in PubMed Central that are open. That it has none
//! says nothing about a work but that its full text has to be looked for elsewhere.

use super::super::{Base, fail_unexpected};
use crate::http::{Failure, Limits, Request, Response};
use crate::model::Pmcid;
use std::time::Duration;

/// The largest that is read, in bytes: a few long reviews with large tables are longer.
const LARGEST: usize = 16 * 1024 * 1024;

/// An open full text as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullTextXml {
    /// The article in JATS.
    pub xml: Vec<u8>,
    /// Under which licence, as it says itself: an address, or words.
    pub licence: Option<String>,
}

/// The request for one article's full text.
pub fn build_request(base: &Base, pmcid: &Pmcid) -> Request {
    let limits = Limits { body: LARGEST, time: Duration::from_secs(60), ..Limits::default() };
    let path = format!("{}/fullTextXML", pmcid.base());
    Request { accept: "application/xml", limits, ..Request::json("full-text", base.join(&path, None)) }
}

/// What the answer holds; none where the article is not open.
///
/// # Errors
/// A [`Failure`] when the answer is no article: errors come as XML too, some of them with status 200.
pub fn read_full_text(response: &Response) -> Result<Option<FullTextXml>, Failure> {
    if response.status == 404 {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&response.body);
    if response.status != 200 || !text.contains("<article") {
        return Err(fail_unexpected(response, "sent no article where a full text was due"));
    }
    Ok(Some(FullTextXml { licence: find_licence(&text), xml: response.body.clone() }))
}

/// The licence that an article states of itself: the address of one, or its type.
fn find_licence(xml: &str) -> Option<String> {
    let tag = |name: &str| {
        let from = xml.find(name)?;
        let rest = xml.get(from..)?;
        rest.get(..rest.find('>')?)
    };
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
        let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        Some(value.get(1..)?.split(mark).next()?.trim().to_owned())
    };
    let named = tag("<ali:license_ref").and_then(|tag| {
        let from = xml.find(tag)? + tag.len() + 1;
        Some(xml.get(from..)?.split('<').next()?.trim().to_owned())
    });
    let licence = tag("<license ");
    let stated = licence.and_then(|tag| attribute(tag, "xlink:href").or_else(|| attribute(tag, "license-type")));
    named.or(stated).filter(|licence| !licence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_read_where_one_is_stated() {
        for (xml, licence) in [
            (
                r#"<article><license license-type="open-access" xlink:href="https://licences.example/by/4.0/"><p/>"#,
                "https://licences.example/by/4.0/",
            ),
            (
                r#"<license xlink:href="x"><ali:license_ref specific-use="vor">https://licences.example/by/</ali:license_ref>"#,
                "https://licences.example/by/",
            ),
            ("<license license-type='cc-by'>", "cc-by"),
            ("<article><permissions/>", "-"),
        ] {
            assert_eq!(find_licence(xml).as_deref().unwrap_or("-"), licence, "{xml}");
        }
    }
}
