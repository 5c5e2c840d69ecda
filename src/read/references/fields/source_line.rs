//! The one line in which databases say where and when a work appeared. PubMed's names the journal, the date and the place,
//! `J Fict. 2020 Aug 15-31;12 Suppl 1:S1-S9. doi: 10.5555/a`; Embase's has the year in brackets,
//! `Journal of Fict (2019) 12:3 (112-119). Date of Publication: 1 Mar 2019`.

use super::{ReadDate, read_date_words, set_page};
use crate::model::Item;

/// What such a line says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read::references) struct SourceLine {
    container: String,
    issued: Option<ReadDate>,
    volume: Option<String>,
    issue: Option<String>,
    pages: Option<String>,
}

/// A line longer than this is prose.
const LONGEST: usize = 1_000;

/// What Embase writes before the number of an article that has no pages.
const ARTICLE: &str = "Article Number:";

/// A date at the head of the place is no longer than this.
const LONGEST_DATE: usize = 40;

impl SourceLine {
    /// Reads a line in one of the two forms; none where it is in neither, such as a journal's name alone.
    pub(in crate::read::references) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        read_with_brackets(text).or_else(|| read_with_date(text))
    }

    /// Fills in what an item does not say itself. A date that says more of the same year goes before one that says less.
    pub(in crate::read::references) fn fill(self, item: &mut Item) {
        let fill = |place: &mut Option<String>, from: Option<String>| {
            if place.is_none() {
                *place = from;
            }
        };
        fill(&mut item.container_title, Some(self.container).filter(|name| !name.is_empty()));
        // An issue or pages without the volume that the item has are of another place.
        if item.volume.is_none() || item.volume == self.volume {
            fill(&mut item.issue, self.issue);
        }
        fill(&mut item.volume, self.volume);
        if item.page.is_none()
            && item.number.is_none()
            && let Some(pages) = self.pages
        {
            set_page(item, &pages);
        }
        if let Some(said) = self.issued
            && says_more(&said, item)
        {
            said.set_in(item);
        }
    }
}

/// Whether a date says more than an item's own, of the same year.
fn says_more(said: &ReadDate, item: &Item) -> bool {
    let Some(known) = item.issued_in_full() else { return !item.other.contains_key("issued") };
    let years = [Some(said.issued.from.year()), said.issued.until.map(|until| until.year())];
    let (theirs, ours) = (said.issued.from.parts().len(), known.from.parts().len());
    let spans = said.issued.until.is_some() || said.issued.season.is_some();
    years.contains(&Some(known.from.year()))
        && known.until.is_none()
        && known.season.is_none()
        && (theirs > ours || spans && theirs >= ours && ours < 3)
}

/// `Journal of Fict (2019) 12:3 (112-119). Date of Publication: 1 Mar 2019`.
fn read_with_brackets(text: &str) -> Option<SourceLine> {
    let is_year = |inside: &str| inside.len() == 4 && inside.bytes().all(|b| b.is_ascii_digit());
    let (at, year) = text.match_indices('(').find_map(|(at, _)| {
        let inside = text.get(at + 1..at + 5).filter(|inside| is_year(inside))?;
        text.get(at + 5..)?.starts_with(')').then_some((at, inside))
    })?;
    let container = text.get(..at)?.trim().trim_end_matches(['.', ',']);
    let rest = text.get(at + 6..)?.trim_start();
    // The stop of `SUPPL. 1` ends nothing.
    let stop = rest.match_indices(". ").map(|(at, _)| at);
    let mut stop = stop.filter(|at| !rest.get(..*at).is_some_and(|head| head.to_uppercase().ends_with("SUPPL")));
    let (place, more) = stop.next().and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let (place, pages) = match place.trim_end_matches('.').rsplit_once('(').filter(|_| !place.contains(ARTICLE)) {
        // `12(3)` and `12 (3):112-119` are another form.
        Some((place, pages)) if pages.ends_with(')') => {
            (place.trim(), Some(pages.trim_end_matches(')').trim().to_owned()))
        }
        _ => match place.trim_end_matches('.').split_once(ARTICLE) {
            Some((place, number)) => (place.trim(), Some(number.trim().to_owned())),
            None => (place.trim_end_matches('.').trim(), None),
        },
    };
    let (volume, issue) = place.split_once(':').map_or((place, ""), |(volume, issue)| (volume.trim(), issue.trim()));
    let numbered = |text: &str| text.len() <= 40 && text.contains(|c: char| c.is_alphanumeric());
    let placed = volume.starts_with(|c: char| c.is_ascii_digit()) || pages.is_some() && volume.is_empty();
    let told = |label: &str| {
        let (_, after) = more.split_once(label)?;
        read_date_words(after.split(". ").next()?.trim().trim_end_matches('.'))
    };
    let day = told("Date of Publication:").filter(|day| day.issued.from.year().to_string() == year);
    if container.is_empty() || container.len() > 300 || !placed && day.is_none() {
        return None;
    }
    let some = |text: &str| Some(text.to_owned()).filter(|text| numbered(text));
    let issued = day.or_else(|| read_date_words(year));
    Some(SourceLine { container: container.to_owned(), issued, volume: some(volume), issue: some(issue), pages })
}

/// `J Fict. 2020 Aug 15-31;12 Suppl 1:S1-S9.`
fn read_with_date(text: &str) -> Option<SourceLine> {
    let year_at = |at: usize| {
        let head = text.get(at..at + 4)?;
        let year = head.bytes().all(|b| b.is_ascii_digit()) && head.starts_with(['1', '2']);
        let ends = !text.get(at + 4..)?.starts_with(|c: char| c.is_alphanumeric());
        (year && ends).then_some(at)
    };
    let at = text.match_indices(". ").find_map(|(stop, _)| year_at(stop + 2))?;
    let container = text.get(..at)?.trim_end_matches([' ', '.']);
    let rest = text.get(at..)?;
    let mut ends =
        rest.char_indices().take_while(|(at, _)| *at <= LONGEST_DATE).filter(|(_, c)| matches!(c, ';' | ':'));
    let (date, place, volumed) = match ends.next() {
        Some((end, sign)) => (rest.get(..end)?, rest.get(end + 1..)?, sign == ';'),
        None => (rest.split(". ").next()?.trim_end_matches('.'), "", false),
    };
    // `2020 Aug 15. doi: …` has no place: what stands before the colon is no date alone.
    let (date, place) = match date.split_once(". ").filter(|_| !volumed) {
        Some((date, _)) => (date, ""),
        None => (date, place),
    };
    // `Proc. 2019 Meeting on Knees` is a name alone.
    let issued = read_date_words(date.trim()).filter(|said| said.whole || volumed)?;
    let place = place.split(". ").next()?.trim().trim_end_matches('.');
    let place = place.split(" doi:").next()?.trim();
    let (numbers, pages) = match volumed {
        true => place.split_once(':').map_or((place, ""), |(numbers, pages)| (numbers.trim(), pages.trim())),
        false => ("", place),
    };
    let (volume, issue) = match numbers.split_once('(').and_then(|(v, i)| Some((v.trim(), i.trim().strip_suffix(')')?)))
    {
        Some((volume, issue)) => (volume, issue),
        None => (numbers, ""),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty() && text.len() <= 60);
    Some(SourceLine {
        container: container.to_owned(),
        issued: Some(issued),
        volume: some(volume),
        issue: some(issue),
        pages: some(pages.trim_end_matches(';')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_pubmed_and_embase() {
        for (text, container, issued, place) in [
            ("Ann Pretend. 2019 May 6;12(4):120-129. doi: 10.5555/a.", "Ann Pretend", "2019-05-06", "12|4|120-129"),
            (
                "Ann Pretend. 2021 Feb 1-14;7 Suppl 2:S10-S19.",
                "Ann Pretend",
                "2021-02-01/2021-02-14",
                "7|Suppl 2|S10-S19",
            ),
            ("Ann Pretend. 2003 Dec-2004 Jan;31(6):1-9.", "Ann Pretend", "2003-12/2004-01", "31|6|1-9"),
            ("Ann Pretend. 2018 Sep-Oct;5(5):77-80", "Ann Pretend", "2018-09/2018-10", "5|5|77-80"),
            ("Ann Pretend. 2017 Summer;44(2):e12. doi: 10.5555/b", "Ann Pretend", "2017 Summer", "44|2|e12"),
            ("Ann Pretend. 2016;(3):CD001234.", "Ann Pretend", "2016", "|3|CD001234"),
            ("Ann Pretend. 2015 Jun;9(Suppl 1):S3. Epub 2015 May 2.", "Ann Pretend", "2015-06", "9|Suppl 1|S3"),
            (
                "Ann Pretend. 2022 Mar 3:1-12. doi: 10.5555/c. Online ahead of print.",
                "Ann Pretend",
                "2022-03-03",
                "||1-12",
            ),
            ("Ann Pretend. 2022 Mar 3. doi: 10.5555/c. Online ahead of print.", "Ann Pretend", "2022-03-03", "||"),
            ("Ann Pretend (Old Town). 2014 Apr;2:5-6.", "Ann Pretend (Old Town)", "2014-04", "2||5-6"),
            (
                "Annals of Pretence (2018) 9:2 (33-41). Date of Publication: 1 Jun 2018",
                "Annals of Pretence",
                "2018-06-01",
                "9|2|33-41",
            ),
            (
                "Annals of Pretence (2018) 9 SUPPL. 1 (S33). Date of Publication: June 2018",
                "Annals of Pretence",
                "2018-06",
                "9|SUPPL. 1|S33",
            ),
            ("Annals of Pretence (Old Town) (2018) 9 (33-41)", "Annals of Pretence (Old Town)", "2018", "9||33-41"),
            (
                "Annals of Pretence (2018) 9:2 Article Number: 77. Date of Publication: 2018",
                "Annals of Pretence",
                "2018",
                "9|2|77",
            ),
        ] {
            let mut item = Item::default();
            SourceLine::read(text).unwrap_or_else(|| panic!("{text}")).fill(&mut item);
            super::super::tidy_place(&mut item);
            let when = item.issued_in_full().map(|issued| {
                let until = issued.until.map(|until| format!("/{until}")).unwrap_or_default();
                let season = issued.season.map(|season| format!(" {season}")).unwrap_or_default();
                format!("{}{until}{season}", issued.from)
            });
            let part = |part: Option<String>| part.unwrap_or_default();
            let told = [part(item.volume), part(item.issue), part(item.page.or(item.number))].join("|");
            assert_eq!(item.container_title.as_deref(), Some(container), "{text}");
            assert_eq!((when.as_deref(), told.as_str()), (Some(issued), place), "{text}");
        }
        for text in [
            "Annals of Pretence",
            "J. Fict.",
            "PLoS ONE (Online)",
            "",
            "Scopus",
            "Proc. 2019 Meeting on Pretence",
            "Pretence Conference (2019)",
        ] {
            assert_eq!(SourceLine::read(text), None, "{text}");
        }
    }
}
