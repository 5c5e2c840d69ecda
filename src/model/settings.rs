//! Settings that rules and policy read. The file's form is `claimbook.toml`; see `docs/settings.md`.

use super::{DeclaredId, Kind, Opinions, Severity, Verdict};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What may be set beside a catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Months after which an article must be reviewed again.
    pub review_interval_months: u32,
    /// When a claim's review is due again, for verdicts that ask for another interval.
    pub review_intervals: BTreeMap<Verdict, Interval>,
    /// How many people judge a claim before it is finished.
    pub opinions: Opinions,
    /// Years after which a work is old.
    pub work_old_years: u32,
    /// Years after which a guideline is old.
    pub guideline_old_years: u32,
    /// Years up to which a work is recent.
    pub recent_years: u32,
    /// The weakest level of evidence that a claim of a kind may rest on, 1 to 5; kinds that are not named may rest on any.
    pub minimum_levels: BTreeMap<Kind, u8>,
    /// The profile whose severities stand over the rules' defaults.
    pub profile: Option<String>,
    /// Severity by rule id, over the profile's and the rule's default.
    pub severities: BTreeMap<String, Severity>,
    /// The most that findings on proposed claims can be; none where that goes by how sure the proposal is.
    pub proposed: Option<Severity>,
    /// The most that findings on background can be, which needs no evidence and which nobody has judged.
    pub background: Severity,
    /// Whether a claim that a change adds and that cites nothing fails whatever its kind.
    pub strict_changes: bool,
    /// Rules whose findings a comment in an article may accept; none unless the settings name them.
    pub inline_allow: BTreeSet<String>,
    /// Who uses the tool, as their own settings say; a catalogue's never do.
    pub me: Option<Me>,
    /// Where their team comes together, as their own settings say; a catalogue's never do.
    pub hub: Option<HubSettings>,
    /// The address sent to registries that ask for one.
    pub mailto: Option<String>,
    /// Base URLs by service, with their pace.
    pub services: BTreeMap<String, Service>,
    /// Hosts of pages (`name:port`) that may be asked although their address is private, and whether without a pace.
    pub hosts: BTreeMap<String, bool>,
    /// The most bytes of one text file that are read.
    pub max_text_bytes: u64,
    /// Which files of folders are articles, as globs of git: only these, where there are any.
    pub include: Vec<String>,
    /// Which files of folders are none.
    pub exclude: Vec<String>,
}

/// Who uses the tool: `[me]` in their own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The name without credentials.
    pub name: String,
    /// Their credentials.
    pub credentials: Option<String>,
    /// What tells them from others of the name: an ORCID iD, a mail address or a key.
    pub id: Option<DeclaredId>,
    /// The file of the key that they sign with.
    pub signing_key: Option<PathBuf>,
    /// The program that signs with it, where it is not `ssh-keygen`.
    pub sign_with: Option<PathBuf>,
}

impl Me {
    /// The program that signs, and the file of the key; none where they name no key.
    pub fn signing_tools(&self) -> Option<(&Path, &Path)> {
        let program = self.sign_with.as_deref().unwrap_or(Path::new("ssh-keygen"));
        Some((program, self.signing_key.as_deref()?))
    }
}

/// Where a team comes together: `[hub]` in the user's own settings.
#[derive(Clone, PartialEq, Eq)]
pub struct HubSettings {
    /// The hub's address, which may hold a password.
    pub url: String,
    /// Whether this machine asks the registries for everybody.
    pub checks_here: bool,
}

impl std::fmt::Debug for HubSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HubSettings").field("checks_here", &self.checks_here).finish_non_exhaustive()
    }
}

impl std::fmt::Display for Me {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.credentials {
            Some(credentials) => write!(f, "{}, {credentials}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A length of time: `30 days`, `12 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// So many days.
    Days(u32),
    /// So many months.
    Months(u32),
}

impl Interval {
    /// What an interval is, as the end of a sentence.
    pub const EXPECTED: &str = "expected a number and days, weeks, months or years, such as \"30 days\"";

    /// Reads one; of a hundred years at most.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number: u32 = number.parse().ok().filter(|n| (1..=36_525).contains(n))?;
        match unit.trim().trim_end_matches('s') {
            "day" => Some(Self::Days(number)),
            "week" => Some(Self::Days(number.checked_mul(7)?)),
            "month" => Some(Self::Months(number)),
            "year" => Some(Self::Months(number.checked_mul(12)?)),
            _ => None,
        }
        .filter(|interval| matches!(interval, Self::Days(..=36_525) | Self::Months(..=1_200)))
    }

    /// The day that comes so long after another.
    pub fn add_to(self, day: jiff::civil::Date) -> jiff::civil::Date {
        match self {
            Self::Days(days) => day.saturating_add(i64::from(days).days()),
            Self::Months(months) => day.saturating_add(i64::from(months).months()),
        }
    }
}

/// How a registry is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// Its base URL.
    pub url: Option<String>,
    /// Where a file says `pace = "off"`, such as `claimbook.toml:8:8`: only for a base URL that the user configured.
    pub pace_off: Option<String>,
}

impl Service {
    /// What a base URL is, as the end of a sentence.
    pub const EXPECTED: &str = "expected https:// or http:// with a host, without user name, query or fragment";

    /// A text as a base URL: one that paths can be added to, and that holds no secret.
    pub fn parse_base(text: &str) -> Option<url::Url> {
        let url = url::Url::parse(text).ok()?;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        plain.then_some(url)
    }
}

impl Settings {
    /// What a mail address is, as the end of a sentence.
    pub const EXPECTED_MAILTO: &str = "expected an address such as a@example.org";

    /// Whether a text is a mail address that a request may carry, in its query and in its headers.
    pub fn is_mailto(text: &str) -> bool {
        let whole = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        whole && text.bytes().all(|b| b.is_ascii_graphic() && !b"()<>\\\"".contains(&b))
    }

    /// What a host of pages is, as the end of a sentence.
    pub const EXPECTED_HOST: &str = "expected a name, with its port where that is not 443, such as wiki.example:443";

    /// Whether a text names a host, perhaps with a port, and nothing else.
    pub fn is_host(text: &str) -> bool {
        let bare = |url: url::Url| {
            url.has_host()
                && url.path() == "/"
                && url.username().is_empty()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        !text.contains(['/', '\\']) && url::Url::parse(&format!("https://{text}/")).is_ok_and(bare)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            review_interval_months: 36,
            review_intervals: BTreeMap::from([
                (Verdict::NotSupported, Interval::Days(30)),
                (Verdict::Contradicted, Interval::Days(30)),
                (Verdict::NotEnoughEvidence, Interval::Months(12)),
            ]),
            opinions: Opinions::default(),
            work_old_years: 5,
            guideline_old_years: 3,
            recent_years: 2,
            minimum_levels: BTreeMap::from([
                (Kind::Benefit, 2),
                (Kind::Recommendation, 3),
                (Kind::Prevalence, 3),
                (Kind::Harm, 4),
                (Kind::Risk, 4),
                (Kind::Prognosis, 4),
                (Kind::Diagnosis, 4),
            ]),
            profile: None,
            severities: BTreeMap::new(),
            proposed: None,
            background: Severity::Allow,
            strict_changes: true,
            inline_allow: BTreeSet::new(),
            me: None,
            hub: None,
            mailto: None,
            services: BTreeMap::new(),
            hosts: BTreeMap::new(),
            max_text_bytes: 10 * 1024 * 1024,
            include: Vec::new(),
            exclude: Vec::new(),
        }
    }
}
