//! Loading what a command needs of every article, several at once, handed out in their order; above all what the rules see:
//! each article as its file is now.

use super::Failure;
use super::earlier::EarlierTexts;
use super::kept_audits::{FreshOutcome, KnownOutcomes, SourceIdentity};
use super::libraries::cite_from_libraries;
use super::renewed_proposals::renew_proposals;
use super::revision::drop_what_came_later;
use super::shown_text::{EarlierText, ShownText};
use super::text_changes::describe_change;
use crate::catalogue::{Catalogue, Deed, View};
use crate::files::{AllowedFolder, FileMetadata, FileReadError, identify_file};
use crate::import::{self, ArticleSource};
use crate::model::{Article, Snapshot, SourceState, Uid, Version, to_hex};
use crate::read::article::{ReadArticle, find_most_bytes, read_article, read_beside};
use crate::read::{self, ReadError};
use crate::report::{ArticleOutcome, JudgingTerms};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Things that may wait with each loader; more would only take memory.
const WAITING: usize = 2;
/// More loaders than this would wait for whoever judges.
const MOST_LOADERS: usize = 4;
/// Fewer articles than this are not worth another connection.
const WORTH_A_LOADER: usize = 16;

/// How articles are loaded.
pub struct ArticleLoader {
    /// Where their files are; none where the stored text is taken.
    sources: Option<ArticleSources>,
    /// The longest file that is read, in bytes.
    limit: u64,
    deed: Deed,
    /// How the files' states are told apart.
    telling: FileMetadata,
}

/// What came of an article.
pub struct JudgedArticle {
    /// That.
    pub outcome: ArticleOutcome,
    /// The same to be kept, where it was judged in this run, and is worth keeping.
    pub fresh: Option<FreshOutcome>,
}

/// What the texts are compared with, to tell what changed.
#[derive(Clone, Copy)]
pub struct Comparison<'e> {
    /// The files as they were; none where a file is compared with the newest version that is stored.
    pub earlier: Option<&'e EarlierTexts>,
    /// What titles, headings and boxes claim is told, too.
    pub judges_lines: bool,
}

impl ArticleLoader {
    /// Loading of files up to a limit in bytes; what is read of them is nobody's deed but the audit's.
    pub fn new(sources: Option<ArticleSources>, limit: u64, deed: Deed) -> Self {
        let telling = FileMetadata::ByTime(deed.at);
        Self { sources, limit, deed, telling }
    }

    /// Loads the articles, and hands what the rules see of each to `judge`, in their order.
    pub fn load_each(
        &self,
        catalogue: &mut Catalogue,
        articles: &[Article],
        mut judge: impl FnMut(Snapshot),
    ) -> Result<(), Failure> {
        let take = |snapshot| {
            judge(snapshot);
            Ok(())
        };
        read_each_article(catalogue, articles, |catalogue, article| self.snapshot(catalogue, article), take)
    }

    /// Loads the articles and judges each where it was loaded, side by side, but for those of which is known what comes of it; hands
    /// that to `take`, in their order.
    pub fn judge_each(
        &self,
        catalogue: &mut Catalogue,
        articles: &[Article],
        (judging, known, comparison): (&JudgingTerms<'_>, Option<&KnownOutcomes>, Comparison<'_>),
        take: impl FnMut(JudgedArticle) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let judge = |catalogue: &mut Catalogue, article: &Article| {
            if let Some(outcome) = known.and_then(|known| known.find(article.uid, |path| self.identify(path))) {
                return Ok(JudgedArticle { outcome, fresh: None });
            }
            let stored = catalogue.view().snapshot(article)?;
            // What a file is known by is looked at before the file is: what changes in between is seen the next time.
            let source = known.and_then(|_| self.identify_source(&stored));
            let snapshot = self.read_source(catalogue, article, stored, Some(comparison))?;
            let outcome = judging.judge(&snapshot);
            let is_as_stored =
                matches!(snapshot.source, SourceState::Stored | SourceState::Unchanged | SourceState::Missing(_));
            let fresh = source.filter(|_| is_as_stored).map(|source| FreshOutcome {
                article: article.uid,
                source,
                holds: outcome.holds(),
                bytes: outcome.pack(),
            });
            Ok(JudgedArticle { outcome, fresh })
        };
        read_each_article(catalogue, articles, judge, take)
    }

    /// Has files known by what is in them, not by their times.
    pub fn identify_by_hash(self) -> Self {
        Self { telling: FileMetadata::ByHash, ..self }
    }

    /// In which state an article's file is; none where that cannot be told from the next one.
    fn identify(&self, path: &str) -> Option<String> {
        let sources = self.sources.as_ref()?;
        let limit = find_most_bytes(path, self.limit);
        let found = sources.within.find(&sources.base, path);
        let identity = found.and_then(|found| identify_file(&found, self.telling, limit));
        identity.unwrap_or_else(|e| Some(format!("cannot be read: {e}")))
    }

    /// The file that an article is judged by, as it is now: none inside where it has none, or where none is looked at.
    fn identify_source(&self, stored: &Snapshot) -> Option<Option<SourceIdentity>> {
        let path = stored.version.as_ref().and_then(|version| version.file()).filter(|_| self.sources.is_some());
        let Some(path) = path else { return Some(None) };
        Some(Some(SourceIdentity { path: path.to_owned(), state: self.identify(path)? }))
    }

    /// The article as it is now: where its file differs from the newest version, that is read again, and nothing of it is
    /// stored.
    fn snapshot(&self, catalogue: &mut Catalogue, article: &Article) -> Result<Snapshot, Failure> {
        let stored = catalogue.view().snapshot(article)?;
        self.read_source(catalogue, article, stored, None)
    }

    /// What is stored of an article, with the text that its file has now, and what changed in that.
    fn read_source(
        &self,
        catalogue: &mut Catalogue,
        article: &Article,
        mut stored: Snapshot,
        comparison: Option<Comparison<'_>>,
    ) -> Result<Snapshot, Failure> {
        let path = stored.version.as_ref().and_then(|version| version.file().map(str::to_owned));
        let Some((sources, path)) = self.sources.as_ref().zip(path) else {
            if let Some(version) = &stored.version
                && let Some(original) = catalogue.view().commented_original(version.uid)?
            {
                stored.allowances = read::find_allowances(&original, &version.reader);
            }
            return Ok(stored);
        };
        let limit = find_most_bytes(&path, self.limit);
        let bytes = match sources.read(&path, limit) {
            Ok(bytes) => bytes,
            Err(e) => {
                stored.source = SourceState::Missing(format!("{path}: {e}"));
                return Ok(stored);
            }
        };
        match self.read_as(catalogue, (article, &path, sources), &bytes, &stored)? {
            Ok(mut snapshot) => {
                if let Some(comparison) = comparison {
                    self.compare(catalogue.view(), (&path, &bytes, sources), &mut snapshot, comparison)?;
                }
                Ok(snapshot)
            }
            Err(e) => {
                stored.source = SourceState::Missing(e.to_string());
                Ok(stored)
            }
        }
    }

    /// Tells an article what changed in its file.
    fn compare(
        &self,
        view: View<'_>,
        (path, bytes, sources): (&str, &[u8], &ArticleSources),
        snapshot: &mut Snapshot,
        comparison: Comparison<'_>,
    ) -> Result<(), Failure> {
        let before = match comparison.earlier {
            Some(earlier) => earlier.read(path)?,
            None if snapshot.source == SourceState::Reread => self.load_original(view, snapshot)?,
            None => return Ok(()),
        };
        let backed_less = renew_proposals(snapshot, self.deed.at);
        let read = |bytes: &[u8]| {
            let read = sources.interpret(bytes, path, self.limit).ok()?;
            let beside = read_beside(bytes, path, read.reader, find_most_bytes(path, self.limit));
            Some((read, beside))
        };
        let before = match before.as_deref().and_then(read) {
            Some((read, beside)) => EarlierText::new(&read, beside),
            None if comparison.earlier.is_some_and(|earlier| earlier.is_new(path)) => EarlierText::default(),
            None => return Ok(()),
        };
        if let Some((read, beside)) = read(bytes) {
            let now = ShownText::new(&read, beside);
            describe_change(snapshot, &now, &before, (comparison.judges_lines, self.deed.at));
            snapshot.added.extend(backed_less);
        }
        Ok(())
    }

    /// The file's bytes that the newest stored version was made of.
    fn load_original(&self, view: View<'_>, snapshot: &Snapshot) -> Result<Option<Vec<u8>>, Failure> {
        let Some(article) = &snapshot.article else { return Ok(None) };
        let Some(newest) = view.newest_version(article.uid)? else { return Ok(None) };
        Ok(view.version(article.uid, newest.n)?.map(|version| version.original).filter(|bytes| !bytes.is_empty()))
    }

    /// An article of the catalogue as it was at a revision; none where it was not there.
    pub fn load_at(
        &self,
        now: &mut Catalogue,
        article: &Article,
        earlier: &EarlierTexts,
    ) -> Result<Option<Snapshot>, Failure> {
        let file = now.view().newest_version(article.uid)?.and_then(|version| version.file().map(str::to_owned));
        let is_new = file.as_ref().is_some_and(|file| earlier.is_new(file));
        let bytes = file.map_or(Ok(None), |file| earlier.read(&file))?;
        let loaded = match earlier.catalogue() {
            None => bytes.map_or(Ok(None), |bytes| self.load_earlier(now, article, &bytes)),
            Some(mut then) => {
                let Some(article) = then.view().get::<Article>(article.uid)?.filter(|_| !is_new) else {
                    return Ok(None);
                };
                match bytes {
                    Some(bytes) => self.load_earlier(&mut then, &article, &bytes),
                    None => self.snapshot(&mut then, &article).map(Some),
                }
            }
        };
        // What was found then is found as it is now.
        loaded.map(|then| {
            then.map(|mut then| {
                renew_proposals(&mut then, self.deed.at);
                then
            })
        })
    }

    /// The article as it was when its file said this; none where nobody can tell.
    fn load_earlier(
        &self,
        catalogue: &mut Catalogue,
        article: &Article,
        bytes: &[u8],
    ) -> Result<Option<Snapshot>, Failure> {
        let stored = catalogue.view().snapshot(article)?;
        let path = stored.version.as_ref().and_then(|version| version.file().map(str::to_owned));
        let Some((sources, path)) = self.sources.as_ref().zip(path) else { return Ok(None) };
        Ok(self.read_as(catalogue, (article, &path, sources), bytes, &stored)?.ok().map(drop_what_came_later))
    }

    /// The article as it would be if its file said this.
    fn read_as(
        &self,
        catalogue: &mut Catalogue,
        (article, path, sources): (&Article, &str, &ArticleSources),
        bytes: &[u8],
        stored: &Snapshot,
    ) -> Result<Result<Snapshot, ReadError>, Failure> {
        if let Some(version) = stored.version.as_ref().filter(|version| is_version(version, bytes)) {
            let allowances = read::find_allowances(bytes, &version.reader);
            return Ok(Ok(Snapshot { source: SourceState::Unchanged, allowances, ..stored.clone() }));
        }
        let read = match sources.interpret(bytes, path, self.limit) {
            Ok(read) => read,
            Err(e) => return Ok(Err(e)),
        };
        let source = ArticleSource { bytes, path: Some(path), article: Some(&article.key), is_only_judged: false };
        let allowances = read::find_allowances(bytes, read.reader);
        let snapshot = import::rehearse_import(catalogue, &self.deed, &source, read, stored)?;
        let known: BTreeSet<Uid> =
            stored.claims.iter().map(|c| c.uid).chain(stored.references.iter().map(|r| r.uid)).collect();
        let now = snapshot.claims.iter().map(|c| c.uid).chain(snapshot.references.iter().map(|r| r.uid));
        let only_in_file = now.filter(|uid| !known.contains(uid)).collect();
        Ok(Ok(Snapshot { allowances, only_in_file, ..snapshot }))
    }
}

/// Reads something of each article on several threads, each with a connection of its own, and takes what is read on this one,
/// in the articles' order.
pub fn read_each_article<T: Send>(
    catalogue: &mut Catalogue,
    articles: &[Article],
    load: impl Fn(&mut Catalogue, &Article) -> Result<T, Failure> + Sync,
    take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let helpers = (cores.min(MOST_LOADERS) - 1).min(articles.len() / WORTH_A_LOADER);
    let mut others = (0..helpers).map_while(|_| catalogue.reopen()).collect::<Result<Vec<_>, _>>()?;
    let loaders: Vec<&mut Catalogue> = std::iter::once(catalogue).chain(&mut others).collect();
    let stride = loaders.len();
    std::thread::scope(|scope| {
        let (senders, waiting): (Vec<_>, Vec<_>) = loaders.iter().map(|_| sync_channel(WAITING)).unzip();
        let load = &load;
        for (first, (catalogue, sender)) in loaders.into_iter().zip(senders).enumerate() {
            let dealt = articles.iter().skip(first).step_by(stride);
            scope.spawn(move || run(dealt.map(|article| load(catalogue, article)), &sender));
        }
        receive_in_turn(&waiting, take)
    })
}

/// Loads one after another, up to the first that fails. Nobody listens any more once another has failed.
fn run<T>(loading: impl Iterator<Item = Result<T, Failure>>, loaded: &SyncSender<Result<T, Failure>>) {
    for thing in loading {
        let failed = thing.is_err();
        if loaded.send(thing).is_err() || failed {
            return;
        }
    }
}

/// Takes what each loader has read in turn, as the articles were dealt out.
fn receive_in_turn<T>(
    loaders: &[Receiver<Result<T, Failure>>],
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for loader in loaders.iter().cycle() {
        // A loader without more is done, and so are those after it.
        let Ok(loaded) = loader.recv() else { break };
        take(loaded?)?;
    }
    Ok(())
}

fn is_version(version: &Version, bytes: &[u8]) -> bool {
    to_hex(&Sha256::digest(bytes)) == version.sha256
}

/// Where the files of articles are.
#[derive(Debug, Clone)]
pub struct ArticleSources {
    /// The folder that their paths are seen from.
    pub base: PathBuf,
    /// What nothing leads out of.
    pub within: AllowedFolder,
}

impl ArticleSources {
    /// Reads an article's file as it is now.
    pub fn read(&self, source: &str, limit: u64) -> Result<Vec<u8>, FileReadError> {
        self.within.read(&self.base, source, limit)
    }

    /// What an article's file says, with the entries that it cites by the keys of libraries; `limit` is the most bytes of a text.
    pub fn interpret(&self, bytes: &[u8], source: &str, limit: u64) -> Result<ReadArticle, ReadError> {
        let mut read = read_article(bytes, source, None, find_most_bytes(source, limit))?;
        cite_from_libraries(&mut read, Some(source), (&self.base, Some(&self.within)), &[], limit);
        Ok(read)
    }
}
