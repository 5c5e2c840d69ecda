//! Labels of links and registers that say nothing about the work.

use super::{MOST, opens_word};
use crate::read::printed::words::find_word;

/// Labels wherever they stand, in lower case.
const ANYWHERE: [&str; 45] = [
    "[pubmed abstract]",
    "[pubmed]",
    "[medline]",
    "[abstract free full text]",
    "[full text]",
    "[free full text]",
    "[free full-text]",
    "[full-text]",
    "[free article]",
    "[free pdf]",
    "[pdf]",
    "[google scholar]",
    "[crossref]",
    "[cross ref]",
    "[internet]",
    "[online]",
    "[on-line]",
    "[en línea]",
    "[en ligne]",
    "[em linha]",
    "at the wayback machine",
    "[preprint]",
    "[electronic resource]",
    "[web page]",
    "[webpage]",
    "[web site]",
    "[website]",
    "[web log message]",
    "also available online",
    "available online with free registration",
    "available online",
    "available from url:",
    "available from:",
    "available at:",
    "[pii]",
    "[epub]",
    "[epub",
    "epub",
    "[html]",
    "[pmc free article]",
    "[free pmc article]",
    "[article]",
    "[doi]",
    "[no authors listed]",
    "[no author]",
];

/// Words under an entry that a page copied with it. Those behind the first are taken only with one of the first.
const BEHIND: [&[&str]; 2] = [
    &[
        "PubMed Central",
        "PubMed",
        "Google Scholar",
        "CrossRef",
        "Crossref",
        "Medline",
        "Web of Science",
        "Scopus",
        "View PDF",
        "View in Scopus",
        "View abstract",
        "View Abstract",
        "View article",
        "View Article",
        "View in Article",
        "Full Text",
        "Full text",
        "Free Full Text",
        "Link",
        "Retrieved from",
        "Available from",
        "Available at",
    ],
    &["Article", "CAS", "ISI", "PDF", "View", "Free", "ADS"],
];

/// Takes the labels out of the text.
pub(super) fn cut_labels(text: &mut String) {
    let brackets = text.contains('[');
    for label in ANYWHERE.into_iter().filter(|label| brackets || !label.starts_with('[')) {
        for _ in 0..MOST {
            let Some(at) = find_word(text, label).filter(|at| opens_word(text, *at)) else { break };
            let start = match label {
                "[pii]" => text.get(..at).and_then(|b| b.trim_end().rfind(' ')).map_or(at, |i| i + 1),
                _ => at,
            };
            text.replace_range(start..at + label.len(), " ");
        }
    }
    // "[@handle]": under which name it was posted.
    while let Some(at) = text.find("[@") {
        let Some(length) = text.get(at..).and_then(|t| t.find(']')) else { break };
        text.replace_range(at..at + length + 1, " ");
    }
    // "[Abstract]" at the end is a link; before a journal it says what the work is.
    while let Some(rest) = text.trim_end().strip_suffix("[Abstract]") {
        let length = rest.len();
        text.truncate(length);
    }
    cut_labels_behind(text);
}

/// `… 2016;9:44. Article PubMed Google Scholar`.
fn cut_labels_behind(text: &mut String) {
    let mut kept = text.as_str();
    let mut sort = 1;
    loop {
        let plain = kept.trim_end_matches([' ', '.', ':', '|', '·', '\u{2192}']);
        let cut = BEHIND.iter().take(sort).flat_map(|labels| labels.iter()).find_map(|label| {
            let before = plain.strip_suffix(label)?;
            before.trim_end().ends_with(['.', ']', ')', ':', ';', '|', '/']).then_some(before).or_else(|| {
                // A label may stand before it.
                let is_row = BEHIND.iter().any(|l| l.iter().any(|l| before.trim_end().ends_with(l)));
                // Of several in a row, the first may stand right behind a DOI.
                (is_row || sort == 2 && label.contains(' ')).then_some(before)
            })
        });
        match cut.filter(|before| before.ends_with(' ')) {
            Some(before) => kept = before,
            None => break,
        }
        sort = 2;
    }
    if sort == 2 {
        let length = kept.len();
        text.truncate(length);
    }
}
