//! The world outside: streams, clock, environment, network and the crates that lead there, each known to few.

use super::nothing_wrong;
use super::source::{Source, read, sources};

/// Phrases of code, the paths under which they may stand, and what to do instead.
const KNOWN_TO: &[(&[&str], &[&str], &str)] = &[
    (
        &["env::var", "env::var_os", "env::vars", "env::args", "env::args_os", "env::current_dir", "env::temp_dir"],
        &["src/main.rs"],
        "the environment is main's: take it from the context",
    ),
    (
        &["io::stdout", "io::stderr", "stdout()", "stderr()"],
        &["src/main.rs"],
        "the streams are main's: write to the context's",
    ),
    (
        &["io::stdin", "stdin()"],
        &["src/main.rs", "src/cli/screen/terminal.rs"],
        "what is typed comes through the context; only the full screen looks whether its terminal is still there",
    ),
    (&["process::exit", "process::abort"], &["src/main.rs"], "exit codes travel as values up to main"),
    (
        &["SystemTime::now", "Timestamp::now", "Zoned::now", "Uuid::now_v7"],
        &["src/main.rs"],
        "the clock is main's: take `now` or `today` as a parameter",
    ),
    (&["rusqlite::"], &["src/catalogue/"], "only the catalogue knows SQLite"),
    (&["clap::"], &["src/cli/", "src/main.rs"], "only the command line knows clap"),
    (&["reqwest::"], &["src/http/"], "only http asks the web"),
    (&["rustls::"], &["src/http/", "src/sync/postgres/"], "only http, and the hub's own room, reach the network"),
    (&["tokio_postgres::"], &["src/sync/postgres/"], "only the hub's own room knows PostgreSQL"),
    (
        &["async fn", "async move", "async {", ".await", "tokio::"],
        &["src/http/", "src/refresh/", "src/pages/serve/", "src/sync/"],
        "async is for http, refresh, the review page and the hub",
    ),
];

#[test]
fn the_world_is_known_to_few() {
    nothing_wrong("see KNOWN_TO in tests/suite/shape/world.rs", sources("src").flat_map(known).collect());
}

#[test]
fn knowing_too_much_is_seen() {
    let known = |path: &str, code: &str| known(&read(path, code)).len();
    assert_eq!(known("src/cli/mod.rs", "let name = std::env::var(\"USER\");"), 1);
    assert_eq!(known("src/report/human.rs", "let mut out = anstream::stdout();"), 1);
    assert_eq!(known("src/rules/work_old.rs", "let today = jiff::Zoned::now();"), 1);
    assert_eq!(known("src/cli/list.rs", "use rusqlite::Connection;"), 1);
    assert_eq!(known("src/registry/crossref.rs", "async fn ask() { reply().await }"), 2);
    assert_eq!(known("src/main.rs", "let name = std::env::var(\"USER\");"), 0);
    assert_eq!(known("src/cli/mod.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\"); // io::stdout"), 0);
}

fn known(source: &Source) -> Vec<String> {
    let mut wrong = Vec::new();
    for (phrases, homes, instead) in KNOWN_TO {
        if homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for phrase in *phrases {
            let places = source.find_all(phrase).into_iter();
            wrong.extend(places.map(|at| format!("{}: `{phrase}`; {instead}", source.line(at))));
        }
    }
    wrong
}
