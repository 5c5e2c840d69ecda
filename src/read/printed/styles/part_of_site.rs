//! Parts of sites as NLM prints them, the site with its publisher first: `MedlinePlus [Internet]. Bethesda (MD): National
//! Library of Medicine (US); [updated 2021 Jun 24]. Carpal tunnel syndrome`.

use super::Style;
use crate::read::printed::dates::find_dates;
use crate::read::printed::draft::Draft;
use crate::read::printed::entry::Entry;
use crate::read::printed::organisations::is_organisation;
use crate::read::printed::publishers::read_publisher;
use crate::read::printed::title::read_title;

pub(super) const STYLE: Style = Style {
    name: "a part of a site (NLM)",
    examples: &[(
        "ElbowPlus [Internet]. Sable (NY): Library of Medicine (US); 2017 Jun 24. Elbow pain. Available from: https://elbowplus.example/pain",
        &[("author", "ElbowPlus"), ("title", "Elbow pain"), ("publisher", "Library of Medicine (US)")],
    )],
    propose,
};

fn propose<'e>(entry: &Entry<'e>) -> Vec<Draft<'e>> {
    let parts: Vec<&str> = entry.sentences.iter().map(|sentence| sentence.text).collect();
    let (site, published, part) = match parts.as_slice() {
        [site, published] => match published.split_once("; ") {
            Some((published, part)) => (*site, published, part),
            None => return Vec::new(),
        },
        [site, published, .., part] => (*site, *published, *part),
        _ => return Vec::new(),
    };
    let placed = published.split_once(": ").filter(|(place, _)| place.split(' ').count() <= 4);
    let Some((_, name)) = placed.filter(|_| site.split(' ').count() <= 6 && entry.known.url.is_some()) else {
        return Vec::new();
    };
    let name = name.split(';').next().unwrap_or(name);
    let titled = !find_dates(part).iter().any(|d| d.start == 0) && part.contains(char::is_alphabetic);
    if !titled || !is_organisation(name.split(" (").next().unwrap_or(name)) {
        return Vec::new();
    }
    let draft = entry.draft().with_group(site).with_date_within(part).with_date_within(published);
    let draft = draft.with_publisher(read_publisher(published.split(';').next().unwrap_or(published)));
    // "Identifier NCT01234567, Title; 2019 Aug 6"
    let title = part.strip_prefix("Identifier").and_then(|p| Some(p.split_once(", ")?.1)).unwrap_or(part);
    let title =
        title.rsplit_once("; ").filter(|(_, d)| find_dates(d).iter().any(|d| d.start == 0)).map_or(title, |(t, _)| t);
    vec![draft.with_title(read_title(title))]
}
