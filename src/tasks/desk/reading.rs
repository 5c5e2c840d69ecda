//! What a page of a claim shows beside its card: the article with every claim marked, why it is asked, what happened to it and
//! what people said about it; and where it stands among those that wait.

use super::ReviewDesk;
use crate::catalogue::View;
use crate::model::{Article, Claim, NoteDossier, Person, QueueEntry, QueueTask, Reference, Serial, Uid, Waiting};
use crate::tasks::Failure;
use crate::tasks::card::{self, ClaimCard};
use crate::tasks::discussion::list_notes;
use crate::tasks::log_words::{HistoryLine, describe_claims};
use crate::tasks::overview::{MarkedArticle, mark_article};
use crate::tasks::persons::format_name;
use crate::tasks::queue::QueueFilter;

/// A claim with everything that its page shows.
#[derive(Debug, Clone)]
pub struct ReviewPage {
    /// The claim, its sources and its verdicts.
    pub card: ClaimCard,
    /// The article that it is of, with its claims marked.
    pub article: MarkedArticle,
    /// Why it waits, most consequential first.
    pub reasons: Vec<Waiting>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryLine>,
    /// What people said about it.
    pub notes: Vec<NoteDossier>,
    /// Who is asked to review it.
    pub assigned: Vec<AssignedLine>,
    /// Who can be asked, by name.
    pub people: Vec<(Uid, String)>,
    /// The readings on the card that whoever sits here recorded.
    pub own_readings: Vec<Uid>,
}

/// Somebody who is asked to review a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedLine {
    /// The person.
    pub person: Uid,
    /// Their name.
    pub name: String,
    /// Whether they are asked for the whole article.
    pub is_whole_article: bool,
}

/// Where a claim stands among those that wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueuePlace {
    /// Which one it is, from 0; none where it does not wait.
    pub at: Option<usize>,
    /// The one before it.
    pub before: Option<Uid>,
    /// The one behind it, or the first where it does not wait.
    pub after: Option<Uid>,
}

impl QueuePlace {
    /// Finds a claim among those that wait.
    pub fn find(entries: &[QueueEntry], claim: Uid) -> Self {
        let at = entries.iter().position(|entry| entry.claim == claim);
        let other = |at: Option<usize>| at.and_then(|at| entries.get(at)).map(|entry| entry.claim);
        Self { at, before: other(at.and_then(|at| at.checked_sub(1))), after: other(Some(at.map_or(0, |at| at + 1))) }
    }
}

impl ReviewDesk {
    /// The claims that ask something of a reviewer. Whoever gave a verdict is not asked for it again: what stands in the
    /// article then is an editor's to mend.
    pub fn list_asked(&self, filter: &QueueFilter) -> Result<Vec<QueueEntry>, Failure> {
        let queue = self.list_queue(filter)?;
        let is_asked =
            |entry: &QueueEntry| entry.reasons.first().is_some_and(|waiting| waiting.task != QueueTask::Mend);
        Ok(queue.entries.into_iter().filter(is_asked).collect())
    }

    /// The articles by their titles, in the order of these.
    pub fn list_articles(&self) -> Result<Vec<(Uid, String)>, Failure> {
        let mut listed: Vec<(Uid, String)> =
            self.view().articles()?.into_iter().map(|article| (article.uid, article.title)).collect();
        listed.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(listed)
    }

    /// The key of an article; none where it is no longer there.
    pub fn find_key(&self, article: Uid) -> Result<Option<String>, Failure> {
        Ok(self.view().get::<Article>(article)?.map(|article| article.key))
    }

    /// Everything that the page of a claim shows; none where the claim is no longer there.
    pub fn build_page(&self, claim: Uid) -> Result<Option<ReviewPage>, Failure> {
        self.view().read_at_once(|view| self.build_page_of(view, claim))
    }

    fn build_page_of(&self, view: View<'_>, claim: Uid) -> Result<Option<ReviewPage>, Failure> {
        let Some(claim) = view.get::<Claim>(claim)? else { return Ok(None) };
        let Some(home) = view.get::<Article>(claim.article)? else { return Ok(None) };
        let snapshot = view.snapshot(&home)?;
        let listed = snapshot.references.iter().chain(&snapshot.foreign_references);
        let number =
            |reference: &Reference| reference.number.clone().unwrap_or_else(|| Serial(reference.serial).to_string());
        let numbers: Vec<(Uid, String)> = listed.map(|reference| (reference.uid, number(reference))).collect();
        let numbers = numbers.iter().map(|(uid, number)| (*uid, number.as_str())).collect();
        let card = card::build_card_in(view, &snapshot, self.settings(), claim.clone())?;
        Ok(Some(ReviewPage {
            assigned: list_assigned(view, &claim)?,
            people: list_people(view)?,
            own_readings: self.list_own_readings(view, &card)?,
            reasons: self.find_reasons(home.uid, claim.uid)?,
            history: describe_claims(view, &[claim.uid], &numbers)?.remove(&claim.uid).unwrap_or_default(),
            notes: list_notes(view, claim.uid)?,
            article: mark_article(&home, &snapshot, self.settings()),
            card,
        }))
    }

    fn list_own_readings(&self, view: View<'_>, card: &ClaimCard) -> Result<Vec<Uid>, Failure> {
        let Some(me) = self.find_me()? else { return Ok(Vec::new()) };
        let mut own = Vec::new();
        for reading in card.sources.iter().flat_map(|source| &source.readings) {
            let reader =
                view.get::<Person>(reading.reader)?.map(|reader| view.find_surviving_person(reader)).transpose()?;
            own.extend(reader.filter(|reader| reader.uid == me).map(|_| reading.uid));
        }
        Ok(own)
    }
}

fn list_assigned(view: View<'_>, claim: &Claim) -> Result<Vec<AssignedLine>, Failure> {
    let mut lines: Vec<AssignedLine> = Vec::new();
    for assignment in view.assignments(claim.article)? {
        let is_meant = assignment.claim.is_none_or(|assigned| assigned == claim.uid);
        let Some(person) = view.get::<Person>(assignment.person)?.filter(|_| is_meant) else { continue };
        let is_whole_article = assignment.claim.is_none();
        let line = AssignedLine { person: person.uid, name: format_name(&person), is_whole_article };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// Those who may give a verdict.
fn list_people(view: View<'_>) -> Result<Vec<(Uid, String)>, Failure> {
    let here = view.persons()?.into_iter().filter(|person| person.merged_into.is_none() && person.retired_on.is_none());
    let mut listed: Vec<(Uid, String)> = here.map(|person| (person.uid, format_name(&person))).collect();
    listed.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(listed)
}
