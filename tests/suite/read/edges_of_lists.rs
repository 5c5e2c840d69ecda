//! Where a list begins and ends, what a note holds, and what stands beside a list and is none.

use super::articles::LIMIT;
use claimbook::read::article::{ReadArticle, read_article};

const A: &str = "Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";
const B: &str = "Roe B. Knees on hills: a survey. J Fict Med. 2002;2(2):3-4. doi:10.5555/b";
const C: &str = "Doe C. Do knees mend? J Fict Med. 2003;3(2):5-6. doi:10.5555/c";

fn read(name: &str, text: &str) -> ReadArticle {
    read_article(text.as_bytes(), name, None, LIMIT).unwrap()
}

fn html(body: &str) -> ReadArticle {
    let page = format!(
        "<!DOCTYPE html><html><body><main><h1>Knees</h1><p>About 40% of adults have knee pain.</p>{body}</main></body></html>"
    );
    read("a.html", &page)
}

/// The DOIs of the entries.
fn dois(article: &ReadArticle) -> Vec<&str> {
    article.references.iter().map(|r| r.parsed.item.doi.as_deref().unwrap_or("-")).collect()
}

#[test]
fn a_note_is_parted_between_sources_alone() {
    for (note, want) in [
        ("Poe A, Lo B. Knees on stairs. J Fict Med 2001; 83: 1866–76. doi:10.5555/a", vec!["10.5555/a"]),
        (
            "Poe A. Knees on stairs. J Fict Med 2001; 83: 18–76. doi:10.5555/a; Roe B. Hills. J Fict Med 2002; 8: 1–7. doi:10.5555/b",
            vec!["10.5555/a", "10.5555/b"],
        ),
        (
            "A. Poe, “Knees on stairs,” J Fict Med 45, no. 10 (2001): 18–31, https://doi.org/10.5555/a. See also B. Roe, “Hills,” J Fict Med 17, no. 2 (2002): 17–19, https://doi.org/10.5555/b.",
            vec!["10.5555/a", "10.5555/b"],
        ),
    ] {
        let article =
            read("a.md", &format!("# Knees\n\nRest reduces knee pain by 30% in adults.[^1]\n\n[^1]: {note}\n"));
        assert_eq!(dois(&article), want, "{note}");
    }
}

#[test]
fn a_doi_that_a_line_breaks_is_joined_and_that_is_told() {
    let list = |doi: &str| {
        read(
            "a.txt",
            &format!(
                "Knees\n\nAbout 40% of adults have knee pain [1].\n\nReferences\n1. Poe A, Lo B, Moe C. Knees on stairs and on hills\nin adults. N Fict J Med. 2019;380(1):33-44. doi:\n{doi}\n2. {B}\n"
            ),
        )
    };
    let broken = list("10.5555/NFJMoa\n1809944.");
    assert_eq!(dois(&broken), ["10.5555/NFJMoa1809944", "10.5555/b"]);
    assert_eq!(broken.references[0].parsed.item.pmid, None);
    assert!(broken.notes.iter().any(|note| note.message.contains("10.5555/NFJMoa1809944")), "{:?}", broken.notes);
    assert_eq!(dois(&list("10.5555/NFJMoa1809.")), ["10.5555/NFJMoa1809", "10.5555/b"]);
    let numbered = list("10.5555/NFJMoa\nPMID: 1809944.");
    assert_eq!(numbered.references[0].parsed.item.pmid.as_deref(), Some("1809944"));
}

#[test]
fn what_a_page_says_of_itself_below_the_list_is_no_entry() {
    let foot = read(
        "a.txt",
        &format!(
            "Knees\n\nRest helps knees.\n\nReferences\n1. {A}\n2. {B}\n\nwww.knees.example\n© Knee Network 2023. Leaflet K7\n"
        ),
    );
    assert_eq!(dois(&foot), ["10.5555/a", "10.5555/b"]);
    assert!(!foot.references[1].printed.contains("Network"), "{}", foot.references[1].printed);
    let paragraphs = format!("<h2>References</h2><p>{A}</p><p>{B}</p>");
    for below in [
        "<p>© 2023 Knee Portal, LLC.</p>",
        "<p>Citation: Moe D. Knees. J Fict Med. 2022;9:117. doi:10.5555/own</p>",
        "<p>All rights reserved 2023. J Fict Med.</p>",
    ] {
        assert_eq!(dois(&html(&format!("{paragraphs}{below}"))), ["10.5555/a", "10.5555/b"], "{below}");
    }
}

#[test]
fn links_of_the_last_entry_are_its_own() {
    let entry = |text: &str, pmid: u32| {
        format!(
            "<div><p>{text}</p><p><a href=\"https://pubmed.ncbi.nlm.nih.gov/{pmid}\">PubMed Abstract</a> | \
             <a href=\"https://doi.org/10.5555/x\">CrossRef Full Text</a> | <a href=\"http://scholar.example/1\">Google Scholar</a></p></div>"
        )
    };
    let page = html(&format!("<h2>References</h2>{}{}", entry(A, 99_999_901), entry(B, 99_999_902)));
    let pmids: Vec<Option<&str>> = page.references.iter().map(|r| r.parsed.item.pmid.as_deref()).collect();
    assert_eq!(pmids, [Some("99999901"), Some("99999902")]);
}

#[test]
fn further_reading_beside_a_list_is_no_list() {
    let links = "<h2>Further reading</h2><ul><li><a href=\"https://a.example/knees\">Invented Clinic: knees</a></li>\
                 <li><a href=\"https://b.example/\">Knee Society</a></li></ul>";
    let page = html(&format!("{links}<h2>References</h2><ul><li>{A}</li></ul>"));
    assert_eq!(dois(&page), ["10.5555/a"]);
    assert!(page.notes.iter().any(|note| note.message.contains("“Further reading”")), "{:?}", page.notes);
    assert_eq!(html(links).references.len(), 2);
    // What is printed in full is no source either, unless its numbers go on or the text names it.
    let list = |further: &str, start: u32, text: &str| {
        html(&format!(
            "<p>{text}</p><h2>References</h2><ol><li>{A}</li></ol><h2>{further}</h2><ol start=\"{start}\"><li>{B}</li><li>{C}</li></ol>"
        ))
    };
    assert_eq!(dois(&list("Further reading", 1, "Rest helps.")), ["10.5555/a"]);
    assert_eq!(dois(&list("Recommended reading", 1, "Rest helps.")), ["10.5555/a"]);
    let all = ["10.5555/a", "10.5555/b", "10.5555/c"];
    assert_eq!(dois(&list("Further reading", 2, "Rest helps.")), all);
    assert_eq!(dois(&list("Further reading", 1, "Hills hurt knees (Roe, 2002).")), all);
}

#[test]
fn three_entries_are_a_list_whatever_heads_them() {
    let page = |last: &str| html(&format!("<h3>Works we used</h3><ol><li>{A}</li><li>{B}</li><li>{last}</li></ol>"));
    assert_eq!(dois(&page(C)), ["10.5555/a", "10.5555/b", "10.5555/c"]);
    assert_eq!(page("Ask us in 2024 for more.").references.iter().filter(|r| r.number.is_some()).count(), 0);
}

#[test]
fn a_note_that_is_shown_twice_is_one_entry() {
    let note = |n: u32, text: &str| {
        format!(
            "<span class=\"footnote_referrer\"><a role=\"button\"><sup class=\"footnote_plugin_tooltip_text\">[{n}]</sup></a>\
             <span id=\"t{n}\" class=\"footnote_tooltip\">{text}.</span></span>"
        )
    };
    let row = |n: u32, text: &str| format!("<tr><th>{n}</th><td>{text}.</td></tr>");
    let page = html(&format!(
        "<p>Rest reduces knee pain by 30%.{} Heat reduces knee pain by 20%.{}</p>\
         <div><p><span>References</span></p><table><tbody>{}{}</tbody></table></div>",
        note(1, A),
        note(2, B),
        row(1, A),
        row(2, B)
    ));
    assert_eq!(dois(&page), ["10.5555/a", "10.5555/b"]);
    let named: Vec<&[usize]> = page.markers.iter().map(|marker| marker.entries.as_slice()).collect();
    assert_eq!(named, [[0], [1]]);
}

#[test]
fn scielo_prints_an_entry_and_tells_its_fields() {
    let entry = "<ref id=\"B1\"><label>1</label><mixed-citation>1. Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2.</mixed-citation>\
                 <element-citation publication-type=\"journal\"><person-group person-group-type=\"author\"><name><surname>Poe</surname>\
                 <given-names>A</given-names></name></person-group><article-title>Knees on stairs</article-title><source>J Fict Med</source>\
                 <year>2001</year><pub-id pub-id-type=\"doi\">10.5555/a</pub-id></element-citation></ref>";
    let article = read(
        "a.xml",
        &format!(
            "<?xml version=\"1.0\"?><article xml:lang=\"en\"><front><article-meta><title-group><article-title>Knees</article-title></title-group></article-meta></front>\
             <body><p>Rest helps knees.<xref ref-type=\"bibr\" rid=\"B1\"><sup>1</sup></xref></p></body><back><ref-list><title>References</title>{entry}</ref-list></back></article>"
        ),
    );
    assert_eq!(dois(&article), ["10.5555/a"]);
    assert!(article.references[0].printed.contains("2001;1(2):1-2"), "{}", article.references[0].printed);
    assert_eq!(article.notes, []);
}

#[test]
fn what_somebody_published_and_links_are_no_references() {
    let entries = format!("<ul><li>{A}</li><li>{B}</li><li>{C}</li></ul>");
    for heading in ["Selected publications", "Books by Ann Poe", "Publications by the author", "About the author"] {
        let page = html(&format!("<h2>{heading}</h2>{entries}"));
        assert_eq!(
            page.references.iter().filter(|r| r.number.is_some() || !r.section.is_empty()).count(),
            0,
            "{heading}"
        );
    }
    assert_eq!(html(&format!("<h2>Publications cited</h2>{entries}")).references.len(), 3);
    let links = "<ul><li><a href=\"https://a.example/1\">Knee Society: help with stairs</a></li><li><a href=\"https://a.example/2\">Find a physiotherapist</a></li><li><a href=\"https://a.example/3\">Knee pain 2024</a></li></ul>";
    assert!(html(&format!("<h2>Helpful links</h2>{links}")).references.is_empty());
}

#[test]
fn a_link_behind_see_also_is_no_address_of_the_work() {
    let list = |entry: &str| {
        read("a.md", &format!("# Knees\n\nRest eases knee pain in 30% of adults [1].\n\n## References\n\n1. {entry}\n"))
    };
    for (entry, want) in [
        ("NHS. Knee pain. 2020. See also [the clinic](https://clinic.example/knees).", None),
        ("NHS. Knee pain. 2020. See also https://clinic.example/knees.", None),
        (
            "NHS. Knee pain. 2020. https://nhs.example/knee. See also [the clinic](https://clinic.example/knees).",
            Some("https://nhs.example/knee"),
        ),
        ("NHS. [Knee pain](https://nhs.example/knee). 2020. (See also: hips.)", Some("https://nhs.example/knee")),
    ] {
        let article = list(entry);
        let item = &article.references[0].parsed.item;
        assert_eq!((item.url.as_deref(), item.title.as_deref()), (want, Some("Knee pain")), "{entry}");
    }
}

#[test]
fn a_day_that_may_be_two_is_told_in_entries_too() {
    let text = "# Knees\n\nRest eases knee pain in 30% of adults [1].\n\n## References\n\n\
                1. NHS. Knee pain. https://nhs.example/knee. Accessed 03/04/2026.\n2. NHS. Hip pain. https://nhs.example/hip. Accessed 05/04/2026.\n";
    let told = |article: &ReadArticle| article.notes.iter().filter(|note| note.message.contains("may be")).count();
    let article = read("a.md", text);
    let note = article.notes.iter().find(|note| note.message.contains("03/04/2026 may be 2026-04-03 or 2026-03-04"));
    assert!(note.is_some_and(|note| note.line == 7 && note.message.contains("Another entry")), "{:?}", article.notes);
    assert_eq!(told(&article), 1);
    assert_eq!(told(&read("a.md", &text.replace("03/04/2026", "3 April 2026").replace("05/04/2026", "2026-04-05"))), 0);
}

#[test]
fn numbers_that_look_like_years_are_markers_where_the_list_has_them() {
    let named = |first: u32| {
        let entry = |n: u32| format!("{n}. Poe A. Knees on stairs, part {n}. J Fict Med. 2001;1(2):1-2.\n");
        let list: String = (first..first + 4).map(entry).collect();
        let text = "Rest eases knee pain [1501]. Heat eases knee pain [1499,1501]. Most people [2001] do well.";
        let article = read("a.md", &format!("# Knees\n\n{text}\n\n## References\n\n{list}"));
        article.markers.iter().map(|marker| marker.label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(named(1499), ["[1501]", "[1499,1501]"]);
    assert_eq!(named(1), Vec::<String>::new());
}

#[test]
fn a_list_of_notes_may_repeat_its_first_at_once() {
    for (name, text) in [
        (
            "a.txt",
            format!(
                "Knees\n\nRest eases knee pain [1]. Heat does [2]. Cold does [3].\n\nNotes\n\n1. {A}\n2. Ibid., 2.\n3. {B}\n"
            ),
        ),
        (
            "a.md",
            format!(
                "# Knees\n\nRest eases knee pain [1]. Heat does [2]. Cold does [3].\n\n## Notes\n\n1. {A}\n2. Ibid., 2.\n3. Ibid.\n"
            ),
        ),
    ] {
        let article = read(name, &text);
        assert_eq!(dois(&article).first(), Some(&"10.5555/a"), "{name}");
        let named: Vec<&[usize]> = article.markers.iter().map(|marker| marker.entries.as_slice()).collect();
        assert_eq!(named.get(..2), Some(&[&[0_usize][..], &[0]][..]), "{name}");
    }
}

#[test]
fn a_publication_named_in_few_words_is_an_entry() {
    let (a, b) = (
        "Poe A (2004) Knees on stairs, knees on hills, and what becomes of both in women who climb them. J Fict Med 34(7) 451-464",
        "Roe BC, Lo D, Hay-Smith E. Strength training versus no training for knees on hills. Fict Database of Reviews 2018, Issue 10. Art. No.: FD005654.",
    );
    for short in [
        "NICE (2019) Knee pain and weakness in adults: management",
        "SIGN 156",
        "British National Formulary 85",
        "NICE NG123: Knee pain (April 2019)",
        "Chartered Society of Physiotherapy (2013)",
        "NHS website: Knee pain",
        "Data on file, Acme Ltd",
    ] {
        for list in [format!("{a}\n{short}\n{b}"), format!("{short}\n{a}\n{b}"), format!("{a}\n{b}\n{short}")] {
            let page =
                read("a.txt", &format!("Knees\n\nAbout 40% of adults have knee pain.\n\nReferences\n\n{list}\n"));
            let printed: Vec<&str> = page.references.iter().map(|r| r.printed.as_str()).collect();
            assert_eq!(printed, list.lines().collect::<Vec<_>>(), "{list}");
        }
        let paragraphs = format!(
            "<h1>Knees</h1><p>About 40% of adults have knee pain.</p><h2>References</h2><p>{a}</p><p>{short}</p><p>{b}</p>"
        );
        assert_eq!(html(&paragraphs).references.len(), 3, "{short}");
    }
    // What heads a part of the list, and what the house says below it, are none.
    for other in ["Web pages:", "Further sources", "Reviewed in May 2026", "Call us on 0800 123 456"] {
        let page = read(
            "a.txt",
            &format!("Knees\n\nAbout 40% of adults have knee pain.\n\nReferences\n\n{a}\n{other}\n{b}\n"),
        );
        assert!(page.references.iter().all(|r| r.printed != other), "{other}: {:?}", page.references);
    }
}
