//! The parts of a line, each with a label of its own: people, dates, properties.

use super::dates::{split_date, split_leading_date};
use super::labels::{Label, LeadToPeople, find_label, speaks_of_next};
use super::people::read_people;
use crate::model::{PartialDate, Role};
use crate::read::article::PrintedPerson;

/// What a part of a line says.
#[derive(Debug, Clone, Default)]
pub(super) struct BylinePart {
    pub(super) role: Option<Role>,
    pub(super) people: Vec<PrintedPerson>,
    pub(super) updated_on: Option<PartialDate>,
    pub(super) reviewed_on: Option<PartialDate>,
    pub(super) published_on: Option<PartialDate>,
    /// The day of a review that may be the last or the next.
    pub(super) review_on: Option<PartialDate>,
}

/// What a part with a label says; none where it is a sentence.
pub(super) fn read_part(text: &str, ended: bool) -> Option<BylinePart> {
    let found = find_label(text)?;
    match found.label {
        Label::People(role) => {
            let (names, date) = split_date(found.rest);
            let people = read_people(names, role);
            let words = names.split_whitespace().count();
            // Names may stand on the next line, or be those of a group: "Reviewed by the medical team".
            // "Por qué duele" is a heading.
            let may_head = found.ends_with_by() && found.lead != LeadToPeople::ForeignBy;
            let is_free = people.is_empty() && !ended && may_head && words <= 8;
            let header = is_free && (date.is_some() || !is_sentence(names));
            let bare = found.rest.is_empty() && (found.colon || !found.is_bare());
            let named = !people.is_empty() && (found.colon || found.ends_with_by());
            let dated = people.is_empty() && date.is_some() && found.ends_with_by() && !found.is_bare() && words <= 8;
            let is_to_come = found.lead == LeadToPeople::ToDoBy && people.is_empty();
            let reviewed_on = date.filter(|_| role == Role::Reviewer && !is_to_come);
            (named || header || dated || bare && !found.ends_with_by()).then_some(BylinePart {
                role: Some(role),
                people,
                reviewed_on,
                ..BylinePart::default()
            })
        }
        Label::Reviewed => {
            if let Some(names) = found.rest.strip_prefix("by ") {
                let (names, date) = split_date(names);
                let people = read_people(names, Role::Reviewer);
                let role = Some(Role::Reviewer);
                return (!people.is_empty()).then_some(BylinePart {
                    role,
                    people,
                    reviewed_on: date,
                    ..BylinePart::default()
                });
            }
            let (date, rest) = split_leading_date(found.rest)?;
            let named = rest.trim_start_matches([',', ' ']).strip_prefix("by ");
            let people = named.map(|names| read_people(names, Role::Reviewer)).unwrap_or_default();
            let role = (!people.is_empty()).then_some(Role::Reviewer);
            let fits = rest.split_whitespace().count() <= 4 || role.is_some() || speaks_of_next(rest);
            fits.then_some(BylinePart { role, people, reviewed_on: Some(date), ..BylinePart::default() })
        }
        Label::Property | Label::Creator => Some(BylinePart::default()),
        Label::Updated | Label::Published | Label::Review | Label::Next => {
            let (date, rest) = split_leading_date(found.rest)?;
            let of = |label: Label| Some(date).filter(|_| found.label == label);
            let (updated_on, published_on, review_on) = (of(Label::Updated), of(Label::Published), of(Label::Review));
            let named = rest.trim_start_matches([',', ' ']).strip_prefix("by ");
            let people = named.map(|names| read_people(names, Role::Editor)).unwrap_or_default();
            let fits = !people.is_empty() || rest.split_whitespace().count() <= 4;
            // "Data: 2019 survey of adults"
            let fits = fits && (date.month().is_some() || rest.trim().is_empty() || found.label != Label::Published);
            fits.then_some(BylinePart { people, updated_on, published_on, review_on, ..BylinePart::default() })
        }
    }
}

/// A part without a label: the date of the review, or more people with the same part in the article.
pub(super) fn read_continuation(text: &str, role: Option<Role>) -> Option<BylinePart> {
    let role = role?;
    let (names, date) = split_date(text);
    let reviewed_on = date.filter(|_| role == Role::Reviewer);
    let people = read_people(names, role);
    let said = !people.is_empty() || names.is_empty() && reviewed_on.is_some();
    said.then_some(BylinePart { role: Some(role), people, reviewed_on, ..BylinePart::default() })
}

/// "By walking more you can ease the pain" names nobody.
fn is_sentence(names: &str) -> bool {
    names.split_whitespace().count() > 3 && !names.contains(char::is_uppercase)
}
