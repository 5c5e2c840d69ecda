//! `check --list-hosts`: who would be asked about how much, and what they would be told. Nobody is.

use super::answers::counted;
use crate::cli::{Exit, Session};
use crate::http::user_agent;
use crate::refresh::{Errand, Questions};
use crate::tasks::Failure;

pub(super) fn list(session: &mut Session<'_>, errand: &Errand, questions: &Questions) -> Result<Exit, Failure> {
    if errand.offline {
        session.print_prose("Nobody: this run is offline. Without --offline:")?;
    }
    for (service, due) in errand.due(questions) {
        let Some(base) = errand.bases.get(service) else { continue };
        let how_many = due.map_or("only about what another service leaves open".to_owned(), |n| are_due(n, "work"));
        session
            .print_prose(&format!("{}\n  {}: {how_many}\n  is told {}", base.authority, service.name, service.told))?;
    }
    let pages = errand.pages_due(questions);
    for (host, n) in &pages {
        session.print_prose(&format!("{host}\n  page: {}\n  is told the address of each page", are_due(*n, "page")))?;
    }
    session.print_prose(&format!(
        "Every one of them sees this machine's address, the time, and the User-Agent {}.",
        user_agent(errand.mailto.as_deref())
    ))?;
    if !pages.is_empty() {
        session.print_prose("A page may send us on to another host; its address is checked as the first one was.")?;
    }
    if !errand.known_agencies(questions) {
        let pages = if questions.landing { ", and which page it leads to," } else { "" };
        session.print_prose(&format!("Which agency is asked about a DOI{pages} is known when doi.org has said so."))?;
    }
    Ok(Exit::Clean)
}

fn are_due(n: usize, thing: &str) -> String {
    match n {
        0 => "nothing is due".to_owned(),
        1 => format!("1 {thing} is due"),
        _ => format!("{} are due", counted(n, thing)),
    }
}
