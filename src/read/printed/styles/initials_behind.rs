//! Styles with initials behind family names and the date among or behind the numbers: Vancouver, AMA, NLM, PLOS
//! (`Holt BG. Title. Syst Biol. 2014;63: 1010–7.`), PDQ (`Finch AP: Title. J Clin Oncol 32 (15): 1547-53, 2014.`), MDPI
//! (`Holt, B.G.; Finch, A. Title. Syst. Biol. 2014, 63, 1010.`).

use super::Style;
use crate::model::Name;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::names::{Names, read_head, read_inverted};
use crate::read::printed::title_and_source::add_title_and_source;

pub(super) const STYLE: Style = Style {
    name: "initials behind (Vancouver, AMA, NLM, PLOS)",
    examples: &[
        (
            "Vale I, Marsh O. Elbows at work. J Fict Care. 2017;4(2):11-9.",
            &[
                ("author", "Vale; Marsh"),
                ("title", "Elbows at work"),
                ("container-title", "J Fict Care"),
                ("issued", "2017"),
                ("volume", "4"),
                ("issue", "2"),
                ("page", "11-9"),
            ],
        ),
        (
            "Vale I, Marsh O: Elbows at work. J Fict Care 4 (2): 11-9, 2017.",
            &[("author", "Vale; Marsh"), ("title", "Elbows at work"), ("issued", "2017")],
        ),
    ],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let text = entry.text;
    let heads = [read_head(text), read_inverted(text)].into_iter().flatten();
    heads.filter_map(|head| read_behind(text.get(head.end..)?, head.list, entry)).collect()
}

/// `Hill RA, Dunphy C (on behalf of the Foot Health Network). Title`
fn split_group(behind: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 5] = ["(on behalf of the ", "(on behalf of ", "(for the ", "(for ", "(the "];
    let (group, rest) = MARKS.iter().find_map(|mark| behind.strip_prefix(mark))?.split_once(')')?;
    Some((group, rest.trim_start_matches([' ', '.', ':', ',', ';'])))
}

/// Reads what stands behind a list of names.
fn read_behind<'e>(behind: &str, list: Names, entry: &Entry<'e>) -> Option<Draft<'e>> {
    let behind = behind.trim_start_matches([' ', '.', ':', ',', ';']);
    if behind.is_empty() {
        return None;
    }
    let mut list = list;
    let behind = match split_group(behind) {
        Some((group, rest)) => {
            list.names.push(Name::group(group));
            rest
        }
        None => behind,
    };
    Some(add_title_and_source(behind, entry.draft().with_authors(list)))
}
