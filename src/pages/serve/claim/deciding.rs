//! What a claim's forms do. Each says which state of the claim somebody saw: where it is another one now, nothing is recorded, both
//! are told, and what was typed stands in the form again.

use super::{TypedForm, build_page};
use crate::model::*;
use crate::pages::serve::answer::Answer;
use crate::pages::serve::form::Fields;
use crate::pages::serve::messages::{DeskMessage, MessageSubject};
use crate::pages::serve::served::{Asked, ServedDesk};
use crate::tasks::Failure;
use crate::tasks::card::ClaimCard;
use crate::tasks::decisions::{AskedPerson, ClaimEdit, Decision, ReadingWords, VerdictWords};
use crate::tasks::desk::{QueuePlace, RecordedChange, SeenCard};
use crate::tasks::discussion::NoteWords;
use crate::text::quoting::join_passages;
use axum::http::StatusCode;

/// Does what a form of a claim says.
pub(in crate::pages::serve) fn decide(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    let gone = || Failure::usage("There is no such claim. Nothing was recorded.");
    let (claim, deed) = (asked.uid().ok_or_else(gone)?, asked.path.get(1).cloned().unwrap_or_default());
    let choice = asked.choice();
    // Found before, since what is decided waits no more.
    let next = QueuePlace::find(&desk.list_asked(&choice)?, claim).after.filter(|next| *next != claim);
    match record(desk, claim, &deed, &asked.form) {
        Ok((RecordedChange { said, event }, then)) => {
            if then != AfterDecision::Stay && event.is_some() {
                desk.finished.insert(claim);
            }
            let number = desk.told.remember(DeskMessage::from_done(&said, event, Some(MessageSubject::Claim(claim))));
            let place = match (then, next) {
                (AfterDecision::Stay, _) => format!("/claims/{claim}"),
                (AfterDecision::See(other), _) | (AfterDecision::GoOn, Some(other)) => format!("/claims/{other}"),
                (AfterDecision::GoOn, None) => "/".to_owned(),
            };
            Ok(Answer::Go(choice.write_address(&place, Some(number))))
        }
        Err(Failure::Usage(why)) => {
            let typed = TypedForm { deed, fields: asked.form.clone() };
            let refused = Some(DeskMessage::from_refusal(&why));
            build_page(desk, asked, StatusCode::CONFLICT, refused, &typed)
        }
        Err(other) => Err(other),
    }
}

/// Which claim is shown when something was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AfterDecision {
    /// The same: there may be more to decide.
    Stay,
    /// The next of those that wait.
    GoOn,
    /// The one that it turned out to be.
    See(Uid),
}

/// Records what a form says.
fn record(
    desk: &mut ServedDesk,
    claim: Uid,
    deed: &str,
    form: &Fields,
) -> Result<(RecordedChange, AfterDecision), Failure> {
    if deed == "note" {
        return Ok((desk.desk.keep_note(claim, read_note(form))?, AfterDecision::Stay));
    }
    let card = desk.desk.build_card(claim)?.ok_or_else(|| Failure::usage("The claim is no longer there."))?;
    let version = form.get("seen").unwrap_or_default();
    let seen = match desk.find_seen(version) {
        Some(seen) => seen,
        // What is not remembered is as it was, or nobody can say how it was.
        None if card.seen.version() == version => card.seen.clone(),
        None => {
            return Err(Failure::usage(format!(
                "Nothing was recorded: {} was changed since you opened this page. It is shown here as it is now; look again, then decide.",
                card.address
            )));
        }
    };
    let decision = match deed {
        "merge" => read_merge(desk, form, &card)?,
        _ => read_decision(deed, form, &card)?,
    };
    let then = match decision {
        Decision::Merge(kept, _) => AfterDecision::See(kept),
        _ if decision.is_final() => AfterDecision::GoOn,
        _ => AfterDecision::Stay,
    };
    let seen = SeenCard { claim, seen: &seen, withheld: card.withheld };
    let recorded = match form.get("sign") {
        Some(_) => desk.desk.decide_with_key(seen, decision)?,
        None => desk.desk.decide(seen, decision)?,
    };
    Ok((recorded, then))
}

fn read_note(form: &Fields) -> NoteWords {
    NoteWords {
        text: form.get_text("text").unwrap_or_default(),
        is_question: form.get("kind") == Some("question"),
        answers: form.get("kind").and_then(|kind| kind.strip_prefix("answer-")?.parse().ok()),
    }
}

fn read_decision(deed: &str, form: &Fields, card: &ClaimCard) -> Result<Decision, Failure> {
    let choose = |field: &str, what: &str| {
        form.get_uid(field).ok_or_else(|| Failure::usage(format!("Choose {what} first. Nothing was recorded.")))
    };
    let reference = || choose("reference", "a source");
    let asked_person = || {
        let person = choose("person", "a person")?;
        Ok::<_, Failure>(AskedPerson { person, is_whole_article: form.get("of") == Some("article") })
    };
    Ok(match deed {
        "accept" => Decision::Accept,
        "dismiss" => Decision::Dismiss,
        "confirm" => Decision::Confirm,
        "link" => Decision::Link(reference()?),
        "reject" => Decision::Reject(reference()?),
        "review" => Decision::Review(read_verdict(form)?),
        "settle" => Decision::Settle(read_verdict(form)?),
        "read" => {
            let reference = reference()?;
            let source = card.sources.iter().find(|source| source.reference == reference);
            Decision::Read(
                reference,
                read_reading(form, source.map(|source| source.passages.as_slice()).unwrap_or_default())?,
            )
        }
        "edit" => Decision::Edit(read_edit(form, card)?),
        "assign" => Decision::Assign(asked_person()?),
        "end-assignment" => Decision::EndAssignment(asked_person()?),
        "retire" => Decision::Retire(choose("reading", "a reading")?, form.get_text("reason")),
        _ => return Err(Failure::usage("That cannot be decided here. Nothing was recorded.")),
    })
}

/// The words and the kind that a claim has from now on; what stands in the form as it was is left as it is.
fn read_edit(form: &Fields, card: &ClaimCard) -> Result<ClaimEdit, Failure> {
    let statement = form.get_text("statement").unwrap_or_default();
    let shown = card.claim.statement.replace("\r\n", "\n");
    let kind = form.get("kind").and_then(|kind| Kind::parse(kind).ok());
    let kind = kind.ok_or_else(|| Failure::usage("Choose what it is about first. Nothing was recorded."))?;
    Ok(ClaimEdit {
        statement: Some(statement).filter(|statement| *statement != shown.trim()),
        kind: Some(kind).filter(|kind| *kind != card.claim.kind),
        reason: form.get_text("reason"),
    })
}

/// The claim that this one is: chosen from the article, or named by its address.
fn read_merge(desk: &ServedDesk, form: &Fields, card: &ClaimCard) -> Result<Decision, Failure> {
    let kept = match (form.get("address"), form.get_uid("kept")) {
        (Some(typed), _) => desk.desk.find_claim(typed, &card.claim)?,
        (None, Some(kept)) => kept,
        (None, None) => return Err(Failure::usage("First say which claim it is. Nothing was recorded.")),
    };
    Ok(Decision::Merge(kept, form.get_text("reason")))
}

fn read_verdict(form: &Fields) -> Result<VerdictWords, Failure> {
    let verdict = form.get("verdict").and_then(|verdict| Verdict::parse(verdict).ok());
    let verdict = verdict.ok_or_else(|| Failure::usage("Choose a verdict first. Nothing was recorded."))?;
    let due = form.get("due").map(str::parse).transpose();
    let due = due.map_err(|_| Failure::usage("“Due again” is a date, such as 2027-11. Nothing was recorded."))?;
    Ok(VerdictWords { verdict, note: form.get_text("note"), due })
}

/// A reading: the sentences that were ticked are the quote, unless somebody put in words of their own choice.
fn read_reading(form: &Fields, passages: &[crate::text::quoting::Passage]) -> Result<ReadingWords, Failure> {
    let stance = form.get("stance").and_then(|stance| Stance::parse(stance).ok());
    let stance =
        stance.ok_or_else(|| Failure::usage("Say what the source says about the claim. Nothing was recorded."))?;
    let ticked = form.get_all("passage").filter_map(|at| passages.get(at.parse::<usize>().ok()?));
    let quote = Some(join_passages(ticked)).filter(|quote| !quote.is_empty());
    let read_as = form.get("read-as").and_then(|part| ReadAs::parse(part).ok());
    let is_ticked = quote.is_some() && form.get("quote").is_none();
    Ok(ReadingWords {
        stance,
        locator: form.get_text("locator").or_else(|| is_ticked.then(|| "Abstract".to_owned())),
        quote: form.get_text("quote").or(quote),
        finding: form.get_text("finding"),
        read_as: read_as.or_else(|| is_ticked.then_some(ReadAs::Abstract)),
    })
}
