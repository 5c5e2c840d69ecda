//! Lists of references as pages, Markdown and Word set them: in one paragraph, with numbers or addresses in blocks of their own,
//! as linked titles, in tables and lines that are set as they were typed.

use super::articles::LIMIT;
use super::docx::{Document, of_style, paragraph, plain, read as read_docx, run};
use claimbook::read::article::{ReadArticle, read_article};
use claimbook::read::references::{read_references, sniff_format};

const A: &str = "Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2.";
const B: &str = "Roe B. Knees on hills: a survey. J Fict Med. 2002;2(2):3-4.";
const C: &str = "Doe C. Do knees mend? J Fict Med. 2003;3(2):5-6.";
const DOIS: [&str; 3] = ["https://doi.org/10.5555/a", "https://doi.org/10.5555/b", "https://doi.org/10.5555/c"];

/// The entries, each its number and what is printed.
fn entries(article: &ReadArticle) -> Vec<String> {
    article.references.iter().map(|r| format!("{} {}", r.number.as_deref().unwrap_or("-"), r.printed)).collect()
}

fn html(list: &str) -> ReadArticle {
    let page = format!(
        "<!DOCTYPE html><html><body><main><h1>Knees</h1><p>About 40% of adults have knee pain on stairs.</p>{list}</main></body></html>"
    );
    read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap()
}

fn markdown(list: &str) -> ReadArticle {
    let text = format!("# Knees\n\nAbout 40% of adults have knee pain on stairs.\n\n{list}\n");
    read_article(text.as_bytes(), "a.md", None, LIMIT).unwrap()
}

fn text(list: &str) -> ReadArticle {
    let text = format!("Knees\n\nAbout 40% of adults have knee pain on stairs.\n\n{list}\n");
    read_article(text.as_bytes(), "a.txt", None, LIMIT).unwrap()
}

fn numbered() -> Vec<String> {
    vec![format!("1 {A}"), format!("2 {B}"), format!("3 {C}")]
}

#[test]
fn lists_in_one_paragraph() {
    for (name, read) in [
        ("below a heading", html(&format!("<h2>References</h2><p>1. {A} 2. {B} 3. {C}</p>"))),
        ("behind its heading", html(&format!("<p><b>References:</b> 1. {A} 2. {B} 3. {C}</p>"))),
        ("raised", html(&format!("<h2>References</h2><p><sup>1</sup>{A} <sup>2</sup>{B} <sup>3</sup>{C}</p>"))),
        ("brackets and semicolons", text(&format!("References\n\n[1] {A}; [2] {B}; [3] {C}"))),
        ("text", text(&format!("References\n\n1. {A} 2. {B} 3. {C}"))),
        ("text, behind its heading", text(&format!("References: 1. {A} 2. {B} 3. {C}"))),
        ("Markdown", markdown(&format!("**References:** 1. {A} 2. {B} 3. {C}"))),
    ] {
        assert_eq!(entries(&read), numbered(), "{name}");
    }
    let sources = "NHS, “Knee pain” (2021); Mallo Clinic, “Stairs” (2022); Poe A. J Fict Med. 2005;12:100.";
    let read = html(&format!("<p><strong>Sources:</strong> {sources}</p><p>Rest helps since 2019. Ask us.</p>"));
    assert_eq!(
        entries(&read),
        ["- NHS, “Knee pain” (2021)", "- Mallo Clinic, “Stairs” (2022)", "- Poe A. J Fict Med. 2005;12:100."]
    );
    // A number in a title, and a sentence that begins as a list does.
    let one = "Poe A. Type 1. 2. Knees. J Fict Med. 2001;1(2):1-2.";
    assert_eq!(entries(&html(&format!("<h2>References</h2><p>1. {one}</p>"))), [format!("1 {one}")]);
    assert!(entries(&html("<p>Sources: milk; cheese; fish from the sea in 2019</p>")).is_empty());
}

#[test]
fn addresses_in_blocks_of_their_own() {
    let want: Vec<String> = numbered().iter().zip(DOIS).map(|(entry, doi)| format!("{entry} {doi}")).collect();
    let unnumbered: Vec<String> = want.iter().map(|entry| format!("-{}", &entry[1..])).collect();
    let page = |numbers: [&str; 3]| {
        let entry = |at: usize| {
            format!("<p>{}{}</p><p><a href=\"{}\">{}</a></p>", numbers[at], [A, B, C][at], DOIS[at], DOIS[at])
        };
        html(&format!("<h2>References</h2>{}{}{}", entry(0), entry(1), entry(2)))
    };
    assert_eq!(entries(&page(["1. ", "2. ", "3. "])), want);
    assert_eq!(entries(&page([""; 3])), unnumbered);
    let list = |mark: [&str; 3]| {
        (0..3).map(|at| format!("{}{}\n\n{}\n\n", mark[at], [A, B, C][at], DOIS[at])).collect::<String>()
    };
    assert_eq!(entries(&markdown(&format!("## References\n\n{}", list(["1. ", "2. ", "3. "])))), want);
    assert_eq!(entries(&text(&format!("References\n\n{}", list(["1. ", "2. ", "3. "])))), want);
    assert_eq!(entries(&text(&format!("References\n\n{}", list([""; 3])))), unnumbered);
    // An address behind an entry that has one is an entry.
    let read = html(&format!("<h2>References</h2><p>{A} doi:10.5555/a</p><p>https://knees.example/pain</p>"));
    assert_eq!(read.references.len(), 2);
}

#[test]
fn titles_that_lead_to_their_sources() {
    let link = |title: &str, n: usize| format!("<a href=\"https://knees.example/{n}\">{title}</a>");
    let items = [link("Knees", 1), link("Stairs", 2) + ", Mallo Clinic", link("Do knees mend on hills?", 3)];
    let list: String = items.iter().map(|item| format!("<li>{item}</li>")).collect();
    let paragraphs: String = items.iter().map(|item| format!("<p>{item}</p>")).collect();
    let want = ["- Knees", "- Stairs, Mallo Clinic", "- Do knees mend on hills?"];
    assert_eq!(entries(&html(&format!("<h2>Sources</h2><ul>{list}</ul>"))), want);
    assert_eq!(entries(&html(&format!("<h3>Sources</h3>{paragraphs}<h3>More</h3>"))), want);
    let bullets = "- [Knees](https://knees.example/1)\n- [Stairs](https://knees.example/2), Mallo Clinic\n- [Do knees mend on hills?](https://knees.example/3)";
    assert_eq!(entries(&markdown(&format!("## Sources\n\n{bullets}"))), want);
    assert_eq!(
        markdown(&format!("## Sources\n\n{bullets}")).references[0].parsed.item.url.as_deref(),
        Some("https://knees.example/1")
    );
}

#[test]
fn numbers_in_elements_of_their_own() {
    let all = [("1", A), ("2", B), ("3", C)];
    let boxes = |open: &str, between: &str, close: &str, stop: &str| {
        let list: String = all.iter().map(|(n, entry)| format!("{open}{n}{stop}{between}{entry}{close}")).collect();
        list
    };
    for (name, list) in [
        ("paragraphs", format!("<h2>References</h2>{}", boxes("<p>", "</p><p>", "</p>", ""))),
        ("boxes", format!("<h2>References</h2>{}", boxes("<div><div>", "</div><div>", "</div></div>", "."))),
        (
            "boxes of a class, the heading of another",
            format!(
                "<div class=refs><div class=title>References</div>{}</div>",
                boxes("<div class=ref><div class=n>", "</div><div class=t>", "</div></div>", "")
            ),
        ),
    ] {
        assert_eq!(entries(&html(&list)), numbered(), "{name}");
    }
}

#[test]
fn tables_and_lines_that_are_set_as_typed() {
    let rows: String = [A, B, C].iter().zip(1..).map(|(entry, n)| format!("<tr><td>{n}. {entry}</td></tr>")).collect();
    assert_eq!(entries(&html(&format!("<h2>References</h2><table>{rows}</table>"))), numbered());
    let typed = format!(
        "<h2>References</h2><pre>\n1. {A}\n2. Roe B. Knees on hills:\n   a survey. J Fict Med. 2002;2(2):3-4.\n3. {C}\n</pre>"
    );
    assert_eq!(entries(&html(&typed)), numbered());
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", plain(words));
    let row = |n: &str, entry: &str| format!("<w:tr>{}{}</w:tr>", cell(n), cell(entry));
    let look = "<w:tblPr><w:tblLook w:firstRow=\"1\" w:val=\"04A0\"/></w:tblPr>";
    let body = [
        of_style("Title", "Knees"),
        of_style("Heading1", "References"),
        format!("<w:tbl>{look}{}{}{}</w:tbl>", row("1", A), row("2", B), row("3", C)),
    ];
    assert_eq!(entries(&read_docx(&Document::of(&body.concat()))), numbered());
    let headed = [
        of_style("Title", "Knees"),
        of_style("Heading1", "References"),
        format!("<w:tbl>{look}{}{}{}</w:tbl>", row("No.", "Source"), row("1", A), row("2", B)),
    ];
    assert_eq!(entries(&read_docx(&Document::of(&headed.concat()))), numbered()[..2]);
}

#[test]
fn broken_lines_in_a_word_document() {
    let line = |n: u32, entry: &str| format!("<w:r><w:t>{n}.</w:t><w:tab/><w:t>{entry}</w:t></w:r>");
    let lines = [line(1, A), line(2, B), line(3, C)].join("<w:r><w:br/></w:r>");
    let body = [of_style("Title", "Knees"), of_style("Heading1", "References"), paragraph("", &lines)];
    assert_eq!(entries(&read_docx(&Document::of(&body.concat()))), numbered());
    let below = [of_style("Title", "Knees"), of_style("Heading1", "References")].into_iter().chain(
        [A, B, C].iter().zip(DOIS).zip(1..).flat_map(|((entry, doi), n)| {
            [paragraph("", &run(&format!("{n}. {entry}"))), plain(doi), "<w:p/>".to_owned()]
        }),
    );
    let read = read_docx(&Document::of(&below.collect::<String>()));
    let want: Vec<String> = numbered().iter().zip(DOIS).map(|(entry, doi)| format!("{entry} {doi}")).collect();
    assert_eq!(entries(&read), want);
}

#[test]
fn a_page_is_no_bare_list() {
    let list =
        format!("{A} doi:10.5555/a<br>\n2. {B} doi:10.5555/b<br>\n3. {C} doi:10.5555/c<br>\n4. {A} doi:10.5555/d");
    let page = format!("<html><body><h1>Knees</h1><p>Knees hurt.</p><h2>References</h2><p>1. {list}</p></body></html>");
    let source = claimbook::read::entry::Source { text: &page, file_name: "a.html" };
    assert!(sniff_format(&source).is_none());
    assert!(read_references(page.as_bytes(), "a.html", None, LIMIT).is_err());
    assert_eq!(read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap().references.len(), 4);
}

#[test]
fn bold_titles_end_at_a_break() {
    let want = ["Knees on stairs and hills", "Tape for knees"];
    let titles = |read: &ReadArticle| -> Vec<String> {
        read.references.iter().filter_map(|r| r.parsed.item.title.clone()).collect()
    };
    let read = html(
        "<h2>Sources</h2><ul><li><b>Knees on stairs and hills</b><br>Poe AG, Lo VE. <i>Pain</i>. 2019;12(3):4-9.</li><li><b>Tape for knees</b><br>Roe M. <i>BMJ</i>. 2018;3(1):14-19.</li></ul>",
    );
    assert_eq!(titles(&read), want);
    let read = markdown(
        "## Sources\n\n* **Knees on stairs and hills**  \n  Poe AG, Lo VE. *Pain*, 2019; 12(3): 4-9.\n* **Tape for knees**<br>\n  Roe M. *BMJ*, 2018; 3(1): 14-19.",
    );
    assert_eq!(titles(&read), want);
}

#[test]
fn what_stands_behind_a_list_is_no_entry() {
    let list = format!("<h2>References</h2><ol><li>{A}</li><li>{B}</li></ol>");
    let read = html(&format!("{list}<ul><li><strong>Reviewed:</strong> <time>April 5, 2022</time></li></ul>"));
    assert_eq!(entries(&read), numbered()[..2]);
    let shares =
        format!("References\n1. {A}\n2. {B}\n3. {C}\nShare this article\nMallobook\nRelated posts\n5 stretches (2023)");
    assert_eq!(entries(&text(&shares)), numbered());
}

#[test]
fn other_ways_to_number() {
    let raised = format!("## References\n\n¹ {A}\n² {B}\n³ {C}");
    assert_eq!(entries(&markdown(&raised)), numbered());
    let apart = "References\n\n[1]\nA. Poe, B. Lo\nKnees on stairs\nPain, 5 (1998), pp. 12-45, 10.5555/a\n[2]\nC. Doe\nHips\nPain, 6 (1999), pp. 1-4, 10.5555/b";
    let dois: Vec<Option<String>> = text(apart).references.into_iter().map(|r| r.parsed.item.doi).collect();
    assert_eq!(dois, [Some("10.5555/a".to_owned()), Some("10.5555/b".to_owned())]);
}

/// Whether the first and the second entry are read, and each is cited once.
fn cites_both(article: &ReadArticle, name: &str) {
    let printed: Vec<&str> = article.references.iter().map(|r| r.printed.as_str()).collect();
    assert_eq!(printed, [A, B], "{name}");
    let cited: Vec<usize> = article.markers.iter().flat_map(|marker| marker.entries.clone()).collect();
    assert_eq!(cited, [0, 1], "{name}");
}

#[test]
fn numerals_and_signs_that_lead_to_entries() {
    let text = |marks: [&str; 2], list: String| {
        let body = format!("Rest eases sore knees.{} Heat eases them too.{}\n\n", marks[0], marks[1]);
        (format!("Knees\n\n{body}{list}\n"), format!("# Knees\n\n{body}{list}\n"))
    };
    let (plain, _) = text([" [i]", " [ii]"], format!("References\n\ni. {A}\nii. {B}"));
    cites_both(&read_article(plain.as_bytes(), "a.txt", None, LIMIT).unwrap(), "numerals and stops");
    let (plain, _) = text([" [i]", " [ii]"], format!("Endnotes\n\n[i] {A}\n[ii] {B}"));
    cites_both(&read_article(plain.as_bytes(), "a.txt", None, LIMIT).unwrap(), "numerals in brackets");
    let (plain, _) = text(["*", "†"], format!("* {A}\n† {B}"));
    cites_both(&read_article(plain.as_bytes(), "a.txt", None, LIMIT).unwrap(), "signs");
    let (plain, _) = text(["*", "†"], format!("References\n\n* {A}\n† {B}"));
    cites_both(&read_article(plain.as_bytes(), "a.txt", None, LIMIT).unwrap(), "signs under a heading");
    let (_, marked) = text(["\\*", "†"], format!("\\* {A}\n\n† {B}"));
    cites_both(&read_article(marked.as_bytes(), "a.md", None, LIMIT).unwrap(), "signs in Markdown");
    let body =
        |a: &str, b: &str| format!("<p>Rest eases sore knees.<sup>{a}</sup> Heat eases them too.<sup>{b}</sup></p>");
    for (name, page) in [
        (
            "a list of numerals",
            format!("{}<h2>Endnotes</h2><ol type=\"i\"><li>{A}</li><li>{B}</li></ol>", body("i", "ii")),
        ),
        ("signs below a rule", format!("{}<hr><p><sup>*</sup> {A}</p><p><sup>†</sup> {B}</p>", body("*", "†"))),
        ("signs under a heading", format!("{}<h2>References</h2><p>* {A}</p><p>† {B}</p>", body("*", "†"))),
    ] {
        cites_both(&html(&page), name);
    }
    let read = html(&format!(
        "{}<h2>Endnotes</h2><ol type=\"I\"><li>{A}</li><li>{B}</li><li>{C}</li></ol>",
        body("I–III", "I, III")
    ));
    let cited: Vec<Vec<usize>> = read.markers.iter().map(|marker| marker.entries.clone()).collect();
    assert_eq!(cited, [vec![0, 1, 2], vec![0, 2]]);
    // What explains is no entry, and bullets are no notes.
    let remark = read_article(
        b"Knees\n\nRest eases 40% of knees.*\n\n* We counted them.\n\nDo this:\n* Walk\n* Sit\n",
        "a.txt",
        None,
        LIMIT,
    );
    assert!(entries(&remark.unwrap()).is_empty());
}

#[test]
fn what_lists_are_called() {
    for heading in [
        "Refs",
        "Reviewed sources",
        "Vetted sources",
        "Scholarly references",
        "Editorial Sources and Fact-Checking",
        "How we vetted this article:",
        "How we reviewed this article",
        "Where we got our information",
        "Sources used in writing this page",
        "Research",
    ] {
        let items = format!("<ul><li>{A}</li><li>{B}</li></ul>");
        for (name, page) in [
            ("a heading", html(&format!("<h2>{heading}</h2>{items}"))),
            ("an introduction", html(&format!("<h2>{heading}</h2><p>We rely on what peers reviewed.</p>{items}"))),
        ] {
            if heading != "Research" || name == "a heading" {
                assert_eq!(entries(&page), [format!("- {A}"), format!("- {B}")], "{heading}, {name}");
            }
        }
    }
    assert_eq!(
        entries(&html(&format!(
            "<div><button>How we vetted this article:</button><ul><li>{A}</li><li>{B}</li></ul></div>"
        ))),
        [format!("- {A}"), format!("- {B}")]
    );
    // Titles that lead to their sources and are dated, and links that are not.
    let linked = |date: &str| {
        let item =
            |of: &str| format!("<li><a href=\"https://{of}.example/knees\">Sore knees</a>. {of} Institute{date}.</li>");
        html(&format!("<h2>Resources</h2><ol>{}{}</ol>", item("Mallo"), item("Sample")))
    };
    assert_eq!(entries(&linked(". 2024")).len(), 2);
    assert!(entries(&linked("")).iter().all(|entry| !entry.contains("Institute")));
}

#[test]
fn boxes_that_are_named_after_what_they_hold() {
    for open in [
        "div class=\"references\"",
        "div role=\"doc-bibliography\"",
        "section id=\"bibliography\"",
        "div class=\"csl-bib-body\"",
    ] {
        let name = open.split(' ').next().unwrap();
        let read = html(&format!("<{open}><ul><li>{A}</li><li>{B}</li></ul></{name}><p>Ask us.</p>"));
        assert_eq!(entries(&read), [format!("- {A}"), format!("- {B}")], "{open}");
        assert!(read.text.ends_with("Ask us."), "{}", read.text);
    }
    let entry = |n: u32, words: &str| {
        format!(
            "<div class=\"csl-entry\"><div class=\"csl-left-margin\">{n}. </div><div class=\"csl-right-inline\">{words}</div></div>"
        )
    };
    let read = html(&format!("<div class=\"csl-bib-body\">{}{}</div>", entry(1, A), entry(2, B)));
    assert_eq!(entries(&read), [format!("1 {A}"), format!("2 {B}")]);
    // The article's own text may stand in a box of that name.
    assert!(entries(&html("<div class=\"references\"><p>Rest helps.</p><p>Walk.</p></div>")).is_empty());
}

#[test]
fn entries_that_are_components() {
    let list =
        format!("## References\n\n<References>\n  <Ref id=\"r1\">{A}</Ref>\n  <Ref id=\"r2\">{B}</Ref>\n</References>");
    assert_eq!(entries(&markdown(&list)), [format!("- {A}"), format!("- {B}")]);
}

#[test]
fn lists_that_a_mail_quotes_and_that_pages_part() {
    let quoted = "> Knees\n>\n> About 40% of adults have knee pain on\n> stairs [1], and rest eases it [2].\n>\n> References\n>\n";
    let read =
        read_article(format!("{quoted}> [1] {A}\n> [2] {B}\n").as_bytes(), "a.txt", Some("text"), LIMIT).unwrap();
    cites_both(&read, "quoted");
    assert_eq!(read.references[0].column, 7, "behind the mark and the number");
    let head = "Poe et al. J Fict Med (2003) 1:2                      Page 2 of 2";
    for between in [format!("\n\u{c}{head}\n\n"), format!("\n\n{head}\n\n"), format!("\n{head}\n")] {
        let broken = B.replace(" Knees on hills", &format!("{between}Knees on hills"));
        let read = text(&format!("References\n1. {A}\n2. {broken}\n3. {C}"));
        assert_eq!(entries(&read), numbered(), "{between:?}");
    }
    let kicker = read_article(
        format!("REVIEW\n\nKnees on stairs\n\nRest helps [1].\n\nReferences\n1. {A}\n").as_bytes(),
        "a.txt",
        None,
        LIMIT,
    );
    assert_eq!(kicker.unwrap().title.as_deref(), Some("Knees on stairs"));
}

#[test]
fn a_list_that_is_missed_is_told_once() {
    let read =
        text(&format!("It helps [1].\n\nRest helps [2].\n\nWhat we looked at:\n{A} doi:10.5555/a\n{B} doi:10.5555/b"));
    let notes: Vec<&str> = read.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!(notes.iter().filter(|note| note.contains("read like a list of references")).count(), 1, "{notes:?}");
    assert_eq!(notes.iter().filter(|note| note.contains("no list of references was found")).count(), 1, "{notes:?}");
    assert!(!notes.iter().any(|note| note.contains("which no entry has")), "{notes:?}");
}
