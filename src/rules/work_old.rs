//! A work that may be out of date.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{PartialDate, Reference, Severity, Work};
use jiff::ToSpan;

/// `work-old`.
pub(super) const RULE: Rule = Rule {
    id: "work-old",
    severity: Severity::Note,
    needs: &[Need::Stored],
    summary: "the work is older than 5 years (a guideline: 3), and not marked seminal",
    standard: "half of systematic reviews are out of date after 5.5 years (Shojania 2007, doi 10.7326/0003-4819-147-4-200708210-00179)",
    help: "look for a newer one; if its age does not matter: `claimbook edit WORK seminal=true`",
    page: include_str!("../../docs/rules/work-old.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    for reference in ctx.relied_references() {
        let work = ctx.snapshot.work_behind(reference);
        if work.is_some_and(|w| w.seminal) {
            continue;
        }
        let Some(issued) = find_issued(reference, work) else { continue };
        let guideline = is_guideline(reference, work);
        let years = if guideline { ctx.settings.guideline_old_years } else { ctx.settings.work_old_years };
        if !ctx.today.is_after(issued.last_day().saturating_add(i64::from(years).years())) {
            continue;
        }
        let name = work.map_or_else(|| "it".to_owned(), |w| w.key.clone());
        let what = if guideline { ", a guideline," } else { "" };
        let message = format!("{name}{what} is from {issued}, more than {years} years ago");
        let help = match work {
            Some(work) => {
                let edit = format!("; if its age does not matter: `claimbook edit {} seminal=true`", work.key);
                format!("look for a newer one{}", ctx.offer_command(edit))
            }
            None => "look for a newer one".to_owned(),
        };
        findings.add_reference(ctx, reference, message).with_help(help).with_cause(issued.to_string());
    }
}

fn find_issued(reference: &Reference, work: Option<&Work>) -> Option<PartialDate> {
    work.and_then(|w| w.csl.issued).or(reference.csl.issued).map(|date| date.0)
}

fn is_guideline(reference: &Reference, work: Option<&Work>) -> bool {
    let csl = work.map_or(&reference.csl, |w| &w.csl);
    let types = work.and_then(|w| w.publication_types.as_deref());
    let said = [types, csl.genre.as_deref(), csl.title.as_deref()];
    said.into_iter().flatten().any(|words| words.to_lowercase().contains("guideline"))
}
