//! What the services of the stand-in say of the classes of DOIs: what is registered where, and what goes wrong with a request
//! that names one, alone or in a list.
//!
//! | class | what is so | what `check` has to say |
//! |---|---|---|
//! | `nf` | nobody registered it | `doi-not-found` |
//! | `del`, `hid` | Crossref shows a tombstone; DataCite hides it | `doi-deleted` |
//! | `ret`, `epm`, `wdr` | retracted, as Crossref, Europe PMC alone, DataCite knows | `work-retracted` |
//! | `mis` | another work | `reference-mismatch` |
//! | `ali` | another name of a retracted work | `work-retracted` |
//! | `con` | an expression of concern | `work-concern` |
//! | `not` | registered, and leads nowhere | `doi-no-target` |
//! | `ok`, `dc`, `slow` | all is well, with Crossref, DataCite, after a second | nothing |
//! | `med` | another agency's | that its metadata are not compared |
//! | `cac`, `unk` | not in the caches; its agency is unknown to doiRA | nothing of the DOI |
//! | `rst`, `cut`, `e500`, `html`, `bad`, `busy`, `hang` | the request fails, whoever is asked | unchecked |

use serde_json::{Value, json};
use std::time::Duration;

/// What a service says to a list, or to one name of it.
type Reply = fn(&[String], &str) -> Option<Said>;

/// The classes, each with the rule that has to find something, if any.
pub(super) const MIX: [(&str, Option<&str>); 23] = [
    ("nf", Some("doi-not-found")),
    ("del", Some("doi-deleted")),
    ("hid", Some("doi-deleted")),
    ("ret", Some("work-retracted")),
    ("epm", Some("work-retracted")),
    ("wdr", Some("work-retracted")),
    ("mis", Some("reference-mismatch")),
    ("ali", Some("work-retracted")),
    ("con", Some("work-concern")),
    ("not", Some("doi-no-target")),
    ("ok", None),
    ("dc", None),
    ("slow", None),
    ("med", None),
    ("cac", None),
    ("unk", None),
    ("rst", None),
    ("cut", None),
    ("e500", None),
    ("html", None),
    ("bad", None),
    ("busy", None),
    ("hang", None),
];

/// Those of them about which nobody can be asked.
pub(super) const SILENT: [&str; 7] = ["rst", "cut", "e500", "html", "bad", "busy", "hang"];

/// What a service says.
pub(super) enum Said {
    /// JSON with a status.
    Answer(u16, String),
    /// A web page with a status and headers.
    Page(u16, &'static str),
    /// A body that ends early.
    Cut(&'static str),
    /// The connection is closed.
    Nothing,
    /// Nothing of this kind was asked: others know.
    Else,
}

/// The answer to a request.
pub(super) fn answer(target: &str) -> Said {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let value = |wanted: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == wanted).map(|(_, value)| decode(value)).unwrap_or_default()
    };
    let (asked, reply): (Vec<String>, Reply) = if let Some(doi) = path.strip_prefix("/works/") {
        (vec![decode(doi)], |dois, _| Some(work(dois)))
    } else if path == "/works" {
        let filter = value("filter");
        (filter.split(',').filter_map(|one| one.strip_prefix("doi:").map(str::to_owned)).collect(), |dois, _| {
            Some(Said::Answer(200, works(dois)))
        })
    } else if let Some(doi) = path.strip_prefix("/dois/") {
        (vec![decode(doi)], |dois, _| Some(dataset(dois)))
    } else if path == "/dois" {
        (value("ids").split(',').map(str::to_owned).collect(), |dois, _| {
            let data: Vec<Value> = dois.iter().filter_map(|doi| attributes(doi)).collect();
            Some(Said::Answer(200, json!({"data": data}).to_string()))
        })
    } else if path == "/search" {
        let query = value("query");
        let dois = query.split('"').filter(|part| part.starts_with("10.")).map(str::to_owned);
        (dois.collect(), |dois, _| Some(Said::Answer(200, articles(dois))))
    } else if path == "/articles/" {
        (value("ids").split(',').map(str::to_owned).collect(), |_, _| {
            Some(Said::Answer(200, json!({"status": "ok", "records": []}).to_string()))
        })
    } else if let Some(list) = path.strip_prefix("/doiRA/") {
        (list.split(',').map(decode).collect(), agencies)
    } else if let Some(doi) = path.strip_prefix("/api/handles/") {
        (vec![decode(doi)], handle)
    } else {
        return Said::Else;
    };
    fault(&asked).or_else(|| reply(&asked, query)).unwrap_or(Said::Else)
}

fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

fn class(doi: &str) -> &str {
    doi.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default()
}

/// What goes wrong with a request that names these.
fn fault(dois: &[String]) -> Option<Said> {
    let classes = || dois.iter().map(|doi| class(doi));
    if classes().any(|class| class == "slow") {
        std::thread::sleep(Duration::from_secs(1));
    }
    let wrong = classes().find(|class| SILENT.contains(class))?;
    Some(match wrong {
        "cut" => Said::Cut("{\"status\":"),
        "e500" => Said::Page(500, ""),
        "html" => Said::Page(200, ""),
        "bad" => Said::Answer(400, json!({"status": "failed", "message": [{"message": "no such filter"}]}).to_string()),
        "busy" => Said::Page(429, "Retry-After: 1\r\n"),
        "hang" => {
            std::thread::sleep(Duration::from_secs(60));
            Said::Nothing
        }
        _ => Said::Nothing,
    })
}

/// Whether Crossref keeps a record under this name.
fn is_at_crossref(doi: &str) -> bool {
    ["ok", "ret", "del", "epm", "mis", "con", "slow"].contains(&class(doi))
}

fn record(doi: &str) -> Value {
    let notice = |kind: &str| json!([{"DOI": "10.5555/notice", "type": kind, "source": "publisher"}]);
    let target = match class(doi) {
        "del" => "https://www.crossref.org/_deleted-doi/".to_owned(),
        _ => format!("https://publisher.example/{doi}"),
    };
    let title = if class(doi) == "mis" { "Bone density of deep-sea fish" } else { "Stairs" };
    let mut work = json!({
        "DOI": doi, "type": "journal-article", "title": [title], "container-title": ["J Stairs"],
        "issued": {"date-parts": [[2019]]}, "volume": "4", "issue": "1", "resource": {"primary": {"URL": target}},
    });
    match class(doi) {
        "ret" => work["updated-by"] = notice("retraction"),
        "con" => work["updated-by"] = notice("expression_of_concern"),
        "mis" => work["author"] = json!([{"family": "Quill", "given": "Z"}]),
        _ => {}
    }
    work
}

fn works(dois: &[String]) -> String {
    let items: Vec<Value> = dois.iter().filter(|doi| is_at_crossref(doi)).map(|doi| record(doi)).collect();
    json!({"status": "ok", "message-type": "work-list", "message": {"items": items}}).to_string()
}

fn work(dois: &[String]) -> Said {
    match dois.iter().find(|doi| is_at_crossref(doi)) {
        Some(doi) => {
            Said::Answer(200, json!({"status": "ok", "message-type": "work", "message": record(doi)}).to_string())
        }
        None => Said::Answer(404, json!({"status": "failed", "message": []}).to_string()),
    }
}

fn attributes(doi: &str) -> Option<Value> {
    let state = match class(doi) {
        "dc" | "wdr" => "findable",
        "hid" => "registered",
        _ => return None,
    };
    let mut attributes = json!({
        "doi": doi, "titles": [{"title": "Stairs"}], "publicationYear": 2019, "state": state,
        "url": format!("https://repository.example/{doi}"), "container": {"title": "J Stairs", "volume": "4", "issue": "1"},
    });
    if class(doi) == "wdr" {
        attributes["dates"] = json!([{"date": "2020-05-06", "dateType": "Withdrawn"}]);
    }
    Some(json!({"id": doi, "attributes": attributes}))
}

fn dataset(dois: &[String]) -> Said {
    match dois.iter().find_map(|doi| attributes(doi)) {
        Some(data) => Said::Answer(200, json!({"data": data}).to_string()),
        None => Said::Answer(404, json!({"errors": [{"title": "It is not there."}]}).to_string()),
    }
}

/// Europe PMC knows one class, and that it was retracted.
fn articles(dois: &[String]) -> String {
    let retracted = json!({"commentCorrection": [{"id": "35000009", "source": "MED", "type": "Retraction in"}]});
    let known = dois.iter().filter(|doi| class(doi) == "epm");
    let result: Vec<Value> = known
        .map(|doi| json!({"id": "1", "source": "MED", "doi": doi, "title": "Stairs.", "commentCorrectionList": retracted}))
        .collect();
    json!({"resultList": {"result": result}}).to_string()
}

fn agencies(dois: &[String], _: &str) -> Option<Said> {
    let one = |doi: &String| match class(doi) {
        "nf" | "cac" => json!({"DOI": doi, "status": "DOI does not exist"}),
        "unk" => json!({"DOI": doi, "status": "Unknown"}),
        "dc" | "hid" | "wdr" => json!({"DOI": doi, "RA": "DataCite"}),
        "med" => json!({"DOI": doi, "RA": "mEDRA"}),
        _ => json!({"DOI": doi, "RA": "Crossref"}),
    };
    // What the other measures ask of doiRA is answered where they say how.
    let is_ours = |doi: &String| MIX.iter().any(|(known, _)| *known != "ok" && *known == class(doi));
    let ours = dois.iter().any(is_ours);
    ours.then(|| Said::Answer(200, Value::Array(dois.iter().map(one).collect()).to_string()))
}

fn handle(dois: &[String], query: &str) -> Option<Said> {
    let doi = dois.first()?;
    let found = |kind: &str, value: &str| {
        let value = json!({"index": 1, "type": kind, "data": {"format": "string", "value": value}});
        Some(Said::Answer(200, json!({"responseCode": 1, "handle": doi, "values": [value]}).to_string()))
    };
    let code = |status, code: u16| Some(Said::Answer(status, json!({"responseCode": code, "handle": doi}).to_string()));
    match class(doi) {
        "nf" => code(404, 100),
        "cac" if !query.contains("auth") => code(404, 100),
        "not" => code(200, 200),
        "del" => found("URL", "https://www.crossref.org/_deleted-doi/"),
        "ali" => found("HS_ALIAS", &doi.replace("ali.", "ret.9")),
        "hid" | "wdr" | "dc" | "med" | "cac" | "unk" => found("URL", &format!("https://publisher.example/{doi}")),
        _ => None,
    }
}
