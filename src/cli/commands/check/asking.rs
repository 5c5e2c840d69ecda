//! Asking: what is told before, what is shown meanwhile, and what ends it.

use crate::catalogue::Catalogue;
use crate::cli::Session;
use crate::cli::args::judging::JudgingOptions;
use crate::cli::show::progress::{ProgressDisplay, ProgressManner, describe_span};
use crate::files::Output;
use crate::refresh::{self, CheckOutcome, CheckPlan, EndingAnswers, Forecast, Questions, Stop, record};
use crate::tasks::Failure;
use crate::tasks::audit::ChosenArticles;
use crate::tasks::check;
use crate::tasks::new_files::{ImportedFiles, NewFileReader};
use crate::text::format_count;
use std::time::Duration;

/// From so many works on, it is worth saying what an address would bring.
const MANY: usize = 100;

/// Asks nobody where a team's hub leaves that to one machine, and this is another one.
pub(super) fn leave_it_to_one_machine(session: &mut Session<'_>, catalogue: &Catalogue) -> Result<(), Failure> {
    let is_left = catalogue.hub_state()?.is_some_and(|hub| hub.checks_on_one_machine);
    let is_here = session.settings.hub.as_ref().is_some_and(|hub| hub.checks_here);
    if is_left && !is_here && !session.globals.offline {
        session.report(
            "Nobody is asked: one machine asks the registries for this team, and its answers come with `claimbook sync`. If this is to be \
             that machine, write checks = \"this machine\" below [hub] in your own settings.",
        );
        session.globals.offline = true;
    }
    Ok(())
}

/// Asks everybody about what is due, and stores what they say as it arrives.
pub(super) fn ask(
    session: &mut Session<'_>,
    catalogue: &mut Catalogue,
    questions: Questions,
    check_plan: &CheckPlan,
    kept: Option<Output>,
) -> Result<CheckOutcome, Failure> {
    let ((transport, behind_proxy), deed) =
        (check::build_transport(&session.terms(), check_plan), session.deed("check"));
    behind_proxy.filter(|_| !check_plan.offline).iter().for_each(|notice| session.report(notice));
    announce(session, &check_plan.forecast(&questions), check_plan);
    let manner = match (session.globals.quiet, session.ambient.stderr_is_terminal) {
        (true, _) => ProgressManner::Quiet,
        (false, true) => ProgressManner::Moving(session.ambient.width.map_or(80, usize::from)),
        (false, false) => ProgressManner::Lines,
    };
    let mut shown = ProgressDisplay::new(&mut *session.ambient.stderr, manner);
    Ok(record::store_while_asking(catalogue, deed, kept, |sink| {
        refresh::ask(questions, check_plan, transport, &mut shown, sink)
    })?)
}

/// What decides whether a run fails: the options, the articles, and the rules that run.
type CheckedArticles<'j> = (&'j JudgingOptions, CheckChoice<'j>, &'j [String]);

/// Articles of the catalogue, and files that it does not know, which were read.
type CheckChoice<'j> = (&'j ChosenArticles, &'j NewFileReader, &'j mut ImportedFiles);

/// Plans a run with what is stored by then.
type PlanMaker<'p> = &'p dyn Fn(&Session<'_>, &Catalogue) -> Result<CheckPlan, Failure>;

/// Asks until something is heard that fails, and nobody where something fails already. What failed may have been accepted, by a
/// waiver or a baseline: then the rest is asked.
pub(super) fn ask_until_failing(
    session: &mut Session<'_>,
    catalogue: &mut Catalogue,
    questions: Questions,
    (check_plan, plan_anew): (CheckPlan, PlanMaker<'_>),
    ((options, (chosen, reader, imported), only), kept): (CheckedArticles<'_>, Option<Output>),
) -> Result<CheckOutcome, Failure> {
    if options.decide_exit(session, catalogue, (chosen, reader, imported), only)? {
        session.report("Something fails already; with --fail-fast, nobody is asked.");
        return Ok(CheckOutcome::default());
    }
    let deadline = check_plan.deadline;
    let first = CheckPlan { ends_at: Some(find_what_fails(options, session, only)?), ..check_plan };
    let outcome = ask(session, catalogue, questions.clone(), &first, kept.clone())?;
    if outcome.stopped != Some(Stop::Failed)
        || options.decide_exit(session, catalogue, (chosen, reader, imported), only)?
    {
        return Ok(outcome);
    }
    let deadline = deadline.map(|time| time.saturating_sub(outcome.took));
    let rest = CheckPlan { deadline, ..plan_anew(session, catalogue)? };
    ask(session, catalogue, questions, &rest, kept)
}

/// Says what will be asked of whom, and about how long that takes; nothing where nobody is asked.
fn announce(session: &mut Session<'_>, forecast: &Forecast, check_plan: &CheckPlan) {
    let mut parts: Vec<String> =
        forecast.services.iter().map(|(service, n)| format!("{service} about {}", format_count(*n, "work"))).collect();
    let (pages, hosts) = forecast.pages;
    if pages > 0 {
        parts.push(format!("{} about {}", format_count(hosts, "host"), format_count(pages, "page")));
    }
    if parts.is_empty() {
        return;
    }
    let time = forecast.time + Duration::from_secs(1);
    session.report(&format!("Asking {}: about {}, if each answers at once.", parts.join(", "), describe_span(time)));
    let of_crossref = forecast.services.iter().find(|(service, _)| *service == crate::registry::crossref::SERVICE.name);
    if check_plan.mailto.is_none() && of_crossref.is_some_and(|(_, n)| *n >= MANY) {
        session.report(
            "Crossref allows up to three times as many requests if it can write to you: --mailto ADDRESS, or mailto \
                in claimbook.toml.",
        );
    }
}

/// Which answers fail by themselves at the severities of this run.
fn find_what_fails(options: &JudgingOptions, session: &Session<'_>, only: &[String]) -> Result<EndingAnswers, Failure> {
    let denies = |rule: &str| options.denies(session, only, rule);
    Ok(EndingAnswers {
        absent: denies("doi-not-found")?,
        deleted: denies("doi-deleted")?,
        taken_back: denies("work-retracted")?,
    })
}

/// Tells what ended the run before its end; one that somebody stopped has not completed.
pub(super) fn report_stop(session: &mut Session<'_>, why: Stop) -> Result<(), Failure> {
    let rest = "what was not asked by then is unchecked";
    match why {
        Stop::Interrupted => {
            return Err(Failure::Incomplete(
                "stopped. Every answer received so far is stored; run claimbook check again to continue from there"
                    .to_owned(),
            ));
        }
        Stop::Deadline(time) => session.report(&format!("Stopped after {}: {rest}.", describe_span(time))),
        Stop::Failed => session.report(&format!("Stopped at the first answer that fails: {rest}.")),
    }
    Ok(())
}
