//! Where a rule puts what it finds, and what it could not look at.

use super::{Context, Rule};
use crate::model::{Claim, Finding, Kind, Place, Reference, Severity, Status, Unchecked};
use std::borrow::Cow;

/// Collects one rule's findings. Severity here is the rule's own; policy is applied once, afterwards.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    severity: Severity,
    help: &'static str,
    /// What was found.
    pub found: Vec<Finding>,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
}

impl Findings {
    /// An empty collection for a rule.
    pub fn new(rule: &Rule) -> Self {
        Self { rule: rule.id, severity: rule.severity, help: rule.help, found: Vec::new(), unchecked: Vec::new() }
    }

    /// Finds something about the record at an address.
    pub fn find(&mut self, address: impl Into<String>, message: impl Into<String>) -> FindingBuilder<'_> {
        self.found.push(Finding {
            rule: self.rule,
            severity: self.severity,
            address: address.into(),
            message: message.into(),
            help: Cow::Borrowed(self.help),
            place: Place::default(),
            related: Vec::new(),
            cause: String::new(),
            proposed: None,
            background: false,
            at_most: Severity::Deny,
        });
        FindingBuilder(self.found.last_mut())
    }

    /// Finds something about the article as a whole.
    pub fn add_article(&mut self, ctx: &Context, message: impl Into<String>) -> FindingBuilder<'_> {
        self.find(ctx.snapshot.key(), message).with_place(ctx.snapshot.place_of_title())
    }

    /// Finds something about a claim, at its first place in the text.
    pub fn add_claim(&mut self, ctx: &Context, claim: &Claim, message: impl Into<String>) -> FindingBuilder<'_> {
        let found = self.find(ctx.snapshot.claim_address(claim), message).with_place(ctx.snapshot.place_of(claim.uid));
        let judged = ctx.snapshot.reviews_of(claim.uid).next().is_some();
        found.with_claim(claim, judged)
    }

    /// Finds something about an entry of the list; the claims that rest on it are related.
    pub fn add_reference(
        &mut self,
        ctx: &Context,
        reference: &Reference,
        message: impl Into<String>,
    ) -> FindingBuilder<'_> {
        let found = self.find(ctx.snapshot.reference_address(reference), message);
        found.with_place(ctx.snapshot.place_of_reference(reference)).with_related(ctx.list_resting_claims(reference))
    }

    /// Could not look at the record at an address: which source was missing or silent, and why.
    pub fn add_unchecked(
        &mut self,
        address: impl Into<String>,
        source: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) {
        self.unchecked.push(Unchecked {
            rule: Cow::Borrowed(self.rule),
            address: address.into(),
            source: source.into(),
            reason: reason.into(),
        });
    }
}

/// The finding just made, to be told more.
#[derive(Debug)]
pub struct FindingBuilder<'a>(Option<&'a mut Finding>);

impl FindingBuilder<'_> {
    fn with_change(mut self, change: impl FnOnce(&mut Finding)) -> Self {
        if let Some(finding) = self.0.as_deref_mut() {
            change(finding);
        }
        self
    }

    /// Where it is.
    pub fn with_place(self, place: Place) -> Self {
        self.with_change(|f| f.place = place)
    }

    /// What to do next, more exactly than the rule says.
    pub fn with_help(self, help: impl Into<Cow<'static, str>>) -> Self {
        self.with_change(|f| f.help = help.into())
    }

    /// Other records that matter to it.
    pub fn with_related(self, addresses: Vec<String>) -> Self {
        self.with_change(|f| f.related = addresses)
    }

    /// The fact behind it, where a record can have several findings of the rule; stays the same when lines move.
    pub fn with_cause(self, cause: impl Into<String>) -> Self {
        self.with_change(|f| f.cause = cause.into())
    }

    /// It matters less than the rule's other findings: this is the most that it can be.
    pub fn with_limit(self, severity: Severity) -> Self {
        self.with_change(|f| {
            f.at_most = severity;
            f.severity = f.severity.min(severity);
        })
    }

    /// It speaks of this claim, which a person has judged or not. A proposal of a catalogue that did not keep yet how sure
    /// it was is taken for a likely one.
    fn with_claim(self, claim: &Claim, judged: bool) -> Self {
        let proposed =
            (claim.status == Status::Proposed).then(|| claim.confidence.unwrap_or(crate::model::Confidence::Likely));
        self.with_change(|f| (f.proposed, f.background) = (proposed, claim.kind == Kind::Context && !judged))
    }
}
