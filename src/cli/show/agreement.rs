//! How far two people agree, as a table with a paragraph of method below it.

use super::listing::{self, ListFormat};
use super::table::{TextTable, column};
use crate::cli::Session;
use crate::tasks::Failure;
use crate::tasks::agreement::{AgreementTable, describe_method};

/// Prints the agreement in this format.
pub(in crate::cli) fn print(
    session: &mut Session<'_>,
    table: &AgreementTable,
    format: ListFormat,
) -> Result<(), Failure> {
    if format != ListFormat::Table {
        return listing::print_json(session, format, &table.rows);
    }
    let columns = ["article", "claims", "same verdict", "share", "by chance", "kappa", "settled"].map(column);
    let mut sheet = TextTable::new(&columns);
    for row in &table.rows {
        let numbers = row.agreement;
        let share = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let kappa = numbers.kappa.map_or("-".to_owned(), |kappa| format!("{kappa:.2}"));
        let name = row.article.clone().unwrap_or_else(|| "in total".to_owned());
        sheet.add_row([
            name,
            numbers.claims.to_string(),
            numbers.agreed.to_string(),
            share(numbers.observed),
            share(numbers.expected),
            kappa,
            row.settled.to_string(),
        ]);
    }
    listing::print_table(session, &sheet, "Nobody has judged anything yet.")?;
    session.report(&describe_method(table));
    Ok(())
}
