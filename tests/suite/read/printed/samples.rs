//! The entries of the shared samples, where their folder is beside the crate.

use super::score::Told;
use serde_json::Value;

/// A file of the shared samples; none where the folder is not there.
pub(crate) fn shared(path: &str) -> Option<String> {
    std::fs::read_to_string(format!("{}/../shared/{path}", env!("CARGO_MANIFEST_DIR"))).ok()
}

/// Groups of entries by the way they are printed: name, share that must be right, entries. Empty where there are no
/// samples.
pub(crate) fn groups() -> Vec<(&'static str, f64, Vec<Told>)> {
    let strings = |file: &str| {
        let text = shared(&format!("samples/reference-strings/{file}")).unwrap_or_default();
        let lines = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
        // Without a title there is no gold for the entry.
        lines.filter(|v| v["gold"]["title"].is_string()).map(|v| describe(&v["raw"], &v["gold"])).collect::<Vec<_>>()
    };
    let mut title_first = Vec::new();
    let mut pages = Vec::new();
    let mut others = Vec::new();
    for article in
        ["pmean-full-body-ct", "nci-breast-reconstruction", "pdq-pruritus", "plos-acupuncture-depression-apa"]
    {
        let text = shared(&format!("articles/{article}/gold.json")).unwrap_or_default();
        let gold: Value = serde_json::from_str(&text).unwrap_or_default();
        for reference in gold["references"].as_array().into_iter().flatten() {
            let mut told = describe(&reference["raw"], reference);
            let web = reference["kind"] == "web";
            if web && reference["year"].is_null() {
                // It prints no year but that of reading it.
                told.fields.insert("year", None);
            }
            match (web, article) {
                (true, _) => pages.push(told),
                (_, "pmean-full-body-ct") => title_first.push(told),
                _ => others.push(told),
            }
        }
    }
    let groups = [
        ("PDQ", 0.97, strings("nci-pdq.jsonl")),
        ("PLOS", 0.95, strings("plos-jats.jsonl")),
        ("title first", 0.90, title_first),
        ("web pages and organisations", 0.90, pages),
        ("other articles", 0.95, others),
    ];
    groups.into_iter().filter(|(_, _, told)| !told.is_empty()).collect()
}

fn describe(printed: &Value, gold: &Value) -> Told {
    let mut told = Told { printed: printed.as_str().unwrap_or_default().to_owned(), ..Told::default() };
    let names = [
        ("author", "first_author"),
        ("year", "year"),
        ("title", "title"),
        ("container", "journal"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("pages", "pages"),
        ("pages", "fpage"),
    ];
    for (field, name) in names {
        if let Some(value) = gold[name].as_str().filter(|s| !s.is_empty()) {
            told.fields.insert(field, Some(value.to_owned()));
        }
    }
    if let (Some(first), Some(last)) = (gold["fpage"].as_str(), gold["lpage"].as_str()) {
        told.fields.insert("pages", Some(format!("{first}-{last}")));
    }
    let authors: Vec<&str> = gold["authors"].as_array().into_iter().flatten().filter_map(|a| a[0].as_str()).collect();
    if !authors.is_empty() {
        told.fields.insert("authors", Some(authors.join(" | ")));
    }
    told
}
