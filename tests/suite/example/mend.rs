//! What a maintainer of `data/` need not write by hand. In any file, `new:` and a word stands for a new row's uid, the
//! same one wherever the word comes again. What can be computed may be left empty: a version's hashes, text and blocks;
//! an occurrence's place; a claim's section; what a printed reference says as CSL.

use claimbook::model::{Blocks, Uid};
use claimbook::read::{article, printed};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Files by their paths.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Fills in what was left empty.
pub(super) fn mend(mut files: Files, now: jiff::Timestamp) -> Files {
    name_new_rows(&mut files, now);
    let folders: Vec<String> =
        files.keys().filter_map(|name| name.strip_suffix("/article.toml")).map(str::to_owned).collect();
    for folder in folders {
        let (text, blocks) = read_versions(&mut files, &folder);
        let places = place_occurrences(&mut files, &folder, &text);
        sheet(&mut files, &format!("{folder}/claims.csv"), |row| {
            if row["section"].is_empty()
                && let Some(block) = places.get(&row["uid"]).and_then(|at| blocks.block_at(*at))
            {
                row.insert("section".into(), block.section.clone());
            }
        });
        sheet(&mut files, &format!("{folder}/references.csv"), |row| {
            let read = printed::parse(&row["printed"]);
            assert!(read.notes.is_empty(), "{}: {:?}", row["printed"], read.notes);
            row.insert("csl".into(), serde_json::to_string(&read.item).unwrap());
            row.insert("doi_printed".into(), read.doi_printed.unwrap_or_default());
        });
    }
    files
}

fn name_new_rows(files: &mut Files, now: jiff::Timestamp) {
    let mut named: BTreeMap<String, Uid> = BTreeMap::new();
    for (name, bytes) in files.iter_mut().filter(|(name, _)| !name.contains("/versions/")) {
        let text = String::from_utf8(bytes.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let mut parts = text.split("new:");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
            let uid = named.entry(part[..end].to_owned()).or_insert_with(|| Uid::new(now));
            out.push_str(&format!("{uid}{}", &part[end..]));
        }
        *bytes = out.into_bytes();
    }
}

/// Reads each version's original as an import would; answers the last one's text and blocks.
fn read_versions(files: &mut Files, folder: &str) -> (String, Blocks) {
    let path = format!("{folder}/article.toml");
    let mut toml: toml::Table = String::from_utf8(files[&path].clone()).unwrap().parse().unwrap();
    let mut last = (String::new(), Blocks::default());
    for version in toml["version"].as_array_mut().unwrap().iter_mut().filter_map(toml::Value::as_table_mut) {
        let n = version["n"].as_integer().unwrap();
        let original = files[&format!("{folder}/versions/{n}.md")].clone();
        let read = article::read_article(&original, "article.md", Some("markdown"), u64::MAX).unwrap();
        let mut set = |field: &str, bytes: &[u8]| version.insert(field.to_owned(), sha256(bytes).into());
        set("sha256", &original);
        set("text_sha256", read.text.as_bytes());
        files.insert(format!("{folder}/versions/{n}.txt"), read.text.clone().into_bytes());
        files.insert(format!("{folder}/versions/{n}.blocks.json"), serde_json::to_vec(&read.blocks).unwrap());
        last = (read.text, read.blocks);
    }
    files.insert(path, toml::to_string(&toml).unwrap().into_bytes());
    last
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Finds the words of each occurrence in the text; answers where each claim stands.
fn place_occurrences(files: &mut Files, folder: &str, text: &str) -> BTreeMap<String, u32> {
    let mut places = BTreeMap::new();
    sheet(files, &format!("{folder}/occurrences.csv"), |row| {
        let exact = row["exact"].clone();
        assert_eq!(text.matches(&exact).count(), 1, "“{exact}” should stand once in the text");
        let (before, after) = text.split_once(&exact).unwrap();
        let start = before.chars().count();
        let nearest: Vec<char> = before.chars().rev().take(32).collect();
        let found = [
            ("prefix", nearest.into_iter().rev().collect::<String>().replace('\n', r"\n")),
            ("suffix", after.chars().take(32).collect::<String>().replace('\n', r"\n")),
            ("start", start.to_string()),
            ("end", (start + exact.chars().count()).to_string()),
            ("count", "1".to_owned()),
        ];
        row.extend(found.map(|(column, value)| (column.to_owned(), value)));
        places.insert(row["claim"].clone(), start as u32);
    });
    places
}

/// Changes the rows of a CSV file, each as cells by column.
fn sheet(files: &mut Files, name: &str, mut change: impl FnMut(&mut BTreeMap<String, String>)) {
    let mut reader = csv::Reader::from_reader(files[name].as_slice());
    let header = reader.headers().unwrap().clone();
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&header).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let mut row = header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
        change(&mut row);
        out.write_record(header.iter().map(|column| &row[column])).unwrap();
    }
    files.insert(name.to_owned(), out.into_inner().unwrap());
}
