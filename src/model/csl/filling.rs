//! An item gets what it lacks from another description of the same work. Nothing that it says is replaced.

use super::{BESIDE_ISSUED, ITEM_FIELDS, Item, ItemField};

/// What may be taken from another description of a work.
#[derive(Debug, Clone, Copy)]
pub struct FillPolicy {
    /// Whether a variable may be filled.
    pub takes: fn(&ItemField) -> bool,
    /// Whether variables that claimbook does not use may be filled as well.
    pub takes_others: bool,
    /// Whether what is there in part may be made whole: a list of authors that is cut short, a date whose season or end is not
    /// given, a value that could not be understood. Page and number tell one place then, and are taken together or not at all.
    pub completes_parts: bool,
}

impl FillPolicy {
    /// Every variable that is missing, each by itself.
    pub const EVERYTHING: Self = Self { takes: |_| true, takes_others: true, completes_parts: false };
}

impl Item {
    /// Takes what is missing here from another description of the work. That a list of authors is cut short goes with the list, and a
    /// season, the end of a range and “circa” go with their date.
    pub fn fill_missing(&mut self, known: &Self, policy: FillPolicy) {
        let had_date = self.issued.is_some();
        let own_date = had_date && !(policy.completes_parts && self.issued == known.issued);
        let has_authors = !self.author.is_empty();
        if policy.completes_parts && (policy.takes)(&ItemField::AUTHOR) {
            self.complete_authors(known);
        }
        let has_place = self.page.is_some() || self.number.is_some();
        for field in ITEM_FIELDS.iter().filter(|field| (policy.takes)(field)) {
            let kept = if policy.completes_parts {
                has_place && [ItemField::PAGE, ItemField::NUMBER].contains(field)
            } else {
                self.other.contains_key(field.name)
            };
            let goes_with_authors = has_authors && *field == ItemField::ET_AL;
            if !kept && !goes_with_authors && field.is_missing(self) {
                field.copy(self, known);
            }
        }
        if !policy.takes_others {
            return;
        }
        for (name, value) in &known.other {
            let is_there = ItemField::find(name).is_some_and(|field| !field.is_missing(self));
            let is_beside = own_date && BESIDE_ISSUED.contains(&name.as_str());
            if !is_there && !is_beside {
                self.other.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }

    /// Takes the list of authors where there is none, or where this one is cut short and begins as the longer one does.
    fn complete_authors(&mut self, known: &Self) {
        let same_first = self.first_author() == known.first_author();
        if self.author.is_empty() || self.et_al && same_first && known.author.len() > self.author.len() {
            (self.author, self.et_al) = (known.author.clone(), known.et_al);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_missing_is_filled_by_the_policy() {
        let whole = FillPolicy { completes_parts: true, ..FillPolicy::EVERYTHING };
        let apart = FillPolicy::EVERYTHING;
        let titles = FillPolicy { takes: |field| *field == ItemField::TITLE, takes_others: false, ..apart };
        let known = json!({"type": "book", "author": [{"family": "Poe"}, {"family": "Vale"}], "title": "Knees",
            "issued": {"date-parts": [[2019]]}, "page": "3", "issued-season": "Spring", "abstract": "Of knees."});
        for (own, policy, expected) in [
            (json!({}), apart, known.clone()),
            (json!({}), titles, json!({"title": "Knees"})),
            (json!({"title": "Elbows"}), titles, json!({"title": "Elbows"})),
            (
                json!({"author": [{"family": "Poe"}], "et-al": true, "issued": {"date-parts": [[2019]]}, "number": "e7"}),
                whole,
                json!({"type": "book", "author": [{"family": "Poe"}, {"family": "Vale"}], "title": "Knees",
                    "issued": {"date-parts": [[2019]]}, "number": "e7", "issued-season": "Spring", "abstract": "Of knees."}),
            ),
            (
                json!({"author": [{"family": "Poe"}], "et-al": true, "issued": {"date-parts": [[2019]]}, "number": "e7"}),
                apart,
                json!({"type": "book", "author": [{"family": "Poe"}], "et-al": true, "title": "Knees",
                    "issued": {"date-parts": [[2019]]}, "page": "3", "number": "e7", "abstract": "Of knees."}),
            ),
            (
                json!({"issued": {"date-parts": [[2020]]}, "title": {"odd": 1}}),
                whole,
                json!({"type": "book", "author": [{"family": "Poe"}, {"family": "Vale"}],
                    "issued": {"date-parts": [[2020]]}, "page": "3", "abstract": "Of knees.", "title": {"odd": 1}}),
            ),
        ] {
            let item = |value: &Value| serde_json::from_value::<Item>(value.clone()).unwrap();
            let mut filled = item(&own);
            filled.fill_missing(&item(&known), policy);
            let understood = filled.title.is_some() && own["title"].is_object();
            assert_eq!(understood, policy.completes_parts && own["title"].is_object(), "{own}");
            assert_eq!(serde_json::to_value(&filled).unwrap(), expected, "{own}");
        }
    }
}
