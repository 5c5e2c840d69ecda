//! A whole article reviewed in the browser by keys leaves what the same session leaves that was done in the terminal, but for ids
//! and times.

use super::served::Desk;
use super::webdriver::Browser;
use std::collections::BTreeMap;
use std::path::Path;

const ENTER: &str = "\u{e007}";

/// What is done with a claim, one after the other: every sort of decision that a key makes.
const DEEDS: [(&str, &str); 7] = [
    ("1", "supported"),
    ("2", "partly"),
    ("d", "dismiss"),
    ("3", "not-supported"),
    ("4", "contradicted"),
    ("a", "accept"),
    ("5", "not-enough-evidence"),
];

/// The lines of the files of a text form, without ids, times and what follows from them. The events of all writers are together.
fn steady(dump: &Path) -> BTreeMap<String, Vec<String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dump.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut name = path.strip_prefix(dump).unwrap().display().to_string();
            if name.starts_with("events/") {
                name = "events".to_owned();
            }
            let text = hide(&String::from_utf8_lossy(&std::fs::read(&path).unwrap()));
            files.entry(name).or_insert_with(Vec::new).extend(text.lines().map(str::to_owned));
        }
    }
    // Rows stand in the order of their ids, which are other ones.
    files.values_mut().for_each(|lines| lines.sort_unstable());
    files
}

/// A text with each id, hash and time replaced.
fn hide(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.');
    let mut out = String::new();
    for word in text.split_inclusive(|c| !is_part(c)) {
        let bare = word.trim_end_matches(|c| !is_part(c));
        let is_hex = |s: &str| s.chars().all(|c| c.is_ascii_hexdigit());
        let is_uid = bare.len() == 36 && bare.matches('-').count() == 4 && is_hex(&bare.replace('-', ""));
        let is_time = bare.len() >= 20 && bare.ends_with('Z') && bare.contains('T') && bare.contains(':');
        let hidden = match () {
            () if is_uid => "ID",
            () if bare.len() == 64 && is_hex(bare) => "HASH",
            () if is_time => "TIME",
            () => bare,
        };
        out.push_str(hidden);
        out.push_str(&word[bare.len()..]);
    }
    out
}

fn review_by_keys(browser: &Browser, desk: &Desk, claims: &[Open]) {
    let served = desk.serve();
    served.enter(browser);
    for (n, claim) in claims.iter().enumerate() {
        let (key, _) = claim.deed(n);
        served.open(browser, &format!("/claims/{}", claim.uid));
        browser.find("h1.says");
        browser.press(key);
        if key.chars().all(|c| c.is_ascii_digit()) {
            browser.press(&format!("Opinion {n}"));
            browser.press(ENTER);
        }
        browser.wait_until(&format!("the decision on {}", claim.address), || browser.has("#told.m-good").then_some(()));
    }
}

fn review_in_the_terminal(desk: &Desk, claims: &[Open]) {
    for (n, claim) in claims.iter().enumerate() {
        let address = claim.address.as_str();
        match claim.deed(n).1 {
            deed @ ("accept" | "dismiss") => desk.ok(&[deed, address]),
            verdict => desk.ok(&["review", address, "--verdict", verdict, "--note", &format!("Opinion {n}")]),
        };
    }
}

/// A claim to decide on.
struct Open {
    address: String,
    uid: String,
    is_proposed: bool,
}

impl Open {
    /// What is done with it: nobody accepts what is accepted.
    fn deed(&self, n: usize) -> (&'static str, &'static str) {
        match DEEDS[n % DEEDS.len()] {
            ("a", _) if !self.is_proposed => DEEDS[0],
            deed => deed,
        }
    }
}

/// The claims of a catalogue, by its text form.
fn list_claims(desk: &Desk) -> Vec<Open> {
    let dumped = tempfile::tempdir().unwrap();
    let folder = dumped.path().join("text");
    desk.ok(&["dump", &folder.display().to_string()]);
    let mut found = Vec::new();
    for article in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(mut rows) = csv::Reader::from_path(article.join("claims.csv")) else { continue };
        let key = article.file_name().unwrap().to_string_lossy().into_owned();
        for row in rows.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
            let (address, uid) = (format!("{key}/c{}", row["serial"]), row["uid"].clone());
            found.push(Open { address, uid, is_proposed: row["status"] == "proposed" });
        }
    }
    found
}

/// Reviews the same catalogue both ways and compares what is left.
#[track_caller]
fn compare(browser: &Browser, fill: impl Fn(&Desk)) {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let [browsing, typing] = [&here, &there].map(|folder| Desk::of(folder.path(), Some("A. First")));
    for desk in [&browsing, &typing] {
        fill(desk);
    }
    let claims = list_claims(&browsing);
    assert!(claims.len() > 20, "{}", claims.len());
    review_by_keys(browser, &browsing, &claims);
    review_in_the_terminal(&typing, &claims);
    let [by_keys, typed] = [(&browsing, &here), (&typing, &there)].map(|(desk, folder)| {
        desk.ok(&["dump", "text"]);
        steady(&folder.path().join("text"))
    });
    assert_eq!(by_keys.keys().collect::<Vec<_>>(), typed.keys().collect::<Vec<_>>());
    for (name, lines) in &by_keys {
        let other = &typed[name];
        let differs = lines.iter().zip(other).find(|(one, another)| one != another);
        assert!(lines == other, "{name}: {differs:#?}, {} lines and {}", lines.len(), other.len());
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_built_in_article_reviewed_by_keys_leaves_what_the_terminal_leaves() {
    let Some(browser) = Browser::start() else { return };
    compare(&browser, |desk| drop(desk.ok(&["init", "--example"])));
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_first_article_reviewed_by_keys_leaves_what_the_terminal_leaves() {
    let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles/back-pain-during-pregnancy.txt");
    if !article.exists() {
        return println!("skipped: ../shared is not here");
    }
    let Some(browser) = Browser::start() else { return };
    compare(&browser, |desk| {
        desk.ok(&["init"]);
        desk.import(&article);
    });
}
