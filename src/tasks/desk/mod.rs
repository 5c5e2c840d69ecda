//! A desk at which one person reviews: the catalogue as they are shown it, and what they record there, each decision one
//! change by itself. The full screen and the review page sit at the same desk.

mod findings;
mod introducing;
mod lists;
mod reading;
mod records;

pub use findings::{ArticleFindings, FoundLine, WaivedLine};
pub use introducing::introduce;
pub use lists::{ListPart, ReferenceLine, RuleLine, WorkLine};
pub use reading::{AssignedLine, QueuePlace, ReviewPage};
pub use records::{PersonLine, RecordCard, RecordKind, SeenRecord, show_lines};

use super::card::{self, ClaimCard};
use super::decisions::{self, Decider, Decision, HandSignature, SeenClaim};
use super::discussion::{NoteWords, add_note};
use super::persons::TypedPerson;
use super::queue::{QueueFilter, list_queue};
use super::states::renew_states;
use super::undo::{UndoRequest, UndoneCommand, last_event, undo_command};
use super::{Failure, addresses, queue};
use crate::catalogue::{Catalogue, Deed, View, Writing};
use crate::model::{Address, Article, Claim, Me, Queue, Settings, Uid, Waiting, claim_address};
use jiff::Timestamp;
use jiff::civil::Date;

/// Who sits down, at which catalogue.
pub struct ReviewDesk {
    catalogue: Catalogue,
    settings: Settings,
    /// None where nobody has said who they are: then nothing is recorded.
    person: Option<TypedPerson>,
    /// What the clock showed when this was asked.
    now: Timestamp,
    /// The day that they say it is.
    stated_today: Option<Date>,
}

/// What somebody looked at when they decided.
#[derive(Debug, Clone, Copy)]
pub struct SeenCard<'s> {
    /// The claim.
    pub claim: Uid,
    /// Its state, as they saw it.
    pub seen: &'s SeenClaim,
    /// Whether others' judgements were withheld from them.
    pub withheld: bool,
}

/// A change that was asked for and not refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedChange {
    /// What was done, a sentence each.
    pub said: Vec<String>,
    /// Its event, as `undo` names it; none where it changed nothing.
    pub event: Option<String>,
}

impl ReviewDesk {
    /// A desk at a catalogue that was opened for this person.
    pub fn new(
        catalogue: Catalogue,
        settings: Settings,
        person: Option<TypedPerson>,
        (now, stated_today): (Timestamp, Option<Date>),
    ) -> Self {
        Self { catalogue, settings, person, now, stated_today }
    }

    /// Says what the clock shows now. Whole seconds are all that the log needs.
    pub fn set_time(&mut self, now: Timestamp) {
        self.now = Timestamp::from_second(now.as_second()).unwrap_or(now);
    }

    /// Looks again who sits here: another process may have added the person since.
    pub fn look_again(&self) -> Result<(), Failure> {
        Ok(self.catalogue.look_again()?)
    }

    /// Derives what waits where something changed, before anybody asks for a page: the first time, it takes a quarter of a
    /// millisecond a claim, which is longer than a request may take where there are very many.
    /// `tell` hears how many claims that are, before it begins.
    pub fn renew_states(&self, tell: impl FnOnce(usize)) -> Result<(), Failure> {
        tell(self.view().claims_to_derive()?.len());
        renew_states(self.view())
    }

    /// The day, which what is recorded bears.
    pub fn today(&self) -> Date {
        self.stated_today.unwrap_or_else(|| jiff::tz::TimeZone::UTC.to_datetime(self.now).date())
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whoever sits here.
    pub fn person(&self) -> Option<&TypedPerson> {
        self.person.as_ref()
    }

    /// Reads what this person is shown.
    pub fn view(&self) -> View<'_> {
        self.catalogue.view()
    }

    /// Whether something may be withheld from whoever sits here.
    pub fn is_blind(&self) -> bool {
        self.catalogue.is_blind()
    }

    /// Says who sits here, where nobody has said so far: what is withheld is withheld from them from now on.
    pub fn seat(&mut self, me: Me) -> Result<(), Failure> {
        self.catalogue.set_looker(&me)?;
        self.person = Some(TypedPerson::from(&me));
        self.settings.me = Some(me);
        Ok(())
    }

    /// What waits today.
    pub fn list_queue(&self, filter: &QueueFilter) -> Result<Queue, Failure> {
        list_queue(&self.catalogue, &self.settings, self.today(), filter)
    }

    /// The user as the catalogue knows them; none where it does not.
    pub fn find_me(&self) -> Result<Option<Uid>, Failure> {
        queue::find_me(self.view(), &self.settings)
    }

    /// The claim with everything that a decision looks at; none where it is no longer there.
    pub fn build_card(&self, claim: Uid) -> Result<Option<ClaimCard>, Failure> {
        card::build_card(self.view(), &self.settings, claim)
    }

    /// Why a claim of an article waits now.
    pub fn find_reasons(&self, article: Uid, claim: Uid) -> Result<Vec<Waiting>, Failure> {
        let queue = self.list_queue(&QueueFilter { article: Some(article), ..QueueFilter::default() })?;
        let entry = queue.entries.into_iter().find(|entry| entry.claim == claim);
        Ok(entry.map(|entry| entry.reasons).unwrap_or_default())
    }

    /// Records a decision on what somebody saw.
    pub fn decide(&mut self, card: SeenCard<'_>, decision: Decision) -> Result<RecordedChange, Failure> {
        self.record(card, decision, None)
    }

    /// Whether whoever sits here can sign a verdict: their own settings name a key.
    pub fn names_key(&self) -> bool {
        self.settings.me.as_ref().is_some_and(|me| me.signing_tools().is_some())
    }

    /// The same of a verdict that is signed with the key that the person's own settings name.
    pub fn decide_with_key(&mut self, card: SeenCard<'_>, decision: Decision) -> Result<RecordedChange, Failure> {
        let (person, settings) = (self.require_person()?, self.settings.clone());
        let tools = settings.me.as_ref().and_then(Me::signing_tools).ok_or_else(|| {
            Failure::usage("your own settings do not say which key you sign with. Nothing was recorded")
        })?;
        let SeenCard { claim, seen, withheld } = card;
        let decider = Decider { person: &person, seen, withheld, settings: &settings };
        let deed = self.deed(&person, decision.command());
        let hand = decisions::sign_decision(&mut self.catalogue, &deed, decider, claim, &decision, tools)?;
        self.record(card, decision, hand)
    }

    fn record(
        &mut self,
        card: SeenCard<'_>,
        decision: Decision,
        hand: Option<HandSignature>,
    ) -> Result<RecordedChange, Failure> {
        let (person, settings) = (self.require_person()?, self.settings.clone());
        let SeenCard { claim, seen, withheld } = card;
        self.change((decision.command(), decision.reason()), |writing| {
            let decider = Decider { person: &person, seen, withheld, settings: &settings };
            decisions::decide(writing, decider, claim, decision, hand)
        })
    }

    /// The claim that somebody typed the address of on the page of another one; `c3` alone is one of the same article.
    pub fn find_claim(&self, typed: &str, beside: &Claim) -> Result<Uid, Failure> {
        let home = self.find_key(beside.article)?.unwrap_or_default();
        let typed = match typed.parse::<Address>() {
            Ok(Address::Claim(None, serial)) => claim_address(&home, serial),
            _ => typed.to_owned(),
        };
        addresses::find_claim(self.view(), &typed).map(|(_, claim)| claim.uid)
    }

    /// Keeps a note, a question or an answer with a claim.
    pub fn keep_note(&mut self, claim: Uid, words: NoteWords) -> Result<RecordedChange, Failure> {
        let person = self.require_person()?;
        self.change(("note", None), |writing| {
            let gone = || Failure::usage("the claim is no longer there. Nothing was recorded");
            let claim: Claim = writing.view().get(claim)?.ok_or_else(gone)?;
            let home: Article = writing.view().get(claim.article)?.ok_or_else(gone)?;
            add_note(writing, &person, (&home, &claim), words)
        })
    }

    /// Takes back what was recorded with an event.
    pub fn take_back(&mut self, event: &str) -> Result<UndoneCommand, Failure> {
        let person = self.require_person()?;
        let request = UndoRequest { event: Some(event), by: Some(&person), dry_run: false };
        let deed = self.deed(&person, "undo");
        undo_command(&mut self.catalogue, &deed, &request)
    }

    /// Stores what a file holds.
    pub fn import(
        &mut self,
        store: impl FnOnce(&mut Writing<'_>) -> Result<Vec<String>, Failure>,
    ) -> Result<RecordedChange, Failure> {
        self.change(("import", None), store)
    }

    /// Makes a change in the name of whoever sits here, with the reason that the log keeps beside it.
    fn change(
        &mut self,
        (command, reason): (&str, Option<String>),
        change: impl FnOnce(&mut Writing<'_>) -> Result<Vec<String>, Failure>,
    ) -> Result<RecordedChange, Failure> {
        let deed = Deed { reason, ..self.deed(&self.require_person()?, command) };
        let before = self.view().chain_head()?;
        let said = self.catalogue.write(&deed, change)?;
        let is_changed = self.view().chain_head()? != before;
        let event = if is_changed { last_event(self.view())? } else { None };
        Ok(RecordedChange { said, event })
    }

    fn deed(&self, person: &TypedPerson, command: &str) -> Deed {
        Deed { who: person.name.clone(), command: command.to_owned(), at: self.now, reason: None }
    }

    fn require_person(&self) -> Result<TypedPerson, Failure> {
        self.person.clone().ok_or_else(|| {
            Failure::usage("a judgement needs a person's name, and claimbook does not know yours. Nothing was recorded")
        })
    }
}
