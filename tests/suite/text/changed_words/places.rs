//! Every place over words that can turn them: how the article is marked up, what stands there, and what it becomes.

use super::{Reviewed, Row};

/// An article, what is exchanged in it, and for what.
type Edit = (&'static str, &'static str, &'static str);

const TURNED: &[Edit] = &[
    (
        "# Gout\n\n<h2>Medicines to avoid</h2>\n\nFictamol 400 mg lowers pain by 20% in adults.\n",
        "to avoid",
        "that are safe",
    ),
    (
        "# Gout\n\n> Medicines to avoid:\n>\n> - Fictamol 400 mg lowers pain by 20% in adults.\n",
        "to avoid",
        "that are safe",
    ),
    (
        "# Gout\n\nTable 1. Medicines to avoid in the first weeks, as the survey of two clinics in one small town found.\n\n\
         | Medicine | What was found |\n|---|---|\n| Fictamol | 400 mg lowers pain by 20% in adults |\n",
        "to avoid",
        "that are safe",
    ),
    ("# Gout\n\nMedicines to avoid:\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "to avoid", "that are safe"),
    (
        "# Gout\n\nSome words first.\n\n!!! warning \"Not in pregnancy\"\n\n    Fictamol 400 mg lowers pain by 20% in adults.\n",
        "Not in",
        "Safe in",
    ),
    (
        "# Gout\n\nSome words first.\n\n!!! warning \"Not in pregnancy\"\n    Fictamol 400 mg lowers pain by 20% in adults.\n",
        "Not in",
        "Safe in",
    ),
    ("# Gout\n\n*Not in pregnancy*\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "Not in", "Safe in"),
    (
        "# Gout\n\n| Medicine | Adults | Children |\n|---|---|---|\n| Fictamol | 400 mg lowers pain by 20% | 100 mg lowers pain by 20% |\n",
        "Adults | Children",
        "Children | Adults",
    ),
    ("# Gout\n\n## What helps\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "helps", "hurts"),
    ("# Gout\n\n## Type I\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "Type I", "Type II"),
    ("# Gout\n\n## Asthma\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "Asthma", "COPD"),
    ("# Gout\n\n## Likely effects\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "Likely", "Unlikely"),
];

const RENAMED: &[Edit] = &[
    ("# Gout\n\n<h2>Ease your pain</h2>\n\nFictamol 400 mg lowers pain by 20% in adults.\n", "Ease", "Reduce"),
    (
        "# Gout\n\n> Medicines to avoid:\n>\n> - Fictamol 400 mg lowers pain by 20% in adults.\n",
        "to avoid",
        "to be avoided",
    ),
    (
        "# Gout\n\n*Not in pregnancy*\n\nFictamol 400 mg lowers pain by 20% in adults.\n",
        "in pregnancy",
        "during pregnancy",
    ),
    ("# Gout\n\n## Tips for older adults\n\nFictamol 400 mg lowers pain by 20%.\n", "older adults", "seniors"),
    ("# Gout\n\n## Can't sleep?\n\nFictamol 400 mg lowers pain by 20%.\n", "Can't sleep", "Trouble sleeping"),
    ("# Gout\n\nReviewed on 3 May 2026\n\nFictamol 400 mg lowers pain by 20%.\n", "3 May", "4 June"),
    ("# Gout\n\nMedicines to avoid:\n\nFictamol 400 mg lowers pain by 20%.\n", "Medicines", "The medicines"),
];

fn row(edits: &[Edit], harmless: bool) -> Row {
    let mut row = Row { harmless, ..Row::default() };
    for (source, from, to) in edits {
        let site = Reviewed::new(source);
        assert!(!site.claims.is_empty(), "{source}");
        let edited = source.replacen(from, to, 1);
        let asked = site.asked(&edited);
        row.edits += 1;
        row.asked += usize::from(!asked.is_empty());
        row.wrong += usize::from(!harmless && asked.is_empty());
        if harmless != asked.is_empty() {
            println!("{source:?}: {from} → {to}: {asked:?}");
        }
    }
    row
}

pub(super) fn rows() -> Vec<(String, Row)> {
    vec![
        ("a line over the words, marked up in other ways".to_owned(), row(TURNED, false)),
        ("another edit of such a line".to_owned(), row(RENAMED, true)),
    ]
}

#[test]
fn a_line_that_changes_bit_by_bit_asks_when_it_says_something_else() {
    let site = Reviewed::new("# Gout\n\n## Asthma\n\nFictamol 400 mg lowers pain by 20% in adults.\n");
    for (now, asks) in [("Asthma and COPD", false), ("COPD", true), ("Asthma", false)] {
        site.write(&site.source.replace("Asthma", now));
        site.terminal().ok(&["import", "a.md"]);
        assert_eq!(!site.found().is_empty(), asks, "{now}: {:?}", site.found());
    }
}

#[test]
fn an_exchanged_heading_is_named_and_its_verdict_given_anew() {
    let site = Reviewed::new("# Gout\n\n## What helps\n\nFictamol 400 mg lowers pain by 20% in adults.\n");
    site.write(&site.source.replace("helps", "hurts"));
    site.terminal().ok(&["import", "a.md"]);
    let found = site.found();
    assert!(
        found.iter().any(|f| f["message"].as_str().unwrap().contains("“help” became “hurt”")
            || f["message"].as_str().unwrap().contains("“helps” became “hurts”")),
        "{found:?}"
    );
    site.terminal().ok(&["confirm", "c1"]);
    let found = site.found();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["rule"], "claim-stale");
    site.terminal().ok(&["review", "c1", "--verdict", "not-supported", "--by", "A. Reviewer, PT"]);
    assert_eq!(site.found(), [] as [serde_json::Value; 0]);
}
