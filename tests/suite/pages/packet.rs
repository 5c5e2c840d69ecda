//! `report --packet`: what an auditor gets, the same to the byte whenever it is made.

use crate::double::sample::sample_in;
use crate::double::terminal::Terminal;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

fn open(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        let name = file.name().unwrap().into_owned();
        file.read_to_string(&mut text).unwrap();
        files.insert(name, text);
    }
    files
}

#[test]
fn a_packet_holds_what_an_auditor_asks_for_and_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    drop(sample_in(folder.path()));
    let terminal = Terminal::piped(folder.path());
    let path = folder.path().join("packet.zip");
    let make = || {
        terminal.ok(&["report", "--packet", "packet.zip"]);
        fs::read(&path).unwrap()
    };
    assert_eq!(make(), make(), "an earlier packet is replaced by the same one");
    let files = open(&path);
    let names: Vec<&str> = files.keys().map(|name| name.strip_prefix("claimbook-packet/").unwrap()).collect();
    let log: Vec<&&str> = names.iter().filter(|name| name.starts_with("log/")).collect();
    assert_eq!(log.len(), 2, "{log:?}");
    let others: Vec<&str> = names.iter().copied().filter(|name| !name.starts_with("log/")).collect();
    assert_eq!(
        others,
        [
            "README.txt",
            "agreement.csv",
            "claims.csv",
            "methods.txt",
            "not-checked.csv",
            "report/index.html",
            "report/knee-pain.html"
        ]
    );
    let text = |name: &str| files[&format!("claimbook-packet/{name}")].as_str();
    assert_eq!(text("claims.csv"), terminal.ok(&["export", "claims", "--to", "csv"]));
    let head = text("log/heads.csv").lines().nth(1).unwrap();
    let hash = head.split(',').find(|cell| cell.len() == 64).unwrap();
    terminal.ok(&["verify-catalogue", "--head", hash]);
    assert!(text("report/knee-pain.html").contains(hash), "the report prints the head that the log ends with");
    assert!(text("methods.txt").contains("No machine gives or proposes a verdict."), "{}", text("methods.txt"));
    assert!(text("methods.txt").contains("No claim has been judged by two people yet"), "{}", text("methods.txt"));
    let agreement = text("agreement.csv");
    assert_eq!(agreement, "article,claims,agreed,observed,expected,kappa,settled\r\n,0,0,,,,0\r\n");
    let unchecked = text("not-checked.csv");
    assert!(unchecked.starts_with("article,place,source,reason\r\nknee-pain,"), "{unchecked}");
    terminal.ok(&["dump", "text"]);
    for (name, log) in files.iter().filter(|(name, _)| name.contains("/log/")) {
        let name = name.rsplit('/').next().unwrap();
        let dumped = if name == "heads.csv" { "text/heads.csv".to_owned() } else { format!("text/events/{name}") };
        assert_eq!(*log, fs::read_to_string(folder.path().join(dumped)).unwrap());
    }
}
