//! Where a work stands in what holds it: volume, issue, pages, an article's number.

use super::{join_lines, says_nothing, set_field};
use crate::model::Item;

/// Whether a character is a hyphen or a dash of some kind: all of them stand between two pages.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '\u{ff0d}')
}

/// First and last page; one of them alone may be a range already, or an article number.
pub(in crate::read::references) fn set_pages(item: &mut Item, first: &str, last: &str) {
    let (first, last) = (join_lines(first), join_lines(last));
    match (first.as_str(), last.as_str()) {
        // `No Pagination Specified`, cut at its blank.
        (first, last) if is_unpaged(&format!("{first} {last}")) || is_unpaged(&format!("{first}-{last}")) => {}
        ("", last) => set_page(item, last),
        (first, "") => set_page(item, first),
        // Web of Science has `5` to `+`, for what goes on elsewhere.
        (first, "+") => set_page(item, &format!("{first}+")),
        (first, last) if first == last || first.contains(is_dash) => set_page(item, first),
        (first, last) => set_page(item, &format!("{first}-{last}")),
    }
}

/// Pages, or an article number such as `e42010`, which has a place of its own.
pub(in crate::read::references) fn set_page(item: &mut Item, text: &str) {
    let text = tidy_pages(&join_lines(text));
    if is_unpaged(&text) {
        return;
    }
    let article = text.strip_prefix(['e', 'E']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let field: fn(&mut Item) -> &mut Option<String> =
        if article && item.number.is_none() { |i| &mut i.number } else { |i| &mut i.page };
    set_field(item, field, "page", &text);
}

/// Pages with a plain hyphen between two, and without `pp.` before them.
fn tidy_pages(text: &str) -> String {
    let label = ["pp.", "pp ", "p.", "pages ", "pgs."].iter().find_map(|label| {
        let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label))?;
        text.get(head.len()..).map(str::trim_start).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let text = label.unwrap_or(text);
    if !text.contains(is_dash) {
        return text.to_owned();
    }
    let parts: Vec<&str> = text.split(is_dash).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => String::new(),
        [first, "+"] => format!("{first}+"),
        parts => parts.join("-"),
    }
}

/// Words that say that there are no pages, and zeros.
fn is_unpaged(text: &str) -> bool {
    const UNPAGED: [&str; 12] = [
        "nopaginationspecified",
        "nospecified",
        "nopagination",
        "nopages",
        "nopagenumbers",
        "notspecified",
        "notavailable",
        "npag",
        "npagnpag",
        "unpaginated",
        "unpaged",
        "np",
    ];
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    UNPAGED.contains(&letters.as_str()) || letters.chars().all(|c| c == '0') || says_nothing(text)
}

/// Settles what readers leave as it came: dashes of pages, zeros that stand for what is not known, a supplement that stands
/// with the volume, and labels that a style prints itself.
pub(in crate::read::references) fn tidy_place(item: &mut Item) {
    item.page = item.page.take().map(|page| tidy_pages(&page)).filter(|page| !is_unpaged(page));
    let labels: [&[&str]; 2] = [&["vol.", "vol ", "volume "], &["no.", "no ", "issue ", "iss."]];
    for (field, labels) in [&mut item.volume, &mut item.issue].into_iter().zip(labels) {
        *field = field
            .take()
            .map(|text| strip_label(&text, labels).to_owned())
            .filter(|text| !is_zero(text) && !says_nothing(text));
    }
    let Some((volume, supplement)) = item.volume.as_deref().and_then(split_supplement) else { return };
    let issue = match item.issue.as_deref() {
        Some(issue) if issue.to_lowercase().contains("sup") => issue.to_owned(),
        Some(issue) => format!("{issue} {supplement}"),
        None => supplement,
    };
    (item.volume, item.issue) = (Some(volume), Some(issue));
}

/// A number without the word that says which it is.
fn strip_label<'t>(text: &'t str, labels: &[&str]) -> &'t str {
    let rest = |label: &&str| {
        let head = text.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label))?;
        text.get(head.len()..).map(str::trim).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    labels.iter().find_map(rest).unwrap_or(text)
}

fn is_zero(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '0')
}

/// `160 Suppl 1` as volume and supplement.
fn split_supplement(volume: &str) -> Option<(String, String)> {
    let digits = volume.len() - volume.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = volume.split_at_checked(digits).filter(|(number, _)| !number.is_empty())?;
    let rest = rest.trim().trim_start_matches(['(', ',', ';']).trim_end_matches(')').trim();
    let named = ["suppl", "supplement", "sup "]
        .iter()
        .any(|name| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)));
    named.then(|| (number.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_every_spelling() {
        for (first, last, want, number) in [
            ("112", "119", Some("112-119"), None),
            ("683‐684", "", Some("683-684"), None),
            ("683 – 684", "", Some("683-684"), None),
            ("pp. 12--19", "", Some("12-19"), None),
            ("5", "+", Some("5+"), None),
            ("5-+", "", Some("5+"), None),
            ("12-", "", Some("12"), None),
            ("S12-9", "", Some("S12-9"), None),
            ("7", "7", Some("7"), None),
            ("e815", "", None, Some("e815")),
            ("No", "Specified", None, None),
            ("No Pagination Specified", "", None, None),
            ("N.PAG", "N.PAG", None, None),
            ("0", "0", None, None),
            ("0-0", "", None, None),
            ("NA", "", None, None),
            ("", "", None, None),
            ("P12", "P19", Some("P12-P19"), None),
        ] {
            let mut item = Item::default();
            set_pages(&mut item, first, last);
            assert_eq!((item.page.as_deref(), item.number.as_deref()), (want, number), "{first} {last}");
        }
    }

    #[test]
    fn volumes_and_issues_are_settled() {
        for (volume, issue, want) in [
            ("160 Suppl 1", "", (Some("160"), Some("Suppl 1"))),
            ("160 (Suppl. 1)", "", (Some("160"), Some("Suppl. 1"))),
            ("160 Suppl 1", "3", (Some("160"), Some("3 Suppl 1"))),
            ("160 Suppl 1", "3 Suppl 1", (Some("160"), Some("3 Suppl 1"))),
            ("Vol. 12", "No. 3", (Some("12"), Some("3"))),
            ("0", "00", (None, None)),
            ("NA", "n/a", (None, None)),
            ("Volume A", "Spring", (Some("Volume A"), Some("Spring"))),
        ] {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let mut item = Item { volume: some(volume), issue: some(issue), ..Item::default() };
            tidy_place(&mut item);
            assert_eq!((item.volume.as_deref(), item.issue.as_deref()), want, "{volume} {issue}");
        }
    }
}
