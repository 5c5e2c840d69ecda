//! What happened to claims, told for people who know no field names: one sentence an event, and none for what only machinery
//! does. [`Names::sentence`] tells the same rows of the same log for whoever works with it: by its addresses and fields, and each
//! with the event that `undo` takes back. The two share which rows tell of a claim, what was withdrawn, and what people are
//! called; they do not share sentences, since a reader of a page has neither the addresses nor the fields. No event is looked up
//! by itself here, since an article has thousands.

use super::Names;
use crate::catalogue::View;
use crate::model::*;
use crate::tasks::Failure;
use crate::tasks::withdrawn::with_withdrawn;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

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

/// What happened to each of these claims, newest first. `numbers` are those of the sources that the reader sees.
pub fn describe_claims(
    view: View<'_>,
    claims: &[Uid],
    numbers: &BTreeMap<Uid, &str>,
) -> Result<BTreeMap<Uid, Vec<HistoryLine>>, Failure> {
    let standing = view.rows_of_claims(claims)?;
    let mut owners: BTreeMap<Uid, Uid> = standing.iter().copied().collect();
    let rows = with_withdrawn(view, standing.into_iter().map(|(row, _)| row).collect())?;
    let withdrawn = rows.iter().copied().filter(|row| !owners.contains_key(row)).collect();
    let events: Vec<ReadEvent> = view.events_of(&rows)?.into_iter().map(ReadEvent::new).collect();
    let references = events.iter().filter_map(|event| Some((event.event.row, event.read_row("reference")?))).collect();
    // What was withdrawn is no row of the claim any more; what was written of it names the claim, or the citation of it. A
    // citation was written before its readings, and stands behind them here.
    for event in events.iter().rev() {
        let owner = event.read_row("claim").or_else(|| event.read_row("citation"));
        let claim = owner.map(|of| owners.get(&of).copied().unwrap_or(of));
        if let (Some(claim), false) = (claim, owners.contains_key(&event.event.row)) {
            owners.insert(event.event.row, claim);
        }
    }
    let mut telling = HistoryWriter { names: Names::new(view), withdrawn, references, numbers };
    let mut told: BTreeMap<Uid, Vec<HistoryLine>> = BTreeMap::new();
    for event in &events {
        let Some(claim) = owners.get(&event.event.row) else { continue };
        if let Some(what) = telling.describe_event(event)? {
            let (at, who) = (event.event.at, event.event.who.clone());
            told.entry(*claim).or_default().push(HistoryLine { at, who, what });
        }
    }
    Ok(told)
}

/// An event with its fields.
struct ReadEvent {
    event: Event,
    before: Map<String, Value>,
    after: Map<String, Value>,
}

impl ReadEvent {
    fn new(event: Event) -> Self {
        let (before, after) = (read_fields(event.before.as_deref()), read_fields(event.after.as_deref()));
        Self { event, before, after }
    }

    /// The row that a field names.
    fn read_row(&self, field: &str) -> Option<Uid> {
        read_text(&self.after, field).or_else(|| read_text(&self.before, field))?.parse().ok()
    }
}

struct HistoryWriter<'a> {
    names: Names<'a>,
    withdrawn: BTreeSet<Uid>,
    /// The reference of each citation.
    references: BTreeMap<Uid, Uid>,
    /// The numbers of references.
    numbers: &'a BTreeMap<Uid, &'a str>,
}

impl HistoryWriter<'_> {
    /// What an event says of its claim; none where it says nothing to people.
    fn describe_event(&mut self, read: &ReadEvent) -> Result<Option<String>, Failure> {
        let ReadEvent { event, before, after } = read;
        let what = match (event.entity.as_str(), event.action) {
            (noun, Action::Add) if event.undoes.is_some() => Some(format!("put a {} back", name_noun(noun))),
            ("claim", Action::Add) => describe_new_claim(after),
            ("claim", Action::Edit) => describe_changed_claim(before, after),
            ("occurrence", Action::Edit) => describe_place(after),
            ("citation", Action::Add) => self.describe_citation(event.row, after, true),
            ("citation", Action::Edit) => self.describe_citation(event.row, after, false),
            ("reading", Action::Add) => self.describe_reading(after)?,
            ("reading", Action::Edit) if after.contains_key("retired_on") => Some("took back a reading".to_owned()),
            ("review", Action::Add) => self.describe_review(after)?,
            ("note", Action::Add) => describe_note(after),
            ("note", Action::Edit) if after.contains_key("retired_on") => Some("took back a note".to_owned()),
            ("assignment", Action::Add) => self.describe_assignment(after)?,
            (noun, Action::Withdraw) => Some(format!("took back a {}", name_noun(noun))),
            _ => None,
        };
        let is_gone = event.action == Action::Add && self.withdrawn.contains(&event.row);
        let gone = if is_gone { " (taken back since)" } else { "" };
        let reason = event.reason.as_deref().filter(|reason| !reason.trim().is_empty());
        let because = reason.map(|reason| format!(", because {reason}")).unwrap_or_default();
        Ok(what.map(|what| format!("{what}{gone}{because}")))
    }

    fn describe_citation(&self, row: Uid, after: &Map<String, Value>, is_new: bool) -> Option<String> {
        let source = self.name_source(row);
        match read_text(after, "state") {
            Some("asserted") if is_new && read_text(after, "origin") == Some("article") => {
                Some(format!("the article cites {source} for it"))
            }
            Some("asserted") => Some(format!("linked {source}")),
            Some("rejected") => Some(format!("said that it does not rest on {source}")),
            Some(_) => None,
            None => after.contains_key("note").then(|| format!("changed the note on {source}")),
        }
    }

    fn describe_reading(&mut self, after: &Map<String, Value>) -> Result<Option<String>, Failure> {
        let Some(citation) = read_text(after, "citation").and_then(|uid| uid.parse().ok()) else { return Ok(None) };
        let source = self.name_source(citation);
        let stance = read_text(after, "stance").unwrap_or("read");
        Ok(Some(format!("recorded that {} read {source}: {stance}", self.name_person(after)?)))
    }

    fn describe_review(&mut self, after: &Map<String, Value>) -> Result<Option<String>, Failure> {
        let Some(verdict) = read_text(after, "verdict").map(|verdict| verdict.replace('-', " ")) else {
            return Ok(None);
        };
        Ok(Some(format!("recorded the verdict of {}: {verdict}", self.name_person(after)?)))
    }

    fn describe_assignment(&mut self, after: &Map<String, Value>) -> Result<Option<String>, Failure> {
        Ok(Some(format!("asked {} to review it", self.name_person(after)?)))
    }

    /// The source of a citation, by its number.
    fn name_source(&self, citation: Uid) -> String {
        let number = self.references.get(&citation).and_then(|reference| self.numbers.get(reference));
        number.map_or("a source".to_owned(), |number| format!("source {number}"))
    }

    fn name_person(&mut self, after: &Map<String, Value>) -> Result<String, Failure> {
        let uid = read_text(after, "person").and_then(|uid| uid.parse().ok());
        let name = uid.map(|uid| self.names.name_record("person", uid)).transpose()?.flatten();
        Ok(name.unwrap_or_else(|| "somebody".to_owned()))
    }
}

fn describe_note(after: &Map<String, Value>) -> Option<String> {
    Some(
        match read_text(after, "kind")? {
            "question" => "asked a question about it",
            "answer" => "answered a question about it",
            _ => "wrote a note on it",
        }
        .to_owned(),
    )
}

fn describe_new_claim(after: &Map<String, Value>) -> Option<String> {
    Some(match read_text(after, "status") {
        Some("proposed") => "the tool proposed it as a claim".to_owned(),
        _ => "put it in".to_owned(),
    })
}

fn describe_changed_claim(before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
    let mut said = Vec::new();
    if let Some(status) = read_text(after, "status") {
        said.push(match status {
            "accepted" => "accepted it as a claim of the article".to_owned(),
            "dismissed" => "dismissed it".to_owned(),
            "retired" => "retired it".to_owned(),
            _ => "put it back among the proposals".to_owned(),
        });
    }
    if let Some((was, now)) = read_text(before, "statement").zip(read_text(after, "statement")) {
        said.push(format!("reworded it from “{was}” to “{now}”"));
    }
    if let Some((was, now)) = read_text(before, "kind").zip(read_text(after, "kind")) {
        said.push(format!("changed its kind from {} to {}", was.replace('-', " "), now.replace('-', " ")));
    }
    if read_text(after, "merged_into").is_some() {
        said.push("merged it into another claim".to_owned());
    }
    (!said.is_empty()).then(|| said.join(" and "))
}

fn describe_place(after: &Map<String, Value>) -> Option<String> {
    Some(
        match read_text(after, "state")? {
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

fn read_text<'f>(fields: &'f Map<String, Value>, name: &str) -> Option<&'f str> {
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
            assert_eq!(describe_changed_claim(&fields(before), &fields(after)).as_deref(), told, "{after}");
        }
    }
}
