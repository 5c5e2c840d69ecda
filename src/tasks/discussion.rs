//! Notes and questions on a claim, and who is asked to review what. Nothing here changes a state.

use super::persons::{self, TypedPerson};
use super::{Failure, addresses};
use crate::catalogue::{View, Writing};
use crate::model::{Article, Assignment, Claim, Note, NoteDossier, NoteKind, Person, Uid};
use crate::text::format_count;
use crate::text::visible::is_blank;
use std::collections::BTreeMap;

/// What is said about a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteWords {
    /// The words.
    pub text: String,
    /// Whether they ask something.
    pub is_question: bool,
    /// The number of the question that they answer, as `show` prints it.
    pub answers: Option<usize>,
}

/// Adds a note, a question or an answer; says what it is called.
pub fn add_note(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    (home, claim): (&Article, &Claim),
    words: NoteWords,
) -> Result<Vec<String>, Failure> {
    let address = claim.address(home);
    let text = words.text.trim().to_owned();
    if is_blank(&text) {
        return Err(Failure::usage("a note needs words; nothing was recorded"));
    }
    let before = writing.view().notes_of(&[claim.uid])?;
    let question = words.answers.map(|n| find_question(&before, n, &address)).transpose()?;
    let kind = match (question, words.is_question) {
        (Some(_), _) => NoteKind::Answer,
        (None, true) => NoteKind::Question,
        (None, false) => NoteKind::Note,
    };
    let row = person.find_or_add(writing)?;
    let noted_on = writing.today();
    let note = Note {
        uid: writing.uid(),
        claim: claim.uid,
        person: row.uid,
        noted_on,
        kind,
        text,
        answers: question,
        retired_on: None,
    };
    writing.add(&note)?;
    let n = before.len() + 1;
    let next = match kind {
        NoteKind::Question => format!(" To answer it: claimbook note {address} TEXT --answers {n}"),
        NoteKind::Note | NoteKind::Answer => String::new(),
    };
    Ok([vec![format!("Recorded: {kind} {n} on {address} by {}.{next}", person.name)], row.namesakes].concat())
}

fn find_question(notes: &[Note], n: usize, address: &str) -> Result<Uid, Failure> {
    let found = n.checked_sub(1).and_then(|at| notes.get(at)).filter(|note| note.kind == NoteKind::Question);
    found.map(|note| note.uid).ok_or_else(|| {
        let questions = (1..).zip(notes).filter(|(_, note)| note.kind == NoteKind::Question);
        let questions: Vec<String> = questions.map(|(n, _)| n.to_string()).collect();
        Failure::usage(match (questions.is_empty(), n.checked_sub(1).is_some_and(|at| at < notes.len())) {
            (true, _) => format!("nobody has asked a question about {address}; nothing was recorded"),
            (_, false) => {
                format!("{address} has {} and no note {n}; nothing was recorded", format_count(notes.len(), "note"))
            }
            (_, true) => format!(
                "note {n} on {address} is not a question; the questions are: {}; nothing was recorded",
                questions.join(", ")
            ),
        })
    })
}

/// The notes on a claim that were not taken back, as JSON and pages show them.
pub fn list_notes(view: View<'_>, claim: Uid) -> Result<Vec<NoteDossier>, Failure> {
    Ok(list_notes_of_each(view, &[claim])?.remove(&claim).unwrap_or_default())
}

/// The same of several claims, by claim; those that nobody said anything about are left out.
pub fn list_notes_of_each(view: View<'_>, claims: &[Uid]) -> Result<BTreeMap<Uid, Vec<NoteDossier>>, Failure> {
    let notes = view.notes_of(claims)?;
    let mut shown = BTreeMap::new();
    for of_claim in notes.chunk_by(|one, next| one.claim == next.claim) {
        let number = |uid: Uid| of_claim.iter().position(|note| note.uid == uid).map(|at| at + 1);
        for note in of_claim.iter().filter(|note| note.retired_on.is_none()) {
            let person =
                view.get::<Person>(note.person)?.map(|person| view.find_surviving_person(person)).transpose()?;
            shown.entry(note.claim).or_insert_with(Vec::new).push(NoteDossier {
                number: number(note.uid).unwrap_or_default(),
                kind: note.kind,
                person: person.map(|person| person.name).unwrap_or_default(),
                noted_on: note.noted_on,
                text: note.text.clone(),
                answers: note.answers.and_then(number),
            });
        }
    }
    Ok(shown)
}

/// The names of those who are asked to review a claim, itself or its whole article.
pub fn list_assigned(view: View<'_>, claim: &Claim) -> Result<Vec<String>, Failure> {
    name_assigned(view, &view.assignments(claim.article)?, claim)
}

/// The same, by the assignments of its article.
pub fn name_assigned(view: View<'_>, assignments: &[Assignment], claim: &Claim) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for assignment in assignments {
        if assignment.claim.is_none_or(|assigned| assigned == claim.uid)
            && let Some(person) = view.get::<Person>(assignment.person)?
            && !names.contains(&person.name)
        {
            names.push(person.name);
        }
    }
    Ok(names)
}

/// What is assigned: an article, or one of its claims.
enum Assigned {
    Whole(Article),
    One(Article, Claim),
}

impl Assigned {
    fn find(view: View<'_>, typed: &str) -> Result<Self, Failure> {
        match addresses::find_record(view, typed)? {
            addresses::AddressedRecord::Article(article) => Ok(Self::Whole(article)),
            addresses::AddressedRecord::Claim(home, claim) => Ok(Self::One(home, claim)),
            _ => Err(Failure::usage(format!("“{typed}” is neither an article nor a claim; nothing was assigned"))),
        }
    }

    fn address(&self) -> String {
        match self {
            Self::Whole(article) => article.key.clone(),
            Self::One(home, claim) => claim.address(home),
        }
    }

    fn rows(&self) -> (Uid, Option<Uid>) {
        match self {
            Self::Whole(article) => (article.uid, None),
            Self::One(home, claim) => (home.uid, Some(claim.uid)),
        }
    }
}

/// Asks a person to review an article or a claim; `by` asks, where somebody is known to.
pub fn assign(writing: &mut Writing<'_>, typed: &str, whom: &str, by: Option<&TypedPerson>) -> Result<String, Failure> {
    let what = Assigned::find(writing.view(), typed)?;
    let person = persons::resolve_person(writing.view(), whom)
        .map_err(|wrong| wrong.with_more(&format!("To add somebody: claimbook add person \"{whom}\"")))?;
    if let Some(on) = person.retired_on {
        return Err(Failure::usage(format!("{} was retired on {on} and gives no verdicts any more", person.name)));
    }
    let ((article, claim), address) = (what.rows(), what.address());
    let before = writing.view().assignments(article)?;
    if let Some(known) = before.iter().find(|a| a.claim == claim && a.person == person.uid) {
        return Ok(format!("{address} has been assigned to {} since {}.", person.name, known.assigned_on));
    }
    let assigned_by = by.map(|by| persons::find_looker(writing.view(), by)).transpose()?.flatten();
    let (assigned_on, ended_on) = (writing.today(), None);
    writing.add(&Assignment {
        uid: writing.uid(),
        article,
        claim,
        person: person.uid,
        assigned_on,
        assigned_by,
        ended_on,
    })?;
    Ok(format!("{address} is assigned to {}. `claimbook queue --mine` lists it for them.", person.name))
}

/// Ends what a person was asked to review.
pub fn end_assignment(writing: &mut Writing<'_>, typed: &str, whom: &str) -> Result<String, Failure> {
    let what = Assigned::find(writing.view(), typed)?;
    let person = persons::resolve_person(writing.view(), whom)?;
    let ((article, claim), address) = (what.rows(), what.address());
    let (ended_on, mut ended) = (Some(writing.today()), 0);
    for assignment in writing.view().assignments(article)? {
        if assignment.claim == claim && assignment.person == person.uid {
            // What is stored names whoever was asked then, who may be the same person under another uid.
            if let Some(stored) = writing.view().get::<Assignment>(assignment.uid)? {
                writing.edit(&Assignment { ended_on, ..stored })?;
                ended += 1;
            }
        }
    }
    match ended {
        0 => Err(Failure::usage(format!("{address} is not assigned to {}; nothing was changed", person.name))),
        _ => Ok(format!("{address} is no longer assigned to {}.", person.name)),
    }
}
