//! What a client of somebody's own making, with a login that was invited, is refused by the server itself.

use super::promises::{ANNA, BERT, chain, event};
use crate::double::clock::now;
use crate::double::postgres::{Database, SUPERUSER, database};
use claimbook::catalogue::EventBody;
use claimbook::model::Uid;
use claimbook::sync::Hub;
use claimbook::sync::postgres::HubOptions;

/// A hub with two people, each of whom has a desk with two events.
struct Scene {
    server: Database,
    anna: String,
    bert: String,
    /// Anna's events, three more than the hub has.
    events: Vec<EventBody>,
    others: Uid,
}

impl Scene {
    fn set() -> Option<Self> {
        let server = database()?;
        let mut hub = server.make_hub(HubOptions::default());
        let [anna, bert] = [ANNA, BERT].map(|(role, name)| server.invite(&mut hub, role, name));
        let (own, others) = (Uid::new(now()), Uid::new(now()));
        let events = chain(own, ANNA.1, None, 5);
        for (role, writer, events) in [(&anna, own, &events[..2]), (&bert, others, &chain(others, BERT.1, None, 2)[..])]
        {
            let mut desk = server.connect(role);
            desk.join(writer).unwrap();
            desk.push(events).unwrap();
        }
        Some(Self { server, anna, bert, events, others })
    }

    /// What Anna's own client is told, with the code of the error: `CB002`, `42501`.
    fn refused(&self, statements: &str) -> String {
        match self.server.psql(&self.anna, statements) {
            Ok(done) => panic!("done: {statements}\n{done}"),
            Err(said) => said.split_whitespace().nth(1).unwrap_or_default().trim_end_matches(':').to_owned(),
        }
    }

    fn has_events(&self, number: u32) {
        let counted = "SELECT count(*), max(arrival) FROM claimbook.event";
        assert_eq!(self.server.psql(SUPERUSER, counted).unwrap(), format!("{number}|{number}"));
        assert_eq!(self.server.connect(SUPERUSER).verify(|_| ()).unwrap().wrong, Vec::<String>::new());
    }
}

/// A statement that inserts an event whose columns may say something else than its bytes.
fn insert(event: &EventBody, change: &[(&str, String)]) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut values = vec![
        ("writer", format!("'{}'", event.writer())),
        ("seq", event.seq().to_string()),
        ("previous", format!("'\\x{}'", event.previous())),
        ("hash", format!("'\\x{}'", event.hash())),
        ("format", event.format().to_string()),
        ("who", format!("'{}'", event.who().replace('\'', "''"))),
        ("body", format!("'\\x{}'", hex(event.bytes()))),
    ];
    for (column, value) in change {
        values.retain(|(name, _)| name != column);
        values.push((column, value.clone()));
    }
    let (columns, values): (Vec<&str>, Vec<String>) = values.into_iter().unzip();
    format!("INSERT INTO claimbook.event ({}) VALUES ({})", columns.join(", "), values.join(", "))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_event_is_appended_only_as_it_is_and_by_whom_it_names() {
    let Some(scene) = Scene::set() else { return };
    let (next, own) = (&scene.events[2], scene.events[0].writer());
    let made = |who: &str, seq: u64, previous: &str| EventBody::from(&event(own, seq, who, previous));
    let previous = next.previous();
    let text = |words: &str| format!("'{words}'");
    let others = EventBody::from(&event(scene.others, 3, ANNA.1, previous));
    for (what, code, statement) in [
        ("forged who", "CB002", insert(&made(BERT.1, 3, previous), &[])),
        ("no who", "CB002", insert(&made("", 3, previous), &[])),
        ("who beside the bytes", "CB006", insert(&made(BERT.1, 3, previous), &[("who", text(ANNA.1))])),
        ("a broken chain", "CB005", insert(&made(ANNA.1, 3, &"0".repeat(64)), &[])),
        ("no chain", "CB005", insert(&made(ANNA.1, 3, ""), &[])),
        (
            "a chain beside the bytes",
            "CB006",
            insert(&made(ANNA.1, 3, ""), &[("previous", format!("'\\x{previous}'"))]),
        ),
        ("a gap", "CB004", insert(&scene.events[3], &[])),
        ("again", "CB005", insert(&scene.events[1], &[])),
        ("again in another place", "CB006", insert(&scene.events[1], &[("seq", "3".into())])),
        ("another hash", "CB006", insert(next, &[("hash", "sha256('x')".into())])),
        ("no hash", "CB006", insert(next, &[("hash", "NULL".into())])),
        ("no writer", "CB006", insert(next, &[("writer", "NULL".into())])),
        ("no place", "CB006", insert(next, &[("seq", "NULL".into())])),
        ("no previous", "CB006", insert(next, &[("previous", "NULL".into())])),
        ("no format", "CB006", insert(next, &[("format", "NULL".into())])),
        ("no who beside", "CB006", insert(next, &[("who", "NULL".into())])),
        ("no body", "CB007", insert(next, &[("body", "NULL".into())])),
        ("another format", "CB006", insert(next, &[("format", "2".into())])),
        ("a format of none", "CB006", insert(next, &[("format", "0".into())])),
        ("the first format", "CB006", insert(next, &[("format", "1".into())])),
        ("another's writer", "CB005", insert(&others, &[])),
        ("its own number", "42501", insert(next, &[("arrival", "1000".into())])),
        ("another's name on it", "42501", insert(next, &[("role", text(&scene.bert))])),
        ("another time", "42501", insert(next, &[("arrived_at", "now()".into())])),
        ("no bytes", "CB006", insert(next, &[("body", "''".into()), ("hash", "sha256('')".into())])),
        ("noise", "CB006", insert(next, &[("body", "'\\xff00'".into()), ("hash", "sha256('\\xff00')".into())])),
        (
            "millions of fields",
            "CB006",
            insert(next, &[("body", "decode(repeat('ffffffffffffffff', 2000000), 'hex')".into())]),
        ),
        (
            "a field without end",
            "CB006",
            insert(
                next,
                &[("body", "'\\xfeffffffffffffff41'".into()), ("hash", "sha256('\\xfeffffffffffffff41')".into())],
            ),
        ),
        ("oversize", "CB007", insert(next, &[("body", "decode(repeat('00', 16777217), 'hex')".into())])),
        ("overwriting", "42501", format!("{} ON CONFLICT (writer, seq) DO UPDATE SET who = 'x'", insert(next, &[]))),
    ] {
        assert_eq!(scene.refused(&statement), code, "{what}");
    }
    scene.has_events(4);
    // What is right is taken from any client.
    scene.server.psql(&scene.anna, &insert(next, &[])).unwrap();
    scene.has_events(5);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_event_that_no_desk_could_read_is_refused() {
    let Some(scene) = Scene::set() else { return };
    let previous = scene.events[2].previous();
    type Change = fn(&mut claimbook::model::Event);
    let changes: [(&str, Change); 4] = [
        ("no JSON after", |e| e.after = Some("{".into())),
        ("no JSON before", |e| e.before = Some("Robert'); DROP TABLE event; --".into())),
        ("no JSON seen", |e| e.seen = Some("seen".into())),
        ("a character that is none", |e| e.reason = Some("\0".into())),
    ];
    for (what, change) in changes {
        let mut event = event(scene.events[0].writer(), 3, ANNA.1, previous);
        change(&mut event);
        let code = scene.refused(&insert(&EventBody::from(&event), &[]));
        assert!(["22P02", "22021"].contains(&code.as_str()), "{what}: {code}");
    }
    // Bytes that claimbook does not write: each a field of the right one, put in another way.
    let right = scene.events[2].bytes();
    let field = |words: &str| [&(words.len() as u64).to_le_bytes()[..], words.as_bytes()].concat();
    for (from, to) in
        [("2026-11-23T12:00:00Z", "2026-11-23T12:00:00.0Z"), ("2026-11-23T12:00:00Z", "today"), ("add", "drop")]
    {
        let (from, to) = (field(from), field(to));
        let at = right.windows(from.len()).position(|window| window == from).unwrap();
        let bytes = [&right[..at], &to, &right[at + from.len()..]].concat();
        let body = EventBody::parse(bytes).unwrap();
        assert!(body.event().is_err());
        let code = scene.refused(&insert(&body, &[]));
        assert!(["CB006", "22007"].contains(&code.as_str()), "{to:?}: {code}");
    }
    scene.has_events(4);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn words_of_sql_are_words_in_every_field() {
    let Some(scene) = Scene::set() else { return };
    let words = "'); DROP TABLE claimbook.event; -- $$ \\ \" %s %I {0} \u{202e}";
    let mut event = event(scene.events[0].writer(), 3, ANNA.1, scene.events[2].previous());
    (event.command, event.entity, event.row_sha256) = (words.into(), words.into(), words.into());
    (event.reason, event.operator, event.undoes) = (Some(words.into()), Some(words.into()), Some(words.into()));
    event.after = Some(serde_json::json!({ words: words }).to_string());
    let body = EventBody::from(&event);
    scene.server.connect(&scene.anna).push(std::slice::from_ref(&body)).unwrap();
    let pulled = scene.server.connect(&scene.bert).pull(&[(scene.others, 2), (body.writer(), 2)].into(), 9).unwrap();
    assert_eq!(pulled, [(5, body.clone())]);
    // A name that somebody was invited with may hold anything, too.
    let mut hub = scene.server.connect(SUPERUSER);
    hub.invite(&scene.anna, words, Some(words)).unwrap();
    scene.server.connect(&scene.anna).push(&chain(body.writer(), words, Some(&body), 1)).unwrap();
    let odd = "odd\"role'; DROP SCHEMA claimbook CASCADE; --";
    assert!(hub.invite(odd, "O. Dd", None).unwrap().password.is_some());
    assert!(hub.status().unwrap().people.contains_key(odd));
    scene.has_events(6);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn nothing_but_adding_is_allowed() {
    let Some(scene) = Scene::set() else { return };
    for table in ["event", "writer", "blob", "person", "permission", "hub"] {
        for statement in [
            format!("DELETE FROM claimbook.{table}"),
            format!("TRUNCATE claimbook.{table}"),
            format!("DROP TABLE claimbook.{table}"),
            format!("ALTER TABLE claimbook.{table} DISABLE TRIGGER ALL"),
            format!("BEGIN; LOCK TABLE claimbook.{table} IN ACCESS EXCLUSIVE MODE"),
            format!("CREATE TRIGGER x BEFORE INSERT ON claimbook.{table} EXECUTE FUNCTION claimbook.refuse()"),
        ] {
            assert_eq!(scene.refused(&statement), "42501", "{statement}");
        }
    }
    for statement in [
        "UPDATE claimbook.event SET who = 'x'",
        "UPDATE claimbook.writer SET role = session_user",
        "UPDATE claimbook.hub SET takes_history = true",
        "INSERT INTO claimbook.person VALUES ('B. Second')",
        "INSERT INTO claimbook.permission (role, person) VALUES (session_user, 'B. Second')",
        "SELECT FROM claimbook.hub FOR UPDATE",
        "SELECT claimbook.fields(convert_to('x', 'UTF8'))",
        "SET session_replication_role = replica",
        "SET SESSION AUTHORIZATION superuser",
        "SET ROLE superuser",
        "CREATE TABLE claimbook.mine (x int)",
        "CREATE FUNCTION claimbook.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'",
        "CREATE TEMP TABLE hub (x int)",
        "CREATE SCHEMA mine",
        "COPY claimbook.event TO PROGRAM 'cat'",
        "CREATE ROLE mine",
        "GRANT claimbook_writer TO CURRENT_USER",
    ] {
        assert_eq!(scene.refused(statement), "42501", "{statement}");
    }
    // The owner is stopped, too, before a slip of theirs.
    for statement in [
        "UPDATE claimbook.event SET who = 'x'",
        "DELETE FROM claimbook.blob",
        "TRUNCATE claimbook.event, claimbook.writer",
    ] {
        assert!(scene.server.psql(SUPERUSER, statement).unwrap_err().contains("CB009"), "{statement}");
    }
    scene.has_events(4);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn roles_and_paths_that_are_set_change_nothing() {
    let Some(scene) = Scene::set() else { return };
    let forged = insert(&EventBody::from(&event(scene.events[0].writer(), 3, BERT.1, scene.events[2].previous())), &[]);
    for before in [
        "SET ROLE claimbook_writer",
        "SET search_path = pg_temp, public, claimbook",
        "SET check_function_bodies = off",
        "SET row_security = off",
        "SET default_transaction_isolation = 'serializable'",
        "SET transform_null_equals = on",
    ] {
        assert_eq!(scene.refused(&format!("{before}; {forged}")), "CB002", "{before}");
    }
    let others = scene.server.psql(&scene.bert, "SELECT 1");
    assert_eq!(others.as_deref(), Ok("1"), "Bert is there");
    assert_eq!(scene.refused(&format!("SET ROLE {}", scene.bert)), "42501");
    // Whoever is let in without an invitation reads, and writes nothing.
    let reader = format!("reader_{}", scene.server.name);
    let make = format!("CREATE ROLE {reader} LOGIN PASSWORD '{}'", crate::double::postgres::PASSWORD);
    scene.server.psql(SUPERUSER, &make).unwrap();
    assert!(scene.server.psql(&reader, "SELECT 1").unwrap_err().contains("permission denied for database"));
    let grant =
        format!("GRANT claimbook_writer TO {reader}; GRANT CONNECT ON DATABASE {} TO {reader}", scene.server.name);
    scene.server.psql(SUPERUSER, &grant).unwrap();
    assert!(scene.server.psql(&reader, &insert(&scene.events[2], &[])).unwrap_err().contains("CB001"));
    assert!(
        scene
            .server
            .psql(&reader, "INSERT INTO claimbook.writer (uid) VALUES (gen_random_uuid())")
            .unwrap_err()
            .contains("CB001")
    );
    let blob = "INSERT INTO claimbook.blob (kind, sha256, bytes) VALUES ('version', sha256('x'), 'x')";
    assert!(scene.server.psql(&reader, blob).unwrap_err().contains("CB001"));
    // Another hub on the same server is another one: nobody comes in who was not invited there.
    let second = database().unwrap();
    second.make_hub(HubOptions::default());
    assert!(second.psql(&scene.anna, "SELECT 1").unwrap_err().contains("permission denied for database"));
    scene.has_events(4);
}
