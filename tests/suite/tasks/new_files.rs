//! Files that no catalogue knows are judged all the same: without a catalogue, and beside one.

use crate::double::desk::Desk;
use crate::double::terminal::{Run, Terminal};
use serde_json::Value;
use std::path::Path;

const GARLIC: &str = "# Garlic\n\nGarlic lowers blood pressure by 12%. Vaccines cause autism.\n";
const BACKED: &str = "# Ginger\n\nGinger eases nausea in pregnancy [1].\n\n## References\n\n\
    1. Roe J, Doe A. Ginger for nausea. Invented J Med. 2024;3(1):11-19. doi:10.5555/ginger.1\n";

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A folder of a repository with these files, and somebody in it.
fn repository(files: &[(&str, &str)]) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    files.iter().for_each(|(name, text)| put(folder.path(), name, text));
    let terminal = Terminal::piped(folder.path());
    (folder, terminal)
}

/// What failed, as `file:line rule`.
fn failed(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err));
    let denied = report["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "deny");
    denied.map(|f| format!("{}:{} {}", f["file"].as_str().unwrap(), f["line"], f["rule"].as_str().unwrap())).collect()
}

#[test]
fn files_and_folders_are_judged_without_a_catalogue() {
    let readme = "# A tool\n\nRun `make` to build it.\n";
    let (folder, desk) = repository(&[
        ("docs/garlic.md", GARLIC),
        ("docs/ginger.md", BACKED),
        ("docs/README.md", readme),
        ("empty/x.png", ""),
    ]);
    let found = ["docs/garlic.md:3 claim-figure-uncited", "docs/garlic.md:3 claim-uncited"];
    for arguments in [&["docs"][..], &["docs/garlic.md"], &["./docs/garlic.md", "docs/"], &[]] {
        let run = desk.run(&[&["audit"], arguments, &["--format", "json"]].concat());
        assert_eq!(
            (run.exit, failed(&run).as_slice()),
            (1, &found.map(str::to_owned)[..]),
            "{arguments:?}: {}",
            run.err
        );
    }
    let run = desk.run(&["audit", "docs"]);
    assert!(run.err.contains("There is no catalogue here"), "{}", run.err);
    assert!(run.err.contains("Skipped docs/README.md, which is not an article"), "{}", run.err);
    assert!(!run.out.contains("`claimbook link"), "no command can name what only the file has: {}", run.out);
    assert_eq!(desk.run(&["audit", "docs/ginger.md"]).exit, 0);
    assert!(!folder.path().join("claimbook.db").exists());
    // From a folder within, paths are seen from there.
    let within = Terminal::piped(&folder.path().join("docs"));
    let run = within.run(&["audit", "garlic.md", "--format", "json"]);
    assert_eq!(failed(&run), ["garlic.md:3 claim-figure-uncited", "garlic.md:3 claim-uncited"]);
}

#[test]
fn what_cannot_be_judged_is_said() {
    let (folder, desk) =
        repository(&[("docs/garlic.md", GARLIC), ("empty/x.png", ""), ("list.bib", "@article{a, title={T}}\n")]);
    for (arguments, said) in [
        (&["audit", "no.md"][..], "there is no file and no folder no.md"),
        (&["audit", "empty"], "empty holds no file that could be an article"),
        (&["audit", "--catalogue", "no.db"], "no.db"),
        (&["audit", "docs/garlic.md", "--catalogue", "no.db"], "no.db"),
        (&["audit", "list.bib"], "list.bib seems to be a list of references, not an article"),
    ] {
        let run = desk.run(arguments);
        assert!(run.exit == 2 && run.err.contains(said), "{arguments:?}: {} {}{}", run.exit, run.out, run.err);
    }
    let nothing = Terminal::piped(&folder.path().join("empty"));
    let run = nothing.run(&["audit"]);
    assert!(run.exit == 2 && run.err.contains("no file that could be an article"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn what_was_found_and_cannot_be_read_is_unchecked_and_what_was_named_is_refused() {
    use std::os::unix::fs::symlink;
    let (folder, desk) = repository(&[("docs/ginger.md", BACKED)]);
    std::fs::write(folder.path().join("docs/broken.docx"), b"PK\x03\x04 cut off").unwrap();
    std::fs::write(folder.path().join("outside"), GARLIC).unwrap();
    symlink("../docs", folder.path().join("docs/loop")).unwrap();
    symlink("/etc/hostname", folder.path().join("docs/out.md")).unwrap();
    let run = desk.run(&["audit", "docs", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.exit, &report["counts"]["articles"]), (0, &1.into()), "{}{}", run.out, run.err);
    assert!(run.out.contains("docs/broken.docx"), "{}", run.out);
    assert!(!run.out.contains("docs/out.md") && !run.out.contains("loop"), "links are not followed: {}", run.out);
    assert_eq!(desk.run(&["audit", "docs", "--strict"]).exit, 1, "a warning fails before what is unchecked does");
    for named in ["docs/broken.docx", "docs/out.md"] {
        let run = desk.run(&["audit", named]);
        assert!(run.exit == 2 && run.err.contains(named), "{named}: {}", run.err);
    }
}

#[test]
fn settings_say_what_is_an_article() {
    let toml = "[articles]\ninclude = [\"content/**\"]\nexclude = [\"content/drafts/\"]\n";
    let (_folder, desk) = repository(&[
        ("content/garlic.md", GARLIC),
        ("content/drafts/garlic.md", GARLIC),
        ("notes/garlic.md", GARLIC),
        ("claimbook.toml", toml),
    ]);
    let run = desk.run(&["audit", "--format", "json"]);
    assert_eq!(failed(&run).len(), 2, "{}", run.out);
    assert!(failed(&run).iter().all(|place| place.starts_with("content/garlic.md:")));
    assert_eq!(
        failed(&desk.run(&["audit", "notes/garlic.md", "--format", "json"])).len(),
        2,
        "what is named is judged"
    );
}

#[test]
fn a_catalogue_above_the_work_tree_is_not_ours() {
    let above = tempfile::tempdir().unwrap();
    Terminal::piped(above.path()).ok(&["init"]);
    let tree = above.path().join("tree/docs");
    std::fs::create_dir_all(&tree).unwrap();
    put(&tree, "garlic.md", GARLIC);
    let desk = Terminal::piped(&tree);
    let says = |run: &Run| run.err.contains("There is no catalogue here");
    assert!(!says(&desk.run(&["audit"])), "without a work tree, those above count");
    std::fs::create_dir(above.path().join("tree/.git")).unwrap();
    assert!(says(&desk.run(&["audit"])));
    Terminal::piped(&above.path().join("tree")).ok(&["init"]);
    assert!(!says(&desk.run(&["audit"])));
}

#[test]
fn files_beside_a_catalogues_articles_are_read_along_and_named() {
    let desk = Desk::new();
    let before = desk.json(&["audit"]);
    put(desk.path(), "garlic.md", GARLIC);
    put(desk.path(), "more/README.md", "# A tool\n\nRun `make` to build it.\n");
    let report = desk.json(&["audit"]);
    let of = |report: &Value, article: &str| -> Vec<String> {
        let all = report["findings"].as_array().unwrap().iter();
        let of = all.filter(|f| f["address"].as_str().unwrap().split('/').next() == Some(article));
        of.map(|f| f["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert!(of(&report, "garlic").contains(&"article-new".to_owned()), "{report:#}");
    assert!(of(&report, "garlic").contains(&"claim-uncited".to_owned()));
    assert_eq!(of(&report, "sore-knees"), of(&before, "sore-knees"));
    for (arguments, articles) in [(&["sore-knees"][..], 1), (&["garlic.md"], 1), (&["."], 2), (&["--stored"], 1)] {
        let report = desk.json(&[&["audit"], arguments].concat());
        assert_eq!(report["counts"]["articles"], articles, "{arguments:?}");
    }
    let run = desk.run(&["audit", "--stored", "garlic.md"]);
    assert!(run.exit == 2 && run.err.contains("not in the catalogue"), "{}", run.err);
    assert_eq!(desk.json(&["articles"]).as_array().unwrap().len(), 1, "nothing is stored");
    // In the text form as well.
    desk.ok(&["dump", "catalogue"]);
    let report = desk.json(&["audit", "--catalogue", "catalogue"]);
    assert!(of(&report, "garlic").contains(&"article-new".to_owned()), "{report:#}");
}

#[test]
fn a_baseline_spares_what_was_there_and_no_more_also_when_it_is_imported() {
    let (folder, desk) = repository(&[("docs/garlic.md", GARLIC)]);
    desk.ok(&["baseline"]);
    assert_eq!(desk.run(&["audit", "docs"]).exit, 0);
    // Another file of the name takes the short key; what is known stays known.
    put(folder.path(), "a/garlic.md", "# Garlic\n\nGarlic eases pain in the knee within 3 days.\n");
    let run = desk.run(&["audit", "--format", "json"]);
    assert_eq!(failed(&run), ["a/garlic.md:3 claim-figure-uncited"], "{}", run.err);
    std::fs::remove_dir_all(folder.path().join("a")).unwrap();
    // A new claim is new, whether or not it is imported as well.
    put(folder.path(), "docs/garlic.md", &GARLIC.replace("autism.", "autism. Garlic cures diabetes in 95% of adults."));
    assert_eq!(failed(&desk.run(&["audit", "--format", "json"])).len(), 1);
    desk.ok(&["init"]);
    desk.ok(&["import", "docs/garlic.md"]);
    let run = desk.run(&["audit", "--format", "json"]);
    assert_eq!(failed(&run), ["docs/garlic.md:3 claim-figure-uncited"], "{}", run.out);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn answers_are_kept_where_somebody_says_so() {
    let (folder, desk) = repository(&[("docs/ginger.md", BACKED)]);
    let run = desk.run(&["check", "docs", "--only", "doi"]);
    assert!(run.err.contains("--observations FILE keeps them"), "{}", run.err);
    assert_eq!(run.exit, 3, "nobody answered: {}{}", run.out, run.err);
    let kept = "observations.csv";
    let run = desk.run(&["check", "docs", "--only", "doi", "--observations", kept]);
    assert!(!run.err.contains("--observations FILE"), "{}", run.err);
    put(folder.path(), kept, &absent("10.5555/ginger.1"));
    let run = desk.run(&["check", "docs", "--only", "doi", "--observations", kept, "--offline", "--format", "json"]);
    assert_eq!(failed(&run), ["docs/ginger.md:7 doi-not-found"], "{}", run.err);
    assert!(!run.out.contains("`claimbook edit"), "{}", run.out);
}

/// A file of answers: doi.org does not know a DOI.
fn absent(doi: &str) -> String {
    format!(
        "uid,service,subject,scheme,identifier,answer,body_sha256,first_asked_at,asked_at\n\
         019dba48-d000-7000-8000-000000000001,doi.org,exists,doi,{doi},\"{{\"\"state\"\":\"\"absent\"\"}}\",,\
         2026-11-22T12:00:00Z,2026-11-22T12:00:00Z\n"
    )
}

#[test]
fn windows_line_ends_change_no_place_and_no_finding() {
    let (folder, desk) =
        repository(&[("a.md", GARLIC), ("b.html", "<h1>Garlic</h1>\n<p>Garlic cures cancer in adults.</p>\n")]);
    let told = || {
        let run = desk.run(&["audit", "a.md", "b.html", "--format", "concise"]);
        assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
        run.out
    };
    let before = told();
    for name in ["a.md", "b.html"] {
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        put(folder.path(), name, &text.replace('\n', "\r\n"));
    }
    assert_eq!(told(), before);
}

#[test]
#[cfg(unix)]
fn links_that_lead_in_a_ring_or_nowhere_are_passed_over() {
    use std::os::unix::fs::symlink;
    let (folder, desk) = repository(&[("docs/garlic.md", GARLIC)]);
    for (to, link) in
        [("y.md", "x.md"), ("x.md", "y.md"), (".", "self"), ("../docs", "again"), ("none.md", "dangling.md")]
    {
        symlink(to, folder.path().join("docs").join(link)).unwrap();
    }
    let run = desk.run(&["audit", "docs", "--format", "json"]);
    assert_eq!(failed(&run).len(), 2, "{}", run.out);
    for named in ["docs/x.md", "docs/dangling.md"] {
        let run = desk.run(&["audit", named]);
        assert!(run.exit == 2 && run.err.contains(named), "{named}: {}", run.err);
    }
    let run = desk.run(&["audit", "docs/self/self/garlic.md", "docs/garlic.md", "--format", "json"]);
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
}

#[test]
fn a_file_outside_the_repository_is_judged_and_called_as_it_was_typed() {
    let (_folder, desk) = repository(&[("in.md", BACKED)]);
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "garlic.md", GARLIC);
    let typed = outside.path().join("garlic.md").display().to_string();
    let run = desk.run(&["audit", &typed, "--format", "json"]);
    assert_eq!(failed(&run), [format!("{typed}:3 claim-figure-uncited"), format!("{typed}:3 claim-uncited")]);
}

#[test]
fn a_file_that_vanishes_before_it_is_read_is_unchecked_and_costs_no_other() {
    use claimbook::catalogue::{Catalogue, Deed};
    use claimbook::files::AllowedFolder;
    use claimbook::tasks::loading::ArticleSources;
    use claimbook::tasks::new_files::{NewFile, NewFileReader};
    let (folder, _) = repository(&[("garlic.md", GARLIC)]);
    let now = crate::double::clock::now();
    let deed = Deed { who: "A. Editor".into(), command: "audit".into(), at: now, reason: None };
    let reader = NewFileReader {
        sources: ArticleSources { base: folder.path().to_owned(), within: AllowedFolder::new(folder.path()) },
        top: Some(folder.path().to_owned()),
        limit: 1 << 20,
        detect_other_kind: |_, _| None,
        judges_lines: false,
        beside_catalogue: false,
        deed,
    };
    // Listed, and gone when its turn comes.
    let file = |name: &str| NewFile { path: folder.path().join(name), source: name.to_owned(), named: None };
    let files = [file("gone.md"), file("garlic.md")];
    let mut catalogue = Catalogue::in_memory(now).unwrap();
    let imported = reader.import(&mut catalogue, &files, &mut Default::default()).unwrap();
    assert!(imported.unread.len() == 1 && imported.unread[0].0 == "gone.md", "{:?}", imported.unread);
    assert_eq!(catalogue.view().articles().unwrap().len() + imported.passed_over.len(), 1);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ten_thousand_files_are_looked_at_and_the_articles_among_them_judged() {
    let (folder, desk) = repository(&[("docs/garlic.md", GARLIC), ("docs/z/ginger.md", BACKED)]);
    for n in 0..9_998 {
        if n % 100 == 0 {
            std::fs::create_dir(folder.path().join(format!("docs/{n}"))).unwrap();
        }
        std::fs::write(folder.path().join(format!("docs/{}/{n}.md", n / 100 * 100)), "# A page\n").unwrap();
    }
    let run = desk.run(&["audit", "docs", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.exit, &report["counts"]["articles"]), (1, &2.into()), "{}", run.err);
    assert!(run.err.contains("Skipped 9,998 files that are not articles"), "{}", run.err);
    assert_eq!(failed(&run), ["docs/garlic.md:3 claim-figure-uncited", "docs/garlic.md:3 claim-uncited"]);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_unchecked_if_it_was_found_and_refused_if_it_was_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;
    let (folder, _) =
        repository(&[("docs/garlic.md", GARLIC), ("docs/shut/ginger.md", BACKED), ("docs/shut.md", BACKED)]);
    let set = |name: &str, mode| {
        std::fs::set_permissions(folder.path().join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set("", 0o755);
    set("docs/shut.md", 0o000);
    set("docs/shut", 0o000);
    // Whoever may read everything gives that up first.
    let may_read_all = std::fs::read(folder.path().join("docs/shut.md")).is_ok();
    let audit = |named: &[&str]| {
        let mut command = match may_read_all {
            true => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(env!("CARGO_BIN_EXE_claimbook"));
                command
            }
            false => Command::new(env!("CARGO_BIN_EXE_claimbook")),
        };
        let command = command.args(["audit", "--format", "json"]).args(named).current_dir(folder.path());
        let output = command.env("HOME", folder.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (exit, out, err) = audit(&["docs"]);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}{err}"));
    assert_eq!((exit, &report["counts"]["articles"]), (Some(1), &1.into()), "{err}");
    let open = report["unchecked"].as_array().unwrap();
    let is_told = |address: &str, why: &str| {
        open.iter().any(|one| one["address"] == address && one["reason"].as_str().unwrap().starts_with(why))
    };
    // A folder is no record: the reason names it.
    assert!(is_told("docs/shut.md", "docs/shut.md") && is_told("", "shut: Permission denied"), "{open:#?}\n{err}");
    assert!(!out.contains(&folder.path().display().to_string()), "where the folder is, is nobody's affair: {out}");
    for shut in ["docs/shut.md", "docs/shut"] {
        let (exit, _, err) = audit(&[shut]);
        assert!(exit == Some(2) && err.contains(shut), "{shut}: {exit:?} {err}");
    }
    set("docs/shut", 0o755);
}

#[test]
fn a_newer_catalogue_is_refused_and_stays_as_it_was() {
    let (folder, desk) = repository(&[("garlic.md", GARLIC)]);
    assert_eq!(desk.run(&["init"]).exit, 0);
    let path = folder.path().join("claimbook.db");
    let newer = rusqlite::Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let before = std::fs::read(&path).unwrap();
    for arguments in [&["audit"][..], &["audit", "garlic.md"], &["check", "--offline"], &["baseline"], &["claims"]] {
        let run = desk.run(arguments);
        assert!(run.exit == 2 && run.err.contains("was written by a newer claimbook"), "{arguments:?}: {}", run.err);
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
