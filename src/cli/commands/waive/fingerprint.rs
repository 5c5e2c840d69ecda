//! Accepting a finding about something that only an article's file has: it is named by what the finding is known by, since the
//! catalogue has no address for it yet.

use crate::catalogue::View;
use crate::cli::Session;
use crate::cli::args::judging::Judgement;
use crate::cli::commands::import::detect_other_kind;
use crate::model::Waiver;
use crate::tasks::Failure;
use crate::tasks::audit::AuditScope;
use crate::tasks::waiving::WaivedSubject;

/// The fewest characters of a fingerprint that name one.
const FEWEST: usize = 8;

/// The finding that the articles, as their files are now, have under a fingerprint or its beginning: any, or one that a change since
/// a revision brought.
pub(super) fn find_finding(session: &Session<'_>, typed: &str, since: Option<&str>) -> Result<WaivedSubject, Failure> {
    let typed = read_fingerprint(typed)?;
    let mut catalogue = session.catalogue_as_stored()?;
    let judgement = Judgement::from_sources();
    let chosen = judgement.choose(session, &catalogue, &[], since)?;
    let reader = session.new_file_reader(catalogue.view(), detect_other_kind, &chosen)?;
    let scope = AuditScope::default();
    let (report, _) = judgement.audit(session, &mut catalogue, &chosen, (Some(reader), None), scope)?;
    let waived = report.waived.into_iter().map(|waived| Ok(waived.reported));
    let mut found: Vec<WaivedSubject> = Vec::new();
    for reported in report.findings.iter().chain(waived) {
        let reported = reported?;
        let fingerprint = reported.fingerprint.to_string();
        let named = fingerprint.starts_with(&typed).then(|| WaivedSubject {
            rule: reported.finding.rule.to_owned(),
            address: reported.finding.address,
            record: None,
            fingerprint: Some(fingerprint),
        });
        found.extend(named);
    }
    found.dedup_by(|a, b| a.fingerprint == b.fingerprint);
    match (found.pop(), found.is_empty()) {
        (Some(named), true) => Ok(named),
        (Some(_), false) => Err(Failure::usage(format!("several findings begin with {typed}: give more of it"))),
        (None, _) => {
            let since = since.map(|revision| format!(" --changed-since {revision}")).unwrap_or_default();
            Err(Failure::usage(format!(
                "no finding has the fingerprint {typed}; `claimbook audit{since} --format json` lists those there are"
            )))
        }
    }
}

/// The waivers in force of a fingerprint or its beginning.
pub(super) fn find_waivers(view: View<'_>, typed: &str) -> Result<Vec<Waiver>, Failure> {
    let typed = read_fingerprint(typed)?;
    let is_meant = |waiver: &Waiver| waiver.fingerprint.as_ref().is_some_and(|print| print.starts_with(&typed));
    let found: Vec<Waiver> = view.waivers()?.into_iter().filter(is_meant).collect();
    match found.is_empty() {
        true => Err(Failure::usage(format!("no waiver of the fingerprint {typed} is in force"))),
        false => Ok(found),
    }
}

fn read_fingerprint(typed: &str) -> Result<String, Failure> {
    let small = typed.trim().to_ascii_lowercase();
    let is_hex = small.bytes().all(|b| b.is_ascii_hexdigit());
    match is_hex && (FEWEST..=32).contains(&small.len()) {
        true => Ok(small),
        false => Err(Failure::usage(format!(
            "“{typed}” is not a fingerprint: expected the 32 characters, or the first {FEWEST} or more of them, that `claimbook audit --format json` gives"
        ))),
    }
}
