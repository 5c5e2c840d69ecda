//! `explain`: a rule's page.

use crate::cli::show::page::{Emphasis, Page};
use crate::cli::{Exit, Session};
use crate::model::find_nearest;
use crate::rules::{RULES, find_rule};
use crate::tasks::Failure;

#[derive(clap::Args)]
#[command(after_help = "Example:\n  claimbook explain claim-stale")]
pub(in crate::cli) struct Args {
    /// The rule's id, as findings and `claimbook rules` name it
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Args {
    pub(super) fn run(self, session: &mut Session<'_>) -> Result<Exit, Failure> {
        let Some(rule) = find_rule(&self.rule) else {
            let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
            let meant =
                find_nearest(&self.rule, &ids).map_or(";".to_owned(), |id| format!(", did you mean {id}? The command"));
            let message = format!("there is no rule “{}”{meant} `claimbook rules` lists them", self.rule);
            return Err(Failure::usage(message));
        };
        if session.width().is_none() {
            session.print(rule.page)?;
            return Ok(Exit::Clean);
        }
        let mut page = Page::new(session);
        for (at, paragraph) in rule.page.trim().split("\n\n").enumerate() {
            if at > 0 {
                page.add_blank();
            }
            write_paragraph(&mut page, paragraph);
        }
        session.print(&page.finish())?;
        Ok(Exit::Clean)
    }
}

/// A paragraph of a rule's page: a heading stands out, lists and code keep their lines, everything else is wrapped.
fn write_paragraph(page: &mut Page, paragraph: &str) {
    if let Some(heading) = paragraph.strip_prefix('#') {
        page.add_spans(0, &[(Emphasis::Strong, heading.trim_start_matches('#').trim())]);
    } else if paragraph.lines().any(|line| line.starts_with(['-', '|', ' ', '`'])) {
        paragraph.lines().for_each(|line| page.add_line(2, line));
    } else {
        page.add_line(0, paragraph);
    }
}
