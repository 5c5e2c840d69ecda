//! How SQLite goes about each statement: what is asked again and again, or for one record, is found by an index, however long the
//! catalogue is.

use super::sql::{files_for_schema, schema};
use super::{against_exceptions, nothing_wrong};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Tables that stay short, whatever a catalogue holds: its people, what two desks decided differently, and SQLite's own.
const SHORT: &[&str] = &["person", "person_key", "article_person", "conflict", "meta", "sqlite_schema"];

/// What is read from its beginning to its end all the same: the file of the statement, the table, and why.
const READ_WHOLE: &[(&str, &str)] = &[
    ("article/all.sql article", "lists every article"),
    ("article/keys.sql article", "lists every key, to name the nearest or to choose a free one"),
    (
        "article/list.sql article",
        "lists articles in the order of their keys; an article by itself is one of few thousand keys",
    ),
    ("article/only.sql article", "ends at the second article"),
    ("beginning/authors.sql work", "completes a name at a terminal, by any part of it"),
    ("changes/articles.sql reading", "looks for what a person gave, only where a person was changed"),
    ("changes/articles.sql review", "the same"),
    ("changes/heard.sql observation", "compares all that was heard with what an audit knew, once an audit"),
    ("citation/list.sql article", "lists citations in the order of articles"),
    ("claim/evidence.sql article", "exports claims in the order of articles"),
    ("claim/few.sql state_change", "ends at the first"),
    ("claim/known.sql claim", "reads what is known to be claimed, once an import"),
    ("claim/known.sql occurrence", "the same"),
    ("claim/list.sql article", "lists claims in the order of articles; the long lists have statements of their own"),
    ("event/chain.sql event", "proves the whole log"),
    ("event/each.sql event", "hands on the whole log, or the few rows that are asked for"),
    ("event/holds.sql event", "looks for a head that was written down, once a command"),
    ("event/looks.sql event", "counts in the whole log, once a report"),
    ("event/seen.sql event", "reads what writers had seen of each other, by an index of those few events"),
    ("event/time.sql event", "looks for a head that was written down, once a command"),
    ("full_text/kept.sql passage", "counts what is kept, once a check"),
    ("judgement/all_reviews.sql review", "proves every signature"),
    ("observation/any.sql observation", "ends at the first"),
    ("observation/times.sql observation", "compares a whole dump"),
    ("reference/list.sql article", "lists references in the order of articles"),
    ("replay/arrivals.sql arrival", "reads the order of all that arrived, only for a hub that lost some"),
    ("replay/last_arrival.sql arrival", "ends at the first, from the end"),
    ("state/any_change.sql state_change", "ends at the first"),
    ("state/changed.sql reading", "looks for what a person gave, only where a person was changed"),
    ("state/changed.sql review", "the same"),
    ("state/coverage.sql claim_state", "counts everything, by an index that has all it needs"),
    ("state/disputed.sql claim_state", "the same"),
    ("state/printed_identifiers.sql reference", "reads every entry, once an opening that derives states"),
    ("state/used_references.sql article", "counts by article; the references of each are found by the index"),
    ("text_form/merge/event_rows.sql event", "compares two whole logs"),
    ("text_form/writers.sql event", "writes the whole log"),
    ("undo/settled_by.sql review", "looks for reviews that settle others, once an undo"),
    ("waiver/all.sql waiver", "reads every waiver, once an audit"),
    ("waiver/without_record.sql waiver", "runs once in a file's life, when it is brought up to date"),
    ("waiver/without_record.sql claim", "the same"),
    ("waiver/without_record.sql reference", "the same"),
    ("withdrawn/naming.sql withdrawn", "looks into rows that were withdrawn, once an undo"),
    ("work/count.sql work", "counts every work"),
    ("work/export.sql work", "writes every work"),
    ("work/keys.sql article", "lists every key, to choose a free one"),
    ("work/keys.sql work", "the same"),
    ("work/known_by.sql work", "reads what every work is known by, once an import"),
    ("work/list.sql notice", "keeps works with a notice, where that is asked for"),
    ("work/list.sql work", "lists works in the order of their keys"),
];

#[test]
fn what_is_looked_for_is_found_by_an_index() {
    let connection = schema();
    let mut whole: BTreeMap<String, String> = BTreeMap::new();
    // What only a reviewer's eyes are kept from is asked of views that stand before the tables.
    for (path, sql) in files_for_schema().filter(|(_, sql)| !sql.contains("temp.")) {
        let file = path.trim_start_matches("src/catalogue/");
        for table in find_read_whole(&connection, &sql) {
            whole.insert(format!("{file} {table}"), "is read whole".to_owned());
        }
    }
    nothing_wrong(
        "no statement reads a table that grows from end to end (or is in READ_WHOLE)",
        against_exceptions(whole, READ_WHOLE),
    );
}

#[test]
fn a_table_that_is_read_whole_is_seen() {
    let connection = schema();
    let tables = |sql: &str| find_read_whole(&connection, sql).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(tables("SELECT uid FROM work WHERE doi = ? AND merged_into IS NULL"), "");
    assert_eq!(tables("SELECT uid FROM work WHERE CASE ?1 WHEN 'doi' THEN doi = ?2 ELSE pmid = ?2 END"), "work");
    assert_eq!(tables("SELECT r.uid FROM reading AS r WHERE r.quote = ?"), "reading");
    assert_eq!(tables("SELECT a.uid FROM review AS a JOIN review AS b ON b.due_on = a.note WHERE a.uid = ?"), "review");
    assert_eq!(tables("WITH own (uid) AS (SELECT value FROM json_each(?)) SELECT uid FROM own"), "");
    assert_eq!(tables("SELECT uid FROM person"), "");
}

/// The tables that statements read from end to end, by an index or without, or to make an index of their own.
fn find_read_whole(connection: &Connection, sql: &str) -> BTreeSet<String> {
    let words: Vec<&str> =
        sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let is_table = |name: &str| connection.table_exists(None, name).expect("the schema is there");
    // `FROM work AS known`: plans speak of `known`.
    let named = |name: &str| {
        let alias = words.windows(3).find(|three| three[1] == "AS" && three[2] == name && is_table(three[0]));
        alias.map_or(name, |three| three[0]).to_owned()
    };
    let mut found = BTreeSet::new();
    for statement in
        sql.split_inclusive(";\n").filter(|statement| statement.lines().any(|line| !line.starts_with("--")))
    {
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).expect("it fits the schema");
        let mut steps = plan.raw_query();
        while let Some(step) = steps.next().expect("a plan") {
            let detail: String = step.get(3).expect("what it does");
            let is_whole = detail.starts_with("SCAN ") || detail.contains(" USING AUTOMATIC ");
            let name = detail.split(' ').nth(1).unwrap_or_default();
            let table = named(name);
            if is_whole && !detail.contains("VIRTUAL TABLE") && is_table(&table) && !SHORT.contains(&table.as_str()) {
                found.insert(table);
            }
        }
    }
    found
}
