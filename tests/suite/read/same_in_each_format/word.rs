//! Articles written out as Word documents.

use super::article::{Article, Markers, Part, Run, joined};
use crate::read::docx::{Document, item, of_style, paragraph, plain, raised, run};

/// The list of bullets in the documents of these tests, the list of numbers, and the first of lists that begin anew.
const BULLETS: u8 = 2;
const NUMBERS: u8 = 1;
const ANEW: u8 = 10;

pub(super) fn word(article: &Article) -> Vec<u8> {
    let mut document = Document::of("");
    let mut body = of_style("Title", article.title);
    body.extend(article.byline.iter().map(|line| plain(line)));
    let mut links = Vec::new();
    for part in article.parts() {
        let mut line =
            |runs: &[Run]| runs.iter().map(|run| write(run, article.markers, &mut links)).collect::<String>();
        match part {
            // The title stands in a style of its own: sections are headings of the first level.
            Part::Heading(level, runs) => {
                body += &paragraph(&format!("<w:pStyle w:val=\"Heading{}\"/>", level - 1), &line(&runs))
            }
            Part::Paragraph(runs) | Part::Quote(runs) => body += &paragraph("", &line(&runs)),
            Part::Bullets(items) => body.extend(items.iter().map(|one| paragraph(&list(BULLETS), &line(one)))),
            Part::Numbered(items) => body.extend(items.iter().map(|one| paragraph(&list(NUMBERS), &line(one)))),
            Part::Table(rows) => {
                let cell = |cell: String| format!("<w:tc>{}</w:tc>", paragraph("", &cell));
                let row = |cells: &Vec<Vec<Run>>| {
                    format!("<w:tr>{}</w:tr>", cells.iter().map(|one| cell(line(one))).collect::<String>())
                };
                let rows: String = rows.iter().map(row).collect();
                body +=
                    &format!("<w:tbl><w:tblPr><w:tblLook w:val=\"04A0\" w:firstRow=\"1\"/></w:tblPr>{rows}</w:tbl>");
            }
            Part::List(n) => {
                let printed = &article.lists[n];
                let entries = printed.entries.iter();
                if article.markers == Markers::Footnotes {
                    let note = |(i, entry): (usize, &&str)| {
                        format!("<w:footnote w:id=\"{}\">{}</w:footnote>", i + 1, plain(entry))
                    };
                    document.footnotes = entries.enumerate().map(note).collect();
                    continue;
                }
                body += &of_style("Heading1", printed.heading);
                let number = ANEW + n as u8;
                body.extend(entries.map(|entry| if printed.numbered { item(number, 0, entry) } else { plain(entry) }));
                document.numbering += &format!(
                    "<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
                );
            }
        }
    }
    document.body = body;
    for (at, url) in links.iter().enumerate() {
        document = document.with_link(&format!("link{at}"), url);
    }
    document.pack()
}

fn list(number: u8) -> String {
    format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>")
}

fn write(one: &Run, markers: Markers, links: &mut Vec<String>) -> String {
    match one {
        Run::Words(text) => run(text),
        Run::Link(text, url) => {
            links.push(url.clone());
            format!("<w:hyperlink r:id=\"link{}\">{}</w:hyperlink>", links.len() - 1, run(text))
        }
        Run::Marker(numbers) => match markers {
            Markers::Round => run(&format!("({})", joined(numbers))),
            Markers::Raised => raised(&joined(numbers)),
            Markers::Footnotes => {
                numbers.iter().map(|n| format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{n}\"/></w:r>")).collect()
            }
            _ => run(&format!("[{}]", joined(numbers))),
        },
    }
}
