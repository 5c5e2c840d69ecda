//! What an administrator types: `hub init`, `hub invite`, `hub status`, `hub verify`.

use crate::double::postgres::{PASSWORD, SUPERUSER, database};
use crate::double::terminal::Terminal;
use claimbook::sync::Hub;

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_administrator_makes_a_hub_lets_people_in_and_proves_it() {
    let Some(server) = database() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::piped(folder.path());
    let bare = server.url(SUPERUSER).replace(&format!(":{}@", PASSWORD.replace(' ', "%20")), "@");
    let run = terminal.run(&["hub", "init", &bare]);
    assert!(run.exit == 3 && run.err.contains("PGPASSWORD"), "{}", run.err);
    terminal.environment.push(("PGPASSWORD".into(), PASSWORD.into()));
    let run = terminal.run(&["hub", "status", "--hub", &bare]);
    assert!(run.exit == 2 && run.err.contains("has no hub"), "{}", run.err);

    let made = terminal.ok(&["hub", "init", &bare]);
    assert!(made.starts_with(&format!("Made a hub in {bare}\n")), "{made}");
    assert!(terminal.ok(&["hub", "init", &bare]).contains("There is already a hub"));
    terminal.environment.push(("CLAIMBOOK_HUB".into(), bare.clone()));
    let role = format!("anna_{}", server.name);
    let invited = terminal.run(&["hub", "invite", &role, "A. Reviewer", "--id", "a@example.org"]);
    assert!(invited.exit == 0 && invited.err.contains("accepts no more history"), "{}{}", invited.out, invited.err);
    let theirs = bare.replace(SUPERUSER, &role);
    assert!(invited.out.contains(&format!("url = \"{theirs}\"")), "{}", invited.out);
    let password = invited.out.lines().find_map(|line| line.trim().strip_prefix("password  ")).unwrap();

    // The password that was printed is the login's.
    let mut anna = Terminal::piped(folder.path());
    anna.environment.push(("PGPASSWORD".into(), password.into()));
    let status = anna.run(&["hub", "status", "--hub", &theirs]);
    assert!(status.exit == 0 && status.err.contains("0 events, 0 blobs and 1 login"), "{}", status.err);
    let refused = anna.run(&["hub", "invite", "bert", "B. Second", "--hub", &theirs]);
    assert!(refused.exit == 2 && refused.err.contains("Only its administrator invites"), "{}", refused.err);
    let again = terminal.run(&["hub", "invite", &format!("other_{}", server.name), "A. Reviewer"]);
    assert!(again.exit == 2 && again.err.contains("another login writes as A. Reviewer"), "{}", again.err);
    assert_eq!(terminal.run(&["hub", "invite", &role, "A. New-Name"]).exit, 0);

    let mut hub = server.connect(SUPERUSER);
    assert!(!hub.terms().unwrap().user.may_bring_history);
    assert!(terminal.ok(&["hub", "init", "--history", &bare]).contains("accepts a history again"));
    assert!(hub.terms().unwrap().user.may_bring_history);
    hub.push(&super::promises::history()).unwrap();
    terminal.ok(&["hub", "init", &bare, "--most-event-bytes", "5000"]);
    assert_eq!(hub.terms().unwrap().most_event_bytes, 5000);
    let sound = terminal.ok(&["hub", "verify"]);
    assert_eq!(sound, "Sound: 4 events of 2 writers and 0 blobs.\n");
    let damage = "SET session_replication_role = replica; UPDATE claimbook.event SET seq = 9 WHERE arrival = 4";
    server.psql(SUPERUSER, damage).unwrap();
    let wrong = terminal.run(&["hub", "verify"]);
    assert!(wrong.exit == 1 && wrong.out.starts_with("arrival 4: event 3 of "), "{}", wrong.out);
    let rows: serde_json::Value = serde_json::from_str(&terminal.ok(&["hub", "status", "--format", "json"])).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
}

#[test]
fn a_hub_that_is_not_there_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Terminal::piped(folder.path());
    for (hub, exit) in [
        ("postgres://anna:secret@127.0.0.1:1/claimbook", 3),
        ("postgres://anna:secret@127.0.0.1/claimbook?sslmode=prefer", 2),
        ("http://anna:secret@db.example", 2),
        ("postgres://:secret@127.0.0.1/claimbook", 2),
    ] {
        let run = terminal.run(&["hub", "status", "--hub", hub]);
        assert_eq!(run.exit, exit, "{}", run.err);
        assert!(!run.err.contains("secret") && !run.out.contains("secret"), "{}", run.err);
    }
    let run = terminal.run(&["hub", "verify"]);
    assert!(run.exit == 2 && run.err.contains("[hub]\nurl = "), "{}", run.err);
    let run = terminal.run(&["hub", "verify", "--offline", "--hub", "postgres://anna@127.0.0.1:1/x"]);
    assert!(run.exit == 2 && run.err.contains("--offline"), "{}", run.err);
}
