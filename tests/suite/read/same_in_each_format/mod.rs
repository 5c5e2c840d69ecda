//! The same article in each format: whatever it comes in, the same title, people, dates, references, markers, claims and
//! sections are read.

mod article;
mod articles;
mod journal;
mod render;
mod word;

use super::articles::{LIMIT, words};
use claimbook::detect::detect_claims;
use claimbook::model::BlockKind;
use claimbook::read::article::{ReadArticle, read_article};
use render::FORMATS;
use std::fmt::Write;

/// The letters before a place of the text, markers apart: they say on which sentence it stands.
fn before(article: &ReadArticle, at: u32) -> String {
    let block = article.blocks.0.iter().rfind(|block| block.start <= at).unwrap();
    let is_word = |at: &u32| !block.marks.iter().any(|(start, end)| (*start..*end).contains(at));
    let kept: String = (block.start..at).filter(is_word).map(|at| words(article, at, at + 1)).collect();
    let letters: Vec<char> = kept.chars().filter(|c| c.is_alphabetic()).collect();
    letters.iter().rev().take(24).rev().collect()
}

/// What was read, as every format has to read it.
fn describe(article: &ReadArticle) -> String {
    let mut out = String::new();
    let date = |d: Option<claimbook::model::PartialDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let _ = writeln!(out, "title {}", article.title.as_deref().unwrap_or("-"));
    let _ = writeln!(out, "updated {} reviewed {}", date(article.updated_on), date(article.last_reviewed_on));
    for p in &article.people {
        let _ = writeln!(out, "person {} ({}), {}", p.name, p.credentials.as_deref().unwrap_or("-"), p.role);
    }
    for block in article.blocks.0.iter().filter(|block| block.kind == BlockKind::Heading) {
        let _ = writeln!(out, "heading {}", words(article, block.start, block.end));
    }
    for claim in detect_claims(&article.text, &article.blocks, "en").proposals {
        let _ = writeln!(out, "claim <{}> {} {}", claim.section, claim.kind, claim.statement);
    }
    for r in &article.references {
        let item = &r.parsed.item;
        let number = r.number.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "reference {number} {} {:?} {:?} {:?} {:?}",
            r.printed, item.title, item.doi, item.pmid, item.url
        );
    }
    for m in &article.markers {
        let _ = writeln!(out, "marker behind …{} {:?}", before(article, m.start), m.entries);
    }
    out
}

#[test]
fn an_article_reads_the_same_in_each_format() {
    let mut wrong = String::new();
    for article in articles::ARTICLES {
        let mut first: Option<(&str, String)> = None;
        for format in FORMATS.iter().filter(|format| !article.not_in.contains(&format.name)) {
            let bytes = (format.render)(article);
            let told = describe(&read_article(&bytes, format.file_name, None, LIMIT).unwrap());
            for what in ["claim ", "reference ", "marker "] {
                assert!(told.contains(what), "{} in {}: no {what}\n{told}", article.name, format.name);
            }
            match &first {
                None => first = Some((format.name, told)),
                Some((name, want)) if *want != told => {
                    let _ = writeln!(wrong, "== {}: {name} and {}", article.name, format.name);
                    let lines = |a: &str, b: &str, sign: char| {
                        let other: Vec<String> = b.lines().map(str::to_owned).collect();
                        let own = a.lines().filter(|line| !other.iter().any(|o| o == line));
                        own.map(|line| format!("  {sign} {line}\n")).collect::<String>()
                    };
                    let _ = write!(wrong, "{}{}", lines(want, &told, '-'), lines(&told, want, '+'));
                    if lines(want, &told, '-').is_empty() && lines(&told, want, '+').is_empty() {
                        let _ = writeln!(wrong, "  another order:\n{want}\n{told}");
                    }
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(articles::ARTICLES.len() >= 12);
}
