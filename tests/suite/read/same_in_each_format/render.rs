//! Articles written out in each format.

use super::article::{Article, Markers, Part, Run, joined};

/// A format: its name, the name of a file, and how an article is written in it.
pub(super) struct Format {
    pub(super) name: &'static str,
    pub(super) file_name: &'static str,
    pub(super) render: fn(&Article) -> Vec<u8>,
}

/// Every format. One that is added is one line here.
pub(super) const FORMATS: &[Format] = &[
    Format { name: "text", file_name: "a.txt", render: |article| text(article).into_bytes() },
    Format { name: "markdown", file_name: "a.md", render: |article| markdown(article).into_bytes() },
    Format { name: "html", file_name: "a.html", render: |article| html(article).into_bytes() },
    Format { name: "docx", file_name: "a.docx", render: super::word::word },
    Format { name: "jats", file_name: "a.xml", render: |article| super::journal::journal(article).into_bytes() },
];

/// Runs as a format writes them: words, a marker's numbers, a link's words and address.
fn write(
    runs: &[Run],
    words: fn(&str) -> String,
    marker: &dyn Fn(&[u32]) -> String,
    link: fn(&str, &str) -> String,
) -> String {
    let one = |run: &Run| match run {
        Run::Words(text) => words(text),
        Run::Marker(numbers) => marker(numbers),
        Run::Link(text, url) => link(text, url),
    };
    runs.iter().map(one).collect()
}

fn raised(numbers: &str) -> String {
    let raise = |c: char| c.to_digit(10).map_or('˒', |d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize).unwrap());
    numbers.chars().map(raise).collect()
}

fn text(article: &Article) -> String {
    let marker = |numbers: &[u32]| match article.markers {
        Markers::Round => format!("({})", joined(numbers)),
        Markers::Raised => raised(&joined(numbers)),
        _ => format!("[{}]", joined(numbers)),
    };
    let line = |runs: &[Run]| write(runs, str::to_owned, &marker, |words, _| words.to_owned());
    let mut blocks = vec![article.title.to_owned()];
    blocks.extend(article.byline.iter().map(|line| (*line).to_owned()));
    let listed = |mark: &dyn Fn(usize) -> String, items: &[Vec<Run>]| {
        items.iter().enumerate().map(|(i, item)| format!("{}{}", mark(i), line(item))).collect::<Vec<_>>().join("\n")
    };
    for part in article.parts() {
        blocks.push(match part {
            Part::Heading(_, runs) | Part::Paragraph(runs) | Part::Quote(runs) => line(&runs),
            Part::Bullets(items) => listed(&|_| "• ".to_owned(), &items),
            Part::Numbered(items) => listed(&|i| format!("{}. ", i + 1), &items),
            Part::Table(rows) => {
                let row = |cells: &Vec<Vec<Run>>| cells.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(" | ");
                rows.iter().map(row).collect::<Vec<_>>().join("\n\n")
            }
            Part::List(n) => {
                let list = &article.lists[n];
                let mark = |i: usize| if list.numbered { format!("{}. ", i + 1) } else { String::new() };
                let entries = list.entries.iter().enumerate().map(|(i, entry)| format!("{}{entry}", mark(i)));
                format!("{}\n\n{}", list.heading, entries.collect::<Vec<_>>().join("\n"))
            }
        });
    }
    blocks.join("\n\n") + "\n"
}

fn markdown(article: &Article) -> String {
    let marker = |numbers: &[u32]| match article.markers {
        Markers::Round => format!("({})", joined(numbers)),
        Markers::Raised => format!("<sup>{}</sup>", joined(numbers)),
        Markers::Footnotes => numbers.iter().map(|n| format!("[^{n}]")).collect(),
        _ => format!("\\[{}\\]", joined(numbers)),
    };
    let line = |runs: &[Run]| write(runs, str::to_owned, &marker, |words, url| format!("[{words}]({url})"));
    let mut blocks = vec![format!("# {}", article.title)];
    blocks.extend(article.byline.iter().map(|line| (*line).to_owned()));
    for part in article.parts() {
        blocks.push(match part {
            Part::Heading(level, runs) => format!("{} {}", "#".repeat(level.into()), line(&runs)),
            Part::Paragraph(runs) => line(&runs),
            Part::Quote(runs) => format!("> {}", line(&runs)),
            Part::Bullets(items) => items.iter().map(|item| format!("- {}", line(item))).collect::<Vec<_>>().join("\n"),
            Part::Numbered(items) => items
                .iter()
                .enumerate()
                .map(|(i, item)| format!("{}. {}", i + 1, line(item)))
                .collect::<Vec<_>>()
                .join("\n"),
            Part::Table(rows) => {
                let row = |cells: &Vec<Vec<Run>>| {
                    format!("| {} |", cells.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(" | "))
                };
                let mut lines: Vec<String> = rows.iter().map(row).collect();
                lines.insert(1, "|---".repeat(rows[0].len()) + "|");
                lines.join("\n")
            }
            Part::List(n) => {
                let list = &article.lists[n];
                let entries = list.entries.iter().enumerate();
                if article.markers == Markers::Footnotes {
                    entries.map(|(i, entry)| format!("[^{}]: {entry}", i + 1)).collect::<Vec<_>>().join("\n\n")
                } else {
                    let mark = |i: usize| if list.numbered { format!("{}. ", i + 1) } else { String::new() };
                    let join = if list.numbered { "\n" } else { "\n\n" };
                    let entries = entries.map(|(i, entry)| format!("{}{entry}", mark(i)));
                    format!("## {}\n\n{}", list.heading, entries.collect::<Vec<_>>().join(join))
                }
            }
        });
    }
    blocks.join("\n\n") + "\n"
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('é', "&eacute;").replace('–', "&ndash;")
}

fn html(article: &Article) -> String {
    let links =
        |numbers: &[u32]| numbers.iter().map(|n| format!("<a href=\"#ref-{n}\">{n}</a>")).collect::<Vec<_>>().join(",");
    let marker = |numbers: &[u32]| match article.markers {
        Markers::Round => format!("({})", joined(numbers)),
        Markers::Raised => format!("<sup>{}</sup>", links(numbers)),
        Markers::Footnotes => {
            numbers.iter().map(|n| format!("<sup id=\"back-{n}\"><a href=\"#fn-{n}\">{n}</a></sup>")).collect()
        }
        // Numbers of lists that begin again cannot all be named alike.
        _ if article.lists.len() > 1 => format!("[{}]", joined(numbers)),
        _ => format!("[{}]", links(numbers)),
    };
    let link = |words: &str, url: &str| format!("<a href=\"{}\" target=_blank>{}</a>", escaped(url), escaped(words));
    let line = |runs: &[Run]| write(runs, escaped, &marker, link);
    let items = |tag: &str, items: &[Vec<Run>]| {
        let items: String = items.iter().map(|item| format!("<li>{}</li>\n", line(item))).collect();
        format!("<{tag}>\n{items}</{tag}>")
    };
    let byline: String =
        article.byline.iter().map(|line| format!("<p class=\"byline\">{}</p>\n", escaped(line))).collect();
    let mut blocks = Vec::new();
    for part in article.parts() {
        blocks.push(match part {
            Part::Heading(level, runs) => format!("<h{level}>{}</h{level}>", line(&runs)),
            Part::Paragraph(runs) => format!("<p>{}</p>", line(&runs)),
            Part::Quote(runs) => format!("<blockquote><p>{}</p></blockquote>", line(&runs)),
            Part::Bullets(all) => items("ul", &all),
            Part::Numbered(all) => items("ol", &all),
            Part::Table(rows) => {
                let row = |(i, cells): (usize, &Vec<Vec<Run>>)| {
                    let tag = if i == 0 { "th" } else { "td" };
                    format!(
                        "<tr>{}</tr>",
                        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", line(cell))).collect::<String>()
                    )
                };
                format!("<table>{}</table>", rows.iter().enumerate().map(row).collect::<Vec<_>>().join("\n"))
            }
            Part::List(n) => {
                let list = &article.lists[n];
                let entries = list.entries.iter().enumerate();
                if article.markers == Markers::Footnotes {
                    let entry = |(i, entry): (usize, &&str)| {
                        let n = i + 1;
                        format!("<li id=\"fn-{n}\"><p>{} <a href=\"#back-{n}\">↩</a></p></li>\n", escaped(entry))
                    };
                    format!(
                        "<section class=\"footnotes\"><hr><ol>\n{}</ol></section>",
                        entries.map(entry).collect::<String>()
                    )
                } else if list.numbered {
                    let entry = |(i, entry): (usize, &&str)| {
                        let id = if article.lists.len() > 1 { String::new() } else { format!(" id=\"ref-{}\"", i + 1) };
                        format!("<li{id}>{}</li>\n", escaped(entry))
                    };
                    format!("<h2>{}</h2>\n<ol>\n{}</ol>", escaped(list.heading), entries.map(entry).collect::<String>())
                } else {
                    let entries: String =
                        list.entries.iter().map(|entry| format!("<p>{}</p>\n", escaped(entry))).collect();
                    format!("<h2>{}</h2>\n<div class=\"references\">{entries}</div>", escaped(list.heading))
                }
            }
        });
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{0} | A site of our own</title></head>\n<body>\n\
         <nav><a href=\"/\">Home</a></nav>\n<main>\n<h1>{0}</h1>\n{byline}{1}\n</main>\n\
         <footer>Half of all footers are read by nobody.</footer>\n</body></html>\n",
        escaped(article.title),
        blocks.join("\n")
    )
}
