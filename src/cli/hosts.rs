//! `check --list-hosts`: who would be asked about how much, and what they would be told. Nobody is.

use super::{Exit, Failure, Session};
use crate::refresh::{Errand, Questions};
use crate::registry::SERVICES;
use std::io::Write;

pub(super) fn list(session: &mut Session<'_>, errand: &Errand, questions: &Questions) -> Result<Exit, Failure> {
    let due = errand.due(questions);
    let out = &mut session.ambient.stdout;
    for service in SERVICES {
        let Some(base) = errand.bases.get(service) else { continue };
        let asked: usize = due.iter().filter(|(name, _)| *name == service.name).map(|(_, n)| n).sum();
        let how_many = match (due.iter().any(|(name, _)| *name == service.name), asked) {
            (true, 0) => "nothing is due".to_owned(),
            (true, 1) => "1 work is due".to_owned(),
            (true, n) => format!("{n} works are due"),
            (false, _) => "only if another service leaves something open".to_owned(),
        };
        writeln!(out, "{}\n  {}: {how_many}\n  is told {}", base.authority, service.name, service.told)?;
    }
    writeln!(
        out,
        "Every one of them sees this machine's address, the time, and the User-Agent claimbook/{}.",
        env!("CARGO_PKG_VERSION")
    )?;
    if !errand.known_agencies(questions) {
        writeln!(out, "Which agency is asked about a DOI is known when doi.org has said who registered it.")?;
    }
    Ok(Exit::Clean)
}
