//! The review page of a catalogue, opened by the real program for a person with settings of their own.

use super::webdriver::Browser;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Somebody at a desk: the folder of the catalogue, and a home of their own.
pub(super) struct Desk {
    folder: PathBuf,
    home: tempfile::TempDir,
}

/// The page, open until the test ends.
pub(super) struct Served {
    process: Child,
    _said: BufReader<ChildStdout>,
    /// `http://127.0.0.1:43127`
    pub(super) origin: String,
    /// The address that lets one browser in.
    first: String,
}

impl Desk {
    /// A person whose own settings name them; nobody where no name is given.
    pub(super) fn of(folder: &Path, name: Option<&str>) -> Self {
        let home = tempfile::tempdir().unwrap();
        if let Some(name) = name {
            let settings = home.path().join(".config/claimbook");
            std::fs::create_dir_all(&settings).unwrap();
            std::fs::write(settings.join("claimbook.toml"), format!("[me]\nname = \"{name}\"\n")).unwrap();
        }
        Self { folder: folder.to_owned(), home }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
        command.current_dir(&self.folder).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.home.path());
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// What a command prints at a terminal beside the page.
    #[track_caller]
    pub(super) fn ok(&self, arguments: &[&str]) -> String {
        let run = self.command(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    }

    /// Reads a file into the catalogue, from a copy beside it.
    #[track_caller]
    pub(super) fn import(&self, file: &Path) {
        let name = file.file_name().unwrap();
        std::fs::copy(file, self.folder.join(name)).unwrap();
        self.ok(&["import", &name.to_string_lossy()]);
    }

    /// Opens the page.
    #[track_caller]
    pub(super) fn serve(&self) -> Served {
        let mut command = self.command(&["serve", "--no-browser"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let origin = first.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        Served { process, _said: said, origin, first: first.trim().to_owned() }
    }
}

impl Served {
    /// Lets the browser in; the first page is shown.
    #[track_caller]
    pub(super) fn enter(&self, browser: &Browser) {
        browser.open(&self.first);
        browser.find("main");
    }

    #[track_caller]
    pub(super) fn open(&self, browser: &Browser, path: &str) {
        browser.open(&format!("{}{path}", self.origin));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
