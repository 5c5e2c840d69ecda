//! Where the services are, by settings and environment, and what is said when that cannot be used.

use super::faults::status;
use crate::double::desk::Desk;
use crate::double::registries::Script;
use claimbook::registry::{Bases, SERVICES};
use claimbook::report;

#[test]
fn every_service_can_be_set_and_only_with_an_address_of_ones_own_unpaced() {
    for service in SERVICES {
        let table = format!("[services.\"{}\"]\n", service.name);
        let own = format!("{table}url = \"http://127.0.0.1:9/mirror\"\npace = \"off\"\n");
        let bases = Bases::from_settings(&report::parse_settings(&own, "f").unwrap(), SERVICES).unwrap();
        let base = bases.get(service).unwrap();
        assert_eq!((base.url.as_str(), base.pace), ("http://127.0.0.1:9/mirror", claimbook::http::Pace::OFF));
        let error = report::parse_settings(&format!("{table}pace = \"off\"\n"), "f").unwrap_err().to_string();
        assert!(error.starts_with("f:2:8: pace may be \"off\" only together with a url of your own"), "{error}");
    }
}

#[test]
fn the_environment_wins_over_the_file_and_an_empty_variable_is_none() {
    let (file, environment) = (Script::default().start(), Script::default().start());
    let mut desk = Desk::new();
    let settings = format!("[services.\"doi.org\"]\nurl = \"{}\"\npace = \"off\"\n", file.url());
    std::fs::write(desk.terminal.folder.join("claimbook.toml"), settings).unwrap();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), String::new()));
    desk.run(&["check", "--only", "doi"]);
    assert!(!file.asked().is_empty());
    let before = file.asked().len();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), environment.url()));
    desk.run(&["check", "--only", "doi", "--refresh"]);
    assert_eq!(file.asked().len(), before);
    assert!(!environment.asked().is_empty());
}

#[test]
fn a_settings_file_that_cannot_be_used_is_named_and_nothing_is_asked() {
    let double = Script::default().start();
    for (text, expected) in [
        (&b"[services.crosref]\nurl = \"http://127.0.0.1\"\n"[..], "claimbook.toml:1:11: there is no setting"),
        (b"[services.crosref]\n", "did you mean crossref?"),
        (b"mailt = \"a@example.org\"\n", "did you mean mailto?"),
        (b"mailto = 3\nproposed = \"dney\"\n", "claimbook.toml:2:12: "),
        (b"[services.crossref\n", "claimbook.toml:1:"),
        (b"mailto = \"\xff\"\n", "claimbook.toml"),
        (
            b"[hosts]\n\"http://wiki.example\" = \"off\"\n",
            "claimbook.toml:2:1: \u{201c}http://wiki.example\u{201d} is not a host",
        ),
    ] {
        let mut desk = Desk::new();
        desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
        std::fs::write(desk.terminal.folder.join("claimbook.toml"), text).unwrap();
        let run = desk.run(&["check"]);
        assert!(run.exit == 2 && run.err.contains(expected), "{}: {}", String::from_utf8_lossy(text), run.err);
    }
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
    for (arguments, told) in [
        (&["--settings", "elsewhere.toml"][..], "elsewhere.toml"),
        (&["--mailto", "me"], "--mailto is “me”, expected an address such as a@example.org"),
        (&["--mailto", "a@b.example?x=\u{1b}[2J"], "--mailto is “a@b.example?x=\\u{1b}[2J”, expected an address"),
        (&["--landing-pages", "--only", "doi"], "--landing-pages asks pages, but --only leaves pages out"),
    ] {
        let run = desk.run(&[&["check"], arguments].concat());
        assert!(run.exit == 2 && run.err.contains(told), "{}", run.err);
    }
    assert_eq!(double.connections(), 0);
}

#[test]
fn the_users_own_file_gives_the_name_and_the_address_that_nobody_else_gives() {
    let own = "mailto = \"own@example.org\"\n[me]\nname = \"O. Own\"\ncredentials = \"PT\"\n";
    let (beside, by) = ("mailto = \"team@example.org\"\n", ["--by", "B. By"]);
    for (own, beside, arguments, who, mailto) in [
        (own, "", &[][..], "O. Own", "own@example.org"),
        (own, beside, &[], "O. Own", "team@example.org"),
        (own, beside, &by, "B. By", "team@example.org"),
        ("[me]\nname = \"O. Own\"\n", beside, &[], "O. Own", "team@example.org"),
    ] {
        let mut desk = Desk::new();
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("claimbook")).unwrap();
        std::fs::write(home.path().join("claimbook/claimbook.toml"), own).unwrap();
        std::fs::write(desk.terminal.folder.join("claimbook.toml"), beside).unwrap();
        desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), home.path().to_string_lossy().into_owned()));
        let claim = desk.claim("25% of adults");
        let said = desk.run(&[&["review", &claim, "--verdict", "supported"], arguments].concat());
        assert!(said.exit == 0 && said.err.starts_with(&format!("Recorded: {who} on")), "{}", said.err);
        let hosts = desk.ok(&["check", "--list-hosts"]);
        assert!(hosts.contains(&format!("(mailto:{mailto})")), "{hosts}");
    }
}

#[test]
fn the_users_own_file_stands_where_the_platform_keeps_settings_and_says_where_it_is_wrong() {
    let home = tempfile::tempdir().unwrap();
    let usual = match std::env::consts::OS {
        "windows" => ("APPDATA", home.path().to_owned()),
        "macos" => ("HOME", home.path().join("Library/Application Support")),
        _ => ("HOME", home.path().join(".config")),
    };
    let file = usual.1.join("claimbook/claimbook.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut desk = Desk::new();
    desk.terminal.environment.push((usual.0.into(), home.path().to_string_lossy().into_owned()));
    for (text, told) in [
        ("[me]\nnmae = \"A\"\n", ":2:1: there is no setting “nmae”: did you mean name?"),
        ("name = \"A\"\n", ":1:1: name belongs below [me]\nSay who you are in "),
        ("work-old-years = 3\n", ":1:1: work-old-years is a catalogue's setting"),
        ("mailto = \"me\"\n", ":1:10: mailto is “me”, expected an address"),
    ] {
        std::fs::write(&file, text).unwrap();
        let run = desk.run(&["check"]);
        assert!(run.exit == 2 && run.err.contains(&format!("{}{told}", file.display())), "{}", run.err);
    }
    // A relative path is none, and what is not there is no error.
    for elsewhere in ["settings", home.path().to_str().unwrap()] {
        desk.terminal.environment.push(("XDG_CONFIG_HOME".into(), elsewhere.to_owned()));
        assert_eq!(desk.run(&["works"]).exit, if elsewhere == "settings" { 2 } else { 0 });
    }
}

/// docs/settings.md: what it shows can be used as it stands, shows the values that hold without it, and leaves nothing out.
#[test]
fn the_page_on_settings_is_true() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/settings.md")).unwrap();
    let block = |n| page.split("```toml\n").nth(n).unwrap().split("```").next().unwrap();
    let (shown, default) = (report::parse_settings(block(1), "f").unwrap(), claimbook::model::Settings::default());
    assert_eq!(
        (shown.review_interval_months, shown.work_old_years, shown.guideline_old_years, shown.max_text_bytes),
        (default.review_interval_months, default.work_old_years, default.guideline_old_years, default.max_text_bytes)
    );
    assert_eq!(shown.proposed, default.proposed);
    let own = report::parse_own_settings(block(2), "f").unwrap();
    assert_eq!(own.me.map(|me| (me.to_string(), me.id.is_some())), Some(("A. Reviewer, PT".to_owned(), true)));
    assert!(own.mailto.is_some());
    let keys = |wrong: report::SettingsError| wrong.to_string().split_once("known are ").unwrap().1.to_owned();
    let catalogues = keys(report::parse_settings("zzzzzzzzzzzz = 1", "f").unwrap_err());
    for key in catalogues.split(", ") {
        let stands = |text: &str| {
            text.lines()
                .map(|l| l.trim_start_matches("# "))
                .any(|l| l.starts_with(&format!("{key} =")) || l.starts_with(&format!("[{key}")))
        };
        assert!(stands(block(1)) || stands(block(2)), "{key} is not on the page");
    }
    for service in SERVICES {
        assert!(page.contains(service.name) && page.contains(service.variable), "{}", service.name);
    }
}

#[test]
fn a_pace_that_a_public_service_may_not_lose_is_named_with_its_line() {
    for (url, environment) in [("https://doi.org", ""), ("http://127.0.0.1:1", "https://doi.org/")] {
        let mut desk = Desk::new();
        let text = format!("mailto = \"a@example.org\"\n[services.\"doi.org\"]\nurl = \"{url}\"\npace = \"off\"\n");
        std::fs::write(desk.terminal.folder.join("claimbook.toml"), text).unwrap();
        desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), environment.to_owned()));
        let run = desk.run(&["check", "--list-hosts"]);
        let told = "claimbook.toml:4:8: pace = \"off\" for doi.org needs a url of your own: the public service is always paced";
        assert!(run.exit == 2 && run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn a_file_of_observations_may_be_empty_before_the_first_run() {
    let double = Script::default().start();
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), double.url()));
    std::fs::write(desk.terminal.folder.join("kept.csv"), "").unwrap();
    let run = desk.run(&["check", "--only", "doi", "--observations", "kept.csv"]);
    assert!(run.exit < 2, "{}", run.err);
    let kept = std::fs::read_to_string(desk.terminal.folder.join("kept.csv")).unwrap();
    assert_eq!(kept.lines().count(), 3, "a header and two answers: {kept}");
}

#[test]
fn a_service_that_refuses_us_is_left_alone_and_the_others_go_on() {
    let (doi_org, refusing) = (Script::default().start(), status("403 Forbidden", "", "<html>"));
    let mut desk = Desk::new();
    desk.terminal.environment.push(("CLAIMBOOK_DOI_ORG".into(), doi_org.url()));
    desk.terminal.environment.push(("CLAIMBOOK_CROSSREF".into(), refusing.base.clone()));
    let run = desk.run(&["check", "--only", "doi,metadata,notices", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.exit, 0, "{}", run.err);
    let open = crate::double::reports::unchecked(&report).iter().filter(|u| u["source"] == "crossref");
    let told = "127.0.0.1 does not let us ask (HTTP 403); it is not asked again in this run";
    assert!(open.clone().count() > 0 && open.clone().all(|u| u["reason"] == told), "{report:#}");
    let exists = report["works"].as_array().unwrap().iter().filter(|w| w["doi_state"] == "exists");
    assert_eq!(exists.count(), 2, "{report:#}");
}
