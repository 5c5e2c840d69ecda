//! What audits found, kept beside the catalogue for the next one: an article is judged anew only where something changed that its
//! findings rest on. It is a cache, in the user's cache folder: it can be deleted at any time, and whatever is wrong with it, it is
//! taken for not there.
//!
//! What an outcome rests on: the program, the settings and severities, and which catalogue it is (they make the file's name);
//! the rows of the catalogue ([`View::changed_since`](crate::catalogue::View::changed_since)); the article's source file; and the
//! day, as far as rules went by it. Waivers, the baseline and what two articles find alike are matched behind it, in every run.

mod file;

use crate::catalogue::{CatalogueMark, View};
use crate::model::{Settings, Uid, to_hex};
use crate::report::{ArticleOutcome, Packed, Packer, Policy, Unpacker};
use crate::rules::DayRange;
use file::{KeptFile, RecordPlace};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Fewer articles than this are judged in no time.
pub const WORTH_KEEPING: usize = 100;

/// Where outcomes are kept, and by which build of the program.
#[derive(Debug, Clone)]
pub struct CachePlace {
    /// The folder of the caches.
    pub folder: PathBuf,
    /// What tells this build from others: its rules may find something else.
    pub build: String,
    /// Source files are known by what is in them: their times say nothing, as in a new checkout.
    pub by_hash: bool,
}

/// What an audit depends on beside the catalogue's rows, the sources and the day.
#[derive(Debug, Clone, Copy)]
pub struct CacheTerms<'a> {
    /// The catalogue's file.
    pub catalogue: &'a Path,
    /// Where the articles' files are; none where the stored text is judged.
    pub sources: Option<&'a Path>,
    /// The severities.
    pub policy: &'a Policy,
    /// The settings.
    pub settings: &'a Settings,
}

/// What earlier runs found, of the articles that nothing has changed since.
#[derive(Debug)]
pub struct KnownOutcomes {
    file: KeptFile,
    articles: BTreeMap<Uid, KeptArticle>,
    today: Date,
}

/// What this run finds, on its way into the cache.
#[derive(Debug)]
pub struct FreshOutcomes {
    file: KeptFile,
    articles: BTreeMap<Uid, KeptArticle>,
    mark: CatalogueMark,
    /// The file says the same already.
    is_current: bool,
}

/// What came of an article that was judged, to be kept.
#[derive(Debug)]
pub struct FreshOutcome {
    /// The article.
    pub article: Uid,
    /// Its source file, where that was looked at.
    pub source: Option<SourceIdentity>,
    /// The days on which the outcome holds.
    pub holds: DayRange,
    /// The outcome.
    pub bytes: Vec<u8>,
}

/// A source file in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceIdentity {
    /// Its path, as the catalogue has it.
    pub path: String,
    /// What tells the state from others.
    pub state: String,
}

/// An outcome in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct KeptArticle {
    source: Option<SourceIdentity>,
    holds: DayRange,
    place: RecordPlace,
}

/// Opens what was kept for an audit on these terms; none where it cannot be, or another run is using it.
pub fn open_kept(
    place: &CachePlace,
    terms: CacheTerms<'_>,
    view: View<'_>,
    today: Date,
) -> Option<(KnownOutcomes, FreshOutcomes)> {
    let path = place.folder.join(name_cache(place, terms));
    let (writing, index) = KeptFile::open(&path)?;
    let reading = writing.reopen()?;
    let kept = index.and_then(|index| read_index(&index));
    let state = |view: View<'_>| {
        let now = view.make_mark()?;
        let changed = kept.as_ref().map(|(then, _)| view.changed_since(then)).transpose()?;
        Ok::<_, crate::catalogue::Error>((now, changed.flatten()))
    };
    let (mark, changed) = view.read_at_once(state).ok()?;
    let mut articles = BTreeMap::new();
    let mut is_current = false;
    if let (Some((then, kept)), Some(changed)) = (kept, changed) {
        let all = kept.len();
        articles.extend(kept.into_iter().filter(|(article, _)| !changed.contains(article)));
        is_current = articles.len() == all && then == mark;
    }
    let known = KnownOutcomes { file: reading, articles, today };
    Some((known, FreshOutcomes { file: writing, articles: BTreeMap::new(), mark, is_current }))
}

/// The name of the cache for these terms: it is another one where any of them differs.
fn name_cache(place: &CachePlace, terms: CacheTerms<'_>) -> String {
    let CacheTerms { catalogue, sources, policy, settings } = terms;
    let real = catalogue.canonicalize().unwrap_or_else(|_| catalogue.to_owned());
    let said = format!("{:?}", (&place.build, place.by_hash, real, sources, policy, settings));
    format!("{}.audits", to_hex(Sha256::digest(said).get(..16).unwrap_or_default()))
}

impl KnownOutcomes {
    /// How many articles nothing in the catalogue has changed for.
    pub fn count(&self) -> usize {
        self.articles.len()
    }

    /// What is known of an article; none where it has to be judged. `identify` tells in which state its source is.
    pub fn find(&self, article: Uid, identify: impl Fn(&str) -> Option<String>) -> Option<ArticleOutcome> {
        let kept = self.articles.get(&article)?;
        let is_same = |source: &SourceIdentity| identify(&source.path).as_ref() == Some(&source.state);
        let holds = kept.holds.contains(self.today) && kept.source.as_ref().is_none_or(is_same);
        ArticleOutcome::unpack(&holds.then(|| self.file.read(&kept.place))??)
    }
}

impl FreshOutcomes {
    /// Keeps an outcome.
    pub fn keep(&mut self, fresh: FreshOutcome) {
        if let Some(place) = self.file.append(&fresh.bytes) {
            let kept = KeptArticle { source: fresh.source, holds: fresh.holds, place };
            self.articles.insert(fresh.article, kept);
        }
    }

    /// Makes what was kept known to the next run, with what is still known from earlier ones.
    pub fn finish(mut self, known: KnownOutcomes) {
        if self.is_current && self.articles.is_empty() {
            return;
        }
        let mut articles = known.articles;
        articles.append(&mut self.articles);
        let live: u64 = articles.values().map(|kept| kept.place.length as u64).sum();
        if self.file.is_mostly_dead(live) {
            let places = articles.values_mut().map(|kept| &mut kept.place);
            if self.file.rewrite(&known.file, places).is_none() {
                return;
            }
        }
        self.file.close(&write_index(&self.mark, &articles));
    }
}

fn write_index(mark: &CatalogueMark, articles: &BTreeMap<Uid, KeptArticle>) -> Vec<u8> {
    let mut to = Packer::default();
    let heads: Vec<(Uid, (u64, String))> =
        mark.heads.iter().map(|(writer, head)| (*writer, (head.seq, head.hash.clone()))).collect();
    heads.pack(&mut to);
    mark.heard.pack(&mut to);
    articles.len().pack(&mut to);
    for (article, kept) in articles {
        article.pack(&mut to);
        kept.source.as_ref().map(|source| (source.path.clone(), source.state.clone())).pack(&mut to);
        kept.holds.pack(&mut to);
        (kept.place.at, (kept.place.length, kept.place.sum)).pack(&mut to);
    }
    to.finish()
}

fn read_index(bytes: &[u8]) -> Option<(CatalogueMark, BTreeMap<Uid, KeptArticle>)> {
    let mut from = Unpacker::new(bytes);
    let heads: Vec<(Uid, (u64, String))> = from.take()?;
    let heads = heads.into_iter().map(|(writer, (seq, hash))| (writer, crate::model::Head { seq, hash })).collect();
    let mark = CatalogueMark { heads, heard: from.take()? };
    let mut articles = BTreeMap::new();
    for _ in 0..from.take::<usize>()? {
        let article: Uid = from.take()?;
        let source: Option<(String, String)> = from.take()?;
        let holds = from.take()?;
        let (at, (length, sum)) = from.take()?;
        let source = source.map(|(path, state)| SourceIdentity { path, state });
        articles.insert(article, KeptArticle { source, holds, place: RecordPlace { at, length, sum } });
    }
    from.is_at_end().then_some((mark, articles))
}
