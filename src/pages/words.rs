//! Plain words for what the catalogue keeps as tokens: what readers of a page see who have never used the tool.

use crate::model::*;
use crate::tasks::overview::{ClaimMark, LinkHealth};
use jiff::civil::Date;

/// How a mark looks: the name of its shape and colour, and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MarkWords {
    /// The name of its class and of its symbol.
    pub(super) name: &'static str,
    /// The state, in a few words.
    pub(super) words: &'static str,
    /// What it means, in a sentence.
    pub(super) meaning: &'static str,
}

/// How a mark looks.
pub(super) const fn describe_mark(mark: ClaimMark) -> MarkWords {
    let (name, words, meaning) = match mark {
        ClaimMark::TakenBack => {
            ("taken", "Source taken back", "A source it rests on was retracted, withdrawn or removed.")
        }
        ClaimMark::NotSupported => ("bad", "Does not hold", "A reviewer found that the evidence does not carry it."),
        ClaimMark::Disputed => ("split", "Verdicts differ", "Reviewers came to different verdicts."),
        ClaimMark::Stale => ("stale", "Changed since judged", "Something that the last verdict rested on has changed."),
        ClaimMark::Uncited => ("none", "No source", "Nothing backs it yet."),
        ClaimMark::Cited => ("cited", "Source not read", "It cites a source that nobody has read for it yet."),
        ClaimMark::Read => ("read", "Not judged yet", "A source was read for it, and nobody has given a verdict yet."),
        ClaimMark::NotEnough => ("thin", "Not enough evidence", "A reviewer found too little evidence to decide."),
        ClaimMark::Partly => ("partly", "Partly supported", "A reviewer found that the evidence carries part of it."),
        ClaimMark::Supported => ("good", "Supported", "A reviewer found that the evidence says so."),
        ClaimMark::Background => ("ground", "Background", "It needs no evidence."),
    };
    MarkWords { name, words, meaning }
}

/// What a kind of claim is about.
pub(super) const fn describe_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Prevalence => "how common",
        Kind::Risk => "what raises a risk",
        Kind::Mechanism => "how it comes about",
        Kind::Benefit => "what helps",
        Kind::Harm => "harm or safety",
        Kind::Recommendation => "what to do",
        Kind::Diagnosis => "what a sign means",
        Kind::Prognosis => "how it develops",
        Kind::SourceDescription => "what a source says",
        Kind::Outcome => "the publisher’s own figure",
        Kind::Context => "background",
    }
}

/// A verdict as people say it.
pub(super) const fn describe_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::Partly => "partly supported",
        Verdict::NotSupported => "not supported",
        Verdict::Contradicted => "contradicted",
        Verdict::NotEnoughEvidence => "not enough evidence",
    }
}

/// What a source says about a claim.
pub(super) const fn describe_stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "supports the claim",
        Stance::Partly => "supports part of the claim",
        Stance::Contradicts => "contradicts the claim",
        Stance::Background => "is background to the claim",
    }
}

/// How much of a source was read.
pub(super) const fn describe_read_as(read_as: ReadAs) -> &'static str {
    match read_as {
        ReadAs::Abstract => "the abstract was read",
        ReadAs::FullText => "the full text was read",
    }
}

/// Whether a claim's figure is the source's.
pub(super) fn describe_figures(result: FigureResult) -> &'static str {
    match result {
        FigureResult::Agrees => "agrees",
        FigureResult::Disagrees => "differs",
        FigureResult::NotFound => "not found in the words kept of the source",
        FigureResult::Withheld => "withheld until you have given your own opinion",
    }
}

/// What happened to a work.
pub(super) const fn describe_notice(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Retraction => "Retracted",
        NoticeKind::PartialRetraction => "Retracted in part",
        NoticeKind::Withdrawal => "Withdrawn",
        NoticeKind::Removal => "Removed",
        NoticeKind::Concern => "Expression of concern",
        NoticeKind::Correction => "Corrected",
        NoticeKind::Reinstatement => "Reinstated",
        NoticeKind::NewVersion => "A newer version exists",
        NoticeKind::Other => "Notice",
    }
}

/// What is known of a DOI.
pub(super) const fn describe_doi_state(state: DoiState) -> &'static str {
    match state {
        DoiState::Exists => "registered",
        DoiState::Absent => "does not exist",
        DoiState::Malformed => "is not a DOI",
        DoiState::Deleted => "was deleted by its owner",
        DoiState::NoTarget => "is registered and leads nowhere",
        DoiState::Alias => "is another name of a DOI",
        DoiState::Unchecked => "not checked",
    }
}

/// What a page last answered.
pub(super) const fn describe_page_state(state: PageState) -> &'static str {
    match state {
        PageState::Reached => "answers",
        PageState::Redirected => "answers from another address",
        PageState::NotFound => "is not there",
        PageState::Gone => "is gone",
        PageState::SoftNotFound => "shows another page in its place",
        PageState::LogIn => "asks for a log-in",
        PageState::Blocked => "does not answer robots",
        PageState::RateLimited => "was asked too often",
        PageState::ServerError => "reports an error of its own",
        PageState::Timeout => "gave no answer in time",
        PageState::Dns => "has a name that does not resolve",
        PageState::Tls => "has no valid certificate",
        PageState::Refused | PageState::Reset => "refuses connections",
        PageState::RedirectLoop => "redirects in a circle",
        PageState::RefusedByPolicy => "is never asked",
        PageState::Unclear => "gave no clear answer",
    }
}

/// Where sources lead: the name of the colour, and words that follow a number.
pub(super) const fn describe_health(health: LinkHealth) -> (&'static str, &'static str) {
    match health {
        LinkHealth::Broken => ("bad", "broken: the DOI or page is not there"),
        LinkHealth::Moved => ("partly", "moved, or known by another name now"),
        LinkHealth::Unchecked => ("cited", "not checked, or without a clear answer"),
        LinkHealth::Works => ("good", "working"),
        LinkHealth::None => ("ground", "without a DOI or page to ask about"),
    }
}

/// Why claims wait, as what follows a number of claims.
pub(super) const fn describe_reason(reason: QueueReason) -> &'static str {
    match reason {
        QueueReason::Contradicted => "contradicted by a reviewer or a source",
        QueueReason::Retracted => "resting on a source that was taken back",
        QueueReason::Stale => "changed since they were judged",
        QueueReason::Disputed => "judged differently by different people",
        QueueReason::Unsupported => "that say that something helps or harms, without a source",
        QueueReason::Figures => "with figures that are not those of their sources",
        QueueReason::Changed => "whose words in the article changed",
        QueueReason::Unreviewed => "with a source, waiting for a verdict",
        QueueReason::Uncited => "without a source",
        QueueReason::Due => "due to be judged again",
        QueueReason::Proposed => "proposed by the tool, to be accepted or dismissed",
    }
}

/// What a person is asked to do about a claim.
pub(super) const fn describe_task(task: QueueTask) -> &'static str {
    match task {
        QueueTask::Mend => "Change the article or its sources",
        QueueTask::Review => "Read the sources and give a verdict",
        QueueTask::Settle => "Choose between the verdicts",
        QueueTask::Cite => "Find a source",
        QueueTask::Confirm => "Say whether the words still make the claim",
        QueueTask::Accept => "Say whether it is a claim",
    }
}

/// How much a finding matters.
pub(super) const fn describe_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Deny => "Must be mended",
        Severity::Warn => "Should be looked at",
        Severity::Note | Severity::Allow => "Note",
    }
}

/// What somebody did for an article.
pub(super) const fn describe_role(role: Role) -> &'static str {
    match role {
        Role::Author => "written by",
        Role::Reviewer => "reviewed by",
        Role::Editor => "edited by",
    }
}

/// What a note on a claim is, among all that were said about it.
pub(super) fn describe_note(kind: NoteKind, number: usize, answers: Option<usize>) -> String {
    match (kind, answers) {
        (NoteKind::Note, _) => format!("Note {number}"),
        (NoteKind::Question, _) => format!("Question {number}"),
        (NoteKind::Answer, Some(question)) => format!("Answer to question {question}"),
        (NoteKind::Answer, None) => "Answer".to_owned(),
    }
}

/// A service by the name that people know; one that is not among these is called what it calls itself.
pub(super) fn name_service(service: &str) -> &str {
    match service {
        "crossref" => "Crossref",
        "datacite" => "DataCite",
        "europe-pmc" => "Europe PMC",
        "pubmed" => "PubMed",
        "pmc" => "PubMed Central",
        "retraction-watch" => "Retraction Watch",
        "title" => "the title of its record",
        other => other,
    }
}

/// `23 November 2026`.
pub(super) fn format_day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// The day of a time, in UTC.
pub(super) fn format_time(at: jiff::Timestamp) -> String {
    format_day(jiff::tz::TimeZone::UTC.to_datetime(at).date())
}

/// A date as precise as it is known.
pub(super) fn format_date(date: PartialDate) -> String {
    let day = date.first_day();
    match date.to_string().len() {
        10 => format_day(day),
        7 => day.strftime("%B %Y").to_string(),
        _ => date.to_string(),
    }
}

/// A sentence of the tool's for people: commands apart from words, sources and claims by the names that the page gives them in
/// place of keys and addresses, and days as people write them.
pub(super) fn write_plainly(sentence: &str, name: impl Fn(&str) -> Option<String>) -> Vec<PlainPart> {
    let parts = sentence.split('`').enumerate().map(|(at, text)| match at % 2 {
        0 => PlainPart { is_command: false, text: write_words_plainly(text, &name) },
        _ => PlainPart { is_command: true, text: text.to_owned() },
    });
    parts.filter(|part| !part.text.is_empty()).collect()
}

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlainPart {
    /// It is to be typed.
    pub(super) is_command: bool,
    /// The words.
    pub(super) text: String,
}

fn write_words_plainly(text: &str, name: &impl Fn(&str) -> Option<String>) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(length);
        match (name(word), word.parse::<Date>()) {
            (Some(name), _) => out.push_str(&name),
            (None, Ok(day)) if word.len() == 10 => out.push_str(&format_day(day)),
            _ if word.contains('-') && Verdict::TOKENS.contains(&word) => out.push_str(&word.replace('-', " ")),
            _ => out.push_str(word),
        }
        let between = behind.find(is_part).unwrap_or(behind.len());
        let (gap, next) = behind.split_at(between);
        out.push_str(gap);
        rest = next;
    }
    out
}

/// A clause as a sentence.
pub(super) fn make_sentence(clause: &str) -> String {
    let stop = if clause.ends_with(['.', '?', '!', '`']) { "" } else { "." };
    format!("{}{stop}", capitalise(clause))
}

/// With a capital first letter, but for what is the name of a site.
pub(super) fn capitalise(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or_default();
    if first.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('.') {
        return words.to_owned();
    }
    let mut letters = words.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// `one, two and three`.
pub(super) fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        for (date, shown) in [("2026-11-03", "3 November 2026"), ("2026-11", "November 2026"), ("2026", "2026")] {
            assert_eq!(format_date(date.parse().unwrap()), shown);
        }
    }

    #[test]
    fn what_the_tool_says_is_told_without_keys_and_codes() {
        let name = |word: &str| match word {
            "salari2023" | "back-pain/r10" => Some("source [10]".to_owned()),
            _ => None,
        };
        let tell = |text: &str| {
            let parts = write_plainly(text, name);
            parts.into_iter().map(|p| if p.is_command { format!("<{}>", p.text) } else { p.text }).collect::<String>()
        };
        for (said, told) in [
            (
                "citation of salari2023 was removed on 2026-11-03",
                "citation of source [10] was removed on 3 November 2026",
            ),
            ("only the abstract of back-pain/r10 was read", "only the abstract of source [10] was read"),
            ("see https://example.org/a/2026-11-03", "see https://example.org/a/2026-11-03"),
            ("she says not-supported", "she says not supported"),
            ("run `claimbook edit salari2023 level=N`", "run <claimbook edit salari2023 level=N>"),
            ("2026-11 and salari2023b stay, 20–30% too", "2026-11 and salari2023b stay, 20–30% too"),
            ("", ""),
        ] {
            assert_eq!(tell(said), told);
        }
        assert_eq!(make_sentence("it is so"), "It is so.");
        assert_eq!(make_sentence("doi.org: not asked"), "doi.org: not asked.");
    }

    #[test]
    fn every_mark_has_a_shape_and_words_of_its_own() {
        let symbols = include_str!("templates/symbols.html");
        let style = include_str!("templates/style.css");
        let mut seen = std::collections::BTreeSet::new();
        for mark in ClaimMark::ALL {
            let described = describe_mark(mark);
            assert!(seen.insert(described.name) && seen.insert(described.words), "{mark:?}");
            assert!(symbols.contains(&format!("id=\"s-{}\"", described.name)), "{mark:?} has no symbol");
            assert!(style.contains(&format!(".m-{}", described.name)), "{mark:?} has no colour");
            assert!(style.contains(&format!("#f-{}:checked", described.name)), "{mark:?} has no filter");
        }
    }
}
