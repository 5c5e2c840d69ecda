//! What people type at their desks: `sync`, and what it says where it does not go on.

use crate::double::postgres::{Database, SUPERUSER, database};
use crate::double::terminal::{Run, Terminal};
use claimbook::sync::postgres::HubOptions;
use std::path::Path;

/// Somebody at a desk of their own, with a catalogue.
fn sit_down(server: &Database, folder: &Path, login: &str, name: &str) -> Terminal {
    let own = folder.join(format!("own-{name}"));
    std::fs::create_dir_all(own.join("claimbook")).unwrap();
    std::fs::write(own.join("claimbook/claimbook.toml"), format!("[me]\nname = \"{name}\"\n")).unwrap();
    let desk = folder.join(format!("desk-{name}"));
    std::fs::create_dir_all(&desk).unwrap();
    let mut terminal = Terminal::piped(&desk);
    terminal.environment.push(("XDG_CONFIG_HOME".into(), own.display().to_string()));
    terminal.environment.push(("CLAIMBOOK_HUB".into(), server.url(login)));
    terminal
}

/// A team of A. First, who has an article, and B. Second.
fn two_desks(server: &Database, folder: &Path) -> [Terminal; 2] {
    let mut hub = server.make_hub(HubOptions { takes_abstracts: false, checks_on_one_machine: true });
    let first = sit_down(server, folder, SUPERUSER, "A. First");
    std::fs::write(first.folder.join("sore-knees.txt"), include_str!("../../fixtures/articles/sore-knees.txt"))
        .unwrap();
    first.ok(&["init"]);
    first.ok(&["import", "sore-knees.txt"]);
    first.ok(&["sync"]);
    let logins =
        [("anna", "A. First"), ("bert", "B. Second")].map(|(role, name)| (server.invite(&mut hub, role, name), name));
    let desks = logins.map(|(login, name)| sit_down(server, folder, &login, name));
    desks[1].ok(&["init"]);
    desks.iter().for_each(|desk| drop(desk.ok(&["sync"])));
    desks
}

fn refused(run: &Run, says: &[&str]) {
    assert_eq!(run.exit, 2, "{}{}", run.out, run.err);
    for words in says {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_copy_goes_on_as_a_desk_of_its_own() {
    let Some(server) = database() else { return };
    let folder = tempfile::tempdir().unwrap();
    let [anna, bert] = two_desks(&server, folder.path());
    let copy = Terminal { folder: folder.path().join("copy"), ..anna.at_the_same_desk() };
    std::fs::create_dir(&copy.folder).unwrap();
    std::fs::copy(anna.folder.join("claimbook.db"), copy.folder.join("claimbook.db")).unwrap();
    anna.ok(&["accept", "c1"]);
    copy.ok(&["dismiss", "c2"]);
    anna.ok(&["sync"]);
    let told = copy.ok(&["sync", "--dry-run"]);
    assert!(told.contains("would go on as that of a desk of its own"), "{told}");
    let said = copy.ok(&["sync"]);
    assert!(said.contains("another copy of it has synced since") && said.contains("c7c for a claim"), "{said}");
    assert!(copy.folder.join("claimbook.before-new-writer.db").is_file());
    bert.ok(&["sync"]);
    anna.ok(&["sync"]);
    let claims = |desk: &Terminal| desk.ok(&["claims", "--format", "json"]);
    assert_eq!(claims(&anna), claims(&copy));
    assert_eq!(claims(&anna), claims(&bert));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_does_not_go_on_says_what_to_do() {
    let Some(server) = database() else { return };
    let folder = tempfile::tempdir().unwrap();
    let [anna, bert] = two_desks(&server, folder.path());
    anna.ok(&["accept", "c1"]);
    bert.ok(&["dismiss", "c1"]);

    let would = anna.ok(&["sync", "--dry-run"]);
    assert!(would.starts_with("Would go to ") && would.contains(": 1 event."), "{would}");
    anna.ok(&["sync"]);
    let would: serde_json::Value = serde_json::from_str(&bert.ok(&["sync", "--dry-run", "--format", "json"])).unwrap();
    assert_eq!((&would["came"], &would["conflicts"][0]["record"]), (&1.into(), &"sore-knees/c1".into()), "{would:#}");
    let conflict = bert.ok(&["sync"]);
    assert!(
        conflict.contains("1 conflict: ") && conflict.contains("claimbook settle sore-knees/c1 --keep"),
        "{conflict}"
    );
    let audit = bert.run(&["audit"]);
    assert!(audit.exit == 1 && audit.out.contains("sync-conflict"), "{}", audit.out);

    // Another name than the hub knows, another's login, and a hub of others.
    let stranger = sit_down(&server, folder.path(), &server.login("anna"), "S. Tranger");
    stranger.ok(&["init"]);
    refused(&stranger.run(&["sync"]), &["“S. Tranger”", "“A. First”", "nothing was sent", "claimbook hub invite"]);
    let mut other = bert.at_the_same_desk();
    other.environment.push(("CLAIMBOOK_HUB".into(), server.url(&server.login("anna"))));
    refused(&other.run(&["sync"]), &["nothing was sent"]);
    let Some(elsewhere) = database() else { return };
    let mut hub = elsewhere.make_hub(HubOptions::default());
    let login = elsewhere.invite(&mut hub, "bert", "B. Second");
    other.environment.push(("CLAIMBOOK_HUB".into(), elsewhere.url(&login)));
    refused(&other.run(&["sync"]), &["another hub", "nothing was sent", "claimbook init"]);

    // A dump of a teammate is not merged, and one machine alone asks the registries.
    anna.ok(&["dump", "text"]);
    let text = anna.folder.join("text").display().to_string();
    refused(&bert.run(&["load", "--merge", &text]), &["nothing was merged", "claimbook sync"]);
    bert.ok(&["--catalogue", "other.db", "load", &text]);
    let check = bert.run(&["check"]);
    assert!(check.err.contains("Nobody is asked") && check.err.contains("checks = \"this machine\""), "{}", check.err);
}
