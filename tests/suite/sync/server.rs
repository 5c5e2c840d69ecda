//! The hub on a real PostgreSQL.

use super::promises::{ANNA, BERT, Invited, chain, history, keeps_promises};
use crate::double::clock::now;
use crate::double::postgres::{Database, SUPERUSER, database};
use claimbook::model::Uid;
use claimbook::sync::postgres::{HubOptions, PostgresHub};
use claimbook::sync::{Blob, BlobKind, Hub};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A hub to which Anna and Bert are invited, behind a history that its administrator brought.
fn with_history(server: &Database) -> (PostgresHub, Vec<String>, Vec<claimbook::catalogue::EventBody>) {
    let mut hub = server.make_hub(HubOptions::default());
    assert!(!hub.make_hub(Uid::new(now()), HubOptions::default()).unwrap(), "it is there");
    let history = history();
    hub.push(&history).unwrap();
    hub.set_limits(1 << 20, 1 << 22).unwrap();
    let roles = [ANNA, BERT].map(|(role, name)| server.invite(&mut hub, role, name)).to_vec();
    (hub, roles, history)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_hub_on_postgresql_keeps_what_every_hub_promises() {
    let Some(server) = database() else { return };
    let (mut hub, roles, history) = with_history(&server);
    let login = |role: &str| -> Box<dyn Hub> { Box::new(server.connect(role)) };
    let roles = [roles[0].as_str(), roles[1].as_str()];
    keeps_promises(&Invited { login: &login, administrator: SUPERUSER, roles, history: &history });
    let verified = hub.verify(|_| ()).unwrap();
    assert_eq!((verified.events, verified.writers, verified.blobs), (12, 4, 3));
    assert_eq!(verified.wrong, Vec::<String>::new());
    let status = hub.status().unwrap();
    assert_eq!((status.events, status.blobs, status.takes_history), (12, 3, false));
    assert_eq!(status.people[roles[0]], BTreeSet::from([ANNA.1.to_owned()]));
    assert_eq!(status.writers.iter().filter_map(|writer| writer.desk).count(), 3);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn every_statement_of_the_hub_fits_its_schema() {
    let Some(server) = database() else { return };
    server.make_hub(HubOptions::default());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sync/postgres");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "sql")).collect();
    assert!(files.len() > 15, "{files:?}");
    // No server prepares what makes the schema, sets up a session, or begins and ends a transaction.
    let others = ["schema.sql", "session.sql", "begin.sql", "commit.sql", "roll_back.sql"];
    for file in files.iter().filter(|file| !others.iter().any(|other| file.ends_with(other))) {
        let prepared = format!("PREPARE it AS\n{}", std::fs::read_to_string(file).unwrap());
        assert_eq!(server.psql(SUPERUSER, &prepared), Ok(String::new()), "{}", file.display());
    }
}

#[test]
fn damage_behind_the_servers_back_is_found() {
    let Some(server) = database() else { return };
    let (mut hub, ..) = with_history(&server);
    hub.put_blobs(&[Blob::new(BlobKind::Version, b"words".to_vec())]).unwrap_err();
    let damage = "SET session_replication_role = replica;
        UPDATE claimbook.event SET who = 'Somebody' WHERE arrival = 1;
        UPDATE claimbook.event SET body = substr(body, 1, octet_length(body) - 1) WHERE arrival = 2;
        DELETE FROM claimbook.event WHERE arrival = 3;
        INSERT INTO claimbook.blob VALUES (sha256('other'), 'version', 'words', 'r', now())";
    server.psql(SUPERUSER, damage).unwrap();
    let wrong = hub.verify(|_| ()).unwrap().wrong;
    for (at, says) in [
        (0, "not what stands beside"),
        (1, "end within a field"),
        (2, "missing up to 3"),
        (3, "stands behind 1"),
        (4, "another hash"),
    ] {
        assert!(wrong[at].contains(says), "{at}: {wrong:?}");
    }
}

#[test]
fn an_event_that_arrives_later_never_has_a_smaller_number() {
    let Some(server) = database() else { return };
    let (_, roles, history) = with_history(&server);
    let known: BTreeMap<Uid, u64> = history.iter().map(|e| (e.writer(), e.seq())).collect();
    std::thread::scope(|scope| {
        let (server, known, roles) = (&server, &known, &roles);
        for (role, who) in [(&roles[0], ANNA.1), (&roles[1], BERT.1), (&roles[0], ANNA.1), (&roles[1], BERT.1)] {
            scope.spawn(move || {
                let (mut hub, writer) = (server.connect(role), Uid::new(now()));
                hub.join(writer).unwrap();
                for part in chain(writer, who, None, 60).chunks(3) {
                    hub.push(part).unwrap();
                }
            });
        }
        scope.spawn(move || {
            // Whoever goes on behind what they have seen is handed everything: 4 × 60 events, each once.
            let (mut hub, mut known, mut numbers) = (server.connect(&roles[0]), known.clone(), Vec::new());
            while numbers.len() < 240 {
                for (number, event) in hub.pull(&known, 7).unwrap() {
                    numbers.push(number);
                    known.insert(event.writer(), event.seq());
                }
            }
            assert_eq!(numbers, (5..245).collect::<Vec<u64>>());
        });
    });
    let writers = server.connect(&roles[0]).status().unwrap().writers;
    let desks: BTreeSet<u32> = writers.into_iter().filter_map(|writer| writer.desk).collect();
    assert_eq!(desks, BTreeSet::from([1, 2, 3, 4]));
}
