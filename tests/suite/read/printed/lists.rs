//! Lists as people type and paste them: where each entry begins, what its number, section and text are.

use claimbook::read::entry::PrintedEntry;
use claimbook::read::{article, references};

/// What stands before a list in an article, and how many lines it takes.
const BEFORE: &str = "Knee pain\n\nKnees hurt most where they carry most, and stairs are the first place where people notice.\n\nReferences\n\n";

/// A list, and its entries, a line each.
struct List {
    name: String,
    article_alone: bool,
    text: String,
    entries: Vec<String>,
}

fn lists() -> Vec<List> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/printed/lists.txt");
    let mut lists: Vec<List> = Vec::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        if let Some(name) = line.strip_prefix("## ") {
            let name = name.to_owned();
            lists.push(List { name, article_alone: false, text: String::new(), entries: Vec::new() });
        }
        let Some(list) = lists.last_mut() else { continue };
        list.article_alone |= line == "as: article";
        if let Some(text) = line.strip_prefix('|') {
            list.text += text.strip_prefix(' ').unwrap_or(text);
            list.text.push('\n');
        } else if let Some(entry) = line.strip_prefix("> ") {
            list.entries.push(entry.to_owned());
        }
    }
    lists
}

fn render(entries: &[PrintedEntry], lines_before: u32) -> Vec<String> {
    let section = |e: &PrintedEntry| if e.section == "References" { String::new() } else { e.section.clone() };
    let shown = |e: &PrintedEntry| {
        let number = e.number.as_deref().unwrap_or("-");
        format!("{} | {number} | {} | {}", e.line - lines_before, section(e), e.printed)
    };
    entries.iter().map(shown).collect()
}

#[test]
fn lists_are_cut_into_entries() {
    let lists = lists();
    assert!(lists.len() >= 30, "only {} lists", lists.len());
    let mut wrong = String::new();
    for list in &lists {
        if !list.article_alone {
            let read = references::read_references(
                list.text.as_bytes(),
                "list.txt",
                references::find_reader("printed"),
                u64::MAX,
            )
            .unwrap();
            compare(&mut wrong, &format!("{}, alone", list.name), &list.entries, &render(&read.references, 0));
        }
        let text = format!("{BEFORE}{}", list.text);
        let read = article::read_article(text.as_bytes(), "a.txt", Some("text"), u64::MAX).unwrap();
        let before = BEFORE.lines().count() as u32;
        compare(&mut wrong, &format!("{}, in an article", list.name), &list.entries, &render(&read.references, before));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn compare(wrong: &mut String, name: &str, want: &[String], got: &[String]) {
    if want != got {
        *wrong += &format!("\n{name}\n");
        got.iter().filter(|g| !want.contains(g)).for_each(|g| *wrong += &format!("   read {g}\n"));
        want.iter().filter(|w| !got.contains(w)).for_each(|w| *wrong += &format!("   not read {w}\n"));
    }
}
