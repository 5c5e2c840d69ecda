//! JSON-LD: claims as Web Annotations, articles as pages for search engines.

use super::exported;
use crate::double::clock::now;
use crate::double::sample::{sample_dressed, sample_in, word_elsewhere};
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, Deed, Error, OpenMode};
use claimbook::model::{Article, Item, Reference};
use serde_json::Value;

#[test]
fn an_address_that_runs_a_script_is_no_address_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let desk = Terminal::piped(folder.path());
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", " JavaScript:alert(1)"] {
        assert_eq!(desk.run(&["edit", "knee-pain", &format!("url={url}")]).exit, 2, "{url}");
        // A catalogue of an earlier claimbook may hold one.
        store_address(folder.path(), url);
        let scheme = url.trim().split(':').next().unwrap().to_lowercase();
        for what in [&["articles", "--to", "schema-org"][..], &["claims", "--to", "web-annotation"]] {
            let text = exported(folder.path(), what);
            assert!(!text.to_lowercase().contains(&format!("\"{scheme}:")), "{url} in {what:?}: {text}");
        }
    }
    desk.ok(&["edit", "knee-pain", "url=https://example.org/knees"]);
    assert!(exported(folder.path(), &["articles", "--to", "schema-org"]).contains("\"https://example.org/knees\""));
}

#[test]
fn an_annotation_points_at_the_words_and_at_what_they_rest_on() {
    let folder = tempfile::tempdir().unwrap();
    word_elsewhere(&mut sample_in(folder.path()));
    let text = exported(folder.path(), &["claims", "--to", "web-annotation"]);
    let annotations: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(annotations.len(), 4);
    let catalogue = Catalogue::open(&folder.path().join("claimbook.db"), claimbook::catalogue::OpenMode::Read).unwrap();
    for annotation in &annotations {
        assert_eq!(annotation["@context"], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(annotation["type"], "Annotation");
        assert!(annotation["id"].as_str().unwrap().starts_with("urn:uuid:"));
        for target in annotation["target"].as_array().unwrap() {
            let [quote, position] = target["selector"].as_array().unwrap().as_slice() else { panic!("{target}") };
            assert_eq!(
                (&quote["type"], &position["type"]),
                (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
            );
            let key = if target["source"] == "https://example.org/knee-pain" { "knee-pain" } else { "hip-pain" };
            let article = catalogue.view().article(key).unwrap();
            let version = catalogue.view().newest_version(article.uid).unwrap().unwrap();
            let at = |end: &str| position[end].as_u64().unwrap() as usize;
            let words: String = version.text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            assert_eq!(quote["exact"], words.as_str(), "the selectors agree, and the text says so");
        }
    }
    assert_eq!(annotations[0]["target"].as_array().unwrap().len(), 2, "worded in two articles");
    let bodies = annotations[0]["body"].as_array().unwrap();
    let of = |purpose: &str| bodies.iter().filter(|body| body["purpose"] == purpose).collect::<Vec<_>>();
    assert_eq!(
        (annotations[0]["motivation"].as_str(), &of("assessing")[0]["value"]),
        (Some("assessing"), &"supported".into())
    );
    let linked = of("linking");
    assert_eq!((linked.len(), &linked[0]["source"]), (1, &"https://doi.org/10.5555/knee.2021.1".into()));
    assert!(linked[0]["selector"]["exact"].as_str().unwrap().starts_with("Of 2,310 adults"));
    // Suggestions are no evidence.
    assert!(annotations[1]["body"].as_array().unwrap().iter().all(|body| body["purpose"] != "linking"));
}

#[test]
fn a_page_says_who_reviewed_it_and_what_it_cites() {
    let folder = tempfile::tempdir().unwrap();
    sample_in(folder.path());
    let pages: Vec<Value> =
        serde_json::from_str(&exported(folder.path(), &["articles", "--to", "schema-org", "--article", "knee-pain"]))
            .unwrap();
    let [page] = pages.as_slice() else { panic!("{pages:?}") };
    for (field, value) in [
        ("@context", "https://schema.org"),
        ("@type", "MedicalWebPage"),
        ("url", "https://example.org/knee-pain"),
        ("lastReviewed", "2025-06"),
        ("dateModified", "2025-06-30"),
        ("inLanguage", "en"),
    ] {
        assert_eq!(page[field], value, "{field}");
    }
    assert_eq!(
        page["reviewedBy"][0],
        serde_json::json!({"@type": "Person", "name": "A. Reviewer", "honorificSuffix": "PT, DPT"})
    );
    let cited = page["citation"].as_array().unwrap();
    assert_eq!(cited.len(), 3);
    assert!(cited.iter().all(|work| !work["name"].as_str().unwrap().is_empty()), "{cited:?}");
    assert_eq!(cited[0]["url"], "https://doi.org/10.5555/knee.2021.1");
}

#[test]
fn no_text_ends_the_script_that_it_stands_in() {
    let folder = tempfile::tempdir().unwrap();
    sample_dressed(folder.path(), |plain| format!("</script><script>alert('{plain}')</script><!--&amp;"));
    let text = exported(folder.path(), &["articles", "--to", "schema-org"]);
    assert!(!text.contains(['<', '>', '&']), "{text}");
    let pages: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(pages[0]["name"], "</script><script>alert('Knee pain after 50')</script><!--&amp;");
}

fn store_address(folder: &std::path::Path, url: &str) {
    let mut catalogue = Catalogue::open(&folder.join("claimbook.db"), OpenMode::Write).unwrap();
    let deed = Deed { who: "A. Editor".into(), command: "import".into(), at: now(), reason: None };
    let stored = catalogue.write(&deed, |writing| {
        let article = writing.view().article("knee-pain")?;
        let entry = writing.view().reference(article.uid, 3)?.unwrap();
        let csl = Item { url: Some(url.into()), ..entry.csl.clone() };
        writing.edit(&Reference { csl, ..entry })?;
        writing.edit(&Article { url: Some(url.into()), ..article })
    });
    stored.map_err(|e: Error| e).unwrap();
}
