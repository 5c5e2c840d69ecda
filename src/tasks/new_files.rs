//! Files that no catalogue knows: read on every core, imported into a catalogue in memory as `import` would, and judged as new.
//! Nothing of them is stored.

use super::Failure;
use super::earlier::EarlierTexts;
use super::loading::ArticleSources;
use super::revision::drop_what_came_later;
use super::shown_text::{EarlierText, ShownText};
use super::text_changes::describe_change;
use crate::catalogue::{Catalogue, Deed, Error, View, Writing};
use crate::files::read_named;
use crate::import::{self, ArticleSource, KnownWorks, ReadyArticle};
use crate::model::{Article, Snapshot, SourceState};
use crate::parallel;
use crate::read::article::{ReadArticle, UnreadLine, find_most_bytes, read_beside};
use crate::read::{ReadError, find_allowances};
use crate::report::ReportBuilder;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// So many files are held in memory together.
pub const TOGETHER: usize = 32;

/// A file that no catalogue knows.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Where it is.
    pub path: PathBuf,
    /// The same as a catalogue would keep it: seen from where the files of articles are, with `/`.
    pub source: String,
    /// How the command line names it; one that was found in a folder may be no article, and then it is passed over.
    pub named: Option<String>,
}

impl NewFile {
    /// What people know it as.
    fn name(&self) -> &str {
        self.named.as_deref().unwrap_or(&self.source)
    }
}

/// What a file is that is no article.
#[derive(Debug, Clone, Copy)]
pub struct OtherKind {
    /// A noun with its article: `a list of references`.
    pub what: &'static str,
    /// Whether `import` reads such a file as what it is.
    pub is_imported: bool,
}

/// How such files are read.
#[derive(Clone)]
pub struct NewFileReader {
    /// Where they are.
    pub sources: ArticleSources,
    /// Below which files may be a stranger's.
    pub top: Option<PathBuf>,
    /// The most bytes of a text that are read.
    pub limit: u64,
    /// What a file of this name and beginning is where it is no article.
    pub detect_other_kind: fn(&str, &[u8]) -> Option<OtherKind>,
    /// What titles, headings and boxes claim is judged, too: where a change is judged strictly.
    pub judges_lines: bool,
    /// There is a catalogue that they could be in.
    pub beside_catalogue: bool,
    /// Whose deed it is.
    pub deed: Deed,
}

/// Files that were read and imported.
#[derive(Default)]
pub struct ImportedFiles {
    /// The catalogue in memory that holds them; none where that is the one that was given.
    beside: Option<Catalogue>,
    articles: Vec<NewArticle>,
    /// Files that were found and could not be read, each with the reason.
    pub unread: Vec<(String, String)>,
    /// Files that were found and are no articles.
    pub passed_over: Vec<String>,
}

/// An article that only its file has.
struct NewArticle {
    article: Article,
    /// Keys that it might have had, were other files not there.
    other_keys: Vec<String>,
    beside_catalogue: bool,
    /// What its file says and shows.
    shown: ShownText,
}

/// What a file turned out to be.
enum ReadFile {
    Article(Box<(Vec<u8>, ReadyArticle)>),
    NoArticle(Option<OtherKind>),
    Unread(String),
}

impl NewFileReader {
    /// Reads the files and imports those that are articles: into a catalogue beside the given one where that is a file, else
    /// into that itself. `taken` are the keys that are not free, to which theirs are added.
    pub fn import(
        &self,
        catalogue: &mut Catalogue,
        files: &[NewFile],
        taken: &mut BTreeSet<String>,
    ) -> Result<ImportedFiles, Failure> {
        if files.is_empty() {
            return Ok(ImportedFiles::default());
        }
        let read = parallel::map_heavy(files.iter().collect(), |file| (file, self.read(file)));
        let mut imported = ImportedFiles::default();
        let mut articles = Vec::new();
        for (file, read) in read {
            match read {
                ReadFile::Article(read) => articles.push((file, *read)),
                ReadFile::Unread(reason) if file.named.is_some() => return Err(Failure::usage(reason)),
                ReadFile::Unread(reason) => imported.unread.push((file.source.clone(), reason)),
                ReadFile::NoArticle(other) if file.named.is_some() => {
                    return Err(Failure::usage(describe_no_article(file.name(), other)));
                }
                ReadFile::NoArticle(_) => imported.passed_over.push(file.source.clone()),
            }
        }
        let texts: Vec<&ReadArticle> = articles.iter().map(|(_, (_, ready))| &ready.read).collect();
        let (mut works, mut beside) = (KnownWorks::default(), None);
        if let Some((part, known)) = import::open_beside(catalogue, &self.deed, &texts)? {
            (works, beside) = (known, Some(part));
        }
        let into = beside.as_mut().unwrap_or(catalogue);
        into.write(&self.deed, |writing| {
            for (file, (bytes, ready)) in articles {
                match self.store(writing, file, (&bytes, ready), (&mut works, taken))? {
                    Some(article) => imported.articles.push(article),
                    None => imported.passed_over.push(file.source.clone()),
                }
            }
            Ok::<_, Error>(())
        })?;
        imported.beside = beside;
        Ok(imported)
    }

    /// Imports one; none where it was found and holds nothing that makes it an article.
    fn store(
        &self,
        writing: &mut Writing<'_>,
        file: &NewFile,
        (bytes, ready): (&[u8], ReadyArticle),
        (works, taken): (&mut KnownWorks, &mut BTreeSet<String>),
    ) -> Result<Option<NewArticle>, Error> {
        let keys = import::list_keys(&file.source);
        let key = import::choose_key(&keys, |key| !taken.contains(key));
        let source = ArticleSource { bytes, path: Some(&file.source), article: Some(&key), is_only_judged: true };
        let beside = self.read_beside(bytes, &file.source, ready.read.reader);
        let shown = ShownText::new(&ready.read, beside);
        let report = import::store_article(writing, &source, ready, works)?;
        if report.holds_nothing() && file.named.is_none() {
            return Ok(None);
        }
        taken.insert(key.clone());
        let article = writing.view().article(&report.article)?;
        let other_keys = keys.into_iter().filter(|other| *other != article.key).collect();
        Ok(Some(NewArticle { article, other_keys, beside_catalogue: self.beside_catalogue, shown }))
    }

    /// Reads one file, and finds its claims.
    fn read(&self, file: &NewFile) -> ReadFile {
        let limit = find_most_bytes(&file.source, self.limit);
        let bytes = match read_named(&file.path, self.top.as_deref(), limit) {
            Ok(bytes) => bytes,
            Err(e) => return ReadFile::Unread(format!("{}: {e}", file.name())),
        };
        if let Some(other) = (self.detect_other_kind)(&file.source, &bytes) {
            return ReadFile::NoArticle(Some(other));
        }
        let read = match self.sources.interpret(&bytes, &file.source, self.limit) {
            Ok(read) => read,
            Err(ReadError::Empty { .. }) if file.named.is_none() => return ReadFile::NoArticle(None),
            // A Word document that cannot be read is an article all the same.
            Err(ReadError::Unread { .. }) if file.named.is_none() && !is_document(&file.source) => {
                return ReadFile::NoArticle(None);
            }
            Err(e) => return ReadFile::Unread(e.to_string()),
        };
        ReadFile::Article(Box::new((bytes, ReadyArticle::find_claims(read))))
    }

    /// What a file shows beside its text, where that is compared with what it showed before.
    fn read_beside(&self, bytes: &[u8], file: &str, reader: &str) -> Vec<UnreadLine> {
        if !self.judges_lines {
            return Vec::new();
        }
        read_beside(bytes, file, reader, find_most_bytes(file, self.limit))
    }
}

impl ImportedFiles {
    /// An article as it was when its file said this; none where nobody can tell.
    fn load_earlier(
        &mut self,
        catalogue: &mut Catalogue,
        now: &Snapshot,
        (bytes, read): (&[u8], ReadArticle),
        reader: &NewFileReader,
    ) -> Result<Snapshot, Failure> {
        let file = now.version.as_ref().and_then(|version| version.file());
        let source = ArticleSource { bytes, path: file, article: Some(now.key()), is_only_judged: true };
        let into = self.beside.as_mut().unwrap_or(catalogue);
        let earlier = import::rehearse_import(into, &reader.deed, &source, read, now)?;
        Ok(Snapshot { source: now.source.clone(), ..drop_what_came_later(earlier) })
    }

    /// Runs the rules on each, beside what it was at the revision that it is compared with.
    pub fn audit(
        &mut self,
        catalogue: &mut Catalogue,
        reader: &NewFileReader,
        earlier: Option<&EarlierTexts>,
        gathering: &mut ReportBuilder<'_>,
    ) -> Result<(), Failure> {
        for at in 0..self.articles.len() {
            let Some(new) = self.articles.get(at) else { break };
            let mut snapshot = new.snapshot(self.view(catalogue))?;
            let file = snapshot.version.as_ref().and_then(|version| version.file()).map(str::to_owned);
            let Some(earlier) = earlier else {
                gathering.add_article(&snapshot)?;
                continue;
            };
            let bytes = file.as_deref().map_or(Ok(None), |file| earlier.read(file))?;
            let file = file.unwrap_or_default();
            let then = bytes.and_then(|bytes| {
                let read = reader.sources.interpret(&bytes, &file, reader.limit).ok()?;
                let before = EarlierText::new(&read, reader.read_beside(&bytes, &file, read.reader));
                Some((bytes, read, before))
            });
            let stored = snapshot.clone();
            let (then, before) = then.map(|(bytes, read, before)| ((bytes, read), before)).unzip();
            describe_change(
                &mut snapshot,
                &new.shown,
                &before.unwrap_or_default(),
                (reader.judges_lines, reader.deed.at),
            );
            gathering.add_article(&snapshot)?;
            if let Some((bytes, read)) = then {
                let then = self.load_earlier(catalogue, &stored, (&bytes, read), reader)?;
                gathering.add_earlier(&then);
            }
        }
        self.unread.iter().for_each(|(file, reason)| gathering.add_unread(file, reason));
        Ok(())
    }

    /// Hands what the rules see of each to `take`.
    pub fn load_each(&self, catalogue: &Catalogue, mut take: impl FnMut(Snapshot)) -> Result<(), Failure> {
        for new in &self.articles {
            take(new.snapshot(self.view(catalogue))?);
        }
        Ok(())
    }

    /// The articles.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.articles.iter().map(|new| &new.article)
    }

    /// Where they can be read; `catalogue` is the one that was given.
    pub fn view<'c>(&'c self, catalogue: &'c Catalogue) -> View<'c> {
        self.beside.as_ref().unwrap_or(catalogue).view()
    }

    /// Whether they are in a catalogue beside the one that was given, so that what is heard goes elsewhere.
    pub fn is_beside(&self) -> bool {
        self.beside.is_some()
    }
}

impl NewArticle {
    fn snapshot(&self, view: View<'_>) -> Result<Snapshot, Error> {
        let source = SourceState::New { beside_catalogue: self.beside_catalogue };
        let stored = view.snapshot(&self.article)?;
        let mut allowances = Vec::new();
        if let Some(version) = &stored.version
            && let Some(original) = view.commented_original(version.uid)?
        {
            allowances = find_allowances(&original, &version.reader);
        }
        // A finding is the same whether or not another file took the shorter key.
        Ok(Snapshot { source, former_keys: self.other_keys.clone(), allowances, ..stored })
    }
}

fn describe_no_article(file: &str, other: Option<OtherKind>) -> String {
    let what = other.map_or("something else", |other| other.what);
    let next = match other.is_some_and(|other| other.is_imported) {
        true => format!("`claimbook import {file}` reads it into a catalogue."),
        false => format!("If it is an article all the same, `claimbook import --as article {file}` stores it."),
    };
    format!("{file} seems to be {what}, not an article; nothing was judged. {next}")
}

fn is_document(source: &str) -> bool {
    source.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"))
}
