//! Setting entries: the processor is asked for each entry by itself where the style permits, on as many threads as there
//! are cores, for its own time grows faster than the list. Whatever it does with an entry, the others are set.

use super::dates::CitedDate;
use super::marks::is_mark;
use super::runs::{Insert, StyledRun, end_runs, make_runs};
use super::{CitedWork, Marker, StyleSheet, item, order};
use crate::model::Name;
use crate::parallel;
use hayagriva::citationberg::json;
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChildren};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// An entry of a list, set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListLine {
    /// Its place among what was to be cited.
    pub at: usize,
    /// Its number, where the style numbers.
    pub number: Option<usize>,
    /// Its text.
    pub runs: Vec<StyledRun>,
    /// The style could not set it, and it is shown as printed.
    pub as_printed: bool,
}

/// The list of what is cited, in the order that the style wants: a numbering style leaves it as it is.
pub fn set_list(sheet: &StyleSheet, cited: &[CitedWork]) -> Vec<ListLine> {
    let items = list_items(sheet, cited);
    if sheet.together
        && let Some(lines) = run_quietly(|| make_whole_list(sheet, cited, &items))
    {
        return lines;
    }
    let by_author = sheet.manner.marker == Marker::AuthorDate;
    let (places, suffixes) = match by_author {
        true => (order::order_alphabetically(cited), order::list_suffixes(cited)),
        false => ((0..cited.len()).collect(), BTreeMap::new()),
    };
    let lines = parallel::map(places.into_iter().enumerate().collect(), |(nth, at)| {
        let (cited, item) = (cited.get(at)?, items.get(at)?);
        let set = run_quietly(|| press_alone(sheet, item, nth)).flatten();
        let date = CitedDate::from_item(&cited.item, sheet.manner);
        let insert = Insert { suffix: suffixes.get(&at).map(String::as_str), date: date.as_ref() };
        let set = set.map(|children| make_runs(&children, insert, sheet.manner));
        let number = sheet.is_numbered().then_some(nth + 1);
        Some(make_line(sheet, cited, at, number, set))
    });
    lines.into_iter().flatten().collect()
}

/// A line, as printed where the style could not set it.
fn make_line(
    sheet: &StyleSheet,
    cited: &CitedWork,
    at: usize,
    number: Option<usize>,
    set: Option<Vec<StyledRun>>,
) -> ListLine {
    let titled = cited.item.title.as_deref().is_some_and(|t| !t.trim().is_empty());
    match set.filter(|runs| titled && runs.iter().any(|run| !run.text.trim().is_empty())) {
        Some(runs) => ListLine { at, number, runs: end_runs(runs, sheet.manner), as_printed: false },
        None => {
            let text = [&cited.printed, &cited.address].into_iter().find(|t| !t.trim().is_empty());
            let text = text.map(|t| t.chars().filter(|c| !is_mark(*c)).collect()).unwrap_or_default();
            ListLine { at, number, runs: vec![StyledRun { text, ..StyledRun::default() }], as_printed: true }
        }
    }
}

fn list_items(sheet: &StyleSheet, cited: &[CitedWork]) -> Vec<json::Item> {
    parallel::map(cited.iter().enumerate().collect(), |(at, cited)| item::prepare(cited, at, sheet.manner))
}

/// One entry, by itself.
fn press_alone(sheet: &StyleSheet, item: &json::Item, nth: usize) -> Option<ElemChildren> {
    let mut driver = BibliographyDriver::new().with_citation_number_offset(nth);
    let (style, locale) = (&sheet.list_style, Some(sheet.locale.clone()));
    let item = vec![CitationItem::with_entry(item)];
    driver.citation(CitationRequest::new(item, style, locale.clone(), &sheet.locales, None));
    let set = driver.finish(BibliographyRequest::new(style, locale, &sheet.locales)).bibliography?;
    set.items.into_iter().next().map(with_first_field)
}

/// The whole list at once, for a style that looks at it as a whole.
fn make_whole_list(sheet: &StyleSheet, cited: &[CitedWork], items: &[json::Item]) -> Vec<ListLine> {
    let mut driver = BibliographyDriver::new();
    items.iter().for_each(|item| driver.citation(build_request(sheet, [item])));
    let set = driver.finish(build_listing_request(sheet)).bibliography.map(|b| b.items).unwrap_or_default();
    // The style may have sorted, so entries are known by their key.
    let lines = set.into_iter().filter_map(|set| {
        let at: usize = set.key.parse().ok()?;
        let cited = cited.get(at)?;
        let date = CitedDate::from_item(&cited.item, sheet.manner);
        let insert = Insert { suffix: None, date: date.as_ref() };
        let set = make_runs(&with_first_field(set), insert, sheet.manner);
        Some(make_line(sheet, cited, at, None, Some(set)))
    });
    lines.collect()
}

/// A number that the style sets apart stands before the entry.
fn with_first_field(item: hayagriva::BibliographyItem) -> ElemChildren {
    match item.first_field {
        None => item.content,
        Some(first) => {
            let space = hayagriva::Formatted { text: " ".to_owned(), formatting: hayagriva::Formatting::default() };
            let mut all = vec![first, space.into()];
            all.extend(item.content.0);
            ElemChildren(all)
        }
    }
}

fn build_request<'s>(
    sheet: &'s StyleSheet,
    items: impl IntoIterator<Item = &'s json::Item>,
) -> CitationRequest<'s, json::Item> {
    let items = items.into_iter().map(CitationItem::with_entry).collect();
    CitationRequest::new(items, &sheet.style, Some(sheet.locale.clone()), &sheet.locales, None)
}

fn build_listing_request(sheet: &StyleSheet) -> BibliographyRequest<'_> {
    BibliographyRequest::new(&sheet.style, Some(sheet.locale.clone()), &sheet.locales)
}

/// How the text refers to entries of the list: one form for each group of places, none where the style has none.
pub fn set_in_text(sheet: &StyleSheet, cited: &[CitedWork], groups: &[Vec<usize>]) -> Vec<Option<Vec<StyledRun>>> {
    match sheet.manner.marker {
        Marker::Raised | Marker::Parentheses => groups.iter().map(|group| render_numbers(sheet, group)).collect(),
        Marker::AuthorDate => press_by_author(sheet, cited, groups),
        Marker::AsFiled => {
            let items = list_items(sheet, cited);
            run_quietly(|| as_filed(sheet, &items, groups)).unwrap_or_else(|| vec![None; groups.len()])
        }
    }
}

/// `1,3-5`: raised, or in parentheses.
fn render_numbers(sheet: &StyleSheet, group: &[usize]) -> Option<Vec<StyledRun>> {
    let mut sorted: Vec<usize> = group.iter().map(|at| at + 1).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for n in sorted {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => parts.push((n, n)),
        }
    }
    let shown = parts.iter().map(|(from, to)| match to - from {
        0 => from.to_string(),
        1 => format!("{from},{to}"),
        _ => format!("{from}-{to}"),
    });
    let text = shown.collect::<Vec<_>>().join(",");
    let run = match sheet.manner.marker {
        Marker::Raised => StyledRun { text, script: super::ScriptPosition::Sup, ..StyledRun::default() },
        _ => StyledRun { text: format!("({text})"), ..StyledRun::default() },
    };
    (!group.is_empty()).then(|| vec![run])
}

/// Author and date, entries of one group in alphabetical order.
fn press_by_author(sheet: &StyleSheet, cited: &[CitedWork], groups: &[Vec<usize>]) -> Vec<Option<Vec<StyledRun>>> {
    let suffixes = order::list_suffixes(cited);
    let least = sheet.style.citation.name_options.et_al_min.unwrap_or(u32::MAX);
    let shown = order::count_distinguishing(cited, usize::try_from(least).unwrap_or(usize::MAX));
    let mut rank = vec![0; cited.len()];
    for (nth, at) in order::order_alphabetically(cited).into_iter().enumerate() {
        if let Some(rank) = rank.get_mut(at) {
            *rank = nth;
        }
    }
    let form = |group: &Vec<usize>| {
        let mut group = group.clone();
        group.sort_by_key(|at| rank.get(*at).copied());
        let mut out: Vec<StyledRun> = Vec::new();
        for (nth, at) in group.iter().enumerate() {
            let cited = cited.get(*at)?;
            let set = run_quietly(|| render_one(sheet, cited, shown.get(at).copied()))?;
            let date = CitedDate::from_item(&cited.item, sheet.manner);
            let insert = Insert { suffix: suffixes.get(at).map(String::as_str), date: date.as_ref() };
            let mut set = make_runs(&set, insert, sheet.manner);
            // One pair of parentheses holds them all.
            if nth > 0 {
                strip_first(&mut set, '(');
                strip_last(&mut out, ')');
                out.push(StyledRun { text: "; ".to_owned(), ..StyledRun::default() });
            }
            out.extend(set);
        }
        (!out.is_empty()).then_some(out)
    };
    groups.iter().map(form).collect()
}

/// The form of one entry; with `shown`, so many of its names.
fn render_one(sheet: &StyleSheet, cited: &CitedWork, shown: Option<usize>) -> ElemChildren {
    let mut style = None;
    let mut cited = cited.clone();
    if let Some(shown) = shown {
        let more = cited.item.author.len() > shown;
        cited.item.author.truncate(shown);
        if more {
            cited.item.author.push(Name::group("et al."));
        }
        let mut longer = sheet.style.clone();
        longer.citation.name_options.et_al_min = None;
        style = Some(longer);
    } else if cited.item.et_al {
        // The rest is not named, so that the list is long enough to be cut.
        let unnamed = std::iter::repeat_with(|| Name::group("–")).take(4);
        cited.item.author.extend(unnamed);
        cited.item.et_al = false;
    }
    let item = item::prepare(&cited, 0, sheet.manner);
    let style = style.as_ref().unwrap_or(&sheet.style);
    let items = vec![CitationItem::with_entry(&item)];
    let request = CitationRequest::new(items, style, Some(sheet.locale.clone()), &sheet.locales, None);
    let mut driver = BibliographyDriver::new();
    driver.citation(request);
    let set = driver.finish(BibliographyRequest::new(style, Some(sheet.locale.clone()), &sheet.locales));
    set.citations.into_iter().next().map(|c| c.citation).unwrap_or_default()
}

fn strip_first(runs: &mut [StyledRun], c: char) {
    if let Some(run) = runs.first_mut() {
        run.text = run.text.strip_prefix(c).unwrap_or(&run.text).to_owned();
    }
}

fn strip_last(runs: &mut [StyledRun], c: char) {
    if let Some(run) = runs.last_mut() {
        run.text = run.text.strip_suffix(c).unwrap_or(&run.text).to_owned();
    }
}

/// As the style file says: every entry is cited once first, which gives the numbers of the list.
fn as_filed(sheet: &StyleSheet, items: &[json::Item], groups: &[Vec<usize>]) -> Vec<Option<Vec<StyledRun>>> {
    let mut driver = BibliographyDriver::new();
    items.iter().for_each(|item| driver.citation(build_request(sheet, [item])));
    for group in groups {
        driver.citation(build_request(sheet, group.iter().filter_map(|at| items.get(*at))));
    }
    let set = driver.finish(build_listing_request(sheet)).citations;
    let forms =
        set.into_iter().skip(items.len()).map(|c| Some(make_runs(&c.citation, Insert::default(), sheet.manner)));
    forms.map(|form| form.filter(|runs| !runs.is_empty())).collect()
}

/// Runs the processor, which panics on some items; then there is no answer, and nothing is said on stderr.
pub(super) fn run_quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    use std::cell::Cell;
    use std::sync::Once;
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                usual(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    let done = catch_unwind(AssertUnwindSafe(run));
    QUIET.set(before);
    done.ok()
}
