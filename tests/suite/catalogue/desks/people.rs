//! One person at several desks, and several persons of one name.

use super::Desk;

/// Says who sits at a desk: their own settings.
fn seat(desk: &mut Desk, name: &str, id: Option<&str>) {
    let id = id.map(|id| format!("id = \"{id}\"\n")).unwrap_or_default();
    let own = match name.split_once(", ") {
        Some((name, credentials)) => format!("name = \"{name}\"\ncredentials = \"{credentials}\"\n"),
        None => format!("name = \"{name}\"\n"),
    };
    seat_as(desk, &format!("[me]\n{own}{id}"));
}

fn seat_as(desk: &mut Desk, own: &str) {
    let settings = desk.folder.path().join("settings/claimbook");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("claimbook.toml"), own).unwrap();
    let folder = desk.folder.path().join("settings").to_str().unwrap().to_owned();
    desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), folder));
}

fn review(desk: &Desk, verdict: &str) {
    desk.ok(&["review", "c1", "--verdict", verdict]);
}

fn people(desk: &Desk) -> Vec<(String, String)> {
    let people = desk.json(&["people"]);
    let field = |p: &serde_json::Value, name: &str| p[name].as_str().unwrap_or("-").to_owned();
    people.as_array().unwrap().iter().map(|p| (field(p, "address"), field(p, "name"))).collect()
}

#[test]
fn whoever_declared_one_id_is_one_person() {
    let mut first = Desk::first();
    let mut second = first.copy();
    seat(&mut first, "Ann Example, MD", Some("https://orcid.org/0000-0002-1825-0097"));
    seat(&mut second, "A. Example", Some("0000-0002-1825-0097"));
    review(&first, "supported");
    review(&second, "partly");
    let said = first.merge(&second);
    assert!(said.contains("person A. Example of the folder is the same as Ann Example here"), "{said}");
    assert_eq!(people(&first).len(), 1);
    // Neither verdict knew of the other, so that neither is the later one: she is asked to choose.
    assert_eq!(first.found("findings", "claim-disputed"), ["knees/c1"]);
    assert!(first.audit().to_string().contains("Ann Example has to choose"));
    review(&first, "partly");
    assert_eq!(first.found("findings", "claim-disputed"), Vec::<String>::new(), "nobody disputes herself");
    second.merge(&first);
    assert_eq!((people(&second), second.found("findings", "claim-disputed")), (people(&first), Vec::new()));
    assert!(first.merge(&second).contains("0 records added, 0 changed"));
}

#[test]
fn equal_names_join_nobody_until_a_person_says_so() {
    let mut first = Desk::first();
    let mut second = first.copy();
    seat(&mut first, "Ann Example", None);
    seat(&mut second, "Ann Example", None);
    review(&first, "supported");
    review(&second, "partly");
    let said = first.merge(&second);
    assert!(said.contains("have one name. If they are one person: claimbook merge person:"), "{said}");
    assert_eq!(first.found("findings", "claim-disputed"), ["knees/c1"]);
    let both = people(&first);
    let ambiguous = first.terminal.run(&["merge", "Ann Example", &both[1].0]);
    assert!(ambiguous.exit == 2 && ambiguous.err.contains(&both[0].0), "{}", ambiguous.err);
    first.ok(&["merge", &both[0].0, &both[1].0, "--reason", "one person, two desks"]);
    assert_eq!(people(&first), both[..1]);
    assert_eq!(first.found("findings", "claim-disputed"), ["knees/c1"], "she has to choose");
    review(&first, "partly");
    assert_eq!(first.found("findings", "claim-disputed"), Vec::<String>::new());
    // The second address leads to the first, and the name is no longer ambiguous.
    let again = first.terminal.run(&["merge", "Ann Example", &both[1].0]);
    assert!(again.exit == 2 && again.err.contains("already"), "{}", again.err);

    // Merged the other way round at the other desk: a ring, which comes to an end.
    second.merge(&first);
    assert_eq!(second.found("findings", "claim-disputed"), Vec::<String>::new());
    assert!(first.merge(&second).contains("0 records added, 0 changed"));
}

#[test]
fn an_id_stands_in_ones_own_settings_alone() {
    let mut desk = Desk::first();
    seat(&mut desk, "Ann Example", Some("no id"));
    let run = desk.terminal.run(&["claims"]);
    assert!(run.exit == 2 && run.err.contains("claimbook.toml:3:6") && run.err.contains("ORCID"), "{}", run.err);
    let desk = Desk::first();
    std::fs::write(desk.folder.path().join("claimbook.toml"), "id = \"ann@example.org\"\n").unwrap();
    let run = desk.terminal.run(&["claims"]);
    assert!(run.exit == 2 && run.err.contains("id says who reviews"), "{}", run.err);
}

#[test]
fn a_name_typed_for_somebody_else_has_no_id() {
    let mut desk = Desk::first();
    seat(&mut desk, "Ann Example", Some("ann@example.org"));
    review(&desk, "supported");
    desk.ok(&["review", "c1", "--verdict", "partly", "--by", "Bob Other"]);
    let ids = desk.json(&["people"]);
    let of = |name: &str| ids.as_array().unwrap().iter().find(|p| p["name"] == name).unwrap()["id"].clone();
    assert_eq!((of("Ann Example"), of("Bob Other")), ("ann@example.org".into(), serde_json::Value::Null));
    assert_eq!(desk.found("findings", "claim-disputed"), ["knees/c1"]);
}

#[test]
fn an_id_without_a_name_is_refused() {
    let mut desk = Desk::first();
    seat_as(&mut desk, "[me]\nid = \"ann@example.org\"\n");
    let run = desk.terminal.run(&["review", "c1", "--verdict", "supported", "--by", "Ann Example"]);
    assert!(run.exit == 2 && run.err.contains("[me] has no name"), "{}", run.err);
}

#[test]
fn an_id_takes_over_nobody_of_the_same_name() {
    let mut desk = Desk::first();
    seat(&mut desk, "A. Smith", None);
    review(&desk, "supported");
    // Another A. Smith sits down at the same catalogue.
    seat(&mut desk, "A. Smith", Some("0000-0002-1825-0097"));
    let run = desk.terminal.run(&["review", "c1", "--verdict", "partly"]);
    let both = people(&desk);
    assert_eq!((run.exit, both.len()), (0, 2), "{}", run.err);
    let merge = format!("have one name. If they are one person: claimbook merge {} {}", both[0].0, both[1].0);
    assert!(run.err.contains(&merge), "{}", run.err);
    assert_eq!(desk.found("findings", "claim-disputed"), ["knees/c1"]);
    let run = desk.terminal.run(&["review", "c1", "--verdict", "partly"]);
    assert!(run.exit == 0 && !run.err.contains("one name"), "said once: {}", run.err);
    desk.ok(&["merge", &both[0].0, &both[1].0]);
    assert_eq!(people(&desk), both[..1]);
    // The one who is left is found by the id that the other declared.
    let run = desk.terminal.run(&["review", "c1", "--verdict", "supported"]);
    assert!(run.exit == 0 && !run.err.contains("one name"), "{}", run.err);
    assert_eq!((people(&desk).len(), desk.found("findings", "claim-disputed")), (1, Vec::new()));
}
