//! Markdown as it is used: what stands before a text, what site generators add, HTML inside, and every way to list references.

use claimbook::detect;
use claimbook::read::article::{ReadArticle, read_article};
use std::fmt::Write;

fn read(text: &str) -> ReadArticle {
    read_article(text.as_bytes(), "knees.md", None, 1_000_000).unwrap()
}

/// The statements that are claimed, and the numbers or words of the entries that each is cited with.
fn claims(article: &ReadArticle) -> String {
    let mut out = String::new();
    let proposed = detect::detect_claims(&article.text, &article.blocks, "en").proposals;
    for claim in &proposed {
        let next = proposed.iter().map(|c| c.start).find(|start| *start > claim.start).unwrap_or(u32::MAX);
        let here = article.markers.iter().filter(|m| m.start >= claim.start && m.start < next);
        let named = here.flat_map(|m| &m.entries).map(|at| {
            let entry = &article.references[*at];
            entry.number.clone().unwrap_or_else(|| entry.printed.chars().take(8).collect())
        });
        let _ = writeln!(out, "{} {:?}", claim.statement, named.collect::<Vec<_>>());
    }
    out
}

/// The entries, each with its number, DOI or address, and title.
fn entries(article: &ReadArticle) -> String {
    let mut out = String::new();
    for entry in &article.references {
        let item = &entry.parsed.item;
        let id = item.doi.as_deref().or(item.url.as_deref()).unwrap_or("-");
        let _ =
            writeln!(out, "{} {id} {}", entry.number.as_deref().unwrap_or("-"), item.title.as_deref().unwrap_or("-"));
    }
    out
}

const BODY: &str = "\n# Knees\n\nWalking eases knee pain by 30%.\n";

#[test]
fn what_stands_before_a_text() {
    let people = "Ann Poe (PT, DPT) author; Bo Roe (-) author; Ada Lee (MD) reviewer";
    let head_is = |head: &str, title: &str, dates: &str, named: &str| {
        let a = read(&format!("{head}{BODY}"));
        let said: Vec<String> = a
            .people
            .iter()
            .map(|p| format!("{} ({}) {}", p.name, p.credentials.as_deref().unwrap_or("-"), p.role))
            .collect();
        let date = |d: Option<claimbook::model::PartialDate>| d.map_or("-".to_owned(), |d| d.to_string());
        assert_eq!(a.title.as_deref(), Some(title), "{head}");
        assert_eq!(format!("{} {}", date(a.updated_on), date(a.last_reviewed_on)), dates, "{head}");
        assert_eq!(said.join("; "), named, "{head}");
        assert!(a.notes.is_empty(), "{head}: {:?}", a.notes);
        assert_eq!(claims(&a), "Walking eases knee pain by 30%. []\n", "{head}");
    };
    for head in [
        // Hugo
        "---\ntitle: Sore knees\ndate: 2024-01-02T10:00:00+02:00\nlastmod: 2026-03-04\nlastReviewed: 2026-05-06\nauthors:\n- Ann Poe, PT, DPT\n- Bo Roe\nreviewer: Ada Lee, MD\ntags: [knees, pain]\n---\n",
        "+++\ntitle = \"Sore knees\"\ndate = 2024-01-02\nlastmod = 2026-03-04T10:00:00Z\nlast_reviewed = 2026-05-06\nauthors = ['Ann Poe, PT, DPT', \"Bo Roe\"]\n[params]\nreviewers = [{ name = 'Ada Lee', credentials = 'MD' }]\n+++\n",
        "{\n  \"title\": \"Sore knees\", \"lastmod\": \"2026-03-04\", \"last_reviewed\": \"2026-05-06\",\n  \"author\": [\"Ann Poe, PT, DPT\", \"Bo Roe\"], \"reviewer\": {\"name\": \"Ada Lee\", \"credentials\": \"MD\"}\n}\n",
        // Jekyll
        "---\nlayout: post\ntitle:  \"Sore knees\"\nlast_modified_at: 2026-03-04 10:00:00 +0000\nreviewed_on: 2026-05-06\nauthor: Ann Poe, PT, DPT and Bo Roe\nreviewed_by: Ada Lee, MD\n---\n",
        // Docusaurus
        "---\nid: knees\ntitle: Sore knees\nlast_update:\n  date: 3/4/2026\n  author: Somebody Else\nauthors:\n  - name: Ann Poe\n    title: Therapist at the clinic\n    credentials: PT, DPT\n  - name: Bo Roe\nlast_review: May 6, 2026\nmedically_reviewed_by: Ada Lee, MD\n---\n"
            .replace("3/4/2026", "2026-03-04")
            .as_str(),
        // Quarto
        "---\ntitle: Sore knees\nauthor:\n  - name: Ann Poe\n    degrees: [PT, DPT]\n    affiliation: A clinic\n    orcid: 0000-0000-0000-0000\n  - name:\n      given: Bo\n      family: Roe\ndate: 2024-01-02\ndate-modified: 2026-03-04\nreview-date: 2026-05-06\nmedical-reviewer:\n  name: Ada Lee\n  degrees:\n    - MD\nbibliography: [a.bib, b.bib]\nlang: en\n---\n",
    ] {
        head_is(head, "Sore knees", "2026-03-04 2026-05-06", people);
    }
    head_is("---\ntitle: Knees\nfact_checked_by: Ann Poe, PhD\n---\n", "Knees", "- -", "Ann Poe (PhD) editor");
    head_is(
        "---\ntitle: Knees\nreviewers: [Ann Poe, MD, Bo Roe]\n---\n",
        "Knees",
        "- -",
        "Ann Poe (MD) reviewer; Bo Roe (-) reviewer",
    );
    head_is("---\ntitle: Knees\nauthor: admin\nurl: /knees/\n---\n", "Knees", "- -", "");
    let spoilt = read(&format!("---\ntitle: Knees: what helps\nauthor: Ann Poe\n---\n{BODY}"));
    assert_eq!(spoilt.title.as_deref(), Some("Knees: what helps"));
    assert_eq!(spoilt.people.len(), 1);
    assert!(spoilt.notes.iter().any(|n| n.line == 2 && n.message.contains("front matter")), "{:?}", spoilt.notes);
    let dated = read(&format!("---\ntitle: Knees\nreviewed: [\n---\n{BODY}"));
    assert_eq!(dated.notes.len(), 1);
    let told = read(&format!("---\ntitle: Knees\nlastmod: soon\n---\n{BODY}"));
    assert_eq!((told.notes[0].line, told.notes[0].column), (3, 1));
}

#[test]
fn what_is_no_prose_claims_nothing() {
    const CLAIM: &str = "Walking eases knee pain by 30%. []\n";
    for body in [
        "```\nZinc eases pain by 50%.\n```\n\nWalking eases knee pain by 30%.",
        "~~~yaml\nsummary: Zinc eases pain by 50%.\n~~~\nWalking eases knee pain by 30%.",
        "Walking eases knee pain by 30%.\n\n    Zinc eases pain by 50%.\n",
        "<!-- Zinc eases pain by > 50%. -->\n\nWalking eases knee pain by 30%.",
        "Walking <!-- Zinc > 50% --> eases knee pain by 30%.",
        "<!--\nZinc eases pain by 50%.\n\nIron eases pain by 60%.\n-->\n\nWalking eases knee pain by 30%.",
        "<script>\nlet a = \"Zinc eases pain by 50%.\";\n</script>\n\nWalking eases knee pain by 30%.",
        "<pre><code>Zinc eases pain by 50%.</code></pre>\n\nWalking eases knee pain by 30%.",
        "`Zinc eases pain by 50%.`\n\nWalking eases `knee` pain by 30%.",
        "<p hidden>Zinc eases pain by 50%.</p>\n\nWalking eases knee pain by 30%.",
        "<nav>\n\n- Zinc eases pain by 50%.\n\n</nav>\n\nWalking eases knee pain by 30%.",
        "import Zinc from '@site/zinc'\n\nWalking eases knee pain by 30%.",
        "{/* Zinc eases pain by 50%. */}\n\nWalking eases knee pain by 30%.",
        ":::note\nWalking eases knee pain by 30%.\n:::",
        ":::tip Our advice\n\nWalking eases knee pain by 30%.\n\n:::",
        "::: {.callout-note title=\"Our advice\"}\nWalking eases knee pain by 30%.\n:::",
        "!!! note \"Our advice\"\n\n    Walking eases knee pain by 30%.",
        "??? tip\n    Walking eases knee pain by 30%.",
        "=== \"Adults\"\n\n    Walking eases knee pain by 30%.",
        "> [!NOTE]\n> Walking eases knee pain by 30%.",
        "> [!tip]- Our advice\n> Walking eases knee pain by 30%.",
        "{{% notice tip %}}\nWalking eases knee pain by 30%.\n{{% /notice %}}",
        "{% include top.html %}\n\nWalking eases knee pain by 30%.\n{: .lead}",
        "<details>\n<summary>Our advice</summary>\n\nWalking eases knee pain by 30%.\n\n</details>",
        "<div class=\"box\"><p>Walking eases knee pain by 30%.</p></div>",
        "<ul>\n<li>Walking eases knee pain by 30%.</li>\n</ul>",
        "<p>Walking <b>eases</b> <i>knee pain</i>\nby 30%.</p>",
        "- [x] Walking eases knee pain by 30%.",
    ] {
        assert_eq!(claims(&read(&format!("# Knees\n\n{body}\n"))), CLAIM, "{body}");
    }
}

#[test]
fn places_stand_where_the_editor_has_them() {
    let a = read(
        "---\ntitle: Knees\n---\n\n!!! note \"Our advice\"\n    Walking eases knee pain.\n\n> [!TIP]\n> Rest eases knee pain.\n",
    );
    let places: Vec<_> = a.blocks.0.iter().map(|b| a.blocks.line_column(b.start).unwrap()).collect();
    assert_eq!(places, [(5, 11), (6, 5), (9, 3)]);
}

const SMITH: &str = "Smith J. Walking and knees. J Knee. 2019;1:1-9. doi:10.5555/k.1";
const LEE: &str = "Lee K. Running and knees. J Knee. 2020;2:11-19. doi:10.5555/k.2";
const TWO: &str = "1 10.5555/k.1 Walking and knees\n2 10.5555/k.2 Running and knees\n";
const CITED: &str = "Walking eases knee pain by 30%. [\"1\"]\nRunning raises knee pain by 20%. [\"2\"]\n";

/// With the entries for `«S»` and `«L»`.
fn with_entries(text: &str) -> String {
    text.replace("«S»", SMITH).replace("«L»", LEE)
}

/// Every way to print a list of two entries.
#[test]
fn lists_of_references() {
    for list in [
        "1. «S»\n2. «L»",
        "1. «S»\n1. «L»",
        "1. «S»\n\n1. «L»",
        "1) «S»\n2) «L»",
        "1\\. «S»\n2\\. «L»",
        "[1] «S»\n[2] «L»",
        "[1] «S»\n\n[2] «L»",
        "[1]: «S»\n[2]: «L»",
        "\\[1\\] «S»\n\\[2\\] «L»",
        "<sup>1</sup> «S»\n\n<sup>2</sup> «L»",
        "1. «S»\n   - Read in full.\n   - https://clinic.example/1\n2. «L»",
        "1. «S»\n\n    A remark on it says that 20% walk.\n\n2. «L»",
        "<ol>\n<li>«S»</li>\n<li>«L»</li>\n</ol>",
        "<ol>\n  <li id=\"ref-1\"><p>«S»</p></li>\n\n  <li id=\"ref-2\"><p>«L»</p></li>\n</ol>",
        "| No. | Source |\n|---|---|\n| 1 | «S» |\n| 2 | «L» |",
        "<table><tr><th>No.</th><th>Source</th></tr><tr><td>1</td><td>«S»</td></tr><tr><td>2</td><td>«L»</td></tr></table>",
        "<details>\n<summary>Show all</summary>\n\n1. «S»\n2. «L»\n\n</details>",
    ] {
        let list = with_entries(list);
        let a = read(&format!(
            "# Knees\n\nWalking eases knee pain by 30% [1].\n\nRunning raises knee pain by 20%.[2]\n\n## References\n\n{list}\n"
        ));
        let known: String = entries(&a);
        assert_eq!(known, TWO, "{list}\n{:?}", a.references.iter().map(|r| &r.printed).collect::<Vec<_>>());
        assert_eq!(claims(&a), CITED, "{list}");
    }
}

#[test]
fn lists_without_numbers() {
    for list in [
        format!("- {SMITH}\n- {LEE}"),
        format!("{SMITH}\n\n{LEE}"),
        format!("{SMITH}\n{LEE}"),
        format!("{SMITH}  \n{LEE}"),
        format!("<p>{SMITH}</p>\n<p>{LEE}</p>"),
        format!("{SMITH}<br>\n{LEE}"),
        format!("- Trials\n  - {SMITH}\n- Cohorts\n  - {LEE}"),
        format!("### Trials\n\n- {SMITH}\n\n### Cohorts\n\n- {LEE}"),
        format!("    {SMITH}\n    {LEE}"),
    ] {
        let a = read(&format!("# Knees\n\nWalking eases knee pain by 30%.\n\n## Sources\n\n{list}\n"));
        assert_eq!(entries(&a), TWO.replace("1 10", "- 10").replace("2 10", "- 10"), "{list}");
    }
}

#[test]
fn headings_of_lists() {
    for heading in [
        "## References {#refs .unnumbered}",
        "## Evidence & References",
        "## Scientific sources",
        "## Further reading and references",
        "References\n----------",
        "**References**",
        "<h2>References</h2>",
        "## Literatur",
        "## Literaturverzeichnis",
        "## Références",
        "## Referências",
        "## Referencias",
        "## Bibliografía",
        "## Bibliografia",
        "## Quellen",
        "## Källor",
        "## Bronnen",
        "## 6. References",
        "## 📚 References",
    ] {
        let a = read(&format!("# Knees\n\nWalking eases knee pain [1].\n\n{heading}\n\n1. {SMITH}\n2. {LEE}\n"));
        assert_eq!(entries(&a), TWO, "{heading}");
    }
}

#[test]
fn notes_and_definitions() {
    for (body, listed, claimed) in [
        // An explanation is no entry; a source is.
        (
            "Walking eases knee pain by 30%.[^1] Running raises knee pain by 20%.[^2]\n\n[^1]: We took the figure of 20% and multiplied it by 1.5 (this leaves out Lee et al. 2020).\n[^2]: «L»",
            "2 10.5555/k.2 Running and knees\n",
            "Walking eases knee pain by 30%. []\nRunning raises knee pain by 20%. [\"2\"]\n",
        ),
        // Two in one note.
        (
            "Walking eases knee pain by 30%.[^a]\n\n[^a]: «S»; «L»",
            "a 10.5555/k.1 Walking and knees\na 10.5555/k.2 Running and knees\n",
            "Walking eases knee pain by 30%. [\"a\", \"a\"]\n",
        ),
        // In line.
        (
            "Walking eases knee pain by 30%.^[«S»] Running raises knee pain by 20%.^[«L»]",
            "note 1 10.5555/k.1 Walking and knees\nnote 2 10.5555/k.2 Running and knees\n",
            "Walking eases knee pain by 30%. [\"note 1\"]\nRunning raises knee pain by 20%. [\"note 2\"]\n",
        ),
        (
            "Walking eases knee pain by 30%.^[See [the other page] for more.] Running raises knee pain by 20%.",
            "",
            "Walking eases knee pain by 30%. []\nRunning raises knee pain by 20%. []\n",
        ),
        // Definitions that numbers point at.
        (
            "Walking eases knee pain by 30% [1]. Running raises knee pain by 20% [2].\n\n[1]: https://doi.org/10.5555/k.1 \"Walking and knees\"\n[2]: https://clinic.example/running-and-knees",
            "1 10.5555/k.1 Walking and knees\n2 https://clinic.example/running-and-knees -\n",
            "Walking eases knee pain by 30%. [\"1\"]\nRunning raises knee pain by 20%. [\"2\"]\n",
        ),
        (
            "Walking eases knee pain by 30% [1].\n\n## References\n\n[1]: https://doi.org/10.5555/k.1 \"Walking and knees\"\n[2]: https://doi.org/10.5555/k.2 \"Running and knees\"",
            TWO,
            "Walking eases knee pain by 30%. [\"1\"]\n",
        ),
        // A definition that gives words of the text their address is no entry of the list that it stands behind.
        (
            "Walking eases [knee pain][1] by 30%.\n\n## References\n\n- «S»\n\n[1]: https://doi.org/10.5555/k.1 \"J Knees\"",
            "- 10.5555/k.1 Walking and knees\n",
            "Walking eases knee pain by 30%. [\"Smith J.\"]\n",
        ),
        // Words that lead to a work.
        (
            "Walking eases knee pain by 30% ([Smith 2019][s]).\n\n[s]: https://doi.org/10.5555/k.1",
            "- 10.5555/k.1 -\n",
            "Walking eases knee pain by 30% (Smith 2019). [\"Smith 20\"]\n",
        ),
        (
            "Walking eases knee pain by 30% (<a href=\"https://doi.org/10.5555/k.1\">Smith 2019</a>).",
            "- 10.5555/k.1 -\n",
            "Walking eases knee pain by 30% (Smith 2019). [\"Smith 20\"]\n",
        ),
        // Links that lead nowhere in particular are no entries.
        (
            "Walking eases knee pain by 30%, [says the clinic][1].\n\n[1]: https://clinic.example/",
            "",
            "Walking eases knee pain by 30%, says the clinic. []\n",
        ),
        // So is what is sold; a body of health publishes what a text rests on, and whatever stands under "Sources" does.
        (
            "Walking eases knee pain by 30%, [as our course shows](https://shop.example/knees/course).",
            "",
            "Walking eases knee pain by 30%, as our course shows. []\n",
        ),
        (
            "Walking eases knee pain by 30%, [says the guideline](https://knees.gov.example/walking).",
            "- https://knees.gov.example/walking -\n",
            "Walking eases knee pain by 30%, says the guideline. [\"says the\"]\n",
        ),
        // Raised, as pandoc has it.
        (
            "Walking eases knee pain by 30%.^1^ Running raises knee pain by 20%.^2^\n\n## References\n\n1. «S»\n2. «L»",
            TWO,
            CITED,
        ),
    ] {
        let body = with_entries(body);
        let a = read(&format!("# Knees\n\n{body}\n"));
        assert_eq!(entries(&a), listed, "{body}");
        let found: String =
            claims(&a).lines().filter(|c| !c.starts_with("We took")).map(|c| format!("{c}\n")).collect();
        assert_eq!(found, claimed, "{body}");
    }
}

#[test]
fn quotations_are_as_deep_as_they_are() {
    for depth in [1, 255, 256, 2_000] {
        let text = format!("# Knees\n\n{} Exercise eases pain in 40% of adults.\n", ">".repeat(depth));
        let read = claimbook::read::article::read_article(text.as_bytes(), "a.md", None, 1_000_000).unwrap();
        assert!(read.text.contains("Exercise eases pain"), "{depth}: {}", read.text);
    }
}
