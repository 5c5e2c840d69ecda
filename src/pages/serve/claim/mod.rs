//! The page of a claim: its article at one side, the claim with its sources at the other, and a form for each decision.

mod deciding;
mod parts;

pub(super) use deciding::decide;

use super::answer::Answer;
use super::choice::QueueChoice;
use super::form::Fields;
use super::frame::Frame;
use super::messages::DeskMessage;
use super::served::{Asked, ServedDesk};
use crate::model::*;
use crate::pages::text_rows::{ClaimSign, Shape, TextRow, list_rows};
use crate::pages::words::*;
use crate::tasks::Failure;
use crate::tasks::card::{CardReading, CardReview, ClaimCard};
use crate::tasks::desk::{QueuePlace, ReviewPage};
use crate::tasks::overview::{MarkedArticle, MarkedClaim};
use askama::Template;
use axum::http::StatusCode;
use parts::{ChangePart, PlacePart, SourcePart, StyledWords, style_words};

/// What stands in the text in the place of its list.
const ENTRIES: &str = "The entries of the list are shown beside the claims that rest on them.";

#[derive(Template)]
#[template(path = "serve/claim.html")]
struct ClaimPage<'a> {
    frame: Frame,
    page: &'a ReviewPage,
    card: &'a ClaimCard,
    article: &'a MarkedArticle,
    rows: Vec<TextRow<'a>>,
    /// What the card's forms are sent to, and the links to other claims.
    choice: QueueChoice,
    /// What the card's state is called, as it is shown.
    seen: String,
    statement: Vec<StyledWords<'a>>,
    places: Vec<PlacePart<'a>>,
    changes: Vec<ChangePart<'a>>,
    sources: Vec<SourcePart<'a>>,
    suggested: Vec<SourcePart<'a>>,
    /// The addresses of the claims before and behind it.
    before: Option<String>,
    after: Option<String>,
    /// Which one it is of how many.
    progress: Option<(usize, usize)>,
    typed: &'a TypedForm,
    /// Whether a verdict can be signed with a key.
    signs: bool,
}

/// What was typed into a form that was refused: it stands there again.
#[derive(Debug, Clone, Default)]
struct TypedForm {
    /// What the form does.
    deed: String,
    fields: Fields,
}

impl TypedForm {
    /// What a field of a form said.
    fn field<'t>(&'t self, deed: &str, field: &'t str) -> &'t str {
        if self.deed == deed { self.fields.get(field).unwrap_or_default() } else { "" }
    }

    /// Whether a record was chosen in a form.
    fn chose(&self, deed: &str, field: &str, record: &Uid) -> bool {
        self.is_about(deed) && self.fields.get_uid(field) == Some(*record)
    }

    /// Whether a form was refused: it stays open.
    fn is_about(&self, deed: &str) -> bool {
        self.deed == deed
    }

    /// The same of the form of one reading.
    fn is_of_reading(&self, reading: &Uid) -> bool {
        self.is_about("retire") && self.fields.get_uid("reading") == Some(*reading)
    }

    /// The same of the form of one source.
    fn source_field<'t>(&'t self, source: &Uid, field: &'t str) -> &'t str {
        let is_it = self.fields.get_uid("reference") == Some(*source);
        if is_it { self.field("read", field) } else { "" }
    }

    fn holds(&self, source: &Uid, field: &str, value: &str) -> bool {
        let is_it = self.deed == "read" && self.fields.get_uid("reference") == Some(*source);
        is_it && self.fields.get_all(field).any(|known| known == value)
    }

    fn is_of_source(&self, source: &Uid) -> bool {
        self.deed == "read" && self.fields.get_uid("reference") == Some(*source)
    }
}

/// Shows a claim.
pub(super) fn show(desk: &mut ServedDesk, asked: &Asked) -> Result<Answer, Failure> {
    if desk.lacks_person() {
        return Ok(Answer::Go("/you".to_owned()));
    }
    build_page(desk, asked, StatusCode::OK, None, &TypedForm::default())
}

/// The page of the claim that is asked for, with what was refused and what was typed.
fn build_page(
    desk: &mut ServedDesk,
    asked: &Asked,
    status: StatusCode,
    refused: Option<DeskMessage>,
    typed: &TypedForm,
) -> Result<Answer, Failure> {
    let found = asked.uid().map(|claim| desk.desk.build_page(claim)).transpose()?.flatten();
    let Some(page) = found else {
        return Ok(desk.explain(StatusCode::NOT_FOUND, "There is no such claim: it was merged or withdrawn."));
    };
    let choice = asked.choice();
    let claim = page.card.claim.uid;
    let entries = desk.list_asked(&choice)?;
    let place = QueuePlace::find(&entries, claim);
    let mut frame = desk.frame("/", &asked.query);
    frame.message = refused.or(frame.message);
    let progress = place.at.map(|at| (desk.finished.len() + at + 1, desk.finished.len() + entries.len()));
    let (before, after) = find_neighbours(&page.article, claim, place);
    let address = |other: Option<Uid>| other.map(|other| choice.write_address(&format!("/claims/{other}"), None));
    let signs: Vec<ClaimSign> = page.article.claims.iter().map(|other| make_sign(other, claim, &choice)).collect();
    let card = &page.card;
    let part = |source| SourcePart::new(source, card.withheld);
    let html = ClaimPage {
        frame,
        rows: list_rows(&page.article.blocks, &signs, ENTRIES),
        choice,
        seen: desk.remember_seen(&card.seen),
        statement: style_words(&card.claim.statement),
        places: card.places.iter().enumerate().map(PlacePart::new).collect(),
        changes: (card.changes.iter().map(ChangePart::new))
            .chain(card.places.iter().filter_map(ChangePart::from_place))
            .collect(),
        sources: card.sources.iter().map(part).collect(),
        suggested: card.suggested.iter().map(part).collect(),
        before: address(before),
        after: address(after),
        progress,
        typed,
        signs: desk.desk.names_key(),
        article: &page.article,
        card,
        page: &page,
    };
    Ok(Answer::from_page_with(status, &html))
}

/// The claims before and behind one: of those that wait, or else of the article.
fn find_neighbours(article: &MarkedArticle, claim: Uid, place: QueuePlace) -> (Option<Uid>, Option<Uid>) {
    if place.at.is_some() {
        return (place.before, place.after);
    }
    let at = article.claims.iter().position(|other| other.uid == claim);
    let other = |at: Option<usize>| at.and_then(|at| article.claims.get(at)).map(|other| other.uid);
    (other(at.and_then(|at| at.checked_sub(1))), other(at.map(|at| at + 1)).or(place.after))
}

fn make_sign(claim: &MarkedClaim, here: Uid, choice: &QueueChoice) -> ClaimSign {
    ClaimSign {
        href: choice.write_address(&format!("/claims/{}", claim.uid), None),
        anchor: claim.uid.to_string(),
        mark: describe_mark(claim.mark),
        gravity: claim.mark as usize,
        number: Serial(claim.serial),
        name: name_claim(claim.serial, claim.home.as_deref()),
        is_here: claim.uid == here,
    }
}

fn name_claim(serial: u32, home: Option<&str>) -> String {
    match home {
        None => format!("Claim {}", Serial(serial)),
        Some(home) => format!("Claim {} of {home}", Serial(serial)),
    }
}

impl ClaimPage<'_> {
    fn name(&self) -> String {
        name_claim(self.card.claim.serial, None)
    }

    /// What the window is called; what was done is said first, for whoever hears it.
    fn title(&self) -> String {
        let said = match &self.frame.message {
            Some(message) if message.is_refused => "Not recorded. ",
            Some(_) => "Done. ",
            None => "",
        };
        format!("{said}{}: {}", self.name(), self.article.title)
    }

    /// Where a form is sent to.
    fn action(&self, deed: &str) -> String {
        self.choice.write_address(&format!("/claims/{}/{deed}", self.card.claim.uid), None)
    }

    fn article_address(&self) -> String {
        QueueChoice { article: Some(self.article.uid), ..QueueChoice::default() }.write_address("/", None)
    }

    fn kind(&self) -> &'static str {
        describe_kind(self.card.claim.kind)
    }

    fn is_proposed(&self) -> bool {
        self.card.claim.status == Status::Proposed
    }

    fn is_set_aside(&self) -> bool {
        matches!(self.card.claim.status, Status::Dismissed | Status::Retired)
    }

    /// Why it is asked. A reason may tell what others decided.
    fn reasons(&self) -> Vec<(&'static str, Vec<PlainPart>)> {
        if self.card.withheld {
            return Vec::new();
        }
        let mut asked: Vec<(QueueTask, String)> = Vec::new();
        for waiting in &self.page.reasons {
            let sentence = make_sentence(&waiting.why);
            match asked.iter_mut().find(|(task, _)| *task == waiting.task) {
                Some((_, reasons)) => reasons.push_str(&format!(" {sentence}")),
                None => asked.push((waiting.task, sentence)),
            }
        }
        asked.into_iter().map(|(task, reasons)| (describe_task(task), self.link_words(&reasons))).collect()
    }

    /// A sentence of the tool's, with the sources by the names that stand on this page.
    fn link_words(&self, sentence: &str) -> Vec<PlainPart> {
        write_plainly(sentence, |_| None)
    }

    /// Whether the words that stand there now have to be confirmed.
    fn needs_confirming(&self) -> bool {
        let doubtful =
            |state| matches!(state, OccurrenceState::Changed | OccurrenceState::Ambiguous | OccurrenceState::Proposed);
        self.card.places.iter().any(|place| doubtful(place.state))
    }

    /// The five verdicts, with their keys.
    fn verdicts(&self) -> Vec<(usize, &'static str, String)> {
        let listed = (1..).zip(Verdict::ALL);
        listed.map(|(n, verdict)| (n, verdict.token(), capitalise(describe_verdict(*verdict)))).collect()
    }

    fn stances(&self) -> Vec<(&'static str, String)> {
        Stance::ALL.iter().map(|stance| (stance.token(), capitalise(describe_stance(*stance)))).collect()
    }

    fn verdict(&self, review: &CardReview) -> String {
        capitalise(describe_verdict(review.verdict))
    }

    fn verdict_class(&self, review: &CardReview) -> &'static str {
        match review.verdict {
            Verdict::Supported => "good",
            Verdict::Partly => "partly",
            Verdict::NotSupported | Verdict::Contradicted => "bad",
            Verdict::NotEnoughEvidence => "thin",
        }
    }

    fn day(&self, day: &jiff::civil::Date) -> String {
        format_day(*day)
    }

    fn show_due(&self) -> Option<String> {
        self.card.due.map(format_day)
    }

    /// Whoever signed last.
    fn describe_signature(&self) -> Option<(String, String)> {
        self.card.reviews.last().map(|review| (review.by.clone(), format_day(review.on)))
    }

    /// Whether this person may decide between verdicts that differ: a third one does.
    fn may_settle(&self) -> bool {
        let own = self.frame.person.as_deref().and_then(|person| person.split(',').next());
        self.card.disputed && !self.card.reviews.iter().any(|review| Some(review.by.as_str()) == own)
    }

    /// What is about to be said: what was typed, or what it says now.
    fn wording(&self) -> &str {
        if self.typed.is_about("edit") { self.typed.field("edit", "statement") } else { &self.card.claim.statement }
    }

    /// The kinds, and whether it is chosen.
    fn kinds(&self) -> Vec<(&'static str, &'static str, bool)> {
        let own = self.card.claim.kind.token();
        let chosen = if self.typed.is_about("edit") { self.typed.field("edit", "kind") } else { own };
        Kind::ALL.iter().map(|kind| (kind.token(), describe_kind(*kind), kind.token() == chosen)).collect()
    }

    /// The other claims of the article, which it may say again.
    fn likes(&self) -> Vec<(Uid, String)> {
        const MOST: usize = 90;
        let others = self.article.claims.iter().filter(|other| other.uid != self.card.claim.uid);
        let name = |other: &MarkedClaim| {
            let words: String = other.statement.chars().take(MOST).collect();
            let rest = if words.len() < other.statement.len() { "…" } else { "" };
            format!("{}: {words}{rest}", name_claim(other.serial, other.home.as_deref()))
        };
        others.map(|other| (other.uid, name(other))).collect()
    }

    fn is_own(&self, reading: &CardReading) -> bool {
        !self.frame.is_read_only && self.page.own_readings.contains(&reading.uid)
    }

    fn is_signing(&self, deed: &str) -> bool {
        !self.typed.field(deed, "sign").is_empty()
    }

    fn history(&self) -> Vec<(String, &str, &str)> {
        self.page.history.iter().map(|line| (format_time(line.at), line.who.as_str(), line.what.as_str())).collect()
    }

    /// The questions that nobody has answered.
    fn open_questions(&self) -> Vec<&NoteDossier> {
        let notes = &self.page.notes;
        let is_open = |note: &&NoteDossier| {
            note.kind == NoteKind::Question && !notes.iter().any(|other| other.answers == Some(note.number))
        };
        notes.iter().filter(is_open).collect()
    }

    fn note_kind(&self, note: &NoteDossier) -> String {
        capitalise(note.kind.token())
    }
}
