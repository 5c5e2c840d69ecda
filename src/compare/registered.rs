//! A printed reference made whole by what is registered: the registered value where the two were compared and agree, the
//! printed one where they differ, and what only one side gives.

use super::metadata::{compare_metadata, names_another_work};
use crate::model::{
    CslDate, Field, FieldResult, FieldState, FillPolicy, Item, ItemField, MetadataAnswer, PartialDate, Published, Way,
};

/// A reference and its registered record, joined.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedReference {
    /// The joined metadata.
    pub item: Item,
    /// What was compared.
    pub results: Vec<FieldResult>,
    /// The record is another work's, and nothing of it was taken.
    pub another_work: bool,
}

impl MergedReference {
    /// The fields in which print and registry differ.
    pub fn differing_fields(&self) -> impl Iterator<Item = &FieldResult> {
        self.results.iter().filter(|r| r.result == FieldState::Differs)
    }
}

/// What a registered record lends: what is not compared, and nothing that is the reference's own.
const BESIDE_COMPARED: FillPolicy = FillPolicy {
    takes: |field| {
        use ItemField as F;
        let of_the_work = [F::EDITOR, F::PUBLISHER, F::PUBLISHER_PLACE, F::EDITION, F::GENRE, F::LANGUAGE];
        of_the_work.contains(field) || [F::PMID, F::PMCID, F::ISBN, F::ISSN].contains(field)
    },
    takes_others: false,
    completes_parts: true,
};

/// Joins a reference with its registered record. What only the registry gives is taken where the title or the first author
/// agrees: then the record is this work's.
pub fn merge_registered(printed: &str, reference: &Item, registered: &MetadataAnswer) -> MergedReference {
    let results = compare_metadata(printed, reference, registered);
    let another_work = names_another_work(&results);
    let same = |field: Field| results.iter().any(|r| r.field == field && r.result == FieldState::Same);
    let differs = |field: Field| results.iter().any(|r| r.field == field && r.result == FieldState::Differs);
    let mut item = reference.clone();
    if another_work || !(same(Field::Title) || same(Field::FirstAuthor)) {
        return MergedReference { item, results, another_work };
    }
    let theirs = &registered.item;
    if !differs(Field::Title) {
        item.title = choose_title(reference.title.as_deref(), theirs.title.as_deref());
    }
    let named = same(Field::Authors) || item.author.is_empty() || item.et_al && same(Field::FirstAuthor);
    if !theirs.author.is_empty() && named && !differs(Field::Authors) {
        (item.author, item.et_al) = (theirs.author.clone(), theirs.et_al);
    }
    if !differs(Field::Year) {
        item.issued = choose_issued(reference.issued, registered).or(item.issued);
    }
    if !differs(Field::Container) && theirs.container_title.is_some() {
        item.container_title.clone_from(&theirs.container_title);
        item.container_title_short = theirs.container_title_short.clone().or(item.container_title_short);
    }
    take(&mut item.volume, &theirs.volume, differs(Field::Volume));
    take(&mut item.issue, &theirs.issue, differs(Field::Issue));
    if !differs(Field::Pages) && (theirs.page.is_some() || theirs.number.is_some()) {
        let longer =
            |a: &Option<String>, b: &Option<String>| a.as_ref().map(String::len) >= b.as_ref().map(String::len);
        if longer(&theirs.page, &item.page) {
            (item.page, item.number) = (theirs.page.clone(), theirs.number.clone());
        }
    }
    take(&mut item.doi, &theirs.doi, differs(Field::Doi));
    if !theirs.kind.is_empty() {
        item.kind.clone_from(&theirs.kind);
    }
    item.fill_missing(theirs, BESIDE_COMPARED);
    MergedReference { item, results, another_work }
}

fn take(own: &mut Option<String>, registered: &Option<String>, differs: bool) {
    if registered.is_some() && !differs {
        own.clone_from(registered);
    }
}

/// The registered title, unless it is set in headline capitals and the printed one is not: then the printed one is nearer
/// to how styles set titles, as long as it is as long.
fn choose_title(printed: Option<&str>, registered: Option<&str>) -> Option<String> {
    let (Some(printed), Some(registered)) = (printed, registered) else {
        return registered.or(printed).map(str::to_owned);
    };
    let words = |title: &str| title.split_whitespace().count();
    let kept = is_headline(registered) && !is_headline(printed) && words(printed) >= words(registered);
    Some(if kept { printed } else { registered }.to_owned())
}

/// Whether most longer words of a title, the first apart, begin with a capital.
pub fn is_headline(title: &str) -> bool {
    let long = title.split_whitespace().skip(1).filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let long: Vec<&str> = long.collect();
    let capital = |word: &&&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    long.len() >= 2 && long.iter().filter(capital).count() * 4 >= long.len() * 3
}

/// The registered date of the printed year, in print before on line; without a printed year, the date in print.
fn choose_issued(printed: Option<CslDate>, registered: &MetadataAnswer) -> Option<CslDate> {
    const ORDER: [Way; 5] = [Way::Print, Way::Issued, Way::Online, Way::Posted, Way::Other];
    let of = |way: Way| registered.dates.iter().filter(move |d: &&Published| d.way == way).map(|d| d.on);
    let all = || ORDER.into_iter().flat_map(of).chain(registered.item.issued.map(|d| d.0));
    let chosen: Option<PartialDate> = match printed {
        None => all().next(),
        Some(own) => all().find(|d| d.year() == own.0.year()),
    };
    chosen.map(CslDate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(value: serde_json::Value) -> Item {
        serde_json::from_value(value).unwrap()
    }

    fn record(value: serde_json::Value) -> MetadataAnswer {
        MetadataAnswer { item: item(value), ..MetadataAnswer::default() }
    }

    #[test]
    fn what_agrees_is_the_registrys_and_what_differs_is_printed() {
        let printed = item(json!({"title": "Walking and back pain", "author": [{"family": "Abara", "given": "IT"}],
            "et-al": true, "container-title": "Eur J Pain", "issued": {"date-parts": [[2021]]}, "volume": "24", "page": "835"}));
        let registered = record(json!({"type": "article-journal", "title": "Walking and Back Pain",
            "author": [{"family": "Abara", "given": "Ike T"}, {"family": "Brandt", "given": "Mara"}],
            "container-title": "European Journal of Pain", "issued": {"date-parts": [[2021, 3, 14]]}, "volume": "25",
            "issue": "4", "page": "835-842", "DOI": "10.5555/x"}));
        let joined =
            merge_registered("Abara IT, et al. Walking and back pain. Eur J Pain. 2021;24:835.", &printed, &registered);
        let i = &joined.item;
        assert_eq!(i.author.len(), 2);
        assert!(!i.et_al);
        assert_eq!(i.title.as_deref(), Some("Walking and back pain"), "headline capitals are not taken over");
        assert_eq!(i.container_title.as_deref(), Some("European Journal of Pain"));
        assert_eq!((i.volume.as_deref(), i.issue.as_deref()), (Some("24"), Some("4")));
        assert_eq!((i.page.as_deref(), i.doi.as_deref()), (Some("835-842"), Some("10.5555/x")));
        assert_eq!(i.issued.unwrap().0.to_string(), "2021-03-14");
        let differing: Vec<Field> = joined.differing_fields().map(|r| r.field).collect();
        assert_eq!(differing, [Field::Volume]);
    }

    #[test]
    fn nothing_is_taken_from_another_work() {
        let printed = item(json!({"title": "Walking and back pain", "author": [{"family": "Abara"}], "volume": "25"}));
        let registered = record(json!({"title": "Sleep in shift workers of three hospitals", "issue": "4",
            "author": [{"family": "Webb"}]}));
        let joined = merge_registered("Abara. Walking and back pain. 25.", &printed, &registered);
        assert!(joined.another_work);
        assert_eq!(joined.item, printed);
    }

    #[test]
    fn headlines_are_known() {
        for (title, expected) in [
            ("Walking and Low Back Pain in Adults", true),
            ("Walking and low back pain in adults", false),
            ("The PRISMA statement for reporting reviews", false),
            ("Pain", false),
        ] {
            assert_eq!(is_headline(title), expected, "{title}");
        }
    }
}
