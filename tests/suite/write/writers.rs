//! Formats of reference managers, one item at a time: the writing cases of the pitfalls, each under its number.

use claimbook::model::Item;
use claimbook::write::{FieldLosses, RecordSubject, WriteOptions, find_writer};

const COLUMNS: &[&str] = &["work", "doi", "url"];

/// An item in a format, and what was lost.
fn written(format: &str, item: serde_json::Value, doi: Option<&str>, url: Option<&str>) -> (String, FieldLosses) {
    let item: Item = serde_json::from_value(item).unwrap();
    let mut out = Vec::new();
    let mut records = (find_writer(format).unwrap().begin)(&mut out, WriteOptions::default()).unwrap();
    records.table("works", COLUMNS).unwrap();
    records.record(&[Some("smith2020"), doi, url], RecordSubject::Item(&item)).unwrap();
    let losses = records.end().unwrap();
    (String::from_utf8(out).unwrap(), losses)
}

#[track_caller]
fn says(format: &str, item: serde_json::Value, expected: &[&str]) {
    let (text, _) = written(format, item, None, None);
    for line in expected {
        let there = text.lines().any(|l| l.trim_start().trim_end_matches(',') == *line);
        assert!(there, "{format}: no line “{line}” in\n{text}");
    }
}

fn article(field: &str, value: serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "type": "article-journal", field: value })
}

fn authors(value: serde_json::Value) -> serde_json::Value {
    article("author", serde_json::Value::Array(vec![value]))
}

#[test]
fn a_doi_is_never_wrapped_or_escaped() {
    let doi = "10.5555/0002-8703(2000)140<0001:AVLONGNAMEFORATRIAL_OFSOMETHING>2.0.CO;2-2";
    let url = "https://journal.example/a_b~c%20d?x=1&y=2#part";
    for (format, doi_line, url_line) in [
        ("ris", format!("DO  - {doi}"), format!("UR  - {url}")),
        ("bibtex", format!("doi = {{{doi}}}"), format!("url = {{{url}}}")),
        ("biblatex", format!("doi = {{{doi}}}"), format!("url = {{{url}}}")),
        ("csl-json", format!("\"DOI\":\"{doi}\""), format!("\"URL\":\"{url}\"")),
    ] {
        let (text, _) = written(format, article("title", "T".into()), Some(doi), Some(url));
        assert!(text.contains(&doi_line) && text.contains(&url_line), "{format}: {text}");
    }
}

#[test]
fn a_group_is_held_together() {
    let who = || authors(serde_json::json!({ "literal": "Institute of Sleep, Food and Rest" }));
    says("bibtex", who(), &["author = {{Institute of Sleep, Food and Rest}}"]);
    // EndNote's ways to say so, which our own reader knows too.
    says("ris", who(), &["AU  - Institute of Sleep,, Food and Rest"]);
    says("ris", authors(serde_json::json!({ "literal": "Knee Study Group" })), &["AU  - Knee Study Group"]);
    says("nbib", who(), &["CN  - Institute of Sleep, Food and Rest"]);
}

#[test]
fn a_list_cut_short_names_nobody_others() {
    let item = || serde_json::json!({ "author": [{ "family": "Smith", "given": "J" }], "et-al": true });
    says("bibtex", item(), &["author = {Smith, J and others}"]);
    let (ris, losses) = written("ris", item(), None, None);
    assert!(!ris.contains("others") && losses.keys().any(|what| what.starts_with("et al.")), "{ris}");
}

#[test]
fn particles_and_suffixes_have_their_places() {
    let jr = || authors(serde_json::json!({ "family": "Smith", "given": "John A.", "suffix": "Jr." }));
    says("ris", jr(), &["AU  - Smith, John A., Jr."]);
    says("bibtex", jr(), &["author = {Smith, Jr., John A.}"]);
    let van = || authors(serde_json::json!({ "family": "Berg", "given": "J", "non-dropping-particle": "van der" }));
    says("ris", van(), &["AU  - van der Berg, J"]);
    says("bibtex", van(), &["author = {van der Berg, J}"]);
    let large = authors(serde_json::json!({ "family": "Silva", "given": "A", "non-dropping-particle": "De" }));
    says("bibtex", large, &["author = {{De Silva}, A}"]);
    says("bibtex", authors(serde_json::json!({ "family": "Oliveira Silva" })), &["author = {{Oliveira Silva}}"]);
}

#[test]
fn braces_stand_only_where_a_capital_must_stay() {
    for (title, expected) in [
        ("Effects of GLP-1 on pH", "title = {Effects of {GLP-1} on {pH}}"),
        ("Sleep in Crohn disease: A trial", "title = {Sleep in {Crohn} disease: A trial}"),
        ("Management of Type 2 Diabetes Mellitus", "title = {Management of Type 2 Diabetes Mellitus}"),
        (
            "β-blockers & 40% {of} it_all ^ ~ \\x",
            "title = {β-blockers \\& 40\\% \\textbraceleft{}of\\textbraceright{} it\\_all \\textasciicircum{} \\textasciitilde{} \\textbackslash{}x}",
        ),
    ] {
        says("bibtex", article("title", title.into()), &[expected]);
    }
}

#[test]
fn markup_of_registries_is_not_text() {
    let title = || article("title", "CO<sub>2</sub> &amp; <i>E. coli</i>: p &lt; 0.05, x<y".into());
    says("bibtex", title(), &["title = {{CO\\textsubscript{2}} \\& \\textit{{E.} coli}: p < 0.05, x<y}"]);
    says("ris", title(), &["TI  - CO₂ & E. coli: p < 0.05, x<y"]);
    says("nbib", title(), &["TI  - CO₂ & E. coli: p < 0.05, x<y."]);
    let (_, losses) = written("ris", title(), None, None);
    assert_eq!(losses.get("how parts of its texts are set (italics and the like)"), Some(&1));
    let journal = || article("container-title", "Sleep &amp; Rest".into());
    says("bibtex", journal(), &["journal = {Sleep \\& Rest}"]);
    says("ris", journal(), &["T2  - Sleep & Rest"]);
}

#[test]
fn no_two_records_have_one_key() {
    let mut out = Vec::new();
    let mut records = (find_writer("bibtex").unwrap().begin)(&mut out, WriteOptions::default()).unwrap();
    records.table("works", &["work"]).unwrap();
    let ids = ["Smith2020", "a b", "a-b", "a+20+b", "knee-pain/r1", "smith2020", "é", "{x}"];
    for id in ids {
        records.record(&[Some(id)], RecordSubject::Item(&Item::default())).unwrap();
    }
    records.end().unwrap();
    let text = String::from_utf8(out).unwrap();
    let keys: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("@misc{")).collect();
    let expected = ["Smith2020", "a+20+b", "a-b", "a+2b+20+2b+b", "knee-pain/r1", "smith2020+2", "+e9+", "+7b+x+7d+"];
    assert_eq!(keys, expected);
}

/// The schema of CSL-JSON knows no `et-al` and no second date; readers that go by it refuse the item.
#[test]
fn csl_json_keeps_to_its_schema() {
    let item = serde_json::json!({
        "type": "article-journal", "author": [{ "family": "Smith" }], "et-al": true, "custom": { "kept": 1 },
        "issued": { "date-parts": [[2020, 9], [2020, 10]] },
    });
    let (text, _) = written("csl-json", item.clone(), None, None);
    let back: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(back[0]["custom"], serde_json::json!({ "kept": 1, "et-al": true }));
    assert_eq!(back[0]["issued"], serde_json::json!({ "date-parts": [[2020, 9], [2020, 10]] }));
    assert!(back[0].get("et-al").is_none() && back[0].get("issued-until").is_none(), "{text}");
    let mut again: Item = serde_json::from_value(back[0].clone()).unwrap();
    again.other.remove("id");
    assert_eq!(again, serde_json::from_value::<Item>(item).unwrap());
    let biblatex = serde_json::json!({ "issued": { "date-parts": [[2020, 9], [2020, 10]] } });
    says("biblatex", biblatex, &["date = {2020-09/2020-10}"]);
}

#[test]
fn nbib_is_what_pubmed_writes() {
    let item = serde_json::json!({
        "type": "article-journal", "title": "Knees at night?", "container-title": "Imaginary Journal",
        "container-title-short": "Imag J", "issued": { "date-parts": [[2020, 9], [2020, 10]] }, "page": "830-5",
        "author": [{ "family": "Berg", "given": "Anna-Lena M.", "non-dropping-particle": "van der", "suffix": "Jr." }],
        "language": "de", "PMID": "38042815", "keyword": "knee; night", "status": "advance online publication",
    });
    let (text, losses) = written("nbib", item, Some("10.5555/x"), None);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "PMID- 38042815");
    for line in [
        "DP  - 2020 Sep-Oct",
        "TI  - Knees at night?",
        "TA  - Imag J",
        "JT  - Imaginary Journal",
        "PG  - 830-5",
        "LID - 10.5555/x [doi]",
        "AID - 10.5555/x [doi]",
        "FAU - van der Berg, Anna-Lena M. Jr.",
        "AU  - van der Berg ALM Jr",
        "LA  - ger",
        "OT  - knee",
        "OT  - night",
        "PST - aheadofprint",
    ] {
        assert!(lines.contains(&line), "no line “{line}” in\n{text}");
    }
    assert_eq!(losses, FieldLosses::new());
}

#[test]
fn dates_say_what_is_known() {
    let may = || article("issued", serde_json::json!({ "date-parts": [[2024, 5]] }));
    says("bibtex", may(), &["year = {2024}", "month = may"]);
    says("biblatex", may(), &["date = {2024-05}"]);
    says("ris", may(), &["PY  - 2024", "DA  - 2024/05//"]);
    let (ris, _) = written("ris", article("title", "T".into()), None, None);
    assert!(!ris.contains("PY") && !ris.contains("DA"), "{ris}");
}

#[test]
fn ris_is_what_readers_expect() {
    let item = serde_json::json!({
        "type": "article-journal", "page": "830–5",
        "author": [{ "family": "Smith", "given": "J" }, { "family": "Jones", "given": "K" }],
    });
    let (ris, _) = written("ris", item, None, None);
    assert!(ris.starts_with("TY  - JOUR\r\n") && ris.ends_with("ER  - \r\n\r\n"), "{ris}");
    assert_eq!(ris.lines().filter(|line| line.starts_with("AU  - ")).count(), 2);
    assert!(ris.contains("SP  - 830\r\nEP  - 835\r\n"), "{ris}");
}

#[test]
fn text_ends_no_field_and_no_record() {
    let hostile = "A}\r\nER  - \r\n@article{x,\u{1b}[31m";
    let (ris, _) = written("ris", article("title", hostile.into()), None, None);
    assert_eq!(ris.lines().filter(|line| line.starts_with("ER  -")).count(), 1, "{ris}");
    let (bib, _) = written("bibtex", article("title", hostile.into()), None, None);
    let balance = bib.chars().fold(0_i32, |sum, c| sum + i32::from(c == '{') - i32::from(c == '}'));
    assert_eq!(balance, 0, "{bib}");
    assert_eq!(bib.lines().filter(|line| line.starts_with('@')).count(), 1, "{bib}");
    assert!(!ris.contains('\u{1b}') && !bib.contains('\u{1b}'));
}

#[test]
fn csl_json_comes_back_as_it_went() {
    let item = serde_json::json!({
        "type": "report", "author": [{ "literal": "Institute" }], "title": "T", "custom": { "kept": 1 },
        "issued": { "date-parts": [[2024, 5]] },
    });
    let (text, losses) = written("csl-json", item.clone(), Some("10.5555/x"), None);
    let mut back: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut back = back.pop().unwrap();
    let fields = back.as_object_mut().unwrap();
    assert_eq!(fields.remove("id"), Some("smith2020".into()));
    assert_eq!(fields.remove("DOI"), Some("10.5555/x".into()));
    assert_eq!((back, losses), (item, FieldLosses::new()));
}

#[test]
fn a_markdown_cell_is_text() {
    let mut out = Vec::new();
    let mut records = (find_writer("markdown").unwrap().begin)(&mut out, WriteOptions::default()).unwrap();
    records.table("t", &["a", "b"]).unwrap();
    records.record(&[Some("x|y\n<b>*z*"), None], RecordSubject::Fields).unwrap();
    records.end().unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "| a | b |\n|---|---|\n| x\\|y &lt;b&gt;\\*z\\* |  |\n");
}
