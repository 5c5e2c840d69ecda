//! What must hold when things go wrong: processes killed at any instant, several writing at once, disks that are full,
//! files that are not ours, words that nobody should search for, and text that would steer a terminal.

use claimbook::catalogue::text_form::{DumpOptions, Files, TextFormError};
use claimbook::catalogue::{Catalogue, ClaimFilter, Deed, Error, Mode, Writing};
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
        match Catalogue::open(Path::new(path), Mode::Write) {
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
        other => panic!("no such job: {other:?}"),
    }
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
            std::thread::sleep(Duration::from_micros(numbers.below(40_000)));
            child.kill().unwrap();
            child.wait().unwrap();
            let mut said = String::new();
            output.read_to_string(&mut said).unwrap();
            stored.extend(said.lines().filter_map(|line| Some(line.split_once("stored ")?.1.to_owned())));
            hot += usize::from(folder.path().join("claimbook.db-journal").exists());
            let catalogue = Catalogue::open(&path, Mode::Write).unwrap();
            let there: BTreeSet<String> = catalogue.view().articles().unwrap().into_iter().map(|a| a.key).collect();
            assert!(stored.is_subset(&there), "lost: {:?}", stored.difference(&there));
            let claims = catalogue.view().claim_rows(&ClaimFilter::default()).unwrap();
            assert_eq!(claims.len(), there.len() * AT_ONCE, "a change is half there");
            stored = there;
        }
        acknowledged += stored.len();
        let verified = Catalogue::open(&path, Mode::Read).unwrap().verify().unwrap();
        assert_eq!(verified.damage, []);
        assert_eq!(verified.events as usize, stored.len() * (AT_ONCE + 1));
    }
    println!("200 kills, {acknowledged} changes stored, {hot} journals left hot");
    assert!(acknowledged > 20 && hot > 0, "the kills met nothing: {acknowledged} changes, {hot} hot journals");
}

/// T5: several processes count up at once, and no count is lost.
#[test]
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

/// A sound catalogue's bytes.
fn sound() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    add_some(&mut Catalogue::create(&path, now()).unwrap(), "knee", Duration::ZERO).unwrap();
    std::fs::read(path).unwrap()
}

/// A sound catalogue changed by another SQLite program.
fn meddled(sql: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.db");
    std::fs::write(&path, sound()).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    std::fs::read(path).unwrap()
}

/// T6: files that are not ours, of a newer schema, cut or damaged at the head are refused and stay as they were.
#[test]
fn what_is_no_catalogue_is_refused_and_not_a_byte_of_it_changes() {
    let good = sound();
    let mut bad: Vec<(String, Vec<u8>)> = vec![
        ("empty".into(), Vec::new()),
        ("text".into(), b"Back pain is common.\n".repeat(50)),
        ("zeros".into(), vec![0; 8192]),
        ("zip".into(), [b"PK\x03\x04".to_vec(), vec![7; 4096]].concat()),
        ("head alone".into(), b"SQLite format 3\0".to_vec()),
        ("reversed".into(), good.iter().rev().copied().collect()),
        ("doubled head".into(), [&good[..100], &good[..]].concat()),
    ];
    for cut in 0..20 {
        bad.push((format!("cut {cut}"), good[..1 + cut * (good.len() - 2) / 20].to_vec()));
    }
    for sql in [
        "PRAGMA application_id = 7",
        "PRAGMA application_id = 0",
        "PRAGMA user_version = 2",
        "PRAGMA user_version = 999",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "CREATE TABLE other (a)",
        "CREATE VIEW claims AS SELECT * FROM claim",
        "CREATE TRIGGER t AFTER INSERT ON claim BEGIN SELECT 1; END",
        "CREATE TEMP TABLE x (a); CREATE INDEX i ON article (title)",
        "CREATE VIRTUAL TABLE f USING fts5 (a)",
        "CREATE TABLE g (a, b GENERATED ALWAYS AS (a || a))",
        "DROP TRIGGER event_no_edit; CREATE TRIGGER event_no_edit BEFORE UPDATE ON event BEGIN SELECT 1; END",
    ] {
        bad.push((sql.to_owned(), meddled(sql)));
    }
    // One bit in the magic words, the page size, the fractions that the format fixes, the schema format, our two numbers.
    for (at, bit) in [
        (0, 0),
        (3, 1),
        (7, 2),
        (12, 3),
        (15, 0),
        (16, 6),
        (16, 3),
        (17, 0),
        (17, 5),
        (21, 0),
        (21, 6),
        (22, 1),
        (22, 5),
        (23, 2),
        (23, 5),
        (47, 3),
        (60, 0),
        (63, 2),
        (68, 0),
        (71, 7),
    ] {
        let mut flipped = good.clone();
        flipped[at] ^= 1 << bit;
        bad.push((format!("bit {bit} of byte {at}"), flipped));
    }
    assert_eq!(bad.len(), 60);
    for (name, bytes) in bad {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        std::fs::write(&path, bytes).unwrap();
        let before = listing(folder.path());
        for mode in [Mode::Read, Mode::Write] {
            let refused = Catalogue::open(&path, mode).err();
            let refused = refused.unwrap_or_else(|| panic!("{name}: opened ({mode:?})"));
            assert!(
                matches!(refused, Error::NotOurs { .. } | Error::Newer { .. } | Error::Damaged(_)),
                "{name}: {refused:?}"
            );
            assert_eq!(listing(folder.path()), before, "{name}: changed ({mode:?})");
        }
    }
}

/// T6: places that are no regular file.
#[test]
fn a_folder_a_pipe_and_a_uri_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sub = folder.path().join("folder");
    std::fs::create_dir(&sub).unwrap();
    let pipe = folder.path().join("pipe");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|s| s.success()) {
        assert!(matches!(Catalogue::open(&pipe, Mode::Write), Err(Error::NotOurs { .. })));
    } else {
        println!("skipped: no mkfifo here");
    }
    let before = listing(folder.path());
    assert!(matches!(Catalogue::open(&sub, Mode::Write), Err(Error::NotOurs { .. })));
    let uri = Path::new("file:claimbook-test?mode=memory");
    assert!(matches!(Catalogue::open(uri, Mode::Write), Err(Error::NoCatalogue(_))));
    assert!(matches!(Catalogue::open(&folder.path().join("none.db"), Mode::Write), Err(Error::NoCatalogue(_))));
    assert_eq!(listing(folder.path()), before);
    // Such a name is a file like any other once it is there.
    let named = folder.path().join("file:x?mode=memory");
    add_some(&mut Catalogue::create(&named, now()).unwrap(), "knee", Duration::ZERO).unwrap();
    assert_eq!(Catalogue::open(&named, Mode::Read).unwrap().view().articles().unwrap().len(), 1);
}

/// T14: reading a folder in the text form, merging it, and dumping elsewhere change nothing in it.
#[test]
fn sources_are_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("text");
    Catalogue::example(now()).unwrap().dump(&source, DumpOptions::default()).unwrap();
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

/// T18: any text may be searched for.
#[test]
fn any_words_can_be_searched_for() {
    let catalogue = Catalogue::example(now()).unwrap();
    let search = |words: &str| {
        catalogue.view().search_claims(words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
        catalogue.view().search_works(words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
    };
    for words in [
        "",
        " ",
        "\"",
        "\"\"",
        "'",
        "*",
        "**",
        "a*",
        "*a",
        "^",
        "^a",
        "a^b",
        "NEAR(",
        "NEAR(a b, 3)",
        "NEAR/3",
        "col:x",
        "statement:pain",
        "- statement:pain",
        "{statement section}: pain",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "AND b",
        "a OR OR b",
        "NOT NOT",
        "(",
        ")",
        "((",
        "()",
        "a)",
        "(a",
        "10.1000/abc",
        "10.3389/fpain.2021.773988",
        "\0",
        "a\0b",
        "a\0",
        "\n",
        "a\nb",
        "\\",
        "\\\"",
        "%",
        "_",
        "%_%",
        "--",
        "-- drop",
        ";",
        "; DROP TABLE claim",
        "/*",
        "*/",
        "😀",
        "é",
        "e\u{301}",
        "\u{202e}",
        "\u{feff}",
        "\u{fffd}",
        "+",
        "a+b",
        "a + b",
        "-a",
        "~",
        "|",
        "||",
        "&",
        "1e308",
        "0x10",
        "?",
        "?1",
        ":a",
        "@a",
        "$a",
        "[a]",
        "{a}",
        "<a>",
        "a\"b",
        "\"a\" \"b",
        "ﬁ",
        "İ",
        "ß",
    ] {
        search(words);
    }
    assert_eq!(catalogue.view().search_claims("belly BAND", 5).unwrap().len(), 1);
    assert_eq!(catalogue.view().search_works("10.3389/fpain.2021.773988", 5).unwrap().len(), 1);
    let alphabet: Vec<char> = "abp 1\"'*^():{}+-.,/\\ANDORNEAR\0\t\néß😀".chars().collect();
    let (mut numbers, empty) = (Numbers(18), Catalogue::in_memory(now()).unwrap());
    for _ in 0..100_000 {
        let length = numbers.below(12);
        let words: String = (0..length).map(|_| alphabet[numbers.below(alphabet.len() as u64) as usize]).collect();
        empty.view().search_claims(&words, 5).unwrap_or_else(|e| panic!("{words:?}: {e}"));
    }
}

/// T19: messages about broken rows hold text from files, and never a character that steers a terminal.
#[test]
fn messages_about_broken_rows_never_steer_a_terminal() {
    let good = Catalogue::example(now()).unwrap().dump_files(DumpOptions::default()).unwrap();
    let file = "back-pain-during-pregnancy/claims.csv";
    for steering in
        ["\u{1b}[2J", "\u{1b}]0;x\u{7}", "\u{9b}31m", "\r", "\u{8}", "a\nerror: b", "\u{202e}", "\u{200b}", "\u{7f}"]
    {
        let mut files = good.clone();
        let text = String::from_utf8(files[file].clone()).unwrap();
        let quoted = format!("\"{steering}\"");
        files.insert(
            file.into(),
            text.replacen("prevalence", &quoted, 1).replacen(",3,", &format!(",{quoted},"), 1).into_bytes(),
        );
        let refused = Catalogue::in_memory(now()).unwrap().load_files(&files as &dyn Files, &deed()).unwrap_err();
        let TextFormError::Broken(broken) = &refused else { panic!("{refused:?}") };
        assert_eq!(broken.len(), 2, "{refused}");
        for line in broken.iter().map(ToString::to_string) {
            let hidden = |c: char| {
                c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{202a}'..='\u{202e}').contains(&c)
            };
            assert!(!line.contains(hidden), "{line:?}");
        }
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
        add_some(&mut Catalogue::open(&path, Mode::Write).unwrap(), "after", Duration::ZERO).unwrap();
    });
    assert!(Command::new("umount").arg("-l").arg(&disk).status().unwrap().success());
    tried.unwrap();
}
