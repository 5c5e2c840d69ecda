//! A claim's card: its evidence, what people decided, and what happened to it, as its template shows it.

use crate::model::*;
use crate::pages::figures::Figure;
use crate::pages::words::*;
use crate::tasks::log_words::HistoryLine;
use crate::tasks::overview::{
    ArticleOverview, ClaimOverview, ReadingOverview, ReferenceOverview, SourceOverview, VerdictAgreement,
    VerdictOverview,
};
use crate::text::context::put_in_context;
use crate::text::format_count;
use crate::text::spelling::have_same_words;

/// A claim as a page shows it.
pub(super) struct Card<'a> {
    pub(super) claim: &'a ClaimOverview,
    overview: &'a ArticleOverview,
    pub(super) anchor: String,
    pub(super) mark: MarkWords,
}

/// A source of a claim, with the facts that are known of it.
pub(super) struct Source<'a> {
    pub(super) source: &'a SourceOverview,
    pub(super) reference: &'a ReferenceOverview,
    pub(super) facts: Vec<Fact>,
}

/// One thing that is known of a source.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) words: String,
    /// It should be looked at.
    pub(super) is_bad: bool,
}

/// The names of a claim in its page: what links to it, and what people call it.
pub(super) fn anchor_of(claim: &ClaimOverview, at: usize) -> String {
    match claim.home {
        None => claim_name(claim.serial),
        Some(_) => format!("other-{}", at + 1),
    }
}

impl<'a> Card<'a> {
    pub(super) fn new(overview: &'a ArticleOverview, at: usize) -> Option<Self> {
        let claim = overview.claims.get(at)?;
        Some(Self { claim, overview, anchor: anchor_of(claim, at), mark: describe_mark(claim.mark) })
    }

    /// `Claim 3`, with its home where that is another article.
    pub(super) fn name(&self) -> String {
        match &self.claim.home {
            None => format!("Claim {}", Serial(self.claim.serial)),
            Some(home) => format!("Claim {} of {home}", Serial(self.claim.serial)),
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        describe_kind(self.claim.dossier.kind)
    }

    pub(super) fn is_proposed(&self) -> bool {
        self.claim.dossier.status == Status::Proposed
    }

    /// The statement, where it says something else than the words in the text.
    pub(super) fn statement(&self) -> Option<&str> {
        let statement = &self.claim.dossier.statement;
        let here = self.claim.dossier.occurrences.iter().find(|o| o.article == self.overview.article.address);
        let is_same = here.is_some_and(|o| !self.claim.places.is_empty() && have_same_words(&o.exact, statement));
        (!is_same).then_some(statement)
    }

    /// The statement, with what it goes on with, for where it stands alone.
    pub(super) fn put_in_context(&self) -> String {
        put_in_context(self.claim.dossier.context.as_deref(), &self.claim.dossier.statement)
    }

    /// What stands behind it, in a line.
    pub(super) fn shorten_statement(&self) -> String {
        let claim = self.claim;
        let mut parts = Vec::new();
        if let Some(verdict) = claim.verdicts.first() {
            let (words, day) = (describe_verdict(verdict.review.verdict), format_day(verdict.review.reviewed_on));
            parts.push(format!("{}, says {} on {day}", capitalise(words), verdict.by));
        }
        match claim.sources.as_slice() {
            [] if !claim.suggested.is_empty() => {
                parts.push(format!("{} suggested by the tool", format_count(claim.suggested.len(), "source")));
            }
            [] => {}
            sources => {
                let level = sources.iter().filter_map(|source| source.level.as_ref()).map(|level| level.value).min();
                let level = level.map(|level| format!(", at best level {level} of 5")).unwrap_or_default();
                parts.push(format!("{}{level}", format_count(sources.len(), "source")));
            }
        }
        if parts.is_empty() {
            parts.push(self.mark.meaning.trim_end_matches('.').to_owned());
        }
        parts.join(" · ")
    }

    /// Why it waits: what is asked, each once, and the reasons as sentences.
    pub(super) fn reasons(&self) -> Vec<(&'static str, Vec<PlainPart>)> {
        let mut asked: Vec<(QueueTask, String)> = Vec::new();
        for waiting in &self.claim.waiting {
            let sentence = make_sentence(&waiting.why);
            match asked.iter_mut().find(|(task, _)| *task == waiting.task) {
                Some((_, reasons)) => reasons.push_str(&format!(" {sentence}")),
                None => asked.push((waiting.task, sentence)),
            }
        }
        asked.into_iter().map(|(task, reasons)| (describe_task(task), self.link_words(&reasons))).collect()
    }

    /// The first of the reasons.
    pub(super) fn first_reason(&self) -> Vec<PlainPart> {
        self.claim.waiting.first().map(|waiting| self.link_words(&make_sentence(&waiting.why))).unwrap_or_default()
    }

    /// What changed since the last verdict.
    pub(super) fn changes(&self) -> Vec<Vec<PlainPart>> {
        let changes = self.claim.dossier.stale_because.iter();
        changes.map(|change| self.link_words(&format!("Changed since: {change}."))).collect()
    }

    /// What the rules found, with how much it matters.
    pub(super) fn checks(&self) -> Vec<(&'static str, Vec<PlainPart>)> {
        let checks = self.claim.checks.iter();
        checks.map(|c| (describe_severity(c.severity), self.link_words(&make_sentence(&c.message)))).collect()
    }

    fn link_words(&self, sentence: &str) -> Vec<PlainPart> {
        link_words(self.overview, sentence)
    }

    pub(super) fn agreement(&self) -> Option<String> {
        match self.claim.agreement {
            VerdictAgreement::OneOpinion => None,
            VerdictAgreement::Agree(people) => Some(format!("{people} reviewers agree.")),
            VerdictAgreement::Differ => Some("The reviewers differ: a third person has to settle it.".to_owned()),
        }
    }

    pub(super) fn show_due(&self) -> Option<String> {
        self.claim.dossier.review_due.map(format_day)
    }

    pub(super) fn verdict_words(&self, verdict: &VerdictOverview) -> String {
        capitalise(describe_verdict(verdict.review.verdict))
    }

    pub(super) fn day(&self, day: &jiff::civil::Date) -> String {
        format_day(*day)
    }

    /// What people said about it, each with what it is: a note, a question, or the answer to one.
    pub(super) fn notes(&self) -> Vec<(String, &'a NoteDossier)> {
        let notes = self.claim.dossier.notes.iter();
        notes.map(|note| (describe_note(note.kind, note.number, note.answers), note)).collect()
    }

    /// Who is asked to review it.
    pub(super) fn name_assigned(&self) -> Option<String> {
        Some(join_words(&self.claim.dossier.assigned)).filter(|names| !names.is_empty())
    }

    /// What happened, with its day.
    pub(super) fn history(&self) -> Vec<(String, &'a HistoryLine)> {
        self.claim.history.iter().map(|line| (format_time(line.at), line)).collect()
    }

    /// The numbers of the sources that the tool suggests.
    pub(super) fn name_suggested(&self) -> Option<String> {
        let named = self.claim.suggested.iter().filter_map(|(at, strength)| {
            let number = &self.overview.references.get(*at)?.number;
            Some(match strength {
                Some(strength) => format!("[{number}] ({strength})"),
                None => format!("[{number}]"),
            })
        });
        Some(join_words(&named.collect::<Vec<_>>())).filter(|named| !named.is_empty())
    }

    pub(super) fn name_rejected(&self) -> Option<String> {
        let named = self.claim.rejected.iter().filter_map(|at| self.overview.references.get(*at));
        let named: Vec<String> = named.map(|reference| format!("[{}]", reference.number)).collect();
        Some(join_words(&named)).filter(|named| !named.is_empty())
    }

    pub(super) fn sources(&self) -> Vec<Source<'a>> {
        let described = self.claim.sources.iter().filter_map(|source| {
            let reference = self.overview.references.get(source.at)?;
            Some(Source { source, reference, facts: list_facts(reference) })
        });
        described.collect()
    }
}

impl Source<'_> {
    pub(super) fn level(&self) -> Option<String> {
        self.source.level.as_ref().map(|level| format!("Level {} of 5: {}", level.value, level.reason))
    }

    pub(super) fn stance(&self, reading: &ReadingOverview) -> &'static str {
        describe_stance(reading.reading.stance)
    }

    /// Who read what of it, and when.
    pub(super) fn read_by(&self, reading: &ReadingOverview) -> String {
        let part = reading.reading.read_as.map(|part| format!("; {}", describe_read_as(part))).unwrap_or_default();
        format!("{}, {}{part}", reading.by, format_day(reading.reading.read_on))
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        self.source.citation.figures.iter().map(Figure::new).collect()
    }
}

/// What registries and pages said, each with who said it and when.
pub(super) fn list_facts(reference: &ReferenceOverview) -> Vec<Fact> {
    let mut facts: Vec<Fact> = reference.notices.iter().map(write_notice).collect();
    if let Some(standing) = &reference.doi {
        let name = match (&standing.doi, &standing.malformed) {
            (Some(doi), _) => doi.to_string(),
            (None, wrong) => wrong.as_ref().map(|wrong| wrong.got.clone()).unwrap_or_default(),
        };
        let heard = match (&standing.service, standing.asked_at) {
            (Some(service), Some(at)) => format!(", as {} said on {}", name_service(service), format_time(at)),
            _ => String::new(),
        };
        let state = describe_doi_state(standing.state);
        let is_bad = !matches!(standing.state, DoiState::Exists | DoiState::Alias | DoiState::Unchecked);
        facts.push(Fact { label: "DOI", words: format!("{name}: {state}{heard}"), is_bad });
    }
    if let Some(page) = &reference.page {
        let (words, is_bad) = match &page.heard {
            Some((answer, at)) => {
                (format!("{}, {}", describe_page_state(answer.state), format_time(*at)), answer.is_lost())
            }
            None => ("not checked".to_owned(), false),
        };
        facts.push(Fact { label: "Page", words: format!("{}: {words}", page.page.url()), is_bad });
    }
    if let Some((service, at)) = &reference.compared {
        let words = match reference.differences.len() {
            0 => "as registered".to_owned(),
            n => format!("{} otherwise than registered", format_count(n, "field")),
        };
        let words = format!("{words}, compared with {} of {}", name_service(service), format_time(*at));
        facts.push(Fact { label: "Printed", words, is_bad: false });
    }
    for difference in &reference.differences {
        let field = difference.field.to_string().replace('-', " ");
        let words = format!("{field}: “{}” in print, “{}” registered", difference.printed, difference.registered);
        facts.push(Fact { label: "Differs", words, is_bad: true });
    }
    facts.push(match &reference.notices_heard {
        Some((services, at)) => {
            let services: Vec<String> = services.iter().map(|service| name_service(service).to_owned()).collect();
            let found = if reference.notices.is_empty() { "none known" } else { "see above" };
            let words = format!("{found}, as {} said on {}", join_words(&services), format_time(*at));
            Fact { label: "Notices", words, is_bad: false }
        }
        None => Fact { label: "Notices", words: "not checked".to_owned(), is_bad: false },
    });
    facts
}

fn write_notice(notice: &RegisteredNotice) -> Fact {
    let date = notice.on.map(|on| format!(" ({})", format_date(on))).unwrap_or_default();
    let doi = notice.doi.as_ref().map(|doi| format!(", notice {doi}")).unwrap_or_default();
    let words = format!("{}{date}, says {}{doi}", describe_notice(notice.kind), name_service(&notice.source));
    Fact { label: "Notice", words, is_bad: true }
}

/// A sentence of the tool's, with this article's sources by their numbers and its claims by theirs.
pub(super) fn link_words(overview: &ArticleOverview, sentence: &str) -> Vec<PlainPart> {
    write_plainly(sentence, |word| {
        let is_named = |r: &&ReferenceOverview| r.work.as_deref() == Some(word) || r.address == word;
        if let Some(reference) = overview.references.iter().find(is_named) {
            return Some(format!("source [{}]", reference.number));
        }
        let claim = overview.claims.iter().find(|claim| claim.home.is_none() && claim.dossier.address == word)?;
        Some(format!("claim {}", Serial(claim.serial)))
    })
}
