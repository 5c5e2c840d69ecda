//! What happened to a claim, told for people who know no field names: one sentence an event, and none for what only machinery
//! does. The whole log, field by field, is what `history` shows. No event is looked up by itself, since an article has thousands.

use super::ReferenceOverview;
use crate::catalogue::View;
use crate::model::*;
use crate::tasks::Failure;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When, by the clock.
    pub at: jiff::Timestamp,
    /// Who did it, as far as the log was told.
    pub who: String,
    /// What, as a clause without its subject: `gave the verdict “supported”`.
    pub what: String,
}

/// Every event of the rows that belong to an article's claims, oldest first.
pub(super) fn list_events(view: View<'_>, snapshot: &Snapshot) -> Result<Vec<Event>, Failure> {
    let rows = (snapshot.claims.iter().map(|claim| claim.uid))
        .chain(snapshot.occurrences.iter().map(|occurrence| occurrence.uid))
        .chain(snapshot.citations.iter().map(|citation| citation.uid))
        .chain(snapshot.readings.iter().map(|reading| reading.uid))
        .chain(snapshot.reviews.iter().map(|review| review.uid));
    let mut events = view.events_of(&rows.collect::<Vec<_>>())?;
    events.reverse();
    Ok(events)
}

/// What happened to each claim, newest first.
pub(super) fn tell_each(
    events: &[Event],
    snapshot: &Snapshot,
    references: &[ReferenceOverview],
) -> BTreeMap<Uid, Vec<HistoryLine>> {
    let telling = Telling { snapshot, references: references.iter().map(|r| (r.uid, r.number.as_str())).collect() };
    let claims = (snapshot.occurrences.iter().map(|o| (o.uid, o.claim)))
        .chain(snapshot.citations.iter().map(|c| (c.uid, c.claim)))
        .chain(snapshot.readings.iter().filter_map(|r| Some((r.uid, snapshot.citation(r.citation)?.claim))))
        .chain(snapshot.reviews.iter().map(|r| (r.uid, r.claim)));
    let claims: BTreeMap<Uid, Uid> = claims.collect();
    let mut told: BTreeMap<Uid, Vec<HistoryLine>> = BTreeMap::new();
    for event in events.iter().rev() {
        let claim = claims.get(&event.row).copied().unwrap_or(event.row);
        if let Some(what) = telling.tell(event) {
            let who = event.who.clone();
            told.entry(claim).or_default().push(HistoryLine { at: event.at, who, what });
        }
    }
    told
}

struct Telling<'a> {
    snapshot: &'a Snapshot,
    /// The numbers of sources.
    references: BTreeMap<Uid, &'a str>,
}

impl Telling<'_> {
    /// What an event says of its claim; none where it says nothing to people.
    fn tell(&self, event: &Event) -> Option<String> {
        let (before, after) = (read_fields(event.before.as_deref()), read_fields(event.after.as_deref()));
        let what = match (event.entity.as_str(), event.action) {
            ("claim", Action::Add) => tell_new_claim(&after),
            ("claim", Action::Edit) => tell_changed_claim(&before, &after),
            ("occurrence", Action::Edit) => tell_place(&after),
            ("citation", Action::Add) => self.tell_citation(event.row, &after, true),
            ("citation", Action::Edit) => self.tell_citation(event.row, &after, false),
            ("reading", Action::Add) => self.tell_reading(&after),
            ("reading", Action::Edit) if after.contains_key("retired_on") => Some("took back a reading".to_owned()),
            ("review", Action::Add) => self.tell_review(&after),
            (noun, Action::Withdraw) => Some(format!("took back a {}", name_noun(noun))),
            _ => None,
        }?;
        Some(match event.reason.as_deref().filter(|reason| !reason.trim().is_empty()) {
            Some(reason) => format!("{what}, because {reason}"),
            None => what,
        })
    }

    fn tell_citation(&self, row: Uid, after: &Map<String, Value>, is_new: bool) -> Option<String> {
        let citation = self.snapshot.citation(row)?;
        let source = self.name_source(citation.reference);
        match text(after, "state") {
            Some("asserted") if is_new && text(after, "origin") == Some("article") => {
                Some(format!("the article cites {source} for it"))
            }
            Some("asserted") => Some(format!("linked {source}")),
            Some("rejected") => Some(format!("said that it does not rest on {source}")),
            Some(_) => None,
            None => after.contains_key("note").then(|| format!("changed the note on {source}")),
        }
    }

    fn tell_reading(&self, after: &Map<String, Value>) -> Option<String> {
        let citation: Uid = text(after, "citation")?.parse().ok()?;
        let source = self.name_source(self.snapshot.citation(citation)?.reference);
        let reader = self.name_person(text(after, "person"));
        let stance = text(after, "stance").unwrap_or("read");
        Some(format!("recorded that {reader} read {source}: {stance}"))
    }

    fn tell_review(&self, after: &Map<String, Value>) -> Option<String> {
        let verdict = text(after, "verdict")?.replace('-', " ");
        let reviewer = self.name_person(text(after, "person"));
        Some(format!("recorded the verdict of {reviewer}: {verdict}"))
    }

    fn name_source(&self, reference: Uid) -> String {
        self.references.get(&reference).map_or("a source".to_owned(), |number| format!("source {number}"))
    }

    fn name_person(&self, uid: Option<&str>) -> &str {
        uid.and_then(|uid| uid.parse().ok()).map_or("somebody", |uid| self.snapshot.person_name(uid))
    }
}

fn tell_new_claim(after: &Map<String, Value>) -> Option<String> {
    Some(match text(after, "status") {
        Some("proposed") => "the tool proposed it as a claim".to_owned(),
        _ => "put it in".to_owned(),
    })
}

fn tell_changed_claim(before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
    let mut said = Vec::new();
    if let Some(status) = text(after, "status") {
        said.push(match status {
            "accepted" => "accepted it as a claim of the article".to_owned(),
            "dismissed" => "dismissed it".to_owned(),
            "retired" => "retired it".to_owned(),
            _ => "put it back among the proposals".to_owned(),
        });
    }
    if let Some((was, now)) = text(before, "statement").zip(text(after, "statement")) {
        said.push(format!("reworded it from “{was}” to “{now}”"));
    }
    if let Some((was, now)) = text(before, "kind").zip(text(after, "kind")) {
        said.push(format!("changed its kind from {} to {}", was.replace('-', " "), now.replace('-', " ")));
    }
    if text(after, "merged_into").is_some() {
        said.push("merged it into another claim".to_owned());
    }
    (!said.is_empty()).then(|| said.join(" and "))
}

fn tell_place(after: &Map<String, Value>) -> Option<String> {
    Some(
        match text(after, "state")? {
            "changed" => "a new version of the article changed its words",
            "ambiguous" => "after a new version of the article, two places could be meant",
            "orphaned" => "a new version of the article no longer has its words",
            "confirmed" => "confirmed that the new words still make the claim",
            _ => return None,
        }
        .to_owned(),
    )
}

fn name_noun(entity: &str) -> &str {
    match entity {
        "review" => "verdict",
        "occurrence" => "place in the text",
        other => other,
    }
}

fn read_fields(json: Option<&str>) -> Map<String, Value> {
    json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}

fn text<'f>(fields: &'f Map<String, Value>, name: &str) -> Option<&'f str> {
    fields.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_a_claim_are_told_without_field_names() {
        let fields = |json: &str| read_fields(Some(json));
        for (before, after, told) in [
            (r#"{"status":"proposed"}"#, r#"{"status":"accepted"}"#, Some("accepted it as a claim of the article")),
            (
                r#"{"kind":"harm"}"#,
                r#"{"kind":"source-description"}"#,
                Some("changed its kind from harm to source description"),
            ),
            (r#"{"statement":"A."}"#, r#"{"statement":"B."}"#, Some("reworded it from “A.” to “B.”")),
            (r#"{"section":"A"}"#, r#"{"section":"B"}"#, None),
            ("nonsense", "[]", None),
        ] {
            assert_eq!(tell_changed_claim(&fields(before), &fields(after)).as_deref(), told, "{after}");
        }
    }
}
