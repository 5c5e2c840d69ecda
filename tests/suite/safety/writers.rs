//! T5: several processes write for a while, and a long import beside them. No change that was acknowledged is lost, the only error is
//! "busy", after its time, and what was committed is seen by a reader soon after.
//!
//! `CLAIMBOOK_LONG=1` has them write for two minutes instead of moments: docs/safety.md keeps that table.

use super::{article, count_up, deed, is_long, now, start};
use claimbook::catalogue::{Catalogue, Error, OpenMode};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long somebody waits before being told that the catalogue is busy, less what a clock may be out.
const PATIENCE: Duration = Duration::from_secs(9);

fn micros() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()
}

/// Counts up for so long, and prints each count with the time at which it was stored, and each refusal with how long it took.
pub(super) fn count_for(catalogue: &mut Catalogue, lasts: Duration) {
    let end = Instant::now() + lasts;
    while Instant::now() < end {
        let began = Instant::now();
        match count_up(catalogue) {
            Ok(()) => println!("stored {}", micros()),
            Err(Error::Busy(_)) => println!("busy {}", began.elapsed().as_micros()),
            Err(e) => panic!("{e}"),
        }
        // Whoever just wrote lets others come.
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// Articles for an import that takes a while.
fn write_articles(folder: &Path, count: usize) {
    std::fs::create_dir(folder).unwrap();
    for n in 0..count {
        let sentences = (0..40).map(|s| format!("Exercise {s} of plan {n} eased back pain in {}% of people.", s + 20));
        let text = format!("# Plan {n}\n\n{}\n", sentences.collect::<Vec<_>>().join("\n\n"));
        std::fs::write(folder.join(format!("plan-{n}.md")), text).unwrap();
    }
}

/// When a reader first saw each count, until `is_over`.
fn watch(path: &Path, mut is_over: impl FnMut() -> bool) -> Vec<(u64, u128)> {
    let catalogue = Catalogue::open(path, OpenMode::Read).unwrap();
    let (mut seen, mut last) = (Vec::new(), 0);
    loop {
        let over = is_over();
        match catalogue.view().article("counter") {
            Ok(counter) => {
                let count: u64 = counter.title.parse().unwrap();
                assert!(count >= last, "a reader saw {count} after {last}");
                if count > last {
                    seen.push((count, micros()));
                    last = count;
                }
            }
            Err(Error::Busy(_)) => {}
            Err(e) => panic!("{e}"),
        }
        if over {
            return seen;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn import(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_claimbook"))
        .args(["import", "plans", "--as", "article"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn writers_beside_a_long_import_lose_nothing_and_readers_follow() {
    let (lasts, articles) = if is_long() { (120, 600) } else { (2, 12) };
    for writers in [2, 8] {
        // On a disk: in memory no commit takes any time.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claimbook.db");
        let mut catalogue = Catalogue::create(&path, now()).unwrap();
        let added: Result<(), Error> = catalogue.write(&deed(), |w| w.add(&article(w, "counter", "0")));
        added.unwrap();
        drop(catalogue);
        write_articles(&folder.path().join("plans"), articles);
        let mut importing = import(folder.path());
        let mut children: Vec<Child> = (0..writers).map(|_| start(&format!("count-for {lasts}"), &path)).collect();
        let read = children.iter_mut().map(|child| {
            let output = child.stdout.take().unwrap();
            std::thread::spawn(move || std::io::read_to_string(output).unwrap())
        });
        let read: Vec<_> = read.collect();
        let ended = |child: &mut Child| child.try_wait().unwrap().is_some();
        let seen = watch(&path, || ended(&mut importing) & children.iter_mut().all(&ended));
        let said: String = read.into_iter().map(|thread| thread.join().unwrap()).collect();
        for child in children {
            let out = child.wait_with_output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        }
        let imported = importing.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&imported.stderr);
        assert!(imported.status.success() || told.contains("busy"), "{told}");

        let numbers = |word: &str| -> Vec<u128> {
            let of_word = said.lines().filter_map(|line| line.split_once(word)?.1.trim().parse().ok());
            of_word.collect()
        };
        let (mut stored, busy) = (numbers("stored "), numbers("busy "));
        stored.sort_unstable();
        let early = busy.iter().filter(|waited| **waited < PATIENCE.as_micros()).count();
        assert_eq!(early, 0, "told that the catalogue is busy before the time");
        let catalogue = Catalogue::open(&path, OpenMode::Read).unwrap();
        let counted: usize = catalogue.view().article("counter").unwrap().title.parse().unwrap();
        assert_eq!(counted, stored.len(), "changes that were acknowledged, and those that are there");
        assert_eq!(catalogue.verify().unwrap().damage, []);
        let there = catalogue.view().articles().unwrap().len() - 1;
        assert!(there == articles || !imported.status.success(), "{there} of {articles} articles");
        assert_eq!(seen.last().map(|(count, _)| *count as usize), Some(counted), "a reader sees the last change");
        print_row((writers, lasts), &stored, (&seen, busy.len()), (there, articles));
    }
}

/// How long after each commit a reader saw it. Writers take turns, so that the nth to be stored wrote the count n.
fn print_row(
    (writers, lasts): (usize, u64),
    stored: &[u128],
    (seen, busy): (&[(u64, u128)], usize),
    (there, articles): (usize, usize),
) {
    let delay = |(n, at): (usize, &u128)| {
        let first = seen.iter().find(|(count, _)| *count as usize > n)?;
        Some(first.1.saturating_sub(*at))
    };
    let mut delays: Vec<u128> = stored.iter().enumerate().filter_map(delay).collect();
    delays.sort_unstable();
    let at = |part: usize| delays.get((delays.len() * part / 100).min(delays.len().saturating_sub(1))).copied();
    let millis =
        |micros: Option<u128>| micros.map_or_else(|| "–".to_owned(), |micros| format!("{:.1} ms", micros as f64 / 1e3));
    println!(
        "| {writers} writers, {lasts} s, an import of {there} of {articles} articles beside | {} changes, 0 lost, {busy} told busy | \
         a reader sees a change after {} (half), {} (95 of 100), {} (the last) |",
        stored.len(),
        millis(at(50)),
        millis(at(95)),
        millis(at(100)),
    );
}
