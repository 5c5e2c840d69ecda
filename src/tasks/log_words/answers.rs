//! What an observation says, and what the same service said before: how answers changed.

use crate::catalogue::{Error, View};
use crate::model::{Observation, Subject};
use serde_json::Value;

/// `by crossref on 10.5555/knee.1: notices: none → retraction of 2022-02-06`.
pub(super) fn describe_answer(view: View<'_>, observation: &Observation) -> Result<String, Error> {
    let same = |o: &&Observation| o.service == observation.service && o.subject == observation.subject;
    let all = view.observations_of(&observation.scheme, &observation.identifier)?;
    let earlier =
        all.iter().filter(same).filter(|o| (o.first_asked_at, o.uid) < (observation.first_asked_at, observation.uid));
    let before = earlier.max_by_key(|o| (o.first_asked_at, o.uid)).map(describe_content);
    let now = describe_content(observation);
    let answer = match before {
        Some(before) if before != now => format!("{before} → {now}"),
        _ => now,
    };
    Ok(format!("by {} on {}: {}: {answer}", observation.service, observation.identifier, observation.subject))
}

/// The gist of an answer.
fn describe_content(observation: &Observation) -> String {
    let answer: Value = serde_json::from_str(&observation.answer).unwrap_or_default();
    let text = |place: &str| answer.pointer(place).and_then(Value::as_str).map(str::to_owned);
    let gist = match observation.subject {
        Subject::FullText if answer.is_null() => Some("not open".to_owned()),
        Subject::FullText => {
            Some(format!("open, {}", text("/licence").as_deref().unwrap_or("without a stated licence")))
        }
        _ if answer.is_null() => Some("no record".to_owned()),
        Subject::Exists | Subject::Page => text("/state"),
        Subject::Metadata => text("/item/title").map(|title| format!("“{}”", shorten(&title))),
        Subject::Notices => Some(describe_notices(&answer)),
    };
    gist.unwrap_or_else(|| "an answer".to_owned())
}

/// The beginning of a title; that there is more of it is shown.
fn shorten(title: &str) -> String {
    const MOST: usize = 60;
    let shown: String = title.chars().take(MOST).collect();
    if shown.len() < title.len() { format!("{}…", shown.trim_end()) } else { shown }
}

fn describe_notices(answer: &Value) -> String {
    let all = answer.get("notices").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let words = |notice: &Value| {
        let field = |name: &str| notice.get(name).and_then(Value::as_str);
        let date = field("on").map(|on| format!(" of {on}")).unwrap_or_default();
        format!("{}{date}", field("kind").unwrap_or("notice"))
    };
    let all: Vec<String> = all.iter().map(words).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(", ") }
}
