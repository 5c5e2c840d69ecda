//! What `import` can be given: folders, addresses of pages, and files that are no articles.

use crate::double::desk::Desk;
use crate::double::registries::Script;

fn write(desk: &Desk, name: &str, text: &str) {
    let path = desk.terminal.folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

const HIPS: &str = "# Hips\n\nWalking lowers the risk of hip pain by 20%.\n";

#[test]
fn a_folder_is_imported_as_git_sees_it_and_what_is_left_is_named() {
    let desk = Desk::new();
    write(&desk, "site/hips.md", HIPS);
    write(&desk, "site/deep/hips-again.md", HIPS);
    write(&desk, "site/README.md", "# The site\n\nRun make to build it.\n");
    write(&desk, "site/.git/HEAD", "ref: refs/heads/main\n");
    write(&desk, "site/.gitignore", "drafts/\n");
    write(&desk, "site/drafts/elbows.md", "# Elbows\n\nRest cures 90% of sore elbows.\n");
    write(&desk, "site/pic.png", "no picture");
    let run = desk.run(&["import", "site"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.out.contains("hips: “Hips”, version 1: 1 claim proposed"), "{}", run.out);
    assert!(run.out.replace('\n', " ").contains("its text is word for word that of hips"), "{}", run.out);
    assert!(run.out.contains("2 of 3 files stored, 1 left out."), "{}", run.out);
    assert!(run.err.contains("README.md: it holds no claims and no references"), "{}", run.err);
    assert!(run.err.contains("1 other file (1 .png)"), "{}", run.err);
    let articles = desk.json(&["articles"]);
    assert_eq!(articles.as_array().unwrap().len(), 3, "{articles:#}");
    assert!(desk.ok(&["import", "site"]).contains("hips: unchanged since version 1"));
    // The catalogue itself, beside the articles, is no file that could be meant.
    let run = desk.run(&["import", "."]);
    assert!(run.err.contains("1 other file (1 .png)"), "{}", run.err);
    let run = desk.run(&["import", "site/deep/none"]);
    assert_eq!((run.exit, run.err.contains("there is no file site/deep/none")), (2, true), "{}", run.err);
}

#[test]
fn a_page_is_fetched_kept_with_its_address_and_judged_as_stored() {
    let desk = Desk::new();
    let site = Script::default().start();
    let address = |class: &str| format!("{}/page/{class}/stairs", site.url());
    let run = desk.run(&["import", &address("article")]);
    assert_eq!(run.exit, 2, "{}", run.out);
    assert!(run.err.contains("127.0.0.1") && run.err.contains("nothing was stored"), "{}", run.err);
    assert_eq!(site.asked().len(), 0, "a private address is asked only where the user configured it");
    write(&desk, "claimbook.toml", &format!("[hosts]\n\"127.0.0.1:{}\" = \"off\"\n", site.port()));
    let out = desk.ok(&["import", &address("article")]);
    assert!(out.contains("stairs: “Stairs”, stored as version 1"), "{out}");
    let shown = desk.ok(&["show", "stairs"]);
    assert!(shown.contains(&format!("from {}", address("article"))), "{shown}");
    let report = desk.json(&["audit", "stairs"]);
    let is_open = |u: &&serde_json::Value| u["reason"].as_str().unwrap().contains("stairs");
    let open: Vec<_> = crate::double::reports::unchecked(&report).iter().filter(is_open).collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(desk.ok(&["import", &address("article")]).contains("nothing has changed since version 1"));
    for (class, said) in [
        ("lost", "does not exist"),
        ("log-in", "is a page to log in at"),
        ("robots", "is closed to programs"),
        ("walled", "is closed to programs"),
        ("pdf", "PDF is not read"),
    ] {
        let run = desk.run(&["import", &address(class)]);
        assert!(run.exit == 2 && run.err.contains(said), "{class}: {}", run.err);
    }
    let run = desk.run(&["--offline", "import", &address("article")]);
    assert!(run.exit == 2 && run.err.contains("this run is offline"), "{}", run.err);
}

#[test]
fn a_file_without_claims_and_references_is_no_article_unless_it_is_said_to_be() {
    let desk = Desk::new();
    write(&desk, "settings.txt", "host = a.example\nport = 80\n");
    let run = desk.run(&["import", "settings.txt"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("it seems to be a settings file"), "{}", run.err);
    assert!(run.err.contains("claimbook import --as article settings.txt"), "{}", run.err);
    assert_eq!(desk.run(&["import", "--as", "article", "settings.txt"]).exit, 0);
}

const OWN_SHEET: &str = "#,Claim text,Topic,Supporting evidence,DOI,Comment\n\
    1,Walking lowers the risk of hip pain by 20%,Care,Poe 2024,,\n\
    2,Stairs are bad for hips,Causes,none,,ask Ann\n\
    3,Rest cures hip pain,Care,\"Roe B. Rest and hips. Hip Lett. 2020;1(1):2-5.\",10.5555/hips.2020.2,\n\
    4,,Care,,,\n";

#[test]
fn a_sheet_of_claims_is_read_by_its_own_headings() {
    let desk = Desk::new();
    write(
        &desk,
        "hips.md",
        "# Hips\n\nWalking lowers the risk of hip pain by 20%.\n\n## References\n\n1. Poe A. Walking and hips. Hip Lett. 2024;2(1):3-9.\n",
    );
    desk.ok(&["import", "hips.md"]);
    desk.ok(&["retire", "sore-knees"]);
    write(&desk, "own.csv", OWN_SHEET);
    let out = desk.ok(&["import", "--article", "hips", "own.csv"]);
    for part in [
        "own.csv: 3 claims proposed.",
        "statement from “claim text”",
        "source from “supporting evidence”",
        "2 citations; 1 source added to the list",
        "Kept as remarks of each claim: comment.",
        "Refused: row 5: it has no statement",
    ] {
        assert!(out.replace("\n  ", " ").contains(part), "{part}: {out}");
    }
    let claims = desk.json(&["claims", "--article", "hips"]);
    let of = |words: &str| {
        let found = claims.as_array().unwrap().iter().find(|c| c["statement"].as_str().unwrap().starts_with(words));
        found.unwrap_or_else(|| panic!("{words}: {claims:#}")).clone()
    };
    assert!(of("Stairs")["because"].to_string().contains("comment: ask Ann"), "{claims:#}");
    let cited = |words: &str| desk.json(&["show", of(words)["address"].as_str().unwrap()]).to_string();
    assert!(cited("Walking lowers the risk of hip pain by 20%").contains("hips/r1"), "{}", cited("Walking"));
    assert!(cited("Rest").contains("10.5555/hips.2020.2"), "{}", cited("Rest"));
    assert!(desk.ok(&["import", "--article", "hips", "own.csv"]).contains("0 claims proposed, 3 there already"));
}

#[test]
fn a_person_says_which_column_holds_what() {
    let desk = Desk::new();
    write(&desk, "ours.csv", "We say,Who says so\nRest cures sore knees,Poe 2024\n");
    let refused = desk.run(&["import", "ours.csv"]);
    assert_eq!(refused.exit, 2, "never an article: {}", refused.out);
    assert!(refused.err.contains("--column statement=HEADING"), "{}", refused.err);
    let out = desk.ok(&["import", "ours.csv", "--column", "statement=We say", "--column", "source=Who says so"]);
    assert!(out.contains("1 claim proposed") && out.contains("1 citation"), "{out}");
    let run = desk.run(&["import", "ours.csv", "--column", "words=We say"]);
    assert!(run.exit == 2 && run.err.contains("fields are statement, kind"), "{}", run.err);
    for (column, part) in [
        ("statement=We sya", "name the column that holds the claims as that row does: --column statement=HEADING"),
        ("source=We sya", "no column is headed “We sya”, which --column names for the source"),
    ] {
        let run = desk.run(&["import", "ours.csv", "--column", "statement=We say", "--column", column]);
        let alone = desk.run(&["import", "ours.csv", "--column", column]);
        let both = format!("{}{}", run.err, alone.err);
        assert!((run.exit, alone.exit) == (2, 2) && both.contains(part), "{part}: {both}");
    }
    // A page's number is no article's key; what was taken for what is said where nothing fits.
    write(&desk, "pages.csv", "Health claim,Document,Page\nRest cures sore knees,12,7\n");
    let run = desk.run(&["import", "pages.csv"]);
    for part in ["there is no article “12”", "article from “document”. --column FIELD=HEADING changes this"] {
        assert!(run.exit == 2 && run.err.contains(part), "{part}: {}", run.err);
    }
}
