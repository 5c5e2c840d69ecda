//! Every recorded answer, where the folder of recordings is.

use super::*;
use std::path::PathBuf;

/// The folder of recorded answers, where it is.
fn recorded() -> Option<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/samples/registry-answers"));
    if !folder.is_dir() {
        println!("skipped: ../shared is not here");
    }
    folder.is_dir().then(|| folder.to_owned())
}

fn bodies(folder: &Path, kind: &str) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder.join(kind)).unwrap().map(|e| e.unwrap().path());
    files.map(|p| (p.display().to_string(), std::fs::read_to_string(&p).unwrap())).collect()
}

#[test]
fn every_recorded_answer_is_read() {
    let Some(folder) = recorded() else { return };
    let (mut works, mut untitled) = (0, 0);
    let mut count = |record: &WorkRecord, file: &str| {
        works += 1;
        untitled += usize::from(record.metadata.item.title.is_none());
        let stored = serde_json::to_string(&record.metadata).unwrap();
        assert!(stored.len() < 60_000, "{file}: {} bytes", stored.len());
        assert_eq!(serde_json::from_str::<MetadataAnswer>(&stored).unwrap(), record.metadata, "{file}");
        assert!(record.metadata.item.other.is_empty());
    };
    for (file, work) in works_of(&folder) {
        let own = doi(work["DOI"].as_str().unwrap());
        let body = json!({ "message": work }).to_string();
        let record = crossref::read_record(&own, &answer(200, &body)).unwrap().unwrap();
        assert_eq!(record.metadata.alias_of, None);
        count(&record, &file);
    }
    for (file, body) in bodies(&folder, "crossref-work-list") {
        crossref::read_candidates(&answer(200, &body)).unwrap().iter().for_each(|r| count(r, &file));
    }
    for kind in ["crossref-search-items", "crossref-update-items"] {
        for (file, body) in bodies(&folder, kind) {
            let items = match serde_json::from_str::<Value>(&body).unwrap() {
                Value::Array(items) => items,
                one => vec![one],
            };
            let body = json!({"message": {"items": items}}).to_string();
            for record in crossref::read_candidates(&answer(200, &body)).unwrap() {
                count(&record, &file);
                let said = !record.notices.notices.is_empty() || !record.notices.about.is_empty();
                // Two of PLOS's works are new versions of themselves, which is no notice.
                let itself = ["ppat.1006930", "pgen.1011490"].iter().any(|own| file.contains(own));
                assert!(said || itself || kind == "crossref-search-items", "{file}: no notice");
            }
        }
    }
    for (file, body) in bodies(&folder, "datacite") {
        let own =
            serde_json::from_str::<Value>(&body).unwrap()["data"]["attributes"]["doi"].as_str().unwrap().to_owned();
        count(&datacite::read_record(&doi(&own), &answer(200, &body)).unwrap().unwrap(), &file);
    }
    for (file, body) in bodies(&folder, "crossref-error") {
        let name = Path::new(&file).file_name().unwrap().to_str().unwrap().to_owned();
        let status: u16 = name.split('_').next().unwrap().parse().unwrap();
        let read: Result<_, Failure> = crossref::read_list(&[doi("10.5555/a")], &answer(status, &body));
        let fault = read.unwrap_err().fault;
        assert_eq!(fault, if status >= 500 { Fault::ServerError } else { Fault::Unexpected }, "{name}");
    }
    for (file, body) in bodies(&folder, "ncbi-idconv") {
        assert!(!pmc::read_identifiers(&answer(200, &body)).unwrap().is_empty(), "{file}");
    }
    println!("{works} works read, {untitled} of them without a title");
    assert!(works > 200, "{works}");
}

/// Crossref's single works; some were recorded without their envelope.
fn works_of(folder: &Path) -> Vec<(String, Value)> {
    let works = bodies(folder, "crossref-work").into_iter().map(|(file, body)| {
        let answer: Value = serde_json::from_str(&body).unwrap();
        let work = answer.get("message").unwrap_or(&answer).clone();
        (file, work)
    });
    works.collect()
}

#[test]
fn recorded_works_are_the_works_they_are() {
    let Some(folder) = recorded() else { return };
    let mut wrong = Vec::new();
    for (file, work) in works_of(&folder) {
        let body = json!({ "message": { "items": [work] } }).to_string();
        let own = crossref::read_candidates(&answer(200, &body)).unwrap().remove(0).metadata;
        let same = compare_metadata("", &own.item, &own);
        assert!(own.item.title.is_none() || same.iter().any(|f| f.result == FieldState::Same), "{file}");
        wrong.extend(same.into_iter().filter(|f| f.result == FieldState::Differs).map(|f| format!("{file}: {f:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
