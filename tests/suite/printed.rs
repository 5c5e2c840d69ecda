//! Printed entries of reference lists: how many are read right.

use claimbook::model::Item;
use claimbook::read::references::parse;
use serde_json::Value;
use std::collections::BTreeMap;

/// The shared samples; none where the folder is not beside the crate.
pub(crate) fn shared(path: &str) -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let found = std::fs::read_to_string(format!("{folder}/{path}")).ok();
    if found.is_none() {
        println!("skipped: ../shared is not here");
    }
    found
}

/// Letters and digits alone, in lower case: what counts when a title is compared.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[derive(Default)]
struct Score {
    of: usize,
    right: usize,
    fields: BTreeMap<&'static str, (usize, usize)>,
}

impl Score {
    fn field(&mut self, name: &'static str, right: bool) -> bool {
        let field = self.fields.entry(name).or_default();
        field.0 += usize::from(right);
        field.1 += 1;
        right
    }

    fn rate(&self) -> f64 {
        self.right as f64 / self.of as f64
    }
}

fn text<'a>(gold: &'a Value, key: &str) -> Option<&'a str> {
    gold[key].as_str().filter(|s| !s.is_empty())
}

fn score(score: &mut Score, printed: &str, item: &Item, gold: &Value) {
    score.of += 1;
    let mut all = true;
    if let Some(want) = text(gold, "first_author") {
        let got = item.first_author().unwrap_or_default();
        all &= score.field("first author", folded(&got) == folded(want));
    }
    if let Some(want) = text(gold, "year") {
        all &= score.field("year", item.year().map(|y| y.to_string()).as_deref() == Some(want));
    }
    if let Some(want) = text(gold, "title") {
        all &= score.field("title", folded(item.title.as_deref().unwrap_or_default()) == folded(want));
    }
    for (name, key, got) in [
        ("volume", "volume", &item.volume),
        ("issue", "issue", &item.issue),
        ("container", "journal", &item.container_title),
    ] {
        if let Some(want) = text(gold, key) {
            score.field(name, folded(got.as_deref().unwrap_or_default()) == folded(want));
        }
    }
    if let Some(want) = text(gold, "pages").or(text(gold, "fpage")) {
        let got = item.page.as_deref().or(item.number.as_deref()).unwrap_or_default();
        score.field("pages", folded(got).starts_with(&folded(want)));
    }
    score.right += usize::from(all);
    if !all {
        println!(
            "missed: {printed}\n   got {:?} {:?} {:?} | {:?}\n  want {:?} {:?} {:?}",
            item.first_author(),
            item.year(),
            item.title,
            item.container_title,
            text(gold, "first_author"),
            text(gold, "year"),
            text(gold, "title")
        );
    }
}

fn samples(file: &str, floor: f64) {
    let Some(lines) = shared(file) else { return };
    let mut total = Score::default();
    for line in lines.lines() {
        let sample: Value = serde_json::from_str(line).unwrap();
        if sample["gold"]["title"].is_null() {
            continue; // no gold for it
        }
        let printed = sample["raw"].as_str().unwrap();
        score(&mut total, printed, &parse(printed).item, &sample["gold"]);
    }
    println!("{file}: {} of {} ({:.1} %), by field {:?}", total.right, total.of, total.rate() * 100.0, total.fields);
    assert!(total.rate() >= floor, "{file}: {:.3} is below {floor}", total.rate());
}

#[test]
fn pdq_entries() {
    samples("samples/reference-strings/nci-pdq.jsonl", 0.98);
}

#[test]
fn plos_entries() {
    samples("samples/reference-strings/plos-jats.jsonl", 0.97);
}

#[test]
fn entries_of_whole_articles() {
    for (article, floor) in [
        ("nci-breast-reconstruction", 1.0),
        ("pdq-pruritus", 0.98),
        ("plos-acupuncture-depression-apa", 0.96),
        ("pmean-full-body-ct", 0.95),
    ] {
        let Some(json) = shared(&format!("articles/{article}/gold.json")) else { return };
        let gold: Value = serde_json::from_str(&json).unwrap();
        let mut total = Score::default();
        for reference in gold["references"].as_array().unwrap() {
            let printed = reference["raw"].as_str().unwrap();
            score(&mut total, printed, &parse(printed).item, reference);
        }
        println!(
            "{article}: {} of {} ({:.1} %), by field {:?}",
            total.right,
            total.of,
            total.rate() * 100.0,
            total.fields
        );
        assert!(total.rate() >= floor, "{article}: {:.3} is below {floor}", total.rate());
    }
}

/// One entry of our own for each shape; the golden file holds what is read, field by field.
#[test]
fn every_style() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/printed");
    let entries = std::fs::read_to_string(format!("{folder}/styles.txt")).unwrap();
    let mut out = String::new();
    for entry in entries.lines() {
        let parsed = parse(entry);
        let csl = serde_json::to_string(&parsed.item).unwrap();
        out +=
            &format!("{entry}\n  {csl}\n  confident {}, DOI as printed {:?}\n", parsed.confident, parsed.doi_printed);
        for note in &parsed.notes {
            out += &format!("  note: {note}\n");
        }
    }
    let golden = snapbox::Data::read_from(std::path::Path::new(&format!("{folder}/styles.txt.read")), None);
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(out, golden);
}
