//! The catalogue: what is written can be read back, every change is logged, nothing is ever deleted, and a file that is
//! not ours is left alone.

use crate::double::clock::now;
use claimbook::catalogue::{Catalogue, ClaimFilter, Deed, Error, OpenMode, Record, TABLES, Writing};
use claimbook::model::*;

fn deed(command: &str) -> Deed {
    Deed { who: "A. Reviewer".into(), command: command.into(), at: now(), reason: None }
}

fn article(catalogue: &mut Catalogue, key: &str) -> Article {
    let made: Result<Article, Error> = catalogue.write(&deed("import"), |w| {
        let article = Article {
            uid: w.uid(),
            key: key.into(),
            title: "Knee pain".into(),
            url: None,
            publisher: None,
            language: "en".into(),
            updated_on: Some("2025-06-30".parse().unwrap()),
            last_reviewed_on: None,
            retired_on: None,
        };
        w.add(&article)?;
        Ok(article)
    });
    made.unwrap()
}

fn claim(catalogue: &mut Catalogue, home: &Article, statement: &str) -> Claim {
    let made: Result<Claim, Error> = catalogue.write(&deed("add"), |w| {
        let claim = Claim {
            uid: w.uid(),
            article: home.uid,
            serial: w.view().number_claims(home.uid)?.give()?,
            statement: statement.into(),
            kind: Kind::Prevalence,
            status: Status::Accepted,
            section: "Causes".into(),
            because: Reasons(vec!["holds a figure: 40%".into()]),
            confidence: Some(Confidence::Sure),
            merged_into: None,
        };
        w.add(&claim)?;
        Ok(claim)
    });
    made.unwrap()
}

#[test]
fn an_article_holds_more_claims_than_a_desk_of_a_team_numbers_in_one_go() {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    let first = claim(&mut catalogue, &home, "40% of adults have sore knees.");
    let added: Result<(), Error> = catalogue.write(&deed("add"), |w| {
        w.add(&Claim { uid: w.uid(), serial: 10_001, ..first })?;
        Ok(())
    });
    added.unwrap();
    assert_eq!(catalogue.view().number_claims(home.uid).unwrap().last(), 10_001);
    assert_eq!(claim(&mut catalogue, &home, "Ice helps sore knees.").serial, 10_002);
}

/// A conflict about a record that was to be added for a claim, and was taken back.
fn conflict(w: &Writing<'_>, claim: &Claim) -> Conflict {
    Conflict {
        uid: w.uid(),
        entity: "citation".into(),
        row: w.uid(),
        late: Some(format!("{{\"claim\":\"{}\"}}", claim.uid)),
        standing: None,
        late_event: "elsewhere:1".into(),
        standing_event: None,
        late_by: "B. Second".into(),
        standing_by: None,
        found_at: now(),
        kept: None,
        settled_by: None,
        settled_on: None,
    }
}

#[test]
fn an_article_is_judged_anew_when_a_conflict_about_what_it_does_not_hold_is_settled() {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    let claim = claim(&mut catalogue, &home, "40% of adults have sore knees.");
    let found: Result<Conflict, Error> = catalogue.write(&deed("sync"), |w| {
        let found = conflict(w, &claim);
        w.add(&found)?;
        Ok(found)
    });
    let found = found.unwrap();
    assert_eq!(catalogue.view().snapshot(&home).unwrap().conflicts, std::slice::from_ref(&found));
    let before = catalogue.view().make_mark().unwrap();
    let settled: Result<(), Error> = catalogue.write(&deed("settle"), |w| {
        w.edit(&Conflict { kept: Some(ConflictSide::Standing), ..found })?;
        Ok(())
    });
    settled.unwrap();
    let changed = catalogue.view().changed_since(&before).unwrap().expect("few rows changed");
    assert!(changed.contains(&home.uid), "{changed:?}");
}

#[test]
fn columns_of_records_are_those_of_the_schema() {
    let sql = rusqlite::Connection::open_in_memory().unwrap();
    sql.execute_batch(include_str!("../../../schema.sql")).unwrap();
    for table in TABLES {
        let mut statement =
            sql.prepare("SELECT name FROM pragma_table_info(?) WHERE name <> 'id' ORDER BY cid").unwrap();
        let columns: Vec<String> =
            statement.query_map([table.name], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(columns, table.columns, "{}", table.name);
    }
}

#[test]
fn every_word_list_in_the_schema_is_the_models() {
    let schema = include_str!("../../../schema.sql").split_whitespace().collect::<Vec<_>>().join(" ");
    let lists: &[(&str, &[&str])] = &[
        ("role", Role::TOKENS),
        ("kind", Kind::TOKENS),
        ("status", Status::TOKENS),
        ("state", OccurrenceState::TOKENS),
        ("origin", CitationOrigin::TOKENS),
        ("state", CitationState::TOKENS),
        ("strength", Strength::TOKENS),
        ("stance", Stance::TOKENS),
        ("read_as", ReadAs::TOKENS),
        ("verdict", Verdict::TOKENS),
        ("subject", Subject::TOKENS),
        ("kind", NoticeKind::TOKENS),
        ("action", Action::TOKENS),
    ];
    for (column, tokens) in lists {
        let list = tokens.iter().map(|t| format!("'{t}'")).collect::<Vec<_>>().join(", ");
        assert!(schema.contains(&format!("CHECK ({column} IN ({list}))")), "{column}: {list}");
    }
}

#[test]
fn a_change_is_stored_logged_and_chained() {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    let mut first = claim(&mut catalogue, &home, "About 40% of adults have knee pain.");
    first.status = Status::Retired;
    let edited: Result<bool, Error> = catalogue.write(&deed("retire"), |w| w.edit(&first));
    assert!(edited.unwrap());
    let again: Result<bool, Error> = catalogue.write(&deed("retire"), |w| w.edit(&first));
    assert!(!again.unwrap(), "an edit that changes nothing is none");
    assert_eq!(catalogue.view().get::<Claim>(first.uid).unwrap(), Some(first.clone()));
    let events = catalogue.view().events_of(&[first.uid]).unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(
        (events[0].before.as_deref(), events[0].after.as_deref()),
        (Some(r#"{"status":"accepted"}"#), Some(r#"{"status":"retired"}"#))
    );
    let verified = catalogue.verify().unwrap();
    assert_eq!((verified.rows, verified.events, verified.damage), (2, 3, vec![]));
}

#[test]
fn a_change_that_fails_leaves_nothing_behind() {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    let failed: Result<(), Error> = catalogue.write(&deed("add"), |w| {
        let person = Person {
            uid: w.uid(),
            name: "A".into(),
            credentials: None,
            contact: None,
            declared_id: None,
            merged_into: None,
            retired_on: None,
        };
        w.add(&person)?;
        w.add(&Article { uid: w.uid(), ..home.clone() })
    });
    assert!(matches!(failed, Err(Error::Refused(_))), "{failed:?}");
    assert_eq!(catalogue.view().persons().unwrap(), vec![]);
    assert_eq!(catalogue.view().newest_events(None).unwrap().len(), 1);
    let rehearsed: Result<Article, Error> = catalogue.rehearse(&deed("import"), |w| {
        let other = Article { uid: w.uid(), key: "other".into(), ..home.clone() };
        w.add(&other)?;
        Ok(other)
    });
    assert_eq!(rehearsed.unwrap().key, "other");
    assert_eq!(catalogue.view().articles().unwrap().len(), 1);
}

#[test]
fn lists_and_search_find_what_is_asked() {
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    claim(&mut catalogue, &home, "About 40% of adults have knee pain at a café.");
    claim(&mut catalogue, &home, "Walking helps.");
    let rows = catalogue.view().claim_rows(&ClaimFilter { unsupported: true, ..Default::default() }).unwrap();
    assert_eq!(rows.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), ["knee-pain/c1", "knee-pain/c2"]);
    assert_eq!(catalogue.view().search_claims("CAFE adul", 10).unwrap().len(), 1);
    for hostile in ["\"", "*", "NEAR(", "statement:x", "10.1000/abc", "\0", "", "a\" OR \"b", "-", "^knee"] {
        catalogue.view().search_claims(hostile, 10).unwrap();
        catalogue.view().search_works(hostile, 10).unwrap();
    }
}

#[test]
fn nothing_can_be_deleted_or_rewritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    let mut catalogue = Catalogue::create(&path, now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    claim(&mut catalogue, &home, "Walking helps.");
    drop(catalogue);
    let sql = rusqlite::Connection::open(&path).unwrap();
    let tables = TABLES.iter().map(|t| t.name).filter(|t| *t != "article_person");
    for table in tables.chain(["event"]) {
        let count: i64 = sql.query_row(&format!("SELECT count(*) FROM {table}"), [], |r| r.get(0)).unwrap();
        if count > 0 {
            let refused = sql.execute(&format!("DELETE FROM {table}"), []).unwrap_err();
            assert!(
                refused.to_string().contains("deleted") || refused.to_string().contains("append-only"),
                "{table}: {refused}"
            );
        }
        let triggers: i64 = sql
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name = ?",
                [format!("{table}_no_delete")],
                |r| r.get(0),
            )
            .unwrap();
        assert_eq!(triggers, 1, "{table}");
    }
    assert!(sql.execute("UPDATE event SET who = 'somebody else'", []).is_err());
}

#[test]
fn verify_sees_what_sqlite_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    let mut catalogue = Catalogue::create(&path, now()).unwrap();
    let home = article(&mut catalogue, "knee-pain");
    let uid = claim(&mut catalogue, &home, "Walking helps.").uid;
    drop(catalogue);
    let sql = rusqlite::Connection::open(&path).unwrap();
    sql.execute("UPDATE claim SET statement = 'Walking harms.'", []).unwrap();
    drop(sql);
    let damage = Catalogue::open(&path, OpenMode::Read).unwrap().verify().unwrap().damage;
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert_eq!((damage[0].table.as_str(), damage[0].row.clone()), ("claim", uid.to_string()));
}

#[test]
fn records_name_their_tables() {
    assert_eq!(Claim::TABLE.name, "claim");
    assert!(TABLES.iter().any(|t| t.name == "waiver"));
}
