//! Markers of references: however they are printed, they cite, and they are no part of the words.

use claimbook::model::Blocks;
use claimbook::read::article::{ReadArticle, read_article};
use claimbook::{detect, text::marks::remove_marks};

const LIST: &str = "\n\nReferences\n\n1. Adams B. Warm baths for sore knees. J Knee Care. 2021;4(1):10-15.\n2. Doe C, Ray F. Walking with sore knees. J Knee Care. 2022;5(2):20-25.\n3. Eve D. Rest for sore knees. J Knee Care. 2024;6(3):30-35.\n";

fn read_as(name: &str, text: &str) -> ReadArticle {
    read_article(text.as_bytes(), name, None, 1_000_000).unwrap()
}

/// An article of one paragraph, in both formats.
fn both(paragraph: &str, list: &str) -> [ReadArticle; 2] {
    let text = format!("Sore knees in adults\n\n{paragraph}{list}");
    let markdown = format!("# Sore knees in adults\n\n{paragraph}{}", list.replace("References", "## References"));
    [read_as("a.txt", &text), read_as("a.md", &markdown)]
}

/// The statements of the claims, and the numbers of the entries that markers name, in order.
fn told(article: &ReadArticle) -> (Vec<String>, Vec<String>) {
    let claims = detect::detect_claims(&article.text, &article.blocks, "en").proposals;
    let entries = article.markers.iter().flat_map(|m| &m.entries);
    let numbers = entries.filter_map(|at| article.references[*at].number.clone());
    (claims.into_iter().map(|c| c.statement).collect(), numbers.collect())
}

/// The words of the paragraphs without the markers.
fn bare(article: &ReadArticle) -> String {
    let Blocks(blocks) = &article.blocks;
    let block = &blocks[1];
    let chars: Vec<char> = article.text.chars().collect();
    let words: String = chars[block.start as usize..block.end as usize].iter().collect();
    remove_marks(&words, block.start, &block.marks)
}

const FIRST: &str = "Warm baths reduce knee pain by 30% in adults.";
const SECOND: &str = "Walking reduces knee pain by 20% in adults.";

#[test]
fn markers_behind_the_stop() {
    for (marker, numbers) in [
        ("[1]", "1"),
        ("[1,3]", "1 3"),
        ("[1]-[3]", "1 2 3"),
        ("[1],[3]", "1 3"),
        ("[1][3]", "1 3"),
        (" [1], [2]", "1 2"),
        ("(1)", "1"),
        ("(1,2)", "1 2"),
        ("(1-3)", "1 2 3"),
        ("(1),(3)", "1 3"),
        ("<sup>1</sup>", "1"),
        ("<sup>(1)</sup>", "1"),
        ("<sup>[1]</sup>", "1"),
        ("<sup>1</sup>,<sup>3</sup>", "1 3"),
        ("<sup>1</sup>–<sup>3</sup>", "1 2 3"),
        ("<sup>a</sup>", ""),
        ("<sup>†</sup>", ""),
        ("^1^", "1"),
        ("^1,2^", "1 2"),
        ("^[1]^", "1"),
        ("¹", "1"),
        ("¹ ²", "1 2"),
        ("¹,²", "1 2"),
        ("¹⁻³", "1 2 3"),
        ("⁽¹⁾", "1"),
        ("[ref 1]", "1"),
        ("[refs. 1, 2]", "1 2"),
        ("(ref. 1)", "1"),
        ("【1】", "1"),
        ("【1】【2】", "1 2"),
        ("［1］", "1"),
        ("[1, p. 5]", "1"),
        ("[1a]", "1"),
    ] {
        for article in both(&format!("{FIRST}{marker} {SECOND}"), LIST) {
            let (statements, found) = told(&article);
            assert_eq!((statements, found.join(" ")), (vec![FIRST.into(), SECOND.into()], numbers.into()), "{marker}");
            assert_eq!(bare(&article), format!("{FIRST} {SECOND}"), "{marker}");
        }
    }
}

#[test]
fn markers_before_the_stop_and_in_mid_sentence() {
    for (marker, numbers) in [
        ("^1^", "1"),
        ("^1,2^", "1 2"),
        ("^[1]^", "1"),
        (" [1]-[3]", "1 2 3"),
        (" [1],[3]", "1 3"),
        (" (1)", "1"),
        (" (1,2)", "1 2"),
        (" (1), (2)", "1 2"),
        ("<sup>1</sup>", "1"),
        ("<sup>(1)</sup>", "1"),
        ("<sup>a</sup>", ""),
        ("<sup>*</sup>", ""),
        ("¹ ²", "1 2"),
        ("⁽¹⁾", "1"),
        (" [ref 1]", "1"),
        (" 【1】", "1"),
        (" ［1］", "1"),
        (" [1, p. 5]", "1"),
        (" [1a]", "1"),
        (" (Doe & Ray, 2022)", "2"),
        (" (Adams, 2021; Doe & Ray, 2022)", "1 2"),
        (" (see Adams, 2021, p. 12)", "1"),
    ] {
        for (before, after) in [
            ("Warm baths reduce knee pain by 30% in adults", "."),
            ("Warm baths reduce knee pain", " by 30% in adults."),
        ] {
            for article in both(&format!("{before}{marker}{after}"), LIST) {
                let (statements, found) = told(&article);
                assert_eq!(
                    (statements, found.join(" ")),
                    (vec![FIRST.into()], numbers.into()),
                    "{before}{marker}{after}"
                );
                assert_eq!(bare(&article), FIRST, "{before}{marker}{after}");
            }
        }
    }
}

#[test]
fn what_counts_measures_or_tells_is_no_marker() {
    for sentence in [
        "Warm baths reduce knee pain by 30% where (1) they are warm, (2) they are long and (3) they are safe.",
        "Warm baths reduce knee pain: (1) by 30% in men, (2) by 20% in women.",
        "Pain of grade (2) fell by 30% in adults.",
        "Pain fell by 30% after 20 [12–34] weeks in adults.",
        "Doe and Ray (2022) found that walking reduces knee pain by 20%.",
        "Baths of 2 m² reduce knee pain by 30%.",
        "Pain fell by 30% (half of what Adams, 2021 reports for men) in adults.",
    ] {
        for article in both(sentence, LIST) {
            assert_eq!(bare(&article), sentence);
        }
    }
    // Round brackets cite nothing where there is no list, but right behind a stop they count nothing either.
    for article in both("Pain (1) fell by 30% in adults.(2) Walking reduces it by 20%.", "") {
        assert_eq!(bare(&article), "Pain (1) fell by 30% in adults. Walking reduces it by 20%.");
    }
}

#[test]
fn struck_words_are_no_part_of_the_text() {
    for struck in ["~~never~~ ", "<del>never</del> ", "<s>never</s> ", "<del>never, _ever_</del> "] {
        for article in
            both(&format!("Heat {struck}relieves knee pain in 30% of adults.\n\nWalking helps{} too.", ""), "")
        {
            let (statements, _) = told(&article);
            assert_eq!(statements, ["Heat relieves knee pain in 30% of adults.", "Walking helps too."], "{struck}");
            let notes: Vec<_> = article.notes.iter().map(|n| (n.line, n.message.as_str())).collect();
            assert_eq!(notes, [(3, "struck-out words were left out")], "{struck}");
        }
    }
    let article = read_as(
        "a.md",
        "# Knees\n\nHeat helps 30% of adults ~~alone~~. ~~Heat harms 5%.~~\n\n~~Ice harms 20%.~~\n\nCO~2~ and ~5 to ~9 days are fine.\n\n<del>\n\nIce heals 50%.\n\n</del>\n\nRest is <span style=\"text-decoration: line-through\">not </span>good.\n",
    );
    assert!(
        article.text.ends_with("Heat helps 30% of adults.\n\nCO~2~ and ~5 to ~9 days are fine.\n\nRest is good."),
        "{}",
        article.text
    );
    let notes: Vec<&str> = article.notes.iter().map(|n| n.message.as_str()).collect();
    assert_eq!(notes, ["struck-out words were left out, and in lines 5, 11, 15"]);
}

#[test]
fn a_star_without_a_stop_makes_no_caption() {
    let sentence = "Women with back pain feel 30% better within six weeks of exercise";
    for marker in ["*", "†", "¹", " [1]"] {
        for article in both(&format!("{sentence}{marker}"), &format!("{LIST}\n* In trials.\n")) {
            let (statements, _) = told(&article);
            assert_eq!(statements, [sentence], "{marker} as {}: {}", article.reader, article.text);
        }
    }
}

#[test]
fn a_footnote_that_nothing_defines_names_what_is_not_listed() {
    for read in both("Warm baths reduce knee pain by 30% in adults[^zz].", LIST) {
        let notes: Vec<&str> = read.notes.iter().map(|note| note.message.as_str()).collect();
        assert!(notes.iter().any(|note| note.contains("[^zz] names zz, which no entry has")), "{notes:?}");
        assert_eq!(told(&read).0, [FIRST]);
        let unlisted: Vec<&str> =
            read.blocks.0.iter().flat_map(|b| &b.unlisted).map(|marker| marker.2.as_str()).collect();
        assert_eq!(unlisted, ["zz"]);
    }
}

#[test]
fn a_link_that_names_authors_and_year_points_at_their_entry() {
    let paragraph = "Warm baths reduce knee pain by 30% in adults ([Adams, 2021](https://doi.org/10.5555/baths)).";
    for list in [LIST, &LIST.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ")] {
        let text = format!("# Sore knees in adults\n\n{paragraph}{}", list.replace("References", "## References"));
        let read = read_as("a.md", &text);
        assert_eq!(read.references.len(), 3);
        assert_eq!(read.references[0].parsed.item.doi.as_deref(), Some("10.5555/baths"));
        let named: Vec<&[usize]> = read.markers.iter().map(|m| m.entries.as_slice()).collect();
        assert_eq!(named, [[0]]);
        assert!(read.notes.iter().all(|note| !note.message.contains("which no entry is")), "{:?}", read.notes);
    }
    // Another work of the same author and year is an entry of its own.
    let text = format!(
        "# Sore knees in adults\n\n{paragraph}{}",
        LIST.replace("References", "## References").replace("10-15.", "10-15. doi:10.5555/rest")
    );
    assert_eq!(read_as("a.md", &text).references.len(), 4);
}

#[test]
fn entries_without_numbers_are_counted_and_that_is_said() {
    let list = LIST.replace("1. ", "- ").replace("2. ", "- ").replace("3. ", "- ");
    let paragraph = "Warm baths reduce knee pain by 30% in adults [2]. Walking helps too [3].";
    for read in both(paragraph, &list) {
        let counted: Vec<&str> =
            read.notes.iter().map(|note| note.message.as_str()).filter(|note| note.contains("counted")).collect();
        let said = "the entries of the list print no numbers, so they were counted; check that [2] names the one that is meant";
        assert_eq!(counted, [said]);
    }
    for read in both(paragraph, LIST) {
        assert!(read.notes.iter().all(|note| !note.message.contains("counted")), "{:?}", read.notes);
    }
}
