//! Lists of references as they come out of other programs: with numbers behind bullets, Roman numerals, links back to the text,
//! feet of pages, tables under other names, and boxes that a tab opens.

use super::articles::LIMIT;
use super::docx::{Document, of_style, plain, read as read_docx};
use claimbook::model::BlockKind;
use claimbook::read::article::{ReadArticle, read_article};

const A: &str = "Poe A, Lo B. Knees on stairs. J Fict Med. 2001;1(2):1-2. doi:10.5555/a";
const B: &str = "Roe B. Knees on hills: a survey. J Fict Med. 2002;2(2):3-4. doi:10.5555/b";
const C: &str = "Doe C. Do knees mend? J Fict Med. 2003;3(2):5-6. doi:10.5555/c";

fn html(marks: [&str; 3], list: &str) -> ReadArticle {
    let [a, b, c] = marks;
    let page = format!(
        "<!DOCTYPE html><html><body><main><h1>Knees</h1><p>About 40% of adults have knee pain on stairs.{a} Rest eases it in 30% of adults.{b} \
         Most mend.{c}</p>{list}</main></body></html>"
    );
    read_article(page.as_bytes(), "a.html", None, LIMIT).unwrap()
}

fn prose([a, b, c]: [&str; 3]) -> String {
    format!("About 40% of adults have knee pain on stairs.{a} Rest eases it in 30% of adults.{b} Most mend.{c}")
}

fn markdown(marks: [&str; 3], list: &str) -> ReadArticle {
    let text = format!("# Knees\n\n{}\n\n{list}\n", prose(marks));
    read_article(text.as_bytes(), "a.md", None, LIMIT).unwrap()
}

fn text(marks: [&str; 3], list: &str) -> ReadArticle {
    let text = format!("Knees\n\n{}\n\n{list}\n", prose(marks));
    read_article(text.as_bytes(), "a.txt", None, LIMIT).unwrap()
}

/// Whether the three entries are read under these numbers, and each is cited once.
fn holds_all(article: &ReadArticle, numbers: [&str; 3], name: &str) {
    let entries: Vec<(Option<&str>, &str)> =
        article.references.iter().map(|r| (r.number.as_deref(), r.printed.as_str())).collect();
    let want: Vec<(Option<&str>, &str)> =
        numbers.iter().map(|number| Some(*number).filter(|n| !n.is_empty())).zip([A, B, C]).collect();
    assert_eq!(entries, want, "{name}");
    let cited: Vec<usize> = article.markers.iter().flat_map(|marker| marker.entries.clone()).collect();
    assert_eq!(cited, [0, 1, 2], "{name}: {:?}", article.markers);
}

/// A line for each entry, made of its number and its words.
fn lines(numbers: [&str; 3], line: impl Fn(&str, &str) -> String) -> String {
    numbers.iter().zip([A, B, C]).map(|(number, entry)| line(number, entry)).collect()
}

const FIGURES: [&str; 3] = ["1", "2", "3"];
const NUMERALS: [&str; 3] = ["i", "ii", "iii"];

#[test]
fn numbers_behind_bullets() {
    for mark in [
        "- **[N]** ",
        "* [N] ",
        "- **N.** ",
        "- [N]: ",
        "- **N** ",
        "+ (N) ",
        "- \\[N\\] ",
        "N. [N] ",
        "- <sup>N</sup> ",
    ] {
        let list = lines(FIGURES, |number, entry| format!("{}{entry}\n", mark.replace('N', number)));
        holds_all(&markdown(["[1]", "[2]", "[3]"], &format!("## References\n\n{list}")), FIGURES, mark);
    }
    for mark in ["- [N] ", "• N. ", "* (N) "] {
        let list = lines(FIGURES, |number, entry| format!("{}{entry}\n", mark.replace('N', number)));
        holds_all(&text(["[1]", "[2]", "[3]"], &format!("References\n\n{list}")), FIGURES, mark);
    }
    for mark in ["<li><strong>N.</strong> ", "<li>[N] ", "<p><b>[N]</b> ", "<p>[<b>N</b>] "] {
        let list = lines(FIGURES, |number, entry| format!("{}{entry}", mark.replace('N', number)));
        let page =
            html(["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"], &format!("<h2>References</h2><div>{list}</div>"));
        holds_all(&page, FIGURES, mark);
    }
    // One figure at the head of an entry numbers nothing.
    let list = "## References\n\n- 1 in 4 adults have sore knees. Poe A. J Fict Med. 2001;1:2.\n- Roe B. Hips. J Fict Med. 2002;2:3.\n";
    let numbers: Vec<Option<String>> = markdown([""; 3], list).references.into_iter().map(|r| r.number).collect();
    assert_eq!(numbers, [None, None]);
}

#[test]
fn roman_numerals_before_entries() {
    let raised = ["<sup>i</sup>", "<sup>ii</sup>", "<sup>iii</sup>"];
    for mark in ["N ", "<sup>N</sup> ", "[N] ", "N. "] {
        let list = lines(NUMERALS, |number, entry| format!("<p>{}{entry}</p>", mark.replace('N', number)));
        holds_all(&html(raised, &format!("<h2>Endnotes</h2>{list}")), NUMERALS, mark);
    }
    let bracketed = ["[i]", "[ii]", "[iii]"];
    for (mark, marks) in [("[N] ", bracketed), ("N. ", bracketed), ("N ", bracketed), ("N. ", raised)] {
        let list = lines(NUMERALS, |number, entry| format!("{}{entry}\n", mark.replace('N', number)));
        if marks == bracketed {
            holds_all(&text(marks, &format!("References\n\n{list}")), NUMERALS, mark);
        }
        let list = list.replace('\n', "\n\n");
        holds_all(&markdown(marks, &format!("## References\n\n{list}")), NUMERALS, mark);
    }
    // Endnotes of Word, saved as plain text, have no heading.
    let list = lines(NUMERALS, |number, entry| format!("[{number}] {entry}\n"));
    holds_all(&text(bracketed, &list), NUMERALS, "without a heading");
    let list = lines(FIGURES, |number, entry| format!("[{number}] {entry}\n"));
    holds_all(&text(["[1]", "[2]", "[3]"], &list), FIGURES, "figures without a heading");
    assert!(text(["[1]", "[2]", "[3]"], "[1] Rest first.\n[2] Then walk.\n[3] Then climb.").references.is_empty());
    let body = [of_style("Title", "Knees"), plain(&prose(bracketed)), of_style("Heading1", "References")];
    let list = NUMERALS.iter().zip([A, B, C]).map(|(number, entry)| plain(&format!("[{number}] {entry}")));
    let document = body.into_iter().chain(list).collect::<String>();
    holds_all(&read_docx(&Document::of(&document)), NUMERALS, "docx");
}

#[test]
fn notes_that_no_heading_calls_a_list() {
    let raised = ["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"];
    let foot = "You get this letter because you asked for it.";
    for heading in ["<em>Notes</em><br>", "<b>Notes:</b><br>", "Resources<br>", ""] {
        for mark in ["<sup>N</sup> ", "<sup>N</sup>", "[N] "] {
            let list = lines(FIGURES, |number, entry| format!("{}{entry}<br>", mark.replace('N', number)));
            let page = html(raised, &format!("<p>{heading}{list}</p><p>{foot}</p>"));
            holds_all(&page, FIGURES, &format!("{heading} {mark}"));
            assert!(page.text.contains(foot), "{heading} {mark}");
        }
    }
    for heading in ["NOTES\n\n", "Notes:\n"] {
        let list = lines(FIGURES, |number, entry| format!("[{number}] {}\n", entry.replace(". J ", ".\n    J ")));
        let letter = text(["[1]", "[2]", "[3]"], &format!("{heading}{list}\n{foot}"));
        holds_all(&letter, FIGURES, heading);
        assert!(letter.text.contains(foot), "{heading}");
    }
    let list = lines(FIGURES, |number, entry| format!("[{number}] {entry}\n"));
    holds_all(&text(["[1, 2]", "", "[3]"], &format!("{list}\n{foot}")), FIGURES, "behind the text");
    // Half of them in full are enough, where each has its number.
    let notes =
        [A, "Roe B. Knees.", "Knee Alliance. Stairs. knees.example/stairs (accessed 1 Feb 2026).", C].iter().zip(1..);
    let half: String = notes.map(|(note, n)| format!("<sup>{n}</sup> {note}<br>")).collect();
    assert_eq!(html(raised, &format!("<p><em>Notes</em><br>{half}</p>")).references.len(), 4);
    // Notes that explain are none, and what no number of the text points at.
    let explained =
        "<p><sup>1</sup> We counted knees in 2001.<br><sup>2</sup> Poe A. Knees. J Fict Med. 2001;1:1-2.</p>";
    assert!(html(raised, explained).references.is_empty());
    assert!(text([""; 3], &format!("{list}\n{foot}")).references.is_empty());
}

#[test]
fn endnotes_of_word_under_a_heading() {
    let mark = |number: &str, n: usize| {
        format!("<a href=\"#_edn{n}\" name=\"_ednref{n}\"><span class=MsoEndnoteReference>{number}</span></a>")
    };
    let note = |number: &str, n: usize, entry: &str| {
        format!(
            "<div id=edn{n}><p class=MsoEndnoteText><a href=\"#_ednref{n}\" name=\"_edn{n}\"><span class=MsoEndnoteReference>{number}</span></a> \
             {entry}</p></div>"
        )
    };
    for heading in ["<h1>References</h1>", "<p><b>References</b></p>", ""] {
        for form in ["N", "[N]"] {
            let marks: Vec<String> =
                NUMERALS.iter().zip(1..).map(|(number, n)| mark(&form.replace('N', number), n)).collect();
            let list: String = NUMERALS
                .iter()
                .zip([A, B, C])
                .zip(1..)
                .map(|((number, entry), n)| note(&form.replace('N', number), n, entry))
                .collect();
            let page = html([&marks[0], &marks[1], &marks[2]], &format!("{heading}<div>{list}</div>"));
            holds_all(&page, NUMERALS, &format!("{heading} {form}"));
        }
    }
}

#[test]
fn links_back_to_the_text() {
    for back in ["↑ ", "^ ", "^ a b ", "↑ Jump up to: a b ", "^ Jump up to:a b ", "Jump up ↑ ", "↑ 1.0 1.1 ", "↩ "]
    {
        let list = lines(FIGURES, |number, entry| format!("{number}. {back}{entry}\n"));
        holds_all(&text(["[1]", "[2]", "[3]"], &format!("References\n\n{list}")), FIGURES, back);
        holds_all(&markdown(["[1]", "[2]", "[3]"], &format!("## References\n\n{list}")), FIGURES, back);
        let items = lines(FIGURES, |_, entry| format!("<li>{back}{entry}</li>"));
        let raised = ["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"];
        holds_all(&html(raised, &format!("<h2>References</h2><ol>{items}</ol>")), FIGURES, back);
    }
    for attached in ["1.↑ ", "1.^ ", "1.↑ a b "] {
        let list = lines(FIGURES, |number, entry| format!("{}{entry}\n", attached.replacen('1', number, 1)));
        holds_all(&text(["[1]", "[2]", "[3]"], &format!("References\n\n{list}")), FIGURES, attached);
    }
    let list = lines(FIGURES, |number, entry| format!("{number}. {entry} ↩\n"));
    holds_all(&markdown(["[1]", "[2]", "[3]"], &format!("## References\n\n{list}")), FIGURES, "behind");
}

#[test]
fn terms_and_tabs_that_head_entries() {
    let marks = ["[1]", "[2]", "[3]"];
    for term in ["[N]", "N.", "Ref. N", "<strong>[N]</strong>"] {
        let list = lines(FIGURES, |number, entry| format!("<dt>{}</dt><dd>{entry}</dd>", term.replace('N', number)));
        holds_all(&html(marks, &format!("<h2>References</h2><dl>{list}</dl>")), FIGURES, term);
    }
    for term in ["[N]", "N."] {
        let list = lines(FIGURES, |number, entry| format!("<dt>{}</dt><dd>{entry}</dd>", term.replace('N', number)));
        let rest = "<p>Rest eases knee pain in most adults.</p>".repeat(5);
        holds_all(&html(marks, &format!("{rest}<dl>{list}</dl>")), FIGURES, &format!("no heading, {term}"));
    }
    let keys = ["Poe01", "Roe02", "Doe03"];
    let list = lines(keys, |key, entry| format!("<dt>[{key}]</dt><dd>{entry}</dd>"));
    holds_all(&html(["[Poe01]", "[Roe02]", "[Doe03]"], &format!("<h2>References</h2><dl>{list}</dl>")), keys, "keys");
    let items = lines(FIGURES, |_, entry| format!("<li>{entry}</li>"));
    for open in [
        "<div role=\"tablist\"><button role=\"tab\" id=\"t2\">References</button></div><div role=\"tabpanel\" aria-labelledby=\"t2\" hidden>",
        "<div role=\"region\" aria-label=\"References\">",
        "<button aria-expanded=\"false\">References</button><div hidden>",
        "<h2><button aria-expanded=\"false\" aria-controls=\"p\" id=\"b\">References</button></h2><div role=\"region\" id=\"p\" aria-labelledby=\"b\" hidden>",
    ] {
        let page = html(["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"], &format!("{open}<ol>{items}</ol></div>"));
        holds_all(&page, FIGURES, open);
    }
}

#[test]
fn what_a_button_folds_is_read() {
    let causes = "Excess weight raises the risk of knee pain in adults. ".repeat(12);
    let items = lines(FIGURES, |_, entry| format!("<li>{entry}</li>"));
    let raised = ["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"];
    for fold in [
        "<button aria-expanded=\"false\">HEAD</button><div hidden>WORDS</div>",
        "<div class=\"head\"><button aria-expanded=\"false\">HEAD</button></div><div hidden>WORDS</div>",
        "<h3 id=\"IDh\"><button aria-expanded=\"false\">HEAD</button></h3><div role=\"region\" aria-labelledby=\"IDh\" hidden>WORDS</div>",
        "<h3><a href=\"#ID\" data-toggle=\"collapse\">HEAD</a></h3><div id=\"ID\" style=\"display:none\">WORDS</div>",
        "<h3><a href=\"#ID\" role=\"button\" aria-expanded=\"false\">HEAD</a></h3><div id=\"ID\" hidden>WORDS</div>",
    ] {
        let make =
            |id: &str, head: &str, words: &str| fold.replace("ID", id).replace("HEAD", head).replace("WORDS", words);
        let body = format!("<p>{causes}</p>{}", make("c", "Causes", "<p>Stairs double the risk of knee pain.</p>"));
        let list = make("r", "References", &format!("<ol>{items}</ol>"));
        let page = html(raised, &format!("{body}{list}<p>{causes}</p>"));
        holds_all(&page, FIGURES, fold);
        assert!(page.text.contains("Stairs double the risk"), "{fold}: {}", page.text);
    }
    let page = html(raised, &format!("<p>Rest.</p><div hidden>Stairs double the risk.</div><p>{causes}</p>"));
    assert!(!page.text.contains("Stairs double"), "{}", page.text);
}

#[test]
fn feet_of_pages_in_a_list() {
    for foot in ["Page 4 of 6", "4", "Knees on stairs, and what eases them 4", "03/05/2021"] {
        let list = lines(FIGURES, |number, entry| {
            format!("{number}. {entry}\n{}", if number == "2" { format!("{foot}\n") } else { String::new() })
        });
        let file =
            format!("Knees on stairs, and what eases them\n\n{}\n\nReferences\n\n{list}", prose(["[1]", "[2]", "[3]"]));
        holds_all(&read_article(file.as_bytes(), "a.txt", None, LIMIT).unwrap(), FIGURES, foot);
    }
}

#[test]
fn rows_that_name_the_columns_of_a_table() {
    let row = |cells: [&str; 2], cell: &str| {
        format!("<tr>{}</tr>", cells.map(|words| format!("<{cell}>{words}</{cell}>")).concat())
    };
    for head in [["Study", "Link"], ["No.", "Citation"], ["Source", "Finding"], ["Evidence (as cited)", "What it says"]]
    {
        let rows: String = [A, B, C].iter().zip(FIGURES).map(|(entry, number)| row([number, entry], "td")).collect();
        let page = html(
            ["<sup>1</sup>", "<sup>2</sup>", "<sup>3</sup>"],
            &format!("<h2>References</h2><table>{}{rows}</table>", row(head, "td")),
        );
        holds_all(&page, FIGURES, head[0]);
    }
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", plain(words));
    let row = |cells: [&str; 3]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let body = [
        of_style("Title", "Knees"),
        format!(
            "<w:tbl>{}{}{}</w:tbl>",
            row(["Claim that reduces risk", "Evidence", "Status"]),
            row(["Rest eases knee pain in 30% of adults.", "Poe 2001", "agreed"]),
            row(["Heat eases knee pain in 20% of adults.", "Roe 2002", "open"])
        ),
    ];
    let sheet = read_docx(&Document::of(&body.concat()));
    let levels: Vec<u8> = sheet.blocks.0.iter().filter(|b| b.kind == BlockKind::Row).map(|b| b.level).collect();
    assert_eq!(levels, [1, 0, 0]);
    // Short cells of a table about something else are data.
    for first in ["Rest", "Link to asthma", "Studies of yoga"] {
        let rows = format!("<tr><td>{first}</td><td>Helps</td></tr><tr><td>Heat</td><td>Helps too</td></tr>");
        let page = html([""; 3], &format!("<table>{rows}</table>"));
        let levels: Vec<u8> = page.blocks.0.iter().filter(|b| b.kind == BlockKind::Row).map(|b| b.level).collect();
        assert_eq!(levels, [0, 0], "{first}");
    }
}

#[test]
fn a_sheet_that_is_pasted_as_text() {
    for (head, lead) in [("Author\tYear\tTitle\tJournal\tDOI\n", ["", ""]), ("", ["1\t", "2\t"])] {
        let [a, b] = lead;
        let list = format!(
            "{head}{a}Poe A, Lo B\t2001\tKnees on stairs\tJ Fict Med\t10.5555/a\n{b}Roe B\t2002\tKnees on hills\tJ Fict Med\t10.5555/b"
        );
        let read = text(["[1]", "[2]", ""], &format!("References\n\n{list}"));
        let told: Vec<_> =
            read.references.iter().map(|r| (r.parsed.item.doi.as_deref(), r.parsed.item.year())).collect();
        assert_eq!(told, [(Some("10.5555/a"), Some(2001)), (Some("10.5555/b"), Some(2002))], "{head}");
        let cited: Vec<&[usize]> = read.markers.iter().map(|marker| marker.entries.as_slice()).collect();
        assert_eq!(cited, [[0], [1]], "{head}");
    }
}

#[test]
fn what_is_said_beside_a_source_cites_it() {
    let found = ["Stairs double the risk of knee pain in adults.", "Hills double the risk of hip pain in adults."];
    let row = |cells: [&str; 3], cell: &str| {
        format!("<tr>{}</tr>", cells.map(|words| format!("<{cell}>{words}</{cell}>")).concat())
    };
    for (head, order) in [(["No.", "Source", "Finding"], [0, 1, 2]), (["Claim", "No.", "Evidence"], [2, 0, 1])] {
        for heading in ["", "<h2>References</h2>", "<h2>What the studies say</h2>"] {
            let rows = [("1", A, found[0]), ("2", B, found[1])].map(|(number, entry, said)| {
                let cells = [number, entry, said];
                row([cells[order[0]], cells[order[1]], cells[order[2]]], "td")
            });
            let page = html([""; 3], &format!("{heading}<table>{}{}</table>", row(head, "th"), rows.concat()));
            let entries: Vec<&str> = page.references.iter().map(|r| r.printed.as_str()).collect();
            let numbers: Vec<Option<&str>> = page.references.iter().map(|r| r.number.as_deref()).collect();
            assert_eq!((entries, numbers), (vec![A, B], vec![Some("1"), Some("2")]), "{head:?} {heading}");
            let cited: Vec<&[usize]> = page.markers.iter().map(|marker| marker.entries.as_slice()).collect();
            assert_eq!(cited, [[0], [1]], "{head:?} {heading}");
            for words in found {
                assert!(page.text.lines().any(|line| line == words), "{head:?} {heading}: {}", page.text);
            }
        }
    }
}

#[test]
fn a_word_document_that_cannot_be_opened_is_called_one() {
    let whole = Document::of(&plain("Rest helps.")).pack();
    for (name, bytes) in [
        ("its first half", whole.get(..whole.len() / 2).unwrap_or_default().to_vec()),
        ("its first bytes", whole.get(..40).unwrap_or_default().to_vec()),
        ("without its end", whole.get(..whole.len() - 30).unwrap_or_default().to_vec()),
        ("bytes before it", [&[0_u8; 20][..], &whole].concat()),
        ("zeros", vec![0; 400]),
    ] {
        let error = read_article(&bytes, "knees.docx", None, LIMIT).unwrap_err().to_string();
        assert!(error.starts_with("knees.docx cannot be read as a Word document: "), "{name}: {error}");
        assert!(error.contains("cut off") && error.contains("save it"), "{name}: {error}");
    }
    let other = read_article(&[0; 400], "knees.bin", None, LIMIT).unwrap_err().to_string();
    assert!(other.contains("is not text"), "{other}");
}
