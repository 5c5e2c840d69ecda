//! What the SARIF 2.1.0 schema and GitHub's rules demand of every property that we write.

use claimbook::rules::RULES;
use serde_json::Value;
use std::collections::BTreeSet;

/// Stops at the first property that is unknown, missing or of a wrong kind.
pub(super) fn valid(log: &Value) {
    keys(log, &["$schema", "version", "runs"], &[]);
    assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(list(&log["runs"]).len(), 1, "GitHub takes 20 at most");
    let run = &log["runs"][0];
    keys(run, &["tool", "invocations", "columnKind", "results", "properties"], &[]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    keys(&run["tool"], &["driver"], &[]);
    let driver = &run["tool"]["driver"];
    keys(driver, &["name", "semanticVersion", "rules"], &[]);
    assert_eq!((&driver["name"], text(&driver["semanticVersion"]).matches('.').count()), (&"claimbook".into(), 2));
    let rules: Vec<&str> = list(&driver["rules"]).iter().map(rule).collect();
    assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len(), "rules are unique");
    let results = list(&run["results"]);
    assert!(results.len() <= 25_000);
    results.iter().for_each(|one| result(one, &rules));
    let prints: BTreeSet<&str> =
        results.iter().map(|r| text(&r["partialFingerprints"]["primaryLocationLineHash"])).collect();
    assert_eq!(prints.len(), results.len(), "fingerprints tell results apart");
    assert_eq!(list(&run["invocations"]).len(), 1);
    let invocation = &run["invocations"][0];
    keys(invocation, &["executionSuccessful", "toolExecutionNotifications"], &[]);
    assert_eq!(invocation["executionSuccessful"], true);
    list(&invocation["toolExecutionNotifications"]).iter().for_each(|one| notification(one, &rules));
    keys(&run["properties"], &["logHeads", "waived", "baseline", "beyond"], &[]);
}

fn rule(rule: &Value) -> &str {
    keys(
        rule,
        &["id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"],
        &[],
    );
    for described in ["shortDescription", "fullDescription"] {
        keys(&rule[described], &["text"], &[]);
        assert!((1..1024).contains(&text(&rule[described]["text"]).len()), "GitHub cuts after 1,024 characters");
    }
    keys(&rule["help"], &["text", "markdown"], &[]);
    assert!(!text(&rule["help"]["text"]).is_empty() && text(&rule["help"]["markdown"]).starts_with("# "));
    keys(&rule["defaultConfiguration"], &["level"], &[]);
    level(&rule["defaultConfiguration"]["level"]);
    keys(&rule["properties"], &["tags"], &[]);
    assert!((1..=10).contains(&list(&rule["properties"]["tags"]).len()));
    let id = text(&rule["id"]);
    assert!(RULES.iter().any(|r| r.id == id), "{id}");
    id
}

fn result(result: &Value, rules: &[&str]) {
    keys(result, &["ruleId", "level", "message", "locations", "partialFingerprints"], &["properties"]);
    assert!(rules.contains(&text(&result["ruleId"])), "{result}");
    level(&result["level"]);
    message(&result["message"]);
    assert_eq!(list(&result["locations"]).len(), 1);
    location(&result["locations"][0], &["artifactLocation", "region"]);
    let region = &result["locations"][0]["physicalLocation"]["region"];
    keys(region, &["startLine", "startColumn", "endLine", "endColumn"], &[]);
    let at = |name: &str| region[name].as_u64().filter(|n| *n >= 1).unwrap_or_else(|| panic!("{region}"));
    assert!((at("startLine"), at("startColumn")) < (at("endLine"), at("endColumn")), "{region}");
    keys(&result["partialFingerprints"], &["primaryLocationLineHash"], &[]);
    let print = text(&result["partialFingerprints"]["primaryLocationLineHash"]);
    assert!(print.len() == 32 && print.chars().all(|c| c.is_ascii_hexdigit()), "{print}");
}

fn notification(notification: &Value, rules: &[&str]) {
    keys(notification, &["level", "message", "locations"], &["associatedRule"]);
    level(&notification["level"]);
    message(&notification["message"]);
    list(&notification["locations"]).iter().for_each(|one| location(one, &["artifactLocation"]));
    if let Some(rule) = notification.get("associatedRule") {
        keys(rule, &["id"], &[]);
        assert!(rules.contains(&text(&rule["id"])), "{rule}");
    }
}

fn location(location: &Value, physical: &[&str]) {
    keys(location, &["physicalLocation"], &[]);
    let place = &location["physicalLocation"];
    keys(place, physical, &[]);
    keys(&place["artifactLocation"], &["uri"], &[]);
    let uri = text(&place["artifactLocation"]["uri"]);
    let base = url::Url::parse("file:///repository/").unwrap();
    let whole = base.join(uri).unwrap();
    assert!(whole.as_str().starts_with("file:///repository/"), "{uri} leaves the repository");
    assert!((whole.query(), whole.fragment()) == (None, None), "{uri} is a path alone");
    assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
}

/// Plain text: whatever could be a link to something is escaped.
fn message(message: &Value) {
    keys(message, &["text"], &[]);
    let text = text(&message["text"]);
    assert!(!text.is_empty() && !text.replace("\\]", "").contains("]("), "{text}");
    assert!(!text.contains(claimbook::text::visible::is_hidden), "{text:?}");
}

fn level(level: &Value) {
    assert!(["none", "note", "warning", "error"].contains(&text(level)), "{level}");
}

/// An object with these keys, perhaps with those, and no others.
fn keys(object: &Value, must: &[&str], may: &[&str]) {
    let has: BTreeSet<&str> =
        object.as_object().unwrap_or_else(|| panic!("{object}")).keys().map(String::as_str).collect();
    assert!(must.iter().all(|key| has.contains(key)), "{must:?} are not all in {object}");
    assert!(has.iter().all(|key| must.contains(key) || may.contains(key)), "{has:?}, expected {must:?} and {may:?}");
}

fn list(list: &Value) -> &Vec<Value> {
    list.as_array().unwrap_or_else(|| panic!("{list}"))
}

fn text(text: &Value) -> &str {
    text.as_str().unwrap_or_else(|| panic!("{text}"))
}
