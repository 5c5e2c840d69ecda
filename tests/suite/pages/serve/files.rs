//! Files that are dropped on the page and handed out by it, the lists, and the shortcut.

use super::{desk, log_end};
use crate::double::desk::{ARTICLE, Desk};
use crate::double::page::OpenPage;
use crate::double::terminal::Terminal;

#[test]
fn a_dropped_article_is_imported_and_its_next_version_is_known_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::piped(folder.path());
    super::introduce(&mut terminal, "A. Reviewer", None);
    terminal.ok(&["init"]);
    let page = OpenPage::open(&terminal, &[]);
    assert_eq!(page.get("/import").status, 200);
    let stored = page.post_file("/import", &[], ("C:\\articles\\sore-knees.txt", ARTICLE));
    assert_eq!(stored.status, 200, "{}", stored.body);
    assert!(stored.body.contains("sore-knees") && stored.body.contains("stored as version 1"), "{}", stored.body);
    let claims = terminal.ok(&["claims", "--format", "json"]);
    let changed = ARTICLE.replace("25% of adults", "35% of adults");
    let again = page.post_file("/import", &[], ("sore-knees.txt", &changed));
    assert!(again.body.contains("stored as version 2"), "{}", again.body);
    // A whole import is taken back as one.
    let undone = page.post("/undo", &[("event", &again.field("event"))]);
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert_eq!(terminal.ok(&["claims", "--format", "json"]), claims);
}

#[test]
fn a_file_that_is_none_of_ours_is_refused_and_stores_nothing() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    let before = log_end(&desk.terminal);
    for (name, text, why) in [
        ("", "x", "Choose a file first"),
        ("shopping.txt", "bread, milk", "holds no claims and no references"),
        ("table.csv", "a,b\r\n1,2\r\n", "neither references nor claims"),
    ] {
        let refused = page.post_file("/import", &[], (name, text));
        assert!(refused.status == 422 && refused.body.contains(why), "{name}: {}", refused.body);
    }
    // Without the token, before it, or too large: it is not read.
    let mut stranger = page;
    stranger.token = "0".repeat(64);
    assert_eq!(stranger.post_file("/import", &[], ("sore-knees.txt", ARTICLE)).status, 403);
    let large = "a".repeat(33 << 20);
    let reply = stranger.post_file("/import", &[], ("large.txt", &large));
    assert!([0, 403, 413].contains(&reply.status), "{}", reply.status);
    assert_eq!(log_end(&desk.terminal), before);
}

#[test]
fn claims_and_references_are_handed_out_as_export_writes_them() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    for what in ["claims", "references"] {
        let reply = page.get(&format!("/export/{what}"));
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"), "{what}");
        assert_eq!(reply.header("content-disposition"), Some(format!("attachment; filename=\"{what}.csv\"").as_str()));
        assert_eq!(reply.body, desk.ok(&["export", what, "--to", "csv", "--bom"]), "{what}");
    }
    assert_eq!(page.get("/export/works").status, 404);
    assert_eq!(page.get("/export/..%2fclaims").status, 404);
    // Where somebody's opinion is still wanted, nobody else's is handed out.
    std::fs::write(desk.path().join("claimbook.toml"), "[review]\nopinions = 2\n").unwrap();
    let blind = OpenPage::open(&desk.terminal, &[]);
    let refused = blind.get("/export/claims");
    assert!(refused.status == 422 && refused.body.contains("everybody"), "{}", refused.body);
}

#[test]
fn lists_are_searched_and_rules_are_explained() {
    let desk = desk();
    let page = OpenPage::open(&desk.terminal, &[]);
    for (path, holds, lacks) in [
        ("/articles", "Sore knees on the stairs", "zzz"),
        ("/references", "Marlowe", "zzz"),
        ("/references?words=marlowe+fictional", "sore-knees/r1", "sore-knees/r2"),
        ("/references?words=%22%2A%28", "No entry contains", "sore-knees/r1"),
        ("/works", "okafor2021", "zzz"),
        ("/works?words=strength", "okafor2021", "marlowe2019"),
        ("/works?words=%22", "No work contains", "okafor2021"),
        ("/rules", "claim-stale", "zzz"),
        ("/rules/claim-stale", "What it finds", "## "),
        ("/help", "How to review here", "zzz"),
    ] {
        let reply = page.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.body.contains(holds), "{path}: {holds}\n{}", reply.body);
        assert!(!reply.body.contains(lacks), "{path}: {lacks}\n{}", reply.body);
    }
    assert_eq!(page.get("/rules/no-such-rule").status, 404);
    let articles = page.get("/articles").body;
    let findings = articles.split("href=\"").find(|href| href.contains("/findings\"")).unwrap();
    let shown = page.get(findings.split('"').next().unwrap());
    assert!(shown.status == 200 && shown.body.contains("/rules/claim-uncited\""), "{}", shown.body);
}

#[test]
fn a_shortcut_opens_the_page_of_this_catalogue() {
    let mut desk = Desk::new();
    let data = desk.path().join("data");
    desk.terminal.environment.push(("XDG_DATA_HOME".into(), data.display().to_string()));
    desk.ok(&["serve", "--shortcut"]);
    let folder = desk.path().file_name().unwrap().to_string_lossy().into_owned();
    let safe = folder.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let file = data.join("applications").join(format!("claimbook-{safe}.desktop"));
    let entry = std::fs::read_to_string(&file).unwrap();
    let catalogue = desk.path().join("claimbook.db");
    let starts = format!(
        "Exec=\"/usr/bin/claimbook\" \"--catalogue\" \"{}\" \"serve\" \"--idle-end\" 60\n",
        catalogue.display()
    );
    assert!(entry.starts_with("[Desktop Entry]\n") && entry.contains(&starts), "{entry}");
    assert!(entry.contains("Terminal=false\n"), "{entry}");
    desk.ok(&["serve", "--shortcut"]);
    std::fs::write(&file, "[Desktop Entry]\nName=Mine\n").unwrap();
    let refused = desk.run(&["serve", "--shortcut"]);
    assert!(refused.exit == 2 && refused.err.contains("is not a shortcut of claimbook's"), "{}", refused.err);
}
