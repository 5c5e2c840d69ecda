//! `rules`: every rule, with what it weighs and what it needs.

use crate::cli::show::listing;
use crate::cli::show::listing::ListFormat;
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::report::Policy;
use crate::rules::{Need, RULES, Rule};
use crate::tasks::Failure;
use serde::Serialize;

#[derive(clap::Args)]
#[command(after_help = "In a pipe, a line holds: rule, severity, needs, summary.\n\nExample:\n  claimbook rules")]
pub(in crate::cli) struct Args {
    /// How to show the list
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

/// A rule as JSON. Field names are contracts.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    severity: crate::model::Severity,
    default_severity: crate::model::Severity,
    needs: Vec<&'static str>,
    summary: &'static str,
    standard: &'static str,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let policy = Policy::new(&session.settings);
        let rows: Vec<Row> = RULES.iter().map(|rule| make_row(rule, &policy)).collect();
        if self.format != ListFormat::Table {
            listing::print_json(session, self.format, &rows)?;
            return Ok(Exit::Clean);
        }
        let mut sheet = TextTable::new(&[column("rule"), column("severity"), column("needs"), prose("summary")]);
        for row in &rows {
            sheet.add_row([row.id, &row.severity.to_string(), &row.needs.join(", "), row.summary]);
        }
        listing::print_table(session, &sheet, "There are no rules.")?;
        Ok(Exit::Clean)
    }
}

fn make_row(rule: &Rule, policy: &Policy) -> Row {
    let mut needs: Vec<&'static str> = rule.needs.iter().map(|need| word(*need)).collect();
    needs.dedup(); // answers of two kinds are one need to whoever reads this
    Row {
        id: rule.id,
        severity: policy.find_severity(rule),
        default_severity: rule.severity,
        needs,
        summary: rule.summary,
        standard: rule.standard,
    }
}

/// What a rule needs, in a word.
fn word(need: Need) -> &'static str {
    match need {
        Need::Stored => "catalogue",
        Need::Text => "text",
        Need::Answers(..) => "registries",
        Need::English => "English",
    }
}
