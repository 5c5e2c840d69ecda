//! How much findings matter: the rule's default, then the settings file, then flags; applied once, after the rules.

use super::Profile;
use crate::model::{Confidence, Finding, Settings, Severity, find_nearest};
use crate::rules::{RULES, Rule, UNCITED};
use std::collections::{BTreeMap, BTreeSet};

/// The rule that speaks of absolute words.
pub(super) const ABSOLUTE_WORD: &str = "claim-absolute-word";
/// The rule that speaks of cited sentences that say something else: no record of a catalogue is one.
pub(super) const REWORDED: &str = "citation-reworded";
/// The rule that speaks of figures without a source.
const FIGURE_UNCITED: &str = "claim-figure-uncited";

/// The severities of this run.
#[derive(Debug, Clone)]
pub struct Policy {
    severities: BTreeMap<&'static str, Severity>,
    /// The rules whose severity somebody chose: the profile, the settings or a flag.
    chosen: BTreeSet<&'static str>,
    /// Whether a claim that a change adds and that cites nothing fails whatever its kind, where it is sure to be one or gives a figure:
    /// whoever adds a claim knows its source. What somebody chose for a rule, or for proposed claims, stays.
    strict: bool,
    /// The most that findings on proposed claims can be; none where that goes by how sure the proposal is.
    pub proposed: Option<Severity>,
    /// The most that findings on background can be, which needs no evidence and which nobody has judged.
    pub background: Severity,
    /// Only these rules or families of rules (`doi` is every `doi-…`); all where none are named.
    pub only: Vec<String>,
}

/// A rule that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule “{got}”{}; `claimbook rules` lists them", likely.map(|l| format!(", did you mean {l}?")).unwrap_or_default())]
pub struct UnknownRule {
    /// What was asked for.
    pub got: String,
    /// The rule with the most similar name.
    pub likely: Option<&'static str>,
}

impl Policy {
    /// The rules' defaults under the profile's severities, and those under the settings'; names that are no rule's were refused when the settings were read.
    pub fn new(settings: &Settings) -> Self {
        let mut severities: BTreeMap<&str, Severity> = RULES.iter().map(|rule| (rule.id, rule.severity)).collect();
        // A profile that is not there was refused when the settings were read.
        let profile = settings.profile.as_deref().and_then(|name| Profile::find(name).ok());
        let by_profile: Vec<(&str, Severity)> = profile.into_iter().flat_map(Profile::severities).collect();
        let mut chosen: BTreeSet<&str> = by_profile.iter().map(|(id, _)| *id).collect();
        severities.extend(by_profile);
        for (id, severity) in &mut severities {
            if let Some(set) = settings.severities.get(*id) {
                *severity = *set;
                chosen.insert(*id);
            }
        }
        let (proposed, background) = (settings.proposed, settings.background);
        Self { severities, chosen, strict: settings.strict_changes, proposed, background, only: Vec::new() }
    }

    /// A flag's severity for a rule, over everything before it.
    pub fn set_severity(&mut self, rule: &str, severity: Severity) -> Result<(), UnknownRule> {
        let known = crate::rules::find_rule(rule).ok_or_else(|| refuse_unknown(rule))?;
        self.severities.insert(known.id, severity);
        self.chosen.insert(known.id);
        Ok(())
    }

    /// The severity of a rule's findings about anything but a proposed claim.
    pub fn find_severity(&self, rule: &Rule) -> Severity {
        self.severities.get(rule.id).copied().unwrap_or(rule.severity)
    }

    /// The rules that run: selected, and not at `allow`.
    pub fn list_rules(&self) -> Vec<&'static Rule> {
        let selected = |rule: &Rule| self.only.is_empty() || self.only.iter().any(|name| is_of(rule, name));
        RULES.iter().copied().filter(|rule| selected(rule) && self.find_severity(rule) != Severity::Allow).collect()
    }

    /// Gives a finding its severity; false where it is not to be reported at all. The claim may be of a change, and may leave no doubt.
    pub(super) fn settle(&self, finding: &mut Finding, (is_of_change, is_absolute): (bool, bool)) -> bool {
        let is_strict = is_of_change && self.strict && UNCITED.contains(&finding.rule);
        let set = match is_strict && !self.chosen.contains(finding.rule) {
            true => Severity::Deny,
            false => self.severities.get(finding.rule).copied().unwrap_or(finding.severity),
        };
        let set = set.min(finding.at_most);
        // Of what is only likely a claim, hardly any that gives a figure is none.
        // Nor of what "has no side effects at all".
        let is_claim = is_strict && (finding.rule == FIGURE_UNCITED || is_absolute);
        let usual = |sure| if is_claim { Severity::Deny } else { most_unaccepted(sure) };
        let proposed = finding.proposed.map(|sure| self.proposed.unwrap_or(usual(sure)));
        let background = finding.background.then_some(self.background);
        finding.severity = proposed.into_iter().chain(background).fold(set, Severity::min);
        finding.severity != Severity::Allow
    }
}

/// The most that a finding on a claim can be that nobody has accepted: nearly every sure proposal is a claim, and fails as one.
fn most_unaccepted(sure: Confidence) -> Severity {
    match sure {
        Confidence::Sure => Severity::Deny,
        Confidence::Likely => Severity::Warn,
    }
}

fn is_of(rule: &Rule, name: &str) -> bool {
    rule.id.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

pub(super) fn refuse_unknown(got: &str) -> UnknownRule {
    let ids: Vec<&'static str> = RULES.iter().map(|r| r.id).collect();
    let likely = find_nearest(got, &ids).and_then(|near| ids.iter().copied().find(|id| *id == near));
    UnknownRule { got: got.to_owned(), likely }
}
