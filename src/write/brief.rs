//! A work in one line: who, when, what, where.

use crate::model::{Item, Name};

/// `Sample et al. (2022). Strength training for painful knees. Reviews of Exercise.`
pub fn format_work(item: &Item) -> String {
    let who = match (write_authors(item), item.year()) {
        (Some(who), Some(year)) => format!("{who} ({year})"),
        (Some(who), None) => who,
        (None, Some(year)) => format!("({year})"),
        (None, None) => String::new(),
    };
    join_sentences([Some(who), item.title.clone(), item.container_title.clone()])
}

/// The same without the year, for where it has a column of its own.
pub fn format_without_year(item: &Item) -> String {
    join_sentences([write_authors(item), item.title.clone(), item.container_title.clone()])
}

fn write_authors(item: &Item) -> Option<String> {
    let first = item.first_author()?;
    match item.author.get(1).map(Name::short_name) {
        _ if item.et_al || item.author.len() > 2 => Some(format!("{first} et al.")),
        Some(second) => Some(format!("{first} and {second}")),
        None => Some(first),
    }
}

fn join_sentences(parts: [Option<String>; 3]) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let ended = parts.map(|part| if part.ends_with(['.', '?', '!']) { part } else { format!("{part}.") });
    ended.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_said() {
        let item = |json| serde_json::from_value::<Item>(json).unwrap();
        let one = serde_json::json!({"author": [{"family": "Sample"}, {"family": "Other"}, {"literal": "Group"}], "title": "Knees?",
            "container-title": "J Knees", "issued": {"date-parts": [[2022]]}});
        assert_eq!(format_work(&item(one.clone())), "Sample et al. (2022). Knees? J Knees.");
        assert_eq!(format_without_year(&item(one)), "Sample et al. Knees? J Knees.");
        assert_eq!(format_work(&item(serde_json::json!({"title": "Knees"}))), "Knees.");
        assert_eq!(format_work(&Item::default()), "");
    }
}
