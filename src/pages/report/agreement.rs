//! How far the opinions of two people agree, as a table. The paragraph of method beside it is the one of `coverage --agreement`.

use crate::tasks::agreement::{AgreementRow, AgreementTable};

/// The table.
pub(super) struct AgreementLines {
    pub(super) lines: Vec<AgreementLine>,
}

/// A line: an article, or all.
pub(super) struct AgreementLine {
    pub(super) name: String,
    pub(super) claims: usize,
    pub(super) agreed: usize,
    pub(super) settled: usize,
    /// The share on which both say the same, in per cent.
    pub(super) share: String,
    /// The share that chance would give.
    pub(super) expected: String,
    pub(super) kappa: String,
}

impl AgreementLines {
    /// None where no claim has been judged by two people. The total of a single article is left out, being the article's own.
    pub(super) fn new(table: &AgreementTable, title: impl Fn(&str) -> String) -> Option<Self> {
        let is_alone = table.rows.len() == 2;
        let rows = table.rows.iter().filter(|row| row.article.is_some() || !is_alone);
        let percent = |share: Option<f64>| share.map_or("none".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let line = |row: &AgreementRow| AgreementLine {
            name: row.article.as_deref().map_or("In total".to_owned(), &title),
            claims: row.agreement.claims,
            agreed: row.agreement.agreed,
            settled: row.settled,
            share: percent(row.agreement.observed),
            expected: percent(row.agreement.expected),
            kappa: row.agreement.kappa.map_or("undefined".to_owned(), |kappa| format!("{kappa:.2}")),
        };
        let lines: Vec<AgreementLine> = rows.map(line).collect();
        (table.rows.len() > 1).then_some(Self { lines })
    }
}
