//! `check --list-hosts`: who would be asked about how much, and what they would be told. Nobody is.

use crate::cli::{Exit, Session};
use crate::http::user_agent;
use crate::refresh::{CheckPlan, Questions};
use crate::tasks::Failure;
use crate::text::format_count;

pub(super) fn list_hosts(
    session: &mut Session<'_>,
    check_plan: &CheckPlan,
    questions: &Questions,
) -> Result<Exit, Failure> {
    if check_plan.offline {
        session.print_prose("Nobody: this run is offline. Without --offline:")?;
    }
    for (service, due) in check_plan.count_due(questions) {
        let Some(base) = check_plan.bases.get(service) else { continue };
        let how_many = due.map_or("only about what another service leaves open".to_owned(), |n| format_due(n, "work"));
        session.print_prose(&format!(
            "{}\n  {}: {how_many}\n  receives {}",
            base.authority, service.name, service.is_told
        ))?;
    }
    let pages = check_plan.count_pages_due(questions);
    for (host, n) in &pages {
        session
            .print_prose(&format!("{host}\n  page: {}\n  receives the address of each page", format_due(*n, "page")))?;
    }
    session.print_prose(&format!(
        "Every one of them sees this machine's address, the time, and the User-Agent {}.",
        user_agent(check_plan.mailto.as_deref())
    ))?;
    if !pages.is_empty() {
        session.print_prose("A page may redirect to another host, whose address is checked in the same way.")?;
    }
    if !check_plan.knows_agencies(questions) {
        let pages = if questions.landing { ", and which page it leads to," } else { "" };
        session.print_prose(&format!(
            "The answers decide which agency is asked about a DOI in the end{pages}: if one agency has no record of \
                it, doi.org is asked, and then another agency."
        ))?;
    }
    Ok(Exit::Clean)
}

fn format_due(n: usize, thing: &str) -> String {
    match n {
        0 => "nothing is due".to_owned(),
        1 => format!("1 {thing} is due"),
        _ => format!("{} are due", format_count(n, thing)),
    }
}
