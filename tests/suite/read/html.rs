//! Pages in HTML: one for each kind of site, with contents of our own, and odd ones.

use super::articles::{LIMIT, golden, words};
use super::printed::shared;
use claimbook::read::article::{ReadArticle, read_article};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

fn html(page: &str) -> ReadArticle {
    read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap()
}

/// Words that stand on the pages and are no part of their articles.
const AROUND: &[&str] = &[
    "cookie",
    "Accept",
    "Home",
    "Related",
    "Subscribe",
    "newsletter",
    "ADVERTISEMENT",
    "Share",
    "Tweet",
    "Facebook",
    "Skip",
    "Leave a Reply",
    "lasted 90 days",
    "Expand Section",
    "Google Scholar",
    "PUBMED Abstract",
    "Jump",
    "edit",
    "Contact",
    "lowers pain by",
    "lower risk by",
    "kill 90%",
    "npm run",
    "dataLayer",
    "Startseite",
    "Atemaussetzer",
    "Mallo Clinic Staff|",
    "Sign up",
    "external icon",
    "Impressum",
    "About 90%",
    "Publications",
];

#[test]
fn pages_of_many_kinds() {
    for page in [
        "who",
        "nhs",
        "cdc",
        "medlineplus",
        "mayo",
        "healthline",
        "wikipedia",
        "wordpress",
        "drupal",
        "fields",
        "university",
        "pdq",
        "pmc",
        "fragment",
        "quarto",
    ] {
        golden(&format!("html/{page}.html"));
        let bytes =
            std::fs::read(format!("{}/tests/fixtures/articles/html/{page}.html", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let read = read_article(&bytes, "page.html", None, LIMIT).unwrap();
        for around in AROUND {
            assert!(!read.text.contains(around), "{page}: {around}");
        }
    }
}

/// What is found on the articles whose references were told by eye: how many there are, and their identifiers.
#[test]
fn shared_articles() {
    let (mut exact, mut found, mut read_all, mut gold_all) = (0, 0, 0, 0);
    let (mut told, mut right, mut wanted) = (0, 0, 0);
    let articles = [
        "nci-breast-reconstruction",
        "nci-vital-vitamin-d-blog",
        "pdq-hydrazine-sulfate-patient",
        "pdq-pruritus",
        "plos-acupuncture-depression-apa",
        "pmean-full-body-ct",
    ];
    for article in articles {
        let Some(gold) = shared(&format!("articles/{article}/gold.json")) else {
            println!("skipped: ../shared is not here");
            return;
        };
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        let file = gold["file"].as_str().unwrap();
        let text = shared(&format!("articles/{article}/{file}")).unwrap();
        let gold = gold["references"].as_array().unwrap();
        let read = read_article(text.as_bytes(), file, None, LIMIT).unwrap();
        exact += usize::from(read.references.len() == gold.len());
        (read_all, gold_all) = (read_all + read.references.len(), gold_all + gold.len());
        let plain =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let key = |text: &str| plain(text).chars().take(40).collect::<String>();
        let mut left: Vec<&serde_json::Value> = gold.iter().collect();
        for reference in &read.references {
            let Some(at) =
                left.iter().position(|g| key(&reference.printed).starts_with(&key(g["raw"].as_str().unwrap())))
            else {
                println!("{article}: not listed: {}", reference.printed);
                continue;
            };
            found += 1;
            let want = left.remove(at);
            let item = &reference.parsed.item;
            for (field, got) in [("doi", &item.doi), ("pmid", &item.pmid)] {
                let want = want[field].as_str().map(str::to_lowercase);
                let got = got.as_ref().map(|g| g.to_lowercase());
                told += usize::from(got.is_some());
                wanted += usize::from(want.is_some());
                right += usize::from(got.is_some() && got == want);
                if got != want {
                    println!("{article}: {field} {got:?}, not {want:?}: {}", reference.printed);
                }
            }
        }
    }
    println!(
        "exact {exact} of {}; found {found} of {gold_all}, read {read_all}; identifiers {right} right of {told} told, {wanted} wanted",
        articles.len()
    );
    assert_eq!(exact, articles.len());
    assert!(2.0 * f64::from(found) / (read_all + gold_all) as f64 >= 0.97);
    assert!(told == right && right * 100 >= wanted * 98, "{right} right of {told} told, {wanted} wanted");
}

/// Pages that no browser would refuse.
#[test]
fn odd_pages_are_read() {
    let first = |page: &str| {
        let read = html(page);
        read.blocks
            .0
            .iter()
            .map(|b| format!("{} {}", b.kind, words(&read, b.start, b.end)))
            .collect::<Vec<_>>()
            .join(" / ")
    };
    for (page, want) in [
        ("<P>One<P>Two<LI>Three", "paragraph One / paragraph Two / item Three"),
        ("<p>One</div></b>, two</p><p>Three", "paragraph One, two / paragraph Three"),
        ("<p>knee<b\n class=x>cap</b>s", "paragraph kneecaps"),
        ("<p>One<br>two</p>", "paragraph One / paragraph two"),
        ("<div>One<div>Two</div>Three</div>", "paragraph One / paragraph Two / paragraph Three"),
        ("<p>5 < 6 & 7 > 3 &amp; &lt;b&gt;", "paragraph 5 < 6 & 7 > 3 & <b>"),
        ("<ol start=4><li>a<ol type=a><li>b</ol><li>c</ol>", "item a / item b / item c"),
        ("<ul><li><p>One</p><p>Two</p></li></ul>", "item One / paragraph Two"),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "row A | B / row 1 | 2"),
        ("<table><tr><td>Only one cell lays out</table>", "paragraph Only one cell lays out"),
        ("<dl><dt>Ferritin is<dd>iron that is kept.</dl>", "paragraph Ferritin is / item iron that is kept."),
        ("<form id=aspnetForm><h1>A</h1><p>Text of the page.</form>", "title A / paragraph Text of the page."),
        ("<body aria-hidden=true><p>Text.</body>", "paragraph Text."),
        (
            "<p>This is what is seen here.<p style='display: none'>Unseen.<template><p>No</template><noscript><p>No</noscript>",
            "paragraph This is what is seen here.",
        ),
        ("<title>A</title><svg><title>B</title><text>C</text></svg><p>D", "paragraph D"),
        ("<details><summary>More</summary>Text.</details>", "heading More / paragraph Text."),
        ("<p>x</p><p>Pain<sup>a</sup> eases<sup>1</sup>.", "paragraph x / paragraph Paina eases1."),
        ("<!DOCTYPE html>", ""),
        ("<html><", "paragraph <"),
    ] {
        assert_eq!(first(page), want, "{page}");
    }
}

#[test]
fn charsets_that_pages_declare() {
    let bytes = [&b"<html><head><meta charset=windows-1251></head><p>"[..], b"\xca\xee\xeb\xe5\xed\xee."].concat();
    let read = read_article(&bytes, "a.html", None, LIMIT).unwrap();
    assert_eq!((read.text.as_str(), read.encoding.as_str()), ("Колено.", "windows-1251"));
    let bytes = "\u{feff}<meta charset=windows-1251><p>Колено.".as_bytes();
    assert_eq!(read_article(bytes, "a.html", None, LIMIT).unwrap().text, "Колено.");
}

/// Depth and length cost no more than they must: four times as much of a page takes about four times as long, never the sixteen
/// times of work that each piece does again for all others.
#[test]
#[ignore = "long: .ci/run runs it"]
fn time_grows_with_the_page_alone() {
    let deep = |open: &'static str, close: &'static str| {
        move |n: usize| format!("<p>Start.</p>{}Deep.{}", open.repeat(n), close.repeat(n))
    };
    let long = |n: usize| {
        let entry = "<li id=\"ref1\">Poe A. Knees <i>hurt</i> &amp; ache. J Fict. 2001;1:1-2. <a href=\"https://doi.org/10.5555/x\">PubMed</a></li>\n";
        let sentence = "<p>Knees hurt in <b>40%</b> of adults&nbsp;<a href=\"#ref1\">[1]</a>.</p>\n";
        format!(
            "<main><h1>Knees</h1>{}<h2>References</h2><ol>{}</ol></main>",
            sentence.repeat(n / 5),
            entry.repeat(n / 200)
        )
    };
    let pages: [&dyn Fn(usize) -> String; 15] = [
        &|n| format!("{}Deep.", "<div>".repeat(n * 5)),
        &deep("<div>", "</div>"),
        &deep("<div class=related>", ""),
        &deep("<b>", "</i>"),
        &deep("<ul><li>", ""),
        &deep("<table><tr><td>", ""),
        &deep("<blockquote>", "</p>"),
        &deep("<a href=#x>", "</a>"),
        &deep("<header>", ""),
        &deep("<h2>Related", "</h2>"),
        &|n| format!("<p>{}", "&amp;<br>".repeat(n)),
        &|n| format!("<p>{}", "</div>".repeat(n)),
        &|n| format!("<p {}>x", "a=b ".repeat(n)),
        &|n| "<".repeat(n * 5 / 2),
        &long,
    ];
    for make in pages {
        let [quarter, whole] = [5_000, 20_000].map(|n| {
            let page = make(n);
            let began = processor_time();
            assert!(html(&page).text.len() <= page.len() + 10);
            processor_time() - began
        });
        let start: String = make(5_000).chars().take(60).collect();
        println!("{quarter:?}, and {whole:?} for four times as much: {start} …");
        // What takes no second is too short to compare.
        let grows = whole > quarter * 9 && whole > Duration::from_secs(1);
        assert!(!grows, "{quarter:?}, and {whole:?} for four times as much: {start}");
    }
}

/// What this thread has had of a processor, however busy the machine is; elsewhere than on Linux what has passed on the clock.
fn processor_time() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let running = times.and_then(|times| times.split_whitespace().next()?.parse().ok());
    running.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}
