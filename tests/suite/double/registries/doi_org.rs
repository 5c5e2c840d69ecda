//! The routes of doi.org: `/api/handles/{doi}`, `/doiRA/{doi},…`. A path that begins with `/to/` redirects to what
//! follows, for the tests of redirects.

use super::{Answer, Asked, Class, Script};
use percent_encoding::percent_decode_str;

/// The answer to a request that is made for the `nth` time.
pub fn answer(script: &Script, asked: &Asked, nth: usize) -> Answer {
    if let Some(to) = asked.path.strip_prefix("/to/") {
        return Answer::redirect(&decode(to));
    }
    if asked.path == "/loop" {
        return Answer::redirect("/loop");
    }
    if asked.path.len() + asked.query.len() > script.longest_target {
        return Answer::html(414);
    }
    if let Some(class) = &script.all {
        return fault(class, nth);
    }
    // Below this base, lists are answered and records are not.
    let path = match asked.path.strip_prefix("/lists-only") {
        Some(path) if !path.starts_with("/doiRA/") => return Answer::html(503),
        Some(path) => path,
        None => &asked.path,
    };
    if let Some(list) = path.strip_prefix("/doiRA/") {
        return script.lists.as_ref().map_or_else(|| agencies(script, list, nth), |class| fault(class, nth));
    }
    match path.strip_prefix("/api/handles/") {
        Some(doi) => record(script, &decode(doi), &asked.query, nth),
        None => Answer::html(404),
    }
}

/// Decoded once, so that an escaped comma or slash is told from a bare one before.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn class(script: &Script, doi: &str) -> Class {
    script.classes.get(&doi.to_ascii_lowercase()).cloned().unwrap_or(Class::Exists)
}

/// doiRA: 200 with an array whatever it holds; the DOI is echoed as it was asked.
fn agencies(script: &Script, list: &str, nth: usize) -> Answer {
    let mut entries = Vec::new();
    for doi in list.split(',').map(decode) {
        let said = match class(script, &doi) {
            Class::Agency(name) => ("RA", name),
            Class::Absent | Class::AbsentInCache | Class::Html(_) => ("status", "DOI does not exist"),
            Class::Invalid => ("status", "Invalid DOI"),
            Class::UnknownAgency | Class::ServerError => ("status", "Unknown"),
            Class::LeftOut => continue,
            wrong @ (Class::Busy(..) | Class::Status(_) | Class::Wire(_)) => match fault(&wrong, nth) {
                Answer::Whole(200, ..) => ("RA", "Crossref"),
                answer => return answer,
            },
            Class::Exists | Class::At(_) | Class::Deleted | Class::NoUrl | Class::Alias(_) => ("RA", "Crossref"),
        };
        entries.push(serde_json::json!({"DOI": doi, said.0: said.1}).to_string());
    }
    Answer::json(200, format!("[{}]", entries.join(",")))
}

/// The handle API: HTTP 404 with code 100 for what is not there.
fn record(script: &Script, doi: &str, query: &str, nth: usize) -> Answer {
    let past_caches = query.split('&').any(|p| p == "auth" || p == "auth=true");
    let admin = r#"{"index":100,"type":"HS_ADMIN","data":{"format":"admin","value":{"handle":"10.0/admin","index":200,"permissions":"011111110011"}},"ttl":86400,"timestamp":"2024-01-02T03:04:05Z"}"#;
    let handle = serde_json::json!(doi);
    let found = |kind: &str, value: &str| {
        let data = serde_json::json!({"format": "string", "value": value});
        let value =
            format!(r#"{{"index":1,"type":"{kind}","data":{data},"ttl":86400,"timestamp":"2024-01-02T03:04:05Z"}}"#);
        Answer::json(200, format!(r#"{{"responseCode":1,"handle":{handle},"values":[{admin},{value}]}}"#))
    };
    let code = |status, code: u16| Answer::json(status, format!(r#"{{"responseCode":{code},"handle":{handle}}}"#));
    match class(script, doi) {
        Class::Absent | Class::Invalid => code(404, 100),
        Class::AbsentInCache if !past_caches => code(404, 100),
        Class::Deleted => found("URL", "http://www.crossref.org/deleted_DOI.html"),
        Class::At(target) => found("URL", &target),
        Class::NoUrl => code(200, 200),
        Class::Alias(of) => found("HS_ALIAS", of),
        Class::ServerError => code(500, 2),
        Class::Html(status) => Answer::html(status),
        wrong @ (Class::Busy(..) | Class::Status(_) | Class::Wire(_)) => match fault(&wrong, nth) {
            Answer::Whole(200, ..) => found("URL", "https://publisher.example/article"),
            answer => answer,
        },
        _ => found("URL", script.target.as_deref().unwrap_or("https://publisher.example/article")),
    }
}

/// The answer of a class that is a fault; 200 once it has passed.
fn fault(class: &Class, nth: usize) -> Answer {
    match class {
        Class::Busy(_, times) if nth > *times => Answer::json(200, "[]"),
        Class::Busy(Some(wait), _) => Answer::html(429).with("retry-after", wait),
        Class::Busy(None, _) => Answer::html(429),
        Class::Html(status) => Answer::html(*status),
        Class::Status(status) => Answer::json(*status, r#"{"message":"no"}"#),
        Class::ServerError => Answer::json(500, r#"{"responseCode":2,"message":"an error"}"#),
        Class::Wire(answer) => answer.clone(),
        _ => Answer::json(200, "[]"),
    }
}
