//! `check --full-text`: asks for the full texts that are open, after everything else: whether a work is in PubMed Central is
//! among the answers before.

use super::{answers, asking};
use crate::catalogue::Catalogue;
use crate::cli::Session;
use crate::model::Article;
use crate::refresh::{CheckPlan, Questions};
use crate::tasks::Failure;
use crate::tasks::full_texts::find_due;
use crate::text::format_count;
use jiff::SignedDuration;

/// Paragraphs are kept in a catalogue file alone: they are their owners', and a folder in text form is made to be passed on.
pub(super) fn refuse_without_file(session: &Session<'_>) -> Result<(), Failure> {
    match session.catalogue_path() {
        Some(path) if path.is_file() => Ok(()),
        _ => Err(Failure::usage(
            "--full-text keeps paragraphs in a catalogue file, and there is none here: claimbook init makes one"
                .to_owned(),
        )),
    }
}

/// Asks for what is due of these articles' works, and tells what came of it.
pub(super) fn ask(
    session: &mut Session<'_>,
    catalogue: &mut Catalogue,
    articles: &[Article],
    (check_plan, max_age): (&CheckPlan, Option<SignedDuration>),
) -> Result<(), Failure> {
    let found = find_due(catalogue, articles, (check_plan.now, max_age))?;
    let questions = Questions { full_texts: found.due, ..Questions::default() };
    let outcome = asking::ask(session, catalogue, questions, check_plan, None)?;
    answers::describe_full_texts(&outcome, found.fresh).iter().for_each(|line| session.report(line));
    if found.elsewhere > 0 {
        let works = format_count(found.elsewhere, "work");
        session.report(&format!("{works} not known to be in PubMed Central: no full text was asked for."));
    }
    Ok(())
}
