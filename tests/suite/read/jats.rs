//! Journal articles in JATS XML, as journals and PubMed Central give them out.

use super::docx::{blocks, markers};
use claimbook::model::Role;
use claimbook::read::article::{ReadArticle, read_article};

fn read(xml: &str) -> ReadArticle {
    read_article(xml.as_bytes(), "file", None, 1 << 30).unwrap()
}

fn refused(xml: &str) -> String {
    match read_article(xml.as_bytes(), "a.xml", None, 1 << 30) {
        Ok(read) => format!("read: {} blocks", read.blocks.0.len()),
        Err(e) => e.to_string(),
    }
}

const FRONT: &str = "<front><journal-meta><journal-title-group><journal-title>Fictional Knees</journal-title></journal-title-group><publisher><publisher-name>House</publisher-name></publisher></journal-meta>\
<article-meta><article-id pub-id-type=\"doi\">10.5555/k</article-id><title-group><article-title>Sore <italic>knees</italic><xref ref-type=\"fn\" rid=\"f0\">*</xref></article-title><subtitle>A guide</subtitle></title-group>\
<contrib-group><contrib contrib-type=\"author\"><name><surname>Poe</surname><given-names>Ann B.</given-names></name><degrees>RN</degrees></contrib>\
<contrib contrib-type=\"reviewer\"><name><surname>Roe</surname><given-names>Jan</given-names></name><degrees>MD</degrees><degrees>PhD</degrees></contrib>\
<contrib><name><surname>Low</surname><given-names>Di</given-names></name><role>Medical editor</role></contrib><contrib><collab>Knee Group</collab></contrib></contrib-group>\
<pub-date pub-type=\"epub\"><day>3</day><month>5</month><year>2023</year></pub-date>\
<history><date date-type=\"received\"><year>2022</year></date><date date-type=\"updated\"><day>9</day><month>11</month><year>2024</year></date><date date-type=\"reviewed\" iso-8601-date=\"2024-10-01\"><year>2024</year></date></history>\
<abstract><p>Knees hurt. About 40% of adults say so.</p></abstract></article-meta></front>";

const BODY: &str = "<body><sec id=\"s1\"><title>What it is</title>\n<p>About 40% have pain [<xref ref-type=\"bibr\" rid=\"B1\">1</xref>&#x2013;<xref ref-type=\"bibr\" rid=\"B3\">3</xref>]. Most are &gt;50<sup><xref ref-type=\"bibr\" rid=\"B2\">2</xref></sup> (<xref ref-type=\"bibr\" rid=\"B3\">Doe, 2003</xref>).</p>\
<list list-type=\"order\"><list-item><p>Rest.</p></list-item><list-item><p>Walk.</p><list list-type=\"bullet\"><list-item><p>Slowly.</p></list-item></list></list-item></list>\
<sec><title>Table</title><table-wrap><label>Table 1</label><caption><p>Trials</p></caption><table><thead><tr><th>Exercise</th><th>Pain</th></tr></thead><tbody><tr><td>Yoga</td><td>12% less</td></tr></tbody></table></table-wrap></sec></sec>\
<boxed-text><caption><title>In short</title></caption><p>It passes.</p></boxed-text><disp-quote><p>I walk again.</p></disp-quote></body>";

const LIST: &str = "<back><ref-list><title>References</title>\
<ref id=\"B1\"><label>1.</label><element-citation publication-type=\"journal\"><person-group person-group-type=\"author\"><name><surname>Poe</surname><given-names>A</given-names></name><name><surname>Roe</surname><given-names>B</given-names></name><etal/></person-group><article-title>Knees on stairs</article-title><source>J Fict Med</source><year>2001</year><volume>1</volume><issue>2</issue><fpage>11</fpage><lpage>19</lpage><pub-id pub-id-type=\"doi\">10.5555/a</pub-id><pub-id pub-id-type=\"pmid\">12345</pub-id></element-citation></ref>\
<ref id=\"B2\"><label>2</label><mixed-citation publication-type=\"journal\"><string-name><surname>Roe</surname> <given-names>B</given-names></string-name>. <article-title>Knees on hills</article-title>. <source>J Fict Med</source>. 2002;<volume>2</volume>:<fpage>3</fpage>&#8211;<lpage>4</lpage>. <pub-id pub-id-type=\"doi\">10.5555/b</pub-id></mixed-citation></ref>\
<ref id=\"B3\"><label>3</label><citation-alternatives><element-citation publication-type=\"book\"><name><surname>Doe</surname><given-names>C</given-names></name><source>Bikes</source><publisher-name>House</publisher-name><publisher-loc>Rome</publisher-loc><year>2003</year></element-citation><mixed-citation>Doe C. Bikes. Rome: House; 2003.</mixed-citation></citation-alternatives></ref>\
</ref-list></back>";

fn article(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN\" \"JATS.dtd\">\n<article xml:lang=\"en\" article-type=\"review-article\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</article>"
    )
}

#[test]
fn a_whole_article() {
    let whole = article(&format!("{FRONT}{BODY}{LIST}"));
    for (what, xml) in [
        ("plain", whole.clone()),
        (
            "under another name",
            format!("<!DOCTYPE html [<!ENTITY a \"b\">]>{}", whole.split_once("JATS.dtd\">\n").unwrap().1),
        ),
        ("in a set", format!("<pmc-articleset>{}</pmc-articleset>", whole.split_once("JATS.dtd\">\n").unwrap().1)),
        (
            "in OAI",
            format!(
                "<OAI-PMH><GetRecord><record><metadata>{}</metadata></record></GetRecord></OAI-PMH>",
                whole.split_once("JATS.dtd\">\n").unwrap().1
            ),
        ),
        (
            "with a prefix",
            whole.replace("<", "<j:").replace("<j:/", "</j:").replace("<j:?", "<?").replace("<j:!", "<!"),
        ),
    ] {
        let read = read(&xml);
        assert_eq!(read.title.as_deref(), Some("Sore knees: A guide"), "{what}");
        assert_eq!((read.reader, read.language.as_deref()), ("jats", Some("en")), "{what}");
        assert_eq!(
            (read.publisher.as_deref(), read.url.as_deref()),
            (Some("Fictional Knees"), Some("https://doi.org/10.5555/k")),
            "{what}"
        );
        let dates = [read.updated_on, read.last_reviewed_on].map(|d| d.map(|d| d.to_string()).unwrap_or_default());
        assert_eq!(dates, ["2024-11-09", "2024-10-01"], "{what}");
        let people: Vec<_> = read.people.iter().map(|p| (p.name.as_str(), p.credentials.as_deref(), p.role)).collect();
        assert_eq!(
            people,
            [
                ("Ann B. Poe", Some("RN"), Role::Author),
                ("Jan Roe", Some("MD, PhD"), Role::Reviewer),
                ("Di Low", None, Role::Editor)
            ],
            "{what}"
        );
        let want = [
            "title 1 Sore knees: A guide",
            "heading 2 Abstract",
            "paragraph 0 Knees hurt. About 40% of adults say so.",
            "heading 2 What it is",
            "paragraph 0 About 40% have pain [1–3]. Most are >502 (Doe, 2003).",
            "item 1 Rest.",
            "item 1 Walk.",
            "item 2 Slowly.",
            "heading 3 Table",
            "caption 0 Table 1 Trials",
            "row 1 Exercise | Pain",
            "row 0 Yoga | 12% less",
            "heading 2 In short",
            "paragraph 0 It passes.",
            "quote 0 I walk again.",
            "heading 2 References",
        ];
        assert_eq!(blocks(&read)[..16], want, "{what}");
        assert_eq!(markers(&read), ["[1–3] → 1,2,3", "2 → 2", "(Doe, 2003) → 3"], "{what}");
        assert_eq!(read.blocks.0[4].section, "What it is", "{what}");
        assert!(read.notes.is_empty(), "{what}: {:?}", read.notes);
    }
}

#[test]
fn entries_in_fields_in_words_and_in_both() {
    let read = read(&article(&format!("{FRONT}{BODY}{LIST}")));
    let [first, second, third] = read.references.as_slice() else { panic!("{:?}", read.references) };
    assert_eq!((first.number.as_deref(), first.section.as_str()), (Some("1"), "References"));
    assert!(
        first.printed.starts_with("Poe A, Roe B, et al. Knees on stairs. J Fict Med. 2001;1(2):11"),
        "{}",
        first.printed
    );
    let item = &first.parsed.item;
    assert_eq!(
        (item.doi.as_deref(), item.pmid.as_deref(), item.page.as_deref(), item.et_al),
        (Some("10.5555/a"), Some("12345"), Some("11-19"), true)
    );
    assert_eq!(second.printed, "Roe B. Knees on hills. J Fict Med. 2002;2:3–4. 10.5555/b");
    let item = &second.parsed.item;
    // The year stands in no element of its own.
    assert_eq!(
        (item.year(), item.title.as_deref(), item.page.as_deref()),
        (Some(2002), Some("Knees on hills"), Some("3-4"))
    );
    assert_eq!(third.printed, "Doe C. Bikes. Rome: House; 2003.");
    let item = &third.parsed.item;
    assert_eq!(
        (item.kind.as_str(), item.title.as_deref(), item.publisher.as_deref(), item.year()),
        ("book", Some("Bikes"), Some("House"), Some(2003))
    );
}

#[test]
fn places_are_those_in_the_file() {
    let xml = "<article dtd-version=\"1.2\"><front><article-meta><title-group>\n  <article-title>Knees</article-title></title-group></article-meta></front>\n<body>\n  <p>They <b>hurt</b> &amp; heal.</p></body></article>";
    let read = read(xml);
    let place = |block: usize, at: u32| read.blocks.line_column(read.blocks.0[block].start + at).unwrap();
    assert_eq!(place(0, 0), (2, 18));
    assert_eq!(place(1, 0), (4, 6));
    assert_eq!(place(1, 5), (4, 14));
    assert_eq!(place(1, 12), (4, 29));
}

#[test]
fn nothing_is_expanded_or_fetched() {
    let named = "<!DOCTYPE article [<!ENTITY lol \"lol\"><!ENTITY lots \"&lol;&lol;&lol;\"><!ENTITY ext SYSTEM \"file:///etc/passwd\">]>\n<article dtd-version=\"1\"><front/><body><p>A &lots; of &ext;, &eacute;t&#233; and &nosuch; &lt;5.</p></body></article>";
    let read = read(named);
    assert_eq!(blocks(&read), ["paragraph 0 A &lots; of &ext;, été and &nosuch; <5."]);
    let notes: Vec<_> = read.notes.iter().map(|n| n.message.as_str()).collect();
    assert!(
        notes[0].contains("&lots; is declared in the file itself") && notes[2].contains("&nosuch; is not known"),
        "{notes:?}"
    );
}

#[test]
fn what_cannot_be_read_is_told_in_a_line() {
    let deep = format!(
        "<article dtd-version=\"1\"><body>{}{}</body></article>",
        "<sec>".repeat(100_000),
        "</sec>".repeat(100_000)
    );
    for (xml, said) in [
        ("<article dtd-version=\"1\"><body><p>Cut", "cut off"),
        ("<article dtd-version=\"1\"><body><p>Knees</q></body></article>", "line 1, column"),
        ("<article dtd-version=\"1\"><other/></article>", "holds no article"),
        ("<article dtd-version=\"1\"><body/></article>", "holds no text"),
        (deep.as_str(), "512 deep"),
    ] {
        let told = refused(xml);
        assert!(
            told.contains(said) && told.starts_with("a.xml") && !told.contains('\n') && told.len() < 400,
            "{said}: {told}"
        );
    }
}

#[test]
fn notes_and_pointers_without_words() {
    let xml = "<article dtd-version=\"1\"><body><p>Knees hurt<xref ref-type=\"bibr\" rid=\"r1\"/> in adults<xref ref-type=\"fn\" rid=\"n1\"/>.</p></body><back><fn-group><fn id=\"n1\"><p>Of 18 years and more.</p></fn></fn-group>\
        <ref-list><ref id=\"r1\"><mixed-citation>Poe A. Knees on stairs. J Fict Med. 2001;1:2. <ext-link ext-link-type=\"uri\" xlink:href=\"https://doi.org/10.5555/a\">Full text</ext-link></mixed-citation></ref></ref-list></back></article>";
    let read = read(xml);
    assert_eq!(blocks(&read)[0], "paragraph 0 Knees hurt[1] in adults[1].");
    assert_eq!(markers(&read), ["[1] → 1", "1 → "]);
    assert_eq!(read.references[0].parsed.item.doi.as_deref(), Some("10.5555/a"));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_long_article_on_one_line_takes_time_that_grows_with_it() {
    let long: String = (0..20_000)
        .map(|n| format!("<p>About {n}% of adults have knee pain <xref ref-type=\"bibr\" rid=\"B1\">1</xref>.</p>"))
        .collect();
    let read = read(&article(&format!("{FRONT}<body>{long}</body>{LIST}")));
    assert_eq!(read.markers.len(), 20_000);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn no_spoilt_article_panics() {
    let whole = article(&format!("{FRONT}{BODY}{LIST}"));
    for at in (0..whole.len()).step_by(11).filter(|at| whole.is_char_boundary(*at)) {
        let (before, behind) = whole.split_at(at);
        for sign in ["", "<", ">", "&", "</p>", "<sup>", "<xref rid=\"B1\">", "<ref-list>"] {
            let _ = refused(&format!("{before}{sign}{behind}"));
            let _ = refused(before);
        }
    }
}

#[test]
fn identifiers_that_nothing_parts_are_not_glued() {
    let entry = "<ref id=\"B1\"><mixed-citation>Poe A. Knees on stairs. J Fict Med. 2001;1:11-19. <pub-id pub-id-type=\"doi\">10.5555/a.pub2</pub-id><pub-id pub-id-type=\"pmid\">12345678</pub-id></mixed-citation></ref>";
    let read = read(&article(&format!("{FRONT}{BODY}<back><ref-list>{entry}</ref-list></back>")));
    let item = &read.references[0].parsed.item;
    assert_eq!((item.doi.as_deref(), item.pmid.as_deref()), (Some("10.5555/a.pub2"), Some("12345678")));
    assert!(read.references[0].printed.contains("10.5555/a.pub2 12345678"), "{}", read.references[0].printed);
}
