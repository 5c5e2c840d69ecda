//! Crossref's updates: what happened to a work (`updated-by`), and what a notice is about (`update-to`).

use super::super::notices::{add_from_title, parse_kind, read_for, settle_notices};
use super::super::values::{list_elements, read_date_parts, read_field};
use crate::model::{Doi, NoticeKind, NoticesAnswer, RegisteredNotice, Word};
use serde_json::Value;

/// Everything that a work's record says of notices.
pub(super) fn read(work: &Value, own: Option<&Doi>, title: Option<&str>) -> NoticesAnswer {
    let mut answer = NoticesAnswer::default();
    let updated_by = list_elements(work.get("updated-by"));
    let (to_itself, to_others): (Vec<_>, Vec<_>) =
        list_elements(work.get("update-to")).iter().partition(|update| read_doi(update).as_ref() == own);
    let on_it = updated_by.iter().chain(to_itself).map(|update| read_notice(update, own));
    // A new version under the same DOI replaces nothing: the DOI stands for the newest.
    let replaced = |n: &RegisteredNotice| n.kind != NoticeKind::NewVersion || n.doi.as_ref() != own;
    answer.notices = on_it.filter(replaced).collect();
    answer.about = to_others.into_iter().map(|update| read_notice(update, None)).collect();
    answer.contradictions = find_contradictions(updated_by);
    add_from_title(title, &mut answer);
    settle_notices(&mut answer);
    answer
}

fn read_notice(update: &Value, own: Option<&Doi>) -> RegisteredNotice {
    let word = read_field(update, "type").or_else(|| read_field(update, "label")).unwrap_or_default();
    let source = match read_field(update, "source").as_deref() {
        Some("retraction-watch") => "retraction-watch",
        _ => super::SERVICE.name,
    };
    let on = read_date_parts(update.get("updated"));
    let notice = RegisteredNotice { on, doi: read_doi(update), ..RegisteredNotice::new(parse_kind(&word), source) };
    read_for(own, notice, &word)
}

fn read_doi(update: &Value) -> Option<Doi> {
    read_field(update, "DOI").and_then(|d| d.parse().ok())
}

/// Records of Retraction Watch that came over as two kinds at once; one of the two is an error of the data.
fn find_contradictions(updates: &[Value]) -> Vec<String> {
    let mut said = Vec::new();
    for (at, a) in updates.iter().enumerate() {
        for b in updates.iter().skip(at + 1) {
            let kinds = [a, b].map(|u| parse_kind(&read_field(u, "type").unwrap_or_default()));
            let Some(record) = read_field(a, "record-id").filter(|id| read_field(b, "record-id").as_ref() == Some(id))
            else {
                continue;
            };
            if kinds[0] != kinds[1] {
                let [a, b] = kinds.map(Word::token);
                said.push(format!("Retraction Watch record {record} is registered as {a} and as {b}"));
            }
        }
    }
    said
}
