//! Words of each format that mean something to its reader, and words that no format likes.

/// Words to put into inputs of a format.
pub(super) type Tokens = &'static [&'static str];

/// Letters that grow when they are made small, that join others, that turn the direction, and that are none.
#[rustfmt::skip]
pub(super) const ODD_WORDS: Tokens = &[
    "İ", "ß", "ﬁ", "ſ", "Ǆ", "e\u{301}", "\u{301}", "\u{200b}", "\u{200d}", "\u{202e}", "\u{feff}", "\u{fffd}", "\u{10ffff}", "\u{e000}", "\u{a0}", "\u{2028}", "\u{85}",
    "\0", "\r", "\r\n", "\t", "\u{b}", "\u{c}", "¹", "²³", "⁴⁻⁶", "₂", "①", "½", "٣", "（１）", "…", "–", "—", "‐", "−", "“", "”", "’", "👩‍👩‍👧", "한글", "漢字。", "א",
];

/// Words that references and bylines are told by, in any format.
#[rustfmt::skip]
macro_rules! printed {
    ($($own:expr),* $(,)?) => {
        &[
            "References", "Sources", "Further reading", "1.", "[1]", "[1,4–6]", "[1]-[3]", "(1)", "(Roe et al., 2020)", "Roe et al. (2020)", "Roe A, Poe B. ", "et al.",
            "J Fict Med. 2020;4(2):11-19.", "doi:10.5555/a", "https://doi.org/10.5555/a", "PMID: 123", "http://", "[Internet]", "Accessed 3 May 2024.", "In: Poe A, ed. ",
            "By Ann Poe, RN", "Reviewed by Bo Roe, PT, on 3 May 2026", "Last updated: 2024-05-03", "You may be more likely to get it if you:", "About 40% of adults", "not ",
            $($own),*
        ]
    };
}

pub(super) const TEXT: Tokens = printed!["\n", "\n\n", "  • ", "- ", "12) ", "† ", "~~", "| ", " | ", "    "];

#[rustfmt::skip]
pub(super) const MARKDOWN: Tokens = printed![
    "\n", "\n\n", "# ", "\n## References {#refs}\n", "- ", "1. ", "    ", "> ", ">", "```\n", "~~~", "`", "*", "**", "_", "~~", "^1^", "^[Roe B. Knees. 2020]", "^[", "[^1]", "\n[^1]: Roe B.",
    "[@roe2020]", "[@", "[1]: ", "\n[1]: https://a.example\n", "](", "[a](https://a.example)", "![", "<sup>1</sup>", "<sup>", "<ol>", "<li>", "<!--", "-->", "<a href=\"#ref-1\">", "<table><tr><td>",
    "\n| a | b |\n|---|---|\n", "|", ":::note\n", "!!! note\n    ", "{{< cite 1 >}}", "{{", "{%", "{: .a}", "---\n", "title: a\n", "author: [a, {name: b}]\n", "+++\n", "&a [*a]", "date: 2024-05-03\n", "{\"title\":", "\\", "&amp;", "&#0;", "<details>",
];

#[rustfmt::skip]
pub(super) const HTML: Tokens = printed![
    "<", ">", "/>", "</", "<p>", "</p>", "<h1>", "<h2>", "</h2>", "<div class=\"references\">", "</div>", "<ol>", "<ol start=9 reversed type=i>", "<ul>", "<li>", "<li id=\"ref-1\">", "</li>", "<sup>", "</sup>", "<a href=\"#ref-1\">", "<a href=\"https://doi.org/10.5555/a\">",
    "</a>", "<table>", "<tr>", "<td colspan=9 rowspan=4294967295>", "<th>", "<caption>", "<dl>", "<dt>", "<dd>", "<details>", "<summary>", "<svg>", "</svg>", "<math>", "<template>", "<script>", "</script>", "<script type=\"application/ld+json\">", "<style>", "<textarea>", "<title>", "<!--", "-->", "<![CDATA[",
    "<main>", "<article>", "<nav>", "<footer>", "<aside>", "<form>", "<button>", "<select><option>", "<br>", "<br/>", "<s>", "<del>", "<q>", "<b>", "</b>", "<i>", "<span hidden>", "<span class=\"sr-only\">", " style=\"display:none\"", " style=\"text-decoration:line-through\"", "<figcaption>", "<blockquote>", "<pre>",
    "<meta name=\"author\" content=\"Ann Poe\">", "<meta charset=utf-16>", "<html lang=de>", "{\"@type\":\"MedicalWebPage\",\"author\":[", "\"@graph\":[", "&amp;", "&lt;", "&#x0;", "&#1114112;", "&#", "&nbsp", "&NotEqualTilde;", " itemprop=\"author\"", " role=main", " id=\"fn1\"", "<a href=\"#fnref1\">↩</a>", "<cite>",
];

#[rustfmt::skip]
pub(super) const DOCX: Tokens = printed![
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:t xml:space=\"preserve\">", "<w:tbl>", "<w:tr>", "<w:tc>", "</w:tc>", "</w:tr>", "</w:tbl>", "<w:gridSpan w:val=\"4294967295\"/>", "<w:vMerge/>", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>",
    "<w:pStyle w:val=\"Heading1\"/>", "<w:outlineLvl w:val=\"0\"/>", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "<w:vertAlign w:val=\"superscript\"/>", "<w:footnoteReference w:id=\"1\"/>", "<w:endnoteReference w:id=\"1\"/>", "<w:hyperlink r:id=\"r1\">", "</w:hyperlink>",
    "<w:fldChar w:fldCharType=\"begin\"/>", "<w:fldChar w:fldCharType=\"separate\"/>", "<w:fldChar w:fldCharType=\"end\"/>", "<w:instrText>", "</w:instrText>", "<w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION {", "ADDIN EN.CITE <EndNote><Cite>", "<w:fldSimple w:instr=\" HYPERLINK a \">",
    "<w:ins>", "</w:ins>", "<w:del>", "</w:del>", "<w:delText>", "<w:moveFrom>", "<w:txbxContent>", "<w:tab/>", "<w:br/>", "<w:sym w:font=\"Symbol\" w:char=\"F0B3\"/>", "<w:bookmarkStart w:name=\"ref1\"/>", "<w:basedOn w:val=\"Heading1\"/>", "<w:start w:val=\"4294967295\"/>", "<w:numFmt w:val=\"lowerRoman\"/>",
    "<w:lvlText w:val=\"%1.%2.%9\"/>", "<mc:AlternateContent>", "<m:oMath>", "&amp;", "&#x0;", "&a;", "<![CDATA[", "]]>", "<!DOCTYPE a [<!ENTITY a \"b\">]>", "<!--", "<?xml", "<", ">", "/>",
];

#[rustfmt::skip]
pub(super) const JATS: Tokens = printed![
    "<", ">", "/>", "</", "<article>", "<front>", "<article-meta>", "<body>", "<back>", "<sec>", "</sec>", "<title>", "</title>", "<p>", "</p>", "<xref ref-type=\"bibr\" rid=\"b1\">", "</xref>", "<xref ref-type=\"bibr\" rid=\"b1 b2\"/>", "<sup>", "</sup>", "<ref-list>", "</ref-list>", "<ref id=\"b1\">", "</ref>",
    "<element-citation publication-type=\"journal\">", "</element-citation>", "<mixed-citation>", "</mixed-citation>", "<person-group>", "<name><surname>Roe</surname><given-names>B</given-names></name>", "<collab>", "<etal/>", "<article-title>", "<source>", "<year>2020</year>", "<volume>", "<fpage>", "<lpage>", "<pub-id pub-id-type=\"doi\">10.5555/a</pub-id>",
    "<ext-link xlink:href=\"https://a.example\">", "<label>1</label>", "<list list-type=\"order\">", "<list-item>", "<table-wrap>", "<table>", "<tr>", "<td>", "<fig>", "<caption>", "<fn id=\"f1\">", "<fn-group>", "<contrib contrib-type=\"author\">", "<pub-date>", "<abstract>", "<sub-article>", "<disp-formula>", "<mml:math>",
    "<!DOCTYPE article>", "<!DOCTYPE a [<!ENTITY a \"b\">]>", "&a;", "&amp;", "&#x0;", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version=\"1.0\"?>",
];

#[rustfmt::skip]
pub(super) const CLAIMS: Tokens = printed![
    ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r\n", ",,,,", "'=", "=1+1", "statement", "Claim", "Source", "DOI", "Status", "Article", "Section", "sep=;\n", "sore-knees", "\u{feff}",
    "<row r=\"1\">", "</row>", "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>a</t></is></c>", "<c r=\"ZZZZ9\">", "<c s=\"1\"><v>45000</v></c>", "<si><t>", "</t></si>", "<dimension ref=\"A1:XFD1048576\"/>", "<mergeCell ref=\"A1:B2\"/>", "<sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/>", "&amp;", "&#x0;",
];
