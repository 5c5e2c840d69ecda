//! What a file is, told by its content: an article that quotes a reference file is an article.

use crate::double::terminal::Terminal;

/// What a file holds, and what it has to be taken for: the name of a kind, or of a format of references.
const FILES: &[(&str, &str)] = &[
    ("# Sore knees\n\nAbout 40% of adults have knee pain.\n", "article"),
    (ARTICLE_ON_BIBTEX, "article"),
    (SHORT_ARTICLE, "article"),
    (
        "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,RetractionDate,RetractionDOI,RetractionPubMedID,Reason\n",
        "retractions",
    ),
    (PRINTED, "printed"),
    (LETTER, "printed"),
    (LETTER_TO_READERS, "article"),
    ("@article{poe2001, title = {Knees}}", "bibtex"),
    ("% Encoding: UTF-8\n\n@string{j = {J Fict Med}}\n@Book (a, title = \"Knees\")\n", "bibtex"),
    ("Made by a program.\nDo not edit.\n\n@misc{a,\ntitle = {Knees\non stairs},\nyear = 2001\n}\n", "bibtex"),
    ("@ada wrote {this} about knees.\n\nAbout 40% of adults have knee pain.\n", "article"),
    (ARTICLE_WITH_ENTRY, "article"),
    ("\n\nTY  - JOUR\nTI  - Knees\nER  - \n", "ris"),
    ("Record #1 of 1\nProvider: P\n1.\nTY  - JOUR\nT1  - Knees\nN2  - Long.\nER  - \n", "ris"),
    ("PMID- 1\nOWN - NLM\nDP  - 2020\nTI  - Knees.\n", "nbib"),
    ("\n [ {\"type\": \"book\", \"title\": \"Knees\"} ]", "csl-json"),
    ("{\"DOI\":\"10.5555/a\",\"title\":[\"Knees\"],\"type\":\"journal-article\"}", "csl-json"),
    (
        "<?xml version=\"1.0\"?><xml><records><record><ref-type name=\"Book\">6</ref-type><titles><title>Knees</title></titles></record></records></xml>",
        "endnote-xml",
    ),
    ("Title,Author,Year\nKnees,Poe,2001\n", "csv"),
    ("sep=;\n\"Key\";\"Title\";\"DOI\"\nk1;Knees;10.5555/a\n", "csv"),
    ("FN Clarivate\nVR 1.0\nPT J\nTI Knees\nER\nEF\n", "web-of-science"),
    (
        "Knees, hips and backs\n\nTitle, author and year stand in each entry.\n\nAbout 40% of adults have knee pain.\n",
        "article",
    ),
    (
        "PMID- is how PubMed begins its records.\n\nTI  - is how it marks titles.\n\nAbout 40% of adults have knee pain.\n",
        "article",
    ),
    (
        "TY  - is the first tag of a record\n\nA long sentence about formats follows here, and it says a lot about knees, and stairs, and hips.\n\nAnother one follows it.\n\nAnd one more.\n\nAbout 40% of adults have knee pain.\n",
        "article",
    ),
    ("[1] About 40% of adults have knee pain.\n\n{This} is \"title\" and \"type\".\n", "article"),
    ("About 40% of adults have <b>knee pain</b>.\n\n<record>\n", "article"),
    ("<https://example.org> is where we found it.\n\nAbout 40% of adults have knee pain.\n", "article"),
    (
        "---\nreferences:\n  - id: a\n    type: book\n    title: Knees\n---\n\nAbout 40% of adults have knee pain.\n",
        "article",
    ),
    ("Knees:\n\nAbout 40% of adults have knee pain.\n", "article"),
];

const ARTICLE_ON_BIBTEX: &str = "# How we keep our sources\n\nEach source is an entry such as\n\n\
    ```\n@article{poe2001,\n  title = {Knees},\n  author = {Poe, Ada}\n}\n```\n\nor, in another format,\n\n\
    ```\nTY  - JOUR\nTI  - Knees\nER  - \n```\n\nAbout 40% of adults have knee pain.\n";

/// An entry among sentences.
const ARTICLE_WITH_ENTRY: &str = "How we keep our sources\n\nEach of them is an entry such as this one:\n\n\
    @article{poe2001,\n  title = {Knees}\n}\n\nThe key stands first.\n\nThe title stands in braces.\n\nThe type is a word.\n\n\
    About 40% of adults have knee pain.\n\nMost of them are over fifty.\n\nFew of them run.\n";

/// Two sentences, then a list that is much longer than they are.
const SHORT_ARTICLE: &str = "Sore knees\n\nAbout 40% of adults have knee pain [1].\n\nReferences\n\n\
    1. Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a\n\n\
    2. Roe B. Knees on hills. J Fict Med. 2002;2(2):3-4. doi:10.5555/b\n\n\
    3. Doe C. Knees on bikes. J Fict Med. 2003;3(2):5-6. doi:10.5555/c\n\n\
    4. Low D. Knees in pools. J Fict Med. 2004;4(2):7-8. doi:10.5555/d\n";

const PRINTED: &str = "References\n\n\
    1. Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a\n\n\
    2. Roe B. Knees on hills. J Fict Med. 2002;2(2):3-4. doi:10.5555/b\n";

/// A list without numbers in a letter.
const LETTER: &str = "Hi Anna,\n\nthese were missing in the piece on knees.\n\n\
    Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a\n\n\
    Roe B. Knees on hills. J Fict Med. 2002;2(2):3-4. doi:10.5555/b\n\n\
    Best,\nTom\n\n--\nTom Poe, editor\n";

/// An article that greets.
const LETTER_TO_READERS: &str = "Dear readers,\n\nAbout 40% of adults have knee pain [1].\n\nMost of them are over fifty.\n\n\
    References\n\n1. Poe A. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a\n\n\
    2. Our own survey.\n\n3. Roe B. Knees on hills. J Fict Med. 2002;2(2):3-4. doi:10.5555/b\n";

/// The kind that `import` takes a text for, by what it tells of it.
fn taken_for(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal { stdin: text.into(), ..Terminal::piped(folder.path()) };
    terminal.ok(&["init"]);
    terminal.ok(&["add", "article", "knees", "--title", "Knees"]);
    let told: serde_json::Value = serde_json::from_str(&terminal.ok(&["import", "-", "--format", "json"])).unwrap();
    let told = &told["imported"][0];
    match (told.get("screened").or(told.get("rows")), told.get("format"), told.get("version")) {
        (Some(_), ..) => "retractions".to_owned(),
        (_, Some(format), _) => format.as_str().unwrap_or_default().to_owned(),
        (.., Some(_)) => "article".to_owned(),
        _ => told.to_string(),
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn content_tells_what_a_file_is() {
    for (text, kind) in FILES {
        assert_eq!(taken_for(text), *kind, "{text}");
    }
}

#[test]
fn what_a_person_says_wins() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    std::fs::write(folder.path().join("list.txt"), PRINTED).unwrap();
    assert!(terminal.ok(&["import", "--as", "article", "list.txt"]).contains("stored as version 1"));
    assert!(terminal.ok(&["import", "--as", "printed", "list.txt"]).contains("there already"));
    assert!(terminal.ok(&["import", "--reader", "printed", "list.txt"]).contains("there already"));
    let wrong = terminal.run(&["import", "--reader", "markdwn", "list.txt"]);
    assert!(wrong.exit == 2 && wrong.err.contains("did you mean markdown"), "{}", wrong.err);
}

#[test]
fn what_stands_round_a_list_in_a_letter_is_passed_over_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal { stdin: LETTER.into(), ..Terminal::piped(folder.path()) };
    terminal.ok(&["init"]);
    terminal.ok(&["add", "article", "knees", "--title", "Knees"]);
    let told = terminal.ok(&["import", "--article", "knees", "-"]);
    assert!(told.contains("2 references added"), "{told}");
    for line in [1, 3, 9, 12] {
        let passed = format!("line {line}, column 1: this belongs to the letter around the list and was skipped");
        assert!(told.replace("\n  ", " ").contains(&passed), "{line}: {told}");
    }
}

#[test]
fn a_file_with_nothing_of_the_article_is_no_new_version_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    std::fs::write(
        folder.path().join("knees.md"),
        "# Knees\n\nAbout 40% of adults have knee pain.\n\nYoga reduced knee pain by 12% in a trial.\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("mail.txt"), "The list for you.\n\nOur survey of readers, 2020.\n\nTom\n")
        .unwrap();
    terminal.ok(&["import", "knees.md"]);
    let before = terminal.ok(&["claims", "--format", "json"]);
    let refused = terminal.run(&["import", "--article", "knees", "mail.txt"]);
    assert_eq!(refused.exit, 2, "{}{}", refused.out, refused.err);
    for said in ["nothing was stored", "--as printed", "--as article", "2 claims"] {
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
    }
    assert_eq!(terminal.ok(&["claims", "--format", "json"]), before);
    assert_eq!(terminal.run(&["import", "--dry-run", "--article", "knees", "mail.txt"]).exit, 2);
    terminal.ok(&["import", "--as", "article", "--article", "knees", "mail.txt"]);
    // One claim of one article may go: that is an edit.
    std::fs::write(folder.path().join("hips.md"), "# Hips\n\nAbout 40% of adults have hip pain.\n\n## References\n\n1. Poe A. Hips on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/h\n").unwrap();
    terminal.ok(&["import", "hips.md"]);
    std::fs::write(folder.path().join("hips.md"), "# Hips\n\nThey carry us.\n\n## References\n\n1. Poe A. Hips on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/h\n").unwrap();
    terminal.ok(&["import", "hips.md"]);
}

#[test]
fn a_printed_list_makes_works_where_no_article_is_meant() {
    for articles in [&[][..], &["knees", "hips"]] {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::piped(folder.path());
        terminal.ok(&["init"]);
        for key in articles {
            terminal.ok(&["add", "article", key, "--title", "Sore joints"]);
        }
        std::fs::write(folder.path().join("list.txt"), PRINTED).unwrap();
        for arguments in [&["import", "list.txt", "--as", "printed"][..], &["import", "list.txt"]] {
            let told = terminal.ok(arguments);
            assert!(told.contains("2 entries read as printed") && told.contains("Works:"), "{told}");
            let works: serde_json::Value = serde_json::from_str(&terminal.ok(&["works", "--format", "json"])).unwrap();
            assert_eq!(works.as_array().unwrap().len(), 2, "{told}");
        }
    }
}

#[test]
fn a_list_under_no_heading_that_is_known_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init"]);
    let list = PRINTED.trim_start_matches("References\n\n");
    for (name, heading) in [("a.md", "## Where we looked"), ("b.txt", "Where we looked")] {
        let article = format!("# Knees of {name}\n\nAbout 40% of adults have knee pain [1].\n\n{heading}\n\n{list}");
        std::fs::write(folder.path().join(name), article).unwrap();
        let told = terminal.ok(&["import", name]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("read like a list of references") && told.contains("--as printed"), "{told}");
        let headed =
            format!("# Hips of {name}\n\nMost adults have hips [1].\n\n## Further reading and references\n\n{list}");
        std::fs::write(folder.path().join(format!("headed-{name}")), headed).unwrap();
        let told = terminal.ok(&["import", &format!("headed-{name}")]);
        assert!(told.contains("2 references new") && !told.contains("read like a list"), "{told}");
    }
}

/// A sheet of references that comes back with few of its columns, all of which a sheet of claims has, too.
#[test]
fn a_sheet_is_known_by_the_column_that_says_what_its_rows_are() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    terminal.ok(&["init", "--example"]);
    let exported = terminal.ok(&["export", "references", "--to", "csv"]);
    let mut rows = csv::Reader::from_reader(exported.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let kept = ["reference", "title", "year", "doi", "row_version"];
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet.write_record(kept).unwrap();
    for (at, row) in rows.records().map(Result::unwrap).enumerate() {
        let cell = |name: &str| row.get(heads.iter().position(|head| head == name).unwrap()).unwrap().to_owned();
        let mut cells = kept.map(cell);
        if at == 0 {
            cells[1] = "A title that was edited".to_owned();
        }
        sheet.write_record(cells).unwrap();
    }
    std::fs::write(folder.path().join("sheet.csv"), sheet.into_inner().unwrap()).unwrap();
    let told = terminal.ok(&["import", "sheet.csv"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("1 reference changed") && !told.contains("refused"), "{told}");
}
