//! `--serve`: the review page over a long catalogue that the library writes: start, a claim's page, a verdict, memory.

use super::catalogue::make_in_articles;
use super::process::now;
use super::{Failed, Measure, Wanted};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(super) const MEASURE: Measure = Measure {
    flag: "--serve",
    takes: None,
    about: "the review page over --claims N claims: start, a claim's page, a recorded verdict, memory",
    run: measure,
};

/// Each article has so many claims.
const CLAIMS_AN_ARTICLE: usize = 20;

/// How many pages are asked for, and how many verdicts given.
const TIMES: usize = 40;

/// A browser that knows no more than its cookie.
struct Browser {
    host: String,
    cookie: String,
}

impl Browser {
    fn send(&self, request: &str) -> Result<String, Failed> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn get(&self, path: &str) -> Result<String, Failed> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n", self.host, self.cookie))
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<String, Failed> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let Self { host, cookie } = self;
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }
}

/// Ends the page, however the measuring ends.
struct Page(Child);

impl Drop for Page {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Prints a row for each thing that somebody waits for.
fn measure(wanted: &Wanted) -> Result<(), Failed> {
    let folder = wanted.folder().join(format!("serving-{}", wanted.claims));
    let made = folder.join("claimbook.db");
    if !made.exists() {
        make_in_articles(&folder, wanted.claims, CLAIMS_AN_ARTICLE)?;
    }
    // Verdicts are given in a copy, so that each run finds the same.
    let path = folder.join("reviewed.db");
    std::fs::copy(made, &path)?;
    let own = folder.join("own/claimbook");
    std::fs::create_dir_all(&own)?;
    std::fs::write(own.join("claimbook.toml"), "[me]\nname = \"A. Reviewer\"\n")?;
    let catalogue = path.to_string_lossy().into_owned();
    let mut command = Command::new(wanted.claimbook());
    command.args(["--catalogue", &catalogue, "serve", "--no-browser"]).env("XDG_CONFIG_HOME", folder.join("own"));
    // The first opening derives the index of states, as `queue` does.
    drop(open(&mut command)?);
    let began = now();
    let (browser, page) = open(&mut command)?;
    let start = began.elapsed();
    let (first, list) = timed(|| browser.get("/"))?;
    let mut claim = find(&list, "/claims/", &['"', '?']).ok_or("no claim waits")?;
    let (mut pages, mut verdicts) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let (took, shown) = timed(|| browser.get(&claim))?;
        pages.push(took);
        let value = |name: &str| find(&shown, &format!("name=\"{name}\" value=\""), &['"']);
        let (token, seen) = (value("token").ok_or("no token")?, value("seen").ok_or("no state")?);
        let (token, seen) = (token.rsplit('"').next().unwrap_or_default(), seen.rsplit('"').next().unwrap_or_default());
        let fields = [("token", token), ("seen", seen), ("verdict", "supported")];
        let (took, answer) = timed(|| browser.post(&format!("{claim}/review"), &fields))?;
        verdicts.push(took);
        claim = find(&answer, "/claims/", &['?', '\r']).ok_or("no next claim")?;
    }
    println!("{} claims:\n\n| what | goal | median | worst |\n|---|---|---:|---:|", wanted.claims);
    println!("| start, to the printed address | ≤ 100 ms | {} ms | |", start.as_millis());
    println!("| the first page | | {} ms | |", first.as_millis());
    for (what, goal, mut times) in [("a claim's page", "≤ 30 ms", pages), ("a recorded verdict", "≤ 60 ms", verdicts)]
    {
        times.sort();
        let at = |n: usize| times.get(n).map_or(0, Duration::as_millis);
        println!("| {what} | {goal} | {} ms | {} ms |", at(times.len() / 2), at(times.len() - 1));
    }
    match std::fs::read_to_string(format!("/proc/{}/status", page.0.id())) {
        Ok(status) => {
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
            println!("| most memory | ≤ 60 MB | {} | |", peak.trim());
        }
        Err(_) => println!("| most memory | ≤ 60 MB | not told here | |"),
    }
    Ok(())
}

fn open(command: &mut Command) -> Result<(Browser, Page), Failed> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let page = Page(child);
    let (host, path) = line.trim().trim_start_matches("http://").split_once('/').ok_or("no address")?;
    let unknown = Browser { host: host.to_owned(), cookie: String::new() };
    let answer = unknown.get(&format!("/{path}"))?;
    let cookie = find(&answer, "claimbook-", &[';']).ok_or("no cookie")?;
    Ok((Browser { cookie, ..unknown }, page))
}

/// From these words on, up to one of these characters.
fn find(text: &str, words: &str, ends: &[char]) -> Option<String> {
    let from = text.find(words)?;
    let rest = text.get(from..)?;
    let behind = rest.get(words.len()..)?;
    let end = behind.find(ends)?;
    rest.get(..words.len() + end).map(str::to_owned)
}

fn timed(ask: impl FnOnce() -> Result<String, Failed>) -> Result<(Duration, String), Failed> {
    let began = now();
    let answer = ask()?;
    Ok((began.elapsed(), answer))
}
