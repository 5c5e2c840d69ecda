//! Reads `claimbook.toml`, beside a catalogue or the user's own. Everything that is wrong is said at once, each with its line and the nearest known name.

mod hub;
mod me;
mod opinions;
mod values;

use super::policy::refuse_unknown;
use crate::model::{Interval, Kind, Service, Settings, Severity, Verdict, Word};
use crate::registry::SERVICES;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use values::sort_entries;

/// The settings file cannot be used; everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", problems.iter().map(|p| format!("{file}:{}:{}: {}", p.line, p.column, p.message)).collect::<Vec<_>>().join("\n"))]
pub struct SettingsError {
    /// The file.
    pub file: String,
    /// What is wrong, down the page.
    pub problems: Vec<SettingsProblem>,
    /// Whether it says who the user is where that does not belong: in a catalogue's file, or as earlier versions wrote it.
    pub misplaces_the_user: bool,
}

/// One thing that is wrong in a settings file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingsProblem {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong, and what is expected.
    pub message: String,
}

/// The keys at the top of the file.
const KEYS: &[&str] = &[
    "review-interval-months",
    "review-intervals",
    "review",
    "work-old-years",
    "guideline-old-years",
    "recent-years",
    "minimum-levels",
    "max-text-bytes",
    "proposed",
    "inline-allow",
    "background",
    "strict-changes",
    "profile",
    "mailto",
    "severities",
    "articles",
    "services",
    "hosts",
];

/// The keys of the user's own file: who they are, whatever the catalogue, and where their team comes together.
const OWN_KEYS: &[&str] = &["me", "mailto", "hub"];

type Entry<'t, 'i> = (&'t Spanned<toml::de::DeString<'i>>, &'t Spanned<DeValue<'i>>);

/// Reads settings from the text of a file; what the file does not set keeps its default.
///
/// ```toml
/// review-interval-months = 24
/// proposed = "deny"
///
/// [severities]
/// claim-uncited = "warn"
///
/// [services."doi.org"]
/// url = "http://localhost:8080"
/// pace = "off"
///
/// [hosts]
/// "wiki.intranet.example:443" = "polite"
/// ```
pub fn parse(text: &str, file: &str) -> Result<Settings, SettingsError> {
    read(text, file, KEYS)
}

/// Reads the user's own settings, which are who they are and their address: the rest is a catalogue's, so that everybody who
/// judges it judges alike.
pub fn parse_own(text: &str, file: &str) -> Result<Settings, SettingsError> {
    read(text, file, OWN_KEYS)
}

fn read(text: &str, file: &str, keys: &[&str]) -> Result<Settings, SettingsError> {
    let mut reading = Reading { text, file, problems: Vec::new(), misplaces_the_user: false };
    let settings = match DeTable::parse(text) {
        Ok(table) => reading.read_settings(table.get_ref(), keys),
        Err(wrong) => {
            reading.add_problem(wrong.span().map_or(0, |s| s.start), wrong.message().to_owned());
            Settings::default()
        }
    };
    reading.problems.sort();
    match reading.problems.is_empty() {
        true => Ok(settings),
        false => Err(SettingsError {
            file: file.to_owned(),
            problems: reading.problems,
            misplaces_the_user: reading.misplaces_the_user,
        }),
    }
}

struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    problems: Vec<SettingsProblem>,
    misplaces_the_user: bool,
}

impl Reading<'_> {
    fn read_settings(&mut self, table: &DeTable, keys: &[&str]) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in sort_entries(table) {
            match key.get_ref().as_ref() {
                other if KEYS.contains(&other) && !keys.contains(&other) => {
                    let message =
                        format!("{other} is a catalogue's setting: it belongs in the claimbook.toml beside one");
                    self.add_problem(key.span().start, message);
                }
                "review-interval-months" => {
                    self.read_number((key, value), 1, 1200, &mut settings.review_interval_months)
                }
                "review-intervals" => settings.review_intervals.extend(self.read_intervals((key, value))),
                "work-old-years" => self.read_number((key, value), 1, 200, &mut settings.work_old_years),
                "guideline-old-years" => self.read_number((key, value), 1, 200, &mut settings.guideline_old_years),
                "recent-years" => self.read_number((key, value), 1, 200, &mut settings.recent_years),
                "review" => settings.opinions = self.read_opinions((key, value)),
                "minimum-levels" => settings.minimum_levels.extend(self.read_levels((key, value))),
                "max-text-bytes" => {
                    self.read_number((key, value), 1024, u64::from(u32::MAX), &mut settings.max_text_bytes)
                }
                "proposed" => settings.proposed = self.read_severity((key, value)),
                "background" => settings.background = self.read_severity((key, value)).unwrap_or(settings.background),
                "strict-changes" => self.read_yes_or_no((key, value), &mut settings.strict_changes),
                "inline-allow" => settings.inline_allow = self.read_rules((key, value)),
                "profile" => settings.profile = self.read_profile((key, value)),
                "me" if keys.contains(&"me") => settings.me = self.read_me((key, value)),
                "hub" if keys.contains(&"hub") => settings.hub = self.read_hub((key, value)),
                "hub" => {
                    let words = "[hub] says where everything is sent: it is read only from your own settings file";
                    self.add_problem(key.span().start, words.to_owned());
                }
                "me" | "name" | "credentials" | "id" => self.refuse_the_user(key, keys.contains(&"me")),
                "mailto" => settings.mailto = self.read_mailto((key, value)),
                "severities" => settings.severities = self.read_severities((key, value)),
                "articles" => (settings.include, settings.exclude) = self.read_article_globs((key, value)),
                "services" => settings.services = self.read_services((key, value)),
                "hosts" => settings.hosts = self.read_hosts((key, value)),
                other => self.refuse_key(key.span().start, other, keys),
            }
        }
        settings
    }

    /// A list of rules.
    fn read_rules(&mut self, entry: Entry) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        for (rule, at) in self.read_texts(entry) {
            match crate::rules::find_rule(&rule) {
                Some(_) => drop(named.insert(rule)),
                None => self.add_problem(at, refuse_unknown(&rule).to_string()),
            }
        }
        named
    }

    fn read_severities(&mut self, entry: Entry) -> BTreeMap<String, Severity> {
        let mut severities = BTreeMap::new();
        for (rule, value) in self.read_table(entry) {
            if crate::rules::find_rule(rule.get_ref()).is_none() {
                self.add_problem(rule.span().start, refuse_unknown(rule.get_ref()).to_string());
            } else if let Some(severity) = self.read_severity((rule, value)) {
                severities.insert(rule.get_ref().to_string(), severity);
            }
        }
        severities
    }

    /// When reviews are due again, by verdict.
    fn read_intervals(&mut self, entry: Entry) -> BTreeMap<Verdict, Interval> {
        let mut intervals = BTreeMap::new();
        for (verdict, value) in self.read_table(entry) {
            let Some(words) = self.read_text((verdict, value)) else { continue };
            match (Verdict::parse(verdict.get_ref()), Interval::parse(&words)) {
                (Err(unknown), _) => self.add_problem(verdict.span().start, unknown.to_string()),
                (_, None) => {
                    self.add_problem(
                        value.span().start,
                        format!("“{words}” is not an interval: {}", Interval::EXPECTED),
                    );
                }
                (Ok(verdict), Some(interval)) => drop(intervals.insert(verdict, interval)),
            }
        }
        intervals
    }

    /// The weakest levels of evidence that claims may rest on, by kind.
    fn read_levels(&mut self, entry: Entry) -> BTreeMap<Kind, u8> {
        let mut levels = BTreeMap::new();
        for (kind, value) in self.read_table(entry) {
            let mut level = 0;
            self.read_number((kind, value), 1, 5, &mut level);
            match Kind::parse(kind.get_ref()) {
                Ok(kind) => drop(levels.insert(kind, level)),
                Err(unknown) => self.add_problem(kind.span().start, unknown.to_string()),
            }
        }
        levels
    }

    fn read_services(&mut self, entry: Entry) -> BTreeMap<String, Service> {
        let known: Vec<&str> = SERVICES.iter().map(|service| service.name).collect();
        let mut services = BTreeMap::new();
        for (name, value) in self.read_table(entry) {
            match known.contains(&name.get_ref().as_ref()) {
                true => _ = services.insert(name.get_ref().to_string(), self.read_service((name, value))),
                false => self.refuse_key(name.span().start, name.get_ref(), &known),
            }
        }
        services
    }

    /// Hosts of pages that may be private, by name and port, each with its pace.
    fn read_hosts(&mut self, entry: Entry) -> BTreeMap<String, bool> {
        let mut hosts = BTreeMap::new();
        for (host, value) in self.read_table(entry) {
            if !Settings::is_host(host.get_ref()) {
                let message = format!("“{}” is not a host: {}", host.get_ref(), Settings::EXPECTED_HOST);
                self.add_problem(host.span().start, message);
            }
            match self.read_text((host, value)).as_deref() {
                Some(pace @ ("off" | "polite")) => _ = hosts.insert(host.get_ref().to_string(), pace == "off"),
                Some(other) => {
                    let message = format!("the pace of a host is “{other}”, expected \"polite\" or \"off\"");
                    self.add_problem(value.span().start, message);
                }
                None => {}
            }
        }
        hosts
    }

    fn read_service(&mut self, entry: Entry) -> Service {
        let (name, mut service) = (entry.0.get_ref().to_string(), Service::default());
        let (mut pace, mut own) = (None, false);
        for (key, value) in self.read_table(entry) {
            match key.get_ref().as_ref() {
                "url" => {
                    own = true;
                    service.url = self.read_url(&name, (key, value));
                }
                "pace" => pace = self.read_text((key, value)).map(|word| (word, value.span().start)),
                other => self.refuse_key(key.span().start, other, &["url", "pace"]),
            }
        }
        match pace {
            Some((word, at)) if word != "off" => {
                self.add_problem(at, format!("pace is “{word}”, expected \"off\" or no such line"));
            }
            Some((_, at)) if !own => {
                let message =
                    "pace may be \"off\" only together with a url of your own: public services are always paced";
                self.add_problem(at, message.to_owned());
            }
            Some((_, at)) => {
                let (line, column) = self.find_place(at);
                service.pace_off = Some(format!("{}:{line}:{column}", self.file));
            }
            None => {}
        }
        service
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_sets_what_it_names_and_no_more() {
        let text = "review-interval-months = 24\ninline-allow = [\"claim-stale\"]\nproposed = \"deny\"\nmailto = \"a@example.org\"\n\
                    [severities]\nclaim-uncited = \"warn\"\n[services.\"doi.org\"]\nurl = \"http://localhost:1\"\npace = \"off\"\n";
        let settings = parse(text, "claimbook.toml").unwrap();
        let service =
            Service { url: Some("http://localhost:1".to_owned()), pace_off: Some("claimbook.toml:9:8".to_owned()) };
        let expected = Settings {
            review_interval_months: 24,
            proposed: Some(Severity::Deny),
            inline_allow: BTreeSet::from(["claim-stale".to_owned()]),
            mailto: Some("a@example.org".to_owned()),
            severities: BTreeMap::from([("claim-uncited".to_owned(), Severity::Warn)]),
            services: BTreeMap::from([("doi.org".to_owned(), service)]),
            ..Settings::default()
        };
        assert_eq!(settings, expected);
        assert_eq!(parse("", "f").unwrap(), Settings::default());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_nearest_name() {
        for (text, message) in [
            (
                "reveiw-interval-months = 1",
                "f:1:1: there is no setting “reveiw-interval-months”: did you mean review-interval-months?",
            ),
            (
                "\n[severities]\nclaim-uncitd = \"warn\"",
                "f:3:1: there is no rule “claim-uncitd”, did you mean claim-uncited?; `claimbook rules` lists them",
            ),
            (
                "[severities]\nclaim-uncited = \"error\"",
                "f:2:17: there is no severity “error”; use one of allow, note, warn, deny",
            ),
            ("work-old-years = 0", "f:1:18: work-old-years is a whole number from 1 to 200"),
            ("mailto = 3", "f:1:10: mailto is a text in quotation marks"),
            ("severities = 1", "f:1:14: severities is a table: [severities]"),
            ("mailto = \"me\"", "f:1:10: mailto is “me”, expected an address such as a@example.org"),
            ("mailto = \"a@b.c (d)\"", "f:1:10: mailto is “a@b.c (d)”, expected an address such as a@example.org"),
            (
                "[hosts]\n\"http://wiki.example\" = \"off\"",
                "f:2:1: “http://wiki.example” is not a host: expected a name, with its port where that is not 443, such as wiki.example:443",
            ),
            ("[services.crosref]", "f:1:11: there is no setting “crosref”: did you mean crossref?"),
            (
                "[services.crossref]\npace = \"off\"",
                "f:2:8: pace may be \"off\" only together with a url of your own: public services are always paced",
            ),
            (
                "[services.crossref]\nurl = \"crossref\"",
                "f:2:7: services.crossref.url is not a base URL: expected https:// or http:// with a host, without user name, query or fragment",
            ),
            (
                "[services.crossref]\nurl = \"https://me:hunter2@a.example/\"\npace = \"off\"",
                "f:2:7: services.crossref.url is not a base URL: expected https:// or http:// with a host, without user name, query or fragment",
            ),
            ("[services.pubmed]\nurl = 3", "f:2:7: url is a text in quotation marks"),
            ("[services]\npubmed = \"x\"", "f:2:10: pubmed is a table: [pubmed]"),
            (
                "[services.pubmed]\nurl = \"http://a.example\"\npace = \"slow\"",
                "f:3:8: pace is “slow”, expected \"off\" or no such line",
            ),
            ("[services.pubmed]\npace = true", "f:2:8: pace is a text in quotation marks"),
            ("[services.pubmed]\ntoken = \"hunter2\"", "f:2:1: there is no setting “token”: known are url, pace"),
            ("profile = \"nsh\"", "f:1:11: there is no profile “nsh”, did you mean nhs?; there are default, nhs, pif"),
            ("[minimum-levels]\nbenefit = 6", "f:2:11: benefit is a whole number from 1 to 5"),
            (
                "inline-allow = [\"claim-uncitd\"]",
                "f:1:17: there is no rule “claim-uncitd”, did you mean claim-uncited?; `claimbook rules` lists them",
            ),
            ("inline-allow = \"claim-uncited\"", "f:1:16: inline-allow is a list of texts, such as [\"…\", \"…\"]"),
            ("inline-allow = [3]", "f:1:17: inline-allow is a list of texts, such as [\"…\", \"…\"]"),
            ("strict-changes = \"no\"", "f:1:18: strict-changes is true or false, without quotation marks"),
            ("proposed = [\"deny\"]", "f:1:12: proposed is a text in quotation marks"),
            ("review-interval-months = 1.5", "f:1:26: review-interval-months is a whole number from 1 to 1200"),
            ("[articles]\ninclude = \"a\"", "f:2:11: include is a list of globs: include = [\"content/**\"]"),
            (
                "[articles]\nexclude = [\"a/**\", \"[\"]",
                "f:2:20: “[” is not a glob of files such as \"content/**/*.md\"",
            ),
            ("[articles]\nexclude = [\"!a\"]", "f:2:12: “!a” is not a glob of files such as \"content/**/*.md\""),
            ("[articles]\nonly = []", "f:2:1: there is no setting “only”: known are include, exclude"),
            ("max-text-bytes = \"10\"", "f:1:18: max-text-bytes is a whole number from 1024 to 4294967295"),
        ] {
            assert_eq!(parse(text, "f").unwrap_err().to_string(), message);
        }
        let both = parse("x = 1\nwork-old-years = 5\ny = 2", "f").unwrap_err();
        assert_eq!(both.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(parse("a = \n", "f").unwrap_err().problems.first().map(|p| p.line), Some(1));
    }

    proptest::proptest! {
        #[test]
        fn no_text_upsets_it(text in "[a-z\\-\\[\\]=\"\n.é0-9 ]{0,80}") {
            let _ = parse(&text, "f");
        }
    }
}
