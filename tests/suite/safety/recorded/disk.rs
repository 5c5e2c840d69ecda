//! A disk whose power may fail at any instant: what was synced is there, and of the rest anything may be.
//!
//! A write that was not synced may be there whole, in part (by sectors of 512 bytes) or not at all, whatever came before or
//! after it. A name is there for sure only when its folder was synced: a new file, a rename and a removal may each be lost.

use super::super::Numbers;
use super::trace::Call;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

/// A change of names, in one folder.
#[derive(Debug, Clone)]
enum Naming {
    Put(PathBuf, usize),
    Move(PathBuf, PathBuf, usize),
    Take(PathBuf),
}

#[derive(Debug, Clone, Default)]
struct File {
    synced: Vec<u8>,
    since: Vec<Change>,
}

/// The disk after some calls.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Disk {
    files: Vec<File>,
    /// The names as the program sees them.
    seen: BTreeMap<PathBuf, usize>,
    /// The names that are on the disk for sure.
    synced: BTreeMap<PathBuf, usize>,
    /// What happened to the names of each folder since it was synced.
    since: BTreeMap<PathBuf, Vec<Naming>>,
    folders: Vec<PathBuf>,
    /// Syncing a folder does nothing, as if the program had never asked for it: what tests of the test are made with.
    pub(in super::super) forgets_folders: bool,
}

/// What is there after the power came back: files by their paths.
pub(in super::super) type State = BTreeMap<PathBuf, Vec<u8>>;

impl Disk {
    /// A disk that holds the files of a folder.
    pub(in super::super) fn holding(files: &State) -> Self {
        let mut disk = Self::default();
        for (path, bytes) in files {
            disk.seen.insert(path.clone(), disk.files.len());
            disk.files.push(File { synced: bytes.clone(), since: Vec::new() });
        }
        disk.synced = disk.seen.clone();
        disk
    }

    pub(in super::super) fn apply(&mut self, call: &Call) {
        match call {
            Call::Create { path } if !self.seen.contains_key(path) => {
                self.files.push(File::default());
                self.put(path, self.files.len() - 1);
            }
            Call::Create { .. } => {}
            Call::Folder { path } => self.folders.push(path.clone()),
            Call::Write { path, at, bytes } => self.change(path, Change::Write(*at, bytes.clone())),
            Call::Truncate { path, length } => self.change(path, Change::Truncate(*length)),
            Call::Sync { path } => self.sync(path),
            Call::Link { from, to } => {
                let file = self.seen[from];
                self.put(to, file);
            }
            Call::Rename { from, to } => {
                let Some(file) = self.seen.remove(from) else { return self.folders.push(to.clone()) };
                self.seen.insert(to.clone(), file);
                self.find_named(to, Naming::Move(from.clone(), to.clone(), file));
            }
            Call::Remove { path } => {
                if self.seen.remove(path).is_some() {
                    self.find_named(path, Naming::Take(path.clone()));
                }
            }
        }
    }

    fn put(&mut self, path: &Path, file: usize) {
        self.seen.insert(path.to_owned(), file);
        self.find_named(path, Naming::Put(path.to_owned(), file));
    }

    fn find_named(&mut self, path: &Path, naming: Naming) {
        self.since.entry(path.parent().unwrap_or(Path::new("")).to_owned()).or_default().push(naming);
    }

    fn change(&mut self, path: &Path, change: Change) {
        // A file that has lost its name is written by nobody who wants it back.
        if let Some(file) = self.seen.get(path) {
            self.files[*file].since.push(change);
        }
    }

    fn sync(&mut self, path: &Path) {
        if let Some(file) = self.seen.get(path) {
            let file = &mut self.files[*file];
            for change in std::mem::take(&mut file.since) {
                apply_change(&mut file.synced, &change);
            }
        } else if !self.forgets_folders {
            for naming in self.since.remove(path).unwrap_or_default() {
                apply_naming(&mut self.synced, &naming);
            }
        }
    }

    /// What the program itself sees now.
    pub(in super::super) fn seen(&self) -> State {
        let whole = |file: &File| {
            let mut bytes = file.synced.clone();
            file.since.iter().for_each(|change| apply_change(&mut bytes, change));
            bytes
        };
        self.seen.iter().map(|(path, file)| (path.clone(), whole(&self.files[*file]))).collect()
    }

    /// One of the states in which a power cut at this instant may leave the disk.
    pub(in super::super) fn cut(&self, numbers: &mut Numbers) -> State {
        // How much of what was not synced is there: mostly some, sometimes nothing, sometimes all.
        let share = [0, 20, 50, 80, 100][numbers.below(5) as usize];
        let mut names = self.synced.clone();
        for namings in self.since.values() {
            for naming in namings {
                if numbers.below(100) < share {
                    apply_naming(&mut names, naming);
                }
            }
        }
        let share = [0, 20, 50, 80, 100][numbers.below(5) as usize];
        let mut contents: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for file in names.values() {
            contents.entry(*file).or_insert_with(|| cut_file(&self.files[*file], share, numbers));
        }
        names.into_iter().map(|(path, file)| (path, contents[&file].clone())).collect()
    }
}

fn cut_file(file: &File, share: u64, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.synced.clone();
    for change in &file.since {
        if numbers.below(100) >= share {
            continue;
        }
        match change {
            Change::Write(at, new) if numbers.below(4) == 0 => {
                for (n, sector) in new.chunks(SECTOR).enumerate() {
                    if numbers.below(2) == 0 {
                        write_at(&mut bytes, at + n * SECTOR, sector);
                    }
                }
            }
            change => apply_change(&mut bytes, change),
        }
    }
    bytes
}

fn apply_change(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, new) => write_at(bytes, *at, new),
        Change::Truncate(length) => bytes.resize(*length, 0),
    }
}

fn write_at(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    if bytes.len() < at + new.len() {
        bytes.resize(at + new.len(), 0);
    }
    bytes[at..at + new.len()].copy_from_slice(new);
}

fn apply_naming(names: &mut BTreeMap<PathBuf, usize>, naming: &Naming) {
    match naming {
        Naming::Put(path, file) => drop(names.insert(path.clone(), *file)),
        Naming::Move(from, to, file) => {
            names.remove(from);
            names.insert(to.clone(), *file);
        }
        Naming::Take(path) => drop(names.remove(path)),
    }
}
