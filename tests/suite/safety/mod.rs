//! What must hold when things go wrong: processes killed at any instant, several writing at once, disks that are full,
//! files that are not ours, words that nobody should search for, and text that would steer a terminal.

mod failing_calls;
mod flipped_bits;
mod growth;
mod hostile_words;
mod kill_points;
mod not_ours;
mod outputs;
mod power_cuts;
mod readers;
mod recorded;
mod strangers;
mod writers;

use claimbook::catalogue::text_form::DumpOptions;
use claimbook::catalogue::{Catalogue, ClaimFilter, Deed, Error, OpenMode, Writing};
use claimbook::model::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Names the job and the file of a writer that this binary starts of itself.
const WRITER: &str = "CLAIMBOOK_TEST_WRITER";
/// Claims that a writer adds in one change.
const AT_ONCE: usize = 12;

/// A folder in memory, where the system has one: killed processes and waiting for locks are the same there, and the tests
/// are quicker.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn now() -> jiff::Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn deed() -> Deed {
    Deed { who: "A. Reviewer".into(), command: "test".into(), at: now(), reason: None }
}

fn article(w: &Writing<'_>, key: &str, title: &str) -> Article {
    Article {
        uid: w.uid(),
        key: key.into(),
        title: title.into(),
        url: None,
        publisher: None,
        language: "en".into(),
        updated_on: None,
        last_reviewed_on: None,
        retired_on: None,
    }
}

/// Adds an article with claims, in one change; `pause` comes between two rows.
fn add_some(catalogue: &mut Catalogue, key: &str, pause: Duration) -> Result<(), Error> {
    catalogue.write(&deed(), |w| {
        let home = article(w, key, "Knee pain");
        w.add(&home)?;
        for serial in 1..=AT_ONCE as u32 {
            std::thread::sleep(pause);
            w.add(&Claim {
                uid: w.uid(),
                article: home.uid,
                serial,
                statement: format!("Claim {serial} of {key}: {}", "word ".repeat(200)),
                kind: Kind::Benefit,
                status: Status::Accepted,
                section: String::new(),
                because: Reasons::default(),
                confidence: None,
                merged_into: None,
            })?;
        }
        Ok(())
    })
}

fn count_up(catalogue: &mut Catalogue) -> Result<(), Error> {
    catalogue.write(&deed(), |w| {
        let counter = w.view().article("counter")?;
        let next = counter.title.parse::<u64>().unwrap() + 1;
        w.edit(&Article { title: next.to_string(), ..counter }).map(drop)
    })
}

fn start(job: &str, path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "safety::writer", "--nocapture", "--test-threads=1"])
        .env(WRITER, format!("{job}|{}", path.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test of its own: what the processes do that the tests below start.
#[test]
fn writer() {
    #[allow(clippy::disallowed_methods, reason = "how the test that started this process says what it should do")]
    let Ok(job) = std::env::var(WRITER) else { return };
    let (job, path) = job.split_once('|').unwrap();
    let mut catalogue = loop {
        match Catalogue::open(Path::new(path), OpenMode::Write) {
            Err(Error::Busy(_)) => {}
            opened => break opened.unwrap(),
        }
    };
    match job.split_once(' ') {
        Some(("add", run)) => {
            println!("ready");
            for n in 0.. {
                let key = format!("{run}-{n}");
                add_some(&mut catalogue, &key, Duration::from_micros(50)).unwrap();
                println!("stored {key}");
                std::io::stdout().flush().unwrap();
            }
        }
        Some(("count", times)) => {
            let mut left: u32 = times.parse().unwrap();
            while left > 0 {
                match count_up(&mut catalogue) {
                    Ok(()) => left -= 1,
                    Err(Error::Busy(_)) => {}
                    Err(e) => panic!("{e}"),
                }
            }
        }
        Some(("count-for", seconds)) => {
            writers::count_for(&mut catalogue, Duration::from_secs(seconds.parse().unwrap()));
        }
        other => panic!("no such job: {other:?}"),
    }
}

/// Whether the long runs were asked for, whose tables docs/safety.md keeps.
fn is_long() -> bool {
    std::env::var_os("CLAIMBOOK_LONG").is_some()
}

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// T1b, T2: 200 processes killed while they write. What was acknowledged is there, every change is whole or absent, and
/// each changed row has its event.
#[test]
#[ignore = "long: .ci/run runs it"]
fn killed_at_any_instant_nothing_acknowledged_is_lost_and_no_change_is_half_there() {
    let mut numbers = Numbers(20_261_123);
    let (mut acknowledged, mut hot) = (0, 0);
    for series in 0..10 {
        let folder = quick_folder();
        let path = folder.path().join("claimbook.db");
        drop(Catalogue::create(&path, now()).unwrap());
        let mut stored = BTreeSet::new();
        for kill in 0..20 {
            let mut child = start(&format!("add s{series}k{kill}"), &path);
            let mut output = BufReader::new(child.stdout.take().unwrap());
            let ready = output.by_ref().lines().map(Result::unwrap).find(|line| line.contains("ready"));
            assert!(ready.is_some(), "the writer did not start");
            // So many changes first: on a busy machine, time alone may pass before the first is begun.
            let begun = output.by_ref().lines().map(Result::unwrap).take(numbers.below(3) as usize);
            stored.extend(begun.filter_map(|line| Some(line.split_once("stored ")?.1.to_owned())));
            std::thread::sleep(Duration::from_micros(numbers.below(40_000)));
            child.kill().unwrap();
            child.wait().unwrap();
            let mut said = String::new();
            output.read_to_string(&mut said).unwrap();
            stored.extend(said.lines().filter_map(|line| Some(line.split_once("stored ")?.1.to_owned())));
            hot += usize::from(folder.path().join("claimbook.db-journal").exists());
            let catalogue = Catalogue::open(&path, OpenMode::Write).unwrap();
            let there: BTreeSet<String> = catalogue.view().articles().unwrap().into_iter().map(|a| a.key).collect();
            assert!(stored.is_subset(&there), "lost: {:?}", stored.difference(&there));
            let claims = catalogue.view().claim_rows(&ClaimFilter::default()).unwrap();
            assert_eq!(claims.len(), there.len() * AT_ONCE, "a change is half there");
            stored = there;
        }
        acknowledged += stored.len();
        let verified = Catalogue::open(&path, OpenMode::Read).unwrap().verify().unwrap();
        assert_eq!(verified.damage, []);
        assert_eq!(verified.events as usize, stored.len() * (AT_ONCE + 1));
    }
    println!("200 kills, {acknowledged} changes stored, {hot} journals left hot");
    assert!(acknowledged > 20 && hot > 0, "the kills met nothing: {acknowledged} changes, {hot} hot journals");
}

/// T5: several processes count up at once, and no count is lost.
#[test]
#[ignore = "long: .ci/run runs it"]
fn processes_that_write_at_once_lose_no_update() {
    for (processes, times) in [(2, 300), (8, 300)] {
        let folder = quick_folder();
        let path = folder.path().join("claimbook.db");
        let mut catalogue = Catalogue::create(&path, now()).unwrap();
        let added: Result<(), Error> = catalogue.write(&deed(), |w| w.add(&article(w, "counter", "0")));
        added.unwrap();
        let children: Vec<Child> = (0..processes).map(|_| start(&format!("count {times}"), &path)).collect();
        for child in children {
            let out = child.wait_with_output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
        assert_eq!(catalogue.view().article("counter").unwrap().title, (processes * times).to_string());
        let verified = catalogue.verify().unwrap();
        assert_eq!((verified.damage, verified.events), (vec![], processes * times + 1));
    }
}

/// Everything below a folder, with the SHA-256 of each file.
fn listing(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(entry.path());
            }
            let bytes = if kind.is_file() { std::fs::read(entry.path()).unwrap() } else { Vec::new() };
            all.insert(entry.path(), Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect());
        }
    }
    all
}

/// Reading a folder in the text form, merging it, and dumping elsewhere change nothing in it.
#[test]
#[ignore = "long: .ci/run runs it"]
fn sources_are_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("text");
    Catalogue::open_example(now()).unwrap().dump(&source, DumpOptions::default()).unwrap();
    let before = listing(&source);
    let mut catalogue = Catalogue::in_memory(now()).unwrap();
    catalogue.load(&source, &deed()).unwrap();
    for round in 0..12 {
        catalogue.load_merge(&source, &deed()).unwrap();
        add_some(&mut catalogue, &format!("a{round}"), Duration::ZERO).unwrap();
        let mut opened = Catalogue::open_folder(&source, now()).unwrap();
        add_some(&mut opened, "b", Duration::ZERO).unwrap();
        opened.dump(&folder.path().join(format!("other{round}")), DumpOptions::default()).unwrap();
        assert_eq!(listing(&source), before);
    }
}

/// T4: a full disk says so, nothing half-written stays, and the catalogue works again once there is room.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=900k", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mount.is_ok_and(|s| s.success()) {
        println!("skipped: needs the right to mount a small disk");
        return;
    }
    let tried = std::panic::catch_unwind(|| {
        let path = disk.join("claimbook.db");
        let mut catalogue = Catalogue::create(&path, now()).unwrap();
        let stored = (0..500).take_while(|n| match add_some(&mut catalogue, &format!("a{n}"), Duration::ZERO) {
            Ok(()) => true,
            Err(Error::Full(_)) => false,
            Err(e) => panic!("a full disk should be called that: {e}"),
        });
        let stored = stored.count();
        assert!((1..500).contains(&stored), "{stored}");
        let verified = catalogue.verify().unwrap();
        assert_eq!((verified.damage, verified.events as usize), (vec![], stored * (AT_ONCE + 1)));
        assert!(catalogue.backup(&disk.join("copy.db")).is_err());
        assert!(catalogue.dump(&disk.join("text"), DumpOptions::default()).is_err());
        let left: Vec<String> = listing(&disk).into_keys().map(|p| p.display().to_string()).collect();
        assert!(!left.iter().any(|name| name.contains("partial") || name.contains("copy")), "{left:?}");
        drop(catalogue);
        std::fs::remove_dir_all(disk.join("text")).unwrap();
        let roomier = Command::new("mount").args(["-o", "remount,size=4m"]).arg(&disk).status().unwrap();
        assert!(roomier.success());
        add_some(&mut Catalogue::open(&path, OpenMode::Write).unwrap(), "after", Duration::ZERO).unwrap();
    });
    assert!(Command::new("umount").arg("-l").arg(&disk).status().unwrap().success());
    tried.unwrap();
}
