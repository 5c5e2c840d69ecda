//! What is repeated in the files that `--growth` has read: ordinary pieces of each format, and odd ones, most of which nothing closes.

/// The files of one format.
pub(super) struct Format {
    /// The reader, by its name; `docx` and `xlsx` are packed.
    pub(super) name: &'static str,
    /// How a file begins, what is repeated behind that, and how it ends.
    pub(super) files: &'static [(&'static str, &'static str, &'static str)],
    /// How files begin in which the odd pieces are repeated, and how they end.
    pub(super) around: (&'static str, &'static str),
    /// The odd pieces.
    pub(super) odd: &'static [&'static str],
}

/// Every format.
pub(super) const FORMATS: &[Format] = &[
    TEXT,
    MARKDOWN,
    HTML,
    JATS,
    DOCX,
    XLSX,
    CLAIMS,
    PRINTED,
    RIS,
    BIBTEX,
    CSL_JSON,
    CSV,
    NBIB,
    ENDNOTE_XML,
    WEB_OF_SCIENCE,
];

#[rustfmt::skip]
const TEXT: Format = Format {
    name: "text",
    files: &[
        ("Sore knees\n\n", "About 5% of adults have knee pain [1]. Heat helps (Roe et al., 2020).\n\n", ""),
        ("Sore knees\n\n", "About 5% of adults have knee pain [1]. Heat helps (Roe et al., 2020). ", ""),
        ("Knees\n\nReferences\n\n", "1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.\n", ""),
        ("Knees\n\nReferences\n\n", "Poe A. Knees on stairs. J Fict. 2001;1(2):1-2. ", ""),
        ("Knees\n\nReferences\n\n1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.\n", "2. Ibid.\n", ""),
        ("Knees\n\nReferences\n\n", "https://a.example/b\n", ""),
        ("Knees\n\nReferences\n\n1. ", "See also Poe A. Knees. 2001; Roe B. Hips. 2002; ", ""),
    ],
    around: ("Knees\n\n", ""),
    odd: &[
        "References\n\n", "By Ann Roe, PT\n", "Reviewed by Bo Roe, PT, on 3 May 2026, ", "01/09/2024 ", "a\n", "a ", "aé", "A b. ", "a\n\n", "[1]", "[1, ", "1–",
        "(Roe, ", "(Roe 2020; ", "(", "“", "¹", "~~a ", "<del>", "- a\n", "> a\n", "a | b\n", "\u{c}", "https://a.example/b ", "10.5555/", "1. a\n", "[", "* ",
    ],
};

#[rustfmt::skip]
const MARKDOWN: Format = Format {
    name: "markdown",
    files: &[
        ("# Sore knees\n\n", "About 5% of adults have *knee* pain [1]. Heat [helps](https://a.example).\n\n", ""),
        ("# Sore knees\n\n", "About 5% of adults have *knee* pain [1]. Heat [helps](https://a.example). ", ""),
        ("# Knees\n\n## References\n\n", "1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.\n", ""),
        ("# Knees\n\n## References\n\n", "[1] Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.  \n", ""),
        ("# Knees\n\n", "By half [@roe2020; @poe2021]. ", ""),
        ("# Knees\n\n", "By half.^[Roe B. Knees. 2020] ", ""),
        ("# Knees\n\n", "[1] ", "\n\n[1]: https://a.example \"Knees\"\n"),
        ("# Knees\n\n[1]\n\n", "[1]: https://a.example \"Knees\"\n", ""),
        ("# Knees\n\n", "a[^1]\n\n[^1]: Roe B.\n\n", ""),
        ("# Knees\n\n| a | b |\n|---|---|\n", "| c | d |\n", ""),
        ("# Knees\n\n", "| a | b |\n|---|---|\n| c | d |\n\n", ""),
        ("---\n", "a: b\n", "---\n\n# Knees\n"),
        ("---\na: ", "[", "\n---\n\n# Knees\n"),
        ("# Knees\n\n<div>", "&amp;", "</div>"),
        ("# Knees\n\n", "<script>", "</script>"),
    ],
    around: ("# Knees\n\n", ""),
    odd: &[
        "[a](", "[", "![", "](", "[a][", "[a] ", "*a ", "**a ", "_a_", "a*", "~~a", "~a~ ", "^a^ ", "`", "`a` ", "``a`", "> ", ">>> a\n", "- ", "* a\n", "- a\n\n",
        "# a\n", "a\n===\n", "|a", "[^1]", "[^1]: a\n", "^[", "^[a", "[[", "![[", "==a", "%%", "<", "<a ", "<a b=\"", "<!--", "<div>", "</div>", "<b>", "&amp;",
        "{{<", "{%", ":::a\n", "\\", "<https://a.example/ ", "a  \n", "a\\\n", "a\n", "a <sup>1</sup>", "<p>a <b>b</b></p>\n", "> a\n> - b\n", "a ", "[a](b \"",
    ],
};

#[rustfmt::skip]
const HTML: Format = Format {
    name: "html",
    files: &[
        ("<main><h1>Sore knees</h1>", "<p>About 5% of adults have <b>knee</b> pain<sup><a href=#r1>1</a></sup>. Heat helps.</p>\n", "</main>"),
        ("<main><h1>Sore knees</h1><p>", "About 5% of adults have <b>knee</b> pain<sup><a href=#r1>1</a></sup>. Heat helps. ", "</p></main>"),
        ("<main><h1>Knees</h1><h2>References</h2><ol>", "<li id=r1>Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.</li>\n", "</ol></main>"),
        ("<main><h1>Knees</h1><table>", "<tr><td>a<td>b", "</table></main>"),
        ("<main><h1>Knees</h1><p>a</p>", "<nav><ul><li><a href=a>a</a></ul></nav>", "</main>"),
        ("<main><h1>Knees</h1>", "<aside class=box><p>a b</p></aside><h2>References</h2><ol><li>Poe A. Knees. 2001.</ol>", "</main>"),
        ("<main><h1>Knees</h1><p>a</p>", "<button>two words</button>", "</main>"),
        ("<script type=application/ld+json>", "[", "</script><main><h1>Knees</h1><p>a</p></main>"),
        ("<script type=application/ld+json>[", "{\"@type\":\"Article\",\"author\":{\"name\":\"Ann Roe\"}},", "{}]</script><main><h1>Knees</h1><p>a</p></main>"),
        ("<head>", "<meta name=author content=\"Ann Roe\">", "</head><main><h1>Knees</h1><p>a</p></main>"),
    ],
    around: ("<main><h1>Knees</h1><p>a b c</p>", ""),
    odd: &[
        "<div>", "<div>a", "</div>", "<p>a", "<li>a", "<ul><li>", "<a href=x>a</a> ", "<a href=x>", "<sup>1</sup>", "<sup>", "<table>", "<", "</p>", "&amp;", "&", "<!--", "<script>",
        "<a b=c ", "<br>", "<b>", "<b>a</b>", "<section><h2>a</h2>", "<details>", "<img alt=\"two words\">", "<blockquote>", "<p hidden>a", "<h2>References</h2>",
        "<span title=\"Roe B. Knees. 2020\">1</span>", "<section>", "<form>a b", "a ", "a<br>", "<dl><dt>a<dd>b", "<figure>",
    ],
};

#[rustfmt::skip]
const JATS: Format = Format {
    name: "jats",
    files: &[
        ("<article><body>", "<p>About 5% of adults have knee pain <xref ref-type=\"bibr\" rid=\"b1\">1</xref>.</p>", "</body></article>"),
        ("<article><body><p>", "About 5% of adults have knee pain <xref ref-type=\"bibr\" rid=\"b1\">1</xref>. ", "</p></body></article>"),
        ("<article><body/><back><ref-list>", "<ref id=\"b1\"><mixed-citation>Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.</mixed-citation></ref>", "</ref-list></back></article>"),
        ("<article><front><article-meta><contrib-group>", "<contrib contrib-type=\"author\"><name><surname>Roe</surname><given-names>B</given-names></name></contrib>", "</contrib-group></article-meta></front><body><p>a</p></body></article>"),
        ("<article><body><p>", "<bold>a</bold>", "</p></body></article>"),
    ],
    around: ("<article><body><p>a</p>", ""),
    odd: &["<sec>", "<p>", "<sec><title>a</title></sec>", "<list><list-item><p>a</p></list-item></list>", "<", "&amp;", "&", "<!--", "<![CDATA[", "<a b=\"", "</sec>"],
};

#[rustfmt::skip]
const DOCX: Format = Format {
    name: "docx",
    files: &[
        ("", "<w:p><w:r><w:t>About 5% of adults have knee pain [1].</w:t></w:r></w:p>", ""),
        ("<w:p>", "<w:r><w:t xml:space=\"preserve\">About 5% of adults have knee pain [1]. </w:t></w:r>", "</w:p>"),
        ("<w:p><w:r><w:t>References</w:t></w:r></w:p>", "<w:p><w:r><w:t>1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.</w:t></w:r></w:p>", ""),
        ("<w:tbl>", "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>", "</w:tbl>"),
        ("<w:p>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "</w:p>"),
        ("<w:p>", "<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "</w:p>"),
    ],
    around: ("<w:p><w:r><w:t>a</w:t></w:r></w:p>", ""),
    odd: &["<w:p>", "<w:tbl><w:tr><w:tc>", "<w:p/>", "&amp;", "<w:r><w:br/></w:r>", "<w:p><w:bookmarkStart w:name=\"a\" w:id=\"1\"/></w:p>"],
};

#[rustfmt::skip]
const XLSX: Format = Format {
    name: "xlsx",
    files: &[
        ("<row><c t=\"inlineStr\"><is><t>statement</t></is></c></row>", "<row><c t=\"inlineStr\"><is><t>Heat helps sore knees.</t></is></c></row>", ""),
        ("<row><c t=\"inlineStr\"><is><t>statement</t></is></c></row><row>", "<c t=\"inlineStr\"><is><t>a</t></is></c>", "</row>"),
        ("<row><c t=\"inlineStr\"><is><t>statement</t></is></c></row>", "<row/>", ""),
    ],
    around: ("", ""),
    odd: &[],
};

#[rustfmt::skip]
const CLAIMS: Format = Format {
    name: "claims",
    files: &[
        ("statement,source\n", "Heat helps sore knees.,Poe 2001\n", ""), ("statement,source\n", "a,", ""), ("statement,", "a,", "\na\n"), ("statement\n\"", "a", "\"\n"), ("statement\n", "\"a\n", ""),
    ],
    around: ("statement\n", ""),
    odd: &["\n", "a\n", "\"\n", ",,,,\n"],
};

#[rustfmt::skip]
const PRINTED: Format = Format {
    name: "printed",
    files: &[],
    around: ("", ""),
    odd: &["1. Poe A. Knees on stairs. J Fict. 2001;1(2):1-2.\n", "Poe A. Knees on stairs. J Fict. 2001;1(2):1-2. ", "a\n\n", "Poe A, ", "a. ", "(2001) ", "“a” ", "doi:10.5555/a ", "https://a.example "],
};

#[rustfmt::skip]
const RIS: Format = Format {
    name: "ris",
    files: &[
        ("", "TY  - JOUR\nTI  - Knees on stairs\nAU  - Poe, A\nPY  - 2001\nER  - \n", ""), ("", "TY  - JOUR\nTI  - Knees\n", ""), ("TI  - x\n", "TI  - x\nTY  - JOUR\n", ""),
        ("TY  - JOUR\nTI  - x\n", "goes on\n", ""),
    ],
    around: ("TY  - JOUR\n", ""),
    odd: &[
        "TY  - \n", "TY  - JOUR\nAU  - a\n", "AU  - a;b\n", "UR  - a;b;c d e\n", "KW  - a\n", "VL  - a\n", "N1  - a\n", "N2  - a\n", "L2  - a\n", "ER  - \n",
    ],
};

#[rustfmt::skip]
const BIBTEX: Format = Format {
    name: "bibtex",
    files: &[
        ("", "@article{a, author = {Poe, A}, title = {Knees on stairs}, year = 2001}\n", ""), ("@article{a,\n", "note = {a},\n", "}"), ("@article{a, author = {", "Poe, A and ", "}}"),
        ("@article{a, author = {", "A. Poe, ", "}}"), ("@article{a, title = {", "{", "}}"), ("@article{a, title = {", "\\\"", "}}"), ("@article{a, title = {", "$a$ ", "}}"),
    ],
    around: ("", ""),
    odd: &["@article{a, crossref = {a}}\n", "@article{", "@string{a = \"b\"}\n", "@comment{", "@article{a, title = \"", "@article{a, a = b # ", "{"],
};

#[rustfmt::skip]
const CSL_JSON: Format = Format {
    name: "csl-json",
    files: &[
        ("[", "{\"type\":\"book\",\"title\":\"Knees on stairs\",\"author\":[{\"family\":\"Poe\"}]},\n", "{}]"),
        ("[{\"title\":\"x\",\"author\":[", "{\"family\":\"a\"},", "{}]}]"), ("[{\"title\":\"x\",\"note\":\"", "accessed a\\n", "\"}]"),
    ],
    around: ("[", ""),
    odd: &["{\"a\":", "{\n", "[{", "\"\n", "{\"items\":", "{\"title\":\"x\"},"],
};

#[rustfmt::skip]
const CSV: Format = Format {
    name: "csv",
    files: &[
        ("Title,Author,Year\n", "Knees on stairs,Poe A,2001\n", ""), ("Title,Author,Year,Notes\nx,Poe A,2001,\"", "DOI: a\n", "\"\n"), ("Title,Year,Author\nx,2001,\"", "Poe A\n", "\"\n"),
        ("Title,Year,Author\nx,2001,\"", "Poe A, ", "\"\n"), ("Title,Author,Year,URL\nx,Poe A,2001,\"", "a;b\n", "\"\n"), ("Title,Author,Year,DOI\nx,Poe A,2001,\"", "10.5555/a;\n", "\"\n"),
        ("Title,Author,Year,ISSN\nx,Poe A,2001,\"", "a b c d\n", "\"\n"), ("reference,printed,doi_state\na/r1,\"", "https:// a 10.5555/b\n", "\",\n"), ("Title,Author,", "a,", "\nx,Poe A\n"),
        ("Title,Author\n", "a,", "\n"),
    ],
    around: ("Title,Author,Year\n", ""),
    odd: &["\"\n", "a,\"b\n", ",,,,\n", "\n", "a"],
};

#[rustfmt::skip]
const NBIB: Format = Format {
    name: "nbib",
    files: &[("", "PMID- 1\nTI  - Knees on stairs\nAU  - Poe A\nDP  - 2001\n\n", "")],
    around: ("PMID- 1\n", ""),
    odd: &["PMID- 1\n\n", "TI  - x\n", "PL  - x\n", "TT  - x\n", "LID - a [pii]\n", "      a\n"],
};

#[rustfmt::skip]
const ENDNOTE_XML: Format = Format {
    name: "endnote-xml",
    files: &[
        ("<xml><records>", "<record><titles><title>Knees on stairs</title></titles></record>", "</records></xml>"), ("<record>", "<a>x", "</record>"),
        ("<record><titles><title>x</title></titles>", "<isbn>a</isbn>", "</record>"), ("<record><titles><title>x</title></titles>", "<notes>a</notes>", "</record>"),
    ],
    around: ("", ""),
    odd: &["<record>", "<record><a>", "<record></record>"],
};

#[rustfmt::skip]
const WEB_OF_SCIENCE: Format = Format {
    name: "web-of-science",
    files: &[("FN x\nVR 1\n", "PT J\nAU Poe, A\nTI Knees on stairs\nPY 2001\nER\n\n", "EF\n"), ("FN x\nVR 1\nPT J\nAU a\n", "   b\n", "")],
    around: ("FN x\nVR 1\nPT J\n", ""),
    odd: &["EP 1\n", "PT J\n", "TI a\n"],
};
