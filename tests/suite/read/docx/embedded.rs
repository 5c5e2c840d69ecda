//! References that Zotero, Mendeley and EndNote embed: with their fields, and as citations at their place.

use super::package::base64;
use super::*;
use serde_json::{Value, json};

fn poe() -> Value {
    json!({"id": 1, "type": "article-journal", "title": "Knees on stairs", "container-title": "J Fict Med", "volume": "1", "page": "1-2",
        "DOI": "10.5555/a", "author": [{"family": "Poe", "given": "Ada"}], "issued": {"date-parts": [["2001"]]}})
}

fn roe() -> Value {
    json!({"id": 2, "type": "article-journal", "title": "Hills and the joints of walkers", "container-title": "J Fict Med",
        "author": [{"family": "Roe", "given": "Bo"}], "issued": {"date-parts": [[2002, 3]]}})
}

fn citation(items: &[Value]) -> String {
    let cited: Vec<Value> = items
        .iter()
        .map(|i| json!({"id": i["id"], "uris": [format!("http://zotero.example/{}", i["id"])], "itemData": i}))
        .collect();
    json!({"citationID": "x", "properties": {"plainCitation": "(1)", "noteIndex": 0}, "citationItems": cited})
        .to_string()
}

const RECORD: &str = "<record><rec-number>7</rec-number><ref-type name=\"Journal Article\">17</ref-type><contributors><authors><author>Poe, Ada</author></authors></contributors><titles><title>Knees on stairs</title><secondary-title>J Fict Med</secondary-title></titles><volume>1</volume><dates><year>2001</year></dates><electronic-resource-num>10.5555/a</electronic-resource-num></record>";

fn end_note() -> String {
    format!(
        "<EndNote><Cite><Author>Poe</Author><Year>2001</Year><RecNum>7</RecNum><DisplayText>[1]</DisplayText>{RECORD}</Cite></EndNote>"
    )
}

/// A sentence with what embeds a citation, by program.
fn places() -> Vec<(&'static str, String)> {
    let zotero = format!(" ADDIN ZOTERO_ITEM CSL_CITATION {} ", citation(&[poe()]));
    let mendeley = format!("ADDIN CSL_CITATION {}", citation(&[poe()]));
    let control = format!(
        "<w:sdt><w:sdtPr><w:tag w:val=\"MENDELEY_CITATION_v3_{}\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        base64(&citation(&[poe()])),
        run("[1]")
    );
    let data = base64(&end_note());
    let hidden = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:fldData>{data}</w:fldData></w:fldChar></w:r><w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"begin\"><w:fldData>{data}</w:fldData></w:fldChar></w:r><w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        run("[1]")
    );
    let transfer = format!(
        "<w:hyperlink r:id=\"z\">{}</w:hyperlink>",
        run(&format!("ITEM CSL_CITATION {}", citation(&[poe()]).replace("(1)", "[1]")))
    );
    vec![
        ("Zotero", field(&zotero, "", &run("[1]"))),
        ("Zotero, raised", field(&zotero, "", &raised("1"))),
        ("Zotero, by author", field(&zotero, "", &run("(Poe, 2001)"))),
        ("Mendeley", field(&mendeley, "", &run("[1]"))),
        ("Mendeley, control", control),
        ("EndNote", field(&format!(" ADDIN EN.CITE {} ", end_note()), "", &run("[1]"))),
        ("EndNote, hidden", hidden),
        ("Zotero, on its way", transfer),
    ]
}

#[test]
fn without_a_printed_list_embedded_items_are_the_list() {
    for (program, place) in places() {
        let body = of_style("Title", "Knees") + &paragraph("", &(run("Knees hurt ") + &place + &run(".")));
        let article = read(&Document::of(&body).with_link("z", "https://www.zotero.org/"));
        assert_eq!(article.references.len(), 1, "{program}: {:?}", article.notes);
        let entry = &article.references[0];
        let item = &entry.parsed.item;
        assert_eq!(item.title.as_deref(), Some("Knees on stairs"), "{program}");
        assert_eq!((item.doi.as_deref(), item.year()), (Some("10.5555/a"), Some(2001)), "{program}");
        assert!(
            entry.printed.starts_with("Poe A. Knees on stairs. J Fict Med. 2001;1"),
            "{program}: {}",
            entry.printed
        );
        assert_eq!(entry.line, 2, "{program}");
        let entries: Vec<_> = article.markers.iter().map(|m| m.entries.clone()).collect();
        assert_eq!(entries, [vec![0]], "{program}: {:?}", article.markers);
        assert_eq!(article.blocks.marks().len(), 1, "{program}: the marker is no word of the sentence");
        assert!(article.notes.is_empty(), "{program}: {:?}", article.notes);
    }
}

#[test]
fn with_a_printed_list_both_are_one() {
    let list = [
        item(1, 0, "Roe B. Hills and the joints of walkers. J Fict Med 2002."),
        item(1, 0, "Poe A. Knees on stairs. J Fict Med. 2001."),
        item(1, 0, "Doe C. Knees on bikes. J Fict Med. 2003;3(2):5-6."),
    ];
    for (program, place) in places() {
        let body = of_style("Title", "Knees")
            + &paragraph("", &(run("Knees hurt ") + &place + &run(".")))
            + &of_style("Heading1", "References")
            + &list.concat();
        let article = read(&Document::of(&body).with_link("z", "https://www.zotero.org/"));
        assert_eq!(article.references.len(), 3, "{program}");
        // Whatever number is printed, the citation says which entry it means.
        assert_eq!(article.markers[0].entries, [1], "{program}");
        let entry = &article.references[1];
        assert_eq!(
            (entry.number.as_deref(), entry.printed.as_str()),
            (Some("2"), "Poe A. Knees on stairs. J Fict Med. 2001."),
            "{program}"
        );
        assert_eq!(
            (entry.parsed.item.doi.as_deref(), entry.parsed.item.volume.as_deref()),
            (Some("10.5555/a"), Some("1")),
            "{program}"
        );
    }
}

#[test]
fn a_bibliography_field_is_the_list_without_a_heading() {
    let cited = field(
        &format!("ADDIN ZOTERO_ITEM CSL_CITATION {}", citation(&[poe(), roe()])),
        "",
        &run("(Poe 2001; Roe 2002)"),
    );
    let open = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> ADDIN ZOTERO_BIBL {\"uncited\":[]} CSL_BIBLIOGRAPHY </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let first =
        paragraph("<w:pStyle w:val=\"Bibliography\"/>", &(open.to_owned() + &run("Poe, A. (2001). Knees on stairs.")));
    let last =
        paragraph("", &(run("Roe, B. (2002). Hills and joints.") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"));
    let body = [
        of_style("Title", "Knees"),
        paragraph("", &(run("Knees hurt ") + &cited + &run("."))),
        first,
        last,
        plain("The end of it all."),
    ];
    let article = read(&Document::of(&body.concat()));
    let titles: Vec<_> = article.references.iter().map(|r| r.parsed.item.title.as_deref().unwrap()).collect();
    // The second is found by its author and its year.
    assert_eq!(titles, ["Knees on stairs", "Hills and the joints of walkers"]);
    assert_eq!(article.markers[0].entries, [0, 1]);
    assert_eq!(blocks(&article).last().unwrap(), "paragraph 0 The end of it all.");
}

#[test]
fn what_is_cited_and_not_printed_is_added_and_told() {
    let cited = field(&format!("ADDIN ZOTERO_ITEM CSL_CITATION {}", citation(&[roe()])), "", &run("[2]"));
    let body = [
        of_style("Title", "Knees"),
        paragraph("", &(run("Knees hurt ") + &cited)),
        of_style("Heading1", "References"),
        item(1, 0, ENTRY),
    ];
    let article = read(&Document::of(&body.concat()));
    assert_eq!(article.references.len(), 2);
    assert_eq!(markers(&article), ["[2] → 2"]);
    assert!(notes(&article).contains("2: “Hills and the joints of walkers” is cited here"), "{}", notes(&article));
}

#[test]
fn citations_in_footnotes_are_those_of_the_marks() {
    let mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let note = |result: &str| {
        let cited = field(&format!("ADDIN ZOTERO_ITEM CSL_CITATION {}", citation(&[poe()])), "", &run(result));
        format!("<w:footnote w:id=\"2\"><w:p>{cited}</w:p></w:footnote>")
    };
    for result in ["Poe A. Knees on stairs. J Fict Med 2001;1.", "Poe, above."] {
        let mut document = Document::of(&(of_style("Title", "Knees") + &paragraph("", &(run("Knees hurt.") + mark))));
        document.footnotes = note(result);
        let article = read(&document);
        assert_eq!(article.references.len(), 1, "{result}");
        assert_eq!(article.references[0].parsed.item.doi.as_deref(), Some("10.5555/a"), "{result}");
        let first = article.markers.first().unwrap();
        assert_eq!((first.label.as_str(), first.entries.as_slice()), ("1", &[0][..]), "{result}");
    }
}

#[test]
fn broken_data_costs_no_words() {
    for code in [
        "ADDIN ZOTERO_ITEM CSL_CITATION {\"citationItems\": [{",
        "ADDIN ZOTERO_ITEM CSL_CITATION",
        "ADDIN EN.CITE <EndNote><Cite/></EndNote>",
        "ADDIN CSL_CITATION {\"citationItems\":[]}",
    ] {
        let body = of_style("Title", "Knees")
            + &paragraph("", &(run("Knees hurt ") + &field(code, "", &run("[1]")) + &run(".")))
            + &of_style("Heading1", "References")
            + &item(1, 0, ENTRY);
        let article = read(&Document::of(&body));
        assert_eq!(markers(&article), ["[1] → 1"], "{code}");
        assert!(
            notes(&article).contains("2: what a reference manager keeps here could not be read"),
            "{code}: {}",
            notes(&article)
        );
    }
}
