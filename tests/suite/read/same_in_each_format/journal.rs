//! Articles written out in JATS XML.

use super::article::{Article, Markers, Part, Run, joined};

pub(super) fn journal(article: &Article) -> String {
    let line = |runs: &[Run]| runs.iter().map(|run| write(run, article)).collect::<String>();
    let items = |kind: &str, items: &[Vec<Run>]| {
        let items: String = items.iter().map(|item| format!("<list-item><p>{}</p></list-item>", line(item))).collect();
        format!("<list list-type=\"{kind}\">{items}</list>")
    };
    let (mut body, mut depth, mut notes) = (String::new(), 1, String::new());
    body.extend(article.byline.iter().map(|line| format!("<p>{}</p>\n", escape(line))));
    let close = |body: &mut String, depth: &mut u8, level: u8| {
        while *depth >= level {
            *body += "</sec>\n";
            *depth -= 1;
        }
    };
    for part in article.parts() {
        match part {
            Part::Heading(level, runs) => {
                close(&mut body, &mut depth, level);
                body += &format!("<sec><title>{}</title>\n", line(&runs));
                depth = level;
            }
            Part::Paragraph(runs) => body += &format!("<p>{}</p>\n", line(&runs)),
            Part::Quote(runs) => body += &format!("<disp-quote><p>{}</p></disp-quote>\n", line(&runs)),
            Part::Bullets(all) => body += &items("bullet", &all),
            Part::Numbered(all) => body += &items("order", &all),
            Part::Table(rows) => {
                let row = |cells: &Vec<Vec<Run>>, tag: &str| {
                    format!(
                        "<tr>{}</tr>",
                        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", line(cell))).collect::<String>()
                    )
                };
                let others: String = rows.iter().skip(1).map(|cells| row(cells, "td")).collect();
                body += &format!(
                    "<table-wrap><table><thead>{}</thead><tbody>{others}</tbody></table></table-wrap>\n",
                    row(&rows[0], "th")
                );
            }
            Part::List(n) => {
                let printed = &article.lists[n];
                let entries = printed.entries.iter().enumerate();
                if article.markers == Markers::Footnotes {
                    notes = entries
                        .map(|(i, entry)| {
                            format!("<fn id=\"fn{0}\"><label>{0}</label><p>{1}</p></fn>\n", i + 1, escape(entry))
                        })
                        .collect();
                    continue;
                }
                close(&mut body, &mut depth, 2);
                let label =
                    |i: usize| if printed.numbered { format!("<label>{}.</label>", i + 1) } else { String::new() };
                let entries: String = entries
                    .map(|(i, entry)| {
                        format!(
                            "<ref id=\"l{n}r{}\">{}<mixed-citation>{}</mixed-citation></ref>\n",
                            i + 1,
                            label(i),
                            escape(entry)
                        )
                    })
                    .collect();
                body += &format!("<ref-list><title>{}</title>\n{entries}</ref-list>\n", escape(printed.heading));
            }
        }
    }
    close(&mut body, &mut depth, 2);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE article PUBLIC \"-//NLM//DTD JATS (Z39.96) Article Authoring DTD v1.3//EN\" \"JATS.dtd\">\n\
         <article xmlns:xlink=\"http://www.w3.org/1999/xlink\"><front><article-meta><title-group><article-title>{}</article-title></title-group></article-meta></front>\n\
         <body>{body}</body><back><fn-group>{notes}</fn-group></back></article>\n",
        escape(article.title)
    )
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('é', "&#233;").replace('–', "&ndash;")
}

fn write(one: &Run, article: &Article) -> String {
    let link = |n: &u32| format!("<xref ref-type=\"bibr\" rid=\"l0r{n}\">{n}</xref>");
    let links = |numbers: &[u32]| numbers.iter().map(link).collect::<Vec<_>>().join(",");
    match one {
        Run::Words(text) => escape(text),
        Run::Link(text, url) => {
            format!("<ext-link ext-link-type=\"uri\" xlink:href=\"{}\">{}</ext-link>", escape(url), escape(text))
        }
        Run::Marker(numbers) => match article.markers {
            Markers::Round => format!("({})", joined(numbers)),
            Markers::Raised => format!("<sup>{}</sup>", links(numbers)),
            Markers::Footnotes => {
                numbers.iter().map(|n| format!("<sup><xref ref-type=\"fn\" rid=\"fn{n}\">{n}</xref></sup>")).collect()
            }
            // Numbers of lists that begin again are told apart by where they stand.
            _ if article.lists.len() > 1 => format!("[{}]", joined(numbers)),
            _ => format!("[{}]", links(numbers)),
        },
    }
}
