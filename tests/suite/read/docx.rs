//! Word documents, as Word, Google Docs and LibreOffice write them.

mod embedded;
mod hostile;
mod package;

pub use package::{Document, field, item, of_style, pack, paragraph, plain, raised, run, styled};

use crate::double::terminal::Terminal;
use claimbook::model::BlockKind;
use claimbook::read::article::{ReadArticle, read_article};

/// Reads a document under a name that says nothing.
pub fn read(document: &Document) -> ReadArticle {
    read_article(&document.pack(), "file", None, 1 << 30).unwrap()
}

/// The blocks of an article: kind, level and words.
pub fn blocks(article: &ReadArticle) -> Vec<String> {
    let words =
        |from: u32, to: u32| article.text.chars().skip(from as usize).take((to - from) as usize).collect::<String>();
    article.blocks.0.iter().map(|b| format!("{} {} {}", b.kind, b.level, words(b.start, b.end))).collect()
}

/// Markers with the numbers of what they point at, from 1.
pub fn markers(article: &ReadArticle) -> Vec<String> {
    let named = |entries: &[usize]| entries.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(",");
    article.markers.iter().map(|m| format!("{} → {}", m.label, named(&m.entries))).collect()
}

fn notes(article: &ReadArticle) -> String {
    article.notes.iter().map(|n| format!("{}: {}\n", n.line, n.message)).collect()
}

const ENTRY: &str = "Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";
const OTHER: &str = "Roe B. Knees on hills. J Fict Med. 2002;2(2):3-4. doi:10.5555/b";
const THIRD: &str = "Doe C. Knees on bikes. J Fict Med. 2003;3(2):5-6. doi:10.5555/c";

#[test]
fn a_whole_article() {
    let body = [
        of_style("Title", "Sore knees"),
        plain("By Ann Poe, RN"),
        plain("Last updated: 3 May 2024"),
        of_style("Heading1", "What it is"),
        paragraph(
            "",
            &(run("About 40% of adults have knee pain.") + &raised("1,2") + &run(" Most are over fifty [3].")),
        ),
        item(2, 0, "It hurts on stairs."),
        item(2, 1, "More so downwards."),
        of_style("Heading2", "In short"),
        plain("It passes."),
        of_style("Heading1", "References"),
        item(1, 0, ENTRY),
        item(1, 0, OTHER),
        item(1, 0, THIRD),
        "<w:sectPr/>".to_owned(),
    ];
    let article = read(&Document::of(&body.concat()));
    assert_eq!(article.title.as_deref(), Some("Sore knees"));
    assert_eq!(
        (article.language.as_deref(), article.reader, article.encoding.as_str()),
        (Some("en-GB"), "docx", "docx")
    );
    assert_eq!(article.updated_on.map(|d| d.to_string()).as_deref(), Some("2024-05-03"));
    let people: Vec<_> = article.people.iter().map(|p| (p.name.as_str(), p.credentials.as_deref())).collect();
    assert_eq!(people, [("Ann Poe", Some("RN"))]);
    let want = [
        "title 1 Sore knees",
        "about 0 By Ann Poe, RN",
        "about 0 Last updated: 3 May 2024",
        "heading 2 What it is",
        "paragraph 0 About 40% of adults have knee pain.1,2 Most are over fifty [3].",
        "item 1 It hurts on stairs.",
        "item 2 More so downwards.",
        "heading 3 In short",
        "paragraph 0 It passes.",
        "heading 2 References",
    ];
    assert_eq!(blocks(&article)[..10], want);
    let numbers: Vec<_> =
        article.references.iter().map(|r| (r.number.as_deref(), r.section.as_str(), r.line)).collect();
    assert_eq!(numbers, [(Some("1"), "References", 11), (Some("2"), "References", 12), (Some("3"), "References", 13)]);
    assert_eq!(markers(&article), ["1,2 → 1,2", "[3] → 3"]);
    assert_eq!(article.blocks.0[8].section, "In short");
    // The number of the paragraph is its line.
    assert_eq!(article.blocks.line_column(article.blocks.0[4].start + 6), Some((5, 7)));
    assert_eq!(notes(&article), "");
}

#[test]
fn headings_in_any_style_and_language() {
    let style = |id: &str, name: &str, more: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>")
    };
    let styles = [
        style("berschrift2", "heading 2", ""),
        style("Custom", "Section head", "<w:basedOn w:val=\"berschrift2\"/>"),
        style("Rubrik3", "Überschrift 3", ""),
        style("Lined", "Big words", "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>"),
        style("A", "a", "<w:basedOn w:val=\"B\"/>"),
        style("B", "b", "<w:basedOn w:val=\"A\"/>"),
    ];
    for (properties, want) in [
        ("<w:pStyle w:val=\"berschrift2\"/>", "heading 2"),
        ("<w:pStyle w:val=\"Custom\"/>", "heading 2"),
        ("<w:pStyle w:val=\"Rubrik3\"/>", "heading 3"),
        ("<w:pStyle w:val=\"Lined\"/>", "heading 2"),
        ("<w:outlineLvl w:val=\"2\"/>", "heading 3"),
        ("<w:outlineLvl w:val=\"9\"/>", "paragraph 0"),
        ("<w:pStyle w:val=\"A\"/>", "paragraph 0"),
        // A document that lost its styles.
        ("<w:pStyle w:val=\"Heading2\"/>", "heading 2"),
        ("<w:pStyle w:val=\"titre3\"/>", "heading 3"),
    ] {
        let body = [
            paragraph("<w:outlineLvl w:val=\"0\"/>", &run("Sore knees")),
            plain("A first word on them."),
            paragraph(properties, &run("What to do")),
            plain("Rest them."),
        ];
        let mut document = Document::of(&body.concat());
        document.styles = styles.concat();
        let read = blocks(&read(&document));
        assert_eq!(read[0], "title 1 Sore knees", "{properties}");
        assert_eq!(read[2], format!("{want} What to do"), "{properties}");
    }
}

#[test]
fn the_title_of_a_document_without_its_style() {
    let bold = |text: &str| paragraph("", &styled("<w:b/><w:sz w:val=\"36\"/>", text));
    for (body, title, second) in [
        (
            vec![of_style("Heading1", "Sore knees"), plain("They hurt."), of_style("Heading2", "Why")],
            "Sore knees",
            "heading 2 Why",
        ),
        (vec![bold("Sore knees"), plain("They hurt."), of_style("Heading1", "Why")], "Sore knees", "heading 2 Why"),
        (vec![bold("Sore knees"), plain("They hurt."), bold("Why")], "Sore knees", "heading 6 Why"),
        (vec![plain("Sore knees"), plain("They hurt."), of_style("Heading2", "Why")], "Sore knees", "heading 2 Why"),
        (
            vec![plain("By Ann Poe."), of_style("Heading1", "Sore knees"), of_style("Heading2", "Why")],
            "Sore knees",
            "heading 2 Why",
        ),
    ] {
        let article = read(&Document::of(&body.concat()));
        assert_eq!(article.title.as_deref(), Some(title), "{body:?}");
        assert!(blocks(&article).iter().any(|block| block == second), "{second}: {:?}", blocks(&article));
    }
}

#[test]
fn numbers_are_those_that_are_printed() {
    let body = [
        of_style("Title", "Lists"),
        item(1, 0, "One."),
        item(1, 1, "Deeper."),
        item(1, 1, "And deeper."),
        item(1, 0, "Two."),
        item(1, 1, "Anew."),
        plain("A word between."),
        item(1, 0, "Three."),
        item(3, 0, "Restarted."),
        item(3, 0, "Goes on."),
        of_style("Heading1", "References"),
        item(1, 0, ENTRY),
    ];
    let article = read(&Document::of(&body.concat()));
    // The list was begun anew, and another list of its shape goes on with it.
    assert_eq!(article.references[0].number.as_deref(), Some("3"));
}

#[test]
fn typed_numbers_number_entries() {
    for (typed, count) in [(["1. ", "2. "], 2), (["[1] ", "[2] "], 2), (["1) ", "2) "], 2)] {
        let body = [
            of_style("Title", "Knees"),
            plain("Knees hurt [2]."),
            of_style("Heading1", "Sources"),
            plain(&(typed[0].to_owned() + ENTRY)),
            plain(&(typed[1].to_owned() + OTHER)),
        ];
        let article = read(&Document::of(&body.concat()));
        assert_eq!(article.references.len(), count, "{typed:?}");
        assert_eq!(article.references[1].number.as_deref(), Some("2"), "{typed:?}");
        assert_eq!(article.references[1].printed, OTHER, "{typed:?}");
        assert_eq!(markers(&article), ["[2] → 2"], "{typed:?}");
    }
    let tabbed = |n: &str, text: &str| paragraph("", &format!("{}<w:r><w:tab/></w:r>{}", run(n), run(text)));
    let lifted = |n: &str, text: &str| paragraph("", &(raised(n) + &run(text)));
    let broken = |a: &str, b: &str| {
        paragraph("", &format!("{}<w:r><w:br/></w:r>{}", run(&format!("1. {a}")), run(&format!("2. {b}"))))
    };
    for list in
        [tabbed("1", ENTRY) + &tabbed("2", OTHER), lifted("1", ENTRY) + &lifted("2", OTHER), broken(ENTRY, OTHER)]
    {
        let body = of_style("Title", "Knees") + &plain("Knees hurt [2].") + &of_style("Heading1", "Sources") + &list;
        let article = read(&Document::of(&body));
        let printed: Vec<_> =
            article.references.iter().map(|r| (r.number.as_deref().unwrap_or("-"), r.printed.as_str())).collect();
        assert_eq!(printed, [("1", ENTRY), ("2", OTHER)]);
        assert_eq!(markers(&article), ["[2] → 2"]);
    }
}

#[test]
fn footnotes_are_references_or_remarks() {
    let mark = |id: u8| {
        format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>")
    };
    let note = |id: u8, text: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>", run(text))
    };
    let mut document = Document::of(
        &(of_style("Title", "Knees")
            + &paragraph("", &(run("Knees hurt") + &mark(3) + &run(" in adults") + &mark(2) + &run(".")))),
    );
    document.footnotes = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>".to_owned()
        + &note(2, "People of 18 years and more.")
        + &note(3, ENTRY);
    let article = read(&document);
    assert_eq!(blocks(&article)[1], "paragraph 0 Knees hurt[1] in adults[2].");
    assert_eq!(markers(&article), ["1 → 1", "2 → "]);
    assert_eq!(article.references.len(), 1);
    assert_eq!(article.references[0].number.as_deref(), Some("1"));
}

#[test]
fn links_tables_signs_and_breaks() {
    let cell = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(text));
    let table = format!(
        "<w:tbl><w:tblPr><w:tblLook w:val=\"04A0\" w:firstRow=\"1\"/></w:tblPr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Exercise"),
        cell("Pain"),
        cell("Yoga"),
        cell("12% less")
    );
    let frame = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", plain("A frame round a sentence."));
    let signs = "<w:r><w:t>Age </w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>65, follow</w:t><w:noBreakHyphen/><w:t>up, soft</w:t><w:softHyphen/><w:t>ly</w:t><w:tab/><w:t>on</w:t></w:r>";
    let link = format!("<w:hyperlink r:id=\"l1\">{}</w:hyperlink>", run("a trial"));
    let link_field = field(" HYPERLINK \"https://doi.org/10.5555/b\" ", "", &run("another"));
    let body = [
        of_style("Title", "Knees"),
        table,
        frame,
        paragraph("", signs),
        paragraph("", &(run("So says ") + &link + &run(" and ") + &link_field + &run("."))),
        paragraph("", "<w:r><w:t>By Ann Poe</w:t><w:br/><w:t>Reviewed by Jan Roe, MD</w:t></w:r>"),
    ];
    let article = read(&Document::of(&body.concat()).with_link("l1", "https://doi.org/10.5555/a"));
    let want = [
        "title 1 Knees",
        "row 1 Exercise | Pain",
        "row 0 Yoga | 12% less",
        "paragraph 0 A frame round a sentence.",
        "paragraph 0 Age ≥65, follow-up, softly on",
        "paragraph 0 So says a trial and another.",
        "about 0 By Ann Poe",
        "about 0 Reviewed by Jan Roe, MD",
    ];
    assert_eq!(blocks(&article), want);
    let dois: Vec<_> = article.references.iter().map(|r| r.parsed.item.doi.as_deref().unwrap()).collect();
    assert_eq!(dois, ["10.5555/a", "10.5555/b"]);
    assert_eq!(article.people.len(), 2);
}

#[test]
fn what_is_left_out_is_told() {
    let text_box = "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>Buy now</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Buy now</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    let changed = format!(
        "{}<w:ins w:id=\"1\">{}</w:ins><w:del w:id=\"2\"><w:r><w:delText>never</w:delText></w:r></w:del>{}<w:moveFrom w:id=\"3\">{}</w:moveFrom>",
        run("Heat "),
        run("often"),
        run(" helps."),
        run("It moved.")
    );
    let joined = format!(
        "<w:p><w:pPr><w:rPr><w:del w:id=\"4\"/></w:rPr></w:pPr>{}</w:p>{}",
        run("Two halves"),
        plain(" are one.")
    );
    let comment = "<w:commentRangeStart w:id=\"0\"/><w:r><w:t>Seen.</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>";
    let body = [
        of_style("Title", "Knees"),
        paragraph("", &changed),
        joined,
        paragraph(
            "",
            &(run("Shown.")
                + &styled("<w:vanish/>", " Hidden.")
                + &styled("<w:vanish w:val=\"0\"/>", " Seen.")
                + &styled("<w:strike/>", " Struck.")),
        ),
        paragraph("", text_box),
        paragraph("", comment),
    ];
    let mut document = Document::of(&body.concat());
    document.relations.push(("h1".to_owned(), "header".to_owned(), "header1.xml".to_owned()));
    document.others.push(("word/header1.xml".to_owned(), format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", plain("Draft"))));
    let article = read(&document);
    let want = [
        "title 1 Knees",
        "paragraph 0 Heat often helps.",
        "paragraph 0 Two halves are one.",
        "paragraph 0 Shown. Seen.",
        "paragraph 0 Seen.",
    ];
    assert_eq!(blocks(&article), want);
    let notes = notes(&article);
    for said in [
        "1: headers and footers",
        "2: tracked changes were read as accepted",
        "6: a text box was left out",
        "5: hidden words",
        "5: struck-out words",
    ] {
        assert!(notes.contains(said), "{said}: {notes}");
    }
    assert_eq!(notes.matches("text box").count(), 1, "{notes}");
}

#[test]
fn properties_speak_where_the_text_does_not() {
    let core = "<dc:title>Knees of the file</dc:title><dc:creator>Ann Poe</dc:creator><dcterms:modified>2024-02-03T10:00:00Z</dcterms:modified>";
    for (body, core, want) in [
        (plain("They hurt on stairs, say most people."), core, (Some("Knees of the file"), 1, Some("2024-02-03"))),
        (
            of_style("Title", "Knees") + &plain("By Jan Roe, MD") + &plain("Last updated: 3 May 2024"),
            core,
            (Some("Knees"), 1, Some("2024-05-03")),
        ),
        (of_style("Title", "Knees") + &plain("They hurt."), "<dc:creator>apoe</dc:creator>", (Some("Knees"), 0, None)),
        (
            of_style("Title", "Knees") + &plain("They hurt."),
            "<dc:creator>Microsoft Office User 365</dc:creator>",
            (Some("Knees"), 0, None),
        ),
    ] {
        let mut document = Document::of(&body);
        document.core = core.to_owned();
        let article = read(&document);
        let updated = article.updated_on.map(|d| d.to_string());
        assert_eq!((article.title.as_deref(), article.people.len(), updated.as_deref()), want, "{core}");
    }
}

#[test]
fn a_table_of_contents_is_no_text() {
    let line = |text: &str| of_style("TOC1", text);
    let first = paragraph("", &field(" TOC \\o \"1-3\" ", "", ""));
    let first = first.replace("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", &run("What it is 3"));
    let last = paragraph("", "<w:r><w:t>Why 4</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
    let body = [
        of_style("Title", "Knees"),
        first,
        last,
        line("Where 5"),
        of_style("Heading1", "What it is"),
        plain("They hurt."),
    ];
    let mut document = Document::of(&body.concat());
    document.styles += "<w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>";
    let article = read(&document);
    let kinds: Vec<BlockKind> = article.blocks.0.iter().map(|b| b.kind).collect();
    assert_eq!(kinds[1], BlockKind::Navigation);
    assert_eq!(kinds[3..], [BlockKind::Navigation, BlockKind::Heading, BlockKind::Paragraph]);
}

#[test]
fn a_document_is_imported_and_judged_by_its_paragraphs() {
    let changed = format!("{}<w:ins w:id=\"1\">{}</w:ins>", run("About 40% of adults have knee pain"), run(" [1]."));
    let body = [
        of_style("Title", "Sore knees"),
        paragraph("", &changed),
        of_style("Heading1", "References"),
        item(1, 0, ENTRY),
    ];
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    // The name says nothing.
    for name in ["knees.docx", "hips.xlsx"] {
        let document = Document::of(&body.concat().replace("nees", name.split('.').next().unwrap()));
        std::fs::write(folder.path().join(name), document.pack()).unwrap();
        let told = terminal.ok(&["import", name]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("stored as version 1") && told.contains("1 claim proposed"), "{told}");
        assert!(told.contains("paragraph 2: tracked changes were read as accepted"), "{told}");
    }
    let shown = terminal.ok(&["show", "knees/c1"]);
    assert!(shown.contains("knees.docx, paragraph 2"), "{shown}");
    let cited = terminal.ok(&["claims", "--article", "knees", "--format", "json"]);
    assert!(cited.contains("asserted"), "{cited}");
}
