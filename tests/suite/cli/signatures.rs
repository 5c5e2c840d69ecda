//! Reviews and seals that are signed with a key: what holds, what fails, and by which name.

use crate::double::desk::Desk;
use crate::double::keys;
use crate::double::terminal::Terminal;
use std::path::Path;

/// A desk, and the terminal of A, whose own settings name a key that the catalogue knows as hers.
fn with_key() -> (Desk, Terminal) {
    let desk = Desk::new();
    let key = keys::make(desk.path(), "a", "ed25519");
    let a = of(&desk, "A. First", &key);
    desk.ok(&["add", "person", "A. First", "--key", "a.pub"]);
    (desk, a)
}

fn of(desk: &Desk, name: &str, key: &Path) -> Terminal {
    let own = desk.path().join(name).join("claimbook");
    std::fs::create_dir_all(&own).unwrap();
    let settings = format!("[me]\nname = \"{name}\"\nsigning-key = \"{}\"\n", key.display());
    std::fs::write(own.join("claimbook.toml"), settings).unwrap();
    let mut terminal = Terminal::piped(desk.path());
    terminal.environment.push(("XDG_CONFIG_HOME".into(), desk.path().join(name).display().to_string()));
    terminal
}

/// Changes the file as somebody would who knows SQLite and not claimbook.
fn meddle(desk: &Desk, sql: &str) {
    let file = rusqlite::Connection::open(desk.path().join("claimbook.db")).unwrap();
    file.execute_batch(sql).unwrap();
}

#[test]
fn a_signed_review_is_checked_against_its_persons_keys() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (desk, a) = with_key();
    let said = a.run(&["review", "c1", "c2", "--verdict", "partly", "--note", "“as” it\nis", "--sign"]);
    assert_eq!((said.exit, said.err.matches("Signed with a key.").count()), (0, 2), "{said:?}");
    let sound = desk.ok(&["verify-catalogue"]);
    assert!(sound.starts_with("Sound") && sound.contains("2 reviews are signed with their reviewers' keys"), "{sound}");
    assert!(desk.ok(&["show", "c1"]).contains("signed with a key"));
    assert_eq!(desk.json(&["show", "c1"])["opinions"][0]["signed"], true);

    let shown = desk.json(&["show", "A. First"]);
    let fingerprint = shown["keys"][0]["fingerprint"].as_str().unwrap();
    let command =
        std::process::Command::new("ssh-keygen").args(["-l", "-f", "a.pub"]).current_dir(desk.path()).output();
    assert!(String::from_utf8(command.unwrap().stdout).unwrap().contains(fingerprint), "{shown:#}");
    let key = format!("{fingerprint}, added on 2026-11-23");
    assert!(desk.ok(&["show", "A. First"]).contains(&key), "{}", desk.ok(&["show", "A. First"]));

    // The key is taken away: what it signed until then counts, what it signs from tomorrow on does not.
    desk.ok(&["edit", "A. First", "key="]);
    assert!(desk.ok(&["verify-catalogue"]).contains("2 reviews are signed with their reviewers' keys"));
    assert_eq!(desk.json(&["show", "A. First"])["keys"][0]["retired_on"], "2026-11-23");
    let refused = a.run(&["review", "c1", "--verdict", "partly", "--sign"]);
    assert!(refused.exit == 2 && refused.err.contains("has no key in the catalogue"), "{}", refused.err);
}

#[test]
fn a_settlement_is_signed_and_checked_like_a_review() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (desk, a) = with_key();
    desk.ok(&["link", "c1", "r1"]);
    for (who, verdict) in [("B. Second", "partly"), ("C. Third", "supported")] {
        desk.ok(&["review", "c1", "--verdict", verdict, "--by", who]);
    }
    let settle = ["settle", "c1", "--verdict", "partly", "--reason", "“as” it\nis", "--sign"];
    let said = a.run(&settle);
    assert!(
        said.exit == 0 && said.err.contains("Signed with a key.") && said.err.contains("It settles between"),
        "{said:?}"
    );
    let sound = desk.ok(&["verify-catalogue"]);
    assert!(sound.starts_with("Sound") && sound.contains("1 review is signed with its reviewer's key"), "{sound}");
    let again = a.run(&settle);
    assert!(again.exit == 2 && again.err.contains("was settled on"), "{again:?}");
    // What it settles is signed, too.
    meddle(&desk, "DROP TRIGGER review_no_edit; UPDATE review SET settles = NULL WHERE settles IS NOT NULL");
    let found = desk.run(&["verify-catalogue"]);
    let named = "the signature of the review of sore-knees/c1 by A. First on 2026-11-23 fails";
    assert!(found.exit == 1 && found.out.contains(named), "{}{}", found.out, found.err);
}

#[test]
fn a_signature_that_fails_is_named() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (desk, a) = with_key();
    a.ok(&["review", "c1", "--verdict", "partly", "--sign"]);
    a.ok(&["review", "c2", "--verdict", "partly"]);
    let trigger = "DROP TRIGGER review_no_edit;";
    for (change, named) in [
        (
            "UPDATE review SET verdict = 'supported' WHERE signed IS NOT NULL",
            "the verdict of the review of sore-knees/c1 by A. First",
        ),
        (
            "UPDATE review SET signed = (SELECT signed FROM review WHERE signed IS NOT NULL) WHERE signed IS NULL",
            "the signature of the review of sore-knees/c2 by A. First on 2026-11-23 fails: it was made over another text",
        ),
        (
            "UPDATE review SET note = 'reworded' WHERE signed IS NOT NULL",
            "the signature of the review of sore-knees/c1 by A. First on 2026-11-23 fails: it was made over another text",
        ),
        (
            "UPDATE review SET signed = '-----BEGIN SSH SIGNATURE-----' WHERE signed IS NOT NULL",
            "the signature of the review of sore-knees/c1 by A. First on 2026-11-23 fails: it is no signature of SSH",
        ),
    ] {
        let file = desk.path().join("claimbook.db");
        let kept = std::fs::read(&file).unwrap();
        meddle(&desk, &format!("{trigger} {change}"));
        let found = desk.run(&["verify-catalogue"]);
        assert!(found.exit == 1 && found.out.contains(named), "{change}\n{}{}", found.out, found.err);
        std::fs::write(&file, kept).unwrap();
    }
    assert!(desk.ok(&["verify-catalogue"]).starts_with("Sound"));
}

#[test]
fn a_key_that_is_not_the_persons_signs_nothing() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (desk, _) = with_key();
    let other = keys::make(desk.path(), "other", "ed25519");
    let a = of(&desk, "A. First", &other);
    let refused = a.run(&["review", "c1", "--verdict", "partly", "--sign"]);
    assert!(refused.exit == 2 && refused.err.contains("is not A. First's"), "{}", refused.err);
    assert_eq!(desk.json(&["show", "c1"])["verdict"], serde_json::Value::Null, "nothing was recorded");
    // Nor may a second person have it.
    let taken = desk.run(&["add", "person", "B. Second", "--key", "a.pub"]);
    assert!(taken.exit == 2 && taken.err.contains("is a key of A. First"), "{}", taken.err);
    let private = desk.run(&["add", "person", "B. Second", "--key", "other"]);
    assert!(private.exit == 2 && private.err.contains("it is a private key"), "{}", private.err);
    let missing =
        of(&desk, "A. First", &desk.path().join("gone")).run(&["review", "c1", "--verdict", "partly", "--sign"]);
    assert!(missing.exit == 2 && missing.err.contains("nothing was recorded"), "{}", missing.err);
}

#[test]
fn only_ones_own_settings_name_a_key_or_a_program() {
    let desk = Desk::new();
    for line in ["signing-key = \"/keys/a\"", "sign-with = \"/programs/other\""] {
        std::fs::write(desk.path().join("claimbook.toml"), format!("[me]\n{line}\n")).unwrap();
        let refused = desk.run(&["claims"]);
        assert!(refused.exit == 2 && refused.err.contains("read from your own settings file alone"), "{}", refused.err);
    }
    std::fs::remove_file(desk.path().join("claimbook.toml")).unwrap();
    let keyless = desk.run(&["seal", "--output", "seal.txt"]);
    assert!(
        keyless.exit == 2 && keyless.err.contains("your settings do not say which key you sign with"),
        "{}",
        keyless.err
    );
}

#[test]
fn a_seal_shows_a_log_that_was_cut_or_rewritten() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (desk, a) = with_key();
    let file = desk.path().join("claimbook.db");
    let before = std::fs::read(&file).unwrap();
    a.ok(&["review", "c1", "--verdict", "partly"]);
    a.ok(&["seal", "--output", "seal.txt"]);
    desk.ok(&["review", "c2", "--verdict", "partly", "--by", "B. Second"]);
    let held = desk.ok(&["verify-catalogue", "--seal", "seal.txt"]);
    assert!(held.contains("sealed by A. First") && held.contains("are in the log as they were"), "{held}");

    // The end cut off, which nothing in the file shows.
    std::fs::write(&file, before).unwrap();
    assert!(desk.ok(&["verify-catalogue"]).starts_with("Sound"));
    let cut = desk.run(&["verify-catalogue", "--seal", "seal.txt"]);
    assert!(cut.exit == 1 && cut.out.contains("the log was cut or rewritten"), "{}{}", cut.out, cut.err);

    // A seal that was altered says nothing about the log.
    let seal = std::fs::read_to_string(desk.path().join("seal.txt")).unwrap();
    for (altered, why) in [
        (seal.replacen("sealed-by A", "sealed-by B", 1), "it was made over another text"),
        (seal.replacen("claimbook seal 1", "claimbook seal 2", 1), "begins with “claimbook seal 1”"),
        ("no seal".to_owned(), "begins with “claimbook seal 1”"),
    ] {
        std::fs::write(desk.path().join("altered.txt"), altered).unwrap();
        let refused = desk.run(&["verify-catalogue", "--seal", "altered.txt"]);
        assert!(refused.exit == 2 && refused.err.contains(why), "{why}: {}", refused.err);
    }
}

#[test]
fn a_seal_never_takes_the_catalogues_place_nor_anothers() {
    if !keys::has_ssh_keygen() {
        return;
    }
    let (_desk, a) = with_key();
    for output in ["claimbook.db", "a.pub"] {
        let refused = a.run(&["seal", "--output", output]);
        assert_eq!(refused.exit, 2, "{output}: {}", refused.err);
    }
}
