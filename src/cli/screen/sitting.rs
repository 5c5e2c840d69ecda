//! A sitting: one person, claim after claim. Each decision is one change through the tasks that plain commands use, so that
//! whenever the terminal goes away, what was decided is stored whole, and nothing else is.

use super::console::{Console, Key};
use super::state::{Action, ScreenState};
use super::view::{self, LEAST, is_too_small};
use crate::cli::eyes::RevealOption;
use crate::cli::{Exit, Session};
use crate::model::{Claim, Kind, QueueReason, Waiting};
use crate::tasks::card::ClaimCard;
use crate::tasks::decisions::Decision;
use crate::tasks::desk::{RecordedChange, ReviewDesk, SeenCard};
use crate::tasks::discussion::NoteWords;
use crate::tasks::persons::TypedPerson;
use crate::tasks::queue::QueueFilter;
use crate::tasks::{Failure, addresses};
use crate::text::format_count;
use std::collections::{BTreeMap, BTreeSet};

/// Who sits down to what.
pub(in crate::cli) struct SittingOptions {
    /// These claims, as typed; empty for what waits.
    pub(in crate::cli) claims: Vec<String>,
    /// Only the person's own.
    pub(in crate::cli) mine: bool,
    /// Only those of this article.
    pub(in crate::cli) article: Option<String>,
    /// Only those of this kind.
    pub(in crate::cli) kind: Option<Kind>,
    /// Only those that wait for this.
    pub(in crate::cli) reason: Option<QueueReason>,
    /// The person.
    pub(in crate::cli) person: TypedPerson,
    /// Whether the command line names the person.
    pub(in crate::cli) is_by_given: bool,
    /// Whether others' opinions are shown before the person's own is given.
    pub(in crate::cli) reveal: RevealOption,
}

/// What plain commands do the same.
const PLAIN: &str = "The same with plain commands: claimbook queue lists what waits, claimbook show CLAIM shows a claim beside its sources; \
                     claimbook accept, dismiss, link, unlink, verify and review decide";

/// Goes through what waits until the person leaves or nothing is left.
pub(in crate::cli) fn sit(session: &mut Session<'_>, options: SittingOptions) -> Result<Exit, Failure> {
    let Some(open) = session.ambient.console.take() else {
        return Err(Failure::usage(format!("next needs a terminal, and this is not one. {PLAIN}")));
    };
    let catalogue = options.reveal.catalogue_to_change(session, "next")?;
    let person = Some(options.person.clone());
    let times = (session.ambient.now, session.globals.today);
    let desk = ReviewDesk::new(catalogue, session.settings.clone(), person, times);
    let waiting = list_waiting(&desk, &options)?;
    if waiting.is_empty() {
        session.report("None of the claims asked for waits for a person.");
        return Ok(Exit::Clean);
    }
    let mut console = open(session.colours())
        .map_err(|e| Failure::usage(format!("the terminal cannot be taken over: {e}. {PLAIN}")))?;
    let (width, height) = console.size();
    if is_too_small((width, height)) {
        drop(console);
        return Err(Failure::usage(format!(
            "the terminal has {width} columns and {height} lines, and next needs {} and {}. Make it larger. {PLAIN}",
            LEAST.0, LEAST.1
        )));
    }
    let mut sitting = Sitting {
        desk,
        options,
        waiting,
        at: 0,
        carried: Vec::new(),
        made: Vec::new(),
        counts: BTreeMap::new(),
        skipped: BTreeSet::new(),
    };
    let ended = sitting.go_through(console.as_mut());
    // The terminal is put back before anything is said.
    drop(console);
    let summary = sitting.summarise();
    if let Ok(summary) = &summary {
        session.report(summary);
    }
    ended.and(summary).map(|_| Exit::Clean)
}

/// A claim to look at.
struct WaitingClaim {
    claim: crate::model::Uid,
    article: crate::model::Uid,
    /// Whether the person asked for it by its address: it is shown although it does not wait.
    is_named: bool,
}

fn list_waiting(desk: &ReviewDesk, options: &SittingOptions) -> Result<Vec<WaitingClaim>, Failure> {
    let view = desk.view();
    let article = addresses::find_article_if_named(view, options.article.as_deref())?.map(|article| article.uid);
    let whose = if options.mine { desk.find_me()? } else { None };
    if options.mine && whose.is_none() {
        return Ok(Vec::new());
    }
    let filter = QueueFilter { article, kind: options.kind, reason: options.reason, whose, most: None };
    let asked = desk.list_asked(&filter)?;
    let mut waiting = Vec::new();
    if options.claims.is_empty() {
        for entry in asked {
            let Some(claim) = view.get::<Claim>(entry.claim)? else { continue };
            waiting.push(WaitingClaim { claim: claim.uid, article: claim.article, is_named: false });
        }
    }
    for typed in &options.claims {
        let (home, claim) = addresses::find_claim(view, typed)?;
        waiting.push(WaitingClaim { claim: claim.uid, article: home.uid, is_named: true });
    }
    Ok(waiting)
}

/// Something that was recorded in this sitting.
struct MadeDecision {
    /// Its event, as `undo` names it.
    event: String,
    /// The place in the sitting of the claim that it is about.
    at: usize,
}

struct Sitting {
    desk: ReviewDesk,
    options: SittingOptions,
    waiting: Vec<WaitingClaim>,
    /// Which of them is looked at.
    at: usize,
    /// What the last decision led to, told with the next claim.
    carried: Vec<String>,
    made: Vec<MadeDecision>,
    /// How many of each command.
    counts: BTreeMap<&'static str, usize>,
    /// The places of those that were skipped, and not decided on since.
    skipped: BTreeSet<usize>,
}

/// Where the sitting goes on.
enum SittingTurn {
    /// With the same claim.
    Stay,
    /// With the claim at this place.
    GoTo(usize),
}

impl Sitting {
    fn go_through(&mut self, console: &mut dyn Console) -> Result<(), Failure> {
        while let Some(is_named) = self.waiting.get(self.at).map(|waiting| waiting.is_named) {
            let reasons = self.find_reasons()?;
            // Meanwhile somebody else may have done what was asked.
            let card = if is_named || !reasons.is_empty() { self.build_card()? } else { None };
            let Some(card) = card else {
                self.at += 1;
                continue;
            };
            let progress = (self.at + 1, self.waiting.len());
            let mut state = ScreenState::new(card, reasons, progress, self.options.person.to_string());
            state.show_message(&std::mem::take(&mut self.carried).join(" "));
            match self.look_at(console, &mut state)? {
                Some(next) => self.at = next,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// One claim, until it is done with; answers where to go on, or nothing where the person leaves or the terminal is gone.
    fn look_at(&mut self, console: &mut dyn Console, state: &mut ScreenState) -> Result<Option<usize>, Failure> {
        loop {
            let size = console.size();
            let frame = view::draw(state, size);
            // A terminal that is gone is no error of ours: what was decided is stored.
            let Ok(pressed) = console.draw(&frame).and_then(|()| console.next_key()) else { return Ok(None) };
            self.desk.set_time(pressed.at);
            // Nobody decides on what the terminal has no room to show.
            if is_too_small(size) {
                match pressed.key {
                    Key::Closed | Key::Escape | Key::Char('Q') => return Ok(None),
                    _ => continue,
                }
            }
            let turn = match state.press(&pressed.key) {
                None => SittingTurn::Stay,
                Some(Action::Leave) => return Ok(None),
                Some(Action::Skip) => {
                    self.skipped.insert(self.at);
                    SittingTurn::GoTo(self.at + 1)
                }
                Some(Action::Decide(decision)) => self.decide(state, decision)?,
                Some(Action::Note(text)) => self.keep_note(state, &text)?,
                Some(Action::Undo) => self.take_back(state)?,
            };
            if let SittingTurn::GoTo(next) = turn {
                return Ok(Some(next));
            }
        }
    }

    fn decide(&mut self, state: &mut ScreenState, decision: Decision) -> Result<SittingTurn, Failure> {
        let (command, is_final) = (decision.command(), decision.is_final());
        let card = &state.card;
        let seen = SeenCard { claim: card.claim.uid, seen: &card.seen, withheld: card.withheld };
        let done = self.desk.decide(seen, decision);
        self.go_on(state, done, command, is_final)
    }

    fn keep_note(&mut self, state: &mut ScreenState, text: &str) -> Result<SittingTurn, Failure> {
        let words = NoteWords { text: text.to_owned(), is_question: false, answers: None };
        let done = self.desk.keep_note(state.card.claim.uid, words);
        self.go_on(state, done, "note", false)
    }

    /// What is shown after a change, or after it was refused.
    fn go_on(
        &mut self,
        state: &mut ScreenState,
        done: Result<RecordedChange, Failure>,
        command: &'static str,
        is_final: bool,
    ) -> Result<SittingTurn, Failure> {
        let card = self.build_card()?;
        match (done, card) {
            (Err(Failure::ReaderGone), _) => Err(Failure::ReaderGone),
            (Err(Failure::Usage(why) | Failure::Incomplete(why)), card) => {
                state.show_refused(card, &why);
                Ok(SittingTurn::Stay)
            }
            (Ok(RecordedChange { said, event }), card) => {
                if let Some(event) = event {
                    *self.counts.entry(command).or_default() += 1;
                    self.made.push(MadeDecision { event, at: self.at });
                }
                match card.filter(|_| !is_final) {
                    Some(card) => {
                        let reasons = self.find_reasons()?;
                        state.show_recorded(card, reasons, &said);
                        Ok(SittingTurn::Stay)
                    }
                    None => {
                        self.skipped.remove(&self.at);
                        self.carried = said;
                        Ok(SittingTurn::GoTo(self.at + 1))
                    }
                }
            }
        }
    }

    /// Takes back what was decided last in this sitting, and goes to that claim again.
    fn take_back(&mut self, state: &mut ScreenState) -> Result<SittingTurn, Failure> {
        let Some(made) = self.made.last() else {
            state.show_refused(None, "Nothing of this session is left to undo.");
            return Ok(SittingTurn::Stay);
        };
        let at = made.at;
        match self.desk.take_back(&made.event) {
            Ok(undone) => {
                self.made.pop();
                *self.counts.entry("undo").or_default() += 1;
                self.carried = [vec![format!("Undid {}.", undone.command)], undone.done].concat();
                Ok(SittingTurn::GoTo(at))
            }
            Err(Failure::ReaderGone) => Err(Failure::ReaderGone),
            Err(Failure::Usage(why) | Failure::Incomplete(why)) => {
                state.show_refused(None, &why);
                Ok(SittingTurn::Stay)
            }
        }
    }

    fn build_card(&self) -> Result<Option<ClaimCard>, Failure> {
        let Some(waiting) = self.waiting.get(self.at) else { return Ok(None) };
        self.desk.build_card(waiting.claim)
    }

    /// Why the claim that is looked at waits now.
    fn find_reasons(&self) -> Result<Vec<Waiting>, Failure> {
        let Some(waiting) = self.waiting.get(self.at) else { return Ok(Vec::new()) };
        self.desk.find_reasons(waiting.article, waiting.claim)
    }

    /// What came of the sitting: what was recorded, what is left, and how to go on with that.
    fn summarise(&self) -> Result<String, Failure> {
        let counts: Vec<String> =
            self.counts.iter().map(|(command, n)| format!("{n} {}", describe_done(command))).collect();
        let made = match counts.is_empty() {
            true => "Nothing was recorded.".to_owned(),
            false => format!("Recorded: {}.", counts.join(", ")),
        };
        let (left, skipped) = self.count_left()?;
        let all = format_count(left, "claim");
        let left = match (left, skipped) {
            (0, _) => {
                return Ok(format!(
                    "{made} No claim of this sitting is left; claimbook queue lists any that still wait."
                ));
            }
            (1, 1) => format!("{all} was skipped and still waits."),
            (left, skipped) if left == skipped => format!("{all} were skipped and still wait."),
            (1, _) => format!("{all} still waits."),
            (_, 0) => format!("{all} still wait."),
            (_, skipped) => format!("{all} still wait, {skipped} of them skipped."),
        };
        Ok(format!("{made} {left} Next: {}", self.options.name_again(&self.skipped, self.at)))
    }

    /// How many claims are left of what was asked, and how many of them were skipped.
    fn count_left(&self) -> Result<(usize, usize), Failure> {
        if !self.options.claims.is_empty() {
            let skipped = self.skipped.iter().filter(|at| **at < self.at).count();
            return Ok((self.waiting.len().saturating_sub(self.at) + skipped, skipped));
        }
        // Not what waited at first: a decision may be one of several that a claim waits for, and somebody else may have decided.
        let now = list_waiting(&self.desk, &self.options)?;
        let now: BTreeSet<crate::model::Uid> = now.iter().map(|waiting| waiting.claim).collect();
        let skipped = self.skipped.iter().filter_map(|at| self.waiting.get(*at));
        Ok((now.len(), skipped.filter(|waiting| now.contains(&waiting.claim)).count()))
    }
}

/// What a command has done, as it is counted.
fn describe_done(command: &str) -> &str {
    match command {
        "accept" => "accepted",
        "dismiss" => "dismissed",
        "confirm" => "confirmed",
        "link" => "linked",
        "unlink" => "unlinked",
        "verify" => "read",
        "review" => "judged",
        "note" => "noted",
        "undo" => "undone",
        other => other,
    }
}

impl SittingOptions {
    /// The command that goes on with what is left, with the same filters: of claims that were named, those that were skipped
    /// and those from a place on.
    fn name_again(&self, skipped: &BTreeSet<usize>, from: usize) -> String {
        let mut command = "claimbook next".to_owned();
        let left = self.claims.iter().enumerate().filter(|(at, _)| *at >= from || skipped.contains(at));
        left.for_each(|(_, claim)| command.push_str(&format!(" {claim}")));
        if self.mine {
            command.push_str(" --mine");
        }
        let filters = [
            ("article", self.article.clone()),
            ("kind", self.kind.map(|kind| kind.to_string())),
            ("reason", self.reason.map(|reason| reason.to_string())),
            ("by", self.is_by_given.then(|| format!("\"{}\"", self.person))),
        ];
        for (option, value) in filters {
            value.iter().for_each(|value| command.push_str(&format!(" --{option} {value}")));
        }
        command
    }
}
