//! The catalogue's words: the same in the schema, in the model and in docs/data-model.md.

use super::{nothing_wrong, sql, text_of};
use claimbook::model::*;
use std::collections::BTreeMap;

/// The closed lists of the schema, by table and column, and the model's words for them.
const LISTS: &[(&str, &[&str])] = &[
    ("article_person.role", Role::TOKENS),
    ("claim.kind", Kind::TOKENS),
    ("claim.confidence", Confidence::TOKENS),
    ("claim.status", Status::TOKENS),
    ("occurrence.state", OccurrenceState::TOKENS),
    ("citation.origin", CitationOrigin::TOKENS),
    ("citation.state", CitationState::TOKENS),
    ("citation.strength", Strength::TOKENS),
    ("reading.stance", Stance::TOKENS),
    ("reading.read_as", ReadAs::TOKENS),
    ("review.verdict", Verdict::TOKENS),
    ("observation.subject", Subject::TOKENS),
    ("notice.kind", NoticeKind::TOKENS),
    ("note.kind", NoteKind::TOKENS),
    ("event.action", Action::TOKENS),
    ("conflict.kept", ConflictSide::TOKENS),
];

/// Words that no CHECK lists, since they are derived or kept in JSON, by the table whose section explains them.
const UNSTORED: &[(&str, &[&str])] = &[
    ("version.blocks", BlockKind::TOKENS),
    ("observation.answer", DoiState::TOKENS),
    ("waiver.rule", Severity::TOKENS),
];

#[test]
fn schema_and_model_know_the_same_words() {
    let schema = lists(&text_of("schema.sql"));
    let model: BTreeMap<String, Vec<String>> =
        LISTS.iter().map(|(at, words)| (at.to_string(), words.iter().map(|w| w.to_string()).collect())).collect();
    let columns = schema.keys().chain(model.keys()).collect::<std::collections::BTreeSet<_>>();
    let differ = columns.into_iter().filter(|column| schema.get(*column) != model.get(*column));
    let say = |words: Option<&Vec<String>>| words.map_or("nothing".to_owned(), |words| words.join(" "));
    let wrong = differ.map(|c| format!("{c}: schema.sql has {}, the model {}", say(schema.get(c)), say(model.get(c))));
    nothing_wrong(
        "each CHECK of schema.sql lists the words of one of the model's enums, in its order",
        wrong.collect(),
    );
}

#[test]
fn the_data_model_explains_every_table_column_and_word() {
    let page = text_of("docs/data-model.md");
    let words = LISTS.iter().chain(UNSTORED).flat_map(|(list, words)| {
        let table = list.split('.').next().unwrap_or_default();
        words.iter().map(move |word| (table.to_owned(), word.to_string()))
    });
    let columns = columns().into_iter().flat_map(|(t, cs)| cs.into_iter().map(move |c| (t.clone(), c)));
    let missing = columns.chain(words).filter(|(table, name)| !section(&page, table).contains(&format!("`{name}`")));
    let wrong = missing.map(|(table, name)| format!("`{name}` is not explained under a heading with `{table}`"));
    nothing_wrong("docs/data-model.md explains every table, column and word of the schema", wrong.collect());
}

/// The part of a page under the heading that names a table; empty where there is none.
fn section<'a>(page: &'a str, table: &str) -> &'a str {
    let names = |section: &&str| section.lines().next().unwrap_or_default().contains(&format!("`{table}`"));
    page.split("\n### ").skip(1).find(names).unwrap_or_default()
}

/// The schema's tables and views with their columns; the full-text index's inner tables are its own affair.
fn columns() -> BTreeMap<String, Vec<String>> {
    let connection = sql::schema();
    let mut list = connection
        .prepare(
            "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c \
        WHERE t.schema = 'main' AND t.type IN ('table', 'view', 'virtual') AND t.name NOT LIKE 'sqlite%' AND c.hidden <> 1",
        )
        .expect("prepares");
    let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("runs");
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        let (table, column): (String, String) = row.expect("two names");
        columns.entry(table).or_default().push(column);
    }
    columns
}

/// The closed lists in CHECKs: `CREATE TABLE t ( … column … CHECK (column IN ('a', 'b')) … )`.
fn lists(schema: &str) -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::new();
    for table in schema.split("CREATE TABLE ").skip(1) {
        let name = table.split_whitespace().next().unwrap_or_default();
        for check in table.split("CHECK (").skip(1) {
            let Some((column, rest)) = check.split_once(" IN ('") else { continue };
            if column.contains(|c: char| !(c.is_alphanumeric() || c == '_')) {
                continue;
            }
            let words = rest.split(')').next().unwrap_or_default().split(',');
            let words = words.map(|word| word.trim().trim_matches('\'').to_owned()).collect();
            lists.insert(format!("{name}.{column}"), words);
        }
    }
    lists
}
