//! Crossref's updates: what happened to a work (`updated-by`), and what a notice is about (`update-to`).

use super::super::notices::{in_title, kind, read_for, settle};
use super::super::values::{date_parts, each, field};
use crate::model::{Doi, NoticeKind, NoticesAnswer, RegisteredNotice, Word};
use serde_json::Value;

/// Everything that a work's record says of notices.
pub(super) fn read(work: &Value, own: Option<&Doi>, title: Option<&str>) -> NoticesAnswer {
    let mut answer = NoticesAnswer::default();
    let updated_by = each(work.get("updated-by"));
    let (to_itself, to_others): (Vec<_>, Vec<_>) =
        each(work.get("update-to")).iter().partition(|update| doi(update).as_ref() == own);
    let on_it = updated_by.iter().chain(to_itself).map(|update| notice(update, own));
    // A new version under the same DOI replaces nothing: the DOI stands for the newest.
    let replaced = |n: &RegisteredNotice| n.kind != NoticeKind::NewVersion || n.doi.as_ref() != own;
    answer.notices = on_it.filter(replaced).collect();
    answer.about = to_others.into_iter().map(|update| notice(update, None)).collect();
    answer.contradictions = contradictions(updated_by);
    in_title(title, &mut answer);
    settle(&mut answer);
    answer
}

fn notice(update: &Value, own: Option<&Doi>) -> RegisteredNotice {
    let word = field(update, "type").or_else(|| field(update, "label")).unwrap_or_default();
    let source = match field(update, "source").as_deref() {
        Some("retraction-watch") => "retraction-watch",
        _ => super::SERVICE.name,
    };
    let on = date_parts(update.get("updated"));
    let notice = RegisteredNotice { on, doi: doi(update), ..RegisteredNotice::new(kind(&word), source) };
    read_for(own, notice, &word)
}

fn doi(update: &Value) -> Option<Doi> {
    field(update, "DOI").and_then(|d| d.parse().ok())
}

/// Records of Retraction Watch that came over as two kinds at once; one of the two is an error of the data.
fn contradictions(updates: &[Value]) -> Vec<String> {
    let mut said = Vec::new();
    for (at, a) in updates.iter().enumerate() {
        for b in updates.iter().skip(at + 1) {
            let kinds = [a, b].map(|u| kind(&field(u, "type").unwrap_or_default()));
            let Some(record) = field(a, "record-id").filter(|id| field(b, "record-id").as_ref() == Some(id)) else {
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
