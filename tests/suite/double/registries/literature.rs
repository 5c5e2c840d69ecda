//! The routes of Europe PMC (`/search`, `/PMC…/fullTextXML`), PubMed (`/efetch.fcgi`) and the identifier converter (`/articles/`).

use super::{Answer, Asked, Script};
use serde_json::{Value, json};
use url::form_urlencoded;

/// Whether a path is one of theirs.
pub fn is_ours(path: &str) -> bool {
    ["/search", "/efetch.fcgi", "/articles/"].contains(&path) || path.ends_with("/fullTextXML")
}

/// The answer to a request: whatever of the script's records the query names.
pub fn answer(script: &Script, asked: &Asked) -> Answer {
    let value = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(asked.query.as_bytes());
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    match asked.path.as_str() {
        path if path.ends_with("/fullTextXML") => {
            let pmcid = path.trim_start_matches('/').split('/').next().unwrap_or_default();
            let headers = vec![("content-type".to_owned(), "application/xml".to_owned())];
            match script.full_texts.iter().find(|(id, _)| *id == pmcid) {
                Some((_, xml)) => Answer::Whole(200, headers, xml.as_bytes().to_vec()),
                None => Answer::Whole(404, headers, b"<errorBean><errCode>404</errCode></errorBean>".to_vec()),
            }
        }
        "/search" => {
            let query = value("query").to_lowercase();
            let named = |record: &&Value| {
                let has = |field: &str, form: fn(&str) -> String| {
                    record[field].as_str().is_some_and(|v| query.contains(&form(&v.to_lowercase())))
                };
                has("doi", |v| format!("doi:\"{v}\""))
                    || has("pmid", |v| format!("ext_id:{v} "))
                    || has("pmcid", |v| format!("pmcid:{v}"))
            };
            let result: Vec<&Value> = script.literature.iter().filter(named).collect();
            Answer::json(
                200,
                json!({"version": "6.9", "hitCount": result.len(), "resultList": {"result": result}}).to_string(),
            )
        }
        "/efetch.fcgi" => {
            let headers = vec![("content-type".to_owned(), "application/xml".to_owned())];
            let ids = value("id");
            let named = |record: &&&str| ids.split(',').any(|id| record.contains(&format!(">{id}</PMID>")));
            let records: String = script.pubmed.iter().filter(named).copied().collect();
            let body = format!("<?xml version=\"1.0\"?><PubmedArticleSet>{records}</PubmedArticleSet>");
            Answer::Whole(200, headers, body.into_bytes())
        }
        _ => {
            let ids = value("ids");
            let record = |id: &str| {
                let known = script.literature.iter().find(|r| r["doi"].as_str() == Some(id));
                match known {
                    Some(r) => json!({"requested-id": id, "doi": id, "pmid": r["pmid"], "pmcid": r["pmcid"]}),
                    None => json!({"requested-id": id, "status": "error", "errmsg": "Identifier not found in PMC"}),
                }
            };
            let records: Vec<Value> = ids.split(',').map(record).collect();
            Answer::json(200, json!({"status": "ok", "records": records}).to_string())
        }
    }
}
