//! The readers that odd inputs are tried on, and what holds of whatever they read. The benchmark that makes such inputs shares
//! this file (`cargo bench --bench measures -- --fuzz READER`), and so do the targets in `fuzz/`, which a coverage-guided fuzzer runs.

#[path = "targets/records.rs"]
mod records;

use claimbook::catalogue::{Catalogue, Deed, Error};
use claimbook::detect;
use claimbook::import;
use claimbook::read::article::{ReadArticle, read_article};
use claimbook::read::entry::PrintedEntry;
use claimbook::read::sheet::claims::{ClaimColumns, is_claims_heading};
use claimbook::read::sheet::{SheetLimits, read_workbook};
use claimbook::tasks::Failure;
use claimbook::tasks::listed_claims::store_listed_claims;
use std::collections::BTreeSet;

/// A reader, and its folder of kept inputs.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is that of the folder too.
    pub name: &'static str,
    /// Reads bytes, makes sure of what has to hold, and says what was met: words that tell inputs of different kinds apart.
    pub read: fn(&[u8]) -> BTreeSet<String>,
}

/// Every reader of articles, that of sheets of claims, and whatever else reads what others wrote.
pub const TARGETS: &[Target] = &[
    Target { name: "text", read: |bytes| article(bytes, "text") },
    Target { name: "markdown", read: |bytes| article(bytes, "markdown") },
    Target { name: "html", read: |bytes| article(bytes, "html") },
    Target { name: "docx", read: |bytes| article(bytes, "docx") },
    Target { name: "jats", read: |bytes| article(bytes, "jats") },
    Target { name: "claims", read: claims },
    Target { name: "bibtex", read: |bytes| records::references(bytes, "bibtex") },
    Target { name: "ris", read: |bytes| records::references(bytes, "ris") },
    Target { name: "nbib", read: |bytes| records::references(bytes, "nbib") },
    Target { name: "csl-json", read: |bytes| records::references(bytes, "csl-json") },
    Target { name: "endnote-xml", read: |bytes| records::references(bytes, "endnote-xml") },
    Target { name: "csv", read: |bytes| records::references(bytes, "csv") },
    Target { name: "web-of-science", read: |bytes| records::references(bytes, "web-of-science") },
    Target { name: "printed", read: |bytes| records::references(bytes, "printed") },
    Target { name: "settings", read: records::settings },
    Target { name: "text-form", read: records::text_form },
    Target { name: "answers", read: records::answers },
];

/// The most bytes of a file.
const MOST: u64 = 64 << 20;

fn article(bytes: &[u8], reader: &str) -> BTreeSet<String> {
    match read_article(bytes, "article", Some(reader), MOST) {
        Err(reason) => BTreeSet::from([plain(&reason.to_string())]),
        Ok(read) => met_in(&read),
    }
}

/// What an article holds, after making sure that its places are places of its text.
fn met_in(read: &ReadArticle) -> BTreeSet<String> {
    let length = u32::try_from(read.text.chars().count()).unwrap_or(u32::MAX);
    let mut met = BTreeSet::new();
    let mut end = 0;
    for pair in read.blocks.0.windows(2) {
        if let [a, b] = pair {
            met.insert(format!("{} {}", a.kind, b.kind));
        }
    }
    for block in &read.blocks.0 {
        assert!(
            end <= block.start && block.start <= block.end && block.end <= length,
            "a block from {} to {} of {length}, behind one up to {end}",
            block.start,
            block.end
        );
        end = block.end;
        let is_inside = |from: u32, to: u32| block.start <= from && from <= to && to <= block.end;
        assert!(block.marks.iter().all(|(from, to)| is_inside(*from, *to)), "a marker outside its block");
        met.insert(format!("{} of level {}", block.kind, block.level));
    }
    for marker in &read.markers {
        assert!(
            marker.start <= marker.end && marker.end <= length,
            "a marker from {} to {} of {length}",
            marker.start,
            marker.end
        );
        assert!(
            marker.entries.iter().all(|at| *at < read.references.len()),
            "{} names an entry that is not there",
            marker.label
        );
        met.insert(format!("a marker of {}", plain(&marker.label)));
    }
    assert!(!read.text.contains('\0'), "the text has a zero");
    for PrintedEntry { printed, parsed, number, .. } in &read.references {
        assert!(!printed.contains('\0'), "an entry has a zero");
        let fields = serde_json::to_value(&parsed.item).unwrap_or_default();
        let names = fields.as_object().into_iter().flat_map(|fields| fields.keys().cloned());
        met.insert(format!("an entry of {}, {}", names.collect::<Vec<_>>().join(" "), number.is_some()));
    }
    for proposal in detect::detect_claims(&read.text, &read.blocks, "en").proposals {
        assert!(
            proposal.start < proposal.end && proposal.end <= length,
            "a claim from {} to {} of {length}",
            proposal.start,
            proposal.end
        );
        met.insert(format!("a claim of {}, {}", proposal.kind, proposal.also.len()));
    }
    met.extend(read.notes.iter().map(|note| plain(&note.message)));
    met.insert(format!("{} people", read.people.len().min(3)));
    met.insert(format!("about 2^{} references", read.references.len().checked_ilog2().unwrap_or_default()));
    met.insert(format!(
        "{:?}",
        (read.title.is_some(), read.url.is_some(), read.language.is_some(), read.updated_on.is_some())
    ));
    met
}

/// A message without what it quotes: its letters outside quotation marks.
fn plain(message: &str) -> String {
    let mut quoted = false;
    let kept = message.chars().filter(|c| {
        quoted = match c {
            '“' | '"' | '(' => true,
            '”' | ')' => false,
            _ => quoted,
        };
        !quoted && (c.is_ascii_alphabetic() || *c == ' ')
    });
    kept.take(60).collect()
}

fn claims(bytes: &[u8]) -> BTreeSet<String> {
    let book = match read_workbook(bytes, "claims", SheetLimits::default(), &is_claims_heading) {
        Err(reason) => return BTreeSet::from([plain(&reason.to_string())]),
        Ok(book) => book,
    };
    let mut met = BTreeSet::from([book.encoding.to_owned(), format!("{} sheets", book.sheets.len().min(3))]);
    for sheet in &book.sheets {
        let Some(columns) = ClaimColumns::from_headings(&sheet.columns, &[]) else { continue };
        met.extend(columns.describe(sheet).into_iter().map(|(field, _)| field.to_owned()));
        let stored = with_catalogue(|catalogue, deed| {
            catalogue.rehearse(deed, |writing| store_listed_claims(writing, sheet, &columns, Some("sore-knees")))
        });
        match stored {
            Err(reason) => assert!(matches!(reason, Failure::Usage(_)), "{reason:?}"),
            Ok(listed) => {
                met.extend(listed.refused.iter().map(|(_, why)| plain(why)));
                met.insert(format!("{} added, {} cited", listed.added.len().min(3), listed.cited.min(3)));
            }
        }
    }
    met
}

/// A catalogue with one article that rows may name; nothing stays in it.
fn with_catalogue<T>(change: impl FnOnce(&mut Catalogue, &Deed) -> Result<T, Failure>) -> Result<T, Failure> {
    thread_local! {
        static CATALOGUE: std::cell::RefCell<Option<Catalogue>> = const { std::cell::RefCell::new(None) };
    }
    let at = jiff::Timestamp::UNIX_EPOCH;
    let deed = Deed { who: "A. Editor".into(), command: "import".into(), at, reason: None };
    let made = || -> Result<Catalogue, Error> {
        let mut catalogue = Catalogue::in_memory(at)?;
        catalogue.write(&deed, |writing| {
            let source = import::ArticleSource {
                bytes: b"x",
                path: Some("sore-knees.txt"),
                article: None,
                is_only_judged: false,
            };
            import::store_article(writing, &source, ReadArticle::default(), &mut import::KnownWorks::default())
        })?;
        Ok(catalogue)
    };
    CATALOGUE.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = Some(made()?);
        }
        match kept {
            Some(catalogue) => change(catalogue, &deed),
            None => Err(Failure::usage("no catalogue")),
        }
    })
}
