//! The same places with their markers left in the text: an article with its list, read as an import reads one.

use super::shares::Share;
use claimbook::detect::detect_claims;
use claimbook::read::article::read_article;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// No article is larger, in bytes.
const LARGEST: u64 = 10_000_000;
/// How far behind a sentence its marker may stand, in code points.
const BEHIND: u32 = 2;

/// Of the references that markers name, how many a claim rests on once the article is read. None where no sample is there.
pub(crate) fn measure() -> Share {
    let folder = format!("{}/../shared/samples/claim-links", env!("CARGO_MANIFEST_DIR"));
    let rows = |name: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    };
    let mut documents: BTreeMap<String, (Vec<Value>, Vec<Value>)> = BTreeMap::new();
    let name = |row: &Value| row["doc"].as_str().unwrap_or_default().to_owned();
    rows("references").into_iter().for_each(|row| documents.entry(name(&row)).or_default().0.push(row));
    rows("paragraphs").into_iter().for_each(|row| documents.entry(name(&row)).or_default().1.push(row));
    let mut share = Share::default();
    for (list, paragraphs) in documents.values().filter(|(list, _)| !list.is_empty()) {
        let (right, of) = measure_document(list, paragraphs);
        share.right += right;
        share.of += of;
    }
    share
}

/// An article in Markdown: paragraphs with `[1,2]`, and a numbered list. With it, what each paragraph cites, in order.
fn print(list: &[Value], paragraphs: &[Value]) -> (String, Vec<Vec<usize>>) {
    let text_of = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let numbers: BTreeMap<String, usize> = list.iter().enumerate().map(|(at, row)| (text_of(row, "key"), at)).collect();
    let (mut markdown, mut section, mut cited) = ("# A summary\n\n".to_owned(), String::new(), Vec::new());
    for paragraph in paragraphs {
        if text_of(paragraph, "section") != section {
            section = text_of(paragraph, "section");
            let _ = write!(markdown, "## {section}\n\n");
        }
        let (mut here, mut after) = (Vec::new(), 0);
        let text: Vec<char> = text_of(paragraph, "text").chars().collect();
        for citation in paragraph["citations"].as_array().into_iter().flatten() {
            let at = usize::try_from(citation["offset"].as_u64().unwrap_or_default()).unwrap_or_default();
            let refs = citation["refs"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let refs: Vec<usize> = refs.filter_map(|key| numbers.get(key).copied()).collect();
            let label: Vec<String> = refs.iter().map(|at| (at + 1).to_string()).collect();
            markdown.extend(&text[after..at.clamp(after, text.len())]);
            if !label.is_empty() {
                let _ = write!(markdown, "[{}]", label.join(","));
            }
            after = at.clamp(after, text.len());
            here.extend(refs);
        }
        markdown.extend(&text[after..]);
        markdown.push_str("\n\n");
        cited.push(here);
    }
    markdown.push_str("## References\n\n");
    for (at, row) in list.iter().enumerate() {
        let _ = writeln!(markdown, "{}. {}", at + 1, text_of(row, "raw"));
    }
    (markdown, cited)
}

fn measure_document(list: &[Value], paragraphs: &[Value]) -> (usize, usize) {
    let (markdown, cited) = print(list, paragraphs);
    let wanted: Vec<usize> = cited.concat();
    let Ok(read) = read_article(markdown.as_bytes(), "summary.md", None, LARGEST) else { return (0, wanted.len()) };
    let proposals = detect_claims(&read.text, &read.blocks, "en").proposals;
    let mut spans: Vec<(u32, u32)> =
        proposals.iter().flat_map(|p| [(p.start, p.end)].into_iter().chain(p.also.iter().copied())).collect();
    spans.sort_unstable();
    let is_claimed = |start: u32| spans.iter().any(|(first, after)| *first <= start && start <= *after + BEHIND);
    let resting = read.markers.iter().filter(|marker| is_claimed(marker.start));
    let found: Vec<usize> = resting.flat_map(|marker| marker.entries.iter().copied()).collect();
    (common(&wanted, &found), wanted.len())
}

/// How many of some numbers stand in others in the same order.
fn common(wanted: &[usize], found: &[usize]) -> usize {
    let mut best = vec![0; found.len() + 1];
    for want in wanted {
        let mut diagonal = 0;
        for (at, have) in found.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if want == have { diagonal + 1 } else { above.max(best[at]) };
            diagonal = above;
        }
    }
    best.last().copied().unwrap_or_default()
}
