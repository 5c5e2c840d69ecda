//! Somebody's own sheet of claims: which of its columns hold what, by their headings or by what a person says.

use super::{Row, Sheet};

/// What a column of a claims sheet may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimField {
    /// Its name on the command line.
    pub name: &'static str,
    /// What people call the column, in lower case.
    headings: &'static [&'static str],
}

/// The claim in a sentence: without it, a sheet holds no claims.
pub const STATEMENT: ClaimField = ClaimField {
    name: "statement",
    headings: &[
        "statement",
        "claim",
        "claim text",
        "claim statement",
        "claim wording",
        "claim made",
        "statement on the page",
        "sentence on the page",
        "sentence",
        "assertion",
        "wording",
        "health claim",
        "medical claim",
        "aussage",
        "behauptung",
        "affirmation",
        "afirmación",
        "afirmação",
    ],
};
/// The kind of claim.
pub const KIND: ClaimField = ClaimField {
    name: "kind",
    headings: &[
        "kind",
        "type",
        "category",
        "claim type",
        "claim kind",
        "claim category",
        "type of claim",
        "kind of claim",
        "category of claim",
    ],
};
/// The heading that it stands under.
pub const SECTION: ClaimField = ClaimField {
    name: "section",
    headings: &["section", "heading", "chapter", "topic", "part", "area", "abschnitt", "rubrique"],
};
/// What it rests on, as somebody wrote it.
pub const SOURCE: ClaimField = ClaimField {
    name: "source",
    headings: &[
        "source",
        "sources",
        "reference",
        "references",
        "citation",
        "citations",
        "evidence",
        "supporting evidence",
        "supporting reference",
        "supporting references",
        "study",
        "studies",
        "quelle",
        "quellen",
        "fuente",
        "fonte",
    ],
};
/// The DOI of that.
pub const DOI: ClaimField = ClaimField { name: "doi", headings: &["doi", "dois", "source doi", "reference doi"] };
/// Its PubMed id.
pub const PMID: ClaimField = ClaimField { name: "pmid", headings: &["pmid", "pubmed", "pubmed id"] };
/// Its address.
pub const URL: ClaimField = ClaimField {
    name: "url",
    headings: &["url", "link", "links", "web address", "website", "source url", "source link"],
};
/// The article that makes the claim.
pub const ARTICLE: ClaimField =
    ClaimField { name: "article", headings: &["article", "article key", "document", "content piece", "artikel"] };

/// Every field.
pub const CLAIM_FIELDS: &[ClaimField] = &[STATEMENT, KIND, SECTION, SOURCE, DOI, PMID, URL, ARTICLE];

/// Which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimColumns {
    held: Vec<(ClaimField, usize)>,
}

impl ClaimField {
    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        CLAIM_FIELDS.iter().copied().find(|field| field.name == name)
    }
}

impl ClaimColumns {
    /// The columns by their headings, and by what a person says of some of them: a field and a heading. None where no column
    /// holds statements, or none anything that is said of them.
    pub fn from_headings(columns: &[String], said: &[(ClaimField, String)]) -> Option<Self> {
        let mut mapped = Self::default();
        for field in CLAIM_FIELDS {
            let by_person = said.iter().filter(|(said, _)| said == field).map(|(_, heading)| heading.as_str());
            let named: Vec<&str> = by_person.chain(field.headings.iter().copied()).collect();
            let is_free = |at: &usize| !mapped.held.iter().any(|(_, held)| held == at);
            let column = named
                .iter()
                .find_map(|name| columns.iter().position(|heading| is_same_heading(heading, name)).filter(is_free));
            mapped.held.extend(column.map(|at| (*field, at)));
        }
        let has = |field: ClaimField| mapped.held.iter().any(|(held, _)| *held == field);
        (has(STATEMENT) && (mapped.held.len() > 1 || !said.is_empty())).then_some(mapped)
    }

    /// What a row says in a field, without blanks around it; none where it says nothing.
    pub fn cell<'r>(&self, row: &'r Row, field: ClaimField) -> Option<&'r str> {
        let (_, at) = self.held.iter().find(|(held, _)| *held == field)?;
        row.cell(*at).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// Which heading was taken for what: `statement` from “claim text”.
    pub fn describe(&self, sheet: &Sheet) -> Vec<(&'static str, String)> {
        let heading = |at: usize| sheet.columns.get(at).cloned().unwrap_or_default();
        self.held.iter().map(|(field, at)| (field.name, heading(*at))).collect()
    }

    /// The cells of a row that no field takes, each with its heading.
    pub fn list_others<'r>(&self, sheet: &'r Sheet, row: &'r Row) -> Vec<(&'r str, &'r str)> {
        let is_taken = |at: usize| self.held.iter().any(|(_, held)| *held == at);
        let cells = sheet.columns.iter().enumerate().filter(|(at, heading)| !is_taken(*at) && is_word(heading));
        let said = cells.filter_map(|(at, heading)| Some((heading.as_str(), row.cell(at)?.trim())));
        said.filter(|(_, cell)| !cell.is_empty()).collect()
    }
}

/// Whether a heading is one that a claims sheet may have.
pub fn is_claims_heading(heading: &str) -> bool {
    if heading.len() > LONGEST_HEADING {
        return false;
    }
    let folded = fold_spaces(heading);
    CLAIM_FIELDS.iter().any(|field| field.headings.contains(&folded.as_str()))
}

/// A heading that says what its column holds; `#` and `No.` only count rows.
fn is_word(heading: &str) -> bool {
    heading.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// Cells of more bytes are sentences, and no headings, whatever spaces stand in them.
const LONGEST_HEADING: usize = 80;

/// Whether two headings are the same but for case, spaces, hyphens and underscores.
pub fn is_same_heading(one: &str, other: &str) -> bool {
    fold_spaces(one) == fold_spaces(other)
}

fn fold_spaces(heading: &str) -> String {
    heading.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_tell_which_column_holds_what() {
        for (headings, said, held) in [
            ("statement|section|source", "", "statement=0 section=1 source=2"),
            ("#|claim  text|supporting_reference|doi", "", "statement=1 source=2 doi=3"),
            ("claim|type|evidence|link", "", "statement=0 kind=1 source=2 url=3"),
            ("what we say|who says so", "statement=What we say,source=who says so", "statement=0 source=1"),
            ("title|author|year", "", ""),
            ("claim", "", ""),
        ] {
            let columns: Vec<String> = headings.split('|').map(str::to_owned).collect();
            let pairs = said.split(',').filter_map(|pair| pair.split_once('='));
            let said: Vec<_> = pairs.map(|(f, h)| (ClaimField::from_name(f).unwrap(), h.to_owned())).collect();
            let mapped = ClaimColumns::from_headings(&columns, &said).unwrap_or_default();
            let shown: Vec<String> = mapped.held.iter().map(|(field, at)| format!("{}={at}", field.name)).collect();
            assert_eq!(shown.join(" "), held, "{headings}");
        }
    }
}
