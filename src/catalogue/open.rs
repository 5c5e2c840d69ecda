//! Making and opening a catalogue file.
//!
//! Journal DELETE with synchronous EXTRA survived every simulated power cut; WAL would need shared memory and cannot be
//! opened on read-only media. `cache_spill` off keeps readers working during a long import. A file is looked at before
//! it is used: its header, its application id, its schema version and every object in its schema.

use super::blinding::Viewer;
use super::schema::{self, APPLICATION_ID, NEWEST, Objects, SCHEMA, refuse_others};
use super::{Error, Operator, Result, View};
use crate::files::{PartFile, sweep};
use crate::model::Uid;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command waits for another one that is writing.
pub(super) const BUSY_SECONDS: u64 = 10;

/// Changes stay in memory until they are committed, and little of what is read does.
const KEEP_IN_MEMORY: &str = "PRAGMA cache_spill = OFF; PRAGMA cache_size = -1000;";
/// Changes stay there up to 64 MB.
const SPILL: &str = "PRAGMA cache_spill = ON; PRAGMA cache_size = -64000;";

/// What is going to be done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// Only looked at; works on read-only media.
    Read,
    /// The same, for somebody who waits for an answer while typing: gives up at once where another process is writing.
    Glance,
    /// Changed.
    Write,
}

/// An open catalogue.
pub struct Catalogue {
    pub(super) connection: Connection,
    pub(super) path: Option<PathBuf>,
    pub(super) operator: Operator,
    /// Whose eyes it is read with, where something may be withheld from them.
    pub(super) eyes: Option<Viewer>,
    /// The first event of the changes that are written together, once there is one.
    pub(super) began: Option<u64>,
    /// Whether what is written goes on with the command that wrote before.
    pub(super) is_one_command: bool,
}

impl Catalogue {
    /// Makes a new catalogue file; never overwrites.
    pub fn create(path: &Path, now: jiff::Timestamp) -> Result<Self> {
        Self::create_with(path, None, now, Operator::default(), |_| Ok(())).map(|(catalogue, ())| catalogue)
    }

    /// Makes a new catalogue file that holds what `fill` puts there, readable by those whom `mode` names. It gets its name when all of that is stored: whoever is
    /// killed meanwhile leaves nothing in the way of the next.
    pub fn create_with<T, E: From<Error>>(
        path: &Path,
        mode: Option<u32>,
        now: jiff::Timestamp,
        operator: Operator,
        fill: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<(Self, T), E> {
        let path = root_path(path);
        if path.symlink_metadata().is_ok() {
            // Whoever was killed when the file had its name already has left the other name of it.
            sweep(path.parent().unwrap_or(Path::new("")));
            return Err(Error::Exists(path).into());
        }
        let file = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::Exists(path.clone()),
            _ => Error::File { path: path.clone(), source },
        };
        let mut part = PartFile::create_beside(&path, mode).map_err(file)?;
        let made = Self::connect(part.path(), OpenMode::Write).and_then(|catalogue| catalogue.furnish(now))?;
        let filled = made.with_operator(operator.clone()).write_much(fill)?;
        part.take_free_place(&path).map_err(file)?;
        Ok((Self::connect(&path, OpenMode::Write)?.with_operator(operator), filled))
    }

    /// Runs a change of which more may be written before all of it is there than fits into memory. From then on until it is done,
    /// whoever reads has to wait.
    pub(super) fn write_much<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.connection.execute_batch(SPILL).map_err(Error::from)?;
        let done = change(self);
        self.connection.execute_batch(KEEP_IN_MEMORY).map_err(Error::from)?;
        done
    }

    /// A catalogue in memory, for the built-in example and for folders in the text form.
    pub fn in_memory(now: jiff::Timestamp) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        let catalogue = Self {
            connection,
            path: None,
            operator: Operator::default(),
            eyes: None,
            began: None,
            is_one_command: false,
        };
        catalogue.configure(OpenMode::Write)?;
        catalogue.furnish(now)
    }

    /// Opens a catalogue file after looking at it.
    pub fn open(path: &Path, mode: OpenMode) -> Result<Self> {
        Self::open_and_look(path, mode, |catalogue, path, found| {
            if found < NEWEST {
                return Err(Error::Older { path: path.to_owned(), found, known: NEWEST });
            }
            refuse_others(&catalogue.connection, Objects::load_newest()?, path, mode != OpenMode::Write)
        })
    }

    /// Opens a catalogue file with an older schema, to be brought up to date.
    pub(super) fn open_older(path: &Path) -> Result<Self> {
        Self::open_and_look(path, OpenMode::Write, |_, _, _| Ok(()))
    }

    /// Refuses another program's file and a newer one, and whatever `look` refuses, which is told the schema's version.
    fn open_and_look(path: &Path, mode: OpenMode, look: impl FnOnce(&Self, &Path, i64) -> Result<()>) -> Result<Self> {
        let path = root_path(path);
        look_at_header(&path)?;
        let opened = Self::connect(&path, mode).and_then(|catalogue| {
            let found = catalogue.look_inside(&path)?;
            look(&catalogue, &path, found)?;
            Ok(catalogue)
        });
        opened.map_err(|e| match e {
            // A head that SQLite cannot make sense of, said in one of many ways.
            Error::Sqlite(e) => Error::Damaged(e.to_string()),
            e => e,
        })
    }

    /// The version of the schema of a file that is ours.
    fn look_inside(&self, path: &Path) -> Result<i64> {
        let not_ours = |reason: String| Error::NotOurs { path: path.to_owned(), reason };
        let id: i64 = self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if id != APPLICATION_ID {
            return Err(not_ours("it is another program's SQLite file".to_owned()));
        }
        let found = self.schema_version()?;
        if found < 1 {
            return Err(not_ours(format!("its schema claims to be version {found}, but the first version was 1")));
        }
        if found > NEWEST {
            return Err(Error::Newer { path: path.to_owned(), found, known: NEWEST });
        }
        Ok(found)
    }

    /// The same catalogue, whose events from now on say who sits at the keyboard.
    #[must_use]
    pub fn with_operator(self, operator: Operator) -> Self {
        Self { operator, ..self }
    }

    /// Reads what is there.
    pub fn view(&self) -> View<'_> {
        View { connection: &self.connection, is_blind: self.is_blind(), has_looker: self.is_blind() }
    }

    /// Another connection to the same file, for another thread; none where the catalogue is in memory.
    pub fn reopen(&self) -> Option<Result<Self>> {
        let path = self.path.as_deref()?;
        let opened = Self::connect(path, OpenMode::Read);
        Some(match &self.eyes {
            Some(eyes) => opened.and_then(|catalogue| catalogue.with_eyes(eyes.clone())),
            None => opened,
        })
    }

    /// The file, where there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(super) fn schema_version(&self) -> Result<i64> {
        schema::version(&self.connection)
    }

    pub(super) fn connect(path: &Path, mode: OpenMode) -> Result<Self> {
        // A write-protected file is opened for reading all the same; without the right to write, a change is refused later.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        let catalogue = Self {
            connection,
            path: Some(path.to_owned()),
            operator: Operator::default(),
            eyes: None,
            began: None,
            is_one_command: false,
        };
        catalogue.configure(mode)?;
        Ok(catalogue)
    }

    fn configure(&self, mode: OpenMode) -> Result<()> {
        let c = &self.connection;
        c.busy_timeout(if mode == OpenMode::Glance { Duration::ZERO } else { Duration::from_secs(BUSY_SECONDS) })?;
        c.set_prepared_statement_cache_capacity(128);
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        // One plan for each statement: otherwise it is planned anew for every value bound beside a partial index.
        c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        c.execute_batch("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
        c.execute_batch(KEEP_IN_MEMORY)?;
        if mode == OpenMode::Write && self.path.is_some() {
            c.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON;")?;
        }
        Ok(())
    }

    /// Gives an empty database its schema and its writer.
    fn furnish(self, now: jiff::Timestamp) -> Result<Self> {
        let writer = Uid::new(now);
        // The time as the writer's uid has it, which may be a little later in a process that makes many: `verify` compares.
        let made_at = i64::try_from(writer.millis()).ok().and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
        let meta = [
            ("writer", writer.to_string()),
            ("made_at", made_at.unwrap_or(now).to_string()),
            ("made_by", format!("claimbook {}", env!("CARGO_PKG_VERSION"))),
        ];
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        self.connection.execute_batch(SCHEMA)?;
        for (key, value) in meta {
            self.connection.execute(include_str!("set_meta.sql"), (key, value))?;
        }
        self.connection.execute_batch("COMMIT")?;
        Ok(self)
    }
}

/// A path that SQLite cannot take for a URI: `file:x?mode=memory` would open a database in memory and lose everything.
fn root_path(path: &Path) -> PathBuf {
    if path.is_absolute() || path.starts_with(".") || path.starts_with("..") {
        path.to_owned()
    } else {
        Path::new(".").join(path)
    }
}

/// Refuses what is no SQLite file before SQLite sees it.
fn look_at_header(path: &Path) -> Result<()> {
    use std::io::Read;
    let not_ours = |reason: &str| Error::NotOurs { path: path.to_owned(), reason: reason.to_owned() };
    let about = match std::fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoCatalogue(path.to_owned())),
        Err(source) => return Err(Error::File { path: path.to_owned(), source }),
        Ok(about) => about,
    };
    if about.is_dir() {
        return Err(not_ours("it is a folder without article.toml files"));
    }
    if !about.is_file() {
        return Err(not_ours("it is not a regular file"));
    }
    let mut header = [0_u8; 72];
    let file = std::fs::File::open(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let mut read = Vec::new();
    file.take(72).read_to_end(&mut read).map_err(|source| Error::File { path: path.to_owned(), source })?;
    if read.is_empty() {
        return Err(not_ours("it is empty"));
    }
    if read.len() < header.len() || !read.starts_with(b"SQLite format 3\0") {
        return Err(not_ours("it is not an SQLite file"));
    }
    header.copy_from_slice(&read);
    Ok(())
}
