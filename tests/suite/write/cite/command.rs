//! The command: what addresses name, what print and registry say, and what goes to which stream.

use crate::double::sample::sample_in;
use crate::double::terminal::{Run, Terminal};
use claimbook::catalogue::{Catalogue, Deed};
use claimbook::model::*;
use serde_json::json;
use std::path::Path;

/// Stores what a registry answered about a DOI.
fn store_answer(catalogue: &mut Catalogue, subject: Subject, doi: &str, answer: serde_json::Value) {
    let deed =
        Deed { who: "T".into(), command: "check".into(), at: "2026-11-22T09:00:00Z".parse().unwrap(), reason: None };
    let stored: Result<_, claimbook::catalogue::Error> = catalogue.write(&deed, |w| {
        w.observe(&[Observation {
            uid: w.uid(),
            service: "crossref".into(),
            subject,
            scheme: "doi".into(),
            identifier: doi.into(),
            answer: answer.to_string(),
            body_sha256: None,
            first_asked_at: w.time(),
            asked_at: w.time(),
        }])
    });
    stored.unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    Terminal::piped(folder).run(&[&["cite"], arguments].concat())
}

#[test]
fn an_article_is_its_list_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let list = run(folder.path(), &["knee-pain"]);
    assert_eq!(list.err, "");
    assert_eq!(
        list.out,
        "1. Example A, Sample BC. Knee pain in adults over 50: a cross-sectional study. J Invented Knees. 2021. \
         doi:10.5555/knee.2021.1\n\
         2. Sample BC. Strength training for painful knees: a systematic review and meta-analysis. Rev Invented Exerc. \
         2022. doi:10.5555/knee.2022.2\n\
         3. Invented Knee Fund. Painkillers and your knees. 2024. https://example.org/painkillers\n"
    );
}

#[test]
fn what_the_registry_says_is_used_where_it_agrees_and_told_where_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    let record = json!({"item": {"type": "article-journal", "title": "Knee pain in adults over 50: a cross-sectional study",
        "author": [{"family": "Example", "given": "Anna"}, {"family": "Simple", "given": "Bo C"}],
        "container-title": "Journal of Invented Knees", "issued": {"date-parts": [[2021, 4, 2]]}, "volume": "12", "issue": "3",
        "page": "45-56", "DOI": "10.5555/knee.2021.1"}});
    store_answer(&mut catalogue, Subject::Metadata, "10.5555/knee.2021.1", record);
    let other = json!({"item": {"type": "article-journal", "title": "Sleep in shift workers of three hospitals",
        "author": [{"family": "Webb", "given": "Kit"}], "volume": "9"}});
    store_answer(&mut catalogue, Subject::Metadata, "10.5555/knee.2022.2", other);
    drop(catalogue);
    let list = run(folder.path(), &["knee-pain/r1", "knee-pain/r2", "--style", "apa"]);
    assert_eq!(
        list.err,
        "knee-pain/r1: authors: “Example, Sample” in print, “Example, Simple” at crossref; what is printed is used\n\
         knee-pain/r2: crossref has another work under its identifier, “Sleep in shift workers of three hospitals”; nothing \
         of that record is used\n"
    );
    assert!(list.out.starts_with("Example, A., & Sample, B. C. (2021). Knee pain"), "{}", list.out);
    assert!(
        list.out.contains("Journal of Invented Knees, 12(3), 45–56."),
        "the registry's volume fills the gap: {}",
        list.out
    );
    assert!(list.out.contains("Strength training") && !list.out.contains("Sleep"), "{}", list.out);
}

#[test]
fn a_retracted_work_is_marked_in_every_style() {
    let folder = tempfile::tempdir().unwrap();
    let mut catalogue = sample_in(folder.path());
    let notices = json!({"notices": [{"kind": "retraction", "source": "retraction-watch", "on": "2023-04-02", "doi": "10.5555/n"}]});
    store_answer(&mut catalogue, Subject::Notices, "10.5555/knee.2021.1", notices);
    drop(catalogue);
    for style in ["ama", "vancouver", "nlm", "chicago", "harvard"] {
        let list = run(folder.path(), &["knee-pain/r1", "--style", style]);
        assert!(list.out.contains("cross-sectional study [Retracted]"), "{style}: {}", list.out);
    }
    let apa = run(folder.path(), &["example2021", "--style", "apa"]);
    assert!(apa.out.ends_with("(Retraction published 2023, https://doi.org/10.5555/n)\n"), "{}", apa.out);
    let whole = run(folder.path(), &["knee-pain", "--style", "ama"]);
    assert_eq!(whole.out.matches("[Retracted]").count(), 1, "{}", whole.out);
}

#[test]
fn a_claim_is_what_it_rests_on() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let list = run(folder.path(), &["knee-pain/c1"]);
    assert!(list.out.starts_with("1. Example A, Sample BC.") && list.out.lines().count() == 1, "{}", list.out);
    let form = run(folder.path(), &["knee-pain/c1", "knee-pain/r2", "--style", "apa", "--in-text"]);
    assert_eq!(form.out, "knee-pain/c1\t(Example & Sample, 2021)\nknee-pain/r2\t(Sample, 2022)\n", "{}", form.err);
    let form = run(folder.path(), &["knee-pain/r3", "--style", "vancouver", "--in-text"]);
    assert_eq!(form.out, "knee-pain/r3\t(3)\n", "the number is that of the whole list");
}

#[test]
fn without_an_address_every_work_is_cited_once() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let all = run(folder.path(), &["--style", "apa"]);
    assert_eq!(all.out.lines().count(), 3, "{}", all.out);
    let twice = run(folder.path(), &["knee-pain/r1", "knee-pain/r1", "knee-pain"]);
    assert_eq!(twice.out.lines().count(), 3, "each once: {}", twice.out);
    let none = run(folder.path(), &["--in-text"]);
    assert_eq!(none.exit, 2, "which of them?");
    let wrong = run(folder.path(), &["knee-pain/r9"]);
    assert_eq!((wrong.exit, wrong.out.as_str()), (2, ""));
}

#[test]
fn html_and_markdown_link_the_doi() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let html = run(folder.path(), &["knee-pain", "--to", "html"]).out;
    assert!(html.starts_with("<ol class=\"references\">\n<li>Example A") && html.ends_with("</li>\n</ol>\n"), "{html}");
    assert!(html.contains("<i>J Invented Knees</i>"), "{html}");
    assert!(html.contains("doi:<a href=\"https://doi.org/10.5555/knee.2021.1\">10.5555/knee.2021.1</a>"), "{html}");
    let markdown = run(folder.path(), &["knee-pain", "--to", "markdown", "--style", "apa"]).out;
    assert!(
        markdown.contains("[https://doi.org/10.5555/knee.2021.1](https://doi.org/10.5555/knee.2021.1)"),
        "{markdown}"
    );
    assert!(markdown.contains("*Journal of Invented Knees*"), "{markdown}");
}

#[test]
fn the_locale_can_be_chosen() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let us = run(folder.path(), &["knee-pain/r1", "--style", "chicago"]).out;
    let gb = run(folder.path(), &["knee-pain/r1", "--style", "chicago", "--locale", "en-GB"]).out;
    assert!(us.contains("“Knee pain in adults over 50: a cross-sectional study.”"), "{us}");
    assert!(gb.contains("‘Knee pain in adults over 50: a cross-sectional study’."), "{gb}");
}
