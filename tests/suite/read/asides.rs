//! What stands beside an article on its page or in its file, and is no part of it: comments, links to other pages, letters to
//! subscribers, declarations, and what an encyclopedia remarks on its own sentences.

use super::articles::LIMIT;
use claimbook::model::BlockKind;
use claimbook::read::article::{ReadArticle, read_article};

const ENTRY: &str = "Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";

fn read(name: &str, text: &str) -> ReadArticle {
    read_article(text.as_bytes(), name, None, LIMIT).unwrap()
}

/// The words that can hold claims.
fn prose(article: &ReadArticle) -> String {
    use BlockKind::{Item, Paragraph, Quote, Row};
    let blocks = article
        .blocks
        .0
        .iter()
        .filter(|block| matches!(block.kind, Paragraph | Item | Quote | Row) && block.level != 1);
    let words = |start: u32, end: u32| article.text.chars().skip(start as usize).take((end - start) as usize).collect();
    blocks.map(|block| words(block.start, block.end)).collect::<Vec<String>>().join("\n")
}

#[test]
fn what_stands_behind_a_page_is_no_part_of_it() {
    let comment =
        "<p>By Bo Roe</p><p>Pickle juice stopped my cramps in one minute, and it has kept them away for months.</p>";
    let card = "<div><a href=\"/x\">Peppermint tea soothes stomach cramps</a><div>By <span>Bo Roe</span></div></div>";
    let bare = "<div><h4>Peppermint tea soothes stomach cramps</h4><p>By Bo Roe</p></div>";
    let article = format!(
        "<p>About 40% of adults have knee pain on stairs.<sup>1</sup></p><h2>References</h2><ol><li>{ENTRY}</li></ol>"
    );
    for (open, inside, close) in [
        ("<div data-hook=\"comments\"><h4>Comments</h4>", comment, "</div>"),
        ("<section data-testid=\"comment-section\">", comment, "</section>"),
        ("<div class=\"comments-area\"><ol class=\"comment-list\"><li>", comment, "</li></ol></div>"),
        ("<div class=\"wp-block-comments\">", comment, "</div>"),
        ("<div id=\"disqus_thread\">", comment, "</div>"),
        ("<div class=\"css-1\"><h3>3 Comments</h3><div>", comment, "</div></div>"),
        ("<h2>2 thoughts on “Knees”</h2><div>", comment, "</div>"),
        ("<section><h3>Read this next</h3>", card, "</section>"),
        ("<section><h3>Read this next</h3>", bare, "</section>"),
        ("<div class=\"css-1\"><h2>You may also like</h2>", card, "</div>"),
        ("<div class=\"css-1\"><h2>Related articles</h2>", bare, "</div>"),
        ("<section data-hook=\"related-posts\">", bare, "</section>"),
        ("<aside class=\"css-newsletter\"><h3>Our letter</h3>", "<p>Read how heat eases pain.</p>", "</aside>"),
    ] {
        for (before, behind) in
            [("<main><h1>Knees</h1>", "</main>"), ("<main><h1>Knees</h1><article>", "</article></main>")]
        {
            let page = match behind {
                "</main>" => format!("{before}{article}{open}{inside}{close}{behind}"),
                _ => format!("{before}{article}</article>{open}{inside}{close}</main>"),
            };
            let page = read("a.html", &format!("<!DOCTYPE html><html><body>{page}</body></html>"));
            assert_eq!(prose(&page), "About 40% of adults have knee pain on stairs.1", "{open} {before}");
            assert!(page.people.is_empty(), "{open} {before}: {:?}", page.people);
            assert_eq!(page.references.len(), 1, "{open} {before}");
        }
    }
}

#[test]
fn a_long_thread_of_comments_is_no_article() {
    let comment = "<li class=\"comment\"><p>Pickle juice stopped my cramps in one minute.</p></li>".repeat(40);
    let page = read(
        "a.html",
        &format!(
            "<html><body class=\"comments-open\"><div id=\"page\"><h1>Knees</h1><p>Rest eases knee pain.</p>\
             <div id=\"comments\"><ol>{comment}</ol></div></div></body></html>"
        ),
    );
    assert_eq!(prose(&page), "Rest eases knee pain.");
}

#[test]
fn files_without_marks_have_such_sections_too() {
    for (name, text) in [
        (
            "a.md",
            "# Knees\n\nRest eases knee pain.\n\n## Related articles\n\n- [Heat eases hip pain](/x)\n- [Cold eases swelling](/y)\n\n## Stairs\n\nStairs hurt knees.\n",
        ),
        (
            "a.md",
            "# Knees\n\nRest eases knee pain.\n\n## Stairs\n\nStairs hurt knees.\n\n## Comments\n\n**Bo Roe**\n\nHeat healed my knee in a day.\n",
        ),
        (
            "a.txt",
            "Knees\n\nRest eases knee pain.\n\nStairs\n\nStairs hurt knees.\n\n2 comments\n\nBo Roe\n\nHeat healed my knee in a day.\n",
        ),
        (
            "a.md",
            "# Knees\n\nRest eases knee pain.\n\n## Conflicts of interest\n\nA firm that sells heat paid for this study of knee pain.\n\n## Stairs\n\nStairs hurt knees.\n",
        ),
    ] {
        assert_eq!(prose(&read(name, text)), "Rest eases knee pain.\nStairs hurt knees.", "{text}");
    }
}

#[test]
fn remarks_of_an_encyclopedia_are_no_words_of_its_sentences() {
    let cited = "<sup class=\"reference\"><a href=\"#n1\">[1]</a></sup>";
    for (behind, spans) in [
        (
            "<sup class=\"noprint Inline-Template\">[<i><a href=\"/cn\">citation needed</a></i>]</sup>".to_owned(),
            "[citation needed]",
        ),
        ("[dubious – discuss]".to_owned(), "[dubious – discuss]"),
        (format!("{cited}<sup class=\"reference nowrap\"><span>: 14–16 </span></sup>"), "[1]: 14–16"),
        (cited.to_owned(), "[1]"),
    ] {
        let page = read(
            "a.html",
            &format!(
                "<main><h1>Knees</h1><p>Rest eases knee pain.{behind} Stairs hurt knees [in 40%].</p><h2>References</h2><ol><li id=\"n1\">{ENTRY}</li></ol></main>"
            ),
        );
        let block = page.blocks.0.iter().find(|block| block.kind == BlockKind::Paragraph).unwrap();
        let marked: Vec<String> = block
            .marks
            .iter()
            .map(|(start, end)| page.text.chars().skip(*start as usize).take((end - start) as usize).collect())
            .collect();
        assert_eq!(marked, [spans], "{behind}");
    }
}
