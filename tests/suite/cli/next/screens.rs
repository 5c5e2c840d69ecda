//! How the screen looks, at three widths: kept to be read.

use super::{desk, keys};
use crate::double::golden::golden;
use crate::double::terminal::Terminal;

/// The article's text, where a word of the claim changes.
const CHANGED: (&str, &str) = ("eased knee pain in 8 weeks", "eased knee pain in 12 weeks");

#[test]
fn a_claim_beside_its_sources_at_three_widths() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    for (width, height) in [(60, 48), (80, 44), (120, 36)] {
        let sat = desk.terminal.sit(&["next", &claim], (width, height), keys(""));
        golden(&format!("next/claim-{width}.txt"), sat.last());
    }
}

#[test]
fn what_is_done_with_it() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    for (name, typed) in [
        ("quote", "q1 ↓"),
        ("locator", "q1\n"),
        ("stance", "q1\n\n"),
        ("verdict", "2the weeks differ"),
        ("link", "l"),
        ("help", "?"),
    ] {
        let sat = desk.terminal.sit(&["next", &claim], (80, 30), keys(typed));
        golden(&format!("next/{name}.txt"), sat.last());
    }
}

/// In a small terminal the help is longer than the screen: what scrolls stays in it, any other key leaves it.
#[test]
fn the_help_is_read_to_its_end() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    let end = "claimbook help COMMAND";
    for (typed, shows) in [("?", false), ("?↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓", true), ("?↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓k", false)]
    {
        let sat = desk.terminal.sit(&["next", &claim], (60, 20), keys(typed));
        let words = sat.last().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words.contains(end), shows, "{typed}: {}", sat.last());
    }
}

/// docs/reviewing.md shows the screen as it is. `CLAIMBOOK_REWRITE=1` writes it into the page.
#[test]
fn the_page_on_reviewing_shows_the_screen() {
    let (desk, own) = desk();
    let folder = own.path().join("example");
    std::fs::create_dir(&folder).unwrap();
    let example = Terminal { folder, ..desk.terminal.at_the_same_desk() };
    example.ok(&["init", "--example"]);
    let screen = example.sit(&["next", "c1"], (80, 29), keys(""));
    let claim = desk.claim("A 2021 review");
    let quoting = desk.terminal.sit(&["next", &claim], (80, 24), keys("q1"));
    let panel = quoting.last().rsplit_once("lines: ↓").map_or(quoting.last(), |(_, panel)| panel);
    let panel = panel.split_once('\n').map_or(panel, |(_, panel)| panel);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reviewing.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut blocks: Vec<&str> = page.split("```text\n").collect();
    assert_eq!(blocks.len(), 3);
    let rest = |block: &str| block.split_once("```\n").unwrap().1.to_owned();
    let first = format!("{}```\n{}", screen.last(), rest(blocks[1]));
    let second = format!("{panel}```\n{}", rest(blocks[2]));
    (blocks[1], blocks[2]) = (&first, &second);
    let shown = blocks.join("```text\n");
    if std::env::var_os("CLAIMBOOK_REWRITE").is_some() {
        std::fs::write(&path, shown).unwrap();
    } else {
        snapbox::assert_data_eq!(shown, snapbox::Data::text(page.clone()).raw());
    }
}

#[test]
fn what_changed_stands_old_beside_new() {
    let (desk, _own) = desk();
    let claim = desk.claim("A 2021 review");
    desk.terminal.sit(&["next", &claim], (80, 40), keys("q1\n\np2\n"));
    desk.rewrite(CHANGED.0, CHANGED.1);
    desk.ok(&["import", "sore-knees.txt"]);
    desk.ok(&["confirm", &claim]);
    let sat = desk.terminal.sit(&["next", &claim], (80, 60), keys(""));
    golden("next/changed.txt", sat.last());
}
