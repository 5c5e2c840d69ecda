//! Commands whose system calls were recorded, one run of each: what stood on the disk before, what was asked of it, and what
//! stood there after. From that follows every state in which a power cut or a killed process may leave it.

pub(super) mod disk;
pub(super) mod trace;

use super::quick_folder;
use crate::double::terminal::Terminal;
use claimbook::catalogue::{Catalogue, Error, OpenMode};
use disk::{Disk, State};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use trace::Call;

/// A command, and what was done before it.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// What stands in the folder first, where that is not made by commands.
    older: Option<&'static str>,
    pub(super) before: &'static [&'static [&'static str]],
    pub(super) command: &'static [&'static str],
}

const IMPORTED: &[&[&str]] = &[&["init"], &["import", "knees.md"], &["accept", "c1"]];
const CHANGED: &[&[&str]] =
    &[&["init"], &["import", "knees.md"], &["accept", "c1"], &["dump", "text"], &["dismiss", "c2"]];

pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario { name: "init", older: None, before: &[], command: &["init"] },
    Scenario { name: "import", older: None, before: &[&["init"]], command: &["import", "knees.md", "hips.md"] },
    Scenario { name: "link", older: None, before: IMPORTED, command: &["link", "c1", "r2"] },
    Scenario { name: "edit", older: None, before: IMPORTED, command: &["edit", "c1", "statement=Knees hurt."] },
    Scenario {
        name: "review",
        older: None,
        before: IMPORTED,
        command: &["review", "c1", "--verdict", "supported", "--by", "A. Reviewer, PT"],
    },
    Scenario { name: "undo", older: None, before: IMPORTED, command: &["undo"] },
    Scenario { name: "merge", older: None, before: IMPORTED, command: &["merge", "c1", "c2", "--reason", "one thing"] },
    Scenario { name: "backup", older: None, before: IMPORTED, command: &["backup", "copy.db"] },
    Scenario { name: "first dump", older: None, before: IMPORTED, command: &["dump", "text"] },
    Scenario { name: "second dump", older: None, before: CHANGED, command: &["dump", "text"] },
    Scenario { name: "load", older: None, before: CHANGED, command: &["--catalogue", "other.db", "load", "text"] },
    Scenario {
        name: "export",
        older: None,
        before: &[&["init"], &["import", "knees.md"], &["export", "claims", "--to", "csv", "--output", "claims.csv"]],
        command: &["export", "references", "--to", "csv", "--output", "claims.csv", "--force"],
    },
    Scenario {
        name: "migrate",
        older: Some(include_str!("../../../../src/catalogue/migrate/schema_1.sql")),
        before: &[],
        command: &["backup", "copy.db"],
    },
    Scenario { name: "report", older: None, before: IMPORTED, command: &["report", "--output", "report.html"] },
];

fn article(joint: &str) -> String {
    format!(
        "# {joint}\n\nWritten by E. Editor, PT\n\nAbout 40% of adults over 50 have {joint} pain in any month [1].\n\n\
         Exercise eases {joint} pain within 8 weeks [2].\n\n## References\n\n\
         1. Doe J, Roe R. How common is {joint} pain? J Fict Med. 2020;4(2):11-19. doi:10.5555/jfm.2020.{joint}\n\
         2. Doe A. Exercise for {joint} pain. J Fict Med. 2021;5(1):1-9.\n"
    )
}

/// Everything below a folder, but for what SQLite keeps beside a file while it is open.
pub(super) fn files_of(folder: &Path) -> State {
    let listed = super::listing(folder).into_keys().filter(|path| path.is_file());
    listed.map(|path| (path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

/// What killed runs may leave, and the next one sweeps.
pub(super) fn is_left_over(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name.ends_with("-journal") || name.ends_with(".part") || name.contains(".part-")
}

/// Where a dump says that it is whole.
const HEADS: &str = "text/heads.csv";

fn is_dump(path: &Path) -> bool {
    path.starts_with("text") && !is_left_over(path)
}

fn is_catalogue(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "db")
}

fn check_pages(path: &Path) -> Result<(), String> {
    let connection = rusqlite::Connection::open(path).map_err(|e| e.to_string())?;
    let said: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(|e| e.to_string())?;
    if said == "ok" { Ok(()) } else { Err(said) }
}

/// Writes a state to a folder and counts the events of the catalogue in it; none where there is no such file.
fn events_of(folder: &Path, catalogue: &Path) -> Option<Result<u64, String>> {
    let path = folder.join(catalogue);
    path.exists().then(|| {
        let opened = match Catalogue::open(&path, OpenMode::Write) {
            // One of an older schema has no events that could be counted: it is the old one, and sound.
            Err(Error::Older { .. }) => return check_pages(&path).map(|()| 0),
            opened => opened.map_err(|e| e.to_string())?,
        };
        let verified = opened.verify().map_err(|e| e.to_string())?;
        if verified.damage.is_empty() { Ok(verified.events) } else { Err(format!("{:?}", verified.damage)) }
    })
}

pub(super) fn lay_out(state: &State) -> tempfile::TempDir {
    let folder = quick_folder();
    for (path, bytes) in state {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// What stood before a command and what stands after it.
pub(super) struct Ends {
    pub(super) before: State,
    pub(super) after: State,
    /// Events in each catalogue, before and after.
    events: Vec<(PathBuf, Option<u64>, Option<u64>)>,
}

impl Ends {
    pub(super) fn new(before: State, after: State) -> Self {
        let count = |state: &State, path: &PathBuf| {
            let folder = lay_out(&State::from_iter(state.get_key_value(path).map(|(p, b)| (p.clone(), b.clone()))));
            events_of(folder.path(), path).map(Result::unwrap)
        };
        let catalogues: BTreeSet<&PathBuf> = before.keys().chain(after.keys()).filter(|p| is_catalogue(p)).collect();
        let events = catalogues.into_iter().map(|p| (p.clone(), count(&before, p), count(&after, p))).collect();
        Self { before, after, events }
    }

    /// What is wrong with a state; nothing, mostly.
    pub(super) fn find_fault(&self, state: &State, is_over: bool) -> Option<String> {
        // A catalogue in its text form is several files. It is whole if its heads are there, and `load` refuses it without.
        let is_unfinished = !is_over && !state.contains_key(Path::new(HEADS));
        let is_whole = |end: &State| state.iter().chain(end).all(|(p, _)| !is_dump(p) || state.get(p) == end.get(p));
        if !is_unfinished && !is_whole(&self.after) && (is_over || !is_whole(&self.before)) {
            return Some("the dump is whole by its heads, and is not".to_owned());
        }
        let names = state.keys().chain(self.before.keys()).chain(self.after.keys());
        let others = names.filter(|path| !is_catalogue(path) && !is_left_over(path) && !is_dump(path));
        for path in others.collect::<BTreeSet<_>>() {
            let there = state.get(path);
            if there != self.after.get(path) && (is_over || there != self.before.get(path)) {
                return Some(format!("{} is neither the old nor the new one", path.display()));
            }
        }
        let folder = lay_out(state);
        for (path, before, after) in &self.events {
            let name = path.display();
            match events_of(folder.path(), path).transpose() {
                Err(e) => return Some(format!("{name}: {e}")),
                Ok(events) if is_over && events != *after => {
                    return Some(format!("{name}: an acknowledged change is lost ({events:?} events)"));
                }
                Ok(events) if events != *before && events != *after => {
                    return Some(format!("{name}: half a change ({events:?} events)"));
                }
                Ok(_) => {}
            }
        }
        None
    }
}

/// A run of a command.
pub(super) struct Recorded {
    /// The disk before it.
    pub(super) disk: Disk,
    pub(super) calls: Vec<Call>,
    pub(super) ends: Ends,
}

impl Scenario {
    /// Makes what stands before the command in a folder.
    pub(super) fn prepare(&self, folder: &Path) {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("knees.md"), article("knee")).unwrap();
        fs::write(folder.join("hips.md"), article("hip")).unwrap();
        if let Some(schema) = self.older {
            let connection = rusqlite::Connection::open(folder.join("claimbook.db")).unwrap();
            connection.execute_batch(schema).unwrap();
            connection.execute_batch(include_str!("../../../fixtures/older/rows.sql")).unwrap();
        }
        let terminal = Terminal::piped(folder);
        for command in self.before {
            terminal.ok(command);
        }
    }
}

/// Records a command; none where that cannot be done here.
pub(super) fn record(scenario: &Scenario) -> Option<Recorded> {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("desk");
    scenario.prepare(&folder);
    let before = files_of(&folder);
    let calls = trace::run_traced(&folder, scenario.command)?;
    let after = files_of(&folder);
    let mut whole = Disk::holding(&before);
    calls.iter().for_each(|call| whole.apply(call));
    let names = |state: &State| state.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&whole.seen()), names(&after), "{}: the record is not what happened", scenario.name);
    assert!(whole.seen() == after, "{}: the record is not what happened", scenario.name);
    Some(Recorded { disk: Disk::holding(&before), calls, ends: Ends::new(before, after) })
}
