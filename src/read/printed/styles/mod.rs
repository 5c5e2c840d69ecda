//! The families of citation styles: one file and one line each. Every style proposes readings of an entry; which is
//! taken is for `judge` to say.

mod abnt;
mod author_date;
mod book_note;
mod commas_alone;
mod east_asian;
mod group_first;
mod initials_before;
mod initials_behind;
mod part_of_site;
mod run_together;
mod spelt_out;
mod title_alone;
mod title_first;

use super::draft::Draft;
use super::entry::Entry;

/// A family of citation styles.
pub(super) struct Style {
    /// What it is called.
    pub(super) name: &'static str,
    /// Entries that it reads, each with fields by their names in CSL.
    pub(super) examples: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    /// How an entry can be read in this style.
    pub(super) propose: for<'e> fn(&Entry<'e>) -> Vec<Draft<'e>>,
}

/// The styles; of two readings that are judged alike, the earlier style's is taken.
pub(super) const STYLES: &[Style] = &[
    east_asian::STYLE,
    abnt::STYLE,
    author_date::STYLE,
    initials_behind::STYLE,
    initials_before::STYLE,
    run_together::STYLE,
    commas_alone::STYLE,
    book_note::STYLE,
    spelt_out::STYLE,
    title_first::STYLE,
    group_first::STYLE,
    part_of_site::STYLE,
    title_alone::STYLE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::printed::doubts::value;
    use crate::read::printed::{Judged, prepare, propose_readings};

    #[test]
    fn every_style_reads_its_examples_alone() {
        for style in STYLES {
            for (printed, fields) in style.examples {
                let prepared = prepare(printed);
                let readings = propose_readings(style, &Entry::new(&prepared.body, &prepared.known));
                let better = |a: &Judged<'_>, b: &Judged<'_>| a.judged.total_cmp(&b.judged);
                let read = readings.into_iter().max_by(better).unwrap_or_else(|| panic!("{}: {printed}", style.name));
                for (field, want) in *fields {
                    assert_eq!(
                        value(&read.draft.to_item(), field).as_deref(),
                        Some(*want),
                        "{}: {field} of {printed}",
                        style.name
                    );
                }
            }
        }
    }
}
