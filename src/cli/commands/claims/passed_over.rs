//! `claims --passed-over`: what was looked at and not proposed, so that a reviewer can see what was left out.

use crate::cli::show::listing::{self, ListFormat, ListOptions};
use crate::cli::show::table::{TextTable, column, prose};
use crate::cli::{Exit, Session};
use crate::tasks::passed_over::list_passed_over;
use crate::tasks::{Failure, addresses};

pub(super) fn list(session: &mut Session<'_>, article: &str, options: &ListOptions) -> Result<Exit, Failure> {
    let catalogue = session.catalogue()?;
    let article = addresses::find_article(catalogue.view(), Some(article))?;
    let Some(mut passed) = list_passed_over(catalogue.view(), &article)? else {
        let language = &article.language;
        session.report(&format!("Unchecked: claims are found in English only, and {} is “{language}”.", article.key));
        return Ok(Exit::Clean);
    };
    passed.truncate(options.limit.map_or(usize::MAX, |n| n as usize));
    if options.format != ListFormat::Table {
        listing::print_json(session, options.format, &passed)?;
        return Ok(Exit::Clean);
    }
    let mut sheet = TextTable::new(&[column("place"), column("passed over because it"), prose("sentence")]);
    for sentence in &passed {
        let line = sentence.line.map(|line| line.to_string()).unwrap_or_default();
        sheet.add_row([&format!("{}:{line}", article.key), &sentence.reason, &sentence.text]);
    }
    listing::print_table(session, &sheet, "No sentence was passed over.")?;
    if let (Some(first), true) = (passed.iter().find_map(|s| s.line), session.width().is_some()) {
        session.report(&format!("One is a claim after all? claimbook add claim {}:{first}", article.key));
    }
    Ok(Exit::Clean)
}
