//! Articles in: a folder of a thousand in one call, and pages of 10 MB, one as a browser saves it, with little text among
//! scripts, styles, menus and a picture, and one of text alone. Whole processes, into an empty catalogue each time.

use crate::process::{Run, Times, in_turn, now};
use crate::prose::{self, Dice};
use crate::{Failed, Measure, print_times_head, works};
use claimbook::catalogue::Catalogue;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) const MEASURE: Measure = Measure {
    flag: "--articles",
    takes: None,
    about: "articles in: a folder of a thousand, and pages of 10 MB",
    run: |wanted| {
        print_times_head();
        measure(&wanted.claimbook(), &wanted.folder())
    },
};

/// How many articles the folder holds.
const ARTICLES: usize = 1_000;
/// How many articles are audited without a catalogue, each with 30 claims.
const AUDITED: usize = 50;
/// How many bytes a page has, about.
const PAGE: usize = 10_000_000;

/// Makes the articles, imports them, and prints a row for each measure.
fn measure(claimbook: &Path, folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("articles");
    let many = folder.join("many");
    std::fs::create_dir_all(&many)?;
    let mut dice = Dice::new(23);
    for n in 0..ARTICLES {
        std::fs::write(many.join(format!("article-{n:04}.md")), markdown(&mut dice, n, 10))?;
    }
    let few = folder.join("few");
    std::fs::create_dir_all(&few)?;
    for n in 0..AUDITED {
        std::fs::write(few.join(format!("article-{n:04}.md")), markdown(&mut dice, n, 20))?;
    }
    let audit = Run::new(claimbook, &["audit", &few.to_string_lossy(), "--today", crate::catalogue::TODAY]);
    let output = folder.join("output");
    let peak = audit.peak(&output).map_or(String::new(), |mb| format!("{mb:.0} MB"));
    for times in in_turn(&[audit], 5, &output)? {
        let what =
            format!("`audit FOLDER` without a catalogue, {AUDITED} Markdown articles, 1,500 claims, 1,000 entries");
        crate::row(&what, "≤ 1.0 s, ≤ 80 MB", &times, &peak);
    }
    row(claimbook, &folder, &many, &format!("`import FOLDER`, {ARTICLES} Markdown articles"), "≤ 10 s, ≤ 150 MB")?;
    let saved = folder.join("saved.html");
    std::fs::write(&saved, saved_page(&mut dice))?;
    row(claimbook, &folder, &saved, "an HTML page of 10 MB as a browser saves it", "≤ 1.5 s")?;
    let prose = folder.join("prose.html");
    std::fs::write(&prose, page(&mut dice, PAGE, 200))?;
    row(claimbook, &folder, &prose, "an HTML page of 10 MB, all of it text", "≤ 1.5 s")
}

fn row(claimbook: &Path, folder: &Path, input: &Path, what: &str, goal: &str) -> Result<(), Failed> {
    let catalogue = folder.join("claimbook.db");
    let fresh = || -> Result<(), Failed> {
        if catalogue.exists() {
            std::fs::remove_file(&catalogue)?;
        }
        Catalogue::create(&catalogue, "2026-02-01T08:00:00Z".parse()?)?;
        Ok(())
    };
    let (file, input) = (catalogue.to_string_lossy(), input.to_string_lossy());
    let line = ["--catalogue", &file, "--today", crate::catalogue::TODAY, "import", &input];
    let mut taken = Vec::new();
    for _ in 0..3 {
        fresh()?;
        let began = now();
        let done = Command::new(claimbook).args(line).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        taken.push(began.elapsed());
        if !done.success() {
            return Err(format!("{input} could not be imported").into());
        }
    }
    fresh()?;
    let peak = Run::new(claimbook, &line).peak(&folder.join("output"));
    crate::row(what, goal, &Times::of(taken), &peak.map_or(String::new(), |mb| format!("{mb:.0} MB")));
    Ok(())
}

/// An article of thirty sentences that claim something, each with its marker, among as many that do not, and so many entries.
fn markdown(dice: &mut Dice, n: usize, entries: usize) -> String {
    let mut text =
        format!("---\ntitle: \"{} {n}\"\nauthor: Ann {}\n---\n", prose::article_title(dice), prose::family(dice));
    for at in 0..15 {
        if at % 3 == 0 {
            _ = write!(text, "\n## {}\n", prose::heading(at / 3));
        }
        text.push('\n');
        for second in 0..2 {
            let (claim, number) = (prose::claim(dice).1, (at * 2 + second) % entries + 1);
            _ = write!(text, "{} [{number}]. {} ", claim.trim_end_matches('.'), prose::filler(dice));
        }
        text.push('\n');
    }
    text += "\n## References\n\n";
    for at in 0..entries {
        let work = if dice.percent(70) { n * entries + at } else { dice.below(300) };
        _ = writeln!(text, "{}. {}", at + 1, works::printed(&works::item(dice, work)));
    }
    text
}

/// A page whose text is so long, with so many entries.
fn page(dice: &mut Dice, bytes: usize, entries: usize) -> String {
    let mut text =
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Sore knees</title></head><body><main><article>\
                    <h1>Sore knees</h1>\n"
            .to_owned();
    let mut number = 0;
    while text.len() < bytes {
        _ = writeln!(text, "<h2>{}</h2>", prose::heading(number));
        for _ in 0..4 {
            text += "<p>";
            for _ in 0..2 {
                number = number % entries + 1;
                let claim = prose::claim(dice).1;
                let marker = format!("<sup><a href=\"#ref-{number}\">[{number}]</a></sup>");
                _ = write!(text, "{}{marker}. {} ", claim.trim_end_matches('.'), prose::filler(dice));
            }
            text += "</p>\n";
        }
    }
    text += "<h2>References</h2>\n<ol>\n";
    for at in 1..=entries {
        _ = writeln!(text, "<li id=\"ref-{at}\">{}</li>", works::printed(&works::item(dice, at)));
    }
    text + "</ol></article></main></body></html>\n"
}

/// The same with little text and much else.
fn saved_page(dice: &mut Dice) -> String {
    let style = format!("<style>{}</style>", ".a-b > .c{margin:0 auto;color:#fff}\n".repeat(40_000));
    let script = format!("<script>{}</script>", "var a=function(b){return b&&b<3?\"x\":{c:[1,2,3]}};\n".repeat(90_000));
    let menu: String =
        (0..15_000).map(|n| format!("<li><a href=\"/p/{n}\" class=\"item-{n}\">Page {n}</a></li>")).collect();
    let picture =
        format!("<img alt=\"\" src=\"data:image/png;base64,{}\">", "iVBORw0KGgoAAAANSUhEUgAA".repeat(100_000));
    let around = format!("{style}{script}<nav><ul>{menu}</ul></nav>{picture}<main>");
    page(dice, 40_000, 30).replace("<main>", &around)
}
