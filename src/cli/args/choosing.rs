//! What `audit`, `check` and `baseline` judge: articles of the catalogue, and files that it does not know.

use crate::catalogue::text_form::MARKER;
use crate::catalogue::{self, Catalogue, View};
use crate::cli::Session;
use crate::files::{AllowedFolder, FolderGlobs, list_folder};
use crate::model::Article;
use crate::read::article::READERS;
use crate::report::Report;
use crate::tasks::audit::ChosenArticles;
use crate::tasks::earlier::{self, EarlierCatalogue, EarlierTexts};
use crate::tasks::loading::ArticleSources;
use crate::tasks::new_files::{NewFile, NewFileReader, OtherKind};
use crate::tasks::revision::Revision;
use crate::tasks::{Failure, addresses};
use crate::text::format_count;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What is judged: what is named, or all that there is. `stored` leaves files alone.
pub(super) fn choose(
    session: &Session<'_>,
    catalogue: &Catalogue,
    named: &[String],
    stored: bool,
) -> Result<ChosenArticles, Failure> {
    let view = catalogue.view();
    let base = session.find_articles_base(view)?;
    let known = find_known(session, view, &base)?;
    let (chosen, seen) = (ChosenArticles::default(), BTreeSet::new());
    let mut choosing = ArticleChoice { session, view, base, known, chosen, seen };
    choosing.chosen.whole = named.is_empty();
    if named.is_empty() {
        choosing.take_all(stored)?;
    }
    for typed in named {
        choosing.take(typed, stored)?;
    }
    Ok(choosing.chosen)
}

struct ArticleChoice<'s, 'a> {
    session: &'s Session<'a>,
    view: View<'s>,
    /// The folder that the paths of articles' files are seen from.
    base: PathBuf,
    chosen: ChosenArticles,
    /// The files of the catalogue's articles, each with how the catalogue names it, whatever way leads to it.
    known: BTreeMap<PathBuf, String>,
    /// Keys and files that were taken.
    seen: BTreeSet<String>,
}

impl ArticleChoice<'_, '_> {
    /// Every article, and the new files in the folders of theirs; without a catalogue, the files of this folder.
    fn take_all(&mut self, stored: bool) -> Result<(), Failure> {
        if self.session.is_without_catalogue() {
            let here = self.session.ambient.folder.clone();
            return match self.take_folder(&here)? {
                0 => Err(Failure::usage(format!(
                    "there is no catalogue here, and no file that could be an article ({}). Name files or folders, such as \
                     `claimbook audit docs/`",
                    describe_search()
                ))),
                _ => Ok(()),
            };
        }
        for article in self.view.articles()? {
            self.take_article(article);
        }
        // The built-in catalogue's articles have no files.
        let stored = stored || self.session.catalogue_path().is_none();
        let folders: BTreeSet<PathBuf> =
            self.view.sources()?.iter().filter_map(|source| self.find_folder(source)).collect();
        for folder in
            folders.iter().filter(|folder| !stored && !folder.ancestors().skip(1).any(|above| folders.contains(above)))
        {
            self.take_folder(folder)?;
        }
        Ok(())
    }

    /// The folder of an article's file, where it is there and nothing leads out of the work tree.
    fn find_folder(&self, source: &str) -> Option<PathBuf> {
        let above = source.rsplit_once('/').map_or(".", |(above, _)| above);
        let within = AllowedFolder::new(&self.session.find_top()?);
        within.find(&self.base, above).ok().filter(|folder| folder.is_dir())
    }

    /// What somebody typed: an article's key, a file, a folder.
    fn take(&mut self, typed: &str, stored: bool) -> Result<(), Failure> {
        let path = self.session.ambient.folder.join(typed);
        if self.view.article_by_key(typed)?.is_some() || !path.exists() && !self.session.is_without_catalogue() {
            let article = addresses::find_article(self.view, Some(typed))?;
            self.take_article(article);
            return Ok(());
        }
        if path.is_dir() {
            let known = self.take_known_below(&path)?;
            let new = if stored { 0 } else { self.take_folder(&path)? };
            return match known + new {
                0 => Err(Failure::usage(self.describe_nothing(typed))),
                _ => Ok(()),
            };
        }
        if !path.exists() {
            return Err(Failure::usage(format!("there is no file and no folder {typed}")));
        }
        let source = self.find_source(&path, Path::new(typed).is_absolute());
        let source = path.canonicalize().ok().and_then(|real| self.known.get(&real).cloned()).unwrap_or(source);
        match self.view.articles_by_source(&source)?.into_iter().next() {
            Some(article) => {
                let article = addresses::find_article(self.view, Some(&article.key))?;
                self.take_article(article);
            }
            None if stored => {
                return Err(Failure::usage(format!("{typed} is not in the catalogue yet, and --stored reads no file")));
            }
            None => self.take_file(path, source, Some(typed.to_owned())),
        }
        Ok(())
    }

    /// Why a folder gave nothing.
    fn describe_nothing(&self, typed: &str) -> String {
        match self.chosen.unread.first() {
            Some(reason) => format!("{typed} cannot be searched: {reason}"),
            None => format!("{typed} holds no file that could be an article ({})", describe_search()),
        }
    }

    fn take_article(&mut self, article: Article) {
        if self.seen.insert(article.key.clone()) {
            self.chosen.known.push(article);
        }
    }

    fn take_file(&mut self, path: PathBuf, source: String, named: Option<String>) {
        if self.seen.insert(source.clone()) {
            self.chosen.new.push(NewFile { path, source, named });
        }
    }

    /// The articles of the catalogue whose files are below a folder; gives how many.
    fn take_known_below(&mut self, folder: &Path) -> Result<usize, Failure> {
        let below = self.session.path_from(&self.base, folder);
        let is_below = |source: &&String| below.is_empty() || source.starts_with(&format!("{below}/"));
        let mut count = 0;
        for source in self.view.sources()?.iter().filter(is_below) {
            for article in self.view.articles_by_source(source)?.into_iter().filter(|a| a.retired_on.is_none()) {
                self.take_article(article);
                count += 1;
            }
        }
        Ok(count)
    }

    /// The files of a folder that the catalogue does not know; gives how many files could be articles.
    fn take_folder(&mut self, folder: &Path) -> Result<usize, Failure> {
        let extensions: Vec<&str> = READERS.iter().flat_map(|reader| reader.extensions).copied().collect();
        let is_text_form = |path: &Path| path.join(MARKER).is_file();
        let globs = self.session.article_globs();
        let listing = list_folder(folder, &globs, |extension| extensions.contains(&extension), is_text_form);
        let count = listing.wanted.len();
        for path in listing.wanted {
            let is_known = path.canonicalize().is_ok_and(|real| self.known.contains_key(&real));
            if !is_known {
                let source = self.find_source(&path, folder.is_absolute());
                self.take_file(path, source, None);
            }
        }
        self.chosen.unread.extend(listing.unread);
        Ok(count)
    }

    /// A file as a catalogue would keep it. One that is elsewhere is called as it was typed.
    fn find_source(&self, path: &Path, typed_from_root: bool) -> String {
        let source = self.session.path_from(&self.base, path);
        match typed_from_root && source.starts_with("../") {
            true => path.display().to_string(),
            false => source,
        }
    }
}

/// The files of the catalogue's articles that are there, by where they really are.
fn find_known(session: &Session<'_>, view: View<'_>, base: &Path) -> Result<BTreeMap<PathBuf, String>, Failure> {
    let Some(top) = session.find_top() else { return Ok(BTreeMap::new()) };
    let within = AllowedFolder::new(&top);
    let found = |source: String| Some((within.find(base, &source).ok()?, source));
    Ok(view.sources()?.into_iter().filter_map(found).collect())
}

/// Keeps of what is judged what differs from a revision: articles whose file does, and those whose records do, where the catalogue is
/// a folder in the text form.
pub(super) fn keep_changed(
    session: &Session<'_>,
    catalogue: &Catalogue,
    mut chosen: ChosenArticles,
    named: &str,
) -> Result<ChosenArticles, Failure> {
    let view = catalogue.view();
    let base = session.find_articles_base(view)?;
    let revision = Revision::find(&session.ambient.folder, named, &session.ambient.environment)?;
    let changed = earlier::index_by_path(revision.list_changed()?);
    let folder = session.catalogue_path().filter(|path| path.is_dir());
    let found = folder.map(|folder| EarlierCatalogue::find(&revision, folder, &changed, &session.deed("audit")));
    let records = match found.transpose() {
        // What it was cannot be told, so its records are taken for what they are now.
        Err(Failure::Usage(reason)) => {
            let reason = reason.lines().next().unwrap_or_default();
            chosen.unread.push(format!("the catalogue of {named} cannot be read: {reason}"));
            None
        }
        found => found?.flatten(),
    };
    let mut before = BTreeMap::new();
    let mut differs = |path: &Path, source: &str| {
        let then = changed.get(&path.canonicalize().unwrap_or_else(|_| path.to_owned()));
        before.extend(then.map(|then| (source.to_owned(), then.clone())));
        then.is_some()
    };
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for article in chosen.known {
        let version = view.newest_version(article.uid)?;
        let file = version.as_ref().and_then(|version| version.file());
        let is_changed = file.is_some_and(|file| differs(&base.join(file), file));
        if is_changed || records.as_ref().is_some_and(|records| records.touches(&article)) {
            known.push(article);
        }
    }
    for file in chosen.new {
        if let Some(typed) = file.named.as_ref().filter(|_| !revision.holds(&file.path)) {
            return Err(Failure::usage(format!(
                "{typed} is outside the work tree of git, so its state at {named} is unknown; name it without \
                    --changed-since"
            )));
        }
        if differs(&file.path, &file.source) {
            new.push(file);
        }
    }
    let earlier = Some(EarlierTexts::new(revision, before, records.map(|records| records.catalogue)));
    Ok(ChosenArticles { known, new, whole: false, earlier, ..chosen })
}

impl Session<'_> {
    /// The folder that the paths of articles' files are seen from: the catalogue's, or this one where there is none.
    pub(crate) fn find_articles_base(&self, view: View<'_>) -> Result<PathBuf, catalogue::Error> {
        let sources = self.sources(view)?.filter(|_| !self.is_without_catalogue());
        Ok(sources.map_or_else(|| self.ambient.folder.clone(), |sources| sources.base))
    }

    /// How files are read that the catalogue does not know.
    pub(crate) fn new_file_reader(
        &self,
        view: View<'_>,
        detect_other_kind: fn(&str, &[u8]) -> Option<OtherKind>,
        chosen: &ChosenArticles,
    ) -> Result<NewFileReader, Failure> {
        let base = self.find_articles_base(view)?;
        let within = AllowedFolder::new(&self.find_top().unwrap_or_else(|| base.clone()));
        Ok(NewFileReader {
            sources: ArticleSources { base, within },
            top: self.find_top(),
            limit: self.settings.max_text_bytes,
            detect_other_kind,
            judges_lines: chosen.earlier.is_some() && self.settings.strict_changes,
            beside_catalogue: !self.is_without_catalogue(),
            deed: self.deed("audit"),
        })
    }

    /// Which files of folders are articles, as the settings say, seen from the folder of the catalogue, or else of the settings.
    pub(crate) fn article_globs(&self) -> FolderGlobs {
        let root = self.settings_folder().unwrap_or_else(|| self.ambient.folder.clone());
        FolderGlobs { root, include: self.settings.include.clone(), exclude: self.settings.exclude.clone() }
    }
}

/// Says which files were judged and which were not, where that is not plain from the report.
pub(super) fn report_what_was_judged(
    session: &mut Session<'_>,
    chosen: &ChosenArticles,
    report: &Report,
    passed_over: &[String],
) {
    if let Some(earlier) = &chosen.earlier {
        let files = format_count(chosen.known.len() + chosen.new.len() - passed_over.len(), "article");
        let known = match report.earlier {
            0 => String::new(),
            n => format!(" Left out: {} that it already had there.", format_count(n, "finding")),
        };
        session.report(&format!("Judged what differs from {}: {files}.{known}", earlier.revision().name()));
    }
    // Of what lies beside a catalogue's articles, much is none.
    if !chosen.whole || session.is_without_catalogue() {
        match passed_over {
            [] => {}
            [one] => {
                session.report(&format!("Skipped {one}, which is not an article: it has no claims and no references."))
            }
            more if session.globals.verbose => session.report(&format!("Passed over: {}.", more.join(", "))),
            more => session
                .report(&format!("Skipped {} that are not articles; -v names them.", format_count(more.len(), "file"))),
        }
    }
}

/// Which extensions were looked for.
fn describe_search() -> String {
    let known: Vec<String> = READERS.iter().flat_map(|r| r.extensions).map(|e| format!(".{e}")).collect();
    format!("looked for {}; files that git ignores are skipped", known.join(", "))
}
