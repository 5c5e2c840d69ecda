//! What a revision of git holds, asked of the `git` that is on the path: which files differ from it, and what they said there.
//! Arguments are a list, no shell reads them; nothing that the repository or the environment names is run for it.

use super::Failure;
use crate::model::{Claim, OccurrenceState, Snapshot, SnapshotIndex, Uid};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A revision, and the work tree that is compared with it.
pub struct Revision {
    /// As it was named.
    named: String,
    /// The top of the work tree.
    top: PathBuf,
    /// The commit: where the branches parted, where the work tree's own has one in common with the revision.
    commit: String,
    environment: BTreeMap<String, String>,
}

/// A file of the work tree that differs from the revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Where it was, seen from the top; none where it is new.
    pub before: Option<String>,
}

impl Revision {
    /// A revision by its name, for somebody in this folder.
    pub fn find(folder: &Path, named: &str, environment: &BTreeMap<String, String>) -> Result<Self, Failure> {
        if named.is_empty() || named.starts_with('-') || named.contains(['\0', '\n']) {
            return Err(Failure::usage(format!("“{named}” is not a revision of git, such as origin/main or HEAD~1")));
        }
        // What these name would be run, or would lead elsewhere.
        let environment: BTreeMap<String, String> = environment
            .iter()
            .filter(|(name, _)| !name.starts_with("GIT_"))
            .map(|(n, v)| (n.clone(), v.clone()))
            .collect();
        let mut revision = Self { named: named.to_owned(), top: folder.to_owned(), commit: String::new(), environment };
        let top = revision.ask(&["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
            Failure::usage(format!("--changed-since {named}: {} is not in a work tree of git", folder.display()))
        })?;
        revision.top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r']));
        let commit = revision.ask(&["rev-parse", "--verify", "--quiet", &format!("{named}^{{commit}}")])?;
        revision.commit = trim_answer(&commit.ok_or_else(|| {
            Failure::usage(format!(
                "there is no revision “{named}” in this clone. A shallow clone has to fetch it first, as with \
                    fetch-depth: 0 of actions/checkout"
            ))
        })?);
        if let Some(base) = revision.ask(&["merge-base", &revision.commit, "HEAD"])? {
            revision.commit = trim_answer(&base);
        }
        Ok(revision)
    }

    /// As it was named.
    pub fn name(&self) -> &str {
        &self.named
    }

    /// Whether a file is in the work tree that is compared with it.
    pub fn holds(&self, file: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        real(file).starts_with(real(&self.top))
    }

    /// The files that differ from it, those among them that git does not know yet and does not ignore.
    pub fn list_changed(&self) -> Result<Vec<ChangedFile>, Failure> {
        let listed = self.demand(&[
            "diff",
            "--name-status",
            "-z",
            "--find-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-relative",
            "--ignore-submodules",
            &self.commit,
            "--",
        ])?;
        let mut changed = Vec::new();
        let text = String::from_utf8_lossy(&listed);
        let mut words = text.split('\0');
        while let Some(status) = words.next().filter(|status| !status.is_empty()) {
            let Some(first) = words.next() else { break };
            let change = match status.as_bytes().first() {
                Some(b'D') => continue,
                Some(b'A') => (first, None),
                Some(b'R' | b'C') => match words.next() {
                    Some(now) => (now, Some(first)),
                    None => break,
                },
                _ => (first, Some(first)),
            };
            changed.push(ChangedFile { path: self.top.join(change.0), before: change.1.map(str::to_owned) });
        }
        let untracked =
            self.demand(&["ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ":/"])?;
        let untracked = String::from_utf8_lossy(&untracked);
        let new = untracked.split('\0').filter(|name| !name.is_empty());
        changed.extend(new.map(|name| ChangedFile { path: self.top.join(name), before: None }));
        Ok(changed)
    }

    /// What a file said there; none where it cannot be read there.
    pub fn read(&self, before: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.ask(&["cat-file", "blob", &format!("{}:{before}", self.commit)])
    }

    /// What a folder held there, by the paths in it; nothing where it was not there. Links are left out.
    pub fn read_folder(&self, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let top = self.top.canonicalize().unwrap_or_else(|_| self.top.clone());
        let Some(below) = folder.strip_prefix(&top).ok().and_then(Path::to_str) else { return Ok(BTreeMap::new()) };
        let prefix = if below.is_empty() { String::new() } else { format!("{}/", below.replace('\\', "/")) };
        let arguments = ["ls-tree", "-r", "-z", "--full-tree", &self.commit, "--", &prefix];
        let listed = self.demand(arguments.get(..if prefix.is_empty() { 6 } else { 7 }).unwrap_or_default())?;
        let listed = String::from_utf8_lossy(&listed);
        // `100644 blob HASH\tPATH`
        let files: Vec<(&str, &str)> = listed
            .split('\0')
            .filter_map(|line| {
                let (what, path) = line.split_once('\t')?;
                let hash = what.strip_prefix("100")?.split(' ').nth(2)?;
                Some((hash, path.strip_prefix(&prefix)?))
            })
            .collect();
        let hashes: Vec<&str> = files.iter().map(|(hash, _)| *hash).collect();
        let contents = self.read_blobs(&hashes).map_err(|e| {
            Failure::Incomplete(format!("git could not say what {} holds at {}: {e}", folder.display(), self.named))
        })?;
        Ok(files.into_iter().map(|(_, path)| path.to_owned()).zip(contents).collect())
    }

    /// What some blobs hold, all asked of one process.
    fn read_blobs(&self, hashes: &[&str]) -> io::Result<Vec<Vec<u8>>> {
        let mut git = self.command(&["cat-file", "--batch"]);
        let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(mut asks), Some(says)) = (git.stdin.take(), git.stdout.take()) else { return Ok(Vec::new()) };
        let contents = std::thread::scope(|scope| {
            scope.spawn(move || hashes.iter().try_for_each(|hash| writeln!(asks, "{hash}")));
            let mut says = BufReader::new(says);
            let one = |_: &&str| {
                // `HASH blob LENGTH`, the bytes, and a line end.
                let mut head = String::new();
                says.read_line(&mut head)?;
                let length = head.trim_end().rsplit(' ').next().and_then(|length| length.parse().ok());
                let length: usize =
                    length.ok_or_else(|| io::Error::other(format!("it answers “{}”", head.trim_end())))?;
                let mut bytes = vec![0; length];
                says.read_exact(&mut bytes)?;
                says.read_exact(&mut [0])?;
                Ok(bytes)
            };
            hashes.iter().map(one).collect::<io::Result<Vec<_>>>()
        });
        let _ = git.wait();
        contents
    }

    /// What git answers; none where it says no.
    fn ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
        let ran = self.run(arguments)?;
        Ok(ran.status.success().then_some(ran.stdout))
    }

    /// What git answers, which it has to.
    fn demand(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let ran = self.run(arguments)?;
        match ran.status.success() {
            true => Ok(ran.stdout),
            false => {
                let said = String::from_utf8_lossy(&ran.stderr);
                Err(Failure::Incomplete(format!("git could not compare with {}: {}", self.named, said.trim())))
            }
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, Failure> {
        let mut git = self.command(arguments);
        git.stdin(Stdio::null());
        git.output()
            .map_err(|e| Failure::usage(format!("--changed-since asks git what changed, and git cannot be run: {e}")))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut git = Command::new("git");
        git.env_clear().envs(&self.environment);
        // It writes nothing, asks nobody, and fetches nothing.
        git.envs([
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("LC_ALL", "C"),
        ]);
        git.args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
        git.args(["-c", "core.quotePath=false", "-C"].map(OsStr::new)).arg(&self.top).args(arguments);
        git
    }
}

/// Leaves of an article that was read again as it was what it had then: the catalogue, or the text of now, may know claims and
/// entries that came later.
pub(super) fn drop_what_came_later(snapshot: Snapshot) -> Snapshot {
    let is_gone = |claim: &Claim| {
        let mut places = snapshot.occurrences.iter().filter(|o| o.claim == claim.uid).peekable();
        places.peek().is_some() && places.all(|o| o.state == OccurrenceState::Orphaned)
    };
    let gone: BTreeSet<Uid> = snapshot.claims.iter().filter(|claim| is_gone(claim)).map(|claim| claim.uid).collect();
    let later: BTreeSet<Uid> = snapshot.references.iter().filter(|r| !r.is_listed()).map(|r| r.uid).collect();
    let claims = snapshot.claims.into_iter().filter(|claim| !gone.contains(&claim.uid)).collect();
    let citations = snapshot.citations.into_iter().filter(|citation| !later.contains(&citation.reference)).collect();
    Snapshot { claims, citations, index: SnapshotIndex::default(), ..snapshot }
}

fn trim_answer(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).trim().to_owned()
}
