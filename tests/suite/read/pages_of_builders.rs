//! What builders of sites and word processors make of notes, numbers, bylines and titles: notes within a sentence, numbers that
//! a script links, authors whom no word calls so.

use super::articles::LIMIT;
use claimbook::model::{BlockKind, Blocks};
use claimbook::read::article::{ReadArticle, read_article};

const A: &str = "Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";
const B: &str = "Roe B. Knees on hills: a survey. J Fict Med. 2002;2(2):3-4. doi:10.5555/b";

fn html(body: &str) -> ReadArticle {
    let page = format!("<!DOCTYPE html><html><body><main>{body}</main></body></html>");
    read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap()
}

fn read(name: &str, text: &str) -> ReadArticle {
    read_article(text.as_bytes(), name, None, LIMIT).unwrap()
}

/// The entries, and which of them each marker names.
fn describe(article: &ReadArticle) -> (Vec<&str>, Vec<Vec<usize>>) {
    let entries = article.references.iter().map(|r| r.printed.as_str()).collect();
    (entries, article.markers.iter().map(|marker| marker.entries.clone()).collect())
}

/// Who is named, each with the first letter of the part.
fn people(article: &ReadArticle) -> Vec<String> {
    article.people.iter().map(|p| format!("{} {:?}", p.name, p.role)).collect()
}

#[test]
fn notes_within_a_sentence_are_entries() {
    let plugin = |n: u32, note: &str| {
        format!(
            "<sup class=\"modern-notes-footnote\"><a href=\"javascript:void(0)\" title=\"{note}\">{n}</a></sup>\
             <span role=\"tooltip\" class=\"modern-notes-footnote__note\" tabindex=\"0\">{note}</span>"
        )
    };
    let tufte = |id: u32, note: &str| {
        format!(
            "<label for=\"sn-{id}\" class=\"margin-toggle sidenote-number\"></label>\
             <input type=\"checkbox\" id=\"sn-{id}\" class=\"margin-toggle\"/><span class=\"sidenote\">{note}</span>"
        )
    };
    let hidden = |n: u32, note: &str| {
        format!("<sup class=\"ref\">[{n}]</sup> <span class=\"footnote-text\" style=\"display:none\">{note}</span>")
    };
    for (name, mark) in
        [("plug-in", &plugin as &dyn Fn(u32, &str) -> String), ("side notes", &tufte), ("hidden", &hidden)]
    {
        let page = html(&format!(
            "<h1>Knees</h1><p>About 40% of adults have knee pain on stairs.{} Rest eases it in 30% of adults.{}</p><p>More.</p>",
            mark(1, A),
            mark(2, B)
        ));
        assert_eq!(describe(&page), (vec![A, B], vec![vec![0], vec![1]]), "{name}");
        assert!(!page.text.split("Poe A").next().unwrap().contains("Roe"), "{name}: {}", page.text);
    }
    // What only explains is no entry, and a tip that no number stands before is the site's.
    let page = html(&format!(
        "<h1>Knees</h1><p>Rest eases <span class=\"tooltip\">Swelling is a sign of it.</span> the knee.{}</p>",
        plugin(1, "A tendon ties a muscle to a bone.")
    ));
    assert_eq!(describe(&page).0, Vec::<&str>::new());
    assert!(page.text.contains("Rest eases the knee."), "{}", page.text);
}

#[test]
fn a_citation_names_the_keys_of_all_that_it_cites() {
    let numbered = |key: &str, number: u32, words: &str| {
        format!(
            "<div id=\"ref-{key}\" class=\"csl-entry\"><div class=\"csl-left-margin\">{number}. </div><div class=\"csl-right-inline\">{words}</div></div>"
        )
    };
    let plain = |key: &str, _: u32, words: &str| format!("<div id=\"ref-{key}\" class=\"csl-entry\">{words}</div>");
    const C: &str = "Doe C. Do knees mend? J Fict Med. 2003;3(2):5-6. doi:10.5555/c";
    let rest = "Rest eases knee pain in most adults. ".repeat(12);
    for (keys, words, entry, want) in [
        ("a b c", "(1–3)", &numbered as &dyn Fn(&str, u32, &str) -> String, vec![0, 1, 2]),
        ("a b c", "<sup>1–3</sup>", &numbered, vec![0, 1, 2]),
        ("a c", "(<a href=\"#ref-a\">1</a>, <a href=\"#ref-c\">3</a>)", &numbered, vec![0, 2]),
        ("a b c", "(<a href=\"#ref-a\">1</a>–<a href=\"#ref-c\">3</a>)", &numbered, vec![0, 1, 2]),
        ("c b", "(see Doe and the survey)", &plain, vec![1, 2]),
        ("nobody", "(2)", &numbered, vec![1]),
    ] {
        let list: String =
            [("a", A), ("b", B), ("c", C)].iter().zip(1..).map(|((key, words), n)| entry(key, n, words)).collect();
        let page = html(&format!(
            "<h1>Knees</h1><p>{rest}</p><p>About 40% of adults have knee pain <span class=\"citation\" data-cites=\"{keys}\">{words}</span>.</p>\
             <div id=\"refs\" class=\"references csl-bib-body\">{list}</div>"
        ));
        let (entries, cited) = describe(&page);
        assert_eq!(entries, [A, B, C], "{words}");
        let cited: std::collections::BTreeSet<usize> = cited.concat().into_iter().collect();
        assert_eq!(cited.into_iter().collect::<Vec<_>>(), want, "{words}");
    }
}

#[test]
fn numbers_that_a_script_links_are_markers() {
    for class in ["inline-citation dynamic-tooltip--trigger", "footnote-ref", "c-reference"] {
        let number = |n: u32| format!("<span class=\"{class}\" data-id=\"#citation-{n}\">{n}</span>");
        let page = html(&format!(
            "<h1>Knees</h1><p>About 40% of adults have knee pain on stairs.{} Rest eases it in 30% of adults.{}{}</p>\
             <h2>Sources</h2><ol><li id=\"citation-1\">{A}</li><li id=\"citation-2\">{B}</li></ol>",
            number(1),
            number(1),
            number(2)
        ));
        assert_eq!(describe(&page), (vec![A, B], vec![vec![0], vec![0], vec![1]]), "{class}");
    }
    // A number of another sort is a word.
    let page = html(&format!(
        "<h1>Knees</h1><p>It takes <span class=\"figure\">2</span> weeks.</p><h2>Sources</h2><ol><li>{A}</li><li>{B}</li></ol>"
    ));
    assert!(page.text.contains("takes 2 weeks") && page.markers.is_empty(), "{}", page.text);
}

#[test]
fn notes_of_word_and_of_words() {
    let number =
        |n: &str| format!("<a href=\"#_edn{n}\" name=\"_ednref{n}\"><span class=MsoEndnoteReference>[{n}]</span></a>");
    let note = |n: &str, words: &str| {
        format!(
            "<div id=edn{n}><p class=MsoEndnoteText><a href=\"#_ednref{n}\" name=\"_edn{n}\"><span class=MsoEndnoteReference>[{n}]</span></a> {words}</p></div>"
        )
    };
    let page = read(
        "a.html",
        &format!(
            "<html><body lang=EN-GB><div class=WordSection1><p class=MsoTitle>Knees and rest</p><p class=MsoNormal>Rest eases sore knees.{} Heat eases \
             them too.{}</p></div><div><hr size=1>{}{}</div></body></html>",
            number("i"),
            number("ii"),
            note("i", A),
            note("ii", B)
        ),
    );
    assert_eq!(describe(&page), (vec![A, B], vec![vec![0], vec![1]]));
    assert_eq!(page.title.as_deref(), Some("Knees and rest"));
    for heading in ["Footnotes", "Asides"] {
        let page = html(&format!(
            "<h1>Knees</h1><p>Rest eases <a href=\"#k-note\" id=\"k-ref\" role=\"doc-noteref\">30% of sore knees</a>. Walk.</p>\
             <footer role=\"doc-endnotes\"><h2>{heading}</h2><ol><li id=\"k-note\">{A} <a href=\"#k-ref\" role=\"doc-backlink\">↩</a></li></ol></footer>"
        ));
        assert_eq!(describe(&page), (vec![A], vec![vec![0]]), "{heading}");
        assert!(page.text.contains("Rest eases 30% of sore knees"), "{heading}: {}", page.text);
    }
}

#[test]
fn references_before_the_text() {
    for issued in
        ["issued:\n    year: 2005", "issued:\n  - year: 2005", "issued: 2005", "issued:\n    date-parts: [[2005]]"]
    {
        let text = format!(
            "---\ntitle: Knees\nreferences:\n- id: poe2005\n  type: article-journal\n  title: Knees on stairs\n  author:\n  - family: Poe\n    given: A\n  \
             {issued}\n  DOI: 10.5555/a\n---\n\nRest eases sore knees [@poe2005].\n"
        );
        let article = read("a.md", &text);
        let item = &article.references[0].parsed.item;
        assert_eq!((item.title.as_deref(), item.year()), (Some("Knees on stairs"), Some(2005)), "{issued}");
        assert_eq!(describe(&article).1, [vec![0]], "{issued}");
    }
}

#[test]
fn dates_people_and_titles_in_other_words() {
    for (line, updated, reviewed) in [
        ("Current as of: July 17, 2023", "2023-07-17", ""),
        ("Last Reviewed Date: 2024-05-03", "", "2024-05-03"),
        ("Última actualización: 4 de marzo de 2024", "2024-03-04", ""),
        ("Actualizado el 4 de marzo de 2024", "2024-03-04", ""),
        ("Atualizado em 4 de março de 2024", "2024-03-04", ""),
        ("Mis à jour le 12 février 2024", "2024-02-12", ""),
        ("Zuletzt aktualisiert am 12. Februar 2024", "2024-02-12", ""),
    ] {
        let article = html(&format!("<h1>Knees</h1><p>{line}</p><p>Rest helps.</p>"));
        let day = |date: Option<claimbook::model::PartialDate>| date.map_or_else(String::new, |day| day.to_string());
        assert_eq!(
            (day(article.updated_on), day(article.last_reviewed_on)),
            (updated.to_owned(), reviewed.to_owned()),
            "{line}"
        );
    }
    for (line, want) in [
        ("Medical Review: Bo Lee MD - Family Medicine", "Bo Lee Reviewer"),
        ("Contributed by: Bo Lee, PT", "Bo Lee Author"),
        ("Created by Bo Lee", "Bo Lee Author"),
    ] {
        assert_eq!(people(&html(&format!("<h1>Knees</h1><p>{line}</p><p>Rest helps.</p>"))), [want], "{line}");
    }
    let article = read("a.md", "Title: Knees and rest\nAuthor: Bo Lee\nDate: 2024-01-02\n\nRest helps.\n");
    assert_eq!(
        (article.title.as_deref(), people(&article)),
        (Some("Knees and rest"), vec!["Bo Lee Author".to_owned()])
    );
    let blog = "<html><head><title>Our corner: Sore knees</title></head><body><h1>Our corner</h1><div class=\"post\"><h3 class=\"post-title\">Sore \
                knees</h3><p>Rest helps.</p></div></body></html>";
    assert_eq!(read("a.html", blog).title.as_deref(), Some("Sore knees"));
}

#[test]
fn names_of_blocks_are_keys_of_entries() {
    let text = format!(
        "# Knees\n\nAbout 40% of adults have knee pain on stairs [[#^lo|2]]. Rest eases it [[#^poe|1]][[#^lo|2]].\n\n## Sources\n\n\
         - {A} ^poe\n- {B} ^lo\n"
    );
    let article = read("a.md", &text);
    assert_eq!(describe(&article), (vec![A, B], vec![vec![1], vec![0], vec![1]]));
}

#[test]
fn a_heading_of_several_senses_heads_what_reads_like_references() {
    for heading in ["Resources", "Resources:", "Useful links", "Notes"] {
        let listed = format!(
            "Knees\n\nAbout 40% of adults have knee pain.\n\n{heading}\n{A}\n{B}\nhttps://knees.example/stairs\n"
        );
        let article = read("a.txt", &listed);
        assert_eq!(describe(&article).0, [A, B, "https://knees.example/stairs"], "{heading}");
        let page =
            html(&format!("<h1>Knees</h1><p>Rest helps.</p><h2>{heading}</h2><ul><li>{A}</li><li>{B}</li></ul>"));
        assert_eq!(describe(&page).0, [A, B], "{heading}");
        let prose = read("a.txt", &format!("Knees\n\n{heading}\n\nAsk the clinic in 2024. Rest helps.\n\nWalk.\n"));
        assert_eq!(describe(&prose).0, Vec::<&str>::new(), "{heading}");
    }
}

#[test]
fn bylines_without_a_word_that_says_so() {
    for (name, body, want) in [
        (
            "a link in a byline",
            "<h1>Knees</h1><div class=\"byline-wrapper\"><a href=\"https://x.example/@ap\">Ann Poe</a><div>Apr 02, 2024</div></div>",
            vec!["Ann Poe Author"],
        ),
        (
            "the day before the name",
            "<div class=\"blog-meta\"><time>Mar 3</time> Written By <span>Ann Poe</span></div><h1>Knees</h1>",
            vec!["Ann Poe Author"],
        ),
        (
            "rows of properties",
            "<h1>Knees</h1><table><tr><th>Status</th><td>Draft</td></tr><tr><th>Reviewer</th><td>Dr. Ann Poe</td></tr></table>",
            vec!["Ann Poe Reviewer"],
        ),
        (
            "who reviewed is no author",
            "<h1>Knees</h1><div class=\"byline\">Medically reviewed by <a>Ann Poe, MD</a></div>",
            vec!["Ann Poe Reviewer"],
        ),
        (
            "a table of studies names nobody",
            "<h1>Knees</h1><p>About 40% of adults have knee pain on stairs, and most of them are older than fifty years, says a survey of homes that was made in the north.</p>\
             <table><tr><th>Author</th><td>Ann Poe</td></tr></table>",
            vec![],
        ),
    ] {
        let page = html(&format!("{body}<p>About 40% of adults have knee pain on stairs.</p>"));
        assert_eq!(people(&page), want, "{name}");
    }
    for (name, text, want) in [
        (
            "names over a date",
            "Knees\n\nAnn Poe, Bert Lowe\nPublished: April 5, 2019\n\nRest helps.\n",
            vec!["Ann Poe Author", "Bert Lowe Author"],
        ),
        ("names over nothing", "Knees\n\nHip Pain, Back Pain\n\nRest helps knees.\n", vec![]),
        ("German", "Knie\n\nAutorin: Dr. Ann Poe\n\nRuhe hilft.\n", vec!["Ann Poe Author"]),
        ("French", "Genoux\n\nRelu par Ann Poe\n\nLe repos aide.\n", vec!["Ann Poe Reviewer"]),
        ("Spanish", "Rodillas\n\nRevisado por: Dra. Ann Poe\n\nEl reposo ayuda.\n", vec!["Ann Poe Reviewer"]),
        ("her", "Rodillas\n\nRevisado médicamente por la Dra. Ann Poe\n\nEl reposo ayuda.\n", vec!["Ann Poe Reviewer"]),
    ] {
        assert_eq!(people(&read("a.txt", text)), want, "{name}");
    }
}

#[test]
fn titles_that_no_heading_is() {
    let exported =
        html("<p class=\"c3 title\"><span>Sore knees</span></p><h1>What we know</h1><p>Rest helps knees.</p>");
    assert_eq!(exported.title.as_deref(), Some("Sore knees"));
    let card = html("<h1>Sore knees</h1><p>Rest helps knees.</p><p class=\"title\">Try our quiz</p>");
    assert_eq!(card.title.as_deref(), Some("Sore knees"));
    let menu =
        read("a.txt", "Home\nConditions\nBook now\n\nSore knees: what helps\n\nBy Ann Poe\n\nRest helps knees.\n");
    assert_eq!(menu.title.as_deref(), Some("Sore knees: what helps"));
    let Blocks(blocks) = &menu.blocks;
    assert_eq!(blocks.iter().filter(|block| block.kind == BlockKind::Navigation).count(), 3);
    let plain = read("a.txt", "Home\n\nCare at home needs few tools and some help from others.\n");
    assert_eq!(plain.title.as_deref(), Some("Home"));
}

#[test]
fn a_heading_that_is_a_button_heads_what_it_folds() {
    let list = format!("<ol><li>{A}</li><li>{B}</li></ol>");
    for heading in [
        "<h3><button aria-expanded=\"false\"><span>References</span></button></h3>",
        "<h2><button type=\"button\">References <svg></svg></button></h2>",
        "<h3>References</h3>",
    ] {
        let page = html(&format!(
            "<h1>Knees</h1><p>About 40% of adults have knee pain on stairs.<sup>1</sup></p><div>{heading}<div>{list}</div></div>"
        ));
        assert_eq!(describe(&page), (vec![A, B], vec![vec![0]]), "{heading}: {}", page.text);
        let headings = page.blocks.0.iter().filter(|block| block.kind == BlockKind::Heading).count();
        assert_eq!(headings, 1, "{heading}: {}", page.text);
    }
}

#[test]
fn links_for_further_reading_are_no_references() {
    let links = "<ul><li><a href=\"https://a.example/knees\">Knee pain, Invented Clinic</a> (2023)</li>\
                 <li><a href=\"https://b.example/knees\">Stairs and knees</a>, updated 2024</li></ul>";
    for heading in ["Helpful links", "Useful links", "More information"] {
        let page = html(&format!("<h1>Knees</h1><p>Rest helps.</p><h2>{heading}</h2>{links}"));
        assert_eq!(describe(&page).0, Vec::<&str>::new(), "{heading}");
    }
    let page = html(&format!("<h1>Knees</h1><p>Rest helps.</p><h2>Resources</h2>{links}"));
    assert_eq!(describe(&page).0.len(), 2);
}

#[test]
fn microformats_name_who_wrote_and_when() {
    let byline = "<footer><p>By <a href=\"https://x.example\" class=\"p-author h-card\">Ann Poe</a> on \
                  <time class=\"dt-published\" datetime=\"2024-03-03T10:00:00.000Z\">March 3, 2024</time>.</p></footer>";
    let entry = |inside: &str| {
        html(&format!("<article class=\"h-entry\"><h1>Knees</h1><p>Rest helps knees.</p>{byline}{inside}</article>"))
    };
    let reply = "<div class=\"u-comment h-cite\"><span class=\"p-author h-card\">Bo Roe</span></div>";
    for (name, page) in [("alone", entry("")), ("with a reply", entry(reply))] {
        assert_eq!(people(&page), ["Ann Poe Author"], "{name}");
        assert_eq!(page.updated_on.map(|date| date.to_string()).as_deref(), Some("2024-03-03"), "{name}");
    }
    let feed = html(&format!(
        "<h1>Knees</h1><p>Rest helps.</p><div class=\"h-feed\"><div class=\"h-entry\">{byline}</div></div>"
    ));
    assert_eq!(feed.updated_on, None);
}

#[test]
fn raised_figures_behind_authors_are_no_markers() {
    let page = html(&format!(
        "<h1>Knees</h1><p>By Ann Poe<sup>1</sup> and Bo Roe<sup>2</sup></p><p>About 40% of adults have knee pain.<sup>2</sup></p>\
         <h2>References</h2><ol><li>{A}</li><li>{B}</li></ol>"
    ));
    assert_eq!(describe(&page), (vec![A, B], vec![vec![1]]));
}

#[test]
fn dates_in_figures_are_read_as_the_page_has_them() {
    let page = |language: &str, other: &str| {
        let page = format!(
            "<!DOCTYPE html><html lang=\"{language}\"><body><main><h1>Knees</h1><p>Last reviewed: 01/09/2024</p>\
             <p>Rest helps knees.</p><p>{other}</p><h2>References</h2><ul><li>Mallo Clinic. Knees. https://mallo.example/knees. \
             Accessed 2/9/2024.</li><li>{A}</li></ul></main></body></html>"
        );
        read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap()
    };
    for (language, other, reviewed, accessed) in [
        ("en-US", "", "2024-01-09", "2024-02-09"),
        ("en-GB", "", "2024-09-01", "2024-09-02"),
        ("en", "Call us before 25/12/2024.", "2024-09-01", "2024-09-02"),
        ("en", "", "2024", "2024"),
    ] {
        let article = page(language, other);
        assert_eq!(article.last_reviewed_on.map(|date| date.to_string()).as_deref(), Some(reviewed), "{language}");
        let read = article.references[0].parsed.item.accessed.map(|date| date.0.to_string());
        assert_eq!(read.as_deref(), Some(accessed), "{language}");
        let note =
            article.notes.iter().find(|note| note.message.starts_with("01/09/2024 may be 2024-09-01 or 2024-01-09"));
        let note = note.unwrap_or_else(|| panic!("{language}: {:?}", article.notes));
        assert_eq!(note.message.contains("only its year was taken"), reviewed == "2024", "{language}");
    }
}

#[test]
fn the_head_of_a_mail_is_no_title() {
    let head = "From: Ann Poe <ann@poe.example>\nSent: Tuesday, 5 March 2024 10:12\nTo: Editors <e@poe.example>\n";
    let mail = read("a.txt", &format!("{head}Subject: FW: Draft: Sore knees\n\nRest helps knees.\n"));
    assert_eq!(mail.title.as_deref(), Some("Sore knees"));
    assert!(!mail.text.contains("poe.example"), "{}", mail.text);
    let bare = read("a.txt", &format!("{head}\nSore knees\n\nRest helps knees.\n"));
    assert_eq!(bare.title.as_deref(), Some("Sore knees"));
    let quoted = format!("{head}\n> Sore knees\n>\n> Rest helps knees.\n>\n> Heat helps, too.\n");
    assert_eq!(read("a.txt", &quoted).title.as_deref(), Some("Sore knees"));
}
