//! Publishers and their places.

use crate::model::Item;

/// `Philadelphia, Pa: Elsevier Saunders`, `Eastland Press`.
pub(super) fn publisher(text: &str, item: &mut Item) {
    let text = text.trim().trim_end_matches([',', ';', '.']);
    match text.split_once(": ") {
        Some((place, name)) => {
            item.publisher_place = Some(place.trim_matches(['[', ']', ' ']).to_owned());
            item.publisher = Some(name.trim().to_owned());
        }
        None if is_place(text) => item.publisher_place = Some(text.to_owned()),
        None => item.publisher = Some(text.to_owned()),
    }
}

/// Whether what stands for a publisher is no more than where it is: `London; 2020`.
pub(super) fn is_place(text: &str) -> bool {
    const CITIES: [&str; 40] = [
        "Amsterdam",
        "Atlanta",
        "Auckland",
        "Baltimore",
        "Berlin",
        "Bethesda",
        "Boston",
        "Brussels",
        "Cambridge",
        "Canberra",
        "Cardiff",
        "Chicago",
        "Copenhagen",
        "Dublin",
        "Edinburgh",
        "Geneva",
        "Glasgow",
        "Helsinki",
        "Leeds",
        "Lisbon",
        "London",
        "Los Angeles",
        "Madrid",
        "Manchester",
        "Melbourne",
        "Montreal",
        "New York",
        "Oslo",
        "Ottawa",
        "Oxford",
        "Paris",
        "Philadelphia",
        "Rockville",
        "Rome",
        "Stockholm",
        "Sydney",
        "Toronto",
        "Vienna",
        "Washington",
        "Wellington",
    ];
    let city = text.split([',', '(']).next().unwrap_or(text).trim();
    CITIES.contains(&city) && text.split(' ').count() <= 4
}
