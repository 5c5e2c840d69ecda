//! A printed reference beside what is registered: for each field the same, something else, or not compared. By alignment:
//! what is registered is looked for in what is printed, as read and as it stands.

use super::alignment::Printed;
use super::containers::is_same_container;
use super::names::{is_corrupt, is_same_author, is_swapped, list_words, split_name};
use super::pages::{PageComparison, compare_pages};
use super::titles::{MOST_DIFFER, TitleComparison, compare_titles, is_about_another, split_title};
use crate::model::{Doi, Field, FieldResult, FieldState, Item, MetadataAnswer, Name};
use crate::text::fate::strip_fate;
use crate::text::{fold, tokenise};

/// Compares a reference with the registered metadata: `printed` is the whole entry, `reference` what could be read out of
/// it. One result for each field, in the order of [`Field`]. A publisher's name is never compared: journals change hands.
pub fn compare_metadata(printed: &str, reference: &Item, registered: &MetadataAnswer) -> Vec<FieldResult> {
    let pair = FieldPair { text: Printed::new(printed), printed: reference, registered };
    let mut results = vec![
        pair.compare_titles(),
        pair.compare_first_authors(),
        pair.compare_authors(),
        pair.compare_years(),
        pair.compare_containers(),
        pair.compare_volumes(),
        pair.compare_issues(),
        pair.compare_pages(),
        pair.compare_dois(),
    ];
    if let [title, first_author, _, year, _, _, _, pages, _] = results.as_mut_slice()
        && title.remark.as_deref() == Some(MOST_DIFFER)
        && [first_author, year, pages].iter().all(|other| other.result == FieldState::Same)
    {
        // One title in two languages, most likely: no other work has its author, year and pages.
        title.slip = true;
        title.remark =
            Some(format!("{MOST_DIFFER}, while first author, year and pages agree: another language, perhaps"));
    }
    results
}

/// Whether these results say that another work is registered than the one printed: another title or first author, and
/// not by a slip.
pub fn names_another_work(results: &[FieldResult]) -> bool {
    results.iter().any(tells_another_work)
}

/// Whether one field's result says so.
pub fn tells_another_work(result: &FieldResult) -> bool {
    matches!(result.field, Field::Title | Field::FirstAuthor) && result.result == FieldState::Differs && !result.slip
}

/// Whether a registered work that a search found may be the one that is printed: it has a DOI and the same title, first
/// author and year. A search's own score is no confidence.
pub fn may_be_meant(printed: &str, reference: &Item, found: &MetadataAnswer) -> bool {
    score_likeness(printed, reference, found).is_some()
}

/// How like what is printed such a work is: in how many fields it agrees, less those in which it differs. None where it cannot be
/// meant.
pub fn score_likeness(printed: &str, reference: &Item, found: &MetadataAnswer) -> Option<isize> {
    let results = compare_metadata(printed, reference, found);
    let count = |state| results.iter().filter(|r| r.result == state).count() as isize;
    let same = |field| results.iter().any(|r| r.field == field && r.result == FieldState::Same);
    let fits = found.item.doi.is_some() && [Field::Title, Field::FirstAuthor, Field::Year].into_iter().all(same);
    fits.then(|| count(FieldState::Same) - count(FieldState::Differs))
}

struct FieldPair<'a> {
    text: Printed,
    printed: &'a Item,
    registered: &'a MetadataAnswer,
}

/// A result in the making: both sides as shown.
struct Sides(FieldResult);

impl Sides {
    fn new(field: Field, printed: Option<&str>, registered: Option<&str>) -> Self {
        let shown = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let (printed, registered) = (shown(printed), shown(registered));
        Self(FieldResult { field, result: FieldState::NotCompared, printed, registered, remark: None, slip: false })
    }

    fn into_same(self) -> FieldResult {
        FieldResult { result: FieldState::Same, ..self.0 }
    }

    fn into_same_but(self, remark: impl Into<String>) -> FieldResult {
        FieldResult { result: FieldState::Same, remark: Some(remark.into()), ..self.0 }
    }

    fn into_different(self) -> FieldResult {
        FieldResult { result: FieldState::Differs, ..self.0 }
    }

    fn into_different_by(self, remark: impl Into<String>, slip: bool) -> FieldResult {
        FieldResult { result: FieldState::Differs, remark: Some(remark.into()), slip, ..self.0 }
    }

    fn into_not_compared(self, why: &str) -> FieldResult {
        FieldResult { remark: Some(why.to_owned()), ..self.0 }
    }
}

impl FieldPair<'_> {
    fn compare_titles(&self) -> FieldResult {
        let own = self.printed.title.as_deref().filter(|t| !t.trim().is_empty());
        let all = || self.registered.item.title.iter().chain(&self.registered.other_titles);
        let sides = Sides::new(Field::Title, own, self.registered.item.title.as_deref());
        if all().next().is_none() {
            return sides.into_not_compared("no title is registered");
        }
        let aligned = |title: &String| {
            let wanted = split_title(&strip_fate(title));
            wanted.len() >= 2 && self.text.holds_title(&wanted, |w| split_title(w).concat(), is_about_another)
        };
        if all().any(aligned) {
            return sides.into_same();
        }
        let compared = all().map(|title| {
            let like = || self.text.find_part_like(&split_title(title), |w| split_title(w).concat(), is_about_another);
            own.or_else(like).map_or_else(
                || TitleComparison::Differ("it is not in what is printed".into()),
                |printed| compare_titles(printed, title),
            )
        });
        let rank = |t: &TitleComparison| match t {
            TitleComparison::Same => 0,
            TitleComparison::Subtitle => 1,
            TitleComparison::Numbered(_) => 2,
            TitleComparison::Slip(_) => 3,
            TitleComparison::Near(_) => 4,
            TitleComparison::Differ(_) => 5,
        };
        match compared.min_by_key(rank).unwrap_or(TitleComparison::Same) {
            TitleComparison::Same => sides.into_same(),
            TitleComparison::Subtitle => {
                let longer = |a: &str, b: &str| split_title(a).len() > split_title(b).len();
                let remark = match longer(&sides.0.registered, &sides.0.printed) {
                    true => "the registered subtitle is not printed",
                    false => "the printed subtitle is not registered",
                };
                sides.into_same_but(remark)
            }
            TitleComparison::Numbered(label) => {
                sides.into_same_but(format!("one side has a number before it: “{label}”"))
            }
            TitleComparison::Slip(what) => sides.into_same_but(format!("spelt otherwise: {what}")),
            TitleComparison::Near(what) => sides.into_different_by(what, true),
            TitleComparison::Differ(what) => sides.into_different_by(what, false),
        }
    }

    fn compare_first_authors(&self) -> FieldResult {
        let (own, theirs) = (self.printed.author.first(), self.registered.item.author.first());
        let (shown, registered) = (own.map(Name::short_name), theirs.map(Name::short_name));
        let sides = Sides::new(Field::FirstAuthor, shown.as_deref(), registered.as_deref());
        let Some(theirs) = theirs.filter(|n| !is_corrupt(n)) else {
            return sides.into_not_compared("no author is registered");
        };
        let Some(own) = own.filter(|n| !is_corrupt(n)) else {
            return match self.begins_with(theirs) {
                true => sides.into_same(),
                false => sides.into_not_compared("no author could be read in what is printed"),
            };
        };
        if is_same_author(own, theirs) || self.begins_with(theirs) || self.text.begins_with_name(theirs) {
            return sides.into_same();
        }
        if is_swapped(own, theirs) {
            return sides.into_same_but("family and given name change places");
        }
        if own.family.is_some() != theirs.family.is_some() {
            return sides.into_not_compared("one side names a person, the other a group");
        }
        match self.printed.author.iter().any(|a| is_same_author(a, theirs)) {
            true => sides.into_different_by("printed, but not as the first", true),
            false => sides.into_different(),
        }
    }

    /// Whether the entry begins with this name, after its number.
    fn begins_with(&self, name: &Name) -> bool {
        let wanted = split_name(&name.short_name());
        !wanted.is_empty() && self.text.begins_with(&wanted)
    }

    fn compare_authors(&self) -> FieldResult {
        let (own, theirs) = (&self.printed.author, &self.registered.item.author);
        let shown = |all: &[Name]| all.iter().map(Name::short_name).collect::<Vec<_>>().join(", ");
        let sides = Sides::new(Field::Authors, Some(&shown(own)), Some(&shown(theirs)));
        if own.is_empty() || theirs.is_empty() {
            return sides.into_not_compared("one side names no author");
        }
        if own.iter().chain(theirs).any(is_corrupt) || own.iter().chain(theirs).any(|n| n.family.is_none()) {
            return sides.into_not_compared("a group, or a name that cannot be read, is among them");
        }
        let is_in = |name: &Name, list: &[Name]| list.iter().any(|n| is_same_author(n, name) || is_swapped(n, name));
        let cited = |names: Vec<&Name>| names.into_iter().map(Name::short_name).collect::<Vec<_>>().join(", ");
        // Names in full have no marks of their own, so two may have been read as one: what counts is what stands there.
        let in_full: Vec<&Name> = theirs.iter().filter(|n| self.text.holds_name(n)).collect();
        let of_those = |name: &Name| {
            let known: Vec<String> = in_full.iter().flat_map(|n| list_words(n)).collect();
            list_words(name).iter().all(|word| known.contains(word))
        };
        let added: Vec<&Name> = own.iter().filter(|n| !is_in(n, theirs) && !of_those(n)).collect();
        let missing: Vec<&Name> =
            theirs.iter().filter(|n| !is_in(n, own) && !in_full.iter().any(|full| full == n)).collect();
        if !added.is_empty() {
            return sides.into_different_by(format!("not registered: {}", cited(added)), true);
        }
        let leaves_out = self.printed.et_al || theirs.last().is_some_and(|last| self.text.leaves_out_before(last));
        if !missing.is_empty() && !leaves_out {
            return sides.into_different_by(format!("left out: {}", cited(missing)), true);
        }
        let in_order = in_full.len() == theirs.len()
            || own.iter().zip(theirs).all(|(a, b)| is_same_author(a, b) || is_swapped(a, b));
        match in_order || !missing.is_empty() {
            true => sides.into_same(),
            false => sides.into_same_but("in another order"),
        }
    }

    fn compare_years(&self) -> FieldResult {
        let years = self.registered.years();
        let own = self.printed.year();
        let all = years.iter().map(i16::to_string).collect::<Vec<_>>().join(" or ");
        let sides = Sides::new(Field::Year, own.map(|y| y.to_string()).as_deref(), Some(&all));
        if years.is_empty() {
            return sides.into_not_compared("no year is registered");
        }
        let Some(own) = own else {
            return match years.iter().any(|y| self.text.has_word(&y.to_string())) {
                true => sides.into_same(),
                false => sides.into_not_compared("no year could be read in what is printed"),
            };
        };
        let doi = self.registered.item.doi.as_deref().unwrap_or_default();
        if years.contains(&own) {
            sides.into_same()
        } else if years.iter().any(|y| y.abs_diff(own) == 1) {
            sides.into_same_but("a year apart, as between on line and print")
        } else if doi.split(|c: char| !c.is_ascii_digit()).any(|n| n == own.to_string()) {
            sides.into_same_but("the DOI itself names the printed year")
        } else {
            sides.into_different()
        }
    }

    fn compare_containers(&self) -> FieldResult {
        let own = self.printed.container_title.as_deref();
        let theirs = &self.registered.item;
        let sides = Sides::new(Field::Container, own, theirs.container_title.as_deref());
        let names = || {
            let first = theirs.container_title.iter().chain(&theirs.container_title_short);
            first.chain(&self.registered.other_containers)
        };
        if names().next().is_none() {
            return sides.into_not_compared("no container is registered");
        }
        let shared_issn = match (&self.printed.issn, &theirs.issn) {
            (Some(a), Some(b)) => a.split(", ").any(|issn| b.split(", ").any(|other| issn.eq_ignore_ascii_case(other))),
            _ => false,
        };
        let short = self.printed.container_title_short.as_deref();
        let own_names = || own.into_iter().chain(short);
        let named = || names().any(|name| own_names().any(|own| is_same_container(own, name)));
        let aligned = || names().any(|name| self.text.holds(&tokenise(name), str::to_owned));
        match (shared_issn || named() || aligned(), own) {
            (true, _) => sides.into_same(),
            (false, Some(_)) => sides.into_different(),
            (false, None) => sides.into_not_compared("no container could be read in what is printed"),
        }
    }

    fn compare_volumes(&self) -> FieldResult {
        let (own, theirs) = (self.printed.volume.as_deref(), self.registered.item.volume.as_deref());
        let sides = Sides::new(Field::Volume, own, theirs);
        let issue = self.registered.item.issue.as_deref();
        match (own, theirs) {
            (Some(a), Some(b)) if keep_numbers(a) == keep_numbers(b) => sides.into_same(),
            (Some(a), _)
                if self.printed.issue.is_none() && issue.is_some_and(|i| keep_numbers(i) == keep_numbers(a)) =>
            {
                sides.into_same_but("printed as a volume, registered as an issue")
            }
            (Some(_), Some(_)) => sides.into_different(),
            _ => sides.into_not_compared("one side gives none"),
        }
    }

    fn compare_issues(&self) -> FieldResult {
        let (own, theirs) = (self.printed.issue.as_deref(), self.registered.item.issue.as_deref());
        let sides = Sides::new(Field::Issue, own, theirs);
        match (own, theirs) {
            (Some(a), Some(b)) if keep_numbers(a) == keep_numbers(b) => sides.into_same(),
            (Some(_), Some(_)) => sides.into_different(),
            _ => sides.into_not_compared("one side gives none"),
        }
    }

    fn compare_pages(&self) -> FieldResult {
        let (own, theirs) = (list_places(self.printed), list_places(&self.registered.item));
        let sides = Sides::new(Field::Pages, own.first().copied(), theirs.first().copied());
        match compare_pages(&own, &theirs) {
            Some(PageComparison::Same) => sides.into_same(),
            Some(PageComparison::SameStart) => sides.into_same_but("one side gives the first page alone"),
            Some(PageComparison::Differ) => sides.into_different(),
            Some(PageComparison::Unlike) => {
                sides.into_not_compared("one side gives pages, the other an article number")
            }
            None => sides.into_not_compared("one side gives none"),
        }
    }

    fn compare_dois(&self) -> FieldResult {
        let (own, theirs) = (self.printed.doi.as_deref(), self.registered.item.doi.as_deref());
        let sides = Sides::new(Field::Doi, own, theirs);
        let read = |text: Option<&str>| text.and_then(|t| t.parse::<Doi>().ok());
        match (read(own), read(theirs)) {
            (Some(a), Some(b)) if a == b => sides.into_same(),
            (Some(_), Some(_)) if self.registered.alias_of.is_some() => {
                sides.into_same_but("another name of the registered DOI")
            }
            (Some(a), Some(_)) if a.is_short() => sides.into_not_compared("a short DOI is printed"),
            (Some(_), Some(_)) => sides.into_different(),
            _ => sides.into_not_compared("one side gives none"),
        }
    }
}

/// Pages, then article number.
fn list_places(item: &Item) -> Vec<&str> {
    item.page.iter().chain(&item.number).map(String::as_str).collect()
}

/// A volume or issue as it is compared: `Suppl. 1`, `S1` and `Supplement 1` are one, so are `3–4` and `3-4`, `03` and `3`.
fn keep_numbers(text: &str) -> String {
    let text = fold(text).replace("supplement", "s").replace("suppl", "s");
    let parts =
        text.split(|c: char| !c.is_alphanumeric()).filter(|p| !matches!(*p, "" | "vol" | "volume" | "no" | "issue"));
    let parts: Vec<&str> =
        parts.map(|p| Some(p.trim_start_matches('0')).filter(|t| !t.is_empty()).unwrap_or(p)).collect();
    parts.join("-").replace("s-", "s")
}
