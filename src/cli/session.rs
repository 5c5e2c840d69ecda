//! One run of one command: where the catalogue and its settings are, who works with it, and where words go.

use super::ambient::Ambient;
use super::args::globals::{Colour, Globals};
use crate::catalogue::{self, Catalogue, Deed, OpenMode, Operator};
use crate::files::find_upward;
use crate::model::Settings;
use crate::registry::SERVICES;
use crate::report::Repository;
use crate::tasks::Failure;
use crate::tasks::check::CheckTerms;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Who the log names where neither the settings nor the system tell.
pub(super) const NOBODY: &str = "unknown";

impl Globals {
    /// Where the catalogue is that they name, for somebody in this folder.
    fn place(&self, folder: &Path) -> CataloguePlace {
        match (&self.catalogue, self.example) {
            (_, true) => CataloguePlace::Example,
            (Some(path), false) => CataloguePlace::At(folder.join(path)),
            (None, false) => CataloguePlace::At(nearest_catalogue(folder)),
        }
    }

    /// The catalogue, for a word that is being typed: none where it cannot be opened in no time, as a folder of text
    /// cannot, which has to be read whole.
    pub(super) fn open_quietly(&self, folder: &Path, now: jiff::Timestamp) -> Option<Catalogue> {
        match self.place(folder) {
            CataloguePlace::Example => Catalogue::open_example(now).ok(),
            CataloguePlace::At(path) => Catalogue::open(&path, OpenMode::Glance).ok(),
        }
    }
}

/// One run of one command.
pub struct Session<'a> {
    /// The process.
    pub ambient: &'a mut Ambient,
    /// The global options.
    pub globals: Globals,
    /// The settings.
    pub settings: Settings,
    pub(super) place: CataloguePlace,
    /// Where settings, waivers and baseline are taken from, where that is another checkout.
    pub(super) policy: Option<PolicyPlace>,
}

/// Where another checkout has what this one has here: its policy holds.
pub(super) struct PolicyPlace {
    /// Its catalogue, whether or not it has one.
    pub(super) catalogue: PathBuf,
    /// Its baseline, whether or not it has one.
    pub(super) baseline: PathBuf,
}

/// Where the catalogue is.
pub(super) enum CataloguePlace {
    Example,
    At(PathBuf),
}

impl<'a> Session<'a> {
    pub(super) fn begin(globals: Globals, ambient: &'a mut Ambient) -> Result<Self, Failure> {
        if let Some(today) = globals.today {
            let noon = jiff::tz::TimeZone::UTC.to_timestamp(today.at(12, 0, 0, 0));
            noon.map_err(|_| {
                Failure::usage(format!(
                    "--today {today}: claimbook's calendar ends before that day; give an earlier one"
                ))
            })?;
        }
        // Whole seconds are all that the log needs, and all that people read.
        ambient.now = jiff::Timestamp::from_second(ambient.now.as_second()).unwrap_or(ambient.now);
        let place = globals.place(&ambient.folder);
        let mut session = Self { ambient, globals, settings: Settings::default(), place, policy: None };
        session.settings = super::settings::find(&session)?;
        Ok(session)
    }

    /// Today, in UTC, unless `--today` says otherwise: what rules and judgements go by. Events and answers bear the clock's time.
    pub fn today(&self) -> jiff::civil::Date {
        self.globals.today.unwrap_or_else(|| jiff::tz::TimeZone::UTC.to_datetime(self.ambient.now).date())
    }

    /// The user's terms for asking the network.
    pub fn terms(&self) -> CheckTerms<'_> {
        CheckTerms {
            settings: &self.settings,
            services: SERVICES,
            environment: &self.ambient.environment,
            offline: self.globals.offline,
            now: self.ambient.now,
        }
    }

    /// Who sits at the keyboard, for the event log.
    pub fn operator(&self) -> Operator {
        let (system, settings) = (self.ambient.user.clone(), self.settings.me.as_ref().map(ToString::to_string));
        Operator { system, settings, today: self.globals.today }
    }

    /// Who does this command, when and why, for the event log.
    pub fn deed(&self, command: &str) -> Deed {
        let system = || self.ambient.environment.get("USER").filter(|user| !user.is_empty()).cloned();
        let who = self.settings.me.as_ref().map(|me| me.name.clone()).or_else(system).unwrap_or(NOBODY.into());
        Deed { who, command: command.to_owned(), at: self.ambient.now, reason: None }
    }

    /// The catalogue, to be looked at, whoever looks: what is withheld from them is not there.
    pub fn catalogue(&self) -> Result<Catalogue, Failure> {
        self.limit_to_viewer(self.catalogue_as_stored()?)
    }

    /// The catalogue, to be looked at with everything that is in it: [`whole_catalogue`](Self::whole_catalogue) says so, too.
    pub(super) fn catalogue_as_stored(&self) -> Result<Catalogue, Failure> {
        match &self.place {
            CataloguePlace::Example => Ok(Catalogue::open_example(self.ambient.now)?),
            CataloguePlace::At(path) if path.is_dir() => Ok(Catalogue::open_folder(path, self.ambient.now)?),
            CataloguePlace::At(path) => Ok(Catalogue::open(path, OpenMode::Read)?),
        }
        .map(|catalogue| catalogue.with_operator(self.operator()))
    }

    /// The catalogue, to be changed: a change sees all, and whoever looks in between what is not withheld from them.
    pub fn catalogue_to_change(&self) -> Result<Catalogue, Failure> {
        self.limit_to_viewer(self.whole_catalogue_to_change()?)
    }

    /// The catalogue, to be changed by whoever compares it row by row with another.
    pub(super) fn whole_catalogue_to_change(&self) -> Result<Catalogue, Failure> {
        match &self.place {
            CataloguePlace::Example => Err(Failure::usage(
                "the built-in catalogue cannot be changed; `claimbook init --example` makes a copy that you can change",
            )),
            CataloguePlace::At(path) if path.is_dir() => Err(Failure::usage(format!(
                "{0} is a catalogue in its text form, which cannot be changed in place; `claimbook load {0}` makes a \
                    claimbook.db that you can change",
                self.catalogue_name()
            ))),
            CataloguePlace::At(path) => Ok(Catalogue::open_to_change(path, &self.deed("migrate"), self.operator())?),
        }
    }

    /// Whether the catalogue is the built-in one or a folder of text, which nobody changes in place.
    pub(super) fn is_only_for_looking(&self) -> bool {
        match &self.place {
            CataloguePlace::Example => true,
            CataloguePlace::At(path) => path.is_dir(),
        }
    }

    /// The catalogue, to be copied; an older one is brought up to date first, which keeps a copy of it as it was.
    pub fn catalogue_to_copy(&self) -> Result<Catalogue, Failure> {
        match &self.place {
            CataloguePlace::At(path) if path.is_file() => match Catalogue::open(path, OpenMode::Read) {
                Err(catalogue::Error::Older { .. }) => self.whole_catalogue_to_change(),
                opened => Ok(opened?),
            },
            _ => self.catalogue_as_stored(),
        }
    }

    /// Whether no catalogue is named and none is there, so that files are judged by themselves.
    pub fn is_without_catalogue(&self) -> bool {
        let is_there = |path: &PathBuf| path.symlink_metadata().is_ok();
        self.globals.catalogue.is_none() && matches!(&self.place, CataloguePlace::At(path) if !is_there(path))
    }

    /// The whole catalogue, to be looked at; an empty one in memory where there is none.
    pub fn catalogue_if_any(&mut self) -> Result<Catalogue, Failure> {
        match self.is_without_catalogue() {
            true => Ok(Catalogue::in_memory(self.ambient.now)?.with_operator(self.operator())),
            false => self.whole_catalogue(),
        }
    }

    /// Where the catalogue is, or would be made.
    pub fn catalogue_path(&self) -> Option<&Path> {
        match &self.place {
            CataloguePlace::Example => None,
            CataloguePlace::At(path) => Some(path),
        }
    }

    /// The catalogue's folder; of one in its text form, the folder that it is.
    pub fn catalogue_folder(&self) -> Option<PathBuf> {
        match &self.place {
            CataloguePlace::Example => None,
            CataloguePlace::At(path) if path.is_dir() => Some(path.clone()),
            CataloguePlace::At(path) => path.parent().map(Path::to_owned),
        }
    }

    /// A file's path relative to the catalogue's folder, with `/`, so that the catalogue can be moved with its articles.
    pub fn relative(&self, file: &Path) -> String {
        self.path_from(&self.catalogue_folder().unwrap_or_default(), file)
    }

    /// A file's path from a folder on, with `/`.
    pub(super) fn path_from(&self, folder: &Path, file: &Path) -> String {
        path_from(folder, &self.ambient.folder.join(file))
    }

    /// Where the files are, seen from the root of the repository: the nearest folder with `.git`, or the working folder
    /// where there is none. `base` is where the articles' files are.
    pub(super) fn repository(&self, base: Option<&Path>) -> Repository {
        let root = self.top_of_repository();
        let from_root = |path: &Path| path_from(&root, path);
        Repository {
            folder: base.map(from_root).unwrap_or_default(),
            catalogue: self.catalogue_path().map_or_else(|| self.catalogue_name(), from_root),
        }
    }

    /// The nearest folder with `.git`, or the working folder where there is none.
    pub(super) fn top_of_repository(&self) -> PathBuf {
        let here = &self.ambient.folder;
        here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(here).to_owned()
    }

    /// The catalogue as reports name it.
    pub fn catalogue_name(&self) -> String {
        match &self.place {
            CataloguePlace::Example => "the built-in example".to_owned(),
            CataloguePlace::At(_) if self.is_without_catalogue() => "no catalogue".to_owned(),
            CataloguePlace::At(path) => path.strip_prefix(&self.ambient.folder).unwrap_or(path).display().to_string(),
        }
    }

    /// How the program is called so that it looks at the same catalogue, up to its command.
    pub(super) fn program(&self) -> String {
        let named = self.globals.catalogue.as_ref().map(|path| path.display().to_string());
        match named {
            _ if self.globals.example => "claimbook --example".to_owned(),
            None => "claimbook".to_owned(),
            Some(path) if path.contains(|c: char| !c.is_ascii_alphanumeric() && !"/._-~+:@%,".contains(c)) => {
                format!("claimbook --catalogue '{}'", path.replace('\'', "'\\''"))
            }
            Some(path) => format!("claimbook --catalogue {path}"),
        }
    }

    /// The width that tables and findings have to fit; none in a pipe.
    pub fn width(&self) -> Option<usize> {
        self.ambient.stdout_is_terminal.then(|| super::show::count_columns(self.ambient.width))
    }

    /// Whether results are coloured.
    pub fn colours(&self) -> bool {
        match self.globals.color {
            Colour::Auto => self.ambient.colours_on_stdout(),
            Colour::Always => true,
            Colour::Never => false,
        }
    }

    /// Writes prose among the results, fitted to the terminal where they go to one.
    pub(super) fn print_prose(&mut self, prose: &str) -> Result<(), Failure> {
        let shown = crate::text::visible::make_lines_visible(prose);
        match self.width() {
            Some(width) => self.print(&format!("{}\n", super::show::messages::fit_message(&shown, width))),
            None => self.print(&format!("{shown}\n")),
        }
    }

    /// Writes results.
    pub fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.ambient.stdout.write_all(text.as_bytes()).map_err(Failure::from)
    }

    /// Writes a line for the person at the terminal to stderr, unless `-q`.
    pub fn report(&mut self, line: &str) {
        if !self.globals.quiet {
            self.ambient.tell(line);
        }
    }
}

/// A path from a folder on, with `/`, links followed.
fn path_from(folder: &Path, file: &Path) -> String {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (folder, file) = (real(folder), real(file));
    let mut ups = 0;
    let mut base = folder.as_path();
    loop {
        if let Ok(rest) = file.strip_prefix(base) {
            let rest = rest.components().map(|c| c.as_os_str().to_string_lossy().into_owned());
            return std::iter::repeat_n("..".to_owned(), ups).chain(rest).collect::<Vec<_>>().join("/");
        }
        match base.parent() {
            Some(parent) => (base, ups) = (parent, ups + 1),
            None => return file.to_string_lossy().into_owned(),
        }
    }
}

/// `claimbook.db` here or in the nearest parent that has one; here where none has.
fn nearest_catalogue(folder: &Path) -> PathBuf {
    find_upward(folder, "claimbook.db").unwrap_or_else(|| folder.join("claimbook.db"))
}
