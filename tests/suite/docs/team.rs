//! docs/team.md: its sessions are run whole and in their order, against a real PostgreSQL, each person at a desk of their own.
//! `CLAIMBOOK_REWRITE=1` writes what is printed into the page.

use super::walk_throughs::{filter_lines, words};
use crate::double::golden::steady_events;
use crate::double::postgres::{Database, PASSWORD, SUPERUSER, database};
use crate::double::terminal::Terminal;
use std::collections::BTreeMap;
use std::path::Path;

/// Who sits at a desk on the page, the login there, and the name in their settings. The first two share one catalogue.
const PEOPLE: &[(&str, &str, &str, &str)] = &[
    ("admin", "claimbook_admin", "C. Editor", "office"),
    ("carla", "carla", "C. Editor", "office"),
    ("anna", "anna", "A. Reviewer", "anna"),
    ("bert", "bert", "B. Second", "bert"),
];

/// The server on the page.
const SHOWN: &str = "db.example/claimbook";

/// The desks of the page, and the server.
struct Walk {
    folder: tempfile::TempDir,
    server: Database,
    /// Passwords that invitations told, by login.
    passwords: BTreeMap<String, String>,
}

impl Walk {
    fn begin(server: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let login = server.login("claimbook_admin");
        let made = format!("CREATE ROLE {login} LOGIN CREATEROLE PASSWORD '{PASSWORD}'");
        server.psql(SUPERUSER, &made).unwrap();
        server.psql(SUPERUSER, &format!("ALTER DATABASE {} OWNER TO {login}", server.name)).unwrap();
        for (_, _, _, desk) in PEOPLE {
            std::fs::create_dir_all(folder.path().join(desk)).unwrap();
        }
        let passwords = BTreeMap::from([("claimbook_admin".to_owned(), PASSWORD.to_owned())]);
        let walk = Self { folder, server, passwords };
        let article = include_str!("../../fixtures/articles/sore-knees.txt");
        std::fs::write(walk.folder.path().join("office/sore-knees.txt"), article).unwrap();
        let office = walk.terminal("carla");
        office.ok(&["init"]);
        office.ok(&["import", "sore-knees.txt"]);
        walk
    }

    fn terminal(&self, person: &str) -> Terminal {
        let (_, role, name, desk) = PEOPLE.iter().find(|(known, ..)| *known == person).unwrap();
        let own = self.folder.path().join(format!("own-{person}"));
        std::fs::create_dir_all(own.join("claimbook")).unwrap();
        let hub = format!("[hub]\nurl = \"{}\"\n", self.real(&format!("postgres://{role}@{SHOWN}")));
        std::fs::write(own.join("claimbook/claimbook.toml"), format!("[me]\nname = \"{name}\"\n{hub}")).unwrap();
        let mut terminal = Terminal::wide(&self.folder.path().join(desk), 100);
        terminal.environment.push(("XDG_CONFIG_HOME".into(), own.display().to_string()));
        let password = self.passwords.get(*role).cloned().unwrap_or_default();
        terminal.environment.push(("PGPASSWORD".into(), password));
        terminal
    }

    /// A command with the server that is there: logins are the server's, not the database's, and have its name behind theirs.
    fn real(&self, shown: &str) -> String {
        let mut real = shown.to_owned();
        for (_, role, ..) in PEOPLE {
            real = real.replace(&format!("//{role}@"), &format!("//{}@", self.server.login(role)));
            real = real.replace(&format!("hub invite {role} "), &format!("hub invite {} ", self.server.login(role)));
        }
        real.replace(SHOWN, &format!("127.0.0.1:{}/{}", self.server.port, self.server.name))
    }

    /// What was printed, as the page shows it.
    fn render(&self, printed: &str) -> String {
        let mut shown = printed.replace(&format!("127.0.0.1:{}/{}", self.server.port, self.server.name), SHOWN);
        for (_, role, ..) in PEOPLE {
            shown = shown.replace(&self.server.login(role), role);
        }
        for (_, _, _, desk) in PEOPLE {
            shown = shown.replace(&self.folder.path().join(desk).display().to_string(), ".");
        }
        self.passwords.values().fold(shown, |shown, password| shown.replace(password, "…"))
    }

    /// Runs a line of the page; answers what it prints.
    fn run(&mut self, person: &str, command: &str) -> String {
        let (command, kept) = command.split_once(" | ").unwrap_or((command, ""));
        let line = words(&self.real(command));
        let arguments: Vec<&str> = line.iter().skip(1).map(String::as_str).collect();
        let run = self.terminal(person).run(&arguments);
        assert!(run.exit < 2, "{person}$ {command}\n{}{}", run.out, run.err);
        if let Some(password) = run.out.lines().find_map(|line| line.trim().strip_prefix("password  ")) {
            self.passwords.insert(words(command)[3].clone(), password.to_owned());
        }
        let whole = steady_events(&self.render(&format!("{}{}", run.out, run.err)));
        filter_lines(&whole, kept)
    }

    /// All desks hold the same.
    fn check(&self) {
        let dump = |desk: &str, person: &str| {
            self.terminal(person).ok(&["dump", "text", "--abstracts"]);
            let mut files = BTreeMap::new();
            gather(&self.folder.path().join(desk).join("text"), &mut files);
            files
        };
        let all = [dump("office", "carla"), dump("anna", "anna"), dump("bert", "bert")];
        assert!(all[0].len() > 10);
        for other in &all[1..] {
            assert_eq!(all[0].keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
            for (name, text) in other {
                assert!(all[0][name] == *text, "{name}:\n{}\n{text}", all[0][name]);
            }
        }
        let mut hub = self.server.connect(SUPERUSER);
        assert_eq!(hub.verify(|_| ()).unwrap().wrong, Vec::<String>::new());
    }
}

/// The files below a folder, by their names.
fn gather(folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            let parent = folder.file_name().unwrap().to_string_lossy().into_owned();
            let name = format!("{parent}/{}", path.file_name().unwrap().to_string_lossy());
            files.insert(name, String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned());
        }
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_walk_from_an_empty_server_to_three_desks_is_what_happens() {
    let Some(server) = database() else { return };
    let mut walk = Walk::begin(server);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/team.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (mut printed, mut in_session) = (String::new(), false);
    for line in page.lines() {
        let command = line.split_once("$ ").filter(|(person, _)| PEOPLE.iter().any(|(known, ..)| known == person));
        match (in_session, line) {
            (false, "```console") => in_session = true,
            (true, "```") => in_session = false,
            (true, _) if command.is_none() => continue,
            _ => {}
        }
        printed.push_str(&format!("{line}\n"));
        if let Some((person, command)) = command.filter(|_| in_session) {
            printed.push_str(&walk.run(person, command));
        }
    }
    if std::env::var_os("CLAIMBOOK_REWRITE").is_some() {
        std::fs::write(&path, &printed).unwrap();
    } else {
        snapbox::assert_data_eq!(printed, snapbox::Data::text(page).raw());
    }
    walk.check();
}
