//! A rule's description, constant and readable without running it: settings, `explain`, reports and docs all read it.

use super::{Context, Findings};
use crate::model::{Severity, Subject};

/// One check.
#[derive(Debug)]
pub struct Rule {
    /// Its name everywhere: `claim-uncited`. Also the stem of its source file and of its page.
    pub id: &'static str,
    /// How much a finding matters unless policy says otherwise.
    pub severity: Severity,
    /// What it must have to look; without it the rule is unchecked and counted, never silently passed.
    pub needs: &'static [Need],
    /// What it finds, in one line.
    pub summary: &'static str,
    /// The standard or finding that it comes from, with its source.
    pub standard: &'static str,
    /// What to do next, unless a finding says it more exactly.
    pub help: &'static str,
    /// Its page, `docs/rules/<id>.md`, which `explain` prints.
    pub page: &'static str,
    /// How it looks.
    pub check: Check,
}

/// What a rule must have to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// What is stored.
    Stored,
    /// The article's text as its source file has it now.
    Text,
    /// What registries answered about this subject. The rule never asks them itself, and says for what nobody has.
    Answers(Subject, RuleSubject),
    /// An article in English: the only language whose wording the rule knows.
    English,
}

/// What a question was about whose answer a rule reads. Where nobody answered, the rule stays open for those who name that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSubject {
    /// The identifier that an entry names, or the page that it names in place of one.
    Identifier,
    /// An entry that names no identifier, and is searched for as it is printed.
    Entry,
    /// The page that an entry's DOI leads to.
    LandingPage,
    /// An entry that a claim rests on. The finding is about the claim, so that nothing stays open for the entry.
    Claim,
}

impl Rule {
    /// Whether it reads answers about this subject, whatever they are about.
    pub fn reads(&self, subject: Subject) -> bool {
        self.needs.iter().any(|need| matches!(need, Need::Answers(of, _) if *of == subject))
    }

    /// Whether it stays open where nobody answered about this subject when asked about such a thing.
    pub fn is_open_without(&self, subject: Subject, about: RuleSubject) -> bool {
        self.needs.contains(&Need::Answers(subject, about))
    }
}

/// How a rule looks.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// At one article's snapshot.
    Article(fn(&Context, &mut Findings)),
    /// At what became of one waiver once every other finding is known.
    Waiver(fn(&WaiverUse, &mut Findings)),
    /// At what became of one entry of the baseline.
    Baseline(fn(&BaselineUse, &mut Findings)),
}

/// An entry of the baseline and what it met in this run.
#[derive(Debug, Clone, Copy)]
pub struct BaselineUse<'a> {
    /// The rule whose finding was recorded.
    pub rule: &'a str,
    /// The record that it was about.
    pub address: &'a str,
    /// What it said then.
    pub message: &'a str,
    /// What makes it the same finding.
    pub fingerprint: &'a str,
    /// The rule found it again.
    pub matched: bool,
    /// The rule looked at that record in this run.
    pub looked: bool,
}

/// A waiver and what it met in this run.
#[derive(Debug, Clone, Copy)]
pub struct WaiverUse<'a> {
    /// The rule whose findings it accepts, as it is written.
    pub rule: &'a str,
    /// The record that it is about; of a comment, its article.
    pub address: &'a str,
    /// Why they are accepted.
    pub reason: &'a str,
    /// The last day on which it holds.
    pub expires_on: jiff::civil::Date,
    /// How it was given.
    pub means: WaiverMeans<'a>,
    /// How many findings it is about.
    pub findings: usize,
    /// The rule looked there in this run, so that no finding means that there is nothing to waive.
    pub looked: bool,
    /// Today.
    pub today: jiff::civil::Date,
}

/// How a waiver was given, and what it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaiverMeans<'a> {
    /// By a command, for a record of the catalogue.
    Record,
    /// By a command, for the finding of this fingerprint.
    Fingerprint(&'a str),
    /// By a comment in the article.
    Comment,
    /// By a comment, for a rule that the settings do not let articles accept.
    Refused,
    /// By a comment, for a rule that there is not.
    UnknownRule,
    /// By a comment that cannot be read, and why.
    Unreadable(&'a str),
}

impl WaiverUse<'_> {
    /// The last day on which the waiver holds is past.
    pub fn is_expired(&self) -> bool {
        self.expires_on < self.today
    }
}
