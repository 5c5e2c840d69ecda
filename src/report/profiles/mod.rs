//! Profiles: what a standard asks, as severities of rules. One file of data a profile, one line in [`PROFILES`]; its page is
//! `docs/profiles/NAME.md`. A profile stands between the rules' own severities and the settings.

use crate::model::{Severity, Word, find_nearest};
use crate::rules::RULES;

/// A standard in severities.
#[derive(Debug)]
pub struct Profile {
    /// Its name: `nhs`.
    pub name: &'static str,
    /// Its file: what it is in the first line, behind `#`; then `rule = severity` in each.
    data: &'static str,
}

/// Every profile.
pub const PROFILES: &[Profile] = &[
    Profile { name: "default", data: include_str!("default.txt") },
    Profile { name: "nhs", data: include_str!("nhs.txt") },
    Profile { name: "pif", data: include_str!("pif.txt") },
];

/// A profile that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile “{got}”{}; there are {}", likely.map(|l| format!(", did you mean {l}?")).unwrap_or_default(), names().join(", "))]
pub struct UnknownProfile {
    /// What was asked for.
    pub got: String,
    /// The profile with the most similar name.
    pub likely: Option<&'static str>,
}

impl Profile {
    /// The profile of a name.
    pub fn find(name: &str) -> Result<&'static Self, UnknownProfile> {
        let known = PROFILES.iter().find(|profile| profile.name == name);
        known.ok_or_else(|| {
            let names = names();
            let likely = find_nearest(name, &names).and_then(|near| names.iter().copied().find(|name| *name == near));
            UnknownProfile { got: name.to_owned(), likely }
        })
    }

    /// What it is, in a line.
    pub fn summary(&self) -> &'static str {
        self.data.lines().next().unwrap_or_default().trim_start_matches('#').trim()
    }

    /// Its severities by rule, in the order of its file. A test sees that each line holds a rule and a severity.
    pub fn severities(&self) -> impl Iterator<Item = (&'static str, Severity)> {
        let lines = self.data.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines.filter_map(|line| {
            let (rule, severity) = line.split_once('=')?;
            let rule = RULES.iter().find(|known| known.id == rule.trim())?;
            Some((rule.id, Severity::parse(severity.trim()).ok()?))
        })
    }
}

fn names() -> Vec<&'static str> {
    PROFILES.iter().map(|profile| profile.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_rule_and_a_severity_that_differs_from_its_own() {
        for profile in PROFILES {
            let lines: Vec<&str> =
                profile.data.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).collect();
            let read: Vec<(&str, Severity)> = profile.severities().collect();
            assert_eq!(read.len(), lines.len(), "{}: a line is no rule and severity", profile.name);
            for (n, (id, severity)) in read.iter().enumerate() {
                assert!(!read[..n].iter().any(|(earlier, _)| earlier == id), "{}: {id} stands twice", profile.name);
                let own = RULES.iter().find(|rule| rule.id == *id).unwrap().severity;
                assert_ne!(own, *severity, "{}: {id} is {own} without it", profile.name);
            }
            assert!(!profile.summary().is_empty());
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_those_there_are() {
        assert_eq!(Profile::find("pif").unwrap().name, "pif");
        assert_eq!(
            Profile::find("nsh").unwrap_err().to_string(),
            "there is no profile “nsh”, did you mean nhs?; there are default, nhs, pif"
        );
        assert_eq!(Profile::find("journal").unwrap_err().likely, None);
    }
}
