//! Who may import whom.

use super::nothing_wrong;
use super::source::{Source, read, sources};

/// Each module, and the modules it may import. A longer path has its own row, which replaces its parent's.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("parallel", &[]),
    ("files", &[]),
    ("http", &["model"]),
    ("text", &["model"]),
    ("read", &["model", "text", "parallel"]),
    // Armour is base64, which reading knows.
    ("signing", &["read"]),
    ("write", &["model", "text", "parallel"]),
    ("detect", &["model", "text"]),
    ("suggest", &["model", "text", "parallel"]),
    ("compare", &["model", "text"]),
    ("evidence", &["model", "text", "compare"]),
    // Whom of several registries to believe stands in their descriptors.
    ("evidence::metadata", &["model", "text", "compare", "registry"]),
    // Beside requests and answers, what registries send is markup, and text knows how to read that.
    ("registry", &["model", "text", "http"]),
    ("catalogue", &["model", "files"]),
    // What an earlier claimbook did not keep follows from an article's original, read again.
    ("catalogue::older_words", &["model", "text", "read"]),
    ("catalogue::text_form", &["model", "files", "compare", "read", "write"]),
    // What two desks added of one work is one, by the rule that import goes by.
    ("catalogue::replay", &["model", "compare"]),
    // What is heard becomes observations, completes works, and is compared with what is printed.
    ("refresh", &["model", "http", "registry", "catalogue", "compare", "evidence", "import", "files"]),
    // Events out and in: the hub keeps them as bytes, and the catalogue knows what they mean.
    ("sync", &["model", "files", "catalogue"]),
    // Between reading and the catalogue: what a reader read becomes rows.
    ("import", &["model", "text", "read", "detect", "suggest", "compare", "catalogue"]),
    ("rules", &["model", "text", "compare", "evidence"]),
    // Beside the rules, the report shows derived states (a DOI’s), makes text fit for a terminal, and asks of a finding whether the
    // words that it is about say more than they did.
    ("report", &["model", "text", "compare", "evidence", "rules"]),
    // Which services may be set is for the registries to say.
    ("report::settings_file", &["model", "text", "rules", "registry"]),
    // The use cases: everything but the command line.
    (
        "tasks",
        &[
            "model",
            "text",
            "read",
            "write",
            "detect",
            "compare",
            "evidence",
            "registry",
            "http",
            "catalogue",
            "refresh",
            "import",
            "rules",
            "report",
            "signing",
            "sync",
            "files",
            "parallel",
        ],
    ),
    // What is shown was gathered by the use cases: no catalogue, no rule and no registry is asked from a page.
    ("pages", &["model", "text", "write", "tasks"]),
    ("cli", EVERYTHING),
    ("main", &["cli"]),
    ("lib", &[]),
];

const EVERYTHING: &[&str] = &["*"];

#[test]
#[ignore = "long: .ci/run runs it"]
fn imports_follow_the_arrows() {
    nothing_wrong("imports follow ARROWS in tests/suite/shape/arrows.rs", sources("src").flat_map(strays).collect());
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn every_module_has_its_arrows() {
    let sources: Vec<&Source> = sources("src").collect();
    let is_there = |row: &str| sources.iter().any(|s| row_of(s) == Some(row));
    let without = sources.iter().filter(|s| row_of(s).is_none()).map(|s| format!("{}: no row for it", s.path));
    // The text form may still be one file or none; every other row stands for a module that is there.
    let idle = ARROWS.iter().filter(|(row, _)| !row.contains("::") && !is_there(row));
    let idle = idle.map(|(row, _)| format!("{row}: a row without a module"));
    nothing_wrong("ARROWS has one row for each module of src", without.chain(idle).collect());
}

#[test]
fn a_stray_import_is_seen_in_every_form() {
    let stray = |path: &str, code: &str| strays(&read(path, code)).len();
    assert_eq!(stray("src/model/doi.rs", "use crate::text::fold;"), 1);
    assert_eq!(stray("src/model/doi.rs", "use crate::{model::Uid, text::{fold, tidy}};"), 1);
    assert_eq!(stray("src/model/doi.rs", "fn f() { crate::cli::main(); }"), 1);
    assert_eq!(stray("src/model/doi.rs", "use super::super::cli;"), 1);
    assert_eq!(stray("src/model/mod.rs", "use super::cli;"), 1);
    assert_eq!(stray("src/main.rs", "use claimbook::model;"), 1);
    assert_eq!(stray("src/catalogue/article/mod.rs", "use crate::write;"), 1);
    assert_eq!(stray("src/catalogue/text_form/dump.rs", "use crate::write;"), 0);
    assert_eq!(stray("src/model/doi.rs", "use super::Uid; use crate::model::Item; // crate::cli"), 0);
    assert_eq!(stray("src/cli/mod.rs", "use crate::{catalogue, rules};"), 0);
}

/// The imports of a file that its row does not allow.
fn strays(source: &Source) -> Vec<String> {
    let row = row_of(source).unwrap_or_default();
    let own = row.split("::").next().unwrap_or_default();
    let allowed = ARROWS.iter().find(|(name, _)| *name == row).map(|(_, allowed)| *allowed).unwrap_or_default();
    let fits = |target: &str| target == own || allowed == EVERYTHING || allowed.contains(&target);
    let strays = imports(source).into_iter().filter(|(_, target)| !fits(target));
    strays.map(|(at, target)| format!("{}: {row} must not import {target}", source.line(at))).collect()
}

/// The longest row of ARROWS that holds a file.
fn row_of(source: &Source) -> Option<&'static str> {
    let path = match source.path.as_str() {
        "src/main.rs" => "main".to_owned(),
        "src/lib.rs" => "lib".to_owned(),
        _ => source.module().join("::"),
    };
    let holds = |row: &str| path == row || path.strip_prefix(row).is_some_and(|rest| rest.starts_with("::"));
    ARROWS.iter().map(|(row, _)| *row).filter(|row| holds(row)).max_by_key(|row| row.len())
}

/// The top-level modules that a file names, by `crate::`, by `claimbook::` or by climbing up with `super::`.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let code: Vec<char> = source.code.chars().collect();
    let up = "super::".repeat(source.module().len().max(1));
    let roots = ["crate::", "claimbook::", up.as_str()];
    let follows_super = |at: usize| code[..at].ends_with(&['s', 'u', 'p', 'e', 'r', ':', ':']);
    roots
        .iter()
        .flat_map(|root| source.find_all(root).into_iter().map(|at| (at, at + root.len())))
        .filter(|(at, _)| !follows_super(*at))
        .flat_map(|(at, after)| first_names(&code[after..]).into_iter().map(move |name| (at, name)))
        .collect()
}

/// The first name of a path, or of each path in a braced group.
fn first_names(code: &[char]) -> Vec<String> {
    let name = |code: &[char]| -> String {
        code.iter().skip_while(|c| c.is_whitespace()).take_while(|c| c.is_alphanumeric() || **c == '_').collect()
    };
    if code.first() != Some(&'{') {
        return vec![name(code)];
    }
    let (mut names, mut depth) = (Vec::new(), 0);
    for (at, c) in code.iter().enumerate() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && matches!(c, '{' | ',') {
            names.push(name(&code[at + 1..]));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}
